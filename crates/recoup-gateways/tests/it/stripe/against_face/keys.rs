//! For how long a key is good, and what becomes of what was sent under it.

use super::*;

#[test]
fn a_key_is_good_for_a_day_and_for_its_own_request() {
    let mut world = World::new();
    let intent = world.authorized("cus_A1/pm_card_visa", 1_000);
    let last = Effect { last: true, ..part(OperationKind::Capture, &intent, 1_000) };
    assert_eq!(world.words(&last), ["captured"]);
    let refund = part(OperationKind::Refund, &intent, 100);
    // A 500 is kept and given again, so that only reading helps.
    assert!(matches!(world.run(&refund, "error_500_after"), Outcome::Unknown { .. }));
    assert!(matches!(world.run(&refund, ""), Outcome::Unknown { .. }), "its key is used up");
    assert!(matches!(world.run(&asked(&refund), ""), Outcome::Facts(_)));
    let other = Effect { amount: Money::new(200, Currency::EUR), ..refund.clone() };
    assert!(matches!(world.run(&other, ""), Outcome::Unknown { .. }), "the key with other parameters");
    assert_eq!(world.desk.bank().refunds().len(), 1);
    world.pass(2 * DAY_US);
    assert!(matches!(world.run(&asked(&refund), ""), Outcome::Facts(_)), "asked about first, it is found");
    assert!(matches!(world.run(&refund, ""), Outcome::Facts(_)));
    assert_eq!(world.desk.bank().refunds().len(), 2, "sent blindly, it would have been a second one");
}

/// One look and, where it finds nothing, one more send, as the engine does it; an hour passes after it.
fn look_and_send(world: &mut World, of: &Effect) -> Outcome {
    let outcome = match world.run(&asked(of), "") {
        Outcome::NeverArrived => world.run(of, ""),
        found => found,
    };
    world.pass(3_600 * SECOND_US);
    outcome
}

#[test]
fn a_kept_error_is_looked_for_until_its_key_is_forgotten() {
    use OperationKind::{Authorize, Capture, Refund, Release};
    for kind in [Authorize, Capture, Release, Refund] {
        let mut world = World::new();
        let of = match kind {
            Authorize => authorize("cus_A1/pm_card_visa", 1_000),
            _ => part(kind, &world.authorized("cus_A1/pm_card_visa", 1_000), 400),
        };
        if kind == Refund {
            let whole = Effect { last: true, ..part(Capture, &of.authorization_ref, 1_000) };
            assert_eq!(world.words(&whole), ["captured"]);
        }
        let begun_us = world.now_us;
        world.kept = Some((of.operation.reference(), begun_us + DAY_US, 0));
        assert!(matches!(world.run(&of, ""), Outcome::Unknown { .. }));
        let mut looks = 0;
        while !matches!(look_and_send(&mut world, &of), Outcome::Facts(_)) {
            looks += 1;
            assert!(looks < 30, "{kind:?}: it ends once the key is forgotten");
        }
        let hours = (world.now_us - begun_us) / (3_600 * SECOND_US);
        assert!((24..27).contains(&hours), "{kind:?}: it was sent afresh after {hours} hours");
        let bank = world.desk.bank();
        let done = [bank.authorizations().len(), bank.captures().len(), bank.releases().len(), bank.refunds().len()];
        assert_eq!(done.iter().sum::<usize>(), if kind == Refund { 3 } else { 1 + usize::from(kind != Authorize) });
    }
}

#[test]
fn what_was_refunded_late_behind_an_error_is_refunded_once() {
    let mut world = World::new();
    let intent = world.authorized("cus_A1/pm_card_visa", 1_000);
    let last = Effect { last: true, ..part(OperationKind::Capture, &intent, 1_000) };
    assert_eq!(world.words(&last), ["captured"]);
    let refund = part(OperationKind::Refund, &intent, 400);
    world.kept = Some((refund.operation.reference(), world.now_us + DAY_US, 0));
    assert!(matches!(world.run(&refund, ""), Outcome::Unknown { .. }));
    assert!(matches!(look_and_send(&mut world, &refund), Outcome::Unknown { .. }));
    // Stripe makes good what it broke off, some hours later; the webhook about it is lost.
    let mut late = plan_of(&world, &refund);
    late.headers.retain(|header| header.name != "idempotency-key");
    assert_eq!(world.send(&late, "").0, 200);
    for _ in 0..30 {
        let outcome = look_and_send(&mut world, &refund);
        assert!(matches!(outcome, Outcome::Facts(_)), "{outcome:?}");
    }
    assert_eq!(world.desk.bank().refunds().len(), 1);
}

fn plan_of(world: &World, of: &Effect) -> Request {
    Stripe.plan(of, &world.account).expect("it can be planned").request
}

#[test]
fn a_search_that_is_behind_proves_nothing() {
    let mut world = World::new();
    let of = authorize("pm_card_visa", 1_000);
    assert!(matches!(world.run(&of, "timeout_after"), Outcome::Unknown { .. }));
    assert!(matches!(world.run(&asked(&of), ""), Outcome::Unknown { .. }));
    world.pass(61 * SECOND_US);
    assert_eq!(world.words(&asked(&of)), ["authorized"]);
}
