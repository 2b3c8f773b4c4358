//! A second object of a gateway under one reference of ours: never a silent change, and money that moved by it is
//! booked in the open.

use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::Currency;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::{PaymentStatus, RefundStatus};

use super::stage::Stage;

const ALARM: &str = "told_under_another_name";

fn settled() -> What {
    What::RefundSettled { evidence: "arn".to_owned() }
}

/// The same of another object.
fn twin(fact: Fact) -> Fact {
    Fact { subject: format!("another-{}", fact.subject), ..fact }
}

fn balance(s: &Stage, account: Account, key: &str) -> i64 {
    s.shop.books.balance(account, key, Currency::EUR)
}

fn alarms(s: &Stage) -> usize {
    s.shop.payment(&s.payment).alarms.iter().filter(|alarm| *alarm == ALARM).count()
}

#[test]
fn a_refund_paid_by_two_objects_is_a_loss_whichever_is_told_first() {
    for (accepted, first) in [(false, 0), (false, 1), (true, 0), (true, 1)] {
        let mut s = Stage::captured(100);
        let refund = s.refund(60);
        if accepted {
            s.tell(&refund, What::RefundAccepted);
        }
        let own = s.on(&refund, settled());
        let facts = [own.clone(), twin(own)];
        s.tell_fact(facts[first].clone());
        assert_eq!(alarms(&s), usize::from(accepted && first == 1));
        assert_eq!(balance(&s, Account::RefundsPayable, &refund), 0);
        s.tell_fact(facts[1 - first].clone());
        assert!(alarms(&s) > 0, "accepted {accepted}, first {first}");
        for _ in 0..2 {
            assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 60, "accepted {accepted}, first {first}");
            assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 100 - 120);
            let told = s.shop.payment(&s.payment).refund(&Id::trusted(&refund)).expect("a refund").clone();
            assert_eq!((told.status, told.given_minor()), (RefundStatus::Settled, 60));
            facts.iter().for_each(|fact| s.tell_fact(fact.clone()));
        }
    }
}

#[test]
fn what_the_second_object_of_a_refund_gave_comes_back_out_of_the_loss() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let own = s.on(&refund, settled());
    let back = twin(s.on(&refund, What::RefundReturned));
    for fact in [own.clone(), twin(own.clone()), back.clone(), back] {
        s.tell_fact(fact);
    }
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 0);
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 40);
    assert_eq!(s.shop.payment(&s.payment).refunds[0].status, RefundStatus::Settled);
    // The refund's own return is another one.
    let own = s.on(&refund, What::RefundReturned);
    s.tell_fact(own);
    assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), 100);
    assert_eq!(balance(&s, Account::RefundsPayable, &refund), -60);
}

#[test]
fn a_row_of_another_object_does_not_name_what_the_first_one_paid() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    let own = s.on(&refund, settled());
    let other = twin(s.row(&refund, settled(), 60, "b"));
    for fact in [own, other.clone(), other] {
        s.tell_fact(fact);
    }
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 60);
    assert_eq!(alarms(&s), 1);
}

#[test]
fn an_earlier_try_that_was_paid_by_two_objects_is_a_loss_twice() {
    let mut s = Stage::captured(100);
    let refund = s.refund(60);
    s.tell(&refund, What::RefundAccepted);
    s.tell(&refund, What::RefundFailed { code: "no".to_owned() });
    s.retry(&refund);
    let own = Fact { amount: Some(recoup_core::money::Money::new(60, Currency::EUR)), ..s.on(&refund, settled()) };
    for fact in [own.clone(), twin(own.clone()), own] {
        s.tell_fact(fact);
    }
    assert_eq!(balance(&s, Account::DuplicateRefundLoss, &refund), 120);
    assert_eq!(alarms(&s), 1);
}

#[test]
fn words_about_another_refund_change_nothing_of_ours() {
    let failed = What::RefundFailed { code: "no".to_owned() };
    for word in [What::RefundAccepted, What::RefundCompleted, failed] {
        let mut s = Stage::captured(100);
        let refund = s.refund(60);
        s.tell(&refund, What::RefundAccepted);
        s.tell(&refund, What::RefundCompleted);
        let before = s.shop.payment(&s.payment).refunds.clone();
        let other = twin(s.on(&refund, word));
        s.tell_fact(other);
        assert_eq!((alarms(&s), s.shop.last.attentions.len()), (1, 1));
        assert_eq!(s.shop.payment(&s.payment).refunds, before);
    }
}

#[test]
fn a_second_capture_is_an_alarm_and_the_larger_amount_stands() {
    for (first, second) in [(60, 60), (60, 70), (70, 60)] {
        let mut s = Stage::authorized(100);
        let capture = s.capture(60, false);
        let own = s.row(&capture, What::Captured, first, "");
        let other = twin(s.row(&capture, What::Captured, second, ""));
        s.tell_fact(own);
        s.tell_fact(other);
        assert_eq!(alarms(&s), 1);
        assert_eq!(s.shop.payment(&s.payment).captured_minor, first.max(second));
        assert_eq!(balance(&s, Account::GatewayClearing, "sandbox:main"), first.max(second));
    }
}

#[test]
fn a_second_authorization_is_an_alarm_and_finds_its_payment() {
    let mut s = Stage::authorized(100);
    let other = twin(s.on_payment(What::Authorized { expires_at: None }));
    s.tell_fact(other.clone());
    assert_eq!(alarms(&s), 1);
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::Authorized);
    let unknown = Fact { subject: "theirs".to_owned(), ours: String::new(), parent: other.subject, ..other };
    s.tell_fact(Fact { what: What::Captured, ..unknown });
    assert!(s.shop.payment(&s.payment).alarms.contains(&"outside_captured".to_owned()));
}

#[test]
fn what_becomes_of_a_second_payment_does_not_end_the_first() {
    for word in [What::Declined { code: "issuer_unavailable".to_owned() }, What::ActionRequired] {
        let mut s = Stage::placed();
        let payment = s.payment.as_str().to_owned();
        s.tell(&payment, What::Taken);
        let own = s.shop.payment(&s.payment).gateway_ref.clone();
        let other = twin(s.on_payment(word.clone()));
        s.tell_fact(other);
        assert_eq!(alarms(&s), 1, "{word:?}");
        let mine = s.shop.payment(&s.payment);
        assert_eq!((mine.status, &mine.gateway_ref), (PaymentStatus::Processing, &own), "{word:?}");
        s.tell(&payment, word.clone());
        assert_ne!(s.shop.payment(&s.payment).status, PaymentStatus::Processing, "{word:?}: of its own");
    }
    // A name from before the gateway took anything may be made up: the words of the real one count.
    let mut s = Stage::placed();
    let payment = s.payment.as_str().to_owned();
    let asked = Fact { subject: format!("action:{payment}"), ..s.on_payment(What::ActionRequired) };
    s.tell_fact(asked);
    s.tell(&payment, What::Declined { code: "no".to_owned() });
    assert_eq!((alarms(&s), s.shop.payment(&s.payment).status), (0, PaymentStatus::Failed));
}
