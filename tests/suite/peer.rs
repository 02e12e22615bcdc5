//! Configurations of devices, read: what stands in a paste of each platform is found whole, and no
//! text breaks the readers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value as Json;
use tunnelsmith::peer::{self, MAX_CONFIG_BYTES, UnreadableText};

/// Every paste with what it says.
fn cases() -> Vec<(PathBuf, Json)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer");
    let mut cases = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "conf") {
                let truth = fs::read_to_string(path.with_extension("json")).unwrap();
                cases.push((path, serde_json::from_str(&truth).unwrap()));
            }
        }
    }
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

fn set(value: &Json) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().map(ToString::to_string).collect()
}

/// What differs between a tunnel as it is and as it was read; nothing when the reading is right.
fn differences(truth: &Json, found: &Json) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hold = |field: &str, holds: bool| {
        if !holds {
            let pointer = format!("/{}", field.replace('.', "/"));
            wrong.push(format!(
                "{field}: {:?} is {:?}",
                truth.pointer(&pointer),
                found.pointer(&pointer)
            ));
        }
    };
    for field in [
        "active",
        "ike_version",
        "psk_form",
        "psk_present",
        "remote_address",
        "route_based",
        "nat_t",
    ] {
        hold(field, truth[field] == found[field]);
    }
    for field in ["mode", "local_address", "start"] {
        hold(field, truth[field].is_null() || truth[field] == found[field]);
    }
    for (phase, list) in [
        ("ike", "enc"),
        ("ike", "auth"),
        ("ike", "dh"),
        ("esp", "enc"),
        ("esp", "auth"),
        ("esp", "pfs"),
    ] {
        hold(&format!("{phase}.{list}"), set(&truth[phase][list]) == set(&found[phase][list]));
    }
    for field in ["ike", "esp"] {
        let (there, here) = (&truth[field]["lifetime_s"], &found[field]["lifetime_s"]);
        hold(&format!("{field}.lifetime_s"), there.is_null() || there == here);
        let suites = &truth[field]["suites"];
        hold(
            &format!("{field}.suites"),
            suites.is_null() || set(suites) == set(&found[field]["suites"]),
        );
    }
    hold("esp.lifetime_kb", truth["esp"]["lifetime_kb"] == found["esp"]["lifetime_kb"]);
    for field in ["local_id", "remote_id"] {
        let (there, here) = (&truth[field], &found[field]);
        let same = if there["written"] == true {
            there["type"] == here["type"] && there["value"] == here["value"]
        } else {
            here["written"] == false
        };
        hold(field, same);
    }
    hold("psk", truth["psk"] == found["psk"]);
    for field in ["local_subnets", "remote_subnets"] {
        hold(field, set(&truth[field]) == set(&found[field]));
    }
    hold("bgp", truth["bgp"] == found["bgp"]);
    let probes = truth["dpd"]["enabled"] == found["dpd"]["enabled"];
    let delay = &truth["dpd"]["delay_s"];
    hold("dpd", probes && (delay.is_null() || *delay == found["dpd"]["delay_s"]));
    let core = [
        "ike.enc",
        "ike.auth",
        "ike.dh",
        "ike.lifetime_s",
        "esp.enc",
        "esp.auth",
        "esp.pfs",
        "esp.lifetime_s",
        "esp.lifetime_kb",
        "ike_version",
    ];
    for field in truth["defaults"].as_object().into_iter().flatten().map(|(name, _)| name) {
        if core.contains(&field.as_str()) {
            hold("defaults", found["defaults"].get(field).is_some());
        }
    }
    wrong
}

#[test]
fn every_paste_is_read_as_it_stands() {
    let mut wrong = Vec::new();
    for (path, truth) in cases() {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let tunnels = truth["tunnels"].as_array().unwrap();
        let reading = match peer::read(&bytes, None) {
            Ok(reading) => reading,
            Err(_) if tunnels.is_empty() => continue,
            Err(problem) => {
                wrong.push(format!("{name}: {problem:?}"));
                continue;
            }
        };
        if truth["platform"] != "misc" && truth["platform"] != reading.platform {
            wrong.push(format!("{name}: taken for {}", reading.platform));
        }
        let found = peer::tunnels_as_json(&reading);
        if found.as_array().unwrap().len() != tunnels.len() {
            wrong.push(format!("{name}: {} tunnels", found.as_array().unwrap().len()));
        }
        let ignored = truth["ignored"].as_array().unwrap();
        if ignored.len() != reading.ignored.len() {
            wrong.push(format!("{name}: ignored {:?}", reading.ignored));
        }
        for tunnel in tunnels {
            match found.as_array().unwrap().iter().find(|found| found["name"] == tunnel["name"]) {
                Some(found) => {
                    let differences = differences(tunnel, found);
                    wrong.extend(
                        differences.into_iter().map(|difference| format!("{name}: {difference}")),
                    );
                }
                None => wrong.push(format!("{name}: {} is not found", tunnel["name"])),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_platform_has_configurations_to_be_tried_on() {
    let tried: BTreeSet<String> = cases()
        .into_iter()
        .filter_map(|(_, truth)| truth["platform"].as_str().map(str::to_owned))
        .collect();
    for platform in peer::platforms() {
        assert!(tried.contains(platform.id), "tests/data/peer has nothing for {}", platform.id);
    }
}

#[test]
fn a_text_without_tunnels_says_what_it_is() {
    let read = |text: &str| peer::read(text.as_bytes(), None).err();
    assert_eq!(read(" \n \t\n"), Some(UnreadableText::Empty));
    assert_eq!(peer::read(&[0; 512], None).err(), Some(UnreadableText::Binary));
    assert_eq!(
        peer::read(&vec![b'a'; MAX_CONFIG_BYTES + 1], None).err(),
        Some(UnreadableText::TooLong)
    );
    let nobody = UnreadableText::NoSuchPlatform("cisco".to_owned());
    assert_eq!(peer::read(b"x", Some("cisco")).err(), Some(nobody));
    let case = |name: &str| {
        let cases = cases();
        let (path, _) = cases.iter().find(|(path, _)| path.ends_with(name)).unwrap();
        peer::read(&fs::read(path).unwrap(), None).err()
    };
    assert_eq!(case("misc/status-not-config.conf"), Some(UnreadableText::Status));
    assert_eq!(case("misc/parameter-sheet-text.conf"), Some(UnreadableText::NotAConfiguration));
    assert_eq!(case("misc/no-vpn-inside.conf"), Some(UnreadableText::NoVpn));
    assert_eq!(case("misc/unknown-vendor.conf"), Some(UnreadableText::Unknown));
}

#[test]
fn another_vendor_s_text_under_a_wrong_name_is_told() {
    let cases = cases();
    let (path, _) =
        cases.iter().find(|(path, _)| path.ends_with("vyos/set-14-dual-bgp.conf")).unwrap();
    let problem = peer::read(&fs::read(path).unwrap(), Some("fortios")).err();
    assert_eq!(problem, Some(UnreadableText::LooksLike("vyos")));
}

/// A paste loses its end, its lines get numbers, a terminal ends them its own way: what is there is
/// read all the same.
#[test]
fn what_terminals_and_mails_add_is_taken_off() {
    let cases = cases();
    let (path, truth) =
        cases.iter().find(|(path, _)| path.ends_with("cisco-ios/vti-ikev2-dual-bgp.conf")).unwrap();
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let numbered: Vec<String> =
        lines.iter().enumerate().map(|(at, line)| format!("{:>4}: {line}", at + 1)).collect();
    let quoted: Vec<String> = lines.iter().map(|line| format!("> {line}")).collect();
    let erased = "\u{8}".repeat(9) + &" ".repeat(9) + &"\u{8}".repeat(9);
    let paged: Vec<String> =
        lines
            .iter()
            .enumerate()
            .map(|(at, line)| {
                if at % 20 == 19 { format!(" --More-- {erased}{line}") } else { (*line).to_owned() }
            })
            .collect();
    let flat: Vec<&str> = lines.iter().map(|line| line.trim_start()).collect();
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let pastes: [(&str, Vec<u8>); 7] = [
        ("CRLF", lines.join("\r\n").into_bytes()),
        ("prompt", format!("kestrel#show running-config\n{text}\nkestrel#").into_bytes()),
        ("numbers", numbered.join("\n").into_bytes()),
        ("mail", quoted.join("\n").into_bytes()),
        ("pager", paged.join("\n").into_bytes()),
        ("no indentation", flat.join("\n").into_bytes()),
        ("UTF-16", utf16),
    ];
    for (how, bytes) in pastes {
        let reading =
            peer::read(&bytes, None).unwrap_or_else(|problem| panic!("{how}: {problem:?}"));
        let found = peer::tunnels_as_json(&reading);
        for tunnel in truth["tunnels"].as_array().unwrap() {
            let found =
                found.as_array().unwrap().iter().find(|found| found["name"] == tunnel["name"]);
            let found = found.unwrap_or_else(|| panic!("{how}: {} is missing", tunnel["name"]));
            assert_eq!(differences(tunnel, found), Vec::<String>::new(), "{how}");
        }
    }
}

#[test]
fn an_identity_of_an_unknown_kind_is_listed_and_an_unfinished_section_has_no_empty_name() {
    let junos = "set security ike proposal P authentication-method pre-shared-keys\n\
                 set security ike policy POL proposals P\n\
                 set security ike policy POL pre-shared-key ascii-text x1y2z3\n\
                 set security ike gateway GW ike-policy POL\n\
                 set security ike gateway GW address 198.51.100.21\n\
                 set security ike gateway GW local-identity nickname office\n\
                 set security ipsec vpn V ike gateway GW\n";
    let reading = peer::read(junos.as_bytes(), Some("juniper-srx")).unwrap();
    assert!(reading.left_over.iter().any(|left| left.line == 6), "{:?}", reading.left_over);
    let ios = "crypto ikev2 profile PROF\n match identity remote address 198.51.100.21\n\
               crypto ipsec profile IPS\n set ikev2-profile PROF\n\
               interface Tunnel1\n tunnel mode ipsec ipv4\n tunnel destination 198.51.100.21\n \
               tunnel protection ipsec profile\n";
    let reading = peer::read(ios.as_bytes(), Some("cisco-ios")).unwrap();
    let is_empty = |note: &peer::Note| note.args.iter().any(|(_, value)| value.is_empty());
    assert!(!reading.notes.all().iter().any(is_empty), "{:?}", reading.notes);
}

#[test]
fn a_line_that_was_not_understood_never_shows_a_key() {
    let text = "crypto ikev2 keyring K\n peer P\n  address 198.51.100.1\n  pre-shared-key hunter2hunter2\n\
                crypto ikev2 profile P\n keyring local K\n frobnicate secret hunter2hunter2\n frobnicate on\n\
                crypto ipsec profile I\n set ikev2-profile P\n\
                interface Tunnel1\n tunnel mode ipsec ipv4\n tunnel destination 198.51.100.1\n \
                tunnel protection ipsec profile I\n";
    let reading = peer::read(text.as_bytes(), None).unwrap();
    let words: Vec<(usize, &str)> =
        reading.left_over.iter().map(|left| (left.line, left.words.as_str())).collect();
    assert_eq!(words, [(7, "frobnicate secret"), (8, "frobnicate on")]);
}

#[test]
fn a_paste_that_was_cut_never_breaks_a_reader() {
    for (path, _) in cases() {
        let bytes = fs::read(&path).unwrap();
        let id = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let named = peer::find(&id).map(|platform| platform.id);
        // Every cut of a short paste, and cuts all over a long one; in the long run every one.
        let step = if crate::peer_write::cases() < 1000 { bytes.len() / 40 + 1 } else { 1 };
        for end in (0..bytes.len()).step_by(step) {
            let _ = peer::read(&bytes[..end], named);
            let _ = peer::read(&bytes[end..], named);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_reader(
        bytes in prop::collection::vec(any::<u8>(), 0..2000),
        at in 0..peer::platforms().len(),
    ) {
        let _ = peer::read(&bytes, Some(peer::platforms()[at].id));
        let _ = peer::read(&bytes, None);
    }

    #[test]
    fn no_mix_of_words_breaks_a_reader(
        words in prop::collection::vec(prop::sample::select(vec![
            "set", "security", "ike", "ipsec", "vpn", "a", "{", "}", ";", "\n", "\n ", "\n  ", "crypto", "map", "10",
            "ipsec-isakmp", "config", "edit", "next", "end", "\"", "'", "[", "]", "=", "connections", "conn", "left=",
            "peer", "interface", "Tunnel1", "/ip ipsec peer add", "name=", "\\\n", "proposal", "<a>", "</a>",
            "phase1-interface", "phase2-interface", "isakmp", "key", "address", "198.51.100.1", "255.255.255.0",
            "esp-group", "site-to-site", "0x", "0s", "#", "!", "exit", "acl", "rule", "permit", "source", "destination",
        ]), 0..120),
        at in 0..peer::platforms().len(),
    ) {
        let text = words.join(" ");
        let _ = peer::read(text.as_bytes(), Some(peer::platforms()[at].id));
    }
}

#[test]
fn access_lists_are_read_as_the_device_shows_them() {
    let text = "edge#sh run | sec crypto\ncrypto isakmp policy 5\n encr aes 256\n hash sha256\n authentication pre-share\n \
                group 14\ncrypto isakmp key 0 q7Lw2Zx9 address 198.51.100.120\n\
                crypto ipsec transform-set T1 esp-aes 256 esp-sha256-hmac\ncrypto map W 30 ipsec-isakmp\n \
                set peer 198.51.100.120\n set transform-set T1\n match address VPN\nedge#sh ip access-lists VPN\n\
                Extended IP access list VPN\n    10 permit ip 10.5.0.0 0.0.255.255 10.6.0.0 0.0.255.255 (1234 matches)\n    \
                20 permit ip host 10.7.1.1 10.6.0.0 0.0.255.255\nedge#\n";
    let reading = peer::read(text.as_bytes(), None).unwrap();
    let [tunnel] = reading.tunnels.as_slice() else { panic!("{} tunnels", reading.tunnels.len()) };
    assert_eq!(tunnel.local_subnets, ["10.5.0.0/16", "10.7.1.1/32"]);
    assert_eq!(tunnel.remote_subnets, ["10.6.0.0/16"]);
}

#[test]
fn a_word_that_only_one_of_the_two_swans_has_tells_which_it_is() {
    let text = "config setup\n  charondebug=\"ike 1\"\nconn a\n  keyexchange=ikev1\n  left=203.0.113.1\n  right=198.51.100.1\n  \
                leftsubnet=10.1.0.0/16\n  rightsubnet=10.2.0.0/16\n  ike=aes128-sha1-modp1536!\n  esp=aes128-sha1!\n  \
                dpdaction=hold\n  authby=psk\n  auto=route\n";
    assert_eq!(peer::read(text.as_bytes(), None).unwrap().platform, "strongswan");
    let other = text.replace("  charondebug=\"ike 1\"\n", "");
    assert_eq!(peer::read(other.as_bytes(), None).unwrap().platform, "libreswan");
}
