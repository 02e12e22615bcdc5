//! Every other device: the values to enter, in the terms of the standards.

use super::super::device_tunnel::IdKind;
use super::super::identity_rules::IdentityRules;
use super::super::key_rules::{KeyRules, bare};
use super::super::note::Note;
use super::super::script::Script;
use super::super::wanted_tunnel::{WantedPhase, WantedTunnel};
use super::super::writer::{ConfigWriter, WritePlan};
use super::common::{MSS, MTU, firewall, list, nat_exemption, number};

pub const GENERIC: ConfigWriter = ConfigWriter {
    id: "generic",
    comment: "#",
    longest_name: 32,
    ignores_case: false,
    key: KeyRules { length: (1, 255), refused: &[], refused_prefixes: &[], quote: bare },
    identities: IdentityRules::without(&[]),
    oldest: "",
    find_obstacles: |_, _| {},
    write,
};

fn write(plan: &WritePlan<'_>, script: &mut Script) {
    for tunnel in &plan.tunnels {
        script.blank();
        let note = Note::new("sheet-tunnel").with("number", tunnel.number.to_string());
        script.add_remark(note.with("name", plan.name_of(tunnel)));
        ends(tunnel, script);
        phases(plan, tunnel, script);
        traffic(tunnel, script);
    }
    script.blank();
    script.remark("sheet-one-offer");
    script.remark("behind-nat");
    firewall(script, plan);
    if let Some(first) = plan.first() {
        nat_exemption(script, first);
    }
    script.remark("sheet-see");
    script.remark("sheet-remove");
}

fn ends(tunnel: &WantedTunnel, script: &mut Script) {
    script.field("sheet-remote-address", tunnel.remote_address());
    script.field("sheet-local-address", tunnel.local_address());
    let kind = |kind| match kind {
        IdKind::Address => "IPv4",
        IdKind::UserFqdn => "USER-FQDN",
        _ => "FQDN",
    };
    for (label, (of, name)) in
        [("sheet-local-id", tunnel.local_identity()), ("sheet-remote-id", tunnel.remote_identity())]
    {
        script.field(label, format!("{name} ({})", kind(of)));
    }
}

fn phases(plan: &WritePlan<'_>, tunnel: &WantedTunnel, script: &mut Script) {
    script.field("sheet-key", plan.key(tunnel).as_str());
    script.field("sheet-version", if tunnel.is_v1() { "IKEv1" } else { "IKEv2" });
    if tunnel.is_v1() {
        script.field("sheet-mode", if tunnel.is_aggressive() { "aggressive" } else { "main" });
    }
    for (ids, phase) in [
        (["sheet-ike-enc", "sheet-ike-auth", "sheet-ike-group", "sheet-ike-life"], &tunnel.ike),
        (["sheet-esp-enc", "sheet-esp-auth", "sheet-esp-group", "sheet-esp-life"], &tunnel.esp),
    ] {
        let [enc, auth, group, life] = ids;
        script.field(enc, cipher_name(phase));
        script.field(auth, hash_name(phase));
        script.field(group, phase.group.map_or("-", number));
        script.field(life, format!("{} s", phase.lifetime_s));
    }
}

/// The cipher as standards and most pages call it.
pub fn cipher_name(phase: &WantedPhase) -> &'static str {
    match phase.enc {
        "aes" => "AES-128-CBC",
        "aes192" => "AES-192-CBC",
        "aes256" => "AES-256-CBC",
        "3des" => "3DES-CBC",
        _ => "DES-CBC",
    }
}

/// The hash as standards and most pages call it.
pub fn hash_name(phase: &WantedPhase) -> &'static str {
    match phase.auth {
        "md5" => "MD5",
        "sha1" => "SHA-1",
        "sha256" => "SHA-256",
        "sha384" => "SHA-384",
        _ => "SHA-512",
    }
}

fn traffic(tunnel: &WantedTunnel, script: &mut Script) {
    script.field("sheet-local-networks", list(&tunnel.local));
    script.field("sheet-remote-networks", list(&tunnel.remote));
    if let Some(bgp) = &tunnel.bgp {
        script.field("sheet-inside", format!("{}/30", bgp.own));
        script.field("sheet-neighbor", bgp.neighbor.to_string());
        script.field("sheet-local-as", tunnel.local_as());
        script.field("sheet-remote-as", bgp.remote_as.to_string());
    }
    script.field("sheet-dpd", if tunnel.dpd { "10 s × 3" } else { "-" });
    script.field("sheet-nat-t", if tunnel.nat_t { "UDP 4500" } else { "-" });
    script.field("sheet-mtu", format!("{MTU}, {MSS}"));
}
