//! The report of a step for many rows: what became of each, counts on top, and the way to keep it as a file.

use axum::response::Response;
use maud::{Markup, html};

use super::review::name_cell;
use super::row::{End, Ended, seen_field};
use super::{Batch, ROW, back};
use crate::pages::form::Fields;
use crate::pages::{shell, words};

/// The head of the file of a report.
pub const HEAD: [&str; 6] = ["id", "name", "outcome", "amount", "currency", "why"];

impl Batch<'_> {
    /// Acts on every row, one after the other, and shows what became of each; what the store met with one row is told in
    /// its line.
    pub async fn report(&self, fields: &Fields) -> Response {
        let mut rows = Vec::with_capacity(self.ids.len());
        for id in &self.ids {
            rows.push(self.run(id, fields).await);
        }
        let content = self.reported(&rows, fields);
        shell::page(self.visitor, "Report", self.task.list(), content)
    }

    fn reported(&self, rows: &[Ended], fields: &Fields) -> Markup {
        let count = |end: End| rows.iter().filter(|row| row.end == end).count();
        let all_done = count(End::Done) == rows.len();
        html! {
            p { a href=(back(self.task, fields)) { (self.task.list_name()) } }
            h1 { (self.task.title()) ": report" }
            p class=(if all_done { "note good" } else { "note bad" }) role="status" {
                (counts(rows))
            }
            (table(self.task.list_name(), rows))
            p class="actions" { a class="button" href=(back(self.task, fields)) { "Back to the list" } }
            form method="post" action="/bulk/report.csv" {
                (shell::token(self.visitor))
                @for row in rows { input type="hidden" name="line" value=(line(row)); }
                p class="actions" { button { "Save as CSV" } }
            }
            @if count(End::Unsure) > 0 { (self.again(fields)) }
        }
    }

    /// The same form once more, for rows of which nobody knows: what is done stays done once.
    fn again(&self, fields: &Fields) -> Markup {
        html! {
            form method="post" action="/bulk" {
                (shell::token(self.visitor))
                (self.kept(fields))
                input type="hidden" name="reason" value=(fields.text("reason"));
                @for id in &self.ids {
                    input type="hidden" name=(ROW) value=(id);
                    input type="hidden" name=(seen_field(id)) value=(fields.text(&seen_field(id)));
                }
                p class="actions" {
                    button class="main" name="step" value="confirm" { "Send the same again" }
                    span class="quiet" { "What is done is not done twice." }
                }
            }
        }
    }
}

/// `2 done, 1 refused`.
fn counts(rows: &[Ended]) -> String {
    let of = |end: End| (rows.iter().filter(|row| row.end == end).count(), end.word());
    let counted = End::ALL.into_iter().map(of).filter(|(count, _)| *count > 0);
    counted.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

fn table(name: &str, rows: &[Ended]) -> Markup {
    shell::scroll(
        "Report",
        html! {
            table {
                thead { tr {
                    th scope="col" { (name) } th scope="col" { "Outcome" }
                    th scope="col" class="sum" { "Sum" } th scope="col" { "Why" }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            (name_cell(row.thing.as_ref(), &row.id))
                            td { (outcome(row.end)) }
                            td class="sum" { @if let Some((minor, code)) = &row.sum { (words::money(*minor, code)) } }
                            td { (row.why) }
                        }
                    }
                }
            }
        },
    )
}

fn outcome(end: End) -> Markup {
    let (tone, sign) = match end {
        End::Done => ("good", "✓"),
        End::Refused => ("bad", "✕"),
        End::Changed => ("wait", "…"),
        End::Unsure => ("ask", "?"),
    };
    html! { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (end.word()) } }
}

/// A row as the file has it, fields parted by tabs.
fn line(row: &Ended) -> String {
    let name = row.thing.as_ref().map_or("", |thing| thing.name.as_str());
    let (amount, code) = match &row.sum {
        Some((minor, code)) => {
            (code.parse().map_or_else(|_| minor.to_string(), |c| words::plain_decimal(*minor, c)), code.as_str())
        }
        None => (String::new(), ""),
    };
    let fields = [row.id.as_str(), name, row.end.word(), &amount, code, &row.why];
    fields.map(|field| field.replace(['\t', '\n', '\r'], " ")).join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(id: &str, end: End, why: &str) -> Ended {
        let sum = Some((1_200, "EUR".to_owned()));
        Ended { id: id.to_owned(), thing: None, sum, end, why: why.to_owned() }
    }

    #[test]
    fn counts_name_what_there_is() {
        let rows = [ended("a", End::Done, ""), ended("b", End::Changed, "x"), ended("c", End::Done, "")];
        assert_eq!(counts(&rows), "2 done, 1 changed since you looked");
    }

    #[test]
    fn a_line_keeps_its_fields_apart() {
        assert_eq!(line(&ended("pay_1", End::Refused, "a\tb\nc")), "pay_1\t\trefused\t12.00\tEUR\ta b c");
    }
}
