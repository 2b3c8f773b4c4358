//! The file of what a list shows: the same filters, the same order, the same columns, all pages. It looks at a bounded
//! number of rows, and a merchant gets one at a time, so that files do not take the database from those who work.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use parking_lot::Mutex;

use super::filter::Filter;
use super::found::Found;
use super::{Of, refunds, streams};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
use crate::pages::csv_file;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::views::ledger::instant;

/// Rows of a file, at most.
pub const MOST: usize = 10_000;

/// Rows that are looked at for a file, at most.
pub const MOST_LOOKED_AT: usize = 50_000;

/// Merchants for whom this node makes a file now.
#[derive(Debug, Clone, Default)]
pub struct Exports(Arc<Mutex<BTreeSet<String>>>);

/// A file that is being made; another one may begin when this is dropped.
#[derive(Debug)]
pub struct Export {
    exports: Exports,
    tenant: String,
}

impl Exports {
    /// Begins a file.
    ///
    /// # Errors
    /// 429 while another one is made for the same merchant.
    pub fn begin(&self, tenant: &str) -> Result<Export, Problem> {
        if self.0.lock().insert(tenant.to_owned()) {
            return Ok(Export { exports: self.clone(), tenant: tenant.to_owned() });
        }
        let detail = "another file is being made for this shop; one is made at a time, so that lists stay quick";
        Err(Problem::new(429, "export_running", detail).again(5))
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        self.exports.0.lock().remove(&self.tenant);
    }
}

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
    let _one_at_a_time = face.exports.begin(&visitor.caller.tenant)?;
    filter.fit(of);
    let (mut rows, mut looked_at, mut limit) = (Vec::new(), 0, None);
    loop {
        let most = MOST - rows.len();
        let found: Found = match of {
            Of::Refunds => refunds::find(face, visitor, &filter, most).await?,
            Of::Orders | Of::Payments => streams::find(face, visitor, (of, &filter), most).await?,
        };
        rows.extend(found.rows);
        looked_at += found.looked_at;
        limit = limit.or(found.limit);
        filter.after = found.next;
        // Reads of the embedded store run in place: others have their turn between them.
        tokio::task::yield_now().await;
        if filter.after.is_none() || rows.len() >= MOST || looked_at >= MOST_LOOKED_AT {
            break;
        }
    }
    if filter.after.is_some() {
        limit = Some(if rows.len() >= MOST {
            format!("cut after {MOST} rows; choose days, or a currency with amounts, for the rest")
        } else {
            format!("stopped after looking at {looked_at}; choose days, or a currency with amounts, for the rest")
        });
    }
    let head = ["id", "name", "standing", "amount", "currency", "about", "at"];
    let lines = rows.into_iter().map(|row| {
        let amount = row
            .currency
            .parse()
            .map_or_else(|_| row.amount_minor.to_string(), |c| words::plain_decimal(row.amount_minor, c));
        vec![row.id, row.name, row.status, amount, row.currency, row.about, instant(row.at_us)]
    });
    let limit = limit.map(|why| vec![why]);
    Ok(csv_file::response(&format!("{}.csv", of.name().to_lowercase()), &head, lines.chain(limit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merchant_gets_one_file_at_a_time() {
        let exports = Exports::default();
        let first = exports.begin("a").expect("the first");
        let _of_another = exports.begin("b").expect("another merchant");
        let refused = exports.begin("a").expect_err("one at a time");
        assert_eq!((refused.status, refused.code, refused.retry_after_secs), (429, "export_running", Some(5)));
        drop(first);
        assert!(exports.begin("a").is_ok());
    }
}
