//! Times of a report: `2026-05-20 00:06:43` with the name of a zone beside it, such as CEST, and no offset.
//!
//! Only names that mean one offset are read; the others leave the row without a time rather than with a wrong one.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// Names and their offset in minutes. Not here because they mean several: IST, CST and AST; BST and EST are read as
/// British and North American, as Adyen's samples use them.
const NAMES: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("GST", 240),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("MDT", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
    ("AKDT", -480),
    ("AKST", -540),
    ("HST", -600),
];

/// The instant that a time in a zone means; `None` where either cannot be read.
pub(super) fn instant(time: &str, zone: &str) -> Option<Timestamp> {
    let time: DateTime = time.trim().parse().ok()?;
    let zone = zone.trim();
    let minutes = match NAMES.iter().find(|(name, _)| *name == zone) {
        Some((_, minutes)) => *minutes,
        None => minutes(zone)?,
    };
    Offset::from_seconds(minutes.checked_mul(60)?).ok()?.to_timestamp(time).ok()
}

/// The minutes of an offset such as `+05:30` or `GMT-03:00`.
fn minutes(zone: &str) -> Option<i32> {
    let text = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC")).unwrap_or(zone);
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = text.split_once(':')?;
    let digits = |text: &str| text.parse::<i32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn a_name_is_an_offset_or_nothing() {
        let at = |zone| instant("2026-05-20 00:06:43", zone).map(|at| at.to_string());
        assert_eq!(at("PDT").as_deref(), Some("2026-05-20T07:06:43Z"));
        assert_eq!(at("CEST").as_deref(), Some("2026-05-19T22:06:43Z"));
        assert_eq!(at("+05:30").as_deref(), Some("2026-05-19T18:36:43Z"));
        assert_eq!(at("GMT-03:00").as_deref(), Some("2026-05-20T03:06:43Z"));
        for unknown in ["IST", "CST", "", "Europe/Amsterdam", "+25:00", "+a:00", "+5"] {
            assert_eq!(at(unknown), None, "{unknown}");
        }
        assert_eq!(instant("20.05.2026", "UTC"), None);
        assert_eq!(instant("9999-12-31 23:59:59", "HST"), None);
    }
}
