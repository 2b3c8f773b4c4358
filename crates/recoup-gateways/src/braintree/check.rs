//! Whether an account at Braintree is set up right: its merchant accounts are asked for, which changes nothing.

use super::plan::get;
use super::webhook::YOUNGEST_SECS;
use crate::{Account, CannotPlan, Checkup, Flaw};

pub(super) fn checkup(account: &Account) -> Result<Checkup, CannotPlan> {
    let ask = get(account, "merchant_accounts?page=1")?;
    Ok(Checkup { ask: Some(ask), clocks_differ_secs: Some(YOUNGEST_SECS), flaws: flaws(account) })
}

fn flaws(account: &Account) -> Vec<Flaw> {
    let bad =
        |pair: &String| pair.split_once('|').is_none_or(|(public, private)| public.is_empty() || private.is_empty());
    if !account.webhook_secrets.iter().any(bad) {
        return Vec::new();
    }
    let way_out = "write the other key pair as `public|private`; the account's own pair needs no webhook secret";
    vec![Flaw::fatal("webhook_secrets", "one is not a pair of keys", way_out)]
}
