//! `recoup gateway add` and its siblings: accounts that a tenant keeps in the database. Secrets come from the environment, a file or standard
//! input, never from an option, which other users of the machine and the shell's history would see.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::super::OfTenant;
use super::super::local::ensure_tenant;
use super::super::output::Output;
use super::super::serve::clock;
use crate::config::SecretFrom;
use crate::credentials::{self, Change, NewAccount};
use crate::store::gateway_accounts::GatewayAccountRow;
use crate::views::ledger::instant;

/// Most bytes of a secret on standard input.
const MOST_STDIN: u64 = 16 * 1024;

/// Adds, lists, changes, closes and opens gateway accounts of a tenant.
#[derive(Debug, Subcommand)]
pub enum Accounts {
    /// Adds an account; its secrets are sealed.
    Add(Add),
    /// Lists accounts without their secrets.
    List(OfTenant),
    /// Changes the address or the settings of an account.
    Set(Set),
    /// Replaces the API secret of an account, with the setting that goes with it, or adds a webhook secret before the old
    /// ones.
    Rotate(Rotate),
    /// Takes no new payments with an account. Those it has go on: captures, refunds and webhooks.
    Disable(One),
    /// Takes new payments with an account again.
    Enable(One),
}

/// Which account, and who asks.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    of: OfTenant,
    /// Who does it, for the audit.
    #[arg(long, default_value = "operator")]
    person: String,
    /// Gateway and name, such as `stripe:main`.
    name: String,
}

/// Where a secret is.
#[derive(Debug, Args)]
pub struct Secret {
    /// Environment variable with the API secret.
    #[arg(long, value_name = "NAME", conflicts_with = "secret_file")]
    secret_env: Option<String>,
    /// File with the API secret; `-` for standard input.
    #[arg(long, value_name = "PATH")]
    secret_file: Option<PathBuf>,
}

/// Where a webhook secret is.
#[derive(Debug, Args)]
pub struct WebhookSecret {
    /// Environment variable with a webhook secret.
    #[arg(long, value_name = "NAME", conflicts_with = "webhook_secret_file")]
    webhook_secret_env: Option<String>,
    /// File with a webhook secret; `-` for standard input.
    #[arg(long, value_name = "PATH")]
    webhook_secret_file: Option<PathBuf>,
}

/// Settings of an account.
#[derive(Debug, Args)]
pub struct Settings {
    /// A setting that is no secret, such as `merchant_account=Shop`.
    #[arg(long, value_name = "NAME=VALUE")]
    setting: Vec<String>,
    /// A setting from an environment variable, such as `public_key=BRAINTREE_PUBLIC_KEY`.
    #[arg(long, value_name = "NAME=VARIABLE")]
    setting_env: Vec<String>,
    /// A setting from a file.
    #[arg(long, value_name = "NAME=PATH")]
    setting_file: Vec<String>,
}

/// An account to add.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    one: One,
    /// Where its API is, such as `https://api.stripe.com`.
    #[arg(long)]
    base_url: String,
    #[command(flatten)]
    secret: Secret,
    #[command(flatten)]
    webhook_secret: WebhookSecret,
    #[command(flatten)]
    settings: Settings,
}

/// What to change of an account.
#[derive(Debug, Args)]
pub struct Set {
    #[command(flatten)]
    one: One,
    /// Where its API is.
    #[arg(long)]
    base_url: Option<String>,
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    anyway: Anyway,
}

/// What to do about deliveries that are kept and not read yet.
#[derive(Debug, Args)]
pub struct Anyway {
    /// Forget by what deliveries are believed although some are kept that could not be read any more.
    #[arg(long)]
    anyway: bool,
}

/// Secrets to replace.
#[derive(Debug, Args)]
pub struct Rotate {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    secret: Secret,
    #[command(flatten)]
    webhook_secret: WebhookSecret,
    #[command(flatten)]
    settings: Settings,
    /// Believe the older webhook secrets no more.
    #[arg(long)]
    forget_old_webhook_secrets: bool,
    #[command(flatten)]
    anyway: Anyway,
}

impl Accounts {
    /// Runs the command.
    ///
    /// # Errors
    /// What is wrong with what is asked for, or what the database met.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run(out).await,
            Self::List(of) => {
                let rows = of.open().await?.gateway_accounts_of(&of.tenant).await?;
                let values: Vec<Value> = rows.iter().map(shown).collect();
                out.either(&values, || rows.iter().map(line).collect());
                Ok(())
            }
            Self::Set(set) => {
                let settings = set.settings.read(&set.one.name)?;
                let change = Change { base_url: set.base_url, settings, ..set.anyway.change() };
                set.one.change(change, out).await
            }
            Self::Rotate(rotate) => rotate.run(out).await,
            Self::Disable(one) => one.change(Change { open: Some(false), ..Change::default() }, out).await,
            Self::Enable(one) => one.change(Change { open: Some(true), ..Change::default() }, out).await,
        }
    }
}

impl One {
    async fn change(&self, change: Change, out: Output) -> anyhow::Result<()> {
        anyhow::ensure!(!change.is_empty(), "nothing is to be changed; `--help` lists what can be");
        let store = self.of.open().await?;
        let now_us = clock(&store).await?.now().as_microsecond();
        let whose = (self.of.tenant.as_str(), self.name.as_str());
        let row = credentials::change(&store, whose, change, (&self.person, now_us)).await?;
        out.either(&shown(&row), || format!("{}running servers follow within seconds", line(&row)));
        Ok(())
    }
}

impl Add {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let secret = self.secret.read()?;
        let secret = secret.map_or_else(|| from_stdin("the API secret"), Ok)?;
        let new = NewAccount {
            tenant: self.one.of.tenant.clone(),
            name: self.one.name.clone(),
            base_url: self.base_url,
            secret,
            webhook_secrets: self.webhook_secret.read()?.into_iter().collect(),
            settings: self.settings.read(&self.one.name)?,
        };
        let store = self.one.of.open().await?;
        let now_us = clock(&store).await?.now().as_microsecond();
        ensure_tenant(&store, &self.one.of.tenant, now_us).await?;
        let row = credentials::add(&store, new, (&self.one.person, now_us)).await?;
        out.either(&shown(&row), || format!("{}running servers follow within seconds", line(&row)));
        Ok(())
    }
}

impl Anyway {
    /// Nothing to change yet, asked for by the operator.
    fn change(&self) -> Change {
        Change { of_operator: true, anyway: self.anyway, ..Change::default() }
    }
}

impl Rotate {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let change = Change {
            secret: self.secret.read()?,
            webhook_secret: self.webhook_secret.read()?,
            settings: self.settings.read(&self.one.name)?,
            forget_old_webhook_secrets: self.forget_old_webhook_secrets,
            ..self.anyway.change()
        };
        anyhow::ensure!(
            !change.is_empty(),
            "say where the new secret is: --secret-env, --secret-file or --webhook-secret-…"
        );
        self.one.change(change, out).await
    }
}

impl Secret {
    fn read(&self) -> anyhow::Result<Option<String>> {
        from(self.secret_env.as_ref(), self.secret_file.as_ref(), "the API secret")
    }
}

impl WebhookSecret {
    fn read(&self) -> anyhow::Result<Option<String>> {
        from(self.webhook_secret_env.as_ref(), self.webhook_secret_file.as_ref(), "the webhook secret")
    }
}

impl Settings {
    /// The settings for an account; one that is a secret is refused where others could read it.
    fn read(&self, account: &str) -> anyhow::Result<BTreeMap<String, String>> {
        let is_secret =
            |name: &str| credentials::wanted(account).iter().any(|known| known.name == name && known.secret);
        let mut all = BTreeMap::new();
        let part = |text: &str| -> anyhow::Result<(String, String)> {
            let parts = text.split_once('=').filter(|(name, _)| !name.is_empty());
            let (name, value) = parts.ok_or_else(|| anyhow::anyhow!("write a setting as NAME=VALUE, not `{text}`"))?;
            Ok((name.to_owned(), value.to_owned()))
        };
        for text in &self.setting {
            let (name, value) = part(text)?;
            anyhow::ensure!(!is_secret(&name), "`{name}` is a secret; give it by --setting-env or --setting-file");
            all.insert(name, value);
        }
        for text in &self.setting_env {
            let (name, variable) = part(text)?;
            let value = SecretFrom::Env(variable).read(&format!("the setting {name}"))?;
            all.insert(name, value);
        }
        for text in &self.setting_file {
            let (name, path) = part(text)?;
            let value = SecretFrom::File(PathBuf::from(path)).read(&format!("the setting {name}"))?;
            all.insert(name, value);
        }
        Ok(all)
    }
}

fn from(variable: Option<&String>, file: Option<&PathBuf>, whose: &str) -> anyhow::Result<Option<String>> {
    match (variable, file) {
        (Some(name), _) => Ok(Some(SecretFrom::Env(name.clone()).read(whose)?)),
        (None, Some(path)) if path.as_os_str() == "-" => from_stdin(whose).map(Some),
        (None, Some(path)) => Ok(Some(SecretFrom::File(path.clone()).read(whose)?)),
        (None, None) => Ok(None),
    }
}

/// A secret that is piped in. A terminal would show what is typed.
fn from_stdin(whose: &str) -> anyhow::Result<String> {
    let input = std::io::stdin();
    anyhow::ensure!(
        !input.is_terminal(),
        "{whose} is missing; name an environment variable or a file for it, or pipe it in"
    );
    let mut text = String::new();
    input.lock().take(MOST_STDIN).read_to_string(&mut text)?;
    let text = text.trim().to_owned();
    anyhow::ensure!(!text.is_empty(), "{whose} is empty");
    Ok(text)
}

fn shown(row: &GatewayAccountRow) -> Value {
    json!({
        "tenant": row.tenant,
        "name": row.name,
        "base_url": row.base_url,
        "state": row.state,
        "secrets": serde_json::from_str::<Value>(&row.hints).unwrap_or_default(),
        "settings": serde_json::from_str::<Value>(&row.settings).unwrap_or_default(),
        "sealed_with": crate::vault::sealed_with(&row.secrets),
        "changed_at": instant(row.changed_us),
        "changed_by": row.changed_by,
    })
}

fn line(row: &GatewayAccountRow) -> String {
    let hints = credentials::hint_words(row);
    format!(
        "{}  {}  {}  {hints}  changed {} by {}\n",
        row.name,
        row.state,
        row.base_url,
        instant(row.changed_us),
        row.changed_by
    )
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::gateway::Gateway;
    use crate::cli::{Cli, Command};

    #[test]
    fn settings_say_what_is_wrong_with_them() {
        let read = |setting: &str, setting_env: &str| {
            let listed = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
            let (setting, setting_env) = (listed(setting), listed(setting_env));
            let settings = Settings { setting, setting_env, setting_file: Vec::new() };
            settings.read("adyen:shop").map_err(|error| error.to_string())
        };
        let all = read("merchant_account=Shop=1", "").expect("it fits");
        assert_eq!(all.get("merchant_account").map(String::as_str), Some("Shop=1"));
        for (setting, setting_env, says) in [
            ("merchant_account", "", "NAME=VALUE"),
            ("=Shop", "", "NAME=VALUE"),
            ("", "merchant_account=RECOUP_NOT_SET", "RECOUP_NOT_SET"),
        ] {
            let why = read(setting, setting_env).expect_err(says);
            assert!(why.contains(says), "{why}");
        }
    }

    #[test]
    fn a_secret_is_never_an_option() {
        for bad in ["--secret=sk_1", "--webhook-secret=whsec_1"] {
            let typed = ["recoup", "gateway", "rotate", "stripe:main", bad];
            assert!(Cli::try_parse_from(typed).is_err(), "{bad}");
        }
        let typed = ["recoup", "gateway", "rotate", "stripe:main", "--secret-env", "A", "--secret-file", "b"];
        assert!(Cli::try_parse_from(typed).is_err(), "one place is enough");
        let typed = ["recoup", "gateway", "rotate", "stripe:main", "--secret-file", "-"];
        let parsed = Cli::try_parse_from(typed).expect("it fits");
        let Command::Gateway(Gateway::Accounts(accounts)) = parsed.command else { panic!("{:?}", parsed.command) };
        assert!(matches!(*accounts, Accounts::Rotate(_)));
    }
}
