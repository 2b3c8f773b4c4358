//! Which pages are asked for, and what each must not exceed.

use jiff::Timestamp;
use recoup_core::id::Kind;
use serde::Serialize;

use super::Known;
use super::sale::OLD_ACCOUNT;
use crate::pages::lists::streams::first_of;
use crate::pages::trouble::in_query;

/// What is wanted of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A page of a list.
    List,
    /// The page of an order.
    Order,
    /// Only measured.
    None,
}

impl Target {
    /// Most milliseconds of the median and of all but one in twenty; none where it is only measured.
    #[must_use]
    pub const fn most_ms(self) -> Option<f64> {
        match self {
            Self::List => Some(30.0),
            Self::Order => Some(5.0),
            Self::None => None,
        }
    }
}

/// One page.
#[derive(Debug, Clone)]
pub struct Ask {
    /// What it is, for the table.
    pub what: &'static str,
    /// Path and query.
    pub path: String,
    /// What is wanted of it.
    pub target: Target,
}

/// Every page that is measured.
#[must_use]
pub fn all(known: &Known) -> Vec<Ask> {
    let mut asks: Vec<Ask> = payments(known).into_iter().chain(others(known)).collect();
    for (what, path) in [("order page", &known.order), ("order page with two refunds", &known.refunded)] {
        asks.push(Ask { what, path: format!("/orders/{path}"), target: Target::Order });
    }
    let one_day = format!("/payments/export.csv?from={0}&until={0}", day(known.middle_us));
    let measured = [
        ("order page, ledger", format!("/orders/{}?tab=ledger", known.order)),
        ("today", "/".to_owned()),
        ("search by order number", format!("/search?q={}", known.number)),
        ("search by last four digits", "/search?q=4242".to_owned()),
        ("file of one day of payments", one_day),
    ];
    asks.extend(measured.into_iter().map(|(what, path)| Ask { what, path, target: Target::None }));
    asks
}

fn payments(known: &Known) -> Vec<Ask> {
    let (month, middle) = (month(known.middle_us), first_of(Kind::Payment, known.middle_us));
    let old = in_query(OLD_ACCOUNT);
    let queries = [
        ("payments", String::new()),
        ("payments, deep page", format!("after={middle}")),
        ("payments, oldest first", "sort=oldest".to_owned()),
        ("payments captured", "status=captured".to_owned()),
        ("payments captured, deep page", format!("status=captured&after={middle}")),
        ("payments unknown (few)", "status=unknown".to_owned()),
        ("payments in EUR captured in a month", format!("currency=EUR&status=captured&{month}")),
        ("payments in JPY (few)", "currency=JPY".to_owned()),
        ("payments in JPY failed (none)", "currency=JPY&status=failed".to_owned()),
        ("payments in EUR, 5 to 6", "currency=EUR&least=5&most=6".to_owned()),
        ("payments in EUR above 3000 (few)", "currency=EUR&least=3000".to_owned()),
        ("payments, largest in EUR", "currency=EUR&sort=largest".to_owned()),
        ("payments, largest in EUR below 100", "currency=EUR&sort=largest&most=100".to_owned()),
        ("payments, deep page by amount", "currency=EUR&sort=largest&after=10000:pay_".to_owned()),
        ("payments, smallest in EUR from 50 to 60", "currency=EUR&sort=smallest&least=50&most=60".to_owned()),
        ("payments, largest captured in EUR", "currency=EUR&sort=largest&status=captured".to_owned()),
        ("payments, largest unknown in EUR", "currency=EUR&sort=largest&status=unknown".to_owned()),
        ("payments, largest in EUR in a month", format!("currency=EUR&sort=largest&{month}")),
        ("payments by hand", "through=by%20hand".to_owned()),
        ("payments through an account", "through=sandbox%3Aeu".to_owned()),
        ("payments through it, deep page", format!("through=sandbox%3Aeu&after={middle}")),
        ("payments through an old account (looks further)", format!("through={old}")),
        ("payments through it, largest in EUR", format!("currency=EUR&sort=largest&through={old}")),
    ];
    queries.into_iter().map(|(what, query)| list(what, "/payments", &query)).collect()
}

fn others(known: &Known) -> Vec<Ask> {
    let month = month(known.middle_us);
    let refund = first_of(Kind::Refund, known.middle_us);
    let order = first_of(Kind::Order, known.middle_us);
    let queries = [
        ("orders", "/orders", String::new()),
        ("orders, deep page", "/orders", format!("after={order}")),
        ("orders, largest in USD in a month", "/orders", format!("currency=USD&sort=largest&{month}")),
        ("refunds", "/refunds", String::new()),
        ("refunds, deep page", "/refunds", format!("after={refund}")),
        ("refunds failed (by flag)", "/refunds", "status=failed".to_owned()),
        ("refunds on their way", "/refunds", "status=sending".to_owned()),
        ("refunds, largest in EUR", "/refunds", "currency=EUR&sort=largest".to_owned()),
        ("refunds in EUR, 10 to 12, of a month", "/refunds", format!("currency=EUR&least=10&most=12&{month}")),
    ];
    queries.into_iter().map(|(what, path, query)| list(what, path, &query)).collect()
}

fn list(what: &'static str, path: &str, query: &str) -> Ask {
    let path = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    Ask { what, path, target: Target::List }
}

fn day(at_us: i64) -> String {
    let at = Timestamp::from_microsecond(at_us).unwrap_or_default();
    at.to_string().chars().take(10).collect()
}

fn month(from_us: i64) -> String {
    format!("from={}&until={}", day(from_us), day(from_us.saturating_add(30 * 86_400 * 1_000_000)))
}
