//! How the orders of a simulation are paid: at which account, with which token, bound by what, and where next.

use recoup_core::event::Route;
use recoup_core::money::Money;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::{Candidate, Method, Terms, Way};
use recoup_sandbox::FaceKind;

use super::asks::pick;
use super::gateways;
use crate::dice::Dice;

/// A tender that dice decide, at one of the accounts of a gateway or at the till.
pub(super) fn tender(dice: &mut Dice, face: FaceKind, amount: Money) -> Tender {
    let [main, second] = gateways::accounts(face);
    let account = match dice.below(6) {
        0 => "till",
        1 => second,
        _ => main,
    };
    let at_gateway = account != "till";
    let route = match at_gateway {
        true => Route::Gateway { account: account.to_owned() },
        false => Route::Offline { account: account.to_owned() },
    };
    let words = gateways::tokens(face);
    let word = if at_gateway { words.get(pick(dice, words.len())).copied() } else { None };
    let terms = match face {
        _ if !at_gateway => Terms::NONE,
        FaceKind::Native => bound(amount.amount_minor),
        _ => gateways::terms(account, amount.currency),
    };
    let token = word.map(|word| gateways::token(face, word)).unwrap_or_default();
    let way = tried_next(face, (account, word), amount.amount_minor).map(|tries| {
        let candidate = |(account, word): (&str, &str)| {
            let (account, token) = (account.to_owned(), gateways::token(face, word));
            Candidate { account, token, terms }
        };
        Box::new(Way { method: "card".to_owned(), candidates: tries.map(candidate).to_vec(), ..Way::default() })
    });
    Tender {
        amount_minor: amount.amount_minor,
        method: Method { token, terms, way, ..Method::by(route) },
        capture_at_once: dice.below(3) == 0,
        release_after: None,
    }
}

/// The accounts that are tried one after the other, and the tokens there, where a card has one at both. Of those that are
/// declined every other one has, and is declined without a reason at the first: which one follows from the amount, so that
/// no draw is spent on it, and so does what becomes of it at the second.
fn tried_next(
    face: FaceKind,
    first: (&str, Option<&str>),
    amount_minor: i64,
) -> Option<[(&'static str, &'static str); 2]> {
    let (account, word) = first;
    if word != Some("tok_decline_insufficient_funds") || amount_minor % 2 != 0 {
        return None;
    }
    let accounts = gateways::accounts(face);
    let [main, second] = if account == accounts[0] { accounts } else { [accounts[1], accounts[0]] };
    let words = gateways::tokens(face);
    let then = usize::try_from(amount_minor / 2).ok()? % words.len();
    Some([(main, "tok_decline_do_not_honor"), (second, words.get(then)?)])
}

/// What binds some payments.
const BOUND: Terms =
    Terms { captures_most: Some(2), refunds_most: Some(2), refund_of_one_capture: true, ..Terms::NONE };

/// Some payments at the sandbox's own gateway are bound, as others bind them; which ones follows from the amount, so
/// that no draw is spent on it.
const fn bound(amount_minor: i64) -> Terms {
    if amount_minor % 16 == 7 { BOUND } else { Terms::NONE }
}
