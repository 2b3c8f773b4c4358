//! The address under which people reach the pages: what cookies and links go by, whatever a request says of its host.
//!
//! A `Host` header is the caller's word and a proxy's habit. So the name and the `Secure` flag of the cookie, and every
//! link that is handed over, come from what the operator wrote down.

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;
use serde::Deserialize;

/// Scheme, host and port of the pages, without a slash at the end: `https://pay.example`, or `http://localhost:7700`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicUrl {
    text: String,
    secure: bool,
}

/// Why a text is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPublicUrl {
    /// It is no address at all.
    #[error("public_url is not an address; write it like https://pay.example")]
    Unreadable,
    /// Plain http over a network: the cookie and every password would be readable on the way.
    #[error("public_url may be http only for localhost, 127.0.0.1 or [::1]; put a TLS proxy before it and write https")]
    NotSecure,
    /// A path, a query, a name or a password: cookies and redirects could not go by it.
    #[error("public_url is scheme, host and port only; leave out what comes before or behind them")]
    More,
}

impl PublicUrl {
    /// Whether browsers reach it by https, so that the cookie is kept to it.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.secure
    }

    /// Scheme, host and port, as a browser writes an origin.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for PublicUrl {
    type Err = BadPublicUrl;

    fn from_str(text: &str) -> Result<Self, BadPublicUrl> {
        let text = text.trim();
        let uri: Uri = text.parse().map_err(|_| BadPublicUrl::Unreadable)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(BadPublicUrl::Unreadable);
        };
        let host = authority.host().to_ascii_lowercase();
        if host.is_empty() || (authority.port().is_none() && authority.as_str().ends_with(':')) {
            return Err(BadPublicUrl::Unreadable);
        }
        let secure = match scheme {
            "https" => true,
            "http" if is_loopback(&host) => false,
            "http" => return Err(BadPublicUrl::NotSecure),
            _ => return Err(BadPublicUrl::Unreadable),
        };
        // The parser drops a fragment, and takes a name in front for a part of the authority.
        let more = uri.path() != "/" && !uri.path().is_empty() || uri.query().is_some();
        if more || text.contains(['#', '@']) {
            return Err(BadPublicUrl::More);
        }
        // Browsers leave the usual port out of an origin.
        let usual = if secure { 443 } else { 80 };
        let port = authority.port_u16().filter(|port| *port != usual);
        let port = port.map_or_else(String::new, |port| format!(":{port}"));
        Ok(Self { text: format!("{scheme}://{host}{port}"), secure })
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = BadPublicUrl;

    fn try_from(text: String) -> Result<Self, BadPublicUrl> {
        text.parse()
    }
}

/// Whether a host is a name of the machine itself, where nothing goes over a network.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_host_and_port() {
        for (given, text, secure) in [
            ("https://pay.example", "https://pay.example", true),
            (" https://Pay.Example:443/ ", "https://pay.example", true),
            ("https://pay.example:8443", "https://pay.example:8443", true),
            ("http://localhost:7700", "http://localhost:7700", false),
            ("http://127.0.0.1:80", "http://127.0.0.1", false),
            ("http://[::1]:7700/", "http://[::1]:7700", false),
        ] {
            let read: PublicUrl = given.parse().unwrap_or_else(|why| panic!("{given}: {why}"));
            assert_eq!((read.as_str(), read.is_https()), (text, secure), "{given}");
        }
    }

    #[test]
    fn what_cookies_could_not_go_by_is_refused() {
        use BadPublicUrl::{More, NotSecure, Unreadable};
        for (given, why) in [
            ("", Unreadable),
            ("pay.example", Unreadable),
            ("/orders", Unreadable),
            ("ftp://pay.example", Unreadable),
            ("https://", Unreadable),
            ("http://pay.example", NotSecure),
            ("http://10.0.0.5:7700", NotSecure),
            ("http://localhost.evil.example", NotSecure),
            ("https://pay.example/recoup", More),
            ("https://pay.example?x=1", More),
            ("https://pay.example#x", More),
            ("https://ann:secret@pay.example", More),
        ] {
            assert_eq!(given.parse::<PublicUrl>(), Err(why), "{given}");
        }
    }
}
