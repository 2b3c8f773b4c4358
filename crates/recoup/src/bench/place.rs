//! Databases that are made for one run and thrown away after it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Context;
use tokio_postgres::NoTls;

static MADE: AtomicU32 = AtomicU32::new(0);

/// A fresh database.
#[derive(Debug)]
pub struct Place {
    url: String,
    directory: Directory,
    /// The database beside which it was made on a server, and its name.
    server: Option<(String, String)>,
}

impl Place {
    /// A fresh database: `sqlite` makes one in a temporary directory, `sqlite:DIRECTORY` in that one, and the
    /// address of a PostgreSQL database makes another one beside it.
    ///
    /// # Errors
    /// When the address is not understood or nothing can be made there.
    pub async fn make(asked: &str) -> anyhow::Result<Self> {
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("recoup_bench_{}_{number}", std::process::id());
        if let Some(rest) = asked.strip_prefix("sqlite") {
            let parent = rest.strip_prefix(':').filter(|path| !path.is_empty());
            let parent = parent.map_or_else(std::env::temp_dir, PathBuf::from);
            let directory = Directory::make(parent.join(&name))?;
            let url = format!("sqlite:{}", directory.path().join("recoup.db").display());
            return Ok(Self { url, directory, server: None });
        }
        let postgres = asked.starts_with("postgres://") || asked.starts_with("postgresql://");
        anyhow::ensure!(postgres, "`{asked}` is not a database to measure on; use sqlite or postgres://…");
        let directory = Directory::make(std::env::temp_dir().join(&name))?;
        let url = beside(asked, &name).with_context(|| format!("`{asked}` names no database"))?;
        simple(asked, &format!("CREATE DATABASE {name}")).await?;
        Ok(Self { url, directory, server: Some((asked.to_owned(), name)) })
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Whether it is the embedded store.
    #[must_use]
    pub const fn is_embedded(&self) -> bool {
        self.server.is_none()
    }

    /// What to call it in a table.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        if self.is_embedded() { "sqlite" } else { "postgres" }
    }

    /// A directory that goes with it.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Throws it away.
    ///
    /// # Errors
    /// When the server does not drop it.
    pub async fn remove(self) -> anyhow::Result<()> {
        match &self.server {
            Some((server, name)) => simple(server, &format!("DROP DATABASE {name} WITH (FORCE)")).await,
            None => Ok(()),
        }
    }
}

/// A directory that goes when it is dropped.
#[derive(Debug)]
struct Directory(PathBuf);

impl Directory {
    fn make(path: PathBuf) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&path).with_context(|| format!("cannot make the directory {}", path.display()))?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // What is left behind in a temporary directory harms nobody.
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

/// The address of another database on the same server.
fn beside(url: &str, name: &str) -> Option<String> {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let (scheme, rest) = base.split_once("://")?;
    let authority = rest.split('/').next().unwrap_or_default();
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    Some(format!("{scheme}://{authority}/{name}{query}"))
}

/// A connection to a server, driven in the background.
///
/// # Errors
/// When it cannot be reached.
pub async fn connect(url: &str) -> anyhow::Result<tokio_postgres::Client> {
    let (client, connection) =
        tokio_postgres::connect(url, NoTls).await.context("the PostgreSQL server is not there")?;
    tokio::spawn(connection);
    Ok(client)
}

async fn simple(url: &str, sql: &str) -> anyhow::Result<()> {
    connect(url).await?.batch_execute(sql).await.with_context(|| format!("the server refused {sql}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_beside_another_keeps_everything_else() {
        let socket = beside("postgresql:///postgres?host=/run/x&user=recoup", "fresh");
        assert_eq!(socket.as_deref(), Some("postgresql:///fresh?host=/run/x&user=recoup"));
        assert_eq!(beside("postgres://me@db:5432/books", "fresh").as_deref(), Some("postgres://me@db:5432/fresh"));
    }
}
