//! What is typed while an input method is switched on: full-width letters, digits and marks, and the marks
//! that it puts in place of those on the key.

use std::borrow::Cow;

use crate::connection::characters::look_alike;

/// The character of the key that was pressed.
pub fn half_width(typed: char) -> char {
    match typed {
        // On these keys an input method has marks of its own.
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '\u{3000}' => ' ',
        // An apostrophe or a dash that was meant as such is none of a key's.
        '\u{FF01}'..='\u{FF5E}' | '。' | '—' => look_alike(typed).unwrap_or(typed),
        _ => typed,
    }
}

/// The text as the keys have it; for choices and commands, never for a value or a key.
pub fn half_width_text(typed: &str) -> Cow<'_, str> {
    match typed.is_ascii() {
        true => Cow::Borrowed(typed),
        false => Cow::Owned(typed.chars().map(half_width).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_input_method_makes_of_a_key_is_that_key() {
        for (typed, meant) in [
            ("ｙ", "y"),
            ("Ｎ", "N"),
            ("１２", "12"),
            ("？", "?"),
            ("《", "<"),
            ("。", "."),
            ("！名称", "!名称"),
            ("是", "是"),
            ("plain", "plain"),
        ] {
            assert_eq!(half_width_text(typed), meant);
        }
    }
}
