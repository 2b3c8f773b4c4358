//! What the customer of an order reads about its goods and its capture plan: deposit taken, on its way and what is
//! charged for it, late, not coming and what becomes of the money, authorization renewed.

use super::{Audience, Notice, make};
use crate::event::{Body, Event};
use crate::money::Money;
use crate::order::Order;
use crate::order::plan::{PlanBody, Takes};
use crate::order::release::LineUnits;
use crate::order::ship::ShipmentBody;
use crate::order::short::GoodsBody;

/// Most lines that a notice names.
const MOST_NAMED: usize = 5;

/// The notices that an event of an order chooses, given the state it led to.
pub(super) fn of(event: &Event, order: &Order) -> Vec<Notice> {
    let money = |amount_minor: i64| Some(Money::new(amount_minor, order.currency));
    let number = order.number.as_str();
    let made = |template, amount_minor: i64, about: &str| {
        make(Audience::Customer, &order.language, template, (money(amount_minor), about))
    };
    match &event.body {
        Body::OrderPaid { amount_minor, .. } if is_deposit(order) => vec![made("deposit_taken", *amount_minor, number)],
        Body::Shipment(ShipmentBody::Shipped { shipment, takes_minor, .. }) => {
            let lines = order.shipment(shipment).map(|s| s.lines.as_slice()).unwrap_or_default();
            let template = if *takes_minor > 0 { "shipped_and_charged" } else { "shipped" };
            vec![made(template, *takes_minor, &named(order, lines))]
        }
        Body::Goods(GoodsBody::Late { units, .. }) => vec![made("goods_late", 0, &named(order, units))],
        Body::Goods(GoodsBody::Canceled { units, lines, owed_minor, .. }) => {
            let credited_minor: i64 = lines.iter().map(|l| l.gross_minor).sum();
            let what = named(order, units);
            let mut notices = Vec::new();
            if credited_minor > 0 || *owed_minor == 0 {
                notices.push(made("goods_not_charged", credited_minor, &what));
            }
            if *owed_minor > 0 {
                notices.push(made("goods_owed", *owed_minor, &what));
            }
            notices
        }
        Body::Plan(PlanBody::Renewed { amount_minor, .. }) => {
            vec![made("authorization_renewed", *amount_minor, number)]
        }
        _ => Vec::new(),
    }
}

/// Whether money that arrives is a deposit: nothing went out yet, and the plan wants one.
fn is_deposit(order: &Order) -> bool {
    let wants = |takes: &Takes| matches!(takes, Takes::Deposit { .. } | Takes::Percent { .. });
    let planned = order.plan.as_ref().is_some_and(|p| p.plan.steps.iter().any(|step| wants(&step.takes)));
    planned && !order.shipments.iter().any(|s| s.is_out()) && !order.ships_no_more()
}

/// Units of lines, as people read them: `2 × lamp, 1 × chair`.
fn named(order: &Order, units: &[LineUnits]) -> String {
    let name = |ask: &LineUnits| {
        let sold = order.line(ask.line).map(|l| if l.sold.name.is_empty() { &l.sold.sku } else { &l.sold.name });
        format!("{} × {}", ask.quantity, sold.map_or("", String::as_str))
    };
    let mut words: Vec<String> = units.iter().take(MOST_NAMED).map(name).collect();
    words.extend((units.len() > MOST_NAMED).then(|| "…".to_owned()));
    words.join(", ")
}
