//! Stories about `verify`: a healthy shop agrees with itself, and each thing spoilt behind the engine's back is
//! found by the check that is there for it.

use std::collections::BTreeSet;

use recoup::store::Store;
use recoup::verify::{self, TenantReport};
use recoup_core::invoice::{Invoice, InvoiceStatus};
use recoup_core::payment::Payment;
use recoup_core::world::State;

use crate::store_support::*;
use crate::verify_shop::Shop;

on_both! {
    a_healthy_shop_agrees,
    a_changed_state_is_found,
    a_state_of_an_older_version_agrees,
    a_deleted_line_is_found,
    a_doubled_entry_is_found,
    a_changed_event_is_found,
    a_missing_event_is_found,
    two_lines_wrong_at_once_are_found,
    a_forgotten_payment_of_an_order_is_found,
    lines_without_an_entry_are_found,
    work_that_nobody_does_is_found,
    only_what_is_asked_no_more_needs_no_work,
    broken_names_and_words_are_found,
    a_broken_feed_is_found,
    amounts_that_contradict_each_other_are_found,
    an_invoice_that_contradicts_itself_is_found,
    what_is_held_for_nothing_is_found,
    a_shop_at_work_agrees,
}

async fn report(store: &Store) -> TenantReport {
    verify::run(store, Some(T), |_, _| {}).await.unwrap().tenants.remove(0)
}

/// Changes rows as nobody may.
async fn spoil(fixture: &Fixture, sql: &str) {
    let changed = if fixture.url.starts_with("sqlite:") {
        sqlite_connection(&fixture.url).execute(sql, []).unwrap() as u64
    } else {
        postgres_client(&fixture.url).await.execute(sql, &[]).await.unwrap()
    };
    assert!(changed > 0, "nothing was spoilt: {sql}");
}

/// Names of the checks that found something.
async fn found(shop: &Shop) -> BTreeSet<&'static str> {
    let report = report(&shop.fixture.store).await;
    for check in report.checks.iter().filter(|check| check.found > 0) {
        println!("{}: {:?}", check.id, check.findings);
    }
    report.checks.iter().filter(|check| check.found > 0).map(|check| check.id).collect()
}

fn names(list: &[&'static str]) -> BTreeSet<&'static str> {
    list.iter().copied().collect()
}

/// The newest entry of an act.
async fn entry_of(shop: &Shop, stream: &str, act: &str) -> String {
    let entries = shop.fixture.store.entries_of_stream(T, stream).await.unwrap();
    entries.into_iter().rfind(|view| view.entry.act == act).unwrap().entry.entry_id
}

async fn a_healthy_shop_agrees(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    assert_eq!(found(&shop).await, names(&[]));
    let report = report(&shop.fixture.store).await;
    let idle: Vec<_> = report.checks.iter().filter(|check| check.checked == 0).map(|check| check.id).collect();
    assert!(idle.is_empty(), "the shop has nothing for {idle:?}");
    let reasons: BTreeSet<_> = report.open.iter().filter_map(|row| row.reason).collect();
    let want = names(&["adjusted in the general book", "not delivered yet", "not paid yet", "sending"]);
    assert_eq!(reasons, want);
    assert!(report.open.iter().all(|row| row.reason.is_some()), "{:?}", report.open);
    let whole = verify::run(&shop.fixture.store, None, |_, _| {}).await.unwrap();
    assert!(whole.ok && whole.text().contains("everything agrees") && whole.text().contains("(100.0 %)"));
    let unknown = verify::run(&shop.fixture.store, Some("nobody"), |_, _| {}).await.unwrap_err();
    assert!(unknown.to_string().contains("`nobody`; there are ten_a"), "{unknown}");
}

async fn a_changed_state_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let sql = format!(
        "UPDATE stream SET state = replace(state, '\"captured_minor\":7000', '\"captured_minor\":7001') WHERE stream_id = '{}'",
        shop.card.1
    );
    spoil(&shop.fixture, &sql).await;
    // The order reads its payments as they are stored.
    assert_eq!(found(&shop).await, names(&["state", "paid"]));
    let report = report(&shop.fixture.store).await;
    let finding = &report.check("state").unwrap().findings[0];
    assert_eq!((finding.stream.as_str(), finding.found.as_str()), (shop.card.1.as_str(), "7001"));
    assert_eq!(finding.expected, "captured_minor: 7000");
}

async fn a_state_of_an_older_version_agrees(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = shop.declined("old").await;
    let stored = shop.fixture.store.stream(T, payment.as_str()).await.unwrap().unwrap();
    let from = stored.state.find(",\"declined\":").expect("it remembers why");
    let until = from + stored.state[from..].find('}').unwrap() + 1;
    let older = format!("{}{}", &stored.state[..from], &stored.state[until..]);
    let write = |state: &str| format!("UPDATE stream SET state = '{state}' WHERE stream_id = '{payment}'");
    spoil(&shop.fixture, &write(&older)).await;
    assert_eq!(found(&shop).await, names(&[]), "an earlier version did not remember why");
    let other = older.replace("\"amount_minor\":2000", "\"amount_minor\":2001");
    spoil(&shop.fixture, &write(&other)).await;
    assert!(found(&shop).await.contains("state"), "anything else has to be the same");
}

async fn a_deleted_line_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let entry = entry_of(&shop, shop.card.1.as_str(), "capture").await;
    spoil(&shop.fixture, &format!("DELETE FROM line WHERE entry_id = '{entry}' AND account = '1200'")).await;
    assert_eq!(found(&shop).await, names(&["entries", "balance", "receivable"]));
}

async fn a_doubled_entry_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let entry = entry_of(&shop, shop.card.1.as_str(), "refund_settled").await;
    let head = "event_id, stream_id, act, effective_us, booked_us, reverses_entry_id, memo";
    let line = "line_no, account, subkey, currency, amount_minor, effective_us";
    for (table, columns) in [("entry", head), ("line", line)] {
        let sql = format!(
            "INSERT INTO {table} (tenant_id, entry_id, {columns}) SELECT tenant_id, 'ent_again', {columns} FROM {table} WHERE entry_id = '{entry}'"
        );
        spoil(&shop.fixture, &sql).await;
    }
    // It balances, as a doubled entry does; it is found because no event posts it.
    assert_eq!(found(&shop).await, names(&["entries"]));
}

async fn a_changed_event_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let sql = format!(
        "UPDATE event SET body = replace(body, '\"amount_minor\":800', '\"amount_minor\":810') WHERE stream_id = '{}' AND kind = 'refund.requested'",
        shop.card.1
    );
    spoil(&shop.fixture, &sql).await;
    let found = found(&shop).await;
    assert!(found.is_superset(&names(&["state", "feed_digests"])), "{found:?}");
}

async fn a_missing_event_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    spoil(&shop.fixture, &format!("DELETE FROM event WHERE stream_id = '{}' AND seq = 2", shop.till.1)).await;
    let found = found(&shop).await;
    assert!(found.is_superset(&names(&["sequence", "state", "feed_digests", "feed_complete"])), "{found:?}");
}

async fn two_lines_wrong_at_once_are_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let entry = entry_of(&shop, shop.card.1.as_str(), "capture").await;
    let sql = format!(
        "UPDATE line SET amount_minor = CASE WHEN amount_minor > 0 THEN amount_minor + 100 ELSE amount_minor - 100 END WHERE entry_id = '{entry}'"
    );
    spoil(&shop.fixture, &sql).await;
    assert_eq!(found(&shop).await, names(&["entries", "receivable", "clearing"]));
}

async fn a_forgotten_payment_of_an_order_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    // The last event of the order and its state go together, so that the order agrees with itself.
    let order = shop.fixture.store.stream(T, shop.card.0.as_str()).await.unwrap().unwrap();
    let events = shop.fixture.store.events(T, &order.stream_id, 0, 99).await.unwrap();
    let (last, rest) = events.split_last().unwrap();
    let mut state = State::begin(&serde_json::from_str(&rest[0].body).unwrap()).unwrap();
    rest[1..].iter().for_each(|event| state.apply(&serde_json::from_str(&event.body).unwrap()).unwrap());
    let text = serde_json::to_string(&state).unwrap();
    spoil(&shop.fixture, &format!("DELETE FROM event WHERE event_id = '{}'", last.event_id)).await;
    let version = rest.len();
    let sql =
        format!("UPDATE stream SET version = {version}, state = '{text}' WHERE stream_id = '{}'", order.stream_id);
    spoil(&shop.fixture, &sql).await;
    let found = found(&shop).await;
    assert!(found.contains("released") && found.contains("feed_complete") && !found.contains("state"), "{found:?}");
}

async fn lines_without_an_entry_are_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let lines = "INSERT INTO line (tenant_id, entry_id, line_no, account, subkey, currency, amount_minor, effective_us) \
        VALUES ('ten_a', 'ent_none', 1, '1010', 'main', 'EUR', 5, 1), ('ten_a', 'ent_none', 2, '4000', 'sales', 'EUR', -5, 1)";
    spoil(&shop.fixture, lines).await;
    assert_eq!(found(&shop).await, names(&["totals"]));
}

async fn work_that_nobody_does_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    spoil(&shop.fixture, &format!("DELETE FROM outbox WHERE stream_id = '{}'", shop.pending)).await;
    assert_eq!(found(&shop).await, names(&["outbox"]));
    spoil(&shop.fixture, "DELETE FROM timer WHERE kind = 'expire_approval'").await;
    assert_eq!(found(&shop).await, names(&["outbox", "timers"]));
    let report = report(&shop.fixture.store).await;
    assert_eq!(report.check("timers").unwrap().found, 3, "a refund, a policy and what is given up of an invoice wait");
}

/// Where asking has ended the books say so, and nothing has to be on its way; where it has not, somebody has to ask.
async fn only_what_is_asked_no_more_needs_no_work(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    shop.lost("asked no more", true).await;
    shop.done("done").await;
    assert_eq!(found(&shop).await, names(&[]));
    spoil(&shop.fixture, "DELETE FROM timer WHERE kind = 'ask_again'").await;
    assert_eq!(found(&shop).await, names(&["timers"]));
    let report = report(&shop.fixture.store).await;
    assert_eq!(report.check("timers").unwrap().found, 1, "the refund waits for its row of money");
}

async fn broken_names_and_words_are_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let reference = format!("DELETE FROM reference WHERE stream_id = '{}' AND value LIKE 'rfd_%'", shop.till.1);
    spoil(&shop.fixture, &reference).await;
    assert_eq!(found(&shop).await, names(&["references"]));
    let notice = format!(
        "UPDATE notice SET body = replace(body, 'EUR 5.00', 'EUR 50.00') WHERE stream_id = '{}' AND body LIKE '%EUR 5.00%'",
        shop.till.1
    );
    spoil(&shop.fixture, &notice).await;
    assert_eq!(found(&shop).await, names(&["references", "notices"]));
    // An approval that is gone while its refund waits: its events go too, so that nothing else stands for it.
    let orphan = format!("UPDATE stream SET parent_id = '' WHERE kind = 'approval' AND parent_id = '{}'", shop.waiting);
    spoil(&shop.fixture, &orphan).await;
    let found = found(&shop).await;
    assert!(found.contains("approvals") && found.contains("state"), "{found:?}");
}

async fn a_broken_feed_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    spoil(&shop.fixture, "UPDATE batch SET chain = 'forged' WHERE first_no = 1").await;
    assert_eq!(found(&shop).await, names(&["feed_digests"]));
    // The second batch goes on from the first, so both do not fit; nothing after them is blamed.
    assert_eq!(report(&shop.fixture.store).await.check("feed_digests").unwrap().found, 2);
    spoil(&shop.fixture, "UPDATE batch SET first_no = first_no + 1000 WHERE first_no > 10").await;
    assert_eq!(found(&shop).await, names(&["feed_digests", "feed_numbers"]));
    spoil(&shop.fixture, "DELETE FROM batch WHERE first_no IS NULL").await;
    assert_eq!(found(&shop).await, names(&["feed_digests", "feed_numbers", "feed_complete"]));
}

/// What the engine never lets happen, so that no event leads to it: the rules are asked directly.
async fn amounts_that_contradict_each_other_are_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let row = shop.fixture.store.stream(T, shop.card.1.as_str()).await.unwrap().unwrap();
    let State::Payment(payment) = serde_json::from_str(&row.state).unwrap() else { panic!("no payment") };
    let found = |change: fn(&mut Payment)| {
        let mut spoilt = payment.clone();
        change(&mut spoilt);
        let mut notes = verify::checks::Notes::default();
        verify::rules::check_payment(&spoilt, &mut notes);
        notes.found.iter().map(|(check, _)| check.id()).collect::<BTreeSet<_>>()
    };
    assert_eq!(found(|_| {}), names(&[]));
    assert_eq!(found(|p| p.refunds[1].amount_minor = 99_000), names(&["refundable", "captures"]));
    assert_eq!(found(|p| p.released_minor = 2_001), names(&["authorized"]));
    assert_eq!(found(|p| p.captures[0].refunded_minor += 1), names(&["captures"]));
    assert_eq!(found(|p| p.captures[0].amount_minor -= 1), names(&["captures"]));
    let row = shop.fixture.store.stream(T, shop.till.0.as_str()).await.unwrap().unwrap();
    let State::Order(mut order) = serde_json::from_str(&row.state).unwrap() else { panic!("no order") };
    order.lines[0].released_taxes_minor[0] = 9_999;
    let mut notes = verify::checks::Notes::default();
    verify::rules::check_order(&order, &[], &mut notes);
    assert!(notes.found.iter().any(|(check, _)| check.id() == "lines"), "{:?}", notes.found);
}

async fn an_invoice_that_contradicts_itself_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let row = shop.fixture.store.stream(T, shop.invoice.as_str()).await.unwrap().unwrap();
    let State::Invoice(invoice) = serde_json::from_str(&row.state).unwrap() else { panic!("no invoice") };
    let wrong = |change: fn(&mut Invoice)| {
        let mut spoilt = invoice.clone();
        change(&mut spoilt);
        let mut notes = verify::checks::Notes::default();
        verify::rules::check_invoice(&spoilt, &[], &mut notes);
        let found = notes.found.iter().map(|(check, _)| check.id());
        found.filter(|id| *id != "paid").collect::<BTreeSet<_>>()
    };
    assert_eq!(wrong(|_| {}), names(&[]));
    assert_eq!(wrong(|i| i.status = InvoiceStatus::Open), names(&["invoice_word"]));
    assert_eq!(wrong(|i| i.paid_minor = 9_000), names(&["invoice_word", "overpaid"]));
    assert_eq!(wrong(|i| i.credited_minor = 1), names(&["released"]));
    let sql = format!("DELETE FROM timer WHERE stream_id = '{}'", shop.invoice);
    spoil(&shop.fixture, &sql).await;
    assert_eq!(found(&shop).await, names(&["timers"]));
}

async fn what_is_held_for_nothing_is_found(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let payment = shop.waiting_balance().await;
    assert_eq!(found(&shop).await, names(&[]), "a refund that waits holds its money");
    let (from, to) = ("\"status\":\"awaiting_approval\"", "\"status\":\"rejected\"");
    let sql = format!("UPDATE stream SET state = replace(state, '{from}', '{to}') WHERE stream_id = '{payment}'");
    spoil(&shop.fixture, &sql).await;
    assert_eq!(found(&shop).await, names(&["state", "held"]));
}

/// Verification beside a shop that goes on selling finds nothing.
async fn a_shop_at_work_agrees(fixture: Fixture) {
    let shop = std::sync::Arc::new(Shop::open(fixture).await);
    let busy = std::sync::Arc::clone(&shop);
    let selling = tokio::spawn(async move {
        for number in 0..60 {
            busy.sell(&format!("busy-{number}")).await;
        }
    });
    let mut rounds = 0;
    while !selling.is_finished() || rounds == 0 {
        assert_eq!(found(&shop).await, names(&[]));
        rounds += 1;
    }
    selling.await.unwrap();
    assert_eq!(found(&shop).await, names(&[]));
}
