//! One step for many rows of a list: a review of every row with what will happen or why it cannot, one button that
//! names how many and how much, and a report of what became of each. Each row is a command of its own under a key of
//! its own, so a form that is sent again acts once and goes on where a crash stopped it. At most 100 rows at once.

mod report;
mod review;
mod row;
mod task;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::text;

use super::Row as Listed;
use crate::http::Shared;
use crate::http::auth::{require, right};
use crate::http::problem::Problem;
use crate::pages::form::{Fields, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::trouble::Trouble;
use crate::pages::{csv_file, shell, words};
use crate::people::token;
pub use task::Task;

/// Rows that are taken at once, at most.
pub const MOST: usize = 100;

/// The form that the boxes and buttons of a list belong to; it stands before the table, so that no form is in another.
const FORM: &str = "bulk";

/// The box of a row, and the field of a row that is confirmed.
const ROW: &str = "row";

/// The steps that a list offers this visitor for many rows.
#[must_use]
pub fn offered(visitor: &Visitor, list: &str) -> Vec<Task> {
    Task::ALL.into_iter().filter(|task| task.list() == list && visitor.may(task.needs())).collect()
}

/// The form that the boxes belong to. `here` is the address of the list as it is shown.
#[must_use]
pub fn form(visitor: &Visitor, tasks: &[Task], here: &str) -> Markup {
    html! {
        @if !tasks.is_empty() {
            form id=(FORM) method="post" action="/bulk" {
                (shell::token(visitor))
                input type="hidden" name="back" value=(here);
            }
        }
    }
}

/// The head of the column of boxes: empty, until a script puts a box for all of them there.
#[must_use]
pub fn head(tasks: &[Task]) -> Markup {
    html! { @if !tasks.is_empty() { td class="pick" data-all=(ROW) data-says="Select all rows" {} } }
}

/// The box of a row of a list; an empty cell for a row that nothing can be done with.
#[must_use]
pub fn pick(tasks: &[Task], id: &str, says: Option<&str>) -> Markup {
    html! {
        @if !tasks.is_empty() {
            td class="pick" {
                @if let Some(says) = says {
                    label { input type="checkbox" name=(ROW) value=(id) form=(FORM); span class="unseen" { "Select " (says) } }
                }
            }
        }
    }
}

/// The box of a row of orders, payments or refunds.
#[must_use]
pub fn pick_listed(tasks: &[Task], thing: &str, row: &Listed) -> Markup {
    let sum = words::money(row.amount_minor, &row.currency);
    let tail = row.id.get(row.id.len().saturating_sub(6)..).unwrap_or(&row.id);
    // A payment without a brand is called that already.
    let named = if row.name == thing || row.name.to_lowercase().starts_with(thing) {
        row.name.clone()
    } else {
        format!("{thing} {}", row.name)
    };
    pick(tasks, &row.id, Some(&format!("{named}, {sum}, …{tail}")))
}

/// The buttons, below the table.
#[must_use]
pub fn buttons(tasks: &[Task]) -> Markup {
    html! {
        @if !tasks.is_empty() {
            p class="actions" {
                span class="quiet" { "Selected rows:" }
                @for task in tasks { button form=(FORM) name="task" value=(task.word()) { (task.title()) } }
            }
        }
    }
}

/// Takes the rows that were ticked and shows what will happen; takes the confirmation, acts and reports.
///
/// # Errors
/// 403 for who may not, or what the store met.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let task = Task::of(fields.text("task"))?;
    require(&visitor.caller, &[task.needs()])?;
    let mut ids: Vec<String> = Vec::new();
    for id in fields.all(ROW) {
        let id: String = id.chars().take(80).collect();
        if !id.is_empty() && !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.is_empty() || ids.len() > MOST {
        let count = ids.len();
        let why = if ids.is_empty() {
            "No row was selected; tick at least one.".to_owned()
        } else {
            format!("{count} rows were selected; {MOST} are taken at once, so tick fewer.")
        };
        return Ok(unprocessable(shell::page(&visitor, task.title(), task.list(), refused(task, &fields, &why))));
    }
    let batch = Batch { face: &face, visitor: &visitor, task, ids };
    if fields.text("step") == "confirm" {
        if task.reason().is_some()
            && let Err(refusal) = text::required("reason", fields.text("reason"), text::NOTE)
        {
            fields.refused(&Problem::from(refusal), &[("reason", "reason")]);
        }
        if fields.is_fine() {
            return Ok(batch.report(&fields).await);
        }
    } else {
        fields.set(KEY, token::secret());
    }
    batch.review(&fields).await
}

/// Some rows, and what is to be done with them.
struct Batch<'a> {
    face: &'a Shared,
    visitor: &'a Visitor,
    task: Task,
    ids: Vec<String>,
}

/// The way back to the list as it was shown; its beginning, where the form names another place.
fn back(task: Task, fields: &Fields) -> String {
    let named = fields.text("back");
    let query = named.strip_prefix(task.list()).filter(|rest| rest.is_empty() || rest.starts_with('?'));
    if query.is_some() { named.to_owned() } else { task.list().to_owned() }
}

fn refused(task: Task, fields: &Fields, why: &str) -> Markup {
    html! {
        p { a href=(back(task, fields)) { (task.list_name()) } }
        h1 { (task.title()) }
        p class="note bad" role="alert" { (why) }
        p class="actions" { a class="button" href=(back(task, fields)) { "Back to the list" } }
    }
}

fn unprocessable(response: Response) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, response).into_response()
}

/// Hands out a report as a file: the rows come from the page that shows it.
pub async fn file(_visitor: May<right::Read>, fields: Fields) -> Response {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in fields.all("line").take(MOST) {
        let mut row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        row.resize(report::HEAD.len(), String::new());
        rows.push(row);
    }
    csv_file::response("report.csv", &report::HEAD, rows)
}
