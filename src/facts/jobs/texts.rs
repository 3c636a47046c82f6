//! Texts with expressions, resolved for each matrix job.

use super::matrix::expand_matrix;
use super::matrix_job::{MatrixJob, MatrixJobs};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::Datum;
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::template;
use crate::formats::workflow::model::Job;

/// Returns the values of a text in the matrix jobs, sorted and each once. Only the `matrix` context
/// is known.
///
/// # Errors
/// Why only the run knows.
pub fn resolve_text(text: &str, job: &Job) -> Result<Vec<String>, String> {
    if !text.contains("${{") {
        return Ok(vec![text.to_owned()]);
    }
    let mut values = match expand_matrix(job) {
        MatrixJobs::Single => vec![in_leg(text, Datum::map(Vec::new()))?],
        MatrixJobs::Expanded(legs) => legs
            .iter()
            .map(|leg: &MatrixJob| in_leg(text, leg.context()))
            .collect::<Result<_, _>>()?,
        MatrixJobs::Unknown(why) => match in_leg(text, Datum::UNKNOWN) {
            Ok(value) => vec![value],
            Err(error) => return Err(if text.contains("matrix") { why } else { error }),
        },
    };
    values.sort();
    values.dedup();
    Ok(values)
}

fn in_leg(text: &str, matrix: Datum) -> Result<String, String> {
    let contexts = Contexts::default();
    let evaluator = Evaluator::new(&contexts).with_root("matrix", matrix);
    let value =
        template::evaluate(text, &evaluator).map_err(|error| format!("`{text}` fails: {error}"))?;
    let text = value.to_text().ok_or_else(|| format!("the run decides `{text}`"))?;
    Ok(text.to_string())
}
