//! `recoup team`: persons added, listed, shut out and let in on the database. The first person of an installation comes
//! in this way; whoever may write the database may do all of it.

use anyhow::Context;
use clap::{Args, Subcommand};
use recoup_core::actor::Role;
use recoup_core::money::Currency;
use serde::Serialize;

use super::OfTenant;
use super::local::ensure_tenant;
use super::output::Output;
use super::serve::{clock, open};
use crate::access::Grants;
use crate::machine::Machine;
use crate::people::{duties, team};
use crate::store::Store;
use crate::store::person_rows::PersonRow;
use crate::views::ledger::instant;

/// Who is noted as having done it: whoever sits at the machine.
const BY: &str = "";

/// Persons who sign in.
#[derive(Debug, Subcommand)]
pub enum Team {
    /// Adds a person and prints the link that sets the account up; it is shown once.
    Add(Add),
    /// Lists persons with their roles.
    List(OfTenant),
    /// Prints a new link for a person; nothing changes until it is used.
    Link(Link),
    /// Shuts a person out: sessions end, links stop, keys are revoked.
    Disable(Disable),
    /// Lets a person in again.
    Enable(One),
}

/// One person of a team.
#[derive(Debug, Args)]
pub struct One {
    #[command(flatten)]
    of: OfTenant,
    /// The name that approvals compare.
    #[arg(long)]
    person: String,
}

/// Where the links that are printed lead.
#[derive(Debug, Args)]
pub struct Address {
    /// Where persons reach the server.
    #[arg(long, env = "RECOUP_URL", default_value = "http://127.0.0.1:7700")]
    url: String,
}

/// A person to add.
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    address: Address,
    /// What the person signs in with.
    #[arg(long)]
    email: String,
    /// As colleagues read it; the same as the person when missing.
    #[arg(long)]
    name: Option<String>,
    /// Roles: viewer, support, `billing_admin`, approver, finance, developer, auditor.
    #[arg(long, value_delimiter = ',', required = true)]
    roles: Vec<String>,
    /// The most the person may move in one act, such as EUR=50000 (minor units).
    #[arg(long)]
    ceiling: Vec<String>,
}

/// A person who gets another link.
#[derive(Debug, Args)]
pub struct Link {
    #[command(flatten)]
    one: One,
    #[command(flatten)]
    address: Address,
}

/// A person to shut out.
#[derive(Debug, Args)]
pub struct Disable {
    #[command(flatten)]
    one: One,
    /// Revoke no API key of the person: they rest while the person is shut out, and work again once the person is let in.
    #[arg(long)]
    keep_keys: bool,
}

#[derive(Serialize)]
struct Linked<'a> {
    person: &'a str,
    tenant: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Listed {
    person: String,
    name: String,
    email: String,
    roles: Vec<&'static str>,
    second_factor: bool,
    last_seen_at: Option<String>,
    disabled_at: Option<String>,
}

impl Team {
    /// Runs the command.
    ///
    /// # Errors
    /// When a word is not known, nobody has that name, or the database cannot be written.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run(out).await,
            Self::List(of) => list(&of, out).await,
            Self::Link(link) => link.run(out).await,
            Self::Disable(disable) => disable.run(out).await,
            Self::Enable(one) => {
                let (store, person) = one.read().await?;
                if person.disabled_us.is_some() {
                    done(team::let_in(&store, &person, BY, wall_us()).await?)?;
                }
                out.either(&serde_json::json!({ "enabled": person.person }), || "may come in".to_owned());
                Ok(())
            }
        }
    }
}

fn wall_us() -> i64 {
    Machine::default().wall_us()
}

/// Nothing was changed where somebody else was quicker.
fn done(changed: bool) -> anyhow::Result<()> {
    anyhow::ensure!(changed, "somebody else changed this account just now; look at it and try again");
    Ok(())
}

impl One {
    async fn read(&self) -> anyhow::Result<(Store, PersonRow)> {
        let store = self.of.open().await?;
        let person = store.person(&self.of.tenant, &self.person).await?;
        let person = person.ok_or_else(|| {
            anyhow::anyhow!("tenant {} has no person {}; `recoup team list` shows them", self.of.tenant, self.person)
        })?;
        Ok((store, person))
    }
}

impl Address {
    fn print(&self, person: &PersonRow, link: &str, out: Output) {
        let url = format!("{}/welcome/{link}", self.url.trim_end_matches('/'));
        out.either(&Linked { person: &person.person, tenant: &person.tenant, url: &url }, || {
            format!(
                "{url}\nHand it to {} and nobody else: it works once, for two days, and is shown only now.",
                person.name
            )
        });
    }
}

impl Add {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let store = open(&self.one.of.database, 1).await?;
        let (tenant, person, now_us) = (self.one.of.tenant.as_str(), self.one.person.as_str(), wall_us());
        let grants = Grants {
            roles: self.roles.iter().map(|word| role(word)).collect::<Result<_, _>>()?,
            scopes: Vec::new(),
            ceilings_minor: self.ceiling.iter().map(|text| ceiling(text)).collect::<Result<_, _>>()?,
        };
        let names = (person, self.email.as_str(), self.name.as_deref().unwrap_or(person));
        let row = team::checked(tenant, names, &grants, now_us)
            .map_err(|(field, why)| anyhow::anyhow!("--{field}: {why}"))?;
        ensure_tenant(&store, tenant, clock(&store).await?.now().as_microsecond()).await?;
        let link = team::add(&store, &row, BY).await?;
        let link = link.ok_or_else(|| {
            anyhow::anyhow!(
                "the person {} or the address {} is there already; `recoup team list`",
                row.person,
                row.email
            )
        })?;
        for pair in duties::pairs(&[grants]) {
            out.hint(&format!("{} {}: {}", row.person, pair.rule.to_lowercase(), pair.why));
        }
        self.address.print(&row, &link, out);
        Ok(())
    }
}

fn role(word: &str) -> anyhow::Result<Role> {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    Role::from_word(word.trim())
        .ok_or_else(|| anyhow::anyhow!("`{word}` is not a role; there are {}", known.join(", ")))
}

/// Reads a ceiling of a person or a key, such as EUR=50000: minor units, none below zero. Zero lets nothing move.
pub(super) fn ceiling(text: &str) -> anyhow::Result<(String, i64)> {
    let read = text.split_once('=').and_then(|(code, minor)| {
        let currency: Currency = code.parse().ok()?;
        let minor: i64 = minor.parse().ok()?;
        (minor >= 0).then(|| (currency.code().to_owned(), minor))
    });
    read.ok_or_else(|| anyhow::anyhow!("`{text}` is not a ceiling; write EUR=50000 for 500.00 EUR"))
}

impl Link {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let (store, person) = self.one.read().await?;
        anyhow::ensure!(person.disabled_us.is_none(), "{} is shut out; `recoup team enable` first", person.person);
        let link = team::link(&store, &person, BY, wall_us()).await?;
        let link = link.with_context(|| format!("{} was changed just now; try again", person.person))?;
        self.address.print(&person, &link, out);
        Ok(())
    }
}

impl Disable {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let (store, person) = self.one.read().await?;
        let now_us = wall_us();
        if person.disabled_us.is_none() {
            done(team::shut_out(&store, &person, BY, now_us).await?)?;
        }
        let revoked = if self.keep_keys {
            Vec::new()
        } else {
            let engine_us = clock(&store).await?.now().as_microsecond();
            team::revoke_keys(&store, &person, BY, (now_us, engine_us)).await?
        };
        let value = serde_json::json!({ "disabled": person.person, "revoked": revoked });
        out.either(&value, || {
            if self.keep_keys {
                "shut out, no keys revoked: they rest, and work again once the person is let in".to_owned()
            } else {
                format!("shut out, {} keys revoked for good", revoked.len())
            }
        });
        Ok(())
    }
}

async fn list(of: &OfTenant, out: Output) -> anyhow::Result<()> {
    let store = of.open().await?;
    let seen = store.last_seen(&of.tenant).await?;
    let listed = |row: PersonRow| Listed {
        roles: duties::read(&row.grants).roles.iter().map(|role| role.word()).collect(),
        second_factor: !row.second_factor.is_empty(),
        last_seen_at: seen.iter().find(|(name, _)| *name == row.person).map(|(_, at_us)| instant(*at_us)),
        disabled_at: row.disabled_us.map(instant),
        person: row.person,
        name: row.name,
        email: row.email,
    };
    let rows: Vec<Listed> = store.persons(&of.tenant).await?.into_iter().map(listed).collect();
    out.either(&rows, || rows.iter().map(line).collect());
    Ok(())
}

fn line(row: &Listed) -> String {
    let factor = if row.second_factor { "" } else { "  no second factor" };
    let out = row.disabled_at.as_ref().map_or_else(String::new, |at| format!("  shut out {at}"));
    format!("{}  {}  {}  {}{factor}{out}\n", row.person, row.name, row.email, row.roles.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_ceilings_are_read_or_refused() {
        assert!(matches!(role(" billing_admin"), Ok(Role::BillingAdmin)));
        assert!(role("boss").is_err_and(|why| why.to_string().contains("auditor")));
        assert_eq!(ceiling("EUR=50000").ok(), Some(("EUR".to_owned(), 50_000)));
        assert_eq!(ceiling("JPY=0").ok(), Some(("JPY".to_owned(), 0)), "it lets nothing move");
        for bad in ["EUR", "EUR=-1", "eur=5", "EUR=5.00", "=5"] {
            assert!(ceiling(bad).is_err(), "{bad}");
        }
    }
}
