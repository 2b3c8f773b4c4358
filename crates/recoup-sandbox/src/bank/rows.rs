//! The gateway's account: one row for each movement of money, with its fee, until a payout takes it along.
//! For every row net equals gross less fee, exactly, in minor units.

use serde::{Deserialize, Serialize};

use super::Bank;
use super::books::Place;
use super::log::{EffectKind, Entry};

/// What the gateway keeps for itself. No fee by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeePlan {
    /// Hundredths of a percent of each capture, rounded half up to a minor unit.
    pub capture_basis_points: i64,
    /// For each capture besides, in minor units of its currency.
    pub capture_minor: i64,
    /// For each refund that settles, in minor units of its currency; below zero gives a part of the first fee back.
    pub refund_minor: i64,
    /// For each time a dispute takes money, in minor units of its currency.
    pub dispute_minor: i64,
    /// For each time a dispute gives money back, in minor units; below zero gives a part of its fee back.
    pub dispute_reinstated_minor: i64,
    /// For each payout, in minor units of its currency, as a row of its own.
    pub payout_minor: i64,
}

impl FeePlan {
    /// The fee of a capture, in minor units.
    #[must_use]
    pub const fn of_capture(&self, amount_minor: i64) -> i64 {
        // An amount has at most 10^12 minor units, so that this stays far from the end of 64 bits.
        (amount_minor * self.capture_basis_points + 5_000).div_euclid(10_000) + self.capture_minor
    }
}

/// What moved money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A capture came in.
    Capture,
    /// A capture failed after it had come in.
    CaptureFailed,
    /// A refund settled.
    Refund,
    /// A settled refund came back.
    RefundReturned,
    /// A dispute took money.
    DisputeWithdrawn,
    /// A dispute gave it back.
    DisputeReinstated,
    /// A fee that belongs to no payment; its gross amount is zero.
    Fee,
    /// A payout bounced, so that its net amount is to be paid again.
    PayoutFailed,
}

/// A row in the gateway's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MoneyRow {
    /// `mr_…`
    pub id: String,
    /// What moved money.
    pub kind: RowKind,
    /// The object that did: of a capture, refund, dispute or payout.
    pub object: String,
    /// The authorization it belongs to; nothing for a fee of a payout and for a payout.
    pub authorization: Option<String>,
    /// The merchant's reference of the object; that of a dispute is the reference of its capture.
    pub reference: String,
    /// Three capital letters.
    pub currency: String,
    /// What it does to the merchant's balance before the fee, in minor units: above zero in, below zero out.
    pub gross_minor: i64,
    /// What the gateway keeps, in minor units; below zero it gives a fee back.
    pub fee_minor: i64,
    /// Gross less fee, in minor units.
    pub net_minor: i64,
    /// When, microseconds since 1970.
    pub at_us: i64,
    /// The payout (`sp_…`) that took it along.
    pub payout: Option<String>,
}

/// A row on its way into the books.
pub(super) struct NewRow {
    pub(super) id: String,
    pub(super) kind: RowKind,
    pub(super) place: Place,
    pub(super) gross_minor: i64,
    pub(super) fee_minor: i64,
}

impl Bank {
    /// Books a movement of money and its fee.
    pub(super) fn book(&mut self, new: NewRow) {
        let NewRow { id, kind, place, gross_minor, fee_minor } = new;
        let authorization = self.books.authorization_of(place);
        if let Some(authorization) = authorization.filter(|_| fee_minor != 0) {
            let (kind, subject, at_us) = (EffectKind::Fee, place, self.now_us);
            self.log.append(Entry { kind, authorization, subject, amount_minor: fee_minor, at_us });
        }
        let (object, reference) = self.books.names(place);
        let row = MoneyRow {
            id,
            kind,
            object: object.to_owned(),
            authorization: authorization.map(|index| self.books.authorizations[index].id.clone()),
            reference: reference.to_owned(),
            currency: self.books.currency(place).to_owned(),
            gross_minor,
            fee_minor,
            net_minor: gross_minor - fee_minor,
            at_us: self.now_us,
            payout: None,
        };
        self.books.add_row(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fee_is_rounded_half_up() {
        let plan = FeePlan { capture_basis_points: 290, capture_minor: 30, ..FeePlan::default() };
        assert_eq!([1000, 50, 51, 53].map(|amount| plan.of_capture(amount)), [59, 31, 31, 32]);
        assert_eq!(FeePlan::default().of_capture(super::super::MOST_MINOR), 0);
    }
}
