//! `tunnelsmith peer compare`: a draft held against a device's configuration.

mod compared;
mod timeline;

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::connection::{Draft, Edit, FieldOwner, Key, Severity};
use crate::peer::{
    CloudTunnel, DeviceTunnel, FailureStage, FieldComparison, FieldVerdict, Pairing, ParsedConfig,
    PeerDevice, check_device, chosen_tunnels, compare_fields,
};
use crate::present::{difference_reason, note_text};

use super::super::args::{Common, PeerCompareArgs};
use super::super::exit::{Exit, ExitResult};
use super::super::load::load_single;
use super::super::output::Output;
use super::addresses::{addresses, set_gateway_asn};
use super::reading::{reading, remembered_reading};
use compared::{ComparisonReport, repair_here};

pub fn run(common: &Common, args: &PeerCompareArgs, output: &Output) -> ExitResult {
    let input = load_single(common, &args.draft, &args.changes, output)?;
    input.warn_of_unopened(output);
    let mut here = CloudTunnel::of(&input.draft);
    addresses(&mut here, &args.address, &args.gateway, output)?;
    set_gateway_asn(&mut here, args.gateway_asn);
    let (platform, peer) = (args.platform.as_deref(), input.peer.as_ref());
    let reading = match &args.file {
        Some(file) => reading(file, platform, peer, output),
        None => remembered_reading(peer, platform, output),
    }?;
    // What was chosen of one text says nothing of another.
    let chosen = peer.filter(|_| args.file.is_none()).map(|peer| chosen_tunnels(peer, &reading));
    let chosen = chosen.unwrap_or_default();
    let pairs = matched(&here, &reading, chosen, &args.matched, output)?;
    let mode = input.draft.mode();
    let compared = here.iter().zip(pairs).map(|(cloud, device)| ComparisonReport {
        number: cloud.number,
        mode,
        device,
        found: match device {
            Some(device) => compare_fields(cloud, device, &reading),
            None => vec![FieldComparison::missing()],
        },
    });
    let compared: Vec<ComparisonReport<'_>> = compared.collect();
    if args.timeline {
        timeline::print(output, &compared);
    } else {
        for one in &compared {
            for difference in &one.found {
                output.json(&as_json(output, one, difference));
            }
        }
    }
    tell_limits(output, &input.draft, &reading, args.timeline);
    tell_faults(output, &reading, args.timeline);
    let breaks = compared.iter().flat_map(|one| &one.found).any(FieldComparison::is_breaking);
    Ok(if breaks { Exit::Invalid } else { Exit::Done })
}

/// The device's tunnels that belong to those of the draft, as named or as the text tells.
fn matched<'a>(
    here: &[CloudTunnel],
    reading: &'a ParsedConfig,
    mut said: BTreeMap<u16, Option<usize>>,
    named: &[String],
    output: &Output,
) -> Result<Vec<Option<&'a DeviceTunnel>>, Exit> {
    for text in named {
        let place = text.split_once('=').and_then(|(number, name)| {
            let number: u16 = number.parse().ok()?;
            let is_here = here.iter().any(|tunnel| tunnel.number == number);
            let device = reading.tunnels.iter().position(|tunnel| tunnel.name == name)?;
            is_here.then_some((number, device))
        });
        let Some((number, device)) = place else {
            let args = [("text", text.clone().into()), ("names", names(reading).into())];
            return Err(output.usage(&output.texts.format("peer-match-form", &args)));
        };
        said.insert(number, Some(device));
    }
    let pairing = Pairing::of(here, &reading.tunnels, &said);
    if let Some(number) = pairing.ambiguous.first() {
        let args = [("number", (*number).into()), ("names", names(reading).into())];
        return Err(output.usage(&output.texts.format("peer-match-unsure", &args)));
    }
    let tunnel = |(_, place): (u16, Option<usize>)| place.map(|place| &reading.tunnels[place]);
    Ok(pairing.pairs.into_iter().map(tunnel).collect())
}

fn names(reading: &ParsedConfig) -> String {
    const MOST: usize = 12;
    let all: Vec<&str> = reading.tunnels.iter().map(|tunnel| tunnel.name.as_str()).collect();
    let more = if all.len() > MOST { ", …" } else { "" };
    format!("{}{more}", all[..all.len().min(MOST)].join(", "))
}

/// What the device, in its release, makes of the draft whatever its text says; hints of other devices of
/// the kind are left to `check --platform`.
fn tell_limits(output: &Output, draft: &Draft, reading: &ParsedConfig, people: bool) {
    let named = match &reading.version {
        Some(release) => format!("{}@{release}", reading.platform),
        None => reading.platform.to_owned(),
    };
    let Some(device) = PeerDevice::parse(&named) else { return };
    for finding in check_device(draft, &device) {
        if finding.severity() == Severity::Hint {
            continue;
        }
        let sentence = output.texts.finding(&finding);
        if people {
            output.note(&format!("{} {sentence}", finding.rule));
            continue;
        }
        for path in &finding.fields {
            let number = match path.owner {
                FieldOwner::Tunnel(number) => Some(number),
                _ => None,
            };
            let field = path.key.name();
            let repair = finding.repair.iter().flat_map(|repair| &repair.edits);
            let repair = repair.into_iter().find_map(|edit| match edit {
                Edit::Set(other, text) if other == path => Some(format!("{path}={text}")),
                _ => None,
            });
            output.json(&json!({
                "tunnel": number, "device": null, "field": field,
                "here": draft.effective(*path).filter(|_| path.key != Key::Psk), "there": null,
                "verdict": "not known", "when": "never", "after_seconds": null,
                "severity": finding.severity().name(), "reason": sentence, "rule": finding.rule.id(),
                "repair_here": repair, "repair_there": [], "line": null,
            }));
        }
    }
}

/// What the reader has to say of the text, and what it did not understand.
fn tell_faults(output: &Output, reading: &ParsedConfig, people: bool) {
    let mut all: Vec<(Option<usize>, String)> = reading
        .notes
        .all()
        .iter()
        .map(|note| (note.line, note_text(&output.texts, note)))
        .collect();
    for left in &reading.left_over {
        let words = [("words", left.words.clone().into())];
        all.push((Some(left.line), output.texts.format("peer-note-not-understood", &words)));
    }
    for (line, sentence) in all {
        if people {
            output.note(&sentence);
        } else {
            output.json(&json!({
                "tunnel": null, "device": null, "field": "text", "here": null, "there": null,
                "verdict": "not known", "when": "never", "after_seconds": null, "severity": "hint",
                "reason": sentence, "rule": null, "repair_here": null, "repair_there": [], "line": line,
            }));
        }
    }
}

fn as_json(output: &Output, compared: &ComparisonReport<'_>, found: &FieldComparison) -> Json {
    let severity = match (found.verdict, found.when) {
        (FieldVerdict::Unknown | FieldVerdict::Agrees, _) | (_, FailureStage::Never) => "hint",
        (_, FailureStage::Failover) => "warning",
        _ => "error",
    };
    json!({
        "tunnel": compared.number,
        "device": compared.device.map(|device| device.name.as_str()),
        "field": found.field,
        "here": found.here,
        "there": found.there,
        "verdict": found.verdict.name(),
        "when": found.when.name(),
        "after_seconds": found.after_s,
        "severity": severity,
        "reason": difference_reason(&output.texts, found),
        "rule": found.rule().map(|rule| rule.id()),
        "repair_here": repair_here(compared, found),
        "repair_there": found.repair_there,
        "line": found.line,
    })
}
