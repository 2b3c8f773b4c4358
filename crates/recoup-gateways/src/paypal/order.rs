//! Orders: the purchase with its authorizations, captures and refunds.

use serde::Deserialize;

use super::object::Object;

/// An order.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Order {
    pub id: Option<String>,
    pub status: Option<String>,
    purchase_units: Vec<Unit>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Unit {
    custom_id: Option<String>,
    payments: Option<Payments>,
}

/// What was paid for a purchase unit, all of its history.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Payments {
    authorizations: Vec<Object>,
    pub captures: Vec<Object>,
    pub refunds: Vec<Object>,
}

/// What the status of an order without an authorization says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// It can be authorized.
    Approved,
    /// The payer must do something first.
    PayerMustAct,
    /// It was authorized; the answer does not show it.
    Completed,
}

/// `CREATED` with a stored source of payment waits for nobody. `SAVED` and `VOIDED` are not what we made.
const STATUSES: &[(&str, Status)] = &[
    ("CREATED", Status::Approved),
    ("APPROVED", Status::Approved),
    ("PAYER_ACTION_REQUIRED", Status::PayerMustAct),
    ("COMPLETED", Status::Completed),
];

pub(super) fn status(order: &Order) -> Option<Status> {
    let told = order.status.as_deref()?;
    STATUSES.iter().find(|(word, _)| *word == told).map(|(_, status)| *status)
}

impl Order {
    /// The authorization: one that stands rather than one that was denied, the latest of several.
    pub(super) fn authorization(&self) -> Option<&Object> {
        let all = || self.purchase_units.iter().filter_map(|u| u.payments.as_ref()).flat_map(|p| &p.authorizations);
        let stands = all().rfind(|one| one.status.as_deref() != Some("DENIED"));
        stands.or_else(|| all().next_back())
    }

    /// The payments of the unit that has this authorization.
    pub(super) fn payments_of(&self, authorization: &str) -> Option<&Payments> {
        let mut all = self.purchase_units.iter().filter_map(|unit| unit.payments.as_ref());
        all.find(|payments| payments.authorizations.iter().any(|one| one.id.as_deref() == Some(authorization)))
    }

    /// Our references on it.
    pub(super) fn references(&self) -> impl Iterator<Item = &str> {
        self.purchase_units.iter().filter_map(|unit| unit.custom_id.as_deref())
    }
}
