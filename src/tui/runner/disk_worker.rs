//! The thread that changes drafts: saves, renames, the trash, and where the wizard is.
//!
//! What only looks is begun here as well, so that it sees what was saved before, and is done on a thread of
//! its own.

use std::path::PathBuf;
use std::sync::mpsc as std_mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::mpsc;

use super::file_tasks::FileTasks;
use super::panic_guard::PanicGuard;
use crate::flow::{DraftSave, WorkingDraft, Workspace, WorkspaceSave};
use crate::tui::effect::{Effect, Save};
use crate::tui::message::{DraftOperation, Msg, OpenedDraft};

/// So long the last jobs of the disk are waited for.
pub(super) const LAST: Duration = Duration::from_secs(10);

/// A job for the disk.
pub(super) type Job = Box<dyn FnOnce(&mut WorkingDraft) -> Option<Msg> + Send>;

/// The thread that changes drafts.
pub(super) struct DiskWorker {
    jobs: std_mpsc::Sender<Job>,
    thread: JoinHandle<()>,
    looks: FileTasks,
}

impl DiskWorker {
    pub(super) fn start(
        workspace: Result<Workspace, String>,
        answers: mpsc::UnboundedSender<Msg>,
    ) -> Self {
        let (jobs, received) = std_mpsc::channel::<Job>();
        let looks = FileTasks::new(workspace.clone(), answers.clone());
        let thread = std::thread::spawn(move || {
            let _guard = PanicGuard(answers.clone());
            let mut state = WorkingDraft::new(workspace);
            for job in received {
                if let Some(msg) = job(&mut state) {
                    // The wizard may have ended; the work is done all the same.
                    let _ = answers.send(msg);
                }
            }
        });
        Self { jobs, thread, looks }
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

    /// Does something after all that was given to the disk before, and before [`Self::finish`] ends.
    pub(super) fn queue(&self, job: Job) {
        // Without the thread there is nobody to answer; its end was reported.
        let _ = self.jobs.send(job);
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
    pub(super) fn queue_effect(
        &self,
        effect: Effect,
        scratch_journal: Option<PathBuf>,
    ) -> Option<Effect> {
        let looks = self.looks.clone();
        let job: Job = match effect {
            Effect::LoadHome => Box::new(move |_| {
                looks.home(scratch_journal);
                None
            }),
            Effect::OpenDraft(ticket, name) => {
                let jobs = self.jobs.clone();
                Box::new(move |state| {
                    let number = state.begin_opening(&name);
                    looks.open_draft(name, move |name, opened| {
                        // Marked here before anybody hears of it.
                        let job: Job = Box::new(move |state| {
                            let reply = opened.map(|mut opened| {
                                state.adopt(number, &name, opened.lock.take());
                                OpenedDraft::of(name, opened)
                            });
                            Some(Msg::DraftOpened(ticket, Box::new(reply)))
                        });
                        // The wizard may have ended meanwhile.
                        let _ = jobs.send(job);
                    });
                    None
                })
            }
            Effect::Duplicate(from, to, parts) => Box::new(move |_| {
                looks.duplicate(from, to, parts);
                None
            }),
            Effect::ListVersions(name) => Box::new(move |_| {
                looks.versions(name);
                None
            }),
            Effect::Compare(name, number) => Box::new(move |_| {
                looks.compare(name, number);
                None
            }),
            Effect::OpenKey(ticket, path, file) => Box::new(move |_| {
                looks.open_key(ticket, path, file);
                None
            }),
            Effect::Write(path, text) => Box::new(move |_| {
                looks.write(path, text);
                None
            }),
            Effect::Save(save) => Box::new(move |state| {
                let ticket = save.ticket;
                Some(Msg::Saved(ticket, self::save(state, save)))
            }),
            Effect::Rename(from, to) => Box::new(move |state| {
                let renamed = state.rename(&from, &to);
                Some(Msg::Renamed(from, to, renamed))
            }),
            Effect::Delete(name) => Box::new(move |state| {
                state.close(&name);
                let done = state.workspace().and_then(|workspace| {
                    workspace.delete(&name).map_err(|error| error.to_string())
                });
                Some(Msg::DraftsChanged(done.map(|()| DraftOperation::Deleted(name))))
            }),
            Effect::Restore(name, folder) => Box::new(move |state| {
                let done = state.workspace().and_then(|workspace| {
                    workspace.restore(&name, Some(&folder)).map_err(|error| error.to_string())
                });
                Some(Msg::DraftsChanged(done.map(|()| DraftOperation::Restored(name))))
            }),
            Effect::RestoreVersion(name, number) => Box::new(move |state| {
                state.close(&name);
                let done = state.workspace().and_then(|workspace| {
                    workspace.restore_version(&name, number).map_err(|error| error.to_string())
                });
                Some(Msg::DraftsChanged(done.map(|_| DraftOperation::Restored(name))))
            }),
            Effect::SaveBookmark(bookmark) => Box::new(move |state| {
                state.bookmark(&bookmark);
                None
            }),
            Effect::CloseDraft => Box::new(|state| {
                state.drop_lock();
                None
            }),
            other => return Some(other),
        };
        // The thread lives as long as the runner.
        let _ = self.jobs.send(job);
        None
    }
}

fn save(working: &mut WorkingDraft, save: Save) -> Result<WorkspaceSave, String> {
    let Save { name, is_new, file, basis, session, place, .. } = save;
    working.save(DraftSave { name, is_new, file: *file, basis, session, place })
}
