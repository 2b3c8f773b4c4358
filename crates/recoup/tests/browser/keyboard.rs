//! The keyboard, and nothing else: Tab to a thing by its name, type, Enter. On the way each thing that takes the focus
//! has to show it.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::driver::reference;

/// Keys by WebDriver's numbers (17.4.2).
pub const TAB: char = '\u{E004}';
pub const ENTER: char = '\u{E007}';
pub const CONTROL: char = '\u{E009}';
pub const ESCAPE: char = '\u{E00C}';
pub const SPACE: char = ' ';
pub const DOWN: char = '\u{E015}';

/// Most things on a page that take the focus.
const MOST: usize = 120;

/// What is wrong with the focus where it is; nothing, when it can be seen and nothing lies over it (WCAG 2.2, 2.4.7
/// and 2.4.11).
const FOCUS: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    // The button inside a field for a date shows it by itself.
    if (at.matches('input[type=date]:not(:focus-visible)')) return null;
    const style = getComputedStyle(at), box = at.getBoundingClientRect();
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return 'no outline';
    const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    const points = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]]
        .map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]).filter(([x, y]) => inside(x, y));
    if (!points.length) return 'outside of the window';
    const own = ([x, y]) => { const top = document.elementFromPoint(x, y); return top && (at.contains(top) || top.contains(at)); };
    return points.some(own) ? null : 'something lies over it';
";

impl Browser {
    /// Presses keys one after the other.
    pub async fn keys(&self, keys: &str) {
        let moves: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() })))
            .collect();
        self.perform(moves).await;
    }

    /// Presses a key while another is held.
    pub async fn chord(&self, held: char, key: char) {
        let moves = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)];
        self.perform(moves.map(|(kind, key)| json!({ "type": kind, "value": key.to_string() })).to_vec()).await;
    }

    async fn perform(&self, moves: Vec<Value>) {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": moves });
        self.driver.post("/actions", json!({ "actions": [keyboard] })).await;
    }

    /// Presses Tab until something has the focus whose name is this, as a screen reader would say it.
    pub async fn tab_to(&self, name: &str) {
        let mut passed = Vec::new();
        for _ in 0..MOST {
            let here = self.focus().await;
            if here == name {
                return;
            }
            passed.push(here);
            self.keys(&TAB.to_string()).await;
        }
        panic!("Tab never comes to `{name}` on {}; it passes {passed:?}", self.path().await);
    }

    /// The name of what has the focus; empty while nothing has it.
    pub async fn focus(&self) -> String {
        let wrong = self.driver.run(FOCUS, json!([])).await;
        let active = reference(&self.driver.get("/element/active").await);
        let name = self.driver.of(&active, "computedlabel").await;
        let name = name.as_str().unwrap_or_default().to_owned();
        assert!(wrong.is_null(), "the focus on `{name}` of {} cannot be seen: {wrong}", self.path().await);
        // The whole page has the name of its title.
        if self.driver.of(&active, "name").await == "body" { String::new() } else { name }
    }

    /// Tabs to a field and types over what is in it.
    pub async fn type_into(&self, label: &str, typed: &str) {
        self.tab_to(label).await;
        self.chord(CONTROL, 'a').await;
        self.keys(typed).await;
    }

    /// Tabs to a button or link and presses Enter on it; waits for the page that comes.
    pub async fn enter(&self, name: &str) {
        self.tab_to(name).await;
        let page = self.page().await;
        self.keys(&ENTER.to_string()).await;
        self.left(&page).await;
    }
}
