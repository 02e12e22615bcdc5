//! Fills what the text does not say with the platform's defaults, and names each that it filled.

use super::crypto_proposal::{AlgorithmName, CryptoProposal, Phase, Volume, is_aead};
use super::defaults::PlatformDefaults;
use super::device_tunnel::{
    DeviceTunnel, Dpd, ExchangeMode, IdKind, IkeVersion, NatTraversal, PeerIdentity, PeerKeyForm,
    StartAction,
};
use super::version::DeviceRelease;
use super::vocabulary::{cipher, group, hash};

/// Fills a tunnel.
pub fn apply_defaults(
    tunnel: &mut DeviceTunnel,
    defaults: PlatformDefaults,
    version: Option<&DeviceRelease>,
) {
    if tunnel.version.is_none() && !tunnel.unresolved.contains("ike_version") {
        let known = defaults.default("ike_version", version).map(|known| known.value);
        tunnel.version = match known {
            Some("ikev1") => Some(IkeVersion::V1),
            Some("ikev2") => Some(IkeVersion::V2),
            Some("both") => Some(IkeVersion::Both),
            _ => None,
        };
        tunnel.defaulted.insert("ike_version");
    }
    let ike = tunnel.version;
    let value = |field: &str| defaults.default_of(field, ike, version).map(|known| known.value);
    offers(tunnel, &value);
    lifetimes(tunnel, &value);
    identities(tunnel, &value);
    behaviour(tunnel, &value);
    if tunnel.version == Some(IkeVersion::V2) {
        tunnel.mode = None;
        tunnel.defaulted.remove("mode");
    }
}

type Value<'a> = dyn Fn(&str) -> Option<&'static str> + 'a;

fn list(text: &str, meaning: fn(&str) -> Option<AlgorithmName>) -> Vec<AlgorithmName> {
    text.split(' ').filter_map(meaning).collect()
}

fn offers(tunnel: &mut DeviceTunnel, value: &Value<'_>) {
    fill_phase(tunnel, true, value);
    fill_phase(tunnel, false, value);
    if tunnel.esp.groups.is_empty() && tunnel.esp.offers.iter().all(|offer| offer.dh.is_empty()) {
        let known = value("esp.pfs").filter(|_| !tunnel.unresolved.contains("esp.pfs"));
        match known {
            Some("ike") => {
                tunnel.esp.groups =
                    tunnel.ike.offers.first().map_or(Vec::new(), |first| first.dh.clone());
                tunnel.defaulted.insert("esp.pfs");
            }
            Some("none") => {
                tunnel.esp.groups = vec!["disabled"];
                tunnel.defaulted.insert("esp.pfs");
            }
            Some(text) => {
                tunnel.esp.groups = list(text, group);
                tunnel.defaulted.insert("esp.pfs");
            }
            None => {}
        }
    }
}

fn fill_phase(tunnel: &mut DeviceTunnel, first: bool, value: &Value<'_>) {
    let names =
        if first { ["ike.enc", "ike.auth", "ike.dh"] } else { ["esp.enc", "esp.auth", "esp.dh"] };
    let phase = if first { &mut tunnel.ike } else { &mut tunnel.esp };
    let whole = if first { "ike" } else { "esp" };
    if tunnel.unresolved.contains(whole) {
        return;
    }
    if phase.offers.is_empty() && value(names[0]).is_some() {
        phase.offers.push(CryptoProposal::default());
    }
    let common = !phase.groups.is_empty();
    let mut assumed = Vec::new();
    for offer in &mut phase.offers {
        let aead = !offer.enc.is_empty() && offer.enc.iter().all(|name| is_aead(name));
        if offer.enc.is_empty()
            && let Some(text) = value(names[0])
        {
            offer.enc = list(text, cipher);
            assumed.push(names[0]);
        }
        if offer.auth.is_empty()
            && !aead
            && let Some(text) = value(names[1])
        {
            offer.auth = list(text, hash);
            assumed.push(names[1]);
        }
        if first
            && !common
            && offer.dh.is_empty()
            && let Some(text) = value(names[2])
        {
            offer.dh = list(text, group);
            assumed.push(names[2]);
        }
    }
    tunnel.defaulted.extend(assumed);
}

fn lifetimes(tunnel: &mut DeviceTunnel, value: &Value<'_>) {
    let unresolved = tunnel.unresolved.clone();
    let assumed = &mut tunnel.defaulted;
    let mut fill = |phase: &mut Phase, whole: &str, field: &'static str, rekey: &str| {
        if phase.lifetime_s.is_none() && !unresolved.contains(whole) && !unresolved.contains(field)
        {
            phase.lifetime_s = value(field).and_then(|text| text.parse().ok());
            if phase.rekey_s.is_none() {
                phase.rekey_s = value(rekey).and_then(|text| text.parse().ok());
            }
            assumed.insert(field);
        }
    };
    fill(&mut tunnel.ike, "ike", "ike.lifetime_s", "ike.rekey_s");
    fill(&mut tunnel.esp, "esp.life", "esp.lifetime_s", "esp.rekey_s");
    if tunnel.esp.volume.is_none() {
        tunnel.esp.volume = match value("esp.lifetime_kb") {
            Some("none") => Some(Volume::Unlimited),
            Some(text) => text.parse().ok().map(Volume::Kilobytes),
            None => None,
        };
        tunnel.defaulted.insert("esp.lifetime_kb");
    }
}

fn identities(tunnel: &mut DeviceTunnel, value: &Value<'_>) {
    for local in [true, false] {
        let (id, address, field) = if local {
            (&mut tunnel.local_id, &tunnel.local_address, "local_id")
        } else {
            (&mut tunnel.remote_id, &tunnel.remote_address, "remote_id")
        };
        if id.is_some() {
            continue;
        }
        let any = value(field) == Some("any");
        let address =
            address.clone().filter(|text| text.parse::<std::net::IpAddr>().is_ok() && !any);
        let kind = if any { IdKind::Any } else { IdKind::Address };
        *id = Some(PeerIdentity { kind, value: address, written: false });
        tunnel.defaulted.insert(field);
    }
}

fn behaviour(tunnel: &mut DeviceTunnel, value: &Value<'_>) {
    if tunnel.mode.is_none() && tunnel.version != Some(IkeVersion::V2) {
        tunnel.mode = match value("mode") {
            Some("aggressive") => Some(ExchangeMode::Aggressive),
            Some("auto") => Some(ExchangeMode::Auto),
            _ => Some(ExchangeMode::Main),
        };
        tunnel.defaulted.insert("mode");
    }
    if tunnel.dpd.is_none() {
        tunnel.dpd = Some(value("dpd").map_or(Dpd::default(), dpd));
        tunnel.defaulted.insert("dpd");
    }
    if tunnel.nat_t.is_none() {
        let off = value("nat_t") == Some("off");
        tunnel.nat_t = Some(if off { NatTraversal::Off } else { NatTraversal::On });
        tunnel.defaulted.insert("nat_t");
    }
    if tunnel.start.is_none() {
        let routed = tunnel.route_based.then(|| value("start.routed")).flatten();
        tunnel.start = match routed.or_else(|| value("start")) {
            Some("initiate") => Some(StartAction::Initiate),
            Some("respond") => Some(StartAction::Respond),
            Some("on-demand") => Some(StartAction::OnDemand),
            _ => None,
        };
        tunnel.defaulted.insert("start");
    }
    if tunnel.key.form == PeerKeyForm::Missing {
        tunnel.key.text = None;
    }
}

/// `off`, or `10 3 periodic`: seconds, tries and manner.
fn dpd(text: &'static str) -> Dpd {
    let mut words = text.split(' ');
    let delay_s = words.next().and_then(|word| word.parse().ok());
    Dpd {
        enabled: delay_s.is_some(),
        delay_s,
        retries: words.next().and_then(|word| word.parse().ok()),
        timeout_s: None,
        mode: words.next(),
    }
}
