//! What an import will do, worked out from the file alone before anything is written.
//!
//! Pure and deterministic: the same file and mapping give the same plan on every machine and at every try.
//! That is what makes an import resumable: it is planned again, and only what is not there yet is done.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use recoup_core::order::place::MOST_LINES;
use recoup_core::order::release::LineUnits;

use super::error::ImportError;
use super::file::Source;
use super::mapping::Mapping;
use super::matcher::{Matched, Matcher, Sold, Take, Unmatched};
use super::row::{Rounded, Row, RowReader};
use super::rule::RowKind;

/// Everything an import will do.
#[derive(Debug, Default)]
pub struct Plan {
    /// All rows; the other lists name them by place.
    pub rows: Vec<Row>,
    /// Orders in the order of the file.
    pub orders: Vec<PlannedOrder>,
    /// Refunds in the order of time; those of one order must be done in this order.
    pub refunds: Vec<PlannedRefund>,
    /// Rows that are entries of the general book.
    pub entries: Vec<usize>,
    /// What a person must look at.
    pub exceptions: Vec<PlannedException>,
    /// Amounts that the currency cannot hold exactly.
    pub rounded: Vec<Rounded>,
    /// Headers of columns nothing reads.
    pub unused: Vec<String>,
}

/// An order of all sale rows with one number.
#[derive(Debug)]
pub struct PlannedOrder {
    /// When its first row happened.
    pub at: Timestamp,
    /// Its rows; the n-th is line n.
    pub rows: Vec<usize>,
    /// Sum of its lines, minor units.
    pub gross_minor: i64,
}

/// A refund of one order by one credit document.
#[derive(Debug)]
pub struct PlannedRefund {
    /// Which order.
    pub order: usize,
    /// Number of the credit document.
    pub document: Arc<str>,
    /// 0 for all lines that are refunded at their price, else the number of the one line that is not.
    pub part: u32,
    /// When the credit was given.
    pub at: Timestamp,
    /// Units by line.
    pub lines: Vec<LineUnits>,
    /// Minor units.
    pub amount_minor: i64,
    /// Rows it comes from, with what it takes of each, minor units.
    pub rows: Vec<(usize, i64)>,
}

/// A row, or the rest of one, for a person.
#[derive(Debug, Clone)]
pub struct PlannedException {
    /// Which row.
    pub row: usize,
    /// Machine word.
    pub reason: &'static str,
    /// Plain sentence.
    pub detail: String,
    /// What it is about, minor units, signed as in the file.
    pub amount_minor: i64,
    /// Whether other parts of the row were imported.
    pub part: bool,
}

/// Plans the import of a file.
///
/// # Errors
/// When the file or the mapping is not usable.
pub fn plan(source: &Source, mapping: &Mapping) -> Result<Plan, ImportError> {
    let bound = mapping.bind(&source.path, &source.header()?)?;
    let mut reader = RowReader::new(&source.path, &bound, mapping.currency);
    // The first pass checks every number and sums documents, because rules may ask for the sum.
    let mut sums: HashMap<Arc<str>, i64> = HashMap::new();
    let mut rows = 0;
    source.each(|record| {
        rows += 1;
        let amounts = reader.amounts(record)?;
        let sum = sums.entry(reader.keep(bound.number.of(record.cells))).or_default();
        *sum = sum.saturating_add(amounts.amount_minor);
        Ok(())
    })?;
    let mut plan = Plan { rows: Vec::with_capacity(rows), ..Plan::default() };
    let mut seen: HashMap<Arc<str>, u32> = HashMap::new();
    source.each(|record| {
        let amounts = reader.amounts(record)?;
        let document = sums.get(bound.number.of(record.cells)).copied().unwrap_or(0);
        let mut row = reader.row(record, amounts, document)?;
        let before = seen.entry(Arc::clone(&row.number)).or_default();
        row.ordinal = *before;
        *before += 1;
        if let Some(exact) = amounts.exact {
            let amount_minor = amounts.amount_minor;
            plan.rounded.push(Rounded { row: row.row_no, exact: exact.to_string(), amount_minor });
        }
        plan.rows.push(row);
        Ok(())
    })?;
    drop(reader);
    plan.unused = bound.unused;
    let documents = plan.sort_out();
    let sold = plan.sell(&documents);
    plan.refund(sold, &documents);
    Ok(plan)
}

/// Rows of one number, by what they become.
#[derive(Debug, Default)]
struct Document {
    sales: Vec<usize>,
    credits: Vec<usize>,
}

/// What happened, in time.
#[derive(Debug)]
enum Happened {
    Sold(Sold),
    Credited(usize),
}

type Story = Vec<((Timestamp, i64), usize, Happened)>;

impl Plan {
    /// Puts each row where it belongs; what belongs nowhere is an exception.
    fn sort_out(&mut self) -> Vec<Document> {
        let mut documents: Vec<Document> = Vec::new();
        let mut by_number: HashMap<Arc<str>, usize> = HashMap::new();
        for at in 0..self.rows.len() {
            let row = &self.rows[at];
            if let Some((reason, detail)) = strange(row) {
                self.except(at, reason, detail);
                continue;
            }
            if matches!(row.kind, RowKind::Entry(_)) {
                self.entries.push(at);
                continue;
            }
            let place = *by_number.entry(Arc::clone(&row.number)).or_insert(documents.len());
            if place == documents.len() {
                documents.push(Document::default());
            }
            match row.kind {
                RowKind::Credit => documents[place].credits.push(at),
                _ => documents[place].sales.push(at),
            }
        }
        documents
    }

    /// Makes the orders, and tells what was sold when.
    fn sell(&mut self, documents: &[Document]) -> Story {
        let mut story = Story::new();
        for document in documents {
            let rows = self.lines_of(document);
            let Some(first) = rows.first().copied() else { continue };
            let at = rows.iter().map(|row| self.rows[*row].at).min().unwrap_or(self.rows[first].at);
            let order = self.orders.len();
            for (row, line) in rows.iter().map(|at| &self.rows[*at]).zip(1..) {
                // What cost nothing can give nothing back.
                if row.amount_minor > 0 && !row.customer.is_empty() {
                    let sold = Sold { order, line, quantity: row.quantity, gross_minor: row.amount_minor };
                    let place = rows.get(line as usize - 1).copied().unwrap_or(first);
                    story.push(((row.at, row.row_no), place, Happened::Sold(sold)));
                }
            }
            let gross_minor = rows.iter().map(|row| self.rows[*row].amount_minor).sum();
            self.orders.push(PlannedOrder { at, rows, gross_minor });
        }
        story
    }

    /// Rows of a document that fit into one order.
    fn lines_of(&mut self, document: &Document) -> Vec<usize> {
        let Some(first) = document.sales.first() else { return Vec::new() };
        let customer = Arc::clone(&self.rows[*first].customer);
        let (mine, others): (Vec<usize>, Vec<usize>) =
            document.sales.iter().partition(|row| self.rows[**row].customer == customer);
        for row in others {
            let detail = format!("the first row of this number is of customer `{customer}`, this one is not");
            self.except(row, "customer_differs", detail);
        }
        if mine.len() <= MOST_LINES {
            return mine;
        }
        for row in mine {
            self.except(row, "too_many_lines", format!("an order has at most {MOST_LINES} lines"));
        }
        Vec::new()
    }

    /// Matches credits with what was sold before them.
    fn refund(&mut self, mut story: Story, documents: &[Document]) {
        for (place, document) in documents.iter().enumerate() {
            // All rows of a credit count as given when its first one was: one document, one decision.
            let first = document.credits.iter().map(|row| (self.rows[*row].at, self.rows[*row].row_no)).min();
            story.extend(first.map(|when| (when, 0, Happened::Credited(place))));
        }
        story.sort_by_key(|(when, _, _)| *when);
        let mut matcher = Matcher::default();
        for (when, row, happened) in story {
            match happened {
                Happened::Sold(sold) => {
                    let row = &self.rows[row];
                    matcher.sell(&row.customer, &row.sku, sold);
                }
                Happened::Credited(place) => {
                    let mut taken = Vec::new();
                    for at in &documents[place].credits {
                        let row = &self.rows[*at];
                        let (quantity, amount) = (row.quantity.abs(), row.amount_minor.abs());
                        let matched = matcher.credit(&row.customer, &row.sku, quantity, amount);
                        taken.extend(matched.takes.iter().map(|take| (*at, *take)));
                        self.left_over(*at, &matched);
                    }
                    self.refunds_of(when.0, &taken);
                }
            }
        }
    }

    /// The part of a credit that found no sale.
    fn left_over(&mut self, at: usize, matched: &Matched) {
        let Some(why) = matched.why else { return };
        let row = &self.rows[at];
        let sentence = match why {
            Unmatched::NoCustomer => "the credit names no customer, so its sale cannot be found".to_owned(),
            Unmatched::NoSale => {
                format!("no earlier sale of {} to customer {} in this file has units left", row.sku, row.customer)
            }
            Unmatched::PriceAboveSale => {
                format!("earlier sales of {} to customer {} were all for less a unit", row.sku, row.customer)
            }
        };
        let reason = match why {
            _ if !matched.takes.is_empty() => "partly_matched",
            Unmatched::NoCustomer => "no_customer",
            Unmatched::NoSale => "no_matching_sale",
            Unmatched::PriceAboveSale => "price_above_sale",
        };
        let units = matched.rest_quantity;
        let detail = format!("{sentence}; {units} of {} units are left to resolve", row.quantity.abs());
        let amount_minor = matched.rest_minor * row.amount_minor.signum();
        let part = !matched.takes.is_empty();
        self.exceptions.push(PlannedException { row: at, reason, detail, amount_minor, part });
    }

    /// The refunds of one credit document: one per order for everything given back at its price, and one for
    /// each line that was not, because an amount for several lines would be spread over all of them.
    fn refunds_of(&mut self, at: Timestamp, taken: &[(usize, Take)]) {
        let mut by_line: BTreeMap<(usize, u32), Vec<(usize, Take)>> = BTreeMap::new();
        for (row, take) in taken {
            by_line.entry((take.order, take.line)).or_default().push((*row, *take));
        }
        let mut by_part: BTreeMap<(usize, u32), PlannedRefund> = BTreeMap::new();
        for ((order, line), takes) in by_line {
            let Some((first, _)) = takes.first() else { continue };
            let part = if takes.iter().all(|(_, take)| take.whole) { 0 } else { line };
            let document = Arc::clone(&self.rows[*first].number);
            let refund = by_part.entry((order, part)).or_insert_with(|| PlannedRefund {
                order,
                document,
                part,
                at,
                lines: Vec::new(),
                amount_minor: 0,
                rows: Vec::new(),
            });
            refund.lines.push(LineUnits { line, quantity: takes.iter().map(|(_, take)| take.quantity).sum() });
            refund.amount_minor += takes.iter().map(|(_, take)| take.amount_minor).sum::<i64>();
            refund.rows.extend(takes.iter().map(|(row, take)| (*row, take.amount_minor)));
        }
        self.refunds.extend(by_part.into_values());
    }

    fn except(&mut self, row: usize, reason: &'static str, detail: String) {
        let amount_minor = self.rows[row].amount_minor;
        self.exceptions.push(PlannedException { row, reason, detail, amount_minor, part: false });
    }
}

/// Why a row can become nothing, whatever the others are.
fn strange(row: &Row) -> Option<(&'static str, String)> {
    if let Some(why) = &row.refused {
        return Some(("text_refused", why.to_string()));
    }
    let said = |reason, why: &str| Some((reason, why.to_owned()));
    match row.kind {
        RowKind::Unknown => said("no_rule", "no rule of the mapping says what this row is"),
        RowKind::Sale | RowKind::FreeItem if row.quantity <= 0 || row.amount_minor < 0 => {
            said("not_a_sale", "a sale has one unit or more and an amount of zero or more")
        }
        RowKind::Sale | RowKind::FreeItem if row.tax_minor < 0 || row.tax_minor > row.amount_minor => {
            said("tax_above_amount", "the tax is negative or more than the amount that contains it")
        }
        RowKind::Credit if row.quantity == 0 || row.amount_minor == 0 => {
            said("nothing_to_refund", "a credit has units and an amount")
        }
        RowKind::Entry(kind) if row.amount_minor == 0 && kind != recoup_core::book::RemarkKind::StockAdjustment => {
            said("no_value", "an entry moves some value, and this row has none")
        }
        _ => None,
    }
}
