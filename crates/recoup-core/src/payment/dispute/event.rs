//! What happens to a dispute of a payment.

use crate::event::bodies;
use crate::id::Id;

bodies! {
    /// What happened to a dispute.
    DisputeBody:

    /// Nobody could tell whether the gateway took our answer; the same call is made again.
    AnswerUnknown = "dispute.answer_unknown" {
        /// The dispute.
        dispute: Id,
        /// Which of our answers.
        generation: u32,
        /// How often it was sent again, with this time.
        times: u32,
        /// What we saw.
        why: String,
    },
}
