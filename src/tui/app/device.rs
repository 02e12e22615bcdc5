//! The configuration of the device at the other end: read outside, for the draft at hand.

use super::state::App;
use crate::peer;
use crate::tui::effect::{DeviceSource, Effect};

impl App {
    /// Has a configuration read. The device is the one that was named, if its text can be read at all.
    pub(in crate::tui) fn read_device(&mut self, source: DeviceSource) -> Effect {
        let ticket = self.ticket();
        self.device.await_reading(ticket, self.document_number);
        let named = self.document.as_ref().and_then(|document| document.peer()).cloned();
        let named = named.filter(|peer| peer::find(&peer.platform).is_some());
        Effect::ReadDevice(ticket, source, named)
    }

    /// Tells one draft that was on the table from the next.
    pub(in crate::tui) fn document_number(&self) -> u64 {
        self.document_number
    }
}
