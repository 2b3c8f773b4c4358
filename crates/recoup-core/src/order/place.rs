//! Orders come in: lines with prices and taxes as given, one or more tenders, the sale on the books.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Line, OrderStep, Placed, plan};
use crate::command::Workflow;
use crate::customer::{CustomerBody, top_up};
use crate::decision::{Answer, Draft};
use crate::event::{Body, Route};
use crate::id::{Id, Kind};
use crate::money::{Currency, MOST_MINOR};
use crate::payment::Payment;
use crate::payment::authorize::{self, For, Tender};
use crate::payment::fold::plus;
use crate::policy::PolicyKind;
use crate::refusal::Refusal;
use crate::tender::TenderBody;
use crate::text;
use crate::world::{Needs, World};

/// Most lines of one order.
pub const MOST_LINES: usize = 5_000;
/// Most tenders of one order.
pub const MOST_TENDERS: usize = 20;

/// Whose order it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Whose {
    /// Nobody we know.
    Guest,
    /// A customer account.
    Account {
        /// `cus_…`
        id: Id,
    },
    /// The shop's own name for the customer; the account is made when there is none.
    Reference {
        /// The shop's name.
        reference: String,
    },
}

impl Whose {
    /// Wants the account.
    pub(crate) fn needs(&self, world: &World, needs: &mut Needs) {
        match self {
            Self::Guest => {}
            Self::Account { id } => needs.stream(id),
            Self::Reference { reference } => {
                needs.name("customer", reference);
                world.found("customer", reference).iter().for_each(|id| needs.stream(id));
            }
        }
    }

    /// Checks the form of the shop's own name.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        match self {
            Self::Reference { reference } => text::required("customer.reference", reference, text::SHORT),
            Self::Guest | Self::Account { .. } => Ok(()),
        }
    }

    /// The account; one that the shop names and we do not know begins here.
    pub(crate) fn account(&self, draft: &mut Draft<'_>, language: &str) -> Result<Option<Id>, Refusal> {
        match self {
            Self::Guest => Ok(None),
            Self::Account { id } => draft.customer(id).map(|c| Some(c.id.clone())),
            Self::Reference { reference } => {
                if let Some(id) = draft.found("customer", reference)? {
                    return Ok(Some(id.clone()));
                }
                let id = draft.new_id(Kind::Customer);
                let put = CustomerBody::Put { language: language.to_owned(), reference: reference.clone() };
                draft.emit(&id, put)?;
                draft.claim("customer", reference, &id);
                Ok(Some(id))
            }
        }
    }
}

/// Checks more names that something is to be found by.
pub(crate) fn check_references(references: &[(String, String)]) -> Result<(), Refusal> {
    for (kind, value) in references {
        text::required("references.kind", kind, 40)?;
        text::required("references.value", value, text::SHORT)?;
        let ours = matches!(kind.as_str(), "id" | "order_number" | "customer" | "invoice_number" | top_up::PAYMENTS_OF);
        if ours || kind.contains(':') {
            let why = format!("`{kind}` is a name of ours; choose another kind, such as invoice");
            return Err(Refusal::Invalid { param: "references.kind".to_owned(), why });
        }
    }
    Ok(())
}

/// An order comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOrder {
    /// The shop's number, unique within the tenant.
    pub number: String,
    /// Whose.
    pub customer: Whose,
    /// Currency of every amount.
    pub currency: Currency,
    /// Subkey of revenue.
    pub revenue_key: String,
    /// Lines as sold.
    pub lines: Vec<Line>,
    /// Tenders; together not more than the lines.
    pub tenders: Vec<Tender>,
    /// Language of notices, `en` or `de`.
    pub language: String,
    /// More names to find it by: kind and value.
    pub references: Vec<(String, String)>,
}

impl Workflow for PlaceOrder {
    fn needs(&self, world: &World, needs: &mut Needs) {
        needs.name("order_number", &self.number);
        self.customer.needs(world, needs);
        tender_needs(&self.tenders, needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        self.place(draft, false)
    }
}

impl PlaceOrder {
    /// Places the order, perhaps with tenders that are taken all or none.
    pub(crate) fn place(&self, draft: &mut Draft<'_>, together: bool) -> Result<Answer, Refusal> {
        self.check_form()?;
        if let Some(existing) = draft.found("order_number", &self.number)? {
            let value = self.number.clone();
            return Err(Refusal::Taken { what: "order number", value, existing: existing.clone() });
        }
        let customer = self.customer.account(draft, &self.language)?;
        authorize::check_ceilings(&draft.command().actor, &self.tenders, self.currency)?;
        let order = draft.new_id(Kind::Order);
        let payments: Vec<Id> = self.tenders.iter().map(|_| draft.new_id(Kind::Payment)).collect();
        let placed = Placed {
            number: self.number.clone(),
            customer: customer.clone(),
            currency: self.currency,
            revenue_key: self.revenue_key.clone(),
            lines: self.lines.clone(),
            payments: payments.clone(),
            language: self.language.clone(),
        };
        draft.emit(&order, Body::OrderPlaced { order: Box::new(placed) })?;
        draft.claim("order_number", &self.number, &order);
        if together {
            draft.emit(&order, TenderBody::Grouped { payments: payments.clone() })?;
        }
        for (kind, value) in &self.references {
            draft.name(kind, value, &order);
        }
        let whose = For { pays: order.clone(), customer, currency: self.currency, language: self.language.clone() };
        for (payment, tender) in payments.iter().zip(&self.tenders) {
            authorize::begin(draft, &whose, payment, tender)?;
        }
        Ok(Answer::Order(order))
    }

    fn check_form(&self) -> Result<(), Refusal> {
        text::required("number", &self.number, text::SHORT)?;
        text::required("revenue_key", &self.revenue_key, text::SHORT)?;
        check_language(&self.language)?;
        self.customer.check()?;
        check_references(&self.references)?;
        let gross_minor = check_lines(&self.lines)?;
        check_tenders(&self.tenders, gross_minor)
    }
}

/// Checks a notice language.
///
/// # Errors
/// [`Refusal::Invalid`].
pub fn check_language(language: &str) -> Result<(), Refusal> {
    if crate::notice::LANGUAGES.contains(&language) {
        return Ok(());
    }
    let why = format!("there are notices in {}", crate::notice::LANGUAGES.join(" and "));
    Err(Refusal::Invalid { param: "language".to_owned(), why })
}

/// Checks lines as they are handed in; says their gross, minor units.
pub(crate) fn check_lines(lines: &[Line]) -> Result<i64, Refusal> {
    if lines.is_empty() || lines.len() > MOST_LINES {
        let why = format!("send 1 to {MOST_LINES} lines");
        return Err(Refusal::Invalid { param: "lines".to_owned(), why });
    }
    let mut gross_minor = 0_i64;
    let mut numbers = BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        let param = |field: &str| format!("lines[{index}].{field}");
        text::required(&param("sku"), &line.sku, text::SHORT)?;
        text::check(&param("name"), &line.name, text::NAME)?;
        if !numbers.insert(line.line) {
            return Err(Refusal::Invalid { param: param("line"), why: "two lines have this number".to_owned() });
        }
        if line.quantity <= 0 {
            return Err(Refusal::Invalid { param: param("quantity"), why: "send one unit or more".to_owned() });
        }
        if line.gross_minor < 0 || line.taxes.iter().any(|t| t.amount_minor < 0) {
            return Err(Refusal::AmountNotPositive { param: param("gross_minor") });
        }
        for tax in &line.taxes {
            text::required(&param("taxes.key"), &tax.key, text::SHORT)?;
        }
        let tax = line.taxes.iter().try_fold(0_i64, |sum, t| sum.checked_add(t.amount_minor));
        if tax.is_none_or(|tax| tax > line.gross_minor) {
            return Err(Refusal::Invalid {
                param: param("taxes"),
                why: "the taxes are more than the line's gross".to_owned(),
            });
        }
        gross_minor = gross_minor
            .checked_add(line.gross_minor)
            .filter(|sum| *sum <= MOST_MINOR)
            .ok_or_else(|| Refusal::AmountOverflow { param: param("gross_minor") })?;
    }
    Ok(gross_minor)
}

fn check_tenders(tenders: &[Tender], gross_minor: i64) -> Result<(), Refusal> {
    if tenders.len() > MOST_TENDERS {
        let why = format!("send at most {MOST_TENDERS}");
        return Err(Refusal::Invalid { param: "tenders".to_owned(), why });
    }
    let mut sum = 0_i64;
    for (index, tender) in tenders.iter().enumerate() {
        let param = format!("tenders[{index}]");
        authorize::check(tender, &param)?;
        sum = sum.checked_add(tender.amount_minor).ok_or(Refusal::AmountOverflow { param })?;
    }
    if sum > gross_minor {
        return Err(Refusal::SumMismatch { param: "tenders".to_owned(), want_minor: gross_minor, got_minor: sum });
    }
    Ok(())
}

/// Wants what beginning the payments of tenders looks at.
pub(crate) fn tender_needs(tenders: &[Tender], needs: &mut Needs) {
    for tender in tenders {
        if tender.method.way.is_some() {
            needs.stream(&PolicyKind::Routing.stream());
        }
        if let Route::Balance { customer } = &tender.method.route {
            needs.stream(customer);
        }
    }
}

/// One more tender for an order that is not covered yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddTender {
    /// The order.
    pub order: Id,
    /// The tender.
    pub tender: Tender,
}

impl Workflow for AddTender {
    fn needs(&self, world: &World, needs: &mut Needs) {
        plan::needs(&self.order, world, needs);
        tender_needs(std::slice::from_ref(&self.tender), needs);
    }

    fn decide(&self, draft: &mut Draft<'_>) -> Result<Answer, Refusal> {
        authorize::check(&self.tender, "tender")?;
        let whose = check_open(draft, &self.order, std::slice::from_ref(&self.tender))?;
        let payment = draft.new_id(Kind::Payment);
        draft.emit(&self.order, Body::OrderTenderAdded { payment: payment.clone() })?;
        authorize::begin(draft, &whose, &payment, &self.tender)?;
        // Money that is here may be due already.
        plan::run::now(draft, &self.order)?;
        Ok(Answer::Payment(payment))
    }
}

/// Refuses tenders that an order does not need; says what their payments have in common.
pub(crate) fn check_open(draft: &Draft<'_>, order: &Id, tenders: &[Tender]) -> Result<For, Refusal> {
    let mine = draft.order(order)?;
    authorize::check_ceilings(&draft.command().actor, tenders, mine.currency)?;
    mine.status.step(OrderStep::AddTender)?;
    let mut promised = 0_i64;
    // What is given back because another one of its group fell brings nothing in, however long that takes.
    for id in mine.payments.iter().filter(|id| !mine.tenders.is_broken(id)) {
        promised = plus(promised, still_coming(draft, id)?)?;
    }
    let left_minor = mine.open_minor().saturating_sub(promised);
    let asked_minor = tenders.iter().fold(0_i64, |sum, tender| sum.saturating_add(tender.amount_minor));
    if asked_minor > left_minor {
        return Err(Refusal::ExceedsOpen { asked_minor, left_minor, currency: mine.currency });
    }
    let (customer, currency, language) = (mine.customer.clone(), mine.currency, mine.language.clone());
    Ok(For { pays: order.clone(), customer, currency, language })
}

/// What a payment may still bring in, minor units: everything asked, less what arrived or can no longer arrive.
#[must_use]
pub fn still_coming_minor(payment: &Payment) -> i64 {
    use crate::payment::PaymentStatus as S;
    match payment.status {
        S::Pending | S::Processing | S::RequiresAction | S::Unknown => payment.amount_minor,
        // What was authorized beyond what was asked is never captured.
        S::Authorized | S::PartiallyCaptured => {
            let had = payment.captured_minor.saturating_add(payment.reversed_minor());
            let rest = payment.remaining_minor().min(payment.amount_minor.saturating_sub(had));
            rest.max(payment.capturing_minor())
        }
        S::Captured | S::Released | S::Failed | S::Expired => payment.capturing_minor(),
    }
}

/// The same for a payment that was loaded.
pub(crate) fn still_coming(draft: &Draft<'_>, payment: &Id) -> Result<i64, Refusal> {
    draft.payment(payment).map(still_coming_minor)
}
