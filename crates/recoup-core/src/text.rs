//! Text that people or machines hand in: length, control characters, and the card-number tripwire.
//!
//! Card data never enters. Anything that reads like a card number is refused before it is stored, whatever
//! field it came in. This module does not redact; refusing is cheaper to prove. `card` is the tripwire, `iban`
//! tells one kind of harmless number apart.

mod card;
mod iban;

pub use card::looks_like_card_number;

use crate::refusal::Refusal;

/// Longest reference, order number, sku.
pub const SHORT: usize = 120;
/// Longest name or label.
pub const NAME: usize = 200;
/// Longest note.
pub const NOTE: usize = 2_000;

/// Checks one text field: not longer than `most` characters, no control characters, no card number.
///
/// # Errors
/// [`Refusal::TextTooLong`], [`Refusal::TextNotPlain`], [`Refusal::CardNumber`].
pub fn check(param: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most {
        return Err(Refusal::TextTooLong { param: param.to_owned(), most });
    }
    if !is_plain(text) {
        return Err(Refusal::TextNotPlain { param: param.to_owned() });
    }
    if looks_like_card_number(text) {
        return Err(Refusal::CardNumber { param: param.to_owned() });
    }
    Ok(())
}

/// Whether a text has no control characters but tabs and line ends, of either kind.
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let fits = match c {
            '\n' | '\t' => true,
            // Browsers end the lines of a text field like this.
            '\r' => chars.peek() == Some(&'\n'),
            c => !c.is_control(),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// Like [`check`] for a field that must not be empty.
///
/// # Errors
/// [`Refusal::Missing`] and those of [`check`].
pub fn required(param: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Missing { param: param.to_owned() });
    }
    check(param, text, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_and_control_characters_are_refused() {
        assert!(matches!(check("note", &"x".repeat(11), 10), Err(Refusal::TextTooLong { .. })));
        assert!(matches!(check("note", "a\u{0}b", 10), Err(Refusal::TextNotPlain { .. })));
        assert!(matches!(required("note", "  ", 10), Err(Refusal::Missing { .. })));
        assert!(matches!(check("note", "a\rb", 10), Err(Refusal::TextNotPlain { .. })));
        assert!(check("note", "two\nlines", 10).is_ok());
        assert!(check("note", "two\r\nlines", 11).is_ok());
    }
}
