//! The Braintree protocol as its official libraries speak it: XML under `/merchants/{id}`, a pair of keys as Basic
//! authorization, `api_request_key` in the body, and signed notifications.
//!
//! A transaction that was handed in settles half a day later and can then be refunded; until then it can be voided.

mod book;
mod dispute;
mod dispute_calls;
mod route;
mod say;
mod show;
#[cfg(test)]
mod tests;
mod tokens;
mod webhook;
mod xml;

use super::{Admitted, Answer, Face, IdempotencyKey, Keeps, Message, OpenFace, Sealed, Sending};
use crate::bank::{
    AuthorizeAsked, Bank, BankConfig, CaptureAsked, CaptureStatus, Happened, LONGEST_NAME, RefundAsked, RefundOf,
    Refusal, ReleaseAsked,
};
use crate::face::common::amount::iso_decimals;
use crate::face::common::mac::basic;
use crate::wire::WireRequest;

use book::{Book, Made, Sort};
use route::{Route, route};
use say::{amount, answer, not_authorized, refusal, summary, validation};
use xml::{Element, document, holds, leaf, list, typed};

/// Transactions on a page of a search.
const PAGE: usize = 50;

/// The protocol in front of a bank.
#[derive(Debug)]
pub(super) struct Braintree {
    secret: String,
    key_lifetime_secs: i64,
    book: Book,
}

/// An answer, or one that says no.
type Said = Result<Answer, Answer>;

impl OpenFace for Braintree {
    fn open(config: &BankConfig) -> Self {
        let book = Book::new(config.seed);
        Self { secret: config.secret.clone(), key_lifetime_secs: config.idempotency_window_secs, book }
    }

    fn terms(config: &mut BankConfig) {
        config.capture_completes_after_secs = 43_200;
        config.capture_pends_secs = 86_400;
        config.refund_completes_after_secs = 43_200;
        config.refund_settles_after_secs = 86_400;
        config.dispute_due_secs = 10 * 86_400;
        // What is documented for the same keys in GraphQL.
        config.idempotency_window_secs = 30 * 86_400;
    }
}

impl Face for Braintree {
    fn admit(&mut self, _bank: &Bank, request: &WireRequest) -> Result<Admitted, Answer> {
        let moves_money = route(&request.method, request.path()).ok_or_else(|| Answer::empty(404))?.moves_money();
        let shown = request.header("authorization").and_then(basic);
        if shown.is_none_or(|(public, private)| public.is_empty() || private != self.secret) {
            return Err(Answer::empty(401));
        }
        if request.header("x-apiversion").is_none() {
            return Err(Answer::empty(426));
        }
        let key = Element::read(&request.body).and_then(|body| body.get("api-request-key").map(str::to_owned));
        if key.as_ref().is_some_and(|key| key.len() > LONGEST_NAME) {
            return Err(validation("915230", "API request key is too long."));
        }
        let key = key.filter(|_| moves_money).map(|key| IdempotencyKey {
            key,
            lifetime_secs: self.key_lifetime_secs,
            keeps: Keeps::Decided,
        });
        Ok(Admitted { moves_money, key })
    }

    fn answer(&mut self, bank: &mut Bank, request: &WireRequest) -> Answer {
        self.execute(bank, request).unwrap_or_else(|no| no)
    }

    fn refused(&self, _request: &WireRequest) -> Answer {
        validation("91514", "Merchant account is suspended.")
    }

    fn broken(&self, _request: &WireRequest) -> Answer {
        Answer::text(500, "text/html", "<html><body>We're sorry, but something went wrong.</body></html>")
    }

    fn key_clash(&self, _request: &WireRequest) -> Option<Answer> {
        Some(validation("915232", "API request key can only be used with the same request."))
    }

    fn key_busy(&self, _request: &WireRequest) -> Option<Answer> {
        Some(validation("915233", "API request key is in use by a request under way."))
    }

    /// A key stands for the transaction that came of it; of a request that made none it says only that.
    fn replayed(&self, answer: Answer) -> Answer {
        if answer.status == 422 && !answer.body.contains("<status>") {
            return validation("915234", "API request key was used with a failed request.");
        }
        answer
    }

    fn messages(&mut self, bank: &Bank, happened: &[Happened]) -> Vec<Message> {
        webhook::messages(bank, &mut self.book, happened)
    }

    fn unheard_of(&mut self, at_us: i64) -> Message {
        webhook::unheard_of(at_us)
    }

    fn seal(&self, sending: &Sending<'_>) -> Sealed {
        webhook::seal(sending)
    }

    fn bank_id(&self, wire_id: &str) -> Option<String> {
        self.book.bank_id(wire_id)
    }
}

impl Braintree {
    fn execute(&mut self, bank: &mut Bank, request: &WireRequest) -> Said {
        let body = Element::read(&request.body).unwrap_or_default();
        match route(&request.method, request.path()).ok_or_else(|| Answer::empty(404))? {
            Route::Sale => self.sale(bank, &body),
            Route::Find(id) => self.shown(bank, id, 200),
            Route::SubmitWhole(id) => self.submit_whole(bank, id, &body),
            Route::SubmitPart(id) => self.submit_part(bank, id, &body),
            Route::Void(id) => self.void(bank, id),
            Route::Refund(id) => self.refund(bank, id, &body),
            Route::SearchIds => Ok(self.search_ids(&body)),
            Route::Search => Ok(self.search(bank, &body)),
            Route::Summary => Ok(summary(bank, &body)),
            Route::MerchantAccounts => Ok(say::merchant_accounts()),
            Route::SearchDisputes => Ok(self.search_disputes(bank, request, &body)),
            Route::Upload => self.upload(request),
            Route::Dispute(id) => self.dispute(bank, id, "95701", |_, _| Ok(())),
            Route::AcceptDispute(id) => self.dispute(bank, id, "95704", |bank, id| bank.accept_dispute(id).map(drop)),
            Route::FinalizeDispute(id) => self.finalize(bank, id),
            Route::Evidence(id) => self.evidence(bank, id, &body),
        }
    }

    fn made(&self, id: &str) -> Result<Made, Answer> {
        self.book.find(id).cloned().ok_or_else(|| Answer::empty(404))
    }

    fn shown(&self, bank: &Bank, id: &str, status: u16) -> Said {
        let text = self.book.find(id).and_then(|made| show::transaction(bank, &self.book, made));
        text.map(|text| answer(status, &document(&text))).ok_or_else(|| Answer::empty(404))
    }

    fn sale(&mut self, bank: &mut Bank, body: &Element) -> Said {
        if body.get("type") != Some("sale") {
            return Err(validation("91523", "Transaction type is invalid."));
        }
        let currency = body.get("currency-iso-code").unwrap_or("USD").to_owned();
        let amount_minor = amount(body, &currency)?;
        let instrument = body.get("payment-method-token").or_else(|| body.get("payment-method-nonce"));
        let fate = instrument.and_then(tokens::of_instrument);
        let fate = fate.ok_or_else(|| validation("91518", "Payment method token is invalid."))?;
        let units = amount_minor / 10_i64.pow(iso_decimals(&currency));
        let fate = tokens::of_amount(units, fate);
        let now = body.find("options").and_then(|options| options.get("submit-for-settlement")) == Some("true");
        let (id, order) = (self.book.draw(), body.get("order-id").map(str::to_owned));
        let reference = order.clone().unwrap_or_else(|| id.clone());
        let conduct = fate.conduct;
        let asked = AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now: now };
        let bank_id = bank.authorize(asked).map_err(|no| refusal(&no, "81503"))?.id.clone();
        let whole = bank.captures_of(&bank_id).next().map(|capture| capture.id.clone());
        let merchant_account = body.get("merchant-account-id").unwrap_or("sandbox").to_owned();
        let (declined, refused) = (fate.declined.clone(), fate.declined);
        let made = Made { id: id.clone(), sort: Sort::Sale, bank_id, order, merchant_account, declined, whole: None };
        self.book.add(made);
        if let Some(capture) = whole {
            self.book.capture_whole(&id, &capture, None);
        }
        if let Some(refused) = refused {
            let text = self.book.find(&id).and_then(|made| show::transaction(bank, &self.book, made));
            return Ok(answer(422, &show::declined(&refused, text.unwrap_or_default())).with_fault(conduct.fault));
        }
        Ok(self.shown(bank, &id, 201)?.with_fault(conduct.fault))
    }

    fn submit_whole(&mut self, bank: &mut Bank, id: &str, body: &Element) -> Said {
        let made = self.made(id)?;
        let authorization = bank.find_authorization(&made.bank_id).map_err(|_| not_authorized())?.clone();
        if made.whole.is_some() || bank.captures_of(&made.bank_id).next().is_some() {
            return Err(not_authorized());
        }
        let amount_minor = match body.get("amount") {
            Some(_) => amount(body, &authorization.currency)?,
            None => authorization.open_minor(),
        };
        let order = body.get("order-id");
        let reference = order.or(made.order.as_deref()).unwrap_or(id).to_owned();
        let asked = CaptureAsked { reference, amount_minor, currency: authorization.currency, is_final: true };
        let capture = bank.capture(&made.bank_id, asked).map_err(|no| refusal(&no, "91507"))?.id.clone();
        self.book.capture_whole(id, &capture, order);
        self.shown(bank, id, 200)
    }

    fn submit_part(&mut self, bank: &mut Bank, id: &str, body: &Element) -> Said {
        let parent = self.made(id)?;
        let authorization = bank.find_authorization(&parent.bank_id).map_err(|_| not_authorized())?;
        if parent.whole.is_some() {
            return Err(not_authorized());
        }
        let currency = authorization.currency.clone();
        let amount_minor = amount(body, &currency)?;
        let is_final = body.get("final-capture") == Some("true");
        let order = body.get("order-id").map(str::to_owned).or(parent.order);
        let part = self.book.draw();
        let reference = order.clone().unwrap_or_else(|| part.clone());
        let asked = CaptureAsked { reference, amount_minor, currency, is_final };
        let bank_id = bank.capture(&parent.bank_id, asked).map_err(|no| refusal(&no, "91507"))?.id.clone();
        let merchant_account = parent.merchant_account;
        let (sort, declined) = (Sort::Part, None);
        self.book.add(Made { id: part.clone(), sort, bank_id, order, merchant_account, declined, whole: None });
        self.shown(bank, &part, 201)
    }

    /// Cancels what is under way and gives back what is held.
    fn void(&mut self, bank: &mut Bank, id: &str) -> Said {
        let made = self.made(id)?;
        let too_late = |_: Refusal| validation("91504", "Transaction can only be voided if authorized or submitted.");
        match made.sort {
            Sort::Refund => drop(bank.cancel_refund(&made.bank_id).map_err(too_late)?),
            Sort::Part => drop(bank.cancel_capture(&made.bank_id).map_err(too_late)?),
            Sort::Sale => {
                if let Some(capture) = &made.whole {
                    bank.cancel_capture(capture).map_err(too_late)?;
                }
                // A void has no name of the merchant's: the order-id is that of what was captured, where something was.
                let reference = format!("void of {id}");
                bank.release(&made.bank_id, ReleaseAsked { reference, amount_minor: None }).map_err(too_late)?;
            }
        }
        self.shown(bank, id, 200)
    }

    fn refund(&mut self, bank: &mut Bank, id: &str, body: &Element) -> Said {
        let sale = self.made(id)?;
        let unsettled = || validation("91506", "Cannot refund a transaction unless it is settled.");
        let capture = match sale.sort {
            Sort::Sale => sale.whole.clone().ok_or_else(unsettled)?,
            Sort::Part => sale.bank_id.clone(),
            Sort::Refund => return Err(validation("91505", "Cannot refund a credit.")),
        };
        let it = bank.find_capture(&capture).map_err(|_| unsettled())?;
        if it.status != CaptureStatus::Captured {
            return Err(unsettled());
        }
        let (currency, left_minor) = (it.currency.clone(), it.amount_minor - it.refunded_minor);
        if left_minor == 0 {
            return Err(validation("91512", "Transaction has already been fully refunded."));
        }
        let amount_minor = if body.get("amount").is_some() { amount(body, &currency)? } else { left_minor };
        let order = body.get("order-id").map(str::to_owned).or(sale.order);
        let refund = self.book.draw();
        let reference = order.clone().unwrap_or_else(|| refund.clone());
        // Cards are not blocked while they are disputed.
        let asked = RefundAsked { reference, amount_minor, currency, despite_dispute: true };
        let bank_id = bank.refund(RefundOf::Capture(&capture), asked).map_err(|no| refusal(&no, "91521"))?.id.clone();
        let (merchant_account, sort, declined) = (sale.merchant_account, Sort::Refund, None);
        self.book.add(Made { id: refund.clone(), sort, bank_id, order, merchant_account, declined, whole: None });
        self.shown(bank, &refund, 201)
    }

    fn matching<'a>(&'a self, body: &'a Element) -> impl Iterator<Item = &'a Made> {
        let order = body.find("order-id").and_then(|criterion| criterion.get("is"));
        let ids = body.find("ids").map(|ids| ids.inner.iter().map(|item| item.text.trim()).collect::<Vec<_>>());
        self.book.all().iter().filter(move |made| {
            order.is_none_or(|order| made.order.as_deref() == Some(order))
                && ids.as_ref().is_none_or(|ids| ids.contains(&made.id.as_str()))
        })
    }

    fn search_ids(&self, body: &Element) -> Answer {
        let ids = list("ids", self.matching(body).map(|made| leaf("item", &made.id)));
        answer(200, &document(&holds("search-results", &[typed("page-size", "integer", &PAGE.to_string()), ids])))
    }

    fn search(&self, bank: &Bank, body: &Element) -> Answer {
        let shown: Vec<String> =
            self.matching(body).take(PAGE).filter_map(|made| show::transaction(bank, &self.book, made)).collect();
        let mut inner = vec![
            typed("current-page-number", "integer", "1"),
            typed("page-size", "integer", &PAGE.to_string()),
            typed("total-items", "integer", &shown.len().to_string()),
        ];
        inner.extend(shown);
        let text = inner.concat();
        let text = format!("<credit-card-transactions type=\"collection\">{text}</credit-card-transactions>");
        answer(200, &document(&text))
    }
}
