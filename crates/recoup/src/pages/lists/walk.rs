//! How orders and payments are found: along time, along amounts, or the few of a range as a whole.
//!
//! What an index tells is looked at first, and only what may fit is opened. A walk that ends before the page is full
//! tries the other way round: where few have the standing, the days or the amounts that are asked for, these are read
//! whole, so that the page is exact. What neither finds is looked for further on the next page. So a page costs about
//! the same in a small shop and in a large one.

use std::collections::HashMap;

use recoup_core::id::Kind;

use super::filter::{Filter, Sort};
use super::found::Found;
use super::{MOST_LOOKED_AT, MOST_OPENED, Of, streams};
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;
use crate::store::Store;
use crate::store::rows::{StreamRow, Wanted};
use crate::store::views::{AlongAmounts, AlongTime, HeadRow};

/// Heads read first: mostly they are enough.
const FIRST: usize = 60;

/// Heads read at once after that.
const NEXT: usize = 1_000;

/// States read at once where only a state tells whether a row fits.
const TO_OPEN: usize = 250;

/// The last id there can be.
const END: &str = "\u{10FFFF}";

/// A way through the orders or payments of a merchant.
#[derive(Debug)]
pub struct Walk<'a> {
    store: &'a Store,
    visitor: &'a Visitor,
    of: Of,
    filter: &'a Filter,
    /// Rows of a page.
    page: usize,
    /// Ids that lie in the days of the filter: beyond the first, below the second.
    between: (String, String),
    /// Where the page goes on, by amount and id.
    place: Option<(i64, String)>,
}

impl<'a> Walk<'a> {
    /// A way under a filter, for a page of so many rows.
    #[must_use]
    pub fn new(store: &'a Store, visitor: &'a Visitor, (of, filter): (Of, &'a Filter), page: usize) -> Self {
        let (from_us, until_us) = filter.between_us(&visitor.zone);
        let kind = if of == Of::Orders { Kind::Order } else { Kind::Payment };
        let between = (streams::first_of(kind, from_us), streams::first_of(kind, until_us));
        let by_amount = filter.sort.by_amount();
        let place = filter.after.as_deref().filter(|_| by_amount).and_then(streams::read_place);
        Self { store, visitor, of, filter, page, between, place }
    }

    /// Finds a page.
    ///
    /// # Errors
    /// What the store met.
    pub async fn find(&self) -> Result<Found, Trouble> {
        if !self.filter.sort.by_amount() {
            return self.by_time().await;
        }
        let narrow = self.filter.status.is_some() || self.filter.from.is_some() || self.filter.until.is_some();
        let few = if narrow { self.few_in_time().await? } else { None };
        match few {
            Some(few) => self.whole(few).await,
            None => self.along_amounts().await,
        }
    }

    async fn by_time(&self) -> Result<Found, Trouble> {
        let filter = self.filter;
        // Where states must be opened, only one of the two ways is gone: each may open as many as a page may.
        let opens = filter.through.is_some();
        let bounded = filter.at_least_minor.is_some() || filter.at_most_minor.is_some();
        if opens
            && bounded
            && let Some(few) = self.few_of_amounts().await?
        {
            return self.whole(few).await;
        }
        let found = self.along_time().await?;
        let other_way = !opens && found.is_cut(self.page) && filter.currency.is_some();
        let few = if other_way { self.few_of_amounts().await? } else { None };
        match few {
            Some(few) => self.whole(few).await,
            None => Ok(found),
        }
    }

    const fn kind(&self) -> &'static str {
        match self.of {
            Of::Orders => "order",
            Of::Payments | Of::Refunds => "payment",
        }
    }

    fn tenant(&self) -> &str {
        &self.visitor.caller.tenant
    }

    async fn along_time(&self) -> Result<Found, Trouble> {
        let newest_first = self.filter.sort != Sort::Oldest;
        let (mut after, mut before) = self.between.clone();
        let mut place = self.filter.after.clone();
        let (mut found, mut size) = (Found::default(), self.first_size());
        loop {
            if let Some(place) = place.take() {
                if newest_first { before = before.min(place) } else { after = after.max(place) }
            }
            let heads = self.in_time((&after, &before), newest_first, size).await?;
            let more = heads.len() >= size;
            if !self.take(&mut found, &heads, more).await? {
                return Ok(found);
            }
            place = heads.last().map(|head| head.stream_id.clone());
            size = NEXT;
        }
    }

    async fn along_amounts(&self) -> Result<Found, Trouble> {
        let (mut found, mut size) = (Found::default(), self.first_size());
        let (mut minor, mut id) = self.place.clone().unwrap_or_else(|| self.begin());
        loop {
            let heads = self.in_amounts((minor, &id), size).await?;
            let more = heads.len() >= size;
            if !self.take(&mut found, &heads, more).await? {
                return Ok(found);
            }
            if let Some(last) = heads.last() {
                (minor, id) = (last.amount_minor, last.stream_id.clone());
            }
            size = NEXT;
        }
    }

    fn first_size(&self) -> usize {
        self.page.saturating_mul(2).clamp(FIRST, NEXT)
    }

    async fn in_time(&self, between: (&str, &str), newest_first: bool, size: usize) -> Result<Vec<HeadRow>, Trouble> {
        let status = self.filter.status.as_deref();
        let way = AlongTime { kind: self.kind(), status, after: between.0, before: between.1, newest_first };
        Ok(self.store.heads_along_time(self.tenant(), way, limit(size)).await?)
    }

    async fn in_amounts(&self, beyond: (i64, &str), size: usize) -> Result<Vec<HeadRow>, Trouble> {
        let currency = self.filter.currency.map_or("", |currency| currency.code());
        let largest_first = self.filter.sort == Sort::Largest;
        let end_minor = if largest_first {
            self.filter.at_least_minor.unwrap_or(i64::MIN)
        } else {
            self.filter.at_most_minor.unwrap_or(i64::MAX)
        };
        let way = AlongAmounts { kind: self.kind(), currency, beyond, end_minor, largest_first };
        Ok(self.store.heads_along_amounts(self.tenant(), way, limit(size)).await?)
    }

    /// Where the way along the amounts begins: at the bound that the filter names, or at the very end.
    fn begin(&self) -> (i64, String) {
        if self.filter.sort == Sort::Largest {
            (self.filter.at_most_minor.unwrap_or(i64::MAX), END.to_owned())
        } else {
            (self.filter.at_least_minor.unwrap_or(i64::MIN), String::new())
        }
    }

    /// Everything in the standing and the days of the filter, unless it is too much to be read whole.
    async fn few_in_time(&self) -> Result<Option<Vec<HeadRow>>, Trouble> {
        let heads = self.in_time((&self.between.0, &self.between.1), true, MOST_LOOKED_AT + 1).await?;
        Ok((heads.len() <= MOST_LOOKED_AT).then_some(heads))
    }

    /// Everything in the currency and between the amounts of the filter, unless it is too much to be read whole.
    async fn few_of_amounts(&self) -> Result<Option<Vec<HeadRow>>, Trouble> {
        let begin = self.begin();
        let heads = self.in_amounts((begin.0, &begin.1), MOST_LOOKED_AT + 1).await?;
        Ok((heads.len() <= MOST_LOOKED_AT).then_some(heads))
    }

    /// A page of heads that were read whole, in the order of the list.
    async fn whole(&self, mut heads: Vec<HeadRow>) -> Result<Found, Trouble> {
        let sort = self.filter.sort;
        heads.retain(|head| self.is_beyond(head) && self.may_fit(head));
        if sort.by_amount() {
            heads.sort_by(|a, b| (a.amount_minor, &a.stream_id).cmp(&(b.amount_minor, &b.stream_id)));
        } else {
            heads.sort_by(|a, b| a.stream_id.cmp(&b.stream_id));
        }
        if matches!(sort, Sort::Largest | Sort::Newest) {
            heads.reverse();
        }
        let mut found = Found::default();
        self.take(&mut found, &heads, false).await?;
        Ok(found)
    }

    /// Whether a head lies behind the place where the page goes on.
    fn is_beyond(&self, head: &HeadRow) -> bool {
        let id = head.stream_id.as_str();
        match (self.filter.sort, &self.place, self.filter.after.as_deref()) {
            (Sort::Largest, Some((minor, place)), _) => (head.amount_minor, id) < (*minor, place.as_str()),
            (Sort::Smallest, Some((minor, place)), _) => (head.amount_minor, id) > (*minor, place.as_str()),
            (Sort::Newest, _, Some(place)) => id < place,
            (Sort::Oldest, _, Some(place)) => id > place,
            _ => true,
        }
    }

    /// Whether what an index tells of a stream leaves it in the list.
    fn may_fit(&self, head: &HeadRow) -> bool {
        let id = head.stream_id.as_str();
        let in_days = id > self.between.0.as_str() && id < self.between.1.as_str();
        let status = self.filter.status.as_deref();
        let in_status = head.status.is_empty() || status.is_none_or(|status| status == head.status);
        in_days && in_status && self.filter.fits_amount(head.amount_minor, &head.currency)
    }

    /// Takes heads in the order of the list; `more` says whether others may follow. Returns whether to read on.
    async fn take(&self, found: &mut Found, heads: &[HeadRow], more: bool) -> Result<bool, Trouble> {
        let mut rest = heads;
        while !rest.is_empty() && !found.is_done(self.page) {
            let wanted = self.wanted(found);
            let mut fitting = Vec::new();
            let end = rest.iter().position(|head| {
                let full = fitting.len() >= wanted;
                if !full && self.may_fit(head) {
                    fitting.push(head.stream_id.clone());
                }
                full
            });
            let (now, later) = rest.split_at(end.unwrap_or(rest.len()));
            rest = later;
            let mut opened = self.open(fitting).await?;
            found.opened += opened.len();
            found.looked_at += now.len();
            for head in now {
                let Some(row) = opened.remove(&head.stream_id) else { continue };
                if let Some(row) = streams::fit(&row, self.filter)? {
                    found.rows.push(row);
                    if found.rows.len() >= self.page {
                        let mut left = heads.iter().skip_while(|other| *other != head).skip(1);
                        let more = more || left.any(|head| self.may_fit(head));
                        found.next = more.then(|| self.cursor(head));
                        return Ok(false);
                    }
                }
            }
            found.next = now.last().map(|head| self.cursor(head));
        }
        if rest.is_empty() && !more {
            found.next = None;
        }
        Ok(rest.is_empty() && more && !found.is_done(self.page))
    }

    /// How many states to read at once: as many rows as are missing, or more where a state decides, but never more than
    /// a page may open.
    fn wanted(&self, found: &Found) -> usize {
        let missing = self.page.saturating_sub(found.rows.len());
        let wanted = if self.filter.through.is_some() { missing.max(TO_OPEN) } else { missing };
        wanted.clamp(1, MOST_OPENED.saturating_sub(found.opened).max(1))
    }

    async fn open(&self, ids: Vec<String>) -> Result<HashMap<String, StreamRow>, Trouble> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let streams = ids.into_iter().map(|id| (self.tenant().to_owned(), id)).collect();
        let loaded = self.store.load(&Wanted { streams, ..Wanted::default() }).await?;
        Ok(loaded.streams.into_iter().map(|(_, row)| (row.stream_id.clone(), row)).collect())
    }

    fn cursor(&self, head: &HeadRow) -> String {
        if self.filter.sort.by_amount() {
            streams::place_of(head.amount_minor, &head.stream_id)
        } else {
            head.stream_id.clone()
        }
    }
}

fn limit(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
