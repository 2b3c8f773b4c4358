//! Forms and queries: `application/x-www-form-urlencoded`, read and written, with nested names as `a[b]`.

/// The fields of a form, decoded, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form or a query; what is not valid stays as it is.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let pairs = bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let at = pair.iter().position(|byte| *byte == b'=');
                    let (name, value) = at.map_or((pair, &pair[..0]), |at| (&pair[..at], &pair[at + 1..]));
                    (decoded(name), decoded(value))
                })
                .collect(),
        )
    }

    /// The first field of a name, such as `amount` or `evidence[product_description]`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every field of a name, in order, such as `expand[]`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What is nested under a name: `metadata[order]=7` gives `order` and `7` for `metadata`.
    pub fn under<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(known, value)| {
            let inner = known.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?;
            Some((inner, value.as_str()))
        })
    }

    /// Every field, in order.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }
}

/// Writes fields as a form.
#[must_use]
pub fn write(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

/// Percent-encodes everything but letters, digits and `-._~`.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => {
                encoded.push('%');
                for digit in [byte >> 4, byte & 15] {
                    encoded.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
    encoded
}

/// Undoes percent-encoding and `+`; what is not valid stays as it is.
#[must_use]
pub fn decoded(bytes: &[u8]) -> String {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |offset: usize| bytes.get(at + offset).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(1), digit(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                decoded.push(b' ');
                at += 1;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_read_back_and_nest() {
        let fields = [("amount", "1000"), ("metadata[order]", "a b&c=d/\u{e9}"), ("expand[]", "x"), ("expand[]", "y")];
        let form = Form::read(write(&fields).as_bytes());
        assert_eq!(form.get("amount"), Some("1000"));
        assert_eq!(form.under("metadata").collect::<Vec<_>>(), [("order", "a b&c=d/\u{e9}")]);
        assert_eq!(form.all("expand[]").collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!((form.fields().len(), form.get("none")), (4, None));
    }

    #[test]
    fn what_is_not_valid_stays() {
        assert_eq!(decoded(b"%zz%4"), "%zz%4");
        assert_eq!(decoded(b"%C3%A9%FF"), "\u{e9}\u{fffd}");
    }
}
