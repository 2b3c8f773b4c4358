//! Development only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]
#![allow(dead_code, unused_macros, unused_imports)]
#[path = "../it/conformance/mod.rs"]
mod conformance;
#[path = "../it/http_support.rs"]
mod http_support;
#[path = "../it/store_support.rs"]
mod store_support;
