//! Which key means which action, in one table: the footer and the help page print it, so they cannot
//! disagree with it.
//!
//! Screens speak in [`Action`]s. A key without Ctrl or Alt that types a letter is bound only in places
//! where nobody types ([`Area::takes_text`]), so that no letter of a value ever does anything. Most actions
//! have a function key besides, since multiplexers (tmux, screen, zellij) take some Ctrl keys away.
//! None of Ctrl-A, B, E, F, H, K, U, W and Y is used: in a text field they edit.

mod overrides;
mod table;

use crokey::{KeyCombination, KeyCombinationFormat};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use super::action::{Action, Area};
use crate::text::half_width;
use Action as A;
use Area::Anywhere;
use table::TABLE;

pub use overrides::KeymapError;

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

#[cfg(test)]
mod tests {
    use super::*;
    use Area::{Connections, Filter, Form, Gateways, Home, Prompt, Question};
    use crossterm::event::KeyModifiers;

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
}
