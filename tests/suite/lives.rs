//! Whole lives of connections, from the draft to the deletion, by the program against a sandbox whose
//! connections live and whose devices are spoiled.

use serde_json::{Value as Json, json};
use tunnelsmith::sandbox::PEER_PSK;

use super::support::{Ran, SandboxProcess, root};

const REGION: &str = "eu-central-1";
const ROUTER: &str = "tr-sandboxeucentral1main1";

/// A sandbox where a step takes a fifth of a second, and a draft that is changed as the life goes on.
struct Life {
    sandbox: SandboxProcess,
    draft: Json,
    id: String,
}

impl Life {
    /// Bound to the only router that takes it, its addresses known.
    fn bound(peers: &[&str], changes: &[(&str, Json)]) -> Self {
        let life = Self::created(peers, changes);
        life.json(&["bind", &life.id, "--yes", "--wait"]).expect(0);
        life
    }

    fn created(peers: &[&str], changes: &[(&str, Json)]) -> Self {
        let mut options = vec!["--pace", "200ms"];
        options.extend(peers.iter().flat_map(|peer| ["--peer", *peer]));
        let sandbox = SandboxProcess::start(&options);
        let text =
            std::fs::read_to_string(root().join("assets/drafts/frankfurt-bgp.json")).unwrap();
        let draft = serde_json::from_str(&text).unwrap();
        let mut life = Self { sandbox, draft, id: String::new() };
        let file = life.file(changes);
        let created = life.json(&["replay", &file, "--yes"]).expect(0).line();
        life.id = created["connection_id"].as_str().unwrap().to_owned();
        life
    }

    /// Changes the draft and writes it to a file. Names are those of the wire.
    fn file(&mut self, changes: &[(&str, Json)]) -> String {
        for (name, value) in changes {
            let mut place = &mut self.draft["request"];
            for part in name.split('.') {
                place = match part.parse::<usize>() {
                    Ok(number) => &mut place[number - 1],
                    Err(_) => &mut place[part],
                };
            }
            *place = value.clone();
        }
        let path = self.sandbox.drafts.path().join("wanted.json");
        std::fs::write(&path, self.draft.to_string()).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn json(&self, arguments: &[&str]) -> Ran {
        let own = ["--region", REGION, "--output", "json"];
        self.sandbox.run(&[arguments, &own].concat())
    }

    fn modify(&mut self, changes: &[(&str, Json)]) {
        let file = self.file(changes);
        let done = self.json(&["modify", &self.id, &file, "--yes"]).expect(0);
        assert_eq!(done.lines().last().unwrap()["outcome"], "done", "{}", done.out);
    }

    /// The last line of a watch, whose exit status has to be this.
    fn watch(&self, status: i32, patience: &str) -> Json {
        let ran = self.json(&["watch", &self.id, "--patience", patience]).expect(status);
        ran.lines().pop().unwrap()
    }

    /// What was found, the gravest first.
    fn diagnose(&self) -> Vec<Json> {
        self.json(&["diagnose", &self.id]).expect(0).lines()
    }

    /// Looks until the connection is so.
    fn until(&self, is_so: impl Fn(&Json) -> bool) -> Json {
        let begun = std::time::Instant::now();
        loop {
            let line = self.json(&["connections", &self.id]).expect(0).line();
            if is_so(&line) {
                return line;
            }
            assert!(begun.elapsed().as_secs() < 60, "{line}");
        }
    }
}

#[test]
fn right_after_the_binding_a_connection_is_still_negotiating_and_has_no_fault() {
    let life = Life::created(&["1=silent"], &[]);
    life.json(&["bind", &life.id, "--yes", "--wait"]).expect(0);
    let begun = std::time::Instant::now();
    loop {
        let found = life.diagnose();
        if found.iter().any(|line| line["code"] == "NoResponse") {
            break;
        }
        // Until the device was asked often enough nothing has failed.
        assert!(found.iter().all(|line| line["severity"] == "hint"), "{found:?}");
        assert!(begun.elapsed().as_secs() < 60);
    }
}

fn tunnel(number: usize, leaf: &str) -> String {
    format!("TunnelOptionsSpecification.{number}.{leaf}")
}

#[test]
fn a_connection_is_created_bound_watched_until_up_taken_off_and_deleted() {
    let life = Life::created(&[], &[]);
    let id = life.id.as_str();
    let before = life.json(&["connections", id]).expect(0).line();
    assert_eq!((&before["state"], &before["verdict"]), (&"init".into(), &"not-bound".into()));
    let routers = life.json(&["routers"]).expect(0).lines();
    let usable: Vec<&Json> = routers.iter().filter(|line| line["usable"] == true).collect();
    assert_eq!((usable.len(), &usable[0]["id"]), (1, &ROUTER.into()));
    assert!(routers.len() >= 4);
    let bound = life.json(&["bind", id, "--yes", "--wait"]).expect(0);
    let lines = bound.lines();
    assert!(lines.iter().any(|line| line["what"] == "address"), "{}", bound.out);
    let watched = life.json(&["watch", id, "--patience", "30"]).expect(0).lines();
    assert_eq!(watched.last().unwrap()["outcome"], "up");
    let up = life.json(&["connections", id]).expect(0).line();
    for number in 0..2 {
        let tunnel = &up["tunnels"][number];
        assert_eq!(tunnel["status"], "ipsec_sa_established");
        assert_eq!(tunnel["bgp"], "success");
        let address: std::net::Ipv4Addr = tunnel["address"].as_str().unwrap().parse().unwrap();
        assert!(address.is_documentation());
    }
    assert_eq!((&up["verdict"], &up["bound_to"]), (&"up".into(), &ROUTER.into()));
    let found = life.diagnose();
    assert!(found.iter().any(|line| line["code"] == "AllUp"), "{found:?}");
    assert!(found.iter().all(|line| line["severity"] == "hint"), "{found:?}");
    let again = life.json(&["bind", id, "--yes"]).expect(0);
    assert!(again.out.contains(ROUTER), "bound already: {}", again.out);
    assert_eq!(life.json(&["delete", id, "--yes"]).expect(3).line()["code"], "still-bound");
    life.json(&["unbind", id, "--yes"]).expect(0);
    life.until(|line| line["state"] == "init");
    life.json(&["delete", id, "--yes"]).expect(0);
    let gone = life.json(&["connections", id]);
    assert_ne!(gone.status, 0, "{}", gone.out);
    let changes: Vec<Json> = life.json(&["history"]).expect(0).lines();
    let told: Vec<&Json> = changes.iter().filter_map(|line| line.get("change")).collect();
    let told: Vec<&&Json> = told.iter().filter(|change| !change.is_null()).collect();
    assert_eq!(told, [&"bind", &"associate", &"propagate", &"unbind", &"delete"]);
}

/// A fault, what the program says of it, and the change of the draft that repairs it.
struct Case {
    peer: &'static str,
    code: &'static str,
    field: &'static str,
    here: Json,
    there: Json,
    repair: Vec<(String, Json)>,
}

fn cases() -> Vec<Case> {
    let case = |peer, code, field, here: &str, there: &str, repair: Json| Case {
        peer,
        code,
        field,
        here: here.into(),
        there: there.into(),
        repair: vec![(tunnel(1, field), repair)],
    };
    let ike = |peer, code, field, here, there: &'static str| {
        case(peer, code, field, here, there, there.into())
    };
    vec![
        ike(
            "wrong-proposal:IkeEncAlg=aes",
            "EncryptionAlgorithmMismatch",
            "TunnelIkeConfig.IkeEncAlg",
            "aes256",
            "aes",
        ),
        ike(
            "wrong-proposal:IkeAuthAlg=sha512",
            "AuthenticationAlgorithmMismatch",
            "TunnelIkeConfig.IkeAuthAlg",
            "sha256",
            "sha512",
        ),
        ike(
            "wrong-proposal:IkePfs=group5",
            "DhGroupMismatch",
            "TunnelIkeConfig.IkePfs",
            "group14",
            "group5",
        ),
        ike(
            "wrong-proposal:IkeVersion=ikev1",
            "IkeVersionMismatch",
            "TunnelIkeConfig.IkeVersion",
            "ikev2",
            "ikev1",
        ),
        ike(
            "wrong-proposal:IpsecEncAlg=aes192",
            "EncryptionAlgorithmMismatch",
            "TunnelIpsecConfig.IpsecEncAlg",
            "aes256",
            "aes192",
        ),
        ike(
            "wrong-proposal:IpsecAuthAlg=sha1",
            "AuthenticationAlgorithmMismatch",
            "TunnelIpsecConfig.IpsecAuthAlg",
            "sha256",
            "sha1",
        ),
        ike(
            "wrong-id",
            "PeerIdMismatch",
            "TunnelIkeConfig.RemoteId",
            "203.0.113.10",
            "192.168.1.1",
        ),
        Case {
            here: Json::Null,
            there: Json::Null,
            ..case("wrong-psk", "PskMismatch", "TunnelIkeConfig.Psk", "", "", PEER_PSK.into())
        },
    ]
}

#[test]
fn each_fault_is_named_with_its_field_and_both_values_and_repaired_by_a_change_of_this_side() {
    // Each with a sandbox of its own, side by side: most of the time is waiting.
    std::thread::scope(|scope| {
        for case in cases() {
            scope.spawn(move || {
                let peer = format!("1={}", case.peer);
                let mut life = Life::bound(&[&peer], &[]);
                let end = life.watch(7, "3");
                assert_eq!(end["outcome"], "degraded", "{}: {end}", case.peer);
                let found = life.diagnose();
                assert_eq!(
                    (&found[0]["code"], &found[0]["tunnel"], &found[0]["severity"]),
                    (&case.code.into(), &1.into(), &"error".into()),
                    "{}: {found:?}",
                    case.peer
                );
                assert_eq!(found[0]["field"], tunnel(1, case.field), "{}", case.peer);
                assert_eq!(
                    (&found[0]["here"], &found[0]["there"]),
                    (&case.here, &case.there),
                    "{}",
                    case.peer
                );
                let repair: Vec<(&str, Json)> = case
                    .repair
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.clone()))
                    .collect();
                life.modify(&repair);
                assert_eq!(life.watch(0, "30")["outcome"], "up", "{}", case.peer);
            });
        }
    });
}

#[test]
fn a_silent_device_and_wrong_blocks_are_told_apart() {
    let life = Life::bound(&["1=silent", "2=wrong-subnets"], &[]);
    let end = life.watch(7, "3");
    assert_ne!(end["outcome"], "up", "{end}");
    let found = life.diagnose();
    let of = |number: u8| {
        found.iter().find(|line| line["tunnel"] == number && line["severity"] == "error").unwrap()
    };
    assert_eq!(of(1)["code"], "NoResponse");
    assert_eq!(of(1)["here"], "203.0.113.10", "the address that does not answer");
    assert_eq!(of(2)["code"], "TrafficSelectorMismatch");
    assert_eq!(of(2)["field"], "RemoteSubnet");
    assert_eq!((&of(2)["here"], &of(2)["there"]), (&"0.0.0.0/0".into(), &"172.16.77.0/24".into()));
    let log = life.json(&["logs", &life.id, "--explain"]).expect(0);
    assert!(log.out.contains("ts unacceptable"), "{}", log.out);
}

#[test]
fn bgp_that_fails_is_named_with_what_each_side_has_to_have() {
    let mut life = Life::bound(&["1=no-bgp", "2=wrong-asn"], &[]);
    let end = life.watch(7, "4");
    assert_eq!((&end["outcome"], &end["verdict"]), (&"degraded".into(), &"phase2".into()));
    let found = life.diagnose();
    for number in [1, 2] {
        let it = found.iter().find(|line| line["tunnel"] == number).unwrap();
        assert_eq!(it["code"], "BgpDown");
        assert_eq!(it["field"], tunnel(number, "TunnelBgpConfig.LocalAsn"));
        assert!(it["here"].as_str().unwrap().contains("65530"), "{it}");
        assert!(it["there"].as_str().unwrap().contains("65010"), "{it}");
    }
    // The device takes this side for AS 45104.
    life.modify(&[(&tunnel(2, "TunnelBgpConfig.LocalAsn"), json!(45104))]);
    let second = life.until(|line| line["tunnels"][1]["bgp"] == "success");
    assert_eq!(second["tunnels"][0]["bgp"], "false", "this device speaks no BGP");
}

#[test]
fn a_tunnel_lost_at_its_first_rekey_names_the_rekey_and_pfs() {
    let lifetime = (tunnel(1, "TunnelIpsecConfig.IpsecLifetime"), json!(6));
    let mut life = Life::bound(&["1=pfs-at-rekey"], &[(&lifetime.0, lifetime.1)]);
    assert_eq!(life.watch(0, "30")["outcome"], "up", "PFS is not asked for before");
    let down = life.until(|line| line["tunnels"][0]["status"] == "ipsec_sa_not_established");
    assert_eq!(down["verdict"], "degraded");
    let found = life.diagnose();
    assert_eq!(found[0]["code"], "PfsMismatch", "{found:?}");
    assert_eq!(found[0]["field"], tunnel(1, "TunnelIpsecConfig.IpsecPfs"));
    assert_eq!((&found[0]["here"], &found[0]["there"]), (&"group14".into(), &"disabled".into()));
    life.modify(&[(&tunnel(1, "TunnelIpsecConfig.IpsecPfs"), "disabled".into())]);
    assert_eq!(life.watch(0, "30")["outcome"], "up");
}

#[test]
fn a_device_that_deletes_the_tunnel_again_and_again_is_told_up_or_down() {
    let life = Life::bound(&["2=flaps"], &[]);
    life.until(|line| line["tunnels"][1]["status"] == "ipsec_sa_established");
    life.until(|line| line["tunnels"][1]["status"] != "ipsec_sa_established");
    life.until(|line| line["tunnels"][1]["status"] == "ipsec_sa_established");
    let found = life.diagnose();
    let it = found.iter().find(|line| line["code"] == "ReceiveDeleteNotify").unwrap();
    assert_eq!(it["tunnel"], 2);
    assert_ne!(it["severity"], "hint");
    assert!(it["log"].as_str().unwrap().contains("received DELETE IKE_SA"));
    let log = life.sandbox.run(&["logs", &life.id, "--region", REGION]).expect(0);
    assert!(log.out.contains("received DELETE IKE_SA"), "{}", log.out);
}

#[test]
fn keys_stand_nowhere_but_where_the_service_tells_them() {
    let life = Life::bound(&["1=wrong-psk"], &[]);
    life.watch(7, "2");
    let keys = ["2nthLM6mFk8aazMBtEGdtTyHv5DUXfuW", "CD2TDg692nRN7ygpHysW5cbjZptcbyDk", PEER_PSK];
    for arguments in [
        &["connections", &life.id][..],
        &["diagnose", &life.id],
        &["logs", &life.id],
        &["watch", &life.id, "--patience", "1"],
    ] {
        for form in ["json", "text"] {
            let ran =
                life.sandbox.run(&[arguments, &["--region", REGION, "--output", form]].concat());
            let all = format!("{}{}", ran.out, ran.err);
            assert!(!all.is_empty() && keys.iter().all(|key| !all.contains(key)), "{all}");
        }
    }
}

#[test]
fn one_run_creates_binds_and_waits() {
    let mut life = Life::created(&[], &[]);
    let file = life.file(&[
        (&tunnel(1, "TunnelBgpConfig.TunnelCidr"), "169.254.20.0/30".into()),
        (&tunnel(1, "TunnelBgpConfig.LocalBgpIp"), "169.254.20.1".into()),
        (&tunnel(2, "TunnelBgpConfig.TunnelCidr"), "169.254.21.0/30".into()),
        (&tunnel(2, "TunnelBgpConfig.LocalBgpIp"), "169.254.21.1".into()),
        ("Name", "fra-dc2".into()),
    ]);
    let ran = life.json(&["replay", &file, "--yes", "--bind", ROUTER, "--wait"]).expect(0);
    assert!(ran.out.contains("\"up\""), "{}", ran.out);
}

#[test]
fn a_region_without_bgp_is_told_before_the_service_refuses_it() {
    let region = ("RegionId", json!("cn-fuzhou"));
    let sandbox = SandboxProcess::start(&[]);
    let text = std::fs::read_to_string(root().join("assets/drafts/frankfurt-bgp.json")).unwrap();
    let mut life = Life { sandbox, draft: serde_json::from_str(&text).unwrap(), id: String::new() };
    let file = life.file(&[region]);
    let own = ["--output", "json"];
    let found = life.sandbox.run(&[&["check", "--online", &file][..], &own].concat());
    let rules: Vec<Json> = found.lines().into_iter().map(|line| line["rule"].clone()).collect();
    assert!(rules.contains(&json!("B-23")), "{rules:?}");
    let refused = life.sandbox.run(&[&["replay", &file, "--yes"][..], &own].concat());
    assert_eq!(refused.line()["code"], "OperationUnsupported.EnableBgp");
    // Where the service can, nothing is said.
    let file = life.file(&[("RegionId", json!(REGION))]);
    let found = life.sandbox.run(&[&["check", "--online", &file][..], &own].concat());
    assert!(found.lines().iter().all(|line| line["rule"] != "B-23"));
}
