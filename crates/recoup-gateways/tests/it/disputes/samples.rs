//! Evidence and accounts that are the same in every test.

use recoup_gateways::dispute::{Content, EvidenceRules, Piece};

/// A document as small as one can be, with bytes that are no text.
pub const PDF: &[u8] = b"%PDF-1.4\n\xff\xfe\0%%EOF";

/// Every kind that the gateway takes, as text and as a document.
pub fn pieces(rules: &EvidenceRules) -> Vec<Piece> {
    let texts = rules.texts.iter().map(|(proof, _)| {
        let text = format!("the {proof} of order 7");
        Piece { proof: *proof, content: Content::Text(text) }
    });
    let files = rules.files.iter().map(|(proof, _)| {
        let content = Content::File {
            name: format!("{proof}.pdf"),
            media_type: "application/pdf".to_owned(),
            bytes: PDF.to_vec(),
        };
        Piece { proof: *proof, content }
    });
    texts.chain(files).collect()
}
