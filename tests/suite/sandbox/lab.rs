//! A sandbox with a clock of its own, and a client that speaks plain HTTP to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use jiff::Timestamp;
use serde_json::Value as Json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tunnelsmith::connection::Secret;
use tunnelsmith::rpc::{
    AccessKey, Algorithm, Operation, Params, PreparedRequest, TimeAndNonce, sign_request,
    system_params, v1_signature,
};
use tunnelsmith::sandbox::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, Sandbox, ServiceQuirks, Settings, serve,
};

/// 2026-01-02T03:04:05Z.
pub const NOW: i64 = 1_767_323_045;

pub struct Lab {
    pub sandbox: Sandbox,
    pub clock: Arc<AtomicI64>,
    nonces: AtomicU64,
}

/// Who signs a request.
#[derive(Clone)]
pub struct Signer {
    pub id: String,
    pub secret: Secret,
    pub token: Option<Secret>,
}

impl Default for Signer {
    fn default() -> Self {
        Self { id: ACCESS_KEY_ID.into(), secret: Secret::new(ACCESS_KEY_SECRET), token: None }
    }
}

#[derive(Debug)]
pub struct Answered {
    pub http: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answered {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub fn code(&self) -> String {
        self.json()["Code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn message(&self) -> String {
        self.json()["Message"].as_str().unwrap_or_default().to_owned()
    }

    pub fn id(&self) -> String {
        self.json()["VpnConnectionId"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

pub fn vpc(action: &'static str) -> Operation {
    Operation { action, version: "2016-04-28" }
}

impl Lab {
    pub async fn open() -> Self {
        Self::with(|_| ()).await
    }

    pub async fn faulty(faults: &[&str]) -> Self {
        Self::with(|settings| {
            settings.faults = faults.iter().map(|text| text.parse().unwrap()).collect();
        })
        .await
    }

    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let clock = Arc::new(AtomicI64::new(NOW));
        let read = Arc::clone(&clock);
        let mut settings = Settings {
            clock: Arc::new(move || Timestamp::from_second(read.load(Ordering::Relaxed)).unwrap()),
            // The clock stands still, so that nothing would ever be listed.
            traits: ServiceQuirks::EXACT,
            ..Settings::default()
        };
        change(&mut settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox = serve(listener, settings).await;
        Self { sandbox, clock, nonces: AtomicU64::new(0) }
    }

    pub fn address(&self) -> SocketAddr {
        self.sandbox.address()
    }

    pub fn nonce(&self) -> String {
        format!("nonce-{}", self.nonces.fetch_add(1, Ordering::Relaxed))
    }

    pub fn time(&self) -> String {
        let now = Timestamp::from_second(self.clock.load(Ordering::Relaxed)).unwrap();
        now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Signs as our own client does and sends by POST.
    pub async fn ask(&self, action: &'static str, params: &Params) -> Answered {
        self.ask_as(Algorithm::V1, vpc(action), params, &Signer::default()).await
    }

    pub async fn ask_as(
        &self,
        algorithm: Algorithm,
        operation: Operation,
        params: &Params,
        signer: &Signer,
    ) -> Answered {
        let signed = self.sign(algorithm, operation, params, signer);
        self.send(&post(&signed, &self.address().to_string())).await
    }

    pub fn sign(
        &self,
        algorithm: Algorithm,
        operation: Operation,
        params: &Params,
        signer: &Signer,
    ) -> PreparedRequest {
        let key =
            AccessKey { id: &signer.id, secret: &signer.secret, token: signer.token.as_ref() };
        let (time, nonce) = (self.time(), self.nonce());
        let stamp = TimeAndNonce { time: &time, nonce: &nonce };
        sign_request(algorithm, operation, params, &self.address().to_string(), key, stamp)
    }

    /// All parameters of a call, signature included, for requests that are laid out by hand.
    pub fn signed_params(&self, method: &str, action: &'static str, params: &Params) -> Params {
        let signer = Signer::default();
        let key = AccessKey { id: &signer.id, secret: &signer.secret, token: None };
        let (time, nonce) = (self.time(), self.nonce());
        let mut all = params.clone();
        all.extend(system_params(vpc(action), key, TimeAndNonce { time: &time, nonce: &nonce }));
        let signature = v1_signature(method, &all, &signer.secret);
        all.insert("Signature", signature);
        all
    }

    /// Sends bytes and reads until the other side closes.
    pub async fn send(&self, bytes: &[u8]) -> Answered {
        read(&self.send_raw(bytes).await)
    }

    pub async fn send_raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address()).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // A connection cut by the server may end in a reset; what came before counts.
        let _ = stream.read_to_end(&mut answer).await;
        answer
    }
}

/// The bytes of a POST of ours.
pub fn post(signed: &PreparedRequest, host: &str) -> Vec<u8> {
    let mut text = format!("POST / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in &signed.headers {
        text.push_str(&format!("{name}: {}\r\n", value.expose()));
    }
    let body = signed.body.expose();
    text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    text.into_bytes()
}

/// The bytes of a request laid out by hand.
pub fn plain(method: &str, query: &str, body: &str) -> Vec<u8> {
    let mut text = format!("{method} /?{query} HTTP/1.1\r\nhost: sandbox\r\nconnection: close\r\n");
    if !body.is_empty() {
        text.push_str("content-type: application/x-www-form-urlencoded\r\n");
    }
    text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    text.into_bytes()
}

pub fn read(bytes: &[u8]) -> Answered {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(bytes)));
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let http = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    Answered { http, head, body: bytes[end + 4..].to_vec() }
}

pub fn params(pairs: &[(&str, &str)]) -> Params {
    pairs.iter().copied().collect()
}

pub const FRA_A: &str = "cgw-sandboxfradc1a0000001";
pub const FRA_B: &str = "cgw-sandboxfradc1b0000002";
pub const NO_ASN: &str = "cgw-sandboxmucplant000005";

/// A sound creation: dual, route-based, no BGP.
pub fn dual() -> Params {
    params(&[
        ("RegionId", "eu-central-1"),
        ("Name", "fra-dc1"),
        ("LocalSubnet", "0.0.0.0/0"),
        ("RemoteSubnet", "0.0.0.0/0"),
        ("TunnelOptionsSpecification.1.TunnelIndex", "1"),
        ("TunnelOptionsSpecification.1.CustomerGatewayId", FRA_A),
        ("TunnelOptionsSpecification.1.TunnelIkeConfig.Psk", "kT7mPq2vXw9bRd4c"),
        ("TunnelOptionsSpecification.2.TunnelIndex", "2"),
        ("TunnelOptionsSpecification.2.CustomerGatewayId", FRA_B),
    ])
}

/// The same with BGP.
pub fn bgp() -> Params {
    with(
        &dual(),
        &[
            ("EnableTunnelsBgp", Some("true")),
            ("1.TunnelBgpConfig.LocalAsn", Some("65530")),
            ("1.TunnelBgpConfig.TunnelCidr", Some("169.254.10.0/30")),
            ("1.TunnelBgpConfig.LocalBgpIp", Some("169.254.10.1")),
            ("2.TunnelBgpConfig.LocalAsn", Some("65530")),
            ("2.TunnelBgpConfig.TunnelCidr", Some("169.254.11.0/30")),
            ("2.TunnelBgpConfig.LocalBgpIp", Some("169.254.11.2")),
        ],
    )
}

/// A sound single-tunnel creation in policy mode.
pub fn single() -> Params {
    params(&[
        ("RegionId", "eu-central-1"),
        ("LocalSubnet", "10.1.1.0/24,10.1.2.0/24"),
        ("RemoteSubnet", "10.1.3.0/24"),
        ("CustomerGatewayId", FRA_A),
        ("IkeConfig", r#"{"Psk":"kT7mPq2vXw9bRd4c","IkeVersion":"ikev2","IkeLifetime":3600}"#),
        ("BgpConfig", r#"{"EnableBgp":"false"}"#),
        (
            "HealthCheckConfig",
            r#"{"enable":"true","dip":"10.1.3.10","sip":"10.1.1.10","interval":"5"}"#,
        ),
    ])
}

/// A request with some values changed or taken out; `1.` and `2.` stand for the tunnels.
pub fn with(base: &Params, changes: &[(&str, Option<&str>)]) -> Params {
    let mut changed = base.clone();
    for (name, value) in changes {
        let name = match name.starts_with(|first: char| first.is_ascii_digit()) {
            true => format!("TunnelOptionsSpecification.{name}"),
            false => (*name).to_owned(),
        };
        match value {
            Some(value) => changed.insert(name, *value),
            None => {
                changed.remove(&name);
            }
        }
    }
    changed
}
