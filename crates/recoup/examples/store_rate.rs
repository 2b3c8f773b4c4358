//! Measures how many decisions a second each store commits, by how many share a transaction.
//!
//! `cargo run --release --example store_rate -- sqlite:/path/to/new.db postgres://…` prints one line per store,
//! group size and number of lanes; numbers among the arguments choose the group sizes. A decision here writes
//! eleven rows, as a refund request does.

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use recoup::store::rows::*;
use recoup::store::{Store, StoreOptions};

const SECONDS: u64 = 3;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let (sizes, urls): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.parse::<usize>().is_ok());
    let sizes = sizes.iter().filter_map(|size| size.parse().ok()).collect::<Vec<usize>>();
    let sizes = if sizes.is_empty() { vec![1, 10, 100, 200, 500] } else { sizes };
    for (number, url) in urls.iter().enumerate() {
        let options = StoreOptions { create: true, ..StoreOptions::default() };
        let store = Store::open(url, options).await?;
        store.migrate().await?;
        println!("{}", store.place());
        let lanes: &[usize] = if store.lanes() > 1 { &[1, 2] } else { &[1] };
        for (index, group) in sizes.iter().copied().enumerate() {
            for writers in lanes {
                let run = format!("{number}{index}{writers}");
                measure(&store, &run, group, *writers).await?;
            }
        }
        reads(&store).await?;
    }
    Ok(())
}

async fn measure(store: &Store, run: &str, group: usize, writers: usize) -> Result<(), Box<dyn Error>> {
    let until = Instant::now() + Duration::from_secs(SECONDS);
    let mut tasks = Vec::new();
    for writer in 0..writers {
        let (store, run) = (store.clone(), format!("{run}{writer}"));
        tasks.push(tokio::spawn(async move {
            let (mut units, mut slowest, mut busy) = (0_usize, Duration::ZERO, Duration::ZERO);
            while Instant::now() < until {
                let made = (units..units + group).map(|number| unit(&run, number)).collect();
                let began = Instant::now();
                let committed = store.commit(Arc::new(Group { units: made })).await?;
                assert_eq!(committed, Committed::All);
                slowest = slowest.max(began.elapsed());
                busy += began.elapsed();
                units += group;
            }
            Ok::<_, recoup::store::StoreError>((units, slowest, busy))
        }));
    }
    let (mut units, mut slowest, mut busy) = (0, Duration::ZERO, Duration::ZERO);
    for task in tasks {
        let (made, slow, took) = task.await??;
        units += made;
        slowest = slowest.max(slow);
        busy += took;
    }
    let commits = u32::try_from(units / group)?.max(1);
    let rate = units as f64 * writers as f64 / busy.as_secs_f64();
    println!(
        "group {group:>4}  writers {writers}  {rate:>8.0} units/s  {:>6.2} ms per commit, slowest {:>6.1} ms",
        busy.as_secs_f64() * 1_000.0 / f64::from(commits),
        slowest.as_secs_f64() * 1_000.0,
    );
    Ok(())
}

async fn reads(store: &Store) -> Result<(), Box<dyn Error>> {
    let wanted = Wanted {
        streams: (0..100).map(|number| ("ten_shop".to_owned(), id("pay", "0210", number))).collect(),
        ..Wanted::default()
    };
    let began = Instant::now();
    let mut loads = 0;
    while began.elapsed() < Duration::from_secs(1) {
        store.load(&wanted).await?;
        loads += 1;
    }
    println!("load of 100 streams: {loads}/s");
    let began = Instant::now();
    let balances = store.trial_balance("ten_shop", None).await?;
    println!("trial balance of {} accounts: {:.0} ms", balances.len(), began.elapsed().as_secs_f64() * 1_000.0);
    Ok(())
}

/// Time-ordered, as real ids are.
fn id(prefix: &str, run: &str, number: usize) -> String {
    format!("{prefix}_01{run:0>8}{number:016}")
}

/// Eleven rows: answer, stream, event, entry, two lines, effect, timer, two references.
fn unit(run: &str, number: usize) -> Unit {
    let now_us = 1_700_000_000_000_000 + i64::try_from(number).unwrap_or(0);
    let stream_id = id("pay", run, number);
    let (event_id, entry_id) = (id("evt", run, number), id("ent", run, number));
    let refund = id("rfd", run, number);
    Unit {
        tenant: "ten_shop".to_owned(),
        idempotency: vec![IdempotencyRow {
            key: format!("api:POST /v1/refunds:{run}-{number}"),
            fingerprint: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            status: 202,
            answer: format!("{{\"id\":\"{refund}\",\"status\":\"requested\",\"amount_minor\":1234}}"),
            created_us: now_us,
        }],
        streams: vec![stream(&stream_id, now_us)],
        events: vec![EventRow {
            stream_id: stream_id.clone(),
            seq: 1,
            event_id: event_id.clone(),
            kind: "refund.requested".to_owned(),
            actor_kind: "api_key".to_owned(),
            actor_id: "key_01hzyj6f3n".to_owned(),
            effective_us: now_us,
            booked_us: now_us,
            body: STATE.to_owned(),
        }],
        entries: vec![EntryRow {
            entry_id: entry_id.clone(),
            event_id,
            stream_id: stream_id.clone(),
            act: "refund_initiated".to_owned(),
            effective_us: now_us,
            booked_us: now_us,
            reverses_entry_id: None,
            memo: String::new(),
        }],
        lines: vec![
            line(&entry_id, (1, 1234), ("4010", &stream_id), now_us),
            line(&entry_id, (2, -1234), ("2150", &refund), now_us),
        ],
        effects: vec![EffectRow {
            effect_id: id("eff", run, number),
            stream_id: stream_id.clone(),
            target: "sandbox:main".to_owned(),
            kind: "gateway.refund".to_owned(),
            payload: "{\"amount_minor\":1234,\"currency\":\"EUR\",\"payment\":\"ch_123\"}".to_owned(),
            due_us: now_us,
        }],
        timers: vec![TimerRow {
            timer_id: id("tmr", run, number),
            stream_id: stream_id.clone(),
            kind: "probe".to_owned(),
            payload: "{}".to_owned(),
            due_us: now_us + 3_600_000_000,
        }],
        references: vec![
            reference("id", refund, &stream_id),
            reference("order_number", format!("SO-{run}-{number}"), &stream_id),
        ],
        ..Unit::default()
    }
}

fn stream(stream_id: &str, now_us: i64) -> StreamRow {
    StreamRow {
        stream_id: stream_id.to_owned(),
        kind: "payment".to_owned(),
        version: 1,
        base_version: 0,
        status: "captured".to_owned(),
        currency: "EUR".to_owned(),
        amount_minor: 1234,
        parent_id: String::new(),
        state: STATE.to_owned(),
        created_us: now_us,
        updated_us: now_us,
    }
}

fn line(
    entry_id: &str,
    (line_no, amount_minor): (i64, i64),
    (account, subkey): (&str, &str),
    effective_us: i64,
) -> LineRow {
    LineRow {
        entry_id: entry_id.to_owned(),
        line_no,
        account: account.to_owned(),
        subkey: subkey.to_owned(),
        currency: "EUR".to_owned(),
        amount_minor,
        effective_us,
    }
}

fn reference(kind: &str, value: String, stream_id: &str) -> ReferenceRow {
    ReferenceRow { kind: kind.to_owned(), value, stream_id: stream_id.to_owned() }
}

const STATE: &str = "{\"amounts\":{\"authorized\":1234,\"captured\":1234,\"refund_pending\":1234,\"refunded\":0},\
    \"captures\":[{\"id\":\"cap_01hzyj6f3n\",\"amount_minor\":1234}],\"refunds\":[{\"id\":\"rfd_01hzyj6f3n\",\
    \"amount_minor\":1234,\"status\":\"requested\",\"reason\":\"requested_by_customer\"}],\"gateway\":\"sandbox:main\"}";
