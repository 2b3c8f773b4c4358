//! How events change a payment. Total over what was decided; an impossible event is an inconsistency.

use super::refund::{Asked, Refund, Sent};
use super::said::NOT_DONE;
use super::{
    AuthorizationLoss, Booked, Capture, CaptureStatus, CaptureStep, Declined, Payment, PaymentStatus, PaymentStep,
    RefundStatus, RefundStep, Release, ReleaseStatus, ReleaseStep, Started,
};
use crate::event::{Body, Event};
use crate::id::Id;
use crate::payment::ReleaseBody;
use crate::refusal::Refusal;

impl Payment {
    /// The payment that `payment.started` begins.
    #[must_use]
    pub fn begin(id: &Id, started: &Started, event: &Event) -> Self {
        Self {
            id: id.clone(),
            pays: started.pays.clone(),
            customer: started.customer.clone(),
            currency: started.currency,
            amount_minor: started.amount_minor,
            method: started.method.clone(),
            capture_at_once: started.capture_at_once,
            release_after: started.release_after,
            language: started.language.clone(),
            status: PaymentStatus::Pending,
            authorized_minor: 0,
            captured_minor: 0,
            released_minor: 0,
            expires_at: None,
            gateway_ref: String::new(),
            created_at: event.effective_at,
            captures: Vec::new(),
            releases: Vec::new(),
            refunds: Vec::new(),
            disputes: Vec::new(),
            alarms: Vec::new(),
            elsewhere: Vec::new(),
            beyond_minor: 0,
            rest_lost: None,
            declined: None,
            doubts: Vec::new(),
            instead_of: started.instead_of.clone(),
            replaced_by: None,
        }
    }

    /// Applies one event.
    ///
    /// # Errors
    /// [`Refusal::NotInState`] where the table has no such step; [`Refusal::Inconsistent`] for an event that
    /// names something this payment does not have.
    pub fn apply(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::PaymentAuthorized { amount_minor, expires_at, gateway_ref } => {
                self.status = self.status.step(PaymentStep::Authorize)?;
                self.authorized_minor = *amount_minor;
                self.expires_at = *expires_at;
                self.gateway_ref.clone_from(gateway_ref);
                self.is_decided(&self.id.clone());
                self.recount();
            }
            Body::PaymentProcessing { gateway_ref } => {
                self.status = self.status.step(PaymentStep::Accept)?;
                self.gateway_ref.clone_from(gateway_ref);
                self.is_decided(&self.id.clone());
            }
            Body::PaymentActionRequired { gateway_ref } => {
                self.status = self.status.step(PaymentStep::AskCustomer)?;
                self.gateway_ref.clone_from(gateway_ref);
                self.is_decided(&self.id.clone());
            }
            Body::PaymentDeclined { code, next, gateway_ref } => {
                self.replaced_by.clone_from(next);
                if !gateway_ref.is_empty() {
                    self.gateway_ref.clone_from(gateway_ref);
                }
                self.status = self.status.step(PaymentStep::Decline)?;
                self.declined = Some(Declined { code: code.clone(), at: event.effective_at });
            }
            Body::PaymentUnknown { .. } => self.status = self.status.step(PaymentStep::LoseTrack)?,
            Body::PaymentResent { times } => {
                self.status = self.status.step(PaymentStep::SendAgain)?;
                self.sends_again(&self.id.clone(), *times);
            }
            Body::PaymentRestLost { by, .. } => {
                self.rest_lost = Some(*by);
                self.lose_rest()?;
            }
            Body::PaymentAlarm { what, elsewhere, .. } => {
                self.alarms.push(what.clone());
                self.elsewhere.extend(elsewhere.clone());
            }
            Body::AskingEnded { id, .. } => self.asking_ends(id),
            Body::OutcomeOpen { id, .. } => self.stays_undecided(id),
            Body::OutcomeClaimed { id, approval, .. } => self.is_claimed(id, approval),
            Body::OutcomeConfirmed { id, gateway_ref, expires_at, amount_minor } => {
                self.is_confirmed(id, gateway_ref);
                self.expires_at = expires_at.or(self.expires_at);
                self.authorized_minor = amount_minor.unwrap_or(self.authorized_minor);
            }
            Body::OutcomeSaid { id, said } => self.is_said(id, said),
            Body::Dispute(body) => self.apply_dispute(body, event)?,
            other if other.word().starts_with("capture.") => self.apply_capture(other)?,
            other if other.word().starts_with("release.") => self.apply_release(other)?,
            _ => self.apply_refund(event)?,
        }
        if self.status != PaymentStatus::Failed {
            // It was authorized, captured or lost after all: in whatever order that is told, no decline is left.
            self.declined = None;
        }
        Ok(())
    }

    /// Once the rest is lost, what is neither captured nor on its way is lost with it.
    fn recount(&mut self) {
        if self.rest_lost.is_some() {
            let used = self.captured_minor.saturating_add(self.reversed_minor()).saturating_add(self.capturing_minor());
            self.released_minor = self.authorized_minor.saturating_sub(used).max(0);
        }
    }

    /// Takes the step that a lost rest means now. A payment that has nothing left keeps its status.
    fn lose_rest(&mut self) -> Result<(), Refusal> {
        self.recount();
        let Some(by) = self.rest_lost else { return Ok(()) };
        let step = match (self.status, by) {
            (PaymentStatus::Captured, _) => return Ok(()),
            (PaymentStatus::Failed, _) if self.authorized_minor > 0 => return Ok(()),
            _ if self.remaining_minor() > 0 => PaymentStep::LosePart,
            (PaymentStatus::Authorized, _) if self.reversed_minor() > 0 => PaymentStep::LoseLast,
            (_, AuthorizationLoss::Released) => PaymentStep::ReleaseRest,
            (_, AuthorizationLoss::Expired) => PaymentStep::ExpireRest,
        };
        self.status = self.status.step(step)?;
        Ok(())
    }

    fn apply_capture(&mut self, body: &Body) -> Result<(), Refusal> {
        match body {
            Body::CaptureRequested { capture, amount_minor, last, waits } => {
                self.status = self.status.step(PaymentStep::RequestCapture)?;
                self.captures.push(Capture {
                    id: capture.clone(),
                    status: if *waits { CaptureStatus::Waiting } else { CaptureStatus::Sending },
                    amount_minor: *amount_minor,
                    last: *last,
                    undone_minor: 0,
                    undone_by: Vec::new(),
                    implied: false,
                    refunded_minor: 0,
                    gateway_ref: String::new(),
                    booked_by: Vec::new(),
                    doubted: None,
                });
            }
            Body::CaptureSending { capture } => drop(self.step_capture(capture, CaptureStep::Send)?),
            Body::CaptureCompleted { capture, amount, gateway_ref, implied, row, .. } => {
                let more = self.capture(capture).is_some_and(|c| c.status == CaptureStatus::Completed);
                let mine = self.step_capture(capture, CaptureStep::Complete)?;
                mine.implied = *implied;
                mine.gateway_ref.clone_from(gateway_ref);
                let before_minor = if more { mine.amount_minor } else { 0 };
                mine.amount_minor = plus(before_minor, amount.amount_minor)?;
                if !implied {
                    mine.booked_by.push(Booked { row: row.clone(), amount_minor: mine.booked_minor() });
                }
                // Told after the rest was gone, or beyond what was authorized: it counts all the same.
                self.captured_minor = plus(self.captured_minor, amount.amount_minor)?;
                self.recount();
                let more = self.remaining_minor() > 0;
                let step = if more { PaymentStep::CapturePart } else { PaymentStep::CaptureRest };
                self.status = self.status.step(step)?;
            }
            Body::CaptureTold { capture, row, amount_minor } => self.capture_mut(capture)?.told(row, *amount_minor),
            Body::CaptureFailed { capture, .. } => {
                self.step_capture(capture, CaptureStep::Fail)?;
                // The amount goes back to an authorization that may no longer be there.
                self.lose_rest()?;
            }
            Body::CaptureDoubted { capture, code } => self.capture_mut(capture)?.doubted = Some(code.clone()),
            Body::CaptureAccepted { capture, gateway_ref } => {
                self.step_capture(capture, CaptureStep::Accept)?.gateway_ref.clone_from(gateway_ref);
                self.is_decided(capture);
            }
            Body::CaptureUnknown { capture, .. } => drop(self.step_capture(capture, CaptureStep::LoseTrack)?),
            Body::CaptureResent { capture, times } => {
                self.step_capture(capture, CaptureStep::SendAgain)?;
                self.sends_again(capture, *times);
            }
            Body::CaptureReversed { capture, amount, row, .. } => {
                let whole = self.capture(capture).is_none_or(|c| c.amount_minor <= amount.amount_minor);
                let step = if whole { CaptureStep::Reverse } else { CaptureStep::ReversePart };
                let mine = self.step_capture(capture, step)?;
                mine.undone_minor = plus(mine.undone_minor, amount.amount_minor)?;
                mine.undone_by.push(row.clone());
                if !whole {
                    mine.amount_minor -= amount.amount_minor;
                }
                self.captured_minor = plus(self.captured_minor, -amount.amount_minor)?;
                let step =
                    if self.captured_minor == 0 { PaymentStep::UndoAllCaptures } else { PaymentStep::UndoCapture };
                self.status = self.status.step(step)?;
            }
            other => return Err(misplaced("payment", other)),
        }
        Ok(())
    }

    pub(super) fn capture_mut(&mut self, id: &Id) -> Result<&mut Capture, Refusal> {
        self.captures.iter_mut().find(|c| c.id == *id).ok_or_else(|| missing("capture", id))
    }

    fn step_capture(&mut self, id: &Id, step: CaptureStep) -> Result<&mut Capture, Refusal> {
        let mine = self.capture_mut(id)?;
        mine.status = mine.status.step(step)?;
        Ok(mine)
    }

    fn apply_release(&mut self, body: &Body) -> Result<(), Refusal> {
        let (id, step) = match body {
            Body::Release(ReleaseBody::Requested { release, amount_minor, deadline, waits }) => {
                self.status = self.status.step(PaymentStep::RequestRelease)?;
                self.releases.push(Release {
                    id: release.clone(),
                    status: if *waits { ReleaseStatus::Waiting } else { ReleaseStatus::Sending },
                    amount_minor: *amount_minor,
                    deadline: *deadline,
                });
                return Ok(());
            }
            Body::Release(ReleaseBody::Sending { release, amount_minor }) => {
                let mine = self.step_release(release, ReleaseStep::Send)?;
                mine.amount_minor = *amount_minor;
                return Ok(());
            }
            Body::Release(ReleaseBody::Completed { release }) => (release, ReleaseStep::Complete),
            Body::Release(ReleaseBody::Failed { release, .. }) => (release, ReleaseStep::Fail),
            Body::Release(ReleaseBody::Accepted { release }) => {
                self.is_decided(release);
                (release, ReleaseStep::Accept)
            }
            Body::Release(ReleaseBody::Unknown { release, .. }) => (release, ReleaseStep::LoseTrack),
            Body::Release(ReleaseBody::Resent { release, times }) => {
                self.sends_again(release, *times);
                (release, ReleaseStep::SendAgain)
            }
            other => return Err(misplaced("payment", other)),
        };
        self.step_release(id, step).map(drop)
    }

    fn step_release(&mut self, id: &Id, step: ReleaseStep) -> Result<&mut Release, Refusal> {
        let mine = self.releases.iter_mut().find(|r| r.id == *id).ok_or_else(|| missing("release", id))?;
        mine.status = mine.status.step(step)?;
        Ok(mine)
    }

    fn apply_refund(&mut self, event: &Event) -> Result<(), Refusal> {
        match &event.body {
            Body::RefundRequested { refund, ruling } => {
                self.status = self.status.step(PaymentStep::RequestRefund)?;
                self.book_parts(refund, 1)?;
                self.refunds.push(Refund::begin(refund, ruling));
            }
            Body::RefundAwaitsApproval { refund, approval } => {
                self.step_refund(refund, RefundStep::AskApproval)?.approval = Some(approval.clone());
            }
            Body::RefundApproved { refund, slice, lines, overpaid_minor, .. } => {
                let mine = self.step_refund(refund, RefundStep::Approve)?;
                mine.overpaid_minor = *overpaid_minor;
                mine.slice = Some(slice.clone());
                mine.booked_by = Some(event.id.clone());
                mine.lines.clone_from(lines);
            }
            Body::RefundRejected { refund, .. } => self.end_refund(refund, RefundStep::Reject)?,
            Body::RefundCanceled { refund, .. } => self.end_refund(refund, RefundStep::Cancel)?,
            Body::RefundSending { refund, generation, before } => {
                let retry = *generation > 0;
                let mine = self.step_refund(refund, if retry { RefundStep::Retry } else { RefundStep::Send })?;
                if retry {
                    mine.sent_before.push(Sent {
                        generation: mine.generation,
                        amount_minor: mine.sent_minor,
                        gateway_ref: before.clone(),
                    });
                    mine.gateway_ref.clear();
                    mine.failed = false;
                }
                mine.generation = *generation;
                mine.sent_minor = mine.due_minor();
                mine.sent_at = Some(event.booked_at);
            }
            Body::RefundUnknown { refund, .. } => drop(self.step_refund(refund, RefundStep::LoseTrack)?),
            Body::RefundResent { refund, times } => {
                self.step_refund(refund, RefundStep::SendAgain)?;
                self.sends_again(refund, *times);
            }
            Body::RefundAccepted { refund, gateway_ref } => {
                self.step_refund(refund, RefundStep::Accept)?.taken(gateway_ref);
                self.is_decided(refund);
            }
            Body::RefundCompleted { refund, gateway_ref } => {
                self.step_refund(refund, RefundStep::Complete)?.taken(gateway_ref);
                self.is_decided(refund);
            }
            Body::RefundFailed { refund, code } => {
                let mine = self.step_refund(refund, RefundStep::Fail)?;
                mine.failure.clone_from(code);
                // What persons said is no word of the gateway: its own failure is still news, and money that moved
                // against theirs did not come back because of it.
                mine.failed = code != NOT_DONE;
            }
            _ => self.apply_row(event)?,
        }
        Ok(())
    }

    pub(super) fn refund_mut(&mut self, id: &Id) -> Result<&mut Refund, Refusal> {
        self.refunds.iter_mut().find(|r| r.id == *id).ok_or_else(|| missing("refund", id))
    }

    pub(super) fn step_refund(&mut self, id: &Id, step: RefundStep) -> Result<&mut Refund, Refusal> {
        let mine = self.refund_mut(id)?;
        mine.status = mine.status.step(step)?;
        Ok(mine)
    }

    /// Rejected and cancelled refunds give their share of the captures back.
    fn end_refund(&mut self, id: &Id, step: RefundStep) -> Result<(), Refusal> {
        let was_active = self.refund(id).is_some_and(|r| r.status.is_active());
        let asked = {
            let mine = self.step_refund(id, step)?;
            debug_assert!(matches!(mine.status, RefundStatus::Rejected | RefundStatus::Canceled));
            mine.asked()
        };
        if was_active { self.book_parts(&asked, -1) } else { Ok(()) }
    }

    fn book_parts(&mut self, asked: &Asked, sign: i64) -> Result<(), Refusal> {
        for part in &asked.parts {
            let capture = self
                .captures
                .iter_mut()
                .find(|c| c.id == part.capture)
                .ok_or_else(|| missing("capture", &part.capture))?;
            capture.refunded_minor += sign * part.amount_minor;
        }
        Ok(())
    }
}

/// A sum of amounts that a gateway may have made up.
pub(crate) fn plus(sum_minor: i64, more_minor: i64) -> Result<i64, Refusal> {
    sum_minor.checked_add(more_minor).ok_or_else(|| Refusal::AmountOverflow { param: "amount_minor".to_owned() })
}

/// An event names something its stream does not have.
pub(crate) fn missing(what: &str, id: &Id) -> Refusal {
    Refusal::Inconsistent { what: format!("an event names the {what} {id}, which the stream does not have") }
}

/// An event came to a stream of another kind.
pub(crate) fn misplaced(kind: &str, body: &Body) -> Refusal {
    Refusal::Inconsistent { what: format!("the event {} does not belong to a {kind}", body.word()) }
}
