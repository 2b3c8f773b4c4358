//! What the timeline of an order is made of: the newest of each stream that hangs on it. A busy order has more than a
//! page can show, so what is left out is said, with the way to it.

use futures_util::future::{try_join, try_join_all};
use maud::{Markup, html};
use recoup_core::id::Id;
use recoup_core::payment::Payment;

use super::{Moment, of_events, of_notice, of_remark};
use crate::access::Permission;
use crate::http::Shared;
use crate::http::list::PageOf;
use crate::pages::guard::Visitor;
use crate::pages::trouble::Trouble;
use crate::store::views::ListQuery;

/// Events of one stream, at most: the newest.
const MOST_EVENTS: i64 = 500;

/// Approvals of one payment, at most: the newest.
const MOST_APPROVALS: i64 = 100;

/// What a timeline is of.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// An order or an invoice.
    pub id: &'a Id,
    /// Its payments.
    pub payments: &'a [Payment],
    /// The currency of both.
    pub code: &'a str,
    /// Its page.
    pub path: &'a str,
    /// Whether there may be approvals about itself.
    pub is_asked_about: bool,
}

/// The moments of an order.
#[derive(Debug, Default)]
pub struct Gathered {
    /// In no order.
    pub moments: Vec<Moment>,
    /// Ids of streams of which older events are left out.
    pub cut: Vec<String>,
    /// Ids of things of which older approvals are left out.
    pub fewer_approvals: Vec<String>,
}

impl Gathered {
    /// Reads what happened to an order or an invoice, its payments and their approvals.
    ///
    /// # Errors
    /// What the store met.
    pub async fn read(face: &Shared, visitor: &Visitor, of: Of<'_>) -> Result<Self, Trouble> {
        let (store, tenant) = (face.engine.store(), visitor.caller.tenant.as_str());
        let mut gathered = Self::default();
        let streams = gathered.streams(face, visitor, of).await?;
        let mut asked = Vec::with_capacity(streams.len());
        for stream in &streams {
            let events = store.events_before(tenant, stream, i64::MAX, MOST_EVENTS + 1);
            asked.push(try_join(events, store.notices(tenant, stream)));
        }
        let (each, remarks) = try_join(try_join_all(asked), store.remarks(tenant, of.id.as_str())).await?;
        for (stream, (events, notices)) in streams.into_iter().zip(each) {
            let events = PageOf::of_more(events, MOST_EVENTS);
            gathered.moments.extend(of_events(&events.data, of.code)?);
            gathered.moments.extend(notices.iter().map(of_notice));
            if events.has_more {
                gathered.cut.push(stream);
            }
        }
        gathered.moments.extend(remarks.iter().map(|row| of_remark(row, of.path)));
        Ok(gathered)
    }

    async fn streams(&mut self, face: &Shared, visitor: &Visitor, of: Of<'_>) -> Result<Vec<String>, Trouble> {
        let mut streams: Vec<String> = vec![of.id.as_str().to_owned()];
        if of.is_asked_about {
            self.approvals(face, visitor, (of.id, &mut streams)).await?;
        }
        for payment in of.payments {
            streams.push(payment.id.as_str().to_owned());
            let said = payment.doubts.iter().any(|doubt| doubt.approval.is_some());
            if said || payment.refunds.iter().any(|refund| refund.approval.is_some()) {
                self.approvals(face, visitor, (&payment.id, &mut streams)).await?;
            }
        }
        Ok(streams)
    }

    /// Adds the newest approvals about something to the streams.
    async fn approvals(
        &mut self,
        face: &Shared,
        visitor: &Visitor,
        (of, streams): (&Id, &mut Vec<String>),
    ) -> Result<(), Trouble> {
        let query = ListQuery {
            kind: Some("approval".to_owned()),
            parent: Some(of.as_str().to_owned()),
            limit: MOST_APPROVALS + 1,
            newest_first: true,
            ..ListQuery::default()
        };
        let found = face.engine.store().streams(&visitor.caller.tenant, &query).await?;
        let found = PageOf::of_more(found, MOST_APPROVALS);
        streams.extend(found.data.into_iter().map(|row| row.stream_id));
        if found.has_more {
            self.fewer_approvals.push(of.as_str().to_owned());
        }
        Ok(())
    }

    /// Says what is left out, and where it can be read.
    #[must_use]
    pub fn left_out(&self, visitor: &Visitor) -> Markup {
        html! {
            @if !self.cut.is_empty() {
                p class="note" {
                    "Older events are left out: shown are the newest " (MOST_EVENTS) " of each stream. All of them are in the API: "
                    @for (place, stream) in self.cut.iter().enumerate() {
                        @if place > 0 { ", " }
                        code { "GET /v1/streams/" (stream) "/timeline" }
                    }
                    "."
                    @if visitor.may(Permission::ReadBooks) {
                        " The " a href="/audit" { "audit trail" } " has them among all others."
                    }
                }
            }
            @for payment in &self.fewer_approvals {
                p class="note" {
                    "Older approvals of " code { (payment) } " are left out: shown are the newest "
                    (MOST_APPROVALS) ". " a href="/approvals?status=all" { "All approvals" }
                }
            }
        }
    }
}
