//! Adyen: what it is asked, what its answers, deliveries and reports mean.

mod against_face;
pub mod given;
mod junk;
mod plan;
mod reply;
mod report;
mod signature;
mod webhook;
