//! `recoup gateway doctor` before each face: the right secret, a wrong one, nobody there, a clock that is off; and the
//! command itself with accounts that tenants keep in the database.

use std::sync::Arc;
use std::time::Duration;

use recoup::credentials::{self, NewAccount};
use recoup::doctor::Level;
use recoup::doctor::gateway::{Found, examine};
use recoup::machine::{Machine, Nature};
use recoup::store::{Store, StoreOptions};
use recoup::vault::{KEY, Vault};
use recoup::worker::net::Net;
use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, FaceKind, Sandbox, SandboxConfig};

use crate::store_support::{Fixture, on_both, options};

on_both!(an_account_that_is_kept_in_the_database_is_looked_at);

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

const SEALING: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// The doctor as a person runs it: whether it found nothing to fix, and all that it said.
async fn doctor(url: &str, sealing: Option<&str>, words: &[&str]) -> (bool, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_recoup"));
    command.args(["gateway", "doctor", "--database", url]).args(words).env_remove(KEY);
    command.envs(sealing.map(|key| (KEY, key)));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(!said.contains(SECRET), "{said}");
    (output.status.success(), said)
}

async fn an_account_that_is_kept_in_the_database_is_looked_at(fixture: Fixture) {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let bank = BankConfig { secret: SECRET.to_owned(), ..BankConfig::of(FaceKind::PayPal) };
    let sandbox = Sandbox::start(SandboxConfig { bank, ..SandboxConfig::default() }).await.unwrap();
    let vault = Vault::parse(SEALING).unwrap();
    let store = Store::open(&fixture.url, StoreOptions { vault, ..options() }).await.unwrap();
    let settings =
        [("client_id", "shop"), ("webhook_id", "WH1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let account = |tenant: &str, secret: &str| NewAccount {
        tenant: tenant.to_owned(),
        name: "paypal:main".to_owned(),
        base_url: sandbox.base_url(),
        secret: secret.to_owned(),
        webhook_secrets: Vec::new(),
        settings: settings.clone().into(),
    };
    credentials::add(&store, account("shop", SECRET), ("ann", 1)).await.unwrap();
    let directory = tempfile::tempdir().unwrap();
    let config = directory.path().join("recoup.toml");
    std::fs::write(&config, "private_addresses = true\n").unwrap();
    let config = config.display().to_string();
    let at = ["paypal:main", "--config", &config];

    let (well, said) = doctor(&fixture.url, Some(SEALING), &at).await;
    assert!(well && said.contains("they are accepted") && said.contains("keys are remembered"), "{said}");
    let (well, said) = doctor(&fixture.url, None, &at).await;
    assert!(
        !well && said.contains("the secrets of paypal:main of shop cannot be read") && said.contains(KEY),
        "{said}"
    );

    credentials::add(&store, account("other", "test_other"), ("ann", 1)).await.unwrap();
    let (well, said) = doctor(&fixture.url, Some(SEALING), &at).await;
    assert!(!well && said.contains("choose with --tenant") && said.contains("other, shop"), "{said}");
    let of = |tenant: &'static str| [at.as_slice(), &["--tenant", tenant]].concat();
    let (well, said) = doctor(&fixture.url, Some(SEALING), &of("shop")).await;
    assert!(well, "{said}");
    let (well, said) = doctor(&fixture.url, Some(SEALING), &of("other")).await;
    assert!(!well && said.contains("copy the secret"), "{said}");
    let (well, said) = doctor(&fixture.url, Some(SEALING), &of("third")).await;
    assert!(!well && said.contains("paypal:main of shop") && said.contains("the configuration has: none"), "{said}");
    sandbox.stop().await;
}
