//! Mollie: golden files, signatures and junk.

mod junk;
mod plan;
mod replies;
mod reports;
mod support;
mod webhooks;
