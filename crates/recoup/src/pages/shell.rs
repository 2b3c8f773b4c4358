//! What stands around every page: head, navigation, search box, who is signed in; and pieces that many pages share.

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use recoup_core::actor::Role;

use super::assets;
use super::form::TOKEN;
use super::guard::Visitor;
use super::live::watch::Watch;
use crate::access::Permission;
use crate::people::cast::CAST;

/// A place in the navigation: path, name, the letter after `g`, and the permissions of which one opens it.
type Place = (&'static str, &'static str, char, &'static [Permission]);

/// The navigation, in its order. Who may not open a page does not see it here.
const PLACES: &[Place] = &[
    ("/", "Today", 't', &[Permission::Read]),
    ("/orders", "Orders", 'o', &[Permission::Read]),
    ("/payments", "Payments", 'p', &[Permission::Read]),
    ("/refunds", "Refunds", 'r', &[Permission::Read]),
    ("/invoices", "Invoices", 'v', &[Permission::Read]),
    ("/disputes", "Disputes", 'i', &[Permission::Read]),
    ("/approvals", "Approvals", 'a', &[Permission::Read]),
    ("/exceptions", "Exceptions", 'e', &[Permission::Read]),
    ("/ledger", "Ledger", 'l', &[Permission::ReadBooks]),
    ("/policies", "Policies", 'y', &[Permission::Read]),
    ("/developers", "Developers", 'd', &[Permission::ManageKeys, Permission::KeepBooks]),
    ("/team", "Team", 'm', &[Permission::ManageTeam, Permission::ReadBooks]),
    ("/audit", "Audit", 'u', &[Permission::ReadBooks]),
    ("/system", "System", 's', &[Permission::KeepBooks, Permission::ManageKeys]),
];

fn head(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        title { (title) " · Recoup" }
        link rel="stylesheet" href=(assets::address("recoup.css"));
        link rel="icon" href=(assets::address("recoup.svg")) type="image/svg+xml";
        script src=(assets::address("recoup.js")) defer {}
    }
}

/// A page for somebody who is signed in. `here` is the path of its place in the navigation.
#[must_use]
pub fn page(visitor: &Visitor, title: &str, here: &str, content: Markup) -> Response {
    Html(whole(visitor, title, here, content).into_string()).into_response()
}

/// A page that keeps itself up to date where there are scripts. Parts that may be exchanged carry `data-part`.
#[must_use]
pub fn live(visitor: &Visitor, title: &str, here: &str, watch: &Watch, content: Markup) -> Response {
    let main = html! {
        main id="content" tabindex="-1" data-live=(watch.names) data-live-how=(watch.how.word()) data-live-at=(visitor.heard) {
            (content)
            p id="live-said" class="unseen" role="status" aria-live="polite" {}
            div id="live-news" class="news" role="status" aria-live="polite" {}
        }
    };
    let script = html! { script src=(assets::address("live.js")) defer {} };
    Html(around(visitor, title, here, main, script).into_string()).into_response()
}

/// The same as markup.
#[must_use]
pub fn whole(visitor: &Visitor, title: &str, here: &str, content: Markup) -> Markup {
    let main = html! { main id="content" tabindex="-1" { (content) } };
    around(visitor, title, here, main, html! {})
}

fn around(visitor: &Visitor, title: &str, here: &str, main: Markup, script: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(title)) (script) }
            body {
                a class="skip" href="#content" { "To the content" }
                header class="top" {
                    a class="brand" href="/" { "Recoup" }
                    span class="shop" { (visitor.shop) }
                    form class="search" action="/search" method="get" role="search" {
                        label class="unseen" for="q" { "Search" }
                        input id="q" name="q" type="search" placeholder="Order, reference, last four, e-mail …"
                            autocomplete="off" spellcheck="false";
                        kbd aria-hidden="true" { "/" }
                    }
                    (me(visitor))
                }
                nav class="places" aria-label="Pages" {
                    ul {
                        @for (path, name, key, needs) in PLACES {
                            @if needs.iter().any(|permission| visitor.may(*permission)) {
                                li {
                                    a href=(path) data-go=(key) aria-current=[(*path == here).then_some("page")] {
                                        (name)
                                    }
                                }
                            }
                        }
                    }
                }
                (main)
            }
        }
    }
}

/// Who is signed in, and the way out; in a demo also the way into another person.
fn me(visitor: &Visitor) -> Markup {
    html! {
        details class="me" {
            summary { (visitor.person.name) }
            div class="menu" {
                p class="quiet" {
                    (visitor.person.email) br;
                    (roles(visitor))
                }
                @if visitor.demo {
                    form method="post" action="/become" {
                        (token(visitor))
                        p class="quiet" { "This is a demo. Go on as:" }
                        (cast(Some(&visitor.person.person)))
                    }
                }
                form method="post" action="/sign-out" { (token(visitor)) button { "Sign out" } }
            }
        }
    }
}

fn roles(visitor: &Visitor) -> String {
    role_words(&visitor.caller.grants.roles)
}

/// Roles as people read them.
#[must_use]
pub fn role_words(roles: &[Role]) -> String {
    roles.iter().map(|role| super::words::plain(role.word())).collect::<Vec<_>>().join(", ")
}

/// A button for each person of a demo, but for one.
#[must_use]
pub fn cast(but: Option<&str>) -> Markup {
    html! {
        @for member in CAST.iter().filter(|member| Some(member.person) != but) {
            button name="person" value=(member.person) {
                (member.name) " " span class="quiet" { (role_words(member.roles)) }
            }
        }
    }
}

/// The field that proves that a form is of this session.
#[must_use]
pub fn token(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(visitor.form_token()); }
}

/// A page for somebody who is not signed in, or where that does not matter.
#[must_use]
pub fn plain(title: &str, content: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head { (head(title)) }
            body class="plain" {
                header class="top" { a class="brand" href="/" { "Recoup" } }
                main id="content" { (content) }
            }
        }
    }
}

/// A table that scrolls by itself where it is wider than the page. The keyboard reaches it, so it has a name; where a
/// heading names it already, [`scroll_under`] has it say the same.
#[must_use]
pub fn scroll(label: &str, table: Markup) -> Markup {
    html! { div class="scroll" tabindex="0" role="group" aria-label=(label) { (table) } }
}

/// The same under the heading of this id.
#[must_use]
pub fn scroll_under(heading: &str, table: Markup) -> Markup {
    html! { div class="scroll" tabindex="0" role="group" aria-labelledby=(heading) { (table) } }
}

/// The ways through a list that has more than one page: `first` is the address of its first page, unless this is it,
/// `next` that of the next one, if there is one. Nothing where there is neither.
#[must_use]
pub fn pager(first: Option<String>, next: Option<String>) -> Markup {
    html! {
        @if first.is_some() || next.is_some() {
            p class="actions" { (pager_links(first, next)) }
        }
    }
}

/// The same without what is around them, for a list that has more to offer beside them.
#[must_use]
pub fn pager_links(first: Option<String>, next: Option<String>) -> Markup {
    html! {
        @if let Some(first) = first { a class="button" href=(first) { "First page" } }
        @if let Some(next) = next { a class="button" rel="next" href=(next) { "Next page" } }
    }
}

/// The picture of a QR code.
#[must_use]
pub fn picture(side: i32, path: &str, says: &str) -> Markup {
    html! {
        svg class="code" viewBox=(format!("0 0 {side} {side}")) role="img" aria-label=(says) {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(PreEscaped(path)) fill="#000" {}
        }
    }
}
