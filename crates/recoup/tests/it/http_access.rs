//! Who may do what: every operation of the document, every role, and every kind of key that does not work.

use recoup::access::{Permission, read_token};
use recoup::engine;
use recoup::store::gateway_accounts::GatewayAccountRow;
use recoup::store::rows::DeliveryRow;
use recoup_core::actor::{Actor, ActorKind, Role};
use recoup_core::exception::RaiseException;
use serde_json::{Value, json};

use crate::http_openapi::{Operation, operations};
use crate::http_support::{OTHER, SHOP, Shop, grants};
use crate::store_support::sqlite;
use Permission::{AskRefunds, ChangePolicies, Decide, KeepBooks, ManageKeys, MoveMoney, Read, ReadBooks, WriteOrders};

/// One operation: the permissions of which one is enough, and what somebody who has one gets for the request of
/// this test, which names things that do not exist and sends an empty object.
struct Row(&'static str, &'static [Permission], u16);

const TABLE: &[Row] = &[
    Row("create_order", &[WriteOrders], 400),
    Row("list_orders", &[Read], 200),
    Row("get_order", &[Read], 404),
    Row("add_tender", &[WriteOrders], 400),
    Row("cancel_order", &[MoveMoney], 400),
    Row("complete_order", &[MoveMoney], 404),
    Row("hold_order", &[WriteOrders], 400),
    Row("resume_order", &[WriteOrders], 404),
    Row("deliver_order", &[WriteOrders], 400),
    Row("plan_shipment", &[WriteOrders], 400),
    Row("list_shipments", &[Read], 404),
    Row("get_shipment", &[Read], 404),
    Row("ship_shipment", &[WriteOrders], 404),
    Row("move_shipment", &[WriteOrders], 400),
    Row("cancel_lines", &[MoveMoney], 400),
    Row("delay_lines", &[WriteOrders], 400),
    Row("set_plan", &[MoveMoney], 404),
    Row("get_plan", &[Read], 404),
    Row("create_invoice", &[WriteOrders], 400),
    Row("list_invoices", &[Read], 200),
    Row("get_ageing", &[Read], 200),
    Row("get_invoice", &[Read], 404),
    Row("issue_invoice", &[WriteOrders], 404),
    Row("pay_invoice", &[WriteOrders], 400),
    Row("credit_invoice", &[MoveMoney], 400),
    Row("void_invoice", &[MoveMoney], 400),
    Row("write_off_invoice", &[MoveMoney], 400),
    Row("deliver_invoice", &[WriteOrders], 400),
    Row("list_payments", &[Read], 200),
    Row("get_payment", &[Read], 404),
    Row("capture_payment", &[MoveMoney], 404),
    Row("release_payment", &[MoveMoney], 404),
    Row("get_capture", &[Read], 404),
    Row("get_release", &[Read], 404),
    Row("create_refund", &[AskRefunds], 400),
    Row("list_refunds", &[Read], 400),
    Row("list_captures", &[Read], 400),
    Row("list_releases", &[Read], 400),
    Row("get_refund", &[Read], 404),
    Row("cancel_refund", &[AskRefunds], 400),
    Row("retry_refund", &[MoveMoney], 404),
    Row("credit_refund", &[MoveMoney], 404),
    Row("confirm_refund", &[MoveMoney], 400),
    Row("bounce_refund", &[MoveMoney], 400),
    Row("record_dispute", &[MoveMoney], 400),
    Row("list_disputes", &[Read], 200),
    Row("get_dispute", &[Read], 404),
    Row("add_evidence", &[AskRefunds], 400),
    Row("remove_evidence", &[AskRefunds], 400),
    Row("assign_dispute", &[AskRefunds], 400),
    Row("submit_evidence", &[MoveMoney], 404),
    Row("accept_dispute", &[MoveMoney], 400),
    Row("say_outcome", &[MoveMoney], 400),
    Row("list_approvals", &[Read], 200),
    Row("get_approval", &[Read], 404),
    Row("approve", &[Decide], 404),
    Row("reject", &[Decide], 400),
    Row("withdraw_approval", &[AskRefunds, ChangePolicies, MoveMoney], 404),
    Row("put_customer", &[WriteOrders], 400),
    Row("list_customers", &[Read], 200),
    Row("get_customer", &[Read], 404),
    Row("top_up", &[WriteOrders], 400),
    Row("adjust_balance", &[AskRefunds], 400),
    Row("get_statement", &[Read], 404),
    Row("list_policy_versions", &[Read], 404),
    Row("propose_policy_version", &[ChangePolicies], 400),
    Row("get_programs", &[Read], 200),
    Row("list_entries", &[ReadBooks], 200),
    Row("get_entry", &[ReadBooks], 404),
    Row("list_balances", &[ReadBooks], 200),
    Row("get_trial_balance", &[ReadBooks], 200),
    Row("list_events", &[Read], 200),
    Row("get_timeline", &[Read], 404),
    Row("find_references", &[Read], 200),
    Row("list_exceptions", &[Read], 200),
    Row("get_exception", &[Read], 404),
    Row("resolve_exception", &[KeepBooks], 400),
    Row("list_deliveries", &[KeepBooks, ManageKeys], 200),
    Row("get_delivery", &[KeepBooks, ManageKeys], 404),
    Row("retry_delivery", &[KeepBooks, ManageKeys], 404),
    Row("match_delivery", &[KeepBooks], 400),
    Row("create_key", &[ManageKeys], 400),
    Row("list_keys", &[ManageKeys], 200),
    Row("revoke_key", &[ManageKeys], 404),
    Row("rotate_key", &[ManageKeys], 404),
    Row("list_gateway_accounts", &[ManageKeys], 200),
    Row("rotate_gateway_account", &[ManageKeys], 400),
    Row("close_gateway_account", &[ManageKeys], 404),
    Row("open_gateway_account", &[ManageKeys], 404),
    Row("get_test_clock", &[Read], 200),
    Row("advance_test_clock", &[WriteOrders], 400),
    Row("list_refund_retry_workflows", &[Read], 200),
    Row("refund_order", &[AskRefunds], 400),
    Row("get_allocation", &[Read], 404),
    Row("move_refund", &[MoveMoney], 400),
    Row("add_tenders_together", &[WriteOrders], 400),
    Row("start_refund_retry_workflow", &[AskRefunds, MoveMoney], 400),
];

/// Operations that prove themselves otherwise: deliveries are signed, and the answer to a challenge proves us.
const WITHOUT_KEY: &[&str] = &["receive_delivery", "answer_challenge"];

fn row(id: &str) -> Option<&'static Row> {
    let found = TABLE.iter().find(|row| row.0 == id);
    assert!(found.is_some() || WITHOUT_KEY.contains(&id), "{id} is new: say in the table who may call it");
    found
}

/// An id that has the right form and names nothing.
fn unknown_id(path: &str) -> String {
    let kinds = [
        ("/orders/", "ord_"),
        ("/invoices/", "inv_"),
        ("/shipments/", "shp_"),
        ("/payments/", "pay_"),
        ("/captures/", "cap_"),
        ("/releases/", "rel_"),
        ("/refunds/", "rfd_"),
        ("/disputes/", "dsp_"),
        ("/allocations/", "alc_"),
        ("/operations/", "rfd_"),
        ("/approvals/", "apr_"),
        ("/customers/", "cus_"),
        ("/entries/", "ent_"),
        ("/streams/", "ord_"),
        ("/exceptions/", "exc_"),
        ("/deliveries/", "dlv_"),
    ];
    let prefix = kinds.iter().find(|(part, _)| path.contains(part)).map_or("", |(_, prefix)| prefix);
    format!("{prefix}01jd0000000000000000000000")
}

fn filled(path: &str, id: &str) -> String {
    path.replace("{id}", id).replace("{name}", id).replace("{kind}", id).replace("{value}", id)
}

async fn ask(shop: &Shop, operation: &Operation, token: Option<&str>) -> crate::http_support::Answer {
    let path = filled(&operation.path, &unknown_id(&operation.path));
    let body = json!({});
    let body = (operation.method == "POST").then_some(&body);
    let mut call = shop.call("", operation.method, &path, body).header("idempotency-key", "access");
    call.token = token.map(str::to_owned);
    shop.send(call).await
}

#[tokio::test]
async fn every_role_may_do_what_the_table_says_and_no_more() {
    let mut shop = Shop::open(sqlite().await).await;
    for role in Role::ALL {
        shop.person(SHOP, role.word(), &grants(&[role])).await;
    }
    for operation in operations() {
        let Some(Row(id, any_of, status)) = row(&operation.id) else { continue };
        let words: Vec<Value> = any_of.iter().map(|permission| json!(permission.word())).collect();
        assert_eq!(operation.value["security"][0]["key"], Value::Array(words), "{id}: what the document says");
        for role in Role::ALL {
            let token = shop.token(role.word());
            let answer = ask(&shop, &operation, Some(&token)).await;
            let may = any_of.iter().any(|permission| permission.roles().contains(&role));
            assert_eq!(answer.status, if may { *status } else { 403 }, "{} {id}: {}", role.word(), answer.json);
            if answer.status >= 400 {
                answer.is_problem();
            }
            assert_eq!(answer.code() == "role_missing", !may, "{} {id}: {}", role.word(), answer.json);
        }
    }
    let mut listed: Vec<&str> = TABLE.iter().map(|row| row.0).chain(WITHOUT_KEY.iter().copied()).collect();
    let mut served: Vec<String> = operations().into_iter().map(|operation| operation.id).collect();
    listed.sort_unstable();
    served.sort_unstable();
    assert_eq!(listed, served, "the table names operations that are gone");
}

#[tokio::test]
async fn a_key_that_does_not_work_opens_nothing() {
    let mut shop = Shop::open(sqlite().await).await;
    let all = grants(&Role::ALL);
    let now_us = shop.engine.clock().now().as_microsecond();
    let revoked = shop.person(SHOP, "revoked", &all).await;
    assert!(shop.fixture.store.revoke_api_key(SHOP, &revoked.key_id, now_us).await.unwrap());
    let mut expired = shop.person(SHOP, "expired", &all).await;
    expired.expires_us = Some(now_us - 1);
    shop.fixture.store.put_api_key(&expired).await.unwrap();
    let good = shop.token("bob");
    let (id, secret) = read_token(&good).unwrap();
    let forged = recoup::access::new_key(SHOP, "mallory", "forged", &all, 0).unwrap().token;
    // The id of one key with the secret of another, under a checksum that fits neither.
    let mixed = format!("rcp_{id}_{}", &forged[forged.len() - 36..]);
    let typo = good.replace(&secret[..2], if secret.starts_with("xy") { "yx" } else { "xy" });
    let tokens = [
        None,
        Some(""),
        Some("rcp_"),
        Some("not a key"),
        Some(typo.as_str()),
        Some(mixed.as_str()),
        Some(forged.as_str()),
        Some(&good[..good.len() - 1]),
    ];
    let (revoked, expired) = (shop.token("revoked"), shop.token("expired"));
    for operation in operations() {
        if row(&operation.id).is_none() {
            continue;
        }
        for token in tokens.into_iter().chain([Some(revoked.as_str()), Some(expired.as_str())]) {
            let answer = ask(&shop, &operation, token).await;
            assert_eq!(answer.headers["www-authenticate"], "Bearer", "{} with {token:?}", operation.id);
            answer.refused(401, "unauthorized");
        }
    }
    let mut call = shop.call("", "GET", "/v1/orders", None);
    call = call.header("authorization", &format!("bearer {good}"));
    shop.send(call).await.is(200);
    let basic = shop.call("", "GET", "/v1/orders", None).header("authorization", "Basic Ym9iOmJvYg==");
    shop.send(basic).await.refused(401, "unauthorized");
}

#[tokio::test]
async fn scopes_narrow_what_roles_allow() {
    let mut shop = Shop::open(sqlite().await).await;
    let narrow = recoup::access::Grants { scopes: vec![Read, MoveMoney], ..grants(&[Role::BillingAdmin]) };
    shop.person(SHOP, "narrow", &narrow).await;
    shop.get("narrow", "/v1/orders").await.is(200);
    shop.get("narrow", "/v1/ledger/balances").await.refused(403, "role_missing");
    shop.post("narrow", "/v1/refunds", json!({})).await.refused(403, "role_missing");
    // The entry of workflows is open to either permission; what the body starts needs its own.
    let refund = json!({ "workflow": "refund", "with": { "payment": "pay_1", "reason": "damaged" } });
    let path = "/api/billing/refund-retry-workflows";
    shop.post("narrow", path, refund.clone()).await.refused(403, "role_missing");
    shop.post("ann", path, refund).await.refused(404, "unknown_id");
    let retry = json!({ "workflow": "retry_refund", "with": { "refund": "rfd_1" } });
    shop.post("narrow", path, retry.clone()).await.refused(404, "unknown_id");
    shop.post("ann", path, retry).await.refused(403, "role_missing");
}

/// What the other shop has, by the kind of id.
async fn things(shop: &Shop) -> Vec<(&'static str, String)> {
    let (order, payment) = shop.paid_order("7001", 90_000).await;
    let open = shop.post("bob", "/v1/orders", crate::http_support::order_to_capture("7002", 500)).await.is(201);
    let held = open.json["payments"][0].as_str().unwrap().to_owned();
    let release = shop.post("bob", &format!("/v1/payments/{held}/releases"), json!({})).await.is(202).text("id");
    let capture = shop.get("bob", &format!("/v1/payments/{payment}")).await.json["captures"][0]["id"].clone();
    let refund = json!({ "payment": payment, "amount_minor": 60_000, "reason": "damaged" });
    let refund = shop.post("ann", "/v1/refunds", refund).await.is(202);
    let customer = shop.get("bob", &format!("/v1/orders/{order}")).await.text("customer");
    let entry = shop.get("fay", "/v1/ledger/entries").await.data()[0]["id"].as_str().unwrap().to_owned();
    let key = read_token(&shop.token("eve")).unwrap().0.to_owned();
    let raise =
        RaiseException { source: "dlv_1".to_owned(), reason: "test".to_owned(), detail: "a test raised it".to_owned() };
    let worker = Actor::machine(ActorKind::System, "test");
    let raised = shop.engine.submit(engine::Request::new(SHOP, worker, raise)).await;
    assert!(matches!(raised, engine::Reply::Done(_)), "{raised:?}");
    let exception = shop.get("fay", "/v1/exceptions").await.data()[0]["id"].as_str().unwrap().to_owned();
    let delivery = DeliveryRow {
        tenant: SHOP.to_owned(),
        delivery_id: "dlv_0123".to_owned(),
        target: "sandbox:main".to_owned(),
        headers: "{}".to_owned(),
        body: b"{}".to_vec(),
        received_us: 0,
        due_us: 0,
    };
    shop.fixture.store.put_delivery(&delivery).await.unwrap();
    let kept = GatewayAccountRow {
        tenant: SHOP.to_owned(),
        name: "sandbox:kept".to_owned(),
        base_url: "https://bank.example".to_owned(),
        settings: "{}".to_owned(),
        secrets: "sealed:1:00000000:AAAA".to_owned(),
        hints: "{}".to_owned(),
        state: "open".to_owned(),
        version: 1,
        created_us: 0,
        changed_us: 0,
        changed_by: "ann".to_owned(),
    };
    assert!(shop.fixture.store.add_gateway_account(&kept, None).await.unwrap());
    let mut things = flows(shop, &payment).await;
    things.extend([
        ("exceptions", exception),
        ("deliveries", delivery.delivery_id),
        ("orders", order.clone()),
        ("payments", payment),
        ("captures", capture.as_str().unwrap().to_owned()),
        ("releases", release),
        ("refunds", refund.text("id")),
        ("operations", refund.text("id")),
        ("approvals", refund.text("approval")),
        ("customers", customer),
        ("entries", entry),
        ("streams", order),
        ("keys", key),
        ("gateway-accounts", kept.name),
        ("references", "7001".to_owned()),
    ]);
    things
}

/// What goes on around a payment: a dispute, an invoice, a refund over tenders, a shipment.
async fn flows(shop: &Shop, payment: &str) -> Vec<(&'static str, String)> {
    let mut unsent = crate::http_support::order_to_capture("7005", 500);
    unsent["lines"][0]["delivered"] = json!(false);
    let unsent = shop.post("bob", "/v1/orders", unsent).await.is(201).text("id");
    let units = json!({ "lines": [{ "line": 1, "quantity": 1 }] });
    let shipment = shop.post("bob", &format!("/v1/orders/{unsent}/shipments"), units).await.is(201).text("id");
    let recorded = json!({ "payment": payment, "reference": "letter-7", "what": "opened", "stage": "inquiry",
                           "reason": "fraudulent", "amount_minor": 90_000, "evidence": "a letter" });
    let dispute = shop.post("bob", "/v1/disputes", recorded).await.is(200).text("id");
    let piece = json!({ "proof": "delivery", "text": "JD0001" });
    shop.post("bob", &format!("/v1/disputes/{dispute}/evidence"), piece).await.is(200);
    let line = json!([{ "sku": "A", "quantity": 1, "gross_minor": 100 }]);
    let invoice = json!({ "number": "I-1", "currency": "EUR", "lines": line, "terms": { "net_days": 30 } });
    let invoice = shop.post("bob", "/v1/invoices", invoice).await.is(201).text("id");
    let (other, _) = shop.paid_order("7003", 500).await;
    let over = json!({ "amount_minor": 100, "reason": "damaged" });
    let over = shop.post("bob", &format!("/v1/orders/{other}/refunds"), over).await.is(202).text("id");
    vec![("disputes", dispute), ("invoices", invoice), ("allocations", over), ("shipments", shipment)]
}

/// A body that gets past its form, for routes whose id is in the path.
fn sound_body(operation: &str) -> Value {
    match operation {
        "add_tender" => json!({ "amount_minor": 1, "kind": "offline", "account": "till:1" }),
        "top_up" => {
            json!({ "currency": "EUR", "tender": { "amount_minor": 1, "kind": "offline", "account": "till:1" } })
        }
        "adjust_balance" => {
            json!({ "direction": "credit", "amount_minor": 1, "currency": "EUR", "reason": "goodwill" })
        }
        "cancel_order" | "hold_order" | "cancel_refund" | "reject" => json!({ "reason": "asked" }),
        "resolve_exception" => json!({ "resolution": "looked at" }),
        "deliver_order" | "deliver_invoice" => json!({ "lines": [1] }),
        "plan_shipment" => json!({ "lines": [{ "line": 1, "quantity": 1 }] }),
        "cancel_lines" | "delay_lines" => json!({ "lines": [{ "line": 1, "quantity": 1 }], "reason": "asked" }),
        "move_shipment" => json!({ "step": "pack" }),
        "pay_invoice" => json!({ "amount_minor": 1, "kind": "offline", "account": "till:1" }),
        "add_tenders_together" => {
            let one = json!({ "amount_minor": 1, "kind": "offline", "account": "till:1" });
            json!({ "tenders": [one, one] })
        }
        "refund_order" => json!({ "amount_minor": 1, "reason": "damaged" }),
        "move_refund" => json!({ "to": "tender", "reason": "asked" }),
        "add_evidence" => json!({ "proof": "receipt", "text": "No. 1" }),
        "remove_evidence" => json!({ "no": 1 }),
        "assign_dispute" => json!({ "owner": "ann" }),
        "credit_invoice" => json!({ "amount_minor": 1, "reason": "asked" }),
        "accept_dispute" | "void_invoice" | "write_off_invoice" => json!({ "reason": "asked" }),
        "say_outcome" => json!({ "outcome": "not_done", "reason": "their pages" }),
        "rotate_gateway_account" => json!({ "secret": "anew" }),
        "confirm_refund" | "bounce_refund" => json!({ "evidence": "receipt 1" }),
        _ => json!({}),
    }
}

/// Every text of an answer but the request's own id, with the id that was asked for taken out.
fn shape(answer: &crate::http_support::Answer, id: &str) -> (u16, String) {
    let mut json = answer.json.clone();
    if let Some(fields) = json.as_object_mut() {
        fields.remove("request_id");
    }
    (answer.status, json.to_string().replace(id, "ID"))
}

#[tokio::test]
async fn what_belongs_to_another_tenant_looks_like_what_does_not_exist() {
    let mut shop = Shop::open(sqlite().await).await;
    shop.person(SHOP, "all", &grants(&Role::ALL)).await;
    shop.person(OTHER, "stranger", &grants(&Role::ALL)).await;
    let things = things(&shop).await;
    let mut compared = 0;
    for operation in operations() {
        let Some((kind, id)) = things.iter().find(|(kind, _)| operation.path.contains(&format!("/{kind}/{{"))) else {
            assert!(
                !operation.path.contains('{')
                    || operation.path.contains("{kind}")
                    || WITHOUT_KEY.contains(&operation.id.as_str()),
                "{} has an id the test knows nothing of",
                operation.path
            );
            continue;
        };
        let body = sound_body(&operation.id);
        let body = (operation.method == "POST").then_some(&body);
        let nothing = if matches!(*kind, "keys" | "references" | "gateway-accounts") {
            "nothing000000".to_owned()
        } else {
            unknown_id(&operation.path)
        };
        let call = |who: &str, id: &str| {
            shop.send(
                shop.call(who, operation.method, &filled(&operation.path, id), body)
                    .header("idempotency-key", &format!("{id}-{}", operation.id)),
            )
        };
        let (foreign, unknown) = (call("stranger", id).await, call("stranger", &nothing).await);
        assert_eq!(shape(&foreign, id), shape(&unknown, &nothing), "{}", operation.id);
        let own = call("all", id).await;
        assert_ne!((own.status, own.code()), (foreign.status, "unknown_id"), "{}: the id was real", operation.id);
        compared += 1;
    }
    assert!(compared >= 25, "{compared} operations");
}

#[tokio::test]
async fn ids_of_another_tenant_in_bodies_and_queries_find_nothing_either() {
    let mut shop = Shop::open(sqlite().await).await;
    shop.person(SHOP, "all", &grants(&Role::ALL)).await;
    shop.person(OTHER, "stranger", &grants(&Role::ALL)).await;
    let things = things(&shop).await;
    let id = |kind: &str| things.iter().find(|(k, _)| *k == kind).unwrap().1.clone();
    let line = json!([{ "sku": "A", "quantity": 1, "gross_minor": 100 }]);
    let balance = |customer: &str| json!([{ "amount_minor": 100, "kind": "balance", "account": customer }]);
    let bodies = |payment: &str, order: &str, customer: &str, refund: &str| {
        let workflows = "/api/billing/refund-retry-workflows";
        [
            ("/v1/refunds", json!({ "payment": payment, "amount_minor": 1, "reason": "damaged" })),
            ("/v1/refunds", json!({ "payment": payment, "currency": "EUR", "reason": "damaged" })),
            ("/v1/refunds", json!({ "order": order, "amount_minor": 1, "reason": "damaged" })),
            ("/v1/orders", json!({ "number": "x1", "currency": "EUR", "lines": line, "customer": { "id": customer } })),
            ("/v1/orders", json!({ "number": "x2", "currency": "EUR", "lines": line, "tenders": balance(customer) })),
            (
                workflows,
                json!({ "workflow": "refund", "with": { "payment": payment, "amount_minor": 1, "reason": "damaged" } }),
            ),
            (workflows, json!({ "workflow": "retry_refund", "with": { "refund": refund } })),
        ]
    };
    let foreign = bodies(&id("payments"), &id("orders"), &id("customers"), &id("refunds"));
    let nothing = |prefix: &str| format!("{prefix}01jd0000000000000000000000");
    let unknown = bodies(&nothing("pay_"), &nothing("ord_"), &nothing("cus_"), &nothing("rfd_"));
    for ((path, foreign), (_, unknown)) in foreign.into_iter().zip(unknown) {
        let seen = shop.post("stranger", path, foreign.clone()).await;
        let not_there = shop.post("stranger", path, unknown.clone()).await;
        assert_eq!((seen.status, seen.code()), (404, "unknown_id"), "{foreign}: {}", seen.json);
        assert_eq!((not_there.status, not_there.code()), (404, "unknown_id"), "{unknown}: {}", not_there.json);
    }
    for list in ["/v1/payments?parent=", "/v1/ledger/entries?stream=", "/v1/ledger/balances?subkey=", "/v1/references/"]
    {
        let (seen, own) = (shop.get("stranger", &format!("{list}{}", id("orders"))).await.is(200), id("orders"));
        assert!(seen.data().is_empty(), "{list}: {}", seen.json);
        let own = shop.get("all", &format!("{list}{own}")).await.is(200);
        assert!(!own.data().is_empty() || list.contains("references"), "{list}: the test looks at nothing");
    }
}
