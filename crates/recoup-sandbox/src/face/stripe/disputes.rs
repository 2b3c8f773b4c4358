//! Disputes: shown, answered once, given in to; and the files that answers name.

use serde_json::{Value, json};

use super::lists::{Page, list as as_list, page};
use super::state::{State, change, now, secs};
use super::{Asked, Said, error, invalid, missing};
use crate::bank::{Bank, Dispute};
use crate::face::Answer;
use crate::face::common::multipart::{self, Part};
use crate::wire::WireRequest;

fn find(state: &State, bank: &Bank, id: &str) -> Result<Dispute, Answer> {
    let found = state.bank_id(id).and_then(|id| bank.find_dispute(id).ok());
    found.cloned().ok_or_else(|| missing("dispute", id))
}

pub(super) fn show(state: &mut State, bank: &Bank, asked: &Asked<'_>, id: &str) -> Said {
    let dispute = find(state, bank, id)?;
    Ok(Answer::json(200, &shown(state, bank, &dispute, asked.expands("payment_intent"))))
}

/// A dispute, with its intent as a whole where that is wanted.
fn shown(state: &mut State, bank: &Bank, dispute: &Dispute, expand: bool) -> Value {
    let mut shown = state.show_dispute(bank, dispute);
    if expand && let Some(intent) = state.intent_of(&dispute.authorization).cloned() {
        shown["payment_intent"] = state.show_intent(bank, &intent, false);
    }
    shown
}

/// Fields that name an uploaded file.
const FILE_FIELDS: [&str; 9] = [
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
];
/// Fields that are text.
const TEXT_FIELDS: [&str; 18] = [
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "uncategorized_text",
];
/// Characters of a text at most.
const MOST_TEXT: usize = 20_000;
/// Characters of all texts of a dispute at most.
const MOST_TEXTS: usize = 150_000;

/// Takes in evidence; unless it says `submit=false`, everything that was taken in is the answer, once.
pub(super) fn update(state: &mut State, bank: &mut Bank, asked: &Asked<'_>, id: &str) -> Said {
    let dispute = find(state, bank, id)?;
    let evidence: Vec<(String, String)> =
        asked.form.under("evidence").map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    for (field, value) in &evidence {
        fits(state, field, value)?;
    }
    let mut all = state.evidence.get(id).cloned().unwrap_or_default();
    all.extend(evidence.iter().cloned());
    if all.values().map(|text| text.chars().count()).sum::<usize>() > MOST_TEXTS {
        return Err(invalid("evidence", "The combined character count of the evidence is more than 150,000."));
    }
    let metadata = state.metadata.entry(id.to_owned()).or_default();
    change(metadata, asked.form.under("metadata")).map_err(|why| invalid("metadata", why))?;
    let submits = match asked.get("submit") {
        Some(word) => word == "true",
        None => !evidence.is_empty(),
    };
    let over = |_| error(400, "invalid_request_error", "", "This dispute is closed or was answered already.");
    if !evidence.is_empty() {
        bank.add_evidence(&dispute.id, &json!(evidence).to_string()).map_err(over)?;
        state.evidence.insert(id.to_owned(), all);
    }
    if submits {
        bank.submit_evidence(&dispute.id).map_err(over)?;
    }
    show(state, bank, asked, id)
}

/// Whether a field can hold this.
fn fits(state: &State, field: &str, value: &str) -> Result<(), Answer> {
    let param = format!("evidence[{field}]");
    if FILE_FIELDS.contains(&field) {
        let known = state.files.contains(value);
        return if known { Ok(()) } else { Err(invalid(&param, &format!("No such file upload: '{value}'"))) };
    }
    if !TEXT_FIELDS.contains(&field) {
        return Err(invalid(&param, &format!("Received unknown parameter: {param}")));
    }
    let fits = value.chars().count() <= MOST_TEXT;
    if fits { Ok(()) } else { Err(invalid(&param, "Invalid string: must be at most 20000 characters")) }
}

/// Takes a file in that evidence can name.
pub(super) fn upload(state: &mut State, bank: &Bank, request: &WireRequest) -> Said {
    let kind = request.header("content-type").unwrap_or_default();
    let parts = multipart::read(kind, &request.body).ok_or_else(|| invalid("file", "Missing required param: file."))?;
    let text = |name: &str| multipart::named(&parts, name).and_then(Part::text).unwrap_or_default();
    if text("purpose") != "dispute_evidence" {
        return Err(invalid("purpose", "Invalid purpose"));
    }
    let file = multipart::named(&parts, "file").filter(|file| file.filename.is_some() && !file.bytes.is_empty());
    let file = file.ok_or_else(|| invalid("file", "Missing required param: file."))?;
    if !matches!(file.media_type.as_str(), "application/pdf" | "image/jpeg" | "image/png") {
        return Err(invalid("file", "Evidence is a PDF, JPEG or PNG file"));
    }
    let id = state.fresh("file");
    state.files.insert(id.clone());
    let shown = json!({"id": id, "object": "file", "created": now(bank), "filename": file.filename,
        "purpose": "dispute_evidence", "size": file.bytes.len(), "type": file.media_type.rsplit('/').next(), "url": null});
    Ok(Answer::json(200, &shown))
}

/// Gives in, for good.
pub(super) fn close(state: &mut State, bank: &mut Bank, id: &str) -> Said {
    let dispute = find(state, bank, id)?;
    let over = |_| error(400, "invalid_request_error", "", "This dispute is already closed.");
    let closed = bank.accept_dispute(&dispute.id).map_err(over)?.clone();
    Ok(Answer::json(200, &state.show_dispute(bank, &closed)))
}

pub(super) fn list(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    let of = asked.get("payment_intent").or_else(|| asked.get("charge"));
    let of = of.map(|id| state.bank_id(id).map(str::to_owned).ok_or_else(|| missing("charge", id))).transpose()?;
    let (from, before) =
        (asked.int("created[gte]")?.unwrap_or(i64::MIN), asked.int("created[lt]")?.unwrap_or(i64::MAX));
    let fits = |dispute: &&Dispute| (from..before).contains(&secs(dispute.created_at_us));
    let disputes: Vec<Dispute> = match &of {
        Some(of) => bank.disputes_of(of).rev().filter(fits).cloned().collect(),
        None => bank.disputes().iter().rev().filter(fits).cloned().collect(),
    };
    let named: Vec<(String, Dispute)> = disputes.into_iter().map(|d| (state.name(&d.id, "dp"), d)).collect();
    let Page { items, more } = page(named, asked)?;
    let expand = asked.expands("data.payment_intent");
    let data = items.iter().map(|dispute| shown(state, bank, dispute, expand)).collect();
    Ok(as_list("/v1/disputes", data, more))
}
