//! The line in a box.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::is_taken;
use super::model::Prompt;
use super::model::PromptPurpose;
use crate::drafts::DraftName;
use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::text::{boxed, middle, paragraph};

/// Draws the line and tells where the cursor is.
pub fn view(app: &App, prompt: &Prompt, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let width = area.width.saturating_sub(4).min(70);
    let (role, remark) = remark(app, prompt);
    let below = paragraph(&remark, usize::from(width.saturating_sub(4)), app.theme.style(role));
    let height = u16::try_from(below.len()).unwrap_or(1) + 4;
    let inside = boxed(middle(area, width, height), &prompt.title(&app.texts), buffer, app.theme);
    let line = Rect { height: 1.min(inside.height), ..inside };
    let cursor = prompt.input.draw(line, buffer, app.theme);
    for (text, y) in below.iter().zip(inside.y + 2..inside.bottom()) {
        buffer.set_line(inside.x, y, text, inside.width);
    }
    Some(cursor)
}

/// What stands in the way of this text, or what it becomes.
fn remark(app: &App, prompt: &Prompt) -> (Role, String) {
    let texts = &app.texts;
    let typed = prompt.input.text();
    match prompt.purpose {
        PromptPurpose::Write(_) => return (Role::Dim, texts.say("prompt-write-help")),
        PromptPurpose::KeepDevice(_) => {
            return (Role::Dim, texts.say("prompt-keep-device-help"));
        }
        PromptPurpose::DeviceFile => return (Role::Dim, texts.say("prompt-device-file-help")),
        _ => {}
    }
    if let PromptPurpose::DeleteConnection(at) = &prompt.purpose {
        let args = [("name", app.connection_name(at).into()), ("id", at.id.clone().into())];
        return (Role::Warning, texts.format("prompt-delete-connection-help", &args));
    }
    match DraftName::from_typed(typed) {
        None => {
            (Role::Warning, texts.format("drafts-no-name", &[("name", typed.to_owned().into())]))
        }
        Some(name) if is_taken(app, prompt, &name) => {
            let args = [("name", name.to_string().into())];
            (Role::Warning, texts.format("prompt-taken", &args))
        }
        Some(name) if name.as_str() == typed => (Role::Dim, texts.say("prompt-keys")),
        Some(name) => {
            (Role::Dim, texts.format("prompt-becomes", &[("name", name.to_string().into())]))
        }
    }
}
