//! A customer with a balance: topped up by card, spent on orders, refunded to the cards.

use recoup_core::actor::Actor;
use recoup_core::customer::adjust::Direction;
use recoup_core::customer::{AdjustBalance, Change, Customer, PutCustomer, TopUp};
use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::ledger::Account;
use recoup_core::money::{Currency, Money};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::facts::What;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::refusal::Refusal;
use recoup_core::world::State;

use super::shop::Shop;
use super::stage::{Stage, THOROUGH, admin, gateway_route, order, tender};

pub fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// A top-up as a shop asks for it: captured as soon as it is authorized, by a card of which people see four digits.
pub fn card(amount_minor: i64) -> Tender {
    let mut tender = Tender { capture_at_once: true, ..tender(amount_minor, gateway_route()) };
    (tender.method.brand, tender.method.last4) = ("visa".to_owned(), "4242".to_owned());
    tender
}

/// A stage without an order: its `order` is the customer, its payment the newest top-up.
pub fn empty() -> Stage {
    let mut shop = Shop::new(1, None);
    shop.thorough = THOROUGH.get();
    let put = PutCustomer { reference: "customer-1".to_owned(), language: "en".to_owned() };
    let Ok(Answer::Customer(customer)) = shop.run(&admin(), put) else { panic!("a customer") };
    Stage { shop, order: customer, payment: Id::trusted("pay_none") }
}

/// A customer who paid these amounts in, one after the other.
pub fn topped_up(amounts_minor: &[i64]) -> (Stage, Vec<Id>) {
    let mut s = empty();
    let payments = amounts_minor.iter().map(|minor| top_up(&mut s, *minor)).collect();
    (s, payments)
}

pub fn ask_top_up(s: &Stage, tender: Tender) -> TopUp {
    TopUp { customer: s.order.clone(), currency: Currency::EUR, tender }
}

/// Pays in by card, up to the money.
pub fn top_up(s: &mut Stage, minor: i64) -> Id {
    let asked = s.shop.run(&admin(), ask_top_up(s, card(minor)));
    let Ok(Answer::Payment(payment)) = asked else { panic!("{asked:?}") };
    s.payment = payment.clone();
    s.tell(payment.as_str(), What::Authorized { expires_at: None });
    let capture = s.first_capture();
    s.tell(&capture, What::Captured);
    payment
}

pub fn customer(s: &Stage) -> &Customer {
    match &s.shop.streams[&s.order].state {
        State::Customer(customer) => customer,
        other => panic!("a {}", other.kind()),
    }
}

/// The balance, and what of it is available, minor units.
pub fn has(s: &Stage) -> (i64, i64) {
    (customer(s).balance_minor(Currency::EUR), customer(s).available_minor(Currency::EUR))
}

/// What the books owe under a subkey, minor units.
pub fn owes(s: &Stage, account: Account, subkey: &str) -> i64 {
    -s.shop.books.balance(account, subkey, Currency::EUR)
}

/// Asks for a refund of a top-up: an amount, or everything.
pub fn refund_of(s: &mut Stage, who: &Actor, payment: &Id, minor: Option<i64>) -> Result<String, Refusal> {
    s.payment = payment.clone();
    let how_much = minor.map_or(HowMuch::Full, |amount_minor| HowMuch::Amount { amount_minor, currency: None });
    let ask = RequestRefund { payment: payment.clone(), ..s.ask_refund(how_much) };
    match s.shop.run(who, ask)? {
        Answer::Refund(_, id) => Ok(id.as_str().to_owned()),
        other => panic!("{other:?}"),
    }
}

/// An order that the balance pays for.
pub fn spend(s: &mut Stage, number: &str, minor: i64) -> Result<Id, Refusal> {
    let route = Route::Balance { customer: s.order.clone() };
    match s.shop.run(&admin(), order(number, minor, vec![tender(minor, route)]))? {
        Answer::Order(id) => Ok(id),
        other => panic!("{other:?}"),
    }
}

pub fn change(s: &Stage, direction: Direction, minor: i64) -> AdjustBalance {
    let change = Change { direction, amount: eur(minor), reason: "goodwill".to_owned(), note: String::new() };
    AdjustBalance { customer: s.order.clone(), change }
}

/// The laws of every moment: the account is the balance, nothing is below zero, what is held is there, and nothing
/// above a charge is given back of it.
pub fn check(s: &Stage) {
    let mine = customer(s);
    let (balance, available) = has(s);
    assert_eq!(owes(s, Account::CustomerBalance, s.order.as_str()), balance, "2300 is the balance");
    assert!(balance >= 0 && available >= 0, "{balance}, of which {available} is available");
    assert_eq!(mine.held_minor(Currency::EUR), balance - available, "no more is held than is there");
    for payment in s.shop.payments().filter(|p| p.is_top_up()) {
        let captured = payment.captured_minor + payment.reversed_minor();
        assert!(payment.refunds_active_minor() <= captured, "{} gives back more than it took", payment.id);
        assert_eq!(owes(s, Account::ChargebackLoss, payment.id.as_str()), -mine.lost_minor(&payment.id));
        for refund in &payment.refunds {
            assert_eq!(owes(s, Account::RefundsPayable, refund.id.as_str()), refund.owed_minor(), "{}", refund.id);
        }
    }
    assert!(s.shop.books.below_zero().is_empty(), "{:?}", s.shop.books.below_zero());
    assert!(s.shop.last.complaints.is_empty(), "{:?}", s.shop.last.complaints);
}
