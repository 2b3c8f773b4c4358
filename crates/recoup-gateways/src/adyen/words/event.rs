//! What the events of webhooks say, by their code.
//!
//! Codes by adyen-openapi Webhooks v1 (48 codes, read 2026-07) and four older ones of the SDKs. Only what the item's
//! signature covers may decide a meaning: `reason` and all of `additionalData` are not covered, so `disputeStatus`
//! and `modification.action` decide nothing here.

use recoup_core::id::Kind;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};

use DisputeEnd::{Lost, Withdrawn as TakenBack, Won};
use DisputeStage::{Arbitration, Chargeback, Inquiry, PreArbitration};
use Word::{
    Authorized, CaptureFailed, CaptureReversed, Captured, Closed, Declined, Expired, Opened, RefundAccepted,
    RefundCompleted, RefundFailed, RefundReturned, Reinstated, ReleaseFailed, Released, Taken, Withdrawn,
};

/// A fact that an event stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::adyen) enum Word {
    Taken,
    Authorized,
    Declined,
    Expired,
    Captured,
    CaptureFailed,
    CaptureReversed,
    Released,
    ReleaseFailed,
    RefundAccepted,
    RefundCompleted,
    RefundFailed,
    RefundReturned,
    Opened(DisputeStage),
    Withdrawn,
    Reinstated,
    Closed(DisputeEnd, DisputeStage),
}

impl Word {
    /// The fact. The reason is not signed, so the codes only say which event it was.
    pub(in crate::adyen) fn what(self, code: &str) -> What {
        let code = code.to_owned();
        match self {
            Self::Taken => What::Taken,
            Self::Authorized => What::Authorized { expires_at: None },
            Self::Declined => What::Declined { code },
            Self::Expired => What::Expired,
            Self::Captured => What::Captured,
            Self::CaptureFailed => What::CaptureFailed { code },
            Self::CaptureReversed => What::CaptureReversed,
            Self::Released => What::Released,
            Self::ReleaseFailed => What::ReleaseFailed { code },
            Self::RefundAccepted => What::RefundAccepted,
            Self::RefundCompleted => What::RefundCompleted,
            Self::RefundFailed => What::RefundFailed { code },
            Self::RefundReturned => What::RefundReturned,
            Self::Opened(stage) => What::DisputeOpened { stage, reason: String::new(), due_at: None },
            Self::Withdrawn => What::DisputeFundsWithdrawn,
            Self::Reinstated => What::DisputeFundsReinstated,
            Self::Closed(end, stage) => What::DisputeClosed { end, stage: Some(stage) },
        }
    }

    /// Which of our objects a reference may name for it.
    pub(in crate::adyen) const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Taken | Self::Authorized | Self::Declined | Self::Expired => &[Kind::Payment],
            Self::Captured | Self::CaptureFailed | Self::CaptureReversed => &[Kind::Capture],
            // A rest that is gone is news of the payment as well.
            Self::Released => &[Kind::Release, Kind::Payment],
            Self::ReleaseFailed => &[Kind::Release],
            Self::RefundAccepted | Self::RefundCompleted | Self::RefundFailed | Self::RefundReturned => &[Kind::Refund],
            // They are about the payment; two of them come without the gateway's name of it.
            Self::Opened(_) | Self::Withdrawn | Self::Reinstated | Self::Closed(..) => &[Kind::Payment],
        }
    }

    /// Whether it is told under the name of its event, because the same can happen to one dispute again.
    pub(in crate::adyen) const fn is_of_dispute(self) -> bool {
        matches!(self, Self::Opened(_) | Self::Withdrawn | Self::Reinstated | Self::Closed(..))
    }
}

/// What an event says.
#[derive(Debug, Clone, Copy)]
pub(in crate::adyen) enum Says {
    /// These facts.
    Facts(&'static [Word]),
    /// Nothing that concerns us.
    Ignored(&'static str),
    /// Something that what is signed does not decide: a person looks.
    Person(&'static str),
}

/// An event code, and what it says with `success` true and false.
pub(in crate::adyen) struct Event {
    pub(in crate::adyen) code: &'static str,
    pub(in crate::adyen) yes: Says,
    pub(in crate::adyen) no: Says,
}

/// `success` is documented to be true: it only says that the event happened.
const NOT_SO: Says = Says::Person("it did not happen");

const fn facts(code: &'static str, words: &'static [Word]) -> Event {
    Event { code, yes: Says::Facts(words), no: NOT_SO }
}

const fn either(code: &'static str, yes: &'static [Word], no: &'static [Word]) -> Event {
    Event { code, yes: Says::Facts(yes), no: Says::Facts(no) }
}

const fn ignored(code: &'static str, why: &'static str) -> Event {
    Event { code, yes: Says::Ignored(why), no: Says::Ignored(why) }
}

const fn person(code: &'static str, why: &'static str) -> Event {
    Event { code, yes: Says::Person(why), no: Says::Person(why) }
}

const THIRD_PARTY: &str = "a payout to somebody else";
const ORDERS: &str = "an order of several tenders, which are separate payments here";
const BANK_DETAILS: &str = "a customer's bank details changed";
const RESCUE: &str = "auto rescue is on, beside our retries";

/// What the events mean.
pub(in crate::adyen) const EVENTS: &[Event] = &[
    either("AUTHORISATION", &[Authorized], &[Declined]),
    person("AUTHORISATION_ADJUSTMENT", "authorized for another amount"),
    // «Captured» is that the network was asked. When that fails days later the capture is undone. Adyen may then
    // capture again by itself («Transaction Recaptured») under the same name: nothing that is signed tells that from
    // the first time told twice, so only the report's `Settled` row does.
    either("CAPTURE", &[Captured], &[CaptureFailed]),
    facts("CAPTURE_FAILED", &[Captured, CaptureReversed]),
    either("CANCELLATION", &[Released], &[ReleaseFailed]),
    Event {
        code: "TECHNICAL_CANCEL",
        yes: Says::Facts(&[Released]),
        no: Says::Ignored("a cancellation that we do not ask for was refused"),
    },
    Event {
        code: "CANCEL_OR_REFUND",
        yes: Says::Person("which of them is not signed"),
        no: Says::Ignored("a reversal that we do not ask for was refused"),
    },
    facts("EXPIRE", &[Expired]),
    facts("OFFER_CLOSED", &[Expired]),
    ignored("MANUAL_REVIEW_ACCEPT", "a review let the payment stand"),
    person("MANUAL_REVIEW_REJECT", "a review ends the payment"),
    // Done means here that its checks passed; that money left is told by the report only.
    either("REFUND", &[RefundCompleted], &[RefundFailed]),
    facts("REFUND_FAILED", &[RefundFailed]),
    facts("REFUNDED_REVERSED", &[RefundReturned]),
    either("REFUND_WITH_DATA", &[RefundCompleted], &[RefundFailed]),
    facts("POSTPONED_REFUND", &[RefundAccepted]),
    person("VOID_PENDING_REFUND", "a refund of a shop's till was voided"),
    ignored("ORDER_OPENED", ORDERS),
    ignored("ORDER_CLOSED", ORDERS),
    ignored("RECURRING_CONTRACT", "a payment method was stored"),
    person("AUTORESCUE", RESCUE),
    ignored("CANCEL_AUTORESCUE", "auto rescue was ended"),
    ignored("ACH_NOTIFICATION_OF_CHANGE", BANK_DETAILS),
    ignored("DIRECT_DEBIT_NOTICE_OF_CHANGE_NOTIFICATION", BANK_DETAILS),
    ignored("PAIDOUT_REVERSED", THIRD_PARTY),
    ignored("PAYOUT_DECLINE", THIRD_PARTY),
    ignored("PAYOUT_EXPIRE", THIRD_PARTY),
    ignored("PAYOUT_THIRDPARTY", THIRD_PARTY),
    facts("REQUEST_FOR_INFORMATION", &[Opened(Inquiry)]),
    facts("NOTIFICATION_OF_CHARGEBACK", &[Opened(Chargeback)]),
    // Of an inquiry or of what it became: which one is not signed, and one that still waits must not look answered. What
    // we hand in ourselves is told by the reply to it.
    ignored("INFORMATION_SUPPLIED", "an answer to a dispute was handed in"),
    // Expired, undefended or accepted, of a chargeback or of an inquiry: which one is not signed.
    person("DISPUTE_DEFENSE_PERIOD_ENDED", "how is not signed"),
    ignored("ISSUER_COMMENTS", "words of the customer's bank about a dispute"),
    // The customer's bank let our defense of the chargeback stand; what comes after has words of its own.
    facts("ISSUER_RESPONSE_TIMEFRAME_EXPIRED", &[Closed(Won, Chargeback)]),
    ignored("NOTIFICATION_OF_FRAUD", "an alert of the network; no money moves"),
    facts("CHARGEBACK", &[Opened(Chargeback), Withdrawn]),
    // Not for good: a second chargeback may follow, so nothing is closed.
    facts("CHARGEBACK_REVERSED", &[Reinstated]),
    facts("SECOND_CHARGEBACK", &[Opened(PreArbitration), Withdrawn]),
    facts("PREARBITRATION_OPEN", &[Opened(PreArbitration)]),
    person("PREARBITRATION_ACCEPTED", "by whom is not signed"),
    person("PREARBITRATION_DECLINED", "by whom is not signed"),
    facts("PREARBITRATION_ISSUER_WITHDRAWN", &[Closed(TakenBack, PreArbitration)]),
    facts("PREARBITRATION_WON", &[Closed(Won, PreArbitration)]),
    facts("PREARBITRATION_LOST", &[Closed(Lost, PreArbitration)]),
    facts("SCHEME_ARBITRATION", &[Opened(Arbitration)]),
    facts("SCHEME_ARBITRATION_WON", &[Closed(Won, Arbitration)]),
    facts("SCHEME_ARBITRATION_LOST", &[Closed(Lost, Arbitration)]),
    // Its name is signed and its address is not: whoever imports reports fetches it by its name.
    ignored("REPORT_AVAILABLE", "a report is ready to be fetched"),
    // Older ones.
    facts("PENDING", &[Taken]),
    ignored("PROCESS_RETRY", "a try is made again"),
    ignored("DONATION", "a donation"),
    person("HANDLED_EXTERNALLY", "refunded by other means"),
];

/// What an event means; `None` for one that is not known.
pub(in crate::adyen) fn event(code: &str) -> Option<&'static Event> {
    EVENTS.iter().find(|event| event.code == code)
}

/// What newer webhooks say that are signed as a whole, by their `type`. None concerns us.
pub(in crate::adyen) const TYPES: &[(&str, &str)] = &[
    ("ach.notificationOfChange", BANK_DETAILS),
    ("eft.notificationOfChange", BANK_DETAILS),
    ("recurring.token.created", "a payment method was stored"),
    ("recurring.token.updated", "a stored payment method changed"),
    ("recurring.token.alreadyExisting", "a payment method was stored before"),
    ("recurring.token.disabled", "a stored payment method is gone"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_48_codes_and_the_older_four_is_there_once() {
        assert_eq!(EVENTS.len(), 48 + 4);
        for event in EVENTS {
            assert_eq!(EVENTS.iter().filter(|other| other.code == event.code).count(), 1, "{}", event.code);
        }
        assert!(event("REFUND_REVERSED").is_none(), "others spell it so; Adyen does not");
    }

    #[test]
    fn what_says_that_it_failed_is_believed_with_success_true() {
        for (code, last) in [
            ("CAPTURE_FAILED", CaptureReversed),
            ("REFUND_FAILED", RefundFailed),
            ("REFUNDED_REVERSED", RefundReturned),
        ] {
            let Some(Event { yes: Says::Facts(words), .. }) = event(code) else { panic!("{code} says facts") };
            assert_eq!(words.last(), Some(&last));
        }
    }
}
