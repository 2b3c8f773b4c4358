//! What clients do about disputes: search, documents, evidence piece by piece, finalizing and accepting.

use super::show::time;
use super::xml::{Element, document, holds, leaf, maybe, typed};
use super::{Braintree, Said, answer, dispute, validation};
use crate::bank::{Bank, Dispute, Refusal};
use crate::face::Answer;
use crate::face::common::multipart::{self, Part};
use crate::wire::WireRequest;

/// Disputes on a page of a search.
const PAGE: usize = 50;

/// Bytes of a document at most.
const MOST_BYTES: usize = 4_000_000;

impl Braintree {
    /// The answer to a search, page by page, newest first.
    pub(super) fn search_disputes(&mut self, bank: &Bank, request: &WireRequest, body: &Element) -> Answer {
        let of = |name: &str| body.find("received-date").and_then(|range| range.get(name)).map(str::to_owned);
        let (from, until) = (of("min"), of("max"));
        let fits = |it: &&Dispute| {
            let day = super::show::day(it.created_at_us);
            from.as_ref().is_none_or(|from| *from <= day) && until.as_ref().is_none_or(|until| day <= *until)
        };
        let found: Vec<Dispute> = bank.disputes().iter().rev().filter(fits).cloned().collect();
        let page = request.query_value("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1).max(1);
        let mut inner = vec![
            typed("current-page-number", "integer", &page.to_string()),
            typed("page-size", "integer", &PAGE.to_string()),
            typed("total-items", "integer", &found.len().to_string()),
        ];
        for it in found.iter().skip((page - 1) * PAGE).take(PAGE) {
            let name = self.book.dispute(&it.id);
            inner.push(dispute::shown(bank, &self.book, it, &name));
        }
        let text = format!("<disputes type=\"collection\">{}</disputes>", inner.concat());
        answer(200, &document(&text))
    }

    /// Takes a document in that evidence can name.
    pub(super) fn upload(&mut self, request: &WireRequest) -> Said {
        let kind = request.header("content-type").unwrap_or_default();
        let parts = multipart::read(kind, &request.body).ok_or_else(|| Answer::empty(400))?;
        let kind = multipart::named(&parts, "document_upload[kind]").and_then(Part::text);
        if kind != Some("evidence_document") {
            return Err(validation("84901", "Kind is invalid."));
        }
        let file = multipart::named(&parts, "file").filter(|file| !file.bytes.is_empty());
        let file = file.ok_or_else(|| validation("84906", "File cannot be empty."))?;
        if file.bytes.len() > MOST_BYTES {
            return Err(validation("84902", "File size is limited to 4 MB."));
        }
        if !matches!(file.media_type.as_str(), "application/pdf" | "image/jpeg" | "image/png") {
            return Err(validation("84903", "Only PNG, JPG, JPEG, and PDF files are accepted."));
        }
        let id = self.book.upload();
        let inner = [
            leaf("id", &id),
            leaf("kind", "evidence_document"),
            leaf("content-type", &file.media_type),
            leaf("name", file.filename.as_deref().unwrap_or_default()),
            typed("size", "integer", &file.bytes.len().to_string()),
        ];
        Ok(answer(201, &document(&holds("document-upload", &inner))))
    }

    /// One piece of evidence: a text, or a document that was uploaded.
    pub(super) fn evidence(&mut self, bank: &mut Bank, id: &str, body: &Element) -> Said {
        let bank_id = self.book.bank_id(id).ok_or_else(|| Answer::empty(404))?;
        let category = body.get("category").map(str::to_owned);
        let (comments, upload) = (body.get("comments"), body.get("document-upload-id"));
        match (comments, upload) {
            (Some(_), None) => {}
            (None, Some(upload)) if self.book.is_upload(upload) => {}
            _ => return Err(validation("95703", "Can only add evidence document to dispute.")),
        }
        let piece = dispute::Evidence { category, comments: comments.map(str::to_owned) };
        let closed =
            |_: Refusal| validation("95701", "Evidence can only be attached to disputes that are in an Open state.");
        let told = bank.add_evidence(&bank_id, &piece.written()).map_err(closed)?;
        let added = dispute::evidence(told).pop().ok_or_else(|| Answer::empty(404))?;
        Ok(answer(201, &document(&added)))
    }

    /// Answers the dispute with what was handed in, of which there must be something.
    pub(super) fn finalize(&mut self, bank: &mut Bank, id: &str) -> Said {
        let bank_id = self.book.bank_id(id).ok_or_else(|| Answer::empty(404))?;
        let it = bank.find_dispute(&bank_id).map_err(|_| Answer::empty(404))?;
        if it.is_open() && it.submitted_at_us.is_none() && it.evidence.is_empty() {
            return Err(validation("95726", "There is no evidence to finalize."));
        }
        self.dispute(bank, id, "95705", |bank, id| bank.submit_evidence(id).map(drop))
    }

    /// Does something about a dispute, and shows it; the code is what is said when it is not open for that.
    pub(super) fn dispute(
        &mut self,
        bank: &mut Bank,
        id: &str,
        code: &str,
        act: impl FnOnce(&mut Bank, &str) -> Result<(), Refusal>,
    ) -> Said {
        let bank_id = self.book.bank_id(id).ok_or_else(|| Answer::empty(404))?;
        let closed = |_: Refusal| validation(code, "This can only be done to disputes that are in an Open state.");
        act(bank, &bank_id).map_err(closed)?;
        let dispute = bank.find_dispute(&bank_id).map_err(|_| Answer::empty(404))?;
        let name = self.book.dispute(&bank_id);
        Ok(answer(200, &document(&dispute::shown(bank, &self.book, dispute, &name))))
    }
}

impl dispute::Evidence {
    /// As it is shown.
    pub(super) fn shown(&self, number: usize, at_us: i64, sent: Option<&str>) -> String {
        let url = self.comments.is_none().then(|| format!("https://assets.braintreegateway.com/evidence/{number}"));
        let inner = [
            leaf("id", &format!("evidence{number}")),
            maybe("category", self.category.as_deref()),
            maybe("comments", self.comments.as_deref()),
            typed("created-at", "datetime", &time(at_us)),
            maybe("sent-to-processor-at", sent),
            maybe("sequence-number", None),
            maybe("url", url.as_deref()),
        ];
        holds("evidence", &inner)
    }
}
