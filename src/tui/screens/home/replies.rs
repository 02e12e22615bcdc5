//! What the disk answers: the lists, the versions of a draft, what was done to one.

use crate::drafts::DraftName;
use crate::drafts::diff::{Difference, DifferenceKind};
use crate::drafts::store::{DraftVersion, Revision};
use crate::flow::WorkspaceContents;
use crate::present;
use crate::text::printable;
use crate::tui::action::Area;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::message::DraftOperation;
use crate::tui::overlays::pager::TextPager;
use crate::tui::overlays::question::Question;
use crate::tui::overlays::{Overlay, pick_list};
use crate::tui::theme::Role;

/// What stands at home was read.
pub fn loaded(app: &mut App, home: WorkspaceContents) {
    for trouble in &home.troubles {
        let text = printable(trouble).into_owned();
        app.set_notice(Role::Warning, text);
    }
    // Of several the last is the one that tells what it means.
    if let Some(damage) = present::damage(&app.texts, &home.damage).pop() {
        app.set_notice(Role::Error, printable(&damage).into_owned());
    }
    let draft = app.document.as_ref().and_then(|document| document.name.as_ref());
    app.home.show(home, &app.account, draft);
    app.update_elsewhere();
    app.external_facts_changed();
}

/// A draft was given another name, or was not.
pub fn renamed(
    app: &mut App,
    from: &DraftName,
    to: &DraftName,
    result: Result<Option<Revision>, String>,
) -> Vec<Effect> {
    let is_quiet = app.rename_ended(from, to, result.is_err());
    match result {
        Ok(revision) => {
            app.renamed(from, to, revision);
            if !is_quiet {
                app.notify("drafts-renamed", &[("name", to.to_string().into())]);
            }
        }
        Err(why) if !is_quiet => app.report_error(why),
        // A name that nobody asked for is no loss.
        Err(_) => {}
    }
    after_change(app)
}

/// Something else was done to the drafts.
pub fn managed(app: &mut App, result: Result<DraftOperation, String>) -> Vec<Effect> {
    match result {
        Ok(done) => {
            let is_open = |app: &App, name: &DraftName| {
                app.document.as_ref().and_then(|one| one.name.as_ref()) == Some(name)
            };
            let (id, name) = match &done {
                DraftOperation::Duplicated(name) => {
                    app.home.go_to_draft(name.clone());
                    ("drafts-duplicated", name)
                }
                DraftOperation::Deleted(name) => ("draft-deleted", name),
                DraftOperation::Restored(name) => ("drafts-restored", name),
            };
            // What is on the table is not what is on the disk any more.
            if matches!(done, DraftOperation::Deleted(_) | DraftOperation::Restored(_))
                && is_open(app, name)
            {
                app.document = None;
            }
            app.notify(id, &[("name", name.to_string().into())]);
        }
        Err(why) => app.report_error(why),
    }
    after_change(app)
}

/// Home is not what it was, and what waited for that goes on.
fn after_change(app: &mut App) -> Vec<Effect> {
    let mut effects = vec![Effect::LoadHome, app.save_bookmark()];
    effects.extend(app.continue_saving());
    effects
}

/// The versions of a draft are there to choose from.
pub fn versions(app: &mut App, name: DraftName, result: Result<Vec<DraftVersion>, String>) {
    if app.area() != Area::Home {
        // Somebody is at something else by now, and types there.
        return;
    }
    match result {
        Ok(versions) if versions.is_empty() => {
            app.warn("drafts-none-versions", &[("name", name.to_string().into())]);
        }
        Ok(versions) => {
            app.show_list(pick_list::versions(name, &versions, &app.texts));
        }
        Err(why) => app.report_error(why),
    }
}

/// What an earlier version has different is there to be read.
pub fn compared(
    app: &mut App,
    name: DraftName,
    number: usize,
    result: Result<Vec<Difference>, String>,
) {
    if app.area() != Area::Home {
        return;
    }
    match result {
        Ok(differences) => {
            let lines: Vec<String> = differences.iter().map(|one| difference(app, one)).collect();
            let text =
                if lines.is_empty() { app.texts.say("version-same") } else { lines.join("\n") };
            let args = [("name", name.to_string().into()), ("number", number.into())];
            let title = app.texts.format("version-title", &args);
            let reading = TextPager::new(title, text).then(Question::RestoreVersion(name, number));
            app.overlays.push(Overlay::TextPager(reading));
        }
        Err(why) => app.report_error(why),
    }
}

/// One field that differs: what the version has, and what stands there now.
fn difference(app: &App, difference: &Difference) -> String {
    let name = difference.name.as_str();
    if difference.verdict == DifferenceKind::NotComparable {
        return app.texts.with_label(name, &app.texts.say("diff-untold"));
    }
    let cell = |cell| present::cell(&app.texts, cell);
    match (cell(&difference.left), cell(&difference.right)) {
        (None, None) => app.texts.format("version-other-key", &[("name", name.to_owned().into())]),
        (left, right) => {
            let key = || app.texts.say("diff-key");
            let (from, to) = (left.unwrap_or_else(key), right.unwrap_or_else(key));
            let args = [("from", from.into()), ("to", to.into())];
            let change = app.texts.format("version-change", &args);
            app.texts.with_label(name, &change)
        }
    }
}
