//! The Disputes API: which defenses apply, documents for them, the defense itself, and accepting.
//!
//! Written from its OpenAPI document v30 (2026-07). What cannot be done is answered with 200 and `success: false`.

use serde::Deserialize;
use serde_json::{Value, json};

use super::calls::{invalid, needs, read};
use super::{Adyen, Said};
use crate::bank::{Bank, DisputeStatus, Refusal};
use crate::face::Answer;
use crate::face::common::mac::from_base64;

/// The defense that every network takes, and its documents with how much each is wanted.
const REASON: &str = "SupplyDefenseMaterial";
const DOCUMENTS: [(&str, &str); 2] = [("TIDorInvoice", "Optional"), ("DefenseMaterial", "Required")];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    #[serde(default)]
    dispute_psp_reference: String,
    #[serde(default)]
    merchant_account_code: String,
    #[serde(default)]
    defense_reason_code: String,
    #[serde(default)]
    defense_document_type: String,
    #[serde(default)]
    defense_documents: Vec<Document>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    content: String,
    content_type: String,
    defense_document_type_code: String,
}

/// Why it is not done, in words.
type Done = Result<(), String>;

fn said(no: &Refusal) -> String {
    no.to_string()
}

impl Adyen {
    pub(super) fn dispute(&mut self, bank: &mut Bank, call: &str, body: &[u8]) -> Said {
        let body: Body = read(body)?;
        needs(&body.merchant_account_code, "merchantAccountCode", "901")?;
        needs(&body.dispute_psp_reference, "disputePspReference", "901")?;
        let id = self.names.bank(&body.dispute_psp_reference).unwrap_or("").to_owned();
        let done = match call {
            "retrieveApplicableDefenseReasons" => return Ok(self.reasons(bank, &id)),
            "supplyDefenseDocument" => {
                check(&body.defense_documents)?;
                self.supply(bank, &id, &body.defense_documents)
            }
            "deleteDisputeDefenseDocument" => self.take_back(&id, &body.defense_document_type),
            "defendDispute" => self.defend(bank, &id, &body.defense_reason_code),
            _ => bank.accept_dispute(&id).map(drop).map_err(|no| said(&no)),
        };
        Ok(Answer::json(200, &json!({ "disputeServiceResult": result(done) })))
    }

    /// None applies once it was defended or its time is over.
    fn reasons(&self, bank: &Bank, id: &str) -> Answer {
        let found = bank.find_dispute(id);
        let supplied = self.documents.get(id).cloned().unwrap_or_default();
        let types: Vec<Value> = DOCUMENTS
            .iter()
            .map(|(code, level)| {
                json!({"available": supplied.contains(*code), "defenseDocumentTypeCode": code, "requirementLevel": level})
            })
            .collect();
        let satisfied = supplied.contains("DefenseMaterial");
        let waits = found.as_ref().is_ok_and(|it| it.status == DisputeStatus::NeedsResponse);
        let reasons = if waits {
            json!([{"defenseDocumentTypes": types, "defenseReasonCode": REASON, "satisfied": satisfied}])
        } else {
            json!([])
        };
        let done = found.map(drop).map_err(|no| said(&no));
        Answer::json(200, &json!({"defenseReasons": reasons, "disputeServiceResult": result(done)}))
    }

    fn supply(&mut self, bank: &mut Bank, id: &str, documents: &[Document]) -> Done {
        for document in documents {
            let code = document.defense_document_type_code.as_str();
            if !DOCUMENTS.iter().any(|(known, _)| *known == code) {
                return Err(format!("{code} is not a document type of this dispute"));
            }
            bank.add_evidence(id, code).map_err(|no| said(&no))?;
            self.documents.entry(id.to_owned()).or_default().insert(code.to_owned());
        }
        Ok(())
    }

    fn take_back(&mut self, id: &str, code: &str) -> Done {
        let there = self.documents.get_mut(id).is_some_and(|supplied| supplied.remove(code));
        if there { Ok(()) } else { Err("there is no such document".to_owned()) }
    }

    fn defend(&self, bank: &mut Bank, id: &str, reason: &str) -> Done {
        if reason != REASON {
            return Err(format!("{reason} is not a defense reason of this dispute"));
        }
        if !self.documents.get(id).is_some_and(|supplied| supplied.contains("DefenseMaterial")) {
            return Err("required defense documents are missing".to_owned());
        }
        bank.submit_evidence(id).map(drop).map_err(|no| said(&no))
    }
}

/// What the wire can be wrong about.
fn check(documents: &[Document]) -> Result<(), Answer> {
    if documents.is_empty() {
        return Err(invalid("901", "Required field 'defenseDocuments' is not provided."));
    }
    for document in documents {
        let known = matches!(document.content_type.as_str(), "application/pdf" | "image/jpeg" | "image/tiff");
        if !known || from_base64(&document.content).is_none_or(|bytes| bytes.is_empty()) {
            return Err(invalid("901", "The content of a document cannot be read."));
        }
    }
    Ok(())
}

fn result(done: Done) -> Value {
    match done {
        Ok(()) => json!({"success": true}),
        Err(why) => json!({"success": false, "errorMessage": why}),
    }
}
