//! One workflow file, understood or refused.

use std::sync::Arc;

use crate::formats::problem::Problem;
use crate::formats::workflow::model::Workflow;
use crate::formats::workflow::read_workflow;
use crate::policy::paths::file_name;

/// One workflow file.
#[derive(Clone, Debug)]
pub struct WorkflowFact {
    /// Path below the root, with `/`.
    pub path: Arc<str>,
    /// The model; `None` when GitHub would refuse the file.
    pub model: Option<Workflow>,
    /// Why it would.
    pub problems: Vec<Problem>,
}

impl WorkflowFact {
    /// Understands a workflow file.
    #[must_use]
    pub fn new(path: Arc<str>, bytes: &[u8]) -> Self {
        let parsed = read_workflow(&path, bytes);
        let model = parsed.value.filter(|_| parsed.problems.is_empty());
        Self { path, model, problems: parsed.problems }
    }

    /// The file's name, as subjects and the policy spell it.
    #[must_use]
    pub fn name(&self) -> &str {
        file_name(&self.path)
    }
}
