//! Which policy a page is about, with the words and addresses of its own.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use recoup_core::id::Id;
use recoup_core::policy::PolicyKind;

/// A kind of policy as its pages speak of it.
#[derive(Debug)]
pub struct Sort {
    /// What it decides.
    pub kind: PolicyKind,
    /// What it is called.
    pub title: &'static str,
    /// Where its pages are.
    pub path: &'static str,
    /// What it is for.
    pub lead: &'static str,
    /// What follows where no rule holds.
    pub otherwise: &'static str,
    /// The outcomes its rules may have.
    pub outcomes: &'static str,
}

impl Sort {
    /// About refunds.
    pub const REFUNDS: Self = Self {
        kind: PolicyKind::RefundApproval,
        title: "Refund policy",
        path: "/policies",
        lead: "Who has to agree to a refund.",
        otherwise: "the refund goes out at once",
        outcomes: "allow, approve or deny",
    };

    /// About gateway accounts.
    pub const ROUTING: Self = Self {
        kind: PolicyKind::Routing,
        title: "Routing policy",
        path: "/policies/routing",
        lead: "Which gateway account a payment is tried at, and which ones next.",
        otherwise: "the accounts are tried in the order in which the shop sent their tokens",
        outcomes: "route, with accounts under \"to\"",
    };

    /// Every kind but the refund policy, whose pages stand above all.
    const MORE: [&'static Self; 4] = [&Self::ROUTING, &Self::REFUND_ROUTING, &Self::ADJUSTMENTS, &Self::WRITE_OFFS];

    /// About what is given up.
    pub const WRITE_OFFS: Self = Self {
        kind: PolicyKind::WriteOff,
        title: "Write-off policy",
        path: "/policies/write-offs",
        lead: "Who has to agree that an open invoice is given up.",
        otherwise: "it is given up at once",
        outcomes: "allow, approve or deny",
    };

    /// About changes of balances by hand.
    pub const ADJUSTMENTS: Self = Self {
        kind: PolicyKind::BalanceAdjustment,
        title: "Balance policy",
        path: "/policies/balances",
        lead: "Who has to agree to a change of a customer's balance by hand.",
        otherwise: "the balance is changed at once",
        outcomes: "allow, approve or deny",
    };

    /// About refunds over several tenders.
    pub const REFUND_ROUTING: Self = Self {
        kind: PolicyKind::RefundRouting,
        title: "Refund routing policy",
        path: "/policies/refund_routing",
        lead: "How a refund of an order is spread over its tenders, and where a part goes that fails for good.",
        otherwise: "the newest tender gives back first, and a person sees to what fails",
        outcomes: "allocate, with a strategy under \"over\"",
    };

    /// The one whose versions a stream holds.
    #[must_use]
    pub fn of_stream(stream: &Id) -> &'static Self {
        let of = |sort: &&&Self| sort.kind.stream() == *stream;
        Self::MORE.iter().find(of).copied().unwrap_or(&Self::REFUNDS)
    }

    /// Where a new version is typed.
    #[must_use]
    pub fn form(&self) -> String {
        format!("{}/new", self.path)
    }

    /// The next one; from each of them every other is reached.
    #[must_use]
    pub const fn other(&self) -> &'static Self {
        match self.kind {
            PolicyKind::RefundApproval => &Self::ROUTING,
            PolicyKind::Routing => &Self::REFUND_ROUTING,
            PolicyKind::RefundRouting => &Self::ADJUSTMENTS,
            PolicyKind::BalanceAdjustment => &Self::WRITE_OFFS,
            PolicyKind::WriteOff => &Self::REFUNDS,
        }
    }
}

/// By the address of the page.
impl<S: Send + Sync> FromRequestParts<S> for &'static Sort {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let is_below = |sort: &&&Sort| {
            let below = parts.uri.path().strip_prefix(sort.path);
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        Ok(Sort::MORE.iter().find(is_below).copied().unwrap_or(&Sort::REFUNDS))
    }
}
