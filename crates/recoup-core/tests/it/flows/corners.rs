//! Corners that random lives reach seldom, each once and by name.

use jiff::Timestamp;
use recoup_core::actor::Actor;
use recoup_core::command::{self, Act, Command};
use recoup_core::effect::{Alarm, Call, Effect, OperationKind};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::{Currency, Money};
use recoup_core::order::OrderStatus;
use recoup_core::order::place::Whose;
use recoup_core::order::release::LineUnits;
use recoup_core::order::stop::{CancelOrder, CompleteOrder};
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::What;
use recoup_core::payment::outcome::{LostTrack, NeverArrived};
use recoup_core::payment::refund::{HowMuch, RecordRefund};
use recoup_core::payment::refund_after::{CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::{PaymentStatus, RefundStatus};
use recoup_core::timer::RingTimer;

use super::people::{gateway, timer};
use super::stage::{Stage, admin, gateway_route, order, tender};

fn refund_status(s: &Stage, refund: &str) -> RefundStatus {
    s.shop.payment(&s.payment).refund(&Id::trusted(refund)).expect("a refund").status
}

fn balance(s: &Stage, account: Account, key: &str) -> i64 {
    s.shop.books.balance(account, key, Currency::EUR)
}

#[test]
fn a_gift_posts_nothing_and_completes() {
    let mut s = Stage::placed();
    let entries = s.shop.books.entries().len();
    s.shop.run(&admin(), order("gift", 0, Vec::new())).expect("a gift is an order");
    assert_eq!(s.shop.books.entries().len(), entries);
    let gift = s.shop.orders().find(|o| o.number == "gift").expect("the gift").id.clone();
    s.shop.run(&admin(), CompleteOrder { order: gift.clone() }).expect("nothing is open");
    assert_eq!(s.shop.order(&gift).status, OrderStatus::Completed);
}

#[test]
fn the_rest_goes_back_before_it_runs_out_but_not_at_once() {
    for (hours, due_hours) in [(168, 156), (24, 12), (10, 5), (0, 0)] {
        let mut s = Stage::placed();
        let at = |hours: i64| Timestamp::from_second(s.shop.now.as_second() + hours * 3_600).expect("in range");
        let (expires_at, due) = (Some(at(hours)), at(due_hours));
        let payment = s.payment.as_str().to_owned();
        s.tell(&payment, What::Authorized { expires_at });
        let alarm = Alarm::ReleaseRest { payment: s.payment.clone() };
        let set = s.shop.timers.get(&alarm.timer_id()).expect("a timer").due_at;
        assert!(set.duration_until(due).as_secs().abs() <= 1, "{hours} hours: {set} instead of {due}");
    }
}

#[test]
fn a_refund_beyond_what_is_left_of_the_captures_can_only_be_cancelled() {
    let mut s = Stage::captured(100);
    let (capture, refund) = (s.first_capture(), s.refund(60));
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    s.tell(&capture, What::CaptureReversed);
    let id = Id::trusted(&refund);
    let retry = s.shop.run(&admin(), RetryRefund { refund: id.clone() }).map_err(|r| r.code());
    let credit = s.shop.run(&admin(), CreditRefund { refund: id.clone() }).map_err(|r| r.code());
    assert_eq!((retry, credit), (Err("exceeds_refundable"), Err("exceeds_refundable")));
    s.shop.run(&admin(), CancelRefund { refund: id, reason: "the bank took it back".to_owned() }).expect("not owed");
    assert_eq!(refund_status(&s, &refund), RefundStatus::Canceled);
    assert_eq!(balance(&s, Account::RefundsPayable, &refund), 0);
    assert_eq!(balance(&s, Account::AccountsReceivable, s.order.as_str()), 100);
}

#[test]
fn an_order_that_was_refunded_and_then_unpaid_is_not_written_off_silently() {
    let mut s = Stage::captured(100);
    let (capture, refund) = (s.first_capture(), s.refund(100));
    s.tell(&refund, What::RefundSettled { evidence: "arn".to_owned() });
    s.tell(&capture, What::CaptureReversed);
    let order = s.order.clone();
    let complete = s.shop.run(&admin(), CompleteOrder { order: order.clone() }).map_err(|r| r.code());
    let cancel = s.shop.run(&admin(), CancelOrder { order, reason: "no".to_owned() }).map_err(|r| r.code());
    assert_eq!((complete, cancel), (Err("not_in_state"), Err("not_in_state")));
}

#[test]
fn money_for_a_canceled_order_is_released_or_refunded() {
    // Declined, called off, and authorized after all: it goes back at once.
    let mut s = Stage::placed();
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Declined { code: "no".to_owned() });
    s.cancel_order();
    s.tell(&payment, What::Authorized { expires_at: None });
    assert_eq!(s.shop.payment(&s.payment).releases.len(), 1);
    let release = s.first_release();
    s.tell(&release, What::ReleaseFailed { code: "no".to_owned() });
    let capture = RequestCapture { payment: s.payment.clone(), amount_minor: None, currency: None, last: false };
    assert_eq!(s.shop.run(&admin(), capture).map_err(|r| r.code()), Err("not_in_state"));

    // Captured after all: it is owed to the customer, and neither revenue nor tax.
    let mut s = Stage::authorized(100);
    let capture = s.capture(100, false);
    s.tell(&capture, What::CaptureFailed { code: "no".to_owned() });
    s.cancel_order();
    s.tell(&capture, What::Captured);
    assert_eq!(balance(&s, Account::AccountsReceivable, s.order.as_str()), -100);
    let refund = s.refund(100);
    assert_eq!(balance(&s, Account::AccountsReceivable, s.order.as_str()), 0);
    assert_eq!(balance(&s, Account::RefundsPayable, &refund), -100);
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    let cancel = CancelRefund { refund: Id::trusted(&refund), reason: "paid in cash".to_owned() };
    s.shop.run(&admin(), cancel).expect("it is mirrored");
    assert_eq!(s.shop.order(&s.order).open_minor(), -100);
}

#[test]
fn an_amount_that_is_no_amount_is_an_alarm() {
    let mut s = Stage::authorized(100);
    let capture = s.capture(60, false);
    for minor in [0, -60, i64::MIN] {
        let mut fact = s.on(&capture, What::Captured);
        fact.amount = Some(Money::new(minor, Currency::EUR));
        s.shop.run(&gateway(), fact).expect("it is an alarm");
    }
    let mut fact = s.on(&capture, What::Captured);
    fact.amount = Some(Money::new(60, Currency::GBP));
    s.shop.run(&gateway(), fact).expect("it is an alarm");
    let payment = s.shop.payment(&s.payment);
    assert_eq!((payment.captured_minor, payment.alarms.len()), (0, 4));
}

#[test]
fn amounts_beyond_64_bits_are_refused_and_not_wrapped() {
    let mut s = Stage::authorized(100);
    let (one, two) = (s.capture(10, false), s.capture(10, false));
    let huge = |s: &Stage, reference: &str| {
        let mut fact = s.on(reference, What::Captured);
        fact.amount = Some(Money::new(i64::MAX, Currency::EUR));
        fact
    };
    let (first, second) = (huge(&s, &one), huge(&s, &two));
    s.shop.run(&gateway(), first).expect("the gateway says so");
    assert_eq!(s.shop.run(&gateway(), second).map_err(|r| r.code()), Err("amount_overflow"));
}

#[test]
fn what_came_back_before_we_heard_that_it_left_is_told_once() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let fact = s.on(&refund, What::RefundReturned);
    s.shop.run(&gateway(), fact).expect("a fact");
    let told: Vec<&str> = s.shop.last.notices.iter().map(|(_, notice)| notice.template).collect();
    assert_eq!(told, ["refund_returned", "refund_delayed"]);
}

#[test]
fn a_recorded_refund_keeps_ceilings_and_units() {
    let mut s = Stage::with(100, Route::Offline { account: "till".to_owned() });
    s.capture(100, true);
    let record = |s: &Stage, how_much| RecordRefund {
        payment: s.payment.clone(),
        how_much,
        reason: "damaged".to_owned(),
        evidence: "receipt".to_owned(),
    };
    let limited = Actor { ceilings_minor: vec![("EUR".to_owned(), 10)], ..admin() };
    let ask = record(&s, HowMuch::Amount { amount_minor: 11, currency: None });
    assert_eq!(s.shop.run(&limited, ask).map_err(|r| r.code()), Err("exceeds_ceiling"));
    let twice = vec![LineUnits { line: 1, quantity: 2 }, LineUnits { line: 1, quantity: 2 }];
    let ask = record(&s, HowMuch::Lines { lines: twice, amount_minor: None });
    assert_eq!(s.shop.run(&admin(), ask).map_err(|r| r.code()), Err("invalid"));
    let ask = record(&s, HowMuch::Full);
    s.shop.run(&admin(), ask).expect("the rest");
    assert_eq!(balance(&s, Account::CashAtBank, "till"), 0);
}

#[test]
fn a_capture_that_closes_leaves_nothing_to_capture_beside_it() {
    let mut s = Stage::authorized(100);
    let last = s.capture(60, true);
    assert_eq!(s.shop.payment(&s.payment).capturable_minor(), 0);
    s.tell(&last, What::CaptureFailed { code: "no".to_owned() });
    assert_eq!(s.shop.payment(&s.payment).capturable_minor(), 100);
}

#[test]
fn a_pause_that_ends_after_the_capture_was_undone_sends_nothing() {
    let mut s = Stage::captured(100);
    let (capture, refund) = (s.first_capture(), s.refund(60));
    let id = Id::trusted(&refund);
    // As if a policy had asked for a pause: owed, and not sent yet.
    let mut stream = s.shop.streams[&s.payment].as_ref().clone();
    if let recoup_core::world::State::Payment(payment) = &mut stream.state {
        payment.refunds[0].status = RefundStatus::Approved;
    }
    s.shop.streams.insert(s.payment.clone(), stream.into());
    s.tell(&capture, What::CaptureReversed);
    s.shop.effects.clear();
    let alarm = Alarm::SendRefund { payment: s.payment.clone(), refund: id };
    s.shop.run(&timer(), RingTimer { alarm }).expect("it rings");
    assert!(s.shop.effects.is_empty(), "nothing is sent");
}

#[test]
fn a_search_that_lags_behind_does_not_undo_what_we_heard() {
    let mut s = Stage::placed();
    let effect: Effect = s.shop.effects.values().next().expect("the authorization").clone();
    let Effect { operation, amount, since, .. } = effect;
    assert_eq!(operation.kind, OperationKind::Authorize);
    let lost = LostTrack {
        operation: operation.clone(),
        amount,
        since,
        probes: 0,
        why: "timeout".to_owned(),
        cannot_ask: false,
    };
    s.shop.run(&gateway(), lost).expect("we lost track");
    assert!(s.shop.effects.values().any(|e| e.call == Call::Probe));
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::ActionRequired);
    let before = s.shop.effects.len();
    s.shop.run(&gateway(), NeverArrived { operation, amount, since, asked_first: false }).expect("no change");
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::RequiresAction);
    assert_eq!(s.shop.effects.len(), before, "nothing is sent again");
}

#[test]
fn a_payment_that_waits_for_its_customer_is_not_lost_with_a_reply() {
    for probes in [0, 1] {
        let mut s = Stage::placed();
        let effect: Effect = s.shop.effects.values().next().expect("the authorization").clone();
        let Effect { operation, amount, since, .. } = effect;
        s.shop.effects.clear();
        let payment = s.payment.as_str().to_owned();
        // The webhook overtakes the reply to the call, which gets lost, or a probe that brings nothing.
        s.tell(&payment, What::ActionRequired);
        let lost = LostTrack { operation, amount, since, probes, why: "timeout".to_owned(), cannot_ask: false };
        s.shop.run(&gateway(), lost).expect("no change");
        assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::RequiresAction, "probes: {probes}");
        assert!(s.shop.effects.is_empty(), "its timer asks");
        let alarm = Alarm::AskAgain { payment: s.payment.clone(), id: s.payment.clone(), asked: 0 };
        assert!(s.shop.timers.contains_key(&alarm.timer_id()));
    }
}

#[test]
fn people_are_shown_what_they_can_ask_for() {
    use PaymentStatus as P;
    use RefundStatus as R;
    assert_eq!(P::PartiallyCaptured.allowed(), ["capture", "release", "refund"]);
    assert_eq!(P::Captured.allowed(), ["refund"]);
    // Late facts can still move these; nobody can ask for that.
    for status in [P::Pending, P::Unknown, P::RequiresAction, P::Failed, P::Expired, P::Released] {
        assert_eq!(status.allowed(), Vec::<&str>::new());
    }
    assert_eq!(R::AwaitingApproval.allowed(), ["approve", "reject", "cancel"]);
    assert_eq!(R::Failed.allowed(), ["cancel", "retry", "credit"]);
    assert_eq!(R::Short.allowed(), ["retry", "credit"]);
    for status in [R::Sending, R::Accepted, R::Completed, R::Settled, R::Credited, R::Rejected, R::Canceled] {
        assert_eq!(status.allowed(), Vec::<&str>::new());
    }
    let mut s = Stage::captured(100);
    let refund = Id::trusted(&s.refund(60));
    let refused = s.shop.run(&admin(), RetryRefund { refund: refund.clone() }).expect_err("it is under way");
    let want = "a refund that is sending does not allow `retry`; allowed now: nothing that can be asked for";
    assert_eq!(refused.to_string(), want);
    s.tell(refund.as_str(), What::RefundFailed { code: "no".to_owned() });
    let payment = s.shop.payment(&s.payment);
    assert_eq!(payment.allowed_of(&payment.refunds[0]), ["cancel", "retry", "credit"]);
}

#[test]
fn offline_people_also_say_what_became_of_the_money() {
    let mut s = Stage::with(100, Route::Offline { account: "till".to_owned() });
    s.capture(100, true);
    let refund = Id::trusted(&s.refund(60));
    let allowed = |s: &Stage| s.shop.payment(&s.payment).allowed_of(&s.shop.payment(&s.payment).refunds[0]);
    assert_eq!(allowed(&s), ["confirm", "bounce"]);
    s.shop.run(&admin(), ConfirmRefund { refund, evidence: "slip".to_owned() }).expect("it is paid");
    assert_eq!(allowed(&s), ["bounce"]);
}

#[test]
fn what_amounts_rule_out_is_not_offered() {
    let allowed = |s: &Stage| s.shop.payment(&s.payment).allowed_of(&s.shop.payment(&s.payment).refunds[0]);
    let failed = || What::RefundFailed { code: "no".to_owned() };
    let settled = || What::RefundSettled { evidence: "arn".to_owned() };
    // Whatever is offered is taken, and whatever is not offered is refused.
    let holds = |s: &Stage, want: &[&str]| {
        assert_eq!(allowed(s), want);
        let refund = s.shop.payment(&s.payment).refunds[0].id.clone();
        let cancel = CancelRefund { refund: refund.clone(), reason: "no".to_owned() };
        let done = [
            ("cancel", would(s, cancel)),
            ("retry", would(s, RetryRefund { refund: refund.clone() })),
            ("credit", would(s, CreditRefund { refund })),
        ];
        assert_eq!(done.into_iter().filter(|(_, ok)| *ok).map(|(word, _)| word).collect::<Vec<_>>(), want);
    };
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, failed());
    holds(&s, &["cancel", "retry", "credit"]);
    let capture = s.first_capture();
    s.tell(&capture, What::CaptureReversed);
    holds(&s, &["cancel"]);

    // Nobody to credit.
    let mut s = Stage::placed();
    let mut guest = order("n-2", 100, vec![tender(100, gateway_route())]);
    guest.customer = Whose::Guest;
    s.shop.run(&admin(), guest).expect("an order");
    let placed = s.shop.orders().find(|o| o.number == "n-2").expect("the order");
    (s.order, s.payment) = (placed.id.clone(), placed.payments[0].clone());
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Authorized { expires_at: None });
    let capture = s.capture(100, false);
    s.tell(&capture, What::Captured);
    let refund = s.refund(60);
    s.tell(&refund, failed());
    holds(&s, &["cancel", "retry"]);

    // Some of it is with the customer, by an earlier try or by a row that did not come back.
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let short = s.row(&refund, settled(), 20, "a");
    s.tell_fact(short);
    let again = s.retry(&refund);
    s.tell(&again, failed());
    holds(&s, &["retry", "credit"]);
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let facts = [s.row(&refund, settled(), 60, "a"), s.row(&refund, What::RefundReturned, 20, "x")];
    facts.into_iter().for_each(|fact| s.tell_fact(fact));
    holds(&s, &["retry", "credit"]);
}

/// Whether a person could do this now.
fn would(s: &Stage, act: impl Into<Act>) -> bool {
    let (now, actor, act) = (s.shop.now, admin(), act.into());
    let command = Command { tenant: "t".to_owned(), actor, now, effective_at: now, entropy: 1, act };
    command::decide(&command, &s.shop.world(&command)).is_ok()
}
