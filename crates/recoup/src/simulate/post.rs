//! The post of the banks: carries their webhooks to the nodes, verified as the face verifies them, and loses some.

use std::collections::BTreeMap;
use std::sync::Arc;

use recoup_sandbox::WebhookDelivery;

use super::around::Banks;
use super::invariants as must;
use super::nodes::Nodes;
use super::universe::Universe;
use crate::http::hooks;
use crate::worker::certificates::Judge;

/// Webhooks of one bank carried at once.
const MOST: usize = 64;

/// Carries what is due, for ever.
pub async fn run(universe: Arc<Universe>, nodes: Arc<Nodes>, banks: Arc<Banks>) {
    loop {
        universe.travel(100).await;
        for (place, delivery) in banks.due(universe.now_us(), MOST) {
            let (universe, nodes, banks) = (Arc::clone(&universe), Arc::clone(&nodes), Arc::clone(&banks));
            tokio::spawn(async move {
                if carry(&universe, &nodes, &delivery).await {
                    banks.acknowledge(place, delivery.id);
                }
            });
        }
    }
}

/// Whether the bank hears that it arrived.
async fn carry(universe: &Universe, nodes: &Nodes, delivery: &WebhookDelivery) -> bool {
    universe.travel(80).await;
    if universe.strikes("webhook_lost", universe.luck().webhook_lost) {
        return false;
    }
    let Some(engine) = nodes.any() else { return false };
    // The address names tenant and account, as the route does.
    let mut names = delivery.url.rsplit('/');
    let (Some(account), Some(tenant)) = (names.next(), names.next()) else { return false };
    let Some(configured) = nodes.accounts().get(tenant, account) else { return false };
    let headers: BTreeMap<String, String> =
        delivery.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let now = engine.clock().now();
    universe.step("webhook", delivery.body.as_bytes());
    let row = match hooks::genuine(&Judge::default(), (tenant, &configured), headers, (delivery.body.as_bytes(), now))
        .await
    {
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
