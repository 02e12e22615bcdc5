//! What the service itself says: rows of its diagnosis, lines of its log.

use jiff::Timestamp;

use crate::cloud::DiagnosisRow;
use crate::connection::{Key, Severity};
use crate::explain::{LogKind, LogLine, diagnosis_code, normalize_daemon_value, parse_log_line};

use super::super::status::{TunnelPhase, TunnelStatus};
use super::finding::{DiagnosisFinding, FieldRepair, severity};
use super::live::LiveValues;

/// What can be said of a tunnel that is up meanwhile: it was lost a moment ago, or breaks again at the next
/// rekey.
const PERIODIC: [&str; 5] =
    ["PfsMismatch", "DhGroupMismatch", "LifetimeMismatch", "ReceiveDeleteNotify", "DpdTimeout"];

/// Codes that say less than others.
const VAGUE: [&str; 5] = [
    "ProposalMismatch",
    "AlgorithmMismatch",
    "NegotiationFailed",
    "Phase1NegotiationTimeout",
    "Phase2NegotiationTimeout",
];

/// Findings of the rows about one tunnel: each code once, the newest row of it.
pub(super) fn from_diagnosis(
    rows: &[&DiagnosisRow],
    tunnel: &TunnelStatus,
    live: &LiveValues,
) -> Vec<DiagnosisFinding> {
    let mut newest: Vec<&DiagnosisRow> = Vec::new();
    for row in rows {
        match newest.iter_mut().find(|one| one.code == row.code) {
            Some(known) if known.failed_at_ms < row.failed_at_ms => *known = row,
            Some(_) => {}
            None => newest.push(row),
        }
    }
    let is_up = tunnel.phase == TunnelPhase::Up;
    newest
        .into_iter()
        .filter_map(|row| {
            let code = row.code.as_deref().unwrap_or("NoExceptionFound");
            if code == "NoExceptionFound" || (is_up && !PERIODIC.contains(&code)) {
                return None;
            }
            let read = row.log.as_deref().map(parse_log_line);
            let values = (row.local.as_deref(), row.remote.as_deref());
            let mut found = finding(code, tunnel, live, read.as_ref(), values);
            found.sentence = row.reason.clone();
            let is_soon = is_up || row.severity.as_deref() == Some("Warn");
            found.severity = match row.severity.as_deref() {
                Some("Normal") => Severity::Hint,
                _ if is_soon => Severity::Warning,
                _ => found.severity,
            };
            // A tunnel that is down is no mere warning.
            if !is_up && found.severity == Severity::Warning {
                found.severity = Severity::Error;
            }
            Some(found)
        })
        .collect()
}

/// The finding that the last refusal in the log leads to, if nothing has come up since.
pub(super) fn of_log(
    lines: &[String],
    tunnel: &TunnelStatus,
    live: &LiveValues,
) -> Option<DiagnosisFinding> {
    let mut read: Vec<LogLine<'_>> = lines.iter().map(|line| parse_log_line(line)).collect();
    // Their order is documented nowhere; lines of one second keep theirs.
    read.sort_by_key(|line| line.stamp);
    let since = read.iter().rposition(is_up).map_or(0, |place| place + 1);
    let refusals: Vec<&LogLine<'_>> =
        read[since..].iter().filter(|line| code_of(line).is_some()).collect();
    let is_clear = |line: &&&LogLine<'_>| code_of(line).is_some_and(|it| !VAGUE.contains(&it));
    let line = refusals.iter().rev().find(is_clear).or_else(|| refusals.last())?;
    let code = code_of(line)?;
    Some(finding(code, tunnel, live, Some(line), (line.local, line.remote)))
}

/// Since when a tunnel has been negotiated, as its log tells: its first line after phase 2 was last up.
pub(super) fn negotiated_since(lines: &[String]) -> Option<Timestamp> {
    let mut read = dated(lines);
    let up = read.iter().rposition(|(_, line)| is_up(line)).map_or(0, |place| place + 1);
    read.drain(..up);
    read.first().map(|(at, _)| *at)
}

/// When phase 2 came up for the last time.
pub(super) fn up_since(lines: &[String]) -> Option<Timestamp> {
    dated(lines).into_iter().rfind(|(_, line)| is_up(line)).map(|(at, _)| at)
}

/// The lines that have a time, by time.
fn dated(lines: &[String]) -> Vec<(Timestamp, LogLine<'_>)> {
    let mut read: Vec<_> = lines
        .iter()
        .map(|line| parse_log_line(line))
        .filter_map(|line| Some((line.at()?, line)))
        .collect();
    read.sort_by_key(|(at, _)| *at);
    read
}

fn is_up(line: &LogLine<'_>) -> bool {
    line.known.is_some_and(|known| known.kind == LogKind::Up && known.phase != 1)
}

fn code_of<'a>(line: &LogLine<'a>) -> Option<&'static str> {
    let known = line.known?;
    match known.kind {
        LogKind::Error | LogKind::Peer => known.code.as_deref(),
        LogKind::Note | LogKind::Up => None,
    }
}

fn finding(
    code: &str,
    tunnel: &TunnelStatus,
    live: &LiveValues,
    line: Option<&LogLine<'_>>,
    (local, remote): (Option<&str>, Option<&str>),
) -> DiagnosisFinding {
    let known = diagnosis_code(code);
    let phrase = line.and_then(|line| line.known);
    let (line_here, line_there) = line.map_or((None, None), |line| (line.local, line.remote));
    // The daemon names a cipher without its key length, which its line has.
    let (local, remote) = if local == remote { (None, None) } else { (local, remote) };
    let (local, remote) = (local.or(line_here), remote.or(line_there));
    let number = tunnel.number;
    let key = key_of(code, tunnel, live, line, (local, remote));
    let (here, there) = values(code, tunnel, live, line, key, (local, remote));
    let field = key.map(|key| live.path(number, key));
    let repair = field.zip(there.clone()).filter(|(field, value)| can_be_set(field.key, value));
    DiagnosisFinding {
        tunnel: Some(number),
        severity: known.map_or(Severity::Error, |known| severity(&known.severity)),
        code: code.to_owned(),
        phase: match known {
            Some(known) => phase_of(known.phase, key),
            None => 0,
        },
        phrase: phrase.map(|phrase| phrase.id.as_str()),
        sentence: None,
        here,
        there,
        field,
        repair: repair.map(|(field, value)| FieldRepair { field, value }),
        commands_there: Vec::new(),
        log: line.map(|line| line.text.to_owned()),
    }
}

/// The value in force here, and the device's.
fn values(
    code: &str,
    tunnel: &TunnelStatus,
    live: &LiveValues,
    line: Option<&LogLine<'_>>,
    key: Option<Key>,
    (local, remote): (Option<&str>, Option<&str>),
) -> (Option<String>, Option<String>) {
    let word = |raw: Option<&str>| {
        raw.map(|raw| {
            key.map_or_else(|| raw.trim().to_owned(), |key| normalize_daemon_value(key, raw))
        })
    };
    let in_force = key.and_then(|key| live.value(tunnel.number, key));
    let (mut here, mut there) = (word(local), word(remote));
    // Whichever is in force is ours, whatever field it came in.
    if there.is_some() && there == in_force && here != in_force {
        std::mem::swap(&mut here, &mut there);
    }
    // The daemon names the family of a cipher without its length, and both sides are of it.
    if here == there {
        there = None;
    }
    if here.is_none() || (key.is_some() && is_family(here.as_deref())) {
        here = in_force.clone().or(here);
    }
    if code == "PeerMismatch" {
        there = there.or_else(|| real_address(tunnel, line));
    }
    if key == Some(Key::CustomerGatewayId) {
        here = tunnel.peer_address.clone().or(here);
    }
    match code {
        "TrafficSelectorMismatch" => halves(key, here, there),
        _ => (here, there),
    }
}

fn is_family(value: Option<&str>) -> bool {
    value.is_some_and(|value| matches!(value.to_ascii_lowercase().as_str(), "aes" | "aes-cbc"))
}

/// Which field a code is about. The phrase decides where it is of one phase only; else the phase in which
/// the tunnel hangs.
fn key_of(
    code: &str,
    tunnel: &TunnelStatus,
    live: &LiveValues,
    line: Option<&LogLine<'_>>,
    (local, remote): (Option<&str>, Option<&str>),
) -> Option<Key> {
    let is_phase_2 = tunnel.phase >= TunnelPhase::Phase1;
    let phrase = line.and_then(|line| line.known);
    let told = phrase.and_then(|phrase| phrase.keys().next());
    let by_phase = |phase_1: Key, phase_2: Key| if is_phase_2 { phase_2 } else { phase_1 };
    let is_told_for_sure = phrase.is_some_and(|phrase| !phrase.id.starts_with("transform-"));
    let one_of = |keys: [Key; 2]| match told.filter(|key| is_told_for_sure && keys.contains(key)) {
        Some(key) => key,
        None => by_phase(keys[0], keys[1]),
    };
    Some(match code {
        "EncryptionAlgorithmMismatch" => one_of([Key::IkeEncAlg, Key::IpsecEncAlg]),
        "AuthenticationAlgorithmMismatch" => one_of([Key::IkeAuthAlg, Key::IpsecAuthAlg]),
        "DhGroupMismatch" => one_of([Key::IkePfs, Key::IpsecPfs]),
        "LifetimeMismatch" => {
            let is = |key| live.value(tunnel.number, key).as_deref() == local;
            if is(Key::IkeLifetime) {
                Key::IkeLifetime
            } else if is(Key::IpsecLifetime) {
                Key::IpsecLifetime
            } else {
                by_phase(Key::IkeLifetime, Key::IpsecLifetime)
            }
        }
        "ProposalMismatch" | "AlgorithmMismatch" => by_phase(Key::IkeEncAlg, Key::IpsecEncAlg),
        "PeerIdMismatch" => {
            let is_ours = local.is_some()
                && live.value(tunnel.number, Key::LocalId).as_deref() == local
                && live.value(tunnel.number, Key::RemoteId).as_deref() != local;
            if is_ours { Key::LocalId } else { told.unwrap_or(Key::RemoteId) }
        }
        "TrafficSelectorMismatch" => selector_key(local, remote),
        _ => {
            return diagnosis_code(code).and_then(|known| known.keys().next()).or(told);
        }
    })
}

/// Which side of the traffic differs, in `OURS === THEIRS` of each end.
fn selector_key(local: Option<&str>, remote: Option<&str>) -> Key {
    let split = |text: &str| {
        let (one, other) = text.split_once("===")?;
        Some((one.trim().to_owned(), other.trim().to_owned()))
    };
    let (Some(ours), Some(theirs)) = (local.and_then(split), remote.and_then(split)) else {
        return Key::LocalSubnet;
    };
    match ours.0 == theirs.0 || ours.0 == theirs.1 {
        true => Key::RemoteSubnet,
        false => Key::LocalSubnet,
    }
}

/// The half of the selectors that the field is about.
fn halves(
    key: Option<Key>,
    here: Option<String>,
    there: Option<String>,
) -> (Option<String>, Option<String>) {
    let split = |text: &Option<String>| -> Option<(String, String)> {
        let (one, other) = text.as_deref()?.split_once("===")?;
        Some((one.trim().to_owned(), other.trim().to_owned()))
    };
    match (split(&here), split(&there)) {
        (Some(ours), Some(theirs)) => {
            // The device may write its own side first.
            let is_mirrored = ours.0 == theirs.1 || ours.1 == theirs.0;
            let is_same = ours.0 == theirs.0 || ours.1 == theirs.1;
            let theirs = if is_mirrored && !is_same { (theirs.1, theirs.0) } else { theirs };
            match key {
                Some(Key::RemoteSubnet) => (Some(ours.1), Some(theirs.1)),
                _ => (Some(ours.0), Some(theirs.0)),
            }
        }
        _ => (here, there),
    }
}

/// The address that the packets come from, where it is not the customer gateway's.
fn real_address(tunnel: &TunnelStatus, line: Option<&LogLine<'_>>) -> Option<String> {
    let (_, theirs) = line?.addresses?;
    (Some(theirs) != tunnel.peer_address.as_deref()).then(|| theirs.to_owned())
}

fn phase_of(phase: u8, key: Option<Key>) -> u8 {
    match key {
        Some(Key::IkeEncAlg | Key::IkeAuthAlg | Key::IkePfs | Key::IkeLifetime) => 1,
        Some(Key::IpsecEncAlg | Key::IpsecAuthAlg | Key::IpsecPfs | Key::IpsecLifetime) => 2,
        _ => phase,
    }
}

/// Whether a value of the device is one that this field may have.
fn can_be_set(key: Key, value: &str) -> bool {
    match key {
        Key::IkeEncAlg | Key::IpsecEncAlg => {
            ["aes", "aes192", "aes256", "des", "3des"].contains(&value)
        }
        Key::IkeAuthAlg | Key::IpsecAuthAlg => {
            ["md5", "sha1", "sha256", "sha384", "sha512"].contains(&value)
        }
        Key::IkePfs => ["group1", "group2", "group5", "group14"].contains(&value),
        Key::IpsecPfs => ["disabled", "group1", "group2", "group5", "group14"].contains(&value),
        Key::IkeVersion => ["ikev1", "ikev2"].contains(&value),
        Key::IkeMode => ["main", "aggressive"].contains(&value),
        Key::IkeLifetime | Key::IpsecLifetime => value.parse::<u32>().is_ok_and(|it| it <= 86400),
        Key::LocalId | Key::RemoteId => !value.is_empty() && value.len() <= 100,
        Key::LocalSubnet | Key::RemoteSubnet => {
            value.split(',').all(|block| block.trim().parse::<ipnet::Ipv4Net>().is_ok())
        }
        _ => false,
    }
}
