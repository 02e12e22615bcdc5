//! Reads a draft file: an envelope with a schema version, or the request part alone.

mod envelope;
mod problem;
mod request;
mod state;

use super::draft_file::DraftFile;

pub use problem::{ReadError, ReadProblem};
pub(super) use state::KeyLocation;

use state::DraftReader;

/// Reads a draft from its text.
///
/// # Errors
/// Everything that is not as the format wants it, each with its place.
pub fn read(text: &str) -> Result<DraftFile, Vec<ReadError>> {
    let mut reader = DraftReader::default();
    reader.file(text);
    reader.done()
}

/// Reads a draft, and tells where its keys stand.
pub(super) fn read_keys(text: &str) -> Result<(DraftFile, Vec<KeyLocation>), Vec<ReadError>> {
    let mut reader = DraftReader::default();
    reader.file(text);
    let keys = std::mem::take(&mut reader.keys);
    reader.done().map(|file| (file, keys))
}
