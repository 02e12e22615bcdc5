//! What a key does at home.

use super::model::{HomeLine, HomeTab};
use super::view::{change_details, details, draft_details, list_area, tab_names};
use crate::connection::Mode;
use crate::drafts::DraftName;
use crate::drafts::journal::ChangeRecord;
use crate::flow::ConnectionRef;
use crate::present;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::layout::home_area;
use crate::tui::overlays::pick_list;
use crate::tui::overlays::prompt::PromptPurpose;
use crate::tui::overlays::question::Question;
use crate::tui::screens::connections;
use crate::tui::steps::WizardStep;
use crate::tui::widgets::filter::Cursor;
use crate::tui::widgets::list::turned;
use crate::tui::widgets::tabs;
use crossterm::event::KeyEvent;

/// A key at home.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    if app.home.tab == HomeTab::Connections && !turns(app, action) {
        return connections::key(app, key, action);
    }
    let count = app.home.lines(&app.account).len();
    match action {
        Some(Action::Next) => app.home.cursor.step(1, count),
        Some(Action::Previous) => app.home.cursor.step(-1, count),
        Some(Action::Right) => return cycle_tab(app, 1),
        Some(Action::Left) => return cycle_tab(app, -1),
        Some(Action::New) => return app.new_draft(Mode::Dual),
        Some(Action::Accept | Action::Open) => return enter(app),
        Some(Action::Sandbox) => return vec![Effect::StartSandbox],
        Some(Action::SignIn) => return vec![app.sign_in()],
        Some(Action::Profile) => return vec![Effect::ListProfiles],
        Some(Action::Region) => {
            let here = app.region.clone().unwrap_or_default();
            app.show_list(pick_list::home_regions(app.regions.as_deref(), &here, &app.texts));
        }
        Some(Action::Refresh) => return vec![Effect::LoadHome],
        Some(Action::GoTo) => search(app),
        Some(Action::Restore) => return restore(app),
        Some(Action::Back) if app.home.tab != HomeTab::Drafts => {
            app.home.tab = HomeTab::Drafts;
            app.home.cursor = Cursor::default();
        }
        Some(
            Action::Duplicate | Action::Rename | Action::Delete | Action::Versions | Action::Submit,
        ) => return with_draft(app, action),
        other => {
            app.home.cursor.step(other.and_then(Action::scroll_lines).unwrap_or_default(), count);
        }
    }
    Vec::new()
}

/// Whether a key leaves the list of connections for another tab.
fn turns(app: &App, action: Option<Action>) -> bool {
    match action {
        Some(Action::Left | Action::Right) => true,
        Some(Action::Back) => app.connections.is_unfiltered(),
        _ => false,
    }
}

fn cycle_tab(app: &mut App, by: isize) -> Vec<Effect> {
    let to = turned(HomeTab::ALL, app.home.tab, by);
    show(app, to)
}

/// Shows a tab, and asks for what it needs.
fn show(app: &mut App, tab: HomeTab) -> Vec<Effect> {
    app.home.tab = tab;
    app.home.cursor = Cursor::default();
    app.load_for_screen()
}

fn enter(app: &mut App) -> Vec<Effect> {
    match app.home.chosen(&app.account) {
        Some(HomeLine::New) => app.new_draft(Mode::Dual),
        Some(HomeLine::Sandbox) => vec![Effect::StartSandbox],
        Some(HomeLine::SignIn) => vec![app.sign_in()],
        Some(HomeLine::Draft(at)) => open_draft(app, at, None),
        Some(HomeLine::Open(at)) => resume(app, at),
        Some(HomeLine::Submission(at)) => {
            if let Some(entry) = app.home.home.as_ref().and_then(|home| home.submissions.get(at)) {
                let text = details(app, entry);
                app.show_text("home-submission", text);
            }
            Vec::new()
        }
        Some(HomeLine::Change(at)) => open_change(app, at),
        Some(HomeLine::Deleted(_)) => restore(app),
        None => Vec::new(),
    }
}

/// A change that nobody knows the result of leads to its connection, where it shows, and where the change is
/// taken up when it is asked for again.
fn open_change(app: &mut App, at: usize) -> Vec<Effect> {
    let change = app.home.home.as_ref().and_then(|home| home.changes.get(at));
    let Some(change) = change.cloned() else { return Vec::new() };
    let report = present::change(&app.texts, &change);
    if app.home.is_open_here(&change) {
        let ChangeRecord { realm, connection, .. } = change.begun;
        let effects = app.watch(ConnectionRef { region: realm.region, id: connection });
        app.notify("home-change-open", &[("change", report.draft.into())]);
        return effects;
    }
    let text = change_details(app, &change);
    app.show_text("home-change", text);
    Vec::new()
}

fn open_draft(app: &mut App, at: usize, step: Option<WizardStep>) -> Vec<Effect> {
    let Some(draft) = app.home.home.as_ref().and_then(|home| home.drafts.get(at)) else {
        return Vec::new();
    };
    if let Some(why) = &draft.unusable {
        let text = why.clone();
        app.report_error(text);
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
    let kept = entry.begun.draft_name().and_then(DraftName::exactly);
    match kept {
        // The review tells of it, and submit takes it up.
        Some(name) => app.open(name, Some((WizardStep::Review.word().to_owned(), None))),
        None => {
            let args = [("file", entry.begun.file.clone().into())];
            let text = format!(
                "{}\n\n{}",
                details(app, entry),
                app.texts.format("home-resume-file", &args)
            );
            app.show_text("home-open", text);
            Vec::new()
        }
    }
}

fn with_draft(app: &mut App, action: Option<Action>) -> Vec<Effect> {
    let (Some(name), Some(HomeLine::Draft(at))) =
        (app.home.chosen_draft(&app.account), app.home.chosen(&app.account))
    else {
        return Vec::new();
    };
    match action {
        Some(Action::Submit) => return open_draft(app, at, Some(WizardStep::Review)),
        Some(Action::Duplicate) => {
            let text = app.texts.format("draft-copy-name", &[("name", name.to_string().into())]);
            app.prompt(PromptPurpose::Duplicate(name), &text);
        }
        Some(Action::Rename) => {
            let text = name.to_string();
            app.prompt(PromptPurpose::Rename(name), &text);
        }
        Some(Action::Delete) => {
            app.ask(Question::Delete(name));
        }
        Some(Action::Versions) => return vec![Effect::ListVersions(name)],
        _ => {}
    }
    Vec::new()
}

/// Why an action does nothing at home for the moment.
pub fn obstacle(app: &App, action: Action) -> Option<&'static str> {
    let chosen = app.home.chosen(&app.account);
    match action {
        Action::Sandbox | Action::SignIn | Action::Profile if app.sandbox => {
            Some("sandbox-serves-already")
        }
        Action::Duplicate | Action::Rename | Action::Delete | Action::Versions | Action::Submit => {
            let is_draft = matches!(chosen, Some(HomeLine::Draft(_)));
            (!is_draft).then_some("home-choose-draft")
        }
        Action::Restore => {
            let is_deleted = matches!(chosen, Some(HomeLine::Deleted(_)));
            (!is_deleted).then_some("home-choose-deleted")
        }
        _ => None,
    }
}

fn restore(app: &mut App) -> Vec<Effect> {
    let (Some(HomeLine::Deleted(at)), Some(home)) = (app.home.chosen(&app.account), &app.home.home)
    else {
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
        .map(|draft| (draft.name.clone(), draft_details(app, draft)));
    app.show_list(pick_list::drafts(names.collect::<Vec<_>>().into_iter(), &app.texts));
}

/// What is pasted is looked for among the connections; the other lists take nothing.
pub fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    if app.home.tab == HomeTab::Connections {
        connections::paste(app, text);
    }
    Vec::new()
}

/// A click chooses a line; a second one does what Enter does.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let area = home_area(app);
    let list = list_area(app, area);
    let here = HomeTab::ALL.iter().position(|tab| *tab == app.home.tab);
    if row + 2 == list.y
        && let Some(index) = tabs::at(&tab_names(app), here, area, column)
    {
        return show(app, HomeTab::ALL[index]);
    }
    if app.home.tab == HomeTab::Connections {
        return connections::click(app, list, column, row);
    }
    let count = app.home.lines(&app.account).len();
    let Some(at) = app.home.cursor.row_at(count, list, row) else { return Vec::new() };
    if app.home.cursor.at == at {
        return enter(app);
    }
    app.home.cursor.at = at;
    Vec::new()
}
