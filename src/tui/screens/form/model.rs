//! Which line has the keys in each form, and what is being typed there.

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::{Draft, FieldPath};
use crate::tui::app::Screen;
use crate::tui::document::Document;
use crate::tui::rows::{FormButton, FormItem, FormRow, rows};
use crate::tui::steps::{InputKind, WizardStep, entry};
use crate::tui::widgets::key_input::KeyInput;
use crate::tui::widgets::line_input::LineInput;

/// The field that is being edited.
#[derive(Clone, Debug, Default)]
pub(super) enum Editing {
    #[default]
    Nothing,
    Line(FieldPath, LineInput),
    Key(FieldPath, KeyInput),
}

/// Which line has the keys in each form, and what is being typed there.
#[derive(Clone, Debug, Default)]
pub struct FormModel {
    pub(super) items: BTreeMap<WizardStep, FormItem>,
    pub(super) editing: Editing,
    /// Whether the value was changed by typing since the field has the keys.
    pub(super) is_typing: bool,
    /// The keys that are shown in plain.
    pub(super) revealed: BTreeSet<FieldPath>,
}

impl FormModel {
    /// What the keys act on.
    pub fn focused(&self, screen: Screen) -> Option<FormItem> {
        match screen {
            Screen::Step(step) => self.items.get(&step).copied(),
            _ => None,
        }
    }

    /// Gives a line the keys.
    pub fn focus(&mut self, step: WizardStep, item: FormItem) {
        if self.items.insert(step, item) != Some(item) {
            self.editing = Editing::Nothing;
            self.is_typing = false;
        }
    }

    /// The field that is being typed into right now.
    pub fn typed(&self) -> Option<FieldPath> {
        match &self.editing {
            Editing::Line(path, _) | Editing::Key(path, _) if self.is_typing => Some(*path),
            _ => None,
        }
    }

    /// Whether a key is shown in plain.
    pub fn is_revealed(&self, path: FieldPath) -> bool {
        self.revealed.contains(&path)
    }

    /// A key that was asked for is there.
    pub fn show_key(&mut self, path: FieldPath, document: &Document) {
        self.revealed.insert(path);
        if matches!(&self.editing, Editing::Key(at, _) if *at == path) {
            self.editing = Editing::Nothing;
        }
        self.take_up(path, document);
    }

    /// Keeps the keys on a line that is there, and what is typed equal to what the draft holds.
    pub fn follow(&mut self, screen: Screen, document: Option<&Document>) {
        let (Screen::Step(step), Some(document)) = (screen, document) else {
            self.editing = Editing::Nothing;
            return;
        };
        let all = items(step, document.draft());
        let here = self.items.get(&step).copied();
        let item = match here.filter(|item| all.contains(item)) {
            Some(item) => item,
            None => match first(step, &all, document.draft()) {
                Some(item) => item,
                None => return,
            },
        };
        if here != Some(item) {
            self.focus(step, item);
        }
        match item {
            FormItem::Field(path) => self.take_up(path, document),
            FormItem::Button(_) => self.editing = Editing::Nothing,
        }
    }

    pub(super) fn take_up(&mut self, path: FieldPath, document: &Document) {
        let draft = document.draft();
        let text = draft.text(path).unwrap_or_default();
        match (&self.editing, entry(path)) {
            (Editing::Line(at, input), InputKind::Line) if *at == path && input.text() == text => {}
            (Editing::Key(at, input), InputKind::Secret)
                if *at == path
                    && draft.key(path).map(|(key, _)| key.clone()).unwrap_or_default()
                        == input.key() => {}
            // What came otherwise than by typing here is what the next letter takes the place of.
            (_, InputKind::Line) => {
                self.is_typing = false;
                self.editing = Editing::Line(path, LineInput::filled(text));
            }
            (_, InputKind::Secret) => {
                let mut input = KeyInput::new(draft.key(path).map(|(key, _)| key));
                if draft.has(path) {
                    input = input.selected();
                }
                input.is_shown = self.is_revealed(path);
                self.is_typing = false;
                self.editing = Editing::Key(path, input);
            }
            _ => self.editing = Editing::Nothing,
        }
    }
}

/// What has the keys when a form is first seen.
pub(super) fn first(step: WizardStep, all: &[FormItem], draft: &Draft) -> Option<FormItem> {
    if step == WizardStep::Mode {
        return Some(FormItem::Button(FormButton::Mode(draft.mode())));
    }
    all.iter().find(|item| matches!(item, FormItem::Field(_))).or(all.first()).copied()
}

pub(super) fn items(step: WizardStep, draft: &Draft) -> Vec<FormItem> {
    rows(step, draft)
        .into_iter()
        .filter_map(|row| match row {
            FormRow::Item(item) => Some(item),
            FormRow::Heading(_) => None,
        })
        .collect()
}
