//! The text an import reads.

use std::path::Path;

use zeroize::Zeroizing;

use crate::drafts::{SourceError, load_any_text};

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
