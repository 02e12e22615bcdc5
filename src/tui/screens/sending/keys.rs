//! A submission is begun and stopped.

use std::collections::BTreeMap;

use super::model::SendingModel;
use crate::connection::{FieldPath, Secret};
use crate::flow::{SubmitConsent, needs_asking, programs};
use crate::tui::action::Action;
use crate::tui::app::{App, PendingAction, Screen};
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::key_form::PskForm;
use crate::tui::overlays::question::Question;
use crossterm::event::KeyEvent;

/// Lets the service check the request, after a question where programs have to be run for its keys.
pub fn dry_run(app: &mut App) -> Vec<Effect> {
    if app.file().is_some_and(|file| !programs(file).is_empty()) {
        app.ask(Question::DryRun);
        return Vec::new();
    }
    begin(app, true, false)
}

/// Begins a submission, once the keys it wants to be asked for are there.
pub fn begin(app: &mut App, dry_run: bool, again: bool) -> Vec<Effect> {
    let Some(file) = app.file() else { return Vec::new() };
    let agreed = SubmitConsent::consent_to(file, dry_run, again);
    let wanted = needs_asking(file);
    if wanted.is_empty() {
        return send(app, agreed, BTreeMap::new());
    }
    app.overlays.push(Overlay::Psk(Box::new(PskForm::new(wanted, agreed))));
    Vec::new()
}

/// Sends the draft at hand, as soon as it is on the disk as it is sent.
pub fn send(
    app: &mut App,
    agreed: SubmitConsent,
    asked: BTreeMap<FieldPath, Secret>,
) -> Vec<Effect> {
    if let Some(document) = &mut app.document {
        document.commit_prefill();
    }
    let Some(state) = app.draft_state() else { return Vec::new() };
    let ticket = app.ticket();
    app.sending = Some(SendingModel::new(ticket, agreed.dry_run, app.now));
    let mut effects = app.go(Screen::Sending);
    effects.extend(app.when_saved(PendingAction::Send { agreed, state, asked }));
    effects
}

/// A key while a submission is under way.
pub fn key(app: &mut App, _: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::Back) => {
            if app.sending.as_ref().is_some_and(|one| !one.cancelled) {
                app.ask(Question::StopSending);
            }
        }
        // The wheel of a mouse, too.
        Some(Action::Up | Action::Down) | None => {}
        Some(_) => app.warn("nothing-here", &[]),
    }
    Vec::new()
}
