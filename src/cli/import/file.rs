//! The text an import reads, and the draft it leaves behind.

use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use crate::connection::message;
use crate::drafts::{SourceError, load_any_text};
use crate::files::write_new;

use super::super::exit::Exit;
use super::super::output::Output;

pub(super) fn load(path: &Path, limit: u64, output: &Output) -> Result<Zeroizing<String>, Exit> {
    load_any_text(path, limit).map_err(|error| {
        let (exit, what) = match error {
            SourceError::TooLong => {
                let most = limit / 1024 / 1024;
                (Exit::Invalid, output.texts.format("import-too-long", &[("most", most.into())]))
            }
            error @ SourceError::NotUtf8 { .. } => (Exit::Invalid, error.to_string()),
            error => (Exit::Usage, error.to_string()),
        };
        output.print_error_about(&path.display().to_string(), &what);
        exit
    })
}

pub(super) fn taken(output: &Output, path: &Path) -> String {
    output.texts.format("import-taken", &[("file", path.display().to_string().into())])
}

pub(super) fn store(path: &Path, text: &str, output: &Output) -> Result<(), Exit> {
    write_new(path, text.as_bytes()).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return output.usage(&taken(output, path));
        }
        let told = message!("file-unwritten", path = path, reason = &error);
        output.print_error(&output.texts.format_message(&told));
        Exit::Failed
    })
}
