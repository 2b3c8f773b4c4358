//! A private PostgreSQL for the tests: own directory, own socket, no network, gone afterwards.
//!
//! The server is kept by a second process, the keeper, which ends when the pipe from us closes.
//! The system closes it however we end, so neither Ctrl-C nor a kill leaves a server or its files behind.

mod binaries;
mod cluster;

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use anyhow::{Context, Result, bail};

pub use binaries::Binaries;
use cluster::Cluster;

use crate::no_options;

/// Names the server to the tests.
pub const VARIABLE: &str = "RECOUP_TEST_POSTGRES";

/// The command under which the keeper is started.
pub const KEEPER: &str = "keep-postgres";

/// A running server, as its user sees it. Dropping it stops the server and removes its files.
pub struct Server {
    keeper: Child,
    lifeline: Option<ChildStdin>,
    said: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    /// Starts the keeper and waits until it has a server that answers.
    pub fn start() -> Result<Self> {
        let mut keeper = Command::new(std::env::current_exe()?)
            .arg(KEEPER)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Out of reach of Ctrl-C, which must not end it before it has cleaned up.
            .process_group(0)
            .spawn()
            .context("could not start the keeper of PostgreSQL")?;
        let lifeline = keeper.stdin.take();
        let said = BufReader::new(keeper.stdout.take().context("the keeper has no output")?);
        let mut server = Self { keeper, lifeline, said, url: String::new() };
        server.said.read_line(&mut server.url)?;
        server.url.truncate(server.url.trim_end().len());
        if server.url.is_empty() {
            bail!("the private PostgreSQL did not start; the reason is above");
        }
        Ok(server)
    }

    /// How a client reaches it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until the server ends by itself.
    fn wait(&mut self) -> Result<()> {
        self.said.read_to_end(&mut Vec::new())?;
        bail!("the private PostgreSQL ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.lifeline.take());
        // Its own complaint, if any, is on the screen already.
        let _ = self.keeper.wait();
    }
}

/// `cargo xtask postgres`
pub fn run(arguments: &[String]) -> Result<()> {
    no_options("postgres", arguments)?;
    Binaries::find_or_install()?;
    let mut server = Server::start()?;
    println!("export {VARIABLE}='{}'", server.url());
    println!("The server and its files are gone after Ctrl-C.");
    server.wait()
}

/// The keeper: says where the server is, then waits for the end of its input or of the server.
pub fn keep() -> Result<()> {
    let mut cluster = Cluster::start(&Binaries::find().context("no PostgreSQL")?)?;
    println!("{}", cluster.url());
    std::io::stdout().flush()?;
    let (alive, closed) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        drop(alive);
    });
    loop {
        match closed.recv_timeout(Duration::from_millis(200)) {
            Err(RecvTimeoutError::Timeout) => cluster.check()?,
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}
