//! The steps of an effect and their numbers. A reply is read by the step that it answers.

use super::words;
use crate::walk::Walk;

/// The first page of a search, as a number.
const SEARCH: u8 = 0x60;

/// Pages that a search reads at most: 20,000 transactions, twice what PayPal lists at all (`RESULTSET_TOO_LARGE` beyond
/// 10,000; API specification, 2024-02).
pub(super) const MOST_PAGES: u8 = 40;

/// Which request a reply answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The operation itself: the order, the capture, the void, the refund.
    Do,
    /// Reading the object that the operation made, by its name.
    ReadOwn,
    /// Reading the order of an authorization.
    ReadOrder,
    /// Authorizing an order that its payer approved.
    AuthorizeOrder,
    /// Searching for an order whose reply was lost, which also tells PayPal's time; page by page.
    Search(Walk),
    /// Reading the authorization to learn its order, after a refusal that may be our own doing.
    FindOrder(After),
    /// Reading the order to find what we did.
    FindInOrder(After),
}

/// What came before a look: nothing, which makes it a probe, or a refusal, by its number in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct After(u8);

impl After {
    /// Nothing: it is a probe.
    pub(super) const NOTHING: Self = Self(0);

    /// A refusal that may be our own doing; `None` for any other.
    pub(super) fn refusal(issue: &str) -> Option<Self> {
        words::issue_number(issue).map(Self)
    }

    /// The refusal, where there was one.
    pub(super) fn issue(self) -> Option<&'static str> {
        words::numbered_issue(self.0)
    }
}

impl Stage {
    /// Its number in a step.
    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Do => 0,
            Self::ReadOwn => 1,
            Self::ReadOrder => 2,
            Self::AuthorizeOrder => 3,
            Self::Search(walk) => walk.stage(SEARCH, MOST_PAGES),
            Self::FindOrder(After(issue)) => 0x20 + issue,
            Self::FindInOrder(After(issue)) => 0x40 + issue,
        }
    }

    /// Reads a number back.
    pub(super) const fn of(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Do,
            1 => Self::ReadOwn,
            2 => Self::ReadOrder,
            3 => Self::AuthorizeOrder,
            0x20..=0x3f => Self::FindOrder(After(number - 0x20)),
            0x40..=0x5f => Self::FindInOrder(After(number - 0x40)),
            number => match Walk::of(number, SEARCH, MOST_PAGES) {
                Some(walk) => Self::Search(walk),
                None => return None,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back() {
        for number in 0..=u8::MAX {
            if let Some(stage) = Stage::of(number) {
                assert_eq!(stage.number(), number, "{stage:?}");
            }
        }
        assert_eq!(After::refusal("CAPTURE_FULLY_REFUNDED").and_then(After::issue), Some("CAPTURE_FULLY_REFUNDED"));
        assert_eq!(After::NOTHING.issue(), None);
    }
}
