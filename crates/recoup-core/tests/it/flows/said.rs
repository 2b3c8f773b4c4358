//! What a person says became of an operation without an answer: only after long asking, only with another person, and
//! an alarm when the gateway tells otherwise.

use recoup_core::actor::{Actor, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::decision::Answer;
use recoup_core::effect::{Alarm, Call, Effect};
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::Currency;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::LostTrack;
use recoup_core::payment::said::{Said, SayOutcome};
use recoup_core::payment::{CaptureStatus, PaymentStatus, RefundStatus, ReleaseStatus};
use recoup_core::refusal::Refusal;
use recoup_core::timer::RingTimer;

use super::people::{gateway, timer};
use super::stage::{Stage, admin, gateway_route, tender};

pub const ALARM: &str = "contradicts_what_was_said";

pub fn done() -> Said {
    Said::Done { gateway_ref: "theirs-by-hand".to_owned() }
}

/// The newest operation without an answer, until so many probes brought nothing.
pub fn ask_in_vain(s: &mut Stage, probes: u32, cannot_ask: bool) {
    s.lose_track();
    for probes in 1..=probes {
        lost(s, probes, cannot_ask);
    }
}

pub fn lost(s: &mut Stage, probes: u32, cannot_ask: bool) {
    let probe = s.shop.effects.values().rfind(|e| e.call == Call::Probe).expect("a probe").clone();
    let Effect { id, operation, amount, since, .. } = probe;
    s.shop.effects.remove(&id);
    let told = LostTrack { operation, amount, since, probes, why: "silence".to_owned(), cannot_ask };
    s.shop.run(&gateway(), told).expect("it stays unknown");
}

pub fn say(s: &mut Stage, operation: &str, said: Said) -> Result<Id, Refusal> {
    let ask = SayOutcome { operation: Id::trusted(operation), said, reason: "their dashboard".to_owned() };
    match s.shop.run(&admin(), ask)? {
        Answer::Approval(approval) => Ok(approval),
        other => panic!("{other:?}"),
    }
}

pub fn decide(s: &mut Stage, who: &Actor, approval: &Id, verdict: Verdict) -> Result<Answer, Refusal> {
    let reason = "seen it as well".to_owned();
    s.shop.run(who, DecideApproval { approval: approval.clone(), verdict, reason, request_hash: None })
}

pub fn other_person() -> Actor {
    Actor::user("fay", &[Role::Finance])
}

/// What two persons say.
pub fn settle(s: &mut Stage, operation: &str, said: Said) {
    let approval = say(s, operation, said).expect("it may be said");
    decide(s, &other_person(), &approval, Verdict::Approve).expect("another person agrees");
}

pub fn alarms(s: &Stage) -> Vec<&str> {
    s.shop.payment(&s.payment).alarms.iter().map(String::as_str).collect()
}

pub fn tell_other(s: &mut Stage, reference: &str, what: What) {
    let fact = Fact { subject: "theirs-by-hand".to_owned(), ..s.on(reference, what) };
    s.tell_fact(fact);
}

#[test]
fn an_outcome_is_said_after_long_asking_and_by_two_persons() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    assert_eq!(say(&mut s, &refund, done()).map_err(|r| r.code()), Err("not_in_state"), "it is on its way");
    ask_in_vain(&mut s, 7, false);
    assert_eq!(say(&mut s, &refund, done()).map_err(|r| r.code()), Err("not_in_state"), "it is being asked");
    lost(&mut s, 8, false);
    assert_eq!(s.shop.last.attentions[0].reason, "still_unknown");
    let unnamed = Said::Done { gateway_ref: String::new() };
    assert_eq!(say(&mut s, &refund, unnamed).map_err(|r| r.code()), Err("missing"));
    let approval = say(&mut s, &refund, done()).expect("it may be said now");
    let status = |s: &Stage| s.shop.payment(&s.payment).refunds[0].status;
    assert_eq!(status(&s), RefundStatus::Unknown, "one person alone changes nothing");
    let own = Actor::user("adam", &[Role::BillingAdmin]);
    let by_himself = decide(&mut s, &own, &approval, Verdict::Approve);
    assert_eq!(by_himself.map_err(|r| r.code()), Err("self_approval"));
    decide(&mut s, &other_person(), &approval, Verdict::Approve).expect("another person agrees");
    assert_eq!(status(&s), RefundStatus::Completed);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].gateway_ref, "theirs-by-hand");
    assert_eq!(s.shop.books.balance(Account::RefundsPayable, &refund, Currency::EUR), -60, "a row is still to come");
    assert_eq!(say(&mut s, &refund, done()).map_err(|r| r.code()), Err("not_in_state"), "it is known");
    // A probe that was under way changes nothing any more.
    lost(&mut s, 9, false);
    assert_eq!(status(&s), RefundStatus::Completed);
}

#[test]
fn where_asking_repeats_the_deed_nothing_is_said_while_it_is_asked() {
    let mut asked = tender(100, gateway_route());
    asked.method.terms.asked_by_repeating = true;
    let mut s = Stage::with_tenders(100, vec![asked]);
    let payment = s.payment.as_str().to_owned();
    ask_in_vain(&mut s, 8, false);
    assert_eq!(s.shop.last.attentions[0].reason, "still_unknown");
    let refused = say(&mut s, &payment, Said::NotDone);
    assert_eq!(refused.map_err(|r| r.code()), Err("not_in_state"), "the next question may do it");
    lost(&mut s, 9, true);
    assert!(s.shop.effects.values().all(|e| e.call == Call::Send), "nothing asks any more");
    settle(&mut s, &payment, Said::NotDone);
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::Failed);
}

#[test]
fn what_nobody_agrees_to_changes_nothing_and_can_be_said_again() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    let approval = say(&mut s, &refund, done()).expect("it may be said");
    decide(&mut s, &other_person(), &approval, Verdict::Reject).expect("a no");
    assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Unknown);
    let approval = say(&mut s, &refund, Said::NotDone).expect("it may be said again");
    // The gateway answers before anybody agrees.
    s.tell(&refund, What::RefundAccepted);
    let late = decide(&mut s, &other_person(), &approval, Verdict::Approve);
    assert_eq!(late.map_err(|r| r.code()), Err("not_in_state"));
    assert_eq!(alarms(&s), Vec::<&str>::new());
}

#[test]
fn each_operation_goes_on_as_if_its_gateway_had_told_it() {
    // An authorization.
    for (said, status) in [(done(), PaymentStatus::Authorized), (Said::NotDone, PaymentStatus::Failed)] {
        let mut s = Stage::placed();
        let payment = s.payment.as_str().to_owned();
        ask_in_vain(&mut s, 8, false);
        settle(&mut s, &payment, said);
        assert_eq!(s.shop.payment(&s.payment).status, status);
    }
    // A capture.
    for (said, status, booked) in [(done(), CaptureStatus::Completed, 60), (Said::NotDone, CaptureStatus::Failed, 0)] {
        let mut s = Stage::authorized(100);
        let capture = s.capture(60, false);
        ask_in_vain(&mut s, 8, false);
        settle(&mut s, &capture, said);
        assert_eq!(s.shop.payment(&s.payment).captures[0].status, status);
        assert_eq!(s.shop.books.balance(Account::GatewayClearing, "sandbox:main", Currency::EUR), booked);
    }
    // A release.
    for (said, status) in [(done(), ReleaseStatus::Completed), (Said::NotDone, ReleaseStatus::Failed)] {
        let mut s = Stage::authorized(100);
        let release = s.release();
        ask_in_vain(&mut s, 8, false);
        settle(&mut s, &release, said);
        assert_eq!(s.shop.payment(&s.payment).releases[0].status, status);
    }
    // A refund that was not done is owed, and can be sent again.
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &refund, Said::NotDone);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Failed);
    s.retry(&refund);
}

#[test]
fn a_gateway_that_tells_otherwise_later_is_an_alarm() {
    let failed = || What::RefundFailed { code: "no".to_owned() };
    let settled = || What::RefundSettled { evidence: "arn".to_owned() };
    for (said, told, alarmed) in [
        (Said::NotDone, settled(), true),
        (Said::NotDone, What::RefundCompleted, true),
        (Said::NotDone, failed(), false),
        (done(), failed(), true),
        (done(), settled(), false),
    ] {
        let mut s = Stage::captured(100);
        let refund = s.refund(60);
        ask_in_vain(&mut s, 8, false);
        settle(&mut s, &refund, said.clone());
        tell_other(&mut s, &refund, told.clone());
        assert_eq!(alarms(&s).contains(&ALARM), alarmed, "{said:?} {told:?}");
        // Money that left is booked whatever was said.
        let left = if matches!(told, What::RefundSettled { .. }) { 60 } else { 0 };
        assert_eq!(s.shop.books.balance(Account::GatewayClearing, "sandbox:main", Currency::EUR), 100 - left);
    }
    // A capture that was not done, and is told after all.
    let mut s = Stage::authorized(100);
    let capture = s.capture(60, false);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &capture, Said::NotDone);
    s.tell(&capture, What::Captured);
    assert_eq!(alarms(&s), [ALARM]);
    assert_eq!(s.shop.payment(&s.payment).captured_minor, 60);
}

#[test]
fn what_cannot_be_asked_is_told_to_a_person_once_and_not_asked_again() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 1, true);
    assert_eq!(attentions(&s), ["cannot_be_asked"]);
    assert!(s.shop.effects.values().all(|e| e.call == Call::Send), "nothing asks");
    assert!(asking_ended(&s));
    settle(&mut s, &refund, Said::NotDone);
}

/// A refund that the gateway took, and then shows nothing more of.
fn taken_and_never_shown(completed: bool) -> (Stage, Alarm) {
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    let Effect { operation, amount, since, .. } = s.shop.effects.values().last().expect("an effect").clone();
    s.tell(refund.as_str(), What::RefundAccepted);
    if completed {
        s.tell(refund.as_str(), What::RefundCompleted);
    }
    let told = LostTrack { operation, amount, since, probes: 1, why: "no name".to_owned(), cannot_ask: true };
    s.shop.run(&gateway(), told).expect("it is told");
    assert_eq!(attentions(&s), Vec::<&str>::new(), "nothing is wrong yet");
    assert!(asking_ended(&s));
    s.shop.effects.clear();
    let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: refund, asked: 0 };
    (s, alarm)
}

#[test]
fn what_was_taken_and_cannot_be_asked_is_told_to_a_person_when_it_takes_long() {
    let (mut s, alarm) = taken_and_never_shown(false);
    let (begun, mut told) = (s.shop.now, Vec::new());
    for asked in 0..20 {
        let set = s.shop.timers.remove(&alarm.timer_id()).expect("its timer goes on");
        s.shop.now = set.due_at;
        s.shop.run(&timer(), RingTimer { alarm: set.alarm }).expect("it rings");
        told.extend(attentions(&s).iter().map(|reason| ((*reason).to_owned(), asked)));
    }
    assert_eq!(told.iter().map(|(reason, _)| reason.as_str()).collect::<Vec<_>>(), ["still_waiting"]);
    assert!(s.shop.now.duration_since(begun).as_hours() > 7 * 24);
    assert!(s.shop.effects.is_empty(), "nothing asks");
    // A new word may bring a name to ask by.
    let refund = s.shop.payment(&s.payment).refunds[0].id.clone();
    s.tell(refund.as_str(), What::RefundCompleted);
    assert!(!asking_ended(&s));
}

#[test]
fn what_is_done_and_cannot_be_asked_is_left_to_a_report() {
    let (s, alarm) = taken_and_never_shown(true);
    assert!(!s.shop.timers.contains_key(&alarm.timer_id()), "no timer asks");
}

fn asking_ended(s: &Stage) -> bool {
    s.shop.payment(&s.payment).doubts.iter().any(|doubt| doubt.asking_ended)
}

fn attentions(s: &Stage) -> Vec<&str> {
    s.shop.last.attentions.iter().map(|attention| attention.reason.as_str()).collect()
}
