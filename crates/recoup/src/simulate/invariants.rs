//! What must be true in a simulation, beside the checks of `recoup verify`: each with a name and a sentence.

macro_rules! invariants {
    ($($name:ident = $id:literal: $sentence:literal;)+) => {
        $(#[doc = $sentence] pub const $name: &str = $id;)+

        /// Every invariant of this list: its name and its sentence.
        pub const ALL: &[(&str, &str)] = &[$(($id, $sentence)),+];
    };
}

invariants! {
    BALANCE = "entries_balance": "Every journal entry sums to zero in each currency.";
    READABLE = "events_readable": "Every event can be read back.";
    SEQUENCE = "events_numbered": "The events of a stream are numbered 1, 2, 3 without a gap.";
    FOLDS = "events_fold": "Every event follows from the state before it.";
    REPLAY = "state_is_fold": "A stored state is the fold of its events, byte for byte.";
    DERIVED = "entries_derived": "An event has exactly the entry that follows from it, line by line.";
    BOOKS = "books_follow": "What a payment, an order or a customer says of an account is what the account holds.";
    NEVER_NEGATIVE = "never_negative": "What we owe a customer, a refund or a tax office is never below zero.";
    ACKNOWLEDGED = "acknowledged_is_kept": "What was acknowledged is on disk at that moment and at the end.";
    SAME_ANSWER = "same_key_same_answer": "The same key gives the same answer, byte for byte.";
    ONE_EFFECT = "one_effect_per_operation": "The bank executed no operation twice.";
    BANK_AGREES = "bank_agrees": "What the bank says of a payment is what the payment says.";
    CLEARING = "clearing_agrees": "1110 of a gateway account holds what the bank's own books say.";
    TRIAL = "trial_balance": "All accounts of a tenant sum to zero in each currency.";
    QUIET = "quiet_in_the_end": "After faults stop, nothing is unknown, leased, waiting or unread.";
    FEED = "feed_without_gaps": "The feed numbers every event once, without gaps, in the order of each stream, chained.";
    FENCED = "tenants_apart": "A tenant's rows name no stream of another tenant.";
    CEILING = "within_ceiling": "Nobody refunds more than their own ceiling.";
    ONE_RULE = "exception_is_for_one_rule": "An exception sets one rule aside; the first one below it that holds decides.";
    NOTICES_FOLLOW = "notices_follow": "An event has exactly the notices that follow from it, word by word.";
    NOTICE_WITHIN = "notice_within_refund": "No notice names more than the refund or the payment it is about.";
    OTHER_CONTENT = "other_content_refused": "A known key with other content is refused.";
    ENDED_BY_HOLDER = "claims_end_by_holder": "A claim is ended by nobody who lost it.";
    DELIVERY_TOLD = "deliveries_are_told": "Whatever a delivery that is done says was told to the engine.";
    FORGED = "forged_says_nothing": "A delivery that was changed, not signed or out of its time says nothing new.";
    SAID = "said_otherwise_is_told": "What a gateway tells against what persons said of an operation raises an alarm.";
    NOT_DONE = "not_done_stays_so": "What two persons said was not done is not done afterwards.";
    ONE_TRY = "one_try_pays": "Of several tries of a tender only one is captured while its money is here or coming.";
    PARTS = "parts_sum": "The parts of a refund over several tenders sum to it.";
    ALL_OR_NONE = "all_or_none": "Of tenders that are taken all or none, none is captured before all are authorized.";
    MOVED = "moved_is_not_owed": "What goes back by another tender is not owed by its own any more.";
    NO_DEFECT = "no_defect": "Nothing is answered as a defect of the program.";
}

/// The sentence of a name, of this list or of the checks of `recoup verify`.
#[must_use]
pub fn sentence(name: &str) -> &'static str {
    let mine = ALL.iter().find(|(id, _)| *id == name).map(|(_, sentence)| *sentence);
    let theirs = crate::verify::Check::ALL.iter().find(|check| check.id() == name).map(|check| check.sentence());
    mine.or(theirs).unwrap_or("it has no sentence")
}
