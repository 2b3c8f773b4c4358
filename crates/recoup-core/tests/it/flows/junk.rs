//! Commands that make no sense: each must be refused, and nothing may change.

use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::book::{PostBook, Remark, RemarkKind};
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::order::LineTax;
use recoup_core::order::place::{AddTender, PlaceOrder, Whose};
use recoup_core::order::release::LineUnits;
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::payment::release::RequestRelease;
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};

use super::asks::{any, anyone, lines};
use super::invariants;
use super::life::Life;

/// Tries one of them.
pub fn one(life: &mut Life) {
    let known = any(life, &life.payments.clone());
    let act = match life.shop.rng.below(6) {
        0 => order(life),
        1 => fact(life),
        2 => other(life),
        _ => money(life, known),
    };
    let actor = anyone(life);
    let commits = life.shop.commits;
    let refused = life.shop.run(&actor, act.clone()).is_err();
    if !refused || life.shop.commits != commits {
        invariants::broke(life, "junk is refused", &format!("{act:?} was taken"));
    }
}

fn wrong_currency(life: &Life) -> Currency {
    if life.currency == Currency::GBP { Currency::EUR } else { Currency::GBP }
}

/// Wrong amounts, currencies and ids.
fn money(life: &mut Life, known: Option<Id>) -> Act {
    let foreign = Id::trusted("pay_01jd0000000000000000000000");
    let other_kind = any(life, &life.orders.clone()).unwrap_or_else(|| foreign.clone());
    let payment = known.clone().unwrap_or_else(|| foreign.clone());
    let bad_amount = [0, -1, i64::MIN, i64::MAX][life.shop.rng.below(4)];
    let refund = |payment: Id, how_much| {
        let (reason, note) = ("damaged".to_owned(), String::new());
        Act::from(RequestRefund { payment, how_much, reason, note, exception: None })
    };
    let capture = |payment, amount, currency| {
        Act::from(RequestCapture { payment, amount_minor: Some(amount), currency, last: false })
    };
    let lines =
        |line, quantity, amount_minor| HowMuch::Lines { lines: vec![LineUnits { line, quantity }], amount_minor };
    let amount = |amount_minor, currency| HowMuch::Amount { amount_minor, currency };
    match life.shop.rng.below(12) {
        0 => capture(payment, bad_amount, None),
        1 => capture(payment, 1, Some(wrong_currency(life))),
        2 => capture(foreign, 1, None),
        3 => capture(other_kind, 1, None),
        4 => refund(payment, amount(bad_amount, None)),
        5 => refund(payment, amount(1, Some(wrong_currency(life)))),
        6 => refund(foreign, HowMuch::Full),
        7 => refund(other_kind, HowMuch::Full),
        8 => refund(payment, lines(99, 1, None)),
        9 => refund(payment, lines(1, [0, -1, i64::MAX][life.shop.rng.below(3)], None)),
        10 => refund(payment, lines(1, 1, Some(i64::MAX))),
        _ => Act::from(RequestRelease { payment: other_kind }),
    }
}

fn tender(amount_minor: i64, route: Route) -> Tender {
    let method = Method { token: "tok".to_owned(), ..Method::by(route) };
    Tender { amount_minor, method, capture_at_once: true, release_after: None }
}

/// Orders that do not add up.
fn order(life: &mut Life) -> Act {
    let route = Route::Gateway { account: "sandbox:main".to_owned() };
    let mut order = PlaceOrder {
        number: "junk".to_owned(),
        customer: Whose::Guest,
        currency: life.currency,
        revenue_key: "sales".to_owned(),
        lines: lines(life),
        tenders: vec![tender(1, route.clone())],
        language: "en".to_owned(),
        references: Vec::new(),
    };
    order.lines[0].gross_minor += 10;
    match life.shop.rng.below(11) {
        0 => order.lines.clear(),
        1 => order.lines[0].gross_minor = -1,
        2 => order.lines[0].taxes = vec![LineTax { key: "t".to_owned(), amount_minor: i64::MAX }],
        3 => order.lines.push(order.lines[0].clone()),
        4 => order.tenders.push(tender(i64::MAX, route)),
        5 => order.tenders[0].amount_minor = i64::MAX - 1,
        6 => order.tenders[0] = tender(1, Route::Balance { customer: Id::trusted("cus_nobody") }),
        7 => match any(life, &life.customers.clone()) {
            // A guest, and the balance of somebody.
            Some(customer) => order.tenders[0] = tender(1, Route::Balance { customer }),
            None => order.number.clear(),
        },
        8 => order.lines[0].name = "4242 4242 4242 4242".to_owned(),
        9 => order.customer = Whose::Account { id: Id::trusted("cus_nobody") },
        _ => {
            if let Some(known) = any(life, &life.orders.clone()) {
                let whole = tender(i64::MAX, route);
                return Act::from(AddTender { order: known, tender: whole });
            }
            order.language = "la".to_owned();
        }
    }
    Act::from(order)
}

/// Facts of accounts and operations that are not ours.
fn fact(life: &mut Life) -> Act {
    let amount = Some(Money::new(5, life.currency));
    let fact = |account: &str, ours: &str| Fact {
        account: account.to_owned(),
        subject: "theirs".to_owned(),
        ours: ours.to_owned(),
        what: What::Captured,
        amount,
        parent: String::new(),
        ordinal: String::new(),
    };
    let known = any(life, &life.payments.clone()).map_or_else(|| "pay_x".to_owned(), |id| id.as_str().to_owned());
    let bad = ["", "pay_", "pay_01jd0000000000000000000000", "rfd_01jd0000000000000000000000.7", "nonsense"];
    Act::from(match life.shop.rng.below(2) {
        0 => fact("sandbox:other", &known),
        _ => fact("sandbox:main", bad[life.shop.rng.below(bad.len())]),
    })
}

fn other(life: &mut Life) -> Act {
    let refund = Id::trusted("rfd_01jd0000000000000000000000");
    let evidence = "receipt".to_owned();
    match life.shop.rng.below(8) {
        0 => Act::from(CancelRefund { refund, reason: "no".to_owned() }),
        1 => Act::from(RetryRefund { refund }),
        2 => Act::from(CreditRefund { refund }),
        3 => Act::from(ConfirmRefund { refund, evidence }),
        4 => {
            let (approval, reason) = (Id::trusted("apr_01jd0000000000000000000000"), "yes".to_owned());
            Act::from(DecideApproval { approval, verdict: Verdict::Approve, reason, request_hash: None })
        }
        5 => {
            let amount = Money::new([0, i64::MIN][life.shop.rng.below(2)], life.currency);
            let (subkey, source) = ("key".to_owned(), "row".to_owned());
            let remark = Remark { kind: RemarkKind::BankFee, amount, quantity: 0, subkey, source, memo: String::new() };
            Act::from(PostBook { remark })
        }
        6 => {
            let then = Outcome::Approve { by: Vec::new(), persons: 9, expires_secs: 1 };
            let rules = vec![Rule { name: "r".to_owned(), when: "weather > 5".to_owned(), then }];
            Act::from(ProposePolicy {
                document: Document { kind: PolicyKind::RefundApproval, effective_from: None, rules },
            })
        }
        _ => Act::from(CancelRefund { refund, reason: String::new() }),
    }
}
