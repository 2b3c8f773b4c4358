//! Sentences about orders, their lines and tenders, and customers.

use recoup_core::customer::PutCustomer;
use recoup_core::event::Route;
use recoup_core::id::Kind;
use recoup_core::invoice::deliver::DeliverInvoice;
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::order::deliver::DeliverLines;
use recoup_core::order::place::{AddTender, PlaceOrder, Whose};
use recoup_core::order::stop::{CancelOrder, CompleteOrder, HoldOrder, ResumeOrder};
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::Method;
use recoup_core::payment::authorize::Tender;

use super::{Ask, Stage, Teller, Told, because, by, shop};
use crate::stories::bank::{self, ACCOUNT};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_orders(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        Ok(Some(match verb {
            "customer" => self.customer(words)?,
            "order" => self.place(words)?,
            "pay" => self.pay(words).await?,
            "hold" => {
                let order = self.thing(words.next()?)?;
                Ask::of(by(words)?, HoldOrder { order, reason: because(words)? })
            }
            "resume" => {
                let order = self.thing(words.next()?)?;
                Ask::of(by(words)?, ResumeOrder { order })
            }
            "deliver" => {
                let what = self.thing(words.next()?)?;
                words.expect("lines")?;
                let lines: Result<Vec<u32>, _> = words.next()?.split(',').map(str::parse).collect();
                let (lines, actor) = (lines.map_err(|_| "write lines as 1,3".to_owned())?, by(words)?);
                if what.kind() == Some(Kind::Invoice) {
                    Ask::of(actor, DeliverInvoice { invoice: what, lines })
                } else {
                    Ask::of(actor, DeliverLines { order: what, lines })
                }
            }
            "cancel" => {
                let order = self.thing(words.next()?)?;
                Ask::of(by(words)?, CancelOrder { order, reason: because(words)? })
            }
            "complete" => {
                let order = self.thing(words.next()?)?;
                Ask::of(by(words)?, CompleteOrder { order })
            }
            _ => return Ok(None),
        }))
    }

    /// `customer ada reads de`
    fn customer(&self, words: &mut Words<'_>) -> Told<Ask> {
        let name = words.next()?;
        words.expect("reads")?;
        let language = words.next()?.to_owned();
        Ok(Ask::of(shop(), PutCustomer { reference: name.to_owned(), language }).called(name))
    }

    /// `order 1001 EUR by ada: CHAIR 4 516.00 tax 82.39; SOFA 1 900.00 tax 143.70 later`: what is `later` is not
    /// delivered yet.
    fn place(&mut self, words: &mut Words<'_>) -> Told<Ask> {
        let number = words.next()?;
        self.currency = words.next()?.parse().map_err(|e: recoup_core::money::MoneyError| e.to_string())?;
        words.expect("by")?;
        let reference = words.next()?.trim_end_matches(':').to_owned();
        let lines = self.lines(words.take_rest())?;
        let act = PlaceOrder {
            number: number.to_owned(),
            customer: Whose::Reference { reference },
            currency: self.currency,
            revenue_key: "sales".to_owned(),
            lines,
            tenders: Vec::new(),
            language: "en".to_owned(),
            references: Vec::new(),
        };
        Ok(Ask::of(shop(), act).called(number))
    }

    /// `CHAIR 4 516.00 tax 82.39; SOFA 1 900.00 later`
    pub(super) fn lines(&self, text: &str) -> Told<Vec<Line>> {
        (1..).zip(text.split(';')).map(|(line, text)| self.line(line, &mut Words::of(text))).collect()
    }

    fn line(&self, line: u32, words: &mut Words<'_>) -> Told<Line> {
        let sku = words.next()?.to_owned();
        let quantity = words.next()?.parse().map_err(|_| "a quantity is a whole number".to_owned())?;
        let gross_minor = self.amount(words.next()?)?;
        let mut taxes = Vec::new();
        if words.skip("tax") {
            taxes.push(LineTax { key: "DE/standard@2021".to_owned(), amount_minor: self.amount(words.next()?)? });
        }
        let delivered = !words.skip("later");
        if !words.is_empty() {
            return Err(format!("`{}` is too much for a line", words.rest()));
        }
        Ok(Line { line, name: sku.clone(), sku, quantity, gross_minor, taxes, delivered })
    }

    /// `pay 1001 sandbox tok_ok 516.00 at once`, `pay 1001 offline till-1 30.00`, `pay 1001 balance ada 20.00`; of an
    /// order or an invoice.
    async fn pay(&self, words: &mut Words<'_>) -> Told<Ask> {
        let what = self.thing(words.next()?)?;
        let tender = self.tender(words).await?;
        Ok(if what.kind() == Some(Kind::Invoice) {
            Ask::of(shop(), PayInvoice { invoice: what, tender })
        } else {
            Ask::of(shop(), AddTender { order: what, tender })
        })
    }

    /// `sandbox tok_ok 516.00 at once`
    pub(super) async fn tender(&self, words: &mut Words<'_>) -> Told<Tender> {
        let method = self.method(words).await?;
        let amount_minor = self.amount(words.next()?)?;
        let capture_at_once = words.skip("at") && words.skip("once");
        Ok(Tender { amount_minor, method, capture_at_once, release_after: None })
    }

    /// How a tender is paid: `sandbox tok_ok`, `offline till-1`, `balance ada`. What the gateway account can do is known
    /// here as at the API.
    pub(super) async fn method(&self, words: &mut Words<'_>) -> Told<Method> {
        let (route, token) = match words.next()? {
            "sandbox" => (Route::Gateway { account: ACCOUNT.to_owned() }, words.next()?.to_owned()),
            "offline" => (Route::Offline { account: words.next()?.to_owned() }, String::new()),
            "balance" => (Route::Balance { customer: self.customer_of(words.next()?).await? }, String::new()),
            other => return Err(format!("nobody pays by `{other}`")),
        };
        let mut method = Method { token, ..Method::by(route) };
        if matches!(method.route, Route::Gateway { .. }) {
            let gateway = recoup_gateways::of_account(ACCOUNT).ok_or("there is no such gateway")?;
            method.terms = recoup_gateways::terms((gateway, &bank::account()), self.currency);
        }
        Ok(method)
    }

    /// The account of a customer, by the shop's own name.
    pub(super) async fn customer_of(&self, reference: &str) -> Told<recoup_core::id::Id> {
        let found = self.stage.find("customer", reference).await?;
        found.ok_or_else(|| format!("there is no customer {reference}"))
    }
}
