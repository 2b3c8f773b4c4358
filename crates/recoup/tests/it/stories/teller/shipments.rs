//! Sentences about goods that go out in parts, come late or never, and about when money is taken for them.

use recoup_core::order::plan::{Plan, SetPlan, Step, Takes, Trigger};
use recoup_core::order::ship::{MoveShipment, PlanShipment, ShipShipment};
use recoup_core::order::short::{CancelLines, DelayLines};

use super::{Ask, Stage, Teller, Told, because, by, units};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_shipments(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        Ok(Some(match verb {
            // `parcel s1 of 1001 lines 1x2 by …`
            "parcel" => {
                let name = words.next()?;
                words.expect("of")?;
                let order = self.thing(words.next()?)?;
                words.expect("lines")?;
                let lines = units(words.next()?)?;
                Ask::of(by(words)?, PlanShipment { order, lines }).called(name)
            }
            // `ship s1 by …`
            "ship" => {
                let shipment = self.thing(words.next()?)?;
                Ask::of(by(words)?, ShipShipment { shipment, carrier: "DHL".to_owned(), tracking: String::new() })
            }
            // `shipment s1 deliver by …`, `shipment s1 lose by … because …`
            "shipment" => {
                let (shipment, step) = (self.thing(words.next()?)?, words.next()?.to_owned());
                let actor = by(words)?;
                let reason = if words.is_empty() { String::new() } else { because(words)? };
                Ask::of(actor, MoveShipment { shipment, step, reason })
            }
            // `never 1001 lines 1x1 by … because …`: they will not go out.
            "never" => {
                let order = self.thing(words.next()?)?;
                words.expect("lines")?;
                let lines = units(words.next()?)?;
                Ask::of(by(words)?, CancelLines { order, lines, reason: because(words)? })
            }
            // `late 1001 lines 1x1 by … because …`
            "late" => {
                let order = self.thing(words.next()?)?;
                words.expect("lines")?;
                let lines = units(words.next()?)?;
                Ask::of(by(words)?, DelayLines { order, lines, until: None, reason: because(words)? })
            }
            "plan" => self.plan(words)?,
            _ => return Ok(None),
        }))
    }

    /// `plan 1001 by bob(billing_admin): deposit 20.00 on order; shipped on shipment`
    fn plan(&self, words: &mut Words<'_>) -> Told<Ask> {
        let order = self.thing(words.next()?)?;
        let actor = by(words)?;
        let steps: Told<Vec<Step>> = words.take_rest().split(';').map(|text| self.step(&mut Words::of(text))).collect();
        Ok(Ask::of(actor, SetPlan { order, plan: Plan { steps: steps?, ..Plan::default() } }))
    }

    fn step(&self, words: &mut Words<'_>) -> Told<Step> {
        let takes = match words.next()? {
            "all" => Takes::All,
            "shipped" => Takes::Shipped,
            "deposit" => Takes::Deposit { amount_minor: self.amount(words.next()?)? },
            other => return Err(format!("a plan takes all, what is shipped or a deposit, and not `{other}`")),
        };
        words.expect("on")?;
        let trigger = match words.next()? {
            "order" => Trigger::Order,
            "shipment" => Trigger::Shipment,
            "delivery" => Trigger::Delivery,
            other => return Err(format!("a plan takes money on order, shipment or delivery, and not on `{other}`")),
        };
        Ok(Step { trigger, takes })
    }
}
