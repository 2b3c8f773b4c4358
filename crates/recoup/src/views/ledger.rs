//! Entries and balances as the outside sees them.

use std::str::FromStr;

use recoup_core::ledger::{Account, Entry};
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::rows::{BalanceRow, LineRow};
use crate::store::views::EntryView as StoredEntry;

/// A journal entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct EntryDetail {
    /// `ent_…`; empty in a preview.
    pub id: String,
    /// The business act, such as `refund_initiated`.
    pub act: String,
    /// The event that posted it, `evt_…`.
    pub event: String,
    /// The stream of that event.
    pub stream: String,
    /// When the act happened, RFC 3339, UTC.
    pub effective_at: String,
    /// When it was written, RFC 3339, UTC.
    pub booked_at: String,
    /// The entry it mirrors.
    pub reverses: Option<String>,
    /// Reason or remark.
    pub memo: String,
    /// Debits and credits; they balance per currency.
    pub lines: Vec<LineView>,
}

/// A line of an entry.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EntryLineView)]
pub struct LineView {
    /// Chart code, such as `1200`.
    pub account: String,
    /// Its name.
    pub name: &'static str,
    /// Subkey: order, refund, gateway account, tax key …
    pub subkey: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Minor units, 0 on the credit side.
    pub debit_minor: i64,
    /// Minor units, 0 on the debit side.
    pub credit_minor: i64,
}

/// A balance.
#[derive(Debug, Serialize, ToSchema)]
pub struct BalanceView {
    /// Chart code.
    pub account: String,
    /// Its name.
    pub name: &'static str,
    /// Subkey; empty when summed over all.
    pub subkey: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Sum of debits, minor units.
    pub debit_minor: i64,
    /// Sum of credits, minor units.
    pub credit_minor: i64,
    /// Debits less credits, minor units.
    pub balance_minor: i64,
}

/// The name of an account by its code; the code itself where it is not ours.
#[must_use]
pub fn account_name(code: &str) -> &'static str {
    Account::from_str(code).map_or("unknown account", Account::name)
}

fn line(account: &str, subkey: &str, currency: &str, amount_minor: i64) -> LineView {
    LineView {
        account: account.to_owned(),
        name: account_name(account),
        subkey: subkey.to_owned(),
        currency: currency.to_owned(),
        debit_minor: amount_minor.max(0),
        credit_minor: amount_minor.min(0).saturating_neg(),
    }
}

/// Microseconds since the epoch as RFC 3339.
#[must_use]
pub fn instant(us: i64) -> String {
    jiff::Timestamp::from_microsecond(us).map_or_else(|_| us.to_string(), |at| at.to_string())
}

impl EntryDetail {
    /// The view of a stored entry.
    #[must_use]
    pub fn stored(stored: &StoredEntry) -> Self {
        let of = |l: &LineRow| line(&l.account, &l.subkey, &l.currency, l.amount_minor);
        let entry = &stored.entry;
        Self {
            id: entry.entry_id.clone(),
            act: entry.act.clone(),
            event: entry.event_id.clone(),
            stream: entry.stream_id.clone(),
            effective_at: instant(entry.effective_us),
            booked_at: instant(entry.booked_us),
            reverses: entry.reverses_entry_id.clone(),
            memo: entry.memo.clone(),
            lines: stored.lines.iter().map(of).collect(),
        }
    }

    /// The view of an entry that a decision would post.
    #[must_use]
    pub fn planned(entry: &Entry, stream: &str) -> Self {
        let of = |l: &recoup_core::ledger::Line| line(l.account.code(), &l.subkey, l.currency.code(), l.amount_minor);
        Self {
            id: String::new(),
            act: entry.act.name().to_owned(),
            event: String::new(),
            stream: stream.to_owned(),
            effective_at: String::new(),
            booked_at: String::new(),
            reverses: entry.reverses.as_ref().map(|id| id.as_str().to_owned()),
            memo: entry.memo.clone(),
            lines: entry.lines.iter().map(of).collect(),
        }
    }
}

impl BalanceView {
    /// The view of a balance row.
    #[must_use]
    pub fn of(row: &BalanceRow) -> Self {
        Self {
            account: row.account.clone(),
            name: account_name(&row.account),
            subkey: row.subkey.clone(),
            currency: row.currency.clone(),
            debit_minor: row.debit_minor,
            credit_minor: row.credit_minor,
            balance_minor: row.debit_minor.saturating_sub(row.credit_minor),
        }
    }
}
