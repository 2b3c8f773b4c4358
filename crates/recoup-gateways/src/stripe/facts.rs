//! What Stripe's refunds and disputes say, as facts, and what every object has. Intents have a file of their own.

use jiff::Timestamp;
use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeStage, Fact, What};

use super::MONEY;
use super::json::Obj;
use super::words::{DISPUTE, DISPUTE_ANSWERED, DISPUTE_ENDED, REFUND, RefundIs, find};
use crate::Direction;
use crate::dispute::due_ordinal;

/// The key of our reference in the metadata of an object.
pub(super) const REFERENCE: &str = "recoup";

/// Why an object says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cannot {
    /// It does not carry our reference.
    NotOurs,
    /// It cannot be read, or says nothing final.
    Read(String),
}

impl Cannot {
    pub(super) fn read(why: impl Into<String>) -> Self {
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

/// Our reference on an object, if it is one of this kind.
pub(super) fn ours(object: Obj<'_>, kind: Kind) -> Result<&str, Cannot> {
    let found = object.texts("metadata").find(|(key, _)| *key == REFERENCE).map_or("", |(_, value)| value);
    let is = read_reference(found).and_then(|(id, _)| id.kind()) == Some(kind);
    if is { Ok(found) } else { Err(Cannot::NotOurs) }
}

/// That it is an object of this kind.
pub(super) fn is_a(object: Obj<'_>, kind: &str) -> Result<(), Cannot> {
    if object.text("object") == kind { Ok(()) } else { Err(Cannot::read(format!("it is not a {kind}"))) }
}

/// An amount of an object, in its currency.
pub(super) fn money(object: Obj<'_>, units: i64, direction: Direction) -> Result<Money, Cannot> {
    MONEY.of_wire(units, object.text("currency"), direction).map_err(|error| Cannot::read(error.to_string()))
}

pub(super) fn amount(object: Obj<'_>, direction: Direction) -> Result<Money, Cannot> {
    let units = object.int("amount").ok_or_else(|| Cannot::read("it has no amount"))?;
    money(object, units, direction)
}

pub(super) fn time(object: Obj<'_>, path: &str) -> Option<Timestamp> {
    object.int(path).and_then(|secs| Timestamp::from_second(secs).ok())
}

/// The name of an object, needed because facts hang on it.
pub(super) fn id(object: Obj<'_>, path: &str) -> Result<String, Cannot> {
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

/// What a dispute says. Of which stage it was won or lost its status does not say; the event may, by the status that it
/// had before.
pub(super) fn of_dispute(account: &str, dispute: Obj<'_>, ended: Option<Ended>) -> Result<Vec<Fact>, Cannot> {
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
    // The date of a dispute that is over may be of another stage than the one that its status stands for.
    let due_at = time(dispute, "evidence_details.due_by").filter(|_| end.is_none());
    let reason = dispute.text("reason").to_owned();
    let mut facts = vec![fact(What::DisputeOpened { stage, reason, due_at }, whole, &due_ordinal(due_at))];
    for row in dispute.items("balance_transactions") {
        let units = row.int("amount").ok_or_else(|| Cannot::read("a row of it has no amount"))?;
        // A row is in the currency of the balance; what it is of the payment, the dispute says.
        let same = row.text("currency") == dispute.text("currency");
        let amount = if same { money(row, units.saturating_abs(), Direction::Refund)? } else { whole };
        let name = row.text("id");
        match units {
            0 => {}
            ..0 => facts.push(fact(What::DisputeFundsWithdrawn, amount, name)),
            _ => facts.push(fact(What::DisputeFundsReinstated, amount, name)),
        }
        // The fee is no part of the amount, and stays in the currency of the balance.
        let units = row.int("fee").unwrap_or(0);
        let fee = money(row, units.saturating_abs(), Direction::Report)?;
        match units {
            0 => {}
            ..0 => facts.push(fact(What::DisputeFeeReturned, fee, name)),
            _ => facts.push(fact(What::DisputeFee, fee, name)),
        }
    }
    if DISPUTE_ANSWERED.contains(&status) {
        facts.push(fact(What::DisputeAnswered { stage: Some(stage) }, whole, ""));
    }
    if let Some(end) = end {
        let told = ended.filter(|ended| ended.status == status).map(|ended| ended.of);
        let stage = find(DISPUTE_ENDED, status).or(told);
        facts.push(fact(What::DisputeClosed { end, stage }, whole, ""));
    }
    Ok(facts)
}

/// How a dispute ended by an event, and of which stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    pub(super) status: &'static str,
    pub(super) of: DisputeStage,
}
