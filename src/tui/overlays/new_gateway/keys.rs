//! A customer gateway is filled in and made.

use crossterm::event::KeyEvent;

use super::model::{CREATE, CreationState, NewGatewayForm, ROWS};
use crate::connection::value::Asn;
use crate::flow::{CustomerGateway, NewGateway, ServiceTrouble};
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
    match action {
        // What was typed, and the token of a request under way, are here again next time.
        Some(Action::Back) => {
            app.gateways.unfinished = Some(form);
            return Vec::new();
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
    app.overlays.push(Overlay::Gateway(form));
    Vec::new()
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
    vec![Effect::CreateGateway(ticket, Box::new(wanted))]
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
    result: Result<CustomerGateway, ServiceTrouble>,
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
            match open {
                Some(at) => {
                    app.overlays.remove(at);
                    match app.gateway_slot() {
                        Some(path) => gateways::take(app, path, &id),
                        None => Vec::new(),
                    }
                }
                None => Vec::new(),
            }
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
