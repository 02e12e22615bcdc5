//! A connection that exists, from the answer of `DescribeVpnConnection`.
//!
//! The answer calls some parameters by other names than the request, wraps its lists once more, and
//! writes the same setting as a number or boolean here and as a text there. It has no
//! `AutoConfigRoute`.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::connection::catalogue::{self, FieldKind};
use crate::connection::value::parse_cidr_list;
use crate::connection::{FieldOwner, FieldPath, Key, Mode, Secret};

use super::super::align::{self, TunnelOrder};
use super::super::json::PositionedJson;
use super::collect::Collector;
use super::error::ImportError;
use super::imported::{Imported, KeyPolicy, Omission, OmissionReason};
use super::names::{Level, NamingDialect};

/// The keys of a connection, which its answer no longer holds.
#[derive(Clone, Debug, Default)]
pub struct LiveKeys {
    /// The key of single mode.
    pub own: Option<Secret>,
    /// Those of dual mode, by the index of their tunnel.
    pub tunnels: BTreeMap<u16, Secret>,
}

const DIALECT: NamingDialect = NamingDialect { keys_apart: true, ..NamingDialect::REPORT };

/// A draft for another connection like this one.
pub fn draft_from_answer(
    answer: &Json,
    region: &str,
    keys: &LiveKeys,
    policy: KeyPolicy,
) -> Imported {
    let mut collector = Collector::new(&DIALECT, policy);
    collect_from(&mut collector, answer, region, keys);
    omit_own_addresses(&mut collector);
    normalize(&mut collector);
    with_unreported(order_tunnels(collector.finish()))
}

/// Says what no answer has.
fn with_unreported(mut imported: Imported) -> Imported {
    let route = FieldPath::connection(Key::AutoConfigRoute);
    if !imported.draft.has(route) {
        imported
            .omitted
            .push(Omission { name: route.to_string(), reason: OmissionReason::NotReported });
    }
    imported
}

/// The same from an answer that somebody kept, with the keys that stand in it.
pub(super) fn saved(
    answer: PositionedJson<'_>,
    policy: KeyPolicy,
) -> Result<Imported, ImportError> {
    let mut collector = Collector::new(&NamingDialect::REPORT, policy);
    collector.level(Level::Request, "", answer);
    let mode = if collector.draft.tunnels() > 0 { Mode::Dual } else { Mode::Single };
    collector.infer_mode();
    collector.draft.set_mode(mode);
    omit_own_addresses(&mut collector);
    normalize(&mut collector);
    let imported = order_tunnels(collector.finish()).checked()?;
    Ok(with_unreported(imported))
}

/// The connection as it is, to be compared with a draft.
pub fn snapshot(answer: &Json, region: &str, keys: &LiveKeys) -> Imported {
    let mut collector = Collector::new(&DIALECT, KeyPolicy::CarryOver);
    collect_from(&mut collector, answer, region, keys);
    normalize(&mut collector);
    order_tunnels(collector.finish())
}

fn collect_from(collector: &mut Collector<'_>, answer: &Json, region: &str, keys: &LiveKeys) {
    let text = answer.to_string();
    // What was JSON a moment ago still is.
    if let Ok(tree) = PositionedJson::parse(&text) {
        collector.level(Level::Request, "", tree);
    }
    let path = FieldPath::connection(Key::RegionId);
    if !collector.has(path) {
        collector.set(path, "RegionId", region);
    }
    let mode = if collector.draft.tunnels() > 0 { Mode::Dual } else { Mode::Single };
    collector.draft.set_mode(mode);
    match mode {
        Mode::Single => add_key(collector, FieldPath::connection(Key::Psk), keys.own.as_ref()),
        Mode::Dual => {
            for number in 1..=collector.draft.tunnels() {
                let index = index(collector, number);
                let key = index.and_then(|index| keys.tunnels.get(&index));
                add_key(collector, FieldPath::tunnel(number, Key::Psk), key);
            }
        }
    }
}

fn add_key(collector: &mut Collector<'_>, path: FieldPath, key: Option<&Secret>) {
    if let Some(key) = key.filter(|key| !key.is_empty()) {
        collector.key(path, &path.to_string(), key.clone());
    }
}

fn index(collector: &Collector<'_>, number: u16) -> Option<u16> {
    match collector.draft.text(FieldPath::tunnel(number, Key::TunnelIndex)) {
        Some(text) => text.parse().ok(),
        None => Some(number),
    }
}

/// A bound connection is given addresses, and by default calls itself by them. The next connection
/// gets others, so such a name would be wrong for it.
pub(super) fn omit_own_addresses(collector: &mut Collector<'_>) {
    for (place, address) in std::mem::take(&mut collector.addresses) {
        let path = FieldPath { owner: place, key: Key::LocalId };
        if collector.draft.text(path) == Some(&*address) {
            collector.withdraw(path, Some(OmissionReason::OwnAddress));
        }
    }
}

/// Takes out what an answer or a state repeats from elsewhere or fills in where nothing applies, and
/// spells words as the request does.
pub(super) fn normalize(collector: &mut Collector<'_>) {
    let mode = collector.draft.mode();
    let paths: Vec<FieldPath> = collector.draft.present_paths().collect();
    for path in paths {
        let Some(text) = collector.draft.text(path).map(str::to_owned) else { continue };
        let default = catalogue::field(path.key).default;
        if !path.fits(mode) {
            let repeats = (1..=collector.draft.tunnels()).any(|number| {
                collector.draft.text(FieldPath::tunnel(number, path.key)) == Some(&*text)
            });
            let other = if mode == Mode::Dual { Mode::Single } else { Mode::Dual };
            let is_filled_in = repeats || default.of(other).is_some_and(|usual| usual == text);
            collector.withdraw(path, (!is_filled_in).then_some(OmissionReason::OtherMode));
        } else if !collector.draft.applies(path) && default.of(mode) == Some(&*text) {
            collector.withdraw(path, None);
        } else if let FieldKind::Choice(words) = catalogue::field(path.key).kind
            && let Some(word) = words.iter().find(|word| word.eq_ignore_ascii_case(&text))
        {
            // `TunnelBandwidth` is asked for as `Standard` and answered as `standard`.
            collector.draft.set(path, *word);
        } else if matches!(catalogue::field(path.key).kind, FieldKind::Blocks) {
            let plain: String = text.chars().filter(|letter| *letter != ' ').collect();
            if parse_cidr_list(&plain).is_some() {
                collector.draft.set(path, plain);
            }
        }
    }
    let key = FieldPath::connection(Key::Psk);
    if mode == Mode::Dual && collector.has(key) {
        collector.withdraw(key, Some(OmissionReason::OtherMode));
    }
}

/// Tunnel 1 first, whatever the order of the answer.
pub(super) fn order_tunnels(mut imported: Imported) -> Imported {
    let draft = &imported.draft;
    let indices: Vec<Option<String>> = (1..=draft.tunnels())
        .map(|number| draft.text(FieldPath::tunnel(number, Key::TunnelIndex)).map(str::to_owned))
        .collect();
    let wanted: Vec<Option<String>> =
        (1..=draft.tunnels()).map(|number| Some(number.to_string())).collect();
    let tunnels = align::by_name(&indices, &wanted);
    imported.draft = align::reorder(draft, &tunnels, &TunnelOrder::new());
    for (path, _) in &mut imported.references {
        if matches!(path.owner, FieldOwner::Tunnel(_)) {
            *path = align::renumbered(*path, &tunnels, &TunnelOrder::new());
        }
    }
    imported
}
