//! Answers in this gateway's words: amounts, validation errors, sums.

use super::show;
use super::xml::{Element, document, holds, leaf, list, typed};
use crate::bank::{Bank, Refusal, RowKind};
use crate::clock::rfc3339;
use crate::face::Answer;
use crate::face::common::amount::{from_text, iso_decimals};

/// What settled on a day, by the kind: the bank knows one brand.
pub(super) fn summary(bank: &Bank, body: &Element) -> Answer {
    let day = body.get("settlement-date").unwrap_or_default();
    let of_kind = |kind: RowKind, word: &str| {
        let on_day = |at_us: i64| rfc3339(at_us).starts_with(day) && day.len() == 10;
        let rows: Vec<_> = bank.rows().iter().filter(|row| row.kind == kind && on_day(row.at_us)).collect();
        let first = rows.first()?;
        let sum: i64 = rows.iter().map(|row| row.gross_minor.abs()).sum();
        Some(holds(
            "record",
            &[
                leaf("card-type", "Visa"),
                leaf("count", &rows.len().to_string()),
                leaf("merchant-account-id", "sandbox"),
                leaf("kind", word),
                leaf("amount-settled", &show::money(sum, &first.currency)),
            ],
        ))
    };
    let records = [of_kind(RowKind::Capture, "sale"), of_kind(RowKind::Refund, "credit")];
    let records = list("records", records.into_iter().flatten());
    answer(200, &document(&holds("settlement-batch-summary", &[records])))
}

/// The one merchant account there is.
pub(super) fn merchant_accounts() -> Answer {
    let account =
        [leaf("id", "sandbox"), leaf("status", "active"), leaf("currency-iso-code", "USD"), leaf("default", "true")];
    let page = [
        typed("current-page-number", "integer", "1"),
        typed("total-items", "integer", "1"),
        holds("merchant-account", &account),
    ];
    answer(200, &document(&holds("merchant-accounts", &page)))
}

/// The amount of a request, in minor units.
pub(super) fn amount(body: &Element, currency: &str) -> Result<i64, Answer> {
    let text = body.get("amount").ok_or_else(|| invalid("81502", "amount", "Amount is required."))?;
    let minor = from_text(text, iso_decimals(currency));
    let minor = minor.ok_or_else(|| invalid("81503", "amount", "Amount is an invalid format."))?;
    if minor > 0 { Ok(minor) } else { Err(invalid("81531", "amount", "Amount must be greater than zero.")) }
}

pub(super) fn not_authorized() -> Answer {
    validation("91507", "Cannot submit for settlement unless status is authorized.")
}

pub(super) fn answer(status: u16, text: &str) -> Answer {
    Answer::text(status, "application/xml; charset=utf-8", text)
}

/// What is wrong with the transaction as a whole.
pub(super) fn validation(code: &str, message: &str) -> Answer {
    invalid(code, "base", message)
}

/// What is wrong with a field.
pub(super) fn invalid(code: &str, attribute: &str, message: &str) -> Answer {
    answer(422, &show::errors((code, attribute, message)))
}

/// A refusal in this gateway's codes; `otherwise` where it has none of its own.
pub(super) fn refusal(why: &Refusal, otherwise: &str) -> Answer {
    let (code, attribute) = match why {
        Refusal::InvalidAmount => ("81528", "amount"),
        Refusal::InvalidReference => ("91501", "order_id"),
        Refusal::InvalidCurrency | Refusal::CurrencyMismatch { .. } => ("915157", "currency_iso_code"),
        Refusal::BeyondAuthorized { open_minor } if *open_minor > 0 => ("91522", "amount"),
        Refusal::BeyondCaptured { .. } => (otherwise, "amount"),
        _ => (otherwise, "base"),
    };
    invalid(code, attribute, &why.to_string())
}
