//! Notices: the words a customer or colleague reads, chosen by the event, in two languages.
//!
//! A notice is made in the transaction of the event it speaks of, from the event's own amount, so it can
//! never run ahead of the books or name more than they do. Words are frozen when written.

mod goods;
pub mod words;

use crate::event::{Body, Event, Route};
use crate::money::Money;
use crate::payment::AuthorizationLoss;
use crate::payment::dispute::DisputeBody;
use crate::payment::facts::DisputeEnd;
use crate::payment::refund::IMPLIED_BY_RETURN;
use crate::payment::{Payment, Refund};
use crate::planted::{self, Planted};
use crate::world::State;

/// Languages there are notices in.
pub const LANGUAGES: &[&str] = &["en", "de"];

/// Who reads a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The customer.
    Customer,
    /// The merchant's people.
    Staff,
}

impl Audience {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Staff => "staff",
        }
    }
}

/// A notice, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Who reads it.
    pub audience: Audience,
    /// `en` or `de`.
    pub language: String,
    /// Which notice, such as `refund_settled`.
    pub template: &'static str,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The amount it names.
    pub amount: Option<Money>,
}

/// Whether an event that is about to happen is the first word that a refund is on its way: the first there is,
/// or the first since its customer read that it came back.
#[must_use]
pub fn is_first_word(event: &Event, state: &State) -> bool {
    match (&event.body, state) {
        (Body::RefundAccepted { refund, .. } | Body::RefundCompleted { refund, .. }, State::Payment(payment)) => {
            payment.refund(refund).is_some_and(|mine| !mine.taken)
        }
        _ => false,
    }
}

fn tells_of_the_past(event: &Event, payment: &Payment) -> bool {
    match &event.body {
        Body::RefundSending { refund, .. } | Body::RefundSettled { refund, .. } => {
            payment.refund(refund).is_some_and(Refund::is_recorded)
        }
        _ => false,
    }
}

/// The notices an event chooses, given whether it is a first word and the state it led to.
#[must_use]
pub fn of(event: &Event, first_word: bool, state: &State) -> Vec<Notice> {
    match state {
        // What happened before or outside is recorded; its customer read of it then, or has the cash.
        State::Payment(payment) if !tells_of_the_past(event, payment) => {
            let of_refund = |id: &crate::id::Id| payment.refund(id).map(|r| r.money(payment.currency));
            let chosen: &[(Audience, &'static str)] = match &event.body {
                // Nobody pays it but a person, who must be told; the customer is when it is paid.
                Body::RefundSending { .. } if payment.is_offline() => &[(Audience::Staff, "refund_to_pay")],
                // The gateway's first word that it took it, whichever word that is.
                Body::RefundAccepted { .. } | Body::RefundCompleted { .. } if first_word => {
                    &[(Audience::Customer, "refund_on_its_way")]
                }
                // Money that is back already: the notice of its return is the one to read.
                Body::RefundSettled { evidence, .. } if evidence == IMPLIED_BY_RETURN => &[],
                Body::RefundSettled { route: Route::Balance { .. }, .. } => {
                    &[(Audience::Customer, "refund_to_balance")]
                }
                Body::RefundSettled { .. } => &[(Audience::Customer, "refund_settled")],
                Body::RefundCredited { .. } => &[(Audience::Customer, "refund_credited")],
                Body::RefundFailed { .. } | Body::RefundReturned { .. } if payment.is_top_up() => {
                    &[(Audience::Staff, "balance_refund_failed")]
                }
                Body::RefundFailed { .. } => &[(Audience::Staff, "refund_failed")],
                Body::RefundReturned { .. } => {
                    &[(Audience::Staff, "refund_returned"), (Audience::Customer, "refund_delayed")]
                }
                Body::RefundRejected { .. } => &[(Audience::Staff, "refund_rejected")],
                Body::RefundAwaitsApproval { .. } => &[(Audience::Staff, "approval_needed")],
                Body::CaptureFailed { .. } => &[(Audience::Staff, "capture_failed")],
                Body::PaymentRestLost { by: AuthorizationLoss::Expired, amount_minor } if *amount_minor > 0 => {
                    &[(Audience::Staff, "authorization_expired")]
                }
                // While another account is tried, nothing is to be told yet.
                Body::PaymentDeclined { next: Some(_), .. } => &[],
                Body::PaymentDeclined { .. } => &[(Audience::Customer, "payment_declined")],
                Body::Dispute(body) => of_dispute(body),
                Body::PaymentAlarm { .. } => &[(Audience::Staff, "gateway_contradicts")],
                _ => &[],
            };
            let (amount, subject) = match &event.body {
                // Money rows name their own amount, which may be part of the refund.
                Body::RefundSettled { refund, amount, .. }
                | Body::RefundCredited { refund, amount, .. }
                | Body::RefundReturned { refund, amount, .. } => (Some(*amount), refund.as_str()),
                Body::CaptureFailed { capture, .. } => {
                    let held = payment.capture(capture).map(|c| Money::new(c.amount_minor, payment.currency));
                    (held, capture.as_str())
                }
                Body::PaymentRestLost { amount_minor, .. } => {
                    (Some(Money::new(*amount_minor, payment.currency)), payment.id.as_str())
                }
                Body::Dispute(body) => {
                    let held = payment.dispute(body.dispute()).map(|d| Money::new(d.at_risk_minor(), payment.currency));
                    (held, body.dispute().as_str())
                }
                Body::RefundSending { refund, .. }
                | Body::RefundAccepted { refund, .. }
                | Body::RefundCompleted { refund, .. }
                | Body::RefundFailed { refund, .. }
                | Body::RefundRejected { refund, .. }
                | Body::RefundAwaitsApproval { refund, .. } => (of_refund(refund), refund.as_str()),
                _ => (Some(Money::new(payment.amount_minor, payment.currency)), payment.id.as_str()),
            };
            chosen.iter().map(|(who, template)| make(*who, &payment.language, template, (amount, subject))).collect()
        }
        State::Invoice(invoice) => match &event.body {
            Body::Invoice(body) => crate::invoice::notices(body, invoice),
            _ => Vec::new(),
        },
        State::Order(order) => goods::of(event, order),
        _ => Vec::new(),
    }
}

/// Colleagues hear when a dispute opens, is due, is answered by itself and ends; its customer hears of it from their bank.
const fn of_dispute(body: &DisputeBody) -> &'static [(Audience, &'static str)] {
    match body {
        DisputeBody::Opened { .. } => &[(Audience::Staff, "dispute_opened")],
        DisputeBody::DueSoon { .. } => &[(Audience::Staff, "dispute_due_soon")],
        DisputeBody::AnswerSent { by_itself: true, .. } => &[(Audience::Staff, "dispute_answered_by_itself")],
        DisputeBody::Ended { end: DisputeEnd::Won | DisputeEnd::Withdrawn | DisputeEnd::Prevented, .. } => {
            &[(Audience::Staff, "dispute_won")]
        }
        DisputeBody::Ended { .. } => &[(Audience::Staff, "dispute_lost")],
        _ => &[],
    }
}

pub(crate) fn make(
    audience: Audience,
    language: &str,
    template: &'static str,
    (amount, about): (Option<Money>, &str),
) -> Notice {
    let twice = |money: Money| Money::new(money.amount_minor.saturating_mul(2), money.currency);
    let amount = if planted::is(Planted::NoticeTwice) { amount.map(twice) } else { amount };
    // Colleagues read English; the shop chose the customer's language with the order.
    let language = if audience == Audience::Staff { "en" } else { language };
    let amount_text = amount.map_or_else(String::new, |a| in_words(a, language));
    let (subject, body) = words::of(template, language).unwrap_or_default();
    let fill = |text: &str| text.replace("{amount}", &amount_text).replace("{about}", about);
    Notice { audience, language: language.to_owned(), template, subject: fill(subject), body: fill(body), amount }
}

/// An amount as the language writes it: `EUR 1,234.50` or `1.234,50 EUR`.
#[must_use]
pub fn in_words(amount: Money, language: &str) -> String {
    let german = language == "de";
    let (thousands, point) = if german { ('.', ',') } else { (',', '.') };
    let per_major = amount.currency.minor_per_major().unsigned_abs();
    let minor = amount.amount_minor.unsigned_abs();
    let whole = (minor / per_major).to_string();
    let mut text = String::new();
    if amount.amount_minor < 0 {
        text.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(thousands);
        }
        text.push(digit);
    }
    let width = amount.currency.exponent() as usize;
    if width > 0 {
        text.push(point);
        text.push_str(&format!("{:0width$}", minor % per_major));
    }
    if german { format!("{text} {}", amount.currency) } else { format!("{} {text}", amount.currency) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(in_words(Money::new(123_450, Currency::EUR), "en"), "EUR 1,234.50");
        assert_eq!(in_words(Money::new(123_450, Currency::EUR), "de"), "1.234,50 EUR");
        assert_eq!(in_words(Money::new(1_000_000, Currency::JPY), "de"), "1.000.000 JPY");
        assert_eq!(in_words(Money::new(5, Currency::KWD), "en"), "KWD 0.005");
    }

    #[test]
    fn every_notice_has_words_in_every_language() {
        for template in words::TEMPLATES {
            for language in LANGUAGES {
                let (subject, body) = words::of(template, language).expect("words of its own");
                assert!(!subject.is_empty() && !body.is_empty(), "{template} in {language}");
                let (english, more) = words::of(template, "en").expect("English words");
                assert!(*language == "en" || (subject != english && body != more), "{template} in {language}");
                for filled in ["{amount}", "{about}"] {
                    let same = subject.contains(filled) == english.contains(filled);
                    assert!(same && body.contains(filled) == more.contains(filled), "{template} in {language}");
                }
            }
        }
        assert_eq!(words::of("refund_settled", "fr"), None);
    }
}
