//! Sockets: accepting, reading requests, delivering answers in all the ways a fault asks for.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::{self, StreamExt as _};
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{CONNECTION, CONTENT_LENGTH, DATE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use zeroize::Zeroizing;

use crate::rpc::{INSTANCE_HEADER, SANDBOX_HEADER};

use super::api::{Core, Delivery, HttpReply};
use super::codes::ErrorReply;
use super::request::HttpRequestParts;

/// The largest request body that is read.
const BODY_MAX: usize = 1024 * 1024;

/// How much of a larger body is read and thrown away.
const DRAINED_MAX: usize = 64 * BODY_MAX;

/// How long a client may take to send a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// Between two bytes of an answer that drips.
const DRIP: Duration = Duration::from_millis(50);

/// How much an answer without end sends, in chunks of 64 KiB.
const ENDLESS_CHUNKS: usize = 1024;

/// Why the connection is cut.
#[derive(Debug, thiserror::Error)]
#[error("cut as a fault asks for")]
struct CutConnection;

type Body = BoxBody<Bytes, CutConnection>;

/// Serves until it is aborted; connections end with it.
pub(super) async fn accept(listener: TcpListener, core: Arc<Core>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve_connection(stream, Arc::clone(&core)));
                }
                // No more files can be open: some connection has to end first.
                Err(_) => tokio::time::sleep(DRIP).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve_connection(stream: TcpStream, core: Arc<Core>) {
    // Small answers must not wait for more to come; failing that, they are merely late.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| serve(request, Arc::clone(&core)));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // A client that breaks off, or one cut on purpose, is no fault of the server.
    let _ = served;
}

async fn serve(
    request: Request<Incoming>,
    core: Arc<Core>,
) -> Result<Response<Body>, CutConnection> {
    let (head, body) = request.into_parts();
    let reply = match tokio::time::timeout(REQUEST_TIMEOUT, collect(body)).await {
        Ok(Ok(Some(body))) => core.answer(HttpRequestParts {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            body: &body,
        }),
        Ok(Ok(None)) => core.reject(too_large()),
        // The client broke off, or took too long.
        Ok(Err(_)) | Err(_) => return Err(CutConnection),
    };
    let latency = core.faults.latency();
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    if reply.delivery == Delivery::Cut {
        return Err(CutConnection);
    }
    Ok(respond(reply, &core))
}

/// The whole body; `None` when it is too large.
///
/// A body not much too large is read to its end all the same, since a client that is still writing
/// would see a reset connection in place of the refusal.
async fn collect(mut body: Incoming) -> Result<Option<Zeroizing<Vec<u8>>>, hyper::Error> {
    let mut kept = Zeroizing::new(Vec::new());
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        length += data.len();
        if length <= BODY_MAX {
            kept.extend_from_slice(&data);
        } else if length > DRAINED_MAX {
            break;
        }
    }
    Ok((length <= BODY_MAX).then_some(kept))
}

fn too_large() -> ErrorReply {
    let message = format!("The body of the request is larger than {BODY_MAX} bytes.");
    ErrorReply::new(413, "RequestEntityTooLarge", message)
}

fn respond(reply: HttpReply, core: &Core) -> Response<Body> {
    let length = reply.body.len();
    let mut response = Response::new(body(reply.body, reply.delivery));
    *response.status_mut() =
        StatusCode::from_u16(reply.http).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(SANDBOX_HEADER, HeaderValue::from_static("1"));
    set_header(headers, INSTANCE_HEADER, &core.instance);
    set_header(headers, "x-acs-request-id", &reply.request_id);
    for (name, value) in &reply.headers {
        set_header(headers, name, value);
    }
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&core.now()) {
        set_header(headers, DATE.as_str(), &date);
    }
    if matches!(reply.delivery, Delivery::Half | Delivery::Dripping) {
        headers.insert(CONTENT_LENGTH, length.into());
    }
    if reply.http == 413 {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// What cannot stand in a header is left out.
fn set_header(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn body(bytes: Vec<u8>, delivery: Delivery) -> Body {
    match delivery {
        Delivery::Whole | Delivery::Cut => Full::from(bytes).map_err(never).boxed(),
        Delivery::Half => half(bytes),
        Delivery::Dripping => dripping(bytes),
        Delivery::Endless => endless(),
    }
}

fn never(never: Infallible) -> CutConnection {
    match never {}
}

fn half(bytes: Vec<u8>) -> Body {
    let first = Bytes::copy_from_slice(&bytes[..bytes.len() / 2]);
    let sent = stream::once(async { Ok(Frame::data(first)) });
    // A pause lets what was written leave the house before the connection is cut.
    let cut = stream::once(async {
        tokio::time::sleep(DRIP).await;
        Err(CutConnection)
    });
    BodyExt::boxed(StreamBody::new(Box::pin(sent.chain(cut))))
}

fn dripping(bytes: Vec<u8>) -> Body {
    let drops = stream::iter(bytes).then(|byte| async move {
        tokio::time::sleep(DRIP).await;
        Ok(Frame::data(Bytes::copy_from_slice(&[byte])))
    });
    BodyExt::boxed(StreamBody::new(Box::pin(drops)))
}

fn endless() -> Body {
    let chunk = Bytes::from(vec![b'x'; 64 * 1024]);
    let opening = stream::iter([Bytes::from_static(b"{\"RequestId\":\"")]);
    let filling = stream::repeat(chunk).take(ENDLESS_CHUNKS);
    let closing = stream::iter([Bytes::from_static(b"\"}")]);
    let all = opening.chain(filling).chain(closing).map(|chunk| Ok(Frame::data(chunk)));
    BodyExt::boxed(StreamBody::new(all))
}
