//! Whatever arrives, the sandbox answers.

use hyper::HeaderMap;
use hyper::header::HeaderValue;
use proptest::prelude::*;

use crate::connection::{FieldPath, Secret};
use crate::rpc::{AccessKey, Operation, Params, TimeAndNonce, system_params, v1_signature};

use super::api::{Core, HttpReply};
use super::request::HttpRequestParts;
use super::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, ServiceQuirks, Settings};

const TIME: &str = "2026-01-02T03:04:05Z";

fn core() -> Core {
    let clock = std::sync::Arc::new(|| TIME.parse().unwrap());
    Core::new(
        Settings { clock, traits: ServiceQuirks::EXACT, ..Settings::default() },
        "127.0.0.1:1".to_owned(),
    )
}

fn ask(core: &Core, query: &str, body: &[u8], headers: &[(&'static str, Vec<u8>)]) -> HttpReply {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            map.append(*name, value);
        }
    }
    core.answer(HttpRequestParts { method: "POST", path: "/", query, headers: &map, body })
}

fn is_json(reply: &HttpReply) -> bool {
    serde_json::from_slice::<serde_json::Value>(&reply.body).is_ok_and(|json| json.is_object())
}

/// A value now and then right, so that later checks are reached.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        2 => "[0-9.,/]{0,20}",
        1 => r#"\{"[A-Za-z]{1,12}":("[a-z0-9./]{0,20}"|[0-9]{1,12}|null|\[\])\}"#,
        4 => prop::sample::select(vec![
            "true", "True", "false", "1", "2", "0.0.0.0/0", "10.0.0.0/8", "169.254.10.0/30",
            "169.254.10.1", "eu-central-1", "cgw-sandboxfradc1a0000001", "aes", "sha1", "ikev2",
            "group2", "main", "public", r#"{"EnableBgp":"true","TunnelCidr":"169.254.9.0/30"}"#,
        ]).prop_map(str::to_owned),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let known: Vec<String> = FieldPath::all(2, 3)
        .map(|path| path.to_string())
        .chain(
            [
                "IkeConfig",
                "IpsecConfig",
                "BgpConfig",
                "HealthCheckConfig",
                "PageSize",
                "PageNumber",
                "VpnConnectionId",
                "IpAddress",
                "Asn",
                "Tag.1.Key",
                "Tag.1.Value",
                "RoleArn",
                "RoleSessionName",
                "DurationSeconds",
                "TunnelOptionsSpecification.65535.EnableDpd",
                "Tags.65535.Key",
                "TunnelOptionsSpecification.0.TunnelIndex",
            ]
            .map(str::to_owned),
        )
        .collect();
    prop_oneof![9 => prop::sample::select(known), 1 => any::<String>()]
}

proptest! {
    #[test]
    fn any_bytes(
        query in any::<String>(),
        body in prop::collection::vec(any::<u8>(), 0..400),
        proof in prop::collection::vec(any::<u8>(), 0..100),
        signed in any::<bool>(),
    ) {
        let mut headers = vec![("x-acs-date", proof.clone())];
        if signed {
            headers.push(("authorization", [b"ACS3-HMAC-SHA256 ", &proof[..]].concat()));
        }
        let reply = ask(&core(), &query, &body, &headers);
        prop_assert!(reply.http >= 400 && is_json(&reply));
    }

    #[test]
    fn any_parameters_well_signed(
        action in prop::sample::select(vec![
            "AssumeRole", "CreateCustomerGateway", "CreateVpnAttachment", "DeleteVpnAttachment",
            "DescribeCustomerGateways", "DescribeRegions", "DescribeVpnAttachments",
            "DescribeVpnConnection", "DescribeVpnConnections", "GetCallerIdentity",
        ]),
        pairs in prop::collection::vec((name(), value()), 0..30),
    ) {
        let core = core();
        let secret = Secret::new(ACCESS_KEY_SECRET);
        let version = if matches!(action, "AssumeRole" | "GetCallerIdentity") { "2015-04-01" } else { "2016-04-28" };
        let mut params: Params = [
            ("RegionId", "eu-central-1"),
            ("LocalSubnet", "10.0.0.0/8"),
            ("RemoteSubnet", "172.16.0.0/12"),
        ].into_iter().collect();
        params.extend(pairs.into_iter().collect());
        for (nonce, action) in [("a", action), ("b", action), ("c", "DescribeVpnConnections")] {
            // The last one shows whatever was stored.
            let shown = nonce == "c";
            let version = if shown { "2016-04-28" } else { version };
            let mut all: Params = if shown {
                [("RegionId", "eu-central-1")].into_iter().collect()
            } else {
                params.clone()
            };
            let key = AccessKey { id: ACCESS_KEY_ID, secret: &secret, token: None };
            let stamp = TimeAndNonce { time: TIME, nonce };
            all.extend(system_params(Operation { action, version }, key, stamp));
            all.remove("Signature");
            all.insert("Signature", v1_signature("POST", &all, &secret));
            let reply = ask(&core, "", all.canonical().as_bytes(), &[]);
            prop_assert!(is_json(&reply));
            prop_assert!(!shown || reply.http == 200);
        }
    }
}
