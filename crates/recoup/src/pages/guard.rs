//! Who looks at a page, proven by a cookie, and whether that person may.

use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use jiff::tz::TimeZone;

use super::live;
use super::trouble::Trouble;
use crate::access::{Caller, Permission};
use crate::http::Shared;
use crate::http::auth::{Right, require};
use crate::people::{self, session, token};
use crate::store::person_rows::{PersonRow, SessionRow};

/// Name of the cookie over TLS: the browser keeps it to this very host and never sends it in the clear.
const COOKIE: &str = "__Host-recoup";

/// Name of the cookie on the machine itself, where there is no TLS.
const COOKIE_HERE: &str = "recoup";

/// The header with which `live.js` fetches a page again.
const BY_ITSELF: &str = "recoup-live";

/// A person with a browser.
#[derive(Debug)]
pub struct Visitor {
    /// What the engine sees of the person.
    pub caller: Caller,
    /// The person.
    pub person: PersonRow,
    /// The session.
    pub session: SessionRow,
    /// Path and query that were asked for.
    pub path: String,
    /// The zone that times are shown in.
    pub zone: TimeZone,
    /// What the merchant is called.
    pub shop: String,
    /// Whether the person may change into another: demo only.
    pub demo: bool,
    /// The newest number of the feed before anything of the page was read: what is told after it may not be on it.
    pub heard: i64,
    cookie: String,
}

impl Visitor {
    /// What the forms of this session carry.
    #[must_use]
    pub fn form_token(&self) -> String {
        session::form_token(&self.cookie)
    }

    /// Whether the person holds a permission.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.caller.grants.allow(permission)
    }

    /// Whether the second factor has to be shown before something that others depend on.
    #[must_use]
    pub fn must_prove(&self, now_us: i64) -> bool {
        !self.demo && !session::proved(&self.session, now_us)
    }

    /// Who is signed in, if somebody is.
    ///
    /// # Errors
    /// What the store met.
    pub async fn of(parts: &Parts, face: &Shared) -> Result<Option<Self>, Trouble> {
        let Some(cookie) = cookie(&parts.headers) else { return Ok(None) };
        let Some((tenant, secret)) = token::parts(&cookie) else { return Ok(None) };
        let store = face.engine.store();
        let now_us = face.engine.clock().machine().wall_us();
        let Some((session, person)) = store.session(tenant, &token::hash(secret)).await? else { return Ok(None) };
        if !session::lives(&session, now_us) || person.disabled_us.is_some() {
            return Ok(None);
        }
        if !is_by_itself(parts) && session::is_to_be_touched(&session, now_us) {
            store.touch_session(tenant, &session.session_id, now_us, session.proved_us).await?;
        }
        let (zone, shop) = of_tenant(face, tenant).await?;
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let caller = people::caller(&person, &session);
        let heard = store.feed_end(tenant).await?;
        Ok(Some(Self { caller, person, session, path, zone, shop, demo: face.options.demo.is_some(), heard, cookie }))
    }
}

/// Whether an open page asks by itself. Nobody is there because of that, so it must not keep a session alive.
fn is_by_itself(parts: &Parts) -> bool {
    parts.uri.path() == live::PATH || parts.headers.contains_key(BY_ITSELF)
}

/// Zone and name of a merchant.
pub(super) async fn of_tenant(face: &Shared, tenant: &str) -> Result<(TimeZone, String), Trouble> {
    let Some(row) = face.engine.store().tenant(tenant).await? else { return Ok((TimeZone::UTC, tenant.to_owned())) };
    let settings: serde_json::Value = serde_json::from_str(&row.settings).unwrap_or_default();
    let zone = settings["time_zone"].as_str().and_then(|name| TimeZone::get(name).ok());
    Ok((zone.unwrap_or(TimeZone::UTC), row.name))
}

/// A visitor who holds a right.
#[derive(Debug)]
pub struct May<R>(Visitor, PhantomData<R>);

impl<R> Deref for May<R> {
    type Target = Visitor;

    fn deref(&self) -> &Visitor {
        &self.0
    }
}

impl<R: Right> FromRequestParts<Shared> for May<R> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Trouble> {
        let Some(visitor) = Visitor::of(parts, face).await? else {
            let next = if parts.method == Method::GET { parts.uri.path_and_query().map(|p| p.as_str()) } else { None };
            return Err(Trouble::SignIn { next: next.unwrap_or(parts.uri.path()).to_owned() });
        };
        face.limits.request(&visitor.caller)?;
        require(&visitor.caller, R::ANY_OF)?;
        Ok(Self(visitor, PhantomData))
    }
}

/// What the cookie of a request holds.
#[must_use]
pub fn cookie(headers: &HeaderMap) -> Option<String> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found: Vec<(&str, &str)> = pairs
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| [COOKIE, COOKIE_HERE].contains(name))
        .collect();
    // The one that only TLS can set counts first.
    found.sort_by_key(|(name, _)| *name != COOKIE);
    found.first().map(|(_, value)| (*value).to_owned())
}

/// The header that sets the cookie, or forgets it when empty.
#[must_use]
pub fn set_cookie(headers: &HeaderMap, value: &str) -> HeaderValue {
    let ends = if value.is_empty() { "; Max-Age=0" } else { "" };
    let text = if is_here(headers) {
        format!("{COOKIE_HERE}={value}; Path=/; HttpOnly; SameSite=Lax{ends}")
    } else {
        format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{ends}")
    };
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// Whether the browser reached us under a name of the machine itself.
pub(super) fn is_here(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

/// Whether a form came from a page of ours, as far as the browser tells.
#[must_use]
pub fn same_site(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, name)| name == host),
        (origin, _) => origin.is_none(),
    }
}
