//! One table of the characters that are not what they seem: controls, invisible ones, those that turn
//! the reading direction, blanks, and look-alikes of plain ones.

use std::fmt::Write as _;

/// Characters of format (Unicode, general category Cf) and the two separators that break a line:
/// zero-width marks, bidirectional controls, tags. They have no shape and change what stands around them.
const FORMAT: &[(char, char)] = &[
    ('\u{AD}', '\u{AD}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{180E}', '\u{180E}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{2028}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFF9}', '\u{FFFB}'),
    ('\u{E0000}', '\u{E007F}'),
];

/// What else Unicode lets a renderer ignore (Default_Ignorable_Code_Point): fillers, joiners, selectors.
const IGNORABLE: &[(char, char)] = &[
    ('\u{34F}', '\u{34F}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0080}', '\u{E0FFF}'),
];

/// Those of [`FORMAT`] that pass for a blank or for nothing at all in a pasted text.
const ZERO_WIDTH: &[(char, char)] = &[
    ('\u{180E}', '\u{180E}'),
    ('\u{200B}', '\u{200D}'),
    ('\u{2060}', '\u{2060}'),
    ('\u{FEFF}', '\u{FEFF}'),
];

fn is_among(character: char, ranges: &[(char, char)]) -> bool {
    // Most text ends here.
    !matches!(character, ' '..='~')
        && ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
}

/// Whether a character is a control, a line break, or one of format: nothing to be seen, and not
/// without effect.
pub fn is_hidden(character: char) -> bool {
    character.is_control() || is_among(character, FORMAT)
}

/// Whether a renderer may show nothing for it: the hidden ones, and fillers and selectors, which are at
/// home in an emoji and beside an ideograph.
pub fn is_invisible(character: char) -> bool {
    is_hidden(character) || is_among(character, IGNORABLE)
}

/// Whether it is a blank of any kind, visible or not.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_among(character, ZERO_WIDTH)
}

/// The plain character that this one is easily taken for, if any.
pub fn look_alike(character: char) -> Option<char> {
    Some(match character {
        // Full-width forms stand 0xFEE0 above their ASCII twins (Unicode block FF00-FFEF).
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0)?,
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201F}' | '\u{2033}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2024}' | '\u{3002}' => '.',
        '\u{037E}' => ';',
        _ => return None,
    })
}

/// Writes a character as JSON escapes it, in one or two units of UTF-16.
pub fn push_json_escape(text: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\\u{unit:04x}");
    }
}

/// The text with plain characters in place of their look-alikes.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|character| look_alike(character).unwrap_or(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_of_a_character() {
        for (character, hidden, invisible, blank) in [
            ('a', false, false, false),
            (' ', false, false, true),
            ('\n', true, true, true),
            ('\u{A0}', false, false, true),
            ('\u{200B}', true, true, true),
            ('\u{202E}', true, true, false),
            ('\u{2029}', true, true, true),
            ('\u{E0041}', true, true, false),
            ('\u{FE0F}', false, true, false),
            ('阿', false, false, false),
        ] {
            let found = (is_hidden(character), is_invisible(character), is_blank(character));
            assert_eq!(found, (hidden, invisible, blank), "{character:?}");
        }
    }

    #[test]
    fn look_alikes_become_plain() {
        assert_eq!(plain("１２“a–。").collect::<String>(), "12\"a-.");
    }
}
