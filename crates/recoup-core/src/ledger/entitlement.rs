//! Who is owed what: rules that balanced entries cannot check, because a doubled entry balances too.
//!
//! Pure functions over minor units of one currency; never below zero, and never overflowing.

use serde::{Deserialize, Serialize};

fn clamped(amount: i128) -> i64 {
    i64::try_from(amount.max(0)).unwrap_or(i64::MAX)
}

/// What may still be refunded of a payment, minor units: captured less active refunds, held and lost disputes.
///
/// A refund is active while initiated, settled, failed into the customer balance, or given as store credit;
/// not once it is cancelled or absorbed by a lost dispute. Lost disputes count in full.
#[must_use]
pub fn refundable(
    captured_minor: i64,
    active_refunds_minor: i64,
    disputes_held_minor: i64,
    disputes_lost_minor: i64,
) -> i64 {
    let taken = i128::from(active_refunds_minor) + i128::from(disputes_held_minor) + i128::from(disputes_lost_minor);
    clamped(i128::from(captured_minor) - taken)
}

/// What may be refunded to the card of one top-up, minor units.
///
/// The limits of several top-ups share one balance, so they must not be added up.
#[must_use]
pub fn topup_refundable(charge_minor: i64, refunded_on_charge_minor: i64, balance_minor: i64) -> i64 {
    let left = clamped(i128::from(charge_minor) - i128::from(refunded_on_charge_minor));
    left.min(balance_minor.max(0))
}

/// What is known of a payment at the moment one of its disputes is lost. All amounts in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss<'a> {
    /// The part of the dispute that is lost.
    pub lost_minor: i64,
    /// What was captured of the payment, less failed captures.
    pub captured_minor: i64,
    /// Active refunds that are not pending: settled, failed to balance, or given as store credit.
    pub done_refunds_minor: i64,
    /// Disputes of the same payment that were lost before, in full.
    pub lost_before_minor: i64,
    /// Pending refunds of the same payment, in the order in which they are to be absorbed.
    pub pending_minor: &'a [i64],
}

/// How a loss divides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossSplit {
    /// What each pending refund gives up, minor units, in the order given. Less than the refund means that
    /// the gateway refund is cancelled and the rest sent as a new one.
    pub absorbed_minor: Vec<i64>,
    /// What the buyer was entitled to besides: it releases the slice of the order, minor units.
    pub entitled_minor: i64,
    /// What the buyer now has twice, minor units.
    pub duplicate_minor: i64,
}

/// Divides a lost dispute into absorbed refunds, the entitled part and the part paid twice.
///
/// Pending refunds come first, because their contra-revenue and tax are booked already; a refund that does
/// not fit is absorbed in part, since leaving it whole would pay the buyer more than was agreed.
#[must_use]
pub fn dispute_loss_split(loss: &Loss<'_>) -> LossSplit {
    let mut rest = loss.lost_minor.max(0);
    let mut absorbed_minor = Vec::with_capacity(loss.pending_minor.len());
    let mut pending_left: i128 = 0;
    let mut absorbed: i128 = 0;
    for pending in loss.pending_minor {
        let part = rest.min((*pending).max(0));
        rest -= part;
        absorbed += i128::from(part);
        pending_left += i128::from((*pending).max(0) - part);
        absorbed_minor.push(part);
    }
    let given = i128::from(loss.done_refunds_minor) + i128::from(loss.lost_before_minor) + pending_left + absorbed;
    let entitled_minor = rest.min(clamped(i128::from(loss.captured_minor) - given));
    LossSplit { absorbed_minor, entitled_minor, duplicate_minor: rest - entitled_minor }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(lost: i64, captured: i64, done: i64, pending: &[i64]) -> (Vec<i64>, i64, i64) {
        let loss = Loss {
            lost_minor: lost,
            captured_minor: captured,
            done_refunds_minor: done,
            lost_before_minor: 0,
            pending_minor: pending,
        };
        let parts = dispute_loss_split(&loss);
        (parts.absorbed_minor, parts.entitled_minor, parts.duplicate_minor)
    }

    #[test]
    fn a_full_loss_absorbs_then_entitles_then_shows_the_rest() {
        assert_eq!(split(8000, 8000, 2500, &[1000]), (vec![1000], 4500, 2500));
        assert_eq!(split(5000, 11900, 0, &[]), (vec![], 5000, 0));
    }

    #[test]
    fn a_refund_that_does_not_fit_is_absorbed_in_part() {
        assert_eq!(split(5000, 10000, 0, &[8000]), (vec![5000], 0, 0));
        assert_eq!(split(5000, 10000, 0, &[3000, 4000]), (vec![3000, 2000], 0, 0));
    }

    #[test]
    fn earlier_losses_use_up_the_entitlement() {
        let loss = Loss {
            lost_minor: 40,
            captured_minor: 100,
            done_refunds_minor: 20,
            lost_before_minor: 60,
            pending_minor: &[],
        };
        let parts = dispute_loss_split(&loss);
        assert_eq!((parts.entitled_minor, parts.duplicate_minor), (20, 20));
    }

    #[test]
    fn limits_never_go_below_zero_or_overflow() {
        assert_eq!(refundable(8000, 3500, 0, 0), 4500);
        assert_eq!(refundable(8000, 2500, 8000, 0), 0);
        assert_eq!(refundable(i64::MIN, i64::MAX, i64::MAX, i64::MAX), 0);
        assert_eq!(topup_refundable(3000, 0, 2180), 2180);
        assert_eq!(topup_refundable(5000, 4000, 2180), 1000);
        assert_eq!(topup_refundable(5000, 6000, 2180), 0);
    }
}
