//! The general book of a tenant: entries that belong to no order or payment.
//!
//! Fees, corrections and the odd rows of imported files become what they are here, one event and one entry
//! each, so that nothing is dropped for lack of a flow.

use serde::{Deserialize, Serialize};

use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::{Body, Event, entry_id_of};
use crate::id::Id;
use crate::money::{MOST_MINOR, Money};
use crate::payment::fold::misplaced;
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// What an entry of the general book records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The kind of act.
    pub kind: RemarkKind,
    /// How much, minor units. The sign says which way value moves: positive is value to us, negative is
    /// value away from us. So a fee is negative, and the same fee given back is positive.
    pub amount: Money,
    /// Units of stock, where it is about stock.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quantity: i64,
    /// Account subkey: bank account, sku, marketplace …
    pub subkey: String,
    /// Where it came from: file row, invoice number.
    pub source: String,
    /// In words.
    pub memo: String,
}

/// Kinds of entries in the general book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// A bank's charge; given back when positive.
    BankFee,
    /// A marketplace's charge; given back when positive.
    MarketplaceFee,
    /// A discount paid out after the sale; taken back when positive.
    Discount,
    /// A charge made by hand; undone when negative.
    ManualCharge,
    /// A credit made by hand; undone when positive.
    ManualCredit,
    /// A bad debt written off, or recovered when positive.
    BadDebt,
    /// Stock corrected, usually without a value: found when positive, lost when negative.
    StockAdjustment,
}

impl RemarkKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::BankFee,
        Self::MarketplaceFee,
        Self::Discount,
        Self::ManualCharge,
        Self::ManualCredit,
        Self::BadDebt,
        Self::StockAdjustment,
    ];

    /// Whether it is named for value that comes to us; all others are named for value that leaves us.
    #[must_use]
    pub const fn brings_value(self) -> bool {
        matches!(self, Self::ManualCharge)
    }

    /// The word used in mapping files and events.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::BankFee => "bank_fee",
            Self::MarketplaceFee => "marketplace_fee",
            Self::Discount => "discount",
            Self::ManualCharge => "manual_charge",
            Self::ManualCredit => "manual_credit",
            Self::BadDebt => "bad_debt",
            Self::StockAdjustment => "stock_adjustment",
        }
    }
}

/// State of a book stream: how many entries it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// `bok_…`
    pub id: Id,
    /// Entries posted.
    pub entries: u64,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn begin(id: &Id) -> Self {
        Self { id: id.clone(), entries: 0 }
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::Inconsistent`] for an event of another kind of stream.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::BookPosted { .. } => {
                self.entries += 1;
                Ok(())
            }
            other => Err(misplaced("book", other)),
        }
    }
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}

/// The stream of the general book: one per tenant, so its name is part of the design.
#[must_use]
pub fn stream() -> Id {
    Id::trusted("bok_general")
}

/// Posts an entry of the general book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostBook {
    /// What it records.
    pub remark: Remark,
}

impl Workflow for PostBook {
    fn needs(&self, _: &World, needs: &mut Needs) {
        needs.stream(&stream());
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("subkey", &self.remark.subkey, text::SHORT)?;
        text::required("source", &self.remark.source, text::SHORT)?;
        text::check("memo", &self.remark.memo, text::NOTE)?;
        if self.remark.amount.amount_minor == 0 && self.remark.kind != RemarkKind::StockAdjustment {
            return Err(Refusal::Invalid {
                param: "amount_minor".to_owned(),
                why: "an entry moves some value".to_owned(),
            });
        }
        if self.remark.amount.amount_minor.unsigned_abs() > MOST_MINOR.unsigned_abs() {
            return Err(Refusal::AmountOverflow { param: "amount_minor".to_owned() });
        }
        let event = draft.emit(&stream(), Body::BookPosted { remark: self.remark.clone() })?;
        Ok(Answer::Entry(entry_id_of(&event)))
    }
}

/// Accounts for rows of an import that change nothing: known already, or left to a person.
///
/// It emits no event. It exists so that such rows reach the disk as every other row does: decided once under
/// a key, committed by the engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordImport {
    /// Name of the import's source.
    pub source: String,
    /// How many rows.
    pub rows: u64,
}

impl Workflow for RecordImport {
    fn needs(&self, _: &World, _: &mut Needs) {}

    fn decide(&self, _: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("source", &self.source, text::SHORT)?;
        Ok(Answer::NoChange(format!("rows of {} accounted for: {}", self.source, self.rows)))
    }
}
