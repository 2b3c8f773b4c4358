//! The three queues: peek without locks, claim with a lease and an epoch, finish only with that epoch.

use super::cell::{Arg, Ask, Cells, FromCells, ask};
use super::error::{Result, StoreError};
use super::rows::*;
use super::views::{Claim, DeliveryView, QueueDepth, Stranded};
use super::{Store, sql};

/// When an item is due and until when it is leased.
struct DueTime {
    due_us: i64,
    lease_until_us: i64,
}

impl FromCells for DueTime {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok(Self { due_us: cells.int()?, lease_until_us: cells.int()? })
    }
}

impl Store {
    /// Takes due items, oldest first. Nobody else gets them until the lease is over; once somebody does, our
    /// epoch is void and what we would finish is refused.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>> {
        let mut claimed = match self {
            Self::Sqlite(store) => store.claim(claim).await?,
            Self::Postgres(store) => store.claim(&claim).await?,
            Self::Memory(store) => store.claim(&claim).await?,
        };
        claimed.sort_by(|a, b| (a.due_us, &a.tenant, &a.id).cmp(&(b.due_us, &b.tenant, &b.id)));
        Ok(claimed)
    }

    /// Ends a claim that leads to no decision; false when the lease was lost.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn finish(&self, tenant: &str, done: &Done) -> Result<bool> {
        if let Self::Memory(store) = self {
            return store.finish(tenant, done).await;
        }
        Ok(self.run(finish(tenant, done)?).await? > 0)
    }

    /// Prolongs a lease; false when it was lost.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn extend_lease(&self, claimed: &Claimed, queue: Queue, until_us: i64) -> Result<bool> {
        let sql = match queue {
            Queue::Outbox => sql::OUTBOX_EXTEND,
            Queue::Inbox => sql::INBOX_EXTEND,
            Queue::Timer => sql::TIMER_EXTEND,
        };
        Ok(self.run(ask!(sql, until_us, &claimed.tenant, &claimed.id, claimed.epoch)).await? > 0)
    }

    /// Keeps a raw delivery until it is due; false when this id is kept already.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_delivery(&self, row: &DeliveryRow) -> Result<bool> {
        if let Self::Memory(store) = self {
            return store.put_delivery(row).await;
        }
        Ok(self.run(kept(sql::PUT_DELIVERY, row)).await? > 0)
    }

    /// Keeps a hint in the one row that its payment has for hints. What waits there goes on waiting; what was looked at
    /// falls due again, at once or so long after the last look; and what is looked at now, by a claim that the machine's
    /// clock does not end yet, falls due again when that ends, because the look may have come before the change.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn put_hint(&self, row: &DeliveryRow, (wall_us, pause_us): (i64, i64)) -> Result<()> {
        let at_us = row.received_us;
        let mut ask = kept(sql::PUT_HINT, row);
        let bounds_us = [wall_us, at_us.saturating_sub(pause_us), at_us.saturating_add(pause_us)];
        ask.args.extend(bounds_us.map(Arg::from));
        self.run(ask).await?;
        Ok(())
    }

    /// How many deliveries of an account are kept and not read yet: those that wait, and those that are parked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unread_deliveries(&self, tenant: &str, target: &str) -> Result<i64> {
        let counted = self.fetch_long::<i64>(ask!(sql::UNREAD_DELIVERIES, tenant, target)).await?;
        Ok(counted.first().copied().unwrap_or(0))
    }

    /// One delivery.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn delivery(&self, tenant: &str, delivery_id: &str) -> Result<Option<DeliveryView>> {
        self.first(ask!(sql::DELIVERY, tenant, delivery_id)).await
    }

    /// A page of deliveries that are `waiting`, `done` or `parked`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn deliveries(&self, tenant: &str, state: &str, after: &str, limit: i64) -> Result<Vec<DeliveryView>> {
        self.fetch(ask!(sql::DELIVERIES, tenant, state, after, limit)).await
    }

    /// The same page without the bodies, which may be large.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn delivery_heads(
        &self,
        tenant: &str,
        state: &str,
        after: &str,
        limit: i64,
    ) -> Result<Vec<DeliveryView>> {
        self.fetch(ask!(sql::DELIVERY_HEADS, tenant, state, after, limit)).await
    }

    /// Puts a parked delivery back into its queue; false when it is not parked.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn retry_delivery(&self, tenant: &str, delivery_id: &str, due_us: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::RETRY_DELIVERY, due_us, tenant, delivery_id)).await? > 0)
    }

    /// Has a delivery read now that waits or is parked; false when it is neither.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn hasten_delivery(&self, tenant: &str, delivery_id: &str, now_us: i64) -> Result<bool> {
        Ok(self.run(ask!(sql::HASTEN_DELIVERY, now_us, tenant, delivery_id)).await? > 0)
    }

    /// When the next item can be claimed, or nothing when the queue is empty. It may name a time that is a
    /// little early, never one that is late.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_due(&self, queue: Queue) -> Result<Option<i64>> {
        let sql = match queue {
            Queue::Outbox => sql::OUTBOX_NEXT_DUE,
            Queue::Inbox => sql::INBOX_NEXT_DUE,
            Queue::Timer => sql::TIMER_NEXT_DUE,
        };
        let rows: Vec<DueTime> = self.fetch(ask!(sql)).await?;
        // A full page hides what follows it, which may be due as soon as its last item.
        let hidden = rows.get(63).map(|last| last.due_us);
        Ok(rows.iter().map(|row| row.due_us.max(row.lease_until_us)).chain(hidden).min())
    }

    /// How full the queues are: what is due goes by the engine's clock, what is leased by the machine's.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn queue_depths(&self, now_us: i64, wall_us: i64) -> Result<Vec<QueueDepth>> {
        let mut depths = Vec::new();
        for sql in [sql::OUTBOX_DEPTH, sql::INBOX_DEPTH, sql::TIMER_DEPTH] {
            depths.extend(self.fetch_long::<QueueDepth>(ask!(sql, now_us, wall_us)).await?);
        }
        Ok(depths)
    }

    /// What was due before a time and is leased by nobody, by target.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stranded(&self, before_us: i64, wall_us: i64) -> Result<Vec<Stranded>> {
        if let Self::Memory(store) = self {
            return store.stranded(before_us, wall_us).await;
        }
        let mut stranded = Vec::new();
        for sql in [sql::OUTBOX_STRANDED, sql::INBOX_STRANDED] {
            stranded.extend(self.fetch_long::<Stranded>(ask!(sql, before_us, wall_us)).await?);
        }
        Ok(stranded)
    }

    /// Keeps what a gateway said with its effect, so that it is told again instead of asked again; false when
    /// the lease was lost.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn keep_outcome(&self, claimed: &Claimed, outcome: &str) -> Result<bool> {
        if let Self::Memory(store) = self {
            return store.keep_outcome(claimed, outcome).await;
        }
        let ask = ask!(sql::OUTBOX_OUTCOME, outcome, &claimed.tenant, &claimed.id, claimed.epoch);
        Ok(self.run(ask).await? > 0)
    }
}

/// A statement that keeps a delivery, with what it takes of its row.
fn kept(sql: &'static str, row: &DeliveryRow) -> Ask {
    let DeliveryRow { tenant, delivery_id, target, headers, body, due_us, received_us } = row;
    ask!(sql, tenant, delivery_id, target, headers, body.clone(), *due_us, *received_us)
}

/// The statement that ends a claim; no row changed means that the lease was lost.
pub(crate) fn finish(tenant: &str, done: &Done) -> Result<Ask> {
    let id = done.id.as_str();
    Ok(match (&done.then, done.queue) {
        (Then::Finished, Queue::Outbox) => ask!(sql::OUTBOX_FINISH, tenant, id, done.epoch),
        (Then::Finished, Queue::Inbox) => ask!(sql::INBOX_FINISH, tenant, id, done.epoch),
        (Then::Finished, Queue::Timer) => ask!(sql::TIMER_FINISH, tenant, id, done.epoch),
        (Then::Again { due_us, note }, Queue::Outbox) => {
            ask!(sql::OUTBOX_AGAIN, *due_us, note, tenant, id, done.epoch)
        }
        (Then::Again { due_us, note }, Queue::Inbox) => {
            ask!(sql::INBOX_AGAIN, *due_us, note, tenant, id, done.epoch)
        }
        (Then::Again { due_us, note }, Queue::Timer) => {
            ask!(sql::TIMER_AGAIN, *due_us, note, tenant, id, done.epoch)
        }
        (Then::Parked { note }, Queue::Inbox) => ask!(sql::INBOX_PARK, note, tenant, id, done.epoch),
        (Then::Parked { .. }, Queue::Outbox | Queue::Timer) => {
            return Err(StoreError::bug(format!("only deliveries can be parked, not {id}")));
        }
    })
}
