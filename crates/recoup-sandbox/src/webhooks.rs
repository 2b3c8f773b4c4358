//! The queue of webhooks: what happened, who is to be told, when to try again, and the signature.
//! It sends nothing itself; whoever drives it takes what is due and says which deliveries were received.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::clock::{SECOND_US, later, rfc3339};
use crate::faults::{Faults, WebhookFault};

/// How long to wait after each unanswered try, in seconds; the last one repeats.
const BACKOFF_SECS: [i64; 4] = [5, 30, 300, 3_600];
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
    /// The id in the body (`we_…`), the same for every try and every duplicate.
    pub event_id: String,
    /// What happened, such as `refund.completed`.
    pub event_type: &'static str,
    /// Where to post.
    pub url: String,
    /// The raw body.
    pub body: Arc<str>,
    /// The value of the `Sandbox-Signature` header.
    pub signature: String,
    /// Which try this is, from 1.
    pub attempt: u32,
}

#[derive(Debug)]
struct Endpoint {
    id: u64,
    url: String,
    secret: String,
    /// Replaced secrets, each with the instant (microseconds) at which it stops signing.
    retiring: Vec<(String, i64)>,
}

#[derive(Debug)]
struct Pending {
    endpoint: u64,
    event_id: String,
    event_type: &'static str,
    body: Arc<str>,
    tries: u32,
    due_us: i64,
}

/// An event on its way into the queue.
pub(crate) struct Event<'a> {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    /// The object it is about, as JSON.
    pub(crate) data: &'a str,
    pub(crate) at_us: i64,
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
            if known.secret != endpoint.secret {
                let old = std::mem::replace(&mut known.secret, endpoint.secret.clone());
                known.retiring.push((old, later(now_us, ROTATION_SECS)));
            }
            return;
        }
        let id = self.next_id();
        self.endpoints.push(Endpoint {
            id,
            url: endpoint.url.clone(),
            secret: endpoint.secret.clone(),
            retiring: Vec::new(),
        });
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
        self.endpoints.iter().map(|endpoint| endpoint.url.as_str()).collect()
    }

    /// How many deliveries nobody has received yet.
    pub(crate) fn waiting(&self) -> usize {
        self.pending.len()
    }

    /// When the next delivery is due, in microseconds.
    pub(crate) fn next_due_us(&self) -> Option<i64> {
        self.queue.first().map(|(due_us, _)| *due_us)
    }

    /// Queues an event for every endpoint, each with its own luck.
    pub(crate) fn emit(&mut self, event: &Event<'_>, faults: &mut Faults) {
        if self.endpoints.is_empty() {
            return;
        }
        let body: Arc<str> = format!(
            r#"{{"id":"{}","type":"{}","created_at":"{}","data":{}}}"#,
            event.id,
            event.kind,
            rfc3339(event.at_us),
            event.data
        )
        .into();
        let endpoints: Vec<u64> = self.endpoints.iter().map(|endpoint| endpoint.id).collect();
        for endpoint in endpoints {
            self.let_overtaken_follow(endpoint, event.at_us);
            match faults.draw_webhook() {
                Some(WebhookFault::Drop) => {}
                Some(WebhookFault::Late) => {
                    self.add(endpoint, event, &body, later(event.at_us, faults.plan().webhook_late_secs));
                }
                Some(WebhookFault::Reorder) => {
                    let id = self.add(endpoint, event, &body, later(event.at_us, OVERTAKE_SECS));
                    self.held.push(id);
                }
                Some(WebhookFault::Duplicate) => {
                    self.add(endpoint, event, &body, event.at_us);
                    self.add(endpoint, event, &body, event.at_us);
                }
                None => {
                    self.add(endpoint, event, &body, event.at_us);
                }
            }
        }
    }

    /// Takes up to `limit` deliveries due at `now_us` (microseconds), earliest first. Each is put back at once for its
    /// next try, so that one whose sender dies is sent again.
    pub(crate) fn take_due(&mut self, now_us: i64, limit: usize) -> Vec<WebhookDelivery> {
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
            let last = BACKOFF_SECS.len() - 1;
            let wait_secs = BACKOFF_SECS[usize::try_from(pending.tries).unwrap_or(last).min(last)];
            pending.tries = pending.tries.saturating_add(1);
            pending.due_us = later(now_us, wait_secs);
            self.queue.insert((pending.due_us, id));
            taken.push(WebhookDelivery {
                id,
                event_id: pending.event_id.clone(),
                event_type: pending.event_type,
                url: endpoint.url.clone(),
                body: Arc::clone(&pending.body),
                signature: endpoint.sign(now_us, &pending.body),
                attempt: pending.tries,
            });
        }
        taken
    }

    /// The endpoint answered 2xx, so the delivery is over.
    pub(crate) fn received(&mut self, id: u64) {
        if let Some(pending) = self.pending.remove(&id) {
            self.queue.remove(&(pending.due_us, id));
        }
    }

    fn add(&mut self, endpoint: u64, event: &Event<'_>, body: &Arc<str>, due_us: i64) -> u64 {
        let id = self.next_id();
        let pending = Pending {
            endpoint,
            event_id: event.id.clone(),
            event_type: event.kind,
            body: Arc::clone(body),
            tries: 0,
            due_us,
        };
        self.pending.insert(id, pending);
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
    fn sign(&self, now_us: i64, body: &str) -> String {
        let mut secrets = vec![self.secret.as_str()];
        secrets
            .extend(self.retiring.iter().filter(|(_, until_us)| *until_us > now_us).map(|(secret, _)| secret.as_str()));
        signature_header(&secrets, now_us.div_euclid(SECOND_US), body)
    }
}

/// The `Sandbox-Signature` header: `t=<unix seconds>,v1=<hex>`, with one `v1` for each secret, where each is the
/// HMAC-SHA256 of `<unix seconds>.<raw body>`.
#[must_use]
pub fn signature_header(secrets: &[&str], unix_secs: i64, body: &str) -> String {
    let mut header = format!("t={unix_secs}");
    for secret in secrets {
        // A key of any length is allowed, so this does not fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
            continue;
        };
        mac.update(unix_secs.to_string().as_bytes());
        mac.update(b".");
        mac.update(body.as_bytes());
        header.push_str(",v1=");
        for byte in mac.finalize().into_bytes() {
            for digit in [byte >> 4, byte & 15] {
                header.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::{FaultPlan, FaultRates};

    fn webhooks() -> Webhooks {
        Webhooks::new(&[WebhookEndpoint { url: "http://a/".into(), secret: "s1".into() }])
    }

    fn faults(rates: FaultRates) -> Faults {
        Faults::new(FaultPlan { rates, ..FaultPlan::default() }, 1)
    }

    fn emit(webhooks: &mut Webhooks, faults: &mut Faults, id: &str, at_secs: i64) {
        let event = Event { id: id.into(), kind: "refund.completed", data: "{}", at_us: at_secs * SECOND_US };
        webhooks.emit(&event, faults);
    }

    fn sent(webhooks: &mut Webhooks, at_secs: i64) -> Vec<String> {
        webhooks.take_due(at_secs * SECOND_US, usize::MAX).into_iter().map(|delivery| delivery.event_id).collect()
    }

    #[test]
    fn the_signature_is_hmac_sha256_of_time_dot_body() {
        // Computed with another implementation.
        assert_eq!(
            signature_header(&["key"], 1, "{}"),
            "t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224"
        );
        let two = signature_header(&["key", "old"], 1, "{}");
        assert!(two.starts_with(&signature_header(&["key"], 1, "{}")));
        assert_eq!(two.matches(",v1=").count(), 2);
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
        let first = webhooks.take_due(0, 1).remove(0);
        assert_eq!(first.signature, signature_header(&["s2", "s1"], 0, &first.body));
        let second = webhooks.take_due(ROTATION_SECS * SECOND_US, 1).remove(0);
        assert_eq!(second.signature, signature_header(&["s2"], ROTATION_SECS, &second.body));
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
}
