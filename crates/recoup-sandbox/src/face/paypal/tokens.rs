//! Vault ids and what they make the bank do: the sandbox's neutral tokens, and PayPal's documented rejection triggers,
//! which there are names of cardholders and here ids of the vault.

use crate::bank::{Conduct, Decline, Verdict};

/// PayPal's rejection triggers for cards.
const TRIGGERS: &[(&str, Decline)] = &[
    ("CCREJECT-REFUSED", Decline::DoNotHonor),
    ("CCREJECT-BANK_ERROR", Decline::Generic),
    ("CCREJECT-IF", Decline::InsufficientFunds),
    ("CCREJECT-EC", Decline::ExpiredCard),
    ("CCREJECT-IA", Decline::InvalidAccount),
    ("CCREJECT-IRC", Decline::NotPermitted),
    ("CCREJECT-LS", Decline::LostCard),
    ("CCREJECT-SF", Decline::Fraud),
    ("CCREJECT-CVV_F", Decline::IncorrectCvc),
];

/// What a vault id decides.
pub(super) fn conduct(vault_id: &str) -> Conduct {
    let trigger = TRIGGERS.iter().find(|(id, _)| *id == vault_id);
    trigger.map_or_else(|| Conduct::of_token(vault_id), |(_, decline)| Conduct::declined(*decline))
}

/// Whether the vault has no such id.
pub(super) fn is_unknown(conduct: &Conduct) -> bool {
    conduct.verdict == Verdict::Declines(Decline::InvalidToken)
}

/// The processor's code and advice for a declined card.
pub(super) const fn response(decline: Decline) -> (&'static str, Option<&'static str>) {
    match decline {
        Decline::Generic | Decline::InvalidToken => ("5100", None),
        Decline::DoNotHonor => ("0500", Some("02")),
        Decline::InsufficientFunds => ("5120", Some("24")),
        Decline::LimitExceeded => ("5710", None),
        Decline::LostCard | Decline::StolenCard => ("9520", Some("03")),
        Decline::ExpiredCard => ("5400", Some("01")),
        Decline::IncorrectNumber => ("1330", None),
        Decline::IncorrectCvc => ("00N7", None),
        Decline::InvalidAccount => ("PP06", Some("01")),
        Decline::NotPermitted => ("5180", None),
        Decline::Revoked => ("0R00", Some("21")),
        Decline::Fraud => ("9500", None),
        Decline::AuthenticationRequired => ("5650", None),
        Decline::ProcessingError => ("8000", None),
        Decline::IssuerUnavailable => ("5920", None),
    }
}
