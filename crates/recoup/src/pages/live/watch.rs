//! What a page says about itself, so that `live.js` knows which changes concern it and what to do then.

use std::fmt::Display;

use super::super::guard::Visitor;
use crate::http::Shared;
use crate::store::StoreError;

/// What a page does when something changed that it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Its parts are exchanged in place, but for those that somebody is using.
    Parts,
    /// It says how many rows changed; nothing moves under the reader.
    List,
    /// It warns whoever is typing; nothing is exchanged.
    Form,
}

impl How {
    /// The word that `live.js` reads.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Parts => "parts",
            Self::List => "list",
            Self::Form => "form",
        }
    }
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    /// Ids with or without the version that is shown, `list:payments` for whatever is in a list, or `all`.
    pub names: String,
    /// What it does.
    pub how: How,
}

impl Watch {
    /// A page of things; its parts are exchanged.
    pub fn things<T: Display>(ids: impl IntoIterator<Item = T>) -> Self {
        let names: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
        Self { names: names.join(" "), how: How::Parts }
    }

    /// A page of everything; its parts are exchanged.
    #[must_use]
    pub fn all() -> Self {
        Self::things(["all"])
    }

    /// A list: `orders`, `payments`, `refunds`, `approvals`, `invoices`; of whatever changes, `all`.
    #[must_use]
    pub fn list(of: &str) -> Self {
        let names = if of == "all" { of.to_owned() } else { format!("list:{of}") };
        Self { names, how: How::List }
    }

    /// A dialog about things. Versions are read after the things, so that one's own last act is not told as news; what
    /// falls into the moment between is seen by the engine when the form is sent.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn form(face: &Shared, visitor: &Visitor, ids: &[&str]) -> Result<Self, StoreError> {
        let mut names = Vec::with_capacity(ids.len());
        for id in ids {
            let row = face.engine.store().stream(&visitor.caller.tenant, id).await?;
            names.push(row.map_or_else(|| (*id).to_owned(), |row| format!("{id}@{}", row.version)));
        }
        Ok(Self { names: names.join(" "), how: How::Form })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_what_they_show() {
        assert_eq!(Watch::things(["ord_1", "pay_1"]).names, "ord_1 pay_1");
        assert_eq!((Watch::list("orders").names.as_str(), Watch::list("all").names.as_str()), ("list:orders", "all"));
        assert_eq!(Watch::all().how.word(), "parts");
    }
}
