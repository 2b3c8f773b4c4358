//! Rumours: facts that a gateway tells which contradict its own books, come late, in parts, or about nothing it ever
//! did. Our state must take all of them in and stay true to itself; the bank cannot be compared for those payments.

use recoup_core::money::Money;
use recoup_core::payment::Payment;
use recoup_core::payment::facts::{Fact, What};

use crate::dice::Dice;

/// What a draw has a gateway tell about a payment; nothing when no gateway is in it.
#[must_use]
pub fn about(payment: &Payment, draw: u64) -> Option<Fact> {
    let account = payment.gateway_account()?.to_owned();
    let mut dice = Dice::new(draw);
    let operations = 1 + payment.captures.len() + payment.releases.len() + payment.refunds.len();
    let chosen = pick(&mut dice, operations);
    let (ours, what, whole_minor) = operation(payment, chosen, &mut dice)?;
    let amount_minor = match dice.below(6) {
        0 => Some(1.min(whole_minor)),
        1 => Some(whole_minor / 2),
        2 => Some(whole_minor.saturating_add(1)),
        3 => None,
        _ => Some(whole_minor),
    };
    let amount = amount_minor.filter(|minor| *minor > 0).map(|minor| Money::new(minor, payment.currency));
    let ordinal = match dice.below(4) {
        0 => String::new(),
        row => format!("row_{row}"),
    };
    let subject = format!("rumour_{ours}");
    Some(Fact { account, subject, ours, what, amount, ordinal })
}

fn pick(dice: &mut Dice, count: usize) -> usize {
    usize::try_from(dice.below(u64::try_from(count).unwrap_or(1))).unwrap_or(0)
}

/// The reference of one of its operations, something that can be told of it, and its amount, minor units.
fn operation(payment: &Payment, chosen: usize, dice: &mut Dice) -> Option<(String, What, i64)> {
    let code = || "rumour".to_owned();
    let Some(at) = chosen.checked_sub(1) else {
        let what = match dice.below(5) {
            0 => What::Authorized { expires_at: None },
            1 => What::ActionRequired,
            2 => What::Declined { code: code() },
            3 => What::Expired,
            _ => What::Authorized { expires_at: None },
        };
        return Some((payment.id.as_str().to_owned(), what, payment.amount_minor));
    };
    if let Some(capture) = payment.captures.get(at) {
        let what = match dice.below(4) {
            0 => What::CaptureFailed { code: code() },
            1 => What::Captured,
            _ => What::CaptureReversed,
        };
        return Some((capture.id.as_str().to_owned(), what, capture.amount_minor));
    }
    let at = at - payment.captures.len();
    if let Some(release) = payment.releases.get(at) {
        let what = if dice.below(2) == 0 { What::Released } else { What::ReleaseFailed { code: code() } };
        return Some((release.id.as_str().to_owned(), what, release.amount_minor));
    }
    let refund = payment.refunds.get(at - payment.releases.len())?;
    let what = match dice.below(7) {
        0 => What::RefundAccepted,
        1 => What::RefundCompleted,
        2 => What::RefundFailed { code: code() },
        3 | 4 => What::RefundReturned,
        _ => What::RefundSettled { evidence: "arn".to_owned() },
    };
    let generation =
        if refund.generation > 0 && dice.below(3) == 0 { refund.generation - 1 } else { refund.generation };
    let ours = if generation == 0 { refund.id.as_str().to_owned() } else { format!("{}.{generation}", refund.id) };
    Some((ours, what, refund.amount_minor))
}
