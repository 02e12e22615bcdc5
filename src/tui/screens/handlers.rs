//! What a screen is to the rest of the wizard.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;

/// What a screen does and how it looks.
pub struct Handlers {
    /// A key was pressed.
    pub key: fn(&mut App, KeyEvent, Option<Action>) -> Vec<Effect>,
    /// A text was pasted.
    pub paste: fn(&mut App, &str) -> Vec<Effect>,
    /// The mouse was pressed at a column and a row.
    pub click: fn(&mut App, u16, u16) -> Vec<Effect>,
    /// Draws the screen into an area and tells where the cursor is.
    pub view: fn(&App, Rect, &mut Buffer) -> Option<Position>,
}

/// For a screen without anything to type into.
pub fn no_paste(_: &mut App, _: &str) -> Vec<Effect> {
    Vec::new()
}

/// For a screen without anything to click on.
pub fn no_click(_: &mut App, _: u16, _: u16) -> Vec<Effect> {
    Vec::new()
}
