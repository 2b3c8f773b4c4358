//! Statements only PostgreSQL runs: rows go in as arrays, one statement per table, and keys come back.
//!
//! Every statement that writes or loads names its tenants, so that a distributed database sends it only to their
//! shards. They are named once, in an array of their own behind the columns: the server goes through it for every row.
//! The peeks are the exception: they look over all tenants, take no lock and only say where work is.

use crate::store::sql::{answer_columns, entry_columns, event_columns, line_columns, store_statements, stream_columns};

macro_rules! finish_many {
    ($table:literal) => {
        concat!(
            "DELETE FROM ",
            $table,
            " AS q USING unnest($1::text[], $2::text[], $3::bigint[]) AS u(t, id, epoch) \
             WHERE q.tenant_id = ANY($4) AND q.tenant_id = u.t AND q.id = u.id AND q.epoch = u.epoch \
             RETURNING q.tenant_id, q.id"
        )
    };
}

macro_rules! again_many {
    ($table:literal, $tail:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " AS q SET due_us = u.due_us, note = u.note, lease_until_us = 0, \
             epoch = q.epoch + 1 FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[]) \
             AS u(t, id, epoch, due_us, note) WHERE q.tenant_id = ANY($6) AND q.tenant_id = u.t AND q.id = u.id \
             AND q.epoch = u.epoch",
            $tail,
            " RETURNING q.tenant_id, q.id"
        )
    };
}

/// The oldest due items; `OF` takes an array of tenant and target with a blank between.
macro_rules! peek {
    ($table:literal, $target:literal, $tail:literal) => {
        concat!(
            "SELECT tenant_id, id, ",
            $target,
            " FROM ",
            $table,
            " WHERE due_us <= $1 AND lease_until_us <= $2",
            $tail
        )
    };
}

macro_rules! claim {
    ($table:literal, $columns:literal, $tail:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET lease_until_us = $1, epoch = epoch + 1, attempts = attempts + 1 \
             WHERE tenant_id = $2 AND id IN (SELECT id FROM ",
            $table,
            " WHERE tenant_id = $2 AND id = ANY($3) \
             AND due_us <= $4 AND lease_until_us <= $5",
            $tail,
            " ORDER BY id FOR UPDATE SKIP LOCKED) RETURNING ",
            $columns
        )
    };
}

/// Rows that are found through the events of a stream, not by an index of their own. `OFFSET 0` keeps the inner
/// query as it stands: by its key, whatever the planner believes about tables it has not looked at yet.
macro_rules! through_events {
    ($columns:expr, $table:literal, $key:expr, $range:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM event e CROSS JOIN LATERAL (SELECT * FROM ",
            $table,
            " n WHERE n.tenant_id = $1 AND ",
            $key,
            " OFFSET 0) n WHERE e.tenant_id = $1 AND ",
            $range,
            " ",
            $tail
        )
    };
}

store_statements! {
    through_events;
    LOAD_STREAMS = "SELECT s.tenant_id, s.stream_id, s.kind, s.version, s.base_version, s.status, s.currency, \
        s.amount_minor, s.parent_id, s.state, s.created_us, s.updated_us \
        FROM unnest($1::text[], $2::text[]) AS u(t, id) \
        JOIN stream AS s ON s.tenant_id = u.t AND s.stream_id = u.id WHERE s.tenant_id = ANY($3)";
    LOAD_ANSWERS = "SELECT i.tenant_id, i.key, i.fingerprint, i.status, i.answer, i.created_us \
        FROM unnest($1::text[], $2::text[]) AS u(t, key) \
        JOIN idempotency AS i ON i.tenant_id = u.t AND i.key = u.key WHERE i.tenant_id = ANY($3)";
    LOAD_REFERENCES = "SELECT r.tenant_id, r.kind, r.value, r.stream_id \
        FROM unnest($1::text[], $2::text[], $3::text[]) AS u(t, kind, value) \
        JOIN reference AS r ON r.tenant_id = u.t AND r.value = u.value AND r.kind = u.kind \
        WHERE r.tenant_id = ANY($4)";
    EVENTS_BY_KEY = "SELECT e.stream_id, e.seq, e.event_id, e.kind, e.actor_kind, e.actor_id, e.effective_us, \
        e.booked_us, e.body FROM unnest($1::text[], $2::bigint[]) AS u(stream_id, seq) \
        JOIN event AS e ON e.stream_id = u.stream_id AND e.seq = u.seq WHERE e.tenant_id = $3";

    PUT_ANSWERS = concat!("INSERT INTO idempotency (tenant_id, ", answer_columns!(), ") \
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[]) \
        ON CONFLICT (tenant_id, key) DO NOTHING RETURNING tenant_id, key");
    FINISH_OUTBOX = finish_many!("outbox");
    FINISH_TIMER = finish_many!("timer");
    FINISH_INBOX = "UPDATE inbox AS q SET \
        state = CASE WHEN q.note = 'hinted again' THEN 'waiting' ELSE 'done' END, \
        attempts = CASE WHEN q.note = 'hinted again' THEN 0 ELSE q.attempts END, note = '', lease_until_us = 0 \
        FROM unnest($1::text[], $2::text[], $3::bigint[]) AS u(t, id, epoch) WHERE q.tenant_id = ANY($4) \
        AND q.tenant_id = u.t AND q.id = u.id AND q.epoch = u.epoch AND q.state = 'waiting' \
        RETURNING q.tenant_id, q.id";
    AGAIN_OUTBOX = again_many!("outbox", "");
    AGAIN_TIMER = again_many!("timer", "");
    AGAIN_INBOX = again_many!("inbox", " AND q.state = 'waiting'");
    PARK_INBOX = "UPDATE inbox AS q SET state = 'parked', note = u.note, lease_until_us = 0 \
        FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS u(t, id, epoch, note) \
        WHERE q.tenant_id = ANY($5) AND q.tenant_id = u.t AND q.id = u.id AND q.epoch = u.epoch \
        AND q.state = 'waiting' RETURNING q.tenant_id, q.id";
    RESOLVE = "UPDATE exception AS x SET state = 'resolved', resolved_us = u.at_us, resolved_by = u.who, \
        resolution = u.what FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[]) \
        AS u(t, id, at_us, who, what) WHERE x.tenant_id = ANY($6) AND x.tenant_id = u.t \
        AND x.exception_id = u.id AND x.state = 'open' RETURNING x.tenant_id, x.exception_id";
    PUT_STREAMS = concat!("INSERT INTO stream AS s (tenant_id, ", stream_columns!(), ") \
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], \
        $7::text[], $8::bigint[], $9::text[], $10::text[], $11::bigint[], $12::bigint[]) \
        ON CONFLICT (tenant_id, stream_id) DO UPDATE SET version = excluded.version, \
        base_version = excluded.base_version, status = excluded.status, currency = excluded.currency, \
        amount_minor = excluded.amount_minor, parent_id = excluded.parent_id, state = excluded.state, \
        updated_us = excluded.updated_us WHERE s.version = excluded.base_version \
        RETURNING s.tenant_id, s.stream_id");

    PUT_EVENTS = concat!("INSERT INTO event (tenant_id, ", event_columns!(), ") \
        SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], \
        $7::text[], $8::bigint[], $9::bigint[], $10::text[])");
    PUT_ENTRIES = concat!("INSERT INTO entry (tenant_id, ", entry_columns!(), ") \
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], \
        $7::bigint[], $8::text[], $9::text[])");
    PUT_LINES = concat!("INSERT INTO line (tenant_id, ", line_columns!(), ") \
        SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], \
        $7::bigint[], $8::bigint[])");
    PUT_EFFECTS = "INSERT INTO outbox (tenant_id, id, stream_id, target, kind, payload, due_us, created_us, \
        lease_until_us, epoch, attempts, note, outcome) SELECT u.*, 0, 0, 0, '', '' FROM unnest($1::text[], $2::text[], \
        $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[]) AS u";
    CANCEL_TIMERS = "DELETE FROM timer AS q USING unnest($1::text[], $2::text[]) AS u(t, id) \
        WHERE q.tenant_id = ANY($3) AND q.tenant_id = u.t AND q.id = u.id";
    PUT_TIMERS = "INSERT INTO timer (tenant_id, id, stream_id, kind, payload, due_us, created_us, \
        lease_until_us, epoch, attempts, note) SELECT u.*, 0, 0, 0, '' FROM unnest($1::text[], $2::text[], \
        $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[]) AS u";
    PUT_REFERENCES = "INSERT INTO reference (tenant_id, kind, value, stream_id) \
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) \
        ON CONFLICT (tenant_id, value, kind, stream_id) DO NOTHING";
    PUT_FLAGS = "INSERT INTO flag (tenant_id, flag, id, stream_id, since_us) \
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[]) \
        ON CONFLICT (tenant_id, flag, id) DO NOTHING";
    DROP_FLAGS = "DELETE FROM flag AS q USING unnest($1::text[], $2::text[], $3::text[]) AS u(t, flag, id) \
        WHERE q.tenant_id = ANY($4) AND q.tenant_id = u.t AND q.flag = u.flag AND q.id = u.id";
    PUT_NOTICES = "INSERT INTO notice (tenant_id, notice_id, stream_id, event_id, audience, language, template, \
        subject, body, at_us) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], \
        $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[])";
    PUT_EXCEPTIONS = "INSERT INTO exception (tenant_id, exception_id, source, row_no, reason, detail, raw, \
        amount_minor, currency, at_us, state, resolved_us, resolved_by, resolution) \
        SELECT u.*, 'open', NULL, '', '' FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], \
        $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::bigint[]) AS u";
    PUT_IMPORT_ROWS = "INSERT INTO import_row (tenant_id, import_id, row_no, kind, outcome, stream_id, \
        amount_minor) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], \
        $6::text[], $7::bigint[]) ON CONFLICT (tenant_id, import_id, row_no) DO NOTHING";
    PROGRESS = "UPDATE import_run AS r SET state = u.state, rows_done = u.rows_done, totals = u.totals, \
        updated_us = u.updated_us FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], \
        $6::bigint[]) AS u(t, id, state, rows_done, totals, updated_us) WHERE r.tenant_id = ANY($7) \
        AND r.tenant_id = u.t AND r.import_id = u.id";
    PUT_BATCHES = "INSERT INTO batch (tenant_id, batch_id, events, event_count, digest) \
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])";
    PUT_EXCHANGES = "INSERT INTO exchange (tenant_id, exchange_id, stream_id, target, request, request_body, \
        status, reply_body, reading, at_us, took_us) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], \
        $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::bigint[]) \
        ON CONFLICT (tenant_id, exchange_id) DO NOTHING";
    FORGET = "DELETE FROM idempotency WHERE tenant_id = $1 AND key = ANY($2) AND created_us < $3";
    NUMBER_BATCHES = "UPDATE batch AS b SET first_no = u.first_no, chain = u.chain, sealed_us = $4 \
        FROM unnest($2::text[], $3::bigint[], $5::text[]) AS u(id, first_no, chain) \
        WHERE b.tenant_id = $1 AND b.batch_id = u.id AND b.first_no IS NULL RETURNING b.batch_id";

    PUT_REQUESTS = "INSERT INTO request_log (tenant_id, request_id, at_us, key_id, person, method, path, about, \
        status, code, param, replayed, took_us, missing) SELECT j.item ->> 0, j.item ->> 1, CAST(j.item ->> 2 AS BIGINT), \
        j.item ->> 3, j.item ->> 4, j.item ->> 5, j.item ->> 6, j.item ->> 7, CAST(j.item ->> 8 AS BIGINT), j.item ->> 9, \
        j.item ->> 10, CAST(j.item ->> 11 AS BIGINT), CAST(j.item ->> 12 AS BIGINT), CAST(j.item ->> 13 AS BIGINT) \
        FROM json_array_elements(CAST(CAST($1 AS text) AS json)) AS j(item) \
        ON CONFLICT (tenant_id, request_id) DO NOTHING";
    PUT_HEALTH = "INSERT INTO gateway_health (tenant_id, node_id, account, health, seen_us) SELECT j.item ->> 0, \
        j.item ->> 1, j.item ->> 2, j.item ->> 3, CAST(j.item ->> 4 AS BIGINT) \
        FROM json_array_elements(CAST(CAST($1 AS text) AS json)) AS j(item) \
        ON CONFLICT (tenant_id, node_id, account) DO UPDATE SET health = excluded.health, seen_us = excluded.seen_us";

    PEEK_OUTBOX = peek!("outbox", "target", " ORDER BY due_us LIMIT $3");
    PEEK_OUTBOX_OF = peek!("outbox", "target",
        " AND tenant_id || ' ' || target = ANY($3::text[]) ORDER BY due_us LIMIT $4");
    PEEK_INBOX = peek!("inbox", "target", " AND state = 'waiting' ORDER BY due_us LIMIT $3");
    PEEK_INBOX_OF = peek!("inbox", "target",
        " AND state = 'waiting' AND tenant_id || ' ' || target = ANY($3::text[]) ORDER BY due_us LIMIT $4");
    PEEK_TIMER = peek!("timer", "''::text", " ORDER BY due_us LIMIT $3");
    CLAIM_OUTBOX = claim!("outbox",
        "tenant_id, id, stream_id, target, kind, payload, '', epoch, attempts - 1, created_us, due_us, outcome", "");
    CLAIM_INBOX = claim!("inbox",
        "tenant_id, id, '', target, '', payload, headers, epoch, attempts - 1, created_us, due_us, ''",
        " AND state = 'waiting'");
    CLAIM_TIMER = claim!("timer",
        "tenant_id, id, stream_id, '', kind, payload, '', epoch, attempts - 1, created_us, due_us, ''", "");

    SETTINGS = "SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'server_version', \
        'fsync', 'full_page_writes', 'synchronous_commit', 'max_connections') ORDER BY name";
}
