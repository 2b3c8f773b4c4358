//! Disputes, and how near their number is to the programmes of the card networks.

pub mod programs;

use maud::{Markup, html};

/// The two pages about disputes.
#[must_use]
pub fn parts(here: &str) -> Markup {
    html! {
        nav class="tabs" aria-label="Parts of disputes" {
            ul {
                @for (path, name) in [("/disputes", "By due date"), ("/disputes/programs", "Network programmes")] {
                    li { a href=(path) aria-current=[(path == here).then_some("page")] { (name) } }
                }
            }
        }
    }
}
