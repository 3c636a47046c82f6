#![doc = include_str!("invalid_workflow.md")]

use crate::case::Case;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::problem::Problem;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "invalid-workflow",
    family: RuleFamily::Reach,
    holds: "every workflow is one that GitHub runs",
    summary: "a workflow that GitHub refuses, so that none of its checks is ever made",
    unit: ("workflow", "workflows"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("invalid_workflow.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let facts = case.facts;
    if facts.workflows.is_empty() {
        sink.inconclusive(
            "there is no workflow below `.github/workflows`; look whether this is the root of the repository",
        );
    }
    for workflow in &facts.workflows {
        sink.examine();
        if workflow.is_unread {
            workflow.problems.iter().for_each(|problem| sink.unknown(unread(workflow, problem)));
            continue;
        }
        for problem in &workflow.problems {
            let mut finding = Finding::new(
                workflow.name(),
                Location::new(workflow.path.clone(), problem.span),
                format!(
                    "GitHub refuses `{}`, so none of its checks is made: {}",
                    workflow.name(),
                    problem.message
                ),
            )
            .label("here")
            .help(problem.help.clone().unwrap_or_else(|| {
                "correct the file; GitHub shows such a run as failed at start-up".to_owned()
            }));
            if let Some((span, label)) = &problem.related {
                finding = finding.related(Location::new(workflow.path.clone(), *span), label);
            }
            sink.find(finding);
        }
    }
}

fn unread(workflow: &WorkflowFact, problem: &Problem) -> Finding {
    let place = Location::new(workflow.path.clone(), problem.span);
    let message = format!("`{}` cannot be read: {}", workflow.name(), problem.message);
    Finding::new(workflow.name(), place, message)
        .help("until it can be read, nobody knows what its checks are")
}
