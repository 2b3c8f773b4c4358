//! Disputes as this gateway shows them: one for each stage.

use serde::{Deserialize, Serialize};

use super::book::Book;
use super::show::{day, money, time};
use super::xml::{holds, leaf, list, maybe, typed};
use crate::bank::{Bank, Dispute, DisputeReason, DisputeStage, DisputeStatus, Evidence as Kept, RowKind};
use crate::face::answer::to_json;

/// A dispute, as it stands at its stage.
pub(super) fn shown(bank: &Bank, book: &Book, it: &Dispute, (id, rows_before): &(String, usize)) -> String {
    let status = match it.status {
        DisputeStatus::NeedsResponse => "open",
        DisputeStatus::UnderReview => "disputed",
        DisputeStatus::Won | DisputeStatus::TakenBack | DisputeStatus::Prevented => "won",
        DisputeStatus::Lost => "lost",
        DisputeStatus::Accepted => "accepted",
        DisputeStatus::Expired => "expired",
    };
    let kind = match it.stage {
        DisputeStage::Inquiry => "retrieval",
        DisputeStage::Chargeback => "chargeback",
        DisputeStage::PreArbitration | DisputeStage::Arbitration => "pre_arbitration",
    };
    let rows = it.money_rows.iter().skip(*rows_before).filter_map(|row| bank.row(row));
    let (mut taken, mut back) = (None, None);
    for row in rows {
        if row.kind == RowKind::DisputeReinstated { back = Some(row) } else { taken = Some(row) }
    }
    // Of an inquiry money is only taken when it is given in to.
    let late = it.stage == DisputeStage::Inquiry;
    let step = |status: &str, at_us: i64, row: Option<i64>| {
        let moved = row.map(|at_us| typed("disbursement-date", "date", &day(at_us)));
        let moved = moved.unwrap_or_else(|| maybe("disbursement-date", None));
        holds("status-history", &[leaf("status", status), typed("timestamp", "datetime", &time(at_us)), moved])
    };
    let mut history = vec![step("open", it.created_at_us, taken.filter(|_| !late).map(|row| row.at_us))];
    if status != "open" {
        let row = back.or_else(|| taken.filter(|_| late));
        history.push(step(status, it.updated_at_us, row.map(|row| row.at_us)));
    }
    let disputed = book.of_bank(&it.capture);
    let amount = money(it.amount_minor, &it.currency);
    holds(
        "dispute",
        &[
            leaf("id", id),
            leaf("amount-disputed", &amount),
            leaf("amount-won", &money(back.map_or(0, |row| row.gross_minor), &it.currency)),
            leaf("case-number", &it.id),
            leaf("currency-iso-code", &it.currency),
            leaf("kind", kind),
            leaf("reason", reason(it.reason)),
            maybe("status", (!it.hides_status).then_some(status)),
            typed("created-at", "datetime", &time(it.created_at_us)),
            typed("updated-at", "datetime", &time(it.updated_at_us)),
            typed("received-date", "date", &day(it.created_at_us)),
            typed("reply-by-date", "date", &day(it.due_at_us)),
            maybe("original-dispute-id", book.dispute_before(&it.id)),
            list("status-history", history),
            list("evidence", evidence(it)),
            holds(
                "transaction",
                &[
                    maybe("id", disputed.map(|made| made.id.as_str())),
                    leaf("amount", &amount),
                    maybe("order-id", disputed.and_then(|made| made.order.as_deref())),
                ],
            ),
        ],
    )
}

/// A piece of evidence as the bank keeps it for this face.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Evidence {
    pub(super) category: Option<String>,
    /// Nothing where it is a document.
    pub(super) comments: Option<String>,
}

impl Evidence {
    /// As the bank keeps it.
    pub(super) fn written(&self) -> String {
        to_json(self)
    }

    /// From what the bank keeps; what was handed in otherwise is shown as a text.
    fn read(kept: &str) -> Self {
        let read = serde_json::from_str(kept);
        read.unwrap_or_else(|_| Self { category: None, comments: Some(kept.to_owned()) })
    }
}

/// What was handed in for a dispute, in order.
pub(super) fn evidence(it: &Dispute) -> Vec<String> {
    let sent = it.submitted_at_us.map(day);
    let one = |(at, kept): (usize, &Kept)| Evidence::read(&kept.what).shown(at + 1, kept.at_us, sent.as_deref());
    it.evidence.iter().enumerate().map(one).collect()
}

const fn reason(reason: DisputeReason) -> &'static str {
    match reason {
        DisputeReason::Fraud => "fraud",
        DisputeReason::NotReceived => "product_not_received",
        DisputeReason::NotAsDescribed => "product_unsatisfactory",
        DisputeReason::CreditNotProcessed => "credit_not_processed",
        DisputeReason::Duplicate => "duplicate",
        DisputeReason::Canceled => "cancelled_recurring_transaction",
        DisputeReason::IncorrectAmount => "incorrect_account",
        DisputeReason::Unrecognized => "transaction_not_recognized",
        DisputeReason::General => "general",
    }
}
