//! What customers and colleagues read, and when: never more than is so.

use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund::{HowMuch, RecordRefund};
use recoup_core::payment::refund_after::ConfirmRefund;

use super::stage::{Stage, admin};

/// The notices of the last commit.
fn told(s: &Stage) -> Vec<&'static str> {
    s.shop.last.notices.iter().map(|(_, notice)| notice.template).collect()
}

fn at_till() -> Stage {
    let mut s = Stage::with(100, Route::Offline { account: "till".to_owned() });
    s.capture(100, true);
    s
}

#[test]
fn a_refund_is_on_its_way_when_the_gateway_took_it() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    assert!(told(&s).is_empty(), "nothing has left yet: {:?}", told(&s));
    s.tell(&refund, What::RefundAccepted);
    assert_eq!(told(&s), ["refund_on_its_way"]);
    s.tell(&refund, What::RefundCompleted);
    assert!(told(&s).is_empty());
    s.tell(&refund, What::RefundSettled { evidence: "row".to_owned() });
    assert_eq!(told(&s), ["refund_settled"]);
}

#[test]
fn a_gateway_that_skips_the_first_word_is_heard_at_the_second() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundCompleted);
    assert_eq!(told(&s), ["refund_on_its_way"]);
}

#[test]
fn a_retry_is_told_again_only_where_the_customer_read_of_a_delay() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundAccepted);
    s.tell(&refund, What::RefundFailed { code: "closed".to_owned() });
    let again = s.retry(&refund);
    s.tell(&again, What::RefundAccepted);
    assert!(told(&s).is_empty(), "the customer knows that it is on its way");
    s.tell(&again, What::RefundSettled { evidence: "row".to_owned() });
    s.tell(&again, What::RefundReturned);
    assert_eq!(told(&s), ["refund_returned", "refund_delayed"]);
    let third = s.retry(&refund);
    s.tell(&third, What::RefundAccepted);
    assert_eq!(told(&s), ["refund_on_its_way"]);
}

#[test]
fn cash_is_told_when_it_was_paid_and_a_colleague_is_asked_to_pay_it() {
    let mut s = at_till();
    let refund = Id::trusted(&s.refund(60));
    assert_eq!(told(&s), ["refund_to_pay"]);
    s.shop.run(&admin(), ConfirmRefund { refund, evidence: "receipt".to_owned() }).expect("it was paid");
    assert_eq!(told(&s), ["refund_settled"]);
}

#[test]
fn a_balance_is_not_a_bank() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundFailed { code: "closed".to_owned() });
    s.credit(&refund);
    assert_eq!(told(&s), ["refund_credited"]);
    let customer = s.shop.order(&s.order).customer.clone().expect("a customer");
    let tender = super::stage::tender(50, Route::Balance { customer });
    let placed = s.shop.run(&admin(), super::stage::order("n-2", 50, vec![tender])).expect("the balance suffices");
    let recoup_core::decision::Answer::Order(order) = placed else { panic!("{placed:?}") };
    s.payment = s.shop.order(&order).payments[0].clone();
    s.refund(20);
    assert_eq!(told(&s), ["refund_to_balance"]);
}

#[test]
fn what_happened_outside_is_recorded_in_silence() {
    let mut s = at_till();
    let how_much = HowMuch::Amount { amount_minor: 60, currency: None };
    let (payment, reason, evidence) = (s.payment.clone(), "damaged".to_owned(), "receipt 7".to_owned());
    s.shop.run(&admin(), RecordRefund { payment, how_much, reason, evidence }).expect("it happened");
    assert!(told(&s).is_empty(), "{:?}", told(&s));
}
