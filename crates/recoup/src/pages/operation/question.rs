//! What a dialog asks for: texts, boxes, one of several.

use maud::{Markup, html};

use crate::pages::form::{Fields, Input};
use crate::pages::words;

/// Something that has to be typed or ticked.
pub enum Question {
    /// A text: name, label, how it looks.
    Text(&'static str, String, Input<'static>),
    /// Boxes: name, what they are, value and label of each.
    Boxes(&'static str, &'static str, Vec<(String, String)>),
    /// One of several: name, label, value and words of each. The first stands for nothing chosen where it has no value.
    Choice(&'static str, String, Vec<(String, String)>),
}

impl Question {
    /// The name of its field.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match *self {
            Self::Text(name, ..) | Self::Boxes(name, ..) | Self::Choice(name, ..) => name,
        }
    }

    /// As it stands in the form.
    #[must_use]
    pub fn show(&self, fields: &Fields) -> Markup {
        match self {
            Self::Text(name, label, input) => fields.input(name, label, *input),
            Self::Choice(name, label, choices) => fields.choice(name, label, choices),
            Self::Boxes(name, legend, boxes) => {
                let (why, why_id) = (fields.why(name), format!("{name}-why"));
                html! {
                    fieldset aria-describedby=[why.map(|_| why_id.as_str())] {
                        legend { (legend) }
                        @for (value, label) in boxes {
                            label class="choice" {
                                input type="checkbox" name=(name) value=(value)
                                    checked[fields.all(name).any(|ticked| ticked == value)]
                                    aria-invalid=[why.map(|_| "true")];
                                " " (label)
                            }
                        }
                        @if let Some(why) = why { p class="why" id=(why_id) { (why) } }
                    }
                }
            }
        }
    }
}

/// Reason codes with what they are called, and that one is to be chosen.
#[must_use]
pub fn reasons(codes: &[&str]) -> Vec<(String, String)> {
    let none = (String::new(), "Choose …".to_owned());
    std::iter::once(none).chain(codes.iter().map(|code| ((*code).to_owned(), words::plain(code)))).collect()
}

/// A sum, as it is typed.
#[must_use]
pub const fn sum_input(first: bool) -> Input<'static> {
    Input { kind: "text", required: true, autocomplete: Some("off"), mode: Some("decimal"), hint: None, first }
}
