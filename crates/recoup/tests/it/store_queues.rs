//! Stories about the queues: who holds an item, for how long, and what a sleeper may still do.

use std::collections::HashSet;

use recoup::store::rows::*;
use recoup::store::views::*;

use crate::store_commit::done;
use crate::store_support::*;

on_both! {
    a_lease_keeps_others_out_until_it_ends,
    a_worker_takes_what_it_has_room_for,
    a_lease_goes_by_the_machines_clock,
    what_nobody_takes_is_seen,
    an_outcome_waits_with_its_effect,
    what_fails_is_tried_again_later,
    a_delivery_is_kept_and_can_be_parked,
    hints_of_a_payment_share_a_row_that_falls_due_again,
    timers_are_set_canceled_and_fire,
    two_claimers_never_get_the_same_item,
    a_lease_can_be_prolonged_while_it_is_ours,
    the_next_due_time_is_known,
    exchanges_are_kept_once,
}

fn claim(queue: Queue, now_us: i64) -> Claim {
    Claim { queue, now_us, wall_us: now_us, lease_us: 100, limit: 50, only: None }
}

async fn a_lease_keeps_others_out_until_it_ends(fixture: Fixture) {
    let store = &fixture.store;
    let made = Unit { events: vec![event("pay_1", 1)], effects: vec![effect("eff_1", "sandbox:main", 50)], ..unit() };
    put(store, vec![made]).await;
    assert!(store.claim(claim(Queue::Outbox, 49)).await.unwrap().is_empty(), "not before it is due");
    let first = store.claim(claim(Queue::Outbox, 50)).await.unwrap();
    assert_eq!(first.len(), 1);
    let item = &first[0];
    assert_eq!((item.tenant.as_str(), item.id.as_str(), item.stream_id.as_str()), (T, "eff_1", "pay_1"));
    assert_eq!((item.target.as_str(), item.kind.as_str()), ("sandbox:main", "gateway.refund"));
    assert_eq!((item.payload.as_slice(), item.attempts, item.epoch), (b"{\"amount\":1}".as_slice(), 0, 1));
    assert_eq!((item.due_us, item.created_us), (50, 6), "it was made when its event was booked");
    assert!(store.claim(claim(Queue::Outbox, 149)).await.unwrap().is_empty());
    let second = store.claim(claim(Queue::Outbox, 150)).await.unwrap();
    assert_eq!((second[0].attempts, second[0].epoch), (1, 2));
    assert!(!store.finish(T, &done(Queue::Outbox, &first[0], Then::Finished)).await.unwrap());
    assert!(store.finish(T, &done(Queue::Outbox, &second[0], Then::Finished)).await.unwrap());
    assert!(store.claim(claim(Queue::Outbox, 999)).await.unwrap().is_empty());
}

fn room(tenant: &str, target: &str, most: usize) -> Room {
    Room { tenant: tenant.to_owned(), target: target.to_owned(), most }
}

fn ids(claimed: &[Claimed]) -> Vec<&str> {
    claimed.iter().map(|c| c.id.as_str()).collect()
}

async fn a_worker_takes_what_it_has_room_for(fixture: Fixture) {
    let store = &fixture.store;
    let effects = vec![
        effect("eff_1", "sandbox:main", 1),
        effect("eff_2", "stripe:eu", 2),
        effect("eff_3", "a'\"b", 3),
        effect("eff_4", "sandbox:main", 4),
        effect("eff_5", "sandbox:main", 5),
    ];
    put(store, vec![Unit { effects, ..unit() }]).await;
    let other = vec![effect("eff_6", "sandbox:main", 1)];
    put(store, vec![Unit { tenant: "ten_b".to_owned(), effects: other, ..unit() }]).await;
    let take = |only: Vec<Room>| store.claim(Claim { only: Some(only), ..claim(Queue::Outbox, 10) });
    assert!(take(Vec::new()).await.unwrap().is_empty(), "who has no account takes nothing");
    let none = take(vec![room("ten_b", "stripe:eu", 9), room(T, "stripe:eu", 0)]).await.unwrap();
    assert!(none.is_empty(), "an account is a tenant and a name: {none:?}");
    let some = take(vec![room(T, "sandbox:main", 2), room(T, "a'\"b", 1)]).await.unwrap();
    assert_eq!(ids(&some), ["eff_1", "eff_3", "eff_4"], "no more than there is room for");
    let rest = store.claim(Claim { limit: 2, ..claim(Queue::Outbox, 10) }).await.unwrap();
    assert_eq!(ids(&rest), ["eff_6", "eff_2"], "the oldest first");
    store.put_delivery(&delivery("dlv_1", 5)).await.unwrap();
    let take = |only: Vec<Room>| store.claim(Claim { only: Some(only), ..claim(Queue::Inbox, 10) });
    assert!(take(vec![room("ten_b", &delivery("", 0).target, 9)]).await.unwrap().is_empty());
    assert_eq!(take(vec![room(T, &delivery("", 0).target, 9)]).await.unwrap().len(), 1);
}

async fn a_lease_goes_by_the_machines_clock(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { effects: vec![effect("eff_1", "sandbox:main", 50)], ..unit() }]).await;
    let at = |now_us, wall_us| Claim { wall_us, ..claim(Queue::Outbox, now_us) };
    assert_eq!(store.claim(at(1_000_000, 7)).await.unwrap().len(), 1);
    assert!(store.claim(at(9_000_000, 8)).await.unwrap().is_empty(), "a test clock that jumps ends no lease");
    let due = |depths: Vec<QueueDepth>| depths.iter().find(|d| d.queue == "outbox").unwrap().due;
    assert_eq!(due(store.queue_depths(9_000_000, 8).await.unwrap()), 0);
    assert_eq!(due(store.queue_depths(9_000_000, 107).await.unwrap()), 1);
    assert_eq!(store.claim(at(1_000_000, 107)).await.unwrap().len(), 1, "the machine's clock does");
}

async fn what_nobody_takes_is_seen(fixture: Fixture) {
    let store = &fixture.store;
    let effects = vec![effect("eff_1", "sandbox:main", 5), effect("eff_2", "sandbox:main", 3)];
    put(store, vec![Unit { effects, ..unit() }]).await;
    store.put_delivery(&delivery("dlv_1", 4)).await.unwrap();
    assert_eq!(store.stranded(2, 2).await.unwrap(), []);
    let seen = store.stranded(5, 5).await.unwrap();
    let seen: Vec<_> = seen.iter().map(|s| (s.queue.as_str(), s.tenant.as_str(), s.count, s.oldest_due_us)).collect();
    assert_eq!(seen, [("outbox", T, 2, 3), ("inbox", T, 1, 4)]);
    store.claim(claim(Queue::Outbox, 5)).await.unwrap();
    assert_eq!(store.stranded(5, 6).await.unwrap().len(), 1, "what is leased is not stranded");
}

async fn an_outcome_waits_with_its_effect(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { effects: vec![effect("eff_1", "sandbox:main", 1)], ..unit() }]).await;
    let held = store.claim(claim(Queue::Outbox, 1)).await.unwrap().remove(0);
    assert_eq!(held.outcome, "");
    assert!(store.keep_outcome(&held, "[1]").await.unwrap());
    let again = Then::Again { due_us: 60, note: "refused".to_owned() };
    assert!(store.finish(T, &done(Queue::Outbox, &held, again)).await.unwrap());
    assert!(!store.keep_outcome(&held, "[2]").await.unwrap(), "a lost lease keeps nothing");
    let next = store.claim(claim(Queue::Outbox, 60)).await.unwrap().remove(0);
    assert_eq!(next.outcome, "[1]");
}

async fn what_fails_is_tried_again_later(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { effects: vec![effect("eff_1", "sandbox:main", 1)], ..unit() }]).await;
    let held = store.claim(claim(Queue::Outbox, 1)).await.unwrap().remove(0);
    let again = Then::Again { due_us: 60, note: "timeout".to_owned() };
    put(store, vec![Unit { done: Some(done(Queue::Outbox, &held, again.clone())), ..unit() }]).await;
    assert!(!store.finish(T, &done(Queue::Outbox, &held, again)).await.unwrap(), "a claim ends once");
    assert!(store.claim(claim(Queue::Outbox, 59)).await.unwrap().is_empty());
    let next = store.claim(claim(Queue::Outbox, 60)).await.unwrap().remove(0);
    assert_eq!((next.attempts, next.due_us), (1, 60));
    assert!(next.epoch > held.epoch);
}

async fn a_delivery_is_kept_and_can_be_parked(fixture: Fixture) {
    let store = &fixture.store;
    assert!(store.put_delivery(&delivery("dlv_1", 5)).await.unwrap());
    assert!(!store.put_delivery(&delivery("dlv_1", 6)).await.unwrap(), "the first one stays");
    store.put_delivery(&delivery("dlv_2", 6)).await.unwrap();
    let held = store.claim(claim(Queue::Inbox, 10)).await.unwrap();
    assert_eq!(held.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["dlv_1", "dlv_2"]);
    assert_eq!((held[0].payload.clone(), held[0].headers.clone()), (delivery("", 0).body, delivery("", 0).headers));
    put(store, vec![Unit { done: Some(done(Queue::Inbox, &held[0], Then::Finished)), ..unit() }]).await;
    let park = Then::Parked { note: "not signed".to_owned() };
    put(store, vec![Unit { done: Some(done(Queue::Inbox, &held[1], park)), ..unit() }]).await;
    assert!(store.claim(claim(Queue::Inbox, 999)).await.unwrap().is_empty());
    let parked = store.deliveries(T, "parked", "", 9).await.unwrap();
    assert_eq!((parked.len(), parked[0].note.as_str()), (1, "not signed"));
    assert_eq!(store.delivery(T, "dlv_1").await.unwrap().unwrap().state, "done");
    assert!(!store.finish(T, &done(Queue::Inbox, &held[0], Then::Finished)).await.unwrap(), "done is done");
    assert!(store.retry_delivery(T, "dlv_2", 20).await.unwrap());
    assert!(!store.retry_delivery(T, "dlv_1", 20).await.unwrap());
    assert_eq!(store.claim(claim(Queue::Inbox, 20)).await.unwrap()[0].id, "dlv_2");
    let depths = store.queue_depths(999, 999).await.unwrap();
    let inbox: Vec<_> = depths.iter().filter(|d| d.queue == "inbox").map(|d| (d.state.as_str(), d.count)).collect();
    assert_eq!(inbox, [("done", 1), ("waiting", 1)]);
    assert_eq!(depths.iter().find(|d| d.state == "waiting" && d.queue == "inbox").unwrap().due, 1);
}

async fn hints_of_a_payment_share_a_row_that_falls_due_again(fixture: Fixture) {
    let store = &fixture.store;
    let hint = async |at_us: i64| store.put_hint(&delivery("dlv_h", at_us), (at_us, 1_000)).await.unwrap();
    let take = async |now_us: i64| store.claim(claim(Queue::Inbox, now_us)).await.unwrap().pop();
    let end = async |held: &Claimed, then: Then| store.finish(T, &done(Queue::Inbox, held, then)).await.unwrap();
    let state = async || store.delivery(T, "dlv_h").await.unwrap().unwrap().state;
    hint(10).await;
    hint(20).await;
    let held = take(30).await.expect("it is due since the first");
    assert_eq!(held.due_us, 10);
    // While it is looked at the payment changes once more: the look may have come before.
    hint(40).await;
    assert!(end(&held, Then::Finished).await);
    assert_eq!(state().await, "waiting");
    assert!(take(1_039).await.is_none(), "not before the pause is over");
    let held = take(1_040).await.expect("it falls due again");
    assert_eq!(held.attempts, 0);
    assert!(end(&held, Then::Finished).await);
    assert_eq!(state().await, "done");
    // Soon after a look it waits, much later it does not.
    hint(1_500).await;
    assert!(take(2_499).await.is_none());
    let held = take(2_500).await.expect("it is due");
    assert!(end(&held, Then::Parked { note: "odd".to_owned() }).await);
    hint(9_000).await;
    let held = take(9_000).await.expect("at once");
    // A look in vain is made again, hint or none.
    hint(9_010).await;
    assert!(end(&held, Then::Again { due_us: 9_050, note: "silent".to_owned() }).await);
    let held = take(9_050).await.expect("again");
    assert!(end(&held, Then::Finished).await);
    assert_eq!(state().await, "done");
    // The same where a decision ends it, in the transaction of what the look told.
    let decided = async |held: &Claimed| {
        put(store, vec![Unit { done: Some(done(Queue::Inbox, held, Then::Finished)), ..unit() }]).await;
    };
    hint(20_000).await;
    let held = take(20_000).await.expect("at once");
    hint(20_010).await;
    decided(&held).await;
    assert_eq!(state().await, "waiting", "what changed meanwhile is looked at");
    let held = take(21_010).await.expect("it falls due again");
    decided(&held).await;
    assert_eq!((state().await.as_str(), store.deliveries(T, "done", "", 9).await.unwrap().len()), ("done", 1));
}

async fn timers_are_set_canceled_and_fire(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { timers: vec![timer("tmr_1", 10), timer("tmr_2", 20), timer("tmr_3", 30)], ..unit() }]).await;
    let change = Unit { timers_canceled: vec!["tmr_1".to_owned(), "tmr_gone".to_owned()], ..unit() };
    let within = Unit { timers: vec![timer("tmr_4", 5)], ..unit() };
    let undo = Unit { timers_canceled: vec!["tmr_4".to_owned()], ..unit() };
    let moved = Unit { timers_canceled: vec!["tmr_3".to_owned()], timers: vec![timer("tmr_3", 40)], ..unit() };
    put(store, vec![change, within, undo, moved]).await;
    let fired = store.claim(claim(Queue::Timer, 35)).await.unwrap();
    assert_eq!(fired.iter().map(|c| (c.id.as_str(), c.kind.as_str())).collect::<Vec<_>>(), [("tmr_2", "probe")]);
    put(store, vec![Unit { done: Some(done(Queue::Timer, &fired[0], Then::Finished)), ..unit() }]).await;
    let fired = store.claim(claim(Queue::Timer, 40)).await.unwrap();
    assert_eq!(fired.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["tmr_3"]);
    put(store, vec![Unit { timers_canceled: vec!["tmr_3".to_owned()], ..unit() }]).await;
    assert!(!store.finish(T, &done(Queue::Timer, &fired[0], Then::Finished)).await.unwrap(), "canceled under us");
}

async fn two_claimers_never_get_the_same_item(fixture: Fixture) {
    let store = &fixture.store;
    for tenant in ["ten_a", "ten_b", "ten_c"] {
        let effects = (0..40).map(|n| effect(&format!("eff_{n:03}"), "sandbox:main", n)).collect();
        put(store, vec![Unit { tenant: tenant.to_owned(), effects, ..unit() }]).await;
    }
    let claims = (0..4).map(|_| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            for _ in 0..20 {
                mine.extend(store.claim(Claim { limit: 7, ..claim(Queue::Outbox, 100) }).await.unwrap());
            }
            mine
        })
    });
    let mut seen = HashSet::new();
    for task in claims.collect::<Vec<_>>() {
        for item in task.await.unwrap() {
            assert_eq!(item.epoch, 1);
            assert!(seen.insert((item.tenant, item.id)), "claimed twice");
        }
    }
    assert_eq!(seen.len(), 120);
}

async fn a_lease_can_be_prolonged_while_it_is_ours(fixture: Fixture) {
    let store = &fixture.store;
    put(store, vec![Unit { timers: vec![timer("tmr_1", 10)], ..unit() }]).await;
    let held = store.claim(claim(Queue::Timer, 10)).await.unwrap().remove(0);
    assert!(store.extend_lease(&held, Queue::Timer, 500).await.unwrap());
    assert!(store.claim(claim(Queue::Timer, 300)).await.unwrap().is_empty());
    store.claim(claim(Queue::Timer, 500)).await.unwrap();
    assert!(!store.extend_lease(&held, Queue::Timer, 900).await.unwrap());
}

async fn the_next_due_time_is_known(fixture: Fixture) {
    let store = &fixture.store;
    assert_eq!(store.next_due(Queue::Timer).await.unwrap(), None);
    put(store, vec![Unit { timers: vec![timer("tmr_1", 40), timer("tmr_2", 250)], ..unit() }]).await;
    assert_eq!(store.next_due(Queue::Timer).await.unwrap(), Some(40));
    store.claim(claim(Queue::Timer, 40)).await.unwrap();
    assert_eq!(store.next_due(Queue::Timer).await.unwrap(), Some(140), "when the lease ends");
    store.put_delivery(&delivery("dlv_1", 7)).await.unwrap();
    assert_eq!(store.next_due(Queue::Inbox).await.unwrap(), Some(7));
}

async fn exchanges_are_kept_once(fixture: Fixture) {
    let store = &fixture.store;
    let exchange = |id: &str, reply: &str| ExchangeRow {
        tenant: T.to_owned(),
        exchange_id: id.to_owned(),
        stream_id: "pay_1".to_owned(),
        target: "sandbox:main".to_owned(),
        request: "POST /v1/refunds".to_owned(),
        request_body: "{}".to_owned(),
        status: 200,
        reply_body: reply.to_owned(),
        reading: "accepted".to_owned(),
        at_us: 3,
        took_us: 4,
    };
    store.record_exchanges(vec![exchange("eff_1/1", "a"), exchange("eff_1/2", "b")]).await.unwrap();
    store.record_exchanges(vec![exchange("eff_1/1", "other")]).await.unwrap();
    store.record_exchanges(Vec::new()).await.unwrap();
    assert_eq!(store.exchanges(T, "pay_1").await.unwrap(), [exchange("eff_1/1", "a"), exchange("eff_1/2", "b")]);
}
