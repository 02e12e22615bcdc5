//! Text from outside, made safe to print: nothing in it moves the cursor, turns the reading
//! direction or hides.

use std::borrow::Cow;

use crate::connection::characters::{is_invisible, push_json_escape};

/// The text with every control, direction-turning or invisible character written out as `\u{1b}`.
///
/// Covered are C0 and C1 controls (line breaks and tabs too), DEL, the bidirectional controls, line
/// and paragraph separators, and whatever Unicode lets a renderer ignore: zero-width characters,
/// fillers, tags. Letters of any script stay, and so do the joiners and selectors inside an emoji or
/// after a CJK ideograph. A text without any of these is returned as it is, without a copy.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    let mut last = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        if is_invisible(character) && !is_at_home(last, character, next) {
            clean.extend(character.escape_unicode());
        } else {
            clean.push(character);
        }
        last = Some(character);
    }
    Cow::Owned(clean)
}

/// A line of JSON with the same characters escaped as JSON escapes them, so that it means the same.
pub fn printable_json(line: &str) -> Cow<'_, str> {
    if !line.chars().any(is_invisible) {
        return Cow::Borrowed(line);
    }
    let mut clean = String::with_capacity(line.len() + 16);
    for character in line.chars() {
        if is_invisible(character) {
            push_json_escape(&mut clean, character);
        } else {
            clean.push(character);
        }
    }
    Cow::Owned(clean)
}

/// Whether an invisible character does its proper work here: joining two emoji, or choosing the
/// look of the character before it.
fn is_at_home(last: Option<char>, character: char, next: Option<char>) -> bool {
    let Some(last) = last else { return false };
    match character {
        '\u{200D}' => (is_emoji(last) || last == '\u{FE0F}') && next.is_some_and(is_emoji),
        '\u{FE0E}' | '\u{FE0F}' => is_emoji(last) || (is_key_cap(last) && next == Some('\u{20E3}')),
        '\u{FE00}'..='\u{FE02}' | '\u{E0100}'..='\u{E01EF}' => is_ideograph(last),
        _ => false,
    }
}

fn is_emoji(character: char) -> bool {
    matches!(character,
        '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2934}'..='\u{2935}'
        | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_key_cap(character: char) -> bool {
    matches!(character, '0'..='9' | '#' | '*')
}

fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_is_not_copied() {
        for text in ["", "vco-p0wb09rama8qwwgfn", "阿里云 杭州", "日本語", "Grüße", "🚀 ok", "عربي"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn nothing_hides_or_acts() {
        for (text, expected) in [
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\r\nb\tc", "a\\u{d}\\u{a}b\\u{9}c"),
            ("\u{7f}\u{9b}2J", "\\u{7f}\\u{9b}2J"),
            ("x\u{202e}fdp.exe", "x\\u{202e}fdp.exe"),
            ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
            ("pay\u{200b}pal\u{feff}", "pay\\u{200b}pal\\u{feff}"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("a\u{200d}b", "a\\u{200d}b"),
            ("a\u{fe0f}", "a\\u{fe0f}"),
            ("\u{e0041}", "\\u{e0041}"),
        ] {
            assert_eq!(printable(text), expected);
        }
    }

    #[test]
    fn emoji_and_ideographs_keep_their_selectors() {
        for text in ["👩\u{200d}💻", "❤\u{fe0f}\u{200d}🔥", "1\u{fe0f}\u{20e3}", "葛\u{e0100}"]
        {
            assert_eq!(printable(text), text);
        }
    }

    #[test]
    fn escaped_json_means_the_same() {
        for text in ["\u{9b}2J\u{7f}", "x\u{202e}fdp.exe", "\u{e0041}", "阿里云 \"q\" \u{1b}"] {
            let line = serde_json::Value::from(text).to_string();
            let clean = printable_json(&line);
            assert!(!clean.chars().any(is_invisible), "{clean}");
            assert_eq!(serde_json::from_str::<String>(&clean).unwrap(), text);
        }
    }

    proptest! {
        #[test]
        fn no_text_gets_through_with_a_control(text in any::<String>()) {
            let clean = printable(&text);
            prop_assert!(!clean.chars().any(char::is_control));
            let hidden = |character| matches!(character,
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}'
                | '\u{61C}' | '\u{2028}' | '\u{2029}' | '\u{200B}' | '\u{FEFF}');
            prop_assert!(!clean.chars().any(hidden));
            let again = printable(&clean);
            prop_assert_eq!(&clean, &again);
        }

        #[test]
        fn neither_does_one_made_of_little_else(
            text in "[a\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{200f}\u{202a}-\u{202e}❤\u{fe0f}]{0,40}"
        ) {
            prop_assert!(!printable(&text).chars().any(char::is_control));
        }
    }
}
