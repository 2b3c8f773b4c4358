//! Rules about invoices: their amounts, their word, their days, and what is given up of them.

use std::collections::BTreeMap;

use recoup_core::approval::{ApprovalStatus, Subject};
use recoup_core::effect::Alarm;
use recoup_core::event::Body;
use recoup_core::invoice::{Invoice, InvoiceBody, InvoiceStatus};
use recoup_core::ledger::Account as A;
use recoup_core::order::Sold;

use super::invariants::{Look, holds, same};

type Verdict = Result<(), String>;

/// Tax that stays payable though its line is released: written off without relief.
pub fn unrelieved<'a>(look: &Look<'a>) -> BTreeMap<&'a str, i64> {
    let mut kept: BTreeMap<&str, i64> = BTreeMap::new();
    for invoice in look.life.shop.invoices() {
        for done in invoice.write_offs.iter().filter(|done| !done.of.tax_relief) {
            for slice in &done.of.lines {
                let line = invoice.line(slice.line).expect("a line that is there");
                for (tax, part) in line.sold.taxes.iter().zip(&slice.taxes_minor) {
                    *kept.entry(&tax.key).or_default() += part;
                }
            }
        }
    }
    kept
}

/// What discounts and write-offs cost of the net of lines; 6300 also bears tax without relief, and what is owed beyond
/// the lines.
pub fn lost_of_lines(look: &Look<'_>) -> i64 {
    let mut more = 0;
    for done in look.life.shop.invoices().flat_map(|invoice| &invoice.write_offs) {
        let net: i64 = done.of.lines.iter().map(|l| l.gross_minor - l.taxes_minor.iter().sum::<i64>()).sum();
        more += done.of.slice.net_minor - net;
    }
    look.total(A::BadDebt) - more + look.of(A::DiscountsAndGoodwill, "early_payment")
}

fn each(look: &Look<'_>, check: impl Fn(&Invoice) -> Verdict) -> Verdict {
    look.life.shop.invoices().try_for_each(check)
}

pub fn receivable(look: &Look<'_>) -> Verdict {
    each(look, |i| same(i.id.as_str(), look.of(A::AccountsReceivable, i.id.as_str()), i.open_minor()))
}

pub fn paid(look: &Look<'_>) -> Verdict {
    each(look, |i| {
        let captured: i64 = i.payments.iter().map(|id| look.life.shop.payment(id).captured_minor).sum();
        same(i.id.as_str(), i.paid_minor, captured)
    })
}

pub fn released(look: &Look<'_>) -> Verdict {
    each(look, |i| {
        let lines: i64 = i.lines.iter().map(|l| l.released_minor).sum();
        let given_up = i.write_offs.iter().flat_map(|done| &done.of.lines).map(|l| l.gross_minor).sum::<i64>();
        let taken = i.refunded_minor + i.credited_minor + i.disputed_minor + i.discounted_minor() + given_up;
        same(i.id.as_str(), lines, taken)?;
        holds(i.discounted_minor() >= 0 && i.to_balance_minor >= 0, || format!("{i:?}"))
    })
}

pub fn word(look: &Look<'_>) -> Verdict {
    use InvoiceStatus as S;
    each(look, |i| {
        if matches!(i.status, S::Draft | S::Void) {
            return holds(i.is_issued() || i.payments.is_empty(), || format!("{} is a draft and is paid", i.id));
        }
        let want = match (i.written_off_minor() > 0, i.open_minor() > 0, i.paid_minor > 0) {
            (true, ..) => S::Uncollectible,
            (_, false, _) => S::Paid,
            (_, _, true) => S::PartiallyPaid,
            _ => S::Open,
        };
        let late = i.status == S::PastDue && matches!(want, S::Open | S::PartiallyPaid);
        holds(i.status == want || late, || format!("{} is {:?}, should be {want:?}", i.id, i.status))
    })
}

pub fn overpaid(look: &Look<'_>) -> Verdict {
    each(look, |i| holds(i.customer.is_none() || i.overpaid_minor() == 0, || format!("{} keeps too much", i.id)))
}

pub fn in_time(look: &Look<'_>) -> Verdict {
    for event in &look.life.shop.last.events {
        let Body::Invoice(InvoiceBody::Discounted { slice, .. }) = &event.body else { continue };
        let log = &look.life.shop.log[&event.stream];
        let last = log.iter().find_map(|event| match &event.body {
            Body::Invoice(InvoiceBody::Issued { dates, .. }) => dates.discount,
            _ => None,
        });
        let in_time = last.is_some_and(|day| event.effective_at < day.ends_at);
        holds(in_time, || format!("{} has its discount at {}", event.stream, event.effective_at))?;
        let invoice = look.life.shop.invoice(&event.stream);
        let most = invoice.terms.discount_minor(invoice.gross_minor);
        holds(slice.gross().is_ok_and(|gross| gross <= most), || format!("{} has more than {most} off", invoice.id))?;
    }
    Ok(())
}

pub fn given_up(look: &Look<'_>) -> Verdict {
    let open = |id| look.life.shop.approvals().find(|a| a.id == id).map(|a| a.status);
    each(look, |i| {
        for done in &i.write_offs {
            let small = done.of.slice.gross().is_ok_and(|gross| gross < i.currency.minor_per_major());
            let agreed = done.of.approval.clone().and_then(open) == Some(ApprovalStatus::Approved);
            holds(small || agreed, || format!("{} was given up by one person", i.id))?;
        }
        let asked = i.write_off_asked.clone().and_then(open);
        holds(matches!(asked, None | Some(ApprovalStatus::Open)), || format!("{} waits for {asked:?}", i.id))?;
        let questions = look.life.shop.approvals().filter(|a| a.status == ApprovalStatus::Open);
        let mine = questions.filter(|a| matches!(&a.subject, Subject::WriteOff { invoice, .. } if *invoice == i.id));
        same("questions", mine.count() as i64, i64::from(i.write_off_asked.is_some()))
    })
}

pub fn falls_due(look: &Look<'_>) -> Verdict {
    each(look, |i| {
        let Some(dates) = i.dates else { return Ok(()) };
        let alarm = Alarm::InvoiceDue { invoice: i.id.clone() };
        let waits = matches!(i.status, InvoiceStatus::Open | InvoiceStatus::PartiallyPaid);
        let set = look.life.shop.timers.get(&alarm.timer_id()).map(|timer| timer.due_at);
        holds(!waits || set == Some(dates.late.ends_at), || format!("{} never falls due", i.id))
    })
}
