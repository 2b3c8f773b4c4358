//! What stories have in common, by mouse: signing in and out, asking for a refund, looking at an order.

use serde_json::json;

use crate::browser::Browser;
use crate::keyboard::ENTER;
use crate::shop::{PASSWORD, Shop, email};

impl Browser {
    /// Signs in with address, password and code.
    pub async fn sign_in(&self, shop: &Shop, person: &str) {
        self.go("/sign-in").await;
        self.fill("E-mail", &email(person)).await;
        self.fill("Password", PASSWORD).await;
        self.fill("Code", &shop.code()).await;
        self.press("Sign in").await;
        self.says("Today").await;
    }

    pub async fn sign_out(&self) {
        self.click("//details[@class='me']/summary").await;
        self.press("Sign out").await;
        self.says("Sign in").await;
    }

    /// Sends the form of a field with Enter.
    pub async fn submit(&self, label: &str) {
        let (field, page) = (self.labelled(label).await, self.page().await);
        self.driver.post(&format!("/element/{field}/value"), json!({ "text": ENTER.to_string() })).await;
        self.left(&page).await;
    }

    /// The path that a link leads to.
    pub async fn leads_to(&self, words: &str) -> String {
        let link = self.one(&format!("//main//a[normalize-space()=\"{words}\"]")).await;
        self.driver.of(&link, "attribute/href").await.as_str().unwrap().to_owned()
    }

    /// Insists on a page that is not for this person.
    pub async fn cannot_read(&self, path: &str) {
        self.go(path).await;
        self.says("Not yours to see or do").await;
    }

    /// Fills the dialog of a refund and goes on to the review.
    pub async fn ask_for(&self, payment: &str, amount: &str, reason: &str, note: &str) {
        self.go(&format!("/payments/{payment}/refund")).await;
        self.fill("Amount in EUR", amount).await;
        self.choose("Reason", reason).await;
        self.fill("Note for colleagues", note).await;
        self.press("Review").await;
    }

    /// Insists on captured, refunded, pending and refundable, as the page of the order shows them.
    pub async fn equation(&self, parts: [(&str, &str); 4]) {
        for (word, sum) in parts {
            let cell = format!("//dl[@class='equation']/div[dt='{word}']/dd");
            let element = self.one(&cell).await;
            let shown = self.driver.of(&element, "text").await;
            assert_eq!(shown, format!("EUR {sum}"), "{word} on {}", self.path().await);
        }
    }

    /// Insists on things of the timeline, the newest first, with others between them or not.
    pub async fn tells(&self, moments: &[&str]) {
        let list = self.one("//ol[@class='timeline']").await;
        let told = self.driver.of(&list, "text").await;
        let mut rest = told.as_str().unwrap();
        for moment in moments {
            let Some(at) = rest.find(moment) else { panic!("`{moment}` is not told, or not in this order:\n{told}") };
            rest = &rest[at + moment.len()..];
        }
    }
}
