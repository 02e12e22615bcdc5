//! `tunnelsmith check`: everything the rules have to say.

use std::collections::BTreeMap;

use serde_json::json;

use crate::cloud::RetryPolicy;
use crate::connection::{
    Arg, Edit, FieldOwner, FieldPath, Finding, Key, ListStyle, Repair, Severity, check,
};

use crate::peer::{PeerDevice, check_device};
use crate::text::columns;

use super::args::{CheckArgs, Common};
use super::exit::{Exit, ExitResult};
use super::load::{DraftInput, DraftLoadError, load};
use super::output::{Output, Tone};
use super::region::RegionChecker;
use super::session::{CommandSession, run_async};

pub fn run(common: &Common, args: &CheckArgs, output: &Output) -> ExitResult {
    let inputs = load(common, &args.drafts, output)?;
    let known = |named: &String| {
        PeerDevice::parse(named).ok_or_else(|| {
            let name = [("name", named.clone().into())];
            output.usage(&output.texts.format("peer-unread-platform", &name))
        })
    };
    let device = args.platform.as_ref().map(known).transpose()?;
    if args.online {
        return run_async(output, online(common, &inputs, device.as_ref(), output));
    }
    let exit = inputs.iter().map(|input| match input {
        Ok(input) => check_one(output, input, judged(input, device.as_ref())),
        Err(unread) => unreadable(output, unread),
    });
    let exit = exit.max().unwrap_or(Exit::Done);
    if !output.is_json() && inputs.iter().flatten().any(names_gateways) {
        output.note(&output.texts.say("check-offline"));
    }
    Ok(exit)
}

/// What the rules have to say of a draft by itself, and of the device at its other end.
fn judged(input: &DraftInput, device: Option<&PeerDevice>) -> Vec<Finding> {
    let mut findings = check(&input.draft);
    let remembered = input.peer.as_ref().and_then(PeerDevice::of);
    if let Some(device) = device.or(remembered.as_ref()) {
        findings.extend(check_device(&input.draft, device));
    }
    findings.sort_by_key(|finding| (finding.severity(), finding.rule));
    findings
}

/// Checks each draft by itself and against what its region has.
async fn online(
    common: &Common,
    inputs: &[Result<DraftInput, DraftLoadError>],
    device: Option<&PeerDevice>,
    output: &Output,
) -> ExitResult {
    let session = CommandSession::open(common, RetryPolicy::default(), output).await;
    let session = session.map_err(|(exit, _)| exit)?;
    session.announce(output);
    let mut regions = RegionChecker::new(session.flow(), output);
    let mut exit = Exit::Done;
    for input in inputs {
        exit = exit.max(match input {
            Ok(input) => {
                let mut findings = judged(input, device);
                findings.extend(regions.region_findings(&input.draft).await);
                findings.sort_by_key(|finding| (finding.severity(), finding.rule));
                check_one(output, input, findings)
            }
            Err(unread) => unreadable(output, unread),
        });
    }
    Ok(exit)
}

/// Whether there is anything that only the service could tell to be right.
pub fn names_gateways(input: &DraftInput) -> bool {
    let draft = &input.draft;
    draft.paths_of(Key::CustomerGatewayId).iter().any(|path| draft.has(*path))
}

fn check_one(output: &Output, input: &DraftInput, findings: Vec<Finding>) -> Exit {
    input.warn_of_unopened(output);
    if output.is_json() {
        for finding in &findings {
            output.json(&as_json(output, &input.file, finding));
        }
    } else {
        print_findings(output, &input.file, &findings);
    }
    let is_sound = findings.iter().all(|finding| finding.severity() != Severity::Error);
    if is_sound { Exit::Done } else { Exit::Invalid }
}

fn as_json(output: &Output, file: &str, finding: &Finding) -> serde_json::Value {
    let mut line = json!({
        "file": file,
        "rule": finding.rule.id(),
        "severity": finding.severity().name(),
        "field": finding.fields.first().map(ToString::to_string),
        "message": output.texts.finding(finding),
        "repair": finding.repair.as_ref().map(|repair| describe(output, repair)),
    });
    if !finding.alternatives.is_empty() {
        let others = finding.alternatives.iter().map(|repair| describe(output, repair));
        line["alternatives"] = others.collect();
    }
    line
}

fn unreadable(output: &Output, unread: &DraftLoadError) -> Exit {
    if output.is_json() {
        for problem in &unread.problems {
            output.json(&json!({
                "file": unread.file, "rule": null, "severity": "error", "field": null,
                "message": problem, "repair": null,
            }));
        }
        return unread.exit;
    }
    unread.report(output)
}

/// Prints findings under the name of their file, with a line that counts them.
pub fn print_findings(output: &Output, file: &str, findings: &[Finding]) {
    output.line(&output.paint(Tone::Bold, &crate::text::printable(file)));
    for finding in findings {
        print_finding(output, finding, finding.severity());
    }
    let count = |severity: Severity| {
        findings.iter().filter(|finding| finding.severity() == severity).count()
    };
    let (errors, warnings, hints) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Hint));
    let counts = output.texts.format(
        "check-counts",
        &[("errors", errors.into()), ("warnings", warnings.into()), ("hints", hints.into())],
    );
    let tone = if errors > 0 { Tone::Bad } else { Tone::Good };
    let verdict = if errors > 0 { "check-unsound" } else { "check-sound" };
    let verdict = output.texts.say(verdict);
    let said = output.headed(&output.paint(tone, &verdict), &verdict, &counts);
    output.line(&format!("  {said}"));
}

/// One finding: its grade in this place, rule, fields, sentence and repair.
pub fn print_finding(output: &Output, finding: &Finding, severity: Severity) {
    let word = output.texts.severity(severity);
    let word = format!("{word}{}", " ".repeat(8_usize.saturating_sub(columns(&word))));
    let fields = name_fields(output, &finding.fields);
    let head = format!("  {} {}  ", output.paint(severity.into(), &word), finding.rule.id());
    output.hanging(&head, 17, &fields);
    output.paragraph(17, &output.texts.finding(finding));
    let repairs = finding.repair.iter().map(|repair| ("check-repair", repair));
    let others = finding.alternatives.iter().map(|repair| ("check-alternative", repair));
    for (id, repair) in repairs.chain(others) {
        let edits = summarize(output, finding, repair);
        output.paragraph(17, &output.texts.format(id, &[("edits", edits.into())]));
    }
}

/// Wire names, with what both tunnels share said once.
fn name_fields(output: &Output, fields: &[FieldPath]) -> String {
    let mut by_place: BTreeMap<Vec<u16>, Vec<&'static str>> = BTreeMap::new();
    let mut tunnels: BTreeMap<&'static str, Vec<u16>> = BTreeMap::new();
    let mut names = Vec::new();
    for path in fields {
        match (path.owner, path.leaf()) {
            (FieldOwner::Tunnel(number), Some(leaf)) => {
                tunnels.entry(leaf).or_default().push(number)
            }
            _ => names.push(path.to_string()),
        }
    }
    // The order of the finding matters: its first field is the one to go to.
    for leaf in fields.iter().filter_map(|path| path.leaf()) {
        if let Some(numbers) = tunnels.remove(leaf) {
            by_place.entry(numbers).or_default().push(leaf);
        }
    }
    for (mut numbers, leaves) in by_place {
        numbers.sort_unstable();
        // A number and not its digits, or the text has no form for it.
        let numbers: Arg = match numbers[..] {
            [one] => one.into(),
            _ => Arg::list(ListStyle::Words, numbers.iter().copied()),
        };
        let args = [("numbers", numbers), ("fields", leaves.join(", ").into())];
        names.push(output.texts.format("check-tunnels", &args));
    }
    output.texts.join(ListStyle::Words, names)
}

/// A repair in few words: what one value settles in several fields is said once, and of a long one
/// only how it begins.
fn summarize(output: &Output, finding: &Finding, repair: &Repair) -> String {
    const MOST: usize = 4;
    let edits = &repair.edits;
    let same = edits.iter().map(|edit| match edit {
        Edit::Set(path, text) => Some((*path, text)),
        _ => None,
    });
    if let Some(sets) = same.collect::<Option<Vec<_>>>()
        && let [(_, value), _, ..] = &sets[..]
        && sets.iter().all(|(_, other)| other == value)
    {
        let paths: Vec<FieldPath> = sets.iter().map(|(path, _)| *path).collect();
        if paths == finding.fields {
            return output.texts.format("edit-set-all", &[("value", (*value).clone().into())]);
        }
        let args =
            [("field", name_fields(output, &paths).into()), ("value", (*value).clone().into())];
        return output.texts.format("edit-set", &args);
    }
    if edits.len() <= MOST {
        return describe(output, repair);
    }
    let first = Repair { edits: edits[..MOST - 1].to_vec() };
    let rest = edits.len() - (MOST - 1);
    let args = [("first", describe(output, &first).into()), ("rest", rest.into())];
    output.texts.format("check-more-edits", &args)
}

/// A repair in words.
pub fn describe(output: &Output, repair: &Repair) -> String {
    output.texts.repair(repair, |path| path.to_string())
}
