//! The second factor after a provider has said who it is: asked for, counted and slowed down as on the sign-in page. Only
//! then is the provider's subject bound to the person, and a session begins.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use maud::html;

use super::{Why, refuse, under_way, with_cookie};
use crate::http::limit::Peer;
use crate::http::{Face, Shared};
use crate::pages::form::{Fields, Input, TOKEN};
use crate::pages::trouble::{Trouble, own_path, see};
use crate::pages::{guard, shell, sign_in};
use crate::people::oidc::Provider;
use crate::people::{self, attempt, session};
use crate::store::StoreError;
use crate::store::person_rows::{AttemptRow, PersonRow};

/// The attempt whose person the provider has named and who still has to show the second factor.
async fn waiting<'f>(
    face: &'f Face,
    headers: &HeaderMap,
) -> Result<Option<(&'f Provider, AttemptRow, PersonRow)>, StoreError> {
    let now_us = face.wall_us();
    for provider in face.options.providers.all() {
        let row = under_way(face, headers, provider, None).await?;
        let Some(row) = row.filter(|row| row.used_us.is_none() && row.expires_us > now_us) else { continue };
        let person = face.engine.store().person(&row.tenant, &row.person).await?;
        return Ok(person.map(|person| (provider, row, person)));
    }
    Ok(None)
}

/// Asks for the second factor.
///
/// # Errors
/// What the store met.
pub async fn ask(State(face): State<Shared>, headers: HeaderMap) -> Result<Response, Trouble> {
    guard::may_sign_in(&face, &headers)?;
    let Some((provider, _, person)) = waiting(&face, &headers).await? else { return Ok(see("/sign-in")) };
    Ok(code_page(&face, &headers, (provider, &person), &Fields::default()))
}

fn code_page(
    face: &Face,
    headers: &HeaderMap,
    (provider, person): (&Provider, &PersonRow),
    fields: &Fields,
) -> Response {
    let content = html! {
        h1 { "Second factor" }
        p { (provider.settings.label) " says that you are " strong { (person.name) } ", " (person.email) "." }
        (fields.summary())
        form method="post" action="/sign-in/code" {
            @if let Some(cookie) = guard::cookie(face, headers) {
                input type="hidden" name=(TOKEN) value=(session::form_token(&cookie));
            }
            (fields.input("code", "Code", Input {
                required: true, autocomplete: Some("one-time-code"), mode: Some("numeric"), first: true,
                hint: Some("Six digits from your authenticator app."), ..Input::default()
            }))
            p class="actions" {
                button class="main" { "Sign in" }
                a class="button" href="/sign-in" { "Somebody else" }
            }
        }
    };
    Html(shell::plain("Second factor", content).into_string()).into_response()
}

/// Takes the second factor, counted and slowed down as on the sign-in page, and begins a session.
///
/// # Errors
/// 429, or what the store met; what is wrong with the code is shown beside it.
pub async fn take(
    State(face): State<Shared>,
    headers: HeaderMap,
    peer: Peer,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    guard::may_sign_in(&face, &headers)?;
    face.limits.guess(&peer)?;
    let Some((provider, row, person)) = waiting(&face, &headers).await? else { return Ok(see("/sign-in")) };
    let now_us = face.wall_us();
    let store = face.engine.store();
    let mut refused = Some(Why::Nobody).filter(|_| person.disabled_us.is_some());
    if refused.is_none() && !code_fits(&face, provider, &person, &mut fields).await? {
        fields.set("code", "");
        let page = code_page(&face, &headers, (provider, &person), &fields);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    // Whoever is shut out uses the attempt up as well: it fails once.
    if !store.use_attempt(&row.tenant, &row.attempt_id, now_us).await? {
        refused = Some(Why::Gone);
    }
    if refused.is_none() && !bind(&face, provider, &row).await? {
        refused = Some(Why::OtherSubject);
    }
    if let Some(why) = refused {
        return refuse(&face, &headers, provider, (why, &person.person, &row.next)).await;
    }
    face.limits.no_guess(&peer);
    let response = sign_in::begin(&face, &headers, &person, "signed_in_with_provider", own_path(&row.next)).await?;
    Ok(with_cookie(&face, response, None))
}

async fn code_fits(face: &Face, provider: &Provider, person: &PersonRow, fields: &mut Fields) -> Result<bool, Trouble> {
    let (store, now_us) = (face.engine.store(), face.wall_us());
    let detail = format!("{}: wrong code", provider.settings.name);
    let found = attempt::code(store, person, fields.text("code"), ("sign_in_failed", &detail), now_us).await?;
    if let Some(why) = found.why() {
        fields.wrong("code", why);
    }
    Ok(found == attempt::Code::Right)
}

/// Binds the subject to its person, now that both factors were shown; false when somebody else was bound meanwhile.
async fn bind(face: &Face, provider: &Provider, row: &AttemptRow) -> Result<bool, StoreError> {
    let (store, now_us) = (face.engine.store(), face.wall_us());
    if let Some(bound) = store.bound_person(&row.tenant, &row.subject_hash).await? {
        return Ok(bound == row.person);
    }
    let issuer = provider.settings.issuer.as_str();
    let bound = store.bind_subject((&row.tenant, &row.person), (issuer, &row.subject_hash), now_us).await?;
    if bound {
        let about = (row.person.as_str(), provider.settings.name.as_str());
        people::note(store, &row.tenant, now_us, (&row.person, "provider_bound"), about).await;
    }
    Ok(bound)
}
