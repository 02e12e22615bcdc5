//! Does what the conversation wants done outside, one task after the other, through `flow`.

use std::time::Instant;

use futures_util::TryStreamExt as _;
use tokio::sync::{mpsc, watch};

use crate::connection::DraftPeer;
use crate::drafts::Bookmark;
use crate::flow::{
    self, ConnectionRef, DeviceSource, DeviceTextError, DraftSource, ScratchJournal,
    ServiceFailure, Session, StallDetector, Stop, SubmissionContext, SubmitResult, SubmitStep,
    WatchEnd, WatchEvent, WatchOrder, WatchUntil, WorkingDraft, Workspace, WorkspaceContents,
    stop_requested, submit_draft,
};
use crate::peer::UnreadableText;

use super::effect::{PlainEffect, PlainMessage, ProgressEffect, RegionSnapshot, TaskProgress};

/// What plain mode talks to.
pub struct PlainServices {
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
    pub(super) fn new(outside: PlainServices) -> Self {
        let PlainServices { session, workspace } = outside;
        // Without a place for its journal the sandbox creates nothing: the real one stays out of it.
        let scratch = session.is_sandbox().then(|| ScratchJournal::new().ok()).flatten();
        Self { session, working: WorkingDraft::new(workspace.clone()), workspace, scratch }
    }

    /// Does a task that says nothing while it is done; none for one of another kind.
    pub(super) async fn perform(&mut self, task: PlainEffect) -> Option<PlainMessage> {
        Some(match task {
            PlainEffect::Say(_) | PlainEffect::WithProgress(_) => return None,
            PlainEffect::ListConnections(region) => {
                let listed = flow::connections(&self.session, &region).try_concat().await;
                PlainMessage::Connections(region, listed)
            }
            PlainEffect::LookAt(at) => {
                let looked = flow::connection_status(&self.session, &at.region, &at.id).await;
                PlainMessage::LookedAt(looked)
            }
            PlainEffect::LoadRouters(region) => {
                let listed = flow::routers(&self.session, &region).await;
                PlainMessage::Routers(listed.map(|(choices, _)| choices))
            }
            PlainEffect::PlanChange(order) => {
                PlainMessage::ChangePlanned(Box::new(self.setting().plan_change(*order).await))
            }
            PlainEffect::Diagnose(at, draft) => self.diagnose(at, draft).await,
            PlainEffect::LoadHome => self.home(),
            PlainEffect::SignIn => self.sign_in().await,
            PlainEffect::LoadRegions => self.regions().await,
            PlainEffect::LoadGateways(region) => self.region(region).await,
            PlainEffect::ReadDevice(source, named, again) => {
                self.read_device(source, named, again).await
            }
            PlainEffect::Write(path, text, what) => {
                let written = self.workspace.as_ref().map_err(Clone::clone).and_then(|place| {
                    place.write_file(&path, &text).map_err(|error| error.to_string())
                });
                PlainMessage::Written(what, written)
            }
            PlainEffect::Open(name) => {
                let opened = self.working.open_draft(&name);
                PlainMessage::Opened(name, Box::new(opened))
            }
            PlainEffect::Save(revision, save) => {
                PlainMessage::Saved(revision, self.working.save(*save))
            }
            PlainEffect::Rename(from, to) => {
                let renamed = self.working.rename(&from, &to);
                PlainMessage::Renamed(to, renamed)
            }
            PlainEffect::Mark(place) => {
                self.working.bookmark(&place);
                return None;
            }
        })
    }

    fn home(&self) -> PlainMessage {
        let (home, bookmark) = match &self.workspace {
            Ok(workspace) => (workspace.home(), Bookmark::load(workspace.folders())),
            Err(why) => {
                let home = WorkspaceContents {
                    troubles: vec![why.clone()],
                    ..WorkspaceContents::default()
                };
                (home, Bookmark::default())
            }
        };
        PlainMessage::Home(Box::new(home), bookmark)
    }

    async fn diagnose(&self, at: ConnectionRef, draft: Option<DraftSource>) -> PlainMessage {
        let draft = match draft {
            // Without its draft a connection is diagnosed all the same.
            Some(source) => self.setting().opened(source).await.ok(),
            None => None,
        };
        let found = flow::diagnose(&self.session, &at.region, &at.id, draft.as_ref()).await;
        PlainMessage::Diagnosed(Box::new(found))
    }

    async fn sign_in(&self) -> PlainMessage {
        let signed_in = self.session.sign_in().await;
        PlainMessage::SignedIn(
            signed_in.map_err(|error| (error.to_string(), error.is_nothing_found())),
        )
    }

    async fn regions(&self) -> PlainMessage {
        let regions = flow::regions(&self.session).await;
        let ids = |reply: flow::ApiResponse<Vec<flow::RegionRow>>| {
            (reply.value.into_iter().map(|row| row.id).collect(), reply.sandbox)
        };
        PlainMessage::Regions(regions.map(ids).map_err(|trouble| trouble.to_string()))
    }

    async fn region(&self, region: String) -> PlainMessage {
        let gateways = flow::all_gateways(&self.session, &region).await;
        let beside = flow::connection_facts(&self.session, &region).await.ok();
        let why = gateways.as_ref().err().map(ToString::to_string);
        let lists = RegionSnapshot { gateways: gateways.ok(), beside };
        PlainMessage::Gateways(region, Box::new(lists), why)
    }

    async fn read_device(
        &self,
        source: DeviceSource,
        named: Option<DraftPeer>,
        again: bool,
    ) -> PlainMessage {
        let (workspace, read) = (self.workspace.clone().ok(), source.clone());
        let work = move || flow::read_device_text(workspace.as_ref(), &read, named.as_ref());
        let read = tokio::task::spawn_blocking(work).await;
        // The reader panics on nothing; if it did, its text says nothing.
        let read = read.unwrap_or(Err(DeviceTextError::Text(UnreadableText::Unknown)));
        PlainMessage::DeviceRead(source, Box::new(read), again)
    }

    fn setting(&self) -> SubmissionContext {
        SubmissionContext {
            session: self.session.clone(),
            workspace: self.workspace.clone(),
            scratch_journal: self.scratch.as_ref().map(ScratchJournal::journal),
        }
    }

    /// Does a task that tells something on its way, which comes out at `news`.
    pub(super) async fn perform_with_progress(
        &self,
        task: ProgressEffect,
        stop: Stop,
        news: mpsc::UnboundedSender<TaskProgress>,
    ) -> PlainMessage {
        let mut report = |step| {
            // It goes on to its end, whoever listens.
            let _ = news.send(TaskProgress::Step(step));
        };
        match task {
            ProgressEffect::MakeChange(region, plan) => {
                let kind = plan.kind();
                // The first attempt is what everybody expects.
                let mut report = |step| {
                    if step != SubmitStep::Sending(1) {
                        report(step);
                    }
                };
                let made = self.setting().make_change(&region, *plan, stop, &mut report).await;
                PlainMessage::Changed(kind, Box::new(made))
            }
            ProgressEffect::Watch(at) => {
                PlainMessage::Watched(Box::new(self.watch(at, stop, news).await))
            }
            ProgressEffect::Submit(order) => {
                let submitted = submit_draft(self.setting(), *order, stop, &mut report).await;
                PlainMessage::Submitted(Box::new(submitted.unwrap_or_else(SubmitResult::NotBegun)))
            }
        }
    }

    /// Watches until it is up, stands still, or the person wants to leave.
    async fn watch(
        &self,
        at: ConnectionRef,
        mut stop: Stop,
        news: mpsc::UnboundedSender<TaskProgress>,
    ) -> Result<Option<WatchEnd>, ServiceFailure> {
        let order = WatchOrder {
            region: at.region,
            ids: vec![at.id],
            until: WatchUntil::Up,
            patience: None,
        };
        let (enough, ended) = watch::channel(false);
        let (mut last, mut standstill) = (None, StallDetector::default());
        let mut stands = false;
        let mut report = |event| match event {
            WatchEvent::Seen(status) => {
                let has_changed = last.as_ref() != Some(&*status);
                stands |= standstill.observe(&status, has_changed, Instant::now());
                last = Some(*status);
                if stands {
                    enough.send_replace(true);
                }
            }
            WatchEvent::Change(change) => {
                let _ = news.send(TaskProgress::Change(Box::new(change)));
            }
            WatchEvent::Trouble(trouble, _) => {
                let _ = news.send(TaskProgress::Trouble(trouble));
            }
            WatchEvent::Recovered => {
                let _ = news.send(TaskProgress::Recovered);
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
