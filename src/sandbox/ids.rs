//! Ids and random texts.

use sha2::{Digest as _, Sha256};

use crate::connection::key;

/// Ids in a fixed order that look as random as the service's.
#[derive(Debug)]
pub(super) struct Ids {
    seed: u64,
    given: u64,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, given: 0 }
    }

    /// The next id: the prefix and 20 lower-case letters and digits.
    pub(super) fn next(&mut self, prefix: &str) -> String {
        self.given += 1;
        let mut text = prefix.to_owned();
        text.push_str(&word_of(&[&self.seed.to_be_bytes(), &self.given.to_be_bytes()]));
        text
    }

    /// The id of a part, which follows from the id of the whole.
    pub(super) fn of_part(prefix: &str, whole: &str, part: &str) -> String {
        let mut text = prefix.to_owned();
        text.push_str(&word_of(&[whole.as_bytes(), part.as_bytes()]));
        text
    }
}

fn word_of(parts: &[&[u8]]) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
        digest.update([0]);
    }
    digest.finalize()[..20].iter().map(|byte| char::from(LETTERS[usize::from(byte % 36)])).collect()
}

/// A word of random letters and digits, at most as long as a generated key.
pub(super) fn random_word(length: usize) -> String {
    let generated = key::generate(&mut random);
    generated.expose().chars().take(length).collect()
}

/// Fills the buffer with random bytes; without any, credentials would merely be guessable, which in
/// a sandbox harms nobody.
pub(super) fn random(buffer: &mut [u8]) {
    let _ = getrandom::fill(buffer);
}
