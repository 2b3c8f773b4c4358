//! The post of the banks: carries their webhooks to the nodes, verified as the face verifies them, and loses some.

use std::sync::Arc;

use jiff::Timestamp;
use recoup_sandbox::WebhookDelivery;

use super::around::{BankWay, Banks};
use super::forged::{Forged, Forger};
use super::invariants as must;
use super::nodes::Nodes;
use super::universe::Universe;
use crate::http::hooks;
use crate::worker::certificates::Judge;
use crate::worker::net::Net;

/// Webhooks of one bank carried at once.
const MOST: usize = 64;

/// Carries what is due, for ever.
pub async fn run(universe: Arc<Universe>, nodes: Arc<Nodes>, banks: Arc<Banks>, mut forger: Forger) {
    let way = BankWay { universe: Arc::clone(&universe), banks: Arc::clone(&banks) };
    let judge = Judge::over(Net::through(Arc::new(way)));
    loop {
        universe.travel(100).await;
        for (place, delivery) in banks.due(universe.now_us(), MOST) {
            let (universe, nodes, banks) = (Arc::clone(&universe), Arc::clone(&nodes), Arc::clone(&banks));
            let (judge, forged) = (judge.clone(), forger.forge(&delivery, now(&universe)));
            tokio::spawn(async move {
                if let Some(forged) = forged {
                    refuse(&universe, &nodes, &judge, (&delivery, forged)).await;
                }
                let silent = banks.is_silent_about(&delivery.body, universe.wall_us());
                if !silent && carry(&universe, &nodes, (&judge, &delivery)).await {
                    banks.acknowledge(place, delivery.id);
                }
            });
        }
    }
}

fn now(universe: &Universe) -> Timestamp {
    Timestamp::from_microsecond(universe.now_us()).unwrap_or_default()
}

/// Tenant and account that the address of a delivery names, as the route does.
fn addressed(delivery: &WebhookDelivery) -> Option<(&str, &str)> {
    let mut names = delivery.url.rsplit('/');
    let account = names.next()?;
    Some((names.next()?, account))
}

/// Nothing may be believed of a forged delivery.
async fn refuse(universe: &Universe, nodes: &Nodes, judge: &Judge, (genuine, forged): (&WebhookDelivery, Forged)) {
    let Some((tenant, account)) = addressed(genuine) else { return };
    let Some(configured) = nodes.accounts().get(tenant, account) else { return };
    let believed = forged.believed(judge, (tenant, &configured), genuine).await;
    nodes.watch().lock().hold(universe, must::FORGED, believed.is_none(), || believed.unwrap_or_default());
}

/// Whether the bank hears that it arrived.
async fn carry(universe: &Universe, nodes: &Nodes, (judge, delivery): (&Judge, &WebhookDelivery)) -> bool {
    universe.travel(80).await;
    if universe.strikes("webhook_lost", universe.luck().webhook_lost) {
        return false;
    }
    let Some(engine) = nodes.any() else { return false };
    let Some((tenant, account)) = addressed(delivery) else { return false };
    let Some(configured) = nodes.accounts().get(tenant, account) else { return false };
    let headers = hooks::kept(delivery.headers.iter().map(|(name, value)| (*name, value.as_str())));
    let now = engine.clock().now();
    universe.step("webhook", delivery.body.as_bytes());
    let row = match hooks::genuine(judge, (tenant, &configured), headers, (delivery.body.as_bytes(), now)).await {
        Ok(taken) if taken.blanked => {
            universe.wrong(must::NO_DEFECT, "a webhook looked like a card number");
            return true;
        }
        Ok(taken) => taken.row,
        Err(_) => {
            // The clock jumped while it was on its way: it is signed anew when it comes again.
            universe.fault("webhook_too_old");
            return false;
        }
    };
    if engine.store().put_delivery(&row).await.is_err() {
        return false;
    }
    universe.travel(20).await;
    !universe.strikes("webhook_unheard", universe.luck().webhook_unheard)
}
