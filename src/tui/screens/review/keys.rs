//! What a key does on the review.

use super::both_sides;
use super::model::{ReviewPage, next_open};
use super::pages;
use super::view::{finding_rows, list_area, selected_tab, tab_names};
use crate::connection::{FieldPath, Finding, Severity};
use crate::tui::action::{Action, Area};
use crate::tui::app::{App, Screen, SignInState};
use crate::tui::document::Document;
use crate::tui::effect::Effect;
use crate::tui::layout::areas;
use crate::tui::overlays::prompt::PromptPurpose;
use crate::tui::overlays::question::Question;
use crate::tui::progress::target;
use crate::tui::screens::{form, sending};
use crate::tui::steps::WizardStep;
use crate::tui::theme::Role;
use crate::tui::widgets::scroll::ScrollPosition;
use crate::tui::widgets::tabs;
use crossterm::event::KeyEvent;

/// A key on the review.
pub fn key(app: &mut App, _: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::Right | Action::Next) => app.review.turn_page(1),
        Some(Action::Left | Action::Previous) => app.review.turn_page(-1),
        Some(Action::Back) => return app.move_step(-1),
        Some(Action::Accept) => return enter(app),
        Some(Action::Toggle) => acknowledge(app),
        Some(Action::Repair | Action::Suggest) => return repair(app),
        Some(Action::Reveal) => return reveal(app),
        Some(Action::Copy) => return copy(app),
        Some(Action::Write) => write(app),
        Some(Action::Submit) => return submit(app, false),
        Some(Action::DryRun) => return submit(app, true),
        Some(Action::Watch) => {
            let at = app.connection_of_document();
            return at.map(|at| app.watch(at)).unwrap_or_default();
        }
        other => {
            if let Some(by) = other.and_then(Action::scroll_lines) {
                scroll(app, by);
            }
        }
    }
    Vec::new()
}

fn scroll(app: &mut App, by: isize) {
    if app.review.tab == ReviewPage::BothSides {
        let count = app.document.as_ref().map_or(0, |one| one.timeline().len());
        app.review.entry.step(by, count);
    } else if app.review.tab == ReviewPage::Findings {
        let count = app.document.as_ref().map_or(0, |document| document.findings().len());
        app.review.cursor.step(by, count);
    } else {
        app.review.scroll.scroll_by(by);
    }
}

/// Enter on a finding leads to its field.
fn enter(app: &mut App) -> Vec<Effect> {
    match app.review.tab {
        ReviewPage::Findings => {}
        ReviewPage::BothSides => return both_sides::enter(app),
        _ => return Vec::new(),
    }
    let item = match (app.review.selected(app.document.as_ref()), &app.document) {
        (Some(finding), Some(document)) => target(finding, document),
        _ => None,
    };
    item.map(|item| app.go_to_item(item)).unwrap_or_default()
}

fn acknowledge(app: &mut App) {
    let Some(finding) = app
        .review
        .selected(app.document.as_ref())
        .cloned()
        .filter(|_| app.review.tab == ReviewPage::Findings)
    else {
        app.warn("acknowledge-nothing", &[]);
        return;
    };
    match (finding.severity(), &mut app.document) {
        (Severity::Warning, Some(document)) => {
            document.acknowledge(&finding);
            let at = next_open(document, app.review.cursor.at);
            if document.is_acknowledged(&finding)
                && let Some(at) = at
            {
                app.review.cursor.at = at;
            }
        }
        (Severity::Error, _) => app.warn("acknowledge-error", &[]),
        _ => app.warn("acknowledge-hint", &[]),
    }
}

fn repair(app: &mut App) -> Vec<Effect> {
    if app.review.tab == ReviewPage::BothSides {
        both_sides::repair(app);
        return Vec::new();
    }
    let found = app
        .review
        .selected(app.document.as_ref())
        .filter(|finding| app.review.tab == ReviewPage::Findings && Document::can_repair(finding))
        .cloned();
    match found {
        Some(finding) => form::choose_repair(app, &finding),
        None => {
            app.warn("nothing-to-repair", &[]);
            Vec::new()
        }
    }
}

/// Shows the keys in plain, opening what is sealed, or masks them again.
fn reveal(app: &mut App) -> Vec<Effect> {
    app.review.is_revealed = !app.review.is_revealed;
    if !app.review.is_revealed {
        return Vec::new();
    }
    let Some(document) = &app.document else { return Vec::new() };
    let unopened: Vec<FieldPath> = document.draft().unopened().collect();
    unopened.into_iter().filter_map(|path| app.open_key(path)).collect()
}

fn copy(app: &mut App) -> Vec<Effect> {
    pages::text(app).map(|text| Effect::Copy(text.into())).into_iter().collect()
}

/// Why an action does nothing on the review for the moment.
pub fn obstacle(app: &App, action: Action) -> Option<&'static str> {
    match action {
        Action::Watch => app.connection_of_document().is_none().then_some("review-no-connection"),
        Action::Copy | Action::Write => pages::text(app).is_none().then_some("copy-nothing"),
        _ => None,
    }
}

/// What has to be settled before a request is sent: how many errors there are, and the place of the first
/// finding in the list; without errors the first warning that nobody has accepted.
fn unsettled(document: &Document, dry_run: bool) -> Option<(usize, usize)> {
    let is_error = |finding: &Finding| finding.severity() == Severity::Error;
    let errors = document.findings().iter().filter(|finding| is_error(finding)).count();
    let first = document.findings().iter().position(is_error);
    let at = first.or_else(|| next_open(document, 0).filter(|_| !dry_run))?;
    Some((errors, at))
}

/// Why an action will not do what it is for; its key points at what stands in the way.
pub fn blocking_reason(app: &App, action: Action) -> Option<String> {
    let dry_run = match action {
        Action::Submit => false,
        Action::DryRun => true,
        _ => return None,
    };
    match unsettled(app.document.as_ref()?, dry_run) {
        Some((errors, _)) => Some(submit_blocked_text(app, errors)),
        None if !app.is_signed_in() => Some(app.texts.say("account-out")),
        None => app.sending.is_some().then(|| app.texts.say("submit-running")),
    }
}

/// What is to be done about the errors, or about the warnings.
fn submit_blocked_text(app: &App, errors: usize) -> String {
    let key = |action| app.keymap.first_key(Area::Review, action).unwrap_or_default();
    match errors {
        0 => app.texts.format("submit-warnings", &[("key", key(Action::Toggle).into())]),
        count => {
            let args = [("count", count.into()), ("key", key(Action::Accept).into())];
            app.texts.format("submit-errors", &args)
        }
    }
}

fn write(app: &mut App) {
    let Some(text) = pages::text(app) else { return };
    let name = app.document.as_ref().and_then(|document| document.name.clone());
    let name = name.map_or_else(|| "connection".to_owned(), |name| name.to_string());
    let path = format!("{name}.{}", app.review.tab.ending());
    app.prompt(PromptPurpose::Write(text.into()), &path);
}

/// Submit can always be pressed: what stands in the way is pointed at. The keys stay on the review, so that
/// an answer typed ahead reaches no field.
pub fn submit(app: &mut App, dry_run: bool) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    document.all_visited = true;
    if let Some((errors, at)) = unsettled(document, dry_run) {
        let effects = point_at(app, at);
        app.set_notice(Role::Warning, submit_blocked_text(app, errors));
        return effects;
    }
    if !app.is_signed_in() {
        let why = match &app.account {
            SignInState::Out(out) => out.why.clone(),
            _ => app.texts.say("account-asking"),
        };
        let text = format!("{why}\n\n{}", app.texts.say("submit-signed-out"));
        app.show_text("account-out", text);
        return Vec::new();
    }
    if app.sending.is_some() {
        app.warn("submit-running", &[]);
        return Vec::new();
    }
    if dry_run {
        return sending::dry_run(app);
    }
    let question = match app.result.as_ref().is_some_and(|result| result.is_already_created()) {
        true => Question::SubmitAgain,
        false => Question::Submit,
    };
    app.ask(question);
    Vec::new()
}

/// Shows the finding at this place of the list.
fn point_at(app: &mut App, at: usize) -> Vec<Effect> {
    app.review.tab = ReviewPage::Findings;
    app.review.cursor.at = at;
    match app.screen {
        Screen::Step(WizardStep::Review) => Vec::new(),
        _ => app.go(Screen::Step(WizardStep::Review)),
    }
}

/// A click on a tab opens it, one on a finding chooses it.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let area = areas(app).main;
    if row == area.y {
        if let Some(index) = tabs::at(&tab_names(app), selected_tab(app), area, column) {
            app.review.tab = ReviewPage::ALL[index];
            app.review.scroll = ScrollPosition::new();
        }
        return Vec::new();
    }
    let list = list_area(area);
    if app.review.tab == ReviewPage::Findings && row >= list.y && row < list.bottom() {
        let Some(document) = &app.document else { return Vec::new() };
        let (rows, first) = finding_rows(app, document, list);
        if let Some(row) = rows.get(first + usize::from(row - list.y)) {
            if app.review.cursor.at == row.at {
                return enter(app);
            }
            app.review.cursor.at = row.at;
        }
    }
    Vec::new()
}
