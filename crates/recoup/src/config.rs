//! Configuration: one optional TOML file, overridden by options and environment. Secrets come from files
//! or the environment, so that the file itself can be checked in.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use recoup_gateways::{Account, Gateway, NoAccount};
use serde::Deserialize;

use crate::credentials;
use crate::http::public_url::PublicUrl;
use crate::people::oidc::{BadProvider, Settings};
use crate::worker::{Accounts, WorkerOptions};

/// What a configuration file may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Gateway accounts.
    #[serde(default, rename = "account")]
    pub accounts: Vec<AccountEntry>,
    /// Where people reach the pages, such as `https://pay.example`; without it, they work on this machine only.
    pub public_url: Option<PublicUrl>,
    /// Providers of identities that people may sign in with instead of a password.
    #[serde(default)]
    pub oidc: Vec<ProviderEntry>,
    /// Whether gateways and providers may be on private addresses: for sandboxes and tests only.
    #[serde(default)]
    pub private_addresses: bool,
    /// Longest wait for a gateway's answer, 1 to 60 seconds; 20 when missing. Claims last four and a half times as
    /// long, and so does what a killed node had under way.
    pub call_timeout_secs: Option<u64>,
    /// Days for which contents of evidence are kept after the last word about a dispute's payment, 30 at least; 400 when
    /// missing.
    pub evidence_days: Option<u64>,
    /// Requests a second per API key; 0 means no limit.
    pub requests_per_second: Option<u32>,
    /// Requests a second per tenant, over all its keys; 0 means no limit.
    pub requests_per_second_tenant: Option<u32>,
    /// Webhooks a second per address; 0 means no limit.
    pub deliveries_per_second: Option<u32>,
    /// Addresses of proxies in front of this server. Only what they say in `X-Forwarded-For` about where a request came
    /// from is believed; limits go by it.
    #[serde(default)]
    pub trusted_proxies: Vec<IpAddr>,
}

/// A gateway account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountEntry {
    /// Tenant it belongs to.
    pub tenant: String,
    /// Gateway and name, such as `sandbox:main`.
    pub name: String,
    /// Where its API is.
    pub base_url: String,
    /// Environment variable or file that holds the API secret.
    pub secret: SecretFrom,
    /// Environment variables or files that hold webhook secrets; several while they rotate.
    #[serde(default)]
    pub webhook_secrets: Vec<SecretFrom>,
    /// What else its gateway needs, by name.
    #[serde(default)]
    pub settings: BTreeMap<String, SettingFrom>,
}

/// A provider of identities (OpenID Connect).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderEntry {
    /// Its name in addresses: small letters, digits and dashes.
    pub name: String,
    /// What its button says; the name when missing.
    pub label: Option<String>,
    /// Tenant whose persons it stands for.
    pub tenant: String,
    /// Its issuer, exactly as its tokens write it.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// Environment variable or file that holds the client secret.
    pub client_secret: SecretFrom,
}

/// Where a secret is.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SecretFrom {
    /// In an environment variable.
    Env(String),
    /// In a file; blanks around it do not count.
    File(PathBuf),
}

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the configuration {path} cannot be read: {source}")]
    Unreadable {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file does not fit.
    #[error("the configuration {path} is not valid: {why}")]
    Invalid {
        /// Which file.
        path: String,
        /// Why.
        why: String,
    },
    /// A secret is not where the file says.
    #[error("the secret of {whose} is not there: {why}; set it, or correct the configuration")]
    SecretMissing {
        /// Which account or provider.
        whose: String,
        /// Where it was looked for.
        why: String,
    },
    /// A provider of identities could not work so.
    #[error("the sign-in provider {name} cannot work: {why}")]
    Provider {
        /// Which provider.
        name: String,
        /// Why.
        why: BadProvider,
    },
    /// A gateway account lacks something, or has something its gateway does not know.
    #[error("account {account}: {why}")]
    Setting {
        /// Which account.
        account: String,
        /// What is wrong and what would be right.
        why: String,
    },
    /// No account has this name.
    #[error("no gateway account {account} is configured; there are: {known}. Give the file with --config")]
    NoAccount {
        /// What was asked for.
        account: String,
        /// Accounts there are.
        known: String,
    },
    /// Several tenants have an account of this name.
    #[error("several tenants have an account {account}; choose with --tenant, there are: {tenants}")]
    SeveralAccounts {
        /// What was asked for.
        account: String,
        /// Tenants there are.
        tenants: String,
    },
    /// An account names a gateway that can have none.
    #[error("account {account}: {why}")]
    NotOfGateway {
        /// Which account.
        account: String,
        /// Why not.
        why: NoAccount,
    },
}

impl AccountEntry {
    /// The account with its secrets, and its gateway.
    fn read(&self) -> Result<(&'static dyn Gateway, Account), ConfigError> {
        let refused = |why| ConfigError::NotOfGateway { account: self.name.clone(), why };
        let gateway = recoup_gateways::for_account(&self.name).map_err(refused)?;
        let whose = format!("account {}", self.name);
        let account = Account {
            name: self.name.clone(),
            base_url: self.base_url.trim_end_matches('/').to_owned(),
            secret: self.secret.read(&whose)?,
            webhook_secrets: self.webhook_secrets.iter().map(|from| from.read(&whose)).collect::<Result<_, _>>()?,
            settings: settings(self, &whose)?,
            session: String::new(),
        };
        Ok((gateway, account))
    }
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read or does not fit.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let shown = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: shown.clone(), source })?;
        toml::from_str(&text).map_err(|error| ConfigError::Invalid { path: shown, why: error.to_string() })
    }

    /// How a worker works by this configuration.
    #[must_use]
    pub fn worker_options(&self) -> WorkerOptions {
        let usual = WorkerOptions::default();
        let timeout = self.call_timeout_secs.map_or(usual.timeout, |secs| Duration::from_secs(secs.clamp(1, 60)));
        let days = |days: u64| Duration::from_secs(days.clamp(30, 36_500) * 86_400);
        let evidence = self.evidence_days.map_or(usual.evidence, days);
        WorkerOptions { private_addresses: self.private_addresses, timeout, evidence, ..usual }
    }

    /// The gateway accounts with their secrets.
    ///
    /// # Errors
    /// When a secret is missing or a gateway is unknown.
    pub fn accounts(&self) -> Result<Accounts, ConfigError> {
        let read = |entry: &AccountEntry| Ok((entry.tenant.clone(), entry.read()?.1));
        self.accounts.iter().map(read).collect::<Result<_, ConfigError>>().map(Accounts::new)
    }

    /// One gateway account with its secrets, whatever is wrong with the others.
    ///
    /// # Errors
    /// When there is none or several, a secret is missing, or a setting is.
    pub fn account(&self, name: &str, tenant: Option<&str>) -> Result<(&'static dyn Gateway, Account), ConfigError> {
        let wanted = |entry: &&AccountEntry| entry.name == name && tenant.is_none_or(|tenant| entry.tenant == tenant);
        let list = |part: fn(&AccountEntry) -> &str| {
            let words: Vec<&str> = self.accounts.iter().map(part).collect();
            if words.is_empty() { "none".to_owned() } else { words.join(", ") }
        };
        let mut found = self.accounts.iter().filter(wanted);
        match (found.next(), found.next()) {
            (Some(entry), None) => entry.read(),
            (None, _) => Err(ConfigError::NoAccount { account: name.to_owned(), known: list(|entry| &entry.name) }),
            (Some(_), Some(_)) => {
                Err(ConfigError::SeveralAccounts { account: name.to_owned(), tenants: list(|entry| &entry.tenant) })
            }
        }
    }

    /// The providers of identities with their secrets, for a server that people reach at an address.
    ///
    /// # Errors
    /// When a secret is missing or a provider could not work.
    pub fn providers(&self, public_url: Option<&PublicUrl>) -> Result<Vec<Settings>, ConfigError> {
        let mut providers: Vec<Settings> = Vec::new();
        for entry in &self.oidc {
            let refused = |why| ConfigError::Provider { name: entry.name.clone(), why };
            let settings = Settings {
                name: entry.name.clone(),
                label: entry.label.clone().unwrap_or_else(|| entry.name.clone()),
                tenant: entry.tenant.clone(),
                issuer: entry.issuer.clone(),
                client_id: entry.client_id.clone(),
                client_secret: entry.client_secret.read(&format!("provider {}", entry.name))?,
            };
            settings.check(self.private_addresses).map_err(refused)?;
            if providers.iter().any(|other| other.name == settings.name) {
                return Err(refused(BadProvider::Twice));
            }
            if public_url.is_none() {
                return Err(refused(BadProvider::NoPublicUrl));
            }
            providers.push(settings);
        }
        Ok(providers)
    }
}

/// A setting of a gateway account: as it stands, or from where a secret is.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum SettingFrom {
    /// As it stands in the file.
    Plain(String),
    /// From the environment or a file.
    Secret(SecretFrom),
}

/// The settings of an account, all that its gateway needs and none that it does not know.
fn settings(entry: &AccountEntry, whose: &str) -> Result<BTreeMap<String, String>, ConfigError> {
    let refused = |why: String| ConfigError::Setting { account: entry.name.clone(), why };
    credentials::check_known(&entry.name, entry.settings.keys()).map_err(refused)?;
    let is_secret =
        |name: &str| credentials::wanted(&entry.name).iter().any(|known| known.name == name && known.secret);
    let mut settings = BTreeMap::new();
    for (name, from) in &entry.settings {
        let value = match from {
            SettingFrom::Plain(_) if is_secret(name) => {
                return Err(refused(format!("`{name}` is a secret; name an environment variable or a file instead")));
            }
            SettingFrom::Plain(value) => value.clone(),
            SettingFrom::Secret(from) => from.read(whose)?,
        };
        settings.insert(name.clone(), value);
    }
    credentials::check_complete(&entry.name, &settings).map_err(refused)?;
    Ok(settings)
}

impl SecretFrom {
    /// The secret itself.
    ///
    /// # Errors
    /// [`ConfigError::SecretMissing`].
    pub fn read(&self, whose: &str) -> Result<String, ConfigError> {
        let missing = |why: String| ConfigError::SecretMissing { whose: whose.to_owned(), why };
        let secret = match self {
            Self::Env(name) => std::env::var(name).map_err(|_| missing(format!("the environment has no {name}")))?,
            Self::File(path) => std::fs::read_to_string(path)
                .map_err(|error| missing(format!("{}: {error}", path.display())))?
                .trim()
                .to_owned(),
        };
        if secret.is_empty() { Err(missing("it is empty".to_owned())) } else { Ok(secret) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_and_missing_secrets_are_named() {
        let error = toml::from_str::<Config>("acount = 1").expect_err("a typo is refused");
        assert!(error.to_string().contains("acount"));
        let config: Config = toml::from_str(
            "[[account]]\ntenant='shop'\nname='sandbox:main'\nbase_url='http://x/'\nsecret={env='RECOUP_NOT_SET'}\n",
        )
        .expect("it fits");
        assert!(config.accounts().expect_err("no secret").to_string().contains("RECOUP_NOT_SET"));
        let of = |name: &str| {
            let entry = format!("tenant='shop'\nname='{name}'\nbase_url='http://x/'\nsecret={{env='PATH'}}\n");
            let config: Config = toml::from_str(&format!("[[account]]\n{entry}")).expect("it fits");
            config.accounts().expect_err("it is refused")
        };
        let only = of("checkout:main");
        let said = matches!(only, ConfigError::NotOfGateway { why: NoAccount::CapabilitiesOnly { .. }, .. });
        assert!(said && only.to_string().contains("nothing can be sent"), "{only}");
        assert!(of("grimace:main").to_string().contains("stripe"), "{}", of("grimace:main"));
    }

    #[test]
    fn a_public_address_and_providers_are_checked_when_they_are_read() {
        let error = toml::from_str::<Config>("public_url = 'http://pay.example'").expect_err("it is not secure");
        assert!(error.to_string().contains("https"), "{error}");
        let one = "[[oidc]]\nname='work'\ntenant='shop'\nissuer='https://id.example'\nclient_id='recoup'\n";
        let read = |more: &str| {
            let text = format!("{one}client_secret={{{more}}}\n{one}client_secret={{{more}}}\n");
            toml::from_str::<Config>(&text).expect("it fits")
        };
        let here: PublicUrl = "https://pay.example".parse().expect("an address");
        // PATH is set wherever a test runs.
        let set = read("env='PATH'");
        let why = |config: &Config, at| config.providers(at).expect_err("it cannot work").to_string();
        assert!(why(&set, Some(&here)).contains("taken by another"), "{}", why(&set, Some(&here)));
        assert!(why(&set, None).contains("public_url"), "{}", why(&set, None));
        assert!(why(&read("env='RECOUP_NOT_SET'"), Some(&here)).contains("provider work"));
    }
}
