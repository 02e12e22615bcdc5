//! What is asked about the device at the other end, in its order: the lines of the wizard's step, and the
//! questions of plain mode.

use crate::walk::document::Document;

/// Something that is asked or told about the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// A text that was pasted is kept in a file.
    Keep,
    /// Which of its tunnels belongs to the tunnel of this number.
    Tunnel(u16),
    /// What was read, and what was not understood.
    Report,
    /// Take over what its configuration says.
    TakeOver,
    /// On to the next step.
    Continue,
}

/// The lines there are; `is_pasted` where its text came by a paste and is on no disk.
pub fn device_rows(document: &Document, is_pasted: bool) -> Vec<DeviceRow> {
    let mut rows = vec![DeviceRow::Platform];
    if document.peer().is_some() {
        rows.extend([DeviceRow::Release, DeviceRow::BehindNat, DeviceRow::Initiator]);
    }
    rows.extend([DeviceRow::File, DeviceRow::Editor]);
    if document.reading().is_some() {
        if is_pasted {
            rows.push(DeviceRow::Keep);
        }
        let pairs = document.pairing().pairs.into_iter();
        rows.extend(pairs.map(|(number, _)| DeviceRow::Tunnel(number)));
        if document.offers() > 0 {
            rows.push(DeviceRow::TakeOver);
        }
        rows.push(DeviceRow::Report);
    }
    rows.push(DeviceRow::Continue);
    rows
}
