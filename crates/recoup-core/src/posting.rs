//! Which entry an event posts: a pure function of the event, so that the books can be derived again.
//!
//! At most one entry per event. Events that move no value post nothing (authorizations, promises).
//! `recoup verify` calls this for every stored event and compares.

use crate::book::{Remark, RemarkKind};
use crate::customer::{ChargeBody, CustomerBody};
use crate::event::{Body, Event, Route};
use crate::id::{Id, Kind};
use crate::ledger::acts::{self, Slice, TaxPart};
use crate::ledger::{Act, Entry, LedgerError};
use crate::money::Money;
use crate::order::Placed;
use crate::order::ship::ShipmentBody;
use crate::order::short::GoodsBody;
use crate::payment::dispute::{DisputeBody, Lost, MoneyTold};
use crate::refusal::Refusal;

/// Every act that an event posts today; the others of the posting table wait for their flows.
pub const POSTED: &[Act] = &[
    Act::Sale,
    Act::Preorder,
    Act::Fulfilment,
    Act::FulfilmentUndone,
    Act::CreditNote,
    Act::Capture,
    Act::CaptureReversed,
    Act::BalanceTender,
    Act::OfflineCapture,
    Act::RefundInitiated,
    Act::RefundSettled,
    Act::RefundSettledOffline,
    Act::RefundFailedToBalance,
    Act::RefundCancelled,
    Act::RefundReturned,
    Act::RefundBeyondCaptured,
    Act::TopUp,
    Act::TopUpReversed,
    Act::TopUpLossRecovered,
    Act::BalanceRefundInitiated,
    Act::BalanceRefundSettled,
    Act::BalanceRefundFailed,
    Act::BalanceRefundReturned,
    Act::BalanceCredited,
    Act::BalanceDebited,
    Act::Correction,
    Act::DisputeOpened,
    Act::DisputeReopened,
    Act::DisputeWon,
    Act::DisputePartlyWon,
    Act::DisputeFee,
    Act::DisputeFeeReturned,
    Act::DisputeLost,
    Act::DisputeLossUndone,
    Act::BankFee,
    Act::MarketplaceFee,
    Act::DiscountGranted,
    Act::ManualCharge,
    Act::ManualCredit,
    Act::BadDebtAdjustment,
    Act::StockAdjustment,
    Act::WriteOff,
    Act::Recovery,
    Act::EarlyPaymentDiscount,
    Act::OverpaymentCredited,
];

/// The entry of an event, if it posts one.
///
/// # Errors
/// [`Refusal::Inconsistent`] when the entry would not balance; nothing is written then.
pub fn entry_of(event: &Event) -> Result<Option<Entry>, Refusal> {
    let made = match &event.body {
        Body::OrderPlaced { order } => sale(&event.stream, order),
        Body::OrderDelivered { earned: Some(earned), .. }
        | Body::OrderRefundUndone { earned: Some(earned), .. }
        | Body::OrderDisputeUndone { earned: Some(earned), .. }
        | Body::OrderRefunded { earned: Some(earned), .. }
        | Body::Shipment(
            ShipmentBody::Shipped { earned: Some(earned), .. } | ShipmentBody::Delivered { earned: Some(earned), .. },
        ) => Some(acts::fulfilment(event.stream.as_str(), &earned.revenue_key, earned.net)),
        Body::Shipment(
            ShipmentBody::Lost { undone: Some(undone), .. }
            | ShipmentBody::ReturnedToSender { undone: Some(undone), .. },
        ) => Some(acts::fulfilment_undone(event.stream.as_str(), &undone.revenue_key, undone.net)),
        Body::Goods(GoodsBody::Canceled { slice, .. }) => credit(&event.stream, slice, "not_shipped"),
        Body::OrderCanceled { slice, .. } => credit(&event.stream, slice, "canceled"),
        Body::OrderCompleted { slice, .. } => credit(&event.stream, slice, "never_captured"),
        Body::CaptureCompleted { pays, amount, route, .. } => Some(captured(pays, route, *amount)),
        Body::Customer(body) => of_customer(&event.stream, body),
        // What is gone of the balance is known there.
        Body::CaptureReversed { pays, .. } if pays.kind() == Some(Kind::Customer) => None,
        Body::CaptureReversed { pays, amount, route, .. } => match route {
            Route::Gateway { account } => Some(acts::capture_reversed(pays.as_str(), account, *amount)),
            Route::Offline { .. } | Route::Balance { .. } => None,
        },
        Body::RefundApproved { pays, refund, reason, slice, overpaid_minor, .. } => {
            Some(owed(pays, refund, (slice, *overpaid_minor), reason))
        }
        Body::RefundCanceled { refund, undo: Some(undo), .. } => Some(
            owed(&undo.pays, refund, (&undo.slice, undo.overpaid_minor), &undo.reason)
                .and_then(|original| acts::refund_cancelled(&original, undo.entry.clone())),
        ),
        Body::RefundSettled { refund, amount, route: Route::Gateway { account }, top_up: true, .. } => {
            Some(acts::balance_refund_settled(refund.as_str(), account, *amount))
        }
        Body::RefundSettled { refund, amount, route, .. } => Some(settled(refund, route, *amount)),
        Body::RefundReturned { refund, amount, route, top_up, .. } => match route {
            Route::Gateway { account } if *top_up => {
                Some(acts::balance_refund_returned(refund.as_str(), account, *amount))
            }
            Route::Gateway { account } => Some(acts::refund_returned(refund.as_str(), account, *amount)),
            Route::Offline { account } => Some(acts::refund_returned_offline(refund.as_str(), account, *amount)),
            Route::Balance { .. } => None,
        },
        Body::RefundBeyond { refund, amount, route: Route::Gateway { account }, .. } => {
            Some(acts::refund_beyond_captured(refund.as_str(), account, *amount))
        }
        Body::RefundBeyondReturned { refund, amount, route: Route::Gateway { account }, entry, .. } => {
            Some(match entry {
                Some(entry) => acts::refund_beyond_captured(refund.as_str(), account, *amount)
                    .and_then(|original| original.mirror(entry.clone())),
                None => acts::refund_beyond_came_back(refund.as_str(), account, *amount),
            })
        }
        Body::RefundCredited { refund, customer, amount, top_up: true } => {
            Some(acts::balance_refund_failed(refund.as_str(), customer.as_str(), *amount))
        }
        Body::Charge(ChargeBody::CreditTakenBack { refund, customer, amount }) => {
            Some(acts::balance_refund_initiated(customer.as_str(), refund.as_str(), *amount))
        }
        Body::RefundCredited { refund, customer, amount, .. } => {
            Some(acts::refund_failed_to_balance(refund.as_str(), customer.as_str(), *amount))
        }
        Body::Dispute(body) => disputed(body),
        Body::BookPosted { remark } => Some(book(remark)),
        Body::Invoice(body) => crate::invoice::entry_of(&event.stream, body),
        _ => None,
    };
    made.transpose()
        .map_err(|error: LedgerError| Refusal::Inconsistent { what: format!("{}: {error}", event.body.word()) })
}

/// D2 to D6: money by its own rows, and a loss in all its parts; that something is told of a dispute moves nothing.
fn disputed(body: &DisputeBody) -> Option<Result<Entry, LedgerError>> {
    let moved = |told: &MoneyTold| (told.booked.amount_minor > 0).then_some(told.booked);
    match body {
        DisputeBody::FundsWithdrawn { dispute, told, again } => {
            let act = if *again { Act::DisputeReopened } else { Act::DisputeOpened };
            Some(acts::dispute_withdrawn(act, dispute.as_str(), purse(&told.route)?, moved(told)?))
        }
        DisputeBody::FundsReinstated { dispute, told, part } => {
            let act = if *part { Act::DisputePartlyWon } else { Act::DisputeWon };
            Some(acts::dispute_reinstated(act, dispute.as_str(), purse(&told.route)?, moved(told)?))
        }
        DisputeBody::FeeTaken { told, .. } => {
            Some(acts::dispute_fee(gateway(&told.route)?, purse(&told.route)?, moved(told)?))
        }
        DisputeBody::FeeReturned { told, .. } => {
            Some(acts::dispute_fee_back(gateway(&told.route)?, purse(&told.route)?, moved(told)?))
        }
        DisputeBody::LossBooked { dispute, lost } => Some(lost_by(dispute, lost)),
        DisputeBody::LossUndone { dispute, lost, entry } => {
            let undone = |original: Entry| original.mirror_as(Act::DisputeLossUndone, entry.clone());
            Some(lost_by(dispute, lost).and_then(undone))
        }
        _ => None,
    }
}

fn lost_by(dispute: &Id, lost: &Lost) -> Result<Entry, LedgerError> {
    let absorbed: Vec<(&str, i64)> =
        lost.absorbed.iter().map(|part| (part.refund.as_str(), part.amount_minor)).collect();
    let parts = acts::LossParts {
        absorbed: &absorbed,
        slice: &lost.slice,
        overpaid_minor: lost.overpaid_minor,
        from_balance_minor: lost.from_balance_minor,
        spent_minor: lost.spent_minor,
        duplicate_minor: lost.duplicate_minor,
    };
    acts::dispute_lost(lost.pays.as_str(), dispute.as_str(), parts, lost.amount)
}

/// Where the money of a route lives; a balance has none that a bank could take.
fn purse(route: &Route) -> Option<acts::Purse<'_>> {
    match route {
        Route::Gateway { account } => Some(acts::Purse::Gateway(account)),
        Route::Offline { account } => Some(acts::Purse::Bank(account)),
        Route::Balance { .. } => None,
    }
}

/// The gateway that takes a fee: the name of its account up to the colon.
fn gateway(route: &Route) -> Option<&str> {
    match route {
        Route::Gateway { account } | Route::Offline { account } => account.split(':').next(),
        Route::Balance { .. } => None,
    }
}

/// S1 and S3: revenue for what is delivered, deferred revenue for what is owed.
fn sale(order: &Id, placed: &Placed) -> Option<Result<Entry, LedgerError>> {
    let mut slice = Slice { currency: placed.currency, net_minor: 0, deferred_minor: 0, taxes: Vec::new() };
    for line in &placed.lines {
        let net = line.gross_minor - line.tax_minor();
        slice.net_minor += net;
        slice.deferred_minor += if line.delivered { 0 } else { net };
        for tax in &line.taxes {
            match slice.taxes.iter_mut().find(|t| t.key == tax.key) {
                Some(mine) => mine.amount_minor += tax.amount_minor,
                None => slice.taxes.push(TaxPart { key: tax.key.clone(), amount_minor: tax.amount_minor }),
            }
        }
    }
    // A gift moves no value, and an empty entry would say nothing.
    let empty = placed.lines.iter().all(|line| line.gross_minor == 0);
    (!empty).then(|| acts::sale(order.as_str(), &slice, &placed.revenue_key))
}

fn credit(order: &Id, slice: &Slice, reason: &str) -> Option<Result<Entry, LedgerError>> {
    // An order that was paid in full has nothing to credit, and an empty entry would say nothing.
    let empty = slice.net_minor == 0 && slice.taxes.is_empty();
    (!empty).then(|| acts::credit_note(order.as_str(), slice, reason))
}

/// What a balance gained or lost by itself; what it gained or lost by a payment or refund is posted there.
fn of_customer(customer: &Id, body: &CustomerBody) -> Option<Result<Entry, LedgerError>> {
    let customer = customer.as_str();
    match body {
        CustomerBody::TopUpUndone { payment, amount, taken_minor, route: Route::Gateway { account } } => {
            Some(acts::top_up_reversed(customer, payment.as_str(), account, (*amount, *taken_minor)))
        }
        CustomerBody::LossRecovered { payment, amount } => {
            Some(acts::top_up_loss_recovered(customer, payment.as_str(), *amount))
        }
        CustomerBody::Adjusted { change, .. } if change.is_debit() => {
            Some(acts::balance_debited(customer, &change.reason, change.amount))
        }
        CustomerBody::Adjusted { change, .. } => Some(acts::balance_credited(customer, &change.reason, change.amount)),
        _ => None,
    }
}

fn captured(order: &Id, route: &Route, amount: Money) -> Result<Entry, LedgerError> {
    let top_up = order.kind() == Some(Kind::Customer);
    match route {
        Route::Gateway { account } if top_up => acts::top_up(order.as_str(), account, amount),
        Route::Offline { account } if top_up => acts::top_up_offline(order.as_str(), account, amount),
        Route::Gateway { account } => acts::capture(order.as_str(), account, amount),
        Route::Offline { account } => acts::offline_capture(order.as_str(), account, amount),
        Route::Balance { customer } => acts::balance_tender(order.as_str(), customer.as_str(), amount),
    }
}

fn owed(order: &Id, refund: &Id, (slice, overpaid): (&Slice, i64), reason: &str) -> Result<Entry, LedgerError> {
    if order.kind() == Some(Kind::Customer) {
        let amount = Money::new(slice.gross()?, slice.currency);
        return acts::balance_refund_initiated(order.as_str(), refund.as_str(), amount);
    }
    if overpaid == 0 {
        return acts::refund_initiated(order.as_str(), refund.as_str(), slice, reason);
    }
    acts::refund_overpaid(order.as_str(), refund.as_str(), (slice, overpaid), reason)
}

fn settled(refund: &Id, route: &Route, amount: Money) -> Result<Entry, LedgerError> {
    match route {
        Route::Gateway { account } => acts::refund_settled(refund.as_str(), account, amount),
        Route::Offline { account } => acts::refund_settled_offline(refund.as_str(), account, amount),
        Route::Balance { customer } => acts::refund_failed_to_balance(refund.as_str(), customer.as_str(), amount),
    }
}

/// The entry of a remark, in the direction its sign says. Each kind is built in the direction it is named
/// for, and turned here, once, when the value moves the other way: a fee given back, a charge undone.
fn book(remark: &Remark) -> Result<Entry, LedgerError> {
    let signed = remark.amount;
    let away = Money::new(signed.amount_minor.checked_neg().ok_or(LedgerError::Overflow)?, signed.currency);
    let usual = Money::new(signed.amount_minor.saturating_abs(), signed.currency);
    let (subkey, bank) = (remark.subkey.as_str(), "main");
    let mut entry = match remark.kind {
        RemarkKind::BankFee => acts::bank_fee(subkey, bank, usual),
        RemarkKind::MarketplaceFee => acts::marketplace_fee(subkey, bank, usual),
        RemarkKind::Discount => acts::discount_granted(subkey, bank, usual),
        RemarkKind::ManualCharge => acts::manual_charge(subkey, bank, usual),
        RemarkKind::ManualCredit => acts::manual_credit(subkey, bank, usual),
        // These two take a sign themselves.
        RemarkKind::BadDebt => return Ok(with_memo(acts::bad_debt_adjustment(subkey, signed)?, remark)),
        RemarkKind::StockAdjustment => {
            return Ok(with_memo(acts::stock_adjustment(subkey, remark.quantity, away)?, remark));
        }
    }?;
    if remark.kind.brings_value() != (signed.amount_minor > 0) {
        for line in &mut entry.lines {
            line.amount_minor = line.amount_minor.checked_neg().ok_or(LedgerError::Overflow)?;
        }
    }
    Ok(with_memo(entry, remark))
}

/// An adjustment without value says its pieces in the memo alone, so what the act wrote stays in front.
fn with_memo(entry: Entry, remark: &Remark) -> Entry {
    let parts = [entry.memo.as_str(), remark.memo.as_str()];
    let memo = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    entry.with_memo(memo)
}
