//! A new customer gateway, made without leaving the walk.

use std::net::Ipv4Addr;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Overlay;
use crate::connection::value::Asn;
use crate::flow::{CustomerGateway, NewGateway, ServiceTrouble};
use crate::tui::app::App;
use crate::tui::keymap::Action;
use crate::tui::msg::{Effect, Ticket};
use crate::tui::screens::gateways;
use crate::tui::theme::Role;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paper::{boxed, middle, padded, wrapped};

/// The rows of the form. All but the last are lines to fill in.
const ROWS: [&str; 5] = ["ip", "asn", "name", "description", "create"];

/// The row that makes the gateway.
const CREATE: usize = ROWS.len() - 1;

/// How the wish stands.
#[derive(Clone, Debug)]
enum GatewayChoice {
    Filling,
    Waiting(Ticket),
    Failed(String),
}

/// The form.
#[derive(Clone, Debug)]
pub struct NewGatewayForm {
    lines: [LineInput; CREATE],
    at: usize,
    wish: GatewayChoice,
    /// The same for every attempt at this gateway, so that it is made once.
    token: Option<String>,
    /// Whether a person has asked for it, so that what is missing may be told.
    pressed: bool,
}

impl NewGatewayForm {
    /// An empty form; what was typed into the filter becomes address or name.
    pub fn new(typed: &str) -> Self {
        let mut lines: [LineInput; CREATE] = Default::default();
        if typed.parse::<Ipv4Addr>().is_ok() {
            lines[0] = LineInput::new(typed);
        } else {
            lines[2] = LineInput::new(typed);
        }
        Self { lines, at: 0, wish: GatewayChoice::Filling, token: None, pressed: false }
    }

    /// Whether the service is being asked.
    pub fn is_waiting(&self) -> bool {
        matches!(self.wish, GatewayChoice::Waiting(_))
    }

    /// Whether it waits for this answer.
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        matches!(self.wish, GatewayChoice::Waiting(awaited) if awaited == ticket)
    }

    /// Takes a pasted text into the line at hand.
    pub fn paste(&mut self, text: &str) {
        if self.is_waiting() {
            return;
        }
        if let Some(line) = self.lines.get_mut(self.at) {
            line.paste(text.trim());
            self.token = None;
        }
    }

    /// Whether Enter makes the gateway now.
    pub fn is_at_create(&self) -> bool {
        self.at == CREATE
    }

    fn text(&self, line: usize) -> Option<String> {
        let text = self.lines[line].text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// What is wrong with a line; the id of the sentence.
    fn flaw(&self, line: usize) -> Option<&'static str> {
        let text = self.lines.get(line)?.text().trim();
        let long = text.chars().count() > 100;
        match line {
            0 if text.is_empty() => Some("new-gateway-no-ip"),
            0 => match text.parse::<Ipv4Addr>() {
                Ok(_) => None,
                Err(_) => Some("new-gateway-bad-ip"),
            },
            1 if text.is_empty() => None,
            1 => match text.parse::<Asn>() {
                Ok(Asn::ALIBABA) => Some("new-gateway-own-asn"),
                Ok(_) => None,
                Err(_) => Some("new-gateway-bad-asn"),
            },
            2 if long || text.starts_with("http://") || text.starts_with("https://") => {
                Some("new-gateway-bad-name")
            }
            3 if long => Some("new-gateway-bad-name"),
            _ => None,
        }
    }

    /// Whether a flaw may be told: never of the line one is typing in, unless it was asked for.
    fn told_flaw(&self, line: usize) -> Option<&'static str> {
        let flaw = self.flaw(line)?;
        let typing = self.at == line && !self.pressed;
        let untouched = self.lines[line].text().is_empty() && !self.pressed;
        (!typing && !untouched).then_some(flaw)
    }
}

/// A key in the form.
pub fn key(
    app: &mut App,
    mut form: Box<NewGatewayForm>,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    let waiting = form.is_waiting();
    match action {
        // What was typed, and the token of a wish under way, are here again next time.
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
                    // Another wish, which needs a token of its own.
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
    form.wish = GatewayChoice::Waiting(ticket);
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
            app.tell("gateway-created", &[("id", id.clone().into())]);
            match open {
                Some(at) => {
                    app.overlays.remove(at);
                    match gateways::current_slot(app) {
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
                Some(Overlay::Gateway(form)) => form.wish = GatewayChoice::Failed(why),
                _ => app.complain(why),
            }
            Vec::new()
        }
    }
}

/// Draws the form and tells where the cursor is.
pub fn view(app: &App, form: &NewGatewayForm, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let theme = app.theme;
    let width = area.width.saturating_sub(4).min(72);
    let inside = boxed(middle(area, width, 14), &app.texts.say("new-gateway-title"), buffer, theme);
    let label = 16.min(inside.width / 2);
    let mut cursor = None;
    for ((row, name), y) in ROWS.iter().enumerate().zip(inside.y..inside.bottom()) {
        let is_here = form.at == row;
        let mark = if is_here { theme.marks().here } else { " " };
        let text = app.texts.say(&format!("new-gateway-{name}"));
        let Some(line) = form.lines.get(row) else {
            let style = theme.style(if is_here { Role::Focus } else { Role::Plain });
            let text = format!("{mark} [ {text} ]");
            buffer.set_stringn(inside.x, y, text, inside.width.into(), style);
            continue;
        };
        let role = if is_here { Role::Title } else { Role::Plain };
        let text = padded(&format!("{mark} {text}"), label.into(), theme);
        buffer.set_stringn(inside.x, y, text, label.into(), theme.style(role));
        let field = Rect {
            x: inside.x + label + 1,
            y,
            width: inside.width.saturating_sub(label + 3),
            height: 1,
        };
        let style =
            if is_here { Style::new().add_modifier(Modifier::UNDERLINED) } else { Style::new() };
        let at = line.draw(field, buffer, style);
        if is_here {
            cursor = Some(at);
        }
        if form.told_flaw(row).is_some() {
            let style = theme.style(Role::Error);
            buffer.set_string(inside.right().saturating_sub(1), y, theme.marks().error, style);
        }
    }
    let width = inside.width.into();
    let mut y = inside.y + 6;
    for (role, text) in remarks(app, form) {
        for line in wrapped(&text, width) {
            if y < inside.bottom() {
                buffer.set_stringn(inside.x, y, line, width, theme.style(role));
                y += 1;
            }
        }
    }
    cursor.filter(|_| !form.is_waiting())
}

fn remarks(app: &App, form: &NewGatewayForm) -> Vec<(Role, String)> {
    let texts = &app.texts;
    let first = match &form.wish {
        GatewayChoice::Waiting(_) => {
            let spinner = app.theme.marks().spinner;
            let text = texts.say("new-gateway-waiting");
            (Role::Plain, format!("{} {text}", spinner[app.turn % spinner.len()]))
        }
        GatewayChoice::Failed(why) => (Role::Error, why.clone()),
        GatewayChoice::Filling => {
            let lines = [form.at].into_iter().chain(0..CREATE);
            match lines.into_iter().find_map(|line| form.told_flaw(line)) {
                Some(flaw) => (Role::Error, texts.say(flaw)),
                None => (Role::Dim, texts.say(&format!("new-gateway-{}.help", ROWS[form.at]))),
            }
        }
    };
    let wants_bgp = app.document.as_ref().is_some_and(|document| document.draft().wants_bgp());
    let lacks_asn = wants_bgp && form.text(1).is_none();
    let warning = lacks_asn.then(|| (Role::Warning, texts.say("new-gateway-asn-wanted")));
    [first].into_iter().chain(warning).collect()
}
