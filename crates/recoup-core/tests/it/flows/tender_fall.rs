//! A part that fails for good goes back by another way, and nothing is paid twice, whatever is told later.

use recoup_core::actor::{Actor, Role};
use recoup_core::approval::Verdict;
use recoup_core::decision::Answer;
use recoup_core::effect::Alarm;
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::Currency;
use recoup_core::payment::RefundStatus;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund_after::RetryRefund;
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};
use recoup_core::refusal::Refusal;
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::{Falls, Part, Strategy};
use recoup_core::timer::RingTimer;

use super::people;
use super::stage::{Stage, admin, gateway_route};
use super::tender_refund::{all_captured, amount, ask, at_once, decide, four, large, lines, run, told};

fn approver() -> Actor {
    Actor::user("cid", &[Role::Approver])
}

/// By rule: oldest first, and what fails falls so.
fn rule(s: &mut Stage, falls: Falls) {
    let then = Outcome::Allocate { over: Strategy::OldestFirst, falls };
    let rules = vec![Rule { name: "all".to_owned(), when: "true".to_owned(), then }];
    let document = Document { kind: PolicyKind::RefundRouting, effective_from: None, rules };
    s.shop.run(&admin(), ProposePolicy { document }).expect("a valid document");
    decide(s, &approver(), Verdict::Approve).expect("another person");
}

/// A part of 30.00 of the first card, of an order over four tenders; what falls, falls so.
fn part(falls: Falls) -> (Stage, Part) {
    let mut s = four();
    rule(&mut s, falls);
    let id = s.order.clone();
    let done = run(&mut s, &admin(), ask(&id, amount(3_000), None)).expect("there is enough");
    (s, done.parts[0].clone())
}

fn fails(s: &mut Stage, part: &Part, code: &str) {
    told(&mut s.shop, part.refund.as_str(), What::RefundFailed { code: code.to_owned() });
}

/// Rings what is due in an hour; whether anything was set.
fn an_hour_later(s: &mut Stage, part: &Part) -> bool {
    let alarm = Alarm::FallThrough { payment: part.payment.clone(), refund: part.refund.clone() };
    let Some(timer) = s.shop.timers.remove(&alarm.timer_id()) else { return false };
    s.shop.now = s.shop.now.max(timer.due_at);
    s.shop.run(&people::timer(), RingTimer { alarm: timer.alarm }).expect("it rings");
    true
}

fn status(s: &Stage, part: &Part) -> RefundStatus {
    s.shop.payment(&part.payment).refund(&part.refund).expect("a refund").status
}

/// The part of the newest allocation that stands now.
fn stands(s: &Stage) -> Part {
    s.shop.order(&s.order).tenders.allocations[0].parts[0].clone()
}

fn owed(s: &Stage) -> i64 {
    i64::try_from(-s.shop.books.total(Account::RefundsPayable, Currency::EUR)).expect("small")
}

fn elsewhere(s: &mut Stage, refund: &Id, to: To) -> Result<Answer, Refusal> {
    let reason = "the card is closed".to_owned();
    s.shop.run(&admin(), MoveRefund { refund: refund.clone(), to, reason })
}

#[test]
fn by_rule_a_part_falls_to_the_next_tender() {
    let (mut s, part) = part(Falls::NextTender);
    fails(&mut s, &part, "account_closed");
    assert_eq!((status(&s, &part), owed(&s)), (RefundStatus::Failed, 3_000));
    assert!(an_hour_later(&mut s, &part));
    let next = stands(&s);
    // The balance of 20.00 has no room for it, the other card has.
    assert_eq!(next.payment, s.shop.order(&s.order).payments[2]);
    assert_eq!((status(&s, &part), status(&s, &next)), (RefundStatus::Canceled, RefundStatus::Sending));
    assert_eq!((owed(&s), s.shop.order(&s.order).refunded_minor), (3_000, 3_000));
    told(&mut s.shop, next.refund.as_str(), What::RefundSettled { evidence: "arn".to_owned() });
    assert_eq!(owed(&s), 0);
    // The first card pays after all: that is a loss in the open, and nothing is owed or refunded twice.
    told(&mut s.shop, part.refund.as_str(), What::RefundSettled { evidence: "late".to_owned() });
    assert_eq!(s.shop.books.total(Account::DuplicateRefundLoss, Currency::EUR), 3_000);
    assert_eq!((owed(&s), s.shop.order(&s.order).refunded_minor), (0, 3_000));
}

#[test]
fn a_word_that_comes_within_the_hour_keeps_it_where_it_is() {
    let (mut s, part) = part(Falls::NextTender);
    fails(&mut s, &part, "account_closed");
    s.shop.run(&admin(), RetryRefund { refund: part.refund.clone() }).expect("it failed");
    assert!(an_hour_later(&mut s, &part));
    assert_eq!((stands(&s), status(&s, &part)), (part.clone(), RefundStatus::Sending));
    // And what is told of the failure again sets no second timer.
    let again = format!("{}.1", part.refund);
    told(&mut s.shop, &again, What::RefundFailed { code: "account_closed".to_owned() });
    told(&mut s.shop, &again, What::RefundFailed { code: "account_closed".to_owned() });
    assert!(an_hour_later(&mut s, &part) && !an_hour_later(&mut s, &part));
    assert_eq!(status(&s, &part), RefundStatus::Canceled);
}

#[test]
fn by_rule_a_part_falls_to_the_balance() {
    let (mut s, part) = part(Falls::Balance);
    fails(&mut s, &part, "Account_Closed");
    assert!(an_hour_later(&mut s, &part));
    assert_eq!((status(&s, &part), owed(&s)), (RefundStatus::Credited, 0));
    assert_eq!(s.shop.customers().next().expect("a customer").balance_minor(Currency::EUR), 3_000);
}

#[test]
fn what_may_succeed_again_or_is_left_to_a_person_stays() {
    for (falls, code) in [(Falls::Operator, "account_closed"), (Falls::NextTender, "insufficient_funds")] {
        let (mut s, part) = part(falls);
        fails(&mut s, &part, code);
        assert!(!an_hour_later(&mut s, &part), "{code}");
        assert_eq!((status(&s, &part), owed(&s)), (RefundStatus::Failed, 3_000));
    }
}

/// No tender twice: where all have failed, a person is asked.
#[test]
fn a_part_does_not_fall_in_a_circle() {
    let tenders = vec![at_once(5_000, gateway_route()), at_once(5_000, gateway_route())];
    let mut s = Stage::with_tenders(10_000, tenders);
    let id = s.order.clone();
    all_captured(&mut s.shop, &id);
    rule(&mut s, Falls::NextTender);
    run(&mut s, &admin(), ask(&id, amount(4_000), None)).expect("there is enough");
    for turn in 0..2 {
        let part = stands(&s);
        assert_eq!(part.payment, s.shop.order(&id).payments[turn]);
        fails(&mut s, &part, "account_closed");
        assert!(an_hour_later(&mut s, &part));
    }
    let reasons: Vec<&str> = s.shop.last.attentions.iter().map(|a| a.reason.as_str()).collect();
    assert_eq!((reasons, owed(&s)), (vec!["refund_cannot_fall_through"], 4_000));
    assert!(s.shop.timers.values().all(|timer| timer.alarm.word() != "fall_through"));
}

#[test]
fn a_person_moves_what_failed() {
    let (mut s, part) = part(Falls::Operator);
    let payments = s.shop.order(&s.order).payments.clone();
    let to = |n: usize| To::Tender { payment: Some(payments[n].clone()) };
    let code = |done: Result<Answer, Refusal>| done.map(drop).map_err(|refusal| refusal.code());
    assert_eq!(code(elsewhere(&mut s, &part.refund, to(2))), Err("not_in_state"), "it is under way");
    fails(&mut s, &part, "refused");
    assert_eq!(code(elsewhere(&mut s, &part.refund, to(0))), Err("invalid"), "its own");
    assert_eq!(code(elsewhere(&mut s, &part.refund, to(1))), Err("exceeds_refundable"), "20.00 only");
    let other = To::Tender { payment: Some(s.shop.payments().next().expect("a payment").id.clone()) };
    assert_eq!(code(elsewhere(&mut s, &part.refund, other)), Err("invalid"), "of another order");
    assert_eq!(code(elsewhere(&mut s, &part.refund, to(2))), Ok(()));
    assert_eq!((status(&s, &part), owed(&s)), (RefundStatus::Canceled, 3_000));
    assert_eq!(code(elsewhere(&mut s, &part.refund, to(2))), Err("not_in_state"), "it moved");
    let next = stands(&s);
    fails(&mut s, &next, "refused");
    assert_eq!(code(elsewhere(&mut s, &next.refund, To::Balance)), Ok(()));
    assert_eq!((status(&s, &next), owed(&s)), (RefundStatus::Credited, 0));
}

/// Units go with the amount, and come back with it.
#[test]
fn lines_move_with_what_failed() {
    let mut s = four();
    let id = s.order.clone();
    let done =
        run(&mut s, &admin(), ask(&id, lines(1, 1, None), Some(Strategy::OldestFirst))).expect("there is enough");
    let before = s.shop.order(&id).line(1).expect("line 1").clone();
    fails(&mut s, &done.parts[0], "refused");
    elsewhere(&mut s, &done.parts[0].refund, To::Tender { payment: None }).expect("the other card has room");
    assert_eq!(*s.shop.order(&id).line(1).expect("line 1"), before);
}

/// Where the policy wants another person, both wait: what failed stays owed until the yes, and a retry meanwhile makes the
/// yes too late.
#[test]
fn a_large_one_is_moved_by_two() {
    for meanwhile in ["nothing", "retried", "no"] {
        let (mut s, id) = large();
        run(&mut s, &admin(), ask(&id, amount(30_000), Some(Strategy::OldestFirst))).expect("allowed");
        let part = stands(&s);
        let more = ask(&id, amount(1_000), Some(Strategy::NewestFirst));
        run(&mut s, &admin(), more).expect("allowed");
        fails(&mut s, &part, "refused");
        // What failed does not count beside what stands in for it; support alone may not move so much.
        let support = Actor::user("sue", &[Role::Support]);
        let ask = MoveRefund {
            refund: part.refund.clone(),
            to: To::Tender { payment: None },
            reason: "the card is closed".to_owned(),
        };
        s.shop.run(&support, ask).expect("a question");
        assert_eq!((status(&s, &part), owed(&s)), (RefundStatus::Failed, 31_000));
        if meanwhile == "retried" {
            s.shop.run(&admin(), RetryRefund { refund: part.refund.clone() }).expect("it failed");
        }
        let verdict = if meanwhile == "no" { Verdict::Reject } else { Verdict::Approve };
        let done = decide(&mut s, &approver(), verdict).map(drop).map_err(|refusal| refusal.code());
        assert_eq!(done, if meanwhile == "retried" { Err("not_in_state") } else { Ok(()) }, "{meanwhile}");
        assert_eq!(owed(&s), 31_000, "{meanwhile}");
        let moved = status(&s, &part) == RefundStatus::Canceled;
        assert_eq!(moved, meanwhile == "nothing", "{meanwhile}");
    }
}
