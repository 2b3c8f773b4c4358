//! PayPal.

mod effects;
mod noise;
mod plan;
mod reply;
mod report;
mod signature;
mod webhook;
