//! Gateway accounts that tenants keep in the database: checked, sealed, opened, changed.
//!
//! Secrets are sealed together with the tenant, the account, its address and its settings, so that whoever can write to
//! the database can neither read them nor have them sent elsewhere. Every change is noted in the audit of access.

pub mod renewal;

use std::collections::{BTreeMap, BTreeSet};

use recoup_gateways::{Account, Setting};
use serde::{Deserialize, Serialize};

use crate::people;
use crate::store::gateway_accounts::GatewayAccountRow;
use crate::store::{Store, StoreError};
use crate::vault::{Place, Vault, VaultError};

/// The state of an account that takes new payments.
pub const OPEN: &str = "open";
/// The state of one that is called only for the payments it has.
pub const CLOSED: &str = "closed";

/// Most characters of a secret or a setting.
const MOST_CHARS: usize = 4_096;
/// Longest address, characters: the audit shows two of them whole.
const MOST_ADDRESS: usize = 400;
/// Characters from which on a secret has a hint: fewer would tell too much of it.
const HINT_FROM: usize = 16;
/// Characters of a hint.
const HINT: usize = 4;
/// Webhook secrets at once.
const MOST_WEBHOOK_SECRETS: usize = 4;

/// Why an account is not kept or changed.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// Something about it is not right.
    #[error("`{field}` is not valid: {why}")]
    Invalid {
        /// Which field.
        field: String,
        /// What is wrong and what would be right.
        why: String,
    },
    /// There is one of that name.
    #[error("the tenant has an account {0} already; change it with `recoup gateway set` or `rotate`")]
    Exists(String),
    /// There is none of that name.
    #[error("the tenant keeps no account {0} here; `recoup gateway list` shows those it keeps")]
    Missing(String),
    /// Somebody else changed it at the same time.
    #[error("the account {0} was changed by somebody else just now; look at it, then try again")]
    Changed(String),
    /// Deliveries are kept that could not be read any more.
    #[error(
        "{count} deliveries of {name} are kept and not read yet, and what they are believed by would be forgotten; have \
         them read first (`recoup inbox list --state waiting`, `recoup inbox replay --parked`), or forget it `--anyway`"
    )]
    Unread {
        /// The account.
        name: String,
        /// How many.
        count: i64,
    },
    /// Its secrets are not sealed or opened.
    #[error(transparent)]
    Sealing(#[from] VaultError),
    /// What the database met.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is sealed of an account.
#[derive(Default, Clone, Serialize, Deserialize)]
struct Secrets {
    api: String,
    webhooks: Vec<String>,
    settings: BTreeMap<String, String>,
}

/// An account to keep.
#[derive(Clone, Default)]
pub struct NewAccount {
    /// Tenant.
    pub tenant: String,
    /// Gateway and name, such as `stripe:main`.
    pub name: String,
    /// Where its API is.
    pub base_url: String,
    /// API secret.
    pub secret: String,
    /// Webhook secrets.
    pub webhook_secrets: Vec<String>,
    /// Settings by name, secret ones too.
    pub settings: BTreeMap<String, String>,
}

/// What to change of an account; what is missing stays.
#[derive(Clone, Default)]
pub struct Change {
    /// Where its API is.
    pub base_url: Option<String>,
    /// A new API secret.
    pub secret: Option<String>,
    /// A new webhook secret, before those it has.
    pub webhook_secret: Option<String>,
    /// Whether the older webhook secrets are believed no more.
    pub forget_old_webhook_secrets: bool,
    /// Settings by name, secret ones too.
    pub settings: BTreeMap<String, String>,
    /// Whether it takes new payments.
    pub open: Option<bool>,
    /// Whether the operator asks. Nobody else moves an address, or changes by what deliveries are believed.
    pub of_operator: bool,
    /// Whether that is changed although deliveries wait which could not be read any more.
    pub anyway: bool,
}

impl Change {
    /// Whether it changes something that is sealed.
    fn reseals(&self) -> bool {
        self.base_url.is_some()
            || self.secret.is_some()
            || self.webhook_secret.is_some()
            || self.forget_old_webhook_secrets
            || !self.settings.is_empty()
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.reseals() && self.open.is_none()
    }

    /// What it changes, for the audit: from which address to which, and no other values.
    fn words(&self, old: &str) -> String {
        let mut words: Vec<String> = Vec::new();
        words.extend(self.base_url.as_ref().map(|new| format!("address {old} -> {}", new.trim_end_matches('/'))));
        let mut say = |changed: bool, word: &str| words.extend(changed.then(|| word.to_owned()));
        say(self.secret.is_some(), "API secret");
        say(self.webhook_secret.is_some(), "webhook secret added");
        say(self.forget_old_webhook_secrets, "old webhook secrets forgotten");
        words.extend(self.settings.keys().map(|name| format!("setting {name}")));
        words.join(", ")
    }

    fn kind(&self) -> &'static str {
        match self.open {
            Some(true) => "gateway_account_opened",
            Some(false) => "gateway_account_closed",
            None => "gateway_account_changed",
        }
    }
}

/// What the gateway of an account needs beside address and secrets; nothing for a gateway there is not.
#[must_use]
pub fn wanted(name: &str) -> &'static [Setting] {
    recoup_gateways::of_account(name).map(|gateway| gateway.about().settings).unwrap_or_default()
}

/// Refuses a setting that the gateway of an account does not know.
///
/// # Errors
/// In words, with those it knows.
pub fn check_known<'a>(name: &str, mut given: impl Iterator<Item = &'a String>) -> Result<(), String> {
    let wanted = wanted(name);
    let Some(unknown) = given.find(|given| wanted.iter().all(|setting| setting.name != *given)) else { return Ok(()) };
    let known: Vec<&str> = wanted.iter().map(|setting| setting.name).collect();
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    Err(format!("its gateway has no setting `{unknown}`; there are: {known}"))
}

/// Refuses settings among which one is missing that the gateway of an account needs.
///
/// # Errors
/// In words, with what it is.
pub fn check_complete(name: &str, settings: &BTreeMap<String, String>) -> Result<(), String> {
    match wanted(name).iter().find(|setting| setting.required && !settings.contains_key(setting.name)) {
        Some(missing) => Err(format!("`{}` is missing in its settings: {}", missing.name, missing.help)),
        None => Ok(()),
    }
}

fn invalid(field: &str, why: impl Into<String>) -> CredentialError {
    CredentialError::Invalid { field: field.to_owned(), why: why.into() }
}

fn check_name(name: &str) -> Result<(), CredentialError> {
    let (gateway, rest) = name.split_once(':').unwrap_or((name, ""));
    let plain = |text: &str| {
        (1..=60).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
    };
    recoup_gateways::for_account(gateway).map_err(|why| invalid("name", why.to_string()))?;
    if gateway == "manual" {
        return Err(invalid("name", "money that people move needs no account here"));
    }
    if !plain(rest) {
        return Err(invalid(
            "name",
            "write small letters, digits, hyphens and underscores behind the colon, 60 at most",
        ));
    }
    Ok(())
}

fn check_text(field: &str, text: &str) -> Result<(), CredentialError> {
    if text.is_empty() {
        return Err(invalid(field, "it is empty"));
    }
    if text.chars().count() > MOST_CHARS || text.chars().any(char::is_control) {
        return Err(invalid(field, format!("write one line of {MOST_CHARS} characters at most")));
    }
    Ok(())
}

/// An address as it is kept. Whether it is public is checked with each call, when its name is looked up.
fn checked_url(url: &str) -> Result<String, CredentialError> {
    check_text("base_url", url)?;
    if url.chars().count() > MOST_ADDRESS {
        return Err(invalid("base_url", format!("write an address of {MOST_ADDRESS} characters at most")));
    }
    let bad =
        || invalid("base_url", "write an address such as https://api.example.com, without user, query or fragment");
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).ok_or_else(bad)?;
    if rest.starts_with('/') || rest.is_empty() || rest.contains(['@', '?', '#', ' ', '\\']) {
        return Err(bad());
    }
    Ok(url.trim_end_matches('/').to_owned())
}

/// The last characters of each secret, by name.
fn hints(secrets: &Secrets) -> String {
    let of = |text: &str| -> Option<String> {
        let count = text.chars().count();
        (count >= HINT_FROM).then(|| text.chars().skip(count - HINT).collect())
    };
    let webhooks = secrets.webhooks.iter().enumerate().map(|(n, text)| (format!("webhook {}", n + 1), of(text)));
    let settings = secrets.settings.iter().map(|(name, text)| (name.clone(), of(text)));
    let all = std::iter::once(("api".to_owned(), of(&secrets.api))).chain(webhooks).chain(settings);
    let all: BTreeMap<String, String> = all.map(|(name, hint)| (name, hint.unwrap_or_default())).collect();
    serde_json::to_string(&all).unwrap_or_default()
}

/// The secrets of an account for people: which there are, and their last characters.
#[must_use]
pub fn hint_words(row: &GatewayAccountRow) -> String {
    let hints: BTreeMap<String, String> = serde_json::from_str(&row.hints).unwrap_or_default();
    let word = |(name, hint): (&String, &String)| {
        if hint.is_empty() { name.clone() } else { format!("{name} …{hint}") }
    };
    hints.iter().map(word).collect::<Vec<_>>().join(", ")
}

/// What is authenticated with the secrets: where they are sent, and what goes with them.
fn field(base_url: &str, settings: &str) -> String {
    format!("secrets\n{base_url}\n{settings}")
}

fn place<'a>(row: &'a GatewayAccountRow, field: &'a str) -> Place<'a> {
    Place { tenant: &row.tenant, kind: "gateway_account", name: &row.name, field }
}

fn opened(vault: &Vault, row: &GatewayAccountRow) -> Result<Secrets, VaultError> {
    let text = vault.open(&place(row, &field(&row.base_url, &row.settings)), &row.secrets)?;
    serde_json::from_str(&text).map_err(|_| VaultError::DoesNotOpen)
}

/// Puts address, settings and sealed secrets into a row.
fn fill(
    vault: &Vault,
    row: &mut GatewayAccountRow,
    (base_url, plain): (String, &BTreeMap<String, String>),
    secrets: &Secrets,
) -> Result<(), VaultError> {
    row.base_url = base_url;
    row.settings = serde_json::to_string(plain).unwrap_or_default();
    row.hints = hints(secrets);
    let clear = serde_json::to_string(secrets).unwrap_or_default();
    row.secrets = vault.seal(&place(row, &field(&row.base_url, &row.settings)), &clear)?;
    Ok(())
}

/// The account of a row, with its secrets in clear.
///
/// # Errors
/// Why its secrets do not open.
pub fn open(vault: &Vault, row: &GatewayAccountRow) -> Result<Account, VaultError> {
    Ok(account(row, opened(vault, row)?))
}

fn account(row: &GatewayAccountRow, Secrets { api, webhooks, settings }: Secrets) -> Account {
    let mut all: BTreeMap<String, String> = serde_json::from_str(&row.settings).unwrap_or_default();
    all.extend(settings);
    Account {
        name: row.name.clone(),
        base_url: row.base_url.clone(),
        secret: api,
        webhook_secrets: webhooks,
        settings: all,
        session: String::new(),
    }
}

/// Takes settings apart: those in clear, and secret ones.
fn apart(name: &str, given: BTreeMap<String, String>) -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let is_secret = |key: &String| wanted(name).iter().any(|setting| setting.name == key && setting.secret);
    given.into_iter().partition(|(key, _)| !is_secret(key))
}

/// Keeps a new account.
///
/// # Errors
/// What is wrong with it; [`CredentialError::Sealing`] without a sealing key.
pub async fn add(
    store: &Store,
    new: NewAccount,
    (by, now_us): (&str, i64),
) -> Result<GatewayAccountRow, CredentialError> {
    check_name(&new.name)?;
    let base_url = checked_url(&new.base_url)?;
    check_text("secret", &new.secret)?;
    if new.webhook_secrets.len() > MOST_WEBHOOK_SECRETS {
        return Err(invalid("webhook_secrets", format!("keep {MOST_WEBHOOK_SECRETS} at most")));
    }
    new.webhook_secrets.iter().try_for_each(|secret| check_text("webhook_secret", secret))?;
    check_known(&new.name, new.settings.keys()).map_err(|why| invalid("settings", why))?;
    check_complete(&new.name, &new.settings).map_err(|why| invalid("settings", why))?;
    new.settings.iter().try_for_each(|(name, value)| check_text(&format!("settings.{name}"), value))?;
    let (plain, secret) = apart(&new.name, new.settings);
    let mut row = GatewayAccountRow {
        tenant: new.tenant,
        name: new.name,
        base_url: String::new(),
        settings: String::new(),
        secrets: String::new(),
        hints: String::new(),
        state: OPEN.to_owned(),
        version: 1,
        created_us: now_us,
        changed_us: now_us,
        changed_by: by.to_owned(),
    };
    let secrets = Secrets { api: new.secret, webhooks: new.webhook_secrets, settings: secret };
    fill(store.vault(), &mut row, (base_url, &plain), &secrets)?;
    let note = people::noted(now_us, (by, "gateway_account_added"), (&row.name, &row.base_url));
    if !store.add_gateway_account(&row, Some(&note)).await? {
        return Err(CredentialError::Exists(row.name));
    }
    Ok(row)
}

/// Changes an account that is kept here.
///
/// # Errors
/// What is wrong with the change; [`CredentialError::Sealing`] where secrets change and do not open;
/// [`CredentialError::Unread`] where deliveries would become unreadable.
pub async fn change(
    store: &Store,
    (tenant, name): (&str, &str),
    change: Change,
    (by, now_us): (&str, i64),
) -> Result<GatewayAccountRow, CredentialError> {
    let rows = store.gateway_accounts_of(tenant).await?;
    let found = rows.into_iter().find(|row| row.name == name);
    let mut row = found.ok_or_else(|| CredentialError::Missing(name.to_owned()))?;
    let note = people::noted(now_us, (by, change.kind()), (name, &change.words(&row.base_url)));
    if let Some(open) = change.open {
        row.state = if open { OPEN } else { CLOSED }.to_owned();
    }
    if change.reseals() {
        let anyway = change.anyway;
        let forgets = rewrite(store.vault(), &mut row, change)?;
        let count = if forgets && !anyway { store.unread_deliveries(tenant, name).await? } else { 0 };
        if count > 0 {
            return Err(CredentialError::Unread { name: row.name, count });
        }
    }
    row.changed_us = now_us;
    row.changed_by = by.to_owned();
    if !store.change_gateway_account(&row, Some(&note)).await? {
        return Err(CredentialError::Changed(row.name));
    }
    row.version += 1;
    Ok(row)
}

/// What the deliveries of an account are believed by, as its row and its secrets say.
fn believes(row: &GatewayAccountRow, secrets: &Secrets) -> BTreeSet<String> {
    let account = account(row, secrets.clone());
    recoup_gateways::of_account(&row.name).map(|gateway| gateway.believes(&account)).into_iter().flatten().collect()
}

/// The other half of the secret of an account, where its gateway gives them as a pair.
fn other_half(name: &str) -> Option<&'static str> {
    recoup_gateways::of_account(name).and_then(|gateway| gateway.secret_goes_with())
}

/// Refuses half of a pair: with the other half of before nothing would work.
fn check_pair(name: &str, change: &Change) -> Result<(), CredentialError> {
    match other_half(name) {
        Some(other) if change.secret.is_some() != change.settings.contains_key(other) => Err(invalid(
            "secret",
            format!("it is one half of a pair, `{other}` is the other; replace both in one step"),
        )),
        _ => Ok(()),
    }
}

/// Seals the secrets of an account anew, with what changes of them; whether something is forgotten by which its
/// deliveries are believed.
fn rewrite(vault: &Vault, row: &mut GatewayAccountRow, change: Change) -> Result<bool, CredentialError> {
    let mut secrets = opened(vault, row)?;
    check_pair(&row.name, &change)?;
    if change.base_url.is_some() && !change.of_operator {
        return Err(invalid("base_url", "the operator moves it with `recoup gateway set`"));
    }
    let before = believes(row, &secrets);
    let base_url = change.base_url.as_deref().map_or_else(|| Ok(row.base_url.clone()), checked_url)?;
    if let Some(secret) = change.secret {
        check_text("secret", &secret)?;
        secrets.api = secret;
    }
    let pair = other_half(&row.name).is_some();
    if change.forget_old_webhook_secrets {
        // A pair signs by itself: what stands beside it is older.
        let kept = if change.webhook_secret.is_some() || pair { 0 } else { 1 };
        secrets.webhooks.truncate(kept);
    }
    check_known(&row.name, change.settings.keys()).map_err(|why| invalid("settings", why))?;
    change.settings.iter().try_for_each(|(name, value)| check_text(&format!("settings.{name}"), value))?;
    let (plain, secret) = apart(&row.name, change.settings);
    let mut settings: BTreeMap<String, String> = serde_json::from_str(&row.settings).unwrap_or_default();
    settings.extend(plain);
    secrets.settings.extend(secret);
    row.settings = serde_json::to_string(&settings).unwrap_or_default();
    let mut newer: Vec<String> = change.webhook_secret.into_iter().collect();
    newer.iter().try_for_each(|secret| check_text("webhook_secret", secret))?;
    if pair && !change.forget_old_webhook_secrets {
        newer.extend(before.difference(&believes(row, &secrets)).cloned());
    }
    secrets.webhooks.retain(|known| !newer.contains(known));
    secrets.webhooks.splice(0..0, newer);
    secrets.webhooks.truncate(MOST_WEBHOOK_SECRETS);
    let after = believes(row, &secrets);
    if !change.of_operator && before != after {
        let why = "deliveries are believed by it, and who tells facts about money is for the operator to say; the \
            operator replaces it with `recoup gateway rotate` or `set`";
        return Err(invalid("secret", why));
    }
    fill(vault, row, (base_url, &settings), &secrets)?;
    Ok(!before.is_subset(&after))
}

/// Seals the secrets of an account anew, with the newest key; false when it was changed since it was read.
///
/// # Errors
/// When they do not open, or the database cannot be written.
pub async fn reseal(store: &Store, row: &GatewayAccountRow) -> Result<bool, CredentialError> {
    let mut anew = row.clone();
    rewrite(store.vault(), &mut anew, Change::default())?;
    Ok(store.change_gateway_account(&anew, None).await?)
}
