//! `DownloadVpnConnectionConfig`: the connection as its devices have to be set up, keys in clear.

use serde_json::{Value as Json, json};

use crate::connection::{Key, Mode};

use super::context::{Context, HandlerResult};
use super::describe::{self, tunnel_id};
use super::records::StoredConnection;
use super::state::AccountState;
use super::tunnel_endpoint::{BgpSpeaker, TunnelEndpoint, address_text, tunnel_path};

pub(super) fn download(context: &Context<'_>, account: &mut AccountState) -> HandlerResult {
    let region = context.region()?;
    let id = context.required_param("VpnConnectionId")?;
    let mut sides = Vec::new();
    account.with_life(region, id, |life, world| sides = life.sides(world));
    let stored = account.attachments.get(region, id)?;
    let numbers: Vec<u16> = stored.life.tunnels.iter().map(|tunnel| tunnel.number).collect();
    let tunnels: Vec<(u16, TunnelEndpoint)> = numbers
        .into_iter()
        .zip(sides)
        .filter_map(|(number, side)| Some((number, side?.mirrored())))
        .collect();
    let own = |key| {
        let path = crate::connection::FieldPath::connection(key);
        stored.filled.text(path).unwrap_or_default()
    };
    let mut config = json!({
        "LocalSubnet": own(Key::RemoteSubnet),
        "RemoteSubnet": own(Key::LocalSubnet),
    });
    match (stored.filled.mode(), tunnels.first()) {
        (Mode::Single, Some((number, device))) => {
            if let (Json::Object(config), Json::Object(tunnel)) =
                (&mut config, tunnel(stored, *number, device))
            {
                config.extend(tunnel);
            }
        }
        _ => {
            let each = tunnels.iter().map(|(number, device)| {
                let mut shown = tunnel(stored, *number, device);
                shown["TunnelId"] = tunnel_id(stored, *number).into();
                shown
            });
            config["TunnelsConfig"] = json!({ "TunnelConfig": each.collect::<Vec<_>>() });
        }
    }
    let sessions = tunnels.iter().filter_map(|(number, device)| {
        let cidr = stored.filled.text(tunnel_path(&stored.filled, *number, Key::TunnelCidr));
        Some(session(&tunnel_id(stored, *number), device.bgp.as_ref()?, cidr.unwrap_or_default()))
    });
    config["BgpConfigs"] = json!({ "BgpConfig": sessions.collect::<Vec<_>>() });
    Ok(json!({ "VpnConnectionConfig": config }))
}

fn tunnel(stored: &StoredConnection, number: u16, device: &TunnelEndpoint) -> Json {
    let (mut ike, ipsec) = describe::phases(stored, number);
    ike["LocalId"] = device.own_id.as_str().into();
    ike["RemoteId"] = device.other_id.as_str().into();
    json!({
        "Local": address_text(device.own_address),
        "Remote": address_text(device.other_address),
        "IkeConfig": ike,
        "IpsecConfig": ipsec,
    })
}

fn session(tunnel: &str, bgp: &BgpSpeaker, cidr: &str) -> Json {
    json!({
        "TunnelId": tunnel,
        "LocalAsn": bgp.own_asn.to_string(),
        "LocalBgpIp": bgp.own_ip,
        "PeerAsn": bgp.other_asn.to_string(),
        "PeerBgpIp": bgp.other_ip,
        "TunnelCidr": cidr,
    })
}
