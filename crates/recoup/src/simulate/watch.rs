//! Looks at every commit at the moment it happens: folds its events a second time, keeps the books a second time, and
//! holds what must be true against both. What it needs it remembers by itself, so a look costs what was touched.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use recoup_core::approval::{Approval, Subject};
use recoup_core::event::Event;
use recoup_core::id::Id;
use recoup_core::invoice::Invoice;
use recoup_core::ledger::Account;
use recoup_core::order::Order;
use recoup_core::payment::Payment;
use recoup_core::posting;
use recoup_core::reached::{self, Reached};
use recoup_core::world::State;

use super::invariants as must;
use super::invoices;
use super::said;
use super::tally::Tally;
use super::universe::Universe;
use crate::engine::record;
use crate::store::rows::{EntryRow, Group, LineRow, Unit};
use crate::verify::checks::Notes;
use crate::verify::journal::Key;
use crate::verify::people;
use crate::verify::rules::{self, Claims, Expected};

/// Everything known of one tenant.
#[derive(Debug, Default)]
pub struct Known {
    /// States, folded from the events.
    pub states: BTreeMap<String, State>,
    /// How many events each stream has.
    pub versions: BTreeMap<String, i64>,
    /// Debits less credits by key.
    pub balances: BTreeMap<Key, i64>,
    /// The part of them that the general book posted, which no order and no payment explains.
    pub of_book: BTreeMap<Key, i64>,
    /// Approvals by the payment or policy they are about.
    pub approvals: BTreeMap<String, BTreeSet<String>>,
    /// Orders by their numbers.
    pub orders: BTreeMap<String, String>,
    /// Payments into balances, by their customers.
    pub top_ups: BTreeMap<String, Vec<Id>>,
    /// Invoices by the number of the order they were thought of with.
    pub invoices: BTreeMap<String, Vec<Id>>,
    /// Exceptions that are open.
    pub exceptions: BTreeSet<String>,
    /// Where exceptions ever came from, such as the payment of an operation whose outcome is not known.
    pub told_of: BTreeSet<String>,
}

/// Who watches.
#[derive(Debug, Default)]
pub struct Watch {
    /// By tenant.
    pub tenants: BTreeMap<String, Known>,
    /// Transitions by how often they were taken.
    pub reached: Reached,
    /// Events by kind.
    pub events: BTreeMap<String, u64>,
    /// Entries by act.
    pub acts: BTreeMap<String, u64>,
    /// Effects by kind.
    pub effects: BTreeMap<String, u64>,
    /// Notices by template.
    pub notices: BTreeMap<String, u64>,
    /// Exceptions by reason.
    pub exceptions: BTreeMap<String, u64>,
    /// Payments of which a gateway told, or persons said, what its books do not say.
    pub rumoured: BTreeSet<String>,
    /// Operations that persons said were not done, by our reference, and when that counted.
    pub not_done: BTreeMap<String, Timestamp>,
    /// Invariants by how often they were held against something.
    pub held: Tally,
}

/// Accounts that are keyed by what belongs to a payment.
const OF_PAYMENT: [Account; 4] =
    [Account::RefundsPayable, Account::DuplicateRefundLoss, Account::DisputesReceivable, Account::ChargebackLoss];

impl Watch {
    /// Looks at a group that was committed.
    pub fn committed(&mut self, universe: &Universe, group: &Group) {
        let mut touched: BTreeSet<(String, String)> = BTreeSet::new();
        for unit in &group.units {
            self.entries_balance(universe, unit);
            self.events_fold(universe, unit);
            self.states_are_folds(universe, unit);
            for row in &unit.streams {
                touched.insert((unit.tenant.clone(), row.stream_id.clone()));
            }
            self.count(unit);
        }
        for (tenant, stream) in &touched {
            self.rules(universe, tenant, stream);
        }
        if universe.is_to_be_shown() {
            universe.show(self.shown(&touched));
        }
    }

    /// Streams as they stand, and what the books say of each.
    #[must_use]
    pub fn shown(&self, streams: &BTreeSet<(String, String)>) -> String {
        let mut lines = Vec::new();
        for (tenant, stream) in streams {
            let Some(known) = self.tenants.get(tenant) else { continue };
            let Some(state) = known.states.get(stream) else { continue };
            let version = known.versions.get(stream).copied().unwrap_or(0);
            let state = serde_json::to_string(state).unwrap_or_else(|error| error.to_string());
            lines.push(format!("{tenant} {stream} after {version} events: {state}"));
            let about = known.balances.iter().filter(|((_, subkey, _), sum)| subkey == stream && **sum != 0);
            lines.extend(about.map(|((account, subkey, currency), sum)| {
                format!("{tenant} {subkey} on account {account}: {}", crate::verify::money(*sum, currency))
            }));
        }
        lines.join("\n")
    }

    /// The streams that a text names.
    #[must_use]
    pub fn named_in(&self, text: &str) -> BTreeSet<(String, String)> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let named: BTreeSet<&str> = words.filter(|word| word.contains('_')).collect();
        let all = self.tenants.iter().flat_map(|(tenant, known)| {
            named.iter().filter(|id| known.states.contains_key(**id)).map(|id| (tenant.clone(), (*id).to_owned()))
        });
        all.collect()
    }

    pub(super) fn hold(
        &mut self,
        universe: &Universe,
        invariant: &'static str,
        holds: bool,
        what: impl FnOnce() -> String,
    ) {
        self.held.add(invariant, 1);
        if !holds {
            universe.wrong(invariant, what());
        }
    }

    fn count(&mut self, unit: &Unit) {
        for row in &unit.effects {
            *self.effects.entry(row.kind.clone()).or_default() += 1;
        }
        for row in &unit.timers {
            *self.effects.entry(format!("timer {}", row.kind)).or_default() += 1;
        }
        for row in &unit.notices {
            *self.notices.entry(row.template.clone()).or_default() += 1;
        }
        let known = self.tenants.entry(unit.tenant.clone()).or_default();
        for row in &unit.exceptions {
            *self.exceptions.entry(row.reason.clone()).or_default() += 1;
            known.exceptions.insert(row.exception_id.clone());
            known.told_of.insert(row.source.clone());
        }
        for row in &unit.exceptions_resolved {
            known.exceptions.remove(&row.exception_id);
        }
    }

    /// Every entry sums to zero in each currency, and the balances are kept a second time.
    fn entries_balance(&mut self, universe: &Universe, unit: &Unit) {
        let mut sums: BTreeMap<(&str, &str), i64> = BTreeMap::new();
        let book = recoup_core::book::stream();
        let posted = unit.entries.iter().filter(|entry| entry.stream_id == book.as_str());
        let posted: BTreeSet<&str> = posted.map(|entry| entry.entry_id.as_str()).collect();
        for line in &unit.lines {
            *sums.entry((&line.entry_id, &line.currency)).or_default() += line.amount_minor;
            let key = (line.account.clone(), line.subkey.clone(), line.currency.clone());
            let known = self.tenants.entry(unit.tenant.clone()).or_default();
            if posted.contains(line.entry_id.as_str()) {
                *known.of_book.entry(key.clone()).or_default() += line.amount_minor;
            }
            *known.balances.entry(key).or_default() += line.amount_minor;
        }
        for ((entry, currency), sum) in sums {
            self.hold(universe, must::BALANCE, sum == 0, || format!("{entry} is off by {sum} {currency}"));
        }
        for entry in &unit.entries {
            *self.acts.entry(entry.act.clone()).or_default() += 1;
        }
    }

    /// Events of a stream are numbered without a gap, fold, and post exactly the entries that stand beside them.
    fn events_fold(&mut self, universe: &Universe, unit: &Unit) {
        let (mut posted, mut notices) = (0, 0);
        for row in &unit.events {
            *self.events.entry(row.kind.clone()).or_default() += 1;
            let event: Event = match serde_json::from_str(&row.body) {
                Ok(event) => event,
                Err(error) => return universe.wrong(must::READABLE, format!("{}: {error}", row.event_id)),
            };
            let known = self.tenants.entry(unit.tenant.clone()).or_default();
            let seen = known.versions.entry(row.stream_id.clone()).or_default();
            *seen += 1;
            let seen = *seen;
            self.hold(universe, must::SEQUENCE, seen == row.seq, || {
                format!("event {seen} of {} has the number {}", row.stream_id, row.seq)
            });
            let before = self.fold(universe, &unit.tenant, &event);
            self.note_said(&unit.tenant, &event);
            notices += self.spoken(universe, unit, &event, before.as_ref());
            self.joined(universe, &unit.tenant, &event);
            posted += usize::from(self.posts(universe, unit, &event));
        }
        let entries = unit.entries.len();
        self.hold(universe, must::DERIVED, posted == entries, || {
            format!("{entries} entries stand beside events that post {posted}")
        });
        let written = unit.notices.len();
        self.hold(universe, must::NOTICES_FOLLOW, notices == written, || {
            format!("{written} notices stand beside events that choose {notices}")
        });
    }

    /// Folds an event; the state before it.
    fn fold(&mut self, universe: &Universe, tenant: &str, event: &Event) -> Option<State> {
        let known = self.tenants.get_mut(tenant)?;
        let id = event.stream.as_str();
        let before = known.states.remove(id);
        match State::after(before.as_ref(), event) {
            Ok(state) => {
                reached::note(&mut self.reached, event, before.as_ref(), &state);
                if let (None, State::Order(order)) = (&before, &state) {
                    known.orders.insert(order.number.clone(), id.to_owned());
                }
                if let (None, State::Invoice(invoice)) = (&before, &state)
                    && let Some((order, _)) = invoice.number.split_once(invoices::MARK)
                {
                    known.invoices.entry(order.to_owned()).or_default().push(invoice.id.clone());
                }
                if let State::Approval(approval) = &state {
                    let about = match &approval.subject {
                        Subject::Refund { payment, .. } | Subject::Outcome { payment, .. } => payment,
                        Subject::Adjustment { customer, .. } => customer,
                        Subject::Policy { policy, .. } => policy,
                        Subject::WriteOff { invoice, .. } => invoice,
                        Subject::Allocation { order, .. } => order,
                    };
                    known.approvals.entry(about.as_str().to_owned()).or_default().insert(id.to_owned());
                }
                if let (None, State::Payment(payment)) = (&before, &state)
                    && payment.is_top_up()
                {
                    known.top_ups.entry(payment.pays.as_str().to_owned()).or_default().push(payment.id.clone());
                }
                known.states.insert(id.to_owned(), state);
            }
            Err(refusal) => {
                known.states.extend(before.iter().map(|state| (id.to_owned(), state.clone())));
                universe.wrong(must::FOLDS, format!("{} cannot be folded: {refusal}", event.body.word()));
            }
        }
        before
    }

    /// Whether an event posts an entry; the one that stands beside it must be the one that follows from it.
    fn posts(&mut self, universe: &Universe, unit: &Unit, event: &Event) -> bool {
        let entry = match posting::entry_of(event) {
            Ok(Some(entry)) => entry,
            Ok(None) => return false,
            Err(refusal) => {
                universe.wrong(must::DERIVED, format!("{} cannot post: {refusal}", event.body.word()));
                return false;
            }
        };
        let (want, lines): (EntryRow, Vec<LineRow>) = record::entry_rows(event, &entry);
        let head = unit.entries.contains(&want);
        let mine = unit.lines.iter().filter(|line| line.entry_id == want.entry_id);
        let same = head && mine.eq(lines.iter());
        self.hold(universe, must::DERIVED, same, || format!("{} posts another entry than it should", event.id));
        true
    }

    /// What is stored is what the events fold to.
    fn states_are_folds(&mut self, universe: &Universe, unit: &Unit) {
        for row in &unit.streams {
            let known = self.tenants.get(&unit.tenant);
            let version = known.and_then(|known| known.versions.get(&row.stream_id)).copied().unwrap_or(0);
            let folded = known.and_then(|known| known.states.get(&row.stream_id));
            let folded = folded.and_then(|state| serde_json::to_string(state).ok());
            let same = folded.as_ref() == Some(&row.state);
            self.hold(universe, must::REPLAY, same && version == row.version, || {
                format!("{} of version {} is not the fold of its {version} events", row.stream_id, row.version)
            });
        }
    }

    /// The rules of what was touched, as `recoup verify` holds them.
    fn rules(&mut self, universe: &Universe, tenant: &str, stream: &str) {
        let Some(known) = self.tenants.get(tenant) else { return };
        let mut notes = Notes::default();
        let mut expected = Expected::default();
        let mut accounts: &[Account] = &[];
        let mut otherwise = None;
        match known.states.get(stream) {
            Some(State::Payment(payment)) => {
                rules::check_payment(payment, &mut notes);
                rules::expect_of_payment(payment, &mut expected, &mut Claims::default());
                let mut asked = approvals(known, stream);
                asked.extend(approvals_over(known, payment, stream));
                people::check_refund_approvals(payment, &asked, &mut notes);
                otherwise = Some(said::in_silence(payment)).filter(|_| payment.doubts.iter().any(|d| d.said.is_some()));
                accounts = &OF_PAYMENT;
            }
            Some(State::Order(order)) => {
                let tenders = tenders(payments_of(known, &order.payments));
                rules::check_order(order, &tenders, &mut notes);
                rules::expect_of_order(order, &mut expected, &mut Claims::default());
                accounts = &[Account::AccountsReceivable, Account::DeferredRevenue];
            }
            Some(State::Customer(customer)) => {
                let tenders = tenders(known.top_ups_of(&customer.id));
                rules::expect_of_customer(customer, &mut expected, &mut Claims::default());
                rules::check_customer(customer, &tenders, &mut notes);
                people::check_adjustments(customer, &approvals(known, stream), &mut notes);
                accounts = &[Account::CustomerBalance, Account::ChargebackLoss];
            }
            Some(State::Policy(policy)) => {
                people::check_policy_approvals(policy, &approvals(known, stream), &mut notes)
            }
            Some(State::Invoice(invoice)) => {
                let tenders = tenders(payments_of(known, &invoice.payments));
                rules::check_invoice(invoice, &tenders, &mut notes);
                rules::expect_of_invoice(invoice, &mut expected, &mut Claims::default());
                people::check_write_off_approvals(invoice, &approvals(known, stream), &mut notes);
                accounts = &[Account::AccountsReceivable, Account::DeferredRevenue];
            }
            Some(State::Approval(_) | State::Book(_)) | None => {}
        }
        let mut wrong: Vec<(&'static str, String)> = Vec::new();
        for (check, finding) in &notes.found {
            wrong.push((check.id(), format!("{}: {}, but {}", finding.stream, finding.expected, finding.found)));
        }
        let mut held = 0;
        for (key, want) in expected.sums.iter().filter(|(key, _)| accounts.iter().any(|a| a.code() == key.0)) {
            held += 1;
            let is = known.balances.get(key).copied().unwrap_or(0);
            if is != *want {
                wrong.push((must::BOOKS, format!("{} {} should hold {want} {} and holds {is}", key.0, key.1, key.2)));
            }
            let account = accounts.iter().find(|account| account.code() == key.0);
            if account.is_some_and(|account| account.never_negative() && account.natural_minor(is) < 0) {
                wrong.push((must::NEVER_NEGATIVE, format!("{} {} is below zero: {is} {}", key.0, key.1, key.2)));
            }
        }
        self.held.add(must::BOOKS, held);
        if let Some(found) = otherwise {
            self.hold(universe, must::SAID, found.is_none(), || found.unwrap_or_default());
        }
        for check in crate::verify::Check::ALL {
            let count = notes.checked(*check);
            if count > 0 {
                self.held.add(check.id(), count);
            }
        }
        wrong.into_iter().for_each(|(invariant, what)| universe.wrong(invariant, what));
    }
}

/// Payments as the rules of what they pay look at them.
fn tenders<'k>(payments: impl Iterator<Item = &'k Payment>) -> Vec<(String, rules::Tender)> {
    payments.map(|payment| (payment.id.as_str().to_owned(), rules::Tender::from(payment))).collect()
}

/// Approvals about a payment or a policy.
fn approvals(known: &Known, about: &str) -> Vec<Approval> {
    let ids = known.approvals.get(about).into_iter().flatten();
    ids.filter_map(|id| approval(known, id)).collect()
}

/// Approvals about several payments, this one among them: they are about their order.
fn approvals_over(known: &Known, payment: &Payment, stream: &str) -> Vec<Approval> {
    let own = known.approvals.get(stream);
    let over = people::approvals_named(payment).filter(|id| !own.is_some_and(|own| own.contains(id.as_str())));
    let over: BTreeSet<&Id> = over.collect();
    over.into_iter().filter_map(|id| approval(known, id.as_str())).collect()
}

fn approval(known: &Known, id: &str) -> Option<Approval> {
    known
        .states
        .get(id)
        .and_then(|state| if let State::Approval(approval) = state { Some(approval.clone()) } else { None })
}

/// Payments of an order or an invoice.
pub fn payments_of<'k>(known: &'k Known, payments: &'k [Id]) -> impl Iterator<Item = &'k Payment> {
    payments.iter().filter_map(|id| known.payment(id))
}

/// Payments of an order, and behind them those into the balance of its customer.
pub fn payments_about<'k>(known: &'k Known, order: &'k Order) -> impl Iterator<Item = &'k Payment> {
    let top_ups = order.customer.iter().flat_map(|customer| known.top_ups_of(customer));
    let invoiced = known.invoices_of(order).flat_map(|invoice| payments_of(known, &invoice.payments));
    payments_of(known, &order.payments).chain(top_ups).chain(invoiced)
}

impl Known {
    /// Payments into the balance of a customer, oldest first.
    pub fn top_ups_of(&self, customer: &Id) -> impl Iterator<Item = &Payment> {
        let ids = self.top_ups.get(customer.as_str()).into_iter().flatten();
        ids.filter_map(|id| self.payment(id))
    }

    /// Invoices that were thought of with an order, oldest first.
    pub fn invoices_of(&self, order: &Order) -> impl Iterator<Item = &Invoice> {
        let ids = self.invoices.get(&order.number).into_iter().flatten();
        ids.filter_map(|id| match self.states.get(id.as_str()) {
            Some(State::Invoice(invoice)) => Some(invoice),
            _ => None,
        })
    }

    /// Debits less credits by key, without what the general book posted.
    pub fn of_flows(&self) -> impl Iterator<Item = (&Key, i64)> {
        self.balances.iter().map(|(key, sum)| (key, sum - self.of_book.get(key).copied().unwrap_or(0)))
    }

    /// Every payment.
    pub fn payments(&self) -> impl Iterator<Item = &Payment> {
        self.states.values().filter_map(|state| if let State::Payment(payment) = state { Some(payment) } else { None })
    }

    /// A payment by its id.
    #[must_use]
    pub fn payment(&self, id: &Id) -> Option<&Payment> {
        match self.states.get(id.as_str()) {
            Some(State::Payment(payment)) => Some(payment),
            _ => None,
        }
    }

    /// An order by its number.
    #[must_use]
    pub fn order(&self, number: &str) -> Option<&Order> {
        match self.states.get(self.orders.get(number)?) {
            Some(State::Order(order)) => Some(order),
            _ => None,
        }
    }
}
