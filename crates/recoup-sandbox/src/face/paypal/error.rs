//! Errors as PayPal writes them: a name for the status, details with issues, a debug id.

use serde_json::json;

use crate::bank::Refusal;
use crate::face::Answer;

/// An error with one issue. A 400 says that nothing was begun, so its key stays free.
pub(super) fn error(status: u16, issue: &str, description: &str) -> Answer {
    let name = match status {
        400 => "INVALID_REQUEST",
        403 => "NOT_AUTHORIZED",
        404 => "RESOURCE_NOT_FOUND",
        409 => "RESOURCE_CONFLICT",
        422 => "UNPROCESSABLE_ENTITY",
        _ => "INTERNAL_SERVER_ERROR",
    };
    let message = match status {
        400 => "Request is not well-formed, syntactically incorrect, or violates schema.",
        403 => "Authorization failed due to insufficient permissions.",
        404 => "The specified resource does not exist.",
        409 => "The server has detected a conflict while processing this request.",
        422 => "The requested action could not be performed, semantically incorrect, or failed business validation.",
        _ => "An internal server error occurred.",
    };
    let details = json!([{ "issue": issue, "description": description }]);
    let details = if status == 500 { json!([]) } else { details };
    let body =
        json!({ "name": name, "message": message, "debug_id": "90957fca61718", "details": details, "links": [] });
    let answer = Answer::json(status, &body);
    if status == 400 { answer.not_begun() } else { answer }
}

/// A 422 with one issue.
pub(super) fn issue(issue: &str) -> Answer {
    error(422, issue, "See the list of issues.")
}

/// No such object.
pub(super) fn gone() -> Answer {
    error(
        404,
        "INVALID_RESOURCE_ID",
        "Specified resource ID does not exist. Please check the resource ID and try again.",
    )
}

/// OAuth has errors of its own form.
pub(super) fn oauth(error: &str, description: &str) -> Answer {
    Answer::json(401, &json!({ "error": error, "error_description": description })).not_begun()
}

/// What cannot be said in words of the call at hand.
fn other(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::Unknown(_) => gone(),
        Refusal::InvalidReference => {
            error(400, "INVALID_STRING_LENGTH", "The value of a field is too short or too long.")
        }
        Refusal::InvalidAmount => issue("MAX_VALUE_EXCEEDED"),
        Refusal::InvalidCurrency => issue("INVALID_CURRENCY_CODE"),
        refusal => error(422, "TRANSACTION_REFUSED", &refusal.to_string()),
    }
}

/// A refused authorization.
pub(super) fn of_order(refusal: &Refusal) -> Answer {
    other(refusal)
}

/// A refused capture.
pub(super) fn of_capture(refusal: &Refusal, voided: bool) -> Answer {
    match refusal {
        Refusal::CurrencyMismatch { .. } => issue("AUTH_CAPTURE_CURRENCY_MISMATCH"),
        Refusal::NotAuthorized => issue("AUTHORIZATION_DENIED"),
        Refusal::Expired => issue("AUTHORIZATION_EXPIRED"),
        Refusal::Released if voided => issue("AUTHORIZATION_VOIDED"),
        Refusal::Released | Refusal::BeyondAuthorized { open_minor: 0 } => issue("AUTHORIZATION_ALREADY_CAPTURED"),
        Refusal::BeyondAuthorized { .. } => issue("MAX_CAPTURE_AMOUNT_EXCEEDED"),
        refusal => other(refusal),
    }
}

/// A refused refund.
pub(super) fn of_refund(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::CurrencyMismatch { .. } => issue("REFUND_CAPTURE_CURRENCY_MISMATCH"),
        Refusal::BeyondCaptured { refundable_minor: 0 } => issue("CAPTURE_FULLY_REFUNDED"),
        Refusal::BeyondCaptured { .. } => issue("REFUND_AMOUNT_EXCEEDED"),
        Refusal::NotCaptured | Refusal::CaptureNotDone => issue("PENDING_CAPTURE"),
        Refusal::Disputed => issue("REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK"),
        refusal => other(refusal),
    }
}

/// A refused step of a dispute.
pub(super) fn of_dispute(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::Unknown(_) => gone(),
        refusal => error(422, "ACTION_NOT_ALLOWED_IN_CURRENT_DISPUTE_STATE", &refusal.to_string()),
    }
}
