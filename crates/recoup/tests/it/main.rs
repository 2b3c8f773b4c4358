//! Integration tests of the executable crate, in one binary so that it is linked once.
//!
//! Stories about the store run on both databases; those on PostgreSQL need `cargo xtask test`, which starts a server.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod bench_pages;
mod cli_declines;
mod cli_remote;
mod conformance;
mod engine_time;
mod gateway_accounts;
mod gateway_beliefs;
mod gateway_doctor;
mod gateway_reports;
mod hooks_bad;
mod hooks_guarded;
mod http_access;
mod http_balances;
mod http_cards;
mod http_disputes;
mod http_flows;
mod http_hooks;
mod http_input;
mod http_invoices;
mod http_keys;
mod http_openapi;
mod http_outcome;
mod http_people;
mod http_preview;
mod http_programs;
mod http_replay;
mod http_serve;
mod http_shipments;
mod http_support;
mod http_tenders;
mod http_together;
mod import_again;
mod import_bad;
mod import_rules;
mod import_support;
mod inbox_replay;
mod node_requests;
mod oidc;
mod oidc_support;
mod pages_access;
mod pages_address;
mod pages_approvals;
mod pages_astray;
mod pages_balances;
mod pages_bulk;
mod pages_declines;
mod pages_flows;
mod pages_lists;
mod pages_live;
mod pages_rooms;
mod pages_support;
mod pages_team;
mod pages_timeline;
#[cfg(feature = "planted")]
mod planted;
mod races;
mod signed_support;
mod simulation;
mod store_commit;
mod store_dialect;
mod store_laws;
mod store_places;
mod store_prune;
mod store_queues;
mod store_reads;
mod store_seal;
mod store_support;
mod stories;
mod verify_doctor;
mod verify_finds;
mod verify_shop;
mod worker_flows;
