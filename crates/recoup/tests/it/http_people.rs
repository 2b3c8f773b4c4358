//! What waits for a person over HTTP: exceptions to resolve, deliveries to have read again, keys to replace; and
//! pages of what may be long.

use recoup::access::{Grants, Permission, read_token};
use recoup::engine::{Reply, Request};
use recoup::store::rows::{DeliveryRow, Done, Queue, Then};
use recoup::store::views::Claim;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::exception::RaiseException;
use serde_json::json;

use crate::http_support::{SHOP, Shop, grants};
use crate::store_support::{Fixture, on_both};

on_both!(
    an_exception_is_resolved_once_by_a_person,
    a_parked_delivery_is_seen_and_read_once_more,
    a_key_is_replaced_with_an_overlap,
    what_may_be_long_comes_in_pages,
    what_hangs_on_a_payment_is_listed_and_expanded,
);

async fn raise(shop: &Shop) -> String {
    let act = RaiseException {
        source: "pay_1".to_owned(),
        reason: "effect_stuck".to_owned(),
        detail: "it is stuck".to_owned(),
    };
    let worker = Actor::machine(ActorKind::System, "worker");
    let reply = shop.engine.submit(Request::new(SHOP, worker, act)).await;
    assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
    let open = shop.get("fay", "/v1/exceptions").await.is(200);
    open.data().last().unwrap()["id"].as_str().unwrap().to_owned()
}

async fn an_exception_is_resolved_once_by_a_person(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    shop.person(SHOP, "flo", &grants(&[Role::Finance])).await;
    let id = raise(&shop).await;
    let path = format!("/v1/exceptions/{id}/resolve");
    let how = json!({ "resolution": "booked by hand" });
    shop.post("bob", &path, how.clone()).await.refused(403, "role_missing");
    shop.post("fay", &path, json!({})).await.refused(400, "missing");
    shop.preview("fay", &path, how.clone()).await.is(200);
    assert_eq!(shop.get("fay", "/v1/exceptions").await.data().len(), 1, "a preview changes nothing");
    let resolved = shop.post_as("fay", &path, how.clone(), "once").await.is(200);
    assert_eq!((resolved.text("id"), resolved.text("resolution")), (id.clone(), "booked by hand".to_owned()));
    let again = shop.post_as("fay", &path, how.clone(), "once").await.is(200);
    assert_eq!((again.bytes, again.headers["idempotent-replayed"].to_str().unwrap()), (resolved.bytes, "true"));
    shop.post("flo", &path, how.clone()).await.refused(409, "not_in_state");
    assert!(shop.get("fay", "/v1/exceptions").await.data().is_empty());
    let shown = shop.get("ann", &format!("/v1/exceptions/{id}")).await.is(200);
    assert_eq!((shown.text("state"), shown.text("resolved_by")), ("resolved".to_owned(), "fay".to_owned()));
    assert!(shown.json["resolved_at"].is_string());
    let two = raise(&shop).await;
    let path = format!("/v1/exceptions/{two}/resolve");
    let (one, other) = tokio::join!(shop.post("fay", &path, how.clone()), shop.post("flo", &path, how));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "one person resolves it: {} {}", one.json, other.json);
}

async fn a_parked_delivery_is_seen_and_read_once_more(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let store = &shop.fixture.store;
    let delivery = DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: "dlv_abc".to_owned(),
        target: "sandbox:main".to_owned(),
        headers: "{}".to_owned(),
        body: b"{\"type\": \"moon.landed\"}".to_vec(),
        received_us: 5,
        due_us: 5,
    };
    store.put_delivery(&delivery).await.unwrap();
    shop.post("bob", "/v1/deliveries/dlv_abc/retry", json!({})).await.refused(409, "not_in_state");
    let now_us = shop.engine.clock().now().as_microsecond();
    let claim = Claim { queue: Queue::Inbox, now_us, wall_us: now_us, lease_us: 1_000, limit: 9, only: None };
    let held = store.claim(claim).await.unwrap().remove(0);
    let then = Then::Parked { note: "not known".to_owned() };
    store.finish(SHOP, &Done { queue: Queue::Inbox, id: held.id, epoch: held.epoch, then }).await.unwrap();
    let parked = shop.get("fay", "/v1/deliveries").await.is(200);
    assert_eq!((&parked.data()[0]["id"], &parked.data()[0]["note"]), (&json!("dlv_abc"), &json!("not known")));
    assert!(parked.data()[0].get("body").is_none(), "a list carries no bodies");
    let shown = shop.get("bob", "/v1/deliveries/dlv_abc").await.is(200);
    assert!(shown.text("body").contains("moon.landed"));
    shop.get("ann", "/v1/deliveries").await.refused(403, "role_missing");
    shop.get("zoe", "/v1/deliveries/dlv_abc").await.refused(404, "unknown_id");
    shop.get("fay", "/v1/deliveries?state=lost").await.refused(400, "invalid");
    let retried = shop.post("bob", "/v1/deliveries/dlv_abc/retry", json!({})).await.is(200);
    assert_eq!((retried.text("state"), retried.int("attempts")), ("waiting".to_owned(), 0));
}

async fn a_key_is_replaced_with_an_overlap(fixture: Fixture) {
    let mut shop = Shop::open(fixture).await;
    let now_us = shop.engine.clock().now().as_microsecond();
    let id = read_token(&shop.token("bob")).unwrap().0.to_owned();
    let path = format!("/v1/keys/{id}/rotate");
    let made = shop.post("bob", &path, json!({ "overlap_hours": 1, "expires_in_days": 90 })).await.is(201);
    assert_eq!(
        (made.json["roles"].clone(), made.text("person")),
        (json!(["billing_admin", "developer"]), "bob".to_owned())
    );
    let mut call = shop.call("", "GET", "/v1/orders", None);
    call.token = Some(made.text("token"));
    shop.send(call).await.is(200);
    shop.get("bob", "/v1/orders").await.is(200);
    shop.engine.clock().set_offset_us(3_700_000_000);
    shop.get("bob", "/v1/orders").await.refused(401, "unauthorized");
    let mut call = shop.call("", "GET", "/v1/orders", None);
    call.token = Some(made.text("token"));
    shop.send(call).await.is(200);
    let rows = shop.fixture.store.api_keys(SHOP).await.unwrap();
    let old = rows.iter().find(|row| row.key_id == id).unwrap();
    assert!(old.expires_us.is_some_and(|at| at >= now_us + 3_600_000_000 && at < now_us + 3_700_000_000));
    let weak = Grants { roles: vec![Role::Developer], scopes: vec![Permission::ManageKeys], ..Grants::default() };
    shop.key(SHOP, "bobs-weak", "bob", &weak).await;
    let strong = format!("/v1/keys/{}/rotate", made.text("id"));
    shop.post("bobs-weak", &strong, json!({})).await.refused(403, "role_missing");
    shop.post("bobs-weak", &path, json!({})).await.refused(409, "not_in_state");
    let eve = format!("/v1/keys/{}/rotate", read_token(&shop.token("eve")).unwrap().0);
    shop.post("bobs-weak", &eve, json!({})).await.refused(403, "role_missing");
    shop.post("bobs-weak", "/v1/keys/nobody/rotate", json!({})).await.refused(404, "unknown_id");
    shop.post("bobs-weak", &strong, json!({ "overlap_hours": 721 })).await.refused(400, "invalid");
}

async fn what_may_be_long_comes_in_pages(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (_, payment) = shop.paid_order("1", 30_000).await;
    for n in 0..3 {
        let refund = json!({ "payment": payment, "amount_minor": 1_000 + n, "reason": "damaged" });
        shop.post("ann", "/v1/refunds", refund).await.is(202);
    }
    let whole = shop.get("fay", "/v1/ledger/balances?by_subkey=true&limit=500&only_open=false").await.is(200);
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("/v1/ledger/balances?by_subkey=true&only_open=false&limit=2{after}");
        let page = shop.get("fay", &path).await.is(200);
        assert!(page.data().len() <= 2);
        seen.extend(page.data().clone());
        if page.json["has_more"] == false {
            break;
        }
        let text = |field: &str| seen.last().unwrap()[field].as_str().unwrap().to_owned();
        let subkey = text("subkey").replace('/', "%2F").replace('@', "%40");
        after = format!("&after={}:{subkey}:{}", text("account"), text("currency"));
    }
    assert_eq!(&seen, whole.data());
    let open = shop.get("fay", "/v1/ledger/balances?by_subkey=true&limit=500").await.is(200);
    assert!(open.data().iter().all(|row| row["balance_minor"] != 0), "only what is open, unless asked: {}", open.json);
    shop.get("fay", "/v1/ledger/balances?by_subkey=true&after=1200").await.refused(400, "invalid");
    let all = shop.get("fay", &format!("/v1/ledger/entries?stream={payment}&limit=100")).await.is(200);
    let first = shop.get("fay", &format!("/v1/ledger/entries?stream={payment}&limit=1")).await.is(200);
    assert_eq!((first.data().len(), &first.json["has_more"]), (1, &json!(true)));
    let next = format!("/v1/ledger/entries?stream={payment}&after={}", first.data()[0]["id"].as_str().unwrap());
    let rest = shop.get("fay", &next).await.is(200);
    assert_eq!(rest.data()[..], all.data()[1..], "with their lines");
    let timeline = shop.get("ann", &format!("/v1/streams/{payment}/timeline")).await.is(200);
    let notices = timeline.json["notices"].as_array().unwrap();
    assert!(notices.len() > 1 && timeline.json["has_more_notices"] == false);
    let one = shop.get("ann", &format!("/v1/streams/{payment}/timeline?limit=1")).await.is(200);
    assert_eq!((one.json["notices"].as_array().unwrap().len(), &one.json["has_more_notices"]), (1, &json!(true)));
    let path = format!("/v1/streams/{payment}/timeline?notices_after={}", notices[0]["id"].as_str().unwrap());
    assert_eq!(shop.get("ann", &path).await.json["notices"].as_array().unwrap()[..], notices[1..]);
}

async fn what_hangs_on_a_payment_is_listed_and_expanded(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let (order, payment) = shop.paid_order("1", 30_000).await;
    let new = json!({ "payment": payment, "amount_minor": 1_000, "reason": "damaged" });
    let refund = shop.post("ann", "/v1/refunds", new).await.is(202).text("id");
    for of in [format!("payment={payment}"), format!("order={order}")] {
        let refunds = shop.get("ann", &format!("/v1/refunds?{of}")).await.is(200);
        assert_eq!(refunds.data()[0]["id"], json!(refund));
        assert_eq!(shop.get("ann", &format!("/v1/captures?{of}")).await.is(200).data().len(), 1);
        assert!(shop.get("ann", &format!("/v1/releases?{of}")).await.is(200).data().is_empty());
    }
    shop.get("ann", "/v1/refunds").await.refused(400, "missing");
    shop.get("zoe", &format!("/v1/refunds?payment={payment}")).await.refused(404, "unknown_id");
    let plain = shop.get("ann", &format!("/v1/orders/{order}")).await.is(200);
    assert!(plain.json.get("expanded").is_none());
    let wide = shop.get("ann", &format!("/v1/orders/{order}?expand=payments,customer")).await.is(200);
    assert_eq!(wide.json["expanded"]["payments"][0]["id"], json!(payment));
    assert_eq!(wide.json["expanded"]["customer"]["id"], plain.json["customer"]);
    assert_eq!(wide.json["payments"], plain.json["payments"], "the thing looks the same");
    let wide = shop.get("ann", &format!("/v1/refunds/{refund}?expand=payment,order")).await.is(200);
    assert_eq!(
        (&wide.json["expanded"]["payment"]["id"], &wide.json["expanded"]["order"]["id"]),
        (&json!(payment), &json!(order))
    );
    let answer = shop.get("ann", &format!("/v1/payments/{payment}?expand=everything")).await.refused(400, "invalid");
    assert_eq!(answer.json["param"], "expand");
}
