//! The repair on the device in its own words, where the draft remembers what device that is.

use crate::connection::{DraftPeer, Key, Mode, Severity};
use crate::peer::{CloudTunnel, DeviceTunnel, remedy};

use super::super::status::ConnectionStatus;
use super::finding::DiagnosisFinding;
use super::live::LiveValues;

/// Adds the device's own statements to what was found of a field.
pub(super) fn from_device(
    peer: &DraftPeer,
    live: &LiveValues,
    status: &ConnectionStatus,
    findings: &mut [DiagnosisFinding],
) {
    let tunnels = CloudTunnel::of(live.draft());
    for finding in findings {
        // Where nothing is known to be wrong there is nothing to change.
        let is_wrong = finding.severity != Severity::Hint;
        let Some(number) = finding.tunnel.filter(|_| is_wrong) else { continue };
        let tunnel_status = status.tunnels.iter().find(|it| it.number == number);
        let index = number.to_string();
        let is_it = |one: &&CloudTunnel| {
            status.mode == Mode::Single || one.get("TunnelIndex") == Some(&index)
        };
        let found = tunnels
            .iter()
            .find(is_it)
            .or_else(|| tunnels.iter().find(|one| one.number == u16::from(number)));
        let (Some(addresses), Some(tunnel)) = (tunnel_status, found) else { continue };
        let mut here = tunnel.clone();
        // Statements are shown, and a key is not.
        here.key = None;
        for (name, address) in
            [("GatewayIp", &addresses.address), ("CustomerGatewayIp", &addresses.peer_address)]
        {
            if let Some(address) = address {
                here.set(name, address);
            }
        }
        let there = DeviceTunnel::default();
        for field in fields_of(finding) {
            for line in remedy(&peer.platform, field, &here, &there) {
                if !finding.commands_there.contains(&line) {
                    finding.commands_there.push(line);
                }
            }
        }
    }
}

/// The fields that a finding is about, by the names that a device's statements have them under.
fn fields_of(finding: &DiagnosisFinding) -> Vec<&'static str> {
    match finding.field.map(|field| field.key) {
        _ if finding.code == "BgpDown" => vec!["LocalAsn", "CustomerGatewayAsn", "LocalBgpIp"],
        Some(Key::CustomerGatewayId) => vec!["CustomerGatewayIp"],
        Some(
            key @ (Key::IkeVersion
            | Key::IkeMode
            | Key::IkeEncAlg
            | Key::IkeAuthAlg
            | Key::IkePfs
            | Key::IkeLifetime
            | Key::IpsecEncAlg
            | Key::IpsecAuthAlg
            | Key::IpsecPfs
            | Key::IpsecLifetime
            | Key::LocalId
            | Key::RemoteId
            | Key::LocalSubnet
            | Key::RemoteSubnet
            | Key::Psk
            | Key::EnableDpd
            | Key::EnableNatTraversal),
        ) => vec![key.name()],
        _ => Vec::new(),
    }
}
