//! Stripe's JSON, read leniently: a field that is missing, null or of another kind is simply not there.
//!
//! A field that names an object holds its id or, where it was expanded, the object itself.

use serde_json::Value;

/// A JSON value under a name of ours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Obj<'a>(pub(super) &'a Value);

impl<'a> Obj<'a> {
    /// What is at a path such as `card.capture_before`; `None` where it is missing or null.
    pub(super) fn at(self, path: &str) -> Option<Obj<'a>> {
        let found = path.split('.').try_fold(self.0, |value, key| value.get(key))?;
        (!found.is_null()).then_some(Obj(found))
    }

    /// A text; empty where it is missing.
    pub(super) fn text(self, path: &str) -> &'a str {
        self.at(path).and_then(|found| found.0.as_str()).unwrap_or("")
    }

    /// A whole number.
    pub(super) fn int(self, path: &str) -> Option<i64> {
        self.at(path).and_then(|found| found.0.as_i64())
    }

    /// Whether it says `true`.
    pub(super) fn says(self, path: &str) -> bool {
        self.at(path).and_then(|found| found.0.as_bool()).unwrap_or(false)
    }

    /// An object, where it is there as a whole.
    pub(super) fn whole(self, path: &str) -> Option<Obj<'a>> {
        self.at(path).filter(|found| found.0.is_object())
    }

    /// The id of an object, expanded or not; empty where it is missing.
    pub(super) fn id(self, path: &str) -> &'a str {
        match self.whole(path) {
            Some(object) => object.text("id"),
            None => self.text(path),
        }
    }

    /// The items of a list.
    pub(super) fn items(self, path: &str) -> impl Iterator<Item = Obj<'a>> {
        self.at(path).and_then(|found| found.0.as_array()).into_iter().flatten().map(Obj)
    }

    /// The texts of a map, by their keys.
    pub(super) fn texts(self, path: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let map = self.at(path).and_then(|found| found.0.as_object());
        map.into_iter().flatten().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
    }
}
