//! Where localstripe 1.15 is not like Stripe, and what is done here so that the adapter need not know:
//!
//! - it has no `pm_card_visa` and the like: a method is made of a number, see [`customer`];
//! - its list of intents takes no `customer` and no `created`: it is asked for all, see [`request`];
//! - a capture takes no metadata: they are put on the intent just before, see [`request`];
//! - an intent has neither `amount_capturable` nor `amount_received`, see [`reply`];
//! - a capture of a part refunds the rest, which Stripe releases without a refund: those refunds name no intent.
//!
//! Beside that it keeps no idempotency keys, has no capture in several parts, no disputes and no payouts, which is why
//! only the happy path runs here.

use recoup_gateways::{Header, Request};
use serde_json::Value;

use super::Done;
use super::wire::Line;

/// A new customer with a stored card, of Stripe's first test number, as `cus_…/pm_…`.
pub fn customer(line: &Line) -> Done<String> {
    let number = "4242".repeat(4);
    let card = ["number", "exp_month", "exp_year", "cvc"].iter().zip([&*number, "12", "2040", "123"]);
    let card: String = card.map(|(field, value)| format!("&card%5B{field}%5D={value}")).collect();
    let customer = made(line, "/v1/customers", "name=Shopper")?;
    let method = made(line, "/v1/payment_methods", &format!("type=card{card}"))?;
    made(line, &format!("/v1/payment_methods/{method}/attach"), &format!("customer={customer}"))?;
    Ok(format!("{customer}/{method}"))
}

/// The id of what a request makes.
fn made(line: &Line, path: &str, form: &str) -> Done<String> {
    let headers = vec![
        Header::secret("authorization", "Bearer sk_test_local"),
        Header::new("content-type", "application/x-www-form-urlencoded"),
    ];
    let url = format!("{}{path}", line.base_url());
    let (status, body) = line.send(&Request { method: "POST", url, headers, body: form.to_owned() })?;
    let value: Value = serde_json::from_str(&body)?;
    let id = value["id"].as_str().filter(|_| status == 200);
    id.map(str::to_owned).ok_or_else(|| format!("{path}: {status} {body}").into())
}

/// The request as localstripe takes it, and one that goes before it.
pub fn request(request: &Request) -> (Option<Request>, Request) {
    let mut asked = request.clone();
    if let Some((intent, "")) = request.url.split_once("/capture") {
        let (marks, rest) = parted(&request.body, |field| field.starts_with("metadata%5B"));
        asked.body = rest;
        return (Some(Request { url: intent.to_owned(), body: marks, ..request.clone() }), asked);
    }
    if let Some((path, query)) = request.url.split_once("/v1/payment_intents?") {
        let (_, rest) = parted(query, |field| field.starts_with("customer=") || field.starts_with("created%5B"));
        asked.url = format!("{path}/v1/payment_intents?{rest}");
    }
    (None, asked)
}

/// The fields of a form that are chosen, and the others.
fn parted(form: &str, chosen: impl Fn(&str) -> bool) -> (String, String) {
    let (one, other): (Vec<&str>, Vec<&str>) = form.split('&').partition(|field| chosen(field));
    (one.join("&"), other.join("&"))
}

/// The answer as Stripe would have given it.
pub fn reply(body: &str) -> Done<String> {
    let mut value: Value = serde_json::from_str(body)?;
    match value["data"].as_array_mut() {
        Some(list) => list.iter_mut().for_each(complete),
        None => complete(&mut value),
    }
    Ok(value.to_string())
}

/// Puts on an intent what can be captured and what was, and nothing on anything else.
fn complete(object: &mut Value) {
    if object["object"] != "payment_intent" {
        return;
    }
    let amount = object["amount"].as_i64().unwrap_or(0);
    let refunds = object["latest_charge"]["refunds"]["data"].as_array();
    let released: i64 = refunds
        .into_iter()
        .flatten()
        .filter(|refund| refund["payment_intent"].is_null())
        .filter_map(|refund| refund["amount"].as_i64())
        .sum();
    let (capturable, received) = match object["status"].as_str() {
        Some("requires_capture") => (amount, 0),
        Some("succeeded") => (0, amount.saturating_sub(released)),
        _ => (0, 0),
    };
    object["amount_capturable"] = capturable.into();
    object["amount_received"] = received.into();
}
