//! Text that people or machines hand in: length, control characters, and the card-number tripwire.
//!
//! Card data never enters. Anything that reads like a card number is refused before it is stored, whatever
//! field it came in. This module does not redact; refusing is cheaper to prove.

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
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return Err(Refusal::TextNotPlain { param: param.to_owned() });
    }
    if looks_like_card_number(text) {
        return Err(Refusal::CardNumber { param: param.to_owned() });
    }
    Ok(())
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

/// Whether 13 to 19 digits, possibly grouped by blanks or hyphens, pass the Luhn check and start like an
/// issued card (ISO/IEC 7812 major industry 3 to 6, and 2221-2720 of Mastercard).
///
/// Digits inside a word (an id in base 32) do not count: the run must not touch a letter.
#[must_use]
pub fn looks_like_card_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let (digits, end) = digit_run(bytes, at);
        let touches_word = (at > 0 && is_word(bytes[at - 1])) || bytes.get(end).is_some_and(|b| is_word(*b));
        if !touches_word && is_card(&digits) {
            return true;
        }
        at = end.max(at + 1);
    }
    false
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// Digits from `start`, letting single blanks or hyphens between groups through.
fn digit_run(bytes: &[u8], start: usize) -> (Vec<u8>, usize) {
    let mut digits = Vec::with_capacity(19);
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            digit if digit.is_ascii_digit() => digits.push(digit - b'0'),
            b' ' | b'-' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {}
            _ => break,
        }
        at += 1;
    }
    (digits, at)
}

fn is_card(digits: &[u8]) -> bool {
    if !(13..=19).contains(&digits.len()) {
        return false;
    }
    let head = digits[..4].iter().fold(0_u32, |n, d| n * 10 + u32::from(*d));
    if !(matches!(digits[0], 3..=6) || (2221..=2720).contains(&head)) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let doubled = u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_seen_in_any_dress() {
        for card in [
            "4242424242424242",
            "card 4242 4242 4242 4242!",
            "3782-822463-10005",
            "5555555555554444",
            "2223003122003222",
        ] {
            assert!(looks_like_card_number(card), "{card}");
        }
    }

    #[test]
    fn ordinary_numbers_pass() {
        for plain in [
            "536365",
            "2010-12-01 08:26:00",
            "4242424242424241",
            "pay_4242424242424242",
            "+49 30 1234567",
            "1790000000000123",
        ] {
            assert!(!looks_like_card_number(plain), "{plain}");
        }
    }

    #[test]
    fn length_and_control_characters_are_refused() {
        assert!(matches!(check("note", &"x".repeat(11), 10), Err(Refusal::TextTooLong { .. })));
        assert!(matches!(check("note", "a\u{0}b", 10), Err(Refusal::TextNotPlain { .. })));
        assert!(matches!(required("note", "  ", 10), Err(Refusal::Missing { .. })));
        assert!(check("note", "two\nlines", 10).is_ok());
    }
}
