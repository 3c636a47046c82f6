//! Waiting, as an edge.

use std::time::Duration;

/// The edge that lets time pass, so that a test needs none.
pub trait Patience {
    /// Lets time pass.
    fn pause(&self, time: Duration);
    /// Tells what is waited for, in the log of the run.
    fn tell(&self, line: &str);
}
