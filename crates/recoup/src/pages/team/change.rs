//! A change of the team that waits for a second person: asked for on the page of a person, agreed to or turned down
//! here. Who asked gets the link that comes of it, who agreed the code that goes with it; both can be made anew while
//! who agreed could still agree.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::form::code_input;
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::{Right, require, right};
use crate::http::problem::Problem;
use crate::pages::form::{Fields, KEY};
use crate::pages::guard::{self, May, Visitor};
use crate::pages::once::{Secret, anew, is_meant, never_kept, reused};
use crate::pages::step_up::prove;
use crate::pages::trouble::{Trouble, see};
use crate::pages::{shell, words};
use crate::people::change::{self, Account, Kind, Second};
use crate::people::{team, token};
use crate::store::person_rows::{PersonRow, TeamChangeRow};

/// Most changes that are listed.
const MOST: i64 = 50;

/// What the code is shown under; the link asks for it by the same name.
const SPOKEN: &str = "Say it to the person yourself. It is shown only now, and whoever has the link needs it.";

/// What a change does, in words.
fn about(row: &TeamChangeRow) -> String {
    match Kind::from_word(&row.kind) {
        Some(Kind::Add) => format!("Add {}", row.person),
        Some(Kind::Roles) => format!("Other roles or ceilings for {}", row.person),
        Some(Kind::Link) => format!("A new link for {}", row.person),
        Some(Kind::LetIn) => format!("Let {} in again", row.person),
        None => format!("{} {}", row.kind, row.person),
    }
}

/// The path of a change.
fn path(change_id: &str) -> String {
    format!("/team/changes/{change_id}")
}

fn is_over(row: &TeamChangeRow, now_us: i64) -> bool {
    row.state == "open" && row.expires_us <= now_us
}

fn standing(row: &TeamChangeRow, now_us: i64) -> &str {
    if is_over(row, now_us) { "expired" } else { &row.state }
}

/// Open changes of a merchant.
///
/// # Errors
/// What the store met.
pub async fn open(face: &Shared, visitor: &Visitor) -> Result<Vec<TeamChangeRow>, Trouble> {
    let mut rows = face.engine.store().team_changes(&visitor.caller.tenant, "open", MOST).await?;
    let now_us = face.wall_us();
    rows.retain(|row| !is_over(row, now_us));
    Ok(rows)
}

/// Those that this visitor may answer.
///
/// # Errors
/// What the store met.
pub async fn mine_to_answer(face: &Shared, visitor: &Visitor) -> Result<Vec<TeamChangeRow>, Trouble> {
    if !change::may_agree(&visitor.caller.grants) {
        return Ok(Vec::new());
    }
    let mut rows = open(face, visitor).await?;
    rows.retain(|row| change::may_answer(row, &visitor.person.person, &visitor.caller.grants));
    Ok(rows)
}

/// A list of changes with their links; nothing where there are none.
#[must_use]
pub fn list(rows: &[TeamChangeRow], visitor: &Visitor) -> Markup {
    html! {
        ul {
            @for row in rows {
                li {
                    a href=(path(&row.change_id)) { (about(row)) }
                    span class="quiet" { " asked for by " (row.asked_by) " " }
                    (words::time_us(row.asked_us, &visitor.zone))
                }
            }
        }
    }
}

/// Has a change agreed to first where that is needed: the way to it. Nothing where it may be done at once.
///
/// # Errors
/// 409 when nobody is left who could agree.
pub async fn first_agreed(
    face: &Shared,
    visitor: &Visitor,
    kind: Kind,
    (before, after): (Option<&PersonRow>, &PersonRow),
    fields: &Fields,
) -> Result<Option<Response>, Trouble> {
    let (store, by, now_us) = (face.engine.store(), visitor.person.person.as_str(), face.wall_us());
    if !change::takes_two(store, &visitor.caller.tenant, visitor.demo, now_us).await? {
        return Ok(None);
    }
    let all = store.persons(&visitor.caller.tenant).await?;
    let grants = super::duties::read(&after.grants);
    match change::second(before, &grants, by, &all, visitor.demo) {
        Second::NotNeeded => Ok(None),
        Second::Gone => {
            let detail =
                "nobody is left who could agree to this; the operator does it with `recoup team` on the server";
            Err(Problem::new(409, "second_person_missing", detail).into())
        }
        Second::There => {
            // The same form sent twice asks once.
            let made_of = token::hash(&format!("{by} {}", fields.key()?));
            let id = format!("tch_{}", made_of.get(..32).unwrap_or_default());
            if !change::ask(store, (&id, kind), (before, after), by, now_us).await? {
                return Err(reused().into());
            }
            Ok(Some(see(&path(&id))))
        }
    }
}

async fn one(face: &Shared, visitor: &Visitor, change_id: &str) -> Result<TeamChangeRow, Trouble> {
    let found = face.engine.store().team_change(&visitor.caller.tenant, change_id).await?;
    found.ok_or_else(|| Problem::unknown("change of the team", change_id).into())
}

/// Shows a change.
///
/// # Errors
/// 404, or what the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::SeeChanges>,
    Path(change_id): Path<String>,
) -> Result<Response, Trouble> {
    let row = one(&face, &visitor, &change_id).await?;
    Ok(page(&face, &visitor, &row, &Fields::fresh([(KEY, token::secret())])))
}

fn page(face: &Shared, visitor: &Visitor, row: &TeamChangeRow, fields: &Fields) -> Response {
    let now_us = face.wall_us();
    let (before, after) = (Account::read(&row.before), Account::read(&row.after));
    let content = html! {
        @if visitor.may_any(right::SeeTeam::ANY_OF) { p { a href="/team" { "Team" } } }
        header class="title" { h1 { (about(row)) } p { (words::chip(standing(row, now_us))) } }
        dl class="facts" {
            dt { "Asked for by" } dd { (row.asked_by) " " (words::time_us(row.asked_us, &visitor.zone)) }
            @if !row.answered_by.is_empty() {
                dt { "Answered by" } dd { (row.answered_by) " " (words::time_us(row.answered_us, &visitor.zone)) }
            }
            dt { "Runs out" } dd { (words::time_us(row.expires_us, &visitor.zone)) }
            @if let Some(before) = &before { dt { "Account now" } dd { (in_words(before)) } }
            @if let Some(after) = &after { dt { "Account then" } dd { (in_words(after)) } }
        }
        (fields.summary())
        (what_next((face, visitor), row, fields))
    };
    shell::page(visitor, &about(row), "/team", content)
}

fn in_words(account: &Account) -> Markup {
    html! {
        (account.name) ", " (account.email) br;
        (team::in_words(&account.grants))
        @if account.out { br; "shut out" }
    }
}

fn what_next((face, visitor): (&Shared, &Visitor), row: &TeamChangeRow, fields: &Fields) -> Markup {
    let me = visitor.person.person.as_str();
    let (now_us, is_mine) = (face.wall_us(), row.asked_by == me);
    let link = change::gives_link(row);
    let form = |inside: Markup| {
        html! {
            form method="post" action=(path(&row.change_id)) class="dialog" {
                (shell::token(visitor))
                input type="hidden" name=(KEY) value=(fields.text(KEY));
                (inside)
            }
        }
    };
    html! {
        @if change::may_answer(row, me, &visitor.caller.grants) && !is_over(row, now_us) {
            @if link && row.kind == Kind::Roles.word() {
                p { "The account had no power so far, so it is set up anew: its password and second factor stop working." }
            }
            @if link { p { "When you agree, you get a code. " (row.asked_by) " gets a link. Only both together set the account up." } }
            (form(html! {
                (code_input(face, visitor, fields))
                p class="actions" {
                    button class="main" name="step" value="agree" { "Agree" }
                    button class="no" name="step" value="turn_down" { "Turn down" }
                }
            }))
        } @else if row.state == "open" && is_mine {
            p class="note" { "You asked for this, so another person has to agree: somebody who decides or manages the team." }
        } @else if row.state == "agreed" {
            p class="note bad" { "It was agreed to and could not be carried out, because the account was changed meanwhile or the server stopped." }
            @if visitor.may(Permission::ManageTeam) && row.person != me {
                (form(html! { (code_input(face, visitor, fields)) p class="actions" { button class="main" name="step" value="carry_out" { "Carry out now" } } }))
            }
        } @else if row.state == "done" && link && row.answered_by == me && row.expires_us > now_us {
            p { (row.asked_by) " makes the link that goes with your code. Is the code lost, make another: it stops the links made before." }
            (form(html! {
                (code_input(face, visitor, fields))
                p class="actions" { button name="step" value="code" { "Make another code" } }
            }))
        } @else if row.state == "done" && link && is_mine && row.expires_us > now_us {
            p { (row.answered_by) " has the code that goes with the link. Each new link stops the one before." }
            (form(html! {
                (code_input(face, visitor, fields))
                p class="actions" { button class="main" name="step" value="link" { "Make the link" } }
            }))
        }
    }
}

/// Takes an answer, or makes the link of what was agreed to.
///
/// # Errors
/// 403 for one's own, 404, or what the store met; what is wrong with the form is shown in it.
pub async fn answer(
    State(face): State<Shared>,
    visitor: May<right::SeeChanges>,
    Path(change_id): Path<String>,
    headers: HeaderMap,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let row = one(&face, &visitor, &change_id).await?;
    let answered = match fields.text("step") {
        "agree" | "turn_down" => decide(&face, &visitor, &row, &mut fields).await?,
        "carry_out" => {
            require(&visitor.caller, &[Permission::ManageTeam])?;
            let by = visitor.person.person.as_str();
            if row.person == visitor.person.person {
                return Err(Problem::new(403, "own_account", "nobody changes his own account").into());
            }
            if row.state == "agreed"
                && prove(&face, &visitor, &mut fields).await?
                && let Err(error) = change::carry_out(face.engine.store(), &row, by, face.wall_us()).await
            {
                told(error, &mut fields)?;
            }
            fields.is_fine().then(|| see(&path(&row.change_id)))
        }
        "code" => another_code(&face, &visitor, &row, &mut fields).await?,
        "link" => link((&face, &guard::origin(&face, &headers)), &visitor, &row, &mut fields).await?,
        _ => return Err(Problem::new(400, "invalid", "say agree or turn_down").into()),
    };
    if let Some(response) = answered {
        return Ok(response);
    }
    anew(&mut fields);
    let row = one(&face, &visitor, &change_id).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&face, &visitor, &row, &fields)).into_response())
}

async fn decide(
    face: &Shared,
    visitor: &Visitor,
    row: &TeamChangeRow,
    fields: &mut Fields,
) -> Result<Option<Response>, Trouble> {
    let (store, by, now_us) = (face.engine.store(), visitor.person.person.as_str(), face.wall_us());
    if row.asked_by == by || row.person == by || !change::may_agree(&visitor.caller.grants) {
        let detail = "another person has to answer this: somebody who decides or manages the team, who neither asked \
            for it nor is the person it is about";
        return Err(Problem::new(403, "second_person_missing", detail).into());
    }
    let agrees = fields.text("step") == "agree";
    // Who answered before and sends the form once more sees how it stands.
    if row.state != "open" && row.answered_by == by {
        return Ok(Some(see(&path(&row.change_id))));
    }
    if agrees && !prove(face, visitor, fields).await? {
        return Ok(None);
    }
    let code = if agrees {
        change::agree(store, row, by, now_us).await
    } else {
        change::turn_down(store, row, by, now_us).await.map(|()| None)
    };
    match code {
        Ok(Some(code)) => Ok(Some(code_page(visitor, row, &code))),
        Ok(None) => Ok(Some(see(&path(&row.change_id)))),
        Err(error) => told(error, fields).map(|()| None),
    }
}

/// Says above the form why a change was not carried out.
fn told(error: change::ChangeError, fields: &mut Fields) -> Result<(), Trouble> {
    match error {
        change::ChangeError::Store(error) => Err(error.into()),
        other => {
            fields.wrong("", other.to_string());
            Ok(())
        }
    }
}

fn code_page(visitor: &Visitor, row: &TeamChangeRow, code: &str) -> Response {
    let content = html! {
        h1 { "A code for " (row.person) }
        p class="note" { (SPOKEN) }
        pre tabindex="0" role="group" aria-label="The code" { (code) }
        p { (row.asked_by) " hands over the link. Keep link and code apart: you do not need the link, and " (row.asked_by) " does not need the code." }
        p class="actions" { a class="button" href=(path(&row.change_id)) { "Done" } }
    };
    never_kept(shell::page(visitor, "A code", "/team", content))
}

async fn another_code(
    face: &Shared,
    visitor: &Visitor,
    row: &TeamChangeRow,
    fields: &mut Fields,
) -> Result<Option<Response>, Trouble> {
    if row.answered_by != visitor.person.person || !change::may_agree(&visitor.caller.grants) {
        let detail = "the code is for the person who agreed; whoever asked has the link";
        return Err(Problem::new(403, "role_missing", detail).into());
    }
    if !is_meant(face, visitor, fields, Secret::Code).await? {
        return Ok(None);
    }
    match change::code(face.engine.store(), row, face.wall_us()).await? {
        Some(code) => Ok(Some(code_page(visitor, row, &code))),
        None => {
            fields.wrong("", "no code is needed any more: the link was used, or this ran out");
            Ok(None)
        }
    }
}

async fn link(
    (face, origin): (&Shared, &str),
    visitor: &Visitor,
    row: &TeamChangeRow,
    fields: &mut Fields,
) -> Result<Option<Response>, Trouble> {
    require(&visitor.caller, &[Permission::ManageTeam])?;
    if row.asked_by != visitor.person.person {
        let detail = "the link is for the person who asked; whoever agreed has the code";
        return Err(Problem::new(403, "role_missing", detail).into());
    }
    if !is_meant(face, visitor, fields, Secret::Link).await? {
        return Ok(None);
    }
    let store = face.engine.store();
    let person = store.person(&row.tenant, &row.person).await?;
    let made = match &person {
        Some(person) => change::link(store, row, person, face.wall_us()).await?.map(|link| (person, link)),
        None => None,
    };
    match made {
        Some((person, link)) => Ok(Some(super::person::link_page(visitor, person, origin, &link))),
        None => {
            fields
                .wrong("", "no link comes of this any more: it ran out, or the account was changed; ask for it again");
            Ok(None)
        }
    }
}
