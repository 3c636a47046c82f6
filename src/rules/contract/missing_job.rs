#![doc = include_str!("missing_job.md")]

use crate::case::Case;
use crate::drift::difference::Change;
use crate::facts::commit::Facts;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{JobContract, Policy, WorkflowContract};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "missing-job",
    family: RuleFamily::Contract,
    holds: "every required job is there",
    summary: "a job or workflow that the policy names is not in the repository",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("missing_job.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, change, policy } = case;
    let named = policy.workflows.iter().any(|contract| !contract.jobs.is_empty());
    if !named && policy.required_by_flag.is_empty() {
        sink.not_checked(
            "no job is required; name them by `required-jobs`, or below `workflows:` in the policy",
        );
    }
    for contract in &policy.workflows {
        let fact = facts.workflows.iter().find(|fact| fact.name() == contract.file.value);
        match fact {
            None if is_behind(change, contract) => {
                for job in &contract.jobs {
                    left_behind(case, &contract.file.value, job, sink);
                }
            }
            None => missing_workflow(facts, policy, contract, sink),
            Some(fact) => {
                for job in &contract.jobs {
                    match change.behind.has(fact.name(), &job.id.value) {
                        true => left_behind(case, fact.name(), job, sink),
                        false => held(policy, fact, job, sink),
                    }
                }
            }
        }
    }
    for name in &policy.required_by_flag {
        by_flag(facts, name, sink);
    }
}

/// Returns whether the change lacks a whole workflow because it is behind its base.
fn is_behind(change: &Change, contract: &WorkflowContract) -> bool {
    let file = &contract.file.value;
    !contract.jobs.is_empty()
        && contract.jobs.iter().all(|job| change.behind.has(file, &job.id.value))
}

/// A job that nobody removed. The change may merge without it, unless it must be brought up to date before.
fn left_behind(case: Case<'_>, file: &str, job: &JobContract, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let id = &job.id.value;
    let rules = facts.commit_checks.as_ref().and_then(|checks| checks.rules.as_ref());
    let branch = facts.place.base_branch.as_deref();
    let base = branch.map_or_else(|| "the base".to_owned(), |branch| format!("`{branch}`"));
    if rules.is_some_and(|rules| rules.is_strict) {
        sink.leave_out(format!("behind {base}: not judged: `{file}/{id}`"));
        return;
    }
    sink.examine();
    let finding = Finding::new(
        format!("{file}/{id}"),
        policy.locate(job.id.span),
        format!(
            "whether job `{id}` holds cannot be told: the change is behind {base} and never had it"
        ),
    );
    sink.unknown(finding.label("named here").help(format!(
        "bring the branch up to date with {base}, or let the rules of {base} ask for that"
    )));
}

fn missing_workflow(facts: &Facts, policy: &Policy, contract: &WorkflowContract, sink: &mut Sink) {
    sink.examine_many(contract.jobs.len().max(1));
    let file = &contract.file;
    let near = rename_hint(&file.value, facts.workflows.iter().map(|fact| fact.name()));
    sink.find(
        Finding::new(
            file.value.clone(),
            policy.locate(file.span),
            format!(
                "workflow `{}` is gone, and with it every check of its {} jobs",
                file.value,
                contract.jobs.len()
            ),
        )
        .label("not in `.github/workflows`")
        .help(format!("restore the file{near}, or change the policy on the base branch first")),
    );
}

fn held(policy: &Policy, fact: &WorkflowFact, job: &JobContract, sink: &mut Sink) {
    sink.examine();
    let id = &job.id.value;
    let subject = format!("{}/{id}", fact.name());
    let Some(model) = &fact.model else {
        let problem =
            fact.problems.first().map(|problem| Location::new(fact.path.clone(), problem.span));
        sink.unknown(
            Finding::new(
                subject,
                policy.locate(job.id.span),
                format!(
                    "whether job `{id}` is there cannot be told: GitHub refuses `{}`",
                    fact.name()
                ),
            )
            .label("required here")
            .related(problem, "the file is broken here"),
        );
        return;
    };
    if model.jobs.iter().any(|found| found.id.value == *id) {
        return;
    }
    let listed = |id: &&str| policy.job(&fact.path, id).is_some();
    let near = rename_hint(
        id,
        model.jobs.iter().map(|job| job.id.value.as_str()).filter(|id| !listed(id)),
    );
    sink.find(
        Finding::new(
            subject,
            policy.locate(job.id.span),
            format!("job `{id}` is not in `{}`, so its check is never made", fact.name()),
        )
        .label("named here")
        .help(format!("restore the job{near}, or change the policy on the base branch first"))
        .related(Location::new(fact.path.clone(), model.jobs_span), "the jobs of this workflow"),
    );
}

fn by_flag(facts: &Facts, name: &str, sink: &mut Sink) {
    sink.examine();
    let (file, id) = match name.split_once('/') {
        Some((file, id)) => (Some(file), id),
        None => (None, name),
    };
    let mut asked =
        facts.workflows.iter().filter(|fact| file.is_none_or(|file| fact.name() == file));
    let jobs =
        || facts.models().flat_map(|(_, model)| &model.jobs).map(|job| job.id.value.as_str());
    let there = asked.clone().any(|fact| {
        fact.model.as_ref().is_some_and(|model| model.jobs.iter().any(|job| job.id.value == id))
    });
    if there {
        return;
    }
    if let Some(broken) = asked.find(|fact| fact.model.is_none()) {
        sink.unknown(Finding::new(
            name,
            broken.problems.first().map(|problem| Location::new(broken.path.clone(), problem.span)),
            format!(
                "whether job `{id}` is there cannot be told: GitHub refuses `{}`",
                broken.name()
            ),
        ));
        return;
    }
    let place = file.map_or_else(|| "any workflow".to_owned(), |file| format!("`{file}`"));
    sink.find(Finding::new(name, None, format!("required job `{id}` is not in {place}")).help(
        format!("restore the job{}, or take it off `required-jobs`", rename_hint(id, jobs())),
    ));
}

/// Returns ` (there is ...)` with the most similar name, which may be the new name after a rename;
/// or an empty text.
pub(crate) fn rename_hint<'n>(name: &str, there: impl Iterator<Item = &'n str>) -> String {
    let distance = |there: &str| match there.contains(name) || name.contains(there) {
        true => 0,
        false => strsim::damerau_levenshtein(there, name),
    };
    let near = there.map(|there| (distance(there), there)).min();
    match near.filter(|&(distance, _)| distance <= name.len() / 2 + 1) {
        Some((_, near)) => format!(" (there is `{near}`; was it renamed?)"),
        None => String::new(),
    }
}
