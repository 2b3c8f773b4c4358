//! The executable: reads the command line, sets up logging and TLS, and runs one command.

use std::process::ExitCode;

use clap::Parser;
use recoup::cli::{self, Cli};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // In a simulation what goes wrong is the point of it, and its report says so.
    let usual = if matches!(cli.command, cli::Command::Simulate(_)) { "off" } else { "warn" };
    let filter = EnvFilter::try_from_env("RECOUP_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // The HTTP client finds its TLS here; installing it twice is the only way this can fail.
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&anyhow::anyhow!("the runtime cannot start: {error}"), cli.json),
    };
    let json = cli.json;
    match runtime.block_on(cli::run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error, json),
    }
}

fn fail(error: &anyhow::Error, json: bool) -> ExitCode {
    if json {
        let told = serde_json::json!({ "error": format!("{error:#}") }).to_string();
        eprintln!("{}", cli::output::escaped(&told));
    } else {
        eprintln!("error: {}", cli::output::plain(&format!("{error:#}")));
    }
    ExitCode::FAILURE
}
