//! Bad input: a problem document with the field, the rule and the way out, never a 500, and nothing changed.

use serde_json::{Value, json};

use crate::http_support::{Answer, Shop, order, order_to_capture};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(bad_orders_are_refused_by_name, bad_texts_are_refused_by_name, bad_money_moves_are_refused_by_name, bad_balances_are_refused_by_name);

/// What is changed in a good body: where, what comes there, and the status, code and param that follow.
type Bad = (&'static str, Value, u16, &'static str, &'static str);

/// Sends a good body with one thing changed.
async fn one_change(
    shop: &Shop,
    who: &str,
    path: &str,
    good: &Value,
    (place, bad, status, code, param): &Bad,
) -> Answer {
    let mut body = good.clone();
    let (parent, field) = place.rsplit_once('/').unwrap();
    match body.pointer_mut(parent).unwrap_or_else(|| panic!("{place}")) {
        Value::Object(fields) if *bad == json!("(gone)") => drop(fields.remove(field)),
        Value::Object(fields) => drop(fields.insert(field.to_owned(), bad.clone())),
        Value::Array(items) => items[field.parse::<usize>().unwrap()] = bad.clone(),
        _ => panic!("{place} is not in an object"),
    }
    let answer = shop.post(who, path, body).await;
    assert_eq!((answer.status, answer.code()), (*status, *code), "{place} = {bad}: {}", answer.json);
    answer.is_problem();
    let named = answer.json["param"].as_str().unwrap_or("");
    assert_eq!(named, *param, "{place} = {bad}: {}", answer.json);
    answer
}

async fn bad_balances_are_refused_by_name(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let customer = shop.post("bob", "/v1/customers", json!({ "reference": "c-1" })).await.is(200).text("id");
    let path = |what: &str| format!("/v1/customers/{customer}/{what}");
    let tender = json!({ "amount_minor": 100, "kind": "offline", "account": "till:1" });
    let good = json!({ "currency": "EUR", "tender": tender });
    let bad: Vec<Bad> = vec![
        ("/currency", json!("eur"), 400, "invalid", "currency"),
        ("/currency", json!("(gone)"), 400, "missing", "currency"),
        ("/tender", json!("(gone)"), 400, "missing", "tender"),
        ("/tender", json!("cash"), 400, "invalid", "tender"),
        ("/tender/kind", json!("balance"), 400, "invalid", "tender.account"),
        ("/tender/amount_minor", json!(0), 400, "amount_not_positive", "tender.amount_minor"),
        ("/tender/amount_minor", json!(1.5), 400, "invalid", "tender.amount_minor"),
        ("/tender/amount_minor", json!(i64::MAX), 400, "amount_overflow", "tender.amount_minor"),
        ("/tender/last4", json!("4111111111111111"), 400, "card_number", "tender.last4"),
        ("/more", json!(1), 400, "unknown_field", "more"),
    ];
    for one in &bad {
        one_change(&shop, "bob", &path("topups"), &good, one).await;
    }
    let good = json!({ "direction": "credit", "amount_minor": 1, "currency": "EUR", "reason": "goodwill" });
    let bad: Vec<Bad> = vec![
        ("/direction", json!("sideways"), 400, "invalid", "direction"),
        ("/direction", json!("(gone)"), 400, "missing", "direction"),
        ("/amount_minor", json!(-1), 400, "amount_not_positive", "amount_minor"),
        ("/amount_minor", json!(u64::MAX), 400, "amount_overflow", "amount_minor"),
        ("/currency", json!("XXX"), 400, "invalid", "currency"),
        ("/reason", json!("He was nice"), 400, "invalid", "reason"),
        ("/reason", json!(""), 400, "missing", "reason"),
        ("/note", json!("paid with 4111 1111 1111 1111"), 400, "card_number", "note"),
    ];
    for one in &bad {
        one_change(&shop, "bob", &path("adjustments"), &good, one).await;
    }
    for query in ["after=x", "limit=0", "limit=501", "before=1"] {
        let answer = shop.get("bob", &format!("{}?{query}", path("statement"))).await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.json);
    }
    let shown = shop.get("bob", &format!("/v1/customers/{customer}")).await.is(200);
    assert_eq!(shown.json["balances"], json!([]), "nothing changed");
}

fn bad_orders() -> Vec<Bad> {
    vec![
        ("/currency", json!("eur"), 400, "invalid", "currency"),
        ("/currency", json!("XXX"), 400, "invalid", "currency"),
        ("/currency", json!("EURO"), 400, "invalid", "currency"),
        ("/currency", json!(978), 400, "invalid", "currency"),
        ("/currency", json!("(gone)"), 400, "missing", "currency"),
        ("/number", json!("(gone)"), 400, "missing", "number"),
        ("/number", json!("   "), 400, "missing", "number"),
        ("/number", json!(null), 400, "invalid", "number"),
        ("/lines", json!([]), 400, "invalid", "lines"),
        ("/lines", json!("BOOK"), 400, "invalid", "lines"),
        ("/lines/0", json!("BOOK"), 400, "invalid", "lines[0]"),
        ("/lines/0/quantity", json!(0), 400, "invalid", "lines[0].quantity"),
        ("/lines/0/quantity", json!(-1), 400, "invalid", "lines[0].quantity"),
        ("/lines/0/quantity", json!(1.5), 400, "invalid", "lines[0].quantity"),
        ("/lines/0/quantity", json!("3"), 400, "invalid", "lines[0].quantity"),
        ("/lines/0/quantity", json!(18_446_744_073_709_551_615_u64), 400, "invalid", "lines[0].quantity"),
        ("/lines/0/quantity", json!("(gone)"), 400, "missing", "lines[0].quantity"),
        ("/lines/0/gross_minor", json!(12.5), 400, "invalid", "lines[0].gross_minor"),
        ("/lines/0/gross_minor", json!("1250"), 400, "invalid", "lines[0].gross_minor"),
        ("/lines/0/gross_minor", json!(-1), 400, "amount_not_positive", "lines[0].gross_minor"),
        ("/lines/0/gross_minor", json!(i64::MAX), 400, "amount_overflow", "lines[0].gross_minor"),
        ("/lines/0/gross_minor", json!(u64::MAX), 400, "amount_overflow", "lines[0].gross_minor"),
        ("/lines/0/gross_minor", json!(1e30), 400, "invalid", "lines[0].gross_minor"),
        ("/lines/0/gross_minor", json!(1_000_000_000_000_i64), 400, "amount_overflow", "lines"),
        ("/lines/0/taxes/0/amount_minor", json!(999_999), 400, "invalid", "lines[0].taxes"),
        ("/lines/0/taxes/0/amount_minor", json!(-1), 400, "amount_not_positive", "lines[0].gross_minor"),
        ("/lines/0/taxes/0/rate", json!(19), 400, "unknown_field", "lines[0].taxes[0].rate"),
        ("/lines/0/price", json!(1), 400, "unknown_field", "lines[0].price"),
        ("/pan", json!("x"), 400, "unknown_field", "pan"),
        ("/tenders/0/amount_minor", json!(0), 400, "amount_not_positive", "tenders[0].amount_minor"),
        ("/tenders/0/amount_minor", json!(-5), 400, "amount_not_positive", "tenders[0].amount_minor"),
        ("/tenders/0/amount_minor", json!(9_001), 400, "sum_mismatch", "tenders"),
        ("/tenders/0/kind", json!("cash"), 400, "invalid", "tenders[0].kind"),
        ("/tenders/0/capture", json!("later"), 400, "invalid", "tenders[0].capture"),
        ("/tenders/0/last4", json!("42424"), 400, "invalid", "tenders[0].last4"),
        ("/tenders/0/release_after", json!("tomorrow"), 400, "invalid", "tenders[0].release_after"),
        (
            "/tenders/0",
            json!({ "amount_minor": 1, "kind": "gateway", "account": "acme:1" }),
            400,
            "invalid",
            "tenders[0].account",
        ),
        (
            "/tenders/0",
            json!({ "amount_minor": 1, "kind": "balance", "account": "ann" }),
            404,
            "unknown_id",
            "tenders[0].account",
        ),
        ("/customer", json!({}), 400, "invalid", "customer"),
        ("/customer", json!({ "id": "ann" }), 404, "unknown_id", "customer.id"),
        ("/language", json!("fr"), 400, "invalid", "language"),
        ("/placed_at", json!("2999-01-01T00:00:00Z"), 400, "invalid", "placed_at"),
        ("/placed_at", json!("2026-02-30T00:00:00Z"), 400, "invalid", "placed_at"),
        ("/placed_at", json!(1_700_000_000), 400, "invalid", "placed_at"),
        ("/references", json!([{ "kind": "order_number", "value": "1" }]), 400, "invalid", "references.kind"),
    ]
}

async fn bad_orders_are_refused_by_name(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let before = shop.counts().await;
    for bad in bad_orders() {
        one_change(&shop, "bob", "/v1/orders", &order("1", 9_000), &bad).await;
    }
    assert_eq!(shop.counts().await, before, "a refusal wrote something");
    shop.post("bob", "/v1/orders", order("1", 9_000)).await.is(201);
    shop.post("bob", "/v1/orders", order("1", 9_000)).await.refused(409, "taken");
}

async fn bad_texts_are_refused_by_name(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let before = shop.counts().await;
    let good = order("1", 9_000);
    let long = |count: usize| json!("x".repeat(count));
    for place in [
        "/number",
        "/customer/reference",
        "/lines/0/sku",
        "/lines/0/name",
        "/lines/0/taxes/0/key",
        "/tenders/0/account",
        "/revenue_key",
    ] {
        let param = place[1..].replace("/0", "[0]").replace('/', ".");
        let mut body = good.clone();
        body["revenue_key"] = json!("sales");
        for text in [json!("a\u{0}b"), json!("a\u{7f}"), json!("a\u{85}b"), json!("\r")] {
            *body.pointer_mut(place).unwrap() = text;
            let answer = shop.post("bob", "/v1/orders", body.clone()).await.refused(400, "text_not_plain");
            assert_eq!(answer.json["param"], param.as_str());
        }
        *body.pointer_mut(place).unwrap() = long(5_000);
        shop.post("bob", "/v1/orders", body).await.refused(400, "text_too_long");
    }
    for path in [
        "/v1/references/%00",
        "/v1/references/%ff",
        "/v1/streams/%00/timeline",
        "/v1/orders/%ff",
        "/v1/ledger/entries/%00",
    ] {
        let answer = shop.get("fay", path).await;
        assert_eq!((answer.status, answer.code()), (404, "unknown_id"), "{path}");
        answer.is_problem();
    }
    for query in [
        "orders?status=%00",
        "payments?parent=a%00b",
        "ledger/balances?subkey=%00",
        "orders?starting_after=%0a",
        "exceptions?source=%00",
    ] {
        shop.get("fay", &format!("/v1/{query}")).await.refused(400, "text_not_plain");
    }
    let evil = "order'; DROP TABLE stream; --";
    let mut quoted = good.clone();
    quoted["number"] = json!(evil);
    shop.post("bob", "/v1/orders", quoted).await.is(201);
    assert_eq!(shop.get("bob", "/v1/orders").await.data()[0]["number"], evil);
    assert!(shop.counts().await["stream"] > before["stream"]);
}

async fn bad_money_moves_are_refused_by_name(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    let open = shop.post("bob", "/v1/orders", order_to_capture("2", 9_000)).await.is(201);
    let open = open.json["payments"][0].as_str().unwrap().to_owned();
    let before = shop.counts().await;
    let good = json!({ "payment": payment, "amount_minor": 100, "currency": "EUR", "reason": "damaged" });
    let refunds: Vec<Bad> = vec![
        ("/amount_minor", json!(0), 400, "amount_not_positive", "amount_minor"),
        ("/amount_minor", json!(-100), 400, "amount_not_positive", "amount_minor"),
        ("/amount_minor", json!(i64::MIN), 400, "amount_not_positive", "amount_minor"),
        ("/amount_minor", json!(9_001), 422, "exceeds_refundable", "amount_minor"),
        ("/amount_minor", json!(1_000_000_000_000_i64), 422, "exceeds_refundable", "amount_minor"),
        ("/amount_minor", json!(i64::MAX), 400, "amount_overflow", "amount_minor"),
        ("/amount_minor", json!(1_000_000_000_001_i64), 400, "amount_overflow", "amount_minor"),
        ("/amount_minor", json!(null), 400, "invalid", "amount_minor"),
        ("/amount_minor", json!(12.50), 400, "invalid", "amount_minor"),
        ("/amount_minor", json!("100"), 400, "invalid", "amount_minor"),
        ("/currency", json!("USD"), 422, "wrong_currency", "currency"),
        ("/currency", json!("eur"), 400, "invalid", "currency"),
        ("/lines", json!([]), 400, "missing", "lines"),
        ("/lines", json!(null), 400, "invalid", "lines"),
        ("/lines", json!([{ "line": 9, "quantity": 1 }]), 404, "unknown_id", ""),
        ("/lines", json!([{ "line": 1, "quantity": 0 }]), 422, "exceeds_quantity", "lines"),
        ("/lines", json!([{ "line": 1, "quantity": 4 }]), 422, "exceeds_quantity", "lines"),
        ("/lines", json!([{ "line": 1, "quantity": i64::MAX }]), 422, "exceeds_quantity", "lines"),
        ("/lines", json!([{ "line": -1, "quantity": 1 }]), 400, "invalid", "lines[0].line"),
        ("/lines", json!([{ "line": 1, "quantity": 1 }, { "line": 1, "quantity": 1 }]), 400, "invalid", "lines"),
        ("/reason", json!("Damaged goods"), 400, "invalid", "reason"),
        ("/reason", json!("(gone)"), 400, "missing", "reason"),
        ("/note", json!("x".repeat(2_001)), 400, "text_too_long", "note"),
        ("/exception", json!({ "rule": "x" }), 400, "missing", "exception.reason"),
        ("/payment", json!("pay_1"), 404, "unknown_id", "payment"),
        ("/payment", json!("(gone)"), 400, "missing", "payment"),
        ("/order", json!("ord_1"), 400, "missing", "payment"),
    ];
    for bad in refunds {
        one_change(&shop, "ann", "/v1/refunds", &good, &bad).await;
    }
    for (body, param) in [(json!({ "lines": [{ "line": 1, "quantity": 1 }] }), "by line"), (json!({}), "in full")] {
        let mut body = body;
        (body["payment"], body["reason"], body["currency"]) = (json!(payment), json!("damaged"), json!("USD"));
        let answer = shop.post("ann", "/v1/refunds", body).await.refused(422, "wrong_currency");
        assert_eq!(answer.json["param"], "currency", "{param}");
    }
    let captures = format!("/v1/payments/{open}/captures");
    let captures_bad: Vec<Bad> = vec![
        ("/amount_minor", json!(0), 400, "amount_not_positive", "amount_minor"),
        ("/amount_minor", json!(9_001), 422, "exceeds_authorized", "amount_minor"),
        ("/amount_minor", json!(null), 400, "invalid", "amount_minor"),
        ("/currency", json!("JPY"), 422, "wrong_currency", "currency"),
        ("/last", json!("yes"), 400, "invalid", "last"),
    ];
    for bad in captures_bad {
        one_change(&shop, "bob", &captures, &json!({ "amount_minor": 1, "currency": "EUR" }), &bad).await;
    }
    assert_eq!(shop.counts().await, before, "a refusal wrote something");
}

/// A raw body on the route of orders.
async fn raw(shop: &Shop, body: &[u8]) -> Answer {
    let mut call = shop.call("bob", "POST", "/v1/orders", None).header("idempotency-key", "raw");
    call.body = body.to_vec();
    shop.send(call).await
}

#[tokio::test]
async fn bodies_that_are_no_json_object_are_refused() {
    let shop = Shop::open(sqlite().await).await;
    let good = order("1", 100).to_string();
    let deep = format!("{{\"number\":{}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let latin = b"{\"number\":\"Gr\xfc\xdfe\"}";
    for (body, code) in [
        (good.as_bytes()[..good.len() - 1].to_vec(), "malformed"),
        (format!("{good}x").into_bytes(), "malformed"),
        (format!("{good}{good}").into_bytes(), "malformed"),
        (latin.to_vec(), "malformed"),
        (b"\xef\xbb\xbf{}".to_vec(), "malformed"),
        (br#"{"number":"\ud800"}"#.to_vec(), "malformed"),
        (deep.into_bytes(), "malformed"),
        (b"{\"number\":1e999}".to_vec(), "malformed"),
        (format!("{{\"number\":{}}}", "9".repeat(400)).into_bytes(), "malformed"),
        (b"[]".to_vec(), "invalid"),
        (b"null".to_vec(), "invalid"),
        (b"\"order\"".to_vec(), "invalid"),
        (b"number=1".to_vec(), "malformed"),
        (b"".to_vec(), "missing"),
        (b"{}".to_vec(), "missing"),
        (good.replacen('{', "{\"number\":\"2\",", 1).into_bytes(), "invalid"),
    ] {
        let answer = raw(&shop, &body).await;
        assert_eq!(
            (answer.status, answer.code()),
            (400, code),
            "{}: {}",
            String::from_utf8_lossy(&body[..body.len().min(60)]),
            answer.json
        );
        answer.is_problem();
    }
    raw(&shop, &vec![b' '; 2 << 20]).await.refused(413, "body_too_large");
    let hook = shop.call("", "POST", "/v1/hooks/shop/sandbox:main", None);
    let hook = crate::http_support::Call { body: vec![b'x'; 2 << 20], ..hook };
    shop.send(hook).await.refused(413, "body_too_large");
}

#[tokio::test]
async fn unknown_routes_methods_and_queries_are_refused() {
    let shop = Shop::open(sqlite().await).await;
    shop.get("bob", "/v1/nothing").await.refused(404, "unknown_route");
    shop.get("bob", "/v1/orders/").await.refused(404, "unknown_route");
    let delete = shop.send(shop.call("bob", "DELETE", "/v1/orders", None)).await.refused(405, "method_not_allowed");
    assert!(delete.headers["allow"].to_str().unwrap().contains("POST"), "{delete:?}");
    shop.send(shop.call("bob", "GET", "/v1/refunds/rfd_1/retry", None)).await.refused(405, "method_not_allowed");
    for (query, param) in [
        ("orders?limit=0", "limit"),
        ("orders?limit=101", "limit"),
        ("orders?limit=ten", "limit"),
        ("orders?limit=", "limit"),
        ("orders?limit=1&limit=2", "limit"),
        ("orders?page=2", "page"),
        ("orders?status=paid", "status"),
        ("payments?status=open", "status"),
        ("orders?starting_after=a&ending_before=b", "ending_before"),
        ("events?after=x", "after"),
        ("events?limit=501", "limit"),
        ("exceptions?state=closed", "state"),
        ("ledger/trial_balance?as_of=yesterday", "as_of"),
        ("ledger/trial_balance?as_of=2026-10-31", "as_of"),
        ("ledger/balances?by_subkey=maybe", "by_subkey"),
        ("ledger/entries?limit=1000", "limit"),
    ] {
        let answer = shop.get("fay", &format!("/v1/{query}")).await;
        assert_eq!(
            (answer.status, answer.code(), answer.json["param"].as_str()),
            (400, "invalid", Some(param)),
            "{query}: {}",
            answer.json
        );
        answer.is_problem();
    }
    shop.get("fay", "/v1/events?after=-5").await.is(200);
    shop.get("fay", "/v1/events?after=9223372036854775807").await.is(200);
}

#[tokio::test]
async fn a_preview_that_is_misspelt_moves_no_money() {
    let shop = Shop::open(sqlite().await).await;
    let (_, payment) = shop.paid_order("1", 9_000).await;
    let before = shop.counts().await;
    let body = json!({ "payment": payment, "amount_minor": 100, "reason": "damaged" });
    for query in [
        "preview=1",
        "preview=TRUE",
        "preview",
        "preview=",
        "prewiev=true",
        "preview=true&preview=false",
        "dry_run=true",
    ] {
        shop.post("ann", &format!("/v1/refunds?{query}"), body.clone()).await.refused(400, "invalid");
    }
    shop.post("bob", "/v1/keys?preview=true", json!({ "label": "x", "roles": ["developer"] }))
        .await
        .refused(400, "invalid");
    shop.post("bob", "/v1/test_clock/advance?preview=true", json!({ "secs": 1 })).await.refused(400, "invalid");
    assert_eq!(shop.counts().await, before);
}
