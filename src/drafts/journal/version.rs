//! Which version of a draft was submitted.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::connection::{Draft, Kept, MASK};

/// The SHA-256 of a draft's text, as `sha256sum` prints it.
///
/// Keys that stand in the text are masked first: everything else in a draft may be known to others,
/// and a digest over the rest and a key would be a means to try keys.
pub fn version(text: &str, draft: &Draft) -> String {
    let mut masked = Zeroizing::new(text.to_owned());
    for path in draft.present() {
        let Some((key, Kept::InDraft)) = draft.key(path) else { continue };
        if key.is_empty() {
            continue;
        }
        // As JSON writes it.
        let slashed = Zeroizing::new(key.expose().replace('\\', "\\\\"));
        let written = Zeroizing::new(slashed.replace('"', "\\\""));
        masked = Zeroizing::new(masked.replace(written.as_str(), MASK));
    }
    let digest = Sha256::digest(masked.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
