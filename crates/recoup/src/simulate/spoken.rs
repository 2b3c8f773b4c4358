//! What was allowed and what was told: at each commit, the rulings, the ceilings and the notices of its events.

use recoup_core::event::{Body, Event};
use recoup_core::id::Id;
use recoup_core::money::Currency;
use recoup_core::notice;
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::Dispute;
use recoup_core::payment::refund::Asked;
use recoup_core::policy::condition::{self, Facts};
use recoup_core::policy::{Outcome, Policy, PolicyKind, Rule, Ruling};
use recoup_core::world::State;

use super::invariants as must;
use super::universe::Universe;
use super::watch::{Known, Watch, payments_of};
use crate::store::rows::{NoticeRow, Unit};
use crate::verify::people::amounts;

impl Watch {
    /// Looks at an event and at the state before it; returns how many notices it chose.
    pub(super) fn spoken(&mut self, universe: &Universe, unit: &Unit, event: &Event, before: Option<&State>) -> usize {
        if let (Body::RefundRequested { refund, ruling }, Some(State::Payment(payment))) = (&event.body, before) {
            self.within_ceiling(universe, event, (refund, payment));
            let known = self.tenants.get(&unit.tenant).map(|known| &known.states);
            let policy = known.and_then(|states| states.get(PolicyKind::RefundApproval.stream().as_str()));
            if let (Some(exception), Some(State::Policy(policy))) = (&ruling.exception, policy) {
                let holds = next_below(policy, (ruling, &exception.rule), &facts(event, refund, payment));
                let found = format!(
                    "{}: `{}` was set aside, then {holds:?} holds, and it was {ruling:?}",
                    refund.id, exception.rule
                );
                self.hold(universe, must::ONE_RULE, fits(ruling, &exception.rule, holds.as_ref()), || found);
            }
        }
        self.one_try_pays(universe, &unit.tenant, event);
        self.notices_follow(universe, unit, event, before)
    }

    /// Nothing is captured by a try while another one of the same tender has taken money or is about to.
    fn one_try_pays(&mut self, universe: &Universe, tenant: &str, event: &Event) {
        let Body::CaptureRequested { .. } = &event.body else { return };
        let Some(known) = self.tenants.get(tenant) else { return };
        let Some(mine) = known.payment(&event.stream) else { return };
        if mine.instead_of.is_none() && mine.replaced_by.is_none() {
            return;
        }
        let other = other_that_takes(known, mine).map(|other| format!("{} is captured beside {}", mine.id, other.id));
        self.hold(universe, must::ONE_TRY, other.is_none(), || other.unwrap_or_default());
    }

    fn within_ceiling(&mut self, universe: &Universe, event: &Event, (refund, payment): (&Asked, &Payment)) {
        let Some(most) = event.actor.ceiling_minor(payment.currency.code()) else { return };
        self.hold(universe, must::CEILING, refund.amount_minor <= most, || {
            format!("{} asked for {} of {}, whose ceiling is {most}", event.actor.id, refund.amount_minor, refund.id)
        });
    }

    /// The notices beside an event are those that follow from it, word by word, and name no more than it is about.
    fn notices_follow(&mut self, universe: &Universe, unit: &Unit, event: &Event, before: Option<&State>) -> usize {
        let after = self.tenants.get(&unit.tenant).and_then(|known| known.states.get(event.stream.as_str()));
        let Some(state) = after else { return 0 };
        let first_word = before.is_some_and(|state| notice::is_first_word(event, state));
        let chosen = notice::of(event, first_word, state);
        let Some((most_minor, currency)) = most_named(&event.body, state) else { return chosen.len() };
        let code = currency.code();
        let mine: Vec<&NoticeRow> = unit.notices.iter().filter(|row| row.event_id == event.id.as_str()).collect();
        let same = mine.len() == chosen.len()
            && mine.iter().zip(&chosen).all(|(row, notice)| {
                row.template == notice.template && row.subject == notice.subject && row.body == notice.body
            });
        self.hold(universe, must::NOTICES_FOLLOW, same, || format!("{} has other notices than it chooses", event.id));
        for row in mine {
            let named = amounts(&row.subject, code).into_iter().chain(amounts(&row.body, code)).max();
            self.hold(universe, must::NOTICE_WITHIN, named.is_none_or(|named| named <= most_minor), || {
                let named = named.unwrap_or(0);
                format!("`{}` of {} names {named} {code}, and there are {most_minor}", row.template, row.stream_id)
            });
        }
        chosen.len()
    }
}

/// Another try of the same tender that has taken money or is about to.
fn other_that_takes<'k>(known: &'k Known, mine: &Payment) -> Option<&'k Payment> {
    let Some(State::Order(order)) = known.states.get(mine.pays.as_str()) else { return None };
    let takes = |other: &&Payment| other.captured_minor > 0 || other.capturing_minor() > 0;
    let same = |other: &&Payment| other.id != mine.id && first_try(known, other) == first_try(known, mine);
    payments_of(known, &order.payments).filter(same).find(takes)
}

/// The payment that was tried first of those that stand in for one another.
fn first_try<'k>(known: &'k Known, payment: &'k Payment) -> &'k Id {
    let before = payment.instead_of.as_ref().and_then(|id| known.payment(id));
    before.map_or(&payment.id, |before| first_try(known, before))
}

/// The first rule that holds below the one that was set aside, in the version that was asked.
fn next_below(policy: &Policy, (ruling, set_aside): (&Ruling, &str), facts: &Facts) -> Option<Rule> {
    let number = ruling.policy.rsplit_once('@').and_then(|(_, number)| number.parse().ok())?;
    let rules = &policy.version(number)?.document.rules;
    let below = rules.iter().skip_while(|rule| rule.name != set_aside).skip(1);
    below.into_iter().find(|rule| condition::holds(&rule.when, facts).unwrap_or(false)).cloned()
}

/// Whether a ruling with an exception is what the next rule asks for.
fn fits(ruling: &Ruling, set_aside: &str, next: Option<&Rule>) -> bool {
    match next.map(|rule| (rule, &rule.then)) {
        Some((rule, Outcome::Approve { persons, .. })) => {
            ruling.rule == rule.name && ruling.persons_needed() >= usize::from(*persons)
        }
        Some((_, Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. })) => false,
        Some((_, Outcome::Allow { .. })) | None => ruling.rule == set_aside,
    }
}

/// What the rules of a simulation look at, counted a second time; the rest is made up.
fn facts(event: &Event, refund: &Asked, payment: &Payment) -> Facts {
    let alone = payment.refunds.iter().filter(|mine| mine.status.is_active() && mine.approval.is_none());
    Facts {
        amount_minor: refund.amount_minor,
        cumulative_minor: alone
            .map(|mine| payment.counted_minor(mine))
            .sum::<i64>()
            .saturating_add(refund.amount_minor),
        currency: payment.currency.code(),
        minor_per_major: payment.currency.minor_per_major(),
        reason: refund.reason.clone(),
        roles: event.actor.roles.iter().map(|role| role.word()).collect(),
        ..Facts::example()
    }
}

/// The most that a notice of an event may name, minor units: its refund, its dispute, or all of the
/// payment, invoice or order.
fn most_named(body: &Body, state: &State) -> Option<(i64, Currency)> {
    let payment = match state {
        State::Payment(payment) => payment,
        State::Invoice(invoice) => return Some((invoice.gross_minor.max(invoice.paid_minor), invoice.currency)),
        // More than an order was sold for arrives only where a gateway takes more than it was asked for.
        State::Order(order) => return Some((order.gross_minor.max(order.paid_minor), order.currency)),
        _ => return None,
    };
    let about = match body {
        Body::RefundSettled { refund, .. }
        | Body::RefundCredited { refund, .. }
        | Body::RefundReturned { refund, .. }
        | Body::RefundSending { refund, .. }
        | Body::RefundAccepted { refund, .. }
        | Body::RefundCompleted { refund, .. }
        | Body::RefundFailed { refund, .. }
        | Body::RefundRejected { refund, .. }
        | Body::RefundAwaitsApproval { refund, .. } => payment.refund(refund).map(|refund| refund.amount_minor),
        // The bank may claim more than was paid, which a person is told as well.
        Body::Dispute(body) => payment.dispute(body.dispute()).map(Dispute::at_risk_minor),
        _ => None,
    };
    Some((about.unwrap_or(payment.amount_minor.max(payment.authorized_minor)), payment.currency))
}
