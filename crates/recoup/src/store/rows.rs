//! What is written and read, as plain rows: the narrow waist between the engine and the two stores.
//!
//! A [`Unit`] is everything one decision writes; it commits whole or not at all, together with its neighbours
//! in a [`Group`]. Rows carry text and integers only; times are microseconds since the Unix epoch, UTC
//! (`_us`), amounts are minor units (`_minor`). Nothing here knows a rule of the business.

/// Everything one decision writes. `tenant` leads every key of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// The tenant; a decision never touches two.
    pub tenant: String,
    /// The stored answer, so that a duplicate is an answer; after it, names that only one stream may have.
    pub idempotency: Vec<IdempotencyRow>,
    /// New stream states, each at most once per unit.
    pub streams: Vec<StreamRow>,
    /// Events, append-only.
    pub events: Vec<EventRow>,
    /// Journal entries, append-only.
    pub entries: Vec<EntryRow>,
    /// Their lines.
    pub lines: Vec<LineRow>,
    /// Effects for the outbox.
    pub effects: Vec<EffectRow>,
    /// Timers to set.
    pub timers: Vec<TimerRow>,
    /// Ids of timers to cancel; one that fired already is no error.
    pub timers_canceled: Vec<String>,
    /// Foreign and own identifiers that find a stream.
    pub references: Vec<ReferenceRow>,
    /// Notices to people.
    pub notices: Vec<NoticeRow>,
    /// Things that need a person.
    pub exceptions: Vec<ExceptionRow>,
    /// Exceptions this decision resolves; one that is not open any more refuses the unit.
    pub exceptions_resolved: Vec<ExceptionResolved>,
    /// Import rows this decision is the outcome of; the first outcome of a row stays.
    pub import_rows: Vec<ImportRow>,
    /// How far the import has come with it; the last of a group wins.
    pub import_progress: Option<ImportProgress>,
    /// Things that stand from now on where few stand.
    pub flags: Vec<FlagRow>,
    /// Things that do so no longer.
    pub flags_gone: Vec<FlagRow>,
    /// The queue item this unit finishes, if it was caused by one.
    pub done: Option<Done>,
}

/// Something that stands where few stand, or that needs a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FlagRow {
    /// Where it stands, such as `refund.failed`.
    pub flag: String,
    /// What: a refund, a capture, a payment.
    pub id: String,
    /// The stream that it is part of.
    pub stream_id: String,
    /// Since when.
    pub since_us: i64,
}

/// The remembered answer to a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyRow {
    /// Key with its name space, such as `api:POST /v1/refunds:abc` or `fact:sandbox:sf_1:refund.settled:0`.
    pub key: String,
    /// Hex SHA-256 of the canonical content.
    pub fingerprint: String,
    /// Status of the answer as HTTP says it.
    pub status: u16,
    /// The answer, JSON.
    pub answer: String,
    /// When it was given.
    pub created_us: i64,
}

/// The state of a stream after this unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamRow {
    /// Stream id, such as `pay_…`.
    pub stream_id: String,
    /// `payment`, `order`, `customer`, `approval`, `policy`, `book`.
    pub kind: String,
    /// Version after: the number of events of the stream.
    pub version: i64,
    /// Version this was decided on; 0 for a new stream. The write is refused when the stored one differs.
    pub base_version: i64,
    /// Short word for lists.
    pub status: String,
    /// Currency code for lists, empty where there is none.
    pub currency: String,
    /// The amount a list shows, minor units.
    pub amount_minor: i64,
    /// The stream this one belongs to (order of a payment, payment of an approval), or empty.
    pub parent_id: String,
    /// State, JSON.
    pub state: String,
    /// When the stream began; kept from the first write.
    pub created_us: i64,
    /// When this version was decided.
    pub updated_us: i64,
}

/// One event of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its stream.
    pub stream_id: String,
    /// 1, 2, 3 … within the stream, equal to the version it made.
    pub seq: i64,
    /// `evt_…`
    pub event_id: String,
    /// Such as `refund.requested`.
    pub kind: String,
    /// `user`, `api_key`, `timer`, `gateway`, `importer`, `system`.
    pub actor_kind: String,
    /// Which one.
    pub actor_id: String,
    /// When it happened in the business sense.
    pub effective_us: i64,
    /// When we wrote it.
    pub booked_us: i64,
    /// Whole event, JSON.
    pub body: String,
}

/// Head of a journal entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// `ent_…`
    pub entry_id: String,
    /// The event that posted it.
    pub event_id: String,
    /// The stream of that event.
    pub stream_id: String,
    /// The business act, such as `refund_initiated`.
    pub act: String,
    /// When the act happened.
    pub effective_us: i64,
    /// When we wrote it.
    pub booked_us: i64,
    /// The entry this one mirrors, unique where present.
    pub reverses_entry_id: Option<String>,
    /// Reason or remark.
    pub memo: String,
}

/// One debit (positive) or credit (negative).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// Its entry.
    pub entry_id: String,
    /// 1, 2, 3 … within the entry.
    pub line_no: i64,
    /// Chart code, such as `1200`.
    pub account: String,
    /// Subkey: order, refund, gateway account, tax key …
    pub subkey: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Signed minor units, debit positive.
    pub amount_minor: i64,
    /// When the act happened; repeated here so that balances as of a date need no join.
    pub effective_us: i64,
}

/// Something to happen outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectRow {
    /// `eff_…`
    pub effect_id: String,
    /// The stream that wants it.
    pub stream_id: String,
    /// Lane of the outside: the gateway account, such as `sandbox:main`. Concurrency and breaker go by it.
    pub target: String,
    /// Such as `gateway.refund` or `gateway.probe`.
    pub kind: String,
    /// What to do, JSON.
    pub payload: String,
    /// Not before.
    pub due_us: i64,
}

/// Something to happen later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimerRow {
    /// `tmr_…`
    pub timer_id: String,
    /// The stream it wakes.
    pub stream_id: String,
    /// Such as `release_deadline`.
    pub kind: String,
    /// What to do, JSON.
    pub payload: String,
    /// Not before.
    pub due_us: i64,
}

/// Finds a stream by any identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceRow {
    /// What kind of identifier: `id`, `order_number`, `sandbox`, `invoice`, …
    pub kind: String,
    /// The identifier.
    pub value: String,
    /// The stream found by it.
    pub stream_id: String,
}

/// Words for a person, frozen when written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// `ntc_…`
    pub notice_id: String,
    /// The stream it is about.
    pub stream_id: String,
    /// The event that chose it.
    pub event_id: String,
    /// `customer` or `staff`.
    pub audience: String,
    /// `en`, `de`.
    pub language: String,
    /// Which notice, such as `refund.settled`.
    pub template: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// When it was written.
    pub at_us: i64,
}

/// What could not be understood or matched, kept and shown until a person resolves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionRow {
    /// `exc_…`
    pub exception_id: String,
    /// Where it came from: an import id, a gateway account.
    pub source: String,
    /// Row or item number in the source, 0 where there is none.
    pub row_no: i64,
    /// Machine word, such as `no_matching_sale`.
    pub reason: String,
    /// Plain sentence.
    pub detail: String,
    /// The thing itself, as it came.
    pub raw: String,
    /// Amount it is about, minor units; 0 where there is none.
    pub amount_minor: i64,
    /// Currency, empty where there is none.
    pub currency: String,
    /// When it was found.
    pub at_us: i64,
}

/// Ends an open exception together with the decision that answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionResolved {
    /// Which one.
    pub exception_id: String,
    /// When it was resolved.
    pub resolved_us: i64,
    /// Who did it.
    pub resolved_by: String,
    /// What was done, such as `linked` or `ignored`, with a remark.
    pub resolution: String,
}

/// What became of one row of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// `imp_…`
    pub import_id: String,
    /// Row number in the file, from 1.
    pub row_no: i64,
    /// What the row is, such as `refund`.
    pub kind: String,
    /// Such as `applied`, `duplicate` or `exception`.
    pub outcome: String,
    /// The stream it changed, or empty.
    pub stream_id: String,
    /// Amount of the row, minor units.
    pub amount_minor: i64,
}

/// How far an import has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProgress {
    /// `imp_…`
    pub import_id: String,
    /// `running`, `done`, `stopped`.
    pub state: String,
    /// Rows read so far, whatever became of them.
    pub rows_done: i64,
    /// Totals so far, JSON.
    pub totals: String,
    /// When.
    pub updated_us: i64,
}

/// The three queues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Effects on their way out.
    Outbox,
    /// Deliveries on their way in.
    Inbox,
    /// Timers.
    Timer,
}

/// Ends a claimed queue item in the same transaction as its consequences. A lost lease refuses the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Which queue.
    pub queue: Queue,
    /// Id of the item.
    pub id: String,
    /// The epoch of our claim.
    pub epoch: i64,
    /// What becomes of it.
    pub then: Then,
}

/// What becomes of a finished queue item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// It is deleted (outbox, timer) or marked done (inbox keeps its raw body).
    Finished,
    /// It waits until then and is tried again.
    Again {
        /// Not before.
        due_us: i64,
        /// Why, for the operator.
        note: String,
    },
    /// It is set aside for a person; inbox only. Kept and shown.
    Parked {
        /// Why, for the operator.
        note: String,
    },
}

/// An item we hold a lease on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// Tenant of the item.
    pub tenant: String,
    /// Its id.
    pub id: String,
    /// Stream it belongs to; empty for the inbox.
    pub stream_id: String,
    /// Outbox target or inbox gateway account; empty for timers.
    pub target: String,
    /// Kind of effect or timer; empty for the inbox.
    pub kind: String,
    /// Payload (outbox, timer), or raw body (inbox).
    pub payload: Vec<u8>,
    /// Headers of a delivery, JSON object with lower-case names; empty otherwise.
    pub headers: String,
    /// Epoch of this claim; higher than any before.
    pub epoch: i64,
    /// Claims before this one.
    pub attempts: i64,
    /// When the item was created or received.
    pub created_us: i64,
    /// When it was due.
    pub due_us: i64,
    /// What the gateway said and the engine refused, JSON; empty when there is nothing to tell again.
    pub outcome: String,
}

/// A raw delivery from a gateway, stored before anything else happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Tenant whose endpoint received it.
    pub tenant: String,
    /// `dlv_…`
    pub delivery_id: String,
    /// Gateway account, such as `sandbox:main`.
    pub target: String,
    /// Headers, JSON object with lower-case names.
    pub headers: String,
    /// Raw body.
    pub body: Vec<u8>,
    /// When it came.
    pub received_us: i64,
    /// Not read before.
    pub due_us: i64,
}

/// A gateway exchange as it went over the wire, redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRow {
    /// Tenant.
    pub tenant: String,
    /// Effect id plus attempt, such as `eff_…/1`.
    pub exchange_id: String,
    /// The stream it was for.
    pub stream_id: String,
    /// Gateway account.
    pub target: String,
    /// Method and URL.
    pub request: String,
    /// Request body, redacted.
    pub request_body: String,
    /// HTTP status; 0 when there was no readable reply.
    pub status: i64,
    /// Reply body, redacted and cut to 16 KiB.
    pub reply_body: String,
    /// How the adapter read it, in words.
    pub reading: String,
    /// When it was sent.
    pub at_us: i64,
    /// How long it took, microseconds.
    pub took_us: i64,
}

/// Key of a stream within a tenant.
pub type StreamKey = (String, String);

/// What a load returns for one group: only what was found.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Streams with their version and state.
    pub streams: Vec<(String, StreamRow)>,
    /// Answers remembered under the asked keys.
    pub answers: Vec<(String, IdempotencyRow)>,
    /// References found.
    pub references: Vec<(String, ReferenceRow)>,
}

/// What a load asks for; every item names its tenant first.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// (tenant, stream id)
    pub streams: Vec<StreamKey>,
    /// (tenant, idempotency key)
    pub answers: Vec<(String, String)>,
    /// (tenant, kind, value)
    pub references: Vec<(String, String, String)>,
}

/// Units that commit in one transaction. Streams are merged: a stream stands in it once.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Units in the order they were decided.
    pub units: Vec<Unit>,
}

/// What became of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Committed {
    /// All of it is on disk.
    All,
    /// Nothing was written; these keys were not as expected. Load and decide again.
    Conflict {
        /// (tenant, stream id) whose version had moved.
        streams: Vec<StreamKey>,
        /// (tenant, key) that exist already.
        answers: Vec<(String, String)>,
        /// (tenant, queue item id) whose lease was lost.
        leases: Vec<(String, String)>,
        /// (tenant, exception id) that are not open any more.
        exceptions: Vec<(String, String)>,
    },
}

/// An API key as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Tenant.
    pub tenant: String,
    /// Public part of the key, unique over all tenants.
    pub key_id: String,
    /// Hex SHA-256 of the secret part.
    pub secret_hash: String,
    /// Last four characters, to recognise it.
    pub last4: String,
    /// What the owner calls it.
    pub label: String,
    /// The person who owns it; requester and approver are compared by it.
    pub person: String,
    /// Roles, scopes, ceilings: JSON.
    pub grants: String,
    /// When it was made.
    pub created_us: i64,
    /// When it stops working, if ever.
    pub expires_us: Option<i64>,
    /// When it was revoked, if it was.
    pub revoked_us: Option<i64>,
}

/// A merchant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// `ten_…` or a short name.
    pub tenant: String,
    /// Display name.
    pub name: String,
    /// Settings, JSON.
    pub settings: String,
    /// When it was made.
    pub created_us: i64,
}

/// One balance: an account, its subkey and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceRow {
    /// Chart code.
    pub account: String,
    /// Subkey; empty when summed over all.
    pub subkey: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Sum of debits, minor units, not negative.
    pub debit_minor: i64,
    /// Sum of credits, minor units, not negative.
    pub credit_minor: i64,
}

/// One sealed event of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// Gap-free number within the tenant, from 1.
    pub feed_no: i64,
    /// The event.
    pub event: EventRow,
}
