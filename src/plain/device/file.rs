//! The configuration that the device needs, in a file.

use std::path::PathBuf;

use crate::flow::{ConnectionStatus, DeviceTextFile, SecretText};
use crate::peer::CloudTunnel;
use crate::present::{DeviceFileRequest, device_file};
use crate::walk::device_rows::DeviceRow;

use super::super::effect::{PlainEffect, WrittenText};
use super::super::model::{PlainModel, PromptState};
use super::super::question::Question;

impl PlainModel {
    /// Asks for the file of the configuration that the device needs.
    pub(in crate::plain) fn ask_device_file(&mut self, with_keys: bool) {
        let tunnels = self.document.as_ref().map(|document| document.cloud_tunnels());
        self.ask_device_out(&tunnels.unwrap_or_default(), with_keys);
    }

    /// The same with the addresses that the connection at hand has by now.
    pub(in crate::plain) fn ask_bound_device_file(&mut self, status: &ConnectionStatus) {
        let tunnels = self.document.as_ref().map(|document| document.bound_tunnels(status));
        self.ask_device_out(&tunnels.unwrap_or_default(), false);
    }

    fn ask_device_out(&mut self, tunnels: &[CloudTunnel], with_keys: bool) {
        let Some(document) = &self.document else { return };
        let request = DeviceFileRequest {
            draft: document.draft(),
            peer: document.peer(),
            tunnels,
            only: None,
            with_keys,
        };
        match device_file(&self.texts, &request) {
            Ok(file) => {
                let name = document.name.as_ref().map(ToString::to_string);
                let name = name.unwrap_or_else(|| self.texts.say("untitled"));
                let suggested = format!("{name}.conf");
                if !file.placeholders.is_empty() {
                    let args = [("list", file.placeholders.join(", ").into())];
                    self.say_text("peer-write-placeholders", &args);
                }
                self.say_text("plain-device-out", &[("path", suggested.clone().into())]);
                self.awaited = PromptState::DeviceOut(file.text().into(), suggested);
            }
            Err(obstacles) => {
                self.say_text("device-page-obstacles", &[]);
                self.say_lines(obstacles);
                self.review();
            }
        }
    }

    /// The path of that file; Enter takes the one that was suggested.
    pub(in crate::plain) fn device_out(&mut self, text: SecretText, suggested: &str, line: &str) {
        let path = match line.trim() {
            "<" | "." => return self.review(),
            "" => suggested,
            path => path,
        };
        self.push_effect(PlainEffect::Write(PathBuf::from(path), text, WrittenText::Device));
    }

    /// A text was written, or why not.
    pub(in crate::plain) fn written(&mut self, what: WrittenText, result: Result<PathBuf, String>) {
        let is_pasted = what == WrittenText::Pasted;
        match result {
            Ok(path) => {
                let args = [("path", path.display().to_string().into())];
                self.say_text(if is_pasted { "device-kept" } else { "written" }, &args);
                if let (true, Some(document), Some(path)) =
                    (is_pasted, &mut self.document, path.to_str())
                {
                    let file = DeviceTextFile { path: path.to_owned(), changed: None };
                    document.keep_device_file(file);
                    self.pasted = None;
                }
            }
            Err(why) => {
                self.say(why);
                if is_pasted {
                    return self.ask(Question::Device(DeviceRow::Keep));
                }
            }
        }
        match is_pasted {
            true => self.ask_next(Question::Device(DeviceRow::Keep)),
            false => self.review(),
        }
    }
}
