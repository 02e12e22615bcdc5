//! Which key means which action, in one table: the footer and the help page print it, so they cannot
//! disagree with it.
//!
//! Screens speak in [`Action`]s. A key without Ctrl or Alt that types a letter is bound only in places
//! where nobody types ([`Area::types`]), so that no letter of a value ever does anything. Most actions
//! have a function key besides, since multiplexers (tmux, screen, zellij) take some Ctrl keys away.
//! None of Ctrl-A, B, E, F, H, K, U, W and Y is used: in a text field they edit.

use std::collections::BTreeMap;

use crokey::{KeyCombination, KeyCombinationFormat};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Area};
use crate::connection::{Message, ToMessage, message};
use crate::text::{half_width, print_as_message, printable};
use Action as A;
use Area::{
    Anywhere, Connections, Device, Filter, Form, Gateways, Home, Question, Review, TextPager,
};

/// Area, action, the name a person's own key file calls it by, and its keys; the first is shown.
const TABLE: &[(Area, Action, &str, &[&str])] = &[
    (Anywhere, A::Help, "help", &["f1"]),
    (Anywhere, A::Save, "save", &["ctrl-s", "f2"]),
    (Anywhere, A::GoTo, "go-to-field", &["ctrl-g", "f3"]),
    (Anywhere, A::Palette, "palette", &["alt-a", "f11"]),
    (Anywhere, A::Reveal, "reveal-key", &["ctrl-o", "f4"]),
    (Anywhere, A::Suggest, "suggest", &["ctrl-t", "f5"]),
    (Anywhere, A::Repair, "repair", &["ctrl-r", "f6"]),
    (Anywhere, A::PreviousFinding, "previous-finding", &["ctrl-p", "f7"]),
    (Anywhere, A::NextFinding, "next-finding", &["ctrl-n", "f8"]),
    (Anywhere, A::Editor, "editor", &["ctrl-x", "f9"]),
    (Anywhere, A::Undo, "undo", &["alt-u", "ctrl-7"]),
    (Anywhere, A::Redo, "redo", &["alt-e", "ctrl-4", "f12"]),
    (Anywhere, A::NextStep, "next-step", &["ctrl-d", "alt-n", "ctrl-pagedown"]),
    (Anywhere, A::PreviousStep, "previous-step", &["alt-p", "ctrl-pageup"]),
    (Anywhere, A::Home, "home", &["ctrl-q", "alt-h"]),
    (Anywhere, A::Mouse, "mouse", &["alt-m"]),
    (Anywhere, A::Theme, "theme", &["alt-t"]),
    (Anywhere, A::Language, "language", &["alt-l"]),
    (Anywhere, A::Redraw, "redraw", &["ctrl-l"]),
    (Anywhere, A::Suspend, "suspend", &["ctrl-z"]),
    (Anywhere, A::Quit, "quit", &["ctrl-c", "f10"]),
    (Anywhere, A::Back, "back", &["esc"]),
    (Anywhere, A::Next, "next", &["tab"]),
    (Anywhere, A::Previous, "previous", &["shift-backtab", "backtab", "shift-tab"]),
    (Anywhere, A::Up, "up", &["up"]),
    (Anywhere, A::Down, "down", &["down"]),
    (Anywhere, A::PageUp, "page-up", &["pageup"]),
    (Anywhere, A::PageDown, "page-down", &["pagedown"]),
    (Anywhere, A::Accept, "accept", &["enter"]),
    (Gateways, A::Refresh, "refresh", &["ctrl-r", "f6"]),
    (Gateways, A::Create, "create-gateway", &["ctrl-t", "f5"]),
    (Home, A::Left, "left", &["left"]),
    (Home, A::Right, "right", &["right"]),
    (Home, A::Help, "help", &["?"]),
    (Home, A::New, "new", &["n"]),
    (Home, A::Open, "open", &["o"]),
    (Home, A::Submit, "replay", &["s"]),
    (Home, A::Duplicate, "duplicate", &["d"]),
    (Home, A::Rename, "rename", &["r"]),
    (Home, A::Delete, "delete", &["x", "delete"]),
    (Home, A::Restore, "restore", &["u"]),
    (Home, A::Versions, "versions", &["v"]),
    (Home, A::Sandbox, "sandbox", &["b"]),
    (Home, A::SignIn, "sign-in", &["i"]),
    (Home, A::Profile, "profile", &["p"]),
    (Home, A::Region, "region", &["g"]),
    (Home, A::GoTo, "search", &["/"]),
    (Home, A::Palette, "palette", &[":"]),
    (Home, A::Quit, "quit", &["q"]),
    (Home, A::First, "first", &["home"]),
    (Home, A::Last, "last", &["end"]),
    (Connections, A::Left, "left", &["left"]),
    (Connections, A::Right, "right", &["right"]),
    (Connections, A::Refresh, "refresh", &["ctrl-r", "f6"]),
    (Connections, A::Region, "region", &["alt-g", "f4"]),
    (Connections, A::Diagnose, "diagnose", &["alt-d", "f5"]),
    (Connections, A::Bind, "bind", &["alt-b"]),
    (Connections, A::Unbind, "unbind", &["alt-u"]),
    (Connections, A::Submit, "send-change", &["alt-s"]),
    (Connections, A::Open, "open-as-draft", &["alt-o"]),
    (Connections, A::Delete, "delete", &["alt-x"]),
    (Connections, A::Copy, "copy", &["alt-c"]),
    (Area::Watch, A::Help, "help", &["?"]),
    (Area::Watch, A::Copy, "copy", &["c", "y"]),
    (Area::Watch, A::CopyAll, "copy-all", &["shift-c", "shift-y"]),
    (Area::Watch, A::Write, "write", &["f", "w"]),
    (Area::Watch, A::Bind, "bind", &["b"]),
    (Area::Watch, A::Unbind, "unbind", &["u"]),
    (Area::Watch, A::Diagnose, "diagnose", &["d"]),
    (Area::Watch, A::Submit, "send-change", &["s"]),
    (Area::Watch, A::Open, "open-as-draft", &["o"]),
    (Area::Watch, A::Delete, "delete", &["x", "delete"]),
    (Area::Watch, A::Refresh, "refresh", &["r", "f6"]),
    (Area::Watch, A::GoTo, "actions", &["/"]),
    (Area::Watch, A::Palette, "palette", &[":"]),
    (Area::Watch, A::First, "first", &["home"]),
    (Area::Watch, A::Last, "last", &["end"]),
    (Area::Diagnosis, A::Help, "help", &["?"]),
    (Area::Diagnosis, A::Repair, "repair", &["r"]),
    (Area::Diagnosis, A::Submit, "send-change", &["s"]),
    (Area::Diagnosis, A::Diagnose, "diagnose", &["d", "f5"]),
    (Area::Diagnosis, A::Watch, "watch", &["w"]),
    (Area::Diagnosis, A::Copy, "copy", &["c", "y"]),
    (Area::Diagnosis, A::CopyAll, "copy-all", &["shift-c", "shift-y"]),
    (Area::Diagnosis, A::Palette, "palette", &[":"]),
    (Area::Diagnosis, A::First, "first", &["home"]),
    (Area::Diagnosis, A::Last, "last", &["end"]),
    (Review, A::Left, "left", &["left"]),
    (Review, A::Right, "right", &["right"]),
    (Review, A::Help, "help", &["?"]),
    (Review, A::Toggle, "acknowledge", &["space"]),
    (Review, A::Submit, "submit", &["s"]),
    (Review, A::DryRun, "dry-run", &["d"]),
    (Review, A::Watch, "watch", &["l"]),
    (Review, A::Copy, "copy", &["c"]),
    (Review, A::Write, "write", &["w"]),
    (Review, A::Reveal, "reveal", &["v"]),
    (Review, A::Palette, "palette", &[":"]),
    (Review, A::First, "first", &["home"]),
    (Review, A::Last, "last", &["end"]),
    (Area::Result, A::Help, "help", &["?"]),
    (Area::Result, A::Copy, "copy", &["c"]),
    (Area::Result, A::CopyAll, "copy-all", &["shift-c"]),
    (Area::Result, A::Write, "write", &["f"]),
    (Area::Result, A::Submit, "again", &["s"]),
    (Area::Result, A::Bind, "bind", &["b"]),
    (Area::Result, A::Watch, "watch", &["w"]),
    (Area::Result, A::Palette, "palette", &[":"]),
    (Area::Result, A::First, "first", &["home"]),
    (Area::Result, A::Last, "last", &["end"]),
    (Question, A::Yes, "yes", &["y"]),
    (Question, A::No, "no", &["n"]),
    (TextPager, A::Back, "close", &["q"]),
    (TextPager, A::First, "first", &["home"]),
    (TextPager, A::Last, "last", &["end"]),
    (TextPager, A::Copy, "copy", &["c"]),
    (Device, A::First, "first", &["ctrl-home"]),
    (Device, A::Last, "last", &["ctrl-end"]),
    (Form, A::First, "first", &["ctrl-home"]),
    (Form, A::Last, "last", &["ctrl-end"]),
    (Filter, A::First, "first", &["ctrl-home"]),
    (Filter, A::Last, "last", &["ctrl-end"]),
];

/// One binding.
#[derive(Clone, Debug)]
struct Binding {
    area: Area,
    action: Action,
    name: &'static str,
    keys: Vec<KeyCombination>,
}

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
    format: KeyCombinationFormat,
}

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
            Self::Shape(reason) => message!("keymap-shape", reason = reason),
            Self::Action(action) => message!("keymap-no-action", action = action),
            Self::Key { action, key } => message!("keymap-bad-key", action = action, key = key),
            Self::Taken { action, key, other } => {
                message!("keymap-taken", action = action, key = key, other = other)
            }
            Self::NoWayOut => message!("keymap-no-way-out"),
            Self::Types { action, key } => message!("keymap-types", action = action, key = key),
        }
    }
}

impl Default for Keymap {
    fn default() -> Self {
        let bindings = TABLE.iter().map(|(area, action, name, keys)| Binding {
            area: *area,
            action: *action,
            name,
            // A test reads every key of the table.
            keys: keys.iter().filter_map(|key| crokey::parse(key).ok()).collect(),
        });
        Self {
            bindings: bindings.collect(),
            format: KeyCombinationFormat::default().with_lowercase_modifiers(),
        }
    }
}

impl Keymap {
    /// The usual keys with a person's own instead of some: a JSON object of lists of keys by the name
    /// of the action.
    ///
    /// # Errors
    /// When the text is none, or names an action or a key there is not.
    pub fn with_overrides(text: &str) -> Result<Self, KeymapError> {
        Self::from_overrides(&Self::parse_overrides(text)?)
    }

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

    /// What a key means in an area; what holds there goes before what holds everywhere.
    pub fn action(&self, area: Area, key: KeyEvent) -> Option<Action> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let key = if area.takes_text() { key } else { half_width_key(key) };
        let pressed = KeyCombination::from(key).normalized();
        let of = |wanted: Area| {
            self.bindings
                .iter()
                .find(|binding| binding.area == wanted && binding.keys.contains(&pressed))
                .map(|binding| binding.action)
        };
        of(area).or_else(|| of(Area::Anywhere))
    }

    /// The first key of an action in an area, as it is shown.
    pub fn first_key(&self, area: Area, action: Action) -> Option<String> {
        let of = |wanted: Area| {
            self.bindings
                .iter()
                .find(|binding| binding.area == wanted && binding.action == action)
                .and_then(|binding| binding.keys.first())
        };
        of(area).or_else(|| of(Area::Anywhere)).map(|key| self.name(*key))
    }

    /// Every action that means something in an area with all its keys, in the order of the table.
    pub fn listed(&self, area: Area) -> Vec<(Action, &'static str, String)> {
        let here = self.bindings.iter().filter(|binding| binding.area == area);
        let everywhere = self.bindings.iter().filter(|binding| {
            binding.area == Anywhere && area != Anywhere && area.has_action(binding.action)
        });
        let mut all: Vec<&Binding> = here.chain(everywhere).collect();
        // What one cannot do without comes first, and what only saves some keys last.
        all.sort_by_key(|binding| match binding.action {
            A::Next | A::Previous | A::Accept | A::Back | A::Up | A::Down => 0,
            A::First | A::Last | A::PageUp | A::PageDown => 2,
            _ => 1,
        });
        all.into_iter()
            .filter(|binding| !binding.keys.is_empty())
            .map(|binding| {
                // Terminals write one key in several ways; people know it by one name.
                let mut keys: Vec<String> =
                    binding.keys.iter().map(|key| self.name(*key)).collect();
                keys.dedup();
                (binding.action, binding.name, keys.join(" "))
            })
            .collect()
    }

    /// Every action with its places, in the order of the table.
    pub fn bound(&self) -> impl Iterator<Item = (Area, Action, &'static str)> {
        self.bindings.iter().map(|binding| (binding.area, binding.action, binding.name))
    }

    fn name(&self, key: KeyCombination) -> String {
        let name = self.format.to_string(key);
        match name.as_str() {
            "ctrl-4" => "ctrl-\\".to_owned(),
            "ctrl-7" => "ctrl-_".to_owned(),
            "BackTab" | "shift-BackTab" => "shift-Tab".to_owned(),
            _ => name,
        }
    }
}

/// The key as it is without an input method; where letters are typed, what it makes of them is meant.
fn half_width_key(key: KeyEvent) -> KeyEvent {
    let code = match key.code {
        KeyCode::Char(letter) => KeyCode::Char(half_width(letter)),
        other => other,
    };
    KeyEvent { code, ..key }
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
    use Area::Prompt;

    fn press(text: &str) -> KeyEvent {
        crokey::parse(text).unwrap().into()
    }

    #[test]
    fn every_key_of_the_table_is_one() {
        for (_, _, name, keys) in TABLE {
            for key in *keys {
                assert!(crokey::parse(key).is_ok(), "{name}: {key}");
            }
        }
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (index, (area, action, name, keys)) in TABLE.iter().enumerate() {
            for (other_area, other, other_name, other_keys) in &TABLE[index + 1..] {
                let shared = keys.iter().find(|key| other_keys.contains(key));
                assert!(
                    area != other_area || action == other || shared.is_none(),
                    "{name} and {other_name} share {shared:?}"
                );
            }
        }
    }

    #[test]
    fn no_letter_does_anything_where_letters_are_typed() {
        let map = Keymap::default();
        for area in [Form, Gateways, Connections, Filter, Prompt] {
            for letter in (' '..='~').chain("é上".chars()) {
                let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
                assert_eq!(map.action(area, key), None, "{letter:?}");
            }
        }
    }

    #[test]
    fn an_input_method_that_is_switched_on_stands_in_no_keys_way() {
        let map = Keymap::default();
        let press = |letter| KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE);
        assert_eq!(map.action(Question, press('ｙ')), Some(Action::Yes));
        assert_eq!(map.action(Home, press('ｎ')), Some(Action::New));
        assert_eq!(map.action(Home, press('？')), Some(Action::Help));
        assert_eq!(map.action(Form, press('ｎ')), None);
    }

    #[test]
    fn editing_keys_of_text_fields_are_left_alone() {
        let map = Keymap::default();
        for letter in "abefhkuwy".chars() {
            let key = KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
            assert_eq!(map.action(Form, key), None, "ctrl-{letter}");
        }
    }

    #[test]
    fn a_persons_own_keys_take_the_place_of_the_usual_ones() {
        let map = Keymap::with_overrides(r#"{"undo": ["ctrl-v"]}"#).unwrap();
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
            let error = Keymap::with_overrides(text).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
