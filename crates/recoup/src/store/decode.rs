//! How each row type is read; the order of columns is the order of fields, and `sql` names them so.

use super::cell::{Cells, FromCells};
use super::error::{Result, StoreError};
use super::evidence::{EvidenceRow, OldEvidence};
use super::gateway_accounts::GatewayAccountRow;
use super::node_rows::*;
use super::person_rows::*;
use super::rows::*;
use super::views::*;

/// Reads the fields of a struct in order; `a: text` calls `cells.text()`.
macro_rules! read_rows {
    ($($row:ty { $($field:ident : $how:ident),* $(,)? })*) => {
        $(impl FromCells for $row {
            fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
                Ok(Self { $($field: cells.$how()?),* })
            }
        })*
    };
}

read_rows! {
    StreamRow {
        stream_id: text, kind: text, version: int, base_version: int, status: text, currency: text,
        amount_minor: int, parent_id: text, state: text, created_us: int, updated_us: int,
    }
    HeadRow { stream_id: text, currency: text, amount_minor: int, status: text }
    EventRow {
        stream_id: text, seq: int, event_id: text, kind: text, actor_kind: text, actor_id: text,
        effective_us: int, booked_us: int, body: text,
    }
    EntryRow {
        entry_id: text, event_id: text, stream_id: text, act: text, effective_us: int, booked_us: int,
        reverses_entry_id: maybe_text, memo: text,
    }
    LineRow {
        entry_id: text, line_no: int, account: text, subkey: text, currency: text, amount_minor: int,
        effective_us: int,
    }
    EffectRow { effect_id: text, stream_id: text, target: text, kind: text, payload: text, due_us: int }
    EvidenceRow {
        tenant: text, dispute: text, sha256: text, payment: text, name: text, media_type: text, content: bytes, at_us: int,
    }
    OldEvidence { payment: text, dispute: text }
    TimerRow { timer_id: text, stream_id: text, kind: text, payload: text, due_us: int }
    FlagRow { flag: text, id: text, stream_id: text, since_us: int }
    ReferenceRow { kind: text, value: text, stream_id: text }
    NoticeRow {
        notice_id: text, stream_id: text, event_id: text, audience: text, language: text, template: text,
        subject: text, body: text, at_us: int,
    }
    ExceptionRow {
        exception_id: text, source: text, row_no: int, reason: text, detail: text, raw: text,
        amount_minor: int, currency: text, at_us: int,
    }
    ExchangeRow {
        tenant: text, exchange_id: text, stream_id: text, target: text, request: text, request_body: text,
        status: int, reply_body: text, reading: text, at_us: int, took_us: int,
    }
    ApiKeyRow {
        tenant: text, key_id: text, secret_hash: text, last4: text, label: text, person: text, grants: text,
        created_us: int, expires_us: maybe_int, revoked_us: maybe_int,
    }
    PersonRow {
        tenant: text, person: text, email: text, name: text, password: text, second_factor: text,
        factor_step: int, grants: text, failures: int, failed_us: int, created_us: int, disabled_us: maybe_int,
    }
    GatewayAccountRow {
        tenant: text, name: text, base_url: text, settings: text, secrets: text, hints: text, state: text,
        version: int, created_us: int, changed_us: int, changed_by: text,
    }
    SessionRow {
        tenant: text, session_id: text, person: text, agent: text, created_us: int, seen_us: int,
        proved_us: int, ended_us: maybe_int, wrong_codes: int,
    }
    LinkRow { tenant: text, link_id: text, person: text, created_us: int, expires_us: int, used_us: maybe_int, code: text }
    TeamChangeRow {
        tenant: text, change_id: text, kind: text, person: text, asked_by: text, asked_us: int, expires_us: int,
        before: text, after: text, state: text, answered_by: text, answered_us: int, code: text,
    }
    AttemptRow {
        tenant: text, attempt_id: text, provider: text, nonce: text, verifier: text, next: text, person: text,
        subject_hash: text, expires_us: int, used_us: maybe_int,
    }
    RemarkRow {
        stream_id: text, remark_id: text, person: text, body: text, file_name: text, file_type: text, at_us: int,
    }
    FileRow { file_name: text, file_type: text, file: bytes }
    AccessRow { access_id: text, at_us: int, person: text, kind: text, about: text, detail: text }
    SavedViewRow { page: text, name: text, query: text }
    TenantRow { tenant: text, name: text, settings: text, created_us: int }
    Claimed {
        tenant: text, id: text, stream_id: text, target: text, kind: text, payload: bytes, headers: text,
        epoch: int, attempts: int, created_us: int, due_us: int, outcome: text,
    }
    Stranded { queue: text, tenant: text, target: text, count: int, oldest_due_us: int }
    Due { tenant: text, id: text, target: text }
    BalanceRow { account: text, subkey: text, currency: text, debit_minor: int, credit_minor: int }
    StreamCount { kind: text, status: text, currency: text, count: int, amount_minor: int }
    SubkeyAt { account: text, subkey: text, currency: text }
    EntrySum { entry_id: text, currency: text, amount_minor: int, lines: int }
    ExceptionCount { reason: text, state: text, currency: text, count: int, amount_minor: int }
    ImportRun {
        import_id: text, source: text, file_sha256: text, mapping_sha256: text, state: text,
        rows_total: int, rows_done: int, totals: text, created_us: int, updated_us: int,
    }
    ImportTotal { kind: text, outcome: text, count: int, amount_minor: int }
    DeliveryView {
        delivery_id: text, target: text, headers: text, body: bytes, state: text, attempts: int, note: text,
        received_us: int,
    }
    QueueDepth { queue: text, state: text, count: int, due: int, oldest_due_us: int, most_attempts: int }
    RequestRow {
        request_id: text, at_us: int, key_id: text, person: text, method: text, path: text, about: text,
        status: int, code: text, param: text, replayed: int, took_us: int, missing: int,
    }
    NodeRow { node_id: text, version: text, work: text, started_us: int, seen_us: int, ended_us: maybe_int }
    HealthRow { node_id: text, account: text, health: text, seen_us: int }
    SealerRow { holder: text, until_us: int }
    CallRow {
        effect_id: text, stream_id: text, target: text, kind: text, due_us: int, lease_until_us: int, attempts: int,
        note: text, created_us: int,
    }
    BatchRow {
        batch_id: text, events: text, event_count: int, digest: text, first_no: maybe_int, chain: maybe_text,
        sealed_us: maybe_int,
    }
}

impl FromCells for IdempotencyRow {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok(Self {
            key: cells.text()?,
            fingerprint: cells.text()?,
            status: u16::try_from(cells.int()?)
                .map_err(|_| StoreError::Corrupt { what: "status of a remembered answer".to_owned() })?,
            answer: cells.text()?,
            created_us: cells.int()?,
        })
    }
}

impl FromCells for ExceptionView {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok(Self {
            row: ExceptionRow::from_cells(cells)?,
            state: cells.text()?,
            resolved_us: cells.maybe_int()?,
            resolved_by: cells.text()?,
            resolution: cells.text()?,
        })
    }
}

impl FromCells for SubkeySum {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok(Self {
            at: SubkeyAt::from_cells(cells)?,
            amount_minor: cells.int()?,
            lines: cells.int()?,
            first_us: cells.int()?,
            last_us: cells.int()?,
        })
    }
}

/// A row with its tenant in front.
impl<T: FromCells> FromCells for (String, T) {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        Ok((cells.text()?, T::from_cells(cells)?))
    }
}

impl FromCells for String {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        cells.text()
    }
}

impl FromCells for i64 {
    fn from_cells(cells: &mut dyn Cells) -> Result<Self> {
        cells.int()
    }
}
