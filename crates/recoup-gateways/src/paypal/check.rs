//! Whether an account at PayPal is set up right: the log-in tells, and then a page of one notification is asked for, which
//! changes nothing.

use super::authenticate::EARLIEST_SECS;
use super::plan::get;
use super::stage::Stage;
use crate::{Account, Checkup, Flaw};

pub(super) fn checkup(account: &Account) -> Checkup {
    let ask = get(account, Stage::ReadOwn, "/v1/notifications/webhooks-events?page_size=1").request;
    Checkup { ask: Some(ask), clocks_differ_secs: Some(EARLIEST_SECS), flaws: flaws(account) }
}

fn flaws(account: &Account) -> Vec<Flaw> {
    let ids = account.setting("webhook_id").unwrap_or_default();
    let plain = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
    if ids.split(',').map(str::trim).all(plain) {
        return Vec::new();
    }
    let way_out = "copy the Webhook ID: Developer Dashboard, the app, Webhooks; several with commas";
    vec![Flaw::fatal("settings", "`webhook_id` is not an id of letters and digits; no webhook is believed", way_out)]
}
