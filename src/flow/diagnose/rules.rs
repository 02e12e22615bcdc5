//! Our own rules on the values in force (W-01, W-03, W-06 to W-08, W-11).

use crate::cloud::CustomerGateway;
use crate::connection::{Key, Severity};

use super::super::status::{ConnectionStatus, ConnectionVerdict, TunnelPhase, TunnelStatus};
use super::finding::{DiagnosisFinding, FieldRepair};
use super::live::LiveValues;

/// What the state alone tells; nothing of the tunnels counts then.
pub(super) fn of_state(status: &ConnectionStatus) -> Option<DiagnosisFinding> {
    let code = match status.verdict() {
        ConnectionVerdict::NotBound => "NotBound",
        ConnectionVerdict::Binding => "Binding",
        ConnectionVerdict::Locked => "Locked",
        ConnectionVerdict::Unbinding => "NotBound",
        ConnectionVerdict::Updating => "Updating",
        _ => return None,
    };
    Some(DiagnosisFinding { here: status.state.clone(), ..DiagnosisFinding::from_rule(code, None) })
}

/// What the values of a tunnel tell beside what was found already.
pub(super) fn of_tunnel(
    status: &ConnectionStatus,
    tunnel: &TunnelStatus,
    live: &LiveValues,
    gateways: &[CustomerGateway],
    is_recent: bool,
    found: &mut Vec<DiagnosisFinding>,
) {
    let number = tunnel.number;
    let is_found = found.iter().any(|it| it.severity == Severity::Error);
    match tunnel.phase {
        TunnelPhase::Up if !tunnel.has_bgp_or_needs_none() && is_recent => {
            found.push(DiagnosisFinding::from_rule("BgpPending", Some(number)));
        }
        TunnelPhase::Up if !tunnel.has_bgp_or_needs_none() => {
            found.push(bgp_down(tunnel, live, gateways));
        }
        TunnelPhase::Up => {}
        TunnelPhase::Down if !is_found && status.negotiates_at_once == Some(false) => {
            let field = live.path(number, Key::EffectImmediately);
            found.push(DiagnosisFinding {
                field: Some(field),
                here: Some("false".to_owned()),
                repair: Some(FieldRepair { field, value: "true".to_owned() }),
                ..DiagnosisFinding::from_rule("WaitingForTraffic", Some(number))
            });
        }
        // The service has a word for a phase 2 that has failed, and none for a phase 1.
        _ if !is_found && is_recent && !tunnel.has_failed() => {
            found.push(DiagnosisFinding {
                here: tunnel.status.clone(),
                ..DiagnosisFinding::from_rule("Negotiating", Some(number))
            });
        }
        _ if !is_found => {
            let key = match tunnel.phase {
                TunnelPhase::Phase1 => Key::IpsecEncAlg,
                _ => Key::IkeEncAlg,
            };
            found.push(DiagnosisFinding {
                here: tunnel.status.clone(),
                field: Some(live.path(number, key)),
                ..DiagnosisFinding::from_rule("TunnelFails", Some(number))
            });
        }
        _ => {}
    }
    found.extend(pfs(tunnel, live));
}

/// BGP does not come up over a tunnel that is (W-07): the service does not say why, so what each side has
/// to have is told.
fn bgp_down(
    tunnel: &TunnelStatus,
    live: &LiveValues,
    gateways: &[CustomerGateway],
) -> DiagnosisFinding {
    let number = tunnel.number;
    let gateway = gateways.iter().find(|one| Some(&one.id) == tunnel.gateway.as_ref());
    let asn = live.bgp(number, "PeerAsn").or_else(|| Some(gateway?.asn?.to_string()));
    let side = |asn: Option<String>, address: Option<String>| match (asn, address) {
        (Some(asn), Some(address)) => Some(format!("ASN {asn}, {address}")),
        (Some(asn), None) => Some(format!("ASN {asn}")),
        (None, address) => address,
    };
    let address = live.value(number, Key::LocalBgpIp).or_else(|| live.bgp(number, "LocalBgpIp"));
    DiagnosisFinding {
        here: side(live.value(number, Key::LocalAsn), address),
        there: side(asn, live.bgp(number, "PeerBgpIp")),
        field: Some(live.path(number, Key::LocalAsn)),
        ..DiagnosisFinding::from_rule("BgpDown", Some(number))
    }
}

fn pfs(tunnel: &TunnelStatus, live: &LiveValues) -> Option<DiagnosisFinding> {
    let number = tunnel.number;
    let phase_1 = live.value(number, Key::IkePfs)?;
    let phase_2 = live.value(number, Key::IpsecPfs)?;
    let field = live.path(number, Key::IpsecPfs);
    if phase_2 == "disabled" {
        return None;
    }
    if phase_1 != phase_2 {
        return Some(DiagnosisFinding {
            here: Some(phase_2),
            field: Some(field),
            repair: Some(FieldRepair { field, value: phase_1 }),
            ..DiagnosisFinding::from_rule("PfsDiffersFromPhase1", Some(number))
        });
    }
    let is_v2 = live.value(number, Key::IkeVersion).as_deref() == Some("ikev2");
    (is_v2 && tunnel.phase == TunnelPhase::Up).then(|| DiagnosisFinding {
        here: Some(phase_2),
        field: Some(field),
        ..DiagnosisFinding::from_rule("PfsUnproven", Some(number))
    })
}

/// What is to be said of a connection of which all is well.
pub(super) fn of_all(
    status: &ConnectionStatus,
    found: &[DiagnosisFinding],
) -> Option<DiagnosisFinding> {
    let is_quiet = found.iter().all(|it| it.severity == Severity::Hint);
    (is_quiet && status.verdict() == ConnectionVerdict::Up)
        .then(|| DiagnosisFinding::from_rule("AllUp", None))
}
