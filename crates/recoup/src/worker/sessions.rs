//! Sessions at gateways that want a log-in: fetched when one is needed, kept in memory, forgotten when refused.
//!
//! Each node has its own. Two calls at once may both log in; gateways bear that, and the later session is kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use parking_lot::Mutex;
use recoup_gateways::{Account, Gateway};

use super::net::Net;

/// Seconds before its end from which on a session is not used any more.
const MARGIN_SECS: i64 = 60;

/// Sessions by tenant and account.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    held: Mutex<BTreeMap<(String, String), Held>>,
}

struct Held {
    token: String,
    until_us: i64,
}

impl std::fmt::Debug for Held {
    /// Never shows the token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Held").field("until_us", &self.until_us).finish_non_exhaustive()
    }
}

impl Sessions {
    /// The account as calls need it: with a session, where its gateway wants one.
    ///
    /// # Errors
    /// In words, when the log-in is refused or cannot be made.
    pub(crate) async fn account<'a>(
        &self,
        net: &Net,
        (gateway, tenant): (&dyn Gateway, &str),
        account: &'a Account,
        now_us: i64,
    ) -> Result<Cow<'a, Account>, String> {
        let Some(login) = gateway.login(account).map_err(|cannot| cannot.to_string())? else {
            return Ok(Cow::Borrowed(account));
        };
        let key = (tenant.to_owned(), account.name.clone());
        let held = self.held.lock().get(&key).filter(|held| held.until_us > now_us).map(|held| held.token.clone());
        let token = match held {
            Some(token) => token,
            None => {
                let sent = net.send(&login).await;
                let session = gateway.session(&sent.reply()).map_err(|why| format!("the log-in failed: {why}"))?;
                let lives_us = (i64::from(session.lives_secs) - MARGIN_SECS).max(1).saturating_mul(1_000_000);
                let until_us = now_us.saturating_add(lives_us);
                self.held.lock().insert(key, Held { token: session.token.clone(), until_us });
                session.token
            }
        };
        Ok(Cow::Owned(Account { session: token, ..account.clone() }))
    }

    /// The gateway refused a session: the next call logs in again.
    pub(crate) fn refused(&self, tenant: &str, account: &str) {
        self.held.lock().remove(&(tenant.to_owned(), account.to_owned()));
    }
}
