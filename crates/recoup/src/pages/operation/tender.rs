//! How money is taken in a dialog: in hand, from the customer's balance, or through a gateway by the token of an
//! instrument.

use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::Currency;
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;

use super::question::{Question, sum_input};
use crate::http::Shared;
use crate::http::tenders::{NewTender, bind, may_tender};
use crate::pages::form::{Fields, Input};
use crate::pages::guard::Visitor;
use crate::pages::words;

/// Money that a person has in hand.
pub const IN_HAND: &str = "offline";

/// Out of the customer's balance.
const BALANCE: &str = "balance";

/// Which field of the form a field of a tender is.
pub const KNOWN: &[(&str, &str)] = &[
    ("tender.amount_minor", "amount"),
    ("amount_minor", "amount"),
    ("tender.account", "account"),
    ("tender.token", "token"),
    ("tender", "how"),
];

/// What can be paid, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Payable<'a> {
    /// In which currency.
    pub currency: Currency,
    /// The customer whose balance may pay, where one may.
    pub balance_of: Option<&'a Id>,
}

/// What is asked: how much, how, and by which till or token.
#[must_use]
pub fn questions(face: &Shared, visitor: &Visitor, of: Payable<'_>) -> Vec<Question> {
    let mut ways = vec![(IN_HAND.to_owned(), "Money in hand: cash, or a transfer that arrived".to_owned())];
    if of.balance_of.is_some() {
        ways.push((BALANCE.to_owned(), "From the customer's balance".to_owned()));
    }
    let open = face.accounts.open_of(&visitor.caller.tenant);
    ways.extend(open.iter().map(|account| (account.name.clone(), format!("Through {}, by a token", account.name))));
    let optional = |hint| Input { autocomplete: Some("off"), hint: Some(hint), ..Input::default() };
    vec![
        Question::Text("amount", format!("Amount in {}", of.currency.code()), sum_input(true)),
        Question::Choice("how", "How it is paid".to_owned(), ways),
        Question::Text("account", "Till or bank account".to_owned(), optional("For money in hand, such as till:1.")),
        Question::Text(
            "token",
            "Token".to_owned(),
            optional("The gateway's token of the instrument. Never a card number."),
        ),
    ]
}

/// What was chosen and typed; nothing where it cannot be read, which is said beside its field.
pub fn read(face: &Shared, visitor: &Visitor, of: Payable<'_>, fields: &mut Fields) -> Option<Tender> {
    let amount_minor = amount(of.currency, fields)?;
    let (how, account, token) =
        (fields.text("how").to_owned(), fields.text("account").to_owned(), fields.text("token").to_owned());
    let new = NewTender { amount_minor, capture: Some("automatic".to_owned()), ..NewTender::default() };
    let new = match (how.as_str(), of.balance_of) {
        (IN_HAND, _) => NewTender { kind: how, account, ..new },
        (BALANCE, Some(customer)) => NewTender { kind: how, account: customer.to_string(), ..new },
        _ => NewTender { kind: "gateway".to_owned(), account: how, token, ..new },
    };
    let read = new.tender("tender").and_then(|tender| {
        let mut tenders = [tender];
        bind((face, &visitor.caller.tenant), &mut tenders, of.currency);
        may_tender(face, &visitor.caller, &mut tenders, "tender")?;
        let [tender] = tenders;
        Ok(tender)
    });
    read.map_err(|problem| fields.refused(&problem, KNOWN)).ok()
}

/// The amount that was typed.
pub fn amount(currency: Currency, fields: &mut Fields) -> Option<i64> {
    match words::read_amount(fields.text("amount"), currency) {
        Ok(0) => fields.wrong("amount", "say how much"),
        Ok(minor) => return Some(minor),
        Err(why) => fields.wrong("amount", why),
    }
    None
}

/// One minor unit in hand: what is possible whenever any payment is.
#[must_use]
pub fn least() -> Tender {
    let method = Method::by(Route::Offline { account: "till:1".to_owned() });
    Tender { amount_minor: 1, method, capture_at_once: true, release_after: None }
}

/// How a tender is taken, in words.
#[must_use]
pub fn says(fields: &Fields) -> String {
    match fields.text("how") {
        IN_HAND => format!("counts as received in {}", fields.text("account")),
        BALANCE => "is taken from the customer's balance".to_owned(),
        account => format!("is captured through {account}"),
    }
}
