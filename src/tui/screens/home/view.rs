//! The lists at home, and above them who is signed in.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr as _;

use super::model::{HomeLine, HomeTab};
use crate::connection::{Realm, RealmMatch};
use crate::drafts::DraftName;
use crate::drafts::journal::{ChangeEntry, JournalEntry};
use crate::flow::DraftRow;
use crate::present::{self, EntryReport, OutcomeStatus};
use crate::text::printable;
use crate::tui::app::{App, SignInState};
use crate::tui::screens::connections;
use crate::tui::theme::Role;
use crate::tui::widgets::age::age;
use crate::tui::widgets::list::draw_rows;
use crate::tui::widgets::tabs;
use crate::tui::widgets::text::{fit, padded, wrapped};

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
        SignInState::Asking(_) => {
            vec![(Role::Dim, format!("{} {}", app.spinner(), texts.say("account-asking")))]
        }
        SignInState::In(who) => {
            let region = app.region.as_ref().or(who.region.as_ref());
            let args = [
                ("key", who.masked_id.clone().into()),
                ("provider", who.provider.clone().into()),
                ("region", region.cloned().unwrap_or_default().into()),
            ];
            // Only an answer of the service says that the key is good.
            let is_known = app.regions.is_some() || app.realm.is_some();
            let id = match (is_known, region.is_some()) {
                (true, true) => "account-in",
                (true, false) => "account-in-no-region",
                (false, true) => "account-unproven",
                (false, false) => "account-unproven-no-region",
            };
            let mut lines = vec![(Role::Plain, texts.format(id, &args))];
            if who.open_to_others {
                lines.push((Role::Warning, texts.say("credentials-open")));
            }
            lines
        }
        SignInState::Out(out) => {
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

pub(super) fn tab_names(app: &App) -> Vec<String> {
    HomeTab::ALL.iter().map(|tab| app.texts.say(tab.name())).collect()
}

pub(super) fn list_area(app: &App, area: Rect) -> Rect {
    let above = account(app, area.width.into()).len();
    let above = u16::try_from(above).unwrap_or(u16::MAX).saturating_add(3);
    // However much there is to say, some lines of the list are seen.
    let above = above.min(area.height.saturating_sub(4));
    Rect { y: area.y + above, height: area.height - above, ..area }
}

/// Draws home.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme;
    let list = list_area(app, area);
    let above = account(app, area.width.into());
    for ((role, line), y) in above.iter().zip(area.y..list.y.saturating_sub(2)) {
        buffer.set_stringn(area.x, y, line, area.width.into(), theme.style(*role));
    }
    let head = Rect { y: list.y.saturating_sub(2), height: 1, ..area };
    let here = HomeTab::ALL.iter().position(|tab| *tab == app.home.tab);
    tabs::draw(&tab_names(app), here, head, buffer, theme);
    if app.home.tab == HomeTab::Connections {
        return connections::view(app, list, buffer);
    }
    let all = app.home.lines(&app.account);
    if all.is_empty() {
        let id = match app.home.tab {
            HomeTab::Submissions => "home-no-submissions",
            _ => "home-no-deleted",
        };
        let text = app.texts.say(id);
        buffer.set_stringn(list.x, list.y, text, list.width.into(), theme.style(Role::Dim));
    }
    let columns = usize::from(list.width).saturating_sub(4);
    draw_rows(app.home.cursor, all.len(), list, buffer, theme, |at| {
        line(app, all[at], columns).unwrap_or((Role::Plain, String::new()))
    });
    None
}

/// A line of the list; none where what it is about is gone.
fn line(app: &App, line: HomeLine, columns: usize) -> Option<(Role, String)> {
    let texts = &app.texts;
    let Some(home) = &app.home.home else { return Some((Role::Title, texts.say("home-new"))) };
    Some(match line {
        HomeLine::New => (Role::Title, texts.say("home-new")),
        HomeLine::Sandbox => (Role::Title, texts.say("home-try-sandbox")),
        HomeLine::SignIn => (Role::Title, texts.say("home-sign-in")),
        HomeLine::Open(at) => {
            let begun = &home.open.get(at)?.begun;
            let args = [
                ("name", begun.name.clone().unwrap_or_else(|| texts.say("no-name")).into()),
                ("region", begun.realm.region.clone().into()),
                ("date", present::minute(begun.at).into()),
            ];
            (Role::Warning, texts.format("home-unfinished", &args))
        }
        HomeLine::Draft(at) => (Role::Plain, draft_line(app, home.drafts.get(at)?, columns)),
        HomeLine::Submission(at) => submission_line(app, home.submissions.get(at)?, columns),
        HomeLine::Change(at) if app.home.tab == HomeTab::Drafts => {
            let change = home.changes.get(at)?;
            let report = present::change(texts, change);
            let args = [
                ("name", format!("{} {}", report.draft, change.begun.connection).into()),
                ("region", change.begun.realm.region.clone().into()),
                ("date", report.date.into()),
            ];
            (Role::Warning, texts.format("home-unfinished", &args))
        }
        HomeLine::Change(at) => change_line(app, home.changes.get(at)?, columns),
        HomeLine::Deleted(at) => {
            let deleted = home.deleted.get(at)?;
            let args = [
                ("name", deleted.name.to_string().into()),
                ("date", present::minute(deleted.when).into()),
            ];
            (Role::Plain, texts.format("home-deleted", &args))
        }
    })
}

fn submission_line(app: &App, entry: &JournalEntry, columns: usize) -> (Role, String) {
    let begun = &entry.begun;
    SubmittedLine {
        report: present::entry(&app.texts, entry),
        at: begun.at,
        name: begun.name.as_deref().unwrap_or_default(),
        realm: begun.realm.clone(),
        id: entry.created().map(|(_, id)| id),
    }
    .shown(app, columns)
}

fn change_line(app: &App, change: &ChangeEntry, columns: usize) -> (Role, String) {
    let begun = &change.begun;
    let report = present::change(&app.texts, change);
    SubmittedLine {
        name: &report.draft.clone(),
        report,
        at: begun.at,
        realm: begun.realm.clone(),
        id: Some(&begun.connection),
    }
    .shown(app, columns)
}

/// What was sent, as a line of the list.
struct SubmittedLine<'a> {
    report: EntryReport,
    at: Timestamp,
    /// The name of the connection, or what was changed.
    name: &'a str,
    realm: Realm,
    id: Option<&'a str>,
}

impl SubmittedLine<'_> {
    /// When, how it ended, what it was called and the id: the region only where there is room for all.
    fn shown(self, app: &App, columns: usize) -> (Role, String) {
        /// Letters of an id of the service: `vco-` and twenty.
        const ID: usize = 24;
        const REGION: usize = 14;
        let Self { report, at, name, realm, id } = self;
        let place = app.match_realm(&realm);
        let (role, word) = match place {
            // What was made elsewhere is never taken for what was made here.
            RealmMatch::Other => (Role::Dim, report.word),
            _ => (Role::from(report.status), report.word),
        };
        let when = if columns < 64 { at.strftime("%Y-%m-%d").to_string() } else { report.date };
        let word = padded(&word, if columns < 80 { 8 } else { 14 }, app.theme);
        let taken = when.width() + word.width() + ID + 3;
        let with_region = columns >= taken + REGION + 21;
        let rest = columns.saturating_sub(taken + if with_region { REGION + 1 } else { 0 });
        let mut parts = vec![when, word, padded(&printable(name), rest.clamp(8, 40), app.theme)];
        if with_region {
            parts.push(padded(&printable(&realm.region), REGION, app.theme));
        }
        match place {
            RealmMatch::Other => parts.push(app.realm_word(&realm)),
            RealmMatch::Same | RealmMatch::Unclear => {
                parts.extend(id.map(|id| printable(id).into_owned()));
            }
        }
        (role, parts.join(" "))
    }
}

fn draft_line(app: &App, draft: &DraftRow, columns: usize) -> String {
    let age = draft.changed.map(|at| age(at.as_millisecond(), app.now)).unwrap_or_default();
    let name = columns.saturating_sub(48).clamp(16, 40);
    let mode = draft.mode.map(|mode| app.texts.say(&format!("home-mode-{}", mode.name())));
    let mode = mode.unwrap_or_else(|| "-".to_owned());
    let mut parts = vec![
        padded(&printable(&draft.name), name, app.theme),
        padded(&mode, 6, app.theme),
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

pub(super) fn draft_details(app: &App, draft: &DraftRow) -> String {
    let region = draft.region.as_deref().unwrap_or("-");
    fit(&format!("{region}  {}", state(app, draft)), 60, app.theme)
}

/// How complete a draft is, or that it has done its work.
fn state(app: &App, draft: &DraftRow) -> String {
    let (errors, warnings) = (draft.errors, draft.warnings);
    let name = DraftName::exactly(&draft.name);
    let last = name.and_then(|name| app.last_submission(&name, draft.region.as_deref()));
    let certain = last.is_some_and(|(_, place)| place == RealmMatch::Same);
    let last = last.map(|(entry, _)| entry);
    match (&draft.unusable, errors, warnings) {
        (Some(_), ..) => app.texts.say("draft-unusable"),
        _ if last.is_some_and(|entry| entry.created().is_some()) => {
            let version = last.map(|entry| &entry.begun.draft);
            let is_changed = draft.digest.as_ref().is_some_and(|now| Some(now) != version);
            app.texts.say(match (certain, is_changed) {
                (false, _) => "draft-created-unclear",
                (true, true) => "draft-created-changed",
                (true, false) => "outcome-created",
            })
        }
        (None, 0, 0) => match last.map(|entry| present::entry(&app.texts, entry)) {
            // What the service said of it last is more than that no rule is broken.
            Some(report)
                if matches!(report.status, OutcomeStatus::Failure | OutcomeStatus::Unknown) =>
            {
                report.word
            }
            _ => app.texts.say("draft-ready"),
        },
        (None, 0, count) => app.texts.format("draft-warnings", &[("count", count.into())]),
        (None, count, _) => app.texts.format("draft-errors", &[("count", count.into())]),
    }
}

/// Everything the journal tells of a submission.
pub(super) fn details(app: &App, entry: &JournalEntry) -> String {
    let report = present::entry(&app.texts, entry);
    let begun = &entry.begun;
    let mut lines = vec![
        format!("{}  {}", report.date, report.word),
        format!("{}  {}", begun.name.clone().unwrap_or_default(), begun.realm.region),
    ];
    lines.extend(report.known);
    lines.extend(report.trace);
    lines.extend([report.draft, place_line(app, &begun.realm)]);
    lines.join("\n")
}

/// Everything the journal tells of a change of a connection.
pub(super) fn change_details(app: &App, change: &ChangeEntry) -> String {
    let report = present::change(&app.texts, change);
    let mut lines = vec![
        format!("{}  {}", report.date, report.word),
        format!("{}  {}", report.draft, change.begun.realm.region),
    ];
    lines.extend(report.known);
    lines.extend(report.trace);
    lines.push(place_line(app, &change.begun.realm));
    lines.join("\n")
}

fn place_line(app: &App, realm: &Realm) -> String {
    let place = match app.match_realm(realm) {
        RealmMatch::Same => app.texts.say("realm-here"),
        RealmMatch::Unclear => app.texts.say("realm-unclear"),
        RealmMatch::Other => app.realm_word(realm),
    };
    format!("{place}  {}", realm.endpoint)
}
