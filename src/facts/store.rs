//! What was understood already: each workflow once, whoever asks for it and on whichever side it stands.
//!
//! A workflow is known by its path and its bytes; the commands of its steps depend on the tools, so one store
//! serves one table of tools. What the steps call is not part of it: that depends on other files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::catalog::tools::lookup::ToolCatalog;
use crate::facts::commands::calls::files_of;
use crate::facts::commands::fact::{CommandFact, UnreadScript};
use crate::facts::commands::steps::of_workflow;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::read_workflow;

/// A workflow and the commands of its own steps.
#[derive(Debug)]
pub struct OwnWorkflow {
    /// The workflow.
    pub fact: Arc<WorkflowFact>,
    /// The commands of its steps; none where GitHub would refuse the file.
    pub commands: Vec<CommandFact>,
    /// What of its scripts could not be read.
    pub unread: Vec<UnreadScript>,
    /// The files that its steps call, whether they are there or not. They are known as far as the file can be
    /// read, even where GitHub would refuse it.
    pub called: BTreeSet<String>,
}

impl OwnWorkflow {
    /// Understands a workflow file.
    #[must_use]
    pub fn new(path: &Arc<str>, bytes: &[u8], tools: &ToolCatalog) -> Self {
        let parsed = read_workflow(path, bytes);
        let is_sound = parsed.problems.is_empty();
        let (commands, unread) =
            parsed.value.as_ref().map(|model| of_workflow(model, tools)).unwrap_or_default();
        let called =
            parsed.value.as_ref().map(|model| files_of(model, &commands)).unwrap_or_default();
        let model = parsed.value.filter(|_| is_sound);
        let fact = Arc::new(WorkflowFact {
            path: Arc::clone(path),
            model,
            problems: parsed.problems,
            is_unread: false,
        });
        if is_sound {
            return Self { fact, commands, unread, called };
        }
        Self { fact, commands: Vec::new(), unread: Vec::new(), called }
    }
}

/// The versions of a workflow that were understood, with their bytes.
type Versions = Vec<(Vec<u8>, Arc<OwnWorkflow>)>;

/// The workflows that were understood, by one table of tools.
#[derive(Debug)]
pub struct WorkflowStore {
    tools: ToolCatalog,
    known: Mutex<BTreeMap<Arc<str>, Versions>>,
}

impl WorkflowStore {
    /// An empty store.
    #[must_use]
    pub const fn new(tools: ToolCatalog) -> Self {
        Self { tools, known: Mutex::new(BTreeMap::new()) }
    }

    /// The tools whose exit code is a verdict.
    #[must_use]
    pub const fn tools(&self) -> &ToolCatalog {
        &self.tools
    }

    /// Returns a workflow file as understood; it is understood only when nobody asked for it before.
    #[must_use]
    pub fn workflow(&self, path: &Arc<str>, bytes: &[u8]) -> Arc<OwnWorkflow> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let versions = known.entry(Arc::clone(path)).or_default();
        if let Some((_, own)) = versions.iter().find(|(version, _)| version == bytes) {
            return Arc::clone(own);
        }
        let own = Arc::new(OwnWorkflow::new(path, bytes, &self.tools));
        versions.push((bytes.to_vec(), Arc::clone(&own)));
        own
    }
}
