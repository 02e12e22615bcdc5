//! The thread that has the disk: drafts, journal, bookmark, files.

use std::path::PathBuf;
use std::sync::mpsc as std_mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc;

use super::guard::Guard;
use crate::drafts::{DraftName, Journal};
use crate::flow;
use crate::flow::{DraftSave, Home, Stored, WorkingDraft, Workspace};
use crate::tui::effect::{Effect, Save};
use crate::tui::message::{Done, Msg, OpenedReply};

/// So long the last jobs of the disk are waited for.
pub(super) const LAST: Duration = Duration::from_secs(10);

/// A job for the disk.
pub(super) type Job = Box<dyn FnOnce(&mut WorkingDraft) -> Option<Msg> + Send>;

/// The thread that has the disk.
pub(super) struct Disk {
    pub(super) jobs: std_mpsc::Sender<Job>,
    pub(super) thread: JoinHandle<()>,
}

impl Disk {
    pub(super) fn start(
        workspace: Result<Workspace, String>,
        answers: mpsc::UnboundedSender<Msg>,
    ) -> Self {
        let (jobs, received) = std_mpsc::channel::<Job>();
        let thread = std::thread::spawn(move || {
            let _guard = Guard(answers.clone());
            let mut state = WorkingDraft::new(workspace);
            for job in received {
                if let Some(msg) = job(&mut state) {
                    // The wizard may have ended; the work is done all the same.
                    let _ = answers.send(msg);
                }
            }
        });
        Self { jobs, thread }
    }

    pub(super) fn flush(&self, patience: Duration) {
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

    pub(super) fn finish(self) {
        self.flush(LAST);
        drop(self.jobs);
        // A disk that hangs keeps nobody here; the thread ends with the process.
        if self.thread.is_finished() {
            // A panic there has been reported by its hook already.
            let _ = self.thread.join();
        }
    }

    /// Takes the effect over if it is one for the disk.
    pub(super) fn take(&self, effect: Effect, scratch_journal: Option<PathBuf>) -> Option<Effect> {
        let job: Job = match effect {
            Effect::LoadHome => {
                let scratch_journal = scratch_journal.clone();
                Box::new(move |state| Some(home(state, scratch_journal)))
            }
            Effect::OpenDraft(ticket, name) => Box::new(move |state| {
                Some(Msg::DraftOpened(ticket, Box::new(open_draft(state, name))))
            }),
            Effect::Save(save) => Box::new(move |state| {
                let ticket = save.ticket;
                Some(Msg::Saved(ticket, self::save(state, save)))
            }),
            Effect::Rename(from, to) => {
                Box::new(move |state| Some(Msg::Managed(rename(state, from, to))))
            }
            Effect::Duplicate(from, to, parts) => Box::new(move |state| {
                let done = state.workspace().and_then(|workspace| {
                    let done = match &parts {
                        Some(parts) => workspace.duplicate_fresh(&from, &to, parts),
                        None => workspace.duplicate(&from, &to),
                    };
                    done.map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|()| Done::Duplicated(to))))
            }),
            Effect::Delete(name) => Box::new(move |state| {
                state.close(&name);
                let done = state.workspace().and_then(|workspace| {
                    workspace.delete(&name).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|()| Done::Deleted(name))))
            }),
            Effect::Restore(name, folder) => Box::new(move |state| {
                let done = state.workspace().and_then(|workspace| {
                    workspace.restore(&name, Some(&folder)).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|()| Done::Restored(name))))
            }),
            Effect::ListVersions(name) => Box::new(move |state| {
                let versions = state.workspace().and_then(|workspace| {
                    workspace.versions(&name).map_err(|error| error.to_string())
                });
                Some(Msg::Versions(name, versions))
            }),
            Effect::Compare(name, number) => Box::new(move |state| {
                let found = compare(state, &name, number);
                Some(Msg::Compared(name, number, found))
            }),
            Effect::RestoreVersion(name, number) => Box::new(move |state| {
                state.close(&name);
                let done = state.workspace().and_then(|workspace| {
                    workspace.restore_version(&name, number).map_err(|error| error.to_string())
                });
                Some(Msg::Managed(done.map(|_| Done::Restored(name))))
            }),
            Effect::OpenKey(ticket, path, file) => Box::new(move |state| {
                let key = state.workspace().and_then(|workspace| workspace.open_key(&file, path));
                Some(Msg::KeyOpened(ticket, path, key))
            }),
            Effect::Write(path, text) => Box::new(move |state| {
                let written = state.workspace().and_then(|workspace| {
                    workspace.write_file(&path, &text).map_err(|error| error.to_string())
                });
                Some(Msg::Written(written))
            }),
            Effect::Mark(bookmark) => Box::new(move |state| {
                state.bookmark(&bookmark);
                None
            }),
            Effect::LetGo => Box::new(|state| {
                state.let_go();
                None
            }),
            other => return Some(other),
        };
        // The thread lives as long as the runner.
        let _ = self.jobs.send(job);
        None
    }
}

fn home(working: &WorkingDraft, scratch_journal: Option<PathBuf>) -> Msg {
    let mut home = match working.workspace() {
        Ok(workspace) => workspace.home(),
        Err(why) => Home { troubles: vec![why], ..Home::default() },
    };
    if let Some(journal) = scratch_journal.and_then(|path| Journal::read(&path).ok().flatten()) {
        let rehearsed = journal.entries().iter().rev().cloned();
        home.submissions.splice(0..0, rehearsed);
    }
    Msg::Home(Box::new(home), Timestamp::now())
}

fn open_draft(working: &mut WorkingDraft, name: DraftName) -> Result<OpenedReply, String> {
    let flow::Opened { file, revision, locked_by, notes, .. } = working.open_draft(&name)?;
    Ok(OpenedReply { name, file, revision, locked_by, notes })
}

fn save(working: &mut WorkingDraft, save: Save) -> Result<Stored, String> {
    let Save { name, is_new, file, basis, session, place, .. } = save;
    working.save(DraftSave { name, is_new, file: *file, basis, session, place })
}

fn rename(working: &mut WorkingDraft, from: DraftName, to: DraftName) -> Result<Done, String> {
    let revision = working.rename(&from, &to)?;
    Ok(Done::Renamed(from, to, revision))
}

fn compare(
    working: &WorkingDraft,
    name: &DraftName,
    number: usize,
) -> Result<Vec<crate::drafts::diff::Difference>, String> {
    let workspace = working.workspace()?;
    let text = |error: crate::drafts::StoreError| error.to_string();
    let version = workspace.version(name, number).map_err(text)?;
    let current = workspace.store().load(name).map_err(text)?;
    Ok(workspace.diff(&version.file, &current.file))
}
