//! The routes of whoever runs the sandbox, the same for every face. No fault touches them and they need no secret.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Desk;
use crate::bank::{
    Bank, Decline, Dispute, DisputeAsked, DisputeDecision, DisputeStage, Found, MoneyRow, Payout, Refusal,
};
use crate::face::Answer;
use crate::faults::PlanChange;
use crate::webhooks::WebhookEndpoint;
use crate::wire::WireRequest;

/// A call of whoever runs the sandbox.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Route {
    Oracle,
    OracleOf(String),
    SetFaults,
    Faults,
    WebhookEndpoint,
    Health,
    OpenDispute,
    Disputes,
    DecideDispute(String),
    EscalateDispute(String),
    AppealDispute(String),
    ReinstateDispute(String),
    CompleteAction,
    Fail,
    CloseBatch,
    Payouts,
    UnheardOf,
    /// The path is known, but takes another method.
    Takes(&'static str),
}

/// The control route of a request; nothing when it is for the face.
pub(super) fn route(request: &WireRequest) -> Option<Route> {
    let posted = request.method == "POST";
    let (wanted, found) = match request.segments().as_slice() {
        ["oracle"] => ("GET", Route::Oracle),
        ["oracle", id] => ("GET", Route::OracleOf((*id).to_owned())),
        ["faults"] if posted => ("POST", Route::SetFaults),
        ["faults"] => ("GET", Route::Faults),
        ["webhook_endpoint"] => ("PUT", Route::WebhookEndpoint),
        ["healthz"] => ("GET", Route::Health),
        ["disputes"] if posted => ("POST", Route::OpenDispute),
        ["disputes"] => ("GET", Route::Disputes),
        ["disputes", id, "decide"] => ("POST", Route::DecideDispute((*id).to_owned())),
        ["disputes", id, "appeal"] => ("POST", Route::AppealDispute((*id).to_owned())),
        ["disputes", id, "reinstate"] => ("POST", Route::ReinstateDispute((*id).to_owned())),
        ["disputes", id, "escalate"] => ("POST", Route::EscalateDispute((*id).to_owned())),
        ["actions"] => ("POST", Route::CompleteAction),
        ["failures"] => ("POST", Route::Fail),
        ["payouts"] if posted => ("POST", Route::CloseBatch),
        ["payouts"] => ("GET", Route::Payouts),
        ["unheard_of"] => ("POST", Route::UnheardOf),
        _ => return None,
    };
    Some(if request.method == wanted { found } else { Route::Takes(wanted) })
}

#[derive(Deserialize)]
struct PutEndpoint {
    url: String,
    secret: String,
    /// Whether every other endpoint is forgotten.
    #[serde(default)]
    replace: bool,
}

/// For whom a dispute is decided: a plain yes or no, or more exactly.
#[derive(Deserialize)]
#[serde(untagged)]
enum Decide {
    Exactly(DisputeDecision),
    Won { won: bool },
}

#[derive(Deserialize)]
struct Appeal {
    #[serde(default)]
    stage: Option<DisputeStage>,
}

#[derive(Deserialize)]
struct Escalate {
    stage: DisputeStage,
    #[serde(default)]
    due_secs: Option<i64>,
}

/// What the customer does: the action, or not, for which then a reason can be given.
#[derive(Deserialize)]
struct Act {
    authorization: String,
    #[serde(default)]
    decline: Option<Decline>,
}

/// A capture, refund or payout that shall fail.
#[derive(Deserialize)]
struct Fail {
    id: String,
}

/// A payout with the rows that sum to it.
#[derive(Serialize)]
struct WithRows<'a> {
    #[serde(flatten)]
    payout: &'a Payout,
    rows: Vec<&'a MoneyRow>,
}

type Controlled = Result<Answer, Answer>;

impl Desk {
    /// Does what the person who runs the sandbox asks.
    pub(super) fn control(&mut self, route: &Route, request: &WireRequest) -> Answer {
        let body = request.body.as_slice();
        let done = match route {
            Route::Oracle => Ok(Answer::json(200, &self.oracle(request.query_value("reference").as_deref()))),
            Route::OracleOf(id) => match self.oracle_of(&self.named(id)) {
                Some(found) => Ok(Answer::json(200, &found)),
                None => Err(error(404, "not_found", "there is no such authorization")),
            },
            Route::SetFaults => self.change_faults(body),
            Route::Faults => Ok(Answer::json(200, &self.faults())),
            Route::WebhookEndpoint => self.put_endpoint(body),
            Route::Health => {
                let (now, waiting) = (self.bank.now_text(), self.webhooks_waiting());
                Ok(Answer::json(200, &json!({"status": "ok", "now": now, "webhooks_waiting": waiting})))
            }
            Route::OpenDispute
            | Route::Disputes
            | Route::DecideDispute(_)
            | Route::EscalateDispute(_)
            | Route::AppealDispute(_)
            | Route::ReinstateDispute(_) => self.dispute(route, body),
            Route::CompleteAction => self.act(body),
            Route::Fail => self.fail(body),
            Route::CloseBatch => {
                let count = self.bank.close_batch().len();
                let payouts = self.bank.payouts();
                Ok(payouts_with_rows(&self.bank, 201, &payouts[payouts.len() - count..]))
            }
            Route::UnheardOf => {
                self.tell_unheard_of();
                Ok(Answer::json(202, &json!({})))
            }
            Route::Payouts => Ok(payouts_with_rows(&self.bank, 200, self.bank.payouts())),
            Route::Takes(wanted) => Err(error(405, "method_not_allowed", &format!("this route takes {wanted}"))),
        };
        done.unwrap_or_else(|refused| refused)
    }

    fn change_faults(&mut self, body: &[u8]) -> Controlled {
        let change: PlanChange = read(body)?;
        self.faults.change(&change).map_err(|why| error(400, "invalid_request", why))?;
        Ok(Answer::json(200, &self.faults()))
    }

    fn put_endpoint(&mut self, body: &[u8]) -> Controlled {
        let PutEndpoint { url, secret, replace } = read(body)?;
        if !url.starts_with("http://") {
            return Err(error(400, "invalid_request", "the url must start with http://"));
        }
        self.put_webhook_endpoint(&WebhookEndpoint { url: url.clone(), secret });
        if replace {
            self.keep_only_webhook_endpoint(&url);
        }
        Ok(Answer::json(200, &json!({"urls": self.webhooks.urls()})))
    }

    fn dispute(&mut self, route: &Route, body: &[u8]) -> Controlled {
        let (status, dispute): (u16, Result<&Dispute, Refusal>) = match route {
            Route::OpenDispute => {
                let mut asked: DisputeAsked = read(body)?;
                asked.capture = self.named(&asked.capture);
                (201, self.bank.open_dispute(&asked))
            }
            Route::DecideDispute(id) => match read(body)? {
                Decide::Exactly(decision) => (200, self.bank.end_dispute(&self.named(id), decision)),
                Decide::Won { won } => (200, self.bank.decide_dispute(&self.named(id), won)),
            },
            Route::AppealDispute(id) => {
                let Appeal { stage } = read(body)?;
                (200, self.bank.appeal_dispute(&self.named(id), stage))
            }
            Route::ReinstateDispute(id) => (200, self.bank.reinstate_for_now(&self.named(id))),
            Route::EscalateDispute(id) => {
                let Escalate { stage, due_secs } = read(body)?;
                (200, self.bank.escalate_dispute(&self.named(id), stage, due_secs))
            }
            _ => return Ok(Answer::json(200, &json!({"disputes": self.bank.disputes()}))),
        };
        dispute.map(|dispute| Answer::json(status, dispute)).map_err(|refusal| refused(&refusal))
    }

    fn act(&mut self, body: &[u8]) -> Controlled {
        let Act { authorization, decline } = read(body)?;
        let id = self.named(&authorization);
        let done = match decline {
            None => self.bank.complete_action(&id),
            Some(decline) => self.bank.fail_action(&id, decline),
        };
        let authorization = done.map_err(|refusal| refused(&refusal))?;
        Ok(Answer::json(200, &json!({"id": authorization.id, "status": authorization.status})))
    }

    fn fail(&mut self, body: &[u8]) -> Controlled {
        let Fail { id } = read(body)?;
        let id = self.named(&id);
        let status = match self.bank.find(&id) {
            Some(Found::Capture(_)) => self.bank.fail_capture(&id).map(|capture| json!(capture.status)),
            Some(Found::Refund(_)) => self.bank.fail_refund(&id).map(|refund| json!(refund.status)),
            Some(Found::Payout(_)) => self.bank.fail_payout(&id).map(|payout| json!(payout.status)),
            _ => Err(Refusal::Unknown("capture, refund or payout")),
        };
        let status = status.map_err(|refusal| refused(&refusal))?;
        Ok(Answer::json(200, &json!({"id": id, "status": status})))
    }

    /// The bank's id of what is named by its id, by the face's name for it, or by the merchant's reference.
    fn named(&self, name: &str) -> String {
        if let Some(id) = self.face.bank_id(name) {
            return id;
        }
        let by_reference = || self.bank.with_reference(name).next().map(|found| found.id().to_owned());
        match self.bank.find(name) {
            Some(_) => None,
            None => by_reference(),
        }
        .unwrap_or_else(|| name.to_owned())
    }
}

fn payouts_with_rows(bank: &Bank, status: u16, payouts: &[Payout]) -> Answer {
    let payouts: Vec<WithRows<'_>> =
        payouts.iter().map(|payout| WithRows { payout, rows: bank.rows_of(&payout.id) }).collect();
    Answer::json(status, &json!({"payouts": payouts}))
}

/// `{"error":{"code":…,"message":…}}`
pub(super) fn error(status: u16, code: &str, message: &str) -> Answer {
    Answer::json(status, &json!({"error": {"code": code, "message": message}}))
}

fn refused(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::Unknown(_) => error(404, "not_found", &refusal.to_string()),
        _ => error(422, "refused", &refusal.to_string()),
    }
}

/// Reads a JSON body.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|why| error(400, "invalid_request", &why.to_string()))
}
