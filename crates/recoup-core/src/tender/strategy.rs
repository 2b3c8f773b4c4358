//! How a refund of an order is spread over its tenders, and what becomes of a part that its tender cannot take back.

use serde::{Deserialize, Serialize};

/// How a refund is spread over the tenders of an order. Shops disagree about it, so it is a choice and a policy.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// The tender that was added last gives back first.
    #[default]
    NewestFirst,
    /// The tender that was added first gives back first.
    OldestFirst,
    /// In proportion to what each can still give back.
    ProRata,
    /// Balances first, then the others, the newest first.
    CreditFirst,
    /// Cards and whatever else a gateway pays first, then balances, then the till, the newest first of each.
    CardFirst,
    /// So that all refunds together stay in the proportions in which the tenders paid.
    OriginalProportions,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 6] = [
        Self::NewestFirst,
        Self::OldestFirst,
        Self::ProRata,
        Self::CreditFirst,
        Self::CardFirst,
        Self::OriginalProportions,
    ];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewestFirst => "newest_first",
            Self::OldestFirst => "oldest_first",
            Self::ProRata => "pro_rata",
            Self::CreditFirst => "credit_first",
            Self::CardFirst => "card_first",
            Self::OriginalProportions => "original_proportions",
        }
    }

    /// The strategy that a word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.word() == word)
    }
}

/// What becomes of a part that its tender can no longer take back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Falls {
    /// A person decides.
    #[default]
    Operator,
    /// It goes back by the next tender that has room for it.
    NextTender,
    /// It is paid to the customer's balance.
    Balance,
}

impl Falls {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Operator, Self::NextTender, Self::Balance];

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::NextTender => "next_tender",
            Self::Balance => "balance",
        }
    }

    /// Whether a person decides.
    #[must_use]
    pub const fn is_operator(&self) -> bool {
        matches!(self, Self::Operator)
    }
}
