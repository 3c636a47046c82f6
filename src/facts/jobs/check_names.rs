//! The names of the checks that a job makes.

use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::{MatrixJob, MatrixJobs};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::Datum;
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::template;
use crate::formats::workflow::model::Job;

/// The names of a job's checks, one for each leg, before GitHub cuts them at 100 characters.
///
/// Where only the run knows the legs or a name, it stands as written (`test (${{ matrix.os }})` is what
/// GitHub itself shows for a job that is skipped before its matrix is expanded). A job that calls a
/// workflow has the names of the calls; each of the called jobs appends ` / ` and its own.
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
