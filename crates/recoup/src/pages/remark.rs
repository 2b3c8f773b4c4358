//! Comments on the timeline of an order, each with a file or without one. Files are kept as they came and only ever
//! handed out to be saved, never shown.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::id::Kind;
use recoup_core::order::Order;
use recoup_core::text;
use recoup_core::world::State as Known;

use super::form::{Fields, Input, KEY};
use super::guard::{May, Visitor};
use super::shell;
use super::trouble::{Trouble, see};
use super::upload::{self, Kept, Sent};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::{Right, right};
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use crate::people::token;
use crate::store::person_rows::RemarkRow;

/// Whoever does something about orders may write about them; who only looks or audits may not.
#[derive(Debug)]
pub struct Write;

impl Right for Write {
    const ANY_OF: &'static [Permission] = &[
        Permission::AskRefunds,
        Permission::MoveMoney,
        Permission::Decide,
        Permission::KeepBooks,
        Permission::WriteOrders,
    ];
}

/// The form for a comment, folded up, for those who may write one.
#[must_use]
pub fn form(visitor: &Visitor, order: &str) -> Markup {
    html! {
        @if Write::ANY_OF.iter().any(|permission| visitor.may(*permission)) {
            details class="write" {
                summary { "Write a comment" }
                (inputs(visitor, order, &fresh()))
            }
        }
    }
}

fn fresh() -> Fields {
    Fields::fresh([(KEY, token::secret())])
}

fn inputs(visitor: &Visitor, order: &str, fields: &Fields) -> Markup {
    html! {
        (fields.summary())
        form method="post" action={ "/orders/" (order) "/remarks" } enctype="multipart/form-data" class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            (fields.input("body", "Comment", Input {
                kind: "area", required: true, hint: Some("For colleagues. Never a card number."), ..Input::default()
            }))
            (upload::input(fields, "File", "It need not be there."))
            p class="actions" { button class="main" { "Comment" } }
        }
    }
}

/// Shows the form on a page of its own.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<Write>,
    Path(named): Path<String>,
) -> Result<Response, Trouble> {
    let order = read(&face, &visitor, &named).await?;
    Ok(page(&visitor, &order, &fresh()))
}

fn page(visitor: &Visitor, order: &Order, fields: &Fields) -> Response {
    let content = html! {
        p { a href={ "/orders/" (order.id) "#timeline" } { "Order " (order.number) } }
        h1 { "Comment" }
        (inputs(visitor, order.id.as_str(), fields))
    };
    shell::page(visitor, "Comment", "/orders", content)
}

async fn read(face: &Shared, visitor: &Visitor, named: &str) -> Result<Order, Problem> {
    let id = id(Kind::Order, named)?;
    match list::state(face, &visitor.caller, "order", id.as_str()).await? {
        Known::Order(order) => Ok(order),
        _ => Err(Problem::unknown("order", named)),
    }
}

/// Writes a comment. A form that is sent twice writes once.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn write(
    State(face): State<Shared>,
    visitor: May<Write>,
    Path(named): Path<String>,
    sent: Sent,
) -> Result<Response, Trouble> {
    let order = read(&face, &visitor, &named).await?;
    let Sent { mut fields, file } = sent;
    let remark_id = remark_id(fields.key()?);
    let body = fields.text("body").replace("\r\n", "\n");
    if body.is_empty() {
        fields.wrong("body", "write a few words; a file alone does not say why it is there");
    } else if let Err(refusal) = text::required("body", &body, text::NOTE) {
        fields.refused(&Problem::from(refusal), &[("body", "body")]);
    }
    let came_with_file = file.is_some();
    let kept = match upload::checked(file) {
        Ok(kept) => kept,
        Err(why) => {
            fields.wrong("file", why);
            Kept::default()
        }
    };
    if fields.is_fine() {
        let row = RemarkRow {
            stream_id: order.id.as_str().to_owned(),
            remark_id,
            person: visitor.person.person.clone(),
            body,
            file_name: kept.name,
            file_type: kept.kind.to_owned(),
            at_us: face.engine.clock().now().as_microsecond(),
        };
        if keep(&face, &visitor, &row, kept.bytes).await? {
            return Ok(see(&format!("/orders/{}#timeline", order.id)));
        }
        fields.set(KEY, token::secret());
        fields.wrong("", "this form was sent before with other words, which are in the timeline; send these as well?");
    }
    if came_with_file {
        fields.wrong("file", "choose the file once more: browsers do not keep it");
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&visitor, &order, &fields)).into_response())
}

/// The id of a comment, made of the key of its form alone: a repeat finds it taken.
fn remark_id(key: &str) -> String {
    let hash = token::hash(key);
    format!("rmk_{}", hash.get(..32).unwrap_or(&hash))
}

/// Keeps a comment; true when it is there, now or before, false when the same form said something else before.
async fn keep(face: &Shared, visitor: &Visitor, row: &RemarkRow, file: Vec<u8>) -> Result<bool, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    if store.put_remark(tenant, row, file).await? {
        return Ok(true);
    }
    let said = |known: &RemarkRow| (known.person.clone(), known.body.clone(), known.file_name.clone());
    let known = store.remarks(tenant, &row.stream_id).await?;
    Ok(known.iter().any(|known| known.remark_id == row.remark_id && said(known) == said(row)))
}

/// Hands out the file of a comment, to be saved.
///
/// # Errors
/// 404, or what the store met.
pub async fn file(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((order, remark)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let order = id(Kind::Order, &order)?;
    let fits = remark.len() <= 80 && remark.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let remark = if fits { remark } else { String::new() };
    let found = face.engine.store().remark_file(&visitor.caller.tenant, order.as_str(), &remark).await?;
    let row = found.ok_or_else(Trouble::nowhere)?;
    Ok(upload::handed_out(&row.file_name, &row.file_type, row.file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_comment_follows_from_its_key() {
        let (one, other) = (token::secret(), token::secret());
        let made = remark_id(&one);
        assert_eq!(remark_id(&one), made);
        assert_ne!(remark_id(&other), made);
        assert_eq!((made.len(), made.starts_with("rmk_")), (36, true));
    }
}
