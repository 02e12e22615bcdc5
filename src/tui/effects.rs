//! What is outside: performs the effects that touch disk, network or clock, each with one message as
//! its answer (a list in pages has one for each page and one at its end).
//!
//! The disk has a thread of its own that takes one job after another, so that saves come in order and
//! a slow disk never holds up a key. What waits for the network runs on the runtime of the loop.

use std::any::Any;
use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::mpsc as std_mpsc;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::StreamExt as _;
use jiff::Timestamp;
use tokio::sync::{mpsc, watch};

use crate::connection::{Connection, Draft, FieldPath, Key, Unfit};
use crate::drafts::Bookmark;
use crate::drafts::store::Lock;
use crate::drafts::{DraftName, Journal};
use crate::flow::{
    self, Home, Plan, Record, ScratchJournal, Session, Stop, Stored, Submission, Workspace,
};

use super::msg::{
    Done, Effect, Msg, OpenedReply, Regions, Save, SignedOut, SubmitOrder, Submitted, Ticket,
};

/// So long the last jobs of the disk are waited for.
const LAST: Duration = Duration::from_secs(10);

/// So long several changes may become one save.
const DEBOUNCE: Duration = Duration::from_millis(400);

/// Why the sandbox creates nothing.
const NO_PLAY: &str = "no temporary folder can be made for the sandbox's own journal";

/// A sandbox that serves as long as the second value lives.
pub type Serving = (Session, Box<dyn Any + Send>);

/// Starts the sandbox; the words of an error are for a person.
pub type StartSandbox =
    Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<Serving, String>> + Send>> + Send + Sync>;

/// What the wizard talks to.
pub struct Outside {
    /// Whom to ask; the sandbox takes its place once it is started.
    pub session: Session,
    /// Starts the sandbox.
    pub start_sandbox: StartSandbox,
    /// Where drafts and journal lie, or why there is no such place.
    pub workspace: Result<Workspace, String>,
}

/// Performs effects.
pub struct EffectRunner {
    session: Session,
    start_sandbox: Arc<StartSandbox>,
    sandbox: Arc<Mutex<Option<Serving>>>,
    /// The journal of the sandbox, which ends with this run as the sandbox does.
    scratch_journal: Option<ScratchJournal>,
    answers: mpsc::UnboundedSender<Msg>,
    disk: Disk,
    workspace: Result<Workspace, String>,
    stops: HashMap<Ticket, watch::Sender<bool>>,
}

impl EffectRunner {
    /// A world, and where its answers come out.
    pub fn new(outside: Outside) -> (Self, mpsc::UnboundedReceiver<Msg>) {
        let (answers, received) = mpsc::unbounded_channel();
        let disk = Disk::start(outside.workspace.clone(), answers.clone());
        let world = Self {
            session: outside.session,
            start_sandbox: Arc::new(outside.start_sandbox),
            sandbox: Arc::default(),
            scratch_journal: None,
            answers,
            disk,
            workspace: outside.workspace,
            stops: HashMap::new(),
        };
        (world, received)
    }

    /// Performs an effect that is not the terminal's.
    pub fn perform(&mut self, effect: Effect) {
        let scratch_journal = self.scratch_journal.as_ref().map(ScratchJournal::journal);
        let effect = match self.disk.take(effect, scratch_journal) {
            Some(effect) => effect,
            None => return,
        };
        match effect {
            Effect::SignIn(ticket) => self.sign_in(ticket),
            Effect::StartSandbox => self.start_sandbox(),
            Effect::LoadRegions(ticket) => self.regions(ticket),
            Effect::LoadGateways(ticket, region) => self.gateways(ticket, region),
            Effect::CreateGateway(ticket, wanted) => self.create_gateway(ticket, *wanted),
            Effect::SaveSoon(ticket) => {
                let answers = self.answers.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(DEBOUNCE).await;
                    // Nobody listens any more once the wizard has ended.
                    let _ = answers.send(Msg::SaveDue(ticket));
                });
            }
            Effect::Submit(ticket, order) => self.submit(ticket, *order),
            Effect::Cancel(ticket) => {
                if let Some(stop) = self.stops.get(&ticket) {
                    // The submission may have ended by now.
                    let _ = stop.send(true);
                }
            }
            // The disk and the terminal have theirs.
            _ => {}
        }
    }

    /// Takes note that a submission has ended.
    pub fn settled(&mut self, ticket: Ticket) {
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
    pub fn settle(&self) {
        self.disk.settle(Duration::from_secs(2));
    }

    /// Ends, once everything given to the disk is done.
    pub fn finish(self) {
        self.disk.finish();
    }

    fn spawn(&self, work: impl Future<Output = Msg> + Send + 'static) {
        let answers = self.answers.clone();
        tokio::spawn(async move {
            let _guard = Guard(answers.clone());
            let msg = work.await;
            // Nobody listens any more once the wizard has ended.
            let _ = answers.send(msg);
        });
    }

    fn sign_in(&self, ticket: Ticket) {
        let session = self.session.clone();
        self.spawn(async move {
            let result = session.sign_in().await.map_err(|error| SignedOut {
                nothing: error.is_nothing_found(),
                why: error.to_string(),
            });
            Msg::SignedIn(ticket, result)
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

    fn regions(&self, ticket: Ticket) {
        let session = self.session.clone();
        self.spawn(async move {
            let regions = flow::regions(&session).await;
            let regions = regions.map(|reply| Regions {
                sandbox: reply.sandbox,
                ids: reply.value.into_iter().map(|row| row.id).collect(),
            });
            Msg::Regions(ticket, regions)
        });
    }

    fn gateways(&self, ticket: Ticket, region: String) {
        let (session, answers) = (self.session.clone(), self.answers.clone());
        tokio::spawn(async move {
            let mut pages = std::pin::pin!(flow::gateways(&session, &region));
            let mut end = Ok(());
            while let Some(page) = pages.next().await {
                let msg = match page {
                    Ok(page) => Msg::GatewayPage(ticket, page.rows, page.total),
                    Err(trouble) => {
                        end = Err(trouble);
                        break;
                    }
                };
                if answers.send(msg).is_err() {
                    return;
                }
            }
            // Nobody listens any more once the wizard has ended.
            let _ = answers.send(Msg::GatewaysEnded(ticket, end));
        });
    }

    fn create_gateway(&self, ticket: Ticket, wanted: flow::NewGateway) {
        let session = self.session.clone();
        self.spawn(async move {
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

    fn submit(&mut self, ticket: Ticket, order: SubmitOrder) {
        let (stop, stopped) = watch::channel(false);
        self.stops.insert(ticket, stop);
        let place = SubmissionSetting {
            session: self.session.clone(),
            workspace: self.workspace.clone(),
            scratch_journal: self.scratch_journal.as_ref().map(ScratchJournal::journal),
        };
        let answers = self.answers.clone();
        self.spawn(async move {
            let submitted = match submit(place, order, stopped, ticket, answers).await {
                Ok(submitted) => submitted,
                Err(problems) => Submitted::NotBegun(problems),
            };
            Msg::Submitted(ticket, Box::new(submitted))
        });
    }
}

/// Where a submission goes and is written down.
struct SubmissionSetting {
    session: Session,
    workspace: Result<Workspace, String>,
    /// The journal of the sandbox, while it serves.
    scratch_journal: Option<PathBuf>,
}

async fn submit(
    place: SubmissionSetting,
    order: SubmitOrder,
    stop: Stop,
    ticket: Ticket,
    answers: mpsc::UnboundedSender<Msg>,
) -> Result<Submitted, Vec<String>> {
    let SubmitOrder { file, name, dry_run, again, asked } = order;
    let workspace = place.workspace.map_err(|why| vec![why])?;
    let opener = workspace.clone();
    let (file, draft) = blocking(move || {
        let draft = opener.open_all(&file, &asked)?;
        Ok((file, draft))
    })
    .await?;
    let connection = match Connection::from_draft(&draft, &Default::default()) {
        Ok(connection) => connection,
        Err(Unfit::Broken(errors)) => return Ok(Submitted::Unfit(errors)),
        Err(Unfit::Unopened(fields)) => {
            return Err(fields.iter().map(|field| format!("{field} is not opened")).collect());
        }
    };
    let connection = if dry_run { connection.as_dry_run() } else { connection };
    let region = connection.shown(Key::RegionId).unwrap_or_default().into_owned();
    let client = place.session.client(&region).await.map_err(|error| lines(&error.to_string()))?;
    let realm = place.session.realm(&region).await.map_err(|error| lines(&error.to_string()))?;
    let is_play = place.session.is_sandbox();
    let journal = blocking(move || {
        match (is_play, place.scratch_journal) {
            (true, Some(path)) => Journal::open(&path),
            (true, None) => return Err(vec![NO_PLAY.to_owned()]),
            (false, _) => workspace.journal(),
        }
        .map_err(|error| lines(&error.to_string()))
    })
    .await?;
    let name = name.or_else(|| DraftName::from_typed("untitled"));
    let record = name.map(|name| Record::of_kept(&journal, realm, &name, &file, again));
    let plan = if dry_run { Plan::rehearsal() } else { Plan::alone(&connection) };
    let mut tell = |step| {
        // Nobody listens any more once the wizard has ended; the submission goes on to its end.
        let _ = answers.send(Msg::Progress(ticket, step, Timestamp::now()));
    };
    let submission: Submission =
        flow::submit(&client, connection, plan, record, stop, &mut tell).await;
    let mut sent: Draft = draft;
    if dry_run {
        sent.set(FieldPath::own(Key::DryRun), "true");
    }
    Ok(Submitted::Ended { submission: Box::new(submission), draft: Box::new(sent) })
}

/// Disks and programs are slow: the loop goes on meanwhile.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Vec<String>> + Send + 'static,
) -> Result<T, Vec<String>> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Ends the wizard if what holds it panics: the terminal has been given back by then, and an answer
/// that is waited for would never come.
struct Guard(mpsc::UnboundedSender<Msg>);

impl Drop for Guard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // The loop may have ended by itself.
            let _ = self.0.send(Msg::Terminate);
        }
    }
}

/// A job for the disk.
type Job = Box<dyn FnOnce(&mut OpenDraft) -> Option<Msg> + Send>;

/// The thread that has the disk.
struct Disk {
    jobs: std_mpsc::Sender<Job>,
    thread: JoinHandle<()>,
}

/// What that thread has at hand.
struct OpenDraft {
    workspace: Result<Workspace, String>,
    /// The draft that is open, marked as such for others.
    open: Option<(DraftName, Option<Lock>)>,
}

impl Disk {
    fn start(workspace: Result<Workspace, String>, answers: mpsc::UnboundedSender<Msg>) -> Self {
        let (jobs, received) = std_mpsc::channel::<Job>();
        let thread = std::thread::spawn(move || {
            let _guard = Guard(answers.clone());
            let mut drawer = OpenDraft { workspace, open: None };
            for job in received {
                if let Some(msg) = job(&mut drawer) {
                    // The wizard may have ended; the work is done all the same.
                    let _ = answers.send(msg);
                }
            }
        });
        Self { jobs, thread }
    }

    fn settle(&self, patience: Duration) {
        let (done, waited) = std_mpsc::channel();
        let job: Job = Box::new(move |_| {
            // Whoever waited has given up by then.
            let _ = done.send(());
            None
        });
        if self.jobs.send(job).is_ok() {
            // An answer or the end of the patience, whichever comes first.
            let _ = waited.recv_timeout(patience);
        }
    }

    fn finish(self) {
        self.settle(LAST);
        drop(self.jobs);
        // A disk that hangs keeps nobody here; the thread ends with the process.
        if self.thread.is_finished() {
            // A panic there has been reported by its hook already.
            let _ = self.thread.join();
        }
    }

    /// Takes the effect over if it is one for the disk.
    fn take(&self, effect: Effect, scratch_journal: Option<PathBuf>) -> Option<Effect> {
        let job: Job = match effect {
            Effect::LoadHome => {
                let scratch_journal = scratch_journal.clone();
                Box::new(move |drawer| Some(drawer.home(scratch_journal)))
            }
            Effect::OpenDraft(ticket, name) => Box::new(move |drawer| {
                Some(Msg::DraftOpened(ticket, Box::new(drawer.open_draft(name))))
            }),
            Effect::Save(save) => Box::new(move |drawer| {
                let ticket = save.ticket;
                Some(Msg::Saved(ticket, drawer.save(save)))
            }),
            Effect::Rename(from, to) => {
                Box::new(move |drawer| Some(Msg::Managed(drawer.rename(from, to))))
            }
            Effect::Duplicate(from, to) => Box::new(move |drawer| {
                let done = drawer.workspace().and_then(|workspace| {
                    workspace.duplicate(&from, &to).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|()| Done::Duplicated(to))))
            }),
            Effect::Delete(name) => Box::new(move |drawer| {
                drawer.close(&name);
                let done = drawer.workspace().and_then(|workspace| {
                    workspace.delete(&name).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|()| Done::Deleted(name))))
            }),
            Effect::Restore(name, folder) => Box::new(move |drawer| {
                let done = drawer.workspace().and_then(|workspace| {
                    workspace.restore(&name, Some(&folder)).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|()| Done::Restored(name))))
            }),
            Effect::ListVersions(name) => Box::new(move |drawer| {
                let versions = drawer.workspace().and_then(|workspace| {
                    workspace.versions(&name).map_err(|error| error.to_string())
                });
                Some(Msg::Versions(name, versions))
            }),
            Effect::Compare(name, number) => Box::new(move |drawer| {
                let found = drawer.compare(&name, number);
                Some(Msg::Compared(name, number, found))
            }),
            Effect::RestoreVersion(name, number) => Box::new(move |drawer| {
                drawer.close(&name);
                let done = drawer.workspace().and_then(|workspace| {
                    workspace.restore_version(&name, number).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|_| Done::Restored(name))))
            }),
            Effect::OpenKey(ticket, path, file) => Box::new(move |drawer| {
                let key = drawer.workspace().and_then(|workspace| workspace.open_key(&file, path));
                Some(Msg::KeyOpened(ticket, path, key))
            }),
            Effect::Write(path, text) => Box::new(move |drawer| {
                let written = drawer.workspace().and_then(|workspace| {
                    workspace
                        .write_file(&path, &text)
                        .map_err(|error| format!("{}: {error}", path.display()))
                });
                Some(Msg::Written(written))
            }),
            Effect::Mark(bookmark) => Box::new(move |drawer| {
                drawer.mark(&bookmark);
                None
            }),
            Effect::LetGo => Box::new(|drawer| {
                drawer.open = None;
                None
            }),
            other => return Some(other),
        };
        // The thread lives as long as the world.
        let _ = self.jobs.send(job);
        None
    }
}

impl OpenDraft {
    fn workspace(&self) -> Result<&Workspace, String> {
        self.workspace.as_ref().map_err(Clone::clone)
    }

    fn home(&self, scratch_journal: Option<PathBuf>) -> Msg {
        let mut home = match self.workspace() {
            Ok(workspace) => workspace.home(),
            Err(why) => Home { troubles: vec![why], ..Home::default() },
        };
        if let Some(book) = scratch_journal.and_then(|path| Journal::read(&path).ok().flatten()) {
            let played = book.entries().iter().rev().cloned();
            home.submissions.splice(0..0, played);
        }
        Msg::Home(Box::new(home), Timestamp::now())
    }

    fn open_draft(&mut self, name: DraftName) -> Result<OpenedReply, String> {
        // It may be the very one that is open here.
        self.open = None;
        let opened = self.workspace()?.open_draft(&name).map_err(|error| error.to_string())?;
        let flow::Opened { file, revision, lock, locked_by, notes } = opened;
        self.open = Some((name.clone(), lock));
        Ok(OpenedReply { name, file, revision, locked_by, notes })
    }

    fn save(&mut self, save: Save) -> Result<Stored, String> {
        let workspace = self.workspace()?.clone();
        let Save { name, is_new, file, basis, session, mut place, .. } = save;
        let name = if is_new { free_name(&workspace, name)? } else { name };
        if is_new {
            // Let go of first: it may be the very same name.
            self.open = None;
            // A mark that cannot be made is no reason to lose a draft.
            self.open = Some((name.clone(), workspace.lock(&name).ok()));
        }
        let mut file = *file;
        file.name = Some(name.to_string());
        let stored =
            workspace.save(&name, file, basis, &session).map_err(|error| error.to_string())?;
        if stored.saved.name != name {
            // It goes on beside the one that somebody else has written.
            self.open = Some((stored.saved.name.clone(), workspace.lock(&stored.saved.name).ok()));
        }
        // With the draft, so that a kill at any moment leads back to where it is.
        if place.step.is_some() {
            place.draft = Some(stored.saved.name.clone());
            self.mark(&place);
        }
        Ok(stored)
    }

    fn rename(&mut self, from: DraftName, to: DraftName) -> Result<Done, String> {
        let was_open = self.close(&from);
        let workspace = self.workspace()?.clone();
        let renamed = workspace.rename(&from, &to).map_err(|error| error.to_string());
        if was_open {
            let name = if renamed.is_ok() { &to } else { &from };
            self.open = Some((name.clone(), workspace.lock(name).ok()));
        }
        renamed?;
        let revision = workspace.store().load(&to).ok().map(|loaded| loaded.revision);
        Ok(Done::Renamed(from, to, revision))
    }

    /// Lets go of a draft if it is the one that is open.
    fn close(&mut self, name: &DraftName) -> bool {
        let is_open = self.open.as_ref().is_some_and(|(open, _)| open == name);
        if is_open {
            self.open = None;
        }
        is_open
    }

    fn compare(
        &self,
        name: &DraftName,
        number: usize,
    ) -> Result<Vec<crate::drafts::diff::Difference>, String> {
        let workspace = self.workspace()?;
        let text = |error: crate::drafts::StoreError| error.to_string();
        let version = workspace.version(name, number).map_err(text)?;
        let current = workspace.store().load(name).map_err(text)?;
        Ok(workspace.diff(&version.file, &current.file))
    }

    fn mark(&self, bookmark: &Bookmark) {
        if let Ok(workspace) = self.workspace() {
            // A place that could not be kept costs a few keys at the next start.
            let _ = bookmark.save(workspace.folders());
        }
    }
}

/// The name, or one beside it with a number.
fn free_name(workspace: &Workspace, name: DraftName) -> Result<DraftName, String> {
    let numbered = (2..=9999).map(|number| format!("{name} {number}"));
    let names = std::iter::once(name.clone())
        .chain(numbered.filter_map(|name| DraftName::from_typed(&name)));
    for name in names {
        if !workspace.store().has(&name).map_err(|error| error.to_string())? {
            return Ok(name);
        }
    }
    Ok(name)
}
