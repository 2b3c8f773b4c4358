//! Who looks at a page, proven by a cookie, and whether that person may; from where people sign in, and which requests
//! come from pages of ours.

use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use futures_util::future::try_join3;
use jiff::tz::TimeZone;

use super::trouble::Trouble;
use super::{astray, live};
use crate::access::{Caller, Permission};
use crate::http::auth::{Right, require};
use crate::http::problem::Problem;
use crate::http::public_url::{PublicUrl, is_loopback};
use crate::http::{Face, Shared};
use crate::people::{self, session, token};
use crate::store::StoreError;
use crate::store::person_rows::{PersonRow, SessionRow};

/// Name of the cookie of a session. Over TLS it gets a prefix by which the browser keeps it to this very host and never
/// sends it in the clear.
const COOKIE: &str = "recoup";

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

    /// Whether the person holds one of some permissions.
    #[must_use]
    pub fn may_any(&self, any_of: &[Permission]) -> bool {
        any_of.iter().any(|permission| self.may(*permission))
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
        let Some(cookie) = cookie(face, &parts.headers) else { return Ok(None) };
        let Some((tenant, secret)) = token::parts(&cookie) else { return Ok(None) };
        let store = face.engine.store();
        let now_us = face.wall_us();
        // All at once: the store is elsewhere, and each answer takes a way there and back.
        let hash = token::hash(secret);
        let feed = async { Ok(store.feed_end(tenant).await?) };
        let found = async { Ok(store.session(tenant, &hash).await?) };
        let (found, (zone, shop), heard) = try_join3(found, of_tenant(face, tenant), feed).await?;
        let Some((session, person)) = found else { return Ok(None) };
        if !session::lives(&session, now_us) || person.disabled_us.is_some() {
            return Ok(None);
        }
        if !is_by_itself(parts) && session::is_to_be_touched(&session, now_us) {
            store.touch_session(tenant, &session.session_id, now_us, session.proved_us).await?;
        }
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let caller = people::caller(&person, &session);
        Ok(Some(Self { caller, person, session, path, zone, shop, demo: face.options.demo.is_some(), heard, cookie }))
    }
}

/// Whether an open page asks by itself. Nobody is there because of that, so it must not keep a session alive.
fn is_by_itself(parts: &Parts) -> bool {
    parts.uri.path() == live::PATH || parts.headers.contains_key(BY_ITSELF)
}

/// The zone of a merchant.
///
/// # Errors
/// What the store met.
pub async fn zone_of(face: &Shared, tenant: &str) -> Result<TimeZone, StoreError> {
    Ok(face.engine.store().tenant(tenant).await?.map_or(TimeZone::UTC, |row| zone_in(&row.settings)))
}

fn zone_in(settings: &str) -> TimeZone {
    let settings: serde_json::Value = serde_json::from_str(settings).unwrap_or_default();
    let zone = settings["time_zone"].as_str().and_then(|name| TimeZone::get(name).ok());
    zone.unwrap_or(TimeZone::UTC)
}

/// Zone and name of a merchant.
pub(super) async fn of_tenant(face: &Shared, tenant: &str) -> Result<(TimeZone, String), Trouble> {
    let Some(row) = face.engine.store().tenant(tenant).await? else { return Ok((TimeZone::UTC, tenant.to_owned())) };
    Ok((zone_in(&row.settings), row.name))
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
            let path = parts.uri.path();
            let next = match parts.uri.path_and_query() {
                Some(whole) if parts.method == Method::GET => whole.as_str(),
                // There is no page where the form went to; the one it stood on is.
                _ if astray::shows_nothing(path) => astray::came_from(face, &parts.headers),
                _ => path,
            };
            return Err(Trouble::SignIn { next: next.to_owned() });
        };
        face.limits.request(&visitor.caller)?;
        require(&visitor.caller, R::ANY_OF)?;
        Ok(Self(visitor, PhantomData))
    }
}

/// What the cookie of a request holds: the one that belongs to the configured address, and no other.
#[must_use]
pub fn cookie(face: &Face, headers: &HeaderMap) -> Option<String> {
    named(face, headers, COOKIE)
}

/// The header that sets the cookie for as long as the browser runs.
#[must_use]
pub fn set_cookie(face: &Face, value: &str) -> HeaderValue {
    baked(COOKIE, value, is_https(face), None)
}

/// The headers that forget the cookie, also one from before the address was configured.
#[must_use]
pub fn forget_cookies() -> [HeaderValue; 2] {
    [true, false].map(|secure| baked(COOKIE, "", secure, Some(0)))
}

/// What a cookie of ours holds.
pub(super) fn named(face: &Face, headers: &HeaderMap, name: &str) -> Option<String> {
    let name = full_name(name, is_https(face));
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut found = pairs.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
    found.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// A header that sets a cookie of ours for some seconds, or until the browser ends.
pub(super) fn baked(name: &str, value: &str, secure: bool, secs: Option<u32>) -> HeaderValue {
    let name = full_name(name, secure);
    let only = if secure { "; Secure" } else { "" };
    let ends = secs.map_or_else(String::new, |secs| format!("; Max-Age={secs}"));
    let text = format!("{name}={value}; Path=/{only}; HttpOnly; SameSite=Lax{ends}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

fn full_name(name: &str, secure: bool) -> String {
    let prefix = if secure { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

/// Whether browsers reach the pages by https.
pub(super) fn is_https(face: &Face) -> bool {
    face.options.public_url.as_ref().is_some_and(PublicUrl::is_https)
}

/// Where people reach the pages, for links that are handed over; empty where that is not known.
pub(super) fn origin(face: &Face, headers: &HeaderMap) -> String {
    match &face.options.public_url {
        Some(url) => url.to_string(),
        None if is_here(headers) => format!("http://{}", host(headers)),
        None => String::new(),
    }
}

/// Whether a browser may sign in from where it is: without a configured address the cookie goes in the clear, so only
/// on the machine itself.
///
/// # Errors
/// 403 that says what to configure.
pub fn may_sign_in(face: &Face, headers: &HeaderMap) -> Result<(), Trouble> {
    if face.options.public_url.is_some() || is_here(headers) {
        return Ok(());
    }
    let detail = "people sign in on the machine itself only, because this server does not know its public address; \
                  whoever runs it sets public_url to the https address that you use";
    Err(Problem::new(403, "public_url_missing", detail).into())
}

fn host(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

/// Whether the browser reached us under a name of the machine itself.
fn is_here(headers: &HeaderMap) -> bool {
    let host = host(headers);
    // The last colon of an address in brackets may be a part of it.
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    is_loopback(port.map_or(host, |(name, _)| name))
}

/// Whether a form came from a page of ours, as far as the browser tells.
#[must_use]
pub fn same_site(face: &Face, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN) else { return true };
    is_ours(face, headers, (origin, origin.split_once("://").map_or("", |(_, name)| name)))
}

/// Whether an origin is that of the pages: the configured one, or the host that was asked, which is `name` in it.
pub(super) fn is_ours(face: &Face, headers: &HeaderMap, (origin, name): (&str, &str)) -> bool {
    // A proxy may have put another host into the request than the browser knows.
    let known = face.options.public_url.as_ref().is_some_and(|url| url.as_str() == origin);
    known || (!name.is_empty() && name == host(headers))
}
