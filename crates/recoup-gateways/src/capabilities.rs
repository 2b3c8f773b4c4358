//! What a gateway can do, as data. The worker, the core's terms and the pages read it; nobody asks an adapter by name.

use recoup_core::payment::terms::Terms;
use recoup_core::planted::{self, Planted};

use crate::Account;

/// Which answers a gateway gives again when a key comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replays {
    /// Every answer once it began, errors included: a repeat after a 5xx hears the error again, so it is asked about.
    All,
    /// Successes only: a repeat after an error is a new try.
    Successes,
    /// None: there are no keys.
    None,
}

/// How a gateway knows a repeated request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Idempotency {
    /// Seconds for which the same key gives the same answer.
    pub window_secs: i64,
    /// Which answers are given again.
    pub replays: Replays,
}

impl Idempotency {
    /// Seconds before a key is forgotten from which on it is not relied on: our clock may be wrong, the gateway's may
    /// be, and a request is on its way for a while.
    pub const MARGIN_SECS: i64 = 3_600;

    /// Seconds for which a repeat under the same key can be relied on to hear the first answer.
    #[must_use]
    pub fn relied_on_secs(&self) -> i64 {
        if planted::is(Planted::MollieKeyLife) {
            return self.window_secs.max(86_400);
        }
        self.window_secs.saturating_sub(Self::MARGIN_SECS)
    }
}

/// Whether and how disputes are reached by API. What evidence it takes says
/// [`Gateway::evidence_rules`](crate::Gateway::evidence_rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Disputes {
    /// They can be listed.
    pub list: bool,
    /// Evidence can be handed in.
    pub evidence: bool,
    /// One can be accepted.
    pub accept: bool,
}

/// What becomes of the rest of an authorization with its last capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastCapture {
    /// It is given back by that capture.
    Closes,
    /// It stays held until it is released or runs out.
    LeavesRest,
    /// It stays held for accounts where this setting has this value; elsewhere the capture gives it back.
    LeavesRestWhere(&'static str, &'static str),
}

impl LastCapture {
    /// Whether the rest stays held, by the settings of an account.
    #[must_use]
    pub fn leaves_rest(self, account: &Account) -> bool {
        match self {
            Self::Closes => false,
            Self::LeavesRest => true,
            Self::LeavesRestWhere(setting, value) => account.setting(setting) == Some(value),
        }
    }
}

/// What a gateway can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// What binds payments through it: counts, windows and targets. Stored with each payment.
    pub terms: Terms,
    /// Its keys.
    pub idempotency: Idempotency,
    /// Calls at once that it bears.
    pub concurrency: usize,
    /// Whether one refund can be read back.
    pub reads_refunds: bool,
    /// Whether the rest of an authorization can be given back after a part was captured.
    pub release_after_capture: bool,
    /// What becomes of the rest with the last capture.
    pub last_capture: LastCapture,
    /// Whether a capture and a release are known only later, by a webhook or another look.
    pub answers_later: bool,
    /// Whether a probe is the request itself under the same key, because nothing can be read back. Past the life of
    /// the key it would do the deed again, so then it is never sent.
    pub probes_by_repeating: bool,
    /// Disputes.
    pub disputes: Disputes,
    /// Whether it retries declined payments by itself where that is switched on; never together with our own retries.
    pub native_retry: bool,
    /// Where each of these was read, with its date.
    pub source: &'static str,
}

#[cfg(test)]
mod tests {
    use recoup_core::money::Currency;

    use crate::{Account, of_account, terms, whole};

    #[test]
    fn where_the_last_capture_closes_nothing_a_payment_is_bound_to_release_its_rest() {
        let leaves = |several: &str| {
            let of = |name: &str| {
                let account = Account {
                    name: format!("{name}:main"),
                    base_url: String::new(),
                    secret: String::new(),
                    webhook_secrets: Vec::new(),
                    settings: [("several_captures".to_owned(), several.to_owned())].into(),
                    session: String::new(),
                };
                let gateway = of_account(&account.name).expect("a gateway");
                terms((gateway, &account), Currency::EUR).rest_stays
            };
            whole().map(|gateway| gateway.about().name).filter(|name| of(name)).collect::<Vec<_>>()
        };
        assert_eq!(leaves("no"), ["mollie"]);
        assert_eq!(leaves("yes"), ["adyen", "mollie"]);
    }
}
