//! One provider over the network: its document and its keys, fetched when they are needed and kept for an hour, and the
//! exchange of a code for a token.
//!
//! Replies are bounded, redirects are not followed, and a provider that does not answer is left alone for some seconds:
//! whoever opens a page must not make us hammer somebody else.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use recoup_gateways::{Header, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::id_token::{Expected, Token};
use super::keys::{self, Key};
use super::{Failure, Identity, Settings, challenge, escaped, is_endpoint, pairs};
use crate::worker::net::{Net, Sent};

/// How long a document and keys are kept.
const KEPT_US: i64 = 60 * 60 * 1_000_000;

/// How soon keys may be fetched again because a token names one that is not known.
const KEYS_AGAIN_US: i64 = 60 * 1_000_000;

/// How long a provider is left alone after it gave no answer.
const PAUSE_US: i64 = 5 * 1_000_000;

/// Most bytes of what a provider answers.
const MOST_BYTES: usize = 256 * 1024;

/// Where things of a provider are (OpenID Connect Discovery 1.0).
#[derive(Debug, Clone, Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    /// What the operator wrote down.
    pub settings: Settings,
    net: Net,
    // Held while fetching, so that many who wait cost one request.
    known: Mutex<Known>,
    failed_to_leave: AtomicU64,
}

/// What was fetched, and when.
#[derive(Debug, Default)]
struct Known {
    document: Option<(Document, i64)>,
    keys: Option<(Vec<Key>, i64)>,
    failed_us: Option<i64>,
}

/// What the browser takes to the provider, or brings back.
#[derive(Debug, Clone, Copy)]
pub struct Journey<'a> {
    /// Where the provider sends people back to.
    pub redirect_uri: &'a str,
    /// What its token must repeat.
    pub nonce: &'a str,
    /// What proves that the code was asked for by us.
    pub verifier: &'a str,
}

#[derive(Deserialize)]
struct Exchanged {
    id_token: String,
}

const fn within(since_us: i64, span_us: i64, now_us: i64) -> bool {
    now_us.saturating_sub(since_us) < span_us
}

impl Provider {
    /// A provider that is reached by a client.
    #[must_use]
    pub fn new(settings: Settings, net: Net) -> Self {
        Self { settings, net, known: Mutex::new(Known::default()), failed_to_leave: AtomicU64::new(0) }
    }

    /// How many browsers in a row could not be sent there, counted by this node since it last went well.
    #[must_use]
    pub fn failed_to_leave(&self) -> u64 {
        self.failed_to_leave.load(Ordering::Relaxed)
    }

    /// Where to send a browser.
    ///
    /// # Errors
    /// When the provider cannot be reached.
    pub async fn way_there(&self, journey: &Journey<'_>, state: &str, now_us: i64) -> Result<String, Failure> {
        let found = self.find_way_there(journey, state, now_us).await;
        match &found {
            Ok(_) => self.failed_to_leave.store(0, Ordering::Relaxed),
            Err(_) => _ = self.failed_to_leave.fetch_add(1, Ordering::Relaxed),
        }
        found
    }

    async fn find_way_there(&self, journey: &Journey<'_>, state: &str, now_us: i64) -> Result<String, Failure> {
        let document = self.document(&mut *self.known.lock().await, now_us).await?;
        let challenge = challenge(journey.verifier);
        let query = pairs(&[
            ("response_type", "code"),
            ("scope", "openid email"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", journey.redirect_uri),
            ("state", state),
            ("nonce", journey.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        let at = document.authorization_endpoint;
        let joint = if at.contains('?') { '&' } else { '?' };
        Ok(format!("{at}{joint}{query}"))
    }

    /// Whom the code that a browser brought back stands for.
    ///
    /// # Errors
    /// When the provider cannot be reached, refuses the code, or sends a token that proves nothing.
    pub async fn identity(&self, journey: &Journey<'_>, code: &str, now_us: i64) -> Result<Identity, Failure> {
        let document = self.document(&mut *self.known.lock().await, now_us).await?;
        let text = self.exchange(&document, journey, code).await?;
        let token = Token::read(&text)?;
        let key = self.key(&token, now_us).await?;
        let Settings { issuer, client_id, .. } = &self.settings;
        token.identity(&key, &Expected { issuer, client_id, nonce: journey.nonce, now_us })
    }

    async fn document(&self, known: &mut Known, now_us: i64) -> Result<Document, Failure> {
        if let Some((document, _)) = known.document.as_ref().filter(|(_, at_us)| within(*at_us, KEPT_US, now_us)) {
            return Ok(document.clone());
        }
        let issuer = &self.settings.issuer;
        let url = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let body = self.fetch(known, &url, now_us).await?;
        let document: Document = read(&body)?;
        let here = issuer.starts_with("http://");
        let places = [&document.authorization_endpoint, &document.token_endpoint, &document.jwks_uri];
        if document.issuer != *issuer || !places.into_iter().all(|url| is_endpoint(url, here)) {
            known.failed_us = Some(now_us);
            return Err(Failure::Unreachable(
                "its document is of another issuer, or names no https address".to_owned(),
            ));
        }
        known.document = Some((document.clone(), now_us));
        Ok(document)
    }

    /// The key of a token. One that is not known may be new, so the keys are fetched again, but not all the time.
    async fn key(&self, token: &Token<'_>, now_us: i64) -> Result<Key, Failure> {
        let known = &mut *self.known.lock().await;
        let chosen = |keys: &[Key]| keys::choose(keys, token.kid.as_deref(), token.algorithm).cloned();
        let unknown = || Failure::Refused("the token names no key of the provider".to_owned());
        if let Some((keys, at_us)) = &known.keys {
            let found = chosen(keys).filter(|_| within(*at_us, KEPT_US, now_us));
            if found.is_some() || within(*at_us, KEYS_AGAIN_US, now_us) {
                return found.ok_or_else(unknown);
            }
        }
        let at = self.document(known, now_us).await?.jwks_uri;
        let body = self.fetch(known, &at, now_us).await?;
        let keys = keys::read(&body).ok_or_else(|| Failure::Unreachable("its keys cannot be read".to_owned()))?;
        let found = chosen(&keys);
        known.keys = Some((keys, now_us));
        found.ok_or_else(unknown)
    }

    /// Reads what is at an address of the provider, unless it gave no answer just now.
    async fn fetch(&self, known: &mut Known, url: &str, now_us: i64) -> Result<Vec<u8>, Failure> {
        if known.failed_us.is_some_and(|at_us| within(at_us, PAUSE_US, now_us)) {
            return Err(Failure::Unreachable("it gave no answer just now".to_owned()));
        }
        let headers = vec![plain("accept", "application/json")];
        let request = Request { method: "GET", url: url.to_owned(), headers, body: String::new() };
        match self.net.send(&request).await {
            Sent::Http { status: 200, body, .. } if body.len() <= MOST_BYTES => {
                known.failed_us = None;
                Ok(body)
            }
            other => {
                known.failed_us = Some(now_us);
                Err(Failure::Unreachable(no_answer(&other)))
            }
        }
    }

    async fn exchange(&self, document: &Document, journey: &Journey<'_>, code: &str) -> Result<String, Failure> {
        let Settings { client_id, client_secret, .. } = &self.settings;
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", journey.redirect_uri),
            ("code_verifier", journey.verifier),
        ];
        let mut headers =
            vec![plain("accept", "application/json"), plain("content-type", "application/x-www-form-urlencoded")];
        // A provider that names no way takes the first one (RFC 8414).
        let methods = document.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        let named = |method: &str| methods.iter().any(|known| known == method);
        if named("client_secret_post") && !named("client_secret_basic") {
            form.extend([("client_id", client_id.as_str()), ("client_secret", client_secret.as_str())]);
        } else {
            let both = STANDARD.encode(format!("{}:{}", escaped(client_id), escaped(client_secret)));
            headers.push(Header { name: "authorization", value: format!("Basic {both}"), secret: true });
        }
        let request = Request { method: "POST", url: document.token_endpoint.clone(), headers, body: pairs(&form) };
        match self.net.send(&request).await {
            Sent::Http { status: 200, body, .. } if body.len() <= MOST_BYTES => Ok(read::<Exchanged>(&body)?.id_token),
            Sent::Http { status, .. } if (400..500).contains(&status) => {
                Err(Failure::Refused(format!("it answered {status} to the code")))
            }
            other => Err(Failure::Unreachable(no_answer(&other))),
        }
    }
}

fn plain(name: &'static str, value: &str) -> Header {
    Header { name, value: value.to_owned(), secret: false }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(body).map_err(|_| Failure::Unreachable("its answer cannot be read".to_owned()))
}

/// What went wrong, without the body: a token may be in it.
fn no_answer(sent: &Sent) -> String {
    match sent {
        Sent::Http { status, body, .. } => format!("it answered {status} with {} bytes", body.len()),
        Sent::NotSent(why) | Sent::MaybeSent(why) => why.clone(),
    }
}
