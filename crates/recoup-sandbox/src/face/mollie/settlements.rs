//! Settlements and balance transactions, from the bank's payouts and rows.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::lists::page;
use super::views::{amount, chargebacks, instant};
use super::{Mollie, Said, hal, no_such, words};
use crate::bank::{Bank, Found, MoneyRow, Payout, PayoutStatus, RowKind};
use crate::face::Answer;
use crate::face::common::amount::{iso_decimals, to_text};
use crate::wire::WireRequest;

/// An amount with four decimals, as settlements tell their parts.
fn fine(minor: i64, currency: &str) -> Value {
    let decimals = iso_decimals(currency);
    let text = to_text(minor, decimals);
    let value = if decimals == 0 { format!("{text}.0000") } else { format!("{text}00") };
    json!({"currency": currency, "value": value})
}

/// Of each kind of row: gross and fees in minor units, and how many.
type Month = BTreeMap<RowOrder, (i64, i64, u32)>;

impl Mollie {
    fn payout_id(&self, bank: &Bank, wire_id: &str) -> Result<Payout, Answer> {
        let found = self.names.bank(wire_id).and_then(|id| bank.find_payout(id).ok()).cloned();
        found.ok_or_else(|| no_such("settlement", wire_id))
    }

    pub(super) fn list_settlements(&mut self, bank: &Bank, request: &WireRequest) -> Answer {
        let payouts: Vec<Payout> = bank.payouts().iter().rev().cloned().collect();
        let rows = payouts.iter().map(|payout| self.settlement(bank, payout)).collect();
        page(request, "settlements", rows)
    }

    pub(super) fn read_settlement(&mut self, bank: &Bank, wire_id: &str) -> Said {
        let payout = self.payout_id(bank, wire_id)?;
        Ok(hal(200, &self.settlement(bank, &payout)))
    }

    fn settlement(&mut self, bank: &Bank, payout: &Payout) -> Value {
        let id = self.name(&payout.id, "stl_");
        let mut months: BTreeMap<(String, String), Month> = BTreeMap::new();
        for row in bank.rows_of(&payout.id) {
            let at = instant(row.at_us);
            let (year, month) = (at.get(..4).unwrap_or_default(), at.get(5..7).unwrap_or_default());
            let sums = months.entry((year.to_owned(), month.to_owned())).or_default();
            let sum = sums.entry(RowOrder::of(row.kind)).or_default();
            *sum = (sum.0 + row.gross_minor, sum.1 + row.fee_minor, sum.2 + 1);
        }
        let mut periods = Map::new();
        for ((year, month), sums) in months {
            let (mut earned, mut kept) = (Vec::new(), Vec::new());
            for (RowOrder(_, kind), (gross_minor, fee_minor, count)) in sums {
                let (description, method) = words::group(kind);
                let entry = |minor: i64| {
                    let told = fine(minor, &payout.currency);
                    json!({"description": description, "method": method, "count": count, "amountNet": told,
                        "amountVat": null, "amountGross": told})
                };
                if gross_minor != 0 {
                    earned.push(entry(gross_minor));
                }
                if fee_minor != 0 {
                    kept.push(entry(fee_minor));
                }
            }
            let months = periods.entry(year).or_insert_with(|| json!({}));
            months[month] = json!({"revenue": earned, "costs": kept});
        }
        let status = if payout.status == PayoutStatus::Paid { "paidout" } else { "failed" };
        json!({
            "resource": "settlement",
            "id": id,
            "reference": format!("1234567.{:04}", payout.number),
            "createdAt": instant(payout.created_at_us),
            "settledAt": instant(payout.created_at_us),
            "status": status,
            "amount": amount(payout.net_minor, &payout.currency),
            "balanceId": "bal_sandbox",
            "periods": periods,
            "_links": {"self": self.link(&format!("settlements/{id}"))},
        })
    }

    pub(super) fn settlement_part(&mut self, bank: &Bank, wire_id: &str, part: &str, request: &WireRequest) -> Said {
        let payout = self.payout_id(bank, wire_id)?;
        let rows: Vec<MoneyRow> = bank.rows_of(&payout.id).into_iter().rev().cloned().collect();
        let views: Vec<Value> = rows.iter().filter_map(|row| self.part(bank, row, part)).collect();
        Ok(page(request, part, views))
    }

    /// The object of a row, if it belongs into a list. Payments that are captured by hand are told by their captures.
    fn part(&mut self, bank: &Bank, row: &MoneyRow, list: &str) -> Option<Value> {
        let payment = row.authorization.clone().unwrap_or_default();
        match (row.kind, bank.find(&row.object)?) {
            (RowKind::Capture, Found::Capture(capture)) if list == "captures" && self.is_manual(&payment) => {
                Some(self.capture_view(bank, capture))
            }
            (RowKind::Capture, Found::Capture(_)) if list == "payments" && !self.is_manual(&payment) => {
                let settlement = self.name(row.payout.as_deref()?, "stl_");
                let mut view = self.payment_of(bank, &payment, false)?;
                view["settlementId"] = settlement.into();
                Some(view)
            }
            (RowKind::Refund, Found::Refund(refund)) if list == "refunds" => Some(self.refund_view(bank, refund)),
            (RowKind::DisputeWithdrawn, Found::Dispute(dispute)) if list == "chargebacks" => {
                let all = chargebacks(bank, std::iter::once(dispute));
                all.iter().find(|one| one.has(&row.id)).map(|one| self.chargeback_view(bank, one))
            }
            _ => None,
        }
    }

    pub(super) fn balance_transactions(&mut self, bank: &Bank, request: &WireRequest) -> Answer {
        let mut views: Vec<(i64, Value)> = Vec::new();
        for row in bank.rows() {
            views.push((row.at_us, self.balance_row(bank, row)));
        }
        for payout in bank.payouts() {
            let (id, settlement) = (self.name(&payout.id, "baltr_"), self.name(&payout.id, "stl_"));
            let moved = amount(-payout.net_minor, &payout.currency);
            let view = json!({"resource": "balance-transaction", "id": id, "type": "outgoing-transfer",
                "resultAmount": moved, "initialAmount": moved, "deductions": null,
                "createdAt": instant(payout.created_at_us), "context": {"settlementId": settlement, "transferId": "trf_1"}});
            views.push((payout.created_at_us, view));
        }
        views.sort_by_key(|(at_us, _)| std::cmp::Reverse(*at_us));
        page(request, "balance_transactions", views.into_iter().map(|(_, view)| view).collect())
    }

    /// A row of the account as a balance transaction.
    pub(super) fn balance_row(&mut self, bank: &Bank, row: &MoneyRow) -> Value {
        let id = self.name(&row.id, "baltr_");
        let payment = row.authorization.clone();
        let is_manual = payment.as_deref().is_some_and(|id| self.is_manual(id));
        let kind = words::balance_row(row.kind, is_manual);
        let mut context = Map::new();
        if let Some(payment) = &payment {
            context.insert("paymentId".to_owned(), self.name(payment, "tr_").into());
        }
        let part = match row.kind {
            RowKind::Refund | RowKind::RefundReturned => Some(("refundId", "re_")),
            RowKind::Capture | RowKind::CaptureFailed if is_manual => Some(("captureId", "cpt_")),
            _ => None,
        };
        if let Some(chargeback) = self.chargeback_of(bank, row) {
            context.insert("chargebackId".to_owned(), chargeback.into());
        }
        if let Some((name, prefix)) = part {
            context.insert(name.to_owned(), self.name(&row.object, prefix).into());
        }
        // A fee by itself is the amount of its row.
        let (initial_minor, deducted_minor) =
            if row.kind == RowKind::Fee { (row.net_minor, 0) } else { (row.gross_minor, -row.fee_minor) };
        let deductions = (deducted_minor != 0).then(|| amount(deducted_minor, &row.currency));
        json!({"resource": "balance-transaction", "id": id, "type": kind,
            "resultAmount": amount(row.net_minor, &row.currency), "initialAmount": amount(initial_minor, &row.currency),
            "deductions": deductions, "createdAt": instant(row.at_us), "context": context})
    }
}

/// A kind of row in the order in which a settlement tells it.
#[derive(Debug, Clone, Copy)]
struct RowOrder(u8, RowKind);

impl RowOrder {
    const fn of(kind: RowKind) -> Self {
        let order = match kind {
            RowKind::Capture => 0,
            RowKind::CaptureFailed => 1,
            RowKind::Refund => 2,
            RowKind::RefundReturned => 3,
            RowKind::DisputeWithdrawn => 4,
            RowKind::DisputeReinstated => 5,
            RowKind::Fee => 6,
            RowKind::PayoutFailed => 7,
        };
        Self(order, kind)
    }
}

impl PartialEq for RowOrder {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for RowOrder {}

impl PartialOrd for RowOrder {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RowOrder {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
