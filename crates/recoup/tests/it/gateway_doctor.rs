//! `recoup gateway doctor` before each face: the right secret, a wrong one, nobody there, a clock that is off.

use std::sync::Arc;
use std::time::Duration;

use recoup::doctor::Level;
use recoup::doctor::gateway::{Found, examine};
use recoup::machine::{Machine, Nature};
use recoup::worker::net::Net;
use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, FaceKind, Sandbox, SandboxConfig};

/// A machine whose clock is ahead of the real one.
#[derive(Debug)]
struct Ahead {
    secs: i64,
}

impl Nature for Ahead {
    fn wall_us(&self) -> i64 {
        jiff::Timestamp::now().as_microsecond() + self.secs * 1_000_000
    }

    fn bits(&self) -> u128 {
        7
    }
}

const SECRET: &str = "test_0123456789";

/// A face, the account as it should be, and the seconds by which clocks may differ.
struct Case {
    face: FaceKind,
    name: &'static str,
    base: &'static str,
    webhook_secret: Option<&'static str>,
    settings: &'static [(&'static str, &'static str)],
    bound_secs: Option<i64>,
}

const HEX: &str = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789ABCDEF";

const CASES: &[Case] = &[
    Case {
        face: FaceKind::Native,
        name: "sandbox:main",
        base: "",
        webhook_secret: Some("s"),
        settings: &[],
        bound_secs: Some(300),
    },
    Case {
        face: FaceKind::Stripe,
        name: "stripe:main",
        base: "",
        webhook_secret: Some("whsec_s"),
        settings: &[],
        bound_secs: Some(300),
    },
    Case {
        face: FaceKind::Adyen,
        name: "adyen:main",
        base: "/v72",
        webhook_secret: Some(HEX),
        settings: &[("merchant_account", "Shop"), ("return_url", "https://shop.example")],
        bound_secs: None,
    },
    Case {
        face: FaceKind::PayPal,
        name: "paypal:main",
        base: "",
        webhook_secret: None,
        settings: &[("client_id", "shop"), ("webhook_id", "WH1")],
        bound_secs: Some(300),
    },
    Case {
        face: FaceKind::Mollie,
        name: "mollie:main",
        base: "",
        webhook_secret: None,
        settings: &[],
        bound_secs: None,
    },
    Case {
        face: FaceKind::Braintree,
        name: "braintree:main",
        base: "",
        webhook_secret: None,
        settings: &[("merchant_id", "shop"), ("public_key", "public")],
        bound_secs: Some(300),
    },
];

impl Case {
    fn account(&self, at: &str) -> Account {
        Account {
            name: self.name.to_owned(),
            base_url: format!("{at}{}", self.base),
            secret: SECRET.to_owned(),
            webhook_secrets: self.webhook_secret.map(str::to_owned).into_iter().collect(),
            settings: self.settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            session: String::new(),
        }
    }
}

async fn look(account: &Account, ahead_secs: i64) -> Found {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let net = Net::new(Duration::from_secs(5), true).unwrap();
    let machine = Machine::made(Arc::new(Ahead { secs: ahead_secs }));
    let gateway = recoup_gateways::of_account(&account.name).unwrap();
    examine(&net, &machine, gateway, account).await
}

fn level(found: &Found, id: &str) -> Option<Level> {
    found.lines.iter().find(|line| line.id == id).map(|line| line.level)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_gateway_is_looked_at_and_what_to_fix_is_said() {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    for case in CASES {
        let mut bank = BankConfig::of(case.face);
        bank.secret = SECRET.to_owned();
        let sandbox = Sandbox::start(SandboxConfig { bank, ..SandboxConfig::default() }).await.unwrap();
        let right = case.account(&sandbox.base_url());
        let well = look(&right, 0).await;
        let fine = |id: &str| level(&well, id) == Some(Level::Ok);
        assert!(
            well.outcome == Level::Ok && fine("reachable") && fine("credentials") && fine("clock"),
            "{}",
            well.text()
        );
        let text = well.text();
        assert!(text.contains("keys are remembered") && !text.contains(SECRET), "{text}");

        let wrong = look(&Account { secret: "test_other".to_owned(), ..right.clone() }, 0).await;
        assert_eq!(level(&wrong, "credentials"), Some(Level::Fail), "{}", wrong.text());
        assert!(wrong.text().contains("copy the secret"), "{}", wrong.text());

        let late = look(&right, 60).await;
        assert_eq!(level(&late, "clock"), Some(Level::Warn), "{}", late.text());
        let far = look(&right, -400).await;
        let wanted = if case.bound_secs.is_some() { Level::Fail } else { Level::Warn };
        assert_eq!(level(&far, "clock"), Some(wanted), "{}", far.text());
        assert!(far.text().contains("behind the gateway") && far.text().contains("NTP"), "{}", far.text());

        sandbox.stop().await;
        let gone = look(&right, 0).await;
        assert_eq!(
            (level(&gone, "reachable"), level(&gone, "credentials")),
            (Some(Level::Fail), None),
            "{}",
            gone.text()
        );
    }
}

#[tokio::test]
async fn flaws_of_secrets_and_settings_are_seen_without_a_call() {
    let none = |case: &Case| Account { webhook_secrets: Vec::new(), ..case.account("http://127.0.0.1:9") };
    for case in CASES.iter().filter(|case| case.webhook_secret.is_some()) {
        let found = look(&none(case), 0).await;
        assert_eq!(level(&found, "webhook_secrets"), Some(Level::Fail), "{}", found.text());
    }
    let account = |name: &str| CASES.iter().find(|case| case.name == name).unwrap().account("http://127.0.0.1:9");
    let publishable = look(&Account { secret: "pk_test_1".to_owned(), ..account("stripe:main") }, 0).await;
    assert_eq!(level(&publishable, "secret"), Some(Level::Fail));
    let short = look(&Account { webhook_secrets: vec!["abcd".to_owned()], ..account("adyen:main") }, 0).await;
    assert_eq!(level(&short, "webhook_secrets"), Some(Level::Fail));
    let unset = look(&Account { settings: std::collections::BTreeMap::new(), ..account("paypal:main") }, 0).await;
    assert_eq!(level(&unset, "settings"), Some(Level::Fail), "{}", unset.text());
}
