//! What the tests of several adapters begin with.

use recoup_core::effect::{Call, Effect, Operation, OperationKind};
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_gateways::Account;

/// An operation, by the ids that goldens are written with: of an authorization, a capture, a release and a refund.
pub fn operation(kind: OperationKind, ids: [&str; 4]) -> Operation {
    let at = OperationKind::OF_MONEY.iter().position(|known| *known == kind).expect("a kind");
    Operation { kind, payment: Id::trusted(ids[0]), id: Id::trusted(ids[at]), generation: 0 }
}

/// An effect to be sent, by the tail of its ids.
pub fn first(account: &Account, operation: Operation, amount: Money, since: jiff::Timestamp) -> Effect {
    let tail = operation.payment.as_str().split_once('_').map_or("", |(_, tail)| tail);
    let id = Id::trusted(&format!("eff_{tail}"));
    Effect::plain((id, &account.name), (Call::Send, operation), amount, since)
}

/// The same with what tells the gateway whose money it is: an authorization has a token, all that comes after it has
/// the authorization's name.
pub fn with(effect: Effect, token: &str, authorization: &str) -> Effect {
    let (token, authorization_ref) = match effect.operation.kind {
        OperationKind::Authorize => (token.to_owned(), String::new()),
        _ => (String::new(), authorization.to_owned()),
    };
    Effect { token, authorization_ref, ..effect }
}
