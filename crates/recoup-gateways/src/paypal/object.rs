//! PayPal's objects as they come, in both generations, and the facts that their statuses stand for.
//!
//! The newer generation writes `status`, `amount.value`, `custom_id`; the older one `state`, `amount.total`, `custom`.
//! A webhook may be of either.

use jiff::Timestamp;
use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{Fact, What};
use serde::Deserialize;

use super::{MONEY, words};

/// An authorization, a capture or a refund.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Object {
    pub id: Option<String>,
    pub status: Option<String>,
    state: Option<String>,
    status_details: Option<Details>,
    reason_code: Option<String>,
    pub amount: Option<WireMoney>,
    pub custom_id: Option<String>,
    custom: Option<String>,
    pub invoice_id: Option<String>,
    invoice_number: Option<String>,
    expiration_time: Option<String>,
    valid_until: Option<String>,
    update_time: Option<String>,
    capture_id: Option<String>,
    links: Vec<Link>,
    supplementary_data: Option<Supplement>,
    processor_response: Option<Processor>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Details {
    reason: Option<String>,
}

/// An amount in either generation.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireMoney {
    currency_code: Option<String>,
    value: Option<String>,
    currency: Option<String>,
    total: Option<String>,
}

/// Where else something is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    rel: Option<String>,
    href: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Supplement {
    related_ids: Option<Related>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Related {
    order_id: Option<String>,
    authorization_id: Option<String>,
    capture_id: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Processor {
    response_code: Option<String>,
    payment_advice_code: Option<String>,
}

/// Why an object cannot be read as facts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotFacts {
    /// It has a word that is in no table.
    Word(String),
    /// It lacks something, or has it in a form we do not know.
    Form(String),
}

impl NotFacts {
    /// In words.
    pub(super) fn why(self) -> String {
        match self {
            Self::Word(what) => format!("{what} is not in the adapter's table"),
            Self::Form(why) => why,
        }
    }
}

impl WireMoney {
    /// The amount; the older generation writes refunds with a minus.
    pub(super) fn money(&self) -> Result<Money, NotFacts> {
        let code = self.currency_code.as_deref().or(self.currency.as_deref()).unwrap_or("");
        let text = self.value.as_deref().or(self.total.as_deref()).unwrap_or("");
        let money = MONEY.of_decimal(text.trim_start_matches('-'), code);
        money.map_err(|error| NotFacts::Form(error.to_string()))
    }
}

/// The id at the end of a link to one of the objects of this name, such as `captures`.
pub(super) fn id_in_link(href: &str, object: &str) -> Option<String> {
    let (_, after) = href.rsplit_once(&format!("/{object}/"))?;
    is_id(after).then(|| after.to_owned())
}

/// Whether a text can be one of PayPal's ids: what goes into a path must not lead anywhere else.
pub(super) fn is_id(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !text.is_empty() && text.len() <= 64 && text.bytes().all(letter)
}

impl Object {
    /// Its id, which must be one.
    pub(super) fn id(&self) -> Result<&str, NotFacts> {
        let id = self.id.as_deref().filter(|id| is_id(id));
        id.ok_or_else(|| NotFacts::Form("it has no id".to_owned()))
    }

    fn word(&self) -> &str {
        self.status.as_deref().or(self.state.as_deref()).unwrap_or("")
    }

    fn odd_word(&self, object: &str) -> NotFacts {
        let word: String = self.word().chars().take(40).collect();
        NotFacts::Word(format!("{object} that is `{word}`"))
    }

    fn related(&self) -> Option<&Related> {
        self.supplementary_data.as_ref()?.related_ids.as_ref()
    }

    fn linked(&self, objects: &[&str]) -> Option<String> {
        let hrefs = self.links.iter().filter(|link| link.rel.as_deref() != Some("self"));
        let mut hrefs = hrefs.filter_map(|link| link.href.as_deref());
        hrefs.find_map(|href| objects.iter().find_map(|object| id_in_link(href, object)))
    }

    /// Its order.
    pub(super) fn order(&self) -> Option<String> {
        let told = self.related().and_then(|related| related.order_id.clone()).filter(|id| is_id(id));
        told.or_else(|| self.linked(&["orders"]))
    }

    /// The authorization that it captures.
    fn authorization(&self) -> String {
        let told = self.related().and_then(|related| related.authorization_id.clone());
        told.or_else(|| self.linked(&["authorizations", "authorization"])).unwrap_or_default()
    }

    /// The capture that it gives back.
    fn capture(&self) -> String {
        let told = self.related().and_then(|related| related.capture_id.clone()).or_else(|| self.capture_id.clone());
        told.or_else(|| self.linked(&["captures", "capture"])).unwrap_or_default()
    }

    /// Every reference of ours that it carries.
    fn references(&self) -> impl Iterator<Item = &str> {
        let all = [&self.invoice_id, &self.custom_id, &self.invoice_number, &self.custom];
        all.into_iter().filter_map(Option::as_deref)
    }

    /// Our reference of a kind, where it carries one. A capture repeats the payment's `custom_id` and has its own
    /// reference as `invoice_id`.
    pub(super) fn ours(&self, kind: Kind) -> String {
        let fits = |text: &&str| read_reference(text).is_some_and(|(id, _)| id.kind() == Some(kind));
        self.references().find(fits).unwrap_or_default().to_owned()
    }

    fn money(&self) -> Result<Option<Money>, NotFacts> {
        self.amount.as_ref().map(WireMoney::money).transpose()
    }

    /// The most specific words of a refusal: the processor's code with its advice, else the reason.
    fn code(&self) -> String {
        let processor = self.processor_response.as_ref();
        let response = processor.and_then(|p| p.response_code.clone()).filter(|code| !code.is_empty());
        let advice = processor.and_then(|p| p.payment_advice_code.clone()).filter(|code| !code.is_empty());
        let reason = || self.status_details.as_ref().and_then(|details| details.reason.clone());
        match (response, advice) {
            (Some(response), Some(advice)) => format!("{response}/{advice}"),
            (Some(code), None) | (None, Some(code)) => code,
            (None, None) => reason().or_else(|| self.reason_code.clone()).unwrap_or_else(|| self.word().to_owned()),
        }
    }

    fn expires_at(&self) -> Option<Timestamp> {
        let text = self.expiration_time.as_deref().or(self.valid_until.as_deref());
        text.and_then(|text| text.parse().ok())
    }

    /// PayPal voids what ran out, too, so the word alone does not tell who did it.
    fn ran_out(&self) -> bool {
        let changed = self.update_time.as_deref().and_then(|text| text.parse::<Timestamp>().ok());
        changed.zip(self.expires_at()).is_some_and(|(changed, expires)| changed >= expires)
    }
}

/// Facts about one object.
struct About<'a> {
    account: &'a str,
    subject: &'a str,
    ours: String,
    parent: String,
    ordinal: String,
}

impl About<'_> {
    fn fact(&self, what: What, amount: Option<Money>) -> Fact {
        Fact {
            account: self.account.to_owned(),
            subject: self.subject.to_owned(),
            ours: self.ours.clone(),
            what,
            amount,
            parent: self.parent.clone(),
            ordinal: self.ordinal.clone(),
        }
    }
}

/// What an authorization tells.
pub(super) fn authorization(account: &str, object: &Object) -> Result<Vec<Fact>, NotFacts> {
    let subject = object.id()?;
    let ours = object.ours(Kind::Payment);
    let about = About { account, subject, ours, parent: subject.to_owned(), ordinal: String::new() };
    let amount = object.money()?;
    let authorized = || about.fact(What::Authorized { expires_at: object.expires_at() }, amount);
    let word = words::authorization(object.word()).ok_or_else(|| object.odd_word("an authorization"))?;
    Ok(match word {
        words::Authorization::Authorized => vec![authorized()],
        words::Authorization::Pending => vec![about.fact(What::Taken, amount)],
        words::Authorization::Denied => vec![about.fact(What::Declined { code: object.code() }, amount)],
        // How much was left is not told: the amount is that of the whole.
        words::Authorization::Voided if object.ran_out() => vec![authorized(), about.fact(What::Expired, None)],
        words::Authorization::Voided => vec![authorized(), about.fact(What::Released, None)],
        words::Authorization::Expired => vec![authorized(), about.fact(What::Expired, None)],
    })
}

/// What a capture tells.
pub(super) fn capture(account: &str, object: &Object) -> Result<Vec<Fact>, NotFacts> {
    let subject = object.id()?;
    let (ours, parent) = (object.ours(Kind::Capture), object.authorization());
    let about = About { account, subject, ours, parent, ordinal: String::new() };
    let amount = object.money()?;
    let word = words::capture(object.word()).ok_or_else(|| object.odd_word("a capture"))?;
    Ok(match word {
        words::Capture::Captured => vec![about.fact(What::Captured, amount)],
        words::Capture::Pending => vec![about.fact(What::Taken, amount)],
        words::Capture::Failed => vec![about.fact(What::CaptureFailed { code: object.code() }, amount)],
    })
}

/// What a refund tells. That the customer has the money is told by the settlement report only.
pub(super) fn refund(account: &str, object: &Object) -> Result<Vec<Fact>, NotFacts> {
    let subject = object.id()?;
    let (ours, parent) = (object.ours(Kind::Refund), object.capture());
    let about = About { account, subject, ours, parent, ordinal: String::new() };
    let amount = object.money()?;
    let word = words::refund(object.word()).ok_or_else(|| object.odd_word("a refund"))?;
    Ok(match word {
        words::Refund::Completed => {
            vec![about.fact(What::RefundAccepted, amount), about.fact(What::RefundCompleted, amount)]
        }
        words::Refund::Pending => vec![about.fact(What::RefundAccepted, amount)],
        words::Refund::Failed => vec![about.fact(What::RefundFailed { code: object.code() }, amount)],
    })
}

/// What a reversal tells: the resource is the reversal with a link to its capture, or, in some samples, the capture
/// itself (unconfirmed which one is sent today, 2026-11; both are read).
pub(super) fn reversal(account: &str, object: &Object) -> Result<Vec<Fact>, NotFacts> {
    let (id, linked) = (object.id()?, object.capture());
    let (subject, ordinal) = if linked.is_empty() { (id, String::new()) } else { (linked.as_str(), id.to_owned()) };
    let (ours, parent) = (object.ours(Kind::Capture), object.authorization());
    let about = About { account, subject, ours, parent, ordinal };
    let amount = object.money()?;
    Ok(vec![about.fact(What::CaptureReversed, amount)])
}
