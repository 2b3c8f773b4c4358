//! By what the deliveries of each gateway's accounts are believed.

use recoup_gateways::{ALL, Account};

#[test]
fn who_signs_deliveries_is_known_of_each_gateway() {
    let settings = [("public_key", "pub"), ("webhook_id", "WH1, WH2,"), ("merchant_id", "m")];
    let account = |gateway: &str, webhook_secrets: &[&str]| Account {
        name: format!("{gateway}:main"),
        secret: "private".to_owned(),
        webhook_secrets: webhook_secrets.iter().map(|secret| (*secret).to_owned()).collect(),
        settings: settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..Account::default()
    };
    for gateway in ALL {
        let name = gateway.about().name;
        let (bare, more) = (gateway.believes(&account(name, &[])), gateway.believes(&account(name, &["a|b", " "])));
        let (bare_wanted, more_wanted): (&[&str], &[&str]) = match name {
            "manual" => (&[], &[]),
            "paypal" => (&["WH1", "WH2"], &["WH1", "WH2"]),
            "braintree" => (&["pub|private"], &["pub|private", "a|b"]),
            _ => (&[], &["a|b"]),
        };
        assert_eq!(bare, bare_wanted, "{name}");
        assert_eq!(more, more_wanted, "{name}");
        // The other half of a pair is a setting that the gateway knows.
        let known = |other: &str| gateway.about().settings.iter().any(|setting| setting.name == other);
        assert!(gateway.secret_goes_with().is_none_or(known), "{name}");
    }
}
