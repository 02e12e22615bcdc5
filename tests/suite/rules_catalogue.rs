//! The rules against the catalogue they come from, and the repairs against what was meant.

use std::collections::BTreeMap;

use ipnet::Ipv4Net;
use proptest::prelude::*;
use tunnelsmith::connection::{
    Draft, Edit, FieldPath, Finding, Key, Mode, Repair, Rule, Secret, Severity, check,
};

mod left_out;

use left_out::{LEFT_OUT, WEIGHED_OTHERWISE};

use crate::drafts_any::any_draft;

/// Every id of the catalogue with its severity; `-` for what is no finding.
fn catalogue() -> BTreeMap<&'static str, &'static str> {
    let lines = include_str!("../data/rule-catalogue.txt").lines();
    lines.map(|line| line.split_once(' ').expect("an id and a severity")).collect()
}

#[test]
fn every_id_of_the_catalogue_is_a_rule_or_left_out_with_a_reason() {
    let left_out: BTreeMap<_, _> = LEFT_OUT.iter().copied().collect();
    assert_eq!(left_out.len(), LEFT_OUT.len(), "an id is left out twice");
    for id in catalogue().keys() {
        let is_rule = Rule::from_id(id).is_some();
        assert!(is_rule != left_out.contains_key(id), "{id}");
    }
    for (id, reason) in left_out {
        assert!(catalogue().contains_key(id), "{id} is not in the catalogue");
        assert!(reason.len() > 10, "{id}");
    }
    // The program's own are F-01 and so on: what no id of the catalogue speaks of.
    for rule in Rule::ALL.iter().filter(|rule| !catalogue().contains_key(rule.id())) {
        assert!(rule.id().starts_with("F-"), "{rule}");
    }
}

#[test]
fn severities_are_those_of_the_catalogue_unless_there_is_a_reason() {
    for (id, severity) in catalogue() {
        let Some(rule) = Rule::from_id(id) else { continue };
        let differs = rule.severity().name() != severity;
        let is_listed = WEIGHED_OTHERWISE.iter().any(|(other, _)| *other == id);
        assert_eq!(differs, is_listed, "{id} is {severity} in the catalogue");
    }
}

fn applied(repair: &Repair, draft: &Draft) -> Draft {
    repair.apply(draft, &mut |buffer: &mut [u8]| buffer.fill(7))
}

fn repairs(finding: &Finding) -> impl Iterator<Item = &Repair> {
    finding.repair.iter().chain(&finding.alternatives)
}

fn errors(draft: &Draft) -> Vec<Finding> {
    check(draft).into_iter().filter(|finding| finding.severity() == Severity::Error).collect()
}

/// What the first repair of an error of this field writes there.
fn corrected(path: FieldPath, text: &str) -> Option<String> {
    let mut draft = Draft::new(Mode::Dual);
    draft.set(path, text);
    let found = errors(&draft);
    let about = found.iter().filter(|finding| finding.fields == [path]);
    let repair = about.filter_map(|finding| finding.repair.clone()).next()?;
    let after = applied(&repair, &draft);
    Some(after.text(path).unwrap_or_default().to_owned())
}

/// The same network in many hands.
fn written(net: Ipv4Net, hand: usize) -> String {
    let wildcard = net.hostmask();
    let (first, mask, length) = (net.network(), net.netmask(), net.prefix_len());
    match hand {
        0 => net.to_string(),
        1 => format!("{first} {mask}"),
        2 => format!("{first}/{mask}"),
        3 => format!("{first} {wildcard}"),
        4 => format!("{first}/{wildcard}"),
        5 => format!("{first} mask {mask}"),
        6 => format!("{first} - {}", net.broadcast()),
        7 => format!("{first}-{}", net.broadcast()),
        8 => format!("{first} / {length}"),
        9 => format!("{net} (site {length})"),
        _ => format!("{first}\u{2f}{length}\u{200b}").replace('.', "．"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_repair_ends_in_an_error_of_the_field_it_writes(draft in any_draft()) {
        for finding in check(&draft) {
            let before = errors(&draft);
            let was_there = |error: &Finding| {
                let mut others = before.iter().filter(|other| other.rule != finding.rule);
                others.any(|other| other.rule == error.rule && other.fields == error.fields)
            };
            for repair in repairs(&finding) {
                let after = applied(repair, &draft);
                let left = errors(&after);
                for edit in &repair.edits {
                    let Edit::Set(path, text) = edit else { continue };
                    // A field that the mode does not know goes with the mode, not with its text.
                    // M-07 speaks of a tunnel as a whole, and names it by its first field.
                    // What was wrong with the field besides has a finding of its own.
                    let is_its_own = |error: &&Finding| {
                        error.fields == [*path] && error.rule != Rule::M07 && !was_there(error)
                    };
                    let wrong = left.iter().filter(is_its_own).find(|_| path.fits(after.mode()));
                    prop_assert!(
                        wrong.is_none() || finding.severity() != Severity::Error,
                        "{}: {path} = {text:?}: {wrong:?}", finding.rule
                    );
                }
            }
        }
    }

    #[test]
    fn a_repaired_list_has_the_networks_that_were_meant(
        nets in prop::collection::vec((11_u8..100, any::<[u8; 3]>(), 8_u8..=30, 0_usize..11), 1..5),
        separator in prop::sample::select(&[", ", ",", "; ", "，", "\n"]),
    ) {
        let nets: Vec<(Ipv4Net, usize)> = nets
            .into_iter()
            .map(|(a, [b, c, d], length, hand)| {
                (Ipv4Net::new([a, b, c, d].into(), length).unwrap().trunc(), hand)
            })
            .collect();
        let texts: Vec<String> = nets.iter().map(|(net, hand)| written(*net, *hand)).collect();
        let path = FieldPath::connection(Key::LocalSubnet);
        let text = texts.join(separator);
        let meant: Vec<String> = nets.iter().map(|(net, _)| net.to_string()).collect();
        if text == meant.join(",") {
            return Ok(());
        }
        // Invisible characters go first, and the rest after them.
        let mut after = text.clone();
        for _ in 0..2 {
            after = corrected(path, &after).unwrap_or(after);
        }
        prop_assert_eq!(after, meant.join(","), "{}", text);
    }

    #[test]
    fn a_repaired_time_is_as_long_as_it_was_meant(
        count in 1_u64..100, (unit, factor) in prop::sample::select(&[
            ("s", 1), (" seconds", 1), ("m", 60), (" min", 60), ("h", 3600), (" hours", 3600),
            ("d", 86_400), (" day", 86_400),
        ]),
    ) {
        let path = FieldPath::tunnel(1, Key::IkeLifetime);
        let meant = count * factor;
        let expected = (meant <= 86_400).then(|| meant.to_string());
        prop_assert_eq!(corrected(path, &format!("{count}{unit}")), expected);
    }

    #[test]
    fn a_strong_key_is_taken_for_no_placeholder(key in "[!-~]{20,64}", plain in "[A-Za-z0-9]{20,64}") {
        let path = FieldPath::tunnel(1, Key::Psk);
        for key in [key, plain] {
            let mut draft = Draft::new(Mode::Dual);
            draft.set_key(path, Secret::new(key.clone()), tunnelsmith::connection::KeyStorage::Elsewhere);
            let rules: Vec<Rule> = check(&draft)
                .into_iter()
                .filter(|finding| finding.fields.contains(&path))
                .map(|finding| finding.rule)
                .collect();
            prop_assert!(!rules.contains(&Rule::P07), "{key}");
            prop_assert!(!rules.contains(&Rule::P13) || key.contains("****"), "{key}");
        }
    }
}

#[test]
fn words_of_other_devices_become_those_of_the_service() {
    for (key, text, meant) in [
        (Key::IpsecPfs, "PFS2048", Some("group14")),
        (Key::IkePfs, "DHGroup14", Some("group14")),
        (Key::IkePfs, "Group 2 (1024-bit)", Some("group2")),
        (Key::IpsecPfs, "NULL", Some("disabled")),
        (Key::IkeVersion, "v2-only", Some("ikev2")),
        (Key::IkeEncAlg, "aes-256-cbc", Some("aes256")),
        (Key::IpsecAuthAlg, "hmac-sha-256-128", Some("sha256")),
        (Key::IkeLifetime, "28,800", Some("28800")),
        (Key::IpsecLifetime, "1 day", Some("86400")),
        (Key::IkeLifetime, "2 days", None),
        (Key::IpsecPfs, "ECP256", None),
        (Key::IkeEncAlg, "aes256-gcm", None),
        (Key::RemoteId, "%any", Some("")),
        (Key::RemoteId, "203.0.113.7/32", Some("203.0.113.7")),
        (Key::RemoteId, "@fra.example.com", Some("fra.example.com")),
        (Key::RemoteId, "*.example.com", None),
    ] {
        let path = FieldPath::tunnel(1, key);
        assert_eq!(corrected(path, text).as_deref(), meant, "{key:?} {text}");
    }
}

#[test]
fn what_is_ambiguous_is_not_repaired() {
    let path = FieldPath::connection(Key::LocalSubnet);
    for text in [
        "10.1.0.0",
        "0.0.0.0/0,10.0.0.0/8",
        "10.1.0.0 255.0.255.0",
        "10.1.0.0, 255.255.0.0",
        "192.168.10.1-192.168.10.254",
        "10.1.0.0/16 255.255.0.0",
        "10.1.0.0/16, x",
        "10.1.0.0/16 (was 10.9.0.0/16)",
    ] {
        assert_eq!(corrected(path, text), None, "{text}");
    }
    assert_eq!(corrected(path, "0.0.0.0").as_deref(), Some("0.0.0.0/0"));
}

#[test]
fn stand_ins_are_found_in_any_field() {
    let gateway = FieldPath::tunnel(1, Key::CustomerGatewayId);
    let key = FieldPath::tunnel(1, Key::Psk);
    for (path, text, rule) in [
        (gateway, "{CGW_ID}", Rule::F04),
        (gateway, "<your gateway>", Rule::F04),
        (gateway, "cgw-bp1****", Rule::F04),
        (gateway, "cgw-xxxxxxxx", Rule::F04),
        (gateway, "cgw-your-gateway-id", Rule::F04),
        (gateway, "var.gateway", Rule::F04),
        (gateway, "vpn-bp1q8bgx4xnkm2ogj5xi3", Rule::F05),
        (FieldPath::connection(Key::Name), "${var.site}-vpn", Rule::F04),
        (FieldPath::tunnel(1, Key::RemoteId), "‹peer-id›", Rule::F04),
        (key, "${var.psk}", Rule::P13),
        (key, "$env:FRA_PSK", Rule::P13),
        (key, "your-pre-shared-key", Rule::P07),
        (key, "YourSecretKey123", Rule::P07),
        (key, "changeme", Rule::P07),
    ] {
        let mut draft = Draft::new(Mode::Dual);
        draft.set(path, text);
        let found = check(&draft);
        let is_said = |finding: &Finding| finding.rule == rule && finding.fields.contains(&path);
        assert!(found.iter().any(is_said), "{path} {text}");
    }
}

#[test]
fn exchanged_addresses_are_one_finding_with_both_ways_out() {
    let mut draft = Draft::new(Mode::Dual);
    draft.set(FieldPath::connection(Key::EnableTunnelsBgp), "true");
    for (number, block, address) in
        [(1, "169.254.10.0/30", "169.254.11.1"), (2, "169.254.11.0/30", "169.254.10.2")]
    {
        draft.set(FieldPath::tunnel(number, Key::TunnelCidr), block);
        draft.set(FieldPath::tunnel(number, Key::LocalBgpIp), address);
    }
    let of = |draft: &Draft| -> Vec<Finding> {
        check(draft).into_iter().filter(|finding| finding.rule == Rule::B10).collect()
    };
    let found = of(&draft);
    assert_eq!(found.len(), 1);
    assert_eq!(repairs(&found[0]).count(), 2);
    for repair in repairs(&found[0]) {
        assert_eq!(of(&applied(repair, &draft)), []);
    }
}
