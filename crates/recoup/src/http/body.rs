//! Reads requests: JSON with typed errors that name the field, the idempotency key, preview.
//!
//! Every text of every body passes one check before anything else looks at it: no control characters, no
//! card number, whatever the field. Amounts beyond what any book can add up are refused here as well.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, Uri};
use recoup_core::id::{Id, Kind};
pub use recoup_core::money::MOST_MINOR;
use recoup_core::text::{is_plain, looks_like_card_number};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::Shared;
use super::list;
use super::problem::Problem;
use crate::engine::request::hex_sha256;
use crate::tripwire::number_trips;

/// Longest idempotency key, bytes.
const MOST_KEY_BYTES: usize = 255;

/// What a changing request says besides its body.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Method and path: part of the key's scope.
    pub route: String,
    /// The idempotency key, if there is one.
    pub key: Option<String>,
    /// Hash of method, path and canonical body.
    pub fingerprint: String,
    /// Whether nothing is to be committed.
    pub preview: bool,
}

impl Asked {
    /// The name under which the answer is remembered, if the request has a key.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.key.as_ref().map(|key| format!("api:{}:{key}", self.route))
    }
}

/// A changing request with its body.
#[derive(Debug)]
pub struct Ask<T> {
    /// Key, fingerprint, preview.
    pub asked: Asked,
    /// The body.
    pub body: T,
}

/// A request with a body that takes neither key nor preview: its answer is not remembered.
#[derive(Debug)]
pub struct Plain<T>(pub T);

/// The body of a request that needs none.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// The header of a request that counts once.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "read by the OpenAPI document only")]
pub struct KeyHeader {
    /// 1 to 255 visible ASCII characters: fresh and random per intent, the same for each repeat. Required
    /// unless `preview=true`. A repeat within 30 days gets the first answer, byte for byte, with the header
    /// `Idempotent-Replayed: true`; other content under the same key is refused with 422 `key_reused`.
    #[param(rename = "Idempotency-Key")]
    idempotency_key: Option<String>,
}

/// The query of a changing request.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PreviewQuery {
    /// `true` decides without committing and answers 200 with a `PreviewView`: the decision, its rule and its entries.
    preview: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoQuery {}

impl<T: DeserializeOwned> FromRequest<Shared> for Ask<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, face: &Shared) -> Result<Self, Problem> {
        let uri = request.uri().clone();
        let PreviewQuery { preview } = list::query(&uri)?;
        let key = key(request.headers())?;
        let route = format!("{} {}", request.method(), uri.path());
        let (canonical, body) = content(request, face).await?;
        let fingerprint = hex_sha256(format!("{route}\n{canonical}").as_bytes());
        Ok(Self { asked: Asked { route, key, fingerprint, preview: preview.unwrap_or(false) }, body })
    }
}

impl<T: DeserializeOwned> FromRequest<Shared> for Plain<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, face: &Shared) -> Result<Self, Problem> {
        no_query(request.uri())?;
        Ok(Self(content(request, face).await?.1))
    }
}

fn no_query(uri: &Uri) -> Result<(), Problem> {
    list::query::<NoQuery>(uri).map(drop)
}

/// The body, with its canonical text: sorted keys, no blanks, so that the same content has the same hash.
async fn content<T: DeserializeOwned>(request: Request, face: &Shared) -> Result<(String, T), Problem> {
    let bytes = bytes(request, face).await?;
    // No body and an empty object say the same.
    let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    let value: Value = serde_json::from_slice(text).map_err(|error| malformed(&error))?;
    if !value.is_object() {
        return Err(Problem::new(400, "invalid", "the body is not a JSON object; send `{…}` as in /openapi.json"));
    }
    check(&value, "").map_err(|(flaw, path)| flaw.problem(&path))?;
    let body = serde_json::from_slice(text).map_err(|_| unfit::<T>(text))?;
    Ok((value.to_string(), body))
}

/// The raw body, within bounds.
///
/// # Errors
/// 413, or 400 when it broke off.
pub async fn bytes(request: Request, face: &Shared) -> Result<Bytes, Problem> {
    Bytes::from_request(request, face).await.map_err(|rejection| {
        if rejection.status().as_u16() == 413 {
            too_large()
        } else {
            Problem::new(400, "body_broken", "the body did not arrive whole; send it again")
        }
    })
}

/// The problem of a body that is too large.
#[must_use]
pub fn too_large() -> Problem {
    let detail = format!("the body is larger than {} bytes; send less at a time", super::MOST_BODY_BYTES);
    Problem::new(413, "body_too_large", detail)
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let wrong = |code, detail: String| Err(Problem::new(400, code, detail).param("Idempotency-Key"));
    let mut sent = headers.get_all("idempotency-key").iter();
    let Some(value) = sent.next() else { return Ok(None) };
    let text = value.to_str().unwrap_or_default();
    let fits = (1..=MOST_KEY_BYTES).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
    if !fits || sent.next().is_some() {
        let detail = format!("send one idempotency key of 1 to {MOST_KEY_BYTES} visible ASCII characters");
        return wrong("idempotency_key_invalid", detail);
    }
    if looks_like_card_number(text) {
        return wrong("card_number", "`Idempotency-Key` looks like a card number; send a random text".to_owned());
    }
    Ok(Some(text.to_owned()))
}

/// The problem of a missing key.
#[must_use]
pub fn key_missing() -> Problem {
    let detail = "send an `Idempotency-Key` header: a fresh random text per intent, the same one for each repeat";
    Problem::new(400, "idempotency_key_missing", detail).param("Idempotency-Key")
}

/// What no text or number of a body may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    Control,
    Card,
    TooMuch,
}

impl Flaw {
    fn problem(self, path: &str) -> Problem {
        let (code, detail) = match self {
            Self::Control => ("text_not_plain", format!("`{path}` has control characters; send plain text in UTF-8")),
            Self::Card => (
                "card_number",
                format!("`{path}` looks like a card number; send a token, and the last four digits at most"),
            ),
            Self::TooMuch => (
                "amount_overflow",
                format!("`{path}` is more than {MOST_MINOR} minor units; split the order or the request"),
            ),
        };
        Problem::new(400, code, detail).param(path)
    }
}

/// The first flaw with its path; the path is put together on the way out only.
fn check(value: &Value, name: &str) -> Result<(), (Flaw, String)> {
    match value {
        Value::String(text) => text_flaw(text).map_or(Ok(()), |flaw| Err((flaw, String::new()))),
        Value::Number(number) => {
            let too_much = number.as_u64().is_some_and(|n| n > MOST_MINOR.unsigned_abs());
            if too_much && name.ends_with("_minor") {
                return Err((Flaw::TooMuch, String::new()));
            }
            if number_trips(number) { Err((Flaw::Card, String::new())) } else { Ok(()) }
        }
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            check(item, name).map_err(|(flaw, rest)| (flaw, join(&format!("[{index}]"), &rest)))
        }),
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| {
            if let Some(flaw) = text_flaw(name) {
                return Err((flaw, "(a field name)".to_owned()));
            }
            check(field, name).map_err(|(flaw, rest)| (flaw, join(name, &rest)))
        }),
        Value::Null | Value::Bool(_) => Ok(()),
    }
}

fn join(head: &str, rest: &str) -> String {
    let point = if rest.is_empty() || rest.starts_with('[') { "" } else { "." };
    format!("{head}{point}{rest}")
}

fn text_flaw(text: &str) -> Option<Flaw> {
    if !is_plain(text) {
        return Some(Flaw::Control);
    }
    looks_like_card_number(text).then_some(Flaw::Card)
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(400, "malformed", format!("the body cannot be read: {error}; send a JSON object in UTF-8"))
}

/// Reads once more, slowly, to say where it does not fit.
fn unfit<T: DeserializeOwned>(text: &[u8]) -> Problem {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let Err(error) = serde_path_to_error::deserialize::<_, T>(&mut reader) else {
        return Problem::new(400, "malformed", "the body goes on after its end; send one JSON object");
    };
    let path = error.path().to_string();
    // The root is a point, and what was buffered on the way has no name.
    let path = path.trim_end_matches(['.', '?']).to_owned();
    let said = error.inner().to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let quoted = said.split('`').nth(1).unwrap_or_default();
    let at = |field: &str| {
        if path.ends_with(field) { path.clone() } else { join(&path, field).trim_matches('.').to_owned() }
    };
    if said.starts_with("missing field") {
        let param = at(quoted);
        return Problem::new(400, "missing", format!("`{param}` is missing; send it")).param(&param);
    }
    if said.starts_with("unknown field") {
        let param = at(quoted);
        let known = said.split_once(", ").map_or("", |(_, known)| known);
        let detail = format!("`{param}` is not a field here; {known}, see /openapi.json");
        return Problem::new(400, "unknown_field", detail).param(&param);
    }
    let way_out = if path.ends_with("_minor") {
        "amounts are whole minor units (1250 for 12.50 EUR), as numbers"
    } else {
        "see /openapi.json for what fits"
    };
    Problem::new(400, "invalid", format!("`{path}` does not fit: {said}; {way_out}")).param(&path)
}

/// Reads an optional field that means something by its absence, so that `null` must not pass for it.
///
/// # Errors
/// When it is `null` or does not fit.
pub fn not_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(reader: D) -> Result<Option<T>, D::Error> {
    T::deserialize(reader).map(Some)
}

/// Reads an id from a path; a wrong form is answered like an unknown id.
///
/// # Errors
/// 404.
pub fn id(kind: Kind, text: &str) -> Result<Id, Problem> {
    Id::parse(kind, text).map_err(|_| Problem::unknown(recoup_core::world::thing(kind), text))
}

/// The same for an id in a field of the body.
///
/// # Errors
/// 404 naming the field.
pub fn id_in(kind: Kind, text: &str, param: &str) -> Result<Id, Problem> {
    id(kind, text).map_err(|problem| problem.param(param))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(text: &str) -> Option<(Flaw, String)> {
        check(&serde_json::from_str(text).expect("valid JSON"), "").err()
    }

    #[test]
    fn flaws_are_found_wherever_they_are() {
        assert_eq!(flaw(r#"{"a":{"b":["x","4242 4242 4242 4242"]}}"#), Some((Flaw::Card, "a.b[1]".to_owned())));
        assert_eq!(flaw(r#"{"a":[{"b":"\u0000"}]}"#), Some((Flaw::Control, "a[0].b".to_owned())));
        assert_eq!(flaw(r#"{"4242424242424242":1}"#), Some((Flaw::Card, "(a field name)".to_owned())));
        assert_eq!(flaw(r#"{"x_minor":9223372036854775807}"#), Some((Flaw::TooMuch, "x_minor".to_owned())));
        assert_eq!(flaw(r#"{"note":"two\nlines","line":9223372036854775807,"x_minor":1000000000000}"#), None);
        assert_eq!(flaw(r#"{"note":"two\r\nlines"}"#), None);
        assert_eq!(flaw(r#"{"line":4242424242424242}"#), Some((Flaw::Card, "line".to_owned())));
    }
}
