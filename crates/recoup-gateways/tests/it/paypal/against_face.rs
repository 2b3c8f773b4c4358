//! The adapter against the sandbox's face of PayPal.

use recoup_core::effect::Effect;
use recoup_core::payment::facts::{Fact, What};
use recoup_gateways::paypal::PayPal;
use recoup_gateways::report::Item;
use recoup_gateways::{Gateway, Outcome};
use recoup_sandbox::{
    CallFault, DisputeAsked, DisputeReason, DisputeStage, EffectKind, FeePlan, RowKind, WebhookEndpoint, WireRequest,
};

use super::effects::{PAYMENT, money};
use super::rig::{HOUR_US, Rig, ask, authorize, capture, refund, release, set, words};

fn code(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Facts(facts) => match &facts[0].what {
            What::Declined { code }
            | What::CaptureFailed { code }
            | What::ReleaseFailed { code }
            | What::RefundFailed { code } => code.clone(),
            other => other.word().to_owned(),
        },
        other => format!("{other:?}"),
    }
}

#[test]
fn a_life_is_told_the_same_by_replies_webhooks_and_looks() {
    let mut rig = Rig::new(|_| {});
    let mut said = rig.facts(&authorize("tok_ok"));
    let id = said[0].subject.clone();
    let captures = [capture(&id, 1, 400, false), capture(&id, 2, 500, true)];
    for effect in &captures {
        said.extend(rig.facts(effect));
    }
    let (first, second) = (said[1].subject.clone(), said[2].subject.clone());
    assert_eq!(code(&rig.run(&capture(&id, 3, 1, true))), "AUTHORIZATION_ALREADY_CAPTURED");
    let refunds = [refund(&id, &first, 1, 100), refund(&id, &first, 2, 300), refund(&id, &second, 3, 1)];
    for effect in &refunds {
        let facts = rig.facts(effect);
        assert_eq!(words(&facts), ["refund_accepted", "refund_completed"]);
        said.extend(facts);
    }
    assert_eq!(code(&rig.run(&refund(&id, &first, 4, 1))), "CAPTURE_FULLY_REFUNDED");
    assert_eq!(code(&rig.run(&refund(&id, &second, 5, 500))), "REFUND_AMOUNT_EXCEEDED");
    let mut told = rig.told();
    assert_eq!(set(&told), set(&said), "webhooks tell what the replies told");
    told.extend(told.clone());
    told.reverse();
    assert_eq!(set(&told), set(&said), "in any order and any number");
    let mut seen = rig.facts(&ask(&authorize("tok_ok"), &id));
    for effect in captures.iter().chain(&refunds) {
        let by_search = rig.facts(&ask(effect, ""));
        let by_name = rig.facts(&ask(effect, &by_search[0].subject));
        assert_eq!(by_search, by_name);
        seen.extend(by_search);
    }
    assert_eq!(set(&seen), set(&said), "a look tells the same");
    let truth = rig.desk.oracle(None);
    assert_eq!(truth.references[PAYMENT][&EffectKind::Authorization], 1);
}

#[test]
fn declines_carry_the_processors_words() {
    let mut rig = Rig::new(|_| {});
    for (token, expected) in [
        ("card/CCREJECT-IF", "5120/24"),
        ("card/tok_decline_lost_card", "9520/03"),
        ("card/tok_decline_fraud", "9500"),
        ("paypal/tok_decline_insufficient_funds", "INSTRUMENT_DECLINED"),
        ("card/nothing", "TOKEN_ID_NOT_FOUND"),
    ] {
        let mut effect = Effect { token: token.to_owned(), ..authorize("") };
        effect.operation.generation = u32::try_from(token.len()).expect("it is short");
        assert_eq!(code(&rig.run(&effect)), expected, "{token}");
    }
    assert!(rig.told().is_empty(), "nobody is told of what never stood");
}

/// What the engine does when it lost track: ask, and send again what never arrived.
fn resolved(rig: &mut Rig, effect: &Effect) -> Vec<Fact> {
    match rig.run(&ask(effect, "")) {
        Outcome::Facts(facts) => facts,
        Outcome::NeverArrived => rig.facts(effect),
        other => panic!("{other:?}"),
    }
}

#[test]
fn whatever_is_lost_is_done_once() {
    for fault in
        [CallFault::TimeoutBefore, CallFault::TimeoutAfter, CallFault::Error500Before, CallFault::Error500After]
    {
        let mut rig = Rig::new(|_| {});
        let lost = |rig: &mut Rig, effect: &Effect| {
            let outcome = rig.run_with(effect, Some(fault));
            assert!(matches!(outcome, Outcome::Unknown { .. }), "{fault:?}: {outcome:?}");
            rig.pass(HOUR_US / 60);
            resolved(rig, effect)
        };
        let facts = lost(&mut rig, &authorize("tok_ok"));
        assert_eq!(words(&facts), ["authorized"], "{fault:?}");
        let id = facts[0].subject.clone();
        let facts = lost(&mut rig, &capture(&id, 1, 600, false));
        assert_eq!(words(&facts), ["captured"], "{fault:?}");
        let captured = facts[0].subject.clone();
        let facts = lost(&mut rig, &refund(&id, &captured, 1, 200));
        assert_eq!(words(&facts), ["refund_accepted", "refund_completed"], "{fault:?}");
        assert_eq!(words(&lost(&mut rig, &release(&id))), ["released"], "{fault:?}");
        let references = rig.desk.oracle(None).references;
        for counts in references.values() {
            assert!(counts.values().all(|count| *count == 1), "{fault:?}: {references:?}");
        }
    }
}

#[test]
fn keys_are_good_for_as_long_as_paypal_keeps_them() {
    let mut rig = Rig::new(|_| {});
    let first = rig.facts(&authorize("tok_ok"));
    assert_eq!(rig.facts(&authorize("tok_ok")), first, "the same answer again");
    let other = Effect { amount: money(1100, "EUR"), ..authorize("tok_ok") };
    assert!(matches!(rig.run(&other), Outcome::Unknown { .. }), "the key with another amount");
    let id = first[0].subject.clone();
    let captured = rig.facts(&capture(&id, 1, 400, false));
    rig.pass(7 * HOUR_US);
    // The key is forgotten, and the number still stands in the way.
    assert!(matches!(rig.run(&authorize("tok_ok")), Outcome::Unknown { .. }));
    assert_eq!(rig.facts(&ask(&authorize("tok_ok"), "")), first, "the list of transactions has it by now");
    assert_eq!(rig.facts(&capture(&id, 1, 400, false)), captured, "payments remember for 45 days");
    rig.pass(46 * 24 * HOUR_US);
    // The authorization is gone as well; what was captured is found by the number of the capture.
    assert_eq!(rig.facts(&ask(&capture(&id, 1, 400, false), "")), captured);
}

#[test]
fn a_lost_order_that_paypal_forgot_is_looked_for_in_its_list() {
    for (fault, arrived) in [(CallFault::TimeoutBefore, false), (CallFault::TimeoutAfter, true)] {
        let mut rig = Rig::new(|_| {});
        // Others of the same hours, so that its list goes on over pages.
        for nth in 1..=1_100 {
            let mut other = authorize("tok_ok");
            other.operation.generation = nth;
            rig.facts(&other);
        }
        let asked = ask(&authorize("tok_ok"), "");
        assert!(matches!(rig.run_with(&authorize("tok_ok"), Some(fault)), Outcome::Unknown { .. }));
        rig.pass(6 * HOUR_US);
        match rig.run(&asked) {
            Outcome::NeverArrived => assert!(!arrived, "it is on one of the pages"),
            Outcome::Facts(facts) => assert!(arrived && words(&facts) == ["authorized"], "{facts:?}"),
            other => panic!("{other:?}"),
        }
        if !arrived {
            assert_eq!(words(&rig.facts(&authorize("tok_ok"))), ["authorized"]);
        }
        assert_eq!(rig.desk.bank().authorizations().len(), 1_101);
    }
}

#[test]
fn what_a_payer_must_do_is_waited_for_and_ends() {
    let mut rig = Rig::new(|_| {});
    let facts = rig.facts(&authorize("tok_action"));
    assert_eq!(words(&facts), ["action_required"]);
    let own = facts[0].subject.clone();
    assert_eq!(words(&rig.facts(&ask(&authorize("tok_action"), &own))), ["action_required"]);
    let order = own.strip_prefix("order/").expect("it is an order");
    let acted = WireRequest::new("POST", "/actions").with_body(format!(r#"{{"authorization":"{order}"}}"#));
    assert_eq!(rig.desk.handle(acted, rig.now_us).status(), Some(200));
    assert!(rig.told().is_empty(), "that the order is approved is no fact of ours");
    let facts = rig.facts(&ask(&authorize("tok_action"), &own));
    assert_eq!(words(&facts), ["authorized"]);
    assert_eq!(rig.facts(&ask(&authorize("tok_action"), &facts[0].subject)), facts);
    let mut rig = Rig::new(|_| {});
    let own = rig.facts(&authorize("tok_action"))[0].subject.clone();
    rig.pass(30 * 24 * HOUR_US);
    assert_eq!(words(&rig.facts(&ask(&authorize("tok_action"), &own))), ["expired"]);
    assert!(rig.told().is_empty());
}

#[test]
fn what_is_left_is_given_back_or_runs_out() {
    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_ok");
    rig.facts(&capture(&id, 1, 400, false));
    let released = rig.facts(&release(&id));
    assert_eq!(words(&released), ["released"]);
    assert_eq!(rig.facts(&ask(&release(&id), "")), released);
    let mut again = release(&id);
    again.operation.generation = 1;
    assert_eq!(words(&rig.facts(&again)), ["released"], "it is so already");
    assert_eq!(code(&rig.run(&capture(&id, 2, 100, true))), "AUTHORIZATION_VOIDED");
    let told = rig.told();
    assert_eq!(words(&told), ["authorized", "captured", "authorized", "released"]);
    assert_eq!(words(&rig.facts(&ask(&authorize("tok_ok"), &id))), ["authorized", "released"]);

    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_ok");
    rig.told();
    rig.pass(29 * 24 * HOUR_US);
    let told = rig.told();
    assert_eq!(words(&told), ["authorized", "expired"]);
    assert_eq!(set(&rig.facts(&ask(&authorize("tok_ok"), &id))), set(&told));
    assert_eq!(code(&rig.run(&capture(&id, 1, 100, true))), "AUTHORIZATION_EXPIRED");
    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_ok");
    rig.facts(&capture(&id, 1, 1000, true));
    assert_eq!(code(&rig.run(&release(&id))), "PREVIOUSLY_CAPTURED");
}

#[test]
fn captures_and_refunds_that_change_their_mind() {
    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_capture_declined");
    assert_eq!(words(&rig.facts(&capture(&id, 1, 400, true))), ["taken"]);
    rig.pass(2 * HOUR_US);
    assert_eq!(words(&rig.told()), ["authorized", "taken", "capture_failed"]);
    assert_eq!(words(&rig.facts(&ask(&capture(&id, 1, 400, true), ""))), ["capture_failed"]);

    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_capture_fails");
    let captured = rig.facts(&capture(&id, 1, 400, true));
    rig.pass(48 * HOUR_US);
    let told = rig.told();
    assert_eq!(words(&told), ["authorized", "captured", "capture_reversed"]);
    assert_eq!(told[2].subject, captured[0].subject);
    assert_eq!((told[2].ours.as_str(), told[2].amount), (captured[0].ours.as_str(), Some(money(400, "EUR"))));

    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_refund_fails");
    let captured = rig.facts(&capture(&id, 1, 400, true))[0].subject.clone();
    assert_eq!(code(&rig.run(&refund(&id, &captured, 1, 400))), "FAILED");

    let mut rig = Rig::new(|config| config.refund_completes_after_secs = 60);
    let id = rig.authorized("tok_refund_returns");
    let captured = rig.facts(&capture(&id, 1, 400, true))[0].subject.clone();
    assert_eq!(words(&rig.facts(&refund(&id, &captured, 1, 400))), ["refund_accepted"]);
    rig.pass(10 * 24 * HOUR_US);
    let told = rig.told();
    let expected =
        ["authorized", "captured", "refund_accepted", "refund_accepted", "refund_completed", "refund_failed"];
    assert_eq!(words(&told), expected);
    assert_eq!(words(&rig.facts(&ask(&refund(&id, &captured, 1, 400), ""))), ["refund_failed"]);
}

#[test]
fn disputes_are_told_stage_by_stage_until_they_are_decided() {
    for (won, end) in [(true, "won"), (false, "lost")] {
        let mut rig = Rig::new(|_| {});
        let id = rig.authorized("tok_ok");
        let captured = rig.facts(&capture(&id, 1, 400, true))[0].subject.clone();
        rig.told();
        let bank_id = rig.desk.bank().captures()[0].id.clone();
        let (reason, stage) = (DisputeReason::NotReceived, DisputeStage::Inquiry);
        let asked = DisputeAsked::whole(&bank_id, stage, reason);
        let dispute = rig.desk.at_bank(|bank| bank.open_dispute(&asked).expect("it opens").id.clone());
        let told = rig.told();
        assert_eq!(words(&told), ["dispute_opened"]);
        assert_eq!((told[0].parent.as_str(), told[0].ours.as_str()), (captured.as_str(), PAYMENT));
        assert_eq!(code(&rig.run(&refund(&id, &captured, 1, 100))), "TRANSACTION_DISPUTED");
        rig.pass(HOUR_US);
        rig.desk.at_bank(|bank| {
            bank.escalate_dispute(&dispute, DisputeStage::Chargeback, None).expect("it escalates");
        });
        let told = rig.told();
        assert_eq!(words(&told), ["dispute_opened", "dispute_opened", "dispute_funds_withdrawn"]);
        assert_eq!(code(&rig.run(&refund(&id, &captured, 2, 400))), "REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK");
        rig.pass(HOUR_US);
        rig.desk.at_bank(|bank| {
            bank.decide_dispute(&dispute, won).expect("it is decided");
        });
        let told = rig.told();
        let ends: Vec<_> = told.iter().filter(|fact| matches!(&fact.what, What::DisputeClosed { .. })).collect();
        assert!(serde_json::to_string(ends[0]).expect("JSON").contains(&format!(r#""end":"{end}""#)));
        assert_eq!(words(&told).contains(&"dispute_funds_reinstated"), won);
        // Each key once, whatever was told again.
        let keys: std::collections::BTreeSet<String> = told.iter().map(Fact::key).collect();
        assert_eq!(keys.len(), if won { 4 } else { 3 });
    }
}

#[test]
fn a_claim_that_is_accepted_is_refunded_by_paypal_itself() {
    let mut rig = Rig::new(|_| {});
    let id = rig.authorized("tok_inquiry");
    let captured = rig.facts(&capture(&id, 1, 400, true))[0].subject.clone();
    rig.pass(HOUR_US);
    let told = rig.told();
    assert_eq!(words(&told), ["authorized", "captured", "dispute_opened"]);
    let path = format!("/v1/customer/disputes/{}/accept-claim", told[2].subject);
    let accept = WireRequest::new("POST", &path).with_secret(&rig.account.session).with_body("{}");
    assert_eq!(rig.desk.handle(accept, rig.now_us).status(), Some(200));
    let told = rig.told();
    assert_eq!(words(&told), ["refund_accepted", "refund_completed", "dispute_opened", "dispute_closed"]);
    // Nobody here asked for it, so it has no reference of ours and is found by its capture.
    assert_eq!((told[0].ours.as_str(), told[0].parent.as_str()), ("", captured.as_str()));
}

#[test]
fn a_webhook_that_is_replaced_is_believed_under_both_ids() {
    let mut rig = Rig::new(|_| {});
    rig.authorized("tok_ok");
    rig.told();
    let endpoint = WebhookEndpoint { url: "http://recoup.test/".to_owned(), secret: "2NEW".to_owned() };
    rig.desk.put_webhook_endpoint(&endpoint);
    rig.account.settings.insert("webhook_id".to_owned(), "8PT597110X687430L, 2NEW".to_owned());
    let mut second = authorize("tok_ok");
    second.operation.generation = 1;
    rig.facts(&second);
    assert_eq!(words(&rig.told()), ["authorized"]);
}

#[test]
fn the_settlement_report_sums_to_what_moved() {
    let fees = FeePlan {
        capture_basis_points: 290,
        capture_minor: 30,
        refund_minor: -5,
        dispute_minor: 1500,
        dispute_reinstated_minor: -5,
        payout_minor: 0,
    };
    let mut rig = Rig::new(|config| config.fees = fees);
    let id = rig.authorized("tok_ok");
    let captured = rig.facts(&capture(&id, 1, 900, true))[0].subject.clone();
    rig.facts(&refund(&id, &captured, 1, 100));
    rig.pass(25 * HOUR_US);
    rig.desk.at_bank(|bank| bank.close_batch().len());
    rig.pass(48 * HOUR_US);
    let mut net_minor = 0;
    let mut kinds = Vec::new();
    for day in ["20261120", "20261121", "20261122"] {
        let target = format!("/ppreports/outgoing/STL-{day}.01.009.CSV");
        let request = WireRequest::new("GET", &target).with_secret(&rig.account.session);
        let file = rig.desk.handle(request, rig.now_us).body().expect("a file").to_owned();
        for item in PayPal.read_report("stl", Box::new(file.as_bytes())).expect("it is read") {
            match item {
                Item::Line(line) => {
                    net_minor += line.net.amount_minor;
                    kinds.push((format!("{:?}", line.kind), line.subject.clone()));
                }
                Item::Total(total) => assert!(total.fits(), "{total:?}"),
                other => panic!("{other:?}"),
            }
        }
    }
    let rows = rig.desk.bank().rows();
    let moved: i64 = rows.iter().filter(|row| row.kind != RowKind::PayoutFailed).map(|row| row.net_minor).sum();
    let paid: i64 = rig.desk.bank().payouts().iter().map(|payout| payout.net_minor).sum();
    assert_eq!(net_minor, moved - paid);
    let words: Vec<&str> = kinds.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(words, ["Charge", "Refund", "Payout"]);
    assert_eq!(kinds[0].1, captured);
}
