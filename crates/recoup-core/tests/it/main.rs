//! The integration tests of the crate, in one binary so that they link once.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test, like the tests themselves")]

mod examples;
mod flows;
mod lifecycles;
mod properties;
mod world;
