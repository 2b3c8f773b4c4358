//! Evidence: its kinds, and what a gateway takes of them, as data.

use std::fmt;

pub use recoup_core::payment::dispute::Proof;

use super::DisputeCall;

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it proves.
    pub proof: Proof,
    /// Itself.
    pub content: Content,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A document.
    File {
        /// Its name, such as `receipt.pdf`.
        name: String,
        /// Such as `application/pdf`.
        media_type: String,
        /// Itself.
        bytes: Vec<u8>,
    },
}

impl fmt::Debug for Content {
    /// Evidence is about a customer: only its size is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} characters)", text.chars().count()),
            Self::File { media_type, bytes, .. } => write!(f, "File({media_type}, {} bytes)", bytes.len()),
        }
    }
}

impl Content {
    /// Whether it is a document.
    #[must_use]
    pub const fn is_file(&self) -> bool {
        matches!(self, Self::File { .. })
    }
}

/// What keeps evidence from being sent twice, beside the look that comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Our key: the gateway gives its first answer again.
    Key,
    /// Nothing but the look that comes first.
    Look,
}

/// What a gateway takes as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvidenceRules {
    /// Whether evidence can be kept there without being the answer yet.
    pub stages: bool,
    /// What keeps it from being sent twice.
    pub repeat: Repeat,
    /// Kinds that can be words, with what the gateway calls each.
    pub texts: &'static [(Proof, &'static str)],
    /// Kinds that can be documents, with what the gateway calls each.
    pub files: &'static [(Proof, &'static str)],
    /// Media types of documents.
    pub media_types: &'static [&'static str],
    /// Bytes of one document at most.
    pub file_bytes_most: usize,
    /// Bytes of all documents at most.
    pub files_bytes_most: usize,
    /// Characters of one text at most.
    pub text_chars_most: usize,
    /// Characters of all texts at most.
    pub texts_chars_most: usize,
    /// Where each of these was read, with its date, and which is not confirmed.
    pub source: &'static str,
}

impl EvidenceRules {
    /// What the gateway calls a kind as text, or as a document; `None` where it has no place for it.
    #[must_use]
    pub fn word(&self, proof: Proof, file: bool) -> Option<&'static str> {
        let table = if file { self.files } else { self.texts };
        table.iter().find(|(known, _)| *known == proof).map(|(_, word)| *word)
    }

    /// What the gateway calls a piece; empty where it has no place for it.
    #[must_use]
    pub fn word_of(&self, piece: &Piece) -> &'static str {
        self.word(piece.proof, piece.content.is_file()).unwrap_or("")
    }

    /// Whether a deed can be done as it is asked; a list or a look always can.
    ///
    /// # Errors
    /// In words with a way out, when it has no key, or a piece has no place there, is too large, empty or there twice.
    pub fn check(&self, call: &DisputeCall) -> Result<(), String> {
        if let DisputeCall::Evidence { key, .. } | DisputeCall::Accept { key, .. } = call
            && key.is_empty()
        {
            return Err("the deed has no key".into());
        }
        let DisputeCall::Evidence { pieces, submit, .. } = call else { return Ok(()) };
        if !submit && !self.stages {
            return Err("it keeps no evidence before it is the answer; hand it in at once when it is complete".into());
        }
        if pieces.is_empty() {
            return Err("there is no evidence".into());
        }
        let (mut chars, mut bytes) = (0_usize, 0_usize);
        for (at, piece) in pieces.iter().enumerate() {
            let same = |other: &Piece| other.proof == piece.proof && other.content.is_file() == piece.content.is_file();
            if pieces.iter().take(at).any(same) {
                return Err(format!("there are two of `{}`; make one of them", piece.proof));
            }
            match &piece.content {
                Content::Text(text) => chars = chars.saturating_add(self.text(piece.proof, text)?),
                Content::File { media_type, bytes: file, .. } => {
                    bytes = bytes.saturating_add(self.file(piece.proof, media_type, file)?);
                }
            }
        }
        if chars > self.texts_chars_most {
            return Err(format!("all texts have {chars} characters, and it takes {}", self.texts_chars_most));
        }
        if bytes > self.files_bytes_most {
            return Err(format!("all files have {bytes} bytes, and it takes {}", self.files_bytes_most));
        }
        Ok(())
    }

    fn text(&self, proof: Proof, text: &str) -> Result<usize, String> {
        if self.word(proof, false).is_none() {
            let way = if self.word(proof, true).is_some() { "give it as a file" } else { "put it into the statement" };
            return Err(format!("it has no place for `{proof}` as text; {way}"));
        }
        let chars = text.chars().count();
        match chars {
            _ if text.trim().is_empty() => Err(format!("`{proof}` is empty")),
            _ if chars > self.text_chars_most => {
                Err(format!("`{proof}` has {chars} characters, and it takes {}", self.text_chars_most))
            }
            _ => Ok(chars),
        }
    }

    fn file(&self, proof: Proof, media_type: &str, bytes: &[u8]) -> Result<usize, String> {
        if self.word(proof, true).is_none() {
            let way = if self.word(proof, false).is_some() { "give it as text" } else { "put it into the statement" };
            return Err(format!("it has no place for `{proof}` as a file; {way}"));
        }
        if !self.media_types.contains(&media_type) {
            return Err(format!("`{proof}` is not of {}", self.media_types.join(", ")));
        }
        match bytes.len() {
            0 => Err(format!("`{proof}` is empty")),
            many if many > self.file_bytes_most => {
                Err(format!("`{proof}` has {many} bytes, and it takes {}", self.file_bytes_most))
            }
            many => Ok(many),
        }
    }
}
