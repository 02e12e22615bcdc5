//! Does what the conversation wants done outside, one task after the other, through `flow`.

use std::time::Instant;

use futures_util::StreamExt as _;
use tokio::sync::{mpsc, watch};

use crate::drafts::Bookmark;
use crate::flow::{
    self, ConnectionRef, ConnectionStatus, CustomerGateway, DeviceTextError, Home, ScratchJournal,
    ServiceTrouble, Session, Standstill, Stop, SubmissionSetting, SubmitStep, Submitted, WatchEnd,
    WatchEvent, WatchOrder, WatchUntil, WorkingDraft, Workspace, stop_requested, submit_draft,
};

use crate::peer::UnreadableText;

use super::task::{RegionLists, Task, TaskNews, TaskResult};

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
            Task::Say(_) => return None,
            Task::Submit(_) | Task::MakeChange(..) | Task::Watch(_) => return None,
            Task::ListConnections(region) => {
                let listed = self.connections(&region).await;
                TaskResult::Connections(region, listed)
            }
            Task::LookAt(at) => {
                let looked = flow::connection_status(&self.session, &at.region, &at.id).await;
                TaskResult::LookedAt(looked)
            }
            Task::LoadRouters(region) => {
                let listed = flow::routers(&self.session, &region).await;
                TaskResult::Routers(listed.map(|(choices, _)| choices))
            }
            Task::PlanChange(order) => {
                TaskResult::ChangePlanned(Box::new(self.setting().plan_change(*order).await))
            }
            Task::Diagnose(at, draft) => {
                let draft = match draft {
                    // Without its draft a connection is diagnosed all the same.
                    Some(source) => self.setting().opened(source).await.ok(),
                    None => None,
                };
                let found = flow::diagnose(&self.session, &at.region, &at.id, draft.as_ref()).await;
                TaskResult::Diagnosed(Box::new(found))
            }
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
                let (gateways, beside) =
                    (self.gateways(&region).await, flow::neighbours(&self.session, &region).await);
                let why = gateways.as_ref().err().cloned();
                let lists = RegionLists { gateways: gateways.ok(), beside: beside.ok() };
                TaskResult::Gateways(region, Box::new(lists), why)
            }
            Task::ReadDevice(source, named, again) => {
                let (workspace, read) = (self.workspace.clone().ok(), source.clone());
                let work =
                    move || flow::read_device_text(workspace.as_ref(), &read, named.as_ref());
                let read = tokio::task::spawn_blocking(work).await;
                // The reader panics on nothing; if it did, its text says nothing.
                let read = read.unwrap_or(Err(DeviceTextError::Text(UnreadableText::Unknown)));
                TaskResult::DeviceRead(source, Box::new(read), again)
            }
            Task::Write(path, text, what) => {
                let written = self.workspace.as_ref().map_err(Clone::clone).and_then(|place| {
                    place.write_file(&path, &text).map_err(|error| error.to_string())
                });
                TaskResult::Written(what, written)
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

    async fn connections(&self, region: &str) -> Result<Vec<ConnectionStatus>, ServiceTrouble> {
        let mut pages = std::pin::pin!(flow::connections(&self.session, region));
        let mut rows = Vec::new();
        while let Some(page) = pages.next().await {
            rows.extend(page?);
        }
        Ok(rows)
    }

    fn setting(&self) -> SubmissionSetting {
        SubmissionSetting {
            session: self.session.clone(),
            workspace: self.workspace.clone(),
            scratch_journal: self.scratch.as_ref().map(ScratchJournal::journal),
        }
    }

    /// Does a task that tells something on its way, which comes out at `news`.
    pub(super) async fn tell(
        &self,
        task: Task,
        stop: Stop,
        news: mpsc::UnboundedSender<TaskNews>,
    ) -> TaskResult {
        let mut report = |step| {
            // It goes on to its end, whoever listens.
            let _ = news.send(TaskNews::Step(step));
        };
        match task {
            Task::MakeChange(region, plan) => {
                let kind = plan.kind();
                // The first attempt is what everybody expects.
                let mut report = |step| {
                    if step != SubmitStep::Sending(1) {
                        report(step);
                    }
                };
                let made = self.setting().make_change(&region, *plan, stop, &mut report).await;
                TaskResult::Changed(kind, Box::new(made))
            }
            Task::Watch(at) => TaskResult::Watched(Box::new(self.watch(at, stop, news).await)),
            Task::Submit(order) => {
                let submitted = submit_draft(self.setting(), *order, stop, &mut report).await;
                TaskResult::Submitted(Box::new(submitted.unwrap_or_else(Submitted::NotBegun)))
            }
            _ => TaskResult::Submitted(Box::new(Submitted::NotBegun(Vec::new()))),
        }
    }

    /// Watches until it is up, stands still, or the person wants to leave.
    async fn watch(
        &self,
        at: ConnectionRef,
        mut stop: Stop,
        news: mpsc::UnboundedSender<TaskNews>,
    ) -> Result<Option<WatchEnd>, ServiceTrouble> {
        let order = WatchOrder {
            region: at.region,
            ids: vec![at.id],
            until: WatchUntil::Up,
            patience: None,
        };
        let (enough, ended) = watch::channel(false);
        let (mut last, mut standstill) = (None, Standstill::default());
        let mut stands = false;
        let mut report = |event| match event {
            WatchEvent::Seen(status) => {
                let has_changed = last.as_ref() != Some(&*status);
                stands |= standstill.seen(&status, has_changed, Instant::now());
                last = Some(*status);
                if stands {
                    enough.send_replace(true);
                }
            }
            WatchEvent::Change(change) => {
                let _ = news.send(TaskNews::Change(Box::new(change)));
            }
            WatchEvent::Trouble(trouble, _) => {
                let _ = news.send(TaskNews::Trouble(trouble));
            }
            WatchEvent::Recovered => {
                let _ = news.send(TaskNews::Recovered);
            }
            WatchEvent::Ended(_) => {}
        };
        let ends = tokio::select! {
            biased;
            () = stop_requested(&mut stop) => return Ok(None),
            ends = flow::watch(&self.session, &order, ended, &mut report) => ends?,
        };
        Ok(ends.into_iter().next().filter(|_| !stands))
    }
}
