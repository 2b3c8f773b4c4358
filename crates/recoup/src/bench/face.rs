//! Accounts at the faces of the sandbox: of which gateway one is, what both sides must know, and how the bank's test
//! tokens are spelt there.
//!
//! Adapters and faces were written from the protocols and not from each other; this is the only place that joins them.

use recoup_gateways::Account;
use recoup_sandbox::{BankConfig, FaceKind, WebhookEndpoint};

/// The name of every account here, behind its gateway and the colon.
const MAIN: &str = "main";

/// What both sides must know of an account.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Which protocol the bank speaks.
    pub face: FaceKind,
    /// The gateway whose adapter speaks it.
    pub gateway: &'static str,
    /// What stands behind the bank's address in the account's.
    path: &'static str,
    /// What webhooks are signed with, and what they are signed with after a change of keys.
    pub webhook_secrets: [&'static str; 2],
    /// Whether it says in a report only that a refund has settled, which nothing here reads.
    pub settles_by_report: bool,
    /// What the account needs beside that.
    settings: &'static [(&'static str, &'static str)],
    /// Spells a token of the bank.
    spell: fn(&str) -> String,
}

/// How long a quick bank takes, in seconds.
pub const QUICK_SECS: i64 = 1;

/// The API secret of every account.
pub const SECRET: &str = "place_secret";

/// An account at the sandbox's own face, which needs no more than every account does.
const NATIVE: Place = Place {
    face: FaceKind::Native,
    gateway: "sandbox",
    path: "",
    webhook_secrets: ["place_webhook_one", "place_webhook_two"],
    settles_by_report: false,
    settings: &[],
    spell: str::to_owned,
};

/// Every face with the account that fits it: what sets it apart from the sandbox's own.
const PLACES: &[Place] = &[
    NATIVE,
    Place {
        face: FaceKind::Stripe,
        gateway: "stripe",
        webhook_secrets: ["whsec_place_one", "whsec_place_two"],
        settings: &[("multicapture", "on")],
        spell: |token| format!("pm_{token}"),
        ..NATIVE
    },
    Place {
        face: FaceKind::Adyen,
        gateway: "adyen",
        path: "/v72",
        // Adyen's are hex.
        webhook_secrets: ["6f6e65206b65792066726f6d2061646e", "74776f206b65792066726f6d2061646e"],
        settles_by_report: true,
        // The face has several captures switched on for merchant accounts that are so named.
        settings: &[
            ("merchant_account", "RecoupSeveral"),
            ("return_url", "https://shop.example/back"),
            ("several_captures", "yes"),
        ],
        spell: |token| format!("shopper/{}", token.replace('_', "").to_ascii_uppercase()),
    },
    Place {
        face: FaceKind::PayPal,
        gateway: "paypal",
        // The ids of two webhooks: PayPal signs with its own certificate.
        webhook_secrets: ["8PT597110X687430L", "1EX59711FH219134W"],
        settles_by_report: true,
        settings: &[("client_id", "place_client"), ("webhook_id", "8PT597110X687430L,1EX59711FH219134W")],
        spell: |token| format!("card/{token}"),
        ..NATIVE
    },
    Place {
        face: FaceKind::Mollie,
        gateway: "mollie",
        webhook_secrets: ["mollie_webhook_one", "mollie_webhook_two"],
        spell: |token| format!("cst_place/mdt_{}", camel(token.strip_prefix("tok_").unwrap_or(token))),
        ..NATIVE
    },
    Place {
        face: FaceKind::Braintree,
        gateway: "braintree",
        // Pairs of keys; the first is the account's own.
        webhook_secrets: ["pub_place|place_secret", "pub_next|priv_next"],
        settings: &[("merchant_id", "place"), ("public_key", "pub_place")],
        ..NATIVE
    },
];

impl Place {
    /// The account that fits a face.
    #[must_use]
    pub fn of(face: FaceKind) -> Self {
        // A test looks that each face is here, so nobody falls back.
        PLACES.iter().copied().find(|place| place.face == face).unwrap_or(NATIVE)
    }

    /// The faces that a word names: one, or `all`.
    ///
    /// # Errors
    /// In words, when no face is called so.
    pub fn named(word: &str) -> Result<Vec<FaceKind>, String> {
        if word == "all" {
            return Ok(FaceKind::ALL.to_vec());
        }
        word.parse().map(|face| vec![face]).map_err(|unknown: recoup_sandbox::UnknownFace| format!("{unknown}, all"))
    }

    /// The account's name, such as `stripe:main`.
    #[must_use]
    pub fn account_name(&self) -> String {
        format!("{}:{MAIN}", self.gateway)
    }

    /// The account at a bank whose addresses begin with `bank_url`; webhooks come to `hook` where they are asked for with
    /// each payment.
    #[must_use]
    pub fn account(&self, bank_url: &str, hook: &str) -> Account {
        let name = self.account_name();
        let asks =
            |name: &str| recoup_gateways::of_account(name)?.about().settings.iter().find(|it| it.name == "webhook_url");
        let hook = asks(&name).map(|setting| (setting.name, hook));
        let settings = self.settings.iter().copied().chain(hook);
        Account {
            base_url: format!("{bank_url}{}", self.path),
            secret: SECRET.to_owned(),
            webhook_secrets: self.webhook_secrets.map(str::to_owned).to_vec(),
            settings: settings.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            session: String::new(),
            name,
        }
    }

    /// Like [`Place::bank`], but what other banks do in hours is done in seconds: for loads that run by the machine's
    /// clock.
    #[must_use]
    pub fn quick_bank(&self, hook: Option<String>) -> BankConfig {
        let usual = self.bank(hook);
        BankConfig {
            capture_completes_after_secs: usual.capture_completes_after_secs.min(QUICK_SECS),
            refund_completes_after_secs: usual.refund_completes_after_secs.min(QUICK_SECS),
            ..usual
        }
    }

    /// A bank that lets the account in, and tells `hook` what happens.
    #[must_use]
    pub fn bank(&self, hook: Option<String>) -> BankConfig {
        let endpoint = |url| WebhookEndpoint { url, secret: self.webhook_secrets[0].to_owned() };
        BankConfig {
            secret: SECRET.to_owned(),
            webhook_endpoints: hook.map(endpoint).into_iter().collect(),
            ..BankConfig::of(self.face)
        }
    }

    /// Where webhooks of a tenant's account come in, at a server of this address.
    #[must_use]
    pub fn hook(&self, server_url: &str, tenant: &str) -> String {
        format!("{server_url}/v1/hooks/{tenant}/{}", self.account_name())
    }

    /// A test token of the bank, such as `tok_ok`, as the merchant writes it for this gateway.
    #[must_use]
    pub fn token(&self, token: &str) -> String {
        (self.spell)(token)
    }
}

/// `refund_fails` as `refundFails`.
fn camel(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut begins = false;
    for letter in words.chars() {
        match letter {
            '_' => begins = true,
            letter => {
                text.push(if begins { letter.to_ascii_uppercase() } else { letter });
                begins = false;
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_an_account_with_all_that_its_gateway_needs() {
        for face in FaceKind::ALL {
            let place = Place::of(*face);
            assert_eq!(place.face, *face);
            let gateway = recoup_gateways::of_account(&place.account_name()).expect("an adapter");
            let account = place.account("http://bank", "http://shop/hook");
            for setting in gateway.about().settings.iter().filter(|setting| setting.required) {
                assert!(account.setting(setting.name).is_some(), "{} lacks {}", account.name, setting.name);
            }
        }
    }

    #[test]
    fn tokens_are_spelt_as_each_gateway_spells_its_own() {
        let spelt = |face| Place::of(face).token("tok_refund_fails");
        assert_eq!(spelt(FaceKind::Mollie), "cst_place/mdt_refundFails");
        assert_eq!(spelt(FaceKind::Adyen), "shopper/TOKREFUNDFAILS");
        assert_eq!(Place::named("stripe").unwrap(), [FaceKind::Stripe]);
        assert!(Place::named("grimace").unwrap_err().ends_with("all"));
    }
}
