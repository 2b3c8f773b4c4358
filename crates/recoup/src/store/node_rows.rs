//! Rows of what nodes tell of themselves: requests they answered, that they live, how they find gateways.

/// A request to the API, without its body and its query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestRow {
    /// `req_…`, in the order of time, as in the `Request-Id` header.
    pub request_id: String,
    /// When it was answered, microseconds since 1970, UTC, by the machine's clock.
    pub at_us: i64,
    /// Public part of the key.
    pub key_id: String,
    /// The person behind the key.
    pub person: String,
    /// HTTP method; empty for a row that only says how many were not kept.
    pub method: String,
    /// The path with its names in braces, such as `/v1/orders/{id}`.
    pub path: String,
    /// The id in the path, where it is one of ours.
    pub about: String,
    /// HTTP status of the answer.
    pub status: i64,
    /// Machine word of the problem, empty where there is none.
    pub code: String,
    /// The field that was wrong, empty where none is named.
    pub param: String,
    /// 1 when the answer was remembered from the first time, else 0.
    pub replayed: i64,
    /// From the first look at it to the answer, microseconds.
    pub took_us: i64,
    /// Requests before this row that were not kept, because too many came at once; 0 in every usual row.
    pub missing: i64,
}

/// A node of the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeRow {
    /// `node-…`, another one after each start.
    pub node_id: String,
    /// Version of its executable.
    pub version: String,
    /// What it does, such as `api and worker`.
    pub work: String,
    /// When it started, microseconds since 1970, UTC, by the machine's clock.
    pub started_us: i64,
    /// When it last said that it lives.
    pub seen_us: i64,
    /// When it stopped in order.
    pub ended_us: Option<i64>,
}

/// How a node finds a gateway account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthRow {
    /// The node.
    pub node_id: String,
    /// Gateway account.
    pub account: String,
    /// JSON of [`crate::node::health::AccountHealth`].
    pub health: String,
    /// When it was written, microseconds since 1970, UTC, by the machine's clock.
    pub seen_us: i64,
}

/// Who numbers the feed of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealerRow {
    /// Node that holds the lease.
    pub holder: String,
    /// Until when, microseconds since 1970, UTC.
    pub until_us: i64,
}

/// A call to a gateway that is not done, as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// `eff_…`
    pub effect_id: String,
    /// The stream it is about.
    pub stream_id: String,
    /// Gateway account.
    pub target: String,
    /// What is asked of the gateway.
    pub kind: String,
    /// When it is due, microseconds since 1970, UTC, by the engine's clock.
    pub due_us: i64,
    /// Until when a node has it, by the machine's clock; 0 when none does.
    pub lease_until_us: i64,
    /// Claims so far.
    pub attempts: i64,
    /// Why it was put back, or empty.
    pub note: String,
    /// When it was decided.
    pub created_us: i64,
}
