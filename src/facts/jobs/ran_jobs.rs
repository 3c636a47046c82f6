//! The jobs with steps behind a result: the job itself, or those of the workflow that it calls.

use std::collections::BTreeMap;

use super::gate::{GateScope, JobResult};
use super::results::{JobConclusion, JobEntry, assign, conclude, of_called};
use crate::facts::commit::Facts;
use crate::facts::workflow::WorkflowFact;
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::{Job, Workflow};

/// A job with its entries in the list of the API.
#[derive(Clone, Debug)]
pub struct RanJob<'f> {
    /// The file of its workflow.
    pub fact: &'f WorkflowFact,
    /// Its workflow.
    pub workflow: &'f Workflow,
    /// The job.
    pub job: &'f Job,
    /// Its entries.
    pub entries: Vec<JobEntry<'f>>,
    /// How the jobs that it needs ended, by their ids.
    pub needs: BTreeMap<String, RunConclusion>,
}

/// Most workflows that call each other.
///
/// Source: GitHub documentation, "Reusing workflow configurations": ten levels with the top one.
const DEEPEST: usize = 9;

/// Returns the jobs with steps behind a result. A called workflow of another repository has none that are known.
#[must_use]
pub fn ran_jobs<'f>(
    facts: &'f Facts,
    gated: &GateScope<'f>,
    result: &JobResult<'f>,
) -> Vec<RanJob<'f>> {
    let ends: BTreeMap<&str, RunConclusion> = gated
        .results
        .iter()
        .filter_map(|result| Some((result.job.id.as_str(), result.worst()?)))
        .collect();
    let top = RanJob {
        fact: gated.fact,
        workflow: gated.workflow,
        job: result.job,
        entries: result.entries.clone(),
        needs: needs(result.job, &ends),
    };
    let (mut found, mut open) = (Vec::new(), vec![(top, 0)]);
    while let Some((ran, depth)) = open.pop() {
        let Some(uses) = &ran.job.uses else {
            found.push(ran);
            continue;
        };
        let path = uses.value.trim_start_matches("./");
        if let Some((fact, workflow)) = facts.model(path).filter(|_| depth < DEEPEST) {
            let called = called(&ran, fact, workflow);
            open.extend(called.into_iter().map(|job| (job, depth + 1)));
        }
    }
    found
}

/// Returns the jobs of a workflow that a job calls.
fn called<'f>(
    caller: &RanJob<'f>,
    fact: &'f WorkflowFact,
    workflow: &'f Workflow,
) -> Vec<RanJob<'f>> {
    let given = assign(workflow, &of_called(caller.job, &caller.entries));
    let jobs = || workflow.jobs.iter().zip(&given);
    let ends: BTreeMap<&str, RunConclusion> = jobs()
        .filter_map(|(job, entries)| match conclude(job, entries) {
            JobConclusion::Ended(end) => Some((job.id.as_str(), end)),
            _ => None,
        })
        .collect();
    let ran = jobs().map(|(job, entries)| RanJob {
        fact,
        workflow,
        job,
        entries: entries.clone(),
        needs: needs(job, &ends),
    });
    ran.collect()
}

fn needs(job: &Job, ends: &BTreeMap<&str, RunConclusion>) -> BTreeMap<String, RunConclusion> {
    let known = |id: &str| Some((id.to_owned(), *ends.get(id)?));
    job.needs.iter().filter_map(|need| known(need.as_str())).collect()
}
