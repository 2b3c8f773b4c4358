//! Disputes (rows D2 to D7): posted when the funds move, not when the case appears or changes its status.
//!
//! A loss has three parts, told apart by [`dispute_loss_split`](crate::ledger::entitlement::dispute_loss_split).

use super::{Slice, simple, sum};
use crate::ledger::chart::Account;
use crate::ledger::entry::{Act, Entry, LedgerError, Posting};
use crate::money::Money;
use crate::planted::{self, Planted};

/// Funds a gateway withdrew because of a dispute.
#[derive(Debug, Clone, Copy)]
pub struct Withdrawal<'a> {
    /// The dispute.
    pub dispute: &'a str,
    /// The gateway, which keys the fee.
    pub gateway: &'a str,
    /// The gateway account the money left.
    pub gateway_account: &'a str,
    /// The contested amount.
    pub amount: Money,
    /// The fee taken with it, minor units of the same currency; zero if it comes in a row of its own.
    pub fee_minor: i64,
}

/// Where the money of a payment lives: clearing of a gateway account, or a bank account or till.
#[derive(Debug, Clone, Copy)]
pub enum Purse<'a> {
    /// At a gateway.
    Gateway(&'a str),
    /// At a bank or in a till.
    Bank(&'a str),
}

impl<'a> Purse<'a> {
    const fn place(self) -> (Account, &'a str) {
        match self {
            Self::Gateway(account) => (Account::GatewayClearing, account),
            Self::Bank(account) => (Account::CashAtBank, account),
        }
    }
}

/// D2 and D6 by the row of money alone, its fee being a row of its own: `1300 / 1110` or `/ 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_withdrawn(act: Act, dispute: &str, purse: Purse<'_>, money: Money) -> Result<Entry, LedgerError> {
    simple(act, (Account::DisputesReceivable, dispute), purse.place(), money)
}

/// D3 and D4 by the row of money: `1110` or `1010 / 1300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_reinstated(act: Act, dispute: &str, purse: Purse<'_>, money: Money) -> Result<Entry, LedgerError> {
    simple(act, purse.place(), (Account::DisputesReceivable, dispute), money)
}

/// D2, the fee in a row of its own: `6110 / 1110` or `/ 1010`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_fee(gateway: &str, purse: Purse<'_>, fee: Money) -> Result<Entry, LedgerError> {
    simple(Act::DisputeFee, (Account::DisputeFees, gateway), purse.place(), fee)
}

/// D3, the fee came back: `1110` or `1010 / 6110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_fee_back(gateway: &str, purse: Purse<'_>, fee: Money) -> Result<Entry, LedgerError> {
    simple(Act::DisputeFeeReturned, purse.place(), (Account::DisputeFees, gateway), fee)
}

/// D5, all parts of a loss in one entry: what refunds gave up, the entitled part and what was paid twice.
#[derive(Debug, Clone, Copy)]
pub struct LossParts<'a> {
    /// Refunds with what each gave up, minor units.
    pub absorbed: &'a [(&'a str, i64)],
    /// The entitled part, as far as it comes out of lines.
    pub slice: &'a Slice,
    /// What of it comes out of an overpayment, minor units.
    pub overpaid_minor: i64,
    /// What of it the balance gave that was topped up, minor units.
    pub from_balance_minor: i64,
    /// What of a top-up the balance did not have any more, minor units.
    pub spent_minor: i64,
    /// What was paid twice, minor units.
    pub duplicate_minor: i64,
}

impl<'a> LossParts<'a> {
    /// A loss that comes out of lines alone.
    #[must_use]
    pub const fn of(slice: &'a Slice) -> Self {
        Self { absorbed: &[], slice, overpaid_minor: 0, from_balance_minor: 0, spent_minor: 0, duplicate_minor: 0 }
    }
}

/// D5: `2400 each refund, 2100 deferred, 6200 rest of the net, 2200 taxes, 1200 overpaid, 6210 paid twice / 1300`; of a
/// top-up D7, `2300 what the balance can give, 6200 the rest`, in place of lines. `sold` is the order, invoice or customer.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_lost(sold: &str, dispute: &str, parts: LossParts<'_>, money: Money) -> Result<Entry, LedgerError> {
    let slice = parts.slice;
    let mut posting = slice.release(Act::DisputeLost, sold, Account::ChargebackLoss, dispute)?;
    for (refund, amount_minor) in parts.absorbed {
        posting = posting.debit(Account::RefundsPayable, refund, *amount_minor)?;
    }
    if planted::is(Planted::LossTouchesRefunds) {
        // As if the entitled part were a refund besides: it balances, and says the same twice.
        let twice_minor = slice.gross()?;
        posting = posting.debit(Account::RefundsAndReturns, "dispute", twice_minor)?;
        posting = posting.credit(Account::ChargebackLoss, dispute, twice_minor)?;
    }
    posting
        .debit(Account::AccountsReceivable, sold, parts.overpaid_minor)?
        .debit(Account::CustomerBalance, sold, parts.from_balance_minor)?
        .debit(Account::ChargebackLoss, dispute, parts.spent_minor)?
        .debit(Account::DuplicateRefundLoss, dispute, parts.duplicate_minor)?
        .credit(Account::DisputesReceivable, dispute, money.amount_minor)?
        .balanced()
}

fn withdrawn(act: Act, funds: Withdrawal<'_>) -> Result<Entry, LedgerError> {
    Posting::new(act, funds.amount.currency)
        .debit(Account::DisputesReceivable, funds.dispute, funds.amount.amount_minor)?
        .debit(Account::DisputeFees, funds.gateway, funds.fee_minor)?
        .credit(Account::GatewayClearing, funds.gateway_account, sum(funds.amount.amount_minor, funds.fee_minor)?)?
        .balanced()
}

/// D2, funds withdrawn: `1300 amount, 6110 fee / 1110 both`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_opened(funds: Withdrawal<'_>) -> Result<Entry, LedgerError> {
    withdrawn(Act::DisputeOpened, funds)
}

/// D6, second chargeback or pre-arbitration on the same dispute: as D2.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_reopened(funds: Withdrawal<'_>) -> Result<Entry, LedgerError> {
    withdrawn(Act::DisputeReopened, funds)
}

/// D3, won: `1110 / 1300`. The fee stays, unless [`dispute_fee_returned`] says otherwise.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_won(dispute: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::DisputeWon, gateway, (Account::DisputesReceivable, dispute), money)
}

/// D4, the part that came back: `1110 / 1300`; the rest is lost and split like any loss.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_partly_won(dispute: &str, gateway_account: &str, money: Money) -> Result<Entry, LedgerError> {
    let gateway = (Account::GatewayClearing, gateway_account);
    simple(Act::DisputePartlyWon, gateway, (Account::DisputesReceivable, dispute), money)
}

/// D3, the fee came back as well: `1110 / 6110`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_fee_returned(gateway: &str, gateway_account: &str, fee: Money) -> Result<Entry, LedgerError> {
    let clearing = (Account::GatewayClearing, gateway_account);
    simple(Act::DisputeFeeReturned, clearing, (Account::DisputeFees, gateway), fee)
}

/// D5a, the loss satisfies a pending refund: `2400 / 1300`; its contra-revenue and tax are booked already.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_lost_absorbed(dispute: &str, refund: &str, money: Money) -> Result<Entry, LedgerError> {
    let payable = (Account::RefundsPayable, refund);
    simple(Act::DisputeLostAbsorbed, payable, (Account::DisputesReceivable, dispute), money)
}

/// D5b, the part the buyer was entitled to: `2100 deferred, 6200 rest of the net, 2200 taxes / 1300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_lost_entitled(order: &str, dispute: &str, slice: &Slice) -> Result<Entry, LedgerError> {
    let posting = slice.release(Act::DisputeLostEntitled, order, Account::ChargebackLoss, dispute)?;
    posting.credit(Account::DisputesReceivable, dispute, slice.gross()?)?.balanced()
}

/// D5c, the part that was paid twice: `6210 / 1300`.
///
/// # Errors
/// See [`LedgerError`].
pub fn dispute_lost_duplicate(dispute: &str, money: Money) -> Result<Entry, LedgerError> {
    let loss = (Account::DuplicateRefundLoss, dispute);
    simple(Act::DisputeLostDuplicate, loss, (Account::DisputesReceivable, dispute), money)
}

/// D7, a lost dispute over a top-up: `2300 what the balance can give, 6200 the rest / 1300`.
///
/// `balance_minor` is the customer balance before, minor units.
///
/// # Errors
/// See [`LedgerError`].
pub fn top_up_dispute_lost(
    dispute: &str,
    customer: &str,
    lost: Money,
    balance_minor: i64,
) -> Result<Entry, LedgerError> {
    let from_balance = lost.amount_minor.min(balance_minor.max(0));
    Posting::new(Act::TopUpDisputeLost, lost.currency)
        .debit(Account::CustomerBalance, customer, from_balance)?
        .debit(Account::ChargebackLoss, dispute, lost.amount_minor.saturating_sub(from_balance))?
        .credit(Account::DisputesReceivable, dispute, lost.amount_minor)?
        .balanced()
}
