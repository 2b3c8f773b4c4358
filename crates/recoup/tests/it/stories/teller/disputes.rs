//! Sentences about disputes: what the bank does, and how we answer.

use recoup_core::id::Id;
use recoup_sandbox::{DisputeAsked, DisputeDecision, DisputeReason, DisputeStage, DisputeVerdict};
use serde::de::DeserializeOwned;

use super::{Stage, Teller, Told};
use crate::stories::script::Words;

/// A word of the bank's.
fn word<T: DeserializeOwned>(text: &str) -> Told<T> {
    serde_json::from_value(text.into()).map_err(|_| format!("the bank does not know the word `{text}`"))
}

impl<S: Stage> Teller<S> {
    /// `bank disputes d1 of 1001 80.00 fraud`, perhaps with a stage behind; `bank decides d1 won`, `bank decides d1 lost
    /// back 30.00`; `bank escalates d1 pre_arbitration`; `bank reinstates d1` for now; `bank appeals d1 arbitration`. False
    /// where it is none of these.
    pub(super) async fn bank_about_disputes(&mut self, verb: &str, words: &mut Words<'_>) -> Told<bool> {
        if verb == "disputes" {
            return self.bank_disputes(words).await.map(|()| true);
        }
        if !["decides", "escalates", "reinstates", "appeals"].contains(&verb) {
            return Ok(false);
        }
        let name = words.next()?;
        let (_, theirs) = self.disputes.get(name).cloned().ok_or_else(|| format!("the bank has no dispute {name}"))?;
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

    async fn bank_disputes(&mut self, words: &mut Words<'_>) -> Told {
        let name = words.next()?.to_owned();
        words.expect("of")?;
        let payment = self.payment(words.next()?).await?;
        let amount_minor = Some(self.amount(words.next()?)?);
        let reason: DisputeReason = word(words.next()?)?;
        let stage = if words.is_empty() { DisputeStage::Chargeback } else { word(words.next()?)? };
        let asked = DisputeAsked { amount_minor, ..DisputeAsked::whole(&payment.gateway_ref, stage, reason) };
        let opened = self.bank.desk.at_bank(|bank| bank.open_dispute(&asked).map(|dispute| dispute.id.clone()));
        let theirs = opened.map_err(|refusal| format!("the bank does not: {refusal:?}"))?;
        self.disputes.insert(name, (payment.id, theirs));
        Ok(())
    }

    /// What the bank calls so and we have heard of goes by the story's name.
    pub(super) async fn christen_disputes(&mut self) -> Told {
        for (name, (payment, theirs)) in self.disputes.clone() {
            if self.names.contains_key(&name) {
                continue;
            }
            let payment = serde_json::to_value(self.payment_of(&payment).await?).map_err(|e| e.to_string())?;
            let known = payment["disputes"].as_array().into_iter().flatten();
            let mut called = known.filter(|dispute| dispute["gateway_ref"] == theirs.as_str());
            if let Some(id) = called.next().and_then(|dispute| dispute["id"].as_str()) {
                self.names.insert(name, Id::trusted(id));
            }
        }
        Ok(())
    }
}
