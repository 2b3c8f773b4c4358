//! The sandbox over real HTTP: what a client sees, and what the oracle says really happened.

mod calls;
mod faults;
#[cfg(test)]
mod support;
mod webhooks;
