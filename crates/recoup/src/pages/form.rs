//! Forms as they come in: fields by name, kept as they were typed, with messages beside them.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use maud::{Markup, html};

use super::guard;
use super::trouble::Trouble;
use crate::engine::request::hex_sha256;
use crate::http::Shared;
use crate::http::problem::Problem;
use crate::people::session;

/// Name of the field that proves that a form is ours.
pub const TOKEN: &str = "form";

/// Name of the field that makes a form that is sent twice count once.
pub const KEY: &str = "key";

/// The fields of a form.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pairs: Vec<(String, String)>,
    wrong: BTreeMap<String, String>,
}

impl Fields {
    /// Fields that nobody has typed yet.
    #[must_use]
    pub fn fresh<const N: usize>(values: [(&str, String); N]) -> Self {
        Self { pairs: values.map(|(name, value)| (name.to_owned(), value)).to_vec(), wrong: BTreeMap::new() }
    }

    /// What was typed, without blanks around it; empty for a field that is not there.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// All values of a name.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.pairs.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// Sets a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.to_owned(), value.into()));
    }

    /// Says what is wrong with a field.
    pub fn wrong(&mut self, name: &str, why: impl Into<String>) {
        self.wrong.entry(name.to_owned()).or_insert_with(|| super::trouble::sentence(&why.into()));
    }

    /// Says what a problem says, beside the field it names where this form has it, else above the form.
    pub fn refused(&mut self, problem: &Problem, known: &[(&str, &str)]) {
        let param = problem.param.as_deref().unwrap_or_default();
        let field = known.iter().find(|(theirs, _)| param == *theirs || param.starts_with(&format!("{theirs}[")));
        self.wrong(field.map_or("", |(_, ours)| ours), &problem.detail);
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.wrong.is_empty()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn why(&self, name: &str) -> Option<&str> {
        self.wrong.get(name).map(String::as_str)
    }

    /// The key of the form, of which each sending of the same form has the same.
    ///
    /// # Errors
    /// 400 for a form without one.
    pub fn key(&self) -> Result<&str, Problem> {
        let key = self.text(KEY);
        if key.is_empty() || key.len() > 64 || !key.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let detail = "this form has lost its key; go back, reload the page and send it again";
            return Err(Problem::new(400, "idempotency_key_missing", detail));
        }
        Ok(key)
    }

    /// A hash over everything typed: the same form sent twice has the same.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut all: Vec<&(String, String)> = self.pairs.iter().filter(|(name, _)| name != TOKEN).collect();
        all.sort();
        hex_sha256(serde_json::to_string(&all).unwrap_or_default().as_bytes())
    }

    /// What is wrong with no field in particular, above the form.
    #[must_use]
    pub fn summary(&self) -> Markup {
        html! {
            @if let Some(why) = self.why("") {
                p class="note bad" role="alert" { (why) }
            } @else if !self.is_fine() {
                p class="note bad" role="alert" { "Something is not right yet; see the marked fields." }
            }
        }
    }

    /// A line of text with its label, what was typed, and what is wrong with it.
    #[must_use]
    pub fn input(&self, name: &str, label: &str, of: Input<'_>) -> Markup {
        let (why, hint) = (self.why(name), of.hint);
        let (why_id, hint_id) = (format!("{name}-why"), format!("{name}-hint"));
        let about = [why.map(|_| why_id.as_str()), hint.map(|_| hint_id.as_str())];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let value = if of.kind == "password" { "" } else { self.text(name) };
        html! {
            div class="field" {
                label for=(name) { (label) }
                @if let Some(hint) = hint { p class="hint" id=(hint_id) { (hint) } }
                @if of.kind == "area" {
                    textarea id=(name) name=(name) rows="3" required[of.required]
                        aria-invalid=[why.map(|_| "true")] aria-describedby=[(!about.is_empty()).then_some(&about)] { (value) }
                } @else {
                    input id=(name) name=(name) type=(shown_as(of.kind, value)) value=(value) required[of.required]
                        autocomplete=[of.autocomplete] inputmode=[of.mode] autofocus[of.first]
                        aria-invalid=[why.map(|_| "true")] aria-describedby=[(!about.is_empty()).then_some(&about)];
                }
                @if let Some(why) = why { p class="why" id=(why_id) { (why) } }
            }
        }
    }

    /// A list of which one thing is chosen, with its label, and what is wrong with it: value and words of each.
    #[must_use]
    pub fn choice(&self, name: &str, label: &str, choices: &[(String, String)]) -> Markup {
        let (why, why_id, chosen) = (self.why(name), format!("{name}-why"), self.text(name));
        let required = choices.first().is_some_and(|(value, _)| value.is_empty());
        html! {
            div class="field" {
                label for=(name) { (label) }
                select id=(name) name=(name) required[required] aria-invalid=[why.map(|_| "true")]
                    aria-describedby=[why.map(|_| why_id.as_str())] {
                    @for (value, words) in choices { option value=(value) selected[value == chosen] { (words) } }
                }
                @if let Some(why) = why { p class="why" id=(why_id) { (why) } }
            }
        }
    }
}

/// The kind of an input that keeps what was typed: a field for a date drops whatever is none.
#[must_use]
pub fn shown_as<'k>(kind: &'k str, value: &str) -> &'k str {
    let kept = kind != "date" || value.is_empty() || value.parse::<jiff::civil::Date>().is_ok();
    if kept { kind } else { "text" }
}

/// How an input is to look.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// `text`, `email`, `password`, or `area` for several lines.
    pub kind: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What the browser may fill in.
    pub autocomplete: Option<&'a str>,
    /// Which keyboard a phone shows.
    pub mode: Option<&'a str>,
    /// Under the label.
    pub hint: Option<&'a str>,
    /// Whether the page begins here.
    pub first: bool,
}

impl Default for Input<'_> {
    fn default() -> Self {
        Self { kind: "text", required: false, autocomplete: None, mode: None, hint: None, first: false }
    }
}

impl FromRequest<Shared> for Fields {
    type Rejection = Trouble;

    async fn from_request(request: Request, face: &Shared) -> Result<Self, Trouble> {
        let own = guard::same_site(face, request.headers());
        let cookie = guard::cookie(face, request.headers());
        let read = axum::Form::<Vec<(String, String)>>::from_request(request, face).await;
        let pairs = read.map_err(|_| Problem::new(400, "malformed", "the form did not arrive whole; send it again"))?.0;
        let fields = Self { pairs, wrong: BTreeMap::new() };
        // Before somebody is signed in there is no token; the browser's word for where the form came from must do.
        let fits = cookie.is_none_or(|cookie| session::form_fits(&cookie, fields.text(TOKEN)));
        if own && fits { Ok(fields) } else { Err(Trouble::foreign_form()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::token;

    #[test]
    fn the_key_of_a_form_is_one_that_we_gave() {
        let made = token::secret();
        assert_eq!(Fields::fresh([(KEY, made.clone())]).key().expect("a key of ours"), made);
        for bad in ["", "a b", &"a".repeat(65)] {
            assert!(Fields::fresh([(KEY, bad.to_owned())]).key().is_err(), "{bad}");
        }
        assert!(Fields::default().key().is_err(), "no key at all");
    }
}
