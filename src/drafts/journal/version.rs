//! Which version of a draft was submitted.

use zeroize::Zeroizing;

use crate::connection::digest::sha256;
use crate::connection::{Draft, KeyStorage, MASK};

use super::super::draft_file::DraftFile;
use super::super::writer::write_masked;

/// So many digits tell the versions of a draft apart.
const SHORT: usize = 12;

/// The SHA-256 of a draft's text, as `sha256sum` prints it.
///
/// Keys that stand in the text are masked first: everything else in a draft may be known to others,
/// and a digest over the rest and a key would be a means to try keys.
pub fn text_digest(text: &str, draft: &Draft) -> String {
    let mut masked = Zeroizing::new(text.to_owned());
    for path in draft.present_paths() {
        let Some((key, KeyStorage::InDraft)) = draft.key(path) else { continue };
        if key.is_empty() {
            continue;
        }
        // As JSON writes it.
        let slashed = Zeroizing::new(key.expose().replace('\\', "\\\\"));
        let written = Zeroizing::new(slashed.replace('"', "\\\""));
        masked = Zeroizing::new(masked.replace(written.as_str(), MASK));
    }
    sha256(masked.as_bytes())
}

/// The same of a draft that the store keeps, however it came to be written as it is there. The store
/// and the journal tell it by this, so that either leads to the other.
pub fn stored_digest(file: &DraftFile) -> String {
    sha256(write_masked(file).as_bytes())
}

/// The first digits of a version, for people.
pub fn short(version: &str) -> &str {
    version.get(..SHORT).unwrap_or(version)
}
