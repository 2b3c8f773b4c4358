//! Whether an account at Adyen is set up right: the payment methods of its merchant account are asked for, which changes
//! nothing.

use serde_json::json;

use super::item::unhex;
use crate::{Account, Checkup, Flaw, Header, Request};

pub(super) fn checkup(account: &Account) -> Result<Checkup, String> {
    let merchant = account.setting("merchant_account").ok_or("the setting `merchant_account` is missing")?;
    let ask = Request {
        method: "POST",
        url: format!("{}/paymentMethods", account.base_url),
        headers: vec![
            Header::secret("x-api-key", account.secret.as_str()),
            Header::new("content-type", "application/json"),
        ],
        body: json!({ "merchantAccount": merchant }).to_string(),
    };
    Ok(Checkup { ask: Some(ask), clocks_differ_secs: None, flaws: flaws(account) })
}

fn flaws(account: &Account) -> Vec<Flaw> {
    const KEY: &str = "generate the HMAC key of the webhook and copy it: Developers, Webhooks, in the Customer Area";
    let mut flaws = Vec::new();
    flaws.extend(Flaw::no_webhook_secret(account, KEY));
    let bad = |secret: &String| unhex(secret.trim()).is_none_or(|key| key.len() != 32);
    if account.webhook_secrets.iter().any(bad) {
        flaws.push(Flaw::fatal("webhook_secrets", "one is not a key of 64 hex digits, as Adyen shows it", KEY));
    }
    flaws
}
