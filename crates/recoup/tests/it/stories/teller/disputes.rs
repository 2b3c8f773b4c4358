//! Sentences about disputes: what the bank does, how we answer, and what a person records where no bank tells it.

use jiff::Timestamp;
use recoup::store::evidence::EvidenceRow;
use recoup::worker::answers;
use recoup_core::command::Act;
use recoup_core::id::{Id, Kind};
use recoup_core::money::Money;
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AddEvidence, AssignDispute, Origin, RemoveEvidence};
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::matched::MatchPayment;
use recoup_sandbox::{
    AuthorizeAsked, Conduct, DisputeAsked, DisputeDecision, DisputeReason, DisputeStage, DisputeVerdict,
};
use serde::de::DeserializeOwned;

use super::{Ask, Stage, Teller, Told, because, by};
use crate::stories::bank::ACCOUNT;
use crate::stories::script::Words;
use crate::stories::stage::TENANT;

/// A dispute that the bank opened.
#[derive(Clone)]
pub(super) struct AtBank {
    /// Its payment; none where nobody knows it.
    payment: Option<Id>,
    /// What the bank calls it.
    theirs: String,
}

/// A word of a list that is closed.
fn word<T: DeserializeOwned>(text: &str) -> Told<T> {
    serde_json::from_value(text.into()).map_err(|_| format!("nobody knows the word `{text}` here"))
}

impl<S: Stage> Teller<S> {
    pub(super) async fn of_disputes(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        if verb == "record" {
            return self.record(words).await.map(Some);
        }
        if !["evidence", "drop-evidence", "assign", "submit", "accept", "match"].contains(&verb) {
            return Ok(None);
        }
        let name = words.next()?;
        if verb == "match" {
            return self.matches(name, words).await.map(Some);
        }
        let dispute = self.thing(name)?;
        Ok(Some(match verb {
            "evidence" => self.evidence(dispute, words)?,
            "drop-evidence" => {
                let no = words.next()?.parse().map_err(|_| "a piece of evidence goes by its number".to_owned())?;
                Ask::of(by(words)?, RemoveEvidence { dispute, no })
            }
            "assign" => {
                words.expect("to")?;
                let owner = words.next()?.to_owned();
                Ask::of(by(words)?, AssignDispute { dispute, owner })
            }
            "submit" => Ask::of(by(words)?, SubmitEvidence { dispute }),
            _ => {
                let actor = by(words)?;
                Ask::of(actor, AcceptDispute { dispute, reason: because(words)? })
            }
        }))
    }

    /// `evidence d1 delivery by ann(support): the neighbour signed for it`
    fn evidence(&mut self, dispute: Id, words: &mut Words<'_>) -> Told<Ask> {
        let proof = word(words.next()?)?;
        let (actor, text) = (by(words)?, words.take_rest());
        let sha256 = answers::hash(text.as_bytes());
        self.stage.lay(&sha256, text);
        self.bank.evidence.push(EvidenceRow {
            tenant: TENANT.to_owned(),
            dispute: dispute.to_string(),
            sha256: sha256.clone(),
            payment: String::new(),
            name: String::new(),
            media_type: String::new(),
            content: text.as_bytes().to_vec(),
            at_us: 0,
        });
        let (media_type, size_bytes, note) = (String::new(), text.len() as u64, String::new());
        let act = AddEvidence { dispute, proof, origin: Origin::Contact, media_type, sha256, size_bytes, note };
        Ok(Ask::of(actor, act))
    }

    /// `record d1 of 1001 opened chargeback by fay(finance) receipt 4711`, `… funds_withdrawn 80.00 …`, `… closed lost …`
    async fn record(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let payment = self.payment(words.next()?).await?.id;
        let what = match words.next()? {
            "opened" => {
                let stage = word(words.next()?)?;
                What::DisputeOpened { stage, reason: String::new(), due_at: None::<Timestamp> }
            }
            "funds_withdrawn" => What::DisputeFundsWithdrawn,
            "funds_reinstated" => What::DisputeFundsReinstated,
            "fee" => What::DisputeFee,
            "fee_returned" => What::DisputeFeeReturned,
            "answered" => What::DisputeAnswered { stage: None },
            "closed" => What::DisputeClosed { end: word(words.next()?)?, stage: None },
            other => return Err(format!("nobody records `{other}` of a dispute")),
        };
        let mut ahead = Words::of(words.rest());
        let amount = if ahead.skip("by") { None } else { Some(self.amount(words.next()?)?) };
        let actor = by(words)?;
        words.expect("receipt")?;
        let evidence = words.next()?.to_owned();
        let amount = amount.map(|minor| Money::new(minor, self.currency));
        let row = if amount.is_some() { evidence.clone() } else { String::new() };
        let act = RecordDispute { payment, reference: name.to_owned(), what, amount, row, evidence };
        Ok(Ask::of(actor, act).called(name))
    }

    /// `match d1 to 1001 by fay(finance) because …`: what waits is of this payment.
    async fn matches(&mut self, name: &str, words: &mut Words<'_>) -> Told<Ask> {
        words.expect("to")?;
        let payment = self.payment(words.next()?).await?.id;
        let mine = self.disputes.get_mut(name).ok_or_else(|| format!("the bank has no dispute {name}"))?;
        mine.payment = Some(payment.clone());
        let facts = self.held.iter().filter_map(|request| match &request.act {
            Act::Fact(fact) => Some(fact),
            _ => None,
        });
        let names = |fact: &Fact| [fact.parent.clone(), fact.subject.clone()];
        let mut names: Vec<String> = facts.flat_map(names).filter(|name| !name.is_empty()).collect();
        names.sort();
        names.dedup();
        let actor = by(words)?;
        Ok(Ask::of(actor, MatchPayment { payment, account: ACCOUNT.to_owned(), names, why: because(words)? }))
    }

    /// `bank disputes d1 of 1001 80.00 fraud`, perhaps with a stage behind; `bank strange d1 119.00 fraud`, of a payment
    /// that nobody here knows; `bank decides d1 won`, `bank decides d1 lost back 30.00`; `bank escalates d1
    /// pre_arbitration`; `bank reinstates d1` for now; `bank appeals d1 arbitration`. False where it is none of these.
    pub(super) async fn bank_about_disputes(&mut self, verb: &str, words: &mut Words<'_>) -> Told<bool> {
        if verb == "disputes" || verb == "strange" {
            let name = words.next()?.to_owned();
            let (payment, theirs) = if verb == "strange" {
                (None, self.bank_sells(words.rest())?)
            } else {
                words.expect("of")?;
                let payment = self.payment(words.next()?).await?;
                (Some(payment.id), payment.gateway_ref)
            };
            let theirs = self.bank_opens(&theirs, words)?;
            self.disputes.insert(name, AtBank { payment, theirs });
            return Ok(true);
        }
        if !["decides", "escalates", "reinstates", "appeals"].contains(&verb) {
            return Ok(false);
        }
        let name = words.next()?;
        let theirs = self.disputes.get(name).map(|mine| mine.theirs.clone());
        let theirs = theirs.ok_or_else(|| format!("the bank has no dispute {name}"))?;
        let desk = &mut self.bank.desk;
        let done = match verb {
            "decides" => {
                let verdict: DisputeVerdict = word(words.next()?)?;
                let back = if words.skip("back") { Some(words.next()?) } else { None };
                let back_minor = back.map(|text| super::minor(text, self.currency)).transpose()?;
                desk.at_bank(|bank| bank.end_dispute(&theirs, DisputeDecision { verdict, back_minor }).map(|_| ()))
            }
            "escalates" => {
                let stage: DisputeStage = word(words.next()?)?;
                desk.at_bank(|bank| bank.escalate_dispute(&theirs, stage, None).map(|_| ()))
            }
            "appeals" => {
                let stage: DisputeStage = word(words.next()?)?;
                desk.at_bank(|bank| bank.appeal_dispute(&theirs, Some(stage)).map(|_| ()))
            }
            _ => desk.at_bank(|bank| bank.reinstate_for_now(&theirs).map(|_| ())),
        };
        done.map(|()| true).map_err(|refusal| format!("the bank does not: {refusal:?}"))
    }

    /// What was sold at the bank's own till, and not through us; of the sale itself we hear nothing.
    fn bank_sells(&mut self, text: &str) -> Told<String> {
        let (reference, currency) = ("till".to_owned(), self.currency.code().to_owned());
        let amount_minor = self.amount(Words::of(text).next()?)?;
        let conduct = Conduct::of_token("tok_ok");
        let asked = AuthorizeAsked { reference, amount_minor, currency, conduct, capture_now: true };
        let sold = self.bank.desk.at_bank(|bank| bank.authorize(asked).map(|sold| sold.id.clone()));
        let was_deaf = std::mem::replace(&mut self.bank.deaf, true);
        self.bank.posts(self.stage.now());
        self.bank.deaf = was_deaf;
        sold.map_err(|refusal| format!("the bank does not: {refusal:?}"))
    }

    fn bank_opens(&mut self, payment: &str, words: &mut Words<'_>) -> Told<String> {
        let amount_minor = Some(self.amount(words.next()?)?);
        let reason: DisputeReason = word(words.next()?)?;
        let stage = if words.is_empty() { DisputeStage::Chargeback } else { word(words.next()?)? };
        let asked = DisputeAsked { amount_minor, ..DisputeAsked::whole(payment, stage, reason) };
        let opened = self.bank.desk.at_bank(|bank| bank.open_dispute(&asked).map(|dispute| dispute.id.clone()));
        opened.map_err(|refusal| format!("the bank does not: {refusal:?}"))
    }

    /// What the bank calls so and we have heard of goes by the story's name.
    pub(super) async fn christen_disputes(&mut self) -> Told {
        for (name, AtBank { payment, theirs }) in self.disputes.clone() {
            let (Some(payment), false) = (payment, self.names.contains_key(&name)) else { continue };
            if let Some(dispute) = self.payment_of(&payment).await?.dispute_called(&theirs) {
                self.names.insert(name, dispute.id.clone());
            }
        }
        Ok(())
    }

    /// `marked 1001 disputed`, `marked 1001 nothing`: how an order or invoice stands, or what a payment pays.
    pub(super) async fn marked(&self, words: &mut Words<'_>) -> Told {
        let name = words.next()?;
        let id = self.thing(name)?;
        let id = if id.kind() == Some(Kind::Payment) { self.payment_of(&id).await?.pays } else { id };
        let wanted = match words.next()? {
            "disputed" => true,
            "nothing" => false,
            other => return Err(format!("nothing is marked `{other}`")),
        };
        if self.stage.is_under_dispute(&id).await? == wanted { Ok(()) } else { Err(format!("{name} is not marked so")) }
    }
}
