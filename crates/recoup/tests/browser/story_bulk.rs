//! Bob captures two payments at once: he ticks them, reads what will happen, confirms, and reads what became of each.

use recoup_core::order::place::PlaceOrder;

use crate::browser::Browser;
use crate::shop::{Shop, lamp};

/// The order of a lamp whose money is only authorized.
fn to_be_captured(number: &str) -> PlaceOrder {
    let mut order = lamp(number, "tok_ok");
    order.tenders[0].capture_at_once = false;
    order
}

/// The words of the box of a payment.
fn boxed(payment: &str) -> String {
    format!("Select payment visa …4242, EUR 684.60, …{}", &payment[payment.len() - 6..])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_payments_are_captured_at_once() {
    let shop = Shop::open().await;
    let mut payments = Vec::new();
    for number in ["1001", "1002", "1003"] {
        let (_, payment) = shop.place(to_be_captured(number)).await;
        shop.until(&payment, "authorized").await;
        payments.push(payment);
    }
    let browser = Browser::open(&shop.base).await;
    browser.sign_in(&shop, "bob").await;
    browser.go("/payments").await;
    // All by the box above them, then one less.
    browser.tick("Select all rows").await;
    browser.tick(&boxed(&payments[2])).await;
    browser.press("Capture the rest").await;
    for words in ["2 payments of 2 selected", "Order 1001, visa …4242", "EUR 1,369.20"] {
        browser.says(words).await;
    }
    browser.press("Capture 2 payments: EUR 1,369.20").await;
    browser.says("2 done").await;
    assert!(browser.has_button("Save as CSV").await);
    for payment in &payments[..2] {
        shop.until(payment, "captured").await;
    }
    shop.until(&payments[2], "authorized").await;
    browser.visit("Back to the list").await;
    // Once more for all: two have nothing left, and that is said.
    browser.tick("Select all rows").await;
    browser.press("Capture the rest").await;
    browser.says("1 payment of 3 selected").await;
    browser.says("Not possible.").await;
    assert!(browser.has_button("Capture 1 payment: EUR 684.60").await);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.sign_out().await;
    shop.close().await;
}
