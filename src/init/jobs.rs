//! Selects the jobs to require: those that pull requests start and that check something.

use std::collections::BTreeSet;

use super::draft::{FiltersDraft, JobDraft, SkipDraft, Tier, ValueDraft, WorkflowDraft};
use super::skips::SkipDecision;
use super::tiers::{WorkflowCall, calls, pull_request_events, started};
use super::{kept, skips, terms};
use crate::catalog::tools::tool::ToolKind;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::advisory::flag_selection;
use crate::facts::jobs::gate_steps::gate_steps;
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::facts::path::climb::aggregated_jobs;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::Reach;
use crate::facts::path::step::is_tolerated;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::model::{Job, Step, Trigger, Value, Workflow};
use crate::policy::Policy;

/// Actions that upload, set up or show something; their failure says nothing about a change.
const CARRIERS: [&str; 30] = [
    "actions/add-to-project",
    "actions/attest",
    "actions/cache",
    "actions/checkout",
    "actions/configure-pages",
    "actions/create-github-app-token",
    "actions/deploy-pages",
    "actions/download-artifact",
    "actions/first-interaction",
    "actions/github-script",
    "actions/labeler",
    "actions/setup-",
    "actions/stale",
    "actions/upload-artifact",
    "actions/upload-pages-artifact",
    "codecov/codecov-action",
    "codecov/test-results-action",
    "coverallsapp/github-action",
    "dependabot/fetch-metadata",
    "dorny/paths-filter",
    "github/codeql-action/upload-sarif",
    "int128/hide-comment-action",
    "marocchino/sticky-pull-request-comment",
    "mshick/add-pr-comment",
    "peter-evans/create-or-update-comment",
    "peter-evans/find-comment",
    "release-drafter/release-drafter",
    "step-security/harden-runner",
    "thollander/actions-comment-pull-request",
    "tj-actions/changed-files",
];

/// Programs whose failure says nothing about a change.
const PLAIN: [&str; 20] = [
    "cat", "cd", "chmod", "cp", "curl", "date", "echo", "export", "gh", "head", "jq", "ls",
    "mkdir", "mv", "printf", "rm", "sed", "sleep", "tee", "wget",
];

/// Reason for leaving out a job that only sets up, uploads or shows something.
const NOTHING: &str = "judges nothing";

/// Returns the workflows whose jobs are required, with these jobs, and the skips that a change decides: the workflows
/// that pull requests or pushes start, those that run after the merge, and those that required jobs call.
#[must_use]
pub fn listed(facts: &Facts) -> (Vec<WorkflowDraft>, Vec<SkipDraft>) {
    let (mut workflows, mut skips) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    let home = RepositoryContext::of(facts, &Policy::default());
    let mut add = |(fact, workflow): (_, _), tier: Tier, events: &[String]| {
        let reach = Reach::new(workflow, &home);
        let found = WorkflowJobs { facts, fact, workflow, tier: &tier, reach };
        let (draft, more) = found.jobs(events);
        let calls = calls(facts, fact, workflow, &draft);
        if !(draft.jobs.is_empty() && draft.left_out.is_empty()) {
            workflows.push(draft);
        }
        skips.extend(more);
        calls
    };
    let mut open: Vec<WorkflowCall<'_>> = Vec::new();
    for (fact, workflow) in facts.models() {
        let Some((tier, events)) = started(facts, workflow) else { continue };
        // The policy cannot tell files apart whose names differ only in case.
        if names.insert(fact.name().to_lowercase()) {
            open.extend(add((fact, workflow), tier, &events));
        }
    }
    while let Some(call) = open.pop() {
        let is_same = |other: &WorkflowCall<'_>| other.fact.path == call.fact.path;
        let same = open.iter().filter(|other| is_same(other)).map(|other| other.by.clone());
        let mut by: Vec<String> = same.chain([call.by.clone()]).collect();
        by.sort();
        open.retain(|other| !is_same(other));
        if names.insert(call.fact.name().to_lowercase()) {
            open.extend(add((call.fact, call.workflow), Tier::Called(by), &[]));
        }
    }
    workflows.sort_by(|one, other| one.file.cmp(&other.file));
    (workflows, skips)
}

struct WorkflowJobs<'a> {
    facts: &'a Facts,
    fact: &'a WorkflowFact,
    workflow: &'a Workflow,
    tier: &'a Tier,
    reach: Reach<'a>,
}

impl<'a> WorkflowJobs<'a> {
    fn jobs(&self, events: &[String]) -> (WorkflowDraft, Vec<SkipDraft>) {
        let file = self.fact.name().to_owned();
        let mut draft = WorkflowDraft {
            file: file.clone(),
            tier: self.tier.clone(),
            events: events.to_vec(),
            filters: self.filters(events),
            pinned: kept::pinned(self.workflow),
            ..WorkflowDraft::default()
        };
        let mut skips = Vec::new();
        let awaited = self.awaited();
        for job in &self.workflow.jobs {
            let id = &job.id.value;
            let skip = skips::of_job(self.facts, &self.reach, job);
            let why = self
                .left_out(job, &skip)
                .filter(|why| *why != NOTHING || !awaited.contains(id.as_str()));
            if let Some(why) = why {
                draft.left_out.push((id.clone(), why));
                continue;
            }
            let mut listed = self.job(job);
            if !self.judges(job) {
                listed.notes.push("others wait for it".to_owned());
            }
            if listed.advisory.is_none() {
                if let SkipDecision::Allowed(when) = skip {
                    skips.push(SkipDraft { job: format!("{file}/{id}"), when });
                }
                skips.extend(self.step_skips(job));
            }
            draft.jobs.push(listed);
        }
        self.keep(&mut draft);
        (draft, skips)
    }

    /// Returns the steps of a required job that judge and that the change may skip.
    fn step_skips(&self, job: &'a Job) -> Vec<SkipDraft> {
        let mut found: Vec<SkipDraft> = Vec::new();
        for gate in gate_steps(self.facts, &self.fact.path, job) {
            let SkipDecision::Allowed(when) =
                skips::of_step(self.facts, &self.reach, job, gate.step)
            else {
                continue;
            };
            let label = gate.step.label();
            let entry =
                SkipDraft { job: format!("{}/{}/{label}", self.fact.name(), job.id.value), when };
            if !is_tolerated(gate.step, job) && !found.contains(&entry) {
                found.push(entry);
            }
        }
        found
    }

    /// Returns the events of pull requests and `merge_group`, with all of their filters.
    fn filters(&self, events: &[String]) -> Vec<FiltersDraft> {
        let counts = |on: &&Trigger| {
            let name = &on.event.value;
            name != "schedule"
                && (name == "merge_group" && !events.is_empty() || events.contains(name))
        };
        self.workflow.on.iter().filter(counts).map(kept::filters).collect()
    }

    /// Adds what the required jobs must keep: shared values once for all of them, the others at
    /// each job.
    fn keep(&self, draft: &mut WorkflowDraft) {
        let required = |job: &&Job| {
            let listed = draft.jobs.iter().find(|listed| listed.id == job.id.value);
            listed.is_some_and(|listed| listed.advisory.is_none())
        };
        let jobs: Vec<&Job> = self.workflow.jobs.iter().filter(required).collect();
        draft.common = kept::common(self.workflow, &jobs);
        for job in jobs {
            let own = kept::own(self.workflow, job, &draft.common);
            if let Some(listed) = draft.jobs.iter_mut().find(|listed| listed.id == job.id.value) {
                listed.terms.kept = own;
            }
        }
    }

    /// Returns the reason for leaving out a job, unless another listed job needs it.
    fn left_out(&self, job: &'a Job, skip: &SkipDecision) -> Option<String> {
        match skip {
            SkipDecision::Wrong(on) if !skips::is_missed(self.facts, &self.reach, job) => {
                Some(format!("is skipped {on}"))
            }
            _ if !self.judges(job) => Some(NOTHING.to_owned()),
            // After the merge most jobs hand out what was merged.
            _ if *self.tier == Tier::After && !skips::is_judge(self.facts, self.workflow, job) => {
                Some("runs after the merge, and hands out or has no known tool".to_owned())
            }
            // With `pull_request_target` most jobs label and comment, so only jobs with a known
            // tool or script are listed.
            _ if self.is_with_rights() && !self.has_judge(job) => {
                Some("runs with the rights of the base, and no known tool judges in it".to_owned())
            }
            _ => None,
        }
    }

    /// Returns whether the first event of pull requests is `pull_request_target`.
    fn is_with_rights(&self) -> bool {
        let events = pull_request_events(self.workflow);
        events.first().is_some_and(|event| event == "pull_request_target")
    }

    /// Returns the jobs that a required job needs: if one of them fails, the required job is
    /// skipped, and a skipped check passes.
    fn awaited(&self) -> BTreeSet<&'a str> {
        let jobs = &self.workflow.jobs;
        let mut open: Vec<&'a Job> = Vec::new();
        for job in jobs {
            let skip = skips::of_job(self.facts, &self.reach, job);
            if self.left_out(job, &skip).is_none() && self.advisory(job).is_none() {
                open.push(job);
            }
        }
        let mut awaited = BTreeSet::new();
        while let Some(job) = open.pop() {
            for need in &job.needs {
                let needed = jobs.iter().find(|job| job.id.value == need.value);
                if let Some(needed) = needed.filter(|_| awaited.insert(need.as_str())) {
                    open.push(needed);
                }
            }
        }
        awaited
    }

    fn commands(&self, job: &'a Job) -> impl Iterator<Item = &'a CommandFact> + use<'a> {
        self.facts.commands_of_job(&self.fact.path, &job.id.value)
    }

    /// Returns whether a known tool or a script of the repository runs in a job.
    fn has_judge(&self, job: &'a Job) -> bool {
        self.commands(job).any(|command| !matches!(command.role, CommandRole::Other))
    }

    /// Returns whether a job may check something: not every step is known to check nothing.
    fn judges(&self, job: &'a Job) -> bool {
        let is_aggregate = !job.needs.is_empty() && !aggregated_jobs(job, self.workflow).is_empty();
        let unknown = |step: &Step| {
            let uses = step.uses.as_ref().map(|uses| uses.value.to_lowercase());
            let action =
                uses.is_some_and(|uses| !CARRIERS.iter().any(|known| uses.starts_with(known)));
            let mut own = self.commands(job).filter(|command| command.step == step.index);
            let shown =
                |text: &str| text.contains("exit") || text.contains("[ ") || text.contains("git");
            action
                || step.run.as_ref().is_some_and(|run| {
                    shown(&run.text)
                        || own.any(|command| !PLAIN.contains(&command.program.as_str()))
                })
        };
        job.uses.is_some() || self.has_judge(job) || is_aggregate || job.steps.iter().any(unknown)
    }

    /// Returns why a failure of the job blocks nothing today. A test that may fail is no reason: it
    /// is a finding.
    fn advisory(&self, job: &'a Job) -> Option<String> {
        // Only some matrix jobs may fail.
        if matrix_word(job).is_some() {
            return None;
        }
        let flag = job.continue_on_error.as_ref();
        if flag.is_some_and(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Always) {
            return Some("`continue-on-error` of the job".to_owned());
        }
        let is_gate = |command: &&CommandFact| matches!(command.role, CommandRole::Gate(_));
        let tolerated = |command: &CommandFact| {
            let step = job.steps.get(command.step);
            !is_test(command) && step.is_some_and(|step| is_tolerated(step, job))
        };
        let mut gates = self.commands(job).filter(is_gate).peekable();
        let all = gates.peek().is_some() && gates.all(tolerated);
        all.then(|| "`continue-on-error` of every step that judges".to_owned())
    }

    fn job(&self, job: &'a Job) -> JobDraft {
        let mut draft = JobDraft { id: job.id.value.clone(), ..JobDraft::default() };
        draft.advisory = self.advisory(job);
        if draft.advisory.is_some() {
            return draft;
        }
        draft.advisory_matrix = matrix_word(job);
        draft.advisory_steps = self.advisory_steps(job);
        let heard = aggregated_jobs(job, self.workflow);
        if !heard.is_empty() && job.needs.len() > 1 {
            draft.notes.push(format!("sums up {} jobs", heard.len()));
        }
        draft.terms = terms::of(job, self.commands(job));
        draft
    }

    /// Returns the labels of steps under `continue-on-error` without a known tool: a reader sees
    /// why they may fail. A step with a tool is a finding, and gets a waiver with an end date.
    fn advisory_steps(&self, job: &'a Job) -> Vec<String> {
        let is_free = |step: &Step| {
            let mut own = self.commands(job).filter(|command| command.step == step.index);
            is_tolerated(step, job)
                && own.all(|command| matches!(command.role, CommandRole::Other))
                && step
                    .continue_on_error
                    .as_ref()
                    .is_some_and(|flag| resolve_flag(&flag.value.value, job) == FlagValue::Always)
        };
        let mut labels: Vec<String> = Vec::new();
        for step in job.steps.iter().filter(|step| is_free(step)) {
            let label = step.label();
            let mut same = job.steps.iter().filter(|other| other.label() == label);
            // The number of a step is no name: another step has it once a step is added before.
            let is_named = step.name.is_some() || step.id.is_some();
            if is_named && !label.trim().is_empty() && same.all(is_free) && !labels.contains(&label)
            {
                labels.push(label);
            }
        }
        labels
    }
}

/// Returns the matrix jobs that `continue-on-error` of the job or of one of its steps lets fail, by the key that tells
/// them from the others.
fn matrix_word(job: &Job) -> Option<(String, Vec<ValueDraft>)> {
    let of_steps = job.steps.iter().filter_map(|step| step.continue_on_error.as_ref());
    let mut flags = job.continue_on_error.iter().chain(of_steps);
    let (key, values) = flags.find_map(|flag| flag_selection(flag, job))?;
    let values = values.into_iter().filter_map(|value| match value {
        Value::Bool(value) => Some(ValueDraft::Plain(value.to_string())),
        Value::Number { text, .. } => Some(ValueDraft::Plain(text)),
        Value::String(text) => Some(ValueDraft::Text(text)),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    });
    Some((key, values.collect()))
}

fn is_test(command: &CommandFact) -> bool {
    matches!(&command.role, CommandRole::Gate(gate) if gate.kind == ToolKind::Test)
}
