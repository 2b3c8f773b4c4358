//! Putting a new version of a policy on the table: the document as text, what it would change, then the
//! question to a second person.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, PolicyKind, Rule};
use recoup_core::text::is_plain;
use serde::Deserialize;

use super::{Sort, Versions, difference, meanings, name};
use crate::http::Shared;
use crate::http::auth::right;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::{Trouble, see};
use crate::pages::{act, shell};
use crate::people::token;
use crate::tripwire;

/// Which field of this form a field of the command is.
const KNOWN: [(&str, &str); 3] = [("document", "document"), ("rules", "document"), ("rules.name", "document")];

/// A document as people type it; what it decides may be left out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    #[serde(default)]
    kind: Option<PolicyKind>,
    #[serde(default)]
    effective_from: Option<Timestamp>,
    rules: Vec<Rule>,
}

/// The form, with the document in force in it.
///
/// # Errors
/// What the store met.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::ChangePolicies>,
    sort: &'static Sort,
) -> Result<Response, Trouble> {
    let versions = Versions::read(&face, &visitor, sort).await?;
    // From when it decides is a new question each time.
    let document = Document { effective_from: None, ..versions.in_force().clone() };
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    let fields = Fields::fresh([("document", text), (KEY, token::secret())]);
    Ok(page(&visitor, &versions, &fields, None))
}

/// Takes the form: shows what it would change, or puts it on the table.
///
/// # Errors
/// What the store met; what is wrong with the form is shown in it.
pub async fn propose(
    State(face): State<Shared>,
    visitor: May<right::ChangePolicies>,
    sort: &'static Sort,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let versions = Versions::read(&face, &visitor, sort).await?;
    let path = sort.form();
    let mut compared = None;
    match read(sort, fields.text("document")) {
        Err(why) => fields.wrong("document", why),
        Ok(document) if fields.text("step") == "compare" => {
            if let Err(refusal) = document.check() {
                fields.refused(&Problem::from(refusal), &KNOWN);
            }
            compared = Some(document);
        }
        Ok(document) => match act::act(&face, &visitor.caller, &path, &fields, ProposePolicy { document }).await {
            Ok(_) => return Ok(see(sort.path)),
            Err(problem) => fields.refused(&problem, &KNOWN),
        },
    }
    let status = if fields.is_fine() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page(&visitor, &versions, &fields, compared.as_ref())).into_response())
}

/// Reads a document.
///
/// # Errors
/// In words that say where it does not fit.
fn read(sort: &Sort, text: &str) -> Result<Document, String> {
    if tripwire::trips(text.as_bytes()) {
        return Err("it holds what looks like a card number; take it out".to_owned());
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let typed: Typed = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let (path, said) = (error.path().to_string(), error.inner().to_string());
        if path == "." { said } else { format!("at `{path}`: {said}") }
    })?;
    reader.end().map_err(|_| "the text goes on after the end of the document; send one document".to_owned())?;
    if typed.rules.iter().any(|rule| !is_plain(&rule.when)) {
        return Err("a condition has control characters; write plain text".to_owned());
    }
    if typed.kind.is_some_and(|kind| kind != sort.kind) {
        return Err(format!("at `kind`: this page is about `{}`; leave it out", sort.kind.word()));
    }
    Ok(Document { kind: sort.kind, effective_from: typed.effective_from, rules: typed.rules })
}

fn page(visitor: &Visitor, versions: &Versions, fields: &Fields, compared: Option<&Document>) -> Response {
    let deciding = versions.deciding();
    let content = html! {
        p { a href=(versions.sort.path) { (versions.sort.title) } }
        h1 { "Propose a new version" }
        p { "It starts from " (name(deciding)) ", which decides now. What you propose decides once another person has agreed." }
        (fields.summary())
        @if let Some(document) = compared.filter(|_| fields.is_fine()) {
            section aria-labelledby="changed" {
                h2 id="changed" { "What it would change" }
                (difference::table(versions.in_force(), document, (&name(deciding), "the new version")))
            }
        }
        (form(visitor, versions.sort, fields))
        (meanings(versions.sort.kind))
    };
    shell::page(visitor, "Propose a new version", "/policies", content)
}

fn form(visitor: &Visitor, sort: &Sort, fields: &Fields) -> Markup {
    let why = fields.why("document");
    let about = if why.is_some() { "document-why document-hint" } else { "document-hint" };
    html! {
        form method="post" action=(sort.form()) class="dialog" {
            (shell::token(visitor))
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            div class="field" {
                label for="document" { "Document" }
                p class="hint" id="document-hint" {
                    "JSON. Each rule has a name, a condition under " code { "when" } " and an outcome under " code { "then" }
                    ": " (sort.outcomes) ". To begin later than the approval, add "
                    code { "\"effective_from\": \"2027-01-01T00:00:00Z\"" } "."
                }
                textarea id="document" name="document" class="wide" rows="30" required spellcheck="false"
                    autocomplete="off" aria-invalid=[why.map(|_| "true")] aria-describedby=(about) { (fields.text("document")) }
                @if let Some(why) = why { p class="why" id="document-why" { (why) } }
            }
            p class="actions" {
                button class="main" name="step" value="propose" { "Propose" }
                button name="step" value="compare" { "Show what it would change" }
                a class="button" href=(sort.path) { "Back" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_reads_back_and_says_where_it_does_not_fit() {
        let built_in = recoup_core::policy::defaults::document(Sort::REFUNDS.kind);
        let text = serde_json::to_string_pretty(&built_in).expect("a document");
        assert_eq!(read(&Sort::REFUNDS, &text), Ok(built_in));
        assert_eq!(read(&Sort::REFUNDS, "{\"rules\":[]}").map(|document| document.rules.len()), Ok(0));
        for (text, place) in [
            ("", "EOF"),
            ("{\"rules\":[{\"name\":\"a\"}]}", "rules[0]"),
            ("{\"rules\":[],\"more\":1}", "more"),
            ("{\"kind\":\"routing\",\"rules\":[]}", "refund_approval"),
            ("{\"rules\":[]} {}", "goes on"),
            ("{\"rules\":[{\"name\":\"4242 4242 4242 4242\",\"when\":\"true\",\"then\":{\"do\":\"allow\"}}]}", "card"),
        ] {
            let why = read(&Sort::REFUNDS, text).expect_err(text);
            assert!(why.contains(place), "{text}: {why}");
        }
    }
}
