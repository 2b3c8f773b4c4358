#![allow(dead_code, unused_imports)]
macro_rules! m {
    ($($n:ident),+) => {};
}
#[path = "../../recoup/src/dice.rs"]
pub mod dice;
#[path = "../../recoup/src/engine/mod.rs"]
pub mod engine;
#[path = "../../recoup/src/machine.rs"]
pub mod machine;
#[path = "../../recoup/src/node/mod.rs"]
pub mod node;
#[path = "../../recoup/src/simulate/mod.rs"]
pub mod simulate;
#[path = "../../recoup/src/store/mod.rs"]
pub mod store;
#[path = "../../recoup/src/tripwire.rs"]
pub mod tripwire;
#[path = "../../recoup/src/verify/mod.rs"]
pub mod verify;
#[path = "../../recoup/src/views/mod.rs"]
pub mod views;
#[path = "../../recoup/src/worker/mod.rs"]
pub mod worker;
pub mod http {
    pub mod hooks {
        include!("hooks_part.rs");
    }
}
pub mod people {
    #[path = "../../../recoup/src/people/token.rs"]
    pub mod token;
}
pub mod bench {
    pub fn grouped(n: u64) -> String {
        n.to_string()
    }
}
pub mod cli {
    pub mod output {
        #[derive(Debug, Clone, Copy)]
        pub struct Output {
            pub json: bool,
        }
        impl Output {
            pub fn either<T: serde::Serialize>(self, value: &T, text: impl FnOnce() -> String) {
                if self.json {
                    println!("{}", serde_json::to_string(value).unwrap_or_default())
                } else {
                    println!("{}", text())
                }
            }
        }
    }
    #[path = "../../../recoup/src/cli/simulate.rs"]
    pub mod simulate;
}
pub(crate) fn end_at_once(what: &str) -> ! {
    eprintln!("{what}");
    std::process::abort()
}
#[derive(clap::Parser)]
struct All {
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    simulate: cli::simulate::Simulate,
}
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let all = <All as clap::Parser>::parse();
    all.simulate.run(cli::output::Output { json: all.json }).await
}
