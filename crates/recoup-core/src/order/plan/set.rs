//! Sets the capture plan of an order, and rings when the date of a step comes.

use serde::{Deserialize, Serialize};

use super::{Plan, PlanBody, Planned, Step, Takes, Trigger, needs, run};
use crate::command::Workflow;
use crate::decision::{Answer, Draft};
use crate::effect::Alarm;
use crate::id::Id;
use crate::order::ship::{Shipment, check_line};
use crate::order::{Order, OrderStatus};
use crate::refusal::Refusal;
use crate::world::{Needs, World};

/// Most steps of a plan.
const MOST_STEPS: usize = 10;
/// Most days for which late goods are kept.
const MOST_DAYS: u16 = 366;

/// Says when the money of an order is taken by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPlan {
    /// The order.
    pub order: Id,
    /// The plan; it takes the place of the one before.
    pub plan: Plan,
}

impl Workflow for SetPlan {
    fn needs(&self, world: &World, wanted: &mut Needs) {
        needs(&self.order, world, wanted);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        self.check_form()?;
        let order = draft.order(&self.order)?;
        for number in &self.plan.freight.lines {
            check_line(order, *number)?;
        }
        if order.status == OrderStatus::Canceled || order.status == OrderStatus::Completed {
            return Err(Refusal::NotInState {
                what: "order",
                status: order.status.word(),
                step: "set_plan",
                allowed: "nothing, its money is settled".to_owned(),
            });
        }
        let freight = order.plan.as_ref().map(|p| p.plan.freight.clone()).unwrap_or_default();
        if freight != self.plan.freight && order.shipments.iter().any(Shipment::is_out) {
            let why = "something went out with the charges as they were; leave them as they are".to_owned();
            return Err(Refusal::Invalid { param: "freight".to_owned(), why });
        }
        let set = PlanBody::Set { plan: Box::new(self.plan.clone()) };
        run::after(draft, &self.order, |order| {
            order.apply_plan(&set);
            Ok(())
        })?;
        draft.emit(&self.order, set)?;
        wait_for_date(draft, &self.order)?;
        run::now(draft, &self.order)?;
        Ok(Answer::Order(self.order.clone()))
    }
}

impl SetPlan {
    fn check_form(&self) -> Result<(), Refusal> {
        let invalid = |param: String, why: &str| Refusal::Invalid { param, why: why.to_owned() };
        if self.plan.steps.len() > MOST_STEPS {
            return Err(invalid("steps".to_owned(), "send at most 10"));
        }
        for (place, step) in self.plan.steps.iter().enumerate() {
            match step.takes {
                Takes::Deposit { amount_minor } if amount_minor <= 0 => {
                    return Err(Refusal::AmountNotPositive { param: format!("steps[{place}].amount_minor") });
                }
                Takes::Percent { percent } if percent == 0 || percent > 100 => {
                    return Err(invalid(format!("steps[{place}].percent"), "send 1 to 100"));
                }
                _ => {}
            }
        }
        if self.plan.keep_days.is_some_and(|days| days == 0 || days > MOST_DAYS) {
            return Err(invalid("keep_days".to_owned(), "send 1 to 366, or leave it out"));
        }
        let mut lines = self.plan.freight.lines.clone();
        lines.sort_unstable();
        if lines.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(invalid("freight.lines".to_owned(), "a line stands twice; send it once"));
        }
        Ok(())
    }
}

/// Steps whose date has not come, with it.
fn to_come(planned: &Planned) -> impl Iterator<Item = (u32, jiff::Timestamp)> {
    let places = (0_u32..).zip(&planned.plan.steps);
    let dated = places.filter_map(|(place, Step { trigger, .. })| match trigger {
        Trigger::Date { at } => Some((place, *at)),
        _ => None,
    });
    dated.filter(|(place, _)| !planned.came.contains(place))
}

impl Order {
    /// When the next step of its plan is due by date; a timer waits for it.
    #[must_use]
    pub fn next_date(&self) -> Option<jiff::Timestamp> {
        let planned = self.plan.as_deref().filter(|_| self.status != OrderStatus::Canceled)?;
        to_come(planned).map(|(_, at)| at).min()
    }
}

fn wait_for_date(draft: &mut Draft<'_>, order: &Id) -> Result<(), Refusal> {
    let next = draft.order(order)?.next_date();
    let alarm = Alarm::TakeByPlan { order: order.clone() };
    draft.cancel_timer(&alarm);
    if let Some(at) = next {
        draft.timer(at, alarm);
    }
    Ok(())
}

/// The date of a step came. Whether there was anything to do.
///
/// # Errors
/// [`Refusal::NotInState`].
pub fn date_came(draft: &mut Draft<'_>, order: &Id) -> Result<bool, Refusal> {
    let (mine, now) = (draft.order(order)?, draft.now());
    let Some(planned) = mine.plan.as_deref() else { return Ok(false) };
    let steps: Vec<u32> = to_come(planned).filter(|(_, at)| *at <= now).map(|(place, _)| place).collect();
    if steps.is_empty() || mine.status == OrderStatus::Canceled {
        return Ok(false);
    }
    draft.emit(order, PlanBody::DateCame { steps })?;
    wait_for_date(draft, order)?;
    run::now(draft, order)?;
    Ok(true)
}
