//! Statements only SQLite runs: a commit goes row by row over cached statements, for there is no round trip to save.

use crate::store::sql::{answer_columns, entry_columns, event_columns, line_columns, store_statements, stream_columns};

/// Claims due items out of a JSON array of tenant and id.
macro_rules! claim {
    ($table:literal, $columns:literal, $tail:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET lease_until_us = $1, epoch = epoch + 1, attempts = attempts + 1 \
             WHERE (tenant_id, id) IN (SELECT value ->> 0, value ->> 1 FROM json_each($2)) \
             AND due_us <= $3 AND lease_until_us <= $4",
            $tail,
            " RETURNING ",
            $columns
        )
    };
}

/// The oldest due items; `OF` takes a JSON array of tenant and target with a blank between.
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

/// Rows that are found through the events of a stream, not by an index of their own. `CROSS JOIN` is a join that this
/// database does not turn around.
macro_rules! through_events {
    ($columns:expr, $table:literal, $key:expr, $range:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM event e CROSS JOIN ",
            $table,
            " n WHERE e.tenant_id = $1 AND n.tenant_id = $1 AND ",
            $range,
            " AND ",
            $key,
            " ",
            $tail
        )
    };
}

store_statements! {
    through_events;
    LOAD_STREAM =
        concat!("SELECT tenant_id, ", stream_columns!(), " FROM stream WHERE tenant_id = $1 AND stream_id = $2");
    LOAD_ANSWER =
        concat!("SELECT tenant_id, ", answer_columns!(), " FROM idempotency WHERE tenant_id = $1 AND key = $2");
    LOAD_REFERENCE = "SELECT tenant_id, kind, value, stream_id FROM reference WHERE tenant_id = $1 \
        AND value = $2 AND kind = $3";
    EVENT = concat!("SELECT ", event_columns!(),
        " FROM event WHERE tenant_id = $1 AND stream_id = $2 AND seq = $3");

    PUT_ANSWER = concat!("INSERT INTO idempotency (tenant_id, ", answer_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING");
    NEW_STREAM = concat!("INSERT INTO stream (tenant_id, ", stream_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING");
    SAME_STREAM = "UPDATE stream SET version = $1, base_version = $2, state = $3, updated_us = $4 \
        WHERE status = $5 AND amount_minor = $6 AND currency = $7 AND parent_id = $8 \
        AND tenant_id = $9 AND stream_id = $10 AND version = $2";
    NEXT_STREAM = "UPDATE stream SET version = $1, base_version = $2, state = $3, updated_us = $4, status = $5 \
        WHERE amount_minor = $6 AND currency = $7 AND parent_id = $8 \
        AND tenant_id = $9 AND stream_id = $10 AND version = $2";
    OTHER_STREAM = "UPDATE stream SET version = $1, base_version = $2, state = $3, updated_us = $4, status = $5, \
        amount_minor = $6, currency = $7, parent_id = $8 \
        WHERE tenant_id = $9 AND stream_id = $10 AND version = $2";
    PUT_FLAG = "INSERT INTO flag (tenant_id, flag, id, stream_id, since_us) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT DO NOTHING";
    DROP_FLAG = "DELETE FROM flag WHERE tenant_id = $1 AND flag = $2 AND id = $3";
    RESOLVE = "UPDATE exception SET state = 'resolved', resolved_us = $1, resolved_by = $2, resolution = $3 \
        WHERE tenant_id = $4 AND exception_id = $5 AND state = 'open'";
    PUT_EVENT = concat!("INSERT INTO event (tenant_id, ", event_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    PUT_ENTRY = concat!("INSERT INTO entry (tenant_id, ", entry_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    PUT_LINE = concat!("INSERT INTO line (tenant_id, ", line_columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)");
    PUT_EFFECT = "INSERT INTO outbox (tenant_id, id, stream_id, target, kind, payload, due_us, lease_until_us, \
        epoch, attempts, note, outcome, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, '', '', $8)";
    CANCEL_TIMER = "DELETE FROM timer WHERE tenant_id = $1 AND id = $2";
    PUT_TIMER = "INSERT INTO timer (tenant_id, id, stream_id, kind, payload, due_us, lease_until_us, \
        epoch, attempts, note, created_us) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, '', $7)";
    PUT_REFERENCE = "INSERT INTO reference (tenant_id, kind, value, stream_id) VALUES ($1, $2, $3, $4) \
        ON CONFLICT DO NOTHING";
    PUT_NOTICE = "INSERT INTO notice (tenant_id, notice_id, stream_id, event_id, audience, language, template, \
        subject, body, at_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    PUT_EXCEPTION = "INSERT INTO exception (tenant_id, exception_id, source, row_no, reason, detail, raw, \
        amount_minor, currency, at_us, state, resolved_us, resolved_by, resolution) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', NULL, '', '')";
    PUT_IMPORT_ROW = "INSERT INTO import_row (tenant_id, import_id, row_no, kind, outcome, stream_id, \
        amount_minor) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    PROGRESS = "UPDATE import_run SET state = $1, rows_done = $2, totals = $3, updated_us = $4 \
        WHERE tenant_id = $5 AND import_id = $6";
    PUT_BATCH = "INSERT INTO batch (tenant_id, batch_id, events, event_count, digest) VALUES ($1, $2, $3, $4, $5)";
    PUT_EXCHANGE = "INSERT INTO exchange (tenant_id, exchange_id, stream_id, target, request, request_body, \
        status, reply_body, reading, at_us, took_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
        ON CONFLICT DO NOTHING";
    FORGET = "DELETE FROM idempotency WHERE tenant_id = $1 AND key = $2 AND created_us < $3";
    NUMBER_BATCH = "UPDATE batch SET first_no = $1, chain = $2, sealed_us = $3 \
        WHERE tenant_id = $4 AND batch_id = $5 AND first_no IS NULL";

    PUT_REQUESTS = "INSERT INTO request_log (tenant_id, request_id, at_us, key_id, person, method, path, about, \
        status, code, param, replayed, took_us, missing) SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, \
        value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, \
        value ->> 12, value ->> 13 FROM json_each($1) WHERE true ON CONFLICT (tenant_id, request_id) DO NOTHING";
    PUT_HEALTH = "INSERT INTO gateway_health (tenant_id, node_id, account, health, seen_us) SELECT value ->> 0, \
        value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each($1) WHERE true \
        ON CONFLICT (tenant_id, node_id, account) DO UPDATE SET health = excluded.health, seen_us = excluded.seen_us";

    PEEK_OUTBOX = peek!("outbox", "target", " ORDER BY due_us LIMIT $3");
    PEEK_OUTBOX_OF = peek!("outbox", "target",
        " AND tenant_id || ' ' || target IN (SELECT value FROM json_each($3)) ORDER BY due_us LIMIT $4");
    PEEK_INBOX = peek!("inbox", "target", " AND state = 'waiting' ORDER BY due_us LIMIT $3");
    PEEK_INBOX_OF = peek!("inbox", "target", " AND state = 'waiting' \
        AND tenant_id || ' ' || target IN (SELECT value FROM json_each($3)) ORDER BY due_us LIMIT $4");
    PEEK_TIMER = peek!("timer", "''", " ORDER BY due_us LIMIT $3");
    CLAIM_OUTBOX = claim!("outbox",
        "tenant_id, id, stream_id, target, kind, payload, '', epoch, attempts - 1, created_us, due_us, outcome", "");
    CLAIM_INBOX = claim!("inbox",
        "tenant_id, id, '', target, '', payload, headers, epoch, attempts - 1, created_us, due_us, ''",
        " AND state = 'waiting'");
    CLAIM_TIMER = claim!("timer",
        "tenant_id, id, stream_id, '', kind, payload, '', epoch, attempts - 1, created_us, due_us, ''", "");

    SETTINGS = "SELECT 'journal_mode', journal_mode FROM pragma_journal_mode UNION ALL \
        SELECT 'free_pages', CAST(freelist_count AS TEXT) FROM pragma_freelist_count UNION ALL \
        SELECT 'pages', CAST(page_count AS TEXT) FROM pragma_page_count UNION ALL \
        SELECT 'page_size', CAST(page_size AS TEXT) FROM pragma_page_size";
}
