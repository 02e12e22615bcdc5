//! What the rules say about mode, names, tags and subnets, and that their repairs repair.

use proptest::prelude::*;
use tunnelsmith::connection::{
    Arg, Conversion, Draft, Edit, FieldOwner, FieldPath, Finding, Key, Mode, Repair, Rule,
    Severity, check, conversion, conversion_notes, convert_to_dual, convert_to_single,
};
use tunnelsmith::text::{Language, Texts};

use crate::drafts_any::any_draft;

const TEXTS: &str = include_str!("../../assets/locales/en/rules-request.ftl");

/// The rules this file is about.
fn ours(rule: Rule) -> bool {
    rule.id().starts_with(['M', 'F', 'N', 'T', 'K', 'R', 'S', 'G', 'Q'])
}

fn findings(draft: &Draft) -> Vec<Finding> {
    check(draft).into_iter().filter(|finding| ours(finding.rule)).collect()
}

fn of(draft: &Draft, rule: &str) -> Vec<Finding> {
    let rule = Rule::from_id(rule).expect(rule);
    findings(draft).into_iter().filter(|finding| finding.rule == rule).collect()
}

fn one(draft: &Draft, rule: &str) -> Finding {
    let found = of(draft, rule);
    assert_eq!(found.len(), 1, "{rule}: {found:#?}");
    found.into_iter().next().expect("one")
}

fn repaired(finding: &Finding, draft: &Draft) -> Draft {
    let repair = finding.repair.as_ref().expect("a repair");
    repair.apply(draft, &mut |buffer: &mut [u8]| buffer.fill(7))
}

fn text<'a>(draft: &'a Draft, wire: &str) -> Option<&'a str> {
    draft.text(path(wire))
}

fn path(wire: &str) -> FieldPath {
    FieldPath::from_wire(wire).expect(wire)
}

fn draft(mode: Mode, values: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::new(mode);
    for (wire, text) in values {
        draft.set(path(wire), *text);
    }
    draft
}

/// A dual-tunnel draft without fault, changed by these values; `-` takes one away.
fn dual(changes: &[(&str, &str)]) -> Draft {
    let mut draft = draft(
        Mode::Dual,
        &[
            ("RegionId", "eu-central-1"),
            ("Name", "fra-dc1"),
            ("NetworkType", "public"),
            ("LocalSubnet", "10.1.0.0/16"),
            ("RemoteSubnet", "192.168.0.0/16"),
            ("EffectImmediately", "true"),
            ("ClientToken", "7d0d6c57-4f2b-4c2e-9a44-0b8f2a1f6b10"),
            ("TunnelOptionsSpecification.1.CustomerGatewayId", "cgw-1"),
            ("TunnelOptionsSpecification.2.CustomerGatewayId", "cgw-2"),
        ],
    );
    change(&mut draft, changes);
    draft
}

/// The same for single-tunnel mode.
fn single(changes: &[(&str, &str)]) -> Draft {
    let mut draft = draft(
        Mode::Single,
        &[
            ("RegionId", "cn-hangzhou"),
            ("Name", "hz-dc2"),
            ("CustomerGatewayId", "cgw-1"),
            ("LocalSubnet", "10.1.0.0/16"),
            ("RemoteSubnet", "192.168.0.0/16"),
        ],
    );
    change(&mut draft, changes);
    draft
}

fn change(draft: &mut Draft, changes: &[(&str, &str)]) {
    for (wire, text) in changes {
        match *text {
            "-" => draft.remove(path(wire)),
            text => draft.set(path(wire), text),
        }
    }
}

const T1: &str = "TunnelOptionsSpecification.1.";
const T2: &str = "TunnelOptionsSpecification.2.";

fn in_tunnel(tunnel: &str, leaf: &str) -> String {
    format!("{tunnel}{leaf}")
}

struct Sentences(Texts);

impl Sentences {
    fn read() -> Self {
        Self(Texts::new(Language::English))
    }

    /// The sentence of a finding; fails where it asks for a value that the finding lacks.
    fn say(&self, finding: &Finding) -> String {
        let id = format!("rule-{}", finding.rule);
        self.0.try_format(&id, &finding.args).unwrap_or_else(|error| panic!("{error}"))
    }
}

fn assert_sound(sentences: &Sentences, draft: &Draft) {
    for finding in findings(draft) {
        let said = sentences.say(&finding);
        assert!(!said.is_empty() && said.trim() == said, "{said:?}");
        assert!(!said.chars().any(char::is_control), "{said:?}");
        assert!(!finding.fields.is_empty(), "{finding:?}");
        if finding.repair.is_some() {
            assert_repair_repairs(draft, &finding);
        }
    }
}

fn assert_repair_repairs(draft: &Draft, finding: &Finding) {
    let of_rule = |draft: &Draft| -> Vec<Finding> {
        check(draft).into_iter().filter(|other| other.rule == finding.rule).collect()
    };
    let after = of_rule(&repaired(finding, draft));
    match finding.rule {
        // A dropped tag makes the later ones move up, under the numbers of others.
        Rule::T02 => assert!(after.len() < of_rule(draft).len(), "{finding:?}"),
        // What cannot be guessed in a list stays and is named on its own; and the tags move up.
        Rule::S02 | Rule::T07 => {
            let same =
                |other: &&Finding| other.args == finding.args && other.fields == finding.fields;
            assert_eq!(after.iter().find(same), None);
        }
        _ => {
            for other in &after {
                let again = other.fields.iter().find(|field| finding.fields.contains(field));
                assert_eq!(again, None, "{finding:#?}\n{other:#?}");
            }
        }
    }
}

/// Asserts that the rule speaks of the first draft and not of the second.
#[track_caller]
fn assert_tells(rule: &str, broken: &Draft, sound: &Draft) {
    let sentences = Sentences::read();
    for draft in [broken, sound] {
        assert_sound(&sentences, draft);
        for finding in findings(draft) {
            assert!(!sentences.say(&finding).contains("  "), "{finding:?}");
        }
    }
    assert!(!of(broken, rule).is_empty(), "{rule} is silent");
    assert_eq!(of(sound, rule), [], "{rule} speaks");
}

#[test]
fn each_rule_speaks_when_it_should_and_not_otherwise() {
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    let long = "x".repeat(101);
    let ids =
        [in_tunnel(T1, "TunnelIkeConfig.RemoteId"), in_tunnel(T2, "TunnelIkeConfig.RemoteId")];
    let gateway = in_tunnel(T2, "CustomerGatewayId");
    let index = [in_tunnel(T1, "TunnelIndex"), in_tunnel(T2, "TunnelIndex")];
    let ikev1 = in_tunnel(T1, "TunnelIkeConfig.IkeVersion");
    let second = FieldPath::tunnel(2, Key::IkeVersion).to_string();
    let remote_id = FieldPath::tunnel(1, Key::RemoteId).to_string();
    let mut three = dual(&[]);
    three.ensure_tunnels(3);
    let mut tags = dual(&[]);
    tags.list_tags(1);
    let mut many = dual(&[]);
    for number in 1..=21 {
        many.set(FieldPath::tag(number, Key::TagKey), format!("k{number}"));
    }
    let mut most = many.clone();
    most.remove_tag(21);
    let everywhere = [("LocalSubnet", "0.0.0.0/0"), ("RemoteSubnet", "0.0.0.0/0")];
    let bgp = ("EnableTunnelsBgp", "true");
    let six = "10.1.0.0/16,10.3.0.0/16,10.5.0.0/16,10.7.0.0/16,10.9.0.0/16,10.11.0.0/16";
    let cases = [
        ("M-01", dual(&[("RegionId", "-")]), dual(&[])),
        ("M-01", dual(&[("RegionId", " ")]), dual(&[])),
        ("M-02", dual(&[("RegionId", "eu-centrl-1")]), dual(&[("RegionId", "")])),
        ("M-03", dual(&[("EnableDpd", "true")]), single(&[("EnableDpd", "true")])),
        ("M-04", single(&[(&gateway, "cgw-2")]), single(&[])),
        ("M-04", single(&[bgp]), dual(&[bgp])),
        ("M-05", single(&[]), dual(&[])),
        ("M-06", single(&[("CustomerGatewayId", "-")]), single(&[])),
        ("M-07", three, dual(&[])),
        ("M-07", Draft::with_no_tunnels(Mode::Dual), Draft::with_no_tunnels(Mode::Single)),
        ("M-08", dual(&[(&index[0], "1"), (&index[1], "1")]), dual(&[])),
        ("M-08", dual(&[(&index[0], "1")]), dual(&[(&index[0], "2"), (&index[1], "1")])),
        ("M-08", dual(&[(&index[0], "0"), (&index[1], "2")]), dual(&[])),
        ("M-09", dual(&[(&gateway, "-")]), single(&[("CustomerGatewayId", "-")])),
        ("M-09", dual(&[(&gateway, "\t")]), dual(&[])),
        ("M-10", dual(&[(&gateway, "cgw-1")]), dual(&[])),
        ("M-11", dual(&[("NetworkType", "Public")]), dual(&[("NetworkType", "-")])),
        ("M-12", dual(&[("EffectImmediately", "-")]), dual(&[("EffectImmediately", "yes")])),
        ("M-12", dual(&[("EffectImmediately", "False")]), dual(&[("EffectImmediately", "TRUE")])),
        ("M-14", dual(&[("AutoConfigRoute", "true")]), single(&[("AutoConfigRoute", "true")])),
        ("M-15", dual(&[("RemoteCaCert", certificate)]), dual(&[])),
        (
            "M-16",
            dual(&[("RemoteCaCert", certificate), (&ids[0], "a.example")]),
            dual(&[("RemoteCaCert", certificate), (&ids[0], "a"), (&ids[1], "b")]),
        ),
        ("M-17", dual(&[("RemoteCaCert", "MIIB")]), dual(&[("RemoteCaCert", certificate)])),
        ("M-18", dual(&[("TunnelBandwidth", "Large")]), dual(&[("TunnelBandwidth", "Standard")])),
        ("M-19", dual(&[("NetworkType", "-")]), {
            let draft = dual(&[]);
            of(&draft, "M-19").iter().fold(draft, |draft, finding| repaired(finding, &draft))
        }),
        ("F-01", dual(&[("TunnelBandwidth", "large")]), dual(&[("NetworkType", "big")])),
        ("F-01", dual(&[("DryRun", "perhaps")]), dual(&[("DryRun", "False")])),
        ("F-02", dual(&[("RegionId", "eu\u{200b}")]), dual(&[("Name", "a\nb")])),
        ("F-02", dual(&[("RemoteCaCert", "a\0b")]), dual(&[("RemoteCaCert", "a\r\n\tb")])),
        (
            "F-03",
            single(&[("BgpConfig.LocalAsn", "45104")]),
            dual(&[("TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn", "45104")]),
        ),
        (
            "F-03",
            single(&[("HealthCheckConfig.retry", "3"), ("HealthCheckConfig.enable", "false")]),
            single(&[("HealthCheckConfig.retry", "3"), ("HealthCheckConfig.enable", "true")]),
        ),
        ("F-04", dual(&[("Name", "fra-${env}")]), dual(&[("Name", "fra-{1}")])),
        ("F-04", dual(&[("ResourceGroupId", "rg-acfm****")]), dual(&[("ResourceGroupId", "rg-1")])),
        ("F-05", dual(&[("ResourceGroupId", "vpc-1")]), dual(&[("ResourceGroupId", "group")])),
        ("F-06", dual(&[(&remote_id, "%any")]), dual(&[(&remote_id, "203.0.113.1")])),
        ("F-06", dual(&[(&remote_id, "*.example.com")]), dual(&[(&remote_id, "fra.example.com")])),
        ("F-06", dual(&[(&remote_id, "203.0.113.1/32")]), dual(&[(&remote_id, "a@example.com")])),
        ("N-01", dual(&[("Name", "")]), dual(&[("Name", &long[1..])])),
        ("N-01", dual(&[("Name", &long)]), dual(&[("Name", &"名".repeat(100))])),
        ("N-02", dual(&[("Name", "HTTPS://x")]), dual(&[("Name", "my http://x")])),
        ("N-04", dual(&[("Name", "-")]), dual(&[])),
        ("N-05", dual(&[("Name", "a\nb")]), dual(&[("Name", "数据中心 1")])),
        ("T-01", many, most),
        ("T-02", tags, dual(&[("Tags.1.Key", "site")])),
        ("T-02", dual(&[("Tags.1.Key", ""), ("Tags.1.Value", "dc1")]), dual(&[])),
        ("T-03", dual(&[("Tags.1.Key", &long[..65])]), dual(&[("Tags.1.Key", &long[..64])])),
        ("T-04", dual(&[("Tags.1.Key", "acs:x")]), dual(&[("Tags.1.Key", "x-acs:")])),
        ("T-04", dual(&[("Tags.1.Value", "aliyun")]), dual(&[("Tags.1.Value", "aliyu")])),
        ("T-05", dual(&[("Tags.1.Value", "see Http://x")]), dual(&[("Tags.1.Value", "ftp://x")])),
        (
            "T-06",
            dual(&[("Tags.1.Value", &"x".repeat(129))]),
            dual(&[("Tags.1.Value", &"名".repeat(128))]),
        ),
        (
            "T-07",
            dual(&[("Tags.1.Key", "a"), ("Tags.2.Key", "a")]),
            dual(&[("Tags.1.Key", "a"), ("Tags.2.Key", "A")]),
        ),
        ("K-01", dual(&[("ClientToken", "tökén")]), dual(&[])),
        ("K-01", dual(&[("ClientToken", "my token")]), dual(&[("ClientToken", "my-token")])),
        ("K-02", dual(&[("ClientToken", &long[..65])]), dual(&[("ClientToken", &long[..64])])),
        ("K-04", dual(&[("ClientToken", "-")]), dual(&[])),
        ("R-01", dual(&[("ResourceGroupId", "group")]), dual(&[("ResourceGroupId", "rg-1")])),
        ("S-01", dual(&[("LocalSubnet", "-")]), dual(&[])),
        ("S-01", dual(&[("RemoteSubnet", " , ")]), dual(&[])),
        ("S-02", dual(&[("LocalSubnet", "10.1.0.0/33")]), dual(&[("LocalSubnet", "10.1.2.3/32")])),
        ("S-02", dual(&[("LocalSubnet", "dc1")]), dual(&[("LocalSubnet", "fd00::/8")])),
        ("S-03", dual(&[("LocalSubnet", "10.1.2.3/24")]), dual(&[])),
        (
            "S-04",
            dual(&[("LocalSubnet", "10.1.0.0/16，10.2.0.0/16")]),
            dual(&[("LocalSubnet", "10.1.0.0/16,10.2.0.0/16")]),
        ),
        ("S-05", dual(&[("LocalSubnet", "fd00::1")]), dual(&[])),
        (
            "S-06",
            dual(&[("LocalSubnet", "10.1.1.0/24,10.0.0.0/8")]),
            dual(&[("LocalSubnet", "0.0.0.0/0,10.0.0.0/8")]),
        ),
        ("S-07", dual(&[("RemoteSubnet", "10.1.2.0/24")]), dual(&everywhere)),
        (
            "S-08",
            dual(&[("LocalSubnet", "0.0.0.0/0,10.0.0.0/8")]),
            dual(&[("LocalSubnet", "0.0.0.0/0,0.0.0.0/0")]),
        ),
        ("S-09", dual(&[("LocalSubnet", "0.0.0.0/0")]), dual(&everywhere)),
        ("S-10", dual(&[("LocalSubnet", "127.0.0.0/24")]), dual(&everywhere)),
        ("S-11", dual(&[("LocalSubnet", "100.0.0.0/8")]), dual(&[("LocalSubnet", "100.0.0.0/10")])),
        ("S-12", dual(&[("RemoteSubnet", "8.8.8.0/24")]), dual(&[("LocalSubnet", "8.8.8.0/24")])),
        (
            "S-12",
            dual(&[("RemoteSubnet", "172.0.0.0/8")]),
            dual(&[("RemoteSubnet", "172.16.0.0/12,203.0.113.0/24")]),
        ),
        ("S-13", dual(&[("LocalSubnet", six)]), dual(&[("LocalSubnet", &six[..59])])),
        (
            "S-14",
            dual(&[("LocalSubnet", six), (&ikev1, "ikev1")]),
            dual(&[("LocalSubnet", six), (&ikev1, "ikev2")]),
        ),
        ("S-14", single(&[("LocalSubnet", six)]), single(&[])),
        (
            "S-15",
            dual(&[("LocalSubnet", "10.1.0.0/16,10.3.0.0/16")]),
            dual(&[
                ("LocalSubnet", "10.1.0.0/16,10.3.0.0/16"),
                (&ikev1, "ikev1"),
                (&second, "ikev1"),
            ]),
        ),
        (
            "S-16",
            dual(&[("LocalSubnet", "10.0.0.0/17,10.0.128.0/17")]),
            dual(&[("LocalSubnet", "10.0.0.0/16,10.0.128.0/17")]),
        ),
        ("S-17", dual(&[bgp]), dual(&[bgp, everywhere[0], everywhere[1]])),
        ("S-18", dual(&everywhere), dual(&[bgp, everywhere[0], everywhere[1]])),
        ("S-21", dual(&[]), dual(&everywhere)),
    ];
    for (rule, broken, sound) in &cases {
        assert_tells(rule, broken, sound);
    }
    // M-20 tells of a conversion, Q-10 of several drafts, the others of gateways looked up.
    let elsewhere = [
        Rule::M20,
        Rule::Q10,
        Rule::N03,
        Rule::S19,
        Rule::S20,
        Rule::G01,
        Rule::G02,
        Rule::G03,
        Rule::G04,
        Rule::G05,
        Rule::G09,
    ];
    for rule in Rule::ALL.iter().filter(|rule| ours(**rule) && !elsewhere.contains(rule)) {
        assert!(cases.iter().any(|(id, ..)| *id == rule.id()), "{rule} has no case");
    }
}

#[test]
fn every_rule_has_a_text_and_every_text_a_rule() {
    let sentences = Sentences::read();
    for rule in Rule::ALL.iter().filter(|rule| ours(**rule)) {
        assert!(sentences.0.has(&format!("rule-{rule}")), "{rule}");
    }
    for line in TEXTS.lines().filter_map(|line| line.strip_prefix("rule-")) {
        let id = line.split_whitespace().next().unwrap_or_default();
        assert!(Rule::from_id(id).is_some_and(ours), "{id}");
    }
}

#[test]
fn graver_findings_stand_first_then_the_order_of_the_catalogue() {
    let found = check(&dual(&[("RegionId", ""), ("LocalSubnet", "x"), ("Name", "-")]));
    let order: Vec<(Severity, Rule)> =
        found.iter().map(|finding| (finding.severity(), finding.rule)).collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn defaults_of_the_service_are_told_level_by_level() {
    let values = |finding: &Finding| match &finding.args[0] {
        ("values", Arg::Fields(all)) => {
            let named = all.iter().map(|(path, value)| {
                let name = path.to_string();
                let name = name.rsplit('.').next().unwrap_or_default();
                format!("{name} {}", value.unwrap_or_default())
            });
            named.collect::<Vec<_>>().join(", ")
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        values(&one(&single(&[]), "M-19")),
        "NetworkType public, AutoConfigRoute true, IkeVersion ikev1, IkeMode main, IkeEncAlg aes, \
         IkeAuthAlg md5, IkePfs group2, IkeLifetime 86400, IpsecEncAlg aes, IpsecAuthAlg md5, \
         IpsecPfs group2, IpsecLifetime 86400, EnableDpd true, EnableNatTraversal true"
    );
    let found = of(&dual(&[]), "M-19");
    assert_eq!(found.len(), 2);
    for finding in &found {
        assert_eq!(
            values(finding),
            "IkeVersion ikev2, IkeMode main, IkeEncAlg aes, IkeAuthAlg sha1, IkePfs group2, \
             IkeLifetime 86400, IpsecEncAlg aes, IpsecAuthAlg sha1, IpsecPfs group2, \
             IpsecLifetime 86400, EnableDpd true, EnableNatTraversal true"
        );
        assert_eq!(finding.fields.len(), 12);
    }
    let said = Sentences::read().say(&found[1]);
    assert!(said.starts_with("For tunnel 2, the service uses 12 defaults"), "{said}");
}

#[test]
fn near_misses_are_set_right() {
    for (rule, wire, typed, meant) in [
        ("M-02", "RegionId", "EU-Central-1", Some("eu-central-1")),
        ("M-11", "NetworkType", "Privat", Some("private")),
        ("M-11", "NetworkType", "", None),
        ("M-12", "EffectImmediately", "false", Some("true")),
        ("F-01", "EffectImmediately", "Yes", Some("true")),
        ("F-01", "EffectImmediately", "0", Some("false")),
        ("F-01", "EffectImmediately", "ture", Some("true")),
        ("F-01", "EffectImmediately", "", None),
        ("F-01", "TunnelBandwidth", "LARGE", Some("Large")),
        ("F-02", "RegionId", "eu-\u{200b}central-1\n", Some("eu-central-1")),
        ("N-05", "Name", "fra\r\ndc1", Some("fradc1")),
        ("R-01", "ResourceGroupId", " rg-1", Some("rg-1")),
        ("S-02", "LocalSubnet", "10.1.1.1", Some("10.1.1.1/32")),
        (
            "S-02",
            "LocalSubnet",
            "10.1.0.0 255.255.0.0, 10.2.0.0/16",
            Some("10.1.0.0/16,10.2.0.0/16"),
        ),
        ("S-02", "LocalSubnet", "0.0.0.0", Some("0.0.0.0/0")),
        (
            "S-04",
            "LocalSubnet",
            "10.1.0.0/16 (prod), 10.2.0.0/16 # dev",
            Some("10.1.0.0/16,10.2.0.0/16"),
        ),
        ("S-03", "LocalSubnet", "10.1.2.3/24,10.3.0.0/16", Some("10.1.2.0/24,10.3.0.0/16")),
        ("S-04", "LocalSubnet", "10.1.0.0/24\n10.1.2.0/24；", Some("10.1.0.0/24,10.1.2.0/24")),
        ("S-06", "LocalSubnet", "10.1.1.0/24,10.0.0.0/8,10.0.0.0/8", Some("10.0.0.0/8")),
        ("S-16", "LocalSubnet", "10.1.0.0/24,10.1.1.0/24", Some("10.1.0.0/23")),
    ] {
        let draft = dual(&[(wire, typed)]);
        let finding = of(&draft, rule).into_iter().find(|finding| finding.repair.is_some());
        let finding = finding.unwrap_or_else(|| panic!("{rule}: {typed} has no repair"));
        assert_eq!(text(&repaired(&finding, &draft), wire), meant, "{rule}: {typed}");
    }
}

#[test]
fn blanks_between_blocks_hide_no_other_fault_and_leave_none_when_repaired() {
    let draft = dual(&[("LocalSubnet", "10.1.1.0/24, 10.1.2.0/24")]);
    let after = repaired(&one(&draft, "S-04"), &draft);
    assert!(findings(&after).iter().all(|finding| finding.severity() != Severity::Error));

    let draft = dual(&[("LocalSubnet", "10.1.1.1/24; x fd00::/8")]);
    for rule in ["S-02", "S-03", "S-04", "S-05"] {
        one(&draft, rule);
    }
}

#[test]
fn settings_of_single_mode_move_into_tunnels_that_lack_them() {
    let dpd = in_tunnel(T1, "EnableDpd");
    let draft = dual(&[
        ("EnableDpd", "false"),
        (&dpd, "true"),
        ("IkeConfig.Psk", "kT7mPq2vXw9bRd4c"),
        ("HealthCheckConfig.enable", "true"),
        ("BgpConfig.EnableBgp", "true"),
        ("BgpConfig.TunnelCidr", "169.254.10.0/30"),
    ]);
    let after = repaired(&one(&draft, "M-03"), &draft);
    assert_eq!(text(&after, &dpd), Some("true"));
    assert_eq!(text(&after, &in_tunnel(T2, "EnableDpd")), Some("false"));
    assert_eq!(text(&after, "EnableTunnelsBgp"), Some("true"));
    let key = |number| after.key(FieldPath::tunnel(number, Key::Psk)).map(|(key, _)| key.expose());
    assert_eq!((key(1), key(2)), (Some("kT7mPq2vXw9bRd4c"), Some("kT7mPq2vXw9bRd4c")));
    assert!(after.has(path(&in_tunnel(T1, "TunnelBgpConfig.TunnelCidr"))));
    assert!(!after.has(path(&in_tunnel(T2, "TunnelBgpConfig.TunnelCidr"))));
}

#[test]
fn tunnel_settings_in_single_mode_make_it_dual_or_go() {
    let gateway = in_tunnel(T1, "CustomerGatewayId");
    let draft = single(&[(&gateway, "cgw-9")]);
    let after = repaired(&one(&draft, "M-04"), &draft);
    assert_eq!(after.mode(), Mode::Dual);
    assert_eq!(text(&after, &gateway), Some("cgw-9"));
    assert_eq!(text(&after, &in_tunnel(T2, "CustomerGatewayId")), Some("cgw-1"));

    let draft = single(&[("EnableTunnelsBgp", "true")]);
    let after = repaired(&one(&draft, "M-04"), &draft);
    assert_eq!((after.mode(), text(&after, "BgpConfig.EnableBgp")), (Mode::Single, Some("true")));
}

#[test]
fn a_third_tunnel_goes_only_when_it_is_empty() {
    let third = "TunnelOptionsSpecification.3.CustomerGatewayId";
    let mut draft = dual(&[(third, "cgw-3")]);
    assert_eq!(one(&draft, "M-07").repair, None);
    draft.remove(path(third));
    assert_eq!(repaired(&one(&draft, "M-07"), &draft).tunnels(), 2);
}

#[test]
fn a_converted_draft_has_both_tunnels_and_no_health_check() {
    let draft = single(&[
        ("IkeConfig.IkeVersion", "ikev2"),
        ("IkeConfig.Psk", "kT7mPq2vXw9bRd4c"),
        ("EnableDpd", "true"),
        ("BgpConfig.EnableBgp", "true"),
        ("BgpConfig.LocalAsn", "65530"),
        ("BgpConfig.TunnelCidr", "169.254.10.0/30"),
        ("BgpConfig.LocalBgpIp", "169.254.10.1"),
        ("HealthCheckConfig.enable", "true"),
        ("HealthCheckConfig.dip", "192.168.1.1"),
    ]);
    let after = repaired(&one(&draft, "M-05"), &draft);
    assert_eq!((after.mode(), after.tunnels()), (Mode::Dual, 2));
    for (wire, one, other) in [
        ("CustomerGatewayId", "cgw-1", "cgw-1"),
        ("TunnelIndex", "1", "2"),
        ("TunnelIkeConfig.IkeVersion", "ikev2", "ikev2"),
        ("EnableDpd", "true", "true"),
        ("TunnelBgpConfig.LocalAsn", "65530", "65530"),
        ("TunnelBgpConfig.TunnelCidr", "169.254.10.0/30", "169.254.11.0/30"),
        ("TunnelBgpConfig.LocalBgpIp", "169.254.10.1", "169.254.11.1"),
    ] {
        assert_eq!(text(&after, &in_tunnel(T1, wire)), Some(one), "{wire}");
        assert_eq!(text(&after, &in_tunnel(T2, wire)), Some(other), "{wire}");
    }
    assert_eq!(text(&after, "EnableTunnelsBgp"), Some("true"));
    let errors = [Severity::Error];
    assert!(findings(&after).iter().all(|finding| !errors.contains(&finding.severity())));
    assert!(after.present_paths().all(|path| path.fits(Mode::Dual)));

    let notes = conversion_notes(&draft);
    assert_eq!(
        Sentences::read().say(&notes[0]),
        "8 settings are copied to the tunnels; 2 health check settings are removed, because \
         dual-tunnel connections have no health check."
    );
    assert_eq!(
        Sentences::read().say(&conversion_notes(&after)[0]),
        "8 settings of the tunnels are kept; 9 are removed, because single-tunnel connections do \
         not have them."
    );
}

#[test]
fn a_draft_converted_to_one_tunnel_has_what_the_first_had() {
    let draft = dual(&[
        ("EnableTunnelsBgp", "true"),
        (&in_tunnel(T1, "TunnelIndex"), "1"),
        (&in_tunnel(T2, "TunnelIndex"), "2"),
        (&in_tunnel(T1, "TunnelIkeConfig.IkeVersion"), "ikev2"),
        (&in_tunnel(T2, "TunnelIkeConfig.IkeVersion"), "ikev1"),
        (&in_tunnel(T2, "TunnelIkeConfig.IkeMode"), "main"),
        (&in_tunnel(T2, "TunnelIkeConfig.Psk"), "kT7mPq2vXw9bRd4c"),
        (&in_tunnel(T1, "TunnelBgpConfig.TunnelCidr"), "169.254.10.0/30"),
        (&in_tunnel(T2, "TunnelBgpConfig.TunnelCidr"), "169.254.11.0/30"),
        (&in_tunnel(T2, "TunnelBgpConfig.LocalBgpIp"), "169.254.11.1"),
    ]);
    let conversion = conversion(&draft);
    assert_eq!((conversion.to, conversion.copied.len()), (Mode::Single, 6));
    assert!(conversion.dropped.contains(&path(&in_tunnel(T2, "TunnelBgpConfig.LocalBgpIp"))));
    let after = convert_to_single(&draft).apply(&draft, &mut |_: &mut [u8]| {});
    assert_eq!((after.mode(), after.tunnels()), (Mode::Single, 0));
    for (wire, expected) in [
        ("CustomerGatewayId", Some("cgw-1")),
        ("IkeConfig.IkeVersion", Some("ikev2")),
        ("IkeConfig.IkeMode", Some("main")),
        ("BgpConfig.EnableBgp", Some("true")),
        ("BgpConfig.TunnelCidr", Some("169.254.10.0/30")),
        // The second tunnel's would lie outside the first one's block.
        ("BgpConfig.LocalBgpIp", None),
        ("Name", Some("fra-dc1")),
    ] {
        assert_eq!(text(&after, wire), expected, "{wire}");
    }
    assert!(after.has(path("IkeConfig.Psk")));
    assert!(!after.has(path("EnableTunnelsBgp")));
}

#[test]
fn without_bgp_the_second_tunnel_gets_no_block() {
    let Repair { edits } = convert_to_dual(&single(&[]));
    assert!(
        !edits.iter().any(|edit| matches!(edit, Edit::Set(path, _) if path.key == Key::TunnelCidr))
    );
}

#[test]
fn tags_that_stand_twice_with_the_same_value_are_dropped() {
    let tags = [
        ("Tags.1.Key", "a"),
        ("Tags.2.Key", "b"),
        ("Tags.3.Key", "a"),
        ("Tags.4.Key", "c"),
        ("Tags.5.Key", "a"),
    ];
    let mut draft = dual(&tags);
    let after = repaired(&one(&draft, "T-07"), &draft);
    assert_eq!((after.tags(), text(&after, "Tags.3.Key")), (3, Some("c")));
    draft.set(path("Tags.3.Value"), "other");
    assert_eq!(one(&draft, "T-07").repair, None);
}

#[test]
fn sentences_read_well() {
    let sentences = Sentences::read();
    let said = |draft: &Draft, rule| sentences.say(&one(draft, rule));
    for (draft, rule, expected) in [
        (
            dual(&[("RegionId", "eu-centrl-1")]),
            "M-02",
            "“eu-centrl-1” is not in the built-in list of regions (as of Nov 2026). Did you mean \
             eu-central-1?",
        ),
        (
            dual(&[("RemoteSubnet", "10.1.2.0/24")]),
            "S-07",
            "10.1.0.0/16 here and 10.1.2.0/24 behind your device overlap. The same addresses \
             would exist at both ends. Renumber one side, or use smaller blocks.",
        ),
        (
            dual(&[("LocalSubnet", "10.0.0.0/8,10.1.0.0/16")]),
            "S-06",
            "LocalSubnet: 10.0.0.0/8 already covers 10.1.0.0/16. Remove it?",
        ),
        (
            dual(&[("LocalSubnet", "10.1.1.1")]),
            "S-02",
            "LocalSubnet: 10.1.1.1 is not a valid IPv4 block. Example: 10.1.0.0/16. Did you \
             mean 10.1.1.1/32?",
        ),
        (
            dual(&[("LocalSubnet", "10.1.0.0/24,10.1.1.0/24")]),
            "S-16",
            "LocalSubnet: the 2 blocks are equivalent to the single block 10.1.0.0/23.",
        ),
    ] {
        assert_eq!(said(&draft, rule), expected);
    }
}

#[test]
fn long_lists_are_judged_without_delay() {
    let blocks: Vec<String> = (0..50_000_u32)
        .map(|n| format!("10.{}.{}.{}/31", n >> 16, n >> 8 & 255, n & 255))
        .collect();
    let draft = dual(&[("LocalSubnet", &blocks.join(", ")), ("RemoteSubnet", &blocks.join(";"))]);
    let found = findings(&draft);
    assert!(found.iter().any(|finding| finding.rule == Rule::S07));
    assert!(found.len() < 40);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_draft_gets_the_same_answer_twice(draft in any_draft()) {
        prop_assert_eq!(check(&draft), check(&draft.clone()));
        let _ = conversion_notes(&draft);
    }

    #[test]
    fn whatever_is_converted_fits_its_new_mode(draft in any_draft()) {
        let Conversion { to, copied, dropped } = conversion(&draft);
        let repair = match to {
            Mode::Dual => convert_to_dual(&draft),
            Mode::Single => convert_to_single(&draft),
        };
        let after = repair.apply(&draft, &mut |_: &mut [u8]| {});
        prop_assert_eq!(after.mode(), to);
        // No file has a tunnel 0, nor a tunnel's name.
        let is_real = |path: &FieldPath| path.leaf().is_some() && path.owner != FieldOwner::Tunnel(0);
        prop_assert!(after.present_paths().filter(is_real).all(|path| path.fits(to)));
        let untouched = |path: &FieldPath| path.fits(draft.mode()) && path.fits(to);
        for path in draft.present_paths().filter(untouched) {
            prop_assert_eq!(draft.text(path), after.text(path));
        }
        prop_assert!(copied.iter().all(|path| !dropped.contains(path) && draft.has(*path)));
    }

    #[test]
    fn there_and_back_is_no_loss(draft in any_draft()) {
        let mut draft = draft;
        draft.truncate_tunnels(0);
        draft.set_mode(Mode::Single);
        for path in draft.present_paths().filter(|path| !path.fits(Mode::Single)).collect::<Vec<_>>() {
            draft.remove(path);
        }
        let dual = convert_to_dual(&draft).apply(&draft, &mut |_: &mut [u8]| {});
        let back = convert_to_single(&dual).apply(&dual, &mut |_: &mut [u8]| {});
        for path in conversion(&draft).dropped {
            draft.remove(path);
        }
        // A session that was not there is opened for the second tunnel, and is the only one then.
        let session = ["BgpConfig.TunnelCidr", "BgpConfig.LocalBgpIp"].map(path);
        let mut back = back;
        if !session.iter().any(|path| draft.has(*path)) {
            session.iter().for_each(|path| back.remove(*path));
        }
        prop_assert_eq!(back, draft);
    }

    #[test]
    fn whatever_is_said_can_be_read_and_whatever_is_offered_helps(draft in any_draft()) {
        thread_local!(static SENTENCES: Sentences = Sentences::read());
        SENTENCES.with(|sentences| assert_sound(sentences, &draft));
    }
}
