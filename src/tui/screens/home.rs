//! Home: the drafts, what was submitted, what was deleted; who is signed in, and what to do if nobody
//! is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr as _;

use crate::connection::Mode;
use crate::drafts::diff::{Cell, Difference, Verdict};
use crate::drafts::import::reference_text;
use crate::drafts::journal::JournalEntry;
use crate::drafts::store::Version;
use crate::drafts::{DraftName, KeyReference};
use crate::flow::{DraftRow, Home};
use crate::present;
use crate::text::printable;
use crate::tui::app::{Account, App};
use crate::tui::keymap::{Action, Area};
use crate::tui::msg::{Done, Effect};
use crate::tui::overlays::{Overlay, ask, pick, prompt, reading};
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::paper::{bar, fit, padded, wrapped};
use crate::tui::widgets::tabs;

use super::gateways::age;

/// The lists at home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HomeTab {
    /// New ones, unfinished work and the drafts.
    #[default]
    Drafts,
    /// What was submitted.
    Submissions,
    /// What was deleted.
    Trash,
}

const TABS: [HomeTab; 3] = [HomeTab::Drafts, HomeTab::Submissions, HomeTab::Trash];

impl HomeTab {
    const fn id(self) -> &'static str {
        match self {
            Self::Drafts => "home-drafts",
            Self::Submissions => "home-submissions",
            Self::Trash => "home-trash",
        }
    }
}

/// What stands at home, and where the keys are.
#[derive(Debug, Default)]
pub struct HomeModel {
    home: Option<Home>,
    tab: HomeTab,
    cursor: Cursor,
}

impl HomeModel {
    /// The list that is seen.
    pub fn tab(&self) -> HomeTab {
        self.tab
    }

    /// The last submission of the kept draft of this name, as far as the journal was read.
    pub fn last_submission(&self, name: &DraftName) -> Option<&JournalEntry> {
        let home = self.home.as_ref()?;
        let of_draft = |entry: &&JournalEntry| {
            entry.begun.file.strip_prefix('@') == Some(name.as_str()) && !entry.begun.dry_run
        };
        home.open.iter().chain(&home.submissions).find(of_draft)
    }

    /// Whether a draft goes by this name, as far as was read.
    pub fn has_draft(&self, name: &DraftName) -> bool {
        let drafts = self.home.iter().flat_map(|home| &home.drafts);
        drafts.into_iter().any(|draft| draft.name == name.as_str())
    }
}

/// A line that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    New,
    Sandbox,
    SignIn,
    Open(usize),
    Draft(usize),
    Submission(usize),
    Deleted(usize),
}

/// What stands at home was read.
pub fn loaded(app: &mut App, home: Home) {
    for trouble in &home.troubles {
        app.notice = Some(crate::tui::app::Notice {
            role: Role::Warning,
            text: printable(trouble).into_owned(),
        });
    }
    // The keys stay on the line they are on, wherever that is now. What is unfinished comes first
    // while nobody has touched a key.
    let is_first = app.home.home.is_none() && app.home.cursor.at == 0;
    let here = chosen(app).filter(|_| !is_first).and_then(|line| identity(app, line));
    app.home.home = Some(home);
    let all = lines(app);
    let found = here.and_then(|here| {
        all.iter().position(|line| identity(app, *line).is_some_and(|other| other == here))
    });
    if let Some(at) = found {
        app.home.cursor.at = at;
    }
}

/// What a line is known by when the lists are read anew.
fn identity(app: &App, line: Line) -> Option<(std::mem::Discriminant<Line>, String)> {
    let home = app.home.home.as_ref();
    let name = match line {
        Line::New | Line::Sandbox | Line::SignIn => String::new(),
        Line::Open(at) => home?.open.get(at)?.begun.submission.clone(),
        Line::Submission(at) => home?.submissions.get(at)?.begun.submission.clone(),
        Line::Draft(at) => home?.drafts.get(at)?.name.clone(),
        Line::Deleted(at) => {
            let deleted = home?.deleted.get(at)?;
            format!("{} {}", deleted.when, deleted.name)
        }
    };
    Some((std::mem::discriminant(&line), name))
}

/// Keeps the keys on a line that is there.
pub fn clamp(app: &mut App) {
    let count = lines(app).len();
    app.home.cursor.clamp(count);
}

fn lines(app: &App) -> Vec<Line> {
    let home = app.home.home.as_ref();
    let count = |count: fn(&Home) -> usize| 0..home.map_or(0, count);
    match app.home.tab {
        HomeTab::Drafts => {
            let open = count(|home| home.open.len()).map(Line::Open);
            let signed_out = matches!(app.account, Account::Out(_));
            let offers = if signed_out { &[Line::Sandbox, Line::SignIn][..] } else { &[] };
            open.chain([Line::New])
                .chain(offers.iter().copied())
                .chain(count(|home| home.drafts.len()).map(Line::Draft))
                .collect()
        }
        HomeTab::Submissions => {
            count(|home| home.submissions.len()).map(Line::Submission).collect()
        }
        HomeTab::Trash => count(|home| home.deleted.len()).map(Line::Deleted).collect(),
    }
}

fn chosen(app: &App) -> Option<Line> {
    lines(app).get(app.home.cursor.at).copied()
}

/// The name of the draft the keys are on, if its name is a safe one.
fn chosen_draft(app: &App) -> Option<DraftName> {
    let (Some(Line::Draft(at)), Some(home)) = (chosen(app), &app.home.home) else { return None };
    home.drafts.get(at).and_then(|draft| DraftName::exactly(&draft.name))
}

/// A key at home.
pub fn key(app: &mut App, action: Option<Action>) -> Vec<Effect> {
    let count = lines(app).len();
    match action {
        Some(Action::Down | Action::Next) => app.home.cursor.step(1, count),
        Some(Action::Up | Action::Previous) => app.home.cursor.step(-1, count),
        Some(Action::PageDown) => app.home.cursor.step(10, count),
        Some(Action::PageUp) => app.home.cursor.step(-10, count),
        Some(Action::First) => app.home.cursor.at = 0,
        Some(Action::Last) => app.home.cursor.step(isize::MAX / 2, count),
        Some(Action::Right) => turn(app, 1),
        Some(Action::Left) => turn(app, -1),
        Some(Action::New) => return app.begin(Mode::Dual),
        Some(Action::Accept | Action::Open) => return enter(app),
        Some(Action::Sandbox) if !app.sandbox => return vec![Effect::StartSandbox],
        Some(Action::Sandbox) => app.decline("sandbox-serves-already", &[]),
        Some(Action::SignIn) if app.sandbox => app.decline("sandbox-serves-already", &[]),
        Some(Action::SignIn) => return vec![app.sign_in()],
        Some(Action::Refresh) => return vec![Effect::LoadHome],
        Some(Action::GoTo) => search(app),
        Some(Action::Restore) => return restore(app),
        Some(Action::Back) => {
            app.home.tab = HomeTab::Drafts;
            app.home.cursor = Cursor::default();
        }
        Some(
            Action::Duplicate | Action::Rename | Action::Delete | Action::Versions | Action::Submit,
        ) => return with_draft(app, action),
        _ => {}
    }
    Vec::new()
}

fn turn(app: &mut App, by: isize) {
    let at = TABS.iter().position(|tab| *tab == app.home.tab).unwrap_or(0);
    app.home.tab = TABS[(at + TABS.len()).saturating_add_signed(by) % TABS.len()];
    app.home.cursor = Cursor::default();
}

fn enter(app: &mut App) -> Vec<Effect> {
    match chosen(app) {
        Some(Line::New) => app.begin(Mode::Dual),
        Some(Line::Sandbox) => vec![Effect::StartSandbox],
        Some(Line::SignIn) => vec![app.sign_in()],
        Some(Line::Draft(at)) => open_draft(app, at, None),
        Some(Line::Open(at)) => resume(app, at),
        Some(Line::Submission(at)) => {
            if let Some(entry) = app.home.home.as_ref().and_then(|home| home.submissions.get(at)) {
                let text = details(app, entry);
                let title = app.texts.say("home-submission");
                app.overlays.push(Overlay::TextPager(reading::TextPager::new(title, text)));
            }
            Vec::new()
        }
        Some(Line::Deleted(_)) => restore(app),
        None => Vec::new(),
    }
}

fn open_draft(app: &mut App, at: usize, step: Option<WizardStep>) -> Vec<Effect> {
    let Some(draft) = app.home.home.as_ref().and_then(|home| home.drafts.get(at)) else {
        return Vec::new();
    };
    if let Some(why) = &draft.unusable {
        let text = why.clone();
        app.complain(text);
        return Vec::new();
    }
    match DraftName::exactly(&draft.name) {
        Some(name) => app.open(name, step.map(|step| (step.word().to_owned(), None))),
        None => Vec::new(),
    }
}

/// Unfinished work: the draft it was made from is opened for review, from where sending it takes the
/// open submission up.
fn resume(app: &mut App, at: usize) -> Vec<Effect> {
    let Some(entry) = app.home.home.as_ref().and_then(|home| home.open.get(at)) else {
        return Vec::new();
    };
    let kept = entry.begun.file.strip_prefix('@').and_then(DraftName::exactly);
    match kept {
        // The review tells of it, and submit takes it up.
        Some(name) => app.open(name, Some((WizardStep::Review.word().to_owned(), None))),
        None => {
            let args = [("file", entry.begun.file.clone().into())];
            let text = format!(
                "{}\n\n{}",
                details(app, entry),
                app.texts.say_with("home-resume-file", &args)
            );
            let title = app.texts.say("home-open");
            app.overlays.push(Overlay::TextPager(reading::TextPager::new(title, text)));
            Vec::new()
        }
    }
}

fn with_draft(app: &mut App, action: Option<Action>) -> Vec<Effect> {
    let (Some(name), Some(Line::Draft(at))) = (chosen_draft(app), chosen(app)) else {
        app.decline("home-choose-draft", &[]);
        return Vec::new();
    };
    match action {
        Some(Action::Submit) => return open_draft(app, at, Some(WizardStep::Review)),
        Some(Action::Duplicate) => {
            let text = app.texts.say_with("draft-copy-name", &[("name", name.to_string().into())]);
            let prompt = prompt::Prompt::new(prompt::PromptPurpose::Duplicate(name), &text);
            app.overlays.push(Overlay::Prompt(prompt));
        }
        Some(Action::Rename) => {
            let text = name.to_string();
            let prompt = prompt::Prompt::new(prompt::PromptPurpose::Rename(name), &text);
            app.overlays.push(Overlay::Prompt(prompt));
        }
        Some(Action::Delete) => {
            app.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::Delete(name))));
        }
        Some(Action::Versions) => return vec![Effect::ListVersions(name)],
        _ => {}
    }
    Vec::new()
}

fn restore(app: &mut App) -> Vec<Effect> {
    let (Some(Line::Deleted(at)), Some(home)) = (chosen(app), &app.home.home) else {
        app.decline("home-choose-deleted", &[]);
        return Vec::new();
    };
    let deleted = home.deleted.get(at);
    deleted.map(|one| Effect::Restore(one.name.clone(), one.folder.clone())).into_iter().collect()
}

fn search(app: &mut App) {
    let Some(home) = &app.home.home else { return };
    let names = home
        .drafts
        .iter()
        .filter(|draft| draft.unusable.is_none())
        .map(|draft| (draft.name.clone(), about(app, draft)));
    let list = pick::drafts(names.collect::<Vec<_>>().into_iter(), &app.texts);
    app.overlays.push(Overlay::Pick(list));
}

/// Something was done to the drafts.
pub fn managed(app: &mut App, result: Result<Done, String>) -> Vec<Effect> {
    let is_quiet = app.managed(result.is_err());
    match result {
        Ok(done) => {
            let is_open = |app: &App, name: &DraftName| {
                app.document.as_ref().and_then(|one| one.name.as_ref()) == Some(name)
            };
            let (id, name) = match &done {
                Done::Renamed(from, to, revision) => {
                    app.renamed(from, to, *revision);
                    ("drafts-renamed", to)
                }
                Done::Duplicated(name) => ("drafts-duplicated", name),
                Done::Deleted(name) => ("draft-deleted", name),
                Done::Restored(name) => ("drafts-restored", name),
            };
            // What is on the table is not what is on the disk any more.
            if matches!(done, Done::Deleted(_) | Done::Restored(_)) && is_open(app, name) {
                app.document = None;
            }
            if !is_quiet {
                app.tell(id, &[("name", name.to_string().into())]);
            }
        }
        Err(why) if !is_quiet => app.complain(why),
        // A name that nobody asked for is no loss.
        Err(_) => {}
    }
    let mut effects = vec![Effect::LoadHome, app.mark()];
    effects.extend(app.advance());
    effects
}

/// The versions of a draft are there to choose from.
pub fn versions(
    app: &mut App,
    name: DraftName,
    result: Result<Vec<Version>, String>,
) -> Vec<Effect> {
    if app.area() != Area::Home {
        // Somebody is at something else by now, and types there.
        return Vec::new();
    }
    match result {
        Ok(versions) if versions.is_empty() => {
            app.decline("drafts-none-versions", &[("name", name.to_string().into())]);
        }
        Ok(versions) => {
            let list = pick::versions(name, &versions, &app.texts);
            app.overlays.push(Overlay::Pick(list));
        }
        Err(why) => app.complain(why),
    }
    Vec::new()
}

/// What an earlier version has different is there to be read.
pub fn compared(
    app: &mut App,
    name: DraftName,
    number: usize,
    result: Result<Vec<Difference>, String>,
) -> Vec<Effect> {
    if app.area() != Area::Home {
        return Vec::new();
    }
    match result {
        Ok(differences) => {
            let lines: Vec<String> = differences.iter().map(|one| difference(app, one)).collect();
            let text =
                if lines.is_empty() { app.texts.say("version-same") } else { lines.join("\n") };
            let args = [("name", name.to_string().into()), ("number", number.into())];
            let title = app.texts.say_with("version-title", &args);
            let reading = reading::TextPager::new(title, text)
                .then(ask::Question::RestoreVersion(name, number));
            app.overlays.push(Overlay::TextPager(reading));
        }
        Err(why) => app.complain(why),
    }
    Vec::new()
}

/// One field that differs: what the version has, and what stands there now.
fn difference(app: &App, difference: &Difference) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Absent => Some(app.texts.say("diff-absent")),
        Cell::Text(text) if text.is_empty() => Some("\"\"".to_owned()),
        Cell::Text(text) => Some(printable(text).into_owned()),
        Cell::Key => None,
        Cell::Reference(KeyReference::Sealed(sealed)) => {
            let count = sealed.recipients().len();
            Some(app.texts.say_with("diff-sealed", &[("count", count.into())]))
        }
        Cell::Reference(reference) => Some(printable(&reference_text(reference)).into_owned()),
    };
    let name = difference.name.as_str();
    if difference.verdict == Verdict::Untold {
        return format!("{name}: {}", app.texts.say("diff-untold"));
    }
    match (cell(&difference.left), cell(&difference.right)) {
        (None, None) => {
            app.texts.say_with("version-other-key", &[("name", name.to_owned().into())])
        }
        (left, right) => {
            let key = || app.texts.say("diff-key");
            format!("{name}: {} -> {}", left.unwrap_or_else(key), right.unwrap_or_else(key))
        }
    }
}

/// A click chooses a line; a second one does what Enter does.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let area = crate::tui::view::home_area(app);
    let list = list_area(app, area);
    if row + 2 == list.y
        && let Some(index) = tabs::at(&tab_names(app), area, column)
    {
        app.home.tab = TABS[index];
        app.home.cursor = Cursor::default();
    }
    if row < list.y || row >= list.bottom() {
        return Vec::new();
    }
    let count = lines(app).len();
    let window = app.home.cursor.window(count, list.height.into());
    let at = window.start + usize::from(row - list.y);
    if at >= window.end {
        return Vec::new();
    }
    if app.home.cursor.at == at {
        return enter(app);
    }
    app.home.cursor.at = at;
    Vec::new()
}

/// What there is to say above the lists.
fn account(app: &App, columns: usize) -> Vec<(Role, String)> {
    let texts = &app.texts;
    if app.sandbox {
        return wrapped(&texts.say("home-sandbox"), columns)
            .into_iter()
            .map(|line| (Role::Warning, line))
            .collect();
    }
    match &app.account {
        Account::Asking(_) => {
            let spinner = app.theme.marks().spinner;
            let turning = spinner[app.turn % spinner.len()];
            vec![(Role::Dim, format!("{turning} {}", texts.say("account-asking")))]
        }
        Account::In(who) => {
            let region = app.region.as_ref().or(who.region.as_ref());
            let args = [
                ("key", who.masked_id.clone().into()),
                ("provider", who.provider.clone().into()),
                ("region", region.cloned().unwrap_or_else(|| "-".to_owned()).into()),
            ];
            let mut lines = vec![(Role::Plain, texts.say_with("account-in", &args))];
            if who.open_to_others {
                lines.push((Role::Warning, texts.say("credentials-open")));
            }
            lines
        }
        Account::Out(out) => {
            let head = if out.nothing { "home-no-account" } else { "home-account-failed" };
            let mut lines: Vec<(Role, String)> = wrapped(&texts.say(head), columns)
                .into_iter()
                .map(|line| (Role::Warning, line))
                .collect();
            if !out.nothing {
                let why = printable(out.why.lines().next().unwrap_or_default()).into_owned();
                lines.extend(wrapped(&why, columns).into_iter().map(|line| (Role::Plain, line)));
            }
            lines
        }
    }
}

fn tab_names(app: &App) -> [String; TABS.len()] {
    TABS.map(|tab| app.texts.say(tab.id()))
}

fn list_area(app: &App, area: Rect) -> Rect {
    let above = account(app, area.width.into()).len();
    let above = u16::try_from(above).unwrap_or(u16::MAX).saturating_add(3);
    // However much there is to say, some lines of the list are seen.
    let above = above.min(area.height.saturating_sub(4));
    Rect { y: area.y + above, height: area.height - above, ..area }
}

/// Draws home.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) {
    let theme = app.theme;
    let list = list_area(app, area);
    let above = account(app, area.width.into());
    for ((role, line), y) in above.iter().zip(area.y..list.y.saturating_sub(2)) {
        buffer.set_stringn(area.x, y, line, area.width.into(), theme.style(*role));
    }
    let head = Rect { y: list.y.saturating_sub(2), height: 1, ..area };
    let here = TABS.iter().position(|tab| *tab == app.home.tab);
    tabs::draw(&tab_names(app), here, head, buffer, theme);
    let all = lines(app);
    if all.is_empty() {
        let id = match app.home.tab {
            HomeTab::Submissions => "home-no-submissions",
            _ => "home-no-deleted",
        };
        let text = app.texts.say(id);
        buffer.set_stringn(list.x, list.y, text, list.width.into(), theme.style(Role::Dim));
    }
    let window = app.home.cursor.window(all.len(), list.height.into());
    for (at, y) in window.clone().zip(list.y..list.bottom()) {
        let is_here = at == app.home.cursor.at;
        let mark = if is_here { theme.marks().here } else { " " };
        let (role, text) = line(app, all[at], usize::from(list.width).saturating_sub(4));
        let text =
            padded(&format!("{mark} {text}"), usize::from(list.width).saturating_sub(1), theme);
        let style = theme.style(if is_here { Role::Focus } else { role });
        buffer.set_stringn(list.x, y, text, list.width.into(), style);
    }
    bar(window.start, all.len(), list, buffer, theme);
}

fn line(app: &App, line: Line, columns: usize) -> (Role, String) {
    let texts = &app.texts;
    let Some(home) = &app.home.home else { return (Role::Title, texts.say("home-new")) };
    match line {
        Line::New => (Role::Title, texts.say("home-new")),
        Line::Sandbox => (Role::Title, texts.say("home-try-sandbox")),
        Line::SignIn => (Role::Title, texts.say("home-sign-in")),
        Line::Open(at) => match home.open.get(at) {
            Some(entry) => {
                let name = entry.begun.name.clone().unwrap_or_else(|| texts.say("no-name"));
                let args = [
                    ("name", name.into()),
                    ("region", entry.begun.region.clone().into()),
                    ("date", present::minute(entry.begun.at).into()),
                ];
                (Role::Warning, texts.say_with("home-unfinished", &args))
            }
            None => (Role::Plain, String::new()),
        },
        Line::Draft(at) => match home.drafts.get(at) {
            Some(draft) => (Role::Plain, draft_line(app, draft, columns)),
            None => (Role::Plain, String::new()),
        },
        Line::Submission(at) => match home.submissions.get(at) {
            Some(entry) => submission_line(app, entry, columns),
            None => (Role::Plain, String::new()),
        },
        Line::Deleted(at) => match home.deleted.get(at) {
            Some(deleted) => {
                let args = [
                    ("name", deleted.name.to_string().into()),
                    ("date", present::minute(deleted.when).into()),
                ];
                (Role::Plain, texts.say_with("home-deleted", &args))
            }
            None => (Role::Plain, String::new()),
        },
    }
}

/// When, how it ended, what it was called and the id: the region only where there is room for all.
fn submission_line(app: &App, entry: &JournalEntry, columns: usize) -> (Role, String) {
    /// Letters of an id of the service: `vco-` and twenty.
    const ID: usize = 24;
    const REGION: usize = 14;
    let report = present::entry(&app.texts, entry);
    let (role, word) = (Role::from(report.status), report.word);
    let when =
        if columns < 64 { entry.begun.at.strftime("%Y-%m-%d").to_string() } else { report.date };
    let word = padded(&word, if columns < 80 { 8 } else { 14 }, app.theme);
    let taken = when.width() + word.width() + ID + 3;
    let with_region = columns >= taken + REGION + 21;
    let rest = columns.saturating_sub(taken + if with_region { REGION + 1 } else { 0 });
    let name = printable(entry.begun.name.as_deref().unwrap_or_default()).into_owned();
    let mut parts = vec![when, word, padded(&name, rest.clamp(8, 40), app.theme)];
    if with_region {
        parts.push(padded(&printable(&entry.begun.region), REGION, app.theme));
    }
    parts.extend(entry.created().map(|(_, id)| printable(id).into_owned()));
    (role, parts.join(" "))
}

fn draft_line(app: &App, draft: &DraftRow, columns: usize) -> String {
    let age = draft.changed.map(|at| age(at.as_millisecond(), app.now)).unwrap_or_default();
    let name = columns.saturating_sub(48).clamp(16, 40);
    let mode = draft.mode.map(|mode| mode.name()).unwrap_or("-");
    let mut parts = vec![
        padded(&printable(&draft.name), name, app.theme),
        padded(mode, 6, app.theme),
        padded(draft.region.as_deref().unwrap_or("-"), 15, app.theme),
        padded(&state(app, draft), 16, app.theme),
        padded(&age, 5, app.theme),
    ];
    if columns < 62 {
        // The mode is the first thing one sees of an opened draft.
        parts.remove(1);
    }
    parts.join(" ")
}

fn about(app: &App, draft: &DraftRow) -> String {
    let region = draft.region.as_deref().unwrap_or("-");
    fit(&format!("{region}  {}", state(app, draft)), 60, app.theme)
}

/// How complete a draft is, or that it has done its work.
fn state(app: &App, draft: &DraftRow) -> String {
    let (errors, warnings) = (draft.errors, draft.warnings);
    let name = DraftName::exactly(&draft.name);
    let last = name.and_then(|name| app.home.last_submission(&name));
    match (&draft.unusable, errors, warnings) {
        (Some(_), ..) => app.texts.say("draft-unusable"),
        _ if last.is_some_and(|entry| entry.created().is_some()) => {
            app.texts.say("outcome-created")
        }
        (None, 0, 0) => app.texts.say("draft-ready"),
        (None, 0, count) => app.texts.say_with("draft-warnings", &[("count", count.into())]),
        (None, count, _) => app.texts.say_with("draft-errors", &[("count", count.into())]),
    }
}

/// Everything the journal tells of a submission.
fn details(app: &App, entry: &JournalEntry) -> String {
    let report = present::entry(&app.texts, entry);
    let begun = &entry.begun;
    let mut lines = vec![
        format!("{}  {}", report.date, report.word),
        format!("{}  {}", begun.name.clone().unwrap_or_default(), begun.region),
    ];
    lines.extend(report.known);
    lines.extend(report.trace);
    lines.extend([report.draft, begun.endpoint.clone()]);
    lines.join("\n")
}
