#![doc = include_str!("ambiguous_check.md")]

use std::collections::BTreeMap;

use crate::case::Case;
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::MatrixJobs;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "ambiguous-check",
    family: RuleFamily::Reach,
    holds: "no two jobs of a workflow make one check",
    summary: "two jobs of one workflow whose checks have one name, so that either of them stands for both",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("ambiguous_check.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("there is no job whose check has a name that is known before the run");
    for (fact, workflow) in facts.models() {
        let mut seen: BTreeMap<String, &Job> = BTreeMap::new();
        for job in workflow.jobs.iter().filter(|job| has_known_names(job)) {
            sink.examine();
            let mut told = false;
            for name in check_names(job).into_iter().filter(|name| !name.contains("${{")) {
                match seen.get(name.as_str()) {
                    // One finding for each job is enough: its other matrix jobs are ambiguous in
                    // the same way.
                    Some(other) if !told && other.id != job.id => {
                        told = true;
                        sink.find(finding(policy, (fact, workflow), (job, other), &name));
                    }
                    Some(_) => {}
                    None => {
                        seen.insert(name, job);
                    }
                }
            }
        }
    }
}

/// Returns whether the names of the checks of a job are known. The checks of a called workflow have
/// the names of its jobs, and the values of some matrices exist only in a run.
fn has_known_names(job: &Job) -> bool {
    job.uses.is_none() && !matches!(expand_matrix(job), MatrixJobs::Unknown(_))
}

fn finding(
    policy: &Policy,
    (fact, workflow): (&WorkflowFact, &Workflow),
    (job, other): (&Job, &Job),
    name: &str,
) -> Finding {
    let (id, first) = (&job.id.value, &other.id.value);
    let is_required = |job: &Job| policy.is_required(&workflow.path, &job.id.value);
    let place = |job: &Job| Location::new(fact.path.clone(), name_span(job));
    let finding = Finding::new(
        format!("{}/{id}", fact.name()),
        place(job),
        format!(
            "jobs `{first}` and `{id}` both make a check `{name}`: a merge that waits for it may take the \
             one for the other"
        ),
    )
    .label("the same name")
    .help("give each job a `name` of its own; the name that is required belongs to the one that judges")
    .related(place(other), "and here");
    if is_required(job) || is_required(other) { finding } else { finding.at_most(Severity::Warn) }
}

fn name_span(job: &Job) -> Span {
    job.name.as_ref().map_or(job.id.span, |name| name.span)
}
