//! Stories: text files that finance people can read, told on each store by one runner.
//!
//! A story drives the real engine, the real adapter and the sandbox's bank; time moves only by its words.
//! `script` reads the words, `teller` does what they say and checks what they expect.

mod script;
mod teller;

use recoup::engine::{Clock, Engine};

use crate::store_support::{Fixture, postgres, sqlite};
use teller::Teller;

async fn tell_all(fresh: impl AsyncFn() -> Fixture) {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut files: Vec<_> = std::fs::read_dir(&dir)
        .expect("the stories are there")
        .map(|entry| entry.expect("a story").path())
        .filter(|path| path.extension().is_some_and(|e| e == "story"))
        .collect();
    files.sort();
    assert!(files.len() >= 10, "stories are missing in {}", dir.display());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a story is text");
        let name = file.file_name().and_then(|n| n.to_str()).expect("a plain name");
        let fixture = fresh().await;
        let engine = Engine::start(fixture.store.clone(), Clock::default());
        let mut teller = Teller::new(engine);
        for (number, line) in script::read(&text) {
            if let Err(why) = teller.tell(&line).await {
                panic!("{name}:{number}: {why}");
            }
        }
        teller.the_end().await.unwrap_or_else(|why| panic!("{name}: at the end: {why}"));
        println!("told {name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_on_sqlite() {
    tell_all(sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stories_on_postgres() {
    tell_all(postgres).await;
}
