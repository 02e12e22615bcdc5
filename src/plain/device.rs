//! The device at the other end: what it is, its configuration from a file or a paste, what the draft takes
//! over, how the two ends compare, and the configuration that the device needs in a file.

use std::path::PathBuf;

use crate::connection::{Arg, DraftPeer, FieldPath, Initiator};
use crate::flow::{
    ConnectionStatus, DeviceSource, DeviceText, DeviceTextError, DeviceTextFile, SecretText,
};
use crate::peer::{self, CloudTunnel, FieldVerdict};
use crate::present::{
    DeviceFileRequest, both_ends, device_file, device_has, device_offer, device_unread,
    platform_choices, platform_name, reading_remarks,
};
use crate::text::printable;
use crate::walk::device_rows::DeviceRow;

use super::effect::{PlainEffect, WrittenText};
use super::menu::{Menu, MenuRow};
use super::model::{MenuAnswer, PlainModel, PromptState, ReviewChoice};
use super::question::Question;

/// The line that ends a pasted configuration; no device has it in one of its own.
pub(super) const PASTE_END: &str = "end-of-paste";

impl PlainModel {
    /// What a question about the device is called.
    pub(super) fn device_label(&self, row: DeviceRow) -> String {
        let id = match row {
            DeviceRow::Platform => "device-platform",
            DeviceRow::Release => "device-release",
            DeviceRow::BehindNat => "device-behind-nat",
            DeviceRow::Initiator => "device-initiator",
            DeviceRow::Keep => "plain-device-keep",
            DeviceRow::TakeOver => "plain-device-take-over",
            DeviceRow::Tunnel(number) => {
                return self.texts.format("device-tunnel", &[("number", number.into())]);
            }
            DeviceRow::File | DeviceRow::Editor | DeviceRow::Report | DeviceRow::Continue => {
                "plain-device-configuration"
            }
        };
        self.texts.say(id)
    }

    /// What is said of a question before its answers are read.
    pub(super) fn device_about(&mut self, row: DeviceRow) {
        let id = match row {
            DeviceRow::Platform => "plain-device-platform",
            DeviceRow::Release => "plain-device-release",
            DeviceRow::BehindNat => "device-behind-nat.help",
            DeviceRow::Initiator => "device-initiator.help",
            DeviceRow::Keep => "plain-device-keep.about",
            DeviceRow::Tunnel(_) => "plain-device-tunnel",
            DeviceRow::TakeOver => return self.say_offers(),
            _ => "plain-device-configuration.about",
        };
        self.tell(id, &[]);
    }

    /// Each value that can be taken over, with the line that it came from.
    fn say_offers(&mut self) {
        let Some(document) = &self.document else { return };
        let (free, typed) = document.device_values_to_adopt();
        let texts = &self.texts;
        let mut lines: Vec<String> = free.iter().map(|value| device_offer(texts, value)).collect();
        lines.extend(document.offered_key_places().into_iter().map(|path| {
            texts.format("device-offer-key", &[("field", texts.path_label(path).into())])
        }));
        if !typed.is_empty() {
            lines.push(texts.say("plain-device-typed"));
        }
        lines.extend(typed.iter().map(|value| {
            let here = document.draft().text(value.path).unwrap_or_default();
            let args = [
                ("offer", device_offer(texts, value).into()),
                ("value", printable(here).into_owned().into()),
            ];
            texts.format("plain-device-instead", &args)
        }));
        self.tell("plain-device-offers", &[]);
        for line in lines {
            self.say(line);
        }
    }

    /// The answers that can be chosen from.
    pub(super) fn device_menu(&self, row: DeviceRow) -> Menu<MenuAnswer> {
        let texts = &self.texts;
        let Some(document) = &self.document else { return Menu::none() };
        let peer = document.peer().cloned().unwrap_or_default();
        let value = |value: &str, label: String| {
            MenuRow::valued(MenuAnswer::Value(value.to_owned()), value, label)
        };
        let none = |id: &str| MenuRow::new(MenuAnswer::Value(String::new()), texts.say(id));
        let chosen = |rows: Vec<MenuRow<MenuAnswer>>, here: &str| {
            let at = rows.iter().position(|row| !here.is_empty() && row.value == here);
            Menu::new(rows).with_default(at.unwrap_or(0))
        };
        match row {
            DeviceRow::Platform => {
                let mut rows = vec![none("plain-device-none")];
                rows.extend(platform_choices(texts).into_iter().map(|(id, name, about)| {
                    let args = [("value", name.into()), ("about", about.into())];
                    value(id, texts.format("plain-explained", &args))
                }));
                chosen(rows, &peer.platform).searchable()
            }
            DeviceRow::Release => {
                let mut rows = vec![none("device-newest")];
                let known = peer::find(&peer.platform).map(|platform| platform.versions);
                let known = known.unwrap_or_default().iter().rev();
                rows.extend(known.map(|release| value(release, (*release).to_owned())));
                let own = peer.version.as_deref().unwrap_or_default();
                if !own.is_empty() && !rows.iter().any(|row| row.value == own) {
                    rows.push(value(own, printable(own).into_owned()));
                }
                chosen(rows, own)
            }
            DeviceRow::BehindNat => {
                let rows = vec![
                    none("device-unsaid"),
                    value("no", texts.say("answer-no")),
                    value("yes", texts.say("answer-yes")),
                ];
                let here = peer.behind_nat.map(|is| if is { "yes" } else { "no" });
                chosen(rows, here.unwrap_or_default())
            }
            DeviceRow::Initiator => {
                let mut rows = vec![none("device-unsaid")];
                rows.extend(Initiator::ALL.iter().map(|who| {
                    value(who.name(), texts.say(&format!("device-initiator-{}", who.name())))
                }));
                chosen(rows, peer.initiator.map(Initiator::name).unwrap_or_default())
            }
            DeviceRow::Tunnel(number) => self.tunnel_menu(number),
            DeviceRow::TakeOver => {
                let (free, typed) = document.device_values_to_adopt();
                let gaps = free.len() + document.offered_key_places().len();
                let mut rows = Vec::new();
                let mut put = |all: bool, id: &str, count: usize| {
                    let label = texts.format(id, &[("count", count.into())]);
                    rows.push(MenuRow::new(MenuAnswer::TakeOver(all), label));
                };
                if gaps > 0 {
                    put(false, "plain-device-take-gaps", gaps);
                }
                if !typed.is_empty() {
                    put(true, "plain-device-take-all", gaps + typed.len());
                }
                rows.push(MenuRow::new(MenuAnswer::No, texts.say("plain-device-take-nothing")));
                // What a person has typed is replaced by no mere Enter.
                let last = rows.len() - 1;
                Menu::new(rows).with_default(if gaps > 0 { 0 } else { last })
            }
            DeviceRow::Keep => Menu::none(),
            _ => {
                let id = match document.reading() {
                    Some(_) => "plain-device-keep-reading",
                    None => "plain-device-no-configuration",
                };
                let paste = MenuRow::new(MenuAnswer::Paste, texts.say("plain-device-paste"));
                Menu::new(vec![MenuRow::new(MenuAnswer::No, texts.say(id)), paste]).with_default(0)
            }
        }
    }

    fn tunnel_menu(&self, number: u16) -> Menu<MenuAnswer> {
        let Some(document) = &self.document else { return Menu::none() };
        let tunnels = document.reading().map(|reading| reading.tunnels.as_slice());
        let mut rows: Vec<MenuRow<MenuAnswer>> = tunnels
            .unwrap_or_default()
            .iter()
            .enumerate()
            .map(|(place, tunnel)| {
                let line = tunnel.lines.values().min().map(|line| {
                    self.texts.format("peer-timeline-line", &[("line", (*line).into())])
                });
                let parts = [Some(tunnel.name.clone()), tunnel.remote_address.clone(), line];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                MenuRow::new(MenuAnswer::Tunnel(Some(place)), parts.join(", "))
            })
            .collect();
        rows.push(MenuRow::new(MenuAnswer::Tunnel(None), self.texts.say("device-tunnel-none")));
        let pairing = document.pairing();
        let pair = pairing.pairs.iter().find(|(other, _)| *other == number);
        let here = pair.map(|(_, place)| place.unwrap_or(rows.len() - 1));
        let menu = Menu::new(rows);
        match here.filter(|_| !pairing.ambiguous.contains(&number)) {
            Some(at) => menu.with_default(at),
            None => menu,
        }
    }

    /// An answer that was chosen.
    pub(super) fn device_given(&mut self, row: DeviceRow, given: MenuAnswer) {
        let Some(document) = &mut self.document else { return };
        match (row, given) {
            (DeviceRow::Platform, MenuAnswer::Value(id)) => document.choose_platform(&id),
            (DeviceRow::Release, MenuAnswer::Value(release)) => document.choose_release(&release),
            (DeviceRow::BehindNat, MenuAnswer::Value(word)) => document.change_peer(|peer| {
                peer.behind_nat = Some(word == "yes").filter(|_| !word.is_empty());
            }),
            (DeviceRow::Initiator, MenuAnswer::Value(word)) => {
                document.change_peer(|peer| peer.initiator = Initiator::from_name(&word));
            }
            (DeviceRow::Tunnel(number), MenuAnswer::Tunnel(place)) => document.pair(number, place),
            (DeviceRow::TakeOver, MenuAnswer::TakeOver(all)) => self.take_over(all),
            (_, MenuAnswer::Paste) => {
                self.tell("plain-device-paste-now", &[("end", PASTE_END.into())]);
                self.awaited = PromptState::Paste;
                return;
            }
            _ => {}
        }
        self.ask_next(Question::Device(row));
    }

    fn take_over(&mut self, all: bool) {
        let Some(document) = &mut self.document else { return };
        let taken = document.adopt_device_values(all, self.entropy.as_mut());
        let args = [("values", taken.values.into()), ("kept", taken.kept.into())];
        let id = if taken.kept > 0 { "device-taken-some" } else { "plain-device-taken" };
        self.tell(id, &args);
        self.update_context();
    }

    /// A text that is none of the answers: a platform with its release, a release, the path of a file.
    pub(super) fn device_typed(&mut self, row: DeviceRow, menu: Menu<MenuAnswer>, text: &str) {
        let Some(document) = &mut self.document else { return };
        match row {
            DeviceRow::Platform => {
                let named = DraftPeer::parse(text);
                if platform_name(&self.texts, &named.platform).is_some() {
                    document.choose_platform(&named.platform);
                    document.choose_release(named.version.as_deref().unwrap_or_default());
                    return self.ask_next(Question::Device(row));
                }
            }
            DeviceRow::Release => {
                document.choose_release(text);
                return self.ask_next(Question::Device(row));
            }
            DeviceRow::File => {
                return self.read_device(DeviceSource::File(PathBuf::from(text)), false);
            }
            DeviceRow::Keep => {
                let Some(pasted) = self.pasted.clone() else { return };
                return self.push_effect(PlainEffect::Write(
                    PathBuf::from(text),
                    pasted,
                    WrittenText::Pasted,
                ));
            }
            _ => {}
        }
        self.tell("plain-not-a-choice", &[]);
        self.awaited = PromptState::Question(Question::Device(row), menu);
    }

    /// A hyphen takes back what was said.
    pub(super) fn device_cleared(&mut self, row: DeviceRow) {
        if let Some(document) = &mut self.document {
            match row {
                DeviceRow::Platform => document.choose_platform(""),
                DeviceRow::Release => document.choose_release(""),
                DeviceRow::BehindNat => document.change_peer(|peer| peer.behind_nat = None),
                DeviceRow::Initiator => document.change_peer(|peer| peer.initiator = None),
                _ => {}
            }
        }
        self.ask_next(Question::Device(row));
    }

    fn read_device(&mut self, source: DeviceSource, again: bool) {
        let named = self.document.as_ref().and_then(|document| document.peer()).cloned();
        self.awaited = PromptState::Nothing;
        self.push_effect(PlainEffect::ReadDevice(source, named, again));
    }

    /// Has the file read that the draft remembers; whether it remembers one.
    pub(super) fn read_device_again(&mut self) -> bool {
        let document = self.document.as_ref();
        let file = document.and_then(|document| document.unread_device_file()).map(PathBuf::from);
        let is_there = file.is_some();
        if let Some(path) = file {
            self.read_device(DeviceSource::File(path), true);
        }
        is_there
    }

    /// The configuration was pasted, up to the line that ends it.
    pub(super) fn paste_heard(&mut self, text: &str) {
        if text.trim().is_empty() {
            return self.ask(Question::Device(DeviceRow::File));
        }
        self.read_device(DeviceSource::Text(SecretText::new(text)), false);
    }

    /// The device's text was read, or why not.
    pub(super) fn device_read(
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
                    self.tell("device-file-unread", &[("why", why.into())]);
                    return self.load_region_lists();
                }
                self.say(why);
                self.tell("plain-device-unread", &[]);
                return self.ask(Question::Device(DeviceRow::File));
            }
        };
        if again {
            let args = [("path", path.unwrap_or_default().into())];
            let id = match document.restore_reading(text) {
                true => "device-file-changed",
                false => "plain-device-again",
            };
            self.tell(id, &args);
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
        for line in lines {
            self.say(line);
        }
    }

    /// What the device has for a field.
    pub(super) fn say_device_has(&mut self, path: FieldPath) {
        let Some(document) = &self.document else { return };
        let told = document.differences_at(path).into_iter();
        let told = told.filter(|(_, found)| found.verdict != FieldVerdict::Unknown);
        let lines: Vec<String> =
            told.filter_map(|(_, found)| device_has(&self.texts, found)).collect();
        for line in lines {
            self.say(line);
        }
    }

    /// What can be done at the review about the device.
    pub(super) fn device_choices(&self) -> Vec<(ReviewChoice, &'static str)> {
        let Some(document) = &self.document else { return Vec::new() };
        let mut choices = vec![(ReviewChoice::DeviceFile(false), "plain-device-file")];
        let draft = document.draft();
        let keys = draft.present_paths().any(|path| draft.key(path).is_some());
        let is_known = document.peer().is_some();
        if keys && is_known && draft.unopened().next().is_none() {
            choices.push((ReviewChoice::DeviceFile(true), "plain-device-file-keys"));
        }
        if document.reading().is_some() {
            choices.insert(0, (ReviewChoice::BothSides, "plain-both-sides"));
        }
        choices
    }

    /// Both ends, in the order in which differences would be felt.
    pub(super) fn say_both_sides(&mut self) {
        let Some(document) = &self.document else { return };
        let entries = document.timeline().into_iter();
        let entries = entries
            .map(|(number, found)| (document.path_of_difference(number, found), number, found));
        let lines = both_ends(&self.texts, entries);
        self.say("");
        self.tell("review-about-both", &[]);
        for line in lines {
            self.say(printable(&line).into_owned());
        }
    }

    /// Asks for the file of the configuration that the device needs.
    pub(super) fn ask_device_file(&mut self, with_keys: bool) {
        let tunnels = self.document.as_ref().map(|document| document.cloud_tunnels());
        self.ask_device_out(&tunnels.unwrap_or_default(), with_keys);
    }

    /// The same with the addresses that the connection at hand has by now.
    pub(super) fn ask_bound_device_file(&mut self, status: &ConnectionStatus) {
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
                    self.tell("peer-write-placeholders", &args);
                }
                self.tell("plain-device-out", &[("path", suggested.clone().into())]);
                self.awaited = PromptState::DeviceOut(file.text().into(), suggested);
            }
            Err(obstacles) => {
                self.tell("device-page-obstacles", &[]);
                for obstacle in obstacles {
                    self.say(obstacle);
                }
                self.review();
            }
        }
    }

    /// The path of that file; Enter takes the one that was suggested.
    pub(super) fn device_out(&mut self, text: SecretText, suggested: &str, line: &str) {
        let path = match line.trim() {
            "<" | "." => return self.review(),
            "" => suggested,
            path => path,
        };
        self.push_effect(PlainEffect::Write(PathBuf::from(path), text, WrittenText::Device));
    }

    /// A text was written, or why not.
    pub(super) fn written(&mut self, what: WrittenText, result: Result<PathBuf, String>) {
        let is_pasted = what == WrittenText::Pasted;
        match result {
            Ok(path) => {
                let args = [("path", path.display().to_string().into())];
                self.tell(if is_pasted { "device-kept" } else { "written" }, &args);
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
