//! Reads a story: one sentence per line, blank lines and `#` are for people.

/// The sentences of a story with their line numbers.
pub fn read(text: &str) -> Vec<(usize, String)> {
    (1..)
        .zip(text.lines())
        .map(|(number, line)| (number, line.split('#').next().unwrap_or("").trim().to_owned()))
        .filter(|(_, line)| !line.is_empty())
        .collect()
}

/// The words of a sentence, taken from the front.
pub struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    pub fn of(line: &'a str) -> Self {
        Self { rest: line.trim() }
    }

    /// The next word.
    pub fn next(&mut self) -> Result<&'a str, String> {
        let (word, rest) = self.rest.split_once(char::is_whitespace).unwrap_or((self.rest, ""));
        self.rest = rest.trim_start();
        if word.is_empty() { Err("the sentence ends too early".to_owned()) } else { Ok(word) }
    }

    /// Takes a word if it comes next.
    pub fn skip(&mut self, word: &str) -> bool {
        let mut ahead = Self { rest: self.rest };
        let found = ahead.next() == Ok(word);
        if found {
            self.rest = ahead.rest;
        }
        found
    }

    /// Takes a word that must come next.
    pub fn expect(&mut self, word: &str) -> Result<(), String> {
        if self.skip(word) { Ok(()) } else { Err(format!("expected `{word}` before `{}`", self.rest)) }
    }

    /// Everything that is left.
    pub const fn rest(&self) -> &'a str {
        self.rest
    }

    /// Takes everything that is left.
    pub const fn take_rest(&mut self) -> &'a str {
        std::mem::replace(&mut self.rest, "")
    }

    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
}
