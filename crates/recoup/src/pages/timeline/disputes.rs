//! What a timeline says of disputes.

use recoup_core::payment::dispute::{Deed, DisputeBody, MoneyTold};

use super::words;

/// What happened and more; nothing for what only keeps a name.
#[must_use]
pub fn sentence(body: &DisputeBody) -> Option<(String, String)> {
    let none = String::new;
    let of = |told: &MoneyTold| words::money(told.booked.amount_minor, told.booked.currency.code());
    let moved = |told: &MoneyTold| told.booked.amount_minor > 0;
    let stage = |stage: &Option<recoup_core::payment::facts::DisputeStage>| {
        stage.map_or_else(none, |stage| words::plain(stage.word()))
    };
    Some(match body {
        DisputeBody::Begun { gateway_ref, .. } => ("A dispute began".to_owned(), gateway_ref.clone()),
        DisputeBody::Recorded { evidence, .. } => ("A person told of the dispute".to_owned(), evidence.clone()),
        DisputeBody::Opened { stage, reason, .. } => {
            (format!("The dispute came to the stage {}", words::plain(stage.word())), words::plain(reason))
        }
        DisputeBody::FundsWithdrawn { told, .. } if moved(told) => {
            (format!("{} taken for the dispute", of(told)), none())
        }
        DisputeBody::FundsReinstated { told, .. } if moved(told) => {
            (format!("{} of the dispute given back", of(told)), none())
        }
        DisputeBody::FeeTaken { told, .. } if moved(told) => (format!("A dispute fee of {}", of(told)), none()),
        DisputeBody::FeeReturned { told, .. } if moved(told) => {
            (format!("A dispute fee of {} given back", of(told)), none())
        }
        DisputeBody::FundsWithdrawn { .. }
        | DisputeBody::FundsReinstated { .. }
        | DisputeBody::FeeTaken { .. }
        | DisputeBody::FeeReturned { .. } => return None,
        DisputeBody::Answered { stage: of, .. } => ("Our answer to the dispute was taken".to_owned(), stage(of)),
        DisputeBody::AnswerRefused { code, .. } => {
            ("Our answer to the dispute was refused".to_owned(), words::plain(code))
        }
        DisputeBody::Ended { end, stage: of, .. } => {
            (format!("The dispute ended: {}", words::plain(end.word())), stage(of))
        }
        DisputeBody::EvidenceAdded { piece, .. } => {
            ("Evidence was laid to the dispute".to_owned(), words::plain(piece.proof.word()))
        }
        DisputeBody::EvidenceRemoved { .. } => ("Evidence was taken away".to_owned(), none()),
        DisputeBody::Assigned { owner, .. } if owner.is_empty() => {
            ("Nobody looks after the dispute any more".to_owned(), none())
        }
        DisputeBody::Assigned { owner, .. } => (format!("{owner} looks after the dispute"), none()),
        DisputeBody::DueSoon { due_at, .. } => ("The dispute is due soon".to_owned(), due_at.to_string()),
        DisputeBody::AnswerSent { deed: Deed::Acceptance, reason, .. } => {
            ("We give in to the dispute".to_owned(), reason.clone())
        }
        DisputeBody::AnswerSent { by_itself: true, .. } => {
            ("What is there was handed in by itself, as the dispute was due".to_owned(), none())
        }
        DisputeBody::AnswerSent { .. } => ("Evidence was handed in".to_owned(), none()),
        DisputeBody::AnswerUnknown { why, .. } => {
            ("The gateway gave no answer about the dispute; the same is sent again".to_owned(), why.clone())
        }
        DisputeBody::LossBooked { lost, .. } => {
            let amount = words::money(lost.amount.amount_minor, lost.amount.currency.code());
            (format!("{amount} booked as lost to the dispute"), none())
        }
        DisputeBody::LossUndone { lost, .. } => {
            let amount = words::money(lost.amount.amount_minor, lost.amount.currency.code());
            (format!("The loss of {amount} was taken back"), none())
        }
    })
}
