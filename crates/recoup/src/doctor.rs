//! `recoup doctor`: looks at an installation and says what to fix, each line with the way out.
//!
//! It reads, tries one write that changes nothing, and asks each gateway for its front page at most. It tells
//! nothing of amounts or customers, so that its output can be passed on.

pub mod gateway;
mod sealing;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use recoup_core::actor::Role;
use recoup_core::effect::{Call, Effect};
use recoup_gateways::Request;
use serde::Serialize;

use crate::access::{self, Grants};
use crate::config::{AccountEntry, Config, ConfigError};
use crate::node::health::{AccountHealth, Refused};
use crate::people::oidc::BadProvider;
use crate::store::person_rows::PersonRow;
use crate::store::rows::ApiKeyRow;
use crate::store::{SCHEMA_VERSION, Store, StoreError, StoreOptions};
use crate::vault::Vault;
use crate::worker::net::{Net, Sent};

/// An outcome that is unknown for so long wants a person.
const UNKNOWN_US: i64 = 15 * 60 * 1_000_000;

/// Due work that nobody took for so long means that no worker runs.
const LATE_US: i64 = 5 * 60 * 1_000_000;

/// Claims of one item after which something is wrong with it.
const MANY_ATTEMPTS: i64 = 10;

const PAGE: i64 = 2_000;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Look at it.
    Warn,
    /// It does not work so.
    Fail,
}

impl Level {
    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "FAIL",
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// A short name that stays.
    pub id: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is.
    pub what: String,
    /// What to do about it; empty when nothing is to be done.
    pub way_out: String,
}

/// What was looked at, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Examination {
    /// The lines.
    pub lines: Vec<Line>,
}

impl Examination {
    fn ok(&mut self, id: &'static str, what: impl Into<String>) {
        self.add(id, Level::Ok, what.into(), "");
    }

    fn warn(&mut self, id: &'static str, what: impl Into<String>, way_out: &str) {
        self.add(id, Level::Warn, what.into(), way_out);
    }

    fn fail(&mut self, id: &'static str, what: impl Into<String>, way_out: &str) {
        self.add(id, Level::Fail, what.into(), way_out);
    }

    fn add(&mut self, id: &'static str, level: Level, what: String, way_out: &str) {
        self.lines.push(Line { id, level, what, way_out: way_out.to_owned() });
    }

    /// The worst of all lines.
    #[must_use]
    pub fn worst(&self) -> Level {
        self.lines.iter().map(|line| line.level).max().unwrap_or(Level::Ok)
    }

    /// The lines for people.
    #[must_use]
    pub fn text(&self) -> String {
        let line = |line: &Line| {
            let way_out = if line.way_out.is_empty() { String::new() } else { format!("\n{:27}{}", "", line.way_out) };
            format!("{:<5} {:<20} {}{way_out}\n", line.level.word(), line.id, line.what)
        };
        self.lines.iter().map(line).collect()
    }
}

/// What is to be looked at.
#[derive(Debug, Clone)]
pub struct Patient<'a> {
    /// Address of the database.
    pub database: &'a str,
    /// The configuration, if there is a file; what was wrong with it, if it could not be read.
    pub config: Option<Result<Config, String>>,
    /// Ask no gateway.
    pub offline: bool,
}

/// Looks at an installation.
pub async fn examine(patient: &Patient<'_>) -> Examination {
    let mut found = Examination::default();
    let vault = match Vault::from_env() {
        Ok(vault) => vault,
        Err(error) => {
            found.fail("sealing", error.to_string(), "correct the key; until then nothing starts");
            Vault::EMPTY
        }
    };
    let options = StoreOptions { connections: 2, lanes: 1, vault, ..StoreOptions::default() };
    let store = match Store::open(patient.database, options).await {
        Ok(store) => Some(store),
        Err(error) => {
            found.fail(
                "database",
                error.to_string(),
                "check --database or RECOUP_DATABASE, and that the database runs",
            );
            None
        }
    };
    let mut targets = BTreeSet::new();
    if let Some(store) = &store
        && let Err(error) = examine_store(store, &mut targets, &mut found).await
    {
        found.fail("database", error.to_string(), "see what the message says; nothing after it was looked at");
    }
    examine_config(patient, &targets, &mut found).await;
    found
}

async fn examine_store(
    store: &Store,
    targets: &mut BTreeSet<(String, String)>,
    found: &mut Examination,
) -> Result<(), StoreError> {
    let kind = if matches!(store, Store::Sqlite(_)) { "SQLite" } else { "PostgreSQL" };
    found.ok("database", format!("{kind} at {} answers", store.place()));
    examine_settings(store, found).await?;
    match store.schema_version().await? {
        Some(SCHEMA_VERSION) => found.ok("schema", format!("version {SCHEMA_VERSION}")),
        Some(newer) if newer > SCHEMA_VERSION => {
            let what = format!("version {newer}, this executable knows versions up to {SCHEMA_VERSION}");
            found.fail("schema", what, "run the newer recoup that migrated it");
            return Ok(());
        }
        older => {
            let what = older.map_or_else(|| "none".to_owned(), |version| format!("version {version}"));
            found.fail("schema", what, "run `recoup migrate`");
            return Ok(());
        }
    }
    // Revoking a key that cannot exist changes nothing, but it has to be able to write.
    match store.revoke_api_key("", "doctor", 0).await {
        Ok(_) => found.ok("writable", "it can be written"),
        Err(error) => found.fail("writable", error.to_string(), "give this user the right to write, or free the disk"),
    }
    let offset_us = store.clock_offset().await?;
    let now_us = jiff::Timestamp::now().as_microsecond().saturating_add(offset_us);
    if offset_us == 0 {
        found.ok("clock", "it is the machine's clock");
    } else {
        let what = format!("the test clock is {} s ahead", offset_us / 1_000_000);
        found.warn(
            "clock",
            what,
            "a database with real money must never have its clock moved; use another one for tests",
        );
    }
    sealing::examine(store, found).await?;
    examine_queues(store, now_us, found).await?;
    examine_tenants(store, now_us, targets, found).await?;
    // What is kept in the database needs no configuration.
    for row in store.gateway_accounts().await? {
        targets.remove(&(row.tenant, row.name));
    }
    Ok(())
}

async fn examine_settings(store: &Store, found: &mut Examination) -> Result<(), StoreError> {
    let settings: BTreeMap<String, String> = store.settings().await?.into_iter().collect();
    let of = |name: &str| settings.get(name).map_or("", String::as_str);
    if matches!(store, Store::Sqlite(_)) {
        match of("journal_mode") {
            "wal" => found.ok("durability", "write-ahead log; every commit waits for the disk"),
            other => found.fail(
                "durability",
                format!("journal mode {other}"),
                "open it once with `recoup serve`, which sets WAL",
            ),
        }
        let number = |name: &str| of(name).parse::<u64>().unwrap_or(0);
        let mib = number("pages").saturating_mul(number("page_size")) >> 20;
        found.ok("size", format!("{mib} MiB, {} free pages", number("free_pages")));
        return Ok(());
    }
    let version = of("server_version_num").parse::<u32>().unwrap_or(0);
    if version >= 150_000 {
        found.ok("version", format!("PostgreSQL {}", of("server_version")));
    } else {
        found.fail("version", format!("PostgreSQL {}", of("server_version")), "use PostgreSQL 15 or newer");
    }
    let lossy = ["fsync", "full_page_writes", "synchronous_commit"].into_iter().filter(|name| of(name) == "off");
    let lossy: Vec<&str> = lossy.collect();
    if lossy.is_empty() {
        found.ok(
            "durability",
            format!("synchronous_commit {}, fsync and full_page_writes on", of("synchronous_commit")),
        );
    } else {
        let what = format!("{} off: a crash loses acknowledged money", lossy.join(" and "));
        found.fail("durability", what, "switch it on in postgresql.conf or for this database");
    }
    Ok(())
}

async fn examine_queues(store: &Store, now_us: i64, found: &mut Examination) -> Result<(), StoreError> {
    for depth in store.queue_depths(now_us, jiff::Timestamp::now().as_microsecond()).await? {
        let id: &'static str = match depth.queue.as_str() {
            "outbox" => "outbox",
            "inbox" => "inbox",
            _ => "timers",
        };
        if depth.state == "done" {
            continue;
        }
        let late_us = if depth.due > 0 { now_us.saturating_sub(depth.oldest_due_us) } else { 0 };
        let what = match (depth.count, depth.due) {
            (0, _) => "empty".to_owned(),
            (count, 0) => format!("{count} {}, none due, at most {} attempts", depth.state, depth.most_attempts),
            (count, due) => format!(
                "{count} {}, {due} due, the oldest for {} s, at most {} attempts",
                depth.state,
                late_us / 1_000_000,
                depth.most_attempts
            ),
        };
        match depth.state.as_str() {
            "parked" if depth.count > 0 => {
                found.warn(
                    id,
                    what,
                    "nobody could read them: `recoup inbox list`, correct the cause, `recoup inbox replay --parked`",
                );
            }
            _ if late_us > LATE_US => {
                found.warn(id, what, "start `recoup worker`, or `recoup serve` without --no-worker")
            }
            _ if depth.most_attempts >= MANY_ATTEMPTS => {
                found.warn(id, what, "look at the log of the worker: one item fails again and again");
            }
            _ => found.ok(id, what),
        }
    }
    Ok(())
}

async fn examine_tenants(
    store: &Store,
    now_us: i64,
    targets: &mut BTreeSet<(String, String)>,
    found: &mut Examination,
) -> Result<(), StoreError> {
    let tenants = store.tenants().await?;
    if tenants.is_empty() {
        found.warn(
            "tenants",
            "there is none",
            "make one with its first key: `recoup keys create --tenant … --person … --roles …`",
        );
    }
    for row in tenants {
        let tenant = row.tenant;
        let counts = store.exception_counts(&tenant, None).await?;
        let open: Vec<String> = counts
            .iter()
            .filter(|count| count.state == "open")
            .map(|count| format!("{} {}", count.count, count.reason))
            .collect();
        if open.is_empty() {
            found.ok("exceptions", format!("{tenant}: none open"));
        } else {
            let what = format!("{tenant}: {}", open.join(", "));
            found.warn(
                "exceptions",
                what,
                "see `recoup exceptions list`, correct the cause, `recoup exceptions resolve`",
            );
        }
        examine_effects(store, &tenant, now_us, (&mut *targets, &mut *found)).await?;
        examine_hooks(store, &tenant, found).await?;
        let (keys, persons) = (store.api_keys(&tenant).await?, store.persons(&tenant).await?);
        examine_keys(&tenant, (&keys, &persons), now_us, found);
    }
    Ok(())
}

/// Deliveries that the nodes refused, by account: anybody can send some, but where they are all there is, a secret is
/// wrong.
async fn examine_hooks(store: &Store, tenant: &str, found: &mut Examination) -> Result<(), StoreError> {
    let mut accounts: BTreeMap<String, (u64, Option<Refused>, Option<i64>)> = BTreeMap::new();
    for row in store.health(tenant).await? {
        let Ok(health) = serde_json::from_str::<AccountHealth>(&row.health) else { continue };
        let seen = accounts.entry(row.account).or_default();
        seen.0 = seen.0.saturating_add(health.refused.count);
        let last = health.refused.samples.into_iter().max_by_key(|one| one.at_us);
        seen.1 = seen.1.take().into_iter().chain(last).max_by_key(|one| one.at_us);
        seen.2 = seen.2.max(health.webhook_us);
    }
    for (account, (count, last, heard_us)) in accounts.into_iter().filter(|(_, seen)| seen.0 > 0) {
        let why = last.as_ref().map_or("", |last| last.why.as_str());
        let what = format!("{tenant}: {count} deliveries of {account} refused, the last because {why}");
        if last.is_some_and(|last| heard_us.is_none_or(|heard_us| heard_us < last.at_us)) {
            let way_out = "compare the account's webhook secrets with the gateway's; some are shown on the page System";
            found.warn("deliveries", what, way_out);
        } else {
            found.ok("deliveries", what);
        }
    }
    Ok(())
}

async fn examine_effects(
    store: &Store,
    tenant: &str,
    now_us: i64,
    (targets, found): (&mut BTreeSet<(String, String)>, &mut Examination),
) -> Result<(), StoreError> {
    let (mut after, mut unknown) = (String::new(), 0_u64);
    loop {
        let page = store.scan_outbox(tenant, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.effect_id);
        for row in page {
            if let Ok(effect) = serde_json::from_str::<Effect>(&row.payload) {
                let old = now_us.saturating_sub(effect.since.as_microsecond()) > UNKNOWN_US;
                unknown += u64::from(old && effect.call == Call::Probe);
            }
            targets.insert((tenant.to_owned(), row.target));
        }
    }
    if unknown == 0 {
        found.ok("unknown_outcomes", format!("{tenant}: none older than 15 minutes"));
    } else {
        let what = format!("{tenant}: {unknown} older than 15 minutes");
        found.warn("unknown_outcomes", what, "the worker goes on asking; look at the gateway's own pages for them");
    }
    Ok(())
}

fn examine_keys(tenant: &str, (keys, persons): (&[ApiKeyRow], &[PersonRow]), now_us: i64, found: &mut Examination) {
    let works = |key: &&ApiKeyRow| access::works(key, now_us) && !access::rests(key, persons);
    let working: Vec<&ApiKeyRow> = keys.iter().filter(works).collect();
    let named = |keys: &[&ApiKeyRow]| {
        let names: Vec<String> = keys.iter().take(5).map(|key| format!("{} ({})", key.key_id, key.person)).collect();
        let more = keys.len().saturating_sub(names.len());
        if more == 0 { names.join(", ") } else { format!("{} and {more} more", names.join(", ")) }
    };
    let forever: Vec<&ApiKeyRow> = working.iter().copied().filter(|key| key.expires_us.is_none()).collect();
    let strong: Vec<&ApiKeyRow> = working.iter().copied().filter(|key| unlimited(key)).collect();
    if working.is_empty() {
        found.warn("api_keys", format!("{tenant}: no working key"), "make one: `recoup keys create`");
        return;
    }
    found.ok("api_keys", format!("{tenant}: {} work", working.len()));
    if !forever.is_empty() {
        let what = format!("{tenant}: {} never expire: {}", forever.len(), named(&forever));
        found.warn(
            "api_keys_expiry",
            what,
            "replace them: `recoup keys rotate --expires-in-days …`; the old ones go on working for a day",
        );
    }
    if !strong.is_empty() {
        let what = format!("{tenant}: {} move any amount: {}", strong.len(), named(&strong));
        found.warn(
            "api_keys_power",
            what,
            "give keys that move money a ceiling (--ceiling EUR=50000) or narrower scopes",
        );
    }
}

/// A key that moves money without a limit, or that cannot be understood.
fn unlimited(key: &ApiKeyRow) -> bool {
    serde_json::from_str::<Grants>(&key.grants).map_or(true, |grants| {
        grants.roles.contains(&Role::BillingAdmin) && grants.ceilings_minor.is_empty() && grants.scopes.is_empty()
    })
}

async fn examine_config(patient: &Patient<'_>, targets: &BTreeSet<(String, String)>, found: &mut Examination) {
    let config = match &patient.config {
        None => {
            found.ok("config", "no file; nothing but offline payments can be made");
            Config::default()
        }
        Some(Ok(config)) => {
            found.ok("config", format!("{} gateway accounts", config.accounts.len()));
            config.clone()
        }
        Some(Err(why)) => {
            found.fail("config", why.clone(), "correct the file; the message names the place");
            return;
        }
    };
    if config.private_addresses {
        found.warn(
            "private_addresses",
            "gateways may be on private addresses",
            "take it out of the file unless this is a test",
        );
    }
    examine_providers(&config, found);
    if let Err(error) = config.accounts() {
        found.fail("accounts", error.to_string(), "see what the message says; `recoup serve` would not start");
    }
    for (tenant, target) in targets {
        let known = config.accounts.iter().any(|entry| entry.tenant == *tenant && entry.name == *target);
        if !known && recoup_gateways::of_account(target).is_some() {
            let what = format!("{tenant}: work waits for {target}, which has no account");
            found.fail("accounts", what, "add the account to the configuration, or give the file with --config");
        }
    }
    for entry in &config.accounts {
        examine_account(entry, &config, patient.offline, found).await;
    }
}

fn examine_providers(config: &Config, found: &mut Examination) {
    match config.providers(config.public_url.as_ref()) {
        Ok(providers) if providers.is_empty() => {}
        Ok(providers) => found.ok("providers", format!("{} providers people may sign in with", providers.len())),
        // `serve` may be given it by its option or by the environment.
        Err(ConfigError::Provider { why: BadProvider::NoPublicUrl, .. }) => {
            found.warn("providers", "sign-in providers are configured, public_url is not", "set public_url");
        }
        Err(error) => {
            found.fail("providers", error.to_string(), "correct the configuration; until then nothing starts")
        }
    }
}

async fn examine_account(entry: &AccountEntry, config: &Config, offline: bool, found: &mut Examination) {
    let name = format!("{} of {}", entry.name, entry.tenant);
    if !entry.base_url.starts_with("https://") && !config.private_addresses {
        let what = format!("{name}: {} is not https", entry.base_url);
        found.fail("base_url", what, "write https://…; private_addresses = true allows plain http, for sandboxes only");
        return;
    }
    if entry.webhook_secrets.is_empty() {
        let what = format!("{name}: no webhook secret");
        found.warn("webhook_secrets", what, "add webhook_secrets; without them no webhook of the gateway is believed");
    }
    if offline {
        return;
    }
    let net = match Net::new(Duration::from_secs(10), config.private_addresses) {
        Ok(net) => net,
        Err(why) => {
            found.fail("gateway", format!("{name}: {why}"), "the TLS of this machine cannot be set up");
            return;
        }
    };
    let request = Request { method: "GET", url: entry.base_url.clone(), headers: Vec::new(), body: String::new() };
    match net.send(&request).await {
        // Any answer will do: without a key most gateways answer with a refusal.
        Sent::Http { status, .. } => {
            let what =
                format!("{name} answers ({status}); `recoup gateway doctor {}` tries its credentials", entry.name);
            found.ok("gateway", what);
        }
        Sent::NotSent(why) | Sent::MaybeSent(why) => {
            found.fail("gateway", format!("{name}: {why}"), "check base_url, name resolution and the firewall");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_line_counts_and_says_the_way_out() {
        let mut found = Examination::default();
        assert_eq!(found.worst(), Level::Ok);
        found.ok("schema", "version 1");
        found.warn("clock", "moved", "do not");
        found.fail("writable", "no", "free the disk");
        assert_eq!(found.worst(), Level::Fail);
        let text = found.text();
        assert!(text.contains("FAIL  writable") && text.contains("free the disk"), "{text}");
    }
}
