//! One event as it is stored: who, when, what; and how the list of bodies is written down.

use jiff::Timestamp;
use serde::Serialize;

use super::Body;
use crate::actor::Actor;
use crate::id::Id;

/// Version of the event shapes.
pub const EVENT_VERSION: u16 = 1;

/// One event of one stream. Written with its `type` and `data` last, and read so (see `read`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// `evt_…`
    pub id: Id,
    /// The stream it belongs to.
    pub stream: Id,
    /// 1, 2, 3 … within the stream.
    pub seq: u64,
    /// Shape of `body`.
    pub v: u16,
    /// When it happened in the business sense, UTC.
    pub effective_at: Timestamp,
    /// When we wrote it, UTC.
    pub booked_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What happened.
    #[serde(flatten)]
    pub body: Body,
}

impl Event {
    /// The id of the entry this event posts, if it posts one: an event posts at most one entry.
    #[must_use]
    pub fn entry_id(&self) -> Id {
        entry_id_of(&self.id)
    }
}

/// The entry id that belongs to an event id.
#[must_use]
pub fn entry_id_of(event: &Id) -> Id {
    Id::trusted(&event.as_str().replacen("evt_", "ent_", 1))
}

pub(super) fn is_zero_u32(n: &u32) -> bool {
    *n == 0
}

/// The list of bodies of one family of events. A field with `= "none"` is left out where that function says that there is
/// nothing, and may be missing in events that are older than it. The whole, [`Body`], has families nested in it; their
/// events are stored as its own are, so that nobody who reads one can tell.
macro_rules! bodies {
    (
        $(#[$edoc:meta])* $family:ident:
        $($(#[$doc:meta])* $variant:ident = $word:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty $(= $none:literal)?),* $(,)? }),+ $(,)?
        $(; nested: $($(#[$ndoc:meta])* $nested:ident($inner:ty) of $prefix:literal),+ $(,)?)?
    ) => {
        $(#[$edoc])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "type", content = "data")]
        pub enum $family {
            $($(#[$doc])* #[serde(rename = $word)] $variant {
                $($(#[$fdoc])* $(#[serde(default, skip_serializing_if = $none)])? $field: $type),*
            },)+
            $($($(#[$ndoc])* #[serde(untagged, skip_deserializing)] $nested($inner),)+)?
        }

        impl $family {
            /// The type word, such as `refund.requested`.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $word,)+ $($(Self::$nested(inner) => inner.word(),)+)? }
            }

            /// Every type word.
            #[must_use]
            pub fn words() -> Vec<&'static str> {
                #[allow(unused_mut, reason = "a family has no families nested in it")]
                let mut words = vec![$($word),+];
                $($(words.extend(<$inner>::words());)+)?
                words
            }

            $(
            /// Reads the type and data of a body whose type word is known.
            pub(crate) fn read<'de, D: serde::Deserializer<'de>>(word: &str, from: D) -> Result<Self, D::Error> {
                match word.split_once('.').map_or("", |(family, _)| family) {
                    $($prefix => serde::Deserialize::deserialize(from).map(Self::$nested),)+
                    _ => serde::Deserialize::deserialize(from).map_err(|error: D::Error| {
                        if Self::words().contains(&word) {
                            return error;
                        }
                        serde::de::Error::custom(format_args!("there is no event `{word}`"))
                    }),
                }
            }
            )?
        }

        $($(impl From<$inner> for $family {
            fn from(inner: $inner) -> Self { Self::$nested(inner) }
        })+)?
    };
}

pub(crate) use bodies;
