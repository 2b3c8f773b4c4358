//! The doors of disputes, of what their evidence says, and of deliveries that wait for their payment.

use recoup_core::command::Act;
use recoup_core::payment::dispute::evidence::AddEvidence;
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::facts::What;
use recoup_core::payment::matched::MatchPayment;
use serde_json::{Value, json};

use super::{Door, nothing, without_nulls};

/// The call that does an act about a dispute; none where it is about something else.
pub fn door(act: &Act) -> Result<Option<Door>, String> {
    Ok(Some(match act {
        Act::RecordDispute(it) => Door::to("/v1/disputes", recorded(it)?),
        Act::RemoveEvidence(it) => Door::at("/v1/disputes/{id}/remove_evidence", &it.dispute, json!({ "no": it.no })),
        Act::AssignDispute(it) => Door::at("/v1/disputes/{id}/owner", &it.dispute, json!({ "owner": it.owner })),
        Act::SubmitEvidence(it) => Door::at("/v1/disputes/{id}/submit", &it.dispute, nothing()),
        Act::AcceptDispute(it) => Door::at("/v1/disputes/{id}/accept", &it.dispute, json!({ "reason": it.reason })),
        _ => return Ok(None),
    }))
}

/// The call that lays words to a dispute; the act knows them by their hash only.
pub fn evidence(it: &AddEvidence, words: &str) -> Door {
    let body = json!({ "proof": it.proof, "origin": it.origin, "text": words, "note": it.note });
    Door::at("/v1/disputes/{id}/evidence", &it.dispute, body)
}

/// The call that says of a delivery which payment it means. What the gateway calls it is read from the delivery.
pub fn matching(it: &MatchPayment, delivery: &str) -> Door {
    Door::at("/v1/deliveries/{id}/match", delivery, json!({ "payment": it.payment, "why": it.why }))
}

fn recorded(it: &RecordDispute) -> Result<Value, String> {
    let (mut stage, mut end, mut reason, mut due_at) = (None, None, "", None);
    let what = match &it.what {
        What::DisputeOpened { stage: at, reason: why, due_at: due } => {
            (stage, reason, due_at) = (Some(*at), why.as_str(), *due);
            "opened"
        }
        What::DisputeFundsWithdrawn => "funds_withdrawn",
        What::DisputeFundsReinstated => "funds_reinstated",
        What::DisputeFee => "fee",
        What::DisputeFeeReturned => "fee_returned",
        What::DisputeAnswered { stage: at } => {
            stage = *at;
            "answered"
        }
        What::DisputeClosed { end: how, stage: at } => {
            (end, stage) = (Some(*how), *at);
            "closed"
        }
        other => return Err(format!("nobody records `{}` of a dispute", other.word())),
    };
    Ok(without_nulls(json!({
        "payment": it.payment, "reference": it.reference, "what": what, "stage": stage, "end": end, "reason": reason,
        "due_at": due_at, "amount_minor": it.amount.map(|amount| amount.amount_minor),
        "currency": it.amount.map(|amount| amount.currency), "row": it.row, "evidence": it.evidence,
    })))
}
