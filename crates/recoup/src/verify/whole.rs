//! What only the whole tells: totals of accounts, sums over all streams, completeness of the feed.
//!
//! Tiles are read one after the other. When somebody wrote meanwhile, sums over all of them belong to no
//! one moment; such a check says so instead of guessing, unless the database can decide it in one snapshot.

use std::collections::BTreeMap;

use recoup_core::ledger::Account;

use super::checks::{Check, Notes, SHOWN, money};
use super::explain::Explained;
use super::feed::Feed;
use super::flagged::{self, Flagged};
use super::journal::{Key, Sides};
use super::queues::{self, Waiting};
use super::rules::Claims;
use super::tile::Tile;
use crate::store::views::{BalanceQuery, SubkeyAt, SubkeyQuery};
use crate::store::{Store, StoreError};

/// Everything that tiles gave, added up.
#[derive(Debug, Default)]
pub struct Whole {
    /// Counts and findings; of each check only as many findings as are shown.
    pub notes: Notes,
    /// How many findings each check has.
    pub found: BTreeMap<Check, u64>,
    /// Checks that cannot be decided, and why.
    pub undecided: BTreeMap<Check, String>,
    /// Streams read.
    pub streams: u64,
    /// Events read.
    pub events: u64,
    /// Entries read.
    pub entries: u64,
    /// Lines read.
    pub lines: u64,
    /// Notices read.
    pub notices: u64,
    /// Balances that must clear and have not.
    pub explained: Explained,
    totals: BTreeMap<(String, String), Sides>,
    of_book: BTreeMap<(String, String), Sides>,
    by_key: BTreeMap<Key, i128>,
    claims: Claims,
    waiting: Waiting,
    flags: Vec<Flagged>,
}

/// Most rows without an owner that are read to be named.
const STRAYS: i64 = 10_000;

impl Whole {
    /// Adds a tile.
    pub fn add(&mut self, tile: Tile) {
        self.streams += tile.streams;
        self.events += tile.events;
        self.entries += tile.journal.entries;
        self.lines += tile.journal.lines;
        self.notices += tile.notices;
        self.claims.merge(tile.claims);
        self.waiting.merge(tile.waiting);
        self.explained.merge(tile.explained);
        self.flags.extend(tile.flags);
        for (key, sides) in tile.journal.totals {
            self.totals.entry(key).or_default().merge(sides);
        }
        for (key, sides) in tile.journal.of_book {
            self.of_book.entry(key).or_default().merge(sides);
        }
        for (key, sum) in tile.journal.by_key {
            *self.by_key.entry(key).or_default() += sum;
        }
        self.take(tile.notes);
    }

    fn take(&mut self, notes: Notes) {
        for check in Check::ALL {
            self.notes.count(*check, notes.checked(*check));
        }
        for (check, finding) in notes.found {
            let count = self.found.entry(check).or_default();
            *count += 1;
            if usize::try_from(*count).is_ok_and(|count| count <= SHOWN) {
                self.notes.found.push((check, finding));
            }
        }
    }

    /// Checks what needs all tiles. `moved` says that somebody wrote since the first of them was read.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn finish(&mut self, store: &Store, tenant: &str, feed: Feed, moved: bool) -> Result<(), StoreError> {
        let mut notes = Notes::default();
        let stored = feed.events;
        self.take(feed.notes);
        queues::check(store, tenant, std::mem::take(&mut self.waiting), &mut notes).await?;
        flagged::check(store, tenant, std::mem::take(&mut self.flags), &mut notes).await?;
        self.check_totals(store, tenant, &mut notes).await?;
        self.check_strays(store, tenant, &mut notes).await?;
        self.check_claims(moved, &mut notes);
        notes.count(Check::FeedComplete, self.events);
        let missing = if stored == self.events { 0 } else { store.unbatched(tenant).await? };
        if missing != 0 {
            let expected = "as many events as batches name";
            notes.wrong(Check::FeedComplete, "", expected, format!("{missing} more (less, when negative)"));
        }
        self.unexplained(store, tenant).await?;
        self.take(notes);
        Ok(())
    }

    /// Every line belongs to an entry, so totals by account agree; the few lines that do not are named.
    async fn check_totals(&self, store: &Store, tenant: &str, notes: &mut Notes) -> Result<(), StoreError> {
        let rows = store.balances(tenant, &BalanceQuery::default()).await?;
        let mut left = self.totals.clone();
        let mut same = true;
        for row in rows {
            notes.count(Check::Totals, 1);
            let mine = left.remove(&(row.account, row.currency)).unwrap_or_default();
            let theirs = (i128::from(row.debit_minor), i128::from(row.credit_minor));
            same &= (mine.debit_minor, mine.credit_minor) == theirs;
        }
        same &= left.values().all(|sides| *sides == Sides::default());
        if same {
            return Ok(());
        }
        // Others may have written since: lines without an entry are what cannot be, whenever it is read.
        for line in store.orphan_lines(tenant, STRAYS).await? {
            let what = format!("{} {} {}", line.account, line.subkey, money(line.amount_minor, &line.currency));
            let expected = format!("the entry {} of line {}", line.entry_id, line.line_no);
            notes.wrong(Check::Totals, &line.subkey, expected, format!("none for {what}"));
        }
        Ok(())
    }

    /// Entries and notices are read through their events; where there are more of them, those without one are named.
    /// Others may have written since: what has no event cannot be, whenever it is read.
    async fn check_strays(&self, store: &Store, tenant: &str, notes: &mut Notes) -> Result<(), StoreError> {
        let same = |total: i64, read: u64| u64::try_from(total).is_ok_and(|total| total == read);
        if !same(store.entry_total(tenant).await?, self.entries) {
            for entry in store.stray_entries(tenant, STRAYS).await? {
                let found = store.entry(tenant, &entry).await?.map(|found| found.entry);
                let (stream, act) = found.map(|entry| (entry.stream_id, entry.act)).unwrap_or_default();
                notes.wrong(Check::Entries, &stream, "no entry", format!("{entry}: {act}"));
            }
        }
        if !same(store.notice_total(tenant).await?, self.notices) {
            for event in store.stray_notices(tenant, STRAYS).await? {
                notes.wrong(Check::Notices, "", format!("the event {event} that a notice tells of"), "no event");
            }
        }
        Ok(())
    }

    fn check_claims(&mut self, moved: bool, notes: &mut Notes) {
        let credit = |account: Account| {
            let of_account = self.by_key.iter().filter(move |(key, _)| key.0 == account.code());
            of_account.map(|(key, sum)| ((key.1.clone(), key.2.clone()), -sum))
        };
        let tax: BTreeMap<_, _> = credit(Account::TaxPayable).collect();
        let clearing: BTreeMap<_, _> = credit(Account::GatewayClearing).map(|(key, sum)| (key, -sum)).collect();
        let mut sums = Notes::default();
        compare(Check::Tax, &self.claims.tax, &tax, &mut sums);
        for ((key, code), sum) in tax.iter().filter(|(_, sum)| **sum < 0) {
            sums.wrong(Check::Tax, key, "not below zero", wide(*sum, code));
        }
        compare(Check::Clearing, &self.claims.clearing, &clearing, &mut sums);
        let earned: BTreeMap<_, _> =
            self.claims.revenue.iter().map(|(code, sum)| ((String::new(), code.clone()), *sum)).collect();
        compare(Check::Revenue, &earned, &self.revenue(), &mut sums);
        for check in [Check::Tax, Check::Clearing, Check::Revenue] {
            if moved && sums.found.iter().any(|(of, _)| *of == check) {
                let why = "the store was written to meanwhile; run again when it is quiet".to_owned();
                self.undecided.insert(check, why);
            }
        }
        sums.found.retain(|(check, _)| !self.undecided.contains_key(check));
        for check in [Check::Tax, Check::Clearing, Check::Revenue] {
            notes.count(check, sums.checked(check));
        }
        notes.found.extend(sums.found);
    }

    /// Revenue less what was given back, as credits, without what the general book posted.
    fn revenue(&self) -> BTreeMap<(String, String), i128> {
        let mut revenue: BTreeMap<(String, String), i128> = BTreeMap::new();
        for (map, sign) in [(&self.totals, -1), (&self.of_book, 1)] {
            for ((account, code), sides) in map {
                let earned = [Account::Revenue, Account::RefundsAndReturns, Account::ChargebackLoss];
                if earned.iter().any(|known| known.code() == account) {
                    *revenue.entry((String::new(), code.clone())).or_default() += sign * sides.net_minor();
                }
            }
        }
        revenue
    }

    /// Accounts that must clear and that no flow explains yet.
    async fn unexplained(&mut self, store: &Store, tenant: &str) -> Result<(), StoreError> {
        let explained = [
            Account::AccountsReceivable,
            Account::DeferredRevenue,
            Account::RefundsPayable,
            Account::DisputesReceivable,
        ];
        let others = Account::ALL.iter().filter(|account| account.must_clear() && !explained.contains(account));
        for account in others {
            let mut after = SubkeyAt::default();
            loop {
                let query = SubkeyQuery {
                    account: Some(account.code().to_owned()),
                    only_open: true,
                    after: after.clone(),
                    limit: 1_000,
                };
                let page = store.subkey_sums(tenant, &query).await?;
                let Some(last) = page.last() else { break };
                after = last.at.clone();
                for sum in &page {
                    self.explained.add(*account, &sum.at.currency, sum.amount_minor, None);
                }
            }
        }
        Ok(())
    }
}

/// Compares what states say with what the books say, key by key.
fn compare(
    check: Check,
    expected: &BTreeMap<(String, String), i128>,
    found: &BTreeMap<(String, String), i128>,
    notes: &mut Notes,
) {
    let keys: std::collections::BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    for key in keys {
        let (want, is) = (expected.get(key).copied().unwrap_or(0), found.get(key).copied().unwrap_or(0));
        notes.hold(check, &key.0, want == is, || (wide(want, &key.1), wide(is, &key.1)));
    }
}

fn wide(amount_minor: i128, code: &str) -> String {
    i64::try_from(amount_minor)
        .map_or_else(|_| format!("{amount_minor} minor units of {code}"), |minor| money(minor, code))
}
