//! The sandbox over real HTTP: what a client sees, and what the oracle says really happened.

mod calls;
mod controls;
mod faults;
#[cfg(test)]
mod support;
mod webhooks;
