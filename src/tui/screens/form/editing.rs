//! Letters and pastes become values.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::model::Editing;
use crate::connection::catalogue::FieldKind;
use crate::connection::{FieldPath, Origin, catalogue, normalize_list};
use crate::text::printable;
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::effect::Effect;
use crate::tui::overlays::pick_list;
use crate::tui::rows::FormItem;
use crate::tui::steps::{InputKind, entry};

pub(super) fn type_key(app: &mut App, path: FieldPath, key: KeyEvent) -> Vec<Effect> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match entry(path) {
        InputKind::Choice(words) => match key.code {
            KeyCode::Left => cycle_value(app, path, words, -1),
            KeyCode::Right => cycle_value(app, path, words, 1),
            KeyCode::Char(' ') if words.len() == 2 => cycle_value(app, path, words, 1),
            KeyCode::Char(' ') => return open_choice(app, path, ""),
            KeyCode::Backspace | KeyCode::Delete => clear(app, path),
            KeyCode::Char(letter) if plain => return open_choice(app, path, &letter.to_string()),
            _ => {}
        },
        InputKind::Region => match key.code {
            KeyCode::Char(' ') => return open_choice(app, path, ""),
            KeyCode::Char(letter) if plain => return open_choice(app, path, &letter.to_string()),
            KeyCode::Backspace | KeyCode::Delete => clear(app, path),
            _ => {}
        },
        InputKind::Text if matches!(key.code, KeyCode::Backspace | KeyCode::Delete) => {
            clear(app, path)
        }
        InputKind::Text | InputKind::Gateway => {}
        InputKind::Line | InputKind::Secret => edit(app, path, key),
    }
    Vec::new()
}

fn edit(app: &mut App, path: FieldPath, key: KeyEvent) {
    let Some(document) = &mut app.document else { return };
    // A key that is sealed cannot be changed letter by letter: typing begins a new one.
    let taken = match &mut app.form.editing {
        Editing::Line(_, input) => input.key(key),
        Editing::Key(_, input) => input.press(key),
        Editing::Nothing => false,
    };
    if taken {
        let before = document.revision();
        store(&app.form.editing, path, document);
        app.form.is_typing |= document.revision() != before;
    }
}

fn store(editing: &Editing, path: FieldPath, document: &mut Document) {
    match editing {
        Editing::Line(_, input) => document.type_into(path, input.text()),
        // Moving the cursor in an empty line must not take away a key that is merely not opened.
        Editing::Key(_, input)
            if input.key().is_empty() && document.draft().is_key_unresolved(path) => {}
        Editing::Key(_, input) => document.type_key(path, input.key()),
        Editing::Nothing => {}
    }
}

/// A text came back from the editor; none if it was left as it was.
pub fn edited(app: &mut App, path: FieldPath, text: Option<String>) {
    let (Some(document), Some(text)) = (&mut app.document, text) else { return };
    match entry(path) {
        InputKind::Text => type_whole(document, path, text.trim_end_matches('\n')),
        _ => type_whole(document, path, &one_line(path, &text)),
    }
}

/// Types a whole text in, as a change of its own.
fn type_whole(document: &mut Document, path: FieldPath, text: &str) {
    document.pause_typing();
    document.type_into(path, text);
    document.pause_typing();
}

/// A pasted text becomes one value: a list of subnets on lines of their own gets its commas, a
/// certificate keeps its lines, and no line break ever sends or moves anything.
pub fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    let Some(FormItem::Field(path)) = app.form.focused(app.screen) else {
        app.warn("paste-nowhere", &[]);
        return Vec::new();
    };
    let Some(document) = &mut app.document else { return Vec::new() };
    match entry(path) {
        // It would be kept in the draft, for whoever reads it.
        InputKind::Text if text.contains("PRIVATE KEY-----") => {
            app.warn("paste-private-key", &[]);
        }
        InputKind::Text => {
            type_whole(document, path, &text.replace("\r\n", "\n").replace('\r', "\n"));
        }
        InputKind::Secret | InputKind::Line => {
            document.pause_typing();
            match &mut app.form.editing {
                Editing::Key(_, input) => input.paste(text),
                Editing::Line(_, input) => input.paste(&one_line(path, text)),
                Editing::Nothing => {}
            }
            store(&app.form.editing, path, document);
            document.pause_typing();
        }
        InputKind::Choice(words) => {
            let word = text.trim();
            match words.iter().find(|known| known.eq_ignore_ascii_case(word)) {
                Some(word) => document.choose(path, word, Origin::Typed),
                None => app.warn("paste-not-a-choice", &[("text", short(word).into())]),
            }
        }
        InputKind::Region => document.choose(path, text.trim(), Origin::Typed),
        InputKind::Gateway => {}
    }
    Vec::new()
}

fn short(text: &str) -> String {
    printable(&text.chars().take(30).collect::<String>()).into_owned()
}

pub(super) fn is_list(path: FieldPath) -> bool {
    catalogue::field(path.key).kind == FieldKind::Blocks
}

/// A text from outside for a field of one line.
fn one_line(path: FieldPath, text: &str) -> String {
    if is_list(path) {
        return normalize_list(text);
    }
    let text = text.trim();
    text.split(['\r', '\n', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn cycle_value(app: &mut App, path: FieldPath, words: &[&str], by: isize) {
    let Some(document) = &mut app.document else { return };
    let here = document.draft().effective(path).unwrap_or_default();
    let at = words.iter().position(|word| word.eq_ignore_ascii_case(here));
    let next = match at {
        Some(at) => (at + words.len()).saturating_add_signed(by) % words.len(),
        None => 0,
    };
    document.choose(path, words[next], Origin::Typed);
}

fn clear(app: &mut App, path: FieldPath) {
    if let Some(document) = &mut app.document {
        document.remove(path);
    }
}

pub(super) fn open_choice(app: &mut App, path: FieldPath, typed: &str) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let list = match entry(path) {
        InputKind::Region => {
            pick_list::regions(app.regions.as_deref(), &app.region(), &app.texts, typed)
        }
        _ => pick_list::choice(path, document, &app.texts, typed),
    };
    app.show_list(list);
    Vec::new()
}
