//! The doors of the API: which call does an act. What only machines say has none.

pub mod disputes;
mod invoices;

use recoup_core::approval::Verdict;
use recoup_core::command::Act;
use recoup_core::event::Route;
use recoup_core::order::Line;
use recoup_core::order::place::{PlaceOrder, Whose};
use recoup_core::order::plan::Plan;
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::payment::said::Said;
use recoup_core::policy::Exception;
use serde_json::{Value, json};

/// Acts that nobody asks for through the API: gateways, timers, the worker and files say them.
pub const BY_MACHINES: [&str; 9] = [
    "contradiction",
    "fact",
    "lost_track",
    "never_arrived",
    "post_book",
    "raise_exception",
    "record_import",
    "record_refund",
    "ring_timer",
];

/// A call: a route as the document of the API names it, what stands for `{…}`, and the body.
pub struct Door {
    pub route: &'static str,
    pub named: String,
    pub body: Value,
}

impl Door {
    fn to(route: &'static str, body: Value) -> Self {
        Self { route, named: String::new(), body }
    }

    fn at(route: &'static str, named: impl ToString, body: Value) -> Self {
        Self { route, named: named.to_string(), body }
    }

    /// Where it is.
    pub fn path(&self) -> String {
        match (self.route.find('{'), self.route.find('}')) {
            (Some(from), Some(to)) => format!("{}{}{}", &self.route[..from], self.named, &self.route[to + 1..]),
            _ => self.route.to_owned(),
        }
    }
}

/// The call that does an act.
pub fn door(act: &Act) -> Result<Door, String> {
    for of_a_topic in [of_orders, disputes::door, invoices::door, invoices::of_tenders, of_the_rest] {
        if let Some(door) = of_a_topic(act)? {
            return Ok(door);
        }
    }
    Err(no_door(act.word()))
}

fn nothing() -> Value {
    json!({})
}

/// Orders, their payments and refunds of these.
fn of_orders(act: &Act) -> Result<Option<Door>, String> {
    Ok(Some(match act {
        Act::PlaceOrder(order) => Door::to("/v1/orders", placed(order)),
        Act::AddTender(add) => Door::at("/v1/orders/{id}/tenders", &add.order, tender(&add.tender)?),
        Act::CancelOrder(it) => Door::at("/v1/orders/{id}/cancel", &it.order, json!({ "reason": it.reason })),
        Act::CompleteOrder(it) => Door::at("/v1/orders/{id}/complete", &it.order, nothing()),
        Act::HoldOrder(it) => Door::at("/v1/orders/{id}/hold", &it.order, json!({ "reason": it.reason })),
        Act::ResumeOrder(it) => Door::at("/v1/orders/{id}/resume", &it.order, nothing()),
        Act::DeliverLines(it) => Door::at("/v1/orders/{id}/deliver", &it.order, json!({ "lines": it.lines })),
        Act::RequestCapture(it) => {
            let body = json!({ "amount_minor": it.amount_minor, "currency": it.currency, "last": it.last });
            Door::at("/v1/payments/{id}/captures", &it.payment, without_nulls(body))
        }
        Act::RequestRelease(it) => Door::at("/v1/payments/{id}/releases", &it.payment, nothing()),
        Act::RequestRefund(refund) => Door::to("/v1/refunds", asked(refund)),
        Act::CancelRefund(it) => Door::at("/v1/refunds/{id}/cancel", &it.refund, json!({ "reason": it.reason })),
        Act::RetryRefund(it) => Door::at("/v1/refunds/{id}/retry", &it.refund, nothing()),
        Act::CreditRefund(it) => Door::at("/v1/refunds/{id}/credit", &it.refund, nothing()),
        Act::ConfirmRefund(it) => Door::at("/v1/refunds/{id}/confirm", &it.refund, json!({ "evidence": it.evidence })),
        Act::BounceRefund(it) => Door::at("/v1/refunds/{id}/bounce", &it.refund, json!({ "evidence": it.evidence })),
        Act::SayOutcome(it) => {
            let body = match &it.said {
                Said::Done { gateway_ref } => {
                    json!({ "outcome": "done", "gateway_ref": gateway_ref, "reason": it.reason })
                }
                Said::NotDone => json!({ "outcome": "not_done", "reason": it.reason }),
            };
            Door::at("/v1/operations/{id}/outcome", &it.operation, body)
        }
        _ => return Ok(None),
    }))
}

/// What persons agree to, and what belongs to customers.
fn of_the_rest(act: &Act) -> Result<Option<Door>, String> {
    Ok(Some(match act {
        Act::DecideApproval(it) => {
            let route = match it.verdict {
                Verdict::Approve => "/v1/approvals/{id}/approve",
                Verdict::Reject => "/v1/approvals/{id}/reject",
            };
            let body = json!({ "reason": it.reason, "request_hash": it.request_hash });
            Door::at(route, &it.approval, without_nulls(body))
        }
        Act::WithdrawApproval(it) => Door::at("/v1/approvals/{id}/withdraw", &it.approval, nothing()),
        Act::ProposePolicy(it) => {
            let body = json!({ "rules": it.document.rules, "effective_from": it.document.effective_from });
            Door::at("/v1/policies/{kind}", it.document.kind.word(), without_nulls(body))
        }
        Act::PutCustomer(it) => {
            Door::to("/v1/customers", json!({ "reference": it.reference, "language": it.language }))
        }
        Act::ResolveException(it) => {
            Door::at("/v1/exceptions/{id}/resolve", &it.exception, json!({ "resolution": it.resolution }))
        }
        Act::TopUp(it) => {
            let body = json!({ "currency": it.currency, "tender": tender(&it.tender)? });
            Door::at("/v1/customers/{id}/topups", &it.customer, body)
        }
        Act::AdjustBalance(it) => {
            let (change, amount) = (&it.change, it.change.amount);
            let body = json!({
                "direction": change.direction.word(), "amount_minor": amount.amount_minor, "currency": amount.currency,
                "reason": change.reason, "note": change.note,
            });
            Door::at("/v1/customers/{id}/adjustments", &it.customer, body)
        }
        Act::PlanShipment(it) => Door::at("/v1/orders/{id}/shipments", &it.order, json!({ "lines": it.lines })),
        Act::ShipShipment(it) => {
            Door::at("/v1/shipments/{id}/ship", &it.shipment, json!({ "carrier": it.carrier, "tracking": it.tracking }))
        }
        Act::MoveShipment(it) => {
            Door::at("/v1/shipments/{id}/move", &it.shipment, json!({ "step": it.step, "reason": it.reason }))
        }
        Act::CancelLines(it) => {
            Door::at("/v1/orders/{id}/cancel_lines", &it.order, json!({ "lines": it.lines, "reason": it.reason }))
        }
        Act::DelayLines(it) => {
            let body = json!({ "lines": it.lines, "until": it.until, "reason": it.reason });
            Door::at("/v1/orders/{id}/delay_lines", &it.order, without_nulls(body))
        }
        Act::SetPlan(it) => Door::at("/v1/orders/{id}/plan", &it.order, plan(&it.plan)),
        _ => return Ok(None),
    }))
}

fn no_door(word: &str) -> String {
    if BY_MACHINES.contains(&word) {
        return format!("`{word}` is said by machines only, and nobody may ask for it");
    }
    format!("`{word}` has no door: give it a row in `doors`, or name it among what only machines say")
}

/// Fields that say nothing are left out, as a client would.
fn without_nulls(mut body: Value) -> Value {
    if let Value::Object(fields) = &mut body {
        fields.retain(|_, field| !field.is_null());
    }
    body
}

fn placed(order: &PlaceOrder) -> Value {
    let references = order.references.iter().map(|(kind, value)| json!({ "kind": kind, "value": value }));
    without_nulls(json!({
        "number": order.number, "currency": order.currency, "customer": customer(&order.customer),
        "lines": order.lines.iter().map(line).collect::<Vec<_>>(),
        "language": order.language, "revenue_key": order.revenue_key,
        "references": references.collect::<Vec<_>>(),
    }))
}

fn line(line: &Line) -> Value {
    let taxes = line.taxes.iter().map(|tax| json!({ "key": tax.key, "amount_minor": tax.amount_minor }));
    json!({
        "sku": line.sku, "name": line.name, "quantity": line.quantity, "gross_minor": line.gross_minor,
        "taxes": taxes.collect::<Vec<_>>(), "delivered": line.delivered,
    })
}

fn customer(whose: &Whose) -> Value {
    match whose {
        Whose::Guest => Value::Null,
        Whose::Account { id } => json!({ "id": id }),
        Whose::Reference { reference } => json!({ "reference": reference }),
    }
}

/// A tender. What its gateway account can do is not said by clients but known here.
fn tender(tender: &Tender) -> Result<Value, String> {
    let method = &tender.method;
    if method.way.is_some() {
        return Err("a story names the account of a tender".to_owned());
    }
    let (kind, account) = match &method.route {
        Route::Gateway { account } => ("gateway", account.as_str()),
        Route::Offline { account } => ("offline", account.as_str()),
        Route::Balance { customer } => ("balance", customer.as_str()),
    };
    Ok(without_nulls(json!({
        "amount_minor": tender.amount_minor, "kind": kind, "account": account, "token": method.token,
        "brand": method.brand, "last4": method.last4,
        "initiated_by": if method.merchant_initiated { "merchant" } else { "customer" },
        "capture": if tender.capture_at_once { "automatic" } else { "manual" },
        "release_after": tender.release_after,
    })))
}

fn plan(plan: &Plan) -> Value {
    without_nulls(json!({
        "steps": plan.steps, "earns": plan.earns, "freight_lines": plan.freight.lines,
        "freight_rides": plan.freight.rides, "care": plan.care, "short": plan.short, "keep_days": plan.keep_days,
    }))
}

fn asked(refund: &RequestRefund) -> Value {
    let mut body = how_much(&refund.how_much);
    body["payment"] = json!(refund.payment);
    body["reason"] = json!(refund.reason);
    body["note"] = json!(refund.note);
    body["exception"] = set_aside(refund.exception.as_ref());
    without_nulls(body)
}

/// How much a refund or a credit note is about.
fn how_much(how_much: &HowMuch) -> Value {
    let (amount_minor, currency, lines) = match how_much {
        HowMuch::Full => (None, None, None),
        HowMuch::Amount { amount_minor, currency } => (Some(*amount_minor), *currency, None),
        HowMuch::Lines { lines, amount_minor } => (*amount_minor, None, Some(lines)),
    };
    without_nulls(json!({ "amount_minor": amount_minor, "currency": currency, "lines": lines }))
}

/// The rule of a policy that is to be set aside.
fn set_aside(exception: Option<&Exception>) -> Value {
    exception.map_or(Value::Null, |e| json!({ "rule": e.rule, "reason": e.reason }))
}
