//! The adapter against the face: what the two were written from is the protocol, so that each can contradict the other.

use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};
use recoup_gateways::Outcome;
use recoup_gateways::braintree::Braintree;
use recoup_gateways::report::{Item, LineKind};
use recoup_gateways::{Delivery, Gateway as _, Reading, Verdict};
use recoup_sandbox::{DisputeAsked, DisputeReason, FeePlan, WebhookEndpoint};

use super::shop::{DAY, HOUR, Shop, facts, reference, set, words};

#[test]
fn a_payment_is_captured_in_parts_its_rest_given_back_and_refunded_to_the_last_cent() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(10_000, "tok_ok");
    let one = shop.capture(&authorization, 3_000, false);
    let first = shop.named(&one);
    let two = shop.capture(&authorization, 2_000, false);
    let second = shop.named(&two);
    assert_ne!(first, second, "parts have names of their own");
    let release = shop.release(&authorization, 5_000);
    assert_eq!(words(&shop.done(&release)), ["released"]);
    shop.pass(DAY);
    for (minor, word) in [(1_000, "refund_accepted"), (2_000, "refund_accepted"), (1, "refund_failed")] {
        let refund = shop.refund(&authorization, &first, minor);
        assert_eq!(words(&shop.done(&refund)), [word], "{minor}");
    }
    let most = shop.refund(&authorization, &second, 2_001);
    let refused = shop.done(&most);
    assert!(matches!(&refused[0].what, What::RefundFailed { code } if code == "91521"), "{refused:?}");
    shop.pass(3 * DAY);
    let truth = shop.desk.oracle(None).authorizations[0].clone();
    assert_eq!(
        (truth.authorized_minor, truth.captured_minor, truth.released_minor, truth.refunded_settled_minor),
        (10_000, 5_000, 5_000, 3_000)
    );
}

#[test]
fn the_last_capture_takes_the_whole_transaction_and_what_is_done_already_is_said_again() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(10_000, "tok_ok");
    let capture = shop.capture(&authorization, 7_000, true);
    let told = shop.done(&capture);
    assert_eq!((words(&told), told[0].subject == authorization), (vec!["captured"], true));
    assert_eq!(set(&shop.done(&capture)), set(&told), "a second try finds it done");
    // Voiding now would undo the capture.
    let release = shop.release(&authorization, 3_000);
    assert_eq!(words(&shop.done(&release)), ["release_failed"]);
    assert_eq!(words(&facts(shop.probe(&capture, &authorization))), ["captured"]);
    assert_eq!(words(&facts(shop.probe(&capture, ""))), ["captured"], "found by its order id");
    shop.pass(DAY);
    let truth = shop.desk.oracle(None).authorizations[0].clone();
    assert_eq!((truth.captured_minor, truth.released_minor), (7_000, 3_000));
}

#[test]
fn the_last_of_several_captures_closes_the_authorization() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(10_000, "tok_ok");
    let part = shop.capture(&authorization, 4_000, false);
    shop.done(&part);
    let last = shop.capture(&authorization, 1_000, true);
    let told = shop.done(&last);
    assert_ne!(told[0].subject, authorization);
    assert_eq!(told[0].parent, authorization);
    let truth = shop.desk.oracle(None).authorizations[0].clone();
    assert_eq!(truth.released_minor, 5_000);
}

#[test]
fn what_is_held_is_given_back_once() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(10_000, "tok_ok");
    let release = shop.release(&authorization, 10_000);
    assert!(matches!(shop.probe(&release, ""), Outcome::NeverArrived));
    let told = shop.done(&release);
    assert_eq!(set(&told), set(&shop.done(&release)));
    assert_eq!(set(&told), set(&facts(shop.probe(&release, ""))));
    let capture = shop.capture(&authorization, 1, true);
    assert_eq!(words(&shop.done(&capture)), ["capture_failed"]);
    let fast = shop.authorized(500, "tok_expires_fast");
    shop.pass(2 * HOUR);
    let late = shop.release(&fast, 500);
    assert_eq!(words(&shop.done(&late)), ["release_failed", "authorized", "expired"]);
}

#[test]
fn declines_say_why() {
    let mut shop = Shop::open();
    for (minor, token, code) in [
        (1_000, "tok_decline_insufficient_funds", "2001"),
        (1_000, "tok_decline_stolen_card", "2013"),
        (1_000, "tok_action", "2099"),
        (204_600, "tok_ok", "2046"),
        (300_000, "tok_ok", "3000"),
        (500_100, "tok_ok", "application_incomplete"),
        (1_000, "never_seen", "91518"),
    ] {
        let effect = shop.authorize(minor, token);
        let told = shop.done(&effect);
        assert!(matches!(&told[0].what, What::Declined { code: said } if said == code), "{token}: {told:?}");
        assert_eq!(told[0].ours, reference(&effect).as_str());
    }
}

#[test]
fn a_refund_waits_for_the_settlement_of_its_capture_and_is_then_sent() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(1_000, "tok_ok");
    let capture = shop.capture(&authorization, 1_000, true);
    shop.done(&capture);
    let refund = shop.refund(&authorization, &authorization, 400);
    for _ in 0..3 {
        let Outcome::Again { why, .. } = shop.carry(&refund) else { panic!("it waits") };
        assert!(why.contains("91506"), "{why}");
    }
    shop.pass(13 * HOUR);
    // The key was not used up by waiting.
    assert_eq!(words(&shop.done(&refund)), ["refund_accepted"]);
}

#[test]
fn notifications_in_any_order_and_twice_tell_what_reading_back_tells() {
    for (token, words_in_the_end) in [
        ("tok_ok", ["captured", "refund_accepted", "refund_completed", "refund_settled"].as_slice()),
        ("tok_refund_fails", &["captured", "refund_accepted", "refund_failed"]),
        (
            "tok_refund_returns",
            &["captured", "refund_accepted", "refund_completed", "refund_settled", "refund_returned"],
        ),
    ] {
        let mut shop = Shop::open();
        let authorization = shop.authorized(1_000, token);
        let capture = shop.capture(&authorization, 1_000, true);
        let mut told = shop.done(&capture);
        shop.pass(DAY);
        let refund = shop.refund(&authorization, &authorization, 400);
        let name = shop.named(&refund);
        let mut bodies = shop.deliveries();
        for _ in 0..10 {
            shop.pass(DAY);
            bodies.extend(shop.deliveries());
        }
        let mut read_back = facts(shop.probe(&capture, &authorization));
        read_back.extend(facts(shop.probe(&refund, &name)));
        assert_eq!(words(&read_back), words_in_the_end, "{token}");
        told.extend(facts(shop.probe(&refund, "")));
        assert_eq!(set(&told), set(&read_back), "a search finds what a name finds");
        for order in permutations(bodies.len()) {
            let mut told = Vec::new();
            for at in order.iter().chain(&order) {
                let (_, body) = bodies[*at].clone();
                told.extend(shop.told(&body));
            }
            assert_eq!(set(&told), set(&read_back), "{token} {order:?}");
        }
    }
}

#[test]
fn captures_that_fail_late_are_undone_and_those_that_fail_before_are_told_the_same_way_everywhere() {
    for (token, minor) in [("tok_capture_fails", 1_000), ("tok_ok", 400_100), ("tok_capture_declined", 1_000)] {
        let mut shop = Shop::open();
        let authorization = shop.authorized(minor, token);
        let capture = shop.capture(&authorization, minor, true);
        assert_eq!(words(&shop.done(&capture)), ["captured"]);
        let mut told = Vec::new();
        for _ in 0..5 {
            shop.pass(DAY);
            for (_, body) in shop.deliveries() {
                told.extend(shop.told(&body));
            }
        }
        let read_back = facts(shop.probe(&capture, &authorization));
        assert_eq!(words(&read_back), ["captured", "capture_reversed"], "{token}");
        assert_eq!(set(&told), set(&read_back), "{token}");
        let refund = shop.refund(&authorization, &authorization, 1);
        assert_eq!(words(&shop.done(&refund)), ["refund_failed"]);
    }
}

#[test]
fn disputes_are_told_with_their_money() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(1_000, "tok_ok");
    let part = shop.capture(&authorization, 600, false);
    let name = shop.named(&part);
    shop.pass(DAY);
    shop.deliveries();
    let mut step = |act: &dyn Fn(&mut recoup_sandbox::Bank)| {
        shop.desk.at_bank(act);
        shop.pass(HOUR);
        let bodies = shop.deliveries();
        bodies.iter().flat_map(|(_, body)| shop.told(body)).collect::<Vec<_>>()
    };
    let id = std::cell::RefCell::new(String::new());
    let opened = step(&|bank| {
        let capture = bank.captures()[0].id.clone();
        let (reason, stage) = (DisputeReason::Fraud, recoup_sandbox::DisputeStage::Chargeback);
        let asked = DisputeAsked { amount_minor: Some(500), ..DisputeAsked::whole(&capture, stage, reason) };
        *id.borrow_mut() = bank.open_dispute(&asked).expect("it is opened").id.clone();
    });
    assert_eq!(words(&opened), ["dispute_opened", "dispute_funds_withdrawn"]);
    assert!(opened.iter().all(|fact| fact.ours == reference(&part).as_str() && fact.parent == name));
    assert!(opened.iter().all(|fact| fact.amount.is_some_and(|amount| amount.amount_minor == 500)));
    let won = step(&|bank| assert!(bank.decide_dispute(&id.borrow(), true).is_ok()));
    assert_eq!(&words(&won)[2..], ["dispute_funds_reinstated", "dispute_closed"]);
    assert!(matches!(won[3].what, What::DisputeClosed { end: DisputeEnd::Won, .. }));
    assert!(won[..2].iter().zip(&opened).all(|(later, first)| later.key() == first.key()));
    let further = step(&|bank| {
        let stage = recoup_sandbox::DisputeStage::PreArbitration;
        assert!(bank.escalate_dispute(&id.borrow(), stage, None).is_ok());
    });
    assert_eq!(words(&further), ["dispute_opened", "dispute_funds_withdrawn"]);
    assert!(matches!(further[0].what, What::DisputeOpened { stage: DisputeStage::PreArbitration, .. }));
    assert_ne!(further[0].subject, opened[0].subject, "the next stage is a dispute of its own");
    let lost = step(&|bank| assert!(bank.decide_dispute(&id.borrow(), false).is_ok()));
    assert!(matches!(lost[2].what, What::DisputeClosed { end: DisputeEnd::Lost, .. }));
}

#[test]
fn an_inquiry_moves_no_money_until_it_is_given_in_to() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(1_000, "tok_inquiry");
    let capture = shop.capture(&authorization, 1_000, true);
    shop.done(&capture);
    shop.pass(DAY);
    let mut told: Vec<_> = shop.deliveries().iter().flat_map(|(_, body)| shop.told(body)).collect();
    assert_eq!(words(&told), ["captured", "dispute_opened"]);
    shop.desk.at_bank(|bank| {
        let id = bank.disputes()[0].id.clone();
        assert!(bank.accept_dispute(&id).is_ok());
    });
    told = shop.deliveries().iter().flat_map(|(_, body)| shop.told(body)).collect();
    assert_eq!(words(&told), ["dispute_opened", "dispute_funds_withdrawn", "dispute_closed"]);
}

#[test]
fn a_disbursement_proves_its_refunds_and_its_report_sums_to_it() {
    let fees = FeePlan { capture_basis_points: 290, capture_minor: 30, refund_minor: -10, ..FeePlan::default() };
    let mut shop = Shop::with(|config| config.fees = fees);
    let mut names = Vec::new();
    for minor in [10_000, 2_050, 999] {
        let authorization = shop.authorized(minor, "tok_ok");
        let capture = shop.capture(&authorization, minor, true);
        names.push(shop.named(&capture));
    }
    shop.pass(DAY);
    let refund = shop.refund(&names[0].clone(), &names[0].clone(), 1_234);
    let refunded = shop.named(&refund);
    for _ in 0..3 {
        shop.deliveries();
        shop.pass(DAY);
    }
    shop.deliveries();
    shop.desk.at_bank(|bank| assert_eq!(bank.close_batch().len(), 1));
    let bodies = shop.deliveries();
    let [(kind, body)] = bodies.as_slice() else { panic!("{bodies:?}") };
    assert_eq!(*kind, "disbursement");
    let told = shop.told(body);
    assert_eq!(told.iter().filter(|fact| matches!(fact.what, What::Captured)).count(), 3);
    assert!(told.iter().any(|fact| fact.subject == refunded && matches!(fact.what, What::RefundSettled { .. })));

    let (file, payout) = shop.report_of(body);
    let items: Vec<Item> = Braintree.read_report("disbursement", Box::new(file.as_bytes())).expect("known").collect();
    let lines: Vec<_> =
        items.iter().filter_map(|item| if let Item::Line(line) = item { Some(line) } else { None }).collect();
    assert_eq!(lines.len(), 5, "{items:?}");
    for line in &lines {
        assert_eq!(line.net.amount_minor, line.gross.amount_minor + line.fee.amount_minor, "{line:?}");
    }
    let sum: i64 = lines.iter().map(|line| line.net.amount_minor).sum();
    assert_eq!(sum, 0, "the payout takes exactly what its rows brought");
    assert!(lines.iter().any(|line| line.kind == LineKind::Refund && line.ours == reference(&refund).as_str()));
    let Some(Item::Total(total)) = items.last() else { panic!("{items:?}") };
    assert!(total.fits() && total.told_minor == payout, "{total:?}");
}

#[test]
fn a_replaced_secret_signs_beside_the_new_one() {
    let mut shop = Shop::open();
    let renew = WebhookEndpoint { url: "http://shop/".to_owned(), secret: "pub_new|priv_new".to_owned() };
    shop.pass(0);
    shop.desk.put_webhook_endpoint(&renew);
    let authorization = shop.authorized(1_000, "tok_ok");
    let capture = shop.capture(&authorization, 1_000, true);
    shop.done(&capture);
    shop.pass(13 * HOUR);
    let sent = shop.desk.due(shop.now.as_microsecond());
    let body = sent[0].body.to_string();
    assert_eq!(shop.judge(&body), Verdict::Genuine, "the old pair is still good for a day");
    shop.pass(25 * HOUR);
    let later = shop.authorized(1_000, "tok_ok");
    let capture = shop.capture(&later, 1_000, true);
    shop.done(&capture);
    shop.pass(13 * HOUR);
    let sent = shop.desk.due(shop.now.as_microsecond());
    let body = sent.last().expect("one is due").body.to_string();
    assert!(matches!(shop.judge(&body), Verdict::Forged { .. }), "only the new pair signs now");
    shop.account.webhook_secrets = vec!["pub_new|priv_new".to_owned()];
    assert_eq!(shop.judge(&body), Verdict::Genuine);
}

#[test]
fn an_old_notification_a_changed_one_and_one_cut_off_are_not_believed() {
    let mut shop = Shop::open();
    let authorization = shop.authorized(1_000, "tok_ok");
    let capture = shop.capture(&authorization, 1_000, true);
    shop.done(&capture);
    shop.pass(13 * HOUR);
    let (_, body) = shop.deliveries().remove(0);
    for cut in [0, 20, body.len() / 2, body.len() - 1] {
        assert!(matches!(shop.judge(&body[..cut]), Verdict::Forged { .. }), "{cut}");
    }
    shop.pass(2 * DAY);
    assert!(matches!(shop.judge(&body), Verdict::Forged { .. }), "it is too old");
    let delivery = Delivery { headers: &[], body: &body.as_bytes()[..body.len() / 2] };
    let readings = Braintree.read_delivery(&delivery, &shop.account);
    assert!(matches!(readings.as_slice(), [Reading::Unreadable { .. }]), "{readings:?}");
}

/// Every order of so many things.
fn permutations(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for at in 0..count {
        let insert = |order: &Vec<usize>| {
            (0..=order.len())
                .map(|place| {
                    let mut order = order.clone();
                    order.insert(place, at);
                    order
                })
                .collect::<Vec<_>>()
        };
        all = all.iter().flat_map(insert).collect();
    }
    all
}
