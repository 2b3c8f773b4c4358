//! The page of an order: what can be refunded and why, its tenders with captures, releases and refunds, the customer in
//! short, the books, the gateways' words, and one timeline.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use futures_util::future::{try_join_all, try_join3};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::declines;
use recoup_core::id::{Id, Kind};
use recoup_core::order::{LineState, Order};
use recoup_core::payment::{Payment, Refund, RefundStatus};
use recoup_core::world::State as Known;

use super::dispute::mark;
use super::guard::{May, Visitor};
use super::ledger::linked;
use super::live::watch::Watch;
use super::timeline::filter::Filter;
use super::timeline::gathered::{Gathered, Of};
use super::trouble::{Trouble, see};
use super::{allocation, customer, operation, remark, shell, status, words};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use crate::store::views::EntryView;
use crate::views::ledger::{EntryDetail, account_name};

/// An order and what hangs on it.
#[derive(Debug)]
pub struct Whole {
    /// The order.
    pub order: Order,
    /// Its payments.
    pub payments: Vec<Payment>,
}

impl Whole {
    /// Reads an order with its payments.
    ///
    /// # Errors
    /// 404, or what the store met.
    pub async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let id = id(Kind::Order, text)?;
        let Known::Order(order) = list::state(face, &visitor.caller, "order", id.as_str()).await? else {
            return Err(Problem::unknown("order", text));
        };
        let mut asked = Vec::with_capacity(order.payments.len());
        for id in &order.payments {
            asked.push(payment(face, visitor, id.as_str()));
        }
        let payments = try_join_all(asked).await?;
        Ok(Self { order, payments })
    }

    /// The streams that its books are of.
    fn streams(&self) -> Vec<&str> {
        std::iter::once(&self.order.id).chain(self.payments.iter().map(|payment| &payment.id)).map(Id::as_str).collect()
    }

    /// What its timeline is of.
    fn told<'a>(&'a self, path: &'a str) -> Of<'a> {
        let (id, code) = (&self.order.id, self.order.currency.code());
        Of { id, payments: &self.payments, code, path, is_asked_about: !self.order.tenders.allocations.is_empty() }
    }

    /// Everything whose change shows on the page of the order.
    fn watch(&self) -> Watch {
        let refunds = || self.payments.iter().flat_map(|payment| &payment.refunds);
        let approvals = refunds().filter_map(|refund| refund.approval.as_ref());
        let payments = self.payments.iter().map(|payment| &payment.id);
        let all = [&self.order.id].into_iter().chain(&self.order.customer).chain(payments);
        Watch::things(all.chain(refunds().map(|refund| &refund.id)).chain(approvals))
    }
}

/// Reads a payment.
///
/// # Errors
/// 404, or what the store met.
pub async fn payment(face: &Shared, visitor: &Visitor, text: &str) -> Result<Payment, Problem> {
    let id = id(Kind::Payment, text)?;
    match list::state(face, &visitor.caller, "payment", id.as_str()).await? {
        Known::Payment(payment) => Ok(payment),
        _ => Err(Problem::unknown("payment", text)),
    }
}

/// A payment is shown on the page of its order.
///
/// # Errors
/// 404.
pub async fn of_payment(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
) -> Result<Response, Trouble> {
    let payment = payment(&face, &visitor, &text).await?;
    Ok(see(&format!("{}#{}", words::place(&payment.pays), payment.id)))
}

/// Shows an order.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path(text): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Trouble> {
    let text_of = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (tab, filter) = (text_of("tab"), Filter::read(&pairs));
    let whole = Whole::read(&face, &visitor, &text).await?;
    let now = face.engine.clock().now();
    let part = async {
        match tab {
            "ledger" if visitor.may(Permission::ReadBooks) => ledger(&face, &visitor, &whole.streams()).await,
            "messages" => messages(&face, &visitor, &whole.payments).await,
            _ => Ok(overview(&visitor, &whole, &links(&face, &visitor, &whole.payments, now).await?, now)),
        }
    };
    let path = format!("/orders/{}", whole.order.id);
    let timeline = Gathered::read(&face, &visitor, whole.told(&path));
    let customer = customer::panel::panel(&face, &visitor, &whole.order);
    let (part, gathered, customer) = try_join3(part, timeline, customer).await?;
    let (moments, order) = (&gathered.moments, &whole.order);
    let content = html! {
        header class="title" {
            h1 { "Order " (order.number) }
            div data-part="chips" { (chips(&whole)) }
            p class="quiet" { "Placed " (words::time(order.placed_at, &visitor.zone)) " · " (words::short(order.id.as_str())) }
        }
        (done(text_of("done")))
        div data-part="steps" { (operation::order::links(&visitor, &whole)) }
        (tabs(&visitor, order, tab, &filter))
        div class="beside" {
            div class="most" { (part) }
            aside aria-label="Customer and timeline" {
                div data-part="customer" { (customer) }
                h2 id="timeline" { "Timeline" }
                (remark::form(&visitor, order.id.as_str()))
                div data-part="kinds" { (filter.form(&path, moments)) }
                div data-part="timeline" { (filter.list(&path, moments, &visitor.zone)) (gathered.left_out(&visitor)) }
            }
        }
    };
    let title = format!("Order {}", order.number);
    Ok(shell::live(&visitor, &title, "/orders", &whole.watch(), content))
}

/// Says what a form did that led here.
#[must_use]
pub fn done(word: &str) -> Markup {
    let says = match word {
        "refund" => "The refund was asked for; its standing is below.",
        "outcome" => "What you said is with another person; it counts when they agree.",
        "capture" => "The capture was asked for; its standing is below.",
        "release" => "The release was asked for; its standing is below.",
        "change" => "It is done; the timeline has it.",
        "dispute" => "What you said of the dispute is kept; it stands with the payment below.",
        "balance" => "It is done, or waits for another person; the statement has it.",
        _ => return html! {},
    };
    html! { p class="note good" role="status" { (says) } }
}

fn chips(whole: &Whole) -> Markup {
    let order = &whole.order;
    let paid = match whole.payments.as_slice() {
        [] => "no payment",
        [one] => one.status.word(),
        several if several.iter().all(|p| p.status == several[0].status) => several[0].status.word(),
        _ => "several payments",
    };
    let out = order.lines.iter().filter(|line| line.sold.delivered).count();
    let fulfilment = match out {
        0 => "not delivered",
        n if n == order.lines.len() => "delivered",
        _ => "partly delivered",
    };
    let back = if order.refunded_minor == 0 { "nothing returned" } else { "money returned" };
    html! {
        dl class="chips" {
            div { dt { "Order" } dd { (words::chip(order.status.word())) } }
            div { dt { "Payment" } dd { (words::chip(paid)) } }
            div { dt { "Fulfilment" } dd { (words::chip(fulfilment)) } }
            div { dt { "Return" } dd { (words::chip(back)) } }
            (mark::of_standing(&order.under_dispute))
        }
    }
}

fn tabs(visitor: &Visitor, order: &Order, shown: &str, filter: &Filter) -> Markup {
    let path = format!("/orders/{}", order.id);
    let all = [
        ("", "Overview", true),
        ("ledger", "Ledger", visitor.may(Permission::ReadBooks)),
        ("messages", "Gateway messages", true),
    ];
    tab_list("Parts of the order", (&path, shown), &all, filter)
}

/// A tab: its word in the address, its name, and whether the visitor may see it.
pub type Tab = (&'static str, &'static str, bool);

/// The tabs of a page with a timeline, which keep its filter.
#[must_use]
pub fn tab_list(label: &str, (path, shown): (&str, &str), all: &[Tab], filter: &Filter) -> Markup {
    html! {
        nav class="tabs" aria-label=(label) {
            ul {
                @for (tab, name, may) in all {
                    @if *may {
                        li {
                            a href=(filter.address(path, &[("tab", tab)])) aria-current=[(*tab == shown).then_some("page")] { (name) }
                        }
                    }
                }
            }
        }
    }
}

/// Links for customers by refund, for those who may hand them out.
pub type Links = BTreeMap<String, String>;

/// The customers' links to the refunds of payments.
///
/// # Errors
/// What the store met.
pub async fn links(face: &Shared, visitor: &Visitor, payments: &[Payment], now: Timestamp) -> Result<Links, Trouble> {
    if payments.iter().all(|payment| payment.refunds.is_empty()) || !visitor.may(Permission::AskRefunds) {
        return Ok(Links::new());
    }
    let linker = status::Linker::new(face, &visitor.caller.tenant, now).await?;
    let refunds = payments.iter().flat_map(|payment| &payment.refunds);
    Ok(refunds.map(|refund| (refund.id.as_str().to_owned(), linker.link(&refund.id))).collect())
}

fn overview(visitor: &Visitor, whole: &Whole, links: &Links, now: Timestamp) -> Markup {
    let order = &whole.order;
    let code = order.currency.code();
    html! {
        (operation::elsewhere::links(visitor, whole))
        (allocation::panel(whole))
        @for payment in &whole.payments { (one_payment(visitor, payment, links, now)) }
        section aria-labelledby="lines" data-part="lines" {
            h2 id="lines" { "Lines" }
            (shell::scroll_under("lines", line_table(&order.lines, code, (order.gross_minor, Some(order.refunded_minor)))))
            p class="quiet" {
                "Arrived " (words::money(order.paid_minor, code)) ", still open " (words::money(order.open_minor(), code)) "."
            }
        }
    }
}

/// Lines with what was taken out of them, and below what they are worth and, where it is said, what was refunded.
#[must_use]
pub fn line_table(lines: &[LineState], code: &str, (gross_minor, refunded_minor): (i64, Option<i64>)) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "Item" } th scope="col" class="sum" { "Units" }
                th scope="col" class="sum" { "Refunded" } th scope="col" class="sum" { "Price" }
                th scope="col" class="sum" { "Tax in it" } th scope="col" class="sum" { "Taken out" }
            } }
            tbody {
                @for line in lines {
                    tr {
                        th scope="row" { (line.sold.name) " " span class="quiet" { (line.sold.sku) } }
                        td class="sum" { (line.sold.quantity) }
                        td class="sum" { (line.refunded_quantity) }
                        td class="sum" { (words::money(line.sold.gross_minor, code)) }
                        td class="sum" { (words::money(line.sold.tax_minor(), code)) }
                        td class="sum" { (words::money(line.released_minor, code)) }
                    }
                }
            }
            tfoot { tr {
                th scope="row" { "Whole" } td {} td {}
                td class="sum" { (words::money(gross_minor, code)) } td {}
                td class="sum" { @if let Some(minor) = refunded_minor { (words::money(minor, code)) } }
            } }
        }
    }
}

/// A payment with its captures, releases, disputes and refunds, and what can be done about it.
#[must_use]
pub fn one_payment(visitor: &Visitor, payment: &Payment, links: &Links, now: Timestamp) -> Markup {
    let code = payment.currency.code();
    let method = &payment.method;
    let allowed = payment.status.allowed();
    let can = |step: &str| allowed.contains(&step);
    html! {
        section id=(payment.id) aria-labelledby={ (payment.id) "-name" } {
            h2 id={ (payment.id) "-name" } {
                "Payment of " (words::money(payment.amount_minor, code)) " "
                span data-part={ (payment.id) "-standing" } { (words::chip(payment.status.word())) }
            }
            p class="quiet" {
                (method.brand) " " @if !method.last4.is_empty() { "…" (method.last4) " · " }
                (payment.gateway_account().unwrap_or("handled by people")) " · " (words::short(payment.id.as_str()))
            }
            div data-part={ (payment.id) "-disputes" } { (mark::of_payment(payment)) }
            div data-part={ (payment.id) "-alarms" } {
                @for alarm in &payment.alarms {
                    p class="note bad" { "The gateway contradicts the books: " (words::plain(alarm)) "." }
                }
            }
            @if let Some(before) = &payment.instead_of {
                p class="quiet" { "Stands in for " (linked(before.as_str())) ", which was declined." }
            }
            div data-part={ (payment.id) "-decline" } { (decline(payment)) }
            div data-part={ (payment.id) "-equation" } { (equation(payment)) }
            p class="actions" data-part={ (payment.id) "-actions" } {
                @if visitor.may(Permission::AskRefunds) && can("refund") && payment.refundable_minor() > 0 {
                    a class="button main" href={ "/payments/" (payment.id) "/refund" } { "Refund" }
                }
                @if visitor.may(Permission::MoveMoney) && can("capture") && payment.capturable_minor() > 0 {
                    a class="button" href={ "/payments/" (payment.id) "/capture" } { "Capture" }
                }
                @if visitor.may(Permission::MoveMoney) && can("release") && payment.releasable_minor() > 0 {
                    a class="button" href={ "/payments/" (payment.id) "/release" } { "Release" }
                }
                @if visitor.may(Permission::MoveMoney) && operation::record::may_tell(payment) {
                    a class="button" href={ "/payments/" (payment.id) "/dispute" } { "Record a dispute" }
                }
            }
            div data-part={ (payment.id) "-open" } { (open_questions(visitor, payment)) }
            div data-part={ (payment.id) "-moves" } {
                @if let Some(at) = payment.expires_at.filter(|_| payment.capturable_minor() > 0) {
                    p { "The authorization runs out " (words::from_now(at, now)) " (" (words::time(at, &visitor.zone)) ")." }
                }
                (moves(payment))
            }
            div data-part={ (payment.id) "-refunds" } { (refunds(visitor, payment, links)) }
        }
    }
}

/// Operations whose gateway gives no answer: a person may say what became of them, and another one agrees.
#[must_use]
pub fn open_questions(visitor: &Visitor, payment: &Payment) -> Markup {
    let open: Vec<_> = payment.doubts.iter().filter(|doubt| doubt.undecided && doubt.said.is_none()).collect();
    html! {
        @for (address, name) in operation::outcome::ways(payment) {
            p class="note" {
                "The gateway was asked in vain for long. "
                @if visitor.may(Permission::MoveMoney) { a href=(address) { (name) } } @else { (name) }
            }
        }
        @for approval in open.iter().filter_map(|doubt| doubt.approval.as_ref()) {
            p class="note" { "A person said what became of it: " a href={ "/approvals/" (approval) } { "Approval" } }
        }
    }
}

/// Why a payment was declined, and what to do.
fn decline(payment: &Payment) -> Markup {
    let told = payment.declined.as_ref().zip(declines::of_payment(payment));
    html! {
        @if let Some((declined, told)) = told {
            p class="note bad" {
                strong { "Declined: " (told.title()) ". " }
                @if let Some(next) = &payment.replaced_by {
                    "Another account is tried: " (linked(next.as_str())) ". "
                } @else { (told.what_to_do()) " " }
                span class="quiet" { "Code " code { (declined.code) } ", " (told.meaning()) }
            }
        }
    }
}

/// captured − refunded − pending − disputed = refundable, with what was lost to disputes and what the gateway gave beyond
/// where there is any. What a lost dispute stands for of a refund is not pending.
#[must_use]
pub fn equation(payment: &Payment) -> Markup {
    let code = payment.currency.code();
    let mut parts = vec![
        ("", payment.captured_minor, "captured"),
        ("−", payment.refunded_minor(), "refunded"),
        ("−", payment.refund_pending_minor() - payment.absorbed_minor(), "pending"),
        ("−", payment.disputed_minor(), "disputed"),
    ];
    if payment.charged_back_minor() > 0 {
        parts.push(("−", payment.charged_back_minor(), "charged back"));
    }
    if payment.beyond_minor > 0 {
        parts.push(("−", payment.beyond_minor, "given beyond"));
    }
    html! {
        dl class="equation" {
            @for (sign, minor, word) in parts {
                div data-sign=(sign) { dt { (word) } dd { (words::money(minor, code)) } }
            }
            div class="whole" data-sign="=" {
                dt { "refundable" } dd { (words::money(payment.refundable_minor(), code)) }
            }
        }
    }
}

fn moves(payment: &Payment) -> Markup {
    let code = payment.currency.code();
    let rows = payment
        .captures
        .iter()
        .map(|c| (c.id.as_str(), "Capture", c.status.word(), c.amount_minor, c.gateway_ref.as_str()));
    let rows =
        rows.chain(payment.releases.iter().map(|r| (r.id.as_str(), "Release", r.status.word(), r.amount_minor, "")));
    html! {
        @if !payment.captures.is_empty() || !payment.releases.is_empty() {
            (shell::scroll("Captures and releases", html! {
                table {
                    thead { tr {
                        th scope="col" { "Move" } th scope="col" { "Standing" }
                        th scope="col" class="sum" { "Amount" } th scope="col" { "At the gateway" }
                    } }
                    tbody {
                        @for (id, name, status, minor, theirs) in rows {
                            tr id=(id) {
                                th scope="row" { (name) " " (words::short(id)) }
                                td { (words::chip(status)) }
                                td class="sum" { (words::money(minor, code)) }
                                td { code { (theirs) } }
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn refunds(visitor: &Visitor, payment: &Payment, links: &Links) -> Markup {
    html! {
        @if !payment.refunds.is_empty() {
            h3 { "Refunds" }
            (shell::scroll("Refunds", html! {
                table {
                    thead { tr {
                        th scope="col" { "Refund" } th scope="col" { "Standing" } th scope="col" class="sum" { "Amount" }
                        th scope="col" { "Reason" } th scope="col" { "Proof" } th scope="col" { "Next" }
                    } }
                    tbody { @for refund in payment.refunds.iter().rev() { (one_refund(visitor, payment, refund, links)) } }
                }
            }))
        }
    }
}

fn one_refund(visitor: &Visitor, payment: &Payment, refund: &Refund, links: &Links) -> Markup {
    let mut steps = operation::refund::steps(payment, refund);
    steps.retain(|step| visitor.may(step.needs()));
    html! {
        tr id=(refund.id) {
            th scope="row" { (words::short(refund.id.as_str())) }
            td {
                (words::chip(refund.status.word()))
                @if !refund.failure.is_empty() { br; span class="quiet" { (words::plain(&refund.failure)) } }
            }
            td class="sum" { (words::money(refund.amount_minor, payment.currency.code())) }
            td {
                (words::plain(&refund.reason))
                @if !refund.note.is_empty() { br; span class="quiet" { (refund.note) } }
            }
            td class="proof" {
                (refund.evidence)
                @if refund.status == RefundStatus::Completed && refund.evidence.is_empty() {
                    span class="quiet" { "The gateway calls it done; only its report will confirm that the money left." }
                }
            }
            td class="next" {
                @if let Some(approval) = &refund.approval { a href={ "/approvals/" (approval) } { "Approval" } " " }
                @if let Some(link) = links.get(refund.id.as_str()) { a href=(link) { "Customer's page" } " " }
                @for step in &steps {
                    a href={ "/refunds/" (refund.id) "/" (step.word()) } { (step.link()) } " "
                }
            }
        }
    }
}

/// The entries of streams, oldest first.
///
/// # Errors
/// What the store met.
pub async fn ledger(face: &Shared, visitor: &Visitor, streams: &[&str]) -> Result<Markup, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let mut asked = Vec::with_capacity(streams.len());
    for stream in streams {
        asked.push(store.entries_of_stream(tenant, stream));
    }
    let mut entries: Vec<EntryView> = try_join_all(asked).await?.into_iter().flatten().collect();
    entries.sort_by(|a, b| a.entry.entry_id.cmp(&b.entry.entry_id));
    Ok(posted(&entries, &visitor.zone))
}

/// Entries with their lines, as the ledger of something shows them.
#[must_use]
pub fn posted(entries: &[EntryView], zone: &TimeZone) -> Markup {
    html! {
        section aria-labelledby="entries" data-part="entries" {
            h2 id="entries" { "Journal entries" }
            @if entries.is_empty() { p class="empty" { "Nothing has been posted yet." } }
            @for stored in entries {
                @let entry = EntryDetail::stored(stored);
                h3 id=(entry.id) {
                    (words::plain(&entry.act)) " " span class="quiet" { (words::time_us(stored.entry.effective_us, zone)) }
                    @if let Some(other) = &entry.reverses { " " span class="chip quiet" { "mirrors " a href={ "#" (other) } { (words::short(other)) } } }
                }
                (entry_lines(&entry))
            }
        }
    }
}

/// Debits and credits of an entry.
#[must_use]
pub fn entry_lines(entry: &EntryDetail) -> Markup {
    html! {
        (shell::scroll(&format!("Lines of {}", words::plain(&entry.act)), html! {
            table class="entry" {
                thead { tr {
                    th scope="col" { "Account" } th scope="col" { "For" }
                    th scope="col" class="sum" { "Debit" } th scope="col" class="sum" { "Credit" }
                } }
                tbody {
                    @for line in &entry.lines {
                        tr {
                            th scope="row" { (line.account) " " (account_name(&line.account)) }
                            td { code { (line.subkey) } }
                            td class="sum" { @if line.debit_minor != 0 { (words::money(line.debit_minor, &line.currency)) } }
                            td class="sum" { @if line.credit_minor != 0 { (words::money(line.credit_minor, &line.currency)) } }
                        }
                    }
                }
            }
        }))
        @if !entry.memo.is_empty() { p class="quiet" { (entry.memo) } }
    }
}

/// What was said to gateways about payments, and what they said.
///
/// # Errors
/// What the store met.
pub async fn messages(face: &Shared, visitor: &Visitor, payments: &[Payment]) -> Result<Markup, Trouble> {
    let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
    let mut asked = Vec::with_capacity(payments.len());
    for payment in payments {
        asked.push(store.exchanges(tenant, payment.id.as_str()));
    }
    let mut found: Vec<_> = try_join_all(asked).await?.into_iter().flatten().collect();
    found.sort_by(|a, b| a.exchange_id.cmp(&b.exchange_id));
    Ok(html! {
        section aria-labelledby="messages" data-part="messages" {
            h2 id="messages" { "What went over the wire" }
            p class="quiet" { "Without headers and secrets. Oldest first." }
            @if found.is_empty() { p class="empty" { "Nothing was sent to a gateway." } }
            @for one in &found {
                details {
                    summary {
                        (one.request) " " span class="quiet" {
                            (one.target) " · " @if one.status == 0 { "no answer" } @else { (one.status) } " · "
                            (one.took_us / 1_000) " ms · " (words::time_us(one.at_us, &visitor.zone))
                        }
                    }
                    h3 { "Request" } pre tabindex="0" { (one.request_body) }
                    h3 { "Reply" } pre tabindex="0" { (one.reply_body) }
                    p { "Read as: " (one.reading) }
                }
            }
        }
    })
}
