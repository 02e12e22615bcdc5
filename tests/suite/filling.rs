//! What fills a draft besides typing: presets, suggestions, one tunnel copied to the other.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tunnelsmith::connection::catalogue::{self, FieldKind, PHASE_KEYS};
use tunnelsmith::connection::presets::{self, PresetKind, presets};
use tunnelsmith::connection::{
    Draft, Edit, FieldOwner, FieldPath, Key, Mode, Origin, Repair, Rule, Severity, check,
    convert_to_dual, convert_to_single, copy_tunnel, suggest,
};
use tunnelsmith::drafts::{KeyReference, read, unsaved_fields};

use crate::drafts_any::any_draft;

fn applied(repair: &Repair, draft: &Draft) -> Draft {
    repair.apply(draft, &mut |buffer: &mut [u8]| buffer.fill(7))
}

fn errors(draft: &Draft) -> BTreeSet<Rule> {
    let found = check(draft);
    let errors = found.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.rule).collect()
}

fn path(wire: &str) -> FieldPath {
    // `1.TunnelBgpConfig.TunnelCidr` stands for the long name.
    let long = match wire.as_bytes() {
        [b'1' | b'2', b'.', ..] => format!("TunnelOptionsSpecification.{wire}"),
        _ => wire.to_owned(),
    };
    FieldPath::from_wire(&long).expect(wire)
}

fn set(draft: &mut Draft, values: &[(&str, &str)]) {
    for (wire, text) in values {
        draft.set(path(wire), *text);
    }
}

/// A draft without errors.
fn sound(mode: Mode) -> Draft {
    let mut draft = Draft::new(mode);
    set(
        &mut draft,
        &[
            ("RegionId", "eu-central-1"),
            ("LocalSubnet", "0.0.0.0/0"),
            ("RemoteSubnet", "0.0.0.0/0"),
        ],
    );
    for gateway in draft.paths_of(Key::CustomerGatewayId) {
        draft.set(gateway, "cgw-1");
    }
    draft
}

fn with(values: &[(&str, &str)]) -> Draft {
    let mut draft = sound(Mode::Dual);
    set(&mut draft, values);
    draft
}

/// What the field holds once the suggestion is taken.
fn suggested(draft: &Draft, wire: &str) -> Option<String> {
    let after = applied(&suggest(draft, path(wire), &[])?, draft);
    Some(after.text(path(wire)).unwrap_or("(absent)").to_owned())
}

#[test]
fn every_preset_is_complete_known_and_sound() {
    let mut ids = BTreeSet::new();
    for preset in presets() {
        assert!(ids.insert(preset.id), "{} is there twice", preset.id);
        assert_eq!(presets::find(preset.id), Some(preset));
        assert!(preset.values().iter().map(|(key, _)| *key).eq(PHASE_KEYS), "{}", preset.id);
        for (key, word) in preset.values() {
            match catalogue::field(*key).kind {
                FieldKind::Choice(words) => assert!(words.contains(word), "{}: {word}", preset.id),
                FieldKind::Seconds(least, most) => {
                    let seconds: u32 = word.parse().unwrap();
                    assert!((least..=most).contains(&seconds), "{}: {word}", preset.id);
                }
                kind => panic!("{kind:?}"),
            }
        }
        for mode in [Mode::Dual, Mode::Single] {
            let draft = sound(mode);
            let places = draft.paths_of(Key::IkeVersion).into_iter().map(|path| path.owner);
            let after = places.fold(draft.clone(), |draft, place| {
                assert_eq!(preset.repair(place).edits.len(), PHASE_KEYS.len());
                applied(&preset.repair(place), &draft)
            });
            assert_eq!(errors(&after), BTreeSet::new(), "{}", preset.id);
        }
        assert_eq!(preset.repair(FieldOwner::Tag(1)), Repair::default());
    }
    let kinds: Vec<PresetKind> = presets().iter().map(|preset| preset.kind).collect();
    assert!(kinds.is_sorted(), "the general ones stand first");
}

#[test]
fn the_modern_preset_is_what_the_rules_call_modern() {
    let modern = presets::find("modern").unwrap();
    let mut draft = sound(Mode::Dual);
    for number in 1..=2 {
        draft = applied(&modern.repair(FieldOwner::Tunnel(number)), &draft);
    }
    let said: Vec<Rule> = check(&draft).iter().map(|finding| finding.rule).collect();
    assert!(said.contains(&Rule::C30), "{said:?}");
    let weak = |rule: &Rule| rule.id().starts_with("C-") && rule.severity() != Severity::Hint;
    assert!(!said.iter().any(weak), "{said:?}");
}

#[test]
fn suggestions_for_single_fields() {
    let bgp = ("EnableTunnelsBgp", "true");
    let block = ("1.TunnelBgpConfig.TunnelCidr", "169.254.10.0/30");
    let ike = |name: &str| format!("1.TunnelIkeConfig.{name}");
    for (values, field, expected) in [
        // A block that the other tunnel does not have, with the address in it.
        (&[bgp][..], "1.TunnelBgpConfig.TunnelCidr", Some("169.254.10.0/30")),
        (&[bgp, block], "2.TunnelBgpConfig.TunnelCidr", Some("169.254.11.0/30")),
        (&[bgp, block], "1.TunnelBgpConfig.TunnelCidr", None),
        (
            &[bgp, block, ("2.TunnelBgpConfig.TunnelCidr", "169.254.10.0/30")],
            "1.TunnelBgpConfig.TunnelCidr",
            Some("169.254.11.0/30"),
        ),
        (
            &[bgp, ("1.TunnelBgpConfig.TunnelCidr", "169.254.20.1/30")],
            "1.TunnelBgpConfig.TunnelCidr",
            Some("169.254.20.0/30"),
        ),
        (&[block], "1.TunnelBgpConfig.LocalBgpIp", None),
        (&[bgp, block], "1.TunnelBgpConfig.LocalBgpIp", Some("169.254.10.1")),
        (
            &[bgp, block, ("1.TunnelBgpConfig.LocalBgpIp", "169.254.99.2")],
            "1.TunnelBgpConfig.LocalBgpIp",
            Some("169.254.10.2"),
        ),
        (
            &[bgp, block, ("1.TunnelBgpConfig.LocalBgpIp", "169.254.10.2")],
            "1.TunnelBgpConfig.LocalBgpIp",
            None,
        ),
        (&[bgp, block], "1.TunnelBgpConfig.LocalAsn", Some("45104")),
        (
            &[
                bgp,
                block,
                ("1.TunnelBgpConfig.LocalAsn", "65530"),
                ("2.TunnelBgpConfig.LocalAsn", "1"),
            ],
            "2.TunnelBgpConfig.LocalAsn",
            Some("65530"),
        ),
        // Lists of blocks, cleaned and summed up.
        (
            &[("LocalSubnet", "10.0.0.0/24，10.0.1.0/24 10.0.0.7/32")],
            "LocalSubnet",
            Some("10.0.0.0/23"),
        ),
        (&[("LocalSubnet", "10.0.0.9/24")], "LocalSubnet", Some("10.0.0.0/24")),
        (&[("LocalSubnet", "10.0.0.0/24,10.8.0.0/24")], "LocalSubnet", None),
        (&[("LocalSubnet", "")], "LocalSubnet", Some("0.0.0.0/0")),
        (&[("LocalSubnet", ""), ("RemoteSubnet", "10.0.0.0/8")], "LocalSubnet", None),
        // The default of the mode, or what the rules want in its place.
        (&[], "NetworkType", Some("public")),
        (&[("NetworkType", "private")], "NetworkType", Some("public")),
        (&[("NetworkType", "public")], "NetworkType", None),
        (&[], &ike("IkeVersion"), Some("ikev2")),
        (&[], &ike("IkeAuthAlg"), Some("sha256")),
        (&[], &ike("IkePfs"), Some("group14")),
        (&[("1.TunnelIkeConfig.IkeEncAlg", "3des")], &ike("IkeEncAlg"), Some("aes256")),
        (&[("1.TunnelIkeConfig.IkeEncAlg", "AES-128")], &ike("IkeEncAlg"), Some("aes")),
        (&[], &ike("IkeLifetime"), Some("86400")),
        (&[("1.TunnelIkeConfig.IkeEncAlg", "chacha20")], &ike("IkeEncAlg"), Some("aes")),
        // A sound choice is not undone, be it not the default.
        (&[("1.TunnelIkeConfig.IkeEncAlg", "aes256")], &ike("IkeEncAlg"), None),
        (
            &[("1.TunnelIpsecConfig.IpsecLifetime", "3600")],
            "1.TunnelIpsecConfig.IpsecLifetime",
            None,
        ),
        (&[("1.EnableDpd", "false")], "1.EnableDpd", Some("true")),
        (&[], "EffectImmediately", Some("true")),
        (&[("EffectImmediately", "true")], "EffectImmediately", None),
        (&[("RegionId", "eu-centrl-1")], "RegionId", Some("eu-central-1")),
        (&[("1.TunnelIkeConfig.LocalId", "47.0.2.1")], &ike("LocalId"), Some("(absent)")),
        // Nothing is known of these.
        (&[], "Name", None),
        (&[], "1.CustomerGatewayId", None),
        (&[], "IkeConfig.IkeVersion", None),
    ] {
        let draft = with(values);
        assert_eq!(suggested(&draft, field).as_deref(), expected, "{field} of {values:?}");
    }
}

#[test]
fn a_new_block_takes_its_address_along() {
    let draft = with(&[
        ("EnableTunnelsBgp", "true"),
        ("1.TunnelBgpConfig.TunnelCidr", "169.254.6.0/30"),
        ("1.TunnelBgpConfig.LocalBgpIp", "169.254.6.2"),
    ]);
    let after =
        applied(&suggest(&draft, path("1.TunnelBgpConfig.TunnelCidr"), &[]).unwrap(), &draft);
    assert_eq!(after.text(path("1.TunnelBgpConfig.TunnelCidr")), Some("169.254.10.0/30"));
    assert_eq!(after.text(path("1.TunnelBgpConfig.LocalBgpIp")), Some("169.254.10.2"));
}

#[test]
fn a_key_is_made_afresh() {
    let draft = sound(Mode::Single);
    let path = path("IkeConfig.Psk");
    assert_eq!(suggest(&draft, path, &[]).unwrap().edits, [Edit::GenerateKey(path)]);
}

#[test]
fn a_tunnel_is_copied_but_for_what_is_its_own() {
    let draft = with(&[
        ("EnableTunnelsBgp", "true"),
        ("1.CustomerGatewayId", "cgw-1"),
        ("2.CustomerGatewayId", "cgw-2"),
        ("1.TunnelIndex", "1"),
        ("2.TunnelIndex", "2"),
        ("1.TunnelIkeConfig.Psk", "kT7mPq2vXw9bRd4c"),
        ("1.TunnelIkeConfig.IkeVersion", "ikev1"),
        ("2.TunnelIkeConfig.IkeMode", "aggressive"),
        ("1.TunnelBgpConfig.LocalAsn", "65530"),
        ("1.TunnelBgpConfig.TunnelCidr", "169.254.10.0/30"),
        ("1.TunnelBgpConfig.LocalBgpIp", "169.254.10.1"),
    ]);
    let after = applied(&copy_tunnel(&draft, 1, 2, false, &[]), &draft);
    for (field, expected) in [
        ("2.CustomerGatewayId", Some("cgw-2")),
        ("2.TunnelIndex", Some("2")),
        ("2.TunnelIkeConfig.IkeVersion", Some("ikev1")),
        ("2.TunnelIkeConfig.IkeMode", None),
        ("2.TunnelBgpConfig.LocalAsn", Some("65530")),
        ("2.TunnelBgpConfig.TunnelCidr", Some("169.254.11.0/30")),
        ("2.TunnelBgpConfig.LocalBgpIp", Some("169.254.11.1")),
    ] {
        assert_eq!(after.text(path(field)), expected, "{field}");
    }
    let key = path("2.TunnelIkeConfig.Psk");
    assert!(!after.has(key));
    let after = applied(&copy_tunnel(&draft, 1, 2, true, &[]), &draft);
    assert!(after.has(key));
    let gone = applied(&copy_tunnel(&draft, 2, 1, true, &[]), &draft);
    assert!(!gone.has(path("1.TunnelIkeConfig.Psk")));
    assert_eq!(gone.text(path("1.TunnelBgpConfig.TunnelCidr")), Some("169.254.10.0/30"));
}

#[test]
fn a_copied_tunnel_keeps_a_good_block_and_gets_a_gateway() {
    let draft = with(&[
        ("EnableTunnelsBgp", "true"),
        ("2.CustomerGatewayId", " "),
        ("1.TunnelBgpConfig.TunnelCidr", "169.254.10.0/30"),
        ("2.TunnelBgpConfig.TunnelCidr", "169.254.77.0/30"),
        ("2.TunnelBgpConfig.LocalBgpIp", "169.254.77.2"),
    ]);
    let after = applied(&copy_tunnel(&draft, 1, 2, false, &[]), &draft);
    assert_eq!(after.text(path("2.CustomerGatewayId")), Some("cgw-1"));
    assert_eq!(after.text(path("2.TunnelBgpConfig.TunnelCidr")), Some("169.254.77.0/30"));
    assert_eq!(after.text(path("2.TunnelBgpConfig.LocalBgpIp")), Some("169.254.77.2"));
    assert_eq!(copy_tunnel(&draft, 1, 1, true, &[]), Repair::default());
    assert_eq!(copy_tunnel(&draft, 1, 3, true, &[]), Repair::default());
}

#[test]
fn a_draft_file_takes_along_where_its_keys_are_and_where_values_came_from() {
    let env = |name: &str| KeyReference::Env(name.to_owned());
    let text = r#"{
        "origins": {"Tags.2.Key": "preset", "IkeConfig.IkeVersion": "preset"},
        "request": {
            "Tags": [{"Key": "a"}, {"Key": "b"}],
            "IkeConfig": {"IkeVersion": "ikev2", "Psk": {"env": "PSK"}}
        }
    }"#;
    let mut random = |buffer: &mut [u8]| buffer.fill(7);
    let mut file = read(text).unwrap();
    let repair = convert_to_dual(&file.draft);
    file.apply(&repair, Origin::Copied, &mut random);
    let keys = [1, 2].map(|number| FieldPath::tunnel(number, Key::Psk));
    let places: Vec<_> =
        file.references.iter().map(|(path, key, _)| (*path, key.clone())).collect();
    assert_eq!(places, keys.map(|path| (path, env("PSK"))));
    assert!(keys.iter().all(|key| file.draft.is_key_unresolved(*key)));
    let version = FieldPath::tunnel(2, Key::IkeVersion);
    assert_eq!(file.origins.get(&version), Some(&Origin::Copied));
    assert_eq!(file.origins.get(&FieldPath::connection(Key::IkeVersion)), None);

    let remove = Repair { edits: vec![Edit::RemoveTag(1)] };
    file.apply(&remove, Origin::Typed, &mut random);
    assert_eq!(file.origins.get(&FieldPath::tag(1, Key::TagKey)), Some(&Origin::Preset));
    let fresh = suggest(&file.draft, keys[0], &[]).unwrap();
    file.apply(&fresh, Origin::Suggested, &mut random);
    assert_eq!(file.references.len(), 1);
    assert_eq!(unsaved_fields(&file), [keys[0]]);
    file.apply(&Repair::set(version, "ikev1"), Origin::Typed, &mut random);
    assert_eq!(file.origins.get(&version), None);
    file.apply(&convert_to_single(&file.draft), Origin::Copied, &mut random);
    assert!(file.references.is_empty());
    assert!(file.origins.keys().all(|path| file.draft.has(*path)));
    assert_eq!(file.origins.get(&FieldPath::connection(Key::Psk)), Some(&Origin::Copied));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn after_copying_the_tunnels_agree_and_nothing_new_is_wrong(
        mut draft in any_draft(), back in any::<bool>(), with_key in any::<bool>(),
    ) {
        draft.set_mode(Mode::Dual);
        draft.ensure_tunnels(2);
        let (from, to) = if back { (2, 1) } else { (1, 2) };
        let after = applied(&copy_tunnel(&draft, from, to, with_key, &[]), &draft);
        prop_assert!(check(&after).iter().all(|finding| finding.rule != Rule::C28));
        let new: Vec<_> = errors(&after).difference(&errors(&draft)).copied().collect();
        prop_assert!(new.is_empty(), "{:?}", new);
        prop_assert_eq!(copy_tunnel(&after, from, to, with_key, &[]), Repair::default());
        let mut own = draft.present_paths().filter(|path| path.owner != FieldOwner::Tunnel(to));
        prop_assert!(own.all(|path| after.text(path) == draft.text(path)));
    }

    #[test]
    fn a_suggestion_taken_leaves_nothing_to_suggest(
        draft in any_draft(), fields in prop::collection::vec(any::<prop::sample::Index>(), 4),
    ) {
        let all: Vec<FieldPath> = FieldPath::all(2, draft.tags()).collect();
        for path in fields.iter().map(|field| all[field.index(all.len())]) {
            let Some(repair) = suggest(&draft, path, &[]) else { continue };
            if path.key == Key::Psk {
                continue;
            }
            let after = applied(&repair, &draft);
            prop_assert_ne!(after.text(path), draft.text(path), "{}", path);
            prop_assert_eq!(suggest(&after, path, &[]), None, "{}: {:?}", path, repair);
        }
    }
}
