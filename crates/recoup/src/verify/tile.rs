//! One tile: a span of streams, read and checked as a whole, and read again where something does not fit.
//!
//! Tiles do not depend on each other, so several are under way at once and memory stays bounded. Others may
//! write meanwhile: a stream that does not fit is read once more, alone, before that counts as a finding.

use std::collections::{BTreeMap, BTreeSet};

use recoup_core::approval::Approval;
use recoup_core::id::{Id, Kind};
use recoup_core::ledger::Account;
use recoup_core::world::State;

use super::checks::{Check, Finding, Notes, money};
use super::explain::Explained;
use super::flagged::Flagged;
use super::fold::{Fold, Folded};
use super::journal::{self, Journal, Key};
use super::people;
use super::queues::Waiting;
use super::rules::{self, Claims, Expected, Tender};
use crate::store::rows::{NoticeRow, ReferenceRow, StreamRow, Wanted};
use crate::store::scan::{Mark, Span};
use crate::store::{Store, StoreError};
use crate::views;

/// Rows of a page.
const PAGE: i64 = 4_000;

/// Streams that are read again one by one; where more do not fit, the whole tile is.
const MOST_ALONE: usize = 50;

/// Times something is read again.
const TIMES: usize = 2;

/// Accounts with a balance per order or customer, and the check that compares it.
const PER_STREAM: [(Account, Check); 3] = [
    (Account::AccountsReceivable, Check::Receivable),
    (Account::DeferredRevenue, Check::Deferred),
    (Account::CustomerBalance, Check::CustomerBalance),
];

/// What a tile gave.
#[derive(Debug, Default)]
pub struct Tile {
    /// Counts and findings.
    pub notes: Notes,
    /// Streams in it.
    pub streams: u64,
    /// Events in it.
    pub events: u64,
    /// Notices about them.
    pub notices: u64,
    /// Its entries and their sums.
    pub journal: Journal,
    /// What its states say about accounts with few keys.
    pub claims: Claims,
    /// Work under way.
    pub waiting: Waiting,
    /// Balances that must clear and have not.
    pub explained: Explained,
    /// Flags that its states have: flag, what it is about, and its stream.
    pub flags: Vec<Flagged>,
}

/// Reads and checks a tile.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(store: &Store, span: &Span) -> Result<Tile, StoreError> {
    let mut tile = look(store, span).await?;
    for _ in 0..TIMES {
        if tile.notes.found.is_empty() {
            break;
        }
        let again = look_again(store, span, &tile.notes.found).await?;
        let same = |(check, finding): &(Check, Finding)| {
            tile.notes.found.iter().any(|(other, before)| other == check && before.stream == finding.stream)
        };
        let kept: Vec<_> = again.into_iter().filter(same).collect();
        tile.notes.found = kept;
    }
    Ok(tile)
}

async fn look_again(
    store: &Store,
    span: &Span,
    found: &[(Check, Finding)],
) -> Result<Vec<(Check, Finding)>, StoreError> {
    let streams: BTreeSet<&str> = found.iter().map(|(_, finding)| finding.stream.as_str()).collect();
    if streams.len() > MOST_ALONE {
        return Ok(look(store, span).await?.notes.found);
    }
    let mut again = Vec::new();
    for stream in streams {
        let alone = Span { tenant: span.tenant.clone(), from: stream.to_owned(), to: stream.to_owned() };
        again.extend(look(store, &alone).await?.notes.found);
    }
    Ok(again)
}

async fn look(store: &Store, span: &Span) -> Result<Tile, StoreError> {
    let mut tile = Tile::default();
    let rows = store.streams_in(span).await?;
    tile.streams = u64::try_from(rows.len()).unwrap_or(0);
    let folded = read_history(store, span, Fold::new(rows), &mut tile).await?;
    check_reversals(store, span, &mut tile).await?;
    let mut loose = Loose::read(store, span, &folded).await?;
    tile.notices = loose.count;
    let mut expected = Expected::default();
    for (id, folded) in &folded {
        let Some(state) = &folded.state else { continue };
        tile.waiting.add(state);
        tile.flags.extend(views::flags::of(state).into_iter().map(|(flag, what)| (flag.to_owned(), what, id.clone())));
        match state {
            State::Payment(payment) => {
                rules::expect_of_payment(payment, &mut expected, &mut tile.claims);
                rules::check_payment(payment, &mut tile.notes);
                let approvals = loose.approvals.remove(id).unwrap_or_default();
                people::check_refund_approvals(payment, &approvals, &mut tile.notes);
                let references = loose.references.remove(id).unwrap_or_default();
                people::check_references(payment, &references, &mut tile.notes);
            }
            State::Order(order) => {
                rules::expect_of_order(order, &mut expected, &mut tile.claims);
                let tenders = loose.tenders.remove(id).unwrap_or_default();
                rules::check_order(order, &tenders, &mut tile.notes);
            }
            State::Customer(customer) => {
                rules::expect_of_customer(customer, &mut expected, &mut tile.claims);
                let tenders = loose.tenders.remove(id).unwrap_or_default();
                rules::check_customer(customer, &tenders, &mut tile.notes);
                let approvals = loose.approvals.remove(id).unwrap_or_default();
                people::check_adjustments(customer, &approvals, &mut tile.notes);
            }
            State::Policy(policy) => {
                let approvals = loose.approvals.remove(id).unwrap_or_default();
                people::check_policy_approvals(policy, &approvals, &mut tile.notes);
            }
            State::Invoice(invoice) => {
                rules::expect_of_invoice(invoice, &mut expected, &mut tile.claims);
                let tenders = loose.tenders.remove(id).unwrap_or_default();
                rules::check_invoice(invoice, &tenders, &mut tile.notes);
                let approvals = loose.approvals.remove(id).unwrap_or_default();
                people::check_write_off_approvals(invoice, &approvals, &mut tile.notes);
            }
            State::Approval(_) | State::Book(_) => {}
        }
        let notices = loose.notices.remove(id).unwrap_or_default();
        people::check_notices(id, &folded.chosen, &notices, &mut tile.notes);
    }
    check_refund_sums(&folded, &expected, &mut tile);
    check_sums(store, span, &expected, &mut tile).await?;
    Ok(tile)
}

/// Folds all events of the span and pairs them with its entries.
async fn read_history(
    store: &Store,
    span: &Span,
    mut fold: Fold,
    tile: &mut Tile,
) -> Result<BTreeMap<String, Folded>, StoreError> {
    let mut at: Option<Mark<i64>> = None;
    loop {
        let page = store.events_in(span, at.as_ref(), PAGE).await?;
        let Some(last) = page.last().map(|row| (row.stream_id.clone(), row.seq)) else { break };
        page.iter().for_each(|row| fold.take(row, &mut tile.journal, &mut tile.notes));
        let (entries, lines) = store.entries_in(span, at.as_ref(), &last).await?;
        tile.journal.take(entries, lines, &mut tile.notes);
        if i64::try_from(page.len()).unwrap_or(i64::MAX) < PAGE {
            break;
        }
        at = Some(last);
    }
    tile.events = fold.events;
    tile.journal.finish(&mut tile.notes);
    Ok(fold.finish(&mut tile.notes))
}

/// Reversals are few: their originals are read one by one.
async fn check_reversals(store: &Store, span: &Span, tile: &mut Tile) -> Result<(), StoreError> {
    let mut reversed = BTreeSet::new();
    for (entry, lines) in std::mem::take(&mut tile.journal.reversals) {
        let Some(original) = &entry.reverses_entry_id else { continue };
        let found = store.entry(&span.tenant, original).await?;
        let mirrors = found.is_some_and(|found| journal::mirrors(&found.lines, &lines));
        let once = reversed.insert(original.clone());
        tile.notes.hold(Check::Reversals, &entry.stream_id, mirrors && once, || {
            let found = if once { "another content, or no original" } else { "a second reversal" };
            (format!("{} mirrors {original}", entry.entry_id), found.to_owned())
        });
    }
    Ok(())
}

/// Rows that belong to the streams of a span, by stream.
#[derive(Debug, Default)]
struct Loose {
    tenders: BTreeMap<String, Vec<(String, Tender)>>,
    approvals: BTreeMap<String, Vec<Approval>>,
    references: BTreeMap<String, Vec<ReferenceRow>>,
    notices: BTreeMap<String, Vec<NoticeRow>>,
    count: u64,
}

/// Captures, releases and refunds of the payments.
fn operations(folded: &BTreeMap<String, Folded>) -> impl Iterator<Item = &Id> {
    let payments = folded.values().filter_map(|folded| match &folded.state {
        Some(State::Payment(payment)) => Some(payment),
        _ => None,
    });
    payments.flat_map(|payment| {
        let captures = payment.captures.iter().map(|capture| &capture.id);
        let releases = payment.releases.iter().map(|release| &release.id);
        let refunds = payment.refunds.iter().map(|refund| &refund.id);
        captures.chain(releases).chain(refunds).chain(payment.disputes.iter().map(|dispute| &dispute.id))
    })
}

impl Loose {
    async fn read(store: &Store, span: &Span, folded: &BTreeMap<String, Folded>) -> Result<Self, StoreError> {
        let mut loose = Self::default();
        let is = |kind: Kind| folded.keys().any(|id| id.starts_with(kind.prefix()));
        let parents = [Kind::Order, Kind::Payment, Kind::Policy, Kind::Customer, Kind::Invoice];
        if parents.into_iter().any(is) {
            store.children_in(span).await?.into_iter().for_each(|row| loose.child(row));
        }
        if is(Kind::Payment) {
            let references =
                operations(folded).map(|id| (span.tenant.clone(), "id".to_owned(), id.as_str().to_owned())).collect();
            let over = loose.approvals_over(folded);
            let streams = over.keys().map(|id| (span.tenant.clone(), id.clone())).collect();
            let found = store.load(&Wanted { references, streams, ..Wanted::default() }).await?;
            for (_, row) in found.references {
                loose.references.entry(row.stream_id.clone()).or_default().push(row);
            }
            for (_, row) in found.streams {
                let payments = over.get(&row.stream_id).into_iter().flatten();
                for (payment, _) in payments.filter(|(_, pays)| *pays == row.parent_id) {
                    loose.child(StreamRow { parent_id: payment.clone(), ..row.clone() });
                }
            }
        }
        for row in store.notices_in(span).await? {
            loose.count += 1;
            loose.notices.entry(row.stream_id.clone()).or_default().push(row);
        }
        Ok(loose)
    }

    /// Approvals about several payments at once, which are about their order: the payments that name them, and what
    /// those pay.
    fn approvals_over(&self, folded: &BTreeMap<String, Folded>) -> BTreeMap<String, BTreeSet<(String, String)>> {
        let mut over: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
        for (id, folded) in folded {
            let Some(State::Payment(payment)) = &folded.state else { continue };
            let own = self.approvals.get(id);
            let mine = |named: &Id| own.is_some_and(|own| own.iter().any(|approval| approval.id == *named));
            for named in people::approvals_named(payment).filter(|named| !mine(named)) {
                over.entry(named.as_str().to_owned())
                    .or_default()
                    .insert((id.clone(), payment.pays.as_str().to_owned()));
            }
        }
        over
    }

    /// A child that cannot be read is found as a stream of its own.
    fn child(&mut self, row: StreamRow) {
        if row.kind == "payment" {
            if let Ok(tender) = serde_json::from_str::<Tender>(&row.state) {
                self.tenders.entry(row.parent_id).or_default().push((row.stream_id, tender));
            }
        } else if let Ok(State::Approval(approval)) = serde_json::from_str::<State>(&row.state) {
            self.approvals.entry(row.parent_id).or_default().push(approval);
        }
    }
}

/// Accounts that only the payment itself posts to, by its refunds and disputes.
const OF_PARTS: [(Account, Check); 4] = [
    (Account::RefundsPayable, Check::Payable),
    (Account::DuplicateRefundLoss, Check::Loss),
    (Account::DisputesReceivable, Check::Disputed),
    (Account::ChargebackLoss, Check::ChargedBack),
];

fn check_refund_sums(folded: &BTreeMap<String, Folded>, expected: &Expected, tile: &mut Tile) {
    for (account, check) in OF_PARTS {
        let mut left: BTreeMap<&Key, i64> = BTreeMap::new();
        let mut owner: BTreeMap<&Key, &str> = BTreeMap::new();
        for (stream, sums) in &tile.journal.by_stream {
            for (key, sum) in sums.iter().filter(|(key, _)| key.0 == account.code()) {
                *left.entry(key).or_default() += sum;
                owner.insert(key, stream);
            }
        }
        let refunds = folded.iter().filter_map(|(id, folded)| match &folded.state {
            Some(State::Payment(payment)) => Some((id, payment)),
            _ => None,
        });
        for (id, payment) in refunds {
            let refunds = payment.refunds.iter().map(|refund| (&refund.id, refund.status.word()));
            let disputes = payment.disputes.iter().map(|dispute| (&dispute.id, dispute.status.word()));
            for (part, status) in refunds.chain(disputes) {
                let code = payment.currency.code();
                let key = (account.code().to_owned(), part.as_str().to_owned(), code.to_owned());
                let want = expected.sums.get(&key).copied().unwrap_or(0);
                let found = left.remove(&key).unwrap_or(0);
                tile.notes.same(check, id, (part.as_str(), code), (want, found));
                if account.must_clear() && found != 0 {
                    let reason = (want == found).then_some(status);
                    tile.explained.add(account, code, found, reason);
                }
            }
        }
        for (key, sum) in left.into_iter().filter(|(_, sum)| *sum != 0) {
            let stream = owner.get(key).copied().unwrap_or_default();
            tile.notes.wrong(
                check,
                stream,
                format!("{}: a refund or dispute of this payment", key.1),
                money(sum, &key.2),
            );
            tile.explained.add(account, &key.2, sum, None);
        }
    }
}

/// Accounts that several streams post to, keyed by a stream.
async fn check_sums(store: &Store, span: &Span, expected: &Expected, tile: &mut Tile) -> Result<(), StoreError> {
    for (account, check) in PER_STREAM {
        let stored = store.sums_in(span, account.code()).await?;
        let stored = stored.into_iter().map(|sum| ((sum.at.account, sum.at.subkey, sum.at.currency), sum.amount_minor));
        let stored: BTreeMap<Key, i64> = stored.collect();
        let wanted = expected.sums.iter().filter(|(key, _)| key.0 == account.code());
        let keys: BTreeSet<&Key> = wanted.map(|(key, _)| key).chain(stored.keys()).collect();
        for key in keys {
            let (_, subkey, code) = key;
            let (mut want, found) =
                (expected.sums.get(key).copied().unwrap_or(0), stored.get(key).copied().unwrap_or(0));
            let mut reason = expected.reasons.get(&(key.0.clone(), subkey.clone())).copied();
            if want != found {
                let adjusted = book_sum(store, span, key).await?;
                want += adjusted;
                reason = if adjusted == 0 { reason } else { Some("adjusted in the general book") };
            }
            tile.notes.same(check, subkey, (account.code(), code), (want, found));
            let natural = account.natural_minor(found);
            if account.never_negative() && natural < 0 {
                tile.notes.wrong(check, subkey, format!("{account} not below zero"), money(natural, code));
            }
            if account.must_clear() && found != 0 {
                tile.explained.add(account, code, found, reason.filter(|_| want == found));
            }
        }
    }
    Ok(())
}

/// What the general book posted to a key: corrections that no stream knows of.
async fn book_sum(store: &Store, span: &Span, (account, subkey, code): &Key) -> Result<i64, StoreError> {
    let book = recoup_core::book::stream();
    let sums = store.sums_by_stream(&span.tenant, (account, subkey), book.as_str()).await?;
    Ok(sums.iter().filter(|sum| sum.at.currency == *code).map(|sum| sum.amount_minor).sum())
}
