//! Pre-shared keys: the characters the service takes, and fresh keys. Randomness comes in as an argument.

use super::characters::{is_blank, plain};
use super::secret::Secret;

/// Where random bytes come from: the operating system in the program, a fixed sequence in a test.
pub trait Entropy {
    /// Fills the buffer with random bytes.
    fn fill(&mut self, buffer: &mut [u8]);
}

impl<F: FnMut(&mut [u8])> Entropy for F {
    fn fill(&mut self, buffer: &mut [u8]) {
        self(buffer);
    }
}

/// Letters and digits that are not mistaken for one another when read aloud or retyped.
const UNMISTAKABLE: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

/// How long a generated key is; 32 characters of 56 are about 186 bits.
pub const GENERATED_LENGTH: usize = 32;

/// Makes a key of 32 letters and digits without look-alikes, valid on every known peer device.
pub fn generate(random: &mut dyn Entropy) -> Secret {
    let alphabet = UNMISTAKABLE.len();
    // Bytes past the last whole multiple of the alphabet would favour its first letters.
    let fair = 256 - 256 % alphabet;
    let mut key = String::with_capacity(GENERATED_LENGTH);
    let mut buffer = zeroize::Zeroizing::new([0_u8; 64]);
    while key.len() < GENERATED_LENGTH {
        random.fill(&mut *buffer);
        let letters = buffer
            .iter()
            .map(|byte| usize::from(*byte))
            .filter(|byte| *byte < fair)
            .map(|byte| char::from(UNMISTAKABLE[byte % alphabet]));
        key.extend(letters.take(GENERATED_LENGTH - key.len()));
    }
    Secret::new(key)
}

/// Whether the service takes this character in a key (API reference, `Psk`, in both its readings).
pub fn is_accepted(character: char) -> bool {
    character.is_ascii_alphanumeric() || "~!`@#$%^&*()_-+={}[]|;:'\"\\,.<>/?".contains(character)
}

/// Whether it is no key but what an answer or a sample shows in its place, with its end or all of it
/// struck out (rule P-13).
pub fn is_masked(key: &Secret) -> bool {
    let key = key.expose();
    key.ends_with("****") || !key.is_empty() && key.bytes().all(|byte| byte == b'*')
}

/// Whether quotation marks stand around the key, which belong to the text that it was taken from.
pub fn is_quoted(key: &Secret) -> bool {
    let mut letters = key.expose().chars();
    matches!(
        (letters.next(), letters.next_back()),
        (Some('"'), Some('"'))
            | (Some('\''), Some('\''))
            | (Some('“' | '”' | '„'), Some('“' | '”'))
            | (Some('‘' | '’'), Some('‘' | '’'))
    )
}

/// The key without blanks, with plain characters in place of their look-alikes.
pub fn clean(key: &Secret) -> Secret {
    let text: String = plain(key.expose()).filter(|character| !is_blank(*character)).collect();
    Secret::new(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_key_is_long_enough_and_plain() {
        let mut next = 0_u8;
        let key = generate(&mut |buffer: &mut [u8]| {
            for byte in buffer {
                next = next.wrapping_add(37);
                *byte = next;
            }
        });
        assert_eq!(key.expose().len(), GENERATED_LENGTH);
        assert!(key.expose().bytes().all(|byte| UNMISTAKABLE.contains(&byte)));
    }

    #[test]
    fn look_alikes_become_plain() {
        let clean = clean(&Secret::new(" １２３ab\u{a0}“c\u{200b}–"));
        assert_eq!(clean.expose(), "123ab\"c-");
    }
}
