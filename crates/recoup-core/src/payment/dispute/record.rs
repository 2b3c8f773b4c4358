//! A person with proof tells what a gateway would: of a payment that no gateway tells anything of, or what a gateway's own
//! pages say and its words never did. It goes through the same fold, so that the gateway's own word later is no news.

use serde::{Deserialize, Serialize};

use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::event::Route;
use crate::id::Id;
use crate::money::Money;
use crate::payment::facts::{Fact, What};
use crate::payment::refund::check_ceiling;
use crate::payment::{dispute::DisputeBody, pays};
use crate::refusal::Refusal;
use crate::text;
use crate::world::{Needs, World};

/// Records something about a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDispute {
    /// The payment.
    pub payment: Id,
    /// What the dispute goes by: the gateway's name for it, or the bank's.
    pub reference: String,
    /// What is told.
    #[serde(flatten)]
    pub what: What,
    /// How much, where it is about an amount.
    pub amount: Option<Money>,
    /// The name of the row of money; empty where it has none.
    pub row: String,
    /// How the person knows.
    pub evidence: String,
}

impl Workflow for RecordDispute {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.stream(&self.payment);
        if let Some(payment) = world.payment(&self.payment) {
            pays::needs(payment, needs);
        }
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        text::required("reference", &self.reference, text::SHORT)?;
        text::required("evidence", &self.evidence, text::NOTE)?;
        text::check("row", &self.row, text::SHORT)?;
        let moves = matches!(
            self.what,
            What::DisputeFundsWithdrawn | What::DisputeFundsReinstated | What::DisputeFee | What::DisputeFeeReturned
        );
        if let What::DisputeOpened { reason, .. } = &self.what {
            text::check("reason", reason, text::SHORT)?;
        }
        if !self.what.is_of_dispute() || matches!(self.what, What::DisputeAnswerRefused { .. }) {
            let why = "tell that it was opened or answered, that money moved, or that it ended".to_owned();
            return Err(Refusal::Invalid { param: "what".to_owned(), why });
        }
        match self.amount {
            None if moves => return Err(Refusal::Missing { param: "amount_minor".to_owned() }),
            Some(amount) if amount.amount_minor <= 0 => {
                return Err(Refusal::AmountNotPositive { param: "amount_minor".to_owned() });
            }
            _ => {}
        }
        let mine = draft.payment(&self.payment)?;
        let account = match &mine.method.route {
            Route::Gateway { account } | Route::Offline { account } => account.clone(),
            Route::Balance { .. } => {
                let why = "it was paid from a balance, which no bank takes back".to_owned();
                return Err(Refusal::Invalid { param: "payment".to_owned(), why });
            }
        };
        let (currency, before) = (mine.currency, mine.disputes.len());
        if let Some(amount) = self.amount {
            check_ceiling(&draft.command().actor, amount)?;
            if amount.currency != currency {
                return Err(Refusal::WrongCurrency { got: amount.currency, want: currency });
            }
        }
        let fact = Fact {
            account,
            subject: self.reference.clone(),
            ours: String::new(),
            what: self.what.clone(),
            amount: self.amount,
            parent: String::new(),
            ordinal: self.row.clone(),
        };
        let answer = fact.on_dispute(draft, &self.payment)?;
        let begun = draft.payment(&self.payment)?.disputes.len() > before;
        if let (Answer::Dispute(_, dispute), true) = (&answer, begun || self.is_news(draft)?) {
            let evidence = self.evidence.clone();
            draft.emit(&self.payment, DisputeBody::Recorded { dispute: dispute.clone(), evidence })?;
        }
        Ok(answer)
    }
}

impl RecordDispute {
    /// Whether this proof is not written down yet.
    fn is_news(&self, draft: &Draft<'_>) -> Result<bool, Refusal> {
        let held = draft.payment(&self.payment)?.dispute_called(&self.reference);
        Ok(held.is_some_and(|held| !held.recorded.contains(&self.evidence)))
    }
}
