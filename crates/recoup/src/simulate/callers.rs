//! Callers of the API: each question under its key, over a network that loses, doubles and delays, repeated until
//! there is an answer; and every answer is remembered.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use recoup_core::actor::Actor;
use recoup_core::command::Act;
use recoup_core::payment::facts::Fact;
use tokio::sync::oneshot;

use super::invariants as must;
use super::nodes::{MOST_SKEW_US, Nodes};
use super::universe::Universe;
use crate::engine::{Key, Reply, Request};
use crate::worker::chores::ANSWERS_US;
use crate::worker::next;

/// How long a caller waits for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Of so many answers, one is followed by a question with the same key and other content.
const OTHER_IN: u64 = 16;

/// Times a caller repeats a question before he gives up.
const TRIES: u32 = 8;

/// What was acknowledged: tenant and key, the answer, and when by the clock of the business, microseconds.
pub type Acknowledged = BTreeMap<(String, String), (String, i64)>;

/// Whether an answer may have been forgotten between two moments. The clock jumps by days while a request stands in a
/// node that stalls: then it is decided anew, and that is right.
#[must_use]
pub const fn may_be_forgotten(from_us: i64, to_us: i64) -> bool {
    to_us.saturating_sub(from_us) >= ANSWERS_US - MOST_SKEW_US
}

/// Everybody who asks.
#[derive(Debug)]
pub struct Callers {
    universe: Arc<Universe>,
    nodes: Arc<Nodes>,
    acknowledged: Mutex<Acknowledged>,
}

impl Callers {
    /// Callers of these nodes.
    #[must_use]
    pub fn new(universe: &Arc<Universe>, nodes: &Arc<Nodes>) -> Arc<Self> {
        Arc::new(Self { universe: Arc::clone(universe), nodes: Arc::clone(nodes), acknowledged: Mutex::default() })
    }

    /// What was acknowledged so far.
    #[must_use]
    pub fn acknowledged(&self) -> Acknowledged {
        self.acknowledged.lock().clone()
    }

    /// Asks until there is an answer, or patience ends.
    pub async fn ask(self: Arc<Self>, tenant: String, actor: Actor, act: Act, name: String) {
        let content = serde_json::to_vec(&act).unwrap_or_default();
        let key = Key::new(format!("api:{}:{name}", act.word()), &content);
        let request = Request::new(&tenant, actor, act).keyed(key);
        let luck = *self.universe.luck();
        for tried in 0..TRIES {
            self.universe.travel(10).await;
            if self.universe.strikes("request_lost", luck.request_lost) {
                self.universe.wait(1_000).await;
                continue;
            }
            if self.universe.strikes("request_twice", luck.request_twice) {
                let _unheard = self.send(&request);
            }
            let Some(answer) = self.send(&request) else {
                self.universe.wait(500).await;
                continue;
            };
            let reply = tokio::time::timeout(PATIENCE, answer).await;
            self.universe.travel(10).await;
            let heard = !self.universe.strikes("answer_lost", luck.answer_lost);
            if let (Ok(Ok(reply)), true) = (reply, heard) {
                let done = matches!(reply, Reply::Done(_));
                if self.heard(&request, reply) {
                    if done && self.universe.below(OTHER_IN) == 0 {
                        self.with_other_content(&request).await;
                    }
                    return;
                }
            }
            self.universe.wait(200_u64 << tried).await;
        }
        self.universe.answered("gave_up");
    }

    /// Tells a fact as a worker would, until it is taken or refused.
    pub async fn tell(self: Arc<Self>, tenant: String, fact: Fact) {
        let mut request = next::fact_request(&tenant, fact);
        for _ in 0..TRIES {
            self.universe.travel(10).await;
            let Some(engine) = self.nodes.any() else { continue };
            self.universe.step("rumour", request.act.word().as_bytes());
            match engine.submit(request.clone()).await {
                Reply::Done(_) => return,
                Reply::Refused(refusal) => {
                    self.universe.answered(refusal.code());
                    if matches!(refusal, recoup_core::refusal::Refusal::Inconsistent { .. }) {
                        self.universe.wrong(must::NO_DEFECT, format!("{:?}: {refusal}", request.act));
                    }
                    match next::instead(&request, &refusal) {
                        Some(instead) => request = instead,
                        None => return,
                    }
                }
                Reply::LeaseLost | Reply::Changed | Reply::Failed(_) => self.universe.wait(300).await,
            }
        }
    }

    /// Uses the key of what was answered for something else, which must be refused.
    async fn with_other_content(&self, request: &Request) {
        let Some(key) = &request.key else { return };
        let other = request.clone().keyed(Key::new(key.name.clone(), b"something else"));
        let Some(answer) = self.send(&other) else { return };
        // An answer that was forgotten meanwhile is decided anew, and that is right.
        if let Ok(Ok(Reply::Done(answered))) = tokio::time::timeout(PATIENCE, answer).await
            && answered.replayed
        {
            self.universe.wrong(must::OTHER_CONTENT, format!("{} was answered as before", key.name));
        }
    }

    /// Hands a request to one of the nodes; nothing when none is up.
    fn send(&self, request: &Request) -> Option<oneshot::Receiver<Reply>> {
        let engine = self.nodes.any()?;
        self.universe.step("request", &[]);
        let (sender, answer) = oneshot::channel();
        let request = request.clone();
        tokio::spawn(async move {
            let reply = engine.submit(request).await;
            // The caller may have gone; the decision stands.
            let _gone = sender.send(reply);
        });
        Some(answer)
    }

    /// Takes an answer; false when it may help to ask again.
    fn heard(&self, request: &Request, reply: Reply) -> bool {
        let universe = &self.universe;
        match reply {
            Reply::Done(answered) => {
                universe.step("answer", answered.body.as_bytes());
                universe.answered(if answered.replayed { "replayed" } else { "done" });
                self.remember(request, answered.body);
                true
            }
            Reply::Refused(refusal) => {
                universe.step("refusal", refusal.code().as_bytes());
                universe.answered(refusal.code());
                if matches!(refusal, recoup_core::refusal::Refusal::Inconsistent { .. }) {
                    universe.wrong(must::NO_DEFECT, format!("{}: {refusal}", request.act.word()));
                }
                true
            }
            Reply::LeaseLost => {
                universe.wrong(must::NO_DEFECT, "a caller was told of a lease");
                true
            }
            Reply::Changed => {
                universe.wrong(must::NO_DEFECT, "a caller who reviewed nothing was told of a change");
                true
            }
            Reply::Failed(error) => {
                universe.answered("failed");
                let defect = matches!(
                    error,
                    crate::store::StoreError::Bug { .. }
                        | crate::store::StoreError::Corrupt { .. }
                        | crate::store::StoreError::Constraint { .. }
                );
                if defect {
                    universe.wrong(must::NO_DEFECT, format!("{}: {error}", request.act.word()));
                }
                false
            }
        }
    }

    fn remember(&self, request: &Request, body: String) {
        let Some(key) = &request.key else { return };
        let kept =
            self.nodes.tables().look(|tables| tables.answer(&request.tenant, &key.name).map(|row| row.answer == body));
        if kept != Some(true) {
            self.universe.wrong(must::ACKNOWLEDGED, format!("{} is not on disk as it was answered", key.name));
        }
        let at = (request.tenant.clone(), key.name.clone());
        let now_us = self.universe.now_us();
        let before = self.acknowledged.lock().insert(at, (body.clone(), now_us));
        if before.is_some_and(|(before, at_us)| before != body && !may_be_forgotten(at_us, now_us)) {
            self.universe.wrong(must::SAME_ANSWER, format!("{} was answered in two ways", key.name));
        }
    }
}
