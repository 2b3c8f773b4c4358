//! Proves who calls: the bearer key, its roles, its rate.
//!
//! Keys are remembered for a second, so that a busy caller costs no look-up per request; a revoked key
//! works for that second at most.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use parking_lot::Mutex;

use super::Shared;
use super::problem::Problem;
use crate::access::{self, Caller, Grants, Permission};
use crate::store::Store;
use crate::store::rows::ApiKeyRow;

/// How long a key is remembered.
const REMEMBER: Duration = Duration::from_secs(1);

/// Keys remembered.
const MOST_KEYS: usize = 10_000;

/// Looks keys up and remembers them for a moment.
#[derive(Debug)]
pub struct Keyring {
    store: Store,
    known: Mutex<HashMap<String, (Instant, ApiKeyRow, Caller)>>,
}

impl Keyring {
    /// A keyring over a store.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, known: Mutex::new(HashMap::new()) }
    }

    /// Forgets a key at once: it was just revoked here.
    pub fn forget(&self, key_id: &str) {
        self.known.lock().remove(key_id);
    }

    async fn caller(&self, token: &str, now_us: i64) -> Result<Caller, Problem> {
        let (id, secret) = access::read_token(token).ok_or_else(not_a_key)?;
        let now = Instant::now();
        let known = self.known.lock().get(id).filter(|(at, ..)| now.duration_since(*at) < REMEMBER).cloned();
        let (row, caller) = match known {
            Some((_, row, caller)) => (row, caller),
            None => {
                let row = self.store.api_key(id).await?.ok_or_else(not_a_key)?;
                let grants: Grants = serde_json::from_str(&row.grants).map_err(|_| not_a_key())?;
                let caller = Caller::of(&row, grants);
                let mut known = self.known.lock();
                if known.len() >= MOST_KEYS {
                    known.clear();
                }
                known.insert(id.to_owned(), (now, row.clone(), caller.clone()));
                (row, caller)
            }
        };
        let ended = row.revoked_us.is_some() || row.expires_us.is_some_and(|at| at <= now_us);
        if ended || !access::matches(&row, secret) {
            return Err(not_a_key());
        }
        Ok(caller)
    }
}

fn not_a_key() -> Problem {
    let detail = "send a working API key as `Authorization: Bearer rcp_…`; make one with `recoup keys create`";
    Problem::new(401, "unauthorized", detail)
}

/// Refuses a caller without the permission.
///
/// # Errors
/// 403 with the roles that would do.
pub fn require(caller: &Caller, permission: Permission) -> Result<(), Problem> {
    if caller.grants.allow(permission) {
        return Ok(());
    }
    tracing::info!(key = caller.key_id, permission = permission.word(), "refused: permission missing");
    let roles: Vec<&str> = permission.roles().iter().map(|role| role.word()).collect();
    let detail = format!("this needs the permission {} (roles {}); ask someone who has it", permission.word(), roles.join(", "));
    Err(Problem::new(403, "role_missing", detail))
}

impl FromRequestParts<Shared> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or_else(not_a_key)?;
        let now_us = face.engine.clock().now().as_microsecond();
        let caller = face.keyring.caller(token.trim(), now_us).await?;
        face.limiter.take(&caller.key_id, Instant::now()).map_err(|secs| {
            Problem::new(429, "rate_limited", "too many requests with this key; wait a moment").again(secs)
        })?;
        Ok(caller)
    }
}
