//! What goes wrong on the wire: nothing is done twice, and nothing is believed that was not said.

use recoup_core::effect::OperationKind::{Authorize, Capture, Refund};
use recoup_core::effect::{Effect, OperationKind};
use recoup_gateways::Outcome;
use recoup_sandbox::CallFault;

use super::world::World;

/// Something to be done on a payment that is ready for it.
fn ready(world: &mut World, kind: OperationKind) -> Effect {
    match kind {
        Capture => {
            let (_, payment) = world.authorized("mdt_ok", "50.00 EUR");
            world.effect(Capture, &payment, "20.00 EUR")
        }
        Refund => {
            let payment = world.captured("mdt_ok", "50.00 EUR");
            world.effect(Refund, &payment, "20.00 EUR")
        }
        _ => world.effect(Authorize, "mdt_ok", "50.00 EUR"),
    }
}

fn done(world: &World, effect: &Effect) -> usize {
    world.desk.bank().with_reference(&effect.operation.reference()).count()
}

#[test]
fn whatever_breaks_a_probe_tells_and_a_repetition_does_it_once() {
    let faults = [
        (CallFault::TimeoutBefore, 0),
        (CallFault::TimeoutAfter, 1),
        (CallFault::Error500Before, 0),
        (CallFault::Error500After, 1),
    ];
    for ((fault, executed), kind) in
        faults.into_iter().flat_map(|fault| [(fault, Authorize), (fault, Capture), (fault, Refund)])
    {
        let mut world = World::new();
        let effect = ready(&mut world, kind);
        let outcome = world.carry_with(&effect, Some(fault));
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{fault:?} {kind:?}: {outcome:?}");
        assert_eq!(done(&world, &effect), executed);
        world.pass(120);
        let found = world.carry(&World::probe(&effect));
        assert_eq!(matches!(found, Outcome::NeverArrived), executed == 0, "{fault:?} {kind:?}: {found:?}");
        let again = world.carry(&effect);
        assert!(matches!(again, Outcome::Facts(_)), "{fault:?} {kind:?}: {again:?}");
        assert_eq!(done(&world, &effect), 1, "{fault:?} {kind:?}");
    }
}

#[test]
fn a_key_answers_for_an_hour_and_only_its_own_request() {
    for kind in [Authorize, Capture, Refund] {
        let mut world = World::new();
        let effect = ready(&mut world, kind);
        let first = world.facts(&effect);
        world.pass(3_000);
        assert_eq!(world.facts(&effect), first, "{kind:?}");
        assert_eq!(done(&world, &effect), 1);
        let mut other = effect.clone();
        other.amount.amount_minor -= 100;
        let clash = world.carry(&other);
        assert!(matches!(clash, Outcome::Unknown { .. }), "{kind:?}: {clash:?}");
        world.pass(3_600);
        // The key is forgotten: the worker asks first, and is told.
        assert!(matches!(world.carry(&World::probe(&effect)), Outcome::Facts(_)), "{kind:?}");
        assert_eq!(done(&world, &effect), 1);
    }
}

#[test]
fn the_same_refund_under_another_key_is_taken_for_a_repetition_and_found() {
    let mut world = World::new();
    let refund = ready(&mut world, Refund);
    let facts = world.facts(&refund);
    let mut step =
        recoup_gateways::Gateway::plan(&recoup_gateways::mollie::Mollie, &refund, &world.account).expect("a plan");
    step.request.headers.retain(|header| header.name != "idempotency-key");
    let (status, _, body) = world.over(&step.request, None).expect("an answer");
    assert_eq!(status, 409, "{body}");
    let reply = recoup_gateways::Reply::Http { status, headers: &[], body: body.as_bytes() };
    let asked = recoup_gateways::Asked { effect: &refund, account: &world.account, stage: 0 };
    let Outcome::Next(next) = recoup_gateways::Gateway::interpret(&recoup_gateways::mollie::Mollie, &asked, &reply)
    else {
        panic!("it is looked for");
    };
    let (status, headers, body) = world.over(&next.request, None).expect("an answer");
    let reply = recoup_gateways::Reply::Http { status, headers: &headers, body: body.as_bytes() };
    let asked = recoup_gateways::Asked { effect: &refund, account: &world.account, stage: next.stage };
    let found = recoup_gateways::Gateway::interpret(&recoup_gateways::mollie::Mollie, &asked, &reply);
    assert_eq!(found, Outcome::Facts(facts));
}

#[test]
fn the_wrong_secret_does_nothing() {
    let mut world = World::new();
    let effect = ready(&mut world, Authorize);
    world.account.secret = "another".to_owned();
    assert!(matches!(world.carry(&effect), Outcome::Again { .. }));
    assert_eq!(done(&world, &effect), 0);
}
