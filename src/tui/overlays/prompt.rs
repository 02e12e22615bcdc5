//! A line to fill in: the name of a draft, the path of a file.

use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::Overlay;
use crate::drafts::DraftName;
use crate::text::Texts;
use crate::tui::app::App;
use crate::tui::keymap::Action;
use crate::tui::msg::{Effect, Private};
use crate::tui::theme::Role;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::paper::{boxed, middle, paragraph};

/// What the line is for.
#[derive(Clone, Debug)]
pub enum PromptPurpose {
    /// The name of the draft at hand.
    SaveAs,
    /// Another name for a draft.
    Rename(DraftName),
    /// The name of a copy.
    Duplicate(DraftName),
    /// Where to write a text.
    Write(Private),
}

/// The line.
#[derive(Clone, Debug)]
pub struct Prompt {
    purpose: PromptPurpose,
    input: LineInput,
}

impl Prompt {
    /// A line with a text to begin with.
    pub fn new(purpose: PromptPurpose, text: &str) -> Self {
        Self { purpose, input: LineInput::new(text) }
    }

    /// Takes a pasted text in.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text.trim());
    }

    fn title(&self, texts: &Texts) -> String {
        texts.say(match self.purpose {
            PromptPurpose::SaveAs => "prompt-save-as",
            PromptPurpose::Rename(_) => "prompt-rename",
            PromptPurpose::Duplicate(_) => "prompt-duplicate",
            PromptPurpose::Write(_) => "prompt-write",
        })
    }

    /// Whether another draft goes by this name already.
    fn is_taken(&self, name: &DraftName, app: &App) -> bool {
        let own = match &self.purpose {
            PromptPurpose::SaveAs => {
                app.document.as_ref().and_then(|document| document.name.as_ref())
            }
            PromptPurpose::Rename(from) => Some(from),
            PromptPurpose::Duplicate(_) | PromptPurpose::Write(_) => None,
        };
        own != Some(name) && app.home.has_draft(name)
    }

    /// What stands in the way of this text, or what it becomes.
    fn remark(&self, app: &App) -> (Role, String) {
        let texts = &app.texts;
        let typed = self.input.text();
        if matches!(self.purpose, PromptPurpose::Write(_)) {
            return (Role::Dim, texts.say("prompt-write-help"));
        }
        match DraftName::from_typed(typed) {
            None => (
                Role::Warning,
                texts.say_with("drafts-no-name", &[("name", typed.to_owned().into())]),
            ),
            Some(name) if self.is_taken(&name, app) => {
                let args = [("name", name.to_string().into())];
                (Role::Warning, texts.say_with("prompt-taken", &args))
            }
            Some(name) if name.as_str() == typed => (Role::Dim, texts.say("prompt-keys")),
            Some(name) => {
                (Role::Dim, texts.say_with("prompt-becomes", &[("name", name.to_string().into())]))
            }
        }
    }
}

/// A key in the line.
pub fn key(
    app: &mut App,
    mut prompt: Prompt,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    match action {
        Some(Action::Back) => return Vec::new(),
        Some(Action::Accept) => return accept(app, prompt),
        Some(_) => {}
        None => {
            prompt.input.key(key);
        }
    }
    app.overlays.push(Overlay::Prompt(prompt));
    Vec::new()
}

fn accept(app: &mut App, prompt: Prompt) -> Vec<Effect> {
    if let PromptPurpose::Write(text) = &prompt.purpose {
        let path = prompt.input.text().trim();
        if path.is_empty() {
            app.overlays.push(Overlay::Prompt(prompt));
            return Vec::new();
        }
        return vec![Effect::Write(PathBuf::from(path), text.clone())];
    }
    let name = DraftName::from_typed(prompt.input.text());
    let Some(name) = name.filter(|name| !prompt.is_taken(name, app)) else {
        app.overlays.push(Overlay::Prompt(prompt));
        return Vec::new();
    };
    match prompt.purpose {
        PromptPurpose::SaveAs => app.name_document(name, true),
        PromptPurpose::Rename(from) if from == name => Vec::new(),
        PromptPurpose::Rename(from) => {
            let is_open = app.document.as_ref().and_then(|one| one.name.as_ref()) == Some(&from);
            if is_open { app.name_document(name, true) } else { vec![Effect::Rename(from, name)] }
        }
        PromptPurpose::Duplicate(from) => vec![Effect::Duplicate(from, name)],
        PromptPurpose::Write(_) => Vec::new(),
    }
}

/// Draws the line and tells where the cursor is.
pub fn view(app: &App, prompt: &Prompt, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let width = area.width.saturating_sub(4).min(70);
    let (role, remark) = prompt.remark(app);
    let below = paragraph(&remark, usize::from(width.saturating_sub(4)), app.theme.style(role));
    let height = u16::try_from(below.len()).unwrap_or(1) + 4;
    let inside = boxed(middle(area, width, height), &prompt.title(&app.texts), buffer, app.theme);
    let line = Rect { height: 1.min(inside.height), ..inside };
    let underlined = Style::new().add_modifier(Modifier::UNDERLINED);
    let cursor = prompt.input.draw(line, buffer, underlined);
    for (text, y) in below.iter().zip(inside.y + 2..inside.bottom()) {
        buffer.set_line(inside.x, y, text, inside.width);
    }
    Some(cursor)
}
