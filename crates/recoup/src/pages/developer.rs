//! For those who connect the shop: API keys made, replaced and revoked, under the rules of `http/keys.rs`. A key is
//! shown once, on the page that answers the form. `deliveries` shows what gateways sent, `calls` what waits to go out to
//! them, `requests` what was asked of the API.

pub mod calls;
pub mod deliveries;
pub mod requests;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::refusal::Refusal;
use recoup_core::text;

use super::form::{Fields, Input, KEY};
use super::guard::{May, Visitor};
use super::once::{Secret, anew, is_meant, never_kept};
use super::team::form::{ceilings_input, code_input, read_ceilings, role_boxes, ticked_roles};
use super::trouble::{Trouble, see};
use super::{shell, words};
use crate::access::{self, Grants, NewKey, Permission};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::keys;
use crate::http::problem::Problem;
use crate::people::{self, duties, token};
use crate::store::rows::ApiKeyRow;

/// Which field of the forms a field of the rules is.
const KNOWN: [(&str, &str); 7] = [
    ("label", "label"),
    ("roles", "roles"),
    ("scopes", "scopes"),
    ("ceilings", "ceilings"),
    ("amount_minor", "ceilings"),
    ("expires_in_days", "days"),
    ("overlap_hours", "hours"),
];

/// Hours for which a key goes on beside the one that replaces it, unless told otherwise, and at most.
const HOURS: (u16, u16) = (24, 720);

/// The parts of the page that the visitor may see.
#[must_use]
pub fn tabs(visitor: &Visitor, here: &str) -> Markup {
    let all = [
        ("/developers", "API keys", Permission::ManageKeys),
        ("/developers/requests", "Requests", Permission::KeepBooks),
        ("/developers/deliveries", "Deliveries in", Permission::KeepBooks),
        ("/developers/calls", "Calls out", Permission::KeepBooks),
    ];
    html! {
        nav class="tabs" aria-label="Parts of the page" { ul {
            @for (path, name, needs) in all {
                @if visitor.may(needs) || visitor.may(Permission::ManageKeys) {
                    li { a href=(path) aria-current=[(path == here).then_some("page")] { (name) } }
                }
            }
        } }
    }
}

/// Lists keys; who keeps the books and no keys goes on to the deliveries.
///
/// # Errors
/// What the store met.
pub async fn index(State(face): State<Shared>, visitor: May<right::SeeDeliveries>) -> Result<Response, Trouble> {
    if !visitor.may(Permission::ManageKeys) {
        return Ok(see("/developers/deliveries"));
    }
    let now_us = face.engine.clock().now().as_microsecond();
    let mut keys = face.engine.store().api_keys(&visitor.caller.tenant).await?;
    keys.sort_by_key(|key| (!access::works(key, now_us), std::cmp::Reverse(key.created_us)));
    let content = html! {
        h1 { "Developers" }
        (tabs(&visitor, "/developers"))
        p class="actions" { a class="button main" href="/developers/keys/new" { "Make a key" } }
        @if keys.is_empty() { p class="empty" { "There are no keys yet." } } @else { (table(&visitor, &keys, now_us)) }
        p class="quiet" {
            "What went out to gateways, and what they answered, stands with each order under its gateway messages: see "
            a href="/orders" { "Orders" } ". The document of the API is at " a href="/openapi.json" { "/openapi.json" } "."
        }
    };
    Ok(shell::page(&visitor, "Developers", "/developers", content))
}

fn table(visitor: &Visitor, keys: &[ApiKeyRow], now_us: i64) -> Markup {
    shell::scroll(
        "API keys",
        html! {
            table {
                thead { tr {
                    th scope="col" { "Key" } th scope="col" { "Person" } th scope="col" { "Roles" }
                    th scope="col" { "Ceilings" } th scope="col" { "Made" } th scope="col" { "Ends" }
                    th scope="col" { "Standing" }
                } }
                tbody {
                    @for key in keys {
                        @let grants = duties::read(&key.grants);
                        tr {
                            th scope="row" {
                                a href={ "/developers/keys/" (key.key_id) } { (key.label) }
                                " " code class="quiet" { "rcp_" (key.key_id) "_…" (key.last4) }
                            }
                            td { (key.person) }
                            td { (held(&grants)) }
                            td { (ceilings(&grants)) }
                            td { (words::time_us(key.created_us, &visitor.zone)) }
                            td { (ends(visitor, key)) }
                            td { (words::chip(standing(key, now_us))) }
                        }
                    }
                }
            }
        },
    )
}

/// Roles, and what they are narrowed to.
fn held(grants: &Grants) -> Markup {
    let scopes: Vec<String> = grants.scopes.iter().map(|scope| words::plain(scope.word())).collect();
    html! {
        (shell::role_words(&grants.roles))
        @if !scopes.is_empty() { " " span class="quiet" { "only " (scopes.join(", ")) } }
    }
}

fn ceilings(grants: &Grants) -> String {
    let sums = grants.ceilings_minor.iter().map(|(code, minor)| words::money(*minor, code));
    sums.collect::<Vec<_>>().join(", ")
}

fn ends(visitor: &Visitor, key: &ApiKeyRow) -> Markup {
    html! {
        @match key.expires_us {
            Some(at_us) => { (words::time_us(at_us, &visitor.zone)) }
            None => { span class="quiet" { "never" } }
        }
    }
}

fn standing(key: &ApiKeyRow, now_us: i64) -> &'static str {
    match key.revoked_us {
        Some(_) => "revoked",
        None if access::works(key, now_us) => "active",
        None => "expired",
    }
}

/// The form for a key.
///
/// # Errors
/// 403 for those who manage no keys.
pub async fn blank(State(face): State<Shared>, visitor: May<right::ManageKeys>) -> Result<Response, Trouble> {
    let fields = Fields::fresh([(KEY, token::secret())]);
    Ok(new_page(&face, &visitor, &fields))
}

fn new_page(face: &Shared, visitor: &Visitor, fields: &Fields) -> Response {
    let content = html! {
        p { a href="/developers" { "Developers" } }
        h1 { "Make a key" }
        p {
            "It acts as " strong { (visitor.person.person) } ", with no more than you hold and under your own ceilings. "
            "Keys for others are made on the machine, with " code { "recoup keys create" } "."
        }
        (fields.summary())
        form method="post" action="/developers/keys/new" class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            (fields.input("label", "Label", Input {
                required: true, autocomplete: Some("off"), first: true,
                hint: Some("What uses it, such as till or warehouse."), ..Input::default()
            }))
            (role_boxes(&visitor.caller.grants.roles, fields))
            (scope_boxes(visitor, fields))
            (ceilings_input(fields))
            (days_input(fields))
            (code_input(face, visitor, fields))
            p class="actions" { button class="main" { "Make the key" } a class="button" href="/developers" { "Back" } }
        }
    };
    shell::page(visitor, "Make a key", "/developers", content)
}

fn scope_boxes(visitor: &Visitor, fields: &Fields) -> Markup {
    let why = fields.why("scopes");
    html! {
        fieldset aria-describedby=[why.map(|_| "scopes-why")] {
            legend { "Only these permissions" }
            p class="hint" { "All of the roles' when none is ticked." }
            @if let Some(why) = why { p class="why" id="scopes-why" { (why) } }
            @for scope in Permission::ALL.into_iter().filter(|scope| visitor.may(*scope)) {
                @let name = format!("scope-{}", scope.word());
                label class="choice" {
                    input type="checkbox" name=(name) value="yes" checked[fields.text(&name) == "yes"];
                    " " (words::plain(scope.word()))
                }
            }
        }
    }
}

fn days_input(fields: &Fields) -> Markup {
    let hint = Some("Empty for a key that does not end.");
    fields.input("days", "Days until it ends", Input { mode: Some("numeric"), hint, ..Input::default() })
}

/// A whole number that may be left out.
fn number(fields: &mut Fields, name: &str) -> Option<u16> {
    let typed = fields.text(name).to_owned();
    let read = typed.parse().ok();
    if read.is_none() && !typed.is_empty() {
        fields.wrong(name, "this is a whole number, such as 30");
    }
    read
}

/// The key that the form asks for, made and not yet kept; nothing when the form says what is wrong.
fn draft(face: &Shared, visitor: &Visitor, fields: &mut Fields) -> Option<NewKey> {
    let ceilings = read_ceilings(fields.text("ceilings")).unwrap_or_else(|why| {
        fields.wrong("ceilings", why);
        Vec::new()
    });
    let scopes = Permission::ALL.map(Permission::word).into_iter();
    let scopes = scopes.filter(|word| fields.text(&format!("scope-{word}")) == "yes").map(str::to_owned).collect();
    let new = keys::NewKey {
        label: fields.text("label").to_owned(),
        person: None,
        roles: ticked_roles(fields).into_iter().map(|role| role.word().to_owned()).collect(),
        scopes,
        ceilings: ceilings
            .into_iter()
            .map(|(currency, amount_minor)| keys::Ceiling { currency, amount_minor })
            .collect(),
        expires_in_days: number(fields, "days"),
    };
    let made = text::required("label", &new.label, text::NAME).map_err(Problem::from);
    match made.and_then(|()| make(face, visitor, &new, None)) {
        Ok(key) => Some(key).filter(|_| fields.is_fine()),
        Err(problem) => {
            fields.refused(&problem, &KNOWN);
            None
        }
    }
}

/// A key of the visitor, or one that takes the place of another: it holds what its maker holds or less.
fn make(face: &Shared, visitor: &Visitor, new: &keys::NewKey, old: Option<&ApiKeyRow>) -> Result<NewKey, Problem> {
    let caller = &visitor.caller;
    let held = keys::grants(new, caller)?;
    let now_us = face.engine.clock().now().as_microsecond();
    let made = match old {
        Some(old) => access::replacement(old, &held, now_us),
        None => access::new_key(&caller.tenant, &caller.actor.person, &new.label, &held, now_us),
    };
    let mut key = made.map_err(|why| {
        tracing::error!(why, "no key can be made");
        Problem::new(503, "no_entropy", "the machine gives no random bits; try again").again(1)
    })?;
    key.row.expires_us = keys::expiry(new, caller, now_us)?;
    Ok(key)
}

/// Makes a key and shows it.
///
/// # Errors
/// What the store met; what is wrong with the form is shown in it.
pub async fn create(
    State(face): State<Shared>,
    visitor: May<right::ManageKeys>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    if let Some(key) = draft(&face, &visitor, &mut fields)
        && is_meant(&face, &visitor, &mut fields, Secret::Key(&key.row.key_id)).await?
    {
        face.engine.store().put_api_key(&key.row).await?;
        let detail = format!("{}; {}", key.row.label, people::team::in_words(&duties::read(&key.row.grants)));
        note(&face, &visitor, "key_created", (&key.row.key_id, &detail)).await;
        return Ok(shown_once(&visitor, &key, None));
    }
    anew(&mut fields);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, new_page(&face, &visitor, &fields)).into_response())
}

async fn note(face: &Shared, visitor: &Visitor, kind: &str, (about, detail): (&str, &str)) {
    let (store, by) = (face.engine.store(), visitor.person.person.as_str());
    people::note(store, &visitor.caller.tenant, face.wall_us(), (by, kind), (about, detail)).await;
}

fn shown_once(visitor: &Visitor, key: &NewKey, old: Option<&ApiKeyRow>) -> Response {
    let content = html! {
        p { a href="/developers" { "Developers" } }
        h1 { "The key " (key.row.label) }
        p class="note" { "Shown only now. Keep it where secrets are kept; whoever has it acts as " strong { (key.row.person) } "." }
        pre tabindex="0" data-copy=(key.token) { (key.token) }
        dl class="facts" {
            dt { "Roles" } dd { (held(&duties::read(&key.row.grants))) }
            dt { "Ends" } dd { (ends(visitor, &key.row)) }
            @if let Some(old) = old { dt { "The old key ends" } dd { (ends(visitor, old)) } }
        }
        p class="actions" { a class="button" href="/developers" { "I have kept it" } }
    };
    never_kept(shell::page(visitor, "A key", "/developers", content))
}

async fn one(face: &Shared, visitor: &Visitor, id: &str) -> Result<ApiKeyRow, Trouble> {
    let rows = face.engine.store().api_keys(&visitor.caller.tenant).await?;
    rows.into_iter().find(|row| row.key_id == id).ok_or_else(|| Problem::unknown("key", id).into())
}

/// Shows a key.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::ManageKeys>,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let key = one(&face, &visitor, &id).await?;
    let fields = Fields::fresh([(KEY, token::secret()), ("hours", HOURS.0.to_string())]);
    Ok(key_page(&face, &visitor, &key, &fields))
}

fn key_page(face: &Shared, visitor: &Visitor, key: &ApiKeyRow, fields: &Fields) -> Response {
    let now_us = face.engine.clock().now().as_microsecond();
    let grants = duties::read(&key.grants);
    let content = html! {
        p { a href="/developers" { "Developers" } }
        header class="title" { h1 { "The key " (key.label) } p { (words::chip(standing(key, now_us))) } }
        dl class="facts" {
            dt { "Key" } dd { code { "rcp_" (key.key_id) "_…" (key.last4) } }
            dt { "Person" } dd { (key.person) }
            dt { "Roles" } dd { (held(&grants)) }
            dt { "Ceilings" } dd { @if grants.ceilings_minor.is_empty() { "none" } @else { (ceilings(&grants)) } }
            dt { "Made" } dd { (words::time_us(key.created_us, &visitor.zone)) }
            dt { "Ends" } dd { (ends(visitor, key)) }
            @if let Some(at_us) = key.revoked_us { dt { "Revoked" } dd { (words::time_us(at_us, &visitor.zone)) } }
        }
        (fields.summary())
        @if access::works(key, now_us) { (key_form((face, visitor), key, fields)) }
    };
    shell::page(visitor, &format!("The key {}", key.label), "/developers", content)
}

fn key_form((face, visitor): (&Shared, &Visitor), key: &ApiKeyRow, fields: &Fields) -> Markup {
    let mine = key.person == visitor.caller.actor.person;
    html! {
        form method="post" action={ "/developers/keys/" (key.key_id) } class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            @if mine {
                h2 { "Replace" }
                p { "A new key with the same roles and ceilings; the old one goes on for a while, to bring the new one out." }
                (fields.input("hours", "Hours until the old key ends", Input { mode: Some("numeric"), ..Input::default() }))
                (days_input(fields))
                (code_input(face, visitor, fields))
                p class="actions" { button class="main" name="step" value="rotate" { "Replace the key" } }
            } @else {
                p class="note" { "Only " strong { (key.person) } " replaces this key." }
            }
            h2 { "Revoke" }
            p { "It stops within a second, everywhere, and for good." }
            p class="actions" { button class="no" name="step" value="revoke" { "Revoke the key" } }
        }
    }
}

/// Replaces or revokes a key.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn change(
    State(face): State<Shared>,
    visitor: May<right::ManageKeys>,
    Path(id): Path<String>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let key = one(&face, &visitor, &id).await?;
    let step = fields.text("step").to_owned();
    match step.as_str() {
        "revoke" => {
            revoke(&face, &visitor, &key).await?;
            return Ok(see(&format!("/developers/keys/{}", key.key_id)));
        }
        "rotate" => {
            if let Some(made) = rotate(&face, &visitor, &key, &mut fields).await? {
                return Ok(made);
            }
        }
        _ => return Err(Problem::new(400, "invalid", "say what is to be done with the key").into()),
    }
    anew(&mut fields);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, key_page(&face, &visitor, &key, &fields)).into_response())
}

/// Needs no second factor: what leaked must be stopped at once.
async fn revoke(face: &Shared, visitor: &Visitor, key: &ApiKeyRow) -> Result<(), Trouble> {
    let now_us = face.engine.clock().now().as_microsecond();
    let revoked = face.engine.store().revoke_api_key(&visitor.caller.tenant, &key.key_id, now_us).await?;
    face.keyring.forget(&key.key_id);
    if revoked {
        note(face, visitor, "key_revoked", (&key.key_id, &format!("{} of {}", key.label, key.person))).await;
    }
    Ok(())
}

async fn rotate(
    face: &Shared,
    visitor: &Visitor,
    old: &ApiKeyRow,
    fields: &mut Fields,
) -> Result<Option<Response>, Trouble> {
    let hours = number(fields, "hours").unwrap_or(HOURS.0);
    let made = replacement(face, visitor, (old, hours), number(fields, "days"));
    let key = match made {
        Ok(key) => key,
        Err(problem) => {
            fields.refused(&problem, &KNOWN);
            return Ok(None);
        }
    };
    if !fields.is_fine() || !is_meant(face, visitor, fields, Secret::Key(&key.row.key_id)).await? {
        return Ok(None);
    }
    let store = face.engine.store();
    let end_us = key.row.created_us.saturating_add(i64::from(hours) * 3_600_000_000);
    let ended = access::ending(old.clone(), end_us);
    // The new one first: should the second write fail, there is one key too many and not one too few.
    store.put_api_key(&key.row).await?;
    store.put_api_key(&ended).await?;
    face.keyring.forget(&old.key_id);
    let detail = format!("{}, replaced by {}; the old one ends after {hours} hours", old.label, key.row.key_id);
    note(face, visitor, "key_rotated", (&old.key_id, &detail)).await;
    Ok(Some(shown_once(visitor, &key, Some(&ended))))
}

/// The key that takes the place of another: of one's own that works, and within what one holds now, so that a weak key
/// is no way to a strong one.
fn replacement(
    face: &Shared,
    visitor: &Visitor,
    (old, hours): (&ApiKeyRow, u16),
    expires_in_days: Option<u16>,
) -> Result<NewKey, Problem> {
    if hours > HOURS.1 {
        let detail = format!("the old key goes on for {} hours at most, 30 days", HOURS.1);
        return Err(Problem::new(400, "invalid", detail).param("overlap_hours"));
    }
    if old.person != visitor.caller.actor.person {
        let detail = "you replace your own keys only; the operator replaces those of others with `recoup keys rotate`";
        return Err(Problem::new(403, "role_missing", detail));
    }
    if !access::works(old, face.engine.clock().now().as_microsecond()) {
        let (what, status, step) = ("key", "ended", "rotate");
        return Err(Refusal::NotInState { what, status, step, allowed: "nothing".to_owned() }.into());
    }
    let grants = duties::read(&old.grants);
    let ceiling = |(currency, amount_minor)| keys::Ceiling { currency, amount_minor };
    let new = keys::NewKey {
        label: old.label.clone(),
        person: None,
        roles: grants.roles.iter().map(|role| role.word().to_owned()).collect(),
        scopes: grants.scopes.iter().map(|scope| scope.word().to_owned()).collect(),
        ceilings: grants.ceilings_minor.into_iter().map(ceiling).collect(),
        expires_in_days,
    };
    make(face, visitor, &new, Some(old))
}
