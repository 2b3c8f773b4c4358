//! A refund above the limit, from the sign-in to the bank: Bob asks, cannot agree with himself, Eve agrees with her
//! second factor, the bank pays, and each step can be read.

use serde_json::json;

use crate::browser::Browser;
use crate::shop::Shop;

/// What somebody would do who does not find the button: sends the form of another approval with the token and key of
/// a page of his own.
const FORGE: &str = "
    const [path, hash] = arguments;
    const form = document.createElement('form');
    form.method = 'post';
    form.action = path;
    const token = document.querySelector('input[name=form]').value;
    for (const [name, value] of Object.entries({ form: token, key: '0123456789abcdef', hash, verdict: 'approve' })) {
        const input = document.createElement('input');
        Object.assign(input, { name, value });
        form.append(input);
    }
    document.body.append(form);
    form.submit();
";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_refund_takes_two_persons_and_is_paid() {
    let shop = Shop::open().await;
    let (order, payment) = shop.order("1001", "tok_ok").await;
    shop.order("1002", "tok_ok").await;
    let order = format!("/orders/{order}");
    let browser = Browser::open(&shop.base).await;
    let customer = Browser::open(&shop.base).await;

    browser.sign_in(&shop, "bob").await;
    browser.fill("Search", "1001").await;
    browser.submit("Search").await;
    assert_eq!(browser.path().await, order, "the one thing that is called so");
    browser
        .equation([("captured", "684.60"), ("refunded", "0.00"), ("pending", "0.00"), ("refundable", "684.60")])
        .await;
    browser.visit("Refund").await;
    browser.ask_for(&payment, "600.00", "damaged", "The shade is cracked.").await;
    for words in ["You are about to refund EUR 600.00 for damaged.", "Needs another person (approver)", "Rule large of"]
    {
        browser.says(words).await;
    }
    browser.press("Ask for EUR 600.00").await;
    browser.says("The refund was asked for; its standing is below.").await;
    browser.says("awaiting approval").await;
    browser
        .equation([("captured", "684.60"), ("refunded", "0.00"), ("pending", "600.00"), ("refundable", "84.60")])
        .await;
    browser.tells(&["The refund waits for a second person", "Refund of EUR 600.00 asked for: damaged"]).await;
    browser.tells(&["A second person is asked about a refund of EUR 600.00"]).await;
    let link = browser.leads_to("Customer's page").await;
    reads(&customer, &link, "Your refund is being checked").await;

    browser.visit("Approval").await;
    let approval = browser.path().await;
    he_cannot_agree_with_himself(&browser, &approval).await;
    browser.sign_out().await;

    browser.sign_in(&shop, "eve").await;
    browser.says("1 to approve").await;
    she_agrees(&shop, &browser, &approval).await;

    browser.go(&order).await;
    browser.until("The gateway took the refund").await;
    browser.says("Approved").await;
    assert!(!browser.has_link("Customer's page").await, "who may not ask for refunds does not hand out links");
    reads(&customer, &link, "Your refund is on its way to the bank").await;
    browser.cannot_read("/ledger").await;
    browser.go(&format!("{order}?tab=ledger")).await;
    browser.says("Lines").await;
    shop.days_pass(2);
    browser.go(&order).await;
    browser.until("EUR 600.00 were paid out").await;
    browser.until("settled").await;
    let told = ["EUR 600.00 were paid out", "The gateway took the refund", "The refund is owed", "Approved"];
    browser.tells(&told).await;
    browser
        .equation([("captured", "684.60"), ("refunded", "600.00"), ("pending", "0.00"), ("refundable", "84.60")])
        .await;
    browser.go("/").await;
    browser.says("Nothing waits for you.").await;
    browser.sign_out().await;
    reads(&customer, &link, "Your refund was paid out on 18 November 2026").await;
    for words in ["Asked for", "Being checked", "On its way to the bank", "Paid out"] {
        customer.says(words).await;
    }

    browser.sign_in(&shop, "fay").await;
    browser.go(&order).await;
    browser.visit("Ledger").await;
    for words in ["refund initiated", "refund settled", "EUR 600.00"] {
        browser.says(words).await;
    }
    shop.close().await;
}

/// The customer opens the link, is signed in nowhere, and reads this and nothing of what was said inside.
async fn reads(customer: &Browser, link: &str, words: &str) {
    customer.go(link).await;
    customer.says(words).await;
    let reading = customer.reading().await;
    for inside in ["cracked", "bob", "eve", "large", "pay_", "ord_"] {
        assert!(!reading.contains(inside), "the customer reads `{inside}`:\n{reading}");
    }
}

/// No button, and no way around it.
async fn he_cannot_agree_with_himself(browser: &Browser, approval: &str) {
    browser.says("You asked for this, so another person has to decide.").await;
    assert!(!browser.has_button("Approve refund of EUR 600.00").await && !browser.has_button("Reject").await);
    let hash = browser.one("//code[@class='hash']").await;
    let hash = browser.driver.of(&hash, "text").await;
    let page = browser.page().await;
    browser.driver.run(FORGE, json!([approval, hash])).await;
    browser.left(&page).await;
    browser.says("The person who asked cannot approve; ask another approver.").await;
    browser.says("open").await;
    browser.go(approval).await;
    browser.says("0 of 1").await;
}

/// Her session has not shown the second factor for six minutes.
async fn she_agrees(shop: &Shop, browser: &Browser, approval: &str) {
    shop.minutes_pass(6);
    browser.visit("Refund of EUR 600.00").await;
    assert_eq!(browser.path().await, approval);
    browser.says("What the customer will read").await;
    browser.says("What the books will hold").await;
    browser.press("Approve refund of EUR 600.00").await;
    browser.says("Type the code that your app shows now; each counts once.").await;
    browser.fill("Reason", "The picture shows it.").await;
    browser.fill("Code", &shop.code()).await;
    browser.press("Approve refund of EUR 600.00").await;
    assert_eq!(browser.path().await, approval);
    for words in ["approved", "1 of 1", "The picture shows it."] {
        browser.says(words).await;
    }
    assert!(!browser.has_button("Approve refund of EUR 600.00").await);
}
