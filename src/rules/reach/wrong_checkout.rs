#![doc = include_str!("wrong_checkout.md")]

use std::collections::BTreeSet;

use crate::case::Case;
use crate::catalog::tools::tool::ToolKind;
use crate::facts::commands::CommandRole;
use crate::facts::jobs::together::judges_changes;
use crate::facts::jobs::tree::{CheckedOut, CommandTree, command_trees};
use crate::facts::path::step::runs_on_success;
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::workflow::model::{Job, Workflow};
use crate::policy::Policy;
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Location;

pub(crate) static RULE: Rule = Rule {
    id: "wrong-checkout",
    family: RuleFamily::Reach,
    holds: "every gate judges the change itself",
    summary: "a gate command that runs on another commit than that of the change",
    unit: ("job", "jobs"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("wrong_checkout.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("no job that changes start checks out a commit and runs a gate command");
    for (fact, workflow) in facts.models() {
        let follows = workflow.on.iter().any(|on| on.event.value == "workflow_run");
        if !follows && !judges_changes(facts, workflow) {
            continue;
        }
        for job in &workflow.jobs {
            let is_required = policy.is_required(&fact.path, &job.id.value);
            if !is_required && !judges_changes(facts, workflow) {
                continue;
            }
            let trees = command_trees(facts, workflow, job);
            let gates: Vec<&CommandTree<'_>> =
                trees.iter().filter(|tree| is_gate(tree, workflow, job, is_required)).collect();
            if gates.is_empty() {
                continue;
            }
            sink.examine();
            let read = JobRead { fact, workflow, job, policy, is_required };
            if let Some(finding) = read.judge(&gates) {
                sink.find(finding);
            }
        }
    }
}

fn is_gate(tree: &CommandTree<'_>, workflow: &Workflow, job: &Job, is_required: bool) -> bool {
    let runs = job.steps.get(tree.command.step).is_some_and(runs_on_success);
    // What follows another run is mostly about its result: there only what judges sources is a gate.
    let follows = workflow.on.iter().any(|on| on.event.value == "workflow_run");
    let (judges, is_script) = match &tree.command.role {
        CommandRole::Gate(gate) => {
            let is_script = gate.tool.starts_with("script ");
            let reads_sources = !is_script && gate.kind != ToolKind::Build;
            (reads_sources || !follows, is_script)
        }
        CommandRole::Script => (is_required && !follows, true),
        CommandRole::Other => (false, false),
    };
    // A script of the base that is trusted with the title or the list of files of a change does not judge its tree.
    let is_trusted = matches!(tree.tree, CheckedOut::Other { by_name: true, .. })
        && workflow.on.iter().any(|on| on.event.value == "pull_request_target");
    judges && runs && !(is_script && is_trusted)
}

/// A job with its place.
struct JobRead<'a> {
    fact: &'a WorkflowFact,
    workflow: &'a Workflow,
    job: &'a Job,
    policy: &'a Policy,
    is_required: bool,
}

impl JobRead<'_> {
    /// Finds the first gate command whose program never runs on the commit of the run.
    fn judge(&self, gates: &[&CommandTree<'_>]) -> Option<Finding> {
        let is_other = |tree: &CheckedOut| matches!(tree, CheckedOut::Other { .. });
        // A program that runs on both compares them.
        let both: BTreeSet<&str> = gates
            .iter()
            .filter(|gate| !is_other(&gate.tree))
            .map(|gate| gate.command.program.as_str())
            .collect();
        let wrong = gates.iter().find(|gate| {
            is_other(&gate.tree)
                && !gate.beside_own
                && !both.contains(gate.command.program.as_str())
        })?;
        let CheckedOut::Other { what, place, .. } = &wrong.tree else { return None };
        let (id, command) = (&self.job.id.value, &wrong.command.text);
        let line = command.lines().next().unwrap_or_default();
        let finding = Finding::new(
            format!("{}/{id}", self.fact.name()),
            place.clone(),
            format!(
                "job `{id}` checks out {what}, so `{}` judges that and not the change",
                crate::rules::signal::shorten(line, 60)
            ),
        )
        .label("another commit")
        .help(self.help())
        .related(wrong.command.location.clone(), "judged here");
        let contract = self.policy.job(&self.workflow.path, id);
        let required: Option<Location> =
            contract.and_then(|contract| self.policy.locate(contract.id.span));
        let finding = finding.related(required, "required here");
        let waits = self.is_required || !self.policy.requires_any();
        Some(if waits { finding } else { finding.at_most(Severity::Note) })
    }

    fn help(&self) -> String {
        let by_target = self.workflow.on.iter().any(|on| on.event.value == "pull_request_target");
        match by_target {
            true => "let `pull_request` start what judges a change; there a plain checkout takes it".to_owned(),
            false => "check out without `ref`, or put the other commit into a folder of its own by `path`".to_owned(),
        }
    }
}
