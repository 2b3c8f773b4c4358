//! What Stripe's objects say, as facts.
//!
//! A payment is one payment intent. A capture has no id at Stripe: each leaves a mark in the intent's metadata, our
//! reference with its amount, written by the very call that captures. The marks count only as far as the intent says
//! that so much was captured.

use jiff::Timestamp;
use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeStage, Fact, What};

use super::MONEY;
use super::json::Obj;
use super::words::{DISPUTE, INTENT, IntentIs, RAN_OUT, REFUND, RefundIs, find};
use crate::Direction;

/// The key of our reference in the metadata of an object.
pub(super) const REFERENCE: &str = "recoup";
/// Behind the amount of a mark: the capture was the last one.
pub(super) const LAST: &str = "/last";

/// Why an object says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cannot {
    /// It does not carry our reference.
    NotOurs,
    /// It cannot be read, or says nothing final.
    Read(String),
}

impl Cannot {
    fn read(why: impl Into<String>) -> Self {
        Self::Read(why.into())
    }

    /// In words.
    pub(super) fn why(self) -> String {
        match self {
            Self::NotOurs => "it does not carry our reference".to_owned(),
            Self::Read(why) => why,
        }
    }
}

/// Where an object was read. An event names the charge of an intent without showing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// In a reply, with its charge.
    Reply,
    /// In an event.
    Event,
}

/// The marks that our calls left on an intent.
#[derive(Debug, Default)]
pub(super) struct Marks<'a> {
    /// Our reference, units of the wire, and whether it was the last one.
    pub(super) captures: Vec<(&'a str, i64, bool)>,
    /// Our references.
    pub(super) releases: Vec<&'a str>,
}

/// Reads the marks of an intent.
pub(super) fn marks(intent: Obj<'_>) -> Result<Marks<'_>, Cannot> {
    let mut marks = Marks::default();
    for (key, value) in intent.texts("metadata") {
        match read_reference(key).and_then(|(id, _)| id.kind()) {
            Some(Kind::Capture) => {
                let (units, last) = value.strip_suffix(LAST).map_or((value, false), |units| (units, true));
                let units = units.parse().map_err(|_| Cannot::read(format!("the mark of {key} is no amount")))?;
                marks.captures.push((key, units, last));
            }
            Some(Kind::Release) => marks.releases.push(key),
            _ => {}
        }
    }
    Ok(marks)
}

/// Our reference on an object, if it is one of this kind.
pub(super) fn ours(object: Obj<'_>, kind: Kind) -> Result<&str, Cannot> {
    let found = object.texts("metadata").find(|(key, _)| *key == REFERENCE).map_or("", |(_, value)| value);
    let is = read_reference(found).and_then(|(id, _)| id.kind()) == Some(kind);
    if is { Ok(found) } else { Err(Cannot::NotOurs) }
}

/// That it is an object of this kind.
fn is_a(object: Obj<'_>, kind: &str) -> Result<(), Cannot> {
    if object.text("object") == kind { Ok(()) } else { Err(Cannot::read(format!("it is not a {kind}"))) }
}

/// An amount of an object, in its currency.
fn money(object: Obj<'_>, units: i64, direction: Direction) -> Result<Money, Cannot> {
    MONEY.of_wire(units, object.text("currency"), direction).map_err(|error| Cannot::read(error.to_string()))
}

fn amount(object: Obj<'_>, direction: Direction) -> Result<Money, Cannot> {
    let units = object.int("amount").ok_or_else(|| Cannot::read("it has no amount"))?;
    money(object, units, direction)
}

fn time(object: Obj<'_>, path: &str) -> Option<Timestamp> {
    object.int(path).and_then(|secs| Timestamp::from_second(secs).ok())
}

/// The name of an object, needed because facts hang on it.
fn id(object: Obj<'_>, path: &str) -> Result<String, Cannot> {
    let id = if path.is_empty() { object.text("id") } else { object.id(path) };
    if id.is_empty() { Err(Cannot::read("it has no id")) } else { Ok(id.to_owned()) }
}

/// The code of a decline: Stripe's own where there is one, then the advice that outranks it.
pub(super) fn code(error: Obj<'_>, charge: Option<Obj<'_>>) -> String {
    let of_charge = |path: &str| charge.map_or("", |charge| charge.text(path));
    let first = |words: &[&str]| words.iter().find(|word| !word.is_empty()).map_or(String::new(), |w| (*w).to_owned());
    let codes = [error.text("decline_code"), error.text("code"), of_charge("failure_code"), error.text("type")];
    let advices = [
        error.text("advice_code"),
        of_charge("outcome.advice_code"),
        error.text("network_advice_code"),
        of_charge("outcome.network_advice_code"),
    ];
    let (code, advice) = (first(&codes), first(&advices));
    let code = if code.is_empty() { "unspecified".to_owned() } else { code };
    if advice.is_empty() { code } else { format!("{code}/{advice}") }
}

/// What a payment intent says, in the order in which it came about.
pub(super) fn of_intent(account: &str, intent: Obj<'_>, seen: Seen) -> Result<Vec<Fact>, Cannot> {
    is_a(intent, "payment_intent")?;
    let told = Told { account, payment: ours(intent, Kind::Payment)?, name: id(intent, "")? };
    let whole = amount(intent, Direction::Charge)?;
    let charge = intent.whole("latest_charge").or_else(|| intent.items("charges.data").next());
    let status = intent.text("status");
    let Some(is) = find(INTENT, status) else {
        return Err(Cannot::read(format!("an intent that is `{status}` is not in the adapter's table")));
    };
    let held = charge.is_some_and(|charge| charge.text("status") == "succeeded" || fell_back(charge).is_some());
    let mut facts = Vec::new();
    if held || (seen == Seen::Reply && matches!(is, IntentIs::Held | IntentIs::Done)) {
        facts.push(told.authorized(whole, charge));
    }
    if held || matches!(is, IntentIs::Held | IntentIs::Done) {
        facts.extend(told.captures(intent, charge, is)?);
    }
    match is {
        // Captured and fallen back: the charge says how.
        IntentIs::Unpaid if facts.is_empty() && !marks(intent)?.captures.is_empty() => {}
        IntentIs::Unpaid if facts.is_empty() => {
            let Some(error) = intent.whole("last_payment_error") else {
                return Err(Cannot::read("its confirmation was never tried"));
            };
            let code = code(error, charge);
            facts.push(told.of_payment(What::Declined { code }, Some(whole)));
        }
        IntentIs::Unconfirmed => return Err(Cannot::read("it was made and never confirmed")),
        IntentIs::Waits => facts.push(told.of_payment(What::ActionRequired, Some(whole))),
        IntentIs::Processing => facts.push(told.of_payment(What::Taken, Some(whole))),
        IntentIs::Canceled | IntentIs::Done => facts.extend(told.rest(intent, is)?),
        IntentIs::Held | IntentIs::Unpaid => {}
    }
    Ok(facts)
}

/// The money row by which a charge came back late, where it did.
fn fell_back(charge: Obj<'_>) -> Option<&str> {
    let row = charge.id("failure_balance_transaction");
    (charge.text("status") == "failed" && !row.is_empty()).then_some(row)
}

/// Who tells of which payment.
struct Told<'a> {
    account: &'a str,
    /// Our reference.
    payment: &'a str,
    /// Stripe's name of the intent.
    name: String,
}

impl Told<'_> {
    fn of_payment(&self, what: What, amount: Option<Money>) -> Fact {
        let (subject, ours) = (self.name.clone(), self.payment.to_owned());
        Fact {
            account: self.account.to_owned(),
            subject,
            ours,
            what,
            amount,
            parent: String::new(),
            ordinal: String::new(),
        }
    }

    /// Of a capture or release, which are named after the intent and our own reference.
    fn of_part(&self, ours: &str, what: What, amount: Option<Money>) -> Fact {
        let (subject, parent) = (part(&self.name, ours), self.name.clone());
        Fact { subject, ours: ours.to_owned(), parent, ..self.of_payment(what, amount) }
    }

    fn authorized(&self, whole: Money, charge: Option<Obj<'_>>) -> Fact {
        let expires_at = charge.and_then(|charge| time(charge, "payment_method_details.card.capture_before"));
        self.of_payment(What::Authorized { expires_at }, Some(whole))
    }

    /// The captures that landed, by their marks.
    fn captures(&self, intent: Obj<'_>, charge: Option<Obj<'_>>, is: IntentIs) -> Result<Vec<Fact>, Cannot> {
        let (marks, back) = (marks(intent)?, charge.and_then(fell_back));
        let received = intent.int("amount_received").unwrap_or(0);
        let marked: i64 = marks.captures.iter().fold(0, |sum, (_, units, _)| sum.saturating_add(*units));
        // Whether a call that fails leaves its mark is not documented (looked for in 2026-11), so it is not relied on.
        if is == IntentIs::Canceled && received == 0 && back.is_none() {
            // It is over and nothing was ever received: what was asked for did not happen.
            let failed = |(ours, units, _): &(&str, i64, bool)| {
                let amount = Some(money(intent, *units, Direction::Charge)?);
                Ok(self.of_part(ours, What::CaptureFailed { code: "canceled".to_owned() }, amount))
            };
            return marks.captures.iter().map(failed).collect();
        }
        if marked > received && back.is_none() {
            return Err(Cannot::read(format!("its marks are of {marked} and only {received} was captured")));
        }
        let mut facts = Vec::new();
        for (ours, units, _) in &marks.captures {
            let amount = Some(money(intent, *units, Direction::Charge)?);
            facts.push(self.of_part(ours, What::Captured, amount));
            if let Some(row) = back {
                let reversed = self.of_part(ours, What::CaptureReversed, amount);
                facts.push(Fact { ordinal: row.to_owned(), ..reversed });
            }
        }
        if received > marked {
            let amount = Some(money(intent, received - marked, Direction::Charge)?);
            let outside = self.of_part("outside", What::Captured, amount);
            facts.push(Fact { ours: String::new(), ..outside });
        }
        Ok(facts)
    }

    /// How the rest of an authorization that is over went.
    fn rest(&self, intent: Obj<'_>, is: IntentIs) -> Result<Vec<Fact>, Cannot> {
        let marks = marks(intent)?;
        if !marks.releases.is_empty() {
            return Ok(marks.releases.iter().map(|ours| self.of_part(ours, What::Released, None)).collect());
        }
        let (whole, received) = (intent.int("amount").unwrap_or(0), intent.int("amount_received").unwrap_or(0));
        let by_capture = marks.captures.iter().any(|(_, _, last)| *last) || received >= whole;
        let marked: i64 = marks.captures.iter().fold(0, |sum, (_, units, _)| sum.saturating_add(*units));
        let what = match is {
            IntentIs::Canceled if RAN_OUT.contains(&intent.text("cancellation_reason")) => What::Expired,
            IntentIs::Canceled => What::Released,
            // The capture that caused it says so itself.
            _ if by_capture => return Ok(Vec::new()),
            // Somebody else made a last capture.
            _ if received > marked => What::Released,
            // Captured in part and over: the time ran out (docs.stripe.com/payments/multicapture, 2026-05).
            _ => What::Expired,
        };
        Ok(vec![self.of_payment(what, None)])
    }
}

/// The name of a capture or release, which have none at Stripe.
pub(super) fn part(intent: &str, ours: &str) -> String {
    format!("{intent}/{ours}")
}

/// What a charge says when it is authorized, or when its authorization ran out.
pub(super) fn of_charge(account: &str, charge: Obj<'_>, expired: bool) -> Result<Vec<Fact>, Cannot> {
    is_a(charge, "charge")?;
    let payment = ours(charge, Kind::Payment)?;
    let told = Told { account, payment, name: id(charge, "payment_intent")? };
    let mut facts = vec![told.authorized(amount(charge, Direction::Charge)?, Some(charge))];
    if expired {
        facts.push(told.of_payment(What::Expired, None));
    }
    Ok(facts)
}

/// What a refund of ours says.
pub(super) fn of_refund(account: &str, refund: Obj<'_>) -> Result<Vec<Fact>, Cannot> {
    is_a(refund, "refund")?;
    refund_facts(account, refund, ours(refund, Kind::Refund)?)
}

/// What a refund says that somebody else made of a payment of ours.
pub(super) fn of_outside_refund(account: &str, refund: Obj<'_>) -> Result<Vec<Fact>, Cannot> {
    is_a(refund, "refund")?;
    refund_facts(account, refund, "")
}

fn refund_facts(account: &str, refund: Obj<'_>, ours: &str) -> Result<Vec<Fact>, Cannot> {
    let status = refund.text("status");
    let Some(is) = find(REFUND, status) else {
        return Err(Cannot::read(format!("a refund that is `{status}` is not in the adapter's table")));
    };
    let (name, money) = (id(refund, "")?, amount(refund, Direction::Refund)?);
    let fact = |what: What, ordinal: &str| Fact {
        account: account.to_owned(),
        subject: name.clone(),
        ours: ours.to_owned(),
        what,
        amount: Some(money),
        parent: refund.id("payment_intent").to_owned(),
        ordinal: ordinal.to_owned(),
    };
    let (row, back) = (refund.id("balance_transaction"), refund.id("failure_balance_transaction"));
    let mut facts = vec![fact(What::RefundAccepted, "")];
    let evidence = arn(refund).filter(|_| !row.is_empty());
    if is == RefundIs::Completed || evidence.is_some() {
        facts.push(fact(What::RefundCompleted, ""));
    }
    if let Some(evidence) = evidence {
        facts.push(fact(What::RefundSettled { evidence }, row));
    }
    match is {
        RefundIs::Failed if !back.is_empty() => facts.push(fact(What::RefundReturned, back)),
        RefundIs::Failed => {
            let why = refund.text("failure_reason");
            let code = if why.is_empty() { status } else { why }.to_owned();
            return Ok(vec![fact(What::RefundFailed { code }, "")]);
        }
        RefundIs::Accepted | RefundIs::Completed => {}
    }
    Ok(facts)
}

/// The acquirer's reference number, once there is one. A trace number of another kind proves nothing.
fn arn(refund: Obj<'_>) -> Option<String> {
    let card = refund.whole("destination_details.card")?;
    let kind = card.text("reference_type");
    let proves = card.text("reference_status") == "available" && matches!(kind, "" | "acquirer_reference_number");
    let number = card.text("reference");
    (proves && !number.is_empty()).then(|| number.to_owned())
}

/// What a dispute says.
pub(super) fn of_dispute(account: &str, dispute: Obj<'_>) -> Result<Vec<Fact>, Cannot> {
    is_a(dispute, "dispute")?;
    let status = dispute.text("status");
    let Some((stage, end)) = find(DISPUTE, status) else {
        return Err(Cannot::read(format!("a dispute that is `{status}` is not in the adapter's table")));
    };
    let (name, whole) = (id(dispute, "")?, amount(dispute, Direction::Refund)?);
    let parent = id(dispute, "payment_intent")?;
    let fact = |what: What, amount: Money, ordinal: &str| Fact {
        account: account.to_owned(),
        subject: name.clone(),
        ours: String::new(),
        what,
        amount: Some(amount),
        parent: parent.clone(),
        ordinal: ordinal.to_owned(),
    };
    let word = match stage {
        DisputeStage::Inquiry => "inquiry",
        DisputeStage::Chargeback => "chargeback",
        DisputeStage::PreArbitration => "appeal",
        DisputeStage::Arbitration => "arbitration",
    };
    let (reason, due_at) = (dispute.text("reason").to_owned(), time(dispute, "evidence_details.due_by"));
    let mut facts = vec![fact(What::DisputeOpened { stage, reason, due_at }, whole, word)];
    for row in dispute.items("balance_transactions") {
        let units = row.int("amount").ok_or_else(|| Cannot::read("a row of it has no amount"))?;
        // A row is in the currency of the balance; what it is of the payment, the dispute says.
        let same = row.text("currency") == dispute.text("currency");
        let amount = if same { money(row, units.saturating_abs(), Direction::Refund)? } else { whole };
        let what = if units < 0 { What::DisputeFundsWithdrawn } else { What::DisputeFundsReinstated };
        facts.push(fact(what, amount, row.text("id")));
    }
    if let Some(end) = end {
        facts.push(fact(What::DisputeClosed { end }, whole, status));
    }
    Ok(facts)
}
