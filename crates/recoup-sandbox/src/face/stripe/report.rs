//! Report runs: the itemized payout reconciliation, done as soon as it is asked for.

use serde_json::json;

use super::amounts::in_report;
use super::state::{Run, State, now, secs};
use super::words::category;
use super::{Asked, Said, invalid, missing};
use crate::bank::{Bank, MoneyRow, Payout};
use crate::clock::rfc3339;
use crate::face::Answer;

const TYPE: &str = "payout_reconciliation.itemized.5";

/// Columns where nobody asks for others.
const COLUMNS: [&str; 13] = [
    "automatic_payout_id",
    "automatic_payout_effective_at",
    "balance_transaction_id",
    "created_utc",
    "currency",
    "gross",
    "fee",
    "net",
    "reporting_category",
    "source_id",
    "charge_id",
    "payment_intent_id",
    "refund_id",
];

pub(super) fn run(state: &mut State, bank: &Bank, asked: &Asked<'_>) -> Said {
    if asked.get("report_type") != Some(TYPE) {
        return Err(invalid("report_type", "The sandbox makes payout_reconciliation.itemized.5 only"));
    }
    let from = asked.int("parameters[interval_start]")?.unwrap_or(i64::MIN);
    let until = asked.int("parameters[interval_end]")?.unwrap_or(i64::MAX);
    let wanted: Vec<String> = asked
        .form
        .fields()
        .iter()
        .filter(|(name, _)| name.starts_with("parameters[columns]["))
        .map(|(_, column)| column.clone())
        .collect();
    let columns = if wanted.is_empty() { COLUMNS.map(str::to_owned).to_vec() } else { wanted };
    let mut text = line(&columns);
    for payout in bank.payouts() {
        if !(from..until).contains(&secs(payout.created_at_us)) {
            continue;
        }
        for row in bank.rows_of(&payout.id) {
            let cells: Vec<String> = columns.iter().map(|column| cell(state, row, payout, column)).collect();
            text.push_str(&line(&cells));
        }
        let cells: Vec<String> = columns.iter().map(|column| own_cell(state, payout, column)).collect();
        text.push_str(&line(&cells));
    }
    let (id, file) = (state.fresh("frr"), state.fresh("file"));
    let json = json!({
        "id": id, "object": "reporting.report_run", "created": now(bank), "livemode": false, "report_type": TYPE,
        "status": "succeeded", "succeeded_at": now(bank), "parameters": {},
        "result": {"id": file, "object": "file", "type": "csv", "size": text.len(),
            "url": format!("{}/v1/files/{file}/contents", asked.base_url)},
    });
    let answer = Answer::json(200, &json);
    state.runs.push(Run { json, file, text });
    Ok(answer)
}

pub(super) fn show(state: &State, id: &str) -> Said {
    let run = state.runs.iter().find(|run| run.json["id"] == id).ok_or_else(|| missing("report run", id))?;
    Ok(Answer::json(200, &run.json))
}

pub(super) fn contents(state: &State, id: &str) -> Said {
    let run = state.runs.iter().find(|run| run.file == id).ok_or_else(|| missing("file", id))?;
    Ok(Answer::text(200, "text/csv", run.text.clone()))
}

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    format!("{}\n", quoted.join(","))
}

/// `2026-01-31 23:59:59`, in UTC.
fn time(us: i64) -> String {
    let text = rfc3339(us.div_euclid(1_000_000) * 1_000_000);
    text.trim_end_matches('Z').replace('T', " ").split('.').next().unwrap_or_default().to_owned()
}

fn cell(state: &mut State, row: &MoneyRow, payout: &Payout, column: &str) -> String {
    let charge = row.authorization.clone();
    let intent = charge.as_ref().and_then(|id| state.intent_of(id)).cloned();
    let source = state.source(row).unwrap_or_default();
    let refund = || if source.starts_with("re_") { source.clone() } else { String::new() };
    match column {
        "automatic_payout_id" => state.name(&payout.id, "po"),
        "automatic_payout_effective_at" => time(payout.created_at_us),
        "balance_transaction_id" => state.name(&row.id, "txn"),
        "created" | "created_utc" | "available_on" => time(row.at_us),
        "currency" => row.currency.to_ascii_lowercase(),
        "gross" => in_report(row.gross_minor, &row.currency),
        "fee" => in_report(row.fee_minor, &row.currency),
        "net" => in_report(row.net_minor, &row.currency),
        "reporting_category" => category(row.kind).1.to_owned(),
        "charge_id" => charge.map(|id| state.name(&id, "ch")).unwrap_or_default(),
        "payment_intent_id" => intent.map(|intent| intent.id).unwrap_or_default(),
        "refund_id" => refund(),
        "source_id" => source,
        other => {
            let of = |kind: &str| other.strip_prefix(kind)?.strip_suffix(']').map(str::to_owned);
            let of_refund = |key: String| state.metadata.get(&refund())?.get(&key).cloned();
            let of_payment = |key: String| intent.as_ref()?.metadata.get(&key).cloned();
            let found = of("refund_metadata[").and_then(of_refund);
            found.or_else(|| of("payment_metadata[").and_then(of_payment)).unwrap_or_default()
        }
    }
}

/// A cell of the payout's own row.
fn own_cell(state: &mut State, payout: &Payout, column: &str) -> String {
    match column {
        "automatic_payout_id" | "source_id" => state.name(&payout.id, "po"),
        "balance_transaction_id" => state.name(&payout.id, "txn"),
        "automatic_payout_effective_at" | "created" | "created_utc" | "available_on" => time(payout.created_at_us),
        "currency" => payout.currency.to_ascii_lowercase(),
        "gross" | "net" => in_report(-payout.net_minor, &payout.currency),
        "fee" => in_report(0, &payout.currency),
        "reporting_category" => "payout".to_owned(),
        _ => String::new(),
    }
}
