//! What is read besides the rows a decision writes: questions for lists and sums, and their answers.
//!
//! Pages are by key, never by offset: a question names the last key seen and gets what follows.

use std::collections::BTreeMap;

use super::rows::{EntryRow, ExceptionRow, LineRow, Queue};

/// Which streams a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// Kind of stream; any when absent.
    pub kind: Option<String>,
    /// Status; any when absent.
    pub status: Option<String>,
    /// Only children of this stream.
    pub parent: Option<String>,
    /// Only ids greater than this one.
    pub after: Option<String>,
    /// Only ids less than this one.
    pub before: Option<String>,
    /// At most so many.
    pub limit: i64,
    /// Descending by id, which is by age.
    pub newest_first: bool,
}

/// Which streams a list walks along by their ids, which is by age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlongTime<'a> {
    /// Kind of stream.
    pub kind: &'a str,
    /// Only this status.
    pub status: Option<&'a str>,
    /// Only ids greater than this one.
    pub after: &'a str,
    /// Only ids less than this one.
    pub before: &'a str,
    /// Descending.
    pub newest_first: bool,
}

/// Which streams a list walks along by their amounts in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlongAmounts<'a> {
    /// Kind of stream.
    pub kind: &'a str,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Only beyond this amount (minor units) and id.
    pub beyond: (i64, &'a str),
    /// Up to and with this amount, minor units: the last there is on the way.
    pub end_minor: i64,
    /// Descending.
    pub largest_first: bool,
}

/// What an index tells of a stream without opening it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadRow {
    /// Its id.
    pub stream_id: String,
    /// ISO 4217 code, empty where there is none.
    pub currency: String,
    /// Minor units.
    pub amount_minor: i64,
    /// Its status; empty where the index does not tell it.
    pub status: String,
}

/// How many streams there are of a kind in a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamCount {
    /// Kind of stream.
    pub kind: String,
    /// Their status.
    pub status: String,
    /// Their currency; amounts of several are never added.
    pub currency: String,
    /// How many.
    pub count: i64,
    /// Sum of what their lists show, minor units.
    pub amount_minor: i64,
}

/// An entry with its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView {
    /// Head.
    pub entry: EntryRow,
    /// Lines by number.
    pub lines: Vec<LineRow>,
}

/// Which balances.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BalanceQuery {
    /// Only this account.
    pub account: Option<String>,
    /// Only this subkey.
    pub subkey: Option<String>,
    /// Only what took effect up to then, inclusive.
    pub as_of_us: Option<i64>,
    /// One row per subkey instead of one per account. The fields below are about these rows.
    pub by_subkey: bool,
    /// Only rows that are not zero.
    pub only_open: bool,
    /// Only rows after this one.
    pub after: SubkeyAt,
    /// At most so many; all when absent.
    pub limit: Option<i64>,
}

/// Key of a sum by subkey, and the place where a page goes on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubkeyAt {
    /// Chart code.
    pub account: String,
    /// Subkey.
    pub subkey: String,
    /// ISO 4217 code.
    pub currency: String,
}

/// Sum of one account, subkey and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubkeySum {
    /// What it is the sum of.
    pub at: SubkeyAt,
    /// Debits less credits, minor units.
    pub amount_minor: i64,
    /// Lines in it.
    pub lines: i64,
    /// When the first of them took effect.
    pub first_us: i64,
    /// When the last of them took effect.
    pub last_us: i64,
}

/// Which sums by subkey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubkeyQuery {
    /// Only this account.
    pub account: Option<String>,
    /// Only sums that are not zero: what has not cleared.
    pub only_open: bool,
    /// Only keys after this one.
    pub after: SubkeyAt,
    /// At most so many.
    pub limit: i64,
}

/// Sum of the lines of one entry in one currency; not zero means the books are wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrySum {
    /// The entry.
    pub entry_id: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Debits less credits, minor units.
    pub amount_minor: i64,
    /// Lines in it.
    pub lines: i64,
}

/// Which exceptions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExceptionQuery {
    /// Only of this source.
    pub source: Option<String>,
    /// `open` or `resolved`; both when absent.
    pub state: Option<String>,
    /// Only ids greater than this one.
    pub after: Option<String>,
    /// At most so many.
    pub limit: i64,
}

/// An exception and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionView {
    /// As it was found.
    pub row: ExceptionRow,
    /// `open` or `resolved`.
    pub state: String,
    /// When it was resolved.
    pub resolved_us: Option<i64>,
    /// Who did it, or empty.
    pub resolved_by: String,
    /// What was done, or empty.
    pub resolution: String,
}

/// How many exceptions of a reason there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionCount {
    /// Machine word.
    pub reason: String,
    /// `open` or `resolved`.
    pub state: String,
    /// Currency, empty where there is none.
    pub currency: String,
    /// How many.
    pub count: i64,
    /// Sum of their amounts, minor units.
    pub amount_minor: i64,
}

/// An import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// `imp_…`
    pub import_id: String,
    /// Name of the source.
    pub source: String,
    /// Hex SHA-256 of the file.
    pub file_sha256: String,
    /// Hex SHA-256 of the mapping.
    pub mapping_sha256: String,
    /// `running`, `done`, `stopped`.
    pub state: String,
    /// Rows of the file, 0 while unknown.
    pub rows_total: i64,
    /// Rows read so far.
    pub rows_done: i64,
    /// Totals so far, JSON.
    pub totals: String,
    /// When it began.
    pub created_us: i64,
    /// When it last came further.
    pub updated_us: i64,
}

/// Rows of an import by what they are and what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportTotal {
    /// What the rows are.
    pub kind: String,
    /// What became of them.
    pub outcome: String,
    /// How many.
    pub count: i64,
    /// Sum of their amounts, minor units.
    pub amount_minor: i64,
}

/// A delivery as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryView {
    /// `dlv_…`
    pub delivery_id: String,
    /// Gateway account.
    pub target: String,
    /// Headers, JSON.
    pub headers: String,
    /// Raw body.
    pub body: Vec<u8>,
    /// `waiting`, `done`, `parked`.
    pub state: String,
    /// Claims so far.
    pub attempts: i64,
    /// Why it waits or was parked.
    pub note: String,
    /// When it came.
    pub received_us: i64,
}

/// How full the queues are, for the doctor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueDepth {
    /// `outbox`, `inbox`, `timer`.
    pub queue: String,
    /// `waiting`, and for the inbox also `done` and `parked`.
    pub state: String,
    /// How many items.
    pub count: i64,
    /// Of these, due and not leased.
    pub due: i64,
    /// When the oldest of the due was due; 0 when none is.
    pub oldest_due_us: i64,
    /// The most claims one of them has seen.
    pub most_attempts: i64,
}

/// The events of one tenant in one commit, as the sealer sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// `bat_…`
    pub batch_id: String,
    /// Keys of its events: JSON array of `[stream_id, seq]`.
    pub events: String,
    /// How many they are.
    pub event_count: i64,
    /// Hex SHA-256 over them, see [`super::seal::digest`].
    pub digest: String,
    /// Feed number of its first event, once sealed.
    pub first_no: Option<i64>,
    /// Hex SHA-256 of the chain up to here, once sealed.
    pub chain: Option<String>,
    /// When it was sealed.
    pub sealed_us: Option<i64>,
}

/// What a call of the sealer did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sealed {
    /// So many batches got their numbers; fewer than the limit means that none was left.
    Batches(i64),
    /// Somebody else holds the lease.
    NotOurs,
}

/// What a worker asks of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Which queue.
    pub queue: Queue,
    /// What is due by then, by the engine's clock.
    pub now_us: i64,
    /// Now by the machine's clock. Leases go by it: a test clock that jumps must not end them.
    pub wall_us: i64,
    /// For how long, microseconds.
    pub lease_us: i64,
    /// At most so many.
    pub limit: i64,
    /// Only items of these targets, each up to a number of its own; any items when absent.
    pub only: Option<Vec<Room>>,
}

/// How much a worker can take of one target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// Tenant of the account.
    pub tenant: String,
    /// Gateway account.
    pub target: String,
    /// At most so many items.
    pub most: usize,
}

/// An item that is due, before it is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) tenant: String,
    pub(crate) id: String,
    pub(crate) target: String,
}

/// Due items of one target that nobody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranded {
    /// `outbox` or `inbox`.
    pub queue: String,
    /// Tenant.
    pub tenant: String,
    /// Gateway account.
    pub target: String,
    /// How many items.
    pub count: i64,
    /// When the oldest of them was due.
    pub oldest_due_us: i64,
}

impl Claim {
    /// When the leases end.
    pub(crate) const fn until_us(&self) -> i64 {
        self.wall_us.saturating_add(self.lease_us)
    }

    /// Tenant and target of what may be taken, as the peeks compare them.
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        let rooms = self.only.as_ref()?.iter().filter(|room| room.most > 0);
        Some(rooms.map(|room| format!("{} {}", room.tenant, room.target)).collect())
    }

    /// Of what is due, as much as there is room for at each target.
    pub(crate) fn fitting(&self, due: Vec<Due>) -> Vec<(String, String)> {
        let mut left: Option<BTreeMap<String, usize>> = self
            .only
            .as_ref()
            .map(|rooms| rooms.iter().map(|room| (format!("{} {}", room.tenant, room.target), room.most)).collect());
        let mut fits = |due: &Due| {
            let Some(left) = &mut left else { return true };
            let Some(most) = left.get_mut(&format!("{} {}", due.tenant, due.target)) else { return false };
            let room = *most > 0;
            *most = most.saturating_sub(1);
            room
        };
        due.into_iter().filter(|due| fits(due)).map(|due| (due.tenant, due.id)).collect()
    }
}
