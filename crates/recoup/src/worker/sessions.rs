//! Sessions at gateways that want a log-in: fetched when one is needed, kept in memory, forgotten when refused.
//!
//! Each node has its own. Two calls at once may both log in; gateways bear that, and the later session is kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use parking_lot::Mutex;
use recoup_gateways::{Account, Gateway};

use super::net::Net;
use crate::engine::request::hex_sha256;

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
    /// A digest of what it was given for.
    login: String,
}

/// A digest of all that a log-in goes by. With another address or secret it is another log-in: a session must not
/// outlive credentials that were replaced, nor go to an address that it is not from.
fn login_of(account: &Account) -> String {
    let parts = (&account.base_url, &account.secret, &account.settings);
    hex_sha256(&serde_json::to_vec(&parts).unwrap_or_default())
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
        let of = login_of(account);
        let fits = |held: &&Held| held.until_us > now_us && held.login == of;
        let held = self.held.lock().get(&key).filter(fits).map(|held| held.token.clone());
        let token = match held {
            Some(token) => token,
            None => {
                let sent = net.send(&login).await;
                let session = gateway.session(&sent.reply()).map_err(|why| format!("the log-in failed: {why}"))?;
                let lives_us = (i64::from(session.lives_secs) - MARGIN_SECS).max(1).saturating_mul(1_000_000);
                let until_us = now_us.saturating_add(lives_us);
                self.held.lock().insert(key, Held { token: session.token.clone(), until_us, login: of });
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use futures_util::future::BoxFuture;
    use recoup_gateways::Request;
    use recoup_gateways::paypal::PayPal;

    use super::*;
    use crate::worker::net::{Sent, Wire};

    /// Gives each log-in a session of its own, named by how many there were.
    #[derive(Debug, Default)]
    struct Desk(Mutex<u32>);

    impl Wire for Desk {
        fn send<'a>(&'a self, _: &'a Request) -> BoxFuture<'a, Sent> {
            Box::pin(async {
                let mut count = self.0.lock();
                *count += 1;
                let body = format!(r#"{{"access_token":"session-{count}","token_type":"Bearer","expires_in":32400}}"#);
                Sent::Http { status: 200, headers: Vec::new(), body: body.into_bytes() }
            })
        }
    }

    #[tokio::test]
    async fn a_session_ends_with_the_credentials_that_it_was_given_for() {
        let (sessions, net) = (Sessions::default(), Net::through(Arc::new(Desk::default())));
        let old = Account {
            name: "paypal:main".to_owned(),
            base_url: "https://api-m.paypal.com".to_owned(),
            secret: "old".to_owned(),
            settings: [("client_id".to_owned(), "shop".to_owned())].into(),
            ..Account::default()
        };
        let token = async |account: &Account| {
            let found = sessions.account(&net, (&PayPal, "shop"), account, 1_000).await.expect("a session");
            found.session.clone()
        };
        assert_eq!((token(&old).await.as_str(), token(&old).await.as_str()), ("session-1", "session-1"));
        let secret = Account { secret: "new".to_owned(), ..old.clone() };
        assert_eq!((token(&secret).await.as_str(), token(&secret).await.as_str()), ("session-2", "session-2"));
        let moved = Account { base_url: "https://elsewhere.example".to_owned(), ..secret.clone() };
        assert_eq!(token(&moved).await, "session-3", "a session goes nowhere but where it is from");
        let mut other = moved.clone();
        other.settings.insert("client_id".to_owned(), "other".to_owned());
        assert_eq!(token(&other).await, "session-4");
    }
}
