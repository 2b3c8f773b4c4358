//! The law of facts where a refund and a dispute meet on one payment: whatever order they are told in, and however often,
//! they end with the same books by account and subkey, the same numbers, statuses and lines; and every cent that was
//! given is on the books once.

use recoup_core::ledger::Account as A;
use recoup_core::payment::Payment;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};

use super::disputes::{closed, opened, reinstated, withdrawn, word};
use super::people;
use super::stage::{Stage, THOROUGH};
use crate::world::rng::Rng;

type Words = fn(&Stage, &str) -> Vec<Fact>;

/// How the refund of 2 500 is when the facts come.
const SETS: &[(&str, Words)] = &[
    ("settled beside a lost chargeback", |s, refund| {
        vec![
            s.on(refund, What::RefundAccepted),
            s.on(refund, What::RefundSettled { evidence: "arn".to_owned() }),
            opened(s, "a", Chargeback, 8_000),
            withdrawn(s, "a", 8_000, "w1"),
            closed(s, "a", DisputeEnd::Lost, None),
            word(s, "a", What::DisputeFee, Some(15), ""),
        ]
    }),
    ("killed by a chargeback that is partly lost", |s, refund| {
        vec![
            s.on(refund, What::RefundFailed { code: "disputed".to_owned() }),
            opened(s, "a", Inquiry, 8_000),
            opened(s, "a", Chargeback, 7_000),
            withdrawn(s, "a", 7_000, "w1"),
            reinstated(s, "a", 3_000, "r1"),
            closed(s, "a", DisputeEnd::Lost, Some(Chargeback)),
        ]
    }),
    ("paid and come back beside a win and a second chargeback", |s, refund| {
        vec![
            s.row(refund, What::RefundSettled { evidence: "arn".to_owned() }, 2_500, "p1"),
            s.row(refund, What::RefundReturned, 2_500, "b1"),
            withdrawn(s, "a", 8_000, "w1"),
            reinstated(s, "a", 8_000, "r1"),
            closed(s, "a", DisputeEnd::Won, Some(Chargeback)),
            withdrawn(s, "a", 8_000, "w2"),
            closed(s, "a", DisputeEnd::Lost, Some(PreArbitration)),
        ]
    }),
    ("paid short beside two lost disputes", |s, refund| {
        vec![
            s.row(refund, What::RefundSettled { evidence: "arn".to_owned() }, 1_000, "p1"),
            withdrawn(s, "a", 4_000, "w1"),
            closed(s, "a", DisputeEnd::Expired, Some(Chargeback)),
            withdrawn(s, "b", 6_000, "w1"),
            closed(s, "b", DisputeEnd::Lost, None),
            opened(s, "b", Chargeback, 6_000),
        ]
    }),
    ("two ends, and a capture that is undone in part", |s, refund| {
        vec![
            s.on(refund, What::RefundSettled { evidence: "arn".to_owned() }),
            withdrawn(s, "a", 8_000, ""),
            closed(s, "a", DisputeEnd::Lost, None),
            closed(s, "a", DisputeEnd::Won, None),
            reinstated(s, "a", 8_000, ""),
            s.row(&s.first_capture(), What::CaptureReversed, 3_000, "u1"),
        ]
    }),
    ("answered, lost and accepted, with fees that come back", |s, refund| {
        vec![
            s.on(refund, What::RefundCompleted),
            opened(s, "a", Chargeback, 8_000),
            word(s, "a", What::DisputeAnswered { stage: Some(Chargeback) }, None, ""),
            withdrawn(s, "a", 8_000, "w1"),
            withdrawn(s, "a", 8_000, ""),
            closed(s, "a", DisputeEnd::Accepted, None),
            word(s, "a", What::DisputeFeeReturned, Some(15), ""),
        ]
    }),
];

use DisputeStage::{Chargeback, Inquiry, PreArbitration};

/// A payment of 8 000 with a refund of 2 500 under way.
fn start() -> (Stage, String) {
    let mut s = Stage::captured(8_000);
    let refund = s.refund(2_500);
    (s, refund)
}

/// Everything that must not depend on the order, with disputes by the gateway's names: ours come as they come.
fn outcome(s: &Stage) -> String {
    let (p, order) = (s.shop.payment(&s.payment), s.shop.order(&s.order));
    let numbers =
        [p.captured_minor, p.refunded_minor(), p.refundable_minor(), p.disputed_minor(), p.charged_back_minor()];
    let mut text = format!("{:?} {numbers:?} {:?}\n", p.status, p.absorbed_minor());
    for r in &p.refunds {
        text.push_str(&format!("{:?} {} {} {}\n", r.status, r.given_minor(), r.due_minor(), r.absorbed_minor));
    }
    let mut disputes: Vec<String> = p
        .disputes
        .iter()
        .map(|d| {
            let lost = d.loss.as_ref().map(|loss| &loss.lost);
            format!("{} {:?} {:?} {} {lost:?}\n", d.gateway_ref, d.stage(), d.status, d.held_minor())
        })
        .collect();
    disputes.sort();
    text.extend(disputes);
    text.push_str(&format!("{:?} {:?}\n", order.lines, [order.refunded_minor, order.disputed_minor, order.paid_minor]));
    let mut books: Vec<String> = s
        .shop
        .books
        .balances()
        .filter(|(.., minor)| *minor != 0)
        .map(|(account, key, _, minor)| {
            let key = p.disputes.iter().find(|d| d.id.as_str() == key).map_or(key, |d| &d.gateway_ref);
            format!("{account} {key} {minor}\n")
        })
        .collect();
    books.sort();
    text.extend(books);
    text
}

/// Every cent of contra-revenue, loss, released tax and released deferral was given, or is owed, once.
fn value(s: &Stage) {
    let p: &Payment = s.shop.payment(&s.payment);
    let order = s.shop.order(&s.order);
    let total =
        |account: A| -> i64 { s.shop.books.balances().filter(|(a, ..)| *a == account).map(|(.., minor)| minor).sum() };
    let tax: i64 = order.lines.iter().map(|l| l.released_taxes_minor.iter().sum::<i64>()).sum();
    let deferred: i64 = order
        .lines
        .iter()
        .filter(|l| !l.sold.delivered)
        .map(|l| l.released_minor - l.released_taxes_minor.iter().sum::<i64>())
        .sum();
    let booked =
        total(A::RefundsAndReturns) + total(A::ChargebackLoss) + total(A::DuplicateRefundLoss) + tax + deferred;
    let lost: i64 = p.disputes.iter().filter_map(|d| d.loss.as_ref()).map(|loss| loss.lost.amount.amount_minor).sum();
    let refunds: i64 = p.refunds.iter().map(|r| r.given_minor() + r.due_minor()).sum();
    assert_eq!(booked, refunds + lost + p.beyond_minor, "{}", outcome(s));
    for dispute in &p.disputes {
        let open = s.balance(A::DisputesReceivable, dispute.id.as_str());
        assert_eq!(open, dispute.held_minor() - dispute.lost_minor(), "{}", outcome(s));
    }
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for place in 0..count {
        let longer = |order: &Vec<usize>, at: usize| {
            let mut longer = order.clone();
            longer.insert(at, place);
            longer
        };
        all = all.iter().flat_map(|order| (0..=order.len()).map(|at| longer(order, at)).collect::<Vec<_>>()).collect();
    }
    all
}

/// The stories of a half of the sets, so that two cores share the work.
fn play(half: usize) -> usize {
    let (mut rng, mut played) = (Rng::new(17), 0);
    for (name, words) in SETS.iter().skip(half).step_by(2) {
        let count = words(&start().0, &start().1).len();
        let mut want = None;
        for (at, order) in permutations(count).into_iter().enumerate() {
            // Once each; and again with some told twice or three times, here or there.
            let mut again = order.clone();
            for _ in 0..count {
                let (place, to) = (order[rng.below(count)], rng.below(again.len() + 1));
                again.insert(to, place);
            }
            // Sevens have five thousand orders: a part of them will do.
            if count > 6 && at % 4 != 0 {
                continue;
            }
            for told in [&order, &again] {
                THOROUGH.set(at == 0);
                let (mut s, refund) = start();
                let facts = words(&s, &refund);
                for place in told {
                    let done = s.shop.run(&people::gateway(), facts[*place].clone());
                    assert!(done.is_ok(), "{name}: {told:?}: {done:?}");
                    assert!(s.shop.last.complaints.is_empty(), "{name}: {told:?}: {:?}", s.shop.last.complaints);
                    value(&s);
                }
                let end = outcome(&s);
                assert_eq!(*want.get_or_insert_with(|| end.clone()), end, "{name}: {told:?}");
                played += 1;
            }
        }
    }
    played
}

#[test]
fn a_refund_and_a_dispute_end_the_same_in_any_order_and_number() {
    let played = play(0);
    println!("{played} sequences");
    assert!(played >= 5_000, "{played}");
}

#[test]
fn a_refund_and_a_dispute_end_the_same_in_any_order_and_number_of_others() {
    let played = play(1);
    println!("{played} sequences");
    assert!(played >= 5_000, "{played}");
}
