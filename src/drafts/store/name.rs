//! What a stored draft goes by: any text a person types, made safe as the name of a file.

use std::fmt;

use crate::connection::characters::is_hidden;

/// The longest name, in bytes, so that every file system takes it with what is added to it.
pub const DRAFT_NAME_MAX: usize = 100;

/// Names of devices that Windows keeps to itself, whatever follows a dot.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// The name of a stored draft: its file's, without `.json`.
///
/// At most [`DRAFT_NAME_MAX`] bytes, without anything that separates folders, hides a file or acts on a
/// terminal, and none of the names that Windows reserves. Letters of any script stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftName(String);

impl DraftName {
    /// The safe name most like this text; `None` if nothing of it can stay.
    pub fn from_typed(text: &str) -> Option<Self> {
        let mut name: String = text.chars().map(safe).collect();
        // Each step may uncover work for another: a cut a blank at the end, a trim another ending.
        loop {
            let tidy = tidied(&name);
            if tidy == name {
                break;
            }
            name = tidy;
        }
        let says_nothing = name.chars().all(|character| character == '-');
        (!says_nothing).then_some(Self(name))
    }

    /// The name as it is, if it is a safe one.
    pub fn exactly(text: &str) -> Option<Self> {
        Self::from_typed(text).filter(|name| name.0 == text)
    }

    /// This name with a remark at its end, shortened in the middle where it grows too long.
    pub(super) fn with(&self, remark: &str) -> Option<Self> {
        let room = DRAFT_NAME_MAX.checked_sub(remark.len() + 1)?;
        Self::exactly(&format!("{} {remark}", trim(cut(&self.0, room))))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the file.
    pub(super) fn file(&self) -> String {
        format!("{}.json", self.0)
    }
}

impl fmt::Display for DraftName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn safe(character: char) -> char {
    match character {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        _ if is_hidden(character) => '-',
        _ if character.is_whitespace() => ' ',
        _ => character,
    }
}

fn tidied(name: &str) -> String {
    let name = without_ending(name).map_or(name, |stem| &name[..stem]);
    let name = trim(cut(trim(name), DRAFT_NAME_MAX));
    if is_device(name) { format!("_{name}") } else { name.to_owned() }
}

/// Dots in front hide a file, blanks and dots at the end are lost on Windows, and `@` is how a stored
/// draft is told from a file where either may be named.
fn trim(name: &str) -> &str {
    name.trim_start_matches(['.', ' ', '@']).trim_end_matches(['.', ' '])
}

fn cut(name: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(name.len())).rev().find(|end| name.is_char_boundary(*end));
    &name[..end.unwrap_or_default()]
}

/// Where the name ends if it was typed with the ending of its file.
fn without_ending(name: &str) -> Option<usize> {
    let stem = name.len().checked_sub(".json".len())?;
    name.get(stem..)?.eq_ignore_ascii_case(".json").then_some(stem)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |word: &str| {
        stem.strip_prefix(word).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']))
    };
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn made(text: &str) -> Option<String> {
        DraftName::from_typed(text).map(|name| name.0)
    }

    #[test]
    fn what_people_type_becomes_a_file_name() {
        for (typed, name) in [
            ("fra-dc1", "fra-dc1"),
            ("fra-dc1.json", "fra-dc1"),
            ("Frankfurt: DC 1/2", "Frankfurt- DC 1-2"),
            ("../../etc/passwd", "-..-etc-passwd"),
            (".hidden", "hidden"),
            ("  blank. ", "blank"),
            ("上海 机房", "上海 机房"),
            ("@fra", "fra"),
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("com1", "_com1"),
            ("con.json", "_con"),
            ("a.json .json", "a"),
            ("com0", "com0"),
            ("console", "console"),
            ("\u{1b}[2J", "-[2J"),
            ("a\u{202e}b", "a-b"),
        ] {
            assert_eq!(made(typed).as_deref(), Some(name), "{typed:?}");
        }
        for nothing in ["", " ", "..", "/", ".json", "\u{7}"] {
            assert_eq!(made(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        let name = made(&"é".repeat(200)).unwrap();
        assert_eq!(name, "é".repeat(50));
        let conflict = DraftName(name).with("(conflict)").unwrap();
        assert!(
            conflict.0.len() <= DRAFT_NAME_MAX && conflict.0.ends_with("é (conflict)"),
            "{conflict}"
        );
    }

    proptest! {
        #[test]
        fn a_name_is_safe_and_stays_as_it_is(text in any::<String>()) {
            if let Some(name) = DraftName::from_typed(&text) {
                prop_assert!(name.0.len() <= DRAFT_NAME_MAX);
                prop_assert!(!name.0.starts_with('.') && !name.0.contains(['/', '\\', '\0']));
                prop_assert!(!name.0.chars().any(char::is_control));
                prop_assert_eq!(DraftName::from_typed(&name.0), Some(name));
            }
        }

        #[test]
        fn so_is_one_made_of_traps(text in "(\\.json|[. /\u{0}a-]|con|com1|é){0,60}") {
            if let Some(name) = DraftName::from_typed(&text) {
                prop_assert!(name.0.len() <= DRAFT_NAME_MAX && !name.0.starts_with('.'));
                prop_assert_eq!(DraftName::from_typed(&name.0), Some(name));
            }
        }
    }
}
