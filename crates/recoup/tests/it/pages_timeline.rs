//! The filter of the timeline on the page of an order.

use recoup_core::actor::Role;
use serde_json::json;

use crate::http_support::{SHOP, Shop};
use crate::pages_support::{Browser, member};
use crate::store_support::sqlite;

/// The list, without what stands around it.
fn timeline(page: &str) -> &str {
    page.split("data-part=\"timeline\"").nth(1).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timeline_shows_the_kinds_that_are_asked_for() {
    let shop = Shop::open(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support, Role::Finance]).await;
    let (order, _) = shop.paid_order("1001", 9_000).await;
    let amy = Browser::of(&shop, SHOP, "amy").await;
    let path = format!("/orders/{order}");
    let all = amy.get(&path).await.page();
    assert!(timeline(&all).contains("Order 1001 came in"), "{all}");
    assert_eq!(all.matches("name=\"show\"").count(), 6);
    assert!(!all.contains("Show everything"));

    // The order came by a key of a person.
    let staff = amy.get(&format!("{path}?tab=ledger&show=staff,approval&x=1")).await.page();
    assert!(timeline(&staff).contains("Order 1001 came in"), "{staff}");
    assert!(!timeline(&staff).contains("was told"), "{staff}");
    assert!(staff.contains("Journal entries") && staff.contains("Show everything"), "the tab stays");
    for link in ["?x=1&amp;show=staff%2Capproval", "?x=1&amp;show=staff%2Capproval&amp;tab=ledger"] {
        assert!(staff.contains(&format!("href=\"{path}{link}\"")), "{link}: {staff}");
    }
    assert!(staff.contains(&format!("href=\"{path}?tab=ledger&amp;x=1#timeline\"")), "{staff}");

    let none = amy.get(&format!("{path}?show=gateway&show=approval")).await.page();
    assert!(timeline(&none).contains("is of these kinds") && timeline(&none).contains("Show all of them"), "{none}");
    let unknown = amy.get(&format!("{path}?show=moon")).await.page();
    assert!(timeline(&unknown).contains("Order 1001 came in"), "{unknown}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_order_shows_its_newest_and_says_what_is_left_out() {
    let shop = Shop::open(sqlite().await).await;
    member(&shop, SHOP, "amy", &[Role::Support]).await;
    member(&shop, SHOP, "fred", &[Role::Finance]).await;
    let (order, _) = shop.paid_order("1001", 9_000).await;
    for round in 0..251 {
        let reason = json!({ "reason": format!("round {round}.") });
        shop.post("bob", &format!("/v1/orders/{order}/hold"), reason).await.is(200);
        shop.post("bob", &format!("/v1/orders/{order}/resume"), json!({})).await.is(200);
    }
    let path = format!("/orders/{order}");
    let shown = Browser::of(&shop, SHOP, "amy").await.get(&path).await.page();
    let list = timeline(&shown);
    assert!(list.contains("round 250.") && !list.contains("round 0."), "the newest are there");
    assert!(list.contains("Older events are left out"), "{list}");
    assert!(list.contains(&format!("GET /v1/streams/{order}/timeline")) && !list.contains("href=\"/audit\""), "{list}");
    let books = Browser::of(&shop, SHOP, "fred").await.get(&path).await.page();
    assert!(timeline(&books).contains("href=\"/audit\""), "{books}");
}
