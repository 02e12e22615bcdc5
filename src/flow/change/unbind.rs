//! Taking a connection off its transit router.

use crate::cloud::AttachmentFilter;

use super::super::services::connection_status;
use super::super::session::Session;
use super::super::status::{ConnectionStatus, ConnectionVerdict};
use super::super::submission::{Stop, SubmitStep};
use super::action::{ChangeAction, PendingChange};
use super::execute::execute;
use super::{ChangeContext, ChangeDone, ChangeObstacle, ChangeReport, PlanError};

/// A binding that can be taken away.
#[derive(Clone, Debug)]
pub struct UnbindPlan {
    /// The connection as it is.
    pub connection: ConnectionStatus,
    attachment: String,
    router: Option<String>,
}

impl UnbindPlan {
    /// The router it is taken off.
    pub fn router(&self) -> Option<&str> {
        self.router.as_deref()
    }
}

/// Looks whether the connection can be taken off its router. Changes nothing.
///
/// # Errors
/// What stands in the way, or that it is bound to none.
pub async fn plan_unbind(
    session: &Session,
    region: &str,
    id: &str,
) -> Result<UnbindPlan, PlanError> {
    let connection = connection_status(session, region, id).await.map_err(PlanError::of_vpc)?;
    let cen = session.cen().await.map_err(PlanError::of_cen)?;
    let found =
        cen.attachments(region, &AttachmentFilter::default()).await.map_err(PlanError::of_cen)?;
    let mut of_it = found.value.into_iter().filter(|one| one.connection.as_deref() == Some(id));
    match (of_it.next(), connection.verdict()) {
        (_, ConnectionVerdict::Binding | ConnectionVerdict::Updating) => {
            Err(PlanError::Blocked(ChangeObstacle::Busy(connection.state_word())))
        }
        (_, ConnectionVerdict::Unbinding) | (None, _) => {
            let router = connection.bound_to.clone();
            Err(PlanError::AlreadyApplied(ChangeDone { router, ..ChangeDone::default() }))
        }
        (Some(attachment), _) => {
            let router = attachment.transit_router.or_else(|| connection.bound_to.clone());
            Ok(UnbindPlan { connection, attachment: attachment.id, router })
        }
    }
}

/// Takes it off its router, exactly once.
pub async fn unbind(
    setting: &ChangeContext,
    plan: UnbindPlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    let work = PendingChange {
        region: plan.connection.region,
        connection: plan.connection.id,
        what: ChangeAction::Unbind { attachment: plan.attachment, router: plan.router },
    };
    execute(setting, work, stop, report).await
}
