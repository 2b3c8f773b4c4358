//! What a gateway says otherwise than we asked, late, or not at all; each once and by name.

use recoup_core::decision::Answer;
use recoup_core::effect::{Alarm, Call, Effect, OperationKind};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::{Currency, Money};
use recoup_core::order::deliver::DeliverLines;
use recoup_core::order::place::AddTender;
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Contradiction, Fact, What};
use recoup_core::payment::outcome::NeverArrived;
use recoup_core::payment::refund::HowMuch;
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::{CaptureStatus, PaymentStatus, RefundStatus, ReleaseStatus};
use recoup_core::timer::RingTimer;

use super::people::{gateway, timer};
use super::stage::{Stage, admin, gateway_route, order, tender};

fn sends(s: &Stage, kind: OperationKind) -> Vec<Effect> {
    let of = |e: &&Effect| e.call == Call::Send && e.operation.kind == kind;
    s.shop.effects.values().filter(of).cloned().collect()
}

fn balance(s: &Stage, account: Account, key: &str) -> i64 {
    s.shop.books.balance(account, key, Currency::EUR)
}

fn attentions(s: &Stage) -> Vec<&str> {
    s.shop.last.attentions.iter().map(|a| a.reason.as_str()).collect()
}

fn settled() -> What {
    What::RefundSettled { evidence: "arn".to_owned() }
}

fn of(mut fact: Fact, minor: i64) -> Fact {
    fact.amount = Some(Money::new(minor, Currency::EUR));
    fact
}

#[test]
fn a_release_waits_for_captures_and_names_what_is_left() {
    let mut s = Stage::authorized(100);
    let one = s.capture(60, false);
    let release = Id::trusted(&s.release());
    assert!(sends(&s, OperationKind::Release).is_empty(), "the gateway would void the capture");
    assert_eq!(s.shop.payment(&s.payment).release(&release).map(|r| r.status), Some(ReleaseStatus::Waiting));
    s.tell(&one, What::CaptureFailed { code: "no".to_owned() });
    assert_eq!(attentions(&s), ["capture_failed"]);
    let sent = sends(&s, OperationKind::Release);
    assert_eq!(sent.iter().map(|e| e.amount.amount_minor).collect::<Vec<_>>(), [100], "all of it is free now");
}

#[test]
fn a_last_capture_waits_for_the_others() {
    let mut s = Stage::authorized(100);
    let (one, last) = (s.capture(60, false), Id::trusted(&s.capture(20, true)));
    assert_eq!(sends(&s, OperationKind::Capture).len(), 1);
    assert_eq!(s.shop.payment(&s.payment).capture(&last).map(|c| c.status), Some(CaptureStatus::Waiting));
    s.tell(&one, What::Captured);
    let sent = sends(&s, OperationKind::Capture);
    assert!(sent.iter().any(|e| e.operation.id == last && e.last), "it closes the authorization now");
}

#[test]
fn what_could_not_be_sent_for_long_and_never_arrived_is_sent() {
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    let Effect { id, operation, amount, since, .. } = sends(&s, OperationKind::Refund).remove(0);
    s.shop.effects.remove(&id);
    s.shop.advance(30 * 3_600);
    // As the worker tells it when it asks first, because the gateway may have forgotten our key.
    let told = NeverArrived { operation, amount, since, asked_first: true };
    s.shop.run(&gateway(), told).expect("it is sent");
    assert_eq!(sends(&s, OperationKind::Refund).len(), 1);
    assert_eq!(s.shop.payment(&s.payment).refund(&refund).map(|r| r.status), Some(RefundStatus::Sending));
}

#[test]
fn a_refund_settles_for_what_left() {
    for (told, beyond, owed, status) in [(60, 10, 0, RefundStatus::Settled), (40, 0, 10, RefundStatus::Short)] {
        let mut s = Stage::captured(100);
        let refund = s.refund(50);
        let fact = of(s.on(&refund, settled()), told);
        s.tell_fact(fact);
        let id = Id::trusted(&refund);
        assert_eq!(s.shop.payment(&s.payment).refund(&id).map(|r| r.status), Some(status));
        assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 100 - told);
        assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), beyond);
        assert_eq!(balance(&s, Account::RefundsPayable, &refund), -owed);
        assert_eq!(s.shop.payment(&s.payment).alarms.len(), 1);
        for (_, notice) in s.shop.last.notices.iter().filter(|(_, n)| n.template == "refund_settled") {
            assert_eq!(notice.amount, Some(Money::new(told.min(50), Currency::EUR)));
        }
    }
}

#[test]
fn what_a_short_refund_still_owes_is_sent_or_credited_and_not_cancelled() {
    let mut s = Stage::captured(100);
    let refund = s.refund(50);
    let fact = of(s.on(&refund, settled()), 40);
    s.tell_fact(fact);
    let id = Id::trusted(&refund);
    let cancel = CancelRefund { refund: id.clone(), reason: "no".to_owned() };
    assert_eq!(s.shop.run(&admin(), cancel).map_err(|r| r.code()), Err("not_in_state"));
    let again = s.retry(&refund);
    let sent = sends(&s, OperationKind::Refund);
    assert!(sent.iter().any(|e| e.operation.reference() == again && e.amount.amount_minor == 10));
    let failed = s.on(&again, What::RefundFailed { code: "no".to_owned() });
    s.tell_fact(failed);
    s.shop.run(&admin(), CreditRefund { refund: id }).expect("ten are owed");
    assert_eq!(balance(&s, Account::RefundsPayable, &refund), 0);
    assert_eq!(s.shop.customers().map(|c| c.balance_minor(Currency::EUR)).sum::<i64>(), 10);
}

#[test]
fn a_part_that_comes_back_is_owed_and_no_more() {
    let mut s = Stage::captured(100);
    let refund = s.refund(50);
    s.tell(&refund, settled());
    let fact = of(s.on(&refund, What::RefundReturned), 30);
    s.tell_fact(fact);
    assert_eq!(balance(&s, Account::RefundsPayable, &refund), -30);
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 80);
    assert_eq!(s.shop.payment(&s.payment).alarms, ["returned_amount_differs"]);
}

#[test]
fn a_part_of_a_capture_that_is_undone_leaves_the_rest() {
    let mut s = Stage::captured(100);
    let capture = s.first_capture();
    let fact = of(s.on(&capture, What::CaptureReversed), 30);
    s.tell_fact(fact);
    let payment = s.shop.payment(&s.payment);
    assert_eq!((payment.captured_minor, payment.reversed_minor(), payment.refundable_minor()), (70, 30, 70));
    assert_eq!(payment.status, PaymentStatus::Captured);
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 70);
}

#[test]
fn more_than_was_asked_is_authorized_but_not_captured() {
    for at_once in [false, true] {
        let mut s = Stage::placed();
        let mut asked = tender(100, gateway_route());
        asked.capture_at_once = at_once;
        s.shop.run(&admin(), order("n-2", 100, vec![asked])).expect("an order");
        let newest = s.shop.orders().find(|o| o.number == "n-2").expect("the order").clone();
        (s.order, s.payment) = (newest.id.clone(), newest.payments[0].clone());
        let fact = of(s.on_payment(What::Authorized { expires_at: None }), 150);
        s.tell_fact(fact);
        let payment = s.shop.payment(&s.payment);
        assert_eq!(payment.alarms, ["authorized_beyond_asked"]);
        let captured: Vec<i64> = payment.captures.iter().map(|c| c.amount_minor).collect();
        let expected: (i64, &[i64]) = if at_once { (0, &[100]) } else { (100, &[]) };
        assert_eq!((payment.capturable_minor(), captured.as_slice()), expected);
    }
}

#[test]
fn a_word_that_got_lost_is_asked_for_until_it_comes() {
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    s.tell(refund.as_str(), What::RefundAccepted);
    s.shop.effects.clear();
    let mut before = 0;
    for asked in 0..12 {
        let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: refund.clone(), asked };
        let due = s.shop.timers.remove(&alarm.timer_id()).expect("it is asked again").due_at;
        let after = due.duration_since(s.shop.now).as_secs();
        assert!(after >= before && after <= 86_400, "later each time, and once a day at last: {after}");
        (before, s.shop.now) = (after - 1, due);
        s.shop.run(&timer(), RingTimer { alarm }).expect("it rings");
    }
    assert!(s.shop.effects.values().all(|e| e.call == Call::Probe));
    s.tell(refund.as_str(), settled());
    let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: refund, asked: 12 };
    assert!(!s.shop.timers.contains_key(&alarm.timer_id()), "nothing is waited for any more");
}

#[test]
fn a_refund_that_is_done_is_looked_at_for_a_week_and_then_waits_for_a_report() {
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    s.tell(refund.as_str(), What::RefundAccepted);
    s.tell(refund.as_str(), What::RefundCompleted);
    let (begun, mut looks) = (s.shop.now, 0);
    for asked in 0.. {
        let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: refund.clone(), asked };
        let Some(timer_set) = s.shop.timers.remove(&alarm.timer_id()) else { break };
        s.shop.now = timer_set.due_at;
        s.shop.effects.clear();
        s.shop.run(&timer(), RingTimer { alarm }).expect("it rings");
        assert_eq!(attentions(&s), Vec::<&str>::new(), "nothing is wrong");
        looks += s.shop.effects.len();
    }
    assert_eq!(looks, 14);
    assert!(s.shop.payment(&s.payment).doubts.iter().any(|doubt| doubt.asking_ended), "the books say so");
    assert!(s.shop.now.duration_since(begun).as_hours() > 7 * 24);
    // Whenever its row comes, it is booked.
    s.tell(refund.as_str(), settled());
    assert_eq!(balance(&s, Account::RefundsPayable, refund.as_str()), 0);
}

#[test]
fn the_timer_of_the_rest_waits_for_a_capture_that_may_fail() {
    let mut s = Stage::authorized(100);
    let one = s.capture(100, true);
    let alarm = Alarm::ReleaseRest { payment: s.payment.clone() };
    s.shop.run(&timer(), RingTimer { alarm: alarm.clone() }).expect("it rings");
    assert!(s.shop.timers.contains_key(&alarm.timer_id()), "it rings again");
    s.tell(&one, What::CaptureFailed { code: "no".to_owned() });
    s.shop.run(&timer(), RingTimer { alarm }).expect("it rings");
    assert_eq!(sends(&s, OperationKind::Release).len(), 1);
}

#[test]
fn the_rest_of_an_offline_tender_is_let_go_in_time() {
    let mut s = Stage::placed();
    let mut asked = tender(100, Route::Offline { account: "till".to_owned() });
    asked.release_after = Some(recoup_core::decision::later(s.shop.now, 3_600));
    s.shop.run(&admin(), order("n-2", 100, vec![asked])).expect("an order");
    let payment = s.shop.orders().find(|o| o.number == "n-2").expect("the order").payments[0].clone();
    assert!(s.shop.timers.contains_key(&Alarm::ReleaseRest { payment }.timer_id()));
}

#[test]
fn an_authorization_that_runs_out_is_told_to_a_person() {
    let mut s = Stage::authorized(100);
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Expired);
    assert_eq!(attentions(&s), ["authorization_expired"]);
}

#[test]
fn a_rest_that_the_gateway_would_not_release_is_asked_about() {
    let mut s = Stage::authorized(100);
    let release = s.release();
    s.tell(&release, What::ReleaseFailed { code: "expired".to_owned() });
    let payment = s.payment.clone();
    let asks = Alarm::AskAgain { payment: payment.clone(), id: payment.clone(), asked: 0 };
    s.shop.run(&timer(), RingTimer { alarm: asks.clone() }).expect("it is asked about");
    let probes = s.shop.effects.values().filter(|e| e.call == Call::Probe && e.operation.id == payment).count();
    assert_eq!(probes, 1, "it may have run out, and the word was lost");
    s.tell(payment.as_str(), What::Expired);
    assert_eq!(s.shop.payment(&payment).status, PaymentStatus::Expired);
    let asked_again = s.shop.run(&timer(), RingTimer { alarm: asks });
    assert!(matches!(asked_again, Ok(Answer::NoChange(_))), "{asked_again:?}");
}

#[test]
fn a_held_order_is_captured_when_it_goes_on() {
    let mut s = Stage::placed();
    let mut asked = tender(100, gateway_route());
    asked.capture_at_once = true;
    s.shop.run(&admin(), order("n-2", 100, vec![asked])).expect("an order");
    let placed = s.shop.orders().find(|o| o.number == "n-2").expect("the order");
    (s.order, s.payment) = (placed.id.clone(), placed.payments[0].clone());
    s.shop.run(&admin(), HoldOrder { order: s.order.clone(), reason: "fraud?".to_owned() }).expect("it is open");
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Authorized { expires_at: None });
    assert!(s.shop.payment(&s.payment).captures.is_empty(), "a person stopped it");
    let ask = RequestCapture { payment: s.payment.clone(), amount_minor: None, currency: None, last: false };
    assert_eq!(s.shop.run(&admin(), ask).map_err(|r| r.code()), Err("not_in_state"));
    s.shop.run(&admin(), ResumeOrder { order: s.order.clone() }).expect("it goes on");
    assert_eq!(s.shop.payment(&s.payment).captures.len(), 1);
}

#[test]
fn a_fact_told_differently_is_an_alarm_and_books_nothing() {
    let mut s = Stage::captured(100);
    let capture = s.first_capture();
    let (entries, fact) = (s.shop.books.entries().len(), of(s.on(&capture, What::Captured), 70));
    s.shop.run(&gateway(), Contradiction { fact }).expect("an alarm");
    assert_eq!(s.shop.payment(&s.payment).alarms, ["told_differently"]);
    assert_eq!(s.shop.books.entries().len(), entries);
}

/// A refund by the gateway's own pages is told once; that it failed, or that it was another amount, is news again.
#[test]
fn what_was_done_elsewhere_is_told_once() {
    let mut s = Stage::captured(100);
    let base = Fact { ours: String::new(), ..s.on_payment(What::RefundAccepted) };
    let theirs = Fact { parent: base.subject.clone(), subject: "theirs-alone".to_owned(), ..base };
    let told = |s: &mut Stage, what, minor| s.tell_fact(of(Fact { what, ..theirs.clone() }, minor));
    told(&mut s, What::RefundAccepted, 30);
    told(&mut s, What::RefundCompleted, 30);
    s.tell_fact(of(Fact { what: settled(), ordinal: "row".to_owned(), ..theirs.clone() }, 30));
    assert_eq!(s.shop.payment(&s.payment).alarms, ["outside_refund_accepted"]);
    s.tell_fact(of(Fact { what: settled(), ordinal: "other row".to_owned(), ..theirs.clone() }, 31));
    told(&mut s, What::RefundFailed { code: "no".to_owned() }, 30);
    let alarms = &s.shop.payment(&s.payment).alarms;
    assert_eq!(*alarms, ["outside_refund_accepted", "outside_refund_settled", "outside_refund_failed"]);
}

/// Words about a declined payment may come by the gateway's name alone.
#[test]
fn a_declined_payment_is_found_by_the_gateways_name() {
    let mut s = Stage::placed();
    let declined = s.on_payment(What::Declined { code: "no".to_owned() });
    let theirs = Fact { subject: "theirs".to_owned(), ..declined };
    s.tell_fact(theirs.clone());
    assert_eq!(s.shop.payment(&s.payment).gateway_ref, "theirs");
    s.tell_fact(Fact { ours: String::new(), ..theirs });
    // A refusal that led to no object of theirs is told under a name made of ours, which finds nothing there.
    let mut s = Stage::placed();
    let refused =
        Fact { subject: format!("refused:{}", s.payment), ..s.on_payment(What::Declined { code: "no".to_owned() }) };
    s.tell_fact(refused);
    assert_eq!(s.shop.payment(&s.payment).gateway_ref, "");
}

/// A capture of ours that failed, or one that nobody here asked for: after the rest was given back, neither is booked in
/// silence. What did move beyond what was authorized is booked where it lies, with an alarm.
#[test]
fn a_capture_of_a_released_authorization_is_an_alarm() {
    let mut s = Stage::authorized(100);
    let release = s.release();
    s.tell(&release, What::Released);
    let theirs = Fact { ours: String::new(), ..s.row(s.payment.as_str(), What::Captured, 100, "") };
    let theirs = Fact { parent: theirs.subject.clone(), subject: "theirs-alone".to_owned(), ..theirs };
    let entries = s.shop.books.entries().len();
    s.tell_fact(theirs);
    assert_eq!(s.shop.payment(&s.payment).alarms, ["outside_captured"]);
    assert_eq!(attentions(&s), ["outside_captured"]);
    assert_eq!(s.shop.books.entries().len(), entries, "what nobody asked for is not booked in silence");

    let mut s = Stage::authorized(100);
    let one = s.capture(60, false);
    let release = s.release();
    s.tell(&release, What::Released);
    let row = s.row(&one, What::Captured, 100, "");
    s.tell_fact(row);
    let payment = s.shop.payment(&s.payment);
    assert!(payment.alarms.contains(&"captured_amount_differs".to_owned()), "{:?}", payment.alarms);
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 100, "the money is there, whoever allowed it");
}

#[test]
fn another_row_of_a_capture_is_an_alarm_and_is_not_booked_on_top() {
    for (told, row, alarms, captured) in
        [(60, "a", 0, 60), (60, "", 0, 60), (60, "b", 1, 60), (50, "b", 1, 60), (50, "", 1, 60), (70, "b", 1, 70)]
    {
        let mut s = Stage::authorized(100);
        let one = s.capture(60, false);
        let first = s.row(&one, What::Captured, 60, "a");
        s.tell_fact(first.clone());
        let second = s.row(&one, What::Captured, told, row);
        s.tell_fact(second);
        s.tell_fact(first);
        let payment = s.shop.payment(&s.payment);
        assert_eq!(payment.alarms, vec!["told_differently"; alarms], "{told} {row}");
        assert_eq!(payment.captured_minor, captured, "{told} {row}");
        assert_eq!(payment.captures[0].amount_minor, captured, "{told} {row}");
        assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), captured, "{told} {row}");
    }
}

#[test]
fn the_row_of_a_return_that_a_failure_implied_is_no_news() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let facts = [
        s.on(&refund, What::RefundFailed { code: "no".to_owned() }),
        s.row(&refund, settled(), 60, "a"),
        s.row(&refund, What::RefundReturned, 60, "x"),
    ];
    facts.into_iter().for_each(|fact| s.tell_fact(fact));
    let payment = s.shop.payment(&s.payment);
    assert_eq!(payment.alarms, Vec::<String>::new());
    assert_eq!(payment.refunds[0].status, RefundStatus::Returned);
    assert_eq!(balance(&s, Account::RefundsPayable, &refund), -60);
}

#[test]
fn nothing_of_a_try_that_failed_stays_out_and_a_retry_pays_all_of_it() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let facts = [
        s.on(&refund, What::RefundFailed { code: "no".to_owned() }),
        s.row(&refund, settled(), 20, "a"),
        s.row(&refund, settled(), 40, "b"),
        s.row(&refund, What::RefundReturned, 20, "x"),
        s.row(&refund, What::RefundReturned, 40, "y"),
    ];
    for fact in facts.iter().chain(&facts) {
        s.tell_fact(fact.clone());
        assert_eq!(balance(&s, Account::RefundsPayable, &refund), -60);
        assert_eq!(s.shop.payment(&s.payment).refunds[0].given_minor(), 0);
    }
    let again = s.retry(&refund);
    let sent = sends(&s, OperationKind::Refund);
    assert!(sent.iter().any(|e| e.operation.reference() == again && e.amount.amount_minor == 60));
    // The failure was about the first try, and what leaves for that one now was not allowed.
    let late = s.row(&refund, settled(), 10, "c");
    s.tell_fact(late);
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 10);
}

#[test]
fn an_offline_refund_that_does_not_arrive_is_owed_again() {
    let mut s = Stage::with(100, Route::Offline { account: "till".to_owned() });
    s.capture(100, true);
    let refund = Id::trusted(&s.refund(60));
    let bounce = BounceRefund { refund: refund.clone(), evidence: "nobody came".to_owned() };
    s.shop.run(&admin(), bounce.clone()).expect("it was not paid");
    assert_eq!(s.shop.run(&admin(), bounce.clone()).map_err(|r| r.code()), Err("not_in_state"));
    s.retry(refund.as_str());
    s.shop.run(&admin(), ConfirmRefund { refund: refund.clone(), evidence: "slip".to_owned() }).expect("it is paid");
    assert_eq!(balance(&s, Account::CashAtBank, "till"), 40);
    s.shop.run(&admin(), bounce).expect("it came back");
    assert_eq!(balance(&s, Account::CashAtBank, "till"), 100);
    assert_eq!(balance(&s, Account::RefundsPayable, refund.as_str()), -60);
    s.shop.run(&admin(), CancelRefund { refund, reason: "moved away".to_owned() }).expect("it is not owed");
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    let bounce = BounceRefund { refund, evidence: "letter".to_owned() };
    assert_eq!(s.shop.run(&admin(), bounce).map_err(|r| r.code()), Err("not_in_state"));
}

#[test]
fn a_completed_order_that_is_unpaid_is_paid_again_or_credited() {
    let mut s = Stage::captured(100);
    s.shop.run(&admin(), CompleteOrder { order: s.order.clone() }).expect("it is paid");
    let complete = CompleteOrder { order: s.order.clone() };
    assert_eq!(s.shop.run(&admin(), complete.clone()).map_err(|r| r.code()), Err("not_in_state"));
    let (capture, till) = (s.first_capture(), Route::Offline { account: "till".to_owned() });
    let again = AddTender { order: s.order.clone(), tender: tender(40, till) };
    assert_eq!(s.shop.run(&admin(), again.clone()).map_err(|r| r.code()), Err("exceeds_open"));
    s.tell(&capture, What::CaptureReversed);
    let Ok(Answer::Payment(payment)) = s.shop.run(&admin(), again) else { panic!("it is open again") };
    let ask = RequestCapture { payment, amount_minor: None, currency: None, last: true };
    s.shop.run(&admin(), ask).expect("cash");
    s.shop.run(&admin(), complete).expect("the rest is credited");
    assert_eq!(balance(&s, Account::AccountsReceivable, s.order.as_str()), 0);
    // What was owed when it was completed is delivered later.
    let mut s = Stage::captured(60_000);
    s.shop.run(&admin(), CompleteOrder { order: s.order.clone() }).expect("it is paid");
    s.shop.run(&admin(), DeliverLines { order: s.order.clone(), lines: vec![2] }).expect("line 2 is owed");
    assert_eq!(balance(&s, Account::DeferredRevenue, s.order.as_str()), 0);
}

#[test]
fn what_is_delivered_is_earned_once() {
    let mut s = Stage::captured(60_000);
    let order = s.order.clone();
    let deliver = |lines: &[u32]| DeliverLines { order: order.clone(), lines: lines.to_vec() };
    for (lines, code) in [(&[][..], "missing"), (&[9][..], "unknown_id"), (&[1][..], "invalid")] {
        assert_eq!(s.shop.run(&admin(), deliver(lines)).map_err(|r| r.code()), Err(code), "{lines:?}");
    }
    let ask = s.ask_refund(HowMuch::Lines { lines: vec![LineUnits { line: 2, quantity: 1 }], amount_minor: None });
    let Ok(Answer::Refund(_, refund)) = s.shop.run(&admin(), ask) else { panic!("a refund") };
    s.shop.run(&admin(), deliver(&[2])).expect("line 2 was owed");
    assert_eq!(balance(&s, Account::DeferredRevenue, order.as_str()), 0);
    assert_eq!(balance(&s, Account::Revenue, "sales"), -37_500);
    s.tell(refund.as_str(), What::RefundFailed { code: "no".to_owned() });
    s.shop.run(&admin(), CancelRefund { refund, reason: "kept it".to_owned() }).expect("it is not owed");
    assert_eq!(balance(&s, Account::DeferredRevenue, order.as_str()), 0, "it is out already");
    assert_eq!(balance(&s, Account::Revenue, "sales"), -50_000);
}

#[test]
fn a_row_without_an_amount_is_about_all_of_its_refund() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    s.credit(&refund);
    let fact = Fact { amount: None, ..s.on(&refund, settled()) };
    s.tell_fact(fact);
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 60);
}

#[test]
fn a_row_without_an_amount_is_what_its_try_was_sent_for() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let paid = s.row(&refund, settled(), 50, "a");
    s.tell_fact(paid);
    let again = s.retry(&refund);
    s.tell(&again, What::RefundFailed { code: "no".to_owned() });
    s.credit(&refund);
    let fact = Fact { amount: None, ..s.on(&again, settled()) };
    s.tell_fact(fact);
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 10, "the second try was sent for ten");
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    let again = s.retry(&refund);
    let paid = s.row(&again, settled(), 50, "a");
    s.tell_fact(paid);
    let fact = Fact { amount: None, ..s.on(&refund, What::RefundReturned) };
    s.tell_fact(fact);
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 0, "it left and came back");
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 50);
    let last = s.shop.payment(&s.payment).refunds[0].paid.last().expect("what came back had left");
    assert_eq!((last.generation, last.amount.amount_minor), (0, 60), "the first try was sent for all of it");
}

#[test]
fn what_the_gateway_gave_without_us_is_not_given_again() {
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(100));
    let first = s.on(refund.as_str(), settled());
    s.tell(refund.as_str(), What::RefundFailed { code: "no".to_owned() });
    let second = s.retry(refund.as_str());
    s.tell(&second, What::RefundFailed { code: "no".to_owned() });
    // The row of the first try comes after all: the customer has the money, and we still owe it on paper.
    s.tell_fact(first);
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, refund.as_str()), 100);
    let again = RetryRefund { refund: refund.clone() };
    assert_eq!(s.shop.run(&admin(), again).map_err(|r| r.code()), Err("exceeds_refundable"));
    let cancel = CancelRefund { refund, reason: "the customer has it".to_owned() };
    s.shop.run(&admin(), cancel).expect("nothing is owed any more");
}

#[test]
fn a_capture_that_failed_after_it_was_done_is_an_alarm_and_is_undone_by_its_row_only() {
    let failed = What::CaptureFailed { code: "account_closed".to_owned() };
    let mut s = Stage::captured(100);
    let capture = s.first_capture();
    s.shop.effects.clear();
    for told in [1, 0] {
        s.tell(&capture, failed.clone());
        assert_eq!(attentions(&s).len(), told);
        assert_eq!(s.shop.payment(&s.payment).alarms, ["failed_after_captured"]);
        let looks = s.shop.effects.values().filter(|e| e.call == Call::Probe).count();
        assert_eq!(looks, 1, "it is looked for, once");
        assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 100);
    }
    s.tell(&capture, What::CaptureReversed);
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 0);
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::Failed);
    // Told the other way round it is a capture that succeeded after all, which is no contradiction.
    let mut s = Stage::authorized(100);
    let capture = s.capture(100, false);
    s.tell(&capture, failed);
    s.tell(&capture, What::Captured);
    assert_eq!(s.shop.payment(&s.payment).alarms, Vec::<String>::new());
}

/// A payment whose rest stays held after the last capture.
fn rest_stays() -> Stage {
    let mut asked = tender(100, gateway_route());
    asked.method.terms.rest_stays = true;
    let mut s = Stage::with_tenders(100, vec![asked]);
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Authorized { expires_at: None });
    s
}

#[test]
fn where_the_last_capture_closes_nothing_the_rest_is_released_and_waited_for() {
    let mut s = rest_stays();
    let last = s.capture(60, true);
    s.tell(&last, What::Captured);
    let sent = sends(&s, OperationKind::Release);
    assert_eq!(sent.iter().map(|e| e.amount.amount_minor).collect::<Vec<_>>(), [40]);
    let payment = s.shop.payment(&s.payment);
    assert_eq!((payment.status, payment.released_minor), (PaymentStatus::PartiallyCaptured, 0));
    let release = s.first_release();
    s.tell(&release, What::ReleaseFailed { code: "no".to_owned() });
    assert_eq!(attentions(&s), ["release_failed"]);
    s.tell(&release, What::Released);
    let payment = s.shop.payment(&s.payment);
    assert_eq!((payment.status, payment.released_minor), (PaymentStatus::Captured, 40));
    // Told first, before another capture is known, it waits.
    let mut s = rest_stays();
    let (one, last) = (s.capture(30, false), s.capture(60, true));
    s.tell(&last, What::Captured);
    assert_eq!(s.shop.payment(&s.payment).releases[0].status, ReleaseStatus::Waiting);
    s.tell(&one, What::CaptureFailed { code: "no".to_owned() });
    assert_eq!(sends(&s, OperationKind::Release)[0].amount.amount_minor, 40);
    // Nothing is left: nothing is asked for.
    let mut s = rest_stays();
    let last = s.capture(100, true);
    s.tell(&last, What::Captured);
    assert_eq!(s.shop.payment(&s.payment).releases.len(), 0);
}
