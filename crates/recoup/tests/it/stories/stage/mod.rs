//! Stages: where a story is told. Each can do the same few things, in its own way.
//!
//! `memory` decides with the core alone, over maps; `engine` has a store behind it; `http` sends what people and shops ask
//! for through the API, by the table in `doors`. What gateways and timers say reaches each as the worker would say it.

pub mod doors;
pub mod engine;
pub mod http;
pub mod memory;

use jiff::Timestamp;
use recoup::engine::Request;
use recoup::store::rows::{BalanceRow, Claimed, Queue};
use recoup::worker::next::fact_request;
use recoup_core::actor::Actor;
use recoup_core::command::Act;
use recoup_core::decision::Answer;
use recoup_core::id::Id;
use recoup_core::refusal::Refusal;
use recoup_core::world::State;
use recoup_sandbox::WebhookDelivery;

use super::bank::Bank;

pub const TENANT: &str = "story";

/// When every story begins, microseconds: 1 October 2026, 9 o'clock UTC.
pub const BEGIN_US: i64 = 1_790_845_200_000_000;

/// What is answered to an act.
pub enum Said {
    /// It is done; of what has an id, the id.
    Done(Option<Id>),
    /// It is refused: the code, and the words.
    Refused(String, String),
}

impl Said {
    /// What an answer is about.
    pub fn of(answer: &Answer) -> Self {
        Self::Done(match answer {
            Answer::Capture(_, id) | Answer::Release(_, id) | Answer::Refund(_, id) => Some(id.clone()),
            Answer::Shipment(_, id) => Some(id.clone()),
            Answer::Dispute(_, id) | Answer::Allocation(_, id) | Answer::Invoice(id) => Some(id.clone()),
            Answer::Order(id) | Answer::Payment(id) | Answer::Approval(id) | Answer::Customer(id) => Some(id.clone()),
            _ => None,
        })
    }
}

/// Somewhere a story is told. What is an error here is a fault of the story or of the stage, never a refusal.
pub trait Stage {
    /// Its name, for whoever reads where two stages differ.
    fn name(&self) -> &'static str;

    /// Does what a person or the shop asks for.
    async fn ask(&mut self, actor: &Actor, act: Act) -> Result<Said, String>;

    /// Takes the words of evidence along, which an act names by their hash only.
    fn lay(&mut self, _sha256: &str, _words: &str) {}

    /// Tells what a gateway, a timer or the worker has to say, and ends the item that it came of.
    async fn tell(&mut self, request: Request) -> Result<Result<(), Refusal>, String>;

    /// Takes what is due of effects or timers.
    async fn due(&mut self, queue: Queue) -> Result<Vec<Claimed>, String>;

    /// Leaves an effect for later.
    async fn put_back(&mut self, item: &Claimed, secs: u32) -> Result<(), String>;

    /// When the next effect is due, microseconds.
    async fn next_effect_us(&self) -> Result<Option<i64>, String>;

    /// Takes a webhook in and returns what it tells.
    async fn hear(&mut self, bank: &Bank, delivery: &WebhookDelivery) -> Result<Vec<Request>, String> {
        let facts = bank.read(delivery, self.now())?;
        Ok(facts.into_iter().map(|fact| fact_request(TENANT, fact)).collect())
    }

    /// The instant.
    fn now(&self) -> Timestamp;

    /// Lets time pass.
    async fn pass(&mut self, us: i64) -> Result<(), String>;

    /// The state of a stream.
    async fn state(&self, id: &Id) -> Result<State, String>;

    /// The stream that a name finds.
    async fn find(&self, kind: &str, value: &str) -> Result<Option<Id>, String>;

    /// The status of a thing, in one word, as whoever looks at it reads it.
    async fn status(&self, id: &Id) -> Result<String, String> {
        let owner = self.find("id", id.as_str()).await?.unwrap_or_else(|| id.clone());
        let state = serde_json::to_value(self.state(&owner).await?).map_err(|e| e.to_string())?;
        word_of(&state, id).ok_or_else(|| format!("{id} has no status"))
    }

    /// Whether an order or invoice is marked as disputed, as whoever looks at it sees it.
    async fn is_under_dispute(&self, id: &Id) -> Result<bool, String> {
        match self.state(id).await? {
            State::Order(order) => Ok(!order.under_dispute.is_empty()),
            State::Invoice(invoice) => Ok(invoice.is_under_dispute()),
            _ => Err(format!("{id} carries no mark of disputes")),
        }
    }

    /// What stands in the books, by account, subkey and currency; also what is zero again.
    async fn books(&self) -> Result<Vec<BalanceRow>, String>;

    /// The notices about a stream to an audience, oldest first.
    async fn notices(&self, stream: &Id, audience: &str) -> Result<Vec<String>, String>;

    /// What waits for a person: ids and reasons, oldest first.
    async fn exceptions(&self) -> Result<Vec<(Id, String)>, String>;

    /// What must be true when a story is over, beyond what the teller sees.
    async fn the_end(&mut self) -> Result<(), String> {
        Ok(())
    }
}

/// The status of the thing with this id, wherever in a state it stands.
fn word_of(state: &serde_json::Value, id: &Id) -> Option<String> {
    match state {
        serde_json::Value::Object(fields) if fields.get("id").and_then(|v| v.as_str()) == Some(id.as_str()) => {
            fields.get("status")?.as_str().map(str::to_owned)
        }
        serde_json::Value::Object(fields) => fields.values().find_map(|field| word_of(field, id)),
        serde_json::Value::Array(items) => items.iter().find_map(|item| word_of(item, id)),
        _ => None,
    }
}
