//! The facts, each with its rule, its platforms and its releases.

use crate::connection::{FieldPath, Key, Rule, Secret};

use super::super::version::ReleaseRange;
use super::view::DraftView;

/// Other ends that are no devices with a text.
pub(super) const CLOUDS: [(&str, &str); 4] = [
    ("aws", "AWS Site-to-Site VPN"),
    ("azure", "Azure VPN Gateway"),
    ("gcp", "Google Cloud HA VPN"),
    ("meraki", "Cisco Meraki"),
];

/// Values that a device does not take.
pub(super) struct FieldLimit {
    pub(super) rule: Rule,
    pub(super) platforms: &'static [&'static str],
    pub(super) releases: ReleaseRange,
    pub(super) keys: &'static [Key],
    pub(super) breaks: fn(Key, &str) -> bool,
    /// What the device does take.
    pub(super) better: Option<fn(Key) -> Option<&'static str>>,
}

/// Something about the draft as a whole.
pub(super) struct DraftCheck {
    pub(super) rule: Rule,
    pub(super) platforms: &'static [&'static str],
    pub(super) releases: ReleaseRange,
    pub(super) find: fn(&DraftView<'_>) -> Option<FieldPath>,
}

/// What is to be minded on a device, whatever the draft says.
pub(super) struct Reminder {
    pub(super) rule: Rule,
    pub(super) platforms: &'static [&'static str],
    pub(super) releases: ReleaseRange,
    /// The field beside which it stands.
    pub(super) key: Key,
}

const CIPHERS: [Key; 2] = [Key::IkeEncAlg, Key::IpsecEncAlg];
const ALGORITHMS: &[Key] = &[
    Key::IkeEncAlg,
    Key::IkeAuthAlg,
    Key::IkePfs,
    Key::IpsecEncAlg,
    Key::IpsecAuthAlg,
    Key::IpsecPfs,
];
const LIFETIMES: &[Key] = &[Key::IkeLifetime, Key::IpsecLifetime];

const fn limit(
    rule: Rule,
    platforms: &'static [&'static str],
    keys: &'static [Key],
    breaks: fn(Key, &str) -> bool,
) -> FieldLimit {
    FieldLimit { rule, platforms, releases: ReleaseRange::ALL, keys, breaks, better: Some(strong) }
}

impl FieldLimit {
    const fn since(mut self, release: &'static str) -> Self {
        self.releases = self.releases.since(release);
        self
    }

    const fn before(mut self, release: &'static str) -> Self {
        self.releases = self.releases.before(release);
        self
    }

    const fn better(mut self, better: Option<fn(Key) -> Option<&'static str>>) -> Self {
        self.better = better;
        self
    }
}

/// What every platform takes.
fn strong(key: Key) -> Option<&'static str> {
    Some(match key {
        Key::IkeEncAlg | Key::IpsecEncAlg => "aes256",
        Key::IkeAuthAlg | Key::IpsecAuthAlg => "sha256",
        Key::IkePfs | Key::IpsecPfs => "group14",
        Key::IkeLifetime => "86400",
        Key::IpsecLifetime => "28800",
        _ => return None,
    })
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.contains(&text)
}

fn below(text: &str, least: u64) -> bool {
    text.parse::<u64>().is_ok_and(|seconds| seconds > 0 && seconds < least)
}

/// What the field notice of IOS-XE names.
fn refused_by_ios(_: Key, text: &str) -> bool {
    is_one_of(text, &["des", "3des", "md5", "group1", "group2", "group5"])
}

pub(super) const LIMITS: &[FieldLimit] = &[
    limit(Rule::V01, &["cisco-ios"], ALGORITHMS, refused_by_ios).since("17.11"),
    limit(Rule::V02, &["cisco-ios"], ALGORITHMS, refused_by_ios).before("17.11"),
    // Longer ones are written in minutes, which must come out even.
    limit(Rule::V03, &["panos"], LIFETIMES, |_, text| {
        text.parse::<u64>().is_ok_and(|seconds| seconds > 65_535 && !seconds.is_multiple_of(60))
    }),
    limit(Rule::V04, &["mikrotik"], &[Key::IpsecAuthAlg], |_, text| text == "sha384"),
    limit(Rule::V06, &["pfsense", "vyos", "edgeos"], &CIPHERS, |_, text| text == "des"),
    limit(Rule::V07, &["strongswan", "openwrt"], &CIPHERS, |_, text| text == "des"),
    limit(Rule::V08, &["fortios"], LIFETIMES, |_, text| below(text, 120)),
    limit(Rule::V09, &["juniper-srx", "panos"], LIFETIMES, |_, text| below(text, 180)),
    limit(Rule::V10, &["vyos", "edgeos"], &[Key::IpsecLifetime], |_, text| below(text, 30)),
    limit(Rule::V11, &["huawei-vrp"], &[Key::IpsecAuthAlg], |_, text| {
        is_one_of(text, &["sha256", "sha384", "sha512"])
    })
    .better(None),
    limit(Rule::V16, &["aws"], ALGORITHMS, |key, text| {
        is_one_of(text, &["aes192", "des", "3des", "md5", "group1"])
            || (key == Key::IkePfs && text == "group5")
    }),
    limit(Rule::V17, &["aws"], LIFETIMES, |key, text| {
        let most = if key == Key::IkeLifetime { 28_800 } else { 3600 };
        text.parse::<u64>().is_ok_and(|seconds| seconds > most)
    })
    .better(Some(|key| Some(if key == Key::IkeLifetime { "28800" } else { "3600" }))),
    limit(Rule::V18, &["azure"], &[Key::IkePfs, Key::IpsecPfs], |_, text| text == "group5"),
    limit(Rule::V19, &["gcp"], LIFETIMES, |key, text| {
        text != if key == Key::IkeLifetime { "36000" } else { "10800" }
    })
    .better(Some(|key| Some(if key == Key::IkeLifetime { "36000" } else { "10800" }))),
    // What a platform does not have at all.
    limit(Rule::V40, &["panos"], &CIPHERS, |_, text| text == "des"),
    limit(Rule::V40, &["libreswan"], ALGORITHMS, |_, text| is_one_of(text, &["des", "group1"])),
    limit(Rule::V40, &["edgeos"], &CIPHERS, |_, text| text == "aes192"),
    limit(Rule::V40, &["pfsense"], ALGORITHMS, |_, text| is_one_of(text, &["3des", "md5"]))
        .since("2.7.0"),
    limit(Rule::V40, &["juniper-srx"], &[Key::IpsecAuthAlg], |_, text| {
        is_one_of(text, &["sha384", "sha512"])
    })
    .before("23.2"),
    limit(Rule::V40, &["juniper-srx"], &[Key::IkeAuthAlg], |_, text| text == "sha512")
        .before("23.2"),
    limit(Rule::V40, &["cisco-asa"], ALGORITHMS, |_, text| {
        is_one_of(text, &["des", "3des", "md5", "group1", "group2", "group5"])
    })
    .since("9.15"),
    limit(Rule::V40, &["azure"], &[Key::IkeAuthAlg], |_, text| text == "sha512"),
];

const fn check(
    rule: Rule,
    platforms: &'static [&'static str],
    find: fn(&DraftView<'_>) -> Option<FieldPath>,
) -> DraftCheck {
    DraftCheck { rule, platforms, releases: ReleaseRange::ALL, find }
}

/// Whether a tunnel speaks this version.
fn speaks(view: &DraftView<'_>, version: &str) -> Option<FieldPath> {
    let paths = view.paths(Key::IkeVersion).into_iter();
    paths.into_iter().find(|path| view.sibling(*path, Key::IkeVersion) == Some(version))
}

fn several_blocks(view: &DraftView<'_>) -> Option<FieldPath> {
    let several =
        [Key::LocalSubnet, Key::RemoteSubnet].into_iter().find(|key| view.blocks(*key) > 1)?;
    Some(FieldPath::connection(several))
}

/// The combinations of phase 1 on the list of OPNsense.
const OPNSENSE_IKE: [(&str, &str, &str); 10] = [
    ("aes256", "sha256", "group14"),
    ("aes256", "sha512", "group14"),
    ("aes", "sha256", "group14"),
    ("aes", "sha512", "group14"),
    ("aes256", "sha1", "group14"),
    ("aes192", "sha1", "group14"),
    ("aes", "sha1", "group14"),
    ("aes256", "sha256", "group2"),
    ("aes256", "sha512", "group2"),
    ("aes256", "sha256", "group5"),
];

fn on_opnsense(view: &DraftView<'_>) -> Option<FieldPath> {
    let ike = view.paths(Key::IkeEncAlg).into_iter().find(|path| {
        let suite = (
            view.sibling(*path, Key::IkeEncAlg).unwrap_or_default(),
            view.sibling(*path, Key::IkeAuthAlg).unwrap_or_default(),
            view.sibling(*path, Key::IkePfs).unwrap_or_default(),
        );
        !OPNSENSE_IKE.contains(&suite) && suite != ("aes", "sha256", "group5")
    });
    ike.or_else(|| {
        view.paths(Key::IpsecEncAlg).into_iter().find(|path| {
            let cipher = view.sibling(*path, Key::IpsecEncAlg).unwrap_or_default();
            let hash = view.sibling(*path, Key::IpsecAuthAlg).unwrap_or_default();
            let group = view.sibling(*path, Key::IpsecPfs).unwrap_or_default();
            let suite = (cipher, hash, group);
            let without =
                group == "disabled" && cipher == "aes256" && is_one_of(hash, &["sha1", "sha256"]);
            !without && !OPNSENSE_IKE.contains(&suite) && suite != ("aes", "sha256", "group5")
        })
    })
}

fn holds_0x(key: &Secret) -> bool {
    key.expose().starts_with("0x") || key.expose().starts_with("0s")
}

fn holds_quote(key: &Secret) -> bool {
    key.expose().contains(['"', '\\', '\'']) || holds_0x(key)
}

pub(super) const CHECKS: &[DraftCheck] = &[
    check(Rule::V05, &["mikrotik"], |view| {
        (view.is_routed() || view.has_bgp()).then(|| FieldPath::connection(Key::LocalSubnet))
    }),
    check(Rule::V12, &["huawei-vrp"], |view| {
        several_blocks(view).filter(|_| speaks(view, "ikev2").is_some() && !view.is_routed())
    }),
    check(Rule::V14, &["juniper-srx"], |view| speaks(view, "ikev2").filter(|_| !view.is_routed())),
    check(Rule::V15, &["meraki"], |view| view.has_bgp().then(|| view.first(Key::LocalAsn))),
    check(Rule::V25, &["fortios"], |view| {
        (view.name_length() > 15).then(|| FieldPath::connection(Key::Name))
    }),
    check(Rule::V26, &["panos"], |view| {
        (view.name_length() > 31).then(|| FieldPath::connection(Key::Name))
    }),
    check(Rule::V27, STATEFUL, |view| {
        (!view.has_bgp()).then(|| FieldPath::connection(Key::LocalSubnet))
    }),
    check(Rule::V29, &["opnsense"], on_opnsense),
    check(Rule::V30, &["cisco-asa"], |view| {
        let hashes = view.breaking(&[Key::IkeAuthAlg, Key::IpsecAuthAlg], |_, text| {
            is_one_of(text, &["sha256", "sha384", "sha512"])
        });
        hashes.into_iter().find(|path| view.sibling(*path, Key::IkeVersion) == Some("ikev1"))
    }),
    check(Rule::V33, &["fortios"], |view| {
        view.breaking(&[Key::IpsecPfs], |_, text| text == "disabled").first().copied()
    }),
    check(Rule::V36, &["mikrotik", "cisco-ios", "cisco-asa", "h3c-comware"], |view| {
        several_blocks(view).filter(|_| speaks(view, "ikev2").is_some() && !view.is_routed())
    }),
    check(Rule::V38, &["vyos", "edgeos"], |view| view.first_key_where(holds_quote)),
    check(Rule::V38, &["fortios", "mikrotik"], |view| {
        view.first_key_where(|key| key.expose().starts_with("0x"))
    }),
    check(Rule::V38, &["strongswan", "libreswan", "openwrt"], |view| {
        view.first_key_where(holds_0x)
    }),
    check(Rule::V38, &["aws"], |view| {
        view.first_key_where(|key| {
            let text = key.expose();
            let fits =
                text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '_'));
            !fits || !(8..=64).contains(&text.len()) || text.starts_with('0')
        })
    }),
];

/// Firewalls that follow connections.
const STATEFUL: &[&str] = &[
    "cisco-asa",
    "juniper-srx",
    "fortios",
    "panos",
    "huawei-vrp",
    "hillstone",
    "pfsense",
    "opnsense",
];

const fn note(rule: Rule, platforms: &'static [&'static str], key: Key) -> Reminder {
    Reminder { rule, platforms, releases: ReleaseRange::ALL, key }
}

pub(super) const NOTES: &[Reminder] = &[
    note(Rule::V13, &["huawei-vrp"], Key::EffectImmediately),
    note(
        Rule::V22,
        &["huawei-vrp", "h3c-comware", "cisco-ios", "cisco-asa", "mikrotik", "ruijie"],
        Key::RemoteSubnet,
    ),
    note(Rule::V28, &["h3c-comware", "huawei-vrp"], Key::IkeEncAlg),
    note(
        Rule::V31,
        &["cisco-ios", "cisco-asa", "huawei-vrp", "h3c-comware", "ruijie"],
        Key::IpsecLifetime,
    ),
    note(Rule::V32, &["panos"], Key::EnableNatTraversal),
    Reminder {
        releases: ReleaseRange::ALL.before("5.9.9"),
        ..note(Rule::V34, &["strongswan"], Key::IpsecLifetime)
    },
    note(Rule::V35, &["cisco-asa"], Key::EnableDpd),
    note(Rule::V37, &["hillstone"], Key::EnableNatTraversal),
];
