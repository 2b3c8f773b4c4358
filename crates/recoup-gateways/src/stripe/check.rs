//! Whether an account at Stripe is set up right: its balance is asked for, which changes nothing.

use super::plan::get;
use super::webhook::TOLERANCE_SECS;
use crate::{Account, Checkup, Flaw};

pub(super) fn checkup(account: &Account) -> Checkup {
    let ask = Some(get(account, "/v1/balance"));
    let clocks_differ_secs = i64::try_from(TOLERANCE_SECS).ok();
    Checkup { ask, clocks_differ_secs, flaws: flaws(account) }
}

fn flaws(account: &Account) -> Vec<Flaw> {
    const OF_ENDPOINT: &str = "copy the signing secret of the endpoint, `whsec_…`: Developers, Webhooks, at Stripe";
    let mut flaws = Vec::new();
    if account.secret.starts_with("pk_") {
        let way_out = "take the secret key `sk_…` or a restricted one `rk_…`: Developers, API keys, at Stripe";
        flaws.push(Flaw::fatal("secret", "it is a publishable key, which may do nothing here", way_out));
    }
    flaws.extend(Flaw::no_webhook_secret(account, OF_ENDPOINT));
    if account.webhook_secrets.iter().any(|secret| !secret.starts_with("whsec_")) {
        flaws.push(Flaw::odd("webhook_secrets", "one does not begin with `whsec_`, as Stripe's do", OF_ENDPOINT));
    }
    flaws
}
