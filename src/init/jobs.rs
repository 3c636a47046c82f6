//! Selects the jobs to require: those that pull requests start and that check something.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{FiltersDraft, JobDraft, SkipDraft, WorkflowDraft};
use super::{kept, terms};
use crate::catalog::tools::tool::ToolKind;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::facts::commit::Facts;
use crate::facts::jobs::keys::bare_condition;
use crate::facts::jobs::{FlagValue, resolve_flag};
use crate::facts::path::climb::aggregated_jobs;
use crate::facts::path::step::is_tolerated;
use crate::facts::workflow::WorkflowFact;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::{Job, Step, Trigger, Workflow};
use crate::span::Spanned;

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

/// Whether a job runs on a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
enum JobRuns {
    /// The job runs whenever the workflow does.
    Always,
    /// Only the run knows; the condition that decides.
    Perhaps(String),
    /// The job never runs; the reason.
    Never(String),
}

/// Returns the workflows that pull requests start, with their jobs, and the jobs that pull requests
/// may skip.
#[must_use]
pub fn listed(facts: &Facts) -> (Vec<WorkflowDraft>, Vec<SkipDraft>) {
    let (mut workflows, mut skips) = (Vec::new(), Vec::new());
    let mut names = BTreeSet::new();
    for (fact, workflow) in facts.models() {
        let events: Vec<String> = pull_request_events(workflow);
        // The policy cannot tell files apart whose names differ only in case.
        if events.is_empty() || !names.insert(fact.name().to_lowercase()) {
            continue;
        }
        let found = WorkflowJobs { facts, fact, workflow, event: events.first().map_or("", |e| e) };
        let (draft, more) = found.jobs(&events);
        if !(draft.jobs.is_empty() && draft.left_out.is_empty()) {
            workflows.push(draft);
        }
        skips.extend(more);
    }
    (workflows, skips)
}

/// Returns the events of a pull request that is opened or pushed to.
fn pull_request_events(workflow: &Workflow) -> Vec<String> {
    let is_change = |on: &&Trigger| {
        let is_one = ["pull_request", "pull_request_target"].contains(&on.event.value.as_str());
        let types = on.filters.iter().find(|(name, _)| name.value == "types");
        let fits = |types: &[Spanned<String>]| {
            types.iter().any(|kind| ["opened", "synchronize"].contains(&kind.value.as_str()))
        };
        is_one && types.is_none_or(|(_, types)| fits(types))
    };
    workflow.on.iter().filter(is_change).map(|on| on.event.value.clone()).collect()
}

struct WorkflowJobs<'a> {
    facts: &'a Facts,
    fact: &'a WorkflowFact,
    workflow: &'a Workflow,
    event: &'a str,
}

impl<'a> WorkflowJobs<'a> {
    fn jobs(&self, events: &[String]) -> (WorkflowDraft, Vec<SkipDraft>) {
        let file = self.fact.name().to_owned();
        let mut draft = WorkflowDraft {
            file: file.clone(),
            events: events.to_vec(),
            filters: self.filters(events),
            pinned: kept::pinned(self.workflow),
            ..WorkflowDraft::default()
        };
        let mut skips = Vec::new();
        let mut known: BTreeMap<&str, JobRuns> = BTreeMap::new();
        let awaited = self.awaited(&mut known);
        for job in &self.workflow.jobs {
            let id = &job.id.value;
            let runs = self.runs(job, &mut known);
            let why = self
                .left_out(job, &runs)
                .filter(|why| *why != NOTHING || !awaited.contains(id.as_str()));
            if let Some(why) = why {
                draft.left_out.push((id.clone(), why));
                continue;
            }
            let mut listed = self.job(job);
            if !self.judges(job) {
                listed.notes.push("others wait for it".to_owned());
            }
            if let (JobRuns::Perhaps(when), None) = (runs, &listed.advisory) {
                skips.push(SkipDraft { job: format!("{file}/{id}"), when });
            }
            draft.jobs.push(listed);
        }
        self.keep(&mut draft);
        (draft, skips)
    }

    /// Returns the events of pull requests and `merge_group`, with all of their filters.
    fn filters(&self, events: &[String]) -> Vec<FiltersDraft> {
        let counts =
            |on: &&Trigger| on.event.value == "merge_group" || events.contains(&on.event.value);
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
    fn left_out(&self, job: &'a Job, runs: &JobRuns) -> Option<String> {
        match runs {
            JobRuns::Never(why) => Some(why.clone()),
            _ if !self.judges(job) => Some(NOTHING.to_owned()),
            // With `pull_request_target` most jobs label and comment, so only jobs with a known
            // tool or script are listed.
            _ if self.event == "pull_request_target" && !self.has_judge(job) => {
                Some("runs with the rights of the base, and no known tool judges in it".to_owned())
            }
            _ => None,
        }
    }

    /// Returns the jobs that a required job needs: if one of them fails, the required job is
    /// skipped, and a skipped check passes.
    fn awaited(&self, known: &mut BTreeMap<&'a str, JobRuns>) -> BTreeSet<&'a str> {
        let jobs = &self.workflow.jobs;
        let mut open: Vec<&'a Job> = Vec::new();
        for job in jobs {
            let runs = self.runs(job, known);
            if self.left_out(job, &runs).is_none() && self.advisory(job).is_none() {
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

    /// Returns whether a pull request starts a job, by its own condition and those of the jobs that
    /// it needs.
    fn runs(&self, job: &'a Job, known: &mut BTreeMap<&'a str, JobRuns>) -> JobRuns {
        if let Some(runs) = known.get(job.id.as_str()) {
            return runs.clone();
        }
        // GitHub rejects circles in `needs`; this entry keeps the recursion from following one.
        known.insert(&job.id.value, JobRuns::Always);
        let condition = job.condition.as_ref().map_or("", |condition| condition.as_str());
        let own = evaluate_condition(condition, &contexts(self.facts, self.event));
        let mut runs = match own.ok().and_then(|outcome| outcome.truth()) {
            Some(true) => JobRuns::Always,
            Some(false) => JobRuns::Never("never runs on a pull request".to_owned()),
            // On one line: an allowed skip with this text as `when:` is valid as long as the
            // condition stays.
            None => JobRuns::Perhaps(bare_condition(condition)),
        };
        let status = ["always()", "cancelled()", "failure()", "success()"];
        let tight: String = condition.chars().filter(|c| !c.is_whitespace()).collect();
        if !status.iter().any(|function| tight.contains(function)) {
            for need in &job.needs {
                let needed = self.workflow.jobs.iter().find(|job| job.id.value == need.value);
                let Some(needed) = needed else { continue };
                runs = match (runs, self.runs(needed, known)) {
                    (JobRuns::Never(why), _) => JobRuns::Never(why),
                    (_, JobRuns::Never(_)) => JobRuns::Never(format!(
                        "waits for {}, which never runs on a pull request",
                        need.value
                    )),
                    (JobRuns::Always, JobRuns::Perhaps(when)) => JobRuns::Perhaps(when),
                    (runs, _) => runs,
                };
            }
        }
        known.insert(&job.id.value, runs.clone());
        runs
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

fn is_test(command: &CommandFact) -> bool {
    matches!(&command.role, CommandRole::Gate(gate) if gate.kind == ToolKind::Test)
}

/// Returns what is known before a run: the event, and the repository if the environment names it.
fn contexts(facts: &Facts, event: &str) -> Contexts {
    const UNKNOWN: [&str; 21] = [
        "action",
        "action_path",
        "action_ref",
        "action_repository",
        "actor",
        "actor_id",
        "base_ref",
        "event",
        "head_ref",
        "job",
        "ref",
        "ref_name",
        "ref_protected",
        "repository",
        "repository_id",
        "repository_owner",
        "run_id",
        "run_number",
        "sha",
        "triggering_actor",
        "workflow",
    ];
    let mut github: BTreeMap<String, ExprValue> =
        UNKNOWN.iter().map(|name| ((*name).to_owned(), ExprValue::Unknown)).collect();
    let mut set = |name: &str, value: &str| {
        github.insert(name.to_owned(), ExprValue::String(value.to_owned()));
    };
    set("event_name", event);
    set("ref_type", "branch");
    if event == "pull_request" {
        set("ref", "refs/pull/1/merge");
        set("ref_name", "1/merge");
    }
    if let Some(repository) = &facts.place.repository {
        set("repository", repository);
        set("repository_owner", repository.split('/').next().unwrap_or_default());
    }
    Contexts {
        roots: [("github".to_owned(), ExprValue::Object(github))].into(),
        success: Some(true),
        failure: Some(false),
        cancelled: Some(false),
    }
}
