//! What comes in and goes out, the routes, and the words of a refusal.
//! Requests are plain data in the shape of HTTP, so that a simulator speaks the same protocol as a socket.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The most that one request may move, in minor units; sums then stay far from the end of 64 bits.
pub(super) const MOST_MINOR: i64 = 1_000_000_000_000;
/// The longest reference and idempotency key, in bytes.
pub(super) const LONGEST_NAME: usize = 255;

/// A request to the bank.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BankRequest {
    /// The HTTP method, in capitals.
    pub method: String,
    /// Path and query, percent-encoded, as in the request line.
    pub target: String,
    /// The `Authorization` header.
    pub authorization: Option<String>,
    /// The `Idempotency-Key` header.
    pub idempotency_key: Option<String>,
    /// The `Sandbox-Fault` header: the fault this call shall suffer.
    pub fault: Option<String>,
    /// The raw body.
    pub body: Vec<u8>,
}

impl BankRequest {
    /// A request with no headers and no body.
    #[must_use]
    pub fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), ..Self::default() }
    }

    /// The same request with the bank's secret.
    #[must_use]
    pub fn with_secret(mut self, secret: &str) -> Self {
        self.authorization = Some(format!("Bearer {secret}"));
        self
    }

    /// The same request with an idempotency key.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Self {
        self.idempotency_key = Some(key.to_owned());
        self
    }

    /// The same request with a body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The same request with a fault it shall suffer.
    #[must_use]
    pub fn with_fault(mut self, fault: crate::CallFault) -> Self {
        self.fault = Some(fault.name().to_owned());
        self
    }
}

/// What the client gets to see of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BankReply {
    /// An answer, possibly late, possibly untrue (500 after the effect).
    Answer {
        /// The HTTP status.
        status: u16,
        /// The body, JSON.
        body: String,
        /// Whether this answer was given before, for the header `Idempotency-Replayed: true`.
        replayed: bool,
        /// How long the answer is held back, in milliseconds.
        after_ms: u64,
    },
    /// No answer: after a while the line goes dead. Whether something was done cannot be told from here.
    Silence {
        /// How long the line stays open, in milliseconds.
        hold_ms: u64,
    },
}

impl BankReply {
    /// The status, unless the line went dead.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Answer { status, .. } => Some(*status),
            Self::Silence { .. } => None,
        }
    }

    /// The body, unless the line went dead.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        match self {
            Self::Answer { body, .. } => Some(body),
            Self::Silence { .. } => None,
        }
    }
}

/// An answer before any fault touches it.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) status: u16,
    pub(super) body: String,
    /// A fault that the token asks for.
    pub(super) fault: Option<crate::CallFault>,
}

impl Done {
    pub(super) fn new(status: u16, body: &impl Serialize) -> Self {
        Self { status, body: json(body), fault: None }
    }
}

/// Why the bank does not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{status} {code}: {message}")]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    /// Well-formed, but the bank does not do it.
    pub(super) fn rule(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(422, code, message)
    }

    pub(super) fn not_found(what: &str) -> Self {
        Self::new(404, "not_found", format!("there is no {what}"))
    }
}

impl From<Refusal> for Done {
    fn from(refusal: Refusal) -> Self {
        Self { status: refusal.status, body: error_body(refusal.code, &refusal.message), fault: None }
    }
}

/// What the bank decided.
pub(super) type Answer = Result<Done, Refusal>;

/// `{"error":{"code":…,"message":…}}`
pub(super) fn error_body(code: &str, message: &str) -> String {
    serde_json::json!({"error": {"code": code, "message": message}}).to_string()
}

/// An object as JSON; the bank's own objects always can be written.
pub(super) fn json(object: &impl Serialize) -> String {
    serde_json::to_string(object).unwrap_or_default()
}

/// Reads a JSON body.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::new(400, "invalid_request", error.to_string()))
}

/// A call that the bank knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    Authorize,
    Capture(&'a str),
    Release(&'a str),
    Refund(&'a str),
    CompleteAction(&'a str),
    Authorization(&'a str),
    OneCapture(&'a str),
    OneRefund(&'a str),
    Search,
    Oracle,
    OracleOf(&'a str),
    SetFaults,
    Faults,
    WebhookEndpoint,
    Health,
}

impl Route<'_> {
    /// Whether the call needs an idempotency key.
    pub(super) const fn moves_money(&self) -> bool {
        matches!(self, Self::Authorize | Self::Capture(_) | Self::Release(_) | Self::Refund(_))
    }

    /// Whether a client of the bank makes the call; the rest is for whoever runs the sandbox.
    pub(super) const fn is_for_clients(&self) -> bool {
        self.moves_money()
            || matches!(
                self,
                Self::CompleteAction(_)
                    | Self::Authorization(_)
                    | Self::OneCapture(_)
                    | Self::OneRefund(_)
                    | Self::Search
            )
    }
}

/// The route of a method and a path.
pub(super) fn route<'a>(method: &str, path: &'a str) -> Result<Route<'a>, Refusal> {
    let parts: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let (wanted, found) = match parts.as_slice() {
        ["v1", "authorizations"] => ("POST", Route::Authorize),
        ["v1", "authorizations", id] => ("GET", Route::Authorization(id)),
        ["v1", "authorizations", id, "captures"] => ("POST", Route::Capture(id)),
        ["v1", "authorizations", id, "release"] => ("POST", Route::Release(id)),
        ["v1", "authorizations", id, "refunds"] => ("POST", Route::Refund(id)),
        ["v1", "authorizations", id, "complete_action"] => ("POST", Route::CompleteAction(id)),
        ["v1", "captures", id] => ("GET", Route::OneCapture(id)),
        ["v1", "refunds", id] => ("GET", Route::OneRefund(id)),
        ["v1", "search"] => ("GET", Route::Search),
        ["oracle"] => ("GET", Route::Oracle),
        ["oracle", id] => ("GET", Route::OracleOf(id)),
        ["faults"] if method == "POST" => ("POST", Route::SetFaults),
        ["faults"] => ("GET", Route::Faults),
        ["webhook_endpoint"] => ("PUT", Route::WebhookEndpoint),
        ["healthz"] => ("GET", Route::Health),
        _ => return Err(Refusal::not_found("such route")),
    };
    if method == wanted {
        Ok(found)
    } else {
        Err(Refusal::new(405, "method_not_allowed", format!("this route takes {wanted}")))
    }
}

/// The value of a query parameter, decoded.
pub(super) fn query_value(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (percent_decoded(key) == name).then(|| percent_decoded(value))
    })
}

/// Undoes percent-encoding and `+`; what is not valid stays as it is.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |offset: usize| bytes.get(at + offset).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                decoded.push(b' ');
                at += 1;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Checks what every request that moves money names: its reference and its amount in minor units.
pub(super) fn check(reference: &str, amount_minor: i64) -> Result<(), Refusal> {
    if reference.is_empty() || reference.len() > LONGEST_NAME {
        return Err(Refusal::rule("invalid_reference", "a reference has 1 to 255 bytes"));
    }
    if amount_minor <= 0 || amount_minor > MOST_MINOR {
        return Err(Refusal::rule("invalid_amount", format!("an amount is from 1 to {MOST_MINOR} minor units")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_decode() {
        let query = "a=1&reference=pay%20one%2Fcap+2&b";
        assert_eq!(query_value(query, "reference").as_deref(), Some("pay one/cap 2"));
        assert_eq!(query_value(query, "b").as_deref(), Some(""));
        assert_eq!(query_value(query, "c"), None);
        assert_eq!(percent_decoded("%zz%4"), "%zz%4");
        assert_eq!(percent_decoded("%C3%A9%FF"), "é\u{fffd}");
    }

    #[test]
    fn routes_know_their_method() {
        assert_eq!(route("POST", "/v1/authorizations/sa_1/refunds").unwrap(), Route::Refund("sa_1"));
        assert_eq!(route("GET", "/v1/authorizations/sa_1/refunds").unwrap_err().status, 405);
        assert_eq!(route("GET", "/v1/authorizations/").unwrap(), Route::Authorization(""));
        assert_eq!(route("GET", "/v2").unwrap_err().status, 404);
        assert_eq!(route("DELETE", "/faults").unwrap_err().status, 405);
    }
}
