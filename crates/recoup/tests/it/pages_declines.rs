//! A declined payment in the API, on the page of its order and in the timeline.

use recoup_core::actor::Role;
use recoup_core::payment::facts::What;
use serde_json::{Value, json};

use crate::http_support::{Answer, SHOP, Shop, order};
use crate::pages_support::{Browser, member};
use crate::store_support::sqlite;

/// An order whose payment goes through the sandbox.
async fn placed(shop: &Shop) -> Answer {
    let mut body = order("1001", 9_000);
    body["tenders"] =
        json!([{ "amount_minor": 9_000, "kind": "gateway", "account": "sandbox:main", "token": "tok_ok" }]);
    shop.post("bob", "/v1/orders", body).await.is(201)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declined_payment_says_why_and_what_to_do() {
    let shop = Shop::open(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let placed = placed(&shop).await;
    let (order, payment) = (placed.text("id"), placed.json["payments"][0].as_str().unwrap().to_owned());
    let read = || async { shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200).json["decline"].clone() };
    assert_eq!(read().await, Value::Null);
    let amy = Browser::of(&shop, SHOP, "amy").await;
    assert!(!amy.get(&format!("/orders/{order}")).await.page().contains("Declined:"));

    shop.fact(&payment, What::Declined { code: "insufficient_funds".to_owned() }, 9_000).await;
    let told = json!({ "code": "insufficient_funds", "class": "funds", "retry_later": "yes", "failover_now": false });
    assert_eq!(read().await, told);
    let page = amy.get(&format!("/orders/{order}")).await.page();
    assert!(page.contains("Declined: not enough funds.") && page.contains("It may be tried again later."), "{page}");
    assert!(page.contains("The payment was declined: not enough funds"), "{page}");
    assert!(page.contains("<code>insufficient_funds</code>"), "{page}");

    // Authorized after all, no decline is left but what happened.
    shop.fact(&payment, What::Authorized { expires_at: None }, 9_000).await;
    assert_eq!(read().await, Value::Null);
    let page = amy.get(&format!("/orders/{order}")).await.page();
    assert!(!page.contains("Declined: ") && page.contains("The payment was declined: not enough funds"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_that_nobody_knows_is_shown_as_it_is() {
    let shop = Shop::open(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    let placed = placed(&shop).await;
    let payment = placed.json["payments"][0].as_str().unwrap();
    shop.fact(payment, What::Declined { code: "<b>of rome</b>/7".to_owned() }, 9_000).await;
    let read = shop.get("ann", &format!("/v1/payments/{payment}")).await.is(200);
    assert_eq!(
        (&read.json["decline"]["class"], &read.json["decline"]["failover_now"]),
        (&json!("generic"), &json!(false))
    );
    let page = Browser::of(&shop, SHOP, "amy").await.get(&format!("/orders/{}", placed.text("id"))).await.page();
    assert!(page.contains("not in the table of decline codes") && page.contains("2 times at most"), "{page}");
    assert!(page.contains("&lt;b&gt;of rome&lt;/b&gt;/7") && !page.contains("<b>of rome"), "{page}");
}
