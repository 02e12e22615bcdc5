//! The rules of sections C, P, D, X, B and H: cryptography, keys, identities, BGP, health check.

mod any;
mod rows;
mod texts;

use std::collections::BTreeSet;

use tunnelsmith::connection::{
    Arg, Draft, FieldPath, Finding, Key, KeyStorage, Mode, Rule, Secret, check, is_true,
};

use rows::{Base, rows};

const KEYS: [&str; 2] = ["kT7mPq2vXw9bRd4cZs5nHj8g", "Wn3xLb8vQe6tYc9mKp4rGu7d"];

/// Sound values, by the wire name below a tunnel or the single mode's JSON texts.
const PHASES: &[(&str, &str)] = &[
    ("IkeVersion", "ikev2"),
    ("IkeMode", "main"),
    ("IkeEncAlg", "aes256"),
    ("IkeAuthAlg", "sha384"),
    ("IkePfs", "group14"),
    ("IkeLifetime", "86400"),
    ("IpsecEncAlg", "aes256"),
    ("IpsecAuthAlg", "sha384"),
    ("IpsecPfs", "group14"),
    ("IpsecLifetime", "28800"),
];

fn path(wire: &str) -> FieldPath {
    // `1.IkePfs` and `IkePfs` stand for the long names, so that a row of a table fits on a line.
    let (tunnel, name) = match wire.split_once('.') {
        Some((number @ ("1" | "2" | "3"), name)) => (Some(number), name),
        _ => (None, wire),
    };
    let all = FieldPath::all(3, 0);
    let mut matching = all.filter(|path| {
        let full = path.to_string();
        let prefix = tunnel.map(|number| format!("TunnelOptionsSpecification.{number}."));
        match prefix {
            Some(prefix) => full.starts_with(&prefix) && full.rsplit('.').next() == Some(name),
            None => {
                full == name
                    || full.split_once('.').is_some_and(|(group, leaf)| {
                        group != "TunnelOptionsSpecification" && leaf == name
                    })
            }
        }
    });
    matching.next().unwrap_or_else(|| panic!("no field {wire}"))
}

fn set(draft: &mut Draft, wire: &str, value: &str) {
    let path = path(wire);
    match (path.key, value) {
        (_, "-") => draft.remove(path),
        (Key::Psk, _) => draft.set_key(path, Secret::new(value), KeyStorage::Elsewhere),
        _ => draft.set(path, value),
    }
}

/// A connection about which only X-04 (open the ports) and C-31 (the PRF) have anything to say.
fn sound(mode: Mode) -> Draft {
    let mut draft = Draft::new(mode);
    for (wire, value) in [("RegionId", "eu-central-1"), ("Name", "fra-dc1")] {
        set(&mut draft, wire, value);
    }
    set(&mut draft, "LocalSubnet", "10.1.0.0/16,10.2.0.0/16");
    set(&mut draft, "RemoteSubnet", "192.168.0.0/24");
    let places: &[&str] = if mode == Mode::Dual { &["1.", "2."] } else { &[""] };
    for (place, key) in places.iter().zip(KEYS) {
        for (name, value) in PHASES {
            set(&mut draft, &format!("{place}{name}"), value);
        }
        set(&mut draft, &format!("{place}Psk"), key);
        set(&mut draft, &format!("{place}EnableDpd"), "true");
        set(&mut draft, &format!("{place}EnableNatTraversal"), "true");
        set(&mut draft, &format!("{place}CustomerGatewayId"), "cgw-example000000000001");
    }
    match mode {
        Mode::Dual => set(&mut draft, "EnableTunnelsBgp", "false"),
        Mode::Single => {
            set(&mut draft, "EnableBgp", "false");
            set(&mut draft, "LocalId", "fra.example.com");
        }
    }
    draft
}

/// The sound connection with BGP on.
fn with_bgp(mode: Mode) -> Draft {
    let mut draft = sound(mode);
    let places: &[&str] = if mode == Mode::Dual { &["1.", "2."] } else { &[""] };
    for (index, place) in places.iter().enumerate() {
        set(&mut draft, &format!("{place}LocalAsn"), "64512");
        set(&mut draft, &format!("{place}TunnelCidr"), &format!("169.254.1{index}.0/30"));
        set(&mut draft, &format!("{place}LocalBgpIp"), &format!("169.254.1{index}.1"));
    }
    let switch = if mode == Mode::Dual { "EnableTunnelsBgp" } else { "EnableBgp" };
    set(&mut draft, switch, "true");
    draft
}

/// The sound single-tunnel connection with the health check on.
fn with_health() -> Draft {
    let mut draft = sound(Mode::Single);
    for (wire, value) in [
        ("enable", "true"),
        ("sip", "10.1.1.10"),
        ("dip", "192.168.0.10"),
        ("interval", "3"),
        ("retry", "3"),
        ("Policy", "reserve_route"),
    ] {
        set(&mut draft, wire, value);
    }
    draft
}

fn is_ours(rule: Rule) -> bool {
    matches!(rule.id().as_bytes()[0], b'C' | b'P' | b'D' | b'X' | b'B' | b'H')
}

fn findings(draft: &Draft) -> Vec<Finding> {
    check(draft).into_iter().filter(|finding| is_ours(finding.rule)).collect()
}

fn ids(draft: &Draft) -> BTreeSet<&'static str> {
    findings(draft).iter().map(|finding| finding.rule.id()).collect()
}

fn finding(draft: &Draft, rule: Rule) -> Finding {
    let all = findings(draft);
    let ids: Vec<_> = all.iter().map(|finding| finding.rule.id()).collect();
    all.into_iter().find(|found| found.rule == rule).unwrap_or_else(|| panic!("{rule}: {ids:?}"))
}

fn edited(mut draft: Draft, edits: &[(&str, &str)]) -> Draft {
    for (wire, value) in edits {
        set(&mut draft, wire, value);
    }
    draft
}

/// Random enough for keys, and the same in every run.
fn entropy() -> impl FnMut(&mut [u8]) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    move |buffer: &mut [u8]| {
        for byte in buffer {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *byte = (state >> 32) as u8;
        }
    }
}

fn repaired(draft: &Draft, finding: &Finding) -> Option<Draft> {
    finding.repair.as_ref().map(|repair| repair.apply(draft, &mut entropy()))
}

/// The text of one field after the repair of one finding.
fn after_repair(draft: &Draft, rule: Rule, wire: &str) -> Option<String> {
    let repaired = repaired(draft, &finding(draft, rule))?;
    repaired.text(path(wire)).map(str::to_owned)
}

#[test]
fn a_sound_connection_gets_hints_at_most() {
    let expected = |base: Base| match base {
        Base::Dual => "C-31 X-04",
        Base::Single => "C-31 D-04 X-04",
        Base::DualBgp => "C-31 X-04 B-24",
        Base::SingleBgp => "C-31 D-04 X-04 B-24 B-28",
        Base::Health => "C-31 D-04 X-04 H-11 H-12",
    };
    for base in Base::ALL {
        assert_eq!(ids(&base.draft()), expected(base).split(' ').collect(), "{base:?}");
    }
}

#[test]
fn each_change_brings_its_findings_and_no_others() {
    let mut wrong = Vec::new();
    for (base, edits, expected) in rows() {
        let before = ids(&base.draft());
        let after = ids(&edited(base.draft(), edits));
        let come = after.difference(&before).map(|id| format!("+{id}"));
        let gone = before.difference(&after).map(|id| format!("-{id}"));
        let change: BTreeSet<String> = come.chain(gone).collect();
        let expected: BTreeSet<String> = expected.split_whitespace().map(str::to_owned).collect();
        if change != expected {
            wrong.push(format!("{base:?} {edits:?}: {change:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_seen_to_speak_and_to_be_silent() {
    // Those that no short row brings about: a long value, a key kept in the draft.
    let mut drafts: Vec<Draft> =
        rows().map(|(base, edits, _)| edited(base.draft(), edits)).collect();
    drafts.push(edited(sound(Mode::Dual), &[("1.RemoteId", &"a".repeat(101))]));
    let mut readable = sound(Mode::Dual);
    readable.set(path("1.Psk"), KEYS[0]);
    drafts.push(readable);
    let spoken: Vec<_> = drafts.iter().map(ids).collect();
    // They speak of gateways and regions that were looked up.
    let elsewhere =
        [Rule::D07, Rule::B08, Rule::B14, Rule::B15, Rule::B16, Rule::B22, Rule::B23, Rule::H10];
    let ours = |rule: &&Rule| is_ours(**rule) && !elsewhere.contains(rule);
    for rule in Rule::ALL.iter().filter(ours) {
        assert!(spoken.iter().any(|ids| ids.contains(rule.id())), "{rule} never speaks");
        assert!(spoken.iter().any(|ids| !ids.contains(rule.id())), "{rule} always speaks");
    }
}

#[test]
fn lengths_are_counted_in_characters() {
    let id = |length| edited(sound(Mode::Dual), &[("1.RemoteId", &"ü".repeat(length))]);
    assert!(ids(&id(101)).contains("D-01"));
    assert!(!ids(&id(100)).contains("D-01"));
    let key = |length| edited(sound(Mode::Dual), &[("1.Psk", &"aB3".repeat(50)[..length])]);
    assert!(ids(&key(101)).contains("P-01"));
    assert!(!ids(&key(100)).contains("P-01"));
}

#[test]
fn a_key_in_the_draft_is_told_once() {
    let mut draft = sound(Mode::Dual);
    for (wire, key) in ["1.Psk", "2.Psk"].into_iter().zip(KEYS) {
        draft.set(path(wire), key);
    }
    let told: Vec<_> =
        findings(&draft).into_iter().filter(|finding| finding.rule == Rule::P14).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].fields, [path("1.Psk"), path("2.Psk")]);
}

#[test]
fn no_finding_holds_a_key() {
    for key in ["abc def secret", "s3cretsecret", "fra-dc1", "秘密secret", "0xsecret", "secret****"]
    {
        let draft = edited(sound(Mode::Dual), &[("1.Psk", key), ("2.Psk", key), ("Name", key)]);
        for finding in findings(&draft) {
            let told = format!("{finding:?}");
            assert!(!told.contains("secret") && !told.contains("fra-dc1"), "{told}");
        }
    }
}

#[test]
fn a_weak_word_is_told_once_for_all_places() {
    let edits = [("1.IkeEncAlg", "3des"), ("1.IpsecEncAlg", "3des"), ("2.IkeEncAlg", "3des")];
    let draft = edited(sound(Mode::Dual), &edits);
    let found = finding(&draft, Rule::C16);
    assert_eq!(found.fields.len(), 3);
    let repaired = repaired(&draft, &found).expect("3DES has a repair");
    assert_eq!(ids(&repaired), ids(&sound(Mode::Dual)));
}

#[test]
fn the_words_of_other_devices_are_repaired() {
    for (wire, typed, rule, expected) in [
        ("1.IkeVersion", "2", Rule::C01, Some("ikev2")),
        ("1.IkeMode", "Main", Rule::C02, Some("main")),
        ("1.IkeEncAlg", "AES-256", Rule::C03, Some("aes256")),
        ("1.IkeEncAlg", "chacha20", Rule::C03, None),
        ("1.IkeAuthAlg", "SHA2-256", Rule::C04, Some("sha256")),
        ("1.IkePfs", "14", Rule::C05, Some("group14")),
        ("1.IkePfs", "none", Rule::C05, None),
        ("1.IpsecPfs", "None", Rule::C09, Some("disabled")),
        ("1.IpsecPfs", "group24", Rule::C27, Some("group14")),
    ] {
        let draft = edited(sound(Mode::Dual), &[(wire, typed)]);
        assert_eq!(after_repair(&draft, rule, wire).as_deref(), expected, "{wire} {typed}");
    }
}

#[test]
fn a_pasted_key_is_cleaned_and_never_written_in_plain() {
    let mut draft = sound(Mode::Dual);
    let typed = Secret::new(" kT7mPq2vＸw9bRd4c\u{a0}");
    draft.set_key(path("1.Psk"), typed, KeyStorage::InDraft);
    let found = finding(&draft, Rule::P02);
    assert!(found.args.contains(&("position", Arg::Number(1))));
    let repaired = repaired(&draft, &found).expect("a blank has a repair");
    let (key, kept) = repaired.key(path("1.Psk")).expect("the key is still there");
    assert_eq!((key.expose(), kept), ("kT7mPq2vXw9bRd4c", KeyStorage::Elsewhere));
}

#[test]
fn tunnel_blocks_are_suggested() {
    let draft = |edits: &[(&str, &str)]| edited(with_bgp(Mode::Dual), edits);
    let off_border = draft(&[("1.TunnelCidr", "169.254.10.1/30")]);
    assert_eq!(
        after_repair(&off_border, Rule::B05, "1.TunnelCidr").as_deref(),
        Some("169.254.10.0/30")
    );
    // The block in which the address already lies, before any other free one.
    let absent = draft(&[("1.TunnelCidr", "-"), ("1.LocalBgpIp", "169.254.44.9")]);
    assert_eq!(
        after_repair(&absent, Rule::B01, "1.TunnelCidr").as_deref(),
        Some("169.254.44.8/30")
    );
    let equal = draft(&[("2.TunnelCidr", "169.254.10.0/30"), ("2.LocalBgpIp", "169.254.10.2")]);
    let repaired = repaired(&equal, &finding(&equal, Rule::B07)).expect("a free block");
    assert_eq!(repaired.text(path("2.TunnelCidr")), Some("169.254.11.0/30"));
    assert_eq!(repaired.text(path("2.LocalBgpIp")), Some("169.254.11.2"));
    assert_eq!(ids(&repaired), ids(&with_bgp(Mode::Dual)));
}

#[test]
fn a_silent_tunnel_is_filled_in_from_the_other() {
    let gone = [("2.TunnelCidr", "-"), ("2.LocalBgpIp", "-"), ("2.LocalAsn", "-")];
    let draft = edited(with_bgp(Mode::Dual), &gone);
    let repaired = repaired(&draft, &finding(&draft, Rule::B19)).expect("a free block");
    assert_eq!(repaired, with_bgp(Mode::Dual));
    // Two silent tunnels get two blocks, even when both repairs are made at once.
    let mut both = edited(sound(Mode::Dual), &[("EnableTunnelsBgp", "true")]);
    for finding in findings(&both) {
        if finding.rule == Rule::B19 {
            both = finding.repair.expect("a free block").apply(&both, &mut entropy());
        }
    }
    assert_eq!(ids(&both), ids(&with_bgp(Mode::Dual)));
}

#[test]
fn a_dotted_asn_is_one_number_and_no_error() {
    for draft in [
        edited(with_bgp(Mode::Single), &[("LocalAsn", "123.456")]),
        edited(with_bgp(Mode::Dual), &[("1.LocalAsn", "123.456"), ("2.LocalAsn", "123.456")]),
    ] {
        assert!(!ids(&draft).contains("B-13"));
        let found = finding(&draft, Rule::B17);
        assert_eq!(found.args, [("asn", Arg::from("8061384"))]);
    }
}

#[test]
fn swapped_probe_addresses_are_swapped_back() {
    let swapped = edited(with_health(), &[("sip", "192.168.0.10"), ("dip", "10.1.1.10")]);
    let repaired = repaired(&swapped, &finding(&swapped, Rule::H09)).expect("a swap");
    assert_eq!(repaired, with_health());
}

#[test]
fn health_values_leave_with_single_mode() {
    let mut draft = with_health();
    draft.set_mode(Mode::Dual);
    let repaired = repaired(&draft, &finding(&draft, Rule::H01)).expect("a removal");
    assert!(
        !repaired.present_paths().any(|path| path.to_string().starts_with("HealthCheckConfig"))
    );
}

#[test]
fn switches_are_read_in_any_case() {
    assert!(is_true("True") && !is_true("yes"));
    let draft = edited(with_bgp(Mode::Dual), &[("EnableTunnelsBgp", "TRUE")]);
    assert_eq!(ids(&draft), ids(&with_bgp(Mode::Dual)));
}

#[test]
fn thousands_of_tunnels_get_their_answer() {
    // Anything that compared each tunnel with each other would not come back from here.
    let mut draft = edited(Draft::new(Mode::Dual), &[("EnableTunnelsBgp", "true")]);
    for number in 1..=u16::MAX {
        draft.set_key(
            FieldPath::tunnel(number, Key::Psk),
            Secret::new("x y"),
            KeyStorage::Elsewhere,
        );
        if number % 2 == 0 {
            draft.set(FieldPath::tunnel(number, Key::LocalAsn), "AS65001");
        }
    }
    assert!(ids(&draft).is_superset(&["P-02", "B-13", "B-19"].into()));
}
