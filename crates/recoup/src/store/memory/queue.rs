//! The queues: claimed with a lease and an epoch, finished only with that epoch.

use std::collections::BTreeMap;

use recoup_core::planted::{self, Planted};

use super::tables::{Item, ItemState, Line, Tables, Tenant};
use crate::store::error::{Result, StoreError};
use crate::store::rows::*;
use crate::store::views::{Claim, Due, Room, Stranded};

impl Item {
    /// An item that nobody has claimed yet.
    pub(super) fn new(claimed: Claimed) -> Self {
        Self { claimed, lease_until_us: 0, state: ItemState::Waiting }
    }

    fn is_free(&self, due_by_us: i64, wall_us: i64) -> bool {
        self.state == ItemState::Waiting && self.claimed.due_us <= due_by_us && self.lease_until_us <= wall_us
    }
}

impl Line {
    /// Puts an item in; it waits.
    pub(super) fn insert(&mut self, item: Item) {
        self.due.insert((item.claimed.due_us, item.claimed.id.clone()));
        self.items.insert(item.claimed.id.clone(), item);
    }

    /// Takes an item out, if it is there.
    pub(super) fn remove(&mut self, id: &str) {
        if let Some(item) = self.items.remove(id) {
            self.due.remove(&(item.claimed.due_us, item.claimed.id));
        }
    }

    /// What could be claimed now, oldest first.
    fn free(&self, due_by_us: i64, wall_us: i64) -> impl Iterator<Item = &Item> {
        let waiting = self.due.iter().take_while(move |(due_us, _)| *due_us <= due_by_us);
        waiting.filter_map(|(_, id)| self.items.get(id)).filter(move |item| item.is_free(due_by_us, wall_us))
    }
}

impl Tenant {
    fn line(&self, queue: Queue) -> &Line {
        match queue {
            Queue::Outbox => &self.outbox,
            Queue::Inbox => &self.inbox,
            Queue::Timer => &self.timers,
        }
    }

    pub(super) fn queue(&mut self, queue: Queue) -> &mut Line {
        match queue {
            Queue::Outbox => &mut self.outbox,
            Queue::Inbox => &mut self.inbox,
            Queue::Timer => &mut self.timers,
        }
    }
}

impl Tables {
    pub(super) fn claim(&mut self, claim: &Claim) -> Vec<Claimed> {
        let may = |of: &Claimed| {
            let rooms = claim.only.as_ref().filter(|_| claim.queue != Queue::Timer);
            let fits = |room: &Room| room.most > 0 && room.tenant == of.tenant && room.target == of.target;
            rooms.is_none_or(|rooms| rooms.iter().any(fits))
        };
        let mut due: Vec<(i64, Due)> = Vec::new();
        for tenant in self.tenants.values() {
            for item in tenant.line(claim.queue).free(claim.now_us, claim.wall_us) {
                let of = &item.claimed;
                if may(of) {
                    let found = Due { tenant: of.tenant.clone(), id: of.id.clone(), target: of.target.clone() };
                    due.push((of.due_us, found));
                }
            }
        }
        // Items of the same moment come in no order on a database; here they come by their names.
        due.sort_by(|a, b| (a.0, &a.1.tenant, &a.1.id).cmp(&(b.0, &b.1.tenant, &b.1.id)));
        due.truncate(usize::try_from(claim.limit).unwrap_or(0));
        let chosen = claim.fitting(due.into_iter().map(|(_, due)| due).collect());
        let mut claimed = Vec::with_capacity(chosen.len());
        for (tenant, id) in chosen {
            if let Some(item) = self.of(&tenant).queue(claim.queue).items.get_mut(&id) {
                item.lease_until_us = claim.until_us();
                item.claimed.epoch += 1;
                claimed.push(item.claimed.clone());
                item.claimed.attempts += 1;
            }
        }
        claimed
    }

    /// Whether this end of a claim still counts.
    pub(super) fn holds(&self, tenant: &str, done: &Done) -> bool {
        let rows = self.tenants.get(tenant);
        let item = rows.and_then(|rows| rows.line(done.queue).items.get(&done.id));
        let mine = |item: &Item| item.claimed.epoch == done.epoch || planted::is(Planted::EpochUnchecked);
        item.is_some_and(|item| mine(item) && item.state == ItemState::Waiting)
    }

    /// Ends a claim; false when the lease was lost.
    pub(super) fn finish(&mut self, tenant: &str, done: &Done) -> Result<bool> {
        if matches!(done.then, Then::Parked { .. }) && done.queue != Queue::Inbox {
            return Err(StoreError::bug(format!("only deliveries can be parked, not {}", done.id)));
        }
        if !self.holds(tenant, done) {
            return Ok(false);
        }
        let line = self.of(tenant).queue(done.queue);
        let Some(item) = line.items.get_mut(&done.id) else { return Ok(false) };
        let lost = item.claimed.epoch != done.epoch;
        item.lease_until_us = 0;
        let key = (item.claimed.due_us, done.id.clone());
        match &done.then {
            Then::Finished if done.queue == Queue::Inbox => item.state = ItemState::Done,
            Then::Finished => line.remove(&done.id),
            Then::Parked { .. } => item.state = ItemState::Parked,
            Then::Again { due_us, .. } => {
                item.claimed.due_us = *due_us;
                item.claimed.epoch += 1;
                line.due.insert((*due_us, done.id.clone()));
            }
        }
        if !matches!(&done.then, Then::Again { due_us, .. } if *due_us == key.0) {
            line.due.remove(&key);
        }
        self.ended_by_losers += u64::from(lost);
        Ok(true)
    }

    pub(super) fn keep_outcome(&mut self, claimed: &Claimed, outcome: &str) -> bool {
        let item = self.of(&claimed.tenant).outbox.items.get_mut(&claimed.id);
        let Some(item) = item.filter(|item| item.claimed.epoch == claimed.epoch) else { return false };
        outcome.clone_into(&mut item.claimed.outcome);
        true
    }

    pub(super) fn put_delivery(&mut self, row: &DeliveryRow) -> bool {
        let inbox = &mut self.of(&row.tenant).inbox;
        if inbox.items.contains_key(&row.delivery_id) {
            return false;
        }
        let claimed = Claimed {
            tenant: row.tenant.clone(),
            id: row.delivery_id.clone(),
            stream_id: String::new(),
            target: row.target.clone(),
            kind: String::new(),
            payload: row.body.clone(),
            headers: row.headers.clone(),
            epoch: 0,
            attempts: 0,
            created_us: row.received_us,
            due_us: row.due_us,
            outcome: String::new(),
        };
        inbox.insert(Item::new(claimed));
        true
    }

    pub(super) fn stranded(&self, before_us: i64, wall_us: i64) -> Vec<Stranded> {
        let mut found: BTreeMap<(&str, &str, &str), (i64, i64)> = BTreeMap::new();
        for (queue, word) in [(Queue::Outbox, "outbox"), (Queue::Inbox, "inbox")] {
            for (tenant, rows) in &self.tenants {
                for item in rows.line(queue).free(before_us, wall_us) {
                    let at = found.entry((word, tenant, &item.claimed.target)).or_insert((0, i64::MAX));
                    *at = (at.0 + 1, at.1.min(item.claimed.due_us));
                }
            }
        }
        let row = |((queue, tenant, target), (count, oldest_due_us)): ((&str, &str, &str), (i64, i64))| Stranded {
            queue: queue.to_owned(),
            tenant: tenant.to_owned(),
            target: target.to_owned(),
            count,
            oldest_due_us,
        };
        found.into_iter().map(row).collect()
    }
}
