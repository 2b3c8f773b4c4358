//! The books: the trial balance as of a day, and each account by subkey. `clearing` shows what has not cleared and since
//! when, `entries` the journal.

pub mod clearing;
pub mod entries;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::id::{Id, Kind};
use recoup_core::ledger::{Account, Clearing};
use recoup_core::money::Currency;
use recoup_core::policy::PolicyKind;
use serde::Deserialize;

use super::form::{Fields, Input};
use super::guard::May;
use super::trouble::{Trouble, in_query};
use super::{csv_file, shell, words};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::PageOf;
use crate::http::problem::Problem;
use crate::store::rows::BalanceRow;
use crate::store::views::{BalanceQuery, SubkeyAt};
use crate::views::ledger::account_name;

/// Balances by subkey on a page.
const PAGE: i64 = 50;

/// Up to which day, as the address says.
#[derive(Debug, Default, Deserialize)]
pub struct UpTo {
    #[serde(default)]
    as_of: String,
}

/// Which balances of an account.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    show: String,
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    currency: String,
}

/// A path with a query; what is empty is left out.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// An id with a link to where it is shown; any other text as it stands.
#[must_use]
pub fn linked(text: &str) -> Markup {
    let kind = Id::trusted(text).kind().filter(|kind| Id::parse(*kind, text).is_ok());
    let path = match kind {
        Some(Kind::Order) => format!("/orders/{text}"),
        Some(Kind::Payment) => format!("/payments/{text}"),
        Some(Kind::Approval) => format!("/approvals/{text}"),
        Some(Kind::Entry) => format!("/ledger/entries/{text}"),
        Some(Kind::Exception) => format!("/exceptions/{text}"),
        Some(Kind::Customer) => format!("/customers/{text}"),
        Some(Kind::Dispute) => format!("/disputes/{text}"),
        Some(Kind::Invoice) => format!("/invoices/{text}"),
        Some(Kind::Allocation) => format!("/allocations/{text}"),
        Some(Kind::Capture | Kind::Release | Kind::Refund) => format!("/search?q={text}"),
        _ if text == PolicyKind::RefundApproval.stream().as_str() => {
            return html! { a href="/policies" { "refund policy" } };
        }
        _ if text == PolicyKind::Routing.stream().as_str() => {
            return html! { a href="/policies/routing" { "routing policy" } };
        }
        _ if text == PolicyKind::BalanceAdjustment.stream().as_str() => {
            return html! { a href="/policies/balances" { "balance policy" } };
        }
        _ if text == PolicyKind::WriteOff.stream().as_str() => {
            return html! { a href="/policies/write-offs" { "write-off policy" } };
        }
        _ if text == PolicyKind::RefundRouting.stream().as_str() => {
            return html! { a href="/policies/refund_routing" { "refund routing policy" } };
        }
        _ => return html! { code { (text) } },
    };
    html! { a href=(path) { (words::short(text)) } }
}

/// How long ago, with the instant beside it.
#[must_use]
pub fn ago(us: i64, now: Timestamp, zone: &TimeZone) -> Markup {
    match Timestamp::from_microsecond(us) {
        Ok(at) => html! { (words::from_now(at, now)) " " span class="quiet" { (words::time(at, zone)) } },
        Err(_) => html! { (us) },
    }
}

fn day(text: &str) -> Result<Date, String> {
    let read = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    read.ok_or_else(|| "a day is written like 2026-10-31".to_owned())
}

fn begin_us(day: Date, zone: &TimeZone) -> Result<i64, String> {
    let begin = day.to_zoned(zone.clone()).map(|at| at.timestamp().as_microsecond());
    begin.map_err(|_| "there is no such day in this calendar".to_owned())
}

/// The last microsecond of a day in a zone; nothing where no day was typed.
fn end_us(text: &str, zone: &TimeZone) -> Result<Option<i64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let next = day(text)?.tomorrow().map_err(|_| "there is no day after this one".to_owned())?;
    Ok(Some(begin_us(next, zone)? - 1))
}

fn unfit(why: String) -> Problem {
    Problem::new(400, "invalid", why)
}

fn parts(here: &str) -> Markup {
    let all = [("/ledger", "Trial balance"), ("/ledger/clearing", "To be cleared"), ("/ledger/entries", "Entries")];
    html! {
        nav class="tabs" aria-label="Parts of the ledger" { ul {
            @for (path, name) in all { li { a href=(path) aria-current=[(path == here).then_some("page")] { (name) } } }
        } }
    }
}

/// Shows the trial balance, as of now or of the end of a day.
///
/// # Errors
/// What the store met.
pub async fn trial_balance(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Query(up_to): Query<UpTo>,
) -> Result<Response, Trouble> {
    let as_of = up_to.as_of.trim();
    let mut fields = Fields::fresh([("as_of", as_of.to_owned())]);
    let (status, content) = match end_us(as_of, &visitor.zone) {
        Ok(as_of_us) => {
            let rows = face.engine.store().trial_balance(&visitor.caller.tenant, as_of_us).await?;
            (StatusCode::OK, balances(&rows, as_of))
        }
        Err(why) => {
            fields.wrong("as_of", why);
            (StatusCode::UNPROCESSABLE_ENTITY, html! {})
        }
    };
    let hint = format!("In the time of {}.", visitor.zone.iana_name().unwrap_or("this shop"));
    let page = html! {
        h1 { "Ledger" }
        (parts("/ledger"))
        form class="filters" method="get" action="/ledger" role="search" aria-label="Trial balance of a day" {
            (fields.input("as_of", "As of the end of", Input { kind: "date", hint: Some(&hint), ..Input::default() }))
            button { "Show" }
            @if !as_of.is_empty() { a class="button" href="/ledger" { "As of now" } }
        }
        (content)
    };
    Ok((status, shell::page(&visitor, "Trial balance", "/ledger", page)).into_response())
}

fn balances(rows: &[BalanceRow], as_of: &str) -> Markup {
    let mut codes: Vec<&str> = rows.iter().map(|row| row.currency.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    html! {
        @if rows.is_empty() && as_of.is_empty() {
            p class="empty" { "Nothing has been posted yet. Entries come with the first order that is paid or delivered." }
        } @else if rows.is_empty() {
            p class="empty" { "Nothing was posted up to that day. " a href="/ledger" { "Clear the day" } }
        } @else {
            p class="lead" { @if as_of.is_empty() { "As of now." } @else { "As of the end of " (as_of) "." } }
            @for code in codes { (of_currency(rows, code, as_of)) }
            p class="actions" {
                a class="button" href=(with_query("/ledger/export.csv", &[("as_of", as_of)])) { "Export as CSV" }
            }
        }
    }
}

fn of_currency(rows: &[BalanceRow], code: &str, as_of: &str) -> Markup {
    let rows: Vec<&BalanceRow> = rows.iter().filter(|row| row.currency == code).collect();
    let debit: i128 = rows.iter().map(|row| i128::from(row.debit_minor)).sum();
    let credit: i128 = rows.iter().map(|row| i128::from(row.credit_minor)).sum();
    let id = format!("in-{code}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (code) }
            (in_words(debit, credit, code))
            (shell::scroll(&format!("Accounts in {code}"), html! {
                table {
                    thead { tr {
                        th scope="col" { "Account" } th scope="col" class="sum" { "Debit" }
                        th scope="col" class="sum" { "Credit" } th scope="col" class="sum" { "Balance" }
                    } }
                    tbody {
                        @for row in rows {
                            @let path = format!("/ledger/accounts/{}", row.account);
                            tr {
                                th scope="row" {
                                    a href=(with_query(&path, &[("as_of", as_of)])) { (row.account) " " (account_name(&row.account)) }
                                }
                                td class="sum" { (words::money(row.debit_minor, code)) }
                                td class="sum" { (words::money(row.credit_minor, code)) }
                                td class="sum" { (sided(row.debit_minor.saturating_sub(row.credit_minor), code)) }
                            }
                        }
                    }
                    tfoot { tr {
                        th scope="row" { "Together" }
                        td class="sum" { (sum_words(debit, code)) } td class="sum" { (sum_words(credit, code)) } td {}
                    } }
                }
            }))
        }
    }
}

/// What the sums of a currency say about the books.
fn in_words(debit: i128, credit: i128, code: &str) -> Markup {
    html! {
        @if debit == credit {
            p class="note good" { "Debits and credits in " (code) " are equal: " (sum_words(debit, code)) " on each side." }
        } @else {
            p class="note bad" role="alert" {
                "Debits and credits in " (code) " differ by " (sum_words((debit - credit).abs(), code))
                ". The books are wrong: run " code { "recoup verify" } " and correct nothing by hand before you know why."
            }
        }
    }
}

fn sum_words(minor: i128, code: &str) -> String {
    words::money(i64::try_from(minor).unwrap_or(i64::MAX), code)
}

/// A balance with the side that it is on.
fn sided(balance_minor: i64, code: &str) -> String {
    let sum = words::money(balance_minor.saturating_abs(), code);
    match balance_minor {
        0 => sum,
        debit if debit > 0 => format!("{sum} debit"),
        _ => format!("{sum} credit"),
    }
}

/// The trial balance as a file.
///
/// # Errors
/// 400 for what is no day, or what the store met.
pub async fn export(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Query(up_to): Query<UpTo>,
) -> Result<Response, Trouble> {
    let as_of = up_to.as_of.trim();
    let as_of_us = end_us(as_of, &visitor.zone).map_err(unfit)?;
    let rows = face.engine.store().trial_balance(&visitor.caller.tenant, as_of_us).await?;
    let lines = rows.iter().map(|row| {
        let sums = [row.debit_minor, row.credit_minor, row.debit_minor.saturating_sub(row.credit_minor)];
        let texts = [row.account.as_str(), account_name(&row.account), row.currency.as_str()].map(str::to_owned);
        texts.into_iter().chain(sums.map(|minor| typed(minor, &row.currency))).collect::<Vec<String>>()
    });
    let name = if as_of.is_empty() { "trial-balance.csv".to_owned() } else { format!("trial-balance-{as_of}.csv") };
    Ok(csv_file::response(&name, &["account", "name", "currency", "debit", "credit", "balance"], lines))
}

/// An amount as it is typed; minor units where the currency is not known.
fn typed(minor: i64, code: &str) -> String {
    code.parse::<Currency>().map_or_else(|_| minor.to_string(), |currency| words::plain_decimal(minor, currency))
}

/// Shows an account by subkey: what is open, or all.
///
/// # Errors
/// 404 for what is no account, 400 for what is no day, or what the store met.
pub async fn account(
    State(face): State<Shared>,
    visitor: May<right::ReadBooks>,
    Path(code): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Trouble> {
    let account: Account = code.parse().map_err(|_| Problem::unknown("account", &code))?;
    let as_of_us = end_us(which.as_of.trim(), &visitor.zone).map_err(unfit)?;
    // A subkey may be empty, a currency never: it says that a page goes on somewhere.
    let after = if which.currency.is_empty() {
        SubkeyAt::default()
    } else {
        SubkeyAt { account: code.clone(), subkey: which.after.clone(), currency: which.currency.clone() }
    };
    let query = BalanceQuery {
        account: Some(code),
        subkey: None,
        as_of_us,
        by_subkey: true,
        only_open: which.show != "all",
        after,
        limit: Some(PAGE + 1),
    };
    let found = PageOf::of_more(face.engine.store().balances(&visitor.caller.tenant, &query).await?, PAGE);
    let name = format!("{} {}", account.code(), account.name());
    let content = html! {
        p { a href=(with_query("/ledger", &[("as_of", which.as_of.as_str())])) { "Trial balance" } }
        h1 { (name) }
        (expected(account))
        @if !which.as_of.is_empty() {
            p { "As of the end of " (which.as_of) ". " a href=(address(account, &which.show, "")) { "As of now" } }
        }
        (open_or_all(account, &which))
        @if found.data.is_empty() { (no_balance(account, &which)) } @else {
            (by_subkey(account, &found.data))
            (further(account, &which, &found))
        }
    };
    Ok(shell::page(&visitor, &name, "/ledger", content))
}

fn address(account: Account, show: &str, as_of: &str) -> String {
    with_query(&format!("/ledger/accounts/{account}"), &[("show", show), ("as_of", as_of)])
}

/// When an account has to be zero, or what it has to agree with.
fn expected(account: Account) -> Markup {
    html! {
        p class="quiet" {
            @match account.definition().clearing {
                Clearing::PerKey(when) => { "Each is zero again once " (when) "." }
                Clearing::Matches(record) => { "It agrees with " (record) "." }
                Clearing::Never => { "It adds up; it need not be zero." }
            }
        }
    }
}

fn open_or_all(account: Account, which: &Which) -> Markup {
    let all = which.show == "all";
    html! {
        nav class="tabs" aria-label="Which balances" { ul {
            li { a href=(address(account, "", &which.as_of)) aria-current=[(!all).then_some("page")] { "Open" } }
            li { a href=(address(account, "all", &which.as_of)) aria-current=[all.then_some("page")] { "All" } }
        } }
    }
}

fn no_balance(account: Account, which: &Which) -> Markup {
    html! {
        p class="empty" {
            @if !which.currency.is_empty() {
                "That was all. " a href=(address(account, &which.show, &which.as_of)) { "First page" }
            } @else if !which.as_of.is_empty() {
                "Nothing fits up to that day. " a href=(address(account, "all", "")) { "Clear the filters" }
            } @else if which.show == "all" {
                "Nothing has been posted to this account yet."
            } @else {
                "Nothing is open. " a href=(address(account, "all", "")) { "Show what is at zero too" }
            }
        }
    }
}

fn by_subkey(account: Account, rows: &[BalanceRow]) -> Markup {
    shell::scroll(
        &format!("Balances of {}", account.name()),
        html! {
            table {
                thead { tr {
                    th scope="col" { "For" } th scope="col" class="sum" { "Debit" }
                    th scope="col" class="sum" { "Credit" } th scope="col" class="sum" { "Balance" }
                } }
                tbody {
                    @for row in rows {
                        @let balance_minor = row.debit_minor.saturating_sub(row.credit_minor);
                        tr {
                            th scope="row" { @if row.subkey.is_empty() { "the whole account" } @else { (linked(&row.subkey)) } }
                            td class="sum" { (words::money(row.debit_minor, &row.currency)) }
                            td class="sum" { (words::money(row.credit_minor, &row.currency)) }
                            td class="sum" { (sided(balance_minor, &row.currency)) (wrong_side(account, balance_minor)) }
                        }
                    }
                }
            }
        },
    )
}

/// A balance that must never be on the side it is on.
fn wrong_side(account: Account, balance_minor: i64) -> Markup {
    let wrong = account.never_negative() && account.natural_minor(balance_minor) < 0;
    html! { @if wrong { " " span class="chip bad" { span aria-hidden="true" { "✕" } " wrong side" } } }
}

fn further(account: Account, which: &Which, found: &PageOf<BalanceRow>) -> Markup {
    let next = found.data.last().filter(|_| found.has_more).map(|last| {
        let place = [("after", last.subkey.as_str()), ("currency", last.currency.as_str())];
        let filters = [("show", which.show.as_str()), ("as_of", which.as_of.as_str())];
        with_query(&format!("/ledger/accounts/{account}"), &[filters, place].concat())
    });
    let first = (!which.currency.is_empty()).then(|| address(account, &which.show, &which.as_of));
    shell::pager(first, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_the_next_begins_in_the_zone() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        // Summer ends on this day, so it has 25 hours.
        let end = end_us("2026-10-25", &berlin).expect("a day").expect("an instant");
        assert_eq!(Timestamp::from_microsecond(end + 1).expect("an instant").to_string(), "2026-10-25T23:00:00Z");
        let begin = begin_us(day("2026-10-25").expect("a day"), &berlin).expect("an instant");
        assert_eq!(end + 1 - begin, 25 * 3_600_000_000);
        assert_eq!(end_us("", &berlin), Ok(None));
        for bad in ["yesterday", "2026-13-01", "2026-1-1", "20261031", "2026-10-31T10:00"] {
            assert!(end_us(bad, &berlin).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_balance_says_its_side() {
        assert_eq!(sided(-1_250, "EUR"), "EUR 12.50 credit");
        assert_eq!(sided(1_250, "EUR"), "EUR 12.50 debit");
        assert_eq!(sided(0, "EUR"), "EUR 0.00");
        assert_eq!(typed(-1_250, "EUR"), "-12.50");
    }

    #[test]
    fn ids_lead_where_they_are_shown() {
        let order = "ord_01jd0000000000000000000000";
        assert!(linked(order).into_string().starts_with("<a href=\"/orders/ord_01jd"));
        assert!(linked("pol_refund_approval").into_string().contains("href=\"/policies\""));
        assert_eq!(linked("till <1>").into_string(), "<code>till &lt;1&gt;</code>");
        assert_eq!(with_query("/a", &[("b", "c d"), ("e", "")]), "/a?b=c%20d");
    }
}
