//! The forms of the walk, each made from the field catalogue.

mod draw;

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Position;

use crate::connection::catalogue::{self, Kind};
use crate::connection::{
    Draft, FieldPath, Finding, Key, Mode, Origin, Repair, conversion, convert_to_dual,
    convert_to_single, suggest,
};
use crate::text::printable;
use crate::tui::app::{App, Screen};
use crate::tui::document::Document;
use crate::tui::keymap::Action;
use crate::tui::msg::Effect;
use crate::tui::overlays::{Overlay, ask, pick, reading};
use crate::tui::steps::{FormButton, FormItem, FormRow, InputKind, WizardStep, entry, rows, steps};
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::key_input::KeyInput;
use crate::tui::widgets::line_input::LineInput;

pub use draw::{label, sign, told_findings, view};

/// The field that is being edited.
#[derive(Clone, Debug, Default)]
enum Editing {
    #[default]
    Nothing,
    Line(FieldPath, LineInput),
    Key(FieldPath, KeyInput),
}

/// Which line has the keys in each form, and what is being typed there.
#[derive(Clone, Debug, Default)]
pub struct FormModel {
    spots: BTreeMap<WizardStep, FormItem>,
    editing: Editing,
    /// Whether the value was changed by typing since the field has the keys.
    is_typing: bool,
    /// Whether the value was edited or gone about in, so that the next letter adds to it.
    is_entered: bool,
    /// The keys that are shown in plain.
    revealed: BTreeSet<FieldPath>,
}

impl FormModel {
    /// What the keys act on.
    pub fn spot(&self, screen: Screen) -> Option<FormItem> {
        match screen {
            Screen::Step(step) => self.spots.get(&step).copied(),
            _ => None,
        }
    }

    /// Gives a line the keys.
    pub fn focus(&mut self, step: WizardStep, spot: FormItem) {
        if self.spots.insert(step, spot) != Some(spot) {
            self.editing = Editing::Nothing;
            self.is_typing = false;
            self.is_entered = false;
        }
    }

    /// The field that is being typed into right now.
    pub fn typed(&self) -> Option<FieldPath> {
        match &self.editing {
            Editing::Line(path, _) | Editing::Key(path, _) if self.is_typing => Some(*path),
            _ => None,
        }
    }

    /// Whether the first letter takes the place of what stands there: a person who types into a
    /// value that the wizard filled in wants another one.
    fn replaces(&self, document: &Document, path: FieldPath) -> bool {
        let is_filled_in = matches!(
            document.origin(path),
            Some(Origin::Default | Origin::Preset | Origin::Suggested)
        );
        is_filled_in && !self.is_entered && matches!(self.editing, Editing::Line(..))
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
        let all = spots(step, document.draft());
        let here = self.spots.get(&step).copied();
        let spot = match here.filter(|spot| all.contains(spot)) {
            Some(spot) => spot,
            None => match first(step, &all, document.draft()) {
                Some(spot) => spot,
                None => return,
            },
        };
        if here != Some(spot) {
            self.focus(step, spot);
        }
        match spot {
            FormItem::Field(path) => self.take_up(path, document),
            FormItem::Button(_) => self.editing = Editing::Nothing,
        }
    }

    fn take_up(&mut self, path: FieldPath, document: &Document) {
        let draft = document.draft();
        let text = draft.text(path).unwrap_or_default();
        match (&self.editing, entry(path)) {
            (Editing::Line(at, input), InputKind::Line) if *at == path && input.text() == text => {}
            (Editing::Key(at, input), InputKind::Secret)
                if *at == path
                    && draft.key(path).map(|(key, _)| key.clone()).unwrap_or_default()
                        == input.key() => {}
            (_, InputKind::Line) => self.editing = Editing::Line(path, LineInput::new(text)),
            (_, InputKind::Secret) => {
                let mut input = KeyInput::new(draft.key(path).map(|(key, _)| key));
                input.is_shown = self.is_revealed(path);
                self.editing = Editing::Key(path, input);
            }
            _ => self.editing = Editing::Nothing,
        }
    }
}

/// What has the keys when a form is first seen.
fn first(step: WizardStep, all: &[FormItem], draft: &Draft) -> Option<FormItem> {
    if step == WizardStep::Mode {
        return Some(FormItem::Button(FormButton::Mode(draft.mode())));
    }
    all.iter().find(|spot| matches!(spot, FormItem::Field(_))).or(all.first()).copied()
}

fn spots(step: WizardStep, draft: &Draft) -> Vec<FormItem> {
    rows(step, draft)
        .into_iter()
        .filter_map(|row| match row {
            FormRow::Item(spot) => Some(spot),
            FormRow::Heading(_) => None,
        })
        .collect()
}

/// A key in a form.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let Screen::Step(step) = app.screen else { return Vec::new() };
    let Some(spot) = app.form.spot(app.screen) else { return Vec::new() };
    match action {
        Some(Action::Next) => return walk(app, step, 1),
        Some(Action::Previous) => return walk(app, step, -1),
        Some(Action::Down) => return step_by(app, step, 1),
        Some(Action::Up) => return step_by(app, step, -1),
        Some(Action::PageDown) => return step_by(app, step, 8),
        Some(Action::PageUp) => return step_by(app, step, -8),
        Some(Action::First) => return step_by(app, step, isize::MIN / 2),
        Some(Action::Last) => return step_by(app, step, isize::MAX / 2),
        Some(Action::Back) => return app.step(-1),
        Some(Action::Repair) => return repair(app, spot),
        Some(Action::Suggest) => return fill(app, spot),
        Some(Action::Reveal) => return reveal(app, spot),
        Some(Action::Editor) => return editor(app, spot),
        Some(Action::Accept) => return accept(app, step, spot),
        _ => {}
    }
    match spot {
        FormItem::Field(path) => type_key(app, path, key),
        FormItem::Button(deed) if key.code == KeyCode::Char(' ') => act(app, step, deed),
        FormItem::Button(_) => Vec::new(),
    }
}

/// Tab: to the next line, and from the last one to the next step.
fn walk(app: &mut App, step: WizardStep, by: isize) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let all = spots(step, document.draft());
    let at = place(app, &all);
    match at.checked_add_signed(by) {
        Some(to) if to < all.len() => step_by(app, step, by),
        _ if by < 0 && step == steps(document.draft().mode())[0] => Vec::new(),
        _ => {
            let effects = app.step(by);
            if by < 0
                && let (Screen::Step(step), Some(document)) = (app.screen, &app.document)
                && let Some(last) = spots(step, document.draft()).last()
            {
                app.form.focus(step, *last);
            }
            effects
        }
    }
}

fn place(app: &App, all: &[FormItem]) -> usize {
    let here = app.form.spot(app.screen);
    all.iter().position(|spot| Some(*spot) == here).unwrap_or(0)
}

fn step_by(app: &mut App, step: WizardStep, by: isize) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let all = spots(step, document.draft());
    let mut cursor = Cursor { at: place(app, &all) };
    cursor.step(by, all.len());
    if let Some(spot) = all.get(cursor.at) {
        leave(app);
        app.form.focus(step, *spot);
    }
    Vec::new()
}

/// The field at hand is done with for now.
fn leave(app: &mut App) {
    if let (Some(FormItem::Field(path)), Some(document)) =
        (app.form.spot(app.screen), &mut app.document)
    {
        document.leave(path);
    }
}

fn accept(app: &mut App, step: WizardStep, spot: FormItem) -> Vec<Effect> {
    match spot {
        FormItem::Button(deed) => act(app, step, deed),
        FormItem::Field(path) => match entry(path) {
            InputKind::Choice(_) | InputKind::Region => open_choice(app, path, ""),
            InputKind::Gateway => app.go_to(path),
            InputKind::Line | InputKind::Secret | InputKind::Text => walk(app, step, 1),
        },
    }
}

fn type_key(app: &mut App, path: FieldPath, key: KeyEvent) -> Vec<Effect> {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match entry(path) {
        InputKind::Choice(words) => match key.code {
            KeyCode::Left => turn(app, path, words, -1),
            KeyCode::Right => turn(app, path, words, 1),
            KeyCode::Char(' ') if words.len() == 2 => turn(app, path, words, 1),
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
    let types = matches!(key.code, KeyCode::Char(_))
        && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let replaces = types && app.form.replaces(document, path);
    let key = match (&app.form.editing, key.code) {
        (Editing::Line(_, input), KeyCode::Char(letter)) if types && parts(path, letter) => {
            let before = if replaces { "" } else { input.before() };
            match before.trim_end() {
                // A person who types `, ` means one comma, as in a pasted list.
                "" => return,
                before if before.ends_with(',') => return,
                _ => KeyEvent::new(KeyCode::Char(','), KeyModifiers::NONE),
            }
        }
        _ => key,
    };
    if replaces {
        app.form.editing = Editing::Line(path, LineInput::default());
    }
    // A key that is sealed cannot be changed letter by letter: typing begins a new one.
    let taken = match &mut app.form.editing {
        Editing::Line(_, input) => input.key(key),
        Editing::Key(_, input) => input.press(key),
        Editing::Nothing => false,
    };
    if taken {
        app.form.is_entered = true;
        let before = document.revision();
        store(app_editing(&app.form.editing), path, document);
        app.form.is_typing |= document.revision() != before;
    }
}

enum Typed {
    Line(String),
    Key(crate::connection::Secret),
    Nothing,
}

fn app_editing(editing: &Editing) -> Typed {
    match editing {
        Editing::Line(_, input) => Typed::Line(input.text().to_owned()),
        Editing::Key(_, input) => Typed::Key(input.key()),
        Editing::Nothing => Typed::Nothing,
    }
}

fn store(typed: Typed, path: FieldPath, document: &mut Document) {
    match typed {
        Typed::Line(text) => document.type_into(path, &text),
        // Moving the cursor in an empty line must not take away a key that is merely not opened.
        Typed::Key(key) if key.is_empty() && document.draft().is_unopened(path) => {}
        Typed::Key(key) => document.type_key(path, key),
        Typed::Nothing => {}
    }
}

/// A pasted text becomes one value: a list of subnets on lines of their own gets its commas, a
/// certificate keeps its lines, and no line break ever sends or moves anything.
pub fn paste(app: &mut App, text: &str) {
    let Some(FormItem::Field(path)) = app.form.spot(app.screen) else {
        app.decline("paste-nowhere", &[]);
        return;
    };
    let Some(document) = &mut app.document else { return };
    match entry(path) {
        // It would be kept in the draft, for whoever reads it.
        InputKind::Text if text.contains("PRIVATE KEY-----") => {
            app.decline("paste-private-key", &[]);
        }
        InputKind::Text => {
            document.pause_typing();
            document.type_into(path, &text.replace("\r\n", "\n").replace('\r', "\n"));
            document.pause_typing();
        }
        InputKind::Secret => {
            document.pause_typing();
            if let Editing::Key(_, input) = &mut app.form.editing {
                input.paste(text);
            }
            store(app_editing(&app.form.editing), path, document);
            document.pause_typing();
        }
        InputKind::Line => {
            document.pause_typing();
            if let Editing::Line(_, input) = &mut app.form.editing {
                input.paste(&one_line(path, text));
            }
            store(app_editing(&app.form.editing), path, document);
            document.pause_typing();
        }
        InputKind::Choice(words) => {
            let word = text.trim();
            match words.iter().find(|known| known.eq_ignore_ascii_case(word)) {
                Some(word) => document.choose(path, word, Origin::Typed),
                None => app.decline("paste-not-a-choice", &[("text", short(word).into())]),
            }
        }
        InputKind::Region => document.choose(path, text.trim(), Origin::Typed),
        InputKind::Gateway => {}
    }
}

fn short(text: &str) -> String {
    printable(&text.chars().take(30).collect::<String>()).into_owned()
}

fn is_list(path: FieldPath) -> bool {
    catalogue::field(path.key).kind == Kind::Blocks
}

/// Whether a letter parts one value of a list from the next: spreadsheets and mails do it with breaks,
/// tabs, blanks and semicolons.
fn parts(path: FieldPath, letter: char) -> bool {
    is_list(path) && (letter.is_whitespace() || matches!(letter, ',' | ';' | '，' | '；'))
}

/// A text from outside for a field of one line.
pub fn one_line(path: FieldPath, text: &str) -> String {
    let text = text.trim();
    if is_list(path) {
        let blocks: Vec<&str> =
            text.split(|letter| parts(path, letter)).filter(|block| !block.is_empty()).collect();
        return blocks.join(",");
    }
    text.split(['\r', '\n', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn turn(app: &mut App, path: FieldPath, words: &[&str], by: isize) {
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

fn open_choice(app: &mut App, path: FieldPath, typed: &str) -> Vec<Effect> {
    let Some(document) = &app.document else { return Vec::new() };
    let list = match entry(path) {
        InputKind::Region => pick::regions(app, typed),
        _ => pick::choice(path, document, &app.texts, typed),
    };
    app.overlays.push(Overlay::Pick(list));
    Vec::new()
}

fn act(app: &mut App, step: WizardStep, deed: FormButton) -> Vec<Effect> {
    match deed {
        FormButton::Mode(mode) => return change_mode(app, mode),
        FormButton::Preset(place) => {
            app.overlays.push(Overlay::Pick(pick::presets(place, &app.texts)));
        }
        FormButton::CopyTunnel => {
            app.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::CopyKey)));
        }
        FormButton::AddTag => {
            if let Some(document) = &mut app.document {
                let path = document.add_tag();
                app.form.focus(step, FormItem::Field(path));
            }
        }
        FormButton::RemoveTag(number) => {
            if let Some(document) = &mut app.document {
                document.remove_tag(number);
            }
        }
        FormButton::Continue => return app.step(1),
    }
    Vec::new()
}

/// Carries over what fits into the other mode, and says what was dropped.
fn change_mode(app: &mut App, mode: Mode) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    let draft = document.draft();
    if draft.mode() == mode {
        let region = FieldPath::own(Key::RegionId);
        if draft.text(region).unwrap_or_default().trim().is_empty() {
            // The next step can do nothing without one.
            app.form.focus(WizardStep::Mode, FormItem::Field(region));
            return Vec::new();
        }
        return app.step(1);
    }
    // What the wizard itself had filled in is no loss.
    let is_loss = |path: &FieldPath| {
        let origin = document.origin(*path);
        matches!(origin, Some(Origin::Typed | Origin::Suggested | Origin::Imported))
    };
    let dropped: Vec<FieldPath> = conversion(draft).dropped.into_iter().filter(is_loss).collect();
    let repair = match mode {
        Mode::Dual => convert_to_dual(draft),
        Mode::Single => convert_to_single(draft),
    };
    document.convert(&repair, app.entropy.as_mut());
    app.form.focus(WizardStep::Mode, FormItem::Button(FormButton::Mode(mode)));
    if dropped.is_empty() {
        let name = app.texts.say(&format!("mode-{}", mode.name()));
        app.tell("mode-switched", &[("mode", name.into())]);
    } else {
        let mut text = app.texts.say("mode-dropped");
        for path in dropped {
            text.push_str("\n- ");
            text.push_str(&app.texts.place(path));
        }
        let title = app.texts.say("mode-changed");
        app.overlays.push(Overlay::TextPager(reading::TextPager::new(title, text)));
    }
    Vec::new()
}

/// Applies the first repair known for the field at hand.
fn repair(app: &mut App, spot: FormItem) -> Vec<Effect> {
    let (FormItem::Field(path), Some(document)) = (spot, &mut app.document) else {
        app.decline("nothing-to-repair", &[]);
        return Vec::new();
    };
    let found = document.findings_at(path).find(|finding| Document::can_repair(finding)).cloned();
    let Some(finding) = found else {
        app.decline("nothing-to-repair", &[]);
        return Vec::new();
    };
    settle(app, &finding)
}

/// Applies what settles a finding, here and on the review.
pub fn settle(app: &mut App, finding: &Finding) -> Vec<Effect> {
    let edits = finding.repair.iter().flat_map(|repair| &repair.edits);
    let mode = edits.clone().find_map(|edit| match edit {
        crate::connection::Edit::Switch(mode) => Some(*mode),
        _ => None,
    });
    if let Some(mode) = mode {
        let mut effects = change_mode(app, mode);
        effects.extend(app.stay_in(mode));
        return effects;
    }
    if let Some(document) = &mut app.document {
        document.repair(finding, app.entropy.as_mut());
        app.tell("repaired", &[("rule", finding.rule.id().into())]);
    }
    Vec::new()
}

/// Fills in what the rules suggest for the field at hand.
fn fill(app: &mut App, spot: FormItem) -> Vec<Effect> {
    match (spot, &mut app.document) {
        (FormItem::Field(path), Some(document)) => match suggest(document.draft(), path) {
            Some(repair) if repair != Repair::default() => {
                document.apply(&repair, Origin::Suggested, app.entropy.as_mut());
                app.tell("suggested", &[]);
            }
            _ => app.decline("nothing-to-suggest", &[]),
        },
        _ => app.decline("nothing-to-suggest", &[]),
    }
    Vec::new()
}

/// Shows a key in plain, or masks it again.
fn reveal(app: &mut App, spot: FormItem) -> Vec<Effect> {
    let (FormItem::Field(path), Some(document)) = (spot, &app.document) else {
        app.decline("nothing-to-reveal", &[]);
        return Vec::new();
    };
    if entry(path) != InputKind::Secret || !document.draft().has(path) {
        app.decline("nothing-to-reveal", &[]);
        return Vec::new();
    }
    if document.draft().is_unopened(path) {
        return app.open_key(path).into_iter().collect();
    }
    if !app.form.revealed.remove(&path) {
        app.form.revealed.insert(path);
    }
    if let Editing::Key(_, input) = &mut app.form.editing {
        input.is_shown = app.form.revealed.contains(&path);
    }
    Vec::new()
}

/// Opens the value in the editor of the person's choice; never a key, which would lie in a file.
fn editor(app: &mut App, spot: FormItem) -> Vec<Effect> {
    let (FormItem::Field(path), Some(document)) = (spot, &app.document) else {
        app.decline("nothing-to-edit", &[]);
        return Vec::new();
    };
    match entry(path) {
        InputKind::Line | InputKind::Text => {
            let text = document.draft().text(path).unwrap_or_default().to_owned();
            // The editor may take its time, and nothing else happens meanwhile.
            let mut effects: Vec<Effect> = app.save().into_iter().collect();
            effects.push(Effect::Edit(path, text));
            effects
        }
        _ => {
            app.decline("nothing-to-edit", &[]);
            Vec::new()
        }
    }
}

/// A click gives a line the keys; a second one does what Enter does.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let Screen::Step(step) = app.screen else { return Vec::new() };
    let area = crate::tui::view::areas(app).main;
    let clicked = draw::placed(app, step, area)
        .into_iter()
        .find(|(rect, _)| rect.contains(Position::new(column, row)));
    let Some((_, FormRow::Item(spot))) = clicked else { return Vec::new() };
    if app.form.spot(app.screen) == Some(spot) {
        return accept(app, step, spot);
    }
    leave(app);
    app.form.focus(step, spot);
    Vec::new()
}
