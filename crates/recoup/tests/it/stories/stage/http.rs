//! The API: what people and shops ask for is called with a key of theirs, webhooks are posted to the address for them,
//! and what the API shows is read from there. Gateways' answers and timers reach the engine the way the worker goes.
//!
//! Each call is tried as a preview before, which must foretell the answer and the entries, and is repeated under its key,
//! which must change nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use recoup::engine::Request;
use recoup::http::FaceOptions;
use recoup::store::rows::{BalanceRow, Claimed, Done, Queue, Then};
use recoup::worker::Accounts;
use recoup::worker::next::fact_request;
use recoup_core::actor::{Actor, Role};
use recoup_core::command::Act;
use recoup_core::id::Id;
use recoup_core::refusal::Refusal;
use recoup_core::world::State;
use recoup_gateways::Delivery;
use recoup_sandbox::WebhookDelivery;
use serde_json::{Value, json};

use super::doors::{self, Door};
use super::engine::{Engined, clock};
use super::{Said, Stage, TENANT};
use crate::http_support::{Answer, Shop, fresh_key, grants};
use crate::store_support::Fixture;
use crate::stories::bank::{self, ACCOUNT, Bank};

/// Who looks at the books and moves the clock for the story.
const KEEPER: &str = "keeper(billing_admin,finance)";

/// Where the API shows things, by the prefix of their ids.
const SHOWN: [(&str, &str); 9] = [
    ("apr_", "/v1/approvals"),
    ("cap_", "/v1/captures"),
    ("dsp_", "/v1/disputes"),
    ("inv_", "/v1/invoices"),
    ("ord_", "/v1/orders"),
    ("pay_", "/v1/payments"),
    ("rel_", "/v1/releases"),
    ("rfd_", "/v1/refunds"),
    ("shp_", "/v1/shipments"),
];

pub struct Http {
    name: &'static str,
    shop: Shop,
    behind: Engined,
    /// Those who have a key already.
    known: BTreeSet<String>,
    /// The routes that were called.
    pub called: BTreeSet<&'static str>,
    /// Words of evidence by their hash.
    words: BTreeMap<String, String>,
}

impl Http {
    pub async fn open(name: &'static str, fixture: Fixture) -> Self {
        let accounts = Accounts::new(vec![(TENANT.to_owned(), bank::account())]);
        let mut shop = Shop::bare(fixture, clock(), accounts, FaceOptions::unlimited(true));
        shop.tenant(TENANT).await;
        shop.key(TENANT, KEEPER, "keeper", &grants(&[Role::BillingAdmin, Role::Finance])).await;
        let behind = Engined::behind(name, shop.engine.clone());
        Self { name, shop, behind, known: BTreeSet::new(), called: BTreeSet::new(), words: BTreeMap::new() }
    }

    /// The key of a person with these roles.
    async fn key_of(&mut self, actor: &Actor) -> String {
        let roles: Vec<&str> = actor.roles.iter().map(|role| role.word()).collect();
        let name = format!("{}({})", actor.person, roles.join(","));
        if self.known.insert(name.clone()) {
            self.shop.key(TENANT, &name, &actor.person, &grants(&actor.roles)).await;
        }
        name
    }

    async fn get(&self, path: &str) -> Result<Answer, String> {
        let answer = self.shop.get(KEEPER, path).await;
        if answer.status == 200 { Ok(answer) } else { Err(format!("GET {path}: {} {}", answer.status, answer.json)) }
    }

    /// The call that does an act.
    async fn door(&self, act: &Act) -> Result<Door, String> {
        match act {
            Act::AddEvidence(it) => {
                let words = self.words.get(&it.sha256).ok_or("nobody laid the words of this evidence")?;
                Ok(doors::disputes::evidence(it, words))
            }
            Act::MatchPayment(it) => {
                let waiting = self.get("/v1/deliveries?state=waiting").await?;
                let delivery = waiting.data().first().ok_or("no delivery waits for its payment")?;
                Ok(doors::disputes::matching(it, &text(delivery, "id")?))
            }
            act => doors::door(act),
        }
    }

    /// A view of the thing with this id; none where the API shows it nowhere of its own.
    async fn view(&self, id: &Id) -> Result<Option<Value>, String> {
        let Some((_, path)) = SHOWN.iter().find(|(prefix, _)| id.as_str().starts_with(prefix)) else { return Ok(None) };
        self.get(&format!("{path}/{id}")).await.map(|answer| Some(answer.json))
    }

    /// The trial balance.
    async fn sums(&self) -> Result<Vec<Value>, String> {
        let shown = self.get("/v1/ledger/trial_balance").await?;
        shown.json["accounts"].as_array().cloned().ok_or_else(|| "no trial balance".to_owned())
    }

    /// Reads a page after the other.
    async fn pages(&self, path: &str, after: impl Fn(&Value) -> String) -> Result<Vec<Value>, String> {
        let mut rows: Vec<Value> = Vec::new();
        loop {
            let from = rows.last().map_or_else(String::new, |last| format!("&after={}", after(last)));
            let page = self.get(&format!("{path}{from}")).await?;
            rows.extend(page.data().iter().cloned());
            if page.json["has_more"] != true {
                return Ok(rows);
            }
        }
    }
}

/// Debits and credits by account and currency.
type Sums = BTreeMap<(String, String), (i64, i64)>;

fn add(sums: &mut Sums, line: &Value, sign: i64) -> Result<(), String> {
    let sum = sums.entry((text(line, "account")?, text(line, "currency")?)).or_default();
    sum.0 += sign * number(line, "debit_minor")?;
    sum.1 += sign * number(line, "credit_minor")?;
    Ok(())
}

/// What a preview says would be posted is what was posted. Whoever may not read the books sees none of it.
fn came_true(foretold: &Answer, before: &[Value], after: &[Value]) -> Result<(), String> {
    if foretold.status != 200 {
        return Err(format!("what was done was refused by its preview: {}", foretold.json));
    }
    if foretold.json["entries_withheld"] == true {
        return Ok(());
    }
    let entries = foretold.json["entries"].as_array().ok_or("a preview without entries")?;
    let (mut planned, mut posted) = (Sums::new(), Sums::new());
    for entry in entries.iter().filter(|entry| entry["after_approval"] == false) {
        entry["lines"].as_array().into_iter().flatten().try_for_each(|line| add(&mut planned, line, 1))?;
    }
    after.iter().try_for_each(|row| add(&mut posted, row, 1))?;
    before.iter().try_for_each(|row| add(&mut posted, row, -1))?;
    posted.retain(|_, sides| *sides != (0, 0));
    if planned == posted { Ok(()) } else { Err(format!("foretold was {planned:?}, and posted is {posted:?}")) }
}

/// A text of a view.
fn text(view: &Value, field: &str) -> Result<String, String> {
    view[field].as_str().map(str::to_owned).ok_or_else(|| format!("no text `{field}` in {view}"))
}

fn number(view: &Value, field: &str) -> Result<i64, String> {
    view[field].as_i64().ok_or_else(|| format!("no number `{field}` in {view}"))
}

impl Stage for Http {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn ask(&mut self, actor: &Actor, act: Act) -> Result<Said, String> {
        let door = self.door(&act).await?;
        let who = self.key_of(actor).await;
        let path = door.path();
        self.called.insert(door.route);
        let foretold = self.shop.preview(&who, &path, door.body.clone()).await;
        let (before, key) = (self.sums().await?, fresh_key());
        let answer = self.shop.post_as(&who, &path, door.body.clone(), &key).await;
        match answer.status {
            200..=299 => {
                let again = self.shop.post_as(&who, &path, door.body, &key).await;
                if again.bytes != answer.bytes || again.headers.get("idempotent-replayed").is_none() {
                    return Err(format!("POST {path} again under its key: {} {}", again.status, again.json));
                }
                came_true(&foretold, &before, &self.sums().await?)?;
                Ok(Said::Done(answer.json["id"].as_str().map(Id::trusted)))
            }
            400..=499 if foretold.code() != answer.code() => {
                Err(format!("a preview of POST {path} says {}, and then it says {}", foretold.json, answer.json))
            }
            400..=499 => Ok(Said::Refused(answer.code().to_owned(), answer.json["detail"].to_string())),
            status => Err(format!("POST {path}: {status} {}", answer.json)),
        }
    }

    fn lay(&mut self, sha256: &str, words: &str) {
        self.words.insert(sha256.to_owned(), words.to_owned());
    }

    async fn tell(&mut self, request: Request) -> Result<Result<(), Refusal>, String> {
        self.behind.tell(request).await
    }

    async fn due(&mut self, queue: Queue) -> Result<Vec<Claimed>, String> {
        self.behind.due(queue).await
    }

    async fn put_back(&mut self, item: &Claimed, secs: u32) -> Result<(), String> {
        self.behind.put_back(item, secs).await
    }

    async fn next_effect_us(&self) -> Result<Option<i64>, String> {
        self.behind.next_effect_us().await
    }

    async fn hear(&mut self, bank: &Bank, delivery: &WebhookDelivery) -> Result<Vec<Request>, String> {
        let mut call = self.shop.call("", "POST", &format!("/v1/hooks/{TENANT}/{ACCOUNT}"), None);
        call.body = delivery.body.as_bytes().to_vec();
        for (name, value) in &delivery.headers {
            call = call.header(name, value);
        }
        let answer = self.shop.send(call).await;
        if answer.status != 200 {
            return Err(format!("a webhook was not taken in: {} {}", answer.status, answer.json));
        }
        let mut told = Vec::new();
        for item in self.behind.claim(Queue::Inbox).await? {
            let headers: BTreeMap<String, String> = serde_json::from_str(&item.headers).map_err(|e| e.to_string())?;
            let headers: Vec<(String, String)> = headers.into_iter().collect();
            let facts = bank.facts(&Delivery { headers: &headers, body: &item.payload })?;
            let done = Done { queue: Queue::Inbox, id: item.id.clone(), epoch: item.epoch, then: Then::Finished };
            let mut requests: Vec<Request> = facts.into_iter().map(|fact| fact_request(TENANT, fact)).collect();
            match requests.pop() {
                Some(last) => requests.push(last.finishing(done)),
                None => drop(self.behind.store().finish(TENANT, &done).await.map_err(|e| e.to_string())?),
            }
            told.extend(requests);
        }
        Ok(told)
    }

    fn now(&self) -> Timestamp {
        self.behind.now()
    }

    async fn pass(&mut self, us: i64) -> Result<(), String> {
        let secs = (us + 999_999) / 1_000_000;
        let answer = self.shop.post(KEEPER, "/v1/test_clock/advance", json!({ "secs": secs })).await;
        if answer.status == 200 { Ok(()) } else { Err(format!("the clock does not move: {}", answer.json)) }
    }

    async fn state(&self, id: &Id) -> Result<State, String> {
        self.behind.state(id).await
    }

    async fn find(&self, kind: &str, value: &str) -> Result<Option<Id>, String> {
        self.behind.find(kind, value).await
    }

    async fn status(&self, id: &Id) -> Result<String, String> {
        match self.view(id).await? {
            Some(view) => text(&view, "status"),
            None => self.behind.status(id).await,
        }
    }

    async fn is_under_dispute(&self, id: &Id) -> Result<bool, String> {
        let view = self.view(id).await?.ok_or_else(|| format!("{id} is shown nowhere"))?;
        match &view["under_dispute"] {
            Value::Bool(marked) => Ok(*marked),
            Value::Array(disputes) => Ok(!disputes.is_empty()),
            _ => Err(format!("{id} carries no mark of disputes")),
        }
    }

    async fn books(&self) -> Result<Vec<BalanceRow>, String> {
        let key = |row: &Value| ["account", "subkey", "currency"].map(|f| row[f].as_str().unwrap_or("")).join(":");
        let rows = self.pages("/v1/ledger/balances?by_subkey=true&only_open=false&limit=500", key).await?;
        let row = |row: &Value| {
            Ok(BalanceRow {
                account: text(row, "account")?,
                subkey: text(row, "subkey")?,
                currency: text(row, "currency")?,
                debit_minor: number(row, "debit_minor")?,
                credit_minor: number(row, "credit_minor")?,
            })
        };
        rows.iter().map(row).collect()
    }

    async fn notices(&self, stream: &Id, audience: &str) -> Result<Vec<String>, String> {
        self.behind.notices(stream, audience).await
    }

    async fn exceptions(&self) -> Result<Vec<(Id, String)>, String> {
        let rows = self.pages("/v1/exceptions?limit=100", |row| row["id"].as_str().unwrap_or("").to_owned()).await?;
        rows.iter().map(|row| Ok((Id::trusted(&text(row, "id")?), text(row, "reason")?))).collect()
    }

    async fn the_end(&mut self) -> Result<(), String> {
        self.behind.the_end().await
    }
}
