//! axe finds nothing on any page, in light and in dark, wide and narrow, empty and filled; nothing needs scrolling
//! sideways on a narrow screen; and the browser complains about nothing, such as what the policy of a page forbids.

use std::collections::BTreeMap;

use crate::axe::Finding;
use crate::browser::{Browser, DESK, NARROW};
use crate::places::{EMPTY, FILLED, Place};
use crate::shop::Shop;
use crate::things::Things;

/// What axe is not sure of and nobody has to look at: rule, a part of its reason, and why it is fine.
const FINE: &[(&str, &str, &str)] = &[
    ("color-contrast", "contains only non-text characters", "the sign of a chip; the word stands beside it"),
    ("color-contrast", "overlap", "an open menu lies over the page, which is looked at without it too"),
    ("color-contrast", "partially obscured", "the rest of a strip that scrolls; too wide a page is found below"),
];

/// What is wrong, by kind: in full, and on which pages.
#[derive(Default)]
struct Wrong(BTreeMap<String, (String, Vec<String>)>);

impl Wrong {
    fn add(&mut self, kind: String, what: String, page: &str) {
        let (_, pages) = self.0.entry(kind).or_insert_with(|| (what, Vec::new()));
        pages.push(page.to_owned());
    }

    fn hold(&self) {
        let told: Vec<String> =
            self.0.values().map(|(what, pages)| format!("{what}\n    on {}", pages.join("; "))).collect();
        assert!(told.is_empty(), "{} things are wrong on the pages:\n\n{}\n", told.len(), told.join("\n\n"));
    }
}

/// Looks at every place.
async fn look(shop: &Shop, things: &Things, places: &[Place]) -> Wrong {
    let browser = Browser::open(&shop.base).await;
    let axe = browser.axe_source().await;
    let mut wrong = Wrong::default();
    for place in places {
        // Those of axe on the page before do not count.
        browser.complaints().await;
        browser.visit_place(shop, things, place).await;
        for complaint in browser.complaints().await {
            wrong.add(complaint.clone(), format!("the browser complains: {complaint}"), place.name);
        }
        for (dark, size) in [(false, DESK), (true, DESK), (false, NARROW)] {
            browser.size(size).await;
            browser.colours(dark).await;
            let page = format!("{} ({}, {})", place.name, if dark { "dark" } else { "light" }, size.width);
            let verdict = browser.axe(axe, &page).await;
            let unsure = verdict.unsure.iter().filter(|finding| !is_fine(finding));
            for finding in verdict.violations.iter().chain(unsure) {
                wrong.add(finding.kind(), finding.to_string(), &page);
            }
            if let Some(what) = browser.too_wide().await {
                let what = format!("wider than the window by {what}");
                wrong.add(format!("{} {what}", place.name), what, &page);
            }
        }
        browser.size(DESK).await;
        browser.colours(false).await;
    }
    println!("axe looked at {} pages, each in light, dark and narrow", places.len());
    wrong
}

fn is_fine(finding: &Finding) -> bool {
    FINE.iter().any(|(rule, reason, _)| finding.rule == *rule && finding.why.contains(reason))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_nothing_on_the_pages_of_an_empty_shop() {
    let shop = Shop::open().await;
    let things = Things::few(&shop).await;
    let wrong = look(&shop, &things, EMPTY).await;
    shop.close().await;
    wrong.hold();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_nothing_on_the_pages_of_a_busy_shop() {
    let shop = Shop::open().await;
    let things = Things::of(&shop).await;
    let wrong = look(&shop, &things, FILLED).await;
    shop.close().await;
    wrong.hold();
}

/// Whoever finds nothing has to prove that he can find something.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_what_is_wrong() {
    const BAD: &str = "data:text/html,<!doctype html><title>bad</title><main><h1>Bad</h1><img src='data:,'>\
        <p style='color:%23aaa;background:%23fff'>pale<p><button style='font-size:5px'>a</button>\
        <button style='font-size:5px'>b</button><form><input name='x'></form></main>";
    let browser = Browser::open("").await;
    let axe = browser.axe_source().await;
    browser.go(BAD).await;
    let found = browser.axe(axe, "a bad page").await;
    let rules: Vec<&str> = found.violations.iter().map(|finding| finding.rule.as_str()).collect();
    for rule in ["color-contrast", "html-has-lang", "image-alt", "label", "target-size"] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
}
