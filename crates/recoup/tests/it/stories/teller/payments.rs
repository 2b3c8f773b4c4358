//! Sentences about captures and releases, and about operations that nobody hears of any more.

use recoup_core::payment::capture::RequestCapture;
use recoup_core::payment::release::RequestRelease;
use recoup_core::payment::said::{Said, SayOutcome};

use super::{Ask, Stage, Teller, Told, because, by};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_payments(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        Ok(Some(match verb {
            "capture" => self.capture(words).await?,
            "release" => {
                words.expect("of")?;
                let payment = self.payment(words.next()?).await?.id;
                Ask::of(by(words)?, RequestRelease { payment })
            }
            "say" => self.say(words).await?,
            _ => return Ok(None),
        }))
    }

    /// `capture c1 of 1001 200.00 by bob(billing_admin)`; with `last` behind the amount, the rest goes back with it.
    async fn capture(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("of")?;
        let payment = self.payment(words.next()?).await?.id;
        let amount_minor = Some(self.amount(words.next()?)?);
        let last = words.skip("last");
        let act = RequestCapture { payment, amount_minor, currency: None, last };
        Ok(Ask::of(by(words)?, act).called(name))
    }

    /// `say s1: c1 was done as sc_9 by bob(billing_admin) because …`, or `was not done`
    async fn say(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?.trim_end_matches(':');
        let what = words.next()?;
        let operation = match self.thing(what) {
            Ok(id) if !id.as_str().starts_with("ord_") => id,
            _ => self.payment(what).await?.id,
        };
        words.expect("was")?;
        let not_done = words.skip("not");
        words.expect("done")?;
        let said = if not_done {
            Said::NotDone
        } else {
            words.expect("as")?;
            Said::Done { gateway_ref: words.next()?.to_owned() }
        };
        let actor = by(words)?;
        Ok(Ask::of(actor, SayOutcome { operation, said, reason: because(words)? }).called(name))
    }
}
