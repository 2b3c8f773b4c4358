//! What binds a payment is what its account is allowed, not what its gateway can do at best.

use recoup_core::money::Currency;
use recoup_gateways::{Account, of_account, terms};

#[test]
fn captures_are_as_many_as_the_account_is_allowed() {
    for (account, settings, most) in [
        ("stripe:main", &[][..], Some(1)),
        ("stripe:main", &[("multicapture", "off")], Some(1)),
        ("stripe:main", &[("multicapture", "on")], Some(45)),
        ("adyen:main", &[], Some(1)),
        ("adyen:main", &[("several_captures", "no")], Some(1)),
        ("adyen:main", &[("several_captures", "yes")], None),
        ("paypal:main", &[], Some(10)),
        ("mollie:main", &[], None),
        ("sandbox:main", &[], None),
    ] {
        let gateway = of_account(account).expect("a gateway");
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let account = Account { name: account.to_owned(), settings, ..Account::default() };
        assert_eq!(terms((gateway, &account), Currency::EUR).captures_most, most, "{account:?} {:?}", account.settings);
    }
}

#[test]
fn a_currency_that_is_not_taken_binds_a_payment() {
    for (account, code, taken) in [
        ("paypal:main", "EUR", true),
        ("paypal:main", "KWD", false),
        ("mollie:main", "ISK", true),
        ("mollie:main", "KWD", false),
        ("stripe:main", "KWD", true),
        ("stripe:main", "UGX", false),
        ("adyen:main", "KWD", true),
    ] {
        let gateway = of_account(account).expect("a gateway");
        let account = Account { name: account.to_owned(), ..Account::default() };
        let terms = terms((gateway, &account), code.parse().expect("a currency"));
        assert_eq!(!terms.currency_not_taken, taken, "{} {code}", account.name);
    }
}
