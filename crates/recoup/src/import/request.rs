//! Turns the steps of a plan into requests for the engine: what is asked, under which key, for which rows.
//!
//! A key names the document in the file and not its place there, so a longer file of the same source finds
//! what an earlier one brought. The key covers the whole content: the same document with other content is
//! refused, never imported twice.

use std::collections::HashSet;

use jiff::Timestamp;
use recoup_core::actor::{Actor, ActorKind};
use recoup_core::book::{PostBook, RecordImport, Remark};
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::refund::{HowMuch, RecordRefund};

use super::error::shown;
use super::file::Source;
use super::mapping::Mapping;
use super::plan::{Plan, PlannedException, PlannedRefund};
use super::row::Row;
use super::rule::RowKind;
use crate::engine::request::hex_sha256;
use crate::engine::{Imported, Key, Request};
use crate::store::rows::{ExceptionRow, ImportRow};

/// The row became what its kind says.
pub const IMPORTED: &str = "imported";
/// Some of the row did; the rest is an exception.
pub const PARTLY: &str = "partly";
/// The row is an exception.
pub const EXCEPTION: &str = "exception";
/// The row was imported before, by a run over another file or with another mapping.
pub const KNOWN: &str = "known";

/// Everything the requests of one run have in common.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The merchant.
    pub tenant: &'a str,
    /// The run, `imp_…`.
    pub import_id: String,
    /// The file.
    pub source: &'a Source,
    /// The mapping.
    pub mapping: &'a Mapping,
    /// The plan.
    pub plan: &'a Plan,
    tax_key: String,
    partly: HashSet<usize>,
    /// Rows that each refund accounts for: a row that spans several orders is the first one's.
    owned: Vec<Vec<usize>>,
}

impl<'a> Desk<'a> {
    /// The desk of a run. Its id follows from what is imported, so that a second try is the same run.
    #[must_use]
    pub fn new(tenant: &'a str, source: &'a Source, mapping: &'a Mapping, plan: &'a Plan) -> Self {
        let parts = [tenant, &mapping.source, &source.sha256, &mapping.sha256];
        // Hex digits are letters of ids; 26 of them leave no room for chance.
        let import_id = format!("imp_{}", &hex_sha256(parts.join("\n").as_bytes())[..26]);
        let mut taken = HashSet::new();
        let mut own = |refund: &PlannedRefund| -> Vec<usize> {
            refund.rows.iter().map(|(row, _)| *row).filter(|row| taken.insert(*row)).collect()
        };
        let owned = plan.refunds.iter().map(&mut own).collect();
        let partly = plan.exceptions.iter().filter(|e| e.part).map(|e| e.row).collect();
        let tax_key = mapping.tax_key().to_owned();
        Self { tenant, import_id, source, mapping, plan, tax_key, partly, owned }
    }

    /// Key and act of an order.
    #[must_use]
    pub fn order(&self, at: usize) -> (Key, PlaceOrder) {
        let order = &self.plan.orders[at];
        let rows = || order.rows.iter().map(|row| &self.plan.rows[*row]);
        let first = self.plan.rows.get(order.rows.first().copied().unwrap_or_default());
        let (number, customer) = first.map_or(("", ""), |row| (&*row.number, &*row.customer));
        let tender = Tender {
            amount_minor: order.gross_minor,
            method: Method::by(Route::Offline { account: self.mapping.tender_account.clone() }),
            capture_at_once: true,
            release_after: None,
        };
        let act = PlaceOrder {
            number: number.to_owned(),
            customer: match customer {
                "" => Whose::Guest,
                reference => Whose::Reference { reference: reference.to_owned() },
            },
            currency: self.mapping.currency,
            revenue_key: self.mapping.revenue_key.clone(),
            lines: rows().zip(1..).map(|(row, line)| self.line(row, line)).collect(),
            // A gift has nothing to pay.
            tenders: if order.gross_minor > 0 { vec![tender] } else { Vec::new() },
            language: self.mapping.language.clone(),
            references: Vec::new(),
        };
        (self.key("order", number, &(&act, order.at)), act)
    }

    fn line(&self, row: &Row, line: u32) -> Line {
        let tax = LineTax { key: self.tax_key.clone(), amount_minor: row.tax_minor };
        Line {
            line,
            sku: row.sku.to_string(),
            name: row.name.to_string(),
            quantity: row.quantity,
            gross_minor: row.amount_minor,
            taxes: if row.tax_minor > 0 { vec![tax] } else { Vec::new() },
            // The file tells of sales that are over.
            delivered: true,
        }
    }

    /// Key of a refund: it is known before the payment is.
    #[must_use]
    pub fn refund_key(&self, at: usize) -> Key {
        let refund = &self.plan.refunds[at];
        let number = self.number_of(refund.order);
        let name = format!("{}:{number}:{}", refund.document, refund.part);
        self.key("refund", &name, &(&refund.lines, refund.amount_minor, &self.mapping.refund_reason, refund.at))
    }

    /// Act of a refund.
    #[must_use]
    pub fn refund(&self, at: usize, payment: &Id) -> RecordRefund {
        let refund = &self.plan.refunds[at];
        RecordRefund {
            payment: payment.clone(),
            how_much: HowMuch::Lines { lines: refund.lines.clone(), amount_minor: Some(refund.amount_minor) },
            reason: self.mapping.refund_reason.clone(),
            evidence: refund.document.to_string(),
        }
    }

    /// Key and act of an entry of the general book.
    #[must_use]
    pub fn entry(&self, at: usize) -> (Key, Act) {
        let row = &self.plan.rows[at];
        let name = format!("{}:{}", row.number, row.ordinal);
        let Some((subkey, memo)) = row.words.as_deref() else {
            return (self.key("entry", &name, &()), self.nothing(1));
        };
        let RowKind::Entry(kind) = row.kind else { return (self.key("entry", &name, &()), self.nothing(1)) };
        let stock = kind == recoup_core::book::RemarkKind::StockAdjustment;
        let remark = Remark {
            kind,
            amount: Money::new(row.amount_minor, self.mapping.currency),
            quantity: if stock { row.quantity } else { 0 },
            subkey: subkey.clone(),
            source: format!("{} {}", self.mapping.source, row.number),
            memo: memo.clone(),
        };
        (self.key("entry", &name, &(&remark, row.at)), PostBook { remark }.into())
    }

    /// Key of an exception: what it is about and why, so that it is listed once whatever file it is found in.
    #[must_use]
    pub fn exception_key(&self, exception: &PlannedException) -> Key {
        let row = &self.plan.rows[exception.row];
        let about =
            (&*row.number, row.ordinal, exception.reason, exception.amount_minor, self.source.raw(&row.raw).trim());
        let about = hex_sha256(serde_json::to_string(&about).unwrap_or_default().as_bytes());
        self.key("exception", &about, &())
    }

    /// The act that changes nothing but accounts for rows.
    #[must_use]
    pub fn nothing(&self, rows: usize) -> Act {
        RecordImport { source: self.mapping.source.clone(), rows: rows as u64 }.into()
    }

    /// A request of the importer.
    #[must_use]
    pub fn request(&self, act: impl Into<Act>, at: Option<Timestamp>) -> Request {
        let actor = Actor::machine(ActorKind::Importer, &self.mapping.source);
        let mut request = Request::new(self.tenant, actor, act);
        request.effective_at = at;
        request
    }

    /// Rows a refund accounts for.
    #[must_use]
    pub fn rows_of_refund(&self, at: usize) -> &[usize] {
        self.owned.get(at).map_or(&[], Vec::as_slice)
    }

    /// What becomes of a row that is imported, at least in part.
    #[must_use]
    pub fn import_row(&self, at: usize, outcome: &str) -> ImportRow {
        let row = &self.plan.rows[at];
        let outcome = if outcome == IMPORTED && self.partly.contains(&at) { PARTLY } else { outcome };
        ImportRow {
            import_id: self.import_id.clone(),
            row_no: row.row_no,
            kind: row.kind.word().to_owned(),
            outcome: outcome.to_owned(),
            stream_id: String::new(),
            amount_minor: row.amount_minor,
        }
    }

    /// What an exception writes.
    #[must_use]
    pub fn exception(&self, exception: &PlannedException) -> Imported {
        let row = &self.plan.rows[exception.row];
        let listed = ExceptionRow {
            exception_id: String::new(),
            source: self.import_id.clone(),
            row_no: row.row_no,
            reason: exception.reason.to_owned(),
            detail: shown(&format!("line {}: {}", row.line, exception.detail)),
            raw: shown(self.source.raw(&row.raw)),
            amount_minor: exception.amount_minor,
            currency: self.mapping.currency.code().to_owned(),
            at_us: 0,
        };
        let rows = if exception.part { Vec::new() } else { vec![self.import_row(exception.row, EXCEPTION)] };
        Imported { rows, exceptions: vec![listed], progress: None }
    }

    /// The number of an order.
    #[must_use]
    pub fn number_of(&self, order: usize) -> &str {
        let first = self.plan.orders.get(order).and_then(|order| order.rows.first());
        first.and_then(|row| self.plan.rows.get(*row)).map_or("", |row| &*row.number)
    }

    fn key(&self, what: &str, name: &str, content: &impl serde::Serialize) -> Key {
        let content = serde_json::to_string(content).unwrap_or_default();
        Key::new(format!("import:{}:{what}:{name}", self.mapping.source), content.as_bytes())
    }
}
