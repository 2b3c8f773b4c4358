//! The moves of a history: what somebody asks, when, and of what; and what befalls nodes and clocks.
//!
//! A move names orders by the order in which they were thought of, their payments and refunds by their place. So a
//! history can be written down, played again, and played with some of its moves left out.

use super::rumours::Rumour;

/// A move and its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Milliseconds after the move before it.
    pub after_ms: u64,
    /// What.
    pub what: What,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An order comes in; `draw` decides its lines and tenders.
    Order {
        /// Its place, and its number.
        order: u32,
        /// Whose shop.
        tenant: usize,
        /// Decides the rest.
        draw: u64,
    },
    /// Somebody asks something about an order.
    Ask {
        /// The order's place.
        order: u32,
        /// Place of the payment within the order, from 0.
        payment: usize,
        /// Who asks, as a place in the list of people.
        who: usize,
        /// What.
        ask: Ask,
    },
    /// A policy is put on the table; `draw` decides its rules.
    Propose {
        /// Whose shop.
        tenant: usize,
        /// Who.
        who: usize,
        /// Decides the rules.
        draw: u64,
    },
    /// Somebody decides about the youngest proposed policy.
    Decide {
        /// Whose shop.
        tenant: usize,
        /// Who.
        who: usize,
        /// Whether he agrees.
        yes: bool,
    },
    /// A gateway tells something about a payment that its own books do not say.
    Rumour {
        /// The order's place.
        order: u32,
        /// Place of the payment within the order, from 0.
        payment: usize,
        /// What.
        rumour: Rumour,
    },
    /// A gateway gives no answer about a payment, for as long as it is asked in vain until a person may say what became
    /// of it, and a moment longer.
    Silence {
        /// The order's place.
        order: u32,
        /// Place of the payment within the order, from 0.
        payment: usize,
    },
    /// The clock of the business jumps ahead.
    Jump {
        /// By how much.
        secs: u32,
    },
    /// A node falls over and comes back.
    Crash {
        /// Which.
        node: usize,
        /// After how long it comes back, milliseconds.
        back_ms: u64,
    },
}

/// What somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Capture some.
    Capture(Part, bool),
    /// Give the rest of the authorization back.
    Release,
    /// Refund some.
    Refund(Part),
    /// Refund units of a line.
    RefundLine(u32, i64),
    /// Record a refund that was paid at the till.
    Record(Part),
    /// Agree to a refund.
    Approve(usize),
    /// Refuse a refund.
    Reject(usize),
    /// Take the question back.
    Withdraw(usize),
    /// Cancel a refund before it is sent.
    Cancel(usize),
    /// Send a refund again.
    Retry(usize),
    /// Pay a refund to the balance.
    Credit(usize),
    /// Say that an offline refund was paid.
    Confirm(usize),
    /// Say that an offline refund did not arrive.
    Bounce(usize),
    /// One more tender.
    Tender(u64),
    /// Call the order off.
    CancelOrder,
    /// Complete it.
    Complete,
    /// Stop it.
    Hold,
    /// Let it go on.
    Resume,
    /// Deliver a line.
    Deliver(u32),
    /// Something about its goods or its capture plan; a draw decides what.
    Goods(u64),
    /// Something that makes no sense, and has to be refused; a draw decides what.
    Odd(u64),
    /// An entry of the general book; a draw decides which.
    Book(u64),
    /// An invoice is written or sent to the order's customer; a draw decides its lines and terms.
    Invoice(u64),
    /// Something is asked of an invoice of it: sent, paid, delivered, credited, called off, given up; a draw decides.
    Owed(u64),
    /// That an invoice is given up is agreed to, or refused, by the place of the invoice.
    GivenUp(usize, bool),
    /// A customer is put; a draw decides who and in which language.
    Customer(u64),
    /// Money is paid into the balance of the order's customer; a draw decides how.
    TopUp(u64),
    /// That balance is changed by hand; a draw decides how.
    Adjust(u64),
    /// A change by hand that waits is agreed to, or refused, by its place.
    Adjusted(usize, bool),
    /// An open exception is resolved, by its place.
    Resolve(usize),
    /// Say that an operation without an answer was done, or that it was not; by its place, the youngest first.
    Say(usize, bool),
    /// Agree to what was said of an operation, by its place, the youngest first.
    Agree(usize),
    /// Deny what was said of an operation.
    Deny(usize),
    /// Something about a dispute of the payment; a draw decides which, and what.
    Dispute(u64),
    /// Refund some of the order over its tenders, as the strategy of this place; as the policy says where there is none.
    RefundOrder(Part, usize),
    /// Let a refund that failed go back by another way: to the balance, or by the next tender.
    Elsewhere(usize, bool),
    /// More tenders, all or none.
    Together(u64),
}

/// How much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Nothing is named: all that is left.
    Rest,
    /// One minor unit.
    One,
    /// All there ever was.
    Whole,
    /// One minor unit more than there ever was.
    More,
    /// So many per cent of all there ever was, at least one minor unit.
    Percent(u8),
}

impl Part {
    /// The amount, minor units; nothing where none is named.
    #[must_use]
    pub fn of(self, whole_minor: i64) -> Option<i64> {
        match self {
            Self::Rest => None,
            Self::One => Some(1),
            Self::Whole => Some(whole_minor),
            Self::More => Some(whole_minor.saturating_add(1)),
            Self::Percent(percent) => Some((whole_minor / 100).saturating_mul(i64::from(percent)).max(1)),
        }
    }
}
