//! The gateways that histories are played at: which one a seed has, how its accounts are set up on both sides, the
//! tokens that make its bank behave, and what it counts in.
//!
//! The adapter and the sandbox's face talk in the gateway's own bytes; what stands here is what an operator would put
//! into the configuration and a tester would read in the gateway's manual.

use std::collections::BTreeMap;
use std::str::FromStr;

use recoup_core::money::Currency;
use recoup_core::payment::{Payment, Terms};
use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, FaceKind, FaultPlan, FaultRates, UnknownFace, WebhookEndpoint};

use super::around::Banks;
use crate::dice::Dice;

/// At which gateways histories are played.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Faces {
    /// Each seed has one of its own.
    #[default]
    Any,
    /// All of them at this one.
    One(FaceKind),
}

impl Faces {
    /// The gateway of a seed, by dice of its own, so that the rest of its history does not depend on the choice.
    #[must_use]
    pub fn of(self, seed: u64) -> FaceKind {
        match self {
            Self::One(face) => face,
            Self::Any => {
                let count = u64::try_from(FaceKind::ALL.len()).unwrap_or(1);
                let place = Dice::new(seed ^ 0xface).below(count);
                usize::try_from(place).ok().and_then(|at| FaceKind::ALL.get(at)).copied().unwrap_or_default()
            }
        }
    }
}

impl FromStr for Faces {
    type Err = UnknownFace;

    fn from_str(word: &str) -> Result<Self, UnknownFace> {
        if word == "any" { Ok(Self::Any) } else { word.parse().map(Self::One) }
    }
}

/// The accounts of every shop there.
#[must_use]
pub const fn accounts(face: FaceKind) -> [&'static str; 2] {
    match face {
        FaceKind::Native => ["sandbox:main", "sandbox:second"],
        FaceKind::Stripe => ["stripe:main", "stripe:second"],
        FaceKind::Adyen => ["adyen:main", "adyen:second"],
        FaceKind::Mollie => ["mollie:main", "mollie:second"],
        FaceKind::Braintree => ["braintree:main", "braintree:second"],
        FaceKind::PayPal => ["paypal:main", "paypal:second"],
    }
}

/// What clients show.
const SECRET: &str = "sandbox_secret";

/// What signs webhooks, in the form that the gateway gives it.
const fn webhook_secret(face: FaceKind) -> &'static str {
    match face {
        FaceKind::Adyen => "4A6F0E21B7C59D3388FF01A2B3C4D5E6F708192A3B4C5D6E7F8091A2B3C4D5E6",
        // The pair of keys of the API signs.
        FaceKind::Braintree => "public_key|sandbox_secret",
        // The id of the webhook, which is signed with it.
        FaceKind::PayPal => "8PT597110X687430L",
        FaceKind::Native | FaceKind::Stripe | FaceKind::Mollie => "webhook_secret",
    }
}

/// Where a gateway delivers the webhooks of an account.
fn hook(tenant: &str, account: &str) -> String {
    format!("https://node.example/v1/hooks/{tenant}/{account}")
}

/// An account of a shop as its operator configured it.
#[must_use]
pub fn account(face: FaceKind, tenant: &str, name: &str) -> Account {
    let hook = hook(tenant, name);
    let settings: &[(&str, &str)] = match face {
        FaceKind::Native => &[],
        FaceKind::Stripe => &[("return_url", "https://shop.example/back"), ("multicapture", "on")],
        // The name says to the sandbox that several captures are switched on.
        FaceKind::Adyen => &[
            ("merchant_account", "ShopSeveral"),
            ("return_url", "https://shop.example/back"),
            ("several_captures", "yes"),
        ],
        FaceKind::Mollie => &[("webhook_url", hook.as_str())],
        FaceKind::Braintree => &[("merchant_id", "shop"), ("public_key", "public_key")],
        FaceKind::PayPal => &[("client_id", "client"), ("webhook_id", webhook_secret(face))],
    };
    let path = if face == FaceKind::Adyen { "/v72" } else { "" };
    let signs_apart = !matches!(face, FaceKind::Braintree | FaceKind::PayPal);
    Account {
        name: name.to_owned(),
        base_url: format!("{}{path}", Banks::url(tenant, name)),
        secret: SECRET.to_owned(),
        webhook_secrets: signs_apart.then(|| webhook_secret(face).to_owned()).into_iter().collect(),
        settings: settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        ..Account::default()
    }
}

/// As good as never, seconds.
const NEVER_SECS: i64 = 100 * 365 * 86_400;

/// The bank behind an account of a shop, with the times that are usual at its gateway.
#[must_use]
pub fn bank(face: FaceKind, (tenant, name): (&str, &str), faults: FaultPlan) -> BankConfig {
    let endpoint = WebhookEndpoint { url: hook(tenant, name), secret: webhook_secret(face).to_owned() };
    // It forgets keys as early as it may: what the adapter says of them has to be enough.
    let window_secs =
        recoup_gateways::of_account(name).map(|gateway| gateway.about().capabilities.idempotency.window_secs);
    let usual = BankConfig::of(face);
    // A capture that fails late is only told. Where words may be lost for good, none does.
    let never_fails = face != FaceKind::Native && faults.rates.webhook_drop_ppm > 0;
    BankConfig {
        faults,
        capture_fails_after_secs: if never_fails { NEVER_SECS } else { usual.capture_fails_after_secs },
        secret: SECRET.to_owned(),
        webhook_endpoints: vec![endpoint],
        idempotency_window_secs: window_secs.unwrap_or(i64::MAX).min(usual.idempotency_window_secs),
        ..usual
    }
}

/// Tokens with which the sandbox's own gateway behaves in its several ways.
const TOKENS: [&str; 12] = [
    "tok_ok",
    "tok_ok",
    "tok_ok",
    "tok_ok",
    "tok_action",
    "tok_expires_fast",
    "tok_refund_fails",
    "tok_refund_returns",
    "tok_timeout_after",
    "tok_500_after",
    "tok_slow",
    "tok_decline_insufficient_funds",
];

/// What else captures do, by gateway. What Mollie calls a failed capture was never done, unless a settlement has it; so
/// none fails there that succeeded.
const CAPTURES: [&str; 3] = ["tok_capture_pending", "tok_capture_declined", "tok_capture_fails"];

/// What to pick a token from, in the sandbox's words.
#[must_use]
pub fn tokens(face: FaceKind) -> Vec<&'static str> {
    let [pending, declined, fails] = CAPTURES;
    let more: &[&str] = match face {
        FaceKind::Native => &[],
        FaceKind::Mollie => &[pending, declined],
        FaceKind::Stripe | FaceKind::Adyen | FaceKind::Braintree | FaceKind::PayPal => &[pending, declined, fails],
    };
    TOKENS.iter().chain(more).copied().collect()
}

/// A token of the sandbox's as the gateway writes it.
#[must_use]
pub fn token(face: FaceKind, word: &str) -> String {
    match face {
        FaceKind::Native | FaceKind::Braintree => word.to_owned(),
        FaceKind::Stripe => format!("cus_shopper/pm_{word}"),
        FaceKind::Adyen => format!("shopper/{}", word.replace('_', "").to_ascii_uppercase()),
        FaceKind::PayPal => format!("card/{word}"),
        FaceKind::Mollie => format!("cst_shopper/mdt_{}", camel(word.trim_start_matches("tok_"))),
    }
}

/// `refund_fails` as `refundFails`.
fn camel(word: &str) -> String {
    let mut parts = word.split('_');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (first, rest) = part.split_at(part.len().min(1));
        text.push_str(&first.to_ascii_uppercase());
        text.push_str(rest);
    }
    text
}

/// What orders there are in: currencies of all exponents, and those that the gateway counts otherwise than the standard
/// or in steps.
#[must_use]
pub const fn currencies(face: FaceKind) -> &'static [&'static str] {
    match face {
        FaceKind::Native => &["EUR", "EUR", "JPY", "KWD"],
        FaceKind::Stripe => &["EUR", "JPY", "KWD", "ISK"],
        FaceKind::Adyen => &["EUR", "JPY", "KWD", "CLP", "IDR"],
        FaceKind::Mollie => &["EUR", "JPY", "ISK", "HUF"],
        FaceKind::Braintree => &["EUR", "JPY", "KWD"],
        FaceKind::PayPal => &["EUR", "JPY", "HUF", "TWD"],
    }
}

/// What binds a payment there, as the API stores it with each payment.
#[must_use]
pub fn terms(name: &str, currency: Currency) -> Terms {
    let face = FaceKind::ALL.iter().copied().find(|face| accounts(*face).contains(&name)).unwrap_or_default();
    let known = recoup_gateways::of_account(name);
    known.map_or(Terms::NONE, |gateway| recoup_gateways::terms((gateway, &account(face, "", name)), currency))
}

/// The name of the gateway of an account.
fn gateway(account: &str) -> &str {
    account.split(':').next().unwrap_or(account)
}

/// Whether an account is at the sandbox's own gateway, which hides nothing.
#[must_use]
pub fn is_sandbox(account: &str) -> bool {
    gateway(account) == "sandbox"
}

/// Whether the gateway of a payment proves only by a report that the money of a refund left, so that a refund that is
/// done stays so until a report is read.
#[must_use]
pub fn proves_by_report(payment: &Payment) -> bool {
    payment.gateway_account().is_some_and(|account| matches!(gateway(account), "adyen" | "paypal"))
}

/// Whether an outcome may stay unknown at the gateway of an account: Adyen shows nothing, PayPal shows no order that it
/// was not asked for by name. Both may have forgotten our key, and then a person has to look.
#[must_use]
pub fn may_stay_unknown(account: &str) -> bool {
    matches!(gateway(account), "adyen" | "paypal")
}

/// What goes wrong at the bank of a gateway, of all that goes wrong in a history.
#[must_use]
pub const fn faults(face: FaceKind, rates: FaultRates) -> FaultRates {
    match face {
        // What they took, or settled, they can only tell: they go on until they are heard, and never tell nothing at all.
        FaceKind::Adyen | FaceKind::Braintree => FaultRates { webhook_drop_ppm: 0, ..rates },
        _ => rates,
    }
}

/// Our reference of an operation by the name under which a bank booked it. A gateway whose repeats need keys of their own
/// books each under its key, and the bank has to have executed one of them only.
#[must_use]
pub fn operation_of(reference: &str) -> &str {
    let plain = reference.split_once('-').map_or(reference, |(plain, _)| plain);
    if plain.contains('_') { plain } else { reference }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_written_as_each_gateway_writes_them() {
        let written = FaceKind::ALL.iter().map(|face| token(*face, "tok_500_after"));
        let all: Vec<String> = written.collect();
        assert_eq!(
            all,
            [
                "tok_500_after",
                "cus_shopper/pm_tok_500_after",
                "shopper/TOK500AFTER",
                "cst_shopper/mdt_500After",
                "tok_500_after",
                "card/tok_500_after"
            ]
        );
    }

    #[test]
    fn every_gateway_has_its_turn_and_the_same_one_each_time() {
        for face in FaceKind::ALL {
            assert!((0..40).any(|seed| Faces::Any.of(seed) == *face), "{}", face.word());
            assert_eq!(face.word().parse(), Ok(Faces::One(*face)));
            for name in accounts(*face) {
                let gateway = recoup_gateways::of_account(name).expect("a gateway");
                let account = account(*face, "shop1", name);
                let missing =
                    gateway.about().settings.iter().filter(|s| s.required && account.setting(s.name).is_none());
                assert_eq!(missing.count(), 0, "{name}");
            }
            for code in currencies(*face) {
                assert!(code.parse::<Currency>().is_ok(), "{code}");
            }
        }
        assert_eq!("any".parse(), Ok(Faces::Any));
        assert!("none".parse::<Faces>().is_err());
    }

    #[test]
    fn repeats_under_keys_of_their_own_are_the_same_operation() {
        assert_eq!(operation_of("rfd_01jd.2-r1"), "rfd_01jd.2");
        assert_eq!(operation_of("rel_01jd-cancel"), "rel_01jd");
        assert_eq!(operation_of("pay_01jd"), "pay_01jd");
    }
}
