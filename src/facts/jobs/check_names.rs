//! The names of the checks of a job.

use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::{MatrixJob, MatrixJobs};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::Datum;
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::template;
use crate::formats::workflow::model::Job;

/// Returns the names of a job's checks, one for each matrix job, before GitHub cuts them at 100
/// characters.
///
/// If only the run knows the matrix or a name, the name is returned without evaluation
/// (`test (${{ matrix.os }})`, which is what GitHub shows for a job that is skipped before its
/// matrix is expanded). A job that calls a workflow has the names of the calls; each called job
/// appends ` / ` and its own name.
#[must_use]
pub fn check_names(job: &Job) -> Vec<String> {
    let name = job.name.as_ref().unwrap_or(&job.id).as_str();
    match expand_matrix(job) {
        MatrixJobs::Expanded(legs) => {
            legs.iter().map(|leg| matrix_job_name(name, Some(leg))).collect()
        }
        MatrixJobs::Single | MatrixJobs::Unknown(_) => vec![matrix_job_name(name, None)],
    }
}

pub(super) fn matrix_job_name(name: &str, leg: Option<&MatrixJob>) -> String {
    if !name.contains("${{") {
        let label = leg.map(MatrixJob::label).unwrap_or_default();
        return if label.is_empty() { name.to_owned() } else { format!("{name} ({label})") };
    }
    let contexts = Contexts::default();
    let matrix = leg.map_or(Datum::UNKNOWN, MatrixJob::context);
    let evaluator = Evaluator::new(&contexts).with_root("matrix", matrix);
    let value = template::evaluate(name, &evaluator).ok();
    value.and_then(|value| value.to_text()).map_or_else(|| name.to_owned(), |text| text.to_string())
}
