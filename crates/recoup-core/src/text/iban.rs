//! Recognises an IBAN (ISO 13616) by its own check, so that its groups are not taken for a card's.

/// Shortest and longest IBAN.
const SHORTEST: usize = 15;
const LONGEST: usize = 34;

/// Where the IBAN that begins here ends, if one does: two letters, two digits, and mod 97 of the whole is 1.
/// Single blanks may stand between its groups.
pub(super) fn end_of(chars: &[char], start: usize) -> Option<usize> {
    let mut read = Vec::with_capacity(LONGEST);
    let mut at = start;
    let mut end = None;
    while let Some(c) = chars.get(at) {
        match c {
            c if c.is_ascii_alphanumeric() && read.len() < LONGEST => read.push(*c),
            ' ' if chars.get(at + 1).is_some_and(char::is_ascii_alphanumeric) => {}
            _ => break,
        }
        at += 1;
        if !fits(&read) {
            return None;
        }
        let whole = chars.get(at).is_none_or(|next| !next.is_alphanumeric());
        if whole && *c != ' ' && read.len() >= SHORTEST && remainder(&read) == 1 {
            end = Some(at);
        }
    }
    end
}

/// Whether the first four can be those of an IBAN, as far as there are four.
fn fits(read: &[char]) -> bool {
    read.iter().take(4).enumerate().all(|(n, c)| if n < 2 { c.is_ascii_uppercase() } else { c.is_ascii_digit() })
}

/// The rearranged number modulo 97, letters counting 10 to 35.
fn remainder(read: &[char]) -> u32 {
    let (head, rest) = read.split_at(4);
    rest.iter().chain(head).filter_map(|c| c.to_digit(36)).fold(0, |sum, value| {
        let sum = if value > 9 { sum * 100 } else { sum * 10 };
        (sum + value) % 97
    })
}
