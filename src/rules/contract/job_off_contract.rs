#![doc = include_str!("job_off_contract.md")]

use super::terms::{Party, commands};
use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::jobs::keys;
use crate::facts::jobs::keys::JobKey;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::{Expectation, JobTerms, Policy, Term, WorkflowContract};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};

pub(crate) static RULE: Rule = Rule {
    id: "job-off-contract",
    family: RuleFamily::Contract,
    holds: "jobs are as the policy says",
    summary: "a job whose needs, matrix, time limit, permissions, runner, variables or commands are not what the policy expects",
    unit: ("expectation", "expectations"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("job_off_contract.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let mut asked = false;
    for contract in &policy.workflows {
        let listed = contract.jobs.iter().any(|job| !job.terms.is_empty());
        let of_many = [&contract.every_job, &contract.every_listed];
        if !listed && of_many.iter().all(|terms| terms.is_empty()) {
            continue;
        }
        asked = true;
        let fact = facts.workflows.iter().find(|fact| fact.name() == contract.file.value);
        match fact.and_then(|fact| Some((fact, fact.model.as_ref()?))) {
            Some((fact, model)) => workflow(facts, policy, contract, (fact, model), sink),
            // The rule `missing-job` reports a file that is gone, and `invalid-workflow` one that
            // GitHub rejects.
            None => {
                let why = format!("workflow `{}` is gone or broken", contract.file.value);
                sink.inconclusive(why);
            }
        }
    }
    if !asked {
        sink.not_checked(
            "the policy asks for nothing of a job but its presence; add `needs`, `matrix`, `runs`, ... to it",
        );
    }
}

fn workflow(
    facts: &Facts,
    policy: &Policy,
    contract: &WorkflowContract,
    (fact, model): (&WorkflowFact, &Workflow),
    sink: &mut Sink,
) {
    for job in &model.jobs {
        let party = Party { policy, fact, job: Some(&job.id.value) };
        let id = &job.id.value;
        let listed = contract.jobs.iter().find(|listed| listed.id.value == *id);
        let required = listed.filter(|_| policy.is_required(&fact.path, id));
        let own = match required {
            Some(listed) => Some(listed.terms.over(&contract.every_listed)),
            None => listed.map(|listed| listed.terms.clone()),
        };
        for terms in own.iter().chain([&contract.every_job]) {
            values(&party, model, job, terms, sink);
            commands::hold(facts, &party, job, terms, sink);
        }
    }
}

fn values(party: &Party<'_>, model: &Workflow, job: &Job, terms: &JobTerms, sink: &mut Sink) {
    // GitHub allows no runner, timeout or variables in a job that calls a workflow.
    let calls = job.uses.is_some();
    let mut hold =
        |name, expectation: &Option<Expectation>, keys: fn(&Workflow, &Job) -> Vec<JobKey>| {
            let Some(expectation) = expectation else { return };
            for key in keys(model, job) {
                let key = if asks_for_presence(expectation) { key.as_written() } else { key };
                party.hold(name, expectation, &key, sink);
            }
        };
    hold("name", &terms.name, |_, job| vec![keys::name(job)]);
    hold("if", &terms.condition, |_, job| vec![keys::condition(job)]);
    hold("needs", &terms.needs, |_, job| vec![keys::needs(job)]);
    hold("matrix", &terms.matrix, |_, job| vec![keys::matrix(job)]);
    hold("permissions", &terms.permissions, |model, job| vec![keys::permissions(model, Some(job))]);
    if !calls {
        hold("timeout-minutes", &terms.timeout, |_, job| keys::timeout(job));
        hold("runs-on", &terms.runs_on, |_, job| keys::runs_on(job));
        hold("env", &terms.env, keys::environment);
    }
}

/// Returns whether an expectation asks only that a value is written, or that none is.
fn asks_for_presence(expectation: &Expectation) -> bool {
    expectation.terms.iter().all(|term| matches!(term.value, Term::Present(_)))
}
