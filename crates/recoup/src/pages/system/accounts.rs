//! Gateway accounts of a shop: those that it keeps here, and those of this node's configuration file. No secret is shown.

use maud::{Markup, html};
use recoup_gateways::Account;

use super::mark;
use crate::credentials;
use crate::http::Shared;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};
use crate::store::gateway_accounts::GatewayAccountRow;

/// The accounts.
pub(super) async fn section(face: &Shared, visitor: &Visitor) -> Result<Markup, Trouble> {
    let tenant = visitor.caller.tenant.as_str();
    let kept = face.engine.store().gateway_accounts_of(tenant).await?;
    let mut written = face.accounts.all();
    written.retain(|(owner, account)| owner == tenant && face.accounts.is_written(tenant, &account.name));
    Ok(html! {
        section aria-labelledby="accounts" {
            h2 id="accounts" { "Gateway accounts" }
            @if written.is_empty() && kept.is_empty() {
                p class="empty" {
                    "This shop has no gateway account here yet. Add one with " code { "recoup gateway add" }
                    ", or write it into the configuration file of this node."
                }
            } @else {
                (shell::scroll_under("accounts", html! {
                    table {
                        thead { tr {
                            th scope="col" { "Account" } th scope="col" { "Standing" } th scope="col" { "Where" }
                            th scope="col" { "Webhooks" } th scope="col" { "Secrets" } th scope="col" { "Changed" }
                        } }
                        tbody {
                            @for (_, account) in &written { (of_file(account)) }
                            @for row in &kept { (of_shop(face, visitor, row)) }
                        }
                    }
                }))
            }
        }
    })
}

fn of_file(account: &Account) -> Markup {
    html! {
        tr {
            th scope="row" { (account.name) }
            td { (mark(("good", "✓", "open"))) }
            td { code { (host(&account.base_url)) } }
            td { (webhooks(account)) }
            td class="quiet" { "in the configuration file" }
            td class="quiet" { "with the file" }
        }
    }
}

fn of_shop(face: &Shared, visitor: &Visitor, row: &GatewayAccountRow) -> Markup {
    let here = face.accounts.get(&row.tenant, &row.name);
    let shadowed = face.accounts.is_written(&row.tenant, &row.name);
    let standing = match (&here, row.state.as_str()) {
        _ if shadowed => ("ask", "?", "not used: the configuration file has one of this name"),
        (None, _) => ("bad", "✕", "not usable here: its secrets do not open"),
        (Some(_), credentials::OPEN) => ("good", "✓", "open"),
        (Some(_), _) => ("ask", "?", "closed to new payments"),
    };
    html! {
        tr {
            th scope="row" { (row.name) }
            td { (mark(standing)) }
            td { code { (host(&row.base_url)) } }
            td { @match &here { Some(account) => { (webhooks(account)) } None => { "not known" } } }
            td { "sealed: " (credentials::hint_words(row)) }
            td { (words::time_us(row.changed_us, &visitor.zone)) " by " (row.changed_by) }
        }
    }
}

/// What deliveries are believed by: webhook secrets at most gateways, the account's own keys or the ids of its webhooks at
/// others.
fn webhooks(account: &Account) -> Markup {
    let believed_by = recoup_gateways::of_account(&account.name).map_or(0, |gateway| gateway.believes(account).len());
    html! {
        @match (believed_by, account.webhook_secrets.is_empty()) {
            (0, _) => { (mark(("ask", "?", "no secret, none is believed"))) }
            (1, false) => { (mark(("good", "✓", "signed"))) }
            (several, false) => { (mark(("good", "✓", "signed"))) " by any of " (several) " secrets" }
            (1, true) => { (mark(("good", "✓", "signed"))) ", without a secret of their own" }
            (several, true) => { (mark(("good", "✓", "signed"))) " for any of " (several) " webhooks" }
        }
    }
}

/// Scheme and host of an address: a path, a query or a name in front may hold what nobody else should read.
fn host(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    if scheme.is_empty() { host.to_owned() } else { format!("{scheme}://{host}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deliveries_that_need_no_secret_of_their_own_are_said_to_be_believed() {
        let account = |name: &str, secrets: &[&str], settings: &[(&str, &str)]| Account {
            name: name.to_owned(),
            secret: "private".to_owned(),
            webhook_secrets: secrets.iter().map(|secret| (*secret).to_owned()).collect(),
            settings: settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            ..Account::default()
        };
        for (account, says) in [
            (account("paypal:main", &[], &[("webhook_id", "WH1")]), "signed"),
            (account("paypal:main", &[], &[("webhook_id", "WH1,WH2")]), "any of 2 webhooks"),
            (account("paypal:main", &[], &[]), "none is believed"),
            (account("braintree:main", &[], &[("public_key", "public")]), "signed"),
            (account("braintree:main", &["old|older"], &[("public_key", "public")]), "any of 2 secrets"),
            (account("stripe:main", &[], &[]), "none is believed"),
            (account("stripe:main", &["whsec_1", "whsec_2"], &[]), "any of 2 secrets"),
        ] {
            let shown = webhooks(&account).into_string();
            assert!(shown.contains(says), "{}: {shown}", account.name);
            assert_eq!(says.contains("none"), shown.contains("none is believed"), "{}: {shown}", account.name);
        }
    }

    #[test]
    fn an_address_is_shown_without_what_may_be_secret() {
        for (url, shown) in [
            ("https://api.example.com/v1/merchant", "https://api.example.com"),
            ("https://key:secret@api.example.com:8443", "https://api.example.com:8443"),
            ("http://127.0.0.1:4242?token=x", "http://127.0.0.1:4242"),
            ("api.example.com/x", "api.example.com"),
        ] {
            assert_eq!(host(url), shown);
        }
    }
}
