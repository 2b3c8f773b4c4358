//! The routes of Checkout v72, of the Disputes API v30, and of the reports.

use super::{Answer, error};

/// A modification of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modify {
    Capture,
    Cancel,
    Refund,
    /// Cancel or refund, whichever fits.
    Reverse,
    Adjust,
}

/// A call that clients make.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route<'a> {
    Pay,
    Details,
    /// What the shop can offer.
    Methods,
    /// Of a payment by the gateway's name.
    Modify(&'a str, Modify),
    /// Cancel by the merchant's own reference.
    CancelOwn,
    /// Of the Disputes API.
    Dispute(&'a str),
    /// A report of a merchant account, by its file name.
    Report(&'a str, &'a str),
}

impl Route<'_> {
    pub(super) const fn moves_money(&self) -> bool {
        matches!(self, Self::Pay | Self::Details | Self::Modify(..) | Self::CancelOwn)
    }
}

const DISPUTE_CALLS: [&str; 5] = [
    "retrieveApplicableDefenseReasons",
    "supplyDefenseDocument",
    "deleteDisputeDefenseDocument",
    "defendDispute",
    "acceptDispute",
];

/// The route of a method and the parts of a path.
pub(super) fn route<'a>(method: &str, parts: &[&'a str]) -> Result<Route<'a>, Answer> {
    // Live addresses have a part in front.
    let parts = if parts.first() == Some(&"checkout") { &parts[1..] } else { parts };
    let (wanted, found) = match parts {
        [version, rest @ ..] if matches!(*version, "v70" | "v71" | "v72") => ("POST", checkout(rest)?),
        ["ca", "services", "DisputeService", "v30", call] if DISPUTE_CALLS.contains(call) => {
            ("POST", Route::Dispute(call))
        }
        ["reports", "download", "MerchantAccount", account, file] => ("GET", Route::Report(account, file)),
        _ => return Err(nowhere()),
    };
    if method == wanted { Ok(found) } else { Err(error(405, "000", "Method Not Allowed", "validation")) }
}

fn checkout<'a>(parts: &[&'a str]) -> Result<Route<'a>, Answer> {
    Ok(match parts {
        ["payments"] => Route::Pay,
        ["paymentMethods"] => Route::Methods,
        ["payments", "details"] => Route::Details,
        ["cancels"] => Route::CancelOwn,
        ["payments", psp, "captures"] => Route::Modify(psp, Modify::Capture),
        ["payments", psp, "cancels"] => Route::Modify(psp, Modify::Cancel),
        ["payments", psp, "refunds"] => Route::Modify(psp, Modify::Refund),
        ["payments", psp, "reversals"] => Route::Modify(psp, Modify::Reverse),
        ["payments", psp, "amountUpdates"] => Route::Modify(psp, Modify::Adjust),
        _ => return Err(nowhere()),
    })
}

fn nowhere() -> Answer {
    error(404, "000", "HTTP Status Response - Not Found", "validation")
}
