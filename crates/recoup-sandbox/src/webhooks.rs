//! The queue of webhooks: what is to be told, to whom, and when to try again.
//! It sends nothing itself; whoever drives it takes what is due and says which deliveries were received.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::later;
use crate::face::{Face, Message, Sealed, Sending};
use crate::faults::{Faults, WebhookFault};
use crate::wire::{Headers, value_of};

/// How long a reordered webhook waits for one to overtake it, in seconds.
const OVERTAKE_SECS: i64 = 60;
/// How far behind its overtaker a reordered webhook follows, in seconds.
const BEHIND_SECS: i64 = 1;
/// How long a replaced secret still signs, in seconds.
const ROTATION_SECS: i64 = 86_400;

/// Somewhere webhooks are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookEndpoint {
    /// Where to post, over plain HTTP.
    pub url: String,
    /// What signs the posts.
    pub secret: String,
}

/// One post that is due, complete with its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookDelivery {
    /// Names this delivery towards the bank; two posts of a duplicate differ here.
    pub id: u64,
    /// The id in the body, the same for every try and every duplicate.
    pub event_id: String,
    /// What happened, such as `refund.completed`.
    pub event_type: &'static str,
    /// Where to post.
    pub url: String,
    /// The content type of the body.
    pub content_type: &'static str,
    /// The other headers, the signature among them.
    pub headers: Headers,
    /// The raw body.
    pub body: Arc<str>,
    /// Which try this is, from 1.
    pub attempt: u32,
}

impl WebhookDelivery {
    /// A header by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        value_of(&self.headers, name)
    }
}

#[derive(Debug)]
struct Endpoint {
    id: u64,
    url: String,
    /// What signs; nothing at an address that was never put and hears only what is addressed to it.
    secret: Option<String>,
    /// Replaced secrets, each with the instant (microseconds) at which it stops signing.
    retiring: Vec<(String, i64)>,
}

#[derive(Debug)]
struct Pending {
    endpoint: u64,
    message: Arc<Message>,
    tries: u32,
    due_us: i64,
}

/// Every endpoint and everything not yet received.
#[derive(Debug, Default)]
pub(crate) struct Webhooks {
    endpoints: Vec<Endpoint>,
    pending: BTreeMap<u64, Pending>,
    /// Due instant (microseconds) and delivery, which is the order of sending.
    queue: BTreeSet<(i64, u64)>,
    /// Deliveries that wait to be overtaken.
    held: Vec<u64>,
    last_id: u64,
}

impl Webhooks {
    pub(crate) fn new(endpoints: &[WebhookEndpoint]) -> Self {
        let mut webhooks = Self::default();
        for endpoint in endpoints {
            webhooks.put_endpoint(endpoint, 0);
        }
        webhooks
    }

    /// Adds an endpoint; for a known URL it replaces the secret, and the old one still signs for a day.
    pub(crate) fn put_endpoint(&mut self, endpoint: &WebhookEndpoint, now_us: i64) {
        if let Some(known) = self.endpoints.iter_mut().find(|known| known.url == endpoint.url) {
            if known.secret.as_ref() != Some(&endpoint.secret) {
                let old = known.secret.replace(endpoint.secret.clone());
                known.retiring.extend(old.map(|old| (old, later(now_us, ROTATION_SECS))));
            }
            return;
        }
        self.add_endpoint(&endpoint.url, Some(endpoint.secret.clone()));
    }

    fn add_endpoint(&mut self, url: &str, secret: Option<String>) -> u64 {
        let id = self.next_id();
        self.endpoints.push(Endpoint { id, url: url.to_owned(), secret, retiring: Vec::new() });
        id
    }

    /// Forgets every endpoint but one, with what was waiting for them.
    pub(crate) fn keep_only(&mut self, url: &str) {
        self.endpoints.retain(|endpoint| endpoint.url == url);
        let left: Vec<u64> = self.endpoints.iter().map(|endpoint| endpoint.id).collect();
        self.pending.retain(|_, pending| left.contains(&pending.endpoint));
        let pending = &self.pending;
        self.queue.retain(|(_, id)| pending.contains_key(id));
        self.held.retain(|id| pending.contains_key(id));
    }

    /// The URLs in force.
    pub(crate) fn urls(&self) -> Vec<&str> {
        self.endpoints
            .iter()
            .filter(|endpoint| endpoint.secret.is_some())
            .map(|endpoint| endpoint.url.as_str())
            .collect()
    }

    /// How many deliveries nobody has received yet.
    pub(crate) fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// When the next delivery is due, in microseconds.
    pub(crate) fn next_due_us(&self) -> Option<i64> {
        self.queue.first().map(|(due_us, _)| *due_us)
    }

    /// Queues a message for every endpoint it is for, each with its own luck.
    pub(crate) fn emit(&mut self, message: Message, faults: &mut Faults) {
        let endpoints = self.endpoints_for(&message);
        let (at_us, message) = (message.at_us, Arc::new(message));
        for endpoint in endpoints {
            self.let_overtaken_follow(endpoint, at_us);
            match faults.draw_webhook() {
                Some(WebhookFault::Drop) => {}
                Some(WebhookFault::Late) => {
                    self.add(endpoint, &message, later(at_us, faults.plan().webhook_late_secs));
                }
                Some(WebhookFault::Reorder) => {
                    let id = self.add(endpoint, &message, later(at_us, OVERTAKE_SECS));
                    self.held.push(id);
                }
                Some(WebhookFault::Duplicate) => {
                    self.add(endpoint, &message, at_us);
                    self.add(endpoint, &message, at_us);
                }
                None => {
                    self.add(endpoint, &message, at_us);
                }
            }
        }
    }

    /// Where a message goes: to the address it names, or to every endpoint that was put.
    fn endpoints_for(&mut self, message: &Message) -> Vec<u64> {
        let Some(url) = message.to.as_deref() else {
            return self.endpoints.iter().filter(|known| known.secret.is_some()).map(|known| known.id).collect();
        };
        let known = self.endpoints.iter().find(|known| known.url == url).map(|known| known.id);
        vec![known.unwrap_or_else(|| self.add_endpoint(url, None))]
    }

    /// Takes up to `limit` deliveries due at `now_us` (microseconds), earliest first, sealed by the face. Each is put
    /// back at once for its next try, so that one whose sender dies is sent again.
    pub(crate) fn take_due(&mut self, now_us: i64, limit: usize, face: &dyn Face) -> Vec<WebhookDelivery> {
        let mut taken = Vec::new();
        while taken.len() < limit {
            let Some((due_us, id)) = self.queue.first().copied().filter(|(due_us, _)| *due_us <= now_us) else {
                break;
            };
            self.queue.remove(&(due_us, id));
            self.held.retain(|held| *held != id);
            let Some(pending) = self.pending.get_mut(&id) else {
                continue;
            };
            let Some(endpoint) = self.endpoints.iter().find(|endpoint| endpoint.id == pending.endpoint) else {
                continue;
            };
            let backoff_secs = face.backoff_secs();
            let last = backoff_secs.len().saturating_sub(1);
            let wait = usize::try_from(pending.tries).unwrap_or(last).min(last);
            pending.tries = pending.tries.saturating_add(1);
            pending.due_us = later(now_us, backoff_secs.get(wait).copied().unwrap_or(1).max(1));
            self.queue.insert((pending.due_us, id));
            taken.push(endpoint.deliver(id, pending, now_us, face));
        }
        taken
    }

    /// The endpoint answered 2xx, so the delivery is over.
    pub(crate) fn received(&mut self, id: u64) {
        if let Some(pending) = self.pending.remove(&id) {
            self.queue.remove(&(pending.due_us, id));
        }
    }

    fn add(&mut self, endpoint: u64, message: &Arc<Message>, due_us: i64) -> u64 {
        let id = self.next_id();
        self.pending.insert(id, Pending { endpoint, message: Arc::clone(message), tries: 0, due_us });
        self.queue.insert((due_us, id));
        id
    }

    /// Lets what waited to be overtaken follow the event of `at_us`.
    fn let_overtaken_follow(&mut self, endpoint: u64, at_us: i64) {
        let due_us = later(at_us, BEHIND_SECS);
        let (pending, queue) = (&mut self.pending, &mut self.queue);
        self.held.retain(|id| {
            let Some(waiting) = pending.get_mut(id).filter(|waiting| waiting.endpoint == endpoint) else {
                return true;
            };
            queue.remove(&(waiting.due_us, *id));
            waiting.due_us = due_us.min(waiting.due_us);
            queue.insert((waiting.due_us, *id));
            false
        });
    }

    const fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
}

impl Endpoint {
    /// One try, with every secret that is in force.
    fn deliver(&self, id: u64, pending: &Pending, now_us: i64, face: &dyn Face) -> WebhookDelivery {
        let retiring =
            self.retiring.iter().filter(|(_, until_us)| *until_us > now_us).map(|(secret, _)| secret.as_str());
        let secrets: Vec<&str> = self.secret.as_deref().into_iter().chain(retiring).collect();
        let (message, attempt) = (&*pending.message, pending.tries);
        let Sealed { headers, body } =
            face.seal(&Sending { message, secrets: &secrets, now_us, delivery: id, attempt });
        WebhookDelivery {
            id,
            event_id: message.event_id.clone(),
            event_type: message.kind,
            url: self.url.clone(),
            content_type: message.content_type,
            headers,
            body,
            attempt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::BankConfig;
    use crate::clock::SECOND_US;
    use crate::face::{FaceKind, signature_header};
    use crate::faults::{FaultPlan, FaultRates};

    fn native() -> Box<dyn Face> {
        FaceKind::Native.open(&BankConfig::default())
    }

    fn webhooks() -> Webhooks {
        Webhooks::new(&[WebhookEndpoint { url: "http://a/".into(), secret: "s1".into() }])
    }

    fn faults(rates: FaultRates) -> Faults {
        Faults::new(FaultPlan { rates, ..FaultPlan::default() }, 1)
    }

    fn message(id: &str, at_secs: i64) -> Message {
        Message {
            event_id: id.into(),
            kind: "refund.completed",
            at_us: at_secs * SECOND_US,
            content_type: "application/json",
            body: "{}".into(),
            to: None,
        }
    }

    fn emit(webhooks: &mut Webhooks, faults: &mut Faults, id: &str, at_secs: i64) {
        webhooks.emit(message(id, at_secs), faults);
    }

    fn sent(webhooks: &mut Webhooks, at_secs: i64) -> Vec<String> {
        let due = webhooks.take_due(at_secs * SECOND_US, usize::MAX, native().as_ref());
        due.into_iter().map(|delivery| delivery.event_id).collect()
    }

    #[test]
    fn an_unanswered_delivery_comes_back_later_and_later() {
        let (mut webhooks, mut faults) = (webhooks(), faults(FaultRates::default()));
        emit(&mut webhooks, &mut faults, "we_1", 0);
        let mut tries = Vec::new();
        for second in 0..10_000 {
            tries.extend(sent(&mut webhooks, second).iter().map(|_| second));
        }
        assert_eq!(tries, [0, 5, 35, 335, 3_935, 7_535]);
        webhooks.received(2);
        assert_eq!((webhooks.waiting(), webhooks.next_due_us()), (0, None));
    }

    #[test]
    fn each_fault_does_what_it_says() {
        let all = 1_000_000;
        let mut dropped = webhooks();
        emit(&mut dropped, &mut faults(FaultRates { webhook_drop_ppm: all, ..FaultRates::default() }), "we_1", 0);
        assert_eq!(dropped.waiting(), 0);

        let mut doubled = webhooks();
        emit(&mut doubled, &mut faults(FaultRates { webhook_duplicate_ppm: all, ..FaultRates::default() }), "we_1", 0);
        assert_eq!(sent(&mut doubled, 0), ["we_1", "we_1"]);

        let mut late = webhooks();
        emit(&mut late, &mut faults(FaultRates { webhook_late_ppm: all, ..FaultRates::default() }), "we_1", 0);
        assert!(sent(&mut late, 179).is_empty());
        assert_eq!(sent(&mut late, 180), ["we_1"]);

        let mut reordered = webhooks();
        emit(&mut reordered, &mut faults(FaultRates { webhook_reorder_ppm: all, ..FaultRates::default() }), "we_1", 0);
        emit(&mut reordered, &mut faults(FaultRates::default()), "we_2", 3);
        assert_eq!(sent(&mut reordered, 3), ["we_2"]);
        assert_eq!(sent(&mut reordered, 4), ["we_1"]);
    }

    #[test]
    fn a_replaced_secret_signs_for_a_day_beside_the_new_one() {
        let (mut webhooks, mut faults) = (webhooks(), faults(FaultRates::default()));
        webhooks.put_endpoint(&WebhookEndpoint { url: "http://a/".into(), secret: "s2".into() }, 0);
        emit(&mut webhooks, &mut faults, "we_1", 0);
        let first = webhooks.take_due(0, 1, native().as_ref()).remove(0);
        assert_eq!(first.header("sandbox-signature"), Some(&*signature_header(&["s2", "s1"], 0, &first.body)));
        let second = webhooks.take_due(ROTATION_SECS * SECOND_US, 1, native().as_ref()).remove(0);
        assert_eq!(second.header("sandbox-signature"), Some(&*signature_header(&["s2"], ROTATION_SECS, &second.body)));
    }

    #[test]
    fn a_forgotten_endpoint_takes_its_deliveries_along() {
        let (mut webhooks, mut faults) = (webhooks(), faults(FaultRates::default()));
        emit(&mut webhooks, &mut faults, "we_1", 0);
        webhooks.put_endpoint(&WebhookEndpoint { url: "http://b/".into(), secret: "s".into() }, 0);
        webhooks.keep_only("http://b/");
        assert_eq!((webhooks.waiting(), webhooks.urls()), (0, vec!["http://b/"]));
        assert!(sent(&mut webhooks, 100).is_empty());
    }
    #[test]
    fn an_addressed_message_goes_only_there_and_unsigned() {
        let (mut webhooks, mut faults) = (webhooks(), faults(FaultRates::default()));
        webhooks.emit(Message { to: Some("http://own/".into()), ..message("we_1", 0) }, &mut faults);
        emit(&mut webhooks, &mut faults, "we_2", 0);
        let due = webhooks.take_due(0, 9, native().as_ref());
        let told: Vec<(&str, &str)> = due.iter().map(|it| (it.url.as_str(), it.event_id.as_str())).collect();
        assert_eq!(told, [("http://own/", "we_1"), ("http://a/", "we_2")]);
        assert_eq!(due[0].header("sandbox-signature"), Some("t=0"));
        assert_eq!(webhooks.urls(), ["http://a/"]);
    }
}
