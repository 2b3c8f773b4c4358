//! Dual control: who must agree to what, and who may not, case by case.

use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::approval::{ApprovalStatus, Verdict};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::RefundStatus;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, Rule, Signature};
use recoup_core::timer::RingTimer;
use recoup_core::world::State;

use super::people::{account, timer};
use super::stage::{Stage, admin, tender};

fn support() -> Actor {
    Actor::user("sue", &[Role::Support])
}

fn cid() -> Actor {
    Actor::user("cid", &[Role::Approver])
}

fn dora() -> Actor {
    Actor::user("dora", &[Role::Finance])
}

/// Asks as somebody and says which rule matched, and whether it waits.
fn ruled(s: &mut Stage, who: &Actor, amount: i64, reason: &str) -> (String, bool) {
    let ask = s.ask_refund(HowMuch::Amount { amount_minor: amount, currency: None });
    s.shop.run(who, RequestRefund { reason: reason.to_owned(), ..ask }).expect("it is allowed or asked");
    let refund = s.shop.payment(&s.payment).refunds.last().expect("a refund");
    let rule = refund.ruled_by.rsplit('/').next().unwrap_or_default().to_owned();
    (rule, refund.status == RefundStatus::AwaitingApproval)
}

#[test]
fn the_tiers_of_the_default_policy() {
    for (who, amount, reason, rule, waits) in [
        (support(), 9_999, "damaged", "otherwise", false),
        (support(), 10_000, "damaged", "above-support-limit", true),
        (admin(), 10_000, "damaged", "otherwise", false),
        (admin(), 49_999, "damaged", "otherwise", false),
        (admin(), 50_000, "damaged", "large", true),
        (admin(), 499_999, "damaged", "large", true),
        (admin(), 500_000, "damaged", "very-large", true),
        (admin(), 4_999, "goodwill", "otherwise", false),
        (admin(), 5_000, "goodwill", "goodwill", true),
    ] {
        let mut s = Stage::captured(600_000);
        assert_eq!(ruled(&mut s, &who, amount, reason), (rule.to_owned(), waits), "{amount} {reason}");
    }
}

#[test]
fn small_refunds_of_one_payment_count_together() {
    let mut s = Stage::captured(600_000);
    let asked: Vec<_> = [4_000, 4_000, 4_000].map(|amount| ruled(&mut s, &support(), amount, "damaged").1).to_vec();
    assert_eq!(asked, [false, false, true]);
    // What a person approved is no longer splitting.
    assert!(!ruled(&mut s, &support(), 1_000, "damaged").1);
    assert!(ruled(&mut s, &support(), 1_000, "damaged").1);
}

/// A refund that waits, asked for by the admin, and its approval.
fn asked(amount: i64) -> (Stage, Id) {
    let mut s = Stage::captured(600_000);
    s.refund(amount);
    let approval = s.shop.approvals().next().expect("it needs approval").id.clone();
    (s, approval)
}

fn say(s: &mut Stage, who: &Actor, approval: &Id, verdict: Verdict) -> Result<ApprovalStatus, &'static str> {
    let reason = "looked at it".to_owned();
    let ask = DecideApproval { approval: approval.clone(), verdict, reason, request_hash: None };
    s.shop.run(who, ask).map_err(|refusal| refusal.code())?;
    Ok(s.shop.approvals().find(|a| a.id == *approval).expect("an approval").status)
}

fn yes(s: &mut Stage, who: &Actor, approval: &Id) -> Result<ApprovalStatus, &'static str> {
    say(s, who, approval, Verdict::Approve)
}

fn status(s: &Stage) -> RefundStatus {
    s.shop.payment(&s.payment).refunds.last().expect("a refund").status
}

#[test]
fn who_may_approve() {
    let key = |id: &str, person: &str| account(ActorKind::ApiKey, id, person, &[Role::Approver]);
    let mut limited = cid();
    limited.ceilings_minor = vec![("EUR".to_owned(), 59_999)];
    let mut other_currency = cid();
    other_currency.ceilings_minor = vec![("JPY".to_owned(), 1)];
    for (who, answer) in [
        (cid(), Ok(ApprovalStatus::Approved)),
        (key("key-of-cid", "cid"), Ok(ApprovalStatus::Approved)),
        (other_currency, Err("exceeds_ceiling")),
        (dora(), Err("role_missing")),
        (support(), Err("role_missing")),
        (Actor::user("adam", &[Role::Approver]), Err("self_approval")),
        (key("another-key-of-adam", "adam"), Err("self_approval")),
        (key("nobody's-key", ""), Err("role_missing")),
        (timer(), Err("role_missing")),
        (limited, Err("exceeds_ceiling")),
    ] {
        let (mut s, approval) = asked(60_000);
        assert_eq!(yes(&mut s, &who, &approval), answer, "{who:?}");
        let want = if answer.is_ok() { RefundStatus::Sending } else { RefundStatus::AwaitingApproval };
        assert_eq!(status(&s), want, "{who:?}");
    }
}

#[test]
fn a_key_without_a_person_cannot_answer_for_itself() {
    let mut s = Stage::captured(600_000);
    let shop = account(ActorKind::ApiKey, "shop", "", &[Role::BillingAdmin, Role::Approver]);
    s.refund_as(&shop, 60_000);
    let approval = s.shop.approvals().next().expect("it needs approval").id.clone();
    assert_eq!(yes(&mut s, &shop, &approval), Err("role_missing"));
    // Another program, also without a person, cannot take the question back either.
    let other = account(ActorKind::ApiKey, "other", "", &[Role::BillingAdmin]);
    let withdraw = WithdrawApproval { approval: approval.clone() };
    assert_eq!(s.shop.run(&other, withdraw.clone()).map_err(|r| r.code()), Err("role_missing"));
    s.shop.run(&shop, withdraw).expect("its own question");
    assert_eq!(status(&s), RefundStatus::Canceled);
}

#[test]
fn two_persons_are_two_persons() {
    let (mut s, approval) = asked(500_000);
    let again = account(ActorKind::ApiKey, "key-of-cid", "cid", &[Role::Approver]);
    assert_eq!(yes(&mut s, &cid(), &approval), Ok(ApprovalStatus::Open));
    assert_eq!(status(&s), RefundStatus::AwaitingApproval);
    assert_eq!(yes(&mut s, &cid(), &approval), Err("already_answered"));
    assert_eq!(yes(&mut s, &again, &approval), Err("already_answered"));
    assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Approved));
    assert_eq!(status(&s), RefundStatus::Sending);
    assert_eq!(yes(&mut s, &Actor::user("eve", &[Role::Finance]), &approval), Err("not_in_state"));
}

#[test]
fn one_no_is_enough_and_gives_the_amount_back() {
    let (mut s, approval) = asked(500_000);
    assert_eq!(s.shop.payment(&s.payment).refundable_minor(), 100_000);
    assert_eq!(yes(&mut s, &cid(), &approval), Ok(ApprovalStatus::Open));
    assert_eq!(say(&mut s, &dora(), &approval, Verdict::Reject), Ok(ApprovalStatus::Rejected));
    assert_eq!((status(&s), s.shop.payment(&s.payment).refundable_minor()), (RefundStatus::Rejected, 600_000));
}

#[test]
fn too_late_is_no() {
    let (mut s, approval) = asked(60_000);
    let alarm = s.shop.timers.values().find(|t| t.alarm.stream() == &approval).expect("a timer").alarm.clone();
    s.shop.advance(3 * 86_400);
    // The timer has not rung yet; the time is over all the same.
    assert_eq!(yes(&mut s, &cid(), &approval), Err("not_in_state"));
    s.shop.run(&timer(), RingTimer { alarm }).expect("it rings");
    assert_eq!(status(&s), RefundStatus::Rejected);
    assert_eq!(yes(&mut s, &cid(), &approval), Err("not_in_state"));
}

#[test]
fn an_approval_is_bound_to_what_was_seen() {
    let (mut s, approval) = asked(60_000);
    let hash = s.shop.approvals().next().expect("an approval").request_hash.clone();
    let ask = |hash: &str| DecideApproval {
        approval: approval.clone(),
        verdict: Verdict::Approve,
        reason: String::new(),
        request_hash: Some(hash.to_owned()),
    };
    assert_eq!(s.shop.run(&cid(), ask("another")).map_err(|r| r.code()), Err("approval_stale"));
    s.shop.run(&cid(), ask(&hash)).expect("the same content");
}

#[test]
fn an_exception_names_the_rule_that_says_no() {
    let with = |rule: &str| Some(Exception { rule: rule.to_owned(), reason: "a friend".to_owned() });
    for (exception, answer) in [
        (None, Err("policy_denied")),
        (with("large"), Err("exception_unfit")),
        (with("too-late"), Ok(RefundStatus::AwaitingApproval)),
    ] {
        let mut s = Stage::captured(600_000);
        s.shop.advance(400 * 86_400);
        let ask = s.ask_refund(HowMuch::Amount { amount_minor: 100, currency: None });
        let done = s.shop.run(&admin(), RequestRefund { exception, ..ask }).map_err(|r| r.code());
        assert_eq!(done.map(|_| status(&s)), answer);
        if answer.is_ok() {
            let approval = s.shop.approvals().next().expect("an approval").id.clone();
            assert_eq!(yes(&mut s, &cid(), &approval), Err("role_missing"));
            assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Approved));
        }
    }
}

/// A refund of a payment that is too old for refunds, asked for with an exception.
fn asked_late(amount_minor: i64) -> (Stage, Id) {
    let mut s = Stage::captured(2_000_000);
    s.shop.advance(366 * 86_400);
    let exception = Some(Exception { rule: "too-late".to_owned(), reason: "a friend".to_owned() });
    let ask = s.ask_refund(HowMuch::Amount { amount_minor, currency: None });
    s.shop.run(&admin(), RequestRefund { exception, ..ask }).expect("an exception can be asked for");
    let approval = s.shop.approvals().next().expect("it needs approval").id.clone();
    (s, approval)
}

#[test]
fn an_exception_sets_one_rule_aside_and_no_other() {
    // In time, very-large takes two of approver or finance. Late, both must also be able to grant exceptions.
    let (mut s, approval) = asked_late(1_000_000);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].ruled_by, "refund_approval@0/very-large");
    assert_eq!(yes(&mut s, &cid(), &approval), Err("role_missing"));
    assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Open));
    assert_eq!(yes(&mut s, &Actor::user("eve", &[Role::Finance]), &approval), Ok(ApprovalStatus::Approved));
    assert_eq!(status(&s), RefundStatus::Sending);
}

#[test]
fn an_exception_that_no_role_shares_takes_one_person_more() {
    // In time, large takes one approver. Late, finance must agree as well, in any order.
    let eve = Actor::user("eve", &[Role::Finance]);
    let max = Actor::user("max", &[Role::Approver, Role::Finance]);
    for (answers, last) in [
        (vec![(cid(), Ok(ApprovalStatus::Open))], (dora(), Ok(ApprovalStatus::Approved))),
        (vec![(dora(), Ok(ApprovalStatus::Open)), (eve, Err("role_missing"))], (cid(), Ok(ApprovalStatus::Approved))),
        (vec![(max.clone(), Ok(ApprovalStatus::Open))], (cid(), Ok(ApprovalStatus::Approved))),
        (vec![(dora(), Ok(ApprovalStatus::Open))], (max, Ok(ApprovalStatus::Approved))),
    ] {
        let (mut s, approval) = asked_late(60_000);
        for (who, answer) in answers.into_iter().chain([last]) {
            assert_eq!(yes(&mut s, &who, &approval), answer, "{who:?}");
        }
    }
    let (mut s, approval) = asked_late(60_000);
    assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Open));
    let no = say(&mut s, &Actor::user("eve", &[Role::Finance]), &approval, Verdict::Reject);
    assert_eq!(no, Ok(ApprovalStatus::Rejected), "one no is enough, whoever may decide");
}

#[test]
fn an_exception_where_nothing_says_no_is_not_dropped_silently() {
    let mut s = Stage::captured(600_000);
    let exception = Some(Exception { rule: "too-late".to_owned(), reason: "a friend".to_owned() });
    let ask = s.ask_refund(HowMuch::Amount { amount_minor: 100, currency: None });
    let done = s.shop.run(&admin(), RequestRefund { exception, ..ask }).map_err(|r| r.code());
    assert_eq!(done, Err("exception_unfit"));
}

#[test]
fn a_refund_whose_capture_was_undone_is_not_approved_or_sent() {
    let (mut s, approval) = asked(60_000);
    let capture = s.first_capture();
    s.tell(&capture, What::CaptureReversed);
    assert_eq!(yes(&mut s, &cid(), &approval), Err("exceeds_refundable"));
    assert_eq!(status(&s), RefundStatus::AwaitingApproval);
    assert_eq!(say(&mut s, &cid(), &approval, Verdict::Reject), Ok(ApprovalStatus::Rejected));
}

#[test]
fn the_share_of_the_order_counts_the_refunds_of_all_its_payments() {
    let till = || Route::Offline { account: "till".to_owned() };
    let mut s = Stage::with_tenders(1_000, vec![tender(100, till()), tender(900, till())]);
    let ids = s.shop.order(&s.order).payments.clone();
    for (id, amount) in ids.iter().zip([100, 900]) {
        s.payment = id.clone();
        s.capture(amount, true);
    }
    let then = Outcome::Approve { by: vec![Role::Finance], persons: 1, expires_secs: 600 };
    let rules = vec![Rule { name: "half".to_owned(), when: "order_share_percent > 50".to_owned(), then }];
    let document = Document { kind: PolicyKind::RefundApproval, effective_from: None, rules };
    s.shop.run(&admin(), ProposePolicy { document }).expect("a proposal");
    let approval = s.shop.approvals().next().expect("an approval").id.clone();
    assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Approved));
    s.payment = ids[0].clone();
    assert_eq!(ruled(&mut s, &admin(), 100, "damaged"), ("otherwise".to_owned(), false), "a tenth of the order");
    s.payment = ids[1].clone();
    assert_eq!(ruled(&mut s, &admin(), 400, "damaged"), ("otherwise".to_owned(), false), "half of it");
    assert_eq!(ruled(&mut s, &admin(), 1, "damaged"), ("half".to_owned(), true), "one more");
}

#[test]
fn a_policy_begins_when_it_says_and_names_its_people() {
    let mut s = Stage::captured(600_000);
    let then = Outcome::Approve { by: vec![Role::Finance], persons: 1, expires_secs: 600 };
    let rules = vec![Rule { name: "everything".to_owned(), when: "true".to_owned(), then }];
    let from = |days: i64| Some(s.shop.now + jiff::SignedDuration::from_hours(24 * days));
    let (yesterday, tomorrow) = (from(-1), from(1));
    let document = |effective_from| Document { kind: PolicyKind::RefundApproval, effective_from, rules: rules.clone() };
    let past = s.shop.run(&admin(), ProposePolicy { document: document(yesterday) }).map_err(|r| r.code());
    assert_eq!(past, Err("policy_invalid"));
    s.shop.run(&admin(), ProposePolicy { document: document(tomorrow) }).expect("a proposal");
    let approval = s.shop.approvals().next().expect("an approval").id.clone();
    assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Approved));
    assert_eq!(ruled(&mut s, &admin(), 100, "damaged"), ("otherwise".to_owned(), false), "it has not begun");
    s.shop.advance(86_400);
    assert_eq!(ruled(&mut s, &admin(), 100, "damaged"), ("everything".to_owned(), true));
    let stream = &s.shop.streams[&PolicyKind::RefundApproval.stream()];
    let State::Policy(policy) = &stream.state else { panic!("a policy") };
    let who = |signature: &Option<Signature>| signature.as_ref().map(|s| s.by.clone()).unwrap_or_default();
    let version = &policy.versions[0];
    assert_eq!((who(&version.proposed), who(&version.decided)), ("adam".to_owned(), "dora".to_owned()));
}

#[test]
fn a_policy_is_changed_by_two() {
    let mut s = Stage::captured(600_000);
    let then = Outcome::Approve { by: vec![Role::Finance], persons: 1, expires_secs: 600 };
    let rules = vec![Rule { name: "everything".to_owned(), when: "true".to_owned(), then }];
    let document = Document { kind: PolicyKind::RefundApproval, effective_from: None, rules };
    s.shop
        .run(&Actor::user("eve", &[Role::Finance]), ProposePolicy { document: document.clone() })
        .expect("a proposal");
    assert_eq!(ruled(&mut s, &admin(), 100, "damaged"), ("otherwise".to_owned(), false), "it is not active yet");
    let again = s.shop.run(&admin(), ProposePolicy { document }).map_err(|r| r.code());
    assert_eq!(again, Err("not_in_state"), "one proposal at a time");
    let approval = s.shop.approvals().next().expect("an approval").id.clone();
    assert_eq!(yes(&mut s, &Actor::user("eve", &[Role::Finance]), &approval), Err("self_approval"));
    assert_eq!(yes(&mut s, &dora(), &approval), Ok(ApprovalStatus::Approved));
    assert_eq!(ruled(&mut s, &admin(), 100, "damaged"), ("everything".to_owned(), true));
}

#[test]
fn units_that_lost_value_meanwhile_go_all_the_same() {
    let mut s = Stage::captured(200_000);
    let unit = vec![LineUnits { line: 1, quantity: 1 }];
    let ask = s.ask_refund(HowMuch::Lines { lines: unit, amount_minor: None });
    s.shop.run(&admin(), ask).expect("it is asked for");
    let of_unit = s.shop.approvals().next().expect("it needs approval").id.clone();
    s.refund(150_000);
    let of_amount = s.shop.approvals().find(|a| a.id != of_unit).expect("it needs approval").id.clone();
    assert_eq!(yes(&mut s, &cid(), &of_amount), Ok(ApprovalStatus::Approved));
    let left: Vec<i64> = s.shop.order(&s.order).lines.iter().map(|l| l.left_minor()).collect();
    assert_eq!(left, [25_000, 25_000], "a unit of 500.00 is worth 250.00 now");
    assert_eq!(yes(&mut s, &cid(), &of_unit), Ok(ApprovalStatus::Approved));
    let lines = &s.shop.order(&s.order).lines;
    assert_eq!(lines.iter().map(|l| l.refunded_quantity).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(lines.iter().map(|l| l.left_minor()).collect::<Vec<_>>(), [0, 0], "the rest came from elsewhere");
}
