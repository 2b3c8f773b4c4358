//! Which kinds of a timeline are shown: `show=staff,gateway` in the address, or boxes of a form that writes it. Without
//! it, everything is.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{Kind, Moment, list};
use crate::pages::ledger::with_query;

/// The name in addresses.
const SHOW: &str = "show";

/// What an address says about a page with a timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    kinds: Vec<Kind>,
    /// Everything else in the address, in its order; what was just done is said once and left out.
    rest: Vec<(String, String)>,
}

impl Filter {
    /// Reads the pairs of a query. A word that is no kind is passed over; all kinds are the same as none.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> Self {
        let words: Vec<&str> = pairs
            .iter()
            .filter(|(name, _)| name == SHOW)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .collect();
        let all = Kind::ALL.iter().filter(|(_, word, _)| words.contains(word));
        let mut kinds: Vec<Kind> = all.map(|(kind, ..)| *kind).collect();
        if kinds.len() == Kind::ALL.len() {
            kinds.clear();
        }
        let rest = pairs.iter().filter(|(name, _)| ![SHOW, "done"].contains(&name.as_str())).cloned().collect();
        Self { kinds, rest }
    }

    /// Whether something is left out.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        !self.kinds.is_empty()
    }

    fn shows(&self, kind: Kind) -> bool {
        !self.is_set() || self.kinds.contains(&kind)
    }

    /// The address of the same page with some pairs of the query in the place of those it has; empty ones are left out.
    #[must_use]
    pub fn address(&self, path: &str, with: &[(&str, &str)]) -> String {
        let words: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        let words = words.join(",");
        let own = self.rest.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([(SHOW, words.as_str())]);
        let mut pairs: Vec<(&str, &str)> =
            own.filter(|(name, _)| !with.iter().any(|(other, _)| other == name)).collect();
        pairs.extend_from_slice(with);
        with_query(path, &pairs)
    }

    /// The boxes above the timeline, each with how many things it stands for.
    #[must_use]
    pub fn form(&self, path: &str, moments: &[Moment]) -> Markup {
        let count = |kind: Kind| moments.iter().filter(|moment| moment.kind == kind).count();
        html! {
            form method="get" action={ (path) "#timeline" } aria-label="Filter the timeline" {
                @for (name, value) in self.rest.iter().filter(|(_, value)| !value.is_empty()) {
                    input type="hidden" name=(name) value=(value);
                }
                fieldset class="kinds" {
                    legend class="unseen" { "Kinds" }
                    @for (kind, word, name) in Kind::ALL {
                        label class="choice" {
                            input type="checkbox" name=(SHOW) value=(word) checked[self.shows(kind)];
                            " " (name) " " span class="quiet" { "(" (count(kind)) ")" }
                        }
                    }
                    button { "Filter" }
                    @if self.is_set() { a class="button" href=(self.everything(path)) { "Show everything" } }
                }
            }
        }
    }

    fn everything(&self, path: &str) -> String {
        format!("{}#timeline", self.address(path, &[(SHOW, "")]))
    }

    /// What is shown of a timeline.
    #[must_use]
    pub fn list(&self, path: &str, moments: &[Moment], zone: &TimeZone) -> Markup {
        let shown: Vec<&Moment> = moments.iter().filter(|moment| self.shows(moment.kind)).collect();
        html! {
            @if shown.is_empty() && !moments.is_empty() {
                p class="empty" {
                    "None of the " (moments.len()) " entries is of these kinds. "
                    a href=(self.everything(path)) { "Show all of them" }
                }
            } @else if moments.is_empty() {
                p class="empty" { "Nothing has happened yet." }
            } @else {
                (list(shown, zone))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Filter {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Filter::read(&pairs)
    }

    fn moment(kind: Kind, id: &str) -> Moment {
        Moment {
            at_us: 1,
            id: id.to_owned(),
            kind,
            title: id.to_owned(),
            detail: String::new(),
            who: String::new(),
            file: None,
        }
    }

    #[test]
    fn an_address_says_which_kinds() {
        let filter = read(&[("tab", "ledger"), ("show", "gateway,staff,moon"), ("done", "refund"), ("x", "y z")]);
        assert!(filter.shows(Kind::Staff) && filter.shows(Kind::Gateway) && !filter.shows(Kind::Notice));
        assert_eq!(filter.address("/o", &[]), "/o?tab=ledger&x=y%20z&show=staff%2Cgateway");
        assert_eq!(filter.address("/o", &[("tab", "")]), "/o?x=y%20z&show=staff%2Cgateway");
        assert_eq!(filter.everything("/o"), "/o?tab=ledger&x=y%20z#timeline");
        // Boxes send the name again and again.
        assert_eq!(read(&[("show", "staff"), ("show", "gateway")]).kinds, [Kind::Staff, Kind::Gateway]);
        let all: Vec<(&str, &str)> = Kind::ALL.iter().map(|(_, word, _)| ("show", *word)).collect();
        assert!(!read(&all).is_set() && !read(&[("show", "")]).is_set() && !read(&[("show", "moon")]).is_set());
    }

    #[test]
    fn kinds_are_counted_and_nothing_is_said_to_be_nothing() {
        let moments = [moment(Kind::Staff, "evt_1"), moment(Kind::Staff, "evt_2"), moment(Kind::System, "evt_3")];
        let filter = read(&[("tab", "ledger"), ("show", "staff")]);
        let form = filter.form("/o", &moments).into_string();
        for says in ["Staff <span class=\"quiet\">(2)", "(0)", "name=\"tab\" value=\"ledger\"", "Show everything"] {
            assert!(form.contains(says), "{says}: {form}");
        }
        assert_eq!(form.matches("checked").count(), 1, "{form}");
        let shown = filter.list("/o", &moments, &TimeZone::UTC).into_string();
        assert!(shown.contains("evt_1") && shown.contains("evt_2") && !shown.contains("evt_3"), "{shown}");
        let none = read(&[("show", "gateway")]).list("/o", &moments, &TimeZone::UTC).into_string();
        assert!(none.contains("None of the 3") && none.contains("href=\"/o#timeline\""), "{none}");
        assert!(read(&[]).list("/o", &[], &TimeZone::UTC).into_string().contains("Nothing has happened yet."));
    }
}
