//! The official Python SDKs as judges of our signatures and as clients of our sandbox.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};
use tunnelsmith::connection::Secret;
use tunnelsmith::rpc::{Params, V3Parts, v1_signature, v3_authorization};

use super::support::{self, SandboxProcess, official_python, sample, script};

struct Judge {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Judge {
    fn new() -> Option<Self> {
        let mut child = script(&official_python()?, "judge.py")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let asks = child.stdin.take().unwrap();
        let says = BufReader::new(child.stdout.take().unwrap());
        Some(Self { child, asks, says })
    }

    fn ask(&mut self, case: &Json) -> Json {
        writeln!(self.asks, "{case}").unwrap();
        let mut line = String::new();
        self.says.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Everything that percent-encoding and sorting could stumble over.
fn any_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ *~+%'\"&=/?#\\\\!()<>;:,.|`@$^{}\\[\\]_-]{0,12}",
        "[a-zA-Z0-9 ]{0,20}",
        "[一-龥]{1,6}",
        "[\u{1F300}-\u{1F5FF}é\u{0}\n\t]{1,4}",
        any::<String>(),
    ]
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,10}",
        "Tags\\.(1|2|10|11)\\.(Key|Value)",
        "TunnelOptionsSpecification\\.[12]\\.TunnelIkeConfig\\.Psk",
        "[ *~+%é总]{1,4}",
    ]
}

#[test]
fn a_thousand_signatures_equal_those_of_both_official_sdks() {
    let Some(mut judge) = Judge::new() else { return };
    let maps = prop::collection::btree_map(any_name(), any_value(), 0..24);
    let cases = (maps, "[!-~]{1,40}", prop_oneof![Just("GET"), Just("POST")]);
    let mut runner = TestRunner::deterministic();
    let mut equal = 0;
    for _ in 0..1000 {
        let (map, secret, method) = cases.new_tree(&mut runner).unwrap().current();
        let params: Params = map.iter().collect();
        let ours = v1_signature(method, &params, &Secret::new(secret.as_str()));
        let theirs = judge.ask(&json!({"method": method, "secret": secret, "params": map}));
        assert_eq!(theirs["newer"], ours.as_str(), "{map:?}");
        assert_eq!(theirs["older"], ours.as_str(), "{map:?}");
        equal += 1;
    }
    println!("{equal} of 1000 signatures equal");
}

#[test]
fn acs3_signatures_equal_those_of_the_official_sdk() {
    let Some(mut judge) = Judge::new() else { return };
    let maps = prop::collection::btree_map("[A-Za-z.0-9]{1,12}", any_value(), 0..12);
    let mut runner = TestRunner::deterministic();
    for _ in 0..200 {
        let query = maps.new_tree(&mut runner).unwrap().current();
        let params: Params = query.iter().collect();
        let headers = [
            ("host", "vpc.eu-central-1.aliyuncs.com"),
            ("x-acs-action", "CreateVpnAttachment"),
            ("x-acs-date", "2026-01-02T03:04:05Z"),
        ];
        let ours = v3_authorization(
            V3Parts {
                method: "POST",
                query: &params.canonical(),
                headers: &headers,
                body_hash: "abc",
            },
            "testid",
            &Secret::new("testsecret"),
        );
        let headers: serde_json::Map<String, Json> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        let theirs = judge.ask(&json!({
            "method": "POST", "secret": "testsecret", "id": "testid",
            "query": query, "headers": headers, "hash": "abc",
        }));
        assert_eq!(theirs["acs3"], ours.as_str(), "{query:?}");
    }
}

/// Our client against a service that verifies with the official function: right signatures, and
/// nothing in the URL.
#[test]
fn the_official_function_accepts_what_our_client_sends() {
    let Some(python) = official_python() else { return };
    let mut child = script(&python, "service.py").stdout(Stdio::piped()).spawn().unwrap();
    let mut says = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    says.read_line(&mut line).unwrap();
    let endpoint = format!("http://127.0.0.1:{}", line.trim());
    for (signature, draft) in [
        ("v1", "frankfurt-bgp.json"),
        ("v1", "hangzhou-single-policy.json"),
        ("v3", "frankfurt-bgp.json"),
        ("v3", "hangzhou-single-policy.json"),
    ] {
        let draft = sample(draft);
        let ran = support::program(&[
            "replay",
            "--yes",
            "--output",
            "json",
            "--signature",
            signature,
            "--endpoint",
            &endpoint,
            &draft,
        ])
        .env("ALIBABA_CLOUD_ACCESS_KEY_ID", "official-id")
        .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "official-secret")
        .output()
        .unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        // Before the creation it is asked whose the access key is.
        let mut seen = Json::Null;
        while seen["action"] != "CreateVpnAttachment" {
            let mut line = String::new();
            says.read_line(&mut line).unwrap();
            seen = serde_json::from_str(&line).unwrap();
            assert_eq!(seen["right"], true, "{seen}");
            assert_eq!(seen["url"], "/", "no parameter stands in the URL");
        }
        assert!(seen["business"]["ClientToken"].is_string());
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[test]
fn the_official_sdks_work_against_the_sandbox() {
    let Some(python) = official_python() else { return };
    let sandbox = SandboxProcess::start(&["--gateways", "120"]);
    let listed = sandbox.run(&["gateways", "--region", "eu-central-1", "--output", "json"]).lines();
    let with_asn: Vec<&str> = listed
        .iter()
        .filter(|row| row["asn"].is_number())
        .filter_map(|row| row["id"].as_str())
        .collect();
    let output = script(&python, "client.py")
        .args([&sandbox.endpoint, &sandbox.id, &sandbox.secret])
        .args(&with_asn[..2])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    println!("{text}");
    let told: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |what: &str| {
        let all: Vec<&Json> = told.iter().filter(|line| line["what"] == what).collect();
        assert!(!all.is_empty(), "nothing told of {what}");
        all
    };
    for what in ["dual-v3", "dual-v1", "single-v3"] {
        assert!(of(what)[0]["id"].as_str().is_some_and(|id| id.starts_with("vco-")), "{what}");
    }
    assert_eq!(of("dry-run")[0]["code"], "DryRunOperation");
    assert_eq!(of("wrong-key")[0]["code"], "SignatureDoesNotMatch");
    assert_eq!(of("wrong-key-v1")[0]["code"], "SignatureDoesNotMatch");
    let twice = of("same-token");
    assert!(twice[0]["id"].is_string());
    assert_eq!(twice[0]["id"], twice[1]["id"]);
    assert_eq!(of("other-with-token")[0]["code"], "IdempotentParameterMismatch");
    let list = of("list")[0];
    assert_eq!(
        (&list["pages"], &list["rows"], &list["different"]),
        (&json!(3), &json!(120), &json!(120))
    );
    assert_eq!(of("older-list")[0]["rows"], 10);
    assert!(
        of("tampered")[0]["code"]
            .as_str()
            .is_some_and(|code| code.starts_with("Signature") || code == "InvalidAccessKeySecret"),
        "{:?}",
        of("tampered")
    );
}

/// Creation, binding, polling, diagnosis, log, modification, unbinding and deletion through the SDKs of both
/// products, whose models have to know every field that the sandbox answers.
#[test]
fn a_whole_life_runs_through_the_official_sdks() {
    let Some(python) = official_python() else { return };
    let peer = "1=wrong-proposal:IkeEncAlg=aes";
    let sandbox = SandboxProcess::start(&["--pace", "300ms", "--peer", peer]);
    let output = script(&python, "life.py")
        .args([&sandbox.endpoint, &sandbox.id, &sandbox.secret])
        .args(["cgw-sandboxfradc1a0000001", "cgw-sandboxfradc1b0000002"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let told: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let lost: Vec<&Json> = told.iter().filter(|line| line["what"] == "lost").collect();
    assert!(lost.is_empty(), "{lost:?}");
    let of = |what: &str| {
        told.iter().find(|line| line["what"] == what).unwrap_or_else(|| panic!("no {what}: {text}"))
    };
    let created = of("created");
    assert_eq!((&created["state"], &created["attach"]), (&"init".into(), &"NO_ASSOCIATED".into()));
    assert_eq!(of("routers")["usable"], json!(["tr-sandboxeucentral1main1"]));
    assert_eq!(
        (&of("bound")["once"], &of("bound")["way"]),
        (&true.into(), &json!(["Attaching", "Attached"]))
    );
    let rows = &of("diagnosed")["rows"];
    assert_eq!(rows[0][2], "EncryptionAlgorithmMismatch");
    assert_eq!((&rows[0][3], &rows[0][4]), (&"AES_CBC_256".into(), &"AES_CBC_128".into()));
    assert_eq!((&rows[1][1], &rows[1][2]), (&"Normal".into(), &"NoExceptionFound".into()));
    let lines = of("logged")["lines"].as_array().unwrap();
    assert!(lines.iter().any(|line| *line == rows[0][5]), "{lines:?}");
    assert_eq!(of("downloaded")["same"], true);
    let repaired = of("repaired");
    assert_eq!(repaired["busy"], "VpnConnection.Configuring");
    let up = "ipsec_sa_established";
    assert_eq!(repaired["seen"].as_array().unwrap().last().unwrap(), &json!(["attached", up, up]));
    assert_eq!(
        (&of("tagged")["tags"], &of("tagged")["left"]),
        (&json!([["site", "dc1"]]), &json!([]))
    );
    let unbound = of("unbound");
    assert_eq!(unbound["used"], "OperationFailed.RouteTableAssociationExist");
    assert_eq!((&unbound["left"], &unbound["addresses"]), (&0.into(), &json!(["", ""])));
    let gone = "InvalidVpnConnectionInstanceId.NotFound";
    let deleted = of("deleted");
    assert_eq!(
        (&deleted["success"], &deleted["twice"], &deleted["look"]),
        (&true.into(), &gone.into(), &gone.into())
    );
}
