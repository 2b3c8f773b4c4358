//! Accounts of every gateway whose deliveries are signed, and what signs them as the gateway does.

use std::time::Duration;

use recoup::worker::certificates::Judge;
use recoup::worker::net::Net;
use recoup_gateways::Account;
use recoup_sandbox::face::{Message, Sending};
use recoup_sandbox::{BankConfig, FaceKind, Sandbox, SandboxConfig};

const SECRET: &str = "api_secret";
const HEX: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// An account, and what its deliveries are signed with.
pub struct Signed {
    pub face: FaceKind,
    pub account: Account,
    pub secret: String,
}

/// A sandbox that has the certificate by which PayPal's deliveries are judged.
pub async fn certificates() -> Sandbox {
    let bank = BankConfig { secret: SECRET.to_owned(), ..BankConfig::of(FaceKind::PayPal) };
    Sandbox::start(SandboxConfig { bank, ..SandboxConfig::default() }).await.unwrap()
}

/// One that fetches it.
pub fn judge() -> Judge {
    Judge::over(Net::new(Duration::from_secs(5), true).unwrap())
}

/// One account of each gateway, all at one address.
pub fn of_gateways(base_url: &str) -> Vec<Signed> {
    let faces = FaceKind::ALL.iter().copied().filter(|face| *face != FaceKind::Native);
    faces.map(|face| Signed::at(face, base_url)).collect()
}

impl Signed {
    fn at(face: FaceKind, base_url: &str) -> Self {
        let (secret, settings): (&str, &[(&str, &str)]) = match face {
            FaceKind::Adyen => (HEX, &[("merchant_account", "Shop"), ("return_url", "https://shop.example")]),
            FaceKind::PayPal => ("WH1", &[("client_id", "shop"), ("webhook_id", "WH1")]),
            FaceKind::Braintree => ("public|private", &[("merchant_id", "shop"), ("public_key", "own")]),
            _ => ("whsec_1", &[]),
        };
        let account = Account {
            name: format!("{}:main", face.word()),
            base_url: base_url.to_owned(),
            secret: SECRET.to_owned(),
            webhook_secrets: vec![secret.to_owned()],
            settings: settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            session: String::new(),
        };
        Self { face, account, secret: secret.to_owned() }
    }

    /// A text as this gateway delivers it at an instant, microseconds since 1970: headers and body.
    pub fn seal(&self, text: &str, now_us: i64) -> (Vec<(&'static str, String)>, String) {
        self.seal_with(&self.secret, text, now_us)
    }

    /// The same, signed by whoever has this secret.
    pub fn seal_with(&self, secret: &str, text: &str, now_us: i64) -> (Vec<(&'static str, String)>, String) {
        let (event_id, content_type) = (String::new(), "application/json");
        let message = Message { event_id, kind: "", at_us: now_us, content_type, body: text.into(), to: None };
        let sending = Sending { message: &message, secrets: &[secret], now_us, delivery: 1, attempt: 1 };
        let sealed = self.face.seal(&BankConfig::of(self.face), &sending);
        let certificate = |(name, value): (&'static str, String)| match value.split_once("/v1/notifications/") {
            Some((_, path)) if name == "paypal-cert-url" => {
                (name, format!("{}/v1/notifications/{path}", self.account.base_url))
            }
            _ => (name, value),
        };
        (sealed.headers.into_iter().map(certificate).collect(), sealed.body.to_string())
    }
}
