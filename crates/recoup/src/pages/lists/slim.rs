//! What a list reads of a stored state: a page may open hundreds of them, and the rest of a state costs most.

use recoup_core::id::Id;
use recoup_core::payment::{Method, RefundStatus};
use serde::Deserialize;

use crate::store::StoreError;
use crate::store::rows::StreamRow;

/// Of an order.
#[derive(Debug, Deserialize)]
pub struct Named {
    /// Its number.
    pub number: String,
}

/// Of a payment.
#[derive(Debug, Deserialize)]
pub struct Paid {
    /// How.
    pub method: Method,
}

/// Of a payment with refunds.
#[derive(Debug, Deserialize)]
pub struct Refunded {
    /// What it pays.
    #[serde(alias = "order")]
    pub pays: Id,
    /// How.
    pub method: Method,
    /// Its refunds.
    pub refunds: Vec<Given>,
}

/// Of a refund.
#[derive(Debug, Deserialize)]
pub struct Given {
    /// Its id.
    pub id: Id,
    /// Where it stands.
    pub status: RefundStatus,
    /// Minor units of the payment's currency.
    pub amount_minor: i64,
    /// Reason code.
    pub reason: String,
}

/// Reads a part of a state.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is not there.
pub fn read<'a, T: Deserialize<'a>>(row: &'a StreamRow) -> Result<T, StoreError> {
    let corrupt =
        |error| StoreError::Corrupt { what: format!("the state of {} cannot be read: {error}", row.stream_id) };
    serde_json::from_str(&row.state).map_err(corrupt)
}
