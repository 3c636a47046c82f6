//! The jobs that a matrix creates.

use crate::formats::expr::datum::{Datum, number_text};
use crate::formats::workflow::model::Value;

/// The most matrix jobs that GitHub runs for one workflow, and so for one job.
///
/// Source: GitHub documentation, "Running variations of jobs in a workflow".
pub const MOST_MATRIX_JOBS: usize = 256;

/// The matrix jobs of a job.
#[derive(Clone, Debug, PartialEq)]
pub enum MatrixJobs {
    /// There is no matrix: the job runs once.
    Single,
    /// The matrix is expanded as GitHub does, with include and exclude applied.
    Expanded(Vec<MatrixJob>),
    /// Only the run knows the matrix; the reason.
    Unknown(String),
}

/// One job of a matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct MatrixJob {
    /// The combination: the `matrix` context, in the order of the axes.
    pub values: Vec<(String, Value)>,
    /// Number of [`MatrixJob::values`], from the first, that are part of the name: what an
    /// `include` adds to a combination of the axes is not.
    pub named: usize,
}

impl MatrixJob {
    /// Returns the label as GitHub shows it: `3.12, ubuntu-latest`. Maps and lists show the texts
    /// in them; null and empty texts are left out.
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

    /// Returns the `matrix` context.
    pub(crate) fn context(&self) -> Datum {
        let fields = self.values.iter();
        Datum::map(fields.map(|(key, value)| (key.clone(), Datum::from(value))).collect())
    }
}

pub(super) fn flatten(value: &Value, texts: &mut Vec<String>) {
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
