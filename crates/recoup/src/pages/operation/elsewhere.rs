//! Letting a refund that failed or came back go back by another way: by another tender of its order, or to the customer's
//! balance.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::id::Id;
use recoup_core::payment::{Payment, Refund, RefundStatus};
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::world::State as Known;

use super::{ANY_TEXT, Dialog, Question, answer, back, open};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::order::{Whole, payment};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::{allocation, words};
use crate::people::token;

/// Stands for the customer's balance.
const BALANCE: &str = "balance";

/// Where a refund can go instead: value and words of each way, the first that has room first.
fn ways(payments: &[Payment], from: &Payment, refund: &Refund) -> Vec<(String, String)> {
    let failed = matches!(refund.status, RefundStatus::Failed | RefundStatus::Returned);
    let mut ways = Vec::new();
    if failed && refund.given_minor() == 0 && from.covers_its_refunds() && !refund.is_absorbed() {
        let room = |other: &&Payment| other.id != from.id && other.refundable_minor() >= refund.amount_minor;
        ways.extend(payments.iter().filter(room).map(|other| {
            let left = words::money(other.refundable_minor(), other.currency.code());
            (other.id.to_string(), format!("{}, which can give back {left}", allocation::tender(other)))
        }));
    }
    if from.allowed_of(refund).contains(&"credit") {
        ways.push((BALANCE.to_owned(), "The customer's balance".to_owned()));
    }
    ways
}

/// Failed refunds of an order, and where each can go instead.
#[must_use]
pub fn links(visitor: &Visitor, whole: &Whole) -> Markup {
    let all = whole.payments.iter().flat_map(|payment| payment.refunds.iter().map(move |refund| (payment, refund)));
    let failed =
        all.filter(|(payment, refund)| whole.payments.len() > 1 && !ways(&whole.payments, payment, refund).is_empty());
    html! {
        @for (payment, refund) in failed.filter(|_| visitor.may(Permission::MoveMoney)) {
            p class="note" {
                (words::money(refund.amount_minor, payment.currency.code())) " could not go back by " (allocation::tender(payment)) ". "
                a href={ "/refunds/" (refund.id) "/move" } { "Let it go back by another way" }
            }
        }
    }
}

/// Shows the dialog.
///
/// # Errors
/// 404, what the store met, or why it cannot go anywhere else.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let mut fields = Fields::fresh([(KEY, token::secret())]);
    let dialog = about.dialog(&mut fields);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form: shows the review, then moves it.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let dialog = about.dialog(&mut fields);
    answer(&face, &visitor, &dialog, fields).await
}

/// What the dialog is about.
struct About {
    whole: Whole,
    payment: Payment,
    refund: Refund,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let id = id(recoup_core::id::Kind::Refund, text)?;
        let owner = list::owner(face, &visitor.caller, "refund", id.as_str()).await?;
        let payment = payment(face, visitor, &owner).await?;
        let refund = payment.refund(&id).cloned().ok_or_else(|| Problem::unknown("refund", text))?;
        let whole = Whole::read(face, visitor, payment.pays.as_str()).await?;
        Ok(Self { whole, payment, refund })
    }

    fn ask(&self, way: &str, reason: &str) -> Act {
        let to = if way == BALANCE { To::Balance } else { To::Tender { payment: Some(Id::trusted(way)) } };
        MoveRefund { refund: self.refund.id.clone(), to, reason: reason.to_owned() }.into()
    }

    fn dialog(&self, fields: &mut Fields) -> Dialog {
        let order = &self.whole.order;
        let code = order.currency.code();
        let ways = ways(&self.whole.payments, &self.payment, &self.refund);
        let sum = words::money(self.refund.amount_minor, code);
        let chosen = ways.iter().find(|(value, _)| value == fields.text("to")).cloned();
        if chosen.is_none() && !fields.text("step").is_empty() {
            fields.wrong("to", "choose where it goes back to");
        }
        let (first, _) = ways.first().cloned().unwrap_or_else(|| (BALANCE.to_owned(), String::new()));
        let says = chosen.as_ref().map_or_else(String::new, |(_, words)| words.clone());
        let hint = Some("Colleagues read it in the timeline.");
        let why = Input { kind: "area", required: true, hint, ..Input::default() };
        let payments = self.whole.payments.iter().cloned().map(Known::Payment);
        Dialog {
            title: "Let a refund go back by another way",
            path: format!("/refunds/{}/move", self.refund.id),
            back: back(order),
            done: format!("/orders/{}?done=change#{}", order.id, self.refund.id),
            about: self.facts(),
            intro: Some(format!("{sum} could not go back by {}.", allocation::tender(&self.payment))),
            sentence: format!(
                "The refund of {sum} that failed is cancelled, and the same goes back by: {says}. Both happen at once, so \
                 that it is owed once."
            ),
            questions: vec![
                Question::Choice("to", "Goes back by".to_owned(), ways),
                Question::Text("reason", "Reason".to_owned(), why),
            ],
            known: &[("reason", "reason"), ("to", "to"), ("to.payment", "to")],
            least: self.ask(&first, ANY_TEXT),
            meant: chosen.map(|(way, _)| self.ask(&way, fields.text("reason"))),
            button: format!("Move {sum}"),
            later: None,
            besides: None,
            stake: Stake { minor: self.refund.amount_minor, code, standing: self.refund.status.word() },
            hindered: None,
            of: std::iter::once(Known::Order(order.clone())).chain(payments).collect(),
        }
    }

    fn facts(&self) -> Markup {
        let code = self.payment.currency.code();
        html! {
            dl class="facts" {
                dt { "Refund" } dd { (words::money(self.refund.amount_minor, code)) " " (words::chip(self.refund.status.word())) }
                dt { "Of" } dd { (allocation::tender(&self.payment)) }
                @if !self.refund.failure.is_empty() { dt { "Last failure" } dd { (words::plain(&self.refund.failure)) } }
            }
        }
    }
}
