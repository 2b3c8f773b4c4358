//! How time goes by on a stage: the bank delivers, the worker works, and a story waits until something is so.

use std::sync::atomic::Ordering;
use std::time::Duration;

use recoup_sandbox::{FaceKind, WebhookDelivery};
use serde_json::Value;

use super::{DAY, HOUR, Stage, US};

/// A day goes by in these steps: what was just done may be known in seconds, in hours or the next day.
const STEPS_SECS: [i64; 9] = [10, 60, HOUR, 3 * HOUR, 12 * HOUR, DAY, DAY, 2 * DAY, 3 * DAY];

/// Longest wait for the queues, real time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Longest pause of a breaker.
const BREAKER_SECS: i64 = 60;

/// Most that such pauses may take while nothing happens: a call that was slow to fail begins another one.
const PAUSES_SECS: i64 = 10 * BREAKER_SECS;

impl Stage<'_> {
    /// Waits until nobody has anything to do at this instant: webhooks are delivered, effects carried out.
    pub async fn rest(&self) {
        loop {
            let webhooks = if self.held { Vec::new() } else { self.due() };
            for webhook in &webhooks {
                let status = self.deliver(webhook, webhook.body.as_bytes()).await;
                // What was held back for long may be too old to be believed; then its gateway gives up.
                let lapsed = status == 401 && self.was_held.load(Ordering::SeqCst);
                // What nobody signed is taken once its payment is known by that name; until then it comes again.
                let early = status == 404 && self.theatre.place.face == FaceKind::Mollie;
                assert!(
                    status == 200 || lapsed || early,
                    "{} was answered {status}: {}",
                    webhook.event_type,
                    webhook.body
                );
                if !early {
                    self.bank(|bank| bank.desk.acknowledge(webhook.id));
                }
            }
            self.idle().await;
            if webhooks.is_empty() && self.next_secs().is_none_or(|secs| secs > 0) {
                return;
            }
        }
    }

    /// Webhooks that are due; each comes again unless it is acknowledged.
    pub fn due(&self) -> Vec<WebhookDelivery> {
        let now_us = self.theatre.banks.time.now_us();
        self.bank(|bank| bank.desk.due(now_us))
    }

    /// Seconds until something happens at the bank; nothing while its webhooks are held back.
    fn next_secs(&self) -> Option<i64> {
        let now_us = self.theatre.banks.time.now_us();
        let due_us = if self.held { None } else { self.bank(|bank| bank.desk.next_due_us()) };
        due_us.map(|due_us| (due_us - now_us).max(0).div_euclid(1_000_000) + i64::from(due_us > now_us))
    }

    /// From now on webhooks stay at the bank.
    pub fn hold(&mut self) {
        self.held = true;
        self.was_held.store(true, Ordering::SeqCst);
    }

    /// Posts a webhook, perhaps with another body; returns the status.
    pub async fn deliver(&self, webhook: &WebhookDelivery, body: &[u8]) -> u16 {
        let path = webhook.url.strip_prefix(US).expect("our own address");
        let mut call = self.theatre.shop.call("", "POST", path, None).header("content-type", webhook.content_type);
        for (name, value) in &webhook.headers {
            call = call.header(name, value);
        }
        call.body = body.to_vec();
        self.theatre.shop.send(call).await.status
    }

    /// Waits until the queues have nothing due. What waits for a breaker gets its seconds, but not for as long as it takes: a
    /// machine that is slow would let hours go by.
    async fn idle(&self) {
        let began = std::time::Instant::now();
        let (mut stood_still, mut waited_secs) = (0, 0);
        let mut before = i64::MAX;
        loop {
            let now_us = self.theatre.banks.time.now_us();
            let depths = self.theatre.shop.fixture.store.queue_depths(now_us, i64::MAX).await.unwrap();
            let due: i64 = depths.iter().filter(|depth| depth.state == "waiting").map(|depth| depth.due).sum();
            if due == 0 {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "the queues never rest: {depths:?}");
            stood_still += 1;
            if due != before {
                (stood_still, waited_secs, before) = (0, 0, due);
            }
            if stood_still > 15 && waited_secs < PAUSES_SECS {
                let more_secs = (waited_secs + 1).min(BREAKER_SECS);
                self.theatre.banks.time.pass(more_secs);
                (stood_still, waited_secs) = (0, waited_secs + more_secs);
            }
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    }

    /// Lets time pass, and everything that it brings, each at its time as far as the bank goes.
    pub async fn pass(&self, secs: i64) {
        let mut left_secs = secs;
        while left_secs > 0 {
            let step_secs = self.next_secs().unwrap_or(i64::MAX).clamp(1, left_secs.min(5 * DAY));
            self.theatre.banks.time.pass(step_secs);
            self.rest().await;
            left_secs -= step_secs;
        }
    }

    /// Lets time pass, and what is to go out goes out when it is due, as where a worker runs all the time.
    async fn work(&self, secs: i64) {
        let mut left_secs = secs;
        while left_secs > 0 {
            let step_secs = self.next_send_secs().await.unwrap_or(i64::MAX).clamp(1, left_secs);
            self.pass(step_secs).await;
            left_secs -= step_secs;
        }
    }

    /// Seconds until one of our effects goes out that is no question.
    async fn next_send_secs(&self) -> Option<i64> {
        let now_us = self.theatre.banks.time.now_us();
        let effects = self.theatre.shop.fixture.store.scan_outbox(&self.name, "", 20).await.unwrap();
        let due_us = effects.iter().filter(|effect| effect.kind != "probe").map(|effect| effect.due_us).min()?;
        Some((due_us - now_us).max(0).div_euclid(1_000_000) + 1)
    }

    /// Lets time pass until something is so.
    pub async fn until(&self, payment: &str, what: &str, is: impl Fn(&Value) -> bool) {
        self.rest().await;
        for secs in STEPS_SECS {
            if is(&self.payment(payment).await) {
                return;
            }
            self.work(secs).await;
        }
        let shown = self.payment(payment).await;
        assert!(is(&shown), "{what} never happens: {shown:#}\n{}", self.exchanges(payment).await);
    }

    pub async fn becomes(&self, payment: &str, status: &str) {
        self.until(payment, status, |shown| shown["status"] == status).await;
    }

    /// Waits until each refund of a payment has this status, or one beyond it.
    pub async fn refunds_become(&self, payment: &str, statuses: &[&str]) {
        let is = |shown: &Value| {
            let refunds = shown["refunds"].as_array().expect("refunds");
            refunds.iter().all(|refund| statuses.contains(&refund["status"].as_str().unwrap_or_default()))
        };
        self.until(payment, &format!("refunds {statuses:?}"), is).await;
    }
}
