//! A balance by mouse: money is paid into it by card, some of it goes back to that card, and the statement has it all.

use crate::browser::Browser;
use crate::shop::{SHOP, Shop};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_is_paid_in_and_goes_back_to_its_card() {
    let shop = Shop::open().await;
    let (order, _) = shop.order("1001", "tok_ok").await;
    let row = shop.engine.store().stream(SHOP, &order).await.unwrap().unwrap();
    let customer = format!("/customers/{}", row.parent_id);
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "bob").await;
    browser.go(&customer).await;
    browser.says("This customer has never had a balance here.").await;
    browser.visit("Pay into the balance").await;
    browser.fill("Amount", "50.00").await;
    browser.choose("How it is paid", "Through sandbox:main, by a token").await;
    browser.fill("Token", "tok_ok").await;
    browser.press("Review").await;
    browser.says("EUR 50.00 is captured through sandbox:main, and is on the balance.").await;
    browser.press("Pay in EUR 50.00").await;
    browser.says("It is done, or waits for another person; the statement has it.").await;
    browser.until("top up").await;
    browser.says("Balance EUR 50.00").await;

    // More than the charge never goes back, and what is on its way is not there to be spent.
    browser.follow("//section[@aria-labelledby='paid-in']//a[.='Refund']").await;
    browser.says("This was paid into a balance. EUR 50.00 are available there").await;
    let amount = browser.labelled("Amount in EUR").await;
    assert_eq!(browser.driver.of(&amount, "property/value").await, "50.00", "the original charge");
    browser.fill("Amount in EUR", "50.01").await;
    browser.choose("Reason", "changed mind").await;
    browser.press("Review").await;
    browser.says("left of this charge").await;
    browser.fill("Amount in EUR", "20.00").await;
    browser.press("Review").await;
    browser.says("You are about to refund EUR 20.00 for changed mind.").await;
    browser.press("Refund EUR 20.00").await;
    browser.says("The refund was asked for").await;
    browser.says("Balance EUR 30.00").await;
    shop.days_pass(2);
    browser.until("settled").await;
    let rows = browser.one("//section[@aria-labelledby='statement']//tbody").await;
    let rows = browser.driver.of(&rows, "text").await;
    let rows = rows.as_str().unwrap();
    assert!(rows.contains("top up") && rows.contains("refund") && rows.contains("EUR −20.00"), "{rows}");
    shop.close().await;
}
