//! How the command line talks to a server: one request with its idempotency key, repeated until it is known
//! what became of it.
//!
//! A command that moves money must never be repeated under another key, so the key is either the caller's or
//! shown whenever it is not known whether it happened.

use std::time::Duration;

use anyhow::Context;
use clap::Args;
use recoup_gateways::{Header, Request};
use serde_json::Value;

use super::Server;
use crate::worker::net::{Net, Sent};

/// Times a request is sent before it is left to the caller.
const TRIES: u32 = 5;

/// The key of a command that counts once.
#[derive(Debug, Clone, Args)]
pub struct Once {
    /// Repeats an earlier command: the same key never does the same thing twice. A fresh one when missing.
    #[arg(long)]
    idempotency_key: Option<String>,
}

impl Once {
    fn key(&self) -> anyhow::Result<String> {
        match &self.idempotency_key {
            Some(key) => Ok(key.clone()),
            None => Ok(format!("cli-{:016x}{:016x}", getrandom::u64()?, getrandom::u64()?)),
        }
    }
}

/// What one try led to.
enum Tried {
    /// The server decided: its answer, or its refusal.
    Settled(anyhow::Result<Value>),
    /// It may help to send it again.
    Again {
        /// Why.
        why: String,
        /// Whether it may have happened; where not, the server said that nothing was written.
        perhaps: bool,
    },
    /// It provably never left.
    NotSent(String),
}

/// Reads something.
///
/// # Errors
/// What the server says.
pub async fn get(server: &Server, path: &str) -> anyhow::Result<Value> {
    settle(server, ("GET", path), None, None).await
}

/// Changes something once, however often it has to be sent.
///
/// # Errors
/// What the server says; with the key, where it is not known whether it happened.
pub async fn post(server: &Server, path: &str, body: &Value, once: &Once) -> anyhow::Result<Value> {
    let key = once.key()?;
    let sent = settle(server, ("POST", path), Some(body), Some(&key)).await;
    sent.map_err(|error| if error.is::<Unsettled>() { error.context(repeat(&key)) } else { error })
}

/// Changes something that may be sent once only.
///
/// # Errors
/// What the server says.
pub async fn poke(server: &Server, path: &str, body: &Value) -> anyhow::Result<Value> {
    match send(server, ("POST", path), Some(body), None).await? {
        Tried::Settled(answer) => answer,
        // Without a key even a store that wrote nothing at the end may have written something before.
        Tried::Again { why, .. } => anyhow::bail!("{why}; look whether it happened before you repeat it"),
        Tried::NotSent(why) => anyhow::bail!(why),
    }
}

fn repeat(key: &str) -> String {
    format!("it is not known whether it happened; repeat the same command with `--idempotency-key {key}`")
}

/// The server's refusal.
#[derive(Debug, thiserror::Error)]
#[error("{words}")]
pub struct Refused {
    /// Its stable word.
    pub code: String,
    words: String,
}

/// Nobody knows what became of it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Unsettled(String);

async fn settle(
    server: &Server,
    target: (&'static str, &str),
    body: Option<&Value>,
    key: Option<&str>,
) -> anyhow::Result<Value> {
    let (mut tries, mut open) = (0, false);
    loop {
        tries += 1;
        let (why, perhaps) = match send(server, target, body, key).await? {
            // With the same key a refusal is the last word: had it happened before, that would be the answer.
            Tried::Settled(answer) => return answer,
            // Before anything was sent there is nothing to find out.
            Tried::NotSent(why) if tries == 1 => anyhow::bail!(why),
            Tried::NotSent(why) => (why, false),
            Tried::Again { why, perhaps } => (why, perhaps),
        };
        open |= perhaps;
        match (tries >= TRIES, open) {
            (true, true) => return Err(Unsettled(why).into()),
            (true, false) => anyhow::bail!("{why}; nothing was written, after {tries} tries"),
            (false, _) => tokio::time::sleep(Duration::from_millis(100 << tries)).await,
        }
    }
}

async fn send(
    server: &Server,
    (method, path): (&'static str, &str),
    body: Option<&Value>,
    key: Option<&str>,
) -> anyhow::Result<Tried> {
    // The server gives up on a request after half a minute; its answer is worth waiting for.
    let net = Net::new(Duration::from_secs(40), true).map_err(anyhow::Error::msg)?;
    let mut headers = vec![
        Header { name: "authorization", value: format!("Bearer {}", server.key), secret: true },
        Header { name: "content-type", value: "application/json".to_owned(), secret: false },
    ];
    headers.extend(key.map(|key| Header { name: "idempotency-key", value: key.to_owned(), secret: false }));
    let url = format!("{}{path}", server.url.trim_end_matches('/'));
    let body = body.map_or_else(String::new, ToString::to_string);
    let (status, bytes) = match net.send(&Request { method, url, headers, body }).await {
        Sent::Http { status, body, .. } => (status, body),
        Sent::NotSent(why) => {
            let hint = "start one with `recoup demo` or `recoup serve`";
            return Ok(Tried::NotSent(format!("no server answers at {} ({why}); {hint}", server.url)));
        }
        Sent::MaybeSent(why) => {
            return Ok(Tried::Again { why: format!("the answer got lost ({why})"), perhaps: true });
        }
    };
    let value: Value = match serde_json::from_slice(&bytes) {
        Ok(value) => value,
        // Something between us and the server answers for it.
        Err(_) if status >= 500 => {
            return Ok(Tried::Again { why: format!("the answer was {status} and not in JSON"), perhaps: true });
        }
        Err(error) => return Err(error).context("the server did not answer in JSON; is it a recoup server?"),
    };
    if status < 400 {
        return Ok(Tried::Settled(Ok(value)));
    }
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let said = format!("{}: {} (request {})", word("code"), word("detail"), word("request_id"));
    if status >= 500 || value.get("retryable").and_then(Value::as_bool).unwrap_or(false) {
        let nothing = ["rate_limited", "store_unavailable", "disk_full", "read_only"].contains(&word("code").as_str());
        return Ok(Tried::Again { why: said, perhaps: !nothing });
    }
    Ok(Tried::Settled(Err(Refused { code: word("code"), words: said }.into())))
}

/// A field as text.
pub fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

/// An amount of minor units as people read it.
pub fn amount(value: &Value, key: &str) -> String {
    let minor = value.get(key).and_then(Value::as_i64).unwrap_or(0);
    match text(value, "currency").parse() {
        Ok(currency) => recoup_core::money::Money::new(minor, currency).to_string(),
        Err(_) => format!("{minor} minor units"),
    }
}

/// The things of a page.
pub fn data(value: &Value) -> Vec<Value> {
    value.get("data").and_then(Value::as_array).cloned().unwrap_or_default()
}

/// A text as part of a path.
pub fn path_word(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
