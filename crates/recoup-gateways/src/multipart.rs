//! `multipart/form-data` bodies (RFC 7578): fields and files.
//!
//! The boundary is drawn from what it holds, so that the same parts are the same bytes: gateways compare them when a
//! key comes again.

use sha2::{Digest, Sha256};

/// Hexadecimal digits of the boundary.
const BOUNDARY_DIGITS: usize = 32;

struct Part {
    head: String,
    bytes: Vec<u8>,
}

/// A body under way.
#[derive(Default)]
pub struct Multipart {
    parts: Vec<Part>,
}

impl Multipart {
    /// No parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more field.
    #[must_use]
    pub fn field(self, name: &str, value: &str) -> Self {
        self.part(format!("content-disposition: form-data; name=\"{}\"", plain(name)), value.as_bytes())
    }

    /// One more field with a media type, such as JSON.
    #[must_use]
    pub fn typed(self, name: &str, media_type: &str, value: &str) -> Self {
        let name = plain(name);
        let head = format!("content-disposition: form-data; name=\"{name}\"\r\ncontent-type: {}", plain(media_type));
        self.part(head, value.as_bytes())
    }

    /// One more file.
    #[must_use]
    pub fn file(self, name: &str, (filename, media_type): (&str, &str), bytes: &[u8]) -> Self {
        let (name, filename, media_type) = (plain(name), plain(filename), plain(media_type));
        let disposition = format!("content-disposition: form-data; name=\"{name}\"; filename=\"{filename}\"");
        self.part(format!("{disposition}\r\ncontent-type: {media_type}"), bytes)
    }

    fn part(mut self, head: String, bytes: &[u8]) -> Self {
        self.parts.push(Part { head, bytes: bytes.to_vec() });
        self
    }

    /// The content type and the body.
    #[must_use]
    pub fn done(self) -> (String, Vec<u8>) {
        let boundary = self.boundary();
        let mut body = Vec::new();
        for part in &self.parts {
            body.extend_from_slice(format!("--{boundary}\r\n{}\r\n\r\n", part.head).as_bytes());
            body.extend_from_slice(&part.bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }

    /// A hash of all parts. None can hold its own hash but by a chance of one in 2^128.
    fn boundary(&self) -> String {
        let mut hash = Sha256::new();
        for part in &self.parts {
            hash.update(part.head.as_bytes());
            hash.update(b"\0");
            hash.update(&part.bytes);
            hash.update(b"\0");
        }
        let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("part{}", hex.chars().take(BOUNDARY_DIGITS).collect::<String>())
    }
}

/// A name that can stand in a header: whatever else it holds would be read as the end of it.
fn plain(text: &str) -> String {
    let keep = |c: char| {
        let plain = c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '[' | ']' | '+');
        if plain { c } else { '_' }
    };
    text.chars().map(keep).take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_bytes_and_names_end_no_header() {
        let make = || {
            Multipart::new().field("purpose", "a\r\nb").file(
                "file",
                ("x\"\r\ny.pdf", "application/pdf"),
                &[0, 255, 13, 10],
            )
        };
        let (kind, body) = make().done();
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").expect("a boundary");
        let text = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\na\r\nb\r\n--{boundary}\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"x___y.pdf\"\r\ncontent-type: application/pdf\r\n\r\n"
        );
        let mut whole = text.into_bytes();
        whole.extend_from_slice(&[0, 255, 13, 10]);
        whole.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        assert_eq!(body, whole);
        assert_eq!(make().done(), (kind, body), "the same bytes again");
    }
}
