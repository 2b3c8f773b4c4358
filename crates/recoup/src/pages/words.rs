//! How money, time, counts and standing look on a page, and how an amount is typed.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recoup_core::id::{Id, Kind};
use recoup_core::money::{Currency, MOST_MINOR, Money};
use recoup_core::payment::Payment;

/// An amount with its currency in front, digits in groups of three: `EUR 1,234.50`.
#[must_use]
pub fn money(amount_minor: i64, code: &str) -> String {
    match code.parse::<Currency>() {
        Ok(currency) => format!("{code} {}", decimal(amount_minor, currency)),
        Err(_) => format!("{amount_minor} minor units of {code}"),
    }
}

/// An amount without its currency, digits in groups of three.
#[must_use]
pub fn decimal(amount_minor: i64, currency: Currency) -> String {
    let plain = plain_decimal(amount_minor, currency);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("−", digits));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

/// An amount as it is typed into a field: `1234.50`.
#[must_use]
pub fn plain_decimal(amount_minor: i64, currency: Currency) -> String {
    let text = Money::new(amount_minor, currency).to_string();
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// Reads an amount as people type it, in minor units. One point or comma stands before the decimals, and only there:
/// what could mean two amounts is refused.
///
/// # Errors
/// In words that show how it is typed.
pub fn read_amount(text: &str, currency: Currency) -> Result<i64, String> {
    let places = usize::try_from(currency.exponent()).unwrap_or(0);
    let example = plain_decimal(123_450, currency);
    let wrong = || format!("an amount in {} is typed like {example}", currency.code());
    let text = text.trim().trim_start_matches(currency.code()).trim();
    let (whole, rest) = match text.find(['.', ',']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    // With three decimals a comma could as well part the thousands.
    if places == 3 && text.contains(',') {
        return Err(wrong());
    }
    let fits = !whole.is_empty() && digits(whole) && digits(rest) && (rest.is_empty() || rest.len() == places);
    if !fits || (rest.is_empty() && text.len() != whole.len()) {
        return Err(wrong());
    }
    let all = format!("{whole}{rest:0<places$}");
    match all.parse::<i64>() {
        Ok(minor) if minor <= MOST_MINOR => Ok(minor),
        _ => Err(format!("{} is more than any book here holds", currency.code())),
    }
}

/// An instant in a zone, with the exact one behind it.
#[must_use]
pub fn time(at: Timestamp, zone: &TimeZone) -> Markup {
    let here = at.to_zoned(zone.clone());
    html! {
        time datetime=(at.to_string()) title=(here.strftime("%Y-%m-%d %H:%M:%S %Z").to_string()) {
            (here.strftime("%-d %b %Y, %H:%M").to_string())
        }
    }
}

/// An instant by which something has to be done: with its zone, which nobody should have to look for.
#[must_use]
pub fn deadline(at: Timestamp, zone: &TimeZone) -> Markup {
    let here = at.to_zoned(zone.clone());
    html! { time datetime=(at.to_string()) { (here.strftime("%-d %b %Y, %H:%M %Z").to_string()) } }
}

/// An instant for microseconds since 1970.
#[must_use]
pub fn time_us(us: i64, zone: &TimeZone) -> Markup {
    match Timestamp::from_microsecond(us) {
        Ok(at) => time(at, zone),
        Err(_) => html! { (us) },
    }
}

/// How long until or since an instant, roughly: `in 3 days`, `2 hours ago`.
#[must_use]
pub fn from_now(at: Timestamp, now: Timestamp) -> String {
    let secs = at.as_second() - now.as_second();
    let (count, unit) = match secs.abs() {
        s if s < 60 => return if secs > 0 { "in a moment".to_owned() } else { "just now".to_owned() },
        s if s < 3_600 => (s / 60, "minute"),
        s if s < 172_800 => (s / 3_600, "hour"),
        s => (s / 86_400, "day"),
    };
    let many = if count == 1 { "" } else { "s" };
    if secs > 0 { format!("in {count} {unit}{many}") } else { format!("{count} {unit}{many} ago") }
}

/// What is counted: how one is called, and how several are.
pub type Counted = (&'static str, &'static str);

/// A count with what it counts: `1 refund that failed`, `3 refunds that failed`.
#[must_use]
pub fn counted<N: Display + PartialEq + From<u8>>(count: N, (one, several): Counted) -> String {
    let named = if count == N::from(1) { one } else { several };
    format!("{count} {named}")
}

/// How a standing feels: the colour never stands alone.
fn tone(word: &str) -> (&'static str, &'static str) {
    match word {
        "settled" | "completed" | "captured" | "approved" | "active" | "credited" | "done" | "resolved"
        | "delivered" | "paid" => ("good", "✓"),
        "unknown" => ("ask", "?"),
        "failed" | "returned" | "rejected" | "declined" | "reversed" | "short" | "parked" | "past_due"
        | "uncollectible" => ("bad", "✕"),
        "canceled" | "withdrawn" | "released" | "expired" | "replaced" | "disabled" | "revoked"
        | "nothing returned" | "no payment" | "void" | "draft" => ("quiet", "–"),
        _ => ("wait", "…"),
    }
}

/// A standing as a small mark of colour, sign and word.
#[must_use]
pub fn chip(word: &str) -> Markup {
    let (tone, sign) = tone(word);
    html! { span class={ "chip " (tone) } { span aria-hidden="true" { (sign) } " " (plain(word)) } }
}

/// A word of ours as people read it: `awaiting_approval` is `awaiting approval`.
#[must_use]
pub fn plain(word: &str) -> String {
    word.replace(['_', '.'], " ")
}

/// A row of facts with a link to where a payment is shown.
#[must_use]
pub fn opened(payment: &Payment) -> Markup {
    let (what, open) = match payment.pays.kind() {
        Some(Kind::Customer) => ("Customer", "Open the customer"),
        Some(Kind::Invoice) => ("Invoice", "Open the invoice"),
        _ => ("Order", "Open the order"),
    };
    html! { dt { (what) } dd { a href={ (place(&payment.pays)) "#" (payment.id) } { (open) } } }
}

/// The page of what a payment pays, where the payment is shown.
#[must_use]
pub fn place(pays: &Id) -> String {
    let room = match pays.kind() {
        Some(Kind::Customer) => "customers",
        Some(Kind::Invoice) => "invoices",
        _ => "orders",
    };
    format!("/{room}/{pays}")
}

/// An id, short enough for a table and whole for whoever copies it.
#[must_use]
pub fn short(id: &str) -> Markup {
    let tail = id.get(id.len().saturating_sub(6)..).unwrap_or(id);
    let head = id.split('_').next().unwrap_or_default();
    html! { code title=(id) data-copy=(id) { (head) "_…" (tail) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_shown_and_read_in_their_currency() {
        let (eur, jpy, kwd) = (Currency::EUR, "JPY".parse().expect("yen"), "KWD".parse().expect("dinar"));
        assert_eq!(money(123_456_789, "EUR"), "EUR 1,234,567.89");
        assert_eq!(money(-5, "EUR"), "EUR −0.05");
        assert_eq!(money(1_234, "JPY"), "JPY 1,234");
        for (text, currency, minor) in [
            ("12.50", eur, 1_250),
            ("12,50", eur, 1_250),
            (" EUR 12 ", eur, 1_200),
            ("0.05", eur, 5),
            ("1200", jpy, 1_200),
            ("1.234", kwd, 1_234),
            ("600", kwd, 600_000),
        ] {
            assert_eq!(read_amount(text, currency), Ok(minor), "{text}");
        }
        for (text, currency) in [
            ("", eur),
            ("1,250", eur),
            ("1.2", eur),
            ("12.", eur),
            ("1,234.50", eur),
            ("-5", eur),
            ("5e3", eur),
            ("1.0", jpy),
            ("1,234", kwd),
            ("٣", eur),
            ("99999999999999999999", eur),
        ] {
            assert!(read_amount(text, currency).is_err(), "{text}");
        }
    }

    #[test]
    fn one_is_called_otherwise_than_several() {
        let refunds = ("refund that failed", "refunds that failed");
        assert_eq!(counted(1_usize, refunds), "1 refund that failed");
        assert_eq!(counted(21_i64, refunds), "21 refunds that failed");
        assert_eq!(counted(0_i64, refunds), "0 refunds that failed");
    }

    #[test]
    fn time_is_told_roughly() {
        let now = Timestamp::from_second(1_000_000).expect("an instant");
        for (secs, words) in [
            (30, "in a moment"),
            (-30, "just now"),
            (-60, "1 minute ago"),
            (7_200, "in 2 hours"),
            (-200_000, "2 days ago"),
        ] {
            assert_eq!(from_now(Timestamp::from_second(1_000_000 + secs).expect("an instant"), now), words);
        }
    }
}
