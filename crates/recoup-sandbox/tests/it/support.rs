//! A sandbox with a clock that the test moves, a client, and an endpoint that collects webhooks.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU16, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use parking_lot::Mutex;
use recoup_sandbox::{BankConfig, Clock, Sandbox, SandboxConfig};
use serde_json::{Value, json};

/// 2026-01-01T00:00:00Z, in microseconds.
pub const START_US: i64 = 1_767_225_600_000_000;

pub struct World {
    pub sandbox: Sandbox,
    pub now_us: Arc<AtomicI64>,
    pub client: reqwest::Client,
}

pub struct Seen {
    pub status: u16,
    pub replayed: bool,
    pub text: String,
    pub json: Value,
}

impl World {
    pub async fn start() -> Self {
        Self::with(BankConfig::default()).await
    }

    pub async fn with(bank: BankConfig) -> Self {
        // Another test of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let now_us = Arc::new(AtomicI64::new(START_US));
        let read = Arc::clone(&now_us);
        let clock: Clock = Arc::new(move || read.load(Ordering::SeqCst));
        let config = SandboxConfig { bank, clock, own_clock_offset: true, ..SandboxConfig::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10)).build().unwrap();
        Self { sandbox, now_us, client }
    }

    pub fn pass(&self, secs: i64) {
        self.now_us.fetch_add(secs * 1_000_000, Ordering::SeqCst);
    }

    pub fn url(&self, target: &str) -> String {
        format!("{}{target}", self.sandbox.base_url())
    }

    /// A post with the secret; an empty key or fault is left out.
    pub fn posting(&self, target: &str, key: &str, fault: &str, body: &Value) -> reqwest::RequestBuilder {
        let mut request = self.client.post(self.url(target)).bearer_auth("sandbox_secret").body(body.to_string());
        for (name, value) in [("idempotency-key", key), ("sandbox-fault", fault)] {
            if !value.is_empty() {
                request = request.header(name, value);
            }
        }
        request
    }

    pub async fn post(&self, target: &str, key: &str, body: &Value) -> Seen {
        see(self.posting(target, key, "", body).send().await.unwrap()).await
    }

    pub async fn get(&self, target: &str) -> Seen {
        see(self.client.get(self.url(target)).bearer_auth("sandbox_secret").send().await.unwrap()).await
    }

    /// Authorizes 10.00 EUR under a reference that is also the key, and gives the id.
    pub async fn authorize(&self, reference: &str, token: &str) -> String {
        let seen = self.post("/v1/authorizations", reference, &asked(reference, token)).await;
        assert_eq!(seen.status, 201, "{}", seen.text);
        seen.json["id"].as_str().unwrap().to_owned()
    }

    /// Authorizes and captures 10.00 EUR.
    pub async fn charge(&self, reference: &str, token: &str) -> String {
        let id = self.authorize(reference, token).await;
        let key = format!("{reference}/cap");
        let body = json!({"reference": key, "amount_minor": 1000, "currency": "EUR", "final": true});
        let seen = self.post(&format!("/v1/authorizations/{id}/captures"), &key, &body).await;
        assert_eq!(seen.status, 201, "{}", seen.text);
        id
    }

    pub async fn refund(&self, id: &str, key: &str, amount_minor: i64) -> Seen {
        let body = json!({"reference": key, "amount_minor": amount_minor, "currency": "EUR"});
        self.post(&format!("/v1/authorizations/{id}/refunds"), key, &body).await
    }
}

pub fn asked(reference: &str, token: &str) -> Value {
    json!({"reference": reference, "amount_minor": 1000, "currency": "EUR", "token": token, "capture": false})
}

pub async fn see(response: reqwest::Response) -> Seen {
    let status = response.status().as_u16();
    let replayed = response.headers().get("idempotency-replayed").is_some_and(|value| value == "true");
    let text = response.text().await.unwrap();
    let json = serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}"));
    Seen { status, replayed, text, json }
}

/// One post as the endpoint received it.
#[derive(Clone)]
pub struct Received {
    pub signature: String,
    pub body: String,
    pub json: Value,
}

#[derive(Clone)]
pub struct Inbox {
    pub address: SocketAddr,
    pub received: Arc<Mutex<Vec<Received>>>,
    /// What the endpoint answers.
    pub status: Arc<AtomicU16>,
}

impl Inbox {
    pub async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inbox = Self {
            address: listener.local_addr().unwrap(),
            received: Arc::default(),
            status: Arc::new(AtomicU16::new(204)),
        };
        let keep = inbox.clone();
        let receive = move |headers: HeaderMap, body: Bytes| async move {
            let signature = headers["sandbox-signature"].to_str().unwrap().to_owned();
            let body = String::from_utf8(body.to_vec()).unwrap();
            let json = serde_json::from_str(&body).unwrap();
            keep.received.lock().push(Received { signature, body, json });
            StatusCode::from_u16(keep.status.load(Ordering::SeqCst)).unwrap()
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(receive))).await });
        inbox
    }

    pub fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// The types received, once there are at least `count`.
    pub async fn types(&self, count: usize) -> Vec<String> {
        for _ in 0..400 {
            if self.received.lock().len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let received = self.received.lock();
        received.iter().map(|post| post.json["type"].as_str().unwrap().to_owned()).collect()
    }
}
