//! The line is typed and taken.

use std::path::PathBuf;

use crossterm::event::KeyEvent;

use super::model::{Prompt, PromptPurpose};
use crate::drafts::DraftName;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::question::Question;
use crate::tui::screens::device;

/// A key in the line.
pub fn key(
    app: &mut App,
    mut prompt: Prompt,
    key: KeyEvent,
    action: Option<Action>,
) -> Vec<Effect> {
    match action {
        Some(Action::Back) => {
            return match &prompt.purpose {
                PromptPurpose::DeleteConnection(at) => app.answer_change(at, false),
                _ => Vec::new(),
            };
        }
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
    if let PromptPurpose::Write(text) | PromptPurpose::KeepDevice(text) = &prompt.purpose {
        let path = prompt.input.text().trim();
        if path.is_empty() {
            app.overlays.push(Overlay::Prompt(prompt));
            return Vec::new();
        }
        let effect = Effect::Write(PathBuf::from(path), text.clone());
        app.writing = Some(prompt);
        return vec![effect];
    }
    if let PromptPurpose::DeleteConnection(at) = &prompt.purpose {
        if prompt.input.text().trim() == app.connection_name(at) {
            return app.answer_change(at, true);
        }
        app.warn("change-delete-other-name", &[]);
        app.overlays.push(Overlay::Prompt(prompt));
        return Vec::new();
    }
    if matches!(prompt.purpose, PromptPurpose::DeviceFile) {
        let path = prompt.input.text().trim().to_owned();
        if path.is_empty() {
            app.overlays.push(Overlay::Prompt(prompt));
            return Vec::new();
        }
        return device::read_file(app, &path);
    }
    let name = DraftName::from_typed(prompt.input.text());
    let Some(name) = name.filter(|name| !is_taken(app, &prompt, name)) else {
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
        PromptPurpose::Duplicate(from) => {
            app.ask(Question::CopyFresh(from, name));
            Vec::new()
        }
        PromptPurpose::DeviceFile
        | PromptPurpose::KeepDevice(_)
        | PromptPurpose::Write(_)
        | PromptPurpose::DeleteConnection(_) => Vec::new(),
    }
}

/// Whether another draft goes by this name already.
pub(super) fn is_taken(app: &App, prompt: &Prompt, name: &DraftName) -> bool {
    let own = match &prompt.purpose {
        PromptPurpose::SaveAs => app.document.as_ref().and_then(|document| document.name.as_ref()),
        PromptPurpose::Rename(from) => Some(from),
        PromptPurpose::Duplicate(_)
        | PromptPurpose::DeviceFile
        | PromptPurpose::KeepDevice(_)
        | PromptPurpose::Write(_)
        | PromptPurpose::DeleteConnection(_) => None,
    };
    own != Some(name) && app.home.has_draft(name)
}
