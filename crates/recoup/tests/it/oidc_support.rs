//! A provider of identities that only pretends, and a browser that keeps its cookies while it goes there and back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use parking_lot::Mutex;
use recoup::http::FaceOptions;
use recoup::people::factor;
use recoup::people::oidc::{Providers, Settings, challenge};
use recoup::worker::net::Net;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::http_support::{Answer, Call, PUBLIC_URL, SHOP, Shop};
use crate::store_support::Fixture;

/// How the pretended provider signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// As it should.
    Es256,
    /// Not at all, and says so.
    None,
    /// With its public key as if that were a secret.
    Hs256,
    /// With a key that nobody knows, under the id of one that is known.
    OtherKey,
    /// Under an id that nobody knows.
    OtherId,
}

/// What it does next, and what it was asked.
#[derive(Debug)]
pub struct Plan {
    /// Claims that differ from the good ones; null takes one away.
    pub claims: Value,
    pub sign: Sign,
    pub exchanges: u32,
    pub keys_read: u32,
    nonce: String,
    challenge: String,
    now_secs: i64,
}

/// A running provider.
#[derive(Clone)]
pub struct Fake {
    pub base: String,
    pub plan: Arc<Mutex<Plan>>,
    key: Arc<EcdsaKeyPair>,
    other: Arc<EcdsaKeyPair>,
}

fn key_pair() -> Arc<EcdsaKeyPair> {
    let (way, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let made = EcdsaKeyPair::generate_pkcs8(way, &random).unwrap();
    Arc::new(EcdsaKeyPair::from_pkcs8(way, made.as_ref(), &random).unwrap())
}

impl Fake {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let plan = Plan {
            claims: json!({}),
            sign: Sign::Es256,
            exchanges: 0,
            keys_read: 0,
            nonce: String::new(),
            challenge: String::new(),
            now_secs: 0,
        };
        let fake = Self {
            base: format!("http://{}", listener.local_addr().unwrap()),
            plan: Arc::new(Mutex::new(plan)),
            key: key_pair(),
            other: key_pair(),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(document))
            .route("/keys", get(keys))
            .route("/token", post(exchange))
            .with_state(fake.clone());
        tokio::spawn(async move { axum_serve(listener, router).await });
        fake
    }

    /// A shop whose people may sign in with it.
    pub async fn shop(&self, fixture: Fixture) -> Shop {
        shop_at(fixture, &self.base).await
    }

    fn token(&self) -> String {
        let plan = self.plan.lock();
        let mut claims = json!({
            "iss": self.base, "sub": "subject-of-amy", "aud": "recoup", "nonce": plan.nonce,
            "iat": plan.now_secs, "exp": plan.now_secs + 300, "email": "amy@shop.example", "email_verified": true,
        });
        for (name, value) in plan.claims.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let alg = match plan.sign {
            Sign::None => "none",
            Sign::Hs256 => "HS256",
            _ => "ES256",
        };
        let kid = if plan.sign == Sign::OtherId { "k2" } else { "k1" };
        let head = json!({ "alg": alg, "kid": kid, "typ": "JWT" });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(&head), part(&claims));
        let signature = match plan.sign {
            Sign::None => Vec::new(),
            Sign::Hs256 => {
                let mut mac = Hmac::<Sha256>::new_from_slice(self.key.public_key().as_ref()).unwrap();
                mac.update(message.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
            Sign::OtherKey => sign(&self.other, &message),
            Sign::Es256 | Sign::OtherId => sign(&self.key, &message),
        };
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// A shop whose provider is said to be at an address.
pub async fn shop_at(fixture: Fixture, issuer: &str) -> Shop {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let net = Net::new(Duration::from_secs(5), true).unwrap();
    let settings = Settings {
        name: "staff".to_owned(),
        label: "Staff & Co".to_owned(),
        tenant: SHOP.to_owned(),
        issuer: issuer.to_owned(),
        client_id: "recoup".to_owned(),
        client_secret: "a secret".to_owned(),
    };
    settings.check(true).unwrap();
    let providers = Providers::new(vec![settings], &net);
    let public_url = Some(PUBLIC_URL.parse().unwrap());
    Shop::open_with(fixture, FaceOptions { public_url, providers, ..FaceOptions::unlimited(true) }).await
}

async fn axum_serve(listener: tokio::net::TcpListener, router: Router) {
    let never = std::future::pending();
    recoup::http::serve::serve(listener, router, recoup::http::serve::Patience::default(), never).await;
}

fn sign(key: &EcdsaKeyPair, message: &str) -> Vec<u8> {
    key.sign(&SystemRandom::new(), message.as_bytes()).unwrap().as_ref().to_vec()
}

async fn document(State(fake): State<Fake>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", fake.base);
    Json(json!({
        "issuer": fake.base, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "response_types_supported": ["code"],
    }))
}

async fn keys(State(fake): State<Fake>) -> Json<Value> {
    fake.plan.lock().keys_read += 1;
    let point = fake.key.public_key().as_ref();
    let half = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let known = json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": "k1", "x": half(&point[1..33]), "y": half(&point[33..]) });
    Json(json!({ "keys": [{ "kty": "OKP", "kid": "k0" }, known] }))
}

/// Gives a token for the code `good`, if whoever asks proves that it is us and that the code was asked for by us.
async fn exchange(State(fake): State<Fake>, headers: HeaderMap, Form(form): Form<Vec<(String, String)>>) -> Response {
    fake.plan.lock().exchanges += 1;
    let form: BTreeMap<String, String> = form.into_iter().collect();
    let us = format!("Basic {}", STANDARD.encode("recoup:a%20secret"));
    let right = headers.get("authorization").is_some_and(|given| *given == us)
        && form["grant_type"] == "authorization_code"
        && form["code"] == "good"
        && form["redirect_uri"] == format!("{PUBLIC_URL}/sign-in/oidc/staff/return")
        && challenge(&form["code_verifier"]) == fake.plan.lock().challenge;
    if right {
        Json(json!({ "access_token": "x", "token_type": "Bearer", "id_token": fake.token() })).into_response()
    } else {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response()
    }
}

/// A browser with its cookies.
pub struct Visit<'s> {
    shop: &'s Shop,
    pub jar: BTreeMap<String, String>,
}

impl<'s> Visit<'s> {
    pub fn new(shop: &'s Shop) -> Self {
        Self { shop, jar: BTreeMap::new() }
    }

    /// Another browser with the same cookies.
    pub fn twin(&self) -> Self {
        Self { shop: self.shop, jar: self.jar.clone() }
    }

    async fn send(&mut self, call: Call, from: &str) -> Answer {
        let jar: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let call = call.header("sec-fetch-site", from);
        let call = if jar.is_empty() { call } else { call.header("cookie", &jar.join("; ")) };
        let answer = self.shop.send(call).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let text = cookie.to_str().unwrap();
            for flag in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
                assert!(text.contains(flag) || text.starts_with("recoup="), "{text}");
            }
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if text.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub async fn get(&mut self, path: &str, from: &str) -> Answer {
        let call = Call { method: "GET", path: path.to_owned(), token: None, headers: Vec::new(), body: Vec::new() };
        self.send(call, from).await
    }

    /// Goes to the provider, which remembers what it has to answer; gives the state.
    pub async fn leave(&mut self, fake: &Fake) -> String {
        let answer = self.get("/sign-in/oidc/staff?next=/orders", "same-origin").await;
        assert_eq!(answer.status, 303, "{}", answer.page());
        let there = answer.location();
        let query = there.strip_prefix(&format!("{}/authorize?", fake.base)).unwrap_or_else(|| panic!("{there}"));
        let query: BTreeMap<&str, &str> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        assert_eq!((query["response_type"], query["code_challenge_method"]), ("code", "S256"));
        assert_eq!((query["client_id"], query["scope"]), ("recoup", "openid%20email"));
        assert_eq!(query["redirect_uri"], "https%3A%2F%2Fpay.example%2Fsign-in%2Foidc%2Fstaff%2Freturn");
        let mut plan = fake.plan.lock();
        plan.nonce = query["nonce"].to_owned();
        plan.challenge = query["code_challenge"].to_owned();
        plan.now_secs = self.shop.engine.clock().machine().wall_us() / 1_000_000;
        query["state"].to_owned()
    }

    /// Comes back from the provider with a good code.
    pub async fn come_back(&mut self, state: &str) -> Answer {
        self.get(&format!("/sign-in/oidc/staff/return?code=good&state={state}"), "cross-site").await
    }

    /// There and back.
    pub async fn journey(&mut self, fake: &Fake) -> Answer {
        let state = self.leave(fake).await;
        self.come_back(&state).await
    }

    /// Shows the second factor.
    pub async fn code(&mut self, code: &str) -> Answer {
        let headers = vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
        let body = format!("code={code}").into_bytes();
        let call = Call { method: "POST", path: "/sign-in/code".to_owned(), token: None, headers, body };
        self.send(call, "same-origin").await
    }
}

/// What the phone shows some half minutes from now. Each counts once, so a test goes on from -1 to 1.
pub fn code_in(shop: &Shop, secret: &str, halves: i64) -> String {
    factor::code(secret, shop.engine.clock().machine().wall_us() + halves * 30_000_000).unwrap()
}
