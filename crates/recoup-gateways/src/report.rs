//! Settlement and payout reports: what a gateway's file says, row by row, and whether its sums fit.
//!
//! Readers stream: a file of a million rows needs no more memory than a short one.

use std::io::BufRead;

use jiff::Timestamp;
use recoup_core::money::{Currency, Money};

/// A kind of report that an adapter reads.
#[derive(Debug, Clone, Copy)]
pub struct ReportKind {
    /// Its name, such as `payout_reconciliation`.
    pub name: &'static str,
    /// What it is and where the gateway offers it.
    pub about: &'static str,
    /// Reads one.
    pub read: for<'a> fn(Input<'a>) -> Items<'a>,
}

/// What a row of a report moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// A captured payment.
    Charge,
    /// A refund.
    Refund,
    /// A refund that came back or failed.
    RefundBack,
    /// A capture that was undone.
    ChargeBack,
    /// Money taken for a dispute.
    Dispute,
    /// Money given back from a dispute.
    DisputeBack,
    /// A fee by itself.
    Fee,
    /// Money paid out to the bank.
    Payout,
    /// A payout that came back.
    PayoutBack,
    /// A reserve, a transfer, a correction: moves the balance, belongs to no payment.
    Other,
    /// What rounding takes or gives.
    Rounding,
}

impl LineKind {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Charge => "charge",
            Self::Refund => "refund",
            Self::RefundBack => "refund_back",
            Self::ChargeBack => "charge_back",
            Self::Dispute => "dispute",
            Self::DisputeBack => "dispute_back",
            Self::Fee => "fee",
            Self::Payout => "payout",
            Self::PayoutBack => "payout_back",
            Self::Other => "other",
            Self::Rounding => "rounding",
        }
    }
}

/// A row, in our words. `net = gross + fee` in `net.currency`, unless the row says `converted`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Row in the file, from 1, the header included.
    pub number: u64,
    /// What it moved.
    pub kind: LineKind,
    /// The gateway's own word for it.
    pub word: String,
    /// The gateway's name for the row's object: capture, refund, dispute.
    pub subject: String,
    /// The gateway's name for its payment; empty where it names none.
    pub parent: String,
    /// Our reference, where it is repeated.
    pub ours: String,
    /// The gateway's own name for the row; empty where it has none.
    pub row: String,
    /// Effect on the balance before fees; negative when money leaves.
    pub gross: Money,
    /// Effect of the fee on the balance; negative when it is paid.
    pub fee: Money,
    /// Effect on the balance.
    pub net: Money,
    /// Whether gross is in another currency than net.
    pub converted: bool,
    /// When.
    pub at: Option<Timestamp>,
    /// Which payout or batch it belongs to; empty while it is open.
    pub payout: String,
    /// Acquirer reference number; empty where there is none.
    pub arn: String,
}

/// A sum that the report tells, and what its rows sum to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Which sum, for people.
    pub what: String,
    /// Currency.
    pub currency: Currency,
    /// What the report says, minor units.
    pub told_minor: i64,
    /// What its rows sum to, minor units.
    pub summed_minor: i64,
}

impl Total {
    /// Whether the two are the same.
    #[must_use]
    pub const fn fits(&self) -> bool {
        self.told_minor == self.summed_minor
    }
}

/// What a report yields, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A row.
    Line(Box<Line>),
    /// A row that cannot be read or has a word nobody knows: kept and shown.
    Odd {
        /// Row in the file, from 1.
        number: u64,
        /// Why.
        why: String,
        /// The row as it is, cut to 500 characters.
        raw: String,
    },
    /// A sum.
    Total(Total),
    /// The file cannot be read any further.
    Broken {
        /// Why, and what to do.
        why: String,
    },
}

/// A report under way.
pub type Items<'a> = Box<dyn Iterator<Item = Item> + 'a>;

/// What a report is read from.
pub type Input<'a> = Box<dyn BufRead + 'a>;
