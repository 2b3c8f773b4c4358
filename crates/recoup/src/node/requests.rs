//! The request log on its way to the database: a bounded queue that no request waits for.
//!
//! The face puts in what it answered; a task writes it down about once a second. When the queue is full, requests are
//! counted instead of kept, and the count goes into the log where they are missing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::watch;

use crate::people::token;
use crate::store::Store;
use crate::store::node_rows::RequestRow;

/// How long requests are kept, microseconds: 30 days.
pub const KEPT_US: i64 = 30 * 86_400_000_000;

/// Requests of a tenant that are kept at most.
pub const MOST_KEPT: i64 = 100_000;

/// Requests that wait to be written at most.
const MOST_WAITING: usize = 10_000;

/// Requests written in one transaction.
const BATCH: usize = 500;

/// Time between two looks at what waits.
const PAUSE: Duration = Duration::from_secs(1);

/// The id of a request: it grows with time, so that the log is appended. `wall_us` is the machine's clock.
#[must_use]
pub fn id(wall_us: i64) -> String {
    token::id("req", wall_us)
}

/// What every id of an instant or later is not below.
#[must_use]
pub fn first_id(wall_us: i64) -> String {
    format!("req_{:016x}", wall_us.max(0))
}

#[derive(Debug, Default)]
struct Waiting {
    rows: Vec<(String, RequestRow)>,
    /// By tenant; these are the tenants of working keys, so they are no more than there are.
    missing: BTreeMap<String, i64>,
    missing_ever: u64,
}

/// Where answered requests are put. Clones share the queue.
#[derive(Debug, Clone, Default)]
pub struct Requests {
    waiting: Option<Arc<Mutex<Waiting>>>,
}

impl Requests {
    /// A queue that is written down by [`Requests::write`].
    #[must_use]
    pub fn kept() -> Self {
        Self { waiting: Some(Arc::default()) }
    }

    /// Whether requests are kept at all.
    #[must_use]
    pub const fn are_kept(&self) -> bool {
        self.waiting.is_some()
    }

    /// Puts a request in; it never waits.
    pub fn put(&self, tenant: &str, row: RequestRow) {
        let Some(waiting) = &self.waiting else { return };
        let mut waiting = waiting.lock();
        if waiting.rows.len() < MOST_WAITING {
            waiting.rows.push((tenant.to_owned(), row));
        } else {
            *waiting.missing.entry(tenant.to_owned()).or_default() += 1;
            waiting.missing_ever += 1;
        }
    }

    /// Requests of all tenants that this node did not keep since it started.
    #[must_use]
    pub fn missing_ever(&self) -> u64 {
        self.waiting.as_ref().map_or(0, |waiting| waiting.lock().missing_ever)
    }

    /// Takes the oldest that wait. Once all have been taken, what is missing follows as rows of their own.
    fn take(&self, now_us: i64) -> Vec<(String, RequestRow)> {
        let Some(waiting) = &self.waiting else { return Vec::new() };
        let mut waiting = waiting.lock();
        let most = waiting.rows.len().min(BATCH);
        let mut taken: Vec<_> = waiting.rows.drain(..most).collect();
        if waiting.rows.is_empty() {
            for (tenant, missing) in std::mem::take(&mut waiting.missing) {
                taken.push((
                    tenant,
                    RequestRow { request_id: id(now_us), at_us: now_us, missing, ..RequestRow::default() },
                ));
            }
        }
        taken
    }

    /// Puts back what could not be written, in front.
    fn put_back(&self, rows: Vec<(String, RequestRow)>) {
        if let Some(waiting) = &self.waiting {
            waiting.lock().rows.splice(0..0, rows);
        }
    }

    /// Writes down what waits; false when the database did not take it, which is tried again.
    pub async fn flush(&self, store: &Store, now_us: i64) -> bool {
        loop {
            let taken = self.take(now_us);
            if taken.is_empty() {
                return true;
            }
            if let Err(error) = store.put_requests(&taken).await {
                tracing::warn!(%error, "the request log cannot be written; it is tried again");
                self.put_back(taken);
                return false;
            }
        }
    }

    /// Writes down what waits about once a second, and all of it at the end.
    pub(super) async fn write(
        self,
        store: Store,
        machine: crate::machine::Machine,
        mut stopped: watch::Receiver<bool>,
    ) {
        loop {
            // Looked at before the last flush, so that nothing that was put in before the stop is left behind.
            let ends = *stopped.borrow();
            if !ends {
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stopped.changed() => {}
                }
            }
            self.flush(&store, machine.wall_us()).await;
            if ends {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted_and_told_where_it_is_missing() {
        let requests = Requests::kept();
        for _ in 0..MOST_WAITING + 3 {
            requests.put("shop", RequestRow::default());
        }
        requests.put("other", RequestRow::default());
        assert_eq!(requests.missing_ever(), 4);
        let mut rows = Vec::new();
        loop {
            match requests.take(7) {
                taken if taken.is_empty() => break,
                taken => rows.extend(taken),
            }
        }
        let missing: Vec<_> = rows.iter().filter(|(_, row)| row.missing > 0).collect();
        assert_eq!(rows.len(), MOST_WAITING + 2);
        assert_eq!(
            missing.iter().map(|(tenant, row)| (tenant.as_str(), row.missing)).collect::<Vec<_>>(),
            [("other", 1), ("shop", 3)]
        );
        assert!(requests.missing_ever() == 4 && requests.take(8).is_empty());
    }

    #[test]
    fn ids_grow_with_time() {
        assert!(id(1_790_000_000_000_001).as_str() > &id(1_790_000_000_000_000)[..20]);
        assert!(first_id(5) <= id(5) && first_id(6) > id(5));
        Requests::default().put("shop", RequestRow::default());
        assert!(!Requests::default().are_kept());
    }
}
