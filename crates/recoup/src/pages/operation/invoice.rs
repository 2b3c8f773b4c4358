//! Steps of an invoice: send, take a payment, deliver, credit, give up, call off.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::invoice::credit::{CreditInvoice, VoidInvoice};
use recoup_core::invoice::deliver::DeliverInvoice;
use recoup_core::invoice::issue::SendInvoice;
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::order::stop::CancelOrder;
use recoup_core::order::{LineState, Sold};
use recoup_core::payment::refund::HowMuch;
use recoup_core::world::State as Known;

use super::invoice_step::Step;
use super::tender::{self, Payable};
use super::{ANY_TEXT, Dialog, Question, answer, open, reasons, sum_input};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::invoices::sending;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::invoice::Whole;
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::people::token;

/// Why something is credited, the first fits most often.
const CREDITED: [&str; 6] = ["damaged", "not_received", "wrong_item", "price_error", "goodwill", "other"];

/// Why something is given up.
const GIVEN_UP: [&str; 5] = ["insolvent", "not_found", "small_amount", "goodwill", "other"];

/// Which field of the form a field of a command is.
const KNOWN: &[(&str, &str)] = &[
    ("reason", "reason"),
    ("amount_minor", "amount"),
    ("lines", "line"),
    ("tender.amount_minor", "amount"),
    ("tender.account", "account"),
    ("tender.token", "token"),
    ("tender", "how"),
];

/// Links to the steps that the invoice allows and that this visitor may ask for.
#[must_use]
pub fn links(visitor: &Visitor, whole: &Whole) -> Markup {
    let may = |step: &Step| step.needs().iter().all(|needs| visitor.may(*needs));
    let near: Vec<Step> = Step::ALL.into_iter().filter(|step| may(step) && is_near(*step, whole)).collect();
    html! {
        @if !near.is_empty() {
            p class="actions" {
                @for step in &near {
                    a class={ "button" @if *step == Step::Pay { " main" } } href={ (whole.address()) "/" (step.word()) } { (step.title()) }
                }
            }
        }
    }
}

/// Whether a step is worth a link; the engine has the last word.
fn is_near(step: Step, whole: &Whole) -> bool {
    let invoice = &whole.invoice;
    let free_minor = invoice.open_minor().saturating_sub(whole.promised_minor());
    let worth = match step {
        Step::Send | Step::Pay => true,
        Step::Deliver => undelivered(whole).next().is_some(),
        // All of what nobody paid anything of is called off instead.
        Step::Credit => free_minor.min(invoice.left_minor()) > 1,
        Step::WriteOff => invoice.open_minor() > 0 && whole.promised_minor() == 0 && invoice.write_off_asked.is_none(),
        Step::Void => {
            let hindered = whole.payments.iter().any(CancelOrder::is_hindered_by);
            !hindered && invoice.to_balance_minor == 0 && invoice.open_minor() <= invoice.left_minor()
        }
    };
    worth && invoice.status.allowed().contains(&step.asked())
}

/// Lines whose goods are not out yet.
fn undelivered(whole: &Whole) -> impl Iterator<Item = &LineState> {
    whole.invoice.lines.iter().filter(|line| !line.sold.delivered)
}

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
    let free_minor = about.free_minor();
    let amount = words::plain_decimal(free_minor.max(0), about.whole.invoice.currency);
    let account = "bank:1".to_owned();
    let mut fields = Fields::fresh([("amount", amount), ("account", account), (KEY, token::secret())]);
    let dialog = about.dialog(&face, &visitor, &mut fields, false);
    open(&face, &visitor, &dialog, &fields).await
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
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let step = Step::of(&visitor, &step)?;
    let about = About::read(&face, &visitor, &text, step).await?;
    let dialog = about.dialog(&face, &visitor, &mut fields, true);
    answer(&face, &visitor, &dialog, fields).await
}

/// What a dialog is about.
struct About {
    step: Step,
    whole: Whole,
    /// Sending it today, where that is asked for.
    sending: Option<SendInvoice>,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str, step: Step) -> Result<Self, Problem> {
        let whole = Whole::read(face, visitor, text).await?;
        let sending = match step {
            Step::Send => Some(sending(face, &visitor.caller, &whole.invoice, None).await?),
            _ => None,
        };
        Ok(Self { step, whole, sending })
    }

    /// What nobody is about to pay, minor units; for a payment also what was given up.
    fn free_minor(&self) -> i64 {
        let invoice = &self.whole.invoice;
        let of_minor = if self.step == Step::Pay { invoice.claim_minor() } else { invoice.open_minor() };
        of_minor.saturating_sub(self.whole.promised_minor())
    }

    fn payable(&self) -> Payable<'_> {
        let invoice = &self.whole.invoice;
        Payable { currency: invoice.currency, balance_of: invoice.customer.as_ref() }
    }

    fn dialog(&self, face: &Shared, visitor: &Visitor, fields: &mut Fields, sent: bool) -> Dialog {
        let invoice = &self.whole.invoice;
        let meant = self.meant(face, visitor, fields, sent);
        let words = format!("{}/{}", self.whole.address(), self.step.word());
        let payments = self.whole.payments.iter().cloned().map(Known::Payment);
        Dialog {
            title: self.step.title(),
            path: words,
            back: (self.whole.address(), format!("Invoice {}", invoice.number)),
            done: format!("{}?done=change", self.whole.address()),
            about: self.facts(),
            intro: self.intro(),
            sentence: self.says(fields),
            questions: self.questions(face, visitor),
            known: KNOWN,
            least: self.sending.clone().map_or_else(|| self.least(), Act::from),
            meant,
            button: self.button(fields),
            later: None,
            besides: None,
            stake: Stake { minor: self.free_minor(), code: invoice.currency.code(), standing: invoice.status.word() },
            hindered: None,
            of: std::iter::once(Known::Invoice(invoice.clone())).chain(payments).collect(),
        }
    }

    /// The command; nothing where what was typed cannot be read.
    fn meant(&self, face: &Shared, visitor: &Visitor, fields: &mut Fields, sent: bool) -> Option<Act> {
        let (invoice, reason) = (self.whole.invoice.id.clone(), fields.text("reason").to_owned());
        Some(match self.step {
            Step::Send => return self.sending.clone().map(Act::from),
            Step::Pay if !sent => return None,
            Step::Pay => {
                let tender = tender::read(face, visitor, self.payable(), fields)?;
                PayInvoice { invoice, tender }.into()
            }
            Step::Deliver => {
                let lines = super::order::ticked(fields);
                if lines.is_empty() {
                    return None;
                }
                DeliverInvoice { invoice, lines }.into()
            }
            Step::Credit => {
                let amount_minor = tender::amount(self.whole.invoice.currency, fields)?;
                let how_much = HowMuch::Amount { amount_minor, currency: Some(self.whole.invoice.currency) };
                CreditInvoice { invoice, how_much, reason }.into()
            }
            Step::WriteOff => {
                let tax_relief = !fields.text("tax_relief").is_empty();
                WriteOffInvoice { invoice, reason, tax_relief, exception: None }.into()
            }
            Step::Void => VoidInvoice { invoice, reason }.into(),
        })
    }

    /// The least of a step: refused where it is not possible at all.
    fn least(&self) -> Act {
        let (invoice, reason) = (self.whole.invoice.id.clone(), "other".to_owned());
        match self.step {
            Step::Pay => PayInvoice { invoice, tender: tender::least() }.into(),
            Step::Deliver => {
                let lines = undelivered(&self.whole).map(|line| line.sold.line).collect();
                DeliverInvoice { invoice, lines }.into()
            }
            Step::Credit => {
                let how_much = HowMuch::Amount { amount_minor: 1, currency: None };
                CreditInvoice { invoice, how_much, reason }.into()
            }
            Step::WriteOff => WriteOffInvoice { invoice, reason, tax_relief: false, exception: None }.into(),
            Step::Send | Step::Void => VoidInvoice { invoice, reason: ANY_TEXT.to_owned() }.into(),
        }
    }

    fn questions(&self, face: &Shared, visitor: &Visitor) -> Vec<Question> {
        let code = self.whole.invoice.currency.code();
        let reason = |codes: &[&str]| Question::Choice("reason", "Reason".to_owned(), reasons(codes));
        match self.step {
            Step::Send => Vec::new(),
            Step::Pay => tender::questions(face, visitor, self.payable()),
            Step::Deliver => {
                let boxes = undelivered(&self.whole).map(|line| {
                    let sold = &line.sold;
                    let label =
                        format!("{} × {} {}, {}", sold.quantity, sold.name, sold.sku, self.whole.sum(sold.gross_minor));
                    (sold.line.to_string(), label)
                });
                vec![Question::Boxes("line", "Lines not delivered yet", boxes.collect())]
            }
            Step::Credit => {
                vec![Question::Text("amount", format!("Amount in {code}"), sum_input(true)), reason(&CREDITED)]
            }
            Step::WriteOff => {
                let relief =
                    ("yes".to_owned(), "The law grants relief: its tax is not owed any more either".to_owned());
                vec![reason(&GIVEN_UP), Question::Boxes("tax_relief", "Tax", vec![relief])]
            }
            Step::Void => {
                let hint = Some("Colleagues read it in the timeline.");
                let input = Input { kind: "area", required: true, hint, ..Input::default() };
                vec![Question::Text("reason", "Reason".to_owned(), input)]
            }
        }
    }

    /// What the form says where what is typed there is reviewed first.
    fn intro(&self) -> Option<String> {
        let free = self.whole.sum(self.free_minor().max(0));
        match self.step {
            Step::Send | Step::Void => None,
            Step::Pay => Some(format!("{free} can be taken now. More than that only in hand.")),
            Step::Deliver => Some("Which lines are out?".to_owned()),
            Step::Credit => Some(format!("Up to {free} can be credited: what is open and nobody is about to pay.")),
            Step::WriteOff => Some(format!("{free} are open and would be given up.")),
        }
    }

    /// What will happen, in words.
    fn says(&self, fields: &Fields) -> String {
        let open = self.whole.sum(self.whole.invoice.open_minor());
        let typed = self.typed(fields);
        match self.step {
            Step::Send => format!(
                "The invoice is sent, and {} are owed. It is due on {}.",
                self.whole.sum(self.whole.invoice.gross_minor),
                self.sending.as_ref().map(|send| send.dates.due.date.to_string()).unwrap_or_default()
            ),
            Step::Pay => format!("{typed} {}.", tender::says(fields)),
            Step::Deliver => {
                "What is ticked counts as delivered, and what was deferred becomes revenue. This cannot be undone."
                    .to_owned()
            }
            Step::Credit => format!("{typed} of {open} that are open will not be owed any more."),
            Step::WriteOff if fields.text("tax_relief").is_empty() => {
                format!("{open} will be given up. The tax in it stays payable, so all of it is lost.")
            }
            Step::WriteOff => format!("{open} will be given up, and the tax in it is not payable any more."),
            Step::Void => {
                format!("The invoice will be called off for good, and {open} that are open will be credited.")
            }
        }
    }

    /// The amount that was typed, as it will be shown; nothing in particular where it cannot be read.
    fn typed(&self, fields: &Fields) -> String {
        let read = words::read_amount(fields.text("amount"), self.whole.invoice.currency);
        self.whole.sum(read.unwrap_or_default())
    }

    fn button(&self, fields: &Fields) -> String {
        match self.step {
            Step::Send | Step::Deliver | Step::Void => self.step.title().to_owned(),
            Step::Pay => format!("Take {}", self.typed(fields)),
            Step::Credit => format!("Credit {}", self.typed(fields)),
            Step::WriteOff => format!("Give up {}", self.whole.sum(self.whole.invoice.open_minor())),
        }
    }

    fn facts(&self) -> Markup {
        let (invoice, whole) = (&self.whole.invoice, &self.whole);
        html! {
            dl class="facts" {
                dt { "Standing" } dd { (words::chip(invoice.status.word())) }
                dt { "Whole" } dd { (whole.sum(invoice.gross_minor)) }
                dt { "Paid" } dd { (whole.sum(invoice.paid_minor)) }
                dt { "Open" } dd { (whole.sum(invoice.open_minor())) }
            }
        }
    }
}
