//! A person's own keys in place of the usual ones.

use std::collections::BTreeMap;

use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Binding, Keymap};
use crate::connection::{Message, ToMessage, message};
use crate::text::{print_as_message, printable};
use crate::tui::action::{Action, Area};

/// Why a person's own keys cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// The file is no JSON object of lists of keys.
    Shape(String),
    /// No action of this name.
    Action(String),
    /// No key of this name.
    Key {
        /// The action.
        action: String,
        /// What was written.
        key: String,
    },
    /// A key that means something else there.
    Taken {
        /// The action.
        action: String,
        /// What was written.
        key: String,
        /// The action that has it.
        other: String,
    },
    /// No key would leave the wizard.
    NoWayOut,
    /// A letter where letters are typed.
    Types {
        /// The action.
        action: String,
        /// What was written.
        key: String,
    },
}

print_as_message!(KeymapError);

impl ToMessage for KeymapError {
    fn message(&self) -> Message {
        match self {
            Self::Shape(reason) => message!("keymap-shape", reason),
            Self::Action(action) => message!("keymap-no-action", action),
            Self::Key { action, key } => message!("keymap-bad-key", action, key),
            Self::Taken { action, key, other } => {
                message!("keymap-taken", action, key, other)
            }
            Self::NoWayOut => message!("keymap-no-way-out"),
            Self::Types { action, key } => message!("keymap-types", action, key),
        }
    }
}

impl Keymap {
    /// The keys by the name of the action, from a JSON object of lists.
    ///
    /// # Errors
    /// When the text is none.
    pub fn parse_overrides(text: &str) -> Result<BTreeMap<String, Vec<String>>, KeymapError> {
        serde_json::from_str(text).map_err(|error| KeymapError::Shape(short(&error.to_string())))
    }

    /// The usual keys with others for these actions.
    ///
    /// # Errors
    /// When an action or a key is none, or a key means something else there.
    pub fn from_overrides(own: &BTreeMap<String, Vec<String>>) -> Result<Self, KeymapError> {
        let mut map = Self::default();
        for (name, keys) in own {
            map.rebind(name, keys)?;
        }
        map.check(own.keys())?;
        Ok(map)
    }

    /// Whether no key of the actions that a person has rebound means something else in the same place.
    fn check<'a>(&self, own: impl Iterator<Item = &'a String>) -> Result<(), KeymapError> {
        for name in own {
            for binding in self.bindings.iter().filter(|binding| binding.name == name) {
                let others = self.bindings.iter().filter(|other| other.action != binding.action);
                // What holds in one place goes before what holds everywhere; the way out is never hidden.
                let hides = |other: &&Binding| {
                    other.area == binding.area
                        || (other.action == Action::Quit && other.area == Area::Anywhere)
                        || (binding.action == Action::Quit && binding.area == Area::Anywhere)
                };
                for other in others.filter(hides) {
                    if let Some(key) = binding.keys.iter().find(|key| other.keys.contains(key)) {
                        let (action, key) = (name.clone(), self.name(*key));
                        let other = other.name.to_owned();
                        return Err(KeymapError::Taken { action, key, other });
                    }
                }
            }
        }
        Ok(())
    }

    fn rebind(&mut self, name: &str, keys: &[String]) -> Result<(), KeymapError> {
        let mut found = false;
        for binding in self.bindings.iter_mut().filter(|binding| binding.name == name) {
            found = true;
            let parse = |key: &String| {
                let (action, shown) = (name.to_owned(), short(key));
                let parsed = crokey::parse(key).ok().filter(|key| is_showable(*key));
                let Some(parsed) = parsed else {
                    return Err(KeymapError::Key { action, key: shown });
                };
                let everywhere = binding.area.takes_text() || binding.area == Area::Anywhere;
                if everywhere && types_a_letter(parsed) {
                    return Err(KeymapError::Types { action, key: shown });
                }
                Ok(parsed)
            };
            binding.keys = keys.iter().map(parse).collect::<Result<_, _>>()?;
        }
        let quits =
            |binding: &Binding| binding.action == Action::Quit && binding.area == Area::Anywhere;
        if self.bindings.iter().any(|binding| quits(binding) && binding.keys.is_empty()) {
            return Err(KeymapError::NoWayOut);
        }
        if found { Ok(()) } else { Err(KeymapError::Action(short(name))) }
    }
}

/// Whether footer and help can print the key as it is.
fn is_showable(key: KeyCombination) -> bool {
    let code: KeyEvent = key.into();
    let KeyCode::Char(letter) = code.code else { return true };
    let text = letter.to_string();
    printable(&text) == text
}

/// Something from the file, short enough for a line.
fn short(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

fn types_a_letter(key: KeyCombination) -> bool {
    let bare = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let code: KeyEvent = key.into();
    bare && matches!(code.code, KeyCode::Char(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Area::Form;

    fn press(text: &str) -> KeyEvent {
        crokey::parse(text).unwrap().into()
    }

    fn with_overrides(text: &str) -> Result<Keymap, KeymapError> {
        Keymap::from_overrides(&Keymap::parse_overrides(text)?)
    }

    #[test]
    fn a_persons_own_keys_take_the_place_of_the_usual_ones() {
        let map = with_overrides(r#"{"undo": ["ctrl-v"]}"#).unwrap();
        assert_eq!(map.action(Form, press("ctrl-v")), Some(Action::Undo));
        assert_eq!(map.action(Form, press("alt-u")), None);
        assert_eq!(map.first_key(Form, Action::Undo).as_deref(), Some("ctrl-v"));
    }

    #[test]
    fn wrong_keys_are_told() {
        for (text, part) in [
            ("[]", "object"),
            (r#"{"undone": ["f5"]}"#, "does not exist"),
            (r#"{"undo": ["hyper-x"]}"#, "is not a key"),
            (r#"{"undo": ["u"]}"#, "types a letter"),
            (r#"{"undo": ["ctrl-s"]}"#, "assigned to save"),
            ("{\"undo\": [\"ctrl-\u{7f}\"]}", "is not a key"),
            // The way out is neither taken away nor hidden.
            (r#"{"quit": []}"#, "at least one key"),
            (r#"{"undo": ["ctrl-c"]}"#, "assigned to quit"),
            (r#"{"copy": ["ctrl-c"]}"#, "assigned to quit"),
            (r#"{"submit": ["f10"]}"#, "assigned to quit"),
            (r#"{"quit": ["ctrl-s"]}"#, "assigned to save"),
        ] {
            let error = with_overrides(text).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
