//! The answers: Enter is none, so that no stray line break ever says yes.

use super::model::{Question, QuestionBox};
use crate::connection::{FieldPath, Key, ListStyle};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::screens::form;
use crate::tui::screens::sending;

/// So many lines are passed at once; every window has room for as many.
const PAGE: isize = 5;

/// An answer.
pub fn key(app: &mut App, mut ask: QuestionBox, action: Option<Action>) -> Vec<Effect> {
    let is_answer = matches!(action, Some(Action::Yes | Action::No));
    if !ask.is_seen.get() || (is_answer && app.is_burst_key) {
        app.overlays.push(Overlay::Question(ask));
        return Vec::new();
    }
    let yes = match (action, &ask.question) {
        (Some(Action::Yes), _) if !ask.is_read.get() => {
            ask.scroll.scroll_by(PAGE);
            app.overlays.push(Overlay::Question(ask));
            return Vec::new();
        }
        (Some(Action::Yes), _) => true,
        // Here no is a way to copy as well; who leaves the question wants neither.
        (Some(Action::Back), Question::CopyKey | Question::CopyFresh(..)) => return Vec::new(),
        (Some(Action::No | Action::Back), _) => false,
        (other, _) => {
            match other {
                Some(Action::Down) => ask.scroll.scroll_by(1),
                Some(Action::Up) => ask.scroll.scroll_by(-1),
                Some(Action::PageDown) => ask.scroll.scroll_by(PAGE),
                Some(Action::PageUp) => ask.scroll.scroll_by(-PAGE),
                _ => {}
            }
            app.overlays.push(Overlay::Question(ask));
            return Vec::new();
        }
    };
    match (ask.question, yes) {
        (Question::CopyKey, with_key) => copy(app, with_key),
        (Question::CopyFresh(from, to), is_fresh) => {
            let parts = is_fresh.then(|| app.fresh_parts());
            vec![Effect::Duplicate(from, to, parts)]
        }
        (Question::LeaveUnsaved, false) => {
            app.cancel_pending();
            Vec::new()
        }
        (Question::Change(at), yes) => app.answer_change(&at, yes),
        (_, false) => Vec::new(),
        (Question::ReplaceKey(repair), true) => {
            form::write(app, &repair);
            Vec::new()
        }
        (Question::Quit, true) => app.quit(),
        (Question::LeaveUnsaved, true) => app.leave_unsaved(),

        (Question::Submit, true) => sending::begin(app, false, false),
        (Question::SubmitAgain, true) => sending::begin(app, false, true),
        (Question::DryRun, true) => sending::begin(app, true, false),
        (Question::StopSending, true) => app.stop_sending(),
        (Question::Delete(name), true) => vec![Effect::Delete(name)],
        (Question::RestoreVersion(name, number), true) => {
            vec![Effect::RestoreVersion(name, number)]
        }
    }
}

fn copy(app: &mut App, with_key: bool) -> Vec<Effect> {
    if let Some(document) = &mut app.document {
        let chosen = document.copy_first_tunnel(with_key, app.entropy.as_mut());
        let told =
            chosen.iter().map(|(path, text)| format!("{} {text}", app.texts.label(path.key)));
        let told = app.texts.join(ListStyle::Words, told);
        match told.is_empty() {
            true => app.notify("tunnel-copied", &[]),
            false => app.notify("tunnel-copied-suggested", &[("values", told.into())]),
        }
        // What is left to do comes next: a key of its own, or a look at the block that was suggested.
        let key = FieldPath::tunnel(2, Key::Psk);
        let is_key_missing = !app.document.as_ref().is_some_and(|one| one.draft().has(key));
        let next = if is_key_missing { Some(key) } else { chosen.first().map(|(path, _)| *path) };
        if let Some(path) = next {
            return app.go_to(path);
        }
    }
    Vec::new()
}
