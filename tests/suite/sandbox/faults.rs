//! What each fault looks like to a client.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::lab::{Lab, dual, params, plain, with};

const CREATE: &str = "CreateVpnAttachment";
const REGIONS: &str = "DescribeRegions";

#[tokio::test]
async fn throttle() {
    let lab = Lab::faulty(&["throttle=2"]).await;
    for _ in 0..2 {
        let answer = lab.ask(CREATE, &dual()).await;
        assert_eq!((answer.http, answer.code().as_str()), (400, "Throttling.User"));
        assert_eq!(answer.header("x-acs-retry-after"), Some("50"));
    }
    assert_eq!(lab.ask(CREATE, &dual()).await.http, 200);
    let log: Vec<String> = lab.sandbox.requests().into_iter().map(|entry| entry.outcome).collect();
    assert_eq!(log, ["Throttling.User", "Throttling.User", "200"]);
}

#[tokio::test]
async fn error_is_about_creations_only() {
    let lab = Lab::faulty(&["error=IllegalParam.RemoteSubnet:1", "error=Made.Up"]).await;
    let answer = lab.ask(CREATE, &dual()).await;
    assert_eq!(answer.message(), "The specified \"RemoteSubnet\" (0.0.0.0/0) is invalid.");
    for _ in 0..2 {
        assert_eq!(lab.ask(CREATE, &dual()).await.code(), "Made.Up");
    }
    assert_eq!(lab.ask(REGIONS, &params(&[])).await.http, 200);
    assert!(lab.sandbox.connections().is_empty());
}

#[tokio::test]
async fn quotas_are_filled_in() {
    let lab = Lab::faulty(&["error=QuotaExceeded.PolicyBasedRoute"]).await;
    let message = lab.ask(CREATE, &dual()).await.message();
    assert!(message.ends_with("Existing routes: 18. Routes to be created: 4. Maximum routes: 20."));
}

#[tokio::test]
async fn reset_after_store_leaves_no_answer_but_a_connection() {
    let lab = Lab::faulty(&["reset-after-store=1"]).await;
    let sent = with(&dual(), &[("ClientToken", Some("t"))]);
    // A refusal is answered and does not use the fault up.
    let wrong = with(&sent, &[("LocalSubnet", Some("x"))]);
    assert_eq!(lab.ask(CREATE, &wrong).await.http, 400);
    let all = lab.signed_params("POST", CREATE, &sent);
    assert_eq!(lab.send_raw(&plain("POST", "", &all.canonical())).await, b"");
    let [stored] = &lab.sandbox.connections()[..] else { panic!("not one connection") };
    assert_eq!(lab.ask(CREATE, &sent).await.id(), stored.id);
    let log = lab.sandbox.requests();
    assert_eq!(log[1].outcome, "reset-after-store");
}

#[tokio::test]
async fn http_503_and_bad_lookup() {
    let lab = Lab::faulty(&["http-503=1", "bad-lookup=1"]).await;
    for expected in [503, 200] {
        assert_eq!(lab.ask(CREATE, &dual()).await.http, expected);
    }
    for expected in [503, 200] {
        let answer = lab.ask(REGIONS, &params(&[])).await;
        assert_eq!(answer.http, expected);
        assert_eq!(answer.header("x-tunnelsmith-sandbox"), Some("1"));
    }
}

#[tokio::test]
async fn an_html_body_hides_what_happened() {
    let lab = Lab::faulty(&["html-body=1"]).await;
    let answer = lab.ask(CREATE, &dual()).await;
    assert_eq!((answer.http, answer.header("content-type")), (502, Some("text/html")));
    assert!(answer.body.starts_with(b"<html>"));
    assert_eq!(lab.sandbox.connections().len(), 1);
    assert_eq!(lab.ask(REGIONS, &params(&[])).await.http, 200);
}

#[tokio::test]
async fn a_truncated_body_promises_more_than_it_brings() {
    let lab = Lab::faulty(&["truncated-body"]).await;
    let answer = lab.ask(CREATE, &dual()).await;
    let promised: usize = answer.header("content-length").unwrap().parse().unwrap();
    assert_eq!(answer.body.len(), promised / 2);
}

#[tokio::test]
async fn a_slow_body_drips() {
    let lab = Lab::faulty(&["slow-body"]).await;
    let all = lab.signed_params("POST", CREATE, &dual());
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    stream.write_all(&plain("POST", "", &all.canonical())).await.unwrap();
    let mut bytes = Vec::new();
    let begun = Instant::now();
    while !bytes.windows(7).any(|window| window == b"\r\n\r\n{\"R") {
        let mut part = [0; 1024];
        let count = stream.read(&mut part).await.unwrap();
        bytes.extend_from_slice(&part[..count]);
    }
    assert!(begun.elapsed() >= Duration::from_millis(150), "three bytes take three drips");
}

#[tokio::test]
async fn a_huge_body_does_not_end() {
    let lab = Lab::faulty(&["huge-body"]).await;
    let all = lab.signed_params("POST", CREATE, &dual());
    let mut stream = TcpStream::connect(lab.address()).await.unwrap();
    stream.write_all(&plain("POST", "", &all.canonical())).await.unwrap();
    let mut read = 0;
    let mut part = vec![0; 64 * 1024];
    while read < 4 * 1024 * 1024 {
        let count = stream.read(&mut part).await.unwrap();
        assert!(count > 0);
        read += count;
    }
}

#[tokio::test]
async fn a_wrong_clock_is_seen_in_the_date() {
    let lab = Lab::faulty(&["clock-skew=+20m"]).await;
    let answer = lab.ask(REGIONS, &params(&[])).await;
    assert_eq!(answer.code(), "InvalidTimeStamp.Expired");
    assert_eq!(answer.header("date"), Some("Fri, 02 Jan 2026 03:24:05 GMT"));
    let lab = Lab::faulty(&["clock-skew=-10m"]).await;
    let answer = lab.ask(REGIONS, &params(&[])).await;
    assert_eq!(answer.http, 200);
    assert_eq!(answer.header("date"), Some("Fri, 02 Jan 2026 02:54:05 GMT"));
}

#[tokio::test]
async fn a_redirect_leads_away() {
    let lab = Lab::faulty(&["redirect=http://127.0.0.1:9/login?a=b"]).await;
    let answer = lab.ask(CREATE, &dual()).await;
    assert_eq!(
        (answer.http, answer.header("location")),
        (302, Some("http://127.0.0.1:9/login?a=b"))
    );
    assert!(lab.sandbox.connections().is_empty());
}

#[tokio::test]
async fn latency_delays_every_answer() {
    let lab = Lab::faulty(&["latency=80ms"]).await;
    let begun = Instant::now();
    assert_eq!(lab.ask(REGIONS, &params(&[])).await.http, 200);
    assert!(begun.elapsed() >= Duration::from_millis(80));
}

#[tokio::test]
async fn a_stopped_sandbox_answers_nobody() {
    let lab = Lab::open().await;
    let address = lab.address();
    lab.sandbox.shutdown().await;
    assert!(TcpStream::connect(address).await.is_err());
}
