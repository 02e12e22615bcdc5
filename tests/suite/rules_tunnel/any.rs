//! Any draft at all: what holds whatever was typed.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tunnelsmith::connection::{Draft, FieldPath, Key, Mode, Rule, check};

use super::texts::{sentence, sentences};
use super::{findings, is_ours, repaired};

/// A value for a field: near the truth, or anything at all.
fn value(path: FieldPath) -> BoxedStrategy<String> {
    let words: &'static [&'static str] = match path.key {
        Key::IkeVersion => &["ikev1", "ikev2", "IKEv2", "v1", "2"],
        Key::IkeMode => &["main", "aggressive", "Main mode", "aggr"],
        Key::IkeEncAlg | Key::IpsecEncAlg => {
            &["aes", "aes192", "aes256", "des", "3des", "AES-256", "aes-256-gcm", "ESP-3DES"]
        }
        Key::IkeAuthAlg | Key::IpsecAuthAlg => {
            &["md5", "sha1", "sha256", "sha384", "SHA2-512", "hmac-sha1-96", "sha-2"]
        }
        Key::IkePfs | Key::IpsecPfs => {
            &["disabled", "none", "group1", "group2", "group5", "group14", "14", "dh24", "modp2048"]
        }
        Key::IkeLifetime | Key::IpsecLifetime => {
            &["0", "1", "899", "3600", "28800", "86400", "9e9"]
        }
        Key::LocalId | Key::RemoteId => {
            &["", " a.example ", "a b", "10.0.0.1", "fra.example", "FRA.example", "\u{200b}"]
        }
        Key::Psk => &[
            "",
            "****",
            "abc def",
            "0x1122334455667788",
            "123456",
            "kT7mPq2vXw9bRd4c",
            "“ｋ\u{a0}”",
            " \t",
            "fra.example",
            "a'\"\\",
        ],
        Key::TunnelCidr => &[
            "",
            "169.254.10.0/30",
            "169.254.10.1/30",
            "169.254.6.1/30",
            "169.254.6.0/30",
            "169.254.11.0/30",
            " 169.254.12.0",
            "169.254.10.0/29",
            "10.0.0.0/30",
        ],
        Key::LocalBgpIp => &[
            "",
            "169.254.10.0",
            "169.254.10.1",
            "169.254.10.2/30",
            "169.254.11.2",
            "169.254.6.1",
            "255.255.255.255",
            "x",
        ],
        Key::LocalAsn => {
            &["", "0", "1", "45104", "65530", "123.456", "AS65001", "asn 65002", "65536"]
        }
        Key::LocalSubnet | Key::RemoteSubnet => {
            &["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/8,192.168.0.0/24", "192.168.0.0/24", "x"]
        }
        Key::HealthDestination | Key::HealthSource => {
            &["", "10.0.0.1", "10.0.0.0", "192.168.0.1", "192.168.0.255", " 10.0.0.1/8"]
        }
        Key::HealthInterval | Key::HealthRetry => &["", "0", "3", "18446744073709551615", "three"],
        Key::HealthPolicy => &["revoke_route", "reserve_route", "Revoke-Route", "keep"],
        _ => &["true", "false", "TRUE", "False", "yes", "cgw-1", "169.254.10.0/30"],
    };
    let anything = prop_oneof![
        ".{0,12}",
        proptest::string::string_regex("[\\s\\S]{0,12}").expect("a pattern")
    ];
    prop_oneof![8 => proptest::sample::select(words).prop_map(str::to_owned), 1 => anything].boxed()
}

fn drafts() -> impl Strategy<Value = Draft> {
    let paths: Vec<FieldPath> = FieldPath::all(3, 0).collect();
    let values: Vec<_> =
        paths.iter().map(|path| proptest::option::weighted(0.7, value(*path))).collect();
    (any::<bool>(), 0..4_u16, values).prop_map(move |(single, tunnels, values)| {
        let mut draft = Draft::with_no_tunnels(if single { Mode::Single } else { Mode::Dual });
        draft.ensure_tunnels(tunnels);
        for (path, value) in paths.iter().zip(values) {
            let listed = !path.to_string().starts_with("Tunnel") || draft_lists(&draft, *path);
            if let Some(value) = value.filter(|_| listed) {
                draft.set(*path, value);
            }
        }
        draft
    })
}

/// Third tunnels only where the draft has them from the start, so that most drafts have two.
fn draft_lists(draft: &Draft, path: FieldPath) -> bool {
    (1..=draft.tunnels()).any(|number| FieldPath::tunnel(number, path.key) == path)
}

/// How often each rule speaks of each field it puts first.
fn tally(draft: &Draft) -> BTreeMap<(Rule, FieldPath), usize> {
    let mut tally = BTreeMap::new();
    for finding in findings(draft) {
        *tally.entry((finding.rule, finding.fields[0])).or_default() += 1;
    }
    tally
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_gets_one_answer(draft in drafts()) {
        let found = check(&draft);
        prop_assert_eq!(&found, &check(&draft));
        prop_assert!(found.is_sorted_by_key(|finding| finding.severity()));
        // Said twice of one field is once too often.
        for ((rule, field), times) in tally(&draft) {
            prop_assert_eq!(times, 1, "{} of {}", rule, field);
        }
        for finding in found.iter().filter(|finding| is_ours(finding.rule)) {
            for field in &finding.fields {
                let fits = field.fits(draft.mode());
                prop_assert!(fits || finding.rule == Rule::H01, "{} {}", finding.rule, field);
            }
        }
    }

    #[test]
    fn each_repair_settles_its_finding(draft in drafts()) {
        for finding in findings(&draft) {
            let Some(after) = repaired(&draft, &finding) else { continue };
            let left = tally(&after);
            let field = finding.fields[0];
            prop_assert!(!left.contains_key(&(finding.rule, field)), "{:?}", finding);
        }
    }

    #[test]
    fn every_finding_can_be_told(draft in drafts()) {
        let bundle = sentences();
        for finding in findings(&draft) {
            let text = sentence(&bundle, &finding);
            prop_assert!(!text.chars().any(char::is_control), "{}", text);
        }
    }
}
