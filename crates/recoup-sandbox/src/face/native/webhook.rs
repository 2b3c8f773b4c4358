//! Webhooks of the native protocol: one for each thing that happened, with the object as it was then, signed with time.

use std::sync::Arc;

use super::objects::View;
use crate::bank::{Bank, Happened, HappenedKind};
use crate::clock::{SECOND_US, rfc3339};
use crate::face::answer::to_json;
use crate::face::common::mac::{hex, hmac_sha256};
use crate::face::{Message, Sealed, Sending};

/// The message about something that happened; of some things nobody is told.
pub(super) fn message(bank: &Bank, happened: &Happened) -> Option<Message> {
    let kind = match happened.kind {
        HappenedKind::Declined | HappenedKind::ActionRequired => return None,
        HappenedKind::Authorized => "authorization.authorized",
        HappenedKind::Expired => "authorization.expired",
        HappenedKind::Released => "authorization.released",
        HappenedKind::CaptureAccepted => "capture.accepted",
        HappenedKind::Captured => "capture.captured",
        HappenedKind::CaptureFailed => "capture.failed",
        HappenedKind::CaptureCanceled => "capture.canceled",
        HappenedKind::RefundAccepted => "refund.accepted",
        HappenedKind::RefundCompleted => "refund.completed",
        HappenedKind::RefundSettled => "refund.settled",
        HappenedKind::RefundFailed => "refund.failed",
        HappenedKind::RefundReturned => "refund.returned",
        HappenedKind::RefundCanceled => "refund.canceled",
        HappenedKind::DisputeOpened => "dispute.opened",
        HappenedKind::DisputeUpdated => "dispute.updated",
        HappenedKind::DisputeSubmitted => "dispute.submitted",
        HappenedKind::DisputeEscalated => "dispute.escalated",
        HappenedKind::DisputeFundsWithdrawn => "dispute.funds_withdrawn",
        HappenedKind::DisputeFundsReinstated => "dispute.funds_reinstated",
        HappenedKind::DisputeAccepted => "dispute.accepted",
        HappenedKind::DisputeExpired => "dispute.expired",
        HappenedKind::DisputeWon => "dispute.won",
        HappenedKind::DisputeLost => "dispute.lost",
        HappenedKind::DisputeTakenBack => "dispute.withdrawn",
        HappenedKind::DisputePrevented => "dispute.prevented",
        HappenedKind::PayoutPaid => "payout.paid",
        HappenedKind::PayoutFailed => "payout.failed",
    };
    let body = format!(
        r#"{{"id":"{}","type":"{kind}","created_at":"{}","data":{}}}"#,
        happened.id,
        rfc3339(happened.at_us),
        to_json(&View::of_thing(bank, &happened.thing))
    );
    Some(Message {
        event_id: happened.id.clone(),
        kind,
        at_us: happened.at_us,
        content_type: "application/json",
        body: body.into(),
        to: None,
    })
}

/// An event that nobody knows.
pub(super) fn unheard_of(at_us: i64) -> Message {
    let event_id = format!("se_moon_{at_us}");
    let body = format!(
        r#"{{"id":"{event_id}","type":"moon.landed","created_at":"{}","data":{{"object":"moon"}}}}"#,
        rfc3339(at_us)
    );
    let (kind, content_type) = ("moon.landed", "application/json");
    Message { event_id, kind, at_us, content_type, body: body.into(), to: None }
}

/// Signs one try.
pub(super) fn seal(sending: &Sending<'_>) -> Sealed {
    let body = Arc::clone(&sending.message.body);
    let signature = signature_header(sending.secrets, sending.now_us.div_euclid(SECOND_US), &body);
    Sealed { headers: vec![("sandbox-signature", signature)], body }
}

/// The `Sandbox-Signature` header: `t=<unix seconds>,v1=<hex>`, with one `v1` for each secret, where each is the
/// HMAC-SHA256 of `<unix seconds>.<raw body>`.
#[must_use]
pub fn signature_header(secrets: &[&str], unix_secs: i64, body: &str) -> String {
    let (time, mut header) = (unix_secs.to_string(), format!("t={unix_secs}"));
    for secret in secrets {
        let parts = [time.as_bytes(), b".", body.as_bytes()];
        header.push_str(",v1=");
        header.push_str(&hex(&hmac_sha256(secret.as_bytes(), &parts)));
    }
    header
}

#[cfg(test)]
mod tests {
    use super::signature_header;

    #[test]
    fn the_signature_is_hmac_sha256_of_time_dot_body() {
        // Computed with another implementation.
        assert_eq!(
            signature_header(&["key"], 1, "{}"),
            "t=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224"
        );
        let two = signature_header(&["key", "old"], 1, "{}");
        assert!(two.starts_with(&signature_header(&["key"], 1, "{}")));
        assert_eq!(two.matches(",v1=").count(), 2);
    }
}
