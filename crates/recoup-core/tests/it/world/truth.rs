//! What really happened outside: gateways, bank, goods and the cash of the customers.
//!
//! Only amounts that moved are added up here, by hand and without the ledger, so that it can contradict it.

/// An account at a gateway.
#[derive(Default, Clone)]
pub struct Gateway {
    pub balance: i64,
    pub reserve: i64,
}

/// The card payment of one order, as the gateway and its buyer see it.
#[derive(Default, Clone)]
pub struct Payment {
    /// Captured, less failed captures.
    pub captured: i64,
    /// Refunds that are owed or were given, whatever became of the transfer.
    pub promised: i64,
    /// Of these, what has not been paid yet.
    pub owed: i64,
    pub held: i64,
    pub lost: i64,
    /// Cash that went back: paid refunds and lost disputes.
    pub paid_back: i64,
    /// Paid at the till or by wire, and what went back that way.
    pub bank_paid: i64,
    pub bank_promised: i64,
    pub bank_back: i64,
}

/// A top-up as the gateway sees it: refunds in flight or paid, and disputes, use up the charge.
#[derive(Default, Clone)]
pub struct TopUp {
    pub charge: i64,
    pub used: i64,
}

/// Everything outside the books.
#[derive(Default)]
pub struct Truth {
    pub gateways: [Gateway; 2],
    pub bank: i64,
    pub payments: Vec<Payment>,
    pub topups: Vec<TopUp>,
    /// Payouts on their way, by number; zero once banked or failed.
    pub in_transit: Vec<i64>,
    pub cash_in: i64,
    pub cash_back: i64,
    /// Withdrawn by disputes that are open.
    pub held: i64,
    pub fees: i64,
    pub rounding: i64,
    /// Net of everything that was sold undelivered, and of that, what was delivered later.
    pub sold_undelivered: i64,
    pub delivered_late: i64,
    /// Net of everything that was delivered.
    pub delivered: i64,
    pub tax_charged: i64,
    /// Given besides refunds and lost disputes: credit notes, discounts, write-offs, goodwill, over-refunds.
    pub otherwise_given: i64,
    /// Losses on top-ups that no balance could cover.
    pub topup_loss: i64,
    pub stock: i64,
    pub uninspected: Vec<i64>,
    /// Cost of goods that are at customers.
    pub cost_out: i64,
}
