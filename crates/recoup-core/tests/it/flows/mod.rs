//! The flows of the core against an outside with random luck, checked after every step.
//!
//! `shop` runs commands like an engine, `bank` is a gateway with books of its own, `life` lets people, timers
//! and the gateway act, `invariants` says what must be true, and `bug` plants faults that must not survive.

mod another_name;
mod any_order;
mod any_order_balances;
mod any_order_refunds;
mod asks;
mod asks_invoices;
mod balances;
mod balances_by_hand;
mod bank;
mod bug;
mod corners;
mod dead_ends;
mod declines;
mod desk;
mod dispute_asks;
mod dispute_bank;
mod dispute_beyond;
mod dispute_orders;
mod dispute_rules;
mod disputes;
mod dual_control;
mod ending;
mod in_vain;
mod invariants;
mod invoices;
mod invoices_any_order;
mod junk;
mod late_words;
mod life;
mod lives;
mod lives_purse;
mod matched;
mod money;
mod notices;
mod order_of_things;
mod owed;
mod pages;
mod people;
mod purse;
mod refusals;
mod refusals_balance;
mod refusals_disputes;
mod routing;
mod said;
mod said_wrongly;
mod shop;
mod stage;
mod tender_asks;
mod tender_fall;
mod tender_refund;
mod tender_rules;
mod tender_together;
mod unloaded;
