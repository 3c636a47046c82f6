//! Jobs as they run: matrix jobs, keys resolved for each of them, and the results of a run.

pub mod advisory;
pub mod check_names;
pub mod checks;
mod flags;
mod gate;
pub mod gate_steps;
pub mod history;
pub mod keys;
pub(crate) mod matrix;
pub mod matrix_job;
pub mod own_run;
pub mod posted;
pub mod ran_jobs;
pub mod ran_steps;
pub mod red;
mod results;
pub mod run_matrix;
mod skip_leave;
mod texts;
pub mod tier;
pub mod together;
pub mod tree;
pub mod uploads;

pub use self::flags::{FlagValue, resolve_flag, tolerates_failure};
pub use self::gate::{GateScope, JobResult};
pub(crate) use self::gate::{runs_truegreen, step_runs_truegreen};
pub use self::results::{JobConclusion, JobEntry, job_conclusions, job_of};
pub use self::skip_leave::{SkipGround, skip_ground};
pub use self::texts::resolve_text;
use crate::formats::expr::datum::Datum;
use crate::formats::workflow::model::Value;

impl From<&Value> for Datum {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number { value, .. } => Self::Number(*value),
            Value::String(text) => Self::text(text),
            Value::List(items) => {
                Self::list(items.iter().map(|item| Self::from(&item.value)).collect())
            }
            Value::Map(fields) => Self::map(
                fields
                    .iter()
                    .map(|(key, value)| (key.value.clone(), Self::from(&value.value)))
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
