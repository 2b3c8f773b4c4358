//! Row rules: typed conditions over columns that say what kind a row is. The first rule that matches wins.
//!
//! No expression language: a mapping is written once by somebody who looks at a spreadsheet, and a condition
//! that cannot be misread beats one that can say everything.

use recoup_core::book::RemarkKind;
use serde::Deserialize;

use super::error::ImportError;
use super::mapping::Header;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKind {
    /// A line of an order.
    Sale,
    /// A line of an order that costs nothing.
    FreeItem,
    /// A sale given back.
    Credit,
    /// An entry of the general book.
    Entry(RemarkKind),
    /// No rule knows it.
    Unknown,
}

impl RowKind {
    /// The word in mappings and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::FreeItem => "free_item",
            Self::Credit => "credit",
            Self::Entry(kind) => kind.word(),
            Self::Unknown => "unknown",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let mut kinds = Self::named();
        kinds.find(|kind| kind.word() == word)
    }

    fn named() -> impl Iterator<Item = Self> {
        [Self::Sale, Self::FreeItem, Self::Credit].into_iter().chain(RemarkKind::ALL.into_iter().map(Self::Entry))
    }
}

/// A rule as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleShape {
    kind: String,
    #[serde(default)]
    when: Vec<ConditionShape>,
    subkey: Option<TextShape>,
    memo: Option<TextShape>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "write a text, or { column = \"header\" }")]
enum TextShape {
    Fixed(String),
    Cell(CellShape),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct CellShape {
    column: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionShape {
    column: Option<String>,
    sign_of: Option<String>,
    equals: Option<String>,
    one_of: Option<Vec<String>>,
    starts_with: Option<String>,
    matches: Option<String>,
    empty: Option<bool>,
    is: Option<String>,
    #[serde(default)]
    not: bool,
}

/// A rule tied to the columns of a file.
#[derive(Debug)]
pub struct Rule {
    /// What the row is.
    pub kind: RowKind,
    /// Account subkey of an entry.
    pub subkey: Text,
    /// Words of an entry.
    pub memo: Text,
    conditions: Vec<Condition>,
}

/// A text that is fixed or comes from a cell.
#[derive(Debug)]
pub enum Text {
    /// The same for every row.
    Fixed(String),
    /// The cell of this column number.
    Cell(usize),
    /// The row's own: the item as subkey, its name as memo.
    Own,
}

impl Text {
    /// The text of a row.
    #[must_use]
    pub fn of<'r>(&'r self, facts: &Facts<'r>, own: &'r str) -> &'r str {
        match self {
            Self::Fixed(text) => text,
            Self::Cell(at) => facts.cells.get(*at).unwrap_or_default().trim(),
            Self::Own => own,
        }
    }
}

#[derive(Debug)]
struct Condition {
    test: Test,
    not: bool,
}

#[derive(Debug)]
enum Test {
    OneOf(usize, Vec<String>),
    StartsWith(usize, String),
    Matches(usize, Glob),
    Empty(usize, bool),
    Sign(SignOf, i64),
}

#[derive(Debug, Clone, Copy)]
enum SignOf {
    Quantity,
    UnitPrice,
    Amount,
    DocumentAmount,
}

/// What conditions look at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'r> {
    /// All cells.
    pub cells: &'r csv::StringRecord,
    /// Units.
    pub quantity: i64,
    /// -1, 0 or 1.
    pub price_sign: i64,
    /// Amount of the row, minor units.
    pub amount_minor: i64,
    /// Amounts of all rows with the same number, minor units.
    pub document_minor: i64,
}

impl Rule {
    /// Whether the row is of this kind: every condition holds.
    #[must_use]
    pub fn matches(&self, facts: &Facts<'_>) -> bool {
        self.conditions.iter().all(|condition| condition.test.holds(facts) != condition.not)
    }
}

impl Test {
    fn holds(&self, facts: &Facts<'_>) -> bool {
        let cell = |at: &usize| facts.cells.get(*at).unwrap_or_default().trim();
        match self {
            Self::OneOf(at, words) => words.iter().any(|word| word == cell(at)),
            Self::StartsWith(at, prefix) => cell(at).starts_with(prefix.as_str()),
            Self::Matches(at, glob) => glob.fits(cell(at)),
            Self::Empty(at, empty) => cell(at).is_empty() == *empty,
            Self::Sign(of, sign) => {
                let number = match of {
                    SignOf::Quantity => facts.quantity,
                    SignOf::UnitPrice => facts.price_sign,
                    SignOf::Amount => facts.amount_minor,
                    SignOf::DocumentAmount => facts.document_minor,
                };
                number.signum() == *sign
            }
        }
    }
}

impl RuleShape {
    /// Ties the n-th rule to a header.
    ///
    /// # Errors
    /// [`ImportError::Mapping`] naming the rule and the condition.
    pub fn bind(&self, no: usize, header: &mut Header<'_>) -> Result<Rule, ImportError> {
        let place = format!("row {no}");
        let kind = RowKind::from_word(&self.kind).ok_or_else(|| {
            let known: Vec<&str> = RowKind::named().map(RowKind::word).collect();
            header.error(&place, format!("`{}` is no kind; there are {}", self.kind, known.join(", ")))
        })?;
        if !matches!(kind, RowKind::Entry(_)) && (self.subkey.is_some() || self.memo.is_some()) {
            let why = format!("a {} has no `subkey` and no `memo`; only entries of the book have", kind.word());
            return Err(header.error(&place, why));
        }
        let mut text = |shape: &Option<TextShape>, key: &str| match shape {
            None => Ok(Text::Own),
            Some(TextShape::Fixed(text)) => Ok(Text::Fixed(text.clone())),
            Some(TextShape::Cell(cell)) => header.find(&format!("{place} {key}"), &cell.column).map(Text::Cell),
        };
        let (subkey, memo) = (text(&self.subkey, "subkey")?, text(&self.memo, "memo")?);
        let conditions = self.when.iter().zip(1..);
        let conditions = conditions.map(|(c, n)| c.bind(&format!("{place}, condition {n}"), header));
        Ok(Rule { kind, subkey, memo, conditions: conditions.collect::<Result<_, _>>()? })
    }
}

impl ConditionShape {
    fn bind(&self, place: &str, header: &mut Header<'_>) -> Result<Condition, ImportError> {
        let tests = [
            self.equals.is_some(),
            self.one_of.is_some(),
            self.starts_with.is_some(),
            self.matches.is_some(),
            self.empty.is_some(),
            self.is.is_some(),
        ];
        if tests.iter().filter(|given| **given).count() != 1 {
            let why = "give one test: equals, one_of, starts_with, matches, empty, or is (with sign_of)";
            return Err(header.error(place, why.to_owned()));
        }
        let test = match (&self.column, &self.sign_of, &self.is) {
            (None, Some(of), Some(is)) => sign(place, of, is, header)?,
            (Some(column), None, None) => self.of_column(header.find(place, column)?),
            _ => {
                let why = "a condition is over `column`, or over `sign_of` with `is`";
                return Err(header.error(place, why.to_owned()));
            }
        };
        Ok(Condition { test, not: self.not })
    }

    fn of_column(&self, at: usize) -> Test {
        if let Some(word) = &self.equals {
            return Test::OneOf(at, vec![word.clone()]);
        }
        if let Some(words) = &self.one_of {
            return Test::OneOf(at, words.clone());
        }
        if let Some(prefix) = &self.starts_with {
            return Test::StartsWith(at, prefix.clone());
        }
        match &self.matches {
            Some(pattern) => Test::Matches(at, Glob::new(pattern)),
            None => Test::Empty(at, self.empty.unwrap_or(true)),
        }
    }
}

fn sign(place: &str, of: &str, is: &str, header: &Header<'_>) -> Result<Test, ImportError> {
    let of = match of {
        "quantity" => SignOf::Quantity,
        "unit_price" => SignOf::UnitPrice,
        "amount" => SignOf::Amount,
        "document_amount" => SignOf::DocumentAmount,
        other => {
            let why = format!("`{other}` has no sign; there are quantity, unit_price, amount, document_amount");
            return Err(header.error(place, why));
        }
    };
    let sign = match is {
        "negative" => -1,
        "zero" => 0,
        "positive" => 1,
        other => return Err(header.error(place, format!("`{other}` is no sign; write negative, zero or positive"))),
    };
    Ok(Test::Sign(of, sign))
}

/// A pattern in which `*` stands for any text; letters match whatever their case.
#[derive(Debug)]
struct Glob {
    parts: Vec<String>,
}

impl Glob {
    fn new(pattern: &str) -> Self {
        Self { parts: pattern.to_lowercase().split('*').map(str::to_owned).collect() }
    }

    fn fits(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let [first, middle @ .., last] = self.parts.as_slice() else {
            return self.parts.first().is_some_and(|only| *only == text);
        };
        let inner = text.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()));
        let Some(mut rest) = inner else { return false };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_whatever_the_case() {
        let fits = |pattern, text| Glob::new(pattern).fits(text);
        assert!(
            fits("adjust*debt", "Adjust bad debt") && fits("*DAMAGE*", "water damages") && fits("manual", "Manual")
        );
        assert!(fits("*", "") && fits("a*", "A") && fits("*ab*cd*", "xabxcdx"));
        assert!(!fits("aba*aba", "aba") && !fits("manual", "manually") && !fits("*ab*cd*", "cdab"));
    }
}
