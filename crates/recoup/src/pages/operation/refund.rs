//! What people do with a refund afterwards: take it back, send it again, pay it to the balance, confirm it, or say that
//! it did not arrive.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::id::Kind;
use recoup_core::ledger::{Entry, acts};
use recoup_core::money::Money;
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::{Payment, Refund, RefundStatus};
use recoup_core::refusal::Refusal;
use recoup_core::world::State as Known;

use super::home::Home;
pub use super::refund_step::{Step, steps};
use super::{ANY_TEXT, Dialog, OfMany, Question, answer, open};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::{order, words};
use crate::people::token;

/// Shows the dialog of a step.
///
/// # Errors
/// 404, what the store met, or why the step is not possible or not the visitor's.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((text, step)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let step = Step::of(&visitor, &step)?;
    let about = About::read(&face, &visitor, &text, step).await?;
    about.check()?;
    let fields = Fields::fresh([(KEY, token::secret())]);
    open(&face, &visitor, &about.dialog(&fields), &fields).await
}

/// Takes the form of a step and acts.
///
/// # Errors
/// 404, what the store met, or why the step is not possible or not the visitor's; what is wrong with the form is shown
/// in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((text, step)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let step = Step::of(&visitor, &step)?;
    let about = About::read(&face, &visitor, &text, step).await?;
    // A step that was done does not allow itself again, and yet its repeat is to be answered; the engine tells.
    if fields.text("step") != "confirm" {
        about.check()?;
    }
    let dialog = about.dialog(&fields);
    answer(&face, &visitor, &dialog, fields).await
}

/// Sending a refund again as one of many.
///
/// # Errors
/// 404, or what the store met.
pub async fn of_many(face: &Shared, visitor: &Visitor, text: &str) -> Result<OfMany, Problem> {
    let about = About::read(face, visitor, text, Step::Retry).await?;
    let name = format!("{}, refund of {}", about.home.name, about.sum_of_all());
    let address = format!("{}#{}", about.home.address, about.refund.id);
    Ok(OfMany::of(about.dialog(&Fields::default()), (name, address)))
}

/// What a dialog is about.
struct About {
    step: Step,
    home: Home,
    payment: Payment,
    refund: Refund,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str, step: Step) -> Result<Self, Problem> {
        let id = id(Kind::Refund, text)?;
        let owner = list::owner(face, &visitor.caller, "refund", id.as_str()).await?;
        let payment = order::payment(face, visitor, &owner).await?;
        let refund = payment.refund(&id).cloned().ok_or_else(|| Problem::unknown("refund", text))?;
        let home = Home::of(face, visitor, &payment).await?;
        Ok(Self { step, home, payment, refund })
    }

    /// Refuses a step that the refund does not allow now.
    fn check(&self) -> Result<(), Refusal> {
        let allowed = steps(&self.payment, &self.refund);
        if allowed.contains(&self.step) {
            return Ok(());
        }
        let allowed: Vec<&str> = allowed.into_iter().map(Step::word).collect();
        Err(Refusal::NotInState {
            what: "refund",
            status: self.refund.status.word(),
            step: self.step.word(),
            allowed: if allowed.is_empty() { "nothing that can be asked for".to_owned() } else { allowed.join(", ") },
        })
    }

    /// What the step is about, minor units.
    fn minor(&self) -> i64 {
        let refund = &self.refund;
        match self.step {
            Step::Cancel => refund.amount_minor,
            Step::Returned => refund.given_minor() - refund.credited_minor,
            Step::Retry | Step::Credit | Step::Confirm | Step::Refused => refund.due_minor(),
        }
    }

    fn stake(&self) -> Stake {
        Stake { minor: self.minor(), code: self.payment.currency.code(), standing: self.refund.status.word() }
    }

    fn sum_of_all(&self) -> String {
        words::money(self.refund.amount_minor, self.payment.currency.code())
    }

    fn sum(&self) -> String {
        self.stake().sum()
    }

    fn dialog(&self, fields: &Fields) -> Dialog {
        let text = fields.text(if self.step == Step::Cancel { "reason" } else { "evidence" });
        Dialog {
            title: self.step.title(),
            path: format!("/refunds/{}/{}", self.refund.id, self.step.word()),
            back: self.home.back(),
            done: self.home.done("change", &self.refund.id),
            about: self.facts(),
            intro: None,
            sentence: self.says(),
            questions: self.question().into_iter().collect(),
            known: &[("reason", "reason"), ("evidence", "evidence")],
            least: self.ask(ANY_TEXT),
            meant: Some(self.ask(text)),
            button: self.button(),
            later: self.sent_later(),
            besides: None,
            stake: self.stake(),
            hindered: self.check().err(),
            of: vec![Known::Payment(self.payment.clone())],
        }
    }

    fn ask(&self, text: &str) -> Act {
        let (refund, text) = (self.refund.id.clone(), text.to_owned());
        match self.step {
            Step::Cancel => CancelRefund { refund, reason: text }.into(),
            Step::Retry => RetryRefund { refund }.into(),
            Step::Credit => CreditRefund { refund }.into(),
            Step::Confirm => ConfirmRefund { refund, evidence: text }.into(),
            Step::Refused | Step::Returned => BounceRefund { refund, evidence: text }.into(),
        }
    }

    fn question(&self) -> Option<Question> {
        match self.step {
            Step::Cancel => {
                let hint = Some("Colleagues read it in the timeline.");
                let input = Input { kind: "area", required: true, hint, ..Input::default() };
                Some(Question::Text("reason", "Reason".to_owned(), input))
            }
            Step::Confirm | Step::Refused | Step::Returned => {
                let hint = Some("Number of the receipt or of the bank transfer, up to 120 characters.");
                let autocomplete = Some("off");
                let input = Input { required: true, autocomplete, hint, first: true, ..Input::default() };
                Some(Question::Text("evidence", "Proof".to_owned(), input))
            }
            Step::Retry | Step::Credit => None,
        }
    }

    /// What will happen, in words.
    fn says(&self) -> String {
        let sum = self.sum();
        match self.step {
            Step::Cancel if self.refund.booked_by.is_some() => format!(
                "{sum} will not be owed to the customer any more. The entry that booked the refund is mirrored, and \
                what it took out of the lines can be refunded again."
            ),
            Step::Cancel if self.refund.status == RefundStatus::AwaitingApproval => {
                format!("The request for {sum} and the question to a second person will be taken back.")
            }
            Step::Cancel => format!("The request for {sum} will be taken back. Nothing has been booked or sent."),
            Step::Retry => match &self.payment.method.route {
                Route::Gateway { account } => format!("{sum} will be sent to {account} once more, under a new key."),
                Route::Offline { .. } => {
                    format!("{sum} will be due to be paid out by hand once more. Confirm it when it was.")
                }
                Route::Balance { .. } => format!("{sum} will be paid to the customer's balance."),
            },
            Step::Credit => format!(
                "{sum} that could not be paid out will be added to the customer's balance instead. The refund is then \
                done."
            ),
            Step::Confirm => format!("You say that {sum} was paid out by hand. The refund then counts as paid."),
            Step::Returned => format!(
                "You say that {sum} was paid out and that the money is back with us. It is owed again until it is \
                sent again, credited or taken back."
            ),
            Step::Refused => format!(
                "You say that {sum} was never paid out, because the bank refused it. The refund failed; it stays owed \
                until it is sent again, credited or taken back."
            ),
        }
    }

    fn button(&self) -> String {
        let sum = self.sum();
        match self.step {
            Step::Cancel => format!("Take back {sum}"),
            Step::Retry => format!("Send {sum} again"),
            Step::Credit => format!("Credit {sum}"),
            Step::Confirm => format!("Confirm {sum} as paid"),
            Step::Refused => format!("The bank refused {sum}"),
            Step::Returned => format!("{sum} came back"),
        }
    }

    /// What is sent again is posted when the gateway has paid it.
    fn sent_later(&self) -> Option<Entry> {
        let account = self.payment.gateway_account().filter(|_| self.step == Step::Retry)?;
        let owed = Money::new(self.refund.due_minor(), self.payment.currency);
        let settled = if self.payment.is_top_up() { acts::balance_refund_settled } else { acts::refund_settled };
        settled(self.refund.id.as_str(), account, owed).ok()
    }

    fn facts(&self) -> Markup {
        let (refund, code) = (&self.refund, self.payment.currency.code());
        html! {
            dl class="facts" {
                dt { "Refund" }
                dd { (words::money(refund.amount_minor, code)) " " (words::chip(refund.status.word())) " " (words::short(refund.id.as_str())) }
                dt { "Reason" } dd { (words::plain(&refund.reason)) }
                @if !refund.note.is_empty() { dt { "Note" } dd { (refund.note) } }
                dt { "Through" } dd { (self.payment.gateway_account().unwrap_or("handled by people")) }
                dt { "Owed" } dd { (words::money(refund.due_minor(), code)) }
                @if !refund.failure.is_empty() { dt { "Last failure" } dd { (words::plain(&refund.failure)) } }
                @if !refund.evidence.is_empty() { dt { "Proof" } dd { (refund.evidence) } }
            }
        }
    }
}
