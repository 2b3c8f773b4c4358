//! Recoup, the executable's library: it acts on what `recoup-core` decides and `recoup-gateways` translates.

pub mod store;
