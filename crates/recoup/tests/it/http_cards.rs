//! Card numbers stay out: every text field of every body, every path, query and header, and nothing is kept.

use serde_json::{Value, json};

use crate::http_openapi::{Operation, document, operations, resolved};
use crate::http_support::{HOOK_SECRET, SHOP, Shop};
use crate::store_support::sqlite;

const CARD: &str = "4242 4242 4242 4242";

/// A value for every field of a schema, optional ones too.
fn example(document: &Value, schema: &Value) -> Value {
    let schema = resolved(document, schema);
    if let Some(first) = schema["oneOf"].as_array().and_then(|all| all.iter().find(|one| one["type"] != "null")) {
        return example(document, first);
    }
    if let Some(only) = schema["enum"].as_array() {
        return only[0].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or("string");
    match kind {
        "object" => {
            let fields = schema["properties"].as_object().cloned().unwrap_or_default();
            fields.iter().map(|(name, field)| (name.clone(), example(document, field))).collect()
        }
        "array" => json!([example(document, &schema["items"])]),
        "integer" => json!(1),
        "boolean" => json!(false),
        _ => json!("plain"),
    }
}

/// Where texts are, as JSON pointers.
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| texts(item, &format!("{at}/{n}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| texts(field, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

fn bodies(operation: &Operation) -> Vec<Value> {
    let document = document();
    let schema = &operation.value["requestBody"]["content"]["application/json"]["schema"];
    if operation.id == "propose_policy_version" {
        // Conditions have a language of their own, which the document calls an object.
        let rule = json!({ "name": "n", "when": "reason == 'x'", "then": { "do": "approve", "by": ["approver"] } });
        return vec![json!({ "rules": [rule] })];
    }
    let schema = resolved(&document, schema);
    let variants = schema["oneOf"].as_array().cloned().unwrap_or_else(|| vec![schema]);
    variants.iter().map(|variant| example(&document, variant)).collect()
}

fn no_card_anywhere(shop: &Shop) {
    for (table, text) in shop.cells() {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        assert!(!digits.contains("4242424242424242"), "{table} keeps a card number: {text}");
    }
}

#[tokio::test]
async fn a_card_number_in_any_text_of_any_body_is_refused_and_nothing_of_it_is_kept() {
    let shop = Shop::open(sqlite().await).await;
    let (order, payment) = shop.paid_order("1", 1_000).await;
    let mut planted = 0;
    for operation in operations().into_iter().filter(|o| o.method == "POST" && o.id != "receive_delivery") {
        let path = operation.path.replace("{id}", if operation.path.contains("orders") { &order } else { &payment });
        let path = path.replace("{kind}", "refund_approval");
        for body in bodies(&operation) {
            let mut places = Vec::new();
            texts(&body, "", &mut places);
            for place in places {
                for card in [CARD, "4242424242424242", "paid with 4242-4242-4242-4242 today"] {
                    let mut body = body.clone();
                    *body.pointer_mut(&place).unwrap() = json!(card);
                    let who = if operation.path.contains("approvals") && operation.id != "withdraw_approval" {
                        "eve"
                    } else if ["exceptions", "deliveries"].iter().any(|books| operation.path.contains(books)) {
                        "fay"
                    } else {
                        "bob"
                    };
                    let answer = shop.post(who, &path, body).await.refused(400, "card_number");
                    let named = answer.text("param").replace(['[', '.'], "/").replace(']', "");
                    assert_eq!(format!("/{named}"), place, "{}", operation.id);
                    planted += 1;
                }
            }
        }
    }
    assert!(planted > 120, "{planted} planted");
    no_card_anywhere(&shop);
}

#[tokio::test]
async fn a_card_number_is_seen_through_escapes_and_in_field_names() {
    let shop = Shop::open(sqlite().await).await;
    for body in [
        r#"{"reference":"\u0034242 4242 4242 4242"}"#,
        r#"{"reference":"c-1","4242424242424242":"x"}"#,
        r#"{"reference":"c-1","language":"4242424242424242"}"#,
        r#"{"reference":["4242424242424242"]}"#,
        r#"{"reference":4242424242424242}"#,
    ] {
        let mut call = shop.call("bob", "POST", "/v1/customers", None).header("idempotency-key", "escaped");
        call.body = body.as_bytes().to_vec();
        let answer = shop.send(call).await.refused(400, "card_number");
        assert!(!answer.json.to_string().contains("4242"), "{body}: {}", answer.json);
    }
    no_card_anywhere(&shop);
}

#[tokio::test]
async fn no_answer_repeats_a_card_number_from_a_path_a_query_or_a_header() {
    let shop = Shop::open(sqlite().await).await;
    let card = "4242424242424242";
    for path in [
        format!("/v1/orders/{card}"),
        format!("/v1/{card}"),
        format!("/v1/streams/{card}/timeline"),
        format!("/v1/ledger/entries/{card}"),
        format!("/v1/policies/{card}"),
        format!("/v1/orders?limit={card}{card}"),
        format!("/v1/orders?{card}=1"),
        format!("/v1/orders?status={card}"),
    ] {
        let answer = shop.get("bob", &path).await;
        answer.is_problem();
        assert!(!answer.json.to_string().contains(card), "{path}: {}", answer.json);
    }
    let body = json!({ "reference": "c-1" });
    shop.post_as("bob", "/v1/customers", body, card).await.refused(400, "card_number");
    no_card_anywhere(&shop);
}

#[tokio::test]
async fn deliveries_with_a_card_number_are_kept_with_its_digits_blanked() {
    let shop = Shop::open(sqlite().await).await;
    let now = shop.engine.clock().now().as_second();
    for body in [
        r#"{"type":"x","data":{"pan":"4242424242424242"}}"#,
        r#"{"pan":"\u0034242424242424242"}"#,
        "pan=4242 4242 4242 4242",
        r#"{"type":"x","data":{"pan":4242424242424242}}"#,
        r#"{"type":"x","note":"4242 4242 4242 4242 12/27 123"}"#,
    ] {
        let signature = recoup_sandbox::signature_header(&[HOOK_SECRET], now, body);
        let mut call =
            shop.call("", "POST", "/v1/hooks/shop/sandbox:main", None).header("sandbox-signature", &signature);
        call.body = body.as_bytes().to_vec();
        // The gateway, once answered, never sends it again: so it is kept, and a person is told.
        shop.send(call).await.is(200);
    }
    let kept = shop.fixture.store.deliveries(SHOP, "waiting", "", 10).await.unwrap();
    assert!(kept.iter().all(|row| row.headers.contains("recoup-blanked")), "{kept:?}");
    assert!(kept.iter().all(|row| String::from_utf8_lossy(&row.body).contains("****")), "{kept:?}");
    let body = r#"{"type":"x"}"#;
    let signature = recoup_sandbox::signature_header(&[HOOK_SECRET], now, body);
    let mut call = shop.call("", "POST", "/v1/hooks/shop/sandbox:main", None).header("sandbox-signature", &signature);
    call = call.header("user-agent", "4242 4242 4242 4242").header("webhook-note", "4242424242424242");
    call = call.header("recoup-blanked", "1");
    call.body = body.as_bytes().to_vec();
    shop.send(call).await.is(200);
    // A text and a number of the same digits are the same once they are blanked.
    let kept = shop.fixture.store.deliveries(SHOP, "waiting", "", 10).await.unwrap();
    assert_eq!(kept.len(), 5);
    let plain = kept.iter().find(|row| row.body == body.as_bytes()).unwrap();
    assert!(!plain.headers.contains("recoup-blanked"), "nobody says it but us");
    no_card_anywhere(&shop);
}
