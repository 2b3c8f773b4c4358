//! What a page shows, as a file for a spreadsheet: no field of it is taken for a formula there.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::trouble::Trouble;
use crate::http::problem::Problem;

/// What spreadsheets take for the beginning of a formula; the last four are wide forms of the first.
const BEGINS_FORMULA: [char; 8] = ['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];

/// What ends a cell or a line in some spreadsheet: where the comma is the decimal sign, it is mostly the semicolon.
const ENDS_CELL: [char; 5] = [';', ',', '\t', '\r', '\n'];

/// What may stand before a formula in a cell and still leave it one.
const BEFORE_FORMULA: [char; 2] = [' ', '"'];

/// A file of rows under a head, for the browser to keep under a name. A row may be shorter than the head: the last one
/// of a file that was cut says so.
#[must_use]
pub fn response(name: &str, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Response {
    let body = match whole(head, rows) {
        Ok(body) => body,
        Err(why) => {
            tracing::error!(%why, file = name, "a file could not be written");
            return Trouble::from(Problem::new(500, "defect", "the server could not write this file")).into_response();
        }
    };
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = name.chars().filter(fits).collect();
    let kept = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, kept.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (StatusCode::OK, headers, body).into_response()
}

fn whole(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, String> {
    let mut file = csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(head).map_err(|error| error.to_string())?;
    for row in rows {
        file.write_record(row.iter().map(|field| safe(field))).map_err(|error| error.to_string())?;
    }
    file.into_inner().map_err(|error| error.to_string())
}

/// A field that a spreadsheet shows as it stands, whatever it takes for the end of a cell: what would be a formula gets
/// an apostrophe, a plain number does not.
fn safe(field: &str) -> String {
    let mut shown = String::with_capacity(field.len() + 1);
    // Some drop what is blank at the beginning, and find the formula behind it.
    if field.starts_with(['\t', '\r', '\n']) {
        shown.push('\'');
    }
    let mut rest = field;
    while !rest.is_empty() {
        let cell = rest.trim_start_matches(BEFORE_FORMULA);
        let before = rest.len() - cell.len();
        shown.push_str(&rest[..before]);
        if cell.starts_with(BEGINS_FORMULA) && !is_number(cell.trim_end_matches(BEFORE_FORMULA)) {
            shown.push('\'');
        }
        let end = cell.find(ENDS_CELL).map_or(cell.len(), |at| at + 1);
        shown.push_str(&cell[..end]);
        rest = &cell[end..];
    }
    shown
}

/// Digits, perhaps with a sign in front and a point among them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (before, after) = digits.split_once('.').unwrap_or((digits, "0"));
    [before, after].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for (field, shown) in [
            ("=1+1", "'=1+1"),
            ("+49 30 1234", "'+49 30 1234"),
            ("-2+3", "'-2+3"),
            ("-", "'-"),
            ("-.5", "'-.5"),
            ("-1.2.3", "'-1.2.3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("\ttext", "'\ttext"),
            ("\u{FF1D}1", "'\u{FF1D}1"),
            ("-12.50", "-12.50"),
            ("-7", "-7"),
            ("12.50", "12.50"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(safe(field), shown);
        }
    }

    #[test]
    fn a_formula_behind_another_separator_is_text_too() {
        for (field, shown) in [
            ("x;=HYPERLINK(\"a\")", "x;'=HYPERLINK(\"a\")"),
            ("x;\"=1+1\"", "x;\"'=1+1\""),
            ("x; =1", "x; '=1"),
            ("x\t@SUM(A1)", "x\t'@SUM(A1)"),
            ("x,+1+1", "x,'+1+1"),
            ("two\r\n=1", "two\r\n'=1"),
            ("=1;=2;\u{FF1D}3", "'=1;'=2;'\u{FF1D}3"),
            ("-12,50", "'-12,50"),
            ("x;-12.50", "x;-12.50"),
            ("Müller; Söhne, seit 1900", "Müller; Söhne, seit 1900"),
            ("a;", "a;"),
            (";", ";"),
        ] {
            assert_eq!(safe(field), shown);
        }
    }

    #[test]
    fn rows_stand_under_their_head_and_the_last_may_be_short() {
        let rows = [vec!["=x".to_owned(), "a, \"b\"".to_owned()], vec!["cut".to_owned()]];
        let text = whole(&["one", "two"], rows).expect("rows in memory");
        assert_eq!(String::from_utf8(text).expect("text"), "one,two\r\n'=x,\"a, \"\"b\"\"\"\r\ncut\r\n");
    }

    #[test]
    fn the_browser_keeps_it_under_a_plain_name() {
        let response = response("trial/../\"2026\".csv", &["one"], []);
        let said = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        assert_eq!(said(header::CONTENT_TYPE), Some("text/csv; charset=utf-8"));
        assert_eq!(said(header::CONTENT_DISPOSITION), Some("attachment; filename=\"trial..2026.csv\""));
    }
}
