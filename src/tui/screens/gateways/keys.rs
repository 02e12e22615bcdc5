//! What a key does among the customer gateways.

use crossterm::event::KeyEvent;
use ratatui::layout::Position;

use super::model::GatewayLine;
use super::view::{accepting, parts};
use crate::connection::{FieldPath, Key, Origin, Severity};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::document::Document;
use crate::tui::effect::Effect;
use crate::tui::layout::areas;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::new_gateway::NewGatewayForm;
use crate::tui::rows::FormItem;
use crate::tui::steps::WizardStep;
use crate::tui::widgets::line_input::LineInput;

/// A key among the gateways.
pub fn key(app: &mut App, key: KeyEvent, action: Option<Action>) -> Vec<Effect> {
    let region = app.region();
    if region.is_empty() && matches!(action, None | Some(Action::Accept)) {
        // Nothing can be chosen before the region is.
        return match action {
            Some(_) => app.go_to(FieldPath::connection(Key::RegionId)),
            None => Vec::new(),
        };
    }
    app.filter_gateways();
    match action {
        Some(Action::Down) => app.gateways.step(1),
        Some(Action::Up) => app.gateways.step(-1),
        Some(Action::PageDown) => app.gateways.step(10),
        Some(Action::PageUp) => app.gateways.step(-10),
        Some(Action::Next) => return go_on(app, 1),
        Some(Action::Previous) => return go_on(app, -1),
        Some(Action::Accept) => return choose(app),
        Some(Action::Refresh) => return refresh(app),
        Some(Action::Create) => return create(app),
        Some(Action::Back) if !app.gateways.filter.text().is_empty() => {
            app.gateways.filter = LineInput::default();
            app.gateways.reset_cursor();
        }
        Some(Action::Back) => {
            return app.return_to_diagnosis().unwrap_or_else(|| app.move_step(-1));
        }
        Some(_) => {}
        None => {
            if app.gateways.filter.key(key) {
                app.gateways.reset_cursor();
            }
        }
    }
    Vec::new()
}

/// A pasted id or name goes into the filter.
pub fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    app.gateways.filter.paste(text.trim());
    app.gateways.reset_cursor();
    Vec::new()
}

/// To the other tunnel's slot, or out of the step.
fn go_on(app: &mut App, by: isize) -> Vec<Effect> {
    if let (Some(path), Some(document)) = (app.gateway_slot(), &mut app.document) {
        document.visit(path);
    }
    let last = app.gateway_slots().len().saturating_sub(1);
    match app.gateways.slot.checked_add_signed(by) {
        Some(to) if to <= last => {
            app.gateways.slot = to;
            focus(app);
            Vec::new()
        }
        _ => app.move_step(by),
    }
}

/// The form's idea of where the keys are follows the slot, so that findings and help are its.
fn focus(app: &mut App) {
    app.gateways.reset_cursor();
    if let Some(path) = app.gateway_slot() {
        app.form.focus(WizardStep::Gateways, FormItem::Field(path));
    }
}

fn refresh(app: &mut App) -> Vec<Effect> {
    match app.load_gateways(true) {
        Some(effect) => vec![effect],
        None => {
            if app.region().is_empty() {
                app.warn("gateways-no-region", &accepting(app));
            } else {
                app.warn("gateways-signed-out", &[]);
            }
            Vec::new()
        }
    }
}

fn create(app: &mut App) -> Vec<Effect> {
    if app.region().is_empty() {
        app.warn("gateways-no-region", &accepting(app));
    } else if !app.is_signed_in() {
        app.warn("gateways-signed-out", &[]);
    } else {
        let typed = app.gateways.filter.text().trim().to_owned();
        let unfinished = app.gateways.unfinished.take();
        let form = unfinished.unwrap_or_else(|| Box::new(NewGatewayForm::new(&typed)));
        app.overlays.push(Overlay::Gateway(form));
    }
    Vec::new()
}

fn choose(app: &mut App) -> Vec<Effect> {
    let region = app.region();
    let lines = app.gateways.lines();
    let (Some(path), Some(line)) = (app.gateway_slot(), lines.get(app.gateways.cursor.at).copied())
    else {
        return Vec::new();
    };
    let id = match line {
        GatewayLine::New => return create(app),
        GatewayLine::Typed => Some(app.gateways.filter.text().trim().to_owned()),
        GatewayLine::Chosen => Some(app.gateways.matched_for.chosen.clone()),
        GatewayLine::Row(row) if app.gateways.may_have_better(&region, row) => {
            app.warn("gateways-still-loading", &[]);
            return Vec::new();
        }
        GatewayLine::Row(row) => {
            app.gateways.lists.rows(&region).get(row).map(|row| row.item.id.clone())
        }
    };
    let Some(id) = id else { return Vec::new() };
    assign_gateway(app, path, &id)
}

/// Puts a gateway into a slot. With nothing to say against it, the next slot has the keys.
pub fn assign_gateway(app: &mut App, path: FieldPath, id: &str) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    let same = document.draft().text(path) == Some(id);
    document.choose(path, id, Origin::Typed);
    document.visit(path);
    app.external_facts_changed();
    app.gateways.filter = LineInput::default();
    // With something against it, Enter once more means this one, and so goes on with it.
    app.gateways.reset_cursor();
    let Some(document) = &app.document else { return Vec::new() };
    let gravest = document.findings_at(path).find(|finding| {
        finding.severity() != Severity::Hint
            && !document.is_acknowledged(finding)
            && !document.is_missing(finding)
            && !Document::is_of_mode(finding)
    });
    if let Some(finding) = gravest.filter(|_| !same) {
        let is_error = finding.severity() == Severity::Error;
        app.warn(if is_error { "gateway-has-errors" } else { "gateway-has-findings" }, &[]);
        return Vec::new();
    }
    go_on(app, 1)
}

/// A click chooses a slot or a row.
pub fn click(app: &mut App, column: u16, row: u16) -> Vec<Effect> {
    let parts = parts(app, areas(app).main);
    let at = Position::new(column, row);
    if parts.slots.contains(at) {
        app.gateways.slot = usize::from(row - parts.slots.y);
        focus(app);
    } else if parts.rows.contains(at) {
        let lines = app.gateways.lines().len();
        if let Some(clicked) = app.gateways.cursor.row_at(lines, parts.rows, row) {
            if app.gateways.cursor.at == clicked {
                return choose(app);
            }
            app.gateways.follows = false;
            app.gateways.cursor.at = clicked;
        }
    }
    Vec::new()
}
