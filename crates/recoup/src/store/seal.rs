//! The sealer: gap-free numbers for the event feed and a hash chain over it, without a sequence.
//!
//! A commit leaves an unnumbered batch per tenant and millisecond of its decisions. Whoever holds the tenant's lease numbers batches in the order
//! of their ids, goes on from the last number, and chains their digests. The lease is taken in the same
//! transaction that numbers, so that two sealers never number the same events.

use std::collections::HashMap;
use std::fmt::Write;

use recoup_core::planted::{self, Planted};
use sha2::{Digest, Sha256};

use super::cell::ask;
use super::error::{Result, StoreError};
use super::rows::{EventRow, FeedRow};
use super::views::{BatchRow, Sealed};
use super::{Store, sql};

/// How long a sealer owns its tenant.
pub(crate) const LEASE_US: i64 = 30_000_000;

/// Who seals what, when and how much.
#[derive(Debug, Clone)]
pub(crate) struct SealJob {
    pub(crate) tenant: String,
    pub(crate) holder: String,
    pub(crate) now_us: i64,
    pub(crate) limit: i64,
}

/// The numbers a batch gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbering {
    pub(crate) batch_id: String,
    pub(crate) first_no: i64,
    pub(crate) chain: String,
}

impl Store {
    /// Numbers up to `limit` batches of a tenant, if the lease is free or ours.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn seal(&self, tenant: &str, holder: &str, now_us: i64, limit: i64) -> Result<Sealed> {
        let job = SealJob { tenant: tenant.to_owned(), holder: holder.to_owned(), now_us, limit };
        // Looking first keeps idle tenants free of writes.
        let looks = !matches!(self, Self::Memory(_));
        if looks && self.fetch::<BatchRow>(ask!(sql::UNSEALED, tenant, 1)).await?.is_empty() {
            return Ok(Sealed::Batches(0));
        }
        match self {
            Self::Sqlite(store) => store.seal(job).await,
            Self::Postgres(store) => store.seal(&job).await,
            Self::Memory(store) => store.seal(&job).await,
        }
    }

    /// Tenants after a name that have batches without numbers.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unsealed_tenants(&self, after: &str, limit: i64) -> Result<Vec<String>> {
        if let Self::Memory(store) = self {
            return store.unsealed_tenants(after, limit).await;
        }
        self.fetch(ask!(sql::UNSEALED_TENANTS, after, limit)).await
    }

    /// Sealed events after a number, in order and without gaps.
    ///
    /// # Errors
    /// When the database cannot be read or a batch names an event that is not there.
    pub async fn feed(&self, tenant: &str, after_no: i64, limit: i64) -> Result<Vec<FeedRow>> {
        // A batch holds one event at least, so `limit` batches are always enough; few are needed mostly.
        let batches: Vec<BatchRow> =
            self.fetch(ask!(sql::BATCHES_FROM, tenant, after_no.saturating_add(1), limit.clamp(1, 500))).await?;
        let mut keys = Vec::new();
        for batch in &batches {
            let first_no = batch.first_no.unwrap_or(i64::MAX);
            let numbered = (first_no..).zip(batch_events(batch)?);
            keys.extend(numbered.filter(|(no, _)| *no > after_no));
        }
        keys.truncate(usize::try_from(limit).unwrap_or(0));
        let wanted: Vec<(String, i64)> = keys.iter().map(|(_, key)| key.clone()).collect();
        let events = match self {
            Self::Sqlite(store) => store.events_by_key(tenant, &wanted)?,
            Self::Postgres(store) => store.events_by_key(tenant, &wanted).await?,
            Self::Memory(_) => return Err(super::memory::not_here()),
        };
        let mut found: HashMap<(String, i64), EventRow> =
            events.into_iter().map(|event| ((event.stream_id.clone(), event.seq), event)).collect();
        let mut feed = Vec::with_capacity(keys.len());
        for (feed_no, key) in keys {
            let event = found.remove(&key).ok_or_else(|| StoreError::Corrupt {
                what: format!("event {} of stream {} is in the feed of {tenant} but not in its stream", key.1, key.0),
            })?;
            feed.push(FeedRow { feed_no, event });
        }
        Ok(feed)
    }

    /// The number of the last event in the feed; 0 while there is none.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn feed_end(&self, tenant: &str) -> Result<i64> {
        let last = self.first::<BatchRow>(ask!(sql::LAST_SEALED, tenant)).await?;
        Ok(last.map_or(0, |batch| batch.first_no.unwrap_or(1).saturating_add(batch.event_count).saturating_sub(1)))
    }

    /// Sealed batches whose first number is greater than `after_no`, for checking the chain.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn batches(&self, tenant: &str, after_no: i64, limit: i64) -> Result<Vec<BatchRow>> {
        self.fetch(ask!(sql::BATCHES, tenant, after_no, limit)).await
    }
}

/// Keys of the events of a batch.
///
/// # Errors
/// When the batch is not readable.
pub fn batch_events(batch: &BatchRow) -> Result<Vec<(String, i64)>> {
    serde_json::from_str(&batch.events)
        .map_err(|error| StoreError::Corrupt { what: format!("events of batch {}: {error}", batch.batch_id) })
}

/// Hex SHA-256 over events in their order: stream, sequence number and body, each on a line.
pub fn digest<'a>(events: impl Iterator<Item = &'a EventRow>) -> String {
    let mut hash = Sha256::new();
    for event in events {
        hash.update(event.stream_id.as_bytes());
        hash.update(b"\n");
        hash.update(event.seq.to_string().as_bytes());
        hash.update(b"\n");
        hash.update(event.body.as_bytes());
        hash.update(b"\n");
    }
    hex(&hash.finalize())
}

/// The chain after a batch: hex SHA-256 of the chain before it (empty at the start) and the digest of the batch.
#[must_use]
pub fn chain(before: &str, digest: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(before.as_bytes());
    hash.update(digest.as_bytes());
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Numbers batches from the last sealed one on: by id, which is by time, but never an event of a stream before an
/// earlier one of the same stream. The engine never decides before what it decides on and a batch is of one
/// millisecond, so batches that follow each other have ids in that order or of the same millisecond; those of the last
/// millisecond wait when more may come.
///
/// # Errors
/// When a batch does not say which events it holds.
pub(crate) fn number(last: Option<&BatchRow>, unsealed: &[BatchRow], limit: i64) -> Result<Vec<Numbering>> {
    let full = i64::try_from(unsealed.len()).is_ok_and(|found| found >= limit);
    let unsealed = if full { before_the_last_moment(unsealed) } else { unsealed };
    let mut next_no = last.map_or(1, |batch| batch.first_no.unwrap_or(0).saturating_add(batch.event_count));
    let mut before = last.and_then(|batch| batch.chain.clone()).unwrap_or_default();
    let mut numbers = Vec::with_capacity(unsealed.len());
    for batch in in_stream_order(unsealed)? {
        before = chain(&before, &batch.digest);
        numbers.push(Numbering { batch_id: batch.batch_id.clone(), first_no: next_no, chain: before.clone() });
        next_no = next_no.saturating_add(batch.event_count);
        if planted::is(Planted::NumberSkipped) {
            next_no = next_no.saturating_add(1);
        }
    }
    Ok(numbers)
}

/// Batches without those of the last millisecond, unless all are of it.
fn before_the_last_moment(unsealed: &[BatchRow]) -> &[BatchRow] {
    let last = unsealed.last().map(|batch| moment(&batch.batch_id));
    let kept = unsealed.iter().take_while(|batch| Some(moment(&batch.batch_id)) != last).count();
    if kept == 0 { unsealed } else { unsealed.get(..kept).unwrap_or(unsealed) }
}

/// The millisecond of an id: its first ten characters, whatever stands before the first underscore.
pub(crate) fn moment(id: &str) -> &str {
    let body = id.split_once('_').map_or(id, |(_, body)| body);
    body.get(..10).unwrap_or(body)
}

/// Batches by id, each after those that hold earlier events of one of its streams.
fn in_stream_order(unsealed: &[BatchRow]) -> Result<Vec<&BatchRow>> {
    let events: Vec<Vec<(String, i64)>> = unsealed.iter().map(batch_events).collect::<Result<_>>()?;
    // Which batch holds an event, and which batches each has to wait for.
    let holder: HashMap<(&str, i64), usize> = events
        .iter()
        .enumerate()
        .flat_map(|(at, events)| events.iter().map(move |(stream, seq)| ((stream.as_str(), *seq), at)))
        .collect();
    let waits_for = |at: usize| {
        let before = events.get(at).into_iter().flatten();
        let before = before.filter_map(|(stream, seq)| holder.get(&(stream.as_str(), seq - 1)).copied());
        before.filter(move |other| *other != at).collect::<Vec<_>>()
    };
    let mut placed = vec![false; unsealed.len()];
    let mut order = Vec::with_capacity(unsealed.len());
    for first in 0..unsealed.len() {
        // Depth first: whatever a batch waits for goes before it. Commits of one stream follow each other, so there
        // is no ring; `opened` only makes sure that a damaged row cannot hold the sealer for ever.
        let (mut stack, mut opened) = (vec![first], vec![false; unsealed.len()]);
        while let Some(at) = stack.last().copied() {
            let missing = waits_for(at).into_iter().find(|other| !placed[*other] && !opened[*other]);
            opened[at] = true;
            match missing {
                Some(other) => stack.push(other),
                None => {
                    stack.pop();
                    if !placed[at] {
                        placed[at] = true;
                        order.extend(unsealed.get(at));
                    }
                }
            }
        }
    }
    Ok(order)
}

/// Ids sort by time, whatever stands before the first underscore; a batch takes the time of its first event.
pub(crate) fn batch_id(event_id: &str) -> String {
    let body = event_id.split_once('_').map_or(event_id, |(_, body)| body);
    format!("bat_{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(batch_id: &str, event_count: i64) -> BatchRow {
        BatchRow {
            batch_id: batch_id.to_owned(),
            events: "[]".to_owned(),
            event_count,
            digest: format!("digest of {batch_id}"),
            first_no: None,
            chain: None,
            sealed_us: None,
        }
    }

    #[test]
    fn numbers_go_on_without_a_gap() {
        let first = number(None, &[batch("bat_1", 3), batch("bat_2", 1)], 9).unwrap();
        assert_eq!(first.iter().map(|n| n.first_no).collect::<Vec<_>>(), [1, 4]);
        let last = BatchRow { first_no: Some(4), chain: Some(first[1].chain.clone()), ..batch("bat_2", 1) };
        let then = number(Some(&last), &[batch("bat_3", 2)], 9).unwrap();
        assert_eq!(then[0].first_no, 5);
        assert_eq!(then[0].chain, chain(&first[1].chain, "digest of bat_3"));
    }

    #[test]
    fn an_event_never_comes_before_an_earlier_one_of_its_stream() {
        let with = |id: &str, events: &str| BatchRow { events: events.to_owned(), ..batch(id, 1) };
        // The clock of the node that wrote 5 is ahead of the one that wrote 6, and 7 came from a third.
        let unsealed = [
            with("bat_1", r#"[["pay_2",1]]"#),
            with("bat_2", r#"[["pay_1",7],["pay_3",1]]"#),
            with("bat_3", r#"[["pay_1",6]]"#),
            with("bat_4", r#"[["pay_1",5]]"#),
        ];
        let order: Vec<String> = number(None, &unsealed, 9).unwrap().into_iter().map(|n| n.batch_id).collect();
        assert_eq!(order, ["bat_1", "bat_4", "bat_3", "bat_2"]);
    }

    #[test]
    fn a_full_window_leaves_the_last_moment_for_later() {
        let ids = ["bat_01m7ym0epd1", "bat_01m7ym0epd2", "bat_01m7ym0epe1", "bat_01m7ym0epe2"];
        let unsealed = ids.map(|id| batch(id, 1));
        let numbered = |limit, some: &[BatchRow]| number(None, some, limit).unwrap().len();
        assert_eq!(numbered(4, &unsealed), 2);
        assert_eq!(numbered(5, &unsealed), 4);
        assert_eq!(numbered(2, &unsealed[..2]), 2);
    }

    #[test]
    fn damaged_batches_do_not_hold_the_sealer() {
        let ring = [(1, "[[\"a\",2],[\"b\",1]]"), (2, "[[\"a\",1],[\"b\",2]]")];
        let unsealed =
            ring.map(|(no, events)| BatchRow { events: events.to_owned(), ..batch(&format!("bat_{no}"), 2) });
        assert_eq!(number(None, &unsealed, 9).unwrap().len(), 2);
    }

    #[test]
    fn a_batch_is_named_after_its_first_event() {
        assert_eq!(batch_id("evt_01abc"), "bat_01abc");
        assert_eq!(batch_id("01abc"), "bat_01abc");
    }

    #[test]
    fn the_digest_depends_on_order_and_place() {
        let event = |seq: i64, body: &str| EventRow {
            stream_id: "pay_1".to_owned(),
            seq,
            event_id: String::new(),
            kind: String::new(),
            actor_kind: String::new(),
            actor_id: String::new(),
            effective_us: 0,
            booked_us: 0,
            body: body.to_owned(),
        };
        let (one, two) = (event(1, "{}"), event(2, "{}"));
        assert_ne!(digest([&one, &two].into_iter()), digest([&two, &one].into_iter()));
        assert_eq!(digest([&one].into_iter()).len(), 64);
    }
}
