//! A shop with one invoice, for tests that need one: what is asked of it, what its gateway tells, and what the books say.

use recoup_core::actor::{Actor, Role};
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::decision::Answer;
use recoup_core::event::Route;
use recoup_core::id::Id;
use recoup_core::invoice::credit::{CreditInvoice, VoidInvoice};
use recoup_core::invoice::deliver::DeliverInvoice;
use recoup_core::invoice::issue::IssueInvoice;
use recoup_core::invoice::pay::PayInvoice;
use recoup_core::invoice::write_off::WriteOffInvoice;
use recoup_core::invoice::{Due, Early, Invoice, InvoiceStatus, Terms};
use recoup_core::ledger::Account;
use recoup_core::money::{Currency, Money};
use recoup_core::order::place::Whose;
use recoup_core::order::{Line, LineTax};
use recoup_core::payment::authorize::Tender;
use recoup_core::payment::facts::{Fact, What};
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use recoup_core::refusal::Refusal;
use recoup_core::timer::RingTimer;

use super::any_order::authorized;
use super::asks_invoices::dates;
use super::people;
use super::shop::Shop;
use super::stage::{ACCOUNT, admin, gateway_route, tender};

pub const NET: Terms = Terms { due: Due::Net { days: 30 }, grace_days: 0, early: None };
pub const EARLY: Terms = Terms { early: Some(Early { percent_bp: 200, days: 10 }), ..NET };

/// Somebody else, who may agree.
pub fn other() -> Actor {
    Actor::user("fay", &[Role::Finance, Role::BillingAdmin])
}

/// A shop with one invoice.
pub struct Desk {
    pub shop: Shop,
    pub invoice: Id,
}

pub fn card(amount_minor: i64) -> Tender {
    Tender { capture_at_once: true, ..tender(amount_minor, gateway_route()) }
}

pub fn till(amount_minor: i64) -> Tender {
    Tender { capture_at_once: true, ..tender(amount_minor, Route::Offline { account: "bank".to_owned() }) }
}

pub fn line(line: u32, gross_minor: i64, tax_minor: i64, delivered: bool) -> Line {
    let taxes = vec![LineTax { key: "DE/standard@1".to_owned(), amount_minor: tax_minor }];
    let (sku, name) = (format!("sku-{line}"), "a thing".to_owned());
    Line { line, sku, name, quantity: 2, gross_minor, taxes, delivered }
}

/// 119.00 in two lines, one of them delivered.
pub fn lines() -> Vec<Line> {
    vec![line(1, 5_950, 950, true), line(2, 5_950, 950, false)]
}

pub fn whose(customer: bool) -> Whose {
    if customer { Whose::Reference { reference: "customer-1".to_owned() } } else { Whose::Guest }
}

pub fn invoice(shop: &Shop, terms: Terms, lines: Vec<Line>, customer: bool) -> IssueInvoice {
    IssueInvoice {
        number: "I-1".to_owned(),
        customer: whose(customer),
        currency: Currency::EUR,
        revenue_key: "services".to_owned(),
        lines,
        terms,
        zone: "Europe/Berlin".to_owned(),
        language: "en".to_owned(),
        references: Vec::new(),
        dates: Some(dates(shop.now, &terms)),
    }
}

impl Desk {
    pub fn new(terms: Terms) -> Self {
        Self::with(terms, lines(), true)
    }

    pub fn with(terms: Terms, lines: Vec<Line>, customer: bool) -> Self {
        let mut shop = Shop::new(1, None);
        shop.thorough = true;
        let asked = invoice(&shop, terms, lines, customer);
        let Ok(Answer::Invoice(invoice)) = shop.run(&admin(), asked) else { panic!("it is issued") };
        Self { shop, invoice }
    }

    pub fn mine(&self) -> &Invoice {
        self.shop.invoice(&self.invoice)
    }

    pub fn is(&self, status: InvoiceStatus, open_minor: i64) {
        assert_eq!((self.mine().status, self.mine().open_minor()), (status, open_minor));
        let receivable = self.shop.books.balance(Account::AccountsReceivable, self.invoice.as_str(), Currency::EUR);
        assert_eq!(receivable, open_minor, "1200 of the invoice");
    }

    pub fn pay(&mut self, tender: Tender) -> Id {
        match self.try_pay(tender) {
            Ok(Answer::Payment(payment)) => payment,
            other => panic!("{other:?}"),
        }
    }

    pub fn try_pay(&mut self, tender: Tender) -> Result<Answer, Refusal> {
        self.shop.run(&admin(), PayInvoice { invoice: self.invoice.clone(), tender })
    }

    /// A payment by card that the gateway authorized and captured.
    pub fn paid_by_card(&mut self, amount_minor: i64) -> Id {
        let payment = self.pay(card(amount_minor));
        self.tell(&payment, &payment, authorized(), amount_minor);
        let capture = self.shop.payment(&payment).captures[0].id.clone();
        self.tell(&payment, &capture, What::Captured, amount_minor);
        payment
    }

    /// The gateway takes it back.
    pub fn taken_back(&mut self, payment: &Id, amount_minor: i64) {
        let capture = self.shop.payment(payment).captures[0].id.clone();
        self.tell(payment, &capture, What::CaptureReversed, amount_minor);
    }

    pub fn tell(&mut self, payment: &Id, id: &Id, what: What, amount_minor: i64) {
        let fact = Fact {
            account: ACCOUNT.to_owned(),
            subject: format!("theirs-{id}"),
            ours: id.as_str().to_owned(),
            what,
            amount: Some(Money::new(amount_minor, Currency::EUR)),
            parent: String::new(),
            ordinal: format!("row-{}", self.shop.commits),
        };
        let told = self.shop.run(&people::gateway(), fact);
        assert!(told.is_ok(), "{payment}: {told:?}");
        assert!(self.shop.last.complaints.is_empty(), "{:?}", self.shop.last.complaints);
    }

    pub fn days_pass(&mut self, days: i64) {
        self.shop.advance(days * 86_400);
        let now = self.shop.now;
        let due: Vec<Id> = self.shop.timers.values().filter(|t| t.due_at <= now).map(|t| t.id.clone()).collect();
        for id in due {
            let alarm = self.shop.timers.remove(&id).expect("a timer").alarm;
            self.shop.run(&people::timer(), RingTimer { alarm }).expect("it rings");
        }
    }

    pub fn ask_write_off(&self, tax_relief: bool) -> WriteOffInvoice {
        let reason = "insolvent".to_owned();
        WriteOffInvoice { invoice: self.invoice.clone(), reason, tax_relief, exception: None }
    }

    pub fn decide(&mut self, verdict: Verdict) -> Result<Answer, Refusal> {
        let approval = self.mine().write_off_asked.clone().expect("it was asked for");
        let reason = "looked at it".to_owned();
        self.shop.run(&other(), DecideApproval { approval, verdict, reason, request_hash: None })
    }

    pub fn give_up(&mut self, tax_relief: bool) {
        let ask = self.ask_write_off(tax_relief);
        self.shop.run(&admin(), ask).expect("something is open");
        self.decide(Verdict::Approve).expect("another person agrees");
    }

    pub fn credit(&mut self, how_much: HowMuch) -> Result<Answer, Refusal> {
        let reason = "damaged".to_owned();
        self.shop.run(&admin(), CreditInvoice { invoice: self.invoice.clone(), how_much, reason })
    }

    pub fn void(&mut self) -> Result<Answer, Refusal> {
        self.shop.run(&admin(), VoidInvoice { invoice: self.invoice.clone(), reason: "a mistake".to_owned() })
    }

    pub fn deliver(&mut self, line: u32) {
        self.shop
            .run(&admin(), DeliverInvoice { invoice: self.invoice.clone(), lines: vec![line] })
            .expect("it is owed");
    }

    pub fn refund(&mut self, payment: &Id, how_much: HowMuch) -> Result<Id, Refusal> {
        let (reason, note) = ("damaged".to_owned(), String::new());
        let ask = RequestRefund { payment: payment.clone(), how_much, reason, note, exception: None };
        match self.shop.run(&admin(), ask)? {
            Answer::Refund(_, id) => Ok(id),
            other => panic!("{other:?}"),
        }
    }

    /// Debit balances by account; what is not named is zero.
    pub fn books(&self, expected: &[(Account, i128)]) {
        for account in Account::ALL {
            let wanted = expected.iter().find(|(other, _)| other == account).map_or(0, |(_, minor)| *minor);
            assert_eq!(self.shop.books.total(*account, Currency::EUR), wanted, "{account} {}", account.name());
        }
        assert!(self.shop.books.below_zero().is_empty());
    }

    pub fn balance_minor(&self) -> i64 {
        self.shop.customers().next().map_or(0, |c| c.balance_minor(Currency::EUR))
    }
}

pub const fn amount(amount_minor: i64) -> HowMuch {
    HowMuch::Amount { amount_minor, currency: None }
}
