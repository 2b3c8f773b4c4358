//! What the merchant looks things up in: the list of transactions, some hours late, and the settlement report of a day.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::error::{error, gone};
use super::state::{Labels, State, is_refunded};
use super::{Said, amount, view};
use crate::bank::{Bank, Found, MoneyRow, RowKind};
use crate::face::Answer;
use crate::wire::WireRequest;

/// How late the list of transactions is, in microseconds.
const LATE_US: i64 = 3 * 3_600 * 1_000_000;
/// The longest range of it, in microseconds.
const RANGE_US: i64 = 31 * 86_400 * 1_000_000;
const DAY_US: i64 = 86_400 * 1_000_000;

/// Columns of the settlement report.
const COLUMNS: &str = r#""CH","Transaction ID","Invoice ID","PayPal Reference ID","PayPal Reference ID Type","Transaction Event Code","Transaction Initiation Date","Transaction Completion Date","Transaction Debit or Credit","Gross Transaction Amount","Gross Transaction Currency","Fee Debit or Credit","Fee Amount","Fee Currency","Custom Field","Consumer ID","Payment Tracking ID","Store ID","Bank Reference ID","Credit Transactional Fee","Credit Promotional Fee","Credit Term""#;

/// `GET /v1/reporting/transactions`
pub(super) fn transactions(state: &State, bank: &Bank, request: &WireRequest) -> Said {
    let instant = |name: &str| {
        let text = request.query_value(name)?;
        text.parse::<Timestamp>().ok().map(Timestamp::as_microsecond)
    };
    let (Some(from_us), Some(to_us)) = (instant("start_date"), instant("end_date")) else {
        return Err(error(400, "MISSING_REQUIRED_PARAMETER", "start_date and end_date are needed."));
    };
    if to_us < from_us || to_us - from_us > RANGE_US {
        return Err(error(400, "INVALID_DATE_RANGE", "The range is at most 31 days."));
    }
    let known_us = bank.now_us().saturating_sub(LATE_US);
    let shown = |at_us: i64| (from_us..=to_us).contains(&at_us) && at_us <= known_us;
    let mut list: Vec<Value> = Vec::new();
    for it in bank.authorizations().iter().filter(|it| shown(it.created_at_us) && state.is_shown(&it.id)) {
        let labels = state.order_of(&it.id).map(|order| order.labels.clone()).unwrap_or_default();
        list.push(transaction(
            (state.known_name(&it.id), "T1300", it.created_at_us),
            (it.amount_minor, &it.currency),
            labels,
        ));
    }
    for row in bank.rows().iter().filter(|row| shown(row.at_us)) {
        let labels = labels_of(state, bank, row);
        list.push(transaction(
            (state.known_name(&row.object), code(bank, row), row.at_us),
            (row.gross_minor, &row.currency),
            labels,
        ));
    }
    // What moves no balance is left out where nobody asks for it.
    if request.query_value("balance_affecting_records_only").as_deref() != Some("N") {
        list.retain(|it| it["transaction_info"]["transaction_event_code"] != "T1300");
    }
    let number = |name: &str, otherwise: usize| {
        request.query_value(name).and_then(|text| text.parse().ok()).unwrap_or(otherwise).max(1)
    };
    let (size, page, count) = (number("page_size", 100).min(500), number("page", 1), list.len());
    let shown: Vec<Value> = list.into_iter().skip((page - 1).saturating_mul(size)).take(size).collect();
    let body = json!({
        "transaction_details": shown,
        "last_refreshed_datetime": view::time(known_us),
        "page": page,
        "total_items": count,
        "total_pages": count.div_ceil(size).max(1),
    });
    Ok(Answer::json(200, &body))
}

fn transaction((id, code, at_us): (&str, &str, i64), (minor, currency): (i64, &str), labels: Labels) -> Value {
    json!({ "transaction_info": {
        "transaction_id": id,
        "transaction_event_code": code,
        "transaction_initiation_date": view::time(at_us),
        "transaction_amount": amount::write(minor, currency),
        "transaction_status": "S",
        "custom_field": labels.custom_id,
        "invoice_id": labels.invoice_id,
    }})
}

/// The labels of the object of a row.
fn labels_of(state: &State, bank: &Bank, row: &MoneyRow) -> Labels {
    let order = row.authorization.as_deref().and_then(|id| state.order_of(id));
    let order = order.map(|order| order.labels.clone()).unwrap_or_default();
    let about = match bank.find(&row.object) {
        Some(Found::Dispute(dispute)) => dispute.capture.as_str(),
        _ => row.object.as_str(),
    };
    let own = state.labels_of(about);
    Labels { custom_id: own.custom_id.or(order.custom_id), invoice_id: own.invoice_id.or(order.invoice_id) }
}

fn code(bank: &Bank, row: &MoneyRow) -> &'static str {
    match row.kind {
        RowKind::DisputeWithdrawn if bank.find_dispute(&row.object).is_ok_and(is_refunded) => "T1107",
        RowKind::Capture => "T0006",
        RowKind::CaptureFailed => "T1106",
        RowKind::Refund => "T1107",
        RowKind::RefundReturned => "T1100",
        RowKind::DisputeWithdrawn => "T1201",
        RowKind::DisputeReinstated => "T1202",
        RowKind::Fee => "T0100",
        RowKind::PayoutFailed => "T0400",
    }
}

/// `STL-YYYYMMDD.01.009.CSV`: what moved the balance on a day in UTC.
pub(super) fn settlement(state: &State, bank: &Bank, file: &str) -> Said {
    let day = file.strip_prefix("STL-").and_then(|rest| rest.get(..8)).filter(|_| file.ends_with(".CSV"));
    let day = day.and_then(|day| Some(format!("{}-{}-{}T00:00:00Z", day.get(..4)?, day.get(4..6)?, day.get(6..)?)));
    let from_us = day.and_then(|day| day.parse::<Timestamp>().ok()).ok_or_else(gone)?.as_microsecond();
    if bank.now_us() < from_us + DAY_US {
        return Err(gone());
    }
    let within = |at_us: i64| (from_us..from_us + DAY_US).contains(&at_us);
    let mut sheet = Sheet::default();
    for row in bank.rows().iter().filter(|row| within(row.at_us)) {
        sheet.row(state, bank, row);
    }
    for payout in bank.payouts().iter().filter(|payout| within(payout.created_at_us)) {
        let id = payout.id.to_ascii_uppercase();
        let money = (-payout.net_minor, 0, payout.currency.as_str());
        sheet.line(&[id.as_str(), "", "", "", "T0400"], payout.created_at_us, money, "");
    }
    Ok(Answer::text(200, "text/csv", sheet.whole(from_us, bank.now_us())))
}

/// A report under way.
#[derive(Default)]
struct Sheet {
    lines: Vec<String>,
    /// By currency, in hundredths: gross credits and debits, fee credits and debits.
    sums: BTreeMap<String, [u64; 4]>,
}

impl Sheet {
    fn row(&mut self, state: &State, bank: &Bank, row: &MoneyRow) {
        let labels = labels_of(state, bank, row);
        let (invoice, custom) = (labels.invoice_id.unwrap_or_default(), labels.custom_id.unwrap_or_default());
        let parent = match bank.find(&row.object) {
            Some(Found::Capture(capture)) => state.known_name(&capture.authorization),
            Some(Found::Refund(refund)) => refund.capture.as_deref().map_or("", |id| state.known_name(id)),
            Some(Found::Dispute(dispute)) => state.known_name(&dispute.capture),
            _ => "",
        };
        let name = match bank.find(&row.object) {
            Some(Found::Payout(payout)) => payout.id.to_ascii_uppercase(),
            _ => state.known_name(&row.object).to_owned(),
        };
        let kind = if parent.is_empty() { "" } else { "TXN" };
        // A fee of its own is its gross.
        let (gross_minor, fee_minor) =
            if row.kind == RowKind::Fee { (-row.fee_minor, 0) } else { (row.gross_minor, row.fee_minor) };
        let money = (gross_minor, fee_minor, row.currency.as_str());
        self.line(&[&name, &invoice, parent, kind, code(bank, row)], row.at_us, money, &custom);
    }

    fn line(&mut self, names: &[&str; 5], at_us: i64, (gross, fee, currency): (i64, i64, &str), custom: &str) {
        let sign = |minor: i64| if minor < 0 { "DR" } else { "CR" };
        let (gross_units, fee_units) = (amount::hundredths(gross, currency), amount::hundredths(fee, currency));
        if !names[4].starts_with("T04") {
            let sums = self.sums.entry(currency.to_owned()).or_default();
            sums[usize::from(gross < 0)] += gross_units;
            // What the gateway keeps is a debit.
            sums[2 + usize::from(fee > 0)] += fee_units;
        }
        let named: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let at = stamp(at_us);
        let fees =
            if fee == 0 { r#""",,"""#.to_owned() } else { format!(r#""{}",{fee_units},"{currency}""#, sign(-fee)) };
        self.lines.push(format!(
            r#""SB",{},{at},{at},"{}",{gross_units},"{currency}",{fees},{},"","","","",,,"#,
            named.join(","),
            sign(gross),
            quoted(custom)
        ));
    }

    fn whole(&self, from_us: i64, now_us: i64) -> String {
        let count = self.lines.len();
        let mut text = format!("\u{feff}\"RH\",{},\"A\",\"EZ782AXEUJUW8\",9\n\"FH\",1\n", stamp(now_us));
        text +=
            &format!("\"SH\",{},{},\"EZ782AXEUJUW8\",\"\"\n{COLUMNS}\n", stamp(from_us), stamp(from_us + DAY_US - 1));
        for line in &self.lines {
            text += line;
            text.push('\n');
        }
        for kind in ["SF", "RF"] {
            for (currency, [credits, debits, fee_credits, fee_debits]) in &self.sums {
                text += &format!("\"{kind}\",\"{currency}\",{credits},{debits},{fee_credits},{fee_debits}\n");
            }
            let counts = if kind == "SF" { "SC" } else { "RC" };
            text += &format!("\"{counts}\",{count}\n");
        }
        text + &format!("\"FF\",{count}\n")
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// An instant such as `2026/01/06 00:00:30 +0000`.
fn stamp(at_us: i64) -> String {
    Timestamp::from_microsecond(at_us).unwrap_or_default().strftime("%Y/%m/%d %H:%M:%S +0000").to_string()
}
