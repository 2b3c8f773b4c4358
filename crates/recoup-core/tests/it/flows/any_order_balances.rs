//! The law of facts for refunds of top-ups: whatever is told in whatever order and however often, the refund, the
//! balance and the books end alike, and the laws of balances hold after each fact.

use std::collections::BTreeSet;

use recoup_core::payment::facts::{Fact, What};

use super::any_order::{Case, orders, outcome, shuffled};
use super::any_order_refunds::{Row, SETS, set_on};
use super::people;
use super::purse::{check, has, topped_up};
use super::stage::{Stage, THOROUGH};
use crate::world::rng::Rng;

/// Sets of facts about one refund of 60 of a top-up of 100, as in `any_order_refunds`.
const MORE: &[&[Row]] = &[
    &[('c', 0, ""), ('s', 60, "a"), ('r', 60, "x"), ('f', 0, "")],
    &[('f', 0, ""), ('s', 60, ""), ('r', 60, "")],
    &[('s', 60, "a"), ('r', 20, "x"), ('s', 20, "b"), ('r', 30, "y")],
    &[('s', 70, "a"), ('r', 10, "x"), ('r', 60, "y"), ('f', 0, "")],
    &[('s', 50, "a"), ('r', 50, "x"), ('s', 10, "b"), ('f', 0, "")],
    &[('c', 0, ""), ('s', 60, "a"), ('r', 20, "x"), ('r', 40, "y"), ('f', 0, "")],
    &[('s', 40, "a"), ('s', 40, "b"), ('r', 20, "x"), ('r', 30, "y"), ('f', 0, "")],
    &[('s', 60, ""), ('r', 30, "x"), ('r', 30, "y"), ('s', 30, "b"), ('f', 0, "")],
];

fn settled() -> What {
    What::RefundSettled { evidence: "arn".to_owned() }
}

pub const BALANCES: &[Case] = &[
    Case {
        name: "a refund of a balance that comes back in part, and is paid again",
        ends: "captured",
        build: || {
            let mut s = stage();
            let refund = s.refund(60);
            let back = s.row(&refund, What::RefundReturned, 20, "x");
            let facts = vec![s.row(&refund, settled(), 60, "a"), back, s.row(&refund, settled(), 20, "b")];
            (s, facts)
        },
    },
    Case {
        name: "a refund of a balance that is paid beyond and comes back in part",
        ends: "captured",
        build: || {
            let mut s = stage();
            let refund = s.refund(60);
            let facts = vec![s.row(&refund, settled(), 100, "a"), s.row(&refund, What::RefundReturned, 20, "x")];
            (s, facts)
        },
    },
    Case {
        name: "a top-up undone beside its refund",
        ends: "failed",
        build: || {
            let mut s = stage();
            let (capture, refund) = (s.first_capture(), s.refund(60));
            let facts = [settled(), What::RefundFailed { code: "no".to_owned() }].map(|w| s.on(&refund, w));
            let mut facts = facts.to_vec();
            facts.push(s.on(&capture, What::CaptureReversed));
            (s, facts)
        },
    },
];

fn stage() -> Stage {
    topped_up(&[100]).0
}

fn play((mut s, facts): (Stage, Vec<Fact>), order: &[usize], rows: &[Row]) -> String {
    for place in order {
        let told = s.shop.run(&people::gateway(), facts[*place].clone());
        assert!(told.is_ok(), "{rows:?} in {order:?}: {told:?}");
        check(&s);
    }
    format!("{}{:?}", outcome(&s.shop), has(&s))
}

#[test]
fn a_refund_of_a_balance_ends_the_same_in_any_order_whichever_were_told() {
    let (mut rng, mut played, mut reached) = (Rng::new(17), 0, BTreeSet::new());
    THOROUGH.set(false);
    for rows in SETS.iter().chain(MORE) {
        for chosen in 1_u32..1 << rows.len() {
            let places: Vec<usize> = (0..rows.len()).filter(|place| chosen >> place & 1 == 1).collect();
            let mut want: Option<String> = None;
            for order in orders(places.len(), &mut rng) {
                let once: Vec<usize> = order.iter().map(|at| places[*at]).collect();
                let twice: Vec<usize> = once.iter().flat_map(|at| [*at, *at]).collect();
                let again: Vec<usize> = once.iter().chain(&once).copied().collect();
                let mixed = shuffled(&again, &mut rng);
                for told in [once, twice, again, mixed] {
                    let (s, facts) = set_on(stage(), rows);
                    let end = play((s, facts), &told, rows);
                    let words = told.iter().map(|place| rows[*place]);
                    assert_eq!(*want.get_or_insert_with(|| end.clone()), end, "{:?}", words.collect::<Vec<_>>());
                    played += 1;
                }
            }
            reached.extend(want);
        }
    }
    println!("{played} sequences, {} ends", reached.len());
    assert!(played > 10_000 && reached.len() > 20, "{played} sequences, {} ends", reached.len());
}

/// Persons say that it was not done, the balance has its money again, and then the gateway tells otherwise.
#[test]
fn what_persons_said_and_the_gateway_tells_end_alike() {
    use recoup_core::payment::refund_after::CreditRefund;
    let mut want: Option<String> = None;
    for order in orders(3, &mut Rng::new(1)) {
        let mut s = stage();
        let refund = s.refund(60);
        let short = s.row(&refund, What::RefundSettled { evidence: "arn".to_owned() }, 50, "a");
        s.tell_fact(short);
        let credit = CreditRefund { refund: recoup_core::id::Id::trusted(&refund) };
        s.shop.run(&super::stage::admin(), credit).expect("some is owed");
        assert_eq!(has(&s), (50, 50));
        let facts = vec![
            s.row(&refund, What::RefundSettled { evidence: "arn".to_owned() }, 10, "b"),
            s.row(&refund, What::RefundReturned, 50, "x"),
            s.on(&refund, What::RefundFailed { code: "no".to_owned() }),
        ];
        let end = play((s, facts), &order, &[]);
        assert_eq!(*want.get_or_insert_with(|| end.clone()), end, "{order:?}");
    }
}
