//! Certificates by which some gateways sign their deliveries: fetched when one is needed, kept in memory.
//!
//! The adapter has checked where a certificate lives before it asks for it, and checks the certificate itself. What is
//! kept is bounded, because anybody can name an address in a delivery that is not genuine.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use parking_lot::Mutex;
use recoup_gateways::{Account, Delivery, Gateway, Header, Known, Request, Verdict};

use super::net::{Net, Sent};

/// Certificates kept at most; past that all are forgotten and fetched again.
const MOST_KEPT: usize = 64;

/// Bytes of a certificate chain at most.
const MOST_BYTES: usize = 64 * 1024;

/// How far a delivery is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Signed: what it says is what happened.
    Signed,
    /// Its gateway signs none of its kind: it may start a look, and nothing else.
    Hint,
}

/// Judges deliveries, and fetches the certificates that this takes. Handles share what was fetched.
#[derive(Debug, Clone, Default)]
pub struct Judge {
    net: Option<Net>,
    held: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Judge {
    /// One that fetches over a network. Without one, a signature that takes a certificate is never believed.
    #[must_use]
    pub fn over(net: Net) -> Self {
        Self { net: Some(net), held: Arc::default() }
    }

    /// Whether a delivery is genuine, or of a kind that its gateway never signs.
    ///
    /// # Errors
    /// In words, why it is not, or why that cannot be said now.
    pub async fn judge(
        &self,
        (gateway, account): (&dyn Gateway, &Account),
        delivery: &Delivery<'_>,
        at: Timestamp,
    ) -> Result<Trust, String> {
        // Once with what is known, and once more with the certificate that it asked for.
        for _ in 0..2 {
            let verdict = {
                let held = self.held.lock();
                gateway.authenticate(delivery, account, &Known { at, certificates: &held })
            };
            match verdict {
                Verdict::Genuine => return Ok(Trust::Signed),
                Verdict::Unsigned => return Ok(Trust::Hint),
                Verdict::Forged { why } => return Err(why),
                Verdict::NeedsCertificate { url } => self.fetch(gateway, url, at).await?,
            }
        }
        Err("its certificate is not to be had".to_owned())
    }

    /// Fetches a certificate, and keeps it only where its gateway can use it: else one bad answer, or one that is no
    /// certificate, would stand in the way until the node starts again.
    async fn fetch(&self, gateway: &dyn Gateway, url: String, at: Timestamp) -> Result<(), String> {
        let failed = |why: &str| format!("its certificate is not to be had: {why}");
        let Some(net) = &self.net else { return Err(failed("this node fetches none")) };
        let headers = vec![Header::new("accept", "*/*")];
        let text = match net.send(&Request { method: "GET", url: url.clone(), headers, body: String::new() }).await {
            Sent::Http { status: 200, body, .. } if body.len() <= MOST_BYTES => {
                String::from_utf8(body).map_err(|_| failed("it is not text"))?
            }
            Sent::Http { status, .. } => return Err(failed(&format!("status {status}"))),
            Sent::NotSent(why) | Sent::MaybeSent(why) => return Err(failed(&why)),
        };
        gateway.accepts_certificate(&text, at)?;
        let mut held = self.held.lock();
        if held.len() >= MOST_KEPT {
            held.clear();
        }
        held.insert(url, text);
        Ok(())
    }
}
