//! Which nodes live, what they do, and which of them have gone.

use jiff::Timestamp;
use maud::{Markup, html};

use super::{FINE, Standing, mark};
use crate::http::Shared;
use crate::node::GONE_US;
use crate::pages::guard::Visitor;
use crate::pages::ledger::ago;
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::node_rows::{HealthRow, NodeRow, SealerRow};

/// Nodes that ended are shown for a day.
const SHOWN_US: i64 = 86_400_000_000;

/// Nodes that ended and are shown, at most; a machine that starts again and again would fill the page.
const MOST_ENDED: usize = 10;

/// Everything that is stored about nodes, for one tenant.
#[derive(Debug)]
pub struct Nodes {
    /// The nodes, the last seen first.
    pub all: Vec<NodeRow>,
    /// How they find the gateway accounts of the tenant.
    pub health: Vec<HealthRow>,
    sealer: Option<SealerRow>,
}

impl Nodes {
    /// Reads it.
    ///
    /// # Errors
    /// What the store met.
    pub async fn read(face: &Shared, visitor: &Visitor) -> Result<Self, Trouble> {
        let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
        let (all, health, sealer) = (store.nodes().await?, store.health(tenant).await?, store.sealer(tenant).await?);
        Ok(Self { all, health, sealer })
    }

    /// Whether a node says that it lives.
    #[must_use]
    pub fn lives(&self, node_id: &str, wall_us: i64) -> bool {
        self.all.iter().any(|node| node.node_id == node_id && lives(node, wall_us))
    }
}

/// A node lives while its heartbeat is heard.
fn lives(node: &NodeRow, wall_us: i64) -> bool {
    node.ended_us.is_none() && wall_us.saturating_sub(node.seen_us) <= GONE_US
}

fn standing(node: &NodeRow, wall_us: i64) -> Standing {
    match node.ended_us {
        Some(_) => ("quiet", "\u{2013}", "stopped in order"),
        None if lives(node, wall_us) => FINE,
        None => ("bad", "\u{2715}", "gone without a word"),
    }
}

/// The nodes.
#[must_use]
pub fn section(face: &Shared, visitor: &Visitor, nodes: &Nodes) -> Markup {
    let wall_us = face.wall_us();
    let (live, ended): (Vec<_>, Vec<_>) = nodes.all.iter().partition(|node| lives(node, wall_us));
    let ended: Vec<_> =
        ended.into_iter().filter(|node| wall_us.saturating_sub(node.seen_us) < SHOWN_US).take(MOST_ENDED).collect();
    html! {
        section aria-labelledby="nodes" {
            h2 id="nodes" { "Nodes" }
            @if live.is_empty() && ended.is_empty() {
                p class="empty" { "No node says that it lives. Each does so every ten seconds once it was started with this version." }
            } @else {
                p class="quiet" { "Each says that it lives every ten seconds. Those that ended are shown for a day." }
                (shell::scroll_under("nodes", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Node" } th scope="col" { "Standing" } th scope="col" { "Does" }
                            th scope="col" { "Takes for this shop" } th scope="col" { "Version" }
                            th scope="col" { "Since" } th scope="col" { "Last seen" }
                        } }
                        tbody {
                            @for node in live.iter().chain(&ended) { (one(face, visitor, nodes, node)) }
                        }
                    }
                }))
            }
        }
    }
}

fn one(face: &Shared, visitor: &Visitor, nodes: &Nodes, node: &NodeRow) -> Markup {
    let wall_us = face.wall_us();
    let now = Timestamp::from_microsecond(wall_us).unwrap_or(Timestamp::MAX);
    html! {
        tr {
            th scope="row" {
                (short(&node.node_id))
                @if node.node_id == face.options.node.id { " " span class="quiet" { "this one" } }
            }
            td { (mark(standing(node, wall_us))) }
            td { (node.work) }
            td { @if lives(node, wall_us) { (takes(nodes, node, face.engine.clock().now().as_microsecond())) } @else { "nothing" } }
            td { (node.version) }
            td { (words::time_us(node.started_us, &visitor.zone)) }
            td { (ago(node.seen_us, now, &visitor.zone)) }
        }
    }
}

/// What a node claims: calls and deliveries of the accounts it is configured for, and the numbers of the feed.
fn takes(nodes: &Nodes, node: &NodeRow, now_us: i64) -> String {
    let works = node.work.contains("worker");
    let accounts =
        nodes.health.iter().filter(|row| works && row.node_id == node.node_id).map(|row| row.account.clone());
    let mut takes: Vec<String> = accounts.collect();
    if works {
        takes.push("timers".to_owned());
    }
    // The lease goes by the engine's clock, and it runs out whenever nothing is left to be numbered.
    if let Some(sealer) = nodes.sealer.as_ref().filter(|sealer| sealer.holder == node.node_id) {
        let held = sealer.until_us > now_us;
        takes.push(if held { "numbers of the feed" } else { "numbers of the feed, last" }.to_owned());
    }
    if takes.is_empty() { "requests only".to_owned() } else { takes.join(", ") }
}

/// The end of a node's name, which tells it from others.
fn short(node_id: &str) -> Markup {
    let tail = node_id.get(node_id.len().saturating_sub(6)..).unwrap_or(node_id);
    html! { code title=(node_id) data-copy=(node_id) { "node-\u{2026}" (tail) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(seen_us: i64, ended_us: Option<i64>) -> NodeRow {
        NodeRow {
            node_id: "node-1".to_owned(),
            version: "1".to_owned(),
            work: "worker".to_owned(),
            started_us: 0,
            seen_us,
            ended_us,
        }
    }

    #[test]
    fn a_node_is_gone_after_three_heartbeats_that_were_not_heard() {
        let now_us = 10 * GONE_US;
        for (node, word) in [
            (node(now_us - GONE_US, None), "in order"),
            (node(now_us - GONE_US - 1, None), "gone without a word"),
            (node(now_us, Some(now_us)), "stopped in order"),
        ] {
            assert_eq!(standing(&node, now_us).2, word, "{node:?}");
        }
    }

    #[test]
    fn it_says_what_a_node_takes() {
        let health = |node_id: &str| HealthRow {
            node_id: node_id.to_owned(),
            account: "sandbox:main".to_owned(),
            health: String::new(),
            seen_us: 0,
        };
        let sealer = Some(SealerRow { holder: "node-1".to_owned(), until_us: 9 });
        let nodes = Nodes { all: vec![node(5, None)], health: vec![health("node-1"), health("node-2")], sealer };
        assert_eq!(takes(&nodes, &nodes.all[0], 5), "sandbox:main, timers, numbers of the feed");
        assert_eq!(takes(&nodes, &nodes.all[0], 9), "sandbox:main, timers, numbers of the feed, last");
        assert!(nodes.lives("node-1", 5) && !nodes.lives("node-2", 5));
    }
}
