//! State machines as tables: one `const fn next(status, step)` each, written once as rows.
//!
//! Deciders, law tests, API errors, diagrams and the buttons on a page all read the same rows.
//! A machine knows no amounts: where amounts matter, the step says so in its name.

/// Defines a status enum, a step enum and their table.
macro_rules! machine {
    (
        $(#[$meta:meta])*
        $what:literal $status:ident, $step:ident;
        statuses { $($(#[$sdoc:meta])* $s:ident = $sword:literal),+ $(,)? }
        steps { $($(#[$tdoc:meta])* $t:ident = $tword:literal),+ $(,)? }
        asked { $($a:ident),* $(,)? }
        table { $($from:ident: $($by:ident => $to:ident),+;)+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $status { $($(#[$sdoc])* #[serde(rename = $sword)] $s),+ }

        /// What can happen to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $step { $($(#[$tdoc])* $t),+ }

        impl $step {
            /// Every step.
            pub const ALL: &'static [Self] = &[$(Self::$t),+];

            /// Steps that people ask for. The others follow from facts, timers or other steps.
            pub const ASKED: &'static [Self] = &[$(Self::$a),*];

            /// The word used in errors and diagrams.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$t => $tword),+ }
            }
        }

        impl $status {
            /// Every status.
            pub const ALL: &'static [Self] = &[$(Self::$s),+];

            /// The word used in the API, on pages and in lists.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$s => $sword),+ }
            }

            /// The status after a step, or `None` where the step is not allowed.
            #[must_use]
            pub const fn next(self, step: $step) -> Option<Self> {
                match (self, step) {
                    $($((Self::$from, $step::$by) => Some(Self::$to),)+)+
                    _ => None,
                }
            }

            /// Steps that people can ask for now, for errors and buttons. What only a fact brings about, perhaps
            /// late, is not among them: nobody could do it.
            #[must_use]
            pub fn allowed(self) -> Vec<&'static str> {
                $step::ASKED.iter().filter(|step| self.next(**step).is_some()).map(|step| step.word()).collect()
            }

            /// The status after a step.
            ///
            /// # Errors
            /// [`crate::refusal::Refusal::NotInState`] lists the steps that people can ask for instead.
            pub fn step(self, step: $step) -> Result<Self, crate::refusal::Refusal> {
                self.next(step).ok_or_else(|| crate::refusal::Refusal::NotInState {
                    what: $what,
                    status: self.word(),
                    step: step.word(),
                    allowed: match self.allowed() {
                        none if none.is_empty() => "nothing that can be asked for".to_owned(),
                        some => some.join(", "),
                    },
                })
            }

            /// The table as a Mermaid state diagram.
            #[must_use]
            pub fn diagram() -> String {
                let mut text = String::from("stateDiagram-v2\n");
                for from in Self::ALL {
                    for step in $step::ALL {
                        if let Some(to) = from.next(*step) {
                            text.push_str(&format!("    {} --> {}: {}\n", from.word(), to.word(), step.word()));
                        }
                    }
                }
                text
            }
        }
    };
}

/// The words of an enum whose variants have fields: all of them and the one of a value, from one list.
macro_rules! words {
    ($type:ident, $all:ident, $word:ident; $($variant:ident = $text:literal),+ $(,)?) => {
        impl $type {
            /// Every stable machine word, in the order of the variants.
            pub const $all: &'static [&'static str] = &[$($text),+];

            /// The stable machine word.
            #[must_use]
            pub const fn $word(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $text),+ }
            }
        }
    };
}

pub(crate) use {machine, words};
