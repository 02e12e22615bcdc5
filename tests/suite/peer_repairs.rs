//! The lines that are told for a device bear the names it has, and typed into it they bring the value of
//! the cloud there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tunnelsmith::connection::Secret;
use tunnelsmith::peer::device_tunnel::IkeVersion;
use tunnelsmith::peer::{self, CloudTunnel, DeviceTunnel, FieldVerdict, compare_fields};

use crate::peer_statements::is_a_field;

/// Platforms whose configuration is lines that can be typed in.
const PLATFORMS: [&str; 13] = [
    "cisco-ios",
    "cisco-asa",
    "huawei-vrp",
    "h3c-comware",
    "hillstone",
    "fortios",
    "juniper-srx",
    "panos",
    "vyos",
    "edgeos",
    "mikrotik",
    "strongswan",
    "openwrt",
];

/// The texts of a platform that are lines as a device prints them: no mail, no terminal, no XML.
fn texts(platform: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/peer").join(platform);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let bad = ["mail", "terminal", "xml", "impossible", "paste", "wrapped", "braces", "numbers"];
    // Nothing in it says which version a list is for.
    let shared = ["vti-both-versions-static"];
    files
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "conf"))
        .filter(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            !bad.iter().chain(&shared).any(|word| name.contains(word))
        })
        .filter_map(|path| {
            let text = String::from_utf8(fs::read(&path).unwrap()).ok()?;
            Some((path, text.replace('\r', "")))
        })
        .collect()
}

/// A tunnel of the cloud that differs from a device's in every value, save the version and networks of one
/// that routes, which other fields depend on.
fn cloud(there: &DeviceTunnel, [local, remote]: [&str; 2]) -> CloudTunnel {
    let mut here = CloudTunnel::new(1);
    let first = there.version == Some(IkeVersion::V1);
    let mut set = |name: &str, value: &str| here.set(name, value);
    set("IkeVersion", if first { "ikev1" } else { "ikev2" });
    let hash = if there.ike.auth().contains(&"sha1") { "md5" } else { "sha1" };
    let cipher = if there.ike.enc() == ["aes192"] { "aes256" } else { "aes192" };
    set("IkeEncAlg", cipher);
    set("IkeAuthAlg", hash);
    set("IkePfs", if there.ike.dh() == ["group5"] { "group14" } else { "group5" });
    set("IkeLifetime", "43200");
    set("IpsecEncAlg", if there.esp.enc() == ["aes192"] { "aes256" } else { "aes192" });
    set("IpsecAuthAlg", if there.esp.auth().contains(&"sha1") { "md5" } else { "sha1" });
    set("IpsecPfs", if there.esp.dh() == ["group5"] { "group14" } else { "group5" });
    set("IpsecLifetime", "21600");
    set("LocalId", local);
    set("RemoteId", remote);
    set(
        "EnableDpd",
        if there.dpd.as_ref().is_some_and(|dpd| dpd.enabled) { "false" } else { "true" },
    );
    set("EnableNatTraversal", "true");
    if !there.route_based {
        // IKEv1 takes a pair of networks in an SA, and is not asked for more.
        set("LocalSubnet", if first { "10.99.0.0/16" } else { "10.99.0.0/16,10.97.0.0/16" });
        set("RemoteSubnet", "10.98.0.0/16");
    }
    if let Some(bgp) = &there.bgp {
        set("LocalAsn", "45999");
        set("CustomerGatewayAsn", &bgp.local_as.unwrap_or(65_000).to_string());
        set("TunnelCidr", "169.254.199.0/30");
        set("LocalBgpIp", "169.254.199.1");
    }
    here.key = Some(Secret::new("a-key-that-nobody-has"));
    here
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The words of a setting that a new value replaces; `None` for one that is added.
fn setting(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let count = match words.as_slice() {
        [
            "permit" | "rule" | "neighbor" | "peer" | "id" | "access-list" | "ipv4-family"
            | "address-family",
            ..,
        ] => {
            return None;
        }
        ["set", "security-association", ..] => 4,
        ["esp" | "sa", ..] if words.len() > 3 => 3,
        ["protocol", "esp", ..] => 3,
        ["match", "remote", "identity", ..] | ["match", "identity", "remote", ..] => 3,
        ["crypto", "map", _, _, "set", "security-association", ..] => 8,
        ["crypto", "map", ..] => 6,
        ["crypto", "ipsec", ..] if words.len() > 4 => 4,
        ["ipsec", "authentication", ..] => words.len(),
        ["crypto", "isakmp", ..] => 3,
        [
            "set" | "ip" | "tunnel" | "identity" | "esp" | "sa" | "tcp" | "nat" | "undo" | "dpd",
            ..,
        ] => 2,
        _ => 1,
    };
    Some(words[..count.min(words.len())].join(" "))
}

fn begins(line: &str, words: &str) -> bool {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.replace("encr ", "encryption ");
    line == words || line.starts_with(&format!("{words} "))
}

/// Types indented lines into a configuration of indented blocks.
fn into_blocks(text: &mut Vec<String>, lines: &[String], from: usize, until: usize) {
    let mut at = 0;
    let mut until = until;
    while at < lines.len() {
        let line = &lines[at];
        let depth = indent(line);
        let below = lines[at + 1..].iter().take_while(|next| indent(next) > depth).count();
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = text.len();
        if matches!(words.as_str(), "exit" | "quit") {
            at += 1;
            continue;
        }
        if below > 0 {
            // The block is entered, and made where it is not there.
            let set = words.starts_with("crypto ipsec transform-set");
            let short = words.split(' ').take(4).collect::<Vec<_>>().join(" ");
            let wanted = if set { &short } else { &words };
            let found = (from..until).find(|row| begins(&text[*row], wanted));
            if let Some(row) = found.filter(|_| set) {
                text[row].clone_from(line);
            }
            let row = found.unwrap_or_else(|| {
                text.insert(until, line.clone());
                until
            });
            let own = indent(&text[row]);
            let end = (row + 1..text.len())
                .find(|next| indent(&text[*next]) <= own && !text[*next].trim().is_empty())
                .unwrap_or(text.len());
            into_blocks(text, &lines[at + 1..=at + below], row + 1, end);
        } else if let Some(gone) = ["no ", "undo "].iter().find_map(|verb| words.strip_prefix(verb))
        {
            let old: Vec<usize> = (from..until).filter(|row| begins(&text[*row], gone)).collect();
            if old.is_empty() {
                text.insert(from, line.clone());
            }
            for row in old.into_iter().rev() {
                text.remove(row);
            }
        } else {
            let mut place = from;
            if let Some(key) = setting(line) {
                let old: Vec<usize> =
                    (from..until).filter(|row| begins(&text[*row], &key)).collect();
                place = old.first().copied().unwrap_or(from);
                for row in old.into_iter().rev() {
                    text.remove(row);
                }
                if key.starts_with("crypto map") && place == from {
                    let map = key.split(' ').take(4).collect::<Vec<_>>().join(" ");
                    place =
                        (from..text.len()).find(|row| begins(&text[*row], &map)).unwrap_or(from);
                }
            }
            // What is typed in stands as deep as what is there.
            let depth =
                text.get(from).filter(|row| indent(row) > 0).map_or(depth, |row| indent(row));
            text.insert(place, format!("{}{}", " ".repeat(depth), line.trim_start()));
        }
        until = (until + text.len()).saturating_sub(before);
        at += 1 + below;
    }
}

/// Types `set` and `delete` lines in.
fn into_paths(text: &mut Vec<String>, lines: &[String]) {
    for line in lines {
        let path = match line.strip_prefix("delete ") {
            Some(path) => Some(path),
            // A word behind a name is a value of its own; the last word is what changes.
            None => line.strip_prefix("set ").and_then(|rest| Some(rest.rsplit_once(' ')?.0)),
        };
        if let Some(path) = path {
            text.retain(|old| {
                let old = old.replace('\'', "");
                !begins(old.trim_start(), &format!("set {path}"))
            });
        }
        if line.starts_with("set ") {
            text.push(line.clone());
        }
    }
}

/// Types RouterOS commands in: what they change is found by its name.
fn into_router_os(text: &mut Vec<String>, lines: &[String]) {
    let mut joined: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.iter() {
        let part = line.trim_end_matches('\\');
        match joined.last_mut().filter(|_| open) {
            Some(last) => last.push_str(part.trim_start()),
            None => joined.push(part.to_owned()),
        }
        open = line.ends_with('\\');
    }
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let before = joined.clone();
        let verb = words
            .iter()
            .position(|word| matches!(*word, "set" | "add" | "remove" | "enable"))
            .unwrap();
        let path = words[..verb].join(" ");
        if words[verb] == "add" {
            joined.push(line.clone());
            continue;
        }
        let (_, rest) = line.split_once('[').unwrap();
        let (find, values) = rest.split_once(']').unwrap();
        let find = find.trim_start_matches("find ").replace('"', "");
        let mut inside = false;
        joined.retain_mut(|row| {
            if row.starts_with('/') {
                inside = row.trim() == path || row.starts_with(&format!("{path} "));
            }
            let named = row.replace('"', "").split(' ').any(|word| word == find);
            if !inside || !named {
                return true;
            }
            if words[verb] == "remove" {
                return false;
            }
            if words[verb] == "enable" {
                *row = row.replace(" disabled=yes", "");
            }
            for value in values.split_whitespace() {
                let (key, _) = value.split_once('=').unwrap();
                let kept: Vec<&str> =
                    row.split(' ').filter(|word| !word.starts_with(&format!("{key}="))).collect();
                *row = format!("{} {value}", kept.join(" "));
            }
            true
        });
        if joined == before && find == "name=default" {
            // What comes with the device is changed without a name.
            let known = joined.iter().position(|row| *row == path);
            let changed = known.map(|at| at + 1).filter(|at| joined[*at].starts_with("set [ find"));
            match changed {
                Some(at) => joined[at].push_str(values),
                None => joined.extend([path, format!("set [ find default=yes ]{values}")]),
            }
        }
    }
    *text = joined;
}

/// Types `uci` commands in.
fn into_uci(text: &mut Vec<String>, lines: &[String]) {
    for line in lines {
        let rest = line.split_once("ipsec.").unwrap().1;
        let (path, value) = rest.split_once('=').unwrap_or((rest, ""));
        let (section, key) = path.split_once('.').unwrap();
        let names = |row: &str| row.contains(&format!("'{section}'")) && row.starts_with("config ");
        let start = text.iter().position(|row| names(row)).unwrap() + 1;
        let end =
            (start..text.len()).find(|row| text[*row].starts_with("config ")).unwrap_or(text.len());
        for row in (start..end).rev() {
            if text[row].split_whitespace().nth(1) == Some(key) {
                text.remove(row);
            }
        }
        if !value.is_empty() {
            text.insert(start, format!("\toption {key} {value}"));
        }
    }
}

/// Types the settings of a `conn` in; sections in braces are merged by whoever reads them.
fn into_strongswan(text: &mut Vec<String>, lines: &[String]) {
    if !lines[0].starts_with("conn ") {
        text.extend(lines.iter().cloned());
        return;
    }
    let start = text.iter().position(|row| *row == lines[0]).unwrap() + 1;
    for line in &lines[1..] {
        let key = line.trim().split('=').next().unwrap();
        let end =
            (start..text.len()).find(|row| indent(&text[*row]) == 0 && !text[*row].is_empty());
        for row in (start..end.unwrap_or(text.len())).rev() {
            if text[row].trim().split('=').next().unwrap().trim() == key {
                text.remove(row);
            }
        }
        text.insert(start, line.clone());
    }
}

fn typed(platform: &str, text: &str, lines: &[String]) -> String {
    let mut rows: Vec<String> = text.lines().map(str::to_owned).collect();
    match platform {
        "juniper-srx" | "panos" | "vyos" | "edgeos" => into_paths(&mut rows, lines),
        "mikrotik" => into_router_os(&mut rows, lines),
        "openwrt" => into_uci(&mut rows, lines),
        "strongswan" => into_strongswan(&mut rows, lines),
        // A block that is named again is gone into again.
        "fortios" => rows.extend(lines.iter().cloned()),
        _ => {
            let all = rows.len();
            into_blocks(&mut rows, lines, 0, all);
        }
    }
    rows.join("\n") + "\n"
}

#[test]
fn what_is_typed_into_a_device_makes_its_difference_go() {
    let mut wrong = Vec::new();
    let mut repaired: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for platform in PLATFORMS {
        for (path, text) in texts(platform) {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let Ok(before) = peer::read(text.as_bytes(), Some(platform)) else { continue };
            let ids = [["192.0.2.77", "192.0.2.99"], ["cloud.example.com", "site@example.com"]];
            let all = before.tunnels.iter().flat_map(|tunnel| ids.map(|ids| (tunnel, ids)));
            for (tunnel, ids) in all {
                let here = cloud(tunnel, ids);
                // All of them, one after the other: what one field can be set to hangs on others.
                let mut whole = text.clone();
                let mut told = Vec::new();
                for difference in compare_fields(&here, tunnel, &before) {
                    let lines = &difference.repair_there;
                    if difference.verdict != FieldVerdict::Differs || lines.is_empty() {
                        continue;
                    }
                    match lines.iter().find_map(|line| line.find('<').map(|at| &line[at..])) {
                        Some(place) => {
                            let key = place.starts_with("<PRE-SHARED-KEY>");
                            assert!(key, "{platform}/{name} {} {lines:?}", difference.field);
                        }
                        None => {
                            whole = typed(platform, &whole, lines);
                            told.push((difference.field, lines.join("\n")));
                        }
                    }
                }
                let after = peer::read(whole.as_bytes(), Some(platform)).unwrap();
                let Some(other) = after.tunnels.iter().find(|other| other.name == tunnel.name)
                else {
                    wrong.push(format!("{platform}/{name} {} is gone", tunnel.name));
                    continue;
                };
                let rest = compare_fields(&here, other, &after);
                for (field, lines) in told {
                    let still = rest
                        .iter()
                        .find(|one| one.field == field && one.verdict == FieldVerdict::Differs);
                    match still {
                        Some(still) => wrong.push(format!(
                            "{platform}/{name} {} {field}: still {:?} ({}) after\n{lines}",
                            tunnel.name, still.there, still.reason
                        )),
                        None => {
                            repaired.entry(platform).or_default().insert(field);
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
    for platform in PLATFORMS {
        let fields = repaired.get(platform).map_or(0, BTreeSet::len);
        assert!(fields >= 8, "{platform}: {:?}", repaired.get(platform));
    }
}

/// What is off is switched on, and nothing else.
#[test]
fn a_policy_that_is_off_is_switched_on_and_not_its_peer() {
    let text = "/ip ipsec peer\nadd address=198.51.100.1/32 exchange-mode=ike2 name=a\n/ip ipsec identity\n\
                add peer=a secret=x\n/ip ipsec policy\nadd disabled=yes dst-address=10.1.0.0/16 peer=a \
                src-address=10.2.0.0/16 tunnel=yes\n";
    let reading = peer::read(text.as_bytes(), None).ok().unwrap();
    let all = compare_fields(&CloudTunnel::new(1), &reading.tunnels[0], &reading);
    let off = all.iter().find(|one| one.field == "tunnel").unwrap();
    assert_eq!(off.line, Some(6));
    assert_eq!(off.repair_there, ["/ip ipsec policy enable [find peer=\"a\"]"]);
}

/// Two children are two SAs: each gets what the cloud has.
#[test]
fn every_child_of_a_connection_is_repaired() {
    let child = |name: &str, net: &str| {
        format!(
            "{name} {{ local_ts = 10.2.0.0/16\n remote_ts = {net}\n esp_proposals = aes128-sha1 }}\n"
        )
    };
    let (one, two) = (child("one", "10.1.0.0/24"), child("two", "10.1.1.0/24"));
    let text = format!(
        "connections {{\n a {{ version = 2\n remote_addrs = 198.51.100.1\n children {{\n{one}{two}}}\n}}\n}}\n"
    );
    let reading = peer::read(text.as_bytes(), None).ok().unwrap();
    let mut here = CloudTunnel::new(1);
    for (name, value) in [
        ("IpsecEncAlg", "aes256"),
        ("IpsecAuthAlg", "sha256"),
        ("IpsecPfs", "group14"),
        ("IpsecLifetime", "7200"),
        ("EnableDpd", "true"),
    ] {
        here.set(name, value);
    }
    let mut whole: Vec<String> = vec![text];
    for found in compare_fields(&here, &reading.tunnels[0], &reading) {
        if found.verdict == FieldVerdict::Differs {
            assert!(!found.repair_there.is_empty(), "{}", found.field);
            whole.extend(found.repair_there);
        }
    }
    let after = peer::read(whole.join("\n").as_bytes(), None).ok().unwrap();
    assert_eq!(after.tunnels.len(), 1);
    assert_eq!(after.tunnels[0].esp.enc(), ["aes256"], "{}", whole.join("\n"));
    let rest = compare_fields(&here, &after.tunnels[0], &after);
    let rest: Vec<&str> = rest
        .iter()
        .filter(|one| one.verdict == FieldVerdict::Differs)
        .map(|one| one.field)
        .collect();
    assert_eq!(rest, Vec::<&str>::new(), "{}", whole.join("\n"));
}

/// On pages a repair names fields that are there and values that they take: those of the vendor's own forms.
#[test]
fn what_is_to_be_entered_on_a_page_is_a_field_of_it() {
    for platform in ["pfsense", "opnsense"] {
        let folder = crate::support::root().join("tests/data/peer").join(platform);
        let mut fields = BTreeSet::new();
        for file in fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()) {
            if file.extension().is_none_or(|extension| extension != "conf") {
                continue;
            }
            let reading = peer::read(&fs::read(&file).unwrap(), Some(platform)).ok().unwrap();
            for tunnel in &reading.tunnels {
                for ids in [["192.0.2.77", "192.0.2.99"], ["cloud.example.com", "site@example.com"]]
                {
                    for found in compare_fields(&cloud(tunnel, ids), tunnel, &reading) {
                        for line in &found.repair_there {
                            let (_, entered) = line.rsplit_once(" > ").unwrap();
                            let known = entered.split("; ").all(|one| {
                                one.ends_with("<PRE-SHARED-KEY>") || is_a_field(platform, one)
                            });
                            assert!(known, "{platform} {}: {line}", found.field);
                            fields.insert(found.field);
                        }
                    }
                }
            }
        }
        assert!(fields.len() >= 8, "{platform}: {fields:?}");
    }
}

/// Another version of IKE is another set of objects on some devices: they come with it, under names of their own.
#[test]
fn another_version_leaves_nothing_to_be_named() {
    let mut wrong = Vec::new();
    for platform in PLATFORMS {
        for (path, text) in texts(platform) {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let Ok(before) = peer::read(text.as_bytes(), Some(platform)) else { continue };
            for tunnel in &before.tunnels {
                let mut here = cloud(tunnel, ["192.0.2.77", "192.0.2.99"]);
                let first = tunnel.version == Some(IkeVersion::V1);
                here.set("IkeVersion", if first { "ikev2" } else { "ikev1" });
                let all = compare_fields(&here, tunnel, &before);
                let Some(version) = all.iter().find(|one| one.field == "IkeVersion") else {
                    continue;
                };
                let lines = &version.repair_there;
                let open = |line: &String| line.replace("<PRE-SHARED-KEY>", "").contains('<');
                if version.verdict == FieldVerdict::Differs && lines.iter().any(open) {
                    wrong.push(format!("{platform}/{name} {}: {lines:#?}", tunnel.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
