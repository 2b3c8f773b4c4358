//! What the stories about imports share: a shop on either store, files, and a picture of the books that two
//! runs can be compared by, whatever ids they drew.

use std::collections::BTreeMap;
use std::path::PathBuf;

use recoup::engine::{Clock, Engine};
use recoup::import::{self, ImportError, Report};
use recoup::store::Store;
use recoup::store::rows::TenantRow;
use recoup::store::views::{ExceptionQuery, ListQuery};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::store_support::{Fixture, T, open, postgres_client, sqlite_connection};

pub const HEADER: &str = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

/// A shop with a directory for its files.
pub struct Shop {
    pub fixture: Fixture,
    pub engine: Engine,
    pub files: TempDir,
}

/// The mapping that is shipped as an example.
pub fn example_mapping() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/mappings/online-retail.toml");
    std::fs::read_to_string(path).unwrap()
}

impl Shop {
    pub async fn new(fixture: Fixture) -> Self {
        let row = TenantRow { tenant: T.to_owned(), name: "Shop".to_owned(), settings: "{}".to_owned(), created_us: 0 };
        fixture.store.put_tenant(&row).await.unwrap();
        let engine = Engine::start(fixture.store.clone(), Clock::default());
        Self { fixture, engine, files: tempfile::tempdir().unwrap() }
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.files.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Imports a text with a mapping.
    pub async fn try_import(&self, csv: &str, mapping: &str) -> Result<Report, ImportError> {
        self.try_file("orders.csv", csv.as_bytes(), mapping).await
    }

    pub async fn try_file(&self, name: &str, bytes: &[u8], mapping: &str) -> Result<Report, ImportError> {
        let (file, mapping) = (self.file(name, bytes), self.file("mapping.toml", mapping));
        import::orders(&self.engine, T, &file, &mapping, |_| {}).await
    }

    pub async fn import(&self, csv: &str) -> Report {
        self.try_import(csv, &example_mapping()).await.unwrap()
    }

    /// Imports until so many answers have come, then drops the import as a kill would.
    pub async fn import_until(&self, csv: &str, answers: usize) {
        let (file, mapping) = (self.file("orders.csv", csv), self.file("mapping.toml", example_mapping()));
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (mut seen, mut stop) = (0, Some(stop));
        let count = |_| {
            seen += 1;
            if seen >= answers {
                stop.take().map(|stop| stop.send(()));
            }
        };
        tokio::select! {
            biased;
            _ = stopped => {}
            done = import::orders(&self.engine, T, &file, &mapping, count) => drop(done.unwrap()),
        }
    }

    /// Ends the engine and the store and opens them again.
    pub async fn restart(mut self) -> Self {
        let store = open(&self.fixture.url).await;
        self.engine = Engine::start(store.clone(), Clock::default());
        self.fixture.store = store;
        self
    }

    /// Balance of an account, minor units.
    pub async fn balance(&self, account: &str) -> i64 {
        let rows = self.fixture.store.trial_balance(T, None).await.unwrap();
        rows.iter().filter(|row| row.account == account).map(|row| row.debit_minor - row.credit_minor).sum()
    }

    /// Reason, row and amount of each exception.
    pub async fn exceptions(&self) -> Vec<(String, i64, i64)> {
        let query = ExceptionQuery { limit: 10_000, ..ExceptionQuery::default() };
        let rows = self.fixture.store.exceptions(T, &query).await.unwrap();
        let mut rows: Vec<_> = rows.into_iter().map(|e| (e.row.reason, e.row.row_no, e.row.amount_minor)).collect();
        rows.sort_by_key(|row| (row.1, row.0.clone()));
        rows
    }

    /// Kind, outcome and amount of every row on record, by row number.
    pub async fn rows(&self) -> Vec<(i64, String, String, i64)> {
        let sql = "SELECT row_no, kind, outcome, amount_minor FROM import_row ORDER BY row_no";
        match &self.fixture.store {
            Store::Sqlite(_) => {
                let connection = sqlite_connection(&self.fixture.url);
                let mut statement = connection.prepare(sql).unwrap();
                let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).unwrap();
                rows.map(Result::unwrap).collect()
            }
            Store::Postgres(_) => {
                let client = postgres_client(&self.fixture.url).await;
                let rows = client.query(sql, &[]).await.unwrap();
                rows.iter().map(|r| (r.get(0), r.get(1), r.get(2), r.get(3))).collect()
            }
            Store::Memory(_) => panic!("imports need a database"),
        }
    }

    /// Orders as JSON, by number, without ids.
    pub async fn orders(&self) -> BTreeMap<String, Value> {
        let mut orders = BTreeMap::new();
        for row in self.streams("order").await {
            let state: Value = serde_json::from_str(&row).unwrap();
            let state = state.get("order").or_else(|| state.get("Order")).cloned().unwrap_or(state);
            let state = state.get("state").cloned().unwrap_or(state);
            orders.insert(state["number"].as_str().unwrap().to_owned(), state);
        }
        orders
    }

    async fn streams(&self, kind: &str) -> Vec<String> {
        let mut states: Vec<String> = Vec::new();
        let mut after = None;
        loop {
            let query = ListQuery { kind: Some(kind.to_owned()), after, limit: 100, ..ListQuery::default() };
            let rows = self.fixture.store.streams(T, &query).await.unwrap();
            after = rows.last().map(|row| row.stream_id.clone());
            if after.is_none() {
                return states;
            }
            states.extend(rows.into_iter().map(|row| row.state));
        }
    }

    /// Everything that must be equal after two ways to the same end.
    pub async fn picture(&self) -> Value {
        let store = &self.fixture.store;
        let balances = store.trial_balance(T, None).await.unwrap();
        let balances: Vec<_> = balances.iter().map(|b| json!([b.account, b.debit_minor, b.credit_minor])).collect();
        let counts = store.stream_counts(T, None).await.unwrap();
        let counts: Vec<_> = counts.iter().map(|c| json!([c.kind, c.status, c.count, c.amount_minor])).collect();
        let line = |l: &Value| json!([l["line"], l["sku"], l["quantity"], l["refunded_quantity"], l["released_minor"]]);
        let orders: Vec<_> = self
            .orders()
            .await
            .into_iter()
            .map(|(number, order)| {
                let lines: Vec<_> = order["lines"].as_array().unwrap().iter().map(line).collect();
                json!([number, order["paid_minor"], order["refunded_minor"], order["placed_at"], lines])
            })
            .collect();
        let (rows, exceptions) = (self.rows().await, self.exceptions().await);
        json!({ "balances": balances, "counts": counts, "orders": orders, "entries": self.entries().await,
            "rows": rows, "exceptions": exceptions })
    }

    /// Acts with their dates, memos and amounts, in an order of their own.
    async fn entries(&self) -> Vec<String> {
        let (mut entries, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.fixture.store.entries(T, &after, 500).await.unwrap();
            let Some(last) = page.last() else { break };
            after.clone_from(&last.entry.entry_id);
            for view in page {
                let mut lines: Vec<_> =
                    view.lines.iter().map(|l| format!("{} {}", l.account, l.amount_minor)).collect();
                lines.sort();
                let entry = view.entry;
                entries.push(format!("{} {} {} {}", entry.act, entry.effective_us, entry.memo, lines.join(",")));
            }
        }
        entries.sort();
        entries
    }
}

/// A file of many orders with credits and fees, the same for the same seed.
pub fn many_rows(orders: u32) -> String {
    let mut state = 7_u64;
    let mut roll = move |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let mut csv = HEADER.to_owned();
    for number in 0..orders {
        let time = format!("2011-0{}-{:02} 1{}:00:00", 1 + number * 5 / orders, 1 + roll(28), roll(10));
        let customer = if roll(10) == 0 { String::new() } else { format!("{}.0", 100 + roll(20)) };
        for _ in 0..1 + roll(3) {
            let (sku, quantity, price) = (roll(6), 1 + roll(9), 95 + roll(3) * 5);
            csv += &format!(
                "{number:05},SKU{sku},THING,{quantity},{time},{}.{:02},{customer},UK\n",
                price / 100,
                price % 100
            );
        }
        match roll(12) {
            0 | 1 => {
                let (sku, quantity) = (roll(6), 1 + roll(12));
                csv += &format!("C{number:05},SKU{sku},THING,-{quantity},2011-06-01 12:00:00,0.95,{customer},UK\n");
                csv += &format!("C{number:05},SKU{},THING,-1,2011-06-01 12:00:00,0.90,{customer},UK\n", roll(6));
            }
            2 => csv += &format!("C{number:05},AMAZONFEE,FEE,-1,{time},12.34,,UK\n"),
            3 => csv += &format!("F{number:05},SKU1,damaged,-2,{time},0.0,,UK\n"),
            _ => {}
        }
    }
    csv
}
