//! Disputes of a payment.

mod event;
mod proof;

pub use event::DisputeBody;
pub use proof::Proof;
