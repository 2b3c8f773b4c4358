//! Journal entries: immutable, balanced per currency, and corrected only by their mirror.
//!
//! [`Posting`] is the one way to build an entry, so that an unbalanced or negative one cannot exist.
//! This module knows amounts and sides; which accounts an act touches is said in [`super::acts`].

use serde::{Deserialize, Serialize};

use super::chart::Account;
use crate::id::Id;
use crate::money::Currency;

/// Why an entry could not be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// Debits and credits of a currency differ.
    #[error("the entry `{act}` does not balance: {currency} is off by {off_minor} minor units")]
    Unbalanced {
        /// The act that was being posted.
        act: &'static str,
        /// The currency that does not balance.
        currency: Currency,
        /// Debits minus credits, minor units.
        off_minor: i64,
    },
    /// A side was given a negative amount; the other side says that.
    #[error("the entry `{act}` has a negative amount ({amount_minor}) on account {account}; post it on the other side")]
    Negative {
        /// The act that was being posted.
        act: &'static str,
        /// The account of the line.
        account: Account,
        /// What was given, minor units.
        amount_minor: i64,
    },
    /// No line is left after dropping zeros.
    #[error("the entry `{act}` moves nothing; post nothing instead")]
    Empty {
        /// The act that was being posted.
        act: &'static str,
    },
    /// An account that must clear per key was used without a key.
    #[error("account {account} must clear per key, so its line in `{act}` needs a subkey")]
    MissingSubkey {
        /// The act that was being posted.
        act: &'static str,
        /// The account of the line.
        account: Account,
    },
    /// More of a slice is deferred than its net part.
    #[error("{deferred_minor} minor units cannot be deferred of a net amount of {net_minor}")]
    DeferredAboveNet {
        /// Share said to be deferred, minor units.
        deferred_minor: i64,
        /// Net part of the slice, minor units.
        net_minor: i64,
    },
    /// Amounts of one act that have to share a currency do not.
    #[error("the entry `{act}` mixes {left} and {right}; post a conversion first")]
    MixedCurrencies {
        /// The act that was being posted.
        act: &'static str,
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// The sum does not fit into 64 bits of minor units.
    #[error("the entry is outside the range of 64-bit minor units")]
    Overflow,
    /// The text is no code of the chart.
    #[error("`{text}` is not an account of the chart; write a code such as 1110")]
    UnknownAccount {
        /// What was written, cut to 16 characters.
        text: String,
    },
}

macro_rules! acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal;)*) => {
        /// What happened in business, one per row of the posting table. Serialized in `snake_case`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Act {
            $($(#[$doc])* #[serde(rename = $name)] $act,)*
        }

        impl Act {
            /// Every act, in the order of the posting table.
            pub const ALL: &'static [Self] = &[$(Self::$act,)*];

            /// The stable name, the same as the function of [`super::acts`] that posts it where there is one.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$act => $name,)*
                }
            }
        }
    };
}

acts! {
    /// Sale of delivered goods, or an invoice for them.
    Sale = "sale";
    /// Sale of goods that are, at least in part, not delivered.
    Preorder = "preorder";
    /// Delivery of something that was deferred.
    Fulfilment = "fulfilment";
    /// Delivery that did not arrive: the goods are owed again.
    FulfilmentUndone = "fulfilment_undone";
    /// Credit note on an unpaid part.
    CreditNote = "credit_note";
    /// Capture of a payment, whole or in part.
    Capture = "capture";
    /// A capture that failed afterwards.
    CaptureReversed = "capture_reversed";
    /// A bank that takes a payment back late, with a fee.
    BankReturn = "bank_return";
    /// Paying an order from the customer balance.
    BalanceTender = "balance_tender";
    /// Paying an order with store credit.
    StoreCreditTender = "store_credit_tender";
    /// Paying an order in cash or by transfer at the till.
    OfflineCapture = "offline_capture";
    /// A fee the gateway took.
    GatewayFee = "gateway_fee";
    /// A fee the gateway gave back.
    GatewayFeeReturned = "gateway_fee_returned";
    /// A refund that is owed from now on.
    RefundInitiated = "refund_initiated";
    /// A refund the gateway paid.
    RefundSettled = "refund_settled";
    /// A refund paid from the bank or the till.
    RefundSettledOffline = "refund_settled_offline";
    /// A refund that failed and is owed as balance.
    RefundFailedToBalance = "refund_failed_to_balance";
    /// A refund that is no longer owed.
    RefundCancelled = "refund_cancelled";
    /// The rest of a partly absorbed refund that is no longer owed.
    RefundRestCancelled = "refund_rest_cancelled";
    /// The rest of a partly absorbed refund, sent again as a new refund.
    RefundRestResent = "refund_rest_resent";
    /// A refund that came back after it was paid.
    RefundReturned = "refund_returned";
    /// A refund given as store credit.
    RefundAsStoreCredit = "refund_as_store_credit";
    /// A refund that goes back to each tender.
    RefundInKind = "refund_in_kind";
    /// Money the gateway moved to the buyer beyond what we allowed.
    RefundBeyondCaptured = "refund_beyond_captured";
    /// A dispute whose funds were withdrawn.
    DisputeOpened = "dispute_opened";
    /// A second chargeback on the same dispute.
    DisputeReopened = "dispute_reopened";
    /// A dispute won in full.
    DisputeWon = "dispute_won";
    /// The part of a dispute that came back.
    DisputePartlyWon = "dispute_partly_won";
    /// A dispute fee the gateway gave back.
    DisputeFeeReturned = "dispute_fee_returned";
    /// A fee the gateway took for a dispute.
    DisputeFee = "dispute_fee";
    /// A lost dispute, in all its parts.
    DisputeLost = "dispute_lost";
    /// What was booked of a lost dispute, taken back.
    DisputeLossUndone = "dispute_loss_undone";
    /// A lost dispute that satisfies a pending refund.
    DisputeLostAbsorbed = "dispute_lost_absorbed";
    /// The part of a lost dispute the buyer was entitled to.
    DisputeLostEntitled = "dispute_lost_entitled";
    /// The part of a lost dispute that was paid twice.
    DisputeLostDuplicate = "dispute_lost_duplicate";
    /// A lost dispute over a top-up.
    TopUpDisputeLost = "top_up_dispute_lost";
    /// A receivable given up.
    WriteOff = "write_off";
    /// A receivable that comes back after it was given up.
    Recovery = "recovery";
    /// Money paid into a customer balance.
    TopUp = "top_up";
    /// Money paid into a customer balance that the gateway took back.
    TopUpReversed = "top_up_reversed";
    /// A loss by such money that a refund of it made good.
    TopUpLossRecovered = "top_up_loss_recovered";
    /// What was paid too much, to the customer's balance.
    OverpaymentCredited = "overpayment_credited";
    /// Balance on its way back to the card.
    BalanceRefundInitiated = "balance_refund_initiated";
    /// Balance paid back by the gateway.
    BalanceRefundSettled = "balance_refund_settled";
    /// Balance that could not be paid back.
    BalanceRefundFailed = "balance_refund_failed";
    /// Balance that came back after it was paid out.
    BalanceRefundReturned = "balance_refund_returned";
    /// Balance given by hand.
    BalanceCredited = "balance_credited";
    /// Balance taken away by hand.
    BalanceDebited = "balance_debited";
    /// Store credit given out of goodwill.
    GoodwillCredit = "goodwill_credit";
    /// Store credit that expired to our benefit.
    CreditExpired = "credit_expired";
    /// Store credit that expired and is owed to an authority.
    CreditUnclaimed = "credit_unclaimed";
    /// Tax given back on a paid order.
    TaxReversedPaid = "tax_reversed_paid";
    /// Tax taken off an unpaid order.
    TaxReversedUnpaid = "tax_reversed_unpaid";
    /// A discount for paying early.
    EarlyPaymentDiscount = "early_payment_discount";
    /// A payout that left the gateway.
    PayoutCreated = "payout_created";
    /// A payout that reached the bank.
    PayoutBanked = "payout_banked";
    /// A payout that failed.
    PayoutFailed = "payout_failed";
    /// Money the gateway holds back.
    ReserveHeld = "reserve_held";
    /// Reserve the gateway released.
    ReserveReleased = "reserve_released";
    /// Money that arrived without a gateway.
    OfflineReceipt = "offline_receipt";
    /// A receipt matched to an order.
    ReceiptMatched = "receipt_matched";
    /// The part of a receipt nobody asked for.
    ReceiptOverpaid = "receipt_overpaid";
    /// A shortfall within tolerance.
    ReceiptShort = "receipt_short";
    /// Cost of what was sold.
    CostOfSale = "cost_of_sale";
    /// Goods back on the shelf.
    ReturnSellable = "return_sellable";
    /// Goods back and lost.
    ReturnDamaged = "return_damaged";
    /// Goods back and waiting for inspection.
    ReturnReceived = "return_received";
    /// Inspected goods, back on the shelf or lost.
    ReturnInspected = "return_inspected";
    /// Money a gateway converted.
    Conversion = "conversion";
    /// The difference between the booked and the settled rate.
    RateDifference = "rate_difference";
    /// A rounding difference.
    RoundingDifference = "rounding_difference";
    /// The mirror of a wrong entry.
    Correction = "correction";
    /// What an account held before the ledger began.
    OpeningBalance = "opening_balance";
    /// A fee on a bank statement.
    BankFee = "bank_fee";
    /// A fee a marketplace kept.
    MarketplaceFee = "marketplace_fee";
    /// A discount paid out in money.
    DiscountGranted = "discount_granted";
    /// Money charged outside any order.
    ManualCharge = "manual_charge";
    /// Money given back outside any order.
    ManualCredit = "manual_credit";
    /// A bad debt carried over from another system.
    BadDebtAdjustment = "bad_debt_adjustment";
    /// A correction of stock.
    StockAdjustment = "stock_adjustment";
}

/// One side of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The account of the chart.
    pub account: Account,
    /// What the account's subkey names; empty where it has none.
    pub subkey: String,
    /// The currency of the amount.
    pub currency: Currency,
    /// Minor units, debit positive, credit negative.
    pub amount_minor: i64,
}

/// A balanced, immutable journal entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What happened.
    pub act: Act,
    /// The lines; their sum is zero in each currency.
    pub lines: Vec<Line>,
    /// The entry this one takes back, if it does; each entry is taken back at most once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<Id>,
    /// Words for people; never read by code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
}

impl Entry {
    /// The same lines with sides exchanged, as a correction of the entry `original`.
    ///
    /// # Errors
    /// [`LedgerError::Overflow`] for an amount that has no negative.
    pub fn mirror(&self, original: Id) -> Result<Self, LedgerError> {
        self.mirror_as(Act::Correction, original)
    }

    /// The same lines with sides exchanged, under the name of another act.
    ///
    /// # Errors
    /// [`LedgerError::Overflow`] for an amount that has no negative.
    pub fn mirror_as(&self, act: Act, original: Id) -> Result<Self, LedgerError> {
        let mut lines = self.lines.clone();
        for line in &mut lines {
            line.amount_minor = line.amount_minor.checked_neg().ok_or(LedgerError::Overflow)?;
        }
        Ok(Self { act, lines, reverses: Some(original), memo: String::new() })
    }

    /// The same entry with words for people.
    #[must_use]
    pub fn with_memo(mut self, memo: impl Into<String>) -> Self {
        self.memo = memo.into();
        self
    }

    /// Checks that the lines sum to zero in each currency.
    ///
    /// # Errors
    /// [`LedgerError::Unbalanced`], [`LedgerError::Overflow`].
    pub fn check_balance(&self) -> Result<(), LedgerError> {
        for (index, line) in self.lines.iter().enumerate() {
            let currency = line.currency;
            if self.lines[..index].iter().any(|earlier| earlier.currency == currency) {
                continue;
            }
            let same = self.lines[index..].iter().filter(|other| other.currency == currency);
            // Sums of 64-bit amounts fit into 128 bits for any number of lines that fits into memory.
            let off: i128 = same.map(|other| i128::from(other.amount_minor)).sum();
            if off != 0 {
                let off_minor = i64::try_from(off).map_err(|_| LedgerError::Overflow)?;
                return Err(LedgerError::Unbalanced { act: self.act.name(), currency, off_minor });
            }
        }
        Ok(())
    }

    /// Sum of the debits in a currency, minor units: what the entry moved.
    #[must_use]
    pub fn moved_minor(&self, currency: Currency) -> i64 {
        let debits = self.lines.iter().filter(|line| line.currency == currency && line.amount_minor > 0);
        debits.fold(0_i64, |sum, line| sum.saturating_add(line.amount_minor))
    }
}

/// Builds an entry line by line.
#[derive(Debug, Clone)]
pub struct Posting {
    entry: Entry,
    currency: Currency,
}

impl Posting {
    /// Starts an entry whose lines are in `currency`.
    #[must_use]
    pub fn new(act: Act, currency: Currency) -> Self {
        let entry = Entry { act, lines: Vec::with_capacity(4), reverses: None, memo: String::new() };
        Self { entry, currency }
    }

    /// An entry without lines, for adjustments of a quantity that has no value.
    #[must_use]
    pub fn memo_only(act: Act, memo: impl Into<String>) -> Entry {
        Entry { act, lines: Vec::new(), reverses: None, memo: memo.into() }
    }

    /// Changes the currency of the lines that follow; only a conversion needs this.
    #[must_use]
    pub fn in_currency(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    /// Adds words for people.
    #[must_use]
    pub fn memo(mut self, memo: impl Into<String>) -> Self {
        self.entry.memo = memo.into();
        self
    }

    /// Adds a debit of `minor` minor units; zero adds nothing.
    ///
    /// # Errors
    /// [`LedgerError::Negative`], [`LedgerError::MissingSubkey`].
    pub fn debit(self, account: Account, subkey: &str, minor: i64) -> Result<Self, LedgerError> {
        self.line(account, subkey, minor, 1)
    }

    /// Adds a credit of `minor` minor units; zero adds nothing.
    ///
    /// # Errors
    /// [`LedgerError::Negative`], [`LedgerError::MissingSubkey`].
    pub fn credit(self, account: Account, subkey: &str, minor: i64) -> Result<Self, LedgerError> {
        self.line(account, subkey, minor, -1)
    }

    /// Finishes the entry.
    ///
    /// # Errors
    /// [`LedgerError::Empty`], [`LedgerError::Unbalanced`], [`LedgerError::Overflow`].
    pub fn balanced(self) -> Result<Entry, LedgerError> {
        if self.entry.lines.is_empty() {
            return Err(LedgerError::Empty { act: self.entry.act.name() });
        }
        self.entry.check_balance()?;
        Ok(self.entry)
    }

    fn line(mut self, account: Account, subkey: &str, minor: i64, sign: i64) -> Result<Self, LedgerError> {
        let act = self.entry.act.name();
        if minor < 0 {
            return Err(LedgerError::Negative { act, account, amount_minor: minor });
        }
        if minor == 0 {
            return Ok(self);
        }
        if subkey.is_empty() && account.needs_subkey() {
            return Err(LedgerError::MissingSubkey { act, account });
        }
        // Only non-negative amounts arrive here, and each of them has a negative.
        let amount_minor = minor * sign;
        self.entry.lines.push(Line { account, subkey: subkey.to_owned(), currency: self.currency, amount_minor });
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posting() -> Posting {
        Posting::new(Act::Capture, Currency::EUR)
    }

    #[test]
    fn what_does_not_balance_is_refused() {
        let off =
            posting().debit(Account::GatewayClearing, "g", 5).unwrap().credit(Account::AccountsReceivable, "o", 4);
        let expected = LedgerError::Unbalanced { act: "capture", currency: Currency::EUR, off_minor: 1 };
        assert_eq!(off.unwrap().balanced(), Err(expected));
        let two = posting().debit(Account::GatewayClearing, "g", 5).unwrap().in_currency(Currency::JPY);
        assert!(two.credit(Account::AccountsReceivable, "o", 5).unwrap().balanced().is_err());
    }

    #[test]
    fn negative_empty_and_unkeyed_lines_are_refused() {
        assert!(matches!(posting().debit(Account::BadDebt, "", -1), Err(LedgerError::Negative { .. })));
        assert!(matches!(posting().credit(Account::RefundsPayable, "", 1), Err(LedgerError::MissingSubkey { .. })));
        let nothing = posting().debit(Account::BadDebt, "", 0).unwrap().balanced();
        assert_eq!(nothing, Err(LedgerError::Empty { act: "capture" }));
        assert!(Posting::memo_only(Act::StockAdjustment, "3 pieces found").lines.is_empty());
    }

    #[test]
    fn sums_beyond_64_bits_are_refused() {
        let huge = posting().debit(Account::BadDebt, "", i64::MAX).unwrap().debit(Account::BadDebt, "", i64::MAX);
        assert_eq!(huge.unwrap().balanced(), Err(LedgerError::Overflow));
    }

    #[test]
    fn entries_survive_serialization() {
        let entry = posting().debit(Account::GatewayClearing, "g", 5).unwrap();
        let entry = entry.credit(Account::AccountsReceivable, "o", 5).unwrap().balanced().unwrap();
        let mirror = entry.mirror_as(Act::CaptureReversed, Id::trusted("ent_1")).unwrap();
        let text = serde_json::to_string(&mirror).unwrap();
        assert!(text.contains("\"capture_reversed\"") && text.contains("\"1110\""), "{text}");
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), mirror);
        assert_eq!(entry.moved_minor(Currency::EUR), 5);
    }

    #[test]
    fn act_names_are_unique() {
        for act in Act::ALL {
            assert_eq!(Act::ALL.iter().filter(|other| other.name() == act.name()).count(), 1, "{act:?}");
            assert_eq!(serde_json::to_string(act).unwrap(), format!("\"{}\"", act.name()));
        }
    }
}
