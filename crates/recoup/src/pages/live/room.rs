//! What changed in a tenant, asked of the store once for all who listen on this node.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use parking_lot::Mutex;
use recoup_core::id::Kind;
use serde::Deserialize;
use serde_json::Value;
use tokio::sync::broadcast;

use super::Pace;
use crate::http::serve::Stopping;
use crate::store::rows::EventRow;
use crate::store::{Store, StoreError};

/// Events that are read at once; who is further behind is told to look at everything.
const MOST_EVENTS: i64 = 500;

/// Messages that a slow listener may be behind.
const KEPT: usize = 32;

/// What changed.
#[derive(Debug, Clone)]
pub struct News {
    /// The number in the feed up to which it tells.
    pub upto: i64,
    /// The things with the version that the last change made, as `pay_…@7`; nothing when they are too many to name.
    pub ids: Option<Arc<[String]>>,
}

/// The tenants that somebody listens to.
#[derive(Debug, Clone, Default)]
pub struct Rooms {
    open: Arc<Mutex<HashMap<String, broadcast::Sender<News>>>>,
}

impl Rooms {
    /// Listens to a tenant. The first one who does starts the poller.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn enter(
        &self,
        store: &Store,
        tenant: &str,
        pace: Pace,
        stopping: &Stopping,
    ) -> Result<broadcast::Receiver<News>, StoreError> {
        // Before anybody can look, so that nothing falls between what is told and what is seen.
        let at = store.feed_end(tenant).await?;
        let mut open = self.open.lock();
        if let Some(room) = open.get(tenant) {
            return Ok(room.subscribe());
        }
        let (room, news) = broadcast::channel(KEPT);
        open.insert(tenant.to_owned(), room.clone());
        let poller = Poller {
            store: store.clone(),
            tenant: tenant.to_owned(),
            rooms: self.clone(),
            room,
            pace,
            stopping: stopping.clone(),
        };
        tokio::spawn(poller.run(at));
        Ok(news)
    }

    /// Ends a room unless somebody came in since.
    fn close(&self, tenant: &str, room: &broadcast::Sender<News>) -> bool {
        let mut open = self.open.lock();
        let empty = room.receiver_count() == 0;
        if empty {
            open.remove(tenant);
        }
        empty
    }

    /// How many tenants are asked about.
    #[must_use]
    pub fn count(&self) -> usize {
        self.open.lock().len()
    }
}

/// Asks the store about one tenant.
struct Poller {
    store: Store,
    tenant: String,
    rooms: Rooms,
    room: broadcast::Sender<News>,
    pace: Pace,
    stopping: Stopping,
}

impl Poller {
    async fn run(mut self, mut at: i64) {
        let mut empty: Option<Instant> = None;
        loop {
            tokio::select! {
                () = self.stopping.asked() => {
                    self.rooms.open.lock().remove(&self.tenant);
                    return;
                }
                () = tokio::time::sleep(self.pace.poll) => {}
            }
            if self.room.receiver_count() > 0 {
                empty = None;
            } else if empty.get_or_insert_with(Instant::now).elapsed() >= self.pace.linger
                && self.rooms.close(&self.tenant, &self.room)
            {
                return;
            }
            match since(&self.store, &self.tenant, at).await {
                Ok(None) => {}
                Ok(Some(news)) => {
                    at = news.upto;
                    let _nobody = self.room.send(news);
                }
                Err(error) => tracing::warn!(%error, tenant = self.tenant, "open pages cannot be told what changed"),
            }
        }
    }
}

/// What changed after a number of the feed; nothing when nothing did.
///
/// # Errors
/// When the store cannot be read.
pub async fn since(store: &Store, tenant: &str, after: i64) -> Result<Option<News>, StoreError> {
    let end = store.feed_end(tenant).await?;
    if end == after {
        return Ok(None);
    }
    // A number from before the database was put back from a copy is further than there is.
    if end < after || end - after > MOST_EVENTS {
        return Ok(Some(News { upto: end, ids: None }));
    }
    let rows = store.feed(tenant, after, MOST_EVENTS).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    let ids = named(rows.iter().map(|row| &row.event));
    Ok(Some(News { upto: last.feed_no, ids: Some(ids) }))
}

/// The things that events are about, each with its newest version. A refund has no stream of its own and counts by that
/// of its payment.
fn named<'e>(events: impl Iterator<Item = &'e EventRow>) -> Arc<[String]> {
    let mut newest: BTreeMap<String, i64> = BTreeMap::new();
    let mut note = |id: String, version: i64| {
        let known = newest.entry(id).or_insert(version);
        *known = version.max(*known);
    };
    for event in events {
        note(event.stream_id.clone(), event.seq);
        if let Some(refund) = refund_of(event) {
            note(refund, event.seq);
        }
    }
    newest.into_iter().map(|(id, version)| format!("{id}@{version}")).collect()
}

/// The id of the refund that an event of a payment tells of.
fn refund_of(event: &EventRow) -> Option<String> {
    #[derive(Deserialize)]
    struct Body {
        data: Data,
    }
    #[derive(Deserialize)]
    struct Data {
        refund: Option<Value>,
    }
    if !event.stream_id.starts_with(Kind::Payment.prefix()) || !event.kind.starts_with("refund.") {
        return None;
    }
    let refund = serde_json::from_str::<Body>(&event.body).ok()?.data.refund?;
    // When it is asked for it comes whole, afterwards by its id.
    let id = refund.as_str().or_else(|| refund["id"].as_str())?;
    Some(id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(stream: &str, seq: i64, kind: &str, data: &str) -> EventRow {
        EventRow {
            stream_id: stream.to_owned(),
            seq,
            event_id: "evt_1".to_owned(),
            kind: kind.to_owned(),
            actor_kind: "system".to_owned(),
            actor_id: String::new(),
            effective_us: 0,
            booked_us: 0,
            body: format!("{{\"type\":\"{kind}\",\"data\":{data}}}"),
        }
    }

    #[tokio::test]
    async fn one_poller_serves_a_tenant_and_ends_after_the_last_has_left() {
        let directory = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite:{}", directory.path().join("books.db").display());
        let options = crate::store::StoreOptions { create: true, ..crate::store::StoreOptions::default() };
        let store = Store::open(&url, options).await.expect("a store");
        store.migrate().await.expect("tables");
        let tick = std::time::Duration::from_millis(20);
        let pace = Pace { poll: tick, linger: tick * 2, ..Pace::default() };
        let rooms = Rooms::default();
        let enter = async |tenant: &str| rooms.enter(&store, tenant, pace, &Stopping::default()).await;
        let first = enter("shop").await.expect("a room");
        let second = enter("shop").await.expect("the same room");
        let other = enter("other").await.expect("a room");
        assert_eq!(rooms.count(), 2);
        drop((first, other));
        for _ in 0..200 {
            if rooms.count() == 1 {
                break;
            }
            tokio::time::sleep(tick).await;
        }
        assert_eq!(rooms.count(), 1, "somebody listens to the shop still");
        drop(second);
        for _ in 0..200 {
            if rooms.count() == 0 {
                return;
            }
            tokio::time::sleep(tick).await;
        }
        panic!("a poller goes on for nobody");
    }

    #[test]
    fn things_are_named_once_with_their_newest_version() {
        let events = [
            event("pay_1", 4, "refund.requested", r#"{"refund":{"id":"rfd_1","note":"Anna"}}"#),
            event("ord_1", 9, "order.refunded", r#"{"refund":"rfd_1"}"#),
            event("pay_1", 5, "refund.sending", r#"{"refund":"rfd_1"}"#),
            event("pay_1", 6, "capture.completed", r#"{"capture":"cap_1"}"#),
        ];
        assert_eq!(named(events.iter()).to_vec(), ["ord_1@9", "pay_1@6", "rfd_1@5"]);
    }
}
