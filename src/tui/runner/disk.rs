//! The thread that has the disk: drafts, journal, bookmark, files.

use std::path::PathBuf;
use std::sync::mpsc as std_mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc;

use super::guard::Guard;
use crate::drafts::Bookmark;
use crate::drafts::store::Lock;
use crate::drafts::{DraftName, Journal};
use crate::flow;
use crate::flow::{Home, Stored, Workspace};
use crate::tui::effect::{Effect, Save};
use crate::tui::message::{Done, Msg, OpenedReply};

/// So long the last jobs of the disk are waited for.
pub(super) const LAST: Duration = Duration::from_secs(10);

/// A job for the disk.
pub(super) type Job = Box<dyn FnOnce(&mut OpenDraft) -> Option<Msg> + Send>;

/// The thread that has the disk.
pub(super) struct Disk {
    pub(super) jobs: std_mpsc::Sender<Job>,
    pub(super) thread: JoinHandle<()>,
}

/// What that thread has at hand.
pub(super) struct OpenDraft {
    pub(super) workspace: Result<Workspace, String>,
    /// The draft that is open, marked as such for others.
    pub(super) open: Option<(DraftName, Option<Lock>)>,
}

impl Disk {
    pub(super) fn start(
        workspace: Result<Workspace, String>,
        answers: mpsc::UnboundedSender<Msg>,
    ) -> Self {
        let (jobs, received) = std_mpsc::channel::<Job>();
        let thread = std::thread::spawn(move || {
            let _guard = Guard(answers.clone());
            let mut state = OpenDraft { workspace, open: None };
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
                Box::new(move |state| Some(state.home(scratch_journal)))
            }
            Effect::OpenDraft(ticket, name) => Box::new(move |state| {
                Some(Msg::DraftOpened(ticket, Box::new(state.open_draft(name))))
            }),
            Effect::Save(save) => Box::new(move |state| {
                let ticket = save.ticket;
                Some(Msg::Saved(ticket, state.save(save)))
            }),
            Effect::Rename(from, to) => {
                Box::new(move |state| Some(Msg::Managed(state.rename(from, to))))
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
                let found = state.compare(&name, number);
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
                state.mark(&bookmark);
                None
            }),
            Effect::LetGo => Box::new(|state| {
                state.open = None;
                None
            }),
            other => return Some(other),
        };
        // The thread lives as long as the runner.
        let _ = self.jobs.send(job);
        None
    }
}

impl OpenDraft {
    pub(super) fn workspace(&self) -> Result<&Workspace, String> {
        self.workspace.as_ref().map_err(Clone::clone)
    }

    pub(super) fn home(&self, scratch_journal: Option<PathBuf>) -> Msg {
        let mut home = match self.workspace() {
            Ok(workspace) => workspace.home(),
            Err(why) => Home { troubles: vec![why], ..Home::default() },
        };
        if let Some(journal) = scratch_journal.and_then(|path| Journal::read(&path).ok().flatten())
        {
            let rehearsed = journal.entries().iter().rev().cloned();
            home.submissions.splice(0..0, rehearsed);
        }
        Msg::Home(Box::new(home), Timestamp::now())
    }

    pub(super) fn open_draft(&mut self, name: DraftName) -> Result<OpenedReply, String> {
        // It may be the very one that is open here.
        self.open = None;
        let opened = self.workspace()?.open_draft(&name).map_err(|error| error.to_string())?;
        let flow::Opened { file, revision, lock, locked_by, notes } = opened;
        self.open = Some((name.clone(), lock));
        Ok(OpenedReply { name, file, revision, locked_by, notes })
    }

    pub(super) fn save(&mut self, save: Save) -> Result<Stored, String> {
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

    pub(super) fn rename(&mut self, from: DraftName, to: DraftName) -> Result<Done, String> {
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
    pub(super) fn close(&mut self, name: &DraftName) -> bool {
        let is_open = self.open.as_ref().is_some_and(|(open, _)| open == name);
        if is_open {
            self.open = None;
        }
        is_open
    }

    pub(super) fn compare(
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

    pub(super) fn mark(&self, bookmark: &Bookmark) {
        if let Ok(workspace) = self.workspace() {
            // A place that could not be kept costs a few keys at the next start.
            let _ = bookmark.save(workspace.folders());
        }
    }
}

/// The name, or one beside it with a number.
pub(super) fn free_name(workspace: &Workspace, name: DraftName) -> Result<DraftName, String> {
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
