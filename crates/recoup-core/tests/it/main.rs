//! The integration tests of the crate, in one binary so that they link once.

mod examples;
mod lifecycles;
mod properties;
mod world;
