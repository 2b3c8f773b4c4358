//! The dashboard in a real Chromium: stories by mouse, by keyboard alone and without scripts, axe on every page,
//! pictures of them. One binary, so that it is linked once.
//!
//! It needs `chromium` and `chromedriver`, which `cargo xtask test` installs on Debian; without them it fails and says
//! so. Nothing is fetched from anywhere: axe comes out of Chromium's own developer tools.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop where it stands")]

mod axe;
mod browser;
mod claims;
mod driver;
mod keyboard;
mod looks;
mod pictures;
mod places;
mod shop;
mod story_balance;
mod story_bulk;
mod story_dispute;
mod story_keyboard;
mod story_live;
mod story_plain;
mod story_refund;
mod teller;
mod things;
