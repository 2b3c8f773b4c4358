//! One box that finds a thing by whatever is known of it: an order number, any reference, an id of ours or of a
//! gateway, or the last four digits of a card with an amount and a day. What is found is as it stands now.

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::civil::Date;
use maud::html;
use recoup_core::id::Kind;
use recoup_core::world::State as Known;
use serde::Deserialize;

use super::guard::{May, Visitor};
use super::lists::streams::first_of;
use super::trouble::{Trouble, see};
use super::{shell, words};
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list::plain;
use crate::store::rows::{StreamRow, Wanted};

/// Most things shown.
const MOST: usize = 50;

/// Most payments with the same last four digits that are looked at.
const MOST_BY_DIGITS: i64 = 2_000;

/// Payments whose amounts are looked at in one read.
const AT_ONCE: usize = 250;

/// What was typed.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

/// What a text may mean when it names a card.
#[derive(Debug, Default, PartialEq, Eq)]
struct Card {
    last4: String,
    day: Option<Date>,
    /// Digits of the amount, without point or currency.
    amount: Option<String>,
}

/// Finds and shows; goes there at once where only one thing is found.
///
/// # Errors
/// What the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let text: String = asked.q.trim().chars().take(200).collect();
    let (found, limit) =
        if text.is_empty() || !plain(&text) { (Vec::new(), None) } else { find(&face, &visitor, &text).await? };
    if let ([one], None) = (found.as_slice(), &limit) {
        return Ok(see(&address(one)));
    }
    let content = html! {
        h1 { "Search" }
        @if text.is_empty() {
            p { "Type an order number, a reference, an id, an e-mail, or the last four digits of a card with the amount and the day, such as " code { "4242 42.00 2026-11-20" } "." }
        } @else if found.is_empty() {
            p class="empty" { "Nothing is called " strong { (text) } "." }
            p class="quiet" { "References are found whole, as the shop or the gateway wrote them." }
            @if let Some(limit) = &limit { p class="note" { (limit) } }
        } @else {
            p class="quiet" { (found.len()) " found." @if let Some(limit) = &limit { " " (limit) } }
            (shell::scroll("What was found", html! {
                table {
                    thead { tr {
                        th scope="col" { "What" } th scope="col" { "Standing" }
                        th scope="col" class="sum" { "Amount" } th scope="col" { "When" } th scope="col" { "Id" }
                    } }
                    tbody {
                        @for row in &found {
                            tr {
                                th scope="row" { a href=(address(row)) { (name(row)) } }
                                td { (words::chip(&row.status)) }
                                td class="sum" { @if !row.currency.is_empty() { (words::money(row.amount_minor, &row.currency)) } }
                                td { (words::time_us(row.created_us, &visitor.zone)) }
                                td { (words::short(&row.stream_id)) }
                            }
                        }
                    }
                }
            }))
        }
    };
    Ok(shell::page(&visitor, "Search", "/search", content))
}

/// What is found, the newest first, and what was left out.
async fn find(face: &Shared, visitor: &Visitor, text: &str) -> Result<(Vec<StreamRow>, Option<String>), Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let mut ids: Vec<String> = Vec::new();
    let spellings = [text.to_owned(), text.to_lowercase(), text.trim_start_matches('#').to_owned()];
    for spelling in &spellings {
        let named = store.references(tenant, None, spelling).await?;
        let named = named.into_iter().filter(|row| row.kind != "last4").map(|row| row.stream_id);
        for id in named.chain([spelling.clone()]) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    let many = || format!("The newest {MOST} are shown; say more to narrow it down.");
    let mut limit = (ids.len() > MOST * 4).then(many);
    ids.truncate(MOST * 4);
    let mut rows = read(face, visitor, &ids).await?;
    if let Some(card) = card(text) {
        let (found, why) = by_card(face, visitor, &card).await?;
        rows.extend(found.into_iter().filter(|row| !ids.contains(&row.stream_id)));
        limit = why.or(limit);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.created_us));
    if rows.len() > MOST {
        limit = limit.or_else(|| Some(many()));
        rows.truncate(MOST);
    }
    Ok((rows, limit))
}

/// The streams of these ids that have a page.
async fn read(face: &Shared, visitor: &Visitor, ids: &[String]) -> Result<Vec<StreamRow>, Trouble> {
    let streams = ids.iter().map(|id| (visitor.caller.tenant.clone(), id.clone())).collect();
    let rows = face.engine.store().load(&Wanted { streams, ..Wanted::default() }).await?.streams;
    let mut rows: Vec<StreamRow> = rows.into_iter().map(|(_, row)| row).collect();
    rows.retain(|row| matches!(row.kind.as_str(), "order" | "payment" | "approval" | "customer" | "invoice"));
    Ok(rows)
}

/// Payments by the last four digits, on a day and of an amount where these were said: the newest, and what was left
/// out.
async fn by_card(face: &Shared, visitor: &Visitor, card: &Card) -> Result<(Vec<StreamRow>, Option<String>), Trouble> {
    let at = |day: Date| day.to_zoned(visitor.zone.clone()).map(|at| at.timestamp().as_microsecond()).ok();
    let from = card.day.and_then(at).unwrap_or(0);
    let until = card.day.and_then(|day| day.tomorrow().ok()).and_then(at).unwrap_or(i64::MAX);
    let between = (first_of(Kind::Payment, from), first_of(Kind::Payment, until));
    let named = face.engine.store().named_between(
        &visitor.caller.tenant,
        ("last4", &card.last4),
        (&between.0, &between.1),
        MOST_BY_DIGITS + 1,
    );
    let mut ids: Vec<String> = named.await?.into_iter().map(|row| row.stream_id).collect();
    let most = usize::try_from(MOST_BY_DIGITS).unwrap_or(usize::MAX);
    let cut = ids.len() > most;
    ids.truncate(most);
    let mut found: Vec<StreamRow> = Vec::new();
    // By amount first, and only then the newest of them: an old payment of this amount is not lost behind others.
    for ids in ids.chunks(AT_ONCE) {
        let mut rows = read(face, visitor, ids).await?;
        rows.retain(|row| card.amount.as_ref().is_none_or(|amount| row.amount_minor.to_string() == *amount));
        rows.sort_by(|a, b| b.stream_id.cmp(&a.stream_id));
        found.extend(rows);
        if found.len() > MOST {
            break;
        }
        tokio::task::yield_now().await;
    }
    let full = found.len() > MOST;
    found.truncate(MOST);
    let missing = match (card.amount.is_some(), card.day.is_some()) {
        (false, false) => "say the amount or the day",
        (true, false) => "say the day",
        (false, true) => "say the amount",
        (true, true) => "look for the order number or the gateway's reference instead",
    };
    let limit = if full {
        Some(format!("The newest {MOST} are shown; {missing} to narrow it down."))
    } else {
        let digits = &card.last4;
        cut.then(|| {
            format!(
                "Looked at were the newest {most} payments by cards that end in {digits}; {missing} for older ones."
            )
        })
    };
    Ok((found, limit))
}

/// Reads digits, amount and day from a text such as `4242 42.00 2026-11-20`.
fn card(text: &str) -> Option<Card> {
    let mut card = Card::default();
    for word in text.split_whitespace() {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        if word.len() == 4 && digits.len() == 4 && card.last4.is_empty() {
            card.last4 = digits;
        } else if let Ok(day) = word.parse::<Date>() {
            card.day = Some(day);
        } else if !digits.is_empty() && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
            card.amount = Some(digits.trim_start_matches('0').to_owned());
        } else if word.len() != 3 || !word.chars().all(|c| c.is_ascii_alphabetic()) {
            return None;
        }
    }
    (!card.last4.is_empty()).then_some(card)
}

fn address(row: &StreamRow) -> String {
    match row.kind.as_str() {
        "order" => format!("/orders/{}", row.stream_id),
        "approval" => format!("/approvals/{}", row.stream_id),
        "customer" => format!("/customers/{}", row.stream_id),
        "invoice" => format!("/invoices/{}", row.stream_id),
        _ => format!("/payments/{}", row.stream_id),
    }
}

fn name(row: &StreamRow) -> String {
    match recall::stream(row).map(|(_, stream)| stream.state) {
        Ok(Known::Order(order)) => format!("Order {}", order.number),
        Ok(Known::Payment(payment)) => {
            let last4 = &payment.method.last4;
            if last4.is_empty() {
                "Payment".to_owned()
            } else {
                format!("Payment by {} …{last4}", payment.method.brand)
            }
        }
        Ok(Known::Approval(approval)) => super::approval::about(&approval.subject),
        Ok(Known::Customer(customer)) => format!("Customer {}", customer.reference),
        Ok(Known::Invoice(invoice)) => format!("Invoice {}", invoice.number),
        _ => row.kind.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_four_digits_with_an_amount_and_a_day() {
        let read = card("4242 42.00 EUR 2026-11-20").expect("a card");
        assert_eq!((read.last4.as_str(), read.amount.as_deref()), ("4242", Some("4200")));
        assert_eq!(read.day, Some(jiff::civil::date(2026, 11, 20)));
        assert_eq!(card("4242").map(|c| c.last4).as_deref(), Some("4242"));
        for other in ["1001 please", "order 4242", "42.00", ""] {
            assert_eq!(card(other), None, "{other}");
        }
    }
}
