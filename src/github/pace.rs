//! The limits of repeats and waits, in one place.

use std::time::Duration;

/// How often a client repeats calls and how long it waits. The default is what GitHub asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Most attempts of one call, with the first.
    pub attempts: u32,
    /// The first wait if GitHub names none; doubled with each attempt.
    pub base: Duration,
    /// The longest of those waits.
    pub cap: Duration,
    /// The longest single wait; a call that must wait longer fails.
    pub longest: Duration,
    /// The longest time that all waits of a client may take together.
    pub total: Duration,
    /// The longest time of one request, to the end of its answer.
    pub patience: Duration,
    /// Number of writes without a pause between them.
    pub quick_writes: u32,
    /// The pause before each further write.
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
