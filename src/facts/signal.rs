//! The failure path: whether a step's failure still reaches its job.

use crate::formats::workflow::model::Job;
use crate::span::Span;

/// Looks for the second half of a verdict pair: a later step of the job that fails when
/// `steps.<id>.outcome` of the given step is `failure`.
///
/// `Some(span)` is that step. Its condition must hold in exactly that case, its script must end with a
/// failure, and it must not be under `continue-on-error` itself. `conclusion` is no verdict: it is
/// `success` under `continue-on-error`.
#[must_use]
pub fn verdict_pair(job: &Job, step_index: usize) -> Option<Span> {
    let _ = (job, step_index);
    None
}

/// stub
#[must_use]
pub fn tolerates_failure(job: &Job) -> bool {
    job.continue_on_error.is_some() || job.steps.iter().any(|s| s.continue_on_error.is_some())
}
/// stub
#[must_use]
pub fn may_be_true(flag: &crate::formats::workflow::model::Flag, _job: &Job) -> bool {
    flag.value.value != crate::formats::workflow::model::OrExpr::Literal(false)
}
