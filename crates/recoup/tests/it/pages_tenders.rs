//! A refund over the tenders of an order as a dialog, its page, a part that failed and goes back by another way, and the
//! dialogs of a balance.

use recoup_core::actor::Role;
use recoup_core::payment::facts::What;
use serde_json::{Value, json};

use crate::http_support::{SHOP, Shop, card, order};
use crate::pages_support::{Browser, member};
use crate::store_support::{Fixture, on_both, sqlite};

on_both!(a_refund_is_spread_over_the_tenders, a_balance_is_changed_by_its_dialogs);

/// An order of 90.00 of which the till took 30.00 and a card 60.00; the order and both payments.
async fn split(shop: &Shop) -> (String, String, String) {
    let mut body = order("1001", 9_000);
    body["tenders"] = json!([till(3_000, "till:1"), card(6_000)]);
    let placed = shop.post("bob", "/v1/orders", body).await.is(201);
    let [at_till, by_card] = [0, 1].map(|place| placed.json["payments"][place].as_str().unwrap().to_owned());
    shop.card_pays(&by_card, 6_000).await;
    (placed.text("id"), at_till, by_card)
}

fn till(amount_minor: i64, name: &str) -> Value {
    json!({ "amount_minor": amount_minor, "kind": "offline", "account": name, "capture": "automatic" })
}

async fn ben(shop: &Shop) -> Browser<'_> {
    member(shop, SHOP, "ben", &[Role::BillingAdmin]).await;
    Browser::of(shop, SHOP, "ben").await
}

async fn a_refund_is_spread_over_the_tenders(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let mut body = order("1001", 9_000);
    body["tenders"] = json!([till(3_334, "till:1"), till(5_666, "till:2")]);
    let order = shop.post("bob", "/v1/orders", body).await.is(201).text("id");
    let ben = ben(&shop).await;
    let form = format!("/orders/{order}/refund");
    assert!(ben.get(&format!("/orders/{order}")).await.page().contains(&form));
    assert!(ben.get(&form).await.page().contains("value=\"90.00\""));
    let typed = |strategy: &'static str| [("amount", "40.01"), ("strategy", strategy), ("reason", "damaged")];
    // To the last cent, by whichever way.
    for (strategy, parts) in [
        ("policy", ["EUR 40.01", "EUR 16.65", "the newest tender first"]),
        ("oldest_first", ["EUR 33.34", "EUR 6.67", "as it was asked for"]),
        ("pro_rata", ["EUR 14.82", "EUR 25.19", "in proportion"]),
    ] {
        let review = ben.fill(&form, &[typed(strategy).as_slice(), &[("step", "review")]].concat()).await;
        let page = review.page();
        assert_eq!(review.status, 200, "{strategy}: {page}");
        for says in parts.into_iter().chain(["What each tender gives back", "Refund EUR 40.01"]) {
            assert!(page.contains(says), "{strategy} {says}: {page}");
        }
    }
    let over = [("amount", "90.01"), ("reason", "damaged"), ("step", "review")];
    let over = ben.fill(&form, &over).await;
    assert_eq!(over.status, 422, "{}", over.page());
    ben.confirm(&form, &typed("pro_rata")).await;
    let page = ben.get(&format!("/orders/{order}")).await.page();
    assert!(page.contains("Refunds over the tenders"), "{page}");
    let at = page.split("/allocations/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let shown = ben.get(&format!("/allocations/{at}")).await.page();
    for says in ["EUR 14.82", "EUR 25.19", "EUR 40.01", "till:2", "as it was asked for", "a person says where it goes"]
    {
        assert!(shown.contains(says), "{says}: {shown}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_part_that_failed_goes_back_by_another_way() {
    let shop = Shop::open(sqlite().await).await;
    let (order, at_till, by_card) = split(&shop).await;
    let body = json!({ "payment": by_card, "amount_minor": 2_000, "reason": "damaged" });
    let refund = shop.post("bob", "/v1/refunds", body).await.is(202).text("id");
    shop.fact(&refund, What::RefundFailed { code: "account_closed".to_owned() }, 2_000).await;
    let ben = ben(&shop).await;
    let form = format!("/refunds/{refund}/move");
    let page = ben.get(&format!("/orders/{order}")).await.page();
    assert!(page.contains(&form) && page.contains("could not go back by"), "{page}");
    let bare = ben.fill(&form, &[("reason", "closed"), ("to", ""), ("step", "review")]).await;
    assert!(bare.status == 422 && bare.page().contains("Choose where it goes back to."), "{}", bare.page());
    let review = ben.fill(&form, &[("reason", "closed"), ("to", &at_till), ("step", "review")]).await.page();
    assert!(review.contains("till:1, which can give back EUR 30.00") && review.contains("Move EUR 20.00"), "{review}");
    ben.confirm(&form, &[("reason", "The card is closed."), ("to", &at_till)]).await;
    let moved = shop.get("bob", &format!("/v1/payments/{at_till}")).await;
    assert_eq!(moved.json["refunds"][0]["amount_minor"], 2_000, "{}", moved.json);
    assert_eq!(shop.get("bob", &format!("/v1/refunds/{refund}")).await.text("status"), "canceled");
    let page = ben.get(&format!("/orders/{order}")).await.page();
    assert!(!page.contains(&form), "it goes nowhere else now: {page}");
}

async fn a_balance_is_changed_by_its_dialogs(fixture: Fixture) {
    let shop = Shop::open(fixture).await;
    let customer = shop.post("bob", "/v1/customers", json!({ "reference": "c-1" })).await.is(200).text("id");
    let (page, ben) = (format!("/customers/{customer}"), ben(&shop).await);
    let shown = ben.get(&page).await.page();
    assert!(shown.contains("/top-up") && !shown.contains("/debit"), "there is nothing to take away: {shown}");
    let paid = [("amount", "50.00"), ("currency", "EUR"), ("how", "offline"), ("account", "till:1")];
    assert_eq!(ben.confirm(&format!("{page}/top-up"), &paid).await, format!("{page}?done=balance#statement"));
    ben.confirm(&format!("{page}/credit"), &[("amount", "12.00"), ("currency", "eur"), ("reason", "goodwill")]).await;
    let debit = [("amount", "5.00"), ("currency", "EUR"), ("reason", "mistake"), ("note", "Credited twice.")];
    let review = ben.fill(&format!("{page}/debit"), &[debit.as_slice(), &[("step", "review")]].concat()).await.page();
    assert!(review.contains("Another person has to agree first") && review.contains("Take away EUR 5.00"), "{review}");
    ben.confirm(&format!("{page}/debit"), &debit).await;
    let shown = ben.get(&page).await.page();
    for says in ["EUR 62.00", "EUR 57.00 are available", "Paid into the balance"] {
        assert!(shown.contains(says), "{says}: {shown}");
    }
    for (step, field, why) in [
        ("credit", ("currency", "euro"), "Three letters such as EUR."),
        ("credit", ("amount", "0"), "Say how much."),
        ("debit", ("amount", "99.00"), "available"),
        ("top-up", ("account", ""), "account"),
    ] {
        let mut typed = vec![
            ("amount", "1.00"),
            ("currency", "EUR"),
            ("reason", "goodwill"),
            ("how", "offline"),
            ("account", "till:1"),
        ];
        typed.retain(|(name, _)| *name != field.0);
        typed.extend([field, ("step", "review")]);
        let answer = ben.fill(&format!("{page}/{step}"), &typed).await;
        assert!(
            answer.status == 422 && answer.page().contains(why),
            "{step} {field:?}: {} {}",
            answer.status,
            answer.page()
        );
    }
    member(&shop, SHOP, "dev", &[Role::Developer]).await;
    let dev = Browser::of(&shop, SHOP, "dev").await;
    assert_eq!(dev.get(&format!("{page}/top-up")).await.status, 403, "it moves money at once");
}
