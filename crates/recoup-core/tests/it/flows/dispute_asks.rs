//! What people do about disputes in a lifecycle: lay evidence to them, answer, give in, and record what no gateway tells.

use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::money::Money;
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AddEvidence, AssignDispute, RemoveEvidence};
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::dispute::{Dispute, Origin, Proof};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};

use super::asks::{any, anyone};
use super::life::Life;

/// A piece of evidence in words.
pub fn piece(dispute: &Id, proof: Proof) -> AddEvidence {
    AddEvidence {
        dispute: dispute.clone(),
        proof,
        origin: Origin::Upload,
        media_type: String::new(),
        sha256: "ab".repeat(32),
        size_bytes: 12,
        note: String::new(),
    }
}

/// Asks for one thing.
pub fn one(life: &mut Life) {
    let all: Vec<Id> = life.shop.payments().flat_map(|p| &p.disputes).map(|d| d.id.clone()).collect();
    let waits = |d: &&Dispute| d.status.is_open();
    let open: Vec<Id> = life.shop.payments().flat_map(|p| &p.disputes).filter(waits).map(|d| d.id.clone()).collect();
    let list = if open.is_empty() || life.shop.rng.one_in(4) { all } else { open };
    let actor = anyone(life);
    let Some(dispute) = any(life, &list).filter(|_| !life.shop.rng.one_in(5)) else { return record(life) };
    let proof = [Proof::Receipt, Proof::Statement, Proof::Delivery][life.shop.rng.below(3)];
    let no = u32::try_from(life.shop.rng.between(1, 3)).expect("small");
    let _ = match life.shop.rng.below(8) {
        0 | 1 => life.run(&actor, piece(&dispute, proof)),
        2 => life.run(&actor, RemoveEvidence { dispute, no }),
        3 => life.run(&actor, AssignDispute { dispute, owner: "ann".to_owned() }),
        4 => life.run(&actor, AcceptDispute { dispute, reason: "it is small".to_owned() }),
        _ => life.run(&actor, SubmitEvidence { dispute }),
    };
}

/// Of a payment that no gateway tells anything of.
fn record(life: &mut Life) {
    let offline = life.shop.payments().filter(|p| matches!(p.method.route, Route::Offline { .. }));
    let offline: Vec<Id> = offline.filter(|p| p.captured_minor > 0).map(|p| p.id.clone()).collect();
    let Some(payment) = any(life, &offline) else { return };
    let most = life.shop.payment(&payment).captured_minor;
    let (minor, now) = (life.shop.rng.between(1, most), life.shop.now);
    let amount = Some(Money::new(minor, life.currency));
    let stage = [DisputeStage::Inquiry, DisputeStage::Chargeback, DisputeStage::PreArbitration][life.shop.rng.below(3)];
    let due_at = Some(recoup_core::decision::later(now, 5 * 86_400));
    let end = [DisputeEnd::Won, DisputeEnd::Lost, DisputeEnd::Expired][life.shop.rng.below(3)];
    let (what, amount) = match life.shop.rng.below(6) {
        0 | 1 => (What::DisputeOpened { stage, reason: "not_received".to_owned(), due_at }, amount),
        2 => (What::DisputeFundsWithdrawn, amount),
        3 => (What::DisputeFundsReinstated, amount),
        4 => (What::DisputeAnswered { stage: Some(stage) }, None),
        _ => (What::DisputeClosed { end, stage: Some(stage) }, None),
    };
    let row = format!("row-{}", life.shop.rng.below(3));
    let (reference, evidence) = (format!("letter-{}", life.shop.rng.below(2)), "a letter of the bank".to_owned());
    let actor = anyone(life);
    let _ = life.run(&actor, RecordDispute { payment, reference, what, amount, row, evidence });
}
