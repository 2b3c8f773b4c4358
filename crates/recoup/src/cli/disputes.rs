//! Disputes on a running server: by due date, one with its evidence desk, evidence, owner, answer, and what persons tell.

use std::path::PathBuf;

use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::Server;
use super::call::{Once, amount, get, path_word, post, text};
use super::output::Output;

/// Lists, shows and answers disputes.
#[derive(Debug, Subcommand)]
pub enum Disputes {
    /// Lists open disputes, the one that is due first first.
    List(List),
    /// Shows a dispute, and which proof is wanted.
    Show(Of),
    /// Lays words or a document to a dispute.
    Evidence(Evidence),
    /// Takes a piece of evidence away that was not handed in.
    Remove(Remove),
    /// Says who looks after a dispute.
    Assign(Assign),
    /// Hands in what is there, for good.
    Submit(Of),
    /// Gives in: the customer keeps the money.
    Accept(Accept),
    /// Tells of a dispute what no gateway tells, with proof.
    Record(Record),
}

impl Disputes {
    /// Runs the command.
    ///
    /// # Errors
    /// What the server says.
    pub async fn run(self, out: Output) -> anyhow::Result<()> {
        match self {
            Self::List(list) => list.run(out).await,
            Self::Show(of) => of.show(out).await,
            Self::Evidence(evidence) => evidence.run(out).await,
            Self::Remove(remove) => remove.of.step("remove_evidence", &json!({ "no": remove.no }), out).await,
            Self::Assign(assign) => assign.of.step("owner", &json!({ "owner": assign.owner }), out).await,
            Self::Submit(of) => of.step("submit", &json!({}), out).await,
            Self::Accept(accept) => accept.of.step("accept", &json!({ "reason": accept.reason }), out).await,
            Self::Record(record) => record.run(out).await,
        }
    }
}

/// Which open disputes.
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    server: Server,
    /// Only `needs_response` or `under_review`.
    #[arg(long)]
    status: Option<String>,
    /// Only those of this person.
    #[arg(long)]
    owner: Option<String>,
}

impl List {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut path = "/v1/disputes?limit=100".to_owned();
        for (name, value) in [("status", &self.status), ("owner", &self.owner)] {
            if let Some(value) = value {
                path.push_str(&format!("&{name}={}", path_word(value)));
            }
        }
        let value = get(&self.server, &path).await?;
        out.either(&value, || {
            let all = value.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
            all.iter().map(line).collect::<Vec<_>>().join("\n")
        });
        Ok(())
    }
}

/// A dispute that is there.
#[derive(Debug, Args)]
pub struct Of {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The dispute, `dsp_…`.
    dispute: String,
}

impl Of {
    async fn show(self, out: Output) -> anyhow::Result<()> {
        let value = get(&self.server, &format!("/v1/disputes/{}", path_word(&self.dispute))).await?;
        out.either(&value, || desk(&value));
        Ok(())
    }

    async fn step(&self, step: &str, body: &Value, out: Output) -> anyhow::Result<()> {
        let path = format!("/v1/disputes/{}/{step}", path_word(&self.dispute));
        let value = post(&self.server, &path, body, &self.once).await?;
        out.either(&value, || line(&value));
        Ok(())
    }
}

/// A piece of evidence.
#[derive(Debug, Args)]
pub struct Evidence {
    #[command(flatten)]
    of: Of,
    /// What it proves, such as `delivery`.
    #[arg(long)]
    proof: String,
    /// Words.
    #[arg(long, conflicts_with = "file", required_unless_present = "file")]
    text: Option<String>,
    /// A document.
    #[arg(long, requires = "media_type")]
    file: Option<PathBuf>,
    /// Such as `application/pdf`.
    #[arg(long)]
    media_type: Option<String>,
    /// Remark for colleagues.
    #[arg(long, default_value = "")]
    note: String,
}

impl Evidence {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut body = Map::new();
        body.insert("proof".to_owned(), self.proof.into());
        body.insert("note".to_owned(), self.note.into());
        body.extend(self.text.map(|text| ("text".to_owned(), text.into())));
        if let (Some(path), Some(media_type)) = (self.file, self.media_type) {
            let bytes = std::fs::read(&path).with_context(|| format!("`{}` cannot be read", path.display()))?;
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let file = json!({ "name": name, "media_type": media_type, "content": STANDARD.encode(bytes) });
            body.insert("file".to_owned(), file);
        }
        self.of.step("evidence", &Value::Object(body), out).await
    }
}

/// Which piece of evidence.
#[derive(Debug, Args)]
pub struct Remove {
    #[command(flatten)]
    of: Of,
    /// Its number.
    #[arg(long)]
    no: u32,
}

/// Who looks after a dispute.
#[derive(Debug, Args)]
pub struct Assign {
    #[command(flatten)]
    of: Of,
    /// The person; empty for nobody.
    #[arg(long)]
    owner: String,
}

/// Why we give in.
#[derive(Debug, Args)]
pub struct Accept {
    #[command(flatten)]
    of: Of,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// What a person tells, with proof.
#[derive(Debug, Args)]
pub struct Record {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    once: Once,
    /// The payment, `pay_…`.
    payment: String,
    /// What the dispute goes by at the bank.
    #[arg(long)]
    reference: String,
    /// `opened`, `funds_withdrawn`, `funds_reinstated`, `fee`, `fee_returned`, `answered`, `closed`.
    #[arg(long)]
    what: String,
    /// How the person knows.
    #[arg(long)]
    evidence: String,
    /// How far it has come.
    #[arg(long)]
    stage: Option<String>,
    /// How it ended.
    #[arg(long)]
    end: Option<String>,
    /// The bank's word for the reason.
    #[arg(long)]
    reason: Option<String>,
    /// Until when an answer is taken.
    #[arg(long)]
    due_at: Option<String>,
    /// Minor units, where money moved.
    #[arg(long)]
    amount_minor: Option<i64>,
    /// The name of the row of money.
    #[arg(long)]
    row: Option<String>,
}

impl Record {
    async fn run(self, out: Output) -> anyhow::Result<()> {
        let mut body = Map::new();
        let texts = [
            ("payment", Some(self.payment)),
            ("reference", Some(self.reference)),
            ("what", Some(self.what)),
            ("evidence", Some(self.evidence)),
            ("stage", self.stage),
            ("end", self.end),
            ("reason", self.reason),
            ("due_at", self.due_at),
            ("row", self.row),
        ];
        body.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Value::from(text?)))));
        body.extend(self.amount_minor.map(|minor| ("amount_minor".to_owned(), minor.into())));
        let value = post(&self.server, "/v1/disputes", &Value::Object(body), &self.once).await?;
        out.either(&value, || line(&value));
        Ok(())
    }
}

fn line(value: &Value) -> String {
    let (stage, status, due) = (text(value, "stage"), text(value, "status"), text(value, "due_at"));
    let due = if due.is_empty() { String::new() } else { format!(", due {due}") };
    let owner = text(value, "owner");
    let owner = if owner.is_empty() { String::new() } else { format!(", {owner}") };
    format!("{} over {} is {stage} {status}{due}{owner}", text(value, "id"), amount(value, "at_risk_minor"))
}

fn desk(value: &Value) -> String {
    let completeness = value.get("completeness").cloned().unwrap_or_default();
    let percent = completeness.get("percent").and_then(Value::as_u64).unwrap_or(0);
    let mut lines = vec![line(value), format!("evidence is {percent} % complete")];
    for wanted in completeness.get("wanted").and_then(Value::as_array).into_iter().flatten() {
        let there = wanted.get("there").and_then(Value::as_bool).unwrap_or(false);
        lines.push(format!("  {} {}", if there { "there  " } else { "missing" }, text(wanted, "proof")));
    }
    if completeness.get("prove_the_refund").and_then(Value::as_bool).unwrap_or(false) {
        lines.push("money went back already: prove that instead of giving in, which would pay twice".to_owned());
    }
    lines.join("\n")
}
