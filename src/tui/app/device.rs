//! The configuration of the device at the other end: read outside, for the draft at hand.

use std::path::PathBuf;

use super::state::App;
use crate::flow::DeviceSource;
use crate::tui::effect::Effect;

impl App {
    /// Has a configuration read. The device is the one that was named, if its text can be read at all.
    /// `again` where it is the file that the draft remembers.
    pub(in crate::tui) fn read_device(&mut self, source: DeviceSource, again: bool) -> Effect {
        let ticket = self.ticket();
        self.device.await_reading(ticket, self.document_number, source.clone(), again);
        let named = self.document.as_ref().and_then(|document| document.peer()).cloned();
        Effect::ReadDevice(ticket, source, named)
    }

    /// Has the file read again that the draft remembers, once the draft was opened.
    pub(super) fn read_device_again(&mut self) -> Option<Effect> {
        let file = self.document.as_ref()?.unread_device_file()?;
        let source = DeviceSource::File(PathBuf::from(file));
        Some(self.read_device(source, true))
    }
}
