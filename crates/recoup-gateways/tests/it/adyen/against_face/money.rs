//! Authorizations, captures, releases and refunds, as the bank's own books know them.

use recoup_core::effect::{Effect, OperationKind};
use recoup_core::payment::facts::What;
use recoup_gateways::Outcome;
use recoup_sandbox::EffectKind;

use super::world::{DAY_US, SECOND_US, World, subject, told, words};

#[test]
fn partial_captures_and_a_rest_that_runs_out() {
    let mut world = World::new();
    let payment = world.authorized("TOKOK", 1000, "EUR");
    assert_eq!(words(&world.wait(SECOND_US)), ["authorized 1000"]);
    for minor in [300, 250] {
        let capture = world.of(&payment, OperationKind::Capture, minor);
        let answer = world.send(&capture);
        assert_eq!(told(&answer), [format!("taken {minor}")]);
        let later = world.wait(DAY_US);
        assert_eq!(words(&later), [format!("captured {minor}")]);
        assert_eq!((&later[0].subject, &later[0].ours), (&subject(&answer), &capture.operation.reference()));
        assert_eq!(later[0].parent, payment);
    }
    let beyond = world.of(&payment, OperationKind::Capture, 451);
    assert_eq!(told(&world.send(&beyond)), ["taken 451"], "only a webhook says that it was refused");
    assert_eq!(words(&world.wait(SECOND_US)), ["capture_failed 451"]);
    // Once something was captured the rest cannot be given back; it runs out.
    let release = world.of(&payment, OperationKind::Release, 450);
    assert_eq!(told(&world.send(&release)), ["taken 0"]);
    assert_eq!(words(&world.wait(SECOND_US)), ["release_failed 1000"]);
    assert_eq!(words(&world.wait(10 * DAY_US)), ["expired 1000"]);
    assert_eq!(world.desk.oracle(None).balances["EUR"], 550);
}

#[test]
fn a_release_gives_everything_back() {
    let mut world = World::new();
    let payment = world.authorized("TOKOK", 1000, "EUR");
    world.wait(SECOND_US);
    let release = world.of(&payment, OperationKind::Release, 1000);
    assert_eq!(told(&world.send(&release)), ["taken 0"]);
    let facts = world.wait(SECOND_US);
    assert_eq!(words(&facts), ["released 1000"]);
    assert_eq!(facts[0].ours, release.operation.reference());
}

#[test]
fn the_first_capture_of_a_usual_account_is_its_last() {
    let mut world = World::new();
    world.account.settings.insert("merchant_account".to_owned(), "RecoupUsual".to_owned());
    world.account.settings.remove("several_captures");
    let payment = world.authorized("TOKOK", 1000, "EUR");
    let first = Effect { last: true, ..world.of(&payment, OperationKind::Capture, 600) };
    world.send(&first);
    world.wait(DAY_US);
    let second = Effect { last: true, ..world.of(&payment, OperationKind::Capture, 1) };
    world.send(&second);
    assert_eq!(words(&world.wait(DAY_US)), ["capture_failed 1"]);
}

#[test]
fn partial_refunds_up_to_the_rest_and_not_one_unit_more() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    for minor in [300, 700] {
        let refund = world.of(&payment, OperationKind::Refund, minor);
        let answer = world.send(&refund);
        assert_eq!(told(&answer), [format!("refund_accepted {minor}")]);
        let later = world.wait(60 * SECOND_US);
        assert_eq!(words(&later), [format!("refund_completed {minor}")], "completed, and never settled by a webhook");
        assert_eq!(later[0].subject, subject(&answer));
    }
    assert!(world.wait(5 * DAY_US).is_empty(), "that money left is told by the report only");
    let more = world.of(&payment, OperationKind::Refund, 1);
    assert_eq!(told(&world.send(&more)), ["refund_accepted 1"]);
    assert_eq!(words(&world.wait(SECOND_US)), ["refund_failed 1"]);
    assert_eq!(world.desk.oracle(None).balances["EUR"], 0);
}

#[test]
fn what_fails_or_comes_back_later_names_what_was_taken() {
    for (stored, expected) in [
        ("TOKREFUNDFAILS", &["refund_completed 400", "refund_failed 400"][..]),
        ("TOKREFUNDRETURNS", &["refund_completed 400", "refund_returned 400"]),
    ] {
        let mut world = World::new();
        let payment = world.captured(stored, 1000);
        let refund = world.of(&payment, OperationKind::Refund, 400);
        let name = subject(&world.send(&refund));
        let facts = world.wait(10 * DAY_US);
        assert_eq!(words(&facts), expected, "{stored}");
        // The later one carries the payment's reference, so that only the gateway's name says which refund it was.
        let last = facts.last().expect("a fact");
        assert_eq!((last.ours.as_str(), &last.subject, &last.parent), ("", &name, &payment));
    }
    let mut world = World::new();
    let payment = world.authorized("TOKCAPTUREFAILS", 1000, "EUR");
    let capture = world.of(&payment, OperationKind::Capture, 1000);
    let name = subject(&world.send(&capture));
    let facts = world.wait(10 * DAY_US);
    assert_eq!(words(&facts), ["authorized 1000", "captured 1000", "captured 1000", "capture_reversed 1000"]);
    assert!(facts[1..].iter().all(|fact| fact.subject == name));
    assert_eq!(world.desk.oracle(None).balances["EUR"], 0);
}

#[test]
fn a_capture_that_never_works_was_never_captured() {
    let mut world = World::new();
    let payment = world.authorized("TOKCAPTUREDECLINED", 1000, "EUR");
    let capture = world.of(&payment, OperationKind::Capture, 1000);
    world.send(&capture);
    assert_eq!(words(&world.wait(DAY_US)), ["authorized 1000", "capture_failed 1000"]);
}

#[test]
fn declines_come_with_their_most_special_code() {
    for (stored, code) in [
        ("TOKDECLINEINSUFFICIENTFUNDS", "12"),
        ("TOKDECLINELOSTCARD", "5/03"),
        ("TOKDECLINEEXPIREDCARD", "6/01"),
        ("TOKDECLINEAUTHENTICATIONREQUIRED", "38"),
        ("TOKDECLINEPROCESSINGERROR", "4"),
        ("NOBODYKNOWSTHIS1", "error_803"),
    ] {
        let mut world = World::new();
        let token = format!("shopper/{stored}");
        let effect = Effect { token, ..world.effect(OperationKind::Authorize, 1000, "EUR") };
        let Outcome::Facts(facts) = world.send(&effect) else { panic!("{stored}") };
        assert_eq!(facts[0].what, What::Declined { code: code.to_owned() }, "{stored}");
        // What the webhook says of it has the same name, so that it counts once.
        let later = world.wait(SECOND_US);
        assert!(later.iter().all(|fact| fact.key() == facts[0].key()), "{later:?}");
    }
}

#[test]
fn a_customer_who_must_act_does_so() {
    let mut world = World::new();
    let effect = Effect { token: "s/TOKACTION".to_owned(), ..world.effect(OperationKind::Authorize, 1000, "EUR") };
    let answer = world.send(&effect);
    assert_eq!(told(&answer), ["action_required 1000"]);
    let id = world.desk.bank().authorizations()[0].id.clone();
    world.desk.at_bank(|bank| bank.complete_action(&id).map(|_| ())).expect("the customer acts");
    let facts = world.wait(SECOND_US);
    assert_eq!(words(&facts), ["authorized 1000"]);
    assert_eq!(facts[0].ours, effect.operation.reference());
}

#[test]
fn amounts_are_the_banks_whatever_the_wire_counts() {
    for (code, minor) in
        [("EUR", 1050), ("JPY", 500), ("KWD", 1234), ("ISK", 40), ("CLP", 40), ("IDR", 4000), ("CVE", 700)]
    {
        let mut world = World::new();
        let payment = world.authorized("TOKOK", minor, code);
        let capture = world.effect(OperationKind::Capture, minor, code);
        world.send(&Effect { authorization_ref: payment, ..capture });
        let facts = world.wait(DAY_US);
        assert_eq!(words(&facts), [format!("authorized {minor}"), format!("captured {minor}")], "{code}");
        let bank = world.desk.bank();
        assert_eq!((bank.authorizations()[0].amount_minor, bank.captures()[0].amount_minor), (minor, minor), "{code}");
    }
}

#[test]
fn the_oracle_knows_each_operation_once() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    for _ in 0..3 {
        assert_eq!(told(&world.send(&refund)), ["refund_accepted 100"]);
    }
    let oracle = world.desk.oracle(Some(&refund.operation.reference()));
    assert_eq!(oracle.references[&refund.operation.reference()][&EffectKind::RefundAccepted], 1);
}
