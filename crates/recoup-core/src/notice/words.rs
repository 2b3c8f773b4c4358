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
    "balance_refund_failed",
    "refund_returned",
    "refund_rejected",
    "refund_to_pay",
    "approval_needed",
    "gateway_contradicts",
    "capture_failed",
    "authorization_expired",
    "invoice_issued",
    "invoice_past_due",
    "invoice_overpaid",
    "write_off_asked",
    "dispute_opened",
    "dispute_due_soon",
    "dispute_answered_by_itself",
    "dispute_won",
    "dispute_lost",
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
        "balance_refund_failed" => (
            "Refund {about} of {amount} did not reach the customer",
            "Refund {about} of {amount} was to go from the customer's balance to the card and did not get there. What did not is back on the balance, and can be refunded again.",
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
        other => return english_of_sales(other),
    })
}

/// Of what was sold: invoices, goods and what banks dispute.
fn english_of_sales(template: &str) -> Option<(&'static str, &'static str)> {
    Some(match template {
        "invoice_issued" => ("Invoice {about} over {amount}", "You have received invoice {about} over {amount}."),
        "invoice_past_due" => (
            "Invoice {about} is past due",
            "{amount} of invoice {about} are past due. If you have paid meanwhile, nothing needs to be done.",
        ),
        "invoice_overpaid" => (
            "{amount} have been added to your balance",
            "You have paid more than invoice {about} asks for. We have added {amount} to your balance.",
        ),
        "write_off_asked" => (
            "Writing off {amount} of invoice {about} waits for approval",
            "Writing off {amount} of invoice {about} waits for another person.",
        ),
        "dispute_opened" => (
            "Dispute {about} over {amount}",
            "A customer's bank disputes a payment or asks about it; {amount} at risk. See until when an answer to {about} is taken, and lay evidence to it.",
        ),
        "dispute_due_soon" => (
            "Dispute {about} is due within a day",
            "Nobody has answered dispute {about} over {amount} yet. Hand the evidence in; six hours before it is due, what is there is handed in by itself.",
        ),
        "dispute_answered_by_itself" => (
            "Dispute {about} was answered by itself",
            "Dispute {about} over {amount} was about to run out, and what was there was handed in.",
        ),
        "dispute_won" => (
            "Dispute {about} ended for us",
            "Dispute {about} ended for us; {amount} of it are still with the gateway. What the customer was told may be billed again.",
        ),
        "dispute_lost" => (
            "Dispute {about} ended against us",
            "Dispute {about} ended against us. {amount} stay with the customer and are booked as lost.",
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
        "balance_refund_failed" => (
            "Erstattung {about} über {amount} kam nicht an",
            "Erstattung {about} über {amount} sollte vom Guthaben auf die Karte gehen und kam nicht an. Was nicht ankam, ist wieder auf dem Guthaben und kann erneut erstattet werden.",
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
        other => return german_of_sales(other),
    })
}

/// Of what was sold: invoices, goods and what banks dispute.
fn german_of_sales(template: &str) -> Option<(&'static str, &'static str)> {
    Some(match template {
        "invoice_issued" => {
            ("Rechnung {about} über {amount}", "Sie haben die Rechnung {about} über {amount} erhalten.")
        }
        "invoice_past_due" => (
            "Rechnung {about} ist überfällig",
            "Von der Rechnung {about} sind {amount} überfällig. Haben Sie inzwischen bezahlt, ist nichts weiter zu tun.",
        ),
        "invoice_overpaid" => (
            "{amount} sind Ihrem Guthaben gutgeschrieben",
            "Sie haben mehr bezahlt, als die Rechnung {about} verlangt. Wir haben {amount} Ihrem Guthaben gutgeschrieben.",
        ),
        "write_off_asked" => (
            "Ausbuchung von {amount} der Rechnung {about} wartet auf Genehmigung",
            "Die Ausbuchung von {amount} der Rechnung {about} wartet auf eine weitere Person.",
        ),
        "dispute_opened" => (
            "Zahlungseinspruch {about} über {amount}",
            "Die Bank eines Kunden bestreitet eine Zahlung oder fragt danach; {amount} stehen auf dem Spiel. Sehen Sie nach, bis wann eine Antwort auf {about} gilt, und legen Sie Belege dazu.",
        ),
        "dispute_due_soon" => (
            "Zahlungseinspruch {about} ist binnen eines Tages fällig",
            "Auf den Zahlungseinspruch {about} über {amount} hat noch niemand geantwortet. Reichen Sie die Belege ein; sechs Stunden vor der Frist wird von selbst eingereicht, was da ist.",
        ),
        "dispute_answered_by_itself" => (
            "Zahlungseinspruch {about} wurde von selbst beantwortet",
            "Die Frist des Zahlungseinspruchs {about} über {amount} lief ab, und was da war, wurde eingereicht.",
        ),
        "dispute_won" => (
            "Zahlungseinspruch {about} endete für uns",
            "Der Zahlungseinspruch {about} endete für uns; {amount} davon sind noch beim Gateway. Was dem Kunden erlassen war, darf neu berechnet werden.",
        ),
        "dispute_lost" => (
            "Zahlungseinspruch {about} endete gegen uns",
            "Der Zahlungseinspruch {about} endete gegen uns. {amount} bleiben beim Kunden und sind als Verlust gebucht.",
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
