//! What must be true at the very end beside the banks: sums over all orders, and queues that were ended rightly.

use std::collections::{BTreeMap, BTreeSet};

use recoup_core::ledger::Account;
use recoup_core::world::State;
use recoup_gateways::{Delivery, Reading};

use super::invariants as must;
use super::universe::Universe;
use super::watch::{Known, Watch};
use crate::store::memory::{Item, ItemState, Tables};
use crate::store::rows::Queue;
use crate::verify::Check;
use crate::verify::rules::{self, Claims, Expected};
use crate::views::flags;
use crate::worker::Accounts;
use crate::worker::next;

/// Tax that is owed, revenue that was earned and what gateways hold, as all orders and payments of a tenant together
/// say: each account that they claim, and no other.
pub fn sums(universe: &Universe, watch: &mut Watch) {
    let mut wrong = Vec::new();
    for (tenant, known) in &watch.tenants {
        let (mut claims, mut unused) = (Claims::default(), Expected::default());
        for state in known.states.values() {
            match state {
                State::Payment(payment) => rules::expect_of_payment(payment, &mut unused, &mut claims),
                State::Order(order) => rules::expect_of_order(order, &mut unused, &mut claims),
                State::Invoice(invoice) => rules::expect_of_invoice(invoice, &mut unused, &mut claims),
                State::Customer(customer) => rules::expect_of_customer(customer, &mut unused, &mut claims),
                _ => {}
            }
        }
        let by_subkey = |subkey: &str, code: &str| (subkey.to_owned(), code.to_owned());
        let tax = held(known, &[Account::TaxPayable], by_subkey);
        wrong.extend(differ(&claims.tax, &tax).map(|what| (Check::Tax.id(), format!("{tenant} {what}"))));
        // An asset: the claim is a debit.
        let clearing = claims.clearing.into_iter().map(|(key, sum)| (key, -sum)).collect();
        let is = held(known, &[Account::GatewayClearing], by_subkey);
        wrong.extend(differ(&clearing, &is).map(|what| (Check::Clearing.id(), format!("{tenant} {what}"))));
        let earned = [Account::Revenue, Account::RefundsAndReturns, Account::ChargebackLoss];
        let revenue = held(known, &earned, |_, code| code.to_owned());
        wrong.extend(differ(&claims.revenue, &revenue).map(|what| (Check::Revenue.id(), format!("{tenant} {what}"))));
    }
    for check in [Check::Tax, Check::Clearing, Check::Revenue] {
        watch.held.add(check.id(), 1);
    }
    wrong.into_iter().for_each(|(invariant, what)| universe.wrong(invariant, what));
}

/// What lists look for is what the states say.
pub fn flags(universe: &Universe, tables: &Tables, watch: &mut Watch) {
    let mut wrong = Vec::new();
    for (tenant, known) in &watch.tenants {
        let want: BTreeSet<(String, String)> = known
            .states
            .values()
            .flat_map(|state| flags::of(state).into_iter().map(|(flag, id)| (flag.to_owned(), id)))
            .collect();
        let is: BTreeSet<(String, String)> =
            tables.flags(tenant).map(|row| (row.flag.clone(), row.id.clone())).collect();
        let differ = want.symmetric_difference(&is).next();
        wrong.extend(differ.map(|(flag, id)| format!("{tenant}: {flag} of {id} stands in one place only")));
    }
    watch.held.add(Check::Flags.id(), 1);
    wrong.into_iter().for_each(|what| universe.wrong(Check::Flags.id(), what));
}

/// Credits less debits of some accounts, added up by a key.
fn held<K: Ord>(known: &Known, accounts: &[Account], key: impl Fn(&str, &str) -> K) -> BTreeMap<K, i128> {
    let mut sums = BTreeMap::new();
    for ((account, subkey, code), amount_minor) in known.of_flows() {
        if accounts.iter().any(|mine| mine.code() == account) {
            *sums.entry(key(subkey, code)).or_default() -= i128::from(amount_minor);
        }
    }
    sums
}

/// The first key of which two sums say something else.
fn differ<K: Ord + std::fmt::Debug>(want: &BTreeMap<K, i128>, is: &BTreeMap<K, i128>) -> Option<String> {
    let of = |sums: &BTreeMap<K, i128>, key: &K| sums.get(key).copied().unwrap_or(0);
    let key = want.keys().chain(is.keys()).find(|key| of(want, key) != of(is, key))?;
    Some(format!("{key:?} should hold {} and holds {}", of(want, key), of(is, key)))
}

/// No claim was ended by one who lost it, and nothing that a delivery said was dropped.
pub fn queues(universe: &Universe, (tables, accounts): (&Tables, &Accounts), watch: &mut Watch) {
    let lost = tables.ended_by_losers();
    watch.hold(universe, must::ENDED_BY_HOLDER, lost == 0, || format!("{lost} claims were ended by who lost them"));
    for tenant in tables.tenant_names() {
        for item in tables.items(tenant, Queue::Inbox).filter(|item| item.state == ItemState::Done) {
            let untold = untold(tables, accounts, item);
            watch.hold(universe, must::DELIVERY_TOLD, untold.is_none(), || {
                format!("the delivery {} is done, and {} was never told", item.claimed.id, untold.unwrap_or_default())
            });
        }
    }
}

/// The key of something that a delivery says and the engine never decided.
fn untold(tables: &Tables, accounts: &Accounts, item: &Item) -> Option<String> {
    let claimed = &item.claimed;
    let gateway = recoup_gateways::of_account(&claimed.target)?;
    let account = accounts.get(&claimed.tenant, &claimed.target)?;
    let delivery = Delivery { headers: &[], body: &claimed.payload };
    let facts = gateway.read_delivery(&delivery, &account).into_iter().flat_map(|reading| match reading {
        Reading::Facts(facts) => facts,
        _ => Vec::new(),
    });
    let keys = facts.filter_map(|fact| next::fact_request(&claimed.tenant, fact).key);
    keys.map(|key| key.name).find(|name| tables.answer(&claimed.tenant, name).is_none())
}
