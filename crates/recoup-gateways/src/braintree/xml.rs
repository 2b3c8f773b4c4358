//! The gateway's XML, read into small trees and written from fields.
//!
//! Nothing outside a document is ever looked up: document types and entities of one's own are refused, depth is
//! bounded, and what is no XML is an error in words.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};

/// Elements inside each other at most. The deepest reply known has eight.
pub const MOST_DEPTH: usize = 32;

/// An element: its own text and the elements in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Name, with hyphens.
    pub name: String,
    /// Its own text; empty where it only holds elements.
    pub text: String,
    /// Whether it says `nil="true"`: known and without a value.
    pub nil: bool,
    /// The elements in it, in order.
    pub children: Vec<Self>,
}

impl Node {
    /// An element that starts so.
    fn of(tag: &Tag<'_>) -> Self {
        Self { name: tag.name().into_owned(), nil: tag.is_nil(), ..Self::default() }
    }

    /// The first element in it of a name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The elements in it of a name.
    pub fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The trimmed text of the first element of a name; `None` where it is missing, `nil` or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.child(name).filter(|child| !child.nil).map(|child| child.text.trim()).filter(|text| !text.is_empty())
    }

    /// As [`Node::get`], empty where there is nothing.
    #[must_use]
    pub fn text_of(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// The trimmed texts in a list, such as `<ids type="array"><item>…`.
    #[must_use]
    pub fn list(&self, name: &str) -> Vec<String> {
        let items = self.child(name).map(|list| list.children.as_slice()).unwrap_or_default();
        items.iter().map(|item| item.text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
    }
}

/// Reads a whole document.
///
/// # Errors
/// In words, when it is not one element with closed tags, is too deep or names entities of its own.
pub fn parse(text: &[u8]) -> Result<Node, String> {
    let mut reader = Reader::from_reader(text);
    let root = next_root(&mut reader)?.ok_or("it is empty")?;
    match next_root(&mut reader)? {
        None => Ok(root),
        Some(more) => Err(format!("it goes on with <{}> after its end", cut(&more.name))),
    }
}

fn next_root(reader: &mut Reader<&[u8]>) -> Result<Option<Node>, String> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match event(reader, &mut buffer)? {
            Seen::Start(tag) => return subtree(reader, Node::of(&tag)).map(Some),
            Seen::Whole(tag) => return Ok(Some(Node::of(&tag))),
            Seen::Text(text) if text.trim().is_empty() => {}
            Seen::Text(_) => return Err("it has text outside of elements".to_owned()),
            Seen::End => return Err("a tag is closed that was not opened".to_owned()),
            Seen::Nothing => {}
            Seen::Eof => return Ok(None),
        }
    }
}

/// The rest of an element whose start was just read.
fn subtree<R: BufRead>(reader: &mut Reader<R>, root: Node) -> Result<Node, String> {
    let mut open = vec![root];
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let seen = event(reader, &mut buffer)?;
        let full = open.len() >= MOST_DEPTH;
        let Some(last) = open.last_mut() else { return Err("it has no element".to_owned()) };
        match seen {
            Seen::Start(_) if full => return Err(TOO_DEEP.to_owned()),
            Seen::Start(tag) => open.push(Node::of(&tag)),
            Seen::Whole(tag) => last.children.push(Node::of(&tag)),
            // Between elements there are only line ends and blanks.
            Seen::Text(text) if last.text.is_empty() && text.trim_start().is_empty() => {}
            Seen::Text(text) => last.text.push_str(&text),
            Seen::Nothing => {}
            Seen::Eof => return Err(ends_within(&last.name)),
            Seen::End => {
                let Some(done) = open.pop() else { return Err("it has no element".to_owned()) };
                match open.last_mut() {
                    Some(outer) => outer.children.push(done),
                    None => return Ok(done),
                }
            }
        }
    }
}

/// Why a document is read no further.
pub const TOO_DEEP: &str = "it is too deep";

/// The same, where it is cut off.
#[must_use]
pub fn ends_within(name: &str) -> String {
    format!("it ends within <{}>", cut(name))
}

/// One thing in a document, as it stands there.
#[derive(Debug)]
pub enum Seen<'b> {
    /// An element starts.
    Start(Tag<'b>),
    /// An element without content.
    Whole(Tag<'b>),
    /// An element ends.
    End,
    /// Text, decoded.
    Text(Cow<'b, str>),
    /// A comment, a declaration.
    Nothing,
    /// The document ends.
    Eof,
}

/// The start of an element.
#[derive(Debug)]
pub struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// Its name, with hyphens: names with underscores are in samples of the vendor only.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        let name: &str = self.0.name().into_inner();
        if name.contains('_') { Cow::Owned(name.replace('_', "-")) } else { Cow::Borrowed(name) }
    }

    /// Whether it says `nil="true"`. Attributes that are no XML are of no account.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        // Most have no attribute, and looking for one costs more than the rest.
        let bare = self.0.len() == self.0.name().into_inner().len();
        !bare && self.0.try_get_attribute("nil").ok().flatten().is_some_and(|attribute| attribute.value == "true")
    }
}

/// The next thing in a document.
///
/// # Errors
/// When it is no XML, or declares or names what is not in XML itself.
pub fn event<'b, R: BufRead>(reader: &mut Reader<R>, buffer: &'b mut Vec<u8>) -> Result<Seen<'b>, String> {
    let event =
        reader.read_event_into(buffer).map_err(|error| format!("it is not XML: {}", cut(&error.to_string())))?;
    Ok(match event {
        Event::Start(start) => Seen::Start(Tag(start)),
        Event::Empty(start) => Seen::Whole(Tag(start)),
        Event::End(_) => Seen::End,
        Event::Text(text) => Seen::Text(text.xml10_content()),
        Event::CData(text) => Seen::Text(text.xml10_content()),
        Event::GeneralRef(reference) => {
            let refused = || format!("it names the entity &{};", cut(reference.as_ref()));
            match reference.resolve_char_ref() {
                Ok(Some(one)) => Seen::Text(Cow::Owned(one.to_string())),
                Ok(None) => Seen::Text(Cow::Borrowed(resolve_predefined_entity(&reference).ok_or_else(refused)?)),
                Err(_) => return Err(refused()),
            }
        }
        Event::DocType(_) => return Err("it declares a document type, which is refused".to_owned()),
        Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Seen::Nothing,
        Event::Eof => Seen::Eof,
    })
}

/// A word that can be shown: short and without what is not printed.
#[must_use]
pub fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(80).collect()
}

/// A document under way.
#[derive(Debug)]
pub struct Writer {
    text: String,
    open: Vec<&'static str>,
}

impl Writer {
    /// A document with this root.
    #[must_use]
    pub fn new(root: &'static str) -> Self {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
        Self { text, open: Vec::new() }.open(root, "")
    }

    /// An element that holds others; `kind` is its `type`, such as `array`.
    #[must_use]
    pub fn open(mut self, name: &'static str, kind: &str) -> Self {
        self.start(name, kind);
        self.open.push(name);
        self
    }

    /// Closes the element opened last.
    #[must_use]
    pub fn close(mut self) -> Self {
        if let Some(name) = self.open.pop() {
            self.text.push_str(&format!("</{name}>"));
        }
        self
    }

    /// An element with text.
    #[must_use]
    pub fn field(self, name: &'static str, text: &str) -> Self {
        self.typed(name, "", text)
    }

    /// An element with text and a `type`.
    #[must_use]
    pub fn typed(mut self, name: &'static str, kind: &str, text: &str) -> Self {
        self.start(name, kind);
        self.text.push_str(&escape(text));
        self.text.push_str(&format!("</{name}>"));
        self
    }

    /// An element with text, where there is one.
    #[must_use]
    pub fn maybe(self, name: &'static str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.field(name, text),
            None => self,
        }
    }

    /// The document.
    #[must_use]
    pub fn done(mut self) -> String {
        while !self.open.is_empty() {
            self = self.close();
        }
        self.text
    }

    fn start(&mut self, name: &str, kind: &str) {
        let kind = if kind.is_empty() { String::new() } else { format!(" type=\"{kind}\"") };
        self.text.push_str(&format!("<{name}{kind}>"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_read_into_a_tree() {
        let text = "<?xml version=\"1.0\"?>\n<a><b nil=\"true\"/><c type=\\\"x\\\"> 1 &amp; &#65;<![CDATA[<]]></c>\
            <ids type=\"array\"><item>x</item><item/></ids></a>\n";
        let node = parse(text.as_bytes()).expect("it is XML");
        assert_eq!((node.get("b"), node.get("c"), node.get("d")), (None, Some("1 & A<"), None));
        assert!(node.child("b").is_some_and(|b| b.nil));
        assert_eq!(node.list("ids"), ["x"]);
        assert_eq!(node.list("none"), [""; 0]);
    }

    #[test]
    fn what_reaches_outside_or_does_not_end_is_refused() {
        let deep = "<a>".repeat(MOST_DEPTH + 1);
        let bad = [
            "",
            "text",
            "<a>",
            "<a></b>",
            "</a>",
            "<a/><b/>",
            "<a>&own;</a>",
            "<a>&#0;</a>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a [<!ENTITY own \"x\">]><a>&own;</a>",
            &deep,
        ];
        for text in bad {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
        assert!(parse(b"<a>\xff</a>").is_err());
    }

    #[test]
    fn what_is_written_is_read_back() {
        let writer = Writer::new("search").open("order-id", "").field("is", "a<&>\"'").close();
        let text = writer.open("ids", "array").field("item", "x").typed("flag", "boolean", "true").done();
        let node = parse(text.as_bytes()).expect("it is XML");
        assert_eq!(node.child("order-id").and_then(|node| node.get("is")), Some("a<&>\"'"));
        assert_eq!(node.list("ids"), ["x", "true"]);
    }
}
