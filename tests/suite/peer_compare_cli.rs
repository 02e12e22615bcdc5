//! A draft held against a device's configuration through the program: each field a line, exit status, repairs.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tunnelsmith::connection::Secret;
use tunnelsmith::peer::{self, CloudTunnel, FieldVerdict, compare_fields};

use crate::support::{Ran, program, run};

const KEY: &str = "Kd93kLsw82nXq0zPd72mA4vB";

/// A draft of two tunnels that are alike but for their keys.
fn draft(ike: &str, pfs: &str) -> String {
    let tunnel = |number: u16, key: &str| {
        json!({
            "TunnelIndex": number,
            "CustomerGatewayId": "cgw-sandboxfradc1a0000001",
            "EnableDpd": true,
            "EnableNatTraversal": true,
            "TunnelIkeConfig": {
                "IkeVersion": ike, "IkeMode": "main", "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256",
                "IkePfs": "group14", "IkeLifetime": 86400, "Psk": key,
            },
            "TunnelIpsecConfig": {
                "IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": pfs, "IpsecLifetime": 28800,
            },
        })
    };
    json!({
        "RegionId": "eu-central-1", "Name": "fra", "NetworkType": "public",
        "LocalSubnet": "10.1.0.0/16", "RemoteSubnet": "192.168.10.0/24", "EffectImmediately": true,
        "TunnelOptionsSpecification": [tunnel(1, KEY), tunnel(2, "Vb7cYq4mTz9wKs2nXr6dHf8jLp3gUe5a")],
    })
    .to_string()
}

/// A connection of ipsec.conf to that address.
fn conn(name: &str, cloud: &str, esp: &str) -> String {
    format!(
        "conn {name}\n  keyexchange=ikev2\n  left=203.0.113.10\n  leftsubnet=192.168.10.0/24\n  right={cloud}\n  \
         rightsubnet=10.1.0.0/16\n  ike=aes256-sha256-modp2048!\n  esp={esp}!\n  ikelifetime=24h\n  lifetime=8h\n  \
         authby=secret\n  dpdaction=restart\n  auto=start\n\n"
    )
}

struct Files {
    folder: TempDir,
}

impl Files {
    fn new(draft: &str, device: &str) -> Self {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("draft.json"), draft).unwrap();
        fs::write(folder.path().join("device.conf"), device).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn compare(&self, more: &[&str]) -> Ran {
        let (draft, device) = (self.path("draft.json"), self.path("device.conf"));
        let mut arguments = vec!["peer", "compare", &draft, &device];
        arguments.extend(more);
        Ran::of(program(&arguments).output().unwrap())
    }
}

/// The line of a field of a tunnel.
fn field(lines: &[Json], tunnel: u16, name: &str) -> Json {
    let found = lines.iter().find(|line| line["tunnel"] == tunnel && line["field"] == name);
    found.unwrap_or_else(|| panic!("{name} of tunnel {tunnel} in {lines:#?}")).clone()
}

#[test]
fn every_field_of_every_tunnel_is_a_line_and_one_that_breaks_is_status_3() {
    let device = conn("a", "198.51.100.1", "aes256-sha256")
        + &conn("b", "198.51.100.2", "aes256-sha256-modp2048");
    let files = Files::new(&draft("ikev2", "group14"), &device);
    let addresses =
        ["--address", "1=198.51.100.1", "--address", "2=198.51.100.2", "--gateway", "203.0.113.10"];
    let lines = files.compare(&addresses).expect(3).lines();
    let pfs = field(&lines, 1, "IpsecPfs");
    assert_eq!(pfs["verdict"], "differ");
    assert_eq!((&pfs["here"], &pfs["there"]), (&json!("group14"), &json!("disabled")));
    assert_eq!(
        (&pfs["when"], &pfs["severity"], &pfs["line"]),
        (&json!("first-rekey"), &json!("error"), &json!(8))
    );
    assert!(pfs["after_seconds"].as_u64().is_some_and(|seconds| seconds < 28_800), "{pfs}");
    assert_eq!(
        pfs["repair_here"],
        "TunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecPfs=disabled"
    );
    assert_eq!(pfs["repair_there"], json!(["conn a", "  esp=aes256-sha256-modp2048!"]));
    assert_eq!(field(&lines, 2, "IpsecPfs")["verdict"], "agree");
    for tunnel in [1, 2] {
        for name in ["IkeVersion", "IkeEncAlg", "GatewayIp", "LocalSubnet", "EnableDpd"] {
            assert_eq!(field(&lines, tunnel, name)["verdict"], "agree", "{name}");
        }
        assert_eq!(field(&lines, tunnel, "Psk")["verdict"], "not known");
    }
    assert!(!lines.iter().any(|line| line.to_string().contains(KEY)));

    // The repair of the draft, as it is told, leaves nothing that breaks.
    let repair = pfs["repair_here"].as_str().unwrap();
    let mut repaired = addresses.to_vec();
    repaired.extend(["--set", repair]);
    files.compare(&repaired).expect(0);
}

#[test]
fn the_timeline_stands_in_the_order_in_which_things_break() {
    let device =
        conn("a", "198.51.100.1", "aes256-sha256").replace("dpdaction=restart", "dpdaction=none");
    let files =
        Files::new(&draft("ikev2", "group14"), &device.replace("lifetime=8h", "lifetime=1h"));
    let told = files.compare(&["--address", "1=198.51.100.1", "--timeline"]).expect(3);
    let at =
        |words: &str| told.out.find(words).unwrap_or_else(|| panic!("{words} in {}", told.out));
    assert!(at("IpsecPfs") < at("EnableDpd") && at("EnableDpd") < at("IpsecLifetime"));
    assert!(told.out.contains("0:51:00 (h:mm:ss)"), "{}", told.out);
    assert!(told.out.contains("esp=aes256-sha256-modp2048!"));
}

#[test]
fn which_tunnel_is_meant_is_asked_where_nothing_tells() {
    let esp = "aes256-sha256-modp2048";
    let device: String = (1..=4)
        .map(|number| conn(&format!("site-{number}x"), &format!("198.51.100.{number}"), esp))
        .collect();
    let files = Files::new(&draft("ikev2", "group14"), &device);
    let asked = files.compare(&[]).expect(2);
    assert!(asked.err.contains("--match 1=NAME") && asked.err.contains("site-3x"), "{}", asked.err);
    let named = ["--match", "1=site-3x", "--match", "2=site-1x"];
    let lines = files.compare(&named).expect(0).lines();
    assert_eq!(field(&lines, 1, "IkeVersion")["device"], "site-3x");
    assert_eq!(field(&lines, 2, "IkeVersion")["device"], "site-1x");
    let address = ["--address", "1=198.51.100.4", "--address", "2=198.51.100.2"];
    let lines = files.compare(&address).expect(0).lines();
    assert_eq!(field(&lines, 1, "IkeVersion")["device"], "site-4x");
    files.compare(&["--match", "1=nobody"]).expect(2);
}

#[test]
fn ikev1_refuses_networks_that_ikev2_narrows() {
    for (ike, when) in [("ikev1", "at-once"), ("ikev2", "first-traffic")] {
        let device = conn("a", "198.51.100.1", "aes256-sha256-modp2048")
            .replace("keyexchange=ikev2", &format!("keyexchange={ike}"))
            .replace("192.168.10.0/24", "192.168.10.0/25");
        let files = Files::new(&draft(ike, "group14"), &device);
        let lines = files.compare(&["--address", "1=198.51.100.1"]).expect(3).lines();
        assert_eq!(field(&lines, 1, "RemoteSubnet")["when"], when, "{ike}");
    }
}

#[test]
fn what_was_not_understood_and_masked_keys_are_told() {
    let device = "crypto ikev2 keyring K\n peer P\n  address 198.51.100.1\n  pre-shared-key 6 AAbbCCdd\n\
                  crypto ikev2 profile P\n keyring local K\n frobnicate on\n\
                  crypto ipsec profile I\n set ikev2-profile P\n\
                  interface Tunnel1\n tunnel mode ipsec ipv4\n tunnel destination 198.51.100.1\n \
                  tunnel protection ipsec profile I\n";
    let files = Files::new(&draft("ikev2", "group14"), device);
    let lines = files.compare(&["--platform", "cisco-ios@17.12"]).expect(3).lines();
    let key = field(&lines, 1, "Psk");
    assert_eq!((&key["verdict"], &key["there"]), (&json!("not known"), &json!("hashed")));
    let left = lines.iter().find(|line| line["line"] == 7 && line["tunnel"].is_null()).unwrap();
    assert!(left["reason"].as_str().unwrap().contains("frobnicate on"), "{left}");
    let wrong = files.compare(&["--platform", "fortios"]);
    assert_eq!(wrong.status, 3);
    assert!(wrong.err.contains("cisco-ios"), "{}", wrong.err);
}

fn folder(platform: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer").join(platform)
}

/// A tunnel of the cloud in which everything a device could have is something else.
fn cloud(there: &peer::DeviceTunnel) -> CloudTunnel {
    let mut here = CloudTunnel::new(1);
    let version = if there.version.is_some_and(|version| version.name() == "ikev1") {
        "ikev1"
    } else {
        "ikev2"
    };
    let set = [
        ("IkeVersion", version),
        ("IkeEncAlg", "aes192"),
        ("IkeAuthAlg", "sha512"),
        ("IkePfs", "group14"),
        ("IkeLifetime", "43200"),
        ("IpsecEncAlg", "aes256"),
        ("IpsecAuthAlg", "sha256"),
        ("IpsecPfs", "group14"),
        ("IpsecLifetime", "21600"),
    ];
    for (name, value) in set {
        here.set(name, value);
    }
    here.key = Some(Secret::new(KEY));
    here
}

/// A text after these statements were typed in: where a platform works with paths, what they replace or
/// delete is gone.
fn applied(text: &str, lines: &[String]) -> String {
    let mut kept: Vec<&str> = text.lines().collect();
    for line in lines {
        let path = line
            .strip_prefix("delete ")
            .or_else(|| Some(line.strip_prefix("set ")?.rsplit_once(' ')?.0));
        if let Some(path) = path.filter(|_| line.matches(' ').count() > 3) {
            kept.retain(|old| !old.trim_start().starts_with(&format!("set {path} ")));
        }
        if !line.starts_with("delete ") {
            kept.push(line);
        }
    }
    kept.join("\n") + "\n"
}

/// The lines that are to repair a device are read by the very reader of its configurations, and bring the
/// value there: they are put behind the text of a device, as if typed into it.
#[test]
fn lines_for_the_device_say_what_the_cloud_has() {
    let mut repaired = 0;
    let mut wrong = Vec::new();
    for platform in ["fortios", "juniper-srx", "panos", "vyos"] {
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder(platform)).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        for path in files.iter().filter(|path| path.extension().is_some_and(|it| it == "conf")) {
            // One that the device itself refuses, and one in braces, take no such lines.
            let name = path.file_stem().unwrap().to_string_lossy();
            if name.contains("impossible") || name.contains("braces") {
                continue;
            }
            let bytes = fs::read(path).unwrap();
            let Ok(before) = peer::read(&bytes, Some(platform)) else { continue };
            let Ok(text) = String::from_utf8(bytes) else { continue };
            for tunnel in &before.tunnels {
                let here = cloud(tunnel);
                for difference in compare_fields(&here, tunnel, &before) {
                    let lines = difference.repair_there.join("\n");
                    let known =
                        ["Ike", "Ipsec"].iter().any(|phase| difference.field.starts_with(phase));
                    if difference.verdict != FieldVerdict::Differs
                        || lines.is_empty()
                        || lines.contains('<')
                        || !known
                    {
                        continue;
                    }
                    // XML takes no further lines.
                    let whole = applied(&text, &difference.repair_there);
                    let Ok(after) = peer::read(whole.as_bytes(), Some(platform)) else { continue };
                    let Some(tunnel) = after.tunnels.iter().find(|other| other.name == tunnel.name)
                    else {
                        continue;
                    };
                    let still = compare_fields(&here, tunnel, &after);
                    let still = still.iter().find(|other| {
                        other.field == difference.field && other.verdict == FieldVerdict::Differs
                    });
                    match still {
                        Some(still) => wrong.push(format!(
                            "{} {} {:?}\n{lines}",
                            path.display(),
                            still.field,
                            still.there
                        )),
                        None => repaired += 1,
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        wrong.len() + repaired,
        wrong.join("\n")
    );
    assert!(repaired > 40, "{repaired}");
}

/// The text of a case of the corpus.
fn case(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer").join(name)).unwrap()
}

fn read(bytes: &[u8], more: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("device.conf");
    fs::write(&file, bytes).unwrap();
    let mut arguments = vec!["peer", "read", file.to_str().unwrap()];
    arguments.extend(more);
    Ran::of(program(&arguments).output().unwrap())
}

#[test]
fn two_devices_in_one_text_are_told_with_the_line() {
    let (first, second) =
        (case("cisco-ios/vti-ikev2-dual-bgp.conf"), case("fortios/only-the-necessary-lines.conf"));
    let both = [first.clone(), second].concat();
    let told = read(&both, &["--platform", "cisco-ios"]).expect(0).line();
    assert_eq!(told["platform"], "cisco-ios");
    let lines = first.iter().filter(|byte| **byte == b'\n').count();
    let says = told["says"].as_array().unwrap();
    let note = says.iter().filter_map(Json::as_str).find(|note| note.contains("fortios"));
    let number =
        note.and_then(|note| note.strip_prefix("Line ")?.split(':').next()?.parse::<usize>().ok());
    assert!(number.is_some_and(|number| number > lines), "{says:?}");
    // Alone neither is taken for another.
    let alone = read(&first, &[]).expect(0).line();
    assert!(!alone["says"].to_string().contains("were not read"), "{alone}");
}

#[test]
fn bad_texts_are_refused_in_a_sentence() {
    let bytes: Vec<u8> =
        (0..40_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (text, more, words) in [
        (bytes, &[][..], "This is not text."),
        (case("vyos/set-14-dual-bgp.conf"), &["--platform", "panos"], "vyos"),
        (
            case("cisco-ios/vti-ikev2-dual-bgp.conf")[..400].to_vec(),
            &[],
            "does not contain an IPsec tunnel",
        ),
    ] {
        let refused = read(&text, more).expect(3);
        assert!(refused.err.contains(words) && refused.out.is_empty(), "{}", refused.err);
    }
    // Bytes of another encoding in a remark hide nothing else.
    let mixed =
        [b"! \xc4\xe3\xba\xc3\n! \xe9\n".to_vec(), case("cisco-ios/vti-ikev2-dual-bgp.conf")]
            .concat();
    let told = read(&mixed, &[]).expect(0).line();
    assert_eq!(told["tunnels"].as_array().unwrap().len(), 2);
    assert!(told["says"].to_string().contains("UTF-8"), "{told}");
}

/// Every printable character, in two keys, each read as it was typed and never printed by a comparison.
#[test]
fn keys_of_every_printable_character_are_compared_as_they_stand() {
    let all: String =
        (33_u8..127).map(char::from).filter(|sign| !"\"'\\".contains(*sign)).collect();
    let (one, other) = all.split_at(all.len() / 2);
    for key in [one, other] {
        let device = conn("a", "198.51.100.1", "aes256-sha256-modp2048")
            + &format!("203.0.113.10 198.51.100.1 : PSK \"{key}\"\n");
        let text = draft("ikev2", "group14").replace(KEY, key);
        let files = Files::new(&text, &device);
        let ran = files.compare(&["--address", "1=198.51.100.1"]).expect(3);
        assert!(!ran.out.contains(key) && !ran.err.contains(key));
        assert_eq!(field(&ran.lines(), 1, "Psk")["verdict"], "agree", "{key}");
    }
}

/// Two lines end at two gateways: each tunnel is told its own address.
#[test]
fn each_tunnel_can_be_told_the_address_of_its_gateway() {
    let device = conn("a", "198.51.100.1", "aes256-sha256-modp2048")
        + &conn("b", "198.51.100.2", "aes256-sha256-modp2048")
            .replace("203.0.113.10", "203.0.113.20");
    let files = Files::new(&draft("ikev2", "group14"), &device);
    let at = ["--address", "1=198.51.100.1", "--address", "2=198.51.100.2"];
    let own = |gateways: &[&str]| -> Vec<Json> {
        let told = files.compare(&[&at[..], gateways].concat()).lines();
        let own = told.into_iter().filter(|one| one["field"] == "CustomerGatewayIp");
        own.map(|one| one["verdict"].clone()).collect()
    };
    let each = own(&["--gateway", "1=203.0.113.10", "--gateway", "2=203.0.113.20"]);
    assert_eq!(each, ["agree", "agree"]);
    assert!(own(&["--gateway", "203.0.113.10"]).contains(&json!("differ")));
    files.compare(&["--gateway", "3=203.0.113.10"]).expect(2);
    files.compare(&["--gateway", "x"]).expect(2);
}

#[test]
fn without_a_file_the_one_is_read_that_the_draft_remembers() {
    let device =
        conn("a", "198.51.100.1", "aes256-sha256") + &conn("b", "198.51.100.2", "aes256-sha256");
    let files = Files::new(&draft("ikev2", "group14"), &device);
    let path = files.path("draft.json");
    let compare = |more: &[&str]| {
        let mut arguments = vec!["peer", "compare", &path];
        arguments.extend(more);
        Ran::of(program(&arguments).output().unwrap())
    };
    let nothing = compare(&[]).expect(2);
    assert!(nothing.err.contains("peer compare DRAFT FILE"), "{}", nothing.err);

    let remember = |file: &str, more: Json| {
        let mut peer = json!({ "platform": "strongswan", "file": file });
        peer.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let request: Json = serde_json::from_str(&draft("ikev2", "group14")).unwrap();
        let text = json!({ "schema": 2, "mode": "dual", "peer": peer, "request": request });
        fs::write(&path, text.to_string()).unwrap();
    };
    let file = files.path("device.conf");
    // Both are alike: what was chosen of this text says which is which.
    remember(&file, json!({ "tunnels": { "1": "b", "2": "a" } }));
    let lines = compare(&[]).expect(3).lines();
    assert_eq!(field(&lines, 1, "IpsecPfs")["device"], "b");
    assert_eq!(field(&lines, 2, "IpsecPfs")["there"], "disabled");

    remember(&file, json!({ "tunnels": { "1": "b", "2": "a" }, "file_time": 1_000_000_000 }));
    let changed = compare(&["--timeline"]).expect(3);
    assert!(changed.err.contains("was changed after"), "{}", changed.err);

    let gone = files.path("gone.conf");
    remember(&gone, json!({}));
    let missing = compare(&[]);
    assert!(missing.err.contains("gone.conf"), "{}", missing.err);
    assert!(missing.err.contains("The draft refers to this file"), "{}", missing.err);
}

/// BGP included, which some platforms have in another program's file.
#[test]
fn what_is_written_for_a_device_differs_from_its_draft_nowhere() {
    // What is written for these are the fields to enter, and no text of the device's.
    const FIELDS: [&str; 2] = ["opnsense", "pfsense"];
    let draft = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/drafts/frankfurt-bgp.json");
    let draft = draft.to_str().unwrap();
    let ends = [
        "--address",
        "1=198.51.100.21",
        "--address",
        "2=198.51.100.22",
        "--gateway",
        "203.0.113.10",
        "--gateway-asn",
        "65010",
    ];
    let mut compared = 0;
    for platform in run(&["peer", "platforms"]).expect(0).lines() {
        let id = platform["platform"].as_str().unwrap();
        if platform["writes"] != true || platform["reads"] != true || FIELDS.contains(&id) {
            continue;
        }
        let write = [&["peer", "write", draft, "--platform", id][..], &ends].concat();
        let written = program(&write).output().unwrap();
        if !written.status.success() {
            // RouterOS has no tunnel interface for routes.
            assert_eq!(id, "mikrotik");
            continue;
        }
        let files = Files::new("", &String::from_utf8(written.stdout).unwrap());
        let device = files.folder.path().join("device.conf");
        let compare = [&["peer", "compare", draft, device.to_str().unwrap()][..], &ends].concat();
        let lines = run(&compare).expect(0).lines();
        let differs: Vec<&Json> = lines.iter().filter(|line| line["verdict"] == "differ").collect();
        assert!(differs.is_empty(), "{id}: {differs:?}");
        compared += 1;
    }
    assert!(compared >= 9, "{compared} platforms");
}
