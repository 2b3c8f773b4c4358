//! The chart of accounts: one table that says what each account is, how it is keyed and when it must be zero.
//!
//! The expectations are part of the chart because an account nobody expects to clear is where money gets lost.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::entry::LedgerError;

/// The side on which an account normally has its balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Assets, losses and contra-revenue: positive amounts.
    Debit,
    /// Liabilities and income: negative amounts.
    Credit,
    /// Differences of exchange and rounding, which go either way.
    Either,
}

/// What the subkey of a line names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubkeyKind {
    /// The account has no subkey; it is written empty.
    None,
    /// One of the merchant's bank accounts.
    BankAccount,
    /// An account at a gateway, in one currency.
    GatewayAccount,
    /// A gateway, over all its accounts.
    Gateway,
    /// A payout from a gateway to the bank.
    Payout,
    /// An order or an invoice.
    Order,
    /// A dispute.
    Dispute,
    /// A dispute or a refund, whichever paid the money out twice.
    DisputeOrRefund,
    /// An article.
    Sku,
    /// A return of goods.
    Return,
    /// Jurisdiction, tax rule and its version.
    TaxRule,
    /// A customer.
    Customer,
    /// A customer or a gift card.
    Holder,
    /// A refund.
    Refund,
    /// A line of a bank statement, or the receipt that stands for it.
    BankLine,
    /// The law that says where unclaimed money goes.
    Law,
    /// A product or tax class.
    RevenueClass,
    /// Why it was booked.
    Reason,
    /// The rule that granted a discount.
    DiscountRule,
    /// A currency code.
    Currency,
}

/// When an account has to be zero, or what it has to agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clearing {
    /// It accumulates; nothing is expected.
    Never,
    /// Every subkey returns to zero; the text says when.
    PerKey(&'static str),
    /// It agrees with a record kept elsewhere; the text says with which.
    Matches(&'static str),
}

/// One row of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Four digits, the stable identifier in files and in the store.
    pub code: &'static str,
    /// The name people read.
    pub name: &'static str,
    /// The side of the normal balance.
    pub normal: Side,
    /// What the subkey names.
    pub subkey: SubkeyKind,
    /// When it must be zero or what it must match.
    pub clearing: Clearing,
    /// Whether no subkey may ever turn to the side opposite to `normal`.
    pub never_negative: bool,
}

const fn row(code: &'static str, name: &'static str, normal: Side, subkey: SubkeyKind) -> Definition {
    Definition { code, name, normal, subkey, clearing: Clearing::Never, never_negative: false }
}

impl Definition {
    const fn clears(mut self, when: &'static str) -> Self {
        self.clearing = Clearing::PerKey(when);
        self
    }

    const fn matches(mut self, record: &'static str) -> Self {
        self.clearing = Clearing::Matches(record);
        self
    }

    const fn never_negative(mut self) -> Self {
        self.never_negative = true;
        self
    }
}

macro_rules! chart {
    ($($(#[$doc:meta])* $account:ident => $definition:expr;)*) => {
        /// An account of the chart. Serialized as its code, such as `"1110"`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Account {
            $($(#[$doc])* $account,)*
        }

        impl Account {
            /// Every account in the order of the codes.
            pub const ALL: &'static [Self] = &[$(Self::$account,)*];

            /// The row of the chart for this account.
            #[must_use]
            pub const fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$account => const { &$definition },)*
                }
            }
        }
    };
}

chart! {
    /// 1010: money at the bank or in the till.
    CashAtBank => row("1010", "cash at bank", Side::Debit, SubkeyKind::BankAccount).matches("the bank statement");
    /// 1110: money held for us by a gateway.
    GatewayClearing => row("1110", "gateway clearing", Side::Debit, SubkeyKind::GatewayAccount)
        .matches("the gateway's own balance at any cut-off");
    /// 1120: money between gateway and bank.
    PayoutsInTransit => row("1120", "payouts in transit", Side::Debit, SubkeyKind::Payout).clears("the bank line is in");
    /// 1130: money a gateway holds back.
    GatewayReserve => row("1130", "gateway reserve or deposit", Side::Debit, SubkeyKind::GatewayAccount)
        .matches("the reserve the gateway reports");
    /// 1200: what buyers owe.
    AccountsReceivable => row("1200", "accounts receivable", Side::Debit, SubkeyKind::Order)
        .clears("it is paid, credited or written off");
    /// 1210: receivables expected to fail.
    DoubtfulAllowance => row("1210", "allowance for doubtful accounts", Side::Credit, SubkeyKind::None);
    /// 1300: money withdrawn by a dispute that is still contested.
    DisputesReceivable => row("1300", "disputes receivable", Side::Debit, SubkeyKind::Dispute).clears("the dispute closes");
    /// 1400: goods in stock.
    Inventory => row("1400", "inventory", Side::Debit, SubkeyKind::Sku);
    /// 1410: returned goods that nobody has inspected yet.
    ReturnsInTransit => row("1410", "returns in transit", Side::Debit, SubkeyKind::Return).clears("the goods are inspected");
    /// 2100: paid or owed for goods that are not delivered.
    DeferredRevenue => row("2100", "deferred revenue", Side::Credit, SubkeyKind::Order)
        .clears("the order is fulfilled or refunded").never_negative();
    /// 2200: tax owed to authorities.
    TaxPayable => row("2200", "tax payable", Side::Credit, SubkeyKind::TaxRule).matches("the tax return").never_negative();
    /// 2300: customer money that may go back to a card.
    CustomerBalance => row("2300", "customer balance", Side::Credit, SubkeyKind::Customer)
        .matches("the balance the customer reads").never_negative();
    /// 2310: credit that may only be spent.
    StoreCredit => row("2310", "store credit and gift cards", Side::Credit, SubkeyKind::Holder)
        .matches("the credit the holder reads").never_negative();
    /// 2400: refunds promised and not yet paid.
    RefundsPayable => row("2400", "refunds payable", Side::Credit, SubkeyKind::Refund)
        .clears("the refund is settled, failed to balance, cancelled or absorbed");
    /// 2420: refunds expected at the end of a month.
    EstimatedRefunds => row("2420", "estimated refund liability", Side::Credit, SubkeyKind::None);
    /// 2500: received money that nobody has matched yet.
    UnappliedCash => row("2500", "unapplied cash", Side::Credit, SubkeyKind::BankLine).clears("the bank line is matched");
    /// 2600: money owed to an authority because its owner never claimed it.
    UnclaimedProperty => row("2600", "unclaimed property", Side::Credit, SubkeyKind::Law);
    /// 3000: the other side of opening balances.
    OpeningEquity => row("3000", "opening equity", Side::Credit, SubkeyKind::None);
    /// 4000: what delivered goods earned.
    Revenue => row("4000", "revenue", Side::Credit, SubkeyKind::RevenueClass);
    /// 4100: revenue given back.
    RefundsAndReturns => row("4100", "refunds and returns", Side::Debit, SubkeyKind::Reason);
    /// 4110: revenue given up.
    DiscountsAndGoodwill => row("4110", "discounts and goodwill", Side::Debit, SubkeyKind::DiscountRule);
    /// 4120: lost disputes where they are shown as contra-revenue instead of 6200.
    DisputesContraRevenue => row("4120", "disputes as contra-revenue", Side::Debit, SubkeyKind::Reason);
    /// 4200: credit that expired to our benefit.
    BreakageIncome => row("4200", "breakage income", Side::Credit, SubkeyKind::None);
    /// 5000: cost of what was sold.
    CostOfGoodsSold => row("5000", "cost of goods sold", Side::Debit, SubkeyKind::Sku);
    /// 5100: goods lost or damaged.
    InventoryWriteOff => row("5100", "inventory write-off", Side::Debit, SubkeyKind::Sku);
    /// 6100: what gateways, banks and marketplaces charge.
    GatewayFees => row("6100", "gateway fees", Side::Debit, SubkeyKind::Gateway).matches("the fees in the gateway's record");
    /// 6110: what gateways charge for disputes.
    DisputeFees => row("6110", "dispute fees", Side::Debit, SubkeyKind::Gateway).matches("the fees in the gateway's record");
    /// 6200: what lost disputes cost.
    ChargebackLoss => row("6200", "chargeback loss", Side::Debit, SubkeyKind::Dispute);
    /// 6210: what was paid to a customer twice.
    DuplicateRefundLoss => row("6210", "duplicate-refund loss", Side::Debit, SubkeyKind::DisputeOrRefund);
    /// 6300: receivables given up.
    BadDebt => row("6300", "bad debt", Side::Debit, SubkeyKind::None);
    /// 6400: differences between booked and settled rates.
    ExchangeGainOrLoss => row("6400", "exchange gain or loss", Side::Either, SubkeyKind::Currency);
    /// 6500: differences too small to pursue.
    Rounding => row("6500", "rounding", Side::Either, SubkeyKind::Reason);
    /// 9000: the bridge between two currencies.
    ExchangeExposure => row("9000", "exchange exposure", Side::Either, SubkeyKind::Currency)
        .matches("zero in terms of the base currency");
}

impl Account {
    /// Four digits.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.definition().code
    }

    /// The name people read.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.definition().name
    }

    /// The side of the normal balance.
    #[must_use]
    pub const fn normal(self) -> Side {
        self.definition().normal
    }

    /// What the subkey names.
    #[must_use]
    pub const fn subkey(self) -> SubkeyKind {
        self.definition().subkey
    }

    /// Whether each subkey has to return to zero.
    #[must_use]
    pub const fn must_clear(self) -> bool {
        matches!(self.definition().clearing, Clearing::PerKey(_))
    }

    /// Whether a subkey may never have a balance opposite to the normal side.
    #[must_use]
    pub const fn never_negative(self) -> bool {
        self.definition().never_negative
    }

    /// Whether a line needs a subkey: a zero in total can hide two open items, so these cannot do without.
    #[must_use]
    pub const fn needs_subkey(self) -> bool {
        self.must_clear() || self.never_negative()
    }

    /// A balance (minor units, debit positive) as people read it: positive on the normal side.
    #[must_use]
    pub const fn natural_minor(self, balance_minor: i64) -> i64 {
        match self.normal() {
            Side::Credit => balance_minor.saturating_neg(),
            Side::Debit | Side::Either => balance_minor,
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Account {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let found = Self::ALL.iter().copied().find(|account| account.code() == text);
        found.ok_or_else(|| LedgerError::UnknownAccount { text: text.chars().take(16).collect() })
    }
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_readable() {
        let codes: Vec<&str> = Account::ALL.iter().map(|account| account.code()).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
        for account in Account::ALL {
            assert_eq!(account.code().parse::<Account>().as_ref(), Ok(account));
        }
        assert!("1111".parse::<Account>().is_err());
    }

    #[test]
    fn accounts_that_clear_are_keyed() {
        for account in Account::ALL.iter().filter(|account| account.needs_subkey()) {
            assert_ne!(account.subkey(), SubkeyKind::None, "{account}");
        }
    }

    #[test]
    fn the_code_is_the_serialized_form() {
        assert_eq!(serde_json::to_string(&Account::GatewayClearing).unwrap(), "\"1110\"");
        assert_eq!(serde_json::from_str::<Account>("\"2400\"").unwrap(), Account::RefundsPayable);
    }
}
