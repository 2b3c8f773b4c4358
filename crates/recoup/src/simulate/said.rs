//! What persons say became of an operation that its gateway gives no answer about: whom they ask, how they look at the
//! gateway's own pages, and whether they were right. Sometimes they are wrong, and what the gateway tells later
//! contradicts them.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use recoup_core::command::Act;
use recoup_core::effect::read_reference;
use recoup_core::event::{Body, Event};
use recoup_core::id::{Id, Kind};
use recoup_core::payment::doubt::Doubt;
use recoup_core::payment::said::{Said, SayOutcome, undecided};
use recoup_core::payment::{CaptureStatus, Payment, ReleaseStatus};
use recoup_core::world::State;
use recoup_sandbox::{EffectKind, OracleEffect};

use super::around::Banks;
use super::ending::executed;
use super::gateways::{self, operation_of};
use super::invariants as must;
use super::universe::Universe;
use super::watch::Watch;

/// The alarm of what a gateway tells against what persons said.
const CONTRADICTED: &str = "contradicts_what_was_said";

/// How far the clocks of a node and of a bank may be apart, and how long a call may be on its way.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(30);

/// What a bank does when an operation is done, whatever follows.
fn deed_of(operation: &Id) -> Option<EffectKind> {
    Some(match operation.kind()? {
        Kind::Payment => EffectKind::Authorization,
        Kind::Capture => EffectKind::Capture,
        Kind::Release => EffectKind::Release,
        Kind::Refund => EffectKind::RefundAccepted,
        _ => return None,
    })
}

/// Whether an effect is the deed of the operation that it is named by, and not what went with it, such as the rest that is
/// given back with a last capture.
fn is_deed(effect: &OracleEffect) -> bool {
    is_deed_of(operation_of(&effect.reference), effect.kind)
}

fn is_deed_of(reference: &str, kind: EffectKind) -> bool {
    read_reference(reference).is_some_and(|(id, _)| deed_of(&id) == Some(kind))
}

/// Whether an effect belongs to the operation by whose name it was booked. Where releases have no name of ours, several go
/// by one: a capture that fails leaves more to be given back. What is held goes back once all the same.
#[must_use]
pub fn is_own(reference: &str, kind: EffectKind) -> bool {
    kind != EffectKind::Release || is_deed_of(reference, kind)
}

/// Our reference of one try of an operation.
#[must_use]
pub fn reference(id: &Id, generation: u32) -> String {
    if generation == 0 { id.to_string() } else { format!("{id}.{generation}") }
}

/// Says what became of an operation without an answer; where there is none of that place, of the authorization, which
/// is refused. Whoever says that it was done writes our reference until he [looked it up](look_up).
#[must_use]
pub fn say(payment: &Payment, place: usize, done: bool) -> Act {
    let open = undecided(payment).into_iter().rev().nth(place);
    let (operation, gateway_ref) = match open {
        Some((operation, _)) => (operation.id.clone(), operation.reference()),
        None => (payment.id.clone(), payment.id.to_string()),
    };
    let said = if done { Said::Done { gateway_ref } } else { Said::NotDone };
    SayOutcome { operation, said, reason: "looked at the gateway's pages".to_owned() }.into()
}

/// The approval of what was said of an operation, the youngest first.
#[must_use]
pub fn claimed(payment: &Payment, place: usize) -> Option<Id> {
    payment.doubts.iter().rev().filter_map(|doubt| doubt.approval.clone()).nth(place)
}

/// The gateway's own pages show under which name it was done. Only the sandbox's own gateway calls things as its bank
/// does; at others, and where nothing was done, the name stays a wrong one.
pub fn look_up(banks: &Banks, tenant: &str, act: &mut Act) {
    let Act::SayOutcome(SayOutcome { said: Said::Done { gateway_ref }, .. }) = act else { return };
    let here = banks.oracles().into_iter().filter(|(of, account, _)| *of == tenant && gateways::is_sandbox(account));
    let all = here.flat_map(|(_, _, oracle)| oracle.authorizations).flat_map(|one| one.effects);
    let mut found = all.filter(|effect| effect.reference == *gateway_ref && is_deed(effect));
    if let Some(effect) = found.next() {
        *gateway_ref = effect.id;
    }
}

/// Every name of a payment and of what hangs on it, ours and its gateway's.
#[must_use]
pub fn names(payment: &Payment) -> BTreeSet<String> {
    let mut names = BTreeSet::from([payment.id.to_string(), payment.gateway_ref.clone()]);
    names.extend(payment.captures.iter().flat_map(|capture| [capture.id.to_string(), capture.gateway_ref.clone()]));
    names.extend(payment.releases.iter().map(|release| release.id.to_string()));
    names.extend(payment.refunds.iter().flat_map(|refund| [refund.id.to_string(), refund.gateway_ref.clone()]));
    names.remove("");
    names
}

/// Payments of which persons said what is not so: their banks cannot be compared with them. Whoever says that something
/// was done may be right and name another object, so that only the sandbox's own gateway proves him right.
#[must_use]
pub fn misled(watch: &Watch, banks: &Banks) -> BTreeSet<String> {
    let mut misled = BTreeSet::new();
    for (tenant, account, oracle) in banks.oracles() {
        let executed = executed(&oracle);
        let released = |payment: &Payment| {
            let mut mine =
                oracle.authorizations.iter().filter(|one| operation_of(&one.reference) == payment.id.as_str());
            mine.any(|one| one.released_minor > 0)
        };
        let wrong = |payment: &Payment, doubt: &Doubt| {
            let reference = reference(&doubt.id, doubt.generation);
            let done = match deed_of(&doubt.id) {
                // Not every bank has names for them.
                Some(EffectKind::Release) => released(payment),
                deed => deed.is_some_and(|deed| executed.contains_key(&(reference.as_str(), deed))),
            };
            match &doubt.said {
                Some(Said::Done { .. }) => !(done && gateways::is_sandbox(account)),
                // What it has under way it took, and will tell.
                Some(Said::NotDone) => {
                    done || oracle.under_way.iter().any(|one| operation_of(&one.reference) == reference)
                }
                None => false,
            }
        };
        let payments = watch.tenants.get(tenant).into_iter().flat_map(|known| known.payments());
        let here = payments.filter(|payment| payment.gateway_account() == Some(account));
        misled.extend(
            here.filter(|p| p.doubts.iter().any(|doubt| wrong(p, doubt))).map(|payment| payment.id.to_string()),
        );
    }
    misled
}

impl Watch {
    /// Remembers when it counted that something was not done.
    pub(super) fn note_said(&mut self, tenant: &str, event: &Event) {
        let Body::OutcomeSaid { id, said: Said::NotDone } = &event.body else { return };
        let state = self.tenants.get(tenant).and_then(|known| known.states.get(event.stream.as_str()));
        let Some(State::Payment(payment)) = state else { return };
        let generation = payment.refund(id).map_or(0, |refund| refund.generation);
        self.not_done.insert(reference(id, generation), event.effective_at);
    }
}

/// Nothing that two persons said was not done is asked for afterwards: neither by a call that is repeated, nor by a
/// question that is one. What the bank took before that may end when it will.
pub fn hold(universe: &Universe, watch: &mut Watch, banks: &Banks) {
    let all = banks.oracles().into_iter().flat_map(|(_, _, oracle)| oracle.authorizations);
    let done = all.flat_map(|one| one.effects).filter(is_deed);
    let mut late = None;
    for effect in done {
        let said = watch.not_done.get(operation_of(&effect.reference));
        let asked_at = effect.asked_at.parse::<Timestamp>().ok();
        if said.zip(asked_at).is_some_and(|(said, at)| at.duration_since(*said) > CLOCKS_APART) {
            let reference = &effect.reference;
            late = Some(format!("{reference} was said not to be done, and was asked for at {}", effect.asked_at));
        }
    }
    if !watch.not_done.is_empty() {
        watch.hold(universe, must::NOT_DONE, late.is_none(), || late.unwrap_or_default());
    }
}

/// What the gateway told of a payment against what was said, where no alarm says so.
#[must_use]
pub fn in_silence(payment: &Payment) -> Option<String> {
    if payment.alarms.iter().any(|alarm| alarm == CONTRADICTED) {
        return None;
    }
    let mut said = payment.doubts.iter().filter_map(|doubt| Some((doubt, doubt.said.as_ref()?)));
    let (doubt, said) = said.find(|(doubt, said)| is_otherwise(payment, doubt, said))?;
    Some(format!("{} was said to be {}, and stands otherwise without an alarm", doubt.id, said.word()))
}

/// Whether an operation stands as only its gateway can have told, against what was said.
fn is_otherwise(payment: &Payment, doubt: &Doubt, said: &Said) -> bool {
    let (capture, release, refund) =
        (payment.capture(&doubt.id), payment.release(&doubt.id), payment.refund(&doubt.id));
    match said {
        Said::Done { .. } => {
            let failed = refund.is_some_and(|refund| refund.failed && refund.generation == doubt.generation);
            failed || capture.is_some_and(|capture| capture.doubted.is_some())
        }
        Said::NotDone => {
            let done = |status| matches!(status, CaptureStatus::Completed | CaptureStatus::Reversed);
            (payment.id == doubt.id && payment.authorized_minor > 0)
                || capture.is_some_and(|capture| done(capture.status))
                || release.is_some_and(|release| release.status == ReleaseStatus::Completed)
                || refund.is_some_and(|refund| refund.left_minor(doubt.generation) > 0)
        }
    }
}
