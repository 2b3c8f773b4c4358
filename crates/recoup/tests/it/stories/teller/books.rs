//! Sentences about the books: what stands in them, and what was posted since the last look.
//!
//! Ids are read as the story's names, so that books of different stages compare.

use std::collections::BTreeMap;

use recoup_core::id::Id;
use recoup_core::money::{Currency, Money};
use recoup_core::world::State;

use super::{Stage, Teller, Told};
use crate::stories::script::Words;

/// Debits and credits by account, subkey and currency code.
pub type Turnover = BTreeMap<(String, String, String), (i64, i64)>;

/// `1300` or `1300/d1` with an amount.
struct Figure<'a> {
    place: &'a str,
    minor: i64,
}

impl<S: Stage> Teller<S> {
    /// Everything ever posted, with names in place of ids.
    pub async fn turnover(&mut self) -> Told<Turnover> {
        let mut rows = self.stage.books().await?;
        // Ids sort as things began, so that what has no name gets its number by age.
        rows.sort_by(|a, b| a.subkey.cmp(&b.subkey));
        let mut turnover = Turnover::new();
        for row in rows {
            let subkey = self.label(&row.subkey).await?;
            turnover.insert((row.account, subkey, row.currency), (row.debit_minor, row.credit_minor));
        }
        Ok(turnover)
    }

    /// What a person calls the thing that a subkey names.
    async fn label(&mut self, subkey: &str) -> Told<String> {
        let id = Id::trusted(subkey);
        if id.kind().is_none() {
            return Ok(subkey.to_owned());
        }
        if let Some((name, _)) = self.names.iter().find(|(_, named)| **named == id) {
            return Ok(name.clone());
        }
        if let Some(name) = self.found.get(&id) {
            return Ok(name.clone());
        }
        let name = match self.stage.state(&id).await {
            Ok(State::Customer(customer)) => customer.reference,
            Ok(State::Order(order)) => order.number,
            _ => {
                let prefix = subkey.split('_').next().unwrap_or(subkey);
                let before = self.found.keys().filter(|known| known.kind() == id.kind()).count();
                format!("{prefix}{}", before + 1)
            }
        };
        self.found.insert(id, name.clone());
        Ok(name)
    }

    /// `books 1200 0.00, 1110 450.00, 1300/d1 80.00`: balances, debit positive; an account alone is the sum of it.
    pub(super) async fn books(&mut self, words: &mut Words<'_>) -> Told {
        self.take_currency(words)?;
        let (turnover, code) = (self.turnover().await?, self.currency.code());
        for Figure { place, minor } in self.figures(words.take_rest())? {
            let rows = turnover.iter().filter(|((account, subkey, currency), _)| {
                *currency == code && (place == account || place == format!("{account}/{subkey}"))
            });
            let got: i64 = rows.map(|(_, (debit, credit))| debit - credit).sum();
            if got != minor {
                let (got, wanted) = (Money::new(got, self.currency), Money::new(minor, self.currency));
                return Err(format!("{place} holds {got}, not {wanted}"));
            }
        }
        self.seen = turnover;
        Ok(())
    }

    /// `posts 1300/d1 80.00, 6110 15.00 / 1110 95.00`: everything that was posted since the last look at the books,
    /// debits before the stroke; `posts nothing`.
    pub(super) async fn posts(&mut self, words: &mut Words<'_>) -> Told {
        self.take_currency(words)?;
        let turnover = self.turnover().await?;
        let moved = since(&self.seen, &turnover, self.currency.code());
        let text = words.take_rest();
        let (debits, credits) = if text == "nothing" { ("", "") } else { text.split_once(" / ").unwrap_or((text, "")) };
        let debits = self.figures(debits)?;
        let credits = self.figures(credits)?;
        let as_told = covers(&debits, &moved, |sides| sides.0) && covers(&credits, &moved, |sides| sides.1);
        if !as_told {
            let (debits, credits) =
                (said(&moved, |sides| sides.0, self.currency), said(&moved, |sides| sides.1, self.currency));
            return Err(format!("what was posted is: {debits} / {credits}"));
        }
        self.seen = turnover;
        Ok(())
    }

    /// Whether debits are credits in every currency.
    pub(super) async fn balance(&mut self) -> Told {
        let mut sums = BTreeMap::<String, i64>::new();
        for ((_, _, currency), (debit, credit)) in self.turnover().await? {
            *sums.entry(currency).or_default() += debit - credit;
        }
        if sums.values().any(|sum| *sum != 0) { Err(format!("the books do not balance: {sums:?}")) } else { Ok(()) }
    }

    fn take_currency(&mut self, words: &mut Words<'_>) -> Told {
        if let Ok(currency) = Words::of(words.rest()).next()?.parse() {
            self.currency = currency;
            words.next()?;
        }
        Ok(())
    }

    fn figures<'a>(&self, text: &'a str) -> Told<Vec<Figure<'a>>> {
        let figure = |pair: &'a str| {
            let mut words = Words::of(pair);
            let (place, minor) = (words.next()?, self.amount(words.next()?)?);
            if words.is_empty() { Ok(Figure { place, minor }) } else { Err(format!("a comma is missing in `{pair}`")) }
        };
        text.split(',').filter(|pair| !pair.trim().is_empty()).map(figure).collect()
    }
}

/// What was added in a currency, by account and subkey.
fn since(before: &Turnover, now: &Turnover, code: &str) -> BTreeMap<(String, String), (i64, i64)> {
    let in_currency = now.iter().filter(|((_, _, currency), _)| currency == code);
    let grown = in_currency.map(|(key, (debit, credit))| {
        let (old_debit, old_credit) = before.get(key).copied().unwrap_or_default();
        ((key.0.clone(), key.1.clone()), (debit - old_debit, credit - old_credit))
    });
    grown.filter(|(_, sides)| *sides != (0, 0)).collect()
}

/// Whether figures are one side of what moved, all of it and nothing else. What names a subkey stands for that alone,
/// and the account alone for the rest.
fn covers(
    figures: &[Figure<'_>],
    moved: &BTreeMap<(String, String), (i64, i64)>,
    side: impl Fn(&(i64, i64)) -> i64,
) -> bool {
    let mut left: BTreeMap<&str, i64> = figures.iter().map(|figure| (figure.place, figure.minor)).collect();
    for ((account, subkey), sides) in moved.iter().filter(|(_, sides)| side(sides) != 0) {
        let full = format!("{account}/{subkey}");
        let place = if left.contains_key(full.as_str()) { full.as_str() } else { account.as_str() };
        match left.get_mut(place) {
            Some(rest) => *rest -= side(sides),
            None => return false,
        }
    }
    left.len() == figures.len() && left.values().all(|rest| *rest == 0)
}

fn said(
    moved: &BTreeMap<(String, String), (i64, i64)>,
    side: impl Fn(&(i64, i64)) -> i64,
    currency: Currency,
) -> String {
    let rows = moved.iter().filter(|(_, sides)| side(sides) != 0);
    let figure = |((account, subkey), sides): (&(String, String), &(i64, i64))| {
        let place = if subkey.is_empty() { account.clone() } else { format!("{account}/{subkey}") };
        format!("{place} {}", Money::new(side(sides), currency))
    };
    rows.map(figure).collect::<Vec<_>>().join(", ")
}
