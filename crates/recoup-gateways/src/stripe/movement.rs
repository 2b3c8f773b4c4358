//! A balance transaction as the API shows it, read as a line.
//!
//! Reports have millions of them, so what a line needs is borrowed straight from the text. What cannot be read so, such
//! as a text with escapes or a field of another kind, is read through a tree, as everything else of Stripe's is.

use std::fmt;

use jiff::Timestamp;
use recoup_core::money::Money;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::Value;

use super::MONEY;
use super::facts::REFERENCE;
use super::json::Obj;
use super::report::{balances, negated};
use super::words::{CATEGORY, find};
use crate::Direction;
use crate::report::{Line, LineKind};

/// What a line needs of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Movement<'a> {
    id: &'a str,
    reporting_category: &'a str,
    currency: &'a str,
    amount: Option<i64>,
    fee: Option<i64>,
    net: Option<i64>,
    created: Option<i64>,
    #[serde(borrow, deserialize_with = "source")]
    source: Source<'a>,
}

/// What moved: the name of it or, where it was expanded, the charge, refund, dispute or payout itself.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Source<'a> {
    id: &'a str,
    #[serde(borrow)]
    payment_intent: Name<'a>,
    charge: Name<'a>,
    metadata: Mark<'a>,
}

/// The name of an object that is named or shown.
#[derive(Default)]
struct Name<'a>(&'a str);

/// Our reference in a map of texts.
#[derive(Default)]
struct Mark<'a>(&'a str);

/// Reads the line of a balance transaction.
pub(super) fn line(bytes: &[u8], number: u64) -> Result<Line, String> {
    let quick = std::str::from_utf8(bytes).ok().and_then(|text| serde_json::from_str::<Movement<'_>>(text).ok());
    if let Some(movement) = quick {
        return movement.line(number);
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|_| "it cannot be read".to_owned())?;
    Movement::of(Obj(&value)).line(number)
}

impl<'a> Movement<'a> {
    /// Read leniently, from a tree.
    fn of(row: Obj<'a>) -> Self {
        let shown = row.whole("source");
        let of_source = |path: &str| Name(shown.map_or("", |source| source.id(path)));
        let mark = shown.and_then(|source| source.texts("metadata").find(|(key, _)| *key == REFERENCE));
        Self {
            id: row.text("id"),
            reporting_category: row.text("reporting_category"),
            currency: row.text("currency"),
            amount: row.int("amount"),
            fee: row.int("fee"),
            net: row.int("net"),
            created: row.int("created"),
            source: Source {
                id: row.id("source"),
                payment_intent: of_source("payment_intent"),
                charge: of_source("charge"),
                metadata: Mark(mark.map_or("", |(_, value)| value)),
            },
        }
    }

    /// Its amounts are whole units with the sign of their effect; a fee is positive where it is paid.
    fn line(&self, number: u64) -> Result<Line, String> {
        let word = self.reporting_category;
        let kind = find(CATEGORY, word).ok_or_else(|| format!("`{word}` is not a category we know"))?;
        let money = |field: &str, units: Option<i64>| -> Result<Money, String> {
            let units = units.ok_or_else(|| format!("it has no {field}"))?;
            MONEY.of_wire(units, self.currency, Direction::Report).map_err(|error| error.to_string())
        };
        let (gross, paid, net) = (money("amount", self.amount)?, money("fee", self.fee)?, money("net", self.net)?);
        let fee = negated(paid).ok_or("its fee is too large")?;
        balances(gross, fee, net)?;
        let Source { id: source, payment_intent: Name(intent), charge: Name(charge), metadata: Mark(ours) } =
            &self.source;
        Ok(Line {
            number,
            kind,
            word: word.to_owned(),
            subject: (*source).to_owned(),
            parent: [*intent, *charge].into_iter().find(|name| !name.is_empty()).unwrap_or("").to_owned(),
            ours: (*ours).to_owned(),
            row: self.id.to_owned(),
            gross,
            fee,
            net,
            converted: false,
            at: self.created.and_then(|secs| Timestamp::from_second(secs).ok()),
            payout: if kind == LineKind::Payout { (*source).to_owned() } else { String::new() },
            arn: String::new(),
        })
    }
}

/// Reads a name, an object or nothing.
fn source<'de, D: Deserializer<'de>>(from: D) -> Result<Source<'de>, D::Error> {
    struct Any;
    impl<'de> Visitor<'de> for Any {
        type Value = Source<'de>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a name or an object")
        }

        fn visit_borrowed_str<E: de::Error>(self, id: &'de str) -> Result<Source<'de>, E> {
            Ok(Source { id, ..Source::default() })
        }

        fn visit_unit<E: de::Error>(self) -> Result<Source<'de>, E> {
            Ok(Source::default())
        }

        fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Source<'de>, M::Error> {
            Source::deserialize(MapAccessDeserializer::new(map))
        }
    }
    from.deserialize_any(Any)
}

/// The text under a key of a map; empty where there is none.
fn under<'de, M: MapAccess<'de>>(mut map: M, wanted: &str) -> Result<&'de str, M::Error> {
    let mut found = "";
    while let Some(key) = map.next_key::<&str>()? {
        if key == wanted {
            found = map.next_value()?;
        } else {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok(found)
}

/// Reads the text under a key of a map, or nothing; a bare text only where it may stand for the map.
struct Text {
    under: &'static str,
    or_bare: bool,
}

impl<'de> Visitor<'de> for Text {
    type Value = &'de str;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or an object")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<&'de str, E> {
        Ok(if self.or_bare { text } else { "" })
    }

    fn visit_unit<E: de::Error>(self) -> Result<&'de str, E> {
        Ok("")
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<&'de str, M::Error> {
        under(map, self.under)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Text { under: "id", or_bare: true }).map(Name)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Mark<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Text { under: REFERENCE, or_bare: false }).map(Mark)
    }
}
