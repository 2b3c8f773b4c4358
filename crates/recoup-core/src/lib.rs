//! What Recoup decides. Pure: no clock, no randomness, no IO, no async.
//!
//! Whatever moves money is a command (asked) or a fact (told). It yields one decision or one refusal.
//! Start at [`command`], then [`decision`], then a workflow such as [`payment::refund`].

pub mod actor;
pub mod approval;
pub mod book;
pub mod command;
mod csv;
pub mod customer;
pub mod decision;
pub mod declines;
pub mod diagrams;
pub mod effect;
pub mod event;
pub mod exception;
pub mod id;
pub mod invoice;
pub mod ledger;
mod machine;
pub mod money;
pub mod notice;
pub mod order;
pub mod payment;
pub mod planted;
pub mod policy;
pub mod posting;
pub mod programs;
pub mod reached;
mod read;
pub mod refusal;
pub mod tender;
pub mod text;
pub mod timer;
pub mod world;
