//! Persons may be wrong: what they said stands until the gateway tells, and hides nothing of what it tells.

use recoup_core::actor::Actor;
use recoup_core::approval::Verdict;
use recoup_core::effect::{Alarm, Call, Effect};
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::outcome::NeverArrived;
use recoup_core::payment::said::{Said, undecided};
use recoup_core::payment::{CaptureStatus, PaymentStatus, RefundStatus};
use recoup_core::timer::RingTimer;

use super::people::{gateway, timer};
use super::said::{ALARM, ask_in_vain, decide, done, other_person, say, settle, tell_other};
use super::stage::{Stage, admin, gateway_route, order, tender};

fn failed() -> What {
    What::RefundFailed { code: "closed".to_owned() }
}

fn settled() -> What {
    What::RefundSettled { evidence: "arn".to_owned() }
}

#[test]
fn a_refund_that_the_gateway_failed_is_owed_again_whatever_persons_said() {
    for said in [Said::NotDone, done()] {
        for told in [[failed(), settled()], [settled(), failed()]] {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            ask_in_vain(&mut s, 8, false);
            settle(&mut s, &refund, said.clone());
            for what in &told {
                tell_other(&mut s, &refund, what.clone());
            }
            let case = format!("{said:?} {told:?}");
            let mine = &s.shop.payment(&s.payment).refunds[0];
            assert_eq!((mine.status, mine.owed_minor()), (RefundStatus::Returned, 60), "{case}");
            assert_eq!(s.shop.books.balance(Account::RefundsPayable, &refund, Currency::EUR), -60, "{case}");
            assert_eq!(s.shop.books.balance(Account::GatewayClearing, "sandbox:main", Currency::EUR), 100, "{case}");
            // Told twice it is no news.
            told.iter().for_each(|what| tell_other(&mut s, &refund, what.clone()));
            assert_eq!(s.shop.payment(&s.payment).refunds[0].owed_minor(), 60, "{case}");
        }
        // Money that left against what persons said, and that no gateway says failed, is with the customer.
        let mut s = Stage::captured(100);
        let refund = s.refund(60);
        ask_in_vain(&mut s, 8, false);
        settle(&mut s, &refund, said);
        tell_other(&mut s, &refund, settled());
        assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Settled);
    }
}

fn by(name: &str) -> Said {
    Said::Done { gateway_ref: name.to_owned() }
}

fn refused(s: &mut Stage, operation: &str, name: &str) -> Option<&'static str> {
    say(s, operation, by(name)).err().map(|refusal| refusal.code())
}

#[test]
fn a_name_that_something_else_has_is_refused() {
    // Of another payment.
    let mut s = Stage::authorized(100);
    let first = s.shop.payment(&s.payment).gateway_ref.clone();
    let placed = s.shop.run(&admin(), order("n-2", 100, vec![tender(100, gateway_route())]));
    placed.expect("a second order");
    let (mine, other) = (s.shop.last.events[0].stream.clone(), s.payment.clone());
    s.order = mine;
    s.payment = s.shop.order(&s.order).payments[0].clone();
    assert_ne!(s.payment, other);
    let payment = s.payment.as_str().to_owned();
    ask_in_vain(&mut s, 8, false);
    assert_eq!(refused(&mut s, &payment, &first), Some("invalid"));
    assert_eq!(refused(&mut s, &payment, "theirs-by-hand"), None);
    // Of another refund, of an earlier try of the same one, and of the payment itself.
    let mut s = Stage::captured(100);
    let (one, two) = (s.refund(20), s.refund(30));
    s.tell(&one, What::RefundAccepted);
    s.tell(&two, What::RefundAccepted);
    s.tell(&two, failed());
    s.retry(&two);
    ask_in_vain(&mut s, 8, false);
    let whole = s.shop.payment(&s.payment).gateway_ref.clone();
    for name in [&format!("theirs-{one}"), &format!("theirs-{two}"), &whole] {
        assert_eq!(refused(&mut s, &two, name), Some("invalid"), "{name}");
    }
    settle(&mut s, &two, by("theirs-second-try"));
    // A capture may have no name of its own.
    let mut s = Stage::authorized(100);
    let (one, whole) = (s.capture(20, false), s.shop.payment(&s.payment).gateway_ref.clone());
    s.tell(&one, What::Captured);
    let two = s.capture(30, false);
    ask_in_vain(&mut s, 8, false);
    assert_eq!(refused(&mut s, &two, &format!("theirs-{one}")), Some("invalid"));
    settle(&mut s, &two, by(&whole));
    assert_eq!(s.shop.payment(&s.payment).captures[1].status, CaptureStatus::Completed);
}

#[test]
fn a_name_that_is_taken_before_another_person_agrees_is_refused_then() {
    let mut s = Stage::captured(100);
    let (one, two) = (s.refund(20), s.refund(30));
    ask_in_vain(&mut s, 8, false);
    let approval = say(&mut s, &two, by("theirs-x")).expect("nothing has this name");
    let fact = Fact { subject: "theirs-x".to_owned(), ..s.on(&one, What::RefundAccepted) };
    s.tell_fact(fact);
    let agreed = decide(&mut s, &other_person(), &approval, Verdict::Approve);
    assert_eq!(agreed.map_err(|refusal| refusal.code()), Err("invalid"));
    assert_eq!(s.shop.payment(&s.payment).refunds[1].status, RefundStatus::Unknown);
}

#[test]
fn an_answer_to_one_sending_says_nothing_of_the_next() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    let approval = say(&mut s, &refund, Said::NotDone).expect("it may be said");
    let probe = s.shop.effects.values().rfind(|e| e.call == Call::Probe).expect("a probe").clone();
    s.shop.effects.clear();
    let Effect { operation, amount, since, .. } = probe;
    s.shop.run(&gateway(), NeverArrived { operation, amount, since, asked_first: false }).expect("it is sent again");
    ask_in_vain(&mut s, 8, false);
    let late = |s: &mut Stage, who: &Actor, approval: &Id| decide(s, who, approval, Verdict::Approve);
    assert_eq!(late(&mut s, &other_person(), &approval).map_err(|r| r.code()), Err("approval_stale"));
    assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Unknown);
    settle(&mut s, &refund, Said::NotDone);
}

#[test]
fn the_first_name_that_the_gateway_tells_replaces_what_persons_typed() {
    let twin = |s: &mut Stage, reference: &str, what: What| {
        let fact = Fact { subject: "theirs-again".to_owned(), ..s.on(reference, what) };
        s.tell_fact(fact);
    };
    let alarms = |s: &Stage| s.shop.payment(&s.payment).alarms.clone();
    let mut s = Stage::authorized(100);
    let capture = s.capture(60, false);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &capture, done());
    s.tell(&capture, What::Captured);
    assert_eq!(s.shop.payment(&s.payment).captures[0].gateway_ref, format!("theirs-{capture}"));
    assert_eq!((alarms(&s), s.shop.payment(&s.payment).captured_minor), (Vec::new(), 60));
    twin(&mut s, &capture, What::Captured);
    assert_eq!(alarms(&s), ["told_under_another_name"], "the second is another one");
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &refund, done());
    s.tell(&refund, What::RefundCompleted);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].gateway_ref, format!("theirs-{refund}"));
    s.tell(&refund, failed());
    assert_eq!(alarms(&s), ["contradicts_what_was_said"]);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Failed, "its failure is its own");
}

#[test]
fn a_failure_counts_under_whatever_name_persons_typed() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &refund, done());
    s.tell(&refund, failed());
    let alarms = |s: &Stage| s.shop.payment(&s.payment).alarms.clone();
    let status = |s: &Stage| s.shop.payment(&s.payment).refunds[0].status;
    assert_eq!((status(&s), alarms(&s)), (RefundStatus::Failed, vec![ALARM.to_owned()]), "the name was theirs");
    // Where the gateway had taken it under a name, what becomes of another one says nothing of it.
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundAccepted);
    let own = format!("theirs-{refund}");
    (0..=14).for_each(|_| assert!(ring(&mut s, &Id::trusted(&refund))));
    settle(&mut s, &refund, by(&own));
    for what in [failed(), What::RefundCompleted] {
        tell_other(&mut s, &refund, what);
        let mine = &s.shop.payment(&s.payment).refunds[0];
        assert_eq!((mine.status, &mine.gateway_ref), (RefundStatus::Completed, &own));
    }
    assert_eq!(alarms(&s), [ALARM, "told_under_another_name", "told_under_another_name"]);
}

#[test]
fn what_is_taken_back_takes_the_name_with_it() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &refund, done());
    settle(&mut s, &refund, Said::NotDone);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].gateway_ref, "");
    s.tell(&refund, settled());
    let mine = s.shop.payment(&s.payment);
    assert_eq!((mine.refunds[0].status, mine.alarms.as_slice()), (RefundStatus::Settled, &[ALARM.to_owned()][..]));
}

#[test]
fn until_when_it_is_authorized_and_how_much_is_for_the_gateway_to_tell() {
    for (told_minor, alarmed) in [(100, false), (60, true)] {
        let mut s = Stage::placed();
        let payment = s.payment.as_str().to_owned();
        ask_in_vain(&mut s, 8, false);
        settle(&mut s, &payment, done());
        let expires_at = Some(s.shop.now + jiff::SignedDuration::from_hours(7 * 24));
        let amount = Some(Money::new(told_minor, Currency::EUR));
        let told = Fact { amount, ..s.on_payment(What::Authorized { expires_at }) };
        s.tell_fact(told.clone());
        let mine = s.shop.payment(&s.payment);
        assert_eq!((mine.expires_at, &mine.gateway_ref), (expires_at, &told.subject));
        assert_eq!((mine.authorized_minor, mine.capturable_minor()), (told_minor, told_minor));
        assert_eq!(mine.alarms.contains(&"contradicts_what_was_said".to_owned()), alarmed, "{told_minor}");
        let alarm = Alarm::ReleaseRest { payment: s.payment.clone() };
        let due = s.shop.timers[&alarm.timer_id()].due_at;
        assert!(Some(due) < expires_at, "it is given back before it runs out");
        s.tell_fact(told);
        assert_eq!(s.shop.last.events, Vec::new(), "twice is no news");
    }
    // What was done with it already stands, and a person looks at the rest.
    let mut s = Stage::placed();
    let payment = s.payment.as_str().to_owned();
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &payment, done());
    let capture = s.capture(80, false);
    let amount = Some(Money::new(60, Currency::EUR));
    let told = Fact { amount, ..s.on_payment(What::Authorized { expires_at: None }) };
    s.tell_fact(told);
    let mine = s.shop.payment(&s.payment);
    assert_eq!((mine.authorized_minor, mine.alarms.as_slice()), (100, &[ALARM.to_owned()][..]));
    // Another amount of a capture is an alarm, and the larger one stands.
    s.tell(&capture, What::CaptureFailed { code: "no".to_owned() });
    let capture = s.capture(50, false);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &capture, done());
    let told = Fact { amount: Some(Money::new(40, Currency::EUR)), ..s.on(&capture, What::Captured) };
    s.tell_fact(told);
    let mine = s.shop.payment(&s.payment);
    assert_eq!((mine.captured_minor, mine.alarms.last().map(String::as_str)), (50, Some("told_differently")));
}

pub fn ring(s: &mut Stage, id: &Id) -> bool {
    let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: id.clone(), asked: 0 };
    let Some(set) = s.shop.timers.remove(&alarm.timer_id()) else { return false };
    s.shop.now = set.due_at;
    s.shop.run(&timer(), RingTimer { alarm: set.alarm }).expect("it rings");
    true
}

#[test]
fn a_refund_that_only_persons_call_done_does_not_end_in_silence() {
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, refund.as_str(), done());
    assert_eq!(undecided(s.shop.payment(&s.payment)), Vec::new());
    let mut told = Vec::new();
    for _ in 0..20 {
        assert!(ring(&mut s, &refund), "it is asked after for ever");
        told.extend(s.shop.last.attentions.iter().map(|a| a.reason.clone()));
    }
    assert_eq!(told, ["still_waiting"]);
    assert_eq!(undecided(s.shop.payment(&s.payment)).len(), 1, "a person may say otherwise");
    assert_eq!(say(&mut s, refund.as_str(), done()).map_err(|r| r.code()), Err("not_in_state"), "that was said");
    settle(&mut s, refund.as_str(), Said::NotDone);
    let mine = &s.shop.payment(&s.payment).refunds[0];
    assert_eq!((mine.status, mine.owed_minor()), (RefundStatus::Failed, 60));
    // What the gateway itself calls done waits for its report.
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    settle(&mut s, &refund, done());
    tell_other(&mut s, &refund, What::RefundCompleted);
    assert_eq!(say(&mut s, &refund, Said::NotDone).map_err(|r| r.code()), Err("not_in_state"));
    while ring(&mut s, &Id::trusted(&refund)) {
        assert_eq!(s.shop.last.attentions.len(), 0);
    }
}

#[test]
fn what_a_gateway_took_and_tells_no_more_of_may_be_said_after_the_longest_wait() {
    for said in [Said::NotDone, by("theirs")] {
        let mut s = Stage::captured(100);
        let refund = Id::trusted(&s.refund(60));
        let taken = Fact { subject: "theirs".to_owned(), ..s.on(refund.as_str(), What::RefundAccepted) };
        s.tell_fact(taken);
        for _ in 0..=14 {
            assert_eq!(say(&mut s, refund.as_str(), said.clone()).map_err(|r| r.code()), Err("not_in_state"));
            assert!(ring(&mut s, &refund));
        }
        assert_eq!(refused(&mut s, refund.as_str(), "another"), Some("invalid"), "it has a name");
        settle(&mut s, refund.as_str(), said.clone());
        let want = if said == Said::NotDone { RefundStatus::Failed } else { RefundStatus::Completed };
        assert_eq!(s.shop.payment(&s.payment).refunds[0].status, want);
        assert_eq!(s.shop.payment(&s.payment).alarms, Vec::<String>::new());
        if said != Said::NotDone {
            // Its row is waited for anew.
            let mut told = Vec::new();
            for _ in 0..=14 {
                assert_eq!(told, Vec::<String>::new());
                assert!(ring(&mut s, &refund));
                told.extend(s.shop.last.attentions.iter().map(|a| a.reason.clone()));
            }
            assert_eq!(told, ["still_waiting"]);
        }
    }
    // A payment that its gateway took goes by its name there: captures would go to another one.
    let mut s = Stage::placed();
    let payment = s.payment.clone();
    s.tell(payment.as_str(), What::Taken);
    let own = s.shop.payment(&payment).gateway_ref.clone();
    (0..=14).for_each(|_| assert!(ring(&mut s, &payment)));
    assert_eq!(refused(&mut s, payment.as_str(), "another"), Some("invalid"));
    settle(&mut s, payment.as_str(), by(&own));
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::Authorized);
    // Likewise a payment whose customer never acts.
    let mut s = Stage::placed();
    let payment = s.payment.clone();
    s.tell(payment.as_str(), What::ActionRequired);
    (0..=14).for_each(|_| assert!(ring(&mut s, &payment)));
    settle(&mut s, payment.as_str(), Said::NotDone);
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::Failed);
}

#[test]
fn a_no_counts_whatever_became_of_the_question() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    ask_in_vain(&mut s, 8, false);
    let approval = say(&mut s, &refund, Said::NotDone).expect("it may be said");
    s.tell(&refund, What::RefundAccepted);
    let yes = decide(&mut s, &other_person(), &approval, Verdict::Approve);
    assert_eq!(yes.map_err(|refusal| refusal.code()), Err("not_in_state"));
    decide(&mut s, &other_person(), &approval, Verdict::Reject).expect("a no changes nothing");
    assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Accepted);
}
