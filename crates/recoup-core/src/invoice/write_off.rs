//! Giving up what is open (row W1), which other persons agree to, and what becomes of the question.
//!
//! What is open is taken out of the lines like a credit, so that its deferral is released and its tax is not taken twice.
//! Whether its tax is owed any more is a matter of law: whoever asks says so, and the policy may look at it. Without
//! relief the tax stays payable and the loss is the whole amount.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::pay::{promised, with_payments};
use super::{Invoice, InvoiceBody, InvoiceStep, WrittenOff};
use crate::approval::ApprovalBody;
use crate::approval::Subject;
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;

use crate::id::{Id, Kind};
use crate::money::Money;
use crate::order::{Sold, release};
use crate::payment::refund::{check_ceiling, check_reason};
use crate::policy::losses::LossFacts;
use crate::policy::{self, Exception, Outcome, PolicyKind, Ruling};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// What is open of an invoice is to be given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteOffInvoice {
    /// The invoice.
    pub invoice: Id,
    /// Reason code: lower-case letters, digits and underscores.
    pub reason: String,
    /// Whether the law grants relief of its tax.
    pub tax_relief: bool,
    /// A policy rule to be set aside this once.
    pub exception: Option<Exception>,
}

/// What other persons agree to, exactly.
#[derive(Serialize)]
struct Asked<'a> {
    invoice: &'a Id,
    open_minor: i64,
    reason: &'a str,
    tax_relief: bool,
}

impl Asked<'_> {
    /// Hex SHA-256 over every field: an approval is bound to it.
    fn hash(&self) -> String {
        // Field order of the struct is fixed, so the text is canonical.
        let text = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }
}

impl Workflow for WriteOffInvoice {
    fn needs(&self, world: &World, needs: &mut Needs) {
        with_payments(&self.invoice, world, needs);
        needs.stream(&PolicyKind::WriteOff.stream());
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        check_reason(&self.reason)?;
        if let Some(exception) = &self.exception {
            text::required("exception.rule", &exception.rule, text::SHORT)?;
            text::required("exception.reason", &exception.reason, text::NOTE)?;
        }
        let mine = draft.invoice(&self.invoice)?;
        let open = Money::new(mine.open_minor(), mine.currency);
        check_ceiling(&draft.command().actor, open)?;
        mine.status.step(InvoiceStep::WriteOff)?;
        if mine.write_off_asked.is_some() {
            return Err(refused("waiting for an approval", "decide or withdraw its approval"));
        }
        if open.amount_minor <= 0 {
            return Err(refused("without an open amount", "nothing; it is written off already"));
        }
        if promised(draft, mine)? > 0 {
            return Err(refused("being paid", "wait until its payments have ended, or release them"));
        }
        let facts = self.facts(mine, draft);
        let policy = draft.policy(&PolicyKind::WriteOff.stream())?;
        let ruling = policy::rule_on((policy, draft.now()), PolicyKind::WriteOff, &facts, self.exception.as_ref())?;
        self.request(draft, open, ruling)?;
        Ok(Answer::Invoice(self.invoice.clone()))
    }
}

impl WriteOffInvoice {
    fn facts(&self, mine: &Invoice, draft: &Draft<'_>) -> LossFacts {
        let due = mine.dates.map_or(draft.now(), |dates| dates.due.ends_at);
        let late_secs = draft.now().as_second().saturating_sub(due.as_second()).max(0);
        LossFacts {
            amount_minor: mine.open_minor(),
            minor_per_major: mine.currency.minor_per_major(),
            currency: mine.currency.code(),
            reason: self.reason.clone(),
            roles: draft.command().actor.roles.iter().map(|r| r.word()).collect(),
            days_late: late_secs / 86_400,
            tax_relief: self.tax_relief,
        }
    }

    fn request(&self, draft: &mut Draft<'_>, open: Money, ruling: Ruling) -> Result<(), Refusal> {
        let invoice = &self.invoice;
        match ruling.outcome {
            // Nothing is sent, so there is nothing to pause for.
            Outcome::Allow { .. } => book(draft, invoice, (&self.reason, self.tax_relief), None),
            Outcome::Approve { expires_secs, .. } => {
                let approval = draft.new_id(Kind::Approval);
                let expires_at = draft.in_secs(expires_secs);
                let subject = Subject::WriteOff {
                    invoice: invoice.clone(),
                    reason: self.reason.clone(),
                    tax_relief: self.tax_relief,
                    amount_minor: open.amount_minor,
                    currency: open.currency.code().to_owned(),
                };
                let asked = draft.invoice(invoice)?;
                let request_hash = hash_now(asked, &self.reason, self.tax_relief);
                let (subject, ruling) = (Box::new(subject), Box::new(ruling));
                draft.emit(&approval, ApprovalBody::Requested { subject, ruling, request_hash, expires_at })?;
                draft.emit(invoice, InvoiceBody::WriteOffAsked { approval: approval.clone() })?;
                draft.timer(expires_at, Alarm::ExpireApproval { approval });
                Ok(())
            }
            // A document of this kind neither routes nor allocates.
            Outcome::Deny { .. } | Outcome::Route { .. } | Outcome::Allocate { .. } => {
                Err(Refusal::PolicyDenied { policy: ruling.policy, rule: ruling.rule })
            }
        }
    }
}

fn refused(status: &'static str, allowed: &str) -> Refusal {
    let step = InvoiceStep::WriteOff.word();
    Refusal::NotInState { what: "invoice", status, step, allowed: allowed.to_owned() }
}

/// The hash of the question as the invoice stands now; what was paid or credited since makes it another one.
#[must_use]
pub(crate) fn hash_now(invoice: &Invoice, reason: &str, tax_relief: bool) -> String {
    Asked { invoice: &invoice.id, open_minor: invoice.open_minor(), reason, tax_relief }.hash()
}

/// Gives up what is open.
///
/// # Errors
/// [`Refusal::NotInState`].
pub(crate) fn book(
    draft: &mut Draft<'_>,
    invoice: &Id,
    (reason, tax_relief): (&str, bool),
    approval: Option<Id>,
) -> Result<(), Refusal> {
    let mine = draft.invoice(invoice)?;
    let open_minor = mine.open_minor();
    // Where refunds took the lines and the gateway took the money as well, the rest is a claim and nothing else.
    let of_lines_minor = open_minor.min(mine.left_minor());
    let lines = release::spread(mine, of_lines_minor)?;
    let mut slice = release::for_books(mine, &lines)?;
    slice.net_minor += open_minor - of_lines_minor;
    if !tax_relief {
        slice.net_minor += slice.taxes.iter().map(|tax| tax.amount_minor).sum::<i64>();
        slice.taxes.clear();
    }
    let written_off = Box::new(WrittenOff { lines, slice, tax_relief, approval });
    draft.emit(invoice, InvoiceBody::WrittenOff { reason: reason.to_owned(), written_off }).map(drop)
}
