//! The policies about refunds and routing: their versions, what the one in force says in plain words, and a version beside the last one
//! approved before it, or beside another. `proposal` puts a new one on the table, `difference` tells what changed,
//! `asked` shows it to who decides.

pub mod asked;
pub mod difference;
pub mod proposal;
mod sort;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::actor::Role;
use recoup_core::policy::condition;
use recoup_core::policy::{Document, Outcome, Policy, PolicyKind, PolicyStatus, Signature, Version, defaults};
use recoup_core::world::State as Known;
use serde::Deserialize;

use super::guard::{May, Visitor};
use super::trouble::Trouble;
use super::{shell, words};
use crate::access::Permission;
use crate::engine::recall;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
pub use sort::Sort;

/// With which version another is compared, as the address says.
#[derive(Debug, Default, Deserialize)]
pub struct Compared {
    #[serde(default)]
    against: String,
}

/// Every version, the built-in one as number 0.
struct Versions {
    sort: &'static Sort,
    policy: Policy,
    built_in: Document,
    now: Timestamp,
}

impl Versions {
    async fn read(face: &Shared, visitor: &Visitor, sort: &'static Sort) -> Result<Self, Trouble> {
        let stream = sort.kind.stream();
        let policy = match face.engine.store().stream(&visitor.caller.tenant, stream.as_str()).await? {
            None => Policy::begin(sort.kind),
            Some(row) => match recall::stream(&row)?.1.state {
                Known::Policy(policy) => policy,
                _ => return Err(Problem::unknown("policy", stream.as_str()).into()),
            },
        };
        Ok(Self { sort, policy, built_in: defaults::document(sort.kind), now: face.engine.clock().now() })
    }

    /// The number of the version that decides now.
    fn deciding(&self) -> u32 {
        self.policy.in_force(self.now).map_or(0, |version| version.version)
    }

    /// What the version that decides now says.
    fn in_force(&self) -> &Document {
        self.policy.in_force(self.now).map_or(&self.built_in, |version| &version.document)
    }

    fn document(&self, number: u32) -> Option<&Document> {
        let proposed = self.policy.version(number).map(|version| &version.document);
        if number == 0 { Some(&self.built_in) } else { proposed }
    }

    /// The version that waits for a second person.
    fn waiting(&self) -> Option<&Version> {
        self.policy.versions.iter().find(|version| version.status == PolicyStatus::Proposed)
    }

    /// The last version before this one that was approved: what was turned down never decided anything.
    fn before(&self, number: u32) -> Option<u32> {
        let approved = |status| matches!(status, PolicyStatus::Active | PolicyStatus::Replaced);
        let mut earlier = self.policy.versions.iter().rev().filter(|version| version.version < number);
        (number > 0).then(|| earlier.find(|version| approved(version.status)).map_or(0, |version| version.version))
    }

    /// Earlier versions that were agreed to and have not begun: a later one that begins takes their place too.
    fn still_to_begin(&self, number: u32) -> Vec<u32> {
        let approved = |status| matches!(status, PolicyStatus::Active | PolicyStatus::Replaced);
        let later = |version: &&Version| version.document.effective_from.is_some_and(|from| from > self.now);
        let earlier = self.policy.versions.iter().filter(|v| v.version < number && approved(v.status));
        earlier.filter(later).map(|version| version.version).collect()
    }

    /// Every number but one, the newest first.
    fn others(&self, number: u32) -> Vec<u32> {
        let numbers = self.policy.versions.iter().rev().map(|version| version.version).chain([0]);
        numbers.filter(|other| *other != number).collect()
    }
}

/// What a version is called.
fn name(number: u32) -> String {
    if number == 0 { "the built-in version".to_owned() } else { format!("version {number}") }
}

/// Lists the versions and shows what the one in force says.
///
/// # Errors
/// What the store met.
pub async fn index(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    sort: &'static Sort,
) -> Result<Response, Trouble> {
    let versions = Versions::read(&face, &visitor, sort).await?;
    let content = html! {
        h1 { (sort.title) }
        p { "Another policy: " a href=(sort.other().path) { (sort.other().title) } "." }
        p class="lead" { (sort.lead) " Now " strong { (name(versions.deciding())) } " decides." }
        (next_step(&visitor, &versions))
        section aria-labelledby="rules" {
            h2 id="rules" { "What it says" }
            (rules(sort, versions.in_force()))
        }
        section aria-labelledby="versions" {
            h2 id="versions" { "Versions" }
            (table(&versions, &visitor.zone))
        }
    };
    Ok(shell::page(&visitor, sort.title, "/policies", content))
}

/// What waits, or the way to a new version.
fn next_step(visitor: &Visitor, versions: &Versions) -> Markup {
    html! {
        @if let Some(version) = versions.waiting() {
            p class="note" {
                a href={ (versions.sort.path) "/" (version.version) } { "Version " (version.version) } " waits for a second person. "
                @if let Some(approval) = &version.approval { a href={ "/approvals/" (approval) } { "Open the approval" } }
            }
        } @else if visitor.may(Permission::ChangePolicies) {
            p class="actions" { a class="button main" href=(versions.sort.form()) { "Propose a new version" } }
        }
    }
}

/// The rules of a document: their order, conditions and outcomes.
fn rules(sort: &Sort, document: &Document) -> Markup {
    html! {
        p class="quiet" { "Tried from the top; the first whose condition holds decides. Where none holds, " (sort.otherwise) "." }
        @if document.rules.is_empty() { p class="empty" { "It has no rules: " (sort.otherwise) "." } } @else {
            (shell::scroll("Rules", html! {
                table {
                    thead { tr {
                        th scope="col" class="sum" { "Place" } th scope="col" { "Rule" }
                        th scope="col" { "When" } th scope="col" { "Then" }
                    } }
                    tbody {
                        @for (place, rule) in document.rules.iter().enumerate() {
                            tr {
                                td class="sum" { (place + 1) }
                                th scope="row" { (rule.name) }
                                td { code { (rule.when) } }
                                td { (says(&rule.then)) }
                            }
                        }
                    }
                }
            }))
            (meanings(sort.kind))
        }
    }
}

/// What the names in conditions stand for.
fn meanings(kind: PolicyKind) -> Markup {
    html! {
        details {
            summary { "What the names in a condition mean" }
            dl class="facts" { @for (name, means) in condition::variables(kind) { dt { code { (name) } } dd { (means) } } }
        }
    }
}

/// An outcome in plain words.
#[must_use]
pub fn says(outcome: &Outcome) -> String {
    let any = |roles: &[Role]| shell::role_words(roles).replace(", ", " or ");
    match outcome {
        Outcome::Allow { hold_secs: 0 } => "Goes out at once".to_owned(),
        Outcome::Allow { hold_secs } => format!("Goes out after a pause of {}", span(*hold_secs)),
        Outcome::Approve { by, persons: 1, expires_secs } => {
            format!("Needs another person ({}) within {}", any(by), span(*expires_secs))
        }
        Outcome::Approve { by, persons, expires_secs } => {
            format!("Needs {persons} other persons ({}) within {}", any(by), span(*expires_secs))
        }
        Outcome::Deny { exception_by } if exception_by.is_empty() => "Not allowed, without exception".to_owned(),
        Outcome::Route { to } => format!("Tried at {}", to.join(", then ")),
        Outcome::Allocate { over, falls } => {
            format!("Spread {}; what fails goes to the {}", words::plain(over.word()), words::plain(falls.word()))
        }
        Outcome::Deny { exception_by } => format!("Not allowed, unless {} grants an exception", any(exception_by)),
    }
}

/// Seconds in the largest unit that fits.
fn span(secs: u32) -> String {
    let units = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let (each, unit) =
        units.into_iter().find(|(each, _)| secs >= *each && secs.is_multiple_of(*each)).unwrap_or((1, "second"));
    match secs / each {
        1 => format!("1 {unit}"),
        count => format!("{count} {unit}s"),
    }
}

fn table(versions: &Versions, zone: &TimeZone) -> Markup {
    let deciding = versions.deciding();
    let in_force = html! { " " span class="chip good" { span aria-hidden="true" { "✓" } " in force" } };
    shell::scroll_under(
        "versions",
        html! {
            table {
                thead { tr {
                    th scope="col" { "Version" } th scope="col" { "Standing" } th scope="col" { "Proposed" }
                    th scope="col" { "Decided" } th scope="col" { "In force from" }
                } }
                tbody {
                    @for version in versions.policy.versions.iter().rev() {
                        tr {
                            th scope="row" { a href={ (versions.sort.path) "/" (version.version) } { "Version " (version.version) } }
                            td { (words::chip(version.status.word())) @if version.version == deciding { (in_force) } }
                            td { (signed(version.proposed.as_ref(), zone)) }
                            td { (signed(version.decided.as_ref(), zone)) }
                            td { (begins(version, versions.now, zone)) }
                        }
                    }
                    tr {
                        th scope="row" { a href={ (versions.sort.path) "/0" } { "Built in" } }
                        td {
                            (words::chip(if deciding == 0 { "active" } else { "replaced" }))
                            @if deciding == 0 { (in_force) }
                        }
                        td { "comes with Recoup" } td {} td { "until a version is approved" }
                    }
                }
            }
        },
    )
}

fn signed(signature: Option<&Signature>, zone: &TimeZone) -> Markup {
    html! { @if let Some(signature) = signature { strong { (signature.by) } " " (words::time(signature.at, zone)) } }
}

/// From when a version decides: when it was approved, or later where it says so.
fn begins(version: &Version, now: Timestamp, zone: &TimeZone) -> Markup {
    let from = version.document.effective_from;
    let decided = version.decided.as_ref().map(|signature| signature.at);
    match version.status {
        PolicyStatus::Rejected => html! { "never" },
        PolicyStatus::Proposed => html! {
            "once approved" @if let Some(at) = from { ", not before " (words::time(at, zone)) }
        },
        PolicyStatus::Active | PolicyStatus::Replaced => html! {
            @if let Some(at) = decided.max(from) {
                (words::time(at, zone)) @if at > now { " (" (words::from_now(at, now)) ")" }
            }
        },
    }
}

/// Shows a version, beside the last that was approved before it unless told otherwise.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    sort: &'static Sort,
    Path(text): Path<String>,
    Query(compared): Query<Compared>,
) -> Result<Response, Trouble> {
    let versions = Versions::read(&face, &visitor, sort).await?;
    let unknown = || Problem::unknown("policy version", &text);
    let number: u32 = text.parse().map_err(|_| unknown())?;
    let document = versions.document(number).ok_or_else(unknown)?;
    let others = versions.others(number);
    let chosen = compared.against.parse::<u32>().ok().filter(|other| others.contains(other));
    let against = chosen.or_else(|| versions.before(number));
    let title = if number == 0 { "Built-in version".to_owned() } else { format!("Version {number}") };
    let content = html! {
        p { a href=(sort.path) { (sort.title) } }
        h1 { (title) }
        @if let Some(version) = versions.policy.version(number) { (standing(&versions, version, &visitor.zone)) }
        section aria-labelledby="rules" {
            h2 id="rules" { "What it says" }
            (rules(sort, document))
        }
        @if let Some((other, old)) = against.and_then(|other| Some((other, versions.document(other)?))) {
            section aria-labelledby="changed" {
                h2 id="changed" { "What is different from " (name(other)) }
                (difference::table(old, document, (&name(other), &name(number))))
            }
        }
        (compare(sort, number, (against, &others)))
        details {
            summary { "As it is written" }
            pre tabindex="0" { (serde_json::to_string_pretty(document).unwrap_or_default()) }
        }
    };
    Ok(shell::page(&visitor, &title, "/policies", content))
}

fn standing(versions: &Versions, version: &Version, zone: &TimeZone) -> Markup {
    html! {
        dl class="facts" {
            dt { "Standing" } dd {
                (words::chip(version.status.word()))
                @if version.version == versions.deciding() { " in force" }
            }
            dt { "Proposed" } dd { (signed(version.proposed.as_ref(), zone)) }
            @if version.decided.is_some() { dt { "Decided" } dd { (signed(version.decided.as_ref(), zone)) } }
            dt { "In force from" } dd { (begins(version, versions.now, zone)) }
            @if let Some(approval) = &version.approval {
                dt { "Approval" } dd { a href={ "/approvals/" (approval) } { "Open the approval" } }
            }
        }
    }
}

/// A choice of another version to compare with.
fn compare(sort: &Sort, number: u32, (against, others): (Option<u32>, &[u32])) -> Markup {
    html! {
        @if !others.is_empty() {
            form class="filters" method="get" action={ (sort.path) "/" (number) } aria-label="Compare with another version" {
                div class="field" {
                    label for="against" { "Compare with" }
                    select id="against" name="against" {
                        @for other in others { option value=(other) selected[Some(*other) == against] { (name(*other)) } }
                    }
                }
                button { "Compare" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_said_in_plain_words() {
        for (outcome, words) in [
            (Outcome::Allow { hold_secs: 0 }, "Goes out at once"),
            (Outcome::Allow { hold_secs: 5_400 }, "Goes out after a pause of 90 minutes"),
            (
                Outcome::Approve { by: vec![Role::Approver, Role::BillingAdmin], persons: 1, expires_secs: 86_400 },
                "Needs another person (approver or billing admin) within 1 day",
            ),
            (
                Outcome::Approve { by: vec![Role::Finance], persons: 2, expires_secs: 61 },
                "Needs 2 other persons (finance) within 61 seconds",
            ),
            (Outcome::Route { to: vec!["a:1".to_owned(), "b:2".to_owned()] }, "Tried at a:1, then b:2"),
            (Outcome::Deny { exception_by: Vec::new() }, "Not allowed, without exception"),
            (Outcome::Deny { exception_by: vec![Role::Finance] }, "Not allowed, unless finance grants an exception"),
        ] {
            assert_eq!(says(&outcome), words);
        }
    }
}
