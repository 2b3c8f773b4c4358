//! Effects as exact requests, and what is refused instead.

use recoup_core::effect::{Effect, OperationKind};
use recoup_gateways::adyen::Adyen;
use recoup_gateways::{Account, Gateway as _};

use super::given::{account, asked, effect};
use crate::golden::{self, Book};

fn said(effect: &Effect, account: &Account) -> String {
    match Adyen.plan(effect, account) {
        Ok(step) => golden::step(&step),
        Err(cannot) => cannot.to_string(),
    }
}

#[test]
fn effects_become_requests() {
    use OperationKind::{Authorize, Capture, Refund, Release};
    let mut book = Book::new("adyen/plan");
    let several = Account { settings: account().settings, ..account() };
    let mut several = several;
    several.settings.insert("several_captures".to_owned(), "yes".to_owned());
    let mut subscription = account();
    subscription.settings.insert("merchant_initiated_model".to_owned(), "Subscription".to_owned());
    let by_merchant = Effect { merchant_initiated: true, ..effect(Authorize, 1050, "EUR") };
    let second = |mut e: Effect| {
        e.operation.generation = 2;
        e
    };
    let cases: &[(&str, Effect, Account)] = &[
        ("authorize, the customer is there", effect(Authorize, 1050, "EUR"), account()),
        ("authorize, the merchant starts it", by_merchant.clone(), account()),
        ("authorize, a subscription", by_merchant, subscription),
        ("authorize, the shopper's reference holds slashes", with_token("a/b/M5N7TQ4TG5PFWR50"), account()),
        ("capture, the last one", effect(Capture, 700, "EUR"), account()),
        ("capture, more follow and the account can", Effect { last: false, ..effect(Capture, 700, "EUR") }, several),
        ("release", effect(Release, 350, "EUR"), account()),
        ("refund", effect(Refund, 200, "EUR"), account()),
        ("refund, tried anew on purpose", second(effect(Refund, 200, "EUR")), account()),
        ("amount of CLP, two decimals there and none here", effect(Refund, 40, "CLP"), account()),
        ("amount of ISK, two decimals there and none here", effect(Refund, 40, "ISK"), account()),
        ("amount of IDR, none there and two here", effect(Refund, 4000, "IDR"), account()),
        ("amount of JPY", effect(Refund, 40, "JPY"), account()),
        ("amount of KWD", effect(Refund, 1234, "KWD"), account()),
        ("a look at a release of yesterday", asked(effect(Release, 350, "EUR"), 86_400), account()),
        ("asked soon after", asked(effect(Refund, 200, "EUR"), 8), account()),
        ("a capture asked soon after, not known to be the last", asked(effect(Capture, 700, "EUR"), 8), account()),
    ];
    for (title, effect, account) in cases {
        book.case(title, &said(effect, account));
    }
    book.close();
}

#[test]
fn what_cannot_be_said_is_refused_with_words() {
    use OperationKind::{Authorize, Capture, Refund, Release};
    let mut book = Book::new("adyen/refused");
    let mut bare = account();
    bare.settings.clear();
    let unnamed = |kind| Effect { authorization_ref: String::new(), ..effect(kind, 1, "EUR") };
    let named = |name: &str| Effect { authorization_ref: name.to_owned(), ..effect(Release, 1, "EUR") };
    let known = Effect { own_ref: "993617894906488A".to_owned(), ..asked(effect(Refund, 200, "EUR"), 8) };
    let cases: &[(&str, Effect, Account)] = &[
        ("no merchant account", effect(Refund, 200, "EUR"), bare),
        ("a card number", with_token("shopper/4111111111111111"), account()),
        ("a card number as the shopper", with_token("4111 1111 1111 1111/M5N7TQ4TG5PFWR50"), account()),
        ("no shopper", with_token("M5N7TQ4TG5PFWR50"), account()),
        ("no stored method", with_token("shopper/"), account()),
        ("a capture before the payment has a name", unnamed(Capture), account()),
        ("a name that would be another path", named("../../x"), account()),
        ("the name of a check by the bank", named("action:pay_01jd0000000000000000000001"), account()),
        (
            "captures to follow, and the account cancels the rest",
            Effect { last: false, ..effect(Capture, 1, "EUR") },
            account(),
        ),
        ("IDR finer than there", effect(Authorize, 4050, "IDR"), account()),
        ("CVE finer than there", effect(Authorize, 4050, "CVE"), account()),
        ("asked after a week", asked(effect(Refund, 200, "EUR"), 7 * 86_400), account()),
        ("a send that became a question", asked(effect(Refund, 200, "EUR"), 0), account()),
        ("asked about what it took", known, account()),
    ];
    for (title, effect, account) in cases {
        assert!(Adyen.plan(effect, account).is_err(), "{title}");
        book.case(title, &said(effect, account));
    }
    book.close();
}

#[test]
fn their_older_ids_of_digits_are_not_taken_for_cards() {
    for id in ["8416038790273850", "7219687191761347", "8315202663743702", "8415747079647045"] {
        assert!(Adyen.plan(&with_token(&format!("shopper/{id}")), &account()).is_ok(), "{id}");
    }
}

fn with_token(token: &str) -> Effect {
    Effect { token: token.to_owned(), ..effect(OperationKind::Authorize, 1050, "EUR") }
}
