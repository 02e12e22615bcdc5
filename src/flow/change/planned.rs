//! Any of the changes, for front ends that treat them alike: wanted, planned, carried out. A draft that a
//! connection is changed to is read and its keys are opened on the way.

use crate::drafts::journal::ChangeKind;
use crate::drafts::{DraftFile, DraftName};
use crate::files::blocking;

use super::super::diagnose::DiagnosisDraft;
use super::super::services::connection_status;
use super::super::status::ConnectionStatus;
use super::super::submission::{Stop, SubmitStep};
use super::super::submit_draft::{SubmissionContext, lines};
use super::bind::{BindOrder, BindPlan, bind, plan_bind};
use super::delete::{DeletePlan, delete, plan_delete};
use super::modify::{ModifyPlan, modify, plan_modify};
use super::open_changes::settle_applied;
use super::routes::{RoutePlan, complete_routes, plan_routes};
use super::unbind::{UnbindPlan, plan_unbind, unbind};
use super::{ChangeContext, ChangeReport, PlanError};

/// A change that is wanted.
#[derive(Clone, Debug)]
pub enum ChangeOrder {
    /// Bind it to a transit router.
    Bind(BindOrder),
    /// Take it off its router.
    Unbind(ConnectionRef),
    /// Change it to what a draft says.
    Modify(ConnectionRef, DraftSource),
    /// Delete it.
    Delete(ConnectionRef),
}

impl ChangeOrder {
    /// What is changed, and of which connection.
    fn about(&self) -> (ChangeKind, ConnectionRef) {
        match self {
            Self::Bind(order) => {
                let at =
                    ConnectionRef { region: order.region.clone(), id: order.connection.clone() };
                (ChangeKind::Bind, at)
            }
            Self::Unbind(at) => (ChangeKind::Unbind, at.clone()),
            Self::Modify(at, _) => (ChangeKind::Modify, at.clone()),
            Self::Delete(at) => (ChangeKind::Delete, at.clone()),
        }
    }
}

/// A connection that exists, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConnectionRef {
    /// Its region.
    pub region: String,
    /// `vco-…`.
    pub id: String,
}

/// Where a draft is.
#[derive(Clone, Debug)]
pub enum DraftSource {
    /// Here, as it stands.
    AtHand(Box<DraftFile>),
    /// On the disk.
    Kept(DraftName),
}

/// A change of which nothing is known to stand in the way.
#[derive(Clone, Debug)]
pub enum ChangePlan {
    /// It is bound to a transit router.
    Bind(Box<BindPlan>),
    /// It is bound, and the router's system route table does what it lacks.
    Routes(Box<RoutePlan>),
    /// It is taken off its router.
    Unbind(UnbindPlan),
    /// Its settings become others.
    Modify(ModifyPlan),
    /// It is deleted.
    Delete(DeletePlan),
}

/// Why a change is not planned.
#[derive(Debug)]
pub enum ChangeOrderError {
    /// What stands in the way.
    Change(PlanError),
    /// The draft cannot be read. A line each.
    Draft(Vec<String>),
}

impl ChangePlan {
    /// What is changed.
    pub fn kind(&self) -> ChangeKind {
        match self {
            Self::Bind(_) => ChangeKind::Bind,
            Self::Routes(_) => ChangeKind::Associate,
            Self::Unbind(_) => ChangeKind::Unbind,
            Self::Modify(_) => ChangeKind::Modify,
            Self::Delete(_) => ChangeKind::Delete,
        }
    }

    /// The connection as it was when the change was planned.
    pub fn connection(&self) -> &ConnectionStatus {
        match self {
            Self::Bind(plan) => &plan.connection,
            Self::Routes(plan) => &plan.connection,
            Self::Unbind(plan) => &plan.connection,
            Self::Modify(plan) => &plan.connection,
            Self::Delete(plan) => &plan.connection,
        }
    }
}

impl SubmissionContext {
    /// A draft with its keys as far as they can be had without running a program or asking anybody: a change
    /// leaves the others as they are in force.
    ///
    /// # Errors
    /// Why it cannot be read. A line each.
    pub async fn opened(&self, source: DraftSource) -> Result<DiagnosisDraft, Vec<String>> {
        let workspace = self.workspace.clone().map_err(|why| vec![why])?;
        blocking(move || {
            let file = match source {
                DraftSource::AtHand(file) => *file,
                DraftSource::Kept(name) => {
                    let loaded = workspace.store().load(&name);
                    loaded.map_err(|error| lines(&error.to_string()))?.file
                }
            };
            let peer = file.peer.clone();
            Ok(DiagnosisDraft { draft: workspace.opened(file), peer })
        })
        .await
    }

    /// Looks whether and how a change can be made. Changes nothing.
    ///
    /// # Errors
    /// What stands in the way, or that there is nothing to change.
    pub async fn plan_change(&self, order: ChangeOrder) -> Result<ChangePlan, ChangeOrderError> {
        let session = &self.session;
        let (kind, at) = order.about();
        let plan = match order {
            ChangeOrder::Bind(order) => {
                plan_bind(session, &order).await.map(|plan| ChangePlan::Bind(Box::new(plan)))
            }
            ChangeOrder::Unbind(at) => {
                plan_unbind(session, &at.region, &at.id).await.map(ChangePlan::Unbind)
            }
            ChangeOrder::Modify(at, source) => {
                let draft = self.opened(source).await.map_err(ChangeOrderError::Draft)?.draft;
                let plan = plan_modify(session, &at.region, &at.id, &draft).await;
                plan.map(ChangePlan::Modify)
            }
            ChangeOrder::Delete(at) => {
                plan_delete(session, &at.region, &at.id).await.map(ChangePlan::Delete)
            }
        };
        if matches!(plan, Err(PlanError::AlreadyApplied(_))) {
            self.settle_open_changes(kind, &at).await;
            if kind == ChangeKind::Bind
                && let Ok(connection) = connection_status(session, &at.region, &at.id).await
            {
                // Looking has nothing to be stopped for.
                let stop = tokio::sync::watch::channel(false).1;
                let plan = plan_routes(session, connection, stop, &mut |_| {}).await;
                if let Some(plan) = plan.ok().filter(|plan| !plan.is_complete()) {
                    return Ok(ChangePlan::Routes(Box::new(plan)));
                }
            }
        }
        plan.map_err(ChangeOrderError::Change)
    }

    /// Settles what an earlier run has left open of a change that is seen to be made.
    async fn settle_open_changes(&self, kind: ChangeKind, at: &ConnectionRef) {
        let Ok(journal) = self.journal().await else { return };
        if let Ok(setting) = ChangeContext::new(&self.session, &at.region, Some(journal)).await {
            // Otherwise it stays open, and the next run settles it.
            let _ = settle_applied(&setting, kind, &at.id).await;
        }
    }

    /// Makes a change of a connection of `region`, exactly once: it is written down in the journal that
    /// submissions go to.
    ///
    /// # Errors
    /// Why nothing can be sent. A line each.
    pub async fn make_change(
        &self,
        region: &str,
        plan: ChangePlan,
        stop: Stop,
        report: &mut (dyn FnMut(SubmitStep) + Send),
    ) -> Result<ChangeReport, Vec<String>> {
        let journal = self.journal().await?;
        let setting = ChangeContext::new(&self.session, region, Some(journal))
            .await
            .map_err(|trouble| lines(&trouble.to_string()))?;
        Ok(match plan {
            ChangePlan::Bind(plan) => bind(&setting, *plan, stop, report).await,
            ChangePlan::Routes(plan) => complete_routes(&setting, *plan, stop, report).await,
            ChangePlan::Unbind(plan) => unbind(&setting, plan, stop, report).await,
            ChangePlan::Modify(plan) => modify(&setting, plan, stop, report).await,
            ChangePlan::Delete(plan) => delete(&setting, plan, stop, report).await,
        })
    }
}
