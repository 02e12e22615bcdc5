//! Signatures, time stamps, nonces and the ways a request may be laid out.

use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tunnelsmith::connection::Secret;
use tunnelsmith::connection::digest::sha256;
use tunnelsmith::rpc::{Algorithm, Operation, Params, V3Parts, v1_signature, v3_authorization};
use tunnelsmith::sandbox::{ACCESS_KEY_ID, ACCESS_KEY_SECRET};

use super::lab::{Lab, NOW, Signer, dual, params, plain, post, read, vpc, with};

const CREATE: &str = "CreateVpnAttachment";
const REGIONS: &str = "DescribeRegions";

#[tokio::test]
async fn parameters_may_stand_in_the_query_the_body_or_both() {
    let lab = Lab::open().await;
    let all = lab.signed_params("GET", CREATE, &dual());
    assert_eq!(lab.send(&plain("GET", &all.canonical(), "")).await.http, 200);

    let all = lab.signed_params("POST", CREATE, &dual());
    assert_eq!(lab.send(&plain("POST", "", &all.canonical())).await.http, 200);

    let all = lab.signed_params("POST", CREATE, &dual());
    let is_tunnel = |name: &str| name.starts_with("TunnelOptions");
    let part = |tunnel: bool| -> Params {
        all.iter()
            .filter(|(name, _)| is_tunnel(name) == tunnel)
            .map(|(name, value)| (name, value.sent().to_owned()))
            .collect()
    };
    let mixed = plain("POST", &part(false).canonical(), &part(true).canonical());
    assert_eq!(lab.send(&mixed).await.http, 200);
    assert_eq!(lab.sandbox.connections().len(), 3);
}

#[tokio::test]
async fn a_name_in_both_places_is_refused() {
    let lab = Lab::open().await;
    let all = lab.signed_params("POST", CREATE, &dual());
    let twice = plain("POST", "Name=fra-dc1", &all.canonical());
    let answer = lab.send(&twice).await;
    assert_eq!((answer.http, answer.code().as_str()), (400, "InvalidParameter"));
    assert!(answer.message().contains("\"Name\""));
}

#[tokio::test]
async fn a_plus_is_a_blank() {
    let lab = Lab::open().await;
    let named = with(&dual(), &[("Name", Some("fra dc1"))]);
    let all = lab.signed_params("POST", CREATE, &named);
    let body = all.canonical().replace("%20", "+");
    assert_eq!(lab.send(&plain("POST", "", &body)).await.json()["Name"], "fra dc1");
}

#[tokio::test]
async fn v3_is_verified_over_the_very_bytes() {
    let lab = Lab::open().await;
    let signer = Signer::default();
    let signed = lab.sign(Algorithm::V3, vpc(CREATE), &dual(), &signer);
    let host = lab.address().to_string();
    let bytes = post(&signed, &host);
    assert_eq!(lab.send(&bytes).await.http, 200);

    let text =
        String::from_utf8(post(&lab.sign(Algorithm::V3, vpc(CREATE), &dual(), &signer), &host));
    let tampered = text.unwrap().replace("Name=fra-dc1", "Name=fra-dc2");
    assert_eq!(lab.send(tampered.as_bytes()).await.code(), "IncompleteSignature");

    let text =
        String::from_utf8(post(&lab.sign(Algorithm::V3, vpc(CREATE), &dual(), &signer), &host));
    let redirected = text.unwrap().replace("x-acs-version: 2016", "x-acs-version: 2017");
    assert_eq!(lab.send(redirected.as_bytes()).await.code(), "InvalidApi.NotFound");

    let text =
        String::from_utf8(post(&lab.sign(Algorithm::V3, vpc(CREATE), &dual(), &signer), &host));
    let elsewhere = text.unwrap().replace(&format!("host: {host}"), "host: other");
    let answer = lab.send(elsewhere.as_bytes()).await;
    assert_eq!(answer.code(), "SignatureDoesNotMatch");
    assert!(
        answer.message().contains("CanonicalRequest") && answer.message().contains("host:other")
    );
    assert_eq!(lab.sandbox.connections().len(), 1);
}

/// As the official SDK sends it: everything but the tunnels in the query, blanks and all.
#[tokio::test]
async fn v3_with_a_query() {
    let lab = Lab::open().await;
    let query = params(&[
        ("RegionId", "eu-central-1"),
        ("Name", "name test*~"),
        ("LocalSubnet", "0.0.0.0/0"),
        ("RemoteSubnet", "0.0.0.0/0"),
    ]);
    let body = "TunnelOptionsSpecification.1.CustomerGatewayId=cgw-sandboxfradc1a0000001&\
                TunnelOptionsSpecification.2.CustomerGatewayId=cgw-sandboxfradc1b0000002";
    let (time, nonce, hash) = (lab.time(), lab.nonce(), sha256(body.as_bytes()));
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("host", "sandbox"),
        ("x-acs-action", CREATE),
        ("x-acs-content-sha256", &hash),
        ("x-acs-date", &time),
        ("x-acs-signature-nonce", &nonce),
        ("x-acs-version", "2016-04-28"),
    ];
    let query = query.canonical();
    let parts = V3Parts { method: "POST", query: &query, headers: &headers, body_hash: &hash };
    let proof = v3_authorization(parts, ACCESS_KEY_ID, &Secret::new(ACCESS_KEY_SECRET));
    // On the wire the query is in another order and another spelling.
    let mut pairs: Vec<String> = query.split('&').map(|pair| pair.replace("%20", "+")).collect();
    pairs.reverse();
    let mut text = format!("POST /?{} HTTP/1.1\r\nconnection: close\r\n", pairs.join("&"));
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!(
        "Authorization: {proof}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    ));
    let answer = lab.send(text.as_bytes()).await;
    assert_eq!(answer.http, 200, "{answer:?}");
    assert_eq!(answer.json()["Name"], "name test*~");
}

#[tokio::test]
async fn a_wrong_signature_is_told_what_should_have_been_signed() {
    let lab = Lab::open().await;
    let wrong = Signer { secret: Secret::new("another"), ..Signer::default() };
    let answer = lab.ask_as(Algorithm::V1, vpc(CREATE), &dual(), &wrong).await;
    assert_eq!((answer.http, answer.code().as_str()), (400, "SignatureDoesNotMatch"));
    let message = answer.message();
    assert!(message.starts_with(
        "Specified signature is not matched with our calculation. server string to sign is:POST&%2F&"
    ));
    assert!(message.contains("kT7mPq2vXw9bRd4c"), "the service repeats keys, so the sandbox does");
    assert!(lab.sandbox.connections().is_empty());
    let unknown = Signer { id: "LTAIunknown".into(), ..Signer::default() };
    let answer = lab.ask_as(Algorithm::V1, vpc(CREATE), &dual(), &unknown).await;
    assert_eq!((answer.http, answer.code().as_str()), (404, "InvalidAccessKeyId.NotFound"));
}

#[tokio::test]
async fn a_changed_parameter_breaks_the_signature() {
    let lab = Lab::open().await;
    let mut all = lab.signed_params("POST", CREATE, &dual());
    all.insert("LocalSubnet", "10.0.0.0/8");
    assert_eq!(
        lab.send(&plain("POST", "", &all.canonical())).await.code(),
        "SignatureDoesNotMatch"
    );
    let all = lab.signed_params("GET", CREATE, &dual());
    assert_eq!(
        lab.send(&plain("POST", "", &all.canonical())).await.code(),
        "SignatureDoesNotMatch"
    );
}

#[tokio::test]
async fn a_nonce_counts_once_for_half_an_hour() {
    let lab = Lab::open().await;
    let all = lab.signed_params("POST", REGIONS, &params(&[]));
    let bytes = plain("POST", "", &all.canonical());
    assert_eq!(lab.send(&bytes).await.http, 200);
    assert_eq!(lab.send(&bytes).await.code(), "SignatureNonceUsed");
    lab.clock.fetch_add(14 * 60, Ordering::Relaxed);
    assert_eq!(lab.send(&bytes).await.code(), "SignatureNonceUsed");
}

#[tokio::test]
async fn a_time_stamp_may_be_a_quarter_of_an_hour_off() {
    let lab = Lab::open().await;
    let mut seen = Vec::new();
    for off in [-901, -900, 900, 901] {
        lab.clock.store(NOW + off, Ordering::Relaxed);
        let all = lab.signed_params("POST", REGIONS, &params(&[]));
        lab.clock.store(NOW, Ordering::Relaxed);
        seen.push(lab.send(&plain("POST", "", &all.canonical())).await.code());
    }
    assert_eq!(seen, ["InvalidTimeStamp.Expired", "", "", "InvalidTimeStamp.Expired"]);
    let mut all = lab.signed_params("POST", REGIONS, &params(&[]));
    all.insert("Timestamp", "2026-01-02 03:04:05");
    assert_eq!(
        lab.send(&plain("POST", "", &all.canonical())).await.code(),
        "InvalidTimeStamp.Format"
    );
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let lab = Lab::open().await;
    for name in [
        "Action",
        "Version",
        "AccessKeyId",
        "SignatureMethod",
        "SignatureVersion",
        "SignatureNonce",
        "Timestamp",
        "Signature",
    ] {
        let mut all = lab.signed_params("POST", REGIONS, &params(&[]));
        all.remove(name);
        let answer = lab.send(&plain("POST", "", &all.canonical())).await;
        assert_eq!(answer.code(), format!("Missing{name}"));
    }
    let v3 = lab.sign(Algorithm::V3, vpc(REGIONS), &params(&[]), &Signer::default());
    let text = String::from_utf8(post(&v3, &lab.address().to_string())).unwrap();
    for (from, to, code) in [
        ("x-acs-date", "x-other", "MissingTimestamp"),
        ("SignedHeaders", "Headers", "IncompleteSignature"),
        ("ACS3-HMAC-SHA256", "ACS3-HMAC-SM3", "IncompleteSignature"),
        (";x-acs-signature-nonce", "", "IncompleteSignature"),
    ] {
        assert_eq!(lab.send(text.replace(from, to).as_bytes()).await.code(), code, "{from}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let lab = Lab::open().await;
    let signer = Signer::default();
    for operation in [
        vpc("createVpnAttachment"),
        vpc("DeleteEverything"),
        Operation { action: REGIONS, version: "2014-05-26" },
    ] {
        let answer = lab.ask_as(Algorithm::V1, operation, &params(&[]), &signer).await;
        assert_eq!((answer.http, answer.code().as_str()), (404, "InvalidApi.NotFound"));
    }
    let answer =
        lab.send(b"GET /index.html HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert_eq!((answer.http, answer.code().as_str()), (404, "InvalidApi.NotFound"));
    assert_eq!(lab.send(&plain("PUT", "", "")).await.code(), "UnsupportedHTTPMethod");
    assert_eq!(answer.header("x-tunnelsmith-sandbox"), Some("1"));
}

#[tokio::test]
async fn whatever_format_is_asked_for_the_answer_is_json() {
    let lab = Lab::open().await;
    let mut all = lab.signed_params("POST", REGIONS, &params(&[]));
    all.remove("Signature");
    all.insert("Format", "XML");
    all.insert("Signature", v1_signature("POST", &all, &Secret::new(ACCESS_KEY_SECRET)));
    let answer = lab.send(&plain("POST", "", &all.canonical())).await;
    assert_eq!(answer.http, 200);
    assert!(answer.json()["Regions"].is_object());
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_turned_away() {
    let lab = Lab::open().await;
    let body = format!("Name={}", "x".repeat(1024 * 1024));
    let answer = lab.send(&plain("POST", "", &body)).await;
    assert_eq!((answer.http, answer.code().as_str()), (413, "RequestEntityTooLarge"));
    assert_eq!(answer.header("connection"), Some("close"));
}

#[tokio::test]
async fn one_connection_serves_many_requests() {
    let lab = Lab::open().await;
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    for _ in 0..3 {
        let all = lab.signed_params("POST", CREATE, &dual());
        let text = String::from_utf8(plain("POST", "", &all.canonical())).unwrap();
        stream.write_all(text.replace("connection: close\r\n", "").as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"}") {
            let mut part = [0; 4096];
            let count = stream.read(&mut part).await.unwrap();
            assert!(count > 0);
            bytes.extend_from_slice(&part[..count]);
        }
        assert_eq!(read(&bytes).http, 200);
    }
}

#[tokio::test]
async fn roles_are_assumed_and_their_credentials_end() {
    let lab = Lab::open().await;
    let assume = Operation { action: "AssumeRole", version: "2015-04-01" };
    let asked = params(&[
        ("RoleArn", "acs:ram::1234567890123456:role/net"),
        ("RoleSessionName", "me"),
        ("DurationSeconds", "900"),
    ]);
    let signer = Signer::default();
    let json = lab.ask_as(Algorithm::V1, assume, &asked, &signer).await.json();
    let lent = &json["Credentials"];
    assert_eq!(lent["Expiration"], "2026-01-02T03:19:05Z");
    assert_eq!(json["AssumedRoleUser"]["Arn"], "acs:ram::1234567890123456:assumed-role/net/me");
    let text = |name: &str| lent[name].as_str().unwrap().to_owned();
    assert!(text("AccessKeyId").starts_with("STS.sandbox"));
    let role = Signer {
        id: text("AccessKeyId"),
        secret: Secret::new(text("AccessKeySecret")),
        token: Some(Secret::new(text("SecurityToken"))),
    };
    for algorithm in [Algorithm::V1, Algorithm::V3] {
        assert_eq!(lab.ask_as(algorithm, vpc(CREATE), &dual(), &role).await.http, 200);
    }
    let bare = Signer { token: None, ..role.clone() };
    let other = Signer { token: Some(Secret::new("CAISother")), ..role.clone() };
    let refused = |signer: Signer| async {
        let signer = signer;
        lab.ask_as(Algorithm::V1, vpc(REGIONS), &params(&[]), &signer).await.code()
    };
    assert_eq!(refused(bare).await, "MissingSecurityToken");
    assert_eq!(refused(other).await, "InvalidSecurityToken.MismatchWithAccessKey");
    lab.clock.fetch_add(900, Ordering::Relaxed);
    assert_eq!(refused(role).await, "InvalidSecurityToken.Expired");
    for (name, value, code) in [
        ("RoleArn", "role/net", "InvalidParameter.RoleArn"),
        ("RoleSessionName", "a b", "InvalidParameter.RoleSessionName"),
        ("DurationSeconds", "899", "InvalidParameter.DurationSeconds"),
    ] {
        let wrong = with(&asked, &[(name, Some(value))]);
        assert_eq!(lab.ask_as(Algorithm::V1, assume, &wrong, &signer).await.code(), code);
    }
}

#[tokio::test]
async fn temporary_keys_can_be_had_for_any_time() {
    let lab = Lab::open().await;
    let (id, secret, token) = lab.sandbox.temporary_key(SignedDuration::from_secs(10));
    let signer = Signer { id, secret, token: Some(token) };
    assert_eq!(lab.ask_as(Algorithm::V1, vpc(REGIONS), &params(&[]), &signer).await.http, 200);
    lab.clock.fetch_add(10, Ordering::Relaxed);
    let answer = lab.ask_as(Algorithm::V1, vpc(REGIONS), &params(&[]), &signer).await;
    assert_eq!(answer.code(), "InvalidSecurityToken.Expired");
}
