//! The tables: everything of one tenant together, in the order of its keys, so that nothing depends on a hash.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::rows::*;
use crate::store::seal::{LEASE_US, Numbering, SealJob};
use crate::store::views::BatchRow;

/// All tables.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub(super) tenants: BTreeMap<String, Tenant>,
    /// Claims that were ended by one who had lost them; must stay 0, and a simulation holds that it does.
    pub(super) ended_by_losers: u64,
}

/// The rows of one tenant.
#[derive(Debug, Clone, Default)]
pub(super) struct Tenant {
    pub(super) row: Option<TenantRow>,
    pub(super) streams: BTreeMap<String, StreamRow>,
    pub(super) answers: BTreeMap<String, IdempotencyRow>,
    /// By stream, in order.
    pub(super) events: BTreeMap<String, Vec<EventRow>>,
    pub(super) entries: BTreeMap<String, EntryRow>,
    pub(super) reversed: BTreeSet<String>,
    /// By entry, in order.
    pub(super) lines: BTreeMap<String, Vec<LineRow>>,
    /// By value and kind.
    pub(super) references: BTreeMap<(String, String), BTreeSet<String>>,
    pub(super) notices: BTreeMap<(String, String), NoticeRow>,
    pub(super) exceptions: BTreeMap<String, (ExceptionRow, Option<ExceptionResolved>)>,
    pub(super) exchanges: BTreeMap<String, ExchangeRow>,
    pub(super) flags: BTreeMap<(String, String), FlagRow>,
    pub(super) outbox: Line,
    pub(super) inbox: Line,
    pub(super) timers: Line,
    pub(super) batches: BTreeMap<String, BatchRow>,
    unsealed: BTreeSet<String>,
    last_sealed: Option<String>,
    seal_lease: Option<(String, i64)>,
}

/// Whether an item of the inbox still waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemState {
    /// It waits; the only state of effects and timers.
    Waiting,
    /// It was read.
    Done,
    /// It waits for a person.
    Parked,
}

/// A queue: its items, and the waiting ones by when they are due.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) items: BTreeMap<String, Item>,
    pub(super) due: BTreeSet<(i64, String)>,
}

/// An item of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What a claim shows; its epoch and attempts are those of the last claim.
    pub claimed: Claimed,
    /// Until when it is leased, microseconds by the machine's clock.
    pub lease_until_us: i64,
    /// Whether it still waits.
    pub state: ItemState,
}

impl Tables {
    /// Names of the tenants.
    pub fn tenant_names(&self) -> impl Iterator<Item = &str> {
        self.tenants.keys().map(String::as_str)
    }

    /// Claims that were ended by one who had lost them.
    #[must_use]
    pub const fn ended_by_losers(&self) -> u64 {
        self.ended_by_losers
    }

    /// A stream.
    #[must_use]
    pub fn stream(&self, tenant: &str, stream_id: &str) -> Option<&StreamRow> {
        self.tenants.get(tenant)?.streams.get(stream_id)
    }

    /// Every stream of a tenant.
    pub fn streams(&self, tenant: &str) -> impl Iterator<Item = &StreamRow> {
        self.tenants.get(tenant).into_iter().flat_map(|tenant| tenant.streams.values())
    }

    /// A remembered answer.
    #[must_use]
    pub fn answer(&self, tenant: &str, key: &str) -> Option<&IdempotencyRow> {
        self.tenants.get(tenant)?.answers.get(key)
    }

    /// Every event of a stream, in order.
    pub fn events<'t>(&'t self, tenant: &str, stream_id: &str) -> impl DoubleEndedIterator<Item = &'t EventRow> {
        self.tenants.get(tenant).and_then(|tenant| tenant.events.get(stream_id)).into_iter().flatten()
    }

    /// Every line of a tenant.
    pub fn lines(&self, tenant: &str) -> impl Iterator<Item = &LineRow> {
        self.tenants.get(tenant).into_iter().flat_map(|tenant| tenant.lines.values().flatten())
    }

    /// Every flag of a tenant.
    pub fn flags(&self, tenant: &str) -> impl Iterator<Item = &FlagRow> {
        self.tenants.get(tenant).into_iter().flat_map(|tenant| tenant.flags.values())
    }

    /// Every notice of a tenant.
    pub fn notices(&self, tenant: &str) -> impl Iterator<Item = &NoticeRow> {
        self.tenants.get(tenant).into_iter().flat_map(|tenant| tenant.notices.values())
    }

    /// Every exception of a tenant, and how it was resolved.
    pub fn exceptions(&self, tenant: &str) -> impl Iterator<Item = (&ExceptionRow, Option<&ExceptionResolved>)> {
        let all = self.tenants.get(tenant).into_iter().flat_map(|tenant| tenant.exceptions.values());
        all.map(|(row, resolved)| (row, resolved.as_ref()))
    }

    /// Every item of a queue of a tenant.
    pub fn items(&self, tenant: &str, queue: Queue) -> impl Iterator<Item = &Item> {
        self.tenants.get(tenant).into_iter().flat_map(move |tenant| match queue {
            Queue::Outbox => tenant.outbox.items.values(),
            Queue::Inbox => tenant.inbox.items.values(),
            Queue::Timer => tenant.timers.items.values(),
        })
    }

    /// Every batch of a tenant.
    pub fn batches(&self, tenant: &str) -> impl Iterator<Item = &BatchRow> {
        self.tenants.get(tenant).into_iter().flat_map(|tenant| tenant.batches.values())
    }

    pub(super) fn of(&mut self, tenant: &str) -> &mut Tenant {
        if !self.tenants.contains_key(tenant) {
            self.tenants.insert(tenant.to_owned(), Tenant::default());
        }
        self.tenants.entry(tenant.to_owned()).or_default()
    }

    pub(super) fn put_tenant(&mut self, row: &TenantRow) {
        self.of(&row.tenant).row = Some(row.clone());
    }

    pub(super) fn load(&self, wanted: &Wanted) -> Loaded {
        let mut loaded = Loaded::default();
        for (tenant, id) in &wanted.streams {
            let found = self.stream(tenant, id);
            loaded.streams.extend(found.map(|row| (tenant.clone(), row.clone())));
        }
        for (tenant, key) in &wanted.answers {
            let found = self.answer(tenant, key);
            loaded.answers.extend(found.map(|row| (tenant.clone(), row.clone())));
        }
        for (tenant, kind, value) in &wanted.references {
            let of_tenant = self.tenants.get(tenant);
            let found = of_tenant.and_then(|rows| rows.references.get(&(value.clone(), kind.clone())));
            loaded.references.extend(found.into_iter().flatten().map(|stream_id| {
                let row = ReferenceRow { kind: kind.clone(), value: value.clone(), stream_id: stream_id.clone() };
                (tenant.clone(), row)
            }));
        }
        loaded
    }

    pub(super) fn record_exchanges(&mut self, rows: Vec<ExchangeRow>) {
        for row in rows {
            self.of(&row.tenant.clone()).exchanges.entry(row.exchange_id.clone()).or_insert(row);
        }
    }

    pub(super) fn purge_answers(&mut self, before_us: i64, limit: i64) -> u64 {
        let most = usize::try_from(limit).unwrap_or(0);
        let mut purged = 0;
        for tenant in self.tenants.values_mut() {
            let of_callers = tenant.answers.range("api:".to_owned().."api;".to_owned());
            let old = of_callers.filter(|(_, row)| row.created_us < before_us).take(most);
            for key in old.map(|(key, _)| key.clone()).collect::<Vec<_>>() {
                tenant.answers.remove(&key);
                purged += 1;
            }
        }
        purged
    }

    pub(super) fn put_batch(&mut self, tenant: &str, row: BatchRow) {
        let tenant = self.of(tenant);
        tenant.unsealed.insert(row.batch_id.clone());
        tenant.batches.insert(row.batch_id.clone(), row);
    }

    pub(super) fn unsealed_tenants(&self, after: &str, limit: i64) -> Vec<String> {
        let most = usize::try_from(limit).unwrap_or(0);
        let waiting = self.tenants.iter().filter(|(name, rows)| name.as_str() > after && !rows.unsealed.is_empty());
        waiting.map(|(name, _)| name.clone()).take(most).collect()
    }

    /// Takes or keeps the lease; false when another holder has it.
    pub(super) fn take_seal_lease(&mut self, job: &SealJob) -> bool {
        let tenant = self.of(&job.tenant);
        let ours = tenant
            .seal_lease
            .as_ref()
            .is_none_or(|(holder, until_us)| *holder == job.holder || *until_us <= job.now_us);
        if ours {
            tenant.seal_lease = Some((job.holder.clone(), job.now_us.saturating_add(LEASE_US)));
        }
        ours
    }

    pub(super) fn unsealed(&mut self, job: &SealJob) -> (Option<BatchRow>, Vec<BatchRow>) {
        let tenant = self.of(&job.tenant);
        let most = usize::try_from(job.limit).unwrap_or(0);
        let last = tenant.last_sealed.as_ref().and_then(|id| tenant.batches.get(id)).cloned();
        let unsealed = tenant.unsealed.iter().take(most).filter_map(|id| tenant.batches.get(id)).cloned().collect();
        (last, unsealed)
    }

    pub(super) fn number(&mut self, job: &SealJob, numbers: &[Numbering]) -> i64 {
        let tenant = self.of(&job.tenant);
        let mut sealed = 0;
        for given in numbers {
            if let (true, Some(batch)) =
                (tenant.unsealed.remove(&given.batch_id), tenant.batches.get_mut(&given.batch_id))
            {
                batch.first_no = Some(given.first_no);
                batch.chain = Some(given.chain.clone());
                batch.sealed_us = Some(job.now_us);
                tenant.last_sealed = Some(given.batch_id.clone());
                sealed += 1;
            }
        }
        sealed
    }
}
