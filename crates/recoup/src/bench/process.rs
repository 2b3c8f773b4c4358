//! Other processes: a server or bank of this executable, and what the system says a process used.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::client::{Call, Client};

/// Options that take every other limit from a server under load.
pub const UNLIMITED: &[&str] = &["--requests-per-second-tenant", "0", "--deliveries-per-second", "0"];

/// Ticks of `/proc/PID/stat` in a second: fixed on Linux, whatever the kernel's own clock.
const TICKS_PER_SEC: u64 = 100;

/// Longest wait for the first answer of a process.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process of this executable that listens; it is killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Where it listens, such as `127.0.0.1:7700`.
    pub address: String,
    /// From its start to its first answer.
    pub answered_after: Duration,
}

/// How a process is started.
#[derive(Debug, Clone)]
pub struct Start {
    /// The executable.
    pub exe: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its port, also among the arguments.
    pub port: u16,
}

impl Start {
    /// Starts it and waits for its first answer to `/healthz`.
    ///
    /// # Errors
    /// When it cannot start or ends before it answers, with what it said.
    pub async fn start(&self) -> anyhow::Result<Process> {
        let began = Instant::now();
        let mut command = Command::new(&self.exe);
        command.args(&self.arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().with_context(|| format!("cannot start {}", self.exe.display()))?;
        let address = format!("127.0.0.1:{}", self.port);
        let mut process = Process { child, address, answered_after: Duration::ZERO };
        let said = process.listen();
        while began.elapsed() < PATIENCE {
            let mut client = Client::new(&process.address, "");
            if client.send(Call::get("/healthz")).await.is_ok_and(|answer| answer.status == 200) {
                process.answered_after = began.elapsed();
                return Ok(process);
            }
            if let Some(status) = process.child.try_wait()? {
                let said: Vec<String> = said.iter().collect();
                anyhow::bail!("the process ended with {status}: {}", said.join("; "));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        anyhow::bail!("the process did not answer on {} within {PATIENCE:?}", process.address)
    }
}

impl Process {
    /// Reads what it says, so that it never waits for a reader; errors are passed on.
    fn listen(&mut self) -> std::sync::mpsc::Receiver<String> {
        let (sender, said) = std::sync::mpsc::channel();
        if let Some(stderr) = self.child.stderr.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    if line.contains("ERROR") || line.starts_with("error") {
                        eprintln!("    {line}");
                    }
                    let _nobody_listens = sender.send(line);
                }
            });
        }
        said
    }

    /// Its process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power failure would: no signal handler runs.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn kill(&mut self) -> std::io::Result<()> {
        self.child.kill()?;
        self.child.wait().map(drop)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.kill();
    }
}

/// A port that is free now.
///
/// # Errors
/// When there is none.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// The processor time a process has used so far, in microseconds; with that of children it has waited for.
#[must_use]
pub fn cpu_us(pid: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold anything, so count from behind it.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11..15)?.iter().filter_map(|field| field.parse::<u64>().ok()).sum();
    Some(ticks * (1_000_000 / TICKS_PER_SEC))
}

/// The processes whose parent is this one.
#[must_use]
pub fn children(parent: u32) -> Vec<u32> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    pids.filter(|pid| parent_of(*pid) == Some(parent)).collect()
}

/// The parent of a process.
#[must_use]
pub fn parent_of(pid: u32) -> Option<u32> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    text.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

/// Resident memory of a process, kB.
#[must_use]
pub fn resident_kb(pid: u32) -> Option<u64> {
    status_kb(pid, "VmRSS:")
}

/// The most resident memory that a process ever had, kB.
#[must_use]
pub fn most_resident_kb(pid: u32) -> Option<u64> {
    status_kb(pid, "VmHWM:")
}

fn status_kb(pid: u32, name: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A start of `recoup serve` on a database.
///
/// # Errors
/// When no port is free.
pub fn serve(exe: &Path, database: &str, more: &[&str]) -> anyhow::Result<Start> {
    let port = free_port()?;
    let listen = format!("127.0.0.1:{port}");
    let mut arguments: Vec<String> =
        ["serve", "--database", database, "--listen", &listen].iter().map(|word| (*word).to_owned()).collect();
    arguments.extend(more.iter().map(|word| (*word).to_owned()));
    Ok(Start { exe: exe.to_owned(), arguments, port })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_tells_of_this_process() {
        let me = std::process::id();
        assert!(cpu_us(me).is_some() && resident_kb(me).is_some_and(|kb| kb > 100));
        assert!(parent_of(me).is_some_and(|parent| children(parent).contains(&me)));
    }
}
