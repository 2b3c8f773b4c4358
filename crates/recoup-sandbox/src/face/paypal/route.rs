//! The routes of PayPal's REST interface that the sandbox answers.

use crate::wire::WireRequest;

/// What a request is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    Token,
    Certificate(String),
    CreateOrder,
    Order(String),
    ConfirmOrder(String),
    AuthorizeOrder(String),
    CaptureOrder(String),
    Authorization(String),
    Capture(String),
    Void(String),
    OneCapture(String),
    Refund(String),
    OneRefund(String),
    Disputes,
    Dispute(String),
    AcceptClaim(String),
    ProvideEvidence(String),
    Adjudicate(String),
    Transactions,
    Events,
    /// A file of the SFTP server, offered here because the sandbox has none.
    Report(String),
}

impl Route {
    /// The route of a request.
    pub(super) fn of(request: &WireRequest) -> Option<Self> {
        let own = |text: &str| text.to_owned();
        let (wanted, route) = match request.segments().as_slice() {
            ["v1", "oauth2", "token"] => ("POST", Self::Token),
            ["v1", "notifications", "certs", id] => ("GET", Self::Certificate(own(id))),
            ["v1", "notifications", "webhooks-events"] => ("GET", Self::Events),
            ["v2", "checkout", "orders"] => ("POST", Self::CreateOrder),
            ["v2", "checkout", "orders", id] => ("GET", Self::Order(own(id))),
            ["v2", "checkout", "orders", id, "confirm-payment-source"] => ("POST", Self::ConfirmOrder(own(id))),
            ["v2", "checkout", "orders", id, "authorize"] => ("POST", Self::AuthorizeOrder(own(id))),
            ["v2", "checkout", "orders", id, "capture"] => ("POST", Self::CaptureOrder(own(id))),
            ["v2", "payments", "authorizations", id] => ("GET", Self::Authorization(own(id))),
            ["v2", "payments", "authorizations", id, "capture"] => ("POST", Self::Capture(own(id))),
            ["v2", "payments", "authorizations", id, "void"] => ("POST", Self::Void(own(id))),
            ["v2", "payments", "captures", id] => ("GET", Self::OneCapture(own(id))),
            ["v2", "payments", "captures", id, "refund"] => ("POST", Self::Refund(own(id))),
            ["v2", "payments", "refunds", id] => ("GET", Self::OneRefund(own(id))),
            ["v1", "customer", "disputes"] => ("GET", Self::Disputes),
            ["v1", "customer", "disputes", id] => ("GET", Self::Dispute(own(id))),
            ["v1", "customer", "disputes", id, "accept-claim"] => ("POST", Self::AcceptClaim(own(id))),
            ["v1", "customer", "disputes", id, "provide-evidence"] => ("POST", Self::ProvideEvidence(own(id))),
            ["v1", "customer", "disputes", id, "adjudicate"] => ("POST", Self::Adjudicate(own(id))),
            ["v1", "reporting", "transactions"] => ("GET", Self::Transactions),
            ["ppreports", "outgoing", file] => ("GET", Self::Report(own(file))),
            _ => return None,
        };
        (request.method == wanted).then_some(route)
    }

    /// Whether it may move money.
    pub(super) const fn moves_money(&self) -> bool {
        matches!(
            self,
            Self::CreateOrder
                | Self::AuthorizeOrder(_)
                | Self::CaptureOrder(_)
                | Self::Capture(_)
                | Self::Void(_)
                | Self::Refund(_)
        )
    }

    /// For how long a `PayPal-Request-Id` is remembered, in seconds, with the interface it belongs to.
    pub(super) const fn remembers(&self) -> Option<(&'static str, i64)> {
        match self {
            Self::CreateOrder | Self::ConfirmOrder(_) | Self::AuthorizeOrder(_) | Self::CaptureOrder(_) => {
                Some(("orders", 6 * 3_600))
            }
            Self::Capture(_) | Self::Void(_) | Self::Refund(_) => Some(("payments", 45 * 86_400)),
            _ => None,
        }
    }
}
