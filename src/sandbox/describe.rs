//! `DescribeVpnConnection`, `DescribeVpnConnections` and `DescribeVpnAttachments`.
//!
//! Shapes and kinds of value are those of the reference: the same setting is a number or a boolean
//! in one place and a string in another.

use serde_json::{Map, Value as Json, json};

use crate::connection::catalogue::{PHASE1_KEYS, PHASE2_KEYS};
use crate::connection::{Draft, FieldPath, Key, Mode, is_true};

use super::records::{StoredConnection, tag_list};

use super::context::{Context, HandlerResult};
use super::ids::Ids;
use super::lifecycle::{RouterBinding, Stage};
use super::routers;
use super::state::{AccountState, gateways_of};
use super::tunnel_endpoint::{address_text, peer_bgp_ip, tunnel_path};
use super::validate::{asn, tag_pairs};

pub(super) fn describe_one(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let id = context.required_param("VpnConnectionId")?;
    let stored = account.attachments.get(region, id)?;
    let mut shown = show(stored, account);
    shown["Tags"] = tags(stored);
    Ok(shown)
}

pub(super) fn list(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let found: Vec<&StoredConnection> = account
        .attachments
        .all()
        .filter(|stored| stored.region == region && stored.listed_from <= context.now)
        .filter(|stored| matches_filters(context, stored))
        .collect();
    let (mut answer, entries) = context.page(&found, |stored| {
        let mut shown = show(stored, account);
        shown["Tag"] = tags(stored);
        if let Some(Json::Object(bgp)) = shown.get_mut("VpnBgpConfig") {
            bgp.shift_remove("EnableBgp");
        }
        shown
    })?;
    answer["VpnConnections"] = json!({ "VpnConnection": entries });
    Ok(answer)
}

/// Lists what is bound to a transit router, thinly.
pub(super) fn bound(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let found: Vec<(&StoredConnection, &RouterBinding)> = account
        .attachments
        .all()
        .filter(|stored| stored.region == region)
        .filter(|stored| context.matches_filter("VpnConnectionId", &stored.id))
        .filter(|_| context.matches_filter("AttachType", "CEN"))
        .filter_map(|stored| Some((stored, stored.life.binding.as_ref()?)))
        .collect();
    let (mut answer, entries) = context.page(&found, |(stored, binding)| {
        let own = |key| stored.filled.text(FieldPath::connection(key)).unwrap_or_default();
        let bgp = if stored.filled.wants_bgp() { "true" } else { "false" };
        json!({
            "InstanceId": stored.id,
            "Name": own(Key::Name),
            "Description": "",
            "AttachType": "CEN",
            "TransitRouterId": binding.router,
            "TransitRouterName": routers::find(&binding.router).map_or("", |it| it.name),
            "CrossAccountAuthorized": false,
            "TunnelBandwidth": own(Key::TunnelBandwidth).to_ascii_lowercase(),
            // A JSON text here.
            "Tag": format!("{{\"BGPSupport\":\"{bgp}\"}}"),
            "Tags": tags(stored)["Tag"],
        })
    })?;
    answer["VpnAttachments"] = entries.into();
    Ok(answer)
}

fn matches_filters(context: &Context<'_>, stored: &StoredConnection) -> bool {
    let gateway = context.text("CustomerGatewayId").filter(|id| !id.is_empty());
    let group = stored.filled.text(FieldPath::connection(Key::ResourceGroupId)).unwrap_or_default();
    context.matches_filter("VpnConnectionId", &stored.id)
        && context.matches_filter("VpnGatewayId", "vpn-not-exist")
        && context.matches_filter("ResourceGroupId", group)
        && gateway.is_none_or(|id| gateways_of(stored).contains(&id))
        && context.passes_tags(tag_pairs(&stored.filled))
}

/// What a modification answers: the new values, which need not be in force yet. Unlike elsewhere numbers
/// and booleans are none of them texts here, and the tunnels are a plain list.
pub(super) fn modified(stored: &StoredConnection, account: &AccountState) -> Json {
    let mut shown = show(stored, account);
    shown["Description"] = "".into();
    let mut tunnels = shown["TunnelOptionsSpecification"]["TunnelOptions"].take();
    for tunnel in tunnels.as_array_mut().into_iter().flatten() {
        for name in ["EnableDpd", "EnableNatTraversal"] {
            tunnel[name] = (tunnel[name] == "true").into();
        }
        let numbers = [
            ("TunnelIkeConfig", "IkeLifetime"),
            ("TunnelIpsecConfig", "IpsecLifetime"),
            ("TunnelBgpConfig", "LocalAsn"),
            ("TunnelBgpConfig", "PeerAsn"),
        ];
        for (group, name) in numbers {
            if let Some(value) = tunnel[group].get_mut(name) {
                let text = value.as_str().unwrap_or_default();
                *value = if name.ends_with("Asn") { asn(text).into() } else { count(text) };
            }
        }
        if let Json::Object(tunnel) = tunnel {
            tunnel.shift_remove("Status");
            tunnel.shift_remove("ZoneNo");
            if let Some(Json::Object(bgp)) = tunnel.get_mut("TunnelBgpConfig") {
                bgp.shift_remove("BgpStatus");
            }
        }
    }
    shown["TunnelOptionsSpecification"] = tunnels;
    if let Json::Object(shown) = &mut shown {
        let single = ["InternetIp"].into_iter().filter(|_| stored.filled.mode() == Mode::Dual);
        for name in NOT_MODIFIED.into_iter().chain(single) {
            shown.shift_remove(name);
        }
    }
    shown
}

/// What the answer to a modification lacks of the connection.
const NOT_MODIFIED: [&str; 6] = [
    "State",
    "TransitRouterId",
    "TransitRouterName",
    "CrossAccountAuthorized",
    "TunnelBandwidth",
    "ZoneNo",
];

/// The id of a tunnel, which follows from that of its connection.
pub(super) fn tunnel_id(stored: &StoredConnection, number: u16) -> String {
    let index = stored.filled.text(FieldPath::tunnel(number, Key::TunnelIndex));
    Ids::of_part("tun-", &stored.id, index.unwrap_or_default())
}

/// Both phases of a tunnel with their lifetimes as numbers; the key is in clear.
pub(super) fn phases(stored: &StoredConnection, number: u16) -> (Json, Json) {
    let draft = &stored.filled;
    let at = |key| tunnel_path(draft, number, key);
    (phase(draft, ike_keys(), at, true), phase(draft, PHASE2_KEYS, at, true))
}

fn tags(stored: &StoredConnection) -> Json {
    json!({ "Tag": tag_list(&stored.tags()) })
}

fn show(stored: &StoredConnection, account: &AccountState) -> Json {
    let draft = &stored.filled;
    let own = |key| draft.text(FieldPath::connection(key)).unwrap_or_default();
    let flag = |key| is_true(own(key));
    let life = &stored.life;
    let router = life.binding.as_ref().and_then(|binding| routers::find(&binding.router));
    let (router_id, router_name, cen) = match &router {
        Some(router) => (router.id.as_str(), router.name, router.cen),
        None => Default::default(),
    };
    let mut shown = json!({
        "VpnConnectionId": stored.id,
        "Name": own(Key::Name),
        "State": life.stage.state(),
        "Status": life.negotiation().status(),
        "AttachType": if router.is_some() { "CEN" } else { "NO_ASSOCIATED" },
        "AttachInstanceId": cen,
        "VpnGatewayId": "vpn-not-exist",
        "TransitRouterId": router_id,
        "TransitRouterName": router_name,
        "InternetIp": "",
        "CustomerGatewayId": own(Key::CustomerGatewayId),
        "NetworkType": own(Key::NetworkType),
        "LocalSubnet": own(Key::LocalSubnet),
        "RemoteSubnet": own(Key::RemoteSubnet),
        "EffectImmediately": flag(Key::EffectImmediately),
        "EnableTunnelsBgp": flag(Key::EnableTunnelsBgp),
        "CrossAccountAuthorized": false,
        "CreateTime": stored.created.as_millisecond(),
        "ResourceGroupId": own(Key::ResourceGroupId),
        // Sent as `Standard`, answered as `standard`.
        "TunnelBandwidth": own(Key::TunnelBandwidth).to_ascii_lowercase(),
    });
    match draft.mode() {
        Mode::Dual => {
            let mut tunnels: Vec<Json> =
                (1..=draft.tunnels()).map(|number| tunnel(stored, number, account)).collect();
            tunnels.sort_by_key(|tunnel| tunnel["TunnelIndex"].as_u64());
            shown["TunnelOptionsSpecification"] = json!({ "TunnelOptions": tunnels });
        }
        Mode::Single => {
            let place = TunnelStatusView::of(stored, 1);
            shown["InternetIp"] = place.address.as_str().into();
            shown["ZoneNo"] = place.zone.as_str().into();
            shown["EnableDpd"] = flag(Key::EnableDpd).into();
            shown["EnableNatTraversal"] = flag(Key::EnableNatTraversal).into();
            shown["IkeConfig"] = phase(draft, ike_keys(), FieldPath::connection, true);
            name_by_address(&mut shown["IkeConfig"], &place);
            shown["IpsecConfig"] = phase(draft, PHASE2_KEYS, FieldPath::connection, true);
            shown["VcoHealthCheck"] = health(draft);
            shown["VpnBgpConfig"] = single_bgp(stored, account);
            shown["TunnelOptionsSpecification"] = json!({ "TunnelOptions": [] });
        }
    }
    shown
}

/// The keys of phase 1 here, in the order of the response.
fn ike_keys() -> impl Iterator<Item = &'static Key> {
    PHASE1_KEYS.iter().chain(&[Key::LocalId, Key::RemoteId, Key::Psk])
}

/// One phase; its lifetime is a number in single mode and a string in dual. Keys are in clear.
fn phase<'a>(
    draft: &Draft,
    keys: impl IntoIterator<Item = &'a Key>,
    at: impl Fn(Key) -> FieldPath,
    numbers: bool,
) -> Json {
    let mut shown = Map::new();
    for key in keys {
        let path = at(*key);
        let text = match draft.key(path) {
            Some((secret, _)) => secret.expose(),
            None => draft.text(path).unwrap_or_default(),
        };
        let number = numbers && matches!(key, Key::IkeLifetime | Key::IpsecLifetime);
        shown.insert(key.name().to_owned(), if number { count(text) } else { text.into() });
    }
    shown.into()
}

fn count(text: &str) -> Json {
    text.parse::<u32>().map_or(Json::Null, Json::from)
}

fn tunnel(stored: &StoredConnection, number: u16, account: &AccountState) -> Json {
    let draft = &stored.filled;
    let at = |key| FieldPath::tunnel(number, key);
    let text = |key| draft.text(at(key)).unwrap_or_default();
    let flag = |key| if is_true(text(key)) { "true" } else { "false" };
    let index = text(Key::TunnelIndex);
    let place = TunnelStatusView::of(stored, number);
    let mut ike = phase(draft, ike_keys(), at, false);
    name_by_address(&mut ike, &place);
    let mut shown = json!({
        "TunnelId": tunnel_id(stored, number),
        "TunnelIndex": count(index),
        "Role": if index == "1" { "master" } else { "slave" },
        "State": stored.life.stage.tunnel_state(),
        "Status": place.status,
        "ZoneNo": place.zone,
        "InternetIp": place.address,
        "CustomerGatewayId": text(Key::CustomerGatewayId),
        "EnableDpd": flag(Key::EnableDpd),
        "EnableNatTraversal": flag(Key::EnableNatTraversal),
        "TunnelIkeConfig": ike,
        "TunnelIpsecConfig": phase(draft, PHASE2_KEYS, at, false),
    });
    if draft.wants_bgp() {
        let peer = peer(draft, number, stored, account);
        shown["TunnelBgpConfig"] = json!({
            "LocalAsn": text(Key::LocalAsn),
            "LocalBgpIp": text(Key::LocalBgpIp),
            "PeerAsn": peer.0.map(|asn| asn.to_string()).unwrap_or_default(),
            "PeerBgpIp": peer.1,
            "TunnelCidr": text(Key::TunnelCidr),
            "BgpStatus": place.bgp,
        });
    }
    shown
}

fn single_bgp(stored: &StoredConnection, account: &AccountState) -> Json {
    let draft = &stored.filled;
    if !draft.wants_bgp() {
        return json!({ "EnableBgp": "false" });
    }
    let text = |key| draft.text(FieldPath::connection(key)).unwrap_or_default();
    let (peer_asn, peer_address) = peer(draft, 1, stored, account);
    json!({
        "EnableBgp": "true",
        "LocalAsn": asn(text(Key::LocalAsn)),
        "LocalBgpIp": text(Key::LocalBgpIp),
        "PeerAsn": peer_asn,
        "PeerBgpIp": peer_address,
        "TunnelCidr": text(Key::TunnelCidr),
        "Status": TunnelStatusView::of(stored, 1).bgp,
    })
}

/// Where a tunnel ends and how far it has come. Its address is told once the connection is bound.
struct TunnelStatusView {
    address: String,
    zone: String,
    status: &'static str,
    bgp: &'static str,
}

impl TunnelStatusView {
    fn of(stored: &StoredConnection, number: u16) -> Self {
        let Some(tunnel) = stored.life.tunnel(number) else {
            return Self {
                address: String::new(),
                zone: String::new(),
                status: DOWN,
                bgp: "false",
            };
        };
        let is_told = stored.life.stage != Stage::Attaching;
        Self {
            address: address_text(tunnel.address.filter(|_| is_told)),
            zone: if is_told { tunnel.zone.clone() } else { String::new() },
            status: tunnel.negotiation.status(),
            bgp: if tunnel.bgp { "success" } else { "false" },
        }
    }
}

const DOWN: &str = "ike_sa_not_established";

/// Unless it was given a name, this end calls itself by its address.
fn name_by_address(ike: &mut Json, place: &TunnelStatusView) {
    if ike["LocalId"].as_str().is_none_or(str::is_empty) {
        ike["LocalId"] = place.address.as_str().into();
    }
}

/// ASN and BGP address of the peer: the gateway's, and the host of the block that is left over.
fn peer(
    draft: &Draft,
    number: u16,
    stored: &StoredConnection,
    account: &AccountState,
) -> (Option<u32>, String) {
    let text = |key| draft.text(tunnel_path(draft, number, key)).unwrap_or_default();
    let gateway = account.gateway(&stored.region, text(Key::CustomerGatewayId));
    (gateway.and_then(|gateway| gateway.asn), peer_bgp_ip(draft, number))
}

fn health(draft: &Draft) -> Json {
    let text = |key| draft.text(FieldPath::connection(key)).unwrap_or_default();
    if !draft.wants_health_check() {
        return json!({ "Enable": "false" });
    }
    json!({
        "Enable": "true",
        "Dip": text(Key::HealthDestination),
        "Sip": text(Key::HealthSource),
        "Interval": count(text(Key::HealthInterval)),
        "Retry": count(text(Key::HealthRetry)),
        "Policy": text(Key::HealthPolicy),
        "Status": "failed",
    })
}
