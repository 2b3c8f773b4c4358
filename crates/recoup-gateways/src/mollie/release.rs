//! Giving the rest of an authorization back: what can be done depends on how far the payment is.

use recoup_core::effect::{Call, Effect};
use recoup_core::payment::facts::{Fact, What};

use super::objects::Payment;
use super::plan::{self, stage};
use super::reply::{answered, in_its_words, own_fact};
use super::words::PaymentIs;
use crate::{Asked, Outcome, Step};

/// Where in the release a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// The payment was read first.
    Before,
    /// It was cancelled.
    Canceled,
    /// It was released.
    Released,
    /// The payment was read after the release was taken.
    After,
    /// The payment was read after the release was refused.
    Refused,
}

/// What a reply means for a release.
pub(super) fn interpret(asked: &Asked<'_>, moment: Moment, status: u16, body: &[u8]) -> Outcome {
    let effect = asked.effect;
    match (moment, status) {
        (Moment::Released, 200..=299) => read(asked, stage::READ_AFTER),
        (_, 200) => match serde_json::from_slice::<Payment>(body) {
            Ok(payment) if payment.id != effect.authorization_ref => {
                Outcome::unknown("the reply is about another payment")
            }
            Ok(payment) => found(asked, moment, &payment),
            Err(error) => Outcome::unknown(format!("the reply cannot be read: {error}")),
        },
        // It may be released already. A repetition would hear the same for as long as the key lives.
        (Moment::Released, 422) if in_its_words(status, body).is_some() => read(asked, stage::READ_REFUSED),
        // It is still at the first request, or the payment changed since it was read.
        (Moment::Released, 409) | (Moment::Canceled, 409 | 422) => Outcome::again(60, answered(status, body)),
        _ => Outcome::unknown(answered(status, body)),
    }
}

/// Reads the payment again.
fn read(asked: &Asked<'_>, stage: u8) -> Outcome {
    Outcome::Next(Step { request: plan::read(asked.account, &asked.effect.authorization_ref), stage })
}

fn found(asked: &Asked<'_>, moment: Moment, payment: &Payment) -> Outcome {
    let effect = asked.effect;
    let of_payment = payment.facts(&effect.account);
    let (is, mut facts) = match (payment.is(), of_payment) {
        (Ok(is), Ok(facts)) => (is, facts),
        (Err(why), _) | (_, Err(why)) => return Outcome::Unknown { why },
    };
    let acts = moment == Moment::Before && effect.call == Call::Send;
    let failed = |code: &str| own_fact(effect, subject(effect), What::ReleaseFailed { code: code.to_owned() });
    let released = facts.iter().any(|fact| fact.what == What::Released);
    match is {
        PaymentIs::Authorized if acts => {
            let key = effect.operation.reference();
            let request = plan::release(asked.account, &effect.authorization_ref, &key);
            return Outcome::Next(Step { request, stage: stage::RELEASE });
        }
        PaymentIs::Open | PaymentIs::Pending if acts && payment.is_cancelable == Some(true) => {
            let request = plan::cancel(asked.account, &effect.authorization_ref);
            return Outcome::Next(Step { request, stage: stage::CANCEL });
        }
        PaymentIs::Open | PaymentIs::Pending if acts => {
            return Outcome::again(900, format!("a payment that is `{}` cannot be cancelled", payment.status));
        }
        // The bank takes its time. A repetition does no harm: there is only one rest to give back.
        PaymentIs::Authorized | PaymentIs::Open | PaymentIs::Pending if moment == Moment::After => {
            return taken(effect);
        }
        PaymentIs::Authorized | PaymentIs::Open | PaymentIs::Pending if moment == Moment::Refused => {
            facts.push(failed("refused"));
        }
        PaymentIs::Authorized | PaymentIs::Open | PaymentIs::Pending => return Outcome::NeverArrived,
        PaymentIs::Canceled => facts.push(done(effect)),
        PaymentIs::Paid if released => facts.push(done(effect)),
        PaymentIs::Paid => facts.push(failed("paid")),
        PaymentIs::Expired => facts.push(failed("expired")),
        PaymentIs::Failed => facts.push(failed("failed")),
    }
    Outcome::Facts(facts)
}

/// It was taken; the payment tells later whether the bank gave it back.
pub(super) fn taken(effect: &Effect) -> Outcome {
    Outcome::Facts(vec![own_fact(effect, subject(effect), What::Taken)])
}

fn done(effect: &Effect) -> Fact {
    // How much is the payment's to say.
    Fact { amount: None, ..own_fact(effect, subject(effect), What::Released) }
}

/// A release has no name there, so it is told about by ours.
fn subject(effect: &Effect) -> String {
    format!("release:{}", effect.operation.reference())
}
