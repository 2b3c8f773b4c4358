//! Files that come with a form: small, of a few kinds, without card numbers. They are only ever handed out to be saved,
//! never shown.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use recoup_core::text;

use super::form::{Fields, TOKEN};
use super::guard;
use super::trouble::{Trouble, in_query};
use crate::http::Shared;
use crate::http::problem::Problem;
use crate::people::session;

/// Most bytes of a file.
const MOST_FILE_BYTES: usize = 512 * 1024;

/// How the names of files end that are taken, and what they are then.
const ENDS: [(&str, &str); 6] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("pdf", "application/pdf"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
];

/// The field for a file.
#[must_use]
pub fn input(fields: &Fields, label: &str, more: &str) -> Markup {
    let why = fields.why("file");
    let about = if why.is_some() { "file-why file-hint" } else { "file-hint" };
    html! {
        div class="field" {
            label for="file" { (label) }
            p class="hint" id="file-hint" {
                "PNG, JPEG, PDF, text or CSV, up to " (MOST_FILE_BYTES / 1024) " KiB. " (more)
            }
            input id="file" name="file" type="file" accept=".png,.jpg,.jpeg,.pdf,.txt,.csv"
                aria-invalid=[why.map(|_| "true")] aria-describedby=(about);
            @if let Some(why) = why { p class="why" id="file-why" { (why) } }
        }
    }
}

/// The file as it is kept, nothing where none was chosen, or why it is not taken.
///
/// # Errors
/// In words.
pub fn checked(file: Option<Upload>) -> Result<Kept, String> {
    file.map_or_else(|| Ok(Kept::default()), Upload::check)
}

/// Hands a file out, to be saved. What is of no kind that is taken here is bytes and nothing else.
#[must_use]
pub fn handed_out(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let kind = ENDS.iter().find(|(_, known)| *known == kind).map_or("application/octet-stream", |(_, kind)| kind);
    let name = in_query(name).replace('/', "%2F");
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}

/// A form with a file as it comes in.
#[derive(Debug, Default)]
pub struct Sent {
    /// What was typed.
    pub fields: Fields,
    /// The file, where one was chosen.
    pub file: Option<Upload>,
}

impl FromRequest<Shared> for Sent {
    type Rejection = Trouble;

    async fn from_request(request: Request, face: &Shared) -> Result<Self, Trouble> {
        let cookie = guard::cookie(face, request.headers());
        if !guard::same_site(face, request.headers()) {
            return Err(Trouble::foreign_form());
        }
        let read = Multipart::from_request(request, face).await;
        let mut parts = read.map_err(|_| broken())?;
        let mut sent = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|error| unread(&error))? {
            sent.take(part).await.map_err(|error| unread(&error))?;
        }
        let fits = cookie.is_none_or(|cookie| session::form_fits(&cookie, sent.fields.text(TOKEN)));
        if fits { Ok(sent) } else { Err(Trouble::foreign_form()) }
    }
}

impl Sent {
    async fn take(&mut self, mut part: Field<'_>) -> Result<(), MultipartError> {
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "file" => {
                let mut file = Upload { name: part.file_name().unwrap_or_default().to_owned(), ..Upload::default() };
                while let Some(chunk) = part.chunk().await? {
                    file.add(&chunk);
                }
                // Where no file was chosen, browsers send one without name and content.
                if file.name.is_empty() && file.bytes.is_empty() {
                    return Ok(());
                }
                if self.file.is_some() {
                    self.fields.wrong("file", "one file at a time");
                }
                self.file = Some(file);
            }
            _ => {
                let text = part.text().await?;
                self.fields.set(&name, text);
            }
        }
        Ok(())
    }
}

fn broken() -> Problem {
    Problem::new(400, "malformed", "the form did not arrive whole; send it again")
}

fn unread(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large(413) } else { broken() }
}

fn too_large(status: u16) -> Problem {
    let detail = format!("a file has up to {} KiB; make it smaller and send it again", MOST_FILE_BYTES / 1024);
    Problem::new(status, "body_too_large", detail)
}

/// A file as it comes in.
#[derive(Debug, Default)]
pub struct Upload {
    name: String,
    bytes: Vec<u8>,
    too_large: bool,
}

/// A file as it is kept; without a name there is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Upload {
    fn add(&mut self, chunk: &[u8]) {
        self.too_large |= self.bytes.len() + chunk.len() > MOST_FILE_BYTES;
        if !self.too_large {
            self.bytes.extend_from_slice(chunk);
        }
    }

    /// The file as it is kept, or why it is not.
    fn check(self) -> Result<Kept, String> {
        if self.too_large {
            return Err(too_large(422).detail);
        }
        if self.bytes.is_empty() {
            return Err("there is nothing in this file; choose another".to_owned());
        }
        let name = clean(&self.name);
        let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
        let Some(&(_, kind)) = ENDS.iter().find(|(known, _)| *known == end) else {
            let known: Vec<&str> = ENDS.iter().map(|(end, _)| *end).collect();
            return Err(format!("names of files that are taken end with one of {}", known.join(", ")));
        };
        let found = kind_of(&self.bytes);
        let fits = found == Some(kind) || (kind == "text/csv" && found == Some("text/plain"));
        if !fits {
            return Err(format!("what is in this file is no {end}; choose another, or give it the name that fits"));
        }
        let written = if kind.starts_with("text/") { as_text(&self.bytes) } else { String::new() };
        if text::looks_like_card_number(&name) || text::looks_like_card_number(&written) {
            return Err("something in this file looks like a card number; take it out and choose it again".to_owned());
        }
        Ok(Kept { name, kind, bytes: self.bytes })
    }
}

/// A name of a file without its path, without signs that nobody sees or that turn what one reads, and not too long.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let unseen = |c: char| {
        let hidden = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}');
        c.is_control() || hidden || matches!(c, '\u{2060}'..='\u{206f}')
    };
    let seen: String = last.chars().filter(|c| !unseen(*c)).collect();
    let seen = seen.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let Some((stem, end)) = seen.rsplit_once('.') else { return seen.chars().take(text::SHORT).collect() };
    let most = text::SHORT.saturating_sub(end.chars().count() + 1);
    let whole = format!("{}.{end}", stem.chars().take(most).collect::<String>());
    whole.chars().take(text::SHORT).collect()
}

/// What the first bytes of a file say that it is; text, where it is nothing else and has no control characters.
fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let plain = |b: &u8| !b.is_ascii_control() || matches!(b, b'\t' | b'\n' | b'\r');
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        text => text.iter().all(plain).then_some("text/plain"),
    }
}

/// A file of text as it reads: in UTF-8, else as older programs write it, a character for each byte.
fn as_text(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, bytes: &[u8]) -> Result<(String, &'static str), String> {
        let mut file = Upload { name: name.to_owned(), ..Upload::default() };
        bytes.chunks(1_000).for_each(|chunk| file.add(chunk));
        file.check().map(|kept| (kept.name, kept.kind))
    }

    #[test]
    fn names_lose_their_path_and_what_deceives() {
        for (name, cleaned) in [
            ("receipt.pdf", "receipt.pdf"),
            ("C:\\Users\\ann\\receipt.pdf", "receipt.pdf"),
            ("../../etc/passwd.txt", "passwd.txt"),
            ("a\r\nSet-Cookie: b.txt", "aSet-Cookie: b.txt"),
            ("\u{202e}fdp.png", "fdp.png"),
            (" ..png ", "png"),
            ("Gutschrift für Jürgen.csv", "Gutschrift für Jürgen.csv"),
            ("", ""),
        ] {
            assert_eq!(clean(name), cleaned, "{name:?}");
        }
        let long = clean(&format!("{}.pdf", "é".repeat(500)));
        assert_eq!((long.chars().count(), long.ends_with("é.pdf")), (120, true));
        assert_eq!(clean(&format!("a.{}", "b".repeat(500))).chars().count(), 120);
    }

    #[test]
    fn a_file_is_what_its_name_says() {
        let png = b"\x89PNG\r\n\x1a\n\0\0";
        for (name, bytes, kind) in [
            ("a.png", png.as_slice(), "image/png"),
            ("a.JPG", b"\xff\xd8\xff\xe0\0".as_slice(), "image/jpeg"),
            ("a.pdf", b"%PDF-1.7\n\0", "application/pdf"),
            ("a.txt", b"two\r\nlines", "text/plain"),
            ("a.csv", b"a;b\n1;\xfc\n", "text/csv"),
        ] {
            assert_eq!(check(name, bytes), Ok((name.to_owned(), kind)));
        }
        for (name, bytes) in [
            ("a.png", b"\xff\xd8\xff\xe0".as_slice()),
            ("a.txt", png.as_slice()),
            ("a.txt", b"%PDF-1.7"),
            ("a.csv", b"a\0b"),
            ("a.pdf", b"<script>"),
            ("a.html", b"<script>"),
            ("a.png.exe", png.as_slice()),
            ("png", png.as_slice()),
            ("a.txt", b""),
        ] {
            assert!(check(name, bytes).is_err(), "{name} {bytes:?}");
        }
    }

    #[test]
    fn files_are_small_and_hold_no_card_numbers() {
        assert!(check("a.txt", "a".repeat(MOST_FILE_BYTES).as_bytes()).is_ok());
        assert!(check("a.txt", "a".repeat(MOST_FILE_BYTES + 1).as_bytes()).is_err());
        for (name, bytes) in [
            ("a.txt", b"card 4242 4242 4242 4242".as_slice()),
            ("a.csv", b"pan;4242\xa04242\xa04242\xa04242\n".as_slice()),
            ("4242424242424242.txt", b"plain".as_slice()),
        ] {
            assert!(check(name, bytes).is_err(), "{name}");
        }
    }
}
