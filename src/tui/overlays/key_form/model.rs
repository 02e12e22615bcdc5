//! The keys that a draft wants to be asked for, one after another.

use std::collections::BTreeMap;

use crate::connection::{FieldPath, Secret};
use crate::flow::SubmitConsent;
use crate::tui::widgets::key_input::KeyInput;

/// The form: one key after another.
#[derive(Debug)]
pub struct KeyForm {
    pub(super) wanted: Vec<FieldPath>,
    pub(super) asked: BTreeMap<FieldPath, Secret>,
    pub(super) input: KeyInput,
    pub(super) agreed: SubmitConsent,
}

impl KeyForm {
    /// Asks for these keys.
    pub fn new(wanted: Vec<FieldPath>, agreed: SubmitConsent) -> Self {
        Self { wanted, asked: BTreeMap::new(), input: KeyInput::new(None), agreed }
    }

    pub(super) fn current(&self) -> Option<FieldPath> {
        self.wanted.iter().copied().find(|path| !self.asked.contains_key(path))
    }

    /// Takes a pasted key.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
    }
}
