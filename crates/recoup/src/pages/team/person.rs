//! One person of the team: added, looked at, given roles, shut out, let in again. What gives power waits in `change`
//! for a second person. Links are shown once, on the page that answers the form.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::actor::Role;

use super::change::first_agreed;
use super::form::{acceptance, ceilings_input, ceilings_typed, code_input, grants, role_boxes, role_field};
use super::{Team, second_factor, standing};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{self, May, Visitor};
use crate::pages::once::{Secret, anew, is_first, never_kept, sent_before};
use crate::pages::step_up::prove;
use crate::pages::trouble::{Trouble, see};
use crate::pages::{shell, words};
use crate::people::change::{self, Kind};
use crate::people::{duties, team, token};
use crate::store::person_rows::PersonRow;
use crate::store::rows::ApiKeyRow;

/// What a person who is shut out leaves behind.
const KEYS: words::Counted = ("key", "keys");

/// Notes on the page of a person.
const MOST_NOTES: i64 = 50;

/// The form for somebody new.
///
/// # Errors
/// 403 for those who do not manage the team.
pub async fn blank(State(face): State<Shared>, visitor: May<right::ManageTeam>) -> Result<Response, Trouble> {
    Ok(add_page(&face, &visitor, &Fields::fresh([(KEY, token::secret())])))
}

fn add_page(face: &Shared, visitor: &Visitor, fields: &Fields) -> Response {
    let content = html! {
        p { a href="/team" { "Team" } }
        h1 { "Add a person" }
        p {
            "You get a link to hand over. It sets up a password and a second factor, works once, and for two days. "
            "Whoever is to do more than look has to be agreed to by a second person first."
        }
        (fields.summary())
        form method="post" action="/team/add" class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            (fields.input("person", "Person", Input {
                required: true, autocomplete: Some("off"), first: true,
                hint: Some("The name that approvals compare, such as ann. It never changes, also behind API keys."),
                ..Input::default()
            }))
            (fields.input("email", "E-mail", Input {
                kind: "email", required: true, autocomplete: Some("off"),
                hint: Some("What the person signs in with."), ..Input::default()
            }))
            (fields.input("name", "Name", Input {
                required: true, autocomplete: Some("off"), hint: Some("As colleagues read it."), ..Input::default()
            }))
            (role_boxes(&Role::ALL, fields))
            (ceilings_input(fields))
            (acceptance(fields))
            (code_input(face, visitor, fields))
            p class="actions" { button class="main" { "Add" } a class="button" href="/team" { "Back" } }
        }
    };
    shell::page(visitor, "Add a person", "/team", content)
}

/// Adds a person and shows the link that sets the account up.
///
/// # Errors
/// What the store met; what is wrong with the form is shown in it.
pub async fn add(
    State(face): State<Shared>,
    visitor: May<right::ManageTeam>,
    headers: HeaderMap,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let grants = grants(&mut fields, Vec::new());
    let names = (fields.text("person"), fields.text("email"), fields.text("name"));
    let row = match team::checked(&visitor.caller.tenant, names, &grants, face.wall_us()) {
        Ok(row) => Some(row),
        Err((field, why)) => {
            fields.wrong(field, why);
            None
        }
    };
    if let Some(row) = row.filter(|_| fields.is_fine())
        && prove(&face, &visitor, &mut fields).await?
    {
        if let Some(waits) = first_agreed(&face, &visitor, Kind::Add, (None, &row), &fields).await? {
            return Ok(waits);
        }
        if sent_before(&face, &visitor, &fields, &token::id("add", face.wall_us())).await?.is_some() {
            return Ok(added_page(&visitor, &row));
        }
        if let Some(link) = team::add(face.engine.store(), &row, &visitor.person.person).await? {
            return Ok(link_page(&visitor, &row, &guard::origin(&face, &headers), &link));
        }
        fields.wrong("person", "this name or this address is taken; look at the team, or choose another");
    }
    anew(&mut fields);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, add_page(&face, &visitor, &fields)).into_response())
}

/// What a form that is sent once more is answered: the link is shown once, and nobody is added twice.
fn added_page(visitor: &Visitor, person: &PersonRow) -> Response {
    let content = html! {
        p { a href="/team" { "Team" } }
        h1 { "This form was sent before" }
        p class="note" {
            "What became of it was shown then, with the link if " strong { (person.name) } " was added. Nothing was "
            "done now. A link that nobody has noted down is replaced on the page of the person."
        }
        p class="actions" {
            a class="button" href={ "/team/persons/" (person.person) } { (person.name) }
            a class="button" href="/team" { "Team" }
        }
    };
    shell::page(visitor, "This form was sent before", "/team", content)
}

/// Shows a link, once.
#[must_use]
pub fn link_page(visitor: &Visitor, person: &PersonRow, origin: &str, link: &str) -> Response {
    let content = html! {
        p { a href="/team" { "Team" } }
        h1 { "A link for " (person.name) }
        p class="note" { "Shown only now. Hand it to " strong { (person.name) } " and nobody else: whoever opens it becomes this person." }
        pre tabindex="0" { (origin) "/welcome/" (link) }
        p { "It sets up a password and a second factor, works once, and for two days. Until then nothing of the account changes." }
        p class="actions" { a class="button" href={ "/team/persons/" (person.person) } { "Done" } }
    };
    never_kept(shell::page(visitor, "A link", "/team", content))
}

async fn one(face: &Shared, visitor: &Visitor, name: &str) -> Result<PersonRow, Trouble> {
    let found = face.engine.store().person(&visitor.caller.tenant, name).await?;
    found.ok_or_else(|| Problem::unknown("person", name).into())
}

/// The form as the account stands.
fn filled(person: &PersonRow) -> Fields {
    let grants = duties::read(&person.grants);
    let mut fields = Fields::fresh([(KEY, token::secret()), ("ceilings", ceilings_typed(&grants.ceilings_minor))]);
    for role in grants.roles {
        fields.set(&role_field(role), "yes");
    }
    fields
}

/// Shows a person.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::SeeTeam>,
    Path(name): Path<String>,
) -> Result<Response, Trouble> {
    let person = one(&face, &visitor, &name).await?;
    person_page(&face, &visitor, &person, &filled(&person)).await
}

async fn person_page(
    face: &Shared,
    visitor: &Visitor,
    person: &PersonRow,
    fields: &Fields,
) -> Result<Response, Trouble> {
    let tenant = visitor.caller.tenant.as_str();
    let team = Team::read(face, tenant).await?;
    let notes = face.engine.store().access_about(tenant, &person.person, MOST_NOTES).await?;
    let keys = team.keys_of(&person.person);
    let content = html! {
        p { a href="/team" { "Team" } }
        header class="title" { h1 { (person.name) } p { (words::chip(standing(person))) } }
        dl class="facts" {
            dt { "Person" } dd { code { (person.person) } }
            dt { "E-mail" } dd { (person.email) }
            dt { "Roles" } dd { (shell::role_words(&duties::read(&person.grants).roles)) }
            dt { "Second factor" } dd { (second_factor(person)) }
            dt { "Added" } dd { (words::time_us(person.created_us, &visitor.zone)) }
            dt { "Last seen" } dd { @match team.seen(&person.person) {
                Some(at_us) => { (words::time_us(at_us, &visitor.zone)) }
                None => { "never" }
            } }
            dt { @if person.disabled_us.is_some() { "Keys that rest" } @else { "Working keys" } } dd {
                @if keys.is_empty() { "none" }
                @for key in &keys { (key.label) " …" (key.last4) br; }
            }
        }
        (fields.summary())
        @if person.person == visitor.person.person {
            p class="note" { "This is you. Nobody changes his own account; ask a colleague who manages the team." }
        } @else if visitor.may(Permission::ManageTeam) {
            (person_form((face, visitor), person, &keys, fields))
        }
        h2 { "What was done about this account" }
        @if notes.is_empty() { p class="empty" { "Nothing that was noted." } }
        ul {
            @for note in &notes {
                li {
                    (words::plain(&note.kind)) " " (words::time_us(note.at_us, &visitor.zone))
                    span class="quiet" { @if !note.person.is_empty() { " by " (note.person) } " " (note.detail) }
                }
            }
        }
    };
    Ok(shell::page(visitor, &person.name, "/team", content))
}

fn person_form(
    (face, visitor): (&Shared, &Visitor),
    person: &PersonRow,
    keys: &[&ApiKeyRow],
    fields: &Fields,
) -> Markup {
    html! {
        form method="post" action={ "/team/persons/" (person.person) } class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            (role_boxes(&Role::ALL, fields))
            (ceilings_input(fields))
            (acceptance(fields))
            (code_input(face, visitor, fields))
            p class="actions" {
                button class="main" name="step" value="roles" { "Save roles and ceilings" }
                @if person.disabled_us.is_none() {
                    button name="step" value="link" { "Make a new link" }
                } @else {
                    button name="step" value="in" { "Let in again" }
                }
            }
            @if person.disabled_us.is_none() {
                fieldset {
                    legend { "Shut out" }
                    p {
                        "Sessions end and links stop at once, keys are refused within a second. Roles and password stay "
                        "for when the person is let in again."
                    }
                    @if !keys.is_empty() {
                        label class="choice" {
                            input type="checkbox" name="keys" value="yes" checked;
                            " Revoke " (words::counted(keys.len(), KEYS)) " for good. A key that is kept works again "
                            "once the person is let in."
                        }
                    }
                    button class="no" name="step" value="out" { "Shut out" }
                }
            }
        }
    }
}

/// What a handler of a step found: the answer, or nothing when the form says what is wrong.
type Answered = Result<Option<Response>, Trouble>;

/// A person who is changed, and by whom.
struct Change<'a> {
    face: &'a Shared,
    visitor: &'a Visitor,
    person: &'a PersonRow,
}

/// Changes roles and ceilings, makes a new link, shuts out, lets in again.
///
/// # Errors
/// 403 for one's own account, 404, or what the store met; what is wrong with the form is shown in it.
pub async fn change(
    State(face): State<Shared>,
    visitor: May<right::ManageTeam>,
    Path(name): Path<String>,
    headers: HeaderMap,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let person = one(&face, &visitor, &name).await?;
    if person.person == visitor.person.person {
        tracing::info!(person = name, "refused: one's own account");
        let detail = "nobody changes his own account; ask a colleague who manages the team";
        return Err(Problem::new(403, "own_account", detail).into());
    }
    // Before anything is taken away: whether power takes two is decided by who holds it now.
    change::takes_two(face.engine.store(), &person.tenant, visitor.demo, face.wall_us()).await?;
    let change = Change { face: &face, visitor: &visitor, person: &person };
    let step = fields.text("step").to_owned();
    let answered = match step.as_str() {
        "roles" => change.roles(&mut fields).await?,
        "link" => change.link(&headers, &mut fields).await?,
        "out" => change.shut_out(&mut fields).await?,
        "in" => change.let_in(&mut fields).await?,
        _ => return Err(Problem::new(400, "invalid", "say what is to be changed").into()),
    };
    if let Some(response) = answered {
        return Ok(response);
    }
    anew(&mut fields);
    let person = one(&face, &visitor, &name).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, person_page(&face, &visitor, &person, &fields).await?).into_response())
}

impl Change<'_> {
    fn by(&self) -> &str {
        &self.visitor.person.person
    }

    /// Back to the person, unless somebody else changed the account between reading and writing it.
    fn done(&self, changed: bool, fields: &mut Fields) -> Option<Response> {
        if !changed {
            fields.wrong("", "somebody else changed this account just now; look at it and send it again");
        }
        changed.then(|| see(&format!("/team/persons/{}", self.person.person)))
    }

    async fn first_agreed(&self, kind: Kind, after: &PersonRow, fields: &Fields) -> Answered {
        first_agreed(self.face, self.visitor, kind, (Some(self.person), after), fields).await
    }

    async fn roles(&self, fields: &mut Fields) -> Answered {
        let store = self.face.engine.store();
        let old = duties::read(&self.person.grants);
        let new = grants(fields, old.scopes.clone());
        if fields.is_fine() && new == old {
            return Ok(self.done(true, fields));
        }
        if !fields.is_fine() || !prove(self.face, self.visitor, fields).await? {
            return Ok(None);
        }
        let after = PersonRow { grants: serde_json::to_string(&new).unwrap_or_default(), ..self.person.clone() };
        if let Some(waits) = self.first_agreed(Kind::Roles, &after, fields).await? {
            return Ok(Some(waits));
        }
        let changed = team::change(store, self.person, &new, self.by(), self.face.wall_us()).await?;
        Ok(self.done(changed, fields))
    }

    async fn link(&self, headers: &HeaderMap, fields: &mut Fields) -> Answered {
        if self.person.disabled_us.is_some() {
            fields.wrong("", "a link opens nothing for somebody who is shut out; let the person in first");
            return Ok(None);
        }
        if !prove(self.face, self.visitor, fields).await? {
            return Ok(None);
        }
        if let Some(waits) = self.first_agreed(Kind::Link, self.person, fields).await? {
            return Ok(Some(waits));
        }
        if !is_first(self.face, self.visitor, fields, Secret::Link).await? {
            return Ok(None);
        }
        match team::link(self.face.engine.store(), self.person, self.by(), self.face.wall_us()).await? {
            Some(link) => Ok(Some(link_page(self.visitor, self.person, &guard::origin(self.face, headers), &link))),
            None => Ok(self.done(false, fields)),
        }
    }

    /// Needs no second factor: shutting out must be quick.
    async fn shut_out(&self, fields: &mut Fields) -> Answered {
        let (store, now_us) = (self.face.engine.store(), self.face.wall_us());
        if self.person.disabled_us.is_none() && !team::shut_out(store, self.person, self.by(), now_us).await? {
            return Ok(self.done(false, fields));
        }
        if fields.text("keys") == "yes" {
            let engine_us = self.face.engine.clock().now().as_microsecond();
            for key_id in team::revoke_keys(store, self.person, self.by(), (now_us, engine_us)).await? {
                self.face.keyring.forget(&key_id);
            }
        }
        Ok(self.done(true, fields))
    }

    async fn let_in(&self, fields: &mut Fields) -> Answered {
        if self.person.disabled_us.is_none() {
            return Ok(self.done(true, fields));
        }
        if !prove(self.face, self.visitor, fields).await? {
            return Ok(None);
        }
        let after = PersonRow { disabled_us: None, ..self.person.clone() };
        if let Some(waits) = self.first_agreed(Kind::LetIn, &after, fields).await? {
            return Ok(Some(waits));
        }
        let changed = team::let_in(self.face.engine.store(), self.person, self.by(), self.face.wall_us()).await?;
        Ok(self.done(changed, fields))
    }
}
