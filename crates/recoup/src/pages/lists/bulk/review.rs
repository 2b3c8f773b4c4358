//! The review of a step for many rows: every row with its sum and what will happen, or why it cannot; the total of each
//! currency; one button that names both.

use std::collections::BTreeMap;

use axum::response::Response;
use maud::{Markup, html};

use super::row::{Ready, Reviewed, Sum, Thing, seen_field};
use super::{Batch, ROW, Task, back, unprocessable};
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::trouble::Trouble;
use crate::pages::{shell, words};

impl Batch<'_> {
    /// Shows what will happen.
    ///
    /// # Errors
    /// What the store met.
    pub async fn review(&self, fields: &Fields) -> Result<Response, Trouble> {
        let mut rows = Vec::with_capacity(self.ids.len());
        for id in &self.ids {
            rows.push(self.look_at(id).await?);
        }
        let content = self.reviewed(&rows, fields);
        let page = shell::page(self.visitor, self.task.title(), self.task.list(), content);
        Ok(if fields.is_fine() { page } else { unprocessable(page) })
    }

    fn reviewed(&self, rows: &[Reviewed], fields: &Fields) -> Markup {
        let ready: Vec<(&Reviewed, &Ready)> =
            rows.iter().filter_map(|row| Some((row, row.says.as_ref().ok()?))).collect();
        let totals = totals(ready.iter().filter_map(|(row, _)| row.thing.as_ref()?.sum.as_ref()));
        let left_out = rows.len() - ready.len();
        html! {
            p { a href=(back(self.task, fields)) { (self.task.list_name()) } }
            h1 { (self.task.title()) }
            (fields.summary())
            p class="lead" {
                (words::counted(ready.len(), self.task.things())) " of " (rows.len()) " selected."
                @if left_out > 0 { " " (left_out) " cannot, for the reason beside each; nothing is done with them." }
            }
            (table(self.task, rows))
            @if self.task.moves_money() && !totals.is_empty() { (sums(&totals)) }
            form method="post" action="/bulk" class="dialog" {
                (shell::token(self.visitor))
                (self.kept(fields))
                @for (row, ready) in &ready {
                    input type="hidden" name=(ROW) value=(row.id);
                    input type="hidden" name=(seen_field(&row.id)) value=(ready.seen);
                }
                @if let (Some(label), false) = (self.task.reason(), ready.is_empty()) {
                    (fields.input("reason", label, Input {
                        kind: "area", required: true, hint: Some("Colleagues read it with each of them."), ..Input::default()
                    }))
                }
                p class="actions" {
                    @if !ready.is_empty() {
                        button class="main" name="step" value="confirm" { (button(self.task, ready.len(), &totals)) }
                    }
                    a class="button" href=(back(self.task, fields)) { "Back to the list" }
                }
            }
        }
    }

    /// What every form of these pages carries.
    pub fn kept(&self, fields: &Fields) -> Markup {
        html! {
            input type="hidden" name=(KEY) value=(fields.text(KEY));
            input type="hidden" name="task" value=(self.task.word());
            input type="hidden" name="back" value=(back(self.task, fields));
        }
    }
}

fn table(task: Task, rows: &[Reviewed]) -> Markup {
    shell::scroll(
        "Selected rows",
        html! {
            table {
                thead { tr {
                    th scope="col" { (task.list_name()) } th scope="col" { "Standing" }
                    th scope="col" class="sum" { "Sum" } th scope="col" { "What will happen" }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            (name_cell(row.thing.as_ref(), &row.id))
                            td { @if let Some(thing) = &row.thing { (words::chip(&thing.standing)) } }
                            td class="sum" {
                                @if let Some((minor, code)) = row.thing.as_ref().and_then(|thing| thing.sum.as_ref()) {
                                    (words::money(*minor, code))
                                }
                            }
                            td {
                                @match &row.says {
                                    Ok(ready) => {
                                        @if ready.asks { span class="chip wait" { "needs another person" } " " }
                                        (ready.says)
                                    }
                                    Err(why) => { strong { "Not possible." } " " (why) }
                                }
                            }
                        }
                    }
                }
            }
        },
    )
}

/// The head of a row: what the thing is called and the way to it; only the id where there is no such thing.
pub fn name_cell(thing: Option<&Thing>, id: &str) -> Markup {
    html! {
        th scope="row" {
            @match thing {
                Some(thing) => { a href=(thing.address) { (thing.name) } }
                None => { code { (id) } }
            }
        }
    }
}

/// The sum of each currency, minor units. Currencies are never added to each other.
pub fn totals<'s>(sums: impl Iterator<Item = &'s Sum>) -> BTreeMap<String, i64> {
    let mut totals = BTreeMap::new();
    for (minor, code) in sums {
        let total: &mut i64 = totals.entry(code.clone()).or_default();
        *total = total.saturating_add(*minor);
    }
    totals.retain(|_, minor| *minor != 0);
    totals
}

fn sums(totals: &BTreeMap<String, i64>) -> Markup {
    html! {
        dl class="facts" {
            @for (code, minor) in totals { dt { "Total in " (code) } dd { strong { (words::money(*minor, code)) } } }
        }
    }
}

/// What the confirming button says: how many, and how much of each currency.
fn button(task: Task, count: usize, totals: &BTreeMap<String, i64>) -> String {
    let says = format!("{} {}", task.verb(), words::counted(count, task.things()));
    if !task.moves_money() || totals.is_empty() {
        return says;
    }
    let sums: Vec<String> = totals.iter().map(|(code, minor)| words::money(*minor, code)).collect();
    format!("{says}: {}", sums.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_names_count_and_sums_and_adds_no_currencies() {
        let sums = [(1_200, "EUR".to_owned()), (500, "USD".to_owned()), (300, "EUR".to_owned()), (0, "JPY".to_owned())];
        let totals = totals(sums.iter());
        assert_eq!(button(Task::Capture, 3, &totals), "Capture 3 payments: EUR 15.00, USD 5.00");
        assert_eq!(button(Task::Resolve, 1, &totals), "Resolve 1 exception");
        assert_eq!(button(Task::Complete, 2, &BTreeMap::new()), "Complete 2 orders");
    }
}
