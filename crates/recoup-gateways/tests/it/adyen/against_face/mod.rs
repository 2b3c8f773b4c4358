//! The adapter against a gateway that was written from the protocol alone, in process and in virtual time.

mod disputes;
mod money;
mod reports;
mod trouble;
mod world;
