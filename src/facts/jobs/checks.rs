//! The checks that the jobs of a workflow make, those of called workflows among them.

use super::check_names::check_names;
use super::matrix::expand_matrix;
use super::matrix_job::MatrixJobs;
use crate::facts::commit::Facts;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Workflow};

/// The depth of calls of calls that GitHub allows.
///
/// Source: GitHub documentation, "Reusing workflow configurations", limitations.
const DEEPEST: usize = 10;

/// The most checks of one workflow that are looked at: matrices of calls of matrices multiply.
const MOST: usize = 2_000;

/// A check with a name that is known before the run.
#[derive(Clone, Debug)]
pub struct CheckOfJob<'f> {
    /// The name of the check: that of the job, behind those of the jobs that call its workflow.
    pub name: String,
    /// The file of the workflow that is started.
    pub fact: &'f WorkflowFact,
    /// The workflow that is started.
    pub workflow: &'f Workflow,
    /// The job of that workflow.
    pub job: &'f Job,
    /// The workflow of the job that runs: that workflow, or one that the job calls.
    pub home: &'f Workflow,
    /// The job that runs: the job itself, or one of the workflow that it calls.
    pub runs: &'f Job,
}

/// Returns the checks of the jobs of a workflow. Names that only the run knows, and jobs of workflows that cannot be
/// read, are left out.
#[must_use]
pub fn job_checks<'f>(
    facts: &'f Facts,
    fact: &'f WorkflowFact,
    workflow: &'f Workflow,
) -> Vec<CheckOfJob<'f>> {
    let mut checks = Vec::new();
    for job in &workflow.jobs {
        let mut add = |name: String, home, runs| {
            checks.push(CheckOfJob { name, fact, workflow, job, home, runs });
        };
        walk(facts, &mut Call { before: "", home: workflow, job, depth: 0 }, &mut add);
        if checks.len() > MOST {
            break;
        }
    }
    checks
}

/// One job, behind the jobs that call its workflow.
struct Call<'c, 'f> {
    before: &'c str,
    home: &'f Workflow,
    job: &'f Job,
    depth: usize,
}

fn walk<'f>(
    facts: &'f Facts,
    call: &mut Call<'_, 'f>,
    add: &mut impl FnMut(String, &'f Workflow, &'f Job),
) {
    if matches!(expand_matrix(call.job), MatrixJobs::Unknown(_)) || call.depth > DEEPEST {
        return;
    }
    let mut names = check_names(call.job);
    names.retain(|name| !name.contains("${{"));
    let names = names.into_iter().map(|name| format!("{}{name}", call.before));
    let Some(uses) = &call.job.uses else {
        return names.for_each(|name| add(name, call.home, call.job));
    };
    let path = uses.value.strip_prefix("./").unwrap_or(&uses.value);
    let Some((_, called)) = facts.model(path) else { return };
    for name in names.take(MOST) {
        for job in &called.jobs {
            let before = format!("{name} / ");
            let mut next = Call { before: &before, home: called, job, depth: call.depth + 1 };
            walk(facts, &mut next, add);
        }
    }
}
