//! What must be true after every step: each with a number, a name, a sentence and a function.
//!
//! `Look` reads the books once for all of them. The rules about money are in `money`, those about people,
//! waiting and words in `order_of_things`, those for the end of a life in `ending`.

use std::collections::BTreeMap;

use recoup_core::ledger::Account;
use recoup_core::money::Currency;

use super::life::Life;
use super::{dispute_rules, ending, lives_purse, money, order_of_things, owed, tender_rules};

/// A broken invariant.
#[derive(Debug, Clone)]
pub struct Broken {
    pub name: &'static str,
    pub words: String,
}

/// One rule.
pub struct Rule {
    pub name: &'static str,
    pub sentence: &'static str,
    pub check: fn(&Look<'_>) -> Result<(), String>,
}

pub const RULES: &[Rule] = &[
    Rule {
        name: "commits",
        sentence: "versions, claims and entries are taken by a store that checks them",
        check: order_of_things::commits,
    },
    Rule { name: "fold", sentence: "a state is the fold of the events of its stream", check: order_of_things::fold },
    Rule {
        name: "derive",
        sentence: "the entries derived from events again are the entries posted",
        check: order_of_things::derive,
    },
    Rule { name: "balance", sentence: "the books balance in every currency", check: money::balance },
    Rule { name: "receivable", sentence: "1200 of an order is its open amount", check: money::receivable },
    Rule {
        name: "payable",
        sentence: "2400 of a refund is its amount while it is owed, and otherwise zero",
        check: money::payable,
    },
    Rule {
        name: "customer",
        sentence: "2300 of a customer is the balance they read, never negative",
        check: money::customer,
    },
    Rule {
        name: "held",
        sentence: "what is held of a balance is what its refunds, its changes by hand and its tenders wait for, and it is there",
        check: lives_purse::held,
    },
    Rule { name: "charge", sentence: "refunds of a top-up never exceed its charge", check: lives_purse::charge },
    Rule {
        name: "lost",
        sentence: "6200 of a top-up is what its customer's balance could not give back",
        check: lives_purse::lost,
    },
    Rule {
        name: "by hand",
        sentence: "4110 is what balances got by hand, and nothing is taken away by one person",
        check: lives_purse::by_hand,
    },
    Rule {
        name: "deferred",
        sentence: "2100 of an order is the net of goods that did not go out, not yet released",
        check: money::deferred,
    },
    Rule {
        name: "tax",
        sentence: "2200 of a tax is the tax of lines not yet released, zero when all is released",
        check: money::tax,
    },
    Rule {
        name: "revenue",
        sentence: "4000 less 4100 is the net of goods that went out, not yet released",
        check: money::revenue,
    },
    Rule {
        name: "clearing",
        sentence: "1110 is what payments captured, less what left for refunds and did not come back",
        check: money::clearing,
    },
    Rule { name: "loss", sentence: "6210 is what was given beyond what we allowed", check: money::loss },
    Rule {
        name: "goods",
        sentence: "units and money of what goes out in parts stay within what there is",
        check: money::goods,
    },
    Rule { name: "plan", sentence: "what a plan takes for goods is what is due for them", check: money::plan },
    Rule { name: "lines", sentence: "no line releases more gross, tax or units than it had", check: money::lines },
    Rule { name: "released", sentence: "what lines released is what refunds and credits took", check: money::released },
    Rule { name: "paid", sentence: "what arrived on an order is what its payments captured", check: money::paid },
    Rule {
        name: "refundable",
        sentence: "refunds given or under way never exceed what was captured",
        check: money::refundable,
    },
    Rule {
        name: "disputed",
        sentence: "1300 of a dispute is what was taken and not given back, less what is booked as lost, which is all of a lost one",
        check: dispute_rules::receivable,
    },
    Rule {
        name: "charged back",
        sentence: "6200 and 6210 of a dispute are the parts of its loss",
        check: dispute_rules::losses,
    },
    Rule {
        name: "entitled",
        sentence: "nobody has more than was captured but what 6210 shows, and no refund is owed that a loss stands for",
        check: dispute_rules::entitled,
    },
    Rule {
        name: "at birth",
        sentence: "a refund is never asked for money that a dispute claims or took",
        check: dispute_rules::at_birth,
    },
    Rule {
        name: "marked",
        sentence: "an order is under dispute by exactly the disputes that claim its money",
        check: dispute_rules::marks,
    },
    Rule {
        name: "reminded",
        sentence: "a dispute that waits for our answer has a clock until it is due",
        check: dispute_rules::clocks,
    },
    Rule {
        name: "authorized",
        sentence: "captured, undone, under way and released never exceed what was authorized",
        check: money::authorized,
    },
    Rule {
        name: "agreed",
        sentence: "no more is captured than was asked for, whatever was authorized",
        check: money::agreed,
    },
    Rule {
        name: "parts",
        sentence: "no capture gives more than it took, and refunds are spread over captures exactly",
        check: money::parts,
    },
    Rule { name: "status", sentence: "the status of a payment is the word for its amounts", check: money::status },
    Rule { name: "notices", sentence: "no customer reads of more than the books say", check: order_of_things::notices },
    Rule {
        name: "waiting",
        sentence: "whatever is sending or unknown at a gateway has one effect waiting, and none is sent twice",
        check: order_of_things::waiting,
    },
    Rule {
        name: "held back",
        sentence: "nothing that gives the rest back is sent while another capture is at the gateway",
        check: order_of_things::held_back,
    },
    Rule {
        name: "asked again",
        sentence: "whatever waits for the gateway's next word has a timer, or a capture that ends the wait",
        check: order_of_things::asked_again,
    },
    Rule {
        name: "pauses",
        sentence: "a refund in its pause has a timer that sends it",
        check: order_of_things::pauses,
    },
    Rule {
        name: "dates",
        sentence: "a plan whose next step has a date has the timer for it",
        check: order_of_things::dates,
    },
    Rule {
        name: "approvals",
        sentence: "an open approval has its timer, and its subject waits for it",
        check: order_of_things::approvals,
    },
    Rule {
        name: "dual control",
        sentence: "what needed other persons was allowed by enough of them, none of them the requester",
        check: order_of_things::dual_control,
    },
    Rule {
        name: "invoice receivable",
        sentence: "1200 of an invoice is its open amount, nothing for a draft",
        check: owed::receivable,
    },
    Rule {
        name: "invoice paid",
        sentence: "what arrived on an invoice is what its payments captured",
        check: owed::paid,
    },
    Rule {
        name: "invoice released",
        sentence: "what lines of an invoice released is what refunds, credits, discounts and write-offs took",
        check: owed::released,
    },
    Rule { name: "invoice word", sentence: "the status of an invoice is the word for its amounts", check: owed::word },
    Rule {
        name: "overpaid",
        sentence: "what is too much on an invoice of a customer is on their balance",
        check: owed::overpaid,
    },
    Rule { name: "in time", sentence: "a discount is granted on its last day at the latest", check: owed::in_time },
    Rule {
        name: "given up",
        sentence: "what is worth a person's time is given up only when another one agreed",
        check: owed::given_up,
    },
    Rule {
        name: "falls due",
        sentence: "an open invoice has a timer for its last day, or is past due",
        check: owed::falls_due,
    },
    Rule {
        name: "names",
        sentence: "every capture, release and refund finds its payment",
        check: order_of_things::names,
    },
    Rule {
        name: "allocations",
        sentence: "the parts of a refund over tenders sum to it, and each is a refund of its payment",
        check: tender_rules::allocations,
    },
    Rule {
        name: "moved",
        sentence: "what goes back by another tender is not owed by its own any more",
        check: tender_rules::moved,
    },
    Rule {
        name: "all or none",
        sentence: "of a group nothing is captured before all are authorized, and what stands when one falls goes back",
        check: tender_rules::all_or_none,
    },
    Rule {
        name: "held together",
        sentence: "a balance holds what its payments in groups are authorized for, and never more than it has",
        check: tender_rules::held,
    },
];

/// Rules checked by name outside the table.
pub const ELSEWHERE: &[(&str, &str)] = &[
    ("inconsistent", "the engine never contradicts itself"),
    ("facts are taken", "nothing a gateway tells is refused"),
    ("timers are taken", "no timer is refused when it rings"),
    ("junk is refused", "what makes no sense is refused and changes nothing"),
    ("gateway agrees", "in the end the gateway's books and ours agree, and nothing is under way"),
];

/// Everything a rule may look at.
pub struct Look<'a> {
    pub life: &'a Life,
    sheet: BTreeMap<(Account, &'a str), i64>,
}

impl<'a> Look<'a> {
    pub fn new(life: &'a Life) -> Self {
        let mut sheet = BTreeMap::new();
        for (account, subkey, _, amount) in life.shop.books.balances() {
            *sheet.entry((account, subkey)).or_default() += amount;
        }
        Self { life, sheet }
    }

    /// Debit balance of a subkey; a life has one currency.
    pub fn of(&self, account: Account, subkey: &str) -> i64 {
        self.sheet.get(&(account, subkey)).copied().unwrap_or(0)
    }

    /// Debit balance of an account.
    pub fn total(&self, account: Account) -> i64 {
        self.sheet.iter().filter(|((a, _), _)| *a == account).map(|(_, amount)| amount).sum()
    }

    /// Subkeys of an account with their debit balances.
    pub fn subkeys(&self, account: Account) -> impl Iterator<Item = (&str, i64)> {
        self.sheet.iter().filter(move |((a, _), _)| *a == account).map(|((_, key), amount)| (*key, *amount))
    }

    pub fn currency(&self) -> Currency {
        self.life.currency
    }
}

pub fn broke(life: &mut Life, name: &'static str, words: &str) {
    life.broken.push(Broken { name, words: words.to_owned() });
}

/// Checks every rule after a command was committed; those about waiting work also when nothing was decided.
pub fn after(life: &mut Life) {
    let look = Look::new(life);
    let quiet = life.shop.last.events.is_empty();
    let found: Vec<Broken> = RULES
        .iter()
        .filter(|rule| {
            !quiet || matches!(rule.name, "commits" | "waiting" | "pauses" | "reminded" | "held back" | "asked again")
        })
        .filter_map(|rule| (rule.check)(&look).err().map(|words| Broken { name: rule.name, words }))
        .collect();
    life.broken.extend(found);
}

/// Checks what must be true once everything has come to rest.
pub fn at_the_end(life: &mut Life) {
    if let Err(words) = ending::agree(life) {
        broke(life, "gateway agrees", &words);
    }
}

/// An error unless two numbers are equal.
pub fn same(what: &str, got: i64, want: i64) -> Result<(), String> {
    if got == want { Ok(()) } else { Err(format!("{what}: {got}, should be {want}")) }
}

/// An error unless a condition holds.
pub fn holds(condition: bool, words: impl FnOnce() -> String) -> Result<(), String> {
    if condition { Ok(()) } else { Err(words()) }
}
