#![doc = include_str!("workflow_off_contract.md")]

use crate::facts::Facts;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::Policy;
use crate::rules::{Check, Rule};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "workflow-off-contract",
    family: "contract",
    holds: "workflows are as the policy says",
    summary: "a workflow has what the policy does not allow, such as a job that is not listed",
    unit: ("job", "jobs"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("workflow_off_contract.md"),
    check: Check::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let mut asked = false;
    for contract in &policy.workflows {
        let Some(span) = contract.only_listed else { continue };
        asked = true;
        let fact = facts.workflows.iter().find(|fact| fact.name() == contract.file.value);
        let Some((fact, model)) = fact.and_then(|fact| Some((fact, fact.model.as_ref()?))) else {
            sink.inconclusive(format!("workflow `{}` is gone or broken", contract.file.value));
            continue;
        };
        for job in &model.jobs {
            sink.examine();
            let id = &job.id.value;
            if contract.jobs.iter().any(|listed| listed.id.value == *id) {
                continue;
            }
            sink.find(
                Finding::new(
                    format!("{}/{id}", fact.name()),
                    Location::new(fact.path.clone(), job.id.span),
                    format!("job `{id}` is not among the jobs that the policy lists, so nothing says whether it gates"),
                )
                .label("not listed")
                .help("list it in the policy, as required or as `advisory: true`")
                .related(policy.locate(span), "only listed jobs may be here"),
            );
        }
    }
    if !asked {
        sink.not_checked(
            "no workflow is held to its list of jobs; add `only-listed: true` to it in the policy",
        );
    }
}
