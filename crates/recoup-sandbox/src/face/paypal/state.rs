//! What the face keeps beside the bank's books: orders, what was written on objects, tokens and names.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::bank::{Authorization, AuthorizationStatus, Bank, Dispute, DisputeStage, Found};
use crate::face::common::names::Names;

const LETTERS: &str = "0123456789ABCDEFGHJKLMNPRSTUVWXY";

/// An order.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub id: String,
    pub captures_at_once: bool,
    pub amount_minor: i64,
    pub currency: String,
    pub labels: Labels,
    /// `card`, `paypal` or `venmo` with the id in the vault, once known.
    pub source: Option<(String, String)>,
    /// The bank's authorization, once it was asked for.
    pub authorization: Option<String>,
    /// Whether the payer had to act, and the merchant must authorize afterwards.
    pub waits_for_merchant: bool,
    pub created_at_us: i64,
}

/// What the merchant wrote on an object.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels {
    pub custom_id: Option<String>,
    pub invoice_id: Option<String>,
}

/// Events that are kept for the list of events.
pub(super) const MOST_EVENTS: usize = 1_000;

/// An event that was told, for the list of events.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub at_us: i64,
    pub body: String,
}

/// Everything the face keeps.
#[derive(Debug)]
pub(super) struct State {
    pub names: Names,
    pub orders: BTreeMap<String, Order>,
    /// By the bank's id of a capture or refund.
    pub labels: HashMap<String, Labels>,
    /// Invoice ids of orders and captures that were taken: PayPal takes no second payment under one.
    pub invoices: HashSet<String>,
    /// Access tokens with the instant (microseconds) at which they end.
    pub tokens: HashMap<String, i64>,
    /// The latest events, the newest last.
    pub events: VecDeque<Told>,
    /// How the sandbox is called from outside, as its last caller did.
    pub base_url: String,
}

impl State {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            names: Names::new(seed),
            orders: BTreeMap::new(),
            labels: HashMap::new(),
            invoices: HashSet::new(),
            tokens: HashMap::new(),
            events: VecDeque::new(),
            base_url: "https://api-m.sandbox.paypal.com".to_owned(),
        }
    }

    /// An id of PayPal's: seventeen letters and digits.
    pub(super) fn fresh(&mut self) -> String {
        self.names.chance(LETTERS, 17)
    }

    /// What an object of the bank is called; a new name if it has none yet.
    pub(super) fn name(&mut self, bank_id: &str) -> String {
        if let Some(known) = self.names.wire(bank_id, "") {
            return known.to_owned();
        }
        let name = if bank_id.starts_with("sd_") {
            format!("PP-D-{}", self.names.chance("0123456789", 5))
        } else {
            self.fresh()
        };
        self.names.give(bank_id, "", &name);
        name
    }

    /// What an object is called; empty if nobody was told of it.
    pub(super) fn known_name(&self, bank_id: &str) -> &str {
        self.names.wire(bank_id, "").unwrap_or_default()
    }

    /// The order of an authorization of the bank.
    pub(super) fn order_of(&self, authorization: &str) -> Option<&Order> {
        self.orders.get(self.names.wire(authorization, "order")?)
    }

    /// Whether the merchant may know of an authorization: not before the order was authorized.
    pub(super) fn is_shown(&self, authorization: &str) -> bool {
        self.order_of(authorization).is_some_and(|order| !order.waits_for_merchant && !order.captures_at_once)
    }

    pub(super) fn labels_of(&self, bank_id: &str) -> Labels {
        self.labels.get(bank_id).cloned().unwrap_or_default()
    }
}

/// Whether money that a dispute takes is a refund that PayPal makes by itself: so it ends an inquiry.
pub(super) const fn is_refunded(dispute: &Dispute) -> bool {
    matches!(dispute.stage, DisputeStage::Inquiry)
}

/// Whether the merchant gave back what was left of an authorization.
pub(super) fn is_voided(bank: &Bank, authorization: &str) -> bool {
    let requested = |part: Found<'_>| matches!(part, Found::Release(release) if release.cause == "requested");
    bank.parts_of(authorization).any(requested)
}

/// Whether an authorization stood at some time.
pub(super) const fn stood(authorization: &Authorization) -> bool {
    match authorization.status {
        AuthorizationStatus::RequiresAction | AuthorizationStatus::Declined => false,
        AuthorizationStatus::Expired => {
            authorization.expired_minor + authorization.captured_minor + authorization.released_minor > 0
        }
        _ => true,
    }
}
