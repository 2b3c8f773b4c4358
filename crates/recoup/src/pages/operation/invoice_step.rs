//! The steps of an invoice that people ask for, by the words of their addresses.

use crate::access::Permission;
use crate::http::auth::require;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;

/// A step of an invoice that people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A draft is sent.
    Send,
    /// Money comes in.
    Pay,
    /// Lines are out.
    Deliver,
    /// Less is owed.
    Credit,
    /// What is open is given up.
    WriteOff,
    /// It is called off.
    Void,
}

impl Step {
    /// Every step, in the order in which their links stand.
    pub const ALL: [Self; 6] = [Self::Send, Self::Pay, Self::Deliver, Self::Credit, Self::WriteOff, Self::Void];

    /// The word in addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Send => "issue",
            Self::Pay => "pay",
            Self::Deliver => "deliver",
            Self::Credit => "credit",
            Self::WriteOff => "write-off",
            Self::Void => "void",
        }
    }

    /// The word in the table of invoices.
    #[must_use]
    pub const fn asked(self) -> &'static str {
        match self {
            Self::WriteOff => "write_off",
            other => other.word(),
        }
    }

    /// What it takes to ask for it, all of it: what a person takes in moves money at once.
    #[must_use]
    pub const fn needs(self) -> &'static [Permission] {
        match self {
            Self::Send | Self::Deliver => &[Permission::WriteOrders],
            Self::Pay => &[Permission::WriteOrders, Permission::MoveMoney],
            Self::Credit | Self::WriteOff | Self::Void => &[Permission::MoveMoney],
        }
    }

    /// What the link, the heading and some buttons say.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Send => "Send the invoice",
            Self::Pay => "Take a payment",
            Self::Deliver => "Mark lines as delivered",
            Self::Credit => "Credit",
            Self::WriteOff => "Write off",
            Self::Void => "Call the invoice off",
        }
    }

    /// The step that a word names, if this visitor may ask for it.
    ///
    /// # Errors
    /// 404 for a word that names none, 403 for who may not.
    pub fn of(visitor: &Visitor, word: &str) -> Result<Self, Trouble> {
        let step = Self::ALL.into_iter().find(|step| step.word() == word).ok_or_else(Trouble::nowhere)?;
        for needs in step.needs() {
            require(&visitor.caller, &[*needs])?;
        }
        Ok(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use recoup_core::invoice::InvoiceStep;

    #[test]
    fn every_step_is_one_of_the_table() {
        for step in Step::ALL {
            assert!(InvoiceStep::ASKED.iter().any(|known| known.word() == step.asked()), "{step:?}");
        }
    }
}
