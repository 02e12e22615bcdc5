//! `ModifyVpnAttachmentAttribute`: what was sent takes the place of what was there; what was not sent stays.

use crate::connection::{Draft, FieldOwner, FieldPath, Key, KeyStorage, Mode};
use crate::rpc::unflatten;

use super::codes::{ErrorReply, invalid, refuse};
use super::context::{Context, HandlerResult};
use super::defaults;
use super::describe;
use super::records::StoredConnection;
use super::state::{AccountState, tunnel_blocks};
use super::vpn_attachments;

const ACTION: &str = "ModifyVpnAttachmentAttribute";

/// What a modification passes over: it belongs to the request, or cannot be changed.
const FIXED: [Key; 8] = [
    Key::RegionId,
    Key::NetworkType,
    Key::TunnelBandwidth,
    Key::ResourceGroupId,
    Key::ClientToken,
    Key::DryRun,
    Key::TagKey,
    Key::TagValue,
];

pub(super) fn modify(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let id = context.required_param("VpnConnectionId")?;
    account.idempotent(context, ACTION, true, |account| {
        let stored = account.attachments.get(region, id)?;
        if stored.life.stage.is_busy() {
            return Err(refuse("VpnConnection.Configuring"));
        }
        let (sent, misfits) = unflatten(context.params);
        vpn_attachments::validate_form(&misfits)?;
        let mut wanted = stored.clone();
        apply(context, &sent, &mut wanted)?;
        let gateways = vpn_attachments::validate_all(&wanted.filled, account.gateways(region))?;
        name_peers(&sent, &mut wanted, &gateways);
        wanted.filled = defaults::fill(&wanted.filled, &gateways);
        let stored = account.attachments.get(region, id)?;
        let known = tunnel_blocks(stored);
        for (region, gateway, block) in tunnel_blocks(&wanted) {
            let is_own = known.contains(&(region.clone(), gateway.clone(), block.clone()));
            if !is_own && account.attachments.uses(&region, &gateway, &block) {
                return Err(refuse("IllegalParam.TunnelCidr"));
            }
        }
        let at_once = |stored: &StoredConnection| {
            stored.filled.text(FieldPath::connection(Key::EffectImmediately)).map(str::to_owned)
        };
        let resets = at_once(stored) != at_once(&wanted);
        let mut before = Vec::new();
        account.with_life(region, id, |life, world| before = life.sides(world));
        account.attachments.replace(wanted);
        account.with_life(region, id, |life, world| {
            life.update(context.now, world, &before, resets);
        });
        let stored = account.attachments.get(region, id)?;
        Ok(describe::modified(stored, account))
    })
}

/// Puts what was sent into both readings of the connection: as it was asked for, and as it is.
fn apply(
    context: &Context<'_>,
    sent: &Draft,
    wanted: &mut StoredConnection,
) -> Result<(), ErrorReply> {
    let mode = wanted.filled.mode();
    for path in sent.present_paths() {
        if FIXED.contains(&path.key) || path.key == Key::TunnelIndex {
            continue;
        }
        let owner = match (path.owner, mode) {
            (FieldOwner::Tunnel(number), Mode::Dual) => {
                FieldOwner::Tunnel(tunnel_of(context, sent, wanted, number)?)
            }
            // What counts in the other mode only is passed over.
            (FieldOwner::Tunnel(_), Mode::Single) | (FieldOwner::Tag(_), _) => continue,
            (FieldOwner::Connection, Mode::Dual) if !counts_in_dual(path.key) => continue,
            (FieldOwner::Connection, _) => FieldOwner::Connection,
        };
        let place = FieldPath { owner, key: path.key };
        for draft in [&mut wanted.draft, &mut wanted.filled] {
            match (sent.key(path), sent.text(path)) {
                (Some((key, _)), _) => draft.set_key(place, key.clone(), KeyStorage::Elsewhere),
                (None, Some(text)) => draft.set(place, text),
                (None, None) => {}
            }
        }
    }
    if mode == Mode::Dual && !wanted.filled.wants_bgp() {
        forget_sessions(sent, wanted);
    }
    Ok(())
}

/// Switched off, BGP takes the values of its sessions along, but for those that were sent with it, which are
/// refused.
fn forget_sessions(sent: &Draft, wanted: &mut StoredConnection) {
    for key in [Key::TunnelCidr, Key::LocalBgpIp, Key::LocalAsn] {
        if sent.present_paths().all(|path| path.key != key) {
            for number in 1..=wanted.filled.tunnels() {
                wanted.draft.remove(FieldPath::tunnel(number, key));
                wanted.filled.remove(FieldPath::tunnel(number, key));
            }
        }
    }
}

fn counts_in_dual(key: Key) -> bool {
    matches!(
        key,
        Key::Name
            | Key::LocalSubnet
            | Key::RemoteSubnet
            | Key::EffectImmediately
            | Key::EnableTunnelsBgp
    )
}

/// Which tunnel of the connection an entry is about: by its id, else by its index, else by its place.
fn tunnel_of(
    context: &Context<'_>,
    sent: &Draft,
    wanted: &StoredConnection,
    number: u16,
) -> Result<u16, ErrorReply> {
    let name = format!("{}.{number}.TunnelId", crate::connection::TUNNELS);
    let numbers = 1..=wanted.filled.tunnels();
    let index = |number: u16| wanted.filled.text(FieldPath::tunnel(number, Key::TunnelIndex));
    let found = match (
        context.text(&name).filter(|id| !id.is_empty()),
        sent.text(FieldPath::tunnel(number, Key::TunnelIndex)),
    ) {
        (Some(id), _) => numbers.into_iter().find(|it| describe::tunnel_id(wanted, *it) == id),
        (None, Some(told)) => numbers.into_iter().find(|it| index(*it) == Some(told)),
        (None, None) => numbers.into_iter().find(|it| *it == number),
    };
    found.ok_or_else(|| invalid(&name))
}

/// A tunnel that leads to another gateway expects that one's address, unless a name was sent with it.
fn name_peers(sent: &Draft, wanted: &mut StoredConnection, gateways: &[super::gateways::Gateway]) {
    let names = sent.paths_of(Key::RemoteId).into_iter().any(|path| sent.has(path));
    if names || sent.paths_of(Key::CustomerGatewayId).iter().all(|path| !sent.has(*path)) {
        return;
    }
    let paths = wanted.filled.paths_of(Key::RemoteId);
    for (path, gateway) in paths.into_iter().zip(gateways) {
        if !wanted.draft.has(path) {
            wanted.filled.set(path, gateway.address.to_string());
        }
    }
}
