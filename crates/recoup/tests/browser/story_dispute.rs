//! Disputes from the bank's first word to its last: seen on the first page and on the board, worked on at the desk, won
//! or lost; what is under dispute says so everywhere while it is, and the ledger tab has what was posted.

use serde_json::json;

use crate::browser::Browser;
use crate::shop::{SHOP, Shop};

impl Browser {
    /// Goes to the one dispute on the board.
    async fn to_the_desk(&self) {
        self.go("/disputes").await;
        self.until("EUR 684.60").await;
        self.visit("EUR 684.60").await;
    }

    /// Lays words to the dispute whose desk is shown.
    async fn prove(&self, what: &str, words: &str) {
        self.visit("Add evidence").await;
        self.choose("What it proves", what).await;
        self.fill("In words", words).await;
        self.press("Add").await;
        self.says("The evidence is laid to the dispute.").await;
        self.says(words).await;
    }

    async fn does_not_say(&self, words: &str) {
        let reading = self.reading().await;
        assert!(!reading.contains(words), "`{words}` is on {}:\n{reading}", self.path().await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dispute_is_answered_with_evidence_and_won() {
    let shop = Shop::open().await;
    let (order, payment) = shop.order("1001", "tok_ok").await;
    let row = shop.engine.store().stream(SHOP, &order).await.unwrap().unwrap();
    let (order, customer) = (format!("/orders/{order}"), format!("/customers/{}", row.parent_id));
    let asked = json!({ "capture": payment, "reason": "not_received", "stage": "chargeback" });
    let at_bank = shop.at_bank("/disputes", &asked)["id"].as_str().unwrap().to_owned();
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "bob").await;
    browser.until("1 dispute that waits for our answer").await;
    browser.visit("The board by due date").await;
    for words in ["Due later", "not received", "Order 1001", "Nobody looks after it", "30 Nov 2026", "CET"] {
        browser.says(words).await;
    }
    browser.to_the_desk().await;
    let desk = browser.path().await;
    for words in ["Chargeback: the bank claims the money back", "An answer is wanted from us", "taken by the bank"] {
        browser.says(words).await;
    }
    // Whatever the money paid, and whose it was, says so, and leads here.
    for page in [&order, &customer] {
        browser.go(page).await;
        browser.says("under dispute").await;
        assert_eq!(browser.leads_to("Dispute").await, desk, "from {page}");
    }
    browser.go(&desk).await;
    browser.says("40 % of what is wanted").await;
    browser.prove("Tracking number (wanted)", "JD0002, handed over on 14 November").await;
    browser.says("60 % of what is wanted").await;
    browser.visit("Say who looks after it").await;
    browser.choose("Looked after by", "Bob").await;
    browser.press("Review").await;
    browser.says("Bob will look after it.").await;
    browser.press("Write it down").await;
    browser.visit("Hand in the evidence").await;
    for words in ["Wanted and missing: shipping address, carrier.", "What leaves", "for good: a stage is answered once"]
    {
        browser.says(words).await;
    }
    browser.press("Hand in for EUR 684.60").await;
    browser.until("answered, waiting").await;
    assert!(!browser.has_link("Hand in the evidence").await, "a stage is answered once");
    browser
        .tells(&["Our answer to the dispute was taken", "Evidence was handed in", "bob looks after the dispute"])
        .await;

    shop.at_bank(&format!("/disputes/{at_bank}/decide"), &json!({ "won": true }));
    browser.until("It is won").await;
    browser.visit("Ledger").await;
    for words in ["dispute opened", "dispute won", "EUR 684.60"] {
        browser.says(words).await;
    }
    for page in [&order, &customer] {
        browser.go(page).await;
        browser.does_not_say("under dispute").await;
        browser.says("won").await;
    }
    browser.go("/disputes").await;
    browser.says("Decided lately").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_of_the_bank_becomes_a_claim_and_is_lost() {
    let shop = Shop::open().await;
    let (order, payment) = shop.order("1001", "tok_ok").await;
    let order = format!("/orders/{order}");
    let asked = json!({ "capture": payment, "reason": "fraud", "stage": "inquiry" });
    let at_bank = shop.at_bank("/disputes", &asked)["id"].as_str().unwrap().to_owned();
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "ann").await;
    browser.go(&order).await;
    browser.until("The bank asks: Inquiry of EUR 684.60").await;
    browser.does_not_say("under dispute").await;
    shop.at_bank(&format!("/disputes/{at_bank}/escalate"), &json!({ "stage": "chargeback" }));
    browser.until("Under dispute: Chargeback of EUR 684.60").await;
    browser
        .equation([("captured", "684.60"), ("refunded", "0.00"), ("disputed", "684.60"), ("refundable", "0.00")])
        .await;
    browser.to_the_desk().await;
    let desk = browser.path().await;
    browser.prove("Customer's IP address (wanted)", "192.0.2.7, in the town it was sent to").await;
    assert!(!browser.has_link("Hand in the evidence").await, "who supports customers does not answer the bank");
    browser.cannot_read(&format!("{desk}/submit")).await;
    browser.go(&desk).await;
    browser.sign_out().await;

    browser.sign_in(&shop, "bob").await;
    browser.go(&desk).await;
    browser.visit("Hand in the evidence").await;
    browser.press("Hand in for EUR 684.60").await;
    browser.until("answered, waiting").await;
    shop.at_bank(&format!("/disputes/{at_bank}/decide"), &json!({ "won": false }));
    browser.until("It is lost").await;
    browser.says("Booked as lost").await;
    browser.visit("Ledger").await;
    for words in ["dispute opened", "dispute lost", "EUR 684.60"] {
        browser.says(words).await;
    }
    browser.go(&order).await;
    browser.does_not_say("under dispute").await;
    browser.says("lost").await;
    assert!(!browser.has_link("Refund").await, "what the bank took is not given back once more");
    shop.close().await;
}
