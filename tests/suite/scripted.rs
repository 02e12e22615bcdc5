//! A server that does as it is told, for what no honest server does.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tunnelsmith::rpc::Params;

/// What the server does with a request.
pub enum Behaviour {
    /// Sends these bytes and closes.
    Send(Vec<u8>),
    /// Sends these bytes and waits for the next request on the same connection.
    Keep(Vec<u8>),
    /// Sends these bytes and resets the connection.
    Reset(Vec<u8>),
    /// Sends the head, then this many bytes of filling, as long as somebody reads.
    Flood(Vec<u8>, u64),
    /// Says nothing and keeps the connection open.
    Stall,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// From which connection, counted from 1.
    pub connection: u64,
    pub head: String,
    pub body: Vec<u8>,
}

impl Request {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The parameters of the form body.
    pub fn params(&self) -> Params {
        let mut params = Params::default();
        params.read_form(&self.body).unwrap();
        params
    }

    /// One open parameter.
    pub fn param(&self, name: &str) -> String {
        self.params().plain_text(name).unwrap_or_default().to_owned()
    }
}

type Script = dyn Fn(usize, &Request) -> Behaviour + Send + Sync;

#[derive(Clone, Default)]
struct Seen {
    requests: Arc<Mutex<Vec<Request>>>,
    connections: Arc<AtomicU64>,
    flooded: Arc<AtomicU64>,
}

/// The running server.
pub struct Scripted {
    pub port: u16,
    seen: Seen,
}

impl Scripted {
    /// Answers request number `n` (from 0) as `script` says.
    pub async fn start(
        script: impl Fn(usize, &Request) -> Behaviour + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Seen::default();
        let served = seen.clone();
        let script: Arc<Script> = Arc::new(script);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let number = served.connections.fetch_add(1, Ordering::Relaxed) + 1;
                tokio::spawn(serve(stream, number, script.clone(), served.clone()));
            }
        });
        Self { port, seen }
    }

    /// Answers each request with the next of these; the last one stays.
    pub async fn answering<B: Into<Vec<u8>>>(answers: impl IntoIterator<Item = B>) -> Self {
        let answers: Vec<Vec<u8>> = answers.into_iter().map(Into::into).collect();
        Self::start(move |n, _| Behaviour::Send(answers[n.min(answers.len() - 1)].clone())).await
    }

    pub fn requests(&self) -> Vec<Request> {
        self.seen.requests.lock().unwrap().clone()
    }

    pub fn connections(&self) -> u64 {
        self.seen.connections.load(Ordering::Relaxed)
    }

    /// How many bytes of filling somebody took.
    pub fn flooded(&self) -> u64 {
        self.seen.flooded.load(Ordering::Relaxed)
    }
}

/// A JSON answer with more headers, each with its line end.
pub fn answer(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A refusal with this code.
pub fn refusal(status: &str, headers: &str, code: &str, message: &str) -> String {
    let body = serde_json::json!({
        "RequestId": "REQ-1", "HostId": "vpc.aliyuncs.com", "Code": code, "Message": message,
    });
    answer(status, headers, &body.to_string())
}

async fn serve(mut stream: TcpStream, connection: u64, script: Arc<Script>, seen: Seen) {
    while let Some(request) = read(&mut stream, connection).await {
        let number = {
            let mut requests = seen.requests.lock().unwrap();
            requests.push(request.clone());
            requests.len() - 1
        };
        match script(number, &request) {
            Behaviour::Send(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Behaviour::Keep(bytes) => {
                let _ = stream.write_all(&bytes).await;
            }
            Behaviour::Reset(bytes) => {
                let _ = stream.write_all(&bytes).await;
                stream.set_zero_linger().unwrap();
                return;
            }
            Behaviour::Flood(head, count) => {
                let _ = stream.write_all(&head).await;
                let filling = vec![b' '; 64 * 1024];
                let mut sent = 0;
                while sent < count && stream.write_all(&filling).await.is_ok() {
                    sent += filling.len() as u64;
                    seen.flooded.store(sent, Ordering::Relaxed);
                }
                return;
            }
            Behaviour::Stall => {
                // Until the client has had enough.
                let _ = stream.read(&mut [0; 1]).await;
                return;
            }
        }
    }
}

pub async fn read(stream: &mut TcpStream, connection: u64) -> Option<Request> {
    let mut bytes = Vec::new();
    let border = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..border].to_vec()).ok()?;
    let mut request = Request { connection, head, body: bytes.split_off(border) };
    let length: usize = request.header("content-length").unwrap_or("0").parse().ok()?;
    while request.body.len() < length {
        if stream.read_buf(&mut request.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(request)
}
