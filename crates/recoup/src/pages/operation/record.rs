//! Recording what no gateway tells of a dispute: what the bank's letter says, with proof.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use maud::html;
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::money::Money;
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};
use recoup_core::world::State as Known;

use super::home::Home;
use super::{ANY_TEXT, Dialog, Question, answer, open, sum_input};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::disputes::Told;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::{order, words};
use crate::people::token;

/// What can be told, with its word and what the form says.
const TOLD: [(Told, &str, &str); 7] = [
    (Told::Opened, "opened", "It began, or came to another stage"),
    (Told::FundsWithdrawn, "funds_withdrawn", "Money was taken"),
    (Told::FundsReinstated, "funds_reinstated", "Money was given back"),
    (Told::Fee, "fee", "A fee was taken"),
    (Told::FeeReturned, "fee_returned", "A fee was given back"),
    (Told::Answered, "answered", "Our answer was taken"),
    (Told::Closed, "closed", "It ended"),
];

/// Stages, as they may be told.
const STAGES: [DisputeStage; 4] =
    [DisputeStage::Inquiry, DisputeStage::Chargeback, DisputeStage::PreArbitration, DisputeStage::Arbitration];

/// Ends, as they may be told.
const ENDS: [DisputeEnd; 6] = [
    DisputeEnd::Won,
    DisputeEnd::Lost,
    DisputeEnd::Accepted,
    DisputeEnd::Withdrawn,
    DisputeEnd::Expired,
    DisputeEnd::Prevented,
];

/// Stands for a stage or an end that is not told.
const NONE: &str = "-";

/// Whether a person may have something to tell: money was taken in, and not from a balance, which no bank takes back.
#[must_use]
pub fn may_tell(payment: &Payment) -> bool {
    payment.captured_minor > 0 && !matches!(payment.method.route, Route::Balance { .. })
}

/// Shows the form.
///
/// # Errors
/// 404, what the store met, or why nothing can be recorded.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let amount = words::plain_decimal(about.payment.captured_minor, about.payment.currency);
    let mut fields = Fields::fresh([("amount", amount), (KEY, token::secret())]);
    let dialog = about.dialog(&visitor, &mut fields, false);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form: shows the review, then records it.
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
    let dialog = about.dialog(&visitor, &mut fields, true);
    answer(&face, &visitor, &dialog, fields).await
}

/// What the dialog is about.
struct About {
    home: Home,
    payment: Payment,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let payment = order::payment(face, visitor, text).await?;
        let home = Home::of(face, visitor, &payment).await?;
        Ok(Self { home, payment })
    }

    fn dialog(&self, visitor: &Visitor, fields: &mut Fields, sent: bool) -> Dialog {
        let payment = &self.payment;
        let meant = if sent { self.meant(visitor, fields) } else { None };
        let told = TOLD.iter().find(|(_, word, _)| *word == fields.text("what"));
        let says = told.map_or("", |(.., says)| *says);
        Dialog {
            title: "Record a dispute",
            path: format!("/payments/{}/dispute", payment.id),
            back: self.home.back(),
            done: self.home.done("dispute", &payment.id),
            about: html! {
                dl class="facts" {
                    dt { "Payment" } dd { (words::money(payment.captured_minor, payment.currency.code())) " captured" }
                    dt { "Through" } dd { (payment.gateway_account().unwrap_or("handled by people")) }
                }
            },
            intro: Some(
                "What a gateway tells comes in by itself. Record what it does not tell, as the bank's letter says it."
                    .to_owned(),
            ),
            sentence: format!("You say of the dispute {}: {says}.", fields.text("reference")),
            questions: questions(payment.currency.code()),
            known: &[
                ("reference", "reference"),
                ("what", "what"),
                ("stage", "stage"),
                ("end", "end"),
                ("reason", "reason"),
                ("amount_minor", "amount"),
                ("amount", "amount"),
                ("row", "row"),
                ("evidence", "evidence"),
            ],
            least: self.least(),
            meant,
            button: "Record it".to_owned(),
            later: None,
            besides: None,
            stake: Stake {
                minor: payment.captured_minor,
                code: payment.currency.code(),
                standing: payment.status.word(),
            },
            hindered: None,
            of: vec![Known::Payment(payment.clone())],
        }
    }

    fn least(&self) -> Act {
        let what = What::DisputeOpened { stage: DisputeStage::Inquiry, reason: String::new(), due_at: None };
        let (reference, evidence) = (ANY_TEXT.to_owned(), ANY_TEXT.to_owned());
        let (payment, amount, row) = (self.payment.id.clone(), None, String::new());
        RecordDispute { payment, reference, what, amount, row, evidence }.into()
    }

    /// The command; nothing where what was chosen and typed cannot be read.
    fn meant(&self, visitor: &Visitor, fields: &mut Fields) -> Option<Act> {
        let currency = self.payment.currency;
        let Some((told, ..)) = TOLD.into_iter().find(|(_, word, _)| *word == fields.text("what")) else {
            fields.wrong("what", "choose what happened");
            return None;
        };
        let stage = STAGES.into_iter().find(|stage| stage.word() == fields.text("stage"));
        let end = ENDS.into_iter().find(|end| end.word() == fields.text("end"));
        let due_at = due(visitor, fields);
        let amount = match fields.text("amount") {
            "" => None,
            typed => match words::read_amount(typed, currency) {
                Ok(minor) => Some(Money::new(minor, currency)),
                Err(why) => {
                    fields.wrong("amount", why);
                    None
                }
            },
        };
        // What is said of an answer or an end is of no amount.
        let amount = amount.filter(|_| !matches!(told, Told::Answered | Told::Closed));
        let what = match told.what((stage, end), fields.text("reason").to_owned(), due_at) {
            Ok(what) => what,
            Err(problem) => {
                let field = problem.param.clone().unwrap_or_default();
                fields.wrong(&field, "choose one, where this is what happened");
                return None;
            }
        };
        let text = |name: &str| fields.text(name).to_owned();
        let (reference, row, evidence) = (text("reference"), text("row"), text("evidence"));
        let payment = self.payment.id.clone();
        Some(RecordDispute { payment, reference, what, amount, row, evidence }.into())
    }
}

/// The end of the day that was typed, in the merchant's zone.
fn due(visitor: &Visitor, fields: &mut Fields) -> Option<Timestamp> {
    let typed = fields.text("due").to_owned();
    if typed.is_empty() {
        return None;
    }
    let day = typed.parse::<Date>().and_then(Date::tomorrow).and_then(|next| next.to_zoned(visitor.zone.clone()));
    match day {
        Ok(next) => Some(next.timestamp()),
        Err(_) => {
            fields.wrong("due", "a day is written like 2026-10-31");
            None
        }
    }
}

fn questions(code: &str) -> Vec<Question> {
    let optional = |hint| Input { autocomplete: Some("off"), hint: Some(hint), ..Input::default() };
    let needed = |hint| Input { required: true, ..optional(hint) };
    let not_told = || (NONE.to_owned(), "Not told".to_owned());
    let one = |word: &str| (word.to_owned(), words::plain(word));
    let told = std::iter::once((String::new(), "Choose …".to_owned()))
        .chain(TOLD.iter().map(|(_, word, says)| ((*word).to_owned(), (*says).to_owned())));
    let stages = std::iter::once(not_told()).chain(STAGES.iter().map(|stage| one(stage.word())));
    let ends = std::iter::once(not_told()).chain(ENDS.iter().map(|end| one(end.word())));
    vec![
        Question::Text("reference", "What the dispute goes by".to_owned(), needed("The bank's name for it.")),
        Question::Choice("what", "What happened".to_owned(), told.collect()),
        Question::Choice("stage", "Stage".to_owned(), stages.collect()),
        Question::Choice("end", "How it ended".to_owned(), ends.collect()),
        Question::Text("amount", format!("Amount in {code}"), Input { required: false, ..sum_input(false) }),
        Question::Text("reason", "Reason, in the bank's words".to_owned(), optional("Such as not_received or 13.1.")),
        Question::Text(
            "due",
            "An answer is taken until the end of".to_owned(),
            Input { kind: "date", ..Input::default() },
        ),
        Question::Text("row", "Name of the row of money".to_owned(), optional("Such as the line of a statement.")),
        Question::Text(
            "evidence",
            "How you know".to_owned(),
            Input { kind: "area", ..needed("Number of the letter, or of the mail.") },
        ),
    ]
}
