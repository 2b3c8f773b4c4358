//! One face on a free port: `face NAME SECRET`. It says its address in one line and runs until its input ends, so that
//! whoever started it takes it along however they end. `recoup sandbox` is the same with every option.

use std::io::{Read, Write};

use recoup_sandbox::{BankConfig, FaceKind, Sandbox, SandboxConfig};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(name), Some(secret), None) = (words.next(), words.next(), words.next()) else {
        return Err("it takes the name of a face and a secret".into());
    };
    let face: FaceKind = name.parse()?;
    // Only another provider that was installed before makes this fail, and that one is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let bank = BankConfig { secret, ..BankConfig::of(face) };
        let config = SandboxConfig { bank, own_clock_offset: true, ..SandboxConfig::default() };
        let sandbox = Sandbox::start(config).await?;
        println!("{}", sandbox.base_url());
        std::io::stdout().flush()?;
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
        ended.await??;
        sandbox.stop().await;
        Ok(())
    })
}
