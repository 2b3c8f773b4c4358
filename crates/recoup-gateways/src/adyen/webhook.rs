//! Deliveries: the standard ones, each item signed by itself, and the newer ones, signed as a whole.
//!
//! One POST holds no item or several. A delivery is genuine when any item of it is; each item is verified again when
//! it is read, so that one that is not Adyen's says nothing and spoils nothing. Items carry no signed time: what came
//! before says the same again, and counts once.

use recoup_core::payment::facts::Fact;
use recoup_core::planted::{self, Planted};
use serde::Deserialize;

use super::item::{Envelope, Item, is_signed, place_of, unhex};
use super::words::{self, Says, Word};
use super::{is_name, ours_of};
use crate::money::Direction;
use crate::{Account, Delivery, Reading, Verdict};

/// What is wrong with an item that nobody signed.
const NOT_SIGNED: &str = "it is not signed by any of the account's webhook secrets";

/// A newer webhook.
#[derive(Deserialize)]
struct Typed {
    #[serde(rename = "type")]
    kind: String,
}

fn envelope<'a>(delivery: &Delivery<'a>) -> Result<Envelope<'a>, String> {
    serde_json::from_slice(delivery.body)
        .map_err(|error| format!("it is not a webhook of Adyen: {} does not fit", place_of(&error)))
}

/// Whether a delivery is genuine.
pub(super) fn authenticate(delivery: &Delivery<'_>, account: &Account) -> Verdict {
    let secrets = &account.webhook_secrets;
    if !secrets.iter().any(|secret| unhex(secret.trim()).is_some()) {
        return Verdict::forged("the account has no webhook secret in hex, as Adyen shows it");
    }
    if let Some(signature) = delivery.header("hmacsignature") {
        let whole = is_signed(secrets, delivery.body, signature);
        return if whole { Verdict::Genuine } else { Verdict::forged(NOT_SIGNED) };
    }
    match envelope(delivery) {
        Ok(Envelope { items }) if items.is_empty() => Verdict::Unsigned,
        Ok(Envelope { items }) => {
            let signed = |text: &str| Item::read(text).is_ok_and(|item| is_believed(&item, secrets));
            if items.iter().any(|item| signed(item.get())) { Verdict::Genuine } else { Verdict::forged(NOT_SIGNED) }
        }
        Err(why) => Verdict::Forged { why },
    }
}

fn is_believed(item: &Item, secrets: &[String]) -> bool {
    item.is_signed(secrets) || planted::is(Planted::AdyenUnsigned)
}

/// What a delivery says, item by item.
pub(super) fn read(delivery: &Delivery<'_>, account: &Account) -> Vec<Reading> {
    if delivery.header("hmacsignature").is_some() {
        return vec![read_typed(delivery, account)];
    }
    match envelope(delivery) {
        Ok(Envelope { items }) if items.is_empty() => vec![Reading::Ignored { why: "it holds no item" }],
        Ok(Envelope { items }) => {
            let most = if planted::is(Planted::AdyenFirstItem) { 1 } else { items.len() };
            items.iter().take(most).map(|item| read_item(item.get(), account)).collect()
        }
        Err(why) => vec![Reading::Unreadable { why }],
    }
}

fn read_typed(delivery: &Delivery<'_>, account: &Account) -> Reading {
    if !is_signed(&account.webhook_secrets, delivery.body, delivery.header("hmacsignature").unwrap_or("")) {
        return Reading::unreadable(NOT_SIGNED);
    }
    let Ok(Typed { kind }) = serde_json::from_slice(delivery.body) else {
        return Reading::unreadable("it has no type");
    };
    match words::TYPES.iter().find(|(known, _)| *known == kind) {
        Some((_, why)) => Reading::Ignored { why },
        None => Reading::unknown(&kind),
    }
}

fn read_item(text: &str, account: &Account) -> Reading {
    let item = match Item::read(text) {
        Ok(item) => item,
        Err(why) => return Reading::unreadable(format!("it is not an item: {why}")),
    };
    if !is_believed(&item, &account.webhook_secrets) {
        return Reading::unreadable(NOT_SIGNED);
    }
    if account.setting("merchant_account").is_some_and(|ours| ours != item.merchant_account()) {
        return Reading::Ignored { why: "it is of another merchant account" };
    }
    let code = item.event_code();
    let Some(event) = words::event(&code) else { return Reading::unknown(&code) };
    let says = match item.success() {
        Some(true) => event.yes,
        Some(false) => event.no,
        None => return Reading::unreadable("it says neither success nor failure"),
    };
    match says {
        Says::Facts(list) => facts(&item, event.code, list, account),
        Says::Ignored(why) => Reading::Ignored { why },
        Says::Person(why) => Reading::unknown(&format!("{code}: {why}")),
    }
}

/// The facts of an item. Its own name is the subject, that of its payment the parent.
fn facts(item: &Item, code: &str, list: &[Word], account: &Account) -> Reading {
    let (subject, parent, reference) = (item.psp_reference(), item.original_reference(), item.merchant_reference());
    if !is_name(&subject) || !(parent.is_empty() || is_name(&parent)) {
        return Reading::unreadable("its names are not of Adyen's kind");
    }
    let amount = match item.money(Direction::Charge) {
        Ok(amount) => amount,
        Err(why) => return Reading::Unreadable { why },
    };
    // Why is not signed: what failed after a success is called by its event, and any other refusal is one.
    let why = if item.success() == Some(true) { code.to_ascii_lowercase() } else { "refused".to_owned() };
    let fact = |word: &Word| Fact {
        account: account.name.clone(),
        subject: subject.clone().into_owned(),
        ours: ours_of(&reference, word.kinds()),
        what: word.what(&why),
        amount,
        parent: parent.clone().into_owned(),
        // A dispute is opened, paid and closed more than once; the event is what tells one time from another.
        ordinal: if word.is_of_dispute() { code.to_owned() } else { String::new() },
    };
    let facts: Vec<Fact> = list.iter().map(fact).collect();
    if code == "AUTHORISATION" && facts.iter().all(|fact| fact.ours.is_empty()) {
        return Reading::Ignored { why: "a payment that was not made here" };
    }
    Reading::Facts(facts)
}
