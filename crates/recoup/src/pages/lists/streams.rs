//! Orders and payments as a list: the handlers, rows made of streams, places in an address. `walk` finds them.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use recoup_core::id::{IdSource, Kind};

use super::filter::Filter;
use super::found::Found;
use super::slim::{Named, Paid};
use super::walk::Walk;
use super::{Of, PAGE, Row, page, saved, slim, through};
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::store::rows::StreamRow;

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

async fn show(face: &Shared, visitor: &Visitor, of: Of, mut filter: Filter) -> Result<Response, Trouble> {
    filter.fit(of);
    let found = find(face, visitor, (of, &filter), PAGE).await?;
    let saved = saved::bar(face, visitor, of, &filter).await?;
    Ok(page(visitor, of, &filter, &found, saved))
}

/// Reads a page.
///
/// # Errors
/// What the store met.
pub async fn find(
    face: &Shared,
    visitor: &Visitor,
    (of, filter): (Of, &Filter),
    most: usize,
) -> Result<Found, Trouble> {
    Walk::new(face.engine.store(), visitor, (of, filter), most).find().await
}

/// A place in a list by amount, as it stands in an address.
#[must_use]
pub fn place_of(amount_minor: i64, id: &str) -> String {
    format!("{amount_minor}:{id}")
}

/// Reads a place in a list by amount.
#[must_use]
pub fn read_place(text: &str) -> Option<(i64, String)> {
    let (minor, id) = text.split_once(':')?;
    Some((minor.parse().ok()?, id.to_owned()))
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
///
/// # Errors
/// When its state cannot be read.
pub fn fit(row: &StreamRow, filter: &Filter) -> Result<Option<Row>, Trouble> {
    let may = filter.fits_amount(row.amount_minor, &row.currency)
        && filter.status.as_ref().is_none_or(|status| *status == row.status)
        && filter.through.as_ref().is_none_or(|wanted| through::may_stand_in(&row.state, wanted));
    if !may {
        return Ok(None);
    }
    let (name, about) = match row.kind.as_str() {
        "order" => (format!("Order {}", slim::read::<Named>(row)?.number), String::new()),
        "payment" => {
            let Paid { method } = slim::read(row)?;
            if filter.through.as_ref().is_some_and(|wanted| !through::is(&method, wanted)) {
                return Ok(None);
            }
            (through::paid_by(&method), through::word(&method).to_owned())
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

    #[test]
    fn a_place_by_amount_reads_back() {
        assert_eq!(read_place(&place_of(-5, "pay_1")), Some((-5, "pay_1".to_owned())));
        assert_eq!(read_place("pay_1"), None);
    }
}
