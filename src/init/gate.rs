//! The gate job to paste into a workflow: it waits for the other jobs and judges them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::draft::{Comes, Draft, Tier, WorkflowDraft};
use super::scalar::{flow_list, scalar};
use crate::facts::commit::Facts;
use crate::formats::workflow::model::Workflow;

/// Names for the job. The job must not have the name of the check run that it writes.
const NAMES: [&str; 3] = ["gate", "green-gate", "truegreen-gate"];

/// The gate job with its workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateDraft {
    /// File name of the workflow.
    pub file: String,
    /// Id of the job.
    pub id: String,
    /// The lines of the job.
    pub text: String,
    /// Workflows with required jobs that the gate job cannot wait for.
    pub others: Vec<String>,
}

/// Returns the workflow for the gate job: the one that runs truegreen already, else the one with
/// most required jobs and commands.
#[must_use]
pub fn chosen<'d>(facts: &Facts, workflows: &'d [WorkflowDraft]) -> Option<&'d WorkflowDraft> {
    let runs_here = |listed: &&WorkflowDraft| {
        facts.models().any(|(fact, model)| fact.name() == listed.file && runs_truegreen(model))
    };
    let weight = |workflow: &&WorkflowDraft| {
        let is_own = workflow.events.iter().any(|event| event == "pull_request");
        let runs: usize = workflow.jobs.iter().map(|job| 1 + job.terms.runs.len()).sum();
        (is_own, runs, std::cmp::Reverse(workflow.file.clone()))
    };
    let here = workflows.iter().find(runs_here);
    here.or_else(|| workflows.iter().filter(guards).max_by_key(weight))
}

/// Returns whether a workflow starts by itself before the merge, with a required job.
fn guards(workflow: &&WorkflowDraft) -> bool {
    workflow.tier == Tier::Before && workflow.jobs.iter().any(|job| job.advisory.is_none())
}

fn runs_truegreen(workflow: &Workflow) -> bool {
    let steps = workflow.jobs.iter().flat_map(|job| &job.steps);
    let mut uses = steps.filter_map(|step| step.uses.as_ref());
    uses.any(|uses| uses.value.to_lowercase().starts_with("truegreen/truegreen"))
}

/// Returns the gate job; `None` if there is no job to wait for, or if truegreen runs already.
#[must_use]
pub fn gate(facts: &Facts, draft: &Draft) -> Option<GateDraft> {
    if facts.models().any(|(_, workflow)| runs_truegreen(workflow)) {
        return None;
    }
    let chosen = chosen(facts, &draft.workflows)?;
    let model = facts.models().find(|(fact, _)| fact.name() == chosen.file)?.1;
    let taken: BTreeSet<&str> = model.jobs.iter().map(|job| job.id.as_str()).collect();
    let id = NAMES.into_iter().find(|name| !taken.contains(name))?;
    let needs: Vec<String> = chosen.jobs.iter().map(|job| job.id.clone()).collect();
    let others = draft.workflows.iter().filter(guards).filter(|other| other.file != chosen.file);
    Some(GateDraft {
        file: chosen.file.clone(),
        id: id.to_owned(),
        text: job(id, &needs, &artifacts(draft)),
        others: others.map(|other| other.file.clone()).collect(),
    })
}

/// Returns the artifacts that contain the reports: name and folder.
fn artifacts(draft: &Draft) -> BTreeSet<(String, String)> {
    let all = draft.tests.iter().chain(&draft.coverage);
    all.filter_map(|entry| match &entry.comes {
        Comes::Artifact { name, into } => Some((name.clone(), into.clone())),
        Comes::NotAtAll => None,
    })
    .collect()
}

fn job(id: &str, needs: &[String], artifacts: &BTreeSet<(String, String)>) -> String {
    let mut out = format!("  {id}:\n    needs: {}\n", flow_list(needs));
    out.push_str(
        "    if: always()                   # a gate that is skipped counts as green\n    \
         runs-on: ubuntu-latest\n    \
         timeout-minutes: 20\n    \
         permissions:\n      \
           contents: read               # the workflows and the policy of the base\n      \
           actions: read                # how each job really ended\n      \
           checks: write                # the check run\n      \
           pull-requests: write         # the comment\n    \
         steps:\n",
    );
    for (name, into) in artifacts {
        let key = if name.contains('*') { "pattern" } else { "name" };
        let _ = writeln!(
            out,
            "      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1\n        \
             with: {{ {key}: {}, path: {} }}",
            scalar(name),
            scalar(into)
        );
    }
    let _ = writeln!(
        out,
        "      - uses: truegreen/truegreen@v{} # pin the full commit of a release\n        \
         if: always()\n        \
         with:\n          \
           needs: ${{{{ toJSON(needs) }}}}",
        env!("CARGO_PKG_VERSION")
    );
    out
}
