//! What is known of the other end of a draft, as plain data.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::peer::{FieldComparison, ParsedConfig};

/// What the text of a device says, and what a person said of it. It lives as long as the document is open:
/// the draft keeps the device's name, its release and the file, never its text.
#[derive(Clone)]
pub struct DeviceReading {
    pub(super) reading: Arc<ParsedConfig>,
    /// Which tunnel of the device, by its place, belongs to a tunnel of the draft.
    pub(super) said: BTreeMap<u16, Option<usize>>,
}

impl fmt::Debug for DeviceReading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DeviceReading")
            .field("platform", &self.reading.platform)
            .field("tunnels", &self.reading.tunnels.len())
            .finish_non_exhaustive()
    }
}

/// A tunnel of the draft held against the device's.
#[derive(Clone, Debug)]
pub struct ComparedTunnel {
    /// Its number.
    pub number: u16,
    /// The place of the device's tunnel in its text, if it has one for it.
    pub device: Option<usize>,
    /// Every field: differences first, in the order in which they would be felt.
    pub found: Vec<FieldComparison>,
}

/// What was taken over from a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AdoptedValues {
    /// How many values were written.
    pub values: usize,
    /// How many differ and stay, since a person has typed or imported them.
    pub kept: usize,
}
