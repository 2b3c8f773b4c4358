//! axe-core, out of the browser itself: Chromium's developer tools carry Lighthouse, and Lighthouse carries axe whole, as
//! one text. So there is no copy of it here and nothing is fetched; its version is that of the browser.

use std::fmt;

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::browser::Browser;

/// Where Chromium keeps it.
const BUNDLE: &str = "devtools://devtools/bundled/third_party/lighthouse/lighthouse-dt-bundle.js";

/// Reads axe out of the bundle, where it stands as a template literal, from its head comment to the next backtick.
const EXTRACT: &str = r"
    const [url, done] = arguments;
    fetch(url).then((reply) => reply.text()).then((text) => {
        const begin = text.indexOf('`/*! axe v');
        let end = begin + 1;
        while (begin >= 0 && end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
        done(begin < 0 || end >= text.length ? '' : text.slice(begin, end + 1));
    }, (error) => done(String(error)));
";

/// What axe is to look at: WCAG up to 2.2 AA with the rules that are off unless asked for, and what is good practice.
const TAGS: [&str; 7] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const RUN: &str = "
    const [tags, done] = arguments;
    const short = (found) => found.flatMap(({ id, impact, help, nodes }) => nodes.map((node) => ({
        rule: id, impact: impact || '', help, at: node.target.join(' '), html: node.html.slice(0, 300),
        why: (node.failureSummary || '').replace(/\\s+/g, ' '),
    })));
    axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(
        (found) => done({ passes: found.passes.length, violations: short(found.violations), unsure: short(found.incomplete) }),
        (error) => done({ error: String(error) }));
";

/// The source of axe; read once.
static SOURCE: OnceCell<String> = OnceCell::const_new();

/// Something that axe found.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: String,
    pub impact: String,
    pub help: String,
    pub at: String,
    pub html: String,
    pub why: String,
}

impl Finding {
    /// The same for all nodes of this kind, whatever ids they carry.
    pub fn kind(&self) -> String {
        let word = |word: &str| if word.len() > 28 && word.contains('_') { "…".to_owned() } else { word.to_owned() };
        let split = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let at: Vec<String> = self.at.split(split).map(word).collect();
        format!("{} {}", self.rule, at.join(" "))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, impact, help, at, html, why } = self;
        write!(f, "{rule} ({impact}): {help}\n    at {at}\n    {html}\n    {why}")
    }
}

/// What axe says of a page.
#[derive(Debug)]
pub struct Verdict {
    pub violations: Vec<Finding>,
    /// What it cannot tell and a person would have to look at.
    pub unsure: Vec<Finding>,
}

impl Browser {
    /// The source of axe. The browser is on another page afterwards.
    pub async fn axe_source(&self) -> &'static str {
        let read = async || {
            self.driver.post("/url", json!({ "url": BUNDLE })).await;
            let literal = self.driver.run_until_done(EXTRACT, json!([BUNDLE])).await;
            let literal = literal.as_str().unwrap_or_default();
            assert!(
                literal.starts_with('`'),
                "this Chromium has no axe in {BUNDLE} ({literal:?}); install Debian's chromium, or see `axe.rs`"
            );
            let source = self.driver.run(&format!("return {literal}"), json!([])).await;
            let source = source.as_str().unwrap().to_owned();
            println!("{}", source.lines().next().unwrap_or_default().trim_start_matches("/*! "));
            source
        };
        SOURCE.get_or_init(read).await
    }

    /// Has axe look at the page that is shown. `name` is what a message calls it.
    pub async fn axe(&self, source: &str, name: &str) -> Verdict {
        if self.driver.run("return typeof axe", json!([])).await == "undefined" {
            self.driver.run(source, json!([])).await;
        }
        let said = self.driver.run_until_done(RUN, json!([TAGS])).await;
        assert!(said["passes"].as_i64().is_some_and(|passes| passes > 0), "axe did not look at {name}: {said}");
        Verdict { violations: findings(&said["violations"]), unsure: findings(&said["unsure"]) }
    }
}

fn findings(found: &Value) -> Vec<Finding> {
    let of = |one: &Value| {
        let text = |field: &str| one[field].as_str().unwrap_or_default().to_owned();
        Finding {
            rule: text("rule"),
            impact: text("impact"),
            help: text("help"),
            at: text("at"),
            html: text("html"),
            why: text("why"),
        }
    };
    found.as_array().unwrap().iter().map(of).collect()
}
