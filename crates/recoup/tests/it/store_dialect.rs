//! Both schemas have the same tables and columns, and every statement keeps the rules that leave PostgreSQL, Citus
//! and their relatives open.

use std::collections::{BTreeMap, BTreeSet};

use recoup::store::{postgres_statements, sqlite_statements};

use crate::store_support::*;

/// Statements that look over all tenants: they take no lock and only say where work is, or they belong to the
/// installation.
const OVER_ALL_TENANTS: [&str; 24] = [
    "TENANTS",
    "GATEWAY_ACCOUNTS",
    "API_KEY_BY_ID",
    "PERSONS_BY_EMAIL",
    "CLOCK",
    "SET_CLOCK",
    "SETTINGS",
    "OUTBOX_NEXT_DUE",
    "INBOX_NEXT_DUE",
    "TIMER_NEXT_DUE",
    "OUTBOX_DEPTH",
    "INBOX_DEPTH",
    "TIMER_DEPTH",
    "UNSEALED_TENANTS",
    "OUTBOX_STRANDED",
    "INBOX_STRANDED",
    "PEEK_OUTBOX",
    "PEEK_OUTBOX_OF",
    "PEEK_INBOX",
    "PEEK_INBOX_OF",
    "PEEK_TIMER",
    "CLAIM_OUTBOX (embedded)",
    "CLAIM_INBOX (embedded)",
    "CLAIM_TIMER (embedded)",
];

const FORBIDDEN: [&str; 23] = [
    "now()",
    "current_timestamp",
    "clock_timestamp",
    "random()",
    "gen_random",
    "nextval",
    "serial",
    "savepoint",
    "truncate",
    "advisory",
    "listen ",
    "notify",
    "merge into",
    "grouping sets",
    "rollup",
    "cube",
    "recursive",
    "with ",
    "temporary",
    "trigger",
    "deferrable",
    "xmax",
    "ctid",
];

fn words(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[test]
fn every_statement_names_its_tenant() {
    for (name, sql) in postgres_statements() {
        let text = words(sql);
        let named = if text.starts_with("insert into") {
            text.split_once('(').unwrap().1.starts_with("tenant_id")
        } else {
            text.contains("tenant_id = $") || text.contains("tenant_id = any($")
        };
        assert!(named || OVER_ALL_TENANTS.contains(&name), "{name} names no tenant: {sql}");
        if text.contains(" from unnest") && !text.starts_with("insert") || text.contains("using unnest") {
            let bound = text.contains("tenant_id = any($") || text.contains("tenant_id = $");
            assert!(bound, "{name} joins arrays but does not bind the tenant: {sql}");
            // The server goes through that array for every row: it has each tenant once, and is no column of the rows.
            assert!(!text.contains("any($1)"), "{name} names its tenants once for each row: {sql}");
        }
    }
}

#[test]
fn exceptions_are_peeks_and_never_write_business_tables() {
    let statements = postgres_statements();
    for name in OVER_ALL_TENANTS {
        let Some((_, sql)) = statements.iter().find(|(known, _)| *known == name) else {
            assert!(name.ends_with("(embedded)"), "{name} is no statement any more");
            continue;
        };
        let text = words(sql);
        assert!(text.starts_with("select") || text.starts_with("insert into clock"), "{name}: {sql}");
        assert!(!text.contains("for update"), "{name} locks: {sql}");
    }
}

#[test]
fn no_statement_uses_what_other_engines_refuse() {
    for (name, sql) in postgres_statements() {
        let text = words(sql);
        for word in FORBIDDEN {
            assert!(!text.contains(word), "{name} uses {word}: {sql}");
        }
        if text.contains("lateral") {
            // Pinned to one tenant on both sides it goes to one shard as it stands; driven by an array it does not.
            let pinned = text.matches("tenant_id = $1").count() >= 2 && !text.contains("unnest");
            assert!(pinned, "{name} joins laterally over more than one tenant: {sql}");
        }
        if text.contains("skip locked") {
            let subquery = text.split_once("in (select").map_or("", |(_, rest)| rest);
            assert!(subquery.contains("where tenant_id = $"), "{name} skips locks of all tenants: {sql}");
        }
        if text.contains("do update") {
            assert!(text.starts_with("insert into"), "{name}: {sql}");
        }
        assert!(!text.contains("on conflict do"), "{name} does not name the key it conflicts on: {sql}");
    }
}

#[test]
fn placeholders_appear_in_ascending_order() {
    let shared: BTreeSet<&str> = postgres_statements().iter().map(|(name, _)| *name).collect();
    assert!(shared.len() > 50);
    for (name, sql) in sqlite_statements() {
        let mut seen = 0;
        for part in sql.split('$').skip(1) {
            let number: usize = part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
            assert!(number <= seen + 1, "{name} uses ${number} before ${}: {sql}", seen + 1);
            seen = seen.max(number);
        }
    }
}

#[test]
fn migrations_use_no_sequences_triggers_or_keys_to_catalogues() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let list = |tree: &str| -> Vec<String> {
        let files = std::fs::read_dir(folder.join(tree)).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(list("sqlite"), list("postgres"), "both trees have the same numbers and names");
    for name in list("postgres") {
        let text = std::fs::read_to_string(folder.join("postgres").join(&name)).unwrap().to_lowercase();
        for word in
            ["serial", "sequence", "trigger", "references ", "foreign key", "generated", "create type", "default "]
        {
            assert!(!text.contains(word), "{name} uses {word}");
        }
        for table in text.split("create table ").skip(1) {
            let table_name = table.split_whitespace().next().unwrap();
            let key = table.split_once("primary key (").unwrap().1;
            assert!(key.starts_with("tenant_id") || table_name == "clock", "{table_name} is not led by its tenant");
        }
    }
}

/// Table and column, with the type in the words of SQLite and whether it may be absent.
type Columns = BTreeMap<(String, String), (String, bool)>;

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let (lite, server) = (sqlite().await, postgres().await);
    let lite = sqlite_columns(&lite.url);
    let server = postgres_columns(&server.url).await;
    assert!(lite.len() > 100);
    assert_eq!(lite, server);
}

pub fn sqlite_columns(url: &str) -> Columns {
    let connection = sqlite_connection(url);
    let sql = "SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_master m JOIN pragma_table_info(m.name) c \
        WHERE m.type = 'table' AND m.name <> 'schema_version'";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, !row.get::<_, bool>(3)?))));
    rows.unwrap().map(Result::unwrap).collect()
}

async fn postgres_columns(url: &str) -> Columns {
    let client = postgres_client(url).await;
    let sql = "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text, collation_name::text \
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_version'";
    let mut columns = Columns::new();
    for row in client.query(sql, &[]).await.unwrap() {
        let (table, column, data_type, nullable): (String, String, String, String) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        if column == "tenant_id" {
            assert_eq!(row.get::<_, Option<String>>(4).as_deref(), Some("C"), "{table}");
        }
        let data_type = match data_type.as_str() {
            "bigint" => "INTEGER",
            "text" => "TEXT",
            "bytea" => "BLOB",
            other => panic!("{table}.{column} is {other}"),
        };
        columns.insert((table, column), (data_type.to_owned(), nullable == "YES"));
    }
    columns
}
