//! Signatures of providers: which key made one, and whether it fits. RS256, PS256 and ES256, and nothing else, so that
//! neither an unsigned token nor one signed with something that is no secret can pass.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;

/// Most keys of a provider that are kept.
const MOST_KEYS: usize = 64;

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA with PKCS #1 padding and SHA-256.
    Rs256,
    /// RSA with PSS padding and SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
}

impl Algorithm {
    /// The algorithm of a word; nothing for every other one, `none` among them.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "RS256" => Some(Self::Rs256),
            "PS256" => Some(Self::Ps256),
            "ES256" => Some(Self::Es256),
            _ => None,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
        }
    }
}

/// A public key of a provider (RFC 7517).
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Key {
    #[serde(default)]
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

#[derive(Deserialize)]
struct Set {
    keys: Vec<serde_json::Value>,
}

/// The keys of a set; those of a kind we do not know are left out.
#[must_use]
pub fn read(body: &[u8]) -> Option<Vec<Key>> {
    let set: Set = serde_json::from_slice(body).ok()?;
    Some(set.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).take(MOST_KEYS).collect())
}

/// The key that a token names. A token that names none is taken if only one key could have signed it.
#[must_use]
pub fn choose<'k>(keys: &'k [Key], kid: Option<&str>, algorithm: Algorithm) -> Option<&'k Key> {
    let mut fitting = keys.iter().filter(|key| key.can(algorithm) && (kid.is_none() || key.kid.as_deref() == kid));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

impl Key {
    fn can(&self, algorithm: Algorithm) -> bool {
        let kind = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => self.kty == "RSA",
            Algorithm::Es256 => self.kty == "EC" && self.crv.as_deref() == Some("P-256"),
        };
        kind && self.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && self.alg.as_deref().is_none_or(|alg| alg == algorithm.word())
    }

    /// Whether this key made a signature. RSA keys of less than 2048 bits never did.
    #[must_use]
    pub fn signed(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        if !self.can(algorithm) {
            return false;
        }
        let fits = match algorithm {
            Algorithm::Rs256 => self.rsa().map(|key| key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)),
            Algorithm::Ps256 => self.rsa().map(|key| key.verify(&RSA_PSS_2048_8192_SHA256, message, signature)),
            Algorithm::Es256 => self
                .point()
                .map(|point| UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)),
        };
        fits.is_some_and(|fits| fits.is_ok())
    }

    fn rsa(&self) -> Option<RsaPublicKeyComponents<Vec<u8>>> {
        let number = |text: &Option<String>| {
            let bytes = URL_SAFE_NO_PAD.decode(text.as_deref()?).ok()?;
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            Some(bytes.get(zeros..)?.to_vec())
        };
        Some(RsaPublicKeyComponents { n: number(&self.n)?, e: number(&self.e)? })
    }

    /// The point as SEC 1 writes it, uncompressed.
    fn point(&self) -> Option<Vec<u8>> {
        let mut point = vec![4];
        for text in [&self.x, &self.y] {
            let half = URL_SAFE_NO_PAD.decode(text.as_deref()?).ok().filter(|half| half.len() == 32)?;
            point.extend(half);
        }
        Some(point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Two keys of no other use, and their signatures over `head.body`.
    const N: &str = "yO90DYBERMYZaomwoPo5IHaHK_v-s4hz84xuJbh6kgl4oP5wW1qIp8aZPUSMxQRKtgUn4ozT52VXNvDT9Wjz_1RJc6ugmMdSY4akr_mtogG6R025VQnCWx0idrfG9cvsVnlUUrryUeE4bCYTbRSFIKVEVkdvcRmkTjj4M3zFtcZ7UZLCsH4RKGTV_rH0wXmSZsN380mK94lCssAX5epWaFfh8fNfVnuNnWvbJ0Hh-nrIjeA8dp-o1_XC7BJvngwQbuOdiKrh6Y1XL_6kppGwhblIJdTt-ucQsk7ZUpGjzaUUTYDFOJBj5izNeZvU3RHVdCChBZi5czUoVibUUgE0Pw";
    const RS: &str = "lSKd69rvIHmQOKgvqaRozAbyAMBPGqyOdQm-V5ROFjmODMSAFkctsKHg7mtE9KnzpFS2kOch8sNXO6AwPbWWH5qUG2cWjeZCZqNM8QDAieuTVHTGMjIsf68oXhL4tKvx0qm3zKuxPR3wu4aiCV8C3fqCVnEUG3Ujg8WP1e83fQYLAYJAlyyUkX4tqy2S2ITVFDqGDn0ORl4nFBOvzhq_sDc8t9f3iMd0xHzJP1-aDKckjhUTrZJSZIsvNokuu9cU1MYmkAEQyBRs2szRw8cGtXgPKdLbxylnO_S4RJO8RVAzsRDp-jUtFxRlx24A2u7cqyFhNTzrYicB73xlNEK29Q";
    const PS: &str = "sTkhhwKlnFhrAUxYnvShWeuhlkGm9js0ZUH_k171Qrt33Xn7yqyCD8oLs8osfoRuI7oGO9kNjedDE5MVHvDibtN60IsXuhwePd7cwH2hgod9UEQtqPVhtATqylt1dxWXG621Kihk9iCSSpWSrGJwcMd-nIU4oPNsdwCSV_-UQd8sdWRyKkMltyDQAX-b7nxedW8BRZCVxOVNm9GkmP1xJlDrcUQ8NVu8XswBtw-4Vit2FODK7fg72gfXynzafN_-I-87QIRkywctaUYaHLKkmrBr9t9wuuE9_yXRJY3kFqbHsR6qHyrkouMEiNjITldTU2w4r_Ip102NU-zKPr85Og";
    const X: &str = "8I97zoIRvdPG8UntNcpfWERaeH-IKhYqAmgLoDvorQE";
    const Y: &str = "l6xP6NEs4XBxEUUKy4XxYbIA29FsYbP2U_gh1Lpda-4";
    const ES: &str = "eJgL7hBv6eUASy3VUvECbnN9Ed1TzfucL4nwk-SmjHbz1n12tc2gzsKI7Yn1yEHRz5i_MwXASjy0W_3Gun0t-w";

    fn keys() -> Vec<Key> {
        let set = serde_json::json!({ "keys": [
            { "kty": "RSA", "kid": "r", "use": "sig", "n": N, "e": "AQAB" },
            { "kty": "EC", "kid": "e", "crv": "P-256", "alg": "ES256", "x": X, "y": Y },
            { "kty": "RSA", "kid": "for-encryption", "use": "enc", "n": N, "e": "AQAB" },
            { "kty": "oct", "kid": "s", "k": "c2VjcmV0" },
            { "kty": 7 },
        ] });
        read(set.to_string().as_bytes()).expect("a set")
    }

    fn fits(key: &Key, algorithm: Algorithm, message: &str, signature: &str) -> bool {
        key.signed(algorithm, message.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).expect("base 64"))
    }

    #[test]
    fn a_signature_fits_its_key_its_algorithm_and_its_text() {
        let keys = keys();
        let (rsa, ec) = (&keys[0], &keys[1]);
        assert!(fits(rsa, Algorithm::Rs256, "head.body", RS) && fits(rsa, Algorithm::Ps256, "head.body", PS));
        assert!(fits(ec, Algorithm::Es256, "head.body", ES));
        for (key, algorithm, message, signature) in [
            (rsa, Algorithm::Rs256, "head.bodz", RS),
            (rsa, Algorithm::Rs256, "head.body", PS),
            (rsa, Algorithm::Ps256, "head.body", RS),
            (rsa, Algorithm::Es256, "head.body", ES),
            (ec, Algorithm::Rs256, "head.body", RS),
            (ec, Algorithm::Es256, "head.bodz", ES),
            (ec, Algorithm::Es256, "head.body", ""),
            (&keys[2], Algorithm::Rs256, "head.body", RS),
        ] {
            assert!(!fits(key, algorithm, message, signature), "{algorithm:?} {message}");
        }
    }

    #[test]
    fn a_key_is_chosen_by_its_id_and_its_kind() {
        let keys = keys();
        assert_eq!(keys.len(), 4, "what cannot be read is left out");
        let of = |kid, algorithm| choose(&keys, kid, algorithm).and_then(|key| key.kid.as_deref());
        assert_eq!(of(Some("r"), Algorithm::Ps256), Some("r"));
        assert_eq!(of(Some("e"), Algorithm::Rs256), None);
        assert_eq!(of(Some("x"), Algorithm::Rs256), None);
        assert_eq!(of(Some("for-encryption"), Algorithm::Rs256), None);
        assert_eq!(of(None, Algorithm::Es256), Some("e"), "only one could have signed it");
        let twice = [keys.clone(), keys.clone()].concat();
        assert!(choose(&twice, None, Algorithm::Es256).is_none(), "two could have");
        for word in ["none", "HS256", "RS384", "rs256", ""] {
            assert_eq!(Algorithm::of(word), None, "{word}");
        }
    }
}
