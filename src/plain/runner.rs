//! Does what the conversation wants done outside, one task after the other, through `flow`.

use futures_util::StreamExt as _;
use tokio::sync::mpsc;

use crate::drafts::Bookmark;
use crate::flow::{
    self, CustomerGateway, Home, ScratchJournal, Session, Stop, SubmissionSetting, SubmitOrder,
    SubmitStep, Submitted, WorkingDraft, Workspace, submit_draft,
};

use super::task::{RegionLists, Task, TaskResult};

/// What plain mode talks to.
pub struct PlainOutside {
    /// Whom to ask.
    pub session: Session,
    /// Where drafts and journal lie, or why there is no such place.
    pub workspace: Result<Workspace, String>,
}

pub(super) struct TaskRunner {
    session: Session,
    working: WorkingDraft,
    workspace: Result<Workspace, String>,
    /// The journal of the sandbox, which ends with this run as the sandbox does.
    scratch: Option<ScratchJournal>,
}

impl TaskRunner {
    pub(super) fn new(outside: PlainOutside) -> Self {
        let PlainOutside { session, workspace } = outside;
        // Without a place for its journal the sandbox creates nothing: the real one stays out of it.
        let scratch = session.is_sandbox().then(|| ScratchJournal::new().ok()).flatten();
        Self { session, working: WorkingDraft::new(workspace.clone()), workspace, scratch }
    }

    /// Does a task that says nothing while it is done; none for one of another kind.
    pub(super) async fn perform(&mut self, task: Task) -> Option<TaskResult> {
        Some(match task {
            Task::Say(_) | Task::Submit(_) => return None,
            Task::LoadHome => self.home(),
            Task::SignIn => {
                let signed_in = self.session.sign_in().await;
                TaskResult::SignedIn(
                    signed_in.map_err(|error| (error.to_string(), error.is_nothing_found())),
                )
            }
            Task::LoadRegions => {
                let regions = flow::regions(&self.session).await;
                let ids = |reply: flow::ApiReply<Vec<flow::RegionRow>>| {
                    let ids = reply.value.into_iter().map(|row| row.id);
                    (ids.collect(), reply.sandbox)
                };
                TaskResult::Regions(regions.map(ids).map_err(|trouble| trouble.to_string()))
            }
            Task::LoadGateways(region) => {
                let (gateways, connections) =
                    (self.gateways(&region).await, flow::neighbours(&self.session, &region).await);
                let why = gateways.as_ref().err().cloned();
                let connections = connections.ok().map(|(rows, _)| rows);
                let lists = RegionLists { gateways: gateways.ok(), connections };
                TaskResult::Gateways(region, Box::new(lists), why)
            }
            Task::Open(name) => {
                let opened = self.working.open_draft(&name);
                TaskResult::Opened(name, Box::new(opened))
            }
            Task::Save(revision, save) => TaskResult::Saved(revision, self.working.save(*save)),
            Task::Rename(from, to) => {
                let renamed = self.working.rename(&from, &to);
                TaskResult::Renamed(to, renamed)
            }
            Task::Mark(place) => {
                self.working.bookmark(&place);
                return None;
            }
        })
    }

    fn home(&self) -> TaskResult {
        let (home, bookmark) = match &self.workspace {
            Ok(workspace) => (workspace.home(), Bookmark::load(workspace.folders())),
            Err(why) => {
                let home = Home { troubles: vec![why.clone()], ..Home::default() };
                (home, Bookmark::default())
            }
        };
        TaskResult::Home(Box::new(home), bookmark)
    }

    async fn gateways(&self, region: &str) -> Result<Vec<CustomerGateway>, String> {
        let mut pages = std::pin::pin!(flow::gateways(&self.session, region));
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await {
            rows.extend(page.map_err(|trouble| trouble.to_string())?.rows);
        }
        Ok(rows)
    }

    /// Sends a draft; each step comes out at `steps`.
    pub(super) async fn submit(
        &self,
        order: SubmitOrder,
        stop: Stop,
        steps: mpsc::UnboundedSender<SubmitStep>,
    ) -> TaskResult {
        let setting = SubmissionSetting {
            session: self.session.clone(),
            workspace: self.workspace.clone(),
            scratch_journal: self.scratch.as_ref().map(ScratchJournal::journal),
        };
        let mut report = |step| {
            // The submission goes on to its end, whoever listens.
            let _ = steps.send(step);
        };
        let submitted = submit_draft(setting, order, stop, &mut report).await;
        TaskResult::Submitted(Box::new(submitted.unwrap_or_else(Submitted::NotBegun)))
    }
}
