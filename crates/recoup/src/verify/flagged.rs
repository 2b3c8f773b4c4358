//! Flags against states: what lists look for must be what the states say.
//!
//! Whoever works meanwhile moves both. What differs is looked at once more, and counts only if it differs still.

use std::collections::BTreeMap;

use super::checks::{Check, Notes};
use crate::engine::recall;
use crate::store::{Store, StoreError};
use crate::views::flags;

/// A flag, what it is about, and the stream of that.
pub type Flagged = (String, String, String);

/// Flags read at once.
const PAGE: i64 = 1_000;

/// Times a difference is looked at.
const TIMES: u32 = 3;

/// Compares the flags that states have with those that are stored.
///
/// # Errors
/// When the database cannot be read.
pub async fn check(store: &Store, tenant: &str, expected: Vec<Flagged>, notes: &mut Notes) -> Result<(), StoreError> {
    let mut left: BTreeMap<(String, String), String> =
        expected.into_iter().map(|(flag, what, stream)| ((flag, what), stream)).collect();
    notes.count(Check::Flags, u64::try_from(left.len()).unwrap_or(u64::MAX));
    let mut differ: Vec<Flagged> = Vec::new();
    let (mut flag, mut id) = (String::new(), String::new());
    loop {
        let rows = store.scan_flags(tenant, (&flag, &id), PAGE).await?;
        let Some(last) = rows.last() else { break };
        (flag, id) = (last.flag.clone(), last.id.clone());
        for row in rows {
            if left.remove(&(row.flag.clone(), row.id.clone())).is_none() {
                notes.count(Check::Flags, 1);
                differ.push((row.flag, row.id, row.stream_id));
            }
        }
    }
    differ.extend(left.into_iter().map(|((flag, what), stream)| (flag, what, stream)));
    for (flag, what, stream) in differ {
        if let Some((wanted, found)) = still(store, tenant, (&flag, &what, &stream)).await? {
            let says = |set: bool| {
                if set { format!("{what} has the flag {flag}") } else { format!("no flag {flag} of {what}") }
            };
            notes.wrong(Check::Flags, &stream, says(wanted), says(found));
        }
    }
    Ok(())
}

/// Whether state and flag still differ: what the state says, and what is stored.
async fn still(
    store: &Store,
    tenant: &str,
    (flag, what, stream): (&str, &str, &str),
) -> Result<Option<(bool, bool)>, StoreError> {
    let mut seen = None;
    for _ in 0..TIMES {
        let row = store.stream(tenant, stream).await?;
        let state = row.as_ref().map(recall::stream).transpose()?;
        let wanted = state
            .is_some_and(|(_, stream)| flags::of(&stream.state).iter().any(|(known, id)| *known == flag && id == what));
        let found = store.flag(tenant, flag, what).await?.is_some();
        if wanted == found {
            return Ok(None);
        }
        seen = Some((wanted, found));
    }
    Ok(seen)
}
