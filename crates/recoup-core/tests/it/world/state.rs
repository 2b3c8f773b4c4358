//! What the merchant's side believes: orders with their buckets, refunds, disputes, receipts.

use recoup_core::id::Id;
use recoup_core::ledger::Entry;
use recoup_core::money::Bucket;

/// An order line: the rules keep `bucket` and `deferred`; the `true_` fields are the independent record.
pub struct Line {
    pub tax_key: usize,
    pub bucket: Bucket,
    pub deferred: i64,
    pub unrelieved: i64,
    pub true_deferred: i64,
    pub true_recognised: i64,
    pub delivered_whole: bool,
}

impl Line {
    pub fn tax_left(&self) -> i64 {
        self.bucket.part_minor - self.bucket.released_part_minor
    }

    pub fn net_left(&self) -> i64 {
        self.bucket.left_minor() - self.tax_left()
    }
}

/// A part of a line that left with a refund, credit note, loss or write-off.
#[derive(Clone)]
pub struct Piece {
    pub line: usize,
    pub gross: i64,
    pub tax: i64,
    pub deferred: i64,
    pub true_deferred: i64,
    /// Whether the tax went back to us; otherwise it is part of the loss.
    pub relieved: bool,
}

pub struct Order {
    pub customer: usize,
    pub gateway: usize,
    pub lines: Vec<Line>,
    pub open: i64,
    pub captured: i64,
    pub bank_paid: i64,
    pub balance_paid: i64,
    pub credit_paid: i64,
}

impl Order {
    pub fn left(&self) -> i64 {
        self.lines.iter().map(|line| line.bucket.left_minor()).sum()
    }

    pub fn tax_left(&self) -> i64 {
        self.lines.iter().map(Line::tax_left).sum()
    }

    pub fn deferred(&self) -> i64 {
        self.lines.iter().map(|line| line.deferred).sum()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefundStatus {
    Initiated,
    Settled,
    ToBalance,
    AsCredit,
    Cancelled,
    Absorbed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The card payment of an order.
    Card(usize),
    /// What an order was paid at the till or by wire.
    Bank(usize),
    /// A top-up.
    TopUp(usize),
}

pub struct Refund {
    pub source: Source,
    pub amount: i64,
    pub status: RefundStatus,
    pub pieces: Vec<Piece>,
    /// The entry to mirror when it is cancelled; a rest has none and a refund in kind is not cancelled.
    pub entry: Option<(Id, Entry)>,
    pub is_rest: bool,
}

impl Refund {
    pub fn active(&self) -> bool {
        !matches!(self.status, RefundStatus::Cancelled | RefundStatus::Absorbed)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisputeStatus {
    Held,
    Won,
    Lost,
}

pub struct Dispute {
    pub source: Source,
    pub amount: i64,
    pub status: DisputeStatus,
    /// How much of it was lost.
    pub lost: i64,
}

pub struct WriteOff {
    pub order: usize,
    pub gross: i64,
    pub pieces: Vec<Piece>,
    pub id: Id,
    pub entry: Entry,
    pub recovered: bool,
}

pub struct Payout {
    pub gateway: usize,
    pub amount: i64,
    pub created: (Id, Entry),
    pub banked: Option<(Id, Entry)>,
    pub failed: bool,
}

pub struct TopUp {
    pub customer: usize,
    pub gateway: usize,
    pub charge: i64,
}
