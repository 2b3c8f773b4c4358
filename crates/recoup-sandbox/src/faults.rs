//! What can go wrong between the bank and its client, how often, and how often it did.
//! Rates are parts per million and the draws come from the seed, so that a bad day can be lived through again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rng::Rng;

const MILLION: u32 = 1_000_000;

/// What can happen to one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallFault {
    /// Nothing is done, and the client gets no answer.
    TimeoutBefore,
    /// It is done, and the client gets no answer.
    TimeoutAfter,
    /// Nothing is done, and the answer is 500.
    #[serde(rename = "error_500_before")]
    Error500Before,
    /// It is done, and the answer is 500.
    #[serde(rename = "error_500_after")]
    Error500After,
    /// The bank says no, and means it.
    Refuse,
    /// It is done, and the true answer comes late.
    Slow,
}

impl CallFault {
    /// Every fault of a call.
    pub const ALL: [Self; 6] =
        [Self::TimeoutBefore, Self::TimeoutAfter, Self::Error500Before, Self::Error500After, Self::Refuse, Self::Slow];

    /// Its name in the `Sandbox-Fault` header and in counts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TimeoutBefore => "timeout_before",
            Self::TimeoutAfter => "timeout_after",
            Self::Error500Before => "error_500_before",
            Self::Error500After => "error_500_after",
            Self::Refuse => "refuse",
            Self::Slow => "slow",
        }
    }

    /// The fault of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }
}

/// What can happen to one webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookFault {
    /// It is sent twice.
    Duplicate,
    /// It is sent after the next one.
    Reorder,
    /// It is never sent.
    Drop,
    /// It is sent minutes later.
    Late,
}

impl WebhookFault {
    /// Every fault of a webhook.
    pub const ALL: [Self; 4] = [Self::Duplicate, Self::Reorder, Self::Drop, Self::Late];

    /// Its name in counts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Duplicate => "webhook_duplicate",
            Self::Reorder => "webhook_reorder",
            Self::Drop => "webhook_drop",
            Self::Late => "webhook_late",
        }
    }
}

/// How often each fault happens, in parts per million; at most one call fault and one webhook fault is drawn at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaultRates {
    /// Parts per million of calls that are lost before anything is done.
    pub timeout_before_ppm: u32,
    /// Parts per million of calls whose answer is lost.
    pub timeout_after_ppm: u32,
    /// Parts per million of calls that answer 500 with nothing done.
    pub error_500_before_ppm: u32,
    /// Parts per million of calls that answer 500 after it was done.
    pub error_500_after_ppm: u32,
    /// Parts per million of calls that the bank refuses.
    pub refuse_ppm: u32,
    /// Parts per million of calls whose answer is late.
    pub slow_ppm: u32,
    /// Parts per million of webhooks that are sent twice.
    pub webhook_duplicate_ppm: u32,
    /// Parts per million of webhooks that are overtaken by the next one.
    pub webhook_reorder_ppm: u32,
    /// Parts per million of webhooks that are never sent.
    pub webhook_drop_ppm: u32,
    /// Parts per million of webhooks that come minutes late.
    pub webhook_late_ppm: u32,
}

impl FaultRates {
    /// The rate of a call fault, in parts per million.
    #[must_use]
    pub const fn of_call(&self, fault: CallFault) -> u32 {
        match fault {
            CallFault::TimeoutBefore => self.timeout_before_ppm,
            CallFault::TimeoutAfter => self.timeout_after_ppm,
            CallFault::Error500Before => self.error_500_before_ppm,
            CallFault::Error500After => self.error_500_after_ppm,
            CallFault::Refuse => self.refuse_ppm,
            CallFault::Slow => self.slow_ppm,
        }
    }

    /// The rate of a webhook fault, in parts per million.
    #[must_use]
    pub const fn of_webhook(&self, fault: WebhookFault) -> u32 {
        match fault {
            WebhookFault::Duplicate => self.webhook_duplicate_ppm,
            WebhookFault::Reorder => self.webhook_reorder_ppm,
            WebhookFault::Drop => self.webhook_drop_ppm,
            WebhookFault::Late => self.webhook_late_ppm,
        }
    }

    /// Whether the call faults together, and the webhook faults together, stay within a million.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let calls: u64 = CallFault::ALL.into_iter().map(|fault| u64::from(self.of_call(fault))).sum();
        let webhooks: u64 = WebhookFault::ALL.into_iter().map(|fault| u64::from(self.of_webhook(fault))).sum();
        calls <= u64::from(MILLION) && webhooks <= u64::from(MILLION)
    }
}

/// The bad luck in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultPlan {
    /// How often each fault happens.
    pub rates: FaultRates,
    /// Whether drawn faults also hit reads and searches, and not only calls that move money.
    pub reads: bool,
    /// How late a slow answer is, in milliseconds.
    pub slow_ms: u64,
    /// How long a lost call is held before the line goes dead, in milliseconds.
    pub timeout_hold_ms: u64,
    /// How late a late webhook is, in seconds.
    pub webhook_late_secs: i64,
}

impl Default for FaultPlan {
    fn default() -> Self {
        Self {
            rates: FaultRates::default(),
            reads: false,
            slow_ms: 1_000,
            timeout_hold_ms: 3_000,
            webhook_late_secs: 180,
        }
    }
}

/// A change to the plan: the rates are replaced when given, the rest changes field by field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PlanChange {
    rates: Option<FaultRates>,
    reads: Option<bool>,
    slow_ms: Option<u64>,
    timeout_hold_ms: Option<u64>,
    webhook_late_secs: Option<i64>,
}

/// The plan in force and what it has done so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultReport {
    /// The plan in force.
    pub plan: FaultPlan,
    /// How many times each fault happened since the start, by name; every name is listed.
    pub counts: BTreeMap<String, u64>,
}

/// The plan, the dice and the tally.
#[derive(Debug)]
pub(crate) struct Faults {
    plan: FaultPlan,
    rng: Rng,
    calls: [u64; CallFault::ALL.len()],
    webhooks: [u64; WebhookFault::ALL.len()],
}

impl Faults {
    pub(crate) fn new(plan: FaultPlan, seed: u64) -> Self {
        Self { plan, rng: Rng::new(seed, 2), calls: [0; CallFault::ALL.len()], webhooks: [0; WebhookFault::ALL.len()] }
    }

    pub(crate) const fn plan(&self) -> &FaultPlan {
        &self.plan
    }

    pub(crate) const fn set_plan(&mut self, plan: FaultPlan) {
        self.plan = plan;
    }

    /// Takes a change over, or says that its rates cannot be.
    pub(crate) fn change(&mut self, change: &PlanChange) -> Result<(), &'static str> {
        let rates = change.rates.unwrap_or(self.plan.rates);
        if !rates.is_possible() {
            return Err("the rates of call faults, or of webhook faults, add up to more than a million");
        }
        self.plan = FaultPlan {
            rates,
            reads: change.reads.unwrap_or(self.plan.reads),
            slow_ms: change.slow_ms.unwrap_or(self.plan.slow_ms),
            timeout_hold_ms: change.timeout_hold_ms.unwrap_or(self.plan.timeout_hold_ms),
            webhook_late_secs: change.webhook_late_secs.unwrap_or(self.plan.webhook_late_secs).max(0),
        };
        Ok(())
    }

    /// Draws the fault of one call.
    pub(crate) fn draw_call(&mut self) -> Option<CallFault> {
        let rates = self.plan.rates;
        draw(&mut self.rng, CallFault::ALL, |fault| rates.of_call(fault))
    }

    /// Draws the fault of one webhook and counts it.
    pub(crate) fn draw_webhook(&mut self) -> Option<WebhookFault> {
        let rates = self.plan.rates;
        let fault = draw(&mut self.rng, WebhookFault::ALL, |fault| rates.of_webhook(fault))?;
        self.webhooks[fault as usize] += 1;
        Some(fault)
    }

    /// Counts a fault that a call really suffered.
    pub(crate) const fn count_call(&mut self, fault: CallFault) {
        self.calls[fault as usize] += 1;
    }

    pub(crate) fn report(&self) -> FaultReport {
        let calls = CallFault::ALL.into_iter().map(|fault| (fault.name().to_owned(), self.calls[fault as usize]));
        let webhooks =
            WebhookFault::ALL.into_iter().map(|fault| (fault.name().to_owned(), self.webhooks[fault as usize]));
        FaultReport { plan: self.plan, counts: calls.chain(webhooks).collect() }
    }
}

/// One throw of the dice decides between all faults, so that their rates add up.
fn draw<F: Copy, const N: usize>(rng: &mut Rng, faults: [F; N], rate_ppm: impl Fn(F) -> u32) -> Option<F> {
    let thrown = rng.below(MILLION);
    let mut reached = 0_u32;
    faults.into_iter().find(|fault| {
        reached = reached.saturating_add(rate_ppm(*fault));
        thrown < reached
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_match_the_wire() {
        for fault in CallFault::ALL {
            assert_eq!(CallFault::named(fault.name()), Some(fault));
            assert_eq!(serde_json::to_string(&fault).unwrap(), format!("\"{}\"", fault.name()));
        }
        assert_eq!(CallFault::named("earthquake"), None);
    }

    #[test]
    fn rates_are_met_roughly_and_zero_means_never() {
        let rates = FaultRates { timeout_after_ppm: 100_000, slow_ppm: 50_000, ..FaultRates::default() };
        let mut faults = Faults::new(FaultPlan { rates, ..FaultPlan::default() }, 3);
        for _ in 0..20_000 {
            if let Some(fault) = faults.draw_call() {
                faults.count_call(fault);
            }
            assert_eq!(faults.draw_webhook(), None);
        }
        let counts = faults.report().counts;
        assert!((1_800..2_200).contains(&counts["timeout_after"]), "{counts:?}");
        assert!((850..1_150).contains(&counts["slow"]), "{counts:?}");
        assert_eq!(counts["timeout_before"] + counts["refuse"] + counts["webhook_drop"], 0);
    }

    #[test]
    fn impossible_rates_are_refused_and_change_nothing() {
        let mut faults = Faults::new(FaultPlan::default(), 3);
        let change: PlanChange =
            serde_json::from_str(r#"{"rates":{"slow_ppm":900000,"refuse_ppm":200000},"slow_ms":5}"#).unwrap();
        assert!(faults.change(&change).is_err());
        assert_eq!(faults.plan(), &FaultPlan::default());
        let change: PlanChange = serde_json::from_str(r#"{"rates":{"slow_ppm":900000},"slow_ms":5}"#).unwrap();
        faults.change(&change).unwrap();
        assert_eq!((faults.plan().rates.slow_ppm, faults.plan().slow_ms), (900_000, 5));
        assert!(serde_json::from_str::<PlanChange>(r#"{"rates":{"slow":0.5}}"#).is_err());
    }
}
