//! The service's own words, made fit to be shown.

use std::borrow::Cow;

use crate::connection::Draft;
use crate::text::printable;

/// How many bytes of a foreign text are passed on; the longest message known has about 120.
pub(super) const LONGEST: usize = 600;

/// The message up to the place where it begins to repeat the request.
///
/// A refused signature is answered with the whole string to sign, every key in it.
pub(super) fn without_request(message: &str) -> &str {
    // Only ASCII letters change, so positions stay the same.
    let lower = message.to_ascii_lowercase();
    let start = ["server string to sign", "string to sign", "stringtosign"]
        .iter()
        .filter_map(|mark| lower.find(mark))
        .min()
        .unwrap_or(message.len());
    message[..start].trim()
}

/// The text with a mask for each pre-shared key of the draft.
pub(super) fn without_keys<'a>(text: &'a str, draft: &Draft) -> Cow<'a, str> {
    let keys = draft.present_paths().filter_map(|path| draft.key(path));
    keys.fold(Cow::Borrowed(text), |text, (key, _)| match key.mask_in(&text) {
        Cow::Owned(masked) => Cow::Owned(masked),
        Cow::Borrowed(_) => text,
    })
}

/// Without keys, printable, and of a length that fits a screen.
pub(super) fn sanitize(text: &str, draft: &Draft) -> String {
    // Masked before it is cut, so that no beginning of a key is left at the end.
    sanitize_and_truncate(&without_keys(text, draft))
}

/// Printable, and of a length that fits a screen.
pub(super) fn sanitize_and_truncate(text: &str) -> String {
    if text.len() <= LONGEST {
        return printable(text).into_owned();
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", printable(&text[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::{FieldPath, Key};

    #[test]
    fn nothing_of_the_request_is_left() {
        for (message, expected) in [
            ("not matched. server string to sign is:POST&%2F&Psk", "not matched."),
            ("not matched. Server String To Sign is:POST", "not matched."),
            ("StringToSign=POST&%2F", ""),
            ("Request was denied.", "Request was denied."),
            ("", ""),
        ] {
            assert_eq!(without_request(message), expected);
        }
    }

    #[test]
    fn keys_are_masked_before_a_long_text_is_cut() {
        let mut draft = Draft::default();
        draft.set(FieldPath::tunnel(2, Key::Psk), "kT7mPq2vXw9bRd4c");
        assert_eq!(sanitize("\"Psk\" (kT7mPq2vXw9bRd4c)", &draft), "\"Psk\" (***)");
        let text = format!("{}kT7mPq2vXw9bRd4c", "é".repeat(LONGEST / 2 - 4));
        assert!(!sanitize(&text, &draft).contains("kT7"));
        assert!(sanitize(&"é".repeat(LONGEST), &draft).ends_with('…'));
    }
}
