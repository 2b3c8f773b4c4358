//! What a command would do, in full: answer, rule, entries, calls, notices. Nothing is committed.
//!
//! A refund that waits for approval posts nothing yet. Its approval is tried on the state the refund would
//! leave behind, so that the entries to come can be seen before anybody is asked.

use std::sync::Arc;

use recoup_core::approval::ApprovalBody;
use recoup_core::approval::decide::DecideApproval;
use recoup_core::approval::{Subject, Verdict};
use recoup_core::command::Command;
use recoup_core::decision::{Decision, Draft};
use recoup_core::event::{Body, Event};
use recoup_core::id::Id;
use recoup_core::ledger::Entry;
use recoup_core::payment::refund;
use recoup_core::tender::follow;
use serde::Serialize;
use utoipa::ToSchema;

use crate::engine::Preview;
use crate::views::{self, EntryDetail};

/// What a command would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewView {
    /// The answer it would give; ids in it are made up.
    #[schema(value_type = Object)]
    pub answer: serde_json::Value,
    /// Events it would write, by type.
    pub events: Vec<&'static str>,
    /// `policy@version` that decided, where one did.
    pub policy: Option<String>,
    /// The rule that matched.
    pub rule: Option<String>,
    /// Whether a second person would be asked.
    pub needs_approval: bool,
    /// Entries it would post, at once or once it is approved; none for callers who may not read the books.
    pub entries: Vec<PlannedEntry>,
    /// Whether entries are left out, because the caller lacks `read_books`.
    pub entries_withheld: bool,
    /// Calls it would send.
    pub effects: Vec<&'static str>,
    /// Notices it would write.
    pub notices: Vec<NoticeView>,
}

/// An entry that would be posted.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlannedEntry {
    /// The entry; its ids are made up when it is posted.
    #[serde(flatten)]
    pub entry: EntryDetail,
    /// Whether it is posted only once the needed persons have agreed.
    pub after_approval: bool,
}

/// A notice, in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// `customer` or `staff`.
    pub audience: String,
    /// Language.
    pub language: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Renders a preview, with its entries for those who may read the books.
#[must_use]
pub fn render(preview: &Preview, may_read_books: bool) -> String {
    views::json(&view(preview, may_read_books))
}

/// The view of a preview, with its entries for those who may read the books.
#[must_use]
pub fn view(preview: &Preview, may_read_books: bool) -> PreviewView {
    let decision = &preview.decision;
    let (_, answer) = views::answer(&preview.answer, decision, &preview.world);
    let ruling = decision.events.iter().find_map(|event| match &event.body {
        Body::RefundRequested { ruling, .. } => Some(ruling),
        Body::Approval(ApprovalBody::Requested { ruling, .. }) => Some(ruling.as_ref()),
        _ => None,
    });
    let notice = |notice: &recoup_core::notice::Notice| NoticeView {
        audience: notice.audience.word().to_owned(),
        language: notice.language.clone(),
        subject: notice.subject.clone(),
        body: notice.body.clone(),
    };
    let mut entries = planned(decision, false);
    if let Some(after) = approved(preview) {
        entries.extend(planned(&after, true));
    }
    PreviewView {
        answer: serde_json::from_str(&answer).unwrap_or_default(),
        events: decision.events.iter().map(|event| event.body.word()).collect(),
        policy: ruling.map(|r| r.policy.clone()),
        rule: ruling.map(|r| r.rule.clone()),
        needs_approval: decision
            .events
            .iter()
            .any(|e| matches!(e.body, Body::Approval(ApprovalBody::Requested { .. }))),
        entries_withheld: !may_read_books && !entries.is_empty(),
        entries: if may_read_books { entries } else { Vec::new() },
        effects: decision.effects.iter().map(recoup_core::effect::Effect::word).collect(),
        notices: decision.notices.iter().map(|(_, n)| notice(n)).collect(),
    }
}

fn planned(decision: &Decision, after_approval: bool) -> Vec<PlannedEntry> {
    let stream = |index: &usize| decision.events.get(*index).map_or("", |event| event.stream.as_str());
    let one = |(index, entry): &(usize, Entry)| PlannedEntry {
        entry: EntryDetail::planned(entry, stream(index)),
        after_approval,
    };
    decision.entries.iter().map(one).collect()
}

/// What follows once the refund of this preview is approved; nothing when it waits for no approval.
fn approved(preview: &Preview) -> Option<Decision> {
    let waits = |event: &Event| match &event.body {
        Body::RefundAwaitsApproval { refund, approval } => {
            Some((event.clone(), event.stream.clone(), refund.clone(), approval.clone()))
        }
        _ => None,
    };
    let (event, payment, refund, approval): (Event, Id, Id, Id) = preview.decision.events.iter().find_map(waits)?;
    let mut world = preview.world.clone();
    for (id, (_, stream)) in &preview.decision.streams {
        world.put(id.clone(), Some(Arc::clone(stream)));
    }
    let act = DecideApproval { approval, verdict: Verdict::Approve, reason: String::new(), request_hash: None };
    let command = Command {
        tenant: String::new(),
        actor: event.actor,
        now: event.booked_at,
        effective_at: event.effective_at,
        entropy: 1 << 100,
        act: act.into(),
    };
    let mut draft = Draft::new(&command, &world);
    let whole = preview.decision.events.iter().find_map(|event| match &event.body {
        Body::Approval(ApprovalBody::Requested { subject, .. }) => match subject.as_ref() {
            Subject::Allocation { order, parts, .. } => Some((order, parts)),
            _ => None,
        },
        _ => None,
    });
    if let Some((order, parts)) = whole {
        follow::agreed(&mut draft, order, parts).ok()?;
        return Some(draft.finish());
    }
    refund::approve(&mut draft, &payment, &refund).ok()?;
    refund::send(&mut draft, &payment, &refund).ok()?;
    Some(draft.finish())
}
