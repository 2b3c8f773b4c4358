//! A law: however the same decisions are cut into groups and spread over lanes, the same rows are stored, on both
//! databases.

use std::collections::BTreeMap;
use std::sync::Arc;

use recoup::store::rows::*;
use recoup::store::{Store, StoreError};

use crate::store_dialect::sqlite_columns;
use crate::store_support::*;

/// What may differ: batches follow the groups, and a merged stream keeps the base of its first unit.
const BY_GROUP: [(&str, &str); 2] = [("stream", "base_version"), ("batch", "")];

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// A hundred decisions of three tenants on a few streams each, with everything a decision may write.
fn decisions(seed: u64) -> Vec<Unit> {
    let mut numbers = Numbers(seed);
    let mut versions: BTreeMap<(u64, u64), i64> = BTreeMap::new();
    let mut units = Vec::new();
    for number in 0..100_i64 {
        let (tenant, which) = (numbers.below(3), numbers.below(5));
        let base = versions.get(&(tenant, which)).copied().unwrap_or(0);
        let count = 1 + i64::try_from(numbers.below(2)).unwrap();
        versions.insert((tenant, which), base + count);
        let (id, entry_id) = (format!("pay_{which}"), format!("ent_{number:03}"));
        let amount = i64::try_from(numbers.below(10_000)).unwrap();
        let mut made = Unit {
            tenant: format!("ten_{tenant}"),
            idempotency: vec![answer(&format!("api:{number}"))],
            streams: vec![stream(&id, base, base + count)],
            events: (base + 1..=base + count).map(|seq| event(&id, seq)).collect(),
            entries: vec![entry(&entry_id, &id)],
            lines: vec![line(&entry_id, 1, ("1200", &id), amount), line(&entry_id, 2, ("2150", ""), -amount)],
            effects: vec![effect(&format!("eff_{number:03}"), "sandbox:main", number)],
            timers: vec![timer(&format!("tmr_{number:03}"), number)],
            references: vec![reference("order_number", &format!("SO-{which}"), &id)],
            ..unit()
        };
        if numbers.below(3) == 0 {
            // Often a timer another unit of the same tenant has set, sometimes one that never was.
            made.timers_canceled = vec![format!("tmr_{:03}", numbers.below(100))];
            made.exceptions = vec![exception(&format!("exc_{number:03}"), "imp_1")];
        }
        units.push(made);
    }
    units
}

async fn commit_in_groups(store: &Store, units: &[Unit], mut size: impl FnMut() -> usize) {
    let mut rest = units;
    while !rest.is_empty() {
        let (group, later) = rest.split_at(size().clamp(1, rest.len()));
        put(store, group.to_vec()).await;
        rest = later;
    }
}

/// Every row of every table as text, in the order of text.
type Dump = BTreeMap<String, Vec<String>>;

fn selects(url: &str, bytes: &str) -> Vec<(String, String)> {
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((table, column), (data_type, _)) in sqlite_columns(url) {
        let skipped = BY_GROUP.contains(&(&table, &column)) || BY_GROUP.contains(&(&table, ""));
        if !skipped {
            let value =
                if data_type == "BLOB" { format!("{bytes}({column})") } else { format!("CAST({column} AS TEXT)") };
            tables.entry(table).or_default().push(format!("COALESCE({value}, '-')"));
        }
    }
    tables
        .into_iter()
        .map(|(table, values)| (table.clone(), format!("SELECT {} FROM {table}", values.join(" || '|' || "))))
        .collect()
}

fn dump_sqlite(url: &str) -> Dump {
    let connection = sqlite_connection(url);
    let dump = selects(url, "hex").into_iter().map(|(table, sql)| {
        let mut statement = connection.prepare(&sql).unwrap();
        let mut rows: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        rows.sort();
        (table, rows)
    });
    dump.collect()
}

async fn dump_postgres(url: &str, shape: &str) -> Dump {
    let client = postgres_client(url).await;
    let mut dump = Dump::new();
    for (table, sql) in selects(shape, "MD5") {
        let mut rows: Vec<String> = client.query(&sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
        rows.sort();
        dump.insert(table, rows);
    }
    dump
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_grouping_gives_the_same_rows_on_both_databases() {
    for seed in 1..=3 {
        let units = decisions(seed);
        let one_by_one = sqlite().await;
        commit_in_groups(&one_by_one.store, &units, || 1).await;
        let expected = dump_sqlite(&one_by_one.url);
        assert_eq!(expected["idempotency"].len(), 100);
        assert!(expected["timer"].len() < 100, "some timers were canceled");

        let all_at_once = sqlite().await;
        commit_in_groups(&all_at_once.store, &units, || usize::MAX).await;
        assert_eq!(dump_sqlite(&all_at_once.url), expected, "seed {seed}, SQLite, one group");

        let mut numbers = Numbers(seed + 100);
        let server = postgres().await;
        commit_in_groups(&server.store, &units, || usize::try_from(numbers.below(20)).unwrap()).await;
        assert_eq!(
            dump_postgres(&server.url, &one_by_one.url).await,
            expected,
            "seed {seed}, PostgreSQL, mixed groups"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_lane_and_many_lanes_give_the_same_rows() {
    let units = decisions(7);
    let reference = sqlite().await;
    commit_in_groups(&reference.store, &units, || 10).await;
    let expected = dump_sqlite(&reference.url);
    let server = postgres().await;
    assert_eq!(server.store.lanes(), 2);
    let lanes = 3;
    let tasks: Vec<_> = (0..lanes)
        .map(|lane| {
            let store = server.store.clone();
            let mine: Vec<Unit> = units.iter().filter(|unit| unit.tenant == format!("ten_{lane}")).cloned().collect();
            tokio::spawn(async move { commit_in_groups(&store, &mine, || 4).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(dump_postgres(&server.url, &reference.url).await, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_lane_costs_a_conflict_and_never_a_row() {
    let server = postgres().await;
    let tasks: Vec<_> = (0..3)
        .map(|lane: usize| {
            let store = server.store.clone();
            tokio::spawn(async move {
                let mut won = 0;
                for base in 0..30 {
                    let group =
                        Group { units: vec![Unit { streams: vec![stream("pay_1", base, base + 1)], ..unit() }] };
                    match store.commit(Arc::new(group)).await {
                        Ok(Committed::All) => won += 1,
                        Ok(Committed::Conflict { .. }) | Err(StoreError::SerializationConflict { .. }) => {}
                        Err(error) => panic!("lane {lane}: {error}"),
                    }
                }
                won
            })
        })
        .collect();
    let mut won = 0;
    for task in tasks {
        won += task.await.unwrap();
    }
    // A lane that runs ahead of the others may find the version not reached yet, so not all 30 need be won.
    assert_eq!(server.store.stream(T, "pay_1").await.unwrap().unwrap().version, won);
    let (one, two) = (server.store.lane("ten_a", "pay_1"), server.store.lane("ten_a", "pay_2"));
    assert_eq!(one, two, "a tenant has one lane");
    assert!((0..50).any(|n| server.store.lane(&format!("ten_{n}"), "") != one), "tenants are spread");
}
