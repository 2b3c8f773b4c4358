//! What follows from a gateway's outcome, as requests for the engine. Pure, so that a simulation and the
//! worker follow the same rules.

use recoup_core::command::Act;
use recoup_core::effect::{Call, Effect};
use recoup_core::payment::facts::{Contradiction, Fact};
use recoup_core::payment::outcome::{LostTrack, NeverArrived};
use recoup_core::planted::{self, Planted};
use recoup_core::refusal::Refusal;
use recoup_gateways::{Gateway, Idempotency, Outcome};

use super::attention::TRIES;
use super::{clean, gateway_actor};
use crate::engine::{Key, Request};

/// Longest pause before what did nothing is tried again, seconds, where the gateway does not ask for a longer one.
const LONGEST_SECS: u32 = 900;

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
        Outcome::Unknown { .. } if planted::is(Planted::UnknownNeverArrived) => {
            let asked_first = effect.call == Call::Send;
            Next::Tell(vec![Request::new(tenant, actor, NeverArrived { operation, amount, since, asked_first })])
        }
        Outcome::Again { after_secs, why } => {
            let backoff = 1_u32 << u32::try_from(attempts.clamp(0, 8)).unwrap_or(0);
            Next::Later { secs: after_secs.saturating_mul(backoff).min(LONGEST_SECS).max(after_secs), why }
        }
        Outcome::Unknown { why } => Next::Tell(vec![Request::new(tenant, actor, lost_track(effect, &why, false))]),
        Outcome::NeverArrived => {
            // A search for what was to be sent: the core may not know that anything was wrong.
            let asked_first = effect.call == Call::Send;
            Next::Tell(vec![Request::new(tenant, actor, NeverArrived { operation, amount, since, asked_first })])
        }
        // The worker follows steps to their end; one that is left over has no answer.
        Outcome::Next(_) => next(tenant, effect, attempts, Outcome::unknown("its answer takes too many requests")),
        Outcome::Facts(facts) => Next::Tell(facts.into_iter().map(|fact| fact_request(tenant, fact)).collect()),
    }
}

/// What the core hears of a question that could not even be put, however often: its outcome is still unknown. It counts
/// like an answer that says nothing, so that of what a gateway was sent that is gone since a person may say in the end
/// what became. What is only to be sent is tried on: of that nothing is unknown.
#[must_use]
pub fn given_up(tenant: &str, (effect, asked): (&Effect, &Effect), attempts: i64, why: &str) -> Option<Request> {
    (asked.call == Call::Probe && attempts + 1 >= TRIES)
        .then(|| Request::new(tenant, gateway_actor(&effect.account), lost_track(effect, why, false)))
}

/// What the core hears of an effect whose outcome cannot be asked after, now or later.
#[must_use]
pub fn cannot_ask(tenant: &str, effect: &Effect, why: &str) -> Request {
    Request::new(tenant, gateway_actor(&effect.account), lost_track(effect, why, true))
}

fn lost_track(effect: &Effect, why: &str, cannot_ask: bool) -> LostTrack {
    LostTrack {
        operation: effect.operation.clone(),
        amount: effect.amount,
        since: effect.since,
        probes: if effect.call == Call::Probe { effect.probes + 1 } else { 0 },
        why: clean::words(why),
        cannot_ask,
    }
}

/// A repeat after the gateway forgot our key could be a second charge: ask what became of it instead.
#[must_use]
pub fn asked_first(gateway: &dyn Gateway, effect: &Effect, attempts: i64, now_secs: i64) -> Effect {
    let mut effect = effect.clone();
    let age_secs = now_secs.saturating_sub(effect.since.as_second());
    let relied_on_secs = gateway.about().capabilities.idempotency.relied_on_secs();
    let ask = !planted::is(Planted::ForgottenKeySent);
    // What is sent again was not there when it was asked about. That is good for the time it was wanted at, and for no
    // longer: it may have turned up meanwhile.
    let is_late = now_secs.saturating_sub(effect.due_at.as_second()) >= Idempotency::MARGIN_SECS;
    let may_be_done = attempts > 0 || (is_late && effect.due_at > effect.since);
    if ask && may_be_done && effect.call == Call::Send && age_secs >= relied_on_secs {
        effect.call = Call::Probe;
    }
    effect
}

/// Whether a probe would be a repeat under a key that the gateway may have forgotten: the deed once more.
#[must_use]
pub fn is_too_late_to_ask(gateway: &dyn Gateway, effect: &Effect, now_secs: i64) -> bool {
    let can = &gateway.about().capabilities;
    let age_secs = now_secs.saturating_sub(effect.since.as_second());
    effect.call == Call::Probe && can.probes_by_repeating && age_secs >= can.idempotency.relied_on_secs()
}

/// The request that tells the engine a fact, under the fact's key.
#[must_use]
pub fn fact_request(tenant: &str, fact: Fact) -> Request {
    let fact = clean::fact(fact);
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use recoup_core::effect::{Operation, OperationKind};
    use recoup_core::id::Id;
    use recoup_core::money::{Currency, Money};
    use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};

    use super::*;
    use crate::store::rows::{Done, Queue, Then};

    const SINCE: Timestamp = Timestamp::constant(1_790_000_000, 0);

    fn effect() -> Effect {
        let (payment, id) = (Id::trusted("pay_1"), Id::trusted("rfd_1"));
        let operation = Operation { kind: OperationKind::Refund, payment, id, generation: 0 };
        let (call, amount) = ((Call::Send, operation), Money::new(100, Currency::EUR));
        let plain = Effect::plain((Id::trusted("eff_1"), "sandbox:main"), call, amount, SINCE);
        Effect { authorization_ref: "sa_1".to_owned(), ..plain }
    }

    #[test]
    fn a_key_that_may_be_forgotten_is_asked_about_and_the_core_hears_so() {
        let gateway = recoup_gateways::of_account("sandbox:main").expect("the sandbox");
        let day_secs = gateway.about().capabilities.idempotency.relied_on_secs();
        let asked = |attempts, age| asked_first(gateway, &effect(), attempts, SINCE.as_second() + age).call;
        assert_eq!([asked(0, day_secs), asked(9, day_secs - 1)], [Call::Send, Call::Send]);
        assert_eq!(asked(1, day_secs), Call::Probe);
        // Sent again after a look that found nothing: at once, or after another look.
        let again = |late_secs: i64| {
            let due_at = SINCE + jiff::SignedDuration::from_secs(day_secs);
            let effect = Effect { due_at, ..effect() };
            asked_first(gateway, &effect, 0, due_at.as_second() + late_secs).call
        };
        assert_eq!(
            [again(0), again(Idempotency::MARGIN_SECS - 1), again(Idempotency::MARGIN_SECS)],
            [Call::Send, Call::Send, Call::Probe]
        );
        // What the search found is told of the effect as it was wanted, not as it was carried out.
        for (outcome, first) in [
            (Outcome::NeverArrived, "never_arrived true"),
            (Outcome::Unknown { why: "silence".to_owned() }, "lost_track 0"),
        ] {
            let Next::Tell(requests) = next("t", &effect(), 1, outcome) else { panic!("it is told") };
            let word = match &requests[0].act {
                Act::NeverArrived(told) => format!("never_arrived {}", told.asked_first),
                Act::LostTrack(told) => format!("lost_track {}", told.probes),
                other => other.word().to_owned(),
            };
            assert_eq!(word, first);
        }
    }

    #[test]
    fn a_pause_grows_to_a_quarter_of_an_hour_and_is_never_shorter_than_asked_for() {
        let secs = |attempts, after_secs| {
            let outcome = Outcome::Again { after_secs, why: "busy".to_owned() };
            let Next::Later { secs, .. } = next("t", &effect(), attempts, outcome) else { panic!("it waits") };
            secs
        };
        assert_eq!([secs(0, 60), secs(2, 60), secs(20, 60)], [60, 240, LONGEST_SECS]);
        assert_eq!([secs(0, 7_200), secs(3, 7_200)], [7_200, 7_200]);
    }

    #[test]
    fn a_question_that_cannot_be_put_counts_as_one_without_an_answer() {
        let told = |effect: &Effect, asked: Call, attempts| {
            let asked = Effect { call: asked, ..effect.clone() };
            given_up("t", (effect, &asked), attempts, "refused").map(|request| match request.act {
                Act::LostTrack(told) => (told.probes, told.cannot_ask),
                other => panic!("{}", other.word()),
            })
        };
        let probe = Effect { call: Call::Probe, probes: 3, ..effect() };
        assert_eq!(told(&probe, Call::Probe, TRIES - 2), None);
        assert_eq!(told(&probe, Call::Probe, TRIES - 1), Some((4, false)));
        // To be sent, and asked after first because its key may be forgotten; or to be sent and never was.
        assert_eq!(told(&effect(), Call::Probe, TRIES - 1), Some((0, false)));
        assert_eq!(told(&effect(), Call::Send, 50), None);
    }

    #[test]
    fn a_dispute_that_was_lost_and_is_won_on_appeal_is_told_twice() {
        let told = |what| {
            let fact = Fact {
                account: "sandbox:main".to_owned(),
                subject: "sd_1".to_owned(),
                ours: String::new(),
                what,
                amount: Some(Money::new(100, Currency::EUR)),
                parent: "sa_1".to_owned(),
                ordinal: String::new(),
            };
            fact_request("t", fact).key.map(|key| key.name)
        };
        let opened = |stage| told(What::DisputeOpened { stage, reason: String::new(), due_at: None });
        let closed = |end| told(What::DisputeClosed { end, stage: None });
        assert_ne!(closed(DisputeEnd::Lost), closed(DisputeEnd::Won));
        assert_eq!(closed(DisputeEnd::Lost), closed(DisputeEnd::Lost));
        assert_ne!(opened(DisputeStage::Chargeback), opened(DisputeStage::Arbitration));
    }

    #[test]
    fn a_fact_told_differently_ends_its_claim_as_an_alarm() {
        let fact = |ordinal: &str, minor| Fact {
            account: "sandbox:main".to_owned(),
            subject: "sf_1".to_owned(),
            ours: "rfd_1".to_owned(),
            what: What::RefundReturned,
            amount: Some(Money::new(minor, Currency::EUR)),
            parent: String::new(),
            ordinal: ordinal.to_owned(),
        };
        assert_ne!(fact("mr_1", 1).key(), fact("mr_2", 1).key(), "two rows are two facts");
        let done = Done { queue: Queue::Inbox, id: "1".to_owned(), epoch: 1, then: Then::Finished };
        let refused = fact_request("t", fact("mr_1", 2)).finishing(done);
        let instead = instead(&refused, &Refusal::KeyReused).expect("something is told");
        assert!(matches!(&instead.act, Act::Contradiction(told) if told.fact == fact("mr_1", 2)));
        assert!(instead.done.is_some(), "the claim ends with it");
        assert_ne!(instead.key.map(|k| k.name), refused.key.as_ref().map(|k| k.name.clone()));
        assert!(super::instead(&refused, &Refusal::AmountOverflow { param: String::new() }).is_none());
    }
}
