//! What each gateway tells of the lives that a dispute can have, by its webhooks and the looks that they start.
//!
//! However often and whenever it is heard, the same thing has the same key and another thing another one: so the facts
//! that count sum to what the bank really moved.

use std::collections::BTreeMap;

use recoup_core::payment::facts::{Fact, What};
use recoup_gateways::DisputeAnswer;
use recoup_sandbox::{DisputeAsked, DisputeDecision, DisputeReason, DisputeStage, DisputeVerdict, FeePlan};

use super::rig::{Rig, accept};
use crate::golden::Book;

const GATEWAYS: [&str; 6] = ["stripe", "adyen", "paypal", "mollie", "braintree", "sandbox"];

/// Something that happens to the dispute.
#[derive(Debug, Clone, Copy)]
enum Act {
    Escalate(DisputeStage),
    Decide(DisputeVerdict, Option<i64>),
    Reinstate,
    Appeal(Option<DisputeStage>),
    Answer,
    Accept,
    Expire,
}

use Act::{Accept, Answer, Appeal, Decide, Escalate, Expire, Reinstate};
use DisputeStage::{Arbitration, Chargeback, Inquiry, PreArbitration};
use DisputeVerdict::{Lost, Prevented, TakenBack, Won};

/// A life: its name, the stage that it begins with, and what happens then.
type Life = (&'static str, DisputeStage, &'static [Act]);

const LIVES: &[Life] = &[
    ("an inquiry that ends", Inquiry, &[Decide(TakenBack, None)]),
    ("an inquiry becomes a chargeback that is lost", Inquiry, &[Escalate(Chargeback), Decide(Lost, None)]),
    ("answered and won", Chargeback, &[Answer, Decide(Won, None)]),
    ("answered and lost", Chargeback, &[Answer, Decide(Lost, None)]),
    ("accepted", Chargeback, &[Accept]),
    ("nobody answers", Chargeback, &[Expire]),
    ("taken back", Chargeback, &[Decide(TakenBack, None)]),
    ("prevented", Chargeback, &[Decide(Prevented, None)]),
    ("won in part", Chargeback, &[Answer, Decide(Won, Some(2_000))]),
    ("lost in part", Chargeback, &[Answer, Decide(Lost, Some(2_000))]),
    (
        "given back for now, then taken again and lost",
        Chargeback,
        &[Answer, Reinstate, Escalate(PreArbitration), Decide(Lost, None)],
    ),
    (
        "won, then charged back again and lost",
        Chargeback,
        &[Answer, Decide(Won, None), Escalate(PreArbitration), Decide(Lost, None)],
    ),
    (
        "won, then charged back again and won",
        Chargeback,
        &[Answer, Decide(Won, None), Escalate(PreArbitration), Answer, Decide(Won, None)],
    ),
    ("up to arbitration", Chargeback, &[Answer, Escalate(PreArbitration), Escalate(Arbitration), Decide(Won, None)]),
    ("lost, then won on appeal", Chargeback, &[Answer, Decide(Lost, None), Appeal(None), Decide(Won, None)]),
    (
        "lost, then won on appeal at a further stage",
        Chargeback,
        &[Answer, Decide(Lost, None), Appeal(Some(PreArbitration)), Decide(Won, None)],
    ),
];

/// Lives of which a gateway's words tell less than what moved; reports tell the rest.
fn tells_less(gateway: &str, life: &str) -> bool {
    match gateway {
        // The second time has the same signed words as the first.
        "adyen" => life == "won, then charged back again and won",
        // Money that comes back in part has no word, and money that comes back while nothing is decided neither.
        "mollie" => matches!(life, "won in part" | "lost in part"),
        "braintree" => life == "given back for now, then taken again and lost",
        _ => false,
    }
}

const FEES: FeePlan = FeePlan {
    capture_basis_points: 0,
    capture_minor: 0,
    refund_minor: 0,
    dispute_minor: 1_500,
    dispute_reinstated_minor: -500,
    payout_minor: 0,
};

/// Lives it with a gateway, which is heard after each act. Returns what was told, in order, and what could not be read.
fn live(name: &str, (_, begins, acts): Life) -> (Rig, Vec<Fact>, Vec<String>) {
    let mut rig = Rig::with_fees(name, FEES);
    rig.hear();
    let dispute = rig.begin(begins, false);
    let (mut told, mut odd) = rig.hear();
    let id = rig.at_bank().id.clone();
    for act in acts {
        rig.pass(60_000_000);
        let answer = match act {
            Answer if rig.gateway.evidence_rules().is_some() => {
                let call = rig.evidence(&dispute(&rig), true, &format!("dsp_1.{}", told.len()));
                Some(rig.run(&call))
            }
            Accept if name != "mollie" => {
                let call = accept(&dispute(&rig), "dsp_1.accept");
                Some(rig.run(&call))
            }
            _ => None,
        };
        assert!(
            answer.is_none_or(|answer| matches!(answer, DisputeAnswer::EvidenceSubmitted | DisputeAnswer::Accepted)),
            "{name}"
        );
        rig.desk
            .at_bank(|bank| match *act {
                Answer | Accept => Ok(()),
                Escalate(stage) => bank.escalate_dispute(&id, stage, Some(86_400)).map(drop),
                Decide(verdict, back_minor) => bank.end_dispute(&id, DisputeDecision { verdict, back_minor }).map(drop),
                Reinstate => bank.reinstate_for_now(&id).map(drop),
                Appeal(stage) => bank.appeal_dispute(&id, stage).map(drop),
                Expire => Ok(()),
            })
            .expect("the bank does it");
        if matches!(act, Expire) {
            rig.pass(60 * super::rig::DAY_US);
        }
        let (more, strange) = rig.hear();
        told.extend(more);
        odd.extend(strange);
    }
    (rig, told, odd)
}

/// The facts that count: each key once, and never with other content.
fn counted(told: &[Fact]) -> BTreeMap<String, Fact> {
    let mut counted = BTreeMap::new();
    for fact in told.iter().filter(|fact| fact.what.is_of_dispute()) {
        let first = counted.entry(fact.key()).or_insert_with(|| fact.clone());
        assert_eq!((&first.what, first.amount), (&fact.what, fact.amount), "one key, two contents");
    }
    counted
}

fn sum(facts: &BTreeMap<String, Fact>, is: impl Fn(&What) -> i64) -> i64 {
    facts.values().map(|fact| is(&fact.what) * fact.amount.map_or(0, |amount| amount.amount_minor)).sum()
}

#[test]
fn facts_sum_to_what_the_bank_moved_and_ends_are_those_of_their_stage() {
    let mut book = Book::new("disputes/told");
    for name in GATEWAYS {
        for life in LIVES {
            // Nothing is answered by calls there.
            if name == "mollie" && life.2.iter().any(|act| matches!(act, Accept)) {
                continue;
            }
            let (rig, told, odd) = live(name, *life);
            let facts = counted(&told);
            let lines = facts.values().map(|fact| {
                let stage = fact.what.turn();
                let amount = fact.amount.map(|amount| amount.to_string()).unwrap_or_default();
                format!("{} {stage} {amount}", fact.what.word()).replace("  ", " ")
            });
            let mut lines: Vec<String> = lines.collect();
            lines.sort();
            lines.extend(odd.iter().map(|odd| format!("for a person: {odd}")));
            book.case(&format!("{name}: {}", life.0), &lines.join("\n"));
            let held = sum(&facts, |what| match what {
                What::DisputeFundsWithdrawn => 1,
                What::DisputeFundsReinstated => -1,
                _ => 0,
            });
            if !tells_less(name, life.0) {
                assert_eq!(held, rig.at_bank().withdrawn_minor, "{name}: {}", life.0);
            }
            if matches!(name, "stripe" | "paypal" | "sandbox") {
                let fees = sum(&facts, |what| match what {
                    What::DisputeFee => 1,
                    What::DisputeFeeReturned => -1,
                    _ => 0,
                });
                let rows = rig.desk.bank().rows().iter().filter(|row| rig.at_bank().money_rows.contains(&row.id));
                assert_eq!(fees, rows.map(|row| row.fee_minor).sum::<i64>(), "{name}: {}", life.0);
            }
        }
    }
    book.close();
}

#[test]
fn a_dispute_that_hides_where_it_stands_is_never_told_as_ended() {
    for name in GATEWAYS {
        let mut rig = Rig::new(name);
        rig.hear();
        let _ = rig.begin(Chargeback, true);
        let id = rig.at_bank().id.clone();
        let (mut told, mut odd) = rig.hear();
        rig.desk.at_bank(|bank| bank.decide_dispute(&id, false).map(drop)).expect("it is lost");
        let (more, strange) = rig.hear();
        told.extend(more);
        odd.extend(strange);
        assert!(!told.iter().any(|fact| matches!(fact.what, What::DisputeClosed { .. })), "{name}: {told:?}");
        // What needs the word is for a person; the money is told where it needs none.
        let needs_the_word = matches!(name, "stripe" | "paypal" | "braintree");
        assert_eq!(needs_the_word, told.iter().all(|fact| !fact.what.is_of_dispute()), "{name}: {told:?}");
        assert_eq!(needs_the_word || name == "adyen", !odd.is_empty(), "{name}: {odd:?}");
    }
}

#[test]
fn several_disputes_on_one_capture_are_told_apart() {
    for name in GATEWAYS {
        let mut rig = Rig::new(name);
        rig.hear();
        let capture = rig.desk.bank().captures()[0].id.clone();
        for amount_minor in [5_000, 3_000, 1_000] {
            let asks = DisputeAsked {
                amount_minor: Some(amount_minor),
                ..DisputeAsked::whole(&capture, Chargeback, DisputeReason::Duplicate)
            };
            rig.desk.at_bank(|bank| bank.open_dispute(&asks).map(drop)).expect("it is opened");
        }
        let (told, odd) = rig.hear();
        assert!(odd.is_empty(), "{name}: {odd:?}");
        let facts = counted(&told);
        let taken: Vec<&Fact> = facts.values().filter(|fact| fact.what == What::DisputeFundsWithdrawn).collect();
        assert_eq!(taken.len(), 3, "{name}: more than the capture, and each is told");
        assert_eq!(sum(&facts, |what| i64::from(*what == What::DisputeFundsWithdrawn)), 9_000, "{name}");
    }
}

#[test]
fn a_dispute_that_is_read_tells_what_its_deliveries_told() {
    for name in ["stripe", "paypal", "mollie", "braintree", "sandbox"] {
        let mut rig = Rig::with_fees(name, FEES);
        rig.hear();
        let _ = rig.begin(Chargeback, false);
        let id = rig.at_bank().id.clone();
        rig.desk.at_bank(|bank| bank.decide_dispute(&id, true).map(drop)).expect("it is won");
        let (told, _) = rig.hear();
        let read = rig.read_as_facts();
        let told = counted(&told);
        // Of which stage it was won Stripe says by the event only.
        let same = |fact: &Fact| {
            told.contains_key(&fact.key()) || matches!(fact.what, What::DisputeClosed { stage: None, .. })
        };
        assert!(read.len() > 3 && read.iter().all(same), "{name}: {read:?} beside {told:?}");
    }
}
