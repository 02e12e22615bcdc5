//! What is written for strongSwan, judged by strongSwan: two daemons in network namespaces, one configured
//! from the draft alone, the other by the program. Over some of the tunnels BGP runs, by FRR as it is written
//! and BIRD from the draft.

use std::fmt::Write as _;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};

use crate::support::{run, scratch, script, skip};

/// How many random connections are tried; 300 in the long run.
fn cases() -> usize {
    std::env::var("TUNNELSMITH_LAB_CASES").map_or(40, |text| text.parse().expect("a number"))
}

/// How many connections are tried at a time: a daemon waits more than it works.
const AT_ONCE: usize = 4;

/// Why no daemon can be asked here.
pub(super) fn missing() -> Option<String> {
    probe("--probe")
}

fn probe(what: &str) -> Option<String> {
    let probe = script("python3".as_ref(), "peers.py").arg(what).output();
    let Ok(probe) = probe else { return Some("there is no python3".to_owned()) };
    let why = String::from_utf8_lossy(&probe.stdout).trim().to_owned();
    (!probe.status.success()).then_some(why)
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

fn networks(second: u8) -> impl Strategy<Value = String> {
    let blocks = prop_oneof![
        2 => prop::collection::btree_set(1..200_u8, 1),
        1 => prop::collection::btree_set(1..200_u8, 2..=3),
    ];
    blocks.prop_map(move |blocks| {
        let nets = blocks.into_iter().map(|block| format!("10.{second}.{block}.0/24"));
        nets.collect::<Vec<_>>().join(",")
    })
}

/// A key as the cloud takes it; also such as a configuration file takes for something else.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => "[A-Za-z0-9]{8,60}",
        2 => "[!-~]{8,60}",
        1 => "0[xs][A-Za-z0-9]{6,40}",
    ]
}

/// The values that one tunnel has for itself, flat.
fn tunnel() -> impl Strategy<Value = Json> {
    let phase1 = (
        one_of(&["aes", "aes192", "aes256", "3des", "des"]),
        one_of(&["md5", "sha1", "sha256", "sha384", "sha512"]),
        one_of(&["group1", "group2", "group5", "group14"]),
        prop_oneof![Just(86_400_u32), 600..=86_400_u32],
    );
    let phase2 = (
        one_of(&["aes", "aes192", "aes256", "3des", "des"]),
        one_of(&["md5", "sha1", "sha256", "sha384", "sha512"]),
        one_of(&["disabled", "group1", "group2", "group5", "group14"]),
        prop_oneof![Just(28_800_u32), 600..=86_400_u32],
    );
    (phase1, phase2, key(), prop::bool::ANY, prop::bool::ANY).prop_map(
        |((enc, auth, group, life), (esp_enc, esp_auth, pfs, esp_life), key, named, dpd)| {
            json!({
                "IkeEncAlg": enc, "IkeAuthAlg": auth, "IkePfs": group, "IkeLifetime": life,
                "IpsecEncAlg": esp_enc, "IpsecAuthAlg": esp_auth, "IpsecPfs": pfs, "IpsecLifetime": esp_life,
                "Psk": key, "EnableDpd": dpd, "named": named,
            })
        },
    )
}

/// A connection: the parameters of its tunnels as the daemon of the cloud's side takes them; a part of them
/// with BGP.
fn connection(bgp: f64) -> impl Strategy<Value = (String, Vec<Json>)> {
    let version = one_of(&["ikev1 main", "ikev1 aggressive", "ikev2 main", "ikev2 main"]);
    let name = prop_oneof!["[a-z][a-z0-9-]{2,30}", "[ -~]{2,60}", "\\PC{2,12}"];
    let traffic = (networks(1), networks(2), prop::bool::weighted(bgp));
    (name, version, traffic, prop::collection::vec(tunnel(), 1..=2)).prop_map(
        |(name, version, (cloud, company, bgp), rows)| {
            let everything = || "0.0.0.0/0".to_owned();
            let (cloud, company) =
                if bgp { (everything(), everything()) } else { (cloud, company) };
            let (version, mode) = version.split_once(' ').unwrap();
            let tunnels = (1..).zip(rows).map(|(number, mut row)| {
                // A name in main mode is found by no key of a device that goes by addresses.
                let named = row["named"] == true && (version, mode) != ("ikev1", "main");
                let id =
                    |name: &str| if named { format!("{name}.example.com") } else { String::new() };
                let more = json!({
                    "AliIp": format!("198.51.100.{number}"), "PeerIp": "203.0.113.10",
                    "IkeVersion": version, "IkeMode": mode, "EnableNatTraversal": true,
                    "LocalSubnet": cloud, "RemoteSubnet": company,
                    "LocalId": id(&format!("cloud-{number}")), "RemoteId": id("company"),
                });
                row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
                if bgp {
                    // Either host of the block is the cloud's.
                    let own = 1 + u32::from(row["EnableDpd"] == true);
                    let session = json!({
                        "TunnelCidr": format!("169.254.{}.0/30", 9 + number),
                        "LocalBgpIp": format!("169.254.{}.{own}", 9 + number),
                        "LocalAsn": 45104, "PeerAsn": 65010,
                    });
                    row.as_object_mut().unwrap().extend(session.as_object().unwrap().clone());
                }
                row
            });
            (name, tunnels.collect())
        },
    )
}

fn has_bgp(tunnel: &Json) -> bool {
    !tunnel["TunnelCidr"].is_null()
}

/// The same as a draft.
pub(super) fn draft(name: &str, tunnels: &[Json]) -> Json {
    let pick = |row: &Json, names: &[&str]| -> Json {
        let all = names.iter().map(|name| ((*name).to_owned(), row[*name].clone()));
        Json::Object(all.filter(|(_, value)| *value != "").collect())
    };
    let options = (1..).zip(tunnels).map(|(number, row)| {
        let ike = [
            "Psk",
            "IkeVersion",
            "IkeMode",
            "IkeEncAlg",
            "IkeAuthAlg",
            "IkePfs",
            "IkeLifetime",
            "LocalId",
            "RemoteId",
        ];
        let mut options = json!({
            "TunnelIndex": number, "CustomerGatewayId": "cgw-sandboxfradc1a0000001",
            "EnableDpd": row["EnableDpd"], "EnableNatTraversal": true,
            "TunnelIkeConfig": pick(row, &ike),
            "TunnelIpsecConfig":
                pick(row, &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs", "IpsecLifetime"]),
        });
        if has_bgp(row) {
            options["TunnelBgpConfig"] = pick(row, &["TunnelCidr", "LocalBgpIp", "LocalAsn"]);
        }
        options
    });
    json!({
        "RegionId": "eu-central-1", "Name": name, "NetworkType": "public",
        "LocalSubnet": tunnels[0]["LocalSubnet"], "RemoteSubnet": tunnels[0]["RemoteSubnet"],
        "EnableTunnelsBgp": has_bgp(&tunnels[0]), "TunnelOptionsSpecification": options.collect::<Vec<_>>(),
    })
}

#[test]
fn a_daemon_takes_what_is_written_and_the_tunnels_hold() {
    if let Some(why) = missing() {
        assert!(std::env::var_os("TUNNELSMITH_REQUIRE_LAB").is_none(), "required here: {why}");
        return skip(&why);
    }
    let no_bgp = probe("--probe-bgp");
    if let Some(why) = &no_bgp {
        assert!(std::env::var_os("TUNNELSMITH_REQUIRE_LAB").is_none(), "required here: {why}");
        skip(&format!("BGP over the tunnels, {why}"));
    }
    let mut runner = TestRunner::new(Config::default());
    let strategy = connection(if no_bgp.is_some() { 0.0 } else { 0.2 });
    let drawn = (0..cases()).map(|_| strategy.new_tree(&mut runner).unwrap().current());
    let drawn: Vec<(String, Vec<Json>)> = drawn.collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((name, tunnels)) = drawn.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(told) = held(name, tunnels) {
                        wrong.lock().unwrap().push(told);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let (of, first) = (drawn.len(), wrong.first().map_or("", String::as_str));
    let failed = wrong.iter().flat_map(|told| told.lines().filter(|line| line.starts_with("FAIL")));
    let failed = failed.collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {of} do not hold\n{failed}\n\n{first}", wrong.len());
    let count =
        |fits: &dyn Fn(&[Json]) -> bool| drawn.iter().filter(|(_, tunnels)| fits(tunnels)).count();
    println!(
        "{of} connections held: {} IKEv1 main, {} aggressive, {} IKEv2; {} with two tunnels, {} with several networks, {} with BGP",
        count(&|all| all[0]["IkeVersion"] == "ikev1" && all[0]["IkeMode"] == "main"),
        count(&|all| all[0]["IkeMode"] == "aggressive"),
        count(&|all| all[0]["IkeVersion"] == "ikev2"),
        count(&|all| all.len() > 1),
        count(&|all| {
            let several = |side: &str| all[0][side].as_str().unwrap().contains(',');
            several("LocalSubnet") || several("RemoteSubnet")
        }),
        count(&|all| has_bgp(&all[0])),
    );
}

/// Has a connection written, puts the daemons at its ends, and says what did not hold.
fn held(name: &str, tunnels: &[Json]) -> Result<(), String> {
    let folder = scratch();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let to = write(name, tunnels, &path);
    let judged = judge(&path, &to);
    if judged.0 {
        return Ok(());
    }
    let mut told = format!("{name:?} {}\n{}", Json::from(tunnels), judged.1);
    let _ = write!(told, "{}", std::fs::read_to_string(&to).unwrap());
    Err(told)
}

/// The device's file as the program writes it, beside the parameters of the cloud's side.
fn write(name: &str, tunnels: &[Json], path: &dyn Fn(&str) -> String) -> String {
    std::fs::write(path("draft.json"), draft(name, tunnels).to_string()).unwrap();
    std::fs::write(path("params.json"), Json::from(tunnels).to_string()).unwrap();
    let (from, to) = (path("draft.json"), path("swanctl.conf"));
    let mut arguments: Vec<String> =
        ["peer", "write", &from, "--platform", "strongswan", "--with-keys", "--out", &to]
            .map(str::to_owned)
            .to_vec();
    arguments.extend(["--gateway", "203.0.113.10", "--gateway-asn", "65010"].map(str::to_owned));
    for number in 1..=tunnels.len() {
        arguments.extend(["--address".to_owned(), format!("{number}=198.51.100.{number}")]);
    }
    run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).expect(0);
    to
}

/// Whether the daemons say that everything holds, and what they say.
fn judge(path: &dyn Fn(&str) -> String, device: &str) -> (bool, String) {
    let mut judge: Command = script("python3".as_ref(), "peers.py");
    judge.args(["--params", &path("params.json"), "--peer-conf", device]);
    let judged = judge.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (judged.status.success(), text(&judged.stdout) + &text(&judged.stderr))
}

/// A judge that takes everything proves nothing: with another AS number than the cloud's no route comes.
#[test]
fn a_wrong_neighbor_is_felt_between_the_daemons() {
    if let Some(why) = missing().or_else(|| probe("--probe-bgp")) {
        return skip(&why);
    }
    let session = json!({
        "TunnelCidr": "169.254.10.0/30", "LocalBgpIp": "169.254.10.1", "LocalAsn": 45104, "PeerAsn": 65010,
        "LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0", "LocalId": "", "RemoteId": "",
    });
    let mut tunnel = crate::peer_lab_compare::tunnel("ikev2");
    tunnel.as_object_mut().unwrap().extend(session.as_object().unwrap().clone());
    let folder = scratch();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let to = write("lab", &[tunnel], &path);
    let text = std::fs::read_to_string(&to).unwrap();
    let other = path("other.conf");
    std::fs::write(&other, text.replace("remote-as 45104", "remote-as 45105")).unwrap();
    let (held, told) = judge(&path, &other);
    assert!(!held && told.contains("routes MISSING"), "{told}");
    assert!(judge(&path, &to).0);
}
