//! After a story: everything comes to rest, the books agree with themselves, and the bank tells the same story.

use std::collections::BTreeMap;

use recoup::bench::agree;
use recoup::engine::recall;
use recoup::store::views::ListQuery;
use recoup::verify;
use recoup_core::payment::Payment;
use recoup_core::payment::dispute::Dispute;
use recoup_core::world::State;
use recoup_sandbox::FaultRates;

use super::stage::{DAY, HOUR, Stage};

/// Days that may go by until nothing is open any more.
const MOST_DAYS: usize = 40;

/// What a person is reminded of because it takes long; how long is the story's own choice.
pub const REMINDERS: [&str; 6] =
    ["release_overdue", "still_waiting", "still_unknown", "effect_delayed", "delivery_waits", "work_stranded"];

/// Brings a story to its end and compares all records; what does not fit, in words.
pub async fn check(stage: &mut Stage<'_>) -> Vec<String> {
    stage.calm();
    stage.held = false;
    let mut open = open_questions(stage).await;
    for _ in 0..MOST_DAYS {
        stage.pass(DAY).await;
        open = open_questions(stage).await;
        if open.is_empty() || stage.left_open {
            break;
        }
    }
    // What was held up on its way arrives.
    stage.post(FaultRates::default());
    stage.pass(HOUR).await;
    let mut wrong = match (stage.left_open, open.is_empty()) {
        (true, false) => Vec::new(),
        (true, true) => vec!["nothing is left open, and the story says so".to_owned()],
        (false, _) => open,
    };
    wrong.extend(queues(stage).await);
    wrong.extend(books(stage).await);
    wrong.extend(bank(stage).await);
    wrong.extend(people(stage).await);
    wrong
}

async fn payments(stage: &Stage<'_>) -> Vec<Payment> {
    let query = ListQuery { kind: Some("payment".to_owned()), limit: 200, ..ListQuery::default() };
    let rows = stage.theatre.shop.fixture.store.streams(&stage.name, &query).await.unwrap();
    let payment = |row| match recall::stream(row).unwrap().1.state {
        State::Payment(payment) => Some(payment),
        _ => None,
    };
    rows.iter().filter_map(payment).collect()
}

/// What has no known outcome yet.
async fn open_questions(stage: &Stage<'_>) -> Vec<String> {
    let by_report = stage.theatre.place.settles_by_report;
    let payments = payments(stage).await;
    payments
        .iter()
        .filter_map(|payment| Some(format!("{}: {}", payment.id, agree::open(payment, by_report)?)))
        .collect()
}

/// Nothing waits in a queue, no webhook is left at the bank, and nothing is set aside but what the story says.
async fn queues(stage: &Stage<'_>) -> Vec<String> {
    let store = &stage.theatre.shop.fixture.store;
    let mut wrong = Vec::new();
    let effects = store.scan_outbox(&stage.name, "", 10).await.unwrap();
    // What settles by a report is looked at each day, and the look of today may be on its way.
    let looks = |kind: &str| kind == "probe" && stage.theatre.place.settles_by_report;
    for effect in effects.iter().filter(|effect| !stage.left_open && !looks(&effect.kind)) {
        wrong.push(format!("the effect {} ({}) waits: {}", effect.effect_id, effect.kind, effect.payload));
    }
    for delivery in store.deliveries(&stage.name, "waiting", "", 10).await.unwrap() {
        wrong.push(format!("a delivery waits: {}", delivery.note));
    }
    // Adyen does not sign how a dispute ended; a person reads it.
    let unsigned = |note: &str| stage.disputed && note.contains("is not signed");
    let mut parked = store.deliveries(&stage.name, "parked", "", 50).await.unwrap();
    parked.retain(|delivery| !unsigned(&delivery.note));
    if parked.len() != stage.parked {
        let notes: Vec<&str> = parked.iter().map(|delivery| delivery.note.as_str()).collect();
        wrong.push(format!("{} deliveries are parked instead of {}: {notes:?}", parked.len(), stage.parked));
    }
    let waiting = stage.bank(|bank| bank.desk.webhooks_waiting());
    if waiting > 0 {
        wrong.push(format!("{waiting} webhooks have not arrived"));
    }
    wrong
}

/// Everything that `recoup verify` checks.
async fn books(stage: &Stage<'_>) -> Vec<String> {
    let report = verify::run(&stage.theatre.shop.fixture.store, Some(&stage.name), |_, _| {}).await.unwrap();
    let checks = report.tenants.iter().flat_map(|tenant| &tenant.checks).filter(|check| check.found > 0);
    checks.map(|check| format!("verify: {} {:?}", check.id, check.findings)).collect()
}

/// The bank's own books against ours, payment by payment and in total.
async fn bank(stage: &Stage<'_>) -> Vec<String> {
    let oracle = stage.bank(|bank| bank.desk.oracle(None));
    let payments = payments(stage).await;
    let mut wrong = agree::twice(&oracle);
    let mut clearing_minor: BTreeMap<String, i64> = BTreeMap::new();
    for row in stage.theatre.shop.fixture.store.trial_balance(&stage.name, None).await.unwrap() {
        if row.account == "1110" {
            *clearing_minor.entry(row.currency).or_default() += row.debit_minor - row.credit_minor;
        }
    }
    let mut left = oracle.authorizations.clone();
    let mut bank_minor = oracle.balances.clone();
    for payment in &payments {
        let unheard = agree::unheard(payment, &oracle);
        *bank_minor.entry(payment.currency.code().to_owned()).or_default() +=
            unheard.settled_minor - unheard.captured_minor;
        let Some(at) = left.iter().position(|told| told.reference == payment.id.as_str()) else {
            if payment.authorized_minor != 0 {
                wrong.push(format!("{}: the bank does not know it", payment.id));
            }
            continue;
        };
        let told = left.remove(at);
        if stage.outside_minor.is_empty()
            && !stage.left_open
            && let Some(why) = agree::differs(payment, &told, &unheard)
        {
            wrong.push(format!("{}: {why}; bank {:?}", payment.id, told.effects));
        }
        let taken_minor = told.dispute_withdrawn_minor - told.dispute_reinstated_minor;
        let held_minor: i64 = payment.disputes.iter().map(Dispute::held_minor).sum();
        if held_minor != taken_minor {
            wrong.push(format!("{}: disputes took {taken_minor} at the bank, {held_minor} here", payment.id));
        }
    }
    wrong.extend(left.iter().map(|told| format!("the bank authorized {}, which is not here", told.reference)));
    for (currency, there_minor) in bank_minor {
        let ours_minor = clearing_minor.remove(&currency).unwrap_or(0);
        let outside_minor = stage.outside_minor.get(&currency).copied().unwrap_or(0);
        if ours_minor + outside_minor != there_minor {
            wrong.push(format!("1110 holds {ours_minor} {currency} and the bank {there_minor}"));
        }
    }
    wrong
}

/// Nobody was told anything but what the story says.
async fn people(stage: &Stage<'_>) -> Vec<String> {
    let mut told = stage.attention().await;
    if stage.disputed {
        let before = told.len();
        told.retain(|reason, _| !reason.starts_with("dispute_") && reason != "delivery_parked");
        if told.len() == before {
            return vec!["nobody was told of a dispute".to_owned()];
        }
    }
    told.retain(|reason, _| !REMINDERS.contains(&reason.as_str()) || stage.told.contains_key(reason));
    if told == stage.told { Vec::new() } else { vec![format!("people were told {told:?} instead of {:?}", stage.told)] }
}
