//! Test tokens and test amounts: what the vendor's sandbox documents, and the bank's own tokens for what it does not.

use crate::bank::{CaptureFate, Conduct, Decline, Verdict};

/// What a payment does, and with which status and code where it is declined.
pub(super) struct Fate {
    pub(super) conduct: Conduct,
    pub(super) declined: Option<(&'static str, String)>,
}

/// What an instrument decides; nothing for one that nobody knows.
pub(super) fn of_instrument(name: &str) -> Option<Fate> {
    let declined = |decline, status, code: &str| Fate {
        conduct: Conduct::declined(decline),
        declined: Some((status, code.to_owned())),
    };
    Some(match name {
        "fake-valid-nonce" | "fake-valid-visa-nonce" | "fake-valid-mastercard-nonce" | "fake-valid-amex-nonce" => {
            Fate { conduct: Conduct::GOOD, declined: None }
        }
        "fake-processor-declined-visa-nonce" | "fake-processor-declined-mastercard-nonce" => {
            declined(Decline::DoNotHonor, "processor_declined", "2000")
        }
        "fake-gateway-rejected-fraud-nonce" => declined(Decline::Fraud, "gateway_rejected", "fraud"),
        "fake-gateway-rejected-risk-threshold-nonce" => declined(Decline::Fraud, "gateway_rejected", "risk_threshold"),
        token if token.starts_with("tok_") => {
            let conduct = Conduct::of_token(token);
            match conduct.verdict {
                Verdict::Declines(Decline::InvalidToken) => return None,
                Verdict::Declines(decline) => Fate { conduct, declined: Some(words(decline)) },
                // Proving who one is happens before the sale here, so a sale without the proof is declined.
                Verdict::AsksCustomer => declined(Decline::AuthenticationRequired, "processor_declined", "2099"),
                Verdict::Approves => Fate { conduct, declined: None },
            }
        }
        _ => return None,
    })
}

/// What an amount decides instead, in whole units of the currency.
pub(super) fn of_amount(units: i64, fate: Fate) -> Fate {
    let declined =
        |status, code: String| Fate { conduct: Conduct::declined(Decline::Generic), declined: Some((status, code)) };
    if fate.declined.is_some() {
        return fate;
    }
    let captures = |captures| Fate { conduct: Conduct { captures, ..fate.conduct }, declined: None };
    match units {
        2000..=2999 => declined("processor_declined", units.to_string()),
        3000 => declined("failed", units.to_string()),
        4001 => captures(CaptureFate::PendsAndFails),
        4002 => captures(CaptureFate::Pends),
        5001 => declined("gateway_rejected", "application_incomplete".to_owned()),
        _ => fate,
    }
}

fn words(decline: Decline) -> (&'static str, String) {
    let code = match decline {
        Decline::DoNotHonor => "2000",
        Decline::InsufficientFunds => "2001",
        Decline::LimitExceeded => "2002",
        Decline::ExpiredCard => "2004",
        Decline::IncorrectNumber => "2005",
        Decline::InvalidAccount => "2007",
        Decline::IncorrectCvc => "2010",
        Decline::LostCard => "2012",
        Decline::StolenCard => "2013",
        Decline::Fraud => "2014",
        Decline::NotPermitted => "2015",
        Decline::Revoked => "2017",
        Decline::AuthenticationRequired => "2099",
        Decline::ProcessingError | Decline::IssuerUnavailable => return ("failed", "3000".to_owned()),
        Decline::Generic | Decline::InvalidToken => "2046",
    };
    ("processor_declined", code.to_owned())
}

/// What the processor's code says (developer.paypal.com/braintree/docs/reference/general/processor-responses).
pub(super) fn response_text(code: &str) -> &'static str {
    match code {
        "1000" => "Approved",
        "1002" => "Processed",
        "2000" => "Do Not Honor",
        "2001" => "Insufficient Funds",
        "2002" => "Limit Exceeded",
        "2004" => "Expired Card",
        "2005" => "Invalid Credit Card Number",
        "2007" => "No Account",
        "2010" => "Card Issuer Declined CVV",
        "2012" => "Processor Declined - Possible Lost Card",
        "2013" => "Processor Declined - Possible Stolen Card",
        "2014" => "Processor Declined - Fraud Suspected",
        "2015" => "Transaction Not Allowed",
        "2017" => "Cardholder Stopped Billing",
        "2046" => "Declined",
        "2057" => "Issuer or Cardholder has put a restriction on the card",
        "2099" => "Cardholder Authentication Required",
        "3000" => "Processor Network Unavailable - Try Again",
        _ => "Processor Declined",
    }
}

/// Whether another try makes sense, in this gateway's words.
pub(super) fn response_type(code: &str) -> &'static str {
    match code {
        "1000" | "1002" => "approved",
        "2004" | "2005" | "2007" | "2012" | "2013" | "2014" | "2015" | "2017" => "hard_declined",
        _ => "soft_declined",
    }
}
