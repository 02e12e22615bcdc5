//! What the rules say about customer gateways that were looked up.

use proptest::prelude::*;
use tunnelsmith::connection::{
    ConnectionFacts, Draft, FieldPath, Finding, GatewayFacts, Key, Mode, RegionFacts, Rule, check,
    check_gateways, check_region, missing_gateways,
};
use tunnelsmith::text::{Language, Texts};

use crate::drafts_any::{any_draft, any_text};

fn gateway(id: &str, ip: &str, asn: u32) -> GatewayFacts {
    GatewayFacts { id: id.to_owned(), ip: ip.parse().ok(), asn: (asn > 0).then_some(asn) }
}

/// The gateways of a sound pair, then changed ones that stand before them.
fn known(changed: &[GatewayFacts]) -> Vec<GatewayFacts> {
    let sound = [gateway("cgw-1", "203.0.113.1", 65010), gateway("cgw-2", "198.51.100.1", 65010)];
    changed.iter().cloned().chain(sound).collect()
}

fn draft(mode: Mode, values: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(mode);
    for (path, id) in draft.paths_of(Key::CustomerGatewayId).into_iter().zip(["cgw-1", "cgw-2"]) {
        draft.set(path, id);
    }
    for (wire, text) in values {
        // `1.LocalId` stands for the long name, so that a case fits on a line.
        let long = match wire.as_bytes() {
            [b'1' | b'2', b'.', ..] => format!("TunnelOptionsSpecification.{wire}"),
            _ => (*wire).to_owned(),
        };
        draft.set(FieldPath::from_wire(&long).expect(wire), *text);
    }
    draft
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id()).collect()
}

const BGP: (&str, &str) = ("EnableTunnelsBgp", "true");

#[test]
fn each_fact_brings_its_finding_and_no_other() {
    let dual = |values: &[(&str, &str)]| draft(Mode::Dual, values);
    let probing = ("HealthCheckConfig.enable", "true");
    let single = draft(Mode::Single, &[probing, ("HealthCheckConfig.dip", "203.0.113.1")]);
    let private = ("NetworkType", "private");
    let one = |ip: &str, asn| vec![gateway("cgw-1", ip, asn)];
    for (draft, changed, expected) in [
        (dual(&[BGP]), vec![], &[][..]),
        (dual(&[BGP]), one("203.0.113.1", 0), &["B-14"]),
        (dual(&[]), one("203.0.113.1", 0), &[]),
        (dual(&[BGP]), one("203.0.113.1", 45104), &["B-15", "B-22"]),
        (dual(&[]), one("203.0.113.1", 45104), &[]),
        (dual(&[BGP, ("2.TunnelBgpConfig.LocalAsn", "0.65010")]), vec![], &["B-16"]),
        (dual(&[BGP]), one("203.0.113.1", 64496), &["B-18", "B-22"]),
        (dual(&[BGP]), one("203.0.113.1", 65011), &["B-22"]),
        (dual(&[]), one("203.0.113.1", 65011), &[]),
        (dual(&[]), one("100.64.0.1", 65010), &["G-02"]),
        (dual(&[]), one("239.255.255.255", 65010), &["G-02"]),
        (dual(&[]), one("10.1.2.3", 65010), &["G-03"]),
        (dual(&[("NetworkType", "public")]), one("192.168.0.1", 65010), &["G-03"]),
        (dual(&[private]), vec![], &["G-03", "G-03"]),
        (
            dual(&[private]),
            vec![gateway("cgw-1", "10.0.0.1", 0), gateway("cgw-2", "172.16.0.1", 0)],
            &[],
        ),
        (dual(&[("NetworkType", "Mars")]), one("10.1.2.3", 0), &[]),
        (dual(&[]), one("198.51.100.1", 65010), &["G-04"]),
        (dual(&[("2.CustomerGatewayId", "cgw-1")]), vec![], &[]),
        (dual(&[("RemoteSubnet", "10.0.0.0/8,203.0.113.0/24")]), vec![], &["S-19"]),
        (dual(&[("RemoteSubnet", "0.0.0.0/0")]), vec![], &[]),
        (dual(&[("1.TunnelIkeConfig.RemoteId", "192.168.1.1")]), vec![], &["D-07"]),
        (dual(&[("1.TunnelIkeConfig.RemoteId", "203.0.113.1")]), vec![], &[]),
        (dual(&[("1.TunnelIkeConfig.RemoteId", "fra.example.com")]), vec![], &[]),
        (single, vec![], &["H-10"]),
        (draft(Mode::Single, &[("HealthCheckConfig.dip", "203.0.113.1")]), vec![], &[]),
        // Of what is not known nothing is said.
        (dual(&[BGP, ("1.CustomerGatewayId", "cgw-9")]), vec![], &[]),
        (dual(&[]), one("no address", 0), &[]),
    ] {
        let found = check_gateways(&draft, &known(&changed));
        assert_eq!(rules(&found), expected, "{changed:?} {draft:?}");
    }
}

#[test]
fn a_gateway_that_the_region_does_not_have_is_named() {
    let mut draft = draft(Mode::Dual, &[("2.CustomerGatewayId", "cgw-\u{202e}9")]);
    draft.set(FieldPath::tunnel(3, Key::CustomerGatewayId), "cgw-10");
    let found = missing_gateways(&draft, &known(&[]));
    assert_eq!(rules(&found), ["G-01"]);
    assert_eq!(found[0].fields, [FieldPath::tunnel(2, Key::CustomerGatewayId)]);
    draft.set(FieldPath::tunnel(2, Key::CustomerGatewayId), " ");
    assert_eq!(missing_gateways(&draft, &known(&[])), []);
}

#[test]
fn sentences_name_the_gateway() {
    let texts = Texts::new(Language::English);
    for (changed, rule, expected) in [
        (
            gateway("cgw-1", "203.0.113.1", 0),
            Rule::B14,
            "BGP is on, but the customer gateway cgw-1 has no ASN, which cannot be added later. \
             Select or create a gateway with the ASN of your device.",
        ),
        (
            gateway("cgw-1", "203.0.113.1", 23456),
            Rule::B18,
            "The customer gateway cgw-1 has ASN 23456, which is reserved, or intended for \
             documentation, and devices may refuse it. Select a gateway with a private ASN such \
             as 65010.",
        ),
        (
            gateway("cgw-1", "10.0.0.1", 65010),
            Rule::G03,
            "The tunnel runs over the Internet, but the customer gateway cgw-1 has the private \
             address 10.0.0.1. The tunnel cannot come up. Select another gateway or the other \
             network type.",
        ),
    ] {
        let found = check_gateways(&draft(Mode::Dual, &[BGP]), &known(&[changed]));
        let finding = found.iter().find(|finding| finding.rule == rule).expect("it speaks");
        assert_eq!(texts.finding(finding), expected);
    }
}

#[test]
fn what_else_there_is_in_the_region_is_told() {
    let other = ConnectionFacts {
        id: "vco-1".to_owned(),
        name: Some("fra-dc1".to_owned()),
        gateways: vec!["cgw-1".to_owned()],
        local: Some("10.2.0.0/16,10.1.0.0/16".to_owned()),
        remote: Some("192.168.0.0/24".to_owned()),
        tunnel_cidrs: vec!["169.254.10.0/30".to_owned()],
    };
    let of = |gateways: usize| RegionFacts {
        gateways: Some((0..gateways).map(|n| gateway(&format!("cgw-{n}"), "", 65010)).collect()),
        connections: Some(vec![other.clone(), other.clone()]),
        has_bgp: None,
    };
    let subnets = [("LocalSubnet", "10.1.0.0/16,10.2.0.0/16"), ("RemoteSubnet", "192.168.0.0/24")];
    let block = ("2.TunnelBgpConfig.TunnelCidr", "169.254.10.0/30");
    for (values, gateways, expected) in [
        (&[][..], 10, &[][..]),
        (&[("Name", "fra-dc1")], 10, &["N-03"]),
        (&[("Name", "fra-dc2")], 10, &[]),
        (&subnets, 10, &["G-09"]),
        (&[("RemoteSubnet", "192.168.0.128/25")], 10, &["S-20"]),
        (&[("RemoteSubnet", "0.0.0.0/0")], 10, &[]),
        (&[BGP, block], 10, &["B-08"]),
        (&[block], 10, &[]),
        (&[], 95, &["G-05"]),
        (&[], 94, &[]),
        (&[], 1, &["G-01", "G-01"]),
    ] {
        let found = check_region(&draft(Mode::Dual, values), &of(gateways));
        assert_eq!(rules(&found), expected, "{values:?} {gateways}");
        let texts = Texts::new(Language::English);
        for finding in &found {
            let id = format!("rule-{}", finding.rule);
            texts.try_format(&id, &finding.args).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    let without = RegionFacts { has_bgp: Some(false), ..of(10) };
    let in_region = draft(Mode::Dual, &[BGP, ("RegionId", "eu-central-1")]);
    assert_eq!(rules(&check_region(&in_region, &without)), ["B-23"]);
    assert_eq!(check_region(&draft(Mode::Dual, &[]), &without), []);
    // Of lists that could not be had nothing is said.
    assert_eq!(check_region(&draft(Mode::Dual, &subnets), &RegionFacts::default()), []);
}

fn any_gateways() -> impl Strategy<Value = Vec<GatewayFacts>> {
    let id = prop_oneof![Just("cgw-1".to_owned()), Just("cgw-2".to_owned()), any_text()];
    let ip = prop::option::of(prop_oneof![
        any::<[u8; 4]>().prop_map(Into::into),
        Just([10, 0, 0, 1].into()),
        Just([203, 0, 113, 1].into()),
    ]);
    let asn = prop::option::of(prop_oneof![any::<u32>(), Just(45104), Just(0), Just(65535)]);
    let one = (id, ip, asn).prop_map(|(id, ip, asn)| GatewayFacts { id, ip, asn });
    prop::collection::vec(one, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_draft_with_any_gateways_gets_one_answer_that_can_be_read(
        draft in any_draft(), known in any_gateways(),
    ) {
        thread_local!(static TEXTS: Texts = Texts::new(Language::English));
        let found = check_gateways(&draft, &known);
        prop_assert_eq!(&found, &check_gateways(&draft, &known));
        prop_assert!(found.is_sorted_by_key(|finding| (finding.severity(), finding.rule)));
        let mut said = check(&draft);
        said.extend(missing_gateways(&draft, &known));
        said.extend(found.clone());
        for finding in &found {
            for field in &finding.fields {
                prop_assert!(field.fits(draft.mode()), "{} {}", finding.rule, field);
            }
            // Said twice of one field is once too often.
            let same = |other: &&Finding| {
                other.rule == finding.rule && other.fields[0] == finding.fields[0]
            };
            prop_assert_eq!(said.iter().filter(same).count(), 1, "{:?}", finding);
        }
        for finding in &said {
            let id = format!("rule-{}", finding.rule);
            let sentence = TEXTS.with(|texts| texts.try_format(&id, &finding.args));
            prop_assert!(sentence.is_ok(), "{:?}", sentence);
        }
    }
}
