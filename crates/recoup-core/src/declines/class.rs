//! What a decline means for whoever has to act on it: its class, whether a later attempt makes sense, how sure we are.

/// Defines an enum whose variants are words in the table.
macro_rules! table_words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every one, in the order of the table's description.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in the table and in the API.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one that a word of the table names.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

table_words! {
    /// What kind of decline it is.
    Class {
        /// The network or the issuer forbids any further attempt.
        Never = "never",
        /// The customer withdrew consent.
        Revoked = "revoked",
        /// This instrument cannot work; a new or updated one can.
        Update = "update",
        /// The customer has to authenticate.
        Authentication = "authentication",
        /// Not enough money behind the instrument.
        Funds = "funds",
        /// Too much, or too often.
        Limit = "limit",
        /// Something broke on the way.
        Technical = "technical",
        /// The issuer gives no reason.
        Generic = "generic",
        /// Somebody suspects fraud.
        Risk = "risk",
        /// The merchant's side: set-up, account or request.
        Configuration = "configuration",
        /// It looks like one that was sent before.
        Duplicate = "duplicate",
        /// The customer called it off.
        User = "user",
        /// The code comes with approvals, or only informs.
        NotDecline = "not_decline",
    }
}

table_words! {
    /// Whether a later attempt with the same instrument makes sense.
    RetryLater {
        /// It does.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// Only under the condition that the meaning names: after an update, with the customer there, once.
        Conditional = "conditional",
    }
}

table_words! {
    /// How well a row is known.
    Confidence {
        /// From a machine-readable specification.
        Spec = "spec",
        /// From the owner's documentation.
        Documented = "doc",
        /// From somebody who repeats the owner.
        ThirdParty = "third-party",
        /// Seen once, or disputed.
        Unconfirmed = "unconfirmed",
    }
}

impl Class {
    /// The class in a few words, for people: fits behind "declined:".
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Never => "never to be tried again",
            Self::Revoked => "the customer withdrew consent",
            Self::Update => "the card or account data cannot work",
            Self::Authentication => "the customer must confirm it",
            Self::Funds => "not enough funds",
            Self::Limit => "over a limit",
            Self::Technical => "technical trouble",
            Self::Generic => "no reason given",
            Self::Risk => "suspected fraud",
            Self::Configuration => "the set-up or the request is wrong",
            Self::Duplicate => "looks like a duplicate",
            Self::User => "the customer called it off",
            Self::NotDecline => "not a decline",
        }
    }

    /// What to do first, for staff, in a sentence. Whether to try again is said by the row and not here.
    #[must_use]
    pub const fn action(self) -> &'static str {
        match self {
            Self::Never => "Ask the customer for another way to pay.",
            Self::Revoked => "Treat it as a cancellation, and ask the customer before anything else is charged.",
            Self::Update => "Ask the customer to check or renew the card or account, or for another way to pay.",
            Self::Authentication => "Send the customer a link to confirm the payment.",
            Self::Funds | Self::Limit => "Wait, or ask the customer for another way to pay.",
            Self::Technical => "Nothing is wrong with the card as far as anybody says.",
            Self::Generic => "The customer can ask their bank, or pay in another way.",
            Self::Risk => "Tell the customer no more than that it was refused, and ask for another way to pay.",
            Self::Configuration => "Look at the gateway account and the request; the customer can do nothing about it.",
            Self::Duplicate => "Look for the first payment before anything else.",
            Self::User => "The customer may begin again.",
            Self::NotDecline => "Compare with the gateway: the code does not stand for a decline.",
        }
    }

    /// Whether no gateway may be asked again, whatever else a row says.
    #[must_use]
    pub const fn ends_it(self) -> bool {
        matches!(self, Self::Never | Self::Revoked | Self::Risk | Self::Duplicate | Self::User | Self::NotDecline)
    }

    /// Whether it says when to try again rather than why it was declined.
    pub(super) const fn is_about_when(self) -> bool {
        matches!(self, Self::Generic | Self::Technical)
    }
}
