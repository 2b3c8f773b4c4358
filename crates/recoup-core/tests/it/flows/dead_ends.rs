//! What would strand an order or a payment, or take money from one that is done.

use recoup_core::effect::Call;
use recoup_core::order::OrderStatus;
use recoup_core::order::stop::{CancelOrder, CompleteOrder};
use recoup_core::payment::PaymentStatus;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::What;
use recoup_core::payment::said::Said;

use super::said::{ask_in_vain, lost, say, settle};
use super::said_wrongly::ring;
use super::stage::{Stage, admin, gateway_route, tender};

fn complete(s: &mut Stage) -> Result<(), &'static str> {
    let done = s.shop.run(&admin(), CompleteOrder { order: s.order.clone() });
    done.map(drop).map_err(|refusal| refusal.code())
}

/// A payment that is captured as soon as it is authorized, and decided later.
fn decided_later(word: What) -> (Stage, String) {
    let mut asked = tender(100, gateway_route());
    asked.capture_at_once = true;
    let mut s = Stage::with_tenders(100, vec![asked]);
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, word);
    (s, payment)
}

#[test]
fn an_order_is_not_completed_while_its_gateway_or_its_customer_decides() {
    for word in [What::Taken, What::ActionRequired] {
        let (mut s, payment) = decided_later(word.clone());
        assert_eq!(complete(&mut s), Err("not_in_state"), "the money may still come");
        s.tell(&payment, What::Declined { code: "no".to_owned() });
        assert_eq!(complete(&mut s), Ok(()));
        // One that is called off gives back what is authorized then.
        let (mut s, payment) = decided_later(word);
        let call_off = CancelOrder { order: s.order.clone(), reason: "not wanted".to_owned() };
        s.shop.run(&admin(), call_off).expect("nothing was captured");
        s.tell(&payment, What::Authorized { expires_at: None });
        assert!(s.shop.payment(&s.payment).captures.is_empty());
        assert_eq!(s.shop.payment(&s.payment).releases.len(), 1);
        assert_eq!(s.shop.order(&s.order).status, OrderStatus::Canceled);
    }
}

#[test]
fn where_asking_repeats_the_deed_what_waits_is_said_once_asking_has_ended() {
    let mut asked = tender(100, gateway_route());
    asked.method.terms.asked_by_repeating = true;
    let mut s = Stage::with_tenders(100, vec![asked]);
    let payment = s.payment.clone();
    s.lose_track();
    s.tell(payment.as_str(), What::ActionRequired);
    let mut told = Vec::new();
    for _ in 0..=16 {
        assert!(ring(&mut s, &payment));
        told.extend(s.shop.last.attentions.iter().map(|a| a.reason.clone()));
        assert_eq!(say(&mut s, payment.as_str(), Said::NotDone).map_err(|r| r.code()), Err("not_in_state"));
    }
    assert_eq!(told, ["still_waiting"]);
    lost(&mut s, 1, true);
    assert!(ring(&mut s, &payment), "it is waited for as before");
    assert_eq!(s.shop.last.attentions, Vec::new(), "a person knows already");
    settle(&mut s, payment.as_str(), Said::NotDone);
    assert_eq!(s.shop.payment(&payment).status, PaymentStatus::Failed);
}

#[test]
fn what_could_not_be_asked_after_may_be_once_its_gateway_told_its_name() {
    let mut s = Stage::placed();
    let payment = s.payment.clone();
    ask_in_vain(&mut s, 1, true);
    s.tell(payment.as_str(), What::Authorized { expires_at: None });
    let release = s.release();
    s.tell(&release, What::ReleaseFailed { code: "gone".to_owned() });
    s.shop.effects.clear();
    assert!(ring(&mut s, &payment), "how much is left of it is in doubt");
    assert!(s.shop.effects.values().any(|effect| effect.call == Call::Probe), "it has a name to ask by");
}

/// Whether the capture that was sent is the last one; or the refusal.
fn capture_once(amount_minor: Option<i64>, last: bool) -> Result<bool, &'static str> {
    let mut asked = tender(100, gateway_route());
    asked.method.terms.captures_most = Some(1);
    let mut s = Stage::with_tenders(100, vec![asked]);
    let payment = s.payment.as_str().to_owned();
    s.tell(&payment, What::Authorized { expires_at: None });
    let ask = RequestCapture { payment: s.payment.clone(), amount_minor, currency: None, last };
    s.shop.run(&admin(), ask).map_err(|refusal| refusal.code())?;
    assert_eq!(s.shop.payment(&s.payment).status, PaymentStatus::Authorized);
    Ok(s.shop.effects.values().last().expect("it is sent").last)
}

#[test]
fn where_a_payment_is_captured_once_its_capture_is_the_last_one() {
    assert_eq!(capture_once(None, false), Ok(true), "all of it");
    assert_eq!(capture_once(Some(100), false), Ok(true));
    assert_eq!(capture_once(Some(60), true), Ok(true));
    assert_eq!(capture_once(Some(60), false), Err("gateway_limit"), "the rest would be gone");
}
