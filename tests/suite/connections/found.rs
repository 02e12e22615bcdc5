//! Diagnosis and logs: the field at fault, both values, both repairs.

use serde_json::Value as Json;

use super::bound;
use super::world::{ID, World};

const IKE: &str = "TunnelOptionsSpecification.1.TunnelIkeConfig";

fn world(life: &'static str, diagnosis: &'static str) -> World {
    World::with(|state| {
        bound(state);
        state.life = vec![life];
        state.diagnosis = diagnosis;
    })
}

#[test]
fn a_diagnosis_names_the_field_and_the_values_of_both_sides() {
    let ipsec = "TunnelOptionsSpecification.1.TunnelIpsecConfig";
    let text = |text: &str| Json::from(text);
    for (life, sample, tunnel, code, field, here, there, repair) in [
        (
            "dual.03.attached-silent",
            "diagnose.hash",
            1,
            "AuthenticationAlgorithmMismatch",
            format!("{IKE}.IkeAuthAlg"),
            text("sha256"),
            text("sha1"),
            "to sha1",
        ),
        (
            "dual.03.attached-silent",
            "diagnose.psk",
            1,
            "PskMismatch",
            format!("{IKE}.Psk"),
            Json::Null,
            Json::Null,
            "Enter the key again",
        ),
        (
            "dual.06.half",
            "diagnose.peerid",
            2,
            "PeerIdMismatch",
            "TunnelOptionsSpecification.2.TunnelIkeConfig.RemoteId".to_owned(),
            text("203.0.113.20"),
            text("192.168.1.1"),
            "to 192.168.1.1",
        ),
        (
            "dual.03.attached-silent",
            "diagnose.silent",
            1,
            "NoResponse",
            "TunnelOptionsSpecification.1.CustomerGatewayId".to_owned(),
            text("203.0.113.10"),
            Json::Null,
            "Check the address of the customer gateway",
        ),
        (
            "dual.05.phase2-failed",
            "diagnose.pfs",
            1,
            "PfsMismatch",
            format!("{ipsec}.IpsecPfs"),
            text("group14"),
            text("disabled"),
            "to disabled",
        ),
        (
            "dual.05.phase2-failed",
            "diagnose.ts",
            1,
            "TrafficSelectorMismatch",
            "LocalSubnet".to_owned(),
            text("10.1.0.0/16"),
            text("10.1.0.0/24"),
            "to 10.1.0.0/24",
        ),
    ] {
        let world = world(life, sample);
        let lines = world.json(&["diagnose", ID]).expect(0).lines();
        let found = lines.iter().find(|line| line["code"] == code);
        let found = found.unwrap_or_else(|| panic!("{sample}: {lines:?}"));
        assert_eq!(found["tunnel"], tunnel, "{sample}");
        assert_eq!(found["severity"], "error", "{sample}");
        assert_eq!(found["field"], field, "{sample}");
        assert_eq!((&found["here"], &found["there"]), (&here, &there), "{sample}");
        assert!(found["repair_here"].as_str().unwrap().contains(repair), "{sample}: {found}");
        assert!(!found["repair_there"].as_str().unwrap().is_empty(), "{sample}");
        assert!(!found["log"].is_null(), "{sample}");
    }
}

#[test]
fn where_the_service_finds_nothing_its_log_does() {
    let world = world("dual.03.attached-silent", "diagnose.clean");
    let lines = world.json(&["diagnose", ID]).expect(0).lines();
    let found = lines.iter().find(|line| line["tunnel"] == 1).unwrap();
    assert_eq!(found["code"], "AuthenticationAlgorithmMismatch");
    assert_eq!(found["field"], format!("{IKE}.IkeAuthAlg"));
    assert!(found["log"].as_str().unwrap().contains("rejected hashtype"));
}

#[test]
fn our_own_rules_speak_of_what_no_code_of_the_service_is_about() {
    for (life, code) in [
        ("dual.07.up-bgp-down", "BgpDown"),
        ("dual.08.up", "AllUp"),
        ("dual.02.attaching", "Binding"),
        ("dual.12.financialLocked", "Locked"),
    ] {
        let world = world(life, "diagnose.empty");
        let lines = world.json(&["diagnose", ID]).expect(0).lines();
        let found = lines.iter().find(|line| line["code"] == code);
        let found = found.unwrap_or_else(|| panic!("{life}: {lines:?}"));
        if code == "BgpDown" {
            let field = "TunnelOptionsSpecification.1.TunnelBgpConfig.LocalAsn";
            assert_eq!(found["field"], field);
            assert!(found["here"].as_str().unwrap().contains("65530"), "{found}");
            assert!(found["there"].as_str().unwrap().contains("65010"), "{found}");
        }
    }
    let unbound = World::with(|_| ());
    let lines = unbound.json(&["diagnose", ID]).expect(0).lines();
    assert_eq!(lines[0]["code"], "NotBound");
}

#[test]
fn a_draft_that_is_not_what_is_in_force_is_told_as_well() {
    let world = world("dual.08.up", "diagnose.empty");
    let imported = world.run(&["import", "--connection", ID, "--with-keys"]).expect(0).out;
    let draft = world.file("draft.json", &imported.replace("\"sha256\"", "\"sha512\""));
    let lines = world.json(&["diagnose", ID, "--draft", &draft]).expect(0).lines();
    let field = format!("{IKE}.IkeAuthAlg");
    let found = lines.iter().find(|line| line["field"] == field).unwrap();
    assert_eq!((&found["code"], &found["here"]), (&"DraftDiffers".into(), &"sha256".into()));
}

#[test]
fn lines_of_the_log_are_printed_plain_or_explained() {
    let world = world("dual.03.attached-silent", "diagnose.empty");
    let plain = world.run(&["logs", ID, "--tunnel", "1"]).expect(0);
    assert_eq!(plain.out.lines().count(), 3, "{}", plain.out);
    let explained = world.run(&["logs", ID, "--tunnel", "1", "--explain"]).expect(0);
    assert!(
        explained.out.contains("= The phase 1 authentication algorithms differ."),
        "{}",
        explained.out
    );
    let lines = world.json(&["logs", ID, "--explain", "--since", "30m"]).expect(0).lines();
    assert_eq!(lines[0]["at"], "2026-01-02T03:20:18Z");
    assert_eq!(lines[0]["meaning"], "Alibaba Cloud starts phase 1.");
    world.run(&["logs", ID, "--tunnel", "3"]).expect(2);
    world.run(&["logs", ID, "--since", "soon"]).expect(2);
}

/// What a tunnel lacks may still come by itself: the log tells how long it has been tried.
#[test]
fn a_tunnel_that_has_just_begun_to_negotiate_is_no_fault() {
    let line = |seconds: i64, text: &str| {
        // The service's lines have the time of UTC+8.
        let at = jiff::SignedDuration::from_secs(8 * 3600 - seconds);
        let at = jiff::Timestamp::now() + at;
        format!("{} {ID} [PROTO_NOTIFY]: {text}", at.strftime("%Y-%m-%d %H:%M:%S"))
    };
    let begun = "isakmp.c:862:isakmp_ph1begin_i(): initiate new phase 1 negotiation";
    let up = "pfkey.c:1:f(): IPsec-SA established";
    let silent = "dual.03.attached-silent";
    for (life, log, code) in [
        (silent, vec![], "Negotiating"),
        (silent, vec![line(5, begun)], "Negotiating"),
        (silent, vec![line(200, begun), line(190, up), line(20, begun)], "Negotiating"),
        (silent, vec![line(200, begun), line(5, begun)], "TunnelFails"),
        ("dual.05.phase2-failed", vec![line(5, begun)], "TunnelFails"),
        ("dual.07.up-bgp-down", vec![line(10, up)], "BgpPending"),
        ("dual.07.up-bgp-down", vec![line(300, up)], "BgpDown"),
    ] {
        let world = world(life, "diagnose.empty");
        world.state(|state| state.log = Some(log.clone()));
        let found = world.json(&["diagnose", ID]).expect(0).lines();
        assert!(found.iter().any(|it| it["code"] == code), "{life} {log:?}\n{found:?}");
        let are_hints = found.iter().all(|it| it["severity"] == "hint");
        assert_eq!(are_hints, matches!(code, "Negotiating" | "BgpPending"), "{found:?}");
    }
}

#[test]
fn a_diagnosis_says_a_thing_once() {
    let world = world("dual.03.attached-silent", "diagnose.hash");
    let found = world.json(&["diagnose", ID]).expect(0).lines();
    let meaning = found[0]["meaning"].as_str().unwrap();
    assert_eq!(meaning.matches("differ").count(), 1, "{meaning}");
}

/// Rules G-05, G-11 and M-13 before a connection is bound, and G-10 once it is up.
#[test]
fn what_to_know_of_a_router_and_of_routing_is_told() {
    for (crowd, hints) in [(15, [false, false]), (16, [false, true]), (48, [true, true])] {
        let world = World::with(|state| state.crowd = crowd);
        let ran = world.run(&["bind", ID, "--yes"]).expect(0);
        let told = [format!("{crowd} of 50 connections"), "at most 16 of them".to_owned()];
        assert_eq!(told.map(|text| ran.err.contains(&text)), hints, "{crowd}: {}", ran.err);
        assert!(!ran.err.contains("only when traffic arrives"), "{}", ran.err);
    }
    let world = World::with(|state| state.waits_for_traffic = true);
    let ran = world.run(&["bind", ID, "--yes"]).expect(0);
    assert!(ran.err.contains("negotiates only when traffic arrives"), "{}", ran.err);
    let world = self::world("dual.08.up", "diagnose.empty");
    let found = world.json(&["diagnose", ID]).expect(0).lines();
    let up = found.iter().find(|line| line["code"] == "AllUp").unwrap();
    assert!(up["repair_here"].as_str().unwrap().contains("priority 5000"), "{up}");
    assert!(up["repair_there"].as_str().unwrap().contains("MSS"), "{up}");
}

/// The statements for the device are those of the platform that the draft remembers, with the values in force.
#[test]
fn the_repair_on_the_device_is_told_in_its_own_words() {
    let world = world("dual.03.attached-silent", "diagnose.hash");
    let imported = world.run(&["import", "--connection", ID, "--with-keys"]).expect(0).out;
    let mut draft: Json = serde_json::from_str(&imported).unwrap();
    for (platform, statement) in [("cisco-ios", "integrity sha256"), ("fortios", "sha256")] {
        draft["peer"] = serde_json::json!({"platform": platform});
        let file = world.file("draft.json", &draft.to_string());
        let lines = world.json(&["diagnose", ID, "--draft", &file]).expect(0).lines();
        let commands = lines[0]["commands_there"].as_array().unwrap();
        let told = |command: &Json| command.as_str().unwrap().contains(statement);
        assert!(commands.iter().any(told), "{platform}: {}", lines[0]);
        let shown = world.run(&["diagnose", ID, "--draft", &file]).expect(0).out;
        assert!(shown.contains(commands[0].as_str().unwrap()), "{shown}");
    }
    let lines = world.json(&["diagnose", ID]).expect(0).lines();
    assert_eq!(lines[0]["commands_there"].as_array().unwrap().len(), 0);
}
