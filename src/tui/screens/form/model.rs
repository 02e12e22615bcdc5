//! Which line has the keys in each form, and what is being typed there.

use std::collections::{BTreeMap, BTreeSet};

use crate::connection::presets::Preset;
use crate::connection::{Draft, FieldOwner, FieldPath, Key};
use crate::tui::app::Screen;
use crate::tui::document::Document;
use crate::tui::rows::{FormButton, FormItem, FormRow, rows};
use crate::tui::steps::{InputKind, WizardStep, entry};
use crate::tui::widgets::key_input::SecretInput;
use crate::tui::widgets::line_input::LineInput;

/// The field that is being edited.
#[derive(Clone, Debug, Default)]
pub(super) enum Editing {
    #[default]
    Nothing,
    Line(FieldPath, LineInput),
    Key(FieldPath, SecretInput),
}

/// Which line has the keys in each form, and what is being typed there.
#[derive(Clone, Debug, Default)]
pub struct FormModel {
    pub(super) items: BTreeMap<WizardStep, FormItem>,
    /// The lines of the form that had the keys last, from which the nearest is found once theirs has gone.
    lines: Vec<FormItem>,
    pub(super) editing: Editing,
    /// Whether the value was changed by typing since the field has the keys.
    pub(super) is_typing: bool,
    /// How far the form was scrolled at the last click: it stays so until a key is pressed, so that the next
    /// click finds what it aims at.
    pub(super) clicked: Option<(WizardStep, u16)>,
    /// The preset that was chosen last at each place.
    presets: BTreeMap<FieldOwner, &'static Preset>,
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
        self.clicked = None;
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

    /// A preset was chosen here.
    pub fn preset_chosen(&mut self, place: FieldOwner, preset: &'static Preset) {
        self.presets.insert(place, preset);
    }

    /// The preset that was chosen here, while its values all stand: several devices have the same ones, so
    /// the values do not tell which it was.
    pub fn preset_at(&self, place: FieldOwner, document: &Document) -> Option<&'static Preset> {
        let preset = *self.presets.get(&place)?;
        let mut values = preset.values().iter();
        let stands = |(key, value): &(Key, &str)| {
            document.draft().text(FieldPath { owner: place, key: *key }) == Some(*value)
        };
        values.all(stands).then_some(preset)
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
        self.load_field(path, document);
    }

    /// Keeps the keys on a line that is there, and what is typed equal to what the draft holds.
    pub fn sync_with_document(&mut self, screen: Screen, document: Option<&Document>) {
        let (Screen::Step(step), Some(document)) = (screen, document) else {
            self.editing = Editing::Nothing;
            return;
        };
        let all = items(step, document.draft());
        let here = self.items.get(&step).copied();
        let item = match here.filter(|item| all.contains(item)) {
            Some(item) => item,
            None => {
                match self.nearest(here, &all).or_else(|| first(step, &all, document.draft())) {
                    Some(item) => item,
                    None => return,
                }
            }
        };
        self.lines = all;
        if here != Some(item) {
            self.focus(step, item);
        }
        match item {
            FormItem::Field(path) => self.load_field(path, document),
            FormItem::Button(_) => self.editing = Editing::Nothing,
        }
    }

    /// The line nearest to one that has gone: the first of those behind it that is there still, or else the
    /// last of those before it.
    fn nearest(&self, gone: Option<FormItem>, all: &[FormItem]) -> Option<FormItem> {
        let at = self.lines.iter().position(|item| Some(*item) == gone)?;
        let (before, behind) = self.lines.split_at(at);
        let mut around = behind.iter().chain(before.iter().rev());
        around.find(|item| all.contains(item)).copied()
    }

    pub(super) fn load_field(&mut self, path: FieldPath, document: &Document) {
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
                let mut input = SecretInput::new(draft.key(path).map(|(key, _)| key));
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
