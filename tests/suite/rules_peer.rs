//! Rules about the device at the other end, by platform and release.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tunnelsmith::connection::{Draft, FieldPath, Key, Mode, Rule, Secret};
use tunnelsmith::drafts;
use tunnelsmith::peer::{PeerDevice, check_device};
use tunnelsmith::text::{Language, Texts};

use crate::support::{Ran, program};

/// A draft that every device takes: both tunnels alike, routes decide.
fn sound() -> Json {
    let tunnel = |number: u16| {
        json!({
            "TunnelIndex": number, "CustomerGatewayId": "cgw-sandboxfradc1a0000001",
            "EnableDpd": true, "EnableNatTraversal": true,
            "TunnelIkeConfig": {
                "IkeVersion": "ikev2", "IkeMode": "main", "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256",
                "IkePfs": "group14", "IkeLifetime": "28800", "Psk": "Kd93kLsw82nXq0zPd72mA4vB",
            },
            "TunnelIpsecConfig": {
                "IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": "3600",
            },
        })
    };
    json!({
        "RegionId": "eu-central-1", "Name": "fra", "NetworkType": "public",
        "LocalSubnet": "10.1.0.0/16", "RemoteSubnet": "192.168.10.0/24", "EffectImmediately": true,
        "TunnelOptionsSpecification": [tunnel(1), tunnel(2)],
    })
}

fn draft(edits: &[(Key, &str)]) -> Draft {
    let mut draft = drafts::read(&sound().to_string()).unwrap().draft;
    for (key, value) in edits {
        let own = FieldPath::connection(*key);
        if own.fits(Mode::Dual) {
            draft.set(own, *value);
        } else {
            for number in [1, 2] {
                let path = FieldPath::tunnel(number, *key);
                if *key == Key::Psk {
                    draft.set_key(
                        path,
                        Secret::new(*value),
                        tunnelsmith::connection::KeyStorage::InDraft,
                    );
                } else {
                    draft.set(path, *value);
                }
            }
        }
    }
    draft
}

fn told(device: &str, edits: &[(Key, &str)]) -> BTreeSet<&'static str> {
    let device = PeerDevice::parse(device).unwrap_or_else(|| panic!("{device}"));
    check_device(&draft(edits), &device).iter().map(|finding| finding.rule.id()).collect()
}

type Vector = (
    &'static str,
    &'static str,
    &'static [(Key, &'static str)],
    &'static str,
    &'static [(Key, &'static str)],
);

const TWO: &str = "10.1.0.0/16,10.3.0.0/16";
const ALL: &str = "0.0.0.0/0";

/// A rule, a device and a draft that it speaks of, and a device and a draft that it does not.
const VECTORS: &[Vector] = &[
    (
        "V-01",
        "cisco-ios@17.12",
        &[(Key::IkePfs, "group2")],
        "cisco-ios@17.9",
        &[(Key::IkePfs, "group2")],
    ),
    (
        "V-02",
        "cisco-ios@16.9",
        &[(Key::IpsecEncAlg, "3des")],
        "cisco-ios@17.12.1",
        &[(Key::IpsecEncAlg, "3des")],
    ),
    ("V-03", "panos", &[(Key::IkeLifetime, "86399")], "panos", &[(Key::IkeLifetime, "86400")]),
    (
        "V-04",
        "mikrotik@7.10",
        &[(Key::IpsecAuthAlg, "sha384")],
        "mikrotik",
        &[(Key::IkeAuthAlg, "sha384")],
    ),
    ("V-05", "mikrotik", &[(Key::LocalSubnet, ALL), (Key::RemoteSubnet, ALL)], "mikrotik", &[]),
    ("V-06", "vyos@1.4", &[(Key::IkeEncAlg, "des")], "vyos@1.4", &[(Key::IkeEncAlg, "3des")]),
    ("V-07", "strongswan", &[(Key::IpsecEncAlg, "des")], "fortios", &[(Key::IpsecEncAlg, "des")]),
    ("V-08", "fortios", &[(Key::IpsecLifetime, "119")], "fortios", &[(Key::IpsecLifetime, "120")]),
    ("V-09", "juniper-srx", &[(Key::IkeLifetime, "179")], "panos", &[(Key::IkeLifetime, "180")]),
    ("V-10", "vyos", &[(Key::IpsecLifetime, "29")], "vyos", &[(Key::IpsecLifetime, "30")]),
    ("V-11", "huawei-vrp", &[], "huawei-vrp", &[(Key::IpsecAuthAlg, "sha1")]),
    ("V-12", "huawei-vrp", &[(Key::LocalSubnet, TWO)], "huawei-vrp", &[]),
    ("V-13", "huawei-vrp", &[], "h3c-comware", &[]),
    (
        "V-14",
        "juniper-srx",
        &[],
        "juniper-srx",
        &[(Key::LocalSubnet, ALL), (Key::RemoteSubnet, ALL)],
    ),
    ("V-15", "meraki", &[(Key::EnableTunnelsBgp, "true")], "meraki", &[]),
    ("V-16", "aws", &[(Key::IkePfs, "group5")], "aws", &[(Key::IpsecPfs, "group5")]),
    ("V-17", "aws", &[(Key::IpsecLifetime, "3601")], "aws", &[]),
    ("V-18", "azure", &[(Key::IpsecPfs, "group5")], "azure", &[]),
    ("V-19", "gcp", &[], "gcp", &[(Key::IkeLifetime, "36000"), (Key::IpsecLifetime, "10800")]),
    ("V-22", "cisco-ios", &[], "aws", &[]),
    (
        "V-25",
        "fortios",
        &[(Key::Name, "sixteen-letters-")],
        "fortios",
        &[(Key::Name, "fifteen-letters")],
    ),
    ("V-26", "panos", &[(Key::Name, "thirty-two-letters-are-one-more-")], "panos", &[]),
    ("V-27", "fortios", &[], "fortios", &[(Key::EnableTunnelsBgp, "true")]),
    ("V-28", "h3c-comware", &[], "fortios", &[]),
    ("V-29", "opnsense", &[(Key::IkeAuthAlg, "sha384")], "opnsense", &[]),
    ("V-30", "cisco-asa", &[(Key::IkeVersion, "ikev1")], "cisco-asa", &[]),
    ("V-31", "cisco-ios", &[], "fortios", &[]),
    ("V-32", "panos", &[], "fortios", &[]),
    ("V-33", "fortios", &[(Key::IpsecPfs, "disabled")], "fortios", &[]),
    ("V-34", "strongswan@5.9.8", &[], "strongswan@5.9.9", &[]),
    ("V-35", "cisco-asa", &[], "cisco-ios", &[]),
    (
        "V-36",
        "mikrotik",
        &[(Key::RemoteSubnet, "192.168.10.0/24,192.168.20.0/24")],
        "mikrotik",
        &[],
    ),
    ("V-37", "hillstone", &[], "fortios", &[]),
    ("V-38", "vyos", &[(Key::Psk, "kT7\"mQ2vLw8")], "panos", &[(Key::Psk, "kT7\"mQ2vLw8")]),
    ("V-38", "strongswan", &[(Key::Psk, "0x11223344556677889900")], "strongswan", &[]),
    (
        "V-40",
        "pfsense@2.7.0",
        &[(Key::IkeEncAlg, "3des")],
        "pfsense@2.6",
        &[(Key::IkeEncAlg, "3des")],
    ),
    (
        "V-40",
        "juniper-srx@22.4",
        &[(Key::IpsecAuthAlg, "sha512")],
        "juniper-srx@23.2",
        &[(Key::IpsecAuthAlg, "sha512")],
    ),
];

#[test]
fn each_rule_speaks_of_its_device_and_of_no_other() {
    for (rule, device, broken, other, fine) in VECTORS {
        assert!(
            told(device, broken).contains(rule),
            "{rule} on {device}: {:?}",
            told(device, broken)
        );
        assert!(!told(other, fine).contains(rule), "{rule} on {other}");
    }
    // These compare two texts, so a comparison tells of them.
    let of_comparison = ["V-20", "V-21", "V-23", "V-24", "V-39"];
    for rule in Rule::ALL.iter().filter(|rule| rule.id().starts_with('V')) {
        let has_vector = VECTORS.iter().any(|(id, ..)| *id == rule.id());
        assert!(has_vector != of_comparison.contains(&rule.id()), "{rule}");
    }
}

#[test]
fn every_finding_has_a_whole_sentence_and_a_repair_that_ends_it() {
    let texts = Texts::new(Language::English);
    for (_, device, broken, ..) in VECTORS {
        let device = PeerDevice::parse(device).unwrap();
        let before = draft(broken);
        for finding in check_device(&before, &device) {
            let sentence = texts.finding(&finding);
            assert!(!sentence.contains('{') && sentence.ends_with('.'), "{sentence}");
            if let Some(repair) = &finding.repair {
                let after = repair.apply(&before, &mut |_: &mut [u8]| {});
                let again = check_device(&after, &device);
                assert!(!again.iter().any(|other| other.rule == finding.rule), "{}", finding.rule);
            }
        }
    }
}

#[test]
fn check_takes_the_device_and_its_release() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("draft.json");
    let mut weak = sound();
    weak["TunnelOptionsSpecification"][0]["TunnelIkeConfig"]["IkePfs"] = "group2".into();
    fs::write(&file, weak.to_string()).unwrap();
    let check = |platform: &str| {
        let arguments =
            ["check", file.to_str().unwrap(), "--platform", platform, "--output", "json"];
        Ran::of(program(&arguments).output().unwrap())
    };
    let rules = |ran: &Ran| -> BTreeSet<String> {
        ran.lines().iter().map(|line| line["rule"].as_str().unwrap().to_owned()).collect()
    };
    let newest = check("cisco-ios@17.12").expect(3);
    assert!(rules(&newest).contains("V-01"));
    let found = newest.lines().into_iter().find(|line| line["rule"] == "V-01").unwrap();
    assert!(
        found["field"].as_str().unwrap().ends_with("IkePfs")
            && found["repair"].as_str().unwrap().contains("group14"),
        "{found}"
    );
    let old = check("cisco-ios@16.12").expect(0);
    assert!(rules(&old).contains("V-02") && !rules(&old).contains("V-01"));
    let nobody = check("nobody");
    assert_eq!(nobody.status, 2);
    assert!(nobody.err.contains("nobody"), "{}", nobody.err);
}

#[test]
fn the_device_that_a_draft_remembers_is_judged_unless_another_is_named() {
    let folder = TempDir::new().unwrap();
    let draft = |peer: &str| {
        let request =
            r#"{"TunnelOptionsSpecification": [{"TunnelIkeConfig": {"IkeEncAlg": "3des"}}]}"#;
        format!(r#"{{"schema": 2, {peer} "request": {request}}}"#)
    };
    let rules = |text: &str, more: &[&str]| {
        let path = folder.path().join("d.json");
        fs::write(&path, text).unwrap();
        let args = [&["check", path.to_str().unwrap(), "--output", "json"], more].concat();
        let lines = crate::support::run(&args).lines();
        lines.iter().filter_map(|line| line["rule"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let has = |rules: Vec<String>| rules.iter().any(|rule| rule == "V-01");
    let cisco = draft(r#""peer": {"platform": "cisco-ios", "version": "17.12"},"#);
    assert!(has(rules(&cisco, &[])));
    assert!(!has(rules(&cisco, &["--platform", "vyos"])));
    assert!(!has(rules(&draft(""), &[])));
    assert!(!has(rules(&draft(r#""peer": {"platform": "abacus"},"#), &[])));
}
