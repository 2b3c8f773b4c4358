//! What agreeing to a refund would do, for those who may: the entries it would post and what the customer will read.

use maud::{Markup, html};
use recoup_core::approval::decide::DecideApproval;
use recoup_core::approval::{Approval, Subject, Verdict};

use super::may_decide;
use crate::access::Permission;
use crate::http::{Shared, preview};
use crate::pages::guard::Visitor;
use crate::pages::{act, refund};

/// The preview, where there is something to decide.
pub async fn show(face: &Shared, visitor: &Visitor, approval: &Approval) -> Markup {
    let Subject::Refund { payment, refund: id, .. } = &approval.subject else { return html! {} };
    if !may_decide(visitor, approval) {
        return html! {};
    }
    let command = DecideApproval {
        approval: approval.id.clone(),
        verdict: Verdict::Approve,
        reason: String::new(),
        request_hash: Some(approval.request_hash.clone()),
    };
    // What would refuse it is said when it is decided, on the state of then.
    let Ok(found) = act::preview(face, &visitor.caller, command).await else { return html! {} };
    let moved = found.decision.events.iter().find(|event| event.stream.as_str() == payment.as_str());
    let shown = preview::view(&found, visitor.may(Permission::ReadBooks));
    html! {
        @match moved {
            Some(event) => {
                (refund::notices(&refund::notice_of(event, id, &found)))
                (refund::entries(&shown))
            }
            None => {
                p class="quiet" { "Nothing is posted or sent by your word alone: somebody else still has to agree." }
            }
        }
    }
}
