//! `application/x-www-form-urlencoded` bodies with nested keys, such as `metadata[order]=7`.
//!
//! Percent-encoding is by the WHATWG URL standard's form rules, with `%20` for a space, which every server reads.

/// A form under way; fields keep the order in which they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    text: String,
}

impl Form {
    /// No fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more field.
    #[must_use]
    pub fn field(mut self, key: &str, value: impl AsRef<str>) -> Self {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        encode(key, &mut self.text);
        self.text.push('=');
        encode(value.as_ref(), &mut self.text);
        self
    }

    /// One more field below others: `nested(&["metadata", "order"], "7")` is `metadata[order]=7`.
    #[must_use]
    pub fn nested(self, path: &[&str], value: impl AsRef<str>) -> Self {
        let (first, rest) = path.split_first().map_or(("", path), |(first, rest)| (*first, rest));
        let key = rest.iter().fold(first.to_owned(), |key, part| format!("{key}[{part}]"));
        self.field(&key, value)
    }

    /// One more field, where there is a value.
    #[must_use]
    pub fn maybe(self, key: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.field(key, value),
            None => self,
        }
    }

    /// The body.
    #[must_use]
    pub fn done(self) -> String {
        self.text
    }
}

/// One part of a path or a query, percent-encoded: nothing in it is read as a separator.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, &mut out);
    out
}

fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'*') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// The fields of a query or form, decoded, in order; what is no UTF-8 is left out.
#[must_use]
pub fn fields(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter_map(|(key, value)| Some((decoded(key)?, decoded(value)?))).collect()
}

fn decoded(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let hex = hex.filter(|_| *byte == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, hex) {
            (_, Some(decoded)) => {
                out.push(decoded);
                at += 2;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(*other),
        }
        at += 1;
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_keys_and_foreign_letters_are_encoded_and_read_back() {
        let form = Form::new()
            .field("amount", "1050")
            .nested(&["metadata", "recoup ref"], "pay_1.2")
            .nested(&["expand", ""], "latest_charge")
            .maybe("customer", None)
            .field("note", "ä&=+%");
        let text = form.done();
        let expected =
            "amount=1050&metadata%5Brecoup%20ref%5D=pay_1.2&expand%5B%5D=latest_charge&note=%C3%A4%26%3D%2B%25";
        assert_eq!(text, expected);
        let read = fields(&text);
        assert_eq!(read[1], ("metadata[recoup ref]".to_owned(), "pay_1.2".to_owned()));
        assert_eq!(read[3].1, "ä&=+%");
        assert_eq!(fields("a=%zz&b=+&c&=&%ff=1"), [("a", "%zz"), ("b", " "), ("c", ""), ("", "")].map(own));
        assert_eq!(encoded("a/b?c"), "a%2Fb%3Fc");
    }

    fn own((key, value): (&str, &str)) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }
}
