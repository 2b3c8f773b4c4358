//! PayPal's words and ours, one table for each kind. A word that is in no table is never guessed.
//!
//! Sources: PayPal's public API specification (2024-02, read 2026-11) and SDK 2.5.0 (2026); the older generation's words
//! from its recorded replies. Words of the two generations differ in case, so case is not looked at.

mod dispute;
mod issue;

pub(super) use dispute::{
    EVIDENCE_FILES, EVIDENCE_TEXTS, Waits, carrier, dispute_issue, dispute_status, outcome, stage,
};
pub(super) use issue::{Issue, issue, issue_number, numbered_issue};

use crate::report::LineKind;

/// What a status of an authorization says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authorization {
    Authorized,
    Pending,
    Denied,
    Voided,
    Expired,
}

const AUTHORIZATIONS: &[(&str, Authorization)] = &[
    ("CREATED", Authorization::Authorized),
    ("AUTHORIZED", Authorization::Authorized),
    ("CAPTURED", Authorization::Authorized),
    ("PARTIALLY_CAPTURED", Authorization::Authorized),
    ("PENDING", Authorization::Pending),
    ("DENIED", Authorization::Denied),
    ("VOIDED", Authorization::Voided),
    // Only in older versions; whether it is still sent is unconfirmed (2026-11). It can mean nothing else.
    ("EXPIRED", Authorization::Expired),
];

/// What a status of a capture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capture {
    Captured,
    Pending,
    Failed,
}

const CAPTURES: &[(&str, Capture)] = &[
    ("COMPLETED", Capture::Captured),
    ("PARTIALLY_REFUNDED", Capture::Captured),
    ("REFUNDED", Capture::Captured),
    ("PENDING", Capture::Pending),
    ("DECLINED", Capture::Failed),
    ("DENIED", Capture::Failed),
    ("FAILED", Capture::Failed),
];

/// What a status of a refund says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refund {
    Completed,
    Pending,
    Failed,
}

const REFUNDS: &[(&str, Refund)] = &[
    ("COMPLETED", Refund::Completed),
    ("PENDING", Refund::Pending),
    ("FAILED", Refund::Failed),
    ("CANCELLED", Refund::Failed),
];

/// What an event's resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    Authorization,
    Capture,
    Refund,
    Reversal,
    Dispute,
    /// It does not concern us.
    Ignored(&'static str),
}

const EVENTS: &[(&str, Event)] = &[
    ("PAYMENT.AUTHORIZATION.CREATED", Event::Authorization),
    ("PAYMENT.AUTHORIZATION.VOIDED", Event::Authorization),
    ("PAYMENT.CAPTURE.COMPLETED", Event::Capture),
    ("PAYMENT.CAPTURE.PENDING", Event::Capture),
    ("PAYMENT.CAPTURE.DECLINED", Event::Capture),
    ("PAYMENT.CAPTURE.DENIED", Event::Capture),
    ("PAYMENT.CAPTURE.REFUNDED", Event::Refund),
    ("PAYMENT.REFUND.PENDING", Event::Refund),
    ("PAYMENT.REFUND.COMPLETED", Event::Refund),
    ("PAYMENT.REFUND.FAILED", Event::Refund),
    ("PAYMENT.CAPTURE.REVERSED", Event::Reversal),
    ("CUSTOMER.DISPUTE.CREATED", Event::Dispute),
    ("CUSTOMER.DISPUTE.UPDATED", Event::Dispute),
    ("CUSTOMER.DISPUTE.RESOLVED", Event::Dispute),
    ("RISK.DISPUTE.CREATED", Event::Dispute),
];

/// Families whose events do not concern us, by how their names begin.
const FAMILIES: &[(&str, &str)] = &[
    (
        "CHECKOUT.",
        "its authorization tells the same, and the look at a payment that waits goes on with an approved order",
    ),
    ("PAYMENT.ORDER.", "orders of the older generation are not used here"),
    ("PAYMENT.SALE.", "sales of the older generation are not used here"),
    ("PAYMENT.PAYOUTS", "payouts to other accounts are not made here"),
    ("PAYMENT.REFERENCED-PAYOUT", "payouts to other accounts are not made here"),
    ("VAULT.", "stored instruments belong to the shop"),
    ("PAYMENT-NETWORKS.ALTERNATIVE-PAYMENT.", "it belongs to the shop's checkout"),
    ("BILLING.", "PayPal's own subscriptions are not used here"),
    ("BILLING_AGREEMENTS.", "PayPal's own subscriptions are not used here"),
    ("INVOICING.", "PayPal's own invoices are not used here"),
    ("CATALOG.", "PayPal's own catalogue is not used here"),
    ("IDENTITY.", "it is about log-ins at PayPal"),
    ("MERCHANT.", "it is about the merchant's standing at PayPal"),
    ("CUSTOMER.MANAGED-ACCOUNT.", "it is about managed accounts"),
    ("CUSTOMER.MERCHANT-INTEGRATION.", "it is about the merchant's standing at PayPal"),
];

/// What a row of the settlement report moved, by how its event code begins; the longest beginning counts.
const ROWS: &[(&str, LineKind)] = &[
    ("T00", LineKind::Charge),
    ("T01", LineKind::Fee),
    ("T04", LineKind::Payout),
    ("T1106", LineKind::ChargeBack),
    ("T1107", LineKind::Refund),
    ("T1201", LineKind::Dispute),
    ("T1202", LineKind::DisputeBack),
    // Conversions, deposits, holds, reversals of anything but a payment, authorizations: the balance, and no payment.
    ("T", LineKind::Other),
];

/// The groups of event codes that there are (documentation, 2026-11); a code of any other is odd.
const KNOWN_GROUPS: &[&str] = &[
    "T00", "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12", "T13", "T14", "T15",
    "T16", "T17", "T18", "T19", "T20", "T21", "T22", "T97", "T98", "T99",
];

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, ours)| *ours)
}

pub(super) fn authorization(status: &str) -> Option<Authorization> {
    find(AUTHORIZATIONS, status)
}

pub(super) fn capture(status: &str) -> Option<Capture> {
    find(CAPTURES, status)
}

pub(super) fn refund(status: &str) -> Option<Refund> {
    find(REFUNDS, status)
}

pub(super) fn event(event_type: &str) -> Option<Event> {
    let family = || FAMILIES.iter().find(|(start, _)| event_type.starts_with(start)).map(|(_, why)| *why);
    find(EVENTS, event_type).or_else(|| family().map(Event::Ignored))
}

/// What a row of the settlement report moved.
pub(super) fn row(code: &str) -> Option<LineKind> {
    let known = code.len() == 5 && code.get(..3).is_some_and(|group| KNOWN_GROUPS.contains(&group));
    let digits = code.get(1..).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    if !known || !digits {
        return None;
    }
    let longest = ROWS.iter().filter(|(start, _)| code.starts_with(start)).max_by_key(|(start, _)| start.len());
    longest.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_in_a_table_twice() {
        let lists: [Vec<&str>; 5] = [
            AUTHORIZATIONS.iter().map(|row| row.0).collect(),
            CAPTURES.iter().map(|row| row.0).collect(),
            REFUNDS.iter().map(|row| row.0).collect(),
            EVENTS.iter().map(|row| row.0).collect(),
            ROWS.iter().map(|row| row.0).collect(),
        ];
        for mut list in lists {
            let count = list.len();
            list.sort_unstable();
            list.dedup();
            assert_eq!(list.len(), count);
        }
    }

    #[test]
    fn rows_are_read_by_their_longest_beginning() {
        assert_eq!(row("T0006"), Some(LineKind::Charge));
        assert_eq!(row("T0106"), Some(LineKind::Fee));
        assert_eq!(row("T1106"), Some(LineKind::ChargeBack));
        assert_eq!(row("T1110"), Some(LineKind::Other));
        assert_eq!([row("T5501"), row("1107"), row("T11O7"), row("")], [None; 4]);
    }
}
