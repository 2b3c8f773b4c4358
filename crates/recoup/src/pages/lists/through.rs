//! How a payment goes: its gateway account, by hand, or the customer's balance. No index tells it.

use recoup_core::event::Route;
use recoup_core::payment::Method;

/// What lists call a payment that people handle.
pub const BY_HAND: &str = "by hand";

/// What lists call a payment from the balance that a customer has with us.
pub const BALANCE: &str = "balance";

/// What a list shows.
#[must_use]
pub fn word(method: &Method) -> &str {
    match &method.route {
        Route::Gateway { account } => account,
        Route::Offline { .. } => BY_HAND,
        Route::Balance { .. } => BALANCE,
    }
}

/// Whether it goes as was asked for: by the word that is shown, and for money that people handle also by its till.
#[must_use]
pub fn is(method: &Method, wanted: &str) -> bool {
    let till = matches!(&method.route, Route::Offline { account } if account == wanted);
    till || word(method) == wanted
}

/// Whether a state may be of such a payment, seen from its text: reading it costs more.
#[must_use]
pub fn may_stand_in(state: &str, wanted: &str) -> bool {
    match wanted {
        BY_HAND | BALANCE => true,
        account => serde_json::to_string(account).is_ok_and(|text| state.contains(&text)),
    }
}

/// What it was paid by, for people.
#[must_use]
pub fn paid_by(method: &Method) -> String {
    let name = if method.brand.is_empty() { "payment" } else { &method.brand };
    if method.last4.is_empty() { name.to_owned() } else { format!("{name} …{}", method.last4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_looked_for_as_json_writes_it() {
        assert!(may_stand_in(r#"{"account":"a\"b"}"#, "a\"b"));
        assert!(!may_stand_in(r#"{"account":"abc"}"#, "ab"));
        assert!(may_stand_in("{}", BY_HAND), "only the state tells");
    }
}
