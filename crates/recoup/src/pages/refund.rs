//! Asking for a refund: how much and why, then a review that shows what the policy says, what the books will hold and
//! what the customer will read, then one button that names the sum.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::customer::{Customer, refund as balance};
use recoup_core::event::{Body, Event, Route};
use recoup_core::id::Id;
use recoup_core::invoice::Invoice;
use recoup_core::money::Money;
use recoup_core::notice::{self, Audience, Notice};
use recoup_core::order::release::LineUnits;
use recoup_core::order::{LineState, Order};
use recoup_core::payment::Payment;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::policy::{Document, Exception, Outcome, PolicyKind, Ruling, defaults};
use recoup_core::world::State as Known;

use super::act;
use super::form::{Fields, Input, KEY};
use super::guard::{May, Visitor};
use super::live::watch::Watch;
use super::order::{self, entry_lines, equation};
use super::seen::{self, Stake};
use super::trouble::{Trouble, see};
use super::{shell, words};
use crate::access::Permission;
use crate::engine::Preview;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::list;
use crate::http::preview::{self, PreviewView};
use crate::http::problem::{CHANGED, Problem};
use crate::people::token;

/// Reasons a refund may have, in the order they are offered; the first fits most often.
pub const REASONS: [&str; 7] =
    ["damaged", "not_received", "wrong_item", "changed_mind", "duplicate", "goodwill", "other"];

/// Stands for the id that a refund does not have yet.
const NO_ID: &str = "rfd_…";

/// Which field of this form a field of the command is.
const KNOWN: [(&str, &str); 5] = [
    ("amount_minor", "amount"),
    ("lines", "lines"),
    ("reason", "reason"),
    ("note", "note"),
    ("exception.reason", "exception"),
];

/// What the dialog is about.
struct Dialog {
    paid: Paid,
    payment: Payment,
}

/// What the payment pays.
enum Paid {
    /// An order, with its lines.
    Order(Box<Order>),
    /// An invoice, with its lines.
    Invoice(Box<Invoice>),
    /// A customer's balance.
    Balance(Box<Customer>),
}

impl Dialog {
    async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let payment = order::payment(face, visitor, text).await?;
        let pays = payment.pays.as_str();
        let paid = match list::state(face, &visitor.caller, "order", pays).await? {
            Known::Order(order) => Paid::Order(Box::new(order)),
            Known::Invoice(invoice) => Paid::Invoice(Box::new(invoice)),
            Known::Customer(customer) => Paid::Balance(Box::new(customer)),
            _ => return Err(Problem::unknown("order", pays)),
        };
        Ok(Self { paid, payment })
    }

    /// The page of what the payment pays.
    fn home(&self) -> String {
        words::place(&self.payment.pays)
    }

    /// Lines that can come back; a balance has none.
    fn lines(&self) -> &[LineState] {
        match &self.paid {
            Paid::Order(order) => &order.lines,
            Paid::Invoice(invoice) => &invoice.lines,
            Paid::Balance(_) => &[],
        }
    }

    /// What can be refunded now: of a balance no more than is available in it.
    fn refundable_minor(&self) -> i64 {
        match &self.paid {
            Paid::Order(_) | Paid::Invoice(_) => self.payment.refundable_minor(),
            Paid::Balance(customer) => {
                balance::refundable_minor(&self.payment, customer.available_minor(self.payment.currency))
            }
        }
    }

    fn path(&self) -> String {
        format!("/payments/{}/refund", self.payment.id)
    }

    async fn watch(&self, face: &Shared, visitor: &Visitor) -> Result<Watch, Trouble> {
        Ok(Watch::form(face, visitor, &[self.payment.id.as_str(), self.payment.pays.as_str()]).await?)
    }

    fn code(&self) -> &'static str {
        self.payment.currency.code()
    }

    /// What a refund of so much is about.
    fn stake(&self, minor: i64) -> Stake {
        Stake { minor, code: self.code(), standing: self.payment.status.word() }
    }
}

/// The form, prefilled with what is refundable.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let dialog = Dialog::read(&face, &visitor, &text).await?;
    let amount = words::plain_decimal(dialog.refundable_minor(), dialog.payment.currency);
    let fields = Fields::fresh([("how", "amount".to_owned()), ("amount", amount), (KEY, token::secret())]);
    let content = form(&visitor, &dialog, &fields);
    Ok(shell::live(&visitor, "Refund", "/orders", &dialog.watch(&face, &visitor).await?, content))
}

/// Takes the form: shows the review, then acts.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn ask(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path(text): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let dialog = Dialog::read(&face, &visitor, &text).await?;
    let command = command(&dialog, &mut fields);
    let done = match command {
        Some(command) if fields.text("step") == "confirm" => {
            match act::act_as_seen(&face, &visitor.caller, &dialog.path(), &fields, command.clone()).await {
                Ok(_) => {
                    return Ok(see(&format!("{}?done=refund#{}", dialog.home(), dialog.payment.id)));
                }
                Err(problem) if problem.code == CHANGED => {
                    act::preview(&face, &visitor.caller, command).await.map(|preview| {
                        fields.wrong("", seen::changed(dialog.stake(asked_minor(&preview)), &fields));
                        review(&visitor, &dialog, &fields, &preview)
                    })
                }
                Err(problem) => {
                    too_much(&dialog, &mut fields, &problem);
                    Err(problem)
                }
            }
        }
        Some(command) if fields.text("step") != "edit" => act::preview(&face, &visitor.caller, command)
            .await
            .map(|preview| review(&visitor, &dialog, &fields, &preview)),
        _ => Ok(form(&visitor, &dialog, &fields)),
    };
    let (status, content) = match done {
        Ok(content) if fields.is_fine() => (StatusCode::OK, content),
        Ok(content) => (StatusCode::UNPROCESSABLE_ENTITY, content),
        Err(problem) => {
            fields.refused(&problem, &KNOWN);
            if problem.code == "policy_denied" {
                fields.set("denied", "yes");
            }
            if problem.code == "key_reused" {
                // Something else was asked for under this key; what is typed now is another request.
                fields.set(KEY, token::secret());
            }
            (StatusCode::UNPROCESSABLE_ENTITY, form(&visitor, &dialog, &fields))
        }
    };
    let watch = dialog.watch(&face, &visitor).await?;
    Ok((status, shell::live(&visitor, "Refund", "/orders", &watch, content)).into_response())
}

/// What a preview asks for, minor units; nothing where it asks for no refund.
fn asked_minor(preview: &Preview) -> i64 {
    let asked = preview.decision.events.iter().find_map(|event| match &event.body {
        Body::RefundRequested { refund, .. } => Some(refund.amount_minor),
        _ => None,
    });
    asked.unwrap_or(0)
}

/// Says above the form that what was reviewed cannot be refunded any more, and how much can.
fn too_much(dialog: &Dialog, fields: &mut Fields, problem: &Problem) {
    let now = dialog.stake(dialog.refundable_minor());
    if matches!(problem.code, "exceeds_refundable" | "exceeds_charge" | "exceeds_balance") && seen::differs(now, fields)
    {
        let left = now.sum();
        fields.wrong("", format!("This changed since you looked: {left} can be refunded now. Look again."));
    }
}

/// The command that the form means, unless something in it cannot be read.
fn command(dialog: &Dialog, fields: &mut Fields) -> Option<RequestRefund> {
    let payment = &dialog.payment;
    let how_much = if fields.text("how") == "lines" {
        let mut lines = Vec::new();
        for line in dialog.lines() {
            let name = format!("line-{}", line.sold.line);
            match fields.text(&name) {
                "" | "0" => {}
                typed => match typed.parse::<i64>() {
                    Ok(quantity) if quantity > 0 => lines.push(LineUnits { line: line.sold.line, quantity }),
                    _ => fields.wrong("lines", "units are whole numbers such as 1"),
                },
            }
        }
        if lines.is_empty() {
            fields.wrong("lines", "say how many units of which line come back");
        }
        HowMuch::Lines { lines, amount_minor: None }
    } else {
        match words::read_amount(fields.text("amount"), payment.currency) {
            Ok(amount_minor) => HowMuch::Amount { amount_minor, currency: Some(payment.currency) },
            Err(why) => {
                fields.wrong("amount", why);
                return None;
            }
        }
    };
    if fields.text("reason").is_empty() {
        fields.wrong("reason", "choose a reason");
    }
    let exception = (!fields.text("exception").is_empty())
        .then(|| Exception { rule: fields.text("rule").to_owned(), reason: fields.text("exception").to_owned() });
    let (reason, note) = (fields.text("reason").to_owned(), fields.text("note").to_owned());
    fields.is_fine().then(|| RequestRefund { payment: payment.id.clone(), how_much, reason, note, exception })
}

fn head(dialog: &Dialog) -> Markup {
    html! {
        p { a href=(dialog.home()) {
            @match &dialog.paid {
                Paid::Order(order) => { "Order " (order.number) }
                Paid::Invoice(invoice) => { "Invoice " (invoice.number) }
                Paid::Balance(customer) => { "Customer " (customer.reference) }
            }
        } }
        h1 { "Refund" }
    }
}

fn form(visitor: &Visitor, dialog: &Dialog, fields: &Fields) -> Markup {
    let by_line = fields.text("how") == "lines";
    html! {
        (head(dialog))
        (equation(&dialog.payment))
        @if let Paid::Balance(customer) = &dialog.paid {
            p {
                "This was paid into a balance. "
                (words::money(customer.available_minor(dialog.payment.currency), dialog.code()))
                " are available there, and no more goes back to the card than came from it."
            }
        }
        (fields.summary())
        form method="post" action=(dialog.path()) class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            fieldset {
                legend { "How much" }
                @if dialog.lines().is_empty() {
                    input type="hidden" name="how" value="amount";
                } @else {
                    label class="choice" { input type="radio" name="how" value="amount" checked[!by_line]; " An amount" }
                }
                (fields.input("amount", &format!("Amount in {}", dialog.code()), Input {
                    mode: Some("decimal"), autocomplete: Some("off"), first: true, ..Input::default()
                }))
                @if !dialog.lines().is_empty() {
                    label class="choice" { input type="radio" name="how" value="lines" checked[by_line]; " By line" }
                    (lines(dialog, fields))
                }
            }
            (reason(fields))
            (fields.input("note", "Note for colleagues", Input { kind: "area", ..Input::default() }))
            @if fields.text("denied") == "yes" || !fields.text("exception").is_empty() {
                fieldset {
                    legend { "Ask for an exception" }
                    (fields.input("rule", "Rule to be set aside", Input::default()))
                    (fields.input("exception", "Why this case is different", Input { kind: "area", ..Input::default() }))
                }
            }
            p class="actions" {
                button class="main" name="step" value="review" { "Review" }
                a class="button" href=(dialog.home()) { "Back" }
            }
        }
    }
}

fn reason(fields: &Fields) -> Markup {
    let chosen = fields.text("reason");
    html! {
        div class="field" {
            label for="reason" { "Reason" }
            select id="reason" name="reason" required aria-invalid=[fields.why("reason").map(|_| "true")] {
                option value="" { "Choose …" }
                @for reason in REASONS { option value=(reason) selected[reason == chosen] { (words::plain(reason)) } }
            }
            @if let Some(why) = fields.why("reason") { p class="why" { (why) } }
        }
    }
}

fn lines(dialog: &Dialog, fields: &Fields) -> Markup {
    html! {
        (shell::scroll("Lines of the order", html! {
            table {
                thead { tr {
                    th scope="col" { "Item" } th scope="col" class="sum" { "Left" } th scope="col" class="sum" { "Price" }
                    th scope="col" { "Units back" }
                } }
                tbody {
                    @for line in dialog.lines() {
                        @let name = format!("line-{}", line.sold.line);
                        @let left = line.sold.quantity - line.refunded_quantity;
                        tr {
                            th scope="row" { label for=(name) { (line.sold.name) } }
                            td class="sum" { (left) }
                            td class="sum" { (words::money(line.sold.gross_minor, dialog.code())) }
                            td { input id=(name) name=(name) type="number" min="0" max=(left) value=(fields.text(&name)) class="few"; }
                        }
                    }
                }
            }
        }))
        @if let Some(why) = fields.why("lines") { p class="why" role="alert" { (why) } }
    }
}

/// What was typed, again, in fields nobody sees.
fn kept(dialog: &Dialog, fields: &Fields) -> Markup {
    let lines = dialog.lines().iter().map(|line| format!("line-{}", line.sold.line));
    let names = ["how", "amount", "reason", "note", "rule", "exception", KEY].map(str::to_owned);
    html! {
        @for name in names.into_iter().chain(lines) {
            @if !fields.text(&name).is_empty() { input type="hidden" name=(name) value=(fields.text(&name)); }
        }
    }
}

fn review(visitor: &Visitor, dialog: &Dialog, fields: &Fields, preview: &Preview) -> Markup {
    let mut shown = preview::view(preview, visitor.may(Permission::ReadBooks));
    let requested = preview.decision.events.iter().find_map(|event| match &event.body {
        Body::RefundRequested { refund, ruling } => Some((event, refund, ruling)),
        _ => None,
    });
    let Some((event, refund, ruling)) = requested else {
        return html! { (head(dialog)) p { "Nothing would happen." } };
    };
    let sum = words::money(refund.amount_minor, dialog.code());
    // The id of a preview is made up; nobody must write it down.
    let made_up = refund.id.as_str();
    for line in shown.entries.iter_mut().flat_map(|planned| &mut planned.entry.lines) {
        line.subkey = line.subkey.replace(made_up, NO_ID);
    }
    let mut told = notice_of(event, &refund.id, preview);
    told.iter_mut().for_each(|notice| notice.body = notice.body.replace(made_up, NO_ID));
    let button = if shown.needs_approval { format!("Ask for {sum}") } else { format!("Refund {sum}") };
    html! {
        (head(dialog))
        (fields.summary())
        p class="lead" { "You are about to refund " strong { (sum) } " for " (words::plain(&refund.reason)) "." }
        (verdict(ruling, preview))
        (notices(&told))
        (entries(&shown))
        form method="post" action=(dialog.path()) {
            (shell::token(visitor)) (kept(dialog, fields))
            (seen::carried(dialog.stake(refund.amount_minor), preview))
            p class="actions" {
                button class="main" name="step" value="confirm" autofocus { (button) }
                button name="step" value="edit" formnovalidate { "Change" }
            }
        }
    }
}

/// What the policy says, in plain words, and which rule of which version says it.
fn verdict(ruling: &Ruling, preview: &Preview) -> Markup {
    let says = match &ruling.outcome {
        Outcome::Allow { hold_secs: 0 } => "Goes out at once".to_owned(),
        Outcome::Allow { hold_secs } => format!("Goes out after a pause of {} minutes", hold_secs.div_ceil(60)),
        Outcome::Approve { by, .. } => {
            let roles = shell::role_words(by).replace(", ", " or ");
            match ruling.persons_needed() {
                1 => format!("Needs another person ({roles})"),
                several => format!("Needs {several} other persons ({roles})"),
            }
        }
        Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => "Not allowed".to_owned(),
    };
    let when =
        document(preview).and_then(|document| Some(document.rules.into_iter().find(|r| r.name == ruling.rule)?.when));
    html! {
        section class="verdict" aria-labelledby="policy" {
            h2 id="policy" { "What the policy says" }
            p { strong { (says) } }
            p class="quiet" {
                "Rule " strong { (ruling.rule) } " of " (ruling.policy)
                @if let Some(when) = when { ": " code { (when) } }
            }
        }
    }
}

/// The document that decided: the one in force, or the built-in one.
fn document(preview: &Preview) -> Option<Document> {
    let at = preview.decision.events.first()?.booked_at;
    let mine = preview.world.stream(&PolicyKind::RefundApproval.stream()).and_then(|stream| match &stream.state {
        Known::Policy(policy) => policy.in_force(at).map(|version| version.document.clone()),
        _ => None,
    });
    Some(mine.unwrap_or_else(|| defaults::document(PolicyKind::RefundApproval)))
}

/// What the customer will read when it is on its way, or paid where no gateway stands between.
#[must_use]
pub fn notice_of(event: &Event, refund: &Id, preview: &Preview) -> Vec<Notice> {
    let Some((_, stream)) = preview.decision.streams.get(&event.stream) else { return Vec::new() };
    let Known::Payment(payment) = &stream.state else { return Vec::new() };
    let amount_minor = payment.refund(refund).map_or(0, |refund| refund.amount_minor);
    let body = match &payment.method.route {
        Route::Gateway { .. } => Body::RefundAccepted { refund: refund.clone(), gateway_ref: String::new() },
        route => Body::RefundSettled {
            refund: refund.clone(),
            amount: Money::new(amount_minor, payment.currency),
            route: route.clone(),
            evidence: String::new(),
            gateway_ref: String::new(),
            row: String::new(),
            object: String::new(),
            top_up: payment.is_top_up(),
        },
    };
    let told = notice::of(&Event { body, ..event.clone() }, true, &stream.state);
    told.into_iter().filter(|notice| notice.audience == Audience::Customer).collect()
}

/// What the customer will read, as it will be sent.
#[must_use]
pub fn notices(told: &[Notice]) -> Markup {
    html! {
        section aria-labelledby="notice" {
            h2 id="notice" { "What the customer will read" }
            @if told.is_empty() { p class="quiet" { "Nothing." } }
            @for notice in told {
                blockquote lang=(notice.language) { p { strong { (notice.subject) } } p { (notice.body) } }
            }
        }
    }
}

/// The entries it would post.
#[must_use]
pub fn entries(shown: &PreviewView) -> Markup {
    html! {
        section aria-labelledby="entries" {
            h2 id="entries" { "What the books will hold" }
            @if shown.entries_withheld { p class="quiet" { "Entries are shown to those who may read the books." } }
            @if !shown.entries_withheld && shown.entries.is_empty() { p class="quiet" { "Nothing is posted." } }
            @for planned in &shown.entries {
                h3 { (words::plain(&planned.entry.act)) @if planned.after_approval { " " span class="chip wait" { "once approved" } } }
                (entry_lines(&planned.entry))
            }
        }
    }
}
