//! Boolean keys, resolved for each matrix job.

use super::matrix::expand_matrix;
use super::matrix_job::{MatrixJob, MatrixJobs};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::Datum;
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::template;
use crate::formats::workflow::model::{Job, OrExpr};

/// A boolean key, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlagValue {
    /// The key is false in every matrix job.
    Never,
    /// The key is true in every matrix job, or in the only job.
    Always,
    /// The key is true in some matrix jobs.
    InMatrixJobs {
        /// Labels of the matrix jobs in which it is true.
        labels: Vec<String>,
        /// Their places among all matrix jobs.
        at: Vec<usize>,
        /// Number of all matrix jobs.
        of: usize,
    },
    /// Only the run decides; the reason.
    Unknown(String),
}

/// Resolves `continue-on-error` (of a job, or of a step in it) for every matrix job.
///
/// Only the `matrix` context is known; an expression that needs another gives
/// [`FlagValue::Unknown`]. An expression that gives null or an empty text (`matrix.experimental` in
/// a combination without it) counts as false: GitHub rejects it as no boolean, which fails the
/// matrix job and hides nothing.
#[must_use]
pub fn resolve_flag(value: &OrExpr<bool>, job: &Job) -> FlagValue {
    let text = match value {
        OrExpr::Literal(true) => return FlagValue::Always,
        OrExpr::Literal(false) => return FlagValue::Never,
        OrExpr::Expr(text) => text,
    };
    let answer = match expand_matrix(job) {
        MatrixJobs::Expanded(legs) => in_legs(text, &legs),
        MatrixJobs::Single => in_one(text, Datum::map(Vec::new())),
        MatrixJobs::Unknown(why) => in_one(text, Datum::UNKNOWN)
            .map_err(|error| if text.contains("matrix") { why } else { error }),
    };
    answer.unwrap_or_else(FlagValue::Unknown)
}

fn in_one(text: &str, matrix: Datum) -> Result<FlagValue, String> {
    Ok(if is_true(text, matrix)? { FlagValue::Always } else { FlagValue::Never })
}

fn in_legs(text: &str, legs: &[MatrixJob]) -> Result<FlagValue, String> {
    let mut found = Vec::new();
    for (index, leg) in legs.iter().enumerate() {
        if is_true(text, leg.context())? {
            found.push((index, leg.label()));
        }
    }
    Ok(in_these(found, legs.len()))
}

fn in_these(found: Vec<(usize, String)>, of: usize) -> FlagValue {
    match found.len() {
        0 => FlagValue::Never,
        all if all == of => FlagValue::Always,
        _ => {
            let (at, labels) = found.into_iter().unzip();
            FlagValue::InMatrixJobs { labels, at, of }
        }
    }
}

/// Resolves a flag over those matrix jobs that count.
pub(super) fn flag_in_legs(
    value: &OrExpr<bool>,
    legs: &[MatrixJob],
    counts: impl Fn(&MatrixJob) -> bool,
) -> FlagValue {
    let mut found = Vec::new();
    for (index, leg) in legs.iter().enumerate().filter(|(_, leg)| counts(leg)) {
        let is_true = match value {
            OrExpr::Literal(value) => Ok(*value),
            OrExpr::Expr(text) => is_true(text, leg.context()),
        };
        match is_true {
            Ok(true) => found.push((index, leg.label())),
            Ok(false) => {}
            Err(why) => return FlagValue::Unknown(why),
        }
    }
    in_these(found, legs.len())
}

fn is_true(text: &str, matrix: Datum) -> Result<bool, String> {
    let contexts = Contexts::default();
    let evaluator = Evaluator::new(&contexts).with_root("matrix", matrix);
    let value =
        template::evaluate(text, &evaluator).map_err(|error| format!("`{text}` fails: {error}"))?;
    match value {
        Datum::Bool(value) => Ok(value),
        Datum::Null => Ok(false),
        Datum::Text(text) if text.is_empty() => Ok(false),
        Datum::Unknown(truth) => truth.ok_or_else(|| format!("the run decides `{text}`")),
        other => {
            let shown = other.to_text().unwrap_or_default();
            Err(format!("`{text}` gives `{shown}`, which is no boolean"))
        }
    }
}

/// Returns whether a failure in a job may end as success, because the `continue-on-error` of the
/// job or of a step is not surely false. An `advisory` entry of the policy for any other job has no
/// effect.
#[must_use]
pub fn tolerates_failure(job: &Job) -> bool {
    let steps = job.steps.iter().map(|step| &step.continue_on_error);
    std::iter::once(&job.continue_on_error)
        .chain(steps)
        .flatten()
        .any(|flag| resolve_flag(&flag.value.value, job) != FlagValue::Never)
}
