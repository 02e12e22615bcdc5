//! What is asked of the sandbox itself and not of the service it stands for, under `/sandbox`.
//!
//! `GET /sandbox/peers` tells what the devices at the far ends are like and how they are set up, their keys
//! left out. `POST /sandbox/peer` makes a device something else: the body is `N=KIND` as on the command
//! line, a line each, or JSON as in `{"connection": "vco-…", "tunnel": 1, "peer": "wrong-psk"}`. Without a
//! connection every one is meant, and those to come as well.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::codes::ErrorReply;
use super::peer_device::Device;
use super::peer_kind::TunnelPeer;
use super::records::StoredConnection;
use super::state::State;
use super::tunnel_endpoint::{Proposal, block_list};

/// Where all of this is found.
pub(super) const ROOT: &str = "/sandbox";

/// A request to the sandbox itself.
pub(super) struct ControlCall<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub body: &'a [u8],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeerOverride {
    connection: Option<String>,
    tunnel: u8,
    peer: String,
}

/// Answers a request to the sandbox itself.
///
/// # Errors
/// When there is nothing under this path, or the order cannot be read.
pub(super) fn control(
    call: &ControlCall<'_>,
    state: &mut State,
    now: jiff::Timestamp,
) -> Result<Json, ErrorReply> {
    match (call.method, call.path) {
        ("GET", "/sandbox/peers") => {
            state.advance_all(now);
            Ok(json!({ "peers": shown(state) }))
        }
        ("POST", "/sandbox/peer") => {
            let (connection, peers) = read(call)?;
            state.advance_all(now);
            if !state.set_peers(connection.as_deref(), &peers, now) {
                let id = connection.unwrap_or_default();
                let told = format!("There is no connection {id:?}.");
                return Err(ErrorReply::new(404, "NoSuchConnection", told));
            }
            Ok(json!({ "peers": shown(state) }))
        }
        (_, "/sandbox/peers" | "/sandbox/peer") => {
            let told = "Use GET /sandbox/peers or POST /sandbox/peer.";
            Err(ErrorReply::new(405, "UnsupportedHTTPMethod", told))
        }
        _ => {
            let told = "There are GET /sandbox/peers and POST /sandbox/peer.";
            Err(ErrorReply::new(404, "NoSuchPath", told))
        }
    }
}

/// The connection that is meant, none for all, and what its devices are to be.
fn read(call: &ControlCall<'_>) -> Result<(Option<String>, Vec<TunnelPeer>), ErrorReply> {
    let bad = |message: String| ErrorReply::new(400, "InvalidPeer", message);
    let text = std::str::from_utf8(call.body).map_err(|error| bad(error.to_string()))?.trim();
    let parse = |text: &str| text.parse::<TunnelPeer>().map_err(|error| bad(error.to_string()));
    if text.starts_with('{') {
        let order: PeerOverride =
            serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
        let peer = parse(&format!("{}={}", order.tunnel, order.peer))?;
        return Ok((order.connection, vec![peer]));
    }
    let peers = text.lines().map(|line| parse(line.trim())).collect::<Result<Vec<_>, _>>()?;
    if peers.is_empty() {
        return Err(bad("The body is empty; write N=KIND.".to_owned()));
    }
    let connection = call.query.split('&').find_map(|pair| pair.strip_prefix("connection="));
    Ok((connection.map(str::to_owned), peers))
}

fn shown(state: &State) -> Vec<Json> {
    state
        .accounts()
        .flat_map(|account| account.attachments.all().map(move |stored| (account, stored)))
        .flat_map(|(account, stored)| {
            stored.life.tunnels.iter().map(move |tunnel| {
                let mut row = json!({
                    "connection": stored.id,
                    "name": name(stored),
                    "tunnel": tunnel.index,
                    "peer": stored.life.kind(tunnel.index, &account.peers).to_string(),
                    "state": stored.life.stage.state(),
                    "status": tunnel.negotiation.status(),
                    "bgp": tunnel.bgp,
                });
                if let Some(device) = &tunnel.device {
                    row["device"] = configured(device);
                }
                row
            })
        })
        .collect()
}

fn name(stored: &StoredConnection) -> &str {
    let path = crate::connection::FieldPath::connection(crate::connection::Key::Name);
    stored.filled.text(path).unwrap_or_default()
}

/// How a device is set up, seen from its own side.
fn configured(device: &Device) -> Json {
    let side = &device.side;
    let address = |address: Option<std::net::Ipv4Addr>| address.map(|it| it.to_string());
    let proposal = |it: &Proposal| {
        json!({
            "encryption": it.cipher, "hash": it.hash, "group": it.group, "lifetime": it.lifetime,
        })
    };
    json!({
        "answers": device.answers,
        "address": address(side.own_address),
        "peer_address": address(side.other_address),
        "version": side.version,
        "mode": side.mode,
        "phase1": proposal(&side.ike),
        "phase2": proposal(&side.ipsec),
        "local_id": side.own_id,
        "remote_id": side.other_id,
        "local_blocks": block_list(&side.own_blocks),
        "remote_blocks": block_list(&side.other_blocks),
        "bgp": side.bgp.as_ref().map(|bgp| json!({
            "asn": bgp.own_asn, "neighbor_asn": bgp.other_asn,
            "address": bgp.own_ip, "neighbor": bgp.other_ip,
        })),
    })
}
