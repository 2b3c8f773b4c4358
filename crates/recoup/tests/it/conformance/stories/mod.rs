//! The stories, in the order in which they are played. Time only goes forward, so what needs years comes last.

mod disputes;
mod late;
mod lies;
mod limits;
mod money;
mod post;
mod trouble;

use std::future::Future;
use std::pin::Pin;

use super::stage::Stage;

/// A story and how it is played.
pub struct Story {
    pub name: &'static str,
    pub play: for<'s, 't> fn(&'s mut Stage<'t>) -> Pin<Box<dyn Future<Output = ()> + Send + 's>>,
}

macro_rules! stories {
    ($($play:path: $name:literal,)*) => {
        pub const STORIES: &[Story] = &[$(Story { name: $name, play: |stage| Box::pin($play(stage)) },)*];
    };
}

stories! {
    money::plain_sale: "authorize, capture, refund",
    money::parts: "several partial captures, the last one marked",
    money::rest_released: "a part captured, the rest released",
    money::all_released: "everything released",
    money::given_back_in_time: "what nobody captures is given back in time",
    money::runs_out: "an authorization that runs out",
    money::refunds_to_the_remainder: "partial refunds up to the remainder, then one unit more",
    money::one_refund_of_two_captures: "one refund over two captures",
    limits::captures_most: "as many captures as the gateway takes, and one more",
    limits::currencies: "other currencies and their steps",
    late::declines: "declines",
    late::customer_acts: "the customer has to act",
    late::capture_takes_its_time: "a capture that takes its time",
    late::capture_takes_its_time_and_fails: "a capture that takes its time and fails",
    late::capture_is_undone: "a capture that is undone after it was done",
    late::refund_fails: "a refund that fails",
    late::refund_fails_and_is_repeated: "a refund that fails and is sent again",
    late::refund_comes_back: "a refund that comes back",
    late::refund_made_elsewhere: "a refund that was made elsewhere",
    trouble::timeout_before: "no answer, nothing done",
    trouble::timeout_after: "no answer, and done",
    trouble::error_before: "500, nothing done",
    trouble::error_after: "500, and done",
    trouble::refused: "the gateway says no",
    trouble::down: "nobody is reached",
    trouble::cut: "half an answer",
    trouble::empty: "an answer without a body",
    trouble::no_content: "204 without a body",
    trouble::page: "a page of somebody in between",
    trouble::down_for_a_day: "nobody is reached for a day",
    trouble::deaf_for_hours: "no answer for hours",
    trouble::done_and_unheard_beyond_the_key: "done, and no answer for longer than the key lives",
    trouble::lost_and_unheard_beyond_the_key: "not done, and no answer for longer than the key lives",
    post::any_order: "webhooks in any order, each twice",
    post::told_again: "webhooks that come twice",
    post::late_and_overtaken: "webhooks late and overtaken",
    post::all_lost: "no webhook ever",
    post::unheard_of: "an event that nobody knows",
    post::torn: "torn bodies",
    post::forged: "forged and replayed webhooks",
    post::keys_change: "keys of webhooks change",
    post::batch: "several events in one body",
    lies::refund_beyond: "a refund that is told larger than it may be",
    lies::another_amount: "what is known, told again with another amount",
    lies::capture_of_what_was_released: "a capture of what was released",
    disputes::won_and_lost: "disputes won and lost",
    disputes::inquiry: "an inquiry leaves a payment refundable",
    disputes::refund_during_a_dispute: "a refund while disputed",
    disputes::dispute_overlaps_a_refund: "a dispute overlaps a refund",
    disputes::dispute_after_a_refund: "a dispute after a refund",
    disputes::two_disputes: "two disputes on one payment",
    disputes::won_for_a_while: "won, and taken again",
    limits::refund_window: "a refund after the window",
}
