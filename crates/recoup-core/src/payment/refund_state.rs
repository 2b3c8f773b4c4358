//! A refund within its payment: what was asked, where it stands, and the money that left for it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{CapturePart, RefundStatus, is_false, is_zero};
use crate::id::Id;
use crate::ledger::acts::Slice;
use crate::money::{Currency, Money};
use crate::order::LineSlice;
use crate::policy::Ruling;

/// The policy that is named for refunds that happened before or outside.
pub const RECORDED: &str = "recorded@0";

/// A refund within its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// `rfd_…`
    pub id: Id,
    /// Where it stands.
    pub status: RefundStatus,
    /// Minor units.
    pub amount_minor: i64,
    /// Reason code.
    pub reason: String,
    /// Remark for colleagues.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Which captures it goes back to.
    pub parts: Vec<CapturePart>,
    /// What it takes out of order lines; by request until it is approved, final after.
    pub lines: Vec<LineSlice>,
    /// What it took out of revenue and tax, once it is on the books.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slice: Option<Slice>,
    /// What it took off the receivable instead of the lines, because more was captured than the order is
    /// worth, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub overpaid_minor: i64,
    /// The event that put it on the books; its entry is what a cancellation mirrors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booked_by: Option<Id>,
    /// `policy@version/rule` that decided.
    pub ruled_by: String,
    /// Its approval, if it needed one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Id>,
    /// Retries by an operator so far.
    #[serde(default)]
    pub generation: u32,
    /// The gateway's name for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gateway_ref: String,
    /// Report row, ARN or receipt.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// The gateway's code for the last failure.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub failure: String,
    /// Whether the gateway took it, since it came back if it did: its customer knows that it is on its way.
    #[serde(default, skip_serializing_if = "is_false")]
    pub taken: bool,
    /// Money that left for it, once for each row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paid: Vec<Paid>,
    /// Rows that the gateway told by their names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<NamedRow>,
    /// Whether the gateway said that the current generation failed, whatever it told of it besides; persons do not count.
    #[serde(default, skip_serializing_if = "is_false")]
    pub failed: bool,
    /// What the current generation was sent for, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sent_minor: i64,
    /// When the current generation was first sent: from then on its gateway remembers its key for as long as it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// What earlier generations were sent for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent_before: Vec<Sent>,
    /// Paid to the customer's balance instead, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub credited_minor: i64,
    /// The refund of the whole order that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Id>,
    /// The refund by another tender that it stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<MovedFrom>,
    /// What lost disputes gave the customer of it, minor units: it is owed no more as long as they are lost.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub absorbed_minor: i64,
}

/// A refund by another tender that one stands in for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedFrom {
    /// Its payment.
    pub payment: Id,
    /// The refund.
    pub refund: Id,
}

/// What a generation that another one followed was sent for: its row may still be told, without an amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The generation.
    pub generation: u32,
    /// Minor units.
    pub amount_minor: i64,
    /// The gateway's name for it; empty where it told none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gateway_ref: String,
}

/// A row that the gateway told by its name. It is remembered when its money came back and when another generation
/// took over, so that a row that is told again, however late, is never booked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    /// The generation it moved money of.
    pub generation: u32,
    /// The gateway's name for it.
    pub row: String,
    /// What of its amount is counted here, minor units; one row may be counted in parts.
    pub amount_minor: i64,
    /// Whether money came back by it; it left otherwise.
    #[serde(default, skip_serializing_if = "is_false")]
    pub back: bool,
    /// The gateway's name for the object it belongs to, where that is another one than the refund's own.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub object: String,
}

/// The gateway's names for a row and for the object it belongs to; each empty where there is none, the object also
/// where it is the refund's own.
#[derive(Debug, Clone, Copy)]
pub struct RowName<'a> {
    /// Of the row.
    pub row: &'a str,
    /// Of the object.
    pub object: &'a str,
}

impl RowName<'_> {
    /// No name.
    pub const NONE: Self = Self { row: "", object: "" };
}

/// What a gateway told of a refund without moving money by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Told {
    /// That it failed, after money of it had moved.
    Failed {
        /// The gateway's code.
        code: String,
    },
    /// A row of money that left, which was booked before the row was told.
    Left {
        /// The gateway's name for the row.
        row: String,
        /// How much of it was booked before, minor units.
        amount_minor: i64,
    },
    /// Money of a try that had failed and whose balance has its money again: it left and came back, so none moves.
    Passed {
        /// The gateway's name for the row; empty where it has none.
        row: String,
        /// The gateway's name for the object it belongs to, where that is another one than the refund's own.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        object: String,
        /// How much, minor units.
        amount_minor: i64,
        /// Whether it is the row of its return; it left by it otherwise.
        back: bool,
    },
    /// A row of money that came back, which was booked before the row was told.
    Back {
        /// The gateway's name for the row.
        row: String,
        /// How much of it was booked before, minor units.
        amount_minor: i64,
    },
}

/// Money that left under one generation of a refund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// The generation.
    pub generation: u32,
    /// How much.
    pub amount: Money,
    /// How much of it came back, minor units.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub back_minor: i64,
    /// The event that booked it as a loss, where we had not allowed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Id>,
    /// Whether nobody told us, and it must have left because it came back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub implied: bool,
}

impl Paid {
    /// What has not come back, minor units.
    #[must_use]
    pub const fn out_minor(&self) -> i64 {
        self.amount.amount_minor - self.back_minor
    }
}

/// What `refund.requested` says, and what an approval is bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// `rfd_…`
    pub id: Id,
    /// Minor units.
    pub amount_minor: i64,
    /// Reason code.
    pub reason: String,
    /// Remark for colleagues.
    pub note: String,
    /// Which captures it goes back to.
    pub parts: Vec<CapturePart>,
    /// Units of lines it is for; empty when it is for an amount.
    pub lines: Vec<LineSlice>,
    /// The refund of the whole order that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Id>,
    /// The refund by another tender that it stands in for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<MovedFrom>,
}

impl Refund {
    /// The refund that `refund.requested` begins.
    #[must_use]
    pub fn begin(asked: &Asked, ruling: &Ruling) -> Self {
        Self {
            id: asked.id.clone(),
            status: RefundStatus::Requested,
            amount_minor: asked.amount_minor,
            reason: asked.reason.clone(),
            note: asked.note.clone(),
            parts: asked.parts.clone(),
            lines: asked.lines.clone(),
            slice: None,
            overpaid_minor: 0,
            booked_by: None,
            ruled_by: format!("{}/{}", ruling.policy, ruling.rule),
            approval: None,
            generation: 0,
            gateway_ref: String::new(),
            evidence: String::new(),
            failure: String::new(),
            taken: false,
            paid: Vec::new(),
            rows: Vec::new(),
            failed: false,
            sent_minor: 0,
            sent_at: None,
            sent_before: Vec::new(),
            credited_minor: 0,
            allocation: asked.allocation.clone(),
            moved_from: asked.moved_from.clone(),
            absorbed_minor: 0,
        }
    }

    /// The request again, as it stands now.
    #[must_use]
    pub fn asked(&self) -> Asked {
        Asked {
            id: self.id.clone(),
            amount_minor: self.amount_minor,
            reason: self.reason.clone(),
            note: self.note.clone(),
            parts: self.parts.clone(),
            lines: self.lines.clone(),
            allocation: self.allocation.clone(),
            moved_from: self.moved_from.clone(),
        }
    }

    /// Whether it happened before or outside, and is only recorded here.
    #[must_use]
    pub fn is_recorded(&self) -> bool {
        self.ruled_by.strip_prefix(RECORDED).is_some_and(|rule| rule.starts_with('/'))
    }

    /// Money that left under a generation, as it was booked.
    pub fn paid(&self, generation: u32) -> impl Iterator<Item = &Paid> {
        self.paid.iter().filter(move |p| p.generation == generation)
    }

    /// What is booked as having left under a generation, minor units.
    #[must_use]
    pub fn left_minor(&self, generation: u32) -> i64 {
        self.paid(generation).fold(0, |sum: i64, paid| sum.saturating_add(paid.amount.amount_minor))
    }

    /// What of that is booked as having come back, minor units.
    #[must_use]
    pub fn back_minor(&self, generation: u32) -> i64 {
        self.paid(generation).fold(0, |sum: i64, paid| sum.saturating_add(paid.back_minor))
    }

    /// Whether a row of a generation was told before, by this name.
    #[must_use]
    pub fn has_row(&self, generation: u32, told: RowName<'_>, back: bool) -> bool {
        self.named(generation, back).any(|mine| mine.row == told.row && mine.object == told.object)
    }

    /// Whether anything but a return says that money left under a generation.
    #[must_use]
    pub fn is_told(&self, generation: u32) -> bool {
        self.paid(generation).any(|p| !p.implied) || self.named(generation, false).next().is_some()
    }

    /// What named rows told of a generation in all, minor units.
    #[must_use]
    pub fn told_minor(&self, generation: u32, back: bool) -> i64 {
        self.named(generation, back).fold(0, |sum: i64, mine| sum.saturating_add(mine.amount_minor))
    }

    /// What rows of other objects told of a generation, minor units: the gateway did more than once what we asked for
    /// once.
    #[must_use]
    pub fn elsewhere_minor(&self, generation: u32, back: bool) -> i64 {
        let elsewhere = self.named(generation, back).filter(|mine| !mine.object.is_empty());
        elsewhere.fold(0, |sum: i64, mine| sum.saturating_add(mine.amount_minor))
    }

    /// Whether a row of another object of this name was told of a generation.
    #[must_use]
    pub fn has_object(&self, generation: u32, object: &str) -> bool {
        self.rows.iter().any(|mine| mine.generation == generation && mine.object == object)
    }

    /// The gateway's name for a generation; empty where it told none.
    #[must_use]
    pub fn name_of(&self, generation: u32) -> &str {
        if generation == self.generation {
            return &self.gateway_ref;
        }
        let sent = self.sent_before.iter().find(|sent| sent.generation == generation);
        sent.map_or("", |sent| &sent.gateway_ref)
    }

    fn named(&self, generation: u32, back: bool) -> impl Iterator<Item = &NamedRow> {
        self.rows.iter().filter(move |mine| mine.generation == generation && mine.back == back)
    }

    /// What the customer has of it, in whatever form, minor units; not what was given beyond.
    #[must_use]
    pub fn given_minor(&self) -> i64 {
        let allowed = self.paid.iter().filter(|p| p.beyond.is_none());
        self.credited_minor + allowed.map(Paid::out_minor).sum::<i64>()
    }

    /// What the current generation has yet to pay of what it was sent for, minor units.
    #[must_use]
    pub fn awaited_minor(&self) -> i64 {
        let paid = self.paid(self.generation).filter(|p| p.beyond.is_none());
        self.sent_minor - paid.map(|p| p.amount.amount_minor).sum::<i64>()
    }

    /// What a generation was sent for, minor units; all of it where none of that number was sent.
    #[must_use]
    pub fn sent_for_minor(&self, generation: u32) -> i64 {
        if generation == self.generation && self.sent_minor > 0 {
            return self.sent_minor;
        }
        let sent = self.sent_before.iter().find(|sent| sent.generation == generation);
        sent.map_or(self.amount_minor, |sent| sent.amount_minor)
    }

    /// What of it is on the books and was not paid, minor units, also where a lost dispute stands for it.
    #[must_use]
    pub fn owed_minor(&self) -> i64 {
        if self.status.is_owed() { self.amount_minor - self.given_minor() } else { 0 }
    }

    /// Takes an amount off what it came back from, oldest first.
    pub(super) fn came_back(&mut self, generation: u32, amount_minor: i64, of: fn(&Paid) -> bool) {
        let mut rest_minor = amount_minor;
        for paid in self.paid.iter_mut().filter(|p| p.generation == generation && of(p)) {
            let part_minor = rest_minor.min(paid.out_minor());
            paid.back_minor += part_minor;
            rest_minor -= part_minor;
        }
    }

    /// Remembers a row, if it or its object has a name.
    pub(super) fn remember(&mut self, generation: u32, told: RowName<'_>, amount_minor: i64, back: bool) {
        let RowName { row, object } = told;
        if !row.is_empty() || !object.is_empty() {
            let (row, object) = (row.to_owned(), object.to_owned());
            self.rows.push(NamedRow { generation, row, amount_minor, back, object });
        }
    }

    /// Remembers the gateway's name, if it said one.
    pub fn called(&mut self, gateway_ref: &str) {
        if !gateway_ref.is_empty() {
            gateway_ref.clone_into(&mut self.gateway_ref);
        }
    }

    /// Remembers that the gateway took it, and under which name.
    pub fn taken(&mut self, gateway_ref: &str) {
        self.taken = true;
        self.called(gateway_ref);
    }

    /// The amount as money of the payment's currency.
    #[must_use]
    pub const fn money(&self, currency: Currency) -> Money {
        Money::new(self.amount_minor, currency)
    }
}

impl Asked {
    /// For one payment alone.
    #[must_use]
    pub fn plain(
        id: Id,
        amount_minor: i64,
        (reason, note): (&str, &str),
        parts: Vec<CapturePart>,
        lines: Vec<LineSlice>,
    ) -> Self {
        let (reason, note) = (reason.to_owned(), note.to_owned());
        Self { id, amount_minor, reason, note, parts, lines, allocation: None, moved_from: None }
    }

    /// Hex SHA-256 over the payment and every field: an approval is bound to it.
    #[must_use]
    pub fn hash(&self, payment: &Id) -> String {
        let mut hasher = Sha256::new();
        hasher.update(payment.as_str());
        // Field order of the struct is fixed, so the text is canonical.
        hasher.update(serde_json::to_string(self).unwrap_or_default());
        hasher.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}
