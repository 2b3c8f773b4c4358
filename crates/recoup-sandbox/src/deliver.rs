//! Sends webhooks that are due, many at once but never without bound, and tells the desk which were received.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use crate::http::Shared;
use crate::webhooks::WebhookDelivery;

/// How many posts are on their way at once.
const AT_ONCE: usize = 128;
/// How often the queue is looked at, in milliseconds.
const LOOK_EVERY_MS: u64 = 50;
/// How long one post may take, in milliseconds; below the first pause before a retry, so that tries do not overlap.
const POST_TIMEOUT_MS: u64 = 4_500;

/// A client for plain HTTP that follows nothing and asks no proxy.
pub(crate) fn client() -> reqwest::Result<Client> {
    Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .connect_timeout(Duration::from_secs(2))
        .timeout(Duration::from_millis(POST_TIMEOUT_MS))
        .build()
}

/// Sends what is due, for ever.
pub(crate) async fn deliver(shared: Arc<Shared>, client: Client) {
    let mut ticks = interval(Duration::from_millis(LOOK_EVERY_MS));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut posts = JoinSet::new();
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            // A free place is filled at once while there is more to send than places.
            Some(_) = posts.join_next(), if posts.len() >= AT_ONCE => {}
        }
        while posts.try_join_next().is_some() {}
        let free = AT_ONCE.saturating_sub(posts.len());
        for delivery in shared.with_desk(|desk, now_us| desk.due_at_most(now_us, free)) {
            posts.spawn(post(Arc::clone(&shared), client.clone(), delivery));
        }
    }
}

/// Sends one, and acknowledges it when the endpoint answers 2xx; otherwise the bank offers it again.
async fn post(shared: Arc<Shared>, client: Client, delivery: WebhookDelivery) {
    let mut request = client.post(&delivery.url).header(CONTENT_TYPE, delivery.content_type);
    for (name, value) in &delivery.headers {
        request = request.header(*name, value);
    }
    match request.body(delivery.body.as_bytes().to_vec()).send().await {
        Ok(answer) if answer.status().is_success() => shared.with_desk(|desk, _| desk.acknowledge(delivery.id)),
        Ok(answer) => {
            tracing::debug!(event = %delivery.event_id, status = answer.status().as_u16(), "webhook not received")
        }
        Err(error) => tracing::debug!(event = %delivery.event_id, %error, "webhook not received"),
    }
}
