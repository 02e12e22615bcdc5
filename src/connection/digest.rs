//! Digests as they are written down: to know again what must not be kept itself.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The SHA-256 of bytes in [`hex`], as `sha256sum` prints it.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The SHA-256 of several parts in [`hex`]. Each has its length before it, so that no two lists of parts
/// run into the same bytes.
pub fn sha256_of_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        length_prefixed(part, &mut |bytes| digest.update(bytes));
    }
    hex(&digest.finalize())
}

/// Hands a part on with its length before it.
pub fn length_prefixed(part: &str, add: &mut dyn FnMut(&[u8])) {
    add(&(part.len() as u64).to_be_bytes());
    add(part.as_bytes());
}
