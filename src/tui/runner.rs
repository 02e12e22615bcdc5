//! Performs the effects that touch disk, network or clock, each with one message as its answer (a list
//! in pages has one for each page and one at its end).
//!
//! What changes drafts has a thread of its own that takes one job after another, so that saves come in order
//! and a slow disk never holds up a key. What only looks at files, wherever they lie, has threads beside
//! that one, so that a look that gets no answer never holds up a save. What waits for the network runs on
//! the runtime of the loop.

mod answers;
mod connections;
mod disk_worker;
mod file_tasks;

use std::any::Any;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use jiff::Timestamp;
use tokio::sync::{mpsc, watch};

use crate::connection::DraftPeer;
use crate::flow;
use crate::flow::{
    DeviceSource, DeviceTextError, ScratchJournal, ServiceFailure, Session, Stop,
    SubmissionContext, SubmitOrder, SubmitResult, Workspace, read_device_text, submit_draft,
};
use crate::peer::UnreadableText;
use crate::text::set_process_language;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::message::{AccountRegions, Msg, SignedOut};
use answers::Answers;
use disk_worker::DiskWorker;

/// So long several changes may become one save.
const DEBOUNCE: Duration = Duration::from_millis(400);

/// So long after a save that failed another one is tried: a disk may have room again by then.
const RETRY: Duration = Duration::from_secs(5);

/// A sandbox that serves as long as the second value lives.
pub type RunningSandbox = (Session, Box<dyn Any + Send>);

/// Starts the sandbox; the words of an error are for a person.
pub type StartSandbox = Box<
    dyn Fn() -> Pin<Box<dyn Future<Output = Result<RunningSandbox, String>> + Send>> + Send + Sync,
>;

/// Keeps a setting, by its name, for the runs to come; the words of an error are for a person.
pub type SaveSetting = Box<dyn Fn(&str, &str) -> Result<(), String> + Send + Sync>;

/// What the wizard talks to.
pub struct RunnerContext {
    /// Whom to ask; the sandbox takes its place once it is started.
    pub session: Session,
    /// Starts the sandbox.
    pub start_sandbox: StartSandbox,
    /// Keeps what a person sets.
    pub keep_setting: SaveSetting,
    /// Where drafts and journal lie, or why there is no such place.
    pub workspace: Result<Workspace, String>,
}

/// Performs effects.
pub struct EffectRunner {
    session: Session,
    start_sandbox: Arc<StartSandbox>,
    keep_setting: Arc<SaveSetting>,
    sandbox: Arc<Mutex<Option<RunningSandbox>>>,
    /// The journal of the sandbox, which ends with this run as the sandbox does.
    scratch_journal: Option<ScratchJournal>,
    answers: Answers,
    disk: DiskWorker,
    workspace: Result<Workspace, String>,
    stops: HashMap<Ticket, watch::Sender<bool>>,
}

impl EffectRunner {
    /// A runner, and where its answers come out.
    pub fn new(outside: RunnerContext) -> (Self, mpsc::UnboundedReceiver<Msg>) {
        let (answers, received) = mpsc::unbounded_channel();
        let answers = Answers(answers);
        let disk = DiskWorker::start(outside.workspace.clone(), answers.clone());
        let runner = Self {
            session: outside.session,
            start_sandbox: Arc::new(outside.start_sandbox),
            keep_setting: Arc::new(outside.keep_setting),
            sandbox: Arc::default(),
            scratch_journal: None,
            answers,
            disk,
            workspace: outside.workspace,
            stops: HashMap::new(),
        };
        (runner, received)
    }

    /// Performs an effect that is not the terminal's.
    pub fn perform(&mut self, effect: Effect) {
        let scratch_journal = self.scratch_journal.as_ref().map(ScratchJournal::journal);
        let effect = match self.disk.queue_effect(effect, scratch_journal) {
            Some(effect) => effect,
            None => return,
        };
        match effect {
            Effect::SignIn(ticket) => self.sign_in(ticket),
            Effect::ListProfiles => self.profiles(),
            Effect::UseProfile(ticket, name) => {
                self.session = self.session.with_profile(&name);
                self.sign_in(ticket);
            }
            Effect::StartSandbox => self.start_sandbox(),
            Effect::LoadRegions(ticket) => self.regions(ticket),
            Effect::LoadGateways(ticket, region) => self.gateways(ticket, region),
            Effect::LoadRegionFacts(ticket, region) => self.connections(ticket, region),
            Effect::ListConnections(ticket, region) => self.list_connections(ticket, region),
            Effect::Watch(ticket, at) => self.watch(ticket, at),
            Effect::LoadRouters(ticket, region) => self.routers(ticket, region),
            Effect::PlanChange(ticket, wanted) => self.plan_change(ticket, *wanted),
            Effect::ApplyChange(ticket, region, plan) => self.make_change(ticket, region, *plan),
            Effect::Diagnose(ticket, at, draft) => self.diagnose(ticket, at, draft),
            Effect::ImportConnection(ticket, at) => self.import_connection(ticket, at),
            Effect::LoadRealm(ticket, region) => self.realm(ticket, region),
            Effect::CreateGateway(ticket, wanted) => self.create_gateway(ticket, *wanted),
            Effect::ReadDevice(ticket, source, named) => self.read_device(ticket, source, named),
            Effect::SaveSoon(ticket) => self.save_after(DEBOUNCE, ticket),
            Effect::RetrySave(ticket) => self.save_after(RETRY, ticket),
            Effect::PrintErrorsIn(language) => set_process_language(language),
            Effect::SaveSetting(name, value) => self.keep_setting(name, value),
            Effect::Submit(ticket, order) => self.submit(ticket, *order),
            Effect::Cancel(ticket) => {
                if let Some(stop) = self.stops.get(&ticket) {
                    // What it stops may have ended by now.
                    let _ = stop.send(true);
                }
            }
            // The disk and the terminal have theirs.
            _ => {}
        }
    }

    /// Takes note that a submission, a change or a watch has ended.
    pub fn forget_cancel(&mut self, ticket: Ticket) {
        self.stops.remove(&ticket);
    }

    /// Takes up the sandbox that was started.
    pub fn sandbox_serves(&mut self) {
        let sandbox = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((session, _)) = &*sandbox {
            self.session = session.clone();
        }
    }

    /// Waits until everything given to the disk is done, but not for a disk that hangs.
    pub fn flush(&self) {
        self.disk.flush(Duration::from_secs(2));
    }

    /// Ends, once everything given to the disk is done.
    pub fn finish(self) {
        self.disk.finish();
    }

    fn spawn(&self, work: impl Future<Output = Msg> + Send + 'static) {
        let answers = self.answers.clone();
        tokio::spawn(async move {
            let _guard = answers.panic_guard();
            answers.send(work.await);
        });
    }

    /// Does something that the service is asked for.
    fn ask<W>(&self, work: impl FnOnce(Session) -> W)
    where
        W: Future<Output = Msg> + Send + 'static,
    {
        self.spawn(work(self.session.clone()));
    }

    fn save_after(&self, pause: Duration, ticket: Ticket) {
        self.spawn(async move {
            tokio::time::sleep(pause).await;
            Msg::SaveDue(ticket)
        });
    }

    fn sign_in(&self, ticket: Ticket) {
        self.ask(|session| async move {
            let result = session.sign_in().await.map_err(|error| SignedOut {
                nothing: error.is_nothing_found(),
                why: error.to_string(),
            });
            Msg::SignedIn(ticket, result)
        });
    }

    fn profiles(&self) {
        self.ask(|session| async move {
            Msg::Profiles(session.profiles().await.map_err(|error| error.to_string()))
        });
    }

    fn start_sandbox(&mut self) {
        if self.scratch_journal.is_none() {
            // Without a place for its journal it creates nothing: the real one stays out of it.
            self.scratch_journal = ScratchJournal::new().ok();
        }
        let (start, kept) = (Arc::clone(&self.start_sandbox), Arc::clone(&self.sandbox));
        self.spawn(async move {
            let serving = match start().await {
                Ok(serving) => serving,
                Err(why) => return Msg::SandboxServes(Err(why)),
            };
            let who = serving.0.sign_in().await.map_err(|error| error.to_string());
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(serving);
            Msg::SandboxServes(who)
        });
    }

    /// In the order in which they were asked for, and before the wizard ends.
    fn keep_setting(&self, name: &'static str, value: String) {
        let keep = Arc::clone(&self.keep_setting);
        self.disk.queue(Box::new(move |_| {
            let kept = keep(name, &value);
            Some(Msg::SettingSaved(name, value, kept))
        }));
    }

    fn regions(&self, ticket: Ticket) {
        self.ask(|session| async move {
            let regions = flow::regions(&session).await;
            let regions = regions.map(|reply| AccountRegions {
                sandbox: reply.sandbox,
                ids: reply.value.into_iter().map(|row| row.id).collect(),
            });
            Msg::Regions(ticket, regions)
        });
    }

    fn gateways(&self, ticket: Ticket, region: String) {
        let answers = self.answers.clone();
        self.ask(|session| async move {
            let pages = flow::gateways(&session, &region);
            let to_msg = |page: flow::Page<_>| Msg::GatewayPage(ticket, page.rows, page.total);
            Msg::GatewaysEnded(ticket, send_pages(&answers, pages, to_msg).await)
        });
    }

    fn connections(&self, ticket: Ticket, region: String) {
        self.ask(|session| async move {
            let listed = flow::connection_facts(&session, &region).await;
            Msg::RegionFacts(ticket, listed)
        });
    }

    fn realm(&self, ticket: Ticket, region: String) {
        self.ask(|session| async move { Msg::Realm(ticket, session.realm(&region).await.ok()) });
    }

    /// A long text takes its time, and a pipe its own: neither holds up a key or a save.
    fn read_device(&self, ticket: Ticket, source: DeviceSource, named: Option<DraftPeer>) {
        let workspace = self.workspace.clone().ok();
        self.spawn(async move {
            let work = move || read_device_text(workspace.as_ref(), &source, named.as_ref());
            let read = tokio::task::spawn_blocking(work).await;
            // The reader panics on nothing; if it did, its text says nothing.
            let read = read.unwrap_or(Err(DeviceTextError::Text(UnreadableText::Unknown)));
            Msg::DeviceRead(ticket, Box::new(read))
        });
    }

    fn create_gateway(&self, ticket: Ticket, wanted: flow::NewGateway) {
        self.ask(|session| async move {
            let made = flow::create_gateway(&session, &wanted).await;
            let result = made.map(|reply| flow::CustomerGateway {
                id: reply.value.id,
                name: wanted.name,
                description: wanted.description,
                ip: Some(wanted.ip),
                asn: wanted.asn,
                auth_key: None,
                create_time_ms: reply.value.create_time_ms,
            });
            Msg::GatewayCreated(ticket, wanted.region, Box::new(result))
        });
    }

    /// What tells the work of a ticket to stop.
    fn cancel_receiver(&mut self, ticket: Ticket) -> Stop {
        let (stop, stopped) = watch::channel(false);
        self.stops.insert(ticket, stop);
        stopped
    }

    /// Where things are sent and written down.
    fn submission_setting(&self) -> SubmissionContext {
        SubmissionContext {
            session: self.session.clone(),
            workspace: self.workspace.clone(),
            scratch_journal: self.scratch_journal.as_ref().map(ScratchJournal::journal),
        }
    }

    fn submit(&mut self, ticket: Ticket, order: SubmitOrder) {
        let stopped = self.cancel_receiver(ticket);
        let place = self.submission_setting();
        let answers = self.answers.clone();
        self.spawn(async move {
            let mut report = |step| {
                // The submission goes on to its end, whoever listens.
                answers.send(Msg::Progress(ticket, step, Timestamp::now()));
            };
            let submitted = match submit_draft(place, order, stopped, &mut report).await {
                Ok(submitted) => submitted,
                Err(problems) => SubmitResult::NotBegun(problems),
            };
            Msg::Submitted(ticket, Box::new(submitted))
        });
    }
}

/// Sends a list page by page, as long as somebody listens; the result is how it ended.
async fn send_pages<P>(
    answers: &Answers,
    pages: impl Stream<Item = Result<P, ServiceFailure>>,
    to_msg: impl Fn(P) -> Msg,
) -> Result<(), ServiceFailure> {
    let mut pages = std::pin::pin!(pages);
    while let Some(page) = pages.next().await {
        if !answers.send(to_msg(page?)) {
            break;
        }
    }
    Ok(())
}
