//! What comes in and goes out: plain data in the shape of HTTP, so that a simulator speaks the same protocol as a socket.

use crate::face::common::form::Form;
use crate::faults::CallFault;

/// Headers of an answer or a webhook: lower-case names and their values.
pub type Headers = Vec<(&'static str, String)>;

/// A request to the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WireRequest {
    /// The HTTP method, in capitals.
    pub method: String,
    /// Path and query, percent-encoded, as in the request line.
    pub target: String,
    /// Lower-case names and their values.
    pub headers: Vec<(String, String)>,
    /// The raw body.
    pub body: Vec<u8>,
}

impl WireRequest {
    /// A request with no headers and no body.
    #[must_use]
    pub fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), ..Self::default() }
    }

    /// The same request with one header more.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.to_owned()));
        self
    }

    /// The address that it came to, as far as it says; `https` where something in front of us that ends TLS says so.
    #[must_use]
    pub fn base_url(&self) -> Option<String> {
        let host = self.header("host")?;
        let scheme = if self.header("x-forwarded-proto") == Some("https") { "https" } else { "http" };
        Some(format!("{scheme}://{host}"))
    }

    /// The same request with a secret as bearer token.
    #[must_use]
    pub fn with_secret(self, secret: &str) -> Self {
        self.with_header("authorization", &format!("Bearer {secret}"))
    }

    /// The same request with an idempotency key in the usual header.
    #[must_use]
    pub fn with_key(self, key: &str) -> Self {
        self.with_header("idempotency-key", key)
    }

    /// The same request with a fault it shall suffer.
    #[must_use]
    pub fn with_fault(self, fault: CallFault) -> Self {
        self.with_header("sandbox-fault", fault.name())
    }

    /// The same request with a body.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// A header by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The bearer token it shows.
    #[must_use]
    pub fn bearer(&self) -> Option<&str> {
        self.header("authorization")?.strip_prefix("Bearer ")
    }

    /// The path, still percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split_once('?').map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The parts of the path, still percent-encoded: `/v1/refunds/` has `v1`, `refunds` and an empty one.
    #[must_use]
    pub fn segments(&self) -> Vec<&str> {
        let path = self.path();
        path.strip_prefix('/').unwrap_or(path).split('/').collect()
    }

    /// The query, decoded.
    #[must_use]
    pub fn query(&self) -> Form {
        Form::read(self.target.split_once('?').map_or("", |(_, query)| query).as_bytes())
    }

    /// A parameter of the query, decoded.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<String> {
        self.query().get(name).map(str::to_owned)
    }
}

/// What the client gets to see of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WireReply {
    /// An answer, possibly late, possibly untrue (500 after the effect).
    Answer {
        /// The HTTP status.
        status: u16,
        /// Its headers, the content type among them when there is a body.
        headers: Headers,
        /// The body, empty for a 204.
        body: String,
        /// How long the answer is held back, in milliseconds.
        after_ms: u64,
    },
    /// No answer: after a while the line goes dead. Whether something was done cannot be told from here.
    Silence {
        /// How long the line stays open, in milliseconds.
        hold_ms: u64,
    },
}

impl WireReply {
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

    /// A header by its lower-case name, unless the line went dead.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        match self {
            Self::Answer { headers, .. } => value_of(headers, name),
            Self::Silence { .. } => None,
        }
    }
}

/// The value of a header by its lower-case name.
pub(crate) fn value_of<'a>(headers: &'a [(&'static str, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_takes_its_target_apart() {
        let request = WireRequest::new("GET", "/v1/search/?reference=pay%20one%2Fcap+2&b").with_header("X-Key", "k");
        assert_eq!((request.path(), request.segments()), ("/v1/search/", vec!["v1", "search", ""]));
        assert_eq!(request.query_value("reference").as_deref(), Some("pay one/cap 2"));
        assert_eq!(request.query_value("b").as_deref(), Some(""));
        assert_eq!(request.query_value("c"), None);
        assert_eq!(request.header("x-key"), Some("k"));
        assert_eq!(WireRequest::new("GET", "").segments(), [""]);
    }
}
