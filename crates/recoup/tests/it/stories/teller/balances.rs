//! Sentences about balances: money paid in, and changes by hand.

use recoup_core::customer::adjust::{Change, Direction};
use recoup_core::customer::{AdjustBalance, TopUp};
use recoup_core::money::Money;
use recoup_core::payment::authorize::Tender;

use super::{Ask, Stage, Teller, Told, by, shop};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_balances(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        Ok(Some(match verb {
            "topup" => self.top_up(words).await?,
            "adjust" => self.adjust(words).await?,
            _ => return Ok(None),
        }))
    }

    /// `topup t1 of ada sandbox tok_ok 50.00`: a payment that goes by its own name.
    async fn top_up(&mut self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let customer = self.customer_of(words.next()?).await?;
        let method = self.method(words).await?;
        let tender =
            Tender { amount_minor: self.amount(words.next()?)?, method, capture_at_once: true, release_after: None };
        Ok(Ask::of(shop(), TopUp { customer, currency: self.currency, tender }).called(name))
    }

    /// `adjust a1 of ada credit 20.00 by ann(support) because goodwill`
    async fn adjust(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let customer = self.customer_of(words.next()?).await?;
        let word = words.next()?;
        let found = Direction::ALL.into_iter().find(|direction| direction.word() == word);
        let direction = found.ok_or("a balance changes by credit or debit")?;
        let amount = Money::new(self.amount(words.next()?)?, self.currency);
        let actor = by(words)?;
        words.expect("because")?;
        let change = Change { direction, amount, reason: words.next()?.to_owned(), note: String::new() };
        Ok(Ask::of(actor, AdjustBalance { customer, change }).called(name))
    }
}
