//! `DiagnoseVpnConnections` and `DescribeVpnConnectionLogs`: what was found out in the last minutes, and
//! the log itself.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use crate::connection::Mode;

use super::codes::{ErrorReply, invalid, missing, refuse};
use super::context::{Context, HandlerResult};
use super::describe::tunnel_id;
use super::diagnosis::{DiagnosisRecord, reason};
use super::records::StoredConnection;
use super::state::AccountState;
use super::tunnel_machine::{Negotiation, TunnelMachine};

/// How far back a diagnosis looks (troubleshooting guide).
const WINDOW: SignedDuration = SignedDuration::from_mins(3);

/// Most minutes of a log that one request may ask for.
const MINUTES_MAX: i64 = 10;

/// What can be said of a tunnel that is up: it was lost a moment ago, or will be at the next rekey.
const OF_UP: [&str; 4] = ["DhGroupMismatch", "DpdTimeout", "PfsMismatch", "ReceiveDeleteNotify"];

pub(super) fn diagnose(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    if !context.is_post {
        return Err(refuse("UnsupportedHTTPMethod"));
    }
    let region = context.region()?;
    let tunnels = numbered_params(context, "TunnelIds");
    let connections = numbered_params(context, "VpnConnectionIds");
    if tunnels.is_empty() && connections.is_empty() {
        return Err(missing("TunnelIds"));
    }
    let mut rows: Vec<Json> = Vec::new();
    for stored in account.attachments.all().filter(|stored| stored.region == region) {
        let is_named = connections.contains(&stored.id.as_str());
        for tunnel in &stored.life.tunnels {
            let is_wanted = match stored.filled.mode() {
                Mode::Single => is_named,
                Mode::Dual => tunnels.contains(&tunnel_id(stored, tunnel.number).as_str()),
            };
            if is_wanted && stored.life.binding.is_some() {
                rows.extend(rows_of(stored, tunnel, context.now));
            }
        }
    }
    let (mut answer, entries) = context.page(&rows, Json::clone)?;
    answer["VpnConnections"] = entries.into();
    Ok(answer)
}

/// The texts of a list that counts from 1.
fn numbered_params<'a>(context: &'a Context<'_>, name: &str) -> Vec<&'a str> {
    (1..=50).map_while(|number| context.text(&format!("{name}.{number}"))).collect()
}

fn rows_of(stored: &StoredConnection, tunnel: &TunnelMachine, now: Timestamp) -> Vec<Json> {
    let is_recent = |found: &&DiagnosisRecord| now.duration_since(found.at) <= WINDOW;
    let recent = tunnel.found.iter().rev().filter(is_recent);
    let rows: Vec<Json> = match tunnel.negotiation {
        Negotiation::Up => {
            let mut told = Vec::new();
            recent
                .filter(|found| OF_UP.contains(&found.code))
                .filter(|found| {
                    let is_new = !told.contains(&found.code);
                    told.push(found.code);
                    is_new
                })
                .map(|found| row(stored, tunnel, found, "Warn"))
                .collect()
        }
        _ => recent.take(1).map(|found| row(stored, tunnel, found, "Critical")).collect(),
    };
    if rows.is_empty() {
        let nothing = DiagnosisRecord {
            at: now,
            code: "NoExceptionFound",
            here: String::new(),
            there: String::new(),
            line: String::new(),
        };
        return vec![row(stored, tunnel, &nothing, "Normal")];
    }
    rows
}

fn row(
    stored: &StoredConnection,
    tunnel: &TunnelMachine,
    found: &DiagnosisRecord,
    severity: &str,
) -> Json {
    let id = match stored.filled.mode() {
        Mode::Dual => tunnel_id(stored, tunnel.number),
        Mode::Single => String::new(),
    };
    json!({
        "VpnConnectionId": stored.id,
        "TunnelId": id,
        "Severity": severity,
        "FailedReasonCode": found.code,
        "FailedReason": reason(found.code),
        "FailedTime": found.at.as_millisecond(),
        "MismatchLocalParam": found.here,
        "MismatchRemoteParam": found.there,
        "SourceLog": found.line,
    })
}

pub(super) fn logs(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let id = context.required_param("VpnConnectionId")?;
    let stored = account.attachments.get(region, id)?;
    let (from, to) = window(context)?;
    let wanted = context.text("TunnelId").filter(|tunnel| !tunnel.is_empty());
    let of_wanted = |tunnel: &&TunnelMachine| {
        stored.filled.mode() == Mode::Single
            || wanted.is_none_or(|wanted| tunnel_id(stored, tunnel.number) == wanted)
    };
    let mut lines: Vec<&(Timestamp, String)> = stored
        .life
        .tunnels
        .iter()
        .filter(of_wanted)
        .flat_map(|tunnel| &tunnel.log)
        .filter(|(at, _)| (from..=to).contains(at))
        .collect();
    lines.sort_by_key(|(at, _)| *at);
    let (mut answer, entries) = context.page(&lines, |(_, line)| line.as_str().into())?;
    // A page of a log tells how many lines it has, not how many there are.
    let Json::Object(head) = &mut answer else { return Ok(answer) };
    head.shift_remove("TotalCount");
    answer["Count"] = entries.len().into();
    answer["IsCompleted"] = true.into();
    answer["Data"] = json!({ "Logs": entries });
    Ok(answer)
}

/// Two of `From`, `To` and `MinutePeriod`, or the last alone, which is up to now.
fn window(context: &Context<'_>) -> Result<(Timestamp, Timestamp), ErrorReply> {
    let second = |name: &'static str| match context.text(name).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => {
            let at = text.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
            at.map(Some).ok_or_else(|| invalid(name))
        }
    };
    let (from, to) = (second("From")?, second("To")?);
    let minutes = match context.text("MinutePeriod").filter(|text| !text.is_empty()) {
        None => None,
        Some(text) => {
            let minutes = text.parse().ok().filter(|it| (1..=MINUTES_MAX).contains(it));
            Some(SignedDuration::from_mins(minutes.ok_or_else(|| invalid("MinutePeriod"))?))
        }
    };
    let add = |at: Timestamp, span: SignedDuration| at.checked_add(span).unwrap_or(at);
    match (from, to, minutes) {
        (None, None, None) => Err(missing("MinutePeriod")),
        (None, None, Some(span)) => Ok((add(context.now, -span), context.now)),
        (Some(from), None, Some(span)) => Ok((from, add(from, span))),
        (None, Some(to), Some(span)) => Ok((add(to, -span), to)),
        (Some(from), Some(to), _)
            if to.duration_since(from) <= SignedDuration::from_mins(MINUTES_MAX) =>
        {
            Ok((from, to))
        }
        (Some(_), Some(_), _) => Err(invalid("To")),
        (Some(_), None, None) => Err(missing("To")),
        (None, Some(_), None) => Err(missing("From")),
    }
}
