//! The drafts that are kept on this machine, as every verb reaches them.

use std::path::Path;

use crate::connection::message;
use crate::drafts::{DraftName, Folders, FoldersError, StoreError};
use crate::flow::Workspace;
use crate::text::format_in_process_language;

use super::args::Common;
use super::exit::Exit;
use super::output::Output;

/// What a step came to, or the status and the problem.
pub type CommandResult<T> = Result<T, (Exit, String)>;

/// Where this user's drafts and journal are.
pub fn folders(common: &Common) -> Result<Folders, FoldersError> {
    Folders::find(common.drafts_dir.as_deref(), |name| std::env::var_os(name))
}

/// The workspace of this user.
pub fn open(common: &Common) -> CommandResult<Workspace> {
    Workspace::open(common.drafts_dir.as_deref(), |name| std::env::var_os(name))
        .map_err(|error| (Exit::Usage, error.to_string()))
}

/// The name that was meant.
pub fn parse_name(text: &str) -> CommandResult<DraftName> {
    let problem =
        || format_in_process_language(&message!("draft-bad-name", name = text.to_owned()));
    DraftName::from_typed(text).ok_or_else(|| (Exit::Usage, problem()))
}

/// The status that tells of this error.
pub fn exit_of(error: &StoreError) -> Exit {
    match error {
        StoreError::NoSuchDraft { .. }
        | StoreError::NoSuchVersion { .. }
        | StoreError::NotInTrash { .. }
        | StoreError::NoSuchDeletion { .. }
        | StoreError::Taken { .. }
        | StoreError::Locked { .. } => Exit::Usage,
        StoreError::NotPlain { .. }
        | StoreError::Unread { .. }
        | StoreError::Invalid { .. }
        | StoreError::Keys(_)
        | StoreError::Unwritable { .. } => Exit::Invalid,
        StoreError::Unwritten { source, .. } => exit_of(source),
        StoreError::Busy { .. }
        | StoreError::Changed { .. }
        | StoreError::Full { .. }
        | StoreError::Denied { .. }
        | StoreError::NoFolder { .. }
        | StoreError::Io { .. } => Exit::Failed,
    }
}

pub fn failed(error: StoreError) -> (Exit, String) {
    let exit = exit_of(&error);
    match error {
        // The first line has all there is to say about most; a broken draft has a line for each.
        StoreError::Invalid { path, errors } => {
            let lines: Vec<String> =
                errors.iter().map(|error| format!("{}:{error}", path.display())).collect();
            (exit, lines.join("; "))
        }
        error => (exit, error.to_string()),
    }
}

/// Warns of a kept draft in which others can read a key.
pub fn warn_of_shown_keys(name: &str, file: &Path, output: &Output) {
    let args = [("name", name.to_owned().into()), ("path", file.display().to_string().into())];
    output.print_error(&output.texts.format("drafts-open", &args));
}
