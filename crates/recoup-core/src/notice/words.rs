//! The words of every notice, in English and German. `{amount}` and `{about}` are filled in.
//!
//! "On its way" is said when the gateway took it, "paid out" only when the money row is there: no gateway's
//! first answer is final. Every notice has its own words in every language; there is no other language to
//! fall back on.

/// Every notice there is.
pub const TEMPLATES: &[&str] = &[
    "refund_on_its_way",
    "refund_settled",
    "refund_to_balance",
    "refund_credited",
    "refund_delayed",
    "payment_declined",
    "refund_failed",
    "refund_returned",
    "refund_rejected",
    "refund_to_pay",
    "approval_needed",
    "gateway_contradicts",
    "capture_failed",
    "authorization_expired",
    "deposit_taken",
    "shipped",
    "shipped_and_charged",
    "goods_late",
    "goods_not_charged",
    "goods_owed",
    "authorization_renewed",
];

/// Subject and body of a notice; `None` where there are none in that language.
#[must_use]
pub fn of(template: &str, language: &str) -> Option<(&'static str, &'static str)> {
    match language {
        "en" => english(template),
        "de" => german(template),
        _ => None,
    }
}

fn english(template: &str) -> Option<(&'static str, &'static str)> {
    Some(match template {
        "refund_on_its_way" => (
            "Your refund of {amount} is on its way",
            "Your refund of {amount} is on its way to your bank. It can take some days until you see it. Reference: {about}.",
        ),
        "refund_settled" => (
            "Your refund of {amount} has been paid out",
            "Your refund of {amount} has been paid out. Reference: {about}.",
        ),
        "refund_credited" => (
            "{amount} has been added to your balance",
            "Your bank did not take the refund. We have added {amount} to your balance. Reference: {about}.",
        ),
        "refund_delayed" => (
            "Your refund of {amount} is delayed",
            "Your bank returned the refund of {amount}. We are looking after it. Reference: {about}.",
        ),
        "payment_declined" => (
            "Your payment of {amount} was not accepted",
            "Your payment of {amount} was not accepted. Nothing was taken. Reference: {about}.",
        ),
        "refund_to_balance" => {
            ("{amount} is back on your balance", "We have refunded {amount} to your balance. Reference: {about}.")
        }
        "refund_failed" => (
            "Refund {about} of {amount} failed",
            "The gateway could not pay refund {about} of {amount}. The money is still owed: retry it, or credit the customer's balance.",
        ),
        "refund_returned" => (
            "Refund {about} of {amount} came back",
            "Refund {about} of {amount} came back after it was paid. The money is owed again: retry it, or credit the customer's balance.",
        ),
        "refund_rejected" => {
            ("Refund {about} of {amount} was not approved", "Refund {about} of {amount} was not approved.")
        }
        "refund_to_pay" => (
            "Refund {about} of {amount} is to be paid out",
            "Refund {about} of {amount} goes through no gateway. Pay it out, and confirm it with the receipt.",
        ),
        "approval_needed" => {
            ("Refund {about} of {amount} waits for approval", "Refund {about} of {amount} waits for a second person.")
        }
        "gateway_contradicts" => (
            "The gateway contradicts us about {about}",
            "The gateway says something about {about} that does not agree with what we know. Nothing was netted; look at the payment.",
        ),
        "capture_failed" => (
            "Capture {about} of {amount} failed",
            "The gateway refused capture {about} of {amount}. Nothing came in: capture it again, or release the rest.",
        ),
        "authorization_expired" => (
            "{amount} of {about} ran out",
            "The authorization of {about} ran out with {amount} not captured. Whoever still wants the money has to authorize again.",
        ),
        "deposit_taken" => (
            "We have received your deposit of {amount}",
            "We have received your deposit of {amount} for your order {about}. The rest is charged later, as agreed.",
        ),
        "shipped" => ("Your order is on its way", "We have sent: {about}."),
        "shipped_and_charged" => {
            ("Your order is on its way", "We have sent: {about}. We are charging {amount} for it now.")
        }
        "goods_late" => (
            "Part of your order is delayed",
            "This takes longer than we said: {about}. We will tell you when it is sent.",
        ),
        "goods_not_charged" => (
            "Part of your order will not be sent",
            "We cannot send this: {about}. The {amount} for it will not be charged.",
        ),
        "goods_owed" => (
            "Part of your order will not be sent",
            "We cannot send this: {about}. You have paid {amount} for it, which we owe you.",
        ),
        "authorization_renewed" => (
            "We have renewed the reservation for your order {about}",
            "The reservation on your card for your order {about} was running out. We have renewed it over {amount} and given the old one back. Nothing was charged.",
        ),
        _ => return None,
    })
}

fn german(template: &str) -> Option<(&'static str, &'static str)> {
    Some(match template {
        "refund_on_its_way" => (
            "Ihre Erstattung über {amount} ist unterwegs",
            "Ihre Erstattung über {amount} ist zu Ihrer Bank unterwegs. Bis zur Gutschrift können einige Tage vergehen. Zeichen: {about}.",
        ),
        "refund_settled" => (
            "Ihre Erstattung über {amount} ist ausgezahlt",
            "Ihre Erstattung über {amount} ist ausgezahlt. Zeichen: {about}.",
        ),
        "refund_credited" => (
            "{amount} sind Ihrem Guthaben gutgeschrieben",
            "Ihre Bank hat die Erstattung nicht angenommen. Wir haben {amount} Ihrem Guthaben gutgeschrieben. Zeichen: {about}.",
        ),
        "refund_delayed" => (
            "Ihre Erstattung über {amount} verzögert sich",
            "Ihre Bank hat die Erstattung über {amount} zurückgegeben. Wir kümmern uns darum. Zeichen: {about}.",
        ),
        "payment_declined" => (
            "Ihre Zahlung über {amount} wurde nicht angenommen",
            "Ihre Zahlung über {amount} wurde nicht angenommen. Es wurde nichts abgebucht. Zeichen: {about}.",
        ),
        "refund_to_balance" => (
            "{amount} sind wieder auf Ihrem Guthaben",
            "Wir haben {amount} auf Ihr Guthaben erstattet. Zeichen: {about}.",
        ),
        "refund_failed" => (
            "Erstattung {about} über {amount} ist gescheitert",
            "Das Gateway konnte die Erstattung {about} über {amount} nicht auszahlen. Das Geld ist weiter geschuldet: erneut senden oder dem Guthaben gutschreiben.",
        ),
        "refund_returned" => (
            "Erstattung {about} über {amount} kam zurück",
            "Die Erstattung {about} über {amount} kam nach der Auszahlung zurück. Das Geld ist wieder geschuldet: erneut senden oder dem Guthaben gutschreiben.",
        ),
        "refund_rejected" => (
            "Erstattung {about} über {amount} wurde nicht genehmigt",
            "Die Erstattung {about} über {amount} wurde nicht genehmigt.",
        ),
        "refund_to_pay" => (
            "Erstattung {about} über {amount} ist auszuzahlen",
            "Die Erstattung {about} über {amount} geht über kein Gateway. Zahlen Sie sie aus und bestätigen Sie sie mit dem Beleg.",
        ),
        "approval_needed" => (
            "Erstattung {about} über {amount} wartet auf Genehmigung",
            "Die Erstattung {about} über {amount} wartet auf eine zweite Person.",
        ),
        "gateway_contradicts" => (
            "Das Gateway widerspricht uns bei {about}",
            "Was das Gateway über {about} sagt, passt nicht zu dem, was wir wissen. Nichts wurde verrechnet; sehen Sie sich die Zahlung an.",
        ),
        "capture_failed" => (
            "Der Einzug {about} über {amount} ist fehlgeschlagen",
            "Der Zahlungsanbieter hat den Einzug {about} über {amount} abgelehnt. Es ist nichts eingegangen: noch einmal einziehen oder den Rest freigeben.",
        ),
        "authorization_expired" => (
            "{amount} von {about} sind verfallen",
            "Die Autorisierung {about} ist abgelaufen, {amount} wurden nicht eingezogen. Wer das Geld noch haben will, muss neu autorisieren.",
        ),
        "deposit_taken" => (
            "Wir haben Ihre Anzahlung über {amount} erhalten",
            "Wir haben Ihre Anzahlung über {amount} für Ihre Bestellung {about} erhalten. Der Rest wird später abgebucht, wie vereinbart.",
        ),
        "shipped" => ("Ihre Bestellung ist unterwegs", "Wir haben abgeschickt: {about}."),
        "shipped_and_charged" => {
            ("Ihre Bestellung ist unterwegs", "Wir haben abgeschickt: {about}. Dafür buchen wir jetzt {amount} ab.")
        }
        "goods_late" => (
            "Ein Teil Ihrer Bestellung verspätet sich",
            "Das dauert länger als angekündigt: {about}. Wir melden uns, sobald es unterwegs ist.",
        ),
        "goods_not_charged" => (
            "Ein Teil Ihrer Bestellung kommt nicht",
            "Das können wir nicht schicken: {about}. Die {amount} dafür werden nicht abgebucht.",
        ),
        "goods_owed" => (
            "Ein Teil Ihrer Bestellung kommt nicht",
            "Das können wir nicht schicken: {about}. Sie haben dafür {amount} bezahlt, die wir Ihnen schulden.",
        ),
        "authorization_renewed" => (
            "Wir haben die Reservierung für Ihre Bestellung {about} erneuert",
            "Die Reservierung auf Ihrer Karte für Ihre Bestellung {about} lief ab. Wir haben sie über {amount} erneuert und die alte zurückgegeben. Abgebucht wurde nichts.",
        ),
        _ => return None,
    })
}
