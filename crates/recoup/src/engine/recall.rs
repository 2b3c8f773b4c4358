//! Reads stored rows back into the core's states and events.

use recoup_core::event::Event;
use recoup_core::id::Id;
use recoup_core::world::{State, Stream};

use crate::store::StoreError;
use crate::store::rows::{EventRow, StreamRow};

/// The stream of a row.
///
/// # Errors
/// [`StoreError::Corrupt`] when the state cannot be read.
pub fn stream(row: &StreamRow) -> Result<(Id, Stream), StoreError> {
    let id = Id::trusted(&row.stream_id);
    let state: State = serde_json::from_str(&row.state)
        .map_err(|error| StoreError::Corrupt { what: format!("the state of {id} cannot be read: {error}") })?;
    let version = u64::try_from(row.version)
        .map_err(|_| StoreError::Corrupt { what: format!("{id} has version {}", row.version) })?;
    Ok((id, Stream { version, state }))
}

/// The event of a row.
///
/// # Errors
/// [`StoreError::Corrupt`] when it cannot be read.
pub fn event(row: &EventRow) -> Result<Event, StoreError> {
    serde_json::from_str(&row.body)
        .map_err(|error| StoreError::Corrupt { what: format!("event {} cannot be read: {error}", row.event_id) })
}
