//! How patient a client is, in one place.

use std::time::Duration;

/// How patient a client is. The default is what GitHub asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Tries of one call, the first among them.
    pub attempts: u32,
    /// The first wait where GitHub names none; doubled with each try.
    pub base: Duration,
    /// The longest of those waits.
    pub cap: Duration,
    /// A longer wait is not waited for, whoever asks for it.
    pub longest: Duration,
    /// All waits of a client together.
    pub total: Duration,
    /// How long one request may take, to the end of its answer.
    pub patience: Duration,
    /// Writes that need no pause between them.
    pub quick_writes: u32,
    /// The pause before each write after those.
    pub between_writes: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            attempts: 4,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(8),
            longest: Duration::from_secs(60),
            total: Duration::from_secs(120),
            patience: Duration::from_secs(30),
            quick_writes: 5,
            between_writes: Duration::from_secs(1),
        }
    }
}
