//! What people do with a customer's balance: pay into it, credit it, take from it. Another person agrees where the policy
//! wants it.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::customer::adjust::Direction;
use recoup_core::customer::{AdjustBalance, Change, Customer, TopUp};
use recoup_core::id::Kind;
use recoup_core::money::{Currency, Money};
use recoup_core::world::State as Known;

use super::tender::{self, Payable};
use super::{Dialog, Question, answer, open, reasons, sum_input};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::auth::{require, right};
use crate::http::body::id;
use crate::http::list;
use crate::http::problem::Problem;
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::pages::words;
use crate::people::token;

/// Why a balance is changed by hand, the first fits most often.
const REASONS: [&str; 5] = ["goodwill", "compensation", "mistake", "promotion", "other"];

/// Which field of the form a field of a command is.
const KNOWN: &[(&str, &str)] = &[
    ("currency", "currency"),
    ("reason", "reason"),
    ("note", "note"),
    ("amount_minor", "amount"),
    ("tender.amount_minor", "amount"),
    ("tender.account", "account"),
    ("tender.token", "token"),
    ("tender", "how"),
];

/// What is done with a balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    TopUp,
    Credit,
    Debit,
}

impl Step {
    /// Every step, in the order in which their links stand.
    const ALL: [Self; 3] = [Self::TopUp, Self::Credit, Self::Debit];

    /// The word in addresses.
    const fn word(self) -> &'static str {
        match self {
            Self::TopUp => "top-up",
            Self::Credit => "credit",
            Self::Debit => "debit",
        }
    }

    /// What it takes to ask for it, all of it.
    const fn needs(self) -> &'static [Permission] {
        match self {
            Self::TopUp => &[Permission::WriteOrders, Permission::MoveMoney],
            Self::Credit | Self::Debit => &[Permission::AskRefunds],
        }
    }

    /// What the link and the heading say.
    const fn title(self) -> &'static str {
        match self {
            Self::TopUp => "Pay into the balance",
            Self::Credit => "Credit by hand",
            Self::Debit => "Take away by hand",
        }
    }

    fn of(visitor: &Visitor, word: &str) -> Result<Self, Trouble> {
        let step = Self::ALL.into_iter().find(|step| step.word() == word).ok_or_else(Trouble::nowhere)?;
        for needs in step.needs() {
            require(&visitor.caller, &[*needs])?;
        }
        Ok(step)
    }

    fn direction(self) -> Direction {
        if self == Self::Debit { Direction::Debit } else { Direction::Credit }
    }
}

/// Links to what this visitor may do with a balance.
#[must_use]
pub fn links(visitor: &Visitor, customer: &Customer) -> Markup {
    let may = |step: &Step| step.needs().iter().all(|needs| visitor.may(*needs));
    let near = |step: &Step| *step != Step::Debit || fullest(customer).is_some();
    html! {
        p class="actions" {
            @for step in Step::ALL.into_iter().filter(|step| may(step) && near(step)) {
                a class="button" href={ "/customers/" (customer.id) "/" (step.word()) } { (step.title()) }
            }
        }
    }
}

/// The currency of which most can be taken away, and how much.
fn fullest(customer: &Customer) -> Option<(Currency, i64)> {
    let available = |balance: &Money| (balance.currency, customer.available_minor(balance.currency));
    customer.balances.iter().map(available).filter(|(_, minor)| *minor > 0).max_by_key(|(_, minor)| *minor)
}

/// Shows the dialog of a step.
///
/// # Errors
/// 404, what the store met, or why the step is not possible or not the visitor's.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((text, step)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text, Step::of(&visitor, &step)?).await?;
    let (code, till) = (about.usual().code().to_owned(), "till:1".to_owned());
    let mut fields = Fields::fresh([("currency", code), ("account", till), (KEY, token::secret())]);
    let dialog = about.dialog(&face, &visitor, &mut fields, false);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form of a step and acts.
///
/// # Errors
/// 404, what the store met, or why the step is not possible or not the visitor's; what is wrong with the form is shown
/// in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((text, step)): Path<(String, String)>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text, Step::of(&visitor, &step)?).await?;
    let dialog = about.dialog(&face, &visitor, &mut fields, true);
    answer(&face, &visitor, &dialog, fields).await
}

/// What a dialog is about.
struct About {
    step: Step,
    customer: Customer,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str, step: Step) -> Result<Self, Problem> {
        let id = id(Kind::Customer, text)?;
        match list::state(face, &visitor.caller, "customer", id.as_str()).await? {
            Known::Customer(customer) => Ok(Self { step, customer }),
            _ => Err(Problem::unknown("customer", text)),
        }
    }

    fn address(&self) -> String {
        format!("/customers/{}", self.customer.id)
    }

    /// The currency that the form begins with.
    fn usual(&self) -> Currency {
        let first = self.customer.balances.first().map(|balance| balance.currency);
        fullest(&self.customer).map(|(currency, _)| currency).or(first).unwrap_or(Currency::EUR)
    }

    fn dialog(&self, face: &Shared, visitor: &Visitor, fields: &mut Fields, sent: bool) -> Dialog {
        let typed = fields.text("currency").to_uppercase();
        let currency = typed.parse::<Currency>().ok();
        if sent && currency.is_none() {
            fields.wrong("currency", "three letters such as EUR");
        }
        let shown = currency.unwrap_or_else(|| self.usual());
        let meant = currency.filter(|_| sent).and_then(|currency| self.meant(face, visitor, currency, fields));
        let sum = words::money(words::read_amount(fields.text("amount"), shown).unwrap_or_default(), shown.code());
        Dialog {
            title: self.step.title(),
            path: format!("{}/{}", self.address(), self.step.word()),
            back: (self.address(), format!("Customer {}", self.customer.reference)),
            done: format!("{}?done=balance#statement", self.address()),
            about: self.facts(),
            intro: Some(self.intro().to_owned()),
            sentence: self.says(&sum, fields),
            questions: self.questions(face, visitor, shown),
            known: KNOWN,
            least: self.least(shown),
            meant,
            button: format!("{} {sum}", self.verb()),
            later: None,
            besides: None,
            stake: Stake { minor: self.customer.available_minor(shown), code: shown.code(), standing: "active" },
            hindered: None,
            of: vec![Known::Customer(self.customer.clone())],
        }
    }

    /// The command; nothing where what was typed cannot be read.
    fn meant(&self, face: &Shared, visitor: &Visitor, currency: Currency, fields: &mut Fields) -> Option<Act> {
        let customer = self.customer.id.clone();
        if self.step == Step::TopUp {
            let tender = tender::read(face, visitor, Payable { currency, balance_of: None }, fields)?;
            return Some(TopUp { customer, currency, tender }.into());
        }
        let amount = Money::new(tender::amount(currency, fields)?, currency);
        let (reason, note) = (fields.text("reason").to_owned(), fields.text("note").to_owned());
        let change = Change { direction: self.step.direction(), amount, reason, note };
        Some(AdjustBalance { customer, change }.into())
    }

    /// The least of the step: refused where it is not possible at all.
    fn least(&self, currency: Currency) -> Act {
        let customer = self.customer.id.clone();
        match self.step {
            Step::TopUp => TopUp { customer, currency, tender: tender::least() }.into(),
            step => {
                let (currency, reason) =
                    (fullest(&self.customer).map_or(currency, |(most, _)| most), "other".to_owned());
                let amount = Money::new(1, currency);
                let change = Change { direction: step.direction(), amount, reason, note: String::new() };
                AdjustBalance { customer, change }.into()
            }
        }
    }

    fn questions(&self, face: &Shared, visitor: &Visitor, currency: Currency) -> Vec<Question> {
        let input = Input { required: true, autocomplete: Some("off"), hint: Some("Such as EUR."), ..Input::default() };
        let code = Question::Text("currency", "Currency".to_owned(), input);
        if self.step == Step::TopUp {
            let mut all = tender::questions(face, visitor, Payable { currency, balance_of: None });
            if let Some(Question::Text(_, label, _)) = all.first_mut() {
                "Amount".clone_into(label);
            }
            all.insert(1, code);
            return all;
        }
        let note = Input { kind: "area", hint: Some("Whoever agrees reads it."), ..Input::default() };
        vec![
            Question::Text("amount", "Amount".to_owned(), sum_input(true)),
            code,
            Question::Choice("reason", "Reason".to_owned(), reasons(&REASONS)),
            Question::Text("note", "Note for colleagues".to_owned(), note),
        ]
    }

    const fn intro(&self) -> &'static str {
        match self.step {
            Step::TopUp => "What is paid in is on the balance, and can go back to where it came from.",
            Step::Credit => "The balance grows, and we bear it.",
            Step::Debit => "The balance shrinks. While another person is asked, the money is held.",
        }
    }

    /// What will happen, in words.
    fn says(&self, sum: &str, fields: &Fields) -> String {
        match self.step {
            Step::TopUp => format!("{sum} {}, and is on the balance.", tender::says(fields)),
            Step::Credit => format!("{sum} will be added to the balance."),
            Step::Debit => format!("{sum} will be taken from the balance."),
        }
    }

    const fn verb(&self) -> &'static str {
        match self.step {
            Step::TopUp => "Pay in",
            Step::Credit => "Credit",
            Step::Debit => "Take away",
        }
    }

    fn facts(&self) -> Markup {
        html! {
            dl class="facts" {
                dt { "Customer" } dd { (self.customer.reference) }
                @for balance in &self.customer.balances {
                    dt { "Balance in " (balance.currency.code()) } dd {
                        (words::money(balance.amount_minor, balance.currency.code())) ", of which "
                        (words::money(self.customer.available_minor(balance.currency), balance.currency.code())) " are available"
                    }
                }
            }
        }
    }
}
