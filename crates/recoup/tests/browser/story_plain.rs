//! With scripts off everything can still be read, asked for, agreed to and turned down.

use crate::browser::Browser;
use crate::shop::Shop;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_every_form_does_its_work() {
    let shop = Shop::open().await;
    let (order, payment) = shop.order("1001", "tok_ok").await;
    let order = format!("/orders/{order}");
    let browser = Browser::open_without_scripts(&shop.base).await;

    browser.sign_in(&shop, "ann").await;
    browser.go(&order).await;
    browser.visit("Gateway messages").await;
    browser.says("What went over the wire").await;
    browser.visit("Overview").await;
    what_is_wrong_is_said_beside_the_field(&browser, &payment).await;
    // Below every limit: it goes out at once.
    browser.ask_for(&payment, "5.00", "damaged", "A scratch.").await;
    browser.says("Goes out at once").await;
    browser.press("Change").await;
    browser.fill("Amount in EUR", "6.00").await;
    browser.press("Review").await;
    browser.press("Refund EUR 6.00").await;
    browser.until("The gateway took the refund").await;
    // By line, and above the limit of support.
    browser.visit("Refund").await;
    browser.tick("By line").await;
    browser.fill("Bulb", "2").await;
    browser.choose("Reason", "not received").await;
    browser.press("Review").await;
    browser.says("EUR 17.80").await;
    browser.press("Refund EUR 17.80").await;
    browser.says("EUR 17.80").await;
    for (amount, note) in [("110.00", "One."), ("120.00", "Two.")] {
        browser.ask_for(&payment, amount, "changed mind", note).await;
        browser.says("Needs another person").await;
        browser.press(&format!("Ask for EUR {amount}")).await;
    }
    browser.sign_out().await;

    browser.sign_in(&shop, "eve").await;
    browser.says("2 to approve").await;
    browser.visit("Refund of EUR 110.00").await;
    browser.press("Reject").await;
    browser.says("Reason").await;
    assert!(browser.has_button("Reject").await, "nothing is turned down without a reason");
    browser.fill("Reason", "It was worn.").await;
    browser.press("Reject").await;
    browser.says("rejected").await;
    browser.visit("Approvals").await;
    browser.visit("Refund of EUR 120.00").await;
    browser.press("Approve refund of EUR 120.00").await;
    browser.says("1 of 1").await;
    browser.visit("Open the order").await;
    browser.tells(&["It was worn."]).await;
    shop.days_pass(2);
    browser.until("EUR 120.00 were paid out").await;
    browser
        .equation([("captured", "684.60"), ("refunded", "143.80"), ("pending", "0.00"), ("refundable", "540.80")])
        .await;
    shop.close().await;
}

async fn what_is_wrong_is_said_beside_the_field(browser: &Browser, payment: &str) {
    browser.ask_for(payment, "1,250", "damaged", "A scratch.").await;
    browser.says("An amount in EUR is typed like 1234.50.").await;
    let field = browser.labelled("Amount in EUR").await;
    assert_eq!(browser.driver.of(&field, "property/value").await, "1,250", "what was typed stays");
    let note = browser.labelled("Note for colleagues").await;
    assert_eq!(browser.driver.of(&note, "property/value").await, "A scratch.");
    browser.ask_for(payment, "700.00", "damaged", "").await;
    assert!(browser.has_button("Review").await, "more than there is");
}
