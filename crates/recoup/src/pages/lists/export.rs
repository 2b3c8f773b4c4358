//! The file of what a list shows: the same filters, the same order, the same columns, all pages.

use axum::extract::State;
use axum::response::Response;

use super::filter::Filter;
use super::found::Found;
use super::{Of, refunds, streams};
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::csv_file;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::views::ledger::instant;

/// Rows of a file, at most.
const MOST: usize = 10_000;

/// The orders as a file.
///
/// # Errors
/// What the store met.
pub async fn orders(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    filter: Filter,
) -> Result<Response, Trouble> {
    file(&face, &visitor, Of::Orders, filter).await
}

/// The payments as a file.
///
/// # Errors
/// What the store met.
pub async fn payments(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    filter: Filter,
) -> Result<Response, Trouble> {
    file(&face, &visitor, Of::Payments, filter).await
}

/// The refunds as a file.
///
/// # Errors
/// What the store met.
pub async fn refunds(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    filter: Filter,
) -> Result<Response, Trouble> {
    file(&face, &visitor, Of::Refunds, filter).await
}

async fn file(face: &Shared, visitor: &Visitor, of: Of, mut filter: Filter) -> Result<Response, Trouble> {
    let mut rows = Vec::new();
    loop {
        let most = MOST - rows.len();
        let Found { rows: more, next, .. } = match of {
            Of::Refunds => refunds::find(face, visitor, &filter, most).await?,
            Of::Orders | Of::Payments => streams::find(face, visitor, of, &filter, most).await?,
        };
        rows.extend(more);
        filter.after = next;
        if filter.after.is_none() || rows.len() >= MOST {
            break;
        }
    }
    let cut = filter.after.is_some();
    let head = ["id", "name", "standing", "amount", "currency", "about", "at"];
    let lines = rows.into_iter().map(|row| {
        let amount = row
            .currency
            .parse()
            .map_or_else(|_| row.amount_minor.to_string(), |c| words::plain_decimal(row.amount_minor, c));
        vec![row.id, row.name, row.status, amount, row.currency, row.about, instant(row.at_us)]
    });
    let cut = cut.then(|| vec![format!("cut after {MOST} rows; narrow the filters for the rest")]);
    Ok(csv_file::response(&format!("{}.csv", of.name().to_lowercase()), &head, lines.chain(cut)))
}
