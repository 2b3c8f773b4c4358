//! The list of checks: each has an id, one sentence, a count of what it looked at, and what it found.
//!
//! A finding names a stream (or a key that should be one), what the events say and what is stored.

use serde::Serialize;

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $id:literal: $sentence:literal;)*) => {
        /// One thing that must be true.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $($(#[$doc])* $name,)* }

        impl Check {
            /// Every check, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// A short name that stays.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What is true when it finds nothing.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
        }
    };
}

checks! {
    /// Fold.
    State = "state": "The stored state, version and list columns of a stream are the fold of its events.";
    /// Gaps.
    Sequence = "sequence": "The events of a stream are numbered 1, 2, 3 without a gap.";
    /// Columns.
    EventColumns = "event_columns": "An event can be read, and its columns say what it says itself.";
    /// Derivation.
    Entries = "entries": "An event has exactly the entry that follows from it, and an entry has its event.";
    /// Balance.
    Balance = "balance": "An entry sums to zero in each currency.";
    /// Mirrors.
    Reversals = "reversals": "A reversal is the mirror of one entry, and no entry is reversed twice.";
    /// Lines outside.
    Totals = "totals": "The balance of an account is the sum of the lines whose entry is there.";
    /// 1200.
    Receivable = "receivable": "1200 of an order or invoice is its open amount.";
    /// 2100.
    Deferred = "deferred": "2100 of an order or invoice is the net of goods that did not go out, not yet released, never negative.";
    /// 2400.
    Payable = "payable": "2400 of a refund is its amount while it is owed and no lost dispute stands for it, and otherwise zero.";
    /// 2300.
    CustomerBalance = "customer_balance": "2300 of a customer is the balance they read, never negative.";
    /// Holds.
    Held = "held": "What is held of a balance is what waits for it, and it is there.";
    /// 6210.
    Loss = "loss": "6210 of a refund is what its gateway gave beyond what was allowed and has not come back, and of a dispute what its buyer has twice.";
    /// 1300.
    Disputed = "disputed": "1300 of a dispute is what was taken and not given back, less what is booked as lost, which is all of a lost one.";
    /// 6200.
    ChargedBack = "charged_back": "6200 of a dispute is the net of what its buyer was entitled to.";
    /// 2200.
    Tax = "tax": "2200 of a tax is the tax of lines not yet released or given up without relief, never negative.";
    /// 4000 and 4100.
    Revenue = "revenue": "4000 less 4100 and 6200 is the net of goods that went out, not yet released, or lost by write-off or discount, besides the general book.";
    /// 1110.
    Clearing = "clearing": "1110 of a gateway account is what was captured less what left for refunds and disputes.";
    /// Entitlement.
    Refundable = "refundable": "Refunds given or under way never exceed what was captured.";
    /// Authorization.
    Authorized = "authorized": "Captured, undone and released never exceed what was authorized, unless an alarm says so.";
    /// Captures.
    Captures = "captures": "Captures add up to what the payment captured, and none gives more back than it took.";
    /// Lines.
    Lines = "lines": "No line releases more gross, tax or units than it had, and none goes out twice.";
    /// Refunds of an order.
    Released = "released": "What the lines of an order or invoice released is what its refunds, credits, discounts, write-offs and lost disputes took.";
    /// Payments of an order.
    Paid = "paid": "What arrived on an order or invoice is what its payments captured.";
    /// Status of an invoice.
    InvoiceWord = "invoice_word": "The status of an invoice is the word for its amounts.";
    /// Overpayments.
    Overpaid = "overpaid": "What arrived beyond an invoice of a customer is on their balance.";
    /// References.
    References = "references": "Every capture, release, refund and dispute is found by its id.";
    /// Approvals.
    Approvals = "approvals": "An approval and its subject agree, and enough other persons said yes.";
    /// Notices.
    Notices = "notices": "A notice belongs to its event and names no amount above the refund's.";
    /// Outbox.
    Outbox = "outbox": "Whatever is sending or unknown at a gateway has exactly one effect waiting.";
    /// Timers.
    Timers = "timers": "An open approval has the timer that ends it, a held refund the one that sends it, an open invoice the one of its last day, what waits for a gateway the one that asks again, and a capture plan the one for its next date.";
    /// Lists.
    Flags = "flags": "What stands where few stand is found by its flag, and nothing else is.";
    /// Numbers.
    FeedNumbers = "feed_numbers": "The numbers of the event feed have no gap.";
    /// Order.
    FeedOrder = "feed_order": "The events of a stream stand in the feed in their order.";
    /// Digests.
    FeedDigests = "feed_digests": "The digest of a batch is that of its events, and the chain goes on unbroken.";
    /// Completeness.
    FeedComplete = "feed_complete": "Every event stands in a batch.";
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The stream, or the key that should be one.
    pub stream: String,
    /// What should be.
    pub expected: String,
    /// What is.
    pub found: String,
}

/// Findings shown of each check; all are counted.
pub const SHOWN: usize = 20;

/// Counts and findings while they are gathered.
#[derive(Debug, Clone)]
pub struct Notes {
    checked: Vec<u64>,
    /// Findings in the order they were made.
    pub found: Vec<(Check, Finding)>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { checked: vec![0; Check::ALL.len()], found: Vec::new() }
    }
}

impl Notes {
    /// Counts what a check looked at.
    pub fn count(&mut self, check: Check, more: u64) {
        if let Some(count) = self.checked.get_mut(check as usize) {
            *count += more;
        }
    }

    /// How much a check looked at.
    #[must_use]
    pub fn checked(&self, check: Check) -> u64 {
        self.checked.get(check as usize).copied().unwrap_or(0)
    }

    /// Notes a finding.
    pub fn wrong(&mut self, check: Check, stream: &str, expected: impl Into<String>, found: impl Into<String>) {
        let finding = Finding { stream: stream.to_owned(), expected: expected.into(), found: found.into() };
        self.found.push((check, finding));
    }

    /// Counts one more, and notes a finding unless it holds.
    pub fn hold(&mut self, check: Check, stream: &str, holds: bool, words: impl FnOnce() -> (String, String)) {
        self.count(check, 1);
        if !holds {
            let (expected, found) = words();
            self.wrong(check, stream, expected, found);
        }
    }

    /// Counts one more, and notes a finding unless both amounts are the same.
    pub fn same(&mut self, check: Check, stream: &str, (what, code): (&str, &str), (expected, found): (i64, i64)) {
        self.hold(check, stream, expected == found, || {
            (format!("{what}: {}", money(expected, code)), money(found, code))
        });
    }
}

/// An amount for people; the code of a currency we do not know is shown as it is.
#[must_use]
pub fn money(amount_minor: i64, code: &str) -> String {
    match code.parse() {
        Ok(currency) => recoup_core::money::Money::new(amount_minor, currency).to_string(),
        Err(_) => format!("{amount_minor} minor units of {code}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_sentences_end() {
        let mut ids: Vec<&str> = Check::ALL.iter().map(|check| check.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Check::ALL.len());
        assert!(Check::ALL.iter().all(|check| check.sentence().ends_with('.')));
        assert!(Check::ALL.iter().enumerate().all(|(place, check)| *check as usize == place));
    }

    #[test]
    fn everything_is_counted() {
        let mut notes = Notes::default();
        notes.same(Check::Paid, "ord_1", ("paid", "EUR"), (150, 149));
        notes.hold(Check::Paid, "ord_2", true, || unreachable!());
        assert_eq!(notes.checked(Check::Paid), 2);
        assert_eq!(notes.found.len(), 1);
        assert_eq!(notes.found[0].1.expected, "paid: 1.50 EUR");
        assert_eq!(money(5, "XXQ"), "5 minor units of XXQ");
    }
}
