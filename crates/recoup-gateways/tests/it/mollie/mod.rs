//! Mollie: golden files, signatures and junk; and the adapter against its face.

mod against_face;
mod faults_of_face;
mod junk;
mod plan;
mod replies;
mod reports;
mod support;
mod webhooks;
mod world;
