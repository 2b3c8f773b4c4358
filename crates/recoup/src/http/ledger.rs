//! `/v1/ledger`: entries, balances by account and subkey, the trial balance as of a date.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::auth::require;
use super::list::PageOf;
use super::problem::Problem;
use super::{Shared, show};
use crate::access::{Caller, Permission};
use crate::store::views::BalanceQuery;
use crate::views::{BalanceView, EntryDetail};

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
    /// One row per subkey.
    #[serde(default)]
    pub by_subkey: bool,
    /// Only entries of this stream.
    pub stream: Option<String>,
    /// Only entries after this id.
    pub after: Option<String>,
    /// How many entries, 1 to 100; 20 when missing.
    pub limit: Option<i64>,
}

impl FromRequestParts<Shared> for Books {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let query = Query::<Self>::from_request_parts(parts, face).await;
        query.map(|Query(books)| books).map_err(|rejection| Problem::new(400, "invalid", rejection.body_text()))
    }
}

impl Books {
    fn as_of_us(&self) -> Result<Option<i64>, Problem> {
        let read = |text: &String| {
            text.parse::<Timestamp>().map(Timestamp::as_microsecond).map_err(|_| {
                let detail = "`as_of` is an instant such as 2026-10-31T23:59:59Z";
                Problem::new(400, "invalid", detail).param("as_of")
            })
        };
        self.as_of.as_ref().map(read).transpose()
    }
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
#[utoipa::path(get, path = "/v1/ledger/entries", tag = "ledger", params(Books),
    responses((status = 200, body = Vec<EntryDetail>), (status = "default", body = Problem)))]
pub async fn entries(State(face): State<Shared>, caller: Caller, books: Books) -> Result<Response, Problem> {
    require(&caller, Permission::ReadBooks)?;
    let store = face.engine.store();
    if let Some(stream) = &books.stream {
        let found = store.entries_of_stream(&caller.tenant, stream).await?;
        return Ok(show(&PageOf { data: found.iter().map(EntryDetail::stored).collect(), has_more: false }));
    }
    let limit = match books.limit.unwrap_or(20) {
        limit @ 1..=100 => limit,
        _ => return Err(Problem::new(400, "invalid", "`limit` is 1 to 100").param("limit")),
    };
    let mut found = store.entries(&caller.tenant, books.after.as_deref().unwrap_or(""), limit + 1).await?;
    let most = usize::try_from(limit).unwrap_or(100);
    let has_more = found.len() > most;
    found.truncate(most);
    Ok(show(&PageOf { data: found.iter().map(EntryDetail::stored).collect(), has_more }))
}

/// Shows one entry.
#[utoipa::path(get, path = "/v1/ledger/entries/{id}", tag = "ledger", params(("id" = String, Path)),
    responses((status = 200, body = EntryDetail), (status = "default", body = Problem)))]
pub async fn entry(State(face): State<Shared>, caller: Caller, Path(id): Path<String>) -> Result<Response, Problem> {
    require(&caller, Permission::ReadBooks)?;
    let found = face.engine.store().entry(&caller.tenant, &id).await?;
    Ok(show(&EntryDetail::stored(&found.ok_or_else(|| Problem::unknown("entry", &id))?)))
}

/// Shows balances by account, or by subkey.
#[utoipa::path(get, path = "/v1/ledger/balances", tag = "ledger", params(Books),
    responses((status = 200, body = Vec<BalanceView>), (status = "default", body = Problem)))]
pub async fn balances(State(face): State<Shared>, caller: Caller, books: Books) -> Result<Response, Problem> {
    require(&caller, Permission::ReadBooks)?;
    let query = BalanceQuery {
        account: books.account.clone(),
        subkey: books.subkey.clone(),
        as_of_us: books.as_of_us()?,
        by_subkey: books.by_subkey || books.subkey.is_some(),
    };
    let rows = face.engine.store().balances(&caller.tenant, &query).await?;
    Ok(show(&PageOf { data: rows.iter().map(BalanceView::of).collect(), has_more: false }))
}

/// Shows the trial balance, as of now or of an instant.
#[utoipa::path(get, path = "/v1/ledger/trial_balance", tag = "ledger", params(Books),
    responses((status = 200, body = TrialBalance), (status = "default", body = Problem)))]
pub async fn trial_balance(State(face): State<Shared>, caller: Caller, books: Books) -> Result<Response, Problem> {
    require(&caller, Permission::ReadBooks)?;
    let rows = face.engine.store().trial_balance(&caller.tenant, books.as_of_us()?).await?;
    let mut sums = std::collections::BTreeMap::<&str, i128>::new();
    for row in &rows {
        *sums.entry(&row.currency).or_default() += i128::from(row.debit_minor) - i128::from(row.credit_minor);
    }
    let balanced = sums.values().all(|sum| *sum == 0);
    Ok(show(&TrialBalance { as_of: books.as_of, accounts: rows.iter().map(BalanceView::of).collect(), balanced }))
}
