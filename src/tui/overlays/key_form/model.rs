//! The keys that a draft wants to be asked for, one after another.

use std::collections::BTreeMap;

use crate::connection::{FieldPath, Secret};
use crate::flow::SubmitConsent;
use crate::tui::widgets::key_input::SecretInput;

/// The form: one key after another.
#[derive(Debug)]
pub struct PskForm {
    pub(super) wanted: Vec<FieldPath>,
    pub(super) asked: BTreeMap<FieldPath, Secret>,
    pub(super) input: SecretInput,
    pub(super) agreed: SubmitConsent,
}

impl PskForm {
    /// Asks for these keys.
    pub fn new(wanted: Vec<FieldPath>, agreed: SubmitConsent) -> Self {
        Self { wanted, asked: BTreeMap::new(), input: SecretInput::new(None), agreed }
    }

    pub(super) fn current(&self) -> Option<FieldPath> {
        self.wanted.iter().copied().find(|path| !self.asked.contains_key(path))
    }

    /// Takes a pasted key.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
    }
}
