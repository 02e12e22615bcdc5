//! What only files at files, or waits for them: each on a thread of its own, since a key file or the file of
//! a submission may lie where nothing answers. Nothing waits for such a thread.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::answers::Answers;
use crate::connection::FieldPath;
use crate::drafts::diff::Difference;
use crate::drafts::{DraftFile, DraftName, Journal, StoreError};
use crate::flow::{DuplicateOptions, OpenedFile, Workspace, WorkspaceContents};
use crate::tui::effect::{SecretText, Ticket};
use crate::tui::message::{DraftOperation, Msg};

/// Looks that are under way, and where their answers go. Cheap to clone.
#[derive(Clone)]
pub(super) struct FileTasks {
    workspace: Result<Workspace, String>,
    answers: Answers,
    home: Arc<Mutex<HomeLoad>>,
}

/// Home is looked at once at a time, so that an older answer never follows a newer one.
#[derive(Default)]
enum HomeLoad {
    #[default]
    Idle,
    /// Somebody files.
    UnderWay,
    /// Somebody files, and what is seen will be old: once more, with this journal of the sandbox.
    WantedAgain(Option<PathBuf>),
}

impl FileTasks {
    pub(super) fn new(workspace: Result<Workspace, String>, answers: Answers) -> Self {
        Self { workspace, answers, home: Arc::default() }
    }

    fn spawn(&self, work: impl FnOnce(&Self) + Send + 'static) {
        let files = self.clone();
        std::thread::spawn(move || {
            let _guard = files.answers.panic_guard();
            work(&files);
        });
    }

    fn spawn_with_workspace(
        &self,
        work: impl FnOnce(Result<&Workspace, String>) -> Msg + Send + 'static,
    ) {
        self.spawn(move |files| {
            files.answers.send(work(files.workspace.as_ref().map_err(Clone::clone)));
        });
    }

    /// What stands at home, with what the sandbox was asked.
    pub(super) fn home(&self, scratch_journal: Option<PathBuf>) {
        {
            let mut home = self.home.lock().unwrap_or_else(PoisonError::into_inner);
            if !matches!(*home, HomeLoad::Idle) {
                *home = HomeLoad::WantedAgain(scratch_journal);
                return;
            }
            *home = HomeLoad::UnderWay;
        }
        self.spawn(move |files| {
            let mut journal = scratch_journal;
            loop {
                files.answers.send(home(files.workspace.as_ref(), journal));
                let mut state = files.home.lock().unwrap_or_else(PoisonError::into_inner);
                match std::mem::take(&mut *state) {
                    HomeLoad::WantedAgain(again) => {
                        *state = HomeLoad::UnderWay;
                        journal = again;
                    }
                    HomeLoad::Idle | HomeLoad::UnderWay => return,
                }
            }
        });
    }

    /// Opens a draft with the keys that can be had.
    pub(super) fn open_draft(
        &self,
        name: DraftName,
        opened: impl FnOnce(DraftName, Result<OpenedFile, String>) + Send + 'static,
    ) {
        self.spawn(move |files| {
            let workspace = files.workspace.as_ref().map_err(Clone::clone);
            let found = workspace.and_then(|workspace| workspace.open_draft(&name).map_err(text));
            opened(name, found);
        });
    }

    /// Copies a draft, for which its new keys are sealed.
    pub(super) fn duplicate(
        &self,
        from: DraftName,
        to: DraftName,
        parts: Option<DuplicateOptions>,
    ) {
        self.spawn_with_workspace(move |workspace| {
            let done = workspace.and_then(|workspace| {
                let done = match &parts {
                    Some(parts) => workspace.duplicate_fresh(&from, &to, parts),
                    None => workspace.duplicate(&from, &to),
                };
                done.map_err(text)
            });
            Msg::DraftsChanged(done.map(|()| DraftOperation::Duplicated(to)))
        });
    }

    pub(super) fn versions(&self, name: DraftName) {
        self.spawn_with_workspace(move |workspace| {
            let found = workspace.and_then(|workspace| workspace.versions(&name).map_err(text));
            Msg::Versions(name, found)
        });
    }

    pub(super) fn compare(&self, name: DraftName, number: usize) {
        self.spawn_with_workspace(move |workspace| {
            let found = workspace.and_then(|workspace| compare(workspace, &name, number));
            Msg::Compared(name, number, found)
        });
    }

    pub(super) fn open_key(&self, ticket: Ticket, path: FieldPath, file: Box<DraftFile>) {
        self.spawn_with_workspace(move |workspace| {
            let key = workspace.and_then(|workspace| workspace.open_key(&file, path));
            Msg::KeyOpened(ticket, path, key)
        });
    }

    /// Writes a new file, wherever a person wants it.
    pub(super) fn write(&self, path: PathBuf, contents: SecretText) {
        self.spawn_with_workspace(move |workspace| {
            let write = |workspace: &Workspace| workspace.write_file(&path, &contents);
            Msg::Written(workspace.and_then(|it| write(it).map_err(|error| error.to_string())))
        });
    }
}

fn home(workspace: Result<&Workspace, &String>, scratch_journal: Option<PathBuf>) -> Msg {
    let mut home = match workspace {
        Ok(workspace) => workspace.home(),
        Err(why) => {
            WorkspaceContents { troubles: vec![why.clone()], ..WorkspaceContents::default() }
        }
    };
    if let Some(journal) = scratch_journal.and_then(|path| Journal::read(&path).ok().flatten()) {
        let rehearsed = journal.entries().iter().rev().cloned();
        home.submissions.splice(0..0, rehearsed);
    }
    Msg::Home(Box::new(home), Timestamp::now())
}

fn compare(
    workspace: &Workspace,
    name: &DraftName,
    number: usize,
) -> Result<Vec<Difference>, String> {
    let version = workspace.version(name, number).map_err(text)?;
    let current = workspace.store().load(name).map_err(text)?;
    Ok(workspace.diff(&version.file, &current.file))
}

pub(super) fn text(error: StoreError) -> String {
    error.to_string()
}
