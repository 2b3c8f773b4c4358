//! The log-in: client id and secret give a token for some hours.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::plan::cannot;
use crate::{Account, CannotPlan, Header, Reply, Request, Session};

#[derive(Deserialize)]
struct Token {
    access_token: String,
    expires_in: u32,
}

pub(super) fn login(account: &Account) -> Result<Request, CannotPlan> {
    let client_id = account.setting("client_id").ok_or_else(|| cannot("the account has no `client_id`"))?;
    let basic = STANDARD.encode(format!("{client_id}:{}", account.secret));
    Ok(Request {
        method: "POST",
        url: format!("{}/v1/oauth2/token", account.base_url),
        headers: vec![
            Header::secret("authorization", format!("Basic {basic}")),
            Header::new("content-type", "application/x-www-form-urlencoded"),
        ],
        body: "grant_type=client_credentials".to_owned(),
    })
}

pub(super) fn session(reply: &Reply<'_>) -> Result<Session, String> {
    let body = match reply {
        Reply::Http { status: 200, body, .. } => body,
        Reply::Http { status: 401, .. } => return Err("PayPal does not know the client id and secret".to_owned()),
        Reply::Http { status, .. } => return Err(format!("PayPal answered {status} to the log-in")),
        Reply::NotSent { why } | Reply::MaybeSent { why } => return Err(why.clone()),
    };
    let token: Token = serde_json::from_slice(body).map_err(|_| "PayPal's answer to the log-in has no token")?;
    if token.access_token.is_empty() || token.access_token.bytes().any(|b| !b.is_ascii_graphic()) {
        return Err("PayPal's answer to the log-in has no token".to_owned());
    }
    Ok(Session { token: token.access_token, lives_secs: token.expires_in })
}
