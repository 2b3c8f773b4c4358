//! The law of facts: in any order, and told any number of times, they end with the same amounts, the same
//! statuses and the same books.
//!
//! Each case is a shop in some state and a list of facts. Up to five facts are tried in every order, and
//! again with every fact told twice; longer lists are shuffled. A case names the statuses it must end with.

use std::collections::BTreeSet;

use recoup_core::payment::facts::{Fact, What};

use super::any_order_balances::BALANCES;
use super::any_order_refunds::{REFUNDS, SETS, set};
use super::invoices_any_order::{INVOICES, standing};
use super::lives::{NOT_LIVED, RARE};
use super::people;
use super::shop::Shop;
use super::stage::{Stage, THOROUGH};
use crate::world::rng::Rng;
use recoup_core::reached::Reached;

pub struct Case {
    pub name: &'static str,
    pub build: fn() -> (Stage, Vec<Fact>),
    /// Status of the payment in the end.
    pub ends: &'static str,
}

pub fn failed() -> What {
    What::CaptureFailed { code: "no".to_owned() }
}

pub fn authorized() -> What {
    What::Authorized { expires_at: None }
}

fn declined() -> What {
    What::Declined { code: "no".to_owned() }
}

const CASES: &[Case] = &[
    Case {
        name: "3-D Secure and an expiry",
        ends: "expired",
        build: || {
            let s = Stage::placed();
            let facts = [What::Taken, What::ActionRequired, authorized(), What::Expired].map(|w| s.on_payment(w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "declined, tried again, expired",
        ends: "expired",
        build: || {
            let s = Stage::placed();
            let facts = [declined(), authorized(), What::Expired].map(|w| s.on_payment(w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "declined, then authorized",
        ends: "authorized",
        build: || {
            let s = Stage::placed();
            let facts = [declined(), What::ActionRequired, authorized()].map(|w| s.on_payment(w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "voided and expired both",
        ends: "released",
        build: || {
            let s = Stage::placed();
            let facts = [declined(), authorized(), What::Expired, What::Released].map(|w| s.on_payment(w));
            (s, facts.to_vec())
        },
    },
    Case {
        name: "two captures, one undone, the rest expires",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let (one, two) = (s.capture(30, false), s.capture(50, false));
            let facts = vec![
                s.on(&one, What::Captured),
                s.on(&two, What::Captured),
                s.on(&one, What::CaptureReversed),
                s.on_payment(What::Expired),
                s.on_payment(authorized()),
            ];
            (s, facts)
        },
    },
    Case {
        name: "captures that fail while the rest expires",
        ends: "expired",
        build: || {
            let mut s = Stage::authorized(100);
            let (one, two) = (s.capture(30, false), s.capture(50, false));
            let facts = vec![s.on(&one, failed()), s.on(&two, failed()), s.on_payment(What::Expired)];
            (s, facts)
        },
    },
    Case {
        name: "a capture that failed and succeeded, the rest gone both ways",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(60, false);
            let facts = vec![
                s.on(&one, failed()),
                s.on(&one, What::Captured),
                s.on_payment(What::Expired),
                s.on_payment(What::Released),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a capture that failed, succeeded and was undone, the rest expires",
        ends: "failed",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(60, false);
            let facts = vec![
                s.on(&one, failed()),
                s.on(&one, What::Captured),
                s.on(&one, What::CaptureReversed),
                s.on_payment(What::Expired),
            ];
            (s, facts)
        },
    },
    Case {
        name: "all captured, all undone, another told late",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let (one, two) = (s.capture(40, false), s.capture(60, false));
            let facts = vec![
                s.on(&one, What::Captured),
                s.on(&one, What::CaptureReversed),
                s.on(&two, failed()),
                s.on(&two, What::Captured),
                s.on_payment(What::Expired),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a last capture beside another",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let (one, two) = (s.capture(30, false), s.capture(50, true));
            let facts = vec![s.on(&one, failed()), s.on(&two, What::Captured), s.on_payment(What::Expired)];
            (s, facts)
        },
    },
    Case {
        name: "a release while a capture is under way",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(30, false);
            let rest = s.release();
            let facts = vec![
                s.on(&one, What::Captured),
                s.on(&rest, What::ReleaseFailed { code: "no".to_owned() }),
                s.on(&rest, What::Released),
                s.on_payment(What::Expired),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a release, and the capture fails",
        ends: "released",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(30, false);
            let rest = s.release();
            let facts = vec![s.on(&one, failed()), s.on(&rest, What::Released), s.on_payment(What::Expired)];
            (s, facts)
        },
    },
    Case {
        name: "more captured than authorized",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(100, false);
            s.tell(&one, failed());
            let two = s.capture(100, false);
            let facts = vec![s.on(&one, What::Captured), s.on(&two, What::Captured)];
            (s, facts)
        },
    },
    Case {
        name: "captured after the order was called off",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(100, false);
            s.tell(&one, failed());
            s.cancel_order();
            let rest = s.first_release();
            let facts = vec![
                s.on(&one, What::Captured),
                s.on(&rest, What::ReleaseFailed { code: "no".to_owned() }),
                s.on_payment(What::Expired),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a capture undone in part, and then all of it",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let (one, two) = (s.capture(60, false), s.capture(40, false));
            let facts = vec![
                s.row(&one, What::Captured, 60, "a"),
                s.row(&one, What::CaptureReversed, 20, "x"),
                s.row(&one, What::CaptureReversed, 40, "y"),
                s.on(&two, What::Captured),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a capture told by two rows of the same amount, and undone in part",
        ends: "partially_captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(60, false);
            let facts = vec![
                s.row(&one, What::Captured, 60, "a"),
                s.row(&one, What::Captured, 60, "b"),
                s.row(&one, What::CaptureReversed, 20, "x"),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a capture told by rows of other amounts, and undone in part",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(60, true);
            let facts = vec![
                s.row(&one, What::Captured, 60, "a"),
                s.row(&one, What::Captured, 70, "b"),
                s.row(&one, What::Captured, 50, "c"),
                s.row(&one, What::CaptureReversed, 20, "x"),
                s.on_payment(What::Expired),
            ];
            (s, facts)
        },
    },
    Case {
        name: "a last capture that waits, and is told of all the same",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let (one, last) = (s.capture(30, false), s.capture(50, true));
            let facts = vec![s.on(&last, What::Captured), s.on(&one, What::Captured), s.on(&last, failed())];
            (s, facts)
        },
    },
    Case {
        name: "a release that waits, and is told of all the same",
        ends: "captured",
        build: || {
            let mut s = Stage::authorized(100);
            let one = s.capture(30, false);
            let rest = s.release();
            let facts = vec![
                s.on(&rest, What::ReleaseFailed { code: "no".to_owned() }),
                s.on(&one, What::Captured),
                s.on(&rest, What::Released),
            ];
            (s, facts)
        },
    },
    Case {
        name: "we lost track, and it ran out",
        ends: "expired",
        build: || {
            let mut s = Stage::placed();
            s.lose_track();
            let facts = [What::ActionRequired, authorized(), What::Expired].map(|w| s.on_payment(w));
            (s, facts.to_vec())
        },
    },
];

/// Amounts, statuses and books; alarms and times differ with the order, and may.
pub fn outcome(shop: &Shop) -> String {
    let mut text = String::new();
    for p in shop.payments() {
        let amounts = [p.authorized_minor, p.captured_minor, p.reversed_minor(), p.released_minor, p.beyond_minor];
        text.push_str(&format!("{:?} {amounts:?} {:?}\n", p.status, p.rest_minor()));
        p.captures.iter().for_each(|c| text.push_str(&format!("{:?} {}\n", c.status, c.refunded_minor)));
        p.releases.iter().for_each(|r| text.push_str(&format!("{:?}\n", r.status)));
        p.refunds.iter().for_each(|r| text.push_str(&format!("{:?} {} {}\n", r.status, r.generation, r.given_minor())));
    }
    shop.orders().for_each(|o| text.push_str(&format!("{:?} {} {}\n", o.status, o.paid_minor, o.refunded_minor)));
    shop.invoices().for_each(|i| text.push_str(&standing(i)));
    shop.books.balances().for_each(|balance| text.push_str(&format!("{balance:?}\n")));
    text
}

fn play(case: &Case, order: &[usize], reached: &mut Reached) -> String {
    let (stage, facts) = (case.build)();
    let stage = tell((stage, &facts), order, case.name);
    reached.extend(stage.shop.reached.clone());
    let end = stage.shop.payment(&stage.payment).status.word();
    assert_eq!(end, case.ends, "{}: {order:?}", case.name);
    outcome(&stage.shop)
}

pub fn tell((mut stage, facts): (Stage, &[Fact]), order: &[usize], name: &str) -> Stage {
    for place in order {
        let fact = &facts[*place];
        let told = stage.shop.run(&people::gateway(), fact.clone());
        assert!(told.is_ok(), "{name}: {order:?}: {:?} was refused: {told:?}", fact.what);
        assert!(stage.shop.last.complaints.is_empty(), "{name}: {:?}", stage.shop.last.complaints);
    }
    stage
}

/// Every order of the numbers below `count`, or many at random where there are too many.
pub fn orders(count: usize, rng: &mut Rng) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    if count > 5 {
        all = (0..300).map(|_| shuffled(&(0..count).collect::<Vec<_>>(), rng)).collect();
    } else {
        for place in 0..count {
            all = all
                .iter()
                .flat_map(|order: &Vec<usize>| {
                    (0..=order.len())
                        .map(|at| {
                            let mut longer = order.clone();
                            longer.insert(at, place);
                            longer
                        })
                        .collect::<Vec<_>>()
                })
                .collect();
        }
    }
    all
}

pub fn shuffled(list: &[usize], rng: &mut Rng) -> Vec<usize> {
    let mut rest = list.to_vec();
    (0..list.len()).map(|_| rest.remove(rng.below(rest.len()))).collect()
}

#[test]
fn facts_end_the_same_in_any_order_and_number() {
    let (mut reached, mut rng, mut played) = (Reached::new(), Rng::new(7), 0);
    for case in CASES.iter().chain(REFUNDS).chain(BALANCES).chain(INVOICES) {
        let count = (case.build)().1.len();
        let orders = orders(count, &mut rng);
        THOROUGH.set(true);
        let want = play(case, &orders[0], &mut reached);
        THOROUGH.set(false);
        for order in &orders {
            // Once each; each at once again; all again; and all of it shuffled.
            let twice: Vec<usize> = order.iter().flat_map(|place| [*place, *place]).collect();
            let again: Vec<usize> = order.iter().chain(order).copied().collect();
            let mixed = shuffled(&again, &mut rng);
            for told in [order, &twice, &again, &mixed] {
                assert_eq!(play(case, told, &mut reached), want, "{}: {told:?}", case.name);
                played += 1;
            }
        }
    }
    let more = REFUNDS.len() + BALANCES.len() + INVOICES.len();
    println!("{} cases, {played} orders", CASES.len() + more);
    let rare: BTreeSet<_> = NOT_LIVED.iter().filter(|(.., why)| *why == RARE).collect();
    let missed: Vec<_> =
        rare.iter().filter(|(w, f, s, _)| !reached.keys().any(|t| (t.0, t.1, t.2) == (*w, *f, *s))).collect();
    assert!(missed.is_empty(), "no order of facts reached {missed:#?}");
}

/// Rows of one refund in every order, each told once, and all of them told again; and the same of every part of them.
#[test]
fn rows_of_a_refund_end_the_same_in_any_order_whichever_were_told() {
    let mut rng = Rng::new(11);
    THOROUGH.set(false);
    for rows in SETS {
        for chosen in 1_u32..1 << rows.len() {
            let places: Vec<usize> = (0..rows.len()).filter(|place| chosen >> place & 1 == 1).collect();
            let mut want = None;
            for order in orders(places.len(), &mut rng) {
                let once: Vec<usize> = order.iter().map(|at| places[*at]).collect();
                let again: Vec<usize> = once.iter().chain(&once).copied().collect();
                for told in [once, again] {
                    let (stage, facts) = set(rows);
                    let end = outcome(&tell((stage, &facts), &told, "rows").shop);
                    let words = told.iter().map(|place| rows[*place]);
                    assert_eq!(*want.get_or_insert_with(|| end.clone()), end, "{:?}", words.collect::<Vec<_>>());
                }
            }
        }
    }
}

#[test]
fn another_row_of_a_capture_is_an_alarm_in_any_order() {
    /// Whether it is undone or told, the amount, the row.
    type Row = (bool, i64, &'static str);
    let mut rng = Rng::new(13);
    let (told, undone) = (false, true);
    let sets: [(&[Row], bool); 6] = [
        (&[(undone, 60, "x"), (told, 60, "a"), (told, 100, "b")], true),
        (&[(undone, 60, "x"), (told, 60, "a"), (told, 60, "")], false),
        (&[(undone, 60, "x"), (told, 60, "a"), (told, 60, ""), (told, 60, "b")], true),
        (&[(told, 100, ""), (told, 100, "a"), (told, 100, "b")], true),
        (&[(told, 100, ""), (told, 100, "a")], false),
        (&[(undone, 20, "x"), (told, 60, "a"), (told, 60, "b")], true),
    ];
    for (rows, alarmed) in sets {
        let mut want = None;
        for order in orders(rows.len(), &mut rng) {
            let again: Vec<usize> = order.iter().chain(&order).copied().collect();
            for order in [&order, &again] {
                let mut s = Stage::authorized(100);
                let one = s.capture(100, false);
                let what = |undone| if undone { What::CaptureReversed } else { What::Captured };
                let facts: Vec<Fact> =
                    rows.iter().map(|(undone, minor, row)| s.row(&one, what(*undone), *minor, row)).collect();
                let s = tell((s, &facts), order, "a capture");
                let alarms = &s.shop.payment(&s.payment).alarms;
                let words = order.iter().map(|place| (rows[*place].1, rows[*place].2)).collect::<Vec<_>>();
                assert_eq!(alarms.iter().any(|alarm| alarm == "told_differently"), alarmed, "{words:?}");
                let end = outcome(&s.shop);
                assert_eq!(*want.get_or_insert_with(|| end.clone()), end, "{words:?}");
            }
        }
    }
}
