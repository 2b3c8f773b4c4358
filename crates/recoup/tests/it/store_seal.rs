//! Stories about the sealer: numbers without gaps, one chain, whoever seals.

use recoup::store::rows::*;
use recoup::store::seal;
use recoup::store::views::*;

use crate::store_support::*;

on_both! {
    the_feed_has_no_gaps,
    the_chain_can_be_checked,
    two_sealers_never_number_twice,
    a_lease_is_taken_over_when_it_ends,
}

fn decided(stream_id: &str, base: i64, count: i64) -> Unit {
    Unit {
        streams: vec![stream(stream_id, base, base + count)],
        events: (base + 1..=base + count).map(|seq| event(stream_id, seq)).collect(),
        ..unit()
    }
}

async fn the_feed_has_no_gaps(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![decided("pay_1", 0, 2), decided("pay_2", 0, 1)]).await;
    put(store, vec![Unit { tenant: "ten_b".to_owned(), ..decided("pay_1", 0, 1) }]).await;
    put(store, vec![decided("pay_3", 0, 3)]).await;
    assert_eq!(store.unsealed_tenants("", 9).await.unwrap(), [T, "ten_b"]);
    assert!(store.feed(T, 0, 9).await.unwrap().is_empty(), "what has no number is not in the feed");
    assert_eq!(store.seal(T, "node-1", 100, 9).await.unwrap(), Sealed::Batches(2));
    assert_eq!(store.seal(T, "node-1", 100, 9).await.unwrap(), Sealed::Batches(0));
    assert_eq!(store.unsealed_tenants("", 9).await.unwrap(), ["ten_b"]);
    let feed = store.feed(T, 0, 99).await.unwrap();
    let found: Vec<_> = feed.iter().map(|row| (row.feed_no, row.event.stream_id.as_str(), row.event.seq)).collect();
    let all = [(1, "pay_1", 1), (2, "pay_1", 2), (3, "pay_2", 1), (4, "pay_3", 1), (5, "pay_3", 2), (6, "pay_3", 3)];
    assert_eq!(found, all);
    assert_eq!(feed[0].event, event("pay_1", 1));
    let mut paged = Vec::new();
    while let Some(last) = { store.feed(T, paged.len() as i64, 2).await.unwrap().pop() } {
        paged.extend(store.feed(T, paged.len() as i64, 2).await.unwrap());
        assert_eq!(paged.last(), Some(&last));
    }
    assert_eq!(paged, feed);
}

async fn the_chain_can_be_checked(fixture: Fixture) {
    let store = &fixture.store;
    for number in 0..5 {
        put(store, vec![decided(&format!("pay_{number}"), 0, 2)]).await;
        store.seal(T, "node-1", 100, 1).await.unwrap();
    }
    let mut chain = String::new();
    let batches = store.batches(T, 0, 99).await.unwrap();
    assert_eq!(batches.len(), 5);
    for batch in batches {
        let mut events = Vec::new();
        for (stream_id, seq) in seal::batch_events(&batch).unwrap() {
            events.extend(store.events(T, &stream_id, seq - 1, 1).await.unwrap());
        }
        assert_eq!(seal::digest(events.iter()), batch.digest);
        chain = seal::chain(&chain, &batch.digest);
        assert_eq!(batch.chain.as_ref(), Some(&chain));
        assert_eq!(batch.sealed_us, Some(100));
    }
}

async fn two_sealers_never_number_twice(fixture: Fixture) {
    let store = &fixture.store;
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            for number in 0..40 {
                put(&store, vec![decided(&format!("pay_{number:02}"), 0, 2)]).await;
            }
        })
    };
    // Each call sees a time past the other's lease, so that both always believe it is their turn.
    let sealers: Vec<_> = (0..2)
        .map(|node| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut sealed = 0;
                for round in 0..60_i64 {
                    let now_us = round * 100_000_000 + node * 40_000_000;
                    match store.seal(T, &format!("node-{node}"), now_us, 3).await {
                        Ok(Sealed::Batches(count)) => sealed += count,
                        Ok(Sealed::NotOurs) | Err(recoup::store::StoreError::SerializationConflict { .. }) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
                sealed
            })
        })
        .collect();
    writer.await.unwrap();
    let mut sealed = 0;
    for sealer in sealers {
        sealed += sealer.await.unwrap();
    }
    let far_us = 1_000_000_000_000;
    while let Sealed::Batches(more @ 1..) = store.seal(T, "node-9", far_us, 50).await.unwrap() {
        sealed += more;
    }
    assert_eq!(sealed, 40);
    let feed = store.feed(T, 0, 999).await.unwrap();
    assert_eq!(feed.iter().map(|row| row.feed_no).collect::<Vec<_>>(), (1..=80).collect::<Vec<_>>());
    let mut events: Vec<_> = feed.iter().map(|row| row.event.event_id.clone()).collect();
    events.sort();
    events.dedup();
    assert_eq!(events.len(), 80, "no event has two numbers");
}

async fn a_lease_is_taken_over_when_it_ends(fixture: Fixture) {
    let store = &fixture.store;
    let second_us = 1_000_000;
    put(store, vec![decided("pay_1", 0, 1)]).await;
    assert_eq!(store.seal(T, "node-1", 0, 9).await.unwrap(), Sealed::Batches(1));
    put(store, vec![decided("pay_2", 0, 1)]).await;
    assert_eq!(store.seal(T, "node-2", 29 * second_us, 9).await.unwrap(), Sealed::NotOurs);
    assert_eq!(store.seal(T, "node-2", 30 * second_us, 9).await.unwrap(), Sealed::Batches(1));
    put(store, vec![decided("pay_3", 0, 1)]).await;
    assert_eq!(store.seal(T, "node-1", 31 * second_us, 9).await.unwrap(), Sealed::NotOurs);
}
