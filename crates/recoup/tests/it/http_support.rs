//! What the tests of the HTTP face share: two shops with people and keys, calls without a socket, and looks
//! behind the store's back.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt;
use recoup::access::{self, Grants};
use recoup::engine::{self, Clock, Engine};
use recoup::http::{self, FaceOptions};
use recoup::store::rows::{ApiKeyRow, TenantRow};
use recoup::worker::Accounts;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{Fact, What};
use recoup_gateways::Account;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::store_support::{Fixture, postgres_client, sqlite_connection};

pub const SHOP: &str = "shop";
pub const OTHER: &str = "other";
/// Where people reach the pages.
pub const PUBLIC_URL: &str = "https://pay.example";
pub const HOOK_SECRET: &str = "hook_secret";
pub const PERSONS: [(&str, &[Role]); 4] = [
    ("ann", &[Role::Support]),
    ("bob", &[Role::BillingAdmin, Role::Developer]),
    ("eve", &[Role::Approver]),
    ("fay", &[Role::Finance]),
];

/// A running face over a store of its own.
pub struct Shop {
    pub fixture: Fixture,
    pub engine: Engine,
    pub router: Router,
    keys: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub json: Value,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or("")
    }

    pub fn text(&self, field: &str) -> String {
        self.json[field].as_str().unwrap_or_else(|| panic!("no text `{field}` in {}", self.json)).to_owned()
    }

    pub fn int(&self, field: &str) -> i64 {
        self.json[field].as_i64().unwrap_or_else(|| panic!("no number `{field}` in {}", self.json))
    }

    pub fn data(&self) -> &Vec<Value> {
        self.json["data"].as_array().unwrap_or_else(|| panic!("no page: {}", self.json))
    }

    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.json);
        self
    }

    /// A refusal with this status and code, and a problem document as promised.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        assert_eq!((self.status, self.code()), (status, code), "{}", self.json);
        self.is_problem();
        self
    }

    #[track_caller]
    pub fn is_problem(&self) {
        let json = &self.json;
        assert_eq!(self.headers["content-type"], "application/problem+json", "{self:?}");
        let code = json["code"].as_str().expect("a code");
        assert_eq!(json["type"], format!("urn:recoup:problem:{code}"));
        assert!(json["title"].as_str().is_some_and(|t| !t.is_empty()), "{json}");
        assert_eq!(json["status"], self.status);
        assert_eq!(json["request_id"], self.headers["request-id"].to_str().unwrap());
        assert!(json["request_id"].as_str().is_some_and(|t| t.starts_with("req_")), "{json}");
        let detail = json["detail"].as_str().expect("a detail");
        assert!(detail.len() > 20, "the detail says too little: {detail}");
        assert_ne!(self.status, 500, "{json}");
    }
}

/// A request before it is sent.
pub struct Call {
    pub method: &'static str,
    pub path: String,
    pub token: Option<String>,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Call {
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

pub fn grants(roles: &[Role]) -> Grants {
    Grants { roles: roles.to_vec(), ..Grants::default() }
}

pub fn sandbox_account() -> Account {
    Account {
        name: "sandbox:main".to_owned(),
        base_url: "http://127.0.0.1:9".to_owned(),
        secret: "api_secret".to_owned(),
        webhook_secrets: vec![HOOK_SECRET.to_owned()],
        ..Account::default()
    }
}

impl Shop {
    pub async fn open(fixture: Fixture) -> Self {
        let public_url = Some(PUBLIC_URL.parse().unwrap());
        Self::open_with(fixture, FaceOptions { public_url, ..FaceOptions::unlimited(true) }).await
    }

    pub async fn open_with(fixture: Fixture, options: FaceOptions) -> Self {
        let accounts = Accounts::new(vec![(SHOP.to_owned(), sandbox_account())]);
        let mut shop = Self::bare(fixture, Clock::default(), accounts, options);
        for tenant in [SHOP, OTHER] {
            shop.tenant(tenant).await;
        }
        for (person, roles) in PERSONS {
            shop.person(SHOP, person, &grants(roles)).await;
        }
        shop.person(OTHER, "zoe", &grants(&Role::ALL)).await;
        shop
    }

    /// A face at which nobody is known yet, with a clock and gateway accounts of the caller's own.
    pub fn bare(fixture: Fixture, clock: Clock, accounts: Accounts, options: FaceOptions) -> Self {
        let engine = Engine::start(fixture.store.clone(), clock);
        let router = http::router(engine.clone(), accounts, options);
        Self { fixture, engine, router, keys: BTreeMap::new() }
    }

    /// A merchant moves in.
    pub async fn tenant(&self, tenant: &str) {
        let (name, settings) = (tenant.to_owned(), "{}".to_owned());
        let row = TenantRow { tenant: tenant.to_owned(), name, settings, created_us: 0 };
        self.fixture.store.put_tenant(&row).await.unwrap();
    }

    /// Gives a person a key and remembers it under the person's name.
    pub async fn person(&mut self, tenant: &str, person: &str, grants: &Grants) -> ApiKeyRow {
        self.key(tenant, person, person, grants).await
    }

    /// Gives a person a key and remembers it under a name of its own.
    pub async fn key(&mut self, tenant: &str, name: &str, person: &str, grants: &Grants) -> ApiKeyRow {
        let now_us = self.engine.clock().now().as_microsecond();
        let key = access::new_key(tenant, person, "test", grants, now_us).unwrap();
        self.fixture.store.put_api_key(&key.row).await.unwrap();
        self.keys.insert(name.to_owned(), key.token);
        key.row
    }

    pub fn token(&self, name: &str) -> String {
        self.keys.get(name).unwrap_or_else(|| panic!("nobody is called {name}")).clone()
    }

    pub fn call(&self, who: &str, method: &'static str, path: &str, body: Option<&Value>) -> Call {
        let token = (!who.is_empty()).then(|| self.token(who));
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        Call { method, path: path.to_owned(), token, headers: Vec::new(), body }
    }

    pub async fn send(&self, call: Call) -> Answer {
        self.send_to(&self.router, call).await
    }

    /// Sends to another node of the same shop.
    pub async fn send_to(&self, router: &Router, call: Call) -> Answer {
        let mut request = Request::builder().method(call.method).uri(&call.path);
        if let Some(token) = &call.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(call.body)).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, headers, bytes, json }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        self.send(self.call(who, "GET", path, None)).await
    }

    /// Sends a change under a fresh idempotency key.
    pub async fn post(&self, who: &str, path: &str, body: Value) -> Answer {
        self.post_as(who, path, body, &fresh_key()).await
    }

    pub async fn post_as(&self, who: &str, path: &str, body: Value, key: &str) -> Answer {
        self.send(self.call(who, "POST", path, Some(&body)).header("idempotency-key", key)).await
    }

    pub async fn preview(&self, who: &str, path: &str, body: Value) -> Answer {
        self.send(self.call(who, "POST", &format!("{path}?preview=true"), Some(&body))).await
    }

    /// Brings in an order paid at the till; returns it and its payment.
    pub async fn paid_order(&self, number: &str, gross_minor: i64) -> (String, String) {
        let order = self.post("bob", "/v1/orders", order(number, gross_minor)).await.is(201);
        (order.text("id"), order.json["payments"][0].as_str().unwrap().to_owned())
    }

    /// What the gateway tells of one of our operations.
    pub async fn fact(&self, ours: &str, what: What, amount_minor: i64) {
        let fact = Fact {
            account: "sandbox:main".to_owned(),
            subject: format!("theirs-{ours}"),
            ours: ours.to_owned(),
            what,
            amount: Some(Money::new(amount_minor, Currency::EUR)),
            parent: String::new(),
            ordinal: String::new(),
        };
        let gateway = Actor::machine(ActorKind::Gateway, "sandbox:main");
        let reply = self.engine.submit(engine::Request::new(SHOP, gateway, fact)).await;
        assert!(matches!(reply, engine::Reply::Done(_)), "{reply:?}");
    }

    /// A card pays: it is authorized and captured.
    pub async fn card_pays(&self, payment: &str, amount_minor: i64) {
        self.fact(payment, What::Authorized { expires_at: None }, amount_minor).await;
        let shown = self.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
        self.fact(shown.json["captures"][0]["id"].as_str().unwrap(), What::Captured, amount_minor).await;
    }

    /// Gives a customer a balance the only way there is: a refund that the gateway could not pay.
    pub async fn credit(&self, customer: &str, amount_minor: i64) {
        let mut gateway = order(&fresh_key(), amount_minor);
        gateway["customer"] = json!({ "id": customer });
        gateway["tenders"] = json!([card(amount_minor)]);
        let placed = self.post("bob", "/v1/orders", gateway).await.is(201);
        let payment = placed.json["payments"][0].as_str().unwrap();
        self.card_pays(payment, amount_minor).await;
        let refund = json!({ "payment": payment, "reason": "damaged" });
        let refund = self.post("ann", "/v1/refunds", refund).await.is(202).text("id");
        let credit = format!("/v1/refunds/{refund}/credit");
        self.post("bob", &credit, json!({})).await.refused(409, "not_in_state");
        self.fact(&refund, What::RefundFailed { code: "account_closed".to_owned() }, amount_minor).await;
        assert_eq!(self.post("bob", &credit, json!({})).await.is(202).text("status"), "credited");
    }

    /// How many rows each table has.
    pub async fn counts(&self) -> BTreeMap<String, i64> {
        let mut counts = BTreeMap::new();
        if self.fixture.url.starts_with("sqlite:") {
            let connection = sqlite_connection(&self.fixture.url);
            for table in sqlite_tables(&connection) {
                let count = connection.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0));
                counts.insert(table, count.unwrap());
            }
            return counts;
        }
        let client = postgres_client(&self.fixture.url).await;
        let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
        for row in client.query(tables, &[]).await.unwrap() {
            let table: String = row.get(0);
            let count = client.query_one(&format!("SELECT COUNT(*) FROM {table}"), &[]).await.unwrap().get(0);
            counts.insert(table, count);
        }
        counts
    }

    /// Every cell of an embedded database, as text.
    pub fn cells(&self) -> Vec<(String, String)> {
        let connection = sqlite_connection(&self.fixture.url);
        let mut cells = Vec::new();
        for table in sqlite_tables(&connection) {
            let mut all = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = all.column_count();
            let mut rows = all.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    let text = match row.get_ref(column).unwrap() {
                        rusqlite::types::ValueRef::Null => continue,
                        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                        rusqlite::types::ValueRef::Real(number) => number.to_string(),
                        rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                            String::from_utf8_lossy(bytes).into_owned()
                        }
                    };
                    cells.push((table.clone(), text));
                }
            }
        }
        cells
    }
}

fn sqlite_tables(connection: &rusqlite::Connection) -> Vec<String> {
    let mut statement = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").unwrap();
    let names = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    names.map(Result::unwrap).collect()
}

pub fn fresh_key() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An order of two lines, paid at the till: a third of it books, the rest a lamp.
pub fn order(number: &str, gross_minor: i64) -> Value {
    let books = gross_minor / 3;
    let rest = gross_minor - books;
    json!({
        "number": number, "currency": "EUR", "customer": { "reference": format!("c-{number}") },
        "lines": [
            { "sku": "BOOK", "name": "Books", "quantity": 3, "gross_minor": books,
              "taxes": [{ "key": "DE/reduced@2021", "amount_minor": books * 7 / 107 }] },
            { "sku": "LAMP", "name": "Lamp", "quantity": 1, "gross_minor": rest,
              "taxes": [{ "key": "DE/standard@2021", "amount_minor": rest * 19 / 119 }] },
        ],
        "tenders": [{ "amount_minor": gross_minor, "kind": "offline", "account": "till:1", "capture": "automatic" }],
    })
}

/// A card at the gateway, captured at once.
pub fn card(amount_minor: i64) -> Value {
    json!({ "amount_minor": amount_minor, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok",
            "capture": "automatic" })
}

/// The same order with money that still has to be captured.
pub fn order_to_capture(number: &str, gross_minor: i64) -> Value {
    let mut order = order(number, gross_minor);
    order["tenders"][0]["capture"] = json!("manual");
    order
}
