//! Which call a request is.

use super::error;
use crate::face::Answer;
use crate::wire::WireRequest;

/// A call of Mollie's API that the sandbox knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Route<'a> {
    CreatePayment,
    Payments,
    Payment(&'a str),
    CancelPayment(&'a str),
    ReleaseAuthorization(&'a str),
    CreateCapture(&'a str),
    Captures(&'a str),
    Capture(&'a str, &'a str),
    CreateRefund(&'a str),
    /// Of a payment, or all.
    Refunds(Option<&'a str>),
    Refund(&'a str, &'a str),
    CancelRefund(&'a str, &'a str),
    /// Of a payment, or all.
    Chargebacks(Option<&'a str>),
    Chargeback(&'a str, &'a str),
    Settlements,
    Settlement(&'a str),
    SettlementPart(&'a str, &'a str),
    BalanceTransactions,
    Methods,
}

impl Route<'_> {
    /// Whether it may move money.
    pub(super) const fn moves_money(self) -> bool {
        matches!(
            self,
            Self::CreatePayment
                | Self::CancelPayment(_)
                | Self::ReleaseAuthorization(_)
                | Self::CreateCapture(_)
                | Self::CreateRefund(_)
                | Self::CancelRefund(..)
        )
    }
}

/// The call of a request.
pub(super) fn route(request: &WireRequest) -> Result<Route<'_>, Answer> {
    let segments = request.segments();
    Ok(match (request.method.as_str(), segments.as_slice()) {
        ("POST", ["v2", "payments"]) => Route::CreatePayment,
        ("GET", ["v2", "payments"]) => Route::Payments,
        ("GET", ["v2", "payments", id]) => Route::Payment(id),
        ("DELETE", ["v2", "payments", id]) => Route::CancelPayment(id),
        ("POST", ["v2", "payments", id, "release-authorization"]) => Route::ReleaseAuthorization(id),
        ("POST", ["v2", "payments", id, "captures"]) => Route::CreateCapture(id),
        ("GET", ["v2", "payments", id, "captures"]) => Route::Captures(id),
        ("GET", ["v2", "payments", payment, "captures", id]) => Route::Capture(payment, id),
        ("POST", ["v2", "payments", id, "refunds"]) => Route::CreateRefund(id),
        ("GET", ["v2", "payments", id, "refunds"]) => Route::Refunds(Some(id)),
        ("GET", ["v2", "refunds"]) => Route::Refunds(None),
        ("GET", ["v2", "payments", payment, "refunds", id]) => Route::Refund(payment, id),
        ("DELETE", ["v2", "payments", payment, "refunds", id]) => Route::CancelRefund(payment, id),
        ("GET", ["v2", "payments", id, "chargebacks"]) => Route::Chargebacks(Some(id)),
        ("GET", ["v2", "chargebacks"]) => Route::Chargebacks(None),
        ("GET", ["v2", "payments", payment, "chargebacks", id]) => Route::Chargeback(payment, id),
        ("GET", ["v2", "settlements"]) => Route::Settlements,
        ("GET", ["v2", "settlements", id]) => Route::Settlement(id),
        ("GET", ["v2", "settlements", id, part @ ("payments" | "captures" | "refunds" | "chargebacks")]) => {
            Route::SettlementPart(id, part)
        }
        ("GET", ["v2", "balances", _, "transactions"]) => Route::BalanceTransactions,
        ("GET", ["v2", "methods"]) => Route::Methods,
        (_, ["v2", "payments" | "settlements" | "refunds" | "chargebacks" | "balances" | "methods", ..]) => {
            return Err(error(405, "The method is not allowed for this endpoint", ""));
        }
        _ => return Err(error(404, "The endpoint does not exist", "")),
    })
}
