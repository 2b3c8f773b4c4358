//! The steps of a refund that people ask for, by the words of their addresses. What the engine calls `bounce` is two
//! things to a person: the bank refused it, or it was paid and the money came back.

use recoup_core::payment::{Payment, Refund, RefundStep};

use crate::access::Permission;
use crate::http::auth::require;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;

/// A step of a refund that people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Taken back before it is sent, or after it failed.
    Cancel,
    /// Sent once more.
    Retry,
    /// Paid to the customer's balance instead.
    Credit,
    /// Paid by hand, says a person.
    Confirm,
    /// Not paid, because the bank refused it, says a person.
    Refused,
    /// Paid and come back, says a person.
    Returned,
}

impl Step {
    const ALL: [Self; 6] = [Self::Cancel, Self::Retry, Self::Credit, Self::Confirm, Self::Refused, Self::Returned];

    /// The word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cancel => "cancel",
            Self::Retry => "retry",
            Self::Credit => "credit",
            Self::Confirm => "confirm",
            Self::Refused => "refused",
            Self::Returned => "returned",
        }
    }

    /// What it takes to ask for it.
    #[must_use]
    pub const fn needs(self) -> Permission {
        match self {
            Self::Cancel => Permission::AskRefunds,
            Self::Retry | Self::Credit | Self::Confirm | Self::Refused | Self::Returned => Permission::MoveMoney,
        }
    }

    /// What the link says.
    #[must_use]
    pub const fn link(self) -> &'static str {
        match self {
            Self::Cancel => "Cancel",
            Self::Retry => "Retry",
            Self::Credit => "Credit",
            Self::Confirm => "Confirm",
            Self::Refused => "The bank refused it",
            Self::Returned => "The money came back",
        }
    }

    /// The heading of its page.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Cancel => "Take a refund back",
            Self::Retry => "Send a refund again",
            Self::Credit => "Credit a refund to the balance",
            Self::Confirm => "Confirm a refund",
            Self::Refused => "The bank refused a refund",
            Self::Returned => "The money of a refund came back",
        }
    }

    /// The step that a word names, if this visitor may ask for it.
    ///
    /// # Errors
    /// 404 for a word that names none, 403 for who may not.
    pub fn of(visitor: &Visitor, word: &str) -> Result<Self, Trouble> {
        let step = Self::ALL.into_iter().find(|step| step.word() == word).ok_or_else(Trouble::nowhere)?;
        require(&visitor.caller, &[step.needs()])?;
        Ok(step)
    }
}

/// Whether it was paid, so that a person can only say that it came back.
#[must_use]
pub fn was_paid(refund: &Refund) -> bool {
    refund.status.next(RefundStep::Return).is_some() && refund.given_minor() > refund.credited_minor
}

/// The steps that a refund allows now, in the order of their links.
#[must_use]
pub fn steps(payment: &Payment, refund: &Refund) -> Vec<Step> {
    let allowed = payment.allowed_of(refund);
    let has = |step: &Step| match step {
        Step::Refused => allowed.contains(&"bounce") && !was_paid(refund),
        Step::Returned => allowed.contains(&"bounce") && was_paid(refund),
        other => allowed.contains(&other.word()),
    };
    Step::ALL.into_iter().filter(has).collect()
}
