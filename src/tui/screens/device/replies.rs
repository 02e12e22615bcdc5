//! A configuration was read, or could not be.

use crate::drafts::SourceError;
use crate::flow::DeviceTextError;
use crate::peer::Reading;
use crate::present::unreadable;
use crate::tui::app::App;
use crate::tui::effect::{DeviceSource, Effect, Private, Ticket};

use super::model::DeviceRow;

/// The device's text was read, or why not. An answer that nobody waits for any more changes nothing.
pub fn read(
    app: &mut App,
    ticket: Ticket,
    result: Result<Reading, DeviceTextError>,
) -> Vec<Effect> {
    let awaited = app.device.waiting.take_if(|(awaited, _)| *awaited == ticket);
    let Some((_, number)) = awaited else { return Vec::new() };
    if number != app.document_number() {
        return Vec::new();
    }
    let reading = match result {
        Ok(reading) => reading,
        Err(DeviceTextError::Text(problem)) => {
            let why = unreadable(&app.texts, &problem);
            app.report_error(why);
            return Vec::new();
        }
        Err(DeviceTextError::File(error)) => {
            app.report_error(SourceError::from(error).to_string());
            return Vec::new();
        }
    };
    let Some(document) = &mut app.document else { return Vec::new() };
    document.take_reading(reading);
    if let Some(number) = document.pairing().unsure.first().copied() {
        app.device.row = Some(DeviceRow::Tunnel(number));
        app.warn("device-which", &[("number", number.into())]);
        return Vec::new();
    }
    app.device.row = Some(DeviceRow::Report);
    take_over(app, false)
}

/// Takes over what the device's configuration says, and says how much that was.
pub(super) fn take_over(app: &mut App, all: bool) -> Vec<Effect> {
    let Some(document) = &mut app.document else { return Vec::new() };
    let taken = document.take_over(all, app.entropy.as_mut());
    let args = [("values", taken.values.into()), ("kept", taken.kept.into())];
    let id = if taken.kept > 0 { "device-taken-some" } else { "device-taken" };
    app.notify(id, &args);
    Vec::new()
}

/// A configuration came back from the editor; none if nothing was written.
pub fn edited(app: &mut App, result: Result<Option<Private>, String>) -> Vec<Effect> {
    match result {
        Ok(Some(text)) if !text.trim().is_empty() => {
            vec![app.read_device(DeviceSource::Text(text))]
        }
        Ok(_) => Vec::new(),
        Err(why) => {
            app.report_error(why);
            Vec::new()
        }
    }
}
