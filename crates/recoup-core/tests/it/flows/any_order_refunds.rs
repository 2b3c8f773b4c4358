//! The cases of `any_order` that are about refunds: words, and rows of money.

use recoup_core::payment::facts::{Fact, What};

use super::any_order::{Case, authorized, failed};
use super::stage::Stage;

fn refund_failed() -> What {
    What::RefundFailed { code: "no".to_owned() }
}

fn settled() -> What {
    What::RefundSettled { evidence: "arn".to_owned() }
}

/// A word or a row about a refund of 60: what, how much, and the name of the row.
pub type Row = (char, i64, &'static str);

/// Sets of facts about one refund of 60 that was sent: `f` failed, `s` settled, `r` returned, `c` completed.
pub const SETS: &[&[Row]] = &[
    &[('f', 0, ""), ('s', 20, "a"), ('s', 40, "b"), ('r', 20, "x"), ('r', 40, "y")],
    &[('f', 0, ""), ('s', 30, "a"), ('s', 30, "b"), ('c', 0, "")],
    &[('f', 0, ""), ('s', 60, "a"), ('r', 20, "x"), ('c', 0, "")],
    &[('f', 0, ""), ('s', 60, "a"), ('s', 20, "b"), ('r', 70, "x")],
    &[('s', 50, "a"), ('s', 30, "b"), ('r', 20, "x"), ('r', 10, "y"), ('f', 0, "")],
    &[('s', 60, ""), ('s', 20, "a"), ('s', 40, "b"), ('r', 60, ""), ('r', 30, "x")],
    &[('s', 60, ""), ('s', 60, "a"), ('r', 60, ""), ('r', 60, "x"), ('f', 0, "")],
];

/// The refund of a set, and its facts.
pub fn set(rows: &[Row]) -> (Stage, Vec<Fact>) {
    set_on(Stage::captured(100), rows)
}

/// The same of a payment of 100.
pub fn set_on(mut s: Stage, rows: &[Row]) -> (Stage, Vec<Fact>) {
    let refund = s.refund(60);
    let fact = |(what, minor, row): &Row| match what {
        's' => s.row(&refund, settled(), *minor, row),
        'r' => s.row(&refund, What::RefundReturned, *minor, row),
        'f' => s.on(&refund, refund_failed()),
        _ => s.on(&refund, What::RefundCompleted),
    };
    let facts = rows.iter().map(fact).collect();
    (s, facts)
}

pub const REFUNDS: &[Case] = &[
    Case {
        name: "every word about a refund",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let words = [What::RefundAccepted, What::RefundCompleted, settled(), refund_failed(), What::RefundReturned];
            let facts = words.map(|w| s.on(&refund, w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "a refund that settles",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let facts = [What::RefundAccepted, What::RefundCompleted, settled()].map(|w| s.on(&refund, w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "a retried refund, and both generations move money",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            s.tell(&refund, refund_failed());
            let again = s.retry(&refund);
            let facts = vec![
                s.on(&refund, settled()),
                s.on(&refund, What::RefundReturned),
                s.on(&refund, refund_failed()),
                s.on(&again, settled()),
                s.on(&again, What::RefundReturned),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a refund that was credited, and moves money all the same",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            s.tell(&refund, refund_failed());
            s.credit(&refund);
            let facts = [settled(), refund_failed(), What::RefundReturned].map(|w| s.on(&refund, w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "a refund that came back, was credited, and is told again",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            s.tell(&refund, What::RefundReturned);
            s.credit(&refund);
            let facts = [settled(), What::RefundAccepted, What::RefundReturned].map(|w| s.on(&refund, w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "a refund that was never sent",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(60_000);
            let refund = s.refund(60_000);
            let facts = [What::RefundAccepted, settled(), What::RefundReturned].map(|w| s.on(&refund, w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "two refunds and two captures, one undone",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let capture = s.first_capture();
            let (one, two) = (s.refund(60), s.refund(30));
            let mut facts: Vec<Fact> =
                [What::RefundAccepted, settled(), What::RefundReturned].map(|w| s.on(&one, w)).to_vec();
            facts.extend([What::RefundAccepted, What::RefundCompleted, settled()].map(|w| s.on(&two, w)));
            facts.push(s.on(&capture, What::Captured));
            facts.push(s.on_payment(authorized()));
            (s, facts)
        },
    },
    Case {
        name: "a capture undone beside its refund",
        ends: "failed",
        build: || {
            let mut s = Stage::captured(100);
            let capture = s.first_capture();
            let refund = s.refund(60);
            let mut facts = [What::RefundAccepted, What::RefundCompleted, settled()].map(|w| s.on(&refund, w)).to_vec();
            facts.push(s.on(&capture, What::CaptureReversed));
            facts.push(s.on_payment(What::Expired));
            (s, facts)
        },
    },
    Case { name: "a refund of an overpayment", ends: "captured", build: overpaid },
    Case {
        name: "a refund paid in rows of another sum, which come back in part",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let facts = vec![
                s.row(&refund, settled(), 20, "a"),
                s.row(&refund, settled(), 30, "b"),
                s.row(&refund, settled(), 25, "c"),
                s.on(&refund, What::RefundAccepted),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a refund paid short, which comes back in two rows",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let facts = vec![
                s.row(&refund, settled(), 50, "a"),
                s.row(&refund, What::RefundReturned, 20, "x"),
                s.row(&refund, What::RefundReturned, 30, "y"),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a refund paid beyond, and the surplus comes back",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let facts = vec![
                s.row(&refund, settled(), 70, "a"),
                s.row(&refund, What::RefundReturned, 10, "x"),
                s.on(&refund, What::RefundCompleted),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a refund paid short that failed",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let facts = vec![s.row(&refund, settled(), 50, "a"), s.on(&refund, refund_failed())];
            (s, facts)
        },
    },
    Case {
        name: "a refund that failed, and whose rows say that it left and came back",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let facts = vec![
                s.on(&refund, refund_failed()),
                s.row(&refund, settled(), 60, "a"),
                s.row(&refund, What::RefundReturned, 60, "x"),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a retried refund is paid short, and its first try is paid by a row without an amount",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            s.tell(&refund, refund_failed());
            let again = s.retry(&refund);
            let unnamed = Fact { amount: None, ..s.on(&refund, settled()) };
            let facts = vec![unnamed, s.row(&again, settled(), 50, "a"), s.on(&again, What::RefundAccepted)];
            (s, facts)
        },
    },
    Case {
        name: "the rest of a short refund is sent again, and the first part comes back meanwhile",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let short = s.row(&refund, settled(), 50, "a");
            s.tell_fact(short);
            let again = s.retry(&refund);
            let facts = vec![
                s.row(&refund, What::RefundReturned, 50, "x"),
                s.row(&again, settled(), 10, "b"),
                s.on(&again, What::RefundAccepted),
            ];
            (s, facts)
        },
    },
    Case {
        name: "the rest of a short refund was credited, and the first part comes back",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let short = s.row(&refund, settled(), 50, "a");
            s.tell_fact(short);
            s.credit(&refund);
            let facts = vec![s.row(&refund, What::RefundReturned, 50, "x"), s.on(&refund, refund_failed())];
            (s, facts)
        },
    },
    Case {
        name: "the rest of a short refund was credited, and it is paid once more and failed",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            let short = s.row(&refund, settled(), 50, "a");
            s.tell_fact(short);
            s.credit(&refund);
            let facts = vec![
                s.row(&refund, settled(), 20, "b"),
                s.row(&refund, What::RefundReturned, 30, "x"),
                s.on(&refund, refund_failed()),
            ];
            (s, facts)
        },
    },
    Case {
        name: "we lost track of a refund, and it was paid short",
        ends: "captured",
        build: || {
            let mut s = Stage::captured(100);
            let refund = s.refund(60);
            s.lose_track();
            let facts = vec![s.row(&refund, settled(), 50, "a"), s.on(&refund, What::RefundCompleted)];
            (s, facts)
        },
    },
];

/// A shop whose gateway captured after the order was called off: the money goes back all the same.
fn overpaid() -> (Stage, Vec<Fact>) {
    let mut s = Stage::authorized(100);
    let one = s.capture(100, false);
    s.tell(&one, failed());
    s.cancel_order();
    s.tell(&one, What::Captured);
    let refund = s.refund(70);
    let order = s.shop.order(&s.order);
    assert_eq!((order.open_minor(), order.overpaid_minor(), order.refunded_minor), (-30, 30, 0));
    let facts = [What::RefundAccepted, settled(), What::RefundReturned].map(|w| s.on(&refund, w));
    (s, facts.to_vec())
}
