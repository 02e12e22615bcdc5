//! A customer gateway is filled in and made.

use crossterm::event::KeyEvent;

use super::model::{CREATE, CreationState, NewGatewayForm, ROWS};
use crate::connection::value::Asn;
use crate::flow::{CustomerGateway, NewGateway, ServiceFailure};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::{Effect, Ticket};
use crate::tui::overlays::Overlay;
use crate::tui::screens::gateways;

/// A key in the form.
pub fn key(
    app: &mut App,
    mut form: Box<NewGatewayForm>,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    let waiting = form.is_waiting();
    let at = form.at;
    match action {
        // What was typed, and the token of a request under way, are here again next time.
        Some(Action::Back) => {
            app.gateways.unfinished = Some(form);
            return vec![app.save_bookmark()];
        }
        Some(Action::Accept) if form.is_at_create() && !waiting => return accept(app, form),
        Some(Action::Next | Action::Down) => form.at = (form.at + 1) % ROWS.len(),
        // A line break in what a terminal pastes as keys must make nothing.
        Some(Action::Accept) => form.at = (form.at + 1).min(CREATE),
        Some(Action::Previous | Action::Up) => {
            form.at = (form.at + ROWS.len() - 1) % ROWS.len();
        }
        Some(_) => {}
        None if waiting => {}
        None => {
            if let Some(line) = form.lines.get_mut(form.at) {
                let before = line.text().to_owned();
                line.key(key);
                if line.text() != before {
                    form.pressed = false;
                    // Another request, which needs a token of its own.
                    form.token = None;
                }
            }
        }
    }
    // What was typed into a line is kept when it is left.
    let is_left = form.at != at;
    app.overlays.push(Overlay::Gateway(form));
    if is_left { vec![app.save_bookmark()] } else { Vec::new() }
}

fn accept(app: &mut App, mut form: Box<NewGatewayForm>) -> Vec<Effect> {
    form.pressed = true;
    if let Some(line) = (0..CREATE).find(|line| form.flaw(*line).is_some()) {
        form.at = line;
        app.overlays.push(Overlay::Gateway(form));
        return Vec::new();
    }
    let token = form.token.get_or_insert_with(|| fresh_token(app)).clone();
    let ticket = app.ticket();
    form.state = CreationState::Waiting(ticket);
    let wanted = NewGateway {
        region: app.region(),
        ip: form.text(0).unwrap_or_default(),
        name: form.text(2),
        description: form.text(3),
        asn: form.text(1).and_then(|text| text.parse::<Asn>().ok()).map(Asn::number),
        auth_key: None,
        client_token: token,
        resource_group: None,
    };
    app.overlays.push(Overlay::Gateway(form));
    // Its token is kept with it: whoever comes back after a crash sends the same.
    vec![app.save_bookmark(), Effect::CreateGateway(ticket, Box::new(wanted))]
}

/// A token in the form of a random UUID (RFC 9562, version 4).
fn fresh_token(app: &mut App) -> String {
    let mut bytes = [0; 16];
    app.entropy.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

/// The service has answered.
pub fn created(
    app: &mut App,
    ticket: Ticket,
    region: &str,
    result: Result<CustomerGateway, ServiceFailure>,
) -> Vec<Effect> {
    let open = app
        .overlays
        .iter()
        .position(|overlay| matches!(overlay, Overlay::Gateway(form) if form.waits_for(ticket)));
    if app.gateways.unfinished_is(ticket) {
        app.gateways.unfinished = None;
    }
    match result {
        Ok(gateway) => {
            let id = gateway.id.clone();
            app.gateways.add(region, gateway);
            app.notify("gateway-created", &[("id", id.clone().into())]);
            let mut effects = Vec::new();
            if let Some(at) = open {
                app.overlays.remove(at);
                if let Some(path) = app.gateway_slot() {
                    effects = gateways::assign_gateway(app, path, &id);
                }
            }
            effects.push(app.save_bookmark());
            effects
        }
        Err(trouble) => {
            let why = app.explained(&trouble);
            match open.map(|at| &mut app.overlays[at]) {
                Some(Overlay::Gateway(form)) => form.state = CreationState::Failed(why),
                _ => app.report_error(why),
            }
            Vec::new()
        }
    }
}
