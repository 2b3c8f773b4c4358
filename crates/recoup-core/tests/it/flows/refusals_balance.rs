//! What is refused about balances, with its code and its field.

use recoup_core::actor::Actor;
use recoup_core::command::Act;
use recoup_core::customer::adjust::Direction::{Credit, Debit};
use recoup_core::customer::{AdjustBalance, Change, TopUp};
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::Currency;
use recoup_core::order::release::LineUnits;
use recoup_core::payment::refund::HowMuch;

use super::purse::{ask_top_up, card, change, empty, topped_up};
use super::refusals::{Row, limited};
use super::stage::{Stage, admin, tender};

fn paid_in() -> Stage {
    topped_up(&[5_000, 3_000]).0
}

fn refund(s: &Stage, how: HowMuch) -> (Actor, Act) {
    (admin(), s.ask_refund(how).into())
}

fn of(amount_minor: i64, currency: Option<Currency>) -> HowMuch {
    HowMuch::Amount { amount_minor, currency }
}

fn because(s: &Stage, reason: &str) -> (Actor, Act) {
    let mine = change(s, Credit, 10);
    let change = Change { reason: reason.to_owned(), ..mine.change };
    (admin(), AdjustBalance { change, ..mine }.into())
}

pub const ROWS: &[Row] = &[
    Row(
        "nothing paid in",
        empty,
        |s| (admin(), ask_top_up(s, card(0)).into()),
        "amount_not_positive",
        Some("tender.amount_minor"),
    ),
    Row(
        "a balance paid from itself",
        paid_in,
        |s| (admin(), ask_top_up(s, tender(10, Route::Balance { customer: s.order.clone() })).into()),
        "invalid",
        Some("tender.method"),
    ),
    Row(
        "somebody we do not know pays in",
        empty,
        |s| (admin(), TopUp { customer: Id::trusted("cus_x"), ..ask_top_up(s, card(10)) }.into()),
        "unknown_id",
        None,
    ),
    Row(
        "paid in above the ceiling",
        empty,
        |s| (limited(), ask_top_up(s, card(11)).into()),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "lines of a top-up",
        paid_in,
        |s| refund(s, HowMuch::Lines { lines: vec![LineUnits { line: 1, quantity: 1 }], amount_minor: None }),
        "invalid",
        Some("lines"),
    ),
    Row(
        "a top-up refunded in pounds",
        paid_in,
        |s| refund(s, of(10, Some(Currency::GBP))),
        "wrong_currency",
        Some("currency"),
    ),
    Row("more than the charge", paid_in, |s| refund(s, of(3_001, None)), "exceeds_charge", Some("amount_minor")),
    Row(
        "more than is left in the balance",
        || {
            let mut s = paid_in();
            super::purse::spend(&mut s, "n-1", 6_000).expect("it is there");
            s
        },
        |s| refund(s, of(2_001, None)),
        "exceeds_balance",
        Some("amount_minor"),
    ),
    Row(
        "more than the balance spent",
        paid_in,
        |s| {
            let tenders = vec![tender(8_001, Route::Balance { customer: s.order.clone() })];
            (admin(), super::stage::order("n-9", 8_001, tenders).into())
        },
        "exceeds_balance",
        Some("amount_minor"),
    ),
    Row(
        "nothing given",
        paid_in,
        |s| (admin(), change(s, Credit, 0).into()),
        "amount_not_positive",
        Some("amount_minor"),
    ),
    Row("given without a reason", paid_in, |s| because(s, ""), "missing", Some("reason")),
    Row("given for a sentence", paid_in, |s| because(s, "He was nice"), "invalid", Some("reason")),
    Row(
        "given above the ceiling",
        paid_in,
        |s| (limited(), change(s, Credit, 11).into()),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "more taken away than is there",
        paid_in,
        |s| (admin(), change(s, Debit, 8_001).into()),
        "exceeds_balance",
        Some("amount_minor"),
    ),
];
