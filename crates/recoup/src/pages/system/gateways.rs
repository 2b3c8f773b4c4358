//! How the gateways of a shop do, over all nodes: calls of the last hour, breakers, the last error, the last webhook.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use maud::{Markup, html};

use super::nodes::Nodes;
use super::{FINE, Standing as Tone, mark};
use crate::http::Shared;
use crate::node::health::{AccountHealth, Counts, Refused, Wrong};
use crate::pages::developer::requests::millis;
use crate::pages::guard::Visitor;
use crate::pages::ledger::ago;
use crate::pages::shell;
use crate::store::node_rows::HealthRow;
use crate::worker::breaker::Standing;

/// One account, put together from what the nodes say.
#[derive(Debug, Default)]
struct Together {
    counts: Counts,
    /// How its breakers stand on nodes that live, and since when.
    breakers: Vec<(Standing, i64)>,
    wrong: Option<Wrong>,
    webhook_us: Option<i64>,
    /// Refused deliveries: how many, and some.
    refused: u64,
    samples: Vec<Refused>,
    /// Words about payments that were not made here.
    foreign: u64,
}

impl Together {
    fn add(&mut self, health: &AccountHealth, lives: bool, wall_us: i64) {
        self.counts.add(health.last_hour(wall_us));
        if lives {
            self.breakers.push((health.breaker, health.breaker_since_us));
        }
        let newer = |one: &Wrong| self.wrong.as_ref().is_none_or(|other| other.at_us < one.at_us);
        if let Some(wrong) = health.wrong.clone().filter(newer) {
            self.wrong = Some(wrong);
        }
        self.webhook_us = self.webhook_us.max(health.webhook_us);
        self.refused = self.refused.saturating_add(health.refused.count);
        self.samples.extend(health.refused.samples.iter().cloned());
        self.samples.sort_by_key(|one| std::cmp::Reverse(one.at_us));
        self.foreign = self.foreign.saturating_add(health.foreign);
    }

    /// The worst of the breakers, since when, and how many stand so.
    fn worst(&self) -> Option<(Standing, i64, usize)> {
        let of = |wanted: Standing| self.breakers.iter().filter(move |(standing, _)| *standing == wanted);
        [Standing::Open, Standing::HalfOpen, Standing::Closed].into_iter().find_map(|standing| {
            let since_us = of(standing).map(|(_, since_us)| *since_us).max()?;
            Some((standing, since_us, of(standing).count()))
        })
    }
}

/// Puts together what this node knows and what others wrote down.
fn together(
    mine: Vec<(String, AccountHealth)>,
    others: &[&HealthRow],
    lives: impl Fn(&str) -> bool,
    wall_us: i64,
) -> BTreeMap<String, Together> {
    let mut all = BTreeMap::<String, Together>::new();
    for (account, health) in mine {
        all.entry(account).or_default().add(&health, true, wall_us);
    }
    for row in others {
        // What a newer version wrote may not be read here; it is shown there.
        let Ok(health) = serde_json::from_str::<AccountHealth>(&row.health) else { continue };
        all.entry(row.account.clone()).or_default().add(&health, lives(&row.node_id), wall_us);
    }
    all
}

/// The gateways.
#[must_use]
pub fn section(face: &Shared, visitor: &Visitor, nodes: &Nodes) -> Markup {
    let wall_us = face.wall_us();
    let node = &face.options.node;
    let others: Vec<&HealthRow> = nodes.health.iter().filter(|row| row.node_id != node.id).collect();
    let mine = node.health.of_tenant(&visitor.caller.tenant, wall_us);
    let all = together(mine, &others, |id| nodes.lives(id, wall_us), wall_us);
    let heard: BTreeSet<&str> = others.iter().map(|row| row.node_id.as_str()).collect();
    html! {
        section aria-labelledby="gateways" {
            h2 id="gateways" { "Gateways" }
            @if all.is_empty() {
                p class="empty" { "No worker has said yet how the gateways of this shop do." }
            } @else {
                p class="quiet" {
                    "Calls of the last hour"
                    @if !heard.is_empty() { ", of this node and " (heard.len()) " more, whose figures may be ten seconds old" }
                    ". A node that starts again begins to count anew."
                }
                (shell::scroll_under("gateways", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Account" } th scope="col" { "Breaker" } th scope="col" class="sum" { "Fine" }
                            th scope="col" class="sum" { "Failed" } th scope="col" class="sum" { "Unknown" }
                            th scope="col" class="sum" { "Slowest" } th scope="col" { "Last error" } th scope="col" { "Last webhook" }
                            th scope="col" class="sum" { "Refused" } th scope="col" class="sum" { "Foreign" }
                        } }
                        tbody { @for (account, seen) in &all { (one(visitor, account, seen, wall_us)) } }
                    }
                }))
                p class="quiet" {
                    "Failed means: it provably did nothing and goes out again. Unknown means: nobody knows yet, and the gateway is "
                    "asked until it says. After five in a row the breaker opens and the account is left alone for up to a minute; "
                    "nothing is lost meanwhile. Refused are deliveries that nobody signed as they should be, foreign are words about "
                    "payments that were not made here; neither changes anything."
                }
                @for (account, seen) in all.iter().filter(|(_, seen)| !seen.samples.is_empty()) {
                    (refused(visitor, account, &seen.samples, wall_us))
                }
            }
        }
    }
}

fn one(visitor: &Visitor, account: &str, seen: &Together, wall_us: i64) -> Markup {
    let now = Timestamp::from_microsecond(wall_us).unwrap_or(Timestamp::MAX);
    let Counts { fine, failed, unknown, slowest_us } = seen.counts;
    html! {
        tr {
            th scope="row" { (account) }
            td {
                @match seen.worst() {
                    None => { span class="quiet" { "no worker calls it" } }
                    Some((standing, since_us, count)) => {
                        (mark(tone(standing)))
                        @if since_us > 0 { " " span class="quiet" { "since " (ago(since_us, now, &visitor.zone)) } }
                        @if standing != Standing::Closed && count > 1 { " on " (count) " nodes" }
                    }
                }
            }
            td class="sum" { (fine) }
            td class="sum" { (failed) }
            td class="sum" { (unknown) }
            td class="sum" { @if fine + failed + unknown == 0 { "none" } @else { (millis(slowest_us)) } }
            td {
                @match &seen.wrong {
                    Some(wrong) => { (wrong.why) " " span class="quiet" { (ago(wrong.at_us, now, &visitor.zone)) } }
                    None => { span class="quiet" { "none" } }
                }
            }
            td {
                @match seen.webhook_us {
                    Some(at_us) => { (ago(at_us, now, &visitor.zone)) }
                    None => { span class="quiet" { "none since the nodes started" } }
                }
            }
            td class="sum" { (seen.refused) }
            td class="sum" { (seen.foreign) }
        }
    }
}

/// The first deliveries of the day that were refused, as they began.
fn refused(visitor: &Visitor, account: &str, samples: &[Refused], wall_us: i64) -> Markup {
    let now = Timestamp::from_microsecond(wall_us).unwrap_or(Timestamp::MAX);
    html! {
        details {
            summary { "Refused deliveries of " (account) ", the first ones of the day" }
            ul { @for one in samples {
                li { (ago(one.at_us, now, &visitor.zone)) ": " (one.why) " " code { (one.body) } }
            } }
        }
    }
}

const fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Closed => (FINE.0, FINE.1, "closed"),
        Standing::HalfOpen => ("ask", "?", "half open, one call tries"),
        Standing::Open => ("bad", "\u{2715}", "open, left alone"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::health::{Called, End, Health};

    #[test]
    fn nodes_are_put_together_and_those_that_are_gone_hold_no_breaker() {
        let (here, there) = (Health::default(), Health::default());
        let call = |end, took_us, at_us| Called { end, took_us, at_us };
        here.called("shop", "a", call(End::Fine, 40, 100));
        there.called("shop", "a", call(End::Unknown("silent".to_owned()), 90, 200));
        there.heard("shop", "b", 300);
        here.refused("shop", "a", ("it has no signature", b"{}"), 100);
        there.refused("shop", "a", ("its signature does not match", b"{}"), 200);
        there.foreign("shop", "a");
        let written = |account: &str, node_id: &str, breaker| {
            let mut health =
                there.of_tenant("shop", 400).into_iter().find(|(name, _)| name == account).expect("noted").1;
            health.breaker = breaker;
            let health = serde_json::to_string(&health).expect("plain data");
            HealthRow { node_id: node_id.to_owned(), account: account.to_owned(), health, seen_us: 400 }
        };
        let rows = [written("a", "gone", Standing::Open), written("b", "lives", Standing::HalfOpen)];
        let broken = HealthRow { health: "{".to_owned(), ..rows[0].clone() };
        let others = [&rows[0], &rows[1], &broken];
        let all = together(here.of_tenant("shop", 400), &others, |id| id == "lives", 400);
        assert_eq!(all["a"].counts, Counts { fine: 1, failed: 0, unknown: 1, slowest_us: 90 });
        assert_eq!(all["a"].worst().map(|(standing, ..)| standing), Some(Standing::Closed));
        assert_eq!((all["a"].refused, all["a"].foreign), (2, 1));
        assert_eq!(all["a"].samples.iter().map(|one| one.at_us).collect::<Vec<_>>(), [200, 100], "the newest first");
        assert_eq!(all["a"].wrong.as_ref().map(|wrong| wrong.at_us), Some(200));
        assert_eq!((all["b"].worst(), all["b"].webhook_us), (Some((Standing::HalfOpen, 0, 1)), Some(300)));
    }
}
