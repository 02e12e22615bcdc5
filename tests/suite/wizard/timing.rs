//! When a finding is told: never while a value that comes out right is still being typed, at the
//! latest when its field is left, and not after the keystroke that repairs it.

use proptest::prelude::*;
use proptest::sample::select;
use tunnelsmith::connection::Mode;
use tunnelsmith::drafts::DraftFile;

use super::harness::{Wizard, draft};

const TUNNEL: &str = "TunnelOptionsSpecification.1.";
const ERROR: char = '\u{2717}';

/// A draft in which every field has a line, and nothing else is wrong.
fn roomy(mode: Mode) -> DraftFile {
    let single = [
        ("RegionId", "eu-central-1"),
        ("IkeConfig.Psk", "kT7mPq2vXw9bRd4c"),
        ("BgpConfig.EnableBgp", "true"),
        ("HealthCheckConfig.enable", "true"),
    ];
    let dual = [
        ("RegionId", "eu-central-1"),
        ("EnableTunnelsBgp", "true"),
        ("TunnelOptionsSpecification.1.TunnelIndex", "1"),
        ("TunnelOptionsSpecification.2.TunnelIndex", "2"),
    ];
    let values = if mode == Mode::Dual { dual } else { single };
    let mut draft = draft(mode, &values);
    draft.list_tags(1);
    DraftFile::from(draft)
}

fn typed_into(mode: Mode, wire: &str) -> Wizard {
    let mut wizard = Wizard::in_field(roomy(mode), wire);
    wizard.hold();
    wizard
}

/// Types a sound value and looks at every picture on the way.
fn is_never_told(mode: Mode, wire: &str, value: &str) -> Result<(), TestCaseError> {
    let mut wizard = typed_into(mode, wire);
    for (at, letter) in value.char_indices() {
        wizard.text(&letter.to_string());
        let screen = wizard.screen();
        let typed = &value[..at + letter.len_utf8()];
        prop_assert!(!screen.contains(ERROR), "after {typed:?} of {value:?}\n{screen}");
    }
    wizard.keys("<tab>");
    let screen = wizard.screen();
    prop_assert!(!screen.contains(ERROR), "{value:?} is sound\n{screen}");
    Ok(())
}

fn address() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u8..=223, any::<[u8; 3]>())
            .prop_filter("no loopback", |(first, _)| *first != 127 && *first != 169)
            .prop_map(|(a, [b, c, d])| format!("{a}.{b}.{c}.{d}")),
    ]
}

/// A block without host bits inside a private range.
fn block() -> impl Strategy<Value = String> {
    (8_u8..=32, any::<u32>()).prop_map(|(length, bits)| {
        let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
        let address = std::net::Ipv4Addr::from((10 << 24 | bits & 0x00ff_ffff) & mask);
        format!("{address}/{length}")
    })
}

/// Up to five blocks of which none holds another, parted as people part them.
fn blocks() -> impl Strategy<Value = String> {
    let seconds = proptest::collection::btree_set(any::<u8>(), 1..=5);
    (seconds, select(vec![",", ", ", " ", " , ", "; "])).prop_map(|(seconds, between)| {
        let blocks: Vec<String> =
            seconds.into_iter().map(|second| format!("10.{second}.0.0/16")).collect();
        blocks.join(between)
    })
}

fn tunnel_cidr() -> impl Strategy<Value = String> {
    (any::<u8>(), 0_u8..64)
        .prop_map(|(third, quarter)| format!("169.254.{third}.{}/30", quarter * 4))
        .prop_filter("not a reserved one", |block| {
            block.parse::<tunnelsmith::connection::value::TunnelCidr>().is_ok()
        })
}

fn asn() -> impl Strategy<Value = String> {
    prop_oneof![
        (1_u32..).prop_map(|number| number.to_string()),
        (1_u16.., any::<u16>()).prop_map(|(high, low)| format!("{high}.{low}")),
        select(vec!["45104", "65010", "4200000001", "64086.59905"]).prop_map(str::to_owned),
    ]
}

fn key() -> impl Strategy<Value = String> {
    "[A-HJ-NP-Za-km-z2-9]{16,40}"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 32, failure_persistence: None, ..Default::default() })]

    #[test]
    fn an_address(value in address()) {
        is_never_told(Mode::Single, "HealthCheckConfig.dip", &value)?;
    }

    #[test]
    fn a_list_of_blocks(value in prop_oneof![block(), blocks()], wire in select(vec!["LocalSubnet", "RemoteSubnet"])) {
        is_never_told(Mode::Dual, wire, &value)?;
    }

    #[test]
    fn a_tunnel_cidr(value in tunnel_cidr()) {
        is_never_told(Mode::Dual, &format!("{TUNNEL}TunnelBgpConfig.TunnelCidr"), &value)?;
    }

    #[test]
    fn an_asn_in_either_form(value in asn()) {
        is_never_told(Mode::Dual, &format!("{TUNNEL}TunnelBgpConfig.LocalAsn"), &value)?;
        is_never_told(Mode::Single, "BgpConfig.LocalAsn", &value)?;
    }

    #[test]
    fn a_lifetime(value in 1_u32..=86_400, wire in select(vec!["TunnelIkeConfig.IkeLifetime", "TunnelIpsecConfig.IpsecLifetime"])) {
        is_never_told(Mode::Dual, &format!("{TUNNEL}{wire}"), &value.to_string())?;
    }

    #[test]
    fn a_key(value in key()) {
        is_never_told(Mode::Dual, &format!("{TUNNEL}TunnelIkeConfig.Psk"), &value)?;
    }

    #[test]
    fn a_name(value in "[A-Za-z0-9][A-Za-z0-9 ._-]{0,30}[a-z0-9]|上海[总部防火墙]{1,4}") {
        is_never_told(Mode::Dual, "Name", &value)?;
    }

    #[test]
    fn an_identity_of_an_end(value in prop_oneof![address(), "[a-z]{2,8}\\.example\\.com"]) {
        is_never_told(Mode::Dual, &format!("{TUNNEL}TunnelIkeConfig.RemoteId"), &value)?;
    }

    #[test]
    fn a_resource_group_and_a_token(value in "[a-z0-9]{8,16}") {
        is_never_told(Mode::Dual, "ResourceGroupId", &format!("rg-{value}"))?;
        is_never_told(Mode::Dual, "Tags.1.Key", &value)?;
    }
}

#[test]
fn an_address_in_its_tunnel_cidr() {
    for address in ["169.254.10.1", "169.254.10.2"] {
        let block = "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr";
        let field = "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalBgpIp";
        let mut file = roomy(Mode::Dual);
        file.draft.set(super::harness::path(block), "169.254.10.0/30");
        let mut wizard = Wizard::in_field(file, field);
        wizard.hold();
        for letter in address.chars() {
            wizard.text(&letter.to_string()).shows_not("\u{2717}");
        }
    }
}

/// Field, wrong value, and the keys that repair it behind its last letter.
const WRONG: &[(Mode, &str, &str, &str)] = &[
    (Mode::Dual, "LocalSubnet", "10.0.0.1/24", "<left><left><left><backspace>0"),
    (Mode::Dual, "LocalSubnet", "10.0.0.0/16,10.1.0.0", "/16"),
    (Mode::Dual, "RemoteSubnet", "10.0.0.0/33", "<backspace><backspace>24"),
    (Mode::Dual, "RemoteSubnet", "nonsense", "<ctrl-u>10.0.0.0/8"),
    (
        Mode::Dual,
        "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr",
        "169.254.10.1/30",
        "<left><left><left><backspace>0",
    ),
    (Mode::Dual, "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr", "169.254.10.0", "/30"),
    (
        Mode::Dual,
        "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn",
        "4294967296",
        "<backspace>",
    ),
    (Mode::Dual, "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn", "1.65536", "<backspace>"),
    (Mode::Dual, "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn", "0", "<backspace>1"),
    (
        Mode::Dual,
        "TunnelOptionsSpecification.1.TunnelIkeConfig.IkeLifetime",
        "86401",
        "<backspace>",
    ),
    (
        Mode::Dual,
        "TunnelOptionsSpecification.1.TunnelIkeConfig.Psk",
        "kT7m Pq2vXw9bRd4c",
        "<ctrl-r>",
    ),
    (Mode::Dual, "Name", "http://x", "<home><delete>"),
    (Mode::Single, "HealthCheckConfig.dip", "192.168.0", ".1"),
    (Mode::Single, "HealthCheckConfig.dip", "192.168.0.256", "<backspace>"),
    (Mode::Single, "BgpConfig.TunnelCidr", "10.0.0.0/30", "<ctrl-u>169.254.10.0/30"),
];

#[test]
fn a_finished_wrong_value_is_told_when_its_field_is_left_and_not_after_it_is_repaired() {
    for (mode, wire, value, repair) in WRONG {
        let mut wizard = typed_into(*mode, wire);
        wizard.text(value).keys("<tab>");
        assert!(wizard.screen().contains(ERROR), "{wire}: {value}\n{}", wizard.screen());
        wizard.keys("<backtab>");
        let here = wizard.line("\u{25b8} ");
        assert!(here.contains(ERROR), "{wire}: {value}: {here}");
        wizard.keys("<end>").keys(repair);
        let here = wizard.line("\u{25b8} ");
        assert!(!here.contains(ERROR), "{wire}: {value} {repair}\n{}", wizard.screen());
    }
}

#[test]
fn what_no_further_letter_can_repair_is_told_while_it_is_typed() {
    for (wire, value) in [
        ("LocalSubnet", "300.1"),
        ("TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr", "10."),
        ("TunnelOptionsSpecification.1.TunnelIkeConfig.IkeLifetime", "999999"),
        ("TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn", "12x"),
    ] {
        let mut wizard = typed_into(Mode::Dual, wire);
        wizard.text(value);
        assert!(wizard.line("\u{25b8} ").contains(ERROR), "{wire}: {value}\n{}", wizard.screen());
    }
}

#[test]
fn a_block_half_typed_behind_a_blank_of_the_file_is_not_told() {
    let mut file = roomy(Mode::Dual);
    file.draft.set(super::harness::path("RemoteSubnet"), "10.0.0.0/16, 10.1");
    let mut wizard = Wizard::in_field(file, "RemoteSubnet");
    // The blank goes as soon as the field is left.
    wizard.keys("<end>").text(".").shows_not("S-04").shows_not("S-02");
    wizard.text("0.0/16").keys("<tab><backtab>").shows_not("S-04");
    assert_eq!(wizard.value("RemoteSubnet"), "10.0.0.0/16,10.1.0.0/16");
}

#[test]
fn what_is_missing_is_no_error_until_its_field_was_left() {
    let mut wizard = Wizard::drafting(Mode::Dual);
    wizard.go_to("LocalSubnet").shows_not("\u{2717}");
    wizard.keys("<tab>");
    assert!(wizard.line("Local CIDR").contains(ERROR), "{}", wizard.screen());
}

#[test]
fn a_finding_across_fields_is_told_at_both_and_goes_at_both() {
    let mut wizard = Wizard::filled();
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>10.0.5.0/24<tab>");
    assert!(wizard.line("Remote CIDR").contains(['\u{2717}', '!']), "{}", wizard.screen());
    let told = wizard.line("Local CIDR");
    wizard.go_to("LocalSubnet");
    wizard.shows("Remote CIDR");
    wizard.go_to("RemoteSubnet").keys("<ctrl-u>192.168.0.0/16<tab>");
    assert_ne!(wizard.line("Local CIDR"), told);
}
