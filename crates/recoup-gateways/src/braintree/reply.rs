//! Replies as outcomes, and what has to be asked next.

use recoup_core::effect::{Call, Effect, OperationKind};
use recoup_core::id::Kind;
use recoup_core::payment::facts::{Fact, What};

use super::facts;
use super::object::{Transaction, Unread, is_id};
use super::plan::{self, Doing};
use super::words::{self, Stands};
use super::xml::{self, Node, cut};
use crate::{Asked, Outcome, Reply};

/// Seconds until a refund is tried again that came before its capture settled. Batches go out once a day.
const UNTIL_SETTLED_SECS: u32 = 3_600;

/// Transactions on a page of a search.
pub const PAGE: usize = 50;

/// What a reply means.
#[must_use]
pub fn interpret(asked: &Asked<'_>, reply: &Reply<'_>) -> Outcome {
    let Some(doing) = plan::doing(asked.effect, asked.stage) else {
        return Outcome::unknown(format!("there is no stage {}", asked.stage));
    };
    let (status, body) = match reply {
        Reply::NotSent { why } => return Outcome::again(1, why.clone()),
        // A look moved nothing: what it was for is still to be sent.
        Reply::MaybeSent { why } if only_looks(doing) && asked.effect.call == Call::Send => {
            return Outcome::again(1, why.clone());
        }
        Reply::MaybeSent { why } => return Outcome::unknown(why.clone()),
        Reply::Http { status, body, .. } => (*status, *body),
    };
    match status {
        200 | 201 | 422 => match xml::parse(body) {
            Ok(node) if status == 422 && node.name == "api-error-response" => refused(asked, doing, &node),
            Ok(node) if status != 422 => answered(asked, doing, &node),
            Ok(node) => Outcome::unknown(format!("the gateway answered 422 with <{}>", cut(&node.name))),
            Err(why) => Outcome::unknown(format!("the reply cannot be read: {why}")),
        },
        401 | 403 => Outcome::again(60, format!("the gateway answered {status}; check the keys and their rights")),
        404 if asked.effect.call == Call::Send => Outcome::again(
            300,
            "the gateway knows no such transaction; check that merchant_id and the address are those of its account",
        ),
        426 => Outcome::again(3_600, "the gateway wants another version of its interface"),
        429 => Outcome::again(2, "the gateway has too many requests"),
        500..=599 if only_looks(doing) && asked.effect.call == Call::Send => {
            Outcome::again(5, format!("the gateway answered {status}"))
        }
        _ => Outcome::unknown(format!("the gateway answered {status}")),
    }
}

const fn only_looks(doing: Doing) -> bool {
    matches!(
        doing,
        Doing::BeforeCapture | Doing::BeforeVoid | Doing::BeforeRefund | Doing::Read | Doing::Search | Doing::Fetch
    )
}

fn answered(asked: &Asked<'_>, doing: Doing, node: &Node) -> Outcome {
    match doing {
        Doing::Search => searched(asked, node),
        Doing::Fetch => fetched(asked.effect, node),
        _ if node.name != "transaction" => Outcome::unknown(format!("the reply is a <{}>", cut(&node.name))),
        _ => match Transaction::read(node) {
            Ok(told) => told_of(asked, doing, told),
            Err(unread) => Outcome::unknown(unread.why()),
        },
    }
}

fn told_of(asked: &Asked<'_>, doing: Doing, told: Transaction) -> Outcome {
    let effect = asked.effect;
    let about_another = || Outcome::unknown(format!("the reply is about {}", cut(&told.id)));
    match doing {
        Doing::BeforeCapture if told.id == effect.authorization_ref => before_capture(asked, told),
        Doing::BeforeVoid if told.id == effect.authorization_ref => before_void(asked, &told),
        Doing::BeforeRefund if plan::target(effect).is_ok_and(|target| target == told.id) => {
            before_refund(asked, &told)
        }
        Doing::Void if told.id == effect.authorization_ref => match told.status {
            Stands::Voided => Outcome::Facts(vec![released(effect)]),
            _ => Outcome::unknown("the gateway took the void and voided nothing"),
        },
        Doing::CaptureWhole if told.id == effect.authorization_ref => {
            // Its answer is about this capture, whatever order id it kept.
            said(effect, &Transaction { order_id: effect.operation.reference(), ..told })
        }
        Doing::Sale | Doing::CapturePart | Doing::Refund => {
            if told.order_id == effect.operation.reference() {
                said(effect, &told)
            } else {
                about_another()
            }
        }
        Doing::Read if told.id != plan::known(effect) => about_another(),
        Doing::Read if effect.operation.kind == OperationKind::Release => release_found(effect, &told),
        Doing::Read => said(effect, &told),
        _ => about_another(),
    }
}

/// What speaks against that a transaction is what the effect is about: it is of another one than was asked for.
fn is_astray(effect: &Effect, told: &Transaction) -> Option<String> {
    let of = &effect.authorization_ref;
    let astray = match effect.operation.kind {
        OperationKind::Authorize => told.credit || !told.authorization.is_empty(),
        OperationKind::Capture => told.credit || (told.id != *of && told.authorization != *of),
        OperationKind::Release => told.id != *of,
        OperationKind::SubmitEvidence | OperationKind::AcceptDispute => true,
        OperationKind::Refund => !told.credit || !plan::target(effect).is_ok_and(|target| told.refunds == target),
    };
    let other = |kind| !facts::ours(&told.order_id, kind).is_empty() && told.order_id != effect.operation.reference();
    let another = match effect.operation.kind {
        // Once it is handed in for settlement, its order id is the capture's.
        OperationKind::Authorize => other(Kind::Payment),
        OperationKind::Capture => other(Kind::Capture),
        OperationKind::Refund => other(Kind::Refund),
        _ => false,
    };
    (astray || another).then(|| format!("the reply is about {}, which is not of what was asked", cut(&told.id)))
}

fn said(effect: &Effect, told: &Transaction) -> Outcome {
    if let Some(why) = is_astray(effect, told) {
        return Outcome::Unknown { why };
    }
    let facts = facts::of_transaction(&effect.account, told);
    if facts.is_empty() {
        return Outcome::unknown(format!("the transaction {} says nothing of ours", cut(&told.id)));
    }
    Outcome::Facts(facts)
}

/// What was never captured is captured whole, because that needs no permission of the gateway; what was captured in
/// part goes on in parts.
fn before_capture(asked: &Asked<'_>, told: Transaction) -> Outcome {
    let effect = asked.effect;
    if !told.parts.is_empty() {
        return next(asked, 2);
    }
    if !told.was_captured {
        return next(asked, 1);
    }
    // A try before this one, whose answer was lost.
    if told.order_id == effect.operation.reference() {
        return said(effect, &told);
    }
    Outcome::unknown("it was captured whole already, under another reference than ours")
}

/// Voiding what was captured whole would undo the capture, so that only what is still held is voided. A parent of
/// partial settlements stays `settlement_pending`, and voiding it gives back the rest (vendor documentation 2026-09;
/// for PayPal, unconfirmed for other processors).
fn before_void(asked: &Asked<'_>, told: &Transaction) -> Outcome {
    let in_parts = told.status == Stands::Pending && !told.parts.is_empty();
    if told.status == Stands::Authorized || in_parts {
        return next(asked, 1);
    }
    gone(asked.effect, told)
}

/// A probe of a release reads what it was to void.
fn release_found(effect: &Effect, told: &Transaction) -> Outcome {
    let in_parts = told.status == Stands::Pending && !told.parts.is_empty();
    if told.status == Stands::Authorized || in_parts { Outcome::NeverArrived } else { gone(effect, told) }
}

/// There is nothing left to void.
fn gone(effect: &Effect, told: &Transaction) -> Outcome {
    let failed = |code: &str| refusal(effect, code);
    match told.status {
        Stands::Voided if !told.was_captured || !told.parts.is_empty() => Outcome::Facts(vec![released(effect)]),
        Stands::Expired => {
            let mut list = vec![failed("authorization_expired")];
            list.extend(facts::of_transaction(&effect.account, told));
            Outcome::Facts(list)
        }
        Stands::Authorizing => Outcome::again(60, "the authorization is not known yet"),
        Stands::Refused => Outcome::Facts(vec![failed(&told.code)]),
        _ => Outcome::Facts(vec![failed("captured")]),
    }
}

fn before_refund(asked: &Asked<'_>, told: &Transaction) -> Outcome {
    match told.status {
        status if status.is_refundable() => next(asked, 1),
        Stands::Submitted | Stands::Pending => too_early(),
        Stands::SettlementDeclined | Stands::Voided => Outcome::Facts(vec![refusal(asked.effect, "capture_undone")]),
        _ => Outcome::Facts(vec![refusal(asked.effect, "not_captured")]),
    }
}

fn too_early() -> Outcome {
    let why = "the capture has not settled yet, and Braintree refunds none before (91506); \
        captures settle once a day, and the refund is sent as soon as this one has";
    Outcome::again(UNTIL_SETTLED_SECS, why)
}

fn next(asked: &Asked<'_>, stage: u8) -> Outcome {
    match plan::step(asked.effect, asked.account, stage) {
        Ok(step) => Outcome::Next(step),
        Err(cannot) => Outcome::unknown(cannot.to_string()),
    }
}

/// The void has no object of its own; our reference tells this one from another.
fn released(effect: &Effect) -> Fact {
    let reference = effect.operation.reference();
    Fact {
        account: effect.account.clone(),
        subject: effect.authorization_ref.clone(),
        ours: reference.clone(),
        what: What::Released,
        amount: Some(effect.amount),
        parent: effect.authorization_ref.clone(),
        ordinal: reference,
    }
}

fn searched(asked: &Asked<'_>, node: &Node) -> Outcome {
    if node.name != "search-results" {
        return Outcome::unknown("the search gave no result, perhaps for want of time");
    }
    let Some(list) = node.child("ids") else { return Outcome::unknown("the search tells no ids") };
    if list.children.is_empty() {
        return Outcome::NeverArrived;
    }
    let ids = node.list("ids");
    if ids.is_empty() || ids.len() > PAGE || !ids.iter().all(|id| is_id(id)) {
        return Outcome::unknown(format!("the search found {} ids that are none, or too many", ids.len()));
    }
    match plan::fetch(asked.effect, asked.account, &ids) {
        Ok(step) => Outcome::Next(step),
        Err(cannot) => Outcome::unknown(cannot.to_string()),
    }
}

/// A refund that somebody made by hand keeps the order id of its sale: the kind decides as well.
fn fetched(effect: &Effect, node: &Node) -> Outcome {
    let reference = effect.operation.reference();
    let of_refund = effect.operation.kind == OperationKind::Refund;
    let mut alive = Vec::new();
    let mut refused = None;
    for one in node.all("transaction") {
        match Transaction::read(one) {
            Ok(told) if told.order_id != reference || told.credit != of_refund => {}
            Ok(told) if told.status == Stands::Refused => refused = refused.or(Some(told)),
            Ok(told) => alive.push(told),
            Err(Unread::Part(id)) => return Outcome::unknown(Unread::Part(id).why()),
            Err(Unread::Odd(why)) => return Outcome::unknown(why),
        }
    }
    match (alive.as_slice(), refused) {
        ([one], _) => said(effect, one),
        ([], Some(one)) => said(effect, &one),
        ([], None) => Outcome::unknown("the search found something else than what was asked"),
        (many, _) => Outcome::unknown(format!("{} transactions carry our reference", many.len())),
    }
}

/// A refusal: of a transaction that is shown, or of the request.
fn refused(asked: &Asked<'_>, doing: Doing, node: &Node) -> Outcome {
    let effect = asked.effect;
    if let Some(transaction) = node.child("transaction") {
        return match Transaction::read(transaction) {
            Ok(told) if only_looks(doing) => Outcome::unknown(format!("a look at {} was refused", cut(&told.id))),
            Ok(told) => told_of(asked, doing, told),
            Err(unread) => Outcome::unknown(unread.why()),
        };
    }
    let codes = codes(node);
    let Some(code) = codes.first() else {
        return Outcome::unknown(format!("it was refused without a code: {}", cut(node.text_of("message"))));
    };
    if only_looks(doing) {
        return Outcome::unknown(format!("the gateway refused to be asked: {}", cut(code)));
    }
    let known = codes.iter().find_map(|code| words::refusal(code).map(|refusal| (code, refusal)));
    match known {
        Some((_, words::Refusal::TooEarly)) if doing == Doing::Refund => too_early(),
        Some((code, words::Refusal::InFlight)) => Outcome::again(5, format!("{code}: the same request is under way")),
        Some((code, words::Refusal::KeyNotTaken)) => {
            Outcome::again(3_600, format!("{code}: the gateway does not take api_request_key; have it switched on"))
        }
        Some((code, words::Refusal::KeyClash)) => {
            Outcome::unknown(format!("{code}: the key was used before, and what became of that is not said"))
        }
        _ => Outcome::Facts(vec![refusal(effect, code)]),
    }
}

/// The codes of a refusal, outermost first.
pub(super) fn codes(node: &Node) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if node.name == "error"
            && let Some(code) = node.get("code")
        {
            found.push(cut(code));
        }
        open.extend(node.children.iter().rev());
    }
    found
}

/// The request was refused and did nothing. There is no object of theirs, so the fact is told about ours.
fn refusal(effect: &Effect, code: &str) -> Fact {
    let code = code.to_owned();
    let reference = effect.operation.reference();
    Fact {
        account: effect.account.clone(),
        subject: format!("refused:{reference}"),
        ours: reference,
        what: What::refused(effect.operation.kind, code),
        amount: Some(effect.amount),
        parent: effect.authorization_ref.clone(),
        ordinal: String::new(),
    }
}
