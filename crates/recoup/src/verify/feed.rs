//! The event feed and its audit chain: numbers without a gap, digests and chain computed again.

use std::collections::HashMap;

use super::checks::{Check, Notes};
use crate::store::rows::EventRow;
use crate::store::seal::{batch_events, chain, digest};
use crate::store::views::BatchRow;
use crate::store::{Store, StoreError};

/// Batches of a page; a batch holds as many events as its commit had.
const PAGE: i64 = 200;

/// Events read at once.
const EVENTS: usize = 2_000;

/// What the feed gave.
#[derive(Debug, Default)]
pub struct Feed {
    /// Counts and findings.
    pub notes: Notes,
    /// Events that stand in batches.
    pub events: u64,
}

/// Reads and checks the whole feed of a tenant.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(store: &Store, tenant: &str) -> Result<Feed, StoreError> {
    let mut feed = Feed::default();
    let (mut next_no, mut before) = (1_i64, String::new());
    let mut after_no = i64::MIN;
    let mut order = Order::default();
    loop {
        let page = store.batches(tenant, after_no, PAGE).await?;
        let Some(last) = page.last() else { break };
        after_no = last.first_no.unwrap_or(i64::MAX);
        for batch in &page {
            let first_no = batch.first_no.unwrap_or(0);
            feed.notes.hold(Check::FeedNumbers, &batch.batch_id, first_no == next_no, || {
                (format!("number {next_no}"), format!("number {first_no}"))
            });
            next_no = first_no.saturating_add(batch.event_count);
            before = chain(&before, &batch.digest);
            let stored = batch.chain.clone().unwrap_or_default();
            feed.notes.hold(Check::FeedDigests, &batch.batch_id, stored == before, || {
                (format!("chain {before}"), format!("chain {stored}"))
            });
            // What follows is compared with what is stored, so that one break is one finding.
            before = stored;
        }
        order.check(&page, &mut feed.notes);
        check_digests(store, tenant, &page, &mut feed).await?;
    }
    let mut after_id = String::new();
    loop {
        let page = store.unsealed_after(tenant, &after_id, PAGE).await?;
        let Some(last) = page.last() else { break };
        after_id.clone_from(&last.batch_id);
        check_digests(store, tenant, &page, &mut feed).await?;
    }
    Ok(feed)
}

/// The last event of each stream, over this page and the one before: what changes places lies close together, and
/// memory stays bounded.
#[derive(Debug, Default)]
struct Order {
    before: HashMap<String, i64>,
    last: HashMap<String, i64>,
}

impl Order {
    fn check(&mut self, page: &[BatchRow], notes: &mut Notes) {
        self.before = std::mem::take(&mut self.last);
        // A list that cannot be read is found where digests are compared.
        for (stream, seq) in page.iter().filter_map(|batch| batch_events(batch).ok()).flatten() {
            let last = self.last.get(&stream).or_else(|| self.before.get(&stream)).copied().unwrap_or(0);
            notes.hold(Check::FeedOrder, &stream, seq > last, || {
                (format!("event {seq} before event {last}"), "after it".to_owned())
            });
            self.last.insert(stream, seq.max(last));
        }
    }
}

/// Computes the digests of some batches again, a bounded number of events at a time where batches allow it.
async fn check_digests(store: &Store, tenant: &str, page: &[BatchRow], feed: &mut Feed) -> Result<(), StoreError> {
    let mut waiting: Vec<(&BatchRow, Vec<(String, i64)>)> = Vec::new();
    let mut keys = 0;
    for batch in page {
        feed.events += u64::try_from(batch.event_count).unwrap_or(0);
        match batch_events(batch) {
            Ok(events) => {
                keys += events.len();
                waiting.push((batch, events));
            }
            Err(error) => {
                feed.notes.count(Check::FeedDigests, 1);
                feed.notes.wrong(Check::FeedDigests, &batch.batch_id, "a list of events", error.to_string());
            }
        }
        if keys >= EVENTS {
            keys = 0;
            compare(store, tenant, std::mem::take(&mut waiting), &mut feed.notes).await?;
        }
    }
    compare(store, tenant, waiting, &mut feed.notes).await
}

async fn compare(
    store: &Store,
    tenant: &str,
    batches: Vec<(&BatchRow, Vec<(String, i64)>)>,
    notes: &mut Notes,
) -> Result<(), StoreError> {
    let wanted: Vec<(String, i64)> = batches.iter().flat_map(|(_, keys)| keys.iter().cloned()).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let found = store.events_by_key(tenant, &wanted).await?;
    let found: HashMap<(&str, i64), &EventRow> =
        found.iter().map(|event| ((event.stream_id.as_str(), event.seq), event)).collect();
    for (batch, keys) in batches {
        let events: Vec<&EventRow> =
            keys.iter().filter_map(|(stream, seq)| found.get(&(stream.as_str(), *seq)).copied()).collect();
        let gone = keys.iter().find(|(stream, seq)| !found.contains_key(&(stream.as_str(), *seq)));
        let count = i64::try_from(keys.len()).unwrap_or(i64::MAX);
        notes.hold(Check::FeedDigests, &batch.batch_id, gone.is_none() && count == batch.event_count, || {
            let found = gone.map_or_else(|| format!("{count}"), |(stream, seq)| format!("no event {seq} of {stream}"));
            (format!("{} events", batch.event_count), found)
        });
        if gone.is_none() {
            let again = digest(events.into_iter());
            notes.hold(Check::FeedDigests, &batch.batch_id, again == batch.digest, || {
                let streams: std::collections::BTreeSet<&str> =
                    keys.iter().map(|(stream, _)| stream.as_str()).collect();
                let streams: Vec<&str> = streams.into_iter().take(10).collect();
                (format!("digest {} over {}", batch.digest, streams.join(", ")), format!("digest {again}"))
            });
        }
    }
    Ok(())
}
