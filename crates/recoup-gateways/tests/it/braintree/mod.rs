//! Braintree.

mod against_face;
mod junk;
mod lives;
mod plan;
mod reply;
mod report;
pub mod samples;
mod shop;
mod trouble;
mod webhook;

use recoup_gateways::braintree::Braintree;
use recoup_gateways::{Asked, Gateway as _, Outcome, Reply};

/// What an HTTP answer to a step means.
fn answer(effect: &recoup_core::effect::Effect, stage: u8, status: u16, body: &str) -> Outcome {
    let account = samples::account();
    let asked = Asked { effect, account: &account, stage };
    Braintree.interpret(&asked, &Reply::Http { status, headers: &[], body: body.as_bytes() })
}
