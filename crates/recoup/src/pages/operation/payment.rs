//! Capturing some or all of what is authorized, and giving the rest back.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::money::Money;
use recoup_core::payment::Payment;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::release::RequestRelease;
use recoup_core::world::State as Known;

use super::home::{Home, captured_later};
use super::{Dialog, OfMany, Question, answer, open, sum_input};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::{order, words};
use crate::people::token;

/// Whose money it is, where the instrument has no name.
const NOBODY: &str = "the customer";

/// Shows the form of a capture, prefilled with all that can be captured.
///
/// # Errors
/// 404, what the store met, or why nothing can be captured.
pub async fn show_capture(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let amount = words::plain_decimal(about.payment.capturable_minor(), about.payment.currency);
    let mut fields = Fields::fresh([("amount", amount), (KEY, token::secret())]);
    let dialog = about.capture(&mut fields);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form of a capture: shows the review, then captures.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn capture(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let dialog = about.capture(&mut fields);
    answer(&face, &visitor, &dialog, fields).await
}

/// Shows what a release would give back.
///
/// # Errors
/// 404, what the store met, or why there is nothing to give back.
pub async fn show_release(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let fields = Fields::fresh([(KEY, token::secret())]);
    open(&face, &visitor, &about.release(), &fields).await
}

/// Gives the rest back.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn release(
    State(face): State<Shared>,
    visitor: May<right::MoveMoney>,
    Path(text): Path<String>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    answer(&face, &visitor, &about.release(), fields).await
}

/// Capturing all that can be captured of a payment, or giving all of its rest back, as one of many. `shown_minor` is
/// what was shown to be captured: what is confirmed is that and no other amount.
///
/// # Errors
/// 404, or what the store met.
pub async fn of_many(
    face: &Shared,
    visitor: &Visitor,
    (text, captured): (&str, bool),
    shown_minor: Option<i64>,
) -> Result<OfMany, Problem> {
    let about = About::read(face, visitor, text).await?;
    let method = match whose(&about.payment) {
        nobody if nobody == NOBODY => about.payment.gateway_account().unwrap_or("handled by people").to_owned(),
        known => known,
    };
    let whose = format!("{}, {method}", about.home.name);
    let address = format!("{}#{}", about.home.address, about.payment.id);
    let dialog = if captured {
        let minor = shown_minor.unwrap_or(about.payment.capturable_minor());
        let amount = words::plain_decimal(minor, about.payment.currency);
        // As it is confirmed: what of it is not possible any more is for the engine to say.
        about.capture(&mut Fields::fresh([("amount", amount), ("step", "confirm".to_owned())]))
    } else {
        about.release()
    };
    Ok(OfMany::of(dialog, (whose, address)))
}

/// What the dialogs are about.
struct About {
    home: Home,
    payment: Payment,
    facts: Markup,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let payment = order::payment(face, visitor, text).await?;
        let home = Home::of(face, visitor, &payment).await?;
        let facts = facts(&payment, visitor, face.engine.clock().now());
        Ok(Self { home, payment, facts })
    }

    fn sum(&self, minor: i64) -> String {
        words::money(minor, self.payment.currency.code())
    }

    fn stake(&self, minor: i64) -> Stake {
        Stake { minor, code: self.payment.currency.code(), standing: self.payment.status.word() }
    }

    fn capture(&self, fields: &mut Fields) -> Dialog {
        let payment = &self.payment;
        let typed_minor = typed(payment, fields);
        let last = !fields.text("last").is_empty();
        let ask = |amount_minor: i64, last: bool| -> Act {
            let (payment, currency) = (payment.id.clone(), Some(payment.currency));
            RequestCapture { payment, amount_minor: Some(amount_minor), currency, last }.into()
        };
        let amount = Money::new(typed_minor.unwrap_or(0), payment.currency);
        let last_label = "This is the last capture: give the rest back with it".to_owned();
        Dialog {
            title: "Capture",
            path: format!("/payments/{}/capture", payment.id),
            back: self.home.back(),
            done: self.home.done("capture", &payment.id),
            about: self.facts.clone(),
            intro: Some(format!("Up to {} can be captured now.", self.sum(payment.capturable_minor()))),
            sentence: self.captured(amount.amount_minor, last),
            questions: vec![
                Question::Text("amount", format!("Amount in {}", payment.currency.code()), sum_input(true)),
                Question::Boxes("last", "The rest", vec![("yes".to_owned(), last_label)]),
            ],
            known: &[("amount_minor", "amount"), ("currency", "amount")],
            least: ask(1, false),
            meant: typed_minor.map(|minor| ask(minor, last)),
            button: format!("Capture {}", self.sum(amount.amount_minor)),
            later: captured_later(payment, amount),
            besides: None,
            stake: self.stake(payment.capturable_minor()),
            hindered: None,
            of: vec![Known::Payment(payment.clone())],
        }
    }

    /// What a capture does, in words.
    fn captured(&self, minor: i64, last: bool) -> String {
        let payment = &self.payment;
        let sum = self.sum(minor);
        let at_gateway = payment.gateway_account().is_some();
        let mut says = match &payment.method.route {
            Route::Gateway { account } => format!("{sum} will be captured from {} through {account}.", whose(payment)),
            Route::Offline { account } => format!("{sum} will count as received in {account}."),
            Route::Balance { .. } => format!("{sum} will be taken from the customer's balance."),
        };
        let rest_minor = payment.rest_minor().saturating_sub(minor);
        if rest_minor > 0 {
            let rest = self.sum(rest_minor);
            says.push_str(&if last {
                format!(" The rest of {rest} will be given back with it and cannot be captured any more.")
            } else {
                format!(" {rest} stay authorized.")
            });
        }
        if last && at_gateway && payment.capture_is_out() {
            says.push_str(" It waits until the captures under way are known.");
        }
        says
    }

    fn release(&self) -> Dialog {
        let payment = &self.payment;
        let sum = self.sum(payment.releasable_minor());
        let mut sentence = match &payment.method.route {
            Route::Gateway { account } => format!(
                "{sum} that {account} holds of {} will be given back and cannot be captured any more.",
                whose(payment)
            ),
            Route::Offline { .. } | Route::Balance { .. } => {
                format!("{sum} will not be captured any more. There is nothing to send back.")
            }
        };
        if payment.gateway_account().is_some() && payment.capturing_minor() > 0 {
            sentence.push_str(" It waits until the captures under way are known.");
        }
        let ask = Act::from(RequestRelease { payment: payment.id.clone() });
        Dialog {
            title: "Release",
            path: format!("/payments/{}/release", payment.id),
            back: self.home.back(),
            done: self.home.done("release", &payment.id),
            about: self.facts.clone(),
            intro: None,
            sentence,
            questions: Vec::new(),
            known: &[],
            least: ask.clone(),
            meant: Some(ask),
            button: format!("Release {sum}"),
            later: None,
            besides: None,
            stake: self.stake(payment.releasable_minor()),
            hindered: None,
            of: vec![Known::Payment(payment.clone())],
        }
    }
}

/// The amount that was typed, unless it cannot be read or is more than there is.
fn typed(payment: &Payment, fields: &mut Fields) -> Option<i64> {
    let most_minor = payment.capturable_minor();
    let confirmed = fields.text("step") == "confirm";
    match words::read_amount(fields.text("amount"), payment.currency) {
        Err(why) => fields.wrong("amount", why),
        Ok(0) => fields.wrong("amount", "say how much is to be captured"),
        // What is confirmed is for the engine to judge: a repeat of it is answered, though less is left by then.
        Ok(minor) if minor > most_minor && !confirmed => {
            let most = words::money(most_minor, payment.currency.code());
            fields.wrong("amount", format!("{most} is the most that can be captured now"));
        }
        Ok(minor) => return Some(minor),
    }
    None
}

/// Whose money it is, as people know the instrument.
fn whose(payment: &Payment) -> String {
    let method = &payment.method;
    match (method.brand.as_str(), method.last4.as_str()) {
        ("", "") => NOBODY.to_owned(),
        (brand, "") => brand.to_owned(),
        ("", last4) => format!("…{last4}"),
        (brand, last4) => format!("{brand} …{last4}"),
    }
}

fn facts(payment: &Payment, visitor: &Visitor, now: Timestamp) -> Markup {
    let code = payment.currency.code();
    html! {
        dl class="facts" {
            dt { "Payment" }
            dd { (whose(payment)) ", " (payment.gateway_account().unwrap_or("handled by people")) " " (words::chip(payment.status.word())) }
            dt { "Authorized" } dd { (words::money(payment.authorized_minor, code)) }
            dt { "Captured" } dd { (words::money(payment.captured_minor, code)) }
            @if payment.capturing_minor() > 0 {
                dt { "Being captured" } dd { (words::money(payment.capturing_minor(), code)) }
            }
            dt { "Left of the authorization" } dd { (words::money(payment.rest_minor(), code)) }
            @if let Some(at) = payment.expires_at {
                dt { "Runs out" } dd { (words::from_now(at, now)) " (" (words::time(at, &visitor.zone)) ")" }
            }
        }
    }
}
