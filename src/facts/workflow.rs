//! One workflow file, understood or refused.

use std::sync::Arc;

use crate::formats::problem::Problem;
use crate::formats::workflow::model::Workflow;
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
    /// Whether the file itself could not be read, so that nobody knows what GitHub makes of it.
    pub is_unread: bool,
}

impl WorkflowFact {
    /// The file's name, as subjects and the policy spell it.
    #[must_use]
    pub fn name(&self) -> &str {
        file_name(&self.path)
    }
}
