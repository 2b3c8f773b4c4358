//! One element of a long document, with all that is in it, in memory that serves the next one too.
//!
//! A report has millions of elements. A tree of its own for each would be made and dropped twenty times a row; here names
//! and texts lie one behind the other, in the order of the document.

use std::io::BufRead;
use std::ops::Range;

use quick_xml::Reader;

use super::xml::{self, MOST_DEPTH, Seen, TOO_DEEP, Tag, ends_within};

/// The memory.
#[derive(Debug, Default)]
pub struct Memory {
    text: String,
    parts: Vec<Part>,
    buffer: Vec<u8>,
    open: Vec<usize>,
}

/// An element: the first is the outermost, and those in it follow it.
#[derive(Debug)]
struct Part {
    depth: usize,
    name: Range<usize>,
    text: Range<usize>,
    nil: bool,
}

/// An element that was read.
#[derive(Debug, Clone, Copy)]
pub struct Element<'m> {
    memory: &'m Memory,
    at: usize,
}

impl Memory {
    /// The rest of an element whose start was just read.
    ///
    /// # Errors
    /// In words, when it is no XML, is too deep or does not end.
    pub fn read<R: BufRead>(&mut self, reader: &mut Reader<R>, root: &Tag<'_>) -> Result<Element<'_>, String> {
        self.text.clear();
        self.parts.clear();
        let (mut buffer, mut open) = (std::mem::take(&mut self.buffer), std::mem::take(&mut self.open));
        open.clear();
        open.push(self.begin(0, root));
        let read = self.fill(reader, &mut buffer, &mut open);
        (self.buffer, self.open) = (buffer, open);
        read.map(|()| Element { memory: self, at: 0 })
    }

    fn fill<R: BufRead>(
        &mut self,
        reader: &mut Reader<R>,
        buffer: &mut Vec<u8>,
        open: &mut Vec<usize>,
    ) -> Result<(), String> {
        while let Some(last) = open.last().copied() {
            buffer.clear();
            match xml::event(reader, buffer)? {
                Seen::Start(_) if open.len() >= MOST_DEPTH => return Err(TOO_DEEP.to_owned()),
                Seen::Start(tag) => open.push(self.begin(open.len(), &tag)),
                Seen::Whole(tag) => {
                    self.begin(open.len(), &tag);
                }
                Seen::Text(text) => self.say(last, &text),
                Seen::Nothing => {}
                Seen::Eof => return Err(ends_within(&self.text[self.parts[last].name.clone()])),
                Seen::End => {
                    open.pop();
                }
            }
        }
        Ok(())
    }

    /// Where an element stands that starts so.
    fn begin(&mut self, depth: usize, tag: &Tag<'_>) -> usize {
        let begin = self.text.len();
        self.text.push_str(&tag.name());
        let end = self.text.len();
        self.parts.push(Part { depth, name: begin..end, text: end..end, nil: tag.is_nil() });
        self.parts.len() - 1
    }

    /// Adds to the text of an element; between elements there are only line ends and blanks.
    fn say(&mut self, at: usize, text: &str) {
        let Some(part) = self.parts.get_mut(at) else { return };
        if part.text.is_empty() && text.trim_start().is_empty() {
            return;
        }
        // What came between goes on standing there; the whole text stands behind it.
        if part.text.end != self.text.len() {
            let begin = self.text.len();
            self.text.extend_from_within(part.text.clone());
            part.text.start = begin;
        }
        self.text.push_str(text);
        part.text.end = self.text.len();
    }
}

impl<'m> Element<'m> {
    fn part(self) -> &'m Part {
        &self.memory.parts[self.at]
    }

    /// Its name, with hyphens.
    #[must_use]
    pub fn name(self) -> &'m str {
        &self.memory.text[self.part().name.clone()]
    }

    /// Its own text, trimmed; empty where it only holds elements.
    #[must_use]
    pub fn text(self) -> &'m str {
        self.memory.text[self.part().text.clone()].trim()
    }

    /// The elements in it, in order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let depth = self.part().depth;
        let inside = self.memory.parts[self.at + 1..].iter().take_while(move |part| part.depth > depth);
        let own = inside.enumerate().filter(move |(_, part)| part.depth == depth + 1);
        own.map(move |(place, _)| Self { memory: self.memory, at: self.at + 1 + place })
    }

    /// The first element in it of a name.
    #[must_use]
    pub fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// The text of the first element of a name; `None` where it is missing, `nil` or empty.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'m str> {
        self.child(name).filter(|child| !child.part().nil).map(Self::text).filter(|text| !text.is_empty())
    }

    /// As [`Element::get`], empty where there is nothing.
    #[must_use]
    pub fn text_of(self, name: &str) -> &'m str {
        self.get(name).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'m>(memory: &'m mut Memory, text: &str) -> Result<Element<'m>, String> {
        let mut reader = Reader::from_reader(text.as_bytes());
        let mut buffer = Vec::new();
        match xml::event(&mut reader, &mut buffer).expect("it is XML") {
            Seen::Start(tag) => memory.read(&mut reader, &tag),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_element_reads_as_it_does_as_a_tree_and_its_memory_serves_the_next() {
        let mut memory = Memory::default();
        for text in [
            "<a><b nil=\"true\"/><c type=\"x\"> 1 &amp; &#65;<![CDATA[<]]></c><a_d><c>2</c></a_d> <c>3</c></a>",
            "<a>\n before <b>in</b> and <b/>after\n</a>",
            "<a></a>",
        ] {
            let tree = xml::parse(text.as_bytes()).expect("it is XML");
            let element = read(&mut memory, text).expect("it is XML");
            assert_eq!((element.name(), element.text()), (tree.name.as_str(), tree.text.trim()), "{text}");
            for name in ["a", "b", "c", "a-d"] {
                assert_eq!(element.get(name), tree.get(name), "{text} {name}");
                let inner = element.child(name).map(|child| child.text_of("c").to_owned());
                assert_eq!(inner, tree.child(name).map(|child| child.text_of("c").to_owned()), "{text} {name}");
            }
            let names: Vec<&str> = element.children().map(Element::name).collect();
            let wanted: Vec<&str> = tree.children.iter().map(|child| child.name.as_str()).collect();
            assert_eq!(names, wanted, "{text}");
        }
        for bad in ["<a>", "<a><b></a>", &"<a>".repeat(MOST_DEPTH + 1)] {
            assert!(read(&mut memory, bad).is_err(), "{bad}");
        }
    }
}
