//! A draft held against a device: every difference is found, with the moment at which it is felt.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use tunnelsmith::connection::{Mode, Secret};
use tunnelsmith::peer::{self, CloudTunnel, FailureStage, FieldVerdict, compare, pair_up};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer")
}

/// The pastes that come with a draft and what must be found.
fn cases() -> Vec<(PathBuf, Json)> {
    let mut cases = Vec::new();
    for folder in fs::read_dir(root()).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let truth: Json =
                    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                if truth.get("compare").is_some() {
                    cases.push((path.with_extension("conf"), truth["compare"].clone()));
                }
            }
        }
    }
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

fn cloud(draft: &Json) -> CloudTunnel {
    let mut tunnel = CloudTunnel::new(1);
    for (name, value) in draft.as_object().unwrap() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if name == "Psk" {
            tunnel.key = Some(Secret::new(text));
        } else {
            tunnel.set(name, &text);
        }
    }
    tunnel
}

/// The differences between a draft and a tunnel of a paste.
fn found(path: &Path, compared: &Json) -> Vec<peer::FieldComparison> {
    let reading = peer::read(&fs::read(path).unwrap(), None).ok().unwrap();
    let tunnel = reading.tunnels.iter().find(|tunnel| tunnel.name == compared["tunnel"]).unwrap();
    compare(&cloud(&compared["draft"]), tunnel)
}

#[test]
fn every_difference_is_found_with_its_moment() {
    let cases = cases();
    assert!(cases.len() >= 10);
    for (path, compared) in cases {
        let all = found(&path, &compared);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let expected: BTreeSet<(String, String)> = compared["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|expected| {
                let word = |key: &str| expected[key].as_str().unwrap().to_owned();
                (word("field"), word("when"))
            })
            .collect();
        let told: BTreeSet<(String, String)> = all
            .iter()
            .map(|difference| (difference.field.to_owned(), difference.when.name().to_owned()))
            .collect();
        let missing: Vec<_> = expected.difference(&told).collect();
        assert!(missing.is_empty(), "{name} misses {missing:?} of {told:?}");
        // The list of a device is told hash by hash, though a paste may count whole suites.
        let differs: BTreeSet<(String, String)> = all
            .iter()
            .filter(|difference| {
                difference.verdict == FieldVerdict::Differs && difference.field != "IpsecAuthAlg"
            })
            .map(|difference| (difference.field.to_owned(), difference.when.name().to_owned()))
            .collect();
        let extra: Vec<_> = differs.difference(&expected).collect();
        assert!(extra.is_empty(), "{name} tells {extra:?} too");
    }
}

#[test]
fn two_ends_that_agree_have_no_difference() {
    for (path, compared) in cases() {
        if compared["expect"].as_array().unwrap().is_empty() {
            assert_eq!(found(&path, &compared), [], "{}", path.display());
        }
    }
}

#[test]
fn differences_stand_in_the_order_in_which_they_are_felt() {
    for (path, compared) in cases() {
        let all: Vec<FailureStage> =
            found(&path, &compared).iter().map(|difference| difference.when).collect();
        assert!(all.is_sorted(), "{}: {all:?}", path.display());
    }
}

/// The first keys of IKEv2 need no exchange of their own: the tunnel comes up, and dies when they are
/// renewed. IKEv1 carries the group in the offer.
#[test]
fn a_pfs_mismatch_is_felt_at_the_first_renewal_in_ikev2_and_at_once_in_ikev1() {
    let conf = |version: &str| {
        format!(
            "conn cloud\n  keyexchange={version}\n  left=203.0.113.10\n  leftsubnet=192.168.10.0/24\n  \
             right=198.51.100.1\n  rightsubnet=10.1.0.0/16\n  ike=aes256-sha256-modp2048!\n  \
             esp=aes256-sha256!\n  ikelifetime=24h\n  lifetime=1h\n  authby=secret\n  auto=start\n"
        )
    };
    for (version, when, after) in
        [("ikev2", FailureStage::FirstRekey, Some(3060)), ("ikev1", FailureStage::NeverUp, None)]
    {
        let reading = peer::read(conf(version).as_bytes(), None).ok().unwrap();
        let mut here = CloudTunnel::new(1);
        for (name, value) in
            [("IkeVersion", version), ("IpsecPfs", "group14"), ("IpsecLifetime", "28800")]
        {
            here.set(name, value);
        }
        let all = compare(&here, &reading.tunnels[0]);
        let pfs = all.iter().find(|difference| difference.field == "IpsecPfs").unwrap();
        assert_eq!((pfs.when, pfs.after_s), (when, after), "{version}");
        assert_eq!(pfs.line, Some(8));
        assert_eq!(pfs.repair_here.as_deref(), Some("disabled"));
        let life = all.iter().find(|difference| difference.field == "IpsecLifetime").unwrap();
        assert_eq!(life.when, FailureStage::Never);
    }
}

#[test]
fn a_key_is_never_told() {
    let (path, mut compared) = cases()
        .into_iter()
        .find(|(path, _)| path.ends_with("cisco-ios/vti-ikev2-dual-bgp.conf"))
        .unwrap();
    compared["draft"]["Psk"] = "Kestrel_7d2QmLw84Zu".into();
    let all = found(&path, &compared);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].field, all[0].when), ("Psk", FailureStage::NeverUp));
    assert!(!format!("{all:?}").contains("Kestrel"));
}

/// Whatever the device has for a value of the customer gateway is no value of the field that names it.
#[test]
fn a_repair_here_is_for_the_field_that_differs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/drafts/frankfurt-bgp.json");
    let file = tunnelsmith::drafts::read(&fs::read_to_string(path).unwrap()).unwrap();
    let mut here = CloudTunnel::of(&file.draft).remove(0);
    here.set("CustomerGatewayIp", "192.0.2.77");
    here.set("CustomerGatewayAsn", "65077");
    let (mut repairs, mut of_gateway) = (0, 0);
    for (path, _) in cases() {
        let reading = peer::read(&fs::read(&path).unwrap(), None).unwrap();
        for difference in reading.tunnels.iter().flat_map(|there| compare(&here, there)) {
            of_gateway += usize::from(difference.field == "CustomerGatewayAsn");
            if difference.repair_here.is_some() {
                let place = CloudTunnel::path(Mode::Dual, 1, difference.field).unwrap();
                assert_eq!(
                    place.key.name(),
                    difference.field,
                    "{}: {difference:?}",
                    path.display()
                );
                repairs += 1;
            }
        }
    }
    assert!(repairs > 20 && of_gateway > 3, "{repairs} and {of_gateway}");
}

#[test]
fn the_tunnels_of_two_ends_find_each_other() {
    let reading =
        peer::read(&fs::read(root().join("cisco-ios/vti-ikev2-dual-bgp.conf")).unwrap(), None)
            .ok()
            .unwrap();
    let tied = |name: &str, one: &str, other: &str| {
        let mut here = [CloudTunnel::new(1), CloudTunnel::new(2)];
        // Tunnel 1 of the draft is the second of the device.
        here[0].set(name, other);
        here[1].set(name, one);
        let pairs = pair_up(&here, &reading.tunnels);
        pairs.iter().map(|tunnel| tunnel.unwrap().name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(tied("GatewayIp", "198.51.100.21", "198.51.100.22"), ["Tunnel102", "Tunnel101"]);
    assert_eq!(tied("LocalId", "198.51.100.21", "198.51.100.22"), ["Tunnel102", "Tunnel101"]);
    assert_eq!(
        tied("TunnelCidr", "169.254.10.0/30", "169.254.10.4/30"),
        ["Tunnel102", "Tunnel101"]
    );
    let nothing = [CloudTunnel::new(1), CloudTunnel::new(2), CloudTunnel::new(3)];
    let pairs = pair_up(&nothing, &reading.tunnels);
    assert_eq!(pairs.iter().filter(|pair| pair.is_some()).count(), 2);
    assert_eq!(pairs[0].unwrap().name, "Tunnel101");
}
