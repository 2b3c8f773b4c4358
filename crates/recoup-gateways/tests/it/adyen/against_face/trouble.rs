//! What goes wrong on the way: silence, errors, keys, doubled and mixed deliveries, secrets that rotate.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Gateway as _, Outcome, Reading, Verdict};
use recoup_sandbox::{CallFault, EffectKind, WebhookEndpoint};

use super::world::{DAY_US, SECOND_US, World, set, told};
use crate::adyen::given::KEY;

fn times(world: &World, effect: &Effect, kind: EffectKind) -> u64 {
    let reference = effect.operation.reference();
    let oracle = world.desk.oracle(Some(&reference));
    oracle.references.get(&reference).and_then(|kinds| kinds.get(&kind)).copied().unwrap_or(0)
}

#[test]
fn silence_and_errors_are_asked_about_and_nothing_is_done_twice() {
    use CallFault::{Error500After, Error500Before, TimeoutAfter, TimeoutBefore};
    for fault in [TimeoutBefore, TimeoutAfter, Error500Before, Error500After] {
        let mut world = World::new();
        let payment = world.captured("TOKOK", 1000);
        let refund = world.of(&payment, OperationKind::Refund, 100);
        assert!(matches!(world.spoilt(&refund, fault), Outcome::Unknown { .. }), "{fault:?}");
        // The question is the same request under the same key: it hears the first answer, or is the first.
        assert_eq!(told(&world.ask(&refund)), ["refund_accepted 100"], "{fault:?}");
        assert_eq!(times(&world, &refund, EffectKind::RefundAccepted), 1, "{fault:?}");
    }
}

#[test]
fn a_refusal_that_means_it_is_a_failure() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    assert_eq!(told(&world.spoilt(&refund, CallFault::Refuse)), ["refund_failed 100"]);
    assert_eq!(times(&world, &refund, EffectKind::RefundAccepted), 0);
}

#[test]
fn a_request_that_is_still_under_way_is_tried_again() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    world.spoilt(&refund, CallFault::TimeoutAfter);
    // Sent again at once: the first one still runs.
    assert!(matches!(world.send(&refund), Outcome::Again { .. }));
    assert_eq!(times(&world, &refund, EffectKind::RefundAccepted), 1);
}

#[test]
fn a_key_with_another_amount_hears_of_the_first() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    world.send(&refund);
    let other = Effect { amount: recoup_core::money::Money::new(900, refund.amount.currency), ..refund.clone() };
    assert_eq!(told(&world.send(&other)), ["refund_accepted 100"], "what was done is told, not what was asked");
    assert_eq!(times(&world, &refund, EffectKind::RefundAccepted), 1);
}

#[test]
fn after_its_lifetime_a_key_would_do_it_again_and_the_adapter_does_not_ask() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    world.spoilt(&refund, CallFault::TimeoutAfter);
    let request = world.request(&refund);
    world.now_us += 32 * DAY_US;
    let due_at = jiff::Timestamp::from_microsecond(world.now_us).expect("an instant");
    let late = Effect { call: Call::Probe, due_at, ..refund.clone() };
    let cannot = Adyen.plan(&late, &world.account).expect_err("the key may be forgotten");
    assert!(cannot.why.contains("forgotten"), "{cannot}");
    // It would have been a second refund.
    world.desk.handle(request, world.now_us);
    assert_eq!(times(&world, &refund, EffectKind::RefundAccepted), 2);
}

#[test]
fn deliveries_in_any_order_and_doubled_say_the_same() {
    let mut world = World::new();
    let mut bodies = Vec::new();
    let mut facts = Vec::new();
    for stored in ["TOKREFUNDRETURNS", "TOKREFUNDFAILS"] {
        let payment = world.authorized(stored, 1000, "EUR");
        let capture = world.of(&payment, OperationKind::Capture, 1000);
        for effect in [capture, world.of(&payment, OperationKind::Refund, 400)] {
            let answer = world.send(&effect);
            let Outcome::Facts(told) = answer else { panic!("{answer:?}") };
            facts.extend(told);
            bodies.extend(world.deliveries(DAY_US / 24));
        }
    }
    bodies.extend(world.deliveries(20 * DAY_US));
    assert!(bodies.len() >= 7, "{}", bodies.len());
    let once = set(facts.iter().cloned().chain(bodies.iter().flat_map(|body| world.facts(body))));
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let order = Just((0..bodies.len()).chain(0..bodies.len()).collect::<Vec<usize>>()).prop_shuffle();
    for _ in 0..50 {
        let order = order.new_tree(&mut runner).expect("an order").current();
        let mixed = order.iter().flat_map(|at| world.facts(&bodies[*at]));
        assert_eq!(set(mixed.chain(facts.iter().cloned())), once);
    }
}

#[test]
fn secrets_rotate_and_a_lost_one_signs_nothing() {
    let newer = "FF112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";
    let mut world = World::new();
    world.authorized("TOKOK", 1000, "EUR");
    let old = world.deliveries(SECOND_US).remove(0);
    world.desk.put_webhook_endpoint(&WebhookEndpoint { url: "http://recoup/".to_owned(), secret: newer.to_owned() });
    world.authorized("TOKOK", 1000, "EUR");
    let new = world.deliveries(SECOND_US).remove(0);
    assert!(matches!(world.judged(&new), Verdict::Forged { .. }), "nobody knows the newer secret yet");
    world.account.webhook_secrets = vec![newer.to_owned(), KEY.to_owned()];
    assert_eq!([world.judged(&old), world.judged(&new)], [Verdict::Genuine, Verdict::Genuine]);
    world.account.webhook_secrets = vec![newer.to_owned()];
    assert!(matches!(world.judged(&old), Verdict::Forged { .. }));
}

#[test]
fn a_body_that_is_cut_or_says_something_new_is_no_fact() {
    let mut world = World::new();
    world.authorized("TOKOK", 1000, "EUR");
    let body = world.deliveries(SECOND_US).remove(0);
    for end in 0..body.len() {
        assert!(matches!(world.judged(&body[..end]), Verdict::Forged { .. }), "{end}");
    }
    let new = crate::adyen::given::signed(crate::adyen::given::item("SOMETHING_NEW", true, "pay_x"));
    world.account.settings.insert("merchant_account".to_owned(), "RecoupTest".to_owned());
    let readings = world.read(&crate::adyen::given::envelope(&[new]));
    assert_eq!(readings, [Reading::unknown("SOMETHING_NEW")]);
}
