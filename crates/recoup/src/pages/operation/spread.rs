//! Asking for a refund of an order over its tenders: how much, why, how it is spread, and what each tender would give back.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::event::Body;
use recoup_core::payment::Payment;
use recoup_core::payment::refund::HowMuch;
use recoup_core::tender::refund::RefundOrder;
use recoup_core::tender::{Allocation, Part, Strategy, TenderBody};
use recoup_core::world::State as Known;

use super::{Dialog, Question, answer, back, open, reasons, sum_input, tender};
use crate::engine::Preview;
use crate::http::Shared;
use crate::http::auth::right;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::May;
use crate::pages::order::Whole;
use crate::pages::refund::REASONS;
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::{allocation, words};
use crate::people::token;

/// Stands for whatever the policy says.
const POLICY: &str = "policy";

/// How a refund may be spread, in plain words.
#[must_use]
pub const fn words_of(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::NewestFirst => "the newest tender first",
        Strategy::OldestFirst => "the oldest tender first",
        Strategy::ProRata => "in proportion to what each can give back",
        Strategy::CreditFirst => "balances first",
        Strategy::CardFirst => "cards first",
        Strategy::OriginalProportions => "in the proportions in which they paid",
    }
}

/// Shows the form, prefilled with all that can be refunded.
///
/// # Errors
/// 404, what the store met, or why nothing can be refunded.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let about = About { whole: Whole::read(&face, &visitor, &text).await? };
    let amount = words::plain_decimal(about.left_minor(), about.whole.order.currency);
    let mut fields = Fields::fresh([("amount", amount), ("strategy", POLICY.to_owned()), (KEY, token::secret())]);
    let dialog = about.dialog(&mut fields);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form: shows what each tender would give back, then asks.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path(text): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let about = About { whole: Whole::read(&face, &visitor, &text).await? };
    let dialog = about.dialog(&mut fields);
    answer(&face, &visitor, &dialog, fields).await
}

/// What the dialog is about.
struct About {
    whole: Whole,
}

impl About {
    /// What all tenders can give back, minor units.
    fn left_minor(&self) -> i64 {
        self.whole.payments.iter().map(Payment::refundable_minor).fold(0, i64::saturating_add)
    }

    fn ask(&self, amount_minor: i64, strategy: Option<Strategy>, (reason, note): (&str, &str)) -> Act {
        let order = &self.whole.order;
        let how_much = HowMuch::Amount { amount_minor, currency: Some(order.currency) };
        let (order, reason, note) = (order.id.clone(), reason.to_owned(), note.to_owned());
        RefundOrder { order, how_much, reason, note, strategy, exception: None }.into()
    }

    fn dialog(&self, fields: &mut Fields) -> Dialog {
        let order = &self.whole.order;
        let code = order.currency.code();
        let amount_minor = tender::amount(order.currency, fields);
        let strategy = Strategy::named(fields.text("strategy"));
        let said = (fields.text("reason"), fields.text("note"));
        let meant = amount_minor.map(|minor| self.ask(minor, strategy, said));
        let sum = words::money(amount_minor.unwrap_or_default(), code);
        let payments = self.whole.payments.iter().cloned().map(Known::Payment);
        Dialog {
            title: "Refund over the tenders",
            path: format!("/orders/{}/refund", order.id),
            back: back(order),
            done: format!("/orders/{}?done=refund#allocations", order.id),
            about: self.facts(),
            intro: Some(format!(
                "{} can be refunded over {} tenders. The policy is asked once, about the whole.",
                words::money(self.left_minor(), code),
                self.whole.payments.len()
            )),
            sentence: format!("You are about to refund {sum} for {}.", words::plain(said.0)),
            questions: questions(code),
            known: &[("amount_minor", "amount"), ("reason", "reason"), ("note", "note"), ("strategy", "strategy")],
            least: self.ask(1, None, ("other", "")),
            meant,
            button: format!("Refund {sum}"),
            later: None,
            besides: Some(spread),
            stake: Stake { minor: self.left_minor(), code, standing: order.status.word() },
            hindered: None,
            of: std::iter::once(Known::Order(order.clone())).chain(payments).collect(),
        }
    }

    fn facts(&self) -> Markup {
        html! {
            dl class="facts" {
                @for payment in &self.whole.payments {
                    dt { (allocation::tender(payment)) }
                    dd {
                        (words::money(payment.refundable_minor(), payment.currency.code())) " of "
                        (words::money(payment.captured_minor, payment.currency.code())) " can go back"
                    }
                }
            }
        }
    }
}

fn questions(code: &str) -> Vec<Question> {
    let named = Strategy::ALL.iter().map(|strategy| (strategy.word().to_owned(), words_of(*strategy).to_owned()));
    let strategies = std::iter::once((POLICY.to_owned(), "as the policy says".to_owned())).chain(named).collect();
    vec![
        Question::Text("amount", format!("Amount in {code}"), sum_input(true)),
        Question::Choice("strategy", "Which tender gives back".to_owned(), strategies),
        Question::Choice("reason", "Reason".to_owned(), reasons(&REASONS)),
        Question::Text("note", "Note for colleagues".to_owned(), Input { kind: "area", ..Input::default() }),
    ]
}

/// What each tender would give back, to the last minor unit, and what it could give back after that.
fn spread(preview: &Preview) -> Markup {
    let allocated = preview.decision.events.iter().find_map(|event| match &event.body {
        Body::Tender(TenderBody::RefundAllocated { allocation }) => Some(allocation.as_ref()),
        _ => None,
    });
    let after = |part: &Part| {
        let (_, stream) = preview.decision.streams.get(&part.payment)?;
        match &stream.state {
            Known::Payment(payment) => Some(payment.clone()),
            _ => None,
        }
    };
    html! { @if let Some(allocation) = allocated { (shown(allocation, after)) } }
}

fn shown(allocation: &Allocation, after: impl Fn(&Part) -> Option<Payment>) -> Markup {
    let payments: Vec<Payment> = allocation.parts.iter().filter_map(after).collect();
    html! {
        section aria-labelledby="spread" {
            h2 id="spread" { "What each tender gives back" }
            p { "Spread " (allocation::how(allocation)) }
            (allocation::table(allocation, &payments, ("spread", false)))
        }
    }
}
