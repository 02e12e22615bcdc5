//! What can be chosen: the values of a field, regions, presets, fields to go to, drafts, versions.

use unicode_width::UnicodeWidthStr as _;

use crate::connection::catalogue::FieldCondition;
use crate::connection::presets::presets as all_presets;
use crate::connection::{
    FieldOwner, FieldPath, Finding, Key, Mode, catalogue, regions as known_regions,
};
use crate::drafts::DraftName;
use crate::drafts::journal::short;
use crate::drafts::store::DraftVersion;
use crate::flow::ConnectionRef;
use crate::text::{Texts, printable};
use crate::tui::action::Action;
use crate::tui::document::Document;
use crate::tui::rows::rows as form_rows;
use crate::tui::rows::{FormItem, FormRow};
use crate::tui::steps::{InputKind, Section, entry, section, steps};
use crate::tui::widgets::filter::{Cursor, matching_by_name};
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::text::wrapped;

/// Columns that are left for what is told beside a label, with mark and gaps.
pub(super) const ABOUT_COLUMNS: usize = 12;

/// Rows of the list that are seen whatever is told below it.
pub(super) const ROWS: u16 = 4;

/// Lines that what is told below the list may take.
pub(super) const BELOW: usize = 6;

/// What a choice leads to.
#[derive(Clone, Debug)]
pub enum PickPurpose {
    /// A value of a field.
    Value(FieldPath),
    /// A preset for both phases.
    Preset(FieldOwner),
    /// A place to go to.
    GoTo(Vec<Destination>),
    /// A draft to open.
    Draft,
    /// A profile to sign in with.
    Profile,
    /// The region for new drafts.
    HomeRegion,
    /// The platform of the device at the other end.
    Platform,
    /// The release it runs.
    Release,
    /// Which of its tunnels belongs to the one of this number.
    DeviceTunnel(u16),
    /// One of several repairs of a finding.
    Repair(Box<Finding>),
    /// An earlier version of a draft.
    Version(DraftName, Vec<usize>),
    /// A transit router for a connection; of those that take none why not.
    Router(ConnectionRef, Vec<Option<String>>),
    /// Something to be done with a connection.
    Connection(ConnectionRef, Vec<Action>),
    /// A draft to change a connection to.
    DraftFor(ConnectionRef),
    /// Anything that can be done.
    Action(Vec<(Action, Option<String>)>),
}

/// Where a row of the fields leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a field.
    Field(FieldPath),
    /// Home.
    Home,
    /// The connection that the draft has created.
    Watch,
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct PickRow {
    /// What is taken.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// What is told beside it.
    pub about: String,
    /// What is told below the list, after that, while the row is chosen.
    pub(super) details: String,
    /// What it is found by besides, as by its label.
    pub(super) found_by: String,
    /// Whether it cannot be taken as it stands.
    pub(super) is_off: bool,
}

impl PickRow {
    pub(super) fn new(value: String, label: String, about: String) -> Self {
        Self { value, label, about, details: String::new(), found_by: String::new(), is_off: false }
    }

    /// A row of a text, found by its words in English as well.
    pub(super) fn localized(value: &str, id: &str, texts: &Texts) -> Self {
        let found_by = texts.search_text(|texts| texts.say(id));
        Self { found_by, ..Self::new(value.to_owned(), texts.say(id), String::new()) }
    }

    /// What is told below the list, in so many columns.
    pub(super) fn description(&self, columns: usize) -> Vec<String> {
        // Some values are ten kilobytes long.
        let letters: String = self.about.chars().take(BELOW * columns).collect();
        let mut lines = wrapped(&printable(&letters), columns);
        lines.extend(wrapped(&self.details, columns));
        lines
    }
}

/// What is taken from a list.
pub(super) enum PickSelection {
    /// One of its rows.
    Row(usize),
    /// What was typed, as it is.
    Typed(String),
}

/// The list.
#[derive(Clone, Debug)]
pub struct PickList {
    pub(super) title: String,
    pub(super) purpose: PickPurpose,
    pub(super) rows: Vec<PickRow>,
    pub(super) filter: LineInput,
    pub(super) matched: Vec<usize>,
    pub(super) cursor: Cursor,
    /// Whether what was typed may be taken as it is.
    pub(super) free: bool,
}

impl PickList {
    pub(super) fn new(
        title: String,
        purpose: PickPurpose,
        rows: Vec<PickRow>,
        typed: &str,
    ) -> Self {
        let mut pick = Self {
            title,
            purpose,
            rows,
            filter: LineInput::new(typed),
            matched: Vec::new(),
            cursor: Cursor::default(),
            free: false,
        };
        pick.filter_rows();
        pick
    }

    /// With the cursor on this value.
    pub(super) fn at(mut self, value: &str) -> Self {
        if self.filter.text().is_empty()
            && let Some(at) = self.rows.iter().position(|row| row.value == value)
        {
            self.cursor.at = at;
        }
        self
    }

    pub(super) fn filter_rows(&mut self) {
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
        self.filter_rows();
    }

    /// The widest label and the room beside it in a list so wide. Rows are told apart by their labels:
    /// what is told beside them gives way first.
    pub(super) fn columns(&self, list: u16) -> (usize, usize) {
        let widest = self.rows.iter().map(|row| printable(&row.label).width()).max().unwrap_or(0);
        let most = usize::from(list).saturating_sub(ABOUT_COLUMNS).max(usize::from(list / 2));
        let label = widest.clamp(8, most.max(8));
        (label, usize::from(list).saturating_sub(label + 5))
    }

    /// How many lines are told below a list so wide: the same for every row, so that the list stands
    /// still, and none where all is seen in the list.
    pub(super) fn below(&self, list: u16) -> usize {
        let (_, room) = self.columns(list);
        let cut = |row: &&PickRow| !row.details.is_empty() || row.about.width() > room;
        let lines = self.rows.iter().filter(cut).map(|row| row.description(list.into()).len());
        lines.max().unwrap_or(0).min(BELOW)
    }

    /// What Enter takes.
    pub(super) fn chosen(&self) -> Option<PickSelection> {
        let typed = self.filter.text().trim();
        match self.matched.get(self.cursor.at) {
            Some(row) => Some(PickSelection::Row(*row)),
            None if self.free && !typed.is_empty() => Some(PickSelection::Typed(typed.to_owned())),
            None => None,
        }
    }

    /// The value of what was chosen.
    pub(super) fn value<'a>(&'a self, chosen: &'a PickSelection) -> &'a str {
        match chosen {
            PickSelection::Row(row) => &self.rows[*row].value,
            PickSelection::Typed(text) => text,
        }
    }
}

/// The values of a field.
pub fn choice(path: FieldPath, document: &Document, texts: &Texts, typed: &str) -> PickList {
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
            PickRow::new((*word).to_owned(), (*word).to_owned(), about.unwrap_or_default())
        })
        .collect();
    let here = document.draft().effective(path).unwrap_or_default().to_owned();
    PickList::new(texts.path_label(path), PickPurpose::Value(path), rows, typed).at(&here)
}

/// The regions: those of the account where they are known, with the names of the built-in list.
pub fn regions(account: Option<&[String]>, here: &str, texts: &Texts, typed: &str) -> PickList {
    let path = FieldPath::connection(Key::RegionId);
    let built_in = known_regions::regions().iter().map(|region| region.id.clone());
    let ids: Vec<String> = account.map_or_else(|| built_in.collect(), <[String]>::to_vec);
    let rows = ids
        .into_iter()
        .map(|id| {
            let Some(region) = known_regions::find(&id) else {
                return PickRow::new(id.clone(), id, String::new());
            };
            // `Germany (Frankfurt)`: people look for the city, in either language.
            let city = region.name_en.split_once('(').map_or("", |(_, rest)| rest);
            let found_by = format!("{} {}", city.trim_end_matches(')'), region.name_zh);
            PickRow { found_by, ..PickRow::new(id.clone(), id, texts.region(region).to_owned()) }
        })
        .collect();
    let mut pick = PickList::new(texts.label(Key::RegionId), PickPurpose::Value(path), rows, typed);
    pick.free = true;
    pick.at(here)
}

/// The value of the row that stands for the device at the other end.
pub(super) const AS_DEVICE: &str = "as-device";

/// The presets for both phases; first what the device at the other end has, where that is known.
pub fn presets(place: FieldOwner, device: &[(Key, String)], texts: &Texts) -> PickList {
    let told = |phase: Section, values: &[(Key, String)]| {
        let of_phase = values.iter().filter(|(key, _)| section(*key) == phase);
        of_phase.map(|(_, value)| value.clone()).collect::<Vec<_>>().join(" ")
    };
    let mut rows = Vec::new();
    if !device.is_empty() {
        let args = [
            ("one", told(Section::Phase1, device).into()),
            ("two", told(Section::Phase2, device).into()),
        ];
        let details = texts.format("pick-preset-values", &args);
        let (label, about) = (texts.say("preset-device"), texts.say("preset-device.help"));
        let found_by = texts.search_text(|texts| texts.say("preset-device"));
        rows.push(PickRow {
            details,
            found_by,
            ..PickRow::new(AS_DEVICE.to_owned(), label, about)
        });
    }
    rows.extend(general(texts));
    PickList::new(texts.say("preset-title"), PickPurpose::Preset(place), rows, "")
}

fn general(texts: &Texts) -> Vec<PickRow> {
    all_presets()
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
            let details = texts.format("pick-preset-values", &args);
            let found_by = texts.search_text(|texts| texts.preset(preset));
            PickRow { details, found_by, ..PickRow::new(preset.id.to_owned(), label, about) }
        })
        .collect()
}

/// Every field of the walk, with what stands in it; then those that are switched off, which lead to
/// the switch.
pub fn fields(document: &Document, is_created: bool, texts: &Texts) -> PickList {
    let draft = document.draft();
    let mut paths = Vec::new();
    for step in steps(draft.mode()) {
        for row in form_rows(*step, draft) {
            if let FormRow::Item(FormItem::Field(path)) = row {
                paths.push(path);
            }
        }
    }
    let row = |path: FieldPath, about: String, is_off: bool| PickRow {
        found_by: texts.search_text(|texts| texts.path_label(path)),
        is_off,
        ..PickRow::new(path.to_string(), texts.place_short(path), about)
    };
    let mut rows: Vec<PickRow> = paths
        .iter()
        .map(|path| {
            let text = draft.text(*path).map(|text| printable(text).into_owned());
            row(*path, text.unwrap_or_default(), false)
        })
        .collect();
    rows.push(PickRow::localized("home", "go-to-home", texts));
    if is_created {
        rows.push(PickRow::localized("watch", "go-to-watch", texts));
    }
    let off = FieldPath::all(2, 0)
        .filter(|path| path.fits(draft.mode()) && !paths.contains(path))
        .filter_map(|path| Some((path, switch(path, draft.mode())?)))
        .collect::<Vec<_>>();
    let mut leads: Vec<Destination> = paths.iter().copied().map(Destination::Field).collect();
    leads.push(Destination::Home);
    leads.extend(is_created.then_some(Destination::Watch));
    for (path, (switch, why)) in off {
        rows.push(row(path, texts.say(why), true));
        leads.push(Destination::Field(switch));
    }
    PickList::new(texts.say("go-to-title"), PickPurpose::GoTo(leads), rows, "")
}

/// What turns a field on that means nothing without it, and why it means nothing.
pub(super) fn switch(path: FieldPath, mode: Mode) -> Option<(FieldPath, &'static str)> {
    let (key, why) = match (catalogue::field(path.key).applies, mode) {
        (FieldCondition::Always, _) => return None,
        (FieldCondition::WithBgp, Mode::Dual) => (Key::EnableTunnelsBgp, "go-to-needs-bgp"),
        (FieldCondition::WithBgp, Mode::Single) => (Key::EnableBgp, "go-to-needs-bgp"),
        (FieldCondition::WithHealthCheck, _) => (Key::HealthEnable, "go-to-needs-health-check"),
    };
    Some((FieldPath::connection(key), why))
}

/// The regions, for new drafts.
pub fn home_regions(account: Option<&[String]>, here: &str, texts: &Texts) -> PickList {
    PickList { purpose: PickPurpose::HomeRegion, ..regions(account, here, texts, "") }
}

/// The profiles of the official tool.
pub fn profiles(names: Vec<String>, texts: &Texts) -> PickList {
    let row =
        |name: String| PickRow::new(name.clone(), printable(&name).into_owned(), String::new());
    let rows = names.into_iter().map(row).collect();
    PickList::new(texts.say("profiles-title"), PickPurpose::Profile, rows, "")
}

/// The repairs of a finding, each told by what it writes.
pub fn repairs(finding: &Finding, texts: &Texts) -> PickList {
    let all = finding.repair.iter().chain(&finding.alternatives);
    let told = all.map(|repair| texts.repair(repair, |path| texts.path_label(path)));
    let rows = told.enumerate().map(|(at, told)| PickRow::new(at.to_string(), told, String::new()));
    let args = [("rule", finding.rule.id().into())];
    let title = texts.format("repairs-title", &args);
    PickList::new(title, PickPurpose::Repair(Box::new(finding.clone())), rows.collect(), "")
}

/// The drafts of the store.
pub fn drafts(names: impl Iterator<Item = (String, String)>, texts: &Texts) -> PickList {
    let rows = names.map(|(name, about)| PickRow::new(name.clone(), name, about)).collect();
    PickList::new(texts.say("drafts-search-title"), PickPurpose::Draft, rows, "")
}

/// The earlier versions of a draft.
pub fn versions(name: DraftName, versions: &[DraftVersion], texts: &Texts) -> PickList {
    let numbers = versions.iter().map(|version| version.number).collect();
    let rows = versions
        .iter()
        .map(|version| {
            let time = version.replaced.strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
            let args = [("time", time.into())];
            let digest = version.digest.as_deref().map_or("-", short);
            let label = format!("{:>2}  {digest}", version.number);
            let about = texts.format("version-replaced", &args);
            PickRow::new(version.number.to_string(), label, about)
        })
        .collect();
    let title = texts.format("versions-title", &[("name", name.to_string().into())]);
    PickList::new(title, PickPurpose::Version(name, numbers), rows, "")
}
