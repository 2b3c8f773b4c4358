//! Measures an import: `cargo run --release --example import_rate -- URL FILE MAPPING` makes the schema and a
//! tenant if need be, imports, and prints the report with
//! the time and the memory at each phase.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use recoup::engine::{Clock, Engine};
use recoup::import;
use recoup::store::rows::TenantRow;
use recoup::store::{Store, StoreOptions};

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, file, mapping] = arguments.as_slice() else {
        return Err("give a database, a file and a mapping".into());
    };
    let store =
        Store::open(url, StoreOptions { create: true, sqlite_map_bytes: 16 << 20, ..StoreOptions::default() }).await?;
    store.migrate().await?;
    let tenant =
        TenantRow { tenant: "shop".to_owned(), name: "Shop".to_owned(), settings: "{}".to_owned(), created_us: 0 };
    store.put_tenant(&tenant).await?;
    let engine = Engine::start(store, Clock::default());
    let (began, mut last) = (Instant::now(), None);
    let report = import::orders(&engine, "shop", Path::new(file), Path::new(mapping), |progress| {
        if last != Some(progress.phase) {
            last = Some(progress.phase);
            println!("{:>8.3} s, {}: {}", began.elapsed().as_secs_f64(), memory(), progress.phase.word());
        }
    })
    .await?;
    println!("{:>8.3} s, {}: done\n\n{}", began.elapsed().as_secs_f64(), memory(), report.text());
    Ok(())
}

/// Resident memory now and at most, as Linux tells it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let of = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map_or("?", str::trim).to_owned();
    format!("{} (at most {})", of("VmRSS:"), of("VmHWM:"))
}
