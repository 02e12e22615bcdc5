//! Changing a connection to what a draft says, as far as the two differ.

use std::collections::BTreeSet;

use crate::connection::{Connection, Draft, FieldPath, Key, Mode, TUNNELS, Token, catalogue};
use crate::drafts::diff::{DiffSide, DiffTarget, Difference, DifferenceKind, diff};
use crate::drafts::import::snapshot;
use crate::rpc::{Params, modification};

use super::super::services::{LiveConnection, describe};
use super::super::session::Session;
use super::super::status::{ConnectionStatus, ConnectionVerdict};
use super::super::submission::{Stop, SubmitStep};
use super::action::{ChangeAction, PendingChange};
use super::execute::execute;
use super::{ChangeContext, ChangeDone, ChangeObstacle, ChangeReport, PlanError};

/// A modification of which nothing is known to stand in the way.
#[derive(Clone, Debug)]
pub struct ModifyPlan {
    /// The connection as it is.
    pub connection: ConnectionStatus,
    /// What the draft has different; what it leaves to the service does not count.
    pub differences: Vec<Difference>,
    /// Whether the tunnels negotiate anew, so that traffic stops for a moment.
    pub interrupts: bool,
    params: Params,
    wanted: DiffSide,
}

impl ModifyPlan {
    /// What is sent but for the client token, keys masked.
    pub fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.params
            .iter()
            .filter(|(name, _)| *name != "ClientToken")
            .map(|(name, value)| (name, value.shown()))
    }
}

/// What cannot be changed once a connection exists.
const FIXED: [Key; 4] =
    [Key::NetworkType, Key::TunnelBandwidth, Key::ResourceGroupId, Key::AutoConfigRoute];

/// Compares a draft with the connection as it is, and makes the modification of it. Changes nothing.
/// The region is the connection's, whatever the draft says.
/// A key that the draft leaves out is the one in force.
///
/// # Errors
/// What stands in the way, or that there is nothing to change.
pub async fn plan_modify(
    session: &Session,
    region: &str,
    id: &str,
    draft: &Draft,
) -> Result<ModifyPlan, PlanError> {
    let live = describe(session, region, id).await.map_err(PlanError::of_vpc)?;
    let blocked = |obstacle| Err(PlanError::Blocked(obstacle));
    let status = ConnectionStatus::of(&live.connection, region, &[], live.sandbox);
    match status.verdict() {
        ConnectionVerdict::Binding | ConnectionVerdict::Updating | ConnectionVerdict::Unbinding => {
            return blocked(ChangeObstacle::Busy(status.state_word()));
        }
        ConnectionVerdict::Locked => return blocked(ChangeObstacle::Locked),
        _ => {}
    }
    let found = snapshot(&live.connection.raw, region, &live.keys);
    let right = DiffSide { draft: found.draft, references: found.references };
    let mut draft = draft.clone();
    draft.set(FieldPath::connection(Key::RegionId), region);
    let wanted = DiffSide { draft: draft.clone(), references: Vec::new() };
    let differences: Vec<Difference> = diff(&wanted, &right, DiffTarget::Live)
        .into_iter()
        .filter(|difference| difference.verdict == DifferenceKind::Differs)
        .filter(|difference| !is_of_creation(&difference.name))
        .collect();
    if let Some(fixed) = differences.iter().find(|difference| is_fixed(&difference.name)) {
        return blocked(ChangeObstacle::Fixed(fixed.name.clone()));
    }
    if differences.is_empty() {
        return Err(PlanError::AlreadyApplied(ChangeDone::default()));
    }
    with_keys_in_force(&mut draft, &live);
    let connection = match Connection::from_draft(&draft, &BTreeSet::new()) {
        Ok(connection) => connection,
        Err(crate::connection::InvalidDraft::UnresolvedKeys(fields)) => {
            let field = fields.first().map(ToString::to_string).unwrap_or_default();
            return blocked(ChangeObstacle::KeyUnknown(field));
        }
        Err(crate::connection::InvalidDraft::InvalidFields(errors)) => {
            return Err(PlanError::Unfit(errors));
        }
    };
    let tunnel_ids: Vec<(u8, String)> = status
        .tunnels
        .iter()
        .filter_map(|tunnel| Some((tunnel.number, tunnel.id.clone()?)))
        .collect();
    let token = Token::from(uuid::Uuid::nil());
    let mut params = modification(&connection, id, &tunnel_ids, &token);
    params.remove("ClientToken");
    keep_what_differs(&mut params, connection.mode(), &differences);
    let interrupts = differences.iter().any(|difference| difference.name != "Name");
    Ok(ModifyPlan { connection: status, differences, interrupts, params, wanted })
}

/// Changes it, exactly once.
pub async fn modify(
    setting: &ChangeContext,
    plan: ModifyPlan,
    stop: Stop,
    report: &mut (dyn FnMut(SubmitStep) + Send),
) -> ChangeReport {
    let work = PendingChange {
        region: plan.connection.region,
        connection: plan.connection.id,
        what: ChangeAction::Modify { params: Box::new(plan.params), wanted: Box::new(plan.wanted) },
    };
    execute(setting, work, stop, report).await
}

/// What is about the request to create and not about the connection.
fn is_of_creation(name: &str) -> bool {
    let key = FieldPath::from_wire(name).map(|path| path.key);
    matches!(
        key,
        Some(Key::ClientToken | Key::DryRun | Key::RegionId | Key::TagKey | Key::TagValue)
    ) || name == crate::connection::TAGS
}

fn is_fixed(name: &str) -> bool {
    let key = FieldPath::from_wire(name).map(|path| path.key);
    name == "mode" || name == TUNNELS || key.is_some_and(|key| FIXED.contains(&key))
}

/// Puts the keys that the draft leaves to the service, and that are in force, into the draft: the
/// service may make up others where none is sent.
fn with_keys_in_force(draft: &mut Draft, live: &LiveConnection) {
    let has = |draft: &Draft, path| draft.has(path) && !draft.is_key_unresolved(path);
    match draft.mode() {
        Mode::Single => {
            let path = FieldPath::connection(Key::Psk);
            if let (false, Some(key)) = (has(draft, path), &live.keys.own) {
                draft.set_key(path, key.clone(), crate::connection::KeyStorage::Elsewhere);
            }
        }
        Mode::Dual => {
            for number in 1..=draft.tunnels() {
                let path = FieldPath::tunnel(number, Key::Psk);
                let index = draft.text(FieldPath::tunnel(number, Key::TunnelIndex));
                let index = index.and_then(|text| text.trim().parse().ok()).unwrap_or(number);
                if let (false, Some(key)) = (has(draft, path), live.keys.tunnels.get(&index)) {
                    draft.set_key(path, key.clone(), crate::connection::KeyStorage::Elsewhere);
                }
            }
        }
    }
}

/// Leaves out what is the same on both sides: each tunnel goes whole, and both of them, since whether the
/// service keeps what is left out is documented nowhere; so do the two sides of the traffic.
fn keep_what_differs(params: &mut Params, mode: Mode, differences: &[Difference]) {
    let differs = |name: &str| differences.iter().any(|difference| difference.name == name);
    let tunnels =
        differences.iter().any(|it| it.name.starts_with(TUNNELS) || it.name == "EnableTunnelsBgp");
    let subnets = differs("LocalSubnet") || differs("RemoteSubnet");
    let groups: BTreeSet<&str> = differences
        .iter()
        .filter_map(|it| FieldPath::from_wire(&it.name))
        .filter_map(|path| catalogue::field(path.key).own?.in_group())
        .map(|(group, _)| group)
        .collect();
    params.retain(|name| match name {
        "RegionId" | "VpnConnectionId" => true,
        "LocalSubnet" | "RemoteSubnet" => subnets,
        "EnableTunnelsBgp" => tunnels,
        _ if name.starts_with(TUNNELS) => tunnels,
        _ if mode == Mode::Single && groups.contains(name) => true,
        _ => differs(name),
    });
}
