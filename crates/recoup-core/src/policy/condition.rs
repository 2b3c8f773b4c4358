//! The language of conditions: the Common Expression Language over a closed list of variables.
//!
//! A condition gives true or false; anything else, an unknown name or an overflow is an error when the
//! policy is proposed, never a guess when it decides. Integers only: no float is ever offered to a condition.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use cel::{Context, Env, Program, Value};

use super::adjustment::{self, AdjustmentFacts};
use super::losses::{self, LossFacts};
use super::routing::{self, RouteFacts};
use super::{PolicyKind, shape};
use crate::actor::Role;
use crate::money::MOST_MINOR;

/// Variables a condition about refunds may use, with what they mean.
pub const VARIABLES: &[(&str, &str)] = &[
    ("amount_minor", "the amount asked for, minor units"),
    ("amount_major", "the same in whole major units, rounded down"),
    ("cumulative_minor", "this amount and all refunds of the payment that no person approved, minor units"),
    ("cumulative_major", "the same in whole major units, rounded down"),
    ("currency", "ISO 4217 code"),
    ("reason", "the reason code"),
    ("roles", "list of the requester's roles"),
    ("share_percent", "cumulative amount as a share of what was captured, 0 to 100, rounded up"),
    (
        "order_share_percent",
        "this amount and all refunds of the order as a share of what was paid for it, 0 to 100, rounded up",
    ),
    ("age_days", "whole days since the payment began"),
    (
        "open_refunds",
        "refunds of the payment that are owed and under way; one that waits for an approval does not count yet",
    ),
];

/// Facts that conditions look at.
pub trait Offered {
    /// The facts as the language takes them.
    fn context(&self) -> Context<'_, '_>;
}

/// Variables a condition of a kind of policy may use, with what they mean.
#[must_use]
pub const fn variables(kind: PolicyKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        PolicyKind::RefundApproval | PolicyKind::RefundRouting => VARIABLES,
        PolicyKind::Routing => routing::VARIABLES,
        PolicyKind::BalanceAdjustment => adjustment::VARIABLES,
        PolicyKind::WriteOff => losses::VARIABLES,
    }
}

/// The facts a condition about a refund looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The amount asked for, minor units.
    pub amount_minor: i64,
    /// With all refunds of the payment that no person approved, minor units.
    pub cumulative_minor: i64,
    /// Minor units in a major unit of the currency.
    pub minor_per_major: i64,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Reason code.
    pub reason: String,
    /// The requester's roles.
    pub roles: Vec<&'static str>,
    /// Share of what was captured, 0 to 100, rounded up.
    pub share_percent: i64,
    /// Share of what was paid for the whole order, with all its refunds, 0 to 100, rounded up.
    pub order_share_percent: i64,
    /// Whole days since the payment began.
    pub age_days: i64,
    /// Refunds asked for or under way.
    pub open_refunds: i64,
}

impl Facts {
    /// Facts that exercise a condition once, to find errors when it is proposed.
    #[must_use]
    pub fn example() -> Self {
        Self {
            amount_minor: 12_345,
            cumulative_minor: 23_456,
            minor_per_major: 100,
            currency: "EUR",
            reason: "damaged".to_owned(),
            roles: vec!["support"],
            share_percent: 50,
            order_share_percent: 20,
            age_days: 3,
            open_refunds: 1,
        }
    }

    /// Facts at the ends of what may come, so that a condition that would fail there fails when it is proposed.
    #[must_use]
    pub fn examples() -> [Self; 3] {
        let example = Self::example();
        let least = Self {
            amount_minor: 0,
            cumulative_minor: 0,
            reason: String::new(),
            roles: Vec::new(),
            share_percent: 0,
            order_share_percent: 0,
            age_days: 0,
            open_refunds: 0,
            ..example.clone()
        };
        let most = Self {
            amount_minor: MOST_MINOR,
            cumulative_minor: MOST_MINOR,
            minor_per_major: 1,
            currency: "JPY",
            reason: "x".repeat(40),
            roles: Role::ALL.iter().map(|role| role.word()).collect(),
            share_percent: 1_000_000,
            order_share_percent: 1_000_000,
            age_days: 1_000_000,
            open_refunds: 1_000_000,
        };
        [example, least, most]
    }
}

/// A context without variables.
pub(super) fn bare<'a, 'b>() -> Context<'a, 'b> {
    Context::with_env(Arc::clone(&ENV))
}

impl Offered for Facts {
    fn context(&self) -> Context<'_, '_> {
        let mut context = bare();
        context.add_variable_from_value("amount_minor", self.amount_minor);
        context.add_variable_from_value("amount_major", self.amount_minor / self.minor_per_major);
        context.add_variable_from_value("cumulative_minor", self.cumulative_minor);
        context.add_variable_from_value("cumulative_major", self.cumulative_minor / self.minor_per_major);
        context.add_variable_from_value("currency", self.currency);
        context.add_variable_from_value("reason", self.reason.as_str());
        context.add_variable_from_value("roles", self.roles.clone());
        context.add_variable_from_value("share_percent", self.share_percent);
        context.add_variable_from_value("order_share_percent", self.order_share_percent);
        context.add_variable_from_value("age_days", self.age_days);
        context.add_variable_from_value("open_refunds", self.open_refunds);
        context
    }
}

static ENV: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// Longest condition, characters: enough for people, too short for an attack on the parser.
const MOST_CHARS: usize = 1_000;

/// Programs kept per thread. Compiling is a pure function of the text, so remembering it changes nothing.
const MOST_PROGRAMS: usize = 256;

thread_local! {
    static PROGRAMS: RefCell<HashMap<String, Rc<Program>>> = RefCell::new(HashMap::new());
}

/// Whether a condition holds.
///
/// # Errors
/// A sentence that says what is wrong with the condition.
pub fn holds(condition: &str, facts: &impl Offered) -> Result<bool, String> {
    let program = compiled(condition)?;
    match program.execute(&facts.context()) {
        Ok(Value::Bool(answer)) => Ok(answer),
        Ok(_) => Err("the condition does not give true or false".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Checks a condition of a kind of policy without deciding anything: it parses, uses known names only and gives a truth value.
///
/// # Errors
/// A sentence that says what is wrong and what would be right.
pub fn check(kind: PolicyKind, condition: &str) -> Result<(), String> {
    let program = compiled(condition)?;
    let references = program.references();
    if let Some(name) =
        references.variables().into_iter().find(|name| !variables(kind).iter().any(|(known, _)| known == name))
    {
        let known: Vec<&str> = variables(kind).iter().map(|(known, _)| *known).collect();
        return Err(format!("there is no variable `{name}`; there are: {}", known.join(", ")));
    }
    match kind {
        PolicyKind::RefundApproval | PolicyKind::RefundRouting => {
            Facts::examples().iter().try_for_each(|facts| holds(condition, facts).map(drop))
        }
        PolicyKind::Routing => RouteFacts::examples().iter().try_for_each(|facts| holds(condition, facts).map(drop)),
        PolicyKind::BalanceAdjustment => {
            AdjustmentFacts::examples().iter().try_for_each(|facts| holds(condition, facts).map(drop))
        }
        PolicyKind::WriteOff => LossFacts::examples().iter().try_for_each(|facts| holds(condition, facts).map(drop)),
    }
}

fn compiled(condition: &str) -> Result<Rc<Program>, String> {
    if condition.chars().count() > MOST_CHARS {
        return Err(format!("the condition is longer than {MOST_CHARS} characters; use several rules"));
    }
    PROGRAMS.with_borrow_mut(|programs| {
        if let Some(known) = programs.get(condition) {
            return Ok(Rc::clone(known));
        }
        let program = Rc::new(Program::compile(condition).map_err(|error| error.to_string())?);
        shape::check(program.expression())?;
        if programs.len() >= MOST_PROGRAMS {
            programs.clear();
        }
        programs.insert(condition.to_owned(), Rc::clone(&program));
        Ok(program)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_decide() {
        let facts = Facts::example();
        for (condition, answer) in [
            ("amount_minor > 10000", true),
            ("amount_major >= 124", false),
            ("currency == 'EUR' && reason in ['damaged', 'late']", true),
            ("'support' in roles && !('approver' in roles)", true),
            ("cumulative_minor > 30000 || share_percent > 49", true),
        ] {
            assert_eq!(holds(condition, &facts), Ok(answer), "{condition}");
        }
    }

    #[test]
    fn what_could_run_for_ever_or_fail_one_day_is_refused() {
        let nested = (0..20).fold("true".to_owned(), |inner, n| format!("roles.all(x{n}, {inner})"));
        for bad in [
            "roles.all(a, roles.all(b, a != b))",
            "[1, 2, 3].exists(x, x > amount_minor)",
            "roles.map(r, r).size() > 0",
            "roles.filter(r, r == 'support') == []",
            nested.as_str(),
            "100 / open_refunds > 3",
            "amount_minor % (age_days - age_days) == 0",
            "100 / 0 > 3",
            "amount_minor > 10.5",
            "roles[0] == 'support'",
            "amount_minor * 100000000 > 1",
            "{'a': 1}.a == 1",
            "reason.x == 1",
        ] {
            let why = check(PolicyKind::RefundApproval, bad);
            assert!(why.is_err(), "{bad}");
        }
        for good in
            ["cumulative_minor / 3 > 10", "amount_minor * 100 > 10", "amount_minor % 100 == 0", "age_days / -7 < 2"]
        {
            assert_eq!(check(PolicyKind::RefundApproval, good), Ok(()), "{good}");
        }
    }

    #[test]
    fn nonsense_is_refused_with_a_reason() {
        for bad in ["amount_minor >", "amount_minor", "weather == 'fine'", "amount_minor / 0 > 1", "reason > 5"] {
            assert!(check(PolicyKind::RefundApproval, bad).is_err(), "{bad}");
        }
        assert!(check(PolicyKind::RefundApproval, "age_days > 180").is_ok());
    }
}
