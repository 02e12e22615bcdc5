//! What an event of the terminal means to the wizard.

use crossterm::event::Event;

use crate::tui::effect::SecretText;
use crate::tui::message::Msg;

/// What an event of the terminal means to the wizard.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(SecretText::new(text))),
        Event::Mouse(mouse) => Some(Msg::Mouse(mouse)),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        Event::FocusGained | Event::FocusLost => None,
    }
}
