//! Any of the changes, for callers that treat them alike: wanted, planned, carried out.

use crate::connection::Draft;
use crate::drafts::journal::ChangeKind;

use super::super::outcome::{Stop, SubmitStep};
use super::super::session::Session;
use super::super::status::ConnectionStatus;
use super::bind::{BindOrder, BindPlan, bind, plan_bind};
use super::delete::{DeletePlan, delete, plan_delete};
use super::modify::{ModifyPlan, modify, plan_modify};
use super::unbind::{UnbindPlan, plan_unbind, unbind};
use super::{ChangeReport, ChangeSetting, PlanError};

/// A change that is wanted. Regions are those of the connections, which are `vco-…`.
#[derive(Clone, Debug)]
pub enum ChangeOrder {
    /// Bind it to a transit router.
    Bind(BindOrder),
    /// Take it off its router.
    Unbind {
        /// Where it is.
        region: String,
        /// Which one.
        connection: String,
    },
    /// Change it to what a draft says.
    Modify {
        /// Where it is.
        region: String,
        /// Which one.
        connection: String,
        /// What it shall be, with the keys that are to be sent.
        draft: Box<Draft>,
    },
    /// Delete it.
    Delete {
        /// Where it is.
        region: String,
        /// Which one.
        connection: String,
    },
}

/// A change of which nothing is known to stand in the way.
#[derive(Clone, Debug)]
pub enum ChangePlan {
    /// It is bound to a transit router.
    Bind(BindPlan),
    /// It is taken off its router.
    Unbind(UnbindPlan),
    /// Its settings become others.
    Modify(ModifyPlan),
    /// It is deleted.
    Delete(DeletePlan),
}

impl ChangePlan {
    /// What is changed.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Bind(_) => ChangeKind::Bind,
            Self::Unbind(_) => ChangeKind::Unbind,
            Self::Modify(_) => ChangeKind::Modify,
            Self::Delete(_) => ChangeKind::Delete,
        }
    }

    /// The connection as it was when the change was planned.
    pub fn connection(&self) -> &ConnectionStatus {
        match self {
            Self::Bind(plan) => &plan.connection,
            Self::Unbind(plan) => &plan.connection,
            Self::Modify(plan) => &plan.connection,
            Self::Delete(plan) => &plan.connection,
        }
    }
}

/// Looks whether and how a change can be made. Changes nothing.
///
/// # Errors
/// What stands in the way, or that there is nothing to change.
pub async fn plan_change(session: &Session, order: &ChangeOrder) -> Result<ChangePlan, PlanError> {
    Ok(match order {
        ChangeOrder::Bind(order) => ChangePlan::Bind(plan_bind(session, order).await?),
        ChangeOrder::Unbind { region, connection } => {
            ChangePlan::Unbind(plan_unbind(session, region, connection).await?)
        }
        ChangeOrder::Modify { region, connection, draft } => {
            ChangePlan::Modify(plan_modify(session, region, connection, draft).await?)
        }
        ChangeOrder::Delete { region, connection } => {
            ChangePlan::Delete(plan_delete(session, region, connection).await?)
        }
    })
}

/// Makes a change, exactly once.
pub async fn make_change(
    setting: &ChangeSetting,
    plan: ChangePlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    match plan {
        ChangePlan::Bind(plan) => bind(setting, plan, stop, report).await,
        ChangePlan::Unbind(plan) => unbind(setting, plan, stop, report).await,
        ChangePlan::Modify(plan) => modify(setting, plan, stop, report).await,
        ChangePlan::Delete(plan) => delete(setting, plan, stop, report).await,
    }
}
