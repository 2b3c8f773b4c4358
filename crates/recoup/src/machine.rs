//! What a node gets from the machine it runs on: the time of day and unpredictable bits.
//!
//! Nobody else asks for either, so a simulation can be the machine and have the whole node repeat itself.

use std::fmt::Debug;
use std::sync::Arc;

/// A machine of somebody's own making.
pub trait Nature: Debug + Send + Sync {
    /// The time of day, microseconds since 1970, UTC.
    fn wall_us(&self) -> i64;
    /// Bits that nobody can foretell, unless he made this machine.
    fn bits(&self) -> u128;
}

/// The machine a node runs on; the real one unless told otherwise.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    made: Option<Arc<dyn Nature>>,
}

impl Machine {
    /// A machine that was made.
    #[must_use]
    pub fn made(nature: Arc<dyn Nature>) -> Self {
        Self { made: Some(nature) }
    }

    /// The time of day, microseconds since 1970, UTC.
    #[must_use]
    pub fn wall_us(&self) -> i64 {
        match &self.made {
            None => jiff::Timestamp::now().as_microsecond(),
            Some(nature) => nature.wall_us(),
        }
    }

    /// Unpredictable bits.
    ///
    /// # Errors
    /// When the machine has none to give.
    pub fn bits(&self) -> Result<u128, getrandom::Error> {
        if let Some(nature) = &self.made {
            return Ok(nature.bits());
        }
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes)?;
        Ok(u128::from_le_bytes(bytes))
    }

    /// A number below `end`, for pauses that must not fall together; 0 when the machine has no bits to give.
    #[must_use]
    pub fn jitter(&self, end: u32) -> u32 {
        let bits = self.bits().unwrap_or(0) % u128::from(end.max(1));
        u32::try_from(bits).unwrap_or(0)
    }
}
