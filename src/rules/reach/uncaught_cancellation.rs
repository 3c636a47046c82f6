#![doc = include_str!("uncaught_cancellation.md")]

use std::collections::BTreeMap;

use crate::case::Case;
use crate::facts::jobs::red::ends_red;
use crate::facts::jobs::together::judges_changes;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "uncaught-cancellation",
    family: RuleFamily::Reach,
    holds: "no cancelled job goes unheard",
    summary: "a job that turns red where another failed, and is skipped where another was cancelled",
    unit: ("job", "jobs"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("uncaught_cancellation.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("no job waits for others and ends red by a step of its own");
    for (fact, workflow) in facts.models().filter(|(_, other)| judges_changes(facts, other)) {
        for job in workflow.jobs.iter().filter(|job| !job.needs.is_empty()) {
            let is_required = policy.is_required(&fact.path, &job.id.value);
            let ends_red = job.steps.iter().any(|step| ends_red(facts, workflow, job, step));
            if !ends_red || policy.is_advisory(&fact.path, &job.id.value) {
                continue;
            }
            sink.examine();
            let Some(condition) = &job.condition else { continue };
            let waits_for_failures = runs(&condition.value, End::Failed) == Some(true)
                && runs(&condition.value, End::Good) == Some(false);
            if !waits_for_failures || runs(&condition.value, End::Cancelled) != Some(false) {
                continue;
            }
            let message = format!(
                "job `{}` turns red where a job before it failed, and is skipped where one was cancelled or ran out of \
                 time: a skipped check passes",
                job.id.value
            );
            let finding = Finding::new(
                format!("{}/{}", fact.name(), job.id.value),
                Location::new(fact.path.clone(), condition.span),
                message,
            )
            .label("false for a cancelled job")
            .help(
                "let it run by `if: always()`, and let a step fail unless each result is `success`",
            );
            let waits = is_required || !policy.requires_any();
            sink.find(if waits { finding } else { finding.at_most(Severity::Note) });
        }
    }
}

/// How the job before ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Good,
    Failed,
    Cancelled,
}

/// Returns whether a condition lets its job run; `None` where it looks at more than the state of the run.
fn runs(condition: &str, end: End) -> Option<bool> {
    let contexts = Contexts {
        roots: BTreeMap::new(),
        success: Some(end == End::Good),
        failure: Some(end == End::Failed),
        cancelled: Some(end == End::Cancelled),
    };
    evaluate_condition(condition, &contexts).ok()?.truth()
}
