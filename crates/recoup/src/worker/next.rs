//! What follows from a gateway's outcome, as requests for the engine. Pure, so that a simulation and the
//! worker follow the same rules.

use recoup_core::command::Act;
use recoup_core::effect::{Call, Effect};
use recoup_core::payment::facts::{Contradiction, Fact};
use recoup_core::payment::outcome::{LostTrack, NeverArrived};
use recoup_core::refusal::Refusal;
use recoup_gateways::{Gateway, Outcome};

use super::gateway_actor;
use crate::engine::{Key, Request};

/// What follows from an outcome.
#[derive(Debug)]
pub enum Next {
    /// Tell the engine, in order; the last request ends the claim.
    Tell(Vec<Request>),
    /// It provably did nothing: try again later under the same key.
    Later {
        /// Seconds to wait.
        secs: u32,
        /// Why.
        why: String,
    },
}

/// What follows from the outcome of an effect that had been claimed `attempts` times before.
#[must_use]
pub fn next(tenant: &str, effect: &Effect, attempts: i64, outcome: Outcome) -> Next {
    let actor = gateway_actor(&effect.account);
    let (operation, amount, since) = (effect.operation.clone(), effect.amount, effect.since);
    match outcome {
        Outcome::Again { after_secs, why } => {
            let backoff = 1_u32 << u32::try_from(attempts.clamp(0, 8)).unwrap_or(0);
            Next::Later { secs: after_secs.saturating_mul(backoff).min(900), why }
        }
        Outcome::Unknown { why } => {
            let probes = if effect.call == Call::Probe { effect.probes + 1 } else { 0 };
            let lost = LostTrack { operation, amount, since, probes, why };
            Next::Tell(vec![Request::new(tenant, actor, lost)])
        }
        Outcome::NeverArrived => {
            // A search for what was to be sent: the core may not know that anything was wrong.
            let asked_first = effect.call == Call::Send;
            Next::Tell(vec![Request::new(tenant, actor, NeverArrived { operation, amount, since, asked_first })])
        }
        Outcome::Facts(facts) => Next::Tell(facts.into_iter().map(|fact| fact_request(tenant, fact)).collect()),
    }
}

/// A repeat after the gateway forgot our key could be a second charge: ask what became of it instead.
#[must_use]
pub fn asked_first(gateway: &dyn Gateway, effect: &Effect, attempts: i64, now_secs: i64) -> Effect {
    let mut effect = effect.clone();
    let age_secs = now_secs.saturating_sub(effect.since.as_second());
    if attempts > 0 && effect.call == Call::Send && age_secs >= gateway.capabilities().idempotency_window_secs {
        effect.call = Call::Probe;
    }
    effect
}

/// The request that tells the engine a fact, under the fact's key.
#[must_use]
pub fn fact_request(tenant: &str, fact: Fact) -> Request {
    let key = Key::new(fact.key(), content(&fact).as_bytes());
    let actor = gateway_actor(&fact.account);
    Request::new(tenant, actor, fact).keyed(key)
}

/// What is told instead of a request that the engine refused. A fact whose key was used for another content
/// contradicts what was told before: that is an alarm, told once, and not something to try again.
#[must_use]
pub fn instead(refused: &Request, refusal: &Refusal) -> Option<Request> {
    let (Act::Fact(fact), Refusal::KeyReused) = (&refused.act, refusal) else { return None };
    let content = content(fact);
    let key = Key::new(format!("{}:not:{content}", fact.key()), content.as_bytes());
    let request = Request::new(&refused.tenant, refused.actor.clone(), Contradiction { fact: fact.clone() }).keyed(key);
    Some(match &refused.done {
        Some(done) => request.finishing(done.clone()),
        None => request,
    })
}

fn content(fact: &Fact) -> String {
    fact.amount.map_or_else(String::new, |amount| amount.to_string())
}
