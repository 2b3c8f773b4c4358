//! Stories: text files that finance people can read, told on each stage by one runner.
//!
//! A story drives the core alone, the engine over a store, or the API, always with the real adapter and the sandbox's
//! bank; time moves only by its words. `script` reads the words, `teller` does what they say and checks what they expect,
//! `stage` is where. After each sentence the books of two stages are the same, to the last subkey.

mod bank;
mod checks;
mod script;
mod stage;
mod teller;

use std::collections::BTreeSet;

use crate::store_support::{postgres, sqlite};
use stage::Stage;
use stage::engine::Engined;
use stage::http::Http;
use stage::memory::Memory;
use teller::Teller;

/// Doors that change something and no story goes through: they move no money, and tests of their own open them.
const NOT_TOLD: [&str; 10] = [
    "/api/billing/refund-retry-workflows",
    "/v1/deliveries/{id}/retry",
    "/v1/gateway-accounts/{name}/close",
    "/v1/gateway-accounts/{name}/open",
    "/v1/gateway-accounts/{name}/rotate",
    "/v1/hooks/{tenant}/{account}",
    "/v1/keys",
    "/v1/keys/{id}/revoke",
    "/v1/keys/{id}/rotate",
    "/v1/test_clock/advance",
];

/// The stories: their names and texts. `RECOUP_STORY=05` tells only those whose name begins so.
fn stories() -> Vec<(String, String)> {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<_> = std::fs::read_dir(&dir)
        .expect("the stories are there")
        .map(|entry| entry.expect("a story").path())
        .filter(|path| path.extension().is_some_and(|e| e == "story"))
        .collect();
    files.sort();
    let only = std::env::var("RECOUP_STORY").unwrap_or_default();
    files.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&only)));
    assert!(!only.is_empty() || files.len() >= 10, "stories are missing in {}", dir.display());
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a plain name").to_owned();
        (name, std::fs::read_to_string(path).expect("a story is text"))
    };
    files.iter().map(read).collect()
}

/// Tells every story on the core alone and on another stage, sentence by sentence.
async fn tell_all<S: Stage>(open: impl AsyncFn() -> S, mut over: impl FnMut(&S)) {
    for (name, text) in stories() {
        let mut core = Teller::new(Memory::default());
        let mut other = Teller::new(open().await);
        for (number, line) in script::read(&text) {
            if let Err(why) = both(&mut core, &mut other, &line).await {
                panic!("{name}:{number}: `{line}`: {why}");
            }
        }
        let ends = (core.the_end().await, other.the_end().await);
        assert_eq!(ends, (Ok(()), Ok(())), "{name}: at the end, on the core and on {}", other.stage().name());
        over(other.stage());
        println!("told {name}");
    }
}

/// Tells a sentence on two stages. Both must agree to it, and hold the same books after.
async fn both<A: Stage, B: Stage>(a: &mut Teller<A>, b: &mut Teller<B>, line: &str) -> Result<(), String> {
    a.tell(line).await.map_err(|why| format!("on {}: {why}", a.stage().name()))?;
    b.tell(line).await.map_err(|why| format!("on {}: {why}", b.stage().name()))?;
    let (mine, theirs) = (a.turnover().await?, b.turnover().await?);
    if mine == theirs {
        return Ok(());
    }
    let only = |one: &teller::Turnover, other: &teller::Turnover| -> Vec<String> {
        one.iter().filter(|(key, sides)| other.get(*key) != Some(sides)).map(|row| format!("{row:?}")).collect()
    };
    let (here, there) = (only(&mine, &theirs), only(&theirs, &mine));
    Err(format!("the books differ: {} has {here:?}, {} has {there:?}", a.stage().name(), b.stage().name()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_on_sqlite() {
    tell_all(async || Engined::open("SQLite", sqlite().await).await, |_| {}).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_on_postgres() {
    tell_all(async || Engined::open("PostgreSQL", postgres().await).await, |_| {}).await;
}

/// Also: every door that changes something is gone through by a story, or said to be told of elsewhere.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_over_http() {
    let mut called: BTreeSet<&str> = BTreeSet::new();
    tell_all(async || Http::open("the API on SQLite", sqlite().await).await, |http| called.extend(&http.called)).await;
    let document: serde_json::Value = serde_json::from_str(&recoup::http::openapi::document()).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let doors = paths.iter().filter(|(_, ways)| ways.get("post").is_some()).map(|(path, _)| path.as_str());
    let untold: Vec<&str> = doors.filter(|path| !called.contains(path) && !NOT_TOLD.contains(path)).collect();
    let all = std::env::var("RECOUP_STORY").is_err();
    assert!(!all || untold.is_empty(), "no story goes through these doors: {untold:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_over_http_on_postgres() {
    tell_all(async || Http::open("the API on PostgreSQL", postgres().await).await, |_| {}).await;
}
