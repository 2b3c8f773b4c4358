//! The facts that the states of Mollie's objects stand for.
//!
//! A state stands for every fact that led to it, in order, so that a late look tells as much as each webhook.

use recoup_core::id::Kind;
use recoup_core::money::Money;
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use serde_json::Value;

use super::objects::{Amount, Capture, Chargeback, Part, Payment, Refund, instant, is_id, ours, reference};
use super::words::{self, CaptureIs, PaymentIs, RefundIs};

fn amount(found: Option<&Amount>) -> Result<Option<Money>, String> {
    found.map(Amount::money).transpose()
}

fn named(id: &str, prefix: &str) -> Result<(), String> {
    if is_id(id, prefix) {
        return Ok(());
    }
    Err(format!("`{}` is not an id of the kind {prefix}", id.chars().take(40).collect::<String>()))
}

fn not_known(what: &str, status: &str) -> String {
    format!("a {what} that is `{}` is not in the adapter's table", status.chars().take(40).collect::<String>())
}

/// The payment that an object names, else the one that it was shown with.
const fn parent<'a>(named: &'a str, shown_with: &'a str) -> &'a str {
    if named.is_empty() { shown_with } else { named }
}

/// Facts under way about one object.
struct Told<'a> {
    account: &'a str,
    subject: &'a str,
    parent: &'a str,
    ours: String,
    amount: Option<Money>,
    facts: Vec<Fact>,
}

impl Told<'_> {
    fn tell(&mut self, what: What) {
        let amount = self.amount;
        self.tell_of(what, amount, "");
    }

    fn tell_of(&mut self, what: What, amount: Option<Money>, ordinal: &str) {
        self.facts.push(Fact {
            account: self.account.to_owned(),
            subject: self.subject.to_owned(),
            ours: self.ours.clone(),
            what,
            amount,
            parent: self.parent.to_owned(),
            ordinal: ordinal.to_owned(),
        });
    }
}

impl Payment {
    pub(super) fn reference(&self) -> Option<String> {
        reference(&self.metadata, self.description.as_deref())
    }

    pub(super) fn is(&self) -> Result<PaymentIs, String> {
        named(&self.id, "tr_")?;
        words::payment(&self.status).ok_or_else(|| not_known("payment", &self.status))
    }

    /// Whether its money is taken without us asking.
    pub(super) fn is_automatic(&self) -> bool {
        self.capture_mode.as_deref() != Some("manual")
    }

    /// Whether it was ever authorized.
    fn was_authorized(&self) -> bool {
        self.authorized_at.is_some()
    }

    /// The most specific reason of a decline: the network's word, else Mollie's.
    fn decline(&self, otherwise: &str) -> String {
        let network = self.status_reason.as_ref().and_then(|reason| reason.code.as_deref());
        let own = self.details.get("failureReason").and_then(Value::as_str);
        network.or(own).filter(|code| !code.is_empty()).unwrap_or(otherwise).to_owned()
    }

    /// Whether something of the authorization was left when it ended; `None` where the captures are not shown or one
    /// is under way. A capture that was done and undone took its part all the same; of one that failed nobody can tell
    /// which of the two it was, so how much was left is not said.
    fn left_some(&self) -> Result<Option<bool>, String> {
        let Some(captures) = self.embedded.as_ref().and_then(|embedded| embedded.captures.as_ref()) else {
            return Ok(None);
        };
        let Some(mut left) = amount(self.amount.as_ref())? else { return Ok(None) };
        for capture in captures {
            match capture.is()? {
                CaptureIs::Pending => return Ok(None),
                CaptureIs::Failed if !capture.was_done() => {}
                CaptureIs::Failed | CaptureIs::Succeeded => {
                    let Some(taken) = amount(capture.amount.as_ref())? else { return Ok(None) };
                    left = left.checked_sub(taken).map_err(|error| error.to_string())?;
                }
            }
        }
        Ok(Some(left.amount_minor > 0))
    }

    /// Facts of the payment alone. A payment that is `paid` holds nothing any more: by the page on
    /// release-authorization (read 2026-11) it becomes so when all is captured or the rest is released.
    pub(super) fn facts(&self, account: &str) -> Result<Vec<Fact>, String> {
        let is = self.is()?;
        let whole = amount(self.amount.as_ref())?;
        let ours = ours(self.reference(), Kind::Payment);
        let mut told = Told { account, subject: &self.id, parent: "", ours, amount: whole, facts: Vec::new() };
        let held = || What::Authorized { expires_at: self.capture_before.as_deref().and_then(instant) };
        match is {
            PaymentIs::Open => told.tell(What::ActionRequired),
            PaymentIs::Pending => told.tell(What::Taken),
            PaymentIs::Authorized => told.tell(held()),
            PaymentIs::Paid => {
                told.tell(held());
                if self.is_automatic() {
                    // Nobody asked for it here; a capture of ours that finds it is told by another name.
                    told.tell_of(What::Captured, whole, "automatic");
                    self.unnamed(&mut told);
                } else if self.left_some()? == Some(true) {
                    told.tell_of(What::Released, None, "");
                }
            }
            PaymentIs::Canceled if self.was_authorized() => {
                told.tell(held());
                told.tell_of(What::Released, None, "");
            }
            PaymentIs::Canceled => told.tell(What::Declined { code: self.decline("canceled") }),
            PaymentIs::Expired if self.was_authorized() => {
                told.tell(held());
                told.tell_of(What::Expired, None, "");
            }
            PaymentIs::Expired => told.tell_of(What::Expired, None, ""),
            PaymentIs::Failed if self.was_authorized() => {
                return Err("a payment that was authorized and then failed is not in the adapter's table".to_owned());
            }
            PaymentIs::Failed => told.tell(What::Declined { code: self.decline("failed") }),
        }
        Ok(told.facts)
    }

    /// A capture that nobody asked for is found by the payment's name alone: our reference is the payment's.
    fn unnamed(&self, told: &mut Told<'_>) {
        if let Some(last) = told.facts.last_mut() {
            last.ours.clear();
            last.parent.clone_from(&self.id);
        }
    }

    /// Facts of the payment and of everything that it shows.
    pub(super) fn all_facts(&self, account: &str) -> Result<Vec<Fact>, String> {
        let mut facts = self.facts(account)?;
        let Some(embedded) = &self.embedded else { return Ok(facts) };
        for capture in embedded.captures.iter().flatten() {
            facts.extend(capture.facts(account, &self.id)?);
        }
        for refund in embedded.refunds.iter().flatten() {
            facts.extend(refund.facts(account, &self.id)?);
        }
        for chargeback in embedded.chargebacks.iter().flatten() {
            facts.extend(chargeback.facts(account, &self.id)?);
        }
        Ok(facts)
    }
}

impl Part {
    /// What is told of it, nothing so far.
    fn told<'a>(&'a self, account: &'a str, payment: &'a str, kind: Kind) -> Result<Told<'a>, String> {
        Ok(Told {
            account,
            subject: &self.id,
            parent: parent(&self.payment_id, payment),
            ours: ours(self.reference(), kind),
            amount: amount(self.amount.as_ref())?,
            facts: Vec::new(),
        })
    }
}

impl Capture {
    pub(super) fn is(&self) -> Result<CaptureIs, String> {
        named(&self.id, "cpt_")?;
        words::capture(&self.status).ok_or_else(|| not_known("capture", &self.status))
    }

    /// Whether its money moved, whatever became of it since: a settlement has done captures only.
    fn was_done(&self) -> bool {
        self.settlement_id.is_some()
    }

    /// A capture that is in a settlement was done: where it failed nevertheless, it was undone. One that failed outside
    /// of any may have been done as well; that it was is told by the row of the balance that takes its money back.
    pub(super) fn facts(&self, account: &str, payment: &str) -> Result<Vec<Fact>, String> {
        let is = self.is()?;
        let mut told = self.told(account, payment, Kind::Capture)?;
        told.tell(What::Taken);
        match is {
            CaptureIs::Pending => {}
            CaptureIs::Succeeded => told.tell(What::Captured),
            CaptureIs::Failed if self.was_done() => {
                told.tell(What::Captured);
                told.tell(What::CaptureReversed);
            }
            CaptureIs::Failed => told.tell(What::CaptureFailed { code: "failed".to_owned() }),
        }
        Ok(told.facts)
    }
}

impl Refund {
    /// The acquirer's reference number, which the customer's bank knows.
    pub(super) fn arn(&self) -> Option<&str> {
        let found = self.external_reference.as_ref().filter(|found| found.kind == "acquirer-reference");
        found.map(|found| found.id.as_str()).filter(|id| !id.is_empty())
    }

    /// `refunded` is what Mollie says; it is settled once there is an acquirer's reference or a settlement has it.
    pub(super) fn facts(&self, account: &str, payment: &str) -> Result<Vec<Fact>, String> {
        named(&self.id, "re_")?;
        let is = words::refund(&self.status).ok_or_else(|| not_known("refund", &self.status))?;
        let mut told = self.told(account, payment, Kind::Refund)?;
        told.tell(What::RefundAccepted);
        match is {
            RefundIs::Accepted => {}
            RefundIs::Refunded => {
                told.tell(What::RefundCompleted);
                if let Some(evidence) = self.arn().or(self.settlement_id.as_deref()) {
                    told.tell(What::RefundSettled { evidence: evidence.to_owned() });
                }
            }
            RefundIs::Failed => told.tell(What::RefundFailed { code: "failed".to_owned() }),
            RefundIs::Canceled => told.tell(What::RefundFailed { code: "canceled".to_owned() }),
        }
        Ok(told.facts)
    }
}

impl Chargeback {
    /// A chargeback takes the money when it comes, and has one more state: reversed.
    pub(super) fn facts(&self, account: &str, payment: &str) -> Result<Vec<Fact>, String> {
        named(&self.id, "chb_")?;
        let amount = amount(self.amount.as_ref())?;
        let (parent, ours) = (parent(&self.payment_id, payment), String::new());
        let mut told = Told { account, subject: &self.id, parent, ours, amount, facts: Vec::new() };
        let reason = self.reason.as_ref().and_then(|reason| reason.code.clone()).unwrap_or_default();
        told.tell(What::DisputeOpened { stage: DisputeStage::Chargeback, reason, due_at: None });
        told.tell(What::DisputeFundsWithdrawn);
        if self.reversed_at.is_some() {
            told.tell(What::DisputeFundsReinstated);
            told.tell(What::DisputeClosed { end: DisputeEnd::Won, stage: Some(DisputeStage::Chargeback) });
        }
        Ok(told.facts)
    }
}
