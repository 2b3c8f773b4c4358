//! Refunds as a list. They live in their payments, so they are found by their ids, which are in the order of time; those
//! that stand where few stand are found by their flag.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use recoup_core::id::Kind;
use recoup_core::payment::Payment;
use recoup_core::world::State as Known;

use super::filter::{Filter, Sort};
use super::found::Found;
use super::streams::first_of;
use super::{Of, PAGE, Row, page, saved};
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::store::rows::Wanted;
use crate::views::flags::OF_REFUNDS;

/// Refunds read at once, each with its payment.
const BATCH: i64 = 50;

/// The refunds.
///
/// # Errors
/// What the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    mut filter: Filter,
) -> Result<Response, Trouble> {
    if filter.sort.by_amount() {
        filter.sort = Sort::Newest;
        filter.wrong.push("Refunds are sorted by time.".to_owned());
    }
    let found = find(&face, &visitor, &filter, PAGE).await?;
    let saved = saved::bar(&face, &visitor, Of::Refunds, &filter).await?;
    Ok(page(&visitor, Of::Refunds, &filter, &found, saved))
}

/// Reads a page.
///
/// # Errors
/// What the store met.
pub async fn find(face: &Shared, visitor: &Visitor, filter: &Filter, most: usize) -> Result<Found, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let newest_first = filter.sort != Sort::Oldest;
    let flag = OF_REFUNDS.iter().find(|(_, status)| Some(status.word()) == filter.status.as_deref());
    let (from_us, until_us) = filter.between_us(&visitor.zone);
    let (mut after, mut before) = (first_of(Kind::Refund, from_us), first_of(Kind::Refund, until_us));
    let mut found = Found::default();
    let mut place = filter.after.clone();
    loop {
        if let Some(place) = place.take() {
            if newest_first { before = before.min(place) } else { after = after.max(place) }
        }
        let ids: Vec<(String, String)> = match flag {
            Some((flag, _)) if newest_first => {
                let rows = store.flags(tenant, flag, Some(&before), BATCH).await?;
                rows.into_iter().take_while(|row| row.id > after).map(|row| (row.id, row.stream_id)).collect()
            }
            _ => {
                let rows = store.operations(tenant, (&after, &before), newest_first, BATCH).await?;
                rows.into_iter().map(|row| (row.value, row.stream_id)).collect()
            }
        };
        let full = i64::try_from(ids.len()).unwrap_or(0) >= BATCH;
        place = ids.last().map(|(id, _)| id.clone());
        let payments = payments(face, visitor, &ids).await?;
        let batch = ids.into_iter().map(|(id, stream)| {
            let row = payments.get(&stream).and_then(|payment| fit(payment, &id, filter));
            (id, row)
        });
        if !found.take(batch.collect(), full, most) {
            return Ok(found);
        }
    }
}

async fn payments(
    face: &Shared,
    visitor: &Visitor,
    ids: &[(String, String)],
) -> Result<BTreeMap<String, Payment>, Trouble> {
    let tenant = &visitor.caller.tenant;
    let mut streams: Vec<(String, String)> = ids.iter().map(|(_, stream)| (tenant.clone(), stream.clone())).collect();
    streams.sort();
    streams.dedup();
    let mut found = BTreeMap::new();
    for (_, row) in face.engine.store().load(&Wanted { streams, ..Wanted::default() }).await?.streams {
        if let Known::Payment(payment) = recall::stream(&row)?.1.state {
            found.insert(row.stream_id, payment);
        }
    }
    Ok(found)
}

fn fit(payment: &Payment, id: &str, filter: &Filter) -> Option<Row> {
    let refund = payment.refunds.iter().find(|refund| refund.id.as_str() == id)?;
    let through = payment.gateway_account().unwrap_or("by hand");
    let fits = filter.status.as_deref().is_none_or(|status| status == refund.status.word())
        && filter.fits_amount(refund.amount_minor, payment.currency.code())
        && filter.through.as_deref().is_none_or(|wanted| wanted == through);
    let method = &payment.method;
    let last4 = if method.last4.is_empty() { String::new() } else { format!(" …{}", method.last4) };
    let name = if method.brand.is_empty() { "payment" } else { &method.brand };
    fits.then(|| Row {
        id: id.to_owned(),
        address: format!("/orders/{}#{id}", payment.order),
        name: format!("{name}{last4}"),
        status: refund.status.word().to_owned(),
        amount_minor: refund.amount_minor,
        currency: payment.currency.code().to_owned(),
        about: words::plain(&refund.reason),
        at_us: at_us(id),
        cursor: id.to_owned(),
    })
}

/// When an id was made, microseconds since 1970: its first ten characters are the milliseconds in base 32.
#[must_use]
pub fn at_us(id: &str) -> i64 {
    const ALPHABET: &str = "0123456789abcdefghjkmnpqrstvwxyz";
    let body = id.split_once('_').map_or(id, |(_, body)| body);
    let ms = body.chars().take(10).try_fold(0_i64, |sum, c| {
        let digit = i64::try_from(ALPHABET.find(c)?).ok()?;
        sum.checked_mul(32)?.checked_add(digit)
    });
    ms.unwrap_or(0).saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use recoup_core::id::IdSource;

    use super::*;

    #[test]
    fn an_id_says_when_it_was_made() {
        let at = jiff::Timestamp::from_millisecond(1_790_000_000_123).expect("an instant");
        assert_eq!(at_us(IdSource::new(at, 5).next(Kind::Refund).as_str()), 1_790_000_000_123_000);
        assert_eq!(at_us("rfd_!!"), 0);
    }
}
