//! Sentences about invoices: written, sent, credited, called off, given up. They are paid and delivered as orders are.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use recoup_core::invoice::credit::{CreditInvoice, VoidInvoice};
use recoup_core::invoice::issue::{IssueInvoice, SendInvoice};
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::invoice::{Dates, Day, Due, Early, Invoice, Terms};
use recoup_core::order::place::Whose;
use recoup_core::payment::refund::HowMuch;
use recoup_core::world::State;

use super::{Ask, Stage, Teller, Told, because, by, shop, units};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_invoices(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        if verb == "invoice" {
            return self.bill(words).map(Some);
        }
        if !["send", "credit-invoice", "void", "write-off"].contains(&verb) {
            return Ok(None);
        }
        let invoice = self.thing(words.next()?)?;
        Ok(Some(match verb {
            "send" => {
                let dates = self.dates(&self.invoice_of(&invoice).await?.terms)?;
                Ask::of(shop(), SendInvoice { invoice, dates })
            }
            "credit-invoice" => {
                let how_much = match words.next()? {
                    "lines" => HowMuch::Lines { lines: units(words.next()?)?, amount_minor: None },
                    "full" => HowMuch::Full,
                    amount => HowMuch::Amount { amount_minor: self.amount(amount)?, currency: None },
                };
                let actor = by(words)?;
                Ask::of(actor, CreditInvoice { invoice, how_much, reason: because(words)? })
            }
            "void" => {
                let actor = by(words)?;
                Ask::of(actor, VoidInvoice { invoice, reason: because(words)? })
            }
            _ => {
                let tax_relief = words.skip("with");
                if !tax_relief {
                    words.expect("without")?;
                }
                words.expect("relief")?;
                let actor = by(words)?;
                Ask::of(actor, WriteOffInvoice { invoice, reason: because(words)?, tax_relief, exception: None })
            }
        }))
    }

    /// `invoice 2001 EUR by ada net 30 early 2 percent 10: CHAIR 1 119.00 tax 19.00`; `draft` at the end of the terms is
    /// only written.
    fn bill(&mut self, words: &mut Words<'_>) -> Told<Ask> {
        let (head, lines) = words.take_rest().split_once(':').ok_or("an invoice has lines behind a colon")?;
        let mut words = Words::of(head);
        let number = words.next()?;
        self.currency = words.next()?.parse().map_err(|e: recoup_core::money::MoneyError| e.to_string())?;
        words.expect("by")?;
        let customer = match words.next()? {
            "nobody" => Whose::Guest,
            reference => Whose::Reference { reference: reference.to_owned() },
        };
        let terms = terms(&mut words)?;
        let dates = if words.skip("draft") { None } else { Some(self.dates(&terms)?) };
        if !words.is_empty() {
            return Err(format!("`{}` is too much for terms", words.rest()));
        }
        let act = IssueInvoice {
            number: number.to_owned(),
            customer,
            currency: self.currency,
            revenue_key: "sales".to_owned(),
            lines: self.lines(lines)?,
            terms,
            zone: "UTC".to_owned(),
            language: "en".to_owned(),
            references: Vec::new(),
            dates,
        };
        Ok(Ask::of(shop(), act).called(number))
    }

    /// The days of an invoice that is sent today.
    fn dates(&self, terms: &Terms) -> Told<Dates> {
        let issued_on = self.stage.now().to_zoned(TimeZone::UTC).date();
        let follow = terms.follow(issued_on).map_err(|refusal| refusal.to_string())?;
        let discount = follow.discount.map(day).transpose()?;
        Ok(Dates { issued_on, due: day(follow.due)?, late: day(follow.late)?, discount })
    }

    pub(super) async fn invoice_of(&self, id: &recoup_core::id::Id) -> Told<Invoice> {
        match self.stage.state(id).await? {
            State::Invoice(invoice) => Ok(invoice),
            _ => Err(format!("{id} is no invoice")),
        }
    }
}

/// `net 30`, `grace 3`, `early 2 percent 10`, any of them, in this order.
fn terms(words: &mut Words<'_>) -> Told<Terms> {
    let mut number = |word: &str| -> Told<Option<u16>> {
        if !words.skip(word) {
            return Ok(None);
        }
        words.next()?.parse().map(Some).map_err(|_| format!("behind `{word}` comes a whole number"))
    };
    let due = number("net")?.map_or(Due::OnReceipt, |days| Due::Net { days });
    let grace_days = number("grace")?.unwrap_or(0);
    let early = match (number("early")?, number("percent")?) {
        (Some(percent), Some(days)) => Some(Early { percent_bp: percent * 100, days }),
        _ => None,
    };
    Ok(Terms { due, grace_days, early })
}

fn day(date: Date) -> Told<Day> {
    let next = date.tomorrow().and_then(|next| next.to_zoned(TimeZone::UTC)).map_err(|e| e.to_string())?;
    Ok(Day { date, ends_at: next.timestamp() })
}
