//! Every value that a device's text says is told with the line that says it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use tunnelsmith::connection::Secret;
use tunnelsmith::peer::{self, CloudTunnel, DeviceTunnel, FieldComparison, compare_fields};

/// The texts of the corpus with what they say.
fn cases() -> Vec<(PathBuf, Json)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer");
    let folders = fs::read_dir(root).unwrap().map(|folder| folder.unwrap().path());
    let files = folders.flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut cases: Vec<(PathBuf, Json)> = files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "conf"))
        .map(|path| {
            let truth = fs::read_to_string(path.with_extension("json")).unwrap();
            (path, serde_json::from_str(&truth).unwrap())
        })
        .collect();
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

/// A tunnel of the cloud with a value for every field, so that every field is compared.
fn cloud() -> CloudTunnel {
    let mut here = CloudTunnel::new(1);
    for (name, value) in [
        ("IkeVersion", "ikev1"),
        ("IkeMode", "main"),
        ("IkeEncAlg", "aes192"),
        ("IkeAuthAlg", "sha512"),
        ("IkePfs", "group14"),
        ("IkeLifetime", "43200"),
        ("IpsecEncAlg", "aes192"),
        ("IpsecAuthAlg", "sha512"),
        ("IpsecPfs", "group14"),
        ("IpsecLifetime", "21600"),
        ("LocalId", "cloud.example"),
        ("RemoteId", "device.example"),
        ("GatewayIp", "8.8.8.8"),
        ("CustomerGatewayIp", "9.9.9.9"),
        ("LocalSubnet", "10.99.0.0/16"),
        ("RemoteSubnet", "10.98.0.0/16"),
        ("LocalAsn", "45104"),
        ("CustomerGatewayAsn", "65123"),
        ("LocalBgpIp", "169.254.77.1"),
        ("TunnelCidr", "169.254.77.0/30"),
        ("EnableDpd", "true"),
        ("EnableNatTraversal", "true"),
    ] {
        here.set(name, value);
    }
    here.key = Some(Secret::new("a-key-that-nobody-has"));
    here
}

/// How the truth names what a field of the comparison holds.
fn named(field: &str) -> &str {
    match field {
        "IkeVersion" => "ike_version",
        "IkeMode" => "mode",
        "IkeEncAlg" => "ike.enc",
        "IkeAuthAlg" => "ike.auth",
        "IkePfs" => "ike.dh",
        "IkeLifetime" => "ike.lifetime_s",
        "IpsecEncAlg" => "esp.enc",
        "IpsecAuthAlg" => "esp.auth",
        "IpsecPfs" => "esp.pfs",
        "IpsecLifetime" => "esp.lifetime_s",
        "LocalId" => "remote_id",
        "RemoteId" => "local_id",
        "LocalSubnet" | "RemoteSubnet" => "selectors",
        "EnableDpd" => "dpd",
        "EnableNatTraversal" => "nat_t",
        "volume" => "esp.lifetime_kb",
        "prf" => "ike.prf",
        other => other,
    }
}

/// Words of which a line that holds the value has one.
fn words(field: &str, there: &str) -> Vec<String> {
    let first = there.split(',').next().unwrap();
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    let all: Vec<&str> = match (field, first) {
        // A digit, off by name, or the words that stand for a version or a switch.
        ("IkeVersion", _) => vec!["1", "2", "ike"],
        ("IkeMode", _) => vec!["aggressive", "main", "auto", "no", "exchange-mode", "mode"],
        ("EnableDpd", _) => vec!["dpd", "keepalive", "dead-peer", "liveness", "enable", "interval"],
        ("EnableNatTraversal", _) => vec!["nat", "encap", "<enable>"],
        ("IpsecPfs", "disabled") => vec!["pfs", "dh-group", "esp", "none", "encryption_algorithm"],
        ("tunnel", _) => vec!["shutdown", "disabled", "disable", "status"],
        ("encapsulation", _) => vec!["gre", "transport", "ah", "mode"],
        ("Psk", _) => vec![""],
        ("sha2", _) => vec!["sha256_96"],
        ("IkeEncAlg" | "IpsecEncAlg", "aes") => vec!["128", "aes"],
        ("IkeEncAlg" | "IpsecEncAlg", "des") => vec!["des"],
        ("IkeEncAlg" | "IpsecEncAlg", "3des") => vec!["3des", "proposal-set standard"],
        // Its length stands in an element of its own.
        ("IkeEncAlg" | "IpsecEncAlg", _) => vec![&digits, "<name>aes</name>"],
        (_, "md5") => vec!["md5"],
        ("IkeAuthAlg" | "IpsecAuthAlg" | "prf", "sha1") => vec!["sha", "proposal-set standard"],
        ("IkeAuthAlg" | "IpsecAuthAlg" | "prf", hash) if hash.starts_with("sha") => vec![&digits],
        (_, "none") => vec!["gcm", "none", "null", "authentication"],
        // What both ends are named by may be the kind of name alone.
        ("LocalId" | "RemoteId", text) => vec![text, "identity address"],
        ("IkePfs" | "IpsecPfs", group) => match group {
            "group1" => vec!["1", "768"],
            "group2" => vec!["2", "1024", "proposal-set standard"],
            "group5" => vec!["5", "1536"],
            "group14" => vec!["14", "2048"],
            "group19" => vec!["19", "ecp256"],
            "group20" => vec!["20", "ecp384"],
            _ => vec![&digits],
        },
        ("IkeLifetime" | "IpsecLifetime" | "rekey" | "volume" | "mtu", _) => {
            vec!["1", "2", "3", "4", "5", "6", "7", "8", "9"]
        }
        ("TunnelCidr", _) => vec![&first[..first.rfind('.').unwrap()]],
        ("LocalSubnet" | "RemoteSubnet", net) => vec![net.split('/').next().unwrap()],
        (_, text) => vec![text],
    };
    all.into_iter().map(str::to_lowercase).collect()
}

/// Whether the text itself says the value, and not a default or another value.
fn is_said(found: &FieldComparison, tunnel: &DeviceTunnel, truth: &Json, text: &str) -> bool {
    let Some(there) = &found.there else { return false };
    let default = truth["defaults"].get(named(found.field)).is_some()
        || tunnel.defaulted.contains(named(found.field));
    let all = |net: &str| net == "0.0.0.0/0";
    match found.field {
        _ if default => false,
        // What a tunnel is by its nature: nothing is switched on, a missing line is no key.
        "IkeMode" | "IkeVersion" => false,
        "EnableDpd" | "EnableNatTraversal" => true,
        "Psk" => there != "missing",
        "EffectImmediately" | "mtu" | "tunnel" | "sha2" | "encapsulation" | "volume" | "prf" => {
            false
        }
        "LocalSubnet" | "RemoteSubnet" => !there.split(',').any(all),
        "IkeEncAlg" | "IkeAuthAlg" | "IkePfs" | "IpsecEncAlg" | "IpsecAuthAlg" | "IpsecPfs"
        | "IkeLifetime" | "IpsecLifetime" => true,
        "TunnelCidr" => true,
        _ => text.contains(there.as_str()),
    }
}

#[test]
fn every_value_that_a_text_says_is_told_with_its_line() {
    let (mut told, mut wrong) = (0, Vec::new());
    for (path, truth) in cases() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let bytes = fs::read(&path).unwrap();
        let Ok(reading) = peer::read(&bytes, None) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let lines: Vec<&str> = text.split(end).collect();
        for tunnel in &reading.tunnels {
            let truths = truth["tunnels"].as_array().unwrap();
            let Some(truth) = truths.iter().find(|one| one["name"] == tunnel.name.as_str()) else {
                continue;
            };
            for found in compare_fields(&cloud(), tunnel, &reading) {
                let Some(line) = found.line else {
                    if is_said(&found, tunnel, truth, &text) {
                        wrong.push(format!(
                            "{}/{name} {} {}: {:?} has no line",
                            reading.platform, tunnel.name, found.field, found.there
                        ));
                    }
                    continue;
                };
                // A line that a mail wrapped goes on below.
                let wrapped = usize::from(name.contains("wrapped"));
                let shown = lines[line - 1..line + wrapped].join(" ").to_lowercase();
                let holds = found.there.as_ref().is_some_and(|there| {
                    words(found.field, there).iter().any(|word| shown.contains(word))
                });
                if holds {
                    told += 1;
                } else {
                    wrong.push(format!(
                        "{}/{name} {} {}: {:?} is not in line {line}: {shown}",
                        reading.platform, tunnel.name, found.field, found.there
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong, {told} right:\n{}", wrong.len(), wrong.join("\n"));
    assert!(told > 1000, "{told}");
}
