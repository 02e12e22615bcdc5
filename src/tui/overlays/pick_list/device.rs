//! What can be chosen about the device at the other end: its platform, its release, which of its tunnels.

use super::model::{PickList, PickPurpose, PickRow};
use crate::connection::DraftPeer;
use crate::peer;
use crate::present::platform_choices;
use crate::text::{Texts, printable};
use crate::tui::document::Document;

/// The platforms, those that are read first, then the clouds.
pub fn platforms(here: Option<&DraftPeer>, texts: &Texts, typed: &str) -> PickList {
    let rows = platform_choices(texts).into_iter().map(|(id, name, about)| PickRow {
        found_by: id.to_owned(),
        ..PickRow::new(id.to_owned(), name, about)
    });
    let here = here.map(|peer| peer.platform.clone()).unwrap_or_default();
    PickList::new(texts.say("device-platform"), PickPurpose::Platform, rows.collect(), typed)
        .at(&here)
}

/// The releases at which something changes; any other can be typed.
pub fn releases(here: &DraftPeer, texts: &Texts, typed: &str) -> PickList {
    let newest = texts.say("device-newest");
    let mut rows = vec![PickRow::new(String::new(), newest, String::new())];
    let versions = peer::find(&here.platform).map(|platform| platform.versions).unwrap_or_default();
    rows.extend(versions.iter().rev().map(|release| {
        let about = texts.say("device-release-from");
        PickRow::new((*release).to_owned(), (*release).to_owned(), about)
    }));
    let mut pick = PickList::new(texts.say("device-release"), PickPurpose::Release, rows, typed);
    pick.free = true;
    pick.at(here.version.as_deref().unwrap_or_default())
}

/// The device's tunnels, and that it has none for this one.
pub fn device_tunnels(number: u16, document: &Document, texts: &Texts, typed: &str) -> PickList {
    let tunnels = document.reading().map(|reading| reading.tunnels.as_slice()).unwrap_or_default();
    let mut rows: Vec<PickRow> = tunnels
        .iter()
        .enumerate()
        .map(|(place, tunnel)| {
            let line = tunnel.lines.values().min().map_or(String::new(), |line| {
                texts.format("peer-timeline-line", &[("line", (*line).into())])
            });
            let address = tunnel.remote_address.clone().unwrap_or_default();
            let about = format!("{}  {line}", printable(&address));
            PickRow::new(place.to_string(), printable(&tunnel.name).into_owned(), about)
        })
        .collect();
    rows.push(PickRow::new(String::new(), texts.say("device-tunnel-none"), String::new()));
    let title = texts.format("device-tunnel", &[("number", number.into())]);
    let pairing = document.pairing();
    let here = pairing.pairs.iter().find(|(other, _)| *other == number);
    let here = here.and_then(|(_, place)| *place).map(|place| place.to_string());
    let pick = PickList::new(title, PickPurpose::DeviceTunnel(number), rows, typed);
    pick.at(here.as_deref().unwrap_or_default())
}
