//! Jobs as they run: matrix legs, and boolean keys resolved leg by leg.

use crate::formats::workflow::model::{Job, Value};

/// The legs of a job.
#[derive(Clone, Debug, PartialEq)]
pub enum Legs {
    /// No matrix: the job runs once.
    Single,
    /// Expanded as GitHub does, include and exclude applied.
    Expanded(Vec<Leg>),
    /// Decided at run time, and why.
    Unknown(String),
}

/// One leg of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// The `matrix` context of this leg, in the order of the axes.
    pub values: Vec<(String, Value)>,
}

impl Leg {
    /// As GitHub shows it: `3.12, ubuntu-latest`.
    #[must_use]
    pub fn label(&self) -> String {
        String::new()
    }
}

/// Expands the matrix of a job.
#[must_use]
pub fn legs(job: &Job) -> Legs {
    let _ = job;
    Legs::Single
}

/// A boolean key, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// False in every leg.
    Never,
    /// True in every leg, or the job has none.
    Always,
    /// True in these legs, by their labels, of so many.
    InLegs {
        /// Labels of the legs where it is true.
        legs: Vec<String>,
        /// All legs.
        of: usize,
    },
    /// Only the run decides.
    Unknown(String),
}

/// Resolves `continue-on-error` (of a job, or of a step in it) for every leg of the job.
#[must_use]
pub fn resolve_flag(value: &crate::formats::workflow::model::OrExpr<bool>, job: &Job) -> Resolved {
    let _ = (value, job);
    Resolved::Never
}

/// stub
#[must_use]
pub fn check_names(job: &Job) -> Vec<String> {
    vec![job.id.value.clone()]
}

/// stub
#[must_use]
pub fn gated_workflow<'f>(
    facts: &'f super::Facts,
    needs: &crate::formats::needs::Needs,
) -> Option<&'f crate::formats::workflow::model::Workflow> {
    let _ = (facts, needs);
    None
}
