//! The text of the device: read from a file or a paste, and what is said of it.

use std::path::PathBuf;

use crate::connection::{Arg, FieldPath};
use crate::flow::{DeviceSource, DeviceText, DeviceTextError, SecretText};
use crate::peer::FieldVerdict;
use crate::present::{device_has, device_unread, platform_name, reading_remarks};
use crate::text::printable;
use crate::walk::device_rows::DeviceRow;

use super::super::effect::PlainEffect;
use super::super::model::{PlainModel, PromptState};
use super::super::question::Question;

impl PlainModel {
    pub(in crate::plain) fn read_device(&mut self, source: DeviceSource, again: bool) {
        let named = self.document.as_ref().and_then(|document| document.peer()).cloned();
        self.awaited = PromptState::Nothing;
        self.push_effect(PlainEffect::ReadDevice(source, named, again));
    }

    /// Has the file read that the draft remembers; whether it remembers one.
    pub(in crate::plain) fn read_device_again(&mut self) -> bool {
        let document = self.document.as_ref();
        let file = document.and_then(|document| document.unread_device_file()).map(PathBuf::from);
        let is_there = file.is_some();
        if let Some(path) = file {
            self.read_device(DeviceSource::File(path), true);
        }
        is_there
    }

    /// The configuration was pasted, up to the line that ends it.
    pub(in crate::plain) fn paste_heard(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.ask(Question::Device(DeviceRow::File));
        }
        self.read_device(DeviceSource::Text(SecretText::new(text)), false);
    }

    /// The device's text was read, or why not.
    pub(in crate::plain) fn device_read(
        &mut self,
        source: DeviceSource,
        read: Result<DeviceText, DeviceTextError>,
        again: bool,
    ) {
        let path = match &source {
            DeviceSource::File(path) => Some(path.display().to_string()),
            DeviceSource::Text(_) => None,
        };
        let Some(document) = &mut self.document else { return };
        let text = match read {
            Ok(text) => text,
            Err(error) => {
                let why = device_unread(&self.texts, path.as_deref(), error);
                if again {
                    self.say_text("device-file-unread", &[("why", why.into())]);
                    return self.load_region_lists();
                }
                self.say(why);
                self.say_text("plain-device-unread", &[]);
                return self.ask(Question::Device(DeviceRow::File));
            }
        };
        if again {
            let args = [("path", path.unwrap_or_default().into())];
            let id = match document.restore_reading(text) {
                true => "device-file-changed",
                false => "plain-device-again",
            };
            self.say_text(id, &args);
            return self.load_region_lists();
        }
        document.set_reading(text);
        self.pasted = match source {
            DeviceSource::Text(text) => Some(text),
            DeviceSource::File(_) => None,
        };
        self.say_reading();
        self.ask_next(Question::Device(DeviceRow::File));
    }

    /// What was read, what was not understood, and which tunnel is which.
    fn say_reading(&mut self) {
        let Some(document) = &self.document else { return };
        let Some(reading) = document.reading() else { return };
        let texts = &self.texts;
        let remarks = reading_remarks(texts, reading);
        let left = reading.left_over.len() + reading.notes.all().len();
        let args = [("tunnels", reading.tunnels.len().into()), ("left", left.into())];
        let counts = texts.format("device-read", &args);
        let device = platform_name(texts, reading.platform).unwrap_or_default();
        let mut lines = vec![texts.with_label(&device, &counts)];
        lines.extend(remarks);
        let pairing = document.pairing();
        for (number, place) in &pairing.pairs {
            let is_unsure = pairing.ambiguous.contains(number);
            let number = ("number", Arg::from(*number));
            if is_unsure {
                lines.push(texts.format("device-which", &[number]));
                continue;
            }
            let tunnel = place.and_then(|place| reading.tunnels.get(place));
            let name = match tunnel {
                Some(tunnel) => printable(&tunnel.name).into_owned(),
                None => texts.say("device-tunnel-none"),
            };
            let label = texts.format("device-tunnel", &[number]);
            lines.push(texts.with_label(&label, &name));
        }
        self.say_lines(lines);
    }

    /// What the device has for a field.
    pub(in crate::plain) fn say_device_has(&mut self, path: FieldPath) {
        let Some(document) = &self.document else { return };
        let told = document.differences_at(path).into_iter();
        let told = told.filter(|(_, found)| found.verdict != FieldVerdict::Unknown);
        let lines: Vec<String> =
            told.filter_map(|(_, found)| device_has(&self.texts, found)).collect();
        self.say_lines(lines);
    }
}
