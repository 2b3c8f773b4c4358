//! The team: who may come in, what each may do, and what comes together in one hand that should not.
//!
//! Whoever manages the team changes everybody but himself. What gives one person two duties is said before it is done,
//! and every change is noted. Links are shown once, on the page that answers the form.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::actor::Role;
use recoup_core::money::Currency;

use super::approval::prove;
use super::form::{Fields, Input, KEY};
use super::guard::{self, May, Visitor};
use super::trouble::{Trouble, see};
use super::{csv_file, shell, words};
use crate::access::{self, Grants, Permission};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
use crate::people::duties::{self, Finding, Known};
use crate::people::{team, token};
use crate::store::person_rows::{AccessRow, PersonRow};
use crate::store::rows::ApiKeyRow;
use crate::views::ledger::instant;

/// Links that are looked at for who brought whom in.
const MOST_LINKS: i64 = 1_000;

/// Notes on the page of a person.
const MOST_NOTES: i64 = 50;

/// Everybody, with what shows who may do what.
struct Team {
    persons: Vec<PersonRow>,
    keys: Vec<ApiKeyRow>,
    links: Vec<AccessRow>,
    seen: Vec<(String, i64)>,
    now_us: i64,
}

impl Team {
    async fn read(face: &Shared, tenant: &str) -> Result<Self, Trouble> {
        let store = face.engine.store();
        Ok(Self {
            persons: store.persons(tenant).await?,
            keys: store.api_keys(tenant).await?,
            links: store.links_given(tenant, MOST_LINKS).await?,
            seen: store.last_seen(tenant).await?,
            now_us: face.engine.clock().now().as_microsecond(),
        })
    }

    fn findings(&self) -> Vec<Finding> {
        let Self { persons, keys, links, now_us, .. } = self;
        duties::findings(Known { persons, keys, links, now_us: *now_us })
    }

    fn seen(&self, person: &str) -> Option<i64> {
        self.seen.iter().find(|(name, _)| name == person).map(|(_, at_us)| *at_us)
    }

    fn keys_of(&self, person: &str) -> Vec<&ApiKeyRow> {
        self.keys.iter().filter(|key| key.person == person && access::works(key, self.now_us)).collect()
    }
}

/// Where an account stands.
fn standing(person: &PersonRow) -> &'static str {
    match person {
        PersonRow { disabled_us: Some(_), .. } => "disabled",
        PersonRow { password, .. } if password.is_empty() => "invited",
        _ => "active",
    }
}

fn second_factor(person: &PersonRow) -> &'static str {
    if person.second_factor.is_empty() { "not set up" } else { "set up" }
}

/// Shows the team.
///
/// # Errors
/// What the store met.
pub async fn index(State(face): State<Shared>, visitor: May<right::SeeTeam>) -> Result<Response, Trouble> {
    let team = Team::read(&face, &visitor.caller.tenant).await?;
    let content = html! {
        h1 { "Team" }
        @if visitor.may(Permission::ManageTeam) {
            p class="actions" { a class="button main" href="/team/add" { "Add a person" } }
        }
        (members(&visitor, &team))
        (report(&team.findings()))
        (matrix())
    };
    Ok(shell::page(&visitor, "Team", "/team", content))
}

fn members(visitor: &Visitor, team: &Team) -> Markup {
    html! {
        div class="scroll" tabindex="0" role="region" aria-label="Persons" {
            table {
                thead { tr {
                    th scope="col" { "Person" } th scope="col" { "E-mail" } th scope="col" { "Roles" }
                    th scope="col" { "Ceilings" } th scope="col" { "Second factor" } th scope="col" { "Last seen" }
                    th scope="col" class="sum" { "Keys" } th scope="col" { "Standing" }
                } }
                tbody {
                    @for person in &team.persons {
                        @let grants = duties::read(&person.grants);
                        tr {
                            th scope="row" {
                                a href={ "/team/persons/" (person.person) } { (person.name) }
                                " " span class="quiet" { (person.person) }
                            }
                            td { (person.email) }
                            td { (shell::role_words(&grants.roles)) }
                            td { (ceilings(&grants)) }
                            td { (second_factor(person)) }
                            td { @match team.seen(&person.person) {
                                Some(at_us) => { (words::time_us(at_us, &visitor.zone)) }
                                None => { "never" }
                            } }
                            td class="sum" { (team.keys_of(&person.person).len()) }
                            td { (words::chip(standing(person))) }
                        }
                    }
                }
            }
        }
        @if team.persons.is_empty() { p class="empty" { "Nobody yet. " code { "recoup team add" } " adds the first." } }
        p class="actions" { a class="button" href="/team/persons.csv" { "Export persons as CSV" } }
    }
}

fn ceilings(grants: &Grants) -> String {
    let sums = grants.ceilings_minor.iter().map(|(code, minor)| words::money(*minor, code));
    sums.collect::<Vec<_>>().join(", ")
}

fn report(found: &[Finding]) -> Markup {
    html! {
        section aria-labelledby="duties" {
            h2 id="duties" { "Separation of duties" }
            p class="quiet" {
                "What is worth a look. Nobody ever decides what he asked for himself, in a browser or by a key, "
                "whatever roles he holds."
            }
            @if found.is_empty() { p class="empty" { "Nothing comes together that should be apart." } } @else {
                div class="scroll" tabindex="0" role="region" aria-labelledby="duties" {
                    table {
                        thead { tr {
                            th scope="col" { "What" } th scope="col" { "Who" } th scope="col" { "By" }
                            th scope="col" { "Why it matters" }
                        } }
                        tbody {
                            @for one in found {
                                tr {
                                    th scope="row" { (one.rule) }
                                    td { (one.persons.join(", ")) } td { (one.detail) } td { (one.why) }
                                }
                            }
                        }
                    }
                }
            }
            p class="actions" { a class="button" href="/team/duties.csv" { "Export this report as CSV" } }
        }
    }
}

/// Which role holds which permission: the matrix that API and pages ask.
fn matrix() -> Markup {
    html! {
        section aria-labelledby="matrix" {
            h2 id="matrix" { "Roles and what they may do" }
            div class="scroll" tabindex="0" role="region" aria-labelledby="matrix" {
                table {
                    thead { tr {
                        th scope="col" { "May" }
                        @for role in Role::ALL { th scope="col" { (words::plain(role.word())) } }
                    } }
                    tbody {
                        @for permission in Permission::ALL {
                            tr {
                                th scope="row" { (words::plain(permission.word())) }
                                @for role in Role::ALL {
                                    td {
                                        @if permission.roles().contains(&role) {
                                            span aria-hidden="true" { "✓" } span class="unseen" { "yes" }
                                        } @else {
                                            span class="unseen" { "no" }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The report as a file.
///
/// # Errors
/// What the store met.
pub async fn duties_file(State(face): State<Shared>, visitor: May<right::SeeTeam>) -> Result<Response, Trouble> {
    let found = Team::read(&face, &visitor.caller.tenant).await?.findings();
    let row = |one: Finding| vec![one.rule.to_owned(), one.persons.join(" "), one.detail, one.why.to_owned()];
    Ok(csv_file::response("duties.csv", &["what", "who", "by", "why"], found.into_iter().map(row)))
}

/// Persons as a file, for a review of who may come in.
///
/// # Errors
/// What the store met.
pub async fn persons_file(State(face): State<Shared>, visitor: May<right::SeeTeam>) -> Result<Response, Trouble> {
    let team = Team::read(&face, &visitor.caller.tenant).await?;
    let head = ["person", "name", "email", "roles", "ceilings", "second_factor", "last_seen", "keys", "standing"];
    let rows = team.persons.iter().map(|person| {
        let grants = duties::read(&person.grants);
        vec![
            person.person.clone(),
            person.name.clone(),
            person.email.clone(),
            shell::role_words(&grants.roles),
            ceilings(&grants),
            second_factor(person).to_owned(),
            team.seen(&person.person).map(instant).unwrap_or_default(),
            team.keys_of(&person.person).len().to_string(),
            standing(person).to_owned(),
        ]
    });
    Ok(csv_file::response("persons.csv", &head, rows))
}

/// A box for each of some roles, with what it may do.
#[must_use]
pub fn role_boxes(roles: &[Role], fields: &Fields) -> Markup {
    let why = fields.why("roles");
    html! {
        fieldset aria-describedby=[why.map(|_| "roles-why")] {
            legend { "Roles" }
            @if let Some(why) = why { p class="why" id="roles-why" { (why) } }
            @for role in roles {
                label class="choice" {
                    input type="checkbox" name=(role_field(*role)) value="yes" checked[ticked(*role, fields)];
                    " " (words::plain(role.word())) " " span class="quiet" { (may(*role)) }
                }
            }
        }
    }
}

fn role_field(role: Role) -> String {
    format!("role-{}", role.word())
}

fn ticked(role: Role, fields: &Fields) -> bool {
    fields.text(&role_field(role)) == "yes"
}

/// The roles whose boxes are ticked.
#[must_use]
pub fn ticked_roles(fields: &Fields) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| ticked(*role, fields)).collect()
}

fn may(role: Role) -> String {
    let held = Permission::ALL.into_iter().filter(|permission| permission.roles().contains(&role));
    held.map(|permission| words::plain(permission.word())).collect::<Vec<_>>().join(", ")
}

/// The field for ceilings, a line for each currency.
#[must_use]
pub fn ceilings_input(fields: &Fields) -> Markup {
    fields.input("ceilings", "Ceilings", Input {
        kind: "area",
        hint: Some(
            "The most to move in one act, a line for each currency, such as EUR 500.00. Empty for no ceiling; once \
             there is one, other currencies have the ceiling 0.",
        ),
        ..Input::default()
    })
}

/// Ceilings as they are typed.
#[must_use]
pub fn ceilings_typed(ceilings_minor: &[(String, i64)]) -> String {
    let line = |(code, minor): &(String, i64)| match code.parse::<Currency>() {
        Ok(currency) => format!("{code} {}", words::plain_decimal(*minor, currency)),
        Err(_) => format!("{code} {minor}"),
    };
    ceilings_minor.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads ceilings as people type them.
///
/// # Errors
/// In words that show how one is typed.
pub fn read_ceilings(text: &str) -> Result<Vec<(String, i64)>, String> {
    let mut read: Vec<(String, i64)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = || "a ceiling is typed like EUR 500.00, each on a line of its own".to_owned();
        let (code, amount) = line.split_once(' ').ok_or_else(wrong)?;
        let currency: Currency = code.parse().map_err(|_| wrong())?;
        if read.iter().any(|(known, _)| known == code) {
            return Err(format!("{code} has two ceilings; send one"));
        }
        read.push((code.to_owned(), words::read_amount(amount, currency)?));
    }
    Ok(read)
}

/// The field for the second factor, where it has to be shown again.
#[must_use]
pub fn code_input(face: &Shared, visitor: &Visitor, fields: &Fields) -> Markup {
    html! {
        @if visitor.must_prove(wall_us(face)) {
            (fields.input("code", "Code", Input {
                autocomplete: Some("one-time-code"), mode: Some("numeric"),
                hint: Some("Six digits from your authenticator app, because others depend on it."), ..Input::default()
            }))
        }
    }
}

/// The machine's time: what sessions, links and notes go by.
#[must_use]
pub fn wall_us(face: &Shared) -> i64 {
    face.engine.clock().machine().wall_us()
}

/// The form again, its code forgotten and under another key: what is sent from it now is meant anew.
pub fn anew(fields: &mut Fields) {
    fields.set("code", "");
    fields.set(KEY, token::secret());
}

/// A page that shows something once: nobody keeps it.
#[must_use]
pub fn never_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What was made when this form was sent before; nothing when this is the first time, and then `made` is kept. For what
/// is no command of the engine and shows a secret, which a second sending must not make again.
///
/// # Errors
/// 400 for a form without a key.
pub async fn sent_before(
    face: &Shared,
    visitor: &Visitor,
    fields: &Fields,
    made: &str,
) -> Result<Option<String>, Trouble> {
    let key = fields.text(KEY);
    if key.is_empty() || key.len() > 64 || !key.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let detail = "this form has lost its key; go back, reload the page and send it again";
        return Err(Problem::new(400, "idempotency_key_missing", detail).into());
    }
    let name = format!("form:{}:{key}", visitor.person.person);
    let kept = face.engine.store().own_secret(&visitor.caller.tenant, &name, made, wall_us(face)).await?;
    Ok((kept != made).then_some(kept))
}

/// Roles and ceilings as they were typed. What is wrong with them stands beside the fields, and what comes together
/// in one hand has to be ticked once it was said; `other` are further ways in which the person can act.
fn grants(fields: &mut Fields, scopes: Vec<Permission>, other: &[Grants]) -> Grants {
    let roles = ticked_roles(fields);
    if roles.is_empty() {
        fields.wrong("roles", "tick one role at least; whoever is to have none is shut out");
    }
    let ceilings_minor = read_ceilings(fields.text("ceilings")).unwrap_or_else(|why| {
        fields.wrong("ceilings", why);
        Vec::new()
    });
    let grants = Grants { roles, scopes, ceilings_minor };
    let together = together(&grants, other);
    fields.set("together", together.join("\n"));
    if !together.is_empty() && fields.text("accept") != accepted(&grants) {
        fields.wrong("accept", "tick this if it is meant, or take a role away");
    }
    grants
}

fn together(grants: &Grants, other: &[Grants]) -> Vec<String> {
    let ways: Vec<Grants> = std::iter::once(grants).chain(other).cloned().collect();
    duties::pairs(&ways).into_iter().map(|pair| format!("{}. {}", pair.rule, pair.why)).collect()
}

/// What the box says when it is ticked: it counts for these roles and no others.
fn accepted(grants: &Grants) -> String {
    grants.roles.iter().map(|role| role.word()).collect::<Vec<_>>().join("+")
}

/// What would come together in one hand, and the box that says that it is meant.
fn acceptance(fields: &Fields) -> Markup {
    let value = accepted(&Grants { roles: ticked_roles(fields), ..Grants::default() });
    html! {
        @if let Some(why) = fields.why("accept") {
            fieldset aria-describedby="accept-why" {
                legend { "This gives one person" }
                ul { @for line in fields.text("together").lines() { li { (line) } } }
                p class="why" id="accept-why" { (why) }
                label class="choice" {
                    input type="checkbox" name="accept" value=(value);
                    " It is meant so, and is noted in the audit."
                }
            }
        }
    }
}

/// The form for somebody new.
///
/// # Errors
/// 403 for those who do not manage the team.
pub async fn blank(State(face): State<Shared>, visitor: May<right::ManageTeam>) -> Result<Response, Trouble> {
    Ok(add_page(&face, &visitor, &Fields::default()))
}

fn add_page(face: &Shared, visitor: &Visitor, fields: &Fields) -> Response {
    let content = html! {
        p { a href="/team" { "Team" } }
        h1 { "Add a person" }
        p { "You get a link to hand over. It sets up a password and a second factor, works once, and for two days." }
        (fields.summary())
        form method="post" action="/team/add" class="dialog" {
            (shell::token(visitor))
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
    let grants = grants(&mut fields, Vec::new(), &[]);
    let names = (fields.text("person"), fields.text("email"), fields.text("name"));
    let row = team::checked(&visitor.caller.tenant, names, &grants, wall_us(&face));
    match row {
        Err((field, why)) => fields.wrong(field, why),
        Ok(row) if fields.is_fine() && prove(&face, &visitor, &mut fields).await? => {
            if let Some(link) = team::add(face.engine.store(), &row, &visitor.person.person).await? {
                return Ok(link_page(&visitor, &row, &headers, &link));
            }
            fields.wrong("person", "this name or this address is taken; look at the team, or choose another");
        }
        Ok(_) => {}
    }
    fields.set("code", "");
    Ok((StatusCode::UNPROCESSABLE_ENTITY, add_page(&face, &visitor, &fields)).into_response())
}

fn link_page(visitor: &Visitor, person: &PersonRow, headers: &HeaderMap, link: &str) -> Response {
    let content = html! {
        p { a href="/team" { "Team" } }
        h1 { "A link for " (person.name) }
        p class="note" { "Shown only now. Hand it to " strong { (person.name) } " and nobody else: whoever opens it becomes this person." }
        pre tabindex="0" { (origin(headers)) "/welcome/" (link) }
        p { "It sets up a password and a second factor, works once, and for two days. Until then nothing of the account changes." }
        p class="actions" { a class="button" href={ "/team/persons/" (person.person) } { "Done" } }
    };
    never_kept(shell::page(visitor, "A link", "/team", content))
}

/// Where the browser reached us, for links that are handed over.
fn origin(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if guard::is_here(headers) { "http" } else { "https" };
    format!("{scheme}://{host}")
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
            dt { "Working keys" } dd {
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
                    p { "Sessions end and links stop at once. Roles and password stay for when the person is let in again." }
                    @if !keys.is_empty() {
                        label class="choice" {
                            input type="checkbox" name="keys" value="yes" checked;
                            " Revoke the " (keys.len()) " working keys too; what uses them stops."
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
        let detail = "nobody changes his own account; ask a colleague who manages the team";
        return Err(Problem::new(403, "own_account", detail).into());
    }
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

    async fn roles(&self, fields: &mut Fields) -> Answered {
        let store = self.face.engine.store();
        let old = duties::read(&self.person.grants);
        let engine_us = self.face.engine.clock().now().as_microsecond();
        let keys = store.api_keys(&self.person.tenant).await?;
        let keys = keys.iter().filter(|key| key.person == self.person.person && access::works(key, engine_us));
        let by_key: Vec<Grants> = keys.map(|key| duties::read(&key.grants)).collect();
        let new = grants(fields, old.scopes.clone(), &by_key);
        if fields.is_fine() && new == old {
            return Ok(self.done(true, fields));
        }
        if !fields.is_fine() || !prove(self.face, self.visitor, fields).await? {
            return Ok(None);
        }
        let changed = team::change(store, self.person, &new, self.by(), wall_us(self.face)).await?;
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
        let now_us = wall_us(self.face);
        if sent_before(self.face, self.visitor, fields, &token::id("lnk", now_us)).await?.is_some() {
            fields.wrong("", "this form was sent before, and its link was shown then; send it again for another link");
            return Ok(None);
        }
        let link = team::link(self.face.engine.store(), self.person, self.by(), now_us).await?;
        Ok(Some(link_page(self.visitor, self.person, headers, &link)))
    }

    /// Needs no second factor: shutting out must be quick.
    async fn shut_out(&self, fields: &mut Fields) -> Answered {
        let (store, now_us) = (self.face.engine.store(), wall_us(self.face));
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
        let changed = team::let_in(self.face.engine.store(), self.person, self.by(), wall_us(self.face)).await?;
        Ok(self.done(changed, fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ceilings_are_read_as_they_are_shown() {
        let two = vec![("EUR".to_owned(), 50_000), ("JPY".to_owned(), 0)];
        assert_eq!(read_ceilings(" EUR 500.00 \r\n\r\nJPY 0"), Ok(two.clone()));
        assert_eq!(read_ceilings(&ceilings_typed(&two)), Ok(two));
        assert_eq!(read_ceilings(" \n"), Ok(Vec::new()));
        for bad in ["EUR", "500.00", "eur 5.00", "XXX 5.00", "EUR -5.00", "EUR 5.00\nEUR 6.00", "EUR 1,000.00"] {
            assert!(read_ceilings(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn two_duties_are_accepted_for_these_roles_only() {
        let mut fields = Fields::default();
        fields.set("role-support", "yes");
        grants(&mut fields, Vec::new(), &[]);
        assert!(fields.is_fine(), "one duty needs no word");
        fields.set("role-approver", "yes");
        fields.set("accept", "support");
        grants(&mut fields, Vec::new(), &[]);
        assert!(fields.why("accept").is_some(), "the box was ticked for other roles");
        let mut fields = Fields::default();
        for name in ["role-support", "role-approver"] {
            fields.set(name, "yes");
        }
        fields.set("accept", "support+approver");
        grants(&mut fields, Vec::new(), &[]);
        assert!(fields.is_fine());
        let mut fields = Fields::default();
        fields.set("role-support", "yes");
        let key = Grants { roles: vec![Role::Approver], ..Grants::default() };
        grants(&mut fields, Vec::new(), &[key]);
        assert!(fields.why("accept").is_some(), "a key counts for its person");
    }
}
