//! From units to what is written: one list per table, sorted by tenant and key, each key once.
//!
//! Sorting makes all writers take rows in the same order, so that they wait and never deadlock, and it keeps
//! inserts next to each other in the trees. Everything is borrowed from the group; only batches are new.

use std::collections::{BTreeMap, HashMap};

use super::error::{Result, StoreError};
use super::rows::*;
use super::seal::{batch_id, digest, moment};

/// A row with its tenant.
pub(crate) type Of<'g, T> = (&'g str, &'g T);

/// The last state of a stream in the group, on the version the first of its units was decided on.
#[derive(Debug)]
pub(crate) struct StreamWrite<'g> {
    pub(crate) tenant: &'g str,
    pub(crate) base_version: i64,
    pub(crate) row: &'g StreamRow,
}

/// An effect or timer with the time it was decided, which its row does not carry.
#[derive(Debug)]
pub(crate) struct Queued<'g, T> {
    pub(crate) tenant: &'g str,
    pub(crate) row: &'g T,
    pub(crate) created_us: i64,
}

/// The events of one tenant in this group.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) tenant: String,
    pub(crate) batch_id: String,
    pub(crate) events: String,
    pub(crate) event_count: i64,
    pub(crate) digest: String,
}

/// Everything a group writes.
#[derive(Debug, Default)]
pub(crate) struct Plan<'g> {
    pub(crate) answers: Vec<Of<'g, IdempotencyRow>>,
    pub(crate) done: Vec<Of<'g, Done>>,
    pub(crate) resolved: Vec<Of<'g, ExceptionResolved>>,
    pub(crate) streams: Vec<StreamWrite<'g>>,
    pub(crate) events: Vec<Of<'g, EventRow>>,
    pub(crate) entries: Vec<Of<'g, EntryRow>>,
    pub(crate) lines: Vec<Of<'g, LineRow>>,
    pub(crate) effects: Vec<Queued<'g, EffectRow>>,
    pub(crate) timers_canceled: Vec<(&'g str, &'g str)>,
    pub(crate) timers: Vec<Queued<'g, TimerRow>>,
    pub(crate) references: Vec<Of<'g, ReferenceRow>>,
    pub(crate) notices: Vec<Of<'g, NoticeRow>>,
    pub(crate) exceptions: Vec<Of<'g, ExceptionRow>>,
    pub(crate) flags: Vec<Of<'g, FlagRow>>,
    pub(crate) flags_gone: Vec<Of<'g, FlagRow>>,
    pub(crate) import_rows: Vec<Of<'g, ImportRow>>,
    pub(crate) import_progress: Vec<Of<'g, ImportProgress>>,
}

impl<'g> Plan<'g> {
    /// Plans a group.
    pub(crate) fn of(group: &'g Group) -> Result<Self> {
        let mut plan = Self::default();
        for unit in &group.units {
            plan.take(unit);
        }
        plan.streams = merge_streams(group)?;
        (plan.timers, plan.timers_canceled) = net_timers(group);
        (plan.flags, plan.flags_gone) = net_flags(group);
        plan.import_progress = last_progress(group);
        plan.sort();
        let refused = plan.twice();
        refused.map_or(Ok(plan), |what| Err(StoreError::bug(format!("one group holds {what} twice"))))
    }

    fn take(&mut self, unit: &'g Unit) {
        let tenant = unit.tenant.as_str();
        let created_us = decided_us(unit);
        self.answers.extend(unit.idempotency.iter().map(|row| (tenant, row)));
        self.done.extend(unit.done.iter().map(|row| (tenant, row)));
        self.resolved.extend(unit.exceptions_resolved.iter().map(|row| (tenant, row)));
        self.events.extend(unit.events.iter().map(|row| (tenant, row)));
        self.entries.extend(unit.entries.iter().map(|row| (tenant, row)));
        self.lines.extend(unit.lines.iter().map(|row| (tenant, row)));
        self.effects.extend(unit.effects.iter().map(|row| Queued { tenant, row, created_us }));
        self.references.extend(unit.references.iter().map(|row| (tenant, row)));
        self.notices.extend(unit.notices.iter().map(|row| (tenant, row)));
        self.exceptions.extend(unit.exceptions.iter().map(|row| (tenant, row)));
        self.import_rows.extend(unit.import_rows.iter().map(|row| (tenant, row)));
    }

    fn sort(&mut self) {
        self.answers.sort_by_key(|(t, r)| (*t, r.key.as_str()));
        self.done.sort_by_key(|(t, r)| (*t, r.id.as_str()));
        self.resolved.sort_by_key(|(t, r)| (*t, r.exception_id.as_str()));
        self.events.sort_by_key(|(t, r)| (*t, r.stream_id.as_str(), r.seq));
        self.entries.sort_by_key(|(t, r)| (*t, r.entry_id.as_str()));
        self.lines.sort_by_key(|(t, r)| (*t, r.entry_id.as_str(), r.line_no));
        self.effects.sort_by_key(|q| (q.tenant, q.row.effect_id.as_str()));
        self.references.sort_by_key(|(t, r)| (*t, r.value.as_str(), r.kind.as_str(), r.stream_id.as_str()));
        self.references.dedup();
        self.notices.sort_by_key(|(t, r)| (*t, r.notice_id.as_str()));
        self.exceptions.sort_by_key(|(t, r)| (*t, r.exception_id.as_str()));
        self.import_rows.sort_by_key(|(t, r)| (*t, r.import_id.as_str(), r.row_no));
        self.import_rows.dedup_by_key(|(t, r)| (*t, r.import_id.as_str(), r.row_no));
    }

    /// What must stand once in a group but stands twice: the engine resolves duplicates before it commits.
    fn twice(&self) -> Option<String> {
        let answer = twice(&self.answers, |(t, r)| (*t, r.key.as_str()));
        let done = twice(&self.done, |(t, r)| (*t, r.id.as_str()));
        let resolved = twice(&self.resolved, |(t, r)| (*t, r.exception_id.as_str()));
        answer.or(done).or(resolved).map(|(tenant, key)| format!("{key} of {tenant}"))
    }
}

fn twice<'g, T, K: PartialEq>(sorted: &'g [T], key: impl Fn(&'g T) -> K) -> Option<K> {
    sorted.windows(2).find_map(|pair| match pair {
        [a, b] if key(a) == key(b) => Some(key(a)),
        _ => None,
    })
}

/// When a unit was decided.
fn decided_us(unit: &Unit) -> i64 {
    let booked = unit.events.first().map(|event| event.booked_us);
    let answered = unit.idempotency.first().map(|row| row.created_us);
    booked.or(answered).unwrap_or(0)
}

/// A stream that stands in several units is written once: last state, first base version.
fn merge_streams(group: &Group) -> Result<Vec<StreamWrite<'_>>> {
    let mut writes: Vec<StreamWrite<'_>> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    for unit in &group.units {
        let tenant = unit.tenant.as_str();
        for row in &unit.streams {
            let at = *known.entry((tenant, row.stream_id.as_str())).or_insert(writes.len());
            match writes.get_mut(at) {
                None => writes.push(StreamWrite { tenant, base_version: row.base_version, row }),
                Some(write) if write.row.version == row.base_version => write.row = row,
                Some(write) => {
                    return Err(StoreError::bug(format!(
                        "one group decides stream {} of {tenant} on version {} after version {}",
                        row.stream_id, row.base_version, write.row.version
                    )));
                }
            }
        }
    }
    // What is there already is taken in one order by everybody. What is new keeps the order of decisions, so
    // that an order and its payment lie on the same page; hardly anybody else can want it, for its id was just made.
    writes.sort_by_key(|write| (write.tenant, (write.base_version != 0).then_some(write.row.stream_id.as_str())));
    Ok(writes)
}

/// A timer that is set and canceled in the same group is never written. Within one unit the cancel comes first.
fn net_timers(group: &Group) -> (Vec<Queued<'_, TimerRow>>, Vec<(&str, &str)>) {
    let mut set: BTreeMap<(&str, &str), Queued<'_, TimerRow>> = BTreeMap::new();
    let mut canceled = Vec::new();
    for unit in &group.units {
        let tenant = unit.tenant.as_str();
        for timer_id in &unit.timers_canceled {
            if set.remove(&(tenant, timer_id.as_str())).is_none() {
                canceled.push((tenant, timer_id.as_str()));
            }
        }
        for row in &unit.timers {
            let queued = Queued { tenant, row, created_us: decided_us(unit) };
            set.insert((tenant, row.timer_id.as_str()), queued);
        }
    }
    canceled.sort_unstable();
    canceled.dedup();
    (set.into_values().collect(), canceled)
}

/// Flags that are set at the end of the group, and those that are not: of several words about one, the last counts.
fn net_flags(group: &Group) -> (Vec<Of<'_, FlagRow>>, Vec<Of<'_, FlagRow>>) {
    let mut last: BTreeMap<(&str, &str, &str), (bool, &FlagRow)> = BTreeMap::new();
    for unit in &group.units {
        let gone = unit.flags_gone.iter().map(|row| (false, row));
        for (set, row) in gone.chain(unit.flags.iter().map(|row| (true, row))) {
            last.insert((unit.tenant.as_str(), &row.flag, &row.id), (set, row));
        }
    }
    let (mut set, mut gone) = (Vec::new(), Vec::new());
    for ((tenant, ..), (is_set, row)) in last {
        if is_set { &mut set } else { &mut gone }.push((tenant, row));
    }
    (set, gone)
}

fn last_progress(group: &Group) -> Vec<Of<'_, ImportProgress>> {
    let mut last = BTreeMap::new();
    for unit in &group.units {
        if let Some(progress) = &unit.import_progress {
            last.insert((unit.tenant.as_str(), progress.import_id.as_str()), progress);
        }
    }
    last.into_iter().map(|((tenant, _), progress)| (tenant, progress)).collect()
}

/// One batch per tenant and millisecond of the group, with its events in the order they were decided. A decision on
/// what a node with a fast clock wrote is dated later than its neighbours; with a batch of its own, what it goes on from
/// always lies in a batch of the same millisecond or an earlier one, which the sealer relies on.
pub(crate) fn batches(group: &Group) -> Result<Vec<Batch>> {
    let mut by_moment: BTreeMap<(&str, &str), Vec<&EventRow>> = BTreeMap::new();
    for unit in &group.units {
        for event in &unit.events {
            by_moment.entry((&unit.tenant, moment(&event.event_id))).or_default().push(event);
        }
    }
    let mut batches = Vec::with_capacity(by_moment.len());
    for ((tenant, _), events) in by_moment {
        let keys: Vec<(&str, i64)> = events.iter().map(|event| (event.stream_id.as_str(), event.seq)).collect();
        let json = serde_json::to_string(&keys).map_err(|error| StoreError::bug(error.to_string()))?;
        batches.push(Batch {
            tenant: tenant.to_owned(),
            batch_id: batch_id(events.first().map_or("", |event| event.event_id.as_str())),
            events: json,
            event_count: i64::try_from(events.len()).unwrap_or(i64::MAX),
            digest: digest(events.into_iter()),
        });
    }
    Ok(batches)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(base_version: i64, version: i64) -> StreamRow {
        StreamRow {
            stream_id: "pay_1".to_owned(),
            kind: "payment".to_owned(),
            version,
            base_version,
            status: format!("v{version}"),
            currency: String::new(),
            amount_minor: 0,
            parent_id: String::new(),
            state: String::new(),
            created_us: 0,
            updated_us: 0,
        }
    }

    fn unit(rows: Vec<StreamRow>) -> Unit {
        Unit { tenant: "t".to_owned(), streams: rows, ..Unit::default() }
    }

    fn timer(id: &str) -> TimerRow {
        TimerRow {
            timer_id: id.to_owned(),
            stream_id: String::new(),
            kind: String::new(),
            payload: String::new(),
            due_us: 0,
        }
    }

    #[test]
    fn a_stream_keeps_its_first_base_and_its_last_state() {
        let group = Group { units: vec![unit(vec![stream(3, 5)]), unit(vec![stream(5, 6)])] };
        let plan = Plan::of(&group).unwrap();
        assert_eq!(plan.streams.len(), 1);
        assert_eq!((plan.streams[0].base_version, plan.streams[0].row.version), (3, 6));
    }

    #[test]
    fn a_gap_between_two_units_is_a_bug() {
        let group = Group { units: vec![unit(vec![stream(3, 5)]), unit(vec![stream(4, 6)])] };
        assert!(matches!(Plan::of(&group), Err(StoreError::Bug { .. })));
    }

    #[test]
    fn a_decision_that_is_dated_later_has_a_batch_of_its_own() {
        let event = |id: &str, stream: &str, seq: i64| EventRow {
            stream_id: stream.to_owned(),
            seq,
            event_id: id.to_owned(),
            kind: String::new(),
            actor_kind: String::new(),
            actor_id: String::new(),
            effective_us: 0,
            booked_us: 0,
            body: String::new(),
        };
        let early = [event("evt_01m64tja2paaa", "pay_1", 4), event("evt_01m64tja2pbbb", "pay_2", 1)];
        let late = [event("evt_01m64tjbykaaa", "pay_3", 9)];
        let with = |events: &[EventRow]| Unit { tenant: "t".to_owned(), events: events.to_vec(), ..Unit::default() };
        let group = Group { units: vec![with(&late), with(&early[..1]), with(&early[1..])] };
        let made = batches(&group).unwrap();
        let of: Vec<(&str, i64)> = made.iter().map(|b| (b.batch_id.as_str(), b.event_count)).collect();
        assert_eq!(of, [("bat_01m64tja2paaa", 2), ("bat_01m64tjbykaaa", 1)]);
    }

    #[test]
    fn the_same_key_twice_is_a_bug() {
        let answer = IdempotencyRow {
            key: "api:k".to_owned(),
            fingerprint: String::new(),
            status: 200,
            answer: String::new(),
            created_us: 0,
        };
        let one = Unit { tenant: "t".to_owned(), idempotency: vec![answer], ..Unit::default() };
        let group = Group { units: vec![one.clone(), one] };
        assert!(matches!(Plan::of(&group), Err(StoreError::Bug { .. })));
    }

    #[test]
    fn a_timer_set_and_canceled_leaves_nothing() {
        let set = Unit { tenant: "t".to_owned(), timers: vec![timer("a"), timer("b")], ..Unit::default() };
        let cancel =
            Unit { tenant: "t".to_owned(), timers_canceled: vec!["a".to_owned(), "c".to_owned()], ..Unit::default() };
        let group = Group { units: vec![set, cancel] };
        let plan = Plan::of(&group).unwrap();
        assert_eq!(plan.timers.iter().map(|q| q.row.timer_id.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!(plan.timers_canceled, [("t", "c")]);
    }
}
