//! Adyen: Checkout API v72, the Disputes API v30, standard webhooks and the settlement details report.
//!
//! A payment is answered at once; everything after it is answered with 201 `received` and told by a webhook, also that
//! it was refused. There is nothing to read: no payment, no refund, no dispute.
//!
//! - Base address: `…/v72`; disputes at `…/ca/services/DisputeService/v30`, reports at `…/reports/download/…`.
//! - Stored payment methods: the neutral tokens in capitals without underscores, such as `TOKOK` or `TOKREFUNDFAILS`.
//!   `additionalData.RequestedTestAcquirerResponseCode` declines any payment with that `refusalReasonCode`.
//! - A merchant account whose name ends with `Several` has multiple partial captures switched on; at any other the
//!   first capture cancels the rest.
//! - Webhook secrets are hex, as Adyen shows them.

mod calls;
mod dispute_calls;
mod items;
mod report;
mod route;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::json;

use super::common::mac::basic;
use super::common::names::Names;
use super::{Admitted, Answer, Face, IdempotencyKey, Keeps, Message, OpenFace, Sealed, Sending};
use crate::bank::{Bank, BankConfig, Happened};
use crate::wire::WireRequest;

use items::Item;
use route::{Route, route};

/// Longest idempotency key, characters.
const LONGEST_KEY: usize = 64;
/// For how long keys are remembered, in seconds: 31 days, as the documentation promised for years.
const KEY_SECS: i64 = 31 * 86_400;
/// What their names are made of.
const LETTERS: &str = "BCDFGHJKLMNPQRSTVWXZ23456789";
/// How long to wait after each unanswered try of a webhook, in seconds.
const BACKOFF_SECS: [i64; 12] = [9, 18, 27, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800];

/// An answer, or one that says no.
type Said = Result<Answer, Answer>;

/// Adyen.
#[derive(Debug)]
pub(super) struct Adyen {
    secret: String,
    key_lifetime_secs: i64,
    names: Names,
    /// The merchant account of each payment, by the bank's id.
    merchants: HashMap<String, String>,
    /// Refunds of which a `REFUND` was told.
    checked: HashSet<String>,
    /// Types of the documents of a defense that is not handed in yet, by the bank's id of the dispute.
    documents: HashMap<String, BTreeSet<String>>,
    /// Releases and refunds, by the bank's id, that came of a reversal and are told as one.
    reversals: HashSet<String>,
    /// What is to be told and did not happen at the bank: modifications that were received and then refused.
    waiting: Vec<Item>,
}

impl OpenFace for Adyen {
    fn open(config: &BankConfig) -> Self {
        Self {
            secret: config.secret.clone(),
            key_lifetime_secs: config.idempotency_window_secs,
            names: Names::new(config.seed),
            merchants: HashMap::new(),
            checked: HashSet::new(),
            documents: HashMap::new(),
            reversals: HashSet::new(),
            waiting: Vec::new(),
        }
    }

    fn terms(config: &mut BankConfig) {
        config.idempotency_window_secs = KEY_SECS;
        config.capture_completes_after_secs = 5;
        config.capture_pends_secs = 3_600;
        config.refund_completes_after_secs = 5;
        config.refund_settles_after_secs = 2 * 86_400;
        config.authorization_lifetime_secs = 10 * 86_400;
        config.dispute_due_secs = 18 * 86_400;
    }
}

impl Face for Adyen {
    fn admit(&mut self, _bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        let route = route(&request.method, &request.segments())?;
        let by_key = request.header("x-api-key") == Some(&self.secret);
        let by_user = request.header("authorization").and_then(basic).is_some_and(|(_, word)| word == self.secret);
        if !by_key && !by_user {
            return Err(error(401, "000", "HTTP Status Response - Unauthorized", "security"));
        }
        let moves_money = route.moves_money();
        let key = request.header("idempotency-key").filter(|_| request.method == "POST");
        if key.is_some_and(|key| key.is_empty() || key.len() > LONGEST_KEY) {
            return Err(error(422, "702", "The idempotency key has 1 to 64 characters", "validation"));
        }
        let key = key.map(|key| IdempotencyKey {
            key: key.to_owned(),
            lifetime_secs: self.key_lifetime_secs,
            keeps: Keeps::Decided,
        });
        Ok(Admitted { moves_money, key })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        let segments = request.segments();
        let said = match route(&request.method, &segments) {
            Ok(Route::Pay) => self.pay(bank, &request.body),
            Ok(Route::Details) => self.details(bank, &request.body),
            Ok(Route::Methods) => calls::methods(&request.body),
            Ok(Route::Modify(psp, what)) => self.modify(bank, (psp, what), &request.body),
            Ok(Route::CancelOwn) => self.cancel_own(bank, &request.body),
            Ok(Route::Dispute(call)) => self.dispute(bank, call, &request.body),
            Ok(Route::Report(account, file)) => self.report(bank, account, file),
            Err(answer) => Err(answer),
        };
        let answer = said.unwrap_or_else(|no| no);
        match request.header("idempotency-key") {
            Some(key) => answer.with_header("idempotency-key", key),
            None => answer,
        }
    }

    fn refused(&self, _request: &WireRequest) -> Answer {
        error(422, "902", "Invalid request", "validation")
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        error(500, "903", "Internal error", "internal")
    }

    /// The key decides: the first answer is given, whatever is asked now.
    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        None
    }

    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        let busy = error(409, "704", "request already processed or in progress", "validation");
        Some(busy.with_header("transient-error", "true"))
    }

    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        let mut items: Vec<Item> = happened.iter().flat_map(|one| self.items_of(bank, one)).collect();
        let now_us = bank.now_us();
        items.extend(self.waiting.drain(..).map(|item| Item { at_us: now_us, ..item }));
        items::messages(items)
    }

    fn has_to_tell(&self) -> bool {
        !self.waiting.is_empty()
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        items::unheard_of(self.fresh(), self.any_merchant(), at_us)
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        items::seal(sending)
    }

    fn backoff_secs(&self) -> &'static [i64] {
        &BACKOFF_SECS
    }

    fn bank_id(&self, wire_id: &str) -> Option<String> {
        self.names.bank(wire_id).map(str::to_owned)
    }
}

impl Adyen {
    /// The name of an object, given when it is first asked for.
    fn psp(&mut self, bank_id: &str) -> String {
        if let Some(known) = self.names.wire(bank_id, "") {
            return known.to_owned();
        }
        let made = self.fresh();
        self.names.give(bank_id, "", &made);
        made
    }

    /// A name that nothing has.
    fn fresh(&mut self) -> String {
        self.names.chance(LETTERS, 16)
    }

    fn merchant(&self, payment: &str) -> String {
        self.merchants.get(payment).cloned().unwrap_or_default()
    }

    /// Whose reports there are: of the first name there is.
    fn any_merchant(&self) -> String {
        self.merchants.values().min().cloned().unwrap_or_else(|| "Sandbox".to_owned())
    }
}

/// The merchant's reference of an object of the bank.
fn reference_of(bank: &Bank, id: &str) -> String {
    bank.find(id).map_or("", items::found_reference).to_owned()
}

/// An error: `{status, errorCode, message, errorType}`.
fn error(status: u16, code: &str, message: &str, kind: &str) -> Answer {
    Answer::json(status, &json!({"status": status, "errorCode": code, "message": message, "errorType": kind}))
}
