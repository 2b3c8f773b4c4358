//! The integration tests of the crate, in one binary so that they link once: one module for each gateway.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test, like the tests themselves")]

mod adyen;
mod believed;
mod braintree;
mod checkout;
mod disputes;
mod given;
mod golden;
mod junk;
mod lies;
mod mollie;
mod paypal;
mod reports;
mod stripe;
mod terms;
