//! `recoup sandbox`: the bank alone behind one face, for anyone who wants to try against it.

use clap::Args;
use recoup_sandbox::{BankConfig, FaceKind, Sandbox, SandboxConfig, WebhookEndpoint};

use super::output::Output;
use super::serve::stop_asked;

/// Runs the sandbox bank alone.
#[derive(Debug, Args)]
pub struct SandboxCommand {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 7701)]
    port: u16,
    /// Which gateway's protocol the bank speaks; a word that is none lists all.
    #[arg(long, value_name = "NAME", default_value = FaceKind::default().word())]
    face: FaceKind,
    /// What clients show, natively as their bearer token.
    #[arg(long, env = "RECOUP_SANDBOX_SECRET", default_value = "sandbox_secret", hide_env_values = true)]
    secret: String,
    /// One seed gives one history.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where webhooks go.
    #[arg(long)]
    webhook_url: Option<String>,
    /// What webhooks are signed with.
    #[arg(
        long,
        env = "RECOUP_SANDBOX_WEBHOOK_SECRET",
        default_value = "sandbox_webhook_secret",
        hide_env_values = true
    )]
    webhook_secret: String,
    /// Seconds from a refund being done to its money row; 86400 unless the face has a usual time of its own.
    #[arg(long)]
    settles_after_secs: Option<i64>,
    /// Seconds from a capture or refund being taken to its being done, at most; the face has a usual time of its own.
    #[arg(long)]
    completes_after_secs: Option<i64>,
}

impl SandboxCommand {
    /// Runs until told to stop.
    ///
    /// # Errors
    /// When it cannot start.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        let endpoint = |url| WebhookEndpoint { url, secret: self.webhook_secret.clone() };
        let usual = BankConfig::of(self.face);
        let at_most = |usual: i64| self.completes_after_secs.map_or(usual, |secs| usual.min(secs));
        let bank = BankConfig {
            seed: self.seed,
            secret: self.secret.clone(),
            refund_settles_after_secs: self.settles_after_secs.unwrap_or(usual.refund_settles_after_secs),
            capture_completes_after_secs: at_most(usual.capture_completes_after_secs),
            refund_completes_after_secs: at_most(usual.refund_completes_after_secs),
            webhook_endpoints: self.webhook_url.clone().map(endpoint).into_iter().collect(),
            ..usual
        };
        let config = SandboxConfig { bank, port: self.port, own_clock_offset: true, ..SandboxConfig::default() };
        let sandbox = Sandbox::start(config).await?;
        out.hint(&format!(
            "the sandbox bank answers on {} in the protocol `{}`; what really moved is at /oracle",
            sandbox.base_url(),
            self.face.word()
        ));
        stop_asked().await;
        sandbox.stop().await;
        Ok(())
    }
}
