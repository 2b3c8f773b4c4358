//! Answers to disputes on their way out: what is handed in is fetched by its hash, the call's steps are taken, and what
//! became of it is told as facts.
//!
//! Evidence counts once, so the adapters look before they hand in, and a call whose answer was lost is made again under
//! its key, which looks first. Nothing of what is handed in or read back is kept with the exchange: it is about a
//! customer.

use std::fmt::Write as _;

use recoup_core::effect::{Effect, HandedIn, OperationKind};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, Fact, What};
use recoup_gateways::dispute::{Content, DisputeStatus, EvidenceRules, FileRequest, Piece, Proof};
use recoup_gateways::{Account, DisputeAnswer, DisputeAsked, DisputeCall, Gateway, Outcome};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::attention::{Cause, raise};
use super::net::{Sent, without_secrets};
use super::{Shared, clean, pdf};
use crate::node::health::{Called, End};
use crate::store::StoreError;
use crate::store::evidence::EvidenceRow;
use crate::store::rows::{Claimed, ExchangeRow};

/// Requests of one answer at most: each piece may take an upload and a naming.
const MOST_STEPS: u8 = 120;

/// Why a call cannot be made.
#[derive(Debug, PartialEq, Eq)]
pub enum Cannot {
    /// A content is gone, or is not what was named.
    Missing(String),
    /// The database could not be asked.
    Later(String),
}

/// The call of an effect, with the contents of what it hands in.
///
/// # Errors
/// [`Cannot::Missing`] where a content does not fit what the effect names.
pub fn call_of(
    effect: &Effect,
    mut content: impl FnMut(&HandedIn) -> Option<EvidenceRow>,
) -> Result<DisputeCall, Cannot> {
    let (dispute, key) = (effect.own_ref.clone(), effect.operation.reference());
    if effect.operation.kind == OperationKind::AcceptDispute {
        return Ok(DisputeCall::Accept { dispute, key });
    }
    let named = effect.answer.as_ref().map(|answer| answer.pieces.as_slice()).unwrap_or_default();
    let pieces: Result<Vec<Piece>, Cannot> = named.iter().map(|named| piece(named, content(named))).collect();
    Ok(DisputeCall::Evidence { dispute, pieces: pieces?, submit: true, key })
}

fn piece(named: &HandedIn, kept: Option<EvidenceRow>) -> Result<Piece, Cannot> {
    let proof = named.proof;
    if !named.words.is_empty() {
        return Ok(Piece { proof, content: Content::Text(named.words.clone()) });
    }
    let gone = || Cannot::Missing(format!("the content of `{proof}` is not there any more"));
    let EvidenceRow { name, content: bytes, .. } = kept.ok_or_else(gone)?;
    if hash(&bytes) != named.sha256 {
        return Err(Cannot::Missing(format!("the content of `{proof}` is not the one that was laid to the dispute")));
    }
    let content = if named.media_type.is_empty() {
        Content::Text(String::from_utf8(bytes).map_err(|_| Cannot::Missing(format!("`{proof}` is no text")))?)
    } else {
        let name = if name.is_empty() { proof.word().to_owned() } else { name };
        Content::File { name, media_type: named.media_type.clone(), bytes }
    };
    Ok(Piece { proof, content })
}

/// Words that a gateway has no place for go into the statement, each under the name of what it proves; where it takes no
/// words at all, the statement is a document. Nothing is left out; what does not fit then is refused as a whole.
#[must_use]
pub fn fitted(rules: &EvidenceRules, pieces: Vec<Piece>) -> Vec<Piece> {
    let is_homeless = |piece: &Piece| {
        let of_statement = piece.proof == Proof::Statement && rules.word(Proof::Statement, false).is_some();
        !piece.content.is_file() && (of_statement || rules.word_of(piece).is_empty())
    };
    let (homeless, mut fitting): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(is_homeless);
    let mut words = String::new();
    for piece in &homeless {
        let Content::Text(text) = &piece.content else { continue };
        let head = if piece.proof == Proof::Statement { String::new() } else { format!("{}:\n", title(piece.proof)) };
        let gap = if words.is_empty() { "" } else { "\n\n" };
        let _ = write!(words, "{gap}{head}{text}");
    }
    if !words.is_empty() {
        let content = if rules.word(Proof::Statement, false).is_some() {
            Content::Text(words)
        } else {
            let (name, media_type) = ("statement.pdf".to_owned(), "application/pdf".to_owned());
            Content::File { name, media_type, bytes: pdf::of(&words) }
        };
        fitting.push(Piece { proof: Proof::Statement, content });
    }
    fitting
}

/// The word of a kind of proof, for people.
fn title(proof: Proof) -> String {
    let mut letters = proof.word().replace('_', " ").chars().collect::<Vec<char>>();
    letters.iter_mut().take(1).for_each(|first| *first = first.to_ascii_uppercase());
    letters.into_iter().collect()
}

/// Hex SHA-256.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What became of an effect, by the answer to its call; `attempts` says how often it was claimed before.
#[must_use]
pub fn outcome(effect: &Effect, attempts: i64, answer: DisputeAnswer) -> Outcome {
    let stage = effect.answer.as_ref().map(|answer| answer.stage);
    match answer {
        DisputeAnswer::EvidenceSubmitted => Outcome::Facts(vec![ours(effect, What::DisputeAnswered { stage })]),
        DisputeAnswer::Accepted => {
            Outcome::Facts(vec![ours(effect, What::DisputeClosed { end: DisputeEnd::Accepted, stage })])
        }
        DisputeAnswer::NotWaiting(seen) => {
            Outcome::Facts(not_waiting(effect, attempts, seen.status, seen.stage.or(stage)))
        }
        DisputeAnswer::Refused { code, .. } => Outcome::Facts(vec![refused(effect, &code)]),
        DisputeAnswer::Again { after_secs, why } => Outcome::Again { after_secs, why },
        DisputeAnswer::Unknown { why } => Outcome::Unknown { why },
        DisputeAnswer::Next(_) => Outcome::unknown("its answer takes too many requests"),
        DisputeAnswer::Listed { .. } | DisputeAnswer::EvidenceStaged => {
            Outcome::unknown("the gateway answered what was not asked")
        }
    }
}

/// It did not wait for us, so nothing was sent now. Where nothing can have been sent before either, somebody else was
/// first, or it was too late; otherwise what is seen is what became of our answer.
fn not_waiting(effect: &Effect, attempts: i64, status: DisputeStatus, stage: Option<DisputeStage>) -> Vec<Fact> {
    let (seen, code) = match status {
        DisputeStatus::UnderReview => (Some(What::DisputeAnswered { stage }), "already_answered"),
        DisputeStatus::Ended(end) => (Some(What::DisputeClosed { end, stage }), "already_over"),
        DisputeStatus::Over => (None, "already_over"),
        DisputeStatus::NeedsResponse => (None, "not_waiting"),
    };
    let is_ours = attempts > 0;
    match seen {
        Some(what) if is_ours => vec![ours(effect, what)],
        Some(what) => vec![Fact { ours: String::new(), ..ours(effect, what) }, refused(effect, code)],
        None => vec![refused(effect, code)],
    }
}

/// Our answer was refused, and counts for nothing.
#[must_use]
pub fn refused(effect: &Effect, code: &str) -> Fact {
    ours(effect, What::DisputeAnswerRefused { code: code.to_owned() })
}

/// A fact about our answer: what a webhook tells of the same has a key of its own.
fn ours(effect: &Effect, what: What) -> Fact {
    Fact {
        account: effect.account.clone(),
        subject: effect.own_ref.clone(),
        ours: effect.operation.reference(),
        what,
        amount: None,
        parent: effect.authorization_ref.clone(),
        ordinal: effect.operation.reference(),
    }
}

/// Makes the call of an effect; also says the status of the last reply, 0 without one.
pub(super) async fn make(
    shared: &Shared,
    item: &Claimed,
    (gateway, effect, account): (&dyn Gateway, &Effect, &Account),
) -> (Outcome, u16) {
    let call = match with_contents(shared, item, effect).await {
        Ok(DisputeCall::Evidence { dispute, pieces, submit, key }) => {
            let pieces = match gateway.evidence_rules() {
                Some(rules) => fitted(rules, pieces),
                None => pieces,
            };
            DisputeCall::Evidence { dispute, pieces, submit, key }
        }
        Ok(call) => call,
        Err(Cannot::Later(why)) => return (Outcome::again(5, why), 200),
        Err(Cannot::Missing(why)) => return (by_hand(shared, item, effect, ("evidence_missing", &why)).await, 200),
    };
    let first = match gateway.plan_dispute(&call, account) {
        Ok(first) => first,
        Err(cannot) => {
            return (by_hand(shared, item, effect, ("cannot_be_sent", &cannot.to_string())).await, 200);
        }
    };
    let (mut step, begun) = (first, Instant::now());
    for count in 0..MOST_STEPS {
        // The claim must outlive what is done under it. What is kept at the gateway by then is seen by the next look.
        if count > 0 && begun.elapsed() > shared.options.timeout * 2 {
            return (Outcome::again(1, "its answer takes long"), 200);
        }
        let started = Instant::now();
        let sent = shared.net.send_file(&step.request).await;
        let took_us = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
        if sent.status() == 401 {
            shared.sessions.refused(&item.tenant, &account.name);
        }
        let asked = DisputeAsked { call: &call, account, stage: step.stage, carried: &step.carried };
        let answer = gateway.read_dispute(&asked, &sent.reply());
        keep(shared, item, (account, &step.request, count), (&sent, &answer, took_us)).await;
        let called = Called { end: end_of(&answer), took_us, at_us: shared.wall_us() };
        shared.health.called(&item.tenant, &account.name, called);
        match answer {
            DisputeAnswer::Next(next) => step = next,
            answer => return (outcome(effect, item.attempts, answer), sent.status()),
        }
    }
    (Outcome::unknown("its answer takes too many requests"), 0)
}

async fn with_contents(shared: &Shared, item: &Claimed, effect: &Effect) -> Result<DisputeCall, Cannot> {
    let mut kept = Vec::new();
    let store = shared.engine.store();
    for named in effect.answer.iter().flat_map(|answer| &answer.pieces).filter(|named| named.words.is_empty()) {
        let found = store.evidence(&item.tenant, effect.operation.id.as_str(), &named.sha256).await;
        kept.extend(found.map_err(|error: StoreError| Cannot::Later(error.to_string()))?);
    }
    call_of(effect, |named| kept.iter().find(|row| row.sha256 == named.sha256).cloned())
}

/// It cannot be sent as it is, now or later: a person does it on the gateway's pages, or corrects it and asks again.
async fn by_hand(shared: &Shared, item: &Claimed, effect: &Effect, (code, why): (&str, &str)) -> Outcome {
    let (once, dispute) = (effect.operation.reference(), &effect.own_ref);
    let detail =
        format!("our answer to the dispute {dispute} of {} was not sent: {}", effect.account, clean::words(why));
    let source = item.stream_id.as_str();
    raise(
        shared,
        Cause { tenant: &item.tenant, source, reason: "dispute_by_hand", once: &once, detail: &detail },
        None,
    )
    .await;
    Outcome::Facts(vec![refused(effect, code)])
}

/// Keeps that a request was made and how it ended, and nothing of the evidence.
async fn keep(
    shared: &Shared,
    item: &Claimed,
    (account, wire, count): (&Account, &FileRequest, u8),
    (sent, answer, took_us): (&Sent, &DisputeAnswer, i64),
) {
    let withheld = |bytes: usize| if bytes == 0 { String::new() } else { format!("{bytes} bytes, not kept here") };
    let reply_body = match sent {
        // What is refused is said in words; what is shown repeats the evidence.
        Sent::Http { status: 0..=399, body, .. } => withheld(body.len()),
        _ => without_secrets(&account.name, sent.kept()),
    };
    let row = ExchangeRow {
        tenant: item.tenant.clone(),
        exchange_id: super::outbox::exchange_id(item, count),
        stream_id: item.stream_id.clone(),
        target: account.name.clone(),
        request: format!("{} {}", wire.method, wire.url),
        request_body: withheld(wire.body.len()),
        status: i64::from(sent.status()),
        reply_body,
        reading: clean::words(&reading(answer)),
        at_us: shared.engine.clock().now().as_microsecond(),
        took_us,
    };
    if let Err(error) = shared.engine.store().record_exchanges(vec![row]).await {
        tracing::warn!(%error, "an exchange could not be kept; its outcome is told all the same");
    }
}

/// How a call ended, for whoever watches the gateway.
fn end_of(answer: &DisputeAnswer) -> End {
    match answer {
        DisputeAnswer::Again { why, .. } => End::Failed(clean::words(why)),
        DisputeAnswer::Unknown { why } => End::Unknown(clean::words(why)),
        _ => End::Fine,
    }
}

fn reading(answer: &DisputeAnswer) -> String {
    match answer {
        DisputeAnswer::Next(_) => "more to ask".to_owned(),
        DisputeAnswer::Listed { disputes, odd, .. } => format!("{} disputes, {} odd", disputes.len(), odd.len()),
        DisputeAnswer::Accepted => "accepted".to_owned(),
        DisputeAnswer::EvidenceStaged => "evidence kept".to_owned(),
        DisputeAnswer::EvidenceSubmitted => "evidence handed in".to_owned(),
        DisputeAnswer::NotWaiting(_) => "it does not wait for us".to_owned(),
        DisputeAnswer::Again { why, .. } => format!("again: {why}"),
        DisputeAnswer::Refused { code, why } => format!("refused: {code} {why}"),
        DisputeAnswer::Unknown { why } => format!("unknown: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use recoup_core::effect::{Call, DisputeAnswer as Given, Operation};
    use recoup_core::id::Id;
    use recoup_core::money::{Currency, Money};
    use recoup_gateways::DisputeSeen;

    use super::*;

    fn handed_in(words: &str, media_type: &str, content: &[u8]) -> HandedIn {
        HandedIn {
            proof: Proof::Receipt,
            media_type: media_type.to_owned(),
            words: words.to_owned(),
            sha256: hash(content),
            size_bytes: 1,
        }
    }

    fn effect(kind: OperationKind, pieces: Vec<HandedIn>) -> Effect {
        let (payment, id) = (Id::trusted("pay_1"), Id::trusted("dsp_1"));
        let operation = Operation { kind, payment, id, generation: 1 };
        let amount = Money::new(100, Currency::EUR);
        let plain = Effect::plain(
            (Id::trusted("eff_1"), "sandbox:main"),
            (Call::Send, operation),
            amount,
            Timestamp::UNIX_EPOCH,
        );
        let answer = Some(Box::new(Given { stage: DisputeStage::Chargeback, pieces }));
        Effect { own_ref: "sd_1".to_owned(), authorization_ref: "sa_1".to_owned(), answer, ..plain }
    }

    fn row(content: &[u8]) -> EvidenceRow {
        EvidenceRow {
            tenant: "t".to_owned(),
            dispute: "dsp_1".to_owned(),
            sha256: hash(content),
            payment: "pay_1".to_owned(),
            name: String::new(),
            media_type: "application/pdf".to_owned(),
            content: content.to_vec(),
            at_us: 1,
        }
    }

    #[test]
    fn pieces_are_words_or_what_their_hash_names() {
        let evidence = effect(
            OperationKind::SubmitEvidence,
            vec![
                handed_in("sold on Monday", "", b""),
                handed_in("", "application/pdf", b"pdf"),
                handed_in("", "", "kept words".as_bytes()),
            ],
        );
        let kept = [row(b"pdf"), row(b"kept words")];
        let call = call_of(&evidence, |named| kept.iter().find(|row| row.sha256 == named.sha256).cloned());
        let Ok(DisputeCall::Evidence { dispute, pieces, submit: true, key }) = call else { panic!("{call:?}") };
        assert_eq!((dispute.as_str(), key.as_str(), pieces.len()), ("sd_1", "dsp_1.1", 3));
        assert_eq!(pieces[0].content, Content::Text("sold on Monday".to_owned()));
        let (name, media_type) = ("receipt".to_owned(), "application/pdf".to_owned());
        assert_eq!(pieces[1].content, Content::File { name, media_type, bytes: b"pdf".to_vec() });
        assert_eq!(pieces[2].content, Content::Text("kept words".to_owned()));
        assert!(matches!(call_of(&evidence, |_| None), Err(Cannot::Missing(_))));
        assert!(matches!(call_of(&evidence, |_| Some(row(b"another"))), Err(Cannot::Missing(_))));
        let accept = effect(OperationKind::AcceptDispute, Vec::new());
        assert!(matches!(call_of(&accept, |_| None), Ok(DisputeCall::Accept { .. })));
    }

    #[test]
    fn words_that_have_no_place_go_into_the_statement_and_every_gateway_takes_what_the_books_prove() {
        let text = |proof, text: &str| Piece { proof, content: Content::Text(text.to_owned()) };
        let given = || {
            vec![
                text(Proof::Statement, "it was sold"),
                text(Proof::Receipt, "Order 7"),
                text(Proof::ProductDescription, "a mug"),
                text(Proof::Delivery, "1 x mug delivered"),
                text(Proof::RefundGiven, "Refund rfd_1"),
            ]
        };
        for gateway in recoup_gateways::whole() {
            let Some(rules) = gateway.evidence_rules() else { continue };
            let pieces = fitted(rules, given());
            let all = format!("{:?}", pieces.iter().map(|piece| piece.proof.word()).collect::<Vec<_>>());
            let statement = pieces.iter().filter(|piece| piece.proof == Proof::Statement).count();
            assert_eq!(statement, 1, "{}: {all}", gateway.about().name);
            let call =
                DisputeCall::Evidence { dispute: "D1".to_owned(), pieces, submit: true, key: "dsp_1.1".to_owned() };
            assert_eq!(rules.check(&call), Ok(()), "{}: {all}", gateway.about().name);
        }
        let stripe = recoup_gateways::of_account("stripe:main").and_then(|gateway| gateway.evidence_rules());
        let pieces = fitted(stripe.expect("it has rules"), given());
        let statement = pieces.iter().find(|piece| piece.proof == Proof::Statement).expect("a statement");
        let Content::Text(words) = &statement.content else { panic!("words") };
        assert!(words.starts_with("it was sold\n\nReceipt:\nOrder 7\n\n"), "{words}");
    }

    fn seen(status: DisputeStatus) -> DisputeAnswer {
        let amount = Money::new(100, Currency::EUR);
        let text = String::new;
        DisputeAnswer::NotWaiting(Box::new(DisputeSeen {
            name: "sd_1".to_owned(),
            payment: text(),
            reference: text(),
            reason: text(),
            network_code: text(),
            amount,
            stage: None,
            status,
            due_at: None,
            opened_at: None,
        }))
    }

    #[test]
    fn what_did_not_wait_is_ours_only_where_something_may_have_been_sent() {
        let told = |attempts, answer| {
            let evidence = effect(OperationKind::SubmitEvidence, Vec::new());
            let Outcome::Facts(facts) = outcome(&evidence, attempts, answer) else { panic!("it is told") };
            let line =
                |fact: Fact| format!("{} {} {}", fact.what.word(), fact.what.turn(), fact.ours).replace("  ", " ");
            facts.into_iter().map(|fact| line(fact).trim().to_owned()).collect::<Vec<_>>()
        };
        let review = || seen(DisputeStatus::UnderReview);
        assert_eq!(told(0, DisputeAnswer::EvidenceSubmitted), ["dispute_answered chargeback dsp_1.1"]);
        assert_eq!(told(1, review()), ["dispute_answered chargeback dsp_1.1"]);
        assert_eq!(told(0, review()), ["dispute_answered chargeback", "dispute_answer_refused dsp_1.1"]);
        let lost = || seen(DisputeStatus::Ended(DisputeEnd::Lost));
        assert_eq!(told(3, lost()), ["dispute_closed chargeback.lost dsp_1.1"]);
        assert_eq!(told(0, lost()), ["dispute_closed chargeback.lost", "dispute_answer_refused dsp_1.1"]);
        assert_eq!(told(0, seen(DisputeStatus::Over)), ["dispute_answer_refused dsp_1.1"]);
        assert_eq!(told(0, DisputeAnswer::Accepted), ["dispute_closed chargeback.accepted dsp_1.1"]);
        assert_eq!(told(0, DisputeAnswer::refused("no_defense", "")), ["dispute_answer_refused dsp_1.1"]);
    }
}
