//! What people decided, read and look up: approvals, notices, references.

use std::collections::{BTreeMap, BTreeSet};

use recoup_core::approval::{Approval, ApprovalStatus, Subject, Verdict};
use recoup_core::customer::Customer;
use recoup_core::id::Id;
use recoup_core::invoice::Invoice;
use recoup_core::payment::{Payment, Refund, RefundStatus};
use recoup_core::policy::{Policy, PolicyStatus};

use super::checks::{Check, Notes, money};
use super::fold::Chosen;
use crate::store::rows::{NoticeRow, ReferenceRow};

/// Approvals of a payment's refunds.
pub fn check_refund_approvals(payment: &Payment, approvals: &[Approval], notes: &mut Notes) {
    for refund in &payment.refunds {
        let mine = refund.approval.as_ref();
        let asked = mine.and_then(|id| approvals.iter().find(|approval| approval.id == *id));
        let waits = refund.status == RefundStatus::AwaitingApproval;
        let there = mine.is_none() || asked.is_some();
        notes.hold(Check::Approvals, payment.id.as_str(), there && (!waits || asked.is_some()), || {
            let wanted = mine.map_or("an approval", Id::as_str);
            (format!("{wanted} for {} ({})", refund.id, refund.status.word()), "none".to_owned())
        });
    }
    for approval in approvals {
        check_outcome(payment, approval, notes);
        match &approval.subject {
            Subject::Refund { refund, amount_minor, currency, .. } => {
                check_asked(payment, approval, (refund, *amount_minor, currency), notes);
            }
            Subject::Allocation { parts, currency, .. } => {
                for part in parts.iter().filter(|part| part.payment == payment.id) {
                    check_asked(payment, approval, (&part.refund, part.amount_minor, currency), notes);
                }
            }
            _ => continue,
        }
        check_persons(approval, payment.id.as_str(), notes);
    }
}

/// The approvals that refunds of a payment name; one over several payments is about their order.
pub fn approvals_named(payment: &Payment) -> impl Iterator<Item = &Id> {
    payment.refunds.iter().filter_map(|refund| refund.approval.as_ref())
}

/// A refund stands as its approval says, and is what was asked.
fn check_asked(
    payment: &Payment,
    approval: &Approval,
    (subject, amount_minor, currency): (&Id, i64, &str),
    notes: &mut Notes,
) {
    let refund = payment.refund(subject).filter(|refund| refund.approval.as_ref() == Some(&approval.id));
    let alone = matches!(approval.subject, Subject::Refund { .. }) && approval.status == ApprovalStatus::Open;
    let fits = refund.is_some_and(|refund| {
        let amount = refund.amount_minor == amount_minor && payment.currency.code() == currency;
        let exact = !alone || refund.asked().hash(&payment.id) == approval.request_hash;
        amount && exact && goes_with(approval.status, refund)
    });
    notes.hold(Check::Approvals, payment.id.as_str(), fits, || {
        let amount = money(amount_minor, currency);
        let expected = format!("{subject} of {amount} as {} ({}) asks", approval.id, approval.status.word());
        let found = refund.map_or_else(
            || "none that asked it".to_owned(),
            |refund| format!("{} {}", refund.status.word(), money(refund.amount_minor, payment.currency.code())),
        );
        (expected, found)
    });
}

/// What two persons said became of an operation stands in its payment as they said it, or as others said after them.
fn check_outcome(payment: &Payment, approval: &Approval, notes: &mut Notes) {
    let Subject::Outcome { id, generation, said, .. } = &approval.subject else { return };
    if approval.status == ApprovalStatus::Approved {
        let found = payment.said(id, *generation);
        let mut doubts = payment.doubts.iter().filter(|doubt| doubt.id == *id && doubt.generation == *generation);
        let later = doubts.any(|doubt| doubt.said.is_some() && doubt.approval.as_ref() != Some(&approval.id));
        notes.hold(Check::Approvals, payment.id.as_str(), later || found == Some(said), || {
            let stands = found.map_or("nothing", |said| said.word());
            (format!("{id} is {} as {} says", said.word(), approval.id), stands.to_owned())
        });
    }
    check_persons(approval, payment.id.as_str(), notes);
}

/// Whether a refund may stand where it stands after its approval ended so.
fn goes_with(status: ApprovalStatus, refund: &Refund) -> bool {
    let waits = refund.status == RefundStatus::AwaitingApproval;
    let booked = refund.slice.is_some();
    match status {
        ApprovalStatus::Open => waits,
        ApprovalStatus::Approved => booked && !waits && refund.status != RefundStatus::Rejected,
        ApprovalStatus::Rejected | ApprovalStatus::Expired => refund.status == RefundStatus::Rejected,
        ApprovalStatus::Withdrawn => refund.status == RefundStatus::Canceled && !booked,
    }
}

/// Approvals of a policy's versions.
pub fn check_policy_approvals(policy: &Policy, approvals: &[Approval], notes: &mut Notes) {
    for version in &policy.versions {
        let Some(id) = &version.approval else { continue };
        let asked = approvals.iter().find(|approval| approval.id == *id);
        let fits = asked.is_some_and(|approval| match approval.status {
            ApprovalStatus::Open => version.status == PolicyStatus::Proposed,
            ApprovalStatus::Approved => !matches!(version.status, PolicyStatus::Proposed | PolicyStatus::Rejected),
            _ => version.status == PolicyStatus::Rejected,
        });
        notes.hold(Check::Approvals, policy.id.as_str(), fits, || {
            let found = asked.map_or("no approval", |approval| approval.status.word());
            (format!("version {} ({}) as {id} says", version.version, version.status.word()), found.to_owned())
        });
    }
    approvals.iter().for_each(|approval| check_persons(approval, policy.id.as_str(), notes));
}

/// Approvals of what was given up of an invoice.
pub fn check_write_off_approvals(invoice: &Invoice, approvals: &[Approval], notes: &mut Notes) {
    for approval in approvals {
        let Subject::WriteOff { .. } = &approval.subject else { continue };
        let waits = invoice.write_off_asked.as_ref() == Some(&approval.id);
        let fits = waits == (approval.status == ApprovalStatus::Open);
        notes.hold(Check::Approvals, invoice.id.as_str(), fits, || {
            let asked = invoice.write_off_asked.as_ref().map_or("nothing", Id::as_str);
            (format!("{} is {}", approval.id, approval.status.word()), format!("it waits for {asked}"))
        });
        check_persons(approval, invoice.id.as_str(), notes);
    }
    let done = invoice.write_offs.iter().filter_map(|done| done.of.approval.as_ref());
    for id in done.chain(&invoice.write_off_asked) {
        let there = approvals.iter().any(|approval| approval.id == *id);
        notes.hold(Check::Approvals, invoice.id.as_str(), there, || (id.as_str().to_owned(), "none".to_owned()));
    }
}

/// Approvals of changes of a balance by hand: each that waits is asked for, and each open one waits.
pub fn check_adjustments(customer: &Customer, approvals: &[Approval], notes: &mut Notes) {
    let id = customer.id.as_str();
    for waiting in &customer.adjustments {
        let asked = approvals.iter().find(|approval| approval.id == waiting.approval);
        let exact = asked.is_some_and(|approval| {
            approval.status == ApprovalStatus::Open && approval.request_hash == waiting.change.hash(&customer.id)
        });
        notes.hold(Check::Approvals, id, exact, || {
            let found = asked.map_or("no approval", |approval| approval.status.word());
            (format!("{} asks for the change that waits for it", waiting.approval), found.to_owned())
        });
    }
    for approval in approvals.iter().filter(|a| matches!(a.subject, Subject::Adjustment { .. })) {
        let waits = customer.adjustments.iter().any(|waiting| waiting.approval == approval.id);
        notes.hold(Check::Approvals, id, waits == (approval.status == ApprovalStatus::Open), || {
            (format!("{} is {}", approval.id, approval.status.word()), format!("a change waits for it: {waits}"))
        });
        check_persons(approval, id, notes);
    }
}

/// Enough different persons, none of them the one who asked.
fn check_persons(approval: &Approval, stream: &str, notes: &mut Notes) {
    if approval.status != ApprovalStatus::Approved {
        return;
    }
    let yes = approval.answers.iter().filter(|answer| answer.verdict == Verdict::Approve);
    let persons: BTreeSet<&str> = yes.map(|answer| answer.by.person.as_str()).collect();
    let asked = approval.requested_by.person.as_str();
    let others = !persons.contains("") && (asked.is_empty() || !persons.contains(asked));
    notes.hold(Check::Approvals, stream, others && persons.len() >= approval.persons_needed(), || {
        let expected = format!("{}: {} persons other than `{asked}`", approval.id, approval.persons_needed());
        (expected, format!("{persons:?}"))
    });
}

/// Every capture, release and refund finds its payment.
pub fn check_references(payment: &Payment, references: &[ReferenceRow], notes: &mut Notes) {
    let known: BTreeSet<&str> =
        references.iter().filter(|row| row.kind == "id").map(|row| row.value.as_str()).collect();
    let captures = payment.captures.iter().map(|capture| &capture.id);
    let releases = payment.releases.iter().map(|release| &release.id);
    let refunds = payment.refunds.iter().map(|refund| &refund.id);
    let disputes = payment.disputes.iter().map(|dispute| &dispute.id);
    for id in captures.chain(releases).chain(refunds).chain(disputes) {
        notes.hold(Check::References, payment.id.as_str(), known.contains(id.as_str()), || {
            (format!("a reference from {id}"), "none".to_owned())
        });
    }
}

/// Stored notices against those the events choose.
pub fn check_notices(stream: &str, chosen: &[Chosen], stored: &[NoticeRow], notes: &mut Notes) {
    let mut by_event: BTreeMap<&str, Vec<&Chosen>> = BTreeMap::new();
    for notice in chosen {
        by_event.entry(notice.event_id.as_str()).or_default().push(notice);
    }
    for row in stored {
        let mut of_event = by_event.get(row.event_id.as_str()).into_iter().flatten();
        let mine = of_event.find(|chosen| chosen.template == row.template && chosen.audience == row.audience);
        notes.hold(Check::Notices, stream, mine.is_some(), || {
            let found = format!("{} `{}` to the {}", row.notice_id, row.template, row.audience);
            (format!("a notice that {} chooses", row.event_id), found)
        });
        let Some(most) = mine.and_then(|chosen| chosen.amount) else { continue };
        let code = most.currency.code();
        let named = amounts(&row.subject, code).into_iter().chain(amounts(&row.body, code));
        if let Some(more) = named.into_iter().find(|named| *named > most.amount_minor) {
            let expected = format!("{}: at most {most}", row.notice_id);
            notes.wrong(Check::Notices, stream, expected, money(more, code));
        }
    }
}

/// Amounts that a text names next to a currency code, minor units. Notices write all decimals, so the digits
/// alone are the amount, whatever the language puts between them.
pub(crate) fn amounts(text: &str, code: &str) -> Vec<i64> {
    let number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let read = |digits: String| digits.parse::<i64>().ok();
    let mut found = Vec::new();
    for (at, code) in text.match_indices(code) {
        let after = text[at + code.len()..].chars().skip(1).take_while(number).filter(char::is_ascii_digit);
        if let Some(amount) = read(after.collect()) {
            // What stands before it then, such as an id that ends in digits and a comma, is not the amount.
            found.push(amount);
            continue;
        }
        let before: Vec<char> =
            text[..at].chars().rev().skip(1).take_while(number).filter(char::is_ascii_digit).collect();
        found.extend(read(before.into_iter().rev().collect()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_both_languages() {
        assert_eq!(amounts("Your refund of EUR 1,234.50. Thank you.", "EUR"), [123_450]);
        assert_eq!(amounts("Ihre Erstattung über 1.234,50 EUR ist da, 5,00 EUR", "EUR"), [123_450, 500]);
        assert_eq!(amounts("JPY 1,000", "JPY"), [1_000]);
        assert_eq!(amounts("asks about it: dsp_01x15, EUR 0.00 at risk", "EUR"), [0]);
        assert!(amounts("EUR and nothing else", "EUR").is_empty());
    }
}
