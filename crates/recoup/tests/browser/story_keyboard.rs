//! The same refund with the keyboard alone: no pointer, and the focus can be seen all the way.

use crate::browser::Browser;
use crate::keyboard::{DOWN, ENTER, ESCAPE, SPACE, TAB};
use crate::shop::{PASSWORD, Shop, email};

impl Browser {
    /// Signs in without a pointer. The first field has the focus already.
    async fn sign_in_by_keyboard(&self, shop: &Shop, person: &str, then: &str) {
        assert_eq!(self.focus().await, "E-mail");
        self.keys(&format!("{}{TAB}{PASSWORD}{TAB}{}", email(person), shop.code())).await;
        self.enter("Sign in").await;
        self.says(then).await;
    }

    async fn sign_out_by_keyboard(&self, name: &str) {
        self.tab_to(name).await;
        self.keys(&SPACE.to_string()).await;
        self.enter("Sign out").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_refund_with_the_keyboard_alone() {
    let shop = Shop::open().await;
    let (order, _) = shop.order("1001", "tok_ok").await;
    let browser = Browser::open(&shop.base).await;

    // Typed into the address bar; the sign-in leads back to where one wanted to go.
    browser.go("/refunds").await;
    browser.sign_in_by_keyboard(&shop, "bob", "There are no refunds yet.").await;
    let page = browser.page().await;
    browser.keys(&format!("/1001{ENTER}")).await;
    browser.left(&page).await;
    assert_eq!(browser.path().await, format!("/orders/{order}"));
    browser.enter("Refund").await;
    browser.type_into("Amount in EUR", "600.00").await;
    browser.tab_to("Reason").await;
    browser.keys("dam").await;
    browser.type_into("Note for colleagues", "The shade is cracked.").await;
    browser.enter("Review").await;
    assert_eq!(browser.focus().await, "Ask for EUR 600.00", "the review begins at its one button");
    browser.enter("Ask for EUR 600.00").await;
    browser.says("awaiting approval").await;
    browser.enter("Approval").await;
    browser.says("You asked for this, so another person has to decide.").await;
    browser.sign_out_by_keyboard("Bob").await;

    browser.sign_in_by_keyboard(&shop, "eve", "1 to approve").await;
    shop.minutes_pass(6);
    // `g` and a letter go to a page, j goes down a table, Enter opens the row.
    let page = browser.page().await;
    browser.keys("ga").await;
    browser.left(&page).await;
    browser.keys("j").await;
    assert_eq!(browser.focus().await, "Refund of EUR 600.00");
    browser.enter("Refund of EUR 600.00").await;
    browser.type_into("Reason", "The picture shows it.").await;
    browser.type_into("Code", &shop.code()).await;
    browser.enter("Approve refund of EUR 600.00").await;
    browser.says("1 of 1").await;
    browser.enter("Open the order").await;
    browser.until("The gateway took the refund").await;
    shop.days_pass(2);
    browser.until("EUR 600.00 were paid out").await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_keyboard_reaches_everything_and_gets_out_again() {
    let shop = Shop::open().await;
    let (order, payment) = shop.order("1001", "tok_ok").await;
    let browser = Browser::open(&shop.base).await;
    browser.carry(Some(&shop.cookie("bob").await)).await;
    for path in ["/", "/orders", "/approvals", &format!("/orders/{order}"), &format!("/payments/{payment}/refund")] {
        browser.go(path).await;
        browser.goes_round(path).await;
    }
    browser.go(&format!("/orders/{order}")).await;
    // The first thing leads past head and navigation.
    browser.tab_to("To the content").await;
    browser.keys(&ENTER.to_string()).await;
    browser.tab_to("Overview").await;
    // `/` goes to the search box, and there a letter is a letter.
    browser.keys("/").await;
    assert_eq!(browser.focus().await, "Search");
    browser.keys("ga/").await;
    let box_ = browser.labelled("Search").await;
    assert_eq!(browser.driver.of(&box_, "property/value").await, "ga/");
    // Escape closes the menu and gives the focus back.
    browser.tab_to("Bob").await;
    browser.keys(&format!("{SPACE}{TAB}")).await;
    assert_eq!(browser.focus().await, "Sign out");
    browser.keys(&ESCAPE.to_string()).await;
    assert_eq!(browser.focus().await, "Bob");
    // Arrows change between the two ways to say how much.
    browser.go(&format!("/payments/{payment}/refund")).await;
    browser.tab_to("An amount").await;
    browser.keys(&DOWN.to_string()).await;
    assert_eq!(browser.focus().await, "By line");
    shop.close().await;
}

impl Browser {
    /// Tab comes by every link, button and field that is shown, shows each, and comes back to the first.
    async fn goes_round(&self, path: &str) {
        let script = "return [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')]
            .filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !(one.type === 'radio' && !one.checked)).length";
        let there = self.driver.run(script, serde_json::json!([])).await.as_u64().unwrap();
        let script =
            "const at = document.activeElement; return at.matches('a, button, summary, input, select, textarea')
            ? [...document.querySelectorAll('*')].indexOf(at) : -1";
        let mut passed: Vec<i64> = Vec::new();
        for _ in 0..300 {
            self.keys(&TAB.to_string()).await;
            self.focus().await;
            let at = self.driver.run(script, serde_json::json!([])).await.as_i64().unwrap();
            // A field for a date takes several Tabs.
            if at < 0 || passed.last() == Some(&at) {
                continue;
            }
            if passed.first() == Some(&at) {
                break;
            }
            passed.push(at);
        }
        assert_eq!(passed.len() as u64, there, "Tab does not come by everything on {path}");
    }
}
