//! Signing in and out: address, password and code on one page, and one answer to whatever is wrong with them. In a
//! demo, the change from one person to another.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::form::{Fields, Input, TOKEN};
use super::trouble::{Trouble, in_query, own_path, see};
use super::{guard, shell};
use crate::http::Shared;
use crate::http::limit::Peer;
use crate::http::problem::Problem;
use crate::people::{self, attempt, factor, password, session, token};
use crate::store::person_rows::PersonRow;

/// The same words whatever is wrong, so that nobody learns which addresses are known.
const NO: &str = "address, password or code is not right, or there were too many tries; wait a minute and try again";

/// A try that fails is answered no sooner than this, so that what it cost does not tell which addresses are known.
const NO_SOONER: Duration = Duration::from_millis(400);

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    pub(super) next: String,
}

/// The form.
///
/// # Errors
/// 403 where nobody signs in from.
pub async fn show(
    State(face): State<Shared>,
    Query(next): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    guard::may_sign_in(&face, &headers)?;
    let fields = Fields::fresh([("next", next.next)]);
    Ok(Html(page(&face, &fields, &headers, &[]).into_string()).into_response())
}

pub(super) fn page(face: &Shared, fields: &Fields, headers: &HeaderMap, shops: &[String]) -> Markup {
    let hidden = html! {
        @if let Some(cookie) = guard::cookie(face, headers) {
            input type="hidden" name=(TOKEN) value=(session::form_token(&cookie));
        }
        input type="hidden" name="next" value=(fields.text("next"));
    };
    let content = html! {
        h1 { "Sign in" }
        (fields.summary())
        @if face.options.demo.is_some() {
            form method="post" action="/become" class="cast" {
                p { "This is a demo shop. Nothing here is real money. Come in as:" }
                (hidden) (shell::cast(None))
            }
        } @else {
            form method="post" action="/sign-in" {
                (hidden)
                (fields.input("email", "E-mail", Input {
                    kind: "email", required: true, autocomplete: Some("username"), first: true, ..Input::default()
                }))
                (fields.input("password", "Password", Input {
                    kind: "password", required: true, autocomplete: Some("current-password"), ..Input::default()
                }))
                (fields.input("code", "Code", Input {
                    required: true, autocomplete: Some("one-time-code"), mode: Some("numeric"),
                    hint: Some("Six digits from your authenticator app."), ..Input::default()
                }))
                @if !shops.is_empty() {
                    div class="field" {
                        label for="shop" { "Shop" }
                        select id="shop" name="shop" { @for shop in shops { option { (shop) } } }
                    }
                }
                button class="main" { "Sign in" }
            }
            (providers(face, fields.text("next")))
        }
    };
    shell::plain("Sign in", content)
}

/// A way to each provider of identities. They are links, because a form may go nowhere else.
fn providers(face: &Shared, next: &str) -> Markup {
    html! {
        @for provider in face.options.providers.all() {
            p {
                a class="button" href={ "/sign-in/oidc/" (provider.settings.name) "?next=" (in_query(next)) } {
                    "Sign in with " (provider.settings.label)
                }
            }
        }
    }
}

/// Takes the form.
///
/// # Errors
/// What the store met; what is wrong with the form is shown above it.
pub async fn enter(
    State(face): State<Shared>,
    headers: HeaderMap,
    peer: Peer,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    guard::may_sign_in(&face, &headers)?;
    face.limits.guess(&peer)?;
    let earliest = tokio::time::Instant::now() + NO_SOONER;
    let found = prove(&face, &fields).await?;
    if found.is_empty() {
        tokio::time::sleep_until(earliest).await;
    }
    let person = match found.as_slice() {
        [one] => one.clone(),
        [] => {
            fields.wrong("", NO);
            let page = page(&face, &fields, &headers, &[]);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response());
        }
        several => {
            fields.wrong("", "this address belongs to several shops; choose one, and send the next code");
            let shops: Vec<String> = several.iter().map(|person| person.tenant.clone()).collect();
            let page = page(&face, &fields, &headers, &shops);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response());
        }
    };
    face.limits.no_guess(&peer);
    begin(&face, &headers, &person, "signed_in", own_path(fields.text("next"))).await
}

/// Persons whose address, password and code were sent. Each hash is computed, right or wrong, so that time says
/// nothing.
async fn prove(face: &Shared, fields: &Fields) -> Result<Vec<PersonRow>, Trouble> {
    let store = face.engine.store();
    let now_us = face.wall_us();
    let typed = fields.text("password").to_owned();
    let email = people::email(fields.text("email")).unwrap_or_default();
    let shop = fields.text("shop");
    let mut known = store.persons_by_email(&email).await?;
    known.retain(|person| shop.is_empty() || person.tenant == shop);
    if known.is_empty() {
        password::fits(typed, "").await.map_err(busy)?;
        return Ok(Vec::new());
    }
    let (mut proven, mut others) = (Vec::new(), Vec::new());
    for person in known {
        let counts = attempt::begin(store, &person, now_us).await?;
        let right = match password::fits(typed.clone(), &person.password).await {
            Ok(right) => right,
            Err(full) => {
                // Nothing was looked at, so nothing counts: a flood must not make honest people wait.
                if counts {
                    store.undo_try(&person).await?;
                }
                for (other, _) in &others {
                    store.undo_try(other).await?;
                }
                return Err(busy(full).into());
            }
        };
        let step = factor::step(&person.second_factor, fields.text("code"), now_us);
        let fits = match step.filter(|_| counts && right && person.disabled_us.is_none()) {
            Some(step) => store.use_factor_step(&person.tenant, &person.person, step).await?,
            None => false,
        };
        if fits {
            store.forget_tries(&person.tenant, &person.person).await?;
            proven.push(person);
        } else if counts {
            others.push((person, right));
        }
    }
    for (other, right) in others {
        // Who came in somewhere did not fail at the other shops that know this address, unless the password is the same.
        if proven.is_empty() || right {
            attempt::failed(store, &other, ("sign_in_failed", ""), now_us).await;
        } else {
            store.undo_try(&other).await?;
        }
    }
    Ok(proven)
}

/// Too many passwords are looked at already.
pub(super) fn busy(_: password::Busy) -> Problem {
    Problem::new(503, "busy", "too many people are signing in; wait a moment and try again").again(2)
}

/// Begins a session, ends the one there was, and goes on.
///
/// # Errors
/// What the store met.
pub async fn begin(
    face: &Shared,
    headers: &HeaderMap,
    person: &PersonRow,
    how: &str,
    next: &str,
) -> Result<Response, Trouble> {
    let store = face.engine.store();
    let now_us = face.wall_us();
    end_old(face, headers).await?;
    let (mut row, cookie) = session::fresh(&person.tenant, &person.person, now_us);
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    row.agent = agent.chars().filter(|c| !c.is_control()).take(200).collect();
    store.begin_session(&row).await?;
    // Whoever took a password or roles away ended the sessions there were; this one may have begun a moment later.
    let now = store.person(&person.tenant, &person.person).await?;
    let same = now.is_some_and(|now| {
        (now.password.as_str(), now.second_factor.as_str()) == (person.password.as_str(), person.second_factor.as_str())
            && now.disabled_us.is_none()
    });
    if !same {
        store.end_session(&row.tenant, &row.session_id, now_us).await?;
        return Err(Problem::new(409, "changed", "your account was changed just now; sign in again").into());
    }
    people::note(store, &person.tenant, now_us, (&person.person, how), (&person.person, agent)).await;
    let mut response = see(next);
    response.headers_mut().insert(header::SET_COOKIE, guard::set_cookie(face, &cookie));
    Ok(response)
}

async fn end_old(face: &Shared, headers: &HeaderMap) -> Result<(), Trouble> {
    let cookie = guard::cookie(face, headers).unwrap_or_default();
    if let Some((tenant, secret)) = token::parts(&cookie) {
        let now_us = face.wall_us();
        face.engine.store().end_session(tenant, &token::hash(secret), now_us).await?;
    }
    Ok(())
}

/// Signs out.
///
/// # Errors
/// What the store met.
pub async fn leave(State(face): State<Shared>, headers: HeaderMap, _: Fields) -> Result<Response, Trouble> {
    end_old(&face, &headers).await?;
    let mut response = see("/sign-in");
    for cookie in guard::forget_cookies() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Goes on as another person of a demo.
///
/// # Errors
/// 404 where this is no demo.
pub async fn change(State(face): State<Shared>, headers: HeaderMap, fields: Fields) -> Result<Response, Trouble> {
    let tenant = face.options.demo.as_deref().ok_or_else(Trouble::nowhere)?;
    guard::may_sign_in(&face, &headers)?;
    let person = face.engine.store().person(tenant, fields.text("person")).await?;
    let person = person.ok_or_else(|| Problem::unknown("person", fields.text("person")))?;
    begin(&face, &headers, &person, "became", own_path(fields.text("next"))).await
}
