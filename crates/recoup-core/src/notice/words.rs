//! The words of every notice, in English and German. `{amount}` and `{about}` are filled in.
//!
//! "On its way" is said when we send, "arrived" only when the money row is there: no gateway's first
//! answer is final.

/// Every notice there is.
pub const TEMPLATES: &[&str] = &[
    "refund_on_its_way",
    "refund_settled",
    "refund_credited",
    "refund_delayed",
    "payment_declined",
    "refund_failed",
    "refund_returned",
    "refund_rejected",
    "approval_needed",
    "gateway_contradicts",
    "capture_failed",
    "authorization_expired",
];

/// Subject and body of a notice; English where a language has none, empty for an unknown notice.
#[must_use]
pub fn of(template: &str, language: &str) -> (&'static str, &'static str) {
    match (template, language) {
        ("refund_on_its_way", "de") => (
            "Ihre Erstattung über {amount} ist unterwegs",
            "Wir haben Ihre Erstattung über {amount} an Ihre Bank gegeben. Bis zur Gutschrift können einige Tage vergehen. Zeichen: {about}.",
        ),
        ("refund_on_its_way", _) => (
            "Your refund of {amount} is on its way",
            "We have passed your refund of {amount} to your bank. It can take some days until you see it. Reference: {about}.",
        ),
        ("refund_settled", "de") => (
            "Ihre Erstattung über {amount} ist ausgezahlt",
            "Ihre Erstattung über {amount} ist ausgezahlt. Zeichen: {about}.",
        ),
        ("refund_settled", _) => (
            "Your refund of {amount} has been paid out",
            "Your refund of {amount} has been paid out. Reference: {about}.",
        ),
        ("refund_credited", "de") => (
            "{amount} sind Ihrem Guthaben gutgeschrieben",
            "Ihre Bank hat die Erstattung nicht angenommen. Wir haben {amount} Ihrem Guthaben gutgeschrieben. Zeichen: {about}.",
        ),
        ("refund_credited", _) => (
            "{amount} has been added to your balance",
            "Your bank did not take the refund. We have added {amount} to your balance. Reference: {about}.",
        ),
        ("refund_delayed", "de") => (
            "Ihre Erstattung über {amount} verzögert sich",
            "Ihre Bank hat die Erstattung über {amount} zurückgegeben. Wir kümmern uns darum. Zeichen: {about}.",
        ),
        ("refund_delayed", _) => (
            "Your refund of {amount} is delayed",
            "Your bank returned the refund of {amount}. We are looking after it. Reference: {about}.",
        ),
        ("payment_declined", "de") => (
            "Ihre Zahlung über {amount} wurde nicht angenommen",
            "Ihre Zahlung über {amount} wurde nicht angenommen. Es wurde nichts abgebucht. Zeichen: {about}.",
        ),
        ("payment_declined", _) => (
            "Your payment of {amount} was not accepted",
            "Your payment of {amount} was not accepted. Nothing was taken. Reference: {about}.",
        ),
        ("refund_failed", _) => (
            "Refund {about} of {amount} failed",
            "The gateway could not pay refund {about} of {amount}. The money is still owed: retry it, or credit the customer's balance.",
        ),
        ("refund_returned", _) => (
            "Refund {about} of {amount} came back",
            "Refund {about} of {amount} came back after it was paid. The money is owed again: retry it, or credit the customer's balance.",
        ),
        ("refund_rejected", _) => {
            ("Refund {about} of {amount} was not approved", "Refund {about} of {amount} was not approved.")
        }
        ("approval_needed", _) => {
            ("Refund {about} of {amount} waits for approval", "Refund {about} of {amount} waits for a second person.")
        }
        ("gateway_contradicts", _) => (
            "The gateway contradicts us about {about}",
            "The gateway says something about {about} that does not agree with what we know. Nothing was netted; look at the payment.",
        ),
        _ => of_payments(template, language),
    }
}

/// Notices about money that did not come in.
fn of_payments(template: &str, language: &str) -> (&'static str, &'static str) {
    match (template, language) {
        ("capture_failed", "de") => (
            "Der Einzug {about} über {amount} ist fehlgeschlagen",
            "Der Zahlungsanbieter hat den Einzug {about} über {amount} abgelehnt. Es ist nichts eingegangen: noch einmal einziehen oder den Rest freigeben.",
        ),
        ("capture_failed", _) => (
            "Capture {about} of {amount} failed",
            "The gateway refused capture {about} of {amount}. Nothing came in: capture it again, or release the rest.",
        ),
        ("authorization_expired", "de") => (
            "{amount} von {about} sind verfallen",
            "Die Autorisierung {about} ist abgelaufen, {amount} wurden nicht eingezogen. Wer das Geld noch haben will, muss neu autorisieren.",
        ),
        ("authorization_expired", _) => (
            "{amount} of {about} ran out",
            "The authorization of {about} ran out with {amount} not captured. Whoever still wants the money has to authorize again.",
        ),
        _ => ("", ""),
    }
}
