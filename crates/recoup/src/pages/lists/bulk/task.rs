//! The steps that can be asked for of many rows at once: those whose single dialog asks for nothing, or for a reason
//! that may be the same for all.

use crate::access::Permission;
use crate::http::problem::Problem;
use crate::pages::words::Counted;

/// A step for many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Captures all that can be captured of payments.
    Capture,
    /// Gives back what is left of authorizations.
    Release,
    /// Sends failed refunds again.
    Retry,
    /// Completes orders.
    Complete,
    /// Calls orders off.
    Cancel,
    /// Resolves exceptions.
    Resolve,
}

impl Task {
    /// Every step, in the order of the buttons.
    pub const ALL: [Self; 6] = [Self::Capture, Self::Release, Self::Retry, Self::Complete, Self::Cancel, Self::Resolve];

    /// The word in forms.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Release => "release",
            Self::Retry => "retry",
            Self::Complete => "complete",
            Self::Cancel => "cancel",
            Self::Resolve => "resolve",
        }
    }

    /// The step that a form names.
    ///
    /// # Errors
    /// 400 for a word that names none.
    pub fn of(word: &str) -> Result<Self, Problem> {
        let found = Self::ALL.into_iter().find(|task| task.word() == word);
        found.ok_or_else(|| Problem::new(400, "invalid", "say what is to be done with the rows"))
    }

    /// What the button of the list and the heading say.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Capture => "Capture the rest",
            Self::Release => "Release the rest",
            Self::Retry => "Send again",
            Self::Complete => "Complete",
            Self::Cancel => "Call off",
            Self::Resolve => "Resolve",
        }
    }

    /// What the confirming button says before the count.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Capture => "Capture",
            Self::Release => "Release",
            Self::Retry => "Send again",
            Self::Complete => "Complete",
            Self::Cancel => "Call off",
            Self::Resolve => "Resolve",
        }
    }

    /// What its things are called.
    #[must_use]
    pub const fn things(self) -> Counted {
        match self {
            Self::Capture | Self::Release => ("payment", "payments"),
            Self::Retry => ("refund", "refunds"),
            Self::Complete | Self::Cancel => ("order", "orders"),
            Self::Resolve => ("exception", "exceptions"),
        }
    }

    /// The list that offers it.
    #[must_use]
    pub const fn list(self) -> &'static str {
        match self {
            Self::Capture | Self::Release => "/payments",
            Self::Retry => "/refunds",
            Self::Complete | Self::Cancel => "/orders",
            Self::Resolve => "/exceptions",
        }
    }

    /// What that list is called.
    #[must_use]
    pub const fn list_name(self) -> &'static str {
        match self {
            Self::Capture | Self::Release => "Payments",
            Self::Retry => "Refunds",
            Self::Complete | Self::Cancel => "Orders",
            Self::Resolve => "Exceptions",
        }
    }

    /// What the dialog of one such step takes as well.
    #[must_use]
    pub const fn needs(self) -> Permission {
        match self {
            Self::Capture | Self::Release | Self::Retry | Self::Complete | Self::Cancel => Permission::MoveMoney,
            Self::Resolve => Permission::KeepBooks,
        }
    }

    /// The label of the reason that counts for all rows, where one is needed.
    #[must_use]
    pub const fn reason(self) -> Option<&'static str> {
        match self {
            Self::Cancel => Some("Reason, for every order"),
            Self::Resolve => Some("What was done about them, for every exception"),
            Self::Capture | Self::Release | Self::Retry | Self::Complete => None,
        }
    }

    /// Whether its sums are worth naming: an exception is about one, but resolving it moves nothing.
    #[must_use]
    pub const fn moves_money(self) -> bool {
        !matches!(self, Self::Resolve)
    }
}
