//! Sentences that look: at statuses, notices, what waits for a person, and at what the bank says and does.

use recoup_core::money::Money;

use super::{Stage, Teller, Told};
use crate::stories::bank::Bank;
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    /// `expect refund r1 settled`; a payment goes by the number of its order.
    pub(super) async fn expect(&self, words: &mut Words<'_>) -> Told {
        let (what, name) = (words.next()?, words.next()?);
        let id = if what == "payment" { self.payment(name).await?.id } else { self.thing(name)? };
        let (status, wanted) = (self.stage.status(&id).await?, words.next()?);
        if status == wanted { Ok(()) } else { Err(format!("{what} {name} is {status}, not {wanted}")) }
    }

    /// `notices 1001 customer refund_on_its_way refund_settled`
    pub(super) async fn notices(&self, words: &mut Words<'_>) -> Told {
        let payment = self.payment(words.next()?).await?;
        let got = self.stage.notices(&payment.id, words.next()?).await?;
        let wanted: Vec<&str> = words.rest().split_whitespace().collect();
        if got == wanted { Ok(()) } else { Err(format!("the notices are {got:?}")) }
    }

    /// `raised beyond_captured`: all that waits for a person; `raised nothing`.
    pub(super) async fn raised(&self, words: &mut Words<'_>) -> Told {
        let got: Vec<String> = self.stage.exceptions().await?.into_iter().map(|(_, reason)| reason).collect();
        let wanted: Vec<&str> = words.rest().split_whitespace().filter(|word| *word != "nothing").collect();
        if got == wanted { Ok(()) } else { Err(format!("what waits for a person: {got:?}")) }
    }

    /// What the bank does of itself: `bank silent`, `bank answers`, `bank fails r1`, `bank fails c1`, `bank confirms 1001`,
    /// at the beginning `bank stops refunds` of disputed payments, and what `disputes` says. Else what it says really
    /// moved: `bank 1001 captured 450.00 released 66.00`.
    pub(super) async fn bank(&mut self, words: &mut Words<'_>) -> Told {
        match words.next()? {
            "silent" => self.bank.silent = true,
            "answers" => self.bank.silent = false,
            "stops" => {
                words.expect("refunds")?;
                self.bank = Bank::new(true);
            }
            "fails" => self.bank_fails(words.next()?).await?,
            "confirms" => {
                let theirs = self.payment(words.next()?).await?.gateway_ref;
                let done = self.bank.desk.at_bank(|bank| bank.complete_action(&theirs).map(|_| ()));
                done.map_err(|refusal| format!("the bank does not: {refusal:?}"))?;
            }
            word if self.bank_about_disputes(word, words).await? => {}
            name => self.bank_says(name, words).await?,
        }
        Ok(())
    }

    /// A refund or capture that was done fails after all.
    async fn bank_fails(&mut self, name: &str) -> Told {
        let id = self.thing(name)?;
        let owner = self.stage.find("id", id.as_str()).await?.ok_or("it belongs to no payment")?;
        let payment = self.payment_of(&owner).await?;
        let refund = payment.refund(&id).map(|refund| refund.gateway_ref.clone());
        let capture = payment.capture(&id).map(|capture| capture.gateway_ref.clone());
        let done = self.bank.desk.at_bank(|bank| match (&refund, &capture) {
            (Some(theirs), _) => bank.fail_refund(theirs).map(|_| ()),
            (_, Some(theirs)) => bank.fail_capture(theirs).map(|_| ()),
            (None, None) => Ok(()),
        });
        done.map_err(|refusal| format!("the bank does not: {refusal:?}"))
    }

    async fn bank_says(&self, name: &str, words: &mut Words<'_>) -> Told {
        let payment = self.payment(name).await?;
        let truth = self.bank.desk.oracle_of(&payment.gateway_ref).ok_or("the bank knows no such authorization")?;
        while !words.is_empty() {
            let (what, wanted) = (words.next()?, self.amount(words.next()?)?);
            let got = match what {
                "captured" => truth.captured_minor,
                "undone" => truth.capture_failed_minor,
                "released" => truth.released_minor,
                "refunded" => truth.refunded_settled_minor - truth.refund_returned_minor,
                "withdrawn" => truth.dispute_withdrawn_minor,
                "reinstated" => truth.dispute_reinstated_minor,
                other => return Err(format!("the bank says nothing of `{other}`")),
            };
            if got != wanted {
                return Err(format!("the bank says {what} {}", Money::new(got, self.currency)));
            }
        }
        Ok(())
    }
}
