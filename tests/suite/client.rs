//! The client against a server that does as it is told.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use jiff::Timestamp;
use serde_json::json;
use tunnelsmith::cloud::credentials::{AssumeRole as _, RoleRequest};
use tunnelsmith::cloud::{
    ApiResponse, CallError, CallFailure, Client, ClientOptions, ClockAndNonce, ConnectionFilter,
    CreationOutcome, Credentials, Endpoint, LostResponseCause, MAX_RESPONSE_BYTES, NewGateway,
    NotSentCause, Page, Proxy, RegionRow, RetryPolicy, SetupError, StsClient, Timeouts, TlsError,
    UnreadableBody,
};
use tunnelsmith::connection::Secret;
use tunnelsmith::rpc::{Algorithm, Operation, Params, SANDBOX_HEADER, v1_signature};

use super::scripted::{Behaviour, Scripted, answer, refusal};

const REGIONS: Operation = Operation { action: "DescribeRegions", version: "2016-04-28" };
const PSK: &str = "kT7m P%q2v\"Xw9";
const ACCESS_SECRET: &str = "SECRETsecretSECRETsecret";
const TOKEN: &str = "CAISxx+/token==";
const NOW: &str = "2026-01-02T03:04:05Z";

fn credentials() -> Credentials {
    Credentials {
        id: "LTAI5tFakeKeyId1234".to_owned(),
        secret: Secret::new(ACCESS_SECRET),
        token: Some(Secret::new(TOKEN)),
        expires: None,
    }
}

/// A clock that stands still, and numbers that look random but are the same each time.
fn clock() -> ClockAndNonce {
    let count = AtomicU64::new(1);
    let now: Timestamp = NOW.parse().unwrap();
    ClockAndNonce::new(
        move || now,
        move || count.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15),
    )
}

const FAST: RetryPolicy = RetryPolicy {
    first: Duration::from_millis(2),
    step: Duration::from_millis(1),
    total: Duration::from_secs(60),
    attempts: 6,
};

fn options() -> ClientOptions {
    ClientOptions { policy: FAST, clock: clock(), ..ClientOptions::default() }
}

fn client_at(endpoint: &str, options: ClientOptions) -> Result<Client, SetupError> {
    Client::new(Endpoint::parse(endpoint).unwrap(), credentials(), options)
}

fn client_with(server: &Scripted, options: ClientOptions) -> Client {
    client_at(&format!("http://127.0.0.1:{}", server.port), options).unwrap()
}

fn client(server: &Scripted) -> Client {
    client_with(server, options())
}

/// One attempt.
async fn once(client: &Client) -> Result<ApiResponse<Vec<RegionRow>>, CallFailure> {
    client.with_policy(RetryPolicy::ONCE).regions().await
}

/// One attempt that has to fail.
async fn failure(client: &Client) -> CallFailure {
    once(client).await.unwrap_err()
}

fn lost(failed: &CallFailure) -> &LostResponseCause {
    assert!(failed.error.in_doubt(), "{failed}");
    match &failed.error {
        CallError::Lost(lost) => &lost.cause,
        other => panic!("{other}"),
    }
}

fn not_sent(failed: &CallFailure) -> &NotSentCause {
    assert!(!failed.error.in_doubt(), "{failed}");
    match &failed.error {
        CallError::NotSent(not_sent) => &not_sent.cause,
        other => panic!("{other}"),
    }
}

async fn gather<T>(pages: impl Stream<Item = Result<Page<T>, CallFailure>>) -> Vec<Page<T>> {
    pages.map(|page| page.unwrap()).collect().await
}

#[tokio::test]
async fn a_call_is_one_signed_post_with_everything_in_its_body() {
    let server = Scripted::answering([answer("200 OK", "", r#"{"RequestId":"R-1"}"#)]).await;
    let reply = once(&client(&server)).await.unwrap();
    assert_eq!(reply.request_id.as_deref(), Some("R-1"));
    assert!(!reply.sandbox);
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert!(request.head.starts_with("POST / HTTP/1.1\r\n"), "{}", request.head);
    assert_eq!(request.header("host"), Some(&*format!("127.0.0.1:{}", server.port)));
    assert!(request.header("user-agent").unwrap().starts_with("tunnelsmith/"));
    assert!(!request.head.contains(TOKEN));
    assert_eq!(request.param("Timestamp"), NOW);
    let mut params = request.params();
    let signature = params.remove("Signature").unwrap();
    assert_eq!(signature.sent(), v1_signature("POST", &params, &Secret::new(ACCESS_SECRET)));
}

#[tokio::test]
async fn an_acs3_signature_is_for_the_very_host_header_that_is_sent() {
    let server = Scripted::answering([answer("200 OK", "", "{}")]).await;
    let options = ClientOptions { algorithm: Algorithm::V3, ..options() };
    let params = Params::from_iter([("AcceptLanguage", "en-US")]);
    let client = client_at(&format!("http://localhost:{}", server.port), options).unwrap();
    once(&client).await.unwrap();
    let request = &server.requests()[0];
    let host = format!("localhost:{}", server.port);
    assert_eq!(request.header("host"), Some(host.as_str()));
    let (secret, token) = (Secret::new(ACCESS_SECRET), Secret::new(TOKEN));
    let signed = tunnelsmith::rpc::sign_request(
        Algorithm::V3,
        REGIONS,
        &params,
        &host,
        tunnelsmith::rpc::AccessKey {
            id: "LTAI5tFakeKeyId1234",
            secret: &secret,
            token: Some(&token),
        },
        tunnelsmith::rpc::TimeAndNonce {
            time: request.header("x-acs-date").unwrap(),
            nonce: request.header("x-acs-signature-nonce").unwrap(),
        },
    );
    assert_eq!(request.body, signed.body.expose().as_bytes());
    for (name, value) in signed.headers {
        assert_eq!(request.header(name), Some(value.expose()), "{name}");
    }
}

#[tokio::test]
async fn a_sandbox_is_told_from_the_cloud_on_success_and_on_failure() {
    let header = format!("{SANDBOX_HEADER}: 1\r\n");
    let server = Scripted::answering([
        answer("200 OK", &header, "{}"),
        refusal("403 Forbidden", &header, "NoPermission", "no"),
        answer("502 Bad Gateway", &header, "<html>"),
    ])
    .await;
    let client = client(&server);
    assert!(once(&client).await.unwrap().sandbox);
    assert!(failure(&client).await.sandbox);
    assert!(failure(&client).await.sandbox);
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    // Bound and let go of: nobody listens there.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let client = client_at(&format!("http://127.0.0.1:{port}"), options()).unwrap();
    let failed = failure(&client).await;
    assert_eq!(not_sent(&failed), &NotSentCause::ConnectionRefused);
    assert_eq!(failed.to_string(), format!("cannot reach 127.0.0.1:{port}: connection refused"));
}

#[tokio::test]
async fn an_unknown_host_was_not_sent() {
    let client = client_at("https://nonexistent.invalid", options()).unwrap();
    let failed = failure(&client).await;
    assert_eq!(not_sent(&failed), &NotSentCause::Dns);
    assert!(failed.to_string().starts_with("cannot reach nonexistent.invalid: the host name"));
}

#[tokio::test]
async fn https_to_a_server_of_plain_http_was_not_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let text = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut stream, text).await.unwrap();
        let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut Vec::new()).await;
    });
    let client = client_at(&format!("https://127.0.0.1:{port}"), options()).unwrap();
    let failed = failure(&client).await;
    assert_eq!(not_sent(&failed), &NotSentCause::Tls(TlsError::NotTls));
}

#[tokio::test]
async fn a_certificate_nobody_vouches_for_stops_the_request() {
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(
        include_bytes!("../data/untrusted.key.der").to_vec(),
    );
    let certificate = include_bytes!("../data/untrusted.cert.der").to_vec();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key.into())
        .unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut tls = rustls::ServerConnection::new(Arc::new(config)).unwrap();
        while tls.is_handshaking() && tls.complete_io(&mut stream).is_ok() {}
        let _ = stream.flush();
        !tls.is_handshaking()
    });
    let client = client_at(&format!("https://localhost:{port}"), options()).unwrap();
    let failed = failure(&client).await;
    assert_eq!(not_sent(&failed), &NotSentCause::Tls(TlsError::UnknownIssuer));
    assert!(failed.to_string().contains("does not trust"), "{failed}");
    assert!(!server.join().unwrap());
}

#[tokio::test]
async fn a_host_that_never_gets_as_far_as_a_connection_was_not_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut options = options();
    options.timeouts.connect = Duration::from_millis(50);
    options.policy.attempts = 2;
    let client = client_at(&format!("https://127.0.0.1:{port}"), options).unwrap();
    let failed = client.regions().await.unwrap_err();
    assert!(matches!(not_sent(&failed), NotSentCause::ConnectTimedOut(_)));
    assert_eq!(failed.attempts, 2);
    assert!(failed.to_string().ends_with("no connection within 0.05 s"), "{failed}");
    drop(listener);
}

#[tokio::test]
async fn a_proxy_that_declines_lets_nothing_through() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 1024];
        let count = tokio::io::AsyncReadExt::read(&mut stream, &mut head).await.unwrap();
        assert!(head[..count].starts_with(b"CONNECT vpc.nonexistent.invalid:443 "));
        let text = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut stream, text).await.unwrap();
    });
    let proxy = proxy("ALL_PROXY", &format!("http://me:pw@127.0.0.1:{port}")).unwrap();
    assert!(!format!("{proxy:?}").contains("pw"));
    let client = client_at("vpc.nonexistent.invalid", ClientOptions { proxy, ..options() });
    let failed = failure(&client.unwrap()).await;
    assert_eq!(not_sent(&failed), &NotSentCause::Proxy);
}

fn proxy(variable: &str, address: &str) -> Result<Proxy, SetupError> {
    Proxy::of_variables("https", |name| (name == variable).then(|| address.to_owned()))
}

#[test]
fn a_variable_that_names_no_proxy_is_an_error_and_not_a_direct_connection() {
    for text in ["http://", "http://exa mple:1", "proxy:port", "socks5://me:pw@127.0.0.1:1", "://x"]
    {
        for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
            let error = proxy(name, text).unwrap_err();
            assert!(error.to_string().starts_with(name), "{text}: {error}");
            assert!(!error.to_string().contains("pw"), "{error}");
        }
    }
    for text in ["proxy.example:3128", "http://me:pw@proxy.example", "https://[::1]:8080", " "] {
        assert!(proxy("HTTPS_PROXY", text).is_ok(), "{text}");
    }
    // Only plain HTTP would take that one.
    assert!(proxy("HTTP_PROXY", "http://").is_ok());
}

#[tokio::test]
async fn this_machine_is_never_reached_through_a_proxy() {
    let server = Scripted::answering([answer("200 OK", "", "{}")]).await;
    let proxy = proxy("HTTPS_PROXY", "http://nonexistent.invalid:1").unwrap();
    let client = client_with(&server, ClientOptions { proxy, ..options() });
    once(&client).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_set_up_is_said_at_once() {
    let odd = ClientOptions { user_agent: "a\nb".to_owned(), ..options() };
    assert_eq!(client_at("vpc.aliyuncs.com", odd).unwrap_err(), SetupError::UserAgent);
    let v3 = ClientOptions { algorithm: Algorithm::V3, ..options() };
    let mut odd = credentials();
    odd.token = Some(Secret::new("line\nbreak"));
    let failed = failure(&client_at("http://127.0.0.1:1", v3).unwrap().with_credentials(odd)).await;
    assert_eq!(not_sent(&failed), &NotSentCause::Unsendable);
}

#[tokio::test]
async fn an_answer_that_breaks_off_leaves_the_outcome_open() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"RequestId\":";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"Req";
    let server = Scripted::start(move |n, _| match n {
        0 => Behaviour::Reset(head.into()),
        1 => Behaviour::Send(head.into()),
        2 => Behaviour::Reset(Vec::new()),
        3 => Behaviour::Send(Vec::new()),
        _ => Behaviour::Send(chunked.into()),
    })
    .await;
    let client = client(&server);
    for _ in 0..5 {
        let failed = failure(&client).await;
        assert_eq!(lost(&failed), &LostResponseCause::Broken);
        assert!(
            failed
                .to_string()
                .ends_with("the connection was closed before the answer was complete"),
            "{failed}"
        );
    }
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn a_connection_is_never_used_twice_so_nothing_is_sent_twice_in_silence() {
    let server = Scripted::start(|n, _| match n {
        0 => Behaviour::Keep(answer("200 OK", "connection: keep-alive\r\n", "{}").into()),
        _ => Behaviour::Reset(Vec::new()),
    })
    .await;
    let client = client(&server);
    once(&client).await.unwrap();
    assert_eq!(lost(&failure(&client).await), &LostResponseCause::Broken);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[0].connection, requests[1].connection), (1, 2));
    assert_eq!(server.connections(), 2);
    assert_ne!(requests[0].param("SignatureNonce"), requests[1].param("SignatureNonce"));
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_waited_for_so_long_and_no_longer() {
    let server = Scripted::start(|_, _| Behaviour::Stall).await;
    let mut options = options();
    let short = Duration::from_millis(60);
    options.timeouts = Timeouts { read: short, create: short, ..Timeouts::default() };
    let client = client_with(&server, options);
    let failed = client.create_vpn_attachment_once(&Params::default()).await.unwrap_err();
    assert_eq!(lost(&failed), &LostResponseCause::TimedOut(short));
    assert_eq!(failed.attempts, 1);
    assert!(failed.to_string().ends_with("no answer within 0.06 s"), "{failed}");
    let failed = client.regions().await.unwrap_err();
    assert_eq!((lost(&failed), failed.attempts), (&LostResponseCause::TimedOut(short), 6));
}

#[tokio::test]
async fn an_answer_half_given_is_waited_for_so_long_and_no_longer() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"RequestId\":";
    let server = Scripted::start(move |_, _| Behaviour::Keep(head.into())).await;
    let short = Duration::from_millis(60);
    let mut options = options();
    options.timeouts.read = short;
    let failed = failure(&client_with(&server, options)).await;
    assert_eq!(lost(&failed), &LostResponseCause::TimedOut(short));
}

#[tokio::test]
async fn an_endless_answer_is_read_up_to_a_mebibyte() {
    const LENGTH: u64 = 500 * 1024 * 1024;
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {LENGTH}\r\n\r\n");
    let server = Scripted::start(move |_, _| Behaviour::Flood(head.clone().into(), LENGTH)).await;
    let failed = failure(&client(&server)).await;
    assert_eq!(lost(&failed), &LostResponseCause::TooLarge(MAX_RESPONSE_BYTES));
    assert!(failed.to_string().ends_with("the answer is larger than 1024 KiB"), "{failed}");
    assert!(server.flooded() < LENGTH / 10, "{}", server.flooded());
}

/// A gzip member that unpacks to this many zeros: each 13 bits repeat a byte 258 times.
fn bomb(zeros: usize) -> Vec<u8> {
    let mut bits = vec![true, true, false]; // last block, fixed codes
    bits.extend([false, false, true, true, false, false, false, false]); // a zero byte
    for _ in 0..zeros / 258 {
        bits.extend([true, true, false, false, false, true, false, true]); // length 258
        bits.extend([false; 5]); // one byte back
    }
    bits.extend([false; 7]); // end
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(bits.chunks(8).map(|eight| {
        eight.iter().enumerate().fold(0, |byte, (at, bit)| byte | (u8::from(*bit) << at))
    }));
    bytes
}

/// A gzip member that holds the text as it is.
fn packed(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap();
    let mut sum = u32::MAX;
    for byte in text.bytes() {
        sum ^= u32::from(byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(sum & 1));
        }
    }
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    bytes.extend(length.to_le_bytes());
    bytes.extend((!length).to_le_bytes());
    bytes.extend(text.bytes());
    bytes.extend((!sum).to_le_bytes());
    bytes.extend(u32::from(length).to_le_bytes());
    bytes
}

#[tokio::test]
async fn packed_answers_are_unpacked_up_to_a_mebibyte() {
    let gzip = |body: Vec<u8>| {
        let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length";
        [format!("{head}: {}\r\n\r\n", body.len()).into_bytes(), body].concat()
    };
    let server = Scripted::answering([
        gzip(packed(r#"{"RequestId":"R-9"}"#)),
        gzip(bomb(64 * 1024 * 1024)),
        gzip(b"no gzip at all".to_vec()),
    ])
    .await;
    let client = client(&server);
    let reply = once(&client).await.unwrap();
    assert_eq!(reply.request_id.as_deref(), Some("R-9"));
    assert_eq!(lost(&failure(&client).await), &LostResponseCause::TooLarge(MAX_RESPONSE_BYTES));
    assert_eq!(lost(&failure(&client).await), &LostResponseCause::Garbled);
    assert!(server.requests()[0].header("accept-encoding").unwrap().contains("gzip"));
}

#[tokio::test]
async fn what_is_no_answer_is_named_and_never_quoted() {
    let server = Scripted::answering([
        answer("200 OK", "", "<html><h1>Welcome to Hotel WLAN</h1></html>"),
        answer("502 Bad Gateway", "", "<!DOCTYPE html>"),
        answer("200 OK", "x-acs-request-id: H-7\r\n", r#"{"RequestId":"R-1","Regions"#),
        answer("500 Internal Server Error", "", ""),
        answer("404 Not Found", "", "[]"),
        "garbage\r\n\r\n".to_owned(),
    ])
    .await;
    let client = client(&server);
    for (http, what) in [
        (200, UnreadableBody::Html),
        (502, UnreadableBody::Html),
        (200, UnreadableBody::CutOff),
        (500, UnreadableBody::Empty),
        (404, UnreadableBody::Foreign),
    ] {
        let failed = failure(&client).await;
        assert_eq!(lost(&failed), &LostResponseCause::Unreadable { http, what });
        assert!(
            failed.to_string().ends_with(&format!("{what} with HTTP status {http}")),
            "{failed}"
        );
        let id = (what == UnreadableBody::CutOff).then_some("H-7");
        assert_eq!(failed.error.request_id(), id);
    }
    assert_eq!(lost(&failure(&client).await), &LostResponseCause::Garbled);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Scripted::answering([answer("200 OK", "", "{}")]).await;
    let port = elsewhere.port;
    let location = format!("location: http://127.0.0.1:{port}/login?token=abc\r\n");
    let server = Scripted::answering([
        answer("307 Temporary Redirect", &location, ""),
        answer("302 Found", "", ""),
    ])
    .await;
    let client = client(&server);
    let failed = client.regions().await.unwrap_err();
    let to = Some(format!("127.0.0.1:{port}"));
    assert_eq!(lost(&failed), &LostResponseCause::Redirected { http: 307, to });
    assert!(
        failed.to_string().ends_with(&format!("HTTP status 307 redirects to 127.0.0.1:{port}"))
    );
    assert_eq!(failed.attempts, 1);
    assert_eq!(
        lost(&failure(&client).await),
        &LostResponseCause::Redirected { http: 302, to: None }
    );
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn escape_sequences_stay_in_the_data_and_out_of_our_words() {
    let server = Scripted::answering([
        answer("200 OK", "", r#"{"Name":"\u001b[31mred\u0000\u009b","RequestId":"\u001b]0;x"}"#),
        refusal("400 Bad Request", "", "Bad\u{1b}[2J", "\u{1b}[31m\u{7}"),
    ])
    .await;
    let client = client(&server);
    let reply = client.connection("eu-central-1", "vco-1").await.unwrap();
    assert_eq!(reply.value.raw["Name"], "\u{1b}[31mred\0\u{9b}");
    let failed = failure(&client).await;
    assert_eq!(failed.error.service().unwrap().message, "\u{1b}[31m\u{7}");
    assert!(!failed.to_string().chars().any(char::is_control), "{failed:?}");
}

/// Whether any spelling of any secret stands in the text.
fn leaks(text: &str) -> bool {
    let encode = |text: &str| tunnelsmith::rpc::percent_encode(text).to_string();
    [PSK, ACCESS_SECRET, TOKEN].into_iter().any(|secret| {
        let once = encode(secret);
        [secret, &once, &encode(&once)].into_iter().any(|spelling| text.contains(spelling))
    })
}

#[tokio::test]
async fn a_refusal_that_quotes_the_request_quotes_no_secret() {
    let server = Scripted::start(|n, request| {
        let encode = tunnelsmith::rpc::percent_encode;
        let body = String::from_utf8(request.body.clone()).unwrap();
        let message = match n {
            0 => format!("Specified signature is not matched with our calculation. server string to sign is:POST&%2F&{}", encode(&body)),
            1 => format!("cannot read {body} ({})", encode(&body)),
            _ => format!("{PSK} {ACCESS_SECRET} {TOKEN} {ACCESS_SECRET}&"),
        };
        let body = json!({
            "RequestId": PSK, "Code": "SignatureDoesNotMatch", "Message": message,
            "Recommend": format!("https://api.aliyun.com/?q={}", encode(PSK)),
            "AccessDeniedDetail": {"AuthAction": PSK, "AuthPrincipalDisplayName": TOKEN},
        });
        Behaviour::Send(answer("400 Bad Request", "", &body.to_string()).into())
    })
    .await;
    let client = client(&server);
    let mut params = Params::default();
    params.insert_secret("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", Secret::new(PSK));
    for _ in 0..3 {
        let failed = client.create_vpn_attachment_once(&params).await.unwrap_err();
        assert!(matches!(failed.error, CallError::Refused(_)));
        assert!(!leaks(&format!("{failed:?} {failed}")), "{failed:?}");
    }
    let wire = String::from_utf8(server.requests()[0].body.clone()).unwrap();
    assert!(leaks(&wire), "the request itself does carry them");
}

#[tokio::test]
async fn nothing_that_prints_a_client_prints_a_secret() {
    let options = options();
    let client = client_at("http://127.0.0.1:1", options.clone()).unwrap();
    let printed = format!("{options:?} {client:#?}");
    assert!(!leaks(&printed), "{printed}");
}

#[tokio::test]
async fn a_reading_call_is_made_again_each_time_newly_signed() {
    let busy = refusal("400 Bad Request", "", "Throttling.User", "slow down");
    let conflict = refusal("409 Conflict", "", "OperationConflict", "later");
    let down = refusal("503 Service Unavailable", "", "ServiceUnavailable", "later");
    let regions = r#"{"Regions":{"Region":[{"RegionId":"eu-central-1",
        "LocalName":"Germany (Frankfurt)","RegionEndpoint":"vpc.eu-central-1.aliyuncs.com"},
        {"LocalName":"no id"},{"RegionId":"cn-hangzhou"}]}}"#;
    let server = Scripted::answering([busy, conflict, down, answer("200 OK", "", regions)]).await;
    let regions = client(&server).regions().await.unwrap().value;
    assert_eq!(regions.len(), 2);
    assert_eq!(regions[0].endpoint.as_deref(), Some("vpc.eu-central-1.aliyuncs.com"));
    assert_eq!(regions[1].name, None);
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    let mut nonces: Vec<_> = requests.iter().map(|one| one.param("SignatureNonce")).collect();
    nonces.sort();
    nonces.dedup();
    assert_eq!(nonces.len(), 4);
    assert_eq!(requests[0].param("AcceptLanguage"), "en-US");
}

#[tokio::test]
async fn a_reading_call_is_given_up_in_the_end_and_a_refusal_at_once() {
    let server = Scripted::answering([refusal("429 Too Many", "", "Throttling", "slow")]).await;
    let failed = client(&server).regions().await.unwrap_err();
    assert_eq!((failed.attempts, server.requests().len()), (6, 6));
    assert_eq!(
        failed.to_string(),
        "the service refused the request with Throttling (request ID REQ-1)"
    );

    let server = Scripted::answering([refusal("403 Forbidden", "", "NoPermission", "no")]).await;
    let failed = client(&server).regions().await.unwrap_err();
    assert_eq!((failed.attempts, server.requests().len()), (1, 1));
}

#[tokio::test]
async fn the_service_may_say_when_to_come_back() {
    let wait = "x-acs-retry-after: 120\r\n";
    let silly = "x-acs-retry-after: 999999999\r\n";
    let throttled = |header| refusal("400 Bad Request", header, "Throttling", "slow");
    let server =
        Scripted::answering([throttled(wait), throttled(silly), answer("200 OK", "", "{}")]).await;
    let begun = std::time::Instant::now();
    client(&server).regions().await.unwrap();
    let took = begun.elapsed();
    assert!(took >= Duration::from_millis(120) && took < Duration::from_secs(20), "{took:?}");
    let failed = failure(&client(&Scripted::answering([throttled(wait)]).await)).await;
    assert_eq!(failed.retry_after, Some(Duration::from_millis(120)));
}

#[tokio::test]
async fn a_failure_inside_the_service_leaves_the_outcome_open_under_any_status() {
    let server = Scripted::answering([
        refusal("400 Bad Request", "", "InternalError", "oops"),
        refusal("500 Internal Server Error", "", "InternalError", "oops"),
        refusal("503 Service Unavailable", "", "ServiceUnavailable", "oops"),
        refusal("400 Bad Request", "", "SignatureNonceUsed", "again"),
    ])
    .await;
    let client = client(&server);
    for code in ["InternalError", "InternalError", "ServiceUnavailable"] {
        let failed = client.create_vpn_attachment_once(&Params::default()).await.unwrap_err();
        assert!(matches!(lost(&failed), LostResponseCause::Server(_)));
        assert_eq!(failed.error.service().unwrap().code, code);
        assert!(
            failed.to_string().ends_with(&format!("the service failed with {code}")),
            "{failed}"
        );
        assert_eq!(failed.error.request_id(), Some("REQ-1"));
    }
    let failed = client.create_vpn_attachment_once(&Params::default()).await.unwrap_err();
    assert!(matches!(lost(&failed), LostResponseCause::NonceUsed(_)));
    assert_eq!(server.requests().len(), 4);
}

/// The gateway of the lost attempt may be the very one that "already exists".
#[tokio::test]
async fn a_lost_creation_of_a_gateway_is_not_hidden_by_what_came_after() {
    let lost = || refusal("500 Internal Server Error", "", "InternalError", "oops");
    let refused = |code| refusal("400 Bad Request", "", code, "no");
    let wanted = NewGateway {
        region: "eu-central-1".to_owned(),
        ip: "198.51.100.7".to_owned(),
        asn: None,
        name: None,
        description: None,
        auth_key: None,
        resource_group: None,
        client_token: "token".to_owned(),
    };
    for (later, in_doubt) in [
        ("InvalidIpAddress.AlreadyExist", true),
        ("Throttling.User", true),
        ("Resource.QuotaFull", true),
        ("InvalidParameter.TagKey", false),
    ] {
        let server = Scripted::answering([lost(), refused(later)]).await;
        let failed = client(&server).create_gateway(&wanted).await.unwrap_err();
        let requests = server.requests();
        assert_eq!(failed.error.in_doubt(), in_doubt, "{later}: {failed}");
        assert_eq!(failed.attempts as usize, requests.len());
        assert!(requests.iter().all(|request| request.param("ClientToken") == "token"));
        let server = Scripted::answering([refused(later)]).await;
        let failed = client(&server).create_gateway(&wanted).await.unwrap_err();
        assert!(!failed.error.in_doubt(), "{later}");
    }
}

#[tokio::test]
async fn a_wrong_clock_is_corrected_once_and_for_the_session() {
    let date = "date: Fri, 02 Jan 2026 05:04:05 GMT\r\n";
    let expired = refusal("400 Bad Request", date, "InvalidTimeStamp.Expired", "expired");
    let fine = answer("200 OK", date, "{}");
    let server = Scripted::answering([expired.clone(), fine.clone(), fine, expired]).await;
    let client = client(&server);
    once(&client).await.unwrap();
    once(&client).await.unwrap();
    let failed = failure(&client).await;
    assert_eq!((failed.attempts, failed.error.in_doubt()), (1, false));
    let times: Vec<_> = server.requests().iter().map(|one| one.param("Timestamp")).collect();
    let right = "2026-01-02T05:04:05Z";
    assert_eq!(times, [NOW, right, right, right]);
    let requests = server.requests();
    assert_ne!(requests[0].param("SignatureNonce"), requests[1].param("SignatureNonce"));
}

#[tokio::test]
async fn a_clock_that_is_set_right_is_believed_at_once() {
    // The server holds every request to its own time, as the service does.
    let server = Scripted::start(|_, request| {
        let signed: Timestamp = request.param("Timestamp").parse().unwrap();
        let theirs: Timestamp = "2026-01-02T05:04:05Z".parse().unwrap();
        let date = "date: Fri, 02 Jan 2026 05:04:05 GMT\r\n";
        Behaviour::Send(match signed.duration_since(theirs).abs().as_mins() < 15 {
            true => answer("200 OK", date, "{}").into(),
            false => refusal("400 B", date, "InvalidTimeStamp.Expired", "expired").into(),
        })
    })
    .await;
    let wrong: Timestamp = NOW.parse().unwrap();
    let ours = Arc::new(std::sync::Mutex::new(wrong));
    let read = Arc::clone(&ours);
    let count = AtomicU64::new(1);
    let clock = ClockAndNonce::new(
        move || *read.lock().unwrap(),
        move || count.fetch_add(1, Ordering::Relaxed),
    );
    let client = client_with(&server, ClientOptions { clock, ..options() });
    let mut attempts = Vec::new();
    for time in [NOW, NOW, "2026-01-02T05:04:05Z", "2026-01-02T05:04:05Z", "2026-01-02T09:00:00Z"] {
        *ours.lock().unwrap() = time.parse().unwrap();
        attempts.push(once(&client).await.unwrap().attempts);
    }
    assert_eq!(attempts, [2, 1, 2, 1, 2]);
    assert_eq!(server.requests().len(), 8);
}

#[tokio::test]
async fn a_clock_that_stays_wrong_is_not_argued_about() {
    let date = "date: Fri, 02 Jan 2026 05:04:05 GMT\r\n";
    let expired = |date| refusal("400 Bad Request", date, "InvalidTimeStamp.Expired", "expired");
    for (date, requests) in [(date, 2), ("", 1), ("date: tomorrow\r\n", 1)] {
        let server = Scripted::answering([expired(date)]).await;
        let failed = failure(&client(&server)).await;
        assert_eq!((failed.attempts, server.requests().len()), (requests, requests as usize));
    }
}

#[tokio::test]
async fn a_creation_is_read_leniently() {
    let body = r#"{"RequestId":"R-1","VpnConnectionId":"vco-1","Name":"fra","CreateTime":
        "1658201810000","Code":"200","Message":"successful","Success":true}"#;
    let server = Scripted::answering([
        answer("200 OK", "", body),
        answer("200 OK", "", r#"{"RequestId":"R-2","Success":"true"}"#),
        answer("200 OK", "", r#"{"Code":"QuotaExceeded","Success":false}"#),
    ])
    .await;
    let client = client(&server);
    let params = Params::from_iter([("ClientToken", "token-1")]);
    let reply = client.create_vpn_attachment_once(&params).await.unwrap();
    let CreationOutcome::Created(created) = reply.value else { panic!("{reply:?}") };
    assert_eq!((created.id.as_str(), created.name.as_deref()), ("vco-1", Some("fra")));
    assert_eq!(created.create_time_ms, Some(1_658_201_810_000));
    let failed = client.create_vpn_attachment_once(&params).await.unwrap_err();
    assert_eq!(lost(&failed), &LostResponseCause::Incomplete("VpnConnectionId"));
    assert_eq!(failed.error.request_id(), Some("R-2"));
    let failed = client.create_vpn_attachment_once(&params).await.unwrap_err();
    assert!(matches!(failed.error, CallError::Refused(_)));
}

#[tokio::test]
async fn a_passed_dry_run_is_no_failure_unless_none_was_asked_for() {
    let passed = refusal("400 Bad Request", "", "DryRunOperation", "passed");
    let server = Scripted::answering([passed]).await;
    let client = client(&server);
    let asked = Params::from_iter([("DryRun", "true")]);
    let reply = client.create_vpn_attachment_once(&asked).await.unwrap();
    let expected = ApiResponse {
        value: CreationOutcome::DryRunPassed,
        request_id: Some("REQ-1".into()),
        sandbox: false,
        attempts: 1,
    };
    assert_eq!(reply, expected);
    let failed = client.create_vpn_attachment_once(&Params::default()).await.unwrap_err();
    assert!(matches!(failed.error, CallError::Refused(_)));
}

fn new_gateway() -> NewGateway {
    NewGateway {
        region: "eu-central-1".to_owned(),
        ip: "203.0.113.10".to_owned(),
        name: Some("dc1".to_owned()),
        description: None,
        asn: Some(65010),
        auth_key: Some(Secret::new("md5 key")),
        client_token: "token-7".to_owned(),
        resource_group: None,
    }
}

#[tokio::test]
async fn a_gateway_is_made_again_with_the_same_token_and_another_nonce() {
    let made = answer("200 OK", "", r#"{"CustomerGatewayId":"cgw-1","CreateTime":1658201810000}"#);
    let server = Scripted::start(move |n, _| match n {
        0 => Behaviour::Reset(Vec::new()),
        1 => Behaviour::Send(refusal("409 C", "", "OperationConflict", "later").into()),
        2 => Behaviour::Send(answer("502 Bad Gateway", "", "<html>").into()),
        _ => Behaviour::Send(made.clone().into()),
    })
    .await;
    let created = client(&server).create_gateway(&new_gateway()).await.unwrap().value;
    assert_eq!(created.id, "cgw-1");
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    for pair in requests.windows(2) {
        assert_eq!(pair[0].param("ClientToken"), "token-7");
        assert_ne!(pair[0].param("SignatureNonce"), pair[1].param("SignatureNonce"));
    }
    assert_eq!(requests[3].param("Asn"), "65010");
    assert_eq!(requests[3].params().get("AuthKey").unwrap().sent(), "md5 key");
    assert!(requests[3].params().get("Description").is_none());
}

#[tokio::test]
async fn a_gateway_that_exists_already_is_asked_for_once() {
    let exists = refusal("400 B", "", "InvalidIpAddress.AlreadyExist", "exists");
    let server = Scripted::answering([exists]).await;
    let failed = client(&server).create_gateway(&new_gateway()).await.unwrap_err();
    assert_eq!((failed.attempts, server.requests().len()), (1, 1));
}

fn gateway_page(ids: impl Iterator<Item = u64>, total: Option<u64>) -> Behaviour {
    let rows: Vec<_> = ids
        .map(|id| json!({"CustomerGatewayId": format!("cgw-{id}"), "Asn": "65010", "AuthKey": PSK}))
        .collect();
    let mut body = json!({"CustomerGateways": {"CustomerGateway": rows}});
    if let Some(total) = total {
        body["TotalCount"] = total.into();
    }
    Behaviour::Send(answer("200 OK", "", &body.to_string()).into())
}

fn ids_of<T>(pages: &[Page<T>], id: impl Fn(&T) -> &str) -> Vec<String> {
    pages.iter().flat_map(|page| &page.rows).map(|row| id(row).to_owned()).collect()
}

#[tokio::test]
async fn pages_come_in_order_each_row_once() {
    // Page 2 repeats a row of page 1, as when one was inserted meanwhile.
    let server = Scripted::start(|_, request| {
        let page: u64 = request.param("PageNumber").parse().unwrap();
        let first = (page - 1) * 50 + 1 - u64::from(page == 2);
        gateway_page(first..=(page * 50).min(230), Some(230))
    })
    .await;
    let pages = gather(client(&server).gateways("eu-central-1")).await;
    assert_eq!(pages.iter().map(|page| page.page).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let expected: Vec<_> = (1..=230).map(|id| format!("cgw-{id}")).collect();
    assert_eq!(ids_of(&pages, |row| &row.id), expected);
    let row = &pages[0].rows[0];
    assert_eq!((row.asn, row.auth_key.as_ref().unwrap().expose()), (Some(65010), PSK));
    assert!(!leaks(&format!("{pages:?}")));
    let requests = server.requests();
    assert_eq!(requests.len(), 5);
    assert!(requests.iter().all(|one| one.param("PageSize") == "50"));
}

#[tokio::test]
async fn the_first_page_is_there_before_the_others_are_asked_for() {
    let server = Scripted::start(|n, _| match n {
        0 => gateway_page(1..=50, Some(400)),
        _ => Behaviour::Stall,
    })
    .await;
    let mut pages = Box::pin(client(&server).gateways("eu-central-1"));
    assert_eq!(pages.next().await.unwrap().unwrap().rows.len(), 50);
    let waits = tokio::time::timeout(Duration::from_millis(100), pages.next()).await;
    assert!(waits.is_err());
    assert_eq!(server.requests().len(), 5, "four at a time");
}

#[tokio::test]
async fn without_a_total_pages_are_turned_until_a_short_one() {
    let server = Scripted::start(|n, _| match n {
        0 => gateway_page(1..=50, None),
        1 => gateway_page(51..=100, None),
        _ => gateway_page(101..=103, None),
    })
    .await;
    let pages = gather(client(&server).gateways("eu-central-1")).await;
    assert_eq!(ids_of(&pages, |row| &row.id).len(), 103);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn absurd_totals_and_missing_lists_end() {
    let server = Scripted::start(|n, _| match n {
        0 => gateway_page(1..=50, Some(u64::MAX)),
        _ => gateway_page(std::iter::empty(), Some(u64::MAX)),
    })
    .await;
    let pages = gather(client(&server).gateways("eu-central-1")).await;
    assert_eq!(pages.len(), 2);
    assert!(server.requests().len() <= 7);

    let none = r#"{"CustomerGateways":null,"TotalCount":"0"}"#;
    let server = Scripted::answering([answer("200 OK", "", none)]).await;
    let pages = gather(client(&server).gateways("eu-central-1")).await;
    assert_eq!((pages.len(), server.requests().len()), (1, 1));
    // That there is nothing has to be said.
    let server = Scripted::answering([answer("200 OK", "", "{}")]).await;
    let pages: Vec<_> = client(&server).gateways("eu-central-1").collect().await;
    assert!(pages.len() == 1 && pages[0].is_err());
}

#[tokio::test]
async fn a_list_that_never_ends_is_read_for_a_thousand_pages() {
    let server = Scripted::start(|_, request| {
        let page: u64 = request.param("PageNumber").parse().unwrap();
        let rows = json!([{"CustomerGatewayId": format!("cgw-{page}"), "Name": "x"}]);
        let body = json!({"PageSize": 1, "TotalCount": "999999", "CustomerGateways": rows});
        Behaviour::Send(answer("200 OK", "", &body.to_string()).into())
    })
    .await;
    let pages = gather(client(&server).gateways("eu-central-1")).await;
    assert_eq!((pages.len(), server.requests().len()), (1000, 1000));
    assert_eq!(pages[999].rows[0].id, "cgw-1000");
}

#[tokio::test]
async fn a_list_that_fails_half_way_ends_with_the_failure() {
    let server = Scripted::start(|n, _| match n {
        0 => gateway_page(1..=50, Some(150)),
        _ => Behaviour::Send(refusal("403 F", "", "NoPermission", "no").into()),
    })
    .await;
    let pages: Vec<_> = client(&server).gateways("eu-central-1").collect().await;
    assert_eq!(pages.len(), 2);
    assert!(pages[0].is_ok() && pages[1].is_err());
}

fn described() -> serde_json::Value {
    json!({
        "RequestId": "R-1", "VpnConnectionId": "vco-1", "Name": "fra", "State": "attached",
        "Status": "ipsec_sa_established", "LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0",
        "AttachType": "CEN", "TransitRouterId": "tr-1", "CreateTime": "1658201810000",
        "IkeConfig": {"Psk": PSK}, "VpnBgpConfig": {"AuthKey": PSK},
        "Note": format!("{{\"Psk\":{}}}", json!(PSK)),
        "TunnelOptionsSpecification": {"TunnelOptions": [
            {"TunnelId": "tun-2", "TunnelIndex": 2, "CustomerGatewayId": "cgw-2"},
            {"TunnelId": "tun-1", "TunnelIndex": "1", "CustomerGatewayId": "cgw-1",
             "InternetIp": "47.0.2.1", "TunnelIkeConfig": {"Psk": PSK, "IkeVersion": "ikev2"},
             "TunnelBgpConfig": {"BgpStatus": "success"}},
        ]},
    })
}

#[tokio::test]
async fn a_connection_is_described_with_its_keys_apart() {
    let server = Scripted::answering([answer("200 OK", "", &described().to_string())]).await;
    let client = client(&server);
    let found = client.connection("eu-central-1", "vco-1").await.unwrap().value;
    assert_eq!(found.customer_gateways, ["cgw-1", "cgw-2"]);
    assert_eq!(found.state.as_deref(), Some("attached"));
    assert_eq!(found.create_time_ms, Some(1_658_201_810_000));
    assert_eq!(found.tunnels[0].internet_ip.as_deref(), Some("47.0.2.1"));
    assert_eq!(found.tunnels[0].bgp_status.as_deref(), Some("success"));
    assert_eq!(found.tunnels[0].psk.as_ref().unwrap().expose(), PSK);
    assert_eq!(found.psk.as_ref().unwrap().expose(), PSK);
    assert_eq!(found.raw["IkeConfig"]["Psk"], "***");
    assert_eq!(found.raw["Note"], r#"{"Psk":"***"}"#);
    assert!(!leaks(&format!("{found:?} {}", found.raw)));
    assert_eq!(found.raw["VpnBgpConfig"]["AuthKey"], "***");
}

#[tokio::test]
async fn connections_are_listed_by_gateway_to_find_a_lost_creation() {
    let body = json!({"TotalCount": 1, "VpnConnections": {"VpnConnection": [described()]}});
    let server = Scripted::answering([answer("200 OK", "", &body.to_string())]).await;
    let filter = ConnectionFilter { gateway: Some("cgw-1".to_owned()) };
    let pages = gather(client(&server).connections("eu-central-1", &filter)).await;
    assert_eq!(pages[0].rows[0].name.as_deref(), Some("fra"));
    assert_eq!(pages[0].rows[0].tunnels[0].psk.as_ref().unwrap().expose(), PSK);
    assert!(!leaks(&format!("{pages:?}")));
    assert_eq!(server.requests()[0].param("CustomerGatewayId"), "cgw-1");
}

fn role(endpoint: String) -> RoleRequest {
    RoleRequest {
        role_arn: "acs:ram::1234567890123456:role/net".to_owned(),
        session_name: "me".to_owned(),
        duration_seconds: 3600,
        external_id: None,
        policy: Some(r#"{"Version": "1"}"#.to_owned()),
        endpoint,
    }
}

fn sts() -> StsClient {
    StsClient::new(options())
}

#[tokio::test]
async fn a_role_is_taken_on_by_post() {
    let body = json!({"Credentials": {"AccessKeyId": "STS.x", "AccessKeySecret": PSK,
        "SecurityToken": TOKEN, "Expiration": "2026-01-02T04:04:05Z"}});
    let busy = refusal("400 B", "", "Throttling", "slow");
    let server = Scripted::answering([
        busy,
        answer("200 OK", "", &body.to_string()),
        answer("200 OK", "", "{}"),
    ])
    .await;
    let request = role(format!("http://127.0.0.1:{}", server.port));
    let taken = sts().assume(&credentials(), &request).await.unwrap();
    assert_eq!((taken.id.as_str(), taken.secret.expose()), ("STS.x", PSK));
    assert_eq!(taken.token.as_ref().unwrap().expose(), TOKEN);
    assert_eq!(taken.expires, Some("2026-01-02T04:04:05Z".parse().unwrap()));
    let sent = &server.requests()[1];
    assert_eq!(sent.param("Version"), "2015-04-01");
    assert_eq!(sent.param("DurationSeconds"), "3600");
    assert_eq!(sent.param("Policy"), r#"{"Version": "1"}"#);
    let failed = sts().assume_role(&credentials(), &request).await.unwrap_err();
    assert_eq!(lost(&failed), &LostResponseCause::Incomplete("Credentials"));
}

#[tokio::test]
async fn a_role_is_never_asked_for_in_plain_text_elsewhere() {
    let request = role("http://sts.aliyuncs.com".to_owned());
    let failed = sts().assume_role(&credentials(), &request).await.unwrap_err();
    assert!(matches!(not_sent(&failed), NotSentCause::Setup(_)), "{failed}");
    assert_eq!(failed.attempts, 0);
}
