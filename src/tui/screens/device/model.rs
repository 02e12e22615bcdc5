//! The lines of the step, which of them has the keys, and whether a text is being read.

use crate::flow::DeviceSource;
use crate::tui::document::Document;
use crate::tui::effect::{SecretText, Ticket};
use crate::walk::device_rows::{DeviceRow, device_rows};

/// A reading that is waited for.
#[derive(Clone, Debug)]
pub struct AwaitedReading {
    pub(super) ticket: Ticket,
    /// The document that it is for, by its number.
    pub(super) document: u64,
    /// What is read.
    pub(super) source: DeviceSource,
    /// Whether it is the file that the draft remembers, read again since it was opened.
    pub(super) again: bool,
}

/// The text that is being read, or that could not be.
#[derive(Clone, Debug, Default)]
pub struct DeviceModel {
    /// The line that has the keys.
    pub(super) row: Option<DeviceRow>,
    pub(super) waiting: Option<AwaitedReading>,
    /// The pasted text that was read last and stands in no file.
    pub(super) pasted: Option<SecretText>,
}

impl DeviceModel {
    /// Whether a text is being read.
    pub fn is_reading(&self) -> bool {
        self.waiting.is_some()
    }

    /// A text is on its way to be read, for the document of that number; `again` where the draft remembers
    /// it.
    pub fn await_reading(
        &mut self,
        ticket: Ticket,
        document: u64,
        source: DeviceSource,
        again: bool,
    ) {
        self.waiting = Some(AwaitedReading { ticket, document, source, again });
    }

    /// The lines of the step.
    pub fn rows(&self, document: Option<&Document>) -> Vec<DeviceRow> {
        document.map(|document| device_rows(document, self.pasted.is_some())).unwrap_or_default()
    }

    /// The line that has the keys. Where none has had them, Enter goes on: the step may be left out.
    pub fn selected_row(&self, rows: &[DeviceRow]) -> DeviceRow {
        self.row.filter(|row| rows.contains(row)).unwrap_or(DeviceRow::Continue)
    }

    /// Another draft is at hand.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}
