//! Lists as Mollie's API gives them: a page with its rows, and the address of the next one.

use serde::Deserialize;

/// A page.
#[derive(Deserialize)]
pub(super) struct Page<T> {
    #[serde(rename = "_embedded")]
    pub(super) rows: T,
    #[serde(rename = "_links", default)]
    links: Option<Links>,
}

#[derive(Deserialize)]
struct Links {
    next: Option<Link>,
}

#[derive(Deserialize)]
struct Link {
    href: String,
}

impl<T> Page<T> {
    /// Where the next page begins; `None` after the last one. Only the name is taken from the address, if it is one:
    /// requests go to the account's own.
    pub(super) fn next(&self, is_name: fn(&str) -> bool) -> Result<Option<String>, String> {
        let Some(next) = self.links.as_ref().and_then(|links| links.next.as_ref()) else { return Ok(None) };
        let query = next.href.split_once('?').map_or("", |(_, query)| query);
        let from = crate::form::fields(query).into_iter().find(|(key, _)| key == "from").map(|(_, value)| value);
        from.filter(|name| is_name(name)).map(Some).ok_or_else(|| "the next page of the list has no name".to_owned())
    }
}
