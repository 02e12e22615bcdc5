//! A list that filters as one types: the values of a field, regions, presets, fields to go to, drafts,
//! versions.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr as _;

use super::Overlay;
use crate::connection::catalogue::{self, Applies};
use crate::connection::presets::presets as all_presets;
use crate::connection::{FieldOwner, FieldPath, Key, Mode, Origin, regions as known_regions};
use crate::drafts::DraftName;
use crate::drafts::journal::short;
use crate::drafts::store::Version;
use crate::text::{Texts, printable};
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::keymap::Action;
use crate::tui::msg::Effect;
use crate::tui::steps::{
    FormItem, FormRow, InputKind, Section, entry, rows as form_rows, section, steps,
};
use crate::tui::theme::Role;
use crate::tui::widgets::filter::{Cursor, matching_by_name};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paper::{bar, boxed, fit, middle, padded, wrapped};

/// Columns that are left for what is told beside a label, with mark and gaps.
const BESIDE: usize = 12;

/// Rows of the list that are seen whatever is told below it.
const ROWS: u16 = 4;

/// Lines that what is told below the list may take.
const BELOW: usize = 6;

/// What a choice leads to.
#[derive(Clone, Debug)]
pub enum PickPurpose {
    /// A value of a field.
    Value(FieldPath),
    /// A preset for both phases.
    Preset(FieldOwner),
    /// A field to go to.
    GoTo(Vec<FieldPath>),
    /// A draft to open.
    Draft,
    /// An earlier version of a draft.
    Version(DraftName, Vec<usize>),
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is taken.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What is told beside it.
    pub about: String,
    /// What is told below the list, after that, while the row is chosen.
    details: String,
    /// What it is found by besides, as by its label.
    found_by: String,
    /// Whether it cannot be taken as it stands.
    is_off: bool,
}

impl Choice {
    fn new(value: String, label: String, about: String) -> Self {
        Self { value, label, about, details: String::new(), found_by: String::new(), is_off: false }
    }

    /// What is told below the list, in so many columns.
    fn told(&self, columns: usize) -> Vec<String> {
        // Some values are ten kilobytes long.
        let letters: String = self.about.chars().take(BELOW * columns).collect();
        let mut lines = wrapped(&printable(&letters), columns);
        lines.extend(wrapped(&self.details, columns));
        lines
    }
}

/// The list.
#[derive(Clone, Debug)]
pub struct Pick {
    title: String,
    purpose: PickPurpose,
    rows: Vec<Choice>,
    filter: LineInput,
    matched: Vec<usize>,
    cursor: Cursor,
    /// Whether what was typed may be taken as it is.
    free: bool,
}

impl Pick {
    fn new(title: String, purpose: PickPurpose, rows: Vec<Choice>, typed: &str) -> Self {
        let mut pick = Self {
            title,
            purpose,
            rows,
            filter: LineInput::new(typed),
            matched: Vec::new(),
            cursor: Cursor::default(),
            free: false,
        };
        pick.sift();
        pick
    }

    /// With the cursor on this value.
    fn at(mut self, value: &str) -> Self {
        if self.filter.text().is_empty()
            && let Some(at) = self.rows.iter().position(|row| row.value == value)
        {
            self.cursor.at = at;
        }
        self
    }

    fn sift(&mut self) {
        let texts: Vec<(String, String)> = self
            .rows
            .iter()
            .map(|row| {
                let name = format!("{} {} {}", row.label, row.value, row.found_by);
                let all = format!("{name} {}", row.about);
                (name, all)
            })
            .collect();
        self.matched = matching_by_name(self.filter.text(), &texts);
        self.cursor = Cursor::default();
    }

    /// Takes a pasted text into the filter.
    pub fn paste(&mut self, text: &str) {
        self.filter.paste(text.trim());
        self.sift();
    }

    /// The widest label and the room beside it in a list so wide. Rows are told apart by their labels:
    /// what is told beside them gives way first.
    fn columns(&self, list: u16) -> (usize, usize) {
        let widest = self.rows.iter().map(|row| printable(&row.label).width()).max().unwrap_or(0);
        let most = usize::from(list).saturating_sub(BESIDE).max(usize::from(list / 2));
        let label = widest.clamp(8, most.max(8));
        (label, usize::from(list).saturating_sub(label + 5))
    }

    /// How many lines are told below a list so wide: the same for every row, so that the list stands
    /// still, and none where all is seen in the list.
    fn below(&self, list: u16) -> usize {
        let (_, room) = self.columns(list);
        let cut = |row: &&Choice| !row.details.is_empty() || row.about.width() > room;
        let lines = self.rows.iter().filter(cut).map(|row| row.told(list.into()).len());
        lines.max().unwrap_or(0).min(BELOW)
    }

    fn chosen(&self) -> Option<(usize, String)> {
        match self.matched.get(self.cursor.at) {
            Some(row) => Some((*row, self.rows[*row].value.clone())),
            None if self.free && !self.filter.text().trim().is_empty() => {
                Some((usize::MAX, self.filter.text().trim().to_owned()))
            }
            None => None,
        }
    }
}

/// The values of a field.
pub fn choice(path: FieldPath, document: &Document, texts: &Texts, typed: &str) -> Pick {
    let words: &[&str] = match entry(path) {
        InputKind::Choice(words) => words,
        _ => &[],
    };
    let rows = words
        .iter()
        .map(|word| {
            let id = format!("word-{:?}-{}", path.key, word.replace('_', "-"));
            let common = format!("word-{word}");
            let about = [id, common].iter().find(|id| texts.has(id)).map(|id| texts.say(id));
            Choice::new((*word).to_owned(), (*word).to_owned(), about.unwrap_or_default())
        })
        .collect();
    let here = document.draft().effective(path).unwrap_or_default().to_owned();
    Pick::new(texts.place(path), PickPurpose::Value(path), rows, typed).at(&here)
}

/// The regions: those of the account where they are known, with the names of the built-in list.
pub fn regions(app: &App, typed: &str) -> Pick {
    let path = FieldPath::own(Key::RegionId);
    let built_in = known_regions::regions().iter().map(|region| region.id.clone());
    let ids: Vec<String> = app.regions.clone().unwrap_or_else(|| built_in.collect());
    let rows = ids
        .into_iter()
        .map(|id| {
            let about = known_regions::find(&id).map(|region| region.name_en.clone());
            Choice::new(id.clone(), id, about.unwrap_or_default())
        })
        .collect();
    let mut pick = Pick::new(app.texts.label(Key::RegionId), PickPurpose::Value(path), rows, typed);
    pick.free = true;
    pick.at(&app.region())
}

/// The presets for both phases.
pub fn presets(place: FieldOwner, texts: &Texts) -> Pick {
    let rows = all_presets()
        .iter()
        .map(|preset| {
            let label = texts.say(&format!("preset-{}", preset.id));
            let about = texts.say(&format!("preset-{}.help", preset.id));
            let values = |phase: Section| {
                let of_phase = preset.values().iter().filter(|(key, _)| section(*key) == phase);
                of_phase.map(|(_, value)| *value).collect::<Vec<_>>().join(" ")
            };
            let args =
                [("one", values(Section::Phase1).into()), ("two", values(Section::Phase2).into())];
            let details = texts.say_with("pick-preset-values", &args);
            Choice { details, ..Choice::new(preset.id.to_owned(), label, about) }
        })
        .collect();
    Pick::new(texts.say("preset-title"), PickPurpose::Preset(place), rows, "")
}

/// Every field of the walk, with what stands in it; then those that are switched off, which lead to
/// the switch.
pub fn fields(document: &Document, texts: &Texts) -> Pick {
    let draft = document.draft();
    let mut paths = Vec::new();
    for step in steps(draft.mode()) {
        for row in form_rows(*step, draft) {
            if let FormRow::Item(FormItem::Field(path)) = row {
                paths.push(path);
            }
        }
    }
    let row = |path: FieldPath, about: String, is_off: bool| Choice {
        found_by: texts.place(path),
        is_off,
        ..Choice::new(path.to_string(), texts.place_short(path), about)
    };
    let mut rows: Vec<Choice> = paths
        .iter()
        .map(|path| {
            let text = draft.text(*path).map(|text| printable(text).into_owned());
            row(*path, text.unwrap_or_default(), false)
        })
        .collect();
    let off = FieldPath::all(2, 0)
        .filter(|path| path.fits(draft.mode()) && !paths.contains(path))
        .filter_map(|path| Some((path, switch(path, draft.mode())?)))
        .collect::<Vec<_>>();
    for (path, (switch, why)) in off {
        rows.push(row(path, texts.say(why), true));
        paths.push(switch);
    }
    Pick::new(texts.say("go-to-title"), PickPurpose::GoTo(paths), rows, "")
}

/// What turns a field on that means nothing without it, and why it means nothing.
fn switch(path: FieldPath, mode: Mode) -> Option<(FieldPath, &'static str)> {
    let (key, why) = match (catalogue::field(path.key).applies, mode) {
        (Applies::Always, _) => return None,
        (Applies::WithBgp, Mode::Dual) => (Key::EnableTunnelsBgp, "go-to-needs-bgp"),
        (Applies::WithBgp, Mode::Single) => (Key::EnableBgp, "go-to-needs-bgp"),
        (Applies::WithHealthCheck, _) => (Key::HealthEnable, "go-to-needs-health-check"),
    };
    Some((FieldPath::own(key), why))
}

/// The drafts of the store.
pub fn drafts(names: impl Iterator<Item = (String, String)>, texts: &Texts) -> Pick {
    let rows = names.map(|(name, about)| Choice::new(name.clone(), name, about)).collect();
    Pick::new(texts.say("drafts-search-title"), PickPurpose::Draft, rows, "")
}

/// The earlier versions of a draft.
pub fn versions(name: DraftName, versions: &[Version], texts: &Texts) -> Pick {
    let numbers = versions.iter().map(|version| version.number).collect();
    let rows = versions
        .iter()
        .map(|version| {
            let time = version.replaced.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
            let args = [("time", time.into())];
            let digest = version.digest.as_deref().map_or("-", short);
            let label = format!("{:>2}  {digest}", version.number);
            let about = texts.say_with("version-replaced", &args);
            Choice::new(version.number.to_string(), label, about)
        })
        .collect();
    let title = texts.say_with("versions-title", &[("name", name.to_string().into())]);
    Pick::new(title, PickPurpose::Version(name, numbers), rows, "")
}

/// A key in the list.
pub fn key(app: &mut App, mut pick: Pick, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let rows = pick.matched.len();
    match action {
        Some(Action::Back) => return Vec::new(),
        Some(Action::Accept | Action::Next) => {
            return match pick.chosen() {
                Some((row, value)) => take(app, pick.purpose, row, &value),
                None => {
                    app.decline("no-such-row", &[]);
                    app.overlays.push(Overlay::Pick(pick));
                    Vec::new()
                }
            };
        }
        Some(Action::Down) => pick.cursor.step(1, rows),
        Some(Action::Up) => pick.cursor.step(-1, rows),
        Some(Action::PageDown) => pick.cursor.step(10, rows),
        Some(Action::PageUp) => pick.cursor.step(-10, rows),
        Some(Action::First) => pick.cursor.at = 0,
        Some(Action::Last) => pick.cursor.step(isize::MAX / 2, rows),
        Some(_) => {}
        None => {
            let before = pick.filter.text().to_owned();
            pick.filter.key(key);
            if pick.filter.text() != before {
                pick.sift();
            }
        }
    }
    app.overlays.push(Overlay::Pick(pick));
    Vec::new()
}

fn take(app: &mut App, purpose: PickPurpose, row: usize, value: &str) -> Vec<Effect> {
    match purpose {
        PickPurpose::Value(path) => {
            if let Some(document) = &mut app.document {
                document.choose(path, value, Origin::Typed);
                document.visit(path);
            }
            Vec::new()
        }
        PickPurpose::Preset(place) => {
            let preset = all_presets().iter().find(|preset| preset.id == value);
            if let (Some(preset), Some(document)) = (preset, &mut app.document) {
                document.apply(&preset.repair(place), Origin::Preset, app.entropy.as_mut());
                for (key, _) in preset.values() {
                    document.visit(FieldPath { owner: place, key: *key });
                }
                let name = app.texts.say(&format!("preset-{}", preset.id));
                app.tell("preset-applied", &[("name", name.into())]);
            }
            Vec::new()
        }
        PickPurpose::GoTo(paths) => match paths.get(row) {
            Some(path) => app.go_to(*path),
            None => Vec::new(),
        },
        PickPurpose::Draft => match DraftName::exactly(value) {
            Some(name) => app.open(name, None),
            None => Vec::new(),
        },
        PickPurpose::Version(name, numbers) => match numbers.get(row) {
            Some(number) => vec![Effect::Compare(name, *number)],
            None => Vec::new(),
        },
    }
}

/// A click on a row takes it.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let Some(Overlay::Pick(pick)) = app.overlays.last() else { return Vec::new() };
    let whole = Rect::new(0, 0, app.size.0, app.size.1);
    let (_, list, _) = places(pick, crate::tui::view::overlay_area(whole));
    if !list.contains(Position::new(column, row)) {
        return Vec::new();
    }
    let window = pick.cursor.window(pick.matched.len(), list.height.into());
    let at = window.start + usize::from(row - list.y);
    if at >= window.end {
        return Vec::new();
    }
    let Some(Overlay::Pick(mut pick)) = app.overlays.pop() else { return Vec::new() };
    pick.cursor.at = at;
    match pick.chosen() {
        Some((row, value)) => take(app, pick.purpose, row, &value),
        None => Vec::new(),
    }
}

/// The box, the list in it, and what is told of the chosen row.
fn places(pick: &Pick, area: Rect) -> (Rect, Rect, Rect) {
    let width = area.width.saturating_sub(4).min(90);
    let most = area.height.saturating_sub(2).max(6);
    let below = u16::try_from(pick.below(width.saturating_sub(4))).unwrap_or(0);
    // With the line between the two.
    let below = below.min(most.saturating_sub(ROWS + 4));
    let both = if below == 0 { 0 } else { below + 1 };
    let wanted = u16::try_from(pick.rows.len()).unwrap_or(u16::MAX).saturating_add(4 + both);
    let outer = middle(area, width, wanted.clamp(6, most));
    let inside = Rect {
        x: outer.x + 2,
        y: outer.y + 2,
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(3),
    };
    let list = Rect { height: inside.height.saturating_sub(both), ..inside };
    (outer, list, Rect { y: inside.bottom() - below.min(inside.height), height: below, ..inside })
}

/// Draws the list and tells where the cursor is.
pub fn view(app: &App, pick: &Pick, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme;
    let (outer, list, below) = places(pick, area);
    let inside = boxed(outer, &pick.title, buffer, theme);
    let line = Rect { height: 1.min(inside.height), ..inside };
    let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
    let cursor = pick.filter.draw(line, buffer, underlined);
    let (label, _) = pick.columns(list.width);
    let window = pick.cursor.window(pick.matched.len(), list.height.into());
    if pick.matched.is_empty() {
        let id = if pick.free { "pick-typed" } else { "pick-none" };
        let text = fit(&app.texts.say(id), list.width.into(), theme);
        buffer.set_stringn(list.x, list.y, text, list.width.into(), theme.style(Role::Dim));
    }
    for (index, y) in window.clone().zip(list.y..list.bottom()) {
        let row = &pick.rows[pick.matched[index]];
        let is_here = index == pick.cursor.at;
        let mark = if is_here { theme.marks().here } else { " " };
        let text = format!(
            "{mark} {}  {}",
            padded(&printable(&row.label), label, theme),
            printable(&row.about)
        );
        let text = padded(&text, usize::from(list.width.saturating_sub(1)), theme);
        let style = theme.style(match (is_here, row.is_off) {
            (true, _) => Role::Focus,
            (false, true) => Role::Dim,
            (false, false) => Role::Plain,
        });
        buffer.set_stringn(list.x, y, text, list.width.into(), style);
    }
    bar(window.start, pick.matched.len(), list, buffer, theme);
    let here = pick.matched.get(pick.cursor.at).map(|row| &pick.rows[*row]);
    let told = here.map(|row| row.told(below.width.into())).unwrap_or_default();
    if below.height > 0 && !told.is_empty() {
        let rule = theme.border().horizontal_top.repeat(below.width.into());
        let (x, width) = (below.x, usize::from(below.width));
        buffer.set_stringn(x, below.y - 1, rule, width, theme.style(Role::Border));
        for (line, y) in told.iter().zip(below.y..below.bottom()) {
            buffer.set_stringn(x, y, line, width, theme.style(Role::Plain));
        }
    }
    Some(cursor)
}
