//! Jobs as they run: matrix legs, and boolean keys resolved leg by leg.

mod flags;
mod gate;
pub mod keys;
mod matrix;
mod results;
mod texts;

pub use self::flags::{Resolved, resolve_flag, tolerates_failure};
pub(crate) use self::gate::runs_truegreen;
pub use self::gate::{Gated, JobResult};
pub use self::results::{Ending, job_of};
pub use self::texts::resolve_text;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::{Datum, number_text};
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::template;
use crate::formats::workflow::model::{Job, Value};

/// The most legs that GitHub runs for one workflow, and so for one job.
///
/// Source: GitHub documentation, "Running variations of jobs in a workflow".
pub const MOST_LEGS: usize = 256;

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
    /// How many of [`Leg::values`], from the first, are part of the leg's name: what an `include` adds
    /// to a leg of the axes is not.
    pub named: usize,
}

impl Leg {
    /// As GitHub shows it: `3.12, ubuntu-latest`. Maps and lists show the texts in them; nothing and
    /// empty text show not at all.
    ///
    /// Source: `actions/runner`, `src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs`.
    #[must_use]
    pub fn label(&self) -> String {
        let mut texts = Vec::new();
        for (_, value) in self.values.iter().take(self.named) {
            flatten(value, &mut texts);
        }
        texts.join(", ")
    }

    fn context(&self) -> Datum {
        let fields = self.values.iter();
        Datum::map(fields.map(|(key, value)| (key.clone(), Datum::from(value))).collect())
    }
}

fn flatten(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Bool(value) => texts.push(value.to_string()),
        Value::Number { value, .. } => texts.push(number_text(*value)),
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => texts.push(text.clone()),
        Value::List(items) => items.iter().for_each(|item| flatten(&item.value, texts)),
        Value::Map(fields) => fields.iter().for_each(|(_, value)| flatten(&value.value, texts)),
    }
}

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

/// Expands the matrix of a job.
#[must_use]
pub fn legs(job: &Job) -> Legs {
    let matrix = job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    match matrix.map(|matrix| matrix::expand(&matrix.value, matrix.span)) {
        None => Legs::Single,
        Some(Ok(legs)) => Legs::Expanded(legs),
        Some(Err(why)) => Legs::Unknown(why),
    }
}

/// The names of a job's checks, one for each leg, before GitHub cuts them at 100 characters.
///
/// Where only the run knows the legs or a name, it stands as written (`test (${{ matrix.os }})` is what
/// GitHub itself shows for a job that is skipped before its matrix is expanded). A job that calls a
/// workflow has the names of the calls; each of the called jobs appends ` / ` and its own.
#[must_use]
pub fn check_names(job: &Job) -> Vec<String> {
    let name = job.name.as_ref().unwrap_or(&job.id).as_str();
    match legs(job) {
        Legs::Expanded(legs) => legs.iter().map(|leg| leg_name(name, Some(leg))).collect(),
        Legs::Single | Legs::Unknown(_) => vec![leg_name(name, None)],
    }
}

fn leg_name(name: &str, leg: Option<&Leg>) -> String {
    if !name.contains("${{") {
        let label = leg.map(Leg::label).unwrap_or_default();
        return if label.is_empty() { name.to_owned() } else { format!("{name} ({label})") };
    }
    let contexts = Contexts::default();
    let matrix = leg.map_or(Datum::UNKNOWN, Leg::context);
    let evaluator = Evaluator::new(&contexts).with_root("matrix", matrix);
    let value = template::evaluate(name, &evaluator).ok();
    value.and_then(|value| value.to_text()).map_or_else(|| name.to_owned(), |text| text.to_string())
}

#[cfg(test)]
pub(crate) mod tests;
