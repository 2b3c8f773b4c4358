//! Setting up an account from a link that works once: a password and a second factor, and beside them the code of
//! whoever agreed, where the link comes of a change that took two persons.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::form::{Fields, Input, TOKEN};
use super::trouble::Trouble;
use super::{guard, shell, sign_in};
use crate::http::Shared;
use crate::http::limit::Peer;
use crate::http::problem::Problem;
use crate::people::{self, attempt, change, factor, password, session, token};
use crate::store::person_rows::{LinkRow, PersonRow};

/// The person a link belongs to; every reason why it does not work reads the same.
async fn whose(face: &Shared, peer: &Peer, text: &str) -> Result<(PersonRow, LinkRow), Trouble> {
    face.limits.guess(peer)?;
    let gone = || {
        let detail = "this link was used before, has run out, or never was one; ask for another";
        Problem::new(404, "link_gone", detail)
    };
    let (tenant, secret) = token::parts(text).ok_or_else(gone)?;
    let store = face.engine.store();
    let link = store.link(tenant, &token::hash(secret)).await?.ok_or_else(gone)?;
    let now_us = face.wall_us();
    if link.used_us.is_some() || link.expires_us <= now_us {
        return Err(gone().into());
    }
    let person = store.person(tenant, &link.person).await?.filter(|person| person.disabled_us.is_none());
    face.limits.no_guess(peer);
    Ok((person.ok_or_else(gone)?, link))
}

/// The form.
///
/// # Errors
/// 404 for a link that does not work.
pub async fn show(
    State(face): State<Shared>,
    Path(text): Path<String>,
    headers: HeaderMap,
    peer: Peer,
) -> Result<Response, Trouble> {
    guard::may_sign_in(&face, &headers)?;
    let (person, link) = whose(&face, &peer, &text).await?;
    let fields = Fields::fresh([("secret", factor::secret())]);
    Ok(Html(page(&face, (&person, &link), &fields, &headers).into_string()).into_response())
}

fn page(face: &Shared, (person, link): (&PersonRow, &LinkRow), fields: &Fields, headers: &HeaderMap) -> Markup {
    let secret = fields.text("secret");
    let address = factor::address(secret, &person.tenant, &person.email);
    let groups: Vec<String> =
        secret.as_bytes().chunks(4).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    let content = html! {
        h1 { "Welcome, " (person.name) }
        p { "Set up your account " strong { (person.email) } ". This link works once." }
        (fields.summary())
        form method="post" {
            @if let Some(cookie) = guard::cookie(face, headers) {
                input type="hidden" name=(TOKEN) value=(session::form_token(&cookie));
            }
            input type="hidden" name="secret" value=(secret);
            input class="unseen" type="text" name="username" value=(person.email) autocomplete="username" readonly
                tabindex="-1" aria-hidden="true";
            @if !link.code.is_empty() {
                (fields.input("spoken", "Code you were told", Input {
                    required: true, autocomplete: Some("off"), first: true,
                    hint: Some("Ten letters and digits from the person who agreed to this account, not from who sent the link."),
                    ..Input::default()
                }))
            }
            (fields.input("password", "Choose a password", Input {
                kind: "password", required: true, autocomplete: Some("new-password"),
                first: link.code.is_empty(),
                hint: Some("At least 12 characters. Four unlike words are a good one."), ..Input::default()
            }))
            fieldset {
                legend { "Second factor" }
                p { "Scan this with an authenticator app, or type the key into it." }
                @if let Some((side, path)) = factor::picture(&address) {
                    (shell::picture(side, &path, "The key as a QR code; the same key stands below as text"))
                }
                p { code { (groups.join(" ")) } }
                (fields.input("code", "Code that the app shows", Input {
                    required: true, autocomplete: Some("one-time-code"), mode: Some("numeric"), ..Input::default()
                }))
            }
            button class="main" { "Set up and sign in" }
        }
    };
    shell::plain("Welcome", content)
}

/// Takes the form.
///
/// # Errors
/// 404 for a link that does not work any more.
pub async fn set_up(
    State(face): State<Shared>,
    Path(text): Path<String>,
    headers: HeaderMap,
    peer: Peer,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    guard::may_sign_in(&face, &headers)?;
    let (person, link) = whose(&face, &peer, &text).await?;
    let now_us = face.wall_us();
    let typed = fields.text("password").to_owned();
    if !link.code.is_empty() && !attempt::beside_link(face.engine.store(), &link, fields.text("spoken")).await? {
        fields.wrong(
            "spoken",
            "this is not the code of this link; type it as it was told; after many tries ask for another link",
        );
    }
    if let Err(why) = password::check(&typed, &[&person.email, &person.person, &person.name]) {
        fields.wrong("password", why);
    }
    let step = factor::step(fields.text("secret"), fields.text("code"), now_us);
    if step.is_none() {
        fields
            .wrong("code", "this is not the code the app shows now; check the clock of the phone, then type the next");
    }
    let (Some(step), true) = (step, fields.is_fine()) else {
        let page = page(&face, (&person, &link), &fields, &headers);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page.into_string())).into_response());
    };
    let hash = password::hash(typed).await.map_err(|why| {
        tracing::error!(why, "a password cannot be hashed");
        Problem::new(503, "busy", "the server cannot take a password now; try again").again(1)
    })?;
    let (store, tenant) = (face.engine.store(), person.tenant.as_str());
    if !store.use_link(tenant, &link.link_id, now_us).await? {
        return Err(Problem::new(404, "link_gone", "this link was used before; ask for another").into());
    }
    if !store.set_up(&person, &hash, (fields.text("secret"), step)).await? {
        let detail = "your account was changed while you set it up; ask for another link";
        return Err(Problem::new(409, "changed", detail).into());
    }
    // Another link of the same account would set it up once more.
    store.void_links_of(tenant, &person.person, now_us).await?;
    store.end_sessions_of(tenant, &person.person, now_us).await?;
    if !link.code.is_empty() {
        store.team_code_used(tenant, &person.person, &link.code).await?;
    }
    change::takes_two(store, tenant, false, now_us).await?;
    // An account that is set up anew is bound anew: so a person whose account at the provider changed comes in again.
    store.forget_subjects_of(tenant, &person.person).await?;
    people::note(store, tenant, now_us, (&person.person, "account_set_up"), (&person.person, "")).await;
    let person = PersonRow { password: hash, second_factor: fields.text("secret").to_owned(), ..person };
    sign_in::begin(&face, &headers, &person, "signed_in", "/").await
}
