//! What a person does with a browser: goes to a page, reads it, fills fields by their labels, presses buttons by their
//! names. A step that leads to another page waits until that page is whole.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::driver::{Driver, reference};

/// How long something may take that happens without us: the worker, the bank, a page.
const PATIENCE: Duration = Duration::from_secs(30);

/// Width and height of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
    pub phone: bool,
}

pub const DESK: Size = Size { width: 1280, height: 900, phone: false };
pub const PHONE: Size = Size { width: 390, height: 844, phone: true };
/// The width down to which nothing may need scrolling in two directions (WCAG 2.2, 1.4.10).
pub const NARROW: Size = Size { width: 320, height: 640, phone: true };

/// What reaches beyond the window and does not scroll by itself, the innermost first.
const TOO_WIDE: &str = "
    const all = document.documentElement, over = Math.ceil(all.scrollWidth - all.clientWidth);
    if (over <= 0) return null;
    const scrolls = (one) => one && one !== document.body && (getComputedStyle(one).overflowX !== 'visible' || scrolls(one.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > all.clientWidth + .5);
    const worst = wide.filter((one) => !scrolls(one.parentElement)).pop() || wide.pop();
    return `${over} pixels: ${worst ? worst.outerHTML.slice(0, 200) : 'something'}`;
";

/// A browser that looks at a shop.
pub struct Browser {
    pub driver: Driver,
    base: String,
}

impl Browser {
    /// A browser at a desk, in light colours.
    pub async fn open(base: &str) -> Self {
        Self::with(base, true).await
    }

    /// The same with the scripts of pages blocked, as somebody may have set it.
    pub async fn open_without_scripts(base: &str) -> Self {
        Self::with(base, false).await
    }

    async fn with(base: &str, scripts: bool) -> Self {
        let browser = Self { driver: Driver::start(scripts).await, base: base.to_owned() };
        browser.size(DESK).await;
        browser.colours(false).await;
        // Else a Tab that went through the browser's own buttons would leave the focus with them at the next page.
        browser.driver.devtools("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
        let page = "data:text/html,<title>off</title><script>document.title='on'</script>";
        browser.driver.post("/url", json!({ "url": page })).await;
        assert_eq!(browser.title().await, if scripts { "on" } else { "off" }, "scripts are not as asked");
        browser
    }

    pub async fn size(&self, size: Size) {
        let metrics =
            json!({ "width": size.width, "height": size.height, "deviceScaleFactor": 1, "mobile": size.phone });
        self.driver.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Dark or light, and without transitions, which would be measured half way.
    pub async fn colours(&self, dark: bool) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": if dark { "dark" } else { "light" } },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.driver.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Goes to a path of the shop.
    pub async fn go(&self, path: &str) {
        self.driver.post("/url", json!({ "url": format!("{}{path}", self.base) })).await;
    }

    /// Is somebody without the form: the cookie of a session that was begun elsewhere.
    pub async fn carry(&self, cookie: Option<&str>) {
        self.go("/assets/none").await;
        match cookie {
            None => {
                self.driver.call(reqwest::Method::DELETE, "/cookie", None).await.unwrap();
            }
            Some(cookie) => {
                let value = json!({ "name": "recoup", "value": cookie, "path": "/", "httpOnly": true });
                self.driver.post("/cookie", json!({ "cookie": value })).await;
            }
        }
    }

    pub async fn title(&self) -> String {
        text(&self.driver.get("/title").await)
    }

    /// Path, query and fragment of the page.
    pub async fn path(&self) -> String {
        let url = text(&self.driver.get("/url").await);
        url.strip_prefix(&self.base).unwrap_or(&url).to_owned()
    }

    /// What can be read between head and foot, as it is shown.
    pub async fn reading(&self) -> String {
        match self.driver.elements("//main").await.first() {
            Some(main) => text(&self.driver.of(main, "text").await),
            None => String::new(),
        }
    }

    /// Insists on something that can be read.
    pub async fn says(&self, words: &str) {
        let reading = self.reading().await;
        assert!(reading.contains(words), "`{words}` is not on {}, but:\n{reading}", self.path().await);
    }

    /// Reloads until it can be read: the worker and the bank take their time.
    pub async fn until(&self, words: &str) {
        let start = Instant::now();
        while !self.reading().await.contains(words) {
            if start.elapsed() > PATIENCE {
                self.says(words).await;
            }
            tokio::time::sleep(Duration::from_millis(150)).await;
            self.driver.post("/refresh", json!({})).await;
        }
    }

    /// Fills a field by its label.
    pub async fn fill(&self, label: &str, typed: &str) {
        let field = self.labelled(label).await;
        self.driver.post(&format!("/element/{field}/clear"), json!({})).await;
        self.driver.post(&format!("/element/{field}/value"), json!({ "text": typed })).await;
    }

    /// Chooses in a list by the label of the list and the words of the choice.
    pub async fn choose(&self, label: &str, choice: &str) {
        let id = text(&self.driver.of(&self.labelled(label).await, "property/id").await);
        self.click(&format!("//select[@id='{id}']/option[normalize-space()={}]", quoted(choice))).await;
    }

    /// Ticks a choice by its words.
    pub async fn tick(&self, label: &str) {
        self.click(&format!("//label[normalize-space()={}]//input", quoted(label))).await;
    }

    /// Presses a button by its name and waits for the page that comes.
    pub async fn press(&self, name: &str) {
        self.follow(&button(name)).await;
    }

    /// Follows a link by its words and waits for the page that comes; one in the content rather than one around it.
    pub async fn visit(&self, words: &str) {
        let inside = format!("//main{}", link(words));
        let found = !self.driver.elements(&inside).await.is_empty();
        self.follow(&if found { inside } else { link(words) }).await;
    }

    pub async fn has_button(&self, name: &str) -> bool {
        !self.driver.elements(&button(name)).await.is_empty()
    }

    pub async fn has_link(&self, words: &str) -> bool {
        !self.driver.elements(&link(words)).await.is_empty()
    }

    /// Clicks on what an XPath finds and waits for the page that comes.
    pub async fn follow(&self, xpath: &str) {
        let page = self.page().await;
        self.click(xpath).await;
        self.left(&page).await;
    }

    /// Clicks on the one thing that an XPath finds.
    pub async fn click(&self, xpath: &str) {
        let element = self.one(xpath).await;
        self.driver.post(&format!("/element/{element}/click"), json!({})).await;
    }

    /// The one thing that an XPath finds.
    pub async fn one(&self, xpath: &str) -> String {
        let found = self.driver.elements(xpath).await;
        let [one] = found.as_slice() else {
            panic!("{} of {xpath} on {}, which reads:\n{}", found.len(), self.path().await, self.reading().await);
        };
        one.clone()
    }

    /// The field that a label belongs to.
    pub async fn labelled(&self, label: &str) -> String {
        self.one(&format!("//*[@id=//label[normalize-space()={}]/@for]", quoted(label))).await
    }

    /// The page that is shown now.
    pub async fn page(&self) -> String {
        let found = self.driver.post("/element", json!({ "using": "css selector", "value": "html" })).await;
        reference(&found)
    }

    /// Waits until a page is gone and the next is whole.
    pub async fn left(&self, page: &str) {
        let start = Instant::now();
        let still_there =
            async || self.driver.call(reqwest::Method::GET, &format!("/element/{page}/name"), None).await.is_ok();
        let whole = async || self.driver.run("return document.readyState", json!([])).await == "complete";
        while still_there().await || !whole().await {
            if start.elapsed() > PATIENCE {
                panic!("nothing came after {}, which reads:\n{}", self.path().await, self.reading().await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// What the browser complained about since it was asked last: what the policy of a page forbade, errors of scripts.
    pub async fn complaints(&self) -> Vec<String> {
        let told = self.driver.post("/se/log", json!({ "type": "browser" })).await;
        // That a page was answered with 404 or 422 is told as well, and wanted.
        let ours = told.as_array().unwrap().iter().filter(|one| one["source"] != "network");
        ours.map(|one| text(&one["message"])).collect()
    }

    /// What makes the page wider than the window, if anything does.
    pub async fn too_wide(&self) -> Option<String> {
        self.driver.run(TOO_WIDE, json!([])).await.as_str().map(str::to_owned)
    }
}

fn button(name: &str) -> String {
    format!("//button[normalize-space()={}]", quoted(name))
}

fn link(words: &str) -> String {
    format!("//a[normalize-space()={}]", quoted(words))
}

/// A text inside an XPath.
fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "{text}");
    format!("\"{text}\"")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
