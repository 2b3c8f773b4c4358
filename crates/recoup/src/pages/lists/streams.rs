//! Orders and payments as a list.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use recoup_core::id::{IdSource, Kind};
use recoup_core::world::State as Known;

use super::filter::{Filter, Sort};
use super::found::Found;
use super::{MOST_LOOKED_AT, Of, PAGE, Row, page, saved};
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::store::rows::StreamRow;
use crate::store::views::ListQuery;

/// Rows read at once.
const BATCH: i64 = 200;

/// The orders.
///
/// # Errors
/// What the store met.
pub async fn orders(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    filter: Filter,
) -> Result<Response, Trouble> {
    show(&face, &visitor, Of::Orders, filter).await
}

/// The payments.
///
/// # Errors
/// What the store met.
pub async fn payments(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    filter: Filter,
) -> Result<Response, Trouble> {
    show(&face, &visitor, Of::Payments, filter).await
}

async fn show(face: &Shared, visitor: &Visitor, of: Of, filter: Filter) -> Result<Response, Trouble> {
    let found = find(face, visitor, of, &filter, PAGE).await?;
    let saved = saved::bar(face, visitor, of, &filter).await?;
    Ok(page(visitor, of, &filter, &found, saved))
}

/// Reads a page.
///
/// # Errors
/// What the store met.
pub async fn find(face: &Shared, visitor: &Visitor, of: Of, filter: &Filter, most: usize) -> Result<Found, Trouble> {
    if filter.sort.by_amount() {
        return by_amount(face, visitor, of, filter, most).await;
    }
    let newest_first = filter.sort == Sort::Newest;
    let (from_us, until_us) = filter.between_us(&visitor.zone);
    let (mut after, mut before) = (first_id(of, from_us), first_id(of, until_us));
    let mut found = Found::default();
    let mut place = filter.after.clone();
    loop {
        if let Some(place) = place.take() {
            if newest_first { before = before.min(place) } else { after = after.max(place) }
        }
        let query = ListQuery {
            kind: Some(kind(of).to_owned()),
            status: filter.status.clone(),
            after: Some(after.clone()),
            before: Some(before.clone()),
            limit: BATCH.min(i64::try_from(most).unwrap_or(BATCH).saturating_mul(2)),
            newest_first,
            ..ListQuery::default()
        };
        let rows = face.engine.store().streams(&visitor.caller.tenant, &query).await?;
        let full = i64::try_from(rows.len()).unwrap_or(0) >= query.limit;
        place = rows.last().map(|row| row.stream_id.clone());
        let batch =
            rows.iter().map(|row| Ok((row.stream_id.clone(), fit(row, filter)?))).collect::<Result<_, Trouble>>()?;
        if !found.take(batch, full, most) {
            return Ok(found);
        }
    }
}

/// By amount in one currency. A standing that few have is read whole and sorted; one that many have is met soon on the
/// way along the amounts.
async fn by_amount(face: &Shared, visitor: &Visitor, of: Of, filter: &Filter, most: usize) -> Result<Found, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let code = filter.currency.map_or("", |currency| currency.code());
    let largest_first = filter.sort == Sort::Largest;
    let start = filter.after.as_deref().and_then(read_place);
    if let Some(status) = &filter.status {
        let limit = i64::try_from(MOST_LOOKED_AT).unwrap_or(i64::MAX);
        let mut heads = store.stream_heads(tenant, (kind(of), status), limit + 1).await?;
        if heads.len() <= MOST_LOOKED_AT {
            heads.retain(|row| row.currency == code);
            heads.sort_by(|a, b| (a.amount_minor, &a.stream_id).cmp(&(b.amount_minor, &b.stream_id)));
            if largest_first {
                heads.reverse();
            }
            let beyond = |row: &StreamRow| {
                start.as_ref().is_none_or(|(minor, id)| {
                    let (mine, place) = ((row.amount_minor, row.stream_id.as_str()), (*minor, id.as_str()));
                    if largest_first { mine < place } else { mine > place }
                })
            };
            heads.retain(|row| beyond(row) && filter.fits_amount(row.amount_minor, &row.currency));
            let mut found = Found::default();
            for head in heads {
                let Some(row) = store.stream(tenant, &head.stream_id).await? else { continue };
                if !found.take(vec![(place_of(&row), fit_in(&row, filter, visitor)?)], true, most) {
                    return Ok(found);
                }
            }
            found.next = None;
            return Ok(found);
        }
    }
    let mut found = Found::default();
    let (mut minor, mut id) = start.unwrap_or_else(|| begin(filter));
    loop {
        let rows = store.streams_by_amount(tenant, (kind(of), code), (minor, &id), (largest_first, BATCH)).await?;
        let full = i64::try_from(rows.len()).unwrap_or(0) >= BATCH;
        if let Some(last) = rows.last() {
            (minor, id) = (last.amount_minor, last.stream_id.clone());
        }
        let batch = rows
            .iter()
            .map(|row| Ok((place_of(row), fit_in(row, filter, visitor)?)))
            .collect::<Result<_, Trouble>>()?;
        if !found.take(batch, full, most) {
            return Ok(found);
        }
    }
}

/// Where the way along the amounts begins: at the end that the filter names, or at the very end.
fn begin(filter: &Filter) -> (i64, String) {
    const END: &str = "\u{10FFFF}";
    if filter.sort == Sort::Largest {
        (filter.at_most_minor.unwrap_or(i64::MAX), END.to_owned())
    } else {
        (filter.at_least_minor.unwrap_or(i64::MIN), String::new())
    }
}

fn place_of(row: &StreamRow) -> String {
    format!("{}:{}", row.amount_minor, row.stream_id)
}

fn read_place(text: &str) -> Option<(i64, String)> {
    let (minor, id) = text.split_once(':')?;
    Some((minor.parse().ok()?, id.to_owned()))
}

const fn kind(of: Of) -> &'static str {
    match of {
        Of::Orders => "order",
        Of::Payments | Of::Refunds => "payment",
    }
}

/// The first id there can be at an instant: ids sort by time.
fn first_id(of: Of, at_us: i64) -> String {
    let kind = match of {
        Of::Orders => Kind::Order,
        Of::Payments => Kind::Payment,
        Of::Refunds => Kind::Refund,
    };
    first_of(kind, at_us)
}

/// The first id of a kind there can be at an instant; beyond all of them at the end of time.
#[must_use]
pub fn first_of(kind: Kind, at_us: i64) -> String {
    match Timestamp::from_microsecond(at_us) {
        Ok(at) if at_us < i64::MAX => {
            let id = IdSource::new(at, 0).next(kind);
            id.as_str().chars().take(kind.prefix().len() + 10).collect()
        }
        _ => format!("{}~", kind.prefix()),
    }
}

/// The row of a stream, if it fits; what costs nothing to look at is looked at first.
fn fit(row: &StreamRow, filter: &Filter) -> Result<Option<Row>, Trouble> {
    let named = |account: &String| row.state.contains(&format!("{:?}", account.as_str()));
    let may = filter.fits_amount(row.amount_minor, &row.currency)
        && filter.status.as_ref().is_none_or(|status| *status == row.status)
        && filter.through.as_ref().is_none_or(named);
    if may { of_row(row, filter) } else { Ok(None) }
}

fn fit_in(row: &StreamRow, filter: &Filter, visitor: &Visitor) -> Result<Option<Row>, Trouble> {
    let (from_us, until_us) = filter.between_us(&visitor.zone);
    if (from_us..until_us).contains(&row.created_us) { fit(row, filter) } else { Ok(None) }
}

fn of_row(row: &StreamRow, filter: &Filter) -> Result<Option<Row>, Trouble> {
    let (name, about) = match recall::stream(row)?.1.state {
        Known::Order(order) => (format!("Order {}", order.number), String::new()),
        Known::Payment(payment) => {
            let method = &payment.method;
            let through = payment.gateway_account().unwrap_or("by hand").to_owned();
            if filter.through.as_ref().is_some_and(|wanted| *wanted != through) {
                return Ok(None);
            }
            let last4 = if method.last4.is_empty() { String::new() } else { format!(" …{}", method.last4) };
            (format!("{}{last4}", if method.brand.is_empty() { "payment" } else { &method.brand }), through)
        }
        _ => return Ok(None),
    };
    Ok(Some(Row {
        id: row.stream_id.clone(),
        address: format!("/{}s/{}", row.kind, row.stream_id),
        name,
        status: row.status.clone(),
        amount_minor: row.amount_minor,
        currency: row.currency.clone(),
        about,
        at_us: row.created_us,
        cursor: if filter.sort.by_amount() { place_of(row) } else { row.stream_id.clone() },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_an_instant_lie_after_the_first_there_can_be() {
        let at_us = 1_790_000_000_123_000;
        let at = Timestamp::from_microsecond(at_us).expect("an instant");
        let id = IdSource::new(at, 77).next(Kind::Payment);
        assert!(first_of(Kind::Payment, at_us).as_str() <= id.as_str());
        assert!(first_of(Kind::Payment, at_us + 1_000).as_str() > id.as_str());
        assert!(first_of(Kind::Payment, 0).as_str() < id.as_str());
        assert!(first_of(Kind::Payment, i64::MAX).as_str() > id.as_str());
    }
}
