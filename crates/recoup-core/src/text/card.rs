//! The card-number tripwire: finds what reads like a card number in any dress, and leaves other numbers alone.
//!
//! Digits are taken in the groups they are written in, and every window of whole groups is tried: an expiry
//! or a check value that follows hides nothing, and a longer number (an ARN) is not cut into cards. A window
//! counts when it starts and is as long as issued cards are, its last digit is the Luhn check of the others,
//! and its groups look like a card's. IBANs, article numbers and our own ids are told apart by their own rules.

use super::iban;
use crate::id::Kind;

/// Issued numbers: first four digits from and to, and the lengths in use (ISO/IEC 7812; ranges of the schemes).
const ISSUED: &[(u32, u32, std::ops::RangeInclusive<usize>)] = &[
    (1800, 1800, 15..=15), // JCB
    (2131, 2131, 15..=15), // JCB
    (2200, 2204, 16..=19), // Mir
    (2221, 2720, 16..=16), // Mastercard
    (3000, 3059, 14..=19), // Diners Club
    (3095, 3095, 14..=19), // Diners Club
    (3400, 3499, 15..=15), // American Express
    (3528, 3589, 16..=19), // JCB
    (3600, 3699, 14..=19), // Diners Club
    (3700, 3799, 15..=15), // American Express
    (3800, 3999, 14..=19), // Diners Club
    (4000, 4999, 13..=13), // Visa, old
    (4000, 4999, 16..=16), // Visa
    (4000, 4999, 19..=19), // Visa
    (5000, 5099, 13..=19), // Maestro
    (5100, 5599, 16..=16), // Mastercard
    (5600, 5899, 13..=19), // Maestro
    (6000, 6999, 16..=19), // Discover, UnionPay, RuPay, Maestro
    (6304, 6304, 13..=15), // Maestro
    (6706, 6771, 13..=15), // Maestro
];

/// Fewest and most digits of a card number.
const FEWEST: usize = 13;
const MOST: usize = 19;

/// Most characters between two groups of one number.
const MOST_BETWEEN: usize = 3;

/// The zeros of scripts whose digits people type; nine more follow each.
const ZEROS: [char; 12] = [
    '0',
    '\u{660}',
    '\u{6f0}',
    '\u{966}',
    '\u{9e6}',
    '\u{e50}',
    '\u{ff10}',
    '\u{1d7ce}',
    '\u{1d7d8}',
    '\u{1d7e2}',
    '\u{1d7ec}',
    '\u{1d7f6}',
];

/// Whether a text holds what reads like a card number.
#[must_use]
pub fn looks_like_card_number(text: &str) -> bool {
    // Nearly every text ends here.
    if text.len() < FEWEST || text.chars().filter(|c| digit(*c).is_some()).count() < FEWEST {
        return false;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut run: Vec<Vec<u8>> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some(word) = Word::at(&chars, at) else {
            if !joins(chars[at]) {
                if holds_card(&run) {
                    return true;
                }
                run.clear();
            }
            at += 1;
            continue;
        };
        if word.begins_anew || gap_before(&chars, at) > MOST_BETWEEN {
            if holds_card(&run) {
                return true;
            }
            run.clear();
        }
        run.extend(word.group);
        if word.ends_run {
            if holds_card(&run) {
                return true;
            }
            run.clear();
        }
        at = word.end;
    }
    holds_card(&run)
}

/// A word of letters and digits: at most one group of digits counts, with letters at its ends at most.
struct Word {
    group: Option<Vec<u8>>,
    /// Letters before the digits: what was before belongs to another number.
    begins_anew: bool,
    /// Letters after the digits, or no group at all.
    ends_run: bool,
    end: usize,
}

impl Word {
    fn at(chars: &[char], start: usize) -> Option<Self> {
        if !is_word(*chars.get(start)?) {
            return None;
        }
        if let Some(end) = iban::end_of(chars, start) {
            return Some(Self { group: None, begins_anew: true, ends_run: true, end });
        }
        let end = chars[start..].iter().position(|c| !is_word(*c)).map_or(chars.len(), |length| start + length);
        let word = &chars[start..end];
        let before = word.iter().take_while(|c| digit(**c).is_none()).count();
        let digits: Vec<u8> = word[before..].iter().map_while(|c| digit(*c)).collect();
        let rest = &word[before + digits.len()..];
        // Digits, letters and digits again are an id or a hash, not a number.
        let mixed = digits.is_empty() || rest.iter().any(|c| digit(*c).is_some());
        let skip = mixed || is_own_id(chars, start);
        Some(Self {
            group: (!skip).then_some(digits),
            begins_anew: skip || before > 0,
            ends_run: skip || !rest.is_empty(),
            end,
        })
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|d| u8::try_from(d).ok());
    }
    let zero = ZEROS.iter().rev().find(|zero| **zero <= c)?;
    u8::try_from(u32::from(c) - u32::from(*zero)).ok().filter(|d| *d < 10)
}

/// What may stand between the groups of one number; a new line begins another one.
fn joins(c: char) -> bool {
    let blank = c.is_whitespace() && !matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}');
    let dash = matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}');
    let unseen = matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}');
    blank || dash || unseen || matches!(c, '.' | '_' | '/' | '\u{b7}' | '\u{2022}')
}

fn gap_before(chars: &[char], at: usize) -> usize {
    chars[..at].iter().rev().take_while(|c| !is_word(**c)).count()
}

/// Whether the word is what follows the prefix of one of our ids.
fn is_own_id(chars: &[char], start: usize) -> bool {
    Kind::ALL.iter().any(|kind| {
        let prefix: Vec<char> = kind.prefix().chars().collect();
        chars[..start].ends_with(&prefix)
    })
}

fn holds_card(groups: &[Vec<u8>]) -> bool {
    (0..groups.len()).any(|from| {
        let mut digits = Vec::with_capacity(MOST);
        for (to, group) in groups.iter().enumerate().skip(from) {
            digits.extend(group);
            if digits.len() > MOST {
                return false;
            }
            if is_card(&digits) && grouped_like_a_card(&groups[from..=to], &digits) {
                return true;
            }
        }
        false
    })
}

/// Cards are written in few groups or in equal ones. Telephone numbers and dates have short groups among long.
fn grouped_like_a_card(groups: &[Vec<u8>], digits: &[u8]) -> bool {
    match groups {
        // An article number with its own check digit right: one in ten of those passes Luhn as well.
        [_] => !(matches!(digits.len(), 13 | 14) && is_article_number(digits)),
        [first, .., last] => {
            let head = &groups[..groups.len() - 1];
            let equal = head.iter().all(|group| group.len() == first.len()) && last.len() <= first.len();
            let few = groups.len() <= 5 && first.len() >= 4 && head.iter().all(|group| group.len() >= 3);
            equal || few
        }
        [] => false,
    }
}

fn is_card(digits: &[u8]) -> bool {
    if !(FEWEST..=MOST).contains(&digits.len()) {
        return false;
    }
    let head = digits[..4].iter().fold(0_u32, |n, d| n * 10 + u32::from(*d));
    let issued = |(from, to, lengths): &(u32, u32, std::ops::RangeInclusive<usize>)| {
        (*from..=*to).contains(&head) && lengths.contains(&digits.len())
    };
    ISSUED.iter().any(issued) && passes_luhn(digits)
}

fn passes_luhn(digits: &[u8]) -> bool {
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

/// GTIN-13 and GTIN-14: weights 3 and 1 from the right, before the check digit.
fn is_article_number(digits: &[u8]) -> bool {
    let weighted = digits.iter().rev().enumerate().map(|(n, d)| u32::from(*d) * if n % 2 == 1 { 3 } else { 1 });
    weighted.sum::<u32>().is_multiple_of(10)
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
            "3714 496353 98431",
            "5555555555554444",
            "2223003122003222",
            "4242424242424242 12/27 123",
            "4242 4242 4242 4242 123",
            "4242 4242 4242 4242 12/27 123",
            "4111111111111111 12/28",
            "1 4242424242424242",
            "order 7, 4242 4242 4242 4242",
            "4242.4242.4242.4242",
            "4242  4242  4242  4242",
            "4242 - 4242 - 4242 - 4242",
            "4242\u{a0}4242\u{a0}4242\u{a0}4242",
            "4242\u{2009}4242\u{2013}4242\u{200b}4242",
            "4242/4242/4242/4242",
            "4242_4242_4242_4242",
            "PAN4242424242424242",
            "pan_4242424242424242",
            "card:4242424242424242x",
            "cc=4242424242424242&cvc=123",
            "\u{ff14}\u{ff12}\u{ff14}\u{ff12} 4242 4242 4242",
            "\u{664}\u{662}\u{664}\u{662}\u{664}\u{662}\u{664}\u{662}\u{664}\u{662}\u{664}\u{662}\u{664}\u{662}\u{664}\u{662}",
            "30569309025904",
            "3056 930902 5904",
            "6011111111111117",
            "3566002020360505",
            "6200000000000005",
            "6205500000000000004",
            "6759649826438453",
            "4222222222222",
            "2200 0000 0000 0053",
            "42424242 42424242",
            "12/27 4242424242424242",
            "0151 1234567 4242424242424242",
            "536365\n4242424242424242",
        ] {
            assert!(looks_like_card_number(card), "{card}");
        }
    }

    #[test]
    fn ordinary_numbers_pass() {
        for plain in [
            // Order and invoice numbers, amounts, counts.
            "536365",
            "RE-2026-000123",
            "SO-4711-2026-11-0042",
            "ORD-20261121-000000042",
            "4242424242424241",
            "4242 4242 4242",
            "1000000000000",
            "EUR 1.234.567.890,12",
            // Telephone numbers.
            "+49 30 1234567",
            "+49 (0)30 901820, +49 170 1234567",
            "0049 170 1234567 0049 171 7654321",
            "+1 415 555 2671 / +1 415 555 2672",
            "+44 20 7946 0958 +44 20 7946 0959",
            // IBANs, with and without blanks.
            "DE89 3704 0044 0532 0130 00",
            "DE89370400440532013000",
            "AT61 1904 3002 3457 3201",
            "BE68 5390 0754 7034",
            "NO93 8601 1117 947",
            "FR14 2004 1010 0505 0001 3M02 606",
            "GB29 NWBK 6016 1331 9268 19",
            "please pay to ES91 2100 0418 4502 0005 1332 today",
            "IBAN:DE44500105175407324931 BIC INGDDEFFXXX",
            // Acquirer reference numbers of 23 digits, UETRs, gateway references.
            "24242424242424242424242",
            "74537604221222132710572",
            "97ed4827-7b6f-4491-a06f-b548d5a7512d",
            "8535516988343431",
            "pi_3MtwBwLkdIwHu7ix28a3tqPa",
            // Our own ids and hashes.
            "pay_4242424242424242",
            "pay_01jd4242424242424242424242",
            "cap_01jd0000000000000000000000",
            "5f4242424242424242a42424242424242421b0c",
            // Times.
            "2010-12-01 08:26:00",
            "2026-11-21T05:46:52.123456789Z",
            "2026-11-21 2026-11-22 2026-11-23",
            "20261121054652",
            "1790000000000123",
            "1790000000000",
            "1790000000123456789",
            // GTINs: 13 digits of Germany and Denmark whose Luhn is right by chance, 14 of a carton.
            "4006381333931",
            "4012345678901",
            "5701234567892",
            "36003522800142",
            // Lists.
            "4000, 5000, 6000, 7000",
            "4000\n4000\n4000\n0002",
            "12 24 36 48 60 72 84 96",
        ] {
            assert!(!looks_like_card_number(plain), "{plain}");
        }
    }

    #[test]
    fn hardly_any_article_number_trips_it() {
        // Every thousandth number of the German range with its right check digit.
        let article = |body: u64| {
            let digits: Vec<u8> = body.to_string().bytes().map(|b| b - b'0').collect();
            let sum: u32 =
                digits.iter().rev().enumerate().map(|(n, d)| u32::from(*d) * if n % 2 == 0 { 3 } else { 1 }).sum();
            body * 10 + u64::from((10 - sum % 10) % 10)
        };
        let tripped = (400_000_000_000_u64..440_000_000_000)
            .step_by(9_999_937)
            .filter(|body| looks_like_card_number(&article(*body).to_string()));
        assert_eq!(tripped.count(), 0);
    }
}
