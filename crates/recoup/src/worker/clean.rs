//! What a gateway says in words, made fit to be stored: short, plain, and without card numbers.
//!
//! Names that the gateway gives to its own objects stay as they are, because calls go out under them.

use recoup_core::payment::facts::{Fact, What};
use recoup_core::text::looks_like_card_number;

/// Longest code or row id kept, characters.
const MOST_CODE: usize = 120;

/// Longest reason kept, characters.
const MOST_WORDS: usize = 500;

/// Said instead of a text that holds a card number.
pub(super) const WITHHELD: &str = "withheld: it contains what looks like a card number";

/// A fact whose texts may be stored.
#[must_use]
pub fn fact(mut fact: Fact) -> Fact {
    match &mut fact.what {
        What::Declined { code }
        | What::CaptureFailed { code }
        | What::ReleaseFailed { code }
        | What::RefundFailed { code }
        | What::DisputeAnswerRefused { code }
        | What::RefundSettled { evidence: code }
        | What::DisputeOpened { reason: code, .. } => *code = text(code, MOST_CODE),
        _ => {}
    }
    fact
}

/// A reason in words that may be stored.
#[must_use]
pub fn words(why: &str) -> String {
    text(why, MOST_WORDS)
}

fn text(foreign: &str, most: usize) -> String {
    // Looked at whole, because a cut could split a number that would have been seen.
    if looks_like_card_number(foreign) {
        return WITHHELD.to_owned();
    }
    foreign.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declined(code: &str) -> String {
        let (account, subject, ours) = ("sandbox:main".to_owned(), "auth_1".to_owned(), "pay_1".to_owned());
        let what = What::Declined { code: code.to_owned() };
        match fact(Fact { account, subject, ours, what, amount: None, parent: String::new(), ordinal: String::new() })
            .what
        {
            What::Declined { code } => code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn codes_are_short_plain_and_hold_no_card_number() {
        assert_eq!(declined("insufficient_funds"), "insufficient_funds");
        assert_eq!(declined("card 4242 4242 4242 4242 is stolen"), WITHHELD);
        assert_eq!(declined("two\r\nlines"), "two  lines");
        assert_eq!(declined(&"x".repeat(10_000)).len(), MOST_CODE);
        assert_eq!(declined(&format!("{} 4242424242424242", "x".repeat(110))), WITHHELD);
        assert_eq!(words("the gateway answered 500"), "the gateway answered 500");
        assert_eq!((words("a\nb"), words("code 4242 4242 4242 4242")), ("a b".to_owned(), WITHHELD.to_owned()));
        assert_eq!(words(&"x".repeat(900)).len(), MOST_WORDS);
    }
}
