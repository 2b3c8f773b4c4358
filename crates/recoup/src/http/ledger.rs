//! `/v1/ledger`: entries, balances by account and subkey, the trial balance as of a date.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::list::{self, Named, PageOf};
use super::problem::Problem;
use super::{Shared, show};
use crate::store::views::{BalanceQuery, SubkeyAt};
use crate::views::{BalanceView, EntryDetail};

/// Which entries.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Entries {
    /// Only entries of this stream.
    pub stream: Option<String>,
    /// Only entries after this id.
    pub after: Option<String>,
    /// How many, 1 to 100; 20 when missing.
    pub limit: Option<i64>,
}

/// What the books may be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Books {
    /// Only this account, such as `1200`.
    pub account: Option<String>,
    /// Only this subkey.
    pub subkey: Option<String>,
    /// Only what took effect up to this instant, RFC 3339.
    pub as_of: Option<String>,
    /// One row per subkey, a page at a time; so it is also with `subkey`. The fields below are about these rows.
    #[serde(default)]
    pub by_subkey: bool,
    /// Only rows that are not zero: what has not cleared. `true` when missing, unless a `subkey` is named.
    pub only_open: Option<bool>,
    /// Only rows after this one: its account, subkey and currency with colons between.
    pub after: Option<String>,
    /// How many rows, 1 to 500; 100 when missing.
    pub limit: Option<i64>,
}

/// Up to when.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// Only what took effect up to this instant, RFC 3339; all when missing.
    pub as_of: Option<String>,
}

list::reads_query!(Entries, Books, AsOf);

fn as_of_us(as_of: Option<&String>) -> Result<Option<i64>, Problem> {
    let read = |text: &String| {
        text.parse::<Timestamp>().map(Timestamp::as_microsecond).map_err(|_| {
            let detail = "`as_of` is an instant such as 2026-10-31T23:59:59Z";
            Problem::new(400, "invalid", detail).param("as_of")
        })
    };
    as_of.map(read).transpose()
}

/// The row that a page goes on after. A subkey may hold colons; account and currency never do.
fn after(text: Option<&str>) -> Result<SubkeyAt, Problem> {
    let Some(text) = text else { return Ok(SubkeyAt::default()) };
    let parts = text.split_once(':').and_then(|(account, rest)| Some((account, rest.rsplit_once(':')?)));
    let (account, (subkey, currency)) = parts.ok_or_else(|| {
        let detail = "`after` is account, subkey and currency of the last row, such as 2300:rfd_…:EUR";
        Problem::new(400, "invalid", detail).param("after")
    })?;
    Ok(SubkeyAt { account: account.to_owned(), subkey: subkey.to_owned(), currency: currency.to_owned() })
}

/// The trial balance: every account and currency; the sums of each currency are equal.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrialBalance {
    /// Up to which instant, if one was asked for.
    pub as_of: Option<String>,
    /// Accounts.
    pub accounts: Vec<BalanceView>,
    /// Whether debits equal credits in every currency.
    pub balanced: bool,
}

/// Shows entries with their lines, oldest first, or those of one stream.
#[utoipa::path(get, path = "/v1/ledger/entries", tag = "ledger", operation_id = "list_entries", params(Entries),
    security(("key" = ["read_books"])),
    responses((status = 200, body = PageOf<EntryDetail>), Problem))]
pub async fn entries(
    State(face): State<Shared>,
    caller: May<right::ReadBooks>,
    which: Entries,
) -> Result<Response, Problem> {
    let store = face.engine.store();
    let limit = list::limit(which.limit, 20, 100)?;
    let after = which.after.as_deref().unwrap_or("");
    let found = match &which.stream {
        Some(stream) => store.entries_of_stream_after(&caller.tenant, stream, after, limit + 1).await?,
        None => store.entries(&caller.tenant, after, limit + 1).await?,
    };
    Ok(show(&PageOf::of_more(found, limit).map(|entry| EntryDetail::stored(&entry))))
}

/// Shows one entry.
#[utoipa::path(get, path = "/v1/ledger/entries/{id}", tag = "ledger", operation_id = "get_entry", params(("id" = String, Path)),
    security(("key" = ["read_books"])),
    responses((status = 200, body = EntryDetail), Problem))]
pub async fn entry(
    State(face): State<Shared>,
    caller: May<right::ReadBooks>,
    Named(id): Named,
) -> Result<Response, Problem> {
    let found = face.engine.store().entry(&caller.tenant, &id).await?;
    Ok(show(&EntryDetail::stored(&found.ok_or_else(|| Problem::unknown("entry", &id))?)))
}

/// Shows balances by account, or by subkey.
#[utoipa::path(get, path = "/v1/ledger/balances", tag = "ledger", operation_id = "list_balances", params(Books),
    security(("key" = ["read_books"])),
    responses((status = 200, body = PageOf<BalanceView>), Problem))]
pub async fn balances(
    State(face): State<Shared>,
    caller: May<right::ReadBooks>,
    books: Books,
) -> Result<Response, Problem> {
    let by_subkey = books.by_subkey || books.subkey.is_some();
    // There are as many accounts as the chart has; subkeys grow with the business.
    let limit = list::limit(books.limit, 100, 500)?;
    let query = BalanceQuery {
        account: books.account.clone(),
        subkey: books.subkey.clone(),
        as_of_us: as_of_us(books.as_of.as_ref())?,
        by_subkey,
        only_open: books.only_open.unwrap_or(books.subkey.is_none()),
        after: after(books.after.as_deref())?,
        limit: Some(limit + 1),
    };
    let rows = face.engine.store().balances(&caller.tenant, &query).await?;
    let page = if by_subkey { PageOf::of_more(rows, limit) } else { PageOf::all(rows) };
    Ok(show(&page.map(|row| BalanceView::of(&row))))
}

/// Shows the trial balance, as of now or of an instant.
#[utoipa::path(get, path = "/v1/ledger/trial_balance", tag = "ledger", operation_id = "get_trial_balance", params(AsOf),
    security(("key" = ["read_books"])),
    responses((status = 200, body = TrialBalance), Problem))]
pub async fn trial_balance(
    State(face): State<Shared>,
    caller: May<right::ReadBooks>,
    AsOf { as_of }: AsOf,
) -> Result<Response, Problem> {
    let rows = face.engine.store().trial_balance(&caller.tenant, as_of_us(as_of.as_ref())?).await?;
    let mut sums = std::collections::BTreeMap::<&str, i128>::new();
    for row in &rows {
        *sums.entry(&row.currency).or_default() += i128::from(row.debit_minor) - i128::from(row.credit_minor);
    }
    let balanced = sums.values().all(|sum| *sum == 0);
    Ok(show(&TrialBalance { as_of, accounts: rows.iter().map(BalanceView::of).collect(), balanced }))
}
