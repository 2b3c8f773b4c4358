//! Parts of events that several of them share.

use serde::{Deserialize, Serialize};

use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::payment::is_zero;

/// Where money of a payment lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Route {
    /// A gateway account such as `sandbox:main`.
    Gateway {
        /// The account.
        account: String,
    },
    /// A till, a cheque, a bank transfer: a person saw the money.
    Offline {
        /// The bank account or till.
        account: String,
    },
    /// The customer's balance with us.
    Balance {
        /// Whose.
        customer: Id,
    },
}

/// The entry that a cancelled refund mirrors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// What the payment pays.
    #[serde(alias = "order")]
    pub pays: Id,
    /// The entry of the approval.
    pub entry: Id,
    /// Its reason.
    pub reason: String,
    /// Its slice.
    pub slice: Slice,
    /// What it had given back of an overpayment, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overpaid_minor: i64,
}
