//! Sentences about refunds: asked for, and what becomes of those that fail.

use recoup_core::order::release::LineUnits;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::refund_after::{BounceRefund, CancelRefund, ConfirmRefund, CreditRefund, RetryRefund};
use recoup_core::policy::Exception;

use super::{Ask, Stage, Teller, Told, because, by};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_refunds(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        if verb == "refund" {
            return self.refund(words).await.map(Some);
        }
        if !["retry", "credit", "confirm", "bounce", "cancel-refund"].contains(&verb) {
            return Ok(None);
        }
        let refund = self.thing(words.next()?)?;
        let actor = by(words)?;
        Ok(Some(match verb {
            "retry" => Ask::of(actor, RetryRefund { refund }),
            "credit" => Ask::of(actor, CreditRefund { refund }),
            "cancel-refund" => Ask::of(actor, CancelRefund { refund, reason: because(words)? }),
            _ => {
                words.expect("receipt")?;
                let evidence = words.next()?.to_owned();
                if verb == "confirm" {
                    Ask::of(actor, ConfirmRefund { refund, evidence })
                } else {
                    Ask::of(actor, BounceRefund { refund, evidence })
                }
            }
        }))
    }

    /// `refund r1 of 1001 40.00 by ann(support) because late`, `… of 1001 lines 1x2 …`, `… of 1001 full …`; at the end
    /// perhaps `exception RULE WHY`.
    async fn refund(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let payment = self.payment(words.next()?).await?.id;
        let how_much = match words.next()? {
            "lines" => {
                let unit = |text: &str| {
                    let (line, quantity) = text.split_once('x')?;
                    Some(LineUnits { line: line.parse().ok()?, quantity: quantity.parse().ok()? })
                };
                let lines: Option<Vec<_>> = words.next()?.split(',').map(unit).collect();
                HowMuch::Lines { lines: lines.ok_or("write lines as 1x2,3x1")?, amount_minor: None }
            }
            "full" => HowMuch::Full,
            amount => HowMuch::Amount { amount_minor: self.amount(amount)?, currency: Some(self.currency) },
        };
        let actor = by(words)?;
        words.expect("because")?;
        let reason = words.next()?.to_owned();
        let exception = if words.skip("exception") {
            Some(Exception { rule: words.next()?.to_owned(), reason: words.take_rest().to_owned() })
        } else {
            None
        };
        let act = RequestRefund { payment, how_much, reason, note: String::new(), exception };
        Ok(Ask::of(actor, act).called(name))
    }
}
