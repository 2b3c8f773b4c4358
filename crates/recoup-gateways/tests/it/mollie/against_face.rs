//! The adapter drives Mollie's face: whole lives of payments, webhooks in any order, disputes and reports.

use std::collections::BTreeSet;

use recoup_core::effect::OperationKind::{Authorize, Capture, Refund, Release};
use recoup_core::payment::facts::What;
use recoup_gateways::report::{Item, LineKind};
use recoup_gateways::{Outcome, Verdict};
use recoup_sandbox::{DisputeAsked, DisputeReason, DisputeStage, WebhookEndpoint};

use super::world::{DAY_SECS, World, keys};

#[test]
fn captures_in_parts_a_release_and_refunds_to_the_last_cent() {
    let mut world = World::new();
    let (_, payment) = world.authorized("mdt_ok", "50.00 EUR");
    for amount in ["20.00 EUR", "15.00 EUR"] {
        let capture = world.effect(Capture, &payment, amount);
        assert_eq!(world.words(&capture), ["taken"]);
        world.pass(60);
        assert_eq!(world.words(&World::probe(&capture)), ["taken", "captured"]);
    }
    let too_much = world.effect(Capture, &payment, "15.01 EUR");
    assert_eq!(world.words(&too_much), ["capture_failed"]);
    let release = world.effect(Release, &payment, "15.00 EUR");
    let facts = world.facts(&release);
    let told: Vec<_> = facts.iter().map(|fact| (fact.what.word(), fact.ours.get(..3).unwrap_or_default())).collect();
    assert_eq!(told, [("authorized", "pay"), ("released", "pay"), ("released", "rel")]);
    assert_eq!(facts[1].amount, None, "how much was left, captures that fail later would change");
    for amount in ["10.00 EUR", "24.99 EUR", "0.01 EUR"] {
        let refund = world.effect(Refund, &payment, amount);
        assert_eq!(world.words(&refund), ["refund_accepted"]);
    }
    let one_more = world.effect(Refund, &payment, "0.01 EUR");
    let facts = world.facts(&one_more);
    assert!(matches!(&facts[0].what, What::RefundFailed { code } if code == "422:amount"), "{facts:?}");
    world.pass(3 * DAY_SECS);
    let oracle = world.desk.oracle(None);
    assert_eq!(oracle.authorizations.len(), 1);
}

#[test]
fn a_refund_goes_all_the_way_or_comes_back() {
    let life = |mandate: &str, days: i64| {
        let mut world = World::new();
        let payment = world.captured(mandate, "50.00 EUR");
        let refund = world.effect(Refund, &payment, "10.00 EUR");
        assert_eq!(world.words(&refund), ["refund_accepted"]);
        world.pass(days * DAY_SECS);
        world.words(&World::probe(&refund))
    };
    assert_eq!(life("mdt_ok", 0), ["refund_accepted"]);
    assert_eq!(life("mdt_ok", 2), ["refund_accepted", "refund_completed", "refund_settled"]);
    assert_eq!(life("mdt_refundFails", 2), ["refund_accepted", "refund_failed"]);
    assert_eq!(life("mdt_refundReturns", 9), ["refund_accepted", "refund_failed"]);
}

#[test]
fn declines_and_captures_that_fail_late() {
    let mut world = World::new();
    for (mandate, code) in [
        ("mdt_declineInsufficientFunds", "insufficient_funds"),
        ("mdt_declineGeneric", "card_declined"),
        ("mdt_h3gAaD5zP", "422:mandateId"),
    ] {
        let effect = world.effect(Authorize, mandate, "5.00 EUR");
        let facts = world.facts(&effect);
        assert!(matches!(&facts[0].what, What::Declined { code: told } if told == code), "{facts:?}");
    }
    let (_, payment) = world.authorized("mdt_captureDeclined", "5.00 EUR");
    let capture = world.effect(Capture, &payment, "5.00 EUR");
    assert_eq!(world.words(&capture), ["taken"]);
    world.pass(DAY_SECS);
    assert_eq!(world.words(&World::probe(&capture)), ["taken", "capture_failed"]);
    let (_, payment) = world.authorized("mdt_expiresFast", "5.00 EUR");
    world.pass(DAY_SECS);
    let release = world.effect(Release, &payment, "5.00 EUR");
    assert_eq!(world.words(&release), ["authorized", "expired", "release_failed"]);
    let late = world.effect(Capture, &payment, "5.00 EUR");
    assert_eq!(world.words(&late), ["capture_failed"]);
}

#[test]
fn a_capture_that_is_undone_after_its_settlement_is_reversed() {
    let mut world = World::new();
    let (_, payment) = world.authorized("mdt_ok", "50.00 EUR");
    let capture = world.effect(Capture, &payment, "50.00 EUR");
    let name = world.facts(&capture)[0].subject.clone();
    world.pass(60);
    world.desk.at_bank(|bank| bank.close_batch().len());
    let id = world.desk.bank().captures()[0].id.clone();
    world.desk.at_bank(|bank| bank.fail_capture(&id).map(|_| ())).expect("it can fail");
    let facts = world.facts(&World::probe(&capture));
    assert_eq!(
        facts.iter().map(|fact| fact.what.word()).collect::<Vec<_>>(),
        ["taken", "captured", "capture_reversed"]
    );
    assert_eq!(facts[2].subject, name);
}

#[test]
fn a_capture_that_is_undone_before_any_settlement_is_reversed_by_its_row() {
    let mut world = World::new();
    let (_, payment) = world.authorized("mdt_ok", "50.00 EUR");
    let capture = world.effect(Capture, &payment, "50.00 EUR");
    let name = world.facts(&capture)[0].subject.clone();
    world.pass(60);
    assert_eq!(world.words(&World::probe(&capture)), ["taken", "captured"]);
    world.deliveries();
    let id = world.desk.bank().captures()[0].id.clone();
    world.desk.at_bank(|bank| bank.fail_capture(&id).map(|_| ())).expect("it can fail");
    // The object says only that it failed, which it would say of one that was never done as well.
    assert_eq!(world.words(&World::probe(&capture)), ["taken", "capture_failed"]);
    let deliveries = world.deliveries();
    let facts: Vec<_> = deliveries.iter().flat_map(|delivery| world.hear(delivery)).collect();
    let undone: Vec<_> = facts.iter().filter(|fact| fact.what == What::CaptureReversed).collect();
    assert_eq!(undone.len(), 1, "{facts:?}");
    let (fact, minor) = (undone[0], undone[0].amount.map(|amount| amount.amount_minor));
    assert_eq!((fact.subject.as_str(), fact.parent.as_str(), minor), (name.as_str(), payment.as_str(), Some(5_000)));
    assert!(!fact.ordinal.is_empty(), "the row by which its money left");
}

/// A payment with everything: two captures, a release, refunds that end in all ways, and a chargeback.
fn full_life(world: &mut World) -> String {
    let (_, payment) = world.authorized("mdt_ok", "50.00 EUR");
    for amount in ["20.00 EUR", "15.00 EUR"] {
        let capture = world.effect(Capture, &payment, amount);
        assert_eq!(world.words(&capture), ["taken"]);
        world.pass(60);
    }
    let release = world.effect(Release, &payment, "15.00 EUR");
    assert!(world.words(&release).contains(&"released"));
    for amount in ["5.00 EUR", "6.00 EUR"] {
        let refund = world.effect(Refund, &payment, amount);
        assert_eq!(world.words(&refund), ["refund_accepted"]);
    }
    let first = world.desk.bank().refunds()[0].id.clone();
    world.desk.at_bank(|bank| bank.fail_refund(&first).map(|_| ())).expect("it can fail");
    world.pass(4 * DAY_SECS);
    let capture = world.desk.bank().captures()[0].id.clone();
    let (reason, stage) = (DisputeReason::Fraud, DisputeStage::Chargeback);
    let asked = DisputeAsked::whole(&capture, stage, reason);
    let dispute = world.desk.at_bank(|bank| bank.open_dispute(&asked).map(|it| it.id.clone())).expect("a dispute");
    world.pass(60);
    world.desk.at_bank(|bank| bank.decide_dispute(&dispute, true).map(|_| ())).expect("it is decided");
    world.pass(60);
    payment
}

/// Whether the key of a fact is one of this word, whatever tells one time from another.
fn says(key: &str, word: &str) -> bool {
    [' ', ':'].iter().any(|end| key.contains(&format!(":{word}{end}")))
}

#[test]
fn webhooks_in_any_order_say_what_reading_back_says() {
    let mut world = World::new();
    let payment = full_life(&mut world);
    let deliveries = world.deliveries();
    assert!(deliveries.len() > 15, "{}", deliveries.len());
    let expected = world.read_back(&payment);
    for (word, count) in
        [("captured", 2), ("released", 1), ("refund_settled", 1), ("refund_failed", 1), ("dispute_closed", 1)]
    {
        assert_eq!(expected.iter().filter(|key| says(key, word)).count(), count, "{word}: {expected:#?}");
    }
    for turn in 0..deliveries.len() {
        let mut order = deliveries.clone();
        order.rotate_left(turn);
        if turn % 2 == 1 {
            order.reverse();
        }
        let mut heard = BTreeSet::new();
        for delivery in order.iter().chain(&deliveries) {
            heard.extend(keys(&world.hear(delivery)));
        }
        assert_eq!(heard, expected, "from delivery {turn} on");
    }
}

#[test]
fn signed_events_alone_say_nothing_that_reading_back_does_not() {
    let mut world = World::new();
    let payment = full_life(&mut world);
    let deliveries = world.deliveries();
    let expected = world.read_back(&payment);
    let events: Vec<_> = deliveries.iter().filter(|delivery| delivery.header("x-mollie-signature").is_some()).collect();
    let mut heard = BTreeSet::new();
    for delivery in events {
        heard.extend(keys(&world.hear(delivery)));
    }
    assert!(heard.is_subset(&expected), "{:#?}", heard.difference(&expected).collect::<Vec<_>>());
    assert!(heard.iter().any(|key| says(key, "captured")) && heard.iter().any(|key| says(key, "dispute_opened")));
}

#[test]
fn secrets_rotate_and_forgeries_fail() {
    let mut world = World::new();
    world.pass(1);
    world.desk.put_webhook_endpoint(&WebhookEndpoint {
        url: "http://recoup.example/signed".to_owned(),
        secret: "second".to_owned(),
    });
    world.captured("mdt_ok", "5.00 EUR");
    let deliveries = world.deliveries();
    let (signed, classic): (Vec<_>, Vec<_>) =
        deliveries.into_iter().partition(|delivery| delivery.header("x-mollie-signature").is_some());
    assert!(!signed.is_empty() && !classic.is_empty());
    for secrets in [&["first"][..], &["second"], &["third", "second"], &["third"], &[]] {
        world.account.webhook_secrets = secrets.iter().map(|secret| (*secret).to_owned()).collect();
        let genuine = secrets.contains(&"first") || secrets.contains(&"second");
        for delivery in &signed {
            let body = delivery.body.as_bytes();
            assert_eq!(world.judge(delivery, body) == Verdict::Genuine, genuine, "{secrets:?}");
            assert!(matches!(world.judge(delivery, &body[..body.len() - 1]), Verdict::Forged { .. }));
        }
        for delivery in &classic {
            assert_eq!(world.judge(delivery, delivery.body.as_bytes()), Verdict::Unsigned);
        }
    }
}

#[test]
fn disputes_are_opened_won_and_lost() {
    for (won, last) in [(true, "dispute_closed"), (false, "dispute_funds_withdrawn")] {
        let mut world = World::new();
        let payment = world.captured("mdt_disputeFraud", "50.00 EUR");
        world.pass(60);
        let dispute = world.desk.bank().disputes()[0].id.clone();
        world.desk.at_bank(|bank| bank.decide_dispute(&dispute, won).map(|_| ())).expect("it is decided");
        let facts: Vec<String> = world.read_back(&payment).into_iter().filter(|key| key.contains(":chb_")).collect();
        assert!(facts.iter().any(|key| key.contains(last)), "{facts:?}");
        assert_eq!(facts.len(), if won { 4 } else { 2 }, "{facts:?}");
    }
}

#[test]
fn what_was_done_elsewhere_is_told_by_the_payments_name() {
    let mut world = World::new();
    let payment = world.captured("mdt_ok", "50.00 EUR");
    let authorization = world.desk.bank().authorizations()[0].id.clone();
    let asked = recoup_sandbox::RefundAsked {
        reference: "by hand".to_owned(),
        amount_minor: 100,
        currency: "EUR".to_owned(),
        despite_dispute: false,
    };
    let done =
        world.desk.at_bank(|bank| bank.refund(recoup_sandbox::RefundOf::Payment(&authorization), asked).map(|_| ()));
    done.expect("a refund");
    let deliveries = world.deliveries();
    let facts: Vec<_> = deliveries.iter().flat_map(|delivery| world.hear(delivery)).collect();
    let refund = facts.iter().find(|fact| fact.what == What::RefundAccepted).expect("it is told");
    assert_eq!((refund.ours.as_str(), refund.parent.as_str()), ("", payment.as_str()));
}

#[test]
fn settlements_and_the_balance_sum_up() {
    let mut world = World::new();
    for _ in 0..3 {
        let payment = world.captured("mdt_ok", "50.00 EUR");
        let refund = world.effect(Refund, &payment, "7.77 EUR");
        assert_eq!(world.words(&refund), ["refund_accepted"]);
    }
    world.pass(3 * DAY_SECS);
    world.desk.at_bank(|bank| bank.close_batch().len());
    let list = world.report("settlement", &["/v2/settlements".to_owned()]);
    let id = list.iter().find_map(|item| match item {
        Item::Line(line) if line.kind == LineKind::Payout => Some(line.payout.clone()),
        _ => None,
    });
    let id = id.expect("a settlement");
    let parts = ["", "/payments", "/captures", "/refunds", "/chargebacks"];
    let paths: Vec<String> = parts.iter().map(|part| format!("/v2/settlements/{id}{part}")).collect();
    let (mut sum, mut totals, mut ours) = (0_i64, 0, 0);
    for item in world.report("settlement", &paths) {
        match item {
            Item::Line(line) => {
                sum += line.net.amount_minor;
                ours += u32::from(!line.ours.is_empty());
                assert!(line.kind != LineKind::Refund || !line.arn.is_empty());
            }
            Item::Total(total) => {
                assert!(total.fits(), "{total:?}");
                totals += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((sum, totals, ours), (0, 2, 6));
    let rows = world.report("balance", &["/v2/balances/primary/transactions?limit=250".to_owned()]);
    let net: i64 = rows
        .iter()
        .map(|item| match item {
            Item::Line(line) => line.net.amount_minor,
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!((net, rows.len()), (0, 7));
}

#[test]
fn an_authorization_is_found_among_many() {
    let mut world = World::new();
    let mut wanted = world.effect(Authorize, "mdt_ok", "5.00 EUR");
    assert!(matches!(world.carry(&World::probe(&wanted)), Outcome::NeverArrived));
    world.facts(&wanted);
    for _ in 0..300 {
        world.authorized("mdt_ok", "1.00 EUR");
    }
    assert_eq!(world.words(&World::probe(&wanted)), ["authorized"], "on the second page");
    wanted.operation.generation = 1;
    assert!(matches!(world.carry(&World::probe(&wanted)), Outcome::NeverArrived));
}
