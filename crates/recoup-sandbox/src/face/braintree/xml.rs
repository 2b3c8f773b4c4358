//! XML as this gateway writes and reads it: small documents, lists as `type="array"`, what is not there as `nil="true"`.

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::Event;

/// How deep a request may be.
const MOST_DEPTH: usize = 12;

/// An element of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) inner: Vec<Self>,
}

impl Element {
    /// Reads a request; nothing when it is no XML.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::from_reader(bytes);
        let (mut open, mut buffer) = (vec![Self::default()], Vec::new());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(start) if open.len() < MOST_DEPTH => open.push(Self::named(start.name().as_ref())),
                Event::Empty(start) => open.last_mut()?.inner.push(Self::named(start.name().as_ref())),
                Event::End(_) => {
                    let done = open.pop()?;
                    open.last_mut()?.inner.push(done);
                }
                Event::Text(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::CData(text) => open.last_mut()?.text.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => match name.resolve_char_ref().ok()? {
                    Some(letter) => open.last_mut()?.text.push(letter),
                    None => open.last_mut()?.text.push_str(resolve_predefined_entity(&name)?),
                },
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Start(_) | Event::DocType(_) => return None,
                Event::Eof => break,
            }
        }
        let mut document = open.pop().filter(|_| open.is_empty())?;
        document.inner.pop().filter(|_| document.inner.is_empty())
    }

    /// SDKs write `order-id`, and some of them `order_id`.
    fn named(name: &str) -> Self {
        Self { name: name.replace('_', "-"), ..Self::default() }
    }

    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.inner.iter().find(|element| element.name == name)
    }

    /// The text of an element inside; nothing when it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.find(name).map(|element| element.text.trim()).filter(|text| !text.is_empty())
    }
}

/// A document with this root.
pub(super) fn document(root: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{root}\n")
}

/// An element with text.
pub(super) fn leaf(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}

/// An element with text and a type, such as `datetime`.
pub(super) fn typed(name: &str, kind: &str, text: &str) -> String {
    format!("<{name} type=\"{kind}\">{}</{name}>", escape(text))
}

/// An element that is always there, with its text or without.
pub(super) fn maybe(name: &str, text: Option<&str>) -> String {
    text.map_or_else(|| format!("<{name} nil=\"true\"/>"), |text| leaf(name, text))
}

/// A list.
pub(super) fn list(name: &str, items: impl IntoIterator<Item = String>) -> String {
    let items: String = items.into_iter().collect();
    if items.is_empty() {
        format!("<{name} type=\"array\"/>")
    } else {
        format!("<{name} type=\"array\">{items}</{name}>")
    }
}

/// An element with elements inside.
pub(super) fn holds(name: &str, inner: &[String]) -> String {
    format!("<{name}>{}</{name}>", inner.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_and_nonsense_is_not() {
        let text =
            document(&holds("a", &[leaf("b_c", "1 < 2 & \"3\""), maybe("d", None), list("e", [leaf("item", "x")])]));
        let element = Element::read(text.as_bytes()).unwrap();
        assert_eq!((element.get("b-c"), element.get("d")), (Some("1 < 2 & \"3\""), None));
        assert_eq!(element.find("e").unwrap().inner[0].text, "x");
        let deep = "<a>".repeat(40);
        for text in ["", "x", "<a>", "<a></b>", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>&x;</a>", &deep] {
            assert_eq!(Element::read(text.as_bytes()), None, "{text}");
        }
    }
}
