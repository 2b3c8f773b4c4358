//! Balance transactions as a table: the API's names as columns, amounts in whole units, one row each.
//!
//! Data pipelines write such files. A row's `type` is read where they leave out `reporting_category`.

use recoup_core::money::Money;

use super::MONEY;
use super::report::{balances, negated, time};
use super::words::{CATEGORY, TYPE, find};
use crate::Direction;
use crate::report::{Line, LineKind};
use crate::table::Row;

/// Columns without which no row can be read.
pub(super) const NEEDED: &[&str] = &["id", "type", "currency", "amount", "fee", "net", "source"];

/// A row. Its amounts have the sign of their effect; a fee is positive where it is paid.
pub(super) fn line(row: &Row<'_>) -> Result<Line, String> {
    let (category, kind) = (row.cell("reporting_category"), row.cell("type"));
    let (table, word) = if category.is_empty() { (TYPE, kind) } else { (CATEGORY, category) };
    let kind = find(table, word).ok_or_else(|| format!("`{word}` does not say what moved"))?;
    let money = |column: &str| -> Result<Money, String> {
        let units = row.cell(column).parse().map_err(|_| format!("its {column} is not a whole number"))?;
        MONEY.of_wire(units, row.cell("currency"), Direction::Report).map_err(|error| error.to_string())
    };
    let (gross, paid, net) = (money("amount")?, money("fee")?, money("net")?);
    let fee = negated(paid).ok_or("its fee is too large")?;
    balances(gross, fee, net)?;
    let source = row.cell("source");
    let payout =
        if row.cell("payout_id").is_empty() && kind == LineKind::Payout { source } else { row.cell("payout_id") };
    Ok(Line {
        number: row.number,
        kind,
        word: word.to_owned(),
        subject: source.to_owned(),
        parent: String::new(),
        ours: String::new(),
        row: row.cell("id").to_owned(),
        gross,
        fee,
        net,
        converted: false,
        at: time(row.cell("created")),
        payout: payout.to_owned(),
        arn: String::new(),
    })
}
