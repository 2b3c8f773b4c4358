//! The team: who may come in, what each may do, and what comes together in one hand that should not.
//!
//! `form` is what is typed about a person, `person` adds and changes one, `change` is where a second person agrees.
//! Whoever manages the team changes everybody but himself, what gives power with a second person, and every change is
//! noted.

pub mod change;
pub mod form;
pub mod person;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::actor::Role;

use super::guard::{May, Visitor};
use super::trouble::Trouble;
use super::{csv_file, shell, words};
use crate::access::{self, Grants, Permission};
use crate::http::Shared;
use crate::http::auth::right;
use crate::people::duties::{self, Finding, Known};
use crate::store::person_rows::{AccessRow, PersonRow};
use crate::store::rows::ApiKeyRow;
use crate::views::ledger::instant;

/// Links that are looked at for who brought whom in.
const MOST_LINKS: i64 = 1_000;

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
    let waiting = change::open(&face, &visitor).await?;
    let content = html! {
        h1 { "Team" }
        @if visitor.may(Permission::ManageTeam) {
            p class="actions" { a class="button main" href="/team/add" { "Add a person" } }
        }
        @if !waiting.is_empty() {
            section aria-labelledby="waiting" {
                h2 id="waiting" { "Waits for a second person" }
                (change::list(&waiting, &visitor))
            }
        }
        (members(&visitor, &team))
        (report(&team.findings()))
        (matrix())
    };
    Ok(shell::page(&visitor, "Team", "/team", content))
}

fn members(visitor: &Visitor, team: &Team) -> Markup {
    html! {
        (shell::scroll("Persons", html! {
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
        }))
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
                (shell::scroll_under("duties", html! {
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
                }))
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
            (shell::scroll_under("matrix", html! {
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
            }))
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
