//! Whether the skip of a step that judges was decided by the change, or made up for by another step.

use std::collections::BTreeMap;

use super::home::RepositoryContext;
use super::reach::skips_on_pull_requests;
use crate::facts::jobs::gate_steps::{GateStep, counts};
use crate::facts::jobs::ran_steps::StepEnd;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::value::ExprValue;
use crate::formats::expr::{contexts_of, evaluate_condition};
use crate::formats::github::run_jobs::RunConclusion;
use crate::formats::workflow::model::{Job, Step, Workflow};

/// What the skip of a step rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepSkip {
    /// Another step of the job did the same.
    DoneElsewhere,
    /// The change, or the caller of the workflow: what of it the `if:` reads.
    Decided(String),
    /// Nothing that the change decides.
    Undecided,
}

/// One job as it ran, with what a skip of its steps may rest on.
pub struct SkipScene<'a> {
    /// The workflow.
    pub workflow: &'a Workflow,
    /// The job.
    pub job: &'a Job,
    /// How its steps ended, in one entry of the run.
    pub ends: &'a [StepEnd],
    /// Its steps that judge.
    pub gates: &'a [GateStep<'a>],
    /// How the jobs that it needs ended, by their ids; a job of which nothing is known is not in it.
    pub needs: &'a BTreeMap<String, RunConclusion>,
    /// The repository as expressions see it.
    pub home: &'a RepositoryContext,
    /// Whether the run may be that of a pull request.
    pub may_be_pull_request: bool,
}

impl SkipScene<'_> {
    /// Returns what the skip of a step that judges rests on.
    #[must_use]
    pub fn ground(&self, skipped: &GateStep<'_>) -> StepSkip {
        if self.gates.iter().any(|other| self.makes_up(skipped, other)) {
            return StepSkip::DoneElsewhere;
        }
        self.decision(skipped.step).map_or(StepSkip::Undecided, StepSkip::Decided)
    }

    /// Returns whether another step did the same and its failure is heard: by the job, or by the skipped step, which
    /// runs where the other one fails.
    fn makes_up(&self, skipped: &GateStep<'_>, other: &GateStep<'_>) -> bool {
        let (step, other_step) = (skipped.step, other.step);
        if step.index == other_step.index
            || self.end(other_step.index) != Some(RunConclusion::Success)
            || !skipped.is_done_by(other)
        {
            return false;
        }
        let truth = |outcome: &str| {
            let mut contexts = self.contexts(step);
            let mut steps = self.steps_before(step);
            if let Some(id) = &other_step.id {
                let ended = [("outcome", outcome), ("conclusion", "success")];
                let fields = ended.map(|(key, word)| (key.to_owned(), text(word)));
                steps.insert(id.value.to_lowercase(), ExprValue::Object(fields.into()));
            }
            contexts.roots.insert("steps".to_owned(), ExprValue::Object(steps));
            truth(step.condition(), &contexts)
        };
        let is_fallback = other_step.index < step.index
            && truth("success") == Some(false)
            && truth("failure") != Some(false);
        counts(other_step, self.job) || is_fallback
    }

    /// Returns what of the change decides a skip, in words. `None` where the `if:` is false whatever the change is, or
    /// reads what is set outside of the repository: then the settings may have decided.
    fn decision(&self, step: &Step) -> Option<String> {
        let condition = step.condition();
        let is_false = truth(condition, &self.contexts(step)) == Some(false)
            || self.may_be_pull_request
                && skips_on_pull_requests(self.workflow, self.home, condition);
        if is_false {
            return None;
        }
        let mut decision = None;
        for name in contexts_of(condition) {
            match self.part(&name, step) {
                Part::Outside => return None,
                Part::Change => decision = decision.or(Some(name)),
                Part::Neutral => {}
            }
        }
        decision
    }

    /// Returns what a context that an `if:` reads depends on.
    fn part(&self, name: &str, step: &Step) -> Part {
        let mut words = name.split('.');
        let (root, id, field) = (words.next().unwrap_or_default(), words.next(), words.next());
        let output = words.next();
        match root {
            "vars" | "secrets" => Part::Outside,
            // The caller is a file of the repository, which calls the workflow with and without the step.
            "inputs" if self.is_called() => Part::Change,
            "inputs" => Part::Outside,
            "steps" => id.map_or(Part::Neutral, |id| self.step_part(id, field, step)),
            "needs" => id.map_or(Part::Neutral, |id| self.need_part(id, field, output)),
            "env" => id.map_or(Part::Outside, |id| self.env_part(id, step)),
            "github" if self.is_of_change(name) => Part::Change,
            _ => Part::Neutral,
        }
    }

    fn is_called(&self) -> bool {
        self.workflow.on.iter().any(|on| on.event.value == "workflow_call")
    }

    /// Returns what the result or an output of an earlier step depends on: on the change, unless that step was itself
    /// skipped without a decision. No step sets an output of a step that the job does not have.
    fn step_part(&self, id: &str, field: Option<&str>, step: &Step) -> Part {
        let before = self.job.steps.iter().take(step.index);
        let named = |other: &&Step| {
            other.id.as_ref().is_some_and(|other| other.value.eq_ignore_ascii_case(id))
        };
        let Some(other) = before.into_iter().find(named) else { return Part::Outside };
        if self.end(other.index) == Some(RunConclusion::Skipped) {
            return self.decision(other).map_or(Part::Outside, |_| Part::Change);
        }
        if field == Some("outputs") { Part::Change } else { Part::Neutral }
    }

    /// Returns what the result or an output of a needed job depends on. An output that the job does not declare is empty
    /// for ever.
    fn need_part(&self, id: &str, field: Option<&str>, output: Option<&str>) -> Part {
        let need = self.job.needs.iter().find(|need| need.value.eq_ignore_ascii_case(id));
        let Some(need) = need else { return Part::Outside };
        let job = self.workflow.jobs.iter().find(|job| job.id.value.eq_ignore_ascii_case(id));
        let declares = |job: &Job, output: &str| {
            job.uses.is_some()
                || job.outputs.iter().any(|(name, _)| name.value.eq_ignore_ascii_case(output))
        };
        let is_declared = || job.zip(output).is_none_or(|(job, output)| declares(job, output));
        match self.needs.get(&need.value) {
            Some(end) if *end != RunConclusion::Success => Part::Outside,
            _ if field == Some("outputs") && is_declared() => Part::Change,
            _ if field == Some("outputs") => Part::Outside,
            _ => Part::Neutral,
        }
    }

    /// Returns what a variable depends on: on the expression that is its value, or on the earlier step that writes it to
    /// `$GITHUB_ENV`.
    fn env_part(&self, name: &str, step: &Step) -> Part {
        let own = [&step.env, &self.job.env, &self.workflow.env].into_iter();
        let mut vars = own.flat_map(|env| &env.vars);
        let written = |other: &&Step| {
            let text = other.run.as_ref().map_or("", |run| run.text.as_str());
            text.contains("GITHUB_ENV") && text.to_lowercase().contains(name)
        };
        if self.job.steps.iter().take(step.index).any(|other| written(&other)) {
            return Part::Change;
        }
        let Some((_, value)) = vars.find(|(key, _)| key.value.eq_ignore_ascii_case(name)) else {
            return Part::Outside;
        };
        let names = contexts_of(&value.value);
        let parts = names.iter().filter(|name| !name.starts_with("env"));
        parts.map(|name| self.part(name, step)).max().unwrap_or(Part::Neutral)
    }

    /// Returns whether a part of the event is what its author or the change says. A draft counts only where the end of it
    /// starts the workflow again.
    fn is_of_change(&self, name: &str) -> bool {
        let again = || {
            let filters = self.workflow.on.iter().flat_map(|on| &on.filters);
            filters.flat_map(|(_, values)| values).any(|value| value.value == "ready_for_review")
        };
        OF_CHANGE.iter().any(|part| name.contains(part))
            || name.contains("pull_request.draft") && again()
    }

    fn end(&self, index: usize) -> Option<RunConclusion> {
        match self.ends.get(index)? {
            StepEnd::Ended(end) => Some(*end),
            StepEnd::Unlisted | StepEnd::Unclear | StepEnd::Open => None,
        }
    }

    /// Returns what is known where a step's `if:` is evaluated and nothing before it failed.
    fn contexts(&self, step: &Step) -> Contexts {
        let needs =
            self.job.needs.iter().map(|need| (need.value.to_lowercase(), ExprValue::Unknown));
        let roots = [
            ("steps".to_owned(), ExprValue::Object(self.steps_before(step))),
            ("needs".to_owned(), ExprValue::Object(needs.collect())),
        ];
        Contexts {
            roots: roots.into(),
            success: Some(true),
            failure: Some(false),
            cancelled: Some(false),
        }
    }

    fn steps_before(&self, step: &Step) -> BTreeMap<String, ExprValue> {
        let before = self.job.steps.iter().take(step.index);
        let ids = before.filter_map(|other| other.id.as_ref());
        ids.map(|id| (id.value.to_lowercase(), ExprValue::Unknown)).collect()
    }
}

/// What a part of a condition depends on; the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// On the file, the event or the runner.
    Neutral,
    /// On the change.
    Change,
    /// On what is set outside of the repository, or on nothing.
    Outside,
}

/// Parts of the `github` context that the author of a change, or its files, decide.
const OF_CHANGE: [&str; 15] = [
    "pull_request.labels",
    "event.label",
    "pull_request.title",
    "pull_request.body",
    "pull_request.changed_files",
    "pull_request.additions",
    "pull_request.deletions",
    "pull_request.user",
    "head_commit",
    "event.commits",
    "event.sender",
    "head_ref",
    "head.ref",
    "github.actor",
    "github.triggering_actor",
];

fn text(word: &str) -> ExprValue {
    ExprValue::String(word.to_owned())
}

fn truth(condition: &str, contexts: &Contexts) -> Option<bool> {
    evaluate_condition(condition, contexts).ok()?.truth()
}
