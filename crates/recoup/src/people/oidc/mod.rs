//! Signing in with a provider of identities: OpenID Connect, the authorization code flow with PKCE.
//!
//! A provider stands in for the password and for nothing else: it says which subject came back and which address that
//! subject has proven. Who that is here, whether the person may come in, and the second factor stay ours.

pub mod id_token;
pub mod keys;
mod provider;

use std::fmt;
use std::sync::Arc;

use axum::http::Uri;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub use provider::{Journey, Provider};

use crate::engine::request::hex_sha256;
use crate::http::public_url::is_loopback;
use crate::worker::net::Net;

/// A provider as the operator configured it.
#[derive(Clone)]
pub struct Settings {
    /// Its name in addresses: small letters, digits and dashes.
    pub name: String,
    /// What its button says.
    pub label: String,
    /// The tenant whose persons it stands for.
    pub tenant: String,
    /// Its issuer, as its tokens write it.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What proves that it is us.
    pub client_secret: String,
}

impl fmt::Debug for Settings {
    /// Never shows the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("name", &self.name).field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// What is wrong with the settings of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProvider {
    /// The name cannot stand in an address.
    #[error(
        "its name has 1 to 40 small letters, digits and dashes; it is a part of the address it sends people back to"
    )]
    Name,
    /// Two have the same name.
    #[error("its name is taken by another provider; give each a name of its own")]
    Twice,
    /// The issuer is none.
    #[error(
        "its issuer is an https address without query and fragment; plain http is taken on this machine only, and with private_addresses"
    )]
    Issuer,
    /// What it calls us is missing.
    #[error("its client_id is empty; the provider gives one when the application is registered there")]
    ClientId,
    /// People could not be sent back.
    #[error("it needs public_url, because people are sent back to that address")]
    NoPublicUrl,
}

impl Settings {
    /// Looks at what was written down.
    ///
    /// # Errors
    /// What is wrong.
    pub fn check(&self, private_addresses: bool) -> Result<(), BadProvider> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(1..=40).contains(&self.name.len()) || !self.name.bytes().all(fits) {
            return Err(BadProvider::Name);
        }
        let plain = self.issuer.starts_with("http://");
        if !is_endpoint(&self.issuer, plain && private_addresses) || self.issuer.contains('?') {
            return Err(BadProvider::Issuer);
        }
        if self.client_id.trim().is_empty() { Err(BadProvider::ClientId) } else { Ok(()) }
    }
}

/// Whether something of a provider may be at this address: https, or plain http on this machine where that is allowed.
fn is_endpoint(url: &str, http_here: bool) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let (Some(scheme), Some(host)) = (uri.scheme_str(), uri.host()) else { return false };
    let way = scheme == "https" || (scheme == "http" && http_here && is_loopback(host));
    way && url.len() <= 2_000 && !host.is_empty() && !url.contains('#') && !uri.authority().is_some_and(has_user)
}

fn has_user(authority: &axum::http::uri::Authority) -> bool {
    authority.as_str().contains('@')
}

/// Every provider of a server. Clones share what was fetched.
#[derive(Debug, Clone, Default)]
pub struct Providers(Arc<Vec<Provider>>);

impl Providers {
    /// Providers that are reached by a client. Nothing is fetched before somebody signs in.
    #[must_use]
    pub fn new(settings: Vec<Settings>, net: &Net) -> Self {
        Self(Arc::new(settings.into_iter().map(|settings| Provider::new(settings, net.clone())).collect()))
    }

    /// All of them, in the order of the configuration.
    pub fn all(&self) -> impl Iterator<Item = &Provider> {
        self.0.iter()
    }

    /// One by name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Provider> {
        self.0.iter().find(|provider| provider.settings.name == name)
    }
}

/// Whom a provider named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Hex SHA-256 of issuer and subject.
    pub subject_hash: String,
    /// The address it verified, in lower case.
    pub email: String,
}

/// Why somebody did not come in with a provider. The reasons in here are for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It gave no readable answer.
    Unreachable(String),
    /// It refused, or what it sent proves nothing.
    Refused(String),
    /// It does not say that the address is verified.
    EmailNotVerified,
}

/// What is kept of a subject.
#[must_use]
pub fn subject_hash(issuer: &str, subject: &str) -> String {
    // An issuer is an address and holds no line break, so two pairs never look the same.
    hex_sha256(format!("{issuer}\n{subject}").as_bytes())
}

/// What the provider gets to see of a verifier beforehand (RFC 7636, S256).
#[must_use]
pub fn challenge(verifier: &str) -> String {
    use sha2::Digest;
    URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(verifier.as_bytes()))
}

/// A text as a value in a query or a form.
fn escaped(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Pairs as a query or a form.
fn pairs(of: &[(&str, &str)]) -> String {
    of.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(name: &str, issuer: &str) -> Settings {
        Settings {
            name: name.to_owned(),
            label: name.to_owned(),
            tenant: "shop".to_owned(),
            issuer: issuer.to_owned(),
            client_id: "recoup".to_owned(),
            client_secret: "secret".to_owned(),
        }
    }

    #[test]
    fn settings_that_could_not_work_are_refused() {
        assert_eq!(settings("staff-1", "https://id.example/realm").check(false), Ok(()));
        assert_eq!(settings("staff", "http://127.0.0.1:9000").check(true), Ok(()));
        for bad in ["", "Staff", "a b", "a/b"] {
            assert_eq!(settings(bad, "https://id.example").check(false), Err(BadProvider::Name), "{bad}");
        }
        for bad in
            ["", "id.example", "http://id.example", "https://id.example?x", "https://id.example#x", "https://a@b"]
        {
            assert_eq!(settings("staff", bad).check(true), Err(BadProvider::Issuer), "{bad}");
        }
        assert_eq!(settings("staff", "http://127.0.0.1:9000").check(false), Err(BadProvider::Issuer));
        let mut nameless = settings("staff", "https://id.example");
        nameless.client_id.clear();
        assert_eq!(nameless.check(false), Err(BadProvider::ClientId));
        assert!(!format!("{nameless:?}").contains("secret"));
    }

    #[test]
    fn a_challenge_is_that_of_the_standard() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(pairs(&[("a", "x y&z"), ("b", "\u{e4}/")]), "a=x%20y%26z&b=%C3%A4%2F");
    }
}
