//! Effects as requests, and what is refused before anything is sent.

use recoup_core::effect::{Effect, OperationKind};
use recoup_core::money::{Currency, Money};
use recoup_gateways::stripe::Stripe;
use recoup_gateways::{Account, Gateway};

use super::{account, effect, probe};
use crate::golden::{Book, step};

fn planned(effect: &Effect, account: &Account) -> String {
    match Stripe.plan(effect, account) {
        Ok(planned) => step(&planned),
        Err(cannot) => format!("{cannot}\n"),
    }
}

fn currency(code: &str) -> Currency {
    code.parse().expect("a currency")
}

#[test]
fn effects_are_exactly_these_requests() {
    use OperationKind::{Authorize, Capture, Refund, Release};
    let (main, mut book) = (account(), Book::new("stripe/plan"));
    let mut case = |title: &str, effect: &Effect| book.case(title, &planned(effect, &main));
    case("authorize, the customer is present", &effect(Authorize));
    case("authorize, by the merchant", &Effect { merchant_initiated: true, ..effect(Authorize) });
    let one = Account { settings: std::collections::BTreeMap::new(), ..account() };
    case("authorize, a method that belongs to nobody", &Effect { token: "pm_B2".to_owned(), ..effect(Authorize) });
    case("capture, not the last: look first", &effect(Capture));
    case("capture, the last", &Effect { last: true, ..effect(Capture) });
    case("release: leave the mark and look", &effect(Release));
    case("refund", &effect(Refund));
    let mut again = effect(Refund);
    again.operation.generation = 2;
    case("refund, tried again by a person", &again);
    case("probe an authorization of a customer", &probe(Authorize));
    case("probe an authorization of nobody", &Effect { token: "pm_B2".to_owned(), ..probe(Authorize) });
    case("probe an authorization with a name", &Effect { authorization_ref: "pi_1".to_owned(), ..probe(Authorize) });
    case("probe a capture", &probe(Capture));
    case("probe a release", &probe(Release));
    case("probe a refund", &probe(Refund));
    case("probe a refund with a name", &Effect { own_ref: "re_1".to_owned(), ..probe(Refund) });
    let mut shop = account();
    for (name, value) in [
        ("return_url", "https://shop.example/back?a=1"),
        ("stripe_account", "acct_1"),
        ("multicapture", "off"),
        ("payment_method_types", "card, klarna"),
    ] {
        shop.settings.insert(name.to_owned(), value.to_owned());
    }
    book.case("authorize with every setting", &planned(&effect(Authorize), &shop));
    book.case("authorize, several captures are not switched on", &planned(&effect(Authorize), &one));
    book.close();
}

#[test]
fn what_cannot_be_said_is_refused() {
    use OperationKind::{Authorize, Capture, Refund};
    let (main, mut book) = (account(), Book::new("stripe/cannot"));
    let mut case = |title: &str, effect: &Effect| book.case(title, &planned(effect, &main));
    for token in
        ["", "4242424242424242", "tok_visa", "cus_A1", "cus_A1/4242424242424242", "pm_B2/cus_A1", "pm_B2&amount=1"]
    {
        case(&format!("token `{token}`"), &Effect { token: token.to_owned(), ..effect(Authorize) });
    }
    for (minor, code) in [(1, "UGX"), (1_234, "KWD"), (150, "MGA"), (0, "EUR"), (-1, "EUR"), (i64::MAX, "ISK")] {
        let amount = Money::new(minor, currency(code));
        case(&format!("{minor} {code}"), &Effect { amount, ..effect(Authorize) });
    }
    case("a fine capture", &Effect { amount: Money::new(5, currency("KWD")), ..effect(Capture) });
    case("a refund of nothing known", &Effect { authorization_ref: String::new(), ..effect(Refund) });
    case("its probe", &Effect { authorization_ref: String::new(), ..probe(Refund) });
    for (minor, code) in [(40, "ISK"), (500, "JPY"), (1_230, "KWD"), (200, "MGA"), (1_050, "HUF")] {
        let amount = Money::new(minor, currency(code));
        let body = Stripe.plan(&Effect { amount, ..effect(Refund) }, &main).expect("it can be said").request.body;
        book.case(&format!("{minor} {code} can be said"), &body);
    }
    book.close();
}
