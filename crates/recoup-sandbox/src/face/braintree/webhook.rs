//! Notifications: XML in base64 with line ends, in a form, signed with the pair of keys.

use super::book::Book;
use super::xml::{document, holds, leaf, list, typed};
use super::{dispute, show};
use crate::bank::{Bank, Dispute, Happened, HappenedKind, Payout, PayoutStatus, Thing};
use crate::clock::{SECOND_US, rfc3339};
use crate::face::common::form;
use crate::face::common::mac::{base64, hex, hmac_sha1, sha1};
use crate::face::{Message, Sealed, Sending};

/// The public key of an endpoint whose secret names none.
pub(super) const PUBLIC_KEY: &str = "sandbox_public_key";

/// The gateway breaks its base64 after so many letters.
const LINE: usize = 60;

/// What is told about what happened.
pub(super) fn messages(bank: &Bank, book: &mut Book, happened: &[Happened]) -> Vec<Message> {
    let mut told = Vec::new();
    for (at, one) in happened.iter().enumerate() {
        let said = match &one.thing {
            Thing::Capture(capture) => kind_of_capture(one.kind).zip(show::of_capture(bank, book, capture)),
            Thing::Refund(refund) => {
                let made = book.of_bank(&refund.id);
                kind_of_refund(one.kind).zip(made.map(|made| show::refund(bank, book, made, refund)))
            }
            Thing::Dispute(dispute) => dispute_told(bank, book, (one.kind, dispute), &happened[at..]),
            Thing::Payout(payout) => Some(("disbursement", disbursement(bank, book, payout))),
            Thing::Authorization(_) | Thing::Release(_) => None,
        };
        told.extend(said.map(|(kind, subject)| message(one.at_us, kind, &subject)));
    }
    told
}

const fn kind_of_capture(kind: HappenedKind) -> Option<&'static str> {
    match kind {
        HappenedKind::Captured => Some("transaction_settled"),
        HappenedKind::CaptureFailed => Some("transaction_settlement_declined"),
        _ => None,
    }
}

const fn kind_of_refund(kind: HappenedKind) -> Option<&'static str> {
    match kind {
        HappenedKind::RefundCompleted => Some("transaction_settled"),
        HappenedKind::RefundSettled => Some("transaction_disbursed"),
        HappenedKind::RefundFailed | HappenedKind::RefundReturned => Some("refund_failed"),
        _ => None,
    }
}

/// Of money that moves with a step nothing is told by itself: the step's own notification shows it.
fn dispute_told(
    bank: &Bank,
    book: &mut Book,
    (kind, dispute): (HappenedKind, &Dispute),
    since: &[Happened],
) -> Option<(&'static str, String)> {
    let name = match kind {
        HappenedKind::DisputeEscalated => book.next_dispute(&dispute.id, dispute.money_rows.len()),
        _ => book.dispute(&dispute.id),
    };
    let word = match kind {
        HappenedKind::DisputeOpened | HappenedKind::DisputeEscalated => "dispute_opened",
        HappenedKind::DisputeSubmitted => "dispute_disputed",
        HappenedKind::DisputeAccepted => "dispute_accepted",
        HappenedKind::DisputeExpired => "dispute_expired",
        HappenedKind::DisputeWon | HappenedKind::DisputeTakenBack | HappenedKind::DisputePrevented => "dispute_won",
        HappenedKind::DisputeLost => "dispute_lost",
        _ => return None,
    };
    let with_money = since.iter().skip(1).find_map(|later| match (&later.thing, later.kind) {
        (Thing::Dispute(after), HappenedKind::DisputeFundsWithdrawn | HappenedKind::DisputeFundsReinstated)
            if after.id == dispute.id && after.status == dispute.status =>
        {
            Some(after)
        }
        _ => None,
    });
    Some((word, dispute::shown(bank, book, with_money.unwrap_or(dispute), &name)))
}

/// A disbursement, as its notification shows it.
pub(super) fn disbursement(bank: &Bank, book: &Book, payout: &Payout) -> String {
    let rows = bank.rows_of(&payout.id);
    let ids = rows.iter().filter_map(|row| book.of_bank(&row.object)).map(|made| leaf("item", &made.id));
    let paid = payout.status == PayoutStatus::Paid;
    holds(
        "disbursement",
        &[
            leaf("id", &payout.id),
            list("transaction-ids", ids),
            typed("success", "boolean", if paid { "true" } else { "false" }),
            typed("retry", "boolean", "false"),
            leaf("disbursement-type", "credit"),
            holds("merchant-account", &[leaf("id", "sandbox"), leaf("currency-iso-code", &payout.currency)]),
            leaf("amount", &show::money(payout.net_minor, &payout.currency)),
            typed("disbursement-date", "date", rfc3339(payout.created_at_us).get(..10).unwrap_or_default()),
        ],
    )
}

fn message(at_us: i64, kind: &'static str, subject: &str) -> Message {
    let at = rfc3339(at_us - at_us.rem_euclid(SECOND_US));
    let inner = [typed("timestamp", "datetime", &at), leaf("kind", kind), holds("subject", &[subject.to_owned()])];
    let text = base64(document(&holds("notification", &inner)).as_bytes());
    let lines = text.as_bytes().chunks(LINE).map(|line| String::from_utf8_lossy(line).into_owned() + "\n");
    Message {
        event_id: String::new(),
        kind,
        at_us,
        content_type: "application/x-www-form-urlencoded",
        body: lines.collect::<String>().into(),
        to: None,
    }
}

/// A notification of a kind that nobody knows.
pub(super) fn unheard_of(at_us: i64) -> Message {
    message(at_us, "moon_landed", &holds("moon", &[leaf("id", "moon1")]))
}

/// Signs one try. A secret is a private key, or a pair written `public|private`.
pub(super) fn seal(sending: &Sending<'_>) -> Sealed {
    let payload: &str = &sending.message.body;
    let pairs = sending.secrets.iter().map(|secret| secret.split_once('|').unwrap_or((PUBLIC_KEY, secret)));
    let signed: Vec<String> = pairs.map(|(public, private)| format!("{public}|{}", sign(private, payload))).collect();
    let body = form::write(&[("bt_signature", &signed.join("&")), ("bt_payload", payload)]);
    Sealed { headers: Vec::new(), body: body.into() }
}

/// HMAC-SHA1 under the SHA-1 of the private key, as hexadecimal text.
fn sign(private: &str, payload: &str) -> String {
    hex(&hmac_sha1(&sha1(private.as_bytes()), payload.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn signatures_are_those_of_another_implementation() {
        // hmac.new(hashlib.sha1(b"priv_shop").digest(), b"20f9f8ed05f77439fe955c977e4c8a53", "sha1") in Python.
        assert_eq!(sign("priv_shop", "20f9f8ed05f77439fe955c977e4c8a53"), "c01494ab4144cbb46ec01ec59d6443ab11d3c109");
    }
}
