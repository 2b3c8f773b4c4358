//! Saying what became of an operation whose gateway gives no answer: that it was done, or that it was not. Another person
//! has to agree.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::id::{Id, Kind};
use recoup_core::payment::Payment;
use recoup_core::payment::said::{Said, SayOutcome, undecided};
use recoup_core::world::State as Known;

use super::home::Home;
use super::{ANY_TEXT, Dialog, Question, answer, open};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list;
use crate::http::operations::operation;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::{order, words};
use crate::people::token;

/// Shows the form.
///
/// # Errors
/// 404, what the store met, or why nobody may say it now.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let mut fields = Fields::fresh([(KEY, token::secret())]);
    let dialog = about.dialog(&mut fields, false);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form: shows the review, then asks another person.
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
    let dialog = about.dialog(&mut fields, true);
    answer(&face, &visitor, &dialog, fields).await
}

/// The ways to this form from a payment: address and words of each operation that a person may say the outcome of.
#[must_use]
pub fn ways(payment: &Payment) -> Vec<(String, String)> {
    let of = |(operation, amount): (recoup_core::effect::Operation, recoup_core::money::Money)| {
        let sum = words::money(amount.amount_minor, amount.currency.code());
        let name = format!("What became of the {} of {sum}?", operation.kind.noun());
        (format!("/operations/{}/outcome", operation.id), name)
    };
    undecided(payment).into_iter().map(of).collect()
}

/// What the dialog is about.
struct About {
    home: Home,
    payment: Payment,
    operation: Id,
    minor: i64,
    kind: &'static str,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let operation = operation(text)?;
        let owner = match operation.kind() {
            Some(Kind::Payment) => text.to_owned(),
            _ => list::owner(face, &visitor.caller, "operation", text).await?,
        };
        let payment = order::payment(face, visitor, &owner).await?;
        let home = Home::of(face, visitor, &payment).await?;
        let found = undecided(&payment).into_iter().find(|(open, _)| open.id == operation);
        let (kind, minor) = found.map_or(("operation", 0), |(open, amount)| (open.kind.noun(), amount.amount_minor));
        Ok(Self { home, payment, operation, minor, kind })
    }

    fn ask(&self, said: Said, reason: &str) -> Act {
        SayOutcome { operation: self.operation.clone(), said, reason: reason.to_owned() }.into()
    }

    /// What was ticked and typed; where a name is given it was done.
    fn said(fields: &mut Fields, sent: bool) -> Option<Said> {
        let (name, not_done) = (fields.text("gateway_ref").trim().to_owned(), !fields.text("not_done").is_empty());
        match (name.is_empty(), not_done) {
            (false, false) => Some(Said::Done { gateway_ref: name }),
            (true, true) => Some(Said::NotDone),
            (true, false) if sent => {
                fields.wrong("gateway_ref", "give the gateway's name for it, or say below that it was not done");
                None
            }
            (false, true) if sent => {
                fields.wrong("not_done", "it cannot have a name and not be done; take one of them away");
                None
            }
            _ => None,
        }
    }

    fn dialog(&self, fields: &mut Fields, sent: bool) -> Dialog {
        let code = self.payment.currency.code();
        let sum = words::money(self.minor, code);
        let said = Self::said(fields, sent);
        let reason = fields.text("reason").to_owned();
        let account = self.payment.gateway_account().unwrap_or("its gateway");
        let what = format!("the {} of {sum}", self.kind);
        let sentence = match &said {
            Some(Said::Done { gateway_ref }) => format!(
                "You say that {account} did {what} and calls it {gateway_ref}. Once another person agrees, it counts as \
                 if {account} had told it."
            ),
            _ => format!(
                "You say that {account} did not do {what}, and will not. Once another person agrees, it counts as failed. \
                 Should it have been done all the same, doing it again moves the money twice."
            ),
        };
        let name_hint = Some("As the gateway's own pages show it, such as a refund number.");
        let name = Input { autocomplete: Some("off"), hint: name_hint, first: true, ..Input::default() };
        let why_hint = Some("What you looked at. Whoever agrees reads it.");
        let why = Input { kind: "area", required: true, hint: why_hint, ..Input::default() };
        let not_done = ("yes".to_owned(), "It was not done, and will not be".to_owned());
        Dialog {
            title: "What became of it",
            path: format!("/operations/{}/outcome", self.operation),
            back: self.home.back(),
            done: self.home.done("outcome", &self.payment.id),
            about: self.facts(account, &what),
            intro: Some(format!(
                "{account} gives no answer about {what}. Look at its own pages, and say what they show."
            )),
            sentence,
            questions: vec![
                Question::Text("gateway_ref", "It was done: the gateway's name for it".to_owned(), name),
                Question::Boxes("not_done", "Or", vec![not_done]),
                Question::Text("reason", "How you know".to_owned(), why),
            ],
            known: &[("gateway_ref", "gateway_ref"), ("reason", "reason")],
            least: self.ask(Said::NotDone, ANY_TEXT),
            meant: said.map(|said| self.ask(said, &reason)),
            button: "Ask another person to agree".to_owned(),
            later: None,
            besides: None,
            stake: Stake { minor: self.minor, code, standing: self.payment.status.word() },
            hindered: None,
            of: vec![Known::Payment(self.payment.clone())],
        }
    }

    fn facts(&self, account: &str, what: &str) -> Markup {
        html! {
            dl class="facts" {
                dt { "Operation" } dd { (what) " " code { (self.operation) } }
                dt { "Gateway account" } dd { (account) }
                @if !self.payment.gateway_ref.is_empty() {
                    dt { "Payment there" } dd { code { (self.payment.gateway_ref) } }
                }
            }
        }
    }
}
