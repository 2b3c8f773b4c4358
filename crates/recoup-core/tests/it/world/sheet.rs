//! Balances folded straight from the lines, independent of the crate's own books and quick to compare.

use recoup_core::ledger::{Account, Entry};

/// Balances by account and by the number in the subkey (minor units, debit positive).
pub struct Sheet {
    totals: Vec<i64>,
    keyed: Vec<Vec<i64>>,
    /// 6210 is keyed by disputes and by refunds; these are the refunds.
    beyond: Vec<i64>,
    /// Whether every entry so far summed to zero.
    pub balanced: bool,
}

impl Sheet {
    pub fn new() -> Self {
        let accounts = Account::ALL.len();
        Self { totals: vec![0; accounts], keyed: vec![Vec::new(); accounts], beyond: Vec::new(), balanced: true }
    }

    pub fn take(&mut self, entry: &Entry) {
        let mut sum = 0;
        for line in &entry.lines {
            sum += line.amount_minor;
            self.totals[line.account as usize] += line.amount_minor;
            let Some(number) = line.subkey.get(1..).and_then(|digits| digits.parse::<usize>().ok()) else { continue };
            let refund = line.account == Account::DuplicateRefundLoss && line.subkey.starts_with('r');
            let column = if refund { &mut self.beyond } else { &mut self.keyed[line.account as usize] };
            if column.len() <= number {
                column.resize(number + 1, 0);
            }
            column[number] += line.amount_minor;
        }
        self.balanced &= sum == 0;
    }

    pub fn total(&self, account: Account) -> i64 {
        self.totals[account as usize]
    }

    pub fn of(&self, account: Account, number: usize) -> i64 {
        self.keyed[account as usize].get(number).copied().unwrap_or(0)
    }

    pub fn beyond(&self, refund: usize) -> i64 {
        self.beyond.get(refund).copied().unwrap_or(0)
    }

    pub fn sum(&self) -> i64 {
        self.totals.iter().sum()
    }
}
