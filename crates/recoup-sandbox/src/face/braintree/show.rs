//! Transactions as this gateway shows them.

use super::book::{Book, Made, Sort};
use super::tokens::{response_text, response_type};
use super::xml::{document, holds, leaf, list, maybe, typed};
use crate::bank::{
    Authorization, AuthorizationStatus, Bank, Capture, CaptureFate, CaptureStatus, PayoutStatus, Refund, RefundStatus,
    RowKind,
};
use crate::clock::{SECOND_US, rfc3339};
use crate::face::common::amount::{iso_decimals, to_text};

/// A transaction on its way out.
#[derive(Debug, Default)]
struct View<'a> {
    id: &'a str,
    status: &'a str,
    credit: bool,
    amount_minor: i64,
    currency: &'a str,
    order: Option<&'a str>,
    merchant_account: &'a str,
    authorization: Option<&'a str>,
    refunded: Option<&'a str>,
    parts: Vec<&'a str>,
    refunds: Vec<&'a str>,
    history: Vec<(&'a str, i64, i64)>,
    expires_at_us: Option<i64>,
    response_code: Option<&'a str>,
    rejection: Option<&'a str>,
    settlement_code: Option<&'a str>,
    banked: Option<(i64, i64)>,
    arn: Option<&'a str>,
    created_at_us: i64,
    updated_at_us: i64,
}

/// A transaction as it is now.
pub(super) fn transaction(bank: &Bank, book: &Book, made: &Made) -> Option<String> {
    match made.sort {
        Sort::Sale => {
            let authorization = bank.find_authorization(&made.bank_id).ok()?;
            let whole = made.whole.as_ref().and_then(|id| bank.find_capture(id).ok());
            Some(sale(bank, book, made, (authorization, whole)))
        }
        Sort::Part => Some(part(bank, book, made, bank.find_capture(&made.bank_id).ok()?)),
        Sort::Refund => Some(refund(bank, book, made, bank.find_refund(&made.bank_id).ok()?)),
    }
}

/// The transaction of a capture as it was at an instant.
pub(super) fn of_capture(bank: &Bank, book: &Book, capture: &Capture) -> Option<String> {
    let made = book.of_bank(&capture.id)?;
    match made.sort {
        Sort::Sale => {
            let authorization = bank.find_authorization(&capture.authorization).ok()?;
            Some(sale(bank, book, made, (authorization, Some(capture))))
        }
        _ => Some(part(bank, book, made, capture)),
    }
}

fn sale(bank: &Bank, book: &Book, made: &Made, (it, whole): (&Authorization, Option<&Capture>)) -> String {
    let parts: Vec<&str> = bank
        .captures_of(&it.id)
        .filter_map(|capture| book.of_bank(&capture.id))
        .filter(|other| other.id != made.id)
        .map(|other| other.id.as_str())
        .collect();
    let asked = ("authorized", it.amount_minor, it.created_at_us);
    let (status, history) = match (whole, it.status) {
        (Some(capture), _) => {
            let mut history = vec![asked];
            history.extend(steps_of(bank, capture));
            (captured(bank, capture), history)
        }
        (None, AuthorizationStatus::Declined | AuthorizationStatus::RequiresAction) => {
            let status = made.declined.as_ref().map_or("processor_declined", |(status, _)| status);
            (status, vec![(status, it.amount_minor, it.created_at_us)])
        }
        (None, AuthorizationStatus::Expired) => ("authorization_expired", vec![asked]),
        (None, _) if it.released_minor > 0 && it.open_minor() == 0 => {
            ("voided", vec![asked, ("voided", it.amount_minor, it.created_at_us)])
        }
        (None, _) if !parts.is_empty() => {
            ("settlement_pending", vec![asked, ("settlement_pending", it.amount_minor, it.created_at_us)])
        }
        (None, _) => ("authorized", vec![asked]),
    };
    let code = made.declined.as_ref().map(|(_, code)| code.as_str());
    let rejected = status == "gateway_rejected";
    write(&View {
        id: &made.id,
        status,
        amount_minor: whole.map_or(it.amount_minor, |capture| capture.amount_minor),
        currency: &it.currency,
        order: made.order.as_deref(),
        merchant_account: &made.merchant_account,
        parts,
        refunds: refunds_of(bank, book, whole),
        history,
        expires_at_us: Some(it.expires_at_us).filter(|_| it.decline.is_none()),
        response_code: code.filter(|_| !rejected).or(it.decline.is_none().then_some("1000")),
        rejection: code.filter(|_| rejected),
        settlement_code: Some("4001").filter(|_| status == "settlement_declined"),
        banked: whole.and_then(|capture| banked(bank, &capture.id)),
        created_at_us: it.created_at_us,
        updated_at_us: whole.map_or(it.created_at_us, |capture| capture.updated_at_us),
        ..View::default()
    })
}

fn part(bank: &Bank, book: &Book, made: &Made, it: &Capture) -> String {
    let status = captured(bank, it);
    write(&View {
        id: &made.id,
        status,
        amount_minor: it.amount_minor,
        currency: &it.currency,
        order: made.order.as_deref(),
        merchant_account: &made.merchant_account,
        authorization: book.of_bank(&it.authorization).map(|parent| parent.id.as_str()),
        refunds: refunds_of(bank, book, Some(it)),
        history: steps_of(bank, it),
        response_code: Some("1000"),
        settlement_code: Some("4001").filter(|_| status == "settlement_declined"),
        banked: banked(bank, &it.id),
        created_at_us: it.created_at_us,
        updated_at_us: it.updated_at_us,
        ..View::default()
    })
}

/// A refund as it is, or was at an instant.
pub(super) fn refund(bank: &Bank, book: &Book, made: &Made, it: &Refund) -> String {
    let submitted = ("submitted_for_settlement", it.amount_minor, it.created_at_us);
    let (status, code) = match it.status {
        RefundStatus::Accepted => ("submitted_for_settlement", "1002"),
        RefundStatus::Completed | RefundStatus::Settled => ("settled", "1002"),
        RefundStatus::Failed => ("processor_declined", "2057"),
        RefundStatus::Returned => ("settlement_declined", "1002"),
        RefundStatus::Canceled => ("voided", "1002"),
    };
    let mut history = vec![submitted];
    let row = it.money_row.as_deref().and_then(|row| bank.row(row));
    if let Some(row) = row.filter(|_| status != "settled") {
        history.push(("settled", it.amount_minor, row.at_us));
    }
    if status != submitted.0 {
        history.push((status, it.amount_minor, it.updated_at_us));
    }
    write(&View {
        id: &made.id,
        status,
        credit: true,
        amount_minor: it.amount_minor,
        currency: &it.currency,
        order: made.order.as_deref(),
        merchant_account: &made.merchant_account,
        refunded: it.capture.as_ref().and_then(|id| book.of_bank(id)).map(|sale| sale.id.as_str()),
        history,
        response_code: Some(code),
        settlement_code: Some("4001").filter(|_| status == "settlement_declined"),
        banked: row.map(|row| (row.at_us, -row.net_minor)),
        arn: it.arn.as_deref(),
        created_at_us: it.created_at_us,
        updated_at_us: it.updated_at_us,
        ..View::default()
    })
}

/// How a capture stands, in this gateway's words.
fn captured(bank: &Bank, it: &Capture) -> &'static str {
    let conduct = bank.find_authorization(&it.authorization).map(|authorization| authorization.conduct);
    let slow = conduct.is_ok_and(|c| matches!(c.captures, CaptureFate::Pends | CaptureFate::PendsAndFails));
    match it.status {
        CaptureStatus::Pending if slow => "settlement_pending",
        CaptureStatus::Pending => "submitted_for_settlement",
        CaptureStatus::Captured => "settled",
        CaptureStatus::Failed => "settlement_declined",
        CaptureStatus::Canceled => "voided",
    }
}

fn steps_of(bank: &Bank, it: &Capture) -> Vec<(&'static str, i64, i64)> {
    let (status, mut steps) = (captured(bank, it), Vec::new());
    steps.push(("submitted_for_settlement", it.amount_minor, it.created_at_us));
    if status != "submitted_for_settlement" {
        steps.push((status, it.amount_minor, it.updated_at_us));
    }
    steps
}

fn refunds_of<'a>(bank: &'a Bank, book: &'a Book, capture: Option<&'a Capture>) -> Vec<&'a str> {
    let Some(capture) = capture else { return Vec::new() };
    bank.refunds_of(&capture.id).filter_map(|refund| book.of_bank(&refund.id)).map(|made| made.id.as_str()).collect()
}

/// When and how much of a capture went to the merchant's bank.
fn banked(bank: &Bank, capture: &str) -> Option<(i64, i64)> {
    let row = bank.rows().iter().find(|row| row.object == capture && row.kind == RowKind::Capture)?;
    let payout = bank.find_payout(row.payout.as_ref()?).ok()?;
    (payout.status == PayoutStatus::Paid).then_some((payout.created_at_us, row.net_minor))
}

/// An instant as this gateway writes it, without parts of a second.
pub(super) fn time(at_us: i64) -> String {
    rfc3339(at_us - at_us.rem_euclid(SECOND_US))
}

/// The day of an instant, in UTC.
pub(super) fn day(at_us: i64) -> String {
    rfc3339(at_us).get(..10).unwrap_or_default().to_owned()
}

/// Minor units as this gateway writes them.
pub(super) fn money(minor: i64, currency: &str) -> String {
    to_text(minor, iso_decimals(currency))
}

fn write(view: &View<'_>) -> String {
    let ids = |name: &str, ids: &[&str]| list(name, ids.iter().map(|id| leaf("item", id)));
    let event = |(status, minor, at_us): &(&str, i64, i64)| {
        let amount = money(*minor, view.currency);
        holds(
            "status-event",
            &[
                typed("timestamp", "datetime", &time(*at_us)),
                leaf("status", status),
                leaf("amount", &amount),
                leaf("user", "sandbox"),
                leaf("transaction-source", "api"),
            ],
        )
    };
    let banked = match view.banked {
        Some((at_us, minor)) => [
            typed("disbursement-date", "date", &day(at_us)),
            leaf("settlement-amount", &money(minor, view.currency)),
            leaf("settlement-currency-iso-code", view.currency),
            leaf("settlement-currency-exchange-rate", "1"),
            typed("funds-held", "boolean", "false"),
            typed("success", "boolean", "true"),
        ],
        None => [
            "disbursement-date",
            "settlement-amount",
            "settlement-currency-iso-code",
            "settlement-currency-exchange-rate",
            "funds-held",
            "success",
        ]
        .map(|name| maybe(name, None)),
    };
    let expires = view.expires_at_us.map(|at_us| typed("authorization-expires-at", "datetime", &time(at_us)));
    holds(
        "transaction",
        &[
            leaf("id", view.id),
            leaf("status", view.status),
            leaf("type", if view.credit { "credit" } else { "sale" }),
            leaf("currency-iso-code", view.currency),
            leaf("amount", &money(view.amount_minor, view.currency)),
            leaf("merchant-account-id", view.merchant_account),
            maybe("order-id", view.order),
            typed("created-at", "datetime", &time(view.created_at_us)),
            typed("updated-at", "datetime", &time(view.updated_at_us)),
            ids("refund-ids", &view.refunds),
            maybe("refunded-transaction-id", view.refunded),
            ids("partial-settlement-transaction-ids", &view.parts),
            maybe("authorized-transaction-id", view.authorization),
            maybe("gateway-rejection-reason", view.rejection),
            maybe("processor-response-code", view.response_code),
            maybe("processor-response-text", view.response_code.map(response_text)),
            maybe("processor-response-type", view.response_code.map(response_type)),
            leaf("processor-settlement-response-code", view.settlement_code.unwrap_or("")),
            expires.unwrap_or_else(|| maybe("authorization-expires-at", None)),
            list("status-history", view.history.iter().map(event)),
            holds("disbursement-details", &banked),
            list("disputes", []),
            leaf("payment-instrument-type", "credit_card"),
            holds("credit-card", &card()),
            maybe("acquirer-reference-number", view.arn),
        ],
    )
}

/// The card, which is the same for all: the bank knows none.
fn card() -> [String; 8] {
    [
        maybe("token", None),
        leaf("bin", "411111"),
        leaf("last-4", "1111"),
        leaf("card-type", "Visa"),
        leaf("expiration-month", "12"),
        leaf("expiration-year", "2030"),
        maybe("cardholder-name", None),
        leaf("customer-location", "US"),
    ]
}

/// A validation error of a transaction, with the field it is about.
pub(super) fn errors((code, attribute, message): (&str, &str, &str)) -> String {
    let error =
        holds("error", &[leaf("code", code), typed("attribute", "symbol", attribute), leaf("message", message)]);
    let found = holds("transaction", &[list("errors", [error])]);
    error_response(message, found, String::new())
}

/// A transaction that was refused.
pub(super) fn declined((status, code): &(&str, String), transaction: String) -> String {
    let message = match *status {
        "gateway_rejected" => format!("Gateway Rejected: {code}"),
        _ => response_text(code).to_owned(),
    };
    error_response(&message, String::new(), transaction)
}

fn error_response(message: &str, found: String, transaction: String) -> String {
    let errors = holds("errors", &[list("errors", []), found]);
    document(&holds("api-error-response", &[errors, leaf("message", message), transaction]))
}
