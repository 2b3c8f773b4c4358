//! Two nodes whose clocks differ: what follows is never written before what it follows.

use recoup::engine::{Clock, Engine, Reply, Request};
use recoup::store::rows::TenantRow;
use recoup_core::command::Act;
use recoup_core::decision::Answer;
use recoup_core::order::stop::HoldOrder;

use crate::store_support::*;
use crate::verify_shop::{ann, gateway, order};

on_both!(a_decision_is_not_earlier_than_what_it_is_decided_on, a_clock_that_is_wrong_by_days_is_not_followed);

/// Places an order on a node whose clock is ahead, stops it on one whose clock is right, and says when.
async fn place_then_hold(fixture: &Fixture, ahead_us: i64) -> (i64, i64) {
    let tenant = TenantRow { tenant: T.to_owned(), name: "Shop".to_owned(), settings: "{}".to_owned(), created_us: 0 };
    fixture.store.put_tenant(&tenant).await.unwrap();
    let fast = Clock::default();
    fast.set_offset_us(ahead_us);
    let (fast, right) =
        (Engine::start(fixture.store.clone(), fast), Engine::start(fixture.store.clone(), Clock::default()));
    let placed = act(&fast, order("1", &[(1_000, true)], gateway(), false)).await;
    let Answer::Order(id) = placed else { panic!("no order") };
    act(&right, HoldOrder { order: id.clone(), reason: "a check".to_owned() }).await;
    let events = fixture.store.events(T, id.as_str(), 0, 99).await.unwrap();
    let first = events.iter().find(|event| event.kind == "order.placed").unwrap();
    (first.booked_us, events.last().unwrap().booked_us)
}

async fn act(engine: &Engine, act: impl Into<Act>) -> Answer {
    match engine.submit(Request::new(T, ann(), act)).await {
        Reply::Done(answered) => answered.about.unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn a_decision_is_not_earlier_than_what_it_is_decided_on(fixture: Fixture) {
    let (placed_us, held_us) = place_then_hold(&fixture, 20_000_000).await;
    assert!(held_us >= placed_us, "placed at {placed_us}, held at {held_us}");
}

async fn a_clock_that_is_wrong_by_days_is_not_followed(fixture: Fixture) {
    let (placed_us, held_us) = place_then_hold(&fixture, 3 * 86_400_000_000).await;
    assert!(held_us < placed_us, "placed at {placed_us}, held at {held_us}");
}
