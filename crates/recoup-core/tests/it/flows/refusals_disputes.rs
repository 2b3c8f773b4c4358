//! What is refused about disputes, and of refunds because of them.

use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::dispute::Proof;
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AddEvidence, AssignDispute, RemoveEvidence};
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};
use recoup_core::payment::refund::HowMuch;

use super::dispute_asks::piece;
use super::disputes::{closed, opened};
use super::refusals::{Row, limited};
use super::stage::{Stage, admin};

fn claimed() -> Stage {
    let mut s = Stage::captured(10_000);
    let fact = opened(&s, "case", DisputeStage::Chargeback, 10_000);
    s.tell_fact(fact);
    s
}

fn ended() -> Stage {
    let mut s = claimed();
    let fact = closed(&s, "case", DisputeEnd::Won, None);
    s.tell_fact(fact);
    s
}

fn answered() -> Stage {
    let mut s = claimed();
    let dispute = s.dispute().id.clone();
    s.shop.run(&admin(), SubmitEvidence { dispute }).expect("it is handed in");
    s
}

fn record(s: &Stage) -> RecordDispute {
    RecordDispute {
        payment: s.payment.clone(),
        reference: "case".to_owned(),
        what: What::DisputeFundsWithdrawn,
        amount: Some(Money::new(100, Currency::EUR)),
        row: String::new(),
        evidence: "a letter".to_owned(),
    }
}

fn accept(s: &Stage, reason: &str) -> AcceptDispute {
    AcceptDispute { dispute: s.dispute().id.clone(), reason: reason.to_owned() }
}

fn none() -> Id {
    Id::trusted("dsp_01jd0000000000000000000000")
}

pub const ROWS: &[Row] = &[
    Row(
        "refund of what is claimed",
        claimed,
        |s| (admin(), s.ask_refund(HowMuch::Full).into()),
        "disputed",
        Some("amount_minor"),
    ),
    Row(
        "a second answer",
        answered,
        |s| (admin(), SubmitEvidence { dispute: s.dispute().id.clone() }.into()),
        "already_submitted",
        None,
    ),
    Row("giving in while an answer is out", answered, |s| (admin(), accept(s, "no").into()), "already_submitted", None),
    Row("giving in without a reason", claimed, |s| (admin(), accept(s, " ").into()), "missing", Some("reason")),
    Row(
        "giving in beyond a ceiling",
        claimed,
        |s| (limited(), accept(s, "no").into()),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row("giving in after the end", ended, |s| (admin(), accept(s, "no").into()), "not_in_state", None),
    Row(
        "answering after the end",
        ended,
        |s| (admin(), SubmitEvidence { dispute: s.dispute().id.clone() }.into()),
        "not_in_state",
        None,
    ),
    Row("answering nothing", claimed, |_| (admin(), SubmitEvidence { dispute: none() }.into()), "unknown_id", None),
    Row(
        "evidence after the end",
        ended,
        |s| (admin(), piece(&s.dispute().id, Proof::Receipt).into()),
        "not_in_state",
        None,
    ),
    Row(
        "evidence with another hash",
        claimed,
        |s| (admin(), AddEvidence { sha256: "AB".repeat(32), ..piece(&s.dispute().id, Proof::Receipt) }.into()),
        "invalid",
        Some("sha256"),
    ),
    Row(
        "evidence without contents",
        claimed,
        |s| (admin(), AddEvidence { size_bytes: 0, ..piece(&s.dispute().id, Proof::Receipt) }.into()),
        "invalid",
        Some("size_bytes"),
    ),
    Row(
        "a remark like a card number",
        claimed,
        |s| {
            let note = "4111 1111 1111 1111".to_owned();
            (admin(), AddEvidence { note, ..piece(&s.dispute().id, Proof::Receipt) }.into())
        },
        "card_number",
        Some("note"),
    ),
    Row(
        "taking away what is not there",
        claimed,
        |s| (admin(), RemoveEvidence { dispute: s.dispute().id.clone(), no: 4 }.into()),
        "unknown_id",
        None,
    ),
    Row(
        "an owner without end",
        claimed,
        |s| (admin(), AssignDispute { dispute: s.dispute().id.clone(), owner: "x".repeat(201) }.into()),
        "text_too_long",
        Some("owner"),
    ),
    Row(
        "a record without proof",
        claimed,
        |s| (admin(), RecordDispute { evidence: String::new(), ..record(s) }.into()),
        "missing",
        Some("evidence"),
    ),
    Row(
        "a record without a name",
        claimed,
        |s| (admin(), RecordDispute { reference: String::new(), ..record(s) }.into()),
        "missing",
        Some("reference"),
    ),
    Row(
        "a record of something else",
        claimed,
        |s| (admin(), RecordDispute { what: What::Captured, ..record(s) }.into()),
        "invalid",
        Some("what"),
    ),
    Row(
        "a record of money without an amount",
        claimed,
        |s| (admin(), RecordDispute { amount: None, ..record(s) }.into()),
        "missing",
        Some("amount_minor"),
    ),
    Row(
        "a record of no money",
        claimed,
        |s| (admin(), RecordDispute { amount: Some(Money::new(0, Currency::EUR)), ..record(s) }.into()),
        "amount_not_positive",
        Some("amount_minor"),
    ),
    Row(
        "a record beyond a ceiling",
        claimed,
        |s| (limited(), record(s).into()),
        "exceeds_ceiling",
        Some("amount_minor"),
    ),
    Row(
        "a record in another currency",
        claimed,
        |s| (admin(), RecordDispute { amount: Some(Money::new(1, Currency::JPY)), ..record(s) }.into()),
        "wrong_currency",
        Some("currency"),
    ),
    Row(
        "a record of a payment that is not there",
        claimed,
        |s| (admin(), RecordDispute { payment: Id::trusted("pay_x"), ..record(s) }.into()),
        "unknown_id",
        None,
    ),
];
