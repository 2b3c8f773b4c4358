//! Sentences about what a second person decides: refunds, policies, outcomes; and about what waits for a person.

use recoup_core::actor::Role;
use recoup_core::approval::Verdict;
use recoup_core::approval::decide::{DecideApproval, WithdrawApproval};
use recoup_core::exception::ResolveException;
use recoup_core::id::{Id, Kind};
use recoup_core::policy::propose::ProposePolicy;
use recoup_core::policy::{Document, Outcome, PolicyKind, Rule};
use recoup_core::tender::{Falls, Strategy};
use recoup_core::world::State;

use super::{Ask, Stage, Teller, Told, because, by};
use crate::stories::script::Words;

impl<S: Stage> Teller<S> {
    pub(super) async fn of_approvals(&mut self, verb: &str, words: &mut Words<'_>) -> Told<Option<Ask>> {
        Ok(Some(match verb {
            "approve" | "reject" => {
                let verdict = if verb == "approve" { Verdict::Approve } else { Verdict::Reject };
                let approval = self.approval_of(words.next()?).await?;
                let actor = by(words)?;
                let reason = if words.is_empty() { String::new() } else { because(words)? };
                Ask::of(actor, DecideApproval { approval, verdict, reason, request_hash: None })
            }
            "withdraw" => {
                let approval = self.approval_of(words.next()?).await?;
                Ask::of(by(words)?, WithdrawApproval { approval })
            }
            "policy" => propose(words)?,
            "resolve" => {
                let reason = words.next()?;
                let waiting = self.stage.exceptions().await?;
                let found = waiting.into_iter().find(|(_, waits)| waits == reason);
                let (exception, _) = found.ok_or_else(|| format!("no `{reason}` waits for a person"))?;
                let actor = by(words)?;
                Ask::of(actor, ResolveException { exception, resolution: because(words)? })
            }
            _ => return Ok(None),
        }))
    }

    /// One question stands for all parts of a refund over tenders.
    async fn approval_of_parts(&self, first: &str) -> Told<Id> {
        self.refund_of(first).await?.approval.ok_or_else(|| "it needs no approval".to_owned())
    }

    /// The approval that a refund or the newest version of a policy waits for, or that is called so itself.
    async fn approval_of(&self, name: &str) -> Told<Id> {
        if let Some(kind) = PolicyKind::named(name) {
            let State::Policy(policy) = self.stage.state(&kind.stream()).await? else {
                return Err(format!("{name} is no policy"));
            };
            let newest = policy.versions.last().and_then(|version| version.approval.clone());
            return newest.ok_or_else(|| format!("no version of {name} waits"));
        }
        let thing = self.thing(name)?;
        match thing.kind() {
            Some(Kind::Approval) => return Ok(thing),
            Some(Kind::Invoice) => {
                let asked = self.invoice_of(&thing).await?.write_off_asked;
                return asked.ok_or_else(|| format!("nobody asked to give {name} up"));
            }
            Some(Kind::Allocation) => return self.approval_of_parts(&format!("{name}/1")).await,
            _ => {}
        }
        self.refund_of(name).await?.approval.ok_or_else(|| "it needs no approval".to_owned())
    }
}

/// `policy refund_approval by bob(billing_admin): dear when amount_minor > 5000 then approve by finance; rest when true
/// then allow`
fn propose(words: &mut Words<'_>) -> Told<Ask> {
    let word = words.next()?;
    let kind = PolicyKind::named(word).ok_or_else(|| format!("there is no policy {word}"))?;
    let actor = by(words)?;
    let rules: Result<Vec<Rule>, String> = words.take_rest().split(';').map(rule).collect();
    Ok(Ask::of(actor, ProposePolicy { document: Document { kind, effective_from: None, rules: rules? } }))
}

fn rule(text: &str) -> Told<Rule> {
    let mut words = Words::of(text);
    let name = words.next()?.to_owned();
    words.expect("when")?;
    let (when, then) = words.rest().split_once(" then ").ok_or("a rule says what then")?;
    let mut words = Words::of(then);
    let outcome = words.next()?;
    let roles = if words.skip("by") {
        let role = |word: &str| Role::from_word(word).ok_or_else(|| format!("`{word}` is no role"));
        words.next()?.split(',').map(role).collect::<Result<Vec<Role>, String>>()?
    } else {
        Vec::new()
    };
    let then = match outcome {
        "allow" => Outcome::Allow { hold_secs: 0 },
        "hold" => Outcome::Allow { hold_secs: 3_600 },
        "approve" => Outcome::Approve { by: roles, persons: 1, expires_secs: 3 * 86_400 },
        "deny" => Outcome::Deny { exception_by: roles },
        "spread" => {
            let over = Strategy::named(words.next()?).ok_or("there is no such strategy")?;
            let word = if words.skip("or") { words.next()? } else { Falls::Operator.word() };
            let falls = Falls::ALL.into_iter().find(|falls| falls.word() == word).ok_or("nothing falls so")?;
            Outcome::Allocate { over, falls }
        }
        other => return Err(format!("a rule cannot say `{other}`")),
    };
    Ok(Rule { name, when: when.trim().to_owned(), then })
}
