//! `multipart/form-data` bodies (RFC 7578), read: fields and files.

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The name of the file; nothing for a plain field.
    pub filename: Option<String>,
    /// Its media type; empty where none is said.
    pub media_type: String,
    /// Itself.
    pub bytes: Vec<u8>,
}

impl Part {
    /// Its text; nothing when it is none.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// The parts of a body; nothing when it is not of this kind or ends in the middle.
#[must_use]
pub fn read(content_type: &str, body: &[u8]) -> Option<Vec<Part>> {
    let (kind, rest) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = rest.split(';').find_map(|word| word.trim().strip_prefix("boundary="))?.trim_matches('"');
    if boundary.is_empty() || boundary.len() > 70 {
        return None;
    }
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter has no line before it.
    let mut rest = body.strip_prefix(format!("--{boundary}").as_bytes())?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        rest = rest.strip_prefix(b"\r\n")?;
        let end = find(rest, delimiter.as_bytes())?;
        parts.push(part(&rest[..end])?);
        rest = &rest[end + delimiter.len()..];
    }
    Some(parts)
}

/// A part of a name.
#[must_use]
pub fn named<'a>(parts: &'a [Part], name: &str) -> Option<&'a Part> {
    parts.iter().find(|part| part.name == name)
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn part(bytes: &[u8]) -> Option<Part> {
    let end = find(bytes, b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut part = Part { bytes: bytes[end + 4..].to_vec(), ..Part::default() };
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(':')?;
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => value.trim().clone_into(&mut part.media_type),
            "content-disposition" => {
                for (key, value) in value.split(';').filter_map(|word| word.trim().split_once('=')) {
                    let value = value.trim_matches('"').to_owned();
                    match key {
                        "name" => part.name = value,
                        "filename" => part.filename = Some(value),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    (!part.name.is_empty()).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"--x\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nevidence\r\n--x\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\ncontent-type: application/pdf\r\n\r\n\
        \x00\xff\r\n--\r\n--x--\r\n";

    #[test]
    fn parts_are_read_and_nonsense_is_not() {
        let parts = read("multipart/form-data; boundary=x", BODY).unwrap();
        assert_eq!(named(&parts, "purpose").and_then(Part::text), Some("evidence"));
        let file = named(&parts, "file").unwrap();
        assert_eq!((file.filename.as_deref(), file.media_type.as_str()), (Some("a.pdf"), "application/pdf"));
        assert_eq!(file.bytes, b"\x00\xff\r\n--");
        for kind in ["", "application/json", "multipart/form-data", "multipart/form-data; boundary=y"] {
            assert_eq!(read(kind, BODY), None, "{kind}");
        }
        for cut in [0, 3, 10, 60, BODY.len() - 6] {
            assert_eq!(read("multipart/form-data; boundary=x", &BODY[..cut]), None, "{cut}");
        }
    }
}
