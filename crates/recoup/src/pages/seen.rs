//! What somebody saw before pressing a button: the sum, the standing, and the figures of what it would do. They go with
//! the form, the engine does that and nothing else, and where it changed meanwhile the page says from what to what.

use maud::{Markup, html};

use super::form::Fields;
use super::trouble::sentence;
use super::words;
use crate::engine::Preview;
use crate::engine::reviewed::figures;
use crate::http::problem::Problem;

/// The field of the figures.
pub const FIGURES: &str = "seen";

/// The field of the sum, minor units.
const MINOR: &str = "seen-minor";

/// The field of the standing.
const STANDING: &str = "seen-standing";

/// What a step is about, as the page shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stake {
    /// The sum, minor units.
    pub minor: i64,
    /// Its currency, ISO 4217.
    pub code: &'static str,
    /// The standing of what it is a sum of.
    pub standing: &'static str,
}

impl Stake {
    /// The sum in words.
    #[must_use]
    pub fn sum(&self) -> String {
        words::money(self.minor, self.code)
    }

    /// What changed since a sum and a standing were shown.
    #[must_use]
    pub fn changed_from(&self, minor: Option<i64>, standing: &str) -> String {
        match minor {
            Some(before) if before != self.minor => format!(
                "This changed since you looked: it was {}, now {}. Look again.",
                words::money(before, self.code),
                self.sum()
            ),
            Some(_) if !standing.is_empty() && standing != self.standing => format!(
                "This changed since you looked: it was {}, now {}. Look again.",
                words::plain(standing),
                words::plain(self.standing)
            ),
            _ => {
                "This changed since you looked: the sum is the same, but something else would be booked, sent or asked \
                now. Look again."
                    .to_owned()
            }
        }
    }
}

/// The fields that carry what is shown, in a form that acts when it is sent.
#[must_use]
pub fn carried(stake: Stake, preview: &Preview) -> Markup {
    html! {
        input type="hidden" name=(FIGURES) value=(figures(&preview.decision));
        input type="hidden" name=(MINOR) value=(stake.minor);
        input type="hidden" name=(STANDING) value=(stake.standing);
    }
}

/// Whether the form that was sent showed another sum or another standing.
#[must_use]
pub fn differs(stake: Stake, fields: &Fields) -> bool {
    let minor = fields.text(MINOR).parse::<i64>();
    minor.is_ok_and(|minor| minor != stake.minor || fields.text(STANDING) != stake.standing)
}

/// A refusal of what was possible when it was shown: what changed comes first.
#[must_use]
pub fn too_late(stake: Stake, fields: &Fields, mut problem: Problem) -> Problem {
    if differs(stake, fields) {
        problem.detail = format!("{} {}", changed(stake, fields), sentence(&problem.detail));
    }
    problem
}

/// What changed since the form that was sent was shown.
#[must_use]
pub fn changed(stake: Stake, fields: &Fields) -> String {
    stake.changed_from(fields.text(MINOR).parse().ok(), fields.text(STANDING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_by_what_changed() {
        let now = Stake { minor: 800, code: "EUR", standing: "failed" };
        assert_eq!(
            now.changed_from(Some(1_200), "failed"),
            "This changed since you looked: it was EUR 12.00, now EUR 8.00. Look again."
        );
        assert!(now.changed_from(Some(800), "returned").contains("it was returned, now failed"));
        assert!(now.changed_from(Some(800), "failed").contains("the sum is the same"));
        assert!(now.changed_from(None, "").contains("Look again"));
    }
}
