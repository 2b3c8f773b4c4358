//! What a dispute is about, read from the gateway's word for its reason, and which proof is wanted then.

use super::Proof;

/// What a dispute is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// The holder of the card says that it was not them.
    Fraud,
    /// Nothing came.
    NotReceived,
    /// What came is not what was sold.
    NotAsDescribed,
    /// A refund was promised or is due, and did not come.
    CreditNotProcessed,
    /// It was paid twice.
    Duplicate,
    /// It had been cancelled.
    Canceled,
    /// It is another sum than agreed.
    IncorrectAmount,
    /// The holder does not know what it is.
    Unrecognized,
    /// Anything else.
    General,
}

/// What a word for a reason has in it, and what it is about. The first that fits counts: `credit_not_processed` before
/// anything about credit, a code of a network as it stands.
const WORDS: &[(&str, Category)] = &[
    ("unrecogni", Category::Unrecognized),
    ("credit_not_processed", Category::CreditNotProcessed),
    ("refund_not_processed", Category::CreditNotProcessed),
    ("not_received", Category::NotReceived),
    ("non_receipt", Category::NotReceived),
    ("not_as_described", Category::NotAsDescribed),
    ("unacceptable", Category::NotAsDescribed),
    ("defective", Category::NotAsDescribed),
    ("duplicate", Category::Duplicate),
    ("other_means", Category::Duplicate),
    ("cancel", Category::Canceled),
    ("incorrect_amount", Category::IncorrectAmount),
    ("amount_differs", Category::IncorrectAmount),
    ("fraud", Category::Fraud),
    ("unauthori", Category::Fraud),
    ("not_authorized", Category::Fraud),
];

/// Codes of the networks, as gateways hand them on.
const CODES: &[(&str, Category)] = &[
    ("10.", Category::Fraud),
    ("12.5", Category::IncorrectAmount),
    ("12.6", Category::Duplicate),
    ("13.1", Category::NotReceived),
    ("13.2", Category::Canceled),
    ("13.3", Category::NotAsDescribed),
    ("13.6", Category::CreditNotProcessed),
    ("13.7", Category::Canceled),
    ("4834", Category::Duplicate),
    ("4837", Category::Fraud),
    ("4841", Category::Canceled),
    ("4853", Category::NotAsDescribed),
    ("4855", Category::NotReceived),
    ("4860", Category::CreditNotProcessed),
    ("4863", Category::Unrecognized),
];

impl Category {
    /// Every category.
    pub const ALL: [Self; 9] = [
        Self::Fraud,
        Self::NotReceived,
        Self::NotAsDescribed,
        Self::CreditNotProcessed,
        Self::Duplicate,
        Self::Canceled,
        Self::IncorrectAmount,
        Self::Unrecognized,
        Self::General,
    ];

    /// What a gateway's word for a reason is about.
    #[must_use]
    pub fn of(reason: &str) -> Self {
        let reason = reason.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        let code = CODES.iter().find(|(code, _)| reason.starts_with(code));
        let word = || WORDS.iter().find(|(word, _)| reason.contains(word));
        code.or_else(word).map_or(Self::General, |(_, category)| *category)
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fraud => "fraud",
            Self::NotReceived => "not_received",
            Self::NotAsDescribed => "not_as_described",
            Self::CreditNotProcessed => "credit_not_processed",
            Self::Duplicate => "duplicate",
            Self::Canceled => "canceled",
            Self::IncorrectAmount => "incorrect_amount",
            Self::Unrecognized => "unrecognized",
            Self::General => "general",
        }
    }

    /// The proof that is wanted. Where a refund was given, proof of it is wanted for what says that none was.
    #[must_use]
    pub fn wanted(self, refunded: bool) -> Vec<Proof> {
        use Proof as P;
        let mut wanted = match self {
            Self::Fraud => vec![P::Receipt, P::ProductDescription, P::CustomerIp, P::BillingAddress, P::Delivery],
            Self::NotReceived => vec![P::Receipt, P::ShippingAddress, P::Carrier, P::TrackingNumber, P::Delivery],
            Self::NotAsDescribed => vec![P::Receipt, P::ProductDescription, P::Correspondence, P::RefundPolicy],
            Self::CreditNotProcessed => vec![P::Receipt, P::RefundPolicy, P::RefundPolicyShown],
            Self::Duplicate => vec![P::Receipt, P::DuplicateExplanation],
            Self::Canceled => vec![P::Receipt, P::CancellationPolicy, P::CancellationRebuttal],
            Self::IncorrectAmount => vec![P::Receipt, P::Correspondence],
            Self::Unrecognized => vec![P::Receipt, P::ProductDescription, P::CustomerName, P::CustomerEmail],
            Self::General => vec![P::Receipt, P::ProductDescription, P::Statement],
        };
        if refunded {
            wanted.push(P::RefundGiven);
        } else if self == Self::CreditNotProcessed {
            wanted.push(P::RefundRefusal);
        }
        wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_gateways_are_understood() {
        let cases = [
            ("fraudulent", Category::Fraud),
            ("UNAUTHORISED", Category::Fraud),
            ("10.4", Category::Fraud),
            ("MERCHANDISE_OR_SERVICE_NOT_RECEIVED", Category::NotReceived),
            ("product_not_received", Category::NotReceived),
            ("MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED", Category::NotAsDescribed),
            ("product_unacceptable", Category::NotAsDescribed),
            (" 4853", Category::NotAsDescribed),
            ("credit_not_processed", Category::CreditNotProcessed),
            ("DUPLICATE_TRANSACTION", Category::Duplicate),
            ("PAYMENT_BY_OTHER_MEANS", Category::Duplicate),
            ("subscription_canceled", Category::Canceled),
            ("CANCELED_RECURRING_BILLING", Category::Canceled),
            ("Cancelled Recurring Transaction", Category::Canceled),
            ("INCORRECT_AMOUNT", Category::IncorrectAmount),
            ("transaction_not_recognized", Category::General),
            ("unrecognized", Category::Unrecognized),
            ("", Category::General),
            ("weather", Category::General),
        ];
        for (reason, category) in cases {
            assert_eq!(Category::of(reason), category, "{reason}");
        }
    }

    #[test]
    fn each_wants_proof_and_no_proof_twice() {
        for category in Category::ALL {
            for refunded in [false, true] {
                let mut wanted = category.wanted(refunded);
                let all = wanted.len();
                wanted.sort_unstable();
                wanted.dedup();
                assert!(all > 1 && wanted.len() == all, "{}", category.word());
                assert_eq!(wanted.contains(&Proof::RefundGiven), refunded);
            }
        }
    }
}
