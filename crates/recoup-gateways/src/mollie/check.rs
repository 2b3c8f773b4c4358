//! Whether an account at Mollie is set up right: its payment methods are asked for, which changes nothing.

use super::plan::get;
use crate::{Account, Checkup, Flaw};

pub(super) fn checkup(account: &Account) -> Checkup {
    // A profile is asked about by an access token only; an API key has one.
    let profile = account.setting("profile_id").map(|id| format!("?profileId={}", crate::form::encoded(id)));
    let path = format!("/v2/methods{}", profile.unwrap_or_default());
    Checkup { ask: Some(get(account, &path)), clocks_differ_secs: None, flaws: flaws(account) }
}

fn flaws(account: &Account) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let of_profile = account.setting("profile_id").is_some();
    if account.secret.starts_with("access_") && !of_profile {
        let way_out = "set `profile_id` to the website profile pfl_…, or use an API key of the profile instead";
        flaws.push(Flaw::fatal("settings", "the secret is an access token and no profile is named", way_out));
    }
    if !["live_", "test_", "access_"].iter().any(|prefix| account.secret.starts_with(prefix)) {
        let way_out = "copy the API key: Developers, API keys, in Mollie's dashboard";
        flaws.push(Flaw::odd("secret", "it does not begin with live_, test_ or access_, as Mollie's do", way_out));
    }
    flaws
}
