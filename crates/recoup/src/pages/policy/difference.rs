//! What is different between two versions of a policy: rules that came, went, changed or moved, side by side.

use maud::{Markup, html};
use recoup_core::policy::{Document, Rule};

use super::says;
use crate::pages::shell;

/// A rule and its place, from 0.
type Placed<'d> = (usize, &'d Rule);

/// What became of a rule.
struct Change<'d> {
    name: &'d str,
    /// What the change is called, with its tone and sign.
    word: (&'static str, &'static str, &'static str),
    old: Option<Placed<'d>>,
    new: Option<Placed<'d>>,
}

const ADDED: (&str, &str, &str) = ("added", "good", "+");
const REMOVED: (&str, &str, &str) = ("removed", "bad", "−");
const CHANGED: (&str, &str, &str) = ("changed", "ask", "~");
const MOVED: (&str, &str, &str) = ("moved", "wait", "↕");

/// Both documents side by side, as far as they differ; `names` says what they are called.
#[must_use]
pub fn table(old: &Document, new: &Document, names: (&str, &str)) -> Markup {
    let changes = changes(old, new);
    let same = new.rules.iter().filter(|rule| !changes.iter().any(|change| change.name == rule.name)).count();
    html! {
        @if changes.is_empty() { p class="empty" { "Nothing: the rules and their order are the same." } } @else {
            (shell::scroll("Differences", html! {
                table class="sides" {
                    thead { tr {
                        th scope="col" { "Rule" } th scope="col" { "What happened" }
                        th scope="col" { "In " (names.0) } th scope="col" { "In " (names.1) }
                    } }
                    tbody {
                        @for change in &changes {
                            @let (word, tone, sign) = change.word;
                            tr {
                                th scope="row" { (change.name) }
                                td { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (word) } }
                                td { (side(change.old)) }
                                td { (side(change.new)) }
                            }
                        }
                    }
                }
            }))
            p class="quiet" { (same) @if same == 1 { " rule stays" } @else { " rules stay" } " as before." }
        }
    }
}

fn side(rule: Option<Placed<'_>>) -> Markup {
    html! {
        @if let Some((place, rule)) = rule {
            p class="quiet" { "Place " (place + 1) }
            p { code { (rule.when) } }
            p { (says(&rule.then)) }
        } @else {
            span class="quiet" { "not there" }
        }
    }
}

/// Rules in their new order, then those that are gone.
fn changes<'d>(old: &'d Document, new: &'d Document) -> Vec<Change<'d>> {
    let moved = moved(old, new);
    let mut changes = Vec::new();
    for (place, rule) in new.rules.iter().enumerate() {
        let before = find(old, &rule.name);
        let word = match before {
            None => ADDED,
            Some((_, was)) if was != rule => CHANGED,
            Some(_) if moved.contains(&rule.name.as_str()) => MOVED,
            Some(_) => continue,
        };
        changes.push(Change { name: &rule.name, word, old: before, new: Some((place, rule)) });
    }
    for (place, rule) in old.rules.iter().enumerate().filter(|(_, rule)| find(new, &rule.name).is_none()) {
        changes.push(Change { name: &rule.name, word: REMOVED, old: Some((place, rule)), new: None });
    }
    changes
}

fn find<'d>(document: &'d Document, name: &str) -> Option<Placed<'d>> {
    document.rules.iter().enumerate().find(|(_, rule)| rule.name == name)
}

/// Rules of both that stand elsewhere among them: all but the longest run of rules that kept their order, so that one
/// rule that went to the top does not seem to move all others.
fn moved<'d>(old: &Document, new: &'d Document) -> Vec<&'d str> {
    let both: Vec<(usize, &str)> = new
        .rules
        .iter()
        .filter_map(|rule| find(old, &rule.name).map(|(place, _)| (place, rule.name.as_str())))
        .collect();
    // The longest run that ends with each.
    let mut runs: Vec<Vec<usize>> = Vec::with_capacity(both.len());
    for (at, (place, _)) in both.iter().enumerate() {
        let before = (0..at).filter(|earlier| both[*earlier].0 < *place).max_by_key(|earlier| runs[*earlier].len());
        let mut run = before.map_or_else(Vec::new, |earlier| runs[earlier].clone());
        run.push(at);
        runs.push(run);
    }
    let kept = runs.into_iter().max_by_key(Vec::len).unwrap_or_default();
    both.iter().enumerate().filter(|(at, _)| !kept.contains(at)).map(|(_, (_, name))| *name).collect()
}

#[cfg(test)]
mod tests {
    use recoup_core::policy::{Outcome, PolicyKind};

    use super::*;

    fn document(rules: &[(&str, &str)]) -> Document {
        let rule = |(name, when): &(&str, &str)| Rule {
            name: (*name).to_owned(),
            when: (*when).to_owned(),
            then: Outcome::Allow { hold_secs: 0 },
        };
        Document { kind: PolicyKind::RefundApproval, effective_from: None, rules: rules.iter().map(rule).collect() }
    }

    fn told(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let (old, new) = (document(old), document(new));
        changes(&old, &new).iter().map(|change| format!("{} {}", change.name, change.word.0)).collect()
    }

    #[test]
    fn rules_come_go_and_change() {
        let old = [("a", "1 > 2"), ("b", "2 > 3"), ("c", "3 > 4")];
        assert_eq!(told(&old, &old), Vec::<String>::new());
        let new = [("a", "1 > 2"), ("b", "2 > 9"), ("d", "4 > 5")];
        assert_eq!(told(&old, &new), ["b changed", "d added", "c removed"]);
    }

    #[test]
    fn one_that_moves_does_not_move_the_others() {
        let old = [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")];
        let new = [("d", "4"), ("a", "1"), ("b", "2"), ("c", "3")];
        assert_eq!(told(&old, &new), ["d moved"]);
        assert_eq!(told(&new, &old), ["d moved"]);
    }
}
