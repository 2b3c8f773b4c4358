//! A version of the policy as the page of its approval shows it: beside the version in force, because who agrees has to
//! see what changes.

use maud::{Markup, html};
use recoup_core::id::Id;
use recoup_core::policy::PolicyStatus;

use super::{Sort, Versions, begins, difference, name};
use crate::http::Shared;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;

/// What a version changes: of the version in force while it waits, and of the one before it once it was decided.
///
/// # Errors
/// What the store met.
pub async fn change(face: &Shared, visitor: &Visitor, (policy, number): (&Id, u32)) -> Result<Markup, Trouble> {
    let sort = Sort::of_stream(policy);
    let versions = Versions::read(face, visitor, sort).await?;
    let Some(version) = versions.policy.version(number) else {
        return Ok(html! { p class="empty" { "This version of the " (sort.title.to_lowercase()) " is not there." } });
    };
    let waits = version.status == PolicyStatus::Proposed;
    let other = if waits { versions.deciding() } else { versions.before(number).unwrap_or(0) };
    let called = if waits { format!("{}, in force", name(other)) } else { name(other) };
    Ok(html! {
        section aria-labelledby="changes" {
            h2 id="changes" { "What " (name(number)) " changes" }
            dl class="facts" {
                dt { "Compared with" } dd { (called) }
                dt { "In force from" } dd { (begins(version, versions.now, &visitor.zone)) }
            }
            @if let Some(old) = versions.document(other) {
                (difference::table(old, &version.document, (&called, &name(number))))
            }
            @for later in versions.still_to_begin(number) {
                @let called = format!("{}, agreed and still to begin", name(later));
                h3 { "Beside " (name(later)) ", which it overrides" }
                @if let Some(old) = versions.document(later) {
                    (difference::table(old, &version.document, (&called, &name(number))))
                }
            }
            p { a href={ (sort.path) "/" (number) } { "All of " (name(number)) } }
        }
    })
}
