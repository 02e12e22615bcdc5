//! The service's checks of everything about BGP.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::connection::{Draft, FieldPath, Key, Mode};

use super::codes::{ErrorReply, refuse};
use super::gateways::Gateway;
use super::tunnel_endpoint::tunnel_path;
use super::validate;

/// The /30 blocks that the service keeps for itself (API reference, `TunnelCidr`).
const RESERVED: [&str; 8] = [
    "169.254.0.0/30",
    "169.254.1.0/30",
    "169.254.2.0/30",
    "169.254.3.0/30",
    "169.254.4.0/30",
    "169.254.5.0/30",
    "169.254.6.0/30",
    "169.254.169.252/30",
];

/// The region that has no BGP here, so that its refusal can be met. Which the service's are is published
/// nowhere; `CheckVpnBgpEnabled` tells.
const WITHOUT_BGP: &str = "cn-fuzhou";

/// Whether connections of a region can run BGP.
pub(super) fn has_bgp(region: &str) -> bool {
    region != WITHOUT_BGP
}

/// Checks the BGP values of a connection whose gateways, one for each tunnel, are known.
pub(super) fn bgp(draft: &Draft, gateways: &[Gateway]) -> Result<(), ErrorReply> {
    let dual = draft.mode() == Mode::Dual;
    if !draft.wants_bgp() {
        return off(draft, dual);
    }
    let mut used = Vec::new();
    for (number, gateway) in (1..).zip(gateways) {
        let text = |key| draft.text(tunnel_path(draft, number, key));
        let cidr = cidr(text(Key::TunnelCidr))?;
        if used.contains(&cidr) {
            return Err(refuse("IllegalParam.TunnelCidr"));
        }
        used.push(cidr);
        address(text(Key::LocalBgpIp), cidr)?;
        // The dotted form is documented for the JSON text of single mode only.
        let sound = text(Key::LocalAsn)
            .is_none_or(|text| validate::asn(text).is_some() && (!dual || !text.contains('.')));
        if !sound {
            return Err(refuse("IllegalParam.LocalAsn"));
        }
        if gateway.asn.is_none() {
            return Err(refuse("MissingParam.CustomerGatewayAsn"));
        }
    }
    Ok(())
}

/// Values for BGP need BGP in dual mode; single mode's JSON text may hold them all the same.
fn off(draft: &Draft, dual: bool) -> Result<(), ErrorReply> {
    let switch = draft.text(FieldPath::connection(Key::EnableBgp));
    let unclear = switch.is_some_and(|text| !crate::connection::is_false(text));
    let tunnel_values = dual
        && draft.present_paths().any(|path| {
            path.owner != crate::connection::FieldOwner::Connection
                && matches!(path.key, Key::TunnelCidr | Key::LocalBgpIp | Key::LocalAsn)
        });
    if (unclear && !dual) || tunnel_values {
        return Err(refuse("InvalidParameter.BgpConfig"));
    }
    Ok(())
}

fn cidr(text: Option<&str>) -> Result<Ipv4Net, ErrorReply> {
    let text = text.filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| refuse("MissingParameter.TunnelCidr"))?;
    let net: Ipv4Net = text.parse().map_err(|_| refuse("InvalidTunnelCidr.Malformed"))?;
    let sound = net.prefix_len() == 30
        && net.addr().is_link_local()
        && net.addr() == net.network()
        && !RESERVED.contains(&net.to_string().as_str());
    if sound { Ok(net) } else { Err(refuse("IllegalParam.TunnelCidr")) }
}

/// One of the two hosts; left out, the service takes the first.
fn address(text: Option<&str>, cidr: Ipv4Net) -> Result<(), ErrorReply> {
    let Some(text) = text else { return Ok(()) };
    let address: Ipv4Addr = text.parse().map_err(|_| refuse("InvalidLocalBgpIp.Malformed"))?;
    if cidr.hosts().any(|host| host == address) {
        Ok(())
    } else {
        Err(refuse("IllegalParam.LocalBgpIp"))
    }
}
