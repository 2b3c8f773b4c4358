//! Signing in with a provider of identities: the way there and the way back. The second factor, which stays ours, is
//! asked for after it in `code`.
//!
//! A cookie of ten minutes binds what comes back to the browser that left. It holds a random secret; the state that the
//! provider carries is made of it, and the rest (nonce, verifier, where to go on) stays in the store. Each counts once.

pub mod code;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::form::Fields;
use super::sign_in::Next;
use super::trouble::{Trouble, own_path, see};
use super::{guard, sign_in};
use crate::http::limit::Peer;
use crate::http::problem::Problem;
use crate::http::{Face, Shared};
use crate::people::oidc::{Failure, Identity, Journey, Provider};
use crate::people::{self, MINUTE_US, token};
use crate::store::StoreError;
use crate::store::person_rows::{AttemptRow, PersonRow};

/// Name of the cookie of a sign-in that is under way.
const COOKIE: &str = "recoup-oidc";

/// What a state is made for: it stands for the secret of the cookie without telling it.
const STATE: &str = "oidc state";

/// How long a sign-in may be under way, minutes.
const MINUTES: i64 = 10;

/// The longest path that is kept to go on to.
const MOST_NEXT: usize = 1_000;

/// What a provider sends back with a browser.
#[derive(Debug, Default, Deserialize)]
pub struct Back {
    #[serde(default)]
    code: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    error: String,
    iss: Option<String>,
}

/// Why somebody did not come in.
enum Why {
    /// The provider, or what it sent.
    Failed(Failure),
    /// Not this browser, not in time, or not for the first time.
    Gone,
    /// Nobody who may sign in.
    Nobody,
    /// The person signs in with another account of the provider.
    OtherSubject,
    /// The account was never set up.
    NotSetUp,
    /// What the store met.
    Store(StoreError),
}

impl From<Failure> for Why {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<StoreError> for Why {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Why {
    /// For the person: one sentence.
    fn sentence(&self, label: &str) -> String {
        match self {
            Self::Failed(Failure::Unreachable(_)) => {
                format!("{label} cannot be reached now; try again, or sign in with your password")
            }
            Self::Failed(Failure::Refused(_)) => format!("{label} did not let you in; begin again"),
            Self::Failed(Failure::EmailNotVerified) => {
                format!("{label} does not say that your e-mail address is verified; have it verified there")
            }
            Self::Gone => "this sign-in was used before, took more than ten minutes, or began in another browser; \
                           begin again"
                .to_owned(),
            Self::Nobody => format!(
                "nobody who may sign in here is known by what {label} told us about you; ask whoever manages the team"
            ),
            Self::OtherSubject => {
                format!("you sign in here with another account of {label}; use that one, or ask for a new link")
            }
            Self::NotSetUp => {
                "your account has no second factor yet; open the link you were given, or ask for a new one".to_owned()
            }
            Self::Store(_) => String::new(),
        }
    }

    /// For the audit: a few words.
    const fn word(&self) -> &'static str {
        match self {
            Self::Failed(Failure::Unreachable(_)) => "provider not reachable",
            Self::Failed(Failure::Refused(_)) => "provider refused, or its token proves nothing",
            Self::Failed(Failure::EmailNotVerified) => "e-mail not verified",
            Self::Gone => "used before or too late",
            Self::Nobody => "nobody who may sign in",
            Self::OtherSubject => "another subject is bound",
            Self::NotSetUp => "no second factor",
            Self::Store(_) => "store",
        }
    }
}

fn find<'f>(face: &'f Face, name: &str) -> Result<&'f Provider, Trouble> {
    face.options.providers.find(name).ok_or_else(Trouble::nowhere)
}

/// Where a provider sends people back to; registered there as it stands.
fn redirect_uri(face: &Face, provider: &Provider) -> String {
    let origin = face.options.public_url.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{origin}/sign-in/oidc/{}/return", provider.settings.name)
}

/// A new attempt, and what its cookie holds.
fn attempt(provider: &Provider, next: &str, now_us: i64) -> (AttemptRow, String) {
    let secret = token::secret();
    let row = AttemptRow {
        tenant: provider.settings.tenant.clone(),
        attempt_id: token::hash(&secret),
        provider: provider.settings.name.clone(),
        nonce: token::secret(),
        verifier: token::secret(),
        next: Some(own_path(next)).filter(|next| next.len() <= MOST_NEXT).unwrap_or("/").to_owned(),
        person: String::new(),
        subject_hash: String::new(),
        expires_us: now_us + MINUTES * MINUTE_US,
        used_us: None,
    };
    (row, secret)
}

/// Gives the browser the cookie of an attempt; forgets it when there is none any more.
fn with_cookie(face: &Face, mut response: Response, attempt: Option<(&str, &str)>) -> Response {
    let secs = u32::try_from(MINUTES * 60).unwrap_or(0);
    let (value, secs) =
        attempt.map_or((String::new(), 0), |(tenant, secret)| (token::with_tenant(tenant, secret), secs));
    let cookie = guard::baked(COOKIE, &value, guard::is_https(face), Some(secs));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// Sends a browser to a provider.
///
/// # Errors
/// 404 for a provider that is not configured, 403 for a link of another site, 429, or what the store met.
pub async fn leave(
    State(face): State<Shared>,
    Path(name): Path<String>,
    Query(next): Query<Next>,
    headers: HeaderMap,
    peer: Peer,
) -> Result<Response, Trouble> {
    let provider = find(&face, &name)?;
    guard::may_sign_in(&face, &headers)?;
    if !guard::same_site(&face, &headers) {
        let detail = "a sign-in begins on the sign-in page; open it and begin there";
        return Err(Problem::new(403, "foreign_form", detail).into());
    }
    face.limits.guess(&peer)?;
    let now_us = face.wall_us();
    let (row, secret) = attempt(provider, &next.next, now_us);
    let redirect_uri = redirect_uri(&face, provider);
    let journey = Journey { redirect_uri: &redirect_uri, nonce: &row.nonce, verifier: &row.verifier };
    match provider.way_there(&journey, &token::tag(&secret, STATE), now_us).await {
        Ok(url) => {
            face.engine.store().put_attempt(&row, now_us).await?;
            Ok(with_cookie(&face, see(&url), Some((&row.tenant, &secret))))
        }
        Err(failure) => {
            let why = Why::from(failure);
            tell_log(provider, &why);
            // Anybody may try this as often as they like, so the first of a row is noted and then ever fewer.
            if provider.failed_to_leave().is_power_of_two() {
                note_failed(&face, provider, "", why.word()).await;
            }
            Ok(with_cookie(&face, shown(&face, &headers, (provider, &why), &row.next), None))
        }
    }
}

/// Takes a browser that comes back from a provider.
///
/// # Errors
/// 404 for a provider that is not configured, 429, or what the store met; everything else is told on the sign-in page.
pub async fn come_back(
    State(face): State<Shared>,
    Path(name): Path<String>,
    Query(back): Query<Back>,
    headers: HeaderMap,
    peer: Peer,
) -> Result<Response, Trouble> {
    let provider = find(&face, &name)?;
    face.limits.guess(&peer)?;
    let Some(row) = under_way(&face, &headers, provider, Some(&back.state)).await? else {
        // Nothing says that this browser ever left, so there is nothing to note.
        return Ok(shown(&face, &headers, (provider, &Why::Gone), ""));
    };
    match known(&face, provider, &row, &back).await {
        Ok((person, identity)) => {
            face.limits.no_guess(&peer);
            let now_us = face.wall_us();
            let (mut next, secret) = attempt(provider, &row.next, now_us);
            next.person = person.person;
            next.subject_hash = identity.subject_hash;
            face.engine.store().put_attempt(&next, now_us).await?;
            Ok(with_cookie(&face, see("/sign-in/code"), Some((&next.tenant, &secret))))
        }
        Err((why, person)) => refuse(&face, &headers, provider, (why, &person, &row.next)).await,
    }
}

/// The attempt a browser has under way at a provider, used or not. A state must be the one that was sent along.
async fn under_way(
    face: &Face,
    headers: &HeaderMap,
    provider: &Provider,
    state: Option<&str>,
) -> Result<Option<AttemptRow>, StoreError> {
    let cookie = guard::named(face, headers, COOKIE).unwrap_or_default();
    let Some((tenant, secret)) = token::parts(&cookie) else { return Ok(None) };
    let ours = tenant == provider.settings.tenant && state.is_none_or(|state| token::tag_fits(secret, STATE, state));
    if !ours {
        return Ok(None);
    }
    let row = face.engine.store().attempt(tenant, &token::hash(secret)).await?;
    Ok(row.filter(|row| row.provider == provider.settings.name && row.person.is_empty() == state.is_some()))
}

/// Who came back, by what the provider says; otherwise why nobody did, and whom it would have been.
async fn known(
    face: &Face,
    provider: &Provider,
    row: &AttemptRow,
    back: &Back,
) -> Result<(PersonRow, Identity), (Why, String)> {
    let nobody = |why: Why| (why, String::new());
    let store = face.engine.store();
    let now_us = face.wall_us();
    let first = store.use_attempt(&row.tenant, &row.attempt_id, now_us).await.map_err(|error| nobody(error.into()))?;
    if !first {
        return Err(nobody(Why::Gone));
    }
    let refused = |why: &str| nobody(Failure::Refused(why.to_owned()).into());
    if back.iss.as_ref().is_some_and(|issuer| *issuer != provider.settings.issuer) {
        return Err(refused("another issuer answered"));
    }
    if !back.error.is_empty() || back.code.is_empty() {
        // What it says is anybody's text, so the log gets the beginning of it only.
        return Err(refused(&back.error.chars().filter(char::is_ascii_graphic).take(60).collect::<String>()));
    }
    let redirect_uri = redirect_uri(face, provider);
    let journey = Journey { redirect_uri: &redirect_uri, nonce: &row.nonce, verifier: &row.verifier };
    let identity = provider.identity(&journey, &back.code, now_us).await.map_err(|failure| nobody(failure.into()))?;
    let person = whose(face, provider, &identity).await.map_err(|error| nobody(error.into()))?;
    let person = person.ok_or_else(|| nobody(Why::Nobody))?;
    match may_enter(face, provider, &person, &identity.subject_hash).await {
        Ok(()) => Ok((person, identity)),
        Err(why) => Err((why, person.person)),
    }
}

/// The person a subject is bound to; for one that is bound to nobody, the person with the address it has proven.
async fn whose(face: &Face, provider: &Provider, identity: &Identity) -> Result<Option<PersonRow>, StoreError> {
    let (store, tenant) = (face.engine.store(), provider.settings.tenant.as_str());
    match store.bound_person(tenant, &identity.subject_hash).await? {
        Some(person) => store.person(tenant, &person).await,
        None => store.person_by_email(tenant, &identity.email).await,
    }
}

async fn may_enter(face: &Face, provider: &Provider, person: &PersonRow, subject_hash: &str) -> Result<(), Why> {
    if person.disabled_us.is_some() {
        return Err(Why::Nobody);
    }
    let bound = face.engine.store().bound_subject(&person.tenant, &person.person, &provider.settings.issuer).await?;
    if bound.is_some_and(|bound| bound != subject_hash) {
        return Err(Why::OtherSubject);
    }
    if person.second_factor.is_empty() { Err(Why::NotSetUp) } else { Ok(()) }
}

/// Tells the person on the sign-in page, the log why, and the audit what. Only whoever used an attempt may fail with
/// anything but [`Why::Gone`], so each attempt is noted once at most, however often its address is opened.
async fn refuse(
    face: &Shared,
    headers: &HeaderMap,
    provider: &Provider,
    (why, person, next): (Why, &str, &str),
) -> Result<Response, Trouble> {
    tell_log(provider, &why);
    match why {
        Why::Store(error) => return Err(error.into()),
        Why::Gone => {}
        _ => note_failed(face, provider, person, why.word()).await,
    }
    // An attempt that failed is over.
    Ok(with_cookie(face, shown(face, headers, (provider, &why), next), None))
}

fn tell_log(provider: &Provider, why: &Why) {
    if let Why::Failed(Failure::Unreachable(reason) | Failure::Refused(reason)) = why {
        tracing::warn!(provider = %provider.settings.name, reason, "a sign-in with a provider failed");
    }
}

async fn note_failed(face: &Face, provider: &Provider, person: &str, word: &str) {
    let detail = format!("{}: {word}", provider.settings.name);
    let tenant = provider.settings.tenant.as_str();
    people::note(face.engine.store(), tenant, face.wall_us(), (person, "sign_in_failed"), (person, &detail)).await;
}

fn shown(face: &Shared, headers: &HeaderMap, (provider, why): (&Provider, &Why), next: &str) -> Response {
    let mut fields = Fields::fresh([("next", next.to_owned())]);
    fields.wrong("", why.sentence(&provider.settings.label));
    let unreachable = matches!(why, Why::Failed(Failure::Unreachable(_)));
    let status = if unreachable { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = sign_in::page(face, &fields, headers, &[]);
    (status, Html(page.into_string())).into_response()
}
