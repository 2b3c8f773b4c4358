//! Kinds of proof, by our names. Each adapter has one table of what they are called at its gateway.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! proofs {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// A kind of proof.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Proof { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl Proof {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

proofs! {
    /// Our case in words, or everything in one document.
    Statement = "statement",
    /// Receipt or invoice.
    Receipt = "receipt",
    /// What was sold.
    ProductDescription = "product_description",
    /// What the customer and we wrote to each other.
    Correspondence = "correspondence",
    /// The customer's signature, or a contract with it.
    Signature = "signature",
    /// The customer's name.
    CustomerName = "customer_name",
    /// The customer's mail address.
    CustomerEmail = "customer_email",
    /// The address on the internet that the customer bought from.
    CustomerIp = "customer_ip",
    /// The billing address.
    BillingAddress = "billing_address",
    /// Where it was shipped to.
    ShippingAddress = "shipping_address",
    /// Who carried it.
    Carrier = "carrier",
    /// The carrier's number for it.
    TrackingNumber = "tracking_number",
    /// When it was shipped.
    ShippingDate = "shipping_date",
    /// That it arrived.
    Delivery = "delivery",
    /// When the service was given.
    ServiceDate = "service_date",
    /// That the service was given.
    Service = "service",
    /// That the customer used or downloaded it.
    Usage = "usage",
    /// The rules of refunds.
    RefundPolicy = "refund_policy",
    /// That these were shown before the sale.
    RefundPolicyShown = "refund_policy_shown",
    /// Why no refund is due.
    RefundRefusal = "refund_refusal",
    /// The gateway's name of a refund that was given.
    RefundGiven = "refund_given",
    /// The rules of cancelling.
    CancellationPolicy = "cancellation_policy",
    /// That these were shown before the sale.
    CancellationPolicyShown = "cancellation_policy_shown",
    /// Why it does not count as cancelled.
    CancellationRebuttal = "cancellation_rebuttal",
    /// What tells this payment from the one that it is taken for a duplicate of.
    DuplicateExplanation = "duplicate_explanation",
    /// The same as a document.
    DuplicateDocument = "duplicate_document",
}

impl Proof {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied()
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_word_of_its_own() {
        let mut words: Vec<&str> = Proof::all().map(Proof::word).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
        assert!(!words.contains(&""));
    }
}
