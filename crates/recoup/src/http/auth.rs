//! Proves who calls: the bearer key, its roles within those of its person, its rate; and that it may do what is asked.
//! The rights that pages ask for stand here too.
//!
//! A handler takes a [`May`] of the right it needs, so that none can forget to ask and the body of somebody
//! who may not is never read. Keys are remembered for a second, so that a busy caller costs no look-up per
//! request; a key that was revoked, or whose person was shut out, works for that second at most.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::ops::Deref;
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use parking_lot::Mutex;

use super::Shared;
use super::limit::{Limits, Peer};
use super::problem::Problem;
use super::request_id::Who;
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

    /// What a key may do now: no more than its person, if that is somebody of the team. Nobody holds it while the person
    /// is shut out.
    async fn holder(&self, row: &ApiKeyRow) -> Result<Option<Caller>, Problem> {
        let read = |text: &str| serde_json::from_str::<Grants>(text).map_err(|_| not_a_key());
        let grants = read(&row.grants)?;
        let Some(person) = self.store.person(&row.tenant, &row.person).await? else {
            return Ok(Some(Caller::of(row, grants)));
        };
        if person.disabled_us.is_some() {
            tracing::info!(key = row.key_id, "refused: the person of the key is shut out");
            return Ok(None);
        }
        Ok(Some(Caller::of(row, grants.within(&read(&person.grants)?))))
    }

    /// Who shows this token; `who` hears of it also when the key is over, but not when the secret is wrong.
    async fn caller(
        &self,
        token: &str,
        now_us: i64,
        (limits, peer): (&Limits, &Peer),
        who: &Who,
    ) -> Result<Caller, Problem> {
        let (id, secret) = access::read_token(token).ok_or_else(not_a_key)?;
        let now = Instant::now();
        let known = self.known.lock().get(id).filter(|(at, ..)| now.duration_since(*at) < REMEMBER).cloned();
        let looked_up = known.is_none();
        let (row, caller) = match known {
            Some((_, row, caller)) => (row, caller),
            None => {
                limits.guess(peer)?;
                let row = self.store.api_key(id).await?.ok_or_else(not_a_key)?;
                let Some(caller) = self.holder(&row).await? else {
                    // Who only guesses, or holds a key that is over, hears nothing of its person.
                    let would_work = access::matches(&row, secret) && access::works(&row, now_us);
                    return Err(if would_work { shut_out() } else { not_a_key() });
                };
                let mut known = self.known.lock();
                if known.len() >= MOST_KEYS {
                    known.clear();
                }
                known.insert(id.to_owned(), (now, row.clone(), caller.clone()));
                (row, caller)
            }
        };
        let ended = row.revoked_us.is_some() || row.expires_us.is_some_and(|at| at <= now_us);
        let matches = access::matches(&row, secret);
        if matches {
            who.is(&caller);
        }
        if ended || !matches {
            tracing::info!(key = id, ended, "refused: the key does not work");
            return Err(not_a_key());
        }
        if looked_up {
            limits.no_guess(peer);
        }
        Ok(caller)
    }
}

fn not_a_key() -> Problem {
    let detail = "send a working API key as `Authorization: Bearer rcp_…`; make one with `recoup keys create`";
    Problem::new(401, "unauthorized", detail)
}

fn shut_out() -> Problem {
    let detail = "the person of this key is shut out; have the person let in again (the page Team, or `recoup team \
                  enable`), or send a key of another person";
    Problem::new(401, "unauthorized", detail)
}

/// Refuses a caller that holds none of the permissions.
///
/// # Errors
/// 403 with the roles that would do.
pub fn require(caller: &Caller, any_of: &[Permission]) -> Result<(), Problem> {
    if any_of.iter().any(|permission| caller.grants.allow(*permission)) {
        return Ok(());
    }
    let words: Vec<&str> = any_of.iter().map(|permission| permission.word()).collect();
    let needs = words.join(" or ");
    tracing::info!(key = caller.key_id, needs, "refused: permission missing");
    let mut roles: Vec<&str> = any_of.iter().flat_map(|p| p.roles()).map(|role| role.word()).collect();
    roles.sort_unstable();
    roles.dedup();
    let detail =
        format!("this needs the permission {needs} (roles {}); ask someone whose key has it", roles.join(", "));
    Err(Problem::new(403, "role_missing", detail))
}

/// What a route asks of its caller: any one of these permissions.
pub trait Right: Send + Sync + 'static {
    /// The permissions of which one is enough.
    const ANY_OF: &'static [Permission];
}

/// One right per permission, and the few that are met by several.
pub mod right {
    use super::{Permission, Right};

    macro_rules! rights {
        ($($(#[$doc:meta])* $name:ident = $($permission:ident)|+;)+) => {
            $(
                $(#[$doc])*
                #[derive(Debug)]
                pub struct $name;

                impl Right for $name {
                    const ANY_OF: &'static [Permission] = &[$(Permission::$permission),+];
                }
            )+
        };
    }

    rights! {
        /// Read orders, payments, customers, approvals, policies, events.
        Read = Read;
        /// Read entries and balances.
        ReadBooks = ReadBooks;
        /// Bring orders and customers in.
        WriteOrders = WriteOrders;
        /// Ask for refunds and take one's own questions back.
        AskRefunds = AskRefunds;
        /// Take one's own questions back, whatever they are about.
        Ask = AskRefunds | ChangePolicies | MoveMoney;
        /// Capture, release, retry, credit, confirm.
        MoveMoney = MoveMoney;
        /// Ask for refunds or send them again; which of them, the body says.
        RefundOrRetry = AskRefunds | MoveMoney;
        /// Decide what others asked for.
        Decide = Decide;
        /// Put new policy versions on the table.
        ChangePolicies = ChangePolicies;
        /// Make and revoke API keys.
        ManageKeys = ManageKeys;
        /// Resolve exceptions.
        KeepBooks = KeepBooks;
        /// Add persons, change their roles, shut them out.
        ManageTeam = ManageTeam;
        /// See changes of the team: who answers them, who asks for them, and who reviews them.
        SeeChanges = Decide | ManageTeam | ReadBooks;
        /// See who may do what: who reviews it, or changes it.
        SeeTeam = ReadBooks | ManageTeam;
        /// See deliveries of gateways and have them read once more: who keeps the books, or the connection.
        SeeDeliveries = KeepBooks | ManageKeys;
    }
}

/// A caller that holds a right.
#[derive(Debug)]
pub struct May<R>(Caller, PhantomData<R>);

impl<R> Deref for May<R> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<R: Right> FromRequestParts<Shared> for May<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, face: &Shared) -> Result<Self, Problem> {
        let caller = caller(parts, face).await?;
        require(&caller, R::ANY_OF)?;
        Ok(Self(caller, PhantomData))
    }
}

async fn caller(parts: &Parts, face: &Shared) -> Result<Caller, Problem> {
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = header.and_then(|value| value.split_once(' ')).ok_or_else(not_a_key)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(not_a_key());
    }
    let now_us = face.engine.clock().now().as_microsecond();
    let who = parts.extensions.get::<Who>().cloned().unwrap_or_default();
    let caller = face.keyring.caller(token.trim(), now_us, (&face.limits, &Peer::of(parts)), &who).await?;
    face.limits.request(&caller)?;
    Ok(caller)
}
