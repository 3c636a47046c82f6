//! What starts a workflow, itself or through its callers; and whether it checks anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::drift::sides::DriftSides;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::runs_truegreen;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Trigger, Workflow};

/// Most workflows between a caller and what it calls.
///
/// Source: GitHub documentation, "Reuse workflows", nesting.
const DEEPEST: usize = 10;

/// A workflow on one side.
#[derive(Clone, Copy)]
pub(super) struct StartedJob<'a> {
    pub(super) facts: &'a Facts,
    pub(super) fact: &'a WorkflowFact,
    pub(super) workflow: &'a Workflow,
}

/// An event that starts a workflow, and the file that says so.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    pub(super) on: &'a Trigger,
    pub(super) path: &'a Arc<str>,
}

/// The events of the file itself that start it without somebody asking.
pub(super) fn own<'a>(at: &StartedJob<'a>) -> impl Iterator<Item = &'a Trigger> {
    let by_hand = ["workflow_dispatch", "repository_dispatch", "workflow_call"];
    at.workflow.on.iter().filter(move |on| !by_hand.contains(&on.event.value.as_str()))
}

/// All events that start it.
pub(super) fn started<'a>(at: &StartedJob<'a>) -> Vec<Start<'a>> {
    let mut seen = BTreeSet::from([at.fact.path.as_ref()]);
    let mut open = vec![*at];
    let mut found = Vec::new();
    for _ in 0..DEEPEST {
        let Some(next) = open.pop() else { break };
        found.extend(own(&next).map(|on| Start { on, path: &next.fact.path }));
        for (fact, workflow) in next.facts.models() {
            let calls = workflow.jobs.iter().any(|job| calls(job, &next.fact.path));
            if calls && seen.insert(fact.path.as_ref()) {
                open.push(StartedJob { facts: next.facts, fact, workflow });
            }
        }
    }
    found
}

fn calls(job: &Job, path: &str) -> bool {
    job.uses.as_ref().is_some_and(|uses| uses.value.trim_start_matches("./") == path)
}

/// Whether some job of it can find something: a tool or script whose exit status is a verdict, a called
/// workflow, truegreen, or an action that is called like a check.
pub(super) fn checks(at: &StartedJob<'_>) -> bool {
    const WORDS: [&str; 22] = [
        "test",
        "lint",
        "check",
        "scan",
        "codeql",
        "analy",
        "audit",
        "vuln",
        "verify",
        "review",
        "semgrep",
        "sonar",
        "trivy",
        "pre-commit",
        "zizmor",
        "typos",
        "deny",
        "coverage",
        "golangci",
        "build",
        "validat",
        "truegreen",
    ];
    let of_file = |workflow: &Arc<str>| *workflow == at.fact.path;
    let mut commands = at.facts.commands_of(&at.fact.path).iter();
    let has_command = commands.any(|command| !matches!(command.role, CommandRole::Other));
    has_command
        || at.facts.unread_scripts.iter().any(|script| of_file(&script.workflow))
        || at.workflow.jobs.iter().any(|job| {
            let named = |uses: &str| {
                let name = uses.split('@').next().unwrap_or_default().to_lowercase();
                !name.starts_with("actions/check") && WORDS.iter().any(|word| name.contains(word))
            };
            job.uses.is_some()
                || runs_truegreen(job)
                || job
                    .steps
                    .iter()
                    .filter_map(|step| step.uses.as_ref())
                    .any(|uses| named(&uses.value))
        })
}

/// Whether another workflow of the head took an event over: it has what the base's file ran, and that
/// event did not start it before. A schedule is told by its lines.
pub(super) fn moved(
    sides: &DriftSides<'_>,
    base: &StartedJob<'_>,
    head: &StartedJob<'_>,
    on: &Trigger,
) -> bool {
    let event = on.event.value.as_str();
    let works = work(base);
    let crons = |on: &Trigger| -> BTreeSet<String> {
        on.filters.iter().flat_map(|(_, values)| values).map(|value| value.value.clone()).collect()
    };
    sides.head.models().any(|(fact, workflow)| {
        let at = StartedJob { facts: sides.head, fact, workflow };
        let had = sides.base.model(&fact.path);
        let is_new = had.is_none_or(|(_, old)| {
            !old.on.iter().any(|old| {
                old.event.value == event && (event != "schedule" || crons(old) == crons(on))
            })
        });
        let takes = own(&at).any(|new| {
            new.event.value == event && (event != "schedule" || crons(on).is_subset(&crons(new)))
        });
        let does_it = || event == "schedule" || !works.is_empty() && works.is_subset(&work(&at));
        fact.path != head.fact.path && is_new && takes && does_it()
    })
}

/// The tools, scripts, actions and called workflows of a file.
fn work(at: &StartedJob<'_>) -> BTreeSet<String> {
    let of_file = at.facts.commands_of(&at.fact.path).iter();
    let commands = of_file.filter_map(|command| match &command.role {
        CommandRole::Gate(gate) => Some(gate.tool.clone()),
        CommandRole::Script => Some(command.text.clone()),
        CommandRole::Other => None,
    });
    let steps = at.workflow.jobs.iter().flat_map(|job| &job.steps);
    let uses = steps
        .filter_map(|step| step.uses.as_ref())
        .chain(at.workflow.jobs.iter().filter_map(|job| job.uses.as_ref()));
    let names = uses.filter_map(|uses| uses.value.split('@').next().map(str::to_lowercase));
    commands.chain(names.filter(|name| !name.starts_with("actions/"))).collect()
}
