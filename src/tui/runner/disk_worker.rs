//! The thread that changes drafts: saves, renames, the trash, and where the wizard is.
//!
//! What only looks is begun here as well, so that it sees what was saved before, and is done on a thread of
//! its own.

use std::path::PathBuf;
use std::sync::mpsc as std_mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use super::answers::Answers;
use super::file_tasks::{FileTasks, text};
use crate::drafts::DraftName;
use crate::flow::{WorkingDraft, Workspace};
use crate::tui::effect::{Effect, Ticket};
use crate::tui::message::{DraftOperation, Msg};

/// So long the last jobs of the disk are waited for.
pub(super) const LAST: Duration = Duration::from_secs(10);

/// A job for the disk.
pub(super) type Job = Box<dyn FnOnce(&mut WorkingDraft) -> Option<Msg> + Send>;

/// The thread that changes drafts.
pub(super) struct DiskWorker {
    jobs: std_mpsc::Sender<Job>,
    thread: JoinHandle<()>,
    files: FileTasks,
}

impl DiskWorker {
    pub(super) fn start(workspace: Result<Workspace, String>, answers: Answers) -> Self {
        let (jobs, received) = std_mpsc::channel::<Job>();
        let files = FileTasks::new(workspace.clone(), answers.clone());
        let thread = std::thread::spawn(move || {
            let _guard = answers.panic_guard();
            let mut state = WorkingDraft::new(workspace);
            for job in received {
                if let Some(msg) = job(&mut state) {
                    // The wizard may have ended; the work is done all the same.
                    answers.send(msg);
                }
            }
        });
        Self { jobs, thread, files }
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
        let job: Job = match effect {
            Effect::LoadHome => self.read(|files| files.home(scratch_journal)),
            Effect::OpenDraft(ticket, name) => self.open(ticket, name),
            Effect::Duplicate(from, to, parts) => {
                self.read(|files| files.duplicate(from, to, parts))
            }
            Effect::ListVersions(name) => self.read(|files| files.versions(name)),
            Effect::Compare(name, number) => self.read(move |files| files.compare(name, number)),
            Effect::OpenKey(ticket, path, file) => {
                self.read(move |files| files.open_key(ticket, path, file))
            }
            Effect::Write(path, text) => self.read(|files| files.write(path, text)),
            Effect::Save(ticket, save) => {
                Box::new(move |state| Some(Msg::Saved(ticket, state.save(*save))))
            }
            Effect::Rename(from, to) => Box::new(move |state| {
                let renamed = state.rename(&from, &to);
                Some(Msg::Renamed(from, to, renamed))
            }),
            Effect::Delete(name) => change(DraftOperation::Deleted(name.clone()), move |state| {
                state.close(&name);
                state.workspace()?.delete(&name).map_err(text)
            }),
            Effect::Restore(name, folder) => {
                change(DraftOperation::Restored(name.clone()), move |state| {
                    state.workspace()?.restore(&name, Some(&folder)).map_err(text)
                })
            }
            Effect::RestoreVersion(name, number) => {
                change(DraftOperation::Restored(name.clone()), move |state| {
                    state.close(&name);
                    state.workspace()?.restore_version(&name, number).map(drop).map_err(text)
                })
            }
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
        self.queue(job);
        None
    }

    /// Begins something that only reads drafts, or writes elsewhere.
    fn read(&self, work: impl FnOnce(&FileTasks) + Send + 'static) -> Job {
        let files = self.files.clone();
        Box::new(move |_| {
            work(&files);
            None
        })
    }

    fn open(&self, ticket: Ticket, name: DraftName) -> Job {
        let (jobs, files) = (self.jobs.clone(), self.files.clone());
        Box::new(move |state| {
            let number = state.begin_opening(&name);
            files.open_draft(name, move |name, opened| {
                // Marked here before anybody hears of it.
                let job: Job = Box::new(move |state| {
                    let reply = opened.map(|mut opened| {
                        state.adopt(number, &name, opened.lock.take());
                        (name, opened)
                    });
                    Some(Msg::DraftOpened(ticket, Box::new(reply)))
                });
                // The wizard may have ended meanwhile.
                let _ = jobs.send(job);
            });
            None
        })
    }
}

/// Changes what drafts there are.
fn change(
    done: DraftOperation,
    work: impl FnOnce(&mut WorkingDraft) -> Result<(), String> + Send + 'static,
) -> Job {
    Box::new(move |state| Some(Msg::DraftsChanged(work(state).map(|()| done))))
}
