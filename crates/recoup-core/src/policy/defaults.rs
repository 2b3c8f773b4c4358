//! What a shop gets that changes nothing: small refunds go through, larger ones take a second person.
//!
//! Amounts are in major units so that one document serves every currency roughly; a shop with many yen
//! will want its own.

use super::{Document, Outcome, PolicyKind, Rule};
use crate::actor::Role;

/// The default document of a kind; it decides as version 0.
#[must_use]
pub fn document(kind: PolicyKind) -> Document {
    match kind {
        PolicyKind::RefundApproval => Document { kind, effective_from: None, rules: refund_rules() },
        // Without a rule a payment is tried in the order in which its tokens were handed in.
        // Nor without one a refund over tenders: the newest gives back first, and a person sees to what fails.
        PolicyKind::Routing | PolicyKind::RefundRouting => Document { kind, effective_from: None, rules: Vec::new() },
        PolicyKind::BalanceAdjustment => Document { kind, effective_from: None, rules: adjustment_rules() },
        PolicyKind::WriteOff => Document { kind, effective_from: None, rules: write_off_rules() },
    }
}

fn refund_rules() -> Vec<Rule> {
    let approve = |by: &[Role], persons| Outcome::Approve { by: by.to_vec(), persons, expires_secs: 3 * 24 * 3600 };
    let rule = |name: &str, when: &str, then| Rule { name: name.to_owned(), when: when.to_owned(), then };
    vec![
        rule("too-late", "age_days > 365", Outcome::Deny { exception_by: vec![Role::Finance] }),
        rule("very-large", "cumulative_major >= 5000", approve(&[Role::Approver, Role::Finance], 2)),
        rule("large", "cumulative_major >= 500", approve(&[Role::Approver], 1)),
        rule(
            "above-support-limit",
            "cumulative_major >= 100 && !('billing_admin' in roles)",
            approve(&[Role::Approver, Role::BillingAdmin], 1),
        ),
        rule("goodwill", "reason == 'goodwill' && cumulative_major >= 50", approve(&[Role::Approver], 1)),
    ]
}

/// What a balance loses takes another person; what it gets may be small enough for one.
fn adjustment_rules() -> Vec<Rule> {
    let by = vec![Role::Approver, Role::BillingAdmin];
    let then = Outcome::Approve { by, persons: 1, expires_secs: 3 * 24 * 3600 };
    let rule = |name: &str, when: &str| Rule { name: name.to_owned(), when: when.to_owned(), then: then.clone() };
    vec![rule("takes-away", "direction == 'debit'"), rule("above-agent-limit", "amount_major > 50")]
}

/// Less than a major unit, as when a bank kept a fee, is not worth another person's time.
fn write_off_rules() -> Vec<Rule> {
    let approve = |persons| Outcome::Approve {
        by: vec![Role::BillingAdmin, Role::Finance],
        persons,
        expires_secs: 7 * 24 * 3600,
    };
    let rule = |name: &str, when: &str, then| Rule { name: name.to_owned(), when: when.to_owned(), then };
    vec![rule("large", "amount_major >= 5000", approve(2)), rule("any", "amount_major >= 1", approve(1))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::condition;

    #[test]
    fn the_defaults_pass_their_own_check() {
        for kind in PolicyKind::ALL {
            assert_eq!(document(kind).check(), Ok(()), "{}", kind.word());
        }
        for rule in document(PolicyKind::RefundApproval).rules {
            assert_eq!(condition::check(PolicyKind::RefundApproval, &rule.when), Ok(()), "{}", rule.name);
        }
    }
}
