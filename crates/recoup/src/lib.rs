//! Recoup, the executable's library: it acts on what `recoup-core` decides and `recoup-gateways` translates.
//!
//! The way of a command: `http` or `cli` builds it, `engine` loads, lets the core decide and commits through
//! `store`; `worker` carries effects out and facts in. Only `engine` commits, only `worker` talks to gateways.

#[cfg(all(feature = "planted", not(debug_assertions)))]
compile_error!("planted bugs are for simulations; build with debug assertions, as `cargo xtask planted` does");

pub mod access;
pub mod bench;
pub mod cli;
pub mod config;
pub mod credentials;
pub mod dice;
pub mod doctor;
pub mod engine;
pub mod http;
pub mod import;
pub mod machine;
pub mod node;
pub mod pages;
pub mod people;
pub mod simulate;
pub mod store;
pub mod tally;
pub mod tripwire;
pub mod vault;
pub mod verify;
pub mod views;
pub mod worker;

/// Ends the process after a fault that leaves a part of it gone: everything is on disk, a supervisor starts it again,
/// and nobody goes on asking a server that answers nothing any more.
pub(crate) fn end_at_once(what: &str) -> ! {
    tracing::error!(what, "ending at once; start it again, and please report it with the message before this one");
    std::process::abort()
}
