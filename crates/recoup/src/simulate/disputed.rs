//! What people do about disputes: lay evidence to them, answer once or twice, give in, and record what no gateway tells.

use recoup_core::command::Act;
use recoup_core::decision::later;
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AddEvidence, AssignDispute, RemoveEvidence};
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::dispute::{Dispute, Origin, Proof};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};

use crate::dice::Dice;

/// Something about a dispute of a payment; nothing where it has none and a gateway would tell of one.
#[must_use]
pub fn ask(payment: &Payment, draw: u64) -> Option<Act> {
    let mut dice = Dice::new(draw);
    let open = payment.disputes.iter().rfind(|dispute| dispute.status.is_open());
    let some = open.filter(|_| dice.below(6) > 0).or_else(|| payment.disputes.last());
    match some {
        Some(dispute) if !payment.is_offline() || dice.below(3) > 0 => Some(about(dispute, &mut dice)),
        _ if payment.is_offline() && payment.captured_minor > 0 => Some(record(payment, &mut dice)),
        _ => None,
    }
}

fn about(dispute: &Dispute, dice: &mut Dice) -> Act {
    let id = || dispute.id.clone();
    match dice.below(10) {
        0 | 1 => piece(id(), if dice.below(2) == 0 { Proof::Receipt } else { Proof::Correspondence }).into(),
        2 => {
            let no = dispute.evidence.last().map_or(1, |piece| piece.no);
            RemoveEvidence { dispute: id(), no }.into()
        }
        3 => {
            let owner = if dice.below(2) == 0 { "ann" } else { "" }.to_owned();
            AssignDispute { dispute: id(), owner }.into()
        }
        4 => AcceptDispute { dispute: id(), reason: "it is small".to_owned() }.into(),
        _ => SubmitEvidence { dispute: id() }.into(),
    }
}

fn piece(dispute: Id, proof: Proof) -> AddEvidence {
    AddEvidence {
        dispute,
        proof,
        origin: Origin::Upload,
        media_type: String::new(),
        sha256: "ab".repeat(32),
        size_bytes: 12,
        note: String::new(),
    }
}

fn record(payment: &Payment, dice: &mut Dice) -> Act {
    let part = 1 + i64::try_from(dice.below(u64::try_from(payment.captured_minor).unwrap_or(1))).unwrap_or(0);
    let amount = Some(Money::new(part, payment.currency));
    let stage = if dice.below(4) == 0 { DisputeStage::Inquiry } else { DisputeStage::Chargeback };
    let due_at = Some(later(payment.created_at, 9 * 86_400));
    let end = [DisputeEnd::Won, DisputeEnd::Lost][usize::try_from(dice.below(2)).unwrap_or(0)];
    let (what, amount) = match dice.below(6) {
        0 | 1 => (What::DisputeOpened { stage, reason: "not_received".to_owned(), due_at }, amount),
        2 => (What::DisputeFundsWithdrawn, amount),
        3 => (What::DisputeFundsReinstated, amount),
        4 => (What::DisputeAnswered { stage: None }, None),
        _ => (What::DisputeClosed { end, stage: None }, None),
    };
    let (row, reference) = (format!("row-{}", dice.below(3)), format!("letter-{}", dice.below(2)));
    let evidence = "a letter of the bank".to_owned();
    RecordDispute { payment: payment.id.clone(), reference, what, amount, row, evidence }.into()
}
