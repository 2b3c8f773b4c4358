//! What a gateway tells of payments of invoices, in any order and any number of times: discounts, balances, what was given
//! up and what is past due end the same.

use recoup_core::id::Id;
use recoup_core::invoice::Invoice;
use recoup_core::payment::facts::{Fact, What};

use super::any_order::{Case, authorized, failed};
use super::desk::{Desk, EARLY, NET, card, till};
use super::stage::Stage;

/// What must be the same about an invoice.
pub fn standing(invoice: &Invoice) -> String {
    let amounts = [
        invoice.paid_minor,
        invoice.discounted_minor(),
        invoice.written_off_minor(),
        invoice.to_balance_minor,
        invoice.open_minor(),
    ];
    let lines: Vec<_> = invoice.lines.iter().map(|l| (l.released_minor, l.released_taxes_minor.clone())).collect();
    format!("{:?} {amounts:?} {lines:?}\n", invoice.status)
}

/// An invoice over 119.00 and a payment by card, with what the gateway is about to tell.
fn by_card(mut desk: Desk, amount_minor: i64, facts: fn(&Stage, &str) -> Vec<Fact>) -> (Stage, Vec<Fact>) {
    let payment = desk.pay(card(amount_minor));
    let order = Id::trusted("ord_none");
    let mut stage = Stage { shop: desk.shop, order, payment: payment.clone() };
    stage.tell(payment.as_str(), authorized());
    let capture = stage.first_capture();
    let facts = facts(&stage, &capture);
    (stage, facts)
}

fn once_undone(s: &Stage, capture: &str) -> Vec<Fact> {
    let amount = s.shop.payment(&s.payment).amount_minor;
    vec![s.row(capture, What::Captured, amount, "in"), s.row(capture, What::CaptureReversed, amount, "out")]
}

pub const INVOICES: &[Case] = &[
    Case {
        name: "an invoice that is paid early, and the money is taken back",
        ends: "failed",
        build: || by_card(Desk::new(EARLY), 11_662, once_undone),
    },
    Case {
        name: "an invoice that is paid early, in two captures told as one and more",
        ends: "captured",
        build: || {
            by_card(Desk::new(EARLY), 11_662, |s, capture| {
                vec![s.row(capture, What::Captured, 11_000, "a"), s.row(capture, What::Captured, 11_662, "b")]
            })
        },
    },
    Case {
        name: "an invoice that is paid too much, and some of it is taken back",
        ends: "captured",
        build: || {
            by_card(Desk::new(NET), 11_900, |s, capture| {
                vec![
                    s.row(capture, What::Captured, 12_900, "in"),
                    s.row(capture, What::CaptureReversed, 400, "out"),
                    s.row(capture, What::CaptureReversed, 900, "more"),
                    s.on(capture, failed()),
                ]
            })
        },
    },
    Case {
        name: "money for an invoice that is given up, and taken back",
        ends: "failed",
        build: || {
            let mut desk = Desk::new(NET);
            desk.give_up(true);
            by_card(desk, 5_000, once_undone)
        },
    },
    Case {
        name: "one of two payments is taken back after its day",
        ends: "failed",
        build: || {
            let mut desk = Desk::new(NET);
            desk.pay(till(6_900));
            desk.days_pass(60);
            by_card(desk, 5_000, once_undone)
        },
    },
];
