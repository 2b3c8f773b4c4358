//! What a payment intent says, as facts, and its charge.
//!
//! A payment is one payment intent. A capture has no id at Stripe: each leaves a mark in the intent's metadata, our
//! reference with its amount, written by the very call that captures. The marks count only as far as the intent says
//! that so much was captured.

use recoup_core::effect::read_reference;
use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{Fact, What};

use super::facts::{Cannot, amount, code, id, is_a, money, ours, time};
use super::json::Obj;
use super::words::{INTENT, IntentIs, RAN_OUT, find};
use crate::Direction;

/// Behind the amount of a mark: the capture was the last one.
pub(super) const LAST: &str = "/last";

/// Where an object was read. An event names the charge of an intent without showing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// In a reply, with its charge.
    Reply,
    /// In a reply so long after the call that whatever is not under way by then did not happen.
    Later,
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

impl Marks<'_> {
    /// What the captures were asked for in all, units of the wire.
    fn units(&self) -> i64 {
        self.captures.iter().fold(0, |sum, (_, units, _)| sum.saturating_add(*units))
    }

    /// Which captures landed where so much was captured of less than all; nothing where it could be one or another.
    fn landed(&self, received: i64) -> Option<Vec<bool>> {
        if received == 0 {
            return Some(vec![false; self.captures.len()]);
        }
        let is_missing = |units: i64| units == self.units() - received;
        let missing = self.captures.iter().filter(|(_, units, _)| is_missing(*units)).count();
        (missing == 1).then(|| self.captures.iter().map(|(_, units, _)| !is_missing(*units)).collect())
    }
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
    if held || (seen != Seen::Event && matches!(is, IntentIs::Held | IntentIs::Done)) {
        facts.push(told.authorized(whole, charge));
    }
    if held || matches!(is, IntentIs::Held | IntentIs::Done) {
        facts.extend(told.captures(intent, charge, (is, seen))?);
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

/// What an intent says to whoever asks about the payment: also that it is over, where a mark stands for a release of
/// ours that was refused. Else the word that its time ran out, once lost, would never be heard.
pub(super) fn of_payment(account: &str, intent: Obj<'_>) -> Result<Vec<Fact>, Cannot> {
    let mut facts = of_intent(account, intent, Seen::Later)?;
    let is = find(INTENT, intent.text("status"));
    if let Some(is @ (IntentIs::Canceled | IntentIs::Done)) = is
        && !marks(intent)?.releases.is_empty()
    {
        let told = Told { account, payment: ours(intent, Kind::Payment)?, name: id(intent, "")? };
        facts.extend(told.end(intent, is)?);
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
    fn captures(
        &self,
        intent: Obj<'_>,
        charge: Option<Obj<'_>>,
        (is, seen): (IntentIs, Seen),
    ) -> Result<Vec<Fact>, Cannot> {
        let (marks, back) = (marks(intent)?, charge.and_then(fell_back));
        let received = intent.int("amount_received").unwrap_or(0);
        let marked = marks.units();
        if marked > received && back.is_none() {
            return self.not_all(intent, &marks, (is, seen));
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

    /// Of captures whose marks are of more than was captured, what became of each. Whether a call that fails leaves its
    /// mark is not documented (looked for in 2026-11), so a mark alone says neither that it was done nor that it is under
    /// way: what is neither captured nor can be captured now is under way, and what can be captured again did not happen.
    fn not_all(&self, intent: Obj<'_>, marks: &Marks<'_>, (is, seen): (IntentIs, Seen)) -> Result<Vec<Fact>, Cannot> {
        let int = |field: &str| intent.int(field).unwrap_or(0);
        let (marked, received) = (marks.units(), int("amount_received"));
        let (missing, under_way) = (marked - received, int("amount") - received - int("amount_capturable"));
        let failed = |code: &str| What::CaptureFailed { code: code.to_owned() };
        let what = match is {
            IntentIs::Canceled | IntentIs::Done => Some(failed("canceled")),
            IntentIs::Processing => Some(What::Taken),
            IntentIs::Held if under_way == missing => Some(What::Taken),
            IntentIs::Held if under_way == 0 && seen == Seen::Later => Some(failed("not_captured")),
            _ => None,
        };
        let (Some(what), Some(landed)) = (what, marks.landed(received)) else {
            return Err(Cannot::read(format!("its marks are of {marked} and only {received} was captured")));
        };
        let told = |((ours, units, _), landed): (&(&str, i64, bool), bool)| {
            let amount = Some(money(intent, *units, Direction::Charge)?);
            Ok(self.of_part(ours, if landed { What::Captured } else { what.clone() }, amount))
        };
        marks.captures.iter().zip(landed).map(told).collect()
    }

    /// How the rest of an authorization that is over went. A release of ours says it where there is one.
    fn rest(&self, intent: Obj<'_>, is: IntentIs) -> Result<Vec<Fact>, Cannot> {
        let marks = marks(intent)?;
        if marks.releases.is_empty() {
            return Ok(self.end(intent, is)?.into_iter().collect());
        }
        Ok(marks.releases.iter().map(|ours| self.of_part(ours, What::Released, None)).collect())
    }

    /// What the payment itself says of its end; nothing where a capture says it.
    fn end(&self, intent: Obj<'_>, is: IntentIs) -> Result<Option<Fact>, Cannot> {
        let marks = marks(intent)?;
        let (whole, received) = (intent.int("amount").unwrap_or(0), intent.int("amount_received").unwrap_or(0));
        let by_capture = marks.captures.iter().any(|(_, _, last)| *last) || received >= whole;
        let marked = marks.units();
        let what = match is {
            IntentIs::Canceled if RAN_OUT.contains(&intent.text("cancellation_reason")) => What::Expired,
            IntentIs::Canceled => What::Released,
            // The capture that caused it says so itself.
            _ if by_capture => return Ok(None),
            // Somebody else made a last capture.
            _ if received > marked || !marks.releases.is_empty() => What::Released,
            // Captured in part and over: the time ran out (docs.stripe.com/payments/multicapture, 2026-05).
            _ => What::Expired,
        };
        Ok(Some(self.of_payment(what, None)))
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
