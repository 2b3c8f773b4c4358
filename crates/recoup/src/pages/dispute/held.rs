//! Disputes that wait for their payment: a gateway told of them by a name that nobody knows here. A person says which
//! payment it means, and another one is asked to look.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::id::{Id, Kind};
use recoup_core::payment::Payment;
use recoup_core::payment::matched::MatchPayment;

use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::deliveries::names_in;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::order::{Whole, payment};
use crate::pages::trouble::{Trouble, see};
use crate::pages::{act, shell, words};
use crate::people::token;
use crate::store::views::{DeliveryView, ExceptionQuery};

/// The reason of the exceptions that tell of them.
const REASON: &str = "dispute_of_unknown_payment";

/// Open exceptions that are looked through for them.
const MOST_EXCEPTIONS: i64 = 1_000;

/// How many of them are shown.
const MOST_SHOWN: usize = 20;

/// Those that wait, above the board; nothing where there are none.
///
/// # Errors
/// What the store met.
pub async fn list(face: &Shared, visitor: &Visitor) -> Result<Markup, Trouble> {
    let (store, tenant) = (face.engine.store(), &visitor.caller.tenant);
    let open = ExceptionQuery { state: Some("open".to_owned()), limit: MOST_EXCEPTIONS, ..ExceptionQuery::default() };
    let mut waiting = Vec::new();
    for one in store.exceptions(tenant, &open).await?.into_iter().filter(|one| one.row.reason == REASON) {
        let delivery = store.delivery(tenant, &one.row.source).await?.filter(|delivery| delivery.state != "done");
        waiting.extend(delivery);
        if waiting.len() >= MOST_SHOWN {
            break;
        }
    }
    let may = visitor.may(Permission::KeepBooks);
    Ok(html! {
        @if !waiting.is_empty() {
            section class="card" aria-labelledby="held" {
                h2 id="held" { "Wait for their payment " span class="quiet" { (waiting.len()) } }
                p class="quiet" { "They are told again by themselves once the payment is known." }
                ul {
                    @for delivery in &waiting {
                        li {
                            (delivery.target) ": " (delivery.note) ", since " (words::time_us(delivery.received_us, &visitor.zone)) " "
                            @if may { a href={ "/disputes/held/" (delivery.delivery_id) } { "Say which payment" } }
                        }
                    }
                }
                @if !may { p class="quiet" { "Who keeps the books says which payment is meant." } }
            }
        }
    })
}

/// Shows the form.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::KeepBooks>,
    Path(delivery): Path<String>,
) -> Result<Response, Trouble> {
    let delivery = read(&face, &visitor, &delivery).await?;
    let fields = Fields::fresh([(KEY, token::secret())]);
    Ok(page(&visitor, &delivery, form(&visitor, &delivery, &fields)))
}

/// Takes the form: shows the payment that is meant, then has the delivery told again.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::KeepBooks>,
    Path(delivery): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let delivery = read(&face, &visitor, &delivery).await?;
    if fields.text("step") != "edit"
        && let Some(payment) = meant(&face, &visitor, &delivery, &mut fields).await?
    {
        let names = match fields.text("gateway_ref") {
            "" => names_in(&face, &visitor.caller, &delivery),
            name => vec![name.to_owned()],
        };
        let (account, why) = (delivery.target.clone(), fields.text("why").to_owned());
        let ask = MatchPayment { payment: payment.id.clone(), account, names: names.clone(), why };
        let path = format!("/disputes/held/{}", delivery.delivery_id);
        let done = match fields.text("step") {
            "confirm" => act::act(&face, &visitor.caller, &path, &fields, ask).await.map(|_| true),
            _ => act::preview(&face, &visitor.caller, ask).await.map(|_| false),
        };
        match done {
            Ok(true) => {
                let now_us = face.engine.clock().now().as_microsecond();
                face.engine.store().hasten_delivery(&visitor.caller.tenant, &delivery.delivery_id, now_us).await?;
                return Ok(see(&format!("/payments/{}", payment.id)));
            }
            Ok(false) => {
                return Ok(page(&visitor, &delivery, review(&visitor, &delivery, &fields, &payment, &names)));
            }
            Err(problem) => {
                fields.refused(&problem, &[("payment", "payment"), ("gateway_ref", "gateway_ref"), ("why", "why")]);
            }
        }
    }
    let status = if fields.is_fine() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page(&visitor, &delivery, form(&visitor, &delivery, &fields))).into_response())
}

async fn read(face: &Shared, visitor: &Visitor, id: &str) -> Result<DeliveryView, Problem> {
    let found = face.engine.store().delivery(&visitor.caller.tenant, id).await?;
    let found = found.ok_or_else(|| Problem::unknown("delivery", id))?;
    if found.state == "done" {
        return Err(Problem::new(409, "not_in_state", "this was told meanwhile; there is nothing left to match"));
    }
    Ok(found)
}

/// The payment that was typed: by its id, or by the number or another name of its order.
async fn meant(
    face: &Shared,
    visitor: &Visitor,
    delivery: &DeliveryView,
    fields: &mut Fields,
) -> Result<Option<Payment>, Trouble> {
    let typed = fields.text("payment").to_owned();
    let mut found: Vec<Payment> = Vec::new();
    let named = face.engine.store().references(&visitor.caller.tenant, None, &typed).await?;
    let streams = named.into_iter().map(|row| row.stream_id).chain([typed.clone()]);
    for stream in streams {
        match Id::trusted(&stream).kind() {
            Some(Kind::Payment) => found.extend(payment(face, visitor, &stream).await.ok()),
            Some(Kind::Order) => {
                found.extend(Whole::read(face, visitor, &stream).await.into_iter().flat_map(|whole| whole.payments));
            }
            _ => {}
        }
    }
    found.retain(|payment| payment.gateway_account() == Some(delivery.target.as_str()));
    found.sort_by(|a, b| a.id.as_str().cmp(b.id.as_str()));
    found.dedup_by(|a, b| a.id == b.id);
    match (typed.as_str(), found.len()) {
        ("", _) => fields.wrong("payment", "say which payment, or which order"),
        (_, 1) => return Ok(found.pop()),
        (_, 0) => fields.wrong("payment", format!("no payment at {} is called so", delivery.target)),
        _ => {
            let ids: Vec<&str> = found.iter().map(|payment| payment.id.as_str()).collect();
            fields.wrong("payment", format!("several are called so; write the one you mean: {}", ids.join(", ")));
        }
    }
    Ok(None)
}

fn page(visitor: &Visitor, delivery: &DeliveryView, content: Markup) -> Response {
    let content = html! {
        p { a href="/disputes" { "Disputes" } }
        h1 { "Which payment is meant?" }
        p class="lead" { (delivery.target) " told: " (delivery.note) "." }
        (content)
    };
    shell::page(visitor, "Which payment is meant?", "/disputes", content)
}

fn form(visitor: &Visitor, delivery: &DeliveryView, fields: &Fields) -> Markup {
    let text = |hint| Input { required: true, autocomplete: Some("off"), hint: Some(hint), ..Input::default() };
    html! {
        (fields.summary())
        form method="post" action={ "/disputes/held/" (delivery.delivery_id) } class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            (fields.input("payment", "Payment or order", text("An id such as pay_…, or the number of the order.")))
            (fields.input("gateway_ref", "The gateway's name for the payment", Input {
                required: false, ..text("Only where the gateway did not name it.")
            }))
            (fields.input("why", "How you know", Input { kind: "area", ..text("Whoever looks at it after you reads this.") }))
            p class="actions" {
                button class="main" name="step" value="review" { "Review" }
                a class="button" href="/disputes" { "Back" }
            }
        }
    }
}

fn review(visitor: &Visitor, delivery: &DeliveryView, fields: &Fields, payment: &Payment, names: &[String]) -> Markup {
    html! {
        p {
            "From now on " (delivery.target) " means this payment by " strong { (names.join(", ")) }
            ". No money moves by that; the dispute is told to it next, and another person is asked to look."
        }
        dl class="facts" {
            dt { "Payment" } dd { code { (payment.id) } " " (words::chip(payment.status.word())) }
            dt { "Captured" } dd { (words::money(payment.captured_minor, payment.currency.code())) }
            (words::opened(payment))
            dt { "How you know" } dd { (fields.text("why")) }
        }
        form method="post" action={ "/disputes/held/" (delivery.delivery_id) } {
            (shell::token(visitor))
            @for name in [KEY, "payment", "gateway_ref", "why"] {
                input type="hidden" name=(name) value=(fields.text(name));
            }
            p class="actions" {
                button class="main" name="step" value="confirm" autofocus { "It is this payment" }
                button name="step" value="edit" { "Change" }
            }
        }
    }
}
