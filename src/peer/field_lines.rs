//! Where in a text the device's value of a field of the cloud stands.

use super::device_tunnel::DeviceTunnel;

/// What the readers call a field; where several are named, the first that stands in the text counts.
pub(super) fn reader_fields(field: &str) -> &'static [&'static str] {
    match field {
        "IkeVersion" => &["ike_version"],
        "IkeMode" => &["mode"],
        "IkeEncAlg" => &["ike.enc"],
        // A proposal in one word holds them all.
        "IkeAuthAlg" => &["ike.auth", "ike.enc"],
        "IkePfs" => &["ike.dh", "ike.enc"],
        "prf" => &["ike.prf", "ike.auth", "ike.enc"],
        "IkeLifetime" => &["ike.lifetime_s"],
        "IpsecEncAlg" => &["esp.enc"],
        "IpsecAuthAlg" => &["esp.auth", "esp.enc"],
        "IpsecPfs" => &["esp.pfs", "esp.enc"],
        "IpsecLifetime" | "rekey" => &["esp.lifetime_s"],
        "volume" => &["esp.lifetime_kb"],
        "LocalId" => &["remote_id"],
        "RemoteId" => &["local_id"],
        "Psk" => &["psk"],
        "GatewayIp" => &["remote_address"],
        "CustomerGatewayIp" => &["local_address"],
        "LocalSubnet" => &["remote_subnets", "local_subnets"],
        "RemoteSubnet" => &["local_subnets"],
        "LocalAsn" => &["remote_as"],
        "CustomerGatewayAsn" => &["local_as"],
        "LocalBgpIp" => &["neighbor"],
        "TunnelCidr" | "InsideIp" => &["inside"],
        "EnableDpd" => &["dpd"],
        "EnableNatTraversal" => &["nat_t"],
        "EffectImmediately" => &["start"],
        "mtu" => &["mtu"],
        "sha2" => &["sha2"],
        "encapsulation" => &["protocol", "encapsulation"],
        "tunnel" => &["off"],
        _ => &[],
    }
}

/// The line that says a field of a tunnel; `None` for what the text does not say itself.
pub(super) fn field_line(field: &str, there: &DeviceTunnel) -> Option<usize> {
    // An end without a name of its own goes by its address.
    let (id, address) = match field {
        "LocalId" => (&there.remote_id, "remote_address"),
        "RemoteId" => (&there.local_id, "local_address"),
        _ => (&None, ""),
    };
    if id.as_ref().is_some_and(|id| !id.written && id.value.is_some()) {
        return there.lines.get(address).copied();
    }
    let places = reader_fields(field);
    let first = places.first()?;
    if there.defaulted.contains(first) {
        return None;
    }
    places.iter().find_map(|place| there.lines.get(place)).copied()
}
