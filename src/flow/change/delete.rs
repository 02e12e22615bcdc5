//! Deleting a connection that is bound to nothing.

use super::super::services::connection_status;
use super::super::session::Session;
use super::super::status::{ConnectionStatus, ConnectionVerdict};
use super::super::submission::{Stop, SubmitStep};
use super::action::{ChangeAction, PendingChange};
use super::execute::execute;
use super::{ChangeContext, ChangeObstacle, ChangeReport, PlanError};

/// A connection that can be deleted.
#[derive(Clone, Debug)]
pub struct DeletePlan {
    /// The connection as it is.
    pub connection: ConnectionStatus,
}

/// Looks whether the connection can be deleted. Changes nothing.
///
/// # Errors
/// What stands in the way.
pub async fn plan_delete(
    session: &Session,
    region: &str,
    id: &str,
) -> Result<DeletePlan, PlanError> {
    let connection = connection_status(session, region, id).await.map_err(PlanError::of_vpc)?;
    if connection.bound_to.is_some() {
        let router = connection.bound_to.clone();
        return Err(PlanError::Blocked(ChangeObstacle::StillBound(router)));
    }
    match connection.verdict() {
        ConnectionVerdict::NotBound | ConnectionVerdict::Unknown => Ok(DeletePlan { connection }),
        ConnectionVerdict::Binding | ConnectionVerdict::Updating | ConnectionVerdict::Unbinding => {
            Err(PlanError::Blocked(ChangeObstacle::Busy(connection.state_word())))
        }
        ConnectionVerdict::Locked => Err(PlanError::Blocked(ChangeObstacle::Locked)),
        _ => Err(PlanError::Blocked(ChangeObstacle::StillBound(None))),
    }
}

/// Deletes it, exactly once.
pub async fn delete(
    setting: &ChangeContext,
    plan: DeletePlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    let work = PendingChange {
        region: plan.connection.region,
        connection: plan.connection.id,
        what: ChangeAction::Delete,
    };
    execute(setting, work, stop, report).await
}
