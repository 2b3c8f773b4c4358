//! Payouts: what the gateway owes is paid to the merchant, batch by batch and currency by currency.
//! The rows of a payout sum to it exactly, so that a face can write a settlement file from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Bank;
use super::books::Place;
use super::happened::HappenedKind;
use super::refusal::Refusal;
use super::rows::{MoneyRow, NewRow, RowKind};

/// Where a payout stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutStatus {
    /// On the merchant's bank account.
    Paid,
    /// It bounced; its net amount waits for the next one.
    Failed,
}

/// A payout in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payout {
    /// `sp_…`
    pub id: String,
    /// Its number, from 1, over all currencies.
    pub number: u64,
    /// Where it stands.
    pub status: PayoutStatus,
    /// Three capital letters.
    pub currency: String,
    /// The sum of its rows before fees, in minor units.
    pub gross_minor: i64,
    /// The sum of their fees, in minor units.
    pub fee_minor: i64,
    /// What was paid: gross less fee, in minor units, always above zero.
    pub net_minor: i64,
    /// When, microseconds since 1970.
    pub created_at_us: i64,
    /// When it bounced, microseconds since 1970.
    pub failed_at_us: Option<i64>,
    #[serde(skip)]
    pub(super) rows: Vec<usize>,
}

impl Bank {
    /// Pays out everything that was not paid out before, in one payout for each currency, and says how many there are
    /// now; the new ones are the last. Where the merchant would owe, the rows wait for the next time.
    pub fn close_batch(&mut self) -> &[Payout] {
        let before = self.books.payouts.len();
        let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for row in std::mem::take(&mut self.books.unpaid) {
            waiting.entry(self.books.rows[row].currency.clone()).or_default().push(row);
        }
        for (currency, rows) in waiting {
            let net_minor: i64 = rows.iter().map(|row| self.books.rows[*row].net_minor).sum();
            if net_minor > self.config.fees.payout_minor.max(0) {
                self.pay_out(currency, rows);
            } else {
                self.books.unpaid.extend(rows);
            }
        }
        self.books.unpaid.sort_unstable();
        &self.books.payouts[before..]
    }

    fn pay_out(&mut self, currency: String, rows: Vec<usize>) {
        let at = self.books.add_payout(Payout {
            id: self.ids.next("sp"),
            number: u64::try_from(self.books.payouts.len()).unwrap_or(u64::MAX).saturating_add(1),
            status: PayoutStatus::Paid,
            currency,
            gross_minor: 0,
            fee_minor: 0,
            net_minor: 0,
            created_at_us: self.now_us,
            failed_at_us: None,
            rows,
        });
        let fee_minor = self.config.fees.payout_minor;
        if fee_minor != 0 {
            let (id, kind, place) = (self.ids.next("mr"), RowKind::Fee, Place::Payout(at));
            self.book(NewRow { id, kind, place, gross_minor: 0, fee_minor });
            self.books.payouts[at].rows.extend(self.books.unpaid.pop());
        }
        let payout = &mut self.books.payouts[at];
        for row in &payout.rows {
            let row = &mut self.books.rows[*row];
            row.payout = Some(payout.id.clone());
            payout.gross_minor += row.gross_minor;
            payout.fee_minor += row.fee_minor;
            payout.net_minor += row.net_minor;
        }
        self.tell(HappenedKind::PayoutPaid, Place::Payout(at));
    }

    /// Makes a payout bounce; its net amount is paid with the next one.
    ///
    /// # Errors
    /// [`Refusal`] when there is no such payout or it bounced already.
    pub fn fail_payout(&mut self, id: &str) -> Result<&Payout, Refusal> {
        let at = self.payout_index(id)?;
        let payout = &mut self.books.payouts[at];
        if payout.status == PayoutStatus::Failed {
            return Err(Refusal::CannotFail);
        }
        payout.status = PayoutStatus::Failed;
        payout.failed_at_us = Some(self.now_us);
        let gross_minor = payout.net_minor;
        let (id, kind, place) = (self.ids.next("mr"), RowKind::PayoutFailed, Place::Payout(at));
        self.book(NewRow { id, kind, place, gross_minor, fee_minor: 0 });
        self.tell(HappenedKind::PayoutFailed, Place::Payout(at));
        Ok(&self.books.payouts[at])
    }

    /// The rows of a payout, oldest first; none when there is no such payout.
    #[must_use]
    pub fn rows_of(&self, payout_id: &str) -> Vec<&MoneyRow> {
        let rows = self.payout_index(payout_id).map(|at| self.books.payouts[at].rows.as_slice()).unwrap_or_default();
        rows.iter().map(|row| &self.books.rows[*row]).collect()
    }
}
