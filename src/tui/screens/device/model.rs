//! The lines of the step, which of them has the keys, and whether a text is being read.

use crate::tui::document::Document;
use crate::tui::effect::Ticket;

/// A line of the step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceRow {
    /// What kind of device it is.
    Platform,
    /// The release it runs.
    Release,
    /// Whether it stands behind a NAT.
    BehindNat,
    /// Who begins a negotiation.
    Initiator,
    /// Its configuration is read from a file.
    File,
    /// Its configuration is written or pasted in an editor.
    Editor,
    /// Which of its tunnels belongs to the tunnel of this number.
    Tunnel(u16),
    /// What was read, and what was not understood.
    Report,
    /// Take over what a person has typed otherwise.
    TakeOver,
    /// On to the next step.
    Continue,
}

/// The text that is being read, or that could not be.
#[derive(Clone, Debug, Default)]
pub struct DeviceModel {
    /// The line that has the keys.
    pub(super) row: Option<DeviceRow>,
    /// The reading that is waited for, and the document that it is for.
    pub(super) waiting: Option<(Ticket, u64)>,
}

impl DeviceModel {
    /// Whether a text is being read.
    pub fn is_reading(&self) -> bool {
        self.waiting.is_some()
    }

    /// A text is on its way to be read, for the document of that number.
    pub fn await_reading(&mut self, ticket: Ticket, document: u64) {
        self.waiting = Some((ticket, document));
    }

    /// The line that has the keys. Where none has had them, Enter goes on: the step may be left out.
    pub fn here(&self, rows: &[DeviceRow]) -> DeviceRow {
        self.row.filter(|row| rows.contains(row)).unwrap_or(DeviceRow::Continue)
    }

    /// Another draft is at hand.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// The lines there are.
pub fn device_rows(document: Option<&Document>) -> Vec<DeviceRow> {
    let Some(document) = document else { return Vec::new() };
    let mut rows = vec![DeviceRow::Platform];
    if document.peer().is_some() {
        rows.extend([DeviceRow::Release, DeviceRow::BehindNat, DeviceRow::Initiator]);
    }
    rows.extend([DeviceRow::File, DeviceRow::Editor]);
    rows.extend(read_rows(document));
    rows.push(DeviceRow::Continue);
    rows
}

/// Those about a configuration that was read.
fn read_rows(document: &Document) -> Vec<DeviceRow> {
    if document.reading().is_none() {
        return Vec::new();
    }
    let pairing = document.pairing();
    let mut rows: Vec<DeviceRow> =
        pairing.pairs.iter().map(|(number, _)| DeviceRow::Tunnel(*number)).collect();
    let (free, typed) = document.offered();
    if !free.is_empty() || !typed.is_empty() {
        rows.push(DeviceRow::TakeOver);
    }
    rows.push(DeviceRow::Report);
    rows
}
