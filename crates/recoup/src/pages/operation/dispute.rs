//! What people do about a dispute: hand its evidence in, give in, say who looks after it, take a piece of evidence away.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use recoup_core::command::Act;
use recoup_core::event::Body;
use recoup_core::payment::dispute::DisputeBody;
use recoup_core::payment::dispute::answer::{AcceptDispute, SubmitEvidence};
use recoup_core::payment::dispute::evidence::{AssignDispute, RemoveEvidence};
use recoup_core::world::State as Known;

use super::{ANY_TEXT, Dialog, Question, answer, open};
use crate::access::Permission;
use crate::engine::Preview;
use crate::http::Shared;
use crate::http::auth::{require, right};
use crate::http::problem::Problem;
use crate::pages::dispute::case::Case;
use crate::pages::dispute::{proof, stage, standing};
use crate::pages::form::{Fields, Input, KEY};
use crate::pages::guard::{May, Visitor};
use crate::pages::seen::Stake;
use crate::pages::trouble::Trouble;
use crate::people::token;

/// Stands for nobody in the list of persons.
const NOBODY: &str = "-";

/// A step of a dispute that people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Submit,
    Accept,
    Owner,
}

impl Step {
    /// Every step, in the order in which their links stand.
    const ALL: [Self; 3] = [Self::Submit, Self::Accept, Self::Owner];

    /// The word in addresses.
    const fn word(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Accept => "accept",
            Self::Owner => "owner",
        }
    }

    const fn needs(self) -> Permission {
        match self {
            Self::Submit | Self::Accept => Permission::MoveMoney,
            Self::Owner => Permission::AskRefunds,
        }
    }

    /// What the link and the heading say.
    const fn title(self) -> &'static str {
        match self {
            Self::Submit => "Hand in the evidence",
            Self::Accept => "Give in",
            Self::Owner => "Say who looks after it",
        }
    }

    fn of(visitor: &Visitor, word: &str) -> Result<Self, Trouble> {
        let step = Self::ALL.into_iter().find(|step| step.word() == word).ok_or_else(Trouble::nowhere)?;
        require(&visitor.caller, &[step.needs()])?;
        Ok(step)
    }

    /// Whether it is worth a link; the engine has the last word.
    fn is_near(self, case: &Case) -> bool {
        match self {
            Self::Submit => case.may_submit(),
            Self::Accept => case.may_accept(),
            Self::Owner => case.takes_evidence(),
        }
    }
}

/// Links to the steps that the dispute allows and that this visitor may ask for.
#[must_use]
pub fn links(visitor: &Visitor, case: &Case) -> Markup {
    let near: Vec<Step> =
        Step::ALL.into_iter().filter(|step| visitor.may(step.needs()) && step.is_near(case)).collect();
    html! {
        @if !near.is_empty() {
            p class="actions" {
                @for step in &near {
                    a class={ "button" @if *step == Step::Submit { " main" } } href={ (case.address()) "/" (step.word()) } { (step.title()) }
                }
            }
        }
    }
}

/// Shows the dialog of a step.
///
/// # Errors
/// 404, what the store met, or why the step is not possible or not the visitor's.
pub async fn show(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((text, step)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let step = Step::of(&visitor, &step)?;
    let about = About::read(&face, &visitor, &text).await?;
    let mut fields = Fields::fresh([("owner", about.case.dispute.owner.clone()), (KEY, token::secret())]);
    let dialog = about.dialog(step, &mut fields);
    open(&face, &visitor, &dialog, &fields).await
}

/// Takes the form of a step and acts.
///
/// # Errors
/// 404, what the store met, or why the step is not possible or not the visitor's; what is wrong with the form is shown
/// in it.
pub async fn take(
    State(face): State<Shared>,
    visitor: May<right::Read>,
    Path((text, step)): Path<(String, String)>,
    mut fields: Fields,
) -> Result<Response, Trouble> {
    let step = Step::of(&visitor, &step)?;
    let about = About::read(&face, &visitor, &text).await?;
    let dialog = about.dialog(step, &mut fields);
    answer(&face, &visitor, &dialog, fields).await
}

/// Shows what taking a piece of evidence away would do.
///
/// # Errors
/// 404, what the store met, or why it cannot be taken away.
pub async fn show_piece(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path((text, no)): Path<(String, u32)>,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    let fields = Fields::fresh([(KEY, token::secret())]);
    open(&face, &visitor, &about.removal(no), &fields).await
}

/// Takes a piece of evidence away.
///
/// # Errors
/// 404, or what the store met; what is wrong with the form is shown in it.
pub async fn take_piece(
    State(face): State<Shared>,
    visitor: May<right::AskRefunds>,
    Path((text, no)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Trouble> {
    let about = About::read(&face, &visitor, &text).await?;
    answer(&face, &visitor, &about.removal(no), fields).await
}

/// What a dialog is about.
struct About {
    case: Case,
    /// Persons who may look after it: id and name.
    persons: Vec<(String, String)>,
}

impl About {
    async fn read(face: &Shared, visitor: &Visitor, text: &str) -> Result<Self, Problem> {
        let case = Case::read(face, visitor, text).await?;
        let persons = face.engine.store().persons(&visitor.caller.tenant).await?;
        let active = persons.into_iter().filter(|person| person.disabled_us.is_none());
        Ok(Self { case, persons: active.map(|person| (person.person, person.name)).collect() })
    }

    fn dialog(&self, step: Step, fields: &mut Fields) -> Dialog {
        let (reason, owner) = (fields.text("reason").to_owned(), self.owner(step, fields));
        Dialog {
            title: step.title(),
            path: format!("{}/{}", self.case.address(), step.word()),
            done: format!("{}?done={}", self.case.address(), step.word()),
            intro: (step == Step::Owner).then(|| "It is named on the board and in reminders.".to_owned()),
            sentence: self.says(step, owner.as_deref().unwrap_or_default()),
            questions: self.questions(step),
            known: &[("reason", "reason"), ("owner", "owner")],
            least: self.ask(step, ANY_TEXT, owner.clone().unwrap_or_default()),
            meant: owner.map(|owner| self.ask(step, &reason, owner)),
            button: self.button(step),
            besides: (step == Step::Submit).then_some(handed_in as fn(&Preview) -> Markup),
            ..self.base()
        }
    }

    fn removal(&self, no: u32) -> Dialog {
        let piece = self.case.dispute.pieces().find(|piece| piece.no == no);
        let what = piece.map_or_else(|| "This piece".to_owned(), |piece| proof::title(piece.proof));
        let ask = Act::from(RemoveEvidence { dispute: self.case.dispute.id.clone(), no });
        Dialog {
            title: "Remove evidence",
            path: format!("{}/evidence/{no}/remove", self.case.address()),
            done: format!("{}?done=remove", self.case.address()),
            sentence: format!("{what} will not be handed in. That it was there stays in the timeline."),
            least: ask.clone(),
            meant: Some(ask),
            button: "Remove".to_owned(),
            ..self.base()
        }
    }

    /// What all dialogs about the dispute have in common.
    fn base(&self) -> Dialog {
        let Case { payment, dispute, .. } = &self.case;
        Dialog {
            title: "",
            path: String::new(),
            back: (self.case.address(), self.case.name()),
            done: String::new(),
            about: self.facts(),
            intro: None,
            sentence: String::new(),
            questions: Vec::new(),
            known: &[],
            least: self.ask(Step::Submit, "", String::new()),
            meant: None,
            button: String::new(),
            later: None,
            besides: None,
            stake: Stake {
                minor: dispute.at_risk_minor(),
                code: payment.currency.code(),
                standing: dispute.status.word(),
            },
            hindered: None,
            of: vec![Known::Payment(payment.clone())],
        }
    }

    fn ask(&self, step: Step, reason: &str, owner: String) -> Act {
        let dispute = self.case.dispute.id.clone();
        match step {
            Step::Submit => SubmitEvidence { dispute }.into(),
            Step::Accept => AcceptDispute { dispute, reason: reason.to_owned() }.into(),
            Step::Owner => AssignDispute { dispute, owner }.into(),
        }
    }

    /// The person that was chosen; nobody where that is not asked.
    fn owner(&self, step: Step, fields: &mut Fields) -> Option<String> {
        let chosen = fields.text("owner");
        if step != Step::Owner || chosen.is_empty() || chosen == NOBODY {
            return Some(String::new());
        }
        let known = self.persons.iter().any(|(person, _)| person == chosen) || chosen == self.case.dispute.owner;
        let chosen = chosen.to_owned();
        if !known {
            fields.wrong("owner", "choose somebody of the team");
        }
        known.then_some(chosen)
    }

    fn questions(&self, step: Step) -> Vec<Question> {
        match step {
            Step::Submit => Vec::new(),
            Step::Accept => {
                let hint = Some("Colleagues read it in the timeline.");
                let input = Input { kind: "area", required: true, hint, ..Input::default() };
                vec![Question::Text("reason", "Reason".to_owned(), input)]
            }
            Step::Owner => {
                let nobody = (NOBODY.to_owned(), "Nobody".to_owned());
                let choices = std::iter::once(nobody).chain(self.persons.iter().cloned()).collect();
                vec![Question::Choice("owner", "Looked after by".to_owned(), choices)]
            }
        }
    }

    /// What will happen, in words.
    fn says(&self, step: Step, owner: &str) -> String {
        let Case { payment, dispute, .. } = &self.case;
        let sum = self.case.sum(dispute.at_risk_minor());
        let account = payment.gateway_account();
        match step {
            Step::Submit => {
                let how = match account {
                    Some(account) => format!("What is there will be handed in to {account}"),
                    None => "You say that you handed in to the bank what is there".to_owned(),
                };
                let missing = self.case.completeness().wanted.into_iter().filter(|(_, there)| !there);
                let missing: Vec<String> = missing.map(|(wanted, _)| proof::title(wanted).to_lowercase()).collect();
                let lacks = match missing.as_slice() {
                    [] => "All that is wanted is there.".to_owned(),
                    some => format!("Wanted and missing: {}.", some.join(", ")),
                };
                format!("{how}, for good: a stage is answered once. {lacks}")
            }
            Step::Accept if payment.refunded_minor() > 0 => format!(
                "The customer keeps {sum}, and it is lost. {} of this payment went back already: prove that instead, or it \
                 is paid twice.",
                self.case.sum(payment.refunded_minor())
            ),
            Step::Accept => format!("The customer keeps {sum}, and it is lost. This cannot be taken back."),
            Step::Owner => match self.persons.iter().find(|(person, _)| person == owner) {
                Some((_, name)) => format!("{name} will look after it."),
                None => "Nobody will look after it.".to_owned(),
            },
        }
    }

    fn button(&self, step: Step) -> String {
        match step {
            Step::Submit => format!("Hand in for {}", self.case.sum(self.case.dispute.at_risk_minor())),
            Step::Accept => format!("Give in: lose {}", self.case.sum(self.case.dispute.at_risk_minor())),
            Step::Owner => "Write it down".to_owned(),
        }
    }

    fn facts(&self) -> Markup {
        let Case { dispute, home, .. } = &self.case;
        html! {
            dl class="facts" {
                dt { "Stage" } dd { (stage(dispute.stage()).0) ", " (stage(dispute.stage()).1) " " (standing(dispute.status)) }
                dt { "Of" } dd { (home.name) }
                dt { "Claimed" } dd { (self.case.sum(dispute.claimed_minor())) }
                dt { "Taken by the bank" } dd { (self.case.sum(dispute.held_minor())) }
                dt { "Evidence" } dd { (self.case.completeness().percent) " % of what is wanted" }
            }
        }
    }
}

/// What would be handed in, piece by piece.
fn handed_in(preview: &Preview) -> Markup {
    let pieces = preview.decision.events.iter().find_map(|event| match &event.body {
        Body::Dispute(DisputeBody::AnswerSent { pieces, .. }) => Some(pieces),
        _ => None,
    });
    html! {
        section aria-labelledby="leaves" {
            h2 id="leaves" { "What leaves" }
            ul {
                @for piece in pieces.into_iter().flatten() {
                    li {
                        strong { (proof::title(piece.proof)) } ", "
                        @if piece.media_type.is_empty() { "words" } @else { (piece.media_type) }
                        ", " (piece.size_bytes) " bytes"
                        @if !piece.words.is_empty() { blockquote { (piece.words) } }
                    }
                }
            }
        }
    }
}
