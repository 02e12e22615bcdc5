//! What is written for strongSwan, judged by strongSwan: two daemons in network namespaces, one configured
//! from the draft alone, the other by the program.

use std::fmt::Write as _;
use std::process::Command;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value as Json, json};

use crate::support::{run, scratch, script, skip};

/// How many random connections are tried; 300 in the long run.
fn cases() -> usize {
    std::env::var("TUNNELSMITH_LAB_CASES").map_or(40, |text| text.parse().expect("a number"))
}

/// Why no daemon can be asked here.
pub(super) fn missing() -> Option<String> {
    let probe = script("python3".as_ref(), "peers.py").arg("--probe").output();
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

/// A connection: the parameters of its tunnels as the daemon of the cloud's side takes them.
fn connection() -> impl Strategy<Value = (String, Vec<Json>)> {
    let version = one_of(&["ikev1 main", "ikev1 aggressive", "ikev2 main", "ikev2 main"]);
    let name = prop_oneof!["[a-z][a-z0-9-]{2,30}", "[ -~]{2,60}", "\\PC{2,12}"];
    (name, version, networks(1), networks(2), prop::collection::vec(tunnel(), 1..=2)).prop_map(
        |(name, version, cloud, company, rows)| {
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
                row
            });
            (name, tunnels.collect())
        },
    )
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
        json!({
            "TunnelIndex": number, "CustomerGatewayId": "cgw-sandboxfradc1a0000001",
            "EnableDpd": row["EnableDpd"], "EnableNatTraversal": true,
            "TunnelIkeConfig": pick(row, &ike),
            "TunnelIpsecConfig":
                pick(row, &["IpsecEncAlg", "IpsecAuthAlg", "IpsecPfs", "IpsecLifetime"]),
        })
    });
    json!({
        "RegionId": "eu-central-1", "Name": name, "NetworkType": "public",
        "LocalSubnet": tunnels[0]["LocalSubnet"], "RemoteSubnet": tunnels[0]["RemoteSubnet"],
        "EnableTunnelsBgp": false, "TunnelOptionsSpecification": options.collect::<Vec<_>>(),
    })
}

#[test]
fn a_daemon_takes_what_is_written_and_the_tunnels_hold() {
    if let Some(why) = missing() {
        assert!(std::env::var_os("TUNNELSMITH_REQUIRE_LAB").is_none(), "required here: {why}");
        return skip(&why);
    }
    let mut runner = TestRunner::new(Config::default());
    let mut wrong = Vec::new();
    for _ in 0..cases() {
        let (name, tunnels) = connection().new_tree(&mut runner).unwrap().current();
        let folder = scratch();
        let path = |name: &str| folder.path().join(name).display().to_string();
        std::fs::write(path("draft.json"), draft(&name, &tunnels).to_string()).unwrap();
        std::fs::write(path("params.json"), Json::from(tunnels.clone()).to_string()).unwrap();
        let (from, to) = (path("draft.json"), path("swanctl.conf"));
        let mut arguments: Vec<String> =
            ["peer", "write", &from, "--platform", "strongswan", "--with-keys", "--out", &to]
                .map(str::to_owned)
                .to_vec();
        arguments.extend(["--gateway".to_owned(), "203.0.113.10".to_owned()]);
        for number in 1..=tunnels.len() {
            arguments.extend(["--address".to_owned(), format!("{number}=198.51.100.{number}")]);
        }
        run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).expect(0);
        let mut judge: Command = script("python3".as_ref(), "peers.py");
        judge.args(["--params", &path("params.json"), "--peer-conf", &to]);
        let judged = judge.output().unwrap();
        if !judged.status.success() {
            let mut told = format!("{name:?} {}\n", Json::from(tunnels));
            let _ = write!(told, "{}", String::from_utf8_lossy(&judged.stdout));
            let _ = write!(told, "{}", String::from_utf8_lossy(&judged.stderr));
            let _ = write!(told, "{}", std::fs::read_to_string(&to).unwrap());
            wrong.push(told);
        }
    }
    assert!(wrong.is_empty(), "{} of {} do not hold\n{}", wrong.len(), cases(), wrong[0]);
    println!("{} connections held", cases());
}
