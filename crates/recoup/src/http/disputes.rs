//! `/v1/disputes`: by due date, one with its evidence desk, recorded, answered, accepted; evidence and who looks after it.

use axum::extract::State;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use recoup_core::id::{Id, Kind};
use recoup_core::money::Money;
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AddEvidence, AssignDispute, RemoveEvidence};
use recoup_core::payment::dispute::record::RecordDispute;
use recoup_core::payment::dispute::{DisputeStatus, Origin, Proof};
use recoup_core::payment::facts::{DisputeEnd, DisputeStage, What};
use recoup_core::world::State as Known;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::auth::{May, right};
use super::body::{Ask, Empty, KeyHeader, PreviewQuery, id, id_in};
use super::list::{self, Named, PageOf};
use super::orders::Reason;
use super::payments::currency;
use super::problem::Problem;
use super::{Shared, show};
use crate::access::Caller;
use crate::engine::recall;
use crate::engine::request::hex_sha256;
use crate::store::evidence::EvidenceRow;
use crate::store::rows::Wanted;
use crate::views::flags;
use crate::views::{DisputeDesk, DisputeView};

/// Open disputes that a list looks at; a shop that has more looks at the most pressing status alone.
const MOST_OPEN: i64 = 1_000;

/// What a list of open disputes may be asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// `needs_response` or `under_review`; both when missing.
    pub status: Option<String>,
    /// Only those of this person; empty for those that nobody looks after.
    pub owner: Option<String>,
    /// How many, 1 to 100; 20 when missing.
    pub limit: Option<i64>,
}

list::reads_query!(Which);

/// What a person tells of a dispute, with proof.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispute {
    /// The payment, `pay_…`.
    pub payment: String,
    /// What the dispute goes by: the gateway's name for it, or the bank's.
    pub reference: String,
    /// `opened`, `funds_withdrawn`, `funds_reinstated`, `fee`, `fee_returned`, `answered`, `closed`.
    pub what: Told,
    /// How far it has come: `inquiry`, `chargeback`, `pre_arbitration`, `arbitration`. Needed for `opened`.
    #[schema(value_type = Option<String>)]
    pub stage: Option<DisputeStage>,
    /// How it ended: `won`, `lost`, `accepted`, `withdrawn`, `expired`, `prevented`. Needed for `closed`.
    #[schema(value_type = Option<String>)]
    pub end: Option<DisputeEnd>,
    /// The bank's word for the reason.
    #[serde(default)]
    pub reason: String,
    /// Until when an answer is taken, RFC 3339.
    #[schema(value_type = Option<String>)]
    pub due_at: Option<Timestamp>,
    /// Minor units; needed where money moved.
    pub amount_minor: Option<i64>,
    /// Must be the payment's currency when sent.
    pub currency: Option<String>,
    /// The name of the row of money, such as a line of a statement.
    #[serde(default)]
    pub row: String,
    /// How the person knows.
    pub evidence: String,
}

/// What is told.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// It came to a stage.
    Opened,
    /// Money was taken.
    FundsWithdrawn,
    /// Money was given back.
    FundsReinstated,
    /// A fee was taken.
    Fee,
    /// A fee was given back.
    FeeReturned,
    /// An answer was taken.
    Answered,
    /// It ended.
    Closed,
}

impl Told {
    /// What the core is told.
    ///
    /// # Errors
    /// 400 where the stage or the end is missing.
    pub fn what(
        self,
        (stage, end): (Option<DisputeStage>, Option<DisputeEnd>),
        reason: String,
        due_at: Option<Timestamp>,
    ) -> Result<What, Problem> {
        let missing =
            |name: &'static str| Problem::new(400, "missing", format!("`{name}` is missing; send it")).param(name);
        Ok(match self {
            Self::Opened => What::DisputeOpened { stage: stage.ok_or_else(|| missing("stage"))?, reason, due_at },
            Self::FundsWithdrawn => What::DisputeFundsWithdrawn,
            Self::FundsReinstated => What::DisputeFundsReinstated,
            Self::Fee => What::DisputeFee,
            Self::FeeReturned => What::DisputeFeeReturned,
            Self::Answered => What::DisputeAnswered { stage },
            Self::Closed => What::DisputeClosed { end: end.ok_or_else(|| missing("end"))?, stage },
        })
    }
}

/// A piece of evidence to lay to a dispute: words, or a document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEvidence {
    /// What it proves, such as `delivery`.
    #[schema(value_type = String)]
    pub proof: Proof,
    /// Where it came from: `order`, `shipment`, `notice`, `refund`, `contact`, `upload`; the last when missing.
    #[schema(value_type = Option<String>)]
    pub origin: Option<Origin>,
    /// Words; or send `file`.
    pub text: Option<String>,
    /// A document.
    pub file: Option<NewFile>,
    /// Remark for colleagues.
    #[serde(default)]
    pub note: String,
}

/// A document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFile {
    /// Its name, such as `receipt.pdf`.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Its bytes in base 64.
    pub content: String,
}

/// Which piece of evidence.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// Its number.
    pub no: u32,
}

/// Who looks after a dispute.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// The person; empty for nobody.
    pub owner: String,
}

/// Lists open disputes, the one that is due first first.
#[utoipa::path(get, path = "/v1/disputes", tag = "disputes", operation_id = "list_disputes", params(Which),
    security(("key" = ["read"])),
    responses((status = 200, body = PageOf<DisputeView>), Problem))]
pub async fn index(State(face): State<Shared>, caller: May<right::Read>, which: Which) -> Result<Response, Problem> {
    let limit = list::limit(which.limit, 20, 100)?;
    let wanted = match which.status.as_deref() {
        None => vec![flags::DISPUTE_WAITS, flags::DISPUTE_REVIEWED],
        Some(word) if word == DisputeStatus::NeedsResponse.word() => vec![flags::DISPUTE_WAITS],
        Some(word) if word == DisputeStatus::UnderReview.word() => vec![flags::DISPUTE_REVIEWED],
        Some(_) => {
            let detail = "`status` of a list of open disputes is needs_response or under_review; one that has ended is \
                          shown with its payment";
            return Err(Problem::new(400, "invalid", detail).param("status"));
        }
    };
    let mut found = open(&face, &caller, &wanted).await?;
    found.retain(|dispute| which.owner.as_ref().is_none_or(|owner| dispute.owner == *owner));
    found.sort_by(|a, b| (a.due_at.is_none(), &a.due_at, &a.id).cmp(&(b.due_at.is_none(), &b.due_at, &b.id)));
    found.truncate(usize::try_from(limit + 1).unwrap_or(usize::MAX));
    Ok(show(&PageOf::of_more(found, limit)))
}

/// Disputes that stand under a flag.
async fn open(face: &Shared, caller: &Caller, wanted: &[&str]) -> Result<Vec<DisputeView>, Problem> {
    let store = face.engine.store();
    let mut rows = Vec::new();
    for flag in wanted {
        rows.extend(store.flags(&caller.tenant, flag, None, MOST_OPEN).await?);
    }
    let mut streams: Vec<(String, String)> =
        rows.iter().map(|row| (caller.tenant.clone(), row.stream_id.clone())).collect();
    streams.sort_unstable();
    streams.dedup();
    let loaded = store.load(&Wanted { streams, ..Wanted::default() }).await?;
    let mut found = Vec::new();
    for (_, row) in &loaded.streams {
        let Known::Payment(payment) = recall::stream(row)?.1.state else { continue };
        let mine = payment.disputes.iter().filter(|dispute| rows.iter().any(|row| row.id == dispute.id.as_str()));
        found.extend(mine.map(|dispute| DisputeView::of(&payment, dispute)));
    }
    Ok(found)
}

/// Shows a dispute with its evidence desk.
#[utoipa::path(get, path = "/v1/disputes/{id}", tag = "disputes", operation_id = "get_dispute", params(("id" = String, Path)),
    security(("key" = ["read"])),
    responses((status = 200, body = DisputeDesk), Problem))]
pub async fn read(
    State(face): State<Shared>,
    caller: May<right::Read>,
    Named(text): Named,
) -> Result<Response, Problem> {
    let id = id(Kind::Dispute, &text)?;
    let owner = list::owner(&face, &caller, "dispute", id.as_str()).await?;
    let Known::Payment(payment) = list::state(&face, &caller, "dispute", &owner).await? else {
        return Err(Problem::unknown("dispute", &text));
    };
    let dispute = payment.dispute(&id).ok_or_else(|| Problem::unknown("dispute", &text))?;
    let order = match list::state(&face, &caller, "order", payment.pays.as_str()).await? {
        Known::Order(order) => Some(order),
        _ => None,
    };
    Ok(show(&DisputeDesk::of(&payment, order.as_ref(), dispute)))
}

/// Records what no gateway tells of a dispute, with proof.
#[utoipa::path(post, path = "/v1/disputes", tag = "disputes", operation_id = "record_dispute", request_body = NewDispute,
    params(KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, body = DisputeView), Problem))]
pub async fn record(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    ask: Ask<NewDispute>,
) -> Result<Response, Problem> {
    let NewDispute {
        payment,
        reference,
        what,
        stage,
        end,
        reason,
        due_at,
        amount_minor,
        currency: code,
        row,
        evidence,
    } = ask.body;
    let payment = id_in(Kind::Payment, &payment, "payment")?;
    let what = what.what((stage, end), reason, due_at)?;
    let amount = match amount_minor {
        Some(minor) => {
            let code = match currency(code)? {
                Some(code) => code,
                None => match list::state(&face, &caller, "payment", payment.as_str()).await? {
                    Known::Payment(known) => known.currency,
                    _ => return Err(Problem::unknown("payment", payment.as_str())),
                },
            };
            Some(Money::new(minor, code))
        }
        None => None,
    };
    face.act(&caller, &ask.asked, RecordDispute { payment, reference, what, amount, row, evidence }).await
}

/// Lays a piece of evidence to a dispute. Its contents are kept apart from what happened, so that they can be erased.
#[utoipa::path(post, path = "/v1/disputes/{id}/evidence", tag = "disputes", operation_id = "add_evidence", request_body = NewEvidence,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses((status = 200, body = DisputeView), Problem))]
pub async fn add(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    Named(text): Named,
    ask: Ask<NewEvidence>,
) -> Result<Response, Problem> {
    let dispute = id(Kind::Dispute, &text)?;
    let NewEvidence { proof, origin, text, file, note } = ask.body;
    let (name, media_type, content) = match (text, file) {
        (Some(text), None) => (String::new(), String::new(), text.into_bytes()),
        (None, Some(file)) => (file.name, file.media_type, decoded(&file.content)?),
        _ => return Err(Problem::new(400, "missing", "send either `text` or `file`").param("text")),
    };
    let size_bytes = content.len() as u64;
    let sha256 = hex_sha256(&content);
    if !ask.asked.preview {
        let payment = list::owner(&face, &caller, "dispute", dispute.as_str()).await?;
        let (tenant, at_us) = (caller.tenant.clone(), face.wall_us());
        let row = EvidenceRow {
            tenant,
            dispute: dispute.to_string(),
            sha256: sha256.clone(),
            payment,
            name,
            media_type: media_type.clone(),
            content,
            at_us,
        };
        // Before it is named: an answer must never name what is not there.
        face.engine.store().put_evidence(&row).await?;
    }
    let origin = origin.unwrap_or(Origin::Upload);
    let act = AddEvidence { dispute, proof, origin, media_type, sha256, size_bytes, note };
    face.act(&caller, &ask.asked, act).await
}

fn decoded(text: &str) -> Result<Vec<u8>, Problem> {
    STANDARD.decode(text).map_err(|_| {
        Problem::new(400, "invalid", "`file.content` is not base 64; encode the bytes of the document")
            .param("file.content")
    })
}

/// Takes a piece of evidence away that was not handed in.
#[utoipa::path(post, path = "/v1/disputes/{id}/remove_evidence", tag = "disputes", operation_id = "remove_evidence", request_body = Piece,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses((status = 200, body = DisputeView), Problem))]
pub async fn remove(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    Named(text): Named,
    ask: Ask<Piece>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, RemoveEvidence { dispute: dispute(&text)?, no: ask.body.no }).await
}

/// Says who looks after a dispute.
#[utoipa::path(post, path = "/v1/disputes/{id}/owner", tag = "disputes", operation_id = "assign_dispute", request_body = Owner,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["ask_refunds"])),
    responses((status = 200, body = DisputeView), Problem))]
pub async fn assign(
    State(face): State<Shared>,
    caller: May<right::AskRefunds>,
    Named(text): Named,
    ask: Ask<Owner>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, AssignDispute { dispute: dispute(&text)?, owner: ask.body.owner }).await
}

/// Hands in what is there, for good: a gateway takes one answer to a stage.
#[utoipa::path(post, path = "/v1/disputes/{id}/submit", tag = "disputes", operation_id = "submit_evidence", request_body = Empty,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, description = "With `preview=true`, a `PreviewView`", body = DisputeView), Problem))]
pub async fn submit(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Empty>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, SubmitEvidence { dispute: dispute(&text)? }).await
}

/// Gives in: the customer keeps the money.
#[utoipa::path(post, path = "/v1/disputes/{id}/accept", tag = "disputes", operation_id = "accept_dispute", request_body = Reason,
    params(("id" = String, Path), KeyHeader, PreviewQuery),
    security(("key" = ["move_money"])),
    responses((status = 200, description = "With `preview=true`, a `PreviewView`", body = DisputeView), Problem))]
pub async fn accept(
    State(face): State<Shared>,
    caller: May<right::MoveMoney>,
    Named(text): Named,
    ask: Ask<Reason>,
) -> Result<Response, Problem> {
    face.act(&caller, &ask.asked, AcceptDispute { dispute: dispute(&text)?, reason: ask.body.reason }).await
}

fn dispute(text: &str) -> Result<Id, Problem> {
    id(Kind::Dispute, text)
}
