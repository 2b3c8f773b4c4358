//! Who may do what: permissions, the roles that hold them, and API keys.
//!
//! One matrix for the API, the pages and the command line. A key is `rcp_<id>_<secret><checksum>`: the
//! prefix and checksum let scanners find leaks, and only a hash of the secret is stored.

use recoup_core::actor::{Actor, ActorKind, Role};
use serde::{Deserialize, Serialize};

use crate::engine::request::hex_sha256;
use crate::store::person_rows::PersonRow;
use crate::store::rows::ApiKeyRow;

/// What can be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read orders, payments, customers, approvals, policies, events.
    Read,
    /// Read entries and balances.
    ReadBooks,
    /// Bring orders and customers in.
    WriteOrders,
    /// Ask for refunds and take one's own questions back.
    AskRefunds,
    /// Capture, release, retry, credit, confirm, bounce; say what became of an operation without an answer.
    MoveMoney,
    /// Decide what others asked for.
    Decide,
    /// Put new policy versions on the table.
    ChangePolicies,
    /// Resolve exceptions, repeat deliveries.
    KeepBooks,
    /// Make and revoke API keys.
    ManageKeys,
    /// Add persons, change their roles, shut them out.
    ManageTeam,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::ReadBooks,
        Self::WriteOrders,
        Self::AskRefunds,
        Self::MoveMoney,
        Self::Decide,
        Self::ChangePolicies,
        Self::KeepBooks,
        Self::ManageKeys,
        Self::ManageTeam,
    ];

    /// The word used in key scopes and refusals.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadBooks => "read_books",
            Self::WriteOrders => "write_orders",
            Self::AskRefunds => "ask_refunds",
            Self::MoveMoney => "move_money",
            Self::Decide => "decide",
            Self::ChangePolicies => "change_policies",
            Self::KeepBooks => "keep_books",
            Self::ManageKeys => "manage_keys",
            Self::ManageTeam => "manage_team",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.word() == word)
    }

    /// Roles that hold it.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        use Role::{Approver, Auditor, BillingAdmin, Developer, Finance, Support, Viewer};
        match self {
            Self::Read => &[Viewer, Support, BillingAdmin, Approver, Finance, Developer, Auditor],
            Self::ReadBooks => &[BillingAdmin, Finance, Auditor],
            Self::WriteOrders => &[BillingAdmin, Developer],
            Self::AskRefunds => &[Support, BillingAdmin],
            Self::MoveMoney | Self::ChangePolicies => &[BillingAdmin],
            Self::Decide => &[Approver, BillingAdmin, Finance],
            Self::KeepBooks => &[Finance],
            Self::ManageKeys | Self::ManageTeam => &[Developer],
        }
    }
}

/// What a key may do, as it is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    /// Roles it acts with.
    pub roles: Vec<Role>,
    /// Narrows the roles to these permissions; empty means all of theirs.
    #[serde(default)]
    pub scopes: Vec<Permission>,
    /// The most it may move in one act, by currency code, minor units.
    #[serde(default)]
    pub ceilings_minor: Vec<(String, i64)>,
}

impl Grants {
    /// Whether it holds a permission.
    #[must_use]
    pub fn allow(&self, permission: Permission) -> bool {
        let by_role = permission.roles().iter().any(|role| self.roles.contains(role));
        by_role && (self.scopes.is_empty() || self.scopes.contains(&permission))
    }
}

impl Grants {
    /// What is left of it under another: the roles of both, the permissions of both, the lower ceilings.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let roles = self.roles.iter().copied().filter(|role| other.roles.contains(role)).collect();
        let both = |permission: &Permission| self.allow(*permission) && other.allow(*permission);
        let narrow = !self.scopes.is_empty() || !other.scopes.is_empty();
        let mut scopes: Vec<Permission> =
            if narrow { Permission::ALL.into_iter().filter(both).collect() } else { Vec::new() };
        let mut roles: Vec<Role> = roles;
        if narrow && scopes.is_empty() {
            // Empty scopes would mean all; without a permission there is no role either.
            roles.clear();
            scopes.clear();
        }
        Self { roles, scopes, ceilings_minor: lower(&self.ceilings_minor, &other.ceilings_minor) }
    }
}

/// The lower of two sets of ceilings. Once a set has one, a currency without an entry has the ceiling 0.
fn lower(one: &[(String, i64)], other: &[(String, i64)]) -> Vec<(String, i64)> {
    if one.is_empty() || other.is_empty() {
        return if one.is_empty() { other.to_vec() } else { one.to_vec() };
    }
    let of =
        |set: &[(String, i64)], code: &str| set.iter().find(|(known, _)| known == code).map_or(0, |(_, minor)| *minor);
    let mut codes: Vec<&String> = one.iter().chain(other).map(|(code, _)| code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| (code.clone(), of(one, code).min(of(other, code)))).collect()
}

/// A caller that proved who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Its tenant.
    pub tenant: String,
    /// What the core sees of it.
    pub actor: Actor,
    /// What it may do.
    pub grants: Grants,
    /// The key it showed.
    pub key_id: String,
    /// When that key stops working.
    pub expires_us: Option<i64>,
}

impl Caller {
    /// The caller of a key.
    #[must_use]
    pub fn of(row: &ApiKeyRow, grants: Grants) -> Self {
        let actor = Actor {
            kind: ActorKind::ApiKey,
            id: row.key_id.clone(),
            person: row.person.clone(),
            roles: grants.roles.clone(),
            ceilings_minor: grants.ceilings_minor.clone(),
        };
        Self { tenant: row.tenant.clone(), actor, grants, key_id: row.key_id.clone(), expires_us: row.expires_us }
    }
}

/// A key in clear: shown once, never stored.
#[derive(Debug)]
pub struct NewKey {
    /// What the caller sends as its bearer token.
    pub token: String,
    /// What is stored.
    pub row: ApiKeyRow,
}

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Characters of the public id of a key.
const ID_CHARS: usize = 12;

/// Characters of the secret: 178 bits.
const SECRET_CHARS: usize = 30;

/// Characters of the checksum.
const CHECK_CHARS: usize = 6;

/// Makes a key for a person.
///
/// # Errors
/// In words, when the machine gives no random bits.
pub fn new_key(tenant: &str, person: &str, label: &str, grants: &Grants, now_us: i64) -> Result<NewKey, String> {
    let (id, secret) = (random(ID_CHARS)?, random(SECRET_CHARS)?);
    let body = format!("rcp_{id}_{secret}");
    let token = format!("{body}{}", checksum(&body));
    let row = ApiKeyRow {
        tenant: tenant.to_owned(),
        key_id: id,
        secret_hash: hex_sha256(secret.as_bytes()),
        last4: token.chars().skip(token.len() - 4).collect(),
        label: label.to_owned(),
        person: person.to_owned(),
        grants: serde_json::to_string(grants).unwrap_or_default(),
        created_us: now_us,
        expires_us: None,
        revoked_us: None,
    };
    Ok(NewKey { token, row })
}

/// Makes a key that takes the place of another: same tenant, person and label.
///
/// # Errors
/// In words, when the machine gives no random bits.
pub fn replacement(old: &ApiKeyRow, grants: &Grants, now_us: i64) -> Result<NewKey, String> {
    new_key(&old.tenant, &old.person, &old.label, grants, now_us)
}

/// A key that ends at a time, or earlier where it did.
#[must_use]
pub fn ending(mut old: ApiKeyRow, at_us: i64) -> ApiKeyRow {
    old.expires_us = Some(old.expires_us.map_or(at_us, |before| before.min(at_us)));
    old
}

/// Whether a key is neither revoked nor over.
#[must_use]
pub fn works(row: &ApiKeyRow, now_us: i64) -> bool {
    row.revoked_us.is_none() && row.expires_us.is_none_or(|at| at > now_us)
}

/// Whether a key that works is refused all the same until its person is let in again; `persons` are those of its tenant.
#[must_use]
pub fn rests(row: &ApiKeyRow, persons: &[PersonRow]) -> bool {
    persons.iter().any(|one| one.person == row.person && one.disabled_us.is_some())
}

/// Splits a token into id and secret; `None` when form or checksum are wrong, which needs no look-up.
#[must_use]
pub fn read_token(token: &str) -> Option<(&str, &str)> {
    let (body, check) = token.split_at_checked(token.len().checked_sub(CHECK_CHARS)?)?;
    let (id, secret) = body.strip_prefix("rcp_")?.split_once('_')?;
    let fits = id.len() == ID_CHARS && secret.len() == SECRET_CHARS && checksum(body) == check;
    fits.then_some((id, secret))
}

/// Whether a secret is the one of a row; hashes are compared, so time tells nothing about the secret.
#[must_use]
pub fn matches(row: &ApiKeyRow, secret: &str) -> bool {
    hex_sha256(secret.as_bytes()) == row.secret_hash
}

fn random(chars: usize) -> Result<String, String> {
    let mut text = String::with_capacity(chars);
    while text.len() < chars {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| format!("the machine gives no random bits: {error}"))?;
        // 248 is the largest multiple of 62 in a byte; the rest is thrown away so that all letters are as likely.
        let fair = bytes.iter().filter(|b| **b < 248).map(|b| char::from(BASE62[usize::from(b % 62)]));
        text.extend(fair.take(chars - text.len()));
    }
    Ok(text)
}

/// CRC-32 (IEEE) in base 62.
fn checksum(text: &str) -> String {
    let mut crc = u32::MAX;
    for byte in text.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let mut rest = !crc;
    let mut letters = [b'0'; CHECK_CHARS];
    for letter in letters.iter_mut().rev() {
        *letter = BASE62[(rest % 62) as usize];
        rest /= 62;
    }
    letters.iter().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back_and_typos_are_seen() {
        let key = new_key("shop", "ann", "till", &Grants::default(), 0).expect("random bits");
        let (id, secret) = read_token(&key.token).expect("a fresh key reads back");
        assert_eq!(id, key.row.key_id);
        assert!(matches(&key.row, secret) && !matches(&key.row, "other"));
        let typo = key.token.replace(&secret[..1], if secret.starts_with('x') { "y" } else { "x" });
        assert_eq!(read_token(&typo), None);
        assert!(!key.row.grants.contains(secret) && !key.row.secret_hash.contains(secret));
    }

    #[test]
    fn scopes_narrow_and_never_widen() {
        let grants = Grants {
            roles: vec![Role::Support],
            scopes: vec![Permission::Read, Permission::MoveMoney],
            ..Grants::default()
        };
        assert!(grants.allow(Permission::Read));
        assert!(!grants.allow(Permission::AskRefunds), "narrowed");
        assert!(!grants.allow(Permission::MoveMoney), "support never holds it");
    }

    #[test]
    fn a_key_holds_no_more_than_its_person() {
        let of = |roles: &[Role], scopes: &[Permission], ceilings: &[(&str, i64)]| Grants {
            roles: roles.to_vec(),
            scopes: scopes.to_vec(),
            ceilings_minor: ceilings.iter().map(|(code, minor)| ((*code).to_owned(), *minor)).collect(),
        };
        let key = of(&[Role::Support, Role::Approver], &[], &[("EUR", 500)]);
        let person = of(&[Role::Support], &[], &[("EUR", 300), ("USD", 100)]);
        assert_eq!(key.within(&person), of(&[Role::Support], &[], &[("EUR", 300), ("USD", 0)]));
        assert_eq!(key.within(&of(&[Role::Support], &[], &[])), of(&[Role::Support], &[], &[("EUR", 500)]));
        let narrow = of(&[Role::Support, Role::Approver], &[Permission::Decide], &[]);
        let left = narrow.within(&of(&[Role::Support], &[], &[]));
        assert!(Permission::ALL.into_iter().all(|permission| !left.allow(permission)), "{left:?}");
        let read = of(&[Role::Support], &[Permission::Read], &[]);
        assert_eq!(read.within(&of(&[Role::Support], &[], &[])).scopes, [Permission::Read]);
    }

    #[test]
    fn the_crc_is_the_ieee_one() {
        // "123456789" has the check value cbf43926.
        let mut expected = 0xcbf4_3926_u32;
        let mut letters = Vec::new();
        for _ in 0..CHECK_CHARS {
            letters.push(char::from(BASE62[(expected % 62) as usize]));
            expected /= 62;
        }
        assert_eq!(checksum("123456789"), letters.iter().rev().collect::<String>());
    }
}
