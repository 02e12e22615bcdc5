//! A submission under way: what is happening, how long it takes, and how to stop it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::connection::{FieldPath, Secret};
use crate::flow::{SubmitStep as Progress, needs_asking};
use crate::present;
use crate::tui::app::{App, Screen};
use crate::tui::keeping::PendingAction;
use crate::tui::keymap::Action;
use crate::tui::msg::{Effect, Ticket};
use crate::tui::overlays::{Overlay, ask, keys::KeyForm};
use crate::tui::theme::Role;
use crate::tui::widgets::paper::{paragraph, scrolled};

/// The submission under way.
#[derive(Clone, Debug)]
pub struct SendingModel {
    /// Which one.
    pub ticket: Ticket,
    /// Whether the service only checks.
    pub dry_run: bool,
    /// When it began.
    pub began: Timestamp,
    /// What has happened so far.
    steps: Vec<(Timestamp, String)>,
    /// When the next attempt is due.
    next: Option<Timestamp>,
    /// Whether it was asked to stop.
    cancelled: bool,
}

impl SendingModel {
    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.cancelled
    }
}

/// Begins a submission, once the keys it wants to be asked for are there.
pub fn begin(app: &mut App, dry_run: bool, again: bool) -> Vec<Effect> {
    let Some(file) = app.file() else { return Vec::new() };
    let wanted = needs_asking(file);
    if wanted.is_empty() {
        return send(app, dry_run, again, BTreeMap::new());
    }
    app.overlays.push(Overlay::Keys(Box::new(KeyForm::new(wanted, dry_run, again))));
    Vec::new()
}

/// Sends the draft at hand, as soon as it is on the disk as it is sent.
pub fn send(
    app: &mut App,
    dry_run: bool,
    again: bool,
    asked: BTreeMap<FieldPath, Secret>,
) -> Vec<Effect> {
    if app.document.is_none() {
        return Vec::new();
    }
    let ticket = app.ticket();
    app.sending = Some(SendingModel {
        ticket,
        dry_run,
        began: app.now,
        steps: Vec::new(),
        next: None,
        cancelled: false,
    });
    let mut effects = app.go(Screen::Sending);
    effects.extend(app.wish(PendingAction::Send { dry_run, again, asked }));
    effects
}

/// A submission has come so far.
pub fn progress(app: &mut App, ticket: Ticket, step: Progress) {
    let now = app.now;
    let text = present::step(&app.texts, &step);
    let Some(sending) = app.sending.as_mut().filter(|sending| sending.ticket == ticket) else {
        return;
    };
    sending.next = match step {
        Progress::Waiting { delay, .. } => {
            let delay = SignedDuration::try_from(delay).unwrap_or(SignedDuration::MAX);
            now.checked_add(delay).ok()
        }
        _ => None,
    };
    sending.steps.push((now, text));
}

/// Stops the submission as soon as that is safe.
pub fn cancel(app: &mut App) -> Vec<Effect> {
    match &mut app.sending {
        Some(sending) => {
            sending.cancelled = true;
            vec![Effect::Cancel(sending.ticket)]
        }
        None => Vec::new(),
    }
}

/// A key while a submission is under way.
pub fn key(app: &mut App, action: Option<Action>) -> Vec<Effect> {
    match action {
        Some(Action::Back) => {
            if app.sending.as_ref().is_some_and(|one| !one.cancelled) {
                app.overlays.push(Overlay::Ask(ask::Ask::new(ask::Question::StopSending)));
            }
        }
        // The wheel of a mouse, too.
        Some(Action::Up | Action::Down) | None => {}
        Some(_) => app.decline("nothing-here", &[]),
    }
    Vec::new()
}

/// Draws what is happening.
pub fn view(app: &App, area: Rect, buffer: &mut Buffer) {
    let Some(sending) = &app.sending else { return };
    let theme = app.theme;
    let columns = usize::from(area.width).saturating_sub(1);
    let spinner = theme.marks().spinner;
    let elapsed = app.now.duration_since(sending.began).as_secs().max(0);
    let id = match (sending.cancelled, sending.dry_run) {
        (true, _) => "sending-stopping",
        (false, true) => "sending-dry-run",
        (false, false) => "sending",
    };
    let head = app.texts.say_with(id, &[("seconds", elapsed.to_string().into())]);
    let turning = spinner[app.turn % spinner.len()];
    let mut lines = vec![Line::styled(format!("{turning} {head}"), theme.style(Role::Title))];
    lines.push(Line::default());
    for (at, text) in &sending.steps {
        let after = at.duration_since(sending.began).as_secs().max(0);
        lines.extend(crate::tui::widgets::paper::hanging(
            &format!("{after:>4}s"),
            theme.style(Role::Dim),
            text,
            columns,
            theme.style(Role::Plain),
        ));
    }
    if let Some(next) = sending.next.filter(|_| !sending.cancelled) {
        let left = next.duration_since(app.now).as_secs_f64().max(0.0);
        let args = [("seconds", format!("{left:.0}").into())];
        let text = app.texts.say_with("sending-next", &args);
        lines.push(Line::styled(text, theme.style(Role::Warning)));
    }
    lines.push(Line::default());
    let about = if sending.dry_run { "sending-about-dry-run" } else { "sending-about" };
    lines.extend(paragraph(&app.texts.say(about), columns, theme.style(Role::Dim)));
    let most = lines.len().saturating_sub(area.height.into());
    scrolled(&lines, most, area, buffer, theme);
}
