//! One row of many: what would happen with it, and what became of it.

use recoup_core::approval::ApprovalBody;
use recoup_core::command::Act;
use recoup_core::event::Body;
use recoup_core::exception::ResolveException;
use recoup_core::id::Kind;

use super::{Batch, Task};
use crate::engine::Preview;
use crate::engine::reviewed::figures;
use crate::http::body::id;
use crate::http::problem::{CHANGED, Problem};
use crate::pages::form::Fields;
use crate::pages::operation::{OfMany, order, payment, refund};
use crate::pages::trouble::{Trouble, sentence};
use crate::pages::{act, words};

/// A sum: minor units and currency, ISO 4217.
pub type Sum = (i64, String);

/// Stands for what nobody has typed yet.
const ANY_TEXT: &str = "…";

/// Why there is nothing to ask for.
const NOTHING_LEFT: &str = "Nothing of it is left.";

/// A thing that a row names, as it is now.
pub struct Thing {
    /// What it is called.
    pub name: String,
    /// Where it is shown.
    pub address: String,
    /// Its sum, where it has one.
    pub sum: Option<Sum>,
    /// Its standing.
    pub standing: String,
    /// What will happen, in words.
    sentence: String,
    act: Option<Act>,
    /// Why it is not possible, where the page knows better than the command.
    hindered: Option<Problem>,
    /// The step of it; nothing for an exception, which has no sum that may change.
    one: Option<OfMany>,
}

/// A row as it is reviewed.
pub struct Reviewed {
    /// What the row names.
    pub id: String,
    /// The thing; nothing where there is none of this id.
    pub thing: Option<Thing>,
    /// What will happen, or why not.
    pub says: Result<Ready, String>,
}

/// What will happen with a row.
pub struct Ready {
    /// In words.
    pub says: String,
    /// Whether another person is asked first.
    pub asks: bool,
    /// What the confirmation carries.
    pub seen: String,
}

/// How a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is done, now or by the same form before.
    Done,
    /// It was refused.
    Refused,
    /// It is not what was shown any more; nothing was done.
    Changed,
    /// The store could not say; the same form sent again tells.
    Unsure,
}

impl End {
    /// Every end, in the order of the counts.
    pub const ALL: [Self; 4] = [Self::Done, Self::Refused, Self::Changed, Self::Unsure];

    /// Its word, as a chip shows it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Changed => "changed since you looked",
            Self::Unsure => "not known",
        }
    }
}

/// What became of a row.
pub struct Ended {
    /// What the row names.
    pub id: String,
    /// The thing; nothing where there is none of this id.
    pub thing: Option<Thing>,
    /// The sum that was confirmed.
    pub sum: Option<Sum>,
    /// How it ended.
    pub end: End,
    /// Why, where it is not done.
    pub why: String,
}

/// What a confirmation carries of a row: figures, minor units and standing, with colons between.
struct Seen<'f> {
    whole: &'f str,
    figures: &'f str,
    minor: Option<i64>,
    standing: &'f str,
}

impl<'f> Seen<'f> {
    fn read(whole: &'f str) -> Self {
        let mut parts = whole.splitn(3, ':');
        let figures = parts.next().unwrap_or_default();
        let minor = parts.next().and_then(|minor| minor.parse().ok());
        Self { whole, figures, minor, standing: parts.next().unwrap_or_default() }
    }
}

/// The field of what was shown of a row.
pub fn seen_field(id: &str) -> String {
    format!("seen-{id}")
}

impl From<OfMany> for Thing {
    fn from(one: OfMany) -> Self {
        Self {
            name: one.name.clone(),
            address: one.address.clone(),
            sum: Some((one.stake.minor, one.stake.code.to_owned())),
            standing: one.stake.standing.to_owned(),
            sentence: one.sentence.clone(),
            act: one.act.clone(),
            hindered: one.hindered.clone().map(Problem::from),
            one: Some(one),
        }
    }
}

impl Batch<'_> {
    /// The thing of a row. `shown_minor` is what was confirmed, minor units.
    async fn thing(&self, text: &str, reason: &str, shown_minor: Option<i64>) -> Result<Thing, Problem> {
        let (face, visitor) = (self.face, self.visitor);
        let one = match self.task {
            Task::Capture => payment::of_many(face, visitor, (text, true), shown_minor).await?,
            Task::Release => payment::of_many(face, visitor, (text, false), None).await?,
            Task::Retry => refund::of_many(face, visitor, text).await?,
            Task::Complete => order::of_many(face, visitor, (text, false), "").await?,
            Task::Cancel => order::of_many(face, visitor, (text, true), reason).await?,
            Task::Resolve => return self.exception(text, reason).await,
        };
        Ok(one.into())
    }

    async fn exception(&self, text: &str, reason: &str) -> Result<Thing, Problem> {
        let exception = id(Kind::Exception, text)?;
        let found = self.face.engine.store().exception(&self.visitor.caller.tenant, exception.as_str()).await?;
        let found = found.ok_or_else(|| Problem::unknown("exception", text))?;
        let by = &found.resolved_by;
        let hindered = (found.state != "open")
            .then(|| Problem::new(409, "not_in_state", format!("{by} has resolved this already")));
        let (row, resolution) = (found.row, if reason.is_empty() { ANY_TEXT } else { reason });
        Ok(Thing {
            name: words::plain(&row.reason),
            address: format!("/exceptions/{exception}"),
            sum: (!row.currency.is_empty()).then(|| (row.amount_minor, row.currency.clone())),
            standing: found.state,
            sentence: format!("It will count as seen to: {}", row.detail),
            act: Some(ResolveException { exception, resolution: resolution.to_owned() }.into()),
            hindered,
            one: None,
        })
    }

    /// What would happen with a row now, whatever the reason.
    ///
    /// # Errors
    /// What the store met.
    pub async fn look_at(&self, text: &str) -> Result<Reviewed, Trouble> {
        let thing = match self.thing(text, "", None).await {
            Ok(thing) => thing,
            Err(problem) if problem.status >= 500 => return Err(problem.into()),
            Err(problem) => {
                return Ok(Reviewed { id: text.to_owned(), thing: None, says: Err(sentence(&problem.detail)) });
            }
        };
        let says = match (&thing.hindered, thing.act.clone()) {
            (Some(problem), _) => Err(sentence(&problem.detail)),
            (None, None) => Err(NOTHING_LEFT.to_owned()),
            (None, Some(command)) => match self.preview(&thing, command).await {
                Ok(preview) => Ok(thing.ready(&preview)),
                Err(problem) if problem.status >= 500 => return Err(problem.into()),
                Err(problem) => Err(sentence(&problem.detail)),
            },
        };
        Ok(Reviewed { id: text.to_owned(), thing: Some(thing), says })
    }

    async fn preview(&self, thing: &Thing, command: Act) -> Result<Preview, Problem> {
        match &thing.one {
            Some(one) => one.preview(self.face, self.visitor, command).await,
            None => act::preview(self.face, &self.visitor.caller, command).await,
        }
    }

    /// Does what was confirmed of a row, or finds that it was done by the same form before.
    pub async fn run(&self, text: &str, fields: &Fields) -> Ended {
        let (field, reason) = (seen_field(text), fields.text("reason"));
        let seen = Seen::read(fields.text(&field));
        let end = |thing: Option<Thing>, end: End, why: String| {
            let code = thing.as_ref().and_then(|thing| thing.sum.as_ref()).map(|(_, code)| code.clone());
            Ended { id: text.to_owned(), thing, sum: seen.minor.zip(code), end, why }
        };
        let thing = match self.thing(text, reason, seen.minor).await {
            Ok(thing) => thing,
            Err(problem) => return end(None, End::of(&problem), sentence(&problem.detail)),
        };
        let Some(command) = thing.act.clone() else { return end(Some(thing), End::Refused, NOTHING_LEFT.to_owned()) };
        let said = format!("{}:{text}:{}:{reason}", self.task.word(), seen.whole);
        // That an exception was resolved meanwhile is for the engine to refuse: there is no sum that may change.
        let figures = (self.task != Task::Resolve).then_some(seen.figures);
        let row = ("/bulk", fields, text);
        match act::act_on_row(self.face, &self.visitor.caller, row, (figures, &said), command).await {
            Ok(_) => end(Some(thing), End::Done, String::new()),
            Err(problem) => match thing.changed(&seen, problem.code == CHANGED) {
                Some(why) if problem.status < 500 => end(Some(thing), End::Changed, why),
                _ => end(Some(thing), End::of(&problem), sentence(&problem.detail)),
            },
        }
    }
}

impl End {
    fn of(problem: &Problem) -> Self {
        if problem.status >= 500 || problem.retryable { Self::Unsure } else { Self::Refused }
    }
}

impl Thing {
    /// What will happen, as a preview on these very states says.
    fn ready(&self, preview: &Preview) -> Ready {
        let asks = |body: &Body| matches!(body, Body::Approval(ApprovalBody::Requested { .. }));
        let minor = self.sum.as_ref().map_or(0, |(minor, _)| *minor);
        Ready {
            says: self.sentence.clone(),
            asks: preview.decision.events.iter().any(|event| asks(&event.body)),
            seen: format!("{}:{minor}:{}", figures(&preview.decision), self.standing),
        }
    }

    /// What changed since it was shown, if something did.
    fn changed(&self, seen: &Seen<'_>, surely: bool) -> Option<String> {
        let (now_minor, code) = self.sum.as_ref().map_or((0, ""), |(minor, code)| (*minor, code.as_str()));
        match seen.minor {
            Some(before) if before != now_minor => {
                Some(format!("It was {}, now {}.", words::money(before, code), words::money(now_minor, code)))
            }
            Some(_) if seen.standing != self.standing => {
                Some(format!("It was {}, now {}.", words::plain(seen.standing), words::plain(&self.standing)))
            }
            _ => surely.then(|| "Something else would be booked or sent now. Look again.".to_owned()),
        }
    }
}
