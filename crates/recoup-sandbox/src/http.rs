//! HTTP in front of the desk, kept thin: a request becomes plain data, the desk answers, and the answer is written.
//! One lock around the desk is enough, because it never waits while it holds it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use parking_lot::Mutex;
use serde::Deserialize;

use crate::clock::{Clock, SECOND_US, rfc3339};
use crate::desk::Desk;
use crate::line::CutSwitch;
use crate::wire::{WireReply, WireRequest};

/// The largest body that is read, in bytes: evidence of a dispute comes as files, of which most gateways take 10 MB.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// The desk as the HTTP shell, the webhook task and in-process callers share it.
pub struct Shared {
    desk: Mutex<Desk>,
    clock: Clock,
    offset_us: AtomicI64,
    own_clock_offset: bool,
}

impl Shared {
    /// Shares a desk that lives by `clock`; with `own_clock_offset` its time can be moved ahead of that clock.
    #[must_use]
    pub fn new(desk: Desk, clock: Clock, own_clock_offset: bool) -> Arc<Self> {
        Arc::new(Self { desk: Mutex::new(desk), clock, offset_us: AtomicI64::new(0), own_clock_offset })
    }

    /// The present, in microseconds since 1970.
    #[must_use]
    pub fn now_us(&self) -> i64 {
        (self.clock)().saturating_add(self.offset_us.load(Ordering::Relaxed))
    }

    /// Does something with the desk and the present (microseconds since 1970), alone.
    pub fn with_desk<R>(&self, act: impl FnOnce(&mut Desk, i64) -> R) -> R {
        let now_us = self.now_us();
        act(&mut self.desk.lock(), now_us)
    }

    /// A call without HTTP: the same request, the same answer, but no waiting.
    pub fn call(&self, request: WireRequest) -> WireReply {
        self.with_desk(|desk, now_us| desk.handle(request, now_us))
    }

    /// Moves this bank's time ahead of its clock, in seconds, and lets happen what falls due.
    pub fn advance_clock(&self, secs: u32) {
        self.offset_us.fetch_add(i64::from(secs) * SECOND_US, Ordering::Relaxed);
        self.with_desk(Desk::advance);
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared").field("now", &rfc3339(self.now_us())).finish_non_exhaustive()
    }
}

/// The desk's HTTP interface.
///
/// To let a line go dead it needs the [`CutSwitch`] of the connection, so serve it with a
/// [`LineListener`](crate::LineListener) and `into_make_service_with_connect_info::<CutSwitch>()`. Without one, a client
/// that is to get no answer waits until it gives up.
pub fn router(shared: Arc<Shared>) -> Router {
    let router = Router::new().fallback(serve);
    let router =
        if shared.own_clock_offset { router.route("/clock", post(move_clock).fallback(serve)) } else { router };
    router.with_state(shared)
}

async fn serve(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let switch = request.extensions().get::<ConnectInfo<CutSwitch>>().map(|info| info.0.clone());
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return too_large();
    };
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let asked = WireRequest {
        method: parts.method.as_str().to_owned(),
        target: parts.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned(),
        headers: parts.headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect(),
        body: body.into(),
    };
    match shared.call(asked) {
        WireReply::Answer { status, headers, body, after_ms } => {
            if after_ms > 0 {
                tokio::time::sleep(Duration::from_millis(after_ms)).await;
            }
            answer(status, &headers, body)
        }
        WireReply::Silence { hold_ms } => go_silent(switch, hold_ms).await,
    }
}

/// Holds the line for a while and then lets it go dead with nothing written.
async fn go_silent(switch: Option<CutSwitch>, hold_ms: u64) -> Response {
    let Some(switch) = switch else {
        return std::future::pending().await;
    };
    tokio::time::sleep(Duration::from_millis(hold_ms)).await;
    switch.cut();
    // The line refuses to write this.
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn answer(status: u16, said: &[(&str, String)], body: String) -> Response {
    let mut headers = HeaderMap::new();
    for (name, value) in said {
        // What HTTP cannot carry is left out, which its reader notices.
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            headers.append(name, value);
        }
    }
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, headers, Body::from(body)).into_response()
}

/// An answer of this shell's own.
fn answer_json(status: u16, body: impl Into<String>) -> Response {
    answer(status, &[("content-type", "application/json".to_owned())], body.into())
}

fn too_large() -> Response {
    answer_json(413, r#"{"error":{"code":"too_large","message":"a body has at most 16 MiB, and must arrive whole"}}"#)
}

#[derive(Deserialize)]
struct MoveClock {
    advance_secs: u32,
}

async fn move_clock(State(shared): State<Arc<Shared>>, body: axum::body::Bytes) -> Response {
    match serde_json::from_slice::<MoveClock>(&body) {
        Ok(asked) => {
            shared.advance_clock(asked.advance_secs);
            let offset_secs = shared.offset_us.load(Ordering::Relaxed) / SECOND_US;
            let body = serde_json::json!({"now": rfc3339(shared.now_us()), "offset_secs": offset_secs});
            answer_json(200, body.to_string())
        }
        Err(error) => {
            let body = serde_json::json!({"error": {"code": "invalid_request", "message": error.to_string()}});
            answer_json(400, body.to_string())
        }
    }
}
