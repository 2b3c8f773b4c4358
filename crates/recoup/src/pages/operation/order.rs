//! Steps of an order: hold, go on, call off, complete, deliver.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::order::deliver::DeliverLines;
use recoup_core::order::stop::{CancelOrder, CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::order::{LineState, Order, OrderStatus};
use recoup_core::payment::Payment;
use recoup_core::world::State as Known;

use super::{ANY_TEXT, Dialog, OfMany, Question, answer, back, open};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::{require, right};
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::order::Whole;
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::people::token;

/// A step of an order that people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Hold,
    Resume,
    Deliver,
    Complete,
    Cancel,
}

impl Step {
    /// Every step, in the order in which their links stand.
    const ALL: [Self; 5] = [Self::Deliver, Self::Hold, Self::Resume, Self::Complete, Self::Cancel];

    /// The word in addresses and in the table of orders.
    const fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::Deliver => "deliver",
            Self::Complete => "complete",
            Self::Cancel => "cancel",
        }
    }

    const fn needs(self) -> Permission {
        match self {
            Self::Hold | Self::Resume | Self::Deliver => Permission::WriteOrders,
            Self::Complete | Self::Cancel => Permission::MoveMoney,
        }
    }

    /// What the link, the heading and, but for deliveries, the button say.
    const fn title(self) -> &'static str {
        match self {
            Self::Hold => "Put the order on hold",
            Self::Resume => "Let the order go on",
            Self::Deliver => "Mark lines as delivered",
            Self::Complete => "Complete the order",
            Self::Cancel => "Call the order off",
        }
    }

    /// The step that a word names, if this visitor may ask for it.
    fn of(visitor: &Visitor, word: &str) -> Result<Self, Trouble> {
        let step = Self::ALL.into_iter().find(|step| step.word() == word).ok_or_else(Trouble::nowhere)?;
        require(&visitor.caller, &[step.needs()])?;
        Ok(step)
    }

    /// Whether it is worth a link; the engine has the last word.
    fn is_near(self, whole: &Whole) -> bool {
        let order = &whole.order;
        let worth = match self {
            Self::Hold | Self::Resume => true,
            Self::Deliver => undelivered(order).next().is_some(),
            Self::Complete => {
                (order.status != OrderStatus::Completed || order.open_minor() > 0)
                    && !whole.payments.iter().any(CompleteOrder::is_hindered_by)
            }
            Self::Cancel => !whole.payments.iter().any(CancelOrder::is_hindered_by),
        };
        worth && order.status.allowed().contains(&self.word())
    }
}

/// Links to the steps that the order allows and that this visitor may ask for.
#[must_use]
pub fn links(visitor: &Visitor, whole: &Whole) -> Markup {
    let mut steps = Step::ALL.to_vec();
    steps.retain(|step| visitor.may(step.needs()) && step.is_near(whole));
    // A refund of one tender stands with its payment.
    let refundable = whole.payments.iter().filter(|payment| payment.refundable_minor() > 0).count();
    let spread = visitor.may(Permission::AskRefunds) && refundable > 1;
    html! {
        @if spread || !steps.is_empty() {
            p class="actions" {
                @if spread { a class="button main" href={ "/orders/" (whole.order.id) "/refund" } { "Refund over the tenders" } }
                @for step in &steps {
                    a class="button" href={ "/orders/" (whole.order.id) "/" (step.word()) } { (step.title()) }
                }
            }
        }
    }
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
    let about = About { step, whole: Whole::read(&face, &visitor, &text).await? };
    about.check()?;
    let mut fields = Fields::fresh([(KEY, token::secret())]);
    let dialog = about.dialog(&mut fields);
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
    let about = About { step, whole: Whole::read(&face, &visitor, &text).await? };
    // A step that was done does not allow itself again, and yet its repeat is to be answered; the engine tells.
    if fields.text("step") != "confirm" {
        about.check()?;
    }
    let dialog = about.dialog(&mut fields);
    answer(&face, &visitor, &dialog, fields).await
}

/// Completing an order, or calling it off for a reason, as one of many.
///
/// # Errors
/// 404, or what the store met.
pub async fn of_many(
    face: &Shared,
    visitor: &Visitor,
    (text, canceled): (&str, bool),
    reason: &str,
) -> Result<OfMany, Problem> {
    let step = if canceled { Step::Cancel } else { Step::Complete };
    let about = About { step, whole: Whole::read(face, visitor, text).await? };
    let order = &about.whole.order;
    let named = (format!("Order {}", order.number), format!("/orders/{}", order.id));
    // Before a reason is typed, what would happen is shown with any.
    let reason = if reason.is_empty() { ANY_TEXT } else { reason };
    Ok(OfMany::of(about.dialog(&mut Fields::fresh([("reason", reason.to_owned())])), named))
}

/// Lines whose goods are not out yet.
fn undelivered(order: &Order) -> impl Iterator<Item = &LineState> {
    order.lines.iter().filter(|line| !line.sold.delivered)
}

/// What a dialog is about.
struct About {
    step: Step,
    whole: Whole,
}

impl About {
    /// Refuses what there is nothing left of; the rest is the engine's to refuse.
    fn check(&self) -> Result<(), Problem> {
        if self.step == Step::Deliver && undelivered(&self.whole.order).next().is_none() {
            return Err(Problem::new(409, "not_in_state", "every line of this order is delivered already"));
        }
        Ok(())
    }

    fn sum(&self, minor: i64) -> String {
        words::money(minor, self.whole.order.currency.code())
    }

    fn dialog(&self, fields: &mut Fields) -> Dialog {
        let order = &self.whole.order;
        let ticked = if self.step == Step::Deliver { ticked(fields) } else { Vec::new() };
        let readable = self.step != Step::Deliver || !ticked.is_empty();
        let meant = readable.then(|| self.ask(fields.text("reason"), ticked.clone()));
        Dialog {
            title: self.step.title(),
            path: format!("/orders/{}/{}", order.id, self.step.word()),
            back: back(order),
            done: format!("/orders/{}?done=change", order.id),
            about: self.facts(),
            intro: (self.step == Step::Deliver).then(|| "Which lines are out?".to_owned()),
            sentence: self.says(&ticked),
            questions: self.question().into_iter().collect(),
            known: &[("reason", "reason"), ("lines", "line")],
            least: self.ask(ANY_TEXT, undelivered(order).map(|line| line.sold.line).collect()),
            meant,
            button: self.button(&ticked),
            later: None,
            besides: None,
            stake: Stake { minor: self.at_stake(), code: order.currency.code(), standing: order.status.word() },
            hindered: None,
            of: self.states(),
        }
    }

    fn states(&self) -> Vec<Known> {
        let payments = self.whole.payments.iter().cloned().map(Known::Payment);
        std::iter::once(Known::Order(self.whole.order.clone())).chain(payments).collect()
    }

    fn ask(&self, reason: &str, lines: Vec<u32>) -> Act {
        let (order, reason) = (self.whole.order.id.clone(), reason.to_owned());
        match self.step {
            Step::Hold => HoldOrder { order, reason }.into(),
            Step::Resume => ResumeOrder { order }.into(),
            Step::Deliver => DeliverLines { order, lines }.into(),
            Step::Complete => CompleteOrder { order }.into(),
            Step::Cancel => CancelOrder { order, reason }.into(),
        }
    }

    fn question(&self) -> Option<Question> {
        match self.step {
            Step::Hold | Step::Cancel => {
                let hint = Some("Colleagues read it in the timeline.");
                let input = Input { kind: "area", required: true, hint, ..Input::default() };
                Some(Question::Text("reason", "Reason".to_owned(), input))
            }
            Step::Deliver => {
                let label = |line: &LineState| {
                    let sold = &line.sold;
                    format!("{} × {} {}, {}", sold.quantity, sold.name, sold.sku, self.sum(sold.gross_minor))
                };
                let boxes = undelivered(&self.whole.order).map(|line| (line.sold.line.to_string(), label(line)));
                Some(Question::Boxes("line", "Lines not delivered yet", boxes.collect()))
            }
            Step::Resume | Step::Complete => None,
        }
    }

    /// What will happen, in words.
    fn says(&self, ticked: &[u32]) -> String {
        let order = &self.whole.order;
        let open_minor = order.open_minor().max(0);
        match self.step {
            Step::Hold => "Nothing will be captured or delivered until the order goes on. Money that a gateway \
                tells of is still booked, and refunds stay possible."
                .to_owned(),
            Step::Resume => match self.over_payments(waiting_minor) {
                0 => "The order goes on. Nothing waited for it.".to_owned(),
                waits_minor => {
                    format!("The order goes on, and {} that waited will be captured.", self.sum(waits_minor))
                }
            },
            Step::Deliver => {
                let name = |line: &LineState| line.sold.name.clone();
                let names: Vec<String> = ticked.iter().filter_map(|number| order.line(*number)).map(name).collect();
                format!(
                    "{} will count as delivered, and what was deferred becomes revenue. This cannot be undone.",
                    names.join(", ")
                )
            }
            Step::Complete if open_minor > 0 => {
                format!("The order will be complete, and {} that never arrived will be credited.", self.sum(open_minor))
            }
            Step::Complete => "The order will be complete. Nothing of it is open.".to_owned(),
            Step::Cancel => {
                let back = match self.over_payments(Payment::releasable_minor) {
                    0 => String::new(),
                    back_minor => format!(" {} that is authorized will be given back.", self.sum(back_minor)),
                };
                format!(
                    "The order will be called off for good, and {} that is open will be credited.{back}",
                    self.sum(open_minor)
                )
            }
        }
    }

    /// What the step is about, minor units.
    fn at_stake(&self) -> i64 {
        match self.step {
            Step::Resume => self.over_payments(waiting_minor),
            Step::Hold | Step::Deliver => self.whole.order.left_minor(),
            Step::Complete | Step::Cancel => self.whole.order.open_minor().max(0),
        }
    }

    /// Sums something up over the payments, minor units.
    fn over_payments(&self, minor: impl Fn(&Payment) -> i64) -> i64 {
        self.whole.payments.iter().map(minor).fold(0, i64::saturating_add)
    }

    fn button(&self, ticked: &[u32]) -> String {
        match (self.step, ticked.len()) {
            (Step::Deliver, 1) => "Mark 1 line as delivered".to_owned(),
            (Step::Deliver, many) => format!("Mark {many} lines as delivered"),
            (step, _) => step.title().to_owned(),
        }
    }

    fn facts(&self) -> Markup {
        let order = &self.whole.order;
        html! {
            dl class="facts" {
                dt { "Standing" } dd { (words::chip(order.status.word())) }
                dt { "Whole" } dd { (self.sum(order.gross_minor)) }
                dt { "Arrived" } dd { (self.sum(order.paid_minor)) }
                dt { "Still open" } dd { (self.sum(order.open_minor())) }
            }
        }
    }
}

/// What of a payment is captured as soon as its order goes on, minor units.
fn waiting_minor(payment: &Payment) -> i64 {
    if payment.waits_for_capture() { payment.capturable_minor() } else { 0 }
}

/// The lines that were ticked. Before anything was sent, none is missed.
pub(super) fn ticked(fields: &mut Fields) -> Vec<u32> {
    let read: Result<Vec<u32>, _> = fields.all("line").map(str::parse::<u32>).collect();
    let ticked = read.unwrap_or_default();
    if ticked.is_empty() && !fields.text("step").is_empty() {
        fields.wrong("line", "tick the lines that are out");
    }
    ticked
}

#[cfg(test)]
mod tests {
    use super::*;
    use recoup_core::order::OrderStep;

    #[test]
    fn every_step_is_one_of_the_table() {
        for step in Step::ALL {
            assert!(OrderStep::ASKED.iter().any(|known| known.word() == step.word()), "{step:?}");
        }
    }

    #[test]
    fn lines_are_missed_only_once_something_was_sent() {
        let sent = |lines: [&str; 2], step: &str| {
            let [one, other] = lines.map(str::to_owned);
            let mut fields = Fields::fresh([("line", one), ("line", other), ("step", step.to_owned())]);
            (ticked(&mut fields), fields.is_fine())
        };
        assert_eq!(sent(["1", "3"], "review"), (vec![1, 3], true));
        assert_eq!(sent(["1", "x"], "review"), (Vec::new(), false));
        assert_eq!(sent(["", ""], ""), (Vec::new(), true));
    }
}
