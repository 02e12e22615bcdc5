//! A customer gateway that is being filled in.

use std::net::Ipv4Addr;

use crate::connection::{GatewayField, check_gateway_field};
use crate::drafts::SavedGatewayForm;
use crate::tui::effect::Ticket;
use crate::tui::widgets::line_input::LineInput;

/// The rows of the form. All but the last are lines to fill in.
pub(super) const ROWS: [&str; 5] = ["ip", "asn", "name", "description", "create"];

/// What the lines are for.
const PARTS: [GatewayField; CREATE] =
    [GatewayField::Address, GatewayField::Asn, GatewayField::Name, GatewayField::Description];

/// The row that makes the gateway.
pub(super) const CREATE: usize = ROWS.len() - 1;

/// How far it is.
#[derive(Clone, Debug)]
pub(super) enum CreationState {
    Filling,
    Waiting(Ticket),
    Failed(String),
}

/// The form.
#[derive(Clone, Debug)]
pub struct NewGatewayForm {
    pub(super) lines: [LineInput; CREATE],
    pub(super) at: usize,
    pub(super) state: CreationState,
    /// The same for every attempt at this gateway, so that it is made once.
    pub(super) token: Option<String>,
    /// Whether a person has asked for it, so that what is missing may be told.
    pub(super) pressed: bool,
}

impl NewGatewayForm {
    /// An empty form; what was typed into the filter becomes address or name.
    pub fn new(typed: &str) -> Self {
        let mut lines: [LineInput; CREATE] = Default::default();
        if typed.parse::<Ipv4Addr>().is_ok() {
            lines[0] = LineInput::filled(typed);
        } else {
            lines[2] = LineInput::filled(typed);
        }
        Self { lines, at: 0, state: CreationState::Filling, token: None, pressed: false }
    }

    /// The form as it was left.
    pub fn of_notes(notes: SavedGatewayForm) -> Self {
        let SavedGatewayForm { ip, asn, name, description, token } = notes;
        let lines = [ip, asn, name, description].map(|text| LineInput::new(&text));
        Self { lines, at: 0, state: CreationState::Filling, token, pressed: false }
    }

    /// What to keep of it; nothing where nothing was typed.
    pub fn notes(&self) -> Option<SavedGatewayForm> {
        let [ip, asn, name, description] = self.lines.each_ref().map(|line| line.text().to_owned());
        let is_empty = [&ip, &asn, &name, &description].iter().all(|text| text.is_empty());
        let token = self.token.clone();
        (!is_empty).then_some(SavedGatewayForm { ip, asn, name, description, token })
    }

    /// Whether the service is being asked.
    pub fn is_waiting(&self) -> bool {
        matches!(self.state, CreationState::Waiting(_))
    }

    /// Whether it waits for this answer.
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        matches!(self.state, CreationState::Waiting(awaited) if awaited == ticket)
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

    pub(super) fn text(&self, line: usize) -> Option<String> {
        let text = self.lines[line].text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// What is wrong with a line; the id of the sentence.
    pub(super) fn flaw(&self, line: usize) -> Option<&'static str> {
        let flaw = check_gateway_field(*PARTS.get(line)?, self.lines.get(line)?.text())?;
        Some(flaw.name())
    }

    /// Whether a flaw may be told: never of the line one is typing in, unless it was asked for.
    pub(super) fn visible_flaw(&self, line: usize) -> Option<&'static str> {
        let flaw = self.flaw(line)?;
        let typing = self.at == line && !self.pressed;
        let untouched = self.lines[line].text().is_empty() && !self.pressed;
        (!typing && !untouched).then_some(flaw)
    }
}
