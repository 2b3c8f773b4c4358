//! Calls about disputes at Adyen: which defenses apply, documents for one of them, the defense, and accepting.
//!
//! The Disputes API has an address of its own and shows no dispute: neither a list nor how one stands, which only
//! webhooks tell. What comes first is therefore the question which defenses apply; where none does, nothing is sent.
//! Every request that does something carries a key, so that one whose answer was lost is answered again.
//!
//! A defense is words of Adyen's: a reason, and documents by their types. Ours are documents only; the first reason is
//! taken that has a place for each of them and wants none that is missing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::words::{self, Error};
use super::{NAME, is_name};
use crate::dispute::{
    Calls, Content, DisputeAnswer, DisputeAsked, DisputeCall, DisputeStep, EvidenceRules, Piece, Repeat, no_such_call,
    without_reply,
};
use crate::{Account, CannotPlan, Header, Reading, Reply, Request};

/// Asks which defenses apply; for accepting it is the deed itself.
const FIRST: u8 = 0;
/// Hands in the documents; the reason is carried.
const DOCUMENTS: u8 = 1;
/// Defends.
const DEFEND: u8 = 2;

/// Adyen takes 64 characters; two are for what tells the documents from the defense.
const LONGEST_KEY: usize = 62;

/// What Adyen takes.
const RULES: EvidenceRules = EvidenceRules {
    stages: true,
    repeat: Repeat::Key,
    texts: &[],
    files: words::EVIDENCE_FILES,
    media_types: &["application/pdf", "image/jpeg", "image/tiff"],
    file_bytes_most: 2_000_000,
    files_bytes_most: 10_000_000,
    text_chars_most: 0,
    texts_chars_most: 0,
    source: "adyen-openapi DisputeService v30, 2026-07; 2 MB for a PDF are unconfirmed (2026-11) and taken for all",
};

fn cannot(why: impl Into<String>) -> CannotPlan {
    CannotPlan { gateway: NAME, why: why.into() }
}

/// The calls there are.
pub(super) static CALLS: Calls = Calls { rules: Some(&RULES), plan, read, facts };

/// No dispute can be read.
fn facts(_: &Account, _: &[u8]) -> Reading {
    Reading::unreadable("Adyen shows no dispute")
}

/// The first request of a call.
fn plan(call: &DisputeCall, account: &Account) -> Result<DisputeStep, CannotPlan> {
    RULES.check(call).map_err(cannot)?;
    if let DisputeCall::Evidence { key, .. } | DisputeCall::Accept { key, .. } = call
        && !(1..=LONGEST_KEY).contains(&key.len())
    {
        return Err(cannot("the key of the deed is empty or too long"));
    }
    match call {
        DisputeCall::List { .. } | DisputeCall::Read { .. } => Err(no_such_call(NAME, call)),
        DisputeCall::Evidence { .. } => {
            let body = about(call, account)?;
            Ok(DisputeStep::first(request(account, "retrieveApplicableDefenseReasons", (&body, None))?))
        }
        DisputeCall::Accept { key, .. } => {
            let body = about(call, account)?;
            Ok(DisputeStep::first(request(account, "acceptDispute", (&body, Some(key)))?))
        }
    }
}

/// What every body begins with.
fn about(call: &DisputeCall, account: &Account) -> Result<Value, CannotPlan> {
    let merchant =
        account.setting("merchant_account").ok_or_else(|| cannot("the setting `merchant_account` is missing"))?;
    if !is_name(call.dispute()) {
        return Err(cannot("the dispute's name there is not one of its kind"));
    }
    Ok(json!({"disputePspReference": call.dispute(), "merchantAccountCode": merchant}))
}

fn request(account: &Account, call: &str, (body, key): (&Value, Option<&str>)) -> Result<Request, CannotPlan> {
    let host = host(&account.base_url).ok_or_else(|| cannot("the address of the account is no address"))?;
    let url = format!("{host}/ca/services/DisputeService/v30/{call}");
    let mut headers =
        vec![Header::secret("x-api-key", account.secret.as_str()), Header::new("content-type", "application/json")];
    headers.extend(key.map(|key| Header::new("idempotency-key", key)));
    Ok(Request { method: "POST", url, headers, body: body.to_string() })
}

/// Where the Disputes API is: test and live have one host each, whatever the prefix of the account; any other address
/// is asked itself.
fn host(base_url: &str) -> Option<String> {
    let (scheme, rest) = base_url.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    Some(match host {
        "checkout-test.adyen.com" => "https://ca-test.adyen.com".to_owned(),
        live if live.ends_with("-checkout-live.adyenpayments.com") => "https://ca-live.adyen.com".to_owned(),
        other => format!("{scheme}://{other}"),
    })
}

/// An answer of the Disputes API, or an error.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Answer {
    dispute_service_result: Option<ServiceResult>,
    defense_reasons: Option<Vec<Reason>>,
    error_code: Option<Value>,
    error_type: Option<String>,
    message: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ServiceResult {
    success: Option<bool>,
    error_message: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Reason {
    defense_reason_code: String,
    defense_document_types: Vec<Document>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Document {
    available: bool,
    defense_document_type_code: String,
    requirement_level: String,
}

/// What a reply to a step means.
fn read(asked: &DisputeAsked<'_>, reply: &Reply<'_>) -> DisputeAnswer {
    let looks = asked.stage == FIRST && matches!(asked.call, DisputeCall::Evidence { .. });
    if let Some(answer) = without_reply(reply, looks) {
        return answer;
    }
    let Reply::Http { status, body, .. } = reply else { return DisputeAnswer::unknown("there is no reply") };
    let answer = serde_json::from_slice::<Answer>(body);
    let why = format!("Adyen answered {status}");
    match (status, answer) {
        (200..=299, Ok(answer)) => done(asked, &answer),
        (200..=299, Err(error)) if looks => DisputeAnswer::again(5, format!("the reply cannot be read: {error}")),
        (200..=299, Err(error)) => DisputeAnswer::unknown(format!("the reply cannot be read: {error}")),
        _ if reply.header("transient-error").is_some_and(|value| value.eq_ignore_ascii_case("true")) => {
            DisputeAnswer::again(5, format!("{why} and that it passes"))
        }
        (401 | 403, _) => DisputeAnswer::again(60, format!("{why}; the key needs the role for disputes")),
        (408 | 425 | 429, _) => DisputeAnswer::again(5, why),
        (400 | 422, Ok(answer)) => refused(&answer, why),
        (500.., _) if looks => DisputeAnswer::again(5, why),
        _ => DisputeAnswer::unknown(why),
    }
}

fn refused(answer: &Answer, why: String) -> DisputeAnswer {
    let code = match &answer.error_code {
        Some(Value::String(code)) => code.clone(),
        Some(Value::Number(code)) => code.to_string(),
        _ => String::new(),
    };
    match words::error(answer.error_type.as_deref().unwrap_or(""), &code) {
        Error::Refused => DisputeAnswer::refused(&code, answer.message.clone().unwrap_or(why)),
        Error::Settings => DisputeAnswer::again(60, why),
        Error::Unclear => DisputeAnswer::unknown(why),
    }
}

fn done(asked: &DisputeAsked<'_>, answer: &Answer) -> DisputeAnswer {
    let Some(result) = &answer.dispute_service_result else {
        return DisputeAnswer::unknown("the reply does not say whether it was done");
    };
    match result.success {
        Some(true) => {}
        Some(false) => {
            let why = result.error_message.as_deref().unwrap_or("without a reason");
            return DisputeAnswer::refused("dispute_service", why);
        }
        None => return DisputeAnswer::unknown("the reply does not say whether it was done"),
    }
    match (asked.stage, asked.call) {
        (FIRST, DisputeCall::Accept { .. }) => DisputeAnswer::Accepted,
        (FIRST, DisputeCall::Evidence { pieces, .. }) => match reason(pieces, answer) {
            Ok(reason) => step(asked, DOCUMENTS, reason),
            Err(answer) => answer,
        },
        (DOCUMENTS, DisputeCall::Evidence { submit: false, .. }) => DisputeAnswer::EvidenceStaged,
        (DOCUMENTS, DisputeCall::Evidence { .. }) => match asked.carried.first() {
            Some(reason) => step(asked, DEFEND, reason.clone()),
            None => DisputeAnswer::unknown("the reason of the defense was lost"),
        },
        (DEFEND, DisputeCall::Evidence { .. }) => DisputeAnswer::EvidenceSubmitted,
        (stage, _) => DisputeAnswer::unknown(format!("there is no stage {stage}")),
    }
}

/// The reason by which we defend ourselves.
fn reason(pieces: &[Piece], answer: &Answer) -> Result<String, DisputeAnswer> {
    let Some(reasons) = &answer.defense_reasons else {
        return Err(DisputeAnswer::unknown("the reply does not say which defenses apply"));
    };
    if reasons.is_empty() {
        let why = "no defense applies: it was defended, its time is over, or it never can be; its webhook tells";
        return Err(DisputeAnswer::refused("no_defense", why));
    }
    let ours: Vec<&str> = pieces.iter().map(|piece| RULES.word_of(piece)).collect();
    let found = reasons.iter().find(|reason| reason.takes(&ours) && is_code(&reason.defense_reason_code));
    found.map(|reason| reason.defense_reason_code.clone()).ok_or_else(|| {
        let wanted = reasons.iter().map(Reason::wants).collect::<Vec<_>>().join("; ");
        DisputeAnswer::refused("documents_do_not_fit", format!("the defenses that apply want: {wanted}"))
    })
}

/// Whether a text can be one of Adyen's codes of reasons.
fn is_code(text: &str) -> bool {
    (1..=80).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl Reason {
    /// Whether it has a place for each of these types and wants none that is neither among them nor there.
    fn takes(&self, ours: &[&str]) -> bool {
        let types = &self.defense_document_types;
        let place = |word: &&str| types.iter().any(|kind| kind.defense_document_type_code == *word);
        let is_there = |kind: &Document| kind.available || ours.contains(&kind.defense_document_type_code.as_str());
        let mut alternatives = types.iter().filter(|kind| kind.requirement_level == "OneOrMore").peekable();
        let one = alternatives.peek().is_none() || alternatives.any(is_there);
        let all = types
            .iter()
            .filter(|kind| matches!(kind.requirement_level.as_str(), "Required" | "AlternativeRequired"))
            .all(is_there);
        ours.iter().all(place) && one && all
    }

    /// Its documents, for a person.
    fn wants(&self) -> String {
        let types: Vec<String> = self
            .defense_document_types
            .iter()
            .map(|kind| format!("{} ({})", kind.defense_document_type_code, kind.requirement_level.to_lowercase()))
            .collect();
        format!("{}: {}", self.defense_reason_code, types.join(", "))
    }
}

fn step(asked: &DisputeAsked<'_>, stage: u8, reason: String) -> DisputeAnswer {
    match planned(asked, stage, &reason) {
        Ok(request) => DisputeAnswer::Next(DisputeStep { request: request.into(), stage, carried: vec![reason] }),
        Err(cannot) => DisputeAnswer::unknown(cannot.to_string()),
    }
}

fn planned(asked: &DisputeAsked<'_>, stage: u8, reason: &str) -> Result<Request, CannotPlan> {
    let DisputeCall::Evidence { pieces, key, .. } = asked.call else { return Err(cannot("there is no evidence")) };
    let mut body = about(asked.call, asked.account)?;
    if stage == DEFEND {
        body["defenseReasonCode"] = reason.into();
        return request(asked.account, "defendDispute", (&body, Some(key)));
    }
    let documents = pieces.iter().filter_map(|piece| match &piece.content {
        Content::File { media_type, bytes, .. } => Some(json!({
            "content": STANDARD.encode(bytes),
            "contentType": media_type,
            "defenseDocumentTypeCode": RULES.word_of(piece),
        })),
        Content::Text(_) => None,
    });
    body["defenseDocuments"] = documents.collect();
    request(asked.account, "supplyDefenseDocument", (&body, Some(&format!("{key}-d"))))
}
