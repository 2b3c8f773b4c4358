//! One PostgreSQL data directory and the server on it, made for a test run and thrown away.
//! PostgreSQL refuses root, so root hands the directory and the programs to an unprivileged user that exists already.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::Binaries;
use crate::process;

const SUPERUSER: &str = "recoup";
const START_LIMIT: Duration = Duration::from_secs(60);
const LOG_TAIL_LINES: usize = 40;

/// What the tests rely on: durable commits as in production, many connections, no network.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "fsync=on",
    "synchronous_commit=on",
    "shared_buffers=256MB",
    "max_connections=200",
    "logging_collector=off",
];

/// Whom root lends the directory to.
struct Account {
    user: u32,
    group: u32,
}

/// A server on a directory of its own. Dropping it stops the one and removes the other.
pub struct Cluster {
    server: Option<Child>,
    pg_ctl: Command,
    directory: TempDir,
}

impl Cluster {
    /// Makes the directory, starts the server and waits until it takes connections.
    pub fn start(binaries: &Binaries) -> Result<Self> {
        // Directly under /tmp, because the path of a socket may have about 100 characters only.
        let directory = tempfile::Builder::new().prefix("recoup-pg-").tempdir_in("/tmp")?;
        let account = if process::is_root()? { Some(unprivileged()?) } else { None };
        if let Some(Account { user, group }) = account {
            std::os::unix::fs::chown(directory.path(), Some(user), Some(group))?;
        }
        let program = |name: &str| command(&binaries.program(name), account.as_ref(), directory.path());
        let data = directory.path().join("data");

        let mut initdb = program("initdb")?;
        initdb.arg("-D").arg(&data).args(["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-locale"]);
        process::output(initdb.arg("--no-sync")).context("could not make a PostgreSQL cluster")?;

        let log = File::create(directory.path().join("log"))?;
        let mut postgres = program("postgres")?;
        postgres.arg("-D").arg(&data);
        for setting in SETTINGS {
            postgres.args(["-c", setting]);
        }
        postgres.arg("-c").arg(format!("unix_socket_directories={}", directory.path().display()));
        postgres.stdout(log.try_clone()?).stderr(log);
        let mut pg_ctl = program("pg_ctl")?;
        pg_ctl.arg("-D").arg(&data);

        let server = postgres.spawn().context("could not start PostgreSQL")?;
        let mut cluster = Self { server: Some(server), pg_ctl, directory };
        cluster.wait_until_ready()?;
        Ok(cluster)
    }

    /// How a client reaches it.
    pub fn url(&self) -> String {
        format!("postgresql:///postgres?host={}&user={SUPERUSER}", self.directory.path().display())
    }

    /// Fails, with the end of the log, when the server is no longer there.
    pub fn check(&mut self) -> Result<()> {
        let Some(server) = &mut self.server else { bail!("PostgreSQL was stopped") };
        match server.try_wait()? {
            None => Ok(()),
            Some(status) => bail!("PostgreSQL ended with {status}; the end of its log:\n{}", self.log_tail()),
        }
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        while !self.is_ready() {
            self.check()?;
            if start.elapsed() > START_LIMIT {
                bail!("PostgreSQL was not ready after {START_LIMIT:?}; the end of its log:\n{}", self.log_tail());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// The server writes its state on the eighth line of this file; `pg_ctl` waits for the same word.
    fn is_ready(&self) -> bool {
        let state = fs::read_to_string(self.directory.path().join("data/postmaster.pid")).unwrap_or_default();
        state.lines().nth(7).is_some_and(|word| word.trim() == "ready")
    }

    fn log_tail(&self) -> String {
        let log = fs::read(self.directory.path().join("log")).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LOG_TAIL_LINES)..].join("\n")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        // Nothing in it is kept, so it need not say goodbye to its clients.
        let stopped = process::output(self.pg_ctl.args(["stop", "--mode=immediate", "--wait", "--timeout=10"]));
        if stopped.is_err() {
            let _ = server.kill();
        }
        let _ = server.wait();
    }
}

/// A server program, run as the account and without the settings a developer has for a server of his own.
fn command(program: &Path, account: Option<&Account>, directory: &Path) -> Result<Command> {
    let mut command = match (process::find("setpriv"), account) {
        (Some(setpriv), account) => {
            let mut command = Command::new(setpriv);
            // The system stops the server when the keeper is killed.
            command.arg("--pdeathsig=INT");
            if let Some(Account { user, group }) = account {
                command.arg(format!("--reuid={user}")).arg(format!("--regid={group}")).arg("--clear-groups");
            }
            command.arg(program);
            command
        }
        (None, None) => Command::new(program),
        (None, Some(_)) => {
            bail!("PostgreSQL refuses root, and there is no setpriv: install util-linux or be another user")
        }
    };
    command.env_clear().envs(std::env::var_os("PATH").map(|path| ("PATH", path))).env("LC_ALL", "C");
    command.current_dir(directory).stdin(Stdio::null());
    Ok(command)
}

/// The user of the PostgreSQL package, or else the user nobody.
fn unprivileged() -> Result<Account> {
    let accounts = fs::read_to_string("/etc/passwd").context("could not read the list of users")?;
    let account = account(&accounts, "postgres").or_else(|| account(&accounts, "nobody"));
    account.context("PostgreSQL refuses root, and there is neither a user postgres nor a user nobody")
}

/// Reads `name:x:user:group:…`.
fn account(accounts: &str, name: &str) -> Option<Account> {
    let mut fields = accounts.lines().map(|line| line.split(':')).find(|fields| fields.clone().next() == Some(name))?;
    Some(Account { user: fields.nth(2)?.parse().ok()?, group: fields.next()?.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_read_by_its_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/sh\npostgres2:x:7:8::/:/x\npostgres:x:101:104:,,,:/var/lib:/bin/sh\n";
        let found = account(accounts, "postgres").map(|account| (account.user, account.group));
        assert_eq!(found, Some((101, 104)));
        assert!(account(accounts, "nobody").is_none());
    }
}
