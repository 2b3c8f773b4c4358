//! Certificates by which some gateways sign their deliveries: fetched when one is needed, kept in memory.
//!
//! The adapter has checked where a certificate lives before it asks for it, and checks the certificate itself. What is
//! kept is bounded, and so is what is fetched, because anybody can name an address in a delivery that is not genuine.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use parking_lot::Mutex;
use recoup_gateways::{Account, Delivery, Gateway, Header, Known, Request, Verdict};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use super::clean;
use super::net::{Net, Sent};

/// Certificates kept at most; past that all are forgotten and fetched again.
const MOST_KEPT: usize = 64;

/// Bytes of a certificate chain at most.
const MOST_BYTES: usize = 64 * 1024;

/// Certificates fetched at once.
const AT_ONCE: usize = 2;

/// Longest wait for others to be fetched.
const TURN: Duration = Duration::from_secs(5);

/// How long an address is left alone where no certificate was to be had.
const LEFT_ALONE: Duration = Duration::from_secs(60);

/// Addresses that are left alone at most; past that the oldest go.
const MOST_LEFT_ALONE: usize = 256;

/// How far a delivery is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Signed: what it says is what happened.
    Signed,
    /// Its gateway signs none of its kind: it may start a look, and nothing else.
    Hint,
}

/// Why a delivery is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// It is not from who it says it is from; asking again says the same.
    #[error("{0}")]
    Forged(String),
    /// That cannot be said now.
    #[error("{0}")]
    NotNow(String),
}

/// Judges deliveries, and fetches the certificates that this takes. Handles share what was fetched.
#[derive(Debug, Clone)]
pub struct Judge {
    net: Option<Net>,
    held: Arc<Mutex<BTreeMap<String, String>>>,
    /// Where no certificate was to be had, until when, and why.
    failed: Arc<Mutex<BTreeMap<String, (Instant, String)>>>,
    turns: Arc<Semaphore>,
}

impl Default for Judge {
    fn default() -> Self {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        Self { net: None, held: Arc::default(), failed: Arc::default(), turns }
    }
}

impl Judge {
    /// One that fetches over a network. Without one, a signature that takes a certificate is never believed.
    #[must_use]
    pub fn over(net: Net) -> Self {
        Self { net: Some(net), ..Self::default() }
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
    ) -> Result<Trust, Doubt> {
        // Once with what is known, and once more with the certificate that it asked for.
        for _ in 0..2 {
            let verdict = {
                let held = self.held.lock();
                gateway.authenticate(delivery, account, &Known { at, certificates: &held })
            };
            match verdict {
                Verdict::Genuine => return Ok(Trust::Signed),
                Verdict::Unsigned => return Ok(Trust::Hint),
                Verdict::Forged { why } => return Err(Doubt::Forged(why)),
                Verdict::NeedsCertificate { url } => self.fetch(gateway, url, at).await?,
            }
        }
        Err(Doubt::NotNow("its certificate is not to be had".to_owned()))
    }

    /// Fetches a certificate, unless another delivery has just done it, or found that there is none.
    async fn fetch(&self, gateway: &dyn Gateway, url: String, at: Timestamp) -> Result<(), Doubt> {
        let not_now = |why: &str| Doubt::NotNow(format!("its certificate is not to be had: {why}"));
        let Some(net) = &self.net else { return Err(not_now("this node fetches none")) };
        self.not_left_alone(&url)?;
        let Ok(Ok(_turn)) = timeout(TURN, self.turns.acquire()).await else {
            return Err(not_now("others are being fetched"));
        };
        if self.held.lock().contains_key(&url) {
            return Ok(());
        }
        self.not_left_alone(&url)?;
        match fetched(net, &url).await.and_then(|text| gateway.accepts_certificate(&text, at).map(|()| text)) {
            Ok(text) => {
                let mut held = self.held.lock();
                if held.len() >= MOST_KEPT {
                    held.clear();
                }
                held.insert(url, text);
                Ok(())
            }
            Err(why) => {
                self.leave_alone(url, &why);
                Err(not_now(&why))
            }
        }
    }

    /// Refuses an address where no certificate was to be had a moment ago.
    fn not_left_alone(&self, url: &str) -> Result<(), Doubt> {
        let failed = self.failed.lock();
        let known = failed.get(url).filter(|(until, _)| *until > Instant::now());
        known.map_or(Ok(()), |(_, why)| {
            Err(Doubt::NotNow(format!("its certificate was not to be had a moment ago: {why}")))
        })
    }

    fn leave_alone(&self, url: String, why: &str) {
        let (mut failed, now) = (self.failed.lock(), Instant::now());
        failed.retain(|_, (until, _)| *until > now);
        if failed.len() >= MOST_LEFT_ALONE
            && let Some(oldest) = failed.iter().min_by_key(|(_, (until, _))| *until).map(|(url, _)| url.clone())
        {
            failed.remove(&oldest);
        }
        failed.insert(url, (now + LEFT_ALONE, clean::words(why)));
    }
}

/// The text at an address. It is kept only where its gateway can use it: else one bad answer, or one that is no
/// certificate, would stand in the way until the node starts again.
async fn fetched(net: &Net, url: &str) -> Result<String, String> {
    let headers = vec![Header::new("accept", "*/*")];
    match net.send(&Request { method: "GET", url: url.to_owned(), headers, body: String::new() }).await {
        Sent::Http { status: 200, body, .. } if body.len() <= MOST_BYTES => {
            String::from_utf8(body).map_err(|_| "it is not text".to_owned())
        }
        Sent::Http { status, .. } => Err(format!("status {status}")),
        Sent::NotSent(why) | Sent::MaybeSent(why) => Err(why),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::BoxFuture;
    use recoup_gateways::paypal::PayPal;

    use super::*;
    use crate::worker::net::Wire;

    /// Counts who asks, all in all and at once; has nothing.
    #[derive(Debug, Default)]
    struct Nothing {
        asked: AtomicUsize,
        now: AtomicUsize,
        most: AtomicUsize,
    }

    impl Wire for Nothing {
        fn send<'a>(&'a self, _: &'a Request) -> BoxFuture<'a, Sent> {
            Box::pin(async {
                self.asked.fetch_add(1, Ordering::SeqCst);
                let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
                self.most.fetch_max(now, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                self.now.fetch_sub(1, Ordering::SeqCst);
                Sent::Http { status: 404, headers: Vec::new(), body: Vec::new() }
            })
        }
    }

    /// A delivery of nobody's that names a certificate.
    async fn named(judge: &Judge, name: &str) -> Doubt {
        let at: Timestamp = "2026-11-20T12:00:00Z".parse().expect("a time");
        let account = Account {
            name: "paypal:main".to_owned(),
            settings: [("webhook_id".to_owned(), "WH1".to_owned())].into(),
            ..Account::default()
        };
        let url = format!("https://api.paypal.com/v1/notifications/certs/{name}");
        let headers = [
            ("transmission-id", "1"),
            ("transmission-time", "2026-11-20T12:00:00Z"),
            ("transmission-sig", "AAAA"),
            ("cert-url", url.as_str()),
            ("auth-algo", "SHA256withRSA"),
        ]
        .map(|(name, value)| (format!("paypal-{name}"), value.to_owned()));
        let delivery = Delivery { headers: &headers, body: b"{}" };
        judge.judge((&PayPal, &account), &delivery, at).await.expect_err("there is no certificate")
    }

    #[tokio::test(start_paused = true)]
    async fn strangers_make_a_node_fetch_little() {
        let wire = Arc::new(Nothing::default());
        let judge = Judge::over(Net::through(Arc::clone(&wire) as Arc<dyn Wire>));
        let asked = || wire.asked.load(Ordering::SeqCst);
        let names: Vec<String> = (0..20).map(|nth| format!("CERT-{nth}")).collect();
        futures_util::future::join_all(names.iter().map(|name| named(&judge, name))).await;
        assert_eq!((asked(), wire.most.load(Ordering::SeqCst)), (20, AT_ONCE));
        for _ in 0..5 {
            assert!(matches!(named(&judge, "CERT-1").await, Doubt::NotNow(_)));
        }
        assert_eq!(asked(), 20, "where there was none a moment ago nobody looks");
        tokio::time::advance(LEFT_ALONE).await;
        named(&judge, "CERT-1").await;
        assert_eq!(asked(), 21, "later it is looked for again");
        for nth in 0..2 * MOST_LEFT_ALONE {
            judge.leave_alone(format!("https://{nth}"), "gone");
        }
        assert_eq!(judge.failed.lock().len(), MOST_LEFT_ALONE, "what strangers make us remember is bounded");
        // One that waits too long for its turn is told so, and is not left alone for it.
        let _turns = judge.turns.acquire_many(2).await.expect("both turns");
        assert!(named(&judge, "CERT-new").await.to_string().contains("others"));
        assert!(!judge.failed.lock().contains_key("https://api.paypal.com/v1/notifications/certs/CERT-new"));
    }
}
