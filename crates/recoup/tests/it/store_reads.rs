//! Stories about reads: lists, balances, references, exceptions, the installation itself.

use recoup::store::rows::*;
use recoup::store::views::*;

use crate::store_support::*;

on_both! {
    lists_go_page_by_page,
    children_are_listed_under_their_parent,
    events_are_read_from_either_end,
    balances_know_the_date,
    what_has_not_cleared_is_listed,
    entries_are_summed_for_the_check,
    references_find_streams,
    exceptions_are_listed_and_counted,
    tenants_keys_and_clock,
    old_answers_are_forgotten,
}

async fn lists_go_page_by_page(fixture: Fixture) {
    let store = &fixture.store;
    let mut streams: Vec<_> = (0..7).map(|n| stream(&format!("pay_{n}"), 0, 1)).collect();
    streams[2].status = "failed".to_owned();
    streams[5].status = "failed".to_owned();
    streams.push(StreamRow { kind: "order".to_owned(), ..stream("ord_1", 0, 1) });
    put(store, vec![Unit { streams, ..unit() }]).await;
    let list = |query: ListQuery| async move {
        let rows = store.streams(T, &query).await.unwrap();
        rows.into_iter().map(|row| row.stream_id).collect::<Vec<_>>()
    };
    let payments = ListQuery { kind: Some("payment".to_owned()), limit: 3, ..ListQuery::default() };
    assert_eq!(list(payments.clone()).await, ["pay_0", "pay_1", "pay_2"]);
    assert_eq!(
        list(ListQuery { after: Some("pay_2".to_owned()), ..payments.clone() }).await,
        ["pay_3", "pay_4", "pay_5"]
    );
    assert_eq!(list(ListQuery { newest_first: true, ..payments.clone() }).await, ["pay_6", "pay_5", "pay_4"]);
    let back = ListQuery { newest_first: true, before: Some("pay_4".to_owned()), ..payments.clone() };
    assert_eq!(list(back).await, ["pay_3", "pay_2", "pay_1"]);
    let failed = ListQuery { status: Some("failed".to_owned()), ..payments.clone() };
    assert_eq!(list(failed.clone()).await, ["pay_2", "pay_5"]);
    assert_eq!(list(ListQuery { newest_first: true, ..failed.clone() }).await, ["pay_5", "pay_2"]);
    assert_eq!(list(ListQuery { kind: None, ..failed }).await, ["pay_2", "pay_5"]);
    assert_eq!(list(ListQuery { kind: None, limit: 99, ..payments }).await.len(), 8);
    let counts = store.stream_counts(T, Some("payment")).await.unwrap();
    let counts: Vec<_> = counts.iter().map(|c| (c.status.as_str(), c.count, c.amount_minor)).collect();
    assert_eq!(counts, [("captured", 5, 500), ("failed", 2, 200)]);
    assert_eq!(store.stream_counts(T, None).await.unwrap().len(), 3);
    let scanned = store.scan_streams(T, "pay_4", 9).await.unwrap();
    assert_eq!(scanned.iter().map(|s| s.stream_id.as_str()).collect::<Vec<_>>(), ["pay_5", "pay_6"]);
}

async fn children_are_listed_under_their_parent(fixture: Fixture) {
    let store = &fixture.store;
    let child = |id: &str, parent: &str| StreamRow { parent_id: parent.to_owned(), ..stream(id, 0, 1) };
    let streams = vec![child("pay_1", "ord_1"), child("pay_2", "ord_1"), child("pay_3", "ord_2"), child("pay_4", "")];
    put(store, vec![Unit { streams, ..unit() }]).await;
    let of = |parent: &str| ListQuery { parent: Some(parent.to_owned()), limit: 9, ..ListQuery::default() };
    let found = store.streams(T, &of("ord_1")).await.unwrap();
    assert_eq!(found.iter().map(|s| s.stream_id.as_str()).collect::<Vec<_>>(), ["pay_1", "pay_2"]);
    let newest = ListQuery { newest_first: true, kind: Some("payment".to_owned()), ..of("ord_1") };
    assert_eq!(store.streams(T, &newest).await.unwrap()[0].stream_id, "pay_2");
    let orders = ListQuery { kind: Some("order".to_owned()), ..of("ord_1") };
    assert!(store.streams(T, &orders).await.unwrap().is_empty());
}

async fn events_are_read_from_either_end(fixture: Fixture) {
    let store = &fixture.store;
    let events = (1..=5).map(|seq| event("pay_1", seq)).collect();
    put(store, vec![Unit { streams: vec![stream("pay_1", 0, 5)], events, ..unit() }]).await;
    let seqs = |rows: Vec<EventRow>| rows.into_iter().map(|row| row.seq).collect::<Vec<_>>();
    assert_eq!(seqs(store.events(T, "pay_1", 0, 2).await.unwrap()), [1, 2]);
    assert_eq!(seqs(store.events_before(T, "pay_1", i64::MAX, 2).await.unwrap()), [5, 4]);
    assert_eq!(seqs(store.events_before(T, "pay_1", 4, 9).await.unwrap()), [3, 2, 1]);
    assert!(store.events_before(T, "pay_2", i64::MAX, 9).await.unwrap().is_empty());
}

/// Three entries on three days.
async fn books(fixture: &Fixture) {
    let post = |id: &str, day: i64, lines: Vec<LineRow>| Unit {
        entries: vec![EntryRow { effective_us: day, ..entry(id, "pay_1") }],
        lines: lines.into_iter().map(|line| LineRow { effective_us: day, ..line }).collect(),
        ..unit()
    };
    let units = vec![
        post("ent_1", 1, vec![line("ent_1", 1, ("1200", "a"), 1_000), line("ent_1", 2, ("4010", ""), -1_000)]),
        post("ent_2", 2, vec![line("ent_2", 1, ("4010", ""), 300), line("ent_2", 2, ("2150", "r1"), -300)]),
        post("ent_3", 3, vec![line("ent_3", 1, ("2150", "r1"), 300), line("ent_3", 2, ("1200", "b"), -300)]),
    ];
    put(&fixture.store, units).await;
    let foreign = Unit { tenant: "ten_b".to_owned(), lines: vec![line("ent_9", 1, ("1200", "a"), 77)], ..unit() };
    put(&fixture.store, vec![foreign]).await;
}

async fn balances_know_the_date(fixture: Fixture) {
    books(&fixture).await;
    let store = &fixture.store;
    let show = |rows: Vec<BalanceRow>| -> Vec<(String, i64, i64)> {
        rows.into_iter().map(|row| (row.account + &row.subkey, row.debit_minor, row.credit_minor)).collect()
    };
    let all = show(store.trial_balance(T, None).await.unwrap());
    let expected = [("1200", 1_000, 300), ("2150", 300, 300), ("4010", 300, 1_000)];
    assert_eq!(all, expected.map(|(account, debit, credit)| (account.to_owned(), debit, credit)));
    let then = show(store.trial_balance(T, Some(2)).await.unwrap());
    let expected = [("1200", 1_000, 0), ("2150", 0, 300), ("4010", 300, 1_000)];
    assert_eq!(then, expected.map(|(account, debit, credit)| (account.to_owned(), debit, credit)));
    let by_subkey = BalanceQuery { account: Some("1200".to_owned()), by_subkey: true, ..BalanceQuery::default() };
    let rows = show(store.balances(T, &by_subkey).await.unwrap());
    assert_eq!(rows, [("1200a".to_owned(), 1_000, 0), ("1200b".to_owned(), 0, 300)]);
    let one = BalanceQuery { subkey: Some("b".to_owned()), ..by_subkey };
    assert_eq!(show(store.balances(T, &one).await.unwrap()), [("1200b".to_owned(), 0, 300)]);
    assert!(store.trial_balance(T, Some(0)).await.unwrap().is_empty());
}

async fn what_has_not_cleared_is_listed(fixture: Fixture) {
    books(&fixture).await;
    let store = &fixture.store;
    let open = SubkeyQuery { only_open: true, limit: 2, ..SubkeyQuery::default() };
    let first = store.subkey_sums(T, &open).await.unwrap();
    let show = |sums: &[SubkeySum]| -> Vec<(String, i64)> {
        sums.iter().map(|sum| (format!("{}{}", sum.at.account, sum.at.subkey), sum.amount_minor)).collect()
    };
    assert_eq!(show(&first), [("1200a".to_owned(), 1_000), ("1200b".to_owned(), -300)]);
    let rest = SubkeyQuery { after: first[1].at.clone(), ..open };
    assert_eq!(show(&store.subkey_sums(T, &rest).await.unwrap()), [("4010".to_owned(), -700)]);
    let cleared = SubkeyQuery { account: Some("2150".to_owned()), limit: 9, ..SubkeyQuery::default() };
    let sums = store.subkey_sums(T, &cleared).await.unwrap();
    assert_eq!((sums[0].amount_minor, sums[0].lines, sums[0].first_us, sums[0].last_us), (0, 2, 2, 3));
}

async fn entries_are_summed_for_the_check(fixture: Fixture) {
    books(&fixture).await;
    let store = &fixture.store;
    put(store, vec![Unit { lines: vec![line("ent_4", 1, ("1200", "a"), 5)], ..unit() }]).await;
    let sums = store.entry_sums(T, "", 3).await.unwrap();
    assert_eq!(
        sums.iter().map(|s| (s.entry_id.as_str(), s.amount_minor)).collect::<Vec<_>>(),
        [("ent_1", 0), ("ent_2", 0), ("ent_3", 0)]
    );
    let last = store.entry_sums(T, "ent_3", 3).await.unwrap();
    assert_eq!(
        last.iter().map(|s| (s.entry_id.as_str(), s.amount_minor, s.lines)).collect::<Vec<_>>(),
        [("ent_4", 5, 1)]
    );
    assert!(store.entry_sums(T, "ent_4", 3).await.unwrap().is_empty());
    let page = store.entries(T, "ent_1", 1).await.unwrap();
    assert_eq!((page.len(), page[0].entry.entry_id.as_str(), page[0].lines.len()), (1, "ent_2", 2));
    assert_eq!(store.entries(T, "", 99).await.unwrap().len(), 3);
}

async fn references_find_streams(fixture: Fixture) {
    let store = &fixture.store;
    let references = vec![
        reference("order_number", "1001", "ord_1"),
        reference("invoice", "1001", "inv_7"),
        reference("invoice", "1001", "inv_8"),
        reference("invoice", "1002", "inv_9"),
    ];
    put(store, vec![Unit { references, ..unit() }]).await;
    let found = |kind, value| async move {
        let rows = store.references(T, kind, value).await.unwrap();
        rows.into_iter().map(|row| row.stream_id).collect::<Vec<_>>()
    };
    assert_eq!(found(None, "1001").await, ["inv_7", "inv_8", "ord_1"]);
    assert_eq!(found(Some("invoice"), "1001").await, ["inv_7", "inv_8"]);
    assert_eq!(found(Some("order_number"), "1002").await, [""; 0]);
    assert_eq!(store.references_of(T, "inv_9").await.unwrap(), [reference("invoice", "1002", "inv_9")]);
}

async fn exceptions_are_listed_and_counted(fixture: Fixture) {
    let store = &fixture.store;
    let exceptions = vec![exception("exc_1", "imp_1"), exception("exc_2", "imp_2"), exception("exc_3", "imp_1")];
    put(store, vec![Unit { exceptions, ..unit() }]).await;
    put(store, vec![Unit { exceptions_resolved: vec![resolved("exc_3")], ..unit() }]).await;
    let found = |query: ExceptionQuery| async move {
        let rows = store.exceptions(T, &query).await.unwrap();
        rows.into_iter().map(|row| row.row.exception_id).collect::<Vec<_>>()
    };
    let all = ExceptionQuery { limit: 9, ..ExceptionQuery::default() };
    let open = ExceptionQuery { state: Some("open".to_owned()), ..all.clone() };
    let source = ExceptionQuery { source: Some("imp_1".to_owned()), ..all.clone() };
    assert_eq!(found(all.clone()).await, ["exc_1", "exc_2", "exc_3"]);
    assert_eq!(found(open.clone()).await, ["exc_1", "exc_2"]);
    assert_eq!(found(source.clone()).await, ["exc_1", "exc_3"]);
    assert_eq!(found(ExceptionQuery { state: Some("open".to_owned()), ..source }).await, ["exc_1"]);
    assert_eq!(found(ExceptionQuery { after: Some("exc_1".to_owned()), ..open }).await, ["exc_2"]);
    let counts = store.exception_counts(T, Some("imp_1")).await.unwrap();
    let counts: Vec<_> = counts.iter().map(|c| (c.state.as_str(), c.count, c.amount_minor)).collect();
    assert_eq!(counts, [("open", 1, 250), ("resolved", 1, 250)]);
    assert_eq!(store.exception_counts(T, None).await.unwrap().iter().map(|c| c.count).sum::<i64>(), 3);
}

async fn tenants_keys_and_clock(fixture: Fixture) {
    let store = &fixture.store;
    let tenant = |name: &str| TenantRow {
        tenant: T.to_owned(),
        name: name.to_owned(),
        settings: "{}".to_owned(),
        created_us: 1,
    };
    store.put_tenant(&tenant("Old name")).await.unwrap();
    store.put_tenant(&TenantRow { created_us: 2, ..tenant("Shop") }).await.unwrap();
    assert_eq!(store.tenant(T).await.unwrap(), Some(tenant("Shop")));
    assert_eq!(store.tenants().await.unwrap(), [tenant("Shop")]);
    let key = ApiKeyRow {
        tenant: T.to_owned(),
        key_id: "key_1".to_owned(),
        secret_hash: "0".repeat(64),
        last4: "abcd".to_owned(),
        label: "till".to_owned(),
        person: "ada".to_owned(),
        grants: "{\"roles\":[\"support\"]}".to_owned(),
        created_us: 1,
        expires_us: Some(99),
        revoked_us: None,
    };
    store.put_api_key(&key).await.unwrap();
    assert_eq!(store.api_key("key_1").await.unwrap(), Some(key.clone()));
    store
        .put_api_key(&ApiKeyRow { label: "desk".to_owned(), secret_hash: "1".repeat(64), ..key.clone() })
        .await
        .unwrap();
    assert!(store.revoke_api_key(T, "key_1", 50).await.unwrap());
    assert!(!store.revoke_api_key(T, "key_1", 60).await.unwrap());
    store.put_api_key(&key).await.unwrap();
    let kept = ApiKeyRow { revoked_us: Some(50), ..key };
    assert_eq!(store.api_keys(T).await.unwrap(), [kept], "secret and revocation stay");
    assert_eq!(store.clock_offset().await.unwrap(), 0);
    store.set_clock_offset(5).await.unwrap();
    store.set_clock_offset(-7).await.unwrap();
    assert_eq!(store.clock_offset().await.unwrap(), 5, "time never goes back");
}

async fn old_answers_are_forgotten(fixture: Fixture) {
    let store = &fixture.store;
    let tenant = TenantRow { tenant: T.to_owned(), name: String::new(), settings: "{}".to_owned(), created_us: 1 };
    store.put_tenant(&tenant).await.unwrap();
    let given = |key: &str, created_us| IdempotencyRow { created_us, ..answer(key) };
    let idempotency = vec![given("api:1", 10), given("api:2", 20), given("api:3", 30), given("fact:1", 10)];
    put(store, vec![Unit { idempotency, ..unit() }]).await;
    assert_eq!(store.purge_answers(30, 1).await.unwrap(), 1);
    assert_eq!(store.purge_answers(30, 9).await.unwrap(), 1);
    assert_eq!(store.purge_answers(30, 9).await.unwrap(), 0);
    assert!(store.answer(T, "api:1").await.unwrap().is_none());
    assert!(store.answer(T, "api:3").await.unwrap().is_some());
    assert!(store.answer(T, "fact:1").await.unwrap().is_some(), "facts are remembered for ever");
}
