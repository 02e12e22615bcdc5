//! What is asked for in one line: the name of a draft, the path of a file.

use crate::drafts::DraftName;
use crate::flow::ConnectionRef;
use crate::text::Texts;
use crate::tui::effect::SecretText;
use crate::tui::widgets::line_input::LineInput;

/// What the line is for.
#[derive(Clone, Debug)]
pub enum PromptPurpose {
    /// The name of the draft at hand.
    SaveAs,
    /// Another name for a draft.
    Rename(DraftName),
    /// The name of a copy.
    Duplicate(DraftName),
    /// The file with the configuration of a device.
    DeviceFile,
    /// Where to keep the device's text that was pasted.
    KeepDevice(SecretText),
    /// Where to write a text.
    Write(SecretText),
    /// The name of the connection that is to be deleted.
    DeleteConnection(ConnectionRef),
}

/// The line.
#[derive(Clone, Debug)]
pub struct Prompt {
    pub(super) purpose: PromptPurpose,
    pub(super) input: LineInput,
}

impl Prompt {
    /// What Enter does with the line, as the foot of the screen has it.
    pub const fn accept_label(&self) -> &'static str {
        match self.purpose {
            PromptPurpose::SaveAs | PromptPurpose::Write(_) | PromptPurpose::KeepDevice(_) => {
                "foot-save"
            }
            PromptPurpose::Rename(_) => "foot-rename",
            PromptPurpose::Duplicate(_) => "foot-duplicate",
            PromptPurpose::DeviceFile => "foot-read",
            PromptPurpose::DeleteConnection(_) => "foot-delete",
        }
    }

    /// A line with a text to begin with, which the first letter replaces.
    pub fn new(purpose: PromptPurpose, text: &str) -> Self {
        Self { purpose, input: LineInput::filled(text) }
    }

    /// Whether it asks where the device's text is kept.
    pub const fn keeps_device(&self) -> bool {
        matches!(self.purpose, PromptPurpose::KeepDevice(_))
    }

    /// Takes a pasted text in.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text.trim());
    }

    pub(super) fn title(&self, texts: &Texts) -> String {
        texts.say(match self.purpose {
            PromptPurpose::SaveAs => "prompt-save-as",
            PromptPurpose::Rename(_) => "prompt-rename",
            PromptPurpose::Duplicate(_) => "prompt-duplicate",
            PromptPurpose::DeviceFile => "prompt-device-file",
            PromptPurpose::KeepDevice(_) => "prompt-keep-device",
            PromptPurpose::Write(_) => "prompt-write",
            PromptPurpose::DeleteConnection(_) => "prompt-delete-connection",
        })
    }
}
