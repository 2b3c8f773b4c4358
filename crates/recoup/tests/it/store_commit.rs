//! Stories about commits: all or nothing, and nothing that was decided on something old.

use recoup::store::rows::*;
use recoup::store::views::*;
use recoup::store::{StoreError, rows};
use std::sync::Arc;

use crate::store_support::*;

on_both! {
    what_was_committed_is_read_back,
    a_moved_version_writes_nothing,
    a_new_stream_must_be_new,
    a_known_key_writes_nothing,
    units_on_one_stream_share_a_group,
    a_lost_lease_refuses_the_unit,
    an_exception_is_resolved_once,
    a_constraint_takes_everything_back,
    an_entry_is_mirrored_once,
    the_same_reference_twice_is_fine,
    odd_bytes_survive,
    an_import_and_its_rows_commit_with_decisions,
    many_writers_on_one_stream_lose_nothing,
}

async fn what_was_committed_is_read_back(fixture: Fixture) {
    let store = &fixture.store;
    let notice = NoticeRow {
        notice_id: "ntc_1".to_owned(),
        stream_id: "pay_1".to_owned(),
        event_id: "evt_0123456789pay_1_0001".to_owned(),
        audience: "customer".to_owned(),
        language: "de".to_owned(),
        template: "refund.settled".to_owned(),
        subject: "Ihre Erstattung".to_owned(),
        body: "Grüße 🙂".to_owned(),
        at_us: 12,
    };
    let written = Unit {
        idempotency: vec![answer("api:k1"), answer("name:order:1")],
        streams: vec![stream("pay_1", 0, 2)],
        events: vec![event("pay_1", 1), event("pay_1", 2)],
        // Named after its event, as every entry is: that is how it is found.
        entries: vec![entry("ent_0123456789pay_1_0001", "pay_1")],
        lines: vec![
            line("ent_0123456789pay_1_0001", 1, ("4010", "ord_1"), 500),
            line("ent_0123456789pay_1_0001", 2, ("2150", "rfd_1"), -500),
        ],
        references: vec![reference("order_number", "SO-1", "pay_1")],
        notices: vec![notice.clone()],
        exceptions: vec![exception("exc_1", "imp_1")],
        ..unit()
    };
    put(store, vec![written.clone()]).await;

    let found = store.stream(T, "pay_1").await.unwrap().unwrap();
    assert_eq!(found, written.streams[0]);
    assert_eq!(store.events(T, "pay_1", 0, 10).await.unwrap(), written.events);
    assert_eq!(store.events(T, "pay_1", 1, 10).await.unwrap(), written.events[1..]);
    let entries = store.entries_of_stream(T, "pay_1").await.unwrap();
    assert_eq!(entries, [EntryView { entry: written.entries[0].clone(), lines: written.lines.clone() }]);
    assert_eq!(store.entry(T, "ent_0123456789pay_1_0001").await.unwrap().as_ref(), entries.first());
    assert_eq!(store.notices(T, "pay_1").await.unwrap(), [notice]);
    assert_eq!(store.answer(T, "api:k1").await.unwrap(), Some(written.idempotency[0].clone()));
    assert_eq!(store.references_of(T, "pay_1").await.unwrap(), written.references);
    assert_eq!(store.exception(T, "exc_1").await.unwrap().unwrap().row, written.exceptions[0]);

    let loaded = store
        .load(&Wanted {
            streams: vec![(T.to_owned(), "pay_1".to_owned()), (T.to_owned(), "pay_none".to_owned())],
            answers: vec![(T.to_owned(), "api:k1".to_owned())],
            references: vec![(T.to_owned(), "order_number".to_owned(), "SO-1".to_owned())],
        })
        .await
        .unwrap();
    assert_eq!(loaded.streams, [(T.to_owned(), written.streams[0].clone())]);
    assert_eq!(loaded.answers, [(T.to_owned(), written.idempotency[0].clone())]);
    assert_eq!(loaded.references, [(T.to_owned(), written.references[0].clone())]);
    assert!(store.stream("ten_other", "pay_1").await.unwrap().is_none(), "another tenant sees nothing");
}

async fn a_moved_version_writes_nothing(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { streams: vec![stream("pay_1", 0, 2)], ..unit() }]).await;
    let stale = Unit {
        idempotency: vec![answer("api:k2")],
        streams: vec![stream("pay_1", 1, 2)],
        events: vec![event("pay_1", 2)],
        ..unit()
    };
    let fresh = Unit { streams: vec![stream("pay_2", 0, 1)], events: vec![event("pay_2", 1)], ..unit() };
    let conflict = commit(store, vec![fresh, stale]).await;
    assert_eq!(conflict, conflict_of(&["pay_1"], &[], &[], &[]));
    assert!(store.stream(T, "pay_2").await.unwrap().is_none());
    assert!(store.answer(T, "api:k2").await.unwrap().is_none());
    assert!(store.events(T, "pay_1", 0, 9).await.unwrap().is_empty());
    put(store, vec![Unit { streams: vec![stream("pay_1", 2, 3)], ..unit() }]).await;
    let found = store.stream(T, "pay_1").await.unwrap().unwrap();
    assert_eq!((found.version, found.base_version, found.created_us, found.updated_us), (3, 2, 1, 3));
}

async fn a_new_stream_must_be_new(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], ..unit() }]).await;
    let again = commit(store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], ..unit() }]).await;
    assert_eq!(again, conflict_of(&["pay_1"], &[], &[], &[]));
}

async fn a_known_key_writes_nothing(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { idempotency: vec![answer("api:k1")], ..unit() }]).await;
    let second = Unit {
        idempotency: vec![answer("api:k0"), IdempotencyRow { answer: "other".to_owned(), ..answer("api:k1") }],
        streams: vec![stream("pay_1", 0, 1)],
        ..unit()
    };
    assert_eq!(commit(store, vec![second]).await, conflict_of(&[], &["api:k1"], &[], &[]));
    assert_eq!(store.answer(T, "api:k1").await.unwrap(), Some(answer("api:k1")));
    assert!(store.answer(T, "api:k0").await.unwrap().is_none());
    assert!(store.stream(T, "pay_1").await.unwrap().is_none());
    let elsewhere = Unit { tenant: "ten_b".to_owned(), idempotency: vec![answer("api:k1")], ..unit() };
    put(store, vec![elsewhere]).await;
}

async fn units_on_one_stream_share_a_group(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], events: vec![event("pay_1", 1)], ..unit() }]).await;
    let second = Unit { streams: vec![stream("pay_1", 1, 2)], events: vec![event("pay_1", 2)], ..unit() };
    let third = Unit { streams: vec![stream("pay_1", 2, 3)], events: vec![event("pay_1", 3)], ..unit() };
    put(store, vec![second, third]).await;
    let found = store.stream(T, "pay_1").await.unwrap().unwrap();
    assert_eq!((found.version, found.state.as_str()), (3, "{\"version\":3}"));
    assert_eq!(store.events(T, "pay_1", 0, 9).await.unwrap().len(), 3);
    put(store, vec![Unit { streams: vec![stream("pay_1", 3, 4)], ..unit() }]).await;
}

async fn a_lost_lease_refuses_the_unit(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { effects: vec![effect("eff_1", "sandbox:main", 0)], ..unit() }]).await;
    let claim = |now_us| Claim { queue: Queue::Outbox, now_us, wall_us: now_us, lease_us: 10, limit: 9, only: None };
    let zombie = store.claim(claim(1)).await.unwrap().remove(0);
    let heir = store.claim(claim(11)).await.unwrap().remove(0);
    assert!(heir.epoch > zombie.epoch);
    let result = |claimed: &Claimed, base| Unit {
        streams: vec![stream("pay_1", base, base + 1)],
        done: Some(done(Queue::Outbox, claimed, Then::Finished)),
        ..unit()
    };
    assert_eq!(commit(store, vec![result(&zombie, 0)]).await, conflict_of(&[], &[], &["eff_1"], &[]));
    assert!(store.stream(T, "pay_1").await.unwrap().is_none());
    put(store, vec![result(&heir, 0)]).await;
    assert!(store.claim(claim(100)).await.unwrap().is_empty(), "finished effects are gone");
    assert_eq!(commit(store, vec![result(&heir, 1)]).await, conflict_of(&[], &[], &["eff_1"], &[]));
}

async fn an_exception_is_resolved_once(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { exceptions: vec![exception("exc_1", "imp_1")], ..unit() }]).await;
    put(store, vec![Unit { exceptions_resolved: vec![resolved("exc_1")], ..unit() }]).await;
    let found = store.exception(T, "exc_1").await.unwrap().unwrap();
    assert_eq!((found.state.as_str(), found.resolved_us, found.resolved_by.as_str()), ("resolved", Some(20), "usr_1"));
    let again = Unit { exceptions_resolved: vec![resolved("exc_1")], streams: vec![stream("pay_1", 0, 1)], ..unit() };
    assert_eq!(commit(store, vec![again]).await, conflict_of(&[], &[], &[], &["exc_1"]));
    assert!(store.stream(T, "pay_1").await.unwrap().is_none());
}

async fn a_constraint_takes_everything_back(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { events: vec![event("pay_1", 1)], ..unit() }]).await;
    let bad = Unit {
        idempotency: vec![answer("api:k1")],
        events: vec![EventRow { event_id: "evt_other".to_owned(), ..event("pay_1", 1) }],
        ..unit()
    };
    let refused = store.commit(Arc::new(Group { units: vec![bad] })).await;
    assert!(matches!(refused, Err(StoreError::Constraint { .. })), "{refused:?}");
    assert!(store.answer(T, "api:k1").await.unwrap().is_none());
    put(store, vec![Unit { idempotency: vec![answer("api:k1")], ..unit() }]).await;
}

async fn an_entry_is_mirrored_once(fixture: Fixture) {
    let store = &fixture.store;
    let mirror = |id: &str| EntryRow { reverses_entry_id: Some("ent_1".to_owned()), ..entry(id, "pay_1") };
    put(store, vec![Unit { entries: vec![entry("ent_1", "pay_1"), entry("ent_2", "pay_1")], ..unit() }]).await;
    put(store, vec![Unit { entries: vec![mirror("ent_3")], ..unit() }]).await;
    let twice = Group { units: vec![Unit { entries: vec![mirror("ent_4")], ..unit() }] };
    assert!(matches!(store.commit(Arc::new(twice)).await, Err(StoreError::Constraint { .. })));
}

async fn the_same_reference_twice_is_fine(fixture: Fixture) {
    let store = &fixture.store;
    let refer = || Unit { references: vec![reference("order_number", "SO-1", "pay_1")], ..unit() };
    put(store, vec![refer(), refer()]).await;
    put(store, vec![refer()]).await;
    assert_eq!(store.references_of(T, "pay_1").await.unwrap().len(), 1);
}

async fn odd_bytes_survive(fixture: Fixture) {
    let store = &fixture.store;
    let raw = "Zeile\u{0}mit Null; 'quotes' \u{10FFFF} \u{feff}".to_owned();
    let odd = ExceptionRow { raw, ..exception("exc_1", "imp_1") };
    put(store, vec![Unit { exceptions: vec![odd], ..unit() }]).await;
    let found = store.exception(T, "exc_1").await.unwrap().unwrap();
    assert_eq!(found.row.raw, "Zeile\u{FFFD}mit Null; 'quotes' \u{10FFFF} \u{feff}");
    assert!(store.put_delivery(&delivery("dlv_1", 1)).await.unwrap());
    let kept = store.delivery(T, "dlv_1").await.unwrap().unwrap();
    assert_eq!(kept.body, delivery("dlv_1", 1).body, "a body that is no text is kept as it came");
}

async fn an_import_and_its_rows_commit_with_decisions(fixture: Fixture) {
    let store = &fixture.store;
    let run = ImportRun {
        import_id: "imp_1".to_owned(),
        source: "shop.csv".to_owned(),
        file_sha256: "a".repeat(64),
        mapping_sha256: "b".repeat(64),
        state: "running".to_owned(),
        rows_total: 3,
        rows_done: 0,
        totals: "{}".to_owned(),
        created_us: 1,
        updated_us: 1,
    };
    store.put_import_run(T, &run).await.unwrap();
    let row = |row_no, outcome: &str| ImportRow {
        import_id: "imp_1".to_owned(),
        row_no,
        kind: "refund".to_owned(),
        outcome: outcome.to_owned(),
        stream_id: "pay_1".to_owned(),
        amount_minor: 100,
    };
    let progress = |rows_done| ImportProgress {
        import_id: "imp_1".to_owned(),
        state: "running".to_owned(),
        rows_done,
        totals: format!("{{\"rows\":{rows_done}}}"),
        updated_us: rows_done,
    };
    let step =
        |no, outcome: &str| Unit { import_rows: vec![row(no, outcome)], import_progress: Some(progress(no)), ..unit() };
    put(store, vec![step(1, "applied"), step(2, "applied")]).await;
    put(store, vec![step(2, "duplicate"), step(3, "exception")]).await;
    let totals = store.import_totals(T, "imp_1").await.unwrap();
    let totals: Vec<_> = totals.iter().map(|t| (t.outcome.as_str(), t.count, t.amount_minor)).collect();
    assert_eq!(totals, [("applied", 2, 200), ("exception", 1, 100)], "the first outcome of a row stays");
    let found = store.import_run(T, "imp_1").await.unwrap().unwrap();
    assert_eq!((found.rows_done, found.totals.as_str(), found.updated_us), (3, "{\"rows\":3}", 3));
    assert_eq!(store.import_runs(T, 9).await.unwrap(), [found]);
}

async fn many_writers_on_one_stream_lose_nothing(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { streams: vec![stream("pay_1", 0, 1)], ..unit() }]).await;
    let mut tasks = Vec::new();
    for writer in 0..4 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            let mut made = 0;
            while made < 10 {
                let base = store.stream(T, "pay_1").await.unwrap().unwrap().version;
                let key = format!("api:{writer}-{made}");
                let add = Unit {
                    idempotency: vec![answer(&key)],
                    streams: vec![stream("pay_1", base, base + 1)],
                    events: vec![event("pay_1", base + 1)],
                    ..unit()
                };
                match store.commit(Arc::new(Group { units: vec![add] })).await {
                    Ok(Committed::All) => made += 1,
                    Ok(rows::Committed::Conflict { streams, .. }) => assert_eq!(streams.len(), 1),
                    Err(StoreError::SerializationConflict { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }));
    }
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(store.stream(T, "pay_1").await.unwrap().unwrap().version, 41);
    assert_eq!(store.events(T, "pay_1", 0, 99).await.unwrap().len(), 40);
}

pub fn done(queue: Queue, claimed: &Claimed, then: Then) -> Done {
    Done { queue, id: claimed.id.clone(), epoch: claimed.epoch, then }
}

fn conflict_of(streams: &[&str], answers: &[&str], leases: &[&str], exceptions: &[&str]) -> Committed {
    let keys = |keys: &[&str]| keys.iter().map(|key| (T.to_owned(), String::from(*key))).collect();
    Committed::Conflict {
        streams: keys(streams),
        answers: keys(answers),
        leases: keys(leases),
        exceptions: keys(exceptions),
    }
}
