//! Saved views: a list under a name of one's own.

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::text;

use super::Of;
use super::filter::Filter;
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
use crate::pages::form::Fields;
use crate::pages::guard::{May, Visitor};
use crate::pages::shell;
use crate::pages::trouble::{Trouble, see};
use crate::store::person_rows::SavedViewRow;

/// Most views of one list.
const MOST: usize = 20;

/// The views a person kept of a list, and the form that keeps another.
///
/// # Errors
/// What the store met.
pub async fn bar(face: &Shared, visitor: &Visitor, of: Of, filter: &Filter) -> Result<Markup, Trouble> {
    let views = face.engine.store().views(&visitor.caller.tenant, &visitor.person.person, of.path()).await?;
    let kept = filter.kept();
    Ok(html! {
        @if !views.is_empty() || !kept.is_empty() {
            div class="saved" {
                @if !views.is_empty() {
                    nav aria-label="Saved views" { ul {
                        @for view in &views {
                            li {
                                a href={ (of.path()) "?" (view.query) } aria-current=[(view.query == kept).then_some("page")] { (view.name) }
                            }
                        }
                    } }
                }
                @if !kept.is_empty() {
                    form method="post" action="/views" {
                        (shell::token(visitor))
                        input type="hidden" name="page" value=(of.path());
                        input type="hidden" name="query" value=(kept);
                        label for="view" { "Save this view as" } " "
                        input id="view" name="name" required maxlength="60" autocomplete="off"; " "
                        button name="do" value="keep" { "Save" }
                        @if views.iter().any(|view| view.query == kept) {
                            " " button name="do" value="drop" formnovalidate { "Forget this view" }
                        }
                    }
                }
            }
        }
    })
}

/// Keeps or forgets a view.
///
/// # Errors
/// 400 for a name that will not do.
pub async fn keep(State(face): State<Shared>, visitor: May<right::Read>, fields: Fields) -> Result<Response, Trouble> {
    let (store, tenant, person) = (face.engine.store(), visitor.caller.tenant.as_str(), visitor.person.person.as_str());
    let of = [Of::Orders, Of::Payments, Of::Refunds].into_iter().find(|of| of.path() == fields.text("page"));
    let of = of.ok_or_else(|| Problem::new(400, "invalid", "there is no such list"))?;
    let pairs = fields.text("query").split('&').filter_map(|pair| pair.split_once('='));
    // Read and written again, so that nothing but filters is kept.
    let pairs = pairs.map(|(name, value)| (name.to_owned(), plain(value))).collect();
    let query = Filter::read(pairs).kept();
    let views = store.views(tenant, person, of.path()).await?;
    if fields.text("do") == "drop" {
        for view in views.iter().filter(|view| view.query == query) {
            store.drop_view(tenant, person, of.path(), &view.name).await?;
        }
        return Ok(see(of.path()));
    }
    text::required("name", fields.text("name"), 60)?;
    if views.len() >= MOST {
        return Err(Problem::new(400, "too_many", format!("a list has at most {MOST} views; forget one first")).into());
    }
    let name = fields.text("name").to_owned();
    store.put_view(tenant, person, &SavedViewRow { page: of.path().to_owned(), name, query: query.clone() }).await?;
    Ok(see(&format!("{}?{query}", of.path())))
}

/// A value of a query as it was typed.
fn plain(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        let hex = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        match byte {
            b'%' => match (hex(rest.next()), hex(rest.next())) {
                (Some(high), Some(low)) => bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?')),
                _ => bytes.push(b'?'),
            },
            b'+' => bytes.push(b' '),
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_query_read_back() {
        assert_eq!(plain("a%20b%2Fc+d"), "a b/c d");
        assert_eq!(plain("%C3%A4%zz"), "ä?");
    }
}
