//! Pages that stay open while others work: what changed is there without a reload, and nothing moves under the pointer,
//! in the field or in the list that is being read.

use std::time::{Duration, Instant};

use recoup_core::actor::{Actor, Role};
use recoup_core::id::{Id, Kind};
use recoup_core::money::Currency;
use recoup_core::payment::refund::{HowMuch, RequestRefund};
use serde_json::json;

use crate::browser::Browser;
use crate::shop::{SHOP, Shop};

/// How long a change may take to be seen.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the oldest entry of the timeline stands in the window.
const WHERE: &str = "return document.querySelector('.timeline li:last-child .what').getBoundingClientRect().top";

impl Browser {
    /// Waits until a script returns true; the page is not asked to do anything.
    async fn until_true(&self, what: &str, script: &str) {
        let start = Instant::now();
        while self.driver.run(script, json!([])).await != true {
            if start.elapsed() > PATIENCE {
                panic!("{what} never, on {}:\n{}", self.path().await, self.reading().await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until it can be read, without a reload.
    async fn until_shown(&self, words: &str) {
        let found = format!("return document.querySelector('main').innerText.includes({})", json!(words));
        self.until_true(words, &found).await;
    }

    /// Marks the page, so that a reload would be seen.
    async fn mark(&self) {
        self.driver.run("window.marked = true", json!([])).await;
    }

    async fn is_the_same_page(&self) -> bool {
        self.driver.run("return window.marked === true", json!([])).await == true
    }

    /// Puts the pointer on the middle of an element.
    async fn point_at(&self, xpath: &str) {
        let element = self.one(xpath).await;
        let origin = json!({ "element-6066-11e4-a52e-4f735466cecf": element });
        let step = json!({ "type": "pointerMove", "duration": 0, "origin": origin, "x": 0, "y": 0 });
        let mouse =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": [step] });
        self.driver.post("/actions", json!({ "actions": [mouse] })).await;
    }
}

async fn refund(shop: &Shop, payment: &str, key: &str) {
    let command = RequestRefund {
        payment: Id::parse(Kind::Payment, payment).unwrap(),
        how_much: HowMuch::Amount { amount_minor: 2_000, currency: Some(Currency::EUR) },
        reason: "damaged".to_owned(),
        note: String::new(),
        exception: None,
    };
    shop.act_as(Actor::user("ann", &[Role::Support]), key, command).await;
}

/// Waits until the bank has taken the refund of a payment.
async fn is_taken(shop: &Shop, payment: &str) {
    let taken = ["accepted", "completed"].map(|status| format!("\"status\":\"{status}\""));
    let start = Instant::now();
    loop {
        let row = shop.engine.store().stream(crate::shop::SHOP, payment).await.unwrap().unwrap();
        if taken.iter().any(|words| row.state.contains(words)) {
            return;
        }
        assert!(start.elapsed() < PATIENCE, "no refund of {payment} is ever taken: {}", row.state);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_changes_under_a_pointer_and_a_half_written_comment() {
    let shop = Shop::open().await;
    let (order, payment) = shop.order("1001", "tok_ok").await;
    refund(&shop, &payment, "refund").await;
    is_taken(&shop, &payment).await;
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "bob").await;
    browser.go(&format!("/orders/{order}")).await;
    browser
        .equation([("captured", "684.60"), ("refunded", "0.00"), ("pending", "20.00"), ("refundable", "664.60")])
        .await;
    browser.mark().await;
    // Typed and not sent, and the focus stays in the field.
    browser.click("//summary[.='Write a comment']").await;
    browser.fill("Comment", "The customer says that").await;
    let last = "document.querySelector('.timeline li:last-child .what').scrollIntoView({ block: 'center' })";
    browser.driver.run(last, json!([])).await;
    browser.point_at("(//ol[@class='timeline']/li)[last()]/p[@class='what']").await;
    let before = browser.driver.run(WHERE, json!([])).await.as_f64().unwrap();

    shop.days_pass(2);
    browser
        .until_true(
            "the refund is refunded",
            "return [...document.querySelectorAll('.equation div')].some((one) =>
                one.textContent.includes('refunded') && one.textContent.includes('EUR 20.00'))",
        )
        .await;
    assert!(browser.is_the_same_page().await, "nothing was loaded anew");
    browser
        .equation([("captured", "684.60"), ("refunded", "20.00"), ("pending", "0.00"), ("refundable", "664.60")])
        .await;
    let typed = "return document.activeElement.name === 'body' && document.activeElement.value";
    assert_eq!(browser.driver.run(typed, json!([])).await, "The customer says that");
    let after = browser.driver.run(WHERE, json!([])).await.as_f64().unwrap();
    assert!((after - before).abs() <= 1.0, "it stood at {before} and stands at {after}");
    // The timeline is being read, so it waits to be asked.
    browser.until_shown("1 part changed.").await;
    assert!(!browser.reading().await.contains("EUR 20.00 were paid out"));
    browser.click("//div[@id='live-news']//button[.='Show']").await;
    browser.says("EUR 20.00 were paid out").await;
    assert_eq!(
        browser.driver.run("return document.querySelector('textarea').value", json!([])).await,
        "The customer says that"
    );
    assert!(browser.is_the_same_page().await);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_says_how_many_changed_and_moves_nothing() {
    const ROWS: &str = "return [...document.querySelectorAll('tbody th')].map((one) => one.textContent).join()";
    let shop = Shop::open().await;
    shop.order("1001", "tok_ok").await;
    let (_, payment) = shop.order("1002", "tok_ok").await;
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "bob").await;
    browser.go("/orders").await;
    browser.mark().await;
    let rows = browser.driver.run(ROWS, json!([])).await;
    shop.order("1003", "tok_ok").await;
    browser.until_shown("1 changed.").await;
    assert_eq!(browser.driver.run(ROWS, json!([])).await, rows, "nothing moves under the reader");
    assert!(browser.is_the_same_page().await);
    browser.visit("Show").await;
    browser.says("1003").await;
    assert!(!browser.reading().await.contains("changed."));

    // A dialog warns and keeps what was typed.
    browser.go(&format!("/payments/{payment}/refund")).await;
    browser.mark().await;
    browser.fill("Amount in EUR", "12.34").await;
    refund(&shop, &payment, "meanwhile").await;
    browser.until_shown("This changed while you were typing. Look again before you send.").await;
    let amount = browser.labelled("Amount in EUR").await;
    assert_eq!(browser.driver.of(&amount, "property/value").await, "12.34");
    assert!(browser.is_the_same_page().await);
    // One's own last act is not news.
    nothing_more_happens_to(&shop, &payment).await;
    browser.go(&format!("/payments/{payment}/refund")).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let news = browser.one("//div[@id='live-news']").await;
    shop.order("1004", "tok_ok").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(browser.driver.of(&news, "text").await, "", "another payment does not concern it");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    shop.close().await;
}

/// Waits until a stream has stood as it stands for two seconds: the gateway has answered, its webhook has come.
async fn nothing_more_happens_to(shop: &Shop, stream: &str) {
    let version = async || shop.engine.store().stream(SHOP, stream).await.unwrap().unwrap().version;
    let mut known = version().await;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let now = version().await;
        if now == known {
            return;
        }
        known = now;
    }
    panic!("{stream} goes on changing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_signed_out_is_told() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "bob").await;
    browser.go("/orders").await;
    // Longer than an idle session lives; the stream looks every fifteen seconds.
    shop.minutes_pass(31);
    browser.until_shown("You are signed out.").await;
    let link = browser.one("//div[@id='live-news']//a[.='Sign in again']").await;
    assert_eq!(browser.driver.of(&link, "attribute/href").await, "/sign-in?next=%2Forders");
    shop.close().await;
}
