//! Transactions and disputes as the gateway shows them.

use jiff::Timestamp;
use jiff::civil::Date;
use recoup_core::money::Money;

use super::xml::{Node, cut};
use super::{MONEY, words};

/// A transaction: an authorization, a capture of a part of one, or a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Its id.
    pub id: String,
    /// Its status.
    pub status: words::Stands,
    /// Whether it gives money to the customer.
    pub credit: bool,
    /// Its amount now: what was captured, once it was.
    pub amount: Money,
    /// Our reference; empty where it has another or none.
    pub order_id: String,
    /// The authorization of which it captured a part.
    pub authorization: String,
    /// What it refunds.
    pub refunds: String,
    /// The captures of parts of it.
    pub parts: Vec<String>,
    /// What was authorized, where its history says so.
    pub authorized: Option<Money>,
    /// Whether it was ever handed in for settlement, by its history or its status.
    pub was_captured: bool,
    /// Whether it ever settled, by its history or its status.
    pub was_settled: bool,
    /// Until when an authorization stands.
    pub expires_at: Option<Timestamp>,
    /// The most specific code of why it was refused, with the network's advice behind a slash.
    pub code: String,
    /// When its money went to or came from the merchant's bank, where it did.
    pub disbursed: Option<Date>,
    /// Acquirer reference number.
    pub arn: String,
}

/// Why a transaction cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// It is shown in part only, such as in some notifications; its id is told.
    Part(String),
    /// It makes no sense.
    Odd(String),
}

impl Unread {
    /// In words.
    #[must_use]
    pub fn why(self) -> String {
        match self {
            Self::Part(id) => format!("the transaction {} is shown in part only", cut(&id)),
            Self::Odd(why) => why,
        }
    }
}

impl Transaction {
    /// Reads one.
    ///
    /// # Errors
    /// [`Unread`].
    pub fn read(node: &Node) -> Result<Self, Unread> {
        let odd = |why: String| Unread::Odd(why);
        let id = node.get("id").ok_or_else(|| odd("a transaction has no id".to_owned()))?.to_owned();
        if !is_id(&id) {
            return Err(odd(format!("`{}` is not the id of a transaction", cut(&id))));
        }
        // All that a fact needs: what is left out may be what matters.
        let whole = ["status", "type", "currency-iso-code", "amount"].iter().all(|name| node.get(name).is_some())
            && ["order-id", "status-history"].iter().all(|name| node.child(name).is_some());
        if !whole {
            return Err(Unread::Part(id));
        }
        let word = node.text_of("status");
        let status = words::stands(word).ok_or_else(|| odd(format!("the status `{}` is not known", cut(word))))?;
        let kind = node.text_of("type");
        let credit = words::is_credit(kind).ok_or_else(|| odd(format!("the type `{}` is not known", cut(kind))))?;
        let currency = node.text_of("currency-iso-code");
        let money = |text: &str| MONEY.of_decimal(text, currency).map_err(|error| odd(error.to_string()));
        let history = node.child("status-history").map(|list| list.children.as_slice()).unwrap_or_default();
        let authorized = history.iter().find(|event| event.text_of("status") == "authorized");
        let before = |event: &Node| words::stands(event.text_of("status")).is_some_and(words::Stands::is_captured);
        let was_captured = status.is_captured() || history.iter().any(before);
        let settled = |event: &Node| words::stands(event.text_of("status")) == Some(words::Stands::Settled);
        let was_settled = status == words::Stands::Settled || history.iter().any(settled);
        Ok(Self {
            status,
            credit,
            amount: money(node.text_of("amount"))?,
            order_id: node.text_of("order-id").to_owned(),
            authorization: node.text_of("authorized-transaction-id").to_owned(),
            refunds: node.text_of("refunded-transaction-id").to_owned(),
            parts: node.list("partial-settlement-transaction-ids"),
            authorized: authorized.and_then(|event| event.get("amount")).map(money).transpose()?,
            was_captured,
            was_settled,
            expires_at: node.get("authorization-expires-at").and_then(|text| text.parse().ok()),
            code: code(node, word),
            disbursed: disbursed(node),
            arn: node.text_of("acquirer-reference-number").to_owned(),
            id,
        })
    }
}

/// When its money moved at the bank: only a date with a success is proof.
fn disbursed(node: &Node) -> Option<Date> {
    let details = node.child("disbursement-details")?;
    let moved = details.get("success") == Some("true");
    details.get("disbursement-date").filter(|_| moved).and_then(date)
}

/// A date, also where it is written with a time.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    text.get(..10).unwrap_or(text).parse().ok()
}

/// The most specific code of a refusal, with the network's advice behind a slash.
fn code(node: &Node, status: &str) -> String {
    let first = |names: &[&str]| names.iter().find_map(|name| node.get(name)).map(str::to_owned);
    let code = match status {
        "gateway_rejected" => first(&["gateway-rejection-reason"]),
        "settlement_declined" => first(&["processor-settlement-response-code", "processor-response-code"]),
        _ => first(&["processor-response-code", "network-response-code"]),
    };
    let code = code.unwrap_or_else(|| status.to_owned());
    match node.get("merchant-advice-code") {
        Some(advice) => format!("{code}/{advice}"),
        None => code,
    }
}

/// Whether it can stand in a path.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its status.
    pub status: String,
    /// Why.
    pub reason: String,
    /// How much is disputed.
    pub amount: Money,
    /// How much was won back.
    pub won: Option<Money>,
    /// The last day for an answer.
    pub reply_by: Option<Date>,
    /// The disputed transaction.
    pub transaction: String,
    /// Its order id.
    pub order_id: String,
    /// The statuses at which money moved.
    pub moved_at: Vec<String>,
}

impl Dispute {
    /// Reads one.
    ///
    /// # Errors
    /// In words.
    pub fn read(node: &Node) -> Result<Self, String> {
        let need = |name: &str| node.get(name).map(str::to_owned).ok_or_else(|| format!("a dispute has no {name}"));
        let currency = need("currency-iso-code")?;
        let money = |text: &str| MONEY.of_decimal(text, &currency).map_err(|error| error.to_string());
        let amount = node.get("amount-disputed").or_else(|| node.get("amount")).ok_or("a dispute has no amount")?;
        let won = node.get("amount-won").map(money).transpose()?;
        let history = node.child("status-history").map(|list| list.children.as_slice()).unwrap_or_default();
        let moved = history.iter().filter(|event| event.get("disbursement-date").is_some());
        let transaction = node.child("transaction");
        let of_transaction = |name: &str| transaction.map_or("", |node| node.text_of(name)).to_owned();
        Ok(Self {
            id: need("id")?,
            // Chargebacks came before the word for them.
            kind: node.get("kind").unwrap_or("chargeback").to_owned(),
            status: need("status")?,
            reason: node.get("reason").or_else(|| node.get("reason-code")).unwrap_or("unspecified").to_owned(),
            amount: money(amount)?,
            won,
            reply_by: node.get("reply-by-date").and_then(date),
            transaction: of_transaction("id"),
            order_id: of_transaction("order-id"),
            moved_at: moved.map(|event| event.text_of("status").to_owned()).collect(),
        })
    }
}
