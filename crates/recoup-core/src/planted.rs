//! Deliberate faults in the real code, to prove that a simulation finds them.
//!
//! A check that never found anything may be blind. So with the cargo feature `planted` one of the faults below can be
//! planted when the program starts, and whoever watches must name it. This is the one place where the core holds state:
//! one number for the process, written once, because a fault must be the same for everything that runs, and to hand it
//! through every call would change the code that is to be proven. Without the feature there is no number, [`is`] is
//! always false, and the compiler leaves the faults out; with it, a build without debug assertions is refused, so that
//! nobody ships one.

#[cfg(all(feature = "planted", not(debug_assertions)))]
compile_error!("planted bugs are for simulations; build with debug assertions, as `cargo xtask planted` does");

macro_rules! faults {
    ($($fault:ident = $word:literal: $sentence:literal;)+) => {
        /// A fault that can be planted.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Planted { $(#[doc = $sentence] $fault,)+ }

        impl Planted {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$fault),+];

            /// Its word on the command line.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$fault => $word),+ }
            }

            /// What is wrong when it is planted.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$fault => $sentence),+ }
            }
        }
    };
}

faults! {
    RefundTaxTwice = "refund-tax-twice": "The tax of a refund is posted twice.";
    SettledFromBank = "settled-from-bank": "A settled refund is posted against the bank instead of gateway clearing.";
    SettledUnderAccount = "settled-under-account": "A settled refund is posted under the name of its gateway account.";
    PendingForgotten = "pending-forgotten": "Refunds under way do not count against what can be refunded.";
    RequesterApproves = "requester-approves": "Whoever asked for something may approve it.";
    CaptureBeyond = "capture-beyond": "More may be captured than was authorized.";
    ChargeForgotten = "charge-forgotten": "A refund of a balance is not capped by what is left of its charge.";
    HoldForgotten = "hold-forgotten": "What of a balance is held for a refund may be spent.";
    ExceptionSetsAllAside = "exception-sets-all-aside": "An exception sets every rule of a policy aside.";
    CaptureWholeOrder = "capture-whole-order": "With the first shipment the whole order is captured.";
    CeilingForgotten = "ceiling-forgotten": "Nobody looks at the ceiling of whoever asks.";
    KnownKeyDecided = "known-key-decided": "A request under a known key is decided again.";
    OtherContentAnswered = "other-content-answered": "A known key with other content gets the old answer.";
    ConflictAcknowledged = "conflict-acknowledged": "A commit that met a moved version is acknowledged.";
    FailedCommitAnswered = "failed-commit-answered": "The reply is sent though the commit failed.";
    VersionUnchecked = "version-unchecked": "The store does not look at the version of a stream.";
    ClaimNotFinished = "claim-not-finished": "The outcome of a release does not end its claim.";
    EpochUnchecked = "epoch-unchecked": "A claim may be ended by one who lost it.";
    ForgottenKeySent = "forgotten-key-sent": "An effect is sent again though its key may be forgotten.";
    KeyOfEachTry = "key-of-each-try": "The key at the gateway differs with every try.";
    UnknownNeverArrived = "unknown-never-arrived": "An unknown reply is told as never arrived.";
    WrongField = "wrong-field": "The amount that was authorized is read from the field for what was captured.";
    CompletedIsSettled = "completed-is-settled": "A completed refund is read as a settled one.";
    DeliveryLost = "delivery-lost": "A delivery is marked as done though telling it failed.";
    NoticeTwice = "notice-twice": "A notice names twice the amount.";
    NumberSkipped = "number-skipped": "The feed skips a number after each batch.";
    AccountOfAnyTenant = "account-of-any-tenant": "A gateway account is looked up by its name in all tenants.";
    StripeStale = "stripe-stale-believed": "A delivery of Stripe's is believed however old its signature is.";
    AdyenUnsigned = "adyen-unsigned-believed": "An item of Adyen's is believed though nobody signed it.";
    MolliePending = "mollie-pending-captured": "A capture that is pending at Mollie is told as done.";
    MollieKeyLife = "mollie-key-for-a-day": "A key that Mollie forgets after an hour is relied on for a day.";
    StripeYen = "stripe-yen-in-hundredths": "Yen are counted in hundredths on the wire.";
    AdyenFirstItem = "adyen-first-item-only": "Of a batch of Adyen's only the first item is read.";
    PartsRoundedAlone = "parts-rounded-alone": "Each part of a refund over several tenders is rounded by itself.";
    OpenDisputeRefunded = "open-dispute-refunded": "What an open dispute claims may be refunded besides.";
    LostDisputeRefunded = "lost-dispute-refunded": "What a lost dispute took may be refunded besides.";
    PendingNotAbsorbed = "pending-not-absorbed": "A lost dispute leaves refunds owed that it stands for.";
    LossTouchesRefunds = "loss-touches-refunds": "What a lost dispute costs is posted as a refund instead of a loss.";
    LossTwice = "loss-twice": "A loss that is reckoned anew is booked once more.";
    CapturedBeforeAll = "captured-before-all": "Of tenders that are taken all or none, one is captured before all stand.";
    MovedAndKept = "moved-and-kept": "A refund that failed goes back by another tender and stays owed by its own.";
    StripeFirstHit = "stripe-first-hit": "The first payment in a list of Stripe's is taken for the one that was looked for.";
}

impl Planted {
    /// The fault of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fault| fault.word() == word)
    }
}

/// One more than the place of the fault that is planted; 0 for none.
#[cfg(feature = "planted")]
static PLACE: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);

/// Plants a fault for as long as the process lives.
#[cfg(feature = "planted")]
pub fn plant(fault: Planted) {
    PLACE.store(fault as usize + 1, std::sync::atomic::Ordering::Relaxed);
}

/// Whether a fault is planted.
#[cfg(feature = "planted")]
#[must_use]
pub fn is(fault: Planted) -> bool {
    PLACE.load(std::sync::atomic::Ordering::Relaxed) == fault as usize + 1
}

/// Whether a fault is planted: never, without the feature.
#[cfg(not(feature = "planted"))]
#[must_use]
pub const fn is(_: Planted) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nothing_is_planted_unless_somebody_plants_it() {
        assert!(Planted::ALL.iter().all(|fault| !is(*fault)));
    }

    #[test]
    fn faults_have_words_of_their_own_and_sentences_that_end() {
        let words: BTreeSet<&str> = Planted::ALL.iter().map(|fault| fault.word()).collect();
        assert_eq!(words.len(), Planted::ALL.len());
        for (place, fault) in Planted::ALL.iter().enumerate() {
            assert_eq!(*fault as usize, place);
            assert_eq!(Planted::named(fault.word()), Some(*fault));
            assert!(fault.sentence().ends_with('.'), "{}", fault.word());
            assert!(fault.word().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", fault.word());
        }
        assert_eq!(Planted::named("none"), None);
    }
}
