#![doc = include_str!("blind_diff.md")]

use crate::case::Case;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::jobs::history::{BlindComparison, Comparison, blind_comparisons};
use crate::facts::jobs::together::{filter, judges_changes};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::rules::signal::shorten;

pub(crate) static RULE: Rule = Rule {
    id: "blind-diff",
    family: RuleFamily::Reach,
    holds: "no comparison is blind",
    summary: "a comparison with a commit that is not there, is the same, or is not the base",
    unit: ("job", "jobs"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("blind_diff.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("no job that changes start compares commits");
    for (fact, workflow) in facts.models().filter(|(_, other)| judges_changes(facts, other)) {
        for job in &workflow.jobs {
            let own: Vec<&CommandFact> = facts.commands_of_job(&fact.path, &job.id.value).collect();
            let gates = |command: &CommandFact| matches!(command.role, CommandRole::Gate(_));
            let is_required = policy.is_required(&fact.path, &job.id.value);
            // What selects is an output for others, or stands in a job that judges.
            let selects = !job.outputs.is_empty() || own.iter().any(|command| gates(command));
            if !(selects || is_required) || policy.is_advisory(&fact.path, &job.id.value) {
                continue;
            }
            let compares = own.iter().any(|command| command.program == "git")
                || own.iter().any(|command| literal(command).is_some());
            if !compares {
                continue;
            }
            sink.examine();
            let waits = is_required || !policy.requires_any() || !job.outputs.is_empty();
            let add =
                |finding: Finding| if waits { finding } else { finding.at_most(Severity::Note) };
            for blind in blind_comparisons(facts, workflow, job) {
                sink.find(add(of_comparison(&blind, job)));
            }
            for command in own.iter().filter(|command| gates(command) || command.program == "git") {
                if let Some(finding) = wrong_base(policy, workflow, command) {
                    sink.find(add(finding));
                }
            }
        }
    }
}

fn of_comparison(blind: &Comparison<'_>, job: &Job) -> Finding {
    let (command, with) = (blind.command, shorten(&blind.with, 40));
    let shown = shorten(&command.text, 60);
    let (message, help) = match blind.blind {
        BlindComparison::Shallow => (
            format!(
                "`{shown}` has no `{with}` to compare with: job `{}` checks out without the history, and goes on as if \
                 nothing had changed",
                job.id.value
            ),
            "check out with `fetch-depth: 0`, or fetch the commit first; and let the step fail where the command does",
        ),
        BlindComparison::Itself => (
            format!("`{shown}` compares a commit with itself: it never finds a difference"),
            "compare with the base: `github.event.pull_request.base.sha`",
        ),
        BlindComparison::NoBase => (
            format!(
                "`{shown}` compares with `{with}`, which is empty here: no pull request starts the workflow"
            ),
            "compare with what the event has: `github.event.before` of a push",
        ),
    };
    Finding::new(command.subject.clone(), command.location.clone(), message)
        .label("sees nothing")
        .help(help)
}

/// Returns the branch that a command compares with, where it is spelled out.
fn literal(command: &CommandFact) -> Option<&str> {
    command.arguments.iter().filter(|(word, _)| !word.dynamic).find_map(|(word, _)| {
        let value = word.text.rsplit(['=', '[']).next().unwrap_or_default();
        let branch = value.strip_prefix("origin/")?;
        let end = branch.find("..").unwrap_or(branch.len());
        let branch = branch.get(..end)?.trim_end_matches(']');
        (!branch.is_empty() && branch != "HEAD").then_some(branch)
    })
}

/// Finds a branch that is spelled out, where pull requests to other branches start the workflow too.
fn wrong_base(policy: &Policy, workflow: &Workflow, command: &CommandFact) -> Option<Finding> {
    let branch = literal(command)?;
    let on = workflow.on.iter().find(|on| on.event.value == "pull_request")?;
    let patterns = filter(on, "branches");
    let others = match &patterns {
        Some(patterns) => patterns.iter().find(|pattern| **pattern != branch).copied(),
        None => {
            let bases = policy.context.base.iter().map(|base| base.value.as_str());
            bases.into_iter().find(|base| *base != branch)
        }
    }?;
    let message = format!(
        "`{}` compares with `{branch}`, and pull requests to `{others}` start it too: there it looks at other files",
        shorten(&command.text, 60)
    );
    Some(
        Finding::new(command.subject.clone(), command.location.clone(), message)
            .label("not always the base")
            .help("compare with the base of the change: `origin/${{ github.base_ref }}`"),
    )
}
