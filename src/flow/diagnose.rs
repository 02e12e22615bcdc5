//! What is wrong with a connection that is not up: the service's diagnosis, its log, our own rules on the
//! values in force, and the draft it was made from, in one list.
//!
//! Looking changes nothing. What one of the sources cannot tell, the others may; which were missing is
//! part of the answer.

mod device;
mod finding;
mod live;
mod rules;
mod service;

use jiff::Timestamp;

use crate::cloud::{CustomerGateway, DiagnosisTarget, LogWindow};
use crate::connection::{Draft, DraftPeer, FieldPath, Mode, Severity};
use crate::drafts::diff::{DiffSide, DiffTarget, DiffValue, DifferenceKind, diff};

use super::failure::ServiceFailure;
use super::services::{describe, known_gateways};
use super::session::Session;
use super::status::{ConnectionStatus, TunnelPhase, TunnelStatus};

pub use finding::{DiagnosisFinding, FieldRepair};
use live::LiveValues;

/// Minutes of the log that are looked at; the most that one question may ask for.
const MINUTES: u8 = 10;

/// What was found out about a connection.
#[derive(Debug)]
pub struct Diagnosis {
    /// The connection as it is.
    pub status: ConnectionStatus,
    /// What was found, the gravest first.
    pub findings: Vec<DiagnosisFinding>,
    /// Why the service's own diagnosis is not among it.
    pub no_diagnosis: Option<ServiceFailure>,
    /// Why its log is not among it.
    pub no_log: Option<ServiceFailure>,
}

/// What a connection should be.
#[derive(Clone, Debug)]
pub struct DiagnosisDraft {
    /// Its values, with its keys as far as they can be had.
    pub draft: Draft,
    /// The device at the other end, where the draft remembers one.
    pub peer: Option<DraftPeer>,
}

/// Finds out what is wrong with a connection. `opened` is what it should be; its numbers of tunnels count.
///
/// # Errors
/// When the connection itself cannot be looked at.
pub async fn diagnose(
    session: &Session,
    region: &str,
    id: &str,
    opened: Option<&DiagnosisDraft>,
) -> Result<Diagnosis, ServiceFailure> {
    let draft = opened.map(|opened| &opened.draft);
    let found = describe(session, region, id).await?;
    let gateways = known_gateways(session, region).await;
    let status = ConnectionStatus::of(&found.connection, region, &gateways, found.sandbox);
    let live = LiveValues::of(&found, draft);
    let mut diagnosis =
        Diagnosis { status, findings: Vec::new(), no_diagnosis: None, no_log: None };
    diagnosis.findings.extend(rules::of_state(&diagnosis.status));
    if diagnosis.findings.is_empty() {
        ask_service(session, region, &mut diagnosis, &live, &gateways).await?;
    }
    if let Some(peer) = opened.and_then(|opened| opened.peer.as_ref()) {
        device::from_device(peer, &live, &diagnosis.status, &mut diagnosis.findings);
    }
    if let Some(draft) = draft {
        diagnosis.findings.extend(differences(draft, &live));
    }
    diagnosis
        .findings
        .sort_by_key(|finding| (rank(finding.severity), finding.tunnel, finding.phase));
    Ok(diagnosis)
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Hint => 2,
    }
}

async fn ask_service(
    session: &Session,
    region: &str,
    diagnosis: &mut Diagnosis,
    live: &LiveValues,
    gateways: &[CustomerGateway],
) -> Result<(), ServiceFailure> {
    let client = session.client(region).await?;
    let status = diagnosis.status.clone();
    let ids: Vec<String> = status.tunnels.iter().filter_map(|it| it.id.clone()).collect();
    let target = match status.mode {
        Mode::Dual => DiagnosisTarget::Tunnels(&ids),
        Mode::Single => DiagnosisTarget::Connection(&status.id),
    };
    let rows = match client.diagnose(region, target).await {
        Ok(reply) => reply.value,
        Err(failed) => {
            diagnosis.no_diagnosis = Some(failed.into());
            Vec::new()
        }
    };
    for tunnel in &status.tunnels {
        let of_it = |row: &&_| is_of(row, tunnel, status.mode);
        let rows: Vec<_> = rows.iter().filter(of_it).collect();
        let mut found = service::from_diagnosis(&rows, tunnel, live);
        let is_found = found.iter().any(|it| it.severity == Severity::Error);
        let mut is_recent = false;
        if !tunnel.is_complete() && !is_found {
            let window = LogWindow { from: None, minutes: MINUTES };
            let lines = client.logs(region, &status.id, tunnel.id.as_deref(), window).await;
            match lines {
                Ok(reply) => {
                    let lines = &reply.value.lines;
                    is_recent = is_under_way(tunnel, lines, &status);
                    if tunnel.phase != TunnelPhase::Up {
                        found.extend(service::of_log(lines, tunnel, live));
                    }
                }
                Err(failed) => diagnosis.no_log = Some(failed.into()),
            }
        }
        rules::of_tunnel(&status, tunnel, live, gateways, is_recent, &mut found);
        diagnosis.findings.extend(found);
    }
    diagnosis.findings.extend(rules::of_all(&status, &diagnosis.findings));
    Ok(())
}

/// Whether what a tunnel lacks may still come by itself: its negotiation, or its BGP session, has just begun
/// (rules W-04 and W-07). A log without a line is one whose first line is still to come.
fn is_under_way(tunnel: &TunnelStatus, lines: &[String], status: &ConnectionStatus) -> bool {
    let (since, patience) = match (tunnel.phase, status.sandbox) {
        (TunnelPhase::Up, false) => (service::up_since(lines), 90),
        (_, false) => (service::negotiated_since(lines), 60),
        // The devices of a sandbox answer at once.
        (TunnelPhase::Up, true) => (service::up_since(lines), 3),
        (_, true) => (service::negotiated_since(lines), 4),
    };
    let age = |since| Timestamp::now().duration_since(since).as_secs();
    match since {
        Some(since) => age(since) < patience,
        None => tunnel.phase != TunnelPhase::Up && lines.is_empty(),
    }
}

fn is_of(row: &crate::cloud::DiagnosisRow, tunnel: &TunnelStatus, mode: Mode) -> bool {
    mode == Mode::Single || row.tunnel == tunnel.id
}

/// What the draft has different from the values in force.
fn differences(draft: &Draft, live: &LiveValues) -> Vec<DiagnosisFinding> {
    let wanted = DiffSide { draft: draft.clone(), references: Vec::new() };
    let in_force = DiffSide { draft: live.draft().clone(), references: Vec::new() };
    let text = |cell: &DiffValue| match cell {
        DiffValue::Text(text) => Some(text.clone()),
        _ => None,
    };
    diff(&wanted, &in_force, DiffTarget::Live)
        .into_iter()
        .filter(|it| it.verdict == DifferenceKind::Differs)
        .map(|it| {
            let field = FieldPath::from_wire(&it.name);
            let tunnel = field.and_then(|field| live.tunnel_of(field));
            DiagnosisFinding {
                here: text(&it.right),
                field,
                repair: field
                    .zip(text(&it.left))
                    .map(|(field, value)| FieldRepair { field, value }),
                ..DiagnosisFinding::from_rule("DraftDiffers", tunnel)
            }
        })
        .collect()
}
