//! What a payment keeps of a decline, and when another gateway may be asked.

use recoup_core::declines::{Attempt, Class, may_fail_over, of_payment};
use recoup_core::payment::Payment;
use recoup_core::payment::facts::What;

use super::stage::Stage;

fn declined(code: &str) -> What {
    What::Declined { code: code.to_owned() }
}

fn payment(stage: &Stage) -> &Payment {
    stage.shop.payment(&stage.payment)
}

fn may(stage: &Stage) -> bool {
    of_payment(payment(stage)).is_some_and(|told| may_fail_over(&told, Attempt::of(payment(stage))))
}

#[test]
fn a_declined_payment_says_why() {
    let mut stage = Stage::placed();
    assert_eq!((of_payment(payment(&stage)), may(&stage)), (None, false));
    let us = stage.payment.as_str().to_owned();
    stage.tell(&us, declined("insufficient_funds"));
    let told = of_payment(payment(&stage)).expect("it was declined");
    assert_eq!((told.class, told.code.as_str()), (Class::Funds, "insufficient_funds"));
    assert_eq!(Attempt::of(payment(&stage)), Attempt::Dead);
    assert!(!may(&stage), "the next gateway finds no more money");

    // Told again, with other words, it stays what it was first.
    stage.tell(&us, declined("fraud"));
    assert_eq!(of_payment(payment(&stage)).map(|told| told.class), Some(Class::Funds));
}

#[test]
fn another_gateway_is_asked_after_a_decline_and_never_after_silence() {
    let mut stage = Stage::placed();
    stage.lose_track();
    assert_eq!((Attempt::of(payment(&stage)), may(&stage)), (Attempt::Open, false));
    let us = stage.payment.as_str().to_owned();
    stage.tell(&us, declined("issuer_unavailable"));
    assert!(may(&stage));

    // The gateway changes its mind: nothing is left of the decline, in this order or the other.
    stage.tell(&us, What::Authorized { expires_at: None });
    assert_eq!((payment(&stage).declined.as_ref(), may(&stage)), (None, false));
    assert_eq!(Attempt::of(payment(&stage)), Attempt::Open);
    let mut other = Stage::placed();
    other.tell(&us, What::Authorized { expires_at: None });
    other.tell(&us, declined("issuer_unavailable"));
    assert_eq!(payment(&other).declined, None);
}

#[test]
fn a_decline_that_ran_out_is_none_in_either_order() {
    for facts in [[declined("generic"), What::Expired], [What::Expired, declined("generic")]] {
        let mut stage = Stage::placed();
        let us = stage.payment.as_str().to_owned();
        for what in facts {
            stage.tell(&us, what);
        }
        assert_eq!((payment(&stage).status.word(), payment(&stage).declined.as_ref()), ("expired", None));
    }
}
