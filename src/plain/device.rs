//! The device at the other end: what it is, what the draft takes over, and how the two ends compare.

mod file;
mod reading;

use std::path::PathBuf;

use crate::connection::{DraftPeer, Initiator};
use crate::flow::DeviceSource;
use crate::peer;
use crate::present::{both_ends, device_offer, platform_choices, platform_name};
use crate::text::printable;
use crate::walk::device_rows::DeviceRow;
use crate::walk::document::Document;

use super::effect::{PlainEffect, WrittenText};
use super::menu::{Menu, MenuRow};
use super::model::{MenuAnswer, PlainModel, PromptState, ReviewChoice};
use super::question::Question;

/// The line that ends a pasted configuration; no device has it in one of its own.
pub(super) const PASTE_END: &str = "end-of-paste";

/// An answer that is a value of the device.
fn value(value: &str, label: String) -> MenuRow<MenuAnswer> {
    MenuRow::valued(MenuAnswer::Value(value.to_owned()), value, label)
}

/// A list in which Enter chooses the value that is there, or else the first answer.
fn with_value(rows: Vec<MenuRow<MenuAnswer>>, here: &str) -> Menu<MenuAnswer> {
    let at = rows.iter().position(|row| !here.is_empty() && row.value == here);
    Menu::new(rows).with_default(at.unwrap_or(0))
}

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
        self.say_text(id, &[]);
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
        self.say_text("plain-device-offers", &[]);
        self.say_lines(lines);
    }

    /// The answers that can be chosen from.
    pub(super) fn device_menu(&self, row: DeviceRow) -> Menu<MenuAnswer> {
        let texts = &self.texts;
        let Some(document) = &self.document else { return Menu::none() };
        let peer = document.peer().cloned().unwrap_or_default();
        match row {
            DeviceRow::Platform => self.platform_menu(&peer.platform),
            DeviceRow::Release => self.release_menu(&peer),
            DeviceRow::BehindNat => {
                let rows = vec![
                    self.no_value("device-unsaid"),
                    value("no", texts.say("answer-no")),
                    value("yes", texts.say("answer-yes")),
                ];
                let here = peer.behind_nat.map(|is| if is { "yes" } else { "no" });
                with_value(rows, here.unwrap_or_default())
            }
            DeviceRow::Initiator => {
                let mut rows = vec![self.no_value("device-unsaid")];
                rows.extend(Initiator::ALL.iter().map(|who| {
                    value(who.name(), texts.say(&format!("device-initiator-{}", who.name())))
                }));
                with_value(rows, peer.initiator.map(Initiator::name).unwrap_or_default())
            }
            DeviceRow::Tunnel(number) => self.tunnel_menu(number),
            DeviceRow::TakeOver => self.take_over_menu(document),
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

    fn platform_menu(&self, here: &str) -> Menu<MenuAnswer> {
        let mut rows = vec![self.no_value("plain-device-none")];
        rows.extend(platform_choices(&self.texts).into_iter().map(|(id, name, about)| {
            let args = [("value", name.into()), ("about", about.into())];
            value(id, self.texts.format("plain-explained", &args))
        }));
        with_value(rows, here).searchable()
    }

    fn release_menu(&self, peer: &DraftPeer) -> Menu<MenuAnswer> {
        let mut rows = vec![self.no_value("device-newest")];
        let known = peer::find(&peer.platform).map(|platform| platform.versions);
        let known = known.unwrap_or_default().iter().rev();
        rows.extend(known.map(|release| value(release, (*release).to_owned())));
        let own = peer.version.as_deref().unwrap_or_default();
        if !own.is_empty() && !rows.iter().any(|row| row.value == own) {
            rows.push(value(own, printable(own).into_owned()));
        }
        with_value(rows, own)
    }

    fn take_over_menu(&self, document: &Document) -> Menu<MenuAnswer> {
        let texts = &self.texts;
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

    /// The answer that takes a value away.
    fn no_value(&self, id: &str) -> MenuRow<MenuAnswer> {
        MenuRow::new(MenuAnswer::Value(String::new()), self.texts.say(id))
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
                self.say_text("plain-device-paste-now", &[("end", PASTE_END.into())]);
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
        self.say_text(id, &args);
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
        self.say_text("plain-not-a-choice", &[]);
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
        self.say_text("review-about-both", &[]);
        self.say_lines(lines.iter().map(|line| printable(line).into_owned()));
    }
}
