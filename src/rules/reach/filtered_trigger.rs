#![doc = include_str!("filtered_trigger.md")]

use std::collections::BTreeSet;

use super::join_words;
use crate::case::Case;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::together::filter;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::filter::lets_through;
use crate::formats::workflow::model::{Trigger, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "filtered-trigger",
    family: RuleFamily::Reach,
    holds: "no filter leaves out what its gate reads",
    summary: "a filter of paths that leaves out the files that a gate command of the workflow names",
    unit: ("filter", "filters"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("filtered_trigger.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("no workflow with a gate command has a filter of paths for pull requests");
    if facts.files_problem.is_some() {
        return;
    }
    for (fact, workflow) in facts.models() {
        let Some(on) = filtered(workflow) else { continue };
        let mut gates = facts
            .commands_of(&fact.path)
            .iter()
            .filter(|command| is_gate(command, fact, policy))
            .peekable();
        if gates.peek().is_none() {
            continue;
        }
        sink.examine();
        // One finding for a filter: its files are left out by the same lines.
        let mut left_out: Vec<(String, &CommandFact)> = Vec::new();
        let mut seen = BTreeSet::new();
        for command in gates {
            for path in named_paths(facts, command) {
                let new = seen.insert(path.clone());
                if new
                    && starts_never(facts, on, &path)
                    && !another_starts(facts, fact, command, &path)
                {
                    left_out.push((path, command));
                }
            }
        }
        if let Some(finding) = finding(policy, fact, on, &left_out) {
            sink.find(finding);
        }
    }
}

/// Returns the trigger of a workflow that only pull requests with some files start. What the queue starts as well runs
/// before each merge.
fn filtered(workflow: &Workflow) -> Option<&Trigger> {
    let has_queue = workflow.on.iter().any(|on| on.event.value == "merge_group");
    let mut pulls = workflow.on.iter().filter(|on| on.event.value == "pull_request");
    pulls.find(|on| {
        !has_queue && (filter(on, "paths").is_some() || filter(on, "paths-ignore").is_some())
    })
}

fn is_gate(command: &CommandFact, fact: &WorkflowFact, policy: &Policy) -> bool {
    let judges = match command.role {
        CommandRole::Gate(_) => true,
        CommandRole::Script => policy.is_required(&fact.path, &command.job),
        CommandRole::Other => false,
    };
    judges && command.via.is_none() && !policy.is_advisory(&fact.path, &command.job)
}

/// Returns the files and folders of the repository that a command names, and the folder in which it runs.
fn named_paths(facts: &Facts, command: &CommandFact) -> Vec<String> {
    let Some(folder) = &command.folder else { return Vec::new() };
    let of_words =
        command.arguments.iter().filter(|(word, _)| !word.dynamic).filter_map(|(word, _)| {
            let word = word.text.split("::").next().unwrap_or_default();
            let path = word.trim_start_matches("./").trim_end_matches('/');
            let is_path =
                !path.is_empty() && !path.starts_with(['-', '.', '/']) && !path.contains('*');
            is_path.then(|| {
                if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
            })
        });
    let own = Some(folder.clone()).filter(|folder| !folder.is_empty());
    let mut paths: Vec<String> = of_words.chain(own).collect();
    paths.retain(|path| files_of(facts, path).next().is_some());
    paths
}

/// Returns the tracked files at a path or below it.
fn files_of<'f>(facts: &'f Facts, path: &'f str) -> impl Iterator<Item = &'f str> {
    // They are sorted: a search through all for each word would cost the square.
    let from = facts.files.partition_point(|file| file.as_str() < path);
    let rest = facts.files.get(from..).unwrap_or_default().iter().map(String::as_str);
    let is_at = move |file: &&str| {
        file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    rest.take_while(move |file| file.starts_with(path)).filter(is_at)
}

/// Returns whether no file of a path starts a trigger.
fn starts_never(facts: &Facts, on: &Trigger, path: &str) -> bool {
    let (takes, leaves) = (filter(on, "paths"), filter(on, "paths-ignore"));
    files_of(facts, path).all(|file| {
        let taken =
            takes.as_ref().is_none_or(|patterns| lets_through(patterns, file) != Some(false));
        let left =
            leaves.as_ref().is_some_and(|patterns| lets_through(patterns, file) == Some(true));
        !taken || left
    })
}

/// Returns whether another workflow runs the command for the files of a path.
fn another_starts(facts: &Facts, fact: &WorkflowFact, command: &CommandFact, path: &str) -> bool {
    let is_same = |other: &&CommandFact| {
        *other.workflow != *fact.path
            && other.program == command.program
            && named_paths(facts, other).iter().any(|named| named == path)
    };
    facts.commands.iter().filter(is_same).any(|other| {
        let workflow = facts.model(&other.workflow);
        workflow.is_some_and(|(_, workflow)| {
            let starts = |on: &Trigger| {
                matches!(on.event.value.as_str(), "pull_request" | "merge_group")
                    && !starts_never(facts, on, path)
            };
            workflow.on.iter().any(starts)
        })
    })
}

fn finding(
    policy: &Policy,
    fact: &WorkflowFact,
    on: &Trigger,
    left_out: &[(String, &CommandFact)],
) -> Option<Finding> {
    let (_, command) = left_out.first()?;
    let (key, _) = on.filters.iter().find(|(key, _)| key.value.starts_with("paths"))?;
    let mut paths: Vec<String> =
        left_out.iter().take(3).map(|(path, _)| format!("`{path}`")).collect();
    if left_out.len() > paths.len() {
        paths.push(format!("{} more", left_out.len() - paths.len()));
    }
    let paths = join_words(paths, "and");
    let message = format!(
        "`{}` leaves out {paths}, which gate commands of `{}` read: a change there starts none of them",
        key.value,
        fact.name()
    );
    let is_required =
        left_out.iter().any(|(_, command)| policy.is_required(&fact.path, &command.job));
    let finding = Finding::new(fact.name(), Location::new(fact.path.clone(), key.span), message)
        .label("starts for other files only")
        .help("let the filter take what its commands read, or let the workflow start always")
        .related(command.location.clone(), "read here");
    let waits = is_required || !policy.requires_any();
    Some(if waits { finding } else { finding.at_most(Severity::Note) })
}
