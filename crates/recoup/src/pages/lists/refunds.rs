//! Refunds as a list. They live in their payments, so they are found by their ids, which are in the order of time; those
//! that stand where few stand are found by their flag. No index holds their amounts: by amount, the newest are sorted.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::Kind;

use super::filter::{Filter, Sort};
use super::found::Found;
use super::slim::Refunded;
use super::streams::{first_of, place_of, read_place};
use super::{MOST_OPENED, Of, PAGE, Row, page, saved, slim, through};
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::store::Store;
use crate::store::rows::Wanted;
use crate::views::flags::OF_REFUNDS;

/// Refunds read first, each with its payment.
const FIRST: usize = 50;

/// Refunds read at once after that.
const NEXT: usize = 250;

/// Refunds that are sorted by amount, at most: the newest.
pub const MOST_SORTED: usize = MOST_OPENED;

/// The refunds.
///
/// # Errors
/// What the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    mut filter: Filter,
) -> Result<Response, Trouble> {
    filter.fit(Of::Refunds);
    let found = find(&face, &visitor, &filter, PAGE).await?;
    let saved = saved::bar(&face, &visitor, Of::Refunds, &filter).await?;
    Ok(page(&visitor, Of::Refunds, &filter, &found, saved))
}

/// Reads a page.
///
/// # Errors
/// What the store met.
pub async fn find(face: &Shared, visitor: &Visitor, filter: &Filter, most: usize) -> Result<Found, Trouble> {
    let mut reader = Reader::new(face.engine.store(), visitor, filter);
    if filter.sort.by_amount() { sorted(&mut reader, most).await } else { along_time(&mut reader, most).await }
}

/// The newest refunds of the shop, each with the stream of its payment, and whether there are older ones.
///
/// # Errors
/// What the store met.
pub async fn newest(face: &Shared, visitor: &Visitor, most: usize) -> Result<(Vec<(String, Row)>, bool), Trouble> {
    let filter = Filter::default();
    let reader = Reader::new(face.engine.store(), visitor, &filter);
    let mut ids = reader.ids(i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1)).await?;
    let more = ids.len() > most;
    ids.truncate(most);
    let payments = reader.payments(&ids).await?;
    let row = |(id, stream): (String, String)| fit(payments.get(&stream)?, &id, &filter).map(|row| (stream, row));
    Ok((ids.into_iter().filter_map(row).collect(), more))
}

async fn along_time(reader: &mut Reader<'_>, most: usize) -> Result<Found, Trouble> {
    if let Some(place) = &reader.filter.after.clone() {
        reader.go_on_at(place);
    }
    let mut found = Found::default();
    let mut size = FIRST;
    loop {
        let (batch, more) = reader.read(size).await?;
        found.opened += batch.len();
        found.looked_at += batch.len();
        let count = batch.len();
        for (at, (id, row)) in batch.into_iter().enumerate() {
            found.rows.extend(row);
            found.next = (more || at + 1 < count).then_some(id);
            if found.rows.len() >= most {
                return Ok(found);
            }
        }
        if !more || found.is_done(most) {
            return Ok(found);
        }
        size = NEXT.min(MOST_OPENED.saturating_sub(found.opened)).max(1);
    }
}

/// By amount: the newest that the filter leaves are read whole and sorted; that there are more is said.
async fn sorted(reader: &mut Reader<'_>, most: usize) -> Result<Found, Trouble> {
    let filter = reader.filter;
    let largest_first = filter.sort == Sort::Largest;
    reader.newest_first = true;
    let mut found = Found::default();
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let (batch, more) = reader.read(NEXT).await?;
        found.looked_at += batch.len();
        rows.extend(batch.into_iter().filter_map(|(_, row)| row));
        if more && found.looked_at >= MOST_SORTED {
            found.limit = Some(format!(
                "Sorted are the newest {} refunds of these days and this standing. Choose earlier days for older ones.",
                found.looked_at
            ));
        }
        if !more || found.limit.is_some() {
            break;
        }
    }
    let key = |row: &Row| (row.amount_minor, row.id.clone());
    if let Some(place) = filter.after.as_deref().and_then(read_place) {
        rows.retain(|row| if largest_first { key(row) < place } else { key(row) > place });
    }
    rows.sort_by_cached_key(key);
    if largest_first {
        rows.reverse();
    }
    let full = rows.len() > most;
    rows.truncate(most);
    found.next = rows.last().filter(|_| full).map(|row| place_of(row.amount_minor, &row.id));
    found.rows = rows;
    Ok(found)
}

/// Reads refunds in the order of time, batch after batch.
struct Reader<'a> {
    store: &'a Store,
    tenant: &'a str,
    filter: &'a Filter,
    newest_first: bool,
    after: String,
    before: String,
}

impl<'a> Reader<'a> {
    fn new(store: &'a Store, visitor: &'a Visitor, filter: &'a Filter) -> Self {
        let (from_us, until_us) = filter.between_us(&visitor.zone);
        let (after, before) = (first_of(Kind::Refund, from_us), first_of(Kind::Refund, until_us));
        let newest_first = filter.sort != Sort::Oldest;
        Self { store, tenant: &visitor.caller.tenant, filter, newest_first, after, before }
    }

    fn go_on_at(&mut self, place: &str) {
        if self.newest_first {
            self.before = std::mem::take(&mut self.before).min(place.to_owned());
        } else {
            self.after = std::mem::take(&mut self.after).max(place.to_owned());
        }
    }

    /// The next refunds, each with its row if it fits, and whether more may follow.
    async fn read(&mut self, size: usize) -> Result<(Vec<(String, Option<Row>)>, bool), Trouble> {
        let ids = self.ids(i64::try_from(size).unwrap_or(i64::MAX)).await?;
        let more = ids.len() >= size;
        if let Some((id, _)) = ids.last() {
            self.go_on_at(&id.clone());
        }
        let payments = self.payments(&ids).await?;
        let row = |stream: &str, id: &str| fit(payments.get(stream)?, id, self.filter);
        Ok((ids.iter().map(|(id, stream)| (id.clone(), row(stream, id))).collect(), more))
    }

    async fn ids(&self, limit: i64) -> Result<Vec<(String, String)>, Trouble> {
        let flag = OF_REFUNDS.iter().find(|(_, status)| Some(status.word()) == self.filter.status.as_deref());
        if let Some((flag, _)) = flag.filter(|_| self.newest_first) {
            let rows = self.store.flags(self.tenant, flag, Some(&self.before), limit).await?;
            return Ok(rows
                .into_iter()
                .take_while(|row| row.id > self.after)
                .map(|row| (row.id, row.stream_id))
                .collect());
        }
        let rows = self.store.operations(self.tenant, (&self.after, &self.before), self.newest_first, limit).await?;
        Ok(rows.into_iter().map(|row| (row.value, row.stream_id)).collect())
    }

    async fn payments(&self, ids: &[(String, String)]) -> Result<HashMap<String, (String, Refunded)>, Trouble> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut streams: Vec<(String, String)> =
            ids.iter().map(|(_, stream)| (self.tenant.to_owned(), stream.clone())).collect();
        streams.sort();
        streams.dedup();
        let mut found = HashMap::new();
        for (_, row) in self.store.load(&Wanted { streams, ..Wanted::default() }).await?.streams {
            // What cannot fit is not read: its currency stands beside its state.
            if filter_allows(self.filter, &row.currency) {
                let payment = slim::read(&row)?;
                found.insert(row.stream_id, (row.currency, payment));
            }
        }
        Ok(found)
    }
}

fn filter_allows(filter: &Filter, currency: &str) -> bool {
    filter.currency.is_none_or(|wanted| wanted.code() == currency)
}

fn fit((currency, payment): &(String, Refunded), id: &str, filter: &Filter) -> Option<Row> {
    let refund = payment.refunds.iter().find(|refund| refund.id.as_str() == id)?;
    let fits = filter.status.as_deref().is_none_or(|status| status == refund.status.word())
        && filter.fits_amount(refund.amount_minor, currency)
        && filter.through.as_deref().is_none_or(|wanted| through::is(&payment.method, wanted));
    fits.then(|| Row {
        id: id.to_owned(),
        address: format!("{}#{id}", words::place(&payment.pays)),
        name: through::paid_by(&payment.method),
        status: refund.status.word().to_owned(),
        amount_minor: refund.amount_minor,
        currency: currency.clone(),
        about: words::plain(&refund.reason),
        at_us: refund.id.made_us(),
    })
}
