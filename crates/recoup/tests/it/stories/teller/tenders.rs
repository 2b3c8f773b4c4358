//! Sentences about several tenders of one order: taken all or none, refunded over, and what goes back by another way.

use recoup_core::id::{Id, Kind};
use recoup_core::payment::refund::HowMuch;
use recoup_core::tender::Strategy;
use recoup_core::tender::fall::{MoveRefund, To};
use recoup_core::tender::refund::RefundOrder;
use recoup_core::tender::together::TenderTogether;
use recoup_core::world::State;

use super::{Ask, Stage, Teller, Told, because, by, shop, units};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_tenders(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        Ok(Some(match verb {
            "together" => self.together(words).await?,
            "spread" => self.spread(words)?,
            "move" => self.go_elsewhere(words).await?,
            _ => return Ok(None),
        }))
    }

    /// `together 1001: sandbox tok_ok 300.00; balance ada 20.00`
    async fn together(&self, words: &mut Words<'_>) -> Told<Ask> {
        let order = self.thing(words.next()?.trim_end_matches(':'))?;
        let mut tenders = Vec::new();
        for text in words.take_rest().split(';') {
            let mut words = Words::of(text);
            tenders.push(self.tender(&mut words).await?);
            if !words.is_empty() {
                return Err(format!("`{}` is too much for a tender", words.rest()));
            }
        }
        Ok(Ask::of(shop(), TenderTogether { order, tenders }))
    }

    /// `spread a1 of 1001 120.00 by bob(billing_admin) because damaged oldest_first`; by the policy without a strategy. Its
    /// parts go by `a1/1`, `a1/2`.
    fn spread(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let order = self.thing(words.next()?)?;
        let how_much = match words.next()? {
            "lines" => HowMuch::Lines { lines: units(words.next()?)?, amount_minor: None },
            "full" => HowMuch::Full,
            amount => HowMuch::Amount { amount_minor: self.amount(amount)?, currency: Some(self.currency) },
        };
        let actor = by(words)?;
        words.expect("because")?;
        let reason = words.next()?.to_owned();
        let word = words.take_rest();
        let strategy = Strategy::named(word);
        if strategy.is_none() && !word.is_empty() {
            return Err(format!("nothing is spread `{word}`"));
        }
        let act = RefundOrder { order, how_much, reason, note: String::new(), strategy, exception: None };
        Ok(Ask::of(actor, act).called(name))
    }

    /// `move m1 of a1/2 to balance by bob(billing_admin) because …`, `… to tender …`, `… to 1001/1 …`
    async fn go_elsewhere(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let refund = self.thing(words.next()?)?;
        words.expect("to")?;
        let to = match words.next()? {
            "balance" => To::Balance,
            "tender" => To::Tender { payment: None },
            payment => To::Tender { payment: Some(self.payment(payment).await?.id) },
        };
        let actor = by(words)?;
        Ok(Ask::of(actor, MoveRefund { refund, to, reason: because(words)? }).called(name))
    }

    /// The parts of a refund over tenders go by its name and their place, and what stands in for one by that with a `+`.
    pub(super) async fn christen_parts(&mut self) -> Told {
        let known = self.names.iter().filter(|(_, id)| id.kind() == Some(Kind::Allocation));
        let known: Vec<(String, Id)> = known.map(|(name, id)| (name.clone(), id.clone())).collect();
        for (name, id) in known {
            let owner = self.stage.find("id", id.as_str()).await?.ok_or("an allocation without an order")?;
            let State::Order(order) = self.stage.state(&owner).await? else {
                return Err(format!("{name} is of no order"));
            };
            let allocation = order.tenders.allocation(&id).ok_or("the order has no such allocation")?;
            for (place, part) in (1..).zip(&allocation.parts) {
                if self.names.values().any(|named| *named == part.refund) {
                    continue;
                }
                let first = format!("{name}/{place}");
                let called = if self.names.contains_key(&first) { format!("{first}+") } else { first };
                self.names.insert(called, part.refund.clone());
            }
        }
        Ok(())
    }
}
