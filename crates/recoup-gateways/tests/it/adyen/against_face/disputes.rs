//! Disputes: opened, answered, won, lost and taken further, and refunds meanwhile.

use recoup_core::effect::OperationKind;
use recoup_core::payment::facts::Fact;
use recoup_gateways::Reading;
use recoup_sandbox::{DisputeAsked, DisputeReason, DisputeStage};

use super::world::{DAY_US, SECOND_US, World, set, told, words};

/// A captured payment with a dispute, the bank's id of it, and what was told.
fn disputed(world: &mut World, stage: DisputeStage) -> (String, String, Vec<Fact>) {
    let payment = world.captured("TOKOK", 1000);
    let capture = world.desk.bank().captures()[0].id.clone();
    let asked =
        DisputeAsked { amount_minor: Some(800), ..DisputeAsked::whole(&capture, stage, DisputeReason::General) };
    let opened = world.desk.at_bank(|bank| bank.open_dispute(&asked).map(|dispute| dispute.id.clone()));
    let facts = world.wait(SECOND_US);
    (payment, opened.expect("a dispute"), facts)
}

#[test]
fn a_chargeback_that_is_won_is_not_over() {
    let mut world = World::new();
    let (payment, id, facts) = disputed(&mut world, DisputeStage::Chargeback);
    // Opened by the notification and by the chargeback itself, which are two events of one dispute.
    assert_eq!(words(&facts), ["dispute_opened 800", "dispute_opened 800", "dispute_funds_withdrawn 800"]);
    assert!(facts.iter().all(|fact| fact.parent == payment && fact.subject == facts[0].subject));
    assert_eq!(set(facts.clone()).len(), 3);
    world.desk.at_bank(|bank| bank.submit_evidence(&id).map(drop)).expect("an answer");
    assert!(world.wait(SECOND_US).is_empty());
    world.desk.at_bank(|bank| bank.decide_dispute(&id, true).map(drop)).expect("a decision");
    let won = world.wait(SECOND_US);
    assert_eq!(words(&won), ["dispute_closed 800", "dispute_funds_reinstated 800"]);
    // The money comes back in an event without the payment's name: our reference finds it.
    assert_eq!((won[1].parent.as_str(), won[1].ours.starts_with("pay_")), ("", true));
    world
        .desk
        .at_bank(|bank| bank.escalate_dispute(&id, DisputeStage::PreArbitration, None).map(drop))
        .expect("further");
    let again = world.wait(SECOND_US);
    assert_eq!(words(&again), ["dispute_opened 800", "dispute_opened 800", "dispute_funds_withdrawn 800"]);
    assert_eq!(set(facts.into_iter().chain(won).chain(again)).len(), 8, "a second time is not the first one again");
    let balance = world.desk.oracle(None).balances["EUR"];
    assert_eq!(balance, 200);
}

#[test]
fn a_chargeback_that_is_lost_is_shown_to_a_person_because_how_is_not_signed() {
    let mut world = World::new();
    let (_, id, _) = disputed(&mut world, DisputeStage::Chargeback);
    world.desk.at_bank(|bank| bank.decide_dispute(&id, false).map(drop)).expect("a decision");
    let bodies = world.deliveries(SECOND_US);
    let readings: Vec<Reading> = bodies.iter().flat_map(|body| world.read(body)).collect();
    assert_eq!(readings, [Reading::unknown("DISPUTE_DEFENSE_PERIOD_ENDED: how is not signed")]);
}

#[test]
fn arbitration_is_won_or_lost_by_its_events() {
    for (won, word) in [(true, "dispute_closed 800"), (false, "dispute_closed 800")] {
        let mut world = World::new();
        let (_, id, _) = disputed(&mut world, DisputeStage::Arbitration);
        world.desk.at_bank(|bank| bank.decide_dispute(&id, won).map(drop)).expect("a decision");
        let facts = world.wait(SECOND_US);
        assert_eq!(words(&facts)[0], word);
        assert_eq!(facts.len(), if won { 2 } else { 1 });
    }
}

#[test]
fn an_inquiry_takes_no_money_and_stays_refundable() {
    let mut world = World::new();
    let (payment, _, facts) = disputed(&mut world, DisputeStage::Inquiry);
    assert_eq!(words(&facts), ["dispute_opened 800"]);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    world.send(&refund);
    assert_eq!(words(&world.wait(DAY_US)), ["refund_completed 100"]);
}

#[test]
fn a_refund_while_money_is_disputed_is_received_and_refused() {
    let mut world = World::new();
    let (payment, _, _) = disputed(&mut world, DisputeStage::Chargeback);
    let refund = world.of(&payment, OperationKind::Refund, 100);
    assert_eq!(told(&world.send(&refund)), ["refund_accepted 100"]);
    assert_eq!(words(&world.wait(DAY_US)), ["refund_failed 100"]);
}

#[test]
fn several_items_in_one_body_are_read_one_by_one() {
    let mut world = World::new();
    let payment = world.captured("TOKOK", 1000);
    let capture = world.desk.bank().captures()[0].id.clone();
    let stage = DisputeStage::Chargeback;
    let asked = DisputeAsked::whole(&capture, stage, DisputeReason::Fraud);
    world.desk.at_bank(|bank| bank.open_dispute(&asked).map(drop)).expect("a dispute");
    let bodies = world.deliveries(SECOND_US);
    assert_eq!(bodies.len(), 1);
    assert_eq!(world.read(&bodies[0]).len(), 2);
    // One of them is changed on its way: it says nothing, and the other one still does.
    let bad = bodies[0].replacen("NOTIFICATION_OF_CHARGEBACK", "PREARBITRATION_LOST", 1);
    let readings = world.read(&bad);
    assert!(matches!(&readings[0], Reading::Unreadable { .. }), "{readings:?}");
    assert!(matches!(&readings[1], Reading::Facts(facts) if facts.iter().all(|fact| fact.parent == payment)));
}
