//! What a token of a provider says, and whether it says it to us, now, and about this sign-in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::keys::{Algorithm, Key};
use super::{Failure, Identity, subject_hash};
use crate::people;

/// Most bytes of a token.
const MOST_BYTES: usize = 16 * 1024;

/// By how much the provider's clock may differ from the machine's, seconds.
const LEEWAY_SECS: i64 = 60;

/// A token before its signature was looked at.
#[derive(Debug)]
pub struct Token<'t> {
    /// The key it names.
    pub kid: Option<String>,
    /// How it says that it is signed.
    pub algorithm: Algorithm,
    message: &'t str,
    body: &'t str,
    signature: Vec<u8>,
}

/// What a token has to say.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Who made it.
    pub issuer: &'a str,
    /// For whom.
    pub client_id: &'a str,
    /// What this sign-in sent along.
    pub nonce: &'a str,
    /// The machine's time, microseconds since 1970, UTC.
    pub now_us: i64,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    crit: Option<serde_json::Value>,
}

/// For one, or for several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Each claim in the type the standard gives it: another type is refused and never taken for a missing claim.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    email: Option<String>,
    email_verified: Option<serde_json::Value>,
}

fn refused(why: &str) -> Failure {
    Failure::Refused(format!("the token {why}"))
}

impl<'t> Token<'t> {
    /// Takes a token apart.
    ///
    /// # Errors
    /// When it has another form, or is signed in a way that proves nothing.
    pub fn read(text: &'t str) -> Result<Self, Failure> {
        let shape = || refused("is none");
        let (message, signature) = text.rsplit_once('.').filter(|_| text.len() <= MOST_BYTES).ok_or_else(shape)?;
        let (head, body) = message.split_once('.').filter(|(_, body)| !body.contains('.')).ok_or_else(shape)?;
        let head: Head = json(head).ok_or_else(shape)?;
        let algorithm = Algorithm::of(&head.alg).ok_or_else(|| refused("is signed in a way that is not taken"))?;
        if head.crit.is_some() {
            return Err(refused("demands what we do not know"));
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| shape())?;
        Ok(Self { kid: head.kid, algorithm, message, body, signature })
    }

    /// Whom it names, if this key signed it and it says what is expected.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn identity(&self, key: &Key, expected: &Expected<'_>) -> Result<Identity, Failure> {
        if !key.signed(self.algorithm, self.message.as_bytes(), &self.signature) {
            return Err(refused("has a signature that does not fit"));
        }
        let claims: Claims = json(self.body).ok_or_else(|| refused("lacks a claim, or has one of another type"))?;
        claims.check(expected)?;
        if claims.email_verified != Some(serde_json::Value::Bool(true)) {
            return Err(Failure::EmailNotVerified);
        }
        let told = claims.email.ok_or(Failure::EmailNotVerified)?;
        let email = people::email(&told).map_err(|_| refused("has an address that is none"))?;
        // Some letters outside ASCII have a small form inside it: two addresses would become one.
        if email != told.trim().to_ascii_lowercase() {
            return Err(refused("has an address that is written in two ways"));
        }
        Ok(Identity { subject_hash: subject_hash(&claims.iss, &claims.sub), email })
    }
}

impl Claims {
    fn check(&self, expected: &Expected<'_>) -> Result<(), Failure> {
        let now = expected.now_us.div_euclid(1_000_000);
        let ours = |party: &str| party == expected.client_id;
        let (for_us, several) = match &self.aud {
            Audience::One(party) => (ours(party), false),
            Audience::Several(parties) => (parties.iter().any(|party| ours(party)), parties.len() > 1),
        };
        let party = self.azp.as_deref().map_or(!several, ours);
        let checks = [
            (self.iss == expected.issuer, "is of another issuer"),
            (for_us && party, "is for somebody else"),
            (now < self.exp.saturating_add(LEEWAY_SECS), "has run out"),
            (self.iat <= now + LEEWAY_SECS, "is of the future"),
            (self.nbf.is_none_or(|from| from <= now + LEEWAY_SECS), "is not yet good"),
            (self.nonce.as_deref() == Some(expected.nonce), "is of another sign-in"),
            (!self.sub.is_empty() && self.sub.len() <= 255, "names no subject"),
        ];
        checks.iter().find(|(fine, _)| !fine).map_or(Ok(()), |(_, why)| Err(refused(why)))
    }
}

fn json<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPECTED: Expected<'static> =
        Expected { issuer: "https://id.example", client_id: "recoup", nonce: "n", now_us: 1_000_000_000 };

    fn claims(change: serde_json::Value) -> Result<(), String> {
        let mut all = serde_json::json!({
            "iss": "https://id.example", "sub": "1", "aud": "recoup", "exp": 1_300, "iat": 1_000, "nonce": "n",
        });
        for (name, value) in change.as_object().expect("an object") {
            all[name] = value.clone();
        }
        let read: Claims = serde_json::from_value(all).map_err(|error| error.to_string())?;
        read.check(&EXPECTED).map_err(|why| format!("{why:?}"))
    }

    #[test]
    fn each_claim_counts() {
        use serde_json::json;
        for good in [
            json!({}),
            json!({ "aud": ["recoup"] }),
            json!({ "aud": ["recoup", "other"], "azp": "recoup" }),
            json!({ "exp": 941, "iat": 1_060 }),
            json!({ "nbf": 1_060 }),
        ] {
            assert_eq!(claims(good.clone()), Ok(()), "{good}");
        }
        for bad in [
            json!({ "iss": "https://id.example/" }),
            json!({ "aud": "other" }),
            json!({ "aud": [] }),
            json!({ "aud": ["recoup", "other"] }),
            json!({ "azp": "other" }),
            json!({ "exp": 940 }),
            json!({ "exp": "9999999999" }),
            json!({ "iat": 1_061 }),
            json!({ "nbf": 1_061 }),
            json!({ "nbf": "0" }),
            json!({ "nonce": "m" }),
            json!({ "nonce": null }),
            json!({ "sub": "" }),
            json!({ "sub": 7 }),
        ] {
            assert!(claims(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_proves_nothing_is_not_looked_at() {
        let part = |value: &str| URL_SAFE_NO_PAD.encode(value);
        let token = |head: &str| format!("{}.{}.{}", part(head), part("{}"), part("s"));
        assert!(
            Token::read(&token(r#"{"alg":"RS256","kid":"k"}"#)).is_ok_and(|token| token.kid.as_deref() == Some("k"))
        );
        for head in
            [r#"{"alg":"none"}"#, r#"{"alg":"HS256"}"#, r#"{"alg":"RS256","crit":["b64"],"b64":false}"#, "{}", "x"]
        {
            assert!(Token::read(&token(head)).is_err(), "{head}");
        }
        for text in ["", ".", "..", "a.b", "a.b.c.d", &"a".repeat(MOST_BYTES + 1)] {
            assert!(Token::read(text).is_err(), "{text}");
        }
    }
}
