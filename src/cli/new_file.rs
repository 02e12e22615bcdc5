//! A file that a verb makes: nothing is overwritten.

use std::io::ErrorKind;
use std::path::Path;

use crate::connection::message;
use crate::files::write_new;

use super::exit::Exit;
use super::output::Output;

/// Refuses a file that is there already, before anything is done for it.
///
/// # Errors
/// The exit status, after telling that it is there.
pub fn require_new(path: Option<&Path>, output: &Output) -> Result<(), Exit> {
    match path.filter(|path| path.symlink_metadata().is_ok()) {
        Some(path) => Err(taken(path, output)),
        None => Ok(()),
    }
}

/// Writes it.
///
/// # Errors
/// The exit status, after telling why it was not written.
pub fn store(path: &Path, text: &str, output: &Output) -> Result<(), Exit> {
    write_new(path, text.as_bytes()).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(path, output),
        _ => {
            let told = message!("file-unwritten", path, reason = &error);
            output.fail(output.texts.format_message(&told))
        }
    })
}

/// Tells that it is there.
pub fn taken(path: &Path, output: &Output) -> Exit {
    let file = path.display().to_string();
    output.usage(&output.texts.format("import-taken", &[("file", file.into())]))
}
