//! Dialogs for one step of a payment, a refund or an order: what will happen, the fields it needs, the entries it will
//! post, one button. Each step says these in a `Dialog`; how it is shown, reviewed and done is here, once.

pub mod dispute;
pub mod elsewhere;
pub mod home;
pub mod invoice;
mod invoice_step;
pub mod order;
pub mod outcome;
pub mod payment;
pub mod purse;
mod question;
pub mod record;
pub mod refund;
pub mod refund_step;
pub mod spread;
mod tender;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::ledger::Entry;
use recoup_core::notice::Audience;
use recoup_core::order::Order;
use recoup_core::refusal::Refusal;
use recoup_core::world::State as Known;

use super::act;
use super::form::{Fields, KEY};
use super::guard::Visitor;
use super::live::watch::Watch;
use super::order::entry_lines;
use super::refund::entries;
use super::seen::{self, Stake};
use super::trouble::{Trouble, see};
use super::{shell, words};
use crate::access::Permission;
use crate::engine::Preview;
use crate::http::Shared;
use crate::http::preview::{self, NoticeView, PreviewView};
use crate::http::problem::{CHANGED, Problem};
use crate::people::token;
use crate::views::EntryDetail;
use question::{Question, reasons, sum_input};

/// The dialogs.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/orders/{id}/{step}", get(order::show).post(order::take))
        .route("/refunds/{id}/{step}", get(refund::show).post(refund::take))
        .route("/operations/{id}/outcome", get(outcome::show).post(outcome::take))
        .route("/payments/{id}/capture", get(payment::show_capture).post(payment::capture))
        .route("/payments/{id}/release", get(payment::show_release).post(payment::release))
        .route("/payments/{id}/dispute", get(record::show).post(record::take))
        .route("/orders/{id}/refund", get(spread::show).post(spread::take))
        .route("/refunds/{id}/move", get(elsewhere::show).post(elsewhere::take))
        .route("/invoices/{id}/{step}", get(invoice::show).post(invoice::take))
        .route("/customers/{id}/{step}", get(purse::show).post(purse::take))
        .route("/disputes/{id}/{step}", get(dispute::show).post(dispute::take))
        .route("/disputes/{id}/evidence/{no}/remove", get(dispute::show_piece).post(dispute::take_piece))
}

/// Stands for a reason or a proof that nobody has typed yet: it changes nothing of what is posted.
const ANY_TEXT: &str = "…";

/// One step, as a dialog asks for it.
struct Dialog {
    /// The heading, and the title of the page.
    title: &'static str,
    /// The path of the form.
    path: String,
    /// The way back: address and name.
    back: (String, String),
    /// Where it leads once it is done.
    done: String,
    /// What it is about, in a few facts.
    about: Markup,
    /// What the form says where what is typed there is reviewed first; nothing where one page is enough.
    intro: Option<String>,
    /// What will happen.
    sentence: String,
    /// What has to be typed or ticked.
    questions: Vec<Question>,
    /// Which field of this form a field of the command is.
    known: &'static [(&'static str, &'static str)],
    /// The least of it: refused where the step is not possible now, whatever is typed. Where one page is enough, it
    /// posts the same as what is meant.
    least: Act,
    /// What is meant; nothing while that cannot be read.
    meant: Option<Act>,
    /// What the button says.
    button: String,
    /// What is posted besides, once the gateway has done it.
    later: Option<Entry>,
    /// What else is shown of what would happen.
    besides: Option<fn(&Preview) -> Markup>,
    /// What it is about: what is shown is what is done.
    stake: Stake,
    /// Why the step is not possible now, where the page knows better than the command.
    hindered: Option<Refusal>,
    /// The states that its words were made of.
    of: Vec<Known>,
}

impl Dialog {
    /// What a command would do, on the very states that the words of this dialog were made of: else the figures of one
    /// state would be confirmed under the sum of another.
    async fn preview(&self, face: &Shared, visitor: &Visitor, command: Act) -> Result<Preview, Problem> {
        same_states(&self.of, act::preview(face, &visitor.caller, command).await?)
    }
}

fn same_states(of: &[Known], preview: Preview) -> Result<Preview, Problem> {
    let same = |known: &Known| {
        let id = match known {
            Known::Payment(payment) => &payment.id,
            Known::Order(order) => &order.id,
            Known::Invoice(invoice) => &invoice.id,
            Known::Customer(customer) => &customer.id,
            _ => return true,
        };
        preview.world.stream(id).is_none_or(|now| now.state == *known)
    };
    if of.iter().all(same) {
        return Ok(preview);
    }
    Err(Problem::new(409, CHANGED, "this changed while it was being read, and nothing was done; look again"))
}

/// A step as one of many that a list asks for at once: the same words, the same command and the same checks as the
/// dialog of that one step.
#[derive(Debug)]
pub struct OfMany {
    /// What it is called.
    pub name: String,
    /// Where it is shown.
    pub address: String,
    /// What will happen.
    pub sentence: String,
    /// The command; nothing where there is nothing to ask for.
    pub act: Option<Act>,
    /// What it is about.
    pub stake: Stake,
    /// Why the step is not possible now, where the page knows better than the command.
    pub hindered: Option<Refusal>,
    of: Vec<Known>,
}

impl OfMany {
    fn of(dialog: Dialog, (name, address): (String, String)) -> Self {
        let Dialog { meant, sentence, stake, hindered, of, .. } = dialog;
        Self { name, address, sentence, act: meant, stake, hindered, of }
    }

    /// What the command would do, on the very states that the words were made of.
    ///
    /// # Errors
    /// The refusal it would meet, or what the store met.
    pub async fn preview(&self, face: &Shared, visitor: &Visitor, command: Act) -> Result<Preview, Problem> {
        same_states(&self.of, act::preview(face, &visitor.caller, command).await?)
    }
}

/// The way back to an order.
fn back(order: &Order) -> (String, String) {
    (format!("/orders/{}", order.id), format!("Order {}", order.number))
}

/// Shows the dialog to somebody who has not sent anything yet.
async fn open(face: &Shared, visitor: &Visitor, dialog: &Dialog, fields: &Fields) -> Result<Response, Trouble> {
    let preview = dialog.preview(face, visitor, dialog.least.clone()).await?;
    page(face, visitor, dialog, form(visitor, dialog, fields, &preview)).await
}

/// Takes the form: shows the review where there is one, then acts.
async fn answer(face: &Shared, visitor: &Visitor, dialog: &Dialog, mut fields: Fields) -> Result<Response, Trouble> {
    let meant = dialog.meant.clone().filter(|_| fields.is_fine());
    let step = fields.text("step").to_owned();
    let mut refused = None;
    match (meant, step.as_str()) {
        (Some(meant), "confirm") => match act::act_as_seen(face, &visitor.caller, &dialog.path, &fields, meant).await {
            Ok(_) => return Ok(see(&dialog.done)),
            Err(problem) => refused = Some(problem),
        },
        (Some(meant), "review") => match dialog.preview(face, visitor, meant).await {
            Ok(preview) => {
                let content = review(visitor, dialog, &fields, &preview);
                return page(face, visitor, dialog, content).await;
            }
            Err(problem) => refused = Some(problem),
        },
        _ => {}
    }
    let changed = refused.as_ref().is_some_and(|problem| problem.code == CHANGED);
    match &refused {
        Some(_) if changed => fields.wrong("", seen::changed(dialog.stake, &fields)),
        Some(problem) => {
            refuse(&mut fields, problem, dialog.known);
            // Why it is refused stands beside its field; that it was possible when it was shown, above.
            if !fields.is_fine() && seen::differs(dialog.stake, &fields) {
                fields.wrong("", seen::changed(dialog.stake, &fields));
            }
        }
        None => {}
    }
    // No form puts right what is not possible any more.
    if let (Some(hindered), Some(_)) = (&dialog.hindered, &refused) {
        return Err(seen::too_late(dialog.stake, &fields, Problem::from(hindered.clone())).into());
    }
    // What was reviewed on a page of its own is reviewed again, as it stands now.
    let again = if changed && dialog.intro.is_some() { dialog.meant.as_ref() } else { None };
    let shown = dialog.preview(face, visitor, again.unwrap_or(&dialog.least).clone()).await;
    let preview = shown.map_err(|problem| seen::too_late(dialog.stake, &fields, refused.unwrap_or(problem)))?;
    let status = if fields.is_fine() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let content = match again {
        Some(_) => review(visitor, dialog, &fields, &preview),
        None => form(visitor, dialog, &fields, &preview),
    };
    Ok((status, page(face, visitor, dialog, content).await?).into_response())
}

/// The page of a dialog, which warns when the thing in its path changes meanwhile.
async fn page(face: &Shared, visitor: &Visitor, dialog: &Dialog, content: Markup) -> Result<Response, Trouble> {
    let mut steps = dialog.path.split('/').skip(1);
    let (room, thing) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    // A dispute changes with its payment.
    let owner = dialog.of.iter().find_map(|state| match state {
        Known::Payment(payment) if room == "disputes" => Some(payment.id.as_str()),
        _ => None,
    });
    let watch = Watch::form(face, visitor, &[owner.unwrap_or(thing)]).await?;
    let place = match room {
        "disputes" => "/disputes",
        "invoices" => "/invoices",
        _ => "/orders",
    };
    Ok(shell::live(visitor, dialog.title, place, &watch, content))
}

/// Says in the form what a problem says. What the key was used for stays done; something else needs a key of its own.
fn refuse(fields: &mut Fields, problem: &Problem, known: &[(&str, &str)]) {
    if problem.code == "key_reused" {
        fields.set(KEY, token::secret());
        let why = "this form was sent before with something else in it, and that was done; look at the order first, \
            then send this if it is still wanted";
        fields.wrong("", why);
    } else {
        fields.refused(problem, known);
    }
}

fn head(dialog: &Dialog) -> Markup {
    html! {
        p { a href=(dialog.back.0) { (dialog.back.1) } }
        h1 { (dialog.title) }
    }
}

fn form(visitor: &Visitor, dialog: &Dialog, fields: &Fields, preview: &Preview) -> Markup {
    html! {
        (head(dialog))
        (dialog.about)
        (fields.summary())
        p class="lead" { (dialog.intro.as_ref().unwrap_or(&dialog.sentence)) }
        form method="post" action=(dialog.path) class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            @for question in &dialog.questions { (question.show(fields)) }
            @if dialog.intro.is_none() {
                (seen::carried(dialog.stake, preview))
                (books(visitor, dialog, preview))
            }
            p class="actions" {
                @if dialog.intro.is_some() {
                    button class="main" name="step" value="review" { "Review" }
                } @else {
                    button class="main" name="step" value="confirm" { (dialog.button) }
                }
                a class="button" href=(dialog.back.0) { "Back" }
            }
        }
    }
}

fn review(visitor: &Visitor, dialog: &Dialog, fields: &Fields, preview: &Preview) -> Markup {
    html! {
        (head(dialog))
        (fields.summary())
        p class="lead" { (dialog.sentence) }
        (books(visitor, dialog, preview))
        form method="post" action=(dialog.path) {
            (shell::token(visitor))
            (kept(dialog, fields))
            (seen::carried(dialog.stake, preview))
            p class="actions" {
                button class="main" name="step" value="confirm" autofocus { (dialog.button) }
                button name="step" value="edit" { "Change" }
            }
        }
    }
}

/// What was typed and ticked, again, in fields nobody sees.
fn kept(dialog: &Dialog, fields: &Fields) -> Markup {
    html! {
        input type="hidden" name=(KEY) value=(fields.text(KEY));
        @for question in &dialog.questions {
            @for value in fields.all(question.name()).filter(|value| !value.is_empty()) {
                input type="hidden" name=(question.name()) value=(value);
            }
        }
    }
}

/// What will be posted now, what once the gateway has done it, and what the customer will read.
fn books(visitor: &Visitor, dialog: &Dialog, preview: &Preview) -> Markup {
    let may_read = visitor.may(Permission::ReadBooks);
    let shown = preview::view(preview, may_read);
    let later = dialog.later.as_ref().filter(|_| may_read).map(|entry| EntryDetail::planned(entry, ""));
    html! {
        @if let Some(besides) = dialog.besides { (besides(preview)) }
        @if let (true, Some(rule), Some(policy)) = (shown.needs_approval, &shown.rule, &shown.policy) {
            p class="note" { "Another person has to agree first: rule " strong { (rule) } " of " (policy) "." }
        }
        (entries(&shown))
        @if let Some(entry) = &later {
            h3 { (words::plain(&entry.act)) " " span class="chip wait" { "once the gateway has done it" } }
            (entry_lines(entry))
        }
        (told(&shown))
    }
}

fn told(shown: &PreviewView) -> Markup {
    let customer = Audience::Customer.word();
    let told: Vec<&NoticeView> = shown.notices.iter().filter(|notice| notice.audience == customer).collect();
    html! {
        @if !told.is_empty() {
            section aria-labelledby="notice" {
                h2 id="notice" { "What the customer will read" }
                @for notice in &told {
                    blockquote lang=(notice.language) { p { strong { (notice.subject) } } p { (notice.body) } }
                }
            }
        }
    }
}
