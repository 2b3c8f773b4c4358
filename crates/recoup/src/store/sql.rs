//! Every statement that both databases run as it stands. Text only, so that the dialect test can read it.
//!
//! Placeholders appear in ascending order. `CROSS JOIN` tells SQLite, which knows nothing of how many rows there are, in
//! which order to join; PostgreSQL reads it as any join. Every statement names its tenant, except those the dialect test
//! lists: they look over all tenants without locks and only tell where work is.

/// Declares statements and lists them all under `ALL`.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$meta])* pub(crate) const $name: &str = $sql;)*
        /// Every statement of this file with its name.
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}
pub(crate) use statements;

macro_rules! stream_columns {
    () => {
        "stream_id, kind, version, base_version, status, currency, amount_minor, parent_id, state, \
         created_us, updated_us"
    };
}
macro_rules! event_columns {
    () => {
        "stream_id, seq, event_id, kind, actor_kind, actor_id, effective_us, booked_us, body"
    };
}
macro_rules! entry_columns {
    () => {
        "entry_id, event_id, stream_id, act, effective_us, booked_us, reverses_entry_id, memo"
    };
}
macro_rules! line_columns {
    () => {
        "entry_id, line_no, account, subkey, currency, amount_minor, effective_us"
    };
}
macro_rules! answer_columns {
    () => {
        "key, fingerprint, status, answer, created_us"
    };
}
macro_rules! exception_columns {
    () => {
        "exception_id, source, row_no, reason, detail, raw, amount_minor, currency, at_us, state, \
         resolved_us, resolved_by, resolution"
    };
}
macro_rules! api_key_columns {
    () => {
        "tenant_id, key_id, secret_hash, last4, label, person, grants, created_us, expires_us, revoked_us"
    };
}
macro_rules! person_columns {
    () => {
        "tenant_id, person, email, name, password, second_factor, factor_step, grants, failures, failed_us, \
         created_us, disabled_us"
    };
}
macro_rules! session_columns {
    () => {
        "tenant_id, session_id, person, agent, created_us, seen_us, proved_us, ended_us"
    };
}
macro_rules! session_read {
    () => {
        concat!(session_columns!(), ", COALESCE(wrong_codes, 0)")
    };
}
macro_rules! team_change_columns {
    () => {
        "tenant_id, change_id, kind, person, asked_by, asked_us, expires_us, before, after, state, answered_by, \
        answered_us, code"
    };
}
macro_rules! import_columns {
    () => {
        "import_id, source, file_sha256, mapping_sha256, state, rows_total, rows_done, totals, created_us, \
         updated_us"
    };
}
macro_rules! batch_columns {
    () => {
        "batch_id, events, event_count, digest, first_no, chain, sealed_us"
    };
}
macro_rules! request_columns {
    () => {
        "request_id, at_us, key_id, person, method, path, about, status, code, param, replayed, took_us, missing"
    };
}
macro_rules! delivery_columns {
    () => {
        "id, target, headers, payload, state, attempts, note, created_us"
    };
}
pub(crate) use {answer_columns, entry_columns, event_columns, line_columns, stream_columns};

/// The id of the entry that the event `e` posts, if it posts one: its own id under the prefix of entries.
macro_rules! entry_of_event {
    () => {
        "'ent_' || substr(e.event_id, 5)"
    };
}
macro_rules! own_entry_columns {
    () => {
        "n.entry_id, n.event_id, n.stream_id, n.act, n.effective_us, n.booked_us, n.reverses_entry_id, n.memo"
    };
}
macro_rules! own_line_columns {
    () => {
        "n.entry_id, n.line_no, n.account, n.subkey, n.currency, n.amount_minor, n.effective_us"
    };
}
macro_rules! own_notice_columns {
    () => {
        "n.notice_id, n.stream_id, n.event_id, n.audience, n.language, n.template, n.subject, n.body, n.at_us"
    };
}
/// As `statements`, for one database, with those rows that are found through the events of a stream: what is asked is
/// the same on both, and `$through` says how this one joins.
macro_rules! store_statements {
    ($through:ident; $($rest:tt)*) => {
        $crate::store::sql::statements! {
            ENTRIES_OF_STREAM = $through!($crate::store::sql::own_entry_columns!(), "entry",
                concat!("n.entry_id = ", $crate::store::sql::entry_of_event!()),
                "e.stream_id = $2 AND n.entry_id > $3", "ORDER BY n.entry_id LIMIT $4");
            LINES_OF_STREAM = $through!($crate::store::sql::own_line_columns!(), "line",
                concat!("n.entry_id = ", $crate::store::sql::entry_of_event!()),
                "e.stream_id = $2 AND n.entry_id >= $3 AND n.entry_id <= $4", "ORDER BY n.entry_id, n.line_no");
            NOTICES = $through!($crate::store::sql::own_notice_columns!(), "notice",
                "n.event_id = e.event_id",
                "e.stream_id = $2 AND n.notice_id > $3", "ORDER BY n.notice_id LIMIT $4");
            SCAN_ENTRIES = $through!($crate::store::sql::own_entry_columns!(), "entry",
                concat!("n.entry_id = ", $crate::store::sql::entry_of_event!()),
                "(e.stream_id, e.seq) > ($2, $3) AND (e.stream_id, e.seq) <= ($4, $5)", "ORDER BY e.stream_id, e.seq");
            SCAN_LINES = $through!($crate::store::sql::own_line_columns!(), "line",
                concat!("n.entry_id = ", $crate::store::sql::entry_of_event!()),
                "(e.stream_id, e.seq) > ($2, $3) AND (e.stream_id, e.seq) <= ($4, $5)",
                "ORDER BY e.stream_id, e.seq, n.line_no");
            SCAN_NOTICES = $through!($crate::store::sql::own_notice_columns!(), "notice",
                "n.event_id = e.event_id",
                "e.stream_id >= $2 AND e.stream_id <= $3", "ORDER BY e.stream_id, n.notice_id");
            $($rest)*
        }
    };
}
pub(crate) use {entry_of_event, own_entry_columns, own_line_columns, own_notice_columns, store_statements};

/// A page of streams: what is asked, and the direction.
macro_rules! stream_page {
    ($which:literal, $range:literal, $order:literal, $limit:literal) => {
        concat!(
            "SELECT ",
            stream_columns!(),
            " FROM stream WHERE tenant_id = $1 AND ",
            $which,
            " AND ",
            $range,
            " ORDER BY stream_id",
            $order,
            " LIMIT ",
            $limit
        )
    };
}

/// What stands in an index of streams, so that no row is opened: which of them, and in which order.
macro_rules! heads {
    ($status:literal, $which:literal, $order:literal) => {
        concat!(
            "SELECT stream_id, currency, amount_minor, ",
            $status,
            " AS status FROM stream WHERE tenant_id = $1 AND ",
            $which,
            " ORDER BY ",
            $order
        )
    };
}

macro_rules! sum_of_lines {
    ($subkey:literal, $group:literal, $range:literal, $having:literal, $limit:literal) => {
        concat!(
            "SELECT account, ",
            $subkey,
            ", currency, \
             CAST(SUM(CASE WHEN amount_minor > 0 THEN amount_minor ELSE 0 END) AS BIGINT), \
             CAST(SUM(CASE WHEN amount_minor < 0 THEN -amount_minor ELSE 0 END) AS BIGINT) \
             FROM line WHERE tenant_id = $1 AND account >= $2 AND account <= $3 AND subkey >= $4 \
             AND subkey <= $5 AND effective_us <= $6",
            $range,
            " GROUP BY ",
            $group,
            $having,
            " ORDER BY ",
            $group,
            $limit
        )
    };
}

macro_rules! depth {
    ($queue:literal, $state:literal, $tail:literal) => {
        concat!(
            "SELECT '",
            $queue,
            "', ",
            $state,
            ", COUNT(*), \
             CAST(COALESCE(SUM(CASE WHEN due_us <= $1 AND lease_until_us <= $2 THEN 1 ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(MIN(CASE WHEN due_us <= $1 AND lease_until_us <= $2 THEN due_us END), 0) AS BIGINT), \
             CAST(COALESCE(MAX(attempts), 0) AS BIGINT) FROM ",
            $queue,
            $tail
        )
    };
}

macro_rules! stranded {
    ($queue:literal, $tail:literal) => {
        concat!(
            "SELECT '",
            $queue,
            "', tenant_id, target, COUNT(*), MIN(due_us) FROM ",
            $queue,
            " WHERE due_us <= $1 AND lease_until_us <= $2",
            $tail,
            " GROUP BY tenant_id, target ORDER BY tenant_id, target LIMIT 1000"
        )
    };
}

macro_rules! again {
    ($table:literal, $tail:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET due_us = $1, note = $2, lease_until_us = 0, epoch = epoch + 1 \
             WHERE tenant_id = $3 AND id = $4 AND epoch = $5",
            $tail
        )
    };
}

macro_rules! extend {
    ($table:literal) => {
        concat!(
            "UPDATE ",
            $table,
            " SET lease_until_us = $1 WHERE tenant_id = $2 AND id = $3 AND epoch = $4 \
             AND lease_until_us <> 0"
        )
    };
}

statements! {
    STREAM = concat!("SELECT ", stream_columns!(), " FROM stream WHERE tenant_id = $1 AND stream_id = $2");
    STREAMS = stream_page!("kind >= $2 AND kind <= $3 AND status >= $4 AND status <= $5",
        "stream_id > $6 AND stream_id < $7", "", "$8");
    STREAMS_DESC = stream_page!("kind >= $2 AND kind <= $3 AND status >= $4 AND status <= $5",
        "stream_id > $6 AND stream_id < $7", " DESC", "$8");
    STREAMS_OF_KIND = stream_page!("kind = $2", "stream_id > $3 AND stream_id < $4", "", "$5");
    STREAMS_OF_KIND_DESC = stream_page!("kind = $2", "stream_id > $3 AND stream_id < $4", " DESC", "$5");
    STREAMS_IN_STATUS = stream_page!("kind = $2 AND status = $3", "stream_id > $4 AND stream_id < $5", "", "$6");
    STREAMS_IN_STATUS_DESC =
        stream_page!("kind = $2 AND status = $3", "stream_id > $4 AND stream_id < $5", " DESC", "$6");
    STREAMS_OF_PARENT = stream_page!(
        "parent_id = $2 AND parent_id <> '' AND kind >= $3 AND kind <= $4 AND status >= $5 AND status <= $6",
        "stream_id > $7 AND stream_id < $8", "", "$9");
    STREAMS_OF_PARENT_DESC = stream_page!(
        "parent_id = $2 AND parent_id <> '' AND kind >= $3 AND kind <= $4 AND status >= $5 AND status <= $6",
        "stream_id > $7 AND stream_id < $8", " DESC", "$9");
    STREAM_COUNTS = "SELECT kind, status, currency, COUNT(*), CAST(SUM(amount_minor) AS BIGINT) FROM stream \
        WHERE tenant_id = $1 AND kind >= $2 AND kind <= $3 GROUP BY kind, status, currency \
        ORDER BY kind, status, currency";
    EVENTS = concat!("SELECT ", event_columns!(),
        " FROM event WHERE tenant_id = $1 AND stream_id = $2 AND seq > $3 ORDER BY seq LIMIT $4");
    EVENTS_DESC = concat!("SELECT ", event_columns!(),
        " FROM event WHERE tenant_id = $1 AND stream_id = $2 AND seq < $3 ORDER BY seq DESC LIMIT $4");
    ENTRY = concat!("SELECT ", entry_columns!(), " FROM entry WHERE tenant_id = $1 AND entry_id = $2");
    ENTRIES = concat!("SELECT ", entry_columns!(),
        " FROM entry WHERE tenant_id = $1 AND entry_id > $2 ORDER BY entry_id LIMIT $3");
    LINES_BETWEEN = concat!("SELECT ", line_columns!(),
        " FROM line WHERE tenant_id = $1 AND entry_id >= $2 AND entry_id <= $3 ORDER BY entry_id, line_no");
    BALANCES = sum_of_lines!("''", "account, currency", "", "", "");
    BALANCES_BY_SUBKEY = sum_of_lines!("subkey", "account, subkey, currency",
        " AND (account, subkey, currency) > ($7, $8, $9)",
        " HAVING CAST($10 AS BIGINT) = 0 OR SUM(amount_minor) <> 0", " LIMIT $11");
    SUBKEY_SUMS = "SELECT account, subkey, currency, CAST(SUM(amount_minor) AS BIGINT), COUNT(*), \
        MIN(effective_us), MAX(effective_us) FROM line WHERE tenant_id = $1 AND account >= $2 AND account <= $3 \
        AND (account, subkey, currency) > ($4, $5, $6) GROUP BY account, subkey, currency \
        HAVING CAST($7 AS BIGINT) = 0 OR SUM(amount_minor) <> 0 ORDER BY account, subkey, currency LIMIT $8";
    ENTRY_SUMS = "SELECT entry_id, currency, CAST(SUM(amount_minor) AS BIGINT), COUNT(*) FROM line \
        WHERE tenant_id = $1 AND entry_id > $2 AND entry_id <= (SELECT MAX(p.entry_id) FROM \
        (SELECT DISTINCT entry_id FROM line WHERE tenant_id = $1 AND entry_id > $2 ORDER BY entry_id LIMIT $3) p) \
        GROUP BY entry_id, currency ORDER BY entry_id, currency";
    REFERENCES = "SELECT kind, value, stream_id FROM reference WHERE tenant_id = $1 AND value = $2 \
        ORDER BY kind, stream_id";
    REFERENCES_OF_KIND = "SELECT kind, value, stream_id FROM reference WHERE tenant_id = $1 AND value = $2 \
        AND kind = $3 ORDER BY stream_id";
    NAMED_BETWEEN = "SELECT kind, value, stream_id FROM reference WHERE tenant_id = $1 AND value = $2 AND kind = $3 \
        AND stream_id > $4 AND stream_id < $5 ORDER BY stream_id DESC LIMIT $6";
    REFERENCES_OF_STREAM = "SELECT kind, value, stream_id FROM reference WHERE tenant_id = $1 \
        AND stream_id = $2 AND kind <> 'id' ORDER BY kind, value";
    FLAGS = "SELECT flag, id, stream_id, since_us FROM flag WHERE tenant_id = $1 AND flag = $2 AND id < $3 \
        ORDER BY id DESC LIMIT $4";
    FLAG = "SELECT flag, id, stream_id, since_us FROM flag WHERE tenant_id = $1 AND flag = $2 AND id = $3";
    FLAG_COUNTS = "SELECT flag, COUNT(*) FROM flag WHERE tenant_id = $1 GROUP BY flag ORDER BY flag";
    FLAGS_OF_ALL = "SELECT flag, id, stream_id, since_us FROM flag WHERE tenant_id = $1 AND (flag, id) > ($2, $3) \
        ORDER BY flag, id LIMIT $4";
    OPERATIONS = "SELECT kind, value, stream_id FROM reference WHERE tenant_id = $1 AND value > $2 AND value < $3 \
        AND kind = 'id' ORDER BY value DESC LIMIT $4";
    OPERATIONS_UP = "SELECT kind, value, stream_id FROM reference WHERE tenant_id = $1 AND value > $2 AND value < $3 \
        AND kind = 'id' ORDER BY value LIMIT $4";
    HEADS_OF_KIND = heads!("''", "kind = $2 AND stream_id > $3 AND stream_id < $4", "stream_id LIMIT $5");
    HEADS_OF_KIND_DESC = heads!("''", "kind = $2 AND stream_id > $3 AND stream_id < $4", "stream_id DESC LIMIT $5");
    HEADS_IN_STATUS =
        heads!("status", "kind = $2 AND status = $3 AND stream_id > $4 AND stream_id < $5", "stream_id LIMIT $6");
    HEADS_IN_STATUS_DESC =
        heads!("status", "kind = $2 AND status = $3 AND stream_id > $4 AND stream_id < $5", "stream_id DESC LIMIT $6");
    HEADS_BY_AMOUNT = heads!("status", "kind = $2 AND currency = $3 AND (amount_minor, stream_id) > ($4, $5) \
        AND amount_minor <= $6", "amount_minor, stream_id LIMIT $7");
    HEADS_BY_AMOUNT_DESC = heads!("status", "kind = $2 AND currency = $3 AND (amount_minor, stream_id) < ($4, $5) \
        AND amount_minor >= $6", "amount_minor DESC, stream_id DESC LIMIT $7");
    RESTS_DUE = "SELECT stream_id, due_us FROM timer WHERE tenant_id = $1 AND kind = 'release_rest' AND due_us < $2 \
        ORDER BY due_us, stream_id LIMIT $3";
    EXCEPTION = concat!("SELECT ", exception_columns!(),
        " FROM exception WHERE tenant_id = $1 AND exception_id = $2");
    EXCEPTIONS = concat!("SELECT ", exception_columns!(),
        " FROM exception WHERE tenant_id = $1 AND exception_id > $2 ORDER BY exception_id LIMIT $3");
    EXCEPTIONS_OF_STATE = concat!("SELECT ", exception_columns!(),
        " FROM exception WHERE tenant_id = $1 AND state = $2 AND exception_id > $3 ORDER BY exception_id LIMIT $4");
    EXCEPTIONS_OF_SOURCE = concat!("SELECT ", exception_columns!(),
        " FROM exception WHERE tenant_id = $1 AND source = $2 AND state >= $3 AND state <= $4 \
         AND exception_id > $5 ORDER BY exception_id LIMIT $6");
    EXCEPTION_COUNTS = "SELECT reason, state, currency, COUNT(*), CAST(SUM(amount_minor) AS BIGINT) \
        FROM exception WHERE tenant_id = $1 AND source >= $2 AND source <= $3 \
        GROUP BY reason, state, currency ORDER BY reason, state, currency";
    EXCHANGES = "SELECT tenant_id, exchange_id, stream_id, target, request, request_body, status, reply_body, \
        reading, at_us, took_us FROM exchange WHERE tenant_id = $1 AND stream_id = $2 ORDER BY exchange_id";
    ANSWER = concat!("SELECT ", answer_columns!(), " FROM idempotency WHERE tenant_id = $1 AND key = $2");
    OLD_ANSWERS = "SELECT key FROM idempotency WHERE tenant_id = $1 AND key >= 'api:' AND key < 'api;' \
        AND created_us < $2 LIMIT $3";
    IMPORT_RUN = concat!("SELECT ", import_columns!(),
        " FROM import_run WHERE tenant_id = $1 AND import_id = $2");
    IMPORT_RUNS = concat!("SELECT ", import_columns!(),
        " FROM import_run WHERE tenant_id = $1 ORDER BY import_id DESC LIMIT $2");
    IMPORT_TOTALS = "SELECT kind, outcome, COUNT(*), CAST(SUM(amount_minor) AS BIGINT) FROM import_row \
        WHERE tenant_id = $1 AND import_id = $2 GROUP BY kind, outcome ORDER BY kind, outcome";
    PUT_IMPORT_RUN = concat!("INSERT INTO import_run (tenant_id, ", import_columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (tenant_id, import_id) DO UPDATE \
        SET state = excluded.state, rows_total = excluded.rows_total, rows_done = excluded.rows_done, \
        totals = excluded.totals, updated_us = excluded.updated_us");
    TENANT = "SELECT tenant_id, name, settings, created_us FROM tenant WHERE tenant_id = $1";
    TENANTS = "SELECT tenant_id, name, settings, created_us FROM tenant ORDER BY tenant_id";
    PUT_TENANT = "INSERT INTO tenant (tenant_id, name, settings, created_us) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id) DO UPDATE SET name = excluded.name, settings = excluded.settings";
    API_KEY_BY_ID = concat!("SELECT ", api_key_columns!(), " FROM api_key WHERE key_id = $1");
    API_KEYS = concat!("SELECT ", api_key_columns!(), " FROM api_key WHERE tenant_id = $1 ORDER BY key_id");
    PUT_API_KEY = concat!("INSERT INTO api_key (", api_key_columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant_id, key_id) DO UPDATE \
        SET label = excluded.label, person = excluded.person, grants = excluded.grants, \
        expires_us = excluded.expires_us");
    REVOKE_API_KEY = "UPDATE api_key SET revoked_us = $1 WHERE tenant_id = $2 AND key_id = $3 AND revoked_us IS NULL";
    PERSON = concat!("SELECT ", person_columns!(), " FROM person WHERE tenant_id = $1 AND person = $2");
    PERSONS_BY_EMAIL = concat!("SELECT ", person_columns!(),
        " FROM person WHERE email = $1 ORDER BY tenant_id LIMIT 20");
    PERSONS = concat!("SELECT ", person_columns!(), " FROM person WHERE tenant_id = $1 ORDER BY person");
    ADD_PERSON = concat!("INSERT INTO person (", person_columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (tenant_id, person) DO NOTHING");
    LAST_SEEN = "SELECT person, MAX(seen_us) FROM session WHERE tenant_id = $1 GROUP BY person ORDER BY person";
    CHANGE_PERSON = "UPDATE person SET grants = $1, disabled_us = $2 WHERE tenant_id = $3 AND person = $4 \
        AND grants = $5 AND COALESCE(disabled_us, 0) = $6";
    VOID_LINKS_OF = "UPDATE one_time_link SET used_us = $1 WHERE tenant_id = $2 AND person = $3 AND used_us IS NULL";
    LINKS_GIVEN = "SELECT access_id, at_us, person, kind, about, detail FROM access_event \
        WHERE tenant_id = $1 AND (kind = $2 OR kind = $3) ORDER BY access_id DESC LIMIT $4";
    ACCESS_ABOUT = "SELECT access_id, at_us, person, kind, about, detail FROM access_event \
        WHERE tenant_id = $1 AND about = $2 ORDER BY access_id DESC LIMIT $3";
    SET_UP = "UPDATE person SET password = $1, second_factor = $2, factor_step = $3, failures = 0 \
        WHERE tenant_id = $4 AND person = $5 AND grants = $6 AND disabled_us IS NULL";
    SET_CREDENTIALS = "UPDATE person SET password = $1, second_factor = $2, factor_step = $3, failures = 0 \
        WHERE tenant_id = $4 AND person = $5";
    RESEAL_FACTOR = "UPDATE person SET second_factor = $1 WHERE tenant_id = $2 AND person = $3 AND second_factor = $4";
    USE_FACTOR_STEP = "UPDATE person SET factor_step = $1 WHERE tenant_id = $2 AND person = $3 AND factor_step < $1";
    COUNT_TRY = "UPDATE person SET failures = failures + 1, failed_us = $1 WHERE tenant_id = $2 AND person = $3 \
        AND failures = $4 AND failed_us = $5";
    NO_FAILURES = "UPDATE person SET failures = 0 WHERE tenant_id = $1 AND person = $2";
    BEGIN_SESSION = concat!("INSERT INTO session (", session_columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)");
    SESSION = concat!("SELECT ", session_read!(), " FROM session WHERE tenant_id = $1 AND session_id = $2");
    SESSIONS_OF = concat!("SELECT ", session_read!(),
        " FROM session WHERE tenant_id = $1 AND person = $2 AND ended_us IS NULL ORDER BY created_us DESC LIMIT 50");
    TOUCH_SESSION = "UPDATE session SET seen_us = $1, \
        proved_us = CASE WHEN proved_us < $2 THEN $2 ELSE proved_us END WHERE tenant_id = $3 AND session_id = $4";
    END_SESSION = "UPDATE session SET ended_us = $1 WHERE tenant_id = $2 AND session_id = $3 AND ended_us IS NULL";
    END_SESSIONS_OF = "UPDATE session SET ended_us = $1 WHERE tenant_id = $2 AND person = $3 AND ended_us IS NULL";
    COUNT_WRONG_CODE = "UPDATE session SET wrong_codes = COALESCE(wrong_codes, 0) + 1 WHERE tenant_id = $1 \
        AND session_id = $2 AND COALESCE(wrong_codes, 0) = $3 AND ended_us IS NULL";
    NO_WRONG_CODES = "UPDATE session SET wrong_codes = NULL WHERE tenant_id = $1 AND session_id = $2";
    COUNT_LINK_TRY = "UPDATE one_time_link SET wrong_codes = COALESCE(wrong_codes, 0) + 1 WHERE tenant_id = $1 \
        AND link_id = $2 AND COALESCE(wrong_codes, 0) < $3 AND used_us IS NULL";
    UNDO_TRY = "UPDATE person SET failures = $1, failed_us = $2 WHERE tenant_id = $3 AND person = $4 AND failures = $5";
    PRUNE_SESSIONS = "DELETE FROM session WHERE tenant_id = $1 AND session_id IN (SELECT p.session_id FROM session p \
        WHERE p.tenant_id = $1 AND COALESCE(p.ended_us, p.seen_us) < $2 AND EXISTS (SELECT 1 FROM session n \
        WHERE n.tenant_id = $1 AND n.person = p.person AND (n.seen_us > p.seen_us \
        OR (n.seen_us = p.seen_us AND n.session_id > p.session_id))) LIMIT $3)";
    PUT_TEAM_CHANGE = concat!("INSERT INTO team_change (", team_change_columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (tenant_id, change_id) DO NOTHING");
    TEAM_CHANGE = concat!("SELECT ", team_change_columns!(),
        " FROM team_change WHERE tenant_id = $1 AND change_id = $2");
    TEAM_CHANGES = concat!("SELECT ", team_change_columns!(),
        " FROM team_change WHERE tenant_id = $1 AND state = $2 ORDER BY asked_us DESC, change_id LIMIT $3");
    ANSWER_TEAM_CHANGE = "UPDATE team_change SET state = $1, answered_by = $2, answered_us = $3, code = $4 \
        WHERE tenant_id = $5 AND change_id = $6 AND state = 'open' AND expires_us > $3";
    END_TEAM_CHANGE = "UPDATE team_change SET state = $1 WHERE tenant_id = $2 AND change_id = $3 AND state = 'agreed'";
    NEW_TEAM_CODE = "UPDATE team_change SET code = $1 WHERE tenant_id = $2 AND change_id = $3 AND state = 'done' \
        AND expires_us > $4";
    TEAM_CODE_USED = "UPDATE team_change SET state = 'used' WHERE tenant_id = $1 AND person = $2 AND code = $3 \
        AND state = 'done'";
    PUT_LINK = "INSERT INTO one_time_link (tenant_id, link_id, person, created_us, expires_us, used_us, code) \
        VALUES ($1, $2, $3, $4, $5, NULL, $6)";
    LINK = "SELECT tenant_id, link_id, person, created_us, expires_us, used_us, COALESCE(code, '') FROM one_time_link \
        WHERE tenant_id = $1 AND link_id = $2";
    USE_LINK = "UPDATE one_time_link SET used_us = $1 WHERE tenant_id = $2 AND link_id = $3 AND used_us IS NULL \
        AND expires_us > $1";
    PRUNE_LINKS = "DELETE FROM one_time_link WHERE tenant_id = $1 AND link_id IN (SELECT p.link_id \
        FROM one_time_link p WHERE p.tenant_id = $1 AND COALESCE(p.used_us, p.expires_us) < $2 LIMIT $3)";
    PERSON_BY_EMAIL = concat!("SELECT ", person_columns!(), " FROM person WHERE tenant_id = $1 AND email = $2");
    PUT_ATTEMPT = "INSERT INTO oidc_attempt (tenant_id, attempt_id, provider, nonce, verifier, next_path, person, \
        subject_hash, expires_us, used_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL)";
    ATTEMPT = "SELECT tenant_id, attempt_id, provider, nonce, verifier, next_path, person, subject_hash, expires_us, \
        used_us FROM oidc_attempt WHERE tenant_id = $1 AND attempt_id = $2";
    USE_ATTEMPT = "UPDATE oidc_attempt SET used_us = $1 WHERE tenant_id = $2 AND attempt_id = $3 \
        AND used_us IS NULL AND expires_us > $1";
    DROP_ATTEMPTS = "DELETE FROM oidc_attempt WHERE tenant_id = $1 AND expires_us < $2";
    SUBJECT = "SELECT person FROM oidc_subject WHERE tenant_id = $1 AND subject_hash = $2";
    SUBJECT_OF = "SELECT subject_hash FROM oidc_subject WHERE tenant_id = $1 AND person = $2 AND issuer = $3";
    BIND_SUBJECT = "INSERT INTO oidc_subject (tenant_id, subject_hash, issuer, person, bound_us) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, subject_hash) DO NOTHING";
    FORGET_SUBJECTS_OF = "DELETE FROM oidc_subject WHERE tenant_id = $1 AND person = $2";
    PUT_REMARK = "INSERT INTO remark (tenant_id, stream_id, remark_id, person, body, file_name, file_type, file, \
        at_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
        ON CONFLICT (tenant_id, stream_id, remark_id) DO NOTHING";
    REMARKS = "SELECT stream_id, remark_id, person, body, file_name, file_type, at_us FROM remark \
        WHERE tenant_id = $1 AND stream_id = $2 ORDER BY at_us, remark_id";
    REMARK_FILE = "SELECT file_name, file_type, file FROM remark WHERE tenant_id = $1 AND stream_id = $2 \
        AND remark_id = $3 AND file_name <> ''";
    PUT_ACCESS = "INSERT INTO access_event (tenant_id, access_id, at_us, person, kind, about, detail) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    ACCESS_EVENTS = "SELECT access_id, at_us, person, kind, about, detail FROM access_event \
        WHERE tenant_id = $1 AND access_id < $2 ORDER BY access_id DESC LIMIT $3";
    PUT_VIEW = "INSERT INTO saved_view (tenant_id, person, page, name, query) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (tenant_id, person, page, name) DO UPDATE SET query = excluded.query";
    DROP_VIEW = "DELETE FROM saved_view WHERE tenant_id = $1 AND person = $2 AND page = $3 AND name = $4";
    VIEWS = "SELECT page, name, query FROM saved_view WHERE tenant_id = $1 AND person = $2 AND page = $3 ORDER BY name";
    OWN_SECRET = "SELECT value FROM own_secret WHERE tenant_id = $1 AND name = $2";
    PUT_OWN_SECRET = "INSERT INTO own_secret (tenant_id, name, value, created_us) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (tenant_id, name) DO NOTHING";
    PRUNE_FORMS = "DELETE FROM own_secret WHERE tenant_id = $1 AND name IN (SELECT p.name FROM own_secret p \
        WHERE p.tenant_id = $1 AND p.name >= 'form:' AND p.name < 'form;' AND p.created_us < $2 LIMIT $3)";
    CLOCK = "SELECT offset_us FROM clock WHERE id = 1";
    SET_CLOCK = "INSERT INTO clock AS c (id, offset_us) VALUES (1, $1) ON CONFLICT (id) DO UPDATE \
        SET offset_us = CASE WHEN excluded.offset_us > c.offset_us THEN excluded.offset_us ELSE c.offset_us END";
    PUT_DELIVERY = "INSERT INTO inbox (tenant_id, id, target, headers, payload, state, due_us, lease_until_us, \
        epoch, attempts, note, created_us) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, 0, 0, 0, '', $7) \
        ON CONFLICT (tenant_id, id) DO NOTHING";
    PUT_HINT = "INSERT INTO inbox (tenant_id, id, target, headers, payload, state, due_us, lease_until_us, \
        epoch, attempts, note, created_us) VALUES ($1, $2, $3, $4, $5, 'waiting', $6, 0, 0, 0, '', $7) \
        ON CONFLICT (tenant_id, id) DO UPDATE SET state = 'waiting', \
        due_us = CASE WHEN inbox.state = 'waiting' AND inbox.lease_until_us <= $8 THEN inbox.due_us \
            WHEN inbox.state <> 'waiting' AND inbox.due_us <= $9 THEN excluded.due_us ELSE $10 END, \
        note = CASE WHEN inbox.state = 'waiting' AND inbox.lease_until_us > $8 THEN 'hinted again' \
            WHEN inbox.state = 'waiting' THEN inbox.note ELSE '' END, \
        attempts = CASE WHEN inbox.state = 'waiting' THEN inbox.attempts ELSE 0 END, \
        created_us = CASE WHEN inbox.state = 'waiting' THEN inbox.created_us ELSE excluded.created_us END";
    UNREAD_DELIVERIES = "SELECT COUNT(*) FROM inbox WHERE tenant_id = $1 AND target = $2 \
        AND state IN ('waiting', 'parked')";
    DELIVERY = concat!("SELECT ", delivery_columns!(), " FROM inbox WHERE tenant_id = $1 AND id = $2");
    DELIVERIES = concat!("SELECT ", delivery_columns!(),
        " FROM inbox WHERE tenant_id = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4");
    DELIVERY_HEADS = "SELECT id, target, headers, substr(payload, 1, 0), state, attempts, note, created_us \
        FROM inbox WHERE tenant_id = $1 AND state = $2 AND id > $3 ORDER BY id LIMIT $4";
    RETRY_DELIVERY = "UPDATE inbox SET state = 'waiting', due_us = $1, lease_until_us = 0, epoch = epoch + 1, \
        attempts = 0 WHERE tenant_id = $2 AND id = $3 AND state = 'parked'";
    HASTEN_DELIVERY = "UPDATE inbox SET state = 'waiting', due_us = $1, lease_until_us = 0, epoch = epoch + 1, \
        attempts = 0 WHERE tenant_id = $2 AND id = $3 AND state IN ('waiting', 'parked')";
    OUTBOX_FINISH = "DELETE FROM outbox WHERE tenant_id = $1 AND id = $2 AND epoch = $3";
    TIMER_FINISH = "DELETE FROM timer WHERE tenant_id = $1 AND id = $2 AND epoch = $3";
    INBOX_FINISH = "UPDATE inbox SET state = CASE WHEN note = 'hinted again' THEN 'waiting' ELSE 'done' END, \
        attempts = CASE WHEN note = 'hinted again' THEN 0 ELSE attempts END, note = '', lease_until_us = 0 \
        WHERE tenant_id = $1 AND id = $2 AND epoch = $3 AND state = 'waiting'";
    OUTBOX_AGAIN = again!("outbox", "");
    TIMER_AGAIN = again!("timer", "");
    INBOX_AGAIN = again!("inbox", " AND state = 'waiting'");
    INBOX_PARK = "UPDATE inbox SET state = 'parked', note = $1, lease_until_us = 0 \
        WHERE tenant_id = $2 AND id = $3 AND epoch = $4 AND state = 'waiting'";
    OUTBOX_EXTEND = extend!("outbox");
    INBOX_EXTEND = extend!("inbox");
    TIMER_EXTEND = extend!("timer");
    OUTBOX_NEXT_DUE = "SELECT due_us, lease_until_us FROM outbox ORDER BY due_us LIMIT 64";
    INBOX_NEXT_DUE = "SELECT due_us, lease_until_us FROM inbox WHERE state = 'waiting' ORDER BY due_us LIMIT 64";
    TIMER_NEXT_DUE = "SELECT due_us, lease_until_us FROM timer ORDER BY due_us LIMIT 64";
    OUTBOX_DEPTH = depth!("outbox", "'waiting'", "");
    INBOX_DEPTH = depth!("inbox", "state", " GROUP BY state ORDER BY state");
    TIMER_DEPTH = depth!("timer", "'waiting'", "");
    OUTBOX_STRANDED = stranded!("outbox", "");
    INBOX_STRANDED = stranded!("inbox", " AND state = 'waiting'");
    OUTBOX_OUTCOME = "UPDATE outbox SET outcome = $1 WHERE tenant_id = $2 AND id = $3 AND epoch = $4";
    BATCHES = concat!("SELECT ", batch_columns!(),
        " FROM batch WHERE tenant_id = $1 AND first_no > $2 ORDER BY first_no LIMIT $3");
    BATCHES_FROM = concat!("SELECT ", batch_columns!(),
        " FROM batch WHERE tenant_id = $1 AND first_no IS NOT NULL AND first_no >= (SELECT COALESCE(MAX(first_no), 0) \
         FROM batch WHERE tenant_id = $1 AND first_no <= $2) ORDER BY first_no LIMIT $3");
    UNSEALED = concat!("SELECT ", batch_columns!(),
        " FROM batch WHERE tenant_id = $1 AND first_no IS NULL ORDER BY batch_id LIMIT $2");
    LAST_SEALED = concat!("SELECT ", batch_columns!(),
        " FROM batch WHERE tenant_id = $1 AND first_no IS NOT NULL ORDER BY first_no DESC LIMIT 1");
    UNSEALED_AFTER = concat!("SELECT ", batch_columns!(),
        " FROM batch WHERE tenant_id = $1 AND first_no IS NULL AND batch_id > $2 ORDER BY batch_id LIMIT $3");
    UNSEALED_TENANTS = "SELECT DISTINCT tenant_id FROM batch WHERE first_no IS NULL AND tenant_id > $1 \
        ORDER BY tenant_id LIMIT $2";
    TAKE_SEAL_LEASE = "INSERT INTO seal_lease AS l (tenant_id, holder, epoch, until_us) VALUES ($1, $2, 1, $3) \
        ON CONFLICT (tenant_id) DO UPDATE SET holder = excluded.holder, until_us = excluded.until_us, \
        epoch = CASE WHEN l.holder = excluded.holder THEN l.epoch ELSE l.epoch + 1 END \
        WHERE l.holder = excluded.holder OR l.until_us <= $4 RETURNING epoch";
    REQUESTS = concat!("SELECT ", request_columns!(),
        " FROM request_log WHERE tenant_id = $1 AND request_id < $2 ORDER BY request_id DESC LIMIT $3");
    REQUEST = concat!("SELECT ", request_columns!(), " FROM request_log WHERE tenant_id = $1 AND request_id = $2");
    OLDEST_OF_NEWEST_REQUESTS = "SELECT COALESCE(MIN(p.request_id), '') FROM \
        (SELECT request_id FROM request_log WHERE tenant_id = $1 ORDER BY request_id DESC LIMIT $2) p";
    PRUNE_REQUESTS = "DELETE FROM request_log WHERE tenant_id = $1 AND request_id IN (SELECT p.request_id \
        FROM request_log p WHERE p.tenant_id = $1 AND p.request_id < $2 ORDER BY p.request_id LIMIT $3)";
    PUT_NODE = "INSERT INTO node (tenant_id, node_id, version, work, started_us, seen_us, ended_us) \
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, node_id) DO UPDATE SET \
        seen_us = excluded.seen_us, ended_us = excluded.ended_us";
    NODES = "SELECT node_id, version, work, started_us, seen_us, ended_us FROM node WHERE tenant_id = $1 \
        ORDER BY seen_us DESC, node_id LIMIT $2";
    DROP_NODES = "DELETE FROM node WHERE tenant_id = $1 AND seen_us < $2";
    HEALTH = "SELECT node_id, account, health, seen_us FROM gateway_health WHERE tenant_id = $1 \
        ORDER BY account, node_id LIMIT $2";
    DROP_HEALTH = "DELETE FROM gateway_health WHERE tenant_id = $1 AND NOT EXISTS (SELECT 1 FROM node n \
        WHERE n.tenant_id = $2 AND n.node_id = gateway_health.node_id)";
    SEALER = "SELECT holder, until_us FROM seal_lease WHERE tenant_id = $1";
    CALLS = "SELECT id, stream_id, target, kind, due_us, lease_until_us, attempts, note, created_us FROM outbox \
        WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    REMARK_TOTAL_OF_CHILDREN = "SELECT COUNT(*) FROM (SELECT stream_id FROM stream WHERE tenant_id = $1 \
        AND parent_id = $2 AND parent_id <> '' ORDER BY stream_id DESC LIMIT $3) s CROSS JOIN remark r \
        WHERE r.tenant_id = $1 AND r.stream_id = s.stream_id";
    EXCEPTIONS_OF_GRANDCHILDREN = "SELECT e.exception_id, e.source, e.row_no, e.reason, e.detail, e.raw, \
        e.amount_minor, e.currency, e.at_us, e.state, e.resolved_us, e.resolved_by, e.resolution \
        FROM (SELECT stream_id FROM stream WHERE tenant_id = $1 AND parent_id = $2 AND parent_id <> '' \
        ORDER BY stream_id DESC LIMIT $3) o CROSS JOIN stream p CROSS JOIN exception e WHERE p.tenant_id = $1 \
        AND e.tenant_id = $1 AND p.parent_id = o.stream_id AND p.parent_id <> '' AND e.source = p.stream_id \
        AND CASE WHEN e.state = 'open' THEN 1 ELSE 0 END = 1 ORDER BY e.exception_id DESC LIMIT $4";
    LINES_OF_SUBKEY = "SELECT entry_id, line_no, account, subkey, currency, amount_minor, effective_us FROM line \
        WHERE tenant_id = $1 AND account = $2 AND subkey = $3 AND currency = $4 \
        ORDER BY effective_us DESC, entry_id DESC LIMIT $5";
    SCAN_IDS = "SELECT stream_id FROM stream WHERE tenant_id = $1 AND stream_id > $2 ORDER BY stream_id LIMIT $3";
    SCAN_STREAMS = concat!("SELECT ", stream_columns!(),
        " FROM stream WHERE tenant_id = $1 AND stream_id >= $2 AND stream_id <= $3 ORDER BY stream_id");
    SCAN_CHILDREN = concat!("SELECT ", stream_columns!(),
        " FROM stream WHERE tenant_id = $1 AND parent_id >= $2 AND parent_id <= $3 AND parent_id <> '' \
         AND kind IN ('payment', 'approval') ORDER BY parent_id, stream_id");
    SCAN_EVENTS = concat!("SELECT ", event_columns!(),
        " FROM event WHERE tenant_id = $1 AND (stream_id, seq) > ($2, $3) AND stream_id <= $4 \
         ORDER BY stream_id, seq LIMIT $5");
    SCAN_SUMS = "SELECT account, subkey, currency, CAST(SUM(amount_minor) AS BIGINT), COUNT(*), \
        MIN(effective_us), MAX(effective_us) FROM line WHERE tenant_id = $1 AND account = $2 \
        AND subkey >= $3 AND subkey <= $4 GROUP BY account, subkey, currency ORDER BY account, subkey, currency";
    SUMS_BY_STREAM = "SELECT l.account, l.subkey, l.currency, CAST(SUM(l.amount_minor) AS BIGINT), COUNT(*), \
        MIN(l.effective_us), MAX(l.effective_us) FROM line l JOIN entry e ON e.tenant_id = l.tenant_id \
        AND e.entry_id = l.entry_id WHERE l.tenant_id = $1 AND e.tenant_id = $1 AND l.account = $2 \
        AND l.subkey = $3 AND e.stream_id = $4 GROUP BY l.account, l.subkey, l.currency";
    SCAN_OUTBOX = "SELECT id, stream_id, target, kind, payload, due_us FROM outbox WHERE tenant_id = $1 \
        AND id > $2 ORDER BY id LIMIT $3";
    SCAN_TIMERS = "SELECT id, stream_id, kind, payload, due_us FROM timer WHERE tenant_id = $1 AND id > $2 \
        AND kind >= $3 AND kind <= $4 ORDER BY id LIMIT $5";
    STREAM_AND_EFFECTS = "SELECT s.state, COALESCE(o.payload, '') FROM stream s LEFT JOIN outbox o \
        ON o.tenant_id = s.tenant_id AND o.stream_id = s.stream_id WHERE s.tenant_id = $1 AND s.stream_id = $2";
    STREAM_AND_TIMER = "SELECT s.state, COALESCE(t.id, '') FROM stream s LEFT JOIN timer t \
        ON t.tenant_id = s.tenant_id AND t.id = $1 WHERE s.tenant_id = $2 AND s.stream_id = $3";
    ORPHAN_LINES = "SELECT l.entry_id, l.line_no, l.account, l.subkey, l.currency, l.amount_minor, \
        l.effective_us FROM line l LEFT JOIN entry e ON e.tenant_id = l.tenant_id AND e.entry_id = l.entry_id \
        WHERE l.tenant_id = $1 AND e.entry_id IS NULL ORDER BY l.entry_id, l.line_no LIMIT $2";
    STRAY_ENTRIES = concat!("SELECT entry_id FROM entry WHERE tenant_id = $1 EXCEPT SELECT ", entry_of_event!(),
        " FROM event e WHERE e.tenant_id = $1 ORDER BY 1 LIMIT $2");
    STRAY_NOTICES = "SELECT event_id FROM notice WHERE tenant_id = $1 EXCEPT SELECT event_id FROM event \
        WHERE tenant_id = $1 ORDER BY 1 LIMIT $2";
    ENTRY_TOTAL = "SELECT COUNT(*) FROM entry WHERE tenant_id = $1";
    NOTICE_TOTAL = "SELECT COUNT(*) FROM notice WHERE tenant_id = $1";
    STREAM_TOTAL = "SELECT COUNT(*) FROM stream WHERE tenant_id = $1";
    BATCH_TOTAL = "SELECT COUNT(*) FROM batch WHERE tenant_id = $1";
    UNBATCHED = "SELECT (SELECT COUNT(*) FROM event WHERE tenant_id = $1) \
        - (SELECT CAST(COALESCE(SUM(event_count), 0) AS BIGINT) FROM batch WHERE tenant_id = $1)";
}
