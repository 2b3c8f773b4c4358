//! What must clear and has not: open orders, refunds and payouts of each account that returns to zero, the oldest
//! first, the first of them by name, all that were looked at as a sum.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::ledger::Account;

use super::{address, ago, expected, linked, parts, wrong_side};
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::views::{SubkeyAt, SubkeyQuery, SubkeySum};

/// Open items read at once.
const BATCH: i64 = 500;

/// Open items of one account that are looked at.
const MOST_OPEN: usize = 5_000;

/// Open items of one account that are shown.
const SHOWN: usize = 50;

/// What an account has open, the oldest first.
struct Open {
    account: Account,
    items: Vec<SubkeySum>,
    /// Whether there may be more than were looked at.
    cut: bool,
}

impl Open {
    async fn read(face: &Shared, visitor: &Visitor, account: Account) -> Result<Self, Trouble> {
        let mut items: Vec<SubkeySum> = Vec::new();
        let mut after = SubkeyAt::default();
        let cut = loop {
            let query = SubkeyQuery { account: Some(account.code().to_owned()), only_open: true, after, limit: BATCH };
            let page = face.engine.store().subkey_sums(&visitor.caller.tenant, &query).await?;
            let full = i64::try_from(page.len()).is_ok_and(|found| found >= BATCH);
            items.extend(page);
            match items.last() {
                Some(last) if full && items.len() < MOST_OPEN => after = last.at.clone(),
                _ => break full,
            }
        };
        items.sort_by_key(|item| item.first_us);
        Ok(Self { account, items, cut })
    }

    /// Their sums by currency, in words.
    fn sums(&self) -> String {
        let mut sums = BTreeMap::<&str, i64>::new();
        for item in &self.items {
            let sum = sums.entry(&item.at.currency).or_default();
            *sum = sum.saturating_add(self.account.natural_minor(item.amount_minor));
        }
        sums.into_iter().map(|(code, minor)| words::money(minor, code)).collect::<Vec<_>>().join(", ")
    }
}

/// Shows what must clear and has not, the oldest first.
///
/// # Errors
/// What the store met.
pub async fn show(State(face): State<Shared>, visitor: May<right::ReadBooks>) -> Result<Response, Trouble> {
    let now = face.engine.clock().now();
    let mut all = Vec::new();
    for account in Account::ALL.iter().copied().filter(|account| account.must_clear()) {
        all.push(Open::read(&face, &visitor, account).await?);
    }
    let (cleared, open): (Vec<Open>, Vec<Open>) = all.into_iter().partition(|one| one.items.is_empty());
    let content = html! {
        h1 { "Ledger" }
        (parts("/ledger/clearing"))
        p class="quiet" { "Accounts that have to return to zero, one order, refund or payout at a time." }
        @if open.is_empty() { p class="empty" { "Everything that must clear has cleared." } }
        @for one in &open { (still_open(one, now, &visitor.zone)) }
        @if !cleared.is_empty() && !open.is_empty() {
            h2 { "At zero" }
            ul { @for one in &cleared { li { a href=(address(one.account, "all", "")) { (one.account) " " (one.account.name()) } } } }
        }
    };
    Ok(shell::page(&visitor, "To be cleared", "/ledger", content))
}

fn still_open(open: &Open, now: Timestamp, zone: &TimeZone) -> Markup {
    let account = open.account;
    let id = format!("open-{account}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (account) " " (account.name()) }
            (expected(account))
            p { strong { @if open.cut { "More than " } (open.items.len()) " open" } ", together " (open.sums()) "." }
            (shell::scroll(&format!("Open in {}", account.name()), html! {
                table {
                    thead { tr {
                        th scope="col" { "For" } th scope="col" class="sum" { "Open" } th scope="col" { "Began" }
                        th scope="col" { "Last moved" }
                    } }
                    tbody {
                        @for item in open.items.iter().take(SHOWN) {
                            tr {
                                th scope="row" { (linked(&item.at.subkey)) }
                                td class="sum" {
                                    (words::money(account.natural_minor(item.amount_minor), &item.at.currency))
                                    (wrong_side(account, item.amount_minor))
                                }
                                td { (ago(item.first_us, now, zone)) }
                                td { (ago(item.last_us, now, zone)) }
                            }
                        }
                    }
                }
            }))
            @if open.items.len() > SHOWN {
                p { "These are the oldest " (SHOWN) ". " a href=(address(account, "", "")) { "All that is open" } }
            }
        }
    }
}
