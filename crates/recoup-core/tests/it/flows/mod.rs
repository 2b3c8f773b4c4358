//! The flows of the core against an outside with random luck, checked after every step.
//!
//! `shop` runs commands like an engine, `bank` is a gateway with books of its own, `life` lets people, timers
//! and the gateway act, `invariants` says what must be true, and `bug` plants faults that must not survive.

mod another_name;
mod any_order;
mod any_order_refunds;
mod asks;
mod asks_goods;
mod bank;
mod bug;
mod corners;
mod dead_ends;
mod declines;
mod dual_control;
mod ending;
mod in_vain;
mod invariants;
mod junk;
mod late_words;
mod life;
mod lives;
mod money;
mod notices;
mod order_of_things;
mod pages;
mod people;
mod plans;
mod refusals;
mod routing;
mod said;
mod said_wrongly;
mod shipments;
mod shop;
mod stage;
mod unloaded;
