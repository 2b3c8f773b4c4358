//! Secrets at rest: sealed before they reach the database, under a key that is never in it.
//!
//! AES-256-GCM with a random nonce for each value. What a value belongs to (tenant, thing, field) is authenticated with
//! it, so that one which is moved to another tenant or account does not open. Several keys may be held: the first seals,
//! all open, and `recoup sealing renew` seals anew what lies under an older one.

use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

/// The environment variable with the keys, newest first.
pub const KEY: &str = "RECOUP_SEALING_KEY";
/// The environment variable that names a file with the keys instead.
pub const KEY_FILE: &str = "RECOUP_SEALING_KEY_FILE";

/// How a sealed text begins; what follows is the key's id and the bytes.
const PREFIX: &str = "sealed:1:";

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// Why something is not sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// No key is given.
    #[error(
        "there is no sealing key; make one with `recoup sealing make` (or `openssl rand -base64 32`), keep a copy apart \
         from the database, and give it in {KEY} or in a file named by {KEY_FILE}"
    )]
    NoKey,
    /// No key is given, and something is sealed.
    #[error(
        "secrets are sealed here ({sealed} of them), and no key is given; give it in {KEY} or in a file named by {KEY_FILE}"
    )]
    Needed {
        /// How many.
        sealed: u64,
    },
    /// A key cannot be one.
    #[error("sealing key {which} cannot be used: {why}; `recoup sealing make` prints one that can")]
    BadKey {
        /// Which of them, from 1.
        which: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// The file cannot be read.
    #[error("the sealing key file {path} cannot be read: {why}")]
    Unreadable {
        /// Which file.
        path: String,
        /// Why.
        why: String,
    },
    /// Both ways of giving a key are used.
    #[error("both {KEY} and {KEY_FILE} are set; leave one of them out")]
    Twice,
    /// The key that sealed it is not here.
    #[error("it is sealed with the key {id}, which is not given here; put that key behind the newest")]
    OtherKey {
        /// Its id.
        id: String,
    },
    /// It was changed, or belongs elsewhere.
    #[error("it does not open here: it was changed, or was moved from another tenant or account")]
    DoesNotOpen,
    /// The machine gives no random bits.
    #[error("the machine gives no random bits")]
    NoEntropy,
}

/// What a sealed value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The tenant.
    pub tenant: &'a str,
    /// The kind of thing, such as `gateway_account`.
    pub kind: &'a str,
    /// The thing's name within the tenant.
    pub name: &'a str,
    /// The field, with whatever else must not be changed beside it.
    pub field: &'a str,
}

impl Place<'_> {
    /// Each part with its length before it, so that no two places read the same.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = PREFIX.as_bytes().to_vec();
        for part in [self.tenant, self.kind, self.name, self.field] {
            bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

struct Key {
    id: String,
    cipher: LessSafeKey,
}

/// The sealing keys, newest first; perhaps none. Clones share them.
#[derive(Clone, Default)]
pub struct Vault {
    keys: Option<Arc<[Key]>>,
}

impl std::fmt::Debug for Vault {
    /// Never shows a key, only the ids.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

impl Vault {
    /// Without a key.
    pub const EMPTY: Self = Self { keys: None };

    /// The keys of the environment; none where nothing is set.
    ///
    /// # Errors
    /// When a key or its file cannot be read.
    pub fn from_env() -> Result<Self, VaultError> {
        Self::from_vars(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// The keys that variables give. One that is set and holds no key is a mistake: without it secrets would be kept in
    /// clear.
    ///
    /// # Errors
    /// When a key or its file cannot be read, or there is none in it.
    pub fn from_vars(var: impl Fn(&str) -> Option<String>) -> Result<Self, VaultError> {
        let text = match (var(KEY), var(KEY_FILE)) {
            (Some(_), Some(_)) => return Err(VaultError::Twice),
            (Some(text), None) => text,
            (None, Some(path)) if path.trim().is_empty() => return Err(VaultError::NoKey),
            (None, Some(path)) => std::fs::read_to_string(Path::new(&path))
                .map_err(|error| VaultError::Unreadable { path, why: error.to_string() })?,
            (None, None) => return Ok(Self::EMPTY),
        };
        let vault = Self::parse(&text)?;
        if vault.is_empty() { Err(VaultError::NoKey) } else { Ok(vault) }
    }

    /// Reads keys out of a text: base 64, newest first, with blanks, commas or lines between them; lines that begin with
    /// `#` do not count.
    ///
    /// # Errors
    /// [`VaultError::BadKey`].
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let words = lines.flat_map(|line| line.split(|c: char| c.is_whitespace() || c == ','));
        let keys: Vec<Key> = words
            .filter(|word| !word.is_empty())
            .enumerate()
            .map(|(n, word)| key(n + 1, word))
            .collect::<Result<_, _>>()?;
        Ok(if keys.is_empty() { Self::EMPTY } else { Self { keys: Some(keys.into()) } })
    }

    /// A new key as it is written down.
    ///
    /// # Errors
    /// [`VaultError::NoEntropy`].
    pub fn make() -> Result<String, VaultError> {
        let mut bytes = [0_u8; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(|_| VaultError::NoEntropy)?;
        Ok(STANDARD.encode(bytes))
    }

    fn keys(&self) -> &[Key] {
        self.keys.as_deref().unwrap_or_default()
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys().is_empty()
    }

    /// The ids of the keys, newest first. An id follows from its key and tells nothing about it.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys().iter().map(|key| key.id.as_str())
    }

    /// Seals a value for a place, with the newest key.
    ///
    /// # Errors
    /// [`VaultError::NoKey`] and [`VaultError::NoEntropy`].
    pub fn seal(&self, place: &Place<'_>, clear: &str) -> Result<String, VaultError> {
        let key = self.keys().first().ok_or(VaultError::NoKey)?;
        let mut nonce = [0_u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|_| VaultError::NoEntropy)?;
        let mut bytes = clear.as_bytes().to_vec();
        let sealed = key.cipher.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(place.bytes()),
            &mut bytes,
        );
        // It fails for values of many gigabytes only.
        sealed.map_err(|_| VaultError::DoesNotOpen)?;
        let whole = [nonce.as_slice(), &bytes].concat();
        Ok(format!("{PREFIX}{}:{}", key.id, STANDARD_NO_PAD.encode(whole)))
    }

    /// Opens what was sealed for a place, with whichever key sealed it.
    ///
    /// # Errors
    /// [`VaultError::NoKey`], [`VaultError::OtherKey`] and [`VaultError::DoesNotOpen`].
    pub fn open(&self, place: &Place<'_>, sealed: &str) -> Result<String, VaultError> {
        let id = sealed_with(sealed).ok_or(VaultError::DoesNotOpen)?;
        if self.is_empty() {
            return Err(VaultError::NoKey);
        }
        let key = self.keys().iter().find(|key| key.id == id);
        let key = key.ok_or_else(|| VaultError::OtherKey { id: id.to_owned() })?;
        let text = sealed.rsplit(':').next().unwrap_or_default();
        let whole = STANDARD_NO_PAD.decode(text).map_err(|_| VaultError::DoesNotOpen)?;
        let (nonce, bytes) = whole.split_first_chunk::<NONCE_LEN>().ok_or(VaultError::DoesNotOpen)?;
        let mut bytes = bytes.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let clear = key.cipher.open_in_place(nonce, Aad::from(place.bytes()), &mut bytes);
        let clear = clear.map_err(|_| VaultError::DoesNotOpen)?;
        String::from_utf8(clear.to_vec()).map_err(|_| VaultError::DoesNotOpen)
    }

    /// Whether a stored text is sealed with the newest key already.
    #[must_use]
    pub fn is_newest(&self, stored: &str) -> bool {
        self.keys().first().is_some_and(|key| sealed_with(stored) == Some(key.id.as_str()))
    }
}

/// The id of the key that sealed a text; `None` for a text in clear.
#[must_use]
pub fn sealed_with(stored: &str) -> Option<&str> {
    stored.strip_prefix(PREFIX)?.split_once(':').map(|(id, _)| id)
}

fn key(which: usize, word: &str) -> Result<Key, VaultError> {
    let bad = |why| VaultError::BadKey { which, why };
    let bytes = STANDARD.decode(word).or_else(|_| STANDARD_NO_PAD.decode(word));
    let bytes = bytes.map_err(|_| bad("it is not base 64"))?;
    if bytes.len() != KEY_BYTES {
        return Err(bad("it does not have 32 bytes"));
    }
    if bytes.iter().all(|byte| Some(byte) == bytes.first()) {
        return Err(bad("all its bytes are the same"));
    }
    let digest = Sha256::digest([b"recoup sealing key\n".as_slice(), &bytes].concat());
    let id = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    let cipher = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| bad("the cipher refuses it"))?;
    Ok(Key { id, cipher: LessSafeKey::new(cipher) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place { tenant: "shop", kind: "gateway_account", name: "stripe:main", field: "secrets" };

    fn vault(seeds: &[u8]) -> Vault {
        let key = |seed: &u8| STANDARD.encode((0..32).map(|n| n ^ *seed).collect::<Vec<u8>>());
        Vault::parse(&seeds.iter().map(key).collect::<Vec<_>>().join("\n")).expect("keys")
    }

    #[test]
    fn what_is_sealed_opens_at_its_place_and_nowhere_else() {
        let vault = vault(&[1]);
        let sealed = vault.seal(&HERE, "sk_live_1").expect("a key is there");
        assert!(!sealed.contains("sk_live"), "{sealed}");
        assert_eq!(vault.open(&HERE, &sealed).as_deref(), Ok("sk_live_1"));
        for moved in [
            Place { tenant: "other", ..HERE },
            Place { name: "stripe:two", ..HERE },
            Place { field: "factor", ..HERE },
            Place { kind: "person", ..HERE },
            Place { tenant: "shopgateway", kind: "_account", ..HERE },
        ] {
            assert_eq!(vault.open(&moved, &sealed), Err(VaultError::DoesNotOpen), "{moved:?}");
        }
        assert_ne!(
            vault.seal(&HERE, "sk_live_1").expect("again"),
            sealed,
            "the same secret twice does not look the same"
        );
    }

    #[test]
    fn what_was_changed_does_not_open() {
        let vault = vault(&[1]);
        let sealed = vault.seal(&HERE, "sk_live_1").expect("a key is there");
        let id = sealed_with(&sealed).expect("an id").to_owned();
        let bytes = sealed.rsplit(':').next().expect("bytes").to_owned();
        for at in 0..bytes.len() {
            let mut chars: Vec<char> = bytes.chars().collect();
            chars[at] = if chars[at] == 'A' { 'B' } else { 'A' };
            let changed = format!("{PREFIX}{id}:{}", chars.into_iter().collect::<String>());
            assert_eq!(vault.open(&HERE, &changed), Err(VaultError::DoesNotOpen), "character {at}");
        }
        for bad in
            ["", "sk_live_1", "sealed:1:", "sealed:1:abc", &format!("{PREFIX}{id}:"), &format!("{PREFIX}{id}:AAAA")]
        {
            assert_eq!(vault.open(&HERE, bad), Err(VaultError::DoesNotOpen), "{bad}");
        }
    }

    #[test]
    fn keys_rotate() {
        let sealed = vault(&[1]).seal(&HERE, "x").expect("a key is there");
        let both = vault(&[2, 1]);
        assert_eq!(both.open(&HERE, &sealed).as_deref(), Ok("x"));
        assert!(!both.is_newest(&sealed));
        let anew = both.seal(&HERE, "x").expect("a key is there");
        assert!(both.is_newest(&anew));
        assert_eq!(vault(&[2]).open(&HERE, &anew).as_deref(), Ok("x"));
        assert!(matches!(vault(&[2]).open(&HERE, &sealed), Err(VaultError::OtherKey { .. })));
        assert_eq!(Vault::EMPTY.open(&HERE, &sealed), Err(VaultError::NoKey));
        assert_eq!(Vault::EMPTY.seal(&HERE, "x"), Err(VaultError::NoKey));
    }

    #[test]
    fn keys_come_from_the_environment_or_a_file_and_are_never_shown() {
        let made = Vault::make().expect("random bits");
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), format!("# since 2026\n{made}\n")).expect("it is written");
        let path = file.path().display().to_string();
        let given = |name: &str, value: &str| {
            let (name, value) = (name.to_owned(), value.to_owned());
            move |asked: &str| (asked == name).then(|| value.clone())
        };
        let by_value = Vault::from_vars(given(KEY, &made)).expect("a key");
        let by_file = Vault::from_vars(given(KEY_FILE, &path)).expect("a key");
        assert_eq!(by_value.ids().collect::<Vec<_>>(), by_file.ids().collect::<Vec<_>>());
        assert!(!format!("{by_value:?}").contains(&made[..8]), "{by_value:?}");
        assert!(Vault::from_vars(|_| None).expect("none").is_empty());
        std::fs::write(file.path(), "# the key comes here\n").expect("it is written");
        for (var, value) in [(KEY, ""), (KEY, " \n"), (KEY, "# none"), (KEY_FILE, ""), (KEY_FILE, path.as_str())] {
            let refused = Vault::from_vars(given(var, value)).expect_err("it is set and there is none in it");
            assert_eq!(refused, VaultError::NoKey, "{var}={value}");
        }
        for (var, value, says) in [
            (KEY, "abc!", "not base 64"),
            (KEY, "c2hvcnQ=", "32 bytes"),
            (KEY, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "the same"),
            (KEY_FILE, "/nowhere/at/all", "cannot be read"),
        ] {
            let why = Vault::from_vars(given(var, value)).expect_err("it is refused").to_string();
            assert!(why.contains(says) && !why.contains("abc!"), "{why}");
        }
        assert_eq!(Vault::from_vars(|_| Some(made.clone())).expect_err("both are set"), VaultError::Twice);
        assert!(VaultError::NoKey.to_string().contains("openssl rand -base64 32"));
    }
}
