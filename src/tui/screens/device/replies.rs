//! A configuration was read, or could not be.

use std::path::Path;

use crate::flow::{DeviceSource, DeviceText, DeviceTextError, DeviceTextFile};
use crate::present::device_unread;
use crate::tui::app::App;
use crate::tui::effect::{Effect, SecretText, Ticket};

use super::model::AwaitedReading;
use crate::walk::device_rows::DeviceRow;

/// The device's text was read, or why not. An answer that nobody waits for any more changes nothing.
pub fn read(app: &mut App, ticket: Ticket, result: Result<DeviceText, DeviceTextError>) {
    let awaited = app.device.waiting.take_if(|awaited| awaited.ticket == ticket);
    let Some(AwaitedReading { document: number, source, again, .. }) = awaited else { return };
    if number != app.document_number {
        return;
    }
    let path = match &source {
        DeviceSource::File(path) => Some(path.display().to_string()),
        DeviceSource::Text(_) => None,
    };
    let text = match result {
        Ok(text) => text,
        Err(error) => {
            let mut why = device_unread(&app.texts, path.as_deref(), error);
            if again {
                why = app.texts.format("device-file-unread", &[("why", why.into())]);
            }
            return app.report_error(why);
        }
    };
    let Some(document) = &mut app.document else { return };
    if again {
        if document.restore_reading(text) {
            app.warn("device-file-changed", &[("path", path.unwrap_or_default().into())]);
        }
        return;
    }
    document.set_reading(text);
    app.device.pasted = match source {
        DeviceSource::Text(text) => Some(text),
        DeviceSource::File(_) => None,
    };
    if let Some(number) = document.pairing().ambiguous.first().copied() {
        app.device.row = Some(DeviceRow::Tunnel(number));
        return app.warn("device-which", &[("number", number.into())]);
    }
    app.device.row = Some(DeviceRow::Report);
    take_over(app, false);
}

/// Takes over what the device's configuration says, and says how much that was.
pub(super) fn take_over(app: &mut App, all: bool) {
    let Some(document) = &mut app.document else { return };
    let taken = document.adopt_device_values(all, app.entropy.as_mut());
    let args = [("values", taken.values.into()), ("kept", taken.kept.into())];
    let id = if taken.kept > 0 { "device-taken-some" } else { "device-taken" };
    app.notify(id, &args);
}

/// A configuration came back from the editor; none if nothing was written.
pub fn edited(app: &mut App, result: Result<Option<SecretText>, String>) -> Vec<Effect> {
    match result {
        Ok(Some(text)) if !text.trim().is_empty() => {
            vec![app.read_device(DeviceSource::Text(text), false)]
        }
        Ok(_) => Vec::new(),
        Err(why) => {
            app.report_error(why);
            Vec::new()
        }
    }
}

/// The pasted text stands in a file now, which the draft remembers.
pub fn file_kept(app: &mut App, path: &Path) {
    app.device.pasted = None;
    let (Some(document), Some(path)) = (&mut app.document, path.to_str()) else { return };
    document.keep_device_file(DeviceTextFile { path: path.to_owned(), changed: None });
    app.notify("device-kept", &[("path", path.to_owned().into())]);
}
