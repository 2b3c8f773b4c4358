//! Effects as they go out.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_gateways::mollie::Mollie;
use recoup_gateways::{Account, Gateway};

use super::support::{account, effect, token_account};
use crate::golden::{self, Book};

fn planned(effect: &Effect, account: &Account) -> String {
    match Mollie.plan(effect, account) {
        Ok(step) => golden::step(&step),
        Err(cannot) => cannot.to_string(),
    }
}

#[test]
fn effects_go_out_as_the_golden_file_says() {
    use OperationKind::{Authorize, Capture, Refund, Release};
    let mut book = Book::new("mollie/plan");
    let main = account();
    for (title, kind, call, amount) in [
        ("authorize", Authorize, Call::Send, "50.00 EUR"),
        ("capture", Capture, Call::Send, "20.00 EUR"),
        ("release", Release, Call::Send, "30.00 EUR"),
        ("refund", Refund, Call::Send, "5.95 EUR"),
        ("authorize in yen", Authorize, Call::Send, "5000 JPY"),
        ("probe of an authorization without a name", Authorize, Call::Probe, "50.00 EUR"),
        ("probe of a capture", Capture, Call::Probe, "20.00 EUR"),
        ("probe of a release", Release, Call::Probe, "30.00 EUR"),
        ("probe of a refund", Refund, Call::Probe, "5.95 EUR"),
    ] {
        book.case(title, &planned(&effect(kind, call, amount), &main));
    }
    for (title, kind, own) in [
        ("probe of an authorization with a name", Authorize, "tr_7UhSN1zuXS"),
        ("probe of a capture with a name", Capture, "cpt_4qqhO89gsT"),
        ("probe of a refund with a name", Refund, "re_4qqhO89gsT"),
    ] {
        let named = Effect { own_ref: own.to_owned(), ..effect(kind, Call::Probe, "5.00 EUR") };
        book.case(title, &planned(&named, &main));
    }
    let mut again = effect(Refund, Call::Send, "5.95 EUR");
    again.operation.generation = 2;
    book.case("refund, the second deliberate retry", &planned(&again, &main));
    for (title, kind, call) in [
        ("authorize with an access token in test mode", Authorize, Call::Send),
        ("capture with an access token in test mode", Capture, Call::Send),
        ("probe of a refund with an access token in test mode", Refund, Call::Probe),
    ] {
        book.case(title, &planned(&effect(kind, call, "5.00 EUR"), &token_account()));
    }
    book.close();
}

#[test]
fn what_mollie_has_no_words_for_is_not_planned() {
    let refused = |token: &str| {
        let effect = Effect { token: token.to_owned(), ..effect(OperationKind::Authorize, Call::Send, "5.00 EUR") };
        Mollie.plan(&effect, &account()).expect_err("it cannot be planned").to_string()
    };
    for token in ["4111111111111111", "mdt_h3gAaD5zP", "cst_1/mdt_2/x", "cst_1/../mdt_2", "", "cst_/mdt_"] {
        let why = refused(token);
        assert!(why.contains("cst_…/mdt_…") && (token.is_empty() || !why.contains(token)), "{why}");
    }
    for payment in ["", "pi_1", "tr_../x", "tr_"] {
        let effect =
            Effect { authorization_ref: payment.to_owned(), ..effect(OperationKind::Capture, Call::Send, "5.00 EUR") };
        assert!(Mollie.plan(&effect, &account()).is_err(), "{payment}");
    }
}

#[test]
fn the_same_effect_gives_the_same_bytes() {
    let one = effect(OperationKind::Authorize, Call::Send, "50.00 EUR");
    assert_eq!(Mollie.plan(&one, &account()), Mollie.plan(&one, &account()));
}
