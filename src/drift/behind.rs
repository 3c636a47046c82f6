//! What the tip of a base requires and a change never had, because the change left the base before.
//!
//! The policy is that of the tip, and the change may be older. A job that the tip has, and that neither the change nor
//! the commit at which the change left the base has, was not removed by anybody: the change is behind. What that
//! commit had and the change lacks is removed, by whatever merge.

use std::collections::BTreeSet;

use crate::facts::commit::Facts;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::Workflow;
use crate::policy::Policy;

/// The required jobs that a change lacks only because it is behind its base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BehindBase {
    /// The name of the workflow's file, and the id of the job.
    jobs: BTreeSet<(String, String)>,
}

impl BehindBase {
    /// Finds them. `tip` returns a workflow of the base's tip by the name of its file; it is asked for a workflow alone of which the
    /// change and the commit at which it left the base lack a required job.
    pub fn find(
        policy: &Policy,
        head: &Facts,
        left_at: &Facts,
        mut tip: impl FnMut(&str) -> Option<Workflow>,
    ) -> Self {
        let mut jobs = BTreeSet::new();
        for contract in &policy.workflows {
            let file = contract.file.value.as_str();
            let sides = [head, left_at].map(|side| of_file(side, file));
            let lack = |id: &str| sides.iter().all(|fact| surely_lacks(*fact, id));
            let ids = contract.jobs.iter().map(|job| job.id.value.as_str());
            let lacking: Vec<&str> = ids.filter(|id| lack(id)).collect();
            let model = if lacking.is_empty() { None } else { tip(file) };
            let has = |id: &&str| {
                model.as_ref().is_some_and(|model| model.jobs.iter().any(|job| job.id.value == *id))
            };
            let found = lacking.into_iter().filter(has);
            jobs.extend(found.map(|id| (file.to_owned(), id.to_owned())));
        }
        Self { jobs }
    }

    /// Returns whether a job is one of them.
    #[must_use]
    pub fn has(&self, file: &str, id: &str) -> bool {
        self.jobs.contains(&(file.to_owned(), id.to_owned()))
    }
}

fn of_file<'f>(side: &'f Facts, file: &str) -> Option<&'f WorkflowFact> {
    side.workflows.iter().map(AsRef::as_ref).find(|fact: &&WorkflowFact| fact.name() == file)
}

/// A file that cannot be read may have held it.
fn surely_lacks(fact: Option<&WorkflowFact>, id: &str) -> bool {
    fact.is_none_or(|fact| {
        let model = fact.model.as_ref();
        model.is_some_and(|model| model.jobs.iter().all(|job| job.id.value != id))
    })
}
